/* WS_CHANNEL: its life, from creation over open, accept, close and abort to its end. Nothing here knows a transport.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

#define CHANNEL_HEAP 0x100000

BOOL channel_is(const WS_CHANNEL *channel)
{
    return object_is(channel, OBJECT_CHANNEL);
}

/* ---- creation ---- */

static HRESULT check_pair(
        WS_CHANNEL_TYPE type, WS_CHANNEL_BINDING binding, BOOL server, WS_ERROR *error)
{
    switch (binding)
    {
    case WS_HTTP_CHANNEL_BINDING:
        if (type == (server ? WS_CHANNEL_TYPE_REPLY : WS_CHANNEL_TYPE_REQUEST)) return S_OK;
        break;
    case WS_CUSTOM_CHANNEL_BINDING:
        return S_OK; /* its callbacks decide */
    case WS_TCP_CHANNEL_BINDING:
    case WS_NAMEDPIPE_CHANNEL_BINDING:
        if (type == WS_CHANNEL_TYPE_DUPLEX_SESSION) return S_OK;
        break;
    case WS_UDP_CHANNEL_BINDING:
        if (type == WS_CHANNEL_TYPE_DUPLEX || (server && type == WS_CHANNEL_TYPE_INPUT))
            return S_OK;
        break;
    default:
        return fail(error, E_INVALIDARG, "There is no channel binding %u", binding);
    }
    return fail(error, E_INVALIDARG, "Channel type %u does not fit binding %u on the %s side", type,
            binding, server ? "server" : "client");
}

static const WS_CUSTOM_CHANNEL_CALLBACKS *find_calls(
        WS_CHANNEL *channel, const struct property *given, WS_ERROR *error)
{
    if (channel->binding == WS_HTTP_CHANNEL_BINDING)
        return channel->server ? &http_server_channel_calls : &http_channel_calls;
    if (channel->binding != WS_CUSTOM_CHANNEL_BINDING)
    {
        fail(error, E_NOTIMPL, "Channels of binding %u are not implemented yet", channel->binding);
        return NULL;
    }
    if (!given || !given->value || given->size != sizeof(channel->custom_calls))
    {
        fail(error, E_INVALIDARG, "A custom channel needs the property CUSTOM_CHANNEL_CALLBACKS");
        return NULL;
    }
    memcpy(&channel->custom_calls, given->value, sizeof(channel->custom_calls));
    return &channel->custom_calls;
}

/* The instance behind the channel: made by the binding's callbacks, ours or the application's. */
static HRESULT create_instance(
        WS_CHANNEL *channel, const void *properties, ULONG count, WS_ERROR *error)
{
    const struct property *p
            = props_find(properties, count, WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_PARAMETERS);
    struct channel_parameters own = { channel };
    BOOL custom = channel->binding == WS_CUSTOM_CHANNEL_BINDING;
    const void *parameters = custom ? p ? p->value : NULL : &own;
    ULONG size = custom ? p ? p->size : 0 : sizeof(own);

    channel->calls = find_calls(channel,
            props_find(properties, count, WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_CALLBACKS), error);
    if (!channel->calls) return custom ? E_INVALIDARG : E_NOTIMPL;
    if (channel->server && custom)
        return channel->listener->calls->createChannelForListenerCallback(
                channel->listener->instance, parameters, size, &channel->instance, error);
    return channel->calls->createChannelCallback(
            channel->type, parameters, size, &channel->instance, error);
}

HRESULT channel_create(WS_CHANNEL_TYPE type, WS_CHANNEL_BINDING binding, WS_LISTENER *listener,
        const void *properties, ULONG count, WS_CHANNEL **ret, WS_ERROR *error)
{
    WS_CHANNEL *channel;
    HRESULT hr;

    if (FAILED(hr = check_pair(type, binding, listener != NULL, error))) return hr;
    if (!(channel = mem_zalloc(sizeof(*channel)))) return fail_memory(error);
    object_init(&channel->object, OBJECT_CHANNEL);
    heap_init(&channel->heap, CHANNEL_HEAP, CHANNEL_HEAP);
    heap_init(&channel->address_heap, CHANNEL_HEAP, 0);
    channel->type = type;
    channel->binding = binding;
    channel->listener = listener;
    channel->server = listener != NULL;
    hr = channel_take_properties(channel, properties, count, error);
    if (SUCCEEDED(hr)) hr = create_instance(channel, properties, count, error);
    if (FAILED(hr))
    {
        channel->instance = NULL;
        WsFreeChannel(channel);
        return hr;
    }
    *ret = channel;
    return S_OK;
}

static HRESULT check_security(
        const WS_SECURITY_DESCRIPTION *security, WS_CHANNEL_BINDING binding, WS_ERROR *error)
{
    if (!security || (!security->securityBindingCount && !security->propertyCount)) return S_OK;
    if (binding == WS_CUSTOM_CHANNEL_BINDING)
        return fail(error, E_INVALIDARG, "A custom channel takes no security description");
    return fail(error, E_NOTIMPL, "Security descriptions are not implemented yet");
}

HRESULT WINAPI WsCreateChannel(WS_CHANNEL_TYPE channelType, WS_CHANNEL_BINDING channelBinding,
        const WS_CHANNEL_PROPERTY *properties, ULONG propertyCount,
        const WS_SECURITY_DESCRIPTION *securityDescription, WS_CHANNEL **channel, WS_ERROR *error)
{
    HRESULT hr;

    if (!channel) return fail(error, E_INVALIDARG, "WsCreateChannel: the channel pointer is NULL");
    if (FAILED(hr = check_security(securityDescription, channelBinding, error))) return hr;
    return channel_create(
            channelType, channelBinding, NULL, properties, propertyCount, channel, error);
}

HRESULT WINAPI WsCreateChannelForListener(WS_LISTENER *listener,
        const WS_CHANNEL_PROPERTY *properties, ULONG propertyCount, WS_CHANNEL **channel,
        WS_ERROR *error)
{
    if (!object_is(listener, OBJECT_LISTENER))
        return fail(error, E_INVALIDARG, "WsCreateChannelForListener: not a listener");
    if (!channel)
        return fail(error, E_INVALIDARG, "WsCreateChannelForListener: the channel pointer is NULL");
    return channel_create(
            listener->type, listener->binding, listener, properties, propertyCount, channel, error);
}

void WINAPI WsFreeChannel(WS_CHANNEL *channel)
{
    if (!channel_is(channel)) return;
    if (channel->instance) channel->calls->freeChannelCallback(channel->instance);
    heap_clear(&channel->heap);
    heap_clear(&channel->address_heap);
    object_clear(&channel->object);
    mem_free(channel);
}

HRESULT WINAPI WsCreateMessageForChannel(WS_CHANNEL *channel, const WS_MESSAGE_PROPERTY *properties,
        ULONG propertyCount, WS_MESSAGE **message, WS_ERROR *error)
{
    WS_ENVELOPE_VERSION envelope;
    WS_ADDRESSING_VERSION addressing;
    HRESULT hr;

    if (!channel_is(channel))
        return fail(error, E_INVALIDARG, "WsCreateMessageForChannel: not a channel");
    if (!message)
        return fail(error, E_INVALIDARG, "WsCreateMessageForChannel: the message pointer is NULL");
    hr = channel_get_property(
            channel, WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &envelope, sizeof(envelope), error);
    if (FAILED(hr)) return hr;
    hr = channel_get_property(channel, WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &addressing,
            sizeof(addressing), error);
    if (FAILED(hr)) return hr;
    return WsCreateMessage(envelope, addressing, properties, propertyCount, message, error);
}

/* ---- open ---- */

enum open_state
{
    OPEN_CALL = OP_BEGIN,
    OPEN_DONE
};

static HRESULT open_step(struct op *op, int state, HRESULT hr)
{
    WS_CHANNEL *channel = CONTAINING_RECORD(op, WS_CHANNEL, open);

    switch ((enum open_state)state)
    {
    case OPEN_CALL:
        return channel->calls->openChannelCallback(
                channel->instance, &channel->address, op_await(op, OPEN_DONE), op->error);

    case OPEN_DONE:
        return object_end(&channel->object, EVENT_OPEN, hr);
    }
    return hr;
}

static HRESULT copy_address(WS_CHANNEL *channel, const WS_ENDPOINT_ADDRESS *from, WS_ERROR *error)
{
    WS_HEAP *heap = &channel->address_heap;
    WS_ENDPOINT_ADDRESS *to = &channel->address;
    HRESULT hr;

    heap_reset(heap);
    memset(to, 0, sizeof(*to));
    if (from->url.length && !from->url.chars)
        return fail(error, E_INVALIDARG, "WsOpenChannel: the URL of the address is NULL");
    if (FAILED(hr = heap_copy_string(heap, &from->url, &to->url, error))) return hr;
    if (from->headers && FAILED(hr = xml_buffer_copy(heap, from->headers, &to->headers, error)))
        return hr;
    if (from->extensions
            && FAILED(hr = xml_buffer_copy(heap, from->extensions, &to->extensions, error)))
        return hr;
    to->identity = from->identity;
    return S_OK;
}

HRESULT WINAPI WsOpenChannel(WS_CHANNEL *channel, const WS_ENDPOINT_ADDRESS *endpointAddress,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!channel_is(channel)) return fail(error, E_INVALIDARG, "WsOpenChannel: not a channel");
    if (!endpointAddress) return fail(error, E_INVALIDARG, "WsOpenChannel: the address is NULL");
    if (channel->server)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsOpenChannel: a channel of a listener is accepted, not opened");
    if (FAILED(hr = object_begin(&channel->object, EVENT_OPEN, error))) return hr;
    channel->shut_down = FALSE;
    if (FAILED(hr = copy_address(channel, endpointAddress, error)))
        return object_end(&channel->object, EVENT_OPEN, hr);
    channel->open.step = open_step;
    channel->open.release = NULL;
    return op_start(&channel->open, asyncContext, error);
}

HRESULT channel_accept_begin(WS_CHANNEL *channel, WS_ERROR *error)
{
    channel->shut_down = FALSE;
    return object_begin(&channel->object, EVENT_ACCEPT, error);
}

HRESULT channel_accept_end(WS_CHANNEL *channel, HRESULT hr)
{
    return object_end(&channel->object, EVENT_ACCEPT, hr);
}

/* ---- close ---- */

enum close_state
{
    CLOSE_CALL = OP_BEGIN,
    CLOSE_DONE
};

/* Messages in progress are let go of; a rude end for the peer when one is half written. */
static void detach_messages(WS_CHANNEL *channel)
{
    WS_MESSAGE *reading, *writing;

    lock_enter(&channel->object.lock);
    reading = channel->reading;
    writing = channel->writing;
    channel->reading = channel->writing = NULL;
    lock_leave(&channel->object.lock);
    if (reading) message_abandon(reading);
    if (writing) message_abandon(writing);
}

static HRESULT close_step(struct op *op, int state, HRESULT hr)
{
    WS_CHANNEL *channel = CONTAINING_RECORD(op, WS_CHANNEL, close);

    switch ((enum close_state)state)
    {
    case CLOSE_CALL:
        return channel->calls->closeChannelCallback(
                channel->instance, op_await(op, CLOSE_DONE), op->error);

    case CLOSE_DONE:
        detach_messages(channel);
        return object_end(&channel->object, EVENT_CLOSE, hr);
    }
    return hr;
}

HRESULT WINAPI WsCloseChannel(
        WS_CHANNEL *channel, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!channel_is(channel)) return fail(error, E_INVALIDARG, "WsCloseChannel: not a channel");
    if ((hr = object_begin(&channel->object, EVENT_CLOSE, error)) != S_OK)
        return FAILED(hr) ? hr : S_OK;
    channel->close.step = close_step;
    channel->close.release = NULL;
    return op_start(&channel->close, asyncContext, error);
}

HRESULT WINAPI WsAbortChannel(WS_CHANNEL *channel, WS_ERROR *error)
{
    HRESULT hr;

    if (!channel_is(channel)) return fail(error, E_INVALIDARG, "WsAbortChannel: not a channel");
    if ((hr = object_begin(&channel->object, EVENT_ABORT, error)) != S_OK)
        return FAILED(hr) ? hr : S_OK;
    return channel->calls->abortChannelCallback(channel->instance, error);
}

HRESULT WINAPI WsResetChannel(WS_CHANNEL *channel, WS_ERROR *error)
{
    HRESULT hr;

    if (!channel_is(channel)) return fail(error, E_INVALIDARG, "WsResetChannel: not a channel");
    if (FAILED(hr = object_begin(&channel->object, EVENT_RESET, error))) return hr;
    heap_reset(&channel->address_heap);
    memset(&channel->address, 0, sizeof(channel->address));
    return channel->calls->resetChannelCallback(channel->instance, error);
}

HRESULT WINAPI WsShutdownSessionChannel(
        WS_CHANNEL *channel, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!channel_is(channel))
        return fail(error, E_INVALIDARG, "WsShutdownSessionChannel: not a channel");
    if (FAILED(hr = object_need_open(&channel->object, "WsShutdownSessionChannel", error)))
        return hr;
    if (!(channel->type & WS_CHANNEL_TYPE_SESSION) || !(channel->type & WS_CHANNEL_TYPE_OUTPUT))
        return fail(error, WS_E_INVALID_OPERATION,
                "WsShutdownSessionChannel: the channel has no output session");
    if (channel->shut_down)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsShutdownSessionChannel: the session was shut down before");
    channel->shut_down = TRUE;
    return channel->calls->shutdownSessionChannelCallback(channel->instance, asyncContext, error);
}

HRESULT WINAPI WsGetChannelProperty(WS_CHANNEL *channel, WS_CHANNEL_PROPERTY_ID id, void *value,
        ULONG valueSize, WS_ERROR *error)
{
    if (!channel_is(channel))
        return fail(error, E_INVALIDARG, "WsGetChannelProperty: not a channel");
    return channel_get_property(channel, id, value, valueSize, error);
}

HRESULT WINAPI WsSetChannelProperty(WS_CHANNEL *channel, WS_CHANNEL_PROPERTY_ID id,
        const void *value, ULONG valueSize, WS_ERROR *error)
{
    if (!channel_is(channel))
        return fail(error, E_INVALIDARG, "WsSetChannelProperty: not a channel");
    return channel_set_property(channel, id, value, valueSize, error);
}
