/* MAX_HTTP_SERVER_CONNECTIONS: exchanges with one server wait for their turn when as many as allowed have a connection.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service_kit.h"

static ULONG most_connections;
static WS_CHANNEL_PROPERTY limited[] = {
    { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &soap11, sizeof(soap11) },
    { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &no_addressing, sizeof(no_addressing) },
    { WS_CHANNEL_PROPERTY_MAX_HTTP_SERVER_CONNECTIONS, &most_connections,
            sizeof(most_connections) },
};

static WS_SERVICE_PROXY *limited_proxy(const WCHAR *url, ULONG most)
{
    WS_SERVICE_PROXY *proxy = NULL;

    most_connections = most;
    ok_hr(WsCreateServiceProxy(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, NULL, NULL, 0,
                  limited, 3, &proxy, NULL),
            S_OK);
    ok_hr(open_proxy(proxy, url), S_OK);
    return proxy;
}

#define CALLS 12

static void blocking_calls(WS_SERVICE_PROXY *proxy)
{
    struct job jobs[CALLS];
    int i;

    for (i = 0; i < CALLS; i++)
    {
        job_init(&jobs[i], proxy, 100);
        jobs[i].thread = CreateThread(NULL, 0, run_job, &jobs[i], 0, NULL);
    }
    for (i = 0; i < CALLS; i++)
    {
        ok_int(WaitForSingleObject(jobs[i].thread, 10000), WAIT_OBJECT_0);
        CloseHandle(jobs[i].thread);
        ok_hr(jobs[i].hr, S_OK);
        ok_int(jobs[i].result, 100);
    }
}

static void asynchronous_calls(WS_SERVICE_PROXY *proxy)
{
    static struct job jobs[CALLS];
    volatile LONG done = 0;
    LONG pending = 0;
    int i;

    for (i = 0; i < CALLS; i++)
    {
        WS_ASYNC_CONTEXT context = { job_done, &jobs[i] };
        HRESULT hr;

        job_init(&jobs[i], proxy, 100);
        jobs[i].done = &done;
        hr = WsCall(
                proxy, &wait_operation, jobs[i].arguments, jobs[i].heap, NULL, 0, &context, NULL);
        if (hr == WS_S_ASYNC)
            pending++;
        else
            jobs[i].hr = hr;
    }
    ok(wait_for(&done, pending), "%d of %d calls ended", (int)done, (int)pending);
    for (i = 0; i < CALLS; i++)
    {
        ok_hr(jobs[i].hr, S_OK);
        ok_int(jobs[i].result, 100);
    }
}

TEST(no_more_connections_than_allowed)
{
    static const ULONG limits[] = { 1, 3, INFINITE };
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    ULONG i;

    for (i = 0; i < 3; i++)
    {
        if (!open_host(&kit, NULL, 0)) return;
        proxy = limited_proxy(kit.url, limits[i]);
        blocking_calls(proxy);
        asynchronous_calls(proxy);
        printf("limit %u: at most %d at once\n", (unsigned)limits[i], (int)served.most);
        if (limits[i] == INFINITE)
            ok(served.most > 3, "at most %d at once", (int)served.most);
        else
            ok_int(served.most, limits[i]);
        ok_int(served.calls, 2 * CALLS);
        free_proxy(proxy);
        close_host(&kit);
    }
}

/* The limit is the server's: proxies share it. */
TEST(proxies_share_the_limit)
{
    struct kit_host kit;
    WS_SERVICE_PROXY *proxies[2];
    struct job jobs[4];
    int i;

    if (!open_host(&kit, NULL, 0)) return;
    proxies[0] = limited_proxy(kit.url, 1);
    proxies[1] = limited_proxy(kit.url, 1);
    for (i = 0; i < 4; i++)
    {
        job_init(&jobs[i], proxies[i % 2], 100);
        jobs[i].thread = CreateThread(NULL, 0, run_job, &jobs[i], 0, NULL);
    }
    for (i = 0; i < 4; i++)
    {
        ok_int(WaitForSingleObject(jobs[i].thread, 10000), WAIT_OBJECT_0);
        CloseHandle(jobs[i].thread);
        ok_hr(jobs[i].hr, S_OK);
    }
    ok_int(served.most, 1);
    free_proxy(proxies[0]);
    free_proxy(proxies[1]);
    close_host(&kit);
}

/* Who waits for a connection is ended by an abort, and leaves its place to the others. */
TEST(aborts_end_the_wait)
{
    struct kit_host kit;
    WS_SERVICE_PROXY *holder, *waiter;
    struct caller first, second;
    WS_HEAP *heap = test_heap();
    INT32 result = 0;

    if (!open_host(&kit, NULL, 0)) return;
    served.entered = CreateEventW(NULL, FALSE, FALSE, NULL);
    served.go = CreateEventW(NULL, TRUE, FALSE, NULL);
    holder = limited_proxy(kit.url, 1);
    waiter = limited_proxy(kit.url, 1);
    start_caller(&first, holder, 1);
    ok_int(WaitForSingleObject(served.entered, 5000), WAIT_OBJECT_0);
    start_caller(&second, waiter, 2);
    Sleep(100);
    ok_int(served.calls, 1);
    ok_hr(WsAbandonCall(waiter, 2, NULL), S_OK);
    if (join_caller(&second)) ok_hr(second.hr, WS_E_OPERATION_ABANDONED);
    SetEvent(served.go);
    if (join_caller(&first)) ok_hr(first.hr, S_OK);
    ok_hr(call_add(waiter, heap, 1, 2, &result, NULL), S_OK);
    ok_int(result, 3);
    free_proxy(holder);
    free_proxy(waiter);
    close_host(&kit);
    CloseHandle(served.entered);
    CloseHandle(served.go);
}

TESTS = { CASE(no_more_connections_than_allowed), CASE(proxies_share_the_limit),
    CASE(aborts_end_the_wait), END_OF_CASES };
