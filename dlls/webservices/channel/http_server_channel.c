/* The HTTP binding on the server side: REPLY channels. Each accepts one request, and is closed after its reply; closing it
 * without one says 202 to a client that did not want any.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>
#include <winsock2.h>

#define MAX_HEAD 65536

struct http_server_channel
{
    WS_CHANNEL *channel;
    struct http_listener_instance *listener;
    struct http_accept accept;
    struct op accept_op, read, write;
    struct lock lock; /* connection and reason */
    struct http_connection *connection;
    HRESULT reason;
    BOOL received; /* the request has been read */
    ULONG status;  /* what to answer when there is no reply; 0: 202 */
    WS_MESSAGE *message;
    struct buf out, mapped;
};

static HRESULT CALLBACK create_channel(
        WS_CHANNEL_TYPE type, const void *parameters, ULONG size, void **instance, WS_ERROR *error)
{
    const struct channel_parameters *p = parameters;
    struct http_server_channel *http;

    if (!content_type_text(p->channel->settings.encoding, p->channel->settings.envelope))
        return fail(error, E_NOTIMPL, "The encoding %u is not implemented for HTTP yet",
                p->channel->settings.encoding);
    if (!(http = mem_zalloc(sizeof(*http)))) return fail_memory(error);
    http->channel = p->channel;
    lock_init(&http->lock);
    buf_init(&http->out, 0);
    buf_init(&http->mapped, MAX_HEAD);
    *instance = http;
    return S_OK;
}

static void CALLBACK free_channel(void *instance)
{
    struct http_server_channel *http = instance;

    buf_clear(&http->out);
    buf_clear(&http->mapped);
    lock_clear(&http->lock);
    mem_free(http);
}

static HRESULT CALLBACK reset_channel(void *instance, WS_ERROR *error)
{
    struct http_server_channel *http = instance;

    http->reason = S_OK;
    http->received = FALSE;
    http->status = 0;
    return S_OK;
}

static HRESULT CALLBACK open_channel(void *instance, const WS_ENDPOINT_ADDRESS *address,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return fail(error, WS_E_INVALID_OPERATION, "A channel of a listener is accepted, not opened");
}

/* The connection leaves the channel; whoever aborts from now on finds nothing. */
static struct http_connection *take_connection(struct http_server_channel *http)
{
    struct http_connection *connection;

    lock_enter(&http->lock);
    connection = http->connection;
    http->connection = NULL;
    lock_leave(&http->lock);
    return connection;
}

/* ---- accept ---- */

enum accept_state
{
    ACCEPT_WAIT = OP_BEGIN,
    ACCEPT_DONE
};

static HRESULT accepted(struct http_server_channel *http, HRESULT hr, WS_ERROR *error)
{
    struct http_connection *connection = http->accept.connection;
    HRESULT reason;

    http_listener_drop(http->listener);
    if (FAILED(hr)) return hr;
    lock_enter(&http->lock);
    reason = http->reason;
    http->connection = reason ? NULL : connection;
    lock_leave(&http->lock);
    if (!reason) return S_OK;
    http_connection_refuse(connection, 503);
    return fail(error, reason, "The channel was aborted while it accepted");
}

static HRESULT accept_step(struct op *op, int state, HRESULT hr)
{
    struct http_server_channel *http = CONTAINING_RECORD(op, struct http_server_channel, accept_op);
    struct http_listener *listener;

    switch ((enum accept_state)state)
    {
    case ACCEPT_WAIT:
        if (!(listener = http_listener_hold(http->listener)))
            return fail(op->error, WS_E_OPERATION_ABORTED, "The listener was closed");
        http->accept.connection = NULL;
        return http_accept(listener, &http->accept, op_await(op, ACCEPT_DONE), op->error);

    case ACCEPT_DONE:
        return accepted(http, hr, op->error);
    }
    return hr;
}

HRESULT http_server_accept(struct http_listener_instance *listener, void *instance,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct http_server_channel *http = instance;

    http->listener = listener;
    http->received = FALSE;
    http->status = 0;
    http->accept_op.step = accept_step;
    http->accept_op.release = NULL;
    return op_start(&http->accept_op, ctx, error);
}

/* ---- the request ---- */

/* SOAPAction's value, without its quotes. */
static void soap_action(const struct http_received *r, WS_XML_STRING *action)
{
    const struct http_field *field = http_find_field(r->head, r->bytes, "soapaction", 0);

    if (!field) return;
    action->bytes = r->bytes + field->value.at;
    action->length = field->value.length;
    if (action->length >= 2 && action->bytes[0] == '"' && action->bytes[action->length - 1] == '"')
    {
        action->bytes++;
        action->length -= 2;
    }
    if (utf8_check(action->bytes, action->length) != action->length) action->length = 0;
}

/* The URL of the request: what Host says, and the target. */
static HRESULT request_url(
        const struct http_received *r, WS_HEAP *heap, WS_XML_STRING *url, WS_ERROR *error)
{
    static const char scheme[] = "http://";
    const struct http_head *head = r->head;
    BOOL absolute = head->target.length && r->bytes[head->target.at] != '/';
    ULONG n = 0;
    HRESULT hr;

    memset(url, 0, sizeof(*url));
    hr = heap_alloc(heap, sizeof(scheme) + head->host.length + head->target.length,
            (void **)&url->bytes, error);
    if (FAILED(hr)) return hr;
    if (!absolute)
    {
        memcpy(url->bytes, scheme, n = sizeof(scheme) - 1);
        memcpy(url->bytes + n, r->bytes + head->host.at, head->host.length);
        n += head->host.length;
    }
    memcpy(url->bytes + n, r->bytes + head->target.at, head->target.length);
    url->length = n + head->target.length;
    return S_OK;
}

static HRESULT take_request(struct http_server_channel *http, WS_MESSAGE *message, WS_ERROR *error)
{
    WS_CHANNEL *channel = http->channel;
    const struct channel_settings *s = &channel->settings;
    const struct http_field *type;
    struct http_received r;
    WS_XML_STRING action, url;
    WS_XML_READER *reader;
    WS_CHARSET charset;
    HRESULT hr;

    http_connection_get(http->connection, &r);
    http->status = 415;
    if (!(type = http_find_field(r.head, r.bytes, "content-type", 0)))
        return fail(error, WS_E_INVALID_FORMAT, "The request has no content type");
    hr = http_check_content_type(s, r.bytes + type->value.at, type->value.length,
            message_heap(message), &charset, &action, error);
    if (FAILED(hr)) return hr;
    http->status = 400;
    if (s->envelope == WS_ENVELOPE_VERSION_SOAP_1_1) soap_action(&r, &action);
    if (FAILED(hr = http_set_reader(s, message, r.body, r.body_length, charset, &reader, error)))
        return hr;
    if (FAILED(hr = WsReadEnvelopeStart(message, reader, NULL, NULL, error))) return hr;
    http->status = 500;
    if (FAILED(hr = request_url(&r, message_heap(message), &url, error))) return hr;
    if (FAILED(hr = message_put_transport(message, &action, &url, error))) return hr;
    hr = http_map_in(r.head, r.bytes, channel->mapping.requestHeaderMappings,
            channel->mapping.requestHeaderMappingCount, message, error);
    if (SUCCEEDED(hr)) http->status = 0;
    return hr;
}

enum read_state
{
    READ_BODY = OP_BEGIN,
    READ_DONE
};

static HRESULT read_step(struct op *op, int state, HRESULT hr)
{
    struct http_server_channel *http = CONTAINING_RECORD(op, struct http_server_channel, read);

    switch ((enum read_state)state)
    {
    case READ_BODY:
        return http_connection_read(http->connection, http->channel->settings.max_buffered_size,
                op_await(op, READ_DONE), op->error);

    case READ_DONE:
        http->received = TRUE;
        if (SUCCEEDED(hr)) return take_request(http, http->message, op->error);
        http->status = hr == WS_E_QUOTA_EXCEEDED ? 413 : 400;
        return hr;
    }
    return hr;
}

static HRESULT CALLBACK read_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct http_server_channel *http = instance;

    if (http->received || !http->connection)
        return WS_S_END; /* one request for each accepted channel */
    http->message = message;
    http->read.step = read_step;
    http->read.release = NULL;
    return op_start(&http->read, ctx, error);
}

static HRESULT CALLBACK read_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct http_server_channel *http = instance;
    HRESULT hr = WsReadEnvelopeEnd(message, error);

    if (FAILED(hr)) http->status = 400;
    return hr;
}

/* ---- the reply ---- */

static HRESULT CALLBACK write_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct http_server_channel *http = instance;
    const WS_HTTP_MESSAGE_MAPPING *m = &http->channel->mapping;
    WS_XML_STRING action, to;
    WS_XML_WRITER *writer;
    HRESULT hr;

    if (!http->connection || !http->received)
        return fail(error, WS_E_INVALID_OPERATION,
                "There is no request on the channel that could be replied to");
    buf_reset(&http->mapped, 4096);
    if (FAILED(hr = message_take_transport(message, &action, &to, error))) return hr;
    hr = http_map_out(&http->mapped, m->responseHeaderMappings, m->responseHeaderMappingCount,
            message, error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = http_set_writer(&http->channel->settings, message, &writer, error))) return hr;
    return WsWriteEnvelopeStart(message, writer, NULL, NULL, error);
}

static HRESULT put_head(
        struct http_server_channel *http, WS_MESSAGE *message, ULONG length, WS_ERROR *error)
{
    ULONG status = message_is_fault(message) ? 500 : 200;
    struct buf *out = &http->out;
    HRESULT hr;

    hr = buf_put_text(out, error, "HTTP/1.1 %u %s\r\n", status, http_status_text(status));
    if (FAILED(hr)) return hr;
    if (FAILED(hr = http_put_content_type(out, &http->channel->settings, NULL, error))) return hr;
    if (FAILED(hr = buf_put(out, buf_bytes(&http->mapped), buf_count(&http->mapped), error)))
        return hr;
    if (!http_connection_keeps(http->connection)
            && FAILED(hr = buf_put_text(out, error, "Connection: close\r\n")))
        return hr;
    return buf_put_text(out, error, "Content-Length: %u\r\n\r\n", length);
}

static HRESULT build_reply(struct http_server_channel *http, WS_MESSAGE *message, WS_ERROR *error)
{
    const struct channel_settings *s = &http->channel->settings;
    WS_XML_WRITER *writer;
    WS_BYTES body;
    HRESULT hr;

    hr = WsGetMessageProperty(
            message, WS_MESSAGE_PROPERTY_BODY_WRITER, &writer, sizeof(writer), error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = WsWriteEnvelopeEnd(message, error))) return hr;
    hr = WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &body, sizeof(body), error);
    if (FAILED(hr)) return hr;
    if (body.length > s->max_buffered_size)
        return fail(error, WS_E_QUOTA_EXCEEDED,
                "The message has %u bytes; MAX_BUFFERED_MESSAGE_SIZE is %u", body.length,
                s->max_buffered_size);
    buf_reset(&http->out, s->trim_size + MAX_HEAD);
    http->out.max = s->max_buffered_size > 0xffffffff - MAX_HEAD ? 0xffffffff
                                                                 : s->max_buffered_size + MAX_HEAD;
    if (FAILED(hr = put_head(http, message, body.length, error))) return hr;
    return buf_put(&http->out, body.bytes, body.length, error);
}

enum write_state
{
    WRITE_SEND = OP_BEGIN,
    WRITE_SENT
};

static HRESULT write_step(struct op *op, int state, HRESULT hr)
{
    struct http_server_channel *http = CONTAINING_RECORD(op, struct http_server_channel, write);
    struct http_connection *connection;

    switch ((enum write_state)state)
    {
    case WRITE_SEND:
        return http_connection_write(http->connection, buf_bytes(&http->out), buf_count(&http->out),
                op_await(op, WRITE_SENT), op->error);

    case WRITE_SENT:
        if ((connection = take_connection(http)))
            http_connection_end(connection, SUCCEEDED(hr) && http_connection_keeps(connection));
        if (FAILED(hr)) object_fault(&http->channel->object);
        return hr;
    }
    return hr;
}

static HRESULT CALLBACK write_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct http_server_channel *http = instance;
    HRESULT hr = build_reply(http, message, error);

    if (FAILED(hr))
    {
        http->status = 500;
        return hr;
    }
    http->write.step = write_step;
    http->write.release = NULL;
    return op_start(&http->write, ctx, error);
}

/* ---- the end ---- */

static HRESULT CALLBACK abandon(void *instance, WS_MESSAGE *message, WS_ERROR *error)
{
    struct http_server_channel *http = instance;

    if (message_state(message) == WS_MESSAGE_STATE_WRITING) http->status = 500;
    return S_OK;
}

static HRESULT CALLBACK close_channel(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct http_server_channel *http = instance;
    struct http_connection *connection = take_connection(http);

    if (!connection) return S_OK;
    if (http->reason)
        http_connection_end(connection, FALSE);
    else if (http->status)
        http_connection_refuse(connection, http->status);
    else
        http_connection_refuse(connection, http->received ? 202 : 503);
    return S_OK;
}

/* The connection cannot go away meanwhile: it leaves the channel under the same lock, and aborting never waits. */
static HRESULT CALLBACK abort_channel(void *instance, WS_ERROR *error)
{
    struct http_server_channel *http = instance;

    lock_enter(&http->lock);
    http->reason = WS_E_OPERATION_ABORTED;
    if (http->connection) http_connection_abort(http->connection, WS_E_OPERATION_ABORTED);
    lock_leave(&http->lock);
    http_accept_cancel(&http->accept, WS_E_OPERATION_ABORTED);
    return S_OK;
}

/* ---- properties ---- */

static HRESULT give(const void *from, ULONG from_size, void *value, ULONG size, const char *name,
        WS_ERROR *error)
{
    if (!value || size != from_size)
        return fail(error, E_INVALIDARG, "Property %s has %u bytes, the buffer %u", name, from_size,
                size);
    memcpy(value, from, size);
    return S_OK;
}

static HRESULT CALLBACK get_property(
        void *instance, WS_CHANNEL_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    struct http_server_channel *http = instance;
    SOCKADDR_STORAGE peer = { 0 };
    ULONGLONG number;

    if (!http->connection)
        return fail(error, WS_E_INVALID_OPERATION,
                "Property %u of the channel exists while it has a request", id);
    switch (id)
    {
    case WS_CHANNEL_PROPERTY_REMOTE_IP_ADDRESS:
        memcpy(&peer, http_connection_peer(http->connection)->bytes,
                http_connection_peer(http->connection)->length);
        return give(&peer, sizeof(peer), value, size, "REMOTE_IP_ADDRESS", error);
    case WS_CHANNEL_PROPERTY_HTTP_CONNECTION_ID:
        number = http_connection_id(http->connection);
        return give(&number, sizeof(number), value, size, "HTTP_CONNECTION_ID", error);
    default:
        return fail(
                error, E_INVALIDARG, "Property %u does not exist on a server's HTTP channel", id);
    }
}

static HRESULT CALLBACK set_property(
        void *instance, WS_CHANNEL_PROPERTY_ID id, const void *value, ULONG size, WS_ERROR *error)
{
    return fail(error, E_INVALIDARG, "Property %u of the channel cannot be set", id);
}

static HRESULT CALLBACK shut_down(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return fail(error, WS_E_INVALID_OPERATION, "An HTTP channel has no session");
}

const WS_CUSTOM_CHANNEL_CALLBACKS http_server_channel_calls = { create_channel, free_channel,
    reset_channel, open_channel, close_channel, abort_channel, get_property, set_property,
    write_start, write_end, read_start, read_end, abandon, shut_down };
