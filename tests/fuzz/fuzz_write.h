/* What the fuzz targets of the writer share: parsing into buffers, printing them, canonical form.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef FUZZ_WRITE_H
#define FUZZ_WRITE_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <webservices.h>

static inline WS_HEAP *fuzz_heap(void)
{
    WS_HEAP *heap;

    if (FAILED(WsCreateHeap(64 << 20, 0, NULL, 0, &heap, NULL))) abort();
    return heap;
}

/* Roomy limits, so that what was read once never fails for its size later. */
static ULONG many = 1 << 22;

static inline HRESULT parse(
        WS_HEAP *heap, BOOL binary, const void *bytes, size_t size, WS_XML_BUFFER **ret)
{
    WS_XML_READER_BINARY_ENCODING encoding = { { WS_XML_READER_ENCODING_TYPE_BINARY }, NULL, NULL };
    WS_XML_READER_PROPERTY list[] = {
        { WS_XML_READER_PROPERTY_MAX_DEPTH, &many, sizeof(many) },
        { WS_XML_READER_PROPERTY_MAX_ATTRIBUTES, &many, sizeof(many) },
        { WS_XML_READER_PROPERTY_MAX_NAMESPACES, &many, sizeof(many) },
    };
    WS_XML_READER *reader;
    HRESULT hr;

    if (FAILED(WsCreateReader(NULL, 0, &reader, NULL))) abort();
    hr = WsReadXmlBufferFromBytes(reader, binary ? &encoding.encoding : NULL, list, 3, bytes,
            (ULONG)size, heap, ret, NULL);
    WsFreeReader(reader);
    return hr;
}

static inline HRESULT print(WS_HEAP *heap, BOOL binary, WS_XML_BUFFER *buffer, WS_BYTES *ret)
{
    WS_XML_WRITER_BINARY_ENCODING encoding = { { WS_XML_WRITER_ENCODING_TYPE_BINARY } };
    WS_XML_WRITER_PROPERTY list[] = {
        { WS_XML_WRITER_PROPERTY_MAX_DEPTH, &many, sizeof(many) },
        { WS_XML_WRITER_PROPERTY_MAX_ATTRIBUTES, &many, sizeof(many) },
        { WS_XML_WRITER_PROPERTY_MAX_NAMESPACES, &many, sizeof(many) },
        { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &many, sizeof(many) },
    };
    WS_XML_WRITER *writer;
    HRESULT hr;

    if (FAILED(WsCreateWriter(NULL, 0, &writer, NULL))) abort();
    hr = WsWriteXmlBufferToBytes(writer, buffer, binary ? &encoding.encoding : NULL, list, 4, heap,
            (void **)&ret->bytes, &ret->length, NULL);
    WsFreeWriter(writer);
    return hr;
}

static inline BOOL same(const WS_BYTES *a, const WS_BYTES *b)
{
    return a->length == b->length && !memcmp(a->bytes, b->bytes, a->length);
}

static inline HRESULT CALLBACK append(void *state, const WS_BYTES *buffers, ULONG count,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    WS_BYTES *all = state;

    for (; count--; buffers++)
    {
        all->bytes = realloc(all->bytes, all->length + buffers->length + 1);
        memcpy(all->bytes + all->length, buffers->bytes, buffers->length);
        all->length += buffers->length;
    }
    return S_OK;
}

static inline HRESULT canonical(WS_HEAP *heap, WS_XML_CANONICALIZATION_ALGORITHM algorithm,
        const WS_BYTES *text, WS_BYTES *ret)
{
    WS_XML_CANONICALIZATION_PROPERTY property
            = { WS_XML_CANONICALIZATION_PROPERTY_ALGORITHM, &algorithm, sizeof(algorithm) };
    WS_XML_READER *reader;
    WS_XML_BUFFER *buffer;
    const WS_XML_NODE *node;
    WS_BYTES all = { 0, NULL };
    HRESULT hr = parse(heap, FALSE, text->bytes, text->length, &buffer);

    if (FAILED(hr)) return hr;
    if (FAILED(WsCreateReader(NULL, 0, &reader, NULL))) abort();
    hr = WsSetInputToBuffer(reader, buffer, NULL, 0, NULL);
    if (SUCCEEDED(hr)) hr = WsStartReaderCanonicalization(reader, append, &all, &property, 1, NULL);
    do
    {
        if (SUCCEEDED(hr)) hr = WsReadNode(reader, NULL);
        if (SUCCEEDED(hr)) hr = WsGetReaderNode(reader, &node, NULL);
    } while (SUCCEEDED(hr) && node->nodeType != WS_XML_NODE_TYPE_EOF);
    if (SUCCEEDED(hr)) hr = WsEndReaderCanonicalization(reader, NULL);
    WsFreeReader(reader);
    if (SUCCEEDED(hr)) hr = WsAlloc(heap, all.length + 1, (void **)&ret->bytes, NULL);
    if (SUCCEEDED(hr))
    {
        if (all.length) memcpy(ret->bytes, all.bytes, all.length);
        ret->length = all.length;
    }
    free(all.bytes);
    return hr;
}

/* Two documents that may differ in quotes and CDATA only. */
static inline void compare_canonical(WS_HEAP *heap, const WS_BYTES *a, const WS_BYTES *b)
{
    WS_BYTES x, y;

    if (FAILED(canonical(heap, 3, a, &x)) || FAILED(canonical(heap, 3, b, &y))) abort();
    if (!same(&x, &y)) abort();
}

#endif
