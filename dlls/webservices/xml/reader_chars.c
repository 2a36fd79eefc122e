/* Text in the caller's portions: WsReadChars, WsReadCharsUtf8, WsReadBytes.
 *
 * The current node stays the text that is being read, until a call finds nothing left of it (seen on Windows).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/reader.h"

#include <string.h>

static HRESULT check(WS_XML_READER *reader, const char *call, const void *count, WS_ERROR *error)
{
    HRESULT hr = reader_check(reader, call, error);

    if (FAILED(hr) || count) return hr;
    return fail(error, E_INVALIDARG, "%s: the count pointer is NULL", call);
}

/* What is left of the current text node as UTF-8. */
static HRESULT rest_of_text(WS_XML_READER *reader, WS_XML_STRING *rest, WS_ERROR *error)
{
    const WS_XML_TEXT *text = ((const WS_XML_TEXT_NODE *)reader->node)->text;
    HRESULT hr;

    if (text->textType == WS_XML_TEXT_TYPE_UTF8)
        *rest = ((const WS_XML_UTF8_TEXT *)text)->value;
    else
    {
        if (!reader->taken && !reader->chars.bytes)
        {
            heap_reset(&reader->heap);
            reader->partial = TRUE;
            hr = text_to_utf8(text, &reader->heap, &reader->chars, error);
            if (FAILED(hr)) return reader_failed(reader, hr, error);
        }
        *rest = reader->chars;
    }
    rest->bytes += reader->taken;
    rest->length -= reader->taken;
    return S_OK;
}

/* Moves to the next text that has something left, over comments and CDATA marks. S_FALSE: there is none before the
 * next start or end element. */
static HRESULT find_text(WS_XML_READER *reader, WS_XML_STRING *rest, WS_ERROR *error)
{
    HRESULT hr;

    for (;;)
    {
        switch (reader->node->nodeType)
        {
        case WS_XML_NODE_TYPE_TEXT:
            if (FAILED(hr = rest_of_text(reader, rest, error))) return hr;
            if (rest->length || reader->low_surrogate) return S_OK;
            break;
        case WS_XML_NODE_TYPE_COMMENT:
        case WS_XML_NODE_TYPE_CDATA:
        case WS_XML_NODE_TYPE_END_CDATA:
            break;
        default:
            return S_FALSE;
        }
        if (FAILED(hr = reader_next(reader, error))) return hr;
    }
}

/* As many characters as fit; a pair that does not fit alone into the room is split over two calls. */
static ULONG take_utf16(WS_XML_READER *reader, const WS_XML_STRING *rest, WCHAR *chars, ULONG max)
{
    ULONG used = 0, count = 0, code, size;

    if (reader->low_surrogate)
    {
        chars[count++] = reader->low_surrogate;
        reader->low_surrogate = 0;
    }
    while (count < max && used < rest->length)
    {
        if (!(size = utf8_decode(rest->bytes + used, rest->length - used, &code)))
        {
            code = 0xfffd;
            size = 1;
        }
        if (code >= 0x10000)
        {
            if (count + 2 > max && count) break;
            chars[count++] = 0xd800 + ((code - 0x10000) >> 10);
            code = 0xdc00 + (code & 0x3ff);
            if (count == max) reader->low_surrogate = code;
        }
        if (!reader->low_surrogate) chars[count++] = code;
        used += size;
    }
    reader->taken += used;
    reader->partial = TRUE;
    return count;
}

HRESULT WINAPI WsReadChars(WS_XML_READER *reader, WCHAR *chars, ULONG maxCharCount,
        ULONG *actualCharCount, WS_ERROR *error)
{
    HRESULT hr = check(reader, "WsReadChars", actualCharCount, error);
    WS_XML_STRING rest;
    ULONG count = 0;

    if (FAILED(hr)) return hr;
    if (maxCharCount && FAILED(hr = find_text(reader, &rest, error))) return hr;
    if (maxCharCount && hr == S_OK)
    {
        if (!chars) return fail(error, E_INVALIDARG, "WsReadChars: the buffer is NULL");
        count = take_utf16(reader, &rest, chars, maxCharCount);
    }
    *actualCharCount = count;
    return S_OK;
}

HRESULT WINAPI WsReadCharsUtf8(WS_XML_READER *reader, BYTE *bytes, ULONG maxByteCount,
        ULONG *actualByteCount, WS_ERROR *error)
{
    HRESULT hr = check(reader, "WsReadCharsUtf8", actualByteCount, error);
    WS_XML_STRING rest;
    ULONG count = 0;

    if (FAILED(hr)) return hr;
    if (maxByteCount && FAILED(hr = find_text(reader, &rest, error))) return hr;
    if (maxByteCount && hr == S_OK)
    {
        if (!bytes) return fail(error, E_INVALIDARG, "WsReadCharsUtf8: the buffer is NULL");
        count = rest.length;
        if (count > maxByteCount)
        {
            /* whole characters, when one fits */
            for (count = maxByteCount; count && (rest.bytes[count] & 0xc0) == 0x80;)
                count--;
            if (!count) count = maxByteCount;
        }
        memcpy(bytes, rest.bytes, count);
        reader->taken += count;
        reader->partial = TRUE;
        reader->low_surrogate = 0;
    }
    *actualByteCount = count;
    return S_OK;
}

/* ---- bytes ---- */

/* Moves on to the next text for base64; what is left of a group of characters stays. */
static HRESULT find_base64(WS_XML_READER *reader, WS_ERROR *error)
{
    struct base64_rest keep = reader->base64;
    HRESULT hr = reader_next(reader, error);

    reader->base64 = keep;
    reader->partial = TRUE;
    return hr;
}

/* Decodes groups of four characters into room for max bytes. */
static HRESULT take_groups(WS_XML_READER *reader, const WS_XML_STRING *rest, BYTE *bytes, ULONG max,
        ULONG *count, WS_ERROR *error)
{
    ULONG i, chars = 0, end = 0;
    HRESULT hr;

    for (i = 0; i < rest->length && chars < max / 3 * 4; i++)
    {
        if (xml_is_space(rest->bytes[i])) continue;
        if (!(++chars % 4)) end = i + 1;
    }
    *count = 0;
    if (!end) return S_OK;
    if (FAILED(hr = base64_decode(rest->bytes, end, bytes, count, error)))
        return reader_failed(reader, hr, error);
    reader->taken += end;
    reader->partial = TRUE;
    return S_OK;
}

/* One character of a group that is not in one piece, or whose bytes do not fit at once. */
static HRESULT take_char(WS_XML_READER *reader, BYTE c, WS_ERROR *error)
{
    struct base64_rest *rest = &reader->base64;
    HRESULT hr;

    reader->taken++;
    reader->partial = TRUE;
    if (xml_is_space(c)) return S_OK;
    rest->chars[rest->char_count++] = c;
    if (rest->char_count < 4) return S_OK;
    rest->char_count = 0;
    rest->start = 0;
    hr = base64_decode(rest->chars, 4, rest->bytes, &rest->end, error);
    return FAILED(hr) ? reader_failed(reader, hr, error) : S_OK;
}

static ULONG take_ready(struct base64_rest *rest, BYTE *bytes, ULONG max)
{
    ULONG count = 0;

    while (count < max && rest->start < rest->end)
        bytes[count++] = rest->bytes[rest->start++];
    return count;
}

/* From the current text, whatever it can give without moving on. */
static HRESULT take_bytes(
        WS_XML_READER *reader, BYTE *bytes, ULONG max, ULONG *ret_count, WS_ERROR *error)
{
    const WS_XML_TEXT *text = ((const WS_XML_TEXT_NODE *)reader->node)->text;
    const WS_XML_BASE64_TEXT *base64 = (const WS_XML_BASE64_TEXT *)text;
    struct base64_rest *state = &reader->base64;
    WS_XML_STRING rest;
    ULONG count, more;
    HRESULT hr;

    *ret_count = 0;
    if (text->textType == WS_XML_TEXT_TYPE_BASE64 && !state->char_count)
    {
        count = base64->length - reader->taken;
        if (count > max) count = max;
        memcpy(bytes, base64->bytes + reader->taken, count);
        reader->taken += count;
        reader->partial = TRUE;
        *ret_count = count;
        return S_OK;
    }
    for (count = 0;; count += more)
    {
        count += take_ready(state, bytes + count, max - count);
        if (FAILED(hr = rest_of_text(reader, &rest, error))) return hr;
        if (count == max || !rest.length) break;
        more = 0;
        if (!state->char_count)
        {
            hr = take_groups(reader, &rest, bytes + count, max - count, &more, error);
            if (FAILED(hr)) return hr;
        }
        if (!more && FAILED(hr = take_char(reader, rest.bytes[0], error))) return hr;
    }
    *ret_count = count;
    return S_OK;
}

HRESULT WINAPI WsReadBytes(WS_XML_READER *reader, void *bytes, ULONG maxByteCount,
        ULONG *actualByteCount, WS_ERROR *error)
{
    HRESULT hr = check(reader, "WsReadBytes", actualByteCount, error);
    ULONG count = 0;

    if (FAILED(hr)) return hr;
    while (maxByteCount && !count)
    {
        WS_XML_NODE_TYPE type = reader->node->nodeType;

        if (type == WS_XML_NODE_TYPE_TEXT)
        {
            if (!bytes) return fail(error, E_INVALIDARG, "WsReadBytes: the buffer is NULL");
            hr = take_bytes(reader, bytes, maxByteCount, &count, error);
            if (FAILED(hr)) return hr;
            if (count) break;
        }
        else if (type == WS_XML_NODE_TYPE_BOF && reader->format == &read_raw_format)
        {
            /* bytes without form begin where the document does */
            if (FAILED(hr = WsReadNode(reader, error))) return hr;
            continue;
        }
        else if (type != WS_XML_NODE_TYPE_COMMENT && type != WS_XML_NODE_TYPE_CDATA
                && type != WS_XML_NODE_TYPE_END_CDATA)
            break;
        if (FAILED(hr = find_base64(reader, error))) return hr;
    }
    if (maxByteCount && !count && reader->base64.char_count)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "The base64 text ends within a group of four characters");
    *actualByteCount = count;
    return S_OK;
}
