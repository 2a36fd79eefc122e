/* The native helper's functions on real sockets: what is there, what is not yet, ends, time limits, and who is woken by what.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"
#include "wwsio/wwsio.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

extern int32_t (*const __wine_unix_call_funcs[])(void *);
extern int32_t (*const __wine_unix_call_wow64_funcs[])(void *);

#define BIG (16 << 20)
static char big[BIG], other[BIG];

static void call(enum wwsio_call which, void *arguments)
{
    ok_int(__wine_unix_call_funcs[which](arguments), 0);
}

struct two
{
    int a, b;
};

/* A connection over loopback, both ends without waits as Wine makes them. */
static struct two connection(void)
{
    struct sockaddr_in address
            = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof(address);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct two t = { socket(AF_INET, SOCK_STREAM, 0), -1 };

    ok(!bind(listener, (struct sockaddr *)&address, size) && !listen(listener, 1), "no listener");
    getsockname(listener, (struct sockaddr *)&address, &size);
    ok(!connect(t.a, (struct sockaddr *)&address, size), "not connected");
    t.b = accept(listener, NULL, NULL);
    close(listener);
    fcntl(t.a, F_SETFL, O_NONBLOCK);
    fcntl(t.b, F_SETFL, O_NONBLOCK);
    return t;
}

static struct wwsio_transfer move(
        enum wwsio_call which, int fd, void *bytes, ULONG size, int timeout)
{
    struct wwsio_transfer t = { .bytes = (uintptr_t)bytes,
        .size = size,
        .fd = fd,
        .timeout = timeout,
        .done = 77,
        .code = 77 };

    call(which, &t);
    return t;
}
#define is(t, n, what)                   \
    do                                   \
    {                                    \
        struct wwsio_transfer x = t;     \
        ok_int((LONG)x.done, (LONG)(n)); \
        ok_int(x.code, what);            \
    } while (0)

static void close_at(int fd, int queue)
{
    struct wwsio_socket s = { fd, queue, 77 };

    call(WWSIO_CLOSE, &s);
    ok_int(s.code, 0);
}

static LONG adopted(int fd)
{
    struct wwsio_socket s = { fd, -1, 77 };

    call(WWSIO_ADOPT, &s);
    return s.code;
}

TEST(tells_its_version_and_has_both_tables)
{
    struct wwsio_version v = { 0, 0 };
    int i;

    call(WWSIO_VERSION, &v);
    ok_int((LONG)v.version, WWSIO_VERSION_NOW);
    ok(v.files >= 64, "%u files", v.files);
    for (i = 0; i < WWSIO_CALLS; i++)
        ok(__wine_unix_call_funcs[i]
                        && __wine_unix_call_funcs[i] == __wine_unix_call_wow64_funcs[i],
                "call %d", i);
}

TEST(adopts_streams_that_do_not_wait)
{
    struct two t = connection();
    int pipes[2], datagram = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);

    ok(!pipe(pipes), "no pipe");
    ok_int(adopted(t.a), 0);
    ok(fcntl(t.a, F_GETFD) & FD_CLOEXEC, "children get it");
    fcntl(t.b, F_SETFL, 0);
    ok(adopted(t.b), "a waiting socket is taken");
    ok(adopted(pipes[0]) && adopted(datagram) && adopted(-1) && adopted(9999),
            "no stream is taken");
    close_at(t.a, -1);
    close_at(t.b, -1);
    close(pipes[0]);
    close(pipes[1]);
    close(datagram);
}

TEST(moves_bytes_without_waits)
{
    struct two t = connection();
    char got[8];
    ULONG sent;

    is(move(WWSIO_RECEIVE, t.a, got, sizeof(got), 0), 0, WWSIO_AGAIN);
    is(move(WWSIO_SEND, t.b, (void *)"hello", 5, 0), 5, 0);
    is(move(WWSIO_RECEIVE, t.a, got, 2, 1000), 2, 0);
    is(move(WWSIO_RECEIVE, t.a, got + 2, sizeof(got) - 2, 1000), 3, 0);
    ok(!memcmp(got, "hello", 5), "other bytes came");
    is(move(WWSIO_SEND, t.b, NULL, 0, 0), 0, 0);

    /* nobody reads: a part, then nothing */
    sent = move(WWSIO_SEND, t.b, big, BIG, 0).done;
    ok(sent && sent < BIG, "%u bytes sent", sent);
    is(move(WWSIO_SEND, t.b, big, BIG, 0), 0, WWSIO_AGAIN);
    is(move(WWSIO_SEND, t.b, big, BIG, 60), 0, WWSIO_TIMED_OUT);
    close_at(t.a, -1);
    is(move(WWSIO_SEND, t.b, big, BIG, -1), 0, 10054);
    is(move(WWSIO_SEND, t.b, big, BIG, -1), 0, 10053);
    close_at(t.b, -1);
    is(move(WWSIO_RECEIVE, t.b, got, sizeof(got), -1), 0, 10038);
    is(move(WWSIO_SEND, t.b, got, sizeof(got), -1), 0, 10038);
}

TEST(tells_how_a_connection_ended)
{
    struct two t = connection(), u = connection();
    struct linger now = { 1, 0 };
    char got[8];

    is(move(WWSIO_SEND, t.b, (void *)"bye", 3, 0), 3, 0);
    close_at(t.b, -1);
    is(move(WWSIO_RECEIVE, t.a, got, sizeof(got), -1), 3, 0);
    is(move(WWSIO_RECEIVE, t.a, got, sizeof(got), -1), 0, 0);
    is(move(WWSIO_RECEIVE, t.a, got, sizeof(got), 0), 0, 0);
    close_at(t.a, -1);

    setsockopt(u.b, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    close_at(u.b, -1);
    is(move(WWSIO_RECEIVE, u.a, got, sizeof(got), 1000), 0, 10054);
    close_at(u.a, -1);
}

struct job
{
    pthread_t thread;
    struct wwsio_transfer t;
    enum wwsio_call which;
};

static void *work(void *argument)
{
    struct job *job = argument;

    __wine_unix_call_funcs[job->which](&job->t);
    return NULL;
}

static void start(
        struct job *job, enum wwsio_call which, int fd, void *bytes, ULONG size, int timeout)
{
    struct wwsio_transfer t
            = { .bytes = (uintptr_t)bytes, .size = size, .fd = fd, .timeout = timeout };

    job->which = which;
    job->t = t;
    ok(!pthread_create(&job->thread, NULL, work, job), "no thread");
}

static struct wwsio_transfer end(struct job *job)
{
    pthread_join(job->thread, NULL);
    return job->t;
}

TEST(waits_for_bytes_and_for_room)
{
    struct two t = connection();
    struct job receiver, sender;
    ULONG got = 0, i;
    char few[8];

    start(&receiver, WWSIO_RECEIVE, t.a, few, sizeof(few), -1);
    usleep(20000);
    is(move(WWSIO_SEND, t.b, (void *)"late", 4, 0), 4, 0);
    is(end(&receiver), 4, 0);

    for (i = 0; i < BIG; i++)
        big[i] = (char)(i * 7 + (i >> 8));
    start(&sender, WWSIO_SEND, t.b, big, BIG, 10000);
    while (got < BIG)
    {
        struct wwsio_transfer r = move(WWSIO_RECEIVE, t.a, other + got, BIG - got, 10000);

        if (r.code || !r.done) break;
        got += r.done;
    }
    is(end(&sender), BIG, 0);
    ok(got == BIG && !memcmp(big, other, BIG), "%u of %u bytes came", got, BIG);
    close_at(t.a, -1);
    close_at(t.b, -1);
}

TEST(keeps_time_limits)
{
    struct two t = connection();
    struct timespec before, after;
    char got[8];
    LONG ms;

    clock_gettime(CLOCK_MONOTONIC, &before);
    is(move(WWSIO_RECEIVE, t.a, got, sizeof(got), 80), 0, WWSIO_TIMED_OUT);
    clock_gettime(CLOCK_MONOTONIC, &after);
    ms = (LONG)((after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000);
    ok(ms >= 78, "%d ms", ms);
    close_at(t.a, -1);
    close_at(t.b, -1);
}

TEST(shutdown_wakes_who_waits)
{
    struct two t = connection();
    struct wwsio_socket s = { t.a, -1, 77 };
    struct job receiver, sender;
    char got[8];

    while (!move(WWSIO_SEND, t.a, big, 65536, 0).code)
        ;
    start(&receiver, WWSIO_RECEIVE, t.a, got, sizeof(got), -1);
    start(&sender, WWSIO_SEND, t.a, big, BIG, -1);
    usleep(20000);
    call(WWSIO_SHUTDOWN, &s);
    ok_int(s.code, 0);
    is(end(&receiver), 0, 0);
    is(end(&sender), 0, 10053);
    close_at(t.a, -1);
    close_at(t.b, -1);
}

static LONG arm(int queue, int fd, uint64_t key, BOOL known)
{
    struct wwsio_arm a = { .key = key, .queue = queue, .fd = fd, .known = known, .code = 77 };

    call(WWSIO_ARM, &a);
    return a.code;
}

static int make_queue(void)
{
    struct wwsio_queue q = { -1 };

    call(WWSIO_QUEUE, &q);
    ok(q.queue >= 0, "no queue");
    return q.queue;
}

/* What is ready on the queue: waits for 50 ms at most, by a connection of its own that ends. */
struct alarm
{
    struct two t;
    pthread_t thread;
};

static void *ring(void *argument)
{
    usleep(50000);
    close_at(((struct alarm *)argument)->t.b, -1);
    return NULL;
}

static uint64_t ready(int queue)
{
    struct wwsio_wait w = { .key = 77, .queue = queue };
    struct alarm alarm = { connection() };

    ok_int(arm(queue, alarm.t.a, 99, FALSE), 0);
    pthread_create(&alarm.thread, NULL, ring, &alarm);
    call(WWSIO_WAIT, &w);
    pthread_join(alarm.thread, NULL);
    close_at(alarm.t.a, queue);
    return w.key;
}

TEST(says_once_what_is_ready)
{
    struct two t = connection();
    int queue = make_queue();
    char got[8];

    ok_int(arm(queue, t.a, 0x123456789abcdef0, FALSE), 0);
    ok_int((LONG)ready(queue), 99); /* nothing came */
    is(move(WWSIO_SEND, t.b, (void *)"x", 1, 0), 1, 0);
    ok(ready(queue) == 0x123456789abcdef0, "another key");
    ok_int((LONG)ready(queue), 99); /* said once, although it is there still */
    ok_int(arm(queue, t.a, 5, TRUE), 0);
    ok_int((LONG)ready(queue), 5); /* it was there before */
    is(move(WWSIO_RECEIVE, t.a, got, sizeof(got), 0), 1, 0);
    ok_int(arm(queue, t.a, 6, TRUE), 0);
    close_at(t.b, -1);
    ok_int((LONG)ready(queue), 6); /* the end is ready too */
    ok(arm(queue, t.a, 7, FALSE), "a known one is new");
    ok(arm(queue, -1, 7, FALSE) && arm(-1, t.a, 7, FALSE), "nothing is armed");
    close_at(t.a, queue);
    close(queue);
}

TEST(what_is_closed_is_ready_no_more)
{
    struct two t = connection();
    int queue = make_queue(), again = dup(t.a); /* as wineserver has it */

    ok_int(arm(queue, t.a, 5, FALSE), 0);
    close_at(t.a, queue);
    is(move(WWSIO_SEND, t.b, (void *)"x", 1, 0), 1, 0);
    ok_int((LONG)ready(queue), 99);
    close_at(again, -1);
    close_at(t.b, -1);

    t = connection(); /* shutdown from our side makes it ready, armed before or after */
    {
        struct wwsio_socket s = { t.a, -1, 77 };

        ok_int(arm(queue, t.a, 8, FALSE), 0);
        call(WWSIO_SHUTDOWN, &s);
        ok_int((LONG)ready(queue), 8);
        ok_int(arm(queue, t.a, 9, TRUE), 0);
        ok_int((LONG)ready(queue), 9);
    }
    close_at(t.a, queue);
    close_at(t.b, -1);
    close(queue);
}

TESTS = { CASE(tells_its_version_and_has_both_tables), CASE(adopts_streams_that_do_not_wait),
    CASE(moves_bytes_without_waits), CASE(tells_how_a_connection_ended),
    CASE(waits_for_bytes_and_for_room), CASE(keeps_time_limits), CASE(shutdown_wakes_who_waits),
    CASE(says_once_what_is_ready), CASE(what_is_closed_is_ready_no_more), END_OF_CASES };
