/* Reading a WS_XML_BUFFER: the current node is a node of the tree, and every move is a step in it.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/reader.h"
#include "xml/tree.h"

#include <string.h>

static HRESULT tree_format_next(WS_XML_READER *reader, WS_ERROR *error)
{
    struct tree_node *next = tree_next(reader->cursor);

    if (!next)
        return reader_fail(reader, error, WS_E_INVALID_OPERATION,
                "There is nothing after the current node of the XML buffer");
    reader->cursor = next;
    reader->node = &next->u.node;
    return S_OK;
}

/* The element that the cursor is on or in. */
static struct tree_node *element_of(const WS_XML_READER *reader)
{
    struct tree_node *node = reader->cursor;

    while (node && node->u.node.nodeType != WS_XML_NODE_TYPE_ELEMENT)
        node = node->parent;
    return node;
}

static const WS_XML_STRING *tree_find_ns(WS_XML_READER *reader, const WS_XML_STRING *prefix)
{
    struct tree_node *node = element_of(reader);
    ULONG i;

    for (; node; node = node->parent)
    {
        const WS_XML_ELEMENT_NODE *element = &node->u.element;

        if (element->node.nodeType != WS_XML_NODE_TYPE_ELEMENT) break;
        for (i = 0; i < element->attributeCount; i++)
        {
            const WS_XML_ATTRIBUTE *attr = element->attributes[i];

            if (attr->isXmlNs && xml_string_equal(attr->prefix, prefix)) return attr->ns;
        }
        /* a writer may leave out a declaration that the name itself implies */
        if (element->prefix && xml_string_equal(element->prefix, prefix)) return element->ns;
    }
    return scope_find_ns(&reader->scope, prefix->bytes, prefix->length);
}

static BOOL tree_find_xml(
        WS_XML_READER *reader, const WS_XML_STRING *local_name, WS_XML_STRING *value)
{
    struct tree_node *node = element_of(reader);
    ULONG i;

    for (; node && node->u.node.nodeType == WS_XML_NODE_TYPE_ELEMENT; node = node->parent)
    {
        const WS_XML_ELEMENT_NODE *element = &node->u.element;

        for (i = 0; i < element->attributeCount; i++)
        {
            const WS_XML_ATTRIBUTE *attr = element->attributes[i];

            if (attr->isXmlNs || !xml_string_equal(attr->localName, local_name)
                    || !xml_string_equal(attr->ns, &scope_xml_ns))
                continue;
            heap_reset(&reader->heap);
            return SUCCEEDED(text_to_utf8(attr->value, &reader->heap, value, NULL));
        }
    }
    return FALSE;
}

const struct read_format read_tree_format
        = { tree_format_next, tree_find_ns, tree_find_xml, NULL, FALSE };

/* ---- positions ---- */

static HRESULT check_tree(WS_XML_READER *reader, const char *call, WS_ERROR *error)
{
    HRESULT hr = reader_check(reader, call, error);

    if (FAILED(hr) || reader->format == &read_tree_format) return hr;
    return fail(error, WS_E_INVALID_OPERATION, "%s: the reader does not read an XML buffer", call);
}

static void go_to(WS_XML_READER *reader, struct tree_node *node)
{
    reader_leave_text(reader);
    reader->settings.in_attribute = FALSE;
    reader->cursor = node;
    reader->node = &node->u.node;
}

HRESULT WINAPI WsGetReaderPosition(
        WS_XML_READER *reader, WS_XML_NODE_POSITION *nodePosition, WS_ERROR *error)
{
    HRESULT hr;

    if (!nodePosition)
        return fail(error, E_INVALIDARG, "WsGetReaderPosition: the result pointer is NULL");
    if (FAILED(hr = check_tree(reader, "WsGetReaderPosition", error))) return hr;
    nodePosition->buffer = reader->tree;
    nodePosition->node = reader->cursor;
    return S_OK;
}

HRESULT WINAPI WsSetReaderPosition(
        WS_XML_READER *reader, const WS_XML_NODE_POSITION *nodePosition, WS_ERROR *error)
{
    struct tree_node *node;
    HRESULT hr;

    if (!nodePosition)
        return fail(error, E_INVALIDARG, "WsSetReaderPosition: the position is NULL");
    if (FAILED(hr = check_tree(reader, "WsSetReaderPosition", error))) return hr;
    if (nodePosition->buffer != reader->tree || !nodePosition->node)
        return fail(error, E_INVALIDARG,
                "WsSetReaderPosition: the position is not one of the buffer that is read");
    if (reader->observer)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsSetReaderPosition: not while the reader writes canonical form");
    node = nodePosition->node;
    if (!node->parent && node != reader->tree->root)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsSetReaderPosition: the node was removed from the buffer");
    go_to(reader, node);
    return S_OK;
}

HRESULT WINAPI WsMoveReader(WS_XML_READER *reader, WS_MOVE_TO moveTo, BOOL *found, WS_ERROR *error)
{
    HRESULT hr = check_tree(reader, "WsMoveReader", error);
    struct tree_node *node;

    if (FAILED(hr)) return hr;
    if ((ULONG)moveTo > WS_MOVE_TO_CHILD_NODE)
        return fail(error, E_INVALIDARG, "WsMoveReader: %u is not a move", (ULONG)moveTo);
    if (reader->observer)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsMoveReader: not while the reader writes canonical form");
    if ((node = tree_move(reader->cursor, moveTo))) go_to(reader, node);
    if (!node && !found)
        return fail(error, WS_E_INVALID_FORMAT,
                "WsMoveReader: there is no node in that direction (move %u)", (ULONG)moveTo);
    if (found) *found = node != NULL;
    return S_OK;
}
