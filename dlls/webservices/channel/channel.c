/* WS_CHANNEL: creation, states, properties.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>
#include <windows.h>

#define HEAP_MAX 0x100000

/* ---- creation ---- */

static const struct
{
    WS_CHANNEL_BINDING binding;
    WS_CHANNEL_TYPE type;
    BOOL server;
    const WS_CUSTOM_CHANNEL_CALLBACKS *calls;
} kinds[] = {
    { WS_HTTP_CHANNEL_BINDING, WS_CHANNEL_TYPE_REQUEST, FALSE, &http_request_calls },
    { WS_HTTP_CHANNEL_BINDING, WS_CHANNEL_TYPE_REPLY, TRUE, &http_reply_calls },
    { WS_TCP_CHANNEL_BINDING, WS_CHANNEL_TYPE_DUPLEX_SESSION, FALSE, &session_calls },
    { WS_TCP_CHANNEL_BINDING, WS_CHANNEL_TYPE_DUPLEX_SESSION, TRUE, &session_calls },
    { WS_NAMEDPIPE_CHANNEL_BINDING, WS_CHANNEL_TYPE_DUPLEX_SESSION, FALSE, &session_calls },
    { WS_NAMEDPIPE_CHANNEL_BINDING, WS_CHANNEL_TYPE_DUPLEX_SESSION, TRUE, &session_calls },
    { WS_UDP_CHANNEL_BINDING, WS_CHANNEL_TYPE_DUPLEX, FALSE, &udp_calls },
    { WS_UDP_CHANNEL_BINDING, WS_CHANNEL_TYPE_DUPLEX, TRUE, &udp_calls },
    { WS_UDP_CHANNEL_BINDING, WS_CHANNEL_TYPE_INPUT, TRUE, &udp_calls },
};

static HRESULT find_calls(WS_CHANNEL *channel, WS_ERROR *error)
{
    ULONG i;

    for (i = 0; i < COUNT_OF(kinds); i++)
    {
        if (kinds[i].binding != channel->binding || kinds[i].type != channel->type
                || kinds[i].server != (channel->listener != NULL))
            continue;
        channel->calls = *kinds[i].calls;
        return S_OK;
    }
    return fail(error, E_INVALIDARG, "There is no %s channel of type 0x%x over binding %u",
            channel->listener ? "server" : "client", channel->type, channel->binding);
}

static HRESULT custom_calls(WS_CHANNEL *channel, const struct property *list, ULONG count,
        const struct property **parameters, WS_ERROR *error)
{
    const struct property *calls
            = props_find(list, count, WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_CALLBACKS);
    const void *const *function;
    ULONG i;

    if (!calls || !calls->value || calls->size != sizeof(channel->calls))
        return fail(error, E_INVALIDARG,
                "A custom channel needs the property CUSTOM_CHANNEL_CALLBACKS");
    for (i = 0; i < count; i++)
    {
        if (list[i].id != WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_CALLBACKS
                && list[i].id != WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_PARAMETERS)
            return fail(error, E_INVALIDARG, "A custom channel has no property %u", list[i].id);
    }
    function = calls->value;
    for (i = 0; i < sizeof(channel->calls) / sizeof(*function); i++)
    {
        if (!function[i])
            return fail(error, E_INVALIDARG, "Function %u of CUSTOM_CHANNEL_CALLBACKS is NULL", i);
    }
    memcpy(&channel->calls, calls->value, sizeof(channel->calls));
    *parameters = props_find(list, count, WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_PARAMETERS);
    return S_OK;
}

/* The instance beneath: by the listener for its channels, else by the channel's own table. */
static HRESULT make_instance(
        WS_CHANNEL *channel, const void *parameters, ULONG size, WS_ERROR *error)
{
    if (channel->listener)
        return channel->listener->calls.createChannelForListenerCallback(
                channel->listener->instance, parameters, size, &channel->instance, error);
    return channel->calls.createChannelCallback(
            channel->type, parameters, size, &channel->instance, error);
}

static HRESULT set_up(
        WS_CHANNEL *channel, const WS_CHANNEL_PROPERTY *properties, ULONG count, WS_ERROR *error)
{
    struct channel_parameters own = { &channel->settings, NULL, channel->type, channel->binding };
    const struct property *parameters = NULL;
    HRESULT hr;

    if (channel->binding == WS_CUSTOM_CHANNEL_BINDING)
    {
        hr = custom_calls(channel, (const struct property *)properties, properties ? count : 0,
                &parameters, error);
        if (FAILED(hr)) return hr;
        return make_instance(channel, parameters ? parameters->value : NULL,
                parameters ? parameters->size : 0, error);
    }
    if (FAILED(hr = find_calls(channel, error))) return hr;
    if (FAILED(hr = channel_settings_init(channel, properties, count, error))) return hr;
    if (channel->listener) own.listener_settings = &channel->listener->settings;
    return make_instance(channel, &own, sizeof(own), error);
}

static HRESULT create(WS_CHANNEL_TYPE type, WS_CHANNEL_BINDING binding, WS_LISTENER *listener,
        const WS_CHANNEL_PROPERTY *properties, ULONG count, WS_CHANNEL **ret, WS_ERROR *error)
{
    WS_CHANNEL *channel = mem_zalloc(sizeof(*channel));
    HRESULT hr;

    if (!channel) return fail_memory(error);
    channel->type = type;
    channel->binding = binding;
    channel->listener = listener;
    heap_init(&channel->heap, HEAP_MAX, 0);
    transfer_init(&channel->reading, channel);
    transfer_init(&channel->writing, channel);
    InitializeConditionVariable((CONDITION_VARIABLE *)&channel->idle);
    if (FAILED(hr = set_up(channel, properties, count, error)))
    {
        heap_clear(&channel->heap);
        mem_free(channel);
        return hr;
    }
    object_init(&channel->object, OBJECT_CHANNEL);
    *ret = channel;
    return S_OK;
}

HRESULT WINAPI WsCreateChannel(WS_CHANNEL_TYPE channelType, WS_CHANNEL_BINDING channelBinding,
        const WS_CHANNEL_PROPERTY *properties, ULONG propertyCount,
        const WS_SECURITY_DESCRIPTION *securityDescription, WS_CHANNEL **channel, WS_ERROR *error)
{
    if (!channel) return fail(error, E_INVALIDARG, "WsCreateChannel: the channel pointer is NULL");
    if ((ULONG)channelBinding > WS_NAMEDPIPE_CHANNEL_BINDING)
        return fail(error, E_INVALIDARG, "WsCreateChannel: there is no binding %u", channelBinding);
    if (propertyCount && !properties)
        return fail(error, E_INVALIDARG,
                "WsCreateChannel: %u properties were announced, but the array is NULL",
                propertyCount);
    if (securityDescription && securityDescription->securityBindingCount)
        return fail(error, E_NOTIMPL, "Channels with security are not implemented yet");
    return create(channelType, channelBinding, NULL, properties, propertyCount, channel, error);
}

HRESULT WINAPI WsCreateChannelForListener(WS_LISTENER *listener,
        const WS_CHANNEL_PROPERTY *properties, ULONG propertyCount, WS_CHANNEL **channel,
        WS_ERROR *error)
{
    if (!object_is(listener, OBJECT_LISTENER) || !channel)
        return fail(error, E_INVALIDARG,
                "WsCreateChannelForListener: not a listener, or the channel pointer is NULL");
    if (propertyCount && !properties)
        return fail(error, E_INVALIDARG,
                "WsCreateChannelForListener: %u properties were announced, but the array is NULL",
                propertyCount);
    return create(
            listener->type, listener->binding, listener, properties, propertyCount, channel, error);
}

void WINAPI WsFreeChannel(WS_CHANNEL *channel)
{
    if (!is_channel(channel)) return;
    if (FAILED(object_begin(&channel->object, EVENT_FREE, NULL)))
        WARN("a channel is freed in state %u", object_public_state(&channel->object));
    channel->calls.freeChannelCallback(channel->instance);
    heap_clear(&channel->heap);
    object_clear(&channel->object);
    mem_free(channel);
}

HRESULT WINAPI WsCreateMessageForChannel(WS_CHANNEL *channel, const WS_MESSAGE_PROPERTY *properties,
        ULONG propertyCount, WS_MESSAGE **message, WS_ERROR *error)
{
    WS_ADDRESSING_VERSION addressing;
    WS_ENVELOPE_VERSION envelope;
    HRESULT hr;

    if (!is_channel(channel) || !message)
        return fail(error, E_INVALIDARG,
                "WsCreateMessageForChannel: not a channel, or the message pointer is NULL");
    hr = channel_property_get(
            channel, WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &envelope, sizeof(envelope), error);
    if (FAILED(hr)) return hr;
    hr = channel_property_get(channel, WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &addressing,
            sizeof(addressing), error);
    if (FAILED(hr)) return hr;
    return WsCreateMessage(envelope, addressing, properties, propertyCount, message, error);
}

HRESULT WINAPI WsGetChannelProperty(WS_CHANNEL *channel, WS_CHANNEL_PROPERTY_ID id, void *value,
        ULONG valueSize, WS_ERROR *error)
{
    if (!is_channel(channel))
        return fail(error, E_INVALIDARG, "WsGetChannelProperty: not a channel");
    return channel_property_get(channel, id, value, valueSize, error);
}

HRESULT WINAPI WsSetChannelProperty(WS_CHANNEL *channel, WS_CHANNEL_PROPERTY_ID id,
        const void *value, ULONG valueSize, WS_ERROR *error)
{
    if (!is_channel(channel))
        return fail(error, E_INVALIDARG, "WsSetChannelProperty: not a channel");
    return channel_property_set(channel, id, value, valueSize, error);
}

/* ---- states ---- */

HRESULT channel_failed(WS_CHANNEL *channel, HRESULT hr)
{
    if (FAILED(hr) && hr != E_INVALIDARG && hr != WS_E_INVALID_OPERATION
            && hr != WS_E_ENDPOINT_FAULT_RECEIVED)
        object_fault(&channel->object);
    return hr;
}

#define DONE 1

/* The outcome of an event, with words for the case that an abort came in between. */
static HRESULT end_event(
        struct object *object, enum object_event event, HRESULT hr, WS_ERROR *error)
{
    HRESULT result = object_end(object, event, hr);

    if (result != hr)
        return fail(error, result, "The %s was aborted meanwhile", object_kind_name(object->kind));
    return result;
}

static HRESULT open_step(struct op *op, int state, HRESULT hr)
{
    WS_CHANNEL *channel = CONTAINING_RECORD(op, WS_CHANNEL, open_op);

    if (state == DONE) return end_event(&channel->object, EVENT_OPEN, hr, op->error);
    return channel->calls.openChannelCallback(
            channel->instance, channel->address, op_await(op, DONE), op->error);
}

HRESULT WINAPI WsOpenChannel(WS_CHANNEL *channel, const WS_ENDPOINT_ADDRESS *endpointAddress,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_channel(channel) || !endpointAddress)
        return fail(error, E_INVALIDARG, "WsOpenChannel: not a channel, or the address is NULL");
    if (channel->listener)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsOpenChannel: a channel of a listener is accepted, not opened");
    if (FAILED(hr = object_begin(&channel->object, EVENT_OPEN, error))) return hr;
    channel->address = endpointAddress;
    channel->shut_down = FALSE;
    channel->open_op.step = open_step;
    return op_start(&channel->open_op, asyncContext, error);
}

static HRESULT accept_step(struct op *op, int state, HRESULT hr)
{
    WS_CHANNEL *channel = CONTAINING_RECORD(op, WS_CHANNEL, accept_op);
    WS_LISTENER *listener = channel->listener;

    if (state == DONE) return end_event(&channel->object, EVENT_ACCEPT, hr, op->error);
    return listener->calls.acceptChannelCallback(
            listener->instance, channel->instance, op_await(op, DONE), op->error);
}

HRESULT WINAPI WsAcceptChannel(WS_LISTENER *listener, WS_CHANNEL *channel,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(listener, OBJECT_LISTENER) || !is_channel(channel))
        return fail(error, E_INVALIDARG, "WsAcceptChannel: not a listener, or not a channel");
    if (channel->listener != listener)
        return fail(error, E_INVALIDARG,
                "WsAcceptChannel: the channel was not created for this listener");
    if (FAILED(hr = object_need_open(&listener->object, "WsAcceptChannel", error))) return hr;
    if (FAILED(hr = object_begin(&channel->object, EVENT_ACCEPT, error))) return hr;
    channel->shut_down = FALSE;
    channel->accept_op.step = accept_step;
    return op_start(&channel->accept_op, asyncContext, error);
}

static BOOL is_busy(const WS_CHANNEL *channel)
{
    return channel->reading.busy || channel->writing.busy;
}

void transfer_over(struct transfer *transfer)
{
    WS_CHANNEL *channel = transfer->channel;
    WS_ASYNC_CONTEXT wait = { NULL, NULL };

    lock_enter(&channel->object.lock);
    InterlockedExchange(&transfer->busy, FALSE);
    if (!is_busy(channel))
    {
        wait = channel->wait;
        channel->wait.callback = NULL;
        WakeAllConditionVariable((CONDITION_VARIABLE *)&channel->idle);
    }
    lock_leave(&channel->object.lock);
    if (wait.callback) wait.callback(S_OK, WS_LONG_CALLBACK, wait.callbackState);
}

static HRESULT wait_idle(WS_CHANNEL *channel, const WS_ASYNC_CONTEXT *ctx)
{
    HRESULT hr = S_OK;

    lock_enter(&channel->object.lock);
    if (ctx && is_busy(channel))
    {
        channel->wait = *ctx;
        hr = WS_S_ASYNC;
    }
    while (!ctx && is_busy(channel))
        SleepConditionVariableCS(
                (CONDITION_VARIABLE *)&channel->idle, &channel->object.lock.section, INFINITE);
    lock_leave(&channel->object.lock);
    return hr;
}

#define IDLE 2

/* Calls that are under way end first, rudely. */
static HRESULT close_step(struct op *op, int state, HRESULT hr)
{
    WS_CHANNEL *channel = CONTAINING_RECORD(op, WS_CHANNEL, close_op);

    switch (state)
    {
    case OP_BEGIN:
        if (is_busy(channel)) channel->calls.abortChannelCallback(channel->instance, NULL);
        return wait_idle(channel, op_await(op, IDLE));
    case IDLE:
        channel_forget_messages(channel);
        return channel->calls.closeChannelCallback(
                channel->instance, op_await(op, DONE), op->error);
    default:
        return end_event(&channel->object, EVENT_CLOSE, hr, op->error);
    }
}

static BOOL is_reply_channel(WS_CHANNEL *channel)
{
    return channel->listener && channel->binding == WS_HTTP_CHANNEL_BINDING;
}

const char *channel_get_target(WS_CHANNEL *channel, ULONG *length)
{
    return is_reply_channel(channel) ? http_reply_get_target(channel->instance, length) : NULL;
}

HRESULT channel_reply_document(WS_CHANNEL *channel, ULONG status, const WS_BYTES *document,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return http_reply_document(channel->instance, status, document, ctx, error);
}

HRESULT WINAPI WsCloseChannel(
        WS_CHANNEL *channel, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_channel(channel)) return fail(error, E_INVALIDARG, "WsCloseChannel: not a channel");
    if ((hr = object_begin(&channel->object, EVENT_CLOSE, error)) != S_OK)
        return hr == S_FALSE ? S_OK : hr;
    channel->close_op.step = close_step;
    return op_start(&channel->close_op, asyncContext, error);
}

HRESULT channel_close_and_return(WS_CHANNEL *channel, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    HRESULT hr;

    http_delivery_promise(TRUE);
    hr = WsCloseChannel(channel, ctx, error);
    http_delivery_promise(FALSE);
    return hr;
}

BOOL channel_in_application(BOOL yes)
{
    return http_delivery_foreign(yes);
}

HRESULT WINAPI WsAbortChannel(WS_CHANNEL *channel, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_channel(channel)) return fail(error, E_INVALIDARG, "WsAbortChannel: not a channel");
    if ((hr = object_begin(&channel->object, EVENT_ABORT, error)) != S_OK)
        return hr == S_FALSE ? S_OK : hr;
    return channel->calls.abortChannelCallback(channel->instance, error);
}

HRESULT WINAPI WsResetChannel(WS_CHANNEL *channel, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_channel(channel)) return fail(error, E_INVALIDARG, "WsResetChannel: not a channel");
    if (FAILED(hr = object_begin(&channel->object, EVENT_RESET, error))) return hr;
    channel->shut_down = FALSE;
    return channel->calls.resetChannelCallback(channel->instance, error);
}

static HRESULT shutdown_step(struct op *op, int state, HRESULT hr)
{
    WS_CHANNEL *channel = CONTAINING_RECORD(op, WS_CHANNEL, shutdown_op);

    if (state == DONE) return channel_failed(channel, hr);
    return channel->calls.shutdownSessionChannelCallback(
            channel->instance, op_await(op, DONE), op->error);
}

HRESULT WINAPI WsShutdownSessionChannel(
        WS_CHANNEL *channel, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_channel(channel))
        return fail(error, E_INVALIDARG, "WsShutdownSessionChannel: not a channel");
    if ((channel->type & WS_CHANNEL_TYPE_OUTPUT_SESSION) != WS_CHANNEL_TYPE_OUTPUT_SESSION)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsShutdownSessionChannel: the channel has no session to send in");
    if (FAILED(hr = object_need_open(&channel->object, "WsShutdownSessionChannel", error)))
        return hr;
    if (channel->shut_down)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsShutdownSessionChannel: the session has been shut down already");
    channel->shut_down = TRUE;
    channel->shutdown_op.step = shutdown_step;
    return op_start(&channel->shutdown_op, asyncContext, error);
}
