/* XML buffers: creation, copies, reading a buffer from a reader and writing it to a writer, positions.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/writer.h"

#include <string.h>

HRESULT WINAPI WsCreateXmlBuffer(WS_HEAP *heap, const WS_XML_BUFFER_PROPERTY *properties,
        ULONG propertyCount, WS_XML_BUFFER **buffer, WS_ERROR *error)
{
    if (!heap_is(heap)) return fail(error, E_INVALIDARG, "WsCreateXmlBuffer: not a heap");
    if (!buffer) return fail(error, E_INVALIDARG, "WsCreateXmlBuffer: the result pointer is NULL");
    if (propertyCount) return fail(error, E_INVALIDARG, "An XML buffer has no properties");
    return tree_create(heap, buffer, error);
}

WS_HEAP *xml_buffer_heap(WS_XML_BUFFER *buffer)
{
    return buffer->heap;
}

HRESULT xml_buffer_copy(WS_HEAP *heap, WS_XML_BUFFER *source, WS_XML_BUFFER **ret, WS_ERROR *error)
{
    struct tree_node *node, *position;
    WS_XML_BUFFER *copy;
    HRESULT hr;

    if (FAILED(hr = tree_create(heap, &copy, error))) return hr;
    position = copy->root->last;
    for (node = source->root->first; node; node = tree_next(node))
    {
        if (FAILED(hr = tree_append_copy(copy, &position, &node->u.node, error))) return hr;
    }
    *ret = copy;
    return S_OK;
}

/* ======== from a reader ======== */

/* Reads the current element with its content, or the rest of the document, into the tree. */
static HRESULT read_nodes(WS_XML_READER *reader, WS_XML_BUFFER *buffer, WS_ERROR *error)
{
    struct tree_node *position = buffer->root->last;
    const WS_XML_NODE *node;
    ULONG depth = 0;
    HRESULT hr;

    for (;;)
    {
        node = reader_node(reader);
        if (node->nodeType == WS_XML_NODE_TYPE_EOF) return S_OK;
        if (node->nodeType == WS_XML_NODE_TYPE_BOF || node->nodeType == WS_XML_NODE_TYPE_ELEMENT)
            depth++;
        else if (node->nodeType == WS_XML_NODE_TYPE_END_ELEMENT)
            depth--;
        if (FAILED(hr = tree_append_copy(buffer, &position, node, error))) return hr;
        if (FAILED(hr = WsReadNode(reader, error))) return hr;
        if (!depth) return S_OK;
    }
}

HRESULT WINAPI WsReadXmlBuffer(
        WS_XML_READER *reader, WS_HEAP *heap, WS_XML_BUFFER **xmlBuffer, WS_ERROR *error)
{
    const WS_XML_NODE *node;
    WS_XML_BUFFER *buffer;
    HRESULT hr;

    if (!reader) return fail(error, E_INVALIDARG, "WsReadXmlBuffer: the reader is NULL");
    if (!heap_is(heap)) return fail(error, E_INVALIDARG, "WsReadXmlBuffer: not a heap");
    if (FAILED(hr = WsGetReaderNode(reader, &node, error))) return hr;
    if (node->nodeType != WS_XML_NODE_TYPE_BOF && node->nodeType != WS_XML_NODE_TYPE_ELEMENT)
        return fail(error, E_FAIL,
                "WsReadXmlBuffer needs a reader at the beginning of its input or on an element; it is "
                "on a node of type %u",
                node->nodeType);
    if (!xmlBuffer) return fail(error, E_INVALIDARG, "WsReadXmlBuffer: the result pointer is NULL");
    if (FAILED(hr = tree_create(heap, &buffer, error))) return hr;
    if (FAILED(hr = read_nodes(reader, buffer, error))) return hr;
    *xmlBuffer = buffer;
    return S_OK;
}

HRESULT WINAPI WsReadXmlBufferFromBytes(WS_XML_READER *reader,
        const WS_XML_READER_ENCODING *encoding, const WS_XML_READER_PROPERTY *properties,
        ULONG propertyCount, const void *bytes, ULONG byteCount, WS_HEAP *heap,
        WS_XML_BUFFER **xmlBuffer, WS_ERROR *error)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_BUFFER_INPUT input
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)bytes, byteCount };
    HRESULT hr;

    if (!bytes) return fail(error, E_INVALIDARG, "WsReadXmlBufferFromBytes: the bytes are NULL");
    if (!heap_is(heap)) return fail(error, E_INVALIDARG, "WsReadXmlBufferFromBytes: not a heap");
    if (!xmlBuffer)
        return fail(error, E_INVALIDARG, "WsReadXmlBufferFromBytes: the result pointer is NULL");
    hr = WsSetInput(reader, encoding ? encoding : &text.encoding, &input.input, properties,
            propertyCount, error);
    if (FAILED(hr)) return hr;
    return WsReadXmlBuffer(reader, heap, xmlBuffer, error);
}

HRESULT WINAPI WsCopyNode(WS_XML_WRITER *writer, WS_XML_READER *reader, WS_ERROR *error)
{
    const WS_XML_NODE *node;
    ULONG depth = 0;
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsCopyNode", error))) return hr;
    if (FAILED(hr = WsGetReaderNode(reader, &node, error))) return hr;
    if (node->nodeType == WS_XML_NODE_TYPE_EOF)
        return fail(error, WS_E_INVALID_OPERATION, "WsCopyNode: the reader is at the end");
    do
    {
        switch (node->nodeType)
        {
        case WS_XML_NODE_TYPE_BOF:
        case WS_XML_NODE_TYPE_ELEMENT:
        case WS_XML_NODE_TYPE_CDATA:
            depth++;
            break;
        case WS_XML_NODE_TYPE_END_ELEMENT:
        case WS_XML_NODE_TYPE_END_CDATA:
            if (depth) depth--;
            break;
        case WS_XML_NODE_TYPE_EOF:
            return S_OK;
        default:
            break;
        }
        if (FAILED(hr = WsWriteNode(writer, node, error))) return hr;
        if (FAILED(hr = WsReadNode(reader, error))) return hr;
        node = reader_node(reader);
    } while (depth);
    return S_OK;
}

/* ======== to a writer ======== */

HRESULT WINAPI WsWriteXmlBuffer(WS_XML_WRITER *writer, WS_XML_BUFFER *xmlBuffer, WS_ERROR *error)
{
    struct tree_node *node;
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteXmlBuffer", error))) return hr;
    if (!object_is(xmlBuffer, OBJECT_BUFFER))
        return fail(error, E_INVALIDARG, "WsWriteXmlBuffer: not an XML buffer");
    if (xmlBuffer == writer->buffer)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsWriteXmlBuffer: a buffer cannot be written into itself");
    if (writer->state == WRITER_ATTRIBUTE || writer->state == WRITER_CDATA)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsWriteXmlBuffer: an attribute or a CDATA section is open");
    for (node = xmlBuffer->root->first; node; node = tree_next(node))
    {
        hr = writer_node(writer, &node->u.node, error);
        if (FAILED(hr)) return writer_result(writer, hr);
    }
    return S_OK;
}

HRESULT WINAPI WsWriteXmlBufferToBytes(WS_XML_WRITER *writer, WS_XML_BUFFER *xmlBuffer,
        const WS_XML_WRITER_ENCODING *encoding, const WS_XML_WRITER_PROPERTY *properties,
        ULONG propertyCount, WS_HEAP *heap, void **bytes, ULONG *byteCount, WS_ERROR *error)
{
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    ULONG i, total = 0;
    WS_BUFFERS parts;
    HRESULT hr;
    BYTE *copy;

    if (!heap_is(heap)) return fail(error, E_INVALIDARG, "WsWriteXmlBufferToBytes: not a heap");
    if (!bytes || !byteCount)
        return fail(error, E_INVALIDARG, "WsWriteXmlBufferToBytes: a result pointer is NULL");
    hr = WsSetOutput(writer, encoding ? encoding : &text.encoding, &output.output, properties,
            propertyCount, error);
    if (SUCCEEDED(hr)) hr = WsWriteXmlBuffer(writer, xmlBuffer, error);
    if (SUCCEEDED(hr))
        hr = WsGetWriterProperty(
                writer, WS_XML_WRITER_PROPERTY_BUFFERS, &parts, sizeof(parts), error);
    if (FAILED(hr)) return hr;
    for (i = 0; i < parts.bufferCount; i++)
        total += parts.buffers[i].length;
    if (FAILED(hr = heap_alloc(heap, total, (void **)&copy, error))) return hr;
    *bytes = copy;
    *byteCount = total;
    for (i = 0; i < parts.bufferCount; i++)
    {
        memcpy(copy, parts.buffers[i].bytes, parts.buffers[i].length);
        copy += parts.buffers[i].length;
    }
    return S_OK;
}
