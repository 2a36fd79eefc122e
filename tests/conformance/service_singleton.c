/* Proxies and hosts over sessions of one message in each direction (TRANSFER_MODE streamed over net.tcp, beyond Windows): each call has
 * a session of its own.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service_kit.h"

static WS_TRANSFER_MODE mode = WS_STREAMED_TRANSFER_MODE;
static WS_CHANNEL_PROPERTY streamed[]
        = { { WS_CHANNEL_PROPERTY_TRANSFER_MODE, &mode, sizeof(mode) } };

static void begin(void)
{
    tcp_properties = streamed;
    tcp_property_count = 1;
}

TEST(one_call_after_the_other)
{
    WS_SERVICE_PROXY *proxy;
    struct kit_host kit;
    INT32 result, i;

    begin();
    if (!open_tcp_host(&kit, NULL, 0)) return;
    proxy = tcp_proxy(kit.url);
    for (i = 0; i < 5; i++)
    {
        result = 0;
        ok_hr(call_add(proxy, test_heap(), i, 7, &result, NULL), S_OK);
        ok_int(result, i + 7);
    }
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_OPEN);
    free_proxy(proxy);
    close_host(&kit);
    ok_int(served.accepts, 5);
    ok_int(served.closes, 5);
}

TEST(calls_without_reply)
{
    WS_SERVICE_PROXY *proxy;
    struct kit_host kit;
    INT32 a = 1, i;
    const void *arguments[] = { &a };

    begin();
    if (!open_tcp_host(&kit, NULL, 0)) return;
    proxy = tcp_proxy(kit.url);
    for (i = 0; i < 5; i++)
        ok_hr(WsCall(proxy, &tell_operation, arguments, test_heap(), NULL, 0, NULL, NULL), S_OK);
    ok(wait_for(&served.tells, 5), "%d of 5 have come", (int)served.tells);
    free_proxy(proxy);
    close_host(&kit);
}

TEST(faults)
{
    WS_ERROR *error = test_error();
    WS_SERVICE_PROXY *proxy;
    struct kit_host kit;
    INT32 result = 0;

    begin();
    if (!open_tcp_host(&kit, NULL, 0)) return;
    proxy = tcp_proxy(kit.url);
    ok_hr(call_one(proxy, &fail_operation, test_heap(), 1, &result, NULL, 0, error),
            WS_E_ENDPOINT_FAULT_RECEIVED);
    ok_hr(call_add(proxy, test_heap(), 1, 2, &result, NULL), S_OK);
    ok_int(result, 3);
    free_proxy(proxy);
    close_host(&kit);
}

#define CALLS 8

TEST(calls_side_by_side)
{
    WS_SERVICE_PROXY *proxy;
    struct job jobs[CALLS];
    struct kit_host kit;
    int i;

    begin();
    if (!open_tcp_host(&kit, NULL, 0)) return;
    proxy = tcp_proxy(kit.url);
    for (i = 0; i < CALLS; i++)
    {
        job_init(&jobs[i], proxy, 50);
        jobs[i].thread = CreateThread(NULL, 0, run_job, &jobs[i], 0, NULL);
    }
    for (i = 0; i < CALLS; i++)
    {
        ok_int(WaitForSingleObject(jobs[i].thread, 10000), WAIT_OBJECT_0);
        CloseHandle(jobs[i].thread);
        ok_hr(jobs[i].hr, S_OK);
        ok_int(jobs[i].result, 50);
    }
    free_proxy(proxy);
    close_host(&kit);
}

TESTS = { CASE(one_call_after_the_other), CASE(calls_without_reply), CASE(faults),
    CASE(calls_side_by_side), END_OF_CASES };
