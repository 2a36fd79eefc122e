/* Bytes with two cursors and a maximum: what every codec reads from and writes to.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"

#include <string.h>

#define SMALLEST 256

void buf_init(struct buf *buf, ULONG max)
{
    memset(buf, 0, sizeof(*buf));
    buf->max = max;
}

static void release(BYTE *data, ULONG size)
{
    if (size == CHUNK_SIZE)
        chunk_free(data);
    else
        mem_free(data);
}

void buf_clear(struct buf *buf)
{
    release(buf->data, buf->size);
    buf_init(buf, buf->max);
}

void buf_reset(struct buf *buf, ULONG keep)
{
    if (buf->size > keep)
        buf_clear(buf);
    else
        buf->start = buf->end = 0;
}

static void move_front(struct buf *buf)
{
    ULONG count = buf_count(buf);

    if (buf->start && count) memmove(buf->data, buf->data + buf->start, count);
    buf->start = 0;
    buf->end = count;
}

HRESULT buf_reserve(struct buf *buf, ULONG count, WS_ERROR *error)
{
    ULONG used = buf_count(buf), size;
    BYTE *data;

    /* blocks are larger than what was asked for: room alone does not mean that the content may grow */
    if (count > buf->max || used > buf->max - count)
        return fail(error, WS_E_QUOTA_EXCEEDED,
                "A buffer may hold %u bytes; it holds %u and %u more are needed", buf->max, used,
                count);
    if (count <= buf->size - buf->end) return S_OK;
    if (used + count <= buf->size && buf->start >= used)
    {
        move_front(buf);
        return S_OK;
    }
    for (size = buf->size ? buf->size : SMALLEST; size < used + count;)
        size = size > 0x7fffffff ? used + count : size * 2;
    /* the maximum counts content; a little more room for whole chunks costs nothing */
    data = size == CHUNK_SIZE ? chunk_alloc() : mem_alloc(size);
    if (!data) return fail_memory(error);
    if (used) memcpy(data, buf->data + buf->start, used);
    release(buf->data, buf->size);
    buf->data = data;
    buf->size = size;
    buf->start = 0;
    buf->end = used;
    return S_OK;
}

HRESULT buf_put(struct buf *buf, const void *bytes, ULONG count, WS_ERROR *error)
{
    HRESULT hr = buf_reserve(buf, count, error);

    if (FAILED(hr)) return hr;
    if (count) memcpy(buf->data + buf->end, bytes, count);
    buf->end += count;
    return S_OK;
}

HRESULT buf_put_text(struct buf *buf, WS_ERROR *error, const char *format, ...)
{
    char line[2048];
    va_list args;
    ULONG length;

    va_start(args, format);
    length = format_text(line, sizeof(line), format, args);
    va_end(args);
    return buf_put(buf, line, length, error);
}

void buf_consume(struct buf *buf, ULONG count)
{
    buf->start += count;
    if (buf->start == buf->end) buf->start = buf->end = 0;
}
