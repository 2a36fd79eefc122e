/* Any bytes as a multipart body, with any boundary: parts lie one behind the other inside of what went in, no delimiter is
 * left in them, headers are inside of their part; and the same parts written anew are read as the same parts.
 *
 * Input: a byte with the boundary's length (1 to 70), the boundary, the body.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wire/wire.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size);

#define MOST 64

struct body
{
    const BYTE *bytes, *boundary;
    ULONG count, length;
};

/* Whether a line of it begins with the delimiter and has nothing else but white space. */
static BOOL has_delimiter(const BYTE *bytes, ULONG count, const struct body *body)
{
    ULONG i, end;

    for (i = 0; i + body->length + 2 <= count; i++)
    {
        if ((i && bytes[i - 1] != '\n') || bytes[i] != '-' || bytes[i + 1] != '-'
                || memcmp(bytes + i + 2, body->boundary, body->length))
            continue;
        end = i + body->length + 2;
        if (count - end >= 2 && bytes[end] == '-' && bytes[end + 1] == '-') end += 2;
        while (end < count && (bytes[end] == ' ' || bytes[end] == '\t'))
            end++;
        if (end < count && bytes[end] == '\r') end++;
        if (end < count && bytes[end] == '\n') return TRUE;
    }
    return FALSE;
}

static void check_headers(const BYTE *bytes, ULONG length)
{
    static const char *const names[] = { "content-id", "content-type", "a", "" };
    struct http_slice value;
    BYTE text[70];
    ULONG i, got;

    for (i = 0; i < COUNT_OF(names); i++)
    {
        if (!mime_find_header(bytes, length, names[i], &value)) continue;
        if (value.at > length || value.length > length - value.at) __builtin_trap();
        if (content_type_parameter(
                    bytes + value.at, value.length, "boundary", text, sizeof(text), &got, NULL)
                        == S_OK
                && got > sizeof(text))
            __builtin_trap();
    }
}

/* The number of parts, or -1 when it is no multipart body. */
static int walk(const struct body *body, struct mime_part *parts)
{
    struct mime_walk at = { 0 };
    struct mime_part part;
    ULONG last = 0;
    int n = 0;
    HRESULT hr;

    while ((hr = mime_next_part(
                    body->bytes, body->count, body->boundary, body->length, &at, &part, NULL))
            == S_OK)
    {
        if (part.headers.at < last || part.content.at != part.headers.at + part.headers.length
                || part.content.at > body->count
                || part.content.length > body->count - part.content.at)
            __builtin_trap();
        last = part.content.at + part.content.length;
        if (has_delimiter(body->bytes + part.headers.at, last - part.headers.at, body))
            __builtin_trap();
        check_headers(body->bytes + part.headers.at, part.headers.length);
        if (n < MOST) parts[n] = part;
        n++;
    }
    if (FAILED(hr) && hr != WS_E_INVALID_FORMAT) __builtin_trap();
    return FAILED(hr) ? -1 : n;
}

static ULONG put(BYTE *out, ULONG at, const void *bytes, ULONG count)
{
    if (count) memcpy(out + at, bytes, count);
    return at + count;
}

static void write_anew(const struct body *body, const struct mime_part *parts, int n)
{
    BYTE *out = malloc(body->count + (n + 1) * (body->length + 8));
    struct body again = { out, body->boundary, 0, body->length };
    struct mime_part others[MOST];
    ULONG at = 0;
    int i;

    for (i = 0; i <= n; i++)
    {
        at = put(out, at, i ? "\r\n--" : "--", i ? 4 : 2);
        at = put(out, at, body->boundary, body->length);
        at = put(out, at, i < n ? "\r\n" : "--", 2);
        if (i < n)
            at = put(out, at, body->bytes + parts[i].headers.at,
                    parts[i].headers.length + parts[i].content.length);
    }
    again.count = at;
    if (walk(&again, others) != n) __builtin_trap();
    for (i = 0; i < n; i++)
    {
        if (others[i].headers.length != parts[i].headers.length
                || others[i].content.length != parts[i].content.length
                || memcmp(out + others[i].headers.at, body->bytes + parts[i].headers.at,
                        parts[i].headers.length + parts[i].content.length))
            __builtin_trap();
    }
    free(out);
}

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size)
{
    struct mime_part parts[MOST];
    struct body body;
    int n;

    if (size < 2 || size > 65536) return 0;
    body.length = data[0] % 70 + 1;
    if (size < body.length + 1) return 0;
    body.boundary = data + 1;
    if (memchr(body.boundary, '\n', body.length)) return 0; /* content types do not allow it */
    body.bytes = body.boundary + body.length;
    body.count = (ULONG)size - body.length - 1;
    n = walk(&body, parts);
    if (n >= 0 && n <= MOST) write_anew(&body, parts, n);
    return 0;
}
