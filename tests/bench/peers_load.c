/* A fast server and a load generator for the calculator's Add, natively: what the RPC bench sets our client and service against.
 *
 *     peers_load serve PORT                    answers until it is ended; says "ready"
 *     peers_load drive PORT CONNECTIONS CALLS  CALLS in all, one at a time on each connection
 *
 * One thread, epoll. drive prints the rate, how many answers were wrong, and percentiles of the time that an answer took.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ROOM 8192

struct connection
{
    int socket, number, asked;
    size_t size;
    double sent;
    char in[ROOM + 1];
};

static int poller;

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static void stop(const char *what)
{
    perror(what);
    exit(1);
}

static struct connection *watch(int socket)
{
    struct connection *c = calloc(1, sizeof(*c));
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = c };
    int on = 1;

    if (!c) stop("calloc");
    c->socket = socket;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (epoll_ctl(poller, EPOLL_CTL_ADD, socket, &event)) stop("epoll_ctl");
    return c;
}

/* The body of the first message in the connection's buffer once that is whole; *end is where it ends. */
static char *whole(struct connection *c, char **end)
{
    char *body, *length;

    c->in[c->size] = 0;
    if (!(body = strstr(c->in, "\r\n\r\n"))) return NULL;
    *body = 0;
    length = strcasestr(c->in, "\r\nContent-Length:");
    *body = '\r';
    body += 4;
    if (!length) return NULL;
    *end = body + atoi(length + 17);
    return *end <= c->in + c->size ? body : NULL;
}

static void drop_first(struct connection *c, const char *end)
{
    c->size -= end - c->in;
    memmove(c->in, end, c->size);
}

/* The number that an element has whose name ends so; the first or second one. */
static int number_in(const char *body, const char *name)
{
    const char *at = strstr(body, name);

    return at && (at = strchr(at, '>')) ? atoi(at + 1) : 0;
}

/* FALSE: the other side is gone. */
static int receive(struct connection *c)
{
    ssize_t got = recv(c->socket, c->in + c->size, ROOM - c->size, 0);

    if (got <= 0) return 0;
    c->size += got;
    return 1;
}

/* ---- the server ---- */

static void answer(struct connection *c)
{
    char body[512], reply[1024], *request, *end;
    int size;

    while ((request = whole(c, &end)))
    {
        size = snprintf(body, sizeof(body),
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                "<AddResponse xmlns=\"urn:calculator\"><result>%d</result></AddResponse></s:Body>"
                "</s:Envelope>",
                number_in(request, "a>") + number_in(request, "b>"));
        size = snprintf(reply, sizeof(reply),
                "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s",
                size, body);
        if (send(c->socket, reply, size, MSG_NOSIGNAL) != size) return;
        drop_first(c, end);
    }
}

static void serve(int port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };
    struct epoll_event events[64], event = { .events = EPOLLIN };
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1, count, i;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(listener, (struct sockaddr *)&address, sizeof(address)) || listen(listener, 256))
        stop("listening");
    if (epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event)) stop("epoll_ctl");
    printf("ready\n");
    fflush(stdout);
    for (;;)
    {
        if ((count = epoll_wait(poller, events, 64, -1)) < 0 && errno != EINTR) stop("epoll_wait");
        for (i = 0; i < count; i++)
        {
            struct connection *c = events[i].data.ptr;

            if (!c)
                watch(accept(listener, NULL, NULL));
            else if (receive(c))
                answer(c);
            else
            {
                close(c->socket);
                free(c);
            }
        }
    }
}

/* ---- the load generator ---- */

static void ask(struct connection *c, int port)
{
    char body[512], request[1024];
    int size = snprintf(body, sizeof(body),
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
            "<Add xmlns=\"urn:calculator\"><a>%d</a><b>%d</b></Add></s:Body></s:Envelope>",
            ++c->asked, c->number * 100000);

    size = snprintf(request, sizeof(request),
            "POST /calculator HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: text/xml; charset=utf-8\r\n"
            "SOAPAction: \"urn:calculator/Add\"\r\nContent-Length: %d\r\n\r\n%s",
            port, size, body);
    c->sent = now();
    if (send(c->socket, request, size, MSG_NOSIGNAL) != size) stop("send");
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static int drive(int port, int connections, int calls)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };
    double *times = malloc(sizeof(*times) * calls), start;
    int asked = 0, done = 0, wrong = 0, count, i;
    struct epoll_event events[64];
    struct connection *c;
    char *body, *end;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    start = now();
    for (i = 0; i < connections; i++)
    {
        int s = socket(AF_INET, SOCK_STREAM, 0);

        if (connect(s, (struct sockaddr *)&address, sizeof(address))) stop("connect");
        c = watch(s);
        c->number = i;
        if (asked++ < calls) ask(c, port);
    }
    while (done < calls)
    {
        if ((count = epoll_wait(poller, events, 64, 20000)) <= 0) stop("no answer for 20 s");
        for (i = 0; i < count; i++)
        {
            c = events[i].data.ptr;
            if (!receive(c)) stop("the server closed a connection");
            if (!(body = whole(c, &end))) continue;
            times[done++] = now() - c->sent;
            wrong += number_in(body, "result>") != c->asked + c->number * 100000;
            drop_first(c, end);
            if (asked++ < calls) ask(c, port);
        }
    }
    start = (now() - start) / 1e6;
    qsort(times, calls, sizeof(*times), by_size);
    printf("%d calls in %.2f s: %.0f calls per second, %d wrong; p50 %.0f us, p99 %.0f us\n", calls,
            start, calls / start, wrong, times[calls / 2], times[calls * 99 / 100]);
    return wrong != 0;
}

int main(int argc, char **argv)
{
    poller = epoll_create1(0);
    if (argc == 3 && !strcmp(argv[1], "serve")) serve(atoi(argv[2]));
    if (argc == 5 && !strcmp(argv[1], "drive"))
        return drive(atoi(argv[2]), atoi(argv[3]), atoi(argv[4]));
    fprintf(stderr, "usage: peers_load serve PORT | drive PORT CONNECTIONS CALLS\n");
    return 2;
}
