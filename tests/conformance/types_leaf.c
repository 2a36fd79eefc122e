/* Elements that hold one value: written and read in one go where that is simple. The short way and the general way
 * must agree in every byte, value, code and text; canonicalization, which looks at each node, forces the general one.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

#ifndef _WIN32
#    include <sys/mman.h>
#endif

#define NAME(n, s) static WS_XML_STRING n = { sizeof(s) - 1, (BYTE *)(s), NULL, 0 }
NAME(ns_a, "urn:a");
NAME(ns_none, "");
NAME(name_root, "root");
NAME(name_leaf, "leaf");
NAME(name_last, "last");

/* ---- values ---- */

struct value
{
    WS_XML_STRING *local, *ns;
    WS_TYPE type;
    const void *data;
    ULONG size;
};

static HRESULT CALLBACK swallow(
        void *state, const WS_BYTES *bytes, ULONG count, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *e)
{
    return S_OK;
}

struct way
{
    BOOL general;
    WS_XML_WRITER_ENCODING_TYPE encoding;
    WS_CHARSET charset;
    ULONG indent;
    const WS_XML_STRING *root_ns, *root_prefix;
    BOOL attribute; /* on the root */
};

static void set_output(WS_XML_WRITER *writer, const struct way *way)
{
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, way->charset };
    WS_XML_WRITER_BINARY_ENCODING binary = { { WS_XML_WRITER_ENCODING_TYPE_BINARY } };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    ULONG max = 1 << 24;
    WS_XML_WRITER_PROPERTY properties[] = {
        { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &max, sizeof(max) },
        { WS_XML_WRITER_PROPERTY_INDENT, (void *)&way->indent, sizeof(way->indent) },
    };

    ok_hr(WsSetOutput(writer,
                  way->encoding == WS_XML_WRITER_ENCODING_TYPE_TEXT ? &text.encoding
                                                                    : &binary.encoding,
                  &output.output, properties, 2, NULL),
            S_OK);
}

/* Root, the value count times, end. */
static HRESULT write_all(
        WS_XML_WRITER *writer, const struct way *way, const struct value *value, ULONG count)
{
    WS_ELEMENT_DESCRIPTION element = { value->local, value->ns, value->type, NULL };
    WS_FIELD_DESCRIPTION field = { WS_ELEMENT_FIELD_MAPPING, value->local, value->ns, value->type };
    WS_FIELD_DESCRIPTION *fields[] = { &field };
    WS_STRUCT_DESCRIPTION description = { value->size, 8, fields, 1 };
    HRESULT hr;
    ULONG i;

    ok_hr(WsWriteStartElement(writer, way->root_prefix, &name_root, way->root_ns, NULL), S_OK);
    if (way->attribute)
    {
        ok_hr(WsWriteStartAttribute(writer, NULL, &name_leaf, &ns_a, FALSE, NULL), S_OK);
        ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    }
    if (way->general)
        ok_hr(WsStartWriterCanonicalization(writer, swallow, NULL, NULL, 0, NULL), S_OK);
    for (i = 0; i < count; i++)
    {
        hr = i % 2 == 0 ? WsWriteType(writer, WS_ELEMENT_TYPE_MAPPING, WS_STRUCT_TYPE, &description,
                     WS_WRITE_REQUIRED_VALUE, value->data, value->size, NULL)
                        : S_OK;
        if (SUCCEEDED(hr) && i % 2 && value->type != WS_WSZ_TYPE)
            hr = WsWriteElement(
                    writer, &element, WS_WRITE_REQUIRED_VALUE, value->data, value->size, NULL);
        if (FAILED(hr)) return hr;
    }
    if (way->general) ok_hr(WsEndWriterCanonicalization(writer, NULL), S_OK);
    return WsWriteEndElement(writer, NULL);
}

static void compare_writing(const struct way *way, const struct value *value, ULONG count)
{
    WS_BYTES bytes[2] = { { 0, NULL } };
    WS_XML_WRITER *writers[2];
    HRESULT hr[2];
    int i;

    for (i = 0; i < 2; i++)
    {
        struct way one = *way;

        one.general = i;
        ok_hr(WsCreateWriter(NULL, 0, &writers[i], NULL), S_OK);
        set_output(writers[i], &one);
        hr[i] = write_all(writers[i], &one, value, count);
        if (SUCCEEDED(hr[i]))
            ok_hr(WsGetWriterProperty(writers[i], WS_XML_WRITER_PROPERTY_BYTES, &bytes[i],
                          sizeof(bytes[i]), NULL),
                    S_OK);
    }
    ok_int(hr[0], hr[1]);
    if (SUCCEEDED(hr[0]) && SUCCEEDED(hr[1]))
    {
        ok_int(bytes[0].length, bytes[1].length);
        ok(bytes[0].length == bytes[1].length
                        && !memcmp(bytes[0].bytes, bytes[1].bytes, bytes[0].length),
                "the same bytes");
    }
    for (i = 0; i < 2; i++)
        WsFreeWriter(writers[i]);
}

static const WCHAR plain[] = { 'a', 'b', 'c', 0 };
static const WCHAR one[] = { '1', 0 };
static const WCHAR escapes[] = { '<', 'a', '&', 'b', '>', ']', ']', '>', '"', '\'', 0 };
static const WCHAR beyond[] = { 0xe4, 'x', 0x20ac, 'y', 0xfffd, 'z', 0x7ff, 0x800, 0 };
static const WCHAR pair[] = { 'a', 0xd83d, 0xde00, 'b', 0 };
static const WCHAR half[] = { 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 0xd83d, 'b', 0 };
static const WCHAR control[] = { 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 1, 0 };
static const WCHAR no_char[] = { 'a', 0xffff, 0 };
static const WCHAR lines[] = { 'a', '\r', '\n', 'b', '\t', 0 };
static const WCHAR nothing[] = { 0 };
static WCHAR longer[1000];

static const struct
{
    WS_TYPE type;
    const void *data;
    ULONG size;
} fixed_values[] = {
#define FIXED(type, c_type, value)                                  \
    {                                                               \
        WS_##type##_TYPE, (const c_type[]){ value }, sizeof(c_type) \
    }
    FIXED(BOOL, BOOL, TRUE),
    FIXED(BOOL, BOOL, 2),
    FIXED(INT8, INT8, -128),
    FIXED(INT16, INT16, -1),
    FIXED(INT32, INT32, 0),
    FIXED(INT32, INT32, 70000),
    FIXED(INT64, INT64, -0x7fffffffffffffff),
    FIXED(UINT8, UINT8, 255),
    FIXED(UINT16, UINT16, 65535),
    FIXED(UINT32, UINT32, 0xffffffff),
    FIXED(UINT64, UINT64, 0xffffffffffffffff),
    FIXED(FLOAT, float, 0.1f),
    FIXED(DOUBLE, double, 1e300),
    FIXED(DOUBLE, double, 12),
    { WS_DATETIME_TYPE, &(WS_DATETIME){ 630000000000000000ull, WS_DATETIME_FORMAT_UTC },
            sizeof(WS_DATETIME) },
    { WS_DATETIME_TYPE, &(WS_DATETIME){ ~0ull, WS_DATETIME_FORMAT_UTC }, sizeof(WS_DATETIME) },
    { WS_TIMESPAN_TYPE, &(WS_TIMESPAN){ 12345678 }, sizeof(WS_TIMESPAN) },
    { WS_GUID_TYPE, &(GUID){ 1, 2, 3, { 4 } }, sizeof(GUID) },
    { WS_DURATION_TYPE, &(WS_DURATION){ FALSE, 1, 2, 3, 4, 5, 6, 7, 8 }, sizeof(WS_DURATION) },
    { WS_DECIMAL_TYPE, &(DECIMAL){ 0 }, sizeof(DECIMAL) },
    { WS_XML_STRING_TYPE, &(WS_XML_STRING){ 5, (BYTE *)"hello" }, sizeof(WS_XML_STRING) },
    { WS_XML_STRING_TYPE, &(WS_XML_STRING){ 5, (BYTE *)"h<l&o" }, sizeof(WS_XML_STRING) },
    { WS_XML_STRING_TYPE, &(WS_XML_STRING){ 3, (BYTE *)"\xe2\x82\xac" }, sizeof(WS_XML_STRING) },
    { WS_XML_STRING_TYPE, &(WS_XML_STRING){ 2, (BYTE *)"\xe2\x82" }, sizeof(WS_XML_STRING) },
    { WS_XML_STRING_TYPE, &(WS_XML_STRING){ 1, (BYTE *)"1" }, sizeof(WS_XML_STRING) },
    { WS_XML_STRING_TYPE, &(WS_XML_STRING){ 0, (BYTE *)"" }, sizeof(WS_XML_STRING) },
    { WS_BYTES_TYPE, &(WS_BYTES){ 4, (BYTE *)"abcd" }, sizeof(WS_BYTES) },
    { WS_STRING_TYPE, &(WS_STRING){ 3, (WCHAR *)plain }, sizeof(WS_STRING) },
    { WS_STRING_TYPE, &(WS_STRING){ 1000, longer }, sizeof(WS_STRING) },
    { WS_STRING_TYPE, &(WS_STRING){ 255, longer }, sizeof(WS_STRING) },
    { WS_STRING_TYPE, &(WS_STRING){ 256, longer }, sizeof(WS_STRING) },
};
static const WCHAR *const texts[] = { plain, one, escapes, beyond, pair, half, control, no_char,
    lines, nothing, NULL, longer };

static void each_value(void (*run)(const struct value *value, void *data), void *data)
{
    struct value value = { &name_leaf, &ns_a, WS_WSZ_TYPE, NULL, sizeof(WCHAR *) };
    ULONG i;

    for (i = 0; i + 1 < 1000; i++)
        longer[i] = 'a' + i % 26;
    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
    {
        test_context("text %u", (unsigned)i);
        value.data = &texts[i];
        run(&value, data);
    }
    for (i = 0; i < sizeof(fixed_values) / sizeof(fixed_values[0]); i++)
    {
        test_context("value %u", (unsigned)i);
        value.type = fixed_values[i].type;
        value.data = fixed_values[i].data;
        value.size = fixed_values[i].size;
        run(&value, data);
    }
    test_context("%s", "");
}

static void write_each_way(const struct value *value, void *data)
{
    static const WS_XML_STRING p = { 1, (BYTE *)"p" };
    static const WS_XML_STRING empty = { 0, (BYTE *)"" };
    const struct way ways[] = {
        { FALSE, WS_XML_WRITER_ENCODING_TYPE_TEXT, WS_CHARSET_UTF8, 0, &ns_a, NULL, FALSE },
        { FALSE, WS_XML_WRITER_ENCODING_TYPE_TEXT, WS_CHARSET_UTF8, 0, &ns_a, &p, FALSE },
        { FALSE, WS_XML_WRITER_ENCODING_TYPE_TEXT, WS_CHARSET_UTF8, 0, &ns_none, NULL, FALSE },
        { FALSE, WS_XML_WRITER_ENCODING_TYPE_TEXT, WS_CHARSET_UTF8, 0, &ns_none, NULL, TRUE },
        { FALSE, WS_XML_WRITER_ENCODING_TYPE_TEXT, WS_CHARSET_UTF8, 0, &ns_a, &empty, TRUE },
        { FALSE, WS_XML_WRITER_ENCODING_TYPE_TEXT, WS_CHARSET_UTF8, 2, &ns_a, &p, FALSE },
        { FALSE, WS_XML_WRITER_ENCODING_TYPE_TEXT, WS_CHARSET_UTF16LE, 0, &ns_a, &p, FALSE },
        { FALSE, WS_XML_WRITER_ENCODING_TYPE_TEXT, WS_CHARSET_UTF16BE, 0, &ns_a, NULL, FALSE },
        { FALSE, WS_XML_WRITER_ENCODING_TYPE_BINARY, WS_CHARSET_UTF8, 0, &ns_a, NULL, FALSE },
        { FALSE, WS_XML_WRITER_ENCODING_TYPE_BINARY, WS_CHARSET_UTF8, 0, &ns_a, &p, TRUE },
        { FALSE, WS_XML_WRITER_ENCODING_TYPE_BINARY, WS_CHARSET_UTF8, 0, &ns_none, NULL, FALSE },
    };
    ULONG i;

    for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
    {
        compare_writing(&ways[i], value, 4);
        if (!data) continue;
        compare_writing(&ways[i], value, 3000); /* over the ends of chunks */
    }
}

TEST(writing_agrees_with_the_general_way)
{
    each_value(write_each_way, NULL);
}

/* Elements of every size up to where the first chunks of output end. */
TEST(writing_at_the_end_of_chunks)
{
    static const WS_XML_STRING p = { 1, (BYTE *)"p" };
    struct way way = { FALSE, WS_XML_WRITER_ENCODING_TYPE_TEXT, WS_CHARSET_UTF8, 0, &ns_a, &p };
    struct value value = { &name_leaf, &ns_a, WS_STRING_TYPE, NULL, sizeof(WS_STRING) };
    WS_STRING string = { 0, longer };
    ULONG i;

    for (i = 0; i < 1000; i++)
        longer[i] = i % 7 ? 'a' + i % 26 : '&';
    value.data = &string;
    for (i = 1; i < 270; i += 7)
    {
        string.length = i;
        way.encoding = WS_XML_WRITER_ENCODING_TYPE_TEXT;
        compare_writing(&way, &value, 70000 / (i + 10));
        way.encoding = WS_XML_WRITER_ENCODING_TYPE_BINARY;
        compare_writing(&way, &value, 70000 / (i + 10));
    }
}

/* Namespaces that need a look: without a prefix yet, of xml, of xmlns. */
#define PAGE 4096

/* Two pages, of which the second one cannot be read. */
static BYTE *pages(void)
{
#ifdef _WIN32
    BYTE *two = VirtualAlloc(NULL, 2 * PAGE, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    DWORD old;

    ok(two && VirtualProtect(two + PAGE, PAGE, PAGE_NOACCESS, &old), "no pages");
#else
    BYTE *two = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    ok(two != MAP_FAILED && !mprotect(two + PAGE, PAGE, PROT_NONE), "no pages");
#endif
    return two;
}

static void free_pages(BYTE *two)
{
#ifdef _WIN32
    VirtualFree(two, 0, MEM_RELEASE);
#else
    munmap(two, 2 * PAGE);
#endif
}

/* Strings of every length at every distance from a page that cannot be read, plain or with one other character. */
TEST(strings_at_the_end_of_memory)
{
    static const struct way ways[] = {
        { FALSE, WS_XML_WRITER_ENCODING_TYPE_TEXT, WS_CHARSET_UTF8, 0, &ns_a, NULL, FALSE },
        { FALSE, WS_XML_WRITER_ENCODING_TYPE_BINARY, WS_CHARSET_UTF8, 0, &ns_a, NULL, FALSE },
    };
    static const ULONG lengths[][2] = { { 1, 40 }, { 236, 260 } };
    struct value value = { &name_leaf, &ns_a, WS_WSZ_TYPE, NULL, sizeof(WCHAR *) };
    ULONG range, length, before, special, i;
    BYTE *two = pages();
    WCHAR *chars;

    value.data = &chars;
    for (range = 0; range < 2; range++)
    {
        for (length = lengths[range][0]; length < lengths[range][1]; length++)
        {
            before = length % 10; /* characters behind the zero */
            chars = (WCHAR *)(two + PAGE) - before - length - 1;
            for (special = 0; special < 3; special++)
            {
                test_context("%u characters, %u from the end, %u", (unsigned)length,
                        (unsigned)before, (unsigned)special);
                for (i = 0; i < length; i++)
                    chars[i] = '0' + i % 10;
                chars[length] = 0;
                if (special) chars[special == 1 ? length - 1 : length / 2] = 0xe4;
                compare_writing(&ways[0], &value, 1);
                compare_writing(&ways[1], &value, 1);
            }
        }
    }
    free_pages(two);
    test_context("%s", "");
}

TEST(namespaces_of_leaves)
{
    static WS_XML_STRING spaces[] = { { 5, (BYTE *)"urn:b" }, { 0, (BYTE *)"" },
        { 36, (BYTE *)"http://www.w3.org/XML/1998/namespace" },
        { 29, (BYTE *)"http://www.w3.org/2000/xmlns/" } };
    static const WS_XML_STRING p = { 1, (BYTE *)"p" };
    struct way way = { FALSE, WS_XML_WRITER_ENCODING_TYPE_TEXT, WS_CHARSET_UTF8, 0, &ns_a, NULL };
    struct value value = { &name_leaf, NULL, WS_INT32_TYPE, (INT32[]){ 5 }, 4 };
    ULONG i, k;

    for (i = 0; i < 4; i++)
    {
        for (k = 0; k < 4; k++)
        {
            test_context("namespace %u, way %u", (unsigned)i, (unsigned)k);
            value.ns = &spaces[i];
            way.root_prefix = k & 1 ? &p : NULL;
            way.encoding
                    = k & 2 ? WS_XML_WRITER_ENCODING_TYPE_BINARY : WS_XML_WRITER_ENCODING_TYPE_TEXT;
            compare_writing(&way, &value, 1); /* by WsWriteType alone */
            compare_writing(&way, &value, 4);
        }
    }
    test_context("%s", "");
}

/* ---- limits hold in the short way too ---- */

TEST(limits_of_the_writer)
{
    struct value value = { &name_leaf, &ns_a, WS_INT32_TYPE, (INT32[]){ 5 }, 4 };
    WS_ELEMENT_DESCRIPTION element = { &name_leaf, &ns_a, WS_INT32_TYPE, NULL };
    ULONG size = 60, depth = 1;
    WS_XML_WRITER_PROPERTY max_size
            = { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &size, sizeof(size) };
    WS_XML_WRITER_PROPERTY max_depth = { WS_XML_WRITER_PROPERTY_MAX_DEPTH, &depth, sizeof(depth) };
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_FIELD_DESCRIPTION field = { WS_ELEMENT_FIELD_MAPPING, value.local, value.ns, value.type };
    WS_FIELD_DESCRIPTION *fields[] = { &field };
    WS_STRUCT_DESCRIPTION description = { 4, 4, fields, 1 };
    WS_XML_WRITER *writer;

    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsSetOutput(writer, &text.encoding, &output.output, &max_size, 1, NULL), S_OK);
    ok_hr(WsWriteStartElement(writer, NULL, &name_root, &ns_a, NULL), S_OK);
    /* <root xmlns="urn:a"> has 20 bytes, <leaf>5</leaf> 14 */
    ok_hr(WsWriteType(writer, WS_ELEMENT_TYPE_MAPPING, WS_STRUCT_TYPE, &description,
                  WS_WRITE_REQUIRED_VALUE, value.data, 4, NULL),
            S_OK);
    ok_hr(WsWriteType(writer, WS_ELEMENT_TYPE_MAPPING, WS_STRUCT_TYPE, &description,
                  WS_WRITE_REQUIRED_VALUE, value.data, 4, NULL),
            S_OK);
    ok_hr(WsWriteType(writer, WS_ELEMENT_TYPE_MAPPING, WS_STRUCT_TYPE, &description,
                  WS_WRITE_REQUIRED_VALUE, value.data, 4, NULL),
            WS_E_QUOTA_EXCEEDED);
    ok_hr(WsSetOutput(writer, &text.encoding, &output.output, &max_depth, 1, NULL), S_OK);
    ok_hr(WsWriteStartElement(writer, NULL, &name_root, &ns_a, NULL), S_OK);
    ok_hr(WsWriteElement(writer, &element, WS_WRITE_REQUIRED_VALUE, value.data, 4, NULL),
            WS_E_QUOTA_EXCEEDED);
    WsFreeWriter(writer);
}

/* ---- reading ---- */

static HRESULT CALLBACK no_sink(
        void *state, const WS_BYTES *bytes, ULONG count, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *e)
{
    return S_OK;
}

struct two
{
    WCHAR *leaf;
    INT32 last;
};

/* The fields of a struct from a document, after the root's start. */
static HRESULT read_two(const char *document, ULONG size, BOOL general, BOOL binary,
        struct two *two, WS_HEAP *heap, char *message)
{
    static WS_FIELD_DESCRIPTION leaf = { WS_ELEMENT_FIELD_MAPPING, &name_leaf, &ns_a, WS_WSZ_TYPE,
        NULL, offsetof(struct two, leaf) };
    static WS_FIELD_DESCRIPTION last = { WS_ELEMENT_FIELD_MAPPING, &name_last, &ns_a, WS_INT32_TYPE,
        NULL, offsetof(struct two, last) };
    static WS_FIELD_DESCRIPTION *fields[] = { &leaf, &last };
    static WS_STRUCT_DESCRIPTION description = { sizeof(struct two), 8, fields, 2 };
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_READER_BINARY_ENCODING bin = { { WS_XML_READER_ENCODING_TYPE_BINARY } };
    WS_XML_READER_BUFFER_INPUT input
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)document, size };
    WS_XML_READER *reader;
    WS_ERROR *error;
    HRESULT hr;

    ok_hr(WsCreateError(NULL, 0, &error), S_OK);
    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsSetInput(reader, binary ? &bin.encoding : &text.encoding, &input.input, NULL, 0, NULL),
            S_OK);
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    if (general) ok_hr(WsStartReaderCanonicalization(reader, no_sink, NULL, NULL, 0, NULL), S_OK);
    hr = WsReadType(reader, WS_ELEMENT_TYPE_MAPPING, WS_STRUCT_TYPE, &description,
            WS_READ_REQUIRED_VALUE, heap, two, sizeof(*two), error);
    strcpy(message, FAILED(hr) ? error_text(error) : "");
    WsFreeReader(reader);
    WsFreeError(error);
    return hr;
}

static void compare_reading(const char *document, ULONG size, BOOL binary)
{
    char messages[2][1024];
    struct two two[2];
    WS_HEAP *heap;
    HRESULT hr[2];
    int i;

    memset(two, 0, sizeof(two));
    ok_hr(WsCreateHeap(1 << 20, 0, NULL, 0, &heap, NULL), S_OK);
    for (i = 0; i < 2; i++)
        hr[i] = read_two(document, size, i, binary, &two[i], heap, messages[i]);
    ok_int(hr[0], hr[1]);
    ok(!strcmp(messages[0], messages[1]), "'%s' and '%s'", messages[0], messages[1]);
    ok_int(two[0].last, two[1].last);
    for (i = 0; two[0].leaf && two[1].leaf && two[0].leaf[i] && two[0].leaf[i] == two[1].leaf[i];)
        i++;
    ok(!two[0].leaf == !two[1].leaf && (!two[0].leaf || two[0].leaf[i] == two[1].leaf[i]),
            "the same text");
    WsFreeHeap(heap);
}

TEST(reading_agrees_with_the_general_way)
{
    static const char *const leaves[] = {
        "<leaf>text</leaf>",
        "<leaf></leaf>",
        "<leaf/>",
        "<leaf> text </leaf >",
        "<leaf\n>text</leaf\n>",
        "<leaf>a&amp;b</leaf>",
        "<leaf>a\r\nb</leaf>",
        "<leaf>a>b</leaf>",
        "<leaf>a]]>b</leaf>",
        "<leaf>\xe2\x82\xac uro</leaf>",
        "<leaf>uro\xe2\x82\xac</leaf>",
        "<leaf>\xe2\x82</leaf>",
        "<leaf>a\1b</leaf>",
        "<leaf>a<!-- c -->b</leaf>",
        "<leaf>a<![CDATA[<>]]>b</leaf>",
        "<leaf><?pi?>a</leaf>",
        "<leaf>a<b/></leaf>",
        "<leaf>a</leaf",
        "<leaf>a</leaves>",
        "<leaf>a</lea>",
        "<leaf>a</ leaf>",
        "<leaf>a",
        "<leaf a='1'>x</leaf>",
        "<leaf xmlns='urn:a'>x</leaf>",
        "<p:leaf xmlns:p='urn:a'>x</p:leaf>",
        "<leaf xmlns=''>x</leaf>",
        "<other>x</other>",
        "<leaf>a</leaf>b",
        "x<leaf>a</leaf>",
        "",
    };
    static const char *const lasts[] = { "<last>5</last>", "<last> 5 </last>", "<last>5x</last>",
        "<last></last>", "<last>99999999999</last>", "<last>5<!-- -->6</last>", "" };
    char document[256];
    ULONG i, j, n;

    for (i = 0; i < sizeof(leaves) / sizeof(leaves[0]); i++)
    {
        for (j = 0; j < sizeof(lasts) / sizeof(lasts[0]); j++)
        {
            test_context("%u %u", (unsigned)i, (unsigned)j);
            n = snprintf(document, sizeof(document), "<root xmlns='urn:a'>\n %s %s</root>",
                    leaves[i], lasts[j]);
            compare_reading(document, n, FALSE);
            for (n = 12; j == 0 && n < strlen(document); n++) /* cut */
            {
                if (n < 20) n = 20;
                compare_reading(document, n, FALSE);
            }
        }
    }
    test_context("%s", "");
}

TEST(reading_binary_agrees_with_the_general_way)
{
    /* <root xmlns='urn:a'><leaf>, a text record, <last>, a text record, ends */
    static const struct
    {
        const char *bytes;
        ULONG size;
    } records[] = {
#define R(s) { s, sizeof(s) - 1 }
        R("\x99\x03"
          "abc"), /* chars with end */
        R("\x98\x03"
          "abc\x01"), /* without */
        R("\x98\x01"
          "a\x99\x01"
          "b"), /* in two pieces */
        R("\x99\x00"),
        R("\xa9"), /* empty */
        R("\x01"), /* no text */
        R("\x81"),
        R("\x83"),
        R("\x85"),
        R("\x87"),
        R("\x89\x05"),
        R("\x8b\x05\x00"),
        R("\x8d\x05\x00\x00\x00"),
        R("\x91\x00\x00\x80\x3f"),
        R("\x9f\x02\x01\x02"), /* bytes */
        R("\xb7\x02"
          "a\x00"), /* UTF-16 */
        R("\xb6\x02"
          "a\x00\x01"),
        R("\xab\x02"),                     /* dictionary */
        R("\xa4\x88\x01\x88\x02\xa6\x01"), /* a list */
        R("\xa4\x88\x01\x88\x02\xa7"),
        R("\x99\x02\xc3\x28"), /* not UTF-8 */
        R("\x99\x30"
          "a"),            /* cut */
        R("\xbd\x01\x02"), /* QName p:id 2 */
        R("\x02\x01"
          "c\x99\x01"
          "a"), /* comment */
        R("\xff"),
    };
    static const char head[] = "\x40\x04root\x08\x05urn:a\x40\x04leaf";
    static const char middle[] = "\x40\x04last";
    char document[256];
    ULONG i, j, n;

    for (i = 0; i < sizeof(records) / sizeof(records[0]); i++)
    {
        for (j = 0; j < sizeof(records) / sizeof(records[0]); j++)
        {
            test_context("%u %u", (unsigned)i, (unsigned)j);
            n = sizeof(head) - 1;
            memcpy(document, head, n);
            memcpy(document + n, records[i].bytes, records[i].size);
            n += records[i].size;
            memcpy(document + n, middle, sizeof(middle) - 1);
            n += sizeof(middle) - 1;
            memcpy(document + n, records[j].bytes, records[j].size);
            n += records[j].size;
            document[n++] = 1;
            compare_reading(document, n, TRUE);
            while (j == 0 && --n > sizeof(head))
                compare_reading(document, n, TRUE);
        }
    }
    test_context("%s", "");
}

TESTS = { CASE(writing_agrees_with_the_general_way), CASE(writing_at_the_end_of_chunks),
    CASE(strings_at_the_end_of_memory), CASE(namespaces_of_leaves), CASE(limits_of_the_writer),
    CASE(reading_agrees_with_the_general_way), CASE(reading_binary_agrees_with_the_general_way),
    END_OF_CASES };
