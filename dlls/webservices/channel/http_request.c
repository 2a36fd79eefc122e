/* HTTP REQUEST channels: the client's side.
 *
 * A request goes to the server, or through the first proxy that can be reached. A redirection, where the channel allows
 * it, sends the same request on, POST staying POST as SOAP's HTTP binding has it; only 303 makes it a GET.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/http_request.h"

#include <string.h>

#define MAX_REDIRECTS 5

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
    heap_init(&r->moved_heap, 65536, 0);
    buf_init(&r->extra, 65536);
    buf_init(&r->body.first, 0xffffffff);
    buf_init(&r->plain_type, 65536);
    encoder_init(&r->encoder, &r->settings->encoder);
    decoder_init(&r->decoder, &r->settings->decoder);
    r->verb.name = "Verb";
    *instance = r;
    return S_OK;
}

static void CALLBACK request_free(void *instance)
{
    struct request_channel *r = instance;

    http_client_clear(&r->client);
    http_cookies_clear(&r->cookies);
    heap_clear(&r->heap);
    heap_clear(&r->moved_heap);
    buf_clear(&r->extra);
    buf_clear(&r->body.first);
    buf_clear(&r->plain_type);
    encoder_clear(&r->encoder);
    decoder_clear(&r->decoder);
    mem_free(r);
}

static HRESULT CALLBACK request_reset(void *instance, WS_ERROR *error)
{
    struct request_channel *r = instance;

    http_client_drop(&r->client);
    r->client.reason = S_OK;
    r->is_writing = r->is_reading = FALSE;
    http_cookies_clear(&r->cookies);
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
    HRESULT hr;

    if (address->url.length && !address->url.chars)
        return fail(error, E_INVALIDARG, "The URL of the address is NULL");
    if (FAILED(hr = url_parse(&address->url, SCHEMES_HTTP, &r->url, error))) return hr;
    if (r->url.scheme == WS_URL_HTTPS_SCHEME_TYPE)
        return fail(error, E_INVALIDARG, "The URL '%S' needs a channel with transport security",
                &address->url);
    if (FAILED(hr = copy_address(r, address, error))) return hr;
    http_proxies_find(r->settings, &r->address.url, &r->url, &r->proxies);
    return S_OK;
}

static void take_timeouts(struct request_channel *r)
{
    const struct channel_settings *s = r->settings;

    r->client.resolve_timeout = s->resolve_timeout;
    r->client.connect_timeout = s->connect_timeout;
    r->client.max_connections = s->max_connections;
    r->client.send_timeout = s->send_timeout;
    r->client.response_timeout = s->response_timeout;
    r->client.receive_timeout = s->receive_timeout;
    r->client.max_body = channel_max_held(s, WS_STREAMED_INPUT_TRANSFER_MODE);
    r->client.max_streamed = s->max_streamed;
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
            mapping->requestHeaderMappingCount, &r->verb,
            mapping->requestMappingOptions & WS_HTTP_REQUEST_MAPPING_VERB ? 1 : 0, message, error);
    if (FAILED(hr)) return hr;
    if (channel_streams(r->settings, WS_STREAMED_OUTPUT_TRANSFER_MODE))
        return stream_write_start(r, message, error);
    if (FAILED(hr = http_start_output(r->settings, message, r->boundary, &writer, error)))
        return hr;
    return WsWriteEnvelopeStart(message, writer, NULL, NULL, error);
}

/* SOAP 1.1 says the action in a header of its own, SOAP 1.2 in the content type where the envelope does not say it. */
static BOOL has_action_parameter(const struct request_channel *r)
{
    const struct channel_settings *s = r->settings;

    return s->envelope == WS_ENVELOPE_VERSION_SOAP_1_2
            && s->addressing == WS_ADDRESSING_VERSION_TRANSPORT && r->action.length
            && s->encoding != WS_ENCODING_XML_BINARY_1;
}

static HRESULT put_type(struct request_channel *r, struct buf *out, WS_ERROR *error)
{
    const WS_XML_STRING *action = &r->action;
    HRESULT hr;

    if (!http_value_check(action->bytes, action->length)
            || (action->length && memchr(action->bytes, '"', action->length)))
        return fail(error, E_INVALIDARG,
                "The action '%X' has characters that an HTTP header cannot have", action);
    hr = http_put_type(out, r->settings, r->boundary, error);
    if (FAILED(hr) || !has_action_parameter(r)) return hr;
    hr = http_put(out, "; action=", error);
    return FAILED(hr) ? hr : http_put_quoted(out, action, error);
}

HRESULT request_make_type(struct request_channel *r, WS_ERROR *error)
{
    WS_XML_STRING plain = { 0 };
    HRESULT hr = S_OK;

    buf_reset(&r->plain_type, 4096);
    if (r->settings->encoding != WS_ENCODING_RAW) hr = put_type(r, &r->plain_type, error);
    if (FAILED(hr)) return hr;
    plain.bytes = buf_bytes(&r->plain_type);
    plain.length = buf_count(&r->plain_type);
    r->type = plain;
    memset(&r->content_encoding, 0, sizeof(r->content_encoding));
    if (!encoder_is(&r->encoder)) return S_OK;
    return encoder_type(&r->encoder, &plain, &r->type, &r->content_encoding, error);
}

static HRESULT put_type_lines(struct request_channel *r, struct buf *out, WS_ERROR *error)
{
    HRESULT hr = http_put_type_lines(out, &r->type, &r->content_encoding, error);

    if (FAILED(hr) || r->settings->envelope != WS_ENVELOPE_VERSION_SOAP_1_1) return hr;
    hr = http_put(out, "SOAPAction: ", error);
    if (SUCCEEDED(hr)) hr = http_put_quoted(out, &r->action, error);
    return FAILED(hr) ? hr : http_put(out, "\r\n", error);
}

/* "host" or "host:port". */
static HRESULT put_authority(const struct channel_url *url, struct buf *out, WS_ERROR *error)
{
    HRESULT hr = S_OK;

    if (url->is_address6) hr = http_put(out, "[", error);
    if (SUCCEEDED(hr)) hr = http_put(out, url->host, error);
    if (SUCCEEDED(hr) && url->is_address6) hr = http_put(out, "]", error);
    if (SUCCEEDED(hr) && url->port != url_default_port(url->scheme))
        hr = buf_put_text(out, error, ":%u", (ULONG)url->port);
    return hr;
}

/* A proxy wants to know all of the URL. */
static HRESULT put_request_line(
        struct request_channel *r, const char *method, struct buf *out, WS_ERROR *error)
{
    HRESULT hr = http_put(out, method, error);

    if (SUCCEEDED(hr)) hr = http_put(out, r->through->count ? " http://" : " ", error);
    if (SUCCEEDED(hr) && r->through->count) hr = put_authority(r->to, out, error);
    if (SUCCEEDED(hr)) hr = http_put(out, r->to->path, error);
    if (SUCCEEDED(hr)) hr = http_put(out, " HTTP/1.1\r\nHost: ", error);
    if (SUCCEEDED(hr)) hr = put_authority(r->to, out, error);
    return FAILED(hr) ? hr : http_put(out, "\r\n", error);
}

/* Methods whose requests have no body, unless one is given. */
static BOOL is_bodiless(const char *method)
{
    static const char *const methods[] = { "GET", "HEAD", "DELETE", "OPTIONS", "TRACE" };
    ULONG i;

    for (i = 0; i < COUNT_OF(methods); i++)
    {
        if (!strcmp(method, methods[i])) return TRUE;
    }
    return FALSE;
}

/* The method that the message names; HTTP's own rules for it. */
static HRESULT find_method(struct request_channel *r, const char **ret, WS_ERROR *error)
{
    const char *verb = r->verb.text;

    *ret = *verb ? verb : "POST";
    r->client.is_head = !strcmp(*ret, "HEAD");
    if (*verb && !http_name_check((const BYTE *)verb, text_length(verb)))
        return fail(error, E_INVALIDARG, "'%s' cannot be the method of an HTTP request", verb);
    return S_OK;
}

HRESULT request_put_head(
        struct request_channel *r, BOOL in_chunks, struct buf *out, WS_ERROR *error)
{
    const char *method;
    BOOL has_body;
    HRESULT hr = find_method(r, &method, error);

    if (FAILED(hr)) return hr;
    has_body = in_chunks || r->body_size || !is_bodiless(method);
    hr = put_request_line(r, method, out, error);
    if (SUCCEEDED(hr) && r->settings->cookie_mode == WS_AUTO_COOKIE_MODE)
        hr = http_cookies_put(&r->cookies, r->to, out, error);
    if (SUCCEEDED(hr) && has_body) hr = put_type_lines(r, out, error);
    if (SUCCEEDED(hr) && in_chunks)
        hr = http_put(out, "Transfer-Encoding: chunked\r\n", error);
    else if (SUCCEEDED(hr) && has_body)
        hr = buf_put_text(out, error, "Content-Length: %u\r\n", r->body_size);
    if (SUCCEEDED(hr)) hr = buf_put(out, buf_bytes(&r->extra), buf_count(&r->extra), error);
    return FAILED(hr) ? hr : buf_put(out, "\r\n", 2, error);
}

/* Into client.out, which is empty. */
static HRESULT compose(struct request_channel *r, const WS_BYTES *body, WS_ERROR *error)
{
    struct buf *out = &r->client.out;
    HRESULT hr = buf_reserve(out, body->length + 512, error);

    if (FAILED(hr)) return hr;
    r->body_size = body->length;
    if (FAILED(hr = request_put_head(r, FALSE, out, error))) return hr;
    return buf_put(out, body->bytes, body->length, error);
}

void request_begin(struct request_channel *r)
{
    take_timeouts(r);
    r->to = &r->url;
    r->through = &r->proxies;
    r->location = r->address.url;
    r->redirects = 0;
    r->client.only_new = FALSE;
    buf_reset(&r->client.out, r->settings->trim);
}

/* ---- on its way: through the proxies ---- */

enum
{
    SEND_TRY = 1,
    SEND_TRIED
};

static HRESULT try_send(struct request_channel *r, struct op *op)
{
    const struct http_proxies *through = r->through;
    struct net_target *target = &r->client.target;
    BOOL is_last = r->proxy + 1 >= through->count;

    if (through->count)
        *target = through->list[r->proxy];
    else
    {
        memcpy(target->host, r->to->host, sizeof(target->host));
        target->port = r->to->port;
    }
    return http_client_send(&r->client, op_await(op, SEND_TRIED), is_last ? op->error : NULL);
}

static BOOL is_unreachable(HRESULT hr)
{
    return hr == WS_E_ENDPOINT_NOT_FOUND || hr == WS_E_ENDPOINT_UNREACHABLE
            || hr == WS_E_OPERATION_TIMED_OUT;
}

static HRESULT write_step(struct op *op, int state, HRESULT hr)
{
    struct request_channel *r = CONTAINING_RECORD(op, struct request_channel, write_op);

    if (state != SEND_TRIED) return try_send(r, op);
    if (SUCCEEDED(hr) || r->proxy + 1 >= r->through->count) return hr;
    if (r->client.reason || !is_unreachable(hr))
        return fail(op->error, hr, "The request could not be sent through the proxy %s:%u",
                r->client.target.host, (ULONG)r->client.target.port);
    r->proxy++;
    return op_goto(op, SEND_TRY);
}

HRESULT request_send_off(struct request_channel *r, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    r->proxy = 0;
    r->write_op.step = write_step;
    r->write_op.release = NULL;
    return op_start(&r->write_op, ctx, error);
}

static HRESULT CALLBACK request_write_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct request_channel *r = instance;
    WS_XML_WRITER *writer;
    WS_BYTES body;
    HRESULT hr;

    if (r->is_writing) return stream_write_end(r, message, ctx, error);
    if (FAILED(hr = message_own_writer(message, &writer, error))) return hr;
    if (FAILED(hr = WsWriteEnvelopeEnd(message, error))) return hr;
    hr = WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &body, sizeof(body), error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = request_make_type(r, error))) return hr;
    if (encoder_is(&r->encoder) && FAILED(hr = encoder_encode(&r->encoder, &body, 1, &body, error)))
        return hr;
    request_begin(r);
    if (FAILED(hr = compose(r, &body, error))) return hr;
    return request_send_off(r, ctx, error);
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

/* ---- redirection ---- */

BOOL request_is_redirected(const struct request_channel *r)
{
    const struct channel_settings *s = r->settings;
    ULONG status = r->client.head.status;

    if (!s->redirect && !s->redirect_context.callback) return FALSE;
    if (channel_streams(s, WS_STREAMED_OUTPUT_TRANSFER_MODE)) return FALSE; /* it is gone */
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* The new URL, from what the server says in relation to the present one. It replaces that one when it will do. */
static HRESULT find_location(
        struct request_channel *r, WS_STRING *ret, struct channel_url *url, WS_ERROR *error)
{
    const struct http_head *head = &r->client.head;
    BYTE *bytes = buf_bytes(&r->client.in);
    const struct http_field *field = http_find_field(head, bytes, "location", 0);
    WS_STRING reference;
    HRESULT hr;
    ULONG i;

    if (!field)
        return fail(error, WS_E_ENDPOINT_FAILURE,
                "The server redirects with status %u, but does not say where to", head->status);
    hr = heap_utf16(
            &r->moved_heap, bytes + field->value.at, field->value.length, &reference, error);
    if (FAILED(hr)) return hr;
    for (i = 0; i < reference.length && reference.chars[i] != '#';)
        i++;
    reference.length = i;
    hr = WsCombineUrl(&r->location, &reference, 0, &r->moved_heap, ret, error);
    if (SUCCEEDED(hr)) hr = url_parse(ret, SCHEMES_HTTP, url, error);
    if (SUCCEEDED(hr) && url->scheme == WS_URL_HTTPS_SCHEME_TYPE)
        hr = fail(error, WS_E_ENDPOINT_FAILURE,
                "The server redirects to '%S', which needs a channel with transport security", ret);
    return hr;
}

/* The request for the new place, with the body as it was sent before. */
static HRESULT compose_again(struct request_channel *r, WS_ERROR *error)
{
    struct buf old = r->client.out;
    WS_BYTES body = { r->body_size, old.data + old.end - r->body_size };
    HRESULT hr;

    if (r->client.head.status == 303)
    {
        memcpy(r->verb.text, "GET", 4);
        body.length = 0;
    }
    buf_init(&r->client.out, old.max);
    hr = compose(r, &body, error);
    buf_clear(&old);
    return hr;
}

/* Asks the application, and makes the request anew. */
HRESULT request_follow(struct request_channel *r, WS_ERROR *error)
{
    const WS_HTTP_REDIRECT_CALLBACK_CONTEXT *context = &r->settings->redirect_context;
    WS_STRING location;
    struct channel_url url;
    HRESULT hr;

    if (r->redirects == MAX_REDIRECTS)
        return fail(error, WS_E_ENDPOINT_FAILURE,
                "The server has redirected the request more than %u times", MAX_REDIRECTS);
    if (!r->redirects++) heap_reset(&r->moved_heap);
    if (FAILED(hr = find_location(r, &location, &url, error))) return hr;
    if (context->callback)
    {
        hr = context->callback(context->state, &r->location, &location);
        if (hr != S_OK)
            return fail(error, WS_E_ENDPOINT_FAILURE,
                    "The redirection from '%S' to '%S' was refused by the application",
                    &r->location, &location);
    }
    r->location = location;
    r->moved = url;
    r->to = &r->moved;
    http_proxies_find(r->settings, &location, &r->moved, &r->moved_proxies);
    r->through = &r->moved_proxies;
    return compose_again(r, error);
}

/* ---- the reply ---- */

static HRESULT take_specials(struct request_channel *r, WS_MESSAGE *message, WS_ERROR *error)
{
    const struct http_head *head = &r->client.head;
    ULONG options = r->settings->mapping.responseMappingOptions;
    BYTE *bytes = buf_bytes(&r->client.in);
    HRESULT hr = S_OK;
    char digits[12];
    ULONG length;

    if (options & WS_HTTP_RESPONSE_MAPPING_STATUS_CODE)
    {
        length = format_line(digits, sizeof(digits), "%u", head->status);
        hr = http_take_special("StatusCode", (BYTE *)digits, length, message, error);
    }
    if (SUCCEEDED(hr) && options & WS_HTTP_RESPONSE_MAPPING_STATUS_TEXT)
        hr = http_take_special(
                "StatusText", bytes + head->reason.at, head->reason.length, message, error);
    return hr;
}

/* Whether a status may come with a message: all may, when the application looks at it itself. */
static BOOL may_be_message(const struct request_channel *r, ULONG status)
{
    if (r->settings->mapping.responseMappingOptions & WS_HTTP_RESPONSE_MAPPING_STATUS_CODE)
        return TRUE;
    return (status >= 200 && status < 300) || status == 400 || status == 500;
}

HRESULT request_check_status(const struct request_channel *r, WS_ERROR *error)
{
    const struct http_head *head = &r->client.head;
    const BYTE *bytes = r->client.in.data + r->client.in.start;

    if (may_be_message(r, head->status)) return S_OK;
    return status_failure(head, bytes, status_code(head, bytes), error);
}

static HRESULT status_without_message(const struct request_channel *r, WS_ERROR *error)
{
    return status_failure(
            &r->client.head, r->client.in.data + r->client.in.start, WS_E_ENDPOINT_FAILURE, error);
}

HRESULT request_no_body(const struct request_channel *r, WS_ERROR *error)
{
    return r->client.head.status < 300 ? WS_S_END : status_without_message(r, error);
}

/* Whether what is wrong with a message is told: else its status says more. */
static BOOL tells(const struct request_channel *r)
{
    return r->client.head.status < 300 || may_be_message(r, 0); /* 0: one that only RAW lets pass */
}

HRESULT request_bad_message(const struct request_channel *r, HRESULT hr, WS_ERROR *error)
{
    if (!tells(r)) return status_without_message(r, error);
    return FAILED(hr) ? hr : WS_E_INVALID_FORMAT;
}

HRESULT request_take_headers(struct request_channel *r, WS_MESSAGE *message, WS_ERROR *error)
{
    const WS_HTTP_MESSAGE_MAPPING *mapping = &r->settings->mapping;
    HRESULT hr = take_specials(r, message, error);

    if (FAILED(hr)) return hr;
    return http_take_mapped(&r->client.head, buf_bytes(&r->client.in),
            mapping->responseHeaderMappings, mapping->responseHeaderMappingCount, message, error);
}

static HRESULT take_reply(struct request_channel *r, WS_MESSAGE *message, WS_ERROR *error)
{
    struct http_client *client = &r->client;
    BYTE *bytes = buf_bytes(&client->in);
    WS_BYTES body = { client->body_length, bytes + client->head_length };
    WS_XML_STRING type;
    HRESULT hr = request_check_status(r, error);

    if (FAILED(hr)) return hr;
    if (!client->body_length && r->settings->encoding != WS_ENCODING_RAW)
        return request_no_body(r, error);
    hr = http_decode(&r->decoder, channel_max_held(r->settings, WS_STREAMED_INPUT_TRANSFER_MODE),
            &client->head, bytes, &type, &body, tells(r) ? error : NULL);
    if (SUCCEEDED(hr))
        hr = http_start_input(r->settings, message, &type, &body, tells(r) ? error : NULL);
    if (hr != S_OK) return request_bad_message(r, hr, error);
    return request_take_headers(r, message, error);
}

enum
{
    READ_GOT = 1,
    READ_FOLLOW,
    READ_SENT
};

static HRESULT read_step(struct op *op, int state, HRESULT hr)
{
    struct request_channel *r = CONTAINING_RECORD(op, struct request_channel, read_op);

    switch (state)
    {
    case OP_BEGIN:
        return http_client_receive(&r->client, op_await(op, READ_GOT), op->error);
    case READ_GOT:
        if (SUCCEEDED(hr) && r->settings->cookie_mode == WS_AUTO_COOKIE_MODE)
            hr = http_cookies_take(
                    &r->cookies, r->to, &r->client.head, buf_bytes(&r->client.in), op->error);
        if (FAILED(hr)) return hr;
        /* a callback or a look-up of proxies may take its time */
        if (request_is_redirected(r)) return op_go_long(op, READ_FOLLOW);
        return take_reply(r, r->reading, op->error);
    case READ_FOLLOW:
        if (FAILED(hr = request_follow(r, op->error))) return hr;
        return request_send_off(r, op_await(op, READ_SENT), op->error);
    default:
        return FAILED(hr) ? hr : op_goto(op, OP_BEGIN);
    }
}

static HRESULT CALLBACK request_read_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct request_channel *r = instance;

    if (!r->client.awaited || r->is_writing)
        return fail(error, WS_E_INVALID_OPERATION,
                "Nothing can be received on an HTTP request channel before a request was sent");
    take_timeouts(r);
    r->reading = message;
    if (channel_streams(r->settings, WS_STREAMED_INPUT_TRANSFER_MODE))
        return stream_read_start(r, ctx, error);
    r->read_op.step = read_step;
    return op_start(&r->read_op, ctx, error);
}

static HRESULT CALLBACK request_read_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct request_channel *r = instance;

    if (r->is_reading) return stream_read_end(r, message, ctx, error);
    return WsReadEnvelopeEnd(message, error);
}

/* What is in memory needs no draining. What is still on its way, either way, is cut: the connection ends. */
static HRESULT CALLBACK request_abandon(void *instance, WS_MESSAGE *message, WS_ERROR *error)
{
    struct request_channel *r = instance;

    if (r->is_writing || r->is_reading) http_client_drop(&r->client);
    r->is_writing = r->is_reading = FALSE;
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
