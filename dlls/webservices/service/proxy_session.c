/* The session of a proxy: all calls share its channel. They take turns to send; one operation receives, as long as
 * somebody expects a reply, and hands each reply over to the call that it relates to. A call that is given up leaves the
 * session as it is: its reply is dropped when it comes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service/internal.h"

enum receive_state
{
    RECEIVE = OP_BEGIN,
    RECEIVE_GOT,
    RECEIVE_NEXT
};

/* ---- who expects what (under the lock) ---- */

static BOOL anybody_expects(const WS_SERVICE_PROXY *proxy)
{
    const struct call *call;

    for (call = proxy->pending; call && !call->expecting; call = call->next)
    {
    }
    return call != NULL;
}

/* related NULL: the reply does not say; then it is the oldest call's. */
static struct call *find_call(const WS_SERVICE_PROXY *proxy, const WS_UNIQUE_ID *related)
{
    struct call *call, *found = NULL;

    for (call = proxy->pending; call; call = call->next)
    {
        if (call->expecting && (!related || unique_id_equal(&call->id, related))) found = call;
    }
    return found;
}

/* ---- receiving ---- */

/* What has arrived becomes the call's reply, and the call's unused message takes its place. */
static BOOL hand_over(WS_SERVICE_PROXY *proxy, const WS_UNIQUE_ID *related)
{
    struct proxy_session *session = &proxy->session;
    WS_MESSAGE *reply = session->slot->reply;
    struct waiter woken;
    struct call *call;

    lock_enter(&proxy->object.lock);
    if ((call = find_call(proxy, related)))
    {
        session->slot->reply = call->slot->reply;
        call->slot->reply = reply;
        call->expecting = FALSE;
        call->reading = TRUE;
        (void)op_await(&session->receive, RECEIVE_NEXT);
        woken = waiter_ready(&call->wait);
    }
    lock_leave(&proxy->object.lock);
    if (call) waiter_wake(&woken);
    return call != NULL;
}

static HRESULT got_message(WS_SERVICE_PROXY *proxy)
{
    struct proxy_session *session = &proxy->session;
    WS_UNIQUE_ID *related = NULL;
    HRESULT hr = WsGetHeader(session->slot->reply, WS_RELATES_TO_HEADER, WS_UNIQUE_ID_TYPE,
            WS_READ_OPTIONAL_POINTER, NULL, &related, sizeof(related), session->error);

    if (FAILED(hr)) return hr;
    if (hand_over(proxy, related)) return WS_S_ASYNC;
    return WsReadMessageEnd(session->slot->channel, session->slot->reply,
            op_await(&session->receive, RECEIVE_NEXT), session->error);
}

/* The session is over: nobody gets a reply any more. */
static HRESULT over(WS_SERVICE_PROXY *proxy, HRESULT hr)
{
    struct waiter woken;
    struct call *call;

    for (;;)
    {
        lock_enter(&proxy->object.lock);
        proxy->session.failure = hr;
        if ((call = find_call(proxy, NULL)))
        {
            call->expecting = FALSE;
            woken = waiter_ready(&call->wait);
        }
        lock_leave(&proxy->object.lock);
        if (!call) break;
        waiter_wake(&woken);
    }
    object_fault(&proxy->object);
    return hr;
}

static HRESULT receive_step_inner(WS_SERVICE_PROXY *proxy, enum receive_state state, HRESULT hr)
{
    struct proxy_session *session = &proxy->session;
    BOOL wanted;

    switch (state)
    {
    case RECEIVE:
        (void)WsResetMessage(session->slot->reply, NULL);
        return WsReadMessageStart(session->slot->channel, session->slot->reply,
                op_await(&session->receive, RECEIVE_GOT), session->error);

    case RECEIVE_GOT:
        if (hr == WS_S_END)
            return fail(
                    session->error, WS_E_ENDPOINT_DISCONNECTED, "The service ended the session");
        return got_message(proxy);

    case RECEIVE_NEXT:
        lock_enter(&proxy->object.lock);
        wanted = anybody_expects(proxy);
        lock_leave(&proxy->object.lock);
        return wanted ? op_goto(&session->receive, RECEIVE) : S_OK;
    }
    return hr;
}

static HRESULT receive_step(struct op *op, int state, HRESULT hr)
{
    WS_SERVICE_PROXY *proxy = CONTAINING_RECORD(op, WS_SERVICE_PROXY, session.receive);

    if (SUCCEEDED(hr)) hr = receive_step_inner(proxy, state, hr);
    if (hr == WS_S_ASYNC || SUCCEEDED(hr)) return hr;
    op->state = OP_END;
    return over(proxy, hr);
}

static void start(WS_SERVICE_PROXY *proxy);

/* The last that is done with the operation. Who came to expect something since it looked is served by another one. */
static void receive_release(struct op *op)
{
    WS_SERVICE_PROXY *proxy = CONTAINING_RECORD(op, WS_SERVICE_PROXY, session.receive);
    struct drain woken = { { 0 } };
    BOOL again;

    lock_enter(&proxy->object.lock);
    again = SUCCEEDED(proxy->session.failure) && anybody_expects(proxy);
    if (!again)
    {
        proxy->session.receiving = 0;
        if (proxy->session.drain.waiting) woken = drain_done(&proxy->session.drain);
    }
    lock_leave(&proxy->object.lock);
    if (again)
        start(proxy);
    else
        drain_wake(&woken);
}

static void CALLBACK receive_done(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
}

static void start(WS_SERVICE_PROXY *proxy)
{
    static const WS_ASYNC_CONTEXT ignore = { receive_done, NULL };

    proxy->session.receive.step = receive_step;
    proxy->session.receive.release = receive_release;
    (void)op_start(&proxy->session.receive, &ignore, proxy->session.error);
}

/* ---- for calls ---- */

static HRESULT failure(struct call *call, WS_ERROR *error)
{
    struct proxy_session *session = &call->proxy->session;

    if (error) (void)WsCopyError(session->error, error);
    return session->failure;
}

HRESULT session_write(struct call *call, BOOL expects, WS_ERROR *error)
{
    WS_SERVICE_PROXY *proxy = call->proxy;
    struct proxy_session *session = &proxy->session;
    BOOL begin = FALSE, is_over;
    HRESULT hr = S_OK;

    if (expects)
        hr = WsGetHeader(call->slot->request, WS_MESSAGE_ID_HEADER, WS_UNIQUE_ID_TYPE,
                WS_READ_REQUIRED_VALUE, NULL, &call->id, sizeof(call->id), error);
    if (FAILED(hr)) return hr;
    lock_enter(&proxy->object.lock);
    is_over = FAILED(session->failure);
    if (!is_over && !call->reason)
    {
        call->writing = TRUE;
        call->expecting = expects;
        begin = expects && !session->receiving;
        if (begin) session->receiving = 1;
    }
    lock_leave(&proxy->object.lock);
    if (begin) start(proxy);
    if (is_over) return failure(call, error);
    return call->reason;
}

HRESULT session_send(struct call *call, int state)
{
    WS_SERVICE_PROXY *proxy = call->proxy;

    return turn_take(&proxy->session.sending, &call->wait, &proxy->object.lock, state);
}

void session_sent(struct call *call)
{
    WS_SERVICE_PROXY *proxy = call->proxy;
    struct waiter woken;

    lock_enter(&proxy->object.lock);
    call->writing = FALSE;
    woken = turn_leave(&proxy->session.sending, &call->wait);
    lock_leave(&proxy->object.lock);
    waiter_wake(&woken);
}

HRESULT session_reply(struct call *call, int state)
{
    lock_enter(&call->proxy->object.lock);
    if (call->reading || !call->expecting) /* here already, or never */
    {
        call->wait.ready = FALSE;
        lock_leave(&call->proxy->object.lock);
        return op_goto(&call->op, state);
    }
    return waiter_wait(&call->wait, &call->proxy->object.lock, state);
}

HRESULT session_reply_result(struct call *call, WS_ERROR *error)
{
    return call->reading ? S_OK : failure(call, error);
}

BOOL session_interrupt(struct call *call, struct waiter *woken)
{
    if (!call->wait.parked) return FALSE;
    (void)turn_leave(&call->proxy->session.sending, &call->wait);
    call->expecting = FALSE;
    *woken = waiter_ready(&call->wait);
    return TRUE;
}

void session_leave(struct call *call)
{
    WS_SERVICE_PROXY *proxy = call->proxy;
    struct op *receive = &proxy->session.receive;
    BOOL reading;

    lock_enter(&proxy->object.lock);
    call->expecting = FALSE;
    reading = call->reading;
    call->reading = FALSE;
    lock_leave(&proxy->object.lock);
    session_sent(call);
    if (reading) receive->self.callback(S_OK, WS_LONG_CALLBACK, receive->self.callbackState);
}

/* ---- for the proxy ---- */

HRESULT session_begin(WS_SERVICE_PROXY *proxy, WS_ERROR *error)
{
    struct proxy_session *session = &proxy->session;

    session->failure = S_OK;
    if (session->error) return WsResetError(session->error);
    return FAILED(WsCreateError(NULL, 0, &session->error)) ? fail_memory(error) : S_OK;
}

void session_clear(WS_SERVICE_PROXY *proxy)
{
    if (proxy->session.slot) slot_free(proxy->session.slot);
    if (proxy->session.error) WsFreeError(proxy->session.error);
}
