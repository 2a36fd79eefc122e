/* HTTP REQUEST channels: the client's side.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

struct request_channel
{
    struct channel_settings *settings;
    struct http_client client;
    struct channel_url url;
    WS_HEAP heap; /* of the address */
    WS_ENDPOINT_ADDRESS address;
    WS_XML_STRING action; /* of the message being written */
    struct buf extra;     /* mapped headers of it */
    char boundary[HTTP_BOUNDARY];
    struct op read_op;
    WS_MESSAGE *reading;
};

static HRESULT CALLBACK request_create(
        WS_CHANNEL_TYPE type, const void *parameters, ULONG size, void **instance, WS_ERROR *error)
{
    const struct channel_parameters *own = parameters;
    struct request_channel *r;
    HRESULT hr = net_start(error);

    if (FAILED(hr)) return hr;
    if (!(r = mem_zalloc(sizeof(*r)))) return fail_memory(error);
    r->settings = own->settings;
    http_client_init(&r->client);
    heap_init(&r->heap, 0x100000, 0);
    buf_init(&r->extra, 65536);
    *instance = r;
    return S_OK;
}

static void CALLBACK request_free(void *instance)
{
    struct request_channel *r = instance;

    http_client_clear(&r->client);
    heap_clear(&r->heap);
    buf_clear(&r->extra);
    mem_free(r);
}

static HRESULT CALLBACK request_reset(void *instance, WS_ERROR *error)
{
    struct request_channel *r = instance;

    http_client_drop(&r->client);
    r->client.reason = S_OK;
    heap_reset(&r->heap);
    memset(&r->address, 0, sizeof(r->address));
    return S_OK;
}

static HRESULT copy_address(
        struct request_channel *r, const WS_ENDPOINT_ADDRESS *address, WS_ERROR *error)
{
    HRESULT hr = heap_copy_string(&r->heap, &address->url, &r->address.url, error);

    if (SUCCEEDED(hr) && address->headers)
        hr = xml_buffer_copy(&r->heap, address->headers, &r->address.headers, error);
    if (SUCCEEDED(hr) && address->extensions)
        hr = xml_buffer_copy(&r->heap, address->extensions, &r->address.extensions, error);
    return hr;
}

/* No connection is made before there is something to send. */
static HRESULT CALLBACK request_open(void *instance, const WS_ENDPOINT_ADDRESS *address,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct request_channel *r = instance;
    struct http_client *client = &r->client;
    HRESULT hr;

    if (address->url.length && !address->url.chars)
        return fail(error, E_INVALIDARG, "The URL of the address is NULL");
    if (FAILED(hr = url_parse(&address->url, SCHEMES_HTTP, &r->url, error))) return hr;
    if (r->url.scheme == WS_URL_HTTPS_SCHEME_TYPE)
        return fail(error, E_INVALIDARG, "The URL '%S' needs a channel with transport security",
                &address->url);
    if (FAILED(hr = copy_address(r, address, error))) return hr;
    memcpy(client->target.host, r->url.host, sizeof(client->target.host));
    client->target.port = r->url.port;
    return S_OK;
}

static void take_timeouts(struct request_channel *r)
{
    const struct channel_settings *s = r->settings;

    r->client.resolve_timeout = s->resolve_timeout;
    r->client.connect_timeout = s->connect_timeout;
    r->client.send_timeout = s->send_timeout;
    r->client.response_timeout = s->response_timeout;
    r->client.receive_timeout = s->receive_timeout;
    r->client.max_body = s->max_buffered;
}

static HRESULT CALLBACK request_close(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct request_channel *r = instance;

    http_client_drop(&r->client);
    return S_OK;
}

static HRESULT CALLBACK request_abort(void *instance, WS_ERROR *error)
{
    struct request_channel *r = instance;

    http_client_abort(&r->client, WS_E_OPERATION_ABORTED);
    return S_OK;
}

static HRESULT CALLBACK request_get(
        void *instance, WS_CHANNEL_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    WS_PROTECTION_LEVEL level = WS_PROTECTION_LEVEL_NONE;

    if (id != WS_CHANNEL_PROPERTY_PROTECTION_LEVEL || !value || size != sizeof(level))
        return fail(error, E_INVALIDARG,
                "An HTTP request channel cannot tell property %u in %u bytes", id, size);
    memcpy(value, &level, size);
    return S_OK;
}

static HRESULT CALLBACK request_set(
        void *instance, WS_CHANNEL_PROPERTY_ID id, const void *value, ULONG size, WS_ERROR *error)
{
    return S_OK;
}

/* ---- sending ---- */

static HRESULT address_message(struct request_channel *r, WS_MESSAGE *message, WS_ERROR *error)
{
    BOOL addressed;
    /* over the transport the request itself says where it goes */
    BOOL plain
            = message_addressing(message) == WS_ADDRESSING_VERSION_TRANSPORT && !r->address.headers;
    HRESULT hr = WsGetMessageProperty(
            message, WS_MESSAGE_PROPERTY_IS_ADDRESSED, &addressed, sizeof(addressed), error);

    if (FAILED(hr) || addressed) return hr;
    return WsAddressMessage(message, plain ? NULL : &r->address, error);
}

static HRESULT check_versions(
        const struct channel_settings *settings, WS_MESSAGE *message, WS_ERROR *error)
{
    if (message_envelope(message) == settings->envelope
            && message_addressing(message) == settings->addressing)
        return S_OK;
    return fail(error, E_INVALIDARG,
            "The message's envelope or addressing version is not that of the channel");
}

static HRESULT CALLBACK request_write_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct request_channel *r = instance;
    const WS_HTTP_MESSAGE_MAPPING *mapping = &r->settings->mapping;
    WS_XML_WRITER *writer;
    WS_XML_STRING to;
    HRESULT hr;

    if (r->client.awaited)
        return fail(error, WS_E_INVALID_OPERATION,
                "The reply to the previous request must be received first");
    if (FAILED(hr = check_versions(r->settings, message, error))) return hr;
    if (FAILED(hr = address_message(r, message, error))) return hr;
    if (FAILED(hr = message_take_transport(message, &r->action, &to, error))) return hr;
    buf_reset(&r->extra, 4096);
    hr = http_put_mapped(&r->extra, mapping->requestHeaderMappings,
            mapping->requestHeaderMappingCount, message, error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = http_start_output(r->settings, message, r->boundary, &writer, error)))
        return hr;
    return WsWriteEnvelopeStart(message, writer, NULL, NULL, error);
}

/* SOAP 1.1 says the action in a header of its own, SOAP 1.2 in the content type where the envelope does not say it. */
static HRESULT put_type(struct request_channel *r, struct buf *out, WS_ERROR *error)
{
    const struct channel_settings *s = r->settings;
    const WS_XML_STRING *action = &r->action;
    HRESULT hr;

    if (!http_value_check(action->bytes, action->length)
            || (action->length && memchr(action->bytes, '"', action->length)))
        return fail(error, E_INVALIDARG,
                "The action '%X' has characters that an HTTP header cannot have", action);
    hr = http_put(out, "Content-Type: ", error);
    if (SUCCEEDED(hr)) hr = http_put_type(out, s, r->boundary, error);
    if (SUCCEEDED(hr) && s->envelope == WS_ENVELOPE_VERSION_SOAP_1_1)
    {
        hr = http_put(out, "\r\nSOAPAction: ", error);
        if (SUCCEEDED(hr)) hr = http_put_quoted(out, action, error);
    }
    else if (SUCCEEDED(hr) && s->addressing == WS_ADDRESSING_VERSION_TRANSPORT && action->length
            && s->encoding != WS_ENCODING_XML_BINARY_1)
    {
        hr = http_put(out, "; action=", error);
        if (SUCCEEDED(hr)) hr = http_put_quoted(out, action, error);
    }
    return FAILED(hr) ? hr : http_put(out, "\r\n", error);
}

static HRESULT put_head(struct request_channel *r, ULONG body, WS_ERROR *error)
{
    struct buf *out = &r->client.out;
    const struct channel_url *url = &r->url;
    HRESULT hr;

    hr = http_put(out, "POST ", error);
    if (SUCCEEDED(hr)) hr = http_put(out, url->path, error);
    if (SUCCEEDED(hr)) hr = http_put(out, " HTTP/1.1\r\nHost: ", error);
    if (SUCCEEDED(hr) && url->is_address6) hr = http_put(out, "[", error);
    if (SUCCEEDED(hr)) hr = http_put(out, url->host, error);
    if (SUCCEEDED(hr) && url->is_address6) hr = http_put(out, "]", error);
    if (SUCCEEDED(hr) && url->port != 80) hr = buf_put_text(out, error, ":%u", (ULONG)url->port);
    if (SUCCEEDED(hr)) hr = http_put(out, "\r\n", error);
    if (SUCCEEDED(hr)) hr = put_type(r, out, error);
    if (SUCCEEDED(hr)) hr = buf_put_text(out, error, "Content-Length: %u\r\n", body);
    if (SUCCEEDED(hr)) hr = buf_put(out, buf_bytes(&r->extra), buf_count(&r->extra), error);
    return FAILED(hr) ? hr : buf_put(out, "\r\n", 2, error);
}

static HRESULT CALLBACK request_write_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct request_channel *r = instance;
    struct buf *out = &r->client.out;
    WS_XML_WRITER *writer;
    WS_BYTES body;
    HRESULT hr;

    if (FAILED(hr = message_own_writer(message, &writer, error))) return hr;
    if (FAILED(hr = WsWriteEnvelopeEnd(message, error))) return hr;
    hr = WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &body, sizeof(body), error);
    if (FAILED(hr)) return hr;
    take_timeouts(r);
    buf_reset(out, r->settings->trim);
    if (FAILED(hr = buf_reserve(out, body.length + 512, error))) return hr;
    if (FAILED(hr = put_head(r, body.length, error))) return hr;
    if (FAILED(hr = buf_put(out, body.bytes, body.length, error))) return hr;
    return http_client_send(&r->client, ctx, error);
}

/* ---- receiving ---- */

static BOOL challenges(
        const struct http_head *head, const BYTE *bytes, const char *field_name, const char *scheme)
{
    const struct http_field *field = http_find_field(head, bytes, field_name, 0);
    ULONG size = text_length(scheme);

    while (field)
    {
        if (field->value.length >= size
                && ascii_equal_nocase(bytes + field->value.at, scheme, size))
            return TRUE;
        field = http_find_field(head, bytes, field_name, (ULONG)(field - head->fields) + 1);
    }
    return FALSE;
}

static HRESULT authentication_code(const struct http_head *head, const BYTE *bytes, BOOL proxy)
{
    static const struct
    {
        const char *scheme;
        HRESULT server, proxy;
    } rows[] = {
        { "negotiate", WS_E_SERVER_REQUIRES_NEGOTIATE_AUTH, WS_E_PROXY_REQUIRES_NEGOTIATE_AUTH },
        { "ntlm", WS_E_SERVER_REQUIRES_NTLM_AUTH, WS_E_PROXY_REQUIRES_NTLM_AUTH },
        { "digest", WS_E_SERVER_REQUIRES_DIGEST_AUTH, WS_E_PROXY_REQUIRES_DIGEST_AUTH },
        { "basic", WS_E_SERVER_REQUIRES_BASIC_AUTH, WS_E_PROXY_REQUIRES_BASIC_AUTH },
    };
    const char *field = proxy ? "proxy-authenticate" : "www-authenticate";
    ULONG i;

    for (i = 0; i < COUNT_OF(rows); i++)
    {
        if (challenges(head, bytes, field, rows[i].scheme))
            return proxy ? rows[i].proxy : rows[i].server;
    }
    return proxy ? WS_E_PROXY_ACCESS_DENIED : WS_E_ENDPOINT_ACCESS_DENIED;
}

/* What a status means that comes without a message. */
static HRESULT status_code(const struct http_head *head, const BYTE *bytes)
{
    switch (head->status)
    {
    case 401:
        return authentication_code(head, bytes, FALSE);
    case 403:
        return WS_E_ENDPOINT_ACCESS_DENIED;
    case 404:
    case 410:
        return WS_E_ENDPOINT_NOT_FOUND;
    case 407:
        return authentication_code(head, bytes, TRUE);
    case 408:
    case 504:
        return WS_E_OPERATION_TIMED_OUT;
    case 502:
        return WS_E_PROXY_FAILURE;
    case 503:
        return WS_E_ENDPOINT_TOO_BUSY;
    default:
        return WS_E_ENDPOINT_FAILURE;
    }
}

static HRESULT status_failure(
        const struct http_head *head, const BYTE *bytes, HRESULT hr, WS_ERROR *error)
{
    return fail(error, hr, "The server answered with HTTP status %u (%b)", head->status,
            bytes + head->reason.at, head->reason.length);
}

static HRESULT take_reply(struct request_channel *r, WS_MESSAGE *message, WS_ERROR *error)
{
    const WS_HTTP_MESSAGE_MAPPING *mapping = &r->settings->mapping;
    struct http_client *client = &r->client;
    const struct http_head *head = &client->head;
    BYTE *bytes = buf_bytes(&client->in), *body = bytes + client->head_length;
    BOOL may_be_message = (head->status >= 200 && head->status < 300) || head->status == 400
            || head->status == 500;
    HRESULT hr;

    if (!may_be_message) return status_failure(head, bytes, status_code(head, bytes), error);
    if (!client->body_length)
        return head->status < 300 ? WS_S_END
                                  : status_failure(head, bytes, WS_E_ENDPOINT_FAILURE, error);
    hr = http_start_input(r->settings, message, head, bytes, body, client->body_length,
            head->status < 300 ? error : NULL);
    if (FAILED(hr) && head->status < 300) return hr;
    if (hr != S_OK)
        return head->status < 300 ? WS_E_INVALID_FORMAT
                                  : status_failure(head, bytes, WS_E_ENDPOINT_FAILURE, error);
    return http_take_mapped(head, bytes, mapping->responseHeaderMappings,
            mapping->responseHeaderMappingCount, message, error);
}

static HRESULT read_step(struct op *op, int state, HRESULT hr)
{
    struct request_channel *r = CONTAINING_RECORD(op, struct request_channel, read_op);

    if (state == OP_BEGIN) return http_client_receive(&r->client, op_await(op, 1), op->error);
    return FAILED(hr) ? hr : take_reply(r, r->reading, op->error);
}

static HRESULT CALLBACK request_read_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct request_channel *r = instance;

    if (!r->client.awaited)
        return fail(error, WS_E_INVALID_OPERATION,
                "Nothing can be received on an HTTP request channel before a request was sent");
    take_timeouts(r);
    r->reading = message;
    r->read_op.step = read_step;
    return op_start(&r->read_op, ctx, error);
}

static HRESULT CALLBACK request_read_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return WsReadEnvelopeEnd(message, error);
}

/* The body is in memory: there is nothing to drain. A reply that never came is no longer waited for. */
static HRESULT CALLBACK request_abandon(void *instance, WS_MESSAGE *message, WS_ERROR *error)
{
    return S_OK;
}

static HRESULT CALLBACK request_shutdown(
        void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return fail(error, WS_E_INVALID_OPERATION, "An HTTP channel has no session");
}

const WS_CUSTOM_CHANNEL_CALLBACKS http_request_calls
        = { request_create, request_free, request_reset, request_open, request_close, request_abort,
              request_get, request_set, request_write_start, request_write_end, request_read_start,
              request_read_end, request_abandon, request_shutdown };
