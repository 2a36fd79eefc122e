/* WS_LISTENER: its life, and accepting channels. Nothing here knows a transport.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

#define LISTENER_HEAP 0x100000
#define THIS_HOST_EXACT \
    (WS_MATCH_URL_THIS_HOST | WS_MATCH_URL_EXACT_PATH | WS_MATCH_URL_PORT | WS_MATCH_URL_NO_QUERY)

#define AT(field) \
    sizeof(((struct listener_settings *)0)->field), offsetof(struct listener_settings, field)
/* clang-format off */
static const struct prop_row rows[] =
{
    [WS_LISTENER_PROPERTY_LISTEN_BACKLOG]       = { "LISTEN_BACKLOG", AT(backlog), PROP_CREATE | PROP_GET, 0x7fffffff },
    [WS_LISTENER_PROPERTY_IP_VERSION]           = { "IP_VERSION", AT(ip_version), PROP_CREATE | PROP_GET, WS_IP_VERSION_AUTO, WS_IP_VERSION_4, WS_IP_VERSION_AUTO },
    [WS_LISTENER_PROPERTY_STATE]                = { "STATE", sizeof(ULONG), 0, PROP_GET | PROP_BLOB },
    [WS_LISTENER_PROPERTY_ASYNC_CALLBACK_MODEL] = { "ASYNC_CALLBACK_MODEL", AT(callback_model), PROP_CREATE | PROP_GET, WS_LONG_CALLBACK, 0, WS_LONG_CALLBACK },
    [WS_LISTENER_PROPERTY_CHANNEL_TYPE]         = { "CHANNEL_TYPE", sizeof(ULONG), 0, PROP_GET | PROP_BLOB },
    [WS_LISTENER_PROPERTY_CHANNEL_BINDING]      = { "CHANNEL_BINDING", sizeof(ULONG), 0, PROP_GET | PROP_BLOB },
    [WS_LISTENER_PROPERTY_CONNECT_TIMEOUT]      = { "CONNECT_TIMEOUT", AT(connect_timeout), PROP_CREATE | PROP_GET, 15000 },
    [WS_LISTENER_PROPERTY_IS_MULTICAST]         = { "IS_MULTICAST", AT(is_multicast), PROP_CREATE | PROP_GET | PROP_BOOL, FALSE },
    [WS_LISTENER_PROPERTY_MULTICAST_INTERFACES] = { "MULTICAST_INTERFACES", 0, 0, PROP_CREATE | PROP_SET | PROP_BLOB },
    [WS_LISTENER_PROPERTY_MULTICAST_LOOPBACK]   = { "MULTICAST_LOOPBACK", AT(multicast_loopback), PROP_CREATE | PROP_BOOL, TRUE },
    [WS_LISTENER_PROPERTY_CLOSE_TIMEOUT]        = { "CLOSE_TIMEOUT", AT(close_timeout), PROP_CREATE | PROP_GET, 5000 },
    [WS_LISTENER_PROPERTY_TO_HEADER_MATCHING_OPTIONS] = { "TO_HEADER_MATCHING_OPTIONS", AT(to_matching), PROP_CREATE, THIS_HOST_EXACT },
    [WS_LISTENER_PROPERTY_TRANSPORT_URL_MATCHING_OPTIONS] = { "TRANSPORT_URL_MATCHING_OPTIONS", AT(url_matching), PROP_CREATE, THIS_HOST_EXACT },
    [WS_LISTENER_PROPERTY_CUSTOM_LISTENER_CALLBACKS]  = { "CUSTOM_LISTENER_CALLBACKS", 0, 0, PROP_CREATE | PROP_BLOB },
    [WS_LISTENER_PROPERTY_CUSTOM_LISTENER_PARAMETERS] = { "CUSTOM_LISTENER_PARAMETERS", 0, 0, PROP_CREATE | PROP_BLOB },
    [WS_LISTENER_PROPERTY_CUSTOM_LISTENER_INSTANCE]   = { "CUSTOM_LISTENER_INSTANCE", 0, 0, PROP_GET | PROP_BLOB },
    [WS_LISTENER_PROPERTY_DISALLOWED_USER_AGENT] = { "DISALLOWED_USER_AGENT", 0, 0, PROP_CREATE | PROP_BLOB },
};
/* clang-format on */
static const struct prop_table table = { "listener", rows, COUNT_OF(rows) };

static BOOL is_listener(const WS_LISTENER *listener)
{
    return object_is(listener, OBJECT_LISTENER);
}

/* ---- creation ---- */

static HRESULT take_agents(WS_LISTENER *listener, const struct property *property, WS_ERROR *error)
{
    static WS_STRING mozilla = WS_STRING_VALUE(L"Mozilla"), *usual[] = { &mozilla };
    const WS_DISALLOWED_USER_AGENT_SUBSTRINGS *from;
    WS_STRING **list, *copy;
    HRESULT hr;
    ULONG i;

    listener->agents.subStringCount = 1;
    listener->agents.subStrings = usual;
    if (!property) return S_OK;
    from = property->value;
    if (!from || property->size != sizeof(*from) || (from->subStringCount && !from->subStrings))
        return fail(error, E_INVALIDARG, "Property DISALLOWED_USER_AGENT takes a list of strings");
    hr = heap_alloc(
            &listener->heap, (from->subStringCount + 1) * sizeof(*list), (void **)&list, error);
    if (FAILED(hr)) return hr;
    for (i = 0; i < from->subStringCount; i++)
    {
        if (!from->subStrings[i])
            return fail(
                    error, E_INVALIDARG, "Property DISALLOWED_USER_AGENT: string %u is NULL", i);
        if (FAILED(hr = heap_alloc(&listener->heap, sizeof(*copy), (void **)&copy, error)))
            return hr;
        if (FAILED(hr = heap_copy_string(&listener->heap, from->subStrings[i], copy, error)))
            return hr;
        list[i] = copy;
    }
    listener->agents.subStringCount = from->subStringCount;
    listener->agents.subStrings = list;
    return S_OK;
}

static HRESULT check_matching(ULONG options, const char *name, WS_ERROR *error)
{
    if ((options & WS_MATCH_URL_EXACT_PATH) && (options & WS_MATCH_URL_PREFIX_PATH))
        return fail(error, E_INVALIDARG,
                "Property %s: EXACT_PATH and PREFIX_PATH exclude each other", name);
    return S_OK;
}

static HRESULT create_instance(
        WS_LISTENER *listener, const void *properties, ULONG count, WS_ERROR *error)
{
    const struct property *p
            = props_find(properties, count, WS_LISTENER_PROPERTY_CUSTOM_LISTENER_CALLBACKS);
    struct listener_parameters own = { listener };

    if (listener->binding == WS_HTTP_CHANNEL_BINDING)
    {
        listener->calls = &http_listener_calls;
        return listener->calls->createListenerCallback(
                listener->type, &own, sizeof(own), &listener->instance, error);
    }
    if (listener->binding != WS_CUSTOM_CHANNEL_BINDING)
        return fail(error, E_NOTIMPL, "Listeners of binding %u are not implemented yet",
                listener->binding);
    if (!p || !p->value || p->size != sizeof(listener->custom_calls))
        return fail(error, E_INVALIDARG,
                "A custom listener needs the property CUSTOM_LISTENER_CALLBACKS");
    memcpy(&listener->custom_calls, p->value, sizeof(listener->custom_calls));
    listener->calls = &listener->custom_calls;
    p = props_find(properties, count, WS_LISTENER_PROPERTY_CUSTOM_LISTENER_PARAMETERS);
    return listener->calls->createListenerCallback(
            listener->type, p ? p->value : NULL, p ? p->size : 0, &listener->instance, error);
}

static HRESULT create(WS_LISTENER *listener, const void *properties, ULONG count, WS_ERROR *error)
{
    struct listener_settings *s = &listener->settings;
    HRESULT hr;

    props_init(&table, s);
    if (FAILED(hr = props_apply(&table, s, PROP_CREATE, properties, count, error))) return hr;
    if (FAILED(hr = check_matching(s->to_matching, "TO_HEADER_MATCHING_OPTIONS", error))) return hr;
    if (FAILED(hr = check_matching(s->url_matching, "TRANSPORT_URL_MATCHING_OPTIONS", error)))
        return hr;
    hr = take_agents(listener,
            props_find(properties, count, WS_LISTENER_PROPERTY_DISALLOWED_USER_AGENT), error);
    if (FAILED(hr)) return hr;
    return create_instance(listener, properties, count, error);
}

HRESULT WINAPI WsCreateListener(WS_CHANNEL_TYPE channelType, WS_CHANNEL_BINDING channelBinding,
        const WS_LISTENER_PROPERTY *properties, ULONG propertyCount,
        const WS_SECURITY_DESCRIPTION *securityDescription, WS_LISTENER **listener, WS_ERROR *error)
{
    WS_LISTENER *created;
    HRESULT hr;

    if (!listener)
        return fail(error, E_INVALIDARG, "WsCreateListener: the listener pointer is NULL");
    if (securityDescription
            && (securityDescription->securityBindingCount || securityDescription->propertyCount))
        return fail(error, E_NOTIMPL, "Security descriptions are not implemented yet");
    if (channelBinding == WS_HTTP_CHANNEL_BINDING && channelType != WS_CHANNEL_TYPE_REPLY)
        return fail(error, E_INVALIDARG,
                "WsCreateListener: an HTTP listener has channels of type REPLY, not %u",
                channelType);
    if (!(created = mem_zalloc(sizeof(*created)))) return fail_memory(error);
    object_init(&created->object, OBJECT_LISTENER);
    heap_init(&created->heap, LISTENER_HEAP, LISTENER_HEAP);
    created->type = channelType;
    created->binding = channelBinding;
    if (FAILED(hr = create(created, properties, propertyCount, error)))
    {
        created->instance = NULL;
        WsFreeListener(created);
        return hr;
    }
    *listener = created;
    return S_OK;
}

void WINAPI WsFreeListener(WS_LISTENER *listener)
{
    if (!is_listener(listener)) return;
    if (listener->instance) listener->calls->freeListenerCallback(listener->instance);
    heap_clear(&listener->heap);
    object_clear(&listener->object);
    mem_free(listener);
}

/* ---- open and close: one call each ---- */

enum call_state
{
    CALL_BEGIN = OP_BEGIN,
    CALL_DONE
};

static HRESULT open_step(struct op *op, int state, HRESULT hr)
{
    WS_LISTENER *listener = CONTAINING_RECORD(op, WS_LISTENER, open);

    switch ((enum call_state)state)
    {
    case CALL_BEGIN:
        return listener->calls->openListenerCallback(
                listener->instance, listener->url, op_await(op, CALL_DONE), op->error);

    case CALL_DONE:
        return object_end(&listener->object, EVENT_OPEN, hr);
    }
    return hr;
}

HRESULT WINAPI WsOpenListener(WS_LISTENER *listener, const WS_STRING *url,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_listener(listener)) return fail(error, E_INVALIDARG, "WsOpenListener: not a listener");
    if (!url || (url->length && !url->chars))
        return fail(error, E_INVALIDARG, "WsOpenListener: the URL is NULL");
    if (FAILED(hr = object_begin(&listener->object, EVENT_OPEN, error))) return hr;
    listener->url = url;
    listener->open.step = open_step;
    listener->open.release = NULL;
    return op_start(&listener->open, asyncContext, error);
}

static HRESULT close_step(struct op *op, int state, HRESULT hr)
{
    WS_LISTENER *listener = CONTAINING_RECORD(op, WS_LISTENER, close);

    switch ((enum call_state)state)
    {
    case CALL_BEGIN:
        return listener->calls->closeListenerCallback(
                listener->instance, op_await(op, CALL_DONE), op->error);

    case CALL_DONE:
        return object_end(&listener->object, EVENT_CLOSE, hr);
    }
    return hr;
}

HRESULT WINAPI WsCloseListener(
        WS_LISTENER *listener, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_listener(listener)) return fail(error, E_INVALIDARG, "WsCloseListener: not a listener");
    if ((hr = object_begin(&listener->object, EVENT_CLOSE, error)) != S_OK)
        return FAILED(hr) ? hr : S_OK;
    listener->close.step = close_step;
    listener->close.release = NULL;
    return op_start(&listener->close, asyncContext, error);
}

HRESULT WINAPI WsAbortListener(WS_LISTENER *listener, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_listener(listener)) return fail(error, E_INVALIDARG, "WsAbortListener: not a listener");
    if ((hr = object_begin(&listener->object, EVENT_ABORT, error)) != S_OK)
        return FAILED(hr) ? hr : S_OK;
    return listener->calls->abortListenerCallback(listener->instance, error);
}

HRESULT WINAPI WsResetListener(WS_LISTENER *listener, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_listener(listener)) return fail(error, E_INVALIDARG, "WsResetListener: not a listener");
    if (FAILED(hr = object_begin(&listener->object, EVENT_RESET, error))) return hr;
    return listener->calls->resetListenerCallback(listener->instance, error);
}

/* ---- accept ---- */

static HRESULT accept_step(struct op *op, int state, HRESULT hr)
{
    WS_CHANNEL *channel = CONTAINING_RECORD(op, WS_CHANNEL, open);

    switch ((enum call_state)state)
    {
    case CALL_BEGIN:
        return channel->listener->calls->acceptChannelCallback(
                channel->listener->instance, channel->instance, op_await(op, CALL_DONE), op->error);

    case CALL_DONE:
        return channel_accept_end(channel, hr);
    }
    return hr;
}

HRESULT WINAPI WsAcceptChannel(WS_LISTENER *listener, WS_CHANNEL *channel,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_listener(listener)) return fail(error, E_INVALIDARG, "WsAcceptChannel: not a listener");
    if (!channel_is(channel)) return fail(error, E_INVALIDARG, "WsAcceptChannel: not a channel");
    if (FAILED(hr = object_need_open(&listener->object, "WsAcceptChannel", error))) return hr;
    if (channel->listener != listener)
        return fail(error, E_INVALIDARG,
                "WsAcceptChannel: the channel was not created for this listener");
    if (FAILED(hr = channel_accept_begin(channel, error))) return hr;
    channel->open.step = accept_step;
    channel->open.release = NULL;
    return op_start(&channel->open, asyncContext, error);
}

/* ---- properties ---- */

HRESULT WINAPI WsGetListenerProperty(WS_LISTENER *listener, WS_LISTENER_PROPERTY_ID id, void *value,
        ULONG valueSize, WS_ERROR *error)
{
    ULONG number;

    if (!is_listener(listener))
        return fail(error, E_INVALIDARG, "WsGetListenerProperty: not a listener");
    switch (id)
    {
    case WS_LISTENER_PROPERTY_STATE:
        number = object_public_state(&listener->object);
        break;
    case WS_LISTENER_PROPERTY_CHANNEL_TYPE:
        number = listener->type;
        break;
    case WS_LISTENER_PROPERTY_CHANNEL_BINDING:
        number = listener->binding;
        break;
    default:
        if (listener->binding == WS_CUSTOM_CHANNEL_BINDING)
        {
            if (id != WS_LISTENER_PROPERTY_CUSTOM_LISTENER_INSTANCE)
                return listener->calls->getListenerPropertyCallback(
                        listener->instance, id, value, valueSize, error);
            if (!value || valueSize != sizeof(void *))
                return fail(error, E_INVALIDARG, "Property CUSTOM_LISTENER_INSTANCE is a pointer");
            memcpy(value, &listener->instance, sizeof(void *));
            return S_OK;
        }
        if ((ULONG)id < COUNT_OF(rows) && rows[id].name && (rows[id].access & PROP_BLOB))
            return fail(error, E_INVALIDARG, "Property %s of the listener cannot be read",
                    rows[id].name);
        return props_get(&table, &listener->settings, id, value, valueSize, error);
    }
    if (!value || valueSize != sizeof(number))
        return fail(error, E_INVALIDARG, "Property %s of the listener has 4 bytes, the buffer %u",
                rows[id].name, valueSize);
    memcpy(value, &number, sizeof(number));
    return S_OK;
}

HRESULT WINAPI WsSetListenerProperty(WS_LISTENER *listener, WS_LISTENER_PROPERTY_ID id,
        const void *value, ULONG valueSize, WS_ERROR *error)
{
    if (!is_listener(listener))
        return fail(error, E_INVALIDARG, "WsSetListenerProperty: not a listener");
    if (listener->binding == WS_CUSTOM_CHANNEL_BINDING)
        return listener->calls->setListenerPropertyCallback(
                listener->instance, id, value, valueSize, error);
    if (id == WS_LISTENER_PROPERTY_MULTICAST_INTERFACES
            && listener->binding != WS_UDP_CHANNEL_BINDING)
        return fail(error, E_INVALIDARG, "Property MULTICAST_INTERFACES is for UDP listeners");
    return props_set(&table, &listener->settings, PROP_SET, id, value, valueSize, error);
}
