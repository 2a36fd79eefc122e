/* The native half of the helper: what wwsio.h says, in calls of Linux.
 *
 * Runs on threads of Windows programs, in the middle of Wine: nothing here allocates, locks, or keeps anything.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wwsio.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const struct
{
    int code, winsock;
} codes[] = {
    { EAGAIN, WWSIO_AGAIN },
    { EBADF, 10038 },
    { ENOTSOCK, 10038 },
    { EFAULT, 10014 },
    { EINVAL, 10022 },
    { ECONNRESET, 10054 },
    { ECONNABORTED, 10053 },
    { ENETRESET, 10052 },
    { ENETDOWN, 10050 },
    { ENETUNREACH, 10051 },
    { EHOSTUNREACH, 10065 },
    { ECONNREFUSED, 10061 },
    { EPIPE, 10053 },
    { ENOTCONN, 10057 },
    { ETIMEDOUT, 10060 },
    { ENOBUFS, 10055 },
    { ENOMEM, 10055 },
    { EMFILE, 10024 },
    { ENFILE, 10024 },
};

static int32_t winsock_code(int code)
{
    size_t i;

    for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
    {
        if (codes[i].code == code) return codes[i].winsock;
    }
    return 10107; /* WSASYSCALLFAILURE */
}

static int64_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * (int64_t)1000 + t.tv_nsec / 1000000;
}

/* Until the event, or the moment (-1: never). 0, or what to say. */
static int32_t wait_for(int fd, short event, int64_t end)
{
    struct pollfd p = { fd, event, 0 };
    int count;

    for (;;)
    {
        int64_t left = end < 0 ? -1 : end - now();

        if (end >= 0 && left <= 0) return WWSIO_TIMED_OUT;
        if (left > 0x7fffffff) left = 0x7fffffff;
        if ((count = poll(&p, 1, (int)left)) > 0) return 0;
        if (count < 0 && errno != EINTR && errno != EAGAIN) return winsock_code(errno);
    }
}

static int64_t end_of(int32_t timeout)
{
    return timeout < 0 ? -1 : now() + timeout;
}

static int32_t version(void *arguments)
{
    struct wwsio_version *a = arguments;
    struct rlimit limit;

    a->version = WWSIO_VERSION_NOW;
    a->files = getrlimit(RLIMIT_NOFILE, &limit)   ? 0
            : limit.rlim_cur > (rlim_t)0x7fffffff ? 0x7fffffff
                                                  : (uint32_t)limit.rlim_cur;
    return 0;
}

static int32_t queue(void *arguments)
{
    struct wwsio_queue *a = arguments;

    a->queue = epoll_create1(EPOLL_CLOEXEC);
    return 0;
}

static int32_t adopt(void *arguments)
{
    struct wwsio_socket *a = arguments;
    socklen_t size = sizeof(int);
    int type = 0, flags;

    if (getsockopt(a->fd, SOL_SOCKET, SO_TYPE, &type, &size) || type != SOCK_STREAM)
        a->code = 10038;
    else if ((flags = fcntl(a->fd, F_GETFL)) < 0 || !(flags & O_NONBLOCK)
            || fcntl(a->fd, F_SETFD, FD_CLOEXEC))
        a->code = 10022;
    else
        a->code = 0;
    return 0;
}

static int32_t receive(void *arguments)
{
    struct wwsio_transfer *a = arguments;
    int64_t end = 0;

    a->done = 0;
    for (;;)
    {
        ssize_t count = recv(a->fd, (void *)(uintptr_t)a->bytes, a->size, MSG_DONTWAIT);

        a->code = count < 0 ? winsock_code(errno) : 0;
        if (count >= 0) a->done = (uint32_t)count;
        if (count < 0 && errno == EINTR) continue;
        if (a->code != WWSIO_AGAIN || !a->timeout) return 0;
        if (!end) end = end_of(a->timeout);
        if ((a->code = wait_for(a->fd, POLLIN, end))) return 0;
    }
}

static int32_t send_all(void *arguments)
{
    struct wwsio_transfer *a = arguments;
    int64_t end = 0;

    for (a->done = 0, a->code = 0; a->done < a->size;)
    {
        ssize_t count = send(a->fd, (const char *)(uintptr_t)a->bytes + a->done, a->size - a->done,
                MSG_DONTWAIT | MSG_NOSIGNAL);

        if (count >= 0)
        {
            a->done += (uint32_t)count;
            continue;
        }
        if (errno == EINTR) continue;
        a->code = winsock_code(errno);
        if (a->code != WWSIO_AGAIN || !a->timeout) return 0;
        if (!end) end = end_of(a->timeout);
        if ((a->code = wait_for(a->fd, POLLOUT, end))) return 0;
    }
    return 0;
}

static int32_t arm(void *arguments)
{
    struct wwsio_arm *a = arguments;
    struct epoll_event event = { EPOLLIN | EPOLLRDHUP | EPOLLONESHOT, { .u64 = a->key } };

    a->code = epoll_ctl(a->queue, a->known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, a->fd, &event)
            ? winsock_code(errno)
            : 0;
    return 0;
}

static int32_t wait(void *arguments)
{
    struct wwsio_wait *a = arguments;
    struct epoll_event event;

    a->key = epoll_wait(a->queue, &event, 1, -1) == 1 ? event.data.u64 : 0;
    return 0;
}

static int32_t shut(void *arguments)
{
    struct wwsio_socket *a = arguments;

    a->code = shutdown(a->fd, SHUT_RDWR) ? winsock_code(errno) : 0;
    return 0;
}

/* The kernel forgets what a queue knows only with the last number of a socket, and wineserver has one too. */
static int32_t close_fd(void *arguments)
{
    struct wwsio_socket *a = arguments;
    struct epoll_event none = { 0, { 0 } };

    if (a->queue >= 0) epoll_ctl(a->queue, EPOLL_CTL_DEL, a->fd, &none);
    a->code = close(a->fd) ? winsock_code(errno) : 0;
    return 0;
}

typedef int32_t (*function)(void *arguments);

/* The names are those that Wine's loader looks for; the second is of 32-bit programs. */
#define TABLE                                                                    \
    {                                                                            \
        [WWSIO_VERSION] = version, [WWSIO_QUEUE] = queue, [WWSIO_ADOPT] = adopt, \
        [WWSIO_RECEIVE] = receive, [WWSIO_SEND] = send_all, [WWSIO_ARM] = arm,   \
        [WWSIO_WAIT] = wait, [WWSIO_SHUTDOWN] = shut, [WWSIO_CLOSE] = close_fd   \
    }

extern const function __wine_unix_call_funcs[WWSIO_CALLS];
extern const function __wine_unix_call_wow64_funcs[WWSIO_CALLS];

const function __wine_unix_call_funcs[WWSIO_CALLS] = TABLE;
const function __wine_unix_call_wow64_funcs[WWSIO_CALLS] = TABLE;
