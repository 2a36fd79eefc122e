/* Calls in progress: who may still enter, when their time is over, and how others end them.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service/internal.h"

#include <string.h>

#define MAX_SPARE 64 /* call objects kept for reuse */

void timer_need(WS_SERVICE_PROXY *proxy, UINT64 at)
{
    UINT64 now = clock_ticks();

    if (proxy->timer_at && proxy->timer_at <= at) return;
    proxy->timer_at = at;
    timer_start(proxy->timer, at > now ? at - now : 0);
}

void call_free(struct call *call)
{
    waiter_clear(&call->wait);
    mem_free(call);
}

/* Takes a call object for the application's call. The proxy's state is checked under the same lock under which a close
 * or an abort changes it, so no call slips in behind them. */
HRESULT call_enter(WS_SERVICE_PROXY *proxy, struct call **ret, WS_ERROR *error)
{
    struct call *call = NULL, *made = NULL;
    HANDLE event;
    ULONG timeout = proxy->settings.call_timeout;
    BOOL open, full;
    HRESULT hr;

    if (!proxy->spare && !(made = mem_zalloc(sizeof(*made)))) return fail_memory(error);
    lock_enter(&proxy->object.lock);
    open = proxy->object.state == STATE_OPEN;
    full = (ULONG)proxy->pending_count >= proxy->settings.max_pending;
    if (open && !full)
    {
        if ((call = proxy->spare))
        {
            proxy->spare = call->next;
            proxy->spare_count--;
        }
        else
        {
            call = made;
            made = NULL;
        }
    }
    if (call)
    {
        event = call->wait.event;
        memset(call, 0, sizeof(*call));
        call->wait.event = event;
        call->proxy = proxy;
        call->next = proxy->pending;
        if (call->next) call->next->previous = call;
        proxy->pending = call;
        proxy->pending_count++;
        if (timeout != INFINITE)
        {
            call->deadline = clock_ticks() + timeout + 1;
            timer_need(proxy, call->deadline);
        }
    }
    lock_leave(&proxy->object.lock);
    if (made) call_free(made);
    *ret = call;
    if (call) return S_OK;
    if (!open && FAILED(hr = object_need_open(&proxy->object, "WsCall", error))) return hr;
    if (open && full)
        return fail(error, WS_E_QUOTA_EXCEEDED, "%u calls are pending, the maximum of this proxy",
                proxy->settings.max_pending);
    /* meanwhile another thread has taken the spare one, or opened the proxy */
    return call_enter(proxy, ret, error);
}

void call_leave(struct call *call)
{
    WS_SERVICE_PROXY *proxy = call->proxy;
    struct drain woken = { { 0 } };

    lock_enter(&proxy->object.lock);
    if (call->previous)
        call->previous->next = call->next;
    else
        proxy->pending = call->next;
    if (call->next) call->next->previous = call->previous;
    if (proxy->spare_count < MAX_SPARE)
    {
        call->next = proxy->spare;
        proxy->spare = call;
        proxy->spare_count++;
        call = NULL;
    }
    if (!--proxy->pending_count && proxy->drain.waiting) woken = drain_done(&proxy->drain);
    lock_leave(&proxy->object.lock);
    if (call) call_free(call);
    drain_wake(&woken);
}

/* Which calls a cancellation means. */
struct choice
{
    ULONG id;        /* 0: any */
    UINT64 deadline; /* only those whose time is over by then; 0: any */
};

static BOOL is_meant(const struct call *call, const struct choice *choice)
{
    if (call->reason) return FALSE;
    if (choice->id && call->options.id != choice->id) return FALSE;
    return !choice->deadline || (call->deadline && call->deadline <= choice->deadline);
}

/* A call that is given up while its request goes out in a session gets this long (ms) to finish it: half a message would
 * end the session. */
#define WRITE_GRACE 1000

/* Under the lock: the call has a reason to end. The channel to abort for that, held; NULL: none. */
static struct slot *interrupt(struct call *call, struct waiter *woken)
{
    struct slot *slot = call->slot;

    if (!slot || session_interrupt(call, woken)) return NULL;
    if (slot->shared)
    {
        call->deadline = 0;
        if (!call->writing) return NULL;
        call->deadline = clock_ticks() + WRITE_GRACE;
        timer_need(call->proxy, call->deadline);
        return NULL;
    }
    slot->references++;
    return slot;
}

/* The channel is aborted without the lock; a reference keeps it alive meanwhile. A call that has no channel yet sees the
 * reason before it does anything with one. */
static void cancel(WS_SERVICE_PROXY *proxy, const struct choice *choice, HRESULT reason)
{
    struct waiter woken = { 0 };
    struct slot *slot;
    struct call *call;

    for (;;)
    {
        woken.parked = FALSE;
        slot = NULL;
        lock_enter(&proxy->object.lock);
        for (call = proxy->pending; call && !is_meant(call, choice); call = call->next)
        {
        }
        if (call)
        {
            call->reason = reason;
            slot = interrupt(call, &woken);
        }
        lock_leave(&proxy->object.lock);
        if (!call) return;
        waiter_wake(&woken);
        if (!slot) continue;
        (void)WsAbortChannel(slot->channel, NULL);
        slot_release(proxy, slot);
    }
}

void calls_cancel(WS_SERVICE_PROXY *proxy, ULONG id, HRESULT reason)
{
    struct choice choice = { id, 0 };

    cancel(proxy, &choice, reason);
}

static BOOL is_stuck(const struct call *call)
{
    return call->reason && call->writing && call->deadline;
}

/* A request that does not get out holds up all others: the session is lost. */
static void abort_stuck(WS_SERVICE_PROXY *proxy, UINT64 now)
{
    struct slot *slot = NULL;
    struct call *call;

    lock_enter(&proxy->object.lock);
    for (call = proxy->pending; call && !(is_stuck(call) && call->deadline <= now);
            call = call->next)
    {
    }
    if (call && (slot = proxy->session.slot))
    {
        slot->references++;
        call->deadline = 0;
    }
    lock_leave(&proxy->object.lock);
    if (!slot) return;
    (void)WsAbortChannel(slot->channel, NULL);
    slot_release(proxy, slot);
}

/* One timer for all calls of a proxy, set for the earliest deadline; it costs nothing while calls end in time. */
void CALLBACK proxy_timer(PTP_CALLBACK_INSTANCE instance, void *argument, PTP_TIMER timer)
{
    WS_SERVICE_PROXY *proxy = argument;
    struct choice late = { 0, clock_ticks() };
    struct call *call;
    UINT64 next = 0;
    BOOL close_is_late;

    lock_enter(&proxy->object.lock);
    proxy->timer_at = 0;
    close_is_late = proxy->close_deadline > 1 && proxy->close_deadline <= late.deadline;
    if (close_is_late) proxy->close_deadline = 1;
    lock_leave(&proxy->object.lock);
    if (close_is_late) proxy_abort_work(proxy);
    cancel(proxy, &late, WS_E_OPERATION_TIMED_OUT);
    abort_stuck(proxy, late.deadline);

    lock_enter(&proxy->object.lock);
    for (call = proxy->pending; call; call = call->next)
    {
        if (!call->deadline || (call->reason && !is_stuck(call))) continue;
        if (!next || call->deadline < next) next = call->deadline;
    }
    if (proxy->close_deadline > 1 && (!next || proxy->close_deadline < next))
        next = proxy->close_deadline;
    if (next) timer_need(proxy, next);
    lock_leave(&proxy->object.lock);
}

HRESULT WINAPI WsAbandonCall(WS_SERVICE_PROXY *serviceProxy, ULONG callId, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(serviceProxy, OBJECT_PROXY))
        return fail(error, E_INVALIDARG, "WsAbandonCall: not a service proxy");
    if (FAILED(hr = object_need_open(&serviceProxy->object, "WsAbandonCall", error)))
        return WS_E_INVALID_OPERATION;
    calls_cancel(serviceProxy, callId, WS_E_OPERATION_ABANDONED);
    return S_OK;
}
