/* The HTTP binding on the client side: REQUEST channels. One request and its reply at a time, over connections that the
 * process shares.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

#define MAX_HEAD 65536 /* of a reply, and of our request beside the body */

struct http_channel
{
    WS_CHANNEL *channel;
    struct http_client client;
    struct op write, read;
    WS_HEAP heap;         /* target and host, from open to reset */
    WS_XML_STRING target; /* path and query as they go into the request line */
    WS_XML_STRING authority;
    WS_XML_STRING action; /* of the request being written */
    struct buf mapped;    /* its mapped headers, as lines */
    WS_MESSAGE *message;  /* of the read in progress */
};

static HRESULT create(
        WS_CHANNEL_TYPE type, const void *parameters, ULONG size, void **instance, WS_ERROR *error)
{
    const struct channel_parameters *p = parameters;
    struct http_channel *http;
    HRESULT hr;

    if (FAILED(hr = net_start(error))) return hr;
    if (p->channel->settings.encoding != WS_ENCODING_XML_BINARY_1
            && !content_type_text(p->channel->settings.encoding, p->channel->settings.envelope))
        return fail(error, E_NOTIMPL, "The encoding %u is not implemented for HTTP yet",
                p->channel->settings.encoding);
    if (!(http = mem_zalloc(sizeof(*http)))) return fail_memory(error);
    http->channel = p->channel;
    http_client_init(&http->client);
    heap_init(&http->heap, 0x100000, 0);
    buf_init(&http->mapped, MAX_HEAD);
    *instance = http;
    return S_OK;
}

static void CALLBACK free_channel(void *instance)
{
    struct http_channel *http = instance;

    http_client_clear(&http->client);
    heap_clear(&http->heap);
    buf_clear(&http->mapped);
    mem_free(http);
}

static HRESULT CALLBACK create_channel(
        WS_CHANNEL_TYPE type, const void *parameters, ULONG size, void **instance, WS_ERROR *error)
{
    return create(type, parameters, size, instance, error);
}

static HRESULT CALLBACK reset_channel(void *instance, WS_ERROR *error)
{
    struct http_channel *http = instance;

    http_client_clear(&http->client);
    http_client_init(&http->client);
    heap_reset(&http->heap);
    return S_OK;
}

/* ---- open: no traffic yet, the address is taken apart ---- */

/* Characters outside of ASCII travel as percent signs and hexadecimal digits of their UTF-8 (RFC 3987). */
static HRESULT escape(WS_HEAP *heap, const WS_XML_STRING *from, WS_XML_STRING *to, WS_ERROR *error)
{
    static const char digits[] = "0123456789ABCDEF";
    ULONG i, n = 0;
    BYTE *bytes;
    HRESULT hr = heap_alloc(heap, (SIZE_T)from->length * 3 + 1, (void **)&bytes, error);

    if (FAILED(hr)) return hr;
    for (i = 0; i < from->length; i++)
    {
        BYTE c = from->bytes[i];

        if (c > ' ' && c < 0x7f)
        {
            bytes[n++] = c;
            continue;
        }
        bytes[n++] = '%';
        bytes[n++] = digits[c >> 4];
        bytes[n++] = digits[c & 15];
    }
    to->bytes = bytes;
    to->length = n;
    return S_OK;
}

/* The request line wants path and query as they were given, escapes and all; WsDecodeUrl has checked them. */
static HRESULT split(struct http_channel *http, const WS_XML_STRING *url, WS_ERROR *error)
{
    static const BYTE root[] = "/";
    WS_XML_STRING rest = { 0 }, *target = &http->target;
    ULONG start = 0, end;
    HRESULT hr;

    while (start + 2 < url->length && memcmp(url->bytes + start, "://", 3))
        start++;
    start += 3;
    for (end = start; end < url->length && !strchr("/?#", url->bytes[end]);)
        end++;
    http->authority.bytes = url->bytes + start;
    http->authority.length = end - start;
    rest.bytes = url->bytes + end;
    while (end + rest.length < url->length && rest.bytes[rest.length] != '#')
        rest.length++;
    if (FAILED(hr = escape(&http->heap, &rest, target, error))) return hr;
    if (target->length && target->bytes[0] == '/') return S_OK;
    if (!target->length)
    {
        target->bytes = (BYTE *)root;
        target->length = 1;
        return S_OK;
    }
    return fail(error, WS_E_INVALID_ENDPOINT_URL, "The URL has a query, but no path before it");
}

static HRESULT set_target(struct http_channel *http, const WS_HTTP_URL *url, WS_ERROR *error)
{
    struct net_target *target = &http->client.target;
    const WCHAR *host = url->host.chars;
    ULONG length = url->host.length, size;

    if (length >= 2 && host[0] == '[')
    {
        host++;
        length -= 2;
    }
    size = utf8_length(host, length);
    if (!size || size >= sizeof(target->host))
        return fail(error, WS_E_INVALID_ENDPOINT_URL,
                "The host '%S' of the URL is empty or too long", &url->host);
    target->host[utf8_from_utf16(host, length, (BYTE *)target->host)] = 0;
    target->port = url->port;
    http->client.named = TRUE;
    return S_OK;
}

static HRESULT CALLBACK open_channel(void *instance, const WS_ENDPOINT_ADDRESS *address,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct http_channel *http = instance;
    WS_XML_STRING text;
    WS_URL *url;
    HRESULT hr;

    heap_reset(&http->heap);
    hr = WsDecodeUrl(&address->url, 0, &http->heap, &url, error);
    if (FAILED(hr))
        return fail(error, WS_E_INVALID_ENDPOINT_URL, "The address '%S' is not a valid URL",
                &address->url);
    if (url->scheme == WS_URL_HTTPS_SCHEME_TYPE)
        return fail(error, WS_E_INVALID_ENDPOINT_URL,
                "The address '%S' needs a security description with an SSL transport binding",
                &address->url);
    if (url->scheme != WS_URL_HTTP_SCHEME_TYPE)
        return fail(error, WS_E_INVALID_ENDPOINT_URL,
                "The address '%S' of an HTTP channel must begin with http://", &address->url);
    if (FAILED(hr = set_target(http, (const WS_HTTP_URL *)url, error))) return hr;
    if (FAILED(hr = heap_utf8(&http->heap, address->url.chars, address->url.length, &text, error)))
        return hr;
    return split(http, &text, error);
}

/* ---- the request ---- */

static HRESULT CALLBACK write_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct http_channel *http = instance;
    WS_CHANNEL *channel = http->channel;
    const WS_HTTP_MESSAGE_MAPPING *m = &channel->mapping;
    WS_XML_WRITER *writer;
    WS_XML_STRING to;
    HRESULT hr;

    buf_reset(&http->mapped, 4096);
    if (FAILED(hr = message_take_transport(message, &http->action, &to, error))) return hr;
    hr = http_map_out(
            &http->mapped, m->requestHeaderMappings, m->requestHeaderMappingCount, message, error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = http_set_writer(&channel->settings, message, &writer, error))) return hr;
    return WsWriteEnvelopeStart(message, writer, NULL, NULL, error);
}

static HRESULT put(struct buf *buf, const char *text, WS_ERROR *error)
{
    return buf_put(buf, text, text_length(text), error);
}

static HRESULT put_head(struct http_channel *http, ULONG body_length, WS_ERROR *error)
{
    struct buf *out = &http->client.out;
    HRESULT hr;

    if (FAILED(hr = put(out, "POST ", error))) return hr;
    if (FAILED(hr = buf_put(out, http->target.bytes, http->target.length, error))) return hr;
    if (FAILED(hr = put(out, " HTTP/1.1\r\nHost: ", error))) return hr;
    if (FAILED(hr = buf_put(out, http->authority.bytes, http->authority.length, error))) return hr;
    if (FAILED(hr = put(out, "\r\nUser-Agent: MS-WebServices/1.0\r\n", error))) return hr;
    if (FAILED(hr = http_put_content_type(out, &http->channel->settings, &http->action, error)))
        return hr;
    if (FAILED(hr = buf_put(out, buf_bytes(&http->mapped), buf_count(&http->mapped), error)))
        return hr;
    return buf_put_text(out, error, "Content-Length: %u\r\n\r\n", body_length);
}

/* Head and body in one piece: one send for a call. */
static HRESULT build_request(struct http_channel *http, WS_MESSAGE *message, WS_ERROR *error)
{
    const struct channel_settings *s = &http->channel->settings;
    struct http_client *client = &http->client;
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
    buf_reset(&client->out, s->trim_size + MAX_HEAD);
    client->out.max = s->max_buffered_size > 0xffffffff - MAX_HEAD
            ? 0xffffffff
            : s->max_buffered_size + MAX_HEAD;
    if (FAILED(hr = put_head(http, body.length, error))) return hr;
    if (FAILED(hr = buf_put(&client->out, body.bytes, body.length, error))) return hr;
    client->resolve_timeout = s->resolve_timeout;
    client->connect_timeout = s->connect_timeout;
    client->send_timeout = s->send_timeout;
    client->response_timeout = s->response_timeout;
    client->receive_timeout = s->receive_timeout;
    client->max_body = s->max_buffered_size;
    return S_OK;
}

enum write_state
{
    WRITE_SEND = OP_BEGIN,
    WRITE_SENT
};

static HRESULT write_step(struct op *op, int state, HRESULT hr)
{
    struct http_channel *http = CONTAINING_RECORD(op, struct http_channel, write);

    switch ((enum write_state)state)
    {
    case WRITE_SEND:
        return http_client_send(&http->client, op_await(op, WRITE_SENT), op->error);

    case WRITE_SENT:
        if (FAILED(hr)) object_fault(&http->channel->object);
        return hr;
    }
    return hr;
}

static HRESULT CALLBACK write_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct http_channel *http = instance;
    HRESULT hr = build_request(http, message, error);

    if (FAILED(hr)) return hr;
    http->write.step = write_step;
    http->write.release = NULL;
    return op_start(&http->write, ctx, error);
}

/* ---- the reply ---- */

/* A status other than success or a fault's 500: the body is for people, not for us. */
static HRESULT refused(const struct http_head *head, const BYTE *bytes, WS_ERROR *error)
{
    HRESULT hr = http_status_code(head->status);

    return fail(error, hr, "The server returned the HTTP status %u (%b)", head->status,
            bytes + head->reason.at, head->reason.length);
}

static BOOL may_be_soap(ULONG status)
{
    return status == 200 || status == 500 || status == 400;
}

static HRESULT take_reply(struct http_channel *http, WS_MESSAGE *message, WS_ERROR *error)
{
    WS_CHANNEL *channel = http->channel;
    const struct http_head *head = &http->client.head;
    const BYTE *bytes = buf_bytes(&http->client.in), *body = bytes + http->client.head_length;
    const struct http_field *type = http_find_field(head, bytes, "content-type", 0);
    ULONG length = http->client.body_length;
    WS_XML_STRING action;
    WS_XML_READER *reader;
    WS_CHARSET charset;
    HRESULT hr;

    if (!length && head->status >= 200 && head->status < 300)
        return WS_S_END; /* accepted, no reply */
    if (!may_be_soap(head->status) || !type) return refused(head, bytes, error);
    hr = http_check_content_type(&channel->settings, bytes + type->value.at, type->value.length,
            message_heap(message), &charset, &action, head->status == 200 ? error : NULL);
    if (FAILED(hr)) return head->status == 200 ? hr : refused(head, bytes, error);
    if (FAILED(hr = http_set_reader(
                       &channel->settings, message, body, length, charset, &reader, error)))
        return hr;
    if (FAILED(hr = WsReadEnvelopeStart(message, reader, NULL, NULL, error))) return hr;
    if (FAILED(hr = message_put_transport(message, &action, NULL, error))) return hr;
    return http_map_in(head, bytes, channel->mapping.responseHeaderMappings,
            channel->mapping.responseHeaderMappingCount, message, error);
}

enum read_state
{
    READ_RECEIVE = OP_BEGIN,
    READ_RECEIVED
};

static HRESULT read_step(struct op *op, int state, HRESULT hr)
{
    struct http_channel *http = CONTAINING_RECORD(op, struct http_channel, read);

    switch ((enum read_state)state)
    {
    case READ_RECEIVE:
        return http_client_receive(&http->client, op_await(op, READ_RECEIVED), op->error);

    case READ_RECEIVED:
        if (FAILED(hr))
        {
            object_fault(&http->channel->object);
            return hr;
        }
        return take_reply(http, http->message, op->error);
    }
    return hr;
}

static HRESULT CALLBACK read_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct http_channel *http = instance;

    if (!http->client.awaited)
        return fail(
                error, WS_E_INVALID_OPERATION, "There is no reply to read: no request was sent");
    http->message = message;
    http->read.step = read_step;
    http->read.release = NULL;
    return op_start(&http->read, ctx, error);
}

static HRESULT CALLBACK read_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return WsReadEnvelopeEnd(message, error);
}

static HRESULT CALLBACK abandon(void *instance, WS_MESSAGE *message, WS_ERROR *error)
{
    return S_OK; /* a buffered reply is here whole; a request not sent leaves no trace */
}

static HRESULT CALLBACK close_channel(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct http_channel *http = instance;

    http_client_drop(&http->client);
    return S_OK;
}

static HRESULT CALLBACK abort_channel(void *instance, WS_ERROR *error)
{
    struct http_channel *http = instance;

    http_client_abort(&http->client, WS_E_OPERATION_ABORTED);
    return S_OK;
}

static HRESULT CALLBACK get_property(
        void *instance, WS_CHANNEL_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    return fail(error, E_INVALIDARG,
            "Property %u does not exist on a client's HTTP channel, or has no value yet", id);
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

const WS_CUSTOM_CHANNEL_CALLBACKS http_channel_calls = { create_channel, free_channel,
    reset_channel, open_channel, close_channel, abort_channel, get_property, set_property,
    write_start, write_end, read_start, read_end, abandon, shut_down };
