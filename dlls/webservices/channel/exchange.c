/* Whole messages in one call: send, receive, request and reply, faults. Each is one operation over body.c.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

/* What one such call was given. Allocated for asynchronous callers, on the stack of others. */
struct exchange
{
    struct op op;
    WS_CHANNEL *channel;
    BOOL allocated;

    /* out */
    WS_MESSAGE *request;
    const WS_MESSAGE_DESCRIPTION *request_description;
    WS_WRITE_OPTION write_option;
    const void *request_value;
    ULONG request_size;
    WS_ELEMENT_DESCRIPTION fault_element;
    WS_MESSAGE_DESCRIPTION fault_description;
    WS_FAULT fault;

    /* in */
    WS_MESSAGE *reply;
    const WS_MESSAGE_DESCRIPTION **descriptions;
    const WS_MESSAGE_DESCRIPTION *reply_description;
    ULONG description_count;
    WS_RECEIVE_OPTION receive_option;
    WS_READ_OPTION read_option;
    WS_HEAP *heap;
    void *value;
    ULONG value_size;
    ULONG *index;
    BOOL correlate, filled;
};

enum
{
    WRITE_BODY = 1,
    WRITTEN,
    READ_START,
    READ_BODY,
    READ_DONE
};

static void release(struct op *op)
{
    struct exchange *x = CONTAINING_RECORD(op, struct exchange, op);

    if (x->allocated) mem_free(x);
}

static HRESULT start(struct exchange *x, HRESULT (*step)(struct op *op, int state, HRESULT hr),
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct exchange *copy = x;

    if (ctx)
    {
        if (!(copy = mem_alloc(sizeof(*copy)))) return fail_memory(error);
        *copy = *x;
        copy->allocated = TRUE;
        if (x->request_description == &x->fault_description)
        {
            copy->request_description = &copy->fault_description;
            copy->fault_description.bodyElementDescription = &copy->fault_element;
            copy->request_value = &copy->fault;
        }
        if (x->descriptions == &x->reply_description) copy->descriptions = &copy->reply_description;
    }
    copy->op.step = step;
    copy->op.release = release;
    return op_start(&copy->op, ctx, error);
}

/* ---- writing ---- */

static HRESULT begin_write(struct exchange *x)
{
    const WS_MESSAGE_DESCRIPTION *description = x->request_description;
    HRESULT hr = S_OK;

    if (message_state(x->request) == WS_MESSAGE_STATE_EMPTY)
        hr = WsInitializeMessage(x->request, WS_REQUEST_MESSAGE, NULL, x->op.error);
    if (SUCCEEDED(hr) && description->action && description->action->length)
        hr = WsSetHeader(x->request, WS_ACTION_HEADER, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE,
                description->action, sizeof(*description->action), x->op.error);
    if (FAILED(hr)) return hr;
    return channel_write_start(x->channel, x->request, op_await(&x->op, WRITE_BODY), x->op.error);
}

/* What went wrong between start and end takes the message off the channel, which can be used no more. */
static HRESULT give_up(struct exchange *x, WS_MESSAGE *message, HRESULT hr)
{
    (void)WsAbandonMessage(x->channel, message, NULL);
    return hr;
}

static HRESULT write_body(struct exchange *x)
{
    const WS_ELEMENT_DESCRIPTION *element = x->request_description->bodyElementDescription;
    HRESULT hr;

    if (element)
    {
        hr = WsWriteBody(x->request, element, x->write_option, x->request_value, x->request_size,
                x->op.error);
        if (FAILED(hr)) return give_up(x, x->request, hr);
    }
    return channel_write_end(x->channel, x->request, op_await(&x->op, WRITTEN), x->op.error);
}

static HRESULT send_step(struct op *op, int state, HRESULT hr)
{
    struct exchange *x = CONTAINING_RECORD(op, struct exchange, op);

    switch (state)
    {
    case OP_BEGIN:
        return begin_write(x);
    case WRITE_BODY:
        return FAILED(hr) ? hr : write_body(x);
    default:
        return hr;
    }
}

/* ---- reading ---- */

static HRESULT no_message(struct exchange *x)
{
    if (x->receive_option == WS_RECEIVE_OPTIONAL_MESSAGE) return WS_S_END;
    return fail(x->op.error, WS_E_INVALID_FORMAT,
            "A message was required, but the other side sends no more");
}

static HRESULT find_description(struct exchange *x, ULONG *index)
{
    WS_XML_STRING action;
    HRESULT hr = message_get_action(x->reply, &action, x->op.error);
    ULONG i;

    if (FAILED(hr)) return hr;
    for (i = 0; i < x->description_count; i++)
    {
        const WS_XML_STRING *wanted = x->descriptions[i]->action;

        /* over the transport replies say no action */
        if (wanted && x->correlate && !action.length) wanted = NULL;
        if (wanted && !xml_string_equal(wanted, &action)) continue;
        *index = i;
        return S_OK;
    }
    return fail(x->op.error, WS_E_ENDPOINT_ACTION_NOT_SUPPORTED,
            "The received message has the action '%X', which none of the %u descriptions is for",
            &action, x->description_count);
}

static HRESULT check_fault(struct exchange *x)
{
    HRESULT hr;

    if (x->channel->listener || !message_is_fault(x->reply)) return S_OK;
    hr = message_read_fault(x->reply, x->op.error);
    return FAILED(hr) ? hr : WS_E_ENDPOINT_FAULT_RECEIVED;
}

/* With WS-Addressing a reply names the request that it is for. */
static HRESULT check_relation(struct exchange *x)
{
    WS_UNIQUE_ID sent, *related = NULL;
    HRESULT hr;

    if (!x->correlate || message_addressing(x->reply) == WS_ADDRESSING_VERSION_TRANSPORT)
        return S_OK;
    hr = WsGetHeader(x->reply, WS_RELATES_TO_HEADER, WS_UNIQUE_ID_TYPE, WS_READ_OPTIONAL_POINTER,
            NULL, &related, sizeof(related), x->op.error);
    if (FAILED(hr) || !related) return hr;
    hr = WsGetHeader(x->request, WS_MESSAGE_ID_HEADER, WS_UNIQUE_ID_TYPE, WS_READ_REQUIRED_VALUE,
            NULL, &sent, sizeof(sent), NULL);
    if (FAILED(hr)) return S_OK; /* the request had none */
    if (unique_id_equal(&sent, related)) return S_OK;
    return fail(x->op.error, WS_E_INVALID_FORMAT, "The reply relates to another request");
}

static HRESULT read_body(struct exchange *x)
{
    const WS_ELEMENT_DESCRIPTION *element;
    ULONG index = 0;
    HRESULT hr;

    if (FAILED(hr = check_fault(x)) || FAILED(hr = check_relation(x))
            || FAILED(hr = find_description(x, &index)))
        return give_up(x, x->reply, hr);
    element = x->descriptions[index]->bodyElementDescription;
    if (element && !x->filled
            && channel_streams(&x->channel->settings, WS_STREAMED_INPUT_TRANSFER_MODE))
    {
        x->filled = TRUE; /* all of it: it is read in one go */
        return WsFillBody(x->reply, 0x7fffffff, op_await(&x->op, READ_BODY), x->op.error);
    }
    if (element)
    {
        hr = WsReadBody(
                x->reply, element, x->read_option, x->heap, x->value, x->value_size, x->op.error);
        if (FAILED(hr)) return give_up(x, x->reply, hr);
    }
    if (x->index) *x->index = index;
    return channel_read_end(x->channel, x->reply, op_await(&x->op, READ_DONE), x->op.error);
}

static HRESULT receive_step(struct op *op, int state, HRESULT hr)
{
    struct exchange *x = CONTAINING_RECORD(op, struct exchange, op);

    switch (state)
    {
    case OP_BEGIN:
    case READ_START:
        return channel_read_start(x->channel, x->reply, op_await(op, READ_BODY), op->error);
    case READ_BODY:
        if (FAILED(hr)) return hr;
        return hr == WS_S_END ? no_message(x) : read_body(x);
    default:
        return hr;
    }
}

static HRESULT request_step(struct op *op, int state, HRESULT hr)
{
    /* the channel was open when this began: an abort between two of its steps shows as a channel that is faulted */
    if (state != OP_BEGIN && hr == WS_E_OBJECT_FAULTED)
        return fail(op->error, WS_E_OPERATION_ABORTED, "The channel was aborted meanwhile");
    if (state == WRITTEN) return FAILED(hr) ? hr : op_goto(op, READ_START);
    return state >= READ_START ? receive_step(op, state, hr) : send_step(op, state, hr);
}

/* ---- the exports ---- */

static BOOL is_message(const WS_MESSAGE *message)
{
    return object_is(message, OBJECT_MESSAGE);
}

static HRESULT need_unsent(WS_MESSAGE *message, const char *call, WS_ERROR *error)
{
    WS_MESSAGE_STATE state = message_state(message);

    if (state == WS_MESSAGE_STATE_EMPTY || state == WS_MESSAGE_STATE_INITIALIZED) return S_OK;
    return fail(error, WS_E_INVALID_OPERATION,
            "%s: the message to send must be empty or initialized", call);
}

static HRESULT need_empty(WS_MESSAGE *message, const char *call, WS_ERROR *error)
{
    if (message_state(message) == WS_MESSAGE_STATE_EMPTY) return S_OK;
    return fail(
            error, WS_E_INVALID_OPERATION, "%s: the message to receive into must be empty", call);
}

static HRESULT need_channel(
        WS_CHANNEL *channel, WS_CHANNEL_TYPE types, const char *call, WS_ERROR *error)
{
    HRESULT hr = object_need_open(&channel->object, call, error);

    if (FAILED(hr)) return hr;
    if (channel->type & types & ~WS_CHANNEL_TYPE_SESSION) return S_OK;
    return fail(error, WS_E_INVALID_OPERATION, "%s: not for channels of type 0x%x", call,
            channel->type);
}

#define SENDS    (WS_CHANNEL_TYPE_OUTPUT | WS_CHANNEL_TYPE_REQUEST | WS_CHANNEL_TYPE_REPLY)
#define RECEIVES (WS_CHANNEL_TYPE_INPUT | WS_CHANNEL_TYPE_REQUEST | WS_CHANNEL_TYPE_REPLY)

HRESULT WINAPI WsSendMessage(WS_CHANNEL *channel, WS_MESSAGE *message,
        const WS_MESSAGE_DESCRIPTION *messageDescription, WS_WRITE_OPTION writeOption,
        const void *bodyValue, ULONG bodyValueSize, const WS_ASYNC_CONTEXT *asyncContext,
        WS_ERROR *error)
{
    struct exchange x = { .channel = channel,
        .request = message,
        .request_description = messageDescription,
        .write_option = writeOption,
        .request_value = bodyValue,
        .request_size = bodyValueSize };
    HRESULT hr;

    if (!is_channel(channel) || !is_message(message) || !messageDescription)
        return fail(error, E_INVALIDARG,
                "WsSendMessage: not a channel, not a message, or no message description");
    if (FAILED(hr = need_channel(channel, SENDS, "WsSendMessage", error))) return hr;
    if (FAILED(hr = need_unsent(message, "WsSendMessage", error))) return hr;
    return start(&x, send_step, asyncContext, error);
}

HRESULT WINAPI WsReceiveMessage(WS_CHANNEL *channel, WS_MESSAGE *message,
        const WS_MESSAGE_DESCRIPTION **messageDescriptions, ULONG messageDescriptionCount,
        WS_RECEIVE_OPTION receiveOption, WS_READ_OPTION readBodyOption, WS_HEAP *heap, void *value,
        ULONG valueSize, ULONG *index, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    struct exchange x = { .channel = channel,
        .reply = message,
        .descriptions = messageDescriptions,
        .description_count = messageDescriptionCount,
        .receive_option = receiveOption,
        .read_option = readBodyOption,
        .heap = heap,
        .value = value,
        .value_size = valueSize,
        .index = index };
    HRESULT hr;
    ULONG i;

    if (!is_channel(channel) || !is_message(message) || !messageDescriptions
            || !messageDescriptionCount)
        return fail(error, E_INVALIDARG,
                "WsReceiveMessage: not a channel, not a message, or no message descriptions");
    for (i = 0; i < messageDescriptionCount; i++)
    {
        if (!messageDescriptions[i])
            return fail(error, E_INVALIDARG, "WsReceiveMessage: message description %u is NULL", i);
    }
    if (receiveOption != WS_RECEIVE_REQUIRED_MESSAGE
            && receiveOption != WS_RECEIVE_OPTIONAL_MESSAGE)
        return fail(error, E_INVALIDARG, "WsReceiveMessage: there is no receive option %u",
                receiveOption);
    if (FAILED(hr = need_channel(channel, RECEIVES, "WsReceiveMessage", error))) return hr;
    if (FAILED(hr = need_empty(message, "WsReceiveMessage", error))) return hr;
    return start(&x, receive_step, asyncContext, error);
}

HRESULT WINAPI WsRequestReply(WS_CHANNEL *channel, WS_MESSAGE *requestMessage,
        const WS_MESSAGE_DESCRIPTION *requestMessageDescription, WS_WRITE_OPTION writeOption,
        const void *requestBodyValue, ULONG requestBodyValueSize, WS_MESSAGE *replyMessage,
        const WS_MESSAGE_DESCRIPTION *replyMessageDescription, WS_READ_OPTION readOption,
        WS_HEAP *heap, void *value, ULONG valueSize, const WS_ASYNC_CONTEXT *asyncContext,
        WS_ERROR *error)
{
    struct exchange x = { .channel = channel,
        .request = requestMessage,
        .request_description = requestMessageDescription,
        .write_option = writeOption,
        .request_value = requestBodyValue,
        .request_size = requestBodyValueSize,
        .reply = replyMessage,
        .reply_description = replyMessageDescription,
        .description_count = 1,
        .receive_option = WS_RECEIVE_REQUIRED_MESSAGE,
        .read_option = readOption,
        .heap = heap,
        .value = value,
        .value_size = valueSize,
        .correlate = TRUE };
    HRESULT hr;

    x.descriptions = &x.reply_description;
    if (!is_channel(channel) || !is_message(requestMessage) || !is_message(replyMessage)
            || !requestMessageDescription || !replyMessageDescription)
        return fail(error, E_INVALIDARG,
                "WsRequestReply: not a channel, not a message, or no message description");
    hr = need_channel(
            channel, WS_CHANNEL_TYPE_REQUEST | WS_CHANNEL_TYPE_DUPLEX, "WsRequestReply", error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = need_unsent(requestMessage, "WsRequestReply", error))) return hr;
    if (FAILED(hr = need_empty(replyMessage, "WsRequestReply", error))) return hr;
    return start(&x, request_step, asyncContext, error);
}

static HRESULT check_reply(WS_CHANNEL *channel, WS_MESSAGE *reply, WS_MESSAGE *request,
        const char *call, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_channel(channel) || !is_message(reply) || !is_message(request))
        return fail(error, E_INVALIDARG, "%s: not a channel, or not a message", call);
    if (FAILED(hr = need_channel(
                       channel, WS_CHANNEL_TYPE_REPLY | WS_CHANNEL_TYPE_DUPLEX, call, error)))
        return hr;
    if (message_state(request) == WS_MESSAGE_STATE_EMPTY)
        return fail(error, WS_E_INVALID_OPERATION, "%s: the request message is empty", call);
    return need_unsent(reply, call, error);
}

HRESULT WINAPI WsSendReplyMessage(WS_CHANNEL *channel, WS_MESSAGE *replyMessage,
        const WS_MESSAGE_DESCRIPTION *replyMessageDescription, WS_WRITE_OPTION writeOption,
        const void *replyBodyValue, ULONG replyBodyValueSize, WS_MESSAGE *requestMessage,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    struct exchange x = { .channel = channel,
        .request = replyMessage,
        .request_description = replyMessageDescription,
        .write_option = writeOption,
        .request_value = replyBodyValue,
        .request_size = replyBodyValueSize };
    HRESULT hr = check_reply(channel, replyMessage, requestMessage, "WsSendReplyMessage", error);

    if (FAILED(hr)) return hr;
    if (!replyMessageDescription)
        return fail(error, E_INVALIDARG, "WsSendReplyMessage: the message description is NULL");
    if (message_state(replyMessage) == WS_MESSAGE_STATE_EMPTY)
        hr = WsInitializeMessage(replyMessage, WS_REPLY_MESSAGE, requestMessage, error);
    return FAILED(hr) ? hr : start(&x, send_step, asyncContext, error);
}

/* The action of a fault: the application's own, else that of the addressing version. */
static HRESULT set_fault_action(WS_MESSAGE *message, WS_ERROR *fault_error, WS_ERROR *error)
{
    WS_ADDRESSING_VERSION version = message_addressing(message);
    const WS_XML_STRING *action = fault_default_action(version);
    WS_XML_STRING own = { 0 };

    if (version == WS_ADDRESSING_VERSION_TRANSPORT) return S_OK;
    if (SUCCEEDED(WsGetFaultErrorProperty(
                fault_error, WS_FAULT_ERROR_PROPERTY_ACTION, &own, sizeof(own)))
            && own.length)
        action = &own;
    return WsSetHeader(message, WS_ACTION_HEADER, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE,
            action, sizeof(*action), error);
}

/* What the error object has for the header of a fault, as NotUnderstood. */
static HRESULT add_fault_header(WS_MESSAGE *message, WS_ERROR *fault_error, WS_ERROR *error)
{
    WS_XML_BUFFER *header = NULL;

    if (message_envelope(message) == WS_ENVELOPE_VERSION_NONE
            || FAILED(WsGetFaultErrorProperty(
                    fault_error, WS_FAULT_ERROR_PROPERTY_HEADER, &header, sizeof(header)))
            || !header)
        return S_OK;
    return message_add_header(message, header, error);
}

HRESULT WINAPI WsSendFaultMessageForError(WS_CHANNEL *channel, WS_MESSAGE *replyMessage,
        WS_ERROR *faultError, HRESULT faultErrorCode, WS_FAULT_DISCLOSURE faultDisclosure,
        WS_MESSAGE *requestMessage, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    struct exchange x = { .channel = channel,
        .request = replyMessage,
        .write_option = WS_WRITE_REQUIRED_VALUE,
        .request_size = sizeof(WS_FAULT) };
    HRESULT hr = check_reply(
            channel, replyMessage, requestMessage, "WsSendFaultMessageForError", error);

    if (FAILED(hr)) return hr;
    if (!faultError || SUCCEEDED(faultErrorCode))
        return fail(error, E_INVALIDARG,
                "WsSendFaultMessageForError: no error object, or %h is not a failure",
                faultErrorCode);
    if (message_state(replyMessage) == WS_MESSAGE_STATE_EMPTY)
        hr = WsInitializeMessage(replyMessage, WS_FAULT_MESSAGE, requestMessage, error);
    if (FAILED(hr)) return hr;
    hr = WsCreateFaultFromError(
            faultError, faultErrorCode, faultDisclosure, message_heap(replyMessage), &x.fault);
    if (SUCCEEDED(hr)) hr = set_fault_action(replyMessage, faultError, error);
    if (SUCCEEDED(hr)) hr = add_fault_header(replyMessage, faultError, error);
    if (FAILED(hr)) return hr;
    x.fault_element.type = WS_FAULT_TYPE;
    x.fault_description.bodyElementDescription = &x.fault_element;
    x.request_description = &x.fault_description;
    x.request_value = &x.fault;
    return start(&x, send_step, asyncContext, error);
}
