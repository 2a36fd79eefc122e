/* Lexical forms against .NET's: what XmlConvert wrote is read as the same value, bit for bit, and where XML Schema
 * leaves one form only, it is written alike. The rows are tests/data/Lexical.cs's.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

static const struct
{
    WS_TYPE type;
    UINT64 a, b;
    const char *text;
} rows[] = {
#include "types_lexical.h"
};

union value
{
    double d;
    float f;
    DECIMAL decimal;
    WS_DATETIME date;
    WS_BYTES bytes;
    GUID guid;
    WS_DURATION duration;
};

static WS_HEAP *heap; /* of the case */
static WS_XML_STRING no_ns = { 0, (BYTE *)"", NULL, 0 };
static WS_XML_STRING name_t = { 1, (BYTE *)"t", NULL, 0 };

static ULONG size_of(WS_TYPE type)
{
    switch (type)
    {
    case WS_DOUBLE_TYPE:
        return sizeof(double);
    case WS_FLOAT_TYPE:
        return sizeof(float);
    case WS_DECIMAL_TYPE:
        return sizeof(DECIMAL);
    case WS_DATETIME_TYPE:
        return sizeof(WS_DATETIME);
    case WS_BYTES_TYPE:
        return sizeof(WS_BYTES);
    case WS_GUID_TYPE:
        return sizeof(GUID);
    default:
        return sizeof(WS_DURATION);
    }
}

static HRESULT read_text(const char *text, ULONG size, WS_TYPE type, union value *value)
{
    char document[256];
    WS_ELEMENT_DESCRIPTION d = { &name_t, &no_ns, type, NULL };
    WS_XML_READER *reader;
    HRESULT hr;

    sprintf(document, "<t>%.*s</t>", (int)size, text);
    memset(value, 0, sizeof(*value));
    reader = reader_on_text(document);
    hr = WsReadElement(reader, &d, WS_READ_REQUIRED_VALUE, heap, value, size_of(type), NULL);
    WsFreeReader(reader);
    return hr;
}

/* TimeSpan knows no months, and days without limit. */
static UINT64 duration_ticks(const WS_DURATION *d)
{
    UINT64 seconds = (((UINT64)d->days * 24 + d->hours) * 60 + d->minutes) * 60 + d->seconds;
    UINT64 ticks = seconds * 10000000 + (UINT64)d->milliseconds * 10000 + d->ticks;

    ok(!d->years && !d->months, "%u years, %u months", (unsigned)d->years, (unsigned)d->months);
    return d->negative ? 0 - ticks : ticks;
}

static BOOL is_row(size_t i, const union value *value)
{
    UINT64 a = rows[i].a, b = rows[i].b, halves[2] = { a, b };
    ULONG bits = (ULONG)a;

    switch (rows[i].type)
    {
    case WS_DOUBLE_TYPE:
        return !memcmp(&value->d, &a, sizeof(a));
    case WS_FLOAT_TYPE:
        return !memcmp(&value->f, &bits, sizeof(bits));
    case WS_DECIMAL_TYPE: /* as decimal.GetBits has it: flags below the high part */
        return value->decimal.Lo64 == a && value->decimal.Hi32 == b >> 32
                && value->decimal.scale == (b >> 16 & 0xff)
                && !value->decimal.sign == !(b & 0x80000000);
    case WS_DATETIME_TYPE:
        return value->date.ticks == a && (UINT64)value->date.format == b;
    case WS_BYTES_TYPE:
        return value->bytes.length == b && (!b || !memcmp(value->bytes.bytes, &a, (size_t)b));
    case WS_GUID_TYPE:
        return !memcmp(&value->guid, halves, sizeof(halves));
    default:
        return duration_ticks(&value->duration) == a;
    }
}

TEST(what_XmlConvert_wrote_is_read)
{
    union value value;
    size_t i;

    heap = test_heap();
    for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
    {
        test_context("type %u, %s", (unsigned)rows[i].type, rows[i].text);
        ok_hr(read_text(rows[i].text, (ULONG)strlen(rows[i].text), rows[i].type, &value), S_OK);
        ok(is_row(i, &value), "another value");
    }
    test_context("%s", "");
}

/* Numbers in floating point may be written in several ways; they must come back. The other types have one form;
 * durations as well as long as none of their parts overflows, but TimeSpan's fraction does not end in zeros. */
TEST(what_is_written_is_the_same_or_means_the_same)
{
    WS_XML_WRITER *writer = writer_to_text();
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    union value value, again;
    WS_BYTES bytes;
    size_t i;

    heap = test_heap();
    for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
    {
        WS_ELEMENT_DESCRIPTION d = { &name_t, &no_ns, rows[i].type, NULL };

        if (!*rows[i].text) continue; /* no bytes are an empty element */
        test_context("type %u, %s", (unsigned)rows[i].type, rows[i].text);
        ok_hr(read_text(rows[i].text, (ULONG)strlen(rows[i].text), rows[i].type, &value), S_OK);
        ok_hr(WsSetOutput(writer, &text.encoding, &output.output, NULL, 0, NULL), S_OK);
        ok_hr(WsWriteElement(
                      writer, &d, WS_WRITE_REQUIRED_VALUE, &value, size_of(rows[i].type), NULL),
                S_OK);
        memset(&bytes, 0, sizeof(bytes));
        ok_hr(WsGetWriterProperty(
                      writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
                S_OK);
        if (!ok(bytes.length > 7, "%u bytes", (unsigned)bytes.length)) continue;
        if (rows[i].type != WS_DOUBLE_TYPE && rows[i].type != WS_FLOAT_TYPE)
            ok_text(bytes.bytes + 3, bytes.length - 7, rows[i].text);
        ok_hr(read_text((char *)bytes.bytes + 3, bytes.length - 7, rows[i].type, &again), S_OK);
        ok(is_row(i, &again), "%.*s is another value", (int)bytes.length, (char *)bytes.bytes);
        if (getenv("LEXICAL_TEXTS"))
            printf("%u %llx %.*s\n", (unsigned)rows[i].type, (unsigned long long)rows[i].a,
                    (int)bytes.length - 7, (char *)bytes.bytes + 3);
    }
    test_context("%s", "");
    WsFreeWriter(writer);
}

TESTS = { CASE(what_XmlConvert_wrote_is_read), CASE(what_is_written_is_the_same_or_means_the_same),
    END_OF_CASES };
