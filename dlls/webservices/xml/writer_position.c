/* Moving a writer within an XML buffer: what it may write there depends on the elements and declarations around
 * the new place, which are found again from the tree.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/writer.h"

#include <string.h>

static HRESULT check_buffer(WS_XML_WRITER *writer, const char *call, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, call, error))) return hr;
    if (!writer->buffer)
        return fail(error, WS_E_INVALID_OPERATION,
                "%s: only a writer on an XML buffer has positions", call);
    return S_OK;
}

static HRESULT check_moving(WS_XML_WRITER *writer, const char *call, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = check_buffer(writer, call, error))) return hr;
    if (writer->canonical)
        return fail(error, WS_E_INVALID_OPERATION,
                "%s: the writer cannot move while it makes canonical XML", call);
    if (writer->state != WRITER_START_TAG && writer->state != WRITER_CONTENT)
        return fail(
                error, WS_E_INVALID_OPERATION, "%s: an attribute or a CDATA section is open", call);
    return S_OK;
}

/* FALSE for what WsRemoveNode has taken out. */
static BOOL is_linked(const WS_XML_BUFFER *buffer, const struct tree_node *node)
{
    while (node->parent)
        node = node->parent;
    return node == buffer->root;
}

/* Its own declarations, and what its prefix means when it was copied here without its surroundings. */
static HRESULT enter_scope(
        WS_XML_WRITER *writer, const WS_XML_ELEMENT_NODE *node, ULONG mark, WS_ERROR *error)
{
    const WS_XML_STRING *known;
    HRESULT hr;
    ULONG i;

    for (i = 0; i < node->attributeCount; i++)
    {
        const WS_XML_ATTRIBUTE *attribute = node->attributes[i];

        if (!attribute->isXmlNs
                || scope_local(
                        &writer->scope, mark, attribute->prefix->bytes, attribute->prefix->length))
            continue;
        hr = scope_add(&writer->scope, mark, attribute->prefix, attribute->ns, FALSE, error);
        if (FAILED(hr)) return hr;
    }
    known = scope_find_ns(&writer->scope, node->prefix->bytes, node->prefix->length);
    if ((known && name_equal(known, node->ns))
            || scope_local(&writer->scope, mark, node->prefix->bytes, node->prefix->length))
        return S_OK;
    return scope_add(&writer->scope, mark, node->prefix, node->ns, FALSE, error);
}

static HRESULT enter_one(WS_XML_WRITER *writer, const WS_XML_ELEMENT_NODE *node, WS_ERROR *error)
{
    ULONG mark = writer->scope.count;
    HRESULT hr = writer_push_element(writer, node->prefix, node->localName, node->ns, error);

    if (FAILED(hr)) return hr;
    writer->depth++;
    return enter_scope(writer, node, mark, error);
}

/* The elements around a node, outermost first. */
static HRESULT enter(WS_XML_WRITER *writer, struct tree_node *node, WS_ERROR *error)
{
    struct tree_node **path, *outer;
    ULONG count = 0;
    HRESULT hr = S_OK;

    for (outer = node->parent; outer; outer = outer->parent)
        count++;
    if (!count) return S_OK;
    if (!(path = mem_alloc(count * sizeof(*path)))) return fail_memory(error);
    for (count = 0, outer = node->parent; outer; outer = outer->parent)
        path[count++] = outer;
    while (SUCCEEDED(hr) && count--)
    {
        if (path[count]->u.node.nodeType == WS_XML_NODE_TYPE_ELEMENT)
            hr = enter_one(writer, &path[count]->u.element, error);
    }
    mem_free(path);
    return hr;
}

/* Puts the writer before a node (inside is: at the end of its content). */
static HRESULT stand_before(WS_XML_WRITER *writer, struct tree_node *node, WS_ERROR *error)
{
    static const struct arena_mark bottom;

    scope_reset(&writer->scope);
    arena_release(&writer->names, bottom);
    writer->depth = 0;
    writer->position = node;
    writer->state = WRITER_CONTENT;
    return enter(writer, node, error);
}

static HRESULT move_to(WS_XML_WRITER *writer, struct tree_node *node, WS_ERROR *error)
{
    HRESULT hr = S_OK;

    if (writer->trail_count) hr = writer_flush_trail(writer, error);
    if (SUCCEEDED(hr) && writer->state == WRITER_START_TAG)
        hr = writer_end_start(writer, TRUE, error);
    if (SUCCEEDED(hr)) hr = stand_before(writer, node, error);
    return writer_result(writer, hr);
}

HRESULT writer_reopen(WS_XML_WRITER *writer, WS_ERROR *error)
{
    struct tree_node *node = writer->position;
    struct element *element;
    HRESULT hr;

    if (FAILED(hr = stand_before(writer, node->last, error))) return hr;
    element = writer_element(writer);
    element->undeclared = FALSE;
    writer->attribute_room = 0;
    writer->attribute_count = node->u.element.attributeCount;
    writer->pending_count = writer->pending_due = 0;
    writer->state = WRITER_START_TAG;
    writer->reopened = node;
    return S_OK;
}

HRESULT writer_leave_reopened(WS_XML_WRITER *writer, WS_ERROR *error)
{
    struct tree_node *node = writer->reopened;
    BOOL was_empty = node->u.element.isEmpty;
    HRESULT hr;

    writer->reopened = NULL;
    hr = writer_end_start(writer, FALSE, error);
    node->u.element.isEmpty = was_empty;
    if (FAILED(hr)) return hr;
    return stand_before(writer, node, error);
}

/* ======== exports ======== */

HRESULT WINAPI WsGetWriterPosition(
        WS_XML_WRITER *writer, WS_XML_NODE_POSITION *nodePosition, WS_ERROR *error)
{
    HRESULT hr;

    if (!nodePosition)
        return fail(error, E_INVALIDARG, "WsGetWriterPosition: the position pointer is NULL");
    if (FAILED(hr = check_buffer(writer, "WsGetWriterPosition", error))) return hr;
    nodePosition->buffer = writer->buffer;
    nodePosition->node = writer->position;
    return S_OK;
}

HRESULT WINAPI WsSetWriterPosition(
        WS_XML_WRITER *writer, const WS_XML_NODE_POSITION *nodePosition, WS_ERROR *error)
{
    HRESULT hr;

    if (!nodePosition || !nodePosition->node)
        return fail(error, E_INVALIDARG, "WsSetWriterPosition: the position is NULL");
    if (FAILED(hr = check_moving(writer, "WsSetWriterPosition", error))) return hr;
    if (nodePosition->buffer != writer->buffer)
        return fail(error, E_INVALIDARG,
                "WsSetWriterPosition: the position belongs to another XML buffer");
    if (!is_linked(writer->buffer, nodePosition->node))
        return fail(error, E_INVALIDARG, "WsSetWriterPosition: the node has been removed");
    return move_to(writer, nodePosition->node, error);
}

HRESULT WINAPI WsMoveWriter(WS_XML_WRITER *writer, WS_MOVE_TO moveTo, BOOL *found, WS_ERROR *error)
{
    struct tree_node *target;
    HRESULT hr;

    if (FAILED(hr = check_moving(writer, "WsMoveWriter", error))) return hr;
    if ((ULONG)moveTo > WS_MOVE_TO_CHILD_NODE)
        return fail(error, E_INVALIDARG, "WsMoveWriter: %u is not a move", moveTo);
    if (!is_linked(writer->buffer, writer->position)) writer->position = writer->buffer->root;
    if (!(target = tree_move(writer->position, moveTo)))
    {
        if (!found)
            return fail(error, WS_E_INVALID_FORMAT, "WsMoveWriter: there is no such node (move %u)",
                    moveTo);
        *found = FALSE;
        return S_OK;
    }
    if (FAILED(hr = move_to(writer, target, error))) return hr;
    if (found) *found = TRUE;
    return S_OK;
}

HRESULT WINAPI WsRemoveNode(const WS_XML_NODE_POSITION *nodePosition, WS_ERROR *error)
{
    struct tree_node *node;

    if (!nodePosition || !object_is(nodePosition->buffer, OBJECT_BUFFER) || !nodePosition->node)
        return fail(error, E_INVALIDARG, "WsRemoveNode: not a position");
    node = nodePosition->node;
    switch (node->u.node.nodeType)
    {
    case WS_XML_NODE_TYPE_BOF:
    case WS_XML_NODE_TYPE_EOF:
    case WS_XML_NODE_TYPE_END_ELEMENT:
    case WS_XML_NODE_TYPE_END_CDATA:
        return fail(error, WS_E_INVALID_OPERATION,
                "WsRemoveNode: the document's ends and end elements cannot be removed");
    default:
        break;
    }
    if (!node->parent)
        return fail(
                error, WS_E_INVALID_OPERATION, "WsRemoveNode: the node has been removed already");
    tree_unlink(node);
    return S_OK;
}
