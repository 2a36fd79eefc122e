/* HTTP heads, chunked bodies and content types, with every input cut at every byte.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"
#include "wire/wire.h"

/* The end must be found wherever the input is cut, and not before. */
static ULONG length_in_pieces(const char *text, ULONG count, ULONG cut)
{
    ULONG scanned = 0, first = http_head_length((const BYTE *)text, cut, &scanned);

    return first ? first : http_head_length((const BYTE *)text, count, &scanned);
}

static const char request[] = "POST /calculator?x=1 HTTP/1.1\r\n"
                              "Host: example.org:8080\r\n"
                              "Content-Type:text/xml; charset=utf-8 \r\n"
                              "SOAPAction: \"urn:add\"\r\n"
                              "content-length: 12\r\n"
                              "\r\n";

TEST(head_end_is_found_at_every_cut)
{
    ULONG cut, size = sizeof(request) - 1;
    char more[sizeof(request) + 8];

    memcpy(more, request, size);
    memcpy(more + size, "\r\n\r\nbody", 8);
    for (cut = 0; cut <= size + 8; cut++)
    {
        test_context("cut at %u", cut);
        ok_int(length_in_pieces(more, size + 8, cut), size);
    }
    for (cut = 0; cut < size; cut++)
    {
        ULONG scanned = 0;

        test_context("only %u bytes", cut);
        ok_int(http_head_length((const BYTE *)request, cut, &scanned), 0);
    }
    test_context("");
}

TEST(request_head)
{
    struct http_head head;
    const struct http_field *field;
    const BYTE *bytes = (const BYTE *)request;

    ok_hr(http_parse_request(bytes, sizeof(request) - 1, &head, NULL), S_OK);
    ok_text(bytes + head.method.at, head.method.length, "POST");
    ok_text(bytes + head.target.at, head.target.length, "/calculator?x=1");
    ok_text(bytes + head.host.at, head.host.length, "example.org:8080");
    ok_int(head.body, HTTP_BODY_LENGTH);
    ok_int(head.length, 12);
    ok_int(head.keep_alive, TRUE);
    ok_int(head.expect_continue, FALSE);
    field = http_find_field(&head, bytes, "content-type", 0);
    if (ok(field != NULL, "Content-Type is missing"))
        ok_text(bytes + field->value.at, field->value.length, "text/xml; charset=utf-8");
    ok(http_find_field(&head, bytes, "soapactio", 0) == NULL, "a part of a name is no name");
}

struct bad
{
    const char *text;
    ULONG status; /* 0: is fine */
};

TEST(requests_are_refused_with_the_right_status)
{
    static const struct bad rows[] = {
        { "POST / HTTP/1.1\r\nHost: a\r\n\r\n", 0 },
        { "\r\nPOST / HTTP/1.1\r\nHost: a\r\n\r\n", 0 },
        { "POST / HTTP/1.0\r\n\r\n", 0 },
        { "POST http://a:1/b HTTP/1.1\r\nHost: c\r\n\r\n", 0 },
        { "OPTIONS * HTTP/1.1\r\nHost: c\r\n\r\n", 0 },
        { "POST / HTTP/1.1\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400 },
        { "POST / HTTP/1.1\nHost: a\n\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\rb\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost : a\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nX: \x01\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400 },
        { "POST /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "POST / HTTP/1.1 \r\nHost: a\r\n\r\n", 400 },
        { "POST HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "POST  HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "P()T / HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "POST ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "POST / HTTP/x.1\r\nHost: a\r\n\r\n", 400 },
        { "POST / HTTP/2.0\r\nHost: a\r\n\r\n", 505 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999999999999\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
          "chunked\r\n\r\n",
                400 },
        { "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n", 0 },
        { "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501 },
        { "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n", 501 },
        { "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 501 },
        { "POST / HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\n\r\n", 417 },
    };
    struct http_head head;
    ULONG i;

    for (i = 0; i < COUNT_OF(rows); i++)
    {
        ULONG scanned = 0, size = strlen(rows[i].text);

        test_context("row %u", i);
        ok_int(http_head_length((const BYTE *)rows[i].text, size, &scanned), size);
        ok_hr(http_parse_request((const BYTE *)rows[i].text, size, &head, NULL),
                rows[i].status ? WS_E_INVALID_FORMAT : S_OK);
        ok_int(head.status, rows[i].status);
    }
    test_context("");
}

TEST(too_many_fields_are_431)
{
    static BYTE text[4096];
    struct http_head head;
    ULONG size, i;

    size = snprintf((char *)text, sizeof(text), "POST / HTTP/1.1\r\nHost: a\r\n");
    for (i = 0; i < HTTP_MAX_FIELDS; i++)
        size += snprintf((char *)text + size, sizeof(text) - size, "a%u: b\r\n", i);
    size += snprintf((char *)text + size, sizeof(text) - size, "\r\n");
    ok_hr(http_parse_request(text, size, &head, NULL), WS_E_INVALID_FORMAT);
    ok_int(head.status, 431);
}

TEST(connection_and_expect)
{
    static const struct
    {
        const char *text;
        BOOL keep_alive, expect;
    } rows[] = {
        { "POST / HTTP/1.1\r\nHost: a\r\n\r\n", TRUE, FALSE },
        { "POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade , Close\r\n\r\n", FALSE, FALSE },
        { "POST / HTTP/1.0\r\n\r\n", FALSE, FALSE },
        { "POST / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", TRUE, FALSE },
        { "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n", TRUE,
                TRUE },
        { "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", TRUE, FALSE },
    };
    struct http_head head;
    ULONG i;

    for (i = 0; i < COUNT_OF(rows); i++)
    {
        test_context("row %u", i);
        ok_hr(http_parse_request((const BYTE *)rows[i].text, strlen(rows[i].text), &head, NULL),
                S_OK);
        ok_int(head.keep_alive, rows[i].keep_alive);
        ok_int(head.expect_continue, rows[i].expect);
    }
    test_context("");
}

TEST(reply_heads)
{
    static const struct
    {
        const char *text;
        HRESULT hr;
        ULONG status;
        enum http_body body;
        BOOL keep_alive;
    } rows[] = {
        { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", S_OK, 200, HTTP_BODY_LENGTH, TRUE },
        { "HTTP/1.1 200 OK\nContent-Length: 5\n\n", S_OK, 200, HTTP_BODY_LENGTH, TRUE },
        { "HTTP/1.1 500\r\nTransfer-Encoding: chunked\r\n\r\n", S_OK, 500, HTTP_BODY_CHUNKED,
                TRUE },
        { "HTTP/1.0 200 Fine\r\n\r\n", S_OK, 200, HTTP_BODY_UNTIL_CLOSE, FALSE },
        { "HTTP/1.1 200 Fine\r\n\r\n", S_OK, 200, HTTP_BODY_UNTIL_CLOSE, FALSE },
        { "HTTP/1.1 204 None\r\n\r\n", S_OK, 204, HTTP_BODY_NONE, TRUE },
        { "HTTP/1.1 100 Continue\r\n\r\n", S_OK, 100, HTTP_BODY_NONE, TRUE },
        { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n", S_OK, 200,
                HTTP_BODY_LENGTH, TRUE },
        { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", S_OK, 200,
                HTTP_BODY_CHUNKED, FALSE },
        { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                WS_E_INVALID_FORMAT },
        { "HTTP/1.1 20x OK\r\n\r\n", WS_E_INVALID_FORMAT },
        { "HTTP/1.1 2000 OK\r\n\r\n", WS_E_INVALID_FORMAT },
        { "HTTP/2.0 200 OK\r\n\r\n", WS_E_INVALID_FORMAT },
        { "HTTP/1.1\r\n\r\n", WS_E_INVALID_FORMAT },
        { "hello\r\n\r\n", WS_E_INVALID_FORMAT },
    };
    struct http_head head;
    ULONG i;

    for (i = 0; i < COUNT_OF(rows); i++)
    {
        test_context("row %u", i);
        ok_hr(http_parse_reply((const BYTE *)rows[i].text, strlen(rows[i].text), &head, NULL),
                rows[i].hr);
        if (rows[i].hr) continue;
        ok_int(head.status, rows[i].status);
        ok_int(head.body, rows[i].body);
        ok_int(head.keep_alive, rows[i].keep_alive);
    }
    test_context("");
}

/* The body comes in two pieces, cut at cut. Returns the outcome; *body has the data. */
static HRESULT decode_cut(
        const char *text, ULONG size, ULONG cut, BYTE *body, ULONG *body_size, ULONG *used)
{
    struct http_chunks chunks;
    BYTE piece[512];
    ULONG data, taken;
    HRESULT hr;

    http_chunks_init(&chunks);
    memcpy(piece, text, cut);
    hr = http_chunks_decode(&chunks, piece, cut, used, body_size, NULL);
    if (hr != S_FALSE) return hr;
    memcpy(body, piece, *body_size);
    memcpy(piece, text + cut, size - cut);
    hr = http_chunks_decode(&chunks, piece, size - cut, &taken, &data, NULL);
    if (FAILED(hr)) return hr;
    memcpy(body + *body_size, piece, data);
    *body_size += data;
    *used += taken;
    return hr;
}

TEST(chunks_at_every_cut)
{
    static const char text[] = "3\r\nabc\r\n0A;name=\"v\"\r\n0123456789\r\n1 \r\nx\r\n"
                               "000\r\nTrailer: a\r\nOther:\r\n\r\nPOST";
    static const char body[] = "abc0123456789x";
    ULONG cut, size = sizeof(text) - 1, got, used;
    BYTE data[512];

    for (cut = 0; cut <= size; cut++)
    {
        test_context("cut at %u", cut);
        ok_hr(decode_cut(text, size, cut, data, &got, &used), S_OK);
        ok_int(used, size - 4);
        if (cut < size - 4) ok_bytes(data, got, body, sizeof(body) - 1);
    }
    test_context("");
    for (cut = 0; cut < size - 4; cut++)
    {
        struct http_chunks chunks;

        http_chunks_init(&chunks);
        memcpy(data, text, cut);
        ok_hr(http_chunks_decode(&chunks, data, cut, &used, &got, NULL), S_FALSE);
        ok_int(used, cut);
    }
}

TEST(malformed_chunks_are_refused_at_every_cut)
{
    static const char *const rows[] = { "x\r\n", "-1\r\n", "\r\n", ";a\r\n", "1\nabc",
        "1\r\nab\r\n", "1\r\na\rb", "1\r\naXX", "0\r\n\n", "0\r\nTrailer: a\n\r\n",
        "1234567890123456\r\n", "1x\r\na\r\n", "0\r\nT\r\r", "1;a\x01\r\n" };
    ULONG i, cut, got, used;
    BYTE data[512];

    for (i = 0; i < COUNT_OF(rows); i++)
    {
        for (cut = 0; cut <= strlen(rows[i]); cut++)
        {
            test_context("row %u cut at %u", i, cut);
            ok_hr(decode_cut(rows[i], strlen(rows[i]), cut, data, &got, &used),
                    WS_E_INVALID_FORMAT);
        }
    }
    test_context("");
}

TEST(chunk_lines)
{
    BYTE line[HTTP_CHUNK_LINE];

    ok_text(line, http_chunk_line(1, line), "1\r\n");
    ok_text(line, http_chunk_line(16, line), "10\r\n");
    ok_text(line, http_chunk_line(0xabcdef12, line), "abcdef12\r\n");
}

TEST(content_types)
{
    static const struct
    {
        const char *text, *name, *value;
        HRESULT hr;
    } rows[] = {
        { "text/xml; charset=utf-8", "charset", "utf-8", S_OK },
        { "text/xml;CHARSET=\"utf-8\" ; a=b", "charset", "utf-8", S_OK },
        { "a/b; action=\"urn:\\\"x\\\\\"; c=d", "action", "urn:\"x\\", S_OK },
        { "a/b; action=\"urn:x;y\"; c=d", "c", "d", S_OK },
        { "a/b", "c", "", S_FALSE },
        { "a/b;", "c", "", S_FALSE },
        { "a/b; cc=d", "c", "", S_FALSE },
        { "a/b; c", "c", "", WS_E_INVALID_FORMAT },
        { "a/b; c=\"x", "c", "", WS_E_INVALID_FORMAT },
        { "a/b; c=\"x\\", "c", "", WS_E_INVALID_FORMAT },
        { "a/b; c=\"x\"y", "c", "", WS_E_INVALID_FORMAT },
        { "a/b; c=0123456789012345678901234567890123456789", "c", "", WS_E_QUOTA_EXCEEDED },
    };
    struct http_slice media;
    WS_CHARSET charset = 0;
    BYTE value[32];
    ULONG i, got;

    for (i = 0; i < COUNT_OF(rows); i++)
    {
        const BYTE *text = (const BYTE *)rows[i].text;

        test_context("row %u", i);
        got = 0;
        ok_hr(content_type_parameter(
                      text, strlen(rows[i].text), rows[i].name, value, sizeof(value), &got, NULL),
                rows[i].hr);
        if (rows[i].hr == S_OK) ok_text(value, got, rows[i].value);
    }
    test_context("");
    media = content_type_media((const BYTE *)" text/xml ; a=b", 15);
    ok_int(media.at, 1);
    ok_int(media.length, 8);
    ok_hr(content_type_charset((const BYTE *)"text/xml; charset=UTF-16LE", 26, &charset, NULL),
            S_OK);
    ok_int(charset, WS_CHARSET_UTF16LE);
    ok_hr(content_type_charset((const BYTE *)"text/xml", 8, &charset, NULL), S_OK);
    ok_int(charset, WS_CHARSET_AUTO);
    ok_hr(content_type_charset((const BYTE *)"text/xml; charset=koi8-r", 24, &charset, NULL),
            WS_E_INVALID_FORMAT);
}

TESTS = { CASE(head_end_is_found_at_every_cut), CASE(request_head),
    CASE(requests_are_refused_with_the_right_status), CASE(too_many_fields_are_431),
    CASE(connection_and_expect), CASE(reply_heads), CASE(chunks_at_every_cut),
    CASE(malformed_chunks_are_refused_at_every_cut), CASE(chunk_lines), CASE(content_types),
    END_OF_CASES };
