/* Reading MTOM: parts in their places, headers, limits, and what is malformed.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

#define INCLUDE(href) \
    "<xop:Include xmlns:xop='http://www.w3.org/2004/08/xop/include' href='" href "'/>"
#define ROOT                                                                    \
    "Content-ID: <root@x>\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: " \
    "application/xop+xml;charset=utf-8;type=\"application/soap+xml\"\r\n\r\n"
#define PART(id) "\r\n--bound\r\nContent-ID: <" id ">\r\nContent-Transfer-Encoding: binary\r\n\r\n"

static WS_XML_READER *reader;

static HRESULT set_mtom(const char *bytes, ULONG size, BOOL header, const char *start,
        WS_XML_READER_PROPERTY *properties, ULONG count)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_MTOM_ENCODING mtom
            = { { WS_XML_READER_ENCODING_TYPE_MTOM }, &text.encoding, header };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)bytes, size };

    if (!reader) ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    if (!header) mtom.boundary = wide_string("bound");
    if (start) mtom.startUri = wide_string(start);
    return WsSetInput(reader, &mtom.encoding, &input.input, properties, count, NULL);
}

/* The bytes of the element <b> within the root, or the error. */
static HRESULT read_part(BYTE *bytes, ULONG size, ULONG *all)
{
    HRESULT hr;
    ULONG count = 1;

    *all = 0;
    if (FAILED(hr = WsReadStartElement(reader, NULL))) return hr;
    if (FAILED(hr = WsReadStartElement(reader, NULL))) return hr;
    for (; count && *all < size; *all += count)
    {
        hr = WsReadBytes(reader, bytes + *all, size - *all, &count, NULL);
        if (FAILED(hr)) return hr;
    }
    if (FAILED(hr = WsReadEndElement(reader, NULL))) return hr;
    if (FAILED(hr = WsReadEndElement(reader, NULL))) return hr;
    return S_OK;
}

TEST(parts_stand_for_their_references)
{
    static const char message[] = "preamble\r\n--bound\r\n" ROOT "<a><b>" INCLUDE(
            "cid:p%40x") "</b></a>" PART("p@x") "\0\r\n--boun\0d\r\n--bound--\r\nepilogue";
    static const char with_header[]
            = "MIME-Version: 1.0\r\nContent-Type: multipart/related;"
              "\r\n\ttype=\"application/xop+xml\";start=\"<root@x>\";boundary=\"bound\"\r\n\r\n"
              "--bound\r\nContent-ID: <p@x>\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD"
              "\r\n--bound\r\n" ROOT "<a><b>" INCLUDE("cid:p@x") "</b></a>\r\n--bound--";
    BYTE bytes[100];
    ULONG count;

    ok_hr(set_mtom(message, sizeof(message) - 1, FALSE, "<root@x>", NULL, 0), S_OK);
    ok_hr(read_part(bytes, sizeof(bytes), &count), S_OK);
    ok_bytes(bytes, count, "\0\r\n--boun\0d", 11);
    ok_hr(set_mtom(message, sizeof(message) - 1, FALSE, NULL, NULL, 0), S_OK);
    ok_hr(read_part(bytes, sizeof(bytes), &count), S_OK);
    ok_bytes(bytes, count, "\0\r\n--boun\0d", 11);
    ok_hr(set_mtom(with_header, sizeof(with_header) - 1, TRUE, NULL, NULL, 0), S_OK);
    ok_hr(read_part(bytes, sizeof(bytes), &count), S_OK);
    ok_text(bytes, count, "ABC");
}

TEST(malformed_messages)
{
    static const char *const rows[] = { "", "--bound", "--bound\r\n", "--bound--",
        "--bound\r\n" ROOT "<a><b>" INCLUDE("cid:p") "</b></a>",
        "--bound\r\n" ROOT "<a><b>" INCLUDE("cid:p") "</b></a>\r\n--bound--",
        "--bound\r\n" ROOT "<a><b>" INCLUDE("p") "</b></a>" PART("p") "\r\n--bound--",
        "--bound\r\n" ROOT "<a><b>" INCLUDE("cid:p") "x</b></a>" PART("q") "\r\n--bound--",
        "--bound\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<a><b/></a>\r\n--bound--",
        "--bound\r\nContent-Transfer-Encoding: base64\r\n\r\nPGE+\r\n--bound--" };
    BYTE bytes[100];
    ULONG count;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("`%.60s`", rows[i]);
        ok_hr(set_mtom(rows[i], (ULONG)strlen(rows[i]), FALSE, NULL, NULL, 0), S_OK);
        ok_hr(read_part(bytes, sizeof(bytes), &count), WS_E_INVALID_FORMAT);
    }
    ok_hr(set_mtom("x", 1, TRUE, NULL, NULL, 0), S_OK);
    ok_hr(read_part(bytes, sizeof(bytes), &count), WS_E_INVALID_FORMAT);
}

TEST(limits)
{
    static const char message[]
            = "--bound\r\n" ROOT "<a><b>" INCLUDE("cid:p") "</b></a>" PART("p") "\r\n--bound--";
    ULONG one = 1;
    BOOL yes = TRUE;
    WS_XML_READER_PROPERTY parts = { WS_XML_READER_PROPERTY_MAX_MIME_PARTS, &one, sizeof(one) };
    WS_XML_READER_PROPERTY fragment = { WS_XML_READER_PROPERTY_ALLOW_FRAGMENT, &yes, sizeof(yes) };
    BYTE bytes[100];
    ULONG count;

    ok_hr(set_mtom(message, sizeof(message) - 1, FALSE, NULL, &fragment, 1), E_INVALIDARG);
    ok_hr(set_mtom(message, sizeof(message) - 1, FALSE, NULL, &parts, 1), S_OK);
    ok_hr(read_part(bytes, sizeof(bytes), &count), WS_E_QUOTA_EXCEEDED);
    WsFreeReader(reader);
    reader = NULL;
}

TESTS = { CASE(parts_stand_for_their_references), CASE(malformed_messages), CASE(limits),
    END_OF_CASES };
