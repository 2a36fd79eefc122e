/* MTOM output: which bytes go into parts of their own, what the MIME headers say, limits and misuse.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "writer_steps.h"

static void set_mtom_output(WS_XML_WRITER *writer, WS_CHARSET charset, BOOL header,
        ULONG inline_max, const WS_XML_WRITER_OUTPUT *output, const WS_XML_WRITER_PROPERTY *list,
        ULONG count, HRESULT expected)
{
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, charset };
    WS_XML_WRITER_MTOM_ENCODING mtom = { { WS_XML_WRITER_ENCODING_TYPE_MTOM }, &text.encoding,
        header, wide_string("bound"), wide_string("text/xml"), wide_string("root@x"), inline_max };

    ok_hr(WsSetOutput(writer, &mtom.encoding, output, list, count, NULL), expected);
}

static void set_mtom(WS_XML_WRITER *writer, BOOL header, ULONG inline_max)
{
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };

    set_mtom_output(writer, WS_CHARSET_UTF8, header, inline_max, &output.output, NULL, 0, S_OK);
}

#define HEADER                                                                           \
    "MIME-Version: 1.0\r\nContent-Type: multipart/related;type=\"application/xop+xml\";" \
    "boundary=\"bound\";start=\"<root@x>\";start-info=\"text/xml\"\r\n"
#define ROOT                                                                     \
    "\r\n--bound\r\nContent-ID: <root@x>\r\nContent-Transfer-Encoding: 8bit\r\n" \
    "Content-Type: application/xop+xml;charset=utf-8;type=\"text/xml\"\r\n\r\n"
#define INCLUDE(n)                                    \
    "<xop:Include href=\"cid:http://tempuri.org/1/" n \
    "\" xmlns:xop=\"http://www.w3.org/2004/08/xop/include\"/>"
#define PART(n, type, bytes)                                      \
    "\r\n--bound\r\nContent-ID: <http://tempuri.org/1/" n ">\r\n" \
    "Content-Transfer-Encoding: binary\r\nContent-Type: " type "\r\n\r\n" bytes
#define END "\r\n--bound--\r\n"

TEST(parts)
{
    WS_XML_WRITER *writer = writer_to_text();
    ULONG written = 0;
    WS_BYTES bytes = { 0 };

    set_mtom(writer, TRUE, 4);
    start(writer, NULL, "a", "");
    start(writer, NULL, "b", "");
    ok_hr(WsWriteBytes(writer, "0123", 4, NULL), S_OK); /* not above the limit */
    end(writer);
    start(writer, NULL, "c", "");
    attribute(writer, "m", "contentType", "http://www.w3.org/2005/05/xmlmime", "image/png");
    ok_hr(WsWriteBytes(writer, "01", 2, NULL), S_OK);
    ok_hr(WsWriteBytes(writer, "234", 3, NULL), S_OK); /* the pieces together are */
    end(writer);
    start(writer, NULL, "d", "");
    text(writer, "x");
    ok_hr(WsWriteBytes(writer, "01234", 5, NULL), S_OK); /* not all of the content */
    end(writer);
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            WS_E_INVALID_OPERATION);
    start(writer, NULL, "e", "");
    ok_hr(WsWriteBytes(writer, "<\0&>]]", 6, NULL), S_OK);
    end(writer);
    end(writer);
    ok_hr(WsGetWriterProperty(
                  writer, WS_XML_WRITER_PROPERTY_BYTES_WRITTEN, &written, sizeof(written), NULL),
            S_OK);
    ok(written > 0, "written");
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK);
    {
        static const char expected[] = HEADER ROOT
                "<a><b>MDEyMw==</b><c m:contentType=\"image/png\" "
                "xmlns:m=\"http://www.w3.org/2005/05/xmlmime\">" INCLUDE(
                        "1") "</c>"
                             "<d>xMDEyMzQ=</d><e>" INCLUDE("2") "</e></a>" PART("1", "image/png",
                                     "01234") PART("2", "application/octet-stream", "<\0&>]]") END;

        ok_bytes(bytes.bytes, bytes.length, expected, sizeof(expected) - 1);
    }
    ok_hr(WsWriteStartElement(writer, NULL, str("a"), str(""), NULL), WS_E_INVALID_OPERATION);
    WsFreeWriter(writer);
}

TEST(no_header_no_parts)
{
    WS_XML_WRITER *writer = writer_to_text();

    set_mtom(writer, FALSE, 100);
    start(writer, NULL, "a", "");
    ok_hr(WsWriteBytes(writer, "0123", 4, NULL), S_OK);
    end(writer);
    ok_written(writer, ROOT "<a>MDEyMw==</a>" END);
    WsFreeWriter(writer);
}

TEST(misuse)
{
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    BOOL truth = TRUE;
    WS_XML_WRITER_PROPERTY fragment
            = { WS_XML_WRITER_PROPERTY_ALLOW_FRAGMENT, &truth, sizeof(truth) };
    WS_XML_WRITER_MTOM_ENCODING mtom = { { WS_XML_WRITER_ENCODING_TYPE_MTOM } };
    WS_XML_WRITER *writer = writer_to_text();

    set_mtom_output(writer, WS_CHARSET_UTF8, TRUE, 0, &output.output, &fragment, 1, E_INVALIDARG);
    set_mtom_output(writer, WS_CHARSET_AUTO, TRUE, 0, &output.output, NULL, 0, E_INVALIDARG);
    ok_hr(WsSetOutput(writer, &mtom.encoding, &output.output, NULL, 0, NULL), E_INVALIDARG);
    set_mtom(writer, TRUE, 0);
    start(writer, NULL, "a", "");
    ok_hr(WsWriteStartElement(
                  writer, NULL, str("Include"), str("http://www.w3.org/2004/08/xop/include"), NULL),
            WS_E_INVALID_FORMAT);
    set_mtom(writer, TRUE, 0);
    start(writer, NULL, "a", "");
    attribute(writer, "m", "x", "http://www.w3.org/2005/05/xmlmime", "a\nb");
    ok_hr(WsWriteStartAttribute(writer, str("m"), str("contentType"),
                  str("http://www.w3.org/2005/05/xmlmime"), FALSE, NULL),
            S_OK);
    ok_hr(WsWriteCharsUtf8(writer, (const BYTE *)"a\r\nX: y", 7, NULL), WS_E_INVALID_FORMAT);
    WsFreeWriter(writer);
}

TEST(MAX_MIME_PARTS_BUFFER_SIZE)
{
    ULONG max = 1000, i;
    WS_XML_WRITER_PROPERTY limit
            = { WS_XML_WRITER_PROPERTY_MAX_MIME_PARTS_BUFFER_SIZE, &max, sizeof(max) };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_WRITER *writer = writer_to_text();
    BYTE bytes[400] = { 0 };
    HRESULT hr = S_OK;

    set_mtom_output(writer, WS_CHARSET_UTF8, TRUE, 0, &output.output, &limit, 1, S_OK);
    start(writer, NULL, "a", "");
    for (i = 0; SUCCEEDED(hr) && i < 10; i++)
    {
        hr = WsWriteStartElement(writer, NULL, str("b"), str(""), NULL);
        if (SUCCEEDED(hr)) hr = WsWriteBytes(writer, bytes, sizeof(bytes), NULL);
        if (SUCCEEDED(hr)) hr = WsWriteEndElement(writer, NULL);
    }
    ok_hr(hr, WS_E_QUOTA_EXCEEDED);
    ok_int(i, 2);
    WsFreeWriter(writer);
}

static HRESULT CALLBACK count_bytes(void *state, const WS_BYTES *buffers, ULONG count,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    for (; count--; buffers++)
        *(ULONG *)state += buffers->length;
    return S_OK;
}

TEST(stream)
{
    ULONG total = 0;
    WS_XML_WRITER_STREAM_OUTPUT output
            = { { WS_XML_WRITER_OUTPUT_TYPE_STREAM }, count_bytes, &total };
    WS_XML_WRITER *writer = writer_to_text();

    set_mtom_output(writer, WS_CHARSET_UTF8, FALSE, 0, &output.output, NULL, 0, S_OK);
    start(writer, NULL, "a", "");
    start(writer, NULL, "b", "");
    ok_hr(WsWriteBytes(writer, "x", 1, NULL), S_OK);
    end(writer);
    ok_hr(WsFlushWriter(writer, 0, NULL, NULL), S_OK);
    ok_int(total, strlen(ROOT "<a><b>" INCLUDE("1") "</b>"));
    end(writer);
    ok_hr(WsFlushWriter(writer, 0, NULL, NULL), S_OK);
    ok_int(total,
            strlen(ROOT "<a><b>" INCLUDE("1") "</b></a>" PART("1", "application/octet-stream", "x")
                            END));
    ok_hr(WsFlushWriter(writer, 0, NULL, NULL), S_OK);
    ok_hr(WsWriteStartElement(writer, NULL, str("a"), str(""), NULL), WS_E_INVALID_OPERATION);
    WsFreeWriter(writer);
}

TESTS = {
    CASE(parts),
    CASE(no_header_no_parts),
    CASE(misuse),
    CASE(MAX_MIME_PARTS_BUFFER_SIZE),
    CASE(stream),
    END_OF_CASES,
};
