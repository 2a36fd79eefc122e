/* NCName of Namespaces in XML 1.0, white space, and comparing strings. The classes of characters are in chars.c.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/xml.h"

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
