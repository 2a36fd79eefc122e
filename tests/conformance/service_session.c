/* One session, many calls: they share it, their replies may come in any order, and a call that is given up leaves it as
 * it is. The service serves as many at once as MAX_CONCURRENCY says.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service_kit.h"

static void check_job(const struct job *job)
{
    ok_hr(job->hr, S_OK);
    ok_int(job->result, job->milliseconds);
}

/* A thread that begins a call and goes away leaves nothing behind that would end it. */
static DWORD WINAPI begin_job(void *argument)
{
    struct job *job = argument;
    WS_ASYNC_CONTEXT context = { job_done, job };

    job->hr = WsCall(
            job->proxy, &wait_operation, job->arguments, job->heap, NULL, 0, &context, NULL);
    return 0;
}

TEST(threads_that_begin_calls_may_exit)
{
    volatile LONG done = 0;
    struct job jobs[4];
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    int i;

    if (!open_tcp_host(&kit, NULL, 0)) return;
    proxy = tcp_proxy(kit.url);
    for (i = 0; i < 4; i++)
    {
        job_init(&jobs[i], proxy, 100);
        jobs[i].done = &done;
        jobs[i].thread = CreateThread(NULL, 0, begin_job, &jobs[i], 0, NULL);
        ok_int(WaitForSingleObject(jobs[i].thread, 5000), WAIT_OBJECT_0);
        CloseHandle(jobs[i].thread);
    }
    ok(wait_for(&done, 4), "%d calls ended", (int)done);
    for (i = 0; i < 4; i++)
        check_job(&jobs[i]);
    free_proxy(proxy);
    close_host(&kit);
}

static void run_jobs(WS_SERVICE_PROXY *proxy, int count, int step)
{
    struct job jobs[16];
    int i;

    for (i = 0; i < count; i++)
    {
        job_init(&jobs[i], proxy, (count - i) * step);
        jobs[i].thread = CreateThread(NULL, 0, run_job, &jobs[i], 0, NULL);
    }
    for (i = 0; i < count; i++)
    {
        ok_int(WaitForSingleObject(jobs[i].thread, 15000), WAIT_OBJECT_0);
        CloseHandle(jobs[i].thread);
        check_job(&jobs[i]);
    }
}

TEST(replies_come_in_any_order)
{
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;

    tcp_concurrency = 8;
    if (!open_tcp_host(&kit, NULL, 0)) return;
    proxy = tcp_proxy(kit.url);
    run_jobs(proxy, 8, 80);
    ok(served.most > 4, "at most %d were served at once", (int)served.most);
    ok_int(served.accepts, 1);
    free_proxy(proxy);
    ok(wait_for(&served.closes, 1), "the session ends in order");
    close_host(&kit);
    ok_int(served.closes, 1);
}

TEST(no_more_at_once_than_allowed)
{
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    ULONG limit;

    for (limit = 1; limit <= 3; limit += 2)
    {
        tcp_concurrency = limit;
        if (!open_tcp_host(&kit, NULL, 0)) return;
        proxy = tcp_proxy(kit.url);
        run_jobs(proxy, 10, 10);
        ok_int(served.most, limit);
        ok_int(served.calls, 10);
        ok_int(served.accepts, 1);
        free_proxy(proxy);
        close_host(&kit);
    }
}

TEST(many_asynchronous_calls)
{
    static struct job jobs[60];
    volatile LONG done = 0;
    WS_ASYNC_CONTEXT context = { job_done };
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    LONG pending = 0;
    int i;

    tcp_concurrency = 5;
    if (!open_tcp_host(&kit, NULL, 0)) return;
    proxy = tcp_proxy(kit.url);
    for (i = 0; i < 60; i++)
    {
        job_init(&jobs[i], proxy, i % 4);
        jobs[i].done = &done;
        context.callbackState = &jobs[i];
        jobs[i].hr = WsCall(
                proxy, &wait_operation, jobs[i].arguments, jobs[i].heap, NULL, 0, &context, NULL);
        pending += jobs[i].hr == WS_S_ASYNC;
    }
    ok(wait_for(&done, pending), "%d of %d calls ended", (int)done, (int)pending);
    for (i = 0; i < 60; i++)
        check_job(&jobs[i]);
    ok_int(done, pending);
    ok_int(served.calls, 60);
    ok_int(served.accepts, 1);
    free_proxy(proxy);
    close_host(&kit);
}

/* ---- calls that are given up ---- */

static void open_gate(void)
{
    served.entered = CreateEventW(NULL, FALSE, FALSE, NULL);
    served.go = CreateEventW(NULL, TRUE, FALSE, NULL);
}

static void close_gate(HANDLE entered, HANDLE go)
{
    CloseHandle(entered);
    CloseHandle(go);
}

TEST(an_abandoned_call_leaves_the_session)
{
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    struct caller caller;
    WS_HEAP *heap = test_heap();
    INT32 result = 0;

    tcp_concurrency = 2;
    if (!open_tcp_host(&kit, NULL, 0)) return;
    open_gate();
    proxy = tcp_proxy(kit.url);
    start_caller(&caller, proxy, 5);
    ok_int(WaitForSingleObject(served.entered, 5000), WAIT_OBJECT_0);
    ok_hr(WsAbandonCall(proxy, 5, NULL), S_OK);
    if (join_caller(&caller)) ok_hr(caller.hr, WS_E_OPERATION_ABANDONED);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_OPEN);
    ok_hr(call_add(proxy, heap, 1, 2, &result, NULL), S_OK);
    ok_int(result, 3);
    /* its reply comes late, and is nobody's */
    SetEvent(served.go);
    ok_hr(call_add(proxy, heap, 20, 22, &result, NULL), S_OK);
    ok_int(result, 42);
    ok_int(served.accepts, 1);
    free_proxy(proxy);
    close_host(&kit);
    close_gate(served.entered, served.go);
}

TEST(a_call_that_takes_too_long_leaves_the_session)
{
    ULONG timeout = 300;
    WS_PROXY_PROPERTY property = { WS_PROXY_PROPERTY_CALL_TIMEOUT, &timeout, sizeof(timeout) };
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    WS_HEAP *heap = test_heap();
    INT32 result = 0;

    if (!open_tcp_host(&kit, NULL, 0)) return;
    open_gate();
    proxy = new_tcp_proxy(&property, 1, kit.url);
    ok_hr(call_one(proxy, &wait_operation, heap, 1, &result, NULL, 0, NULL),
            WS_E_OPERATION_TIMED_OUT);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_OPEN);
    SetEvent(served.go);
    ok_hr(call_add(proxy, heap, 20, 22, &result, NULL), S_OK);
    ok_int(result, 42);
    ok_int(served.accepts, 1);
    free_proxy(proxy);
    close_host(&kit);
    close_gate(served.entered, served.go);
}

/* The service still works for the call that was given up when the proxy is closed: the close waits for the end of the
 * session, as long as it may. */
TEST(closing_after_an_abandoned_call)
{
    ULONG timeout = 400;
    WS_PROXY_PROPERTY property = { WS_PROXY_PROPERTY_MAX_CLOSE_TIMEOUT, &timeout, sizeof(timeout) };
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    struct caller caller;
    UINT64 start;

    if (!open_tcp_host(&kit, NULL, 0)) return;
    open_gate();
    proxy = new_tcp_proxy(&property, 1, kit.url);
    start_caller(&caller, proxy, 5);
    ok_int(WaitForSingleObject(served.entered, 5000), WAIT_OBJECT_0);
    ok_hr(WsAbandonCall(proxy, 0, NULL), S_OK);
    if (join_caller(&caller)) ok_hr(caller.hr, WS_E_OPERATION_ABANDONED);
    start = now_ms();
    ok_hr(WsCloseServiceProxy(proxy, NULL, NULL), WS_E_OPERATION_TIMED_OUT);
    ok(now_ms() - start < 5000, "the close took %u ms", (unsigned)(now_ms() - start));
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_CLOSED);
    WsFreeServiceProxy(proxy);
    SetEvent(served.go);
    ok(wait_for(&served.closes, 1), "the service notices that its client has gone");
    close_host(&kit);
    close_gate(served.entered, served.go);
}

/* Who serves several requests at once notices that the client has gone while they run. */
TEST(operations_of_a_lost_client_are_cancelled)
{
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    struct caller caller;

    tcp_concurrency = 3;
    if (!open_tcp_host(&kit, NULL, 0)) return;
    open_gate();
    served.register_cancel = TRUE; /* on_cancel opens the gate */
    proxy = tcp_proxy(kit.url);
    start_caller(&caller, proxy, 5);
    ok_int(WaitForSingleObject(served.entered, 5000), WAIT_OBJECT_0);
    ok_hr(WsAbortServiceProxy(proxy, NULL), S_OK);
    if (join_caller(&caller)) ok_hr(caller.hr, WS_E_OPERATION_ABORTED);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_FAULTED);
    ok(wait_for(&served.cancels, 1), "the operation is cancelled");
    ok(wait_for(&served.closes, 1), "the session is over");
    ok_int(served.frees, 1);
    free_proxy(proxy);
    close_host(&kit);
    close_gate(served.entered, served.go);
}

TEST(a_host_that_goes_ends_all_calls)
{
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    struct caller callers[3];
    WS_HEAP *heap = test_heap();
    INT32 result;
    int i;

    tcp_concurrency = 4;
    if (!open_tcp_host(&kit, NULL, 0)) return;
    open_gate();
    proxy = tcp_proxy(kit.url);
    for (i = 0; i < 3; i++)
        start_caller(&callers[i], proxy, 1);
    ok(wait_for(&served.running, 3), "%d operations run", (int)served.running);
    ok_hr(WsAbortServiceHost(kit.host, NULL), S_OK);
    SetEvent(served.go);
    for (i = 0; i < 3; i++)
    {
        if (join_caller(&callers[i])) ok_hr(callers[i].hr, WS_E_ENDPOINT_DISCONNECTED);
    }
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_FAULTED);
    ok_hr(call_add(proxy, heap, 1, 2, &result, NULL), WS_E_OBJECT_FAULTED);
    free_proxy(proxy);
    (void)WsCloseServiceHost(kit.host, NULL, NULL);
    WsFreeServiceHost(kit.host);
    close_gate(served.entered, served.go);
}

/* ---- at random ---- */

struct worker
{
    WS_SERVICE_PROXY *proxy;
    UINT64 until;
    ULONG seed;
    LONG right, given_up, other;
    HRESULT hr;
    HANDLE thread;
};

static DWORD WINAPI work(void *argument)
{
    struct worker *w = argument;
    WS_HEAP *heap = test_heap();
    WS_ERROR *error = test_error();
    WS_CALL_PROPERTY property = { WS_CALL_PROPERTY_CALL_ID, &w->seed, sizeof(w->seed) };
    ULONG random = w->seed, what;
    INT32 result;
    HRESULT hr;

    while (now_ms() < w->until)
    {
        random = random * 1103515245 + 12345;
        what = random >> 16;
        result = -1;
        if (what % 16 == 0) (void)WsAbandonCall(w->proxy, what % 8 + 1, NULL);
        hr = call_one(w->proxy, &wait_operation, heap, what % 3, &result, &property, 1, error);
        if (hr == S_OK && result == (INT32)(what % 3))
            w->right++;
        else if (hr == WS_E_OPERATION_ABANDONED)
            w->given_up++;
        else
        {
            w->other++;
            w->hr = hr;
            printf("0x%08x: %s\n", (unsigned)hr, error_text(error));
            if (FAILED(hr)) break;
        }
        (void)WsResetHeap(heap, NULL);
        (void)WsResetError(error);
    }
    return 0;
}

TEST(calls_and_abandons_at_random)
{
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy;
    struct worker workers[8];
    LONG right = 0, given_up = 0;
    int i;

    tcp_concurrency = 4;
    if (!open_tcp_host(&kit, NULL, 0)) return;
    proxy = tcp_proxy(kit.url);
    for (i = 0; i < 8; i++)
    {
        memset(&workers[i], 0, sizeof(workers[i]));
        workers[i].proxy = proxy;
        workers[i].seed = i + 1;
        workers[i].until = now_ms() + 2000;
        workers[i].thread = CreateThread(NULL, 0, work, &workers[i], 0, NULL);
    }
    for (i = 0; i < 8; i++)
    {
        ok_int(WaitForSingleObject(workers[i].thread, 10000), WAIT_OBJECT_0);
        CloseHandle(workers[i].thread);
        ok(!workers[i].other, "a call ended with 0x%08x", (unsigned)workers[i].hr);
        right += workers[i].right;
        given_up += workers[i].given_up;
    }
    printf("%d calls were answered, %d given up\n", (int)right, (int)given_up);
    ok(right > 50 && given_up, "%d calls were answered, %d given up", (int)right, (int)given_up);
    free_proxy(proxy);
    close_host(&kit);
}

TEST(the_same_over_pipes)
{
    session_binding = WS_NAMEDPIPE_CHANNEL_BINDING;
    replies_come_in_any_order();
    threads_that_begin_calls_may_exit();
    many_asynchronous_calls();
    an_abandoned_call_leaves_the_session();
    operations_of_a_lost_client_are_cancelled();
    calls_and_abandons_at_random();
    session_binding = WS_TCP_CHANNEL_BINDING;
}

TESTS = { CASE(replies_come_in_any_order), CASE(no_more_at_once_than_allowed),
    CASE(many_asynchronous_calls), CASE(an_abandoned_call_leaves_the_session),
    CASE(a_call_that_takes_too_long_leaves_the_session), CASE(closing_after_an_abandoned_call),
    CASE(operations_of_a_lost_client_are_cancelled), CASE(a_host_that_goes_ends_all_calls),
    CASE(calls_and_abandons_at_random), CASE(threads_that_begin_calls_may_exit),
    CASE(the_same_over_pipes), END_OF_CASES };
