/* URLs: taking apart, putting together, resolving references. RFC 3986 for the schemes of WS_URL_SCHEME_TYPE,
 * which all have the form scheme://host[:port][/path][?query][#fragment].
 *
 * Escapes are resolved part by part when decoding, so that "%2F" is no separator; dot segments are taken away
 * before that, where "%2e" is a dot (RFC 3986 6.2.2.2).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"

#include <string.h>

/* The port that a decoded URL without one has when its scheme knows none (soap.udp: 0xFFFFFFFF, cut). */
#define NO_PORT 0xffff
#define ALL_FLAGS                                                      \
    (WS_URL_FLAGS_ALLOW_HOST_WILDCARDS | WS_URL_FLAGS_NO_PATH_COLLAPSE \
            | WS_URL_FLAGS_ZERO_TERMINATE)

static const struct
{
    const char *name;
    USHORT port;
} schemes[] = {
    [WS_URL_HTTP_SCHEME_TYPE] = { "http", 80 },
    [WS_URL_HTTPS_SCHEME_TYPE] = { "https", 443 },
    [WS_URL_NETTCP_SCHEME_TYPE] = { "net.tcp", 808 },
    [WS_URL_SOAPUDP_SCHEME_TYPE] = { "soap.udp", 0 },
    [WS_URL_NETPIPE_SCHEME_TYPE] = { "net.pipe", 0 },
};

/* All WS_*_URL have the members of WS_HTTP_URL. */
_Static_assert(sizeof(WS_NETPIPE_URL) == sizeof(WS_HTTP_URL), "one layout");

USHORT url_default_port(WS_URL_SCHEME_TYPE scheme)
{
    return (ULONG)scheme < COUNT_OF(schemes) ? schemes[scheme].port : 0;
}

/* ---- characters of the parts, plain or as %XX ---- */

#define IN_HOST    0x01 /* unreserved, sub-delims */
#define IN_PATH    0x02 /* those, ':' '@' '/' */
#define IN_QUERY   0x04 /* those and '?'; fragments are alike */
#define IN_LITERAL 0x08 /* between the brackets of [::1] */

static ULONG char_class(ULONG c)
{
    if (c >= 0x80) return 0;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return IN_HOST | IN_PATH | IN_QUERY | IN_LITERAL;
    if (c && strchr("-._~!$&'()*+,;=", (int)c)) return IN_HOST | IN_PATH | IN_QUERY | IN_LITERAL;
    if (c == ':') return IN_PATH | IN_QUERY | IN_LITERAL;
    if (c == '@' || c == '/') return IN_PATH | IN_QUERY;
    return c == '?' ? IN_QUERY : 0;
}

static ULONG hex_digit(WCHAR c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return 16;
}

/* ---- splitting ---- */

struct url
{
    WS_STRING whole;
    BOOL has_scheme, has_authority, has_port, has_query, has_fragment;
    WS_URL_SCHEME_TYPE scheme_type;
    WS_STRING scheme, authority, host, port, path, query, fragment; /* without their delimiters */
    USHORT port_number;
};

static WS_STRING slice(const WS_STRING *string, ULONG from, ULONG to)
{
    return (WS_STRING){ to - from, string->chars + from };
}

/* The first of the characters from i on, or the end. */
static ULONG find_any(const WS_STRING *string, ULONG i, const char *wanted)
{
    for (; i < string->length; i++)
    {
        if (string->chars[i] && string->chars[i] < 0x80 && strchr(wanted, string->chars[i])) break;
    }
    return i;
}

static BOOL is_letter(WCHAR c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The length of the scheme that the string begins with; 0: none, it is a relative reference. */
static ULONG scheme_length(const WS_STRING *string)
{
    ULONG i = find_any(string, 0, ":/?#"), j;

    if (i == string->length || string->chars[i] != ':' || !i || !is_letter(string->chars[0]))
        return 0;
    for (j = 0; j < i; j++)
    {
        WCHAR c = string->chars[j];

        if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') return 0;
    }
    return i;
}

static BOOL scheme_is(const WS_STRING *string, const char *name)
{
    ULONG i;

    if (string->length != text_length(name)) return FALSE;
    for (i = 0; i < string->length; i++)
    {
        WCHAR c = string->chars[i];

        if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
        if (c != (BYTE)name[i]) return FALSE;
    }
    return TRUE;
}

static HRESULT check_scheme(struct url *url, WS_ERROR *error)
{
    ULONG i;

    for (i = 0; i < COUNT_OF(schemes); i++)
    {
        if (!scheme_is(&url->scheme, schemes[i].name)) continue;
        url->scheme_type = (WS_URL_SCHEME_TYPE)i;
        return S_OK;
    }
    return fail(error, WS_E_INVALID_FORMAT,
            "The scheme '%S' of the URL '%S' is not http, https, net.tcp, soap.udp or net.pipe.",
            &url->scheme, &url->whole);
}

static HRESULT check_part(const struct url *url, const WS_STRING *part, ULONG allowed,
        const char *name, WS_ERROR *error)
{
    ULONG i;
    WCHAR c;

    for (i = 0; i < part->length; i++)
    {
        c = part->chars[i];
        if (char_class(c) & allowed) continue;
        if (c != '%')
            return fail(error, WS_E_INVALID_FORMAT,
                    "The %s '%S' of the URL '%S' has the character U+%x, which must be escaped.",
                    name, part, &url->whole, (ULONG)c);
        if (part->length - i < 3 || hex_digit(part->chars[i + 1]) > 15
                || hex_digit(part->chars[i + 2]) > 15)
            return fail(error, WS_E_INVALID_FORMAT,
                    "The %s '%S' of the URL '%S' has a '%%' without two hexadecimal digits.", name,
                    part, &url->whole);
        i += 2;
    }
    return S_OK;
}

static HRESULT check_port(
        const WS_STRING *port, const WS_STRING *whole, USHORT *number, WS_ERROR *error)
{
    ULONG i, n = 0;

    for (i = 0; i < port->length; i++)
    {
        if (port->chars[i] < '0' || port->chars[i] > '9')
            return fail(error, WS_E_INVALID_FORMAT,
                    "The port '%S' of the URL '%S' is not a number.", port, whole);
        n = n * 10 + (port->chars[i] - '0');
        if (n > 65535)
            return fail(error, WS_E_INVALID_FORMAT, "The port '%S' of the URL '%S' is above 65535.",
                    port, whole);
    }
    *number = (USHORT)n;
    return S_OK;
}

static HRESULT check_host(const struct url *url, ULONG flags, WS_ERROR *error)
{
    WS_STRING inside;

    if (!url->host.length)
        return fail(error, WS_E_INVALID_FORMAT, "The URL '%S' has no host.", &url->whole);
    if (url->host.chars[0] == '[')
    {
        inside = slice(&url->host, 1, url->host.length - 1);
        return check_part(url, &inside, IN_LITERAL, "host", error);
    }
    if (url->host.length == 1 && (url->host.chars[0] == '+' || url->host.chars[0] == '*')
            && !(flags & WS_URL_FLAGS_ALLOW_HOST_WILDCARDS))
        return fail(error, WS_E_INVALID_FORMAT,
                "The host '%S' of the URL '%S' is a wildcard, which is not allowed here.",
                &url->host, &url->whole);
    return check_part(url, &url->host, IN_HOST, "host", error);
}

/* host [":" port], where host may be an address in brackets. */
static HRESULT split_authority(struct url *url, ULONG flags, WS_ERROR *error)
{
    const WS_STRING *a = &url->authority;
    ULONG end;
    HRESULT hr;

    if (find_any(a, 0, "@") < a->length)
        return fail(error, WS_E_INVALID_FORMAT,
                "The URL '%S' has a user name before its host, which is not supported.",
                &url->whole);
    if (a->length && a->chars[0] == '[')
    {
        end = find_any(a, 1, "]");
        if (end == a->length || end == 1)
            return fail(error, WS_E_INVALID_FORMAT,
                    "The address '%S' of the URL '%S' is not in [].", a, &url->whole);
        end++;
    }
    else
        end = find_any(a, 0, ":");
    url->host = slice(a, 0, end);
    if (FAILED(hr = check_host(url, flags, error))) return hr;
    url->has_port = end < a->length;
    if (!url->has_port) return S_OK;
    if (a->chars[end] != ':')
        return fail(error, WS_E_INVALID_FORMAT,
                "After the address '%S' of the URL '%S' comes no ':'.", &url->host, &url->whole);
    url->port = slice(a, end + 1, a->length);
    return check_port(&url->port, &url->whole, &url->port_number, error);
}

/* Any reference, absolute or relative; all parts are checked. */
static HRESULT split(const WS_STRING *string, ULONG flags, struct url *url, WS_ERROR *error)
{
    ULONG i = 0, end;
    HRESULT hr;

    memset(url, 0, sizeof(*url));
    url->whole = *string;
    if ((end = scheme_length(string)))
    {
        url->has_scheme = TRUE;
        url->scheme = slice(string, 0, end);
        if (FAILED(hr = check_scheme(url, error))) return hr;
        i = end + 1;
    }
    if (string->length - i >= 2 && string->chars[i] == '/' && string->chars[i + 1] == '/')
    {
        url->has_authority = TRUE;
        end = find_any(string, i + 2, "/?#");
        url->authority = slice(string, i + 2, end);
        if (FAILED(hr = split_authority(url, flags, error))) return hr;
        i = end;
    }
    else if (url->has_scheme)
        return fail(error, WS_E_INVALID_FORMAT, "After '%S:' of the URL '%S' comes no '//'.",
                &url->scheme, string);
    end = find_any(string, i, "?#");
    url->path = slice(string, i, end);
    i = end;
    if (i < string->length && string->chars[i] == '?')
    {
        url->has_query = TRUE;
        end = find_any(string, i, "#");
        url->query = slice(string, i + 1, end);
        i = end;
    }
    if (i < string->length)
    {
        url->has_fragment = TRUE;
        url->fragment = slice(string, i + 1, string->length);
    }
    if (FAILED(hr = check_part(url, &url->path, IN_PATH, "path", error))) return hr;
    if (FAILED(hr = check_part(url, &url->query, IN_QUERY, "query", error))) return hr;
    return check_part(url, &url->fragment, IN_QUERY, "fragment", error);
}

static HRESULT split_absolute(
        const WS_STRING *string, ULONG flags, struct url *url, WS_ERROR *error)
{
    HRESULT hr;

    if (!string->length) return fail(error, WS_E_INVALID_FORMAT, "An empty string is not a URL.");
    if (FAILED(hr = split(string, flags, url, error))) return hr;
    if (url->has_scheme) return S_OK;
    return fail(error, WS_E_INVALID_FORMAT, "The URL '%S' has no scheme like http://.", string);
}

/* ---- dot segments (RFC 3986 5.2.4) ---- */

/* How many dots the segment consists of; 0 when of anything else. */
static ULONG dots_in(const WCHAR *chars, ULONG length)
{
    ULONG i, dots = 0;

    for (i = 0; i < length; i++)
    {
        if (chars[i] == '%' && length - i >= 3 && chars[i + 1] == '2'
                && (chars[i + 2] | 0x20) == 'e')
            i += 2;
        else if (chars[i] != '.')
            return 0;
        dots++;
    }
    return dots;
}

/* In place, for a path that begins with a slash; returns the new length. */
static ULONG collapse(WCHAR *path, ULONG length)
{
    ULONG from = 0, to = 0, end, dots;

    while (from < length)
    {
        for (end = from + 1; end < length && path[end] != '/';)
            end++;
        dots = dots_in(path + from + 1, end - from - 1);
        if (dots == 2)
        {
            while (to && path[--to] != '/')
                ;
        }
        if (dots == 1 || dots == 2)
        {
            if (end == length) path[to++] = '/';
        }
        else
        {
            memmove(path + to, path + from, (end - from) * sizeof(WCHAR));
            to += end - from;
        }
        from = end;
    }
    return to;
}

/* ---- decoding ---- */

/* A part with its escapes resolved, on the heap. */
static HRESULT decode_part(const struct url *url, const WS_STRING *part, const char *name,
        WS_HEAP *heap, WS_STRING *ret, WS_ERROR *error)
{
    ULONG i, n = 0;
    BYTE *bytes;
    HRESULT hr;

    if (!part->length) return S_OK;
    if (!(bytes = mem_alloc(part->length))) return fail_memory(error);
    for (i = 0; i < part->length; i++)
    {
        if (part->chars[i] != '%')
            bytes[n++] = (BYTE)part->chars[i];
        else
        {
            bytes[n++] = (BYTE)(hex_digit(part->chars[i + 1]) << 4 | hex_digit(part->chars[i + 2]));
            i += 2;
        }
    }
    if (utf8_check(bytes, n) < n)
        hr = fail(error, WS_E_INVALID_FORMAT,
                "The escapes in the %s '%S' of the URL '%S' are not UTF-8.", name, part,
                &url->whole);
    else if (part == &url->host && memchr(bytes, 0, n))
        hr = fail(error, WS_E_INVALID_FORMAT, "The host '%S' of the URL '%S' has a zero character.",
                part, &url->whole);
    else
        hr = heap_utf16(heap, bytes, n, ret, error);
    mem_free(bytes);
    return hr;
}

static HRESULT decode_path(
        const struct url *url, ULONG flags, WS_HEAP *heap, WS_STRING *ret, WS_ERROR *error)
{
    WS_STRING path = url->path;
    HRESULT hr;

    if (!path.length || (flags & WS_URL_FLAGS_NO_PATH_COLLAPSE))
        return decode_part(url, &path, "path", heap, ret, error);
    if (!(path.chars = mem_alloc(path.length * sizeof(WCHAR)))) return fail_memory(error);
    memcpy(path.chars, url->path.chars, path.length * sizeof(WCHAR));
    path.length = collapse(path.chars, path.length);
    hr = decode_part(url, &path, "path", heap, ret, error);
    mem_free(path.chars);
    return hr;
}

static HRESULT check_string(const WS_STRING *string, const char *name, WS_ERROR *error)
{
    if (!string) return fail(error, E_INVALIDARG, "%s is NULL.", name);
    if (string->length && !string->chars)
        return fail(error, E_INVALIDARG, "%s has a length of %u but no characters.", name,
                string->length);
    return S_OK;
}

static HRESULT check_arguments(ULONG flags, WS_HEAP *heap, const void *out, WS_ERROR *error)
{
    if (!heap_is(heap)) return fail(error, E_INVALIDARG, "heap is not a heap.");
    if (!out) return fail(error, E_INVALIDARG, "There is no place for the result: it is NULL.");
    if (flags & ~ALL_FLAGS) return fail(error, E_INVALIDARG, "0x%x are not WS_URL_FLAGS.", flags);
    return S_OK;
}

HRESULT WINAPI WsDecodeUrl(
        const WS_STRING *url, ULONG flags, WS_HEAP *heap, WS_URL **outUrl, WS_ERROR *error)
{
    struct url parts;
    WS_HTTP_URL *ret;
    void *mem;
    HRESULT hr;

    if (FAILED(hr = check_string(url, "url", error))) return hr;
    if (FAILED(hr = check_arguments(flags, heap, outUrl, error))) return hr;
    if (FAILED(hr = split_absolute(url, flags, &parts, error))) return hr;
    if (FAILED(hr = heap_zalloc(heap, sizeof(*ret), &mem, error))) return hr;
    ret = mem;
    ret->url.scheme = parts.scheme_type;
    ret->port = schemes[parts.scheme_type].port ? schemes[parts.scheme_type].port : NO_PORT;
    if (parts.port.length) ret->port = parts.port_number;
    if (FAILED(hr = decode_part(&parts, &parts.host, "host", heap, &ret->host, error))) return hr;
    if (FAILED(hr = decode_part(&parts, &parts.port, "port", heap, &ret->portAsString, error)))
        return hr;
    if (FAILED(hr = decode_path(&parts, flags, heap, &ret->path, error))) return hr;
    if (FAILED(hr = decode_part(&parts, &parts.query, "query", heap, &ret->query, error)))
        return hr;
    if (FAILED(hr = decode_part(&parts, &parts.fragment, "fragment", heap, &ret->fragment, error)))
        return hr;
    *outUrl = &ret->url;
    return S_OK;
}

/* ---- writing: counted with chars NULL, then written ---- */

struct output
{
    WCHAR *chars;
    UINT64 length;
};

static void put(struct output *out, WCHAR c)
{
    if (out->chars) out->chars[out->length] = c;
    out->length++;
}

static void put_ascii(struct output *out, const char *text)
{
    while (*text)
        put(out, (BYTE)*text++);
}

static void put_string(struct output *out, const WS_STRING *string)
{
    ULONG i;

    for (i = 0; i < string->length; i++)
        put(out, string->chars[i]);
}

static HRESULT put_escaped(
        struct output *out, const WS_STRING *part, ULONG allowed, const char *name, WS_ERROR *error)
{
    static const char digits[] = "0123456789ABCDEF";
    ULONG i, j, count, units;
    BYTE bytes[4];

    for (i = 0; i < part->length; i += units)
    {
        units = 1;
        if (char_class(part->chars[i]) & allowed)
        {
            put(out, part->chars[i]);
            continue;
        }
        if (part->chars[i] >= 0xd800 && part->chars[i] <= 0xdfff) units = 2;
        if (units > part->length - i || !utf16_check(part->chars + i, units))
            return fail(error, WS_E_INVALID_FORMAT,
                    "The %s '%S' has half a surrogate pair at character %u.", name, part, i + 1);
        count = utf8_from_utf16(part->chars + i, units, bytes);
        for (j = 0; j < count; j++)
        {
            put(out, '%');
            put(out, (BYTE)digits[bytes[j] >> 4]);
            put(out, (BYTE)digits[bytes[j] & 15]);
        }
    }
    return S_OK;
}

/* Room for what was counted, the terminator included. */
static HRESULT allocate(struct output *out, ULONG flags, WS_HEAP *heap, WS_ERROR *error)
{
    UINT64 count = out->length + !!(flags & WS_URL_FLAGS_ZERO_TERMINATE);
    void *mem;
    HRESULT hr;

    if (count > INT32_MAX / sizeof(WCHAR))
        return fail(error, WS_E_QUOTA_EXCEEDED, "A URL of %U characters is too long.", count);
    if (FAILED(hr = heap_alloc(heap, (SIZE_T)count * sizeof(WCHAR), &mem, error))) return hr;
    out->chars = mem;
    out->length = 0;
    return S_OK;
}

static void finish(struct output *out, ULONG flags, WS_STRING *ret)
{
    if (flags & WS_URL_FLAGS_ZERO_TERMINATE) put(out, 0);
    ret->chars = out->chars;
    ret->length = (ULONG)out->length;
}

/* ---- encoding ---- */

#define UNWRITTEN 0x10000

/* The number to write; UNWRITTEN for none, and for the scheme's default. */
static HRESULT port_to_write(const WS_HTTP_URL *url, ULONG *ret, WS_ERROR *error)
{
    USHORT usual = schemes[url->url.scheme].port, number;
    BOOL given = url->port && url->port != (usual ? usual : NO_PORT);
    HRESULT hr;

    *ret = given ? url->port : UNWRITTEN;
    if (!url->portAsString.length) return S_OK;
    if (FAILED(hr = check_port(&url->portAsString, &url->portAsString, &number, error))) return hr;
    if (given && number != url->port)
        return fail(error, WS_E_INVALID_FORMAT, "port is %u but portAsString is '%S'.",
                (ULONG)url->port, &url->portAsString);
    *ret = usual && number == usual ? UNWRITTEN : number;
    return S_OK;
}

static HRESULT put_host(struct output *out, const WS_STRING *host, WS_ERROR *error)
{
    WS_STRING inside;
    HRESULT hr;

    if (host->length < 3 || host->chars[0] != '[' || host->chars[host->length - 1] != ']')
        return put_escaped(out, host, IN_HOST, "host", error);
    inside = slice(host, 1, host->length - 1);
    put(out, '[');
    if (FAILED(hr = put_escaped(out, &inside, IN_LITERAL, "host", error))) return hr;
    put(out, ']');
    return S_OK;
}

static HRESULT put_url(struct output *out, const WS_HTTP_URL *url, ULONG port, WS_ERROR *error)
{
    char number[8];
    HRESULT hr;

    put_ascii(out, schemes[url->url.scheme].name);
    put_ascii(out, "://");
    if (FAILED(hr = put_host(out, &url->host, error))) return hr;
    if (port != UNWRITTEN)
    {
        format_line(number, sizeof(number), ":%u", port);
        put_ascii(out, number);
    }
    if (FAILED(hr = put_escaped(out, &url->path, IN_PATH, "path", error))) return hr;
    if (url->query.length) put(out, '?');
    if (FAILED(hr = put_escaped(out, &url->query, IN_QUERY, "query", error))) return hr;
    if (url->fragment.length) put(out, '#');
    return put_escaped(out, &url->fragment, IN_QUERY, "fragment", error);
}

HRESULT WINAPI WsEncodeUrl(
        const WS_URL *url, ULONG flags, WS_HEAP *heap, WS_STRING *outUrl, WS_ERROR *error)
{
    const WS_HTTP_URL *parts = (const WS_HTTP_URL *)url;
    struct output out = { NULL, 0 };
    ULONG port;
    HRESULT hr;

    if (!url) return fail(error, E_INVALIDARG, "url is NULL.");
    if (FAILED(hr = check_arguments(flags, heap, outUrl, error))) return hr;
    if ((ULONG)url->scheme >= COUNT_OF(schemes))
        return fail(
                error, WS_E_INVALID_FORMAT, "%u is not a WS_URL_SCHEME_TYPE.", (ULONG)url->scheme);
    if (FAILED(hr = check_string(&parts->host, "host", error))) return hr;
    if (FAILED(hr = check_string(&parts->portAsString, "portAsString", error))) return hr;
    if (FAILED(hr = check_string(&parts->path, "path", error))) return hr;
    if (FAILED(hr = check_string(&parts->query, "query", error))) return hr;
    if (FAILED(hr = check_string(&parts->fragment, "fragment", error))) return hr;
    if (parts->path.length && parts->path.chars[0] != '/')
        return fail(error, WS_E_INVALID_FORMAT, "The path '%S' does not begin with a slash.",
                &parts->path);
    if (FAILED(hr = port_to_write(parts, &port, error))) return hr;
    if (FAILED(hr = put_url(&out, parts, port, error))) return hr;
    if (FAILED(hr = allocate(&out, flags, heap, error))) return hr;
    if (FAILED(hr = put_url(&out, parts, port, error))) return hr;
    finish(&out, flags, outUrl);
    return S_OK;
}

/* ---- resolving references (RFC 3986 5.2.2) ---- */

/* What the target takes from the base: everything before its first own part. */
static void resolve(
        const struct url *base, const struct url *reference, struct url *target, WS_STRING *merged)
{
    ULONG keep = 0;

    *target = *reference;
    memset(merged, 0, sizeof(*merged));
    if (reference->has_scheme) return;
    target->scheme = base->scheme;
    if (reference->has_authority) return;
    target->authority = base->authority;
    if (!reference->path.length)
    {
        target->path = base->path;
        if (reference->has_query) return;
        target->has_query = base->has_query;
        target->query = base->query;
        return;
    }
    if (reference->path.chars[0] == '/') return;
    /* 5.2.3: all of the base's path but what follows its last slash */
    for (keep = base->path.length; keep && base->path.chars[keep - 1] != '/';)
        keep--;
    *merged = slice(&base->path, 0, keep);
}

static void put_target(
        struct output *out, const struct url *target, const WS_STRING *merged, ULONG flags)
{
    UINT64 path;

    put_string(out, &target->scheme);
    put_ascii(out, "://");
    put_string(out, &target->authority);
    path = out->length;
    put_string(out, merged);
    if (out->length == path && target->path.length && target->path.chars[0] != '/') put(out, '/');
    put_string(out, &target->path);
    if (out->chars && !(flags & WS_URL_FLAGS_NO_PATH_COLLAPSE))
        out->length = path + collapse(out->chars + path, (ULONG)(out->length - path));
    if (target->has_query) put(out, '?');
    put_string(out, &target->query);
    if (target->has_fragment) put(out, '#');
    put_string(out, &target->fragment);
}

HRESULT WINAPI WsCombineUrl(const WS_STRING *baseUrl, const WS_STRING *referenceUrl, ULONG flags,
        WS_HEAP *heap, WS_STRING *resultUrl, WS_ERROR *error)
{
    struct url base, reference, target;
    struct output out = { NULL, 0 };
    WS_STRING merged;
    HRESULT hr;

    if (FAILED(hr = check_string(baseUrl, "baseUrl", error))) return hr;
    if (FAILED(hr = check_string(referenceUrl, "referenceUrl", error))) return hr;
    if (FAILED(hr = check_arguments(flags, heap, resultUrl, error))) return hr;
    if (FAILED(hr = split_absolute(baseUrl, flags, &base, error))) return hr;
    if (FAILED(hr = split(referenceUrl, flags, &reference, error))) return hr;
    resolve(&base, &reference, &target, &merged);
    put_target(&out, &target, &merged, flags);
    if (FAILED(hr = allocate(&out, flags, heap, error))) return hr;
    put_target(&out, &target, &merged, flags);
    finish(&out, flags, resultUrl);
    return S_OK;
}
