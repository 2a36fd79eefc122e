/* Chunked bodies of HTTP/1.1.
 *
 * RFC 9112 chapter 7.1. Extensions and trailers are passed over, within limits.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wire/wire.h"

#include <string.h>

#define MAX_LINE     1024 /* size and extensions */
#define MAX_TRAILERS 8192 /* all of them */
#define MAX_DIGITS   15

enum
{
    SIZE_DIGITS,
    SIZE_EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_START, /* at the start of a line */
    TRAILER_LINE,
    TRAILER_LF, /* after the CR that ends a trailer's line */
    LAST_LF,
    ENDED
};

void http_chunks_init(struct http_chunks *chunks)
{
    memset(chunks, 0, sizeof(*chunks));
}

static int hex_digit(BYTE c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static HRESULT bad(WS_ERROR *error, const char *what)
{
    return fail(error, WS_E_INVALID_FORMAT, "Malformed chunked HTTP body: %s", what);
}

static HRESULT size_byte(struct http_chunks *chunks, BYTE c, WS_ERROR *error)
{
    int digit = hex_digit(c);

    if (++chunks->line > MAX_LINE) return bad(error, "a chunk's first line is too long");
    if (chunks->state == SIZE_DIGITS && digit >= 0)
    {
        if (++chunks->digits > MAX_DIGITS) return bad(error, "a chunk's size is too long");
        chunks->left = chunks->left * 16 + digit;
        return S_OK;
    }
    if (!chunks->digits) return bad(error, "a chunk's size is not a hexadecimal number");
    if (c == '\r')
        chunks->state = SIZE_LF;
    else if (chunks->state == SIZE_EXTENSION ? (c < 0x20 && c != '\t')
                                             : (c != ';' && c != ' ' && c != '\t'))
        return bad(error, "there is a stray character after a chunk's size");
    else
        chunks->state = SIZE_EXTENSION;
    return S_OK;
}

/* The line end after a size, or after data. */
static HRESULT line_feed(struct http_chunks *chunks, BYTE c, WS_ERROR *error)
{
    if (c != '\n') return bad(error, "a line does not end with CR LF");
    if (chunks->state == SIZE_LF)
    {
        chunks->state = chunks->left ? DATA : TRAILER_START;
        chunks->line = 0;
        return S_OK;
    }
    chunks->state = SIZE_DIGITS;
    chunks->left = 0;
    chunks->digits = chunks->line = 0;
    return S_OK;
}

static HRESULT trailer_byte(struct http_chunks *chunks, BYTE c, WS_ERROR *error)
{
    if (++chunks->line > MAX_TRAILERS) return bad(error, "the trailers are too long");
    if (chunks->state == LAST_LF || chunks->state == TRAILER_LF)
    {
        if (c != '\n') return bad(error, "a line does not end with CR LF");
        chunks->state = chunks->state == LAST_LF ? ENDED : TRAILER_START;
    }
    else if (c == '\r')
        chunks->state = chunks->state == TRAILER_START ? LAST_LF : TRAILER_LF;
    else if (c == '\n')
        return bad(error, "a line does not end with CR LF");
    else
        chunks->state = TRAILER_LINE;
    return S_OK;
}

static HRESULT one_byte(struct http_chunks *chunks, BYTE c, WS_ERROR *error)
{
    switch (chunks->state)
    {
    case SIZE_DIGITS:
    case SIZE_EXTENSION:
        return size_byte(chunks, c, error);
    case DATA_CR:
        if (c != '\r') return bad(error, "a chunk is longer than its size says");
        chunks->state = DATA_LF;
        return S_OK;
    case SIZE_LF:
    case DATA_LF:
        return line_feed(chunks, c, error);
    default:
        return trailer_byte(chunks, c, error);
    }
}

HRESULT http_chunks_decode(struct http_chunks *chunks, BYTE *bytes, ULONG count, ULONG *used,
        ULONG *data, WS_ERROR *error)
{
    ULONG in = 0, out = 0, part;
    HRESULT hr;

    while (in < count && chunks->state != ENDED)
    {
        if (chunks->state != DATA)
        {
            if (FAILED(hr = one_byte(chunks, bytes[in], error))) return hr;
            in++;
            continue;
        }
        part = chunks->left < count - in ? (ULONG)chunks->left : count - in;
        if (in != out) memmove(bytes + out, bytes + in, part);
        in += part;
        out += part;
        chunks->left -= part;
        if (!chunks->left) chunks->state = DATA_CR;
    }
    *used = in;
    *data = out;
    return chunks->state == ENDED ? S_OK : S_FALSE;
}

ULONG http_chunk_line(ULONG count, BYTE *line)
{
    static const char digits[] = "0123456789abcdef";
    ULONG shift = 28, length = 0;

    while (shift && !(count >> shift))
        shift -= 4;
    for (;; shift -= 4)
    {
        line[length++] = digits[(count >> shift) & 15];
        if (!shift) break;
    }
    line[length++] = '\r';
    line[length++] = '\n';
    return length;
}
