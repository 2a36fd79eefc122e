/* Service proxies: facts P1 to P4, every call in every state, aborts from other threads, properties.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service_kit.h"

static WCHAR nowhere[] = L"http://127.0.0.1:9/"; /* opening does not connect */

TEST(P1_create)
{
    WS_SERVICE_PROXY *proxy = NULL;
    ULONG value = 0;

    ok_hr(WsCreateServiceProxy(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, NULL, NULL, 0,
                  NULL, 0, NULL, NULL),
            E_INVALIDARG);
    ok_hr(WsCreateServiceProxy(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, NULL, NULL, 0,
                  NULL, 0, &proxy, NULL),
            S_OK);
    if (!proxy) return;
    ok_hr(WsGetServiceProxyProperty(
                  proxy, WS_PROXY_PROPERTY_CALL_TIMEOUT, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_CREATED);
    ok_hr(WsGetServiceProxyProperty(proxy, WS_PROXY_PROPERTY_STATE, &value, 2, NULL), E_INVALIDARG);
    ok_hr(WsGetServiceProxyProperty(proxy, WS_PROXY_PROPERTY_STATE, NULL, 4, NULL), E_INVALIDARG);
    ok_hr(WsGetServiceProxyProperty(NULL, WS_PROXY_PROPERTY_STATE, &value, 4, NULL), E_INVALIDARG);
    WsFreeServiceProxy(proxy);
    WsFreeServiceProxy(NULL);
}

TEST(P2_P3_open_close_reset)
{
    WS_SERVICE_PROXY *proxy = NULL;

    ok_hr(WsCreateServiceProxy(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, NULL, NULL, 0,
                  NULL, 0, &proxy, NULL),
            S_OK);
    ok_hr(WsResetServiceProxy(proxy, NULL), S_OK);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_CREATED);
    ok_hr(open_proxy(proxy, L"http://localhost/"), S_OK);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_OPEN);
    ok_hr(WsResetServiceProxy(proxy, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsCloseServiceProxy(proxy, NULL, NULL), S_OK);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_CLOSED);
    ok_hr(WsResetServiceProxy(proxy, NULL), S_OK);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_CREATED);
    ok_hr(open_proxy(proxy, L"http://localhost/"), S_OK);
    ok_hr(WsCloseServiceProxy(proxy, NULL, NULL), S_OK);
    WsFreeServiceProxy(proxy);
}

TEST(null_proxies)
{
    WS_ENDPOINT_ADDRESS address = { { 0 } };
    WS_SERVICE_PROXY *proxy = new_proxy(NULL, 0);

    ok_hr(WsOpenServiceProxy(NULL, &address, NULL, NULL), E_INVALIDARG);
    ok_hr(WsOpenServiceProxy(proxy, NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCloseServiceProxy(NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsAbortServiceProxy(NULL, NULL), E_INVALIDARG);
    ok_hr(WsResetServiceProxy(NULL, NULL), E_INVALIDARG);
    ok_hr(WsAbandonCall(NULL, 0, NULL), E_INVALIDARG);
    WsFreeServiceProxy(proxy);
}

/* ---- states ---- */

enum call
{
    CALL_OPEN,
    CALL_CLOSE,
    CALL_ABORT,
    CALL_RESET,
    CALL_CALL,
    CALL_ABANDON,
    CALL_COUNT
};
static const ULONG states[] = { WS_SERVICE_PROXY_STATE_CREATED, WS_SERVICE_PROXY_STATE_OPEN,
    WS_SERVICE_PROXY_STATE_CLOSED, WS_SERVICE_PROXY_STATE_FAULTED };

static WS_SERVICE_PROXY *proxy_in(ULONG state)
{
    WS_SERVICE_PROXY *proxy = new_proxy(NULL, 0);

    if (state != WS_SERVICE_PROXY_STATE_CREATED) ok_hr(open_proxy(proxy, nowhere), S_OK);
    if (state == WS_SERVICE_PROXY_STATE_CLOSED) ok_hr(WsCloseServiceProxy(proxy, NULL, NULL), S_OK);
    if (state == WS_SERVICE_PROXY_STATE_FAULTED) ok_hr(WsAbortServiceProxy(proxy, NULL), S_OK);
    ok_int(proxy_state(proxy), state);
    return proxy;
}

static HRESULT run_call(WS_SERVICE_PROXY *proxy, enum call call)
{
    INT32 result;

    switch (call)
    {
    case CALL_OPEN:
        return open_proxy(proxy, nowhere);
    case CALL_CLOSE:
        return WsCloseServiceProxy(proxy, NULL, NULL);
    case CALL_ABORT:
        return WsAbortServiceProxy(proxy, NULL);
    case CALL_RESET:
        return WsResetServiceProxy(proxy, NULL);
    case CALL_CALL:
        return call_add(proxy, test_heap(), 1, 2, &result, NULL);
    default:
        return WsAbandonCall(proxy, 0, NULL);
    }
}

TEST(every_call_in_every_state)
{
    /* CREATED, OPEN, CLOSED, FAULTED: o S_OK, x WS_E_INVALID_OPERATION, f WS_E_OBJECT_FAULTED, n any other failure;
     * then the state afterwards: c created, o open, d closed, f faulted */
    static const struct
    {
        const char *name, *outcome, *after;
    } rows[CALL_COUNT] = {
        [CALL_OPEN] = { "open", "oxxx", "oodf" },
        [CALL_CLOSE] = { "close", "xoxo", "cddd" },
        [CALL_ABORT] = { "abort", "oooo", "cfdf" },
        [CALL_RESET] = { "reset", "oxox", "cocf" },
        [CALL_CALL] = { "call", "xnxf", "codf" },
        [CALL_ABANDON] = { "abandon", "xoxx", "codf" },
    };
    int call, i;

    for (call = 0; call < CALL_COUNT; call++)
    {
        for (i = 0; i < 4; i++)
        {
            WS_SERVICE_PROXY *proxy = proxy_in(states[i]);
            char expected = rows[call].outcome[i], after = rows[call].after[i];
            HRESULT hr = run_call(proxy, call);

            test_context("%s in state %lu", rows[call].name, states[i]);
            if (expected == 'n')
                ok(FAILED(hr) && hr != WS_E_INVALID_OPERATION, "gave %08lx", hr);
            else
                ok_hr(hr,
                        expected == 'o'           ? S_OK
                                : expected == 'x' ? WS_E_INVALID_OPERATION
                                                  : WS_E_OBJECT_FAULTED);
            ok_int(proxy_state(proxy),
                    after == 'c'           ? states[0]
                            : after == 'o' ? states[1]
                            : after == 'd' ? states[2]
                                           : states[3]);
            test_context("%s", "");
            if (proxy_state(proxy) == states[1] || proxy_state(proxy) == states[3])
                ok_hr(WsCloseServiceProxy(proxy, NULL, NULL), S_OK);
            WsFreeServiceProxy(proxy);
        }
    }
}

TEST(measured_abort_facts)
{
    WS_SERVICE_PROXY *proxy = proxy_in(WS_SERVICE_PROXY_STATE_FAULTED);

    ok_hr(WsAbortServiceProxy(proxy, NULL), S_OK);
    ok_hr(WsAbortServiceProxy(proxy, NULL), S_OK);
    ok_hr(WsCloseServiceProxy(proxy, NULL, NULL), S_OK);
    ok_hr(WsAbortServiceProxy(proxy, NULL), S_OK);
    ok_hr(WsResetServiceProxy(proxy, NULL), S_OK);
    ok_hr(open_proxy(proxy, nowhere), S_OK);
    free_proxy(proxy);
}

/* ---- properties ---- */

TEST(properties)
{
    static const struct
    {
        ULONG id, size;
        HRESULT hr;
    } rows[] = {
        { WS_PROXY_PROPERTY_CALL_TIMEOUT, 4, S_OK },
        { WS_PROXY_PROPERTY_CALL_TIMEOUT, 2, E_INVALIDARG },
        { WS_PROXY_PROPERTY_MAX_CALL_POOL_SIZE, 2, S_OK },
        { WS_PROXY_PROPERTY_MAX_CALL_POOL_SIZE, 4, E_INVALIDARG },
        { WS_PROXY_PROPERTY_MAX_PENDING_CALLS, 4, S_OK },
        { WS_PROXY_PROPERTY_MAX_CLOSE_TIMEOUT, 4, S_OK },
        { WS_PROXY_FAULT_LANG_ID, 2, S_OK },
        { WS_PROXY_PROPERTY_STATE, 4, E_INVALIDARG },
        { 7, 4, E_INVALIDARG },
    };
    ULONG value = 0x409, i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_PROXY_PROPERTY property = { rows[i].id, &value, rows[i].size };
        WS_SERVICE_PROXY *proxy = NULL;

        test_context("property %lu with %lu bytes", rows[i].id, rows[i].size);
        ok_hr(WsCreateServiceProxy(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, NULL,
                      &property, 1, NULL, 0, &proxy, NULL),
                rows[i].hr);
        WsFreeServiceProxy(proxy);
    }
    test_context("%s", "");
}

/* All but STATE are set at creation only and cannot be read; STATE is the reverse. MAX_PENDING_CALLS of 0 would allow no call. */
TEST(property_ranges_and_access)
{
    static const struct
    {
        const char *name;
        ULONG id, size, value;
        HRESULT set, get;
    } rows[] = {
        { "no time", WS_PROXY_PROPERTY_CALL_TIMEOUT, 4, 0, S_OK, E_INVALIDARG },
        { "endless", WS_PROXY_PROPERTY_CALL_TIMEOUT, 4, INFINITE, S_OK, E_INVALIDARG },
        { "no pool", WS_PROXY_PROPERTY_MAX_CALL_POOL_SIZE, 2, 0, S_OK, E_INVALIDARG },
        { "largest pool", WS_PROXY_PROPERTY_MAX_CALL_POOL_SIZE, 2, 0xffff, S_OK, E_INVALIDARG },
        { "no calls", WS_PROXY_PROPERTY_MAX_PENDING_CALLS, 4, 0, E_INVALIDARG, E_INVALIDARG },
        { "one call", WS_PROXY_PROPERTY_MAX_PENDING_CALLS, 4, 1, S_OK, E_INVALIDARG },
        { "most calls", WS_PROXY_PROPERTY_MAX_PENDING_CALLS, 4, ~0u, S_OK, E_INVALIDARG },
        { "no close", WS_PROXY_PROPERTY_MAX_CLOSE_TIMEOUT, 4, 0, S_OK, E_INVALIDARG },
        { "long close", WS_PROXY_PROPERTY_MAX_CLOSE_TIMEOUT, 4, ~0u, S_OK, E_INVALIDARG },
        { "language", WS_PROXY_FAULT_LANG_ID, 2, 0x407, S_OK, E_INVALIDARG },
        { "state", WS_PROXY_PROPERTY_STATE, 4, 0, E_INVALIDARG, S_OK },
        { "unknown", 7, 4, 0, E_INVALIDARG, E_INVALIDARG },
    };
    ULONG i, value;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_PROXY_PROPERTY property = { rows[i].id, (void *)&rows[i].value, rows[i].size };
        WS_SERVICE_PROXY *proxy = NULL, *plain_one = new_proxy(NULL, 0);

        test_context("%s", rows[i].name);
        ok_hr(WsCreateServiceProxy(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, NULL,
                      &property, 1, NULL, 0, &proxy, NULL),
                rows[i].set);
        ok(!proxy == FAILED(rows[i].set), "the pointer is %p", proxy);
        WsFreeServiceProxy(proxy);
        value = 0x55555555;
        ok_hr(WsGetServiceProxyProperty(plain_one, rows[i].id, &value, rows[i].size, NULL),
                rows[i].get);
        if (FAILED(rows[i].get)) ok_int(value, 0x55555555);
        WsFreeServiceProxy(plain_one);
    }
    test_context("%s", "");
}

/* The default cannot be read, but seen: 100 calls may pend, the next gives WS_E_QUOTA_EXCEEDED; here with a limit of 1. */
TEST(max_pending_calls_is_a_quota)
{
    ULONG most = 1;
    WS_PROXY_PROPERTY property = { WS_PROXY_PROPERTY_MAX_PENDING_CALLS, &most, sizeof(most) };
    struct peer silent = { NULL, 1, 1 };
    struct caller caller;
    WS_SERVICE_PROXY *proxy;
    INT32 result;

    peer_start(&silent);
    proxy = new_proxy(&property, 1);
    ok_hr(open_proxy(proxy, peer_url(&silent, "/")), S_OK);
    start_caller(&caller, proxy, 0);
    ok(wait_for(&silent.requests, 1), "no request came");
    ok_hr(call_add(proxy, test_heap(), 1, 2, &result, NULL), WS_E_QUOTA_EXCEEDED);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_OPEN);
    ok_hr(WsAbortServiceProxy(proxy, NULL), S_OK);
    if (join_caller(&caller)) ok_hr(caller.hr, WS_E_OPERATION_ABORTED);
    free_proxy(proxy);
    peer_stop(&silent);
}

TEST(channel_properties_the_proxy_owns)
{
    BOOL value = FALSE;
    WS_CHANNEL_PROPERTY property = { WS_CHANNEL_PROPERTY_FAULTS_AS_ERRORS, &value, sizeof(value) };
    WS_SERVICE_PROXY *proxy = NULL;

    ok_hr(WsCreateServiceProxy(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, NULL, NULL, 0,
                  &property, 1, &proxy, NULL),
            E_INVALIDARG);
    property.id = WS_CHANNEL_PROPERTY_ASYNC_CALLBACK_MODEL; /* 0: short */
    ok_hr(WsCreateServiceProxy(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, NULL, NULL, 0,
                  &property, 1, &proxy, NULL),
            E_INVALIDARG);
    ok(!proxy, "the pointer was written");
}

/* ---- aborts from other threads ---- */

static DWORD WINAPI close_thread(void *argument)
{
    return WsCloseServiceProxy(argument, NULL, NULL);
}

TEST(abort_wakes_a_call)
{
    struct peer silent = { NULL, 1, 1 };
    struct caller caller;
    WS_SERVICE_PROXY *proxy;
    UINT64 start;

    peer_start(&silent);
    proxy = opened_proxy(peer_url(&silent, "/"));
    start_caller(&caller, proxy, 0);
    ok(wait_for(&silent.requests, 1), "no request came");
    Sleep(20);
    start = now_ms();
    ok_hr(WsAbortServiceProxy(proxy, NULL), S_OK);
    if (join_caller(&caller))
    {
        ok_hr(caller.hr, WS_E_OPERATION_ABORTED);
        printf("an aborted call woke after %lu ms\n", (ULONG)(caller.ended - start));
        ok(caller.ended - start < 1000, "an aborted call took %lu ms",
                (ULONG)(caller.ended - start));
    }
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_FAULTED);
    free_proxy(proxy);
    peer_stop(&silent);
}

TEST(abort_while_closing)
{
    struct peer silent = { NULL, 1, 1 };
    struct caller caller;
    WS_SERVICE_PROXY *proxy;
    HANDLE closer;
    DWORD code = 1;
    UINT64 start;

    peer_start(&silent);
    proxy = opened_proxy(peer_url(&silent, "/"));
    start_caller(&caller, proxy, 0);
    ok(wait_for(&silent.requests, 1), "no request came");
    closer = CreateThread(NULL, 0, close_thread, proxy, 0, NULL);
    Sleep(100);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_CLOSING);
    start = now_ms();
    ok_hr(WsAbortServiceProxy(proxy, NULL), S_OK);
    join_caller(&caller);
    ok_int(WaitForSingleObject(closer, 3000), WAIT_OBJECT_0);
    ok(now_ms() - start < 1000, "an aborted close took %lu ms", (ULONG)(now_ms() - start));
    GetExitCodeThread(closer, &code);
    CloseHandle(closer);
    ok_hr((HRESULT)code, WS_E_OPERATION_ABORTED);
    ok_hr(caller.hr, WS_E_OPERATION_ABORTED);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_CLOSED);
    WsFreeServiceProxy(proxy);
    peer_stop(&silent);
}

TEST(close_waits_no_longer_than_its_time)
{
    ULONG timeout = 200;
    WS_PROXY_PROPERTY property = { WS_PROXY_PROPERTY_MAX_CLOSE_TIMEOUT, &timeout, sizeof(timeout) };
    struct peer silent = { NULL, 1, 1 };
    struct caller caller;
    WS_SERVICE_PROXY *proxy;
    UINT64 start;

    peer_start(&silent);
    proxy = new_proxy(&property, 1);
    ok_hr(open_proxy(proxy, peer_url(&silent, "/")), S_OK);
    start_caller(&caller, proxy, 0);
    ok(wait_for(&silent.requests, 1), "no request came");
    start = now_ms();
    ok_hr(WsCloseServiceProxy(proxy, NULL, NULL), WS_E_OPERATION_TIMED_OUT);
    ok(now_ms() - start >= 190 && now_ms() - start < 1500, "the close took %lu ms",
            (ULONG)(now_ms() - start));
    join_caller(&caller);
    ok_hr(caller.hr, WS_E_OPERATION_ABORTED);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_CLOSED);
    WsFreeServiceProxy(proxy);
    peer_stop(&silent);
}

TESTS = {
    CASE(P1_create),
    CASE(P2_P3_open_close_reset),
    CASE(null_proxies),
    CASE(every_call_in_every_state),
    CASE(measured_abort_facts),
    CASE(properties),
    CASE(property_ranges_and_access),
    CASE(max_pending_calls_is_a_quota),
    CASE(channel_properties_the_proxy_owns),
    CASE(abort_wakes_a_call),
    CASE(abort_while_closing),
    CASE(close_waits_no_longer_than_its_time),
    END_OF_CASES,
};
