/* Checks descriptions before they are used: what a wrong one says is E_INVALIDARG, with the field named.
 *
 * The rules are those of the documented WS_TYPE, WS_FIELD_MAPPING, WS_FIELD_OPTIONS and WS_STRUCT_DESCRIPTION pages.
 * Combinations that the pages do not list but that have one obvious meaning are let through; those that could not
 * be represented in memory are refused, and so is everything that would reach outside of the struct.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

/* ---- what each mapping allows ---- */

#define NEEDS_NAME  0x01 /* localName and ns */
#define WRAPPER     0x02 /* both or neither */
#define NEEDS_ITEM  0x04 /* itemLocalName and itemNs */
#define NAME_ONLY   0x08 /* localName alone */
#define NO_NAME     0x10
#define COUNTED     0x20 /* countOffset is used */
#define ANY_OPTIONS (WS_FIELD_POINTER | WS_FIELD_OPTIONAL | WS_FIELD_NILLABLE)

static const struct mapping_row
{
    const char *name;
    ULONG options; /* WS_FIELD_* */
    ULONG names;
} mapping_rows[MAPPING_COUNT] = {
    [WS_TYPE_ATTRIBUTE_FIELD_MAPPING] = { "WS_TYPE_ATTRIBUTE_FIELD_MAPPING", 0, 0 },
    [WS_ATTRIBUTE_FIELD_MAPPING] = { "WS_ATTRIBUTE_FIELD_MAPPING", WS_FIELD_OPTIONAL, NEEDS_NAME },
    [WS_ELEMENT_FIELD_MAPPING] = { "WS_ELEMENT_FIELD_MAPPING", ANY_OPTIONS, NEEDS_NAME },
    [WS_REPEATING_ELEMENT_FIELD_MAPPING] = { "WS_REPEATING_ELEMENT_FIELD_MAPPING",
            ANY_OPTIONS | WS_FIELD_NILLABLE_ITEM, WRAPPER | NEEDS_ITEM | COUNTED },
    [WS_TEXT_FIELD_MAPPING] = { "WS_TEXT_FIELD_MAPPING", WS_FIELD_OPTIONAL | WS_FIELD_NILLABLE, 0 },
    [WS_NO_FIELD_MAPPING] = { "WS_NO_FIELD_MAPPING", ~0u, 0 },
    [WS_XML_ATTRIBUTE_FIELD_MAPPING]
    = { "WS_XML_ATTRIBUTE_FIELD_MAPPING", WS_FIELD_OPTIONAL, NAME_ONLY },
    [WS_ELEMENT_CHOICE_FIELD_MAPPING]
    = { "WS_ELEMENT_CHOICE_FIELD_MAPPING", WS_FIELD_OPTIONAL, NO_NAME },
    [WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING]
    = { "WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING", WS_FIELD_OPTIONAL, WRAPPER | COUNTED },
    [WS_ANY_ELEMENT_FIELD_MAPPING]
    = { "WS_ANY_ELEMENT_FIELD_MAPPING", ANY_OPTIONS | WS_FIELD_OTHER_NAMESPACE, 0 },
    [WS_REPEATING_ANY_ELEMENT_FIELD_MAPPING] = { "WS_REPEATING_ANY_ELEMENT_FIELD_MAPPING",
            WS_FIELD_OPTIONAL | WS_FIELD_OTHER_NAMESPACE, COUNTED },
    [WS_ANY_CONTENT_FIELD_MAPPING]
    = { "WS_ANY_CONTENT_FIELD_MAPPING", WS_FIELD_OPTIONAL | WS_FIELD_NILLABLE, 0 },
    [WS_ANY_ATTRIBUTES_FIELD_MAPPING]
    = { "WS_ANY_ATTRIBUTES_FIELD_MAPPING", WS_FIELD_OPTIONAL | WS_FIELD_OTHER_NAMESPACE, 0 },
};

const char *type_mapping_name(WS_TYPE_MAPPING mapping)
{
    static const char *const names[]
            = { NULL, "WS_ELEMENT_TYPE_MAPPING", "WS_ATTRIBUTE_TYPE_MAPPING",
                  "WS_ELEMENT_CONTENT_TYPE_MAPPING", "WS_ANY_ELEMENT_TYPE_MAPPING" };

    return (ULONG)mapping < COUNT_OF(names) ? names[mapping] : NULL;
}

/* ---- types ---- */

static HRESULT check_alignment(ULONG alignment, WS_ERROR *error)
{
    if (alignment <= 8 && !(alignment & (alignment - 1))) return S_OK;
    return fail(error, E_INVALIDARG,
            "An alignment of %u in a description is not a power of two from 1 to 8", alignment);
}

static HRESULT check_enum(const WS_ENUM_DESCRIPTION *d, WS_ERROR *error)
{
    ULONG i;

    if (d->valueCount && !d->values)
        return fail(error, E_INVALIDARG, "A WS_ENUM_DESCRIPTION of %u values has none at NULL",
                d->valueCount);
    for (i = 0; d->nameIndices && i < d->valueCount; i++)
    {
        if (d->nameIndices[i] >= d->valueCount)
            return fail(error, E_INVALIDARG, "Name index %u of a WS_ENUM_DESCRIPTION is %u of %u",
                    i, d->nameIndices[i], d->valueCount);
    }
    for (i = 0; i < d->valueCount; i++)
    {
        if (!d->values[i].name)
            return fail(error, E_INVALIDARG, "Value %u of a WS_ENUM_DESCRIPTION has no name", i);
    }
    return S_OK;
}

HRESULT type_check(WS_TYPE type, const void *description, WS_ERROR *error)
{
    const struct type_row *row = type_row(type);

    if (!row) return fail(error, E_INVALIDARG, "%u is not a WS_TYPE", (ULONG)type);
    if ((row->flags & TYPE_NEEDS_DESCRIPTION) && !description)
        return fail(
                error, E_INVALIDARG, "Type %s needs a type description, but it is NULL", row->name);
    if (type == WS_ENUM_TYPE) return check_enum(description, error);
    if (row->kind == KIND_STRUCT)
        return check_alignment(((const WS_STRUCT_DESCRIPTION *)description)->alignment, error);
    if (row->kind == KIND_UNION)
        return check_alignment(((const WS_UNION_DESCRIPTION *)description)->alignment, error);
    if (row->kind == KIND_CUSTOM)
        return check_alignment(((const WS_CUSTOM_TYPE_DESCRIPTION *)description)->alignment, error);
    return S_OK;
}

/* ---- fields ---- */

/* For error texts: the name that the user knows a field by. */
static const WS_XML_STRING *field_name(const WS_FIELD_DESCRIPTION *field)
{
    if (field->localName) return field->localName;
    return field->itemLocalName ? field->itemLocalName : &ns_empty;
}

static HRESULT check_names(
        const WS_FIELD_DESCRIPTION *field, const struct mapping_row *mapping, WS_ERROR *error)
{
    BOOL both = field->localName && field->ns, neither = !field->localName && !field->ns;

    if ((mapping->names & NEEDS_NAME) && !both)
        return fail(error, E_INVALIDARG,
                "A field with %s needs local name and namespace, but its %s is NULL", mapping->name,
                field->localName ? "namespace" : "local name");
    if ((mapping->names & WRAPPER) && !both && !neither)
        return fail(error, E_INVALIDARG,
                "A field with %s needs both names of its wrapper element, or neither",
                mapping->name);
    if ((mapping->names & NEEDS_ITEM) && (!field->itemLocalName || !field->itemNs))
        return fail(error, E_INVALIDARG,
                "Field '%X' with %s needs the local name and namespace of its items",
                field_name(field), mapping->name);
    if ((mapping->names & NAME_ONLY) && !field->localName)
        return fail(error, E_INVALIDARG, "A field with %s needs a local name", mapping->name);
    return S_OK;
}

static HRESULT check_options(const WS_FIELD_DESCRIPTION *field, const struct mapping_row *mapping,
        const struct type_row *row, WS_ERROR *error)
{
    ULONG wrong = field->options & ~mapping->options;
    BOOL pointer = (field->options & WS_FIELD_POINTER) || (row->flags & TYPE_HAS_NIL);

    if (field->mapping == WS_NO_FIELD_MAPPING) return S_OK;
    if (!wrong) wrong = field->options & ~row->field_options;
    if (wrong)
        return fail(error, E_INVALIDARG, "Field '%X': option 0x%x does not go with %s and type %s",
                field_name(field), wrong, mapping->name, row->name);
    /* a nil array is a NULL pointer whatever its items are */
    if ((field->options & WS_FIELD_NILLABLE) && !pointer
            && field->mapping != WS_REPEATING_ELEMENT_FIELD_MAPPING)
        return fail(error, E_INVALIDARG,
                "Field '%X': type %s can be nil only with WS_FIELD_POINTER", field_name(field),
                row->name);
    if ((field->options & WS_FIELD_NILLABLE_ITEM) && !pointer)
        return fail(error, E_INVALIDARG,
                "Field '%X': items of type %s can be nil only with WS_FIELD_POINTER",
                field_name(field), row->name);
    return S_OK;
}

static BOOL is_stored_as_pointer(const WS_FIELD_DESCRIPTION *field)
{
    return (field->options & WS_FIELD_POINTER)
            || field->mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING
            || field->mapping == WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING
            || field->mapping == WS_REPEATING_ANY_ELEMENT_FIELD_MAPPING;
}

/* The field lies within the struct. */
static HRESULT check_bounds(const WS_FIELD_DESCRIPTION *field, const struct type_row *row,
        ULONG struct_size, WS_ERROR *error)
{
    ULONG size = is_stored_as_pointer(field) ? sizeof(void *)
                                             : type_size(field->type, field->typeDescription);
    BOOL counted = (mapping_rows[field->mapping].names & COUNTED) || row->kind == KIND_ARRAY;

    if (row->kind == KIND_VOID && field->mapping != WS_NO_FIELD_MAPPING) return S_OK;
    if (field->offset > struct_size || struct_size - field->offset < size)
        return fail(error, E_INVALIDARG,
                "Field '%X': %u bytes at offset %u are outside of its struct of %u bytes",
                field_name(field), size, field->offset, struct_size);
    if (counted && field->mapping != WS_NO_FIELD_MAPPING
            && (field->countOffset > struct_size
                    || struct_size - field->countOffset < sizeof(ULONG)))
        return fail(error, E_INVALIDARG,
                "Field '%X': its count at offset %u is outside of its struct of %u bytes",
                field_name(field), field->countOffset, struct_size);
    return S_OK;
}

static HRESULT check_default(
        const WS_FIELD_DESCRIPTION *field, const struct type_row *row, WS_ERROR *error)
{
    const WS_DEFAULT_VALUE *initial = field->defaultValue;
    ULONG size = type_size(field->type, field->typeDescription);

    if (!initial) return S_OK;
    if (!(row->flags & TYPE_HAS_DEFAULT))
        return fail(error, E_INVALIDARG, "Field '%X': type %s has no default values",
                field_name(field), row->name);
    if (!initial->value || initial->valueSize != size)
        return fail(error, E_INVALIDARG,
                "Field '%X': its default value has %u bytes at %s, but a %s has %u",
                field_name(field), initial->valueSize, initial->value ? "its place" : "NULL",
                row->name, size);
    return S_OK;
}

/* What most fields are: a required element of a type with a fixed size. Spares them the rest. */
static inline BOOL is_plainly_right(const WS_FIELD_DESCRIPTION *field, ULONG struct_size)
{
    const struct type_row *row;

    if (field->mapping != WS_ELEMENT_FIELD_MAPPING || field->options || field->defaultValue
            || !field->localName || !field->ns || (ULONG)field->type >= TYPE_COUNT)
        return FALSE;
    row = &type_rows[field->type];
    return row->kind == KIND_TEXT && !(row->flags & TYPE_NEEDS_DESCRIPTION)
            && field->offset <= struct_size && struct_size - field->offset >= row->size;
}

static HRESULT check_field(const WS_FIELD_DESCRIPTION *field, ULONG struct_size, WS_ERROR *error)
{
    const struct mapping_row *mapping;
    const struct type_row *row;
    HRESULT hr;

    if (is_plainly_right(field, struct_size)) return S_OK;
    if ((ULONG)field->mapping >= MAPPING_COUNT)
        return fail(error, E_INVALIDARG, "%u is not a WS_FIELD_MAPPING", (ULONG)field->mapping);
    mapping = &mapping_rows[field->mapping];
    if (FAILED(hr = type_check(field->type, field->typeDescription, error))) return hr;
    row = &type_rows[field->type];
    if (!(row->field_mappings & (1 << field->mapping)))
        return fail(error, E_INVALIDARG, "Field '%X': type %s does not go with %s",
                field_name(field), row->name, mapping->name);
    if (FAILED(hr = check_names(field, mapping, error))) return hr;
    if (FAILED(hr = check_options(field, mapping, row, error))) return hr;
    if (FAILED(hr = check_bounds(field, row, struct_size, error))) return hr;
    return check_default(field, row, error);
}

#define ATTRIBUTE_MAPPINGS                                                 \
    (1 << WS_ATTRIBUTE_FIELD_MAPPING | 1 << WS_XML_ATTRIBUTE_FIELD_MAPPING \
            | 1 << WS_ANY_ATTRIBUTES_FIELD_MAPPING | 1 << WS_TYPE_ATTRIBUTE_FIELD_MAPPING)

HRESULT struct_check(const WS_STRUCT_DESCRIPTION *d, BOOL *plain, WS_ERROR *error)
{
    ULONG i, texts = 0, types = 0, mappings = 0;
    HRESULT hr;

    if (d->fieldCount && !d->fields)
        return fail(error, E_INVALIDARG, "A struct description of %u fields has none at NULL",
                d->fieldCount);
    for (i = 0; i < d->fieldCount; i++)
    {
        if (!d->fields[i]) return fail(error, E_INVALIDARG, "Field %u of a struct is NULL", i);
        if (FAILED(hr = check_field(d->fields[i], d->size, error))) return hr;
        mappings |= 1 << d->fields[i]->mapping;
        texts += d->fields[i]->mapping == WS_TEXT_FIELD_MAPPING;
        types += d->fields[i]->mapping == WS_TYPE_ATTRIBUTE_FIELD_MAPPING;
    }
    *plain = !(mappings & ATTRIBUTE_MAPPINGS);
    if (texts > 1 || types > 1)
        return fail(error, E_INVALIDARG, "A struct has %u fields for its %s, but one is the limit",
                texts > 1 ? texts : types, texts > 1 ? "text" : "type attribute");
    if ((d->structOptions & WS_STRUCT_ABSTRACT) && !types)
        return fail(error, E_INVALIDARG,
                "An abstract struct needs a field with WS_TYPE_ATTRIBUTE_FIELD_MAPPING");
    if (d->subTypeCount && !d->subTypes)
        return fail(
                error, E_INVALIDARG, "A struct of %u sub types has none at NULL", d->subTypeCount);
    return S_OK;
}

HRESULT union_check(const WS_UNION_DESCRIPTION *d, WS_ERROR *error)
{
    ULONG i;
    HRESULT hr;

    if (d->fieldCount && !d->fields)
        return fail(error, E_INVALIDARG, "A union description of %u fields has none at NULL",
                d->fieldCount);
    if (d->enumOffset > d->size || d->size - d->enumOffset < sizeof(int))
        return fail(error, E_INVALIDARG,
                "The choice at offset %u is outside of its union of %u bytes", d->enumOffset,
                d->size);
    for (i = 0; i < d->fieldCount; i++)
    {
        const WS_FIELD_DESCRIPTION *field = d->fields[i] ? &d->fields[i]->field : NULL;

        if (!field) return fail(error, E_INVALIDARG, "Field %u of a union is NULL", i);
        if (FAILED(hr = check_field(field, d->size, error))) return hr;
        if (field->mapping != WS_ELEMENT_FIELD_MAPPING
                && field->mapping != WS_ANY_ELEMENT_FIELD_MAPPING
                && (field->mapping != WS_REPEATING_ELEMENT_FIELD_MAPPING || !field->localName))
            return fail(error, E_INVALIDARG,
                    "Field '%X' of a union is neither an element, nor any element, nor repeating "
                    "with a wrapper",
                    field_name(field));
        if (field->options & WS_FIELD_OPTIONAL)
            return fail(error, E_INVALIDARG, "Field '%X' of a union cannot be optional",
                    field_name(field));
        if (d->valueIndices && d->valueIndices[i] >= d->fieldCount)
            return fail(error, E_INVALIDARG, "Value index %u of a union is %u of %u", i,
                    d->valueIndices[i], d->fieldCount);
    }
    return S_OK;
}
