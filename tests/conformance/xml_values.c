/* Values through the public API: chapter 6's tables of doubles both ways, texts of every type as written, S31 on the
 * control word, the dictionary (R22, R66), names and white space.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

static HRESULT read_value(const char *content, WS_VALUE_TYPE type, void *value, ULONG size)
{
    char document[200];
    WS_XML_READER *reader;
    HRESULT hr;

    snprintf(document, sizeof(document), "<t>%s</t>", content);
    reader = reader_on_text(document);
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    hr = WsReadValue(reader, type, value, size, NULL);
    WsFreeReader(reader);
    return hr;
}

/* clang-format off */
static const struct
{
    const char *text;
    HRESULT hr;
    UINT64 bits;
} double_rows[] = {
    { "0.0", S_OK, 0 }, { "+0.0", S_OK, 0 }, { ".0", S_OK, 0 }, { "0.", S_OK, 0 }, { "0", S_OK, 0 }, { " 0 ", S_OK, 0 },
    { "-0.0", S_OK, 0x8000000000000000ull },
    { "-", S_OK, 0 }, { "-.", S_OK, 0 }, { "+", S_OK, 0 }, { "+.", S_OK, 0 }, { ".", S_OK, 0 },
    { "", WS_E_INVALID_FORMAT }, { "0,1", WS_E_INVALID_FORMAT }, { "1.1.", WS_E_INVALID_FORMAT },
    { "nodouble", WS_E_INVALID_FORMAT },
    { "1", S_OK, 0x3ff0000000000000ull },
    { "1.0000000000000002", S_OK, 0x3ff0000000000001ull },
    { "1.0000000000000004", S_OK, 0x3ff0000000000002ull },
    { "10000000000000000000", S_OK, 0x43e158e460913d00ull },
    { "100000000000000000000", S_OK, 0x4415af1d78b58c40ull },
    { "2", S_OK, 0x4000000000000000ull }, { "-2", S_OK, 0xc000000000000000ull },
    { "INF", S_OK, 0x7ff0000000000000ull }, { "-INF", S_OK, 0xfff0000000000000ull },
    { "+INF", WS_E_INVALID_FORMAT }, { "Infinity", WS_E_INVALID_FORMAT }, { "-Infinity", WS_E_INVALID_FORMAT },
    { "inf", WS_E_INVALID_FORMAT },
    { "NaN", S_OK, 0xfff8000000000000ull }, { "-NaN", WS_E_INVALID_FORMAT }, { "NAN", WS_E_INVALID_FORMAT },
    { "0.3", S_OK, 0x3fd3333333333333ull }, { "0.33", S_OK, 0x3fd51eb851eb851full },
    { "0.333", S_OK, 0x3fd54fdf3b645a1dull }, { "0.3333", S_OK, 0x3fd554c985f06f69ull },
    { "0.33333", S_OK, 0x3fd555475a31a4beull }, { "0.333333", S_OK, 0x3fd55553ef6b5d46ull },
    { "0.3333333", S_OK, 0x3fd55555318abc87ull }, { "0.33333333", S_OK, 0x3fd5555551c112daull },
    { "0.333333333", S_OK, 0x3fd5555554f9b516ull }, { "0.3333333333", S_OK, 0x3fd55555554c2bb5ull },
    { "0.33333333333", S_OK, 0x3fd5555555546ac5ull }, { "0.3333333333333", S_OK, 0x3fd55555555552fdull },
    { "0.33333333333333", S_OK, 0x3fd5555555555519ull }, { "0.333333333333333", S_OK, 0x3fd555555555554full },
    { "0.3333333333333333", S_OK, 0x3fd5555555555555ull }, { "0.33333333333333333", S_OK, 0x3fd5555555555555ull },
    { "0.1e10", S_OK, 0x41cdcd6500000000ull },
    { "1e", WS_E_INVALID_FORMAT }, { "e10", WS_E_INVALID_FORMAT }, { "1e10.", WS_E_INVALID_FORMAT },
    { "1e0", S_OK, 0x3ff0000000000000ull }, { "1e+1", S_OK, 0x4024000000000000ull }, { "1e-1", S_OK, 0x3fb999999999999aull },
    { "1E10", S_OK, 0x4202a05f20000000ull }, { "1e10", S_OK, 0x4202a05f20000000ull },
    { "1e-10", S_OK, 0x3ddb7cdfd9d7bdbbull },
    { "1.7976931348623158e308", S_OK, 0x7fefffffffffffffull },
    { "1.7976931348623159e308", S_OK, 0x7ff0000000000000ull },
    { "4.94065645841247e-324", S_OK, 1 },
};
/* clang-format on */

TEST(chapter_6_reading_doubles)
{
    unsigned i;

    for (i = 0; i < sizeof(double_rows) / sizeof(double_rows[0]); i++)
    {
        UINT64 bits = 0xdead;

        test_context("'%s'", double_rows[i].text);
        ok_hr(read_value(double_rows[i].text, WS_DOUBLE_VALUE_TYPE, &bits, sizeof(bits)),
                double_rows[i].hr);
        ok(bits == (double_rows[i].hr ? 0xdead : double_rows[i].bits), "bits %016llx",
                (unsigned long long)bits);
    }
    test_context("%s", "");
}

static void check_written(const WS_XML_TEXT *text, const char *expected)
{
    WS_XML_STRING name = XML("t"), ns = XML("");
    WS_XML_WRITER *writer = writer_to_text();
    char document[200];

    snprintf(document, sizeof(document), "<t>%s</t>", expected);
    test_context("%s", expected);
    ok_hr(WsWriteStartElement(writer, NULL, &name, &ns, NULL), S_OK);
    ok_hr(WsWriteText(writer, text, NULL), S_OK);
    ok_hr(WsWriteEndElement(writer, NULL), S_OK);
    ok_written(writer, document);
    WsFreeWriter(writer);
    test_context("%s", "");
}

static double double_of(UINT64 bits)
{
    double value;

    memcpy(&value, &bits, sizeof(value));
    return value;
}

static const struct
{
    double value;
    const char *text;
} written_doubles[] = { { 0.0, "0" }, { 1.0, "1" }, { -1.0, "-1" }, { 1.0000000000000001, "1" },
    { 1.0000000000000002, "1.0000000000000002" }, { 1.0000000000000003, "1.0000000000000002" },
    { 1.0000000000000004, "1.0000000000000004" }, { 100000000000000.0, "100000000000000" },
    { 1000000000000000.0, "1E+15" }, { 0.1, "0.1" }, { -0.1, "-0.1" }, { 0.01, "1E-2" },
    { -0.01, "-1E-2" }, { 1.7976931348623158e308, "1.7976931348623157E+308" },
    { -1.7976931348623158e308, "-1.7976931348623157E+308" } };

static void write_all_doubles(void)
{
    WS_XML_DOUBLE_TEXT text = { { WS_XML_TEXT_TYPE_DOUBLE }, 0 };
    unsigned i;

    for (i = 0; i < sizeof(written_doubles) / sizeof(written_doubles[0]); i++)
    {
        text.value = written_doubles[i].value;
        check_written(&text.text, written_doubles[i].text);
    }
    text.value = double_of(0x7ff8000000000000ull);
    check_written(&text.text, "NaN");
    text.value = double_of(0x7ff0000000000000ull);
    check_written(&text.text, "INF");
    text.value = double_of(0xfff0000000000000ull);
    check_written(&text.text, "-INF");
    text.value = double_of(0x8000000000000000ull);
    check_written(&text.text, "-0");
}

TEST(chapter_6_writing_doubles)
{
    write_all_doubles();
}

#if defined(__i386__) || defined(__x86_64__)
static USHORT control_word(void)
{
    USHORT word;

    __asm__ volatile("fnstcw %0" : "=m"(word));
    return word;
}

static void set_control_word(USHORT word)
{
    __asm__ volatile("fldcw %0" : : "m"(word));
}

TEST(S31_the_control_word_does_not_matter)
{
    /* exceptions masked, rounding to zero and to 64 bits; then down, and to 24 bits */
    static const USHORT words[] = { 0x0f7f, 0x047f };
    USHORT before = control_word();
    unsigned i;

    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
    {
        WS_XML_DOUBLE_TEXT text = { { WS_XML_TEXT_TYPE_DOUBLE }, 0.1 };
        UINT64 bits = 0;

        set_control_word(words[i]);
        write_all_doubles();
        ok_hr(read_value("0.3333333", WS_DOUBLE_VALUE_TYPE, &bits, sizeof(bits)), S_OK);
        check_written(&text.text, "0.1");
        ok_int(control_word(), words[i]);
        ok(bits == 0x3fd55555318abc87ull, "bits %016llx", (unsigned long long)bits);
    }
    set_control_word(before);
}
#else
TEST(S31_the_control_word_does_not_matter)
{
    test_skip("no x87 here");
}
#endif

TEST(chapter_4_texts_of_every_type)
{
    static WCHAR utf16[] = { 'u', 't', 'f', '1', '6' };
    static BYTE test[] = { 't', 'e', 's', 't' };
    WS_XML_STRING u = XML("u"), none = XML("");
    WS_XML_UTF8_TEXT text_utf8 = { { WS_XML_TEXT_TYPE_UTF8 }, XML("utf8") };
    WS_XML_UTF16_TEXT text_utf16 = { { WS_XML_TEXT_TYPE_UTF16 }, (BYTE *)utf16, 10 };
    WS_XML_GUID_TEXT guid = { { WS_XML_TEXT_TYPE_GUID } };
    WS_XML_UNIQUE_ID_TEXT id = { { WS_XML_TEXT_TYPE_UNIQUE_ID } };
    WS_XML_BOOL_TEXT boolean = { { WS_XML_TEXT_TYPE_BOOL }, TRUE };
    WS_XML_INT32_TEXT int32 = { { WS_XML_TEXT_TYPE_INT32 }, INT32_MIN };
    WS_XML_INT64_TEXT int64 = { { WS_XML_TEXT_TYPE_INT64 }, INT64_MIN };
    WS_XML_UINT64_TEXT uint64 = { { WS_XML_TEXT_TYPE_UINT64 }, UINT64_MAX };
    WS_XML_DATETIME_TEXT date = { { WS_XML_TEXT_TYPE_DATETIME }, { 0, WS_DATETIME_FORMAT_UTC } };
    WS_XML_DOUBLE_TEXT real = { { WS_XML_TEXT_TYPE_DOUBLE }, 1.1 };
    WS_XML_FLOAT_TEXT single = { { WS_XML_TEXT_TYPE_FLOAT }, 1.1f };
    WS_XML_BASE64_TEXT base64 = { { WS_XML_TEXT_TYPE_BASE64 }, test, 4 };
    WS_XML_QNAME_TEXT qname = { { WS_XML_TEXT_TYPE_QNAME }, NULL, &u, &none };
    WS_XML_TIMESPAN_TEXT span = { { WS_XML_TEXT_TYPE_TIMESPAN }, { 864000000000ll } };
    WS_XML_DECIMAL_TEXT decimal = { { WS_XML_TEXT_TYPE_DECIMAL } };

    decimal.value.Lo64 = 150;
    decimal.value.scale = 2;
    check_written(&text_utf8.text, "utf8");
    check_written(&text_utf16.text, "utf16");
    check_written(&guid.text, "00000000-0000-0000-0000-000000000000");
    check_written(&id.text, "urn:uuid:00000000-0000-0000-0000-000000000000");
    check_written(&boolean.text, "true");
    check_written(&int32.text, "-2147483648");
    check_written(&int64.text, "-9223372036854775808");
    check_written(&uint64.text, "18446744073709551615");
    check_written(&date.text, "0001-01-01T00:00:00Z");
    check_written(&real.text, "1.1");
    check_written(&single.text, "1.1");
    check_written(&base64.text, "dGVzdA==");
    check_written(&qname.text, "u");
    check_written(&span.text, "1.00:00:00");
    check_written(&decimal.text, "1.50");
}

TEST(WsReadValue_wants_the_exact_size)
{
    UINT64 value = 0xdead;

    ok_hr(read_value("1", WS_INT32_VALUE_TYPE, &value, 8), E_INVALIDARG);
    ok_hr(read_value("1", WS_INT64_VALUE_TYPE, &value, 4), E_INVALIDARG);
    ok_hr(read_value("1", WS_DURATION_VALUE_TYPE + 1, &value, 4), E_INVALIDARG);
    ok(value == 0xdead, "untouched");
    ok_hr(read_value("300", WS_UINT8_VALUE_TYPE, &value, 1), WS_E_NUMERIC_OVERFLOW);
    ok_hr(read_value("<!--c-->4<!--c-->2", WS_INT64_VALUE_TYPE, &value, 8), S_OK);
    ok_int(value, 42);
    ok_hr(read_value("<![CDATA[4]]>&#50;", WS_INT64_VALUE_TYPE, &value, 8), S_OK);
    ok_int(value, 42);
}

TEST(R22_R66_WsGetDictionary)
{
    static const GUID guid
            = { 0xf93578f8, 0x5852, 0x4eb7, { 0xa6, 0xfc, 0xe7, 0x2b, 0xb7, 0x1d, 0xb6, 0x22 } };
    WS_XML_DICTIONARY *dictionary = (WS_XML_DICTIONARY *)1;

    ok_hr(WsGetDictionary(WS_ENCODING_XML_BINARY_1, NULL, NULL), E_INVALIDARG);
    ok_hr(WsGetDictionary(WS_ENCODING_XML_UTF8, NULL, NULL), E_INVALIDARG);
    ok_hr(WsGetDictionary(WS_ENCODING_XML_UTF8, &dictionary, NULL), S_OK);
    ok(!dictionary, "R22: text has none");
    ok_hr(WsGetDictionary(WS_ENCODING_XML_BINARY_1, &dictionary, NULL), S_OK);
    if (ok(dictionary != NULL, "R22"))
    {
        ok_xml(&dictionary->strings[5], "Action");
        ok_xml(&dictionary->strings[6], "To");
    }
    dictionary = NULL;
    ok_hr(WsGetDictionary(WS_ENCODING_XML_BINARY_SESSION_1, &dictionary, NULL), S_OK);
    if (!ok(dictionary != NULL, "R22")) return;
    ok(!memcmp(&dictionary->guid, &guid, sizeof(guid)), "R66: guid");
    ok_int(dictionary->stringCount, 488);
    ok_xml(&dictionary->strings[0], "mustUnderstand");
    ok_int(dictionary->strings[0].length, 14);
}

static HRESULT verify(const WCHAR *chars, ULONG count)
{
    return WsVerifyXmlNCName(chars, count, NULL);
}

TEST(WsVerifyXmlNCName_takes_names_without_colon)
{
    static const char *const good[] = { "a", "_", "a1", "a-b.c_d", "Element" };
    static const char *const bad[]
            = { "", "1a", "-a", ".a", "a:b", ":a", "a:", "a b", " a", "a<", "a\t" };
    static const WCHAR accent[] = { 0xeb }, pair[] = { 0xd800, 0xdc00 }, lone[] = { 'a', 0xd800 },
                       reversed[] = { 'a', 0xdc00, 0xd800 }, times[] = { 0xd7 },
                       dot[] = { 'a', 0xb7 };
    WS_ERROR *error = test_error();
    unsigned i;

    ok_hr(verify(NULL, 0), E_INVALIDARG);
    ok_hr(verify(NULL, 1), E_INVALIDARG);
    for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        ok_hr(verify(wide(good[i]), (ULONG)strlen(good[i])), S_OK);
    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        ok_hr(verify(wide(bad[i]), (ULONG)strlen(bad[i])), WS_E_INVALID_FORMAT);
    ok_hr(verify(accent, 1), S_OK);
    ok_hr(verify(pair, 2), S_OK);
    ok_hr(verify(pair, 1), WS_E_INVALID_FORMAT);
    ok_hr(verify(lone, 2), WS_E_INVALID_FORMAT);
    ok_hr(verify(reversed, 3), WS_E_INVALID_FORMAT);
    ok_hr(verify(times, 1), WS_E_INVALID_FORMAT);
    ok_hr(verify(dot, 2), S_OK);
    ok_hr(verify(dot + 1, 1), WS_E_INVALID_FORMAT);
    ok_hr(WsVerifyXmlNCName(wide("a:b"), 3, error), WS_E_INVALID_FORMAT);
    ok(strstr(error_text(error), "a:b") != NULL, "\"%s\" shows the name", error_text(error));
}

TEST(WsTrimXmlWhitespace_points_into_its_input)
{
    static const struct
    {
        const char *text;
        ULONG offset, count;
    } rows[] = { { " \t\r\n a b \n", 5, 3 }, { "ab", 0, 2 }, { "", 0, 0 }, { "\va\f", 0, 3 } };
    WCHAR *chars, *trimmed;
    ULONG count;
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        chars = wide(rows[i].text);
        trimmed = NULL;
        ok_hr(WsTrimXmlWhitespace(chars, (ULONG)strlen(rows[i].text), &trimmed, &count, NULL),
                S_OK);
        ok_int(trimmed - chars, rows[i].offset);
        ok_int(count, rows[i].count);
    }
    chars = wide("   ");
    ok_hr(WsTrimXmlWhitespace(chars, 3, &trimmed, &count, NULL), S_OK);
    ok_int(count, 0);
    ok_hr(WsTrimXmlWhitespace(NULL, 3, &trimmed, &count, NULL), E_INVALIDARG);
    ok_hr(WsTrimXmlWhitespace(chars, 3, NULL, &count, NULL), E_INVALIDARG);
    ok_hr(WsTrimXmlWhitespace(chars, 3, &trimmed, NULL, NULL), E_INVALIDARG);
}

TEST(WsXmlStringEquals_compares_bytes)
{
    WS_XML_STRING a = XML("abc"), b = XML("abc"), c = XML("abd"), d = XML("ab"), empty = { 0 };

    ok_hr(WsXmlStringEquals(&a, &a, NULL), S_OK);
    ok_hr(WsXmlStringEquals(&a, &b, NULL), S_OK);
    ok_hr(WsXmlStringEquals(&a, &c, NULL), S_FALSE);
    ok_hr(WsXmlStringEquals(&a, &d, NULL), S_FALSE);
    ok_hr(WsXmlStringEquals(&a, &empty, NULL), S_FALSE);
    ok_hr(WsXmlStringEquals(&empty, &empty, NULL), S_OK);
    ok_hr(WsXmlStringEquals(NULL, &a, NULL), E_INVALIDARG);
    ok_hr(WsXmlStringEquals(&a, NULL, NULL), E_INVALIDARG);
}

TESTS = { CASE(chapter_6_reading_doubles), CASE(chapter_6_writing_doubles),
    CASE(S31_the_control_word_does_not_matter), CASE(chapter_4_texts_of_every_type),
    CASE(WsReadValue_wants_the_exact_size), CASE(R22_R66_WsGetDictionary),
    CASE(WsVerifyXmlNCName_takes_names_without_colon),
    CASE(WsTrimXmlWhitespace_points_into_its_input), CASE(WsXmlStringEquals_compares_bytes),
    END_OF_CASES };
