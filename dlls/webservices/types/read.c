/* Reading values by WS_TYPE_MAPPING: WsReadType, WsReadElement, WsReadAttribute.
 *
 * Text goes from the reader's slices straight to its value, strings once through to the heap. The caller's
 * storage is written only when everything has been read.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

void reading_init(struct reading *r, WS_XML_READER *reader, WS_HEAP *heap, WS_ERROR *error)
{
    r->reader = reader;
    r->heap = heap;
    r->error = error;
    r->nesting = 0;
    memset(&r->subject, 0, sizeof(r->subject));
    memset(&r->checked, 0, sizeof(r->checked));
    scratch_init(&r->scratch);
}

void reading_clear(struct reading *r)
{
    scratch_clear(&r->scratch);
}

HRESULT read_fail(struct reading *r, HRESULT hr, const char *format, ...)
{
    UINT64 row = 0, column = 0;
    char text[512];
    va_list args;

    va_start(args, format);
    format_text(text, sizeof(text), format, args);
    va_end(args);
    reader_where(r->reader, &row, &column);
    if (row)
        return subject_fail(&r->subject, r->error, hr, "%s (row %U, column %U)", text, row, column);
    return subject_fail(&r->subject, r->error, hr, "%s (near byte %U)", text, column);
}

HRESULT reading_alloc(struct reading *r, SIZE_T size, void **ret)
{
    if (!r->heap)
        return subject_fail(&r->subject, r->error, E_INVALIDARG,
                "a heap is needed to keep what is read, but it is NULL");
    return heap_alloc(r->heap, size, ret, r->error);
}

/* ---- elements ---- */

static BOOL text_is_true(const WS_XML_TEXT *text)
{
    BOOL value = FALSE;

    return SUCCEEDED(text_to_value(text, WS_BOOL_VALUE_TYPE, &value, NULL)) && value;
}

/* xsi:nil on the current element. */
static BOOL element_is_nil(struct reading *r)
{
    const WS_XML_ELEMENT_NODE *element = current_element(r);
    const WS_XML_ATTRIBUTE *nil;

    if (!element->attributeCount) return FALSE;
    nil = reader_attribute(r->reader, &name_nil, &ns_xsi);
    return nil && text_is_true(nil->value);
}

/* Past white space and comments stands the end of the element. */
HRESULT read_at_end(struct reading *r)
{
    const WS_XML_ELEMENT_NODE *element;
    HRESULT hr;

    if (reader_node(r->reader)->nodeType == WS_XML_NODE_TYPE_END_ELEMENT) return S_OK;
    if (FAILED(hr = reader_skip_space(r->reader, r->error))) return hr;
    if (reader_node(r->reader)->nodeType == WS_XML_NODE_TYPE_END_ELEMENT) return S_OK;
    if ((element = current_element(r)))
        return read_fail(r, WS_E_INVALID_FORMAT,
                "the end of the content was expected, but there is element '%X' in namespace '%X'",
                element->localName, element->ns);
    return read_fail(
            r, WS_E_INVALID_FORMAT, "the end of the content was expected, but there is more text");
}

HRESULT read_skip_element(struct reading *r)
{
    return WsSkipNode(r->reader, r->error);
}

/* An element with xsi:nil must be empty. */
static HRESULT read_nil(
        struct reading *r, const struct typed *t, const struct place *place, void *dst)
{
    HRESULT hr;

    if (!place->nillable)
        return read_fail(r, WS_E_INVALID_FORMAT,
                "the element is nil (xsi:nil), but a value of type %s is required", t->row->name);
    if (FAILED(hr = WsReadStartElement(r->reader, r->error))) return hr;
    if (FAILED(hr = read_at_end(r))) return hr;
    if (FAILED(hr = WsReadEndElement(r->reader, r->error))) return hr;
    memset(dst, 0, place->pointer ? sizeof(void *) : t->size);
    return S_OK;
}

HRESULT read_text_value(struct reading *r, const struct typed *t, void *value)
{
    const WS_XML_TEXT *text;
    HRESULT hr = reader_text(r->reader, ~0u, &text, r->error);

    if (FAILED(hr)) return hr;
    return t->row->from_text(r, t->row, text, t->description, value);
}

static HRESULT read_union(struct reading *r, const struct typed *t, void *value)
{
    const WS_XML_ELEMENT_NODE *element;
    BOOL found = FALSE;
    HRESULT hr;

    if (FAILED(hr = reader_skip_space(r->reader, r->error))) return hr;
    if (FAILED(hr = read_choice(r, t->description, value, &found)) || found) return hr;
    if (!(element = current_element(r)))
        return read_fail(r, WS_E_INVALID_FORMAT, "one of the elements of a union is missing");
    return read_fail(r, WS_E_INVALID_FORMAT,
            "element '%X' in namespace '%X' is none of the elements of the union",
            element->localName, element->ns);
}

static HRESULT read_custom(
        struct reading *r, const struct typed *t, WS_TYPE_MAPPING mapping, void *value)
{
    const WS_CUSTOM_TYPE_DESCRIPTION *d = t->description;

    if (!d->readCallback) return read_fail(r, E_INVALIDARG, "the custom type has no read callback");
    return d->readCallback(
            r->reader, mapping, d->descriptionData, r->heap, value, d->size, r->error);
}

/* The content between start and end of an element, which is consumed with both. */
static HRESULT read_element_value(struct reading *r, const struct typed *t, void *value)
{
    const WS_XML_TEXT *leaf;
    HRESULT hr;

    switch (t->row->kind)
    {
    case KIND_STRUCT:
        return read_struct_element(r, t->description, value);
    case KIND_BUFFER:
        return read_any_element(r, value);
    case KIND_CUSTOM:
        return read_custom(r, t, WS_ELEMENT_TYPE_MAPPING, value);
    case KIND_BUILTIN:
        return t->type == WS_FAULT_TYPE ? read_fault(r, t->description, value)
                                        : read_address(r, t->description, value);
    case KIND_VOID:
        return read_skip_element(r);
    }
    if (t->row->kind == KIND_TEXT && (hr = reader_leaf(r->reader, &leaf, r->error)) != S_FALSE)
    {
        if (SUCCEEDED(hr)) hr = t->row->from_text(r, t->row, leaf, t->description, value);
        return FAILED(hr) ? hr : WsReadEndElement(r->reader, r->error);
    }
    if (FAILED(hr = WsReadStartElement(r->reader, r->error))) return hr;
    hr = t->row->kind == KIND_UNION ? read_union(r, t, value) : read_text_value(r, t, value);
    if (FAILED(hr) || FAILED(hr = read_at_end(r))) return hr;
    return WsReadEndElement(r->reader, r->error);
}

/* A sub type by xsi:type changes the description and the size of what is read. */
static HRESULT resolve_sub_type(
        struct reading *r, const struct typed *t, const struct place *place, struct typed *dynamic)
{
    const WS_STRUCT_DESCRIPTION *d = t->description;
    HRESULT hr = read_struct_type(r, &d);

    if (FAILED(hr)) return hr;
    *dynamic = *t;
    dynamic->description = d;
    dynamic->size = d->size;
    if (place->pointer || d == t->description || d->size == t->size) return S_OK;
    return read_fail(r, WS_E_INVALID_FORMAT,
            "the sub type '%X' of %u bytes needs a pointer, but there is place for %u bytes only",
            d->typeLocalName ? d->typeLocalName : &ns_empty, d->size, t->size);
}

HRESULT read_element(
        struct reading *r, const struct typed *declared, const struct place *place, void *dst)
{
    const struct typed *t = declared;
    struct typed dynamic;
    void *value = dst;
    HRESULT hr;

    if (current_element(r)->attributeCount)
    {
        if (t->row->kind != KIND_BUFFER && t->row->kind != KIND_VOID && element_is_nil(r))
            return read_nil(r, t, place, dst);
        if (t->row->kind == KIND_BUFFER && place->nillable && element_is_nil(r))
            return read_nil(r, t, place, dst);
    }
    if (t->row->kind == KIND_STRUCT)
    {
        if (FAILED(hr = resolve_sub_type(r, t, place, &dynamic))) return hr;
        t = &dynamic;
    }
    if (!place->pointer || (t->row->flags & TYPE_IS_POINTER))
        return read_element_value(r, t, value);
    if (FAILED(hr = reading_alloc(r, t->size, &value))) return hr;
    memset(value, 0, t->size);
    if (FAILED(hr = read_element_value(r, t, value))) return hr;
    *(void **)dst = value;
    return S_OK;
}

/* ---- the three other mappings ---- */

static HRESULT read_content(
        struct reading *r, const struct typed *t, WS_TYPE_MAPPING mapping, void *value)
{
    switch (t->row->kind)
    {
    case KIND_STRUCT:
        return read_struct_content(r, t->description, mapping, value);
    case KIND_UNION:
        return read_union(r, t, value);
    case KIND_CUSTOM:
        return read_custom(r, t, mapping, value);
    default:
        return read_text_value(r, t, value);
    }
}

/* The value as its option wants it, from content or an attribute. */
static HRESULT read_placed(struct reading *r, const struct typed *t, WS_TYPE_MAPPING mapping,
        const struct place *place, void *dst)
{
    void *value = dst;
    HRESULT hr;

    if (place->pointer && !(t->row->flags & TYPE_IS_POINTER))
    {
        if (FAILED(hr = reading_alloc(r, t->size, &value))) return hr;
        memset(value, 0, t->size);
        if (FAILED(hr = read_content(r, t, mapping, value))) return hr;
        *(void **)dst = value;
        return S_OK;
    }
    return read_content(r, t, mapping, value);
}

static HRESULT read_absent(
        struct reading *r, const struct typed *t, const struct place *place, void *dst)
{
    if (!place->optional)
        return read_fail(r, WS_E_INVALID_FORMAT,
                "an element of type %s is required, but there is none", t->row->name);
    memset(dst, 0, place->pointer ? sizeof(void *) : t->size);
    return S_OK;
}

static HRESULT read_mapped(struct reading *r, const struct typed *t, WS_TYPE_MAPPING mapping,
        const struct place *place, void *dst)
{
    BOOL found;
    HRESULT hr;

    if (mapping != WS_ELEMENT_TYPE_MAPPING && mapping != WS_ANY_ELEMENT_TYPE_MAPPING)
        return read_placed(r, t, mapping, place, dst);
    hr = WsReadToStartElement(r->reader, NULL, NULL, &found, r->error);
    if (FAILED(hr)) return hr;
    if (!found) return read_absent(r, t, place, dst);
    if (mapping == WS_ANY_ELEMENT_TYPE_MAPPING && t->row->kind == KIND_CUSTOM)
        return read_placed(r, t, mapping, place, dst);
    return read_element(r, t, place, dst);
}

/* ---- exports ---- */

/* Reads into memory of our own first, so that a failure leaves the caller's alone. */
static HRESULT read_unspoilt(struct reading *r, const struct typed *t, WS_TYPE_MAPPING mapping,
        const struct place *place, void *dst)
{
    BYTE room[512] __attribute__((aligned(16)));
    ULONG size = place->pointer ? sizeof(void *) : t->size;
    void *memory = size <= sizeof(room) ? room : mem_alloc(size);
    HRESULT hr;

    if (!memory) return fail_memory(r->error);
    memcpy(memory, dst, size);
    hr = read_mapped(r, t, mapping, place, memory);
    if (SUCCEEDED(hr)) memcpy(dst, memory, size);
    if (memory != room) mem_free(memory);
    return hr;
}

/* What the three exports share: everything is checked before the reader moves. */
static HRESULT prepare(const char *call, WS_XML_READER *reader, WS_TYPE_MAPPING mapping,
        WS_TYPE type, const void *description, WS_READ_OPTION option, WS_HEAP *heap, void *value,
        ULONG size, struct typed *t, struct place *place, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(reader, OBJECT_READER))
        return fail(error, E_INVALIDARG, "%s: not a reader", call);
    if (heap && !heap_is(heap)) return fail(error, E_INVALIDARG, "%s: not a heap", call);
    if (!type_mapping_name(mapping))
        return fail(error, E_INVALIDARG, "%s: %u is not a WS_TYPE_MAPPING", call, (ULONG)mapping);
    if (FAILED(hr = type_check(type, description, error))) return hr;
    typed_init(t, type, description);
    if (!(t->row->type_mappings & (1 << mapping)))
        return fail(error, E_INVALIDARG, "%s: type %s does not go with %s", call, t->row->name,
                type_mapping_name(mapping));
    if (FAILED(hr = read_option(option, t, value, size, place, error))) return hr;
    if (place->nillable && mapping == WS_ATTRIBUTE_TYPE_MAPPING)
        return fail(error, E_INVALIDARG, "%s: an attribute cannot be nil", call);
    if (place->pointer && !heap)
        return fail(error, E_INVALIDARG, "%s: this option needs a heap, but it is NULL", call);
    return S_OK;
}

/* A reader without input has no settings to tell. */
static HRESULT need_input(WS_XML_READER *reader, WS_ERROR *error)
{
    BOOL in_attribute;

    return WsGetReaderProperty(reader, WS_XML_READER_PROPERTY_IN_ATTRIBUTE, &in_attribute,
            sizeof(in_attribute), error);
}

HRESULT WINAPI WsReadType(WS_XML_READER *reader, WS_TYPE_MAPPING typeMapping, WS_TYPE type,
        const void *typeDescription, WS_READ_OPTION readOption, WS_HEAP *heap, void *value,
        ULONG valueSize, WS_ERROR *error)
{
    struct place place;
    struct reading r;
    struct typed t;
    HRESULT hr = prepare("WsReadType", reader, typeMapping, type, typeDescription, readOption, heap,
            value, valueSize, &t, &place, error);

    if (FAILED(hr) || FAILED(hr = need_input(reader, error))) return hr;
    reading_init(&r, reader, heap, error);
    hr = read_unspoilt(&r, &t, typeMapping, &place, value);
    reading_clear(&r);
    return hr;
}

HRESULT WINAPI WsReadElement(WS_XML_READER *reader,
        const WS_ELEMENT_DESCRIPTION *elementDescription, WS_READ_OPTION readOption, WS_HEAP *heap,
        void *value, ULONG valueSize, WS_ERROR *error)
{
    const WS_ELEMENT_DESCRIPTION *d = elementDescription;
    struct place place;
    struct reading r;
    struct typed t;
    BOOL found;
    HRESULT hr;

    if (!object_is(reader, OBJECT_READER))
        return fail(error, E_INVALIDARG, "WsReadElement: not a reader");
    if (!d || !d->elementLocalName || !d->elementNs)
        return fail(error, E_INVALIDARG,
                "WsReadElement: the element description or a name in it is NULL");
    hr = prepare("WsReadElement", reader, WS_ELEMENT_TYPE_MAPPING, d->type, d->typeDescription,
            readOption, heap, value, valueSize, &t, &place, error);
    if (FAILED(hr)) return hr;
    if (place.optional)
    {
        hr = WsReadToStartElement(reader, d->elementLocalName, d->elementNs, &found, error);
        if (FAILED(hr)) return hr;
        if (!found)
        {
            memset(value, 0, valueSize);
            return S_OK;
        }
    }
    else if (FAILED(hr = WsReadToStartElement(
                            reader, d->elementLocalName, d->elementNs, NULL, error)))
        return hr;
    reading_init(&r, reader, heap, error);
    r.subject.what = "Element";
    r.subject.name = d->elementLocalName;
    hr = read_unspoilt(&r, &t, WS_ELEMENT_TYPE_MAPPING, &place, value);
    reading_clear(&r);
    return hr;
}

HRESULT WINAPI WsReadAttribute(WS_XML_READER *reader,
        const WS_ATTRIBUTE_DESCRIPTION *attributeDescription, WS_READ_OPTION readOption,
        WS_HEAP *heap, void *value, ULONG valueSize, WS_ERROR *error)
{
    const WS_ATTRIBUTE_DESCRIPTION *d = attributeDescription;
    struct place place;
    struct reading r;
    struct typed t;
    ULONG index;
    HRESULT hr;

    if (!object_is(reader, OBJECT_READER))
        return fail(error, E_INVALIDARG, "WsReadAttribute: not a reader");
    if (!d || !d->attributeLocalName || !d->attributeNs)
        return fail(error, E_INVALIDARG,
                "WsReadAttribute: the attribute description or a name in it is NULL");
    hr = prepare("WsReadAttribute", reader, WS_ATTRIBUTE_TYPE_MAPPING, d->type, d->typeDescription,
            readOption, heap, value, valueSize, &t, &place, error);
    if (FAILED(hr)) return hr;
    hr = WsFindAttribute(
            reader, d->attributeLocalName, d->attributeNs, !place.optional, &index, error);
    if (FAILED(hr)) return hr;
    if (hr == S_FALSE)
    {
        memset(value, 0, valueSize);
        return S_OK;
    }
    if (FAILED(hr = WsReadStartAttribute(reader, index, error))) return hr;
    reading_init(&r, reader, heap, error);
    r.subject.what = "Attribute";
    r.subject.name = d->attributeLocalName;
    hr = read_unspoilt(&r, &t, WS_ATTRIBUTE_TYPE_MAPPING, &place, value);
    reading_clear(&r);
    return FAILED(hr) ? hr : WsReadEndAttribute(reader, error);
}
