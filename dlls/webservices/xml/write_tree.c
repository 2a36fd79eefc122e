/* Writing into the tree of an XML buffer. New nodes go before writer->position.
 *
 * While a start tag is open, position is the new element's END_ELEMENT node, so its parent is the element.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/writer.h"

#include <string.h>

static WS_XML_ELEMENT_NODE *open_element(WS_XML_WRITER *writer)
{
    return &writer->position->parent->u.element;
}

/* Nothing can stand before the root of the tree: what is written there becomes its first child. */
static HRESULT take_place(WS_XML_WRITER *writer, WS_ERROR *error)
{
    if (!writer->position->parent && writer->position != writer->buffer->root)
        return fail(error, WS_E_INVALID_OPERATION,
                "The node that the writer stands on has been removed; it needs a new position");
    if (!writer->position->parent) writer->position = writer->position->first;
    if (writer->position->parent->u.node.nodeType == WS_XML_NODE_TYPE_ELEMENT)
        writer->position->parent->u.element.isEmpty = FALSE;
    return S_OK;
}

static HRESULT tree_start_element(
        WS_XML_WRITER *writer, struct element *element, const WS_XML_STRING *local, WS_ERROR *error)
{
    WS_XML_ELEMENT_NODE node = { 0 };
    struct tree_node *made, *position;
    HRESULT hr;

    if (FAILED(hr = take_place(writer, error))) return hr;
    position = writer->position;
    node.prefix = &element->prefix;
    node.localName = (WS_XML_STRING *)local;
    node.ns = &element->ns;
    node.isEmpty = TRUE;
    hr = tree_append_pair(writer->buffer, &position, WS_XML_NODE_TYPE_ELEMENT, &made, error);
    if (FAILED(hr)) return hr;
    hr = tree_copy_element(writer->buffer->heap, &node, &made->u.element, error);
    if (FAILED(hr))
    {
        tree_unlink(made);
        return hr;
    }
    writer->position = position;
    writer->attribute_room = 0;
    return S_OK;
}

/* One more attribute at the end of the open element's array. */
static HRESULT add_attribute(WS_XML_WRITER *writer, WS_XML_ATTRIBUTE *attribute, WS_ERROR *error)
{
    WS_XML_ELEMENT_NODE *element = open_element(writer);
    ULONG room = element->attributeCount ? element->attributeCount * 2 : 4;
    WS_XML_ATTRIBUTE **list;
    HRESULT hr;

    if (element->attributeCount >= writer->attribute_room)
    {
        hr = heap_alloc(writer->buffer->heap, room * sizeof(*list), (void **)&list, error);
        if (FAILED(hr)) return hr;
        if (element->attributeCount)
            memcpy(list, element->attributes, element->attributeCount * sizeof(*list));
        element->attributes = list;
        writer->attribute_room = room;
    }
    element->attributes[element->attributeCount++] = attribute;
    return S_OK;
}

static HRESULT make_name(
        WS_HEAP *heap, const WS_XML_STRING *from, WS_XML_STRING **ret, WS_ERROR *error)
{
    WS_XML_STRING *to;
    HRESULT hr;

    if (FAILED(hr = heap_zalloc(heap, sizeof(*to), (void **)&to, error))) return hr;
    if (from->dictionary && from->dictionary->isConst)
        *to = from->dictionary->strings[from->id];
    else if (from->length && FAILED(hr = heap_copy_xml_string(heap, from, to, error)))
        return hr;
    *ret = to;
    return S_OK;
}

static HRESULT make_attribute(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, BOOL single_quote, BOOL is_xmlns,
        WS_ERROR *error)
{
    WS_HEAP *heap = writer->buffer->heap;
    WS_XML_ATTRIBUTE *attribute;
    WS_XML_UTF8_TEXT *value;
    HRESULT hr;

    if (FAILED(hr = heap_zalloc(heap, sizeof(*attribute), (void **)&attribute, error))) return hr;
    if (FAILED(hr = heap_zalloc(heap, sizeof(*value), (void **)&value, error))) return hr;
    value->text.textType = WS_XML_TEXT_TYPE_UTF8;
    attribute->value = &value->text;
    attribute->singleQuote = !!single_quote;
    attribute->isXmlNs = !!is_xmlns;
    if (FAILED(hr = make_name(heap, prefix, &attribute->prefix, error))) return hr;
    if (FAILED(hr = make_name(heap, local, &attribute->localName, error))) return hr;
    if (FAILED(hr = make_name(heap, ns, &attribute->ns, error))) return hr;
    return add_attribute(writer, attribute, error);
}

static HRESULT tree_start_attribute(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, BOOL single_quote, WS_ERROR *error)
{
    return make_attribute(writer, prefix, local, ns, single_quote, FALSE, error);
}

static HRESULT tree_end_attribute(WS_XML_WRITER *writer, WS_ERROR *error)
{
    return S_OK;
}

static HRESULT tree_xmlns(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *ns, BOOL single_quote, WS_ERROR *error)
{
    static const WS_XML_STRING xmlns = XML_STRING("xmlns");

    return make_attribute(
            writer, prefix, prefix->length ? prefix : &xmlns, ns, single_quote, TRUE, error);
}

static HRESULT tree_end_start(WS_XML_WRITER *writer, BOOL empty, WS_ERROR *error)
{
    open_element(writer)->isEmpty = empty;
    if (empty) writer->position = writer->position->parent->next;
    return S_OK;
}

static HRESULT tree_end_element(WS_XML_WRITER *writer, struct element *element, WS_ERROR *error)
{
    writer->position = writer->position->parent->next;
    return S_OK;
}

/* ======== text ======== */

static HRESULT append_bytes(WS_HEAP *heap, BYTE **bytes, ULONG *count, const BYTE *more,
        ULONG more_count, WS_ERROR *error)
{
    HRESULT hr;

    if (more_count > 0xffffffff - *count) return fail_memory(error);
    hr = heap_grow(heap, *bytes, *count, (SIZE_T)*count + more_count, (void **)bytes, error);
    if (FAILED(hr)) return hr;
    memcpy(*bytes + *count, more, more_count);
    *count += more_count;
    return S_OK;
}

/* A further piece of an attribute's value, of the same type as the first. */
static HRESULT append_text(WS_HEAP *heap, WS_XML_TEXT *to, const WS_XML_TEXT *from, WS_ERROR *error)
{
    switch (from->textType)
    {
    case WS_XML_TEXT_TYPE_UTF8:
    {
        WS_XML_STRING *value = &((WS_XML_UTF8_TEXT *)to)->value;
        const WS_XML_STRING *more = &((const WS_XML_UTF8_TEXT *)from)->value;

        value->dictionary = NULL;
        return append_bytes(heap, &value->bytes, &value->length, more->bytes, more->length, error);
    }
    case WS_XML_TEXT_TYPE_UTF16:
        return append_bytes(heap, &((WS_XML_UTF16_TEXT *)to)->bytes,
                &((WS_XML_UTF16_TEXT *)to)->byteCount, ((const WS_XML_UTF16_TEXT *)from)->bytes,
                ((const WS_XML_UTF16_TEXT *)from)->byteCount, error);
    default:
        return append_bytes(heap, &((WS_XML_BASE64_TEXT *)to)->bytes,
                &((WS_XML_BASE64_TEXT *)to)->length, ((const WS_XML_BASE64_TEXT *)from)->bytes,
                ((const WS_XML_BASE64_TEXT *)from)->length, error);
    }
}

static HRESULT tree_text(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    WS_HEAP *heap = writer->buffer->heap;
    struct tree_node *node;
    HRESULT hr;

    if (writer->state == WRITER_ATTRIBUTE)
    {
        WS_XML_ELEMENT_NODE *element = open_element(writer);
        WS_XML_ATTRIBUTE *attribute = element->attributes[element->attributeCount - 1];

        if (!writer->attribute_begun)
        {
            writer->attribute_begun = TRUE;
            return tree_copy_text(heap, text, &attribute->value, error);
        }
        return append_text(heap, attribute->value, text, error);
    }
    if (FAILED(hr = take_place(writer, error))) return hr;
    if (FAILED(hr = tree_node_create(writer->buffer, WS_XML_NODE_TYPE_TEXT, &node, error)))
        return hr;
    if (FAILED(hr = tree_copy_text(heap, text, &node->u.text.text, error))) return hr;
    tree_insert(writer->position->parent, writer->position, node);
    return S_OK;
}

static HRESULT tree_start_cdata(WS_XML_WRITER *writer, WS_ERROR *error)
{
    struct tree_node *node;
    HRESULT hr = take_place(writer, error);

    if (FAILED(hr)) return hr;
    return tree_append_pair(
            writer->buffer, &writer->position, WS_XML_NODE_TYPE_CDATA, &node, error);
}

static HRESULT tree_end_cdata(WS_XML_WRITER *writer, WS_ERROR *error)
{
    writer->position = writer->position->parent->next;
    return S_OK;
}

static HRESULT tree_comment(WS_XML_WRITER *writer, const WS_XML_STRING *value, WS_ERROR *error)
{
    WS_XML_COMMENT_NODE node = { { WS_XML_NODE_TYPE_COMMENT }, *value };
    HRESULT hr = take_place(writer, error);

    if (FAILED(hr)) return hr;
    return tree_append_copy(writer->buffer, &writer->position, &node.node, error);
}

const struct write_format tree_write_format = {
    .name = "XML buffer",
    .start_element = tree_start_element,
    .start_attribute = tree_start_attribute,
    .end_attribute = tree_end_attribute,
    .xmlns = tree_xmlns,
    .end_start = tree_end_start,
    .end_element = tree_end_element,
    .text = tree_text,
    .start_cdata = tree_start_cdata,
    .end_cdata = tree_end_cdata,
    .comment = tree_comment,
};
