/* The records of message framing (MC-NMF): every one whole and cut at every byte, limits, sizes, faults; fact C19.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"
#include "wire/wire.h"

struct row
{
    const char *bytes;
    ULONG count;
    BYTE kind;
    ULONG at, length;
};
#define R(bytes, kind, at, length)                 \
    {                                              \
        bytes, sizeof(bytes) - 1, kind, at, length \
    }

static const struct row rows[] = {
    R("\x00\x01\x00", FRAME_VERSION, 1, 2),
    R("\x01\x02", FRAME_MODE, 1, 1),
    R("\x02\x05hello", FRAME_VIA, 2, 5),
    R("\x03\x08", FRAME_KNOWN_ENCODING, 1, 1),
    R("\x04\x08text/xml", FRAME_EXTENSIBLE_ENCODING, 2, 8),
    R("\x05", FRAME_UNSIZED_ENVELOPE, 1, 0),
    R("\x06\x03\x00\x56\x02", FRAME_SIZED_ENVELOPE, 2, 3),
    R("\x06\x83\x00\x00\x56\x02", FRAME_SIZED_ENVELOPE, 3, 3),
    R("\x07", FRAME_END, 1, 0),
    R("\x08\x01x", FRAME_FAULT, 2, 1),
    R("\x09\x01y", FRAME_UPGRADE_REQUEST, 2, 1),
    R("\x0a", FRAME_UPGRADE_RESPONSE, 1, 0),
    R("\x0b", FRAME_PREAMBLE_ACK, 1, 0),
    R("\x0c", FRAME_PREAMBLE_END, 1, 0),
};

TEST(C19_records_whole_and_cut)
{
    struct frame frame;
    ULONG i, cut;

    for (i = 0; i < COUNT_OF(rows); i++)
    {
        const BYTE *bytes = (const BYTE *)rows[i].bytes;

        test_context("row %u", i);
        for (cut = 0; cut < rows[i].count; cut++)
        {
            /* memory that ends at the cut, so that reading beyond is found */
            BYTE *copy = malloc(cut ? cut : 1);

            memcpy(copy, bytes, cut);
            ok_hr(framing_next(copy, cut, 100, &frame, NULL), S_FALSE);
            ok(frame.missing && frame.missing <= rows[i].count - cut, "missing %u at %u",
                    frame.missing, cut);
            free(copy);
        }
        ok_hr(framing_next(bytes, rows[i].count, 100, &frame, NULL), S_OK);
        ok_int(frame.kind, rows[i].kind);
        ok_int(frame.at, rows[i].at);
        ok_int(frame.length, rows[i].length);
        ok_int(frame.missing, 0);
    }
    test_context("%s", "");
}

TEST(what_is_no_record)
{
    static const struct
    {
        const char *bytes;
        ULONG count;
        HRESULT hr;
    } bad[] = {
        { "\x0d", 1, WS_E_INVALID_FORMAT },
        { "\xff", 1, WS_E_INVALID_FORMAT },
        { "\x02\x00", 2, WS_E_INVALID_FORMAT },
        { "\x06\x00", 2, WS_E_INVALID_FORMAT },
        { "\x02\x81\x10", 3, WS_E_QUOTA_EXCEEDED }, /* 2049 */
        { "\x04\x81\x02", 3, WS_E_QUOTA_EXCEEDED }, /* 257 */
        { "\x09\x81\x02", 3, WS_E_QUOTA_EXCEEDED },
        { "\x08\x81\x02", 3, WS_E_QUOTA_EXCEEDED },
        { "\x06\x65", 2, WS_E_QUOTA_EXCEEDED }, /* 101 of 100 */
        { "\x06\xff\xff\xff\xff\x07", 6, WS_E_QUOTA_EXCEEDED },
        { "\x06\xff\xff\xff\xff\x08", 6, WS_E_INVALID_FORMAT },
        { "\x06\xff\xff\xff\xff\xff", 6, WS_E_INVALID_FORMAT },
        { "\x06\x80\x80\x80\x80\x80\x01", 7, WS_E_INVALID_FORMAT },
    };
    struct frame frame;
    ULONG i;

    for (i = 0; i < COUNT_OF(bad); i++)
    {
        test_context("row %u", i);
        ok_hr(framing_next((const BYTE *)bad[i].bytes, bad[i].count, 100, &frame, NULL), bad[i].hr);
    }
    test_context("%s", "");
}

TEST(sizes_there_and_back)
{
    static const struct
    {
        ULONG size, bytes;
    } sizes[] = { { 0, 1 }, { 1, 1 }, { 0x7f, 1 }, { 0x80, 2 }, { 0x3fff, 2 }, { 0x4000, 3 },
        { 0x1fffff, 3 }, { 0x200000, 4 }, { 0xfffffff, 4 }, { 0x10000000, 5 }, { 0x7fffffff, 5 } };
    ULONG i, size, used, n;
    BYTE bytes[8];

    for (i = 0; i < COUNT_OF(sizes); i++)
    {
        n = framing_put_size(sizes[i].size, bytes);
        ok_int(n, sizes[i].bytes);
        ok_hr(framing_get_size(bytes, n - 1, &size, &used, NULL), S_FALSE);
        ok_hr(framing_get_size(bytes, n, &size, &used, NULL), S_OK);
        ok_int(size, sizes[i].size);
        ok_int(used, n);
    }
}

TEST(faults_there_and_back)
{
    static const struct
    {
        enum framing_fault fault;
        HRESULT hr;
    } pairs[] = {
        { FRAMING_ENDPOINT_NOT_FOUND, WS_E_ENDPOINT_NOT_FOUND },
        { FRAMING_TOO_BUSY, WS_E_ENDPOINT_TOO_BUSY },
        { FRAMING_UNSUPPORTED_MODE, WS_E_ENDPOINT_FAILURE },
    };
    struct frame frame;
    struct buf out;
    ULONG i;

    for (i = 0; i < COUNT_OF(pairs); i++)
    {
        buf_init(&out, 1000);
        ok_hr(framing_put_fault(&out, pairs[i].fault, NULL), S_OK);
        ok_hr(framing_next(buf_bytes(&out), buf_count(&out), 0, &frame, NULL), S_OK);
        ok_int(frame.kind, FRAME_FAULT);
        ok_hr(framing_fault_received(buf_bytes(&out) + frame.at, frame.length, NULL), pairs[i].hr);
        buf_clear(&out);
    }
    ok_hr(framing_fault_received((const BYTE *)"urn:x", 5, NULL), WS_E_ENDPOINT_FAILURE);
}

TEST(encodings_by_number)
{
    static const struct
    {
        WS_ENCODING encoding;
        WS_ENVELOPE_VERSION envelope;
        ULONG number;
    } list[] = {
        { WS_ENCODING_XML_UTF8, WS_ENVELOPE_VERSION_SOAP_1_1, 0 },
        { WS_ENCODING_XML_UTF16BE, WS_ENVELOPE_VERSION_SOAP_1_1, 1 },
        { WS_ENCODING_XML_UTF16LE, WS_ENVELOPE_VERSION_SOAP_1_1, 2 },
        { WS_ENCODING_XML_UTF8, WS_ENVELOPE_VERSION_SOAP_1_2, 3 },
        { WS_ENCODING_XML_UTF16BE, WS_ENVELOPE_VERSION_SOAP_1_2, 4 },
        { WS_ENCODING_XML_UTF16LE, WS_ENVELOPE_VERSION_SOAP_1_2, 5 },
        { WS_ENCODING_XML_MTOM_UTF8, WS_ENVELOPE_VERSION_SOAP_1_2, 6 },
        { WS_ENCODING_XML_BINARY_1, WS_ENVELOPE_VERSION_SOAP_1_2, 7 },
        { WS_ENCODING_XML_BINARY_SESSION_1, WS_ENVELOPE_VERSION_SOAP_1_2, 8 },
    };
    BYTE number;
    ULONG i;

    for (i = 0; i < COUNT_OF(list); i++)
    {
        ok_hr(framing_encoding(list[i].encoding, list[i].envelope, &number, NULL), S_OK);
        ok_int(number, list[i].number);
    }
    ok_hr(framing_encoding(WS_ENCODING_RAW, WS_ENVELOPE_VERSION_NONE, &number, NULL), E_INVALIDARG);
}

TESTS = { CASE(C19_records_whole_and_cut), CASE(what_is_no_record), CASE(sizes_there_and_back),
    CASE(faults_there_and_back), CASE(encodings_by_number), END_OF_CASES };
