/* The tree behind XML buffers: nodes, links, copies, moves. See tree.h.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/tree.h"

#include <string.h>

HRESULT tree_node_create(
        WS_XML_BUFFER *buffer, WS_XML_NODE_TYPE type, struct tree_node **ret, WS_ERROR *error)
{
    struct tree_node *node;
    HRESULT hr = heap_zalloc(buffer->heap, sizeof(*node), (void **)&node, error);

    if (FAILED(hr)) return hr;
    node->u.node.nodeType = type;
    *ret = node;
    return S_OK;
}

HRESULT tree_create(WS_HEAP *heap, WS_XML_BUFFER **ret, WS_ERROR *error)
{
    struct tree_node *end;
    WS_XML_BUFFER *buffer;
    HRESULT hr;

    if (FAILED(hr = heap_zalloc(heap, sizeof(*buffer), (void **)&buffer, error))) return hr;
    object_init(&buffer->object, OBJECT_BUFFER);
    buffer->heap = heap;
    if (FAILED(hr = tree_node_create(buffer, WS_XML_NODE_TYPE_BOF, &buffer->root, error)))
        return hr;
    if (FAILED(hr = tree_node_create(buffer, WS_XML_NODE_TYPE_EOF, &end, error))) return hr;
    tree_insert(buffer->root, NULL, end);
    *ret = buffer;
    return S_OK;
}

void tree_insert(struct tree_node *parent, struct tree_node *before, struct tree_node *node)
{
    struct tree_node *after = before ? before->prev : parent->last;

    node->parent = parent;
    node->next = before;
    node->prev = after;
    if (after)
        after->next = node;
    else
        parent->first = node;
    if (before)
        before->prev = node;
    else
        parent->last = node;
}

void tree_unlink(struct tree_node *node)
{
    if (node->prev)
        node->prev->next = node->next;
    else
        node->parent->first = node->next;
    if (node->next)
        node->next->prev = node->prev;
    else
        node->parent->last = node->prev;
    node->parent = node->prev = node->next = NULL;
}

/* ======== copies ======== */

/* Strings of constant dictionaries are the dictionary's own: its memory outlives every heap, the caller's need not. */
static HRESULT copy_into(
        WS_HEAP *heap, const WS_XML_STRING *from, WS_XML_STRING *to, WS_ERROR *error)
{
    BYTE *bytes = NULL;
    HRESULT hr;

    if (from->dictionary && from->dictionary->isConst)
    {
        *to = from->dictionary->strings[from->id];
        return S_OK;
    }
    if (from->length || from->bytes)
    {
        hr = heap_copy(heap, from->bytes, from->length, (void **)&bytes, error);
        if (FAILED(hr)) return hr;
    }
    to->length = from->length;
    to->bytes = bytes;
    to->dictionary = NULL;
    to->id = 0;
    return S_OK;
}

static HRESULT copy_name(
        WS_HEAP *heap, const WS_XML_STRING *from, WS_XML_STRING **ret, WS_ERROR *error)
{
    WS_XML_STRING *to;
    HRESULT hr;

    if (FAILED(hr = heap_zalloc(heap, sizeof(*to), (void **)&to, error))) return hr;
    if (from && FAILED(hr = copy_into(heap, from, to, error))) return hr;
    *ret = to;
    return S_OK;
}

static SIZE_T text_size(WS_XML_TEXT_TYPE type)
{
    static const BYTE sizes[] = {
        [WS_XML_TEXT_TYPE_UTF8] = sizeof(WS_XML_UTF8_TEXT),
        [WS_XML_TEXT_TYPE_UTF16] = sizeof(WS_XML_UTF16_TEXT),
        [WS_XML_TEXT_TYPE_BASE64] = sizeof(WS_XML_BASE64_TEXT),
        [WS_XML_TEXT_TYPE_BOOL] = sizeof(WS_XML_BOOL_TEXT),
        [WS_XML_TEXT_TYPE_INT32] = sizeof(WS_XML_INT32_TEXT),
        [WS_XML_TEXT_TYPE_INT64] = sizeof(WS_XML_INT64_TEXT),
        [WS_XML_TEXT_TYPE_UINT64] = sizeof(WS_XML_UINT64_TEXT),
        [WS_XML_TEXT_TYPE_FLOAT] = sizeof(WS_XML_FLOAT_TEXT),
        [WS_XML_TEXT_TYPE_DOUBLE] = sizeof(WS_XML_DOUBLE_TEXT),
        [WS_XML_TEXT_TYPE_DECIMAL] = sizeof(WS_XML_DECIMAL_TEXT),
        [WS_XML_TEXT_TYPE_GUID] = sizeof(WS_XML_GUID_TEXT),
        [WS_XML_TEXT_TYPE_UNIQUE_ID] = sizeof(WS_XML_UNIQUE_ID_TEXT),
        [WS_XML_TEXT_TYPE_DATETIME] = sizeof(WS_XML_DATETIME_TEXT),
        [WS_XML_TEXT_TYPE_TIMESPAN] = sizeof(WS_XML_TIMESPAN_TEXT),
        [WS_XML_TEXT_TYPE_QNAME] = sizeof(WS_XML_QNAME_TEXT),
        [WS_XML_TEXT_TYPE_LIST] = sizeof(WS_XML_LIST_TEXT),
    };

    return (ULONG)type < COUNT_OF(sizes) ? sizes[type] : 0;
}

static HRESULT copy_list(
        WS_HEAP *heap, const WS_XML_LIST_TEXT *from, WS_XML_LIST_TEXT *to, WS_ERROR *error)
{
    HRESULT hr;
    ULONG i;

    hr = heap_alloc(heap, from->itemCount * sizeof(*to->items), (void **)&to->items, error);
    for (i = 0; SUCCEEDED(hr) && i < from->itemCount; i++)
        hr = tree_copy_text(heap, from->items[i], &to->items[i], error);
    return hr;
}

static HRESULT copy_qname(
        WS_HEAP *heap, const WS_XML_QNAME_TEXT *from, WS_XML_QNAME_TEXT *to, WS_ERROR *error)
{
    HRESULT hr;

    if (from->prefix && FAILED(hr = copy_name(heap, from->prefix, &to->prefix, error))) return hr;
    if (FAILED(hr = copy_name(heap, from->localName, &to->localName, error))) return hr;
    return copy_name(heap, from->ns, &to->ns, error);
}

HRESULT tree_copy_text(WS_HEAP *heap, const WS_XML_TEXT *from, WS_XML_TEXT **ret, WS_ERROR *error)
{
    SIZE_T size = text_size(from->textType);
    WS_XML_TEXT *to;
    HRESULT hr;

    if (!size) return fail(error, E_INVALIDARG, "%u is not a type of text", from->textType);
    if (FAILED(hr = heap_copy(heap, from, size, (void **)&to, error))) return hr;
    switch (from->textType)
    {
    case WS_XML_TEXT_TYPE_UTF8:
        hr = copy_into(heap, &((const WS_XML_UTF8_TEXT *)from)->value,
                &((WS_XML_UTF8_TEXT *)to)->value, error);
        break;
    case WS_XML_TEXT_TYPE_UTF16:
        hr = heap_copy(heap, ((const WS_XML_UTF16_TEXT *)from)->bytes,
                ((const WS_XML_UTF16_TEXT *)from)->byteCount,
                (void **)&((WS_XML_UTF16_TEXT *)to)->bytes, error);
        break;
    case WS_XML_TEXT_TYPE_BASE64:
        hr = heap_copy(heap, ((const WS_XML_BASE64_TEXT *)from)->bytes,
                ((const WS_XML_BASE64_TEXT *)from)->length,
                (void **)&((WS_XML_BASE64_TEXT *)to)->bytes, error);
        break;
    case WS_XML_TEXT_TYPE_QNAME:
        hr = copy_qname(heap, (const WS_XML_QNAME_TEXT *)from, (WS_XML_QNAME_TEXT *)to, error);
        break;
    case WS_XML_TEXT_TYPE_LIST:
        hr = copy_list(heap, (const WS_XML_LIST_TEXT *)from, (WS_XML_LIST_TEXT *)to, error);
        break;
    default:
        break;
    }
    if (SUCCEEDED(hr)) *ret = to;
    return hr;
}

static HRESULT copy_attribute(
        WS_HEAP *heap, const WS_XML_ATTRIBUTE *from, WS_XML_ATTRIBUTE **ret, WS_ERROR *error)
{
    static const WS_XML_UTF8_TEXT no_value = { { WS_XML_TEXT_TYPE_UTF8 }, { 0, NULL, NULL, 0 } };
    const WS_XML_TEXT *value = from->value ? from->value : &no_value.text;
    WS_XML_ATTRIBUTE *to;
    HRESULT hr;

    if (FAILED(hr = heap_zalloc(heap, sizeof(*to), (void **)&to, error))) return hr;
    to->singleQuote = from->singleQuote;
    to->isXmlNs = from->isXmlNs;
    if (FAILED(hr = copy_name(heap, from->prefix, &to->prefix, error))) return hr;
    if (FAILED(hr = copy_name(heap, from->localName, &to->localName, error))) return hr;
    if (FAILED(hr = copy_name(heap, from->ns, &to->ns, error))) return hr;
    if (FAILED(hr = tree_copy_text(heap, value, &to->value, error))) return hr;
    *ret = to;
    return S_OK;
}

HRESULT tree_copy_element(
        WS_HEAP *heap, const WS_XML_ELEMENT_NODE *from, WS_XML_ELEMENT_NODE *to, WS_ERROR *error)
{
    SIZE_T size = from->attributeCount * sizeof(*to->attributes);
    WS_XML_ATTRIBUTE **attributes = NULL;
    HRESULT hr;
    ULONG i;

    if (FAILED(hr = copy_name(heap, from->prefix, &to->prefix, error))) return hr;
    if (FAILED(hr = copy_name(heap, from->localName, &to->localName, error))) return hr;
    if (FAILED(hr = copy_name(heap, from->ns, &to->ns, error))) return hr;
    if (size && FAILED(hr = heap_alloc(heap, size, (void **)&attributes, error))) return hr;
    for (i = 0; i < from->attributeCount; i++)
    {
        hr = copy_attribute(heap, from->attributes[i], &attributes[i], error);
        if (FAILED(hr)) return hr;
    }
    to->node.nodeType = WS_XML_NODE_TYPE_ELEMENT;
    to->attributes = attributes;
    to->attributeCount = from->attributeCount;
    to->isEmpty = from->isEmpty;
    return S_OK;
}

HRESULT tree_append_pair(WS_XML_BUFFER *buffer, struct tree_node **position, WS_XML_NODE_TYPE type,
        struct tree_node **ret, WS_ERROR *error)
{
    BOOL element = type == WS_XML_NODE_TYPE_ELEMENT;
    struct tree_node *node, *end;
    HRESULT hr;

    if (FAILED(hr = tree_node_create(buffer, type, &node, error))) return hr;
    hr = tree_node_create(buffer,
            element ? WS_XML_NODE_TYPE_END_ELEMENT : WS_XML_NODE_TYPE_END_CDATA, &end, error);
    if (FAILED(hr)) return hr;
    tree_insert(node, NULL, end);
    tree_insert((*position)->parent, *position, node);
    *position = end;
    *ret = node;
    return S_OK;
}

HRESULT tree_append_copy(WS_XML_BUFFER *buffer, struct tree_node **position,
        const WS_XML_NODE *from, WS_ERROR *error)
{
    struct tree_node *node;
    HRESULT hr;

    switch (from->nodeType)
    {
    case WS_XML_NODE_TYPE_BOF:
    case WS_XML_NODE_TYPE_EOF:
        return S_OK;
    case WS_XML_NODE_TYPE_END_ELEMENT:
    case WS_XML_NODE_TYPE_END_CDATA:
        *position = (*position)->parent->next;
        return S_OK;
    case WS_XML_NODE_TYPE_ELEMENT:
        hr = tree_append_pair(buffer, position, WS_XML_NODE_TYPE_ELEMENT, &node, error);
        if (FAILED(hr)) return hr;
        return tree_copy_element(
                buffer->heap, (const WS_XML_ELEMENT_NODE *)from, &node->u.element, error);
    case WS_XML_NODE_TYPE_CDATA:
        return tree_append_pair(buffer, position, WS_XML_NODE_TYPE_CDATA, &node, error);
    default:
        break;
    }
    if (FAILED(hr = tree_node_create(buffer, from->nodeType, &node, error))) return hr;
    if (from->nodeType == WS_XML_NODE_TYPE_TEXT)
        hr = tree_copy_text(
                buffer->heap, ((const WS_XML_TEXT_NODE *)from)->text, &node->u.text.text, error);
    else
        hr = copy_into(buffer->heap, &((const WS_XML_COMMENT_NODE *)from)->value,
                &node->u.comment.value, error);
    if (FAILED(hr)) return hr;
    tree_insert((*position)->parent, *position, node);
    return S_OK;
}

/* ======== moves ======== */

static BOOL is_element(const struct tree_node *node)
{
    return node->u.node.nodeType == WS_XML_NODE_TYPE_ELEMENT;
}

struct tree_node *tree_next(struct tree_node *node)
{
    if (node->first) return node->first;
    while (node && !node->next)
        node = node->parent;
    return node ? node->next : NULL;
}

static struct tree_node *find_element(struct tree_node *node)
{
    while (node && !is_element(node))
        node = node->next;
    return node;
}

static struct tree_node *root_of(struct tree_node *node)
{
    while (node->parent)
        node = node->parent;
    return node;
}

struct tree_node *tree_move(struct tree_node *node, WS_MOVE_TO move)
{
    switch (move)
    {
    case WS_MOVE_TO_ROOT_ELEMENT:
        return find_element(root_of(node)->first);
    case WS_MOVE_TO_NEXT_ELEMENT:
        return find_element(node->next);
    case WS_MOVE_TO_PREVIOUS_ELEMENT:
        do
            node = node->prev;
        while (node && !is_element(node));
        return node;
    case WS_MOVE_TO_CHILD_ELEMENT:
        return find_element(node->first);
    case WS_MOVE_TO_END_ELEMENT:
        return is_element(node) ? node->last : NULL;
    case WS_MOVE_TO_PARENT_ELEMENT:
        do
            node = node->parent;
        while (node && node->u.node.nodeType == WS_XML_NODE_TYPE_CDATA);
        return node;
    case WS_MOVE_TO_NEXT_NODE:
        return node->parent ? node->next : node->last;
    case WS_MOVE_TO_PREVIOUS_NODE:
        return node->prev;
    case WS_MOVE_TO_FIRST_NODE:
        return node->parent ? node->parent->first : node;
    case WS_MOVE_TO_BOF:
        return root_of(node);
    case WS_MOVE_TO_EOF:
        return root_of(node)->last;
    case WS_MOVE_TO_CHILD_NODE:
        return node->first;
    default:
        return NULL;
    }
}
