/* Content types: what a message's bytes say that they are.
 *
 * RFC 9110 chapter 8.3; SOAP 1.1 chapter 6 (text/xml), SOAP 1.2 part 2 appendix A (application/soap+xml),
 * MC-NBFSE and the HTTP binding of .NET for the binary ones.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wire/wire.h"

#include <string.h>

static BOOL is_space(BYTE c)
{
    return c == ' ' || c == '\t';
}

struct http_slice content_type_media(const BYTE *bytes, ULONG length)
{
    struct http_slice media = { 0, 0 };
    ULONG end;

    while (media.at < length && is_space(bytes[media.at]))
        media.at++;
    for (end = media.at; end < length && bytes[end] != ';';)
        end++;
    while (end > media.at && is_space(bytes[end - 1]))
        end--;
    media.length = end - media.at;
    return media;
}

/* One parameter after a semicolon. The value may be quoted; ret counts what came out of it, with as much of it in
 * value as fits. Returns where it ends, 0 when it is malformed. */
static ULONG parse_parameter(const BYTE *bytes, ULONG at, ULONG length, struct http_slice *name,
        BYTE *value, ULONG size, ULONG *got)
{
    while (at < length && is_space(bytes[at]))
        at++;
    name->at = at;
    while (at < length && bytes[at] != '=' && bytes[at] != ';' && !is_space(bytes[at]))
        at++;
    name->length = at - name->at;
    *got = 0;
    if (!name->length && (at == length || bytes[at] == ';')) return at; /* a lone semicolon */
    if (at == length || bytes[at] != '=' || !name->length) return 0;
    if (++at < length && bytes[at] == '"')
    {
        for (at++; at < length && bytes[at] != '"'; at++)
        {
            if (bytes[at] == '\\' && ++at == length) return 0;
            if (*got < size) value[*got] = bytes[at];
            (*got)++;
        }
        if (at == length) return 0;
        at++;
    }
    else
    {
        for (; at < length && bytes[at] != ';' && !is_space(bytes[at]); at++)
        {
            if (*got < size) value[*got] = bytes[at];
            (*got)++;
        }
    }
    while (at < length && is_space(bytes[at]))
        at++;
    return at == length || bytes[at] == ';' ? at : 0;
}

HRESULT content_type_parameter(const BYTE *bytes, ULONG length, const char *name, BYTE *value,
        ULONG size, ULONG *got, WS_ERROR *error)
{
    struct http_slice media = content_type_media(bytes, length), found;
    ULONG at = media.at + media.length, wanted = text_length(name), count;

    while (at < length && is_space(bytes[at]))
        at++;
    while (at < length)
    {
        at = parse_parameter(bytes, at + 1, length, &found, value, size, &count);
        if (!at)
            return fail(error, WS_E_INVALID_FORMAT,
                    "The content type '%b' has a malformed parameter", bytes, length);
        if (found.length != wanted || !ascii_equal_nocase(bytes + found.at, name, wanted)) continue;
        if (count > size)
            return fail(error, WS_E_QUOTA_EXCEEDED,
                    "The parameter %s of the content type is longer than %u bytes", name, size);
        *got = count;
        return S_OK;
    }
    *got = 0;
    return S_FALSE;
}

/* UTF-16LE goes by the name that .NET gives it, since WCF of Mono knows no other; all others see the order of the bytes in
 * the first character, which is '<'. */
const char *content_type_text(WS_ENCODING encoding, WS_ENVELOPE_VERSION version)
{
    static const char *const soap11[] = { "text/xml; charset=utf-8", "text/xml; charset=utf-16BE",
        "text/xml; charset=utf-16" };
    static const char *const soap12[] = { "application/soap+xml; charset=utf-8",
        "application/soap+xml; charset=utf-16BE", "application/soap+xml; charset=utf-16" };

    switch (encoding)
    {
    case WS_ENCODING_XML_BINARY_1:
        return "application/soap+msbin1";
    case WS_ENCODING_XML_BINARY_SESSION_1:
        return "application/soap+msbinsession1";
    case WS_ENCODING_XML_UTF8:
    case WS_ENCODING_XML_UTF16BE:
    case WS_ENCODING_XML_UTF16LE:
        if (version == WS_ENVELOPE_VERSION_SOAP_1_2) return soap12[encoding - WS_ENCODING_XML_UTF8];
        return soap11[encoding - WS_ENCODING_XML_UTF8];
    default:
        return NULL;
    }
}

HRESULT content_type_charset(const BYTE *bytes, ULONG length, WS_CHARSET *charset, WS_ERROR *error)
{
    static const struct
    {
        const char *name;
        WS_CHARSET charset;
    } names[] = {
        { "utf-8", WS_CHARSET_UTF8 },
        { "utf8", WS_CHARSET_UTF8 },
        { "us-ascii", WS_CHARSET_UTF8 },
        { "utf-16le", WS_CHARSET_UTF16LE },
        { "utf-16be", WS_CHARSET_UTF16BE },
        { "utf-16", WS_CHARSET_AUTO },
    };
    BYTE name[32];
    ULONG count, i;
    HRESULT hr
            = content_type_parameter(bytes, length, "charset", name, sizeof(name), &count, error);

    if (FAILED(hr)) return hr;
    *charset = WS_CHARSET_AUTO;
    if (hr == S_FALSE) return S_OK;
    for (i = 0; i < COUNT_OF(names); i++)
    {
        if (text_length(names[i].name) != count || !ascii_equal_nocase(name, names[i].name, count))
            continue;
        *charset = names[i].charset;
        return S_OK;
    }
    return fail(error, WS_E_INVALID_FORMAT, "The charset '%b' of the content type is not supported",
            name, count);
}
