/* What the tests with random descriptions share: random numbers, and the way of a value through every encoding and back.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef TYPES_WAYS_H
#define TYPES_WAYS_H

#include "test.h"

static UINT64 state;
static WCHAR boundary[] = { 'b' }, start_info[] = { 't', '/', 'x' },
             start_uri[] = { 'r', '@', 'x' };
static WS_HEAP *heap;

static UINT64 rnd64(void)
{
    UINT64 z = (state += 0x9e3779b97f4a7c15ull);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

static ULONG rnd(ULONG below)
{
    return (ULONG)(rnd64() >> 20) % below;
}

static void *room(size_t size)
{
    void *memory = NULL;

    if (FAILED(WsAlloc(heap, size ? size : 1, &memory, NULL))) abort();
    memset(memory, 0, size);
    return memory;
}

/* ---- there and back ---- */

enum way
{
    UTF8,
    UTF16LE,
    UTF16BE,
    BINARY,
    MTOM,
    TREE,
    WAYS
};
static const char *const way_names[]
        = { "UTF-8", "UTF-16LE", "UTF-16BE", "binary", "MTOM", "XML buffer" };

static HRESULT set_output(WS_XML_WRITER *writer, enum way way)
{
    static const WS_CHARSET charsets[]
            = { WS_CHARSET_UTF8, WS_CHARSET_UTF16LE, WS_CHARSET_UTF16BE, 0, WS_CHARSET_UTF8 };
    WS_XML_WRITER_TEXT_ENCODING text
            = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, charsets[way == TREE ? UTF8 : way] };
    WS_XML_WRITER_BINARY_ENCODING binary = { { WS_XML_WRITER_ENCODING_TYPE_BINARY } };
    WS_XML_WRITER_MTOM_ENCODING mtom = { { WS_XML_WRITER_ENCODING_TYPE_MTOM }, &text.encoding, TRUE,
        { 1, boundary }, { 3, start_info }, { 3, start_uri }, 30 };
    ULONG max = 1 << 20;
    WS_XML_WRITER_PROPERTY limit = { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &max, sizeof(max) };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };

    return WsSetOutput(writer,
            way == BINARY         ? &binary.encoding
                    : way == MTOM ? &mtom.encoding
                                  : &text.encoding,
            &output.output, &limit, 1, NULL);
}

static HRESULT set_input(WS_XML_READER *reader, enum way way, const WS_BYTES *bytes)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_BINARY_ENCODING binary = { { WS_XML_READER_ENCODING_TYPE_BINARY } };
    WS_XML_READER_MTOM_ENCODING mtom
            = { { WS_XML_READER_ENCODING_TYPE_MTOM }, &text.encoding, TRUE };
    WS_XML_READER_BUFFER_INPUT input
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, bytes->bytes, bytes->length };

    if (way == UTF16LE) text.charSet = WS_CHARSET_UTF16LE;
    if (way == UTF16BE) text.charSet = WS_CHARSET_UTF16BE;
    if (way == MTOM) text.charSet = WS_CHARSET_UTF8;
    return WsSetInput(reader,
            way == BINARY         ? &binary.encoding
                    : way == MTOM ? &mtom.encoding
                                  : &text.encoding,
            &input.input, NULL, 0, NULL);
}

static HRESULT there_and_back(const WS_ELEMENT_DESCRIPTION *d, const BYTE *value, enum way way,
        WS_HEAP *read_heap, BYTE **ret, WS_ERROR *error)
{
    WS_XML_READER *reader = NULL;
    WS_XML_WRITER *writer = NULL;
    WS_XML_BUFFER *buffer = NULL;
    WS_BYTES bytes = { 0, NULL };
    HRESULT hr = WsCreateWriter(NULL, 0, &writer, error);

    if (SUCCEEDED(hr)) hr = WsCreateReader(NULL, 0, &reader, error);
    if (SUCCEEDED(hr) && way == TREE)
    {
        hr = WsCreateXmlBuffer(read_heap, NULL, 0, &buffer, error);
        if (SUCCEEDED(hr)) hr = WsSetOutputToBuffer(writer, buffer, NULL, 0, error);
    }
    else if (SUCCEEDED(hr))
        hr = set_output(writer, way);
    if (SUCCEEDED(hr))
        hr = WsWriteElement(writer, d, WS_WRITE_REQUIRED_POINTER, &value, sizeof(value), error);
    if (SUCCEEDED(hr) && way != TREE)
        hr = WsGetWriterProperty(
                writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), error);
    if (SUCCEEDED(hr))
        hr = way == TREE ? WsSetInputToBuffer(reader, buffer, NULL, 0, error)
                         : set_input(reader, way, &bytes);
    if (SUCCEEDED(hr))
        hr = WsReadElement(
                reader, d, WS_READ_REQUIRED_POINTER, read_heap, ret, sizeof(*ret), error);
    if (FAILED(hr) && hr != E_OUTOFMEMORY && way == UTF8)
        printf("%.*s\n", (int)bytes.length, (char *)bytes.bytes);
    WsFreeReader(reader);
    WsFreeWriter(writer);
    return hr;
}

static HRESULT once(const WS_ELEMENT_DESCRIPTION *d, const BYTE *value, enum way way)
{
    WS_HEAP *read_heap = NULL;
    BYTE *read = NULL;
    HRESULT hr = WsCreateHeap(1 << 26, 0, NULL, 0, &read_heap, NULL);

    if (SUCCEEDED(hr)) hr = there_and_back(d, value, way, read_heap, &read, NULL);
    WsFreeHeap(read_heap);
    return hr;
}

/* Fails each allocation of the way in turn: out of memory, and nothing lost. */
static void fail_everywhere(const WS_ELEMENT_DESCRIPTION *d, const BYTE *value, enum way way)
{
    ULONG k, count;
    SIZE_T before;
    HRESULT hr;

    ok_hr(once(d, value, way), S_OK);
    before = mem_in_use();
    mem_fail_at(0);
    ok_hr(once(d, value, way), S_OK);
    count = mem_fail_at(0);
    for (k = 1; k <= count; k++)
    {
        mem_fail_at(k);
        hr = once(d, value, way);
        mem_fail_at(0);
        ok(hr == E_OUTOFMEMORY || hr == S_OK, "allocation %u of %u: 0x%08x", (unsigned)k,
                (unsigned)count, (unsigned)hr);
        ok_int(mem_in_use(), before);
    }
}

static unsigned rounds(void)
{
    return getenv("RANDOM_ROUNDS") ? (unsigned)atoi(getenv("RANDOM_ROUNDS")) : 400;
}

/* A random value and the element that describes it, in memory of heap; what has been read again is compared with it. */
typedef const BYTE *(*make_function)(unsigned seed, WS_ELEMENT_DESCRIPTION *d);
typedef void (*compare_function)(
        const WS_ELEMENT_DESCRIPTION *d, const BYTE *value, const BYTE *read);

static void survive_every_encoding(make_function make, compare_function compare)
{
    WS_ELEMENT_DESCRIPTION d;
    unsigned seed, last = rounds();
    int way;

    for (seed = 1; seed <= last; seed++)
    {
        const BYTE *value;

        ok_hr(WsCreateHeap(1 << 26, 0, NULL, 0, &heap, NULL), S_OK);
        value = make(seed, &d);
        for (way = 0; way < WAYS; way++)
        {
            WS_ERROR *error = NULL;
            BYTE *read = NULL;
            HRESULT hr;

            ok_hr(WsCreateError(NULL, 0, &error), S_OK);
            test_context("seed %u, %s", seed, way_names[way]);
            hr = there_and_back(&d, value, way, heap, &read, error);
            ok(hr == S_OK, "0x%08x: %s", (unsigned)hr, error_text(error));
            if (hr == S_OK) compare(&d, value, read);
            WsFreeError(error);
        }
        WsFreeHeap(heap);
    }
    test_context("");
}

static void fail_every_allocation(make_function make)
{
    WS_ELEMENT_DESCRIPTION d;
    unsigned seed;
    int way;

    for (seed = 1; seed <= 6; seed++)
    {
        const BYTE *value;

        ok_hr(WsCreateHeap(1 << 26, 0, NULL, 0, &heap, NULL), S_OK);
        value = make(seed, &d);
        for (way = 0; way < WAYS; way++)
        {
            test_context("seed %u, %s", seed, way_names[way]);
            fail_everywhere(&d, value, way);
        }
        WsFreeHeap(heap);
    }
    test_context("");
}

#endif
