/* The service model over net.tcp: a host with sessions, proxies with a session, calls one after the other and side by side.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service_kit.h"

TEST(calls_of_one_session)
{
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    WS_HEAP *heap = test_heap();
    WS_ERROR *error = test_error();
    INT32 result, i;

    if (!open_tcp_host(&kit, NULL, 0)) return;
    proxy = tcp_proxy(kit.url);
    for (i = 0; i < 50; i++)
    {
        result = 0;
        ok_hr(call_add(proxy, heap, i, 1000, &result, error), S_OK);
        ok_int(result, i + 1000);
    }
    ok_int(served.calls, 50);
    ok_int(served.accepts, 1);
    ok_int(served.closes, 0);
    /* a fault is the call's, not the session's */
    ok_hr(call_one(proxy, &fail_operation, heap, 1, &result, NULL, 0, error),
            WS_E_ENDPOINT_FAULT_RECEIVED);
    ok_hr(call_add(proxy, heap, 3, 4, &result, error), S_OK);
    ok_int(result, 7);
    /* one-way */
    {
        const void *arguments[] = { &i };

        ok_hr(WsCall(proxy, &tell_operation, arguments, heap, NULL, 0, NULL, error), S_OK);
    }
    ok_hr(call_add(proxy, heap, 30, 4, &result, error), S_OK);
    ok_int(result, 34);
    ok_int(served.tells, 1);
    ok_int(served.accepts, 1);
    free_proxy(proxy);
    ok(wait_for(&served.closes, 1), "the close callback runs when the session has ended");
    close_host(&kit);
    ok_int(served.closes, 1);
}

TEST(an_operation_may_end_the_session)
{
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    WS_HEAP *heap = test_heap();
    INT32 result;

    if (!open_tcp_host(&kit, NULL, 0)) return;
    served.end = TRUE;
    proxy = tcp_proxy(kit.url);
    ok_hr(call_add(proxy, heap, 1, 2, &result, NULL), S_OK);
    ok_int(result, 3);
    free_proxy(proxy);
    ok(wait_for(&served.closes, 1), "the session has ended");
    close_host(&kit);
}

/* All calls of a proxy share its session, and the service serves as many of them at once as it is told to. */
TEST(calls_side_by_side)
{
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    struct caller callers[8];
    int i;

    tcp_concurrency = 8;
    if (!open_tcp_host(&kit, NULL, 0)) return;
    proxy = tcp_proxy(kit.url);
    for (i = 0; i < 8; i++)
        start_caller(&callers[i], proxy, i + 1);
    for (i = 0; i < 8; i++)
    {
        if (join_caller(&callers[i])) ok_hr(callers[i].hr, S_OK);
    }
    ok_int(served.calls, 8);
    ok_int(served.accepts, 1);
    free_proxy(proxy);
    close_host(&kit);
}

TEST(abort_ends_a_call)
{
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    struct caller caller;
    UINT64 start;

    if (!open_tcp_host(&kit, NULL, 0)) return;
    served.entered = CreateEventW(NULL, FALSE, FALSE, NULL);
    served.go = CreateEventW(NULL, TRUE, FALSE, NULL);
    proxy = tcp_proxy(kit.url);
    start_caller(&caller, proxy, 1);
    ok_int(WaitForSingleObject(served.entered, 5000), WAIT_OBJECT_0);
    start = now_ms();
    ok_hr(WsAbortServiceProxy(proxy, NULL), S_OK);
    if (join_caller(&caller)) ok_hr(caller.hr, WS_E_OPERATION_ABORTED);
    printf("abort ended the call after %u ms\n", (unsigned)(caller.ended - start));
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_FAULTED);
    free_proxy(proxy);
    SetEvent(served.go);
    ok(wait_for(&served.closes, 1), "the service notices that its client has gone");
    close_host(&kit);
    CloseHandle(served.entered);
    CloseHandle(served.go);
}

/* A host that is closed ends sessions that are idle. */
TEST(closing_a_host_with_an_idle_session)
{
    static const ULONG timeout = 500;
    WS_SERVICE_PROPERTY property
            = { WS_SERVICE_PROPERTY_CLOSE_TIMEOUT, (void *)&timeout, sizeof(timeout) };
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    WS_HEAP *heap = test_heap();
    INT32 result;
    HRESULT hr;

    if (!open_tcp_host(&kit, &property, 1)) return;
    proxy = tcp_proxy(kit.url);
    ok_hr(call_add(proxy, heap, 1, 2, &result, NULL), S_OK);
    hr = WsCloseServiceHost(kit.host, NULL, NULL);
    ok(hr == S_OK || hr == WS_E_OPERATION_TIMED_OUT, "WsCloseServiceHost: %08lx", hr);
    WsFreeServiceHost(kit.host);
    hr = call_add(proxy, heap, 1, 2, &result, NULL);
    ok(FAILED(hr), "nobody is there any more");
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_FAULTED);
    ok_hr(call_add(proxy, heap, 1, 2, &result, NULL), WS_E_OBJECT_FAULTED);
    free_proxy(proxy);
}

TESTS = { CASE(calls_of_one_session), CASE(an_operation_may_end_the_session),
    CASE(calls_side_by_side), CASE(abort_ends_a_call), CASE(closing_a_host_with_an_idle_session),
    END_OF_CASES };
