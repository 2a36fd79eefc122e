/* Streamed transfer of HTTP REPLY channels: requests that are read while they come, replies that go out while they are made.
 *
 * Out: the writer's bytes become chunks when it is flushed, and the first of them takes the head along: what the head says of a
 * fault is known by then. To a client of HTTP/1.0 the bytes go without chunks, and the connection ends with them.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/http_reply.h"

#include <string.h>

/* ---- in ---- */

/* What may come in all is counted here: the head may have said nothing of it. */
static HRESULT read_body(void *context, void *bytes, ULONG size, ULONG *got,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct reply_channel *r = context;

    if (http_connection_consumed(r->connection) > r->settings->max_streamed)
        return fail(error, WS_E_QUOTA_EXCEEDED,
                "The message is larger than MAX_STREAMED_MESSAGE_SIZE, which is %U bytes",
                r->settings->max_streamed);
    return http_connection_read_piece(r->connection, bytes, size, got, ctx, error);
}

enum
{
    START_MORE = 1,
    START_GOT
};

static HRESULT check_size(struct reply_channel *r, WS_ERROR *error)
{
    struct http_received got;

    http_connection_get(r->connection, &got);
    if (got.head->length <= r->settings->max_streamed) return S_OK;
    return fail(error, WS_E_QUOTA_EXCEEDED,
            "The message has %U bytes, more than MAX_STREAMED_MESSAGE_SIZE, which is %U",
            got.head->length, r->settings->max_streamed);
}

static HRESULT try_start(struct reply_channel *r, struct op *op)
{
    struct http_received got;
    WS_XML_STRING type;
    HRESULT hr;
    BOOL fits;

    http_connection_get(r->connection, &got);
    http_get_type(got.head, got.bytes, &type);
    hr = body_stream_start(&r->body, r->settings, r->reading, &type, &fits, op->error);
    if (!fits) r->refusal = 415;
    if (hr == S_FALSE) return op_goto(op, START_MORE);
    if (FAILED(hr)) return hr;
    r->got_type = type;
    r->is_reading = TRUE;
    return reply_take_head(r, r->reading, op->error);
}

static HRESULT start_step(struct op *op, int state, HRESULT hr)
{
    struct reply_channel *r = CONTAINING_RECORD(op, struct reply_channel, read_op);

    switch (state)
    {
    case OP_BEGIN:
        if (FAILED(hr = check_size(r, op->error))) return reply_refused(r, hr);
        return op_goto(op, START_MORE);
    case START_MORE:
        return body_stream_more(&r->body, r->settings, op_await(op, START_GOT), op->error);
    default:
        if (FAILED(hr)) return reply_refused(r, hr);
        body_stream_arrived(&r->body);
        return reply_refused(r, try_start(r, op));
    }
}

HRESULT reply_stream_read_start(
        struct reply_channel *r, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    r->body.read = read_body;
    r->body.context = r;
    body_stream_begin(&r->body);
    r->read_op.step = start_step;
    r->read_op.release = NULL;
    return op_start(&r->read_op, ctx, error);
}

static HRESULT read_end_step(struct op *op, int state, HRESULT hr)
{
    struct reply_channel *r = CONTAINING_RECORD(op, struct reply_channel, read_op);
    WS_XML_READER *reader;

    if (state == OP_BEGIN && SUCCEEDED(hr = message_own_reader(r->reading, &reader, op->error)))
        return WsFillReader(reader, 0x7fffffff, op_await(op, 1), op->error);
    r->is_reading = FALSE;
    if (SUCCEEDED(hr)) hr = WsReadEnvelopeEnd(r->reading, op->error);
    return reply_refused(r, hr);
}

HRESULT reply_stream_read_end(
        struct reply_channel *r, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    r->reading = message;
    r->read_op.step = read_end_step;
    r->read_op.release = NULL;
    return op_start(&r->read_op, ctx, error);
}

/* ---- out ---- */

static BOOL is_bare(struct reply_channel *r)
{
    struct http_received got;

    http_connection_get(r->connection, &got);
    return !got.head->minor;
}

static BOOL is_head_request(struct reply_channel *r)
{
    struct http_received got;

    http_connection_get(r->connection, &got);
    return got.head->method.length == 4 && !memcmp(got.bytes + got.head->method.at, "HEAD", 4);
}

/* Into out, which is reset: the head if it has not gone out yet. */
static HRESULT begin_out(struct reply_channel *r, WS_ERROR *error)
{
    WS_BYTES none = { 0 };

    buf_reset(&r->out, r->settings->trim);
    if (r->begun) return S_OK;
    r->begun = r->replied = TRUE;
    return reply_put_head(r, r->writing, &none, TRUE, error);
}

static HRESULT CALLBACK write_stream(void *state, const WS_BYTES *buffers, ULONG count,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct reply_channel *r = state;
    HRESULT hr = begin_out(r, error);

    if (FAILED(hr)) return hr;
    if (is_head_request(r)) count = 0;
    hr = http_put_chunk(&r->out, r->settings, &r->sent, buffers, count, is_bare(r), error);
    if (FAILED(hr) || !buf_count(&r->out)) return hr;
    return http_connection_write(r->connection, buf_bytes(&r->out), buf_count(&r->out), ctx, error);
}

HRESULT reply_stream_write_start(struct reply_channel *r, WS_MESSAGE *message, WS_ERROR *error)
{
    HRESULT hr;

    r->begun = FALSE;
    r->sent = 0;
    r->writing = message;
    hr = http_start_output_stream(r->settings, message, write_stream, r, error);
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
    struct reply_channel *r = CONTAINING_RECORD(op, struct reply_channel, end_op);

    if (state == OP_BEGIN) return WsFlushWriter(r->writer, 0, op_await(op, END_FLUSHED), op->error);
    if (SUCCEEDED(hr) && state == END_FLUSHED)
    {
        hr = begin_out(r, op->error);
        if (SUCCEEDED(hr) && !is_bare(r) && !is_head_request(r))
            hr = buf_put(&r->out, "0\r\n\r\n", 5, op->error);
        if (SUCCEEDED(hr) && buf_count(&r->out))
            return http_connection_write(r->connection, buf_bytes(&r->out), buf_count(&r->out),
                    op_await(op, END_SENT), op->error);
    }
    if (SUCCEEDED(hr)) r->is_writing = FALSE; /* else the connection is to end with it */
    return hr;
}

HRESULT reply_stream_write_end(
        struct reply_channel *r, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    HRESULT hr = message_own_writer(message, &r->writer, error);

    if (SUCCEEDED(hr)) hr = WsWriteEnvelopeEnd(message, error);
    if (FAILED(hr)) return hr;
    r->end_op.step = end_step;
    r->end_op.release = NULL;
    return op_start(&r->end_op, ctx, error);
}
