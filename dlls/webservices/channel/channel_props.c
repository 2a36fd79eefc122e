/* Properties of channels: one table of rows, and which bindings have which.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

#define CREATE        PROP_CREATE
#define GET           PROP_GET
#define SET           PROP_SET
#define BLOB          PROP_BLOB
#define BOOLEAN_VALUE PROP_BOOL
#define AT(field) \
    sizeof(((struct channel_settings *)0)->field), offsetof(struct channel_settings, field)

/* clang-format off */
static const struct prop_row rows[] =
{
    [WS_CHANNEL_PROPERTY_MAX_BUFFERED_MESSAGE_SIZE]  = { "MAX_BUFFERED_MESSAGE_SIZE", AT(max_buffered_size), CREATE | GET, 65536, 1, 0xffffffff },
    [WS_CHANNEL_PROPERTY_MAX_STREAMED_MESSAGE_SIZE]  = { "MAX_STREAMED_MESSAGE_SIZE", AT(max_streamed_size), CREATE | GET, 4194304, 1, ~(UINT64)0 },
    [WS_CHANNEL_PROPERTY_MAX_STREAMED_START_SIZE]    = { "MAX_STREAMED_START_SIZE", AT(max_streamed_start_size), CREATE | GET, 16384 },
    [WS_CHANNEL_PROPERTY_MAX_STREAMED_FLUSH_SIZE]    = { "MAX_STREAMED_FLUSH_SIZE", AT(max_streamed_flush_size), CREATE | GET, 65536 },
    [WS_CHANNEL_PROPERTY_ENCODING]                   = { "ENCODING", AT(encoding), CREATE | GET, WS_ENCODING_XML_UTF8, 0, WS_ENCODING_RAW },
    [WS_CHANNEL_PROPERTY_ENVELOPE_VERSION]           = { "ENVELOPE_VERSION", AT(envelope), CREATE | GET, WS_ENVELOPE_VERSION_SOAP_1_2, WS_ENVELOPE_VERSION_SOAP_1_1, WS_ENVELOPE_VERSION_NONE },
    [WS_CHANNEL_PROPERTY_ADDRESSING_VERSION]         = { "ADDRESSING_VERSION", AT(addressing), CREATE | GET, WS_ADDRESSING_VERSION_1_0, WS_ADDRESSING_VERSION_0_9, WS_ADDRESSING_VERSION_TRANSPORT },
    [WS_CHANNEL_PROPERTY_MAX_SESSION_DICTIONARY_SIZE] = { "MAX_SESSION_DICTIONARY_SIZE", AT(max_dictionary_size), CREATE | GET, 2048 },
    [WS_CHANNEL_PROPERTY_STATE]                      = { "STATE", sizeof(ULONG), 0, GET | BLOB },
    [WS_CHANNEL_PROPERTY_ASYNC_CALLBACK_MODEL]       = { "ASYNC_CALLBACK_MODEL", AT(callback_model), CREATE | GET, WS_LONG_CALLBACK, 0, WS_LONG_CALLBACK },
    [WS_CHANNEL_PROPERTY_IP_VERSION]                 = { "IP_VERSION", AT(ip_version), CREATE | GET, WS_IP_VERSION_AUTO, WS_IP_VERSION_4, WS_IP_VERSION_AUTO },
    [WS_CHANNEL_PROPERTY_RESOLVE_TIMEOUT]            = { "RESOLVE_TIMEOUT", AT(resolve_timeout), CREATE | SET | GET, INFINITE },
    [WS_CHANNEL_PROPERTY_CONNECT_TIMEOUT]            = { "CONNECT_TIMEOUT", AT(connect_timeout), CREATE | SET | GET, 30000 },
    [WS_CHANNEL_PROPERTY_SEND_TIMEOUT]               = { "SEND_TIMEOUT", AT(send_timeout), CREATE | SET | GET, 30000 },
    [WS_CHANNEL_PROPERTY_RECEIVE_RESPONSE_TIMEOUT]   = { "RECEIVE_RESPONSE_TIMEOUT", AT(response_timeout), CREATE | SET | GET, 30000 },
    [WS_CHANNEL_PROPERTY_RECEIVE_TIMEOUT]            = { "RECEIVE_TIMEOUT", AT(receive_timeout), CREATE | SET | GET, 30000 },
    [WS_CHANNEL_PROPERTY_CLOSE_TIMEOUT]              = { "CLOSE_TIMEOUT", AT(close_timeout), CREATE | SET | GET, 30000 },
    [WS_CHANNEL_PROPERTY_ENABLE_TIMEOUTS]            = { "ENABLE_TIMEOUTS", AT(enable_timeouts), CREATE | BOOLEAN_VALUE, TRUE },
    [WS_CHANNEL_PROPERTY_TRANSFER_MODE]              = { "TRANSFER_MODE", AT(transfer_mode), CREATE | GET, WS_BUFFERED_TRANSFER_MODE, 0, WS_STREAMED_INPUT_TRANSFER_MODE | WS_STREAMED_OUTPUT_TRANSFER_MODE },
    [WS_CHANNEL_PROPERTY_MULTICAST_INTERFACE]        = { "MULTICAST_INTERFACE", AT(multicast_interface), CREATE | SET | GET, 0 },
    [WS_CHANNEL_PROPERTY_MULTICAST_HOPS]             = { "MULTICAST_HOPS", AT(multicast_hops), CREATE | GET, 1 },
    [WS_CHANNEL_PROPERTY_REMOTE_ADDRESS]             = { "REMOTE_ADDRESS", 0, 0, GET | BLOB },
    [WS_CHANNEL_PROPERTY_REMOTE_IP_ADDRESS]          = { "REMOTE_IP_ADDRESS", 0, 0, GET | BLOB },
    [WS_CHANNEL_PROPERTY_HTTP_CONNECTION_ID]         = { "HTTP_CONNECTION_ID", 0, 0, GET | BLOB },
    [WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_CALLBACKS]   = { "CUSTOM_CHANNEL_CALLBACKS", 0, 0, CREATE | BLOB },
    [WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_PARAMETERS]  = { "CUSTOM_CHANNEL_PARAMETERS", 0, 0, CREATE | BLOB },
    [WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_INSTANCE]    = { "CUSTOM_CHANNEL_INSTANCE", 0, 0, GET | BLOB },
    [WS_CHANNEL_PROPERTY_TRANSPORT_URL]              = { "TRANSPORT_URL", 0, 0, GET | BLOB },
    [WS_CHANNEL_PROPERTY_NO_DELAY]                   = { "NO_DELAY", AT(no_delay), CREATE | SET | GET | BOOLEAN_VALUE, FALSE },
    [WS_CHANNEL_PROPERTY_SEND_KEEP_ALIVES]           = { "SEND_KEEP_ALIVES", AT(send_keep_alives), CREATE | BOOLEAN_VALUE, FALSE },
    [WS_CHANNEL_PROPERTY_KEEP_ALIVE_TIME]            = { "KEEP_ALIVE_TIME", AT(keep_alive_time), CREATE, 7200000 },
    [WS_CHANNEL_PROPERTY_KEEP_ALIVE_INTERVAL]        = { "KEEP_ALIVE_INTERVAL", AT(keep_alive_interval), CREATE, 1000 },
    [WS_CHANNEL_PROPERTY_MAX_HTTP_SERVER_CONNECTIONS] = { "MAX_HTTP_SERVER_CONNECTIONS", AT(max_server_connections), CREATE, INFINITE },
    [WS_CHANNEL_PROPERTY_IS_SESSION_SHUT_DOWN]       = { "IS_SESSION_SHUT_DOWN", 0, 0, GET | BLOB },
    [WS_CHANNEL_PROPERTY_CHANNEL_TYPE]               = { "CHANNEL_TYPE", sizeof(ULONG), 0, GET | BLOB },
    [WS_CHANNEL_PROPERTY_TRIM_BUFFERED_MESSAGE_SIZE] = { "TRIM_BUFFERED_MESSAGE_SIZE", AT(trim_size), CREATE | GET, 65536 },
    [WS_CHANNEL_PROPERTY_ENCODER]                    = { "ENCODER", 0, 0, CREATE | BLOB },
    [WS_CHANNEL_PROPERTY_DECODER]                    = { "DECODER", 0, 0, CREATE | BLOB },
    [WS_CHANNEL_PROPERTY_PROTECTION_LEVEL]           = { "PROTECTION_LEVEL", AT(protection), GET, WS_PROTECTION_LEVEL_NONE },
    [WS_CHANNEL_PROPERTY_COOKIE_MODE]                = { "COOKIE_MODE", AT(cookie_mode), CREATE, WS_AUTO_COOKIE_MODE, WS_MANUAL_COOKIE_MODE, WS_AUTO_COOKIE_MODE },
    [WS_CHANNEL_PROPERTY_HTTP_PROXY_SETTING_MODE]    = { "HTTP_PROXY_SETTING_MODE", AT(proxy_mode), CREATE, WS_HTTP_PROXY_SETTING_MODE_AUTO, WS_HTTP_PROXY_SETTING_MODE_AUTO, WS_HTTP_PROXY_SETTING_MODE_CUSTOM },
    [WS_CHANNEL_PROPERTY_CUSTOM_HTTP_PROXY]          = { "CUSTOM_HTTP_PROXY", 0, 0, CREATE | BLOB },
    [WS_CHANNEL_PROPERTY_HTTP_MESSAGE_MAPPING]       = { "HTTP_MESSAGE_MAPPING", 0, 0, CREATE | BLOB },
    [WS_CHANNEL_PROPERTY_ENABLE_HTTP_REDIRECT]       = { "ENABLE_HTTP_REDIRECT", AT(redirect), CREATE | BOOLEAN_VALUE, FALSE },
    [WS_CHANNEL_PROPERTY_HTTP_REDIRECT_CALLBACK_CONTEXT] = { "HTTP_REDIRECT_CALLBACK_CONTEXT", AT(redirect_callback), CREATE },
    [WS_CHANNEL_PROPERTY_FAULTS_AS_ERRORS]           = { "FAULTS_AS_ERRORS", AT(faults_as_errors), CREATE | SET | GET | BOOLEAN_VALUE, TRUE },
    [WS_CHANNEL_PROPERTY_ALLOW_UNSECURED_FAULTS]     = { "ALLOW_UNSECURED_FAULTS", AT(allow_unsecured_faults), CREATE | SET | GET | BOOLEAN_VALUE, FALSE },
    [WS_CHANNEL_PROPERTY_HTTP_SERVER_SPN]            = { "HTTP_SERVER_SPN", 0, 0, GET | BLOB },
    [WS_CHANNEL_PROPERTY_HTTP_PROXY_SPN]             = { "HTTP_PROXY_SPN", 0, 0, GET | BLOB },
    [WS_CHANNEL_PROPERTY_MAX_HTTP_REQUEST_HEADERS_BUFFER_SIZE] = { "MAX_HTTP_REQUEST_HEADERS_BUFFER_SIZE", AT(max_request_headers), CREATE | GET, 65536 },
};

/* Which bindings have a property: bit n for binding n. Not listed: all. */
#define HTTP  (1u << WS_HTTP_CHANNEL_BINDING)
#define TCP   (1u << WS_TCP_CHANNEL_BINDING)
#define UDP   (1u << WS_UDP_CHANNEL_BINDING)
#define CUSTOM (1u << WS_CUSTOM_CHANNEL_BINDING)
#define PIPE  (1u << WS_NAMEDPIPE_CHANNEL_BINDING)
static const struct { BYTE id, bindings; } limits[] =
{
    { WS_CHANNEL_PROPERTY_MAX_STREAMED_MESSAGE_SIZE, HTTP },
    { WS_CHANNEL_PROPERTY_MAX_STREAMED_START_SIZE, HTTP },
    { WS_CHANNEL_PROPERTY_MAX_STREAMED_FLUSH_SIZE, HTTP },
    { WS_CHANNEL_PROPERTY_MAX_SESSION_DICTIONARY_SIZE, TCP | PIPE },
    { WS_CHANNEL_PROPERTY_IP_VERSION, TCP | UDP },
    { WS_CHANNEL_PROPERTY_RESOLVE_TIMEOUT, HTTP },
    { WS_CHANNEL_PROPERTY_CONNECT_TIMEOUT, HTTP | TCP | PIPE },
    { WS_CHANNEL_PROPERTY_SEND_TIMEOUT, HTTP | TCP | PIPE },
    { WS_CHANNEL_PROPERTY_RECEIVE_RESPONSE_TIMEOUT, HTTP },
    { WS_CHANNEL_PROPERTY_RECEIVE_TIMEOUT, HTTP | TCP | PIPE },
    { WS_CHANNEL_PROPERTY_CLOSE_TIMEOUT, TCP | PIPE },
    { WS_CHANNEL_PROPERTY_MULTICAST_INTERFACE, UDP },
    { WS_CHANNEL_PROPERTY_MULTICAST_HOPS, UDP },
    { WS_CHANNEL_PROPERTY_REMOTE_ADDRESS, UDP },
    { WS_CHANNEL_PROPERTY_HTTP_CONNECTION_ID, HTTP },
    { WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_CALLBACKS, CUSTOM },
    { WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_PARAMETERS, CUSTOM },
    { WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_INSTANCE, CUSTOM },
    { WS_CHANNEL_PROPERTY_TRANSPORT_URL, HTTP | TCP },
    { WS_CHANNEL_PROPERTY_NO_DELAY, TCP },
    { WS_CHANNEL_PROPERTY_SEND_KEEP_ALIVES, TCP },
    { WS_CHANNEL_PROPERTY_KEEP_ALIVE_TIME, TCP },
    { WS_CHANNEL_PROPERTY_KEEP_ALIVE_INTERVAL, TCP },
    { WS_CHANNEL_PROPERTY_MAX_HTTP_SERVER_CONNECTIONS, HTTP },
    { WS_CHANNEL_PROPERTY_IS_SESSION_SHUT_DOWN, TCP | PIPE },
    { WS_CHANNEL_PROPERTY_ENCODER, HTTP | TCP | PIPE },
    { WS_CHANNEL_PROPERTY_DECODER, HTTP | TCP | PIPE },
    { WS_CHANNEL_PROPERTY_COOKIE_MODE, HTTP },
    { WS_CHANNEL_PROPERTY_HTTP_PROXY_SETTING_MODE, HTTP },
    { WS_CHANNEL_PROPERTY_CUSTOM_HTTP_PROXY, HTTP },
    { WS_CHANNEL_PROPERTY_HTTP_MESSAGE_MAPPING, HTTP },
    { WS_CHANNEL_PROPERTY_ENABLE_HTTP_REDIRECT, HTTP },
    { WS_CHANNEL_PROPERTY_HTTP_REDIRECT_CALLBACK_CONTEXT, HTTP },
    { WS_CHANNEL_PROPERTY_HTTP_SERVER_SPN, HTTP },
    { WS_CHANNEL_PROPERTY_HTTP_PROXY_SPN, HTTP },
    { WS_CHANNEL_PROPERTY_MAX_HTTP_REQUEST_HEADERS_BUFFER_SIZE, HTTP },
};
/* clang-format on */
static const struct prop_table table = { "channel", rows, COUNT_OF(rows) };

static HRESULT check_binding(const WS_CHANNEL *channel, ULONG id, WS_ERROR *error)
{
    ULONG i;

    for (i = 0; i < COUNT_OF(limits); i++)
    {
        if (limits[i].id == id && !(limits[i].bindings >> channel->binding & 1))
            return fail(error, E_INVALIDARG, "Property %s does not exist on channels of binding %u",
                    rows[id].name, channel->binding);
    }
    return S_OK;
}

/* ---- creation ---- */

static HRESULT copy_mappings(WS_HEAP *heap, WS_HTTP_HEADER_MAPPING **from, ULONG count,
        WS_HTTP_HEADER_MAPPING ***ret, WS_ERROR *error)
{
    WS_HTTP_HEADER_MAPPING **list, *copy;
    HRESULT hr;
    ULONG i;

    if (count && !from)
        return fail(
                error, E_INVALIDARG, "Property HTTP_MESSAGE_MAPPING: a list of headers is NULL");
    if (count > HTTP_MAX_FIELDS)
        return fail(error, E_INVALIDARG,
                "Property HTTP_MESSAGE_MAPPING: %u headers are more than %u", count,
                HTTP_MAX_FIELDS);
    if (FAILED(hr = heap_alloc(heap, (count + 1) * sizeof(*list), (void **)&list, error)))
        return hr;
    for (i = 0; i < count; i++)
    {
        if (!from[i] || !http_name_check(from[i]->headerName.bytes, from[i]->headerName.length))
            return fail(error, E_INVALIDARG,
                    "Property HTTP_MESSAGE_MAPPING: header %u has no valid name", i);
        if (FAILED(hr = heap_alloc(heap, sizeof(*copy), (void **)&copy, error))) return hr;
        copy->headerMappingOptions = from[i]->headerMappingOptions;
        if (FAILED(hr = heap_copy_xml_string(heap, &from[i]->headerName, &copy->headerName, error)))
            return hr;
        list[i] = copy;
    }
    *ret = list;
    return S_OK;
}

static HRESULT take_mapping(WS_CHANNEL *channel, const struct property *property, WS_ERROR *error)
{
    const WS_HTTP_MESSAGE_MAPPING *from;
    WS_HTTP_MESSAGE_MAPPING *to = &channel->mapping;
    HRESULT hr;

    if (!property) return S_OK;
    from = property->value;
    if (!from || property->size != sizeof(*from))
        return fail(error, E_INVALIDARG,
                "Property HTTP_MESSAGE_MAPPING takes a WS_HTTP_MESSAGE_MAPPING");
    if ((from->requestMappingOptions || from->responseMappingOptions)
            && channel->settings.encoding != WS_ENCODING_RAW)
        return fail(error, E_INVALIDARG,
                "Property HTTP_MESSAGE_MAPPING: mapping options need the encoding RAW");
    *to = *from;
    hr = copy_mappings(&channel->heap, from->requestHeaderMappings, from->requestHeaderMappingCount,
            &to->requestHeaderMappings, error);
    if (FAILED(hr)) return hr;
    return copy_mappings(&channel->heap, from->responseHeaderMappings,
            from->responseHeaderMappingCount, &to->responseHeaderMappings, error);
}

/* Timeouts that were not given are none when ENABLE_TIMEOUTS is FALSE. */
static void switch_timeouts(WS_CHANNEL *channel, const void *properties, ULONG count)
{
    static const BYTE ids[]
            = { WS_CHANNEL_PROPERTY_RESOLVE_TIMEOUT, WS_CHANNEL_PROPERTY_CONNECT_TIMEOUT,
                  WS_CHANNEL_PROPERTY_SEND_TIMEOUT, WS_CHANNEL_PROPERTY_RECEIVE_RESPONSE_TIMEOUT,
                  WS_CHANNEL_PROPERTY_RECEIVE_TIMEOUT, WS_CHANNEL_PROPERTY_CLOSE_TIMEOUT };
    static const ULONG none = INFINITE;
    ULONG i;

    if (channel->settings.enable_timeouts) return;
    for (i = 0; i < COUNT_OF(ids); i++)
    {
        if (!props_find(properties, count, ids[i]))
            memcpy((BYTE *)&channel->settings + rows[ids[i]].offset, &none, sizeof(none));
    }
}

/* Defaults that depend on the binding and the encoding. */
static void set_defaults(WS_CHANNEL *channel, const void *properties, ULONG count)
{
    struct channel_settings *s = &channel->settings;

    if ((channel->binding == WS_TCP_CHANNEL_BINDING
                || channel->binding == WS_NAMEDPIPE_CHANNEL_BINDING)
            && !props_find(properties, count, WS_CHANNEL_PROPERTY_ENCODING))
        s->encoding = WS_ENCODING_XML_BINARY_SESSION_1;
    if (s->encoding != WS_ENCODING_RAW) return;
    if (!props_find(properties, count, WS_CHANNEL_PROPERTY_ENVELOPE_VERSION))
        s->envelope = WS_ENVELOPE_VERSION_NONE;
    if (!props_find(properties, count, WS_CHANNEL_PROPERTY_ADDRESSING_VERSION))
        s->addressing = WS_ADDRESSING_VERSION_TRANSPORT;
}

/* What does not go together. */
static HRESULT check_settings(const WS_CHANNEL *channel, WS_ERROR *error)
{
    const struct channel_settings *s = &channel->settings;
    BOOL binary = s->encoding == WS_ENCODING_XML_BINARY_1
            || s->encoding == WS_ENCODING_XML_BINARY_SESSION_1;

    if (binary && s->envelope != WS_ENVELOPE_VERSION_SOAP_1_2)
        return fail(error, E_INVALIDARG, "Binary encodings need the envelope version SOAP 1.2");
    if (s->encoding == WS_ENCODING_XML_BINARY_SESSION_1
            && !(channel->type & WS_CHANNEL_TYPE_SESSION))
        return fail(error, E_INVALIDARG,
                "The encoding XML_BINARY_SESSION_1 needs a channel type with sessions");
    if (s->encoding == WS_ENCODING_RAW && channel->binding != WS_HTTP_CHANNEL_BINDING)
        return fail(error, E_INVALIDARG, "The encoding RAW is for HTTP channels");
    if (s->addressing == WS_ADDRESSING_VERSION_TRANSPORT
            && channel->binding != WS_HTTP_CHANNEL_BINDING
            && channel->binding != WS_CUSTOM_CHANNEL_BINDING)
        return fail(error, E_INVALIDARG, "The addressing version TRANSPORT is for HTTP channels");
    if (s->envelope == WS_ENVELOPE_VERSION_NONE && s->addressing != WS_ADDRESSING_VERSION_TRANSPORT)
        return fail(error, E_INVALIDARG,
                "The envelope version NONE needs the addressing version TRANSPORT");
    return S_OK;
}

HRESULT channel_take_properties(
        WS_CHANNEL *channel, const void *properties, ULONG count, WS_ERROR *error)
{
    const struct property *list = properties;
    HRESULT hr;
    ULONG i;

    props_init(&table, &channel->settings);
    if (FAILED(hr = props_apply(&table, &channel->settings, PROP_CREATE, properties, count, error)))
        return hr;
    for (i = 0; i < count; i++)
    {
        if (channel->binding == WS_CUSTOM_CHANNEL_BINDING
                && list[i].id != WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_CALLBACKS
                && list[i].id != WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_PARAMETERS
                && list[i].id != WS_CHANNEL_PROPERTY_ENABLE_TIMEOUTS)
            return fail(error, E_INVALIDARG, "A custom channel takes no property %s",
                    rows[list[i].id].name);
        if (FAILED(hr = check_binding(channel, list[i].id, error))) return hr;
    }
    set_defaults(channel, properties, count);
    switch_timeouts(channel, properties, count);
    if (FAILED(hr = check_settings(channel, error))) return hr;
    return take_mapping(channel,
            props_find(properties, count, WS_CHANNEL_PROPERTY_HTTP_MESSAGE_MAPPING), error);
}

/* ---- reading and setting ---- */

static HRESULT give_number(ULONG id, ULONG number, void *value, ULONG size, WS_ERROR *error)
{
    if (!value || size != sizeof(number))
        return fail(error, E_INVALIDARG, "Property %s of the channel has 4 bytes, the buffer %u",
                rows[id].name, size);
    memcpy(value, &number, sizeof(number));
    return S_OK;
}

HRESULT channel_get_property(
        WS_CHANNEL *channel, ULONG id, void *value, ULONG size, WS_ERROR *error)
{
    HRESULT hr;

    if (id == WS_CHANNEL_PROPERTY_STATE)
        return give_number(id, object_public_state(&channel->object), value, size, error);
    if (id == WS_CHANNEL_PROPERTY_CHANNEL_TYPE)
        return give_number(id, channel->type, value, size, error);
    if (id == WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_INSTANCE
            && channel->binding == WS_CUSTOM_CHANNEL_BINDING)
    {
        if (!value || size != sizeof(void *))
            return fail(error, E_INVALIDARG, "Property CUSTOM_CHANNEL_INSTANCE is a pointer");
        memcpy(value, &channel->instance, sizeof(void *));
        return S_OK;
    }
    if (channel->binding == WS_CUSTOM_CHANNEL_BINDING)
        return channel->calls->getChannelPropertyCallback(
                channel->instance, id, value, size, error);
    if (id < COUNT_OF(rows) && FAILED(hr = check_binding(channel, id, error))) return hr;
    if (id < COUNT_OF(rows) && (rows[id].access & PROP_BLOB) && (rows[id].access & PROP_GET))
        return channel->calls->getChannelPropertyCallback(
                channel->instance, id, value, size, error);
    return props_get(&table, &channel->settings, id, value, size, error);
}

HRESULT channel_set_property(
        WS_CHANNEL *channel, ULONG id, const void *value, ULONG size, WS_ERROR *error)
{
    HRESULT hr;

    if (channel->binding == WS_CUSTOM_CHANNEL_BINDING)
        return channel->calls->setChannelPropertyCallback(
                channel->instance, id, value, size, error);
    if (id < COUNT_OF(rows) && FAILED(hr = check_binding(channel, id, error))) return hr;
    return props_set(&table, &channel->settings, PROP_SET, id, value, size, error);
}
