/* Every type with a text: forms, ranges, lengths and what the errors say, through text and binary.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

static WS_XML_STRING no_ns = { 0, (BYTE *)"", NULL, 0 };
static WS_XML_STRING name_count = { 5, (BYTE *)"count", NULL, 0 };

/* Room for a value of any type. */
union value
{
    BYTE bytes[64];
    UINT64 align;
};

static WS_XML_STRING red = { 3, (BYTE *)"red", NULL, 0 };
static WS_XML_STRING blue = { 4, (BYTE *)"blue", NULL, 0 };
static WS_XML_STRING green = { 5, (BYTE *)"green", NULL, 0 };
static WS_ENUM_VALUE colours[] = { { -1, &red }, { 5, &blue }, { 7, &green } };
static WS_ENUM_DESCRIPTION colour = { colours, 3, 5, NULL };
static ULONG by_name[] = { 1, 2, 0 };
static WS_ENUM_DESCRIPTION indexed_colour = { colours, 3, 5, by_name };

#define MAX_DOUBLE 1.7976931348623157e308

static const WS_BOOL_DESCRIPTION only_true = { TRUE };
static const WS_INT8_DESCRIPTION r_int8 = { -5, 5 };
static const WS_INT16_DESCRIPTION r_int16 = { -300, 300 };
static const WS_INT32_DESCRIPTION r_int32 = { -70000, 70000 };
static const WS_INT64_DESCRIPTION r_int64 = { -5000000000, 5000000000 };
static const WS_UINT8_DESCRIPTION r_uint8 = { 2, 200 };
static const WS_UINT16_DESCRIPTION r_uint16 = { 2, 40000 };
static const WS_UINT32_DESCRIPTION r_uint32 = { 2, 3000000000u };
static const WS_UINT64_DESCRIPTION r_uint64 = { 2, 10000000000000000000u };
static const WS_FLOAT_DESCRIPTION r_float = { -1.5f, 1.5f };
static const WS_DOUBLE_DESCRIPTION r_double = { -1.5, 1.5 };
static const WS_DECIMAL_DESCRIPTION r_decimal
        = { { .scale = 1, .sign = 0x80, .Lo32 = 15 }, { .scale = 1, .Lo32 = 15 } };
static const WS_TIMESPAN_DESCRIPTION r_timespan = { { -10000000 }, { 10000000 } };
static const WS_DATETIME_DESCRIPTION r_datetime = { { 0x8c1505f0e438000, WS_DATETIME_FORMAT_UTC },
    { 0x8d3123e7df74000, WS_DATETIME_FORMAT_UTC } };
static const WS_GUID_DESCRIPTION r_guid = { { 0x12345678, 1, 2, { 3, 4, 5, 6, 7, 8, 9, 10 } } };
static const WS_DURATION_DESCRIPTION r_duration
        = { { FALSE, 0, 0, 1, 0, 0, 0, 0, 0 }, { FALSE, 0, 0, 30, 0, 0, 0, 0, 0 }, NULL };
static const WS_STRING_DESCRIPTION r_length = { 2, 4 };
static const WS_XML_QNAME_DESCRIPTION r_qname = { 2, 4, 0, 10 };

#define BAD  WS_E_INVALID_FORMAT
#define OVER WS_E_NUMERIC_OVERFLOW

/* in: what is read; hr: how that ends; out: what is written afterwards (NULL: as in) */
static const struct
{
    WS_TYPE type;
    const void *description;
    const char *in;
    HRESULT hr;
    const char *out;
    const char *says; /* a part of the error's text */
} rows[] = {
    { WS_BOOL_TYPE, NULL, "true", S_OK, NULL, NULL },
    { WS_BOOL_TYPE, NULL, " 0 ", S_OK, "false", NULL },
    { WS_BOOL_TYPE, NULL, "TRUE", BAD, NULL, "'TRUE' is not a BOOL" },
    { WS_BOOL_TYPE, &only_true, "1", S_OK, "true", NULL },
    { WS_BOOL_TYPE, &only_true, "0", BAD, NULL, "true" },
    { WS_INT8_TYPE, NULL, "-128", S_OK, NULL, NULL },
    { WS_INT8_TYPE, NULL, "-129", OVER, NULL, "-129 is less than -128, the minimum of INT8" },
    { WS_INT8_TYPE, NULL, "128", OVER, NULL, "128 is more than 127, the maximum of INT8" },
    { WS_INT8_TYPE, NULL, "x", BAD, NULL, "'x' is not a INT8" },
    { WS_INT8_TYPE, &r_int8, "-5", S_OK, NULL, NULL },
    { WS_INT8_TYPE, &r_int8, "-6", BAD, NULL, "-6 is less than -5" },
    { WS_INT8_TYPE, &r_int8, "6", BAD, NULL, "6 is more than 5" },
    { WS_INT16_TYPE, NULL, "-32768", S_OK, NULL, NULL },
    { WS_INT16_TYPE, NULL, "32768", OVER, NULL, "32767" },
    { WS_INT16_TYPE, &r_int16, "300", S_OK, NULL, NULL },
    { WS_INT16_TYPE, &r_int16, "-301", BAD, NULL, "-300" },
    { WS_INT32_TYPE, NULL, "2147483647", S_OK, NULL, NULL },
    { WS_INT32_TYPE, NULL, "-2147483649", OVER, NULL, "-2147483648" },
    { WS_INT32_TYPE, &r_int32, "70001", BAD, NULL, "70000" },
    { WS_INT64_TYPE, NULL, "-9223372036854775808", S_OK, NULL, NULL },
    { WS_INT64_TYPE, NULL, "9223372036854775808", OVER, NULL, "9223372036854775807" },
    { WS_INT64_TYPE, &r_int64, "-5000000001", BAD, NULL, "-5000000000" },
    { WS_UINT8_TYPE, NULL, "255", S_OK, NULL, NULL },
    { WS_UINT8_TYPE, NULL, "300", OVER, NULL,
            "Element 'count': 300 is more than 255, the maximum of UINT8" },
    { WS_UINT8_TYPE, &r_uint8, "1", BAD, NULL, "1 is less than 2" },
    { WS_UINT8_TYPE, &r_uint8, "201", BAD, NULL, "201 is more than 200" },
    { WS_UINT16_TYPE, NULL, "65535", S_OK, NULL, NULL },
    { WS_UINT16_TYPE, NULL, "65536", OVER, NULL, "65535" },
    { WS_UINT16_TYPE, &r_uint16, "40001", BAD, NULL, "40000" },
    { WS_UINT32_TYPE, NULL, "4294967295", S_OK, NULL, NULL },
    { WS_UINT32_TYPE, NULL, "4294967296", OVER, NULL, "4294967295" },
    { WS_UINT32_TYPE, &r_uint32, "3000000001", BAD, NULL, "3000000000" },
    { WS_UINT64_TYPE, NULL, "18446744073709551615", S_OK, NULL, NULL },
    { WS_UINT64_TYPE, NULL, "18446744073709551616", OVER, NULL, "18446744073709551615" },
    { WS_UINT64_TYPE, &r_uint64, "10000000000000000001", BAD, NULL, "10000000000000000000" },
    { WS_FLOAT_TYPE, NULL, "1.5", S_OK, NULL, NULL },
    { WS_FLOAT_TYPE, NULL, "INF", S_OK, NULL, NULL },
    { WS_FLOAT_TYPE, &r_float, "1.75", BAD, NULL, "1.75 is more than 1.5" },
    { WS_FLOAT_TYPE, &r_float, "NaN", BAD, NULL, "NaN" },
    { WS_DOUBLE_TYPE, NULL, "0.1", S_OK, NULL, NULL },
    { WS_DOUBLE_TYPE, NULL, "1.7976931348623157E+308", S_OK, NULL, NULL },
    { WS_DOUBLE_TYPE, &r_double, "-1.75", BAD, NULL, "-1.75 is less than -1.5" },
    { WS_DECIMAL_TYPE, NULL, "79228162514264337593543950335", S_OK, NULL, NULL },
    { WS_DECIMAL_TYPE, NULL, "-1.25", S_OK, NULL, NULL },
    { WS_DECIMAL_TYPE, NULL, "1e5", BAD, NULL, "DECIMAL" },
    { WS_DECIMAL_TYPE, &r_decimal, "1.50", S_OK, NULL, NULL },
    { WS_DECIMAL_TYPE, &r_decimal, "1.51", BAD, NULL, "1.51 is more than 1.5" },
    { WS_DECIMAL_TYPE, &r_decimal, "-2", BAD, NULL, "-2 is less than -1.5" },
    { WS_DATETIME_TYPE, NULL, "2016-01-01T00:00:00Z", S_OK, NULL, NULL },
    { WS_DATETIME_TYPE, &r_datetime, "2016-01-01T00:00:00Z", S_OK, NULL, NULL },
    { WS_DATETIME_TYPE, &r_datetime, "2016-01-01T00:00:01Z", BAD, NULL, "2016-01-01T00:00:00Z" },
    { WS_TIMESPAN_TYPE, NULL, "1.02:03:04.5", S_OK, NULL, NULL },
    { WS_TIMESPAN_TYPE, &r_timespan, "00:00:01", S_OK, NULL, NULL },
    { WS_TIMESPAN_TYPE, &r_timespan, "00:00:02", BAD, NULL, "00:00:02 is more than 00:00:01" },
    { WS_GUID_TYPE, NULL, "12345678-0001-0002-0304-05060708090a", S_OK, NULL, NULL },
    { WS_GUID_TYPE, NULL, "12345678", BAD, NULL, "'12345678' is not a GUID" },
    { WS_GUID_TYPE, &r_guid, "12345678-0001-0002-0304-05060708090A", S_OK,
            "12345678-0001-0002-0304-05060708090a", NULL },
    { WS_GUID_TYPE, &r_guid, "12345679-0001-0002-0304-05060708090a", BAD, NULL, "12345678-" },
    { WS_UNIQUE_ID_TYPE, NULL, "urn:uuid:12345678-0001-0002-0304-05060708090a", S_OK, NULL, NULL },
    { WS_UNIQUE_ID_TYPE, NULL, "urn:x", S_OK, NULL, NULL },
    { WS_UNIQUE_ID_TYPE, NULL, "", BAD, NULL, "UNIQUE_ID" },
    { WS_DURATION_TYPE, NULL, "P1Y2M3DT4H5M6S", S_OK, NULL, NULL },
    { WS_DURATION_TYPE, NULL, "P", BAD, NULL, "DURATION" },
    { WS_DURATION_TYPE, &r_duration, "P30D", S_OK, NULL, NULL },
    { WS_DURATION_TYPE, &r_duration, "P31D", BAD, NULL, "P31D is more than P30D" },
    { WS_DURATION_TYPE, &r_duration, "PT1H", BAD, NULL, "less than" },
    { WS_DURATION_TYPE, &r_duration, "P1M", BAD, NULL, "compared" },
    { WS_ENUM_TYPE, &colour, "blue", S_OK, NULL, NULL },
    { WS_ENUM_TYPE, &colour, " red ", S_OK, "red", NULL },
    { WS_ENUM_TYPE, &colour, "black", BAD, NULL, "'black' is none of the 3 names" },
    { WS_ENUM_TYPE, &indexed_colour, "green", S_OK, NULL, NULL },
    { WS_ENUM_TYPE, &indexed_colour, "red", S_OK, NULL, NULL },
    { WS_ENUM_TYPE, &indexed_colour, "reddish", BAD, NULL, "reddish" },
    { WS_STRING_TYPE, NULL, " text ", S_OK, NULL, NULL },
    { WS_STRING_TYPE, NULL, "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", S_OK, NULL, NULL },
    { WS_STRING_TYPE, NULL, "a&amp;b", S_OK, NULL, NULL },
    { WS_STRING_TYPE, NULL, "", S_OK, NULL, NULL },
    { WS_STRING_TYPE, &r_length, "abcd", S_OK, NULL, NULL },
    { WS_STRING_TYPE, &r_length, "abcde", BAD, NULL, "5 characters are more than 4" },
    { WS_STRING_TYPE, &r_length, "a", BAD, NULL, "1 characters are less than 2" },
    { WS_WSZ_TYPE, NULL, "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", S_OK, NULL, NULL },
    { WS_WSZ_TYPE, &r_length, "abcde", BAD, NULL, "5 characters are more than 4" },
    { WS_XML_STRING_TYPE, NULL, "x &lt; y", S_OK, NULL, NULL },
    { WS_XML_STRING_TYPE, &r_length, "abcde", BAD, NULL, "5 bytes are more than 4" },
    { WS_BYTES_TYPE, NULL, "dGVzdA==", S_OK, NULL, NULL },
    { WS_BYTES_TYPE, NULL, " dGV zdA == ", S_OK, "dGVzdA==", NULL },
    { WS_BYTES_TYPE, NULL, "dGVzdA", BAD, NULL, "BYTES" },
    { WS_BYTES_TYPE, &r_length, "dGVzdHM=", BAD, NULL, "5 bytes are more than 4" },
    { WS_XML_QNAME_TYPE, NULL, "local", S_OK, NULL, NULL },
    { WS_XML_QNAME_TYPE, NULL, "p:local", BAD, NULL, "prefix 'p'" },
    { WS_XML_QNAME_TYPE, NULL, ":", BAD, NULL, "XML_QNAME" },
    { WS_XML_QNAME_TYPE, &r_qname, "local", BAD, NULL, "more than 4" },
};

static WS_HEAP *heap; /* of the case */

static ULONG size_of(WS_TYPE type)
{
    static const BYTE sizes[]
            = { sizeof(BOOL), 1, 2, 4, 8, 1, 2, 4, 8, 4, 8, sizeof(DECIMAL), sizeof(WS_DATETIME),
                  sizeof(WS_TIMESPAN), sizeof(GUID), sizeof(WS_UNIQUE_ID), sizeof(WS_STRING),
                  sizeof(WCHAR *), sizeof(WS_BYTES), sizeof(WS_XML_STRING), sizeof(WS_XML_QNAME) };

    if (type == WS_ENUM_TYPE) return sizeof(int);
    return type == WS_DURATION_TYPE ? sizeof(WS_DURATION) : sizes[type];
}

static WS_ELEMENT_DESCRIPTION element_of(size_t i)
{
    WS_ELEMENT_DESCRIPTION d = { &name_count, &no_ns, rows[i].type, (void *)rows[i].description };

    return d;
}

static HRESULT read_row(WS_XML_READER *reader, size_t i, union value *value, WS_ERROR *error)
{
    WS_ELEMENT_DESCRIPTION d = element_of(i);
    BOOL pointer = d.type == WS_WSZ_TYPE;

    return WsReadElement(reader, &d, pointer ? WS_READ_REQUIRED_POINTER : WS_READ_REQUIRED_VALUE,
            heap, value, size_of(d.type), error);
}

static HRESULT write_row(WS_XML_WRITER *writer, size_t i, const union value *value)
{
    WS_ELEMENT_DESCRIPTION d = element_of(i);
    BOOL pointer = d.type == WS_WSZ_TYPE;

    return WsWriteElement(writer, &d, pointer ? WS_WRITE_REQUIRED_POINTER : WS_WRITE_REQUIRED_VALUE,
            value, size_of(d.type), NULL);
}

/* text -> value -> binary -> value -> text */
static void round_trip(size_t i, const union value *value)
{
    const char *out = rows[i].out ? rows[i].out : rows[i].in;
    WS_XML_WRITER *writer = writer_to_binary();
    WS_XML_READER *reader;
    WS_BYTES bytes = { 0, NULL };
    union value again;
    char expected[160];

    memset(&again, 0, sizeof(again));
    ok_hr(write_row(writer, i, value), S_OK);
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK);
    reader = reader_on_bytes(bytes.bytes, bytes.length, WS_XML_READER_ENCODING_TYPE_BINARY);
    ok_hr(read_row(reader, i, &again, NULL), S_OK);
    WsFreeReader(reader);
    WsFreeWriter(writer);
    writer = writer_to_text();
    ok_hr(write_row(writer, i, &again), S_OK);
    snprintf(expected, sizeof(expected), *out ? "<count>%s</count>" : "<count/>", out);
    ok_written(writer, expected);
    WsFreeWriter(writer);
}

TEST(every_type_reads_writes_and_says_what_is_wrong)
{
    char document[160];
    size_t i, k;

    heap = test_heap();
    for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
    {
        WS_ERROR *error = NULL;
        WS_XML_READER *reader;
        union value value;

        test_context("type %u `%s`", rows[i].type, rows[i].in);
        ok_hr(WsCreateError(NULL, 0, &error), S_OK);
        snprintf(document, sizeof(document), "<count>%s</count>", rows[i].in);
        reader = reader_on_text(document);
        memset(&value, 0xcc, sizeof(value));
        ok_hr(read_row(reader, i, &value, error), rows[i].hr);
        for (k = 0; FAILED(rows[i].hr) && k < size_of(rows[i].type); k++)
            ok(value.bytes[k] == 0xcc, "byte %u was touched", (unsigned)k);
        if (rows[i].says)
            ok(strstr(error_text(error), rows[i].says), "the error says: %s", error_text(error));
        if (SUCCEEDED(rows[i].hr)) round_trip(i, &value);
        WsFreeReader(reader);
        WsFreeError(error);
    }
}

/* Ranges hold when writing, too. */
TEST(limits_when_writing)
{
    INT8 six = 6;
    double nan = 0.0;
    int black = 2;
    WS_STRING five = wide_string("abcde");
    const struct
    {
        WS_TYPE type;
        const void *description, *value;
        ULONG size;
    } wrong[] = {
        { WS_INT8_TYPE, &r_int8, &six, sizeof(six) },
        { WS_DOUBLE_TYPE, &r_double, &nan, sizeof(nan) },
        { WS_ENUM_TYPE, &colour, &black, sizeof(black) },
        { WS_ENUM_TYPE, &indexed_colour, &black, sizeof(black) },
        { WS_STRING_TYPE, &r_length, &five, sizeof(five) },
    };
    size_t i;

    nan = 2.0;
    for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
    {
        WS_ELEMENT_DESCRIPTION d
                = { &name_count, &no_ns, wrong[i].type, (void *)wrong[i].description };
        WS_XML_WRITER *writer = writer_to_text();

        test_context("limit %u", (unsigned)i);
        ok_hr(WsWriteElement(
                      writer, &d, WS_WRITE_REQUIRED_VALUE, wrong[i].value, wrong[i].size, NULL),
                WS_E_INVALID_FORMAT);
        WsFreeWriter(writer);
    }
}

TEST(qualified_names_bring_their_prefix)
{
    WS_XML_QNAME name = { XML("local"), XML("urn:x") }, *read = NULL;
    WS_ELEMENT_DESCRIPTION d = { &name_count, &no_ns, WS_XML_QNAME_TYPE, NULL };
    WS_XML_WRITER *writer = writer_to_text();
    WS_XML_READER *reader;
    WS_BYTES bytes = { 0, NULL };

    ok_hr(WsWriteElement(writer, &d, WS_WRITE_REQUIRED_VALUE, &name, sizeof(name), NULL), S_OK);
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK);
    reader = reader_on_bytes(bytes.bytes, bytes.length, WS_XML_READER_ENCODING_TYPE_TEXT);
    ok_hr(WsReadElement(
                  reader, &d, WS_READ_REQUIRED_POINTER, test_heap(), &read, sizeof(read), NULL),
            S_OK);
    if (ok(read != NULL, "no name"))
    {
        ok_xml(&read->localName, "local");
        ok_xml(&read->ns, "urn:x");
    }
    WsFreeReader(reader);
    WsFreeWriter(writer);
}

/* The default namespace of the parent is not that of a child without namespace, whose start tag is still open. */
TEST(a_qualified_name_under_another_default_namespace)
{
    WS_XML_QNAME name = { XML("local"), XML("urn:x") };
    WS_XML_STRING outer = XML("o"), ns = XML("urn:x");
    WS_ELEMENT_DESCRIPTION d = { &name_count, &no_ns, WS_XML_QNAME_TYPE, NULL };
    WS_XML_WRITER *writer = writer_to_text();

    ok_hr(WsWriteStartElement(writer, &no_ns, &outer, &ns, NULL), S_OK);
    ok_hr(WsWriteElement(writer, &d, WS_WRITE_REQUIRED_VALUE, &name, sizeof(name), NULL), S_OK);
    ok_hr(WsWriteEndElement(writer, NULL), S_OK);
    ok_written(
            writer, "<o xmlns=\"urn:x\"><count xmlns=\"\" xmlns:a=\"urn:x\">a:local</count></o>");
    WsFreeWriter(writer);
}

/* A zero inside of text, which binary records can carry: a WSZ would end there. */
TEST(a_zero_in_the_text_of_a_WSZ_is_an_error)
{
    static const BYTE utf8[] = { 0x40, 1, 't', 0x99, 3, 'a', 0, 'b' };
    static const BYTE utf16[] = { 0x40, 1, 't', 0xb7, 6, 'a', 0, 0, 0, 'b', 0 };
    WS_XML_STRING t = XML("t");
    WS_ELEMENT_DESCRIPTION d = { &t, &no_ns, WS_WSZ_TYPE, NULL };
    WS_XML_READER *reader = reader_on_bytes(utf8, sizeof(utf8), WS_XML_READER_ENCODING_TYPE_BINARY);
    WCHAR *read = NULL;

    heap = test_heap();
    ok_hr(WsReadElement(reader, &d, WS_READ_REQUIRED_POINTER, heap, &read, sizeof(read), NULL),
            WS_E_INVALID_FORMAT);
    WsFreeReader(reader);
    reader = reader_on_bytes(utf16, sizeof(utf16), WS_XML_READER_ENCODING_TYPE_BINARY);
    ok_hr(WsReadElement(reader, &d, WS_READ_REQUIRED_POINTER, heap, &read, sizeof(read), NULL),
            WS_E_INVALID_FORMAT);
    ok(!read, "something was read");
    WsFreeReader(reader);
}

/* WsReadElement looks for the next element past what is no element. */
TEST(elements_are_found_behind_space_and_comments)
{
    WS_XML_STRING t = XML("t");
    WS_ELEMENT_DESCRIPTION d = { &t, &no_ns, WS_INT32_TYPE, NULL };
    WS_XML_READER *reader = reader_on_text("<?xml version='1.0'?> <!-- c --> <t> 5<!-- d --> </t>");
    INT32 value = 0;

    ok_hr(WsReadElement(reader, &d, WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL),
            S_OK);
    ok_int(value, 5);
    WsFreeReader(reader);
}

/* READ options: absent, nil, present. */
TEST(read_options)
{
#define NIL "<count xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='1'/>"
    static const struct
    {
        const char *text;
        WS_TYPE type;
        WS_READ_OPTION option;
        HRESULT hr;
        BOOL null;
    } tries[] = {
        { "<count>1</count>", WS_INT32_TYPE, WS_READ_REQUIRED_POINTER, S_OK, FALSE },
        { "<count>1</count>", WS_INT32_TYPE, WS_READ_OPTIONAL_POINTER, S_OK, FALSE },
        { "<count>1</count>", WS_INT32_TYPE, WS_READ_NILLABLE_POINTER, S_OK, FALSE },
        { "<count>1</count>", WS_INT32_TYPE, WS_READ_NILLABLE_VALUE, E_INVALIDARG, FALSE },
        { "<count>1</count>", WS_INT32_TYPE, 0, E_INVALIDARG, FALSE },
        { "<count>1</count>", WS_INT32_TYPE, 6, E_INVALIDARG, FALSE },
        { "<other/>", WS_INT32_TYPE, WS_READ_REQUIRED_POINTER, WS_E_INVALID_FORMAT, FALSE },
        { "<other/>", WS_INT32_TYPE, WS_READ_OPTIONAL_POINTER, S_OK, TRUE },
        { "<other/>", WS_INT32_TYPE, WS_READ_NILLABLE_POINTER, S_OK, TRUE },
        { NIL, WS_INT32_TYPE, WS_READ_REQUIRED_POINTER, WS_E_INVALID_FORMAT, FALSE },
        { NIL, WS_INT32_TYPE, WS_READ_OPTIONAL_POINTER, WS_E_INVALID_FORMAT, FALSE },
        { NIL, WS_INT32_TYPE, WS_READ_NILLABLE_POINTER, S_OK, TRUE },
        { NIL, WS_WSZ_TYPE, WS_READ_NILLABLE_POINTER, S_OK, TRUE },
        { "<count/>", WS_WSZ_TYPE, WS_READ_NILLABLE_POINTER, S_OK, FALSE },
        { "<count/>", WS_WSZ_TYPE, WS_READ_REQUIRED_VALUE, E_INVALIDARG, FALSE },
        { "<count/>", WS_XML_BUFFER_TYPE, WS_READ_REQUIRED_VALUE, E_INVALIDARG, FALSE },
        { "<count/>", WS_XML_BUFFER_TYPE, WS_READ_REQUIRED_POINTER, S_OK, FALSE },
        { "<count/>", WS_DESCRIPTION_TYPE, WS_READ_REQUIRED_POINTER, E_INVALIDARG, FALSE },
        { "<count/>", WS_VOID_TYPE, WS_READ_REQUIRED_POINTER, E_INVALIDARG, FALSE },
        { "<count/>", WS_CHAR_ARRAY_TYPE, WS_READ_REQUIRED_POINTER, E_INVALIDARG, FALSE },
        { "<count/>", WS_ANY_ATTRIBUTES_TYPE, WS_READ_REQUIRED_POINTER, E_INVALIDARG, FALSE },
        { "<count/>", WS_ENUM_TYPE, WS_READ_REQUIRED_POINTER, E_INVALIDARG, FALSE },
        { "<count/>", 35, WS_READ_REQUIRED_POINTER, E_INVALIDARG, FALSE },
    };
    size_t i;

    heap = test_heap();
    for (i = 0; i < sizeof(tries) / sizeof(*tries); i++)
    {
        WS_ELEMENT_DESCRIPTION d = { &name_count, &no_ns, tries[i].type, NULL };
        WS_XML_READER *reader = reader_on_text(tries[i].text);
        void *mark = &d, *value = mark;

        test_context("option %u on `%s`", tries[i].option, tries[i].text);
        ok_hr(WsReadElement(reader, &d, tries[i].option, heap, &value, sizeof(value), NULL),
                tries[i].hr);
        if (FAILED(tries[i].hr))
            ok(value == mark, "the value was touched");
        else
            ok((value == NULL) == tries[i].null && value != mark, "the value is %p", value);
        WsFreeReader(reader);
    }
}

TESTS = {
    CASE(every_type_reads_writes_and_says_what_is_wrong),
    CASE(limits_when_writing),
    CASE(qualified_names_bring_their_prefix),
    CASE(a_qualified_name_under_another_default_namespace),
    CASE(a_zero_in_the_text_of_a_WSZ_is_an_error),
    CASE(elements_are_found_behind_space_and_comments),
    CASE(read_options),
    END_OF_CASES,
};
