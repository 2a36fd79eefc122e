/* WsCall: one request and its reply, as one resumable operation. A synchronous call runs on its caller's thread from
 * beginning to end.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service/internal.h"

#include <string.h>

enum call_state
{
    CALL_OPEN = OP_BEGIN,
    CALL_PREPARE,
    CALL_WRITE,
    CALL_WRITE_BODY,
    CALL_WRITTEN,
    CALL_READ_BODY,
    CALL_READ_REST,
    CALL_CLOSE,
    CALL_END
};

/* ---- the request ---- */

static HRESULT prepare_request(struct call *call, WS_ERROR *error)
{
    const WS_XML_STRING *action = call->operation->inputMessageDescription->action;
    WS_MESSAGE *request = call->slot->request;
    HRESULT hr;

    if (FAILED(hr = WsInitializeMessage(request, WS_REQUEST_MESSAGE, NULL, error))) return hr;
    if (action && action->length)
    {
        hr = WsSetHeader(request, WS_ACTION_HEADER, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE,
                action, sizeof(*action), error);
        if (FAILED(hr)) return hr;
    }
    if (FAILED(hr = WsAddressMessage(request, &call->proxy->address, error))) return hr;
    if (!call->options.on_send.callback) return S_OK;
    return call->options.on_send.callback(request, call->heap, call->options.on_send.state, error);
}

static HRESULT write_body(struct call *call, WS_ERROR *error)
{
    const WS_OPERATION_DESCRIPTION *operation = call->operation;
    const WS_ELEMENT_DESCRIPTION *body = operation->inputMessageDescription->bodyElementDescription;
    WS_WRITE_OPTION option = WS_WRITE_REQUIRED_POINTER;

    if (!body) return S_OK;
    if (operation->inputMessageOptions & WS_SERVICE_OPERATION_MESSAGE_NILLABLE_ELEMENT)
        option = WS_WRITE_NILLABLE_POINTER;
    return WsWriteBody(call->slot->request, body, option, &call->input, sizeof(call->input), error);
}

/* ---- the reply ---- */

/* Action of the reply, when the contract names one. Peers that leave it out over HTTP are common. */
static HRESULT check_action(struct call *call, WS_ERROR *error)
{
    const WS_XML_STRING *expected = call->operation->outputMessageDescription->action;
    WS_XML_STRING action;
    HRESULT hr;

    if (!expected || !expected->length) return S_OK;
    if (message_addressing(call->slot->reply) == WS_ADDRESSING_VERSION_TRANSPORT) return S_OK;
    if (FAILED(hr = message_get_action(call->slot->reply, &action, error))) return hr;
    if (xml_string_equal(&action, expected)) return S_OK;
    return fail(error, WS_E_INVALID_FORMAT, "The reply has the action '%X', but '%X' was expected",
            &action, expected);
}

static HRESULT read_body(struct call *call, WS_ERROR *error)
{
    const WS_OPERATION_DESCRIPTION *operation = call->operation;
    const WS_ELEMENT_DESCRIPTION *body
            = operation->outputMessageDescription->bodyElementDescription;
    WS_READ_OPTION option = WS_READ_REQUIRED_POINTER;

    if (!body) return S_OK;
    if (operation->outputMessageOptions & WS_SERVICE_OPERATION_MESSAGE_NILLABLE_ELEMENT)
        option = WS_READ_NILLABLE_POINTER;
    return WsReadBody(call->slot->reply, body, option, call->heap, &call->output,
            sizeof(call->output), error);
}

static HRESULT take_reply(struct call *call, WS_ERROR *error)
{
    WS_MESSAGE *reply = call->slot->reply;
    HRESULT hr;

    if (message_is_fault(reply)) return message_read_fault(reply, error);
    if (call->options.on_receive.callback)
    {
        hr = call->options.on_receive.callback(
                reply, call->heap, call->options.on_receive.state, error);
        if (FAILED(hr)) return hr;
    }
    if (FAILED(hr = check_action(call, error))) return hr;
    if (call->options.check_must_understand
            && FAILED(hr = WsCheckMustUnderstandHeaders(reply, error)))
        return hr;
    return read_body(call, error);
}

static HRESULT no_reply(struct call *call, WS_ERROR *error)
{
    if (!call->operation->outputMessageDescription) return S_OK;
    return fail(error, WS_E_INVALID_FORMAT, "The service sent no reply to a call that has one");
}

/* ---- the operation ---- */

/* What a cancelled call says: the channel's own failure is only how it was done. */
static HRESULT reason_of(struct call *call, HRESULT hr, WS_ERROR *error)
{
    HRESULT reason = call->reason;

    if (!reason || SUCCEEDED(hr)) return hr;
    if (reason == WS_E_OPERATION_TIMED_OUT)
        return fail(error, reason, "The call took longer than %u ms",
                call->proxy->settings.call_timeout);
    if (reason == WS_E_OPERATION_ABANDONED) return fail(error, reason, "The call was abandoned");
    return fail(error, reason, "The call was aborted, because its service proxy was");
}

static HRESULT take_slot(struct call *call, WS_ERROR *error)
{
    WS_SERVICE_PROXY *proxy = call->proxy;
    struct slot *slot = slot_take(proxy);
    HRESULT hr;

    if (!slot && FAILED(hr = slot_create(proxy, &slot, error))) return hr;
    lock_enter(&proxy->object.lock);
    call->slot = slot;
    hr = call->reason; /* who cancelled before found no channel to abort */
    lock_leave(&proxy->object.lock);
    return hr;
}

static HRESULT call_open(struct call *call)
{
    struct op *op = &call->op;
    HRESULT hr;

    if (FAILED(hr = take_slot(call, op->error))) return hr;
    if (call->slot->open) return op_goto(op, CALL_PREPARE);
    call->slot->open = TRUE;
    return WsOpenChannel(
            call->slot->channel, &call->proxy->address, op_await(op, CALL_PREPARE), op->error);
}

static HRESULT call_prepare(struct call *call)
{
    struct op *op = &call->op;
    HRESULT hr;

    if (FAILED(hr = prepare_request(call, op->error))) return hr;
    if (!proxy_has_session(call->proxy)) return op_goto(op, CALL_WRITE);
    return session_send(call, CALL_WRITE);
}

static HRESULT call_write(struct call *call)
{
    BOOL expects = call->operation->outputMessageDescription != NULL;
    struct op *op = &call->op;
    HRESULT hr;

    if (proxy_has_session(call->proxy) && FAILED(hr = session_write(call, expects, op->error)))
        return hr;
    return WsWriteMessageStart(
            call->slot->channel, call->slot->request, op_await(op, CALL_WRITE_BODY), op->error);
}

/* What the call wanted is done. A channel that has one call only ends in order, so that a request without a reply gets there. */
static HRESULT call_over(struct call *call)
{
    return call->proxy->one_call ? op_goto(&call->op, CALL_CLOSE) : S_OK;
}

static HRESULT call_written(struct call *call)
{
    struct op *op = &call->op;

    if (proxy_has_session(call->proxy)) session_sent(call);
    /* over HTTP even one-way calls have an exchange to end */
    if (!call->operation->outputMessageDescription && call->proxy->type != WS_CHANNEL_TYPE_REQUEST)
        return call_over(call);
    if (proxy_has_session(call->proxy)) return session_reply(call, CALL_READ_BODY);
    return WsReadMessageStart(
            call->slot->channel, call->slot->reply, op_await(op, CALL_READ_BODY), op->error);
}

static HRESULT call_read_body(struct call *call, HRESULT hr)
{
    struct op *op = &call->op;

    if (proxy_has_session(call->proxy) && FAILED(hr = session_reply_result(call, op->error)))
        return hr;
    if (hr == WS_S_END) return no_reply(call, op->error);
    if (call->operation->outputMessageDescription && FAILED(hr = take_reply(call, op->error)))
        return hr;
    return WsReadMessageEnd(
            call->slot->channel, call->slot->reply, op_await(op, CALL_READ_REST), op->error);
}

static HRESULT call_step_inner(struct call *call, enum call_state state, HRESULT hr)
{
    struct op *op = &call->op;
    WS_CHANNEL *channel = call->slot ? call->slot->channel : NULL;

    switch (state)
    {
    case CALL_OPEN:
        return call_open(call);

    case CALL_PREPARE:
        return call_prepare(call);

    case CALL_WRITE:
        return call_write(call);

    case CALL_WRITE_BODY:
        if (FAILED(hr = write_body(call, op->error))) return hr;
        return WsWriteMessageEnd(
                channel, call->slot->request, op_await(op, CALL_WRITTEN), op->error);

    case CALL_WRITTEN:
        return call_written(call);

    case CALL_READ_BODY:
        return call_read_body(call, hr);

    case CALL_READ_REST:
        if (!call->operation->outputMessageDescription) return call_over(call);
        hr = params_from_output(call->operation, call->arguments, call->output, op->error);
        return FAILED(hr) ? hr : call_over(call);

    case CALL_CLOSE:
        return WsCloseChannel(channel, op_await(op, CALL_END), op->error);

    case CALL_END:
        break;
    }
    return hr;
}

/* The message in progress is given up, so that the channel may serve the next call if its transport allows. */
static void clean_up(struct call *call)
{
    struct slot *slot = call->slot;

    if (message_state(slot->reply) == WS_MESSAGE_STATE_READING)
        (void)WsAbandonMessage(slot->channel, slot->reply, NULL);
    if (message_state(slot->request) == WS_MESSAGE_STATE_WRITING)
        (void)WsAbandonMessage(slot->channel, slot->request, NULL);
}

static HRESULT call_step(struct op *op, int state, HRESULT hr)
{
    struct call *call = CONTAINING_RECORD(op, struct call, op);

    if (SUCCEEDED(hr) && call->reason) hr = call->reason;
    if (SUCCEEDED(hr)) hr = call_step_inner(call, state, hr);
    if (hr == WS_S_ASYNC) return hr;
    if (FAILED(hr)) op->state = OP_END;
    if (op->state == OP_END) hr = reason_of(call, hr, op->error);
    return hr;
}

static void call_release(struct op *op)
{
    struct call *call = CONTAINING_RECORD(op, struct call, op);
    WS_SERVICE_PROXY *proxy = call->proxy;
    struct slot *slot = call->slot;

    if (slot)
    {
        clean_up(call);
        if (proxy_has_session(proxy)) session_leave(call);
        /* a proxy is as good as its session */
        if (proxy_has_session(proxy) && !slot_usable(slot)) object_fault(&proxy->object);
        lock_enter(&proxy->object.lock);
        call->slot = NULL;
        lock_leave(&proxy->object.lock);
        slot_give(proxy, slot);
    }
    call_leave(call);
}

/* ---- the export ---- */

static HRESULT take_option(
        struct call_options *options, const WS_CALL_PROPERTY *property, WS_ERROR *error)
{
    static const struct prop_row rows[] = {
        [WS_CALL_PROPERTY_CHECK_MUST_UNDERSTAND] = { "CHECK_MUST_UNDERSTAND", sizeof(BOOL),
                offsetof(struct call_options, check_must_understand), PROP_CREATE | PROP_BOOL,
                TRUE },
        [WS_CALL_PROPERTY_SEND_MESSAGE_CONTEXT]
        = { "SEND_MESSAGE_CONTEXT", sizeof(WS_PROXY_MESSAGE_CALLBACK_CONTEXT),
                offsetof(struct call_options, on_send), PROP_CREATE },
        [WS_CALL_PROPERTY_RECEIVE_MESSAGE_CONTEXT]
        = { "RECEIVE_MESSAGE_CONTEXT", sizeof(WS_PROXY_MESSAGE_CALLBACK_CONTEXT),
                offsetof(struct call_options, on_receive), PROP_CREATE },
        [WS_CALL_PROPERTY_CALL_ID]
        = { "CALL_ID", sizeof(ULONG), offsetof(struct call_options, id), PROP_CREATE },
    };
    static const struct prop_table table = { "call", rows, COUNT_OF(rows) };

    return props_set(&table, options, PROP_CREATE, property->id, property->value,
            property->valueSize, error);
}

static HRESULT take_options(struct call_options *options, const WS_CALL_PROPERTY *properties,
        ULONG count, WS_ERROR *error)
{
    HRESULT hr;
    ULONG i;

    memset(options, 0, sizeof(*options));
    options->check_must_understand = TRUE;
    if (count && !properties)
        return fail(error, E_INVALIDARG, "WsCall: the array of call properties is NULL");
    for (i = 0; i < count; i++)
    {
        if (FAILED(hr = take_option(options, &properties[i], error))) return hr;
    }
    return S_OK;
}

HRESULT WINAPI WsCall(WS_SERVICE_PROXY *serviceProxy, const WS_OPERATION_DESCRIPTION *operation,
        const void **arguments, WS_HEAP *heap, const WS_CALL_PROPERTY *callProperties,
        const ULONG callPropertyCount, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    struct call_options options;
    struct call *call;
    void *input = NULL;
    HRESULT hr;

    if (!object_is(serviceProxy, OBJECT_PROXY))
        return fail(error, E_INVALIDARG, "WsCall: not a service proxy");
    if (!operation) return fail(error, E_INVALIDARG, "WsCall: the operation description is NULL");
    if (operation->parameterCount && !arguments)
        return fail(error, E_INVALIDARG, "WsCall: the arguments are NULL");
    if (!heap_is(heap)) return fail(error, E_INVALIDARG, "WsCall: the heap is NULL");
    if (FAILED(hr = params_check(operation, error))) return hr;
    if (FAILED(hr = take_options(&options, callProperties, callPropertyCount, error))) return hr;
    if (FAILED(hr = params_to_input(operation, arguments, heap, &input, error))) return hr;
    if (FAILED(hr = call_enter(serviceProxy, &call, error))) return hr;
    call->operation = operation;
    call->arguments = arguments;
    call->heap = heap;
    call->options = options;
    call->input = input;
    call->op.step = call_step;
    call->op.release = call_release;
    waiter_init(&call->wait, &call->op);
    return op_start(&call->op, asyncContext, error);
}
