/* Whole messages in one call: sending, receiving, requests with their replies, faults for errors.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

static HRESULT check_call(WS_CHANNEL *channel, const char *call, WS_ERROR *error)
{
    if (!channel_is(channel)) return fail(error, E_INVALIDARG, "%s: not a channel", call);
    return S_OK;
}

static HRESULT check_message(const WS_MESSAGE *message, const char *call, WS_ERROR *error)
{
    return object_is(message, OBJECT_MESSAGE)
            ? S_OK
            : fail(error, E_INVALIDARG, "%s: not a message", call);
}

/* An empty message is initialized for its use; the action is the description's. */
static HRESULT prepare(WS_MESSAGE *message, WS_MESSAGE_INITIALIZATION kind, WS_MESSAGE *source,
        const WS_XML_STRING *action, WS_ERROR *error)
{
    HRESULT hr;

    if (message_state(message) == WS_MESSAGE_STATE_EMPTY
            && FAILED(hr = WsInitializeMessage(message, kind, source, error)))
        return hr;
    if (!action || !action->length) return S_OK;
    return WsSetHeader(message, WS_ACTION_HEADER, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE,
            action, sizeof(*action), error);
}

static HRESULT write_body(struct exchange *e, WS_ERROR *error)
{
    const WS_ELEMENT_DESCRIPTION *body
            = e->description ? e->description->bodyElementDescription : NULL;

    if (!body) return S_OK;
    return WsWriteBody(e->message, body, e->write_option, e->body, e->body_size, error);
}

/* The first description whose action is the message's; one without action takes all. */
static HRESULT find_description(
        struct exchange *e, WS_MESSAGE *message, ULONG *index, WS_ERROR *error)
{
    WS_XML_STRING action;
    HRESULT hr;
    ULONG i;

    if (FAILED(hr = message_get_action(message, &action, error))) return hr;
    for (i = 0; i < e->description_count; i++)
    {
        const WS_XML_STRING *expected = e->descriptions[i] ? e->descriptions[i]->action : NULL;

        if (!expected || xml_string_equal(expected, &action))
        {
            *index = i;
            return S_OK;
        }
    }
    return fail(error, WS_E_ENDPOINT_ACTION_NOT_SUPPORTED,
            "A message with the action '%X' was not expected", &action);
}

static HRESULT read_body(struct exchange *e, WS_MESSAGE *message,
        const WS_MESSAGE_DESCRIPTION *description, WS_ERROR *error)
{
    const WS_ELEMENT_DESCRIPTION *body = description ? description->bodyElementDescription : NULL;

    if (!body) return S_OK;
    return WsReadBody(message, body, e->read_option, e->heap, e->value, e->value_size, error);
}

static HRESULT take_message(struct exchange *e, WS_MESSAGE *message, WS_ERROR *error)
{
    ULONG index = 0;
    HRESULT hr;

    if (message_is_fault(message)) return message_read_fault(message, error);
    if (FAILED(hr = find_description(e, message, &index, error))) return hr;
    if (FAILED(hr = read_body(e, message, e->descriptions[index], error))) return hr;
    if (e->index) *e->index = index;
    return S_OK;
}

/* ---- the three operations: send; receive; send then receive ---- */

enum exchange_state
{
    EXCHANGE_WRITE = OP_BEGIN,
    EXCHANGE_WRITE_BODY,
    EXCHANGE_WRITTEN,
    EXCHANGE_READ,
    EXCHANGE_READ_BODY,
    EXCHANGE_DONE
};

static HRESULT send_step(struct op *op, int state, HRESULT hr)
{
    WS_CHANNEL *channel = CONTAINING_RECORD(op, WS_CHANNEL, send.op);
    struct exchange *e = &channel->send;

    if (FAILED(hr)) return hr;
    switch ((enum exchange_state)state)
    {
    case EXCHANGE_WRITE:
        return WsWriteMessageStart(
                channel, e->message, op_await(op, EXCHANGE_WRITE_BODY), op->error);

    case EXCHANGE_WRITE_BODY:
        if (FAILED(hr = write_body(e, op->error)))
        {
            (void)WsAbandonMessage(channel, e->message, NULL);
            return hr;
        }
        return WsWriteMessageEnd(channel, e->message, op_await(op, EXCHANGE_WRITTEN), op->error);

    default:
        return S_OK;
    }
}

static HRESULT receive_step(struct op *op, int state, HRESULT hr)
{
    WS_CHANNEL *channel = CONTAINING_RECORD(op, WS_CHANNEL, receive.op);
    struct exchange *e = &channel->receive;

    if (FAILED(hr)) return hr;
    switch ((enum exchange_state)state)
    {
    case EXCHANGE_WRITE:
    case EXCHANGE_READ:
        return WsReadMessageStart(channel, e->message, op_await(op, EXCHANGE_READ_BODY), op->error);

    case EXCHANGE_READ_BODY:
        if (hr == WS_S_END)
        {
            if (e->receive_option == WS_RECEIVE_OPTIONAL_MESSAGE) return hr;
            return fail(
                    op->error, WS_E_INVALID_FORMAT, "There is no further message on the channel");
        }
        if (FAILED(hr = take_message(e, e->message, op->error)))
        {
            (void)WsAbandonMessage(channel, e->message, NULL);
            return hr;
        }
        return WsReadMessageEnd(channel, e->message, op_await(op, EXCHANGE_DONE), op->error);

    default:
        return S_OK;
    }
}

/* The send with the receive behind it; both embedded operations are used. */
static HRESULT request_step(struct op *op, int state, HRESULT hr)
{
    WS_CHANNEL *channel = CONTAINING_RECORD(op, WS_CHANNEL, send.op);
    struct exchange *r = &channel->receive;

    if (FAILED(hr)) return hr;
    switch ((enum exchange_state)state)
    {
    case EXCHANGE_WRITE:
    case EXCHANGE_WRITE_BODY:
        return send_step(op, state, hr);

    case EXCHANGE_WRITTEN:
        r->op.step = receive_step;
        r->op.release = NULL;
        return op_start(&r->op, op_await(op, EXCHANGE_DONE), op->error);

    default:
        return S_OK;
    }
}

static void set_output(struct exchange *e, WS_MESSAGE *message,
        const WS_MESSAGE_DESCRIPTION *description, WS_WRITE_OPTION option, const void *body,
        ULONG size)
{
    e->message = message;
    e->description = description;
    e->write_option = option;
    e->body = body;
    e->body_size = size;
}

static void set_input(struct exchange *e, WS_MESSAGE *message, WS_READ_OPTION option, WS_HEAP *heap,
        void *value, ULONG size, ULONG *index)
{
    e->message = message;
    e->read_option = option;
    e->heap = heap;
    e->value = value;
    e->value_size = size;
    e->index = index;
}

HRESULT WINAPI WsSendMessage(WS_CHANNEL *channel, WS_MESSAGE *message,
        const WS_MESSAGE_DESCRIPTION *messageDescription, WS_WRITE_OPTION writeOption,
        const void *bodyValue, ULONG bodyValueSize, const WS_ASYNC_CONTEXT *asyncContext,
        WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = check_call(channel, "WsSendMessage", error))) return hr;
    if (FAILED(hr = check_message(message, "WsSendMessage", error))) return hr;
    if (!messageDescription)
        return fail(error, E_INVALIDARG, "WsSendMessage: the message description is NULL");
    if (FAILED(hr = object_need_open(&channel->object, "WsSendMessage", error))) return hr;
    hr = prepare(message, WS_BLANK_MESSAGE, NULL, messageDescription->action, error);
    if (FAILED(hr)) return hr;
    set_output(&channel->send, message, messageDescription, writeOption, bodyValue, bodyValueSize);
    channel->send.op.step = send_step;
    channel->send.op.release = NULL;
    return op_start(&channel->send.op, asyncContext, error);
}

HRESULT WINAPI WsReceiveMessage(WS_CHANNEL *channel, WS_MESSAGE *message,
        const WS_MESSAGE_DESCRIPTION **messageDescriptions, ULONG messageDescriptionCount,
        WS_RECEIVE_OPTION receiveOption, WS_READ_OPTION readBodyOption, WS_HEAP *heap, void *value,
        ULONG valueSize, ULONG *index, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    struct exchange *e;
    HRESULT hr;

    if (FAILED(hr = check_call(channel, "WsReceiveMessage", error))) return hr;
    if (FAILED(hr = check_message(message, "WsReceiveMessage", error))) return hr;
    if (!messageDescriptions || !messageDescriptionCount)
        return fail(error, E_INVALIDARG, "WsReceiveMessage: the message descriptions are NULL");
    if (receiveOption != WS_RECEIVE_REQUIRED_MESSAGE
            && receiveOption != WS_RECEIVE_OPTIONAL_MESSAGE)
        return fail(error, E_INVALIDARG, "WsReceiveMessage: there is no receive option %u",
                receiveOption);
    if (FAILED(hr = object_need_open(&channel->object, "WsReceiveMessage", error))) return hr;
    e = &channel->receive;
    set_input(e, message, readBodyOption, heap, value, valueSize, index);
    e->descriptions = messageDescriptions;
    e->description_count = messageDescriptionCount;
    e->receive_option = receiveOption;
    e->op.step = receive_step;
    e->op.release = NULL;
    return op_start(&e->op, asyncContext, error);
}

HRESULT WINAPI WsRequestReply(WS_CHANNEL *channel, WS_MESSAGE *requestMessage,
        const WS_MESSAGE_DESCRIPTION *requestMessageDescription, WS_WRITE_OPTION writeOption,
        const void *requestBodyValue, ULONG requestBodyValueSize, WS_MESSAGE *replyMessage,
        const WS_MESSAGE_DESCRIPTION *replyMessageDescription, WS_READ_OPTION readOption,
        WS_HEAP *heap, void *value, ULONG valueSize, const WS_ASYNC_CONTEXT *asyncContext,
        WS_ERROR *error)
{
    struct exchange *r;
    HRESULT hr;

    if (FAILED(hr = check_call(channel, "WsRequestReply", error))) return hr;
    if (FAILED(hr = check_message(requestMessage, "WsRequestReply: the request", error))) return hr;
    if (FAILED(hr = check_message(replyMessage, "WsRequestReply: the reply", error))) return hr;
    if (!requestMessageDescription || !replyMessageDescription)
        return fail(error, E_INVALIDARG, "WsRequestReply: a message description is NULL");
    if (FAILED(hr = object_need_open(&channel->object, "WsRequestReply", error))) return hr;
    hr = prepare(
            requestMessage, WS_REQUEST_MESSAGE, NULL, requestMessageDescription->action, error);
    if (FAILED(hr)) return hr;
    set_output(&channel->send, requestMessage, requestMessageDescription, writeOption,
            requestBodyValue, requestBodyValueSize);
    r = &channel->receive;
    set_input(r, replyMessage, readOption, heap, value, valueSize, NULL);
    r->reply_description = replyMessageDescription;
    r->descriptions = &r->reply_description;
    r->description_count = 1;
    r->receive_option = WS_RECEIVE_REQUIRED_MESSAGE;
    channel->send.op.step = request_step;
    channel->send.op.release = NULL;
    return op_start(&channel->send.op, asyncContext, error);
}

HRESULT WINAPI WsSendReplyMessage(WS_CHANNEL *channel, WS_MESSAGE *replyMessage,
        const WS_MESSAGE_DESCRIPTION *replyMessageDescription, WS_WRITE_OPTION writeOption,
        const void *replyBodyValue, ULONG replyBodyValueSize, WS_MESSAGE *requestMessage,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = check_call(channel, "WsSendReplyMessage", error))) return hr;
    if (FAILED(hr = check_message(replyMessage, "WsSendReplyMessage: the reply", error))) return hr;
    if (FAILED(hr = check_message(requestMessage, "WsSendReplyMessage: the request", error)))
        return hr;
    if (!replyMessageDescription)
        return fail(error, E_INVALIDARG, "WsSendReplyMessage: the message description is NULL");
    if (FAILED(hr = object_need_open(&channel->object, "WsSendReplyMessage", error))) return hr;
    hr = prepare(
            replyMessage, WS_REPLY_MESSAGE, requestMessage, replyMessageDescription->action, error);
    if (FAILED(hr)) return hr;
    set_output(&channel->send, replyMessage, replyMessageDescription, writeOption, replyBodyValue,
            replyBodyValueSize);
    channel->send.op.step = send_step;
    channel->send.op.release = NULL;
    return op_start(&channel->send.op, asyncContext, error);
}

/* ---- faults ---- */

static const WS_XML_STRING *fault_action(WS_CHANNEL *channel, WS_ERROR *error)
{
    if (channel->settings.addressing == WS_ADDRESSING_VERSION_TRANSPORT) return NULL;
    if (object_is(error, OBJECT_ERROR) && error_fault(error)->action.length)
        return &error_fault(error)->action;
    return fault_default_action(channel->settings.addressing);
}

HRESULT WINAPI WsSendFaultMessageForError(WS_CHANNEL *channel, WS_MESSAGE *replyMessage,
        WS_ERROR *faultError, HRESULT faultErrorCode, WS_FAULT_DISCLOSURE faultDisclosure,
        WS_MESSAGE *requestMessage, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    static const WS_ELEMENT_DESCRIPTION body = { NULL, NULL, WS_FAULT_TYPE, NULL };
    static const WS_MESSAGE_DESCRIPTION description = { NULL, (WS_ELEMENT_DESCRIPTION *)&body };
    struct exchange *e;
    HRESULT hr;

    if (FAILED(hr = check_call(channel, "WsSendFaultMessageForError", error))) return hr;
    if (FAILED(hr = check_message(replyMessage, "WsSendFaultMessageForError: the reply", error)))
        return hr;
    if (FAILED(hr
                = check_message(requestMessage, "WsSendFaultMessageForError: the request", error)))
        return hr;
    if (SUCCEEDED(faultErrorCode))
        return fail(error, E_INVALIDARG, "WsSendFaultMessageForError: %h is not a failure",
                faultErrorCode);
    if (FAILED(hr = object_need_open(&channel->object, "WsSendFaultMessageForError", error)))
        return hr;
    e = &channel->send;
    hr = prepare(replyMessage, WS_FAULT_MESSAGE, requestMessage, fault_action(channel, faultError),
            error);
    if (FAILED(hr)) return hr;
    hr = WsCreateFaultFromError(
            faultError, faultErrorCode, faultDisclosure, message_heap(replyMessage), &e->fault);
    if (FAILED(hr)) return fail(error, hr, "The fault could not be made");
    set_output(e, replyMessage, &description, WS_WRITE_REQUIRED_VALUE, &e->fault, sizeof(e->fault));
    e->op.step = send_step;
    e->op.release = NULL;
    return op_start(&e->op, asyncContext, error);
}
