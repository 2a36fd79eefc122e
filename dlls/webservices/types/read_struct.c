/* Reading structs: attributes, then content field by field in the order of the description.
 *
 * Reading is greedy and strict, as documented: each field takes what it can, what no field takes is an error
 * unless the struct's options ignore it. The expected field is compared first and nearly always is a hit.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

static const WS_XML_STRING *shown(const WS_XML_STRING *name)
{
    return name ? name : &ns_empty;
}

/* ---- xsi:type ---- */

static const WS_STRUCT_DESCRIPTION *find_sub_type(const WS_STRUCT_DESCRIPTION *d,
        const WS_XML_STRING *name, const WS_XML_STRING *ns, ULONG nesting)
{
    const WS_STRUCT_DESCRIPTION *found = NULL;
    ULONG i;

    if (d->typeLocalName && xml_string_equal(d->typeLocalName, name)
            && xml_string_equal(shown(d->typeNs), ns))
        return d;
    for (i = 0; !found && d->subTypes && i < d->subTypeCount && nesting < 16; i++)
    {
        if (d->subTypes[i]) found = find_sub_type(d->subTypes[i], name, ns, nesting + 1);
    }
    return found;
}

static const WS_FIELD_DESCRIPTION *type_field(const WS_STRUCT_DESCRIPTION *d)
{
    ULONG i;

    for (i = 0; i < d->fieldCount; i++)
    {
        if (d->fields[i] && d->fields[i]->mapping == WS_TYPE_ATTRIBUTE_FIELD_MAPPING)
            return d->fields[i];
    }
    return NULL;
}

static HRESULT split_type(
        struct reading *r, const WS_XML_TEXT *text, WS_XML_STRING *local, const WS_XML_STRING **ns)
{
    const WS_XML_STRING *value = &((const WS_XML_UTF8_TEXT *)text)->value;
    WS_XML_STRING prefix = { 0 };
    const BYTE *bytes = value->bytes, *colon;
    ULONG length = value->length;
    HRESULT hr;

    if (text->textType != WS_XML_TEXT_TYPE_UTF8)
        return read_fail(r, WS_E_INVALID_FORMAT, "the xsi:type is not a name");
    trim_space(&bytes, &length);
    memset(local, 0, sizeof(*local));
    local->bytes = (BYTE *)bytes;
    local->length = length;
    if (length && (colon = memchr(bytes, ':', length)))
    {
        prefix.bytes = (BYTE *)bytes;
        prefix.length = colon - bytes;
        local->bytes = (BYTE *)colon + 1;
        local->length = length - prefix.length - 1;
    }
    *ns = NULL;
    hr = WsGetNamespaceFromPrefix(r->reader, &prefix, FALSE, ns, r->error);
    if (FAILED(hr)) return hr;
    if (!*ns && prefix.length)
        return read_fail(
                r, WS_E_INVALID_FORMAT, "the prefix '%X' of its xsi:type is not declared", &prefix);
    if (!*ns) *ns = &ns_empty;
    return S_OK;
}

/* Replaces the description by that of the sub type which the current element's xsi:type names. Structs without a
 * type field cannot tell sub types apart and do not look. */
HRESULT read_struct_type(struct reading *r, const WS_STRUCT_DESCRIPTION **description)
{
    const WS_STRUCT_DESCRIPTION *d = *description, *found;
    const WS_XML_ATTRIBUTE *attribute = NULL;
    const WS_XML_QNAME_TEXT *qname;
    const WS_XML_STRING *ns;
    WS_XML_STRING local;
    HRESULT hr;

    if (!(d->structOptions & WS_STRUCT_ABSTRACT) && !current_element(r)->attributeCount)
        return S_OK;
    if (!type_field(d)) return S_OK;
    attribute = reader_attribute(r->reader, &name_type, &ns_xsi);
    if (!attribute)
    {
        if (!(d->structOptions & WS_STRUCT_ABSTRACT)) return S_OK;
        return read_fail(r, WS_E_INVALID_FORMAT,
                "type '%X' is abstract, so an xsi:type must name a sub type, but there is none",
                shown(d->typeLocalName));
    }
    qname = (const WS_XML_QNAME_TEXT *)attribute->value;
    if (qname->text.textType == WS_XML_TEXT_TYPE_QNAME && qname->localName && qname->ns)
    {
        local = *qname->localName;
        ns = qname->ns;
    }
    else if (FAILED(hr = split_type(r, attribute->value, &local, &ns)))
        return hr;
    if (!(found = find_sub_type(d, &local, ns, 0)))
        return read_fail(r, WS_E_INVALID_FORMAT,
                "its xsi:type '%X' in namespace '%X' is neither '%X' nor one of its sub types",
                &local, ns, shown(d->typeLocalName));
    if (found->structOptions & WS_STRUCT_ABSTRACT)
        return read_fail(r, WS_E_INVALID_FORMAT, "its xsi:type '%X' is abstract", &local);
    *description = found;
    return S_OK;
}

/* ---- absent fields ---- */

/* The default value, or zeros. */
HRESULT read_default(struct reading *r, const WS_FIELD_DESCRIPTION *field, void *base)
{
    BYTE *dst = (BYTE *)base + field->offset;
    struct typed t;
    void *copy;
    HRESULT hr;

    typed_init(&t, field->type, field->typeDescription);
    switch (field->mapping)
    {
    case WS_REPEATING_ELEMENT_FIELD_MAPPING:
    case WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING:
    case WS_REPEATING_ANY_ELEMENT_FIELD_MAPPING:
        if (t.row->kind == KIND_VOID) return S_OK;
        *(void **)dst = NULL;
        *(ULONG *)((BYTE *)base + field->countOffset) = 0;
        return S_OK;
    case WS_ELEMENT_CHOICE_FIELD_MAPPING:
    {
        const WS_UNION_DESCRIPTION *d = field->typeDescription;

        *(int *)(dst + d->enumOffset) = d->noneEnumValue;
        return S_OK;
    }
    case WS_NO_FIELD_MAPPING:
        break;
    default:
        if (t.row->kind == KIND_VOID) return S_OK;
    }
    if (t.row->kind == KIND_ARRAY) *(ULONG *)((BYTE *)base + field->countOffset) = 0;
    if (field->options & WS_FIELD_POINTER)
    {
        *(void **)dst = NULL;
        if (!field->defaultValue || field->mapping == WS_NO_FIELD_MAPPING) return S_OK;
        if (FAILED(hr = reading_alloc(r, t.size, &copy))) return hr;
        memcpy(copy, field->defaultValue->value, t.size);
        *(void **)dst = copy;
        return S_OK;
    }
    if (field->defaultValue)
        memcpy(dst, field->defaultValue->value, t.size);
    else
        memset(dst, 0, t.size);
    return S_OK;
}

static HRESULT absent(
        struct reading *r, const WS_FIELD_DESCRIPTION *field, const char *what, void *base)
{
    const WS_XML_ELEMENT_NODE *element = current_element(r);

    if (field->options & WS_FIELD_OPTIONAL) return read_default(r, field, base);
    r->subject.what = what;
    r->subject.name = shown(field->localName);
    if (what[0] != 'A' && element)
        return read_fail(r, WS_E_INVALID_FORMAT,
                "is missing; in its place is element '%X' in namespace '%X'", element->localName,
                element->ns);
    return read_fail(r, WS_E_INVALID_FORMAT, "is missing");
}

/* ---- attributes ---- */

/* A pointer field and its count field are one value of a counted type. */
static HRESULT read_array_text(struct reading *r, const WS_FIELD_DESCRIPTION *field,
        const struct type_row *row, const WS_XML_TEXT *text, void *base)
{
    const struct type_row *counted_row = &type_rows[row->counted_as];
    union
    {
        WS_STRING string;
        WS_XML_STRING xml;
        WS_BYTES bytes;
    } value;
    HRESULT hr = counted_row->from_text(r, counted_row, text, field->typeDescription, &value);

    if (FAILED(hr)) return hr;
    *(void **)((BYTE *)base + field->offset) = value.string.chars;
    *(ULONG *)((BYTE *)base + field->countOffset) = value.string.length;
    return S_OK;
}

static HRESULT read_text_field(
        struct reading *r, const WS_FIELD_DESCRIPTION *field, const WS_XML_TEXT *text, void *base)
{
    const struct type_row *row = &type_rows[field->type];

    if (row->kind == KIND_ARRAY) return read_array_text(r, field, row, text, base);
    return row->from_text(r, row, text, field->typeDescription, (BYTE *)base + field->offset);
}

static HRESULT read_custom_attribute(struct reading *r, const WS_FIELD_DESCRIPTION *field,
        const WS_XML_ATTRIBUTE *attribute, void *base)
{
    const WS_CUSTOM_TYPE_DESCRIPTION *d = field->typeDescription;
    const WS_XML_ELEMENT_NODE *element = current_element(r);
    ULONG index = 0;
    HRESULT hr;

    if (!d->readCallback) return read_fail(r, E_INVALIDARG, "the custom type has no read callback");
    while (element->attributes[index] != attribute)
        index++;
    if (FAILED(hr = WsReadStartAttribute(r->reader, index, r->error))) return hr;
    hr = d->readCallback(r->reader, WS_ATTRIBUTE_TYPE_MAPPING, d->descriptionData, r->heap,
            (BYTE *)base + field->offset, d->size, r->error);
    return FAILED(hr) ? hr : WsReadEndAttribute(r->reader, r->error);
}

static HRESULT read_attribute_field(
        struct reading *r, const WS_FIELD_DESCRIPTION *field, void *base)
{
    const WS_XML_STRING *ns
            = field->mapping == WS_XML_ATTRIBUTE_FIELD_MAPPING ? &ns_xml : field->ns;
    const WS_XML_ATTRIBUTE *attribute = reader_attribute(r->reader, field->localName, ns);

    if (!attribute) return absent(r, field, "Attribute", base);
    r->subject.what = "Attribute";
    r->subject.name = field->localName;
    if (field->type == WS_VOID_TYPE) return S_OK;
    if (field->type == WS_CUSTOM_TYPE) return read_custom_attribute(r, field, attribute, base);
    return read_text_field(r, field, attribute->value, base);
}

/* Declarations, XML Schema's own attributes (nil, type, schemaLocation) and SOAP's, which header blocks carry,
 * belong to no struct. */
static BOOL attribute_is_general(const WS_XML_ATTRIBUTE *attribute)
{
    return attribute->isXmlNs || xml_string_equal(attribute->ns, &ns_xsi)
            || xml_string_is(attribute->ns, "http://schemas.xmlsoap.org/soap/envelope/")
            || xml_string_is(attribute->ns, "http://www.w3.org/2003/05/soap-envelope");
}

BOOL attribute_is_mapped(const WS_STRUCT_DESCRIPTION *d, const WS_XML_ATTRIBUTE *attribute)
{
    ULONG i;

    for (i = 0; i < d->fieldCount; i++)
    {
        const WS_FIELD_DESCRIPTION *field = d->fields[i];

        if (field->mapping == WS_ATTRIBUTE_FIELD_MAPPING
                && xml_string_equal(field->localName, attribute->localName)
                && xml_string_equal(field->ns, attribute->ns))
            return TRUE;
        if (field->mapping == WS_XML_ATTRIBUTE_FIELD_MAPPING
                && xml_string_equal(field->localName, attribute->localName)
                && xml_string_equal(&ns_xml, attribute->ns))
            return TRUE;
    }
    return attribute_is_general(attribute);
}

/* Every attribute that no field takes is an error. */
static HRESULT check_unhandled(struct reading *r, const WS_STRUCT_DESCRIPTION *d)
{
    const WS_XML_ELEMENT_NODE *element = current_element(r);
    ULONG i, j;

    for (i = 0; i < element->attributeCount; i++)
    {
        const WS_XML_ATTRIBUTE *attribute = element->attributes[i];

        if (attribute->isXmlNs || attribute_is_mapped(d, attribute)) continue;
        for (j = 0; j < d->fieldCount; j++)
        {
            if (d->fields[j]->mapping == WS_ANY_ATTRIBUTES_FIELD_MAPPING
                    && any_fits(d->fields[j], attribute->ns))
                break;
        }
        if (j < d->fieldCount) continue;
        r->subject.what = "Element";
        r->subject.name = element->localName;
        return read_fail(r, WS_E_INVALID_FORMAT,
                "its attribute '%X' in namespace '%X' is not expected", attribute->localName,
                attribute->ns);
    }
    return S_OK;
}

static HRESULT read_attributes(struct reading *r, const WS_STRUCT_DESCRIPTION *d, void *base)
{
    ULONG i;
    HRESULT hr = S_OK;

    for (i = 0; i < d->fieldCount; i++)
    {
        const WS_FIELD_DESCRIPTION *field = d->fields[i];

        switch (field->mapping)
        {
        case WS_TYPE_ATTRIBUTE_FIELD_MAPPING:
            *(const void **)((BYTE *)base + field->offset) = d;
            break;
        case WS_ATTRIBUTE_FIELD_MAPPING:
        case WS_XML_ATTRIBUTE_FIELD_MAPPING:
            hr = read_attribute_field(r, field, base);
            break;
        case WS_ANY_ATTRIBUTES_FIELD_MAPPING:
            if (field->type != WS_VOID_TYPE) hr = read_any_attributes(r, d, field, base);
            break;
        default:
            break;
        }
        if (FAILED(hr)) return hr;
    }
    if ((d->structOptions & WS_STRUCT_IGNORE_UNHANDLED_ATTRIBUTES)
            || !current_element(r)->attributeCount)
        return S_OK;
    return check_unhandled(r, d);
}

/* ---- content ---- */

/* On an element, or past the last of them. */
static inline HRESULT to_content(struct reading *r)
{
    WS_XML_NODE_TYPE type = reader_node(r->reader)->nodeType;

    if (type == WS_XML_NODE_TYPE_ELEMENT || type == WS_XML_NODE_TYPE_END_ELEMENT) return S_OK;
    return reader_skip_space(r->reader, r->error);
}

HRESULT read_element_field(struct reading *r, const WS_FIELD_DESCRIPTION *field, void *base)
{
    struct place place = { .pointer = !!(field->options & WS_FIELD_POINTER),
        .nillable = !!(field->options & WS_FIELD_NILLABLE) };
    BOOL any = field->mapping == WS_ANY_ELEMENT_FIELD_MAPPING;
    BYTE *dst = (BYTE *)base + field->offset;
    const WS_XML_ELEMENT_NODE *element;
    union
    {
        WS_STRING string;
        WS_XML_STRING xml;
        WS_BYTES bytes;
    } value;
    struct typed t;
    HRESULT hr;

    if (FAILED(hr = to_content(r))) return hr;
    element = current_element(r);
    if (any ? !element || !any_fits(field, element->ns)
            : !element_is(element, field->localName, field->ns))
        return absent(r, field, "Element", base);
    r->subject.what = "Element";
    r->subject.name = any ? &ns_empty : field->localName;
    typed_init(&t, field->type, field->typeDescription);
    if (t.row->kind != KIND_ARRAY) return read_element(r, &t, &place, dst);
    typed_init(&t, (WS_TYPE)t.row->counted_as, field->typeDescription);
    if (FAILED(hr = read_element(r, &t, &place, &value))) return hr;
    *(void **)dst = value.string.chars;
    *(ULONG *)((BYTE *)base + field->countOffset) = value.string.length;
    return S_OK;
}

static HRESULT read_choice_field(struct reading *r, const WS_FIELD_DESCRIPTION *field, void *base)
{
    const WS_XML_ELEMENT_NODE *element;
    BOOL found = FALSE;
    HRESULT hr;

    if (FAILED(hr = to_content(r))) return hr;
    hr = read_choice(r, field->typeDescription, (BYTE *)base + field->offset, &found);
    if (FAILED(hr) || found) return hr;
    if (field->options & WS_FIELD_OPTIONAL) return read_default(r, field, base);
    if (!(element = current_element(r)))
        return read_fail(r, WS_E_INVALID_FORMAT, "one of the elements of a choice is missing");
    return read_fail(r, WS_E_INVALID_FORMAT,
            "element '%X' in namespace '%X' is none of the elements of the choice",
            element->localName, element->ns);
}

static HRESULT read_whole_text(
        struct reading *r, const WS_FIELD_DESCRIPTION *field, WS_TYPE_MAPPING mapping, void *base)
{
    const struct type_row *row = &type_rows[field->type];
    const WS_CUSTOM_TYPE_DESCRIPTION *custom = field->typeDescription;
    BYTE *dst = (BYTE *)base + field->offset;
    const WS_XML_TEXT *text;
    HRESULT hr;

    if (row->kind == KIND_STRUCT)
        return read_struct_content(r, field->typeDescription, mapping, dst);
    if (row->kind == KIND_CUSTOM)
    {
        if (!custom->readCallback)
            return read_fail(r, E_INVALIDARG, "the custom type has no read callback");
        return custom->readCallback(r->reader,
                mapping == WS_ATTRIBUTE_TYPE_MAPPING ? mapping : WS_ELEMENT_CONTENT_TYPE_MAPPING,
                custom->descriptionData, r->heap, dst, custom->size, r->error);
    }
    if (FAILED(hr = reader_text(r->reader, ~0u, &text, r->error))) return hr;
    return read_text_field(r, field, text, base);
}

static HRESULT read_content_field(
        struct reading *r, const WS_FIELD_DESCRIPTION *field, WS_TYPE_MAPPING mapping, void *base)
{
    switch (field->mapping)
    {
    case WS_ELEMENT_FIELD_MAPPING:
    case WS_ANY_ELEMENT_FIELD_MAPPING:
        return read_element_field(r, field, base);
    case WS_REPEATING_ELEMENT_FIELD_MAPPING:
    case WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING:
    case WS_REPEATING_ANY_ELEMENT_FIELD_MAPPING:
        return read_repeating(r, field, base);
    case WS_ELEMENT_CHOICE_FIELD_MAPPING:
        return read_choice_field(r, field, base);
    case WS_TEXT_FIELD_MAPPING:
        return read_whole_text(r, field, mapping, base);
    case WS_ANY_CONTENT_FIELD_MAPPING:
        return read_any_content(r,
                field->type == WS_VOID_TYPE ? NULL
                                            : (WS_XML_BUFFER **)((BYTE *)base + field->offset));
    case WS_NO_FIELD_MAPPING:
        return read_default(r, field, base);
    default: /* attributes */
        if (mapping == WS_ELEMENT_TYPE_MAPPING) return S_OK;
        r->subject.what = "Attribute";
        r->subject.name = shown(field->localName);
        return read_fail(
                r, E_INVALIDARG, "an attribute cannot be read with %s", type_mapping_name(mapping));
    }
}

static HRESULT check_once(struct reading *r, const WS_STRUCT_DESCRIPTION *d, BOOL *plain)
{
    struct checked_slot *checked = checked_slot(&r->checked, d);
    HRESULT hr = S_OK;

    if (checked->description != d && SUCCEEDED(hr = struct_check(d, &checked->plain, r->error)))
        checked->description = d;
    *plain = checked->plain;
    return hr;
}

HRESULT read_struct_content(
        struct reading *r, const WS_STRUCT_DESCRIPTION *d, WS_TYPE_MAPPING mapping, void *value)
{
    const WS_STRUCT_DESCRIPTION *owner = r->subject.owner;
    BOOL plain;
    HRESULT hr = S_OK;
    ULONG i;

    if (FAILED(hr = check_once(r, d, &plain))) return hr;
    if (++r->nesting > MAX_NESTING)
        return read_fail(r, WS_E_QUOTA_EXCEEDED, "structs are nested deeper than %u", MAX_NESTING);
    r->subject.owner = d;
    for (i = 0; SUCCEEDED(hr) && i < d->fieldCount; i++)
    {
        const WS_FIELD_DESCRIPTION *field = d->fields[i];

        if (mapping == WS_ATTRIBUTE_TYPE_MAPPING && field->mapping != WS_TEXT_FIELD_MAPPING
                && field->mapping != WS_NO_FIELD_MAPPING)
            hr = read_fail(r, E_INVALIDARG, "a struct in an attribute can only have text");
        else
            hr = read_content_field(r, field, mapping, value);
    }
    r->nesting--;
    if (SUCCEEDED(hr)) r->subject.owner = owner;
    return hr;
}

/* What no field took. */
static HRESULT skip_trailing(struct reading *r, const WS_STRUCT_DESCRIPTION *d)
{
    const WS_XML_ELEMENT_NODE *element;
    HRESULT hr;

    if (FAILED(hr = to_content(r))) return hr;
    if (reader_node(r->reader)->nodeType == WS_XML_NODE_TYPE_END_ELEMENT) return S_OK;
    if (!(d->structOptions & WS_STRUCT_IGNORE_TRAILING_ELEMENT_CONTENT))
    {
        element = current_element(r);
        r->subject.owner = d;
        if (!element)
            return read_fail(r, WS_E_INVALID_FORMAT, "there is text that is not expected");
        r->subject.what = "Element";
        r->subject.name = element->localName;
        return read_fail(
                r, WS_E_INVALID_FORMAT, "in namespace '%X' is not expected here", element->ns);
    }
    while (reader_node(r->reader)->nodeType != WS_XML_NODE_TYPE_END_ELEMENT)
    {
        if (FAILED(hr = WsSkipNode(r->reader, r->error))) return hr;
    }
    return S_OK;
}

HRESULT read_struct_element(struct reading *r, const WS_STRUCT_DESCRIPTION *d, void *value)
{
    const WS_STRUCT_DESCRIPTION *owner = r->subject.owner;
    BOOL plain;
    HRESULT hr;

    if (FAILED(hr = check_once(r, d, &plain))) return hr;
    r->subject.owner = d;
    if ((!plain || current_element(r)->attributeCount) && FAILED(hr = read_attributes(r, d, value)))
        return hr;
    if (FAILED(hr = WsReadStartElement(r->reader, r->error))) return hr;
    if (FAILED(hr = read_struct_content(r, d, WS_ELEMENT_TYPE_MAPPING, value))) return hr;
    if (FAILED(hr = skip_trailing(r, d))) return hr;
    r->subject.owner = owner;
    return WsReadEndElement(r->reader, r->error);
}
