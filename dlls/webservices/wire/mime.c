/* Multipart bodies: their parts and the parts' headers.
 *
 * After RFC 2046 chapter 5.1 and RFC 5322 chapter 2.2; lines may end with LF alone.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wire/wire.h"

#include <string.h>

/* ---- headers ---- */

ULONG mime_headers_length(const BYTE *bytes, ULONG count)
{
    ULONG i = 0;
    const BYTE *end;

    for (;;)
    {
        if (i + 1 < count && bytes[i] == '\r' && bytes[i + 1] == '\n') return i + 2;
        if (i < count && bytes[i] == '\n') return i + 1;
        if (i >= count || !(end = memchr(bytes + i, '\n', count - i))) return 0;
        i = end - bytes + 1;
    }
}

static BOOL is_blank(BYTE c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Where the line that begins at i ends, folded lines included: after its line end. */
static ULONG line_end(const BYTE *bytes, ULONG count, ULONG i)
{
    const BYTE *end;

    do
    {
        if (!(end = memchr(bytes + i, '\n', count - i))) return count;
        i = end - bytes + 1;
    } while (i < count && (bytes[i] == ' ' || bytes[i] == '\t'));
    return i;
}

BOOL mime_find_header(const BYTE *bytes, ULONG count, const char *name, struct http_slice *value)
{
    ULONG i, end, length = text_length(name);

    for (i = 0; i < count; i = end)
    {
        end = line_end(bytes, count, i);
        if (end - i <= length || bytes[i + length] != ':'
                || !ascii_equal_nocase(bytes + i, name, length))
            continue;
        value->at = i + length + 1;
        value->length = end - value->at;
        while (value->length && is_blank(bytes[value->at]))
        {
            value->at++;
            value->length--;
        }
        while (value->length && is_blank(bytes[value->at + value->length - 1]))
            value->length--;
        return TRUE;
    }
    return FALSE;
}

/* ---- parts ---- */

/* Whether a delimiter line stands at i; *next is after it, *last whether it is the closing one. */
static BOOL is_delimiter(const BYTE *bytes, ULONG count, ULONG i, const BYTE *boundary,
        ULONG length, ULONG *next, BOOL *last)
{
    if (count - i < length + 2 || bytes[i] != '-' || bytes[i + 1] != '-'
            || memcmp(bytes + i + 2, boundary, length))
        return FALSE;
    i += length + 2;
    *last = count - i >= 2 && bytes[i] == '-' && bytes[i + 1] == '-';
    if (*last) i += 2;
    while (i < count && (bytes[i] == ' ' || bytes[i] == '\t'))
        i++;
    if (i < count && bytes[i] == '\r') i++;
    if (i == count)
    {
        *next = i;
        return *last;
    }
    *next = i + 1;
    return bytes[i] == '\n';
}

/* The next delimiter line from i on, which must be at the start of a line. *end is where the text before it ends. */
static BOOL find_delimiter(const BYTE *bytes, ULONG count, ULONG i, const BYTE *boundary,
        ULONG length, ULONG *end, ULONG *next, BOOL *last)
{
    const BYTE *line;
    ULONG start = i;

    for (;;)
    {
        if (is_delimiter(bytes, count, i, boundary, length, next, last))
        {
            *end = i;
            if (*end > start) (*end)--; /* the line end before belongs to the delimiter */
            if (*end > start && bytes[*end - 1] == '\r') (*end)--;
            return TRUE;
        }
        if (i >= count || !(line = memchr(bytes + i, '\n', count - i))) return FALSE;
        i = line - bytes + 1;
    }
}

HRESULT mime_next_part(const BYTE *bytes, ULONG count, const BYTE *boundary, ULONG length,
        struct mime_walk *walk, struct mime_part *part, WS_ERROR *error)
{
    ULONG end, next;
    BOOL last;

    if (walk->ended) return S_FALSE;
    if (!walk->begun)
    {
        if (!find_delimiter(bytes, count, 0, boundary, length, &end, &next, &last))
            return fail(error, WS_E_INVALID_FORMAT, "No line with the boundary '%b' begins a part",
                    boundary, length);
        walk->begun = TRUE;
        walk->at = next;
        if ((walk->ended = last)) return S_FALSE;
    }
    if (!find_delimiter(bytes, count, walk->at, boundary, length, &end, &next, &last))
        return fail(error, WS_E_INVALID_FORMAT, "No line with the boundary '%b' ends part %u",
                boundary, length, walk->count + 1);
    part->headers.at = walk->at;
    part->headers.length = mime_headers_length(bytes + walk->at, end - walk->at);
    /* headers only: the line end before the delimiter was taken for the delimiter's */
    if (!part->headers.length) part->headers.length = end - walk->at;
    part->content.at = walk->at + part->headers.length;
    part->content.length = end - part->content.at;
    walk->at = next;
    walk->ended = last;
    walk->count++;
    return S_OK;
}
