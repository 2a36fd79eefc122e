/* URLs: facts U1 to U4, the grammar of RFC 3986 with its limits, and the reference examples of its section 5.4.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

#define ABSENT ""

struct decode_row
{
    const char *url;
    HRESULT hr;
    WS_URL_SCHEME_TYPE scheme;
    const char *host;
    USHORT port;
    const char *port_string, *path, *query, *fragment;
};

/* clang-format off */
static const struct decode_row u2_rows[] = {
    { "http://host", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, ABSENT, ABSENT, ABSENT },
    { "https://host", S_OK, WS_URL_HTTPS_SCHEME_TYPE, "host", 443, ABSENT, ABSENT, ABSENT, ABSENT },
    { "http://host/path", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, "/path", ABSENT, ABSENT },
    { "http://host/path?query", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, "/path", "query", ABSENT },
    { "HTTP://host", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, ABSENT, ABSENT, ABSENT },
    { "httq://host", WS_E_INVALID_FORMAT },
    { "http:", WS_E_INVALID_FORMAT },
    { "http", WS_E_INVALID_FORMAT },
    { "soap.udp://host", S_OK, WS_URL_SOAPUDP_SCHEME_TYPE, "host", 65535, ABSENT, ABSENT, ABSENT, ABSENT },
    { "http:///host", WS_E_INVALID_FORMAT },
    { "http://host/", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, "/", ABSENT, ABSENT },
    { "http://host:65536", WS_E_INVALID_FORMAT },
    { "http://host#frag", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, ABSENT, ABSENT, "frag" },
    { "http://host%202", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host 2", 80, ABSENT, ABSENT, ABSENT, ABSENT },
    { "http://host/path%202", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, "/path 2", ABSENT, ABSENT },
    { "http://host#frag%202", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, ABSENT, ABSENT, "frag 2" },
    { "net.tcp://[::1]", S_OK, WS_URL_NETTCP_SCHEME_TYPE, "[::1]", 808, ABSENT, ABSENT, ABSENT, ABSENT },
    { "net.tcp://[::1]:1111", S_OK, WS_URL_NETTCP_SCHEME_TYPE, "[::1]", 1111, "1111", ABSENT, ABSENT, ABSENT },
};

/* What the pages and RFC 3986 say beyond. */
static const struct decode_row grammar_rows[] = {
    { "net.pipe://host/pipe", S_OK, WS_URL_NETPIPE_SCHEME_TYPE, "host", 65535, ABSENT, "/pipe", ABSENT, ABSENT },
    { "soap.udp://host:3702/", S_OK, WS_URL_SOAPUDP_SCHEME_TYPE, "host", 3702, "3702", "/", ABSENT, ABSENT },
    { "http://host:", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, ABSENT, ABSENT, ABSENT },
    { "http://host:00080/", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, "00080", "/", ABSENT, ABSENT },
    { "http://host:65535", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 65535, "65535", ABSENT, ABSENT, ABSENT },
    { "http://host?a=b&c=/?d#e?f/", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, ABSENT, "a=b&c=/?d", "e?f/" },
    { "http://host/a:b@c;d", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, "/a:b@c;d", ABSENT, ABSENT },
    { "http://127.0.0.1/a%2Fb", S_OK, WS_URL_HTTP_SCHEME_TYPE, "127.0.0.1", 80, ABSENT, "/a/b", ABSENT, ABSENT },
    { "http://host/a/./b/../c", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, "/a/c", ABSENT, ABSENT },
    { "http://host/../../a/..", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, "/", ABSENT, ABSENT },
    { "http://host/a/%2e%2E/b", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, "/b", ABSENT, ABSENT },
    { "http://host/a//b/...", S_OK, WS_URL_HTTP_SCHEME_TYPE, "host", 80, ABSENT, "/a//b/...", ABSENT, ABSENT },
    { "http://user@host/", WS_E_INVALID_FORMAT },
    { "http://user:secret@host:80/", WS_E_INVALID_FORMAT },
    { "http://ho st/", WS_E_INVALID_FORMAT },
    { "http://host/a b", WS_E_INVALID_FORMAT },
    { "http://host/a%2", WS_E_INVALID_FORMAT },
    { "http://host/a%2g", WS_E_INVALID_FORMAT },
    { "http://host/%ff", WS_E_INVALID_FORMAT },
    { "http://host/%c3/%ab", WS_E_INVALID_FORMAT },
    { "http://ho%00st/", WS_E_INVALID_FORMAT },
    { "http://host/<>", WS_E_INVALID_FORMAT },
    { "http://host/a[1]", WS_E_INVALID_FORMAT },
    { "http://host#a#b", WS_E_INVALID_FORMAT },
    { "http://host:8o/", WS_E_INVALID_FORMAT },
    { "http://host:-1/", WS_E_INVALID_FORMAT },
    { "http://host:4294967376/", WS_E_INVALID_FORMAT },
    { "http://[::1", WS_E_INVALID_FORMAT },
    { "http://[]", WS_E_INVALID_FORMAT },
    { "http://[::1]80", WS_E_INVALID_FORMAT },
    { "http://:80/", WS_E_INVALID_FORMAT },
    { "http:/host/", WS_E_INVALID_FORMAT },
    { "//host/", WS_E_INVALID_FORMAT },
    { "/path", WS_E_INVALID_FORMAT },
    { "1http://host", WS_E_INVALID_FORMAT },
    { "http ://host", WS_E_INVALID_FORMAT },
    { "net.tcp2://host", WS_E_INVALID_FORMAT },
    { "http://+/", WS_E_INVALID_FORMAT },
    { "http://*:80/", WS_E_INVALID_FORMAT },
};
/* clang-format on */

/* One heap and one error object for all rows. */
static WS_HEAP *url_heap(void)
{
    static WS_HEAP *heap;

    if (!heap) WsCreateHeap(1 << 24, 0, NULL, 0, &heap, NULL);
    return heap;
}

static WS_ERROR *url_error(void)
{
    static WS_ERROR *error;

    if (!error) WsCreateError(NULL, 0, &error);
    WsResetError(error);
    return error;
}

static void check_part(const WS_STRING *part, const char *expected, const char *name)
{
    if (!ok(part->length == strlen(expected), "%s: length %u", name, (unsigned)part->length))
        return;
    ok_string(part, expected);
}

static void check_decode(const struct decode_row *row, ULONG flags)
{
    WS_STRING url = wide_string(row->url);
    WS_HTTP_URL *parts = (WS_HTTP_URL *)1;
    WS_ERROR *error = url_error();
    HRESULT hr;

    test_context("%s", row->url);
    hr = WsDecodeUrl(&url, flags, url_heap(), (WS_URL **)&parts, error);
    if (!ok_hr(hr, row->hr)) return;
    if (FAILED(hr))
    {
        ok(parts == (WS_HTTP_URL *)1, "the output is untouched");
        ok(error_text(error)[0] != 0, "the error says what is wrong");
        return;
    }
    ok_int(parts->url.scheme, row->scheme);
    ok_int(parts->port, row->port);
    check_part(&parts->host, row->host, "host");
    check_part(&parts->portAsString, row->port_string, "portAsString");
    check_part(&parts->path, row->path, "path");
    check_part(&parts->query, row->query, "query");
    check_part(&parts->fragment, row->fragment, "fragment");
    test_context("%s", "");
}

TEST(U1_arguments_of_WsDecodeUrl)
{
    WS_STRING empty = { 0, NULL }, url = wide_string("http://host"), torn = { 4, NULL };
    WS_URL *parts = (WS_URL *)1;

    ok_hr(WsDecodeUrl(NULL, 0, url_heap(), &parts, NULL), E_INVALIDARG);
    ok_hr(WsDecodeUrl(&url, 0, NULL, &parts, NULL), E_INVALIDARG);
    ok_hr(WsDecodeUrl(&url, 0, url_heap(), NULL, NULL), E_INVALIDARG);
    ok_hr(WsDecodeUrl(&torn, 0, url_heap(), &parts, NULL), E_INVALIDARG);
    ok_hr(WsDecodeUrl(&url, 8, url_heap(), &parts, NULL), E_INVALIDARG);
    ok_hr(WsDecodeUrl(&empty, 0, url_heap(), &parts, NULL), WS_E_INVALID_FORMAT);
    ok(parts == (WS_URL *)1, "U1: untouched");
}

TEST(U2_decoding)
{
    unsigned i;

    for (i = 0; i < sizeof(u2_rows) / sizeof(u2_rows[0]); i++)
        check_decode(&u2_rows[i], 0);
}

TEST(U2_escaped_bytes_are_utf8)
{
    static const WCHAR expected[] = { '/', 0xeb, '/' };
    static const WCHAR pair[] = { '/', 0xd83d, 0xde00 };
    WS_STRING url = wide_string("http://host/%c3%ab/");
    WS_HTTP_URL *parts;

    ok_hr(WsDecodeUrl(&url, 0, url_heap(), (WS_URL **)&parts, NULL), S_OK);
    ok_bytes(parts->path.chars, parts->path.length * 2, expected, sizeof(expected));
    url = wide_string("http://host/%F0%9F%98%80");
    ok_hr(WsDecodeUrl(&url, 0, url_heap(), (WS_URL **)&parts, NULL), S_OK);
    ok_bytes(parts->path.chars, parts->path.length * 2, pair, sizeof(pair));
}

TEST(decoding_keeps_to_the_grammar)
{
    WCHAR raw[] = { 'h', 't', 't', 'p', ':', '/', '/', 'h', '/', 0xeb };
    WS_STRING url = { sizeof(raw) / sizeof(raw[0]), raw };
    WS_URL *parts;
    unsigned i;

    for (i = 0; i < sizeof(grammar_rows) / sizeof(grammar_rows[0]); i++)
        check_decode(&grammar_rows[i], 0);
    ok_hr(WsDecodeUrl(&url, 0, url_heap(), &parts, NULL), WS_E_INVALID_FORMAT);
}

TEST(flags_of_WsDecodeUrl)
{
    static const struct decode_row plus = { "http://+:80/a/../b", S_OK, WS_URL_HTTP_SCHEME_TYPE,
        "+", 80, "80", "/b", ABSENT, ABSENT };
    static const struct decode_row star = { "http://*/a/../b", S_OK, WS_URL_HTTP_SCHEME_TYPE, "*",
        80, ABSENT, "/a/../b", ABSENT, ABSENT };

    check_decode(&plus, WS_URL_FLAGS_ALLOW_HOST_WILDCARDS);
    check_decode(&star, WS_URL_FLAGS_ALLOW_HOST_WILDCARDS | WS_URL_FLAGS_NO_PATH_COLLAPSE);
}

TEST(errors_name_the_part_that_is_wrong)
{
    static const struct
    {
        const char *url, *word;
    } rows[] = { { "httq://host", "scheme" }, { "http://u@host", "user name" },
        { "http://host:70000", "port" }, { "http://ho<st", "host" }, { "http://host/<", "path" },
        { "http://host?<", "query" }, { "http://host#<", "fragment" }, { "http://", "host" } };
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_STRING url = wide_string(rows[i].url);
        WS_ERROR *error = url_error();
        WS_URL *parts;

        ok_hr(WsDecodeUrl(&url, 0, url_heap(), &parts, error), WS_E_INVALID_FORMAT);
        ok(strstr(error_text(error), rows[i].word) != NULL, "%s: \"%s\" names the %s", rows[i].url,
                error_text(error), rows[i].word);
    }
}

static WS_HTTP_URL http_url(
        const char *host, const char *path, const char *query, const char *fragment)
{
    WS_HTTP_URL url;

    memset(&url, 0, sizeof(url));
    url.url.scheme = WS_URL_HTTP_SCHEME_TYPE;
    if (host) url.host = wide_string(host);
    if (path) url.path = wide_string(path);
    if (query) url.query = wide_string(query);
    if (fragment) url.fragment = wide_string(fragment);
    return url;
}

static void check_encode(const WS_HTTP_URL *url, HRESULT expected_hr, const char *expected)
{
    WS_STRING text = { 0xdead, NULL };

    test_context("%s", expected ? expected : "failing");
    ok_hr(WsEncodeUrl(&url->url, 0, url_heap(), &text, NULL), expected_hr);
    if (expected)
        check_part(&text, expected, "result");
    else
        ok_int(text.length, 0xdead);
    test_context("%s", "");
}

TEST(U3_arguments_of_WsEncodeUrl)
{
    WS_HTTP_URL url = http_url("host", NULL, NULL, NULL);
    WS_STRING text;

    ok_hr(WsEncodeUrl(NULL, 0, url_heap(), &text, NULL), E_INVALIDARG);
    ok_hr(WsEncodeUrl(&url.url, 0, NULL, &text, NULL), E_INVALIDARG);
    ok_hr(WsEncodeUrl(&url.url, 0, url_heap(), NULL, NULL), E_INVALIDARG);
    ok_hr(WsEncodeUrl(&url.url, 0, url_heap(), &text, NULL), S_OK);
    ok_int(text.length, 11);
    ok_hr(WsEncodeUrl(&url.url, WS_URL_FLAGS_ZERO_TERMINATE, url_heap(), &text, NULL), S_OK);
    ok_int(text.length, 12);
    ok_int(text.chars[11], 0);
}

TEST(U4_encoding)
{
    WS_HTTP_URL url = http_url("host", NULL, NULL, NULL);

    check_encode(&url, S_OK, "http://host");
    url = http_url(NULL, NULL, NULL, NULL);
    check_encode(&url, S_OK, "http://");
    url.port = 8080;
    check_encode(&url, S_OK, "http://:8080");
    url.port = 80;
    check_encode(&url, S_OK, "http://");
    url.port = 0;
    url.portAsString = wide_string("8080");
    check_encode(&url, S_OK, "http://:8080");
    url.portAsString = wide_string("0");
    check_encode(&url, S_OK, "http://:0");
    url.portAsString = wide_string("80");
    check_encode(&url, S_OK, "http://");
    url.portAsString = wide_string("65536");
    check_encode(&url, WS_E_INVALID_FORMAT, NULL);
    url = http_url(NULL, "/path", NULL, NULL);
    check_encode(&url, S_OK, "http:///path");
    url = http_url(NULL, NULL, NULL, "frag");
    check_encode(&url, S_OK, "http://#frag");
    url = http_url(NULL, NULL, "query 2", NULL);
    check_encode(&url, S_OK, "http://?query%202");
    url = http_url(NULL, NULL, NULL, "frag 2");
    check_encode(&url, S_OK, "http://#frag%202");
    url = http_url("host 2", NULL, NULL, NULL);
    check_encode(&url, S_OK, "http://host%202");
}

TEST(encoding_of_other_schemes_and_characters)
{
    WCHAR accents[] = { '/', 0xeb, 0xd83d, 0xde00, '%' }, torn[] = { '/', 0xd83d, 'x' };
    WS_HTTP_URL url = http_url("[::1]", NULL, NULL, NULL);

    url.url.scheme = WS_URL_NETTCP_SCHEME_TYPE;
    url.port = 808;
    url.path.chars = accents;
    url.path.length = 5;
    check_encode(&url, S_OK, "net.tcp://[::1]/%C3%AB%F0%9F%98%80%25");
    url.path.chars = torn;
    url.path.length = 3;
    check_encode(&url, WS_E_INVALID_FORMAT, NULL);
    url.path.length = 2;
    check_encode(&url, WS_E_INVALID_FORMAT, NULL);
    url = http_url("host", "path", NULL, NULL);
    check_encode(&url, WS_E_INVALID_FORMAT, NULL);
    url = http_url("ho/st:@", "/?#", "?#", "#");
    check_encode(&url, S_OK, "http://ho%2Fst%3A%40/%3F%23??%23#%23");
    url.url.scheme = 5;
    check_encode(&url, WS_E_INVALID_FORMAT, NULL);
    url = http_url("host", NULL, NULL, NULL);
    url.url.scheme = WS_URL_SOAPUDP_SCHEME_TYPE;
    url.port = 65535;
    check_encode(&url, S_OK, "soap.udp://host");
    url.port = 3702;
    url.portAsString = wide_string("3703");
    check_encode(&url, WS_E_INVALID_FORMAT, NULL);
    url.portAsString = wide_string("3702");
    check_encode(&url, S_OK, "soap.udp://host:3702");
}

/* RFC 3986 5.4.1 and 5.4.2, with a scheme that we have. */
static const char rfc_base[] = "http://a/b/c/d;p?q";
static const struct
{
    const char *reference, *result;
} combine_rows[] = { { "g", "http://a/b/c/g" }, { "./g", "http://a/b/c/g" },
    { "g/", "http://a/b/c/g/" }, { "/g", "http://a/g" }, { "//g", "http://g" },
    { "?y", "http://a/b/c/d;p?y" }, { "g?y", "http://a/b/c/g?y" }, { "#s", "http://a/b/c/d;p?q#s" },
    { "g#s", "http://a/b/c/g#s" }, { "g?y#s", "http://a/b/c/g?y#s" }, { ";x", "http://a/b/c/;x" },
    { "g;x", "http://a/b/c/g;x" }, { "g;x?y#s", "http://a/b/c/g;x?y#s" },
    { "", "http://a/b/c/d;p?q" }, { ".", "http://a/b/c/" }, { "./", "http://a/b/c/" },
    { "..", "http://a/b/" }, { "../", "http://a/b/" }, { "../g", "http://a/b/g" },
    { "../..", "http://a/" }, { "../../", "http://a/" }, { "../../g", "http://a/g" },
    { "../../../g", "http://a/g" }, { "../../../../g", "http://a/g" }, { "/./g", "http://a/g" },
    { "/../g", "http://a/g" }, { "g.", "http://a/b/c/g." }, { ".g", "http://a/b/c/.g" },
    { "g..", "http://a/b/c/g.." }, { "..g", "http://a/b/c/..g" }, { "./../g", "http://a/b/g" },
    { "./g/.", "http://a/b/c/g/" }, { "g/./h", "http://a/b/c/g/h" }, { "g/../h", "http://a/b/c/h" },
    { "g;x=1/./y", "http://a/b/c/g;x=1/y" }, { "g;x=1/../y", "http://a/b/c/y" },
    { "g?y/./x", "http://a/b/c/g?y/./x" }, { "g?y/../x", "http://a/b/c/g?y/../x" },
    { "g#s/./x", "http://a/b/c/g#s/./x" }, { "g#s/../x", "http://a/b/c/g#s/../x" },
    { "https://x:1/%20?y#z", "https://x:1/%20?y#z" }, { "g:h", NULL }, { "http:g", NULL },
    { "a b", NULL }, { "//", NULL }, { "//u@h", NULL } };

TEST(references_resolve_as_in_rfc3986)
{
    WS_STRING base = wide_string(rfc_base), reference, result;
    unsigned i;

    for (i = 0; i < sizeof(combine_rows) / sizeof(combine_rows[0]); i++)
    {
        const char *expected = combine_rows[i].result;

        test_context("'%s'", combine_rows[i].reference);
        reference = wide_string(combine_rows[i].reference);
        result = (WS_STRING){ 0xdead, NULL };
        ok_hr(WsCombineUrl(&base, &reference, 0, url_heap(), &result, NULL),
                expected ? S_OK : WS_E_INVALID_FORMAT);
        if (expected)
            check_part(&result, expected, "result");
        else
            ok_int(result.length, 0xdead);
    }
    test_context("%s", "");
}

static void check_combine(
        const char *base, const char *reference, ULONG flags, const char *expected)
{
    WS_STRING b = wide_string(base), r = wide_string(reference), result = { 0, NULL };

    test_context("%s and %s", base, reference);
    ok_hr(WsCombineUrl(&b, &r, flags, url_heap(), &result, NULL),
            expected ? S_OK : WS_E_INVALID_FORMAT);
    if (expected) check_part(&result, expected, "result");
    test_context("%s", "");
}

TEST(flags_of_WsCombineUrl)
{
    WS_STRING base = wide_string(rfc_base), reference = wide_string("g"), result;

    check_combine(rfc_base, "../g", WS_URL_FLAGS_NO_PATH_COLLAPSE, "http://a/b/c/../g");
    check_combine(rfc_base, "http://x/a/../b", 0, "http://x/b");
    check_combine(rfc_base, "http://x/a/../b", WS_URL_FLAGS_NO_PATH_COLLAPSE, "http://x/a/../b");
    check_combine("http://+/", "g", 0, NULL);
    check_combine("http://+/", "g", WS_URL_FLAGS_ALLOW_HOST_WILDCARDS, "http://+/g");
    check_combine("http://a", "g", 0, "http://a/g");
    check_combine("http://a?x", "", 0, "http://a?x");
    check_combine("http://a#x", "?y", 0, "http://a?y");
    check_combine("ftp://a", "g", 0, NULL);
    check_combine("/a", "g", 0, NULL);
    check_combine("", "g", 0, NULL);
    ok_hr(WsCombineUrl(&base, &reference, WS_URL_FLAGS_ZERO_TERMINATE, url_heap(), &result, NULL),
            S_OK);
    ok_int(result.length, 15);
    ok_int(result.chars[14], 0);
}

TEST(arguments_of_WsCombineUrl)
{
    WS_STRING base = wide_string(rfc_base), reference = wide_string("g"), result;

    ok_hr(WsCombineUrl(NULL, &reference, 0, url_heap(), &result, NULL), E_INVALIDARG);
    ok_hr(WsCombineUrl(&base, NULL, 0, url_heap(), &result, NULL), E_INVALIDARG);
    ok_hr(WsCombineUrl(&base, &reference, 0, NULL, &result, NULL), E_INVALIDARG);
    ok_hr(WsCombineUrl(&base, &reference, 0, url_heap(), NULL, NULL), E_INVALIDARG);
}

TESTS = { CASE(U1_arguments_of_WsDecodeUrl), CASE(U2_decoding), CASE(U2_escaped_bytes_are_utf8),
    CASE(decoding_keeps_to_the_grammar), CASE(flags_of_WsDecodeUrl),
    CASE(errors_name_the_part_that_is_wrong), CASE(U3_arguments_of_WsEncodeUrl), CASE(U4_encoding),
    CASE(encoding_of_other_schemes_and_characters), CASE(references_resolve_as_in_rfc3986),
    CASE(flags_of_WsCombineUrl), CASE(arguments_of_WsCombineUrl), END_OF_CASES };
