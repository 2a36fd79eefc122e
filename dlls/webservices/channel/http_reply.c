/* HTTP REPLY channels and their listener: the service's side. A channel serves one request.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/http_reply.h"

#include <string.h>
#include <winsock2.h>
#include <windows.h>

/* ---- creation ---- */

static HRESULT CALLBACK reply_create(
        WS_CHANNEL_TYPE type, const void *parameters, ULONG size, void **instance, WS_ERROR *error)
{
    const struct channel_parameters *own = parameters;
    struct reply_channel *r = mem_zalloc(sizeof(*r));

    if (!r) return fail_memory(error);
    r->settings = own->settings;
    lock_init(&r->lock);
    buf_init(&r->out, 0xffffffff);
    buf_init(&r->extra, 65536);
    heap_init(&r->heap, 65536, 0);
    encoder_init(&r->encoder, &own->settings->encoder);
    decoder_init(&r->decoder, &own->settings->decoder);
    buf_init(&r->plain_type, 65536);
    buf_init(&r->body.first, 0xffffffff);
    r->specials[0].name = "StatusCode";
    r->specials[1].name = "StatusText";
    *instance = r;
    return S_OK;
}

static void CALLBACK reply_free(void *instance)
{
    struct reply_channel *r = instance;

    if (r->connection) http_connection_end(r->connection, FALSE);
    lock_clear(&r->lock);
    buf_clear(&r->out);
    buf_clear(&r->extra);
    buf_clear(&r->plain_type);
    buf_clear(&r->body.first);
    encoder_clear(&r->encoder);
    decoder_clear(&r->decoder);
    heap_clear(&r->heap);
    mem_free(r);
}

static HRESULT CALLBACK reply_reset(void *instance, WS_ERROR *error)
{
    struct reply_channel *r = instance;

    r->reason = S_OK;
    r->accept.hr = S_OK;
    r->read = r->replied = r->is_reading = r->is_writing = FALSE;
    r->refusal = r->url_length = 0;
    heap_reset(&r->heap);
    return S_OK;
}

static HRESULT CALLBACK reply_open(void *instance, const WS_ENDPOINT_ADDRESS *address,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return fail(error, WS_E_INVALID_OPERATION, "A reply channel is accepted, not opened");
}

/* ---- accepting ---- */

/* Adds to the URL as far as there is room: what is longer has not passed the limit for heads. */
static void add_url(struct reply_channel *r, const BYTE *bytes, ULONG length)
{
    if (length > sizeof(r->url) - r->url_length) length = sizeof(r->url) - r->url_length;
    memcpy(r->url + r->url_length, bytes, length);
    r->url_length += length;
}

/* "http://host/path" of a request, from its own words. */
static void note_url(struct reply_channel *r)
{
    const struct http_head *head;
    struct http_received got;
    char local[32];
    ULONG size;

    http_connection_get(r->connection, &got);
    head = got.head;
    r->url_length = 0;
    add_url(r, (const BYTE *)"http://", 7);
    if (head->host.length)
        add_url(r, got.bytes + head->host.at, head->host.length);
    else
    {
        size = format_line(
                local, sizeof(local), "localhost:%u", (ULONG)http_connection_port(r->connection));
        add_url(r, (const BYTE *)local, size);
    }
    add_url(r, got.bytes + head->target.at, head->target.length);
}

/* FALSE: aborted meanwhile. */
static BOOL attach(struct reply_channel *r)
{
    struct http_connection *connection = r->accept.connection;
    BOOL ok;

    r->accept.connection = NULL;
    lock_enter(&r->lock);
    ok = !r->reason;
    if (ok) r->connection = connection;
    lock_leave(&r->lock);
    if (!ok) http_connection_end(connection, FALSE);
    return ok;
}

static struct http_connection *detach(struct reply_channel *r)
{
    struct http_connection *connection;

    lock_enter(&r->lock);
    connection = r->connection;
    r->connection = NULL;
    lock_leave(&r->lock);
    return connection;
}

static HRESULT accept_step(struct op *op, int state, HRESULT hr)
{
    struct reply_channel *r = CONTAINING_RECORD(op, struct reply_channel, accept_op);

    if (state == OP_BEGIN)
        return http_accept(r->listener->net, &r->accept, op_await(op, 1), op->error);
    if (FAILED(hr)) return hr;
    if (!attach(r)) return fail(op->error, r->reason, "The channel was aborted meanwhile");
    note_url(r);
    return S_OK;
}

static HRESULT CALLBACK listener_accept(
        void *instance, void *channel, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct listener_channel *listener = instance;
    struct reply_channel *r = channel;

    r->listener = listener;
    r->accept_op.step = accept_step;
    return op_start(&r->accept_op, ctx, error);
}

static HRESULT CALLBACK reply_abort(void *instance, WS_ERROR *error)
{
    struct reply_channel *r = instance;

    lock_enter(&r->lock);
    r->reason = WS_E_OPERATION_ABORTED;
    if (r->connection) http_connection_abort(r->connection, r->reason);
    lock_leave(&r->lock);
    http_accept_cancel(&r->accept, WS_E_OPERATION_ABORTED);
    return S_OK;
}

/* A request without a reply was one-way; one that could not be read is told so. */
static HRESULT CALLBACK reply_close(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct reply_channel *r = instance;
    struct http_connection *connection = detach(r);

    if (!connection) return S_OK;
    if (r->reason || r->is_writing) /* half a reply is none */
        http_connection_end(connection, FALSE);
    else if (r->replied)
        http_connection_end(connection, TRUE);
    else
        http_connection_refuse(connection, r->refusal ? r->refusal : r->read ? 202 : 500);
    return S_OK;
}

/* ---- properties ---- */

static HRESULT give(const void *from, ULONG from_size, void *value, ULONG size, WS_ERROR *error)
{
    if (!value || size != from_size)
        return fail(error, E_INVALIDARG, "The channel property has %u bytes, the buffer %u",
                from_size, size);
    memcpy(value, from, size);
    return S_OK;
}

static HRESULT need_read(struct reply_channel *r, WS_ERROR *error)
{
    if (r->connection && r->read) return S_OK;
    return fail(error, WS_E_INVALID_OPERATION,
            "The channel property is known once a message is being read");
}

static HRESULT give_peer(struct reply_channel *r, void *value, ULONG size, WS_ERROR *error)
{
    const struct net_address *peer;
    struct sockaddr_storage storage = { 0 };
    HRESULT hr = need_read(r, error);

    if (FAILED(hr)) return hr;
    peer = http_connection_peer(r->connection);
    memcpy(&storage, peer->bytes, peer->length);
    return give(&storage, sizeof(storage), value, size, error);
}

static HRESULT give_url(struct reply_channel *r, void *value, ULONG size, WS_ERROR *error)
{
    WS_STRING url;
    HRESULT hr;

    if (!r->url_length)
        return fail(error, WS_E_INVALID_OPERATION,
                "The transport URL is known once the channel is accepted");
    hr = heap_utf16(&r->heap, (const BYTE *)r->url, r->url_length, &url, error);
    return FAILED(hr) ? hr : give(&url, sizeof(url), value, size, error);
}

static HRESULT CALLBACK reply_get(
        void *instance, WS_CHANNEL_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    WS_PROTECTION_LEVEL level = WS_PROTECTION_LEVEL_NONE;
    struct reply_channel *r = instance;
    UINT64 number;
    HRESULT hr;

    switch (id)
    {
    case WS_CHANNEL_PROPERTY_PROTECTION_LEVEL:
        return give(&level, sizeof(level), value, size, error);
    case WS_CHANNEL_PROPERTY_REMOTE_IP_ADDRESS:
        return give_peer(r, value, size, error);
    case WS_CHANNEL_PROPERTY_HTTP_CONNECTION_ID:
        if (FAILED(hr = need_read(r, error))) return hr;
        number = http_connection_id(r->connection);
        return give(&number, sizeof(number), value, size, error);
    case WS_CHANNEL_PROPERTY_TRANSPORT_URL:
        return give_url(r, value, size, error);
    default:
        return fail(error, E_INVALIDARG, "An HTTP reply channel has no property %u", id);
    }
}

static HRESULT CALLBACK reply_set(
        void *instance, WS_CHANNEL_PROPERTY_ID id, const void *value, ULONG size, WS_ERROR *error)
{
    return S_OK;
}

/* ---- reading the request ---- */

/* SOAPAction's value, without its quotes, in place. */
static void quoted_action(const struct http_received *got, WS_XML_STRING *ret)
{
    const struct http_field *field = http_find_field(got->head, got->bytes, "soapaction", 0);
    BYTE *value;

    if (!field) return;
    value = got->bytes + field->value.at;
    ret->bytes = value;
    ret->length = field->value.length;
    if (ret->length < 2 || value[0] != '"' || value[ret->length - 1] != '"') return;
    ret->bytes++;
    ret->length -= 2;
}

/* The action: SOAP 1.1 has it in SOAPAction, SOAP 1.2 in the content type; but clients are known (WCF of Mono) that send
 * SOAP 1.2 with the header of SOAP 1.1. */
static HRESULT find_action(struct reply_channel *r, const struct http_received *got,
        WS_MESSAGE *message, WS_XML_STRING *ret, WS_ERROR *error)
{
    const WS_XML_STRING *type = &r->got_type;
    HRESULT hr;

    memset(ret, 0, sizeof(*ret));
    if (r->settings->envelope == WS_ENVELOPE_VERSION_SOAP_1_2 && type->length)
    {
        hr = heap_alloc(message_heap(message), type->length, (void **)&ret->bytes, error);
        if (FAILED(hr)) return hr;
        hr = content_type_parameter(
                type->bytes, type->length, "action", ret->bytes, type->length, &ret->length, error);
        if (FAILED(hr) || ret->length) return hr;
    }
    quoted_action(got, ret);
    return S_OK;
}

HRESULT reply_take_head(struct reply_channel *r, WS_MESSAGE *message, WS_ERROR *error)
{
    const WS_HTTP_MESSAGE_MAPPING *mapping = &r->settings->mapping;
    WS_XML_STRING action, to = { 0 };
    struct http_received got;
    HRESULT hr;

    http_connection_get(r->connection, &got);
    if (FAILED(hr = find_action(r, &got, message, &action, error))) return hr;
    if (r->settings->addressing == WS_ADDRESSING_VERSION_TRANSPORT)
    {
        to.bytes = (BYTE *)r->url;
        to.length = r->url_length;
        hr = message_put_transport(message, &action, &to, error);
    }
    else if (r->settings->encoding != WS_ENCODING_RAW)
        hr = message_default_action(
                message, &action, error); /* WCF of Mono leaves the header out */
    if (FAILED(hr)) return hr;
    if (mapping->requestMappingOptions & WS_HTTP_REQUEST_MAPPING_VERB)
    {
        hr = http_take_special(
                "Verb", got.bytes + got.head->method.at, got.head->method.length, message, error);
        if (FAILED(hr)) return hr;
    }
    return http_take_mapped(got.head, got.bytes, mapping->requestHeaderMappings,
            mapping->requestHeaderMappingCount, message, error);
}

static HRESULT take_request(struct reply_channel *r, WS_MESSAGE *message, WS_ERROR *error)
{
    struct http_received got;
    WS_BYTES body;
    HRESULT hr;

    http_connection_get(r->connection, &got);
    body.bytes = got.body;
    body.length = got.body_length;
    hr = http_decode(&r->decoder, channel_max_held(r->settings, WS_STREAMED_INPUT_TRANSFER_MODE),
            got.head, got.bytes, &r->got_type, &body, error);
    if (FAILED(hr)) return hr;
    hr = http_start_input(r->settings, message, &r->got_type, &body, error);
    if (hr == S_FALSE)
    {
        r->refusal = 415;
        return WS_E_INVALID_FORMAT;
    }
    return FAILED(hr) ? hr : reply_take_head(r, message, error);
}

HRESULT reply_refused(struct reply_channel *r, HRESULT hr)
{
    if (FAILED(hr) && !r->refusal)
        r->refusal = hr == WS_E_QUOTA_EXCEEDED ? 413 : hr == E_OUTOFMEMORY ? 503 : 400;
    return hr;
}

static HRESULT read_step(struct op *op, int state, HRESULT hr)
{
    struct reply_channel *r = CONTAINING_RECORD(op, struct reply_channel, read_op);

    if (state == OP_BEGIN)
        return http_connection_read(r->connection,
                channel_max_held(r->settings, WS_STREAMED_INPUT_TRANSFER_MODE), op_await(op, 1),
                op->error);
    if (SUCCEEDED(hr)) hr = take_request(r, r->reading, op->error);
    return reply_refused(r, hr);
}

static HRESULT CALLBACK reply_read_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct reply_channel *r = instance;

    if (r->read) return WS_S_END; /* a channel serves one request */
    if (message_envelope(message) != r->settings->envelope
            || message_addressing(message) != r->settings->addressing)
        return fail(error, E_INVALIDARG,
                "The message's envelope or addressing version is not that of the channel");
    r->read = TRUE;
    r->reading = message;
    if (channel_streams(r->settings, WS_STREAMED_INPUT_TRANSFER_MODE))
        return reply_stream_read_start(r, ctx, error);
    r->read_op.step = read_step;
    return op_start(&r->read_op, ctx, error);
}

static HRESULT CALLBACK reply_read_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct reply_channel *r = instance;
    HRESULT hr;

    if (r->is_reading) return reply_stream_read_end(r, message, ctx, error);
    hr = WsReadEnvelopeEnd(message, error);

    if (FAILED(hr)) r->refusal = 400;
    return hr;
}

/* ---- writing the reply ---- */

static HRESULT CALLBACK reply_write_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct reply_channel *r = instance;
    const WS_HTTP_MESSAGE_MAPPING *mapping = &r->settings->mapping;
    WS_XML_STRING action, to;
    WS_XML_WRITER *writer;
    HRESULT hr;

    if (!r->read || r->replied)
        return fail(error, WS_E_INVALID_OPERATION,
                r->read ? "The request has been replied to already"
                        : "The request must be received before it can be replied to");
    if (message_envelope(message) != r->settings->envelope
            || message_addressing(message) != r->settings->addressing)
        return fail(error, E_INVALIDARG,
                "The message's envelope or addressing version is not that of the channel");
    if (FAILED(hr = message_take_transport(message, &action, &to, error))) return hr;
    buf_reset(&r->extra, 4096);
    hr = http_put_mapped(&r->extra, mapping->responseHeaderMappings,
            mapping->responseHeaderMappingCount, r->specials,
            mapping->responseMappingOptions ? COUNT_OF(r->specials) : 0, message, error);
    if (FAILED(hr)) return hr;
    if (channel_streams(r->settings, WS_STREAMED_OUTPUT_TRANSFER_MODE))
        return reply_stream_write_start(r, message, error);
    if (FAILED(hr = http_start_output(r->settings, message, r->boundary, &writer, error)))
        return hr;
    return WsWriteEnvelopeStart(message, writer, NULL, NULL, error);
}

static HRESULT find_status(
        struct reply_channel *r, WS_MESSAGE *message, ULONG *ret, WS_ERROR *error)
{
    const char *text = r->specials[0].text;
    ULONG status = 0, i;

    *ret = message_is_fault(message) ? 500 : 200;
    if (!*text) return S_OK;
    for (i = 0; text[i] >= '0' && text[i] <= '9' && i < 3; i++)
        status = status * 10 + (text[i] - '0');
    if (i != 3 || text[i] || status < 200)
        return fail(error, E_INVALIDARG, "'%s' is no status of an HTTP reply", text);
    *ret = status;
    return S_OK;
}

static BOOL method_is(const struct http_head *head, const BYTE *bytes, const char *method)
{
    return head->method.length == text_length(method)
            && !memcmp(bytes + head->method.at, method, head->method.length);
}

static HRESULT put_status(struct reply_channel *r, ULONG status, WS_ERROR *error)
{
    const char *text = r->specials[1].text;
    HRESULT hr = buf_put_text(&r->out, error, "HTTP/1.1 %u ", status);

    if (SUCCEEDED(hr)) hr = http_put(&r->out, *text ? text : http_status_text(status), error);
    return FAILED(hr) ? hr : http_put(&r->out, "\r\n", error);
}

/* A reply to HTTP/1.0 that has no length ends with its connection. */
static const char *connection_line(
        struct reply_channel *r, const struct http_received *got, BOOL has_length)
{
    if (!http_connection_keeps(r->connection) || (!has_length && !got->head->minor))
        return "Connection: close\r\n";
    return got->head->minor ? "" : "Connection: keep-alive\r\n";
}

/* The lines that say what the body is; and what the encoder makes of that body. */
static HRESULT put_type(struct reply_channel *r, WS_BYTES *body, WS_ERROR *error)
{
    WS_XML_STRING plain = { 0 }, encoding = { 0 };
    HRESULT hr = S_OK;

    buf_reset(&r->plain_type, 4096);
    if (r->settings->encoding != WS_ENCODING_RAW)
        hr = http_put_type(&r->plain_type, r->settings, r->boundary, error);
    plain.bytes = buf_bytes(&r->plain_type);
    plain.length = buf_count(&r->plain_type);
    if (SUCCEEDED(hr) && encoder_is(&r->encoder))
    {
        hr = encoder_type(&r->encoder, &plain, &plain, &encoding, error);
        if (SUCCEEDED(hr)) hr = encoder_encode(&r->encoder, body, 1, body, error);
    }
    return FAILED(hr) ? hr : http_put_type_lines(&r->out, &plain, &encoding, error);
}

HRESULT reply_put_head(struct reply_channel *r, WS_MESSAGE *message, WS_BYTES *body, BOOL in_chunks,
        WS_ERROR *error)
{
    struct http_received got;
    ULONG status;
    BOOL has_none; /* such replies have neither body nor length */
    HRESULT hr = find_status(r, message, &status, error);

    if (FAILED(hr)) return hr;
    http_connection_get(r->connection, &got);
    has_none = status == 204 || status == 304;
    hr = put_status(r, status, error);
    if (SUCCEEDED(hr)) hr = put_type(r, body, error);
    if (SUCCEEDED(hr) && !has_none && !in_chunks)
        hr = buf_put_text(&r->out, error, "Content-Length: %u\r\n", body->length);
    if (SUCCEEDED(hr) && !has_none && in_chunks && got.head->minor)
        hr = http_put(&r->out, "Transfer-Encoding: chunked\r\n", error);
    if (has_none || method_is(got.head, got.bytes, "HEAD")) body->length = 0;
    if (SUCCEEDED(hr)) hr = http_put(&r->out, connection_line(r, &got, !in_chunks), error);
    if (SUCCEEDED(hr)) hr = buf_put(&r->out, buf_bytes(&r->extra), buf_count(&r->extra), error);
    return FAILED(hr) ? hr : buf_put(&r->out, "\r\n", 2, error);
}

static HRESULT CALLBACK reply_write_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct reply_channel *r = instance;
    WS_XML_WRITER *writer;
    WS_BYTES body;
    HRESULT hr;

    if (r->is_writing) return reply_stream_write_end(r, message, ctx, error);
    if (FAILED(hr = message_own_writer(message, &writer, error))) return hr;
    if (FAILED(hr = WsWriteEnvelopeEnd(message, error))) return hr;
    hr = WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &body, sizeof(body), error);
    if (FAILED(hr)) return hr;
    buf_reset(&r->out, r->settings->trim);
    if (FAILED(hr = buf_reserve(&r->out, body.length + 512, error))) return hr;
    if (FAILED(hr = reply_put_head(r, message, &body, FALSE, error))) return hr;
    if (FAILED(hr = buf_put(&r->out, body.bytes, body.length, error))) return hr;
    r->replied = TRUE;
    return http_connection_write(r->connection, buf_bytes(&r->out), buf_count(&r->out), ctx, error);
}

/* ---- GET of a document ---- */

const char *http_reply_get_target(void *instance, ULONG *length)
{
    struct reply_channel *r = instance;
    struct http_received got;

    if (r->read || !r->connection) return NULL;
    http_connection_get(r->connection, &got);
    if (!got.whole || got.body_length
            || (!method_is(got.head, got.bytes, "GET") && !method_is(got.head, got.bytes, "HEAD")))
        return NULL;
    *length = got.head->target.length;
    return (const char *)got.bytes + got.head->target.at;
}

HRESULT http_reply_document(void *instance, ULONG status, const WS_BYTES *document,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct reply_channel *r = instance;
    struct http_received got;
    HRESULT hr;

    http_connection_get(r->connection, &got);
    r->specials[1].text[0] = 0;
    buf_reset(&r->out, r->settings->trim);
    hr = put_status(r, status, error);
    if (SUCCEEDED(hr) && document->length)
        hr = http_put(&r->out, "Content-Type: text/xml; charset=utf-8\r\n", error);
    if (SUCCEEDED(hr))
        hr = buf_put_text(&r->out, error, "Content-Length: %u\r\n", document->length);
    if (SUCCEEDED(hr)) hr = http_put(&r->out, connection_line(r, &got, TRUE), error);
    if (SUCCEEDED(hr)) hr = buf_put(&r->out, "\r\n", 2, error);
    if (SUCCEEDED(hr) && !method_is(got.head, got.bytes, "HEAD"))
        hr = buf_put(&r->out, document->bytes, document->length, error);
    if (FAILED(hr)) return hr;
    r->read = r->replied = TRUE;
    return http_connection_write(r->connection, buf_bytes(&r->out), buf_count(&r->out), ctx, error);
}

/* What is still on its way, either way, is cut when the channel is closed. */
static HRESULT CALLBACK reply_abandon(void *instance, WS_MESSAGE *message, WS_ERROR *error)
{
    struct reply_channel *r = instance;

    r->is_reading = FALSE;
    return S_OK;
}

static HRESULT CALLBACK reply_shutdown(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return fail(error, WS_E_INVALID_OPERATION, "An HTTP channel has no session");
}

const WS_CUSTOM_CHANNEL_CALLBACKS http_reply_calls = { reply_create, reply_free, reply_reset,
    reply_open, reply_close, reply_abort, reply_get, reply_set, reply_write_start, reply_write_end,
    reply_read_start, reply_read_end, reply_abandon, reply_shutdown };

/* ---- the listener ---- */

static HRESULT CALLBACK listener_create(
        WS_CHANNEL_TYPE type, const void *parameters, ULONG size, void **instance, WS_ERROR *error)
{
    const struct channel_parameters *own = parameters;
    struct listener_channel *listener;
    HRESULT hr = net_start(error);

    if (FAILED(hr)) return hr;
    if (!(listener = mem_zalloc(sizeof(*listener)))) return fail_memory(error);
    listener->settings = own->listener_settings;
    lock_init(&listener->lock);
    *instance = listener;
    return S_OK;
}

static void stop(struct listener_channel *listener)
{
    struct http_listener *net;

    lock_enter(&listener->lock);
    net = listener->net;
    listener->net = NULL;
    lock_leave(&listener->lock);
    if (net) http_listener_free(net);
}

static void CALLBACK listener_free(void *instance)
{
    struct listener_channel *listener = instance;

    stop(listener);
    lock_clear(&listener->lock);
    mem_free(listener);
}

static HRESULT CALLBACK listener_reset(void *instance, WS_ERROR *error)
{
    return S_OK;
}

static BOOL has_agent(const BYTE *value, ULONG length, const BYTE *text, ULONG size)
{
    ULONG at;

    for (at = 0; at + size <= length; at++)
    {
        if (ascii_equal_nocase(value + at, (const char *)text, size)) return TRUE;
    }
    return FALSE;
}

static BOOL is_disallowed(
        const struct listener_settings *s, const struct http_head *head, const BYTE *bytes)
{
    const struct http_field *field = http_find_field(head, bytes, "user-agent", 0);
    ULONG i;

    for (i = 0; field && i < s->agent_count; i++)
    {
        if (has_agent(bytes + field->value.at, field->value.length, s->agent_text + s->agents[i].at,
                    s->agents[i].length))
            return TRUE;
    }
    return FALSE;
}

/* Under the server's lock. */
static ULONG check_request(void *context, const struct http_head *head, const BYTE *bytes,
        ULONG *eager, WS_ERROR *error)
{
    static const char *const others[]
            = { "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT" };
    const struct listener_channel *listener = context;
    ULONG i;

    if (!url_fits(listener->settings->url_matching, &listener->prefix, bytes + head->host.at,
                head->host.length, bytes + head->target.at, head->target.length))
        return 404;
    if (listener->is_streamed) *eager = 0;
    if (listener->is_raw) return 0;
    if (is_disallowed(listener->settings, head, bytes)) return 403;
    if (method_is(head, bytes, "POST")) return 0;
    if (listener->settings->allows_get
            && (method_is(head, bytes, "GET") || method_is(head, bytes, "HEAD")))
        return 0;
    for (i = 0; i < COUNT_OF(others); i++)
    {
        if (method_is(head, bytes, others[i])) return 405;
    }
    return 501;
}

#define DEFAULT_MAX_HEAD 65536 /* until a channel says something else */

static HRESULT CALLBACK listener_open(
        void *instance, const WS_STRING *url, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct listener_channel *listener = instance;
    struct http_prefix *prefix = &listener->prefix;
    struct channel_url parts;
    HRESULT hr;

    if (FAILED(hr = url_parse(url, SCHEMES_HTTP, &parts, error))) return hr;
    if (parts.scheme == WS_URL_HTTPS_SCHEME_TYPE)
        return fail(
                error, E_INVALIDARG, "The URL '%S' needs a listener with transport security", url);
    if (memchr(parts.path, '?', text_length(parts.path)))
        return fail(error, WS_E_INVALID_ENDPOINT_URL, "The listening URL '%S' has a query", url);
    if (text_length(parts.path) >= sizeof(prefix->path))
        return fail(error, WS_E_INVALID_ENDPOINT_URL, "The listening URL '%S' is too long", url);
    memcpy(prefix->host, parts.host, sizeof(prefix->host));
    memcpy(prefix->path, parts.path, sizeof(prefix->path));
    prefix->port = parts.port;
    prefix->default_port = url_default_port(parts.scheme);
    return http_listen(prefix, check_request, listener,
            listener->max_head ? listener->max_head : DEFAULT_MAX_HEAD, &listener->net, error);
}

/* Idle connections are ended in order, so that no client loses a reply: there is nothing to wait for. */
static HRESULT CALLBACK listener_close(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    stop(instance);
    return S_OK;
}

static HRESULT CALLBACK listener_abort(void *instance, WS_ERROR *error)
{
    struct listener_channel *listener = instance;

    lock_enter(&listener->lock);
    if (listener->net) http_listener_abort(listener->net, WS_E_OPERATION_ABORTED);
    lock_leave(&listener->lock);
    return S_OK;
}

static HRESULT CALLBACK listener_get(
        void *instance, WS_LISTENER_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    return fail(error, E_INVALIDARG, "An HTTP listener has no property %u", id);
}

static HRESULT CALLBACK listener_set(
        void *instance, WS_LISTENER_PROPERTY_ID id, const void *value, ULONG size, WS_ERROR *error)
{
    return fail(error, E_INVALIDARG, "An HTTP listener has no property %u that can be set", id);
}

static void limit_heads(struct listener_channel *listener, ULONG max_head)
{
    lock_enter(&listener->lock);
    if (listener->max_head < max_head)
    {
        listener->max_head = max_head;
        if (listener->net) http_listener_limit_head(listener->net, max_head);
    }
    lock_leave(&listener->lock);
}

static HRESULT CALLBACK listener_make_channel(
        void *instance, const void *parameters, ULONG size, void **channel, WS_ERROR *error)
{
    const struct channel_parameters *own = parameters;
    struct listener_channel *listener = instance;

    limit_heads(listener, own->settings->max_head);
    if (own->settings->encoding == WS_ENCODING_RAW) InterlockedExchange(&listener->is_raw, TRUE);
    if (channel_streams(own->settings, WS_STREAMED_INPUT_TRANSFER_MODE))
        InterlockedExchange(&listener->is_streamed, TRUE);
    return reply_create(WS_CHANNEL_TYPE_REPLY, parameters, size, channel, error);
}

const WS_CUSTOM_LISTENER_CALLBACKS http_listener_calls
        = { listener_create, listener_free, listener_reset, listener_open, listener_close,
              listener_abort, listener_get, listener_set, listener_make_channel, listener_accept };
