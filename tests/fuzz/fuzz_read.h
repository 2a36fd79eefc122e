/* What the fuzz targets of the reader share: reading all of a document, from memory or a stream, and a hash of what
 * was read.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef FUZZ_READ_H
#define FUZZ_READ_H

#include <stdlib.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <webservices.h>

struct outcome
{
    HRESULT hr;
    UINT64 hash;
    BOOL refused; /* by WsSetInput */
};

struct pieces
{
    const BYTE *bytes;
    size_t size, piece;
};

static HRESULT CALLBACK read_piece(void *state, void *bytes, ULONG size, ULONG *actual,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct pieces *pieces = state;
    size_t count = pieces->piece;

    if (count > size) count = size;
    if (count > pieces->size) count = pieces->size;
    memcpy(bytes, pieces->bytes, count);
    pieces->bytes += count;
    pieces->size -= count;
    *actual = count;
    return S_OK;
}

static void hash_string(UINT64 *hash, const WS_XML_STRING *string)
{
    ULONG i;

    for (i = 0; i < string->length; i++)
        *hash = (*hash ^ string->bytes[i]) * 1099511628211u;
}

static void hash_text(UINT64 *hash, const WS_XML_TEXT *text)
{
    *hash = (*hash ^ text->textType) * 1099511628211u;
    if (text->textType == WS_XML_TEXT_TYPE_UTF8)
        hash_string(hash, &((const WS_XML_UTF8_TEXT *)text)->value);
}

static void hash_node(UINT64 *hash, const WS_XML_NODE *node)
{
    const WS_XML_ELEMENT_NODE *element = (const WS_XML_ELEMENT_NODE *)node;
    ULONG i;

    *hash = (*hash ^ node->nodeType) * 1099511628211u;
    if (node->nodeType == WS_XML_NODE_TYPE_TEXT)
        hash_text(hash, ((const WS_XML_TEXT_NODE *)node)->text);
    if (node->nodeType == WS_XML_NODE_TYPE_COMMENT)
        hash_string(hash, &((const WS_XML_COMMENT_NODE *)node)->value);
    if (node->nodeType != WS_XML_NODE_TYPE_ELEMENT) return;
    hash_string(hash, element->localName);
    hash_string(hash, element->ns);
    for (i = 0; i < element->attributeCount; i++)
    {
        hash_string(hash, element->attributes[i]->prefix);
        hash_string(hash, element->attributes[i]->localName);
        hash_string(hash, element->attributes[i]->ns);
        hash_text(hash, element->attributes[i]->value);
    }
}

/* Every other node through another call, as options say. */
static HRESULT step(WS_XML_READER *reader, BYTE options, ULONG turn)
{
    const WS_XML_NODE *node;
    double value;
    BYTE bytes[7];
    ULONG count;

    if (FAILED(WsGetReaderNode(reader, &node, NULL))) abort();
    if (node->nodeType == WS_XML_NODE_TYPE_TEXT && (options & 4) && (turn & 1))
    {
        if (turn & 2)
            (void)WsReadBytes(reader, bytes, sizeof(bytes), &count, NULL);
        else if (turn & 4)
            (void)WsReadValue(reader, WS_DOUBLE_VALUE_TYPE, &value, 8, NULL);
        else
            (void)WsReadCharsUtf8(reader, bytes, sizeof(bytes), &count, NULL);
    }
    if (FAILED(WsGetReaderNode(reader, &node, NULL))) abort();
    if (node->nodeType == WS_XML_NODE_TYPE_EOF) return S_FALSE;
    return WsReadNode(reader, NULL);
}

static struct outcome read_document(const WS_XML_READER_ENCODING *encoding,
        const WS_XML_READER_INPUT *input, BYTE options, BOOL fill)
{
    static WS_XML_READER *reader;
    struct outcome outcome = { S_OK, 14695981039346656037u, FALSE };
    BOOL fragment = (options & 8) != 0;
    WS_XML_READER_PROPERTY property
            = { WS_XML_READER_PROPERTY_ALLOW_FRAGMENT, &fragment, sizeof(fragment) };
    const WS_XML_NODE *node;
    ULONG turn = 0;

    if (!reader && FAILED(WsCreateReader(NULL, 0, &reader, NULL))) abort();
    outcome.hr = WsSetInput(reader, encoding, input, &property, 1, NULL);
    outcome.refused = FAILED(outcome.hr);
    if (fill && SUCCEEDED(outcome.hr)) outcome.hr = WsFillReader(reader, 0xffffffff, NULL, NULL);
    while (SUCCEEDED(outcome.hr))
    {
        outcome.hr = step(reader, options, turn++);
        if (outcome.hr != S_OK) break;
        if (FAILED(WsGetReaderNode(reader, &node, NULL))) abort();
        hash_node(&outcome.hash, node);
    }
    return outcome;
}

static struct outcome read_memory(
        const WS_XML_READER_ENCODING *encoding, const BYTE *data, size_t size, BYTE options)
{
    BYTE *copy = malloc(size ? size : 1); /* exactly: so that the sanitizer sees its end */
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, copy, (ULONG)size };
    struct outcome outcome;

    memcpy(copy, data, size);
    outcome = read_document(encoding, &input.input, options, FALSE);
    free(copy);
    return outcome;
}

static struct outcome read_pieces(const WS_XML_READER_ENCODING *encoding, const BYTE *data,
        size_t size, BYTE options, size_t piece)
{
    struct pieces pieces = { data, size, piece };
    WS_XML_READER_STREAM_INPUT input = { { WS_XML_READER_INPUT_TYPE_STREAM }, read_piece, &pieces };

    return read_document(encoding, &input.input, options, TRUE);
}

#endif
