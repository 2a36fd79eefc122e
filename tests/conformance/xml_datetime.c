/* Dates and times: chapter 9 of the observed facts, reading, writing, FILETIME. Run with TZ=America/Los_Angeles the
 * table holds as it was seen; with TZ=UTC local times have the offset zero; other zones skip what depends on it.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

enum zone
{
    ZONE_UTC,
    ZONE_PACIFIC,
    ZONE_OTHER
};

static enum zone machine_zone(void)
{
    const char *name = getenv("TZ");

    if (!name) return ZONE_OTHER;
    if (!strcmp(name, "America/Los_Angeles")) return ZONE_PACIFIC;
    return !strcmp(name, "UTC") || !strcmp(name, "UTC0") ? ZONE_UTC : ZONE_OTHER;
}

struct read_row
{
    const char *text;
    HRESULT hr;
    UINT64 ticks;
    WS_DATETIME_FORMAT format;
};

/* clang-format off */
static const struct read_row read_rows[] = {
    { "0000-01-01T00:00:00Z", WS_E_INVALID_FORMAT },
    { "0001-01-01T00:00:00Z", S_OK, 0, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T00:00:00.Z", WS_E_INVALID_FORMAT },
    { "0001-01-01T00:00:00.0Z", S_OK, 0, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T00:00:00.1Z", S_OK, 0xf4240, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T00:00:00.01Z", S_OK, 0x186a0, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T00:00:00.0000001Z", S_OK, 1, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T00:00:00.9999999Z", S_OK, 0x98967f, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T00:00:00.0000000Z", S_OK, 0, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T00:00:00.00000001Z", WS_E_INVALID_FORMAT },
    { "0001-01-01T00:00:00Z-", WS_E_INVALID_FORMAT },
    { "-0001-01-01T00:00:00Z", WS_E_INVALID_FORMAT },
    { "+2016-01-01T00:00:00Z", WS_E_INVALID_FORMAT },
    { "01-01-01T00:00:00Z", WS_E_INVALID_FORMAT },
    { "", WS_E_INVALID_FORMAT },
    { "0001-00-01T00:00:00Z", WS_E_INVALID_FORMAT },
    { "0001-13-01T00:00:00Z", WS_E_INVALID_FORMAT },
    { "0001-01-00T00:00:00Z", WS_E_INVALID_FORMAT },
    { "2001-01-32T00:00:00Z", WS_E_INVALID_FORMAT },
    { "1900-02-29T00:00:00Z", WS_E_INVALID_FORMAT },
    { "2001-02-29T00:00:00Z", WS_E_INVALID_FORMAT },
    { "0001-01-01U00:00:00Z", WS_E_INVALID_FORMAT },
    { "0001-12-01T00:00:00Z", S_OK, 0x1067555f88000ull, WS_DATETIME_FORMAT_UTC },
    { "2001-01-31T00:00:00Z", S_OK, 0x8c2592fe3794000ull, WS_DATETIME_FORMAT_UTC },
    { "2000-02-29T00:00:00Z", S_OK, 0x8c1505f0e438000ull, WS_DATETIME_FORMAT_UTC },
    { "2001-02-28T00:00:00Z", S_OK, 0x8c26f30870a4000ull, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T24:00:00Z", S_OK, 0xc92a69c000ull, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T24:00:01Z", WS_E_INVALID_FORMAT },
    { "0001-01-01T00:60:00Z", WS_E_INVALID_FORMAT },
    { "0001-01-01T00:00:60Z", WS_E_INVALID_FORMAT },
    { "0001-01-01T00:00:00Y", WS_E_INVALID_FORMAT },
    { "0001-01-01T00:00:00+00:01", WS_E_INVALID_FORMAT },
    { "0001-01-01T00:00:00-00:01", S_OK, 0x23c34600, WS_DATETIME_FORMAT_LOCAL },
    { "9999-12-31T24:00:00+00:01", S_OK, 0x2bca2875d073fa00ull, WS_DATETIME_FORMAT_LOCAL },
    { "9999-12-31T24:00:00-00:01", WS_E_INVALID_FORMAT },
    { "0001-01-01T00:00:00+14:01", WS_E_INVALID_FORMAT },
    { "0002-01-01T00:00:00+14:01", WS_E_INVALID_FORMAT },
    { "0002-01-01T00:00:00+15:00", WS_E_INVALID_FORMAT },
    { "0002-01-01T00:00:00+13:60", WS_E_INVALID_FORMAT },
    { "0002-01-01T00:00:00+13:59", S_OK, 0x11e5c43cc5600ull, WS_DATETIME_FORMAT_LOCAL },
    { "0002-01-01T00:00:00+01:00", S_OK, 0x11ec917025800ull, WS_DATETIME_FORMAT_LOCAL },
    { "2016-01-01T00:00:00-01:00", S_OK, 0x8d31246dfbba800ull, WS_DATETIME_FORMAT_LOCAL },
    { "2016-01-01T00:00:00Z", S_OK, 0x8d3123e7df74000ull, WS_DATETIME_FORMAT_UTC },
    { " 2016-01-02T03:04:05Z ", S_OK, 0x8d313215fb64080ull, WS_DATETIME_FORMAT_UTC },
    { "1601-01-01T00:00:00Z", S_OK, 0x701ce1722770000ull, WS_DATETIME_FORMAT_UTC },
    /* beyond the table */
    { "2016-01-01T00:00:00", S_OK, 0x8d3123e7df74000ull, WS_DATETIME_FORMAT_NONE },
    { "2016-01-01T00:00:00+00:00", S_OK, 0x8d3123e7df74000ull, WS_DATETIME_FORMAT_LOCAL },
    { "2016-01-01T14:00:00+14:00", S_OK, 0x8d3123e7df74000ull, WS_DATETIME_FORMAT_LOCAL },
    { "9999-12-31T23:59:59.9999999Z", S_OK, 0x2bca2875f4373fffull, WS_DATETIME_FORMAT_UTC },
    { "9999-12-31T24:00:00Z", WS_E_INVALID_FORMAT },
    { "10000-01-01T00:00:00Z", WS_E_INVALID_FORMAT },
    { "2016-01-01T24:00:00.1Z", WS_E_INVALID_FORMAT },
    { "2016-01-01T00:00Z", WS_E_INVALID_FORMAT },
    { "2016-01-01 00:00:00Z", WS_E_INVALID_FORMAT },
    { "2016-01-01T00:00:00z", WS_E_INVALID_FORMAT },
    { "2016-01-01T00:00:00+1:00", WS_E_INVALID_FORMAT },
    { "2016-01-01T00:00:00+0100", WS_E_INVALID_FORMAT },
    { "2016-01-01T00:00:00 Z", WS_E_INVALID_FORMAT },
    { "2016-01-01", WS_E_INVALID_FORMAT },
    { "2100-02-29T00:00:00Z", WS_E_INVALID_FORMAT },
    { "2016-04-31T00:00:00Z", WS_E_INVALID_FORMAT },
};

/* The third text: with TZ=UTC where that differs. NULL: WS_E_INVALID_FORMAT. */
static const struct
{
    UINT64 ticks;
    ULONG format;
    const char *text, *utc;
} write_rows[] = {
    { 0, WS_DATETIME_FORMAT_UTC, "0001-01-01T00:00:00Z" },
    { 0, WS_DATETIME_FORMAT_LOCAL, "0001-01-01T00:00:00+00:00" },
    { 0, WS_DATETIME_FORMAT_NONE, "0001-01-01T00:00:00" },
    { 1, WS_DATETIME_FORMAT_UTC, "0001-01-01T00:00:00.0000001Z" },
    { 1, WS_DATETIME_FORMAT_LOCAL, "0001-01-01T00:00:00.0000001+00:00" },
    { 1, WS_DATETIME_FORMAT_NONE, "0001-01-01T00:00:00.0000001" },
    { 10, WS_DATETIME_FORMAT_NONE, "0001-01-01T00:00:00.000001" },
    { 1000000, WS_DATETIME_FORMAT_NONE, "0001-01-01T00:00:00.1" },
    { 0x23c34600, WS_DATETIME_FORMAT_LOCAL, "0001-01-01T00:01:00+00:00" },
    { 0x861c46800ull, WS_DATETIME_FORMAT_LOCAL, "0001-01-01T01:00:00+00:00" },
    { 0x430e234000ull, WS_DATETIME_FORMAT_LOCAL, "0001-01-01T08:00:00+00:00" },
    { 0x4b6fe7a800ull, WS_DATETIME_FORMAT_LOCAL, "0001-01-01T09:00:00+00:00" },
    { 0x989680, WS_DATETIME_FORMAT_NONE, "0001-01-01T00:00:01" },
    { 0x23c34600, WS_DATETIME_FORMAT_NONE, "0001-01-01T00:01:00" },
    { 0x861c46800ull, WS_DATETIME_FORMAT_NONE, "0001-01-01T01:00:00" },
    { 0xc92a69c000ull, WS_DATETIME_FORMAT_NONE, "0001-01-02T00:00:00" },
    { 0x11ed178c6c000ull, WS_DATETIME_FORMAT_NONE, "0002-01-01T00:00:00" },
    { 0x2bca2875f4373fffull, WS_DATETIME_FORMAT_UTC, "9999-12-31T23:59:59.9999999Z" },
    { 0x2bca2875f4373fffull, WS_DATETIME_FORMAT_NONE, "9999-12-31T23:59:59.9999999" },
    { 0x2bca2875f4373fffull, WS_DATETIME_FORMAT_LOCAL, "9999-12-31T15:59:59.9999999-08:00", "9999-12-31T23:59:59.9999999+00:00" },
    { 0x2bca2875f4374000ull, WS_DATETIME_FORMAT_UTC, NULL },
    { 0x2bca2875f4374000ull, WS_DATETIME_FORMAT_LOCAL, NULL },
    { 0x2bca2875f4374000ull, WS_DATETIME_FORMAT_NONE, NULL },
    { 0xffffffffffffffffull, WS_DATETIME_FORMAT_LOCAL, NULL },
    { 0x8d3123e7df74000ull, WS_DATETIME_FORMAT_LOCAL, "2015-12-31T16:00:00-08:00", "2016-01-01T00:00:00+00:00" },
    { 0x701ce1722770000ull, WS_DATETIME_FORMAT_LOCAL, "1601-01-01T00:00:00+00:00" },
    { 0x701ce51ced5d800ull, WS_DATETIME_FORMAT_LOCAL, "1601-01-01T07:00:00+00:00" },
    { 0x701ce5a309a4000ull, WS_DATETIME_FORMAT_LOCAL, "1601-01-01T00:00:00-08:00", "1601-01-01T08:00:00+00:00" },
    { 0x701ce5e617c7400ull, WS_DATETIME_FORMAT_LOCAL, "1601-01-01T00:30:00-08:00", "1601-01-01T08:30:00+00:00" },
    { 0, 3, NULL },
    { 0x38a080649c000ull, WS_DATETIME_FORMAT_UTC, "0004-02-28T00:00:00Z" },
    { 0x38ad130b38000ull, WS_DATETIME_FORMAT_UTC, "0004-02-29T00:00:00Z" },
    { 0x8c1505f0e438000ull, WS_DATETIME_FORMAT_UTC, "2000-02-29T00:00:00Z" },
    { 0x8d46035e7870000ull, WS_DATETIME_FORMAT_UTC, "2017-03-01T00:00:00Z" },
};
/* clang-format on */

TEST(chapter_9_reading_dates)
{
    char document[100];
    unsigned i;

    for (i = 0; i < sizeof(read_rows) / sizeof(read_rows[0]); i++)
    {
        const struct read_row *row = &read_rows[i];
        WS_DATETIME value = { 0xdead, 5 };
        WS_XML_READER *reader;

        test_context("%s", row->text);
        snprintf(document, sizeof(document), "<t>%s</t>", row->text);
        reader = reader_on_text(document);
        ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
        ok_hr(WsReadStartElement(reader, NULL), S_OK);
        ok_hr(WsReadValue(reader, WS_DATETIME_VALUE_TYPE, &value, sizeof(value), NULL), row->hr);
        ok(value.ticks == (row->hr ? 0xdead : row->ticks), "ticks %llx",
                (unsigned long long)value.ticks);
        ok_int(value.format, row->hr ? 5 : row->format);
        WsFreeReader(reader);
    }
    test_context("%s", "");
}

/* What the writer makes of a date in an element; NULL when it refuses. */
static const char *written(UINT64 ticks, ULONG format, HRESULT *hr)
{
    static char text[128];
    WS_XML_STRING name = XML("t"), ns = XML("");
    WS_XML_DATETIME_TEXT date = { { WS_XML_TEXT_TYPE_DATETIME }, { ticks, format } };
    WS_XML_WRITER *writer = writer_to_text();
    WS_BYTES bytes = { 0 };

    ok_hr(WsWriteStartElement(writer, NULL, &name, &ns, NULL), S_OK);
    *hr = WsWriteText(writer, &date.text, NULL);
    if (SUCCEEDED(*hr))
    {
        ok_hr(WsWriteEndElement(writer, NULL), S_OK);
        ok_hr(WsGetWriterProperty(
                      writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
                S_OK);
        snprintf(text, sizeof(text), "%.*s", (int)bytes.length, (const char *)bytes.bytes);
    }
    WsFreeWriter(writer);
    return SUCCEEDED(*hr) ? text : NULL;
}

TEST(chapter_9_writing_dates)
{
    enum zone zone = machine_zone();
    char expected[100];
    unsigned i;

    for (i = 0; i < sizeof(write_rows) / sizeof(write_rows[0]); i++)
    {
        const char *row = write_rows[i].text, *got;
        HRESULT hr;

        if (zone == ZONE_OTHER && write_rows[i].format == WS_DATETIME_FORMAT_LOCAL) continue;
        if (zone == ZONE_UTC && write_rows[i].utc) row = write_rows[i].utc;
        test_context("ticks %llx, format %u", (unsigned long long)write_rows[i].ticks,
                (unsigned)write_rows[i].format);
        got = written(write_rows[i].ticks, write_rows[i].format, &hr);
        if (!ok_hr(hr, row ? S_OK : WS_E_INVALID_FORMAT) || !got) continue;
        snprintf(expected, sizeof(expected), "<t>%s</t>", row);
        ok_text(got, strlen(got), expected);
    }
    test_context("%s", "");
    if (zone == ZONE_OTHER)
        test_skip("TZ is neither America/Los_Angeles nor UTC: local dates not tried");
}

/* Daylight saving is the machine's too: 2016-07-01T00:00:00Z. */
TEST(local_summer_dates_have_summer_time)
{
    HRESULT hr;
    const char *got;

    if (machine_zone() == ZONE_OTHER)
    {
        test_skip("TZ is neither America/Los_Angeles nor UTC");
        return;
    }
    got = written(0x8d3a142a525c000ull, WS_DATETIME_FORMAT_LOCAL, &hr);
    ok_hr(hr, S_OK);
    ok_text(got, strlen(got),
            machine_zone() == ZONE_UTC ? "<t>2016-07-01T00:00:00+00:00</t>"
                                       : "<t>2016-06-30T17:00:00-07:00</t>");
}

TEST(D1_WsFileTimeToDateTime)
{
    static const struct
    {
        ULONG high, low;
        HRESULT hr;
        UINT64 ticks;
    } rows[] = { { 0, 0, S_OK, 0x701ce1722770000ull },
        { 0x24c85a5e, 0xd1c03fff, S_OK, 0x2bca2875f4373fffull },
        { 0x24c85a5e, 0xd1c04000, WS_E_INVALID_FORMAT },
        { 0xf8fe31e8, 0xdd88ffff, WS_E_INVALID_FORMAT },
        { 0xf8fe31e8, 0xdd890000, WS_E_NUMERIC_OVERFLOW },
        { 0xffffffff, 0xffffffff, WS_E_NUMERIC_OVERFLOW } };
    FILETIME time = { 0, 0 };
    WS_DATETIME date;
    unsigned i;

    ok_hr(WsFileTimeToDateTime(NULL, &date, NULL), E_INVALIDARG);
    ok_hr(WsFileTimeToDateTime(&time, NULL, NULL), E_INVALIDARG);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("D1 %x:%x", (unsigned)rows[i].high, (unsigned)rows[i].low);
        time.dwHighDateTime = rows[i].high;
        time.dwLowDateTime = rows[i].low;
        date.ticks = 0xdead;
        date.format = WS_DATETIME_FORMAT_NONE;
        ok_hr(WsFileTimeToDateTime(&time, &date, NULL), rows[i].hr);
        ok(date.ticks == (rows[i].hr ? 0xdead : rows[i].ticks), "%llx",
                (unsigned long long)date.ticks);
        ok_int(date.format, rows[i].hr ? WS_DATETIME_FORMAT_NONE : WS_DATETIME_FORMAT_UTC);
    }
    test_context("%s", "");
}

TEST(WsDateTimeToFileTime_begins_in_1601)
{
    WS_DATETIME date = { 0x701ce1722770000ull, WS_DATETIME_FORMAT_UTC };
    FILETIME time = { 1, 1 };

    ok_hr(WsDateTimeToFileTime(NULL, &time, NULL), E_INVALIDARG);
    ok_hr(WsDateTimeToFileTime(&date, NULL, NULL), E_INVALIDARG);
    ok_hr(WsDateTimeToFileTime(&date, &time, NULL), S_OK);
    ok(!time.dwLowDateTime && !time.dwHighDateTime, "1601 is zero");
    date.ticks = 0x2bca2875f4373fffull;
    date.format = WS_DATETIME_FORMAT_NONE;
    ok_hr(WsDateTimeToFileTime(&date, &time, NULL), S_OK);
    ok_int(time.dwHighDateTime, 0x24c85a5e);
    ok_int(time.dwLowDateTime, 0xd1c03fff);
    date.ticks++;
    ok_hr(WsDateTimeToFileTime(&date, &time, NULL), WS_E_INVALID_FORMAT);
    date.ticks = 0x701ce1722770000ull - 1;
    ok_hr(WsDateTimeToFileTime(&date, &time, NULL), WS_E_INVALID_FORMAT);
    ok_int(time.dwLowDateTime, 0xd1c03fff);
}

TESTS = { CASE(chapter_9_reading_dates), CASE(chapter_9_writing_dates),
    CASE(local_summer_dates_have_summer_time), CASE(D1_WsFileTimeToDateTime),
    CASE(WsDateTimeToFileTime_begins_in_1601), END_OF_CASES };
