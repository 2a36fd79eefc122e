/* Values and text nodes: every value type both ways, texts of every type as values, as UTF-8 and as bytes, base64 in
 * random lengths and with white space, failing allocations.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"
#include "xml/xml.h"

union any_value
{
    BOOL b;
    INT64 i;
    UINT64 u;
    double d;
    WS_DATETIME date;
    WS_TIMESPAN span;
    WS_DURATION duration;
    DECIMAL decimal;
    GUID guid;
    BYTE bytes[64];
};

struct value_row
{
    WS_VALUE_TYPE type;
    const char *text;
    HRESULT hr;
    const char *back; /* NULL: text itself */
};

#define OVER WS_E_NUMERIC_OVERFLOW
#define BAD  WS_E_INVALID_FORMAT

/* clang-format off */
static const struct value_row rows[] = {
    { WS_BOOL_VALUE_TYPE, "true", S_OK }, { WS_BOOL_VALUE_TYPE, " false\n", S_OK, "false" },
    { WS_BOOL_VALUE_TYPE, "1", S_OK, "true" }, { WS_BOOL_VALUE_TYPE, "0", S_OK, "false" },
    { WS_BOOL_VALUE_TYPE, "TRUE", BAD }, { WS_BOOL_VALUE_TYPE, "2", BAD }, { WS_BOOL_VALUE_TYPE, "", BAD },
    { WS_BOOL_VALUE_TYPE, "truefalse", BAD }, { WS_BOOL_VALUE_TYPE, "00", BAD },
    { WS_INT8_VALUE_TYPE, "-128", S_OK }, { WS_INT8_VALUE_TYPE, "127", S_OK }, { WS_INT8_VALUE_TYPE, "128", OVER },
    { WS_INT8_VALUE_TYPE, "-129", OVER }, { WS_INT8_VALUE_TYPE, "+5", S_OK, "5" }, { WS_INT8_VALUE_TYPE, "-0", S_OK, "0" },
    { WS_INT8_VALUE_TYPE, "", BAD }, { WS_INT8_VALUE_TYPE, "-", BAD }, { WS_INT8_VALUE_TYPE, "--1", BAD },
    { WS_INT8_VALUE_TYPE, "1.0", BAD }, { WS_INT8_VALUE_TYPE, "0x1", BAD }, { WS_INT8_VALUE_TYPE, "1 1", BAD },
    { WS_INT8_VALUE_TYPE, "- 1", BAD },
    { WS_INT16_VALUE_TYPE, "-32768", S_OK }, { WS_INT16_VALUE_TYPE, "32768", OVER },
    { WS_INT32_VALUE_TYPE, "-2147483648", S_OK }, { WS_INT32_VALUE_TYPE, "2147483647", S_OK },
    { WS_INT32_VALUE_TYPE, "2147483648", OVER }, { WS_INT32_VALUE_TYPE, "-2147483649", OVER },
    { WS_INT64_VALUE_TYPE, "-9223372036854775808", S_OK }, { WS_INT64_VALUE_TYPE, "9223372036854775807", S_OK },
    { WS_INT64_VALUE_TYPE, "9223372036854775808", OVER }, { WS_INT64_VALUE_TYPE, "-9223372036854775809", OVER },
    { WS_UINT8_VALUE_TYPE, "255", S_OK }, { WS_UINT8_VALUE_TYPE, "256", OVER }, { WS_UINT8_VALUE_TYPE, "-1", BAD },
    { WS_UINT8_VALUE_TYPE, "0255", S_OK, "255" },
    { WS_UINT16_VALUE_TYPE, "65535", S_OK }, { WS_UINT16_VALUE_TYPE, "65536", OVER },
    { WS_UINT32_VALUE_TYPE, "4294967295", S_OK }, { WS_UINT32_VALUE_TYPE, "4294967296", OVER },
    { WS_UINT64_VALUE_TYPE, "18446744073709551615", S_OK }, { WS_UINT64_VALUE_TYPE, "18446744073709551616", OVER },
    { WS_FLOAT_VALUE_TYPE, "0.1", S_OK }, { WS_FLOAT_VALUE_TYPE, "3.4028235E+38", S_OK },
    { WS_FLOAT_VALUE_TYPE, "3.4028236E+38", S_OK, "INF" }, { WS_FLOAT_VALUE_TYPE, "1E-45", S_OK, "1E-45" },
    { WS_FLOAT_VALUE_TYPE, "1E-46", S_OK, "0" }, { WS_FLOAT_VALUE_TYPE, "16777217", S_OK, "16777216" },
    { WS_DOUBLE_VALUE_TYPE, "-0", S_OK }, { WS_DOUBLE_VALUE_TYPE, "NaN", S_OK }, { WS_DOUBLE_VALUE_TYPE, "INF", S_OK },
    { WS_DOUBLE_VALUE_TYPE, "-INF", S_OK }, { WS_DOUBLE_VALUE_TYPE, "+INF", BAD }, { WS_DOUBLE_VALUE_TYPE, "0x1p3", BAD },
    { WS_DOUBLE_VALUE_TYPE, "5E-324", S_OK }, { WS_DOUBLE_VALUE_TYPE, "1,5", BAD },
    { WS_DOUBLE_VALUE_TYPE, "1.25E+15", S_OK }, { WS_DOUBLE_VALUE_TYPE, "123456789012345.6", S_OK, "123456789012345.6" },
    { WS_DOUBLE_VALUE_TYPE, "0.012", S_OK, "1.2E-2" }, { WS_DOUBLE_VALUE_TYPE, "255.08", S_OK },
    { WS_DECIMAL_VALUE_TYPE, "1.50", S_OK }, { WS_DECIMAL_VALUE_TYPE, "-79228162514264337593543950335", S_OK },
    { WS_DECIMAL_VALUE_TYPE, "79228162514264337593543950336", OVER }, { WS_DECIMAL_VALUE_TYPE, "1e1", BAD },
    { WS_TIMESPAN_VALUE_TYPE, "00:00:00", S_OK }, { WS_TIMESPAN_VALUE_TYPE, "-1.23:59:59.9999999", S_OK },
    { WS_TIMESPAN_VALUE_TYPE, "+00:00:01.50", S_OK, "00:00:01.5" },
    { WS_TIMESPAN_VALUE_TYPE, "10675199.02:48:05.4775807", S_OK },
    { WS_TIMESPAN_VALUE_TYPE, "-10675199.02:48:05.4775808", S_OK },
    { WS_TIMESPAN_VALUE_TYPE, "10675199.02:48:05.4775808", OVER },
    { WS_TIMESPAN_VALUE_TYPE, "-10675199.02:48:05.4775809", OVER },
    { WS_TIMESPAN_VALUE_TYPE, "10675200.00:00:00", OVER }, { WS_TIMESPAN_VALUE_TYPE, "99999999999999999999999.00:00:00", OVER },
    { WS_TIMESPAN_VALUE_TYPE, "0.00:00:00", S_OK, "00:00:00" }, { WS_TIMESPAN_VALUE_TYPE, "24:00:00", BAD },
    { WS_TIMESPAN_VALUE_TYPE, "00:60:00", BAD }, { WS_TIMESPAN_VALUE_TYPE, "00:00:60", BAD },
    { WS_TIMESPAN_VALUE_TYPE, "0:00:00", BAD }, { WS_TIMESPAN_VALUE_TYPE, "00:00", BAD },
    { WS_TIMESPAN_VALUE_TYPE, "00:00:00.", BAD }, { WS_TIMESPAN_VALUE_TYPE, "00:00:00.12345678", BAD },
    { WS_TIMESPAN_VALUE_TYPE, ".00:00:00", BAD }, { WS_TIMESPAN_VALUE_TYPE, "", BAD }, { WS_TIMESPAN_VALUE_TYPE, "PT1H", BAD },
    { WS_GUID_VALUE_TYPE, "00112233-4455-6677-8899-aabbccddeeff", S_OK },
    { WS_GUID_VALUE_TYPE, "00112233-4455-6677-8899-AABBCCDDEEFF", S_OK, "00112233-4455-6677-8899-aabbccddeeff" },
    { WS_GUID_VALUE_TYPE, "{00112233-4455-6677-8899-aabbccddeeff}", BAD },
    { WS_GUID_VALUE_TYPE, "00112233445566778899aabbccddeeff", BAD },
    { WS_GUID_VALUE_TYPE, "00112233-4455-6677-8899-aabbccddeefg", BAD },
    { WS_GUID_VALUE_TYPE, "00112233-4455-6677-8899aabbccddeeff-", BAD },
    { WS_DURATION_VALUE_TYPE, "P1Y2M3DT4H5M6.7S", S_OK }, { WS_DURATION_VALUE_TYPE, "-P1D", S_OK },
    { WS_DURATION_VALUE_TYPE, "PT0S", S_OK }, { WS_DURATION_VALUE_TYPE, "P0Y", S_OK, "PT0S" },
    { WS_DURATION_VALUE_TYPE, "PT5M", S_OK }, { WS_DURATION_VALUE_TYPE, "P5M", S_OK },
    { WS_DURATION_VALUE_TYPE, "PT0.0000001S", S_OK }, { WS_DURATION_VALUE_TYPE, "PT1.1234567S", S_OK },
    { WS_DURATION_VALUE_TYPE, "P4294967295Y4294967295M4294967295DT4294967295H4294967295M4294967295.9999999S", S_OK },
    { WS_DURATION_VALUE_TYPE, "-P4294967295Y4294967295M4294967295DT4294967295H4294967295M4294967295.9999999S", S_OK },
    { WS_DURATION_VALUE_TYPE, "P4294967296Y", OVER }, { WS_DURATION_VALUE_TYPE, "P", BAD },
    { WS_DURATION_VALUE_TYPE, "PT", BAD }, { WS_DURATION_VALUE_TYPE, "P1DT", BAD }, { WS_DURATION_VALUE_TYPE, "P1H", BAD },
    { WS_DURATION_VALUE_TYPE, "PT1D", BAD }, { WS_DURATION_VALUE_TYPE, "P1M1Y", BAD }, { WS_DURATION_VALUE_TYPE, "P1Y1Y", BAD },
    { WS_DURATION_VALUE_TYPE, "P1", BAD }, { WS_DURATION_VALUE_TYPE, "PY", BAD }, { WS_DURATION_VALUE_TYPE, "P1.5Y", BAD },
    { WS_DURATION_VALUE_TYPE, "PT1.5M", BAD }, { WS_DURATION_VALUE_TYPE, "PT1.S", BAD }, { WS_DURATION_VALUE_TYPE, "PT.5S", BAD },
    { WS_DURATION_VALUE_TYPE, "PT1.12345678S", BAD }, { WS_DURATION_VALUE_TYPE, "+P1D", BAD },
    { WS_DURATION_VALUE_TYPE, "P-1D", BAD }, { WS_DURATION_VALUE_TYPE, "P1DT1H1", BAD }, { WS_DURATION_VALUE_TYPE, "1D", BAD },
    { WS_DURATION_VALUE_TYPE, "PTT1S", BAD }, { WS_DURATION_VALUE_TYPE, "PT1H1D", BAD }, { WS_DURATION_VALUE_TYPE, "P1S", BAD },
    { WS_DURATION_VALUE_TYPE, "P1D4H", BAD }, { WS_DURATION_VALUE_TYPE, "P1DT4HT5M", BAD }, { WS_DURATION_VALUE_TYPE, "P1Y4M", S_OK },
};
/* clang-format on */

TEST(lexical_forms_of_every_value_type)
{
    BYTE text[VALUE_TEXT_MAX];
    unsigned i;
    ULONG length;

    for (i = 0; i < COUNT_OF(rows); i++)
    {
        const struct value_row *row = &rows[i];
        WS_ERROR *error = NULL;
        union any_value value, untouched;

        test_context("type %u '%s'", (unsigned)row->type, row->text);
        WsCreateError(NULL, 0, &error);
        memset(&value, 0xcc, sizeof(value));
        untouched = value;
        ok_hr(value_parse(row->type, (const BYTE *)row->text, strlen(row->text), &value, error),
                row->hr);
        ok(!memcmp(value.bytes + value_size(row->type), untouched.bytes,
                   sizeof(value) - value_size(row->type)),
                "nothing beyond the value is written");
        if (row->hr)
        {
            ok(!memcmp(&value, &untouched, sizeof(value)), "the value is untouched");
            ok(error_text(error)[0] != 0, "the error has a text");
        }
        else
        {
            ok_hr(value_format(row->type, &value, text, &length, NULL), S_OK);
            ok_text(text, length, row->back ? row->back : row->text);
        }
        WsFreeError(error);
    }
    test_context("%s", "");
    ok_int(value_size(16), 0);
    ok_int(value_size((WS_VALUE_TYPE)-1), 0);
    ok_hr(value_parse(16, (const BYTE *)"1", 1, text, NULL), E_INVALIDARG);
    ok_hr(value_format(16, text, text, &length, NULL), E_INVALIDARG);
}

TEST(memory_that_is_no_value_has_no_text)
{
    DECIMAL scale = { 0 }, sign = { 0 };
    WS_DURATION milliseconds = { 0 }, ticks = { 0 };
    BYTE text[VALUE_TEXT_MAX];
    ULONG length = 0xdead;

    scale.scale = 29;
    sign.sign = 1;
    milliseconds.milliseconds = 1000;
    ticks.ticks = 10000;
    ok_hr(value_format(WS_DECIMAL_VALUE_TYPE, &scale, text, &length, NULL), WS_E_INVALID_FORMAT);
    ok_hr(value_format(WS_DECIMAL_VALUE_TYPE, &sign, text, &length, NULL), WS_E_INVALID_FORMAT);
    ok_hr(value_format(WS_DURATION_VALUE_TYPE, &milliseconds, text, &length, NULL),
            WS_E_INVALID_FORMAT);
    ok_hr(value_format(WS_DURATION_VALUE_TYPE, &ticks, text, &length, NULL), WS_E_INVALID_FORMAT);
    ok_int(length, 0xdead);
}

/* ---- typed texts ---- */

static const WS_XML_BOOL_TEXT text_true = { { WS_XML_TEXT_TYPE_BOOL }, 5 };
static const WS_XML_INT32_TEXT text_minus_one = { { WS_XML_TEXT_TYPE_INT32 }, -1 };
static const WS_XML_INT32_TEXT text_one = { { WS_XML_TEXT_TYPE_INT32 }, 1 };
static const WS_XML_INT64_TEXT text_int64_min = { { WS_XML_TEXT_TYPE_INT64 }, INT64_MIN };
static const WS_XML_UINT64_TEXT text_uint64_max = { { WS_XML_TEXT_TYPE_UINT64 }, UINT64_MAX };
static const WS_XML_FLOAT_TEXT text_float = { { WS_XML_TEXT_TYPE_FLOAT }, 0.1f };
static const WS_XML_DOUBLE_TEXT text_double = { { WS_XML_TEXT_TYPE_DOUBLE }, 2.5 };
static const WS_XML_DOUBLE_TEXT text_two = { { WS_XML_TEXT_TYPE_DOUBLE }, 2 };
static const WS_XML_TIMESPAN_TEXT text_span
        = { { WS_XML_TEXT_TYPE_TIMESPAN }, { -2592000000000ll } };
static const WS_XML_DATETIME_TEXT text_bad_date
        = { { WS_XML_TEXT_TYPE_DATETIME }, { 0x2bca2875f4374000ull, WS_DATETIME_FORMAT_UTC } };
static const WS_XML_UNIQUE_ID_TEXT text_id = { { WS_XML_TEXT_TYPE_UNIQUE_ID }, { 0 } };
static const WS_XML_GUID_TEXT text_guid = { { WS_XML_TEXT_TYPE_GUID }, { 1 } };
static BYTE four_bytes[] = { 't', 'e', 's', 't' };
static const WS_XML_BASE64_TEXT text_base64 = { { WS_XML_TEXT_TYPE_BASE64 }, four_bytes, 4 };
static WCHAR utf16_chars[] = { ' ', '4', '2', ' ' };
static const WS_XML_UTF16_TEXT text_utf16 = { { WS_XML_TEXT_TYPE_UTF16 }, (BYTE *)utf16_chars, 8 };
static WS_XML_STRING string_p = { 1, (BYTE *)"p" }, string_u = { 1, (BYTE *)"u" };
static const WS_XML_QNAME_TEXT text_qname
        = { { WS_XML_TEXT_TYPE_QNAME }, &string_p, &string_u, NULL };
static const WS_XML_QNAME_TEXT text_name = { { WS_XML_TEXT_TYPE_QNAME }, NULL, &string_u, NULL };
static WS_XML_TEXT *list_items[] = { (WS_XML_TEXT *)&text_one.text,
    (WS_XML_TEXT *)&text_double.text, (WS_XML_TEXT *)&text_true.text };
static const WS_XML_LIST_TEXT text_list = { { WS_XML_TEXT_TYPE_LIST }, 3, list_items };
static const WS_XML_LIST_TEXT text_empty_list = { { WS_XML_TEXT_TYPE_LIST }, 0, NULL };

/* clang-format off */
static const struct
{
    const WS_XML_TEXT *text;
    const char *utf8;
} utf8_rows[] = {
    { &text_true.text, "true" }, { &text_minus_one.text, "-1" }, { &text_int64_min.text, "-9223372036854775808" },
    { &text_uint64_max.text, "18446744073709551615" }, { &text_float.text, "0.1" }, { &text_double.text, "2.5" },
    { &text_span.text, "-3.00:00:00" }, { &text_id.text, "urn:uuid:00000000-0000-0000-0000-000000000000" },
    { &text_guid.text, "00000001-0000-0000-0000-000000000000" }, { &text_base64.text, "dGVzdA==" },
    { &text_utf16.text, " 42 " }, { &text_qname.text, "p:u" }, { &text_name.text, "u" },
    { &text_list.text, "1 2.5 true" }, { &text_empty_list.text, "" },
};

static const struct
{
    const WS_XML_TEXT *text;
    WS_VALUE_TYPE type;
    HRESULT hr;
    const char *value;
} value_rows[] = {
    { &text_uint64_max.text, WS_UINT32_VALUE_TYPE, OVER }, /* R59 */
    { &text_minus_one.text, WS_UINT64_VALUE_TYPE, OVER }, /* R59 */
    { &text_int64_min.text, WS_UINT64_VALUE_TYPE, OVER },
    { &text_uint64_max.text, WS_INT64_VALUE_TYPE, OVER }, { &text_uint64_max.text, WS_UINT64_VALUE_TYPE, S_OK, "18446744073709551615" },
    { &text_int64_min.text, WS_INT64_VALUE_TYPE, S_OK, "-9223372036854775808" }, { &text_int64_min.text, WS_INT8_VALUE_TYPE, OVER },
    { &text_minus_one.text, WS_INT8_VALUE_TYPE, S_OK, "-1" }, { &text_one.text, WS_UINT8_VALUE_TYPE, S_OK, "1" },
    { &text_one.text, WS_BOOL_VALUE_TYPE, S_OK, "true" }, { &text_minus_one.text, WS_BOOL_VALUE_TYPE, BAD },
    { &text_one.text, WS_DOUBLE_VALUE_TYPE, S_OK, "1" }, { &text_minus_one.text, WS_DECIMAL_VALUE_TYPE, S_OK, "-1" },
    { &text_one.text, WS_GUID_VALUE_TYPE, BAD }, { &text_true.text, WS_BOOL_VALUE_TYPE, S_OK, "true" },
    { &text_true.text, WS_INT32_VALUE_TYPE, BAD }, { &text_float.text, WS_DOUBLE_VALUE_TYPE, S_OK, "0.10000000149011612" },
    { &text_double.text, WS_FLOAT_VALUE_TYPE, S_OK, "2.5" }, { &text_double.text, WS_INT32_VALUE_TYPE, BAD },
    { &text_two.text, WS_INT32_VALUE_TYPE, S_OK, "2" }, { &text_double.text, WS_DECIMAL_VALUE_TYPE, S_OK, "2.5" },
    { &text_span.text, WS_TIMESPAN_VALUE_TYPE, S_OK, "-3.00:00:00" }, { &text_span.text, WS_DURATION_VALUE_TYPE, S_OK, "-P3D" },
    { &text_bad_date.text, WS_DATETIME_VALUE_TYPE, BAD }, { &text_guid.text, WS_GUID_VALUE_TYPE, S_OK, "00000001-0000-0000-0000-000000000000" },
    { &text_id.text, WS_GUID_VALUE_TYPE, BAD }, { &text_utf16.text, WS_INT32_VALUE_TYPE, S_OK, "42" },
    { &text_base64.text, WS_INT32_VALUE_TYPE, BAD }, { &text_qname.text, WS_INT32_VALUE_TYPE, BAD },
    { &text_list.text, WS_INT32_VALUE_TYPE, BAD }, { &text_empty_list.text, WS_INT32_VALUE_TYPE, BAD },
};
/* clang-format on */

TEST(R59_typed_texts_become_values_within_their_range)
{
    BYTE text[VALUE_TEXT_MAX];
    union any_value value;
    unsigned i;
    ULONG length;

    for (i = 0; i < COUNT_OF(value_rows); i++)
    {
        test_context("row %u: text type %u as value type %u", i, value_rows[i].text->textType,
                value_rows[i].type);
        memset(&value, 0xcc, sizeof(value));
        ok_hr(text_to_value(value_rows[i].text, value_rows[i].type, &value, NULL),
                value_rows[i].hr);
        if (value_rows[i].hr)
        {
            ok_int(value.bytes[0], 0xcc);
            continue;
        }
        ok_hr(value_format(value_rows[i].type, &value, text, &length, NULL), S_OK);
        ok_text(text, length, value_rows[i].value);
        ok_int(value.bytes[value_size(value_rows[i].type)], 0xcc);
    }
    test_context("%s", "");
    ok_hr(text_to_value(&text_one.text, 16, &value, NULL), E_INVALIDARG);
}

TEST(texts_of_every_type_as_utf8)
{
    WS_HEAP *heap = test_heap();
    WS_XML_TEXT unknown = { 99 };
    WS_XML_STRING string;
    unsigned i;
    ULONG length;

    for (i = 0; i < COUNT_OF(utf8_rows); i++)
    {
        test_context("row %u", i);
        ok_hr(text_utf8_length(utf8_rows[i].text, &length, NULL), S_OK);
        ok_int(length, strlen(utf8_rows[i].utf8));
        ok_hr(text_to_utf8(utf8_rows[i].text, heap, &string, NULL), S_OK);
        ok_xml(&string, utf8_rows[i].utf8);
        ok(string.bytes != NULL && !string.dictionary, "bytes there, no dictionary");
    }
    test_context("%s", "");
    ok_hr(text_to_utf8(&unknown, heap, &string, NULL), E_INVALIDARG);
    ok_hr(text_to_utf8(&text_bad_date.text, heap, &string, NULL), WS_E_INVALID_FORMAT);
}

TEST(lists_within_lists_end_somewhere)
{
    WS_XML_TEXT *self[1];
    WS_XML_LIST_TEXT list = { { WS_XML_TEXT_TYPE_LIST }, 1, self };
    ULONG length = 0xdead;

    self[0] = &list.text;
    ok_hr(text_utf8_length(&list.text, &length, NULL), WS_E_INVALID_FORMAT);
    ok_int(length, 0xdead);
}

TEST(long_white_space_around_a_value)
{
    WCHAR *chars = malloc(2 * 10000);
    WS_XML_UTF16_TEXT text = { { WS_XML_TEXT_TYPE_UTF16 }, (BYTE *)chars, 2 * 10000 };
    INT32 value = 0;
    unsigned i;

    for (i = 0; i < 10000; i++)
        chars[i] = ' ';
    chars[5000] = '7';
    ok_hr(text_to_value(&text.text, WS_INT32_VALUE_TYPE, &value, NULL), S_OK);
    ok_int(value, 7);
    mem_fail_at(1);
    ok_hr(text_to_value(&text.text, WS_INT32_VALUE_TYPE, &value, NULL), E_OUTOFMEMORY);
    mem_fail_at(0);
    text.byteCount = 3;
    ok_hr(text_to_value(&text.text, WS_INT32_VALUE_TYPE, &value, NULL), E_INVALIDARG);
    free(chars);
}

/* ---- base64 ---- */

TEST(base64_of_random_lengths_with_white_space)
{
    BYTE bytes[200], chars[800], spaced[1600], back[1600];
    ULONG round, n, i, length, count, spaces;

    srand(1);
    for (round = 0; round < 3000; round++)
    {
        n = (ULONG)rand() % sizeof(bytes);
        for (i = 0; i < n; i++)
            bytes[i] = (BYTE)rand();
        length = base64_encode(bytes, n, chars);
        if (!ok_int(length, (n + 2) / 3 * 4)) return;
        if (!ok_hr(base64_decode(chars, length, back, &count, NULL), S_OK)) return;
        if (count != n || memcmp(back, bytes, n))
        {
            ok(0, "%u bytes come back as %u", (unsigned)n, (unsigned)count);
            return;
        }
        for (i = spaces = 0; i < length; i++)
        {
            if (!(rand() % 5)) spaced[spaces++] = (BYTE) " \t\r\n"[rand() % 4];
            spaced[spaces++] = chars[i];
        }
        count = 0;
        if (!ok_hr(base64_decode(spaced, spaces, back, &count, NULL), S_OK) || count != n
                || memcmp(back, bytes, n))
        {
            ok(0, "with white space");
            return;
        }
    }
}

TEST(what_is_not_base64)
{
    static const char *const rows_bad[] = { "A", "AA", "AAA", "AAAAA", "=", "A===", "AA=", "AA=A",
        "AA==A", "AA===", "AAAA=", "A=AA", "AA-A", "AA_A", "AAA\x80", "AA==AAAA", "AAA==" };
    static const char *const rows_good[]
            = { "", " ", "AA==", "AAA=", "AAAA", "AA = =", "AAA= \n", "AB==" };
    BYTE bytes[16];
    ULONG count, i;

    for (i = 0; i < COUNT_OF(rows_bad); i++)
    {
        test_context("'%s'", rows_bad[i]);
        count = 0xdead;
        ok_hr(base64_decode((const BYTE *)rows_bad[i], strlen(rows_bad[i]), bytes, &count, NULL),
                WS_E_INVALID_FORMAT);
        ok_int(count, 0xdead);
    }
    for (i = 0; i < COUNT_OF(rows_good); i++)
    {
        test_context("'%s'", rows_good[i]);
        ok_hr(base64_decode((const BYTE *)rows_good[i], strlen(rows_good[i]), bytes, &count, NULL),
                S_OK);
    }
    test_context("%s", "");
}

TEST(texts_as_bytes)
{
    WS_XML_UTF8_TEXT utf8 = { { WS_XML_TEXT_TYPE_UTF8 }, { 10, (BYTE *)" dGVzdA== " } };
    WS_HEAP *heap = test_heap();
    WS_BYTES bytes;

    ok_hr(text_to_bytes(&text_base64.text, heap, &bytes, NULL), S_OK);
    ok(bytes.bytes == four_bytes && bytes.length == 4, "as they are");
    ok_hr(text_to_bytes(&utf8.text, heap, &bytes, NULL), S_OK);
    ok_text(bytes.bytes, bytes.length, "test");
    utf8.value.length = 0;
    ok_hr(text_to_bytes(&utf8.text, heap, &bytes, NULL), S_OK);
    ok(bytes.bytes != NULL && !bytes.length, "empty, not NULL");
    ok_hr(text_to_bytes(&text_minus_one.text, heap, &bytes, NULL), WS_E_INVALID_FORMAT);
}

/* ---- names and the dictionary ---- */

TEST(names_after_xml_1_0_fifth_edition)
{
    static const char *const good[]
            = { "a", "_", "A-b.c9", "\xc3\xab", "\xf0\x90\x80\x80", "a\xc2\xb7" };
    static const char *const bad[] = { "", "-a", ".a", "9", "a:b", ":", "a b", "\xc2\xb7",
        "\xc3\x97", "a\xcd\xbe", "\xff", "a\xc3", "a\xef\xbf\xbe" };
    unsigned i;

    for (i = 0; i < COUNT_OF(good); i++)
        ok(ncname_check((const BYTE *)good[i], strlen(good[i])), "good %u", i);
    for (i = 0; i < COUNT_OF(bad); i++)
        ok(!ncname_check((const BYTE *)bad[i], strlen(bad[i])), "bad %u", i);
    ok(xml_is_char(9) && xml_is_char(0x10ffff) && xml_is_char(0xd7ff) && xml_is_char(0xfffd),
            "Char");
    ok(!xml_is_char(0) && !xml_is_char(0x1f) && !xml_is_char(0xd800) && !xml_is_char(0xfffe),
            "no Char");
    ok(!xml_is_char(0x110000), "no Char");
}

TEST(every_dictionary_string_is_found)
{
    const WS_XML_DICTIONARY *dictionary = dictionary_static();
    const WS_XML_STRING *string, *found;
    ULONG i;

    for (i = 0; i < dictionary->stringCount; i++)
    {
        string = &dictionary->strings[i];
        if (string->dictionary != dictionary || string->id != i)
            ok(0, "string %u has another id or dictionary", (unsigned)i);
        found = dictionary_find(string->bytes, string->length);
        if (found != (string->length ? string : NULL)) ok(0, "string %u is not found", (unsigned)i);
    }
    ok_int(dictionary->stringCount, 488);
    ok_xml(&dictionary->strings[482], "actor");
    ok_xml(&dictionary->strings[486], "detail");
    ok(!dictionary_find((const BYTE *)"Actor", 5), "Actor is no string of it");
    ok(!dictionary_find((const BYTE *)"Envelop", 7), "Envelop is no string of it");
}

TESTS = { CASE(lexical_forms_of_every_value_type), CASE(memory_that_is_no_value_has_no_text),
    CASE(R59_typed_texts_become_values_within_their_range), CASE(texts_of_every_type_as_utf8),
    CASE(lists_within_lists_end_somewhere), CASE(long_white_space_around_a_value),
    CASE(base64_of_random_lengths_with_white_space), CASE(what_is_not_base64), CASE(texts_as_bytes),
    CASE(names_after_xml_1_0_fifth_edition), CASE(every_dictionary_string_is_found), END_OF_CASES };
