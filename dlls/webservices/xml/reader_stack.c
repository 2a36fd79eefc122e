/* What text and binary readers keep of open elements: their names, the namespaces in scope, the attributes of
 * the current one, and the xml: attributes that are inherited.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/reader.h"

#include <string.h>

static HRESULT grow_stack(WS_XML_READER *reader, WS_ERROR *error)
{
    ULONG size = reader->elements_size ? reader->elements_size * 2 : 16;
    struct open_element *elements = mem_realloc(reader->elements, (SIZE_T)size * sizeof(*elements));

    if (!elements) return fail_memory(error);
    reader->elements = elements;
    reader->elements_size = size;
    return S_OK;
}

HRESULT reader_push_slowly(
        WS_XML_READER *reader, const BYTE *name, ULONG name_size, WS_ERROR *error)
{
    struct open_element *element;
    BYTE *copy;
    HRESULT hr;

    if (reader->depth >= reader->settings.max_depth)
        return reader_fail(reader, error, WS_E_QUOTA_EXCEEDED,
                "The element '%b' is nested deeper than %u elements", name, name_size,
                reader->settings.max_depth);
    if (reader->depth == reader->elements_size && FAILED(hr = grow_stack(reader, error))) return hr;
    element = &reader->elements[reader->depth];
    element->name = name;
    element->name_size = name_size;
    element->bindings = reader->scope.count;
    if (reader->copy_names)
    {
        element->names = arena_mark(&reader->names);
        if (!(copy = arena_alloc(&reader->names, name_size))) return fail_memory(error);
        memcpy(copy, name, name_size);
        element->name = copy;
    }
    reader->root_seen = TRUE;
    reader->depth++;
    return S_OK;
}

void reader_pop_slowly(WS_XML_READER *reader)
{
    const struct open_element *element = &reader->elements[--reader->depth];

    if (reader->scope.count > element->bindings) scope_pop(&reader->scope, element->bindings);
    if (reader->copy_names) arena_release(&reader->names, element->names);
    while (reader->xml_count && reader->xml_attributes[reader->xml_count - 1].depth > reader->depth)
        reader->xml_chars.end = reader->xml_attributes[--reader->xml_count].start;
}

/* ---- attributes ---- */

#define PLACES 16

static HRESULT grow_places(WS_XML_READER *reader, WS_ERROR *error)
{
    ULONG i, size = reader->attributes_size + PLACES;
    struct read_attribute *places;
    WS_XML_ATTRIBUTE **list = mem_realloc(reader->attributes, (SIZE_T)size * sizeof(*list));

    if (!list) return fail_memory(error);
    reader->attributes = list;
    if (!(places = arena_alloc(&reader->attribute_memory, PLACES * sizeof(*places))))
        return fail_memory(error);
    memset(places, 0, PLACES * sizeof(*places));
    for (i = 0; i < PLACES; i++)
    {
        places[i].attribute.localName = &places[i].local_name;
        places[i].attribute.value = &places[i].value.text;
        places[i].value.text.textType = WS_XML_TEXT_TYPE_UTF8;
        list[reader->attributes_size + i] = &places[i].attribute;
    }
    reader->attributes_size = size;
    return S_OK;
}

HRESULT reader_attribute_room(WS_XML_READER *reader, ULONG index, WS_ERROR *error)
{
    if (index >= reader->settings.max_attributes)
        return reader_fail(reader, error, WS_E_QUOTA_EXCEEDED,
                "An element has more than %u attributes", reader->settings.max_attributes);
    return index < reader->attributes_size ? S_OK : grow_places(reader, error);
}

static BOOL same_name(const WS_XML_ATTRIBUTE *a, const WS_XML_ATTRIBUTE *b)
{
    return a->localName->length == b->localName->length && a->isXmlNs == b->isXmlNs
            && !memcmp(a->localName->bytes, b->localName->bytes, a->localName->length)
            && (a->ns == b->ns || xml_string_equal(a->ns, b->ns));
}

/* One bit of 64, by which most different names differ. */
static inline UINT64 name_bit(const WS_XML_STRING *name)
{
    ULONG mix = name->bytes[0] + name->bytes[name->length - 1] * 5 + name->length * 11;

    return (UINT64)1 << (mix & 63);
}

/* No two attributes may have the same name and namespace; scope_add has looked at declarations. */
static HRESULT check_twice(WS_XML_READER *reader, ULONG index, WS_ERROR *error)
{
    const WS_XML_ATTRIBUTE *attr = reader->attributes[index];
    ULONG i;

    for (i = 0; i < index; i++)
    {
        if (same_name(reader->attributes[i], attr))
            return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                    "The attribute '%X' stands twice on the element '%X'", attr->localName,
                    &reader->element_name);
    }
    return S_OK;
}

static HRESULT find_prefix(WS_XML_READER *reader, const WS_XML_STRING *prefix,
        const WS_XML_STRING *name, WS_XML_STRING **ret, WS_ERROR *error)
{
    const WS_XML_STRING *ns = scope_find_ns(&reader->scope, prefix->bytes, prefix->length);

    if (!ns)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "The prefix '%X' of '%X' is not declared", prefix, name);
    *ret = (WS_XML_STRING *)ns;
    return S_OK;
}

static HRESULT resolve_attribute(WS_XML_READER *reader, WS_XML_ATTRIBUTE *attr, WS_ERROR *error)
{
    HRESULT hr = find_prefix(reader, attr->prefix, attr->localName, &attr->ns, error);
    WS_XML_STRING value;

    if (FAILED(hr) || attr->prefix->length != 3 || memcmp(attr->prefix->bytes, "xml", 3)) return hr;
    hr = text_to_utf8(attr->value, &reader->heap, &value, error);
    return FAILED(hr) ? hr : reader_keep_xml(reader, attr->localName, &value, error);
}

HRESULT reader_resolve_slowly(WS_XML_READER *reader, ULONG count, WS_ERROR *error)
{
    WS_XML_ELEMENT_NODE *element = &reader->element;
    UINT64 seen = 0, bit;
    HRESULT hr;
    ULONG i;

    hr = find_prefix(reader, &reader->element_prefix, &reader->element_name, &element->ns, error);
    if (FAILED(hr)) return hr;
    for (i = 0; i < count; i++)
    {
        WS_XML_ATTRIBUTE *attr = reader->attributes[i];

        if (attr->isXmlNs) continue;
        if (attr->prefix->length && FAILED(hr = resolve_attribute(reader, attr, error))) return hr;
        bit = name_bit(attr->localName);
        if ((seen & bit) && FAILED(hr = check_twice(reader, i, error))) return hr;
        seen |= bit;
    }
    element->attributeCount = count;
    element->attributes = count ? reader->attributes : NULL;
    return S_OK;
}

/* ---- look-ups ---- */

const WS_XML_STRING *reader_scope_ns(WS_XML_READER *reader, const WS_XML_STRING *prefix)
{
    return scope_find_ns(&reader->scope, prefix->bytes, prefix->length);
}

HRESULT reader_keep_xml(WS_XML_READER *reader, const WS_XML_STRING *local_name,
        const WS_XML_STRING *value, WS_ERROR *error)
{
    struct xml_attribute *list = reader->xml_attributes;
    ULONG size = reader->xml_size ? reader->xml_size * 2 : 8;
    HRESULT hr;

    if (reader->xml_count == reader->xml_size)
    {
        if (!(list = mem_realloc(list, (SIZE_T)size * sizeof(*list)))) return fail_memory(error);
        reader->xml_attributes = list;
        reader->xml_size = size;
    }
    list += reader->xml_count;
    list->depth = reader->depth;
    list->start = reader->xml_chars.end;
    list->name_size = local_name->length;
    list->value_size = value->length;
    hr = buf_put(&reader->xml_chars, local_name->bytes, local_name->length, error);
    if (SUCCEEDED(hr)) hr = buf_put(&reader->xml_chars, value->bytes, value->length, error);
    if (FAILED(hr))
    {
        reader->xml_chars.end = list->start;
        return hr;
    }
    reader->xml_count++;
    return S_OK;
}

BOOL reader_scope_xml(WS_XML_READER *reader, const WS_XML_STRING *local_name, WS_XML_STRING *value)
{
    const struct xml_attribute *attr;
    const BYTE *chars;
    ULONG i;

    for (i = reader->xml_count; i; i--)
    {
        attr = &reader->xml_attributes[i - 1];
        chars = reader->xml_chars.data + attr->start;
        if (attr->name_size != local_name->length
                || memcmp(chars, local_name->bytes, attr->name_size))
            continue;
        value->bytes = (BYTE *)chars + attr->name_size;
        value->length = attr->value_size;
        return TRUE;
    }
    return FALSE;
}
