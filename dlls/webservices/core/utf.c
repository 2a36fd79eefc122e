/* UTF-8 and UTF-16: checking, measuring, converting. ASCII runs go sixteen bytes at a time.
 *
 * Form after the Unicode standard, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"

#include <string.h>
#ifdef __SSE2__
#    include <emmintrin.h>
#endif

/* How many bytes from here on are ASCII, at least in whole steps of 16; never more than count. */
static inline ULONG ascii_run(const BYTE *bytes, ULONG count)
{
    ULONG i = 0;

#ifdef __SSE2__
    while (count - i >= 16)
    {
        int mask = _mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(bytes + i)));

        if (mask) return i + __builtin_ctz(mask);
        i += 16;
    }
#endif
    while (i < count && bytes[i] < 0x80)
        i++;
    return i;
}

ULONG utf8_decode(const BYTE *b, ULONG count, ULONG *code)
{
    if (!count) return 0;
    if (b[0] < 0x80)
    {
        *code = b[0];
        return 1;
    }
    if (b[0] < 0xc2 || b[0] > 0xf4 || count < 2 || (b[1] & 0xc0) != 0x80) return 0;
    if (b[0] < 0xe0)
    {
        *code = ((b[0] & 0x1f) << 6) | (b[1] & 0x3f);
        return 2;
    }
    if (count < 3 || (b[2] & 0xc0) != 0x80) return 0;
    if (b[0] < 0xf0)
    {
        *code = ((b[0] & 0x0f) << 12) | ((b[1] & 0x3f) << 6) | (b[2] & 0x3f);
        return *code < 0x800 || (*code >= 0xd800 && *code < 0xe000) ? 0 : 3;
    }
    if (count < 4 || (b[3] & 0xc0) != 0x80) return 0;
    *code = ((b[0] & 0x07) << 18) | ((b[1] & 0x3f) << 12) | ((b[2] & 0x3f) << 6) | (b[3] & 0x3f);
    return *code < 0x10000 || *code > 0x10ffff ? 0 : 4;
}

ULONG utf8_encode(ULONG code, BYTE *bytes)
{
    if (code < 0x80)
    {
        bytes[0] = code;
        return 1;
    }
    if (code < 0x800)
    {
        bytes[0] = 0xc0 | (code >> 6);
        bytes[1] = 0x80 | (code & 0x3f);
        return 2;
    }
    if (code < 0x10000)
    {
        bytes[0] = 0xe0 | (code >> 12);
        bytes[1] = 0x80 | ((code >> 6) & 0x3f);
        bytes[2] = 0x80 | (code & 0x3f);
        return 3;
    }
    bytes[0] = 0xf0 | (code >> 18);
    bytes[1] = 0x80 | ((code >> 12) & 0x3f);
    bytes[2] = 0x80 | ((code >> 6) & 0x3f);
    bytes[3] = 0x80 | (code & 0x3f);
    return 4;
}

ULONG utf8_check(const BYTE *bytes, ULONG count)
{
    ULONG i = 0, code, used;

    for (;;)
    {
        i += ascii_run(bytes + i, count - i);
        if (i == count || !(used = utf8_decode(bytes + i, count - i, &code))) return i;
        i += used;
    }
}

ULONG utf16_length(const BYTE *bytes, ULONG count)
{
    ULONG i = 0, length = 0, code, used, run;

    if (!count) return 0; /* bytes may be NULL */
    for (;;)
    {
        run = ascii_run(bytes + i, count - i);
        i += run;
        length += run;
        if (i == count) return length;
        used = utf8_decode(bytes + i, count - i, &code);
        i += used ? used : 1;
        length += used == 4 ? 2 : 1;
    }
}

static ULONG widen(const BYTE *bytes, ULONG count, WCHAR *chars)
{
    ULONG i = 0;

#ifdef __SSE2__
    while (count - i >= 16)
    {
        __m128i block = _mm_loadu_si128((const __m128i *)(bytes + i));

        if (_mm_movemask_epi8(block)) break;
        _mm_storeu_si128((__m128i *)(chars + i), _mm_unpacklo_epi8(block, _mm_setzero_si128()));
        _mm_storeu_si128((__m128i *)(chars + i + 8), _mm_unpackhi_epi8(block, _mm_setzero_si128()));
        i += 16;
    }
#endif
    for (; i < count && bytes[i] < 0x80; i++)
        chars[i] = bytes[i];
    return i;
}

ULONG utf16_from_utf8(const BYTE *bytes, ULONG count, WCHAR *chars)
{
    ULONG i = 0, length = 0, code, used, run;

    for (;;)
    {
        run = widen(bytes + i, count - i, chars + length);
        i += run;
        length += run;
        if (i == count) return length;
        if (!(used = utf8_decode(bytes + i, count - i, &code)))
        {
            code = 0xfffd;
            used = 1;
        }
        i += used;
        if (code >= 0x10000)
        {
            code -= 0x10000;
            chars[length++] = 0xd800 | (code >> 10);
            code = 0xdc00 | (code & 0x3ff);
        }
        chars[length++] = code;
    }
}

/* One character of UTF-16; lone surrogates become U+FFFD. Returns the units used. */
static ULONG utf16_decode(const WCHAR *chars, ULONG count, ULONG *code)
{
    *code = chars[0];
    if (chars[0] < 0xd800 || chars[0] >= 0xe000) return 1;
    if (chars[0] < 0xdc00 && count > 1 && chars[1] >= 0xdc00 && chars[1] < 0xe000)
    {
        *code = 0x10000 + (((ULONG)chars[0] - 0xd800) << 10) + (chars[1] - 0xdc00);
        return 2;
    }
    *code = 0xfffd;
    return 1;
}

BOOL utf16_check(const WCHAR *chars, ULONG count)
{
    ULONG i, code;

    for (i = 0; i < count;)
    {
        if (chars[i] >= 0xd800 && chars[i] < 0xe000
                && utf16_decode(chars + i, count - i, &code) == 1)
            return FALSE;
        i += chars[i] >= 0xd800 && chars[i] < 0xdc00 ? 2 : 1;
    }
    return TRUE;
}

ULONG utf8_length(const WCHAR *chars, ULONG count)
{
    ULONG i, length = 0, code;

    for (i = 0; i < count;)
    {
        if (chars[i] < 0x80)
        {
            i++;
            length++;
            continue;
        }
        i += utf16_decode(chars + i, count - i, &code);
        length += code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }
    return length;
}

static ULONG narrow(const WCHAR *chars, ULONG count, BYTE *bytes)
{
    ULONG i = 0;

#ifdef __SSE2__
    const __m128i high = _mm_set1_epi16((short)0xff80);

    while (count - i >= 8)
    {
        __m128i block = _mm_loadu_si128((const __m128i *)(chars + i));
        __m128i rest = _mm_cmpeq_epi16(_mm_and_si128(block, high), _mm_setzero_si128());

        if (_mm_movemask_epi8(rest) != 0xffff) break;
        _mm_storel_epi64((__m128i *)(bytes + i), _mm_packus_epi16(block, block));
        i += 8;
    }
#endif
    for (; i < count && chars[i] < 0x80; i++)
        bytes[i] = (BYTE)chars[i];
    return i;
}

ULONG utf8_from_utf16(const WCHAR *chars, ULONG count, BYTE *bytes)
{
    ULONG i = 0, length = 0, code, run;

    for (;;)
    {
        run = narrow(chars + i, count - i, bytes + length);
        i += run;
        length += run;
        if (i == count) return length;
        i += utf16_decode(chars + i, count - i, &code);
        length += utf8_encode(code, bytes + length);
    }
}

HRESULT heap_utf16(WS_HEAP *heap, const BYTE *bytes, ULONG count, WS_STRING *ret, WS_ERROR *error)
{
    WS_STRING string = { utf16_length(bytes, count), NULL };
    HRESULT hr = heap_alloc(
            heap, (SIZE_T)string.length * sizeof(WCHAR), (void **)&string.chars, error);

    if (FAILED(hr)) return hr;
    utf16_from_utf8(bytes, count, string.chars);
    *ret = string;
    return S_OK;
}

HRESULT heap_utf8(
        WS_HEAP *heap, const WCHAR *chars, ULONG count, WS_XML_STRING *ret, WS_ERROR *error)
{
    WS_XML_STRING string = { utf8_length(chars, count) };
    HRESULT hr = heap_alloc(heap, string.length, (void **)&string.bytes, error);

    if (FAILED(hr)) return hr;
    utf8_from_utf16(chars, count, string.bytes);
    *ret = string;
    return S_OK;
}

BOOL ascii_equal_nocase(const BYTE *a, const char *b, ULONG count)
{
    ULONG i;

    for (i = 0; i < count; i++)
    {
        BYTE x = a[i], y = b[i];

        if (x >= 'A' && x <= 'Z') x += 'a' - 'A';
        if (y >= 'A' && y <= 'Z') y += 'a' - 'A';
        if (x != y) return FALSE;
    }
    return TRUE;
}

BOOL xml_string_equal(const WS_XML_STRING *a, const WS_XML_STRING *b)
{
    if (a == b) return TRUE;
    if (a->length != b->length) return FALSE;
    return a->bytes == b->bytes || !a->length || !memcmp(a->bytes, b->bytes, a->length);
}

BOOL xml_string_is(const WS_XML_STRING *a, const char *text)
{
    ULONG length = text_length(text);

    return a->length == length && (!length || !memcmp(a->bytes, text, length));
}
