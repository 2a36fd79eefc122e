/* Placeholders for lexical forms and character classes until their own files land (value.c, number.c, base64.c,
 * chars.c...). Whoever brings the real function deletes it here; when none is left, the file goes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/xml.h"

#include <string.h>

ULONG value_size(WS_VALUE_TYPE type)
{
    static const BYTE sizes[] = { 4, 1, 2, 4, 8, 1, 2, 4, 8, 4, 8, sizeof(DECIMAL),
        sizeof(WS_DATETIME), 8, 16, sizeof(WS_DURATION) };

    return (ULONG)type < COUNT_OF(sizes) ? sizes[type] : 0;
}

static ULONG format_guid(const BYTE *g, char *text)
{
    static const BYTE order[]
            = { 3, 2, 1, 0, 99, 5, 4, 99, 7, 6, 99, 8, 9, 99, 10, 11, 12, 13, 14, 15 };
    static const char digits[] = "0123456789abcdef";
    ULONG i, n = 0;

    for (i = 0; i < sizeof(order); i++)
    {
        if (order[i] == 99)
        {
            text[n++] = '-';
            continue;
        }
        text[n++] = digits[g[order[i]] >> 4];
        text[n++] = digits[g[order[i]] & 15];
    }
    return n;
}

HRESULT value_format(
        WS_VALUE_TYPE type, const void *value, BYTE *text, ULONG *length, WS_ERROR *error)
{
    char line[VALUE_TEXT_MAX];

    switch (type)
    {
    case WS_BOOL_VALUE_TYPE:
        *length = format_line(line, sizeof(line), "%s", *(const BOOL *)value ? "true" : "false");
        break;
    case WS_INT32_VALUE_TYPE:
        *length = format_line(line, sizeof(line), "%d", *(const INT32 *)value);
        break;
    case WS_INT64_VALUE_TYPE:
        *length = format_line(line, sizeof(line), "%D", *(const INT64 *)value);
        break;
    case WS_UINT64_VALUE_TYPE:
        *length = format_line(line, sizeof(line), "%U", *(const UINT64 *)value);
        break;
    case WS_GUID_VALUE_TYPE:
        *length = format_guid(value, line);
        break;
    default:
        return fail(error, E_NOTIMPL, "Values of type %u cannot be written yet", type);
    }
    memcpy(text, line, *length);
    return S_OK;
}

ULONG base64_encode(const BYTE *bytes, ULONG count, BYTE *chars)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    BYTE *to = chars;
    ULONG n, group;

    for (; count; bytes += n, count -= n)
    {
        n = count < 3 ? count : 3;
        group = bytes[0] << 16 | (n > 1 ? bytes[1] << 8 : 0) | (n > 2 ? bytes[2] : 0);
        *to++ = digits[group >> 18];
        *to++ = digits[group >> 12 & 63];
        *to++ = n > 1 ? digits[group >> 6 & 63] : '=';
        *to++ = n > 2 ? digits[group & 63] : '=';
    }
    return to - chars;
}

BOOL ncname_check(const BYTE *bytes, ULONG length)
{
    ULONG i;

    for (i = 0; i < length; i++)
    {
        BYTE c = bytes[i], lower = c | 0x20;
        BOOL more = (c >= '0' && c <= '9') || c == '-' || c == '.';

        if (!((lower >= 'a' && lower <= 'z') || c == '_' || c >= 0x80 || (i && more))) return FALSE;
    }
    return length != 0;
}

HRESULT base64_decode(const BYTE *chars, ULONG length, BYTE *bytes, ULONG *count, WS_ERROR *error)
{
    return fail(error, E_NOTIMPL, "base64 is not decoded yet");
}

HRESULT text_to_value(const WS_XML_TEXT *text, WS_VALUE_TYPE type, void *value, WS_ERROR *error)
{
    return fail(error, E_NOTIMPL, "Values are not read yet");
}

HRESULT text_to_utf8(const WS_XML_TEXT *text, WS_HEAP *heap, WS_XML_STRING *ret, WS_ERROR *error)
{
    const WS_XML_UTF16_TEXT *utf16 = (const WS_XML_UTF16_TEXT *)text;

    switch (text->textType)
    {
    case WS_XML_TEXT_TYPE_UTF8:
        *ret = ((const WS_XML_UTF8_TEXT *)text)->value;
        return S_OK;
    case WS_XML_TEXT_TYPE_UTF16:
        return heap_utf8(heap, (const WCHAR *)(const void *)utf16->bytes, utf16->byteCount / 2, ret,
                error);
    default:
        return fail(error, E_NOTIMPL, "This type of text is not turned into characters yet");
    }
}
