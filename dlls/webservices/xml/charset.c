/* Encodings of documents: telling them apart, and what the XML declaration says about them.
 *
 * Text is parsed as UTF-8; UTF-16 is converted when it comes in. XML 1.0 (fifth edition), chapters 2.8, 2.9,
 * 4.3.3 and appendix F.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/reader.h"
#include "xml/scan.h"

#include <string.h>

WS_CHARSET charset_detect(const BYTE *bytes, ULONG size, ULONG *skip)
{
    static const struct
    {
        BYTE bytes[3], size, skip, charset;
    } forms[] = { { { 0xef, 0xbb, 0xbf }, 3, 3, WS_CHARSET_UTF8 },
        { { 0xff, 0xfe }, 2, 2, WS_CHARSET_UTF16LE }, { { 0xfe, 0xff }, 2, 2, WS_CHARSET_UTF16BE },
        { { '<', 0 }, 2, 0, WS_CHARSET_UTF16LE }, { { 0, '<' }, 2, 0, WS_CHARSET_UTF16BE } };
    ULONG i;

    *skip = 0;
    for (i = 0; i < COUNT_OF(forms); i++)
    {
        if (size < forms[i].size || memcmp(bytes, forms[i].bytes, forms[i].size)) continue;
        *skip = forms[i].skip;
        return forms[i].charset;
    }
    return WS_CHARSET_UTF8;
}

/* ---- the declaration ---- */

struct pseudo
{
    const BYTE *name, *value;
    ULONG name_size, value_size;
};

/* name="value" at *pos, after white space. FALSE when there is none. */
static BOOL next_pseudo(const BYTE **pos, const BYTE *end, struct pseudo *pseudo)
{
    const BYTE *p = *pos;
    BYTE quote;

    if (!xml_is_space(*p)) return FALSE;
    p = scan_space(p);
    pseudo->name = p;
    p = scan_name(p);
    pseudo->name_size = p - pseudo->name;
    p = scan_space(p);
    if (!pseudo->name_size || *p != '=') return FALSE;
    p = scan_space(p + 1);
    quote = *p++;
    if (quote != '"' && quote != '\'') return FALSE;
    for (pseudo->value = p; p < end && *p != quote; p++)
    {
        if (!(scan_class[*p] & SCAN_NAME)) return FALSE;
    }
    if (p >= end) return FALSE;
    pseudo->value_size = p - pseudo->value;
    *pos = p + 1;
    return TRUE;
}

static BOOL pseudo_is(const struct pseudo *pseudo, const char *name)
{
    return pseudo->name_size == text_length(name) && !memcmp(pseudo->name, name, pseudo->name_size);
}

static BOOL value_is(const struct pseudo *pseudo, const char *text)
{
    return pseudo->value_size == text_length(text)
            && ascii_equal_nocase(pseudo->value, text, pseudo->value_size);
}

static BOOL valid_version(const struct pseudo *pseudo)
{
    ULONG i;

    if (pseudo->value_size < 3 || memcmp(pseudo->value, "1.", 2)) return FALSE;
    for (i = 2; i < pseudo->value_size; i++)
    {
        if (pseudo->value[i] < '0' || pseudo->value[i] > '9') return FALSE;
    }
    return TRUE;
}

static BOOL valid_encoding(const WS_XML_READER *reader, const struct pseudo *pseudo)
{
    switch (reader->settings.charset)
    {
    case WS_CHARSET_UTF16LE:
        return value_is(pseudo, "utf-16") || value_is(pseudo, "utf-16le");
    case WS_CHARSET_UTF16BE:
        return value_is(pseudo, "utf-16") || value_is(pseudo, "utf-16be");
    default:
        return value_is(pseudo, "utf-8") || value_is(pseudo, "us-ascii");
    }
}

static HRESULT fail_here(WS_XML_READER *reader, const BYTE *at, const char *text, WS_ERROR *error)
{
    reader->pos = at;
    return reader_fail(reader, error, WS_E_INVALID_FORMAT, "%s", text);
}

static HRESULT check_encoding(WS_XML_READER *reader, const struct pseudo *pseudo, WS_ERROR *error)
{
    static const char *const names[] = { "UTF-8", "UTF-8", "UTF-16LE", "UTF-16BE" };

    if (valid_encoding(reader, pseudo)) return S_OK;
    reader->pos = pseudo->value;
    return reader_fail(reader, error, WS_E_INVALID_FORMAT,
            "The XML declaration says encoding '%b', but the document is %s", pseudo->value,
            pseudo->value_size, names[reader->settings.charset & 3]);
}

static HRESULT check_version(WS_XML_READER *reader, const struct pseudo *pseudo, WS_ERROR *error)
{
    if (valid_version(pseudo)) return S_OK;
    return fail_here(reader, pseudo->value, "The XML version is not 1.0", error);
}

static HRESULT check_standalone(WS_XML_READER *reader, const struct pseudo *pseudo, WS_ERROR *error)
{
    if (pseudo->value_size == 3 && !memcmp(pseudo->value, "yes", 3)) return S_OK;
    if (pseudo->value_size == 2 && !memcmp(pseudo->value, "no", 2)) return S_OK;
    return fail_here(reader, pseudo->value, "'standalone' is neither 'yes' nor 'no'", error);
}

HRESULT declaration_read(WS_XML_READER *reader, const BYTE **pos, WS_ERROR *error)
{
    static const struct
    {
        const char *name;
        HRESULT (*check)(WS_XML_READER *reader, const struct pseudo *pseudo, WS_ERROR *error);
    } parts[] = { { "version", check_version }, { "encoding", check_encoding },
        { "standalone", check_standalone } };
    const BYTE *p = *pos + 5;
    struct pseudo pseudo;
    ULONG part = 0;
    HRESULT hr;

    while (next_pseudo(&p, reader->limit, &pseudo))
    {
        while (part && part < COUNT_OF(parts) && !pseudo_is(&pseudo, parts[part].name))
            part++;
        if (part == COUNT_OF(parts))
            return fail_here(reader, pseudo.name,
                    "The XML declaration has a part that is unknown or out of order", error);
        if (!pseudo_is(&pseudo, parts[part].name)) break;
        if (FAILED(hr = parts[part++].check(reader, &pseudo, error))) return hr;
    }
    if (!part) return fail_here(reader, p, "The XML declaration has no version", error);
    p = scan_space(p);
    if (p[0] != '?' || p[1] != '>')
        return fail_here(reader, p, "The XML declaration is malformed", error);
    *pos = p + 2;
    return S_OK;
}
