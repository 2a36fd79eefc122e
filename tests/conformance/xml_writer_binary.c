/* The XML writer in binary form (MC-NBFX): facts W28 to W34 and the table of records for typed values, and the byte
 * vectors that Microsoft's .NET writer makes, as far as the API can say them.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <float.h>
#include <math.h>

#include "writer_steps.h"

static void set_binary(WS_XML_WRITER *writer, WS_XML_DICTIONARY *dictionary,
        WS_DYNAMIC_STRING_CALLBACK callback, void *state)
{
    WS_XML_WRITER_BINARY_ENCODING encoding
            = { { WS_XML_WRITER_ENCODING_TYPE_BINARY }, dictionary, callback, state };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };

    ok_hr(WsSetOutput(writer, &encoding.encoding, &output.output, NULL, 0, NULL), S_OK);
}

TEST(W28_elements)
{
    static const struct
    {
        const char *prefix, *local, *ns, *text, *expected;
    } rows[] = {
        { NULL, "t", "", NULL, "40 01 74 01" },
        { "p", "t", "ns", NULL, "6D 01 74 09 01 70 02 6E 73 01" },
        { "p2", "t", "ns", NULL, "41 02 70 32 01 74 09 02 70 32 02 6E 73 01" },
        { "p2", "t", "ns", "test", "41 02 70 32 01 74 09 02 70 32 02 6E 73 99 04 74 65 73 74" },
    };
    WS_XML_WRITER *writer = writer_to_binary();
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        set_binary(writer, NULL, NULL, NULL);
        start(writer, rows[i].prefix, rows[i].local, rows[i].ns);
        if (rows[i].text) text(writer, rows[i].text);
        end(writer);
        ok_hex(writer, rows[i].expected);
    }
    WsFreeWriter(writer);
}

TEST(W29_attributes)
{
    static const struct
    {
        const char *prefix, *local, *ns, *text, *expected;
    } rows[] = {
        { NULL, "t", "", NULL, "40 01 74 04 01 74 98 00 01" },
        { "p", "t", "ns", NULL, "40 01 74 35 01 74 98 00 09 01 70 02 6E 73 01" },
        { "p2", "t", "ns", NULL, "40 01 74 05 02 70 32 01 74 98 00 09 02 70 32 02 6E 73 01" },
        { "p2", "t", "ns", "test",
                "40 01 74 05 02 70 32 01 74 98 04 74 65 73 74 09 02 70 32 02 6E 73 01" },
    };
    WS_XML_WRITER *writer = writer_to_binary();
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        set_binary(writer, NULL, NULL, NULL);
        start(writer, NULL, "t", "");
        attribute(writer, rows[i].prefix, rows[i].local, rows[i].ns, rows[i].text);
        end(writer);
        ok_hex(writer, rows[i].expected);
    }
    WsFreeWriter(writer);
}

TEST(W30_comment)
{
    WS_XML_COMMENT_NODE comment = { { WS_XML_NODE_TYPE_COMMENT }, XML("comment") };
    WS_XML_WRITER *writer = writer_to_binary();

    ok_hr(WsWriteNode(writer, &comment.node, NULL), S_OK);
    ok_hex(writer, "02 07 63 6f 6d 6d 65 6e 74");
    WsFreeWriter(writer);
}

/* The dictionary of the reader's facts: the id of "t" is not its index. */
static WS_XML_STRING strings[] = { { 0 }, { 1, (BYTE *)"p" }, { 1, (BYTE *)"t", NULL, 0xffffffff },
    { 1, (BYTE *)"u" }, { 2, (BYTE *)"p2" }, { 2, (BYTE *)"ns" } };
static WS_XML_DICTIONARY dictionary = { { 0x12345678 }, strings, 6, TRUE };

static WS_XML_STRING *from_dictionary(ULONG id)
{
    static WS_XML_STRING ring[8];
    static unsigned next;
    WS_XML_STRING *string = &ring[next++ % 8];

    *string = strings[id];
    string->dictionary = &dictionary;
    string->id = id;
    return string;
}

TEST(W31_static_dictionary)
{
    static const struct
    {
        const char *prefix;
        ULONG element, ns, attribute;
        const char *attribute_prefix, *expected;
    } rows[] = {
        { NULL, 2, 0, 0, NULL, "42 04 01" },
        { NULL, 3, 0, 0, NULL, "42 06 01" },
        { "p", 3, 5, 0, NULL, "53 06 0B 01 70 0A 01" },
        { "p2", 3, 5, 0, NULL, "43 02 70 32 06 0B 02 70 32 0A 01" },
        { NULL, 3, 0, 3, NULL, "42 06 06 06 98 00 01" },
        { NULL, 3, 0, 3, "p", "42 06 1B 06 98 00 0B 01 70 0A 01" },
        { NULL, 3, 0, 3, "p2", "42 06 07 02 70 32 06 98 00 0B 02 70 32 0A 01" },
    };
    WS_XML_WRITER *writer = writer_to_binary();
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("W31 row %u", (unsigned)i);
        set_binary(writer, &dictionary, NULL, NULL);
        ok_hr(WsWriteStartElement(writer, str(rows[i].prefix), from_dictionary(rows[i].element),
                      from_dictionary(rows[i].ns), NULL),
                S_OK);
        if (rows[i].attribute)
        {
            ok_hr(WsWriteStartAttribute(writer, str(rows[i].attribute_prefix),
                          from_dictionary(rows[i].attribute),
                          rows[i].attribute_prefix ? from_dictionary(5) : str(""), FALSE, NULL),
                    S_OK);
            ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
        }
        end(writer);
        ok_hex(writer, rows[i].expected);
    }
    WsFreeWriter(writer);
}

/* t -> 1, ns -> 2, z -> 3; u is not found; v fails. */
static HRESULT CALLBACK dynamic(
        void *state, const WS_XML_STRING *string, BOOL *found, ULONG *id, WS_ERROR *error)
{
    static const char *const known[] = { "t", "ns", "z" };
    ULONG i;

    ++*(ULONG *)state;
    *found = FALSE;
    if (string->length == 1 && string->bytes[0] == 'v') return E_FAIL;
    for (i = 0; i < 3; i++)
    {
        if (string->length != strlen(known[i]) || memcmp(string->bytes, known[i], string->length))
            continue;
        *found = TRUE;
        *id = i + 1;
    }
    return S_OK;
}

TEST(W32_dynamic_strings)
{
    static const struct
    {
        BOOL with_static;
        const char *local;
        ULONG id, calls;
        const char *expected;
    } rows[] = {
        { FALSE, "t", 0, 2, "42 03 0A 05 01" },
        { FALSE, "u", 0, 2, "40 01 75 0A 05 01" }, /* W33 */
        { FALSE, "v", 0, 2, "40 01 76 0A 05 01" },
        { TRUE, "t", 0, 2, "42 03 0A 05 01" }, /* W34 */
        { TRUE, "z", 0, 2, "42 07 0A 05 01" },
        { TRUE, "q", 235, 1, "42 D6 03 0A 05 01" },
    };
    WS_XML_WRITER *writer = writer_to_binary();
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_XML_STRING local = *str(rows[i].local);
        ULONG calls = 0;

        test_context("W32 row %u", (unsigned)i);
        set_binary(writer, rows[i].with_static ? &dictionary : NULL, dynamic, &calls);
        if (rows[i].id)
        {
            local.dictionary = &dictionary;
            local.id = rows[i].id;
        }
        ok_hr(WsWriteStartElement(writer, NULL, &local, str("ns"), NULL), S_OK);
        end(writer);
        ok_int(calls, rows[i].calls);
        ok_hex(writer, rows[i].expected);
    }
    WsFreeWriter(writer);
}

union any_text
{
    WS_XML_TEXT text;
    WS_XML_UTF8_TEXT utf8;
    WS_XML_BASE64_TEXT base64;
    WS_XML_BOOL_TEXT boolean;
    WS_XML_INT32_TEXT int32;
    WS_XML_INT64_TEXT int64;
    WS_XML_UINT64_TEXT uint64;
    WS_XML_FLOAT_TEXT single;
    WS_XML_DOUBLE_TEXT real;
    WS_XML_DECIMAL_TEXT decimal;
    WS_XML_GUID_TEXT guid;
    WS_XML_DATETIME_TEXT datetime;
    WS_XML_TIMESPAN_TEXT timespan;
};

#define GUID_BYTES "00000000000000000000000000000000"
#define UTF8_ROW(chars)                                                                        \
    {                                                                                          \
        .utf8 = { { WS_XML_TEXT_TYPE_UTF8 }, { sizeof(chars) - 1, (BYTE *)(chars), NULL, 0 } } \
    }
#define BYTES_ROW(chars)                                                              \
    {                                                                                 \
        .base64 = { { WS_XML_TEXT_TYPE_BASE64 }, (BYTE *)(chars), sizeof(chars) - 1 } \
    }
#define VALUE_ROW(field, type, v)                   \
    {                                               \
        .field = { { WS_XML_TEXT_TYPE_##type }, v } \
    }
#define DATE_ROW(ticks, format)                                          \
    {                                                                    \
        .datetime = { { WS_XML_TEXT_TYPE_DATETIME }, { ticks, format } } \
    }

TEST(records_of_typed_values)
{
    static const struct
    {
        union any_text text;
        const char *expected;
    } rows[] = {
        { UTF8_ROW("test"), "99 04 74 65 73 74" },
        { UTF8_ROW(""), "01" },
        { UTF8_ROW("0"), "81" },
        { UTF8_ROW("1"), "83" },
        { UTF8_ROW("2"), "99 01 32" },
        { BYTES_ROW("abcd"), "9E 03 61 62 63 9F 01 64" },
        { BYTES_ROW("abc"), "9F 03 61 62 63" },
        { BYTES_ROW("a"), "9F 01 61" },
        { BYTES_ROW(""), "01" },
        { BYTES_ROW("abcdef"), "9F 06 61 62 63 64 65 66" },
        { VALUE_ROW(boolean, BOOL, TRUE), "87" },
        { VALUE_ROW(boolean, BOOL, FALSE), "85" },
        { VALUE_ROW(int32, INT32, -1), "89 FF" },
        { VALUE_ROW(int64, INT64, -1), "89 FF" },
        { VALUE_ROW(int32, INT32, 2), "89 02" },
        { VALUE_ROW(int32, INT32, 128), "8B 80 00" },
        { VALUE_ROW(int32, INT32, 32768), "8D 00 80 00 00" },
        { VALUE_ROW(int32, INT32, INT32_MIN), "8D 00 00 00 80" },
        { VALUE_ROW(int64, INT64, 2147483648ll), "8F 00 00 00 80 00 00 00 00" },
        { VALUE_ROW(int64, INT64, INT64_MIN), "8F 00 00 00 00 00 00 00 80" },
        { VALUE_ROW(uint64, UINT64, 1), "83" },
        { VALUE_ROW(uint64, UINT64, 2), "89 02" },
        { VALUE_ROW(uint64, UINT64, UINT64_MAX), "B3 FF FF FF FF FF FF FF FF" },
        { VALUE_ROW(real, DOUBLE, 0.0), "81" },
        { VALUE_ROW(real, DOUBLE, 2.0), "89 02" },
        { VALUE_ROW(real, DOUBLE, 2.1), "93 CD CC CC CC CC CC 00 40" },
        { VALUE_ROW(real, DOUBLE, INFINITY), "93 00 00 00 00 00 00 F0 7F" },
        { VALUE_ROW(real, DOUBLE, -INFINITY), "93 00 00 00 00 00 00 F0 FF" },
        { VALUE_ROW(real, DOUBLE, 1.5), "91 00 00 c0 3f" },
        { VALUE_ROW(real, DOUBLE, 0.1), "93 9a9999999999b93f" },
        { VALUE_ROW(real, DOUBLE, 100000), "8d a0860100" },
        { VALUE_ROW(real, DOUBLE, 1e300), "93 9c7500883ce4377e" },
        { VALUE_ROW(real, DOUBLE, 4.94065645841247E-324), "93 0100000000000000" },
        { VALUE_ROW(real, DOUBLE, -0.0), "91 00 00 00 80" }, /* the sign stays */
        { VALUE_ROW(single, FLOAT, 0), "81" },
        { VALUE_ROW(single, FLOAT, 1), "83" },
        { VALUE_ROW(single, FLOAT, -1), "89 ff" },
        { VALUE_ROW(single, FLOAT, 1.5), "91 00 00 c0 3f" },
        { VALUE_ROW(single, FLOAT, 3.4E+38f), "91 9ec97f7f" },
        { VALUE_ROW(single, FLOAT, INFINITY), "91 0000807f" },
        { { .decimal = { { WS_XML_TEXT_TYPE_DECIMAL }, { 0 } } },
                "95 00000000000000000000000000000000" },
        { VALUE_ROW(guid, GUID, { 0 }), "B1" GUID_BYTES },
        { VALUE_ROW(guid, UNIQUE_ID, { 0 }), "AD" GUID_BYTES },
        { DATE_ROW(0, WS_DATETIME_FORMAT_UTC), "97 00 00 00 00 00 00 00 40" },
        { DATE_ROW(0, WS_DATETIME_FORMAT_LOCAL), "97 00 00 00 00 00 00 00 80" },
        { DATE_ROW(0, WS_DATETIME_FORMAT_NONE), "97 00 00 00 00 00 00 00 00" },
        { DATE_ROW(1, WS_DATETIME_FORMAT_UTC), "97 01 00 00 00 00 00 00 40" },
        { { .timespan = { { WS_XML_TEXT_TYPE_TIMESPAN }, { -2592000000000ll } } },
                "af 00c0c280a4fdffff" },
    };
    WS_XML_WRITER *writer = writer_to_binary();
    char expected[128];
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("record %s", rows[i].expected);
        set_binary(writer, NULL, NULL, NULL);
        start(writer, NULL, "t", "");
        start(writer, NULL, "u", "");
        ok_hr(WsWriteText(writer, &rows[i].text.text, NULL), S_OK);
        end(writer);
        end(writer);
        snprintf(expected, sizeof(expected), "40 01 74 40 01 75 %s 01", rows[i].expected);
        ok_hex(writer, expected);
    }
    WsFreeWriter(writer);
}

TEST(long_texts)
{
    static const struct
    {
        BOOL bytes;
        ULONG size;
        const char *head,
                *tail; /* hex of what stands before and after all bytes but the last rest */
    } rows[] = {
        { TRUE, 255, "9F FF", "" },
        { TRUE, 256, "9E FF", "9F 01 61" },
        { TRUE, 258, "A1 02 01", "" },
        { FALSE, 255, "99 FF", "" },
        { FALSE, 256, "9B 00 01", "" },
        { FALSE, 70000, "9D 70 11 01 00", "" },
    };
    ULONG max = 1 << 20;
    WS_XML_WRITER_PROPERTY property = { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &max, sizeof(max) };
    WS_XML_WRITER_BINARY_ENCODING encoding = { { WS_XML_WRITER_ENCODING_TYPE_BINARY } };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_WRITER *writer = writer_to_binary();
    BYTE *chars = malloc(70000), head[8], tail[8];
    size_t i;

    memset(chars, 'a', 70000);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        ULONG head_size = unhex(rows[i].head, head), tail_size = unhex(rows[i].tail, tail);
        WS_BYTES bytes = { 0 };

        test_context("%u bytes", (unsigned)rows[i].size);
        ok_hr(WsSetOutput(writer, &encoding.encoding, &output.output, &property, 1, NULL), S_OK);
        start(writer, NULL, "t", "");
        if (rows[i].bytes)
            ok_hr(WsWriteBytes(writer, chars, rows[i].size, NULL), S_OK);
        else
            ok_hr(WsWriteCharsUtf8(writer, chars, rows[i].size, NULL), S_OK);
        end(writer);
        ok_hr(WsGetWriterProperty(
                      writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
                S_OK);
        ok_int(bytes.length, 3 + head_size + rows[i].size + (tail_size ? 2 : 0));
        ok(!memcmp(bytes.bytes + 3, head, head_size), "head");
        ok(!memcmp(bytes.bytes + bytes.length - tail_size, tail, tail_size), "tail");
    }
    free(chars);
    WsFreeWriter(writer);
}

TEST(arrays_as_dotnet_writes_them)
{
    static const INT32 ints[] = { 1, 2, 3 };
    static const BOOL bools[] = { TRUE, FALSE };
    static const double doubles[] = { 1.5, 2 };
    static const float floats[] = { 1.5f };
    static const SHORT shorts[] = { 1, 2 };
    static const GUID guids[1];
    static const WS_TIMESPAN spans[1];
    static const struct
    {
        WS_VALUE_TYPE type;
        const void *items;
        ULONG size, count;
        const char *expected;
    } arrays[] = {
        { WS_INT32_VALUE_TYPE, ints, sizeof(ints), 3,
                "40016503400169018d0301000000020000000300000001" },
        { WS_BOOL_VALUE_TYPE, bools, sizeof(bools), 2, "4001650340016901b502010001" },
        { WS_DOUBLE_VALUE_TYPE, doubles, sizeof(doubles), 2,
                "40016503400169019302000000000000f83f000000000000004001" },
        { WS_FLOAT_VALUE_TYPE, floats, sizeof(floats), 1, "400165034001690191010000c03f01" },
        { WS_INT16_VALUE_TYPE, shorts, sizeof(shorts), 2, "40016503400169018b020100020001" },
        { WS_GUID_VALUE_TYPE, guids, sizeof(guids), 1, "4001650340016901b101" GUID_BYTES "01" },
        { WS_TIMESPAN_VALUE_TYPE, spans, sizeof(spans), 1,
                "4001650340016901af01000000000000000001" },
    };
    WS_XML_WRITER *writer = writer_to_binary();
    size_t i;

    for (i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
    {
        test_context("array %u", (unsigned)i);
        set_binary(writer, NULL, NULL, NULL);
        start(writer, NULL, "e", "");
        ok_hr(WsWriteArray(writer, str("i"), str(""), arrays[i].type, arrays[i].items,
                      arrays[i].size, 0, arrays[i].count, NULL),
                S_OK);
        end(writer);
        ok_hex(writer, arrays[i].expected);
    }
    WsFreeWriter(writer);
}

TEST(vectors_of_dotnet)
{
    WS_XML_INT32_TEXT one = { { WS_XML_TEXT_TYPE_INT32 }, 1 };
    WS_XML_INT32_TEXT two = { { WS_XML_TEXT_TYPE_INT32 }, 2 };
    WS_XML_INT32_TEXT large = { { WS_XML_TEXT_TYPE_INT32 }, 300 };
    WS_XML_BOOL_TEXT truth = { { WS_XML_TEXT_TYPE_BOOL }, TRUE };
    WS_XML_TEXT *items[] = { &one.text, &two.text, &truth.text };
    WS_XML_LIST_TEXT list = { { WS_XML_TEXT_TYPE_LIST }, 3, items };
    WS_XML_WRITER *writer = writer_to_binary();
    WS_XML_DICTIONARY *known = NULL;
    WS_XML_STRING action = XML("Action"), ns = XML("http://www.w3.org/2005/08/addressing");

    start(writer, NULL, "e", "");
    attribute(writer, NULL, "k", "", "a");
    end(writer);
    ok_hex(writer, "40016504016b98016101");
    set_binary(writer, NULL, NULL, NULL);
    start(writer, NULL, "e", "");
    ok_hr(WsWriteStartAttribute(writer, NULL, str("k"), str(""), FALSE, NULL), S_OK);
    ok_hr(WsWriteText(writer, &large.text, NULL), S_OK);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    end(writer);
    ok_hex(writer, "40016504016b8a2c0101");
    set_binary(writer, NULL, NULL, NULL);
    start(writer, NULL, "e", "");
    ok_hr(WsWriteStartAttribute(writer, NULL, str("k"), str(""), FALSE, NULL), S_OK);
    ok_hr(WsWriteCharsUtf8(writer, (const BYTE *)"a", 1, NULL), S_OK);
    ok_hr(WsWriteCharsUtf8(writer, (const BYTE *)"b", 1, NULL), S_OK);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    end(writer);
    ok_hex(writer, "40016504016b9802616201");
    set_binary(writer, NULL, NULL, NULL);
    start(writer, NULL, "e", "");
    ok_hr(WsWriteStartAttribute(writer, NULL, str("k"), str(""), FALSE, NULL), S_OK);
    ok_hr(WsWriteText(writer, &list.text, NULL), S_OK);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    end(writer);
    ok_hex(writer, "40016504016ba482880286a601");
    set_binary(writer, NULL, NULL, NULL);
    start(writer, NULL, "e", "");
    attribute(writer, "xml", "lang", "http://www.w3.org/XML/1998/namespace", "en");
    end(writer);
    ok_hex(writer, "4001650503786d6c046c616e679802656e01");
    set_binary(writer, NULL, NULL, NULL);
    start(writer, NULL, "e", "");
    start(writer, "z", "n", "urn:z");
    end(writer);
    end(writer);
    ok_hex(writer, "40016577016e09017a0575726e3a7a0101");
    set_binary(writer, NULL, NULL, NULL);
    start(writer, NULL, "e", "");
    text(writer, "a");
    start(writer, NULL, "b", "");
    text(writer, "c");
    end(writer);
    text(writer, "d");
    end(writer);
    ok_hex(writer, "400165980161400162990163990164");
    set_binary(writer, NULL, NULL, NULL);
    start(writer, NULL, "e", "");
    ok_hr(WsWriteStartCData(writer, NULL), S_OK);
    text(writer, "<x>");
    ok_hr(WsWriteEndCData(writer, NULL), S_OK);
    end(writer);
    ok_hex(writer, "40016599033c783e");
    set_binary(writer, NULL, NULL, NULL);
    start(writer, NULL, "e", "");
    ok_hr(WsWriteBytes(writer, "\1", 1, NULL), S_OK);
    ok_hr(WsWriteBytes(writer, "\2\3", 2, NULL), S_OK);
    end(writer);
    ok_hex(writer, "4001659f03010203");
    test_context("static dictionary");
    ok_hr(WsGetDictionary(WS_ENCODING_XML_BINARY_1, &known, NULL), S_OK);
    if (known)
    {
        action.dictionary = ns.dictionary = known;
        action.id = 5;
        ns.id = 3;
        set_binary(writer, known, NULL, NULL);
        start(writer, NULL, "e", "");
        ok_hr(WsWriteStartElement(writer, str("a"), &action, &ns, NULL), S_OK);
        end(writer);
        end(writer);
        ok_hex(writer, "400165440a0b0161060101");
    }
    WsFreeWriter(writer);
}

TESTS = {
    CASE(W28_elements),
    CASE(W29_attributes),
    CASE(W30_comment),
    CASE(W31_static_dictionary),
    CASE(W32_dynamic_strings),
    CASE(records_of_typed_values),
    CASE(long_texts),
    CASE(arrays_as_dotnet_writes_them),
    CASE(vectors_of_dotnet),
    END_OF_CASES,
};
