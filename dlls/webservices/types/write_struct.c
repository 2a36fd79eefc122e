/* Writing structs and unions: attributes, then content field by field in the order of the description.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

union counted_value
{
    WS_STRING string;
    WS_XML_STRING xml;
    WS_BYTES bytes;
};

/* ---- where a field's value is ---- */

/* The type and place of a field's value; *value NULL when it is nil. Pointer and count become one value. */
static void field_value(const WS_FIELD_DESCRIPTION *field, const void *base, struct typed *t,
        union counted_value *room, const void **value)
{
    const BYTE *at = (const BYTE *)base + field->offset;

    typed_init(t, field->type, field->typeDescription);
    *value = at;
    if (t->row->kind == KIND_ARRAY)
    {
        typed_init(t, (WS_TYPE)t->row->counted_as, field->typeDescription);
        memset(room, 0, sizeof(*room));
        room->string.length = *(const ULONG *)((const BYTE *)base + field->countOffset);
        room->string.chars = *(void *const *)at;
        *value = room;
    }
    else if (field->options & WS_FIELD_POINTER)
        *value = *(void *const *)at;
    if (*value && value_is_nil(t, *value)) *value = NULL;
}

/* CUSTOM types may judge for themselves whether a value is the default. */
static HRESULT is_left_out(struct writing *w, const WS_FIELD_DESCRIPTION *field,
        const struct typed *t, const void *value, BOOL *ret)
{
    const WS_CUSTOM_TYPE_DESCRIPTION *custom = field->typeDescription;

    *ret = FALSE;
    if (!(field->options & WS_FIELD_OPTIONAL)) return S_OK;
    if (!value || t->row->kind == KIND_VOID)
        *ret = TRUE;
    else if (t->row->kind == KIND_CUSTOM && custom->isDefaultValueCallback)
        return custom->isDefaultValueCallback(custom->descriptionData, value,
                field->defaultValue ? field->defaultValue->value : NULL, custom->size, ret,
                w->error);
    else if (!(field->options & WS_FIELD_POINTER) || field->defaultValue)
        *ret = value_is_default(t, field, value);
    return S_OK;
}

static HRESULT null_fail(struct writing *w)
{
    return subject_fail(
            &w->subject, w->error, WS_E_INVALID_FORMAT, "a value is required, but it is NULL");
}

/* Strings and bytes at NULL with length 0 are written as empty where nothing else is said. */
static const void *required_value(const WS_FIELD_DESCRIPTION *field, const struct typed *t,
        union counted_value *empty, const void *value)
{
    if (value || (field->options & WS_FIELD_POINTER) || (t->row->flags & TYPE_IS_POINTER)
            || !(t->row->flags & TYPE_HAS_NIL))
        return value;
    memset(empty, 0, sizeof(*empty));
    return empty;
}

/* ---- attributes ---- */

static HRESULT write_attribute_field(
        struct writing *w, const WS_FIELD_DESCRIPTION *field, const void *base)
{
    static const WS_XML_STRING xml_prefix = XML_STRING("xml");
    BOOL is_xml = field->mapping == WS_XML_ATTRIBUTE_FIELD_MAPPING, left_out;
    const WS_CUSTOM_TYPE_DESCRIPTION *custom = field->typeDescription;
    union counted_value room;
    const void *value;
    struct typed t;
    HRESULT hr;

    if (field->type == WS_VOID_TYPE) return S_OK;
    w->subject.what = "Attribute";
    w->subject.name = field->localName;
    field_value(field, base, &t, &room, &value);
    if (FAILED(hr = is_left_out(w, field, &t, value, &left_out)) || left_out) return hr;
    if (!(value = required_value(field, &t, &room, value))) return null_fail(w);
    if (t.type == WS_XML_QNAME_TYPE
            && FAILED(hr = write_prefix(w, &((const WS_XML_QNAME *)value)->ns)))
        return hr;
    w->in_attribute = TRUE;
    hr = WsWriteStartAttribute(w->writer, is_xml ? &xml_prefix : NULL, field->localName,
            is_xml ? &ns_xml : field->ns, FALSE, w->error);
    if (FAILED(hr)) return hr;
    if (t.row->kind != KIND_CUSTOM)
        hr = write_text_value(w, &t, value);
    else if (custom->writeCallback)
        hr = custom->writeCallback(w->writer, WS_ATTRIBUTE_TYPE_MAPPING, custom->descriptionData,
                value, custom->size, w->error);
    else
        hr = subject_fail(
                &w->subject, w->error, E_INVALIDARG, "the custom type has no write callback");
    w->in_attribute = FALSE;
    w->prefix.length = 0;
    return FAILED(hr) ? hr : WsWriteEndAttribute(w->writer, w->error);
}

static HRESULT write_attributes(struct writing *w, const WS_STRUCT_DESCRIPTION *d, const void *base)
{
    HRESULT hr = S_OK;
    ULONG i;

    for (i = 0; SUCCEEDED(hr) && i < d->fieldCount; i++)
    {
        const WS_FIELD_DESCRIPTION *field = d->fields[i];

        switch (field->mapping)
        {
        case WS_ATTRIBUTE_FIELD_MAPPING:
        case WS_XML_ATTRIBUTE_FIELD_MAPPING:
            hr = write_attribute_field(w, field, base);
            break;
        case WS_ANY_ATTRIBUTES_FIELD_MAPPING:
            w->subject.what = NULL;
            if (field->type != WS_VOID_TYPE)
                hr = write_any_attributes(
                        w, (const WS_ANY_ATTRIBUTES *)((const BYTE *)base + field->offset));
            break;
        default:
            break;
        }
    }
    return hr;
}

/* ---- elements ---- */

/* Whether a value can be the content of a leaf; texts that are empty or long are not. */
static inline BOOL is_leaf(
        WS_TYPE type, const void *description, const void *value, struct leaf *leaf)
{
    const struct type_row *row = &type_rows[type];
    const WS_STRING *string = value;
    const WCHAR *chars;

    if (description || !value) return FALSE;
    leaf->data = value;
    switch (type)
    {
    case WS_WSZ_TYPE:
        leaf->kind = LEAF_WSZ;
        leaf->data = chars = *(const WCHAR *const *)value;
        return chars && *chars;
    case WS_STRING_TYPE:
        leaf->kind = LEAF_UTF16;
        leaf->data = string->chars;
        leaf->count = string->length;
        return leaf->data && leaf->count;
    case WS_XML_STRING_TYPE:
        leaf->kind = LEAF_UTF8;
        return string->chars && string->length;
    default:
        leaf->kind = LEAF_VALUE;
        leaf->type = row->value_type;
        return row->kind == KIND_TEXT && row->value_type;
    }
}

/* The element of a field or an item. value NULL: nil. */
static HRESULT write_one(struct writing *w, const struct typed *t, const WS_XML_STRING *local,
        const WS_XML_STRING *ns, const void *value)
{
    struct leaf leaf;
    HRESULT hr;

    if (is_leaf(t->type, t->description, value, &leaf))
    {
        leaf.local = local;
        leaf.ns = ns;
        if ((hr = writer_leaf(w->writer, &leaf, w->error)) != S_FALSE) return hr;
    }
    hr = WsWriteStartElement(w->writer, NULL, local, ns, w->error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = write_element(w, t, value))) return hr;
    return WsWriteEndElement(w->writer, w->error);
}

static HRESULT write_any_element(struct writing *w, const struct typed *t, const void *value)
{
    const WS_CUSTOM_TYPE_DESCRIPTION *custom = t->description;

    if (t->row->kind == KIND_BUFFER)
        return WsWriteXmlBuffer(w->writer, *(WS_XML_BUFFER *const *)value, w->error);
    if (!custom->writeCallback)
        return subject_fail(
                &w->subject, w->error, E_INVALIDARG, "the custom type has no write callback");
    return custom->writeCallback(w->writer, WS_ANY_ELEMENT_TYPE_MAPPING, custom->descriptionData,
            value, custom->size, w->error);
}

/* The usual field, a required one that is there: see is_leaf. S_FALSE: it is another. Optional strings are as usual
 * when they are there and have no default to be compared with. */
static inline HRESULT write_leaf_field(
        struct writing *w, const WS_FIELD_DESCRIPTION *field, const void *base)
{
    ULONG odd = field->options & ~WS_FIELD_NILLABLE;
    struct leaf leaf;

    if (field->type == WS_WSZ_TYPE && !field->defaultValue) odd &= ~WS_FIELD_OPTIONAL;
    if (odd) return S_FALSE;
    if (!is_leaf(field->type, field->typeDescription, (const BYTE *)base + field->offset, &leaf))
        return S_FALSE;
    leaf.local = field->localName;
    leaf.ns = field->ns;
    return writer_leaf(w->writer, &leaf, w->error);
}

static HRESULT write_element_field(
        struct writing *w, const WS_FIELD_DESCRIPTION *field, const void *base)
{
    union counted_value room;
    const void *value;
    struct typed t;
    BOOL left_out;
    HRESULT hr;

    if (field->type == WS_VOID_TYPE) return S_OK;
    w->subject.what = "Element";
    w->subject.name = field->localName ? field->localName : &ns_empty;
    field_value(field, base, &t, &room, &value);
    if (FAILED(hr = is_left_out(w, field, &t, value, &left_out)) || left_out) return hr;
    if (!value && !(field->options & WS_FIELD_NILLABLE)
            && !(value = required_value(field, &t, &room, value)))
        return null_fail(w);
    if (field->mapping == WS_ANY_ELEMENT_FIELD_MAPPING)
        return value ? write_any_element(w, &t, value) : null_fail(w);
    return write_one(w, &t, field->localName, field->ns, value);
}

/* ---- arrays ---- */

static HRESULT write_item(struct writing *w, const WS_FIELD_DESCRIPTION *field,
        const struct typed *t, const void *item)
{
    const void *value = item;

    if (field->mapping == WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING)
        return write_choice(w, t->description, FALSE, item);
    w->subject.what = "Element";
    w->subject.name = field->itemLocalName ? field->itemLocalName : &ns_empty;
    if (field->options & WS_FIELD_POINTER) value = *(void *const *)item;
    if (field->mapping == WS_REPEATING_ANY_ELEMENT_FIELD_MAPPING)
        return *(void *const *)item ? write_any_element(w, t, item) : null_fail(w);
    if (value && (field->options & WS_FIELD_NILLABLE_ITEM) && value_is_nil(t, value)) value = NULL;
    if ((!value || ((t->row->flags & TYPE_IS_POINTER) && !*(void *const *)value))
            && !(field->options & WS_FIELD_NILLABLE_ITEM))
        return null_fail(w);
    return write_one(w, t, field->itemLocalName, field->itemNs, value);
}

static HRESULT write_items(struct writing *w, const WS_FIELD_DESCRIPTION *field,
        const struct typed *t, const BYTE *items, ULONG count)
{
    const WS_ITEM_RANGE *range = field->itemRange;
    SIZE_T size = field->options & WS_FIELD_POINTER ? sizeof(void *) : t->size;
    HRESULT hr = S_OK;
    ULONG i;

    if (count && !items)
        return subject_fail(
                &w->subject, w->error, E_INVALIDARG, "an array of %u items is at NULL", count);
    if (range && (count < range->minItemCount || count > range->maxItemCount))
        return subject_fail(&w->subject, w->error, WS_E_INVALID_FORMAT,
                "there are %u items, but the description allows %u to %u", count,
                range->minItemCount, range->maxItemCount);
    for (i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = write_item(w, field, t, items + size * i);
    return hr;
}

static HRESULT write_repeating(
        struct writing *w, const WS_FIELD_DESCRIPTION *field, const void *base)
{
    const BYTE *items = *(BYTE *const *)((const BYTE *)base + field->offset);
    ULONG count = *(const ULONG *)((const BYTE *)base + field->countOffset);
    BOOL wrapped = field->localName && field->mapping != WS_REPEATING_ANY_ELEMENT_FIELD_MAPPING;
    struct typed t;
    HRESULT hr;

    if (field->type == WS_VOID_TYPE) return S_OK;
    w->subject.what = "Element";
    w->subject.name = wrapped      ? field->localName
            : field->itemLocalName ? field->itemLocalName
                                   : &ns_empty;
    typed_init(&t, field->type, field->typeDescription);
    if ((field->options & WS_FIELD_OPTIONAL) && !items && !count) return S_OK;
    if (!wrapped) return write_items(w, field, &t, items, count);
    hr = WsWriteStartElement(w->writer, NULL, field->localName, field->ns, w->error);
    if (FAILED(hr)) return hr;
    if ((field->options & WS_FIELD_NILLABLE) && !items && !count)
        hr = write_nil(w);
    else
        hr = write_items(w, field, &t, items, count);
    return FAILED(hr) ? hr : WsWriteEndElement(w->writer, w->error);
}

/* ---- unions ---- */

static const WS_FIELD_DESCRIPTION *find_choice(const WS_UNION_DESCRIPTION *d, int choice)
{
    ULONG i, low = 0, high = d->fieldCount;

    for (i = 0; !d->valueIndices && i < d->fieldCount; i++)
    {
        if (d->fields[i]->value == choice) return &d->fields[i]->field;
    }
    while (d->valueIndices && low < high)
    {
        ULONG middle = low + (high - low) / 2;
        const WS_UNION_FIELD_DESCRIPTION *field = d->fields[d->valueIndices[middle]];

        if (field->value == choice) return &field->field;
        if (field->value < choice)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* optional: the none value writes nothing, even when an alternative has it too. */
HRESULT write_choice(
        struct writing *w, const WS_UNION_DESCRIPTION *d, BOOL optional, const void *value)
{
    struct checked_slot *checked = checked_slot(&w->checked, d);
    const WS_FIELD_DESCRIPTION *field;
    int choice;
    HRESULT hr;

    if (checked->description != d && FAILED(hr = union_check(d, w->error))) return hr;
    checked->description = d;
    choice = *(const int *)((const BYTE *)value + d->enumOffset);
    if (optional && choice == d->noneEnumValue) return S_OK;
    if (!(field = find_choice(d, choice)))
        return subject_fail(&w->subject, w->error, WS_E_INVALID_FORMAT,
                choice == d->noneEnumValue
                        ? "the choice of a union is %D, which means none, but one is required"
                        : "the choice of a union is %D, which none of its alternatives has",
                (INT64)choice);
    if (field->mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING)
        return write_repeating(w, field, value);
    return write_element_field(w, field, value);
}

/* ---- structs ---- */

/* The whole text of the element, or of the attribute. */
static HRESULT write_text_field(struct writing *w, const WS_FIELD_DESCRIPTION *field,
        WS_TYPE_MAPPING mapping, const void *base)
{
    const WS_CUSTOM_TYPE_DESCRIPTION *custom = field->typeDescription;
    union counted_value room;
    const void *value;
    struct typed t;

    field_value(field, base, &t, &room, &value);
    if (t.row->kind == KIND_STRUCT)
        return write_struct(w, t.description,
                mapping == WS_ATTRIBUTE_TYPE_MAPPING ? mapping : WS_ELEMENT_CONTENT_TYPE_MAPPING,
                value);
    if (!value && (field->options & (WS_FIELD_OPTIONAL | WS_FIELD_NILLABLE))) return S_OK;
    if (!(value = required_value(field, &t, &room, value))) return null_fail(w);
    if (t.row->kind != KIND_CUSTOM) return write_text_value(w, &t, value);
    if (!custom->writeCallback)
        return subject_fail(
                &w->subject, w->error, E_INVALIDARG, "the custom type has no write callback");
    return custom->writeCallback(w->writer,
            mapping == WS_ATTRIBUTE_TYPE_MAPPING ? mapping : WS_ELEMENT_CONTENT_TYPE_MAPPING,
            custom->descriptionData, value, custom->size, w->error);
}

static HRESULT write_content_field(struct writing *w, const WS_FIELD_DESCRIPTION *field,
        WS_TYPE_MAPPING mapping, const void *base)
{
    const BYTE *at = (const BYTE *)base + field->offset;
    HRESULT hr;

    switch (field->mapping)
    {
    case WS_ELEMENT_FIELD_MAPPING:
        if ((hr = write_leaf_field(w, field, base)) != S_FALSE) return hr;
        return write_element_field(w, field, base);
    case WS_ANY_ELEMENT_FIELD_MAPPING:
        return write_element_field(w, field, base);
    case WS_REPEATING_ELEMENT_FIELD_MAPPING:
    case WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING:
    case WS_REPEATING_ANY_ELEMENT_FIELD_MAPPING:
        return write_repeating(w, field, base);
    case WS_ELEMENT_CHOICE_FIELD_MAPPING:
        return write_choice(
                w, field->typeDescription, (field->options & WS_FIELD_OPTIONAL) != 0, at);
    case WS_TEXT_FIELD_MAPPING:
        return write_text_field(w, field, mapping, base);
    case WS_ANY_CONTENT_FIELD_MAPPING:
        if (field->type == WS_VOID_TYPE || !*(void *const *)at) return S_OK;
        return WsWriteXmlBuffer(w->writer, *(WS_XML_BUFFER *const *)at, w->error);
    case WS_NO_FIELD_MAPPING:
        return S_OK;
    default: /* attributes */
        if (mapping == WS_ELEMENT_TYPE_MAPPING) return S_OK;
        w->subject.what = "Attribute";
        w->subject.name = field->localName ? field->localName : &ns_empty;
        return subject_fail(&w->subject, w->error, E_INVALIDARG,
                "an attribute cannot be written with %s", type_mapping_name(mapping));
    }
}

/* Whether a struct is of a type or of one derived from it. */
static BOOL derives_from(const WS_STRUCT_DESCRIPTION *d, const WS_STRUCT_DESCRIPTION *base)
{
    ULONG i, depth;
    const WS_STRUCT_DESCRIPTION *up = d;

    for (depth = 0; up && depth < 64; depth++, up = up->parentType)
    {
        if (up == base) return TRUE;
    }
    for (i = 0; base->subTypes && i < base->subTypeCount; i++)
    {
        if (base->subTypes[i] == d) return TRUE;
    }
    return FALSE;
}

/* xsi:type, a qualified name. */
static HRESULT write_type_attribute(struct writing *w, const WS_STRUCT_DESCRIPTION *d)
{
    const WS_XML_STRING *ns = d->typeNs ? d->typeNs : &ns_empty;
    HRESULT hr;

    if (!d->typeLocalName)
        return subject_fail(&w->subject, w->error, E_INVALIDARG,
                "the struct is of a sub type without a type name");
    if (FAILED(hr = write_prefix(w, ns))) return hr;
    hr = WsWriteStartAttribute(w->writer, NULL, &name_type, &ns_xsi, FALSE, w->error);
    if (SUCCEEDED(hr))
        hr = WsWriteQualifiedName(w->writer, &w->prefix, d->typeLocalName, ns, w->error);
    w->prefix.length = 0;
    return FAILED(hr) ? hr : WsWriteEndAttribute(w->writer, w->error);
}

/* A struct with a type field says itself of which type it is. */
static HRESULT resolve_type(
        struct writing *w, const WS_STRUCT_DESCRIPTION **description, const void *value)
{
    const WS_STRUCT_DESCRIPTION *declared = *description, *d = declared;
    ULONG i;

    for (i = 0; i < declared->fieldCount; i++)
    {
        if (declared->fields[i]->mapping != WS_TYPE_ATTRIBUTE_FIELD_MAPPING) continue;
        d = *(const WS_STRUCT_DESCRIPTION *const *)((const BYTE *)value
                + declared->fields[i]->offset);
        if (!d)
            return subject_fail(&w->subject, w->error, E_INVALIDARG,
                    "the type description in the struct is NULL");
        break;
    }
    if (d->structOptions & WS_STRUCT_ABSTRACT)
        return subject_fail(&w->subject, w->error, WS_E_INVALID_FORMAT,
                "type '%X' is abstract: only its sub types can be written",
                d->typeLocalName ? d->typeLocalName : &ns_empty);
    if (d == declared) return S_OK;
    if (!derives_from(d, declared))
        return subject_fail(&w->subject, w->error, E_INVALIDARG, "type '%X' is no sub type of '%X'",
                d->typeLocalName ? d->typeLocalName : &ns_empty,
                declared->typeLocalName ? declared->typeLocalName : &ns_empty);
    *description = d;
    return write_type_attribute(w, d);
}

static HRESULT check_once(struct writing *w, const WS_STRUCT_DESCRIPTION *d, BOOL *plain)
{
    struct checked_slot *checked = checked_slot(&w->checked, d);
    HRESULT hr = S_OK;

    if (checked->description != d && SUCCEEDED(hr = struct_check(d, &checked->plain, w->error)))
        checked->description = d;
    *plain = checked->plain;
    return hr;
}

HRESULT write_struct(struct writing *w, const WS_STRUCT_DESCRIPTION *d, WS_TYPE_MAPPING mapping,
        const void *value)
{
    const WS_STRUCT_DESCRIPTION *owner = w->subject.owner;
    BOOL plain;
    HRESULT hr;
    ULONG i;

    if (FAILED(hr = check_once(w, d, &plain))) return hr;
    if (++w->nesting > MAX_NESTING)
        return subject_fail(&w->subject, w->error, WS_E_QUOTA_EXCEEDED,
                "structs are nested deeper than %u", MAX_NESTING);
    if (mapping == WS_ELEMENT_TYPE_MAPPING && !plain)
    {
        if (FAILED(hr = resolve_type(w, &d, value))) return hr;
        if (FAILED(hr = check_once(w, d, &plain))) return hr;
        w->subject.owner = d;
        hr = write_attributes(w, d, value);
    }
    w->subject.owner = d;
    for (i = 0; SUCCEEDED(hr) && i < d->fieldCount; i++)
    {
        const WS_FIELD_DESCRIPTION *field = d->fields[i];

        if (mapping == WS_ATTRIBUTE_TYPE_MAPPING && field->mapping != WS_TEXT_FIELD_MAPPING
                && field->mapping != WS_NO_FIELD_MAPPING)
            hr = subject_fail(&w->subject, w->error, E_INVALIDARG,
                    "a struct in an attribute can only have text");
        else
            hr = write_content_field(w, field, mapping, value);
    }
    w->nesting--;
    w->subject.owner = owner;
    return hr;
}
