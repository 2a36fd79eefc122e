/* XML that is kept as it is: elements and content in WS_XML_BUFFERs, attributes in WS_ANY_ATTRIBUTES.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

/* ---- reading ---- */

/* A field for anything may restrict the namespace to one, or to all but one. */
BOOL any_fits(const WS_FIELD_DESCRIPTION *field, const WS_XML_STRING *ns)
{
    if (!field->ns) return TRUE;
    return xml_string_equal(field->ns, ns) != ((field->options & WS_FIELD_OTHER_NAMESPACE) != 0);
}

HRESULT read_any_element(struct reading *r, WS_XML_BUFFER **ret)
{
    WS_XML_BUFFER *buffer = NULL;
    void *probe;
    HRESULT hr;

    if (!r->heap && FAILED(hr = reading_alloc(r, 0, &probe))) return hr;
    hr = WsReadXmlBuffer(r->reader, r->heap, &buffer, r->error);
    if (SUCCEEDED(hr)) *ret = buffer;
    return hr;
}

static HRESULT copy_content(struct reading *r, WS_XML_WRITER *writer)
{
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr))
    {
        WS_XML_NODE_TYPE type = reader_node(r->reader)->nodeType;

        if (type == WS_XML_NODE_TYPE_END_ELEMENT || type == WS_XML_NODE_TYPE_EOF) break;
        if (writer && type != WS_XML_NODE_TYPE_BOF)
            hr = WsCopyNode(writer, r->reader, r->error);
        else
            hr = WsSkipNode(r->reader, r->error);
    }
    return hr;
}

/* A new buffer on the heap that may hold text and several elements at its top, and a writer to it. */
HRESULT create_fragment(struct reading *r, WS_XML_BUFFER **buffer, WS_XML_WRITER **writer)
{
    static BOOL yes = TRUE;
    static const WS_XML_WRITER_PROPERTY fragment
            = { WS_XML_WRITER_PROPERTY_ALLOW_FRAGMENT, &yes, sizeof(yes) };
    WS_XML_WRITER *created = NULL;
    void *probe;
    HRESULT hr;

    if (!r->heap && FAILED(hr = reading_alloc(r, 0, &probe))) return hr;
    if (FAILED(hr = WsCreateXmlBuffer(r->heap, NULL, 0, buffer, r->error))) return hr;
    if (FAILED(hr = WsCreateWriter(NULL, 0, &created, r->error))) return hr;
    if (FAILED(hr = WsSetOutputToBuffer(created, *buffer, &fragment, 1, r->error)))
        WsFreeWriter(created);
    else
        *writer = created;
    return hr;
}

/* All up to the end of the element; ret NULL: thrown away. */
HRESULT read_any_content(struct reading *r, WS_XML_BUFFER **ret)
{
    WS_XML_WRITER *writer;
    WS_XML_BUFFER *buffer;
    HRESULT hr;

    if (!ret) return copy_content(r, NULL);
    if (FAILED(hr = create_fragment(r, &buffer, &writer))) return hr;
    hr = copy_content(r, writer);
    WsFreeWriter(writer);
    if (SUCCEEDED(hr)) *ret = buffer;
    return hr;
}

/* Attributes keep their characters: a copy as UTF-8 lives on the heap. */
static HRESULT copy_attribute(struct reading *r, const WS_XML_ATTRIBUTE *from, WS_ANY_ATTRIBUTE *to)
{
    WS_XML_UTF8_TEXT *text;
    WS_XML_STRING value;
    void *memory;
    HRESULT hr;

    hr = heap_copy_xml_string(r->heap, from->localName, &to->localName, r->error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = heap_copy_xml_string(r->heap, from->ns, &to->ns, r->error))) return hr;
    if (FAILED(hr = text_to_utf8(from->value, r->heap, &value, r->error))) return hr;
    if (FAILED(hr = heap_zalloc(r->heap, sizeof(*text), &memory, r->error))) return hr;
    text = memory;
    text->text.textType = WS_XML_TEXT_TYPE_UTF8;
    hr = heap_copy_xml_string(r->heap, &value, &text->value, r->error);
    to->value = &text->text;
    return hr;
}

static BOOL is_unmapped(const WS_STRUCT_DESCRIPTION *d, const WS_FIELD_DESCRIPTION *field,
        const WS_XML_ATTRIBUTE *attribute)
{
    return !attribute_is_mapped(d, attribute) && any_fits(field, attribute->ns);
}

HRESULT read_any_attributes(struct reading *r, const WS_STRUCT_DESCRIPTION *d,
        const WS_FIELD_DESCRIPTION *field, void *base)
{
    WS_ANY_ATTRIBUTES *all = (WS_ANY_ATTRIBUTES *)((BYTE *)base + field->offset);
    const WS_XML_ELEMENT_NODE *element = current_element(r);
    WS_ANY_ATTRIBUTE *list;
    void *memory;
    ULONG i, count = 0;
    HRESULT hr;

    for (i = 0; i < element->attributeCount; i++)
        count += is_unmapped(d, field, element->attributes[i]);
    memset(all, 0, sizeof(*all));
    if (!count) return S_OK;
    if (FAILED(hr = reading_alloc(r, (SIZE_T)count * sizeof(*list), &memory))) return hr;
    list = memory;
    memset(list, 0, count * sizeof(*list));
    for (i = 0, count = 0; i < element->attributeCount; i++)
    {
        if (!is_unmapped(d, field, element->attributes[i])) continue;
        if (FAILED(hr = copy_attribute(r, element->attributes[i], &list[count++]))) return hr;
    }
    all->attributes = list;
    all->attributeCount = count;
    return S_OK;
}

/* ---- writing ---- */

/* Declarations of the element in the buffer go along for the sake of names in its content, but not the default
 * namespace: it belongs to the name that is replaced, and children that need it declare it themselves. */
static HRESULT write_buffer_attributes(struct writing *w, const WS_XML_ELEMENT_NODE *element)
{
    ULONG i;
    HRESULT hr = S_OK;

    for (i = 0; SUCCEEDED(hr) && i < element->attributeCount; i++)
    {
        const WS_XML_ATTRIBUTE *a = element->attributes[i];

        if (a->isXmlNs)
        {
            if (a->prefix && a->prefix->length)
                hr = WsWriteXmlnsAttribute(w->writer, a->prefix, a->ns, a->singleQuote, w->error);
            continue;
        }
        hr = WsWriteStartAttribute(w->writer, a->prefix && a->prefix->length ? a->prefix : NULL,
                a->localName, a->ns, a->singleQuote, w->error);
        if (SUCCEEDED(hr)) hr = WsWriteText(w->writer, a->value, w->error);
        if (SUCCEEDED(hr)) hr = WsWriteEndAttribute(w->writer, w->error);
    }
    return hr;
}

static HRESULT write_buffer_element(struct writing *w, WS_XML_READER *reader)
{
    const WS_XML_NODE *node;
    HRESULT hr = WsReadToStartElement(reader, NULL, NULL, NULL, w->error);

    if (FAILED(hr)) return hr;
    node = reader_node(reader);
    hr = write_buffer_attributes(w, (const WS_XML_ELEMENT_NODE *)node);
    if (SUCCEEDED(hr)) hr = WsReadStartElement(reader, w->error);
    while (SUCCEEDED(hr) && reader_node(reader)->nodeType != WS_XML_NODE_TYPE_END_ELEMENT)
        hr = WsCopyNode(w->writer, reader, w->error);
    return hr;
}

/* The attributes and content of the buffer's element become those of the open element. */
HRESULT write_buffer_into(struct writing *w, WS_XML_BUFFER *buffer)
{
    WS_XML_READER *reader = NULL;
    HRESULT hr = WsCreateReader(NULL, 0, &reader, w->error);

    if (FAILED(hr)) return hr;
    hr = WsSetInputToBuffer(reader, buffer, NULL, 0, w->error);
    if (SUCCEEDED(hr)) hr = write_buffer_element(w, reader);
    WsFreeReader(reader);
    return hr;
}

HRESULT write_any_attributes(struct writing *w, const WS_ANY_ATTRIBUTES *attributes)
{
    ULONG i;
    HRESULT hr = S_OK;

    if (attributes->attributeCount && !attributes->attributes)
        return subject_fail(&w->subject, w->error, E_INVALIDARG, "%u attributes are at NULL",
                attributes->attributeCount);
    for (i = 0; SUCCEEDED(hr) && i < attributes->attributeCount; i++)
    {
        const WS_ANY_ATTRIBUTE *a = &attributes->attributes[i];

        hr = WsWriteStartAttribute(w->writer, NULL, &a->localName, &a->ns, FALSE, w->error);
        if (SUCCEEDED(hr) && a->value) hr = WsWriteText(w->writer, a->value, w->error);
        if (SUCCEEDED(hr)) hr = WsWriteEndAttribute(w->writer, w->error);
    }
    return hr;
}
