/* What may stand in an XML document and in a name: the character classes of XML 1.0 (fifth edition) and
 * NCName of Namespaces in XML 1.0.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/xml.h"

struct range
{
    ULONG first, last;
};

/* Productions [4] and [4a] beyond ASCII. */
static const struct range name_start_ranges[] = {
    { 0xc0, 0xd6 },
    { 0xd8, 0xf6 },
    { 0xf8, 0x2ff },
    { 0x370, 0x37d },
    { 0x37f, 0x1fff },
    { 0x200c, 0x200d },
    { 0x2070, 0x218f },
    { 0x2c00, 0x2fef },
    { 0x3001, 0xd7ff },
    { 0xf900, 0xfdcf },
    { 0xfdf0, 0xfffd },
    { 0x10000, 0xeffff },
};
static const struct range name_more_ranges[] = {
    { 0xb7, 0xb7 },
    { 0x300, 0x36f },
    { 0x203f, 0x2040 },
};

/* One bit for each ASCII character: letters and '_'; then also digits, '-' and '.'. */
static const ULONG ascii_start[4] = { 0, 0, 0x87fffffe, 0x07fffffe };
static const ULONG ascii_name[4] = { 0, 0x03ff6000, 0x87fffffe, 0x07fffffe };

static BOOL in_ranges(ULONG code, const struct range *ranges, ULONG count)
{
    ULONG i;

    for (i = 0; i < count && code >= ranges[i].first; i++)
    {
        if (code <= ranges[i].last) return TRUE;
    }
    return FALSE;
}

BOOL xml_is_char(ULONG code)
{
    if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
    return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd)
            || (code >= 0x10000 && code <= 0x10ffff);
}

BOOL xml_is_name_start(ULONG code)
{
    if (code < 0x80) return (ascii_start[code >> 5] >> (code & 31)) & 1;
    return in_ranges(code, name_start_ranges, COUNT_OF(name_start_ranges));
}

BOOL xml_is_name_char(ULONG code)
{
    if (code < 0x80) return (ascii_name[code >> 5] >> (code & 31)) & 1;
    return in_ranges(code, name_start_ranges, COUNT_OF(name_start_ranges))
            || in_ranges(code, name_more_ranges, COUNT_OF(name_more_ranges));
}

BOOL ncname_check(const BYTE *bytes, ULONG length)
{
    ULONG i, code, used;

    if (!length) return FALSE;
    for (i = 0; i < length; i += used)
    {
        if (bytes[i] < 0x80)
        {
            code = bytes[i];
            used = 1;
        }
        else if (!(used = utf8_decode(bytes + i, length - i, &code)))
            return FALSE;
        if (i ? !xml_is_name_char(code) : !xml_is_name_start(code)) return FALSE;
    }
    return TRUE;
}

void trim_space(const BYTE **chars, ULONG *length)
{
    while (*length && xml_is_space((*chars)[*length - 1]))
        --*length;
    while (*length && xml_is_space(**chars))
    {
        ++*chars;
        --*length;
    }
}

/* The code point at chars[0]; 0, which is no name character, for a lone surrogate. */
static ULONG utf16_code(const WCHAR *chars, ULONG count, ULONG *used)
{
    *used = 1;
    if (chars[0] < 0xd800 || chars[0] > 0xdfff) return chars[0];
    if (chars[0] > 0xdbff || count < 2 || chars[1] < 0xdc00 || chars[1] > 0xdfff) return 0;
    *used = 2;
    return 0x10000 + ((chars[0] - 0xd800u) << 10) + (chars[1] - 0xdc00u);
}

HRESULT WINAPI WsVerifyXmlNCName(const WCHAR *ncNameChars, ULONG ncNameCharCount, WS_ERROR *error)
{
    ULONG i, code, used;

    if (!ncNameChars) return fail(error, E_INVALIDARG, "ncNameChars is NULL.");
    if (!ncNameCharCount) return fail(error, WS_E_INVALID_FORMAT, "An empty string is not a name.");
    for (i = 0; i < ncNameCharCount; i += used)
    {
        code = utf16_code(ncNameChars + i, ncNameCharCount - i, &used);
        if (i ? xml_is_name_char(code) : xml_is_name_start(code)) continue;
        return fail(error, WS_E_INVALID_FORMAT,
                "'%S' is not an XML name without colon: character %u (U+%x) may not stand there.",
                &(WS_STRING){ ncNameCharCount, (WCHAR *)ncNameChars }, i + 1,
                code ? code : (ULONG)ncNameChars[i]);
    }
    return S_OK;
}

HRESULT WINAPI WsTrimXmlWhitespace(
        WCHAR *chars, ULONG charCount, WCHAR **trimmedChars, ULONG *trimmedCount, WS_ERROR *error)
{
    if (!chars || !trimmedChars || !trimmedCount)
        return fail(error, E_INVALIDARG, "chars, trimmedChars and trimmedCount may not be NULL.");
    while (charCount && xml_is_space(chars[charCount - 1]))
        charCount--;
    while (charCount && xml_is_space(*chars))
    {
        chars++;
        charCount--;
    }
    *trimmedChars = chars;
    *trimmedCount = charCount;
    return S_OK;
}

HRESULT WINAPI WsXmlStringEquals(
        const WS_XML_STRING *string1, const WS_XML_STRING *string2, WS_ERROR *error)
{
    if (!string1 || !string2)
        return fail(error, E_INVALIDARG, "string1 and string2 may not be NULL.");
    if ((string1->length && !string1->bytes) || (string2->length && !string2->bytes))
        return fail(error, E_INVALIDARG, "A string with a length has no bytes.");
    return xml_string_equal(string1, string2) ? S_OK : S_FALSE;
}
