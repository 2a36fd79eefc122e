/* Streamed transfer of HTTP REQUEST channels: messages that are on their way while the application works on them.
 *
 * Out: the writer's bytes become chunks when it is flushed; the first of them takes the head along. Such a request is sent
 * on a new connection, since it could not be sent again. In: bytes are gathered until an envelope's start can be
 * read from them, MAX_STREAMED_START_SIZE at most; from there on the reader asks for what it is told to fill.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/http_request.h"

#include <string.h>

/* ---- out ---- */

static HRESULT pass_on(struct request_channel *r, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    if (r->begun) return http_client_write(&r->client, ctx, error);
    r->begun = TRUE;
    return request_send_off(r, ctx, error);
}

static HRESULT CALLBACK write_stream(void *state, const WS_BYTES *buffers, ULONG count,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct request_channel *r = state;
    HRESULT hr;

    if (r->begun) buf_reset(&r->client.out, r->settings->trim);
    hr = http_put_chunk(&r->client.out, r->settings, &r->sent, buffers, count, FALSE, error);
    if (FAILED(hr)) return hr;
    return pass_on(r, ctx, error);
}

HRESULT stream_write_start(struct request_channel *r, WS_MESSAGE *message, WS_ERROR *error)
{
    HRESULT hr;

    request_begin(r);
    r->client.only_new = TRUE;
    r->begun = FALSE;
    r->sent = 0;
    r->body_size = 0;
    hr = request_make_type(r, error);
    if (SUCCEEDED(hr)) hr = request_put_head(r, TRUE, &r->client.out, error);
    if (SUCCEEDED(hr)) hr = http_start_output_stream(r->settings, message, write_stream, r, error);
    r->is_writing = SUCCEEDED(hr);
    return hr;
}

enum
{
    END_FLUSHED = 1,
    END_SENT
};

static HRESULT end_step(struct op *op, int state, HRESULT hr)
{
    struct request_channel *r = CONTAINING_RECORD(op, struct request_channel, end_op);

    if (state == OP_BEGIN) return WsFlushWriter(r->writer, 0, op_await(op, END_FLUSHED), op->error);
    if (SUCCEEDED(hr) && state == END_FLUSHED)
    {
        if (r->begun) buf_reset(&r->client.out, r->settings->trim);
        hr = buf_put(&r->client.out, "0\r\n\r\n", 5, op->error);
        if (SUCCEEDED(hr)) return pass_on(r, op_await(op, END_SENT), op->error);
    }
    r->is_writing = FALSE;
    if (FAILED(hr)) http_client_drop(&r->client);
    return hr;
}

HRESULT stream_write_end(struct request_channel *r, WS_MESSAGE *message,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    HRESULT hr = message_own_writer(message, &r->writer, error);

    if (SUCCEEDED(hr)) hr = WsWriteEnvelopeEnd(message, error);
    if (FAILED(hr))
    {
        r->is_writing = FALSE;
        http_client_drop(&r->client);
        return hr;
    }
    r->end_op.step = end_step;
    r->end_op.release = NULL;
    return op_start(&r->end_op, ctx, error);
}

/* ---- in ---- */

static HRESULT read_body(void *context, void *bytes, ULONG size, ULONG *got,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct request_channel *r = context;

    return http_client_read(&r->client, bytes, size, got, ctx, error);
}

enum
{
    START_HEAD = 1,
    START_FOLLOW,
    START_RESENT,
    START_MORE,
    START_GOT,
    START_FILLED
};

/* With what has come: S_FALSE when more is needed. */
static HRESULT try_start(struct request_channel *r, WS_ERROR *error)
{
    WS_XML_STRING type;
    HRESULT hr;
    BOOL fits;

    http_get_type(&r->client.head, buf_bytes(&r->client.in), &type);
    hr = body_stream_start(&r->body, r->settings, r->reading, &type, &fits, error);
    return FAILED(hr) ? request_bad_message(r, hr, error) : hr;
}

static HRESULT got_more(struct request_channel *r, struct op *op)
{
    WS_XML_READER *reader;
    HRESULT hr;

    body_stream_arrived(&r->body);
    if (r->body.ended && !buf_count(&r->body.first) && r->settings->encoding != WS_ENCODING_RAW)
        return request_no_body(r, op->error);
    if ((hr = try_start(r, op->error)) == S_FALSE) return op_goto(op, START_MORE);
    if (FAILED(hr)) return hr;
    r->is_reading = TRUE;
    if (FAILED(hr = request_take_headers(r, r->reading, op->error))) return hr;
    if (!message_is_fault(r->reading)) return S_OK;
    /* the channel's functions read a fault themselves: all of it */
    if (FAILED(hr = message_own_reader(r->reading, &reader, op->error))) return hr;
    return WsFillReader(reader, 0x7fffffff, op_await(op, START_FILLED), op->error);
}

static HRESULT start_failed(struct request_channel *r, HRESULT hr)
{
    r->is_reading = FALSE;
    http_client_drop(&r->client);
    return hr;
}

static HRESULT got_head(struct request_channel *r, struct op *op)
{
    HRESULT hr = S_OK;

    if (r->settings->cookie_mode == WS_AUTO_COOKIE_MODE)
        hr = http_cookies_take(
                &r->cookies, r->to, &r->client.head, buf_bytes(&r->client.in), op->error);
    if (SUCCEEDED(hr) && request_is_redirected(r)) return op_go_long(op, START_FOLLOW);
    if (SUCCEEDED(hr)) hr = request_check_status(r, op->error);
    if (FAILED(hr)) return start_failed(r, hr);
    r->body.read = read_body;
    r->body.context = r;
    body_stream_begin(&r->body);
    return op_goto(op, START_MORE);
}

static HRESULT start_step(struct op *op, int state, HRESULT hr)
{
    struct request_channel *r = CONTAINING_RECORD(op, struct request_channel, read_op);

    if (state != OP_BEGIN && FAILED(hr)) return start_failed(r, hr);
    switch (state)
    {
    case OP_BEGIN:
        return http_client_receive_head(&r->client, op_await(op, START_HEAD), op->error);
    case START_HEAD:
        return got_head(r, op);
    case START_FOLLOW:
        http_client_drop(&r->client); /* with the body that nobody wants */
        if (FAILED(hr = request_follow(r, op->error))) return hr;
        return request_send_off(r, op_await(op, START_RESENT), op->error);
    case START_RESENT:
        return op_goto(op, OP_BEGIN);
    case START_MORE:
        return body_stream_more(&r->body, r->settings, op_await(op, START_GOT), op->error);
    case START_GOT:
        hr = got_more(r, op);
        return FAILED(hr) ? start_failed(r, hr) : hr;
    default:
        return S_OK;
    }
}

HRESULT stream_read_start(struct request_channel *r, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    r->read_op.step = start_step;
    return op_start(&r->read_op, ctx, error);
}

static HRESULT read_end_step(struct op *op, int state, HRESULT hr)
{
    struct request_channel *r = CONTAINING_RECORD(op, struct request_channel, read_op);
    WS_XML_READER *reader;

    if (state == OP_BEGIN && SUCCEEDED(hr = message_own_reader(r->reading, &reader, op->error)))
        return WsFillReader(reader, 0x7fffffff, op_await(op, START_FILLED), op->error);
    r->is_reading = FALSE;
    if (SUCCEEDED(hr)) hr = WsReadEnvelopeEnd(r->reading, op->error);
    if (FAILED(hr)) http_client_drop(&r->client);
    return hr;
}

HRESULT stream_read_end(struct request_channel *r, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error)
{
    r->reading = message;
    r->read_op.step = read_end_step;
    return op_start(&r->read_op, ctx, error);
}
