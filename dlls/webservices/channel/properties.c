/* The properties of channels: one table of values, one of who has them.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

/* For WsCreateChannelForListener. */
#define PROP_SERVER PROP_INPUT

#define C  PROP_CREATE
#define S  PROP_SERVER
#define CS (PROP_CREATE | PROP_SERVER)
#define G  PROP_GET
#define W  PROP_SET
#define B  PROP_BOOL

/* Which bindings have a property. */
#define HTTP 0x01
#define TCP  0x02
#define UDP  0x04
#define PIPE 0x08
#define ALL  0x0f
#define NET  (HTTP | TCP | PIPE)
#define CUST 0x10

#define AT(field) \
    sizeof(((struct channel_settings *)0)->field), offsetof(struct channel_settings, field)
#define BLOB(type) sizeof(type), 0
#define P(id)      [WS_CHANNEL_PROPERTY_##id]

/* clang-format off */
static const struct prop_row rows[] =
{
    P(MAX_BUFFERED_MESSAGE_SIZE)    = { "MAX_BUFFERED_MESSAGE_SIZE", AT(max_buffered), CS | G, 65536, 1, 0xffffffff },
    P(MAX_STREAMED_MESSAGE_SIZE)    = { "MAX_STREAMED_MESSAGE_SIZE", AT(max_streamed), CS | G, 4194304, 1, ~(UINT64)0 },
    P(MAX_STREAMED_START_SIZE)      = { "MAX_STREAMED_START_SIZE", AT(max_start), CS | G, 16384, 1, 0xffffffff },
    P(MAX_STREAMED_FLUSH_SIZE)      = { "MAX_STREAMED_FLUSH_SIZE", AT(max_flush), CS | G, 65536 },
    P(ENCODING)                     = { "ENCODING", AT(encoding), CS | G, WS_ENCODING_XML_UTF8, 0, WS_ENCODING_RAW },
    P(ENVELOPE_VERSION)             = { "ENVELOPE_VERSION", AT(envelope), CS | G, WS_ENVELOPE_VERSION_SOAP_1_2, 1, 3 },
    P(ADDRESSING_VERSION)           = { "ADDRESSING_VERSION", AT(addressing), CS | G, WS_ADDRESSING_VERSION_1_0, 1, 3 },
    P(MAX_SESSION_DICTIONARY_SIZE)  = { "MAX_SESSION_DICTIONARY_SIZE", AT(max_dictionary), CS | G, 2048 },
    P(STATE)                        = { "STATE", BLOB(WS_CHANNEL_STATE), G | PROP_BLOB },
    P(ASYNC_CALLBACK_MODEL)         = { "ASYNC_CALLBACK_MODEL", AT(callback_model), C | G, WS_LONG_CALLBACK, 0, 1 },
    P(IP_VERSION)                   = { "IP_VERSION", AT(ip_version), C | G, WS_IP_VERSION_AUTO, 1, 3 },
    P(RESOLVE_TIMEOUT)              = { "RESOLVE_TIMEOUT", AT(resolve_timeout), C | W | G, INFINITE },
    P(CONNECT_TIMEOUT)              = { "CONNECT_TIMEOUT", AT(connect_timeout), C | W | G, 30000 },
    P(SEND_TIMEOUT)                 = { "SEND_TIMEOUT", AT(send_timeout), CS | W | G, 30000 },
    P(RECEIVE_RESPONSE_TIMEOUT)     = { "RECEIVE_RESPONSE_TIMEOUT", AT(response_timeout), C | W | G, 30000 },
    P(RECEIVE_TIMEOUT)              = { "RECEIVE_TIMEOUT", AT(receive_timeout), CS | W | G, 30000 },
    P(CLOSE_TIMEOUT)                = { "CLOSE_TIMEOUT", AT(close_timeout), CS | W | G, 30000 },
    P(ENABLE_TIMEOUTS)              = { "ENABLE_TIMEOUTS", AT(enable_timeouts), C | B, TRUE },
    P(TRANSFER_MODE)                = { "TRANSFER_MODE", AT(transfer_mode), CS | G, WS_BUFFERED_TRANSFER_MODE, 0, 3 },
    P(MULTICAST_INTERFACE)          = { "MULTICAST_INTERFACE", AT(multicast_interface), C | W | G, 0 },
    P(MULTICAST_HOPS)               = { "MULTICAST_HOPS", AT(multicast_hops), C | G, 1 },
    P(REMOTE_ADDRESS)               = { "REMOTE_ADDRESS", BLOB(WS_ENDPOINT_ADDRESS), G | PROP_BLOB },
    P(REMOTE_IP_ADDRESS)            = { "REMOTE_IP_ADDRESS", BLOB(UINT64), G | PROP_BLOB },
    P(HTTP_CONNECTION_ID)           = { "HTTP_CONNECTION_ID", BLOB(UINT64), G | PROP_BLOB },
    P(CUSTOM_CHANNEL_CALLBACKS)     = { "CUSTOM_CHANNEL_CALLBACKS", BLOB(WS_CUSTOM_CHANNEL_CALLBACKS), CS | PROP_BLOB },
    P(CUSTOM_CHANNEL_PARAMETERS)    = { "CUSTOM_CHANNEL_PARAMETERS", BLOB(UINT64), CS | PROP_BLOB },
    P(CUSTOM_CHANNEL_INSTANCE)      = { "CUSTOM_CHANNEL_INSTANCE", BLOB(void *), G | PROP_BLOB },
    P(TRANSPORT_URL)                = { "TRANSPORT_URL", BLOB(WS_STRING), G | PROP_BLOB },
    P(NO_DELAY)                     = { "NO_DELAY", AT(no_delay), CS | W | G | B, FALSE },
    P(SEND_KEEP_ALIVES)             = { "SEND_KEEP_ALIVES", AT(keep_alives), CS | B, FALSE },
    P(KEEP_ALIVE_TIME)              = { "KEEP_ALIVE_TIME", AT(keep_alive_time), CS, 7200000 },
    P(KEEP_ALIVE_INTERVAL)          = { "KEEP_ALIVE_INTERVAL", AT(keep_alive_interval), CS, 1000 },
    P(MAX_HTTP_SERVER_CONNECTIONS)  = { "MAX_HTTP_SERVER_CONNECTIONS", AT(max_connections), C, INFINITE, 1, 0xffffffff },
    P(IS_SESSION_SHUT_DOWN)         = { "IS_SESSION_SHUT_DOWN", BLOB(BOOL), G | PROP_BLOB },
    P(CHANNEL_TYPE)                 = { "CHANNEL_TYPE", BLOB(WS_CHANNEL_TYPE), G | PROP_BLOB },
    P(TRIM_BUFFERED_MESSAGE_SIZE)   = { "TRIM_BUFFERED_MESSAGE_SIZE", AT(trim), CS | G, 65536 },
    P(ENCODER)                      = { "ENCODER", BLOB(WS_CHANNEL_ENCODER), CS | PROP_BLOB },
    P(DECODER)                      = { "DECODER", BLOB(WS_CHANNEL_DECODER), CS | PROP_BLOB },
    P(PROTECTION_LEVEL)             = { "PROTECTION_LEVEL", BLOB(WS_PROTECTION_LEVEL), G | PROP_BLOB },
    P(COOKIE_MODE)                  = { "COOKIE_MODE", AT(cookie_mode), C, WS_AUTO_COOKIE_MODE, 1, 2 },
    P(HTTP_PROXY_SETTING_MODE)      = { "HTTP_PROXY_SETTING_MODE", AT(proxy_mode), C, WS_HTTP_PROXY_SETTING_MODE_AUTO, 1, 3 },
    P(CUSTOM_HTTP_PROXY)            = { "CUSTOM_HTTP_PROXY", BLOB(WS_CUSTOM_HTTP_PROXY), C | PROP_BLOB },
    P(HTTP_MESSAGE_MAPPING)         = { "HTTP_MESSAGE_MAPPING", BLOB(WS_HTTP_MESSAGE_MAPPING), CS | PROP_BLOB },
    P(ENABLE_HTTP_REDIRECT)         = { "ENABLE_HTTP_REDIRECT", AT(redirect), C | B, FALSE },
    P(HTTP_REDIRECT_CALLBACK_CONTEXT) = { "HTTP_REDIRECT_CALLBACK_CONTEXT", BLOB(WS_HTTP_REDIRECT_CALLBACK_CONTEXT), C | PROP_BLOB },
    P(FAULTS_AS_ERRORS)             = { "FAULTS_AS_ERRORS", AT(faults_as_errors), C | W | G | B, TRUE },
    P(ALLOW_UNSECURED_FAULTS)       = { "ALLOW_UNSECURED_FAULTS", AT(allow_unsecured_faults), C | W | G | B, FALSE },
    P(HTTP_SERVER_SPN)              = { "HTTP_SERVER_SPN", BLOB(WCHAR *), G | PROP_BLOB },
    P(HTTP_PROXY_SPN)               = { "HTTP_PROXY_SPN", BLOB(WCHAR *), G | PROP_BLOB },
    P(MAX_HTTP_REQUEST_HEADERS_BUFFER_SIZE) = { "MAX_HTTP_REQUEST_HEADERS_BUFFER_SIZE", AT(max_head), S | G, 65536, 1, 0xffffffff },
};

static const BYTE owners[] =
{
    P(MAX_BUFFERED_MESSAGE_SIZE) = NET, P(MAX_STREAMED_MESSAGE_SIZE) = HTTP, P(MAX_STREAMED_START_SIZE) = HTTP,
    P(MAX_STREAMED_FLUSH_SIZE) = HTTP, P(ENCODING) = HTTP | TCP, P(ENVELOPE_VERSION) = ALL, P(ADDRESSING_VERSION) = ALL,
    P(MAX_SESSION_DICTIONARY_SIZE) = TCP | PIPE, P(STATE) = ALL | CUST, P(ASYNC_CALLBACK_MODEL) = ALL | CUST,
    P(IP_VERSION) = TCP | UDP, P(RESOLVE_TIMEOUT) = HTTP, P(CONNECT_TIMEOUT) = NET, P(SEND_TIMEOUT) = NET,
    P(RECEIVE_RESPONSE_TIMEOUT) = HTTP, P(RECEIVE_TIMEOUT) = NET, P(CLOSE_TIMEOUT) = TCP | PIPE,
    P(ENABLE_TIMEOUTS) = ALL, P(TRANSFER_MODE) = ALL, P(MULTICAST_INTERFACE) = UDP, P(MULTICAST_HOPS) = UDP,
    P(REMOTE_ADDRESS) = UDP, P(REMOTE_IP_ADDRESS) = ALL, P(HTTP_CONNECTION_ID) = HTTP, P(CUSTOM_CHANNEL_CALLBACKS) = CUST,
    P(CUSTOM_CHANNEL_PARAMETERS) = CUST, P(CUSTOM_CHANNEL_INSTANCE) = CUST, P(TRANSPORT_URL) = HTTP | TCP,
    P(NO_DELAY) = TCP, P(SEND_KEEP_ALIVES) = TCP, P(KEEP_ALIVE_TIME) = TCP, P(KEEP_ALIVE_INTERVAL) = TCP,
    P(MAX_HTTP_SERVER_CONNECTIONS) = HTTP, P(IS_SESSION_SHUT_DOWN) = TCP | PIPE, P(CHANNEL_TYPE) = ALL | CUST,
    P(TRIM_BUFFERED_MESSAGE_SIZE) = NET, P(ENCODER) = NET, P(DECODER) = NET, P(PROTECTION_LEVEL) = ALL,
    P(COOKIE_MODE) = HTTP, P(HTTP_PROXY_SETTING_MODE) = HTTP, P(CUSTOM_HTTP_PROXY) = HTTP, P(HTTP_MESSAGE_MAPPING) = HTTP,
    P(ENABLE_HTTP_REDIRECT) = HTTP, P(HTTP_REDIRECT_CALLBACK_CONTEXT) = HTTP, P(FAULTS_AS_ERRORS) = ALL,
    P(ALLOW_UNSECURED_FAULTS) = NET, P(HTTP_SERVER_SPN) = HTTP, P(HTTP_PROXY_SPN) = HTTP,
    P(MAX_HTTP_REQUEST_HEADERS_BUFFER_SIZE) = HTTP,
};
/* clang-format on */
static const struct prop_table table = { "channel", rows, COUNT_OF(rows) };

static ULONG owner_bit(const WS_CHANNEL *channel)
{
    static const BYTE bits[] = { HTTP, TCP, UDP, CUST, PIPE };

    return bits[channel->binding];
}

static HRESULT check_owner(const WS_CHANNEL *channel, ULONG id, WS_ERROR *error)
{
    static const char *const names[] = { "HTTP", "TCP", "UDP", "custom", "named pipe" };

    if (id >= COUNT_OF(rows)) return fail(error, E_INVALIDARG, "A channel has no property %u", id);
    if (owners[id] & owner_bit(channel)) return S_OK;
    return fail(error, E_INVALIDARG, "A %s channel has no property %s", names[channel->binding],
            rows[id].name);
}

/* ---- creation ---- */

static HRESULT copy_mappings(WS_CHANNEL *channel, WS_HTTP_HEADER_MAPPING **from, ULONG count,
        WS_HTTP_HEADER_MAPPING ***ret, WS_ERROR *error)
{
    WS_HTTP_HEADER_MAPPING **list, *one;
    HRESULT hr;
    ULONG i;

    if (count && !from)
        return fail(error, E_INVALIDARG, "%u header mappings were announced, but the array is NULL",
                count);
    if (count > 1000)
        return fail(error, E_INVALIDARG, "A channel may have 1000 header mappings, not %u", count);
    if (FAILED(hr = heap_alloc(&channel->heap, count * sizeof(*list), (void **)&list, error)))
        return hr;
    for (i = 0; i < count; i++)
    {
        if (!from[i] || !http_name_check(from[i]->headerName.bytes, from[i]->headerName.length))
            return fail(error, E_INVALIDARG, "Header mapping %u names no HTTP header", i);
        if (FAILED(hr = heap_alloc(&channel->heap, sizeof(*one), (void **)&one, error))) return hr;
        one->headerMappingOptions = from[i]->headerMappingOptions;
        hr = heap_copy_xml_string(&channel->heap, &from[i]->headerName, &one->headerName, error);
        if (FAILED(hr)) return hr;
        list[i] = one;
    }
    *ret = list;
    return S_OK;
}

static HRESULT take_mapping(WS_CHANNEL *channel, const struct property *property, WS_ERROR *error)
{
    const WS_HTTP_MESSAGE_MAPPING *from = property->value;
    WS_HTTP_MESSAGE_MAPPING *to = &channel->settings.mapping;
    HRESULT hr;

    if (!from || property->size != sizeof(*from))
        return fail(error, E_INVALIDARG, "HTTP_MESSAGE_MAPPING takes a WS_HTTP_MESSAGE_MAPPING");
    if (channel->settings.encoding != WS_ENCODING_RAW
            && (from->requestMappingOptions || from->responseMappingOptions))
        return fail(
                error, E_INVALIDARG, "Verb and status can be mapped with the encoding RAW only");
    hr = copy_mappings(channel, from->requestHeaderMappings, from->requestHeaderMappingCount,
            &to->requestHeaderMappings, error);
    if (FAILED(hr)) return hr;
    hr = copy_mappings(channel, from->responseHeaderMappings, from->responseHeaderMappingCount,
            &to->responseHeaderMappings, error);
    if (FAILED(hr)) return hr;
    to->requestMappingOptions = from->requestMappingOptions;
    to->responseMappingOptions = from->responseMappingOptions;
    to->requestHeaderMappingCount = from->requestHeaderMappingCount;
    to->responseHeaderMappingCount = from->responseHeaderMappingCount;
    return S_OK;
}

/* A value of a property that is a struct, checked for its size; NULL when it is not given. */
static HRESULT find_struct(const struct property *list, ULONG count, ULONG id, ULONG size,
        const void **ret, WS_ERROR *error)
{
    const struct property *property = props_find(list, count, id);

    *ret = NULL;
    if (!property) return S_OK;
    if (!property->value || property->size != size)
        return fail(error, E_INVALIDARG, "Channel property %s takes a struct of %u bytes",
                rows[id].name, size);
    *ret = property->value;
    return S_OK;
}

static HRESULT take_redirect(
        WS_CHANNEL *channel, const struct property *list, ULONG count, WS_ERROR *error)
{
    const WS_HTTP_REDIRECT_CALLBACK_CONTEXT *context;
    HRESULT hr = find_struct(list, count, WS_CHANNEL_PROPERTY_HTTP_REDIRECT_CALLBACK_CONTEXT,
            sizeof(*context), (const void **)&context, error);

    if (FAILED(hr) || !context) return hr;
    if (!context->callback)
        return fail(error, E_INVALIDARG, "HTTP_REDIRECT_CALLBACK_CONTEXT has no callback");
    channel->settings.redirect_context = *context;
    return S_OK;
}

static HRESULT take_proxy(
        WS_CHANNEL *channel, const struct property *list, ULONG count, WS_ERROR *error)
{
    WS_CUSTOM_HTTP_PROXY *to = &channel->settings.custom_proxy;
    const WS_CUSTOM_HTTP_PROXY *from;
    HRESULT hr = find_struct(list, count, WS_CHANNEL_PROPERTY_CUSTOM_HTTP_PROXY, sizeof(*from),
            (const void **)&from, error);

    if (FAILED(hr)) return hr;
    if (channel->settings.proxy_mode == WS_HTTP_PROXY_SETTING_MODE_CUSTOM
            && !(from && from->servers.length))
        return fail(error, E_INVALIDARG,
                "The proxy setting CUSTOM needs CUSTOM_HTTP_PROXY with at least one server");
    if (!from) return S_OK;
    if ((from->servers.length && !from->servers.chars)
            || (from->bypass.length && !from->bypass.chars))
        return fail(error, E_INVALIDARG, "A text of CUSTOM_HTTP_PROXY is NULL");
    hr = heap_copy_string(&channel->heap, &from->servers, &to->servers, error);
    return FAILED(hr) ? hr : heap_copy_string(&channel->heap, &from->bypass, &to->bypass, error);
}

/* create, and encode or decode, are what a coder cannot do without. */
static HRESULT take_coders(
        WS_CHANNEL *channel, const struct property *list, ULONG count, WS_ERROR *error)
{
    const WS_CHANNEL_ENCODER *encoder;
    const WS_CHANNEL_DECODER *decoder;
    HRESULT hr = find_struct(list, count, WS_CHANNEL_PROPERTY_ENCODER, sizeof(*encoder),
            (const void **)&encoder, error);

    if (SUCCEEDED(hr))
        hr = find_struct(list, count, WS_CHANNEL_PROPERTY_DECODER, sizeof(*decoder),
                (const void **)&decoder, error);
    if (FAILED(hr)) return hr;
    if (encoder && (!encoder->createEncoderCallback || !encoder->encoderEncodeCallback))
        return fail(error, E_INVALIDARG, "ENCODER has no create or no encode callback");
    if (decoder && (!decoder->createDecoderCallback || !decoder->decoderDecodeCallback))
        return fail(error, E_INVALIDARG, "DECODER has no create or no decode callback");
    if (encoder) channel->settings.encoder = *encoder;
    if (decoder) channel->settings.decoder = *decoder;
    return S_OK;
}

/* Combinations that no channel can have. */
static HRESULT check_together(const WS_CHANNEL *channel, WS_ERROR *error)
{
    const struct channel_settings *s = &channel->settings;
    BOOL binary = s->encoding == WS_ENCODING_XML_BINARY_1
            || s->encoding == WS_ENCODING_XML_BINARY_SESSION_1;

    if (binary && s->envelope != WS_ENVELOPE_VERSION_SOAP_1_2)
        return fail(error, E_INVALIDARG, "Binary encodings need SOAP 1.2");
    if (s->encoding == WS_ENCODING_XML_BINARY_SESSION_1
            && !(channel->type & WS_CHANNEL_TYPE_SESSION))
        return fail(
                error, E_INVALIDARG, "The binary session encoding needs a channel with sessions");
    if (s->encoding == WS_ENCODING_RAW && channel->binding != WS_HTTP_CHANNEL_BINDING)
        return fail(error, E_INVALIDARG, "The encoding RAW needs an HTTP channel");
    if (s->transfer_mode != WS_BUFFERED_TRANSFER_MODE && channel->binding != WS_HTTP_CHANNEL_BINDING
            && channel->type != WS_CHANNEL_TYPE_DUPLEX_SESSION)
        return fail(error, E_INVALIDARG,
                "Streamed transfer needs an HTTP channel, or a duplex session");
    if (s->encoding == WS_ENCODING_RAW && s->envelope != WS_ENVELOPE_VERSION_NONE)
        return fail(error, E_INVALIDARG, "Messages of the encoding RAW have no envelope");
    if (s->addressing == WS_ADDRESSING_VERSION_TRANSPORT
            && channel->binding != WS_HTTP_CHANNEL_BINDING)
        return fail(error, E_INVALIDARG, "TRANSPORT addressing needs an HTTP channel");
    if (s->envelope == WS_ENVELOPE_VERSION_NONE && s->addressing != WS_ADDRESSING_VERSION_TRANSPORT)
        return fail(error, E_INVALIDARG, "Messages without envelope need TRANSPORT addressing");
    return S_OK;
}

static void set_defaults(WS_CHANNEL *channel, const struct property *list, ULONG count)
{
    struct channel_settings *s = &channel->settings;
    const struct property *encoding = props_find(list, count, WS_CHANNEL_PROPERTY_ENCODING);
    const struct property *enable = props_find(list, count, WS_CHANNEL_PROPERTY_ENABLE_TIMEOUTS);

    props_init(&table, s);
    if (channel->binding == WS_TCP_CHANNEL_BINDING
            || channel->binding == WS_NAMEDPIPE_CHANNEL_BINDING)
        s->encoding = WS_ENCODING_XML_BINARY_SESSION_1;
    if (encoding && encoding->value && encoding->size == sizeof(s->encoding)
            && *(WS_ENCODING *)encoding->value == WS_ENCODING_RAW)
    {
        s->envelope = WS_ENVELOPE_VERSION_NONE;
        s->addressing = WS_ADDRESSING_VERSION_TRANSPORT;
    }
    if (enable && enable->value && enable->size == sizeof(BOOL) && !*(BOOL *)enable->value)
        s->resolve_timeout = s->connect_timeout = s->send_timeout = s->response_timeout
                = s->receive_timeout = s->close_timeout = INFINITE;
}

HRESULT channel_settings_init(
        WS_CHANNEL *channel, const WS_CHANNEL_PROPERTY *properties, ULONG count, WS_ERROR *error)
{
    const struct property *list = (const struct property *)properties, *mapping;
    HRESULT hr;
    ULONG i;

    if (count && !properties)
        return fail(error, E_INVALIDARG,
                "%u channel properties were announced, but the array is NULL", count);
    for (i = 0; i < count; i++)
    {
        if (FAILED(hr = check_owner(channel, list[i].id, error))) return hr;
    }
    set_defaults(channel, list, count);
    hr = props_apply(&table, &channel->settings, channel->listener ? PROP_SERVER : PROP_CREATE,
            list, count, error);
    if (FAILED(hr) || channel->binding == WS_CUSTOM_CHANNEL_BINDING) return hr;
    if (FAILED(hr = check_together(channel, error))) return hr;
    mapping = props_find(list, count, WS_CHANNEL_PROPERTY_HTTP_MESSAGE_MAPPING);
    if (mapping && FAILED(hr = take_mapping(channel, mapping, error))) return hr;
    if (FAILED(hr = take_redirect(channel, list, count, error))) return hr;
    if (FAILED(hr = take_proxy(channel, list, count, error))) return hr;
    return take_coders(channel, list, count, error);
}

/* ---- get and set ---- */

static HRESULT give(
        ULONG id, const void *from, ULONG from_size, void *value, ULONG size, WS_ERROR *error)
{
    if (!value || size != from_size)
        return fail(error, E_INVALIDARG, "Channel property %s has %u bytes, the buffer %u",
                rows[id].name, from_size, size);
    memcpy(value, from, size);
    return S_OK;
}

HRESULT channel_property_get(
        WS_CHANNEL *channel, ULONG id, void *value, ULONG size, WS_ERROR *error)
{
    ULONG state = object_public_state(&channel->object);
    HRESULT hr;

    switch (id)
    {
    case WS_CHANNEL_PROPERTY_STATE:
        return give(id, &state, sizeof(state), value, size, error);
    case WS_CHANNEL_PROPERTY_CHANNEL_TYPE:
        return give(id, &channel->type, sizeof(channel->type), value, size, error);
    case WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_INSTANCE:
        if (FAILED(hr = check_owner(channel, id, error))) return hr;
        return give(id, &channel->instance, sizeof(channel->instance), value, size, error);
    default:
        break;
    }
    if (channel->binding == WS_CUSTOM_CHANNEL_BINDING)
        return channel->calls.getChannelPropertyCallback(channel->instance, id, value, size, error);
    if (FAILED(hr = check_owner(channel, id, error))) return hr;
    if (!(rows[id].access & PROP_GET))
        return fail(error, E_INVALIDARG, "Channel property %s cannot be read", rows[id].name);
    if (rows[id].access & PROP_BLOB)
        return channel->calls.getChannelPropertyCallback(channel->instance, id, value, size, error);
    return props_get(&table, &channel->settings, id, value, size, error);
}

HRESULT channel_property_set(
        WS_CHANNEL *channel, ULONG id, const void *value, ULONG size, WS_ERROR *error)
{
    HRESULT hr;

    if (channel->binding == WS_CUSTOM_CHANNEL_BINDING && id != WS_CHANNEL_PROPERTY_STATE
            && id != WS_CHANNEL_PROPERTY_CHANNEL_TYPE)
        return channel->calls.setChannelPropertyCallback(channel->instance, id, value, size, error);
    if (FAILED(hr = check_owner(channel, id, error))) return hr;
    hr = props_set(&table, &channel->settings, PROP_SET, id, value, size, error);
    if (SUCCEEDED(hr))
        hr = channel->calls.setChannelPropertyCallback(channel->instance, id, value, size, error);
    return hr;
}
