/* URLs of channels and listeners: taken apart, and matched as WS_MATCH_URL_* wants it.
 *
 * RFC 3986, as far as addresses of services go: no user, no fragment, ASCII.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>
#include <windows.h>

static HRESULT bad_url(const char *url, WS_ERROR *error, const char *why)
{
    return fail(error, WS_E_INVALID_ENDPOINT_URL, "The URL '%s' %s", url, why);
}

/* Host and port of "host:port", "[address]:port" or "host". */
static HRESULT parse_authority(
        const char *url, const char *text, ULONG length, struct channel_url *ret, WS_ERROR *error)
{
    ULONG end = 0, start = 0, port = 0, i;

    if (length && text[0] == '[')
    {
        start = 1;
        ret->is_address6 = TRUE;
        while (end < length && text[end] != ']')
            end++;
        if (end == length) return bad_url(url, error, "has no ']' after the address");
    }
    else
    {
        while (end < length && text[end] != ':')
            end++;
    }
    if (end == start || end - start >= sizeof(ret->host))
        return bad_url(url, error, "has no host, or one of more than 255 characters");
    for (i = start; i < end; i++)
        ret->host[i - start] = text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i];
    ret->host[end - start] = 0;
    if (ret->is_address6) end++;
    if (end == length) return S_OK;
    if (text[end++] != ':' || end == length || length - end > 5)
        return bad_url(url, error, "has a malformed port");
    for (; end < length; end++)
    {
        if (text[end] < '0' || text[end] > '9')
            return bad_url(url, error, "has a port that is not a number");
        port = port * 10 + (text[end] - '0');
    }
    if (!port || port > 65535) return bad_url(url, error, "has a port that is not from 1 to 65535");
    ret->port = (USHORT)port;
    ret->has_port = TRUE;
    return S_OK;
}

static const struct
{
    const char *text;
    WS_URL_SCHEME_TYPE scheme;
} schemes[] = {
    { "http://", WS_URL_HTTP_SCHEME_TYPE },
    { "https://", WS_URL_HTTPS_SCHEME_TYPE },
    { "net.tcp://", WS_URL_NETTCP_SCHEME_TYPE },
    { "soap.udp://", WS_URL_SOAPUDP_SCHEME_TYPE },
    { "net.pipe://", WS_URL_NETPIPE_SCHEME_TYPE },
};

/* Where the authority begins; 0 and a failure when the scheme is none of those wanted. */
static HRESULT parse_scheme(const char *text, ULONG length, ULONG wanted, struct channel_url *ret,
        ULONG *at, WS_ERROR *error)
{
    ULONG i, size;

    for (i = 0; i < COUNT_OF(schemes); i++)
    {
        size = text_length(schemes[i].text);
        if (!(wanted & 1 << schemes[i].scheme) || length <= size
                || !ascii_equal_nocase((const BYTE *)text, schemes[i].text, size))
            continue;
        ret->scheme = schemes[i].scheme;
        ret->port = url_default_port(ret->scheme);
        *at = size;
        return S_OK;
    }
    for (i = 0; !(wanted & 1 << schemes[i].scheme);)
        i++;
    return fail(error, WS_E_INVALID_ENDPOINT_URL, "The URL '%s' does not begin with %s", text,
            schemes[i].text);
}

HRESULT url_parse_text(
        const char *text, ULONG length, ULONG wanted, struct channel_url *ret, WS_ERROR *error)
{
    ULONG at, end;
    HRESULT hr;

    memset(ret, 0, offsetof(struct channel_url, path));
    for (at = 0; at < length; at++)
    {
        if (text[at] <= ' ' || text[at] == 0x7f || strchr("\"<>\\", text[at]))
            return bad_url(text, error, "has a character that must be escaped");
    }
    if (FAILED(hr = parse_scheme(text, length, wanted, ret, &at, error))) return hr;
    for (end = at; end < length && text[end] != '/' && text[end] != '?' && text[end] != '#';)
        end++;
    if (memchr(text + at, '@', end - at)) return bad_url(text, error, "has a user name");
    if (memchr(text + end, '#', length - end)) return bad_url(text, error, "has a fragment");
    if (FAILED(hr = parse_authority(text, text + at, end - at, ret, error))) return hr;
    if (length - end + 2 > sizeof(ret->path)) return bad_url(text, error, "has too long a path");
    at = 0;
    if (text[end] != '/') ret->path[at++] = '/';
    memcpy(ret->path + at, text + end, length - end);
    ret->path[at + length - end] = 0;
    return S_OK;
}

HRESULT url_parse(const WS_STRING *url, ULONG wanted, struct channel_url *ret, WS_ERROR *error)
{
    char text[2400];
    ULONG i;

    if (url->length >= sizeof(text))
        return fail(error, WS_E_INVALID_ENDPOINT_URL, "The URL '%S' is too long", url);
    for (i = 0; i < url->length; i++)
        text[i] = url->chars[i] && url->chars[i] < 0x7f ? (char)url->chars[i] : 0x7f;
    text[i] = 0;
    return url_parse_text(text, i, wanted, ret, error);
}

/* ---- matching ---- */

/* Names that this machine has for itself, as far as the flags want them. */
static BOOL is_this_host(const BYTE *host, ULONG length, ULONG options)
{
    static const struct
    {
        ULONG flag;
        COMPUTER_NAME_FORMAT format;
    } names[] = { { WS_MATCH_URL_DNS_HOST, ComputerNameDnsHostname },
        { WS_MATCH_URL_DNS_FULLY_QUALIFIED_HOST, ComputerNameDnsFullyQualified },
        { WS_MATCH_URL_NETBIOS_HOST, ComputerNameNetBIOS } };
    struct net_address address;
    char name[256];
    DWORD size;
    ULONG i;

    if (length == 9 && ascii_equal_nocase(host, "localhost", 9))
        return (options & WS_MATCH_URL_LOCAL_HOST) != 0;
    if (length >= sizeof(name)) return FALSE;
    memcpy(name, host, length);
    name[length] = 0;
    if (net_parse_address(name, 0, &address)) return (options & WS_MATCH_URL_HOST_ADDRESSES) != 0;
    for (i = 0; i < COUNT_OF(names); i++)
    {
        size = sizeof(name);
        if (options & names[i].flag && GetComputerNameExA(names[i].format, name, &size)
                && size == length && ascii_equal_nocase(host, name, length))
            return TRUE;
    }
    return FALSE;
}

BOOL url_fits(ULONG options, const struct http_prefix *own, const BYTE *host, ULONG length,
        const BYTE *path, ULONG path_length)
{
    const BYTE *query = memchr(path, '?', path_length);
    ULONG port = 0, end, size, i;

    for (end = length; end && host[end - 1] >= '0' && host[end - 1] <= '9';)
        end--;
    if (end && end < length && host[end - 1] == ':' && length - end <= 5)
    {
        for (i = end; i < length; i++)
            port = port * 10 + (host[i] - '0');
        length = end - 1;
    }
    else
        port = own->default_port;
    if (length >= 2 && host[0] == '[' && host[length - 1] == ']')
    {
        host++;
        length -= 2;
    }
    if (options & WS_MATCH_URL_THIS_HOST && length && (own->host[0] == '+' || own->host[0] == '*')
            && !is_this_host(host, length, options))
        return FALSE;
    if (options & WS_MATCH_URL_PORT && length && port != own->port) return FALSE;
    if (options & WS_MATCH_URL_NO_QUERY && query) return FALSE;
    if (!(options & WS_MATCH_URL_EXACT_PATH)) return TRUE;
    if (query) path_length = (ULONG)(query - path);
    size = text_length(own->path);
    while (size && own->path[size - 1] == '/')
        size--;
    while (path_length && path[path_length - 1] == '/')
        path_length--;
    return path_length == size && ascii_equal_nocase(path, own->path, size);
}
