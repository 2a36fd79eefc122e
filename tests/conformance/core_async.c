/* WsAsyncExecute: chains of functions of the application, synchronous and not, after the sums of the documentation.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

#ifndef _WIN32
#    include <pthread.h>
#    include <semaphore.h>
#    include <time.h>
#endif

/* ---- threads and waiting, on both systems ---- */

struct waiter
{
    HRESULT hr;
    int calls;
#ifdef _WIN32
    HANDLE event;
#else
    sem_t semaphore;
#endif
};

static void CALLBACK wake(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct waiter *waiter = state;

    waiter->hr = hr;
    waiter->calls++;
#ifdef _WIN32
    SetEvent(waiter->event);
#else
    sem_post(&waiter->semaphore);
#endif
}

static void waiter_init(struct waiter *waiter)
{
    memset(waiter, 0, sizeof(*waiter));
#ifdef _WIN32
    waiter->event = CreateEventW(NULL, FALSE, FALSE, NULL);
#else
    sem_init(&waiter->semaphore, 0, 0);
#endif
}

static HRESULT waiter_wait(struct waiter *waiter)
{
#ifdef _WIN32
    BOOL came = WaitForSingleObject(waiter->event, 10000) == WAIT_OBJECT_0;
#else
    struct timespec limit;
    BOOL came;

    clock_gettime(CLOCK_REALTIME, &limit);
    limit.tv_sec += 10;
    came = !sem_timedwait(&waiter->semaphore, &limit);
#endif
    ok(came, "the callback comes");
    return waiter->hr;
}

static void waiter_clear(struct waiter *waiter)
{
#ifdef _WIN32
    CloseHandle(waiter->event);
#else
    sem_destroy(&waiter->semaphore);
#endif
}

/* ---- an asynchronous addition: later unless b is 0, refusing negative numbers ---- */

struct addition
{
    int a, b, *sum;
    WS_ASYNC_CONTEXT ctx;
};

static HRESULT add_now(int a, int b, int *sum)
{
    if (a < 0 || b < 0) return E_NOTIMPL;
    *sum = a + b;
    return S_OK;
}

static void add_later(struct addition *argument)
{
    struct addition addition = *argument;
    HRESULT hr = add_now(addition.a, addition.b, addition.sum);

    free(argument);
    addition.ctx.callback(hr, WS_LONG_CALLBACK, addition.ctx.callbackState);
}

#ifdef _WIN32
static DWORD WINAPI add_thread(void *argument)
{
    add_later(argument);
    return 0;
}
#else
static void *add_thread(void *argument)
{
    add_later(argument);
    return NULL;
}
#endif

static HRESULT add(int a, int b, int *sum, const WS_ASYNC_CONTEXT *ctx)
{
    struct addition *addition;

    if (!ctx || !b) return add_now(a, b, sum);
    addition = malloc(sizeof(*addition));
    addition->a = a;
    addition->b = b;
    addition->sum = sum;
    addition->ctx = *ctx;
#ifdef _WIN32
    CloseHandle(CreateThread(NULL, 0, add_thread, addition, 0, NULL));
#else
    {
        pthread_t thread;

        pthread_create(&thread, NULL, add_thread, addition);
        pthread_detach(thread);
    }
#endif
    return WS_S_ASYNC;
}

/* ---- the chain: a + b, then + c, then the result; the last function runs whatever happened ---- */

struct sum_of_three
{
    WS_ASYNC_STATE state;
    int a, b, c, sum, result, ended, next_was_null;
};

static HRESULT CALLBACK end_sum(HRESULT hr, WS_CALLBACK_MODEL model, void *state,
        WS_ASYNC_OPERATION *next, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct sum_of_three *three = state;

    three->next_was_null += !next->function;
    three->ended++;
    if (FAILED(hr)) return hr;
    three->result = three->sum;
    return S_OK;
}

static HRESULT CALLBACK add_third(HRESULT hr, WS_CALLBACK_MODEL model, void *state,
        WS_ASYNC_OPERATION *next, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct sum_of_three *three = state;

    three->next_was_null += !next->function;
    next->function = end_sum;
    if (FAILED(hr)) return hr;
    return add(three->sum, three->c, &three->sum, ctx);
}

static HRESULT CALLBACK add_first_two(HRESULT hr, WS_CALLBACK_MODEL model, void *state,
        WS_ASYNC_OPERATION *next, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct sum_of_three *three = state;

    three->next_was_null += !next->function;
    next->function = add_third;
    return add(three->a, three->b, &three->sum, ctx);
}

/* clang-format off */
static const struct
{
    int a, b, c, result;
    HRESULT hr;
    BOOL waits;
} sums[] = {
    { 1, 0, 0, 1, S_OK, FALSE },
    { 2, 1, 0, 3, S_OK, TRUE },
    { 3, 0, 2, 5, S_OK, TRUE },
    { 4, 3, 2, 9, S_OK, TRUE },
    { -1, 0, 0, -1, E_NOTIMPL, FALSE },
    { -1, 1, 0, -1, E_NOTIMPL, TRUE },
    { 1, 1, -3, -1, E_NOTIMPL, TRUE },
    { 1, 0, -3, -1, E_NOTIMPL, TRUE },
};
/* clang-format on */

TEST(sums_come_out_now_and_later)
{
    unsigned i, async;
    struct waiter waiter;
    HRESULT hr;

    waiter_init(&waiter);
    for (async = 0; async < 2; async++)
    {
        WS_ASYNC_CONTEXT ctx = { wake, &waiter };

        for (i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
        {
            struct sum_of_three three = { { 0 } };

            test_context("%d + %d + %d, async %u", sums[i].a, sums[i].b, sums[i].c, async);
            three.a = sums[i].a;
            three.b = sums[i].b;
            three.c = sums[i].c;
            three.result = -1;
            waiter.calls = 0;
            hr = WsAsyncExecute(&three.state, add_first_two, WS_LONG_CALLBACK, &three,
                    async ? &ctx : NULL, NULL);
            ok(async && sums[i].waits ? hr == WS_S_ASYNC : hr != WS_S_ASYNC, "returned %08x",
                    (unsigned)hr);
            if (hr == WS_S_ASYNC) hr = waiter_wait(&waiter);
            ok_int(waiter.calls, async && sums[i].waits);
            ok_hr(hr, sums[i].hr);
            ok_int(three.result, sums[i].result);
            ok_int(three.ended, 1);
            ok_int(three.next_was_null, 3);
        }
    }
    test_context("%s", "");
    waiter_clear(&waiter);
}

TEST(arguments_of_WsAsyncExecute)
{
    struct sum_of_three three = { { 0 } };

    ok_hr(WsAsyncExecute(NULL, add_first_two, WS_LONG_CALLBACK, &three, NULL, NULL), E_INVALIDARG);
    ok_hr(WsAsyncExecute(&three.state, NULL, WS_LONG_CALLBACK, &three, NULL, NULL), E_INVALIDARG);
    ok_int(three.next_was_null, 0);
}

TESTS = { CASE(sums_come_out_now_and_later), CASE(arguments_of_WsAsyncExecute), END_OF_CASES };
