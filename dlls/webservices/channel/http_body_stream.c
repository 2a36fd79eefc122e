/* Bodies of HTTP that are on their way while the application works on them: what both sides of it need.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

void body_stream_begin(struct body_stream *stream)
{
    buf_reset(&stream->first, 65536);
    stream->at = stream->got = 0;
    stream->ended = FALSE;
}

/* The reader's own source. */
static HRESULT CALLBACK read_stream(void *state, void *bytes, ULONG size, ULONG *got,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct body_stream *stream = state;
    ULONG have = buf_count(&stream->first) - stream->at;

    if (have)
    {
        *got = have < size ? have : size;
        memcpy(bytes, buf_bytes(&stream->first) + stream->at, *got);
        stream->at += *got;
        return S_OK;
    }
    *got = 0;
    if (stream->ended) return S_OK;
    if (stream->is_starting)
        return fail(error, WS_E_INVALID_FORMAT, "The start of the message is not here yet");
    return stream->read(stream->context, bytes, size, got, ctx, error);
}

HRESULT body_stream_more(struct body_stream *stream, const struct channel_settings *settings,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct buf *first = &stream->first;
    ULONG room = settings->max_start - buf_count(first);
    HRESULT hr;

    if (room > 4096) room = 4096;
    if (FAILED(hr = buf_reserve(first, room, error))) return hr;
    return stream->read(stream->context, first->data + first->end, room, &stream->got, ctx, error);
}

void body_stream_arrived(struct body_stream *stream)
{
    stream->first.end += stream->got;
    stream->ended = !stream->got;
}

HRESULT body_stream_start(struct body_stream *stream, const struct channel_settings *settings,
        WS_MESSAGE *message, const WS_XML_STRING *type, BOOL *fits, WS_ERROR *error)
{
    BOOL is_full = buf_count(&stream->first) >= settings->max_start;
    BOOL is_last = stream->ended || is_full;
    HRESULT hr;

    stream->is_starting = TRUE;
    hr = http_start_input_stream(settings, message, type, buf_bytes(&stream->first),
            buf_count(&stream->first), &stream->at, read_stream, stream, is_last ? error : NULL);
    stream->is_starting = FALSE;
    *fits = hr != S_FALSE;
    if (hr == S_OK) return S_OK;
    if (FAILED(hr) && !is_last) return S_FALSE;
    if (FAILED(hr) && is_full && !stream->ended)
        return fail(error, WS_E_QUOTA_EXCEEDED,
                "The message has not begun within MAX_STREAMED_START_SIZE, which is %u bytes",
                settings->max_start);
    return FAILED(hr) ? hr : WS_E_INVALID_FORMAT;
}

HRESULT http_put_chunk(struct buf *out, const struct channel_settings *settings, UINT64 *sent,
        const WS_BYTES *buffers, ULONG count, BOOL bare, WS_ERROR *error)
{
    BYTE line[HTTP_CHUNK_LINE];
    UINT64 size = 0;
    HRESULT hr = S_OK;
    ULONG i;

    for (i = 0; i < count; i++)
        size += buffers[i].length;
    *sent += size;
    if (*sent > settings->max_streamed || size > 0x7fffffff)
        return fail(error, WS_E_QUOTA_EXCEEDED,
                "The message is larger than MAX_STREAMED_MESSAGE_SIZE, which is %U bytes",
                settings->max_streamed);
    if (!size) return S_OK; /* an empty chunk would be the end */
    if (!bare) hr = buf_put(out, line, http_chunk_line((ULONG)size, line), error);
    for (i = 0; i < count && SUCCEEDED(hr); i++)
        hr = buf_put(out, buffers[i].bytes, buffers[i].length, error);
    return FAILED(hr) || bare ? hr : buf_put(out, "\r\n", 2, error);
}
