/* Memory that runs out at every point of reading and writing: a failure that says so, nothing lost, nothing broken.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

#define NAME(n, s) static WS_XML_STRING n = { sizeof(s) - 1, (BYTE *)(s), NULL, 0 }
NAME(no_ns, "");
NAME(name_t, "t");
NAME(name_s, "s");
NAME(name_i, "i");
NAME(name_b, "b");
NAME(name_d, "d");

struct everything
{
    WCHAR *s;
    INT32 *numbers;
    ULONG count;
    WS_XML_BUFFER *buffer;
    WS_BYTES bytes;
    WS_ANY_ATTRIBUTES attributes;
};
static WS_FIELD_DESCRIPTION f0
        = { WS_ANY_ATTRIBUTES_FIELD_MAPPING, NULL, NULL, WS_ANY_ATTRIBUTES_TYPE, NULL,
              offsetof(struct everything, attributes), 0, NULL, 0, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION f1 = { WS_ELEMENT_FIELD_MAPPING, &name_s, &no_ns, WS_WSZ_TYPE, NULL,
    offsetof(struct everything, s), 0, NULL, 0, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION f2 = { WS_REPEATING_ELEMENT_FIELD_MAPPING, NULL, NULL, WS_INT32_TYPE,
    NULL, offsetof(struct everything, numbers), 0, NULL, offsetof(struct everything, count),
    &name_i, &no_ns, NULL };
static WS_FIELD_DESCRIPTION f3 = { WS_ELEMENT_FIELD_MAPPING, &name_b, &no_ns, WS_XML_BUFFER_TYPE,
    NULL, offsetof(struct everything, buffer), 0, NULL, 0, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION f4 = { WS_ELEMENT_FIELD_MAPPING, &name_d, &no_ns, WS_BYTES_TYPE, NULL,
    offsetof(struct everything, bytes), 0, NULL, 0, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION *fields[] = { &f0, &f1, &f2, &f3, &f4 };
static WS_STRUCT_DESCRIPTION everything
        = { sizeof(struct everything), 8, fields, 5, NULL, NULL, NULL, NULL, 0, 0 };
static WS_ELEMENT_DESCRIPTION element = { &name_t, &no_ns, WS_STRUCT_TYPE, &everything };

static char document[65536];

/* Enough items that scratch memory needs chunks of its own. */
static void make_document(void)
{
    size_t i, n = 0;

    n += sprintf(document + n, "<t x='1' y='2'><s>text &amp; more</s>");
    for (i = 0; i < 5000; i++)
        n += sprintf(document + n, "<i>%u</i>", (unsigned)i % 10);
    sprintf(document + n, "<b z='3'>one<c/>two</b><d>AAAA</d></t>");
}

static HRESULT read_and_write(void)
{
    WS_XML_READER_TEXT_ENCODING in = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_READER_BUFFER_INPUT input
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, document, (ULONG)strlen(document) };
    WS_XML_WRITER_TEXT_ENCODING out = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_READER *reader = NULL;
    WS_XML_WRITER *writer = NULL;
    WS_HEAP *heap = NULL;
    struct everything *value = NULL;
    HRESULT hr;

    hr = WsCreateHeap(1 << 20, 0, NULL, 0, &heap, NULL);
    if (SUCCEEDED(hr)) hr = WsCreateReader(NULL, 0, &reader, NULL);
    if (SUCCEEDED(hr)) hr = WsCreateWriter(NULL, 0, &writer, NULL);
    if (SUCCEEDED(hr)) hr = WsSetInput(reader, &in.encoding, &input.input, NULL, 0, NULL);
    if (SUCCEEDED(hr)) hr = WsSetOutput(writer, &out.encoding, &output.output, NULL, 0, NULL);
    if (SUCCEEDED(hr))
        hr = WsReadElement(
                reader, &element, WS_READ_REQUIRED_POINTER, heap, &value, sizeof(value), NULL);
    if (SUCCEEDED(hr))
        hr = WsWriteElement(
                writer, &element, WS_WRITE_REQUIRED_POINTER, &value, sizeof(value), NULL);
    if (reader) WsFreeReader(reader);
    if (writer) WsFreeWriter(writer);
    if (heap) WsFreeHeap(heap);
    return hr;
}

TEST(every_allocation_may_fail)
{
    SIZE_T before;
    ULONG k, count;

    make_document();
    ok_hr(read_and_write(), S_OK);
    before = mem_in_use();
    mem_fail_at(0);
    ok_hr(read_and_write(), S_OK);
    count = mem_fail_at(0);
    ok(count > 10, "only %u allocations", (unsigned)count);
    for (k = 1; k <= count; k++)
    {
        HRESULT hr;

        test_context("allocation %u of %u", (unsigned)k, (unsigned)count);
        mem_fail_at(k);
        hr = read_and_write();
        mem_fail_at(0);
        ok(hr == E_OUTOFMEMORY || hr == S_OK, "it gave 0x%08x", (unsigned)hr);
        ok_int(mem_in_use(), before);
    }
}

TESTS = { CASE(every_allocation_may_fail), END_OF_CASES };
