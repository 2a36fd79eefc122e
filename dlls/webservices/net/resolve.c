/* Names to addresses.
 *
 * Literal addresses and "localhost" need no look-up. Others are looked up on a thread of the pool, since the system's
 * function can neither be limited in time nor be ended: who waits does so beside it, and a late answer is dropped.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/internal.h"

#include <winsock2.h>
#include <ws2tcpip.h>
#include <string.h>
#include <windows.h>

struct resolve_job
{
    LONG refs; /* the owner, the waiting one, and the thread that looks up */
    BOOL done;
    CRITICAL_SECTION section;
    CONDITION_VARIABLE condition;
    struct net_timer timer;
    struct net_target target;
    struct net_addresses addresses;
    HRESULT hr;
    int code;
    /* the waiting one's */
    BOOL async;
    WS_ASYNC_CONTEXT context;
    struct net_addresses *ret;
    WS_ERROR *error;
};

BOOL net_parse_address(const char *text, USHORT port, struct net_address *ret)
{
    struct addrinfo hints = { .ai_flags = AI_NUMERICHOST }, *found;
    char digit = text[0] | 0x20;

    /* only what can be one is worth asking */
    if (!strchr(text, ':') && (text[0] < '0' || text[0] > '9')) return FALSE;
    if (!strchr(text, ':') && digit >= 'a') return FALSE;
    if (getaddrinfo(text, NULL, &hints, &found)) return FALSE;
    memset(ret, 0, sizeof(*ret));
    ret->length = (int)found->ai_addrlen;
    memcpy(ret->bytes, found->ai_addr, found->ai_addrlen);
    ((struct sockaddr_in *)ret->bytes)->sin_port
            = htons(port); /* at the same place for both families */
    freeaddrinfo(found);
    return TRUE;
}

static void local_addresses(USHORT port, struct net_addresses *ret)
{
    struct sockaddr_in *four = (struct sockaddr_in *)ret->list[0].bytes;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)ret->list[1].bytes;

    memset(ret, 0, sizeof(*ret));
    four->sin_family = AF_INET;
    four->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    six->sin6_family = AF_INET6;
    six->sin6_addr.s6_addr[15] = 1;
    four->sin_port = six->sin6_port = htons(port);
    ret->list[0].length = sizeof(*four);
    ret->list[1].length = sizeof(*six);
    ret->count = 2;
}

static void look_up(struct resolve_job *job)
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *found = NULL, *a;
    struct net_addresses *list = &job->addresses;

    job->code = getaddrinfo(job->target.host, NULL, &hints, &found);
    for (a = found; a && list->count < NET_MAX_ADDRESSES; a = a->ai_next)
    {
        struct net_address *address = &list->list[list->count];

        if (a->ai_addrlen > sizeof(address->bytes)) continue;
        if (a->ai_family != AF_INET && a->ai_family != AF_INET6) continue;
        memcpy(address->bytes, a->ai_addr, a->ai_addrlen);
        address->length = (int)a->ai_addrlen;
        ((struct sockaddr_in *)address->bytes)->sin_port = htons(job->target.port);
        list->count++;
    }
    if (found) freeaddrinfo(found);
}

static void release(struct resolve_job *job)
{
    if (InterlockedDecrement(&job->refs)) return;
    DeleteCriticalSection(&job->section);
    mem_free(job);
}

/* The first outcome counts: the answer, the time limit or a cancel. */
static BOOL settle(struct resolve_job *job, HRESULT hr)
{
    BOOL first;

    EnterCriticalSection(&job->section);
    first = !job->done;
    job->done = TRUE;
    if (first) job->hr = hr;
    WakeAllConditionVariable(&job->condition);
    LeaveCriticalSection(&job->section);
    return first;
}

static HRESULT outcome(struct resolve_job *job)
{
    if (job->hr == WS_E_OPERATION_TIMED_OUT)
        return fail(job->error, job->hr, "Looking up the host '%s' took longer than its time limit",
                job->target.host);
    if (job->hr == WS_E_ENDPOINT_NOT_FOUND)
        return fail_from(job->error, job->hr, HRESULT_FROM_WIN32(job->code),
                "The host '%s' has no known address", job->target.host);
    if (FAILED(job->hr)) return fail(job->error, job->hr, "Looking up a host was ended");
    *job->ret = job->addresses;
    return S_OK;
}

static void tell(void *argument)
{
    struct resolve_job *job = argument;
    WS_ASYNC_CONTEXT context = job->context;
    HRESULT hr;

    net_timer_remove(&job->timer);
    hr = outcome(job);
    release(job);
    context.callback(hr, WS_LONG_CALLBACK, context.callbackState);
}

static void run_job(void *argument)
{
    struct resolve_job *job = argument;

    look_up(job);
    if (settle(job, job->addresses.count ? S_OK : WS_E_ENDPOINT_NOT_FOUND) && job->async) tell(job);
    release(job);
}

/* Under the wheel's lock: the telling goes to another thread. */
static void time_out(struct net_timer *timer)
{
    struct resolve_job *job = CONTAINING_RECORD(timer, struct resolve_job, timer);

    if (settle(job, WS_E_OPERATION_TIMED_OUT)) pool_run(tell, job);
}

static HRESULT wait_for(struct resolve_job *job, struct deadline deadline)
{
    HRESULT hr;

    EnterCriticalSection(&job->section);
    while (!job->done)
    {
        if (!SleepConditionVariableCS(&job->condition, &job->section, deadline_left(deadline))
                && !job->done && deadline_over(deadline))
        {
            job->done = TRUE;
            job->hr = WS_E_OPERATION_TIMED_OUT;
        }
    }
    LeaveCriticalSection(&job->section);
    hr = outcome(job);
    release(job);
    return hr;
}

static HRESULT start_job(struct resolve *resolve, const struct net_target *target,
        struct net_addresses *ret, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct resolve_job *job = mem_zalloc(sizeof(*job));

    if (!job) return fail_memory(error);
    job->refs = 3;
    InitializeCriticalSection(&job->section);
    InitializeConditionVariable(&job->condition);
    job->target = *target;
    job->ret = ret;
    job->error = error;
    if (ctx)
    {
        job->async = TRUE;
        job->context = *ctx;
    }
    lock_enter(resolve->lock);
    resolve->job = job;
    if (resolve->reason) job->done = TRUE;
    job->hr = resolve->reason;
    lock_leave(resolve->lock);
    return S_OK;
}

HRESULT net_resolve(struct resolve *resolve, const struct net_target *target,
        struct net_addresses *ret, struct deadline deadline, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error)
{
    struct resolve_job *job;
    HRESULT hr;

    if (net_parse_address(target->host, target->port, &ret->list[0]))
    {
        ret->count = 1;
        return S_OK;
    }
    if (text_length(target->host) == 9
            && ascii_equal_nocase((const BYTE *)target->host, "localhost", 9))
    {
        local_addresses(target->port, ret);
        return S_OK;
    }
    if (FAILED(hr = start_job(resolve, target, ret, ctx, error))) return hr;
    job = resolve->job;
    if (job->done) /* cancelled already */
    {
        hr = outcome(job);
        release(job);
        release(job);
        return hr;
    }
    if (ctx) net_timer_add(&job->timer, deadline, time_out);
    if (pool_run(run_job, job)) return ctx ? WS_S_ASYNC : wait_for(job, deadline);
    job->async = FALSE;
    run_job(job);
    return wait_for(job, deadline);
}

void net_resolve_end(struct resolve *resolve)
{
    struct resolve_job *job;

    lock_enter(resolve->lock);
    job = resolve->job;
    resolve->job = NULL;
    lock_leave(resolve->lock);
    if (job) release(job);
}

void net_resolve_cancel(struct resolve *resolve, HRESULT reason)
{
    resolve->reason = reason;
    if (resolve->job && settle(resolve->job, reason) && resolve->job->async)
        pool_run(tell, resolve->job);
}
