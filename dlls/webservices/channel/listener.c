/* WS_LISTENER: creation, states, properties.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

#define C PROP_CREATE
#define G PROP_GET
#define AT(field) \
    sizeof(((struct listener_settings *)0)->field), offsetof(struct listener_settings, field)
#define BLOB(type) sizeof(type), 0
#define P(id)      [WS_LISTENER_PROPERTY_##id]
#define MATCH_DEFAULT \
    (WS_MATCH_URL_THIS_HOST | WS_MATCH_URL_PORT | WS_MATCH_URL_EXACT_PATH | WS_MATCH_URL_NO_QUERY)

/* clang-format off */
static const struct prop_row rows[] =
{
    P(LISTEN_BACKLOG)                 = { "LISTEN_BACKLOG", AT(backlog), C | G, 0x7fffffff },
    P(IP_VERSION)                     = { "IP_VERSION", AT(ip_version), C | G, WS_IP_VERSION_AUTO, 1, 3 },
    P(STATE)                          = { "STATE", BLOB(WS_LISTENER_STATE), G | PROP_BLOB },
    P(ASYNC_CALLBACK_MODEL)           = { "ASYNC_CALLBACK_MODEL", AT(callback_model), C | G, WS_LONG_CALLBACK, 0, 1 },
    P(CHANNEL_TYPE)                   = { "CHANNEL_TYPE", BLOB(WS_CHANNEL_TYPE), G | PROP_BLOB },
    P(CHANNEL_BINDING)                = { "CHANNEL_BINDING", BLOB(WS_CHANNEL_BINDING), G | PROP_BLOB },
    P(CONNECT_TIMEOUT)                = { "CONNECT_TIMEOUT", AT(connect_timeout), C | G, 15000 },
    P(IS_MULTICAST)                   = { "IS_MULTICAST", AT(is_multicast), C | G | PROP_BOOL, FALSE },
    P(MULTICAST_INTERFACES)           = { "MULTICAST_INTERFACES", BLOB(ULONG), C | PROP_SET | PROP_BLOB },
    P(MULTICAST_LOOPBACK)             = { "MULTICAST_LOOPBACK", AT(multicast_loopback), C | PROP_BOOL, TRUE },
    P(CLOSE_TIMEOUT)                  = { "CLOSE_TIMEOUT", AT(close_timeout), C | G, 5000 },
    P(TO_HEADER_MATCHING_OPTIONS)     = { "TO_HEADER_MATCHING_OPTIONS", AT(to_matching), C, MATCH_DEFAULT, 0, 0x1ff },
    P(TRANSPORT_URL_MATCHING_OPTIONS) = { "TRANSPORT_URL_MATCHING_OPTIONS", AT(url_matching), C, MATCH_DEFAULT, 0, 0x1ff },
    P(CUSTOM_LISTENER_CALLBACKS)      = { "CUSTOM_LISTENER_CALLBACKS", BLOB(WS_CUSTOM_LISTENER_CALLBACKS), C | PROP_BLOB },
    P(CUSTOM_LISTENER_PARAMETERS)     = { "CUSTOM_LISTENER_PARAMETERS", BLOB(UINT64), C | PROP_BLOB },
    P(CUSTOM_LISTENER_INSTANCE)       = { "CUSTOM_LISTENER_INSTANCE", BLOB(void *), G | PROP_BLOB },
    P(DISALLOWED_USER_AGENT)          = { "DISALLOWED_USER_AGENT", BLOB(WS_DISALLOWED_USER_AGENT_SUBSTRINGS), C | PROP_BLOB },
};

/* Which bindings have a property. */
#define HTTP 0x01
#define TCP  0x02
#define UDP  0x04
#define PIPE 0x08
#define ALL  0x0f
#define CUST 0x10
static const BYTE owners[] =
{
    P(LISTEN_BACKLOG) = TCP, P(IP_VERSION) = TCP | UDP, P(STATE) = ALL | CUST, P(ASYNC_CALLBACK_MODEL) = ALL | CUST,
    P(CHANNEL_TYPE) = ALL | CUST, P(CHANNEL_BINDING) = ALL | CUST, P(CONNECT_TIMEOUT) = TCP | PIPE, P(IS_MULTICAST) = UDP,
    P(MULTICAST_INTERFACES) = UDP, P(MULTICAST_LOOPBACK) = UDP, P(CLOSE_TIMEOUT) = HTTP,
    P(TO_HEADER_MATCHING_OPTIONS) = ALL, P(TRANSPORT_URL_MATCHING_OPTIONS) = HTTP | TCP,
    P(CUSTOM_LISTENER_CALLBACKS) = CUST, P(CUSTOM_LISTENER_PARAMETERS) = CUST, P(CUSTOM_LISTENER_INSTANCE) = CUST,
    P(DISALLOWED_USER_AGENT) = HTTP,
};
/* clang-format on */
static const struct prop_table table = { "listener", rows, COUNT_OF(rows) };

static BOOL is_listener(const WS_LISTENER *listener)
{
    return object_is(listener, OBJECT_LISTENER);
}

void listener_allow_get(WS_LISTENER *listener)
{
    if (is_listener(listener)) listener->settings.allows_get = TRUE;
}

static HRESULT check_owner(const WS_LISTENER *listener, ULONG id, WS_ERROR *error)
{
    static const BYTE bits[] = { HTTP, TCP, UDP, CUST, PIPE };

    if (id >= COUNT_OF(rows)) return fail(error, E_INVALIDARG, "A listener has no property %u", id);
    if (owners[id] & bits[listener->binding]) return S_OK;
    return fail(error, E_INVALIDARG, "A listener over binding %u has no property %s",
            listener->binding, rows[id].name);
}

/* ---- creation ---- */

static void free_lists(struct listener_settings *settings)
{
    mem_free(settings->agents);
    mem_free(settings->agent_text);
    mem_free(settings->interfaces);
}

/* The substrings in lower case, one after the other. */
static HRESULT copy_agents(struct listener_settings *settings,
        const WS_DISALLOWED_USER_AGENT_SUBSTRINGS *from, WS_ERROR *error)
{
    ULONG size = 0, i, k;

    for (i = 0; i < from->subStringCount; i++)
    {
        if (!from->subStrings || !from->subStrings[i] || from->subStrings[i]->length > 1024
                || i == 1000)
            return fail(error, E_INVALIDARG,
                    "DISALLOWED_USER_AGENT takes up to 1000 strings of up to 1024 characters");
        size += from->subStrings[i]->length;
    }
    if (!i) return S_OK;
    settings->agents = mem_alloc(i * sizeof(*settings->agents));
    settings->agent_text = mem_alloc(size);
    if (!settings->agents || !settings->agent_text) return fail_memory(error);
    settings->agent_count = i;
    for (size = i = 0; i < from->subStringCount; i++)
    {
        const WS_STRING *string = from->subStrings[i];

        settings->agents[i].at = size;
        settings->agents[i].length = string->length;
        for (k = 0; k < string->length; k++)
        {
            WCHAR c = string->chars[k];

            settings->agent_text[size++] = c < 0x80 ? (c >= 'A' && c <= 'Z' ? c + 32 : c) : '?';
        }
    }
    return S_OK;
}

static HRESULT take_agents(WS_LISTENER *listener, const struct property *property, WS_ERROR *error)
{
    static WCHAR browser[] = { 'm', 'o', 'z', 'i', 'l', 'l', 'a' };
    static WS_STRING name = { COUNT_OF(browser), browser };
    static WS_STRING *names[] = { &name };
    static const WS_DISALLOWED_USER_AGENT_SUBSTRINGS browsers = { 1, names };

    if (!property) return copy_agents(&listener->settings, &browsers, error);
    if (!property->value || property->size != sizeof(browsers))
        return fail(error, E_INVALIDARG,
                "DISALLOWED_USER_AGENT takes a WS_DISALLOWED_USER_AGENT_SUBSTRINGS");
    return copy_agents(&listener->settings, property->value, error);
}

#define MAX_INTERFACES 1000

/* Which interfaces are to be members of a multicast group; replaces what was said before. */
static HRESULT take_interfaces(
        WS_LISTENER *listener, const void *value, ULONG size, WS_ERROR *error)
{
    struct listener_settings *settings = &listener->settings;
    ULONG *copy;

    if (size % sizeof(ULONG) || size / sizeof(ULONG) > MAX_INTERFACES || (size && !value))
        return fail(error, E_INVALIDARG,
                "MULTICAST_INTERFACES takes up to %u interface numbers of 4 bytes, not %u bytes",
                MAX_INTERFACES, size);
    if (!(copy = mem_alloc(size ? size : 1))) return fail_memory(error);
    if (size) memcpy(copy, value, size);
    mem_free(settings->interfaces);
    settings->interfaces = copy;
    settings->interface_count = size / sizeof(ULONG);
    return S_OK;
}

static HRESULT custom_calls(
        WS_LISTENER *listener, const struct property *list, ULONG count, WS_ERROR *error)
{
    const struct property *calls
            = props_find(list, count, WS_LISTENER_PROPERTY_CUSTOM_LISTENER_CALLBACKS);
    const void *const *function;
    ULONG i;

    if (!calls || !calls->value || calls->size != sizeof(listener->calls))
        return fail(error, E_INVALIDARG,
                "A custom listener needs the property CUSTOM_LISTENER_CALLBACKS");
    function = calls->value;
    for (i = 0; i < sizeof(listener->calls) / sizeof(*function); i++)
    {
        if (!function[i])
            return fail(error, E_INVALIDARG, "Function %u of CUSTOM_LISTENER_CALLBACKS is NULL", i);
    }
    memcpy(&listener->calls, calls->value, sizeof(listener->calls));
    return S_OK;
}

static const struct
{
    WS_CHANNEL_BINDING binding;
    WS_CHANNEL_TYPE type;
    const WS_CUSTOM_LISTENER_CALLBACKS *calls;
} kinds[] = {
    { WS_HTTP_CHANNEL_BINDING, WS_CHANNEL_TYPE_REPLY, &http_listener_calls },
    { WS_TCP_CHANNEL_BINDING, WS_CHANNEL_TYPE_DUPLEX_SESSION, &session_listener_calls },
    { WS_NAMEDPIPE_CHANNEL_BINDING, WS_CHANNEL_TYPE_DUPLEX_SESSION, &session_listener_calls },
    { WS_UDP_CHANNEL_BINDING, WS_CHANNEL_TYPE_DUPLEX, &udp_listener_calls },
    { WS_UDP_CHANNEL_BINDING, WS_CHANNEL_TYPE_INPUT, &udp_listener_calls },
};

static HRESULT find_calls(WS_LISTENER *listener, WS_ERROR *error)
{
    ULONG i;

    for (i = 0; i < COUNT_OF(kinds); i++)
    {
        if (kinds[i].binding != listener->binding || kinds[i].type != listener->type) continue;
        listener->calls = *kinds[i].calls;
        return S_OK;
    }
    return fail(error, E_INVALIDARG, "A listener over binding %u has no channels of type 0x%x",
            listener->binding, listener->type);
}

static HRESULT set_up(
        WS_LISTENER *listener, const struct property *list, ULONG count, WS_ERROR *error)
{
    struct channel_parameters own
            = { NULL, &listener->settings, listener->type, listener->binding };
    const struct property *parameters;
    HRESULT hr;
    ULONG i;

    for (i = 0; i < count; i++)
    {
        if (FAILED(hr = check_owner(listener, list[i].id, error))) return hr;
    }
    props_init(&table, &listener->settings);
    hr = props_apply(&table, &listener->settings, PROP_CREATE, list, count, error);
    if (FAILED(hr)) return hr;
    if (listener->binding == WS_CUSTOM_CHANNEL_BINDING)
    {
        if (FAILED(hr = custom_calls(listener, list, count, error))) return hr;
        parameters = props_find(list, count, WS_LISTENER_PROPERTY_CUSTOM_LISTENER_PARAMETERS);
        return listener->calls.createListenerCallback(listener->type,
                parameters ? parameters->value : NULL, parameters ? parameters->size : 0,
                &listener->instance, error);
    }
    if (FAILED(hr = find_calls(listener, error))) return hr;
    if ((parameters = props_find(list, count, WS_LISTENER_PROPERTY_MULTICAST_INTERFACES))
            && FAILED(hr = take_interfaces(listener, parameters->value, parameters->size, error)))
        return hr;
    hr = take_agents(
            listener, props_find(list, count, WS_LISTENER_PROPERTY_DISALLOWED_USER_AGENT), error);
    if (FAILED(hr)) return hr;
    return listener->calls.createListenerCallback(
            listener->type, &own, sizeof(own), &listener->instance, error);
}

HRESULT WINAPI WsCreateListener(WS_CHANNEL_TYPE channelType, WS_CHANNEL_BINDING channelBinding,
        const WS_LISTENER_PROPERTY *properties, ULONG propertyCount,
        const WS_SECURITY_DESCRIPTION *securityDescription, WS_LISTENER **listener, WS_ERROR *error)
{
    WS_LISTENER *made;
    HRESULT hr;

    if (!listener)
        return fail(error, E_INVALIDARG, "WsCreateListener: the listener pointer is NULL");
    if ((ULONG)channelBinding > WS_NAMEDPIPE_CHANNEL_BINDING)
        return fail(
                error, E_INVALIDARG, "WsCreateListener: there is no binding %u", channelBinding);
    if (propertyCount && !properties)
        return fail(error, E_INVALIDARG,
                "WsCreateListener: %u properties were announced, but the array is NULL",
                propertyCount);
    if (securityDescription && securityDescription->securityBindingCount)
        return fail(error, E_NOTIMPL, "Listeners with security are not implemented yet");
    if (!(made = mem_zalloc(sizeof(*made)))) return fail_memory(error);
    made->type = channelType;
    made->binding = channelBinding;
    if (FAILED(hr = set_up(made, (const struct property *)properties, propertyCount, error)))
    {
        free_lists(&made->settings);
        mem_free(made);
        return hr;
    }
    object_init(&made->object, OBJECT_LISTENER);
    *listener = made;
    return S_OK;
}

void WINAPI WsFreeListener(WS_LISTENER *listener)
{
    if (!is_listener(listener)) return;
    if (FAILED(object_begin(&listener->object, EVENT_FREE, NULL)))
        WARN("a listener is freed in state %u", object_public_state(&listener->object));
    listener->calls.freeListenerCallback(listener->instance);
    free_lists(&listener->settings);
    object_clear(&listener->object);
    mem_free(listener);
}

/* ---- properties ---- */

static HRESULT give(
        ULONG id, const void *from, ULONG from_size, void *value, ULONG size, WS_ERROR *error)
{
    if (!value || size != from_size)
        return fail(error, E_INVALIDARG, "Listener property %s has %u bytes, the buffer %u",
                rows[id].name, from_size, size);
    memcpy(value, from, size);
    return S_OK;
}

HRESULT WINAPI WsGetListenerProperty(WS_LISTENER *listener, WS_LISTENER_PROPERTY_ID id, void *value,
        ULONG valueSize, WS_ERROR *error)
{
    ULONG state;
    HRESULT hr;

    if (!is_listener(listener))
        return fail(error, E_INVALIDARG, "WsGetListenerProperty: not a listener");
    if (FAILED(hr = check_owner(listener, id, error))) return hr;
    switch (id)
    {
    case WS_LISTENER_PROPERTY_STATE:
        state = object_public_state(&listener->object);
        return give(id, &state, sizeof(state), value, valueSize, error);
    case WS_LISTENER_PROPERTY_CHANNEL_TYPE:
        return give(id, &listener->type, sizeof(listener->type), value, valueSize, error);
    case WS_LISTENER_PROPERTY_CHANNEL_BINDING:
        return give(id, &listener->binding, sizeof(listener->binding), value, valueSize, error);
    case WS_LISTENER_PROPERTY_CUSTOM_LISTENER_INSTANCE:
        return give(id, &listener->instance, sizeof(listener->instance), value, valueSize, error);
    default:
        return props_get(&table, &listener->settings, id, value, valueSize, error);
    }
}

HRESULT WINAPI WsSetListenerProperty(WS_LISTENER *listener, WS_LISTENER_PROPERTY_ID id,
        const void *value, ULONG valueSize, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_listener(listener))
        return fail(error, E_INVALIDARG, "WsSetListenerProperty: not a listener");
    if (listener->binding == WS_CUSTOM_CHANNEL_BINDING && id != WS_LISTENER_PROPERTY_STATE)
        return listener->calls.setListenerPropertyCallback(
                listener->instance, id, value, valueSize, error);
    if (FAILED(hr = check_owner(listener, id, error))) return hr;
    if (id == WS_LISTENER_PROPERTY_MULTICAST_INTERFACES)
        return take_interfaces(listener, value, valueSize, error);
    return props_set(&table, &listener->settings, PROP_SET, id, value, valueSize, error);
}

/* ---- states ---- */

#define DONE 1

static HRESULT end_event(
        WS_LISTENER *listener, enum object_event event, HRESULT hr, WS_ERROR *error)
{
    HRESULT result = object_end(&listener->object, event, hr);

    return result != hr ? fail(error, result, "The listener was aborted meanwhile") : result;
}

static HRESULT open_step(struct op *op, int state, HRESULT hr)
{
    WS_LISTENER *listener = CONTAINING_RECORD(op, WS_LISTENER, open_op);

    if (state == DONE) return end_event(listener, EVENT_OPEN, hr, op->error);
    return listener->calls.openListenerCallback(
            listener->instance, listener->url, op_await(op, DONE), op->error);
}

HRESULT WINAPI WsOpenListener(WS_LISTENER *listener, const WS_STRING *url,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_listener(listener) || !url || (url->length && !url->chars))
        return fail(error, E_INVALIDARG, "WsOpenListener: not a listener, or the URL is NULL");
    if (FAILED(hr = object_begin(&listener->object, EVENT_OPEN, error))) return hr;
    listener->url = url;
    listener->open_op.step = open_step;
    return op_start(&listener->open_op, asyncContext, error);
}

static HRESULT close_step(struct op *op, int state, HRESULT hr)
{
    WS_LISTENER *listener = CONTAINING_RECORD(op, WS_LISTENER, close_op);

    if (state == DONE) return end_event(listener, EVENT_CLOSE, hr, op->error);
    return listener->calls.closeListenerCallback(listener->instance, op_await(op, DONE), op->error);
}

HRESULT WINAPI WsCloseListener(
        WS_LISTENER *listener, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_listener(listener)) return fail(error, E_INVALIDARG, "WsCloseListener: not a listener");
    if ((hr = object_begin(&listener->object, EVENT_CLOSE, error)) != S_OK)
        return hr == S_FALSE ? S_OK : hr;
    listener->close_op.step = close_step;
    return op_start(&listener->close_op, asyncContext, error);
}

HRESULT WINAPI WsAbortListener(WS_LISTENER *listener, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_listener(listener)) return fail(error, E_INVALIDARG, "WsAbortListener: not a listener");
    if ((hr = object_begin(&listener->object, EVENT_ABORT, error)) != S_OK)
        return hr == S_FALSE ? S_OK : hr;
    return listener->calls.abortListenerCallback(listener->instance, error);
}

HRESULT WINAPI WsResetListener(WS_LISTENER *listener, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_listener(listener)) return fail(error, E_INVALIDARG, "WsResetListener: not a listener");
    if (FAILED(hr = object_begin(&listener->object, EVENT_RESET, error))) return hr;
    return listener->calls.resetListenerCallback(listener->instance, error);
}
