/* Where values go and come from: sizes, read and write options, what nil and default values are.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

const WS_XML_STRING name_nil = XML_STRING("nil");
const WS_XML_STRING name_type = XML_STRING("type");
const WS_XML_STRING ns_xsi = XML_STRING("http://www.w3.org/2001/XMLSchema-instance");
const WS_XML_STRING ns_xml = XML_STRING("http://www.w3.org/XML/1998/namespace");
const WS_XML_STRING ns_empty = XML_STRING("");

ULONG type_size(WS_TYPE type, const void *description)
{
    const struct type_row *row = type_row(type);

    if (!row) return 0;
    if (row->size) return row->size;
    if (!description) return 0;
    switch (row->kind)
    {
    case KIND_STRUCT:
        return ((const WS_STRUCT_DESCRIPTION *)description)->size;
    case KIND_UNION:
        return ((const WS_UNION_DESCRIPTION *)description)->size;
    case KIND_CUSTOM:
        return ((const WS_CUSTOM_TYPE_DESCRIPTION *)description)->size;
    case KIND_VOID:
        return ((const WS_VOID_DESCRIPTION *)description)->size;
    default:
        return 0;
    }
}

/* Options that pass pointers want a pointer's size, the others the value's own. */
static HRESULT check_storage(const char *call, const struct typed *t, BOOL pointer,
        const void *value, ULONG size, WS_ERROR *error)
{
    ULONG wanted = pointer ? sizeof(void *) : t->size;

    if (!value) return fail(error, E_INVALIDARG, "%s: the value pointer is NULL", call);
    if (size != wanted || !size)
        return fail(error, E_INVALIDARG,
                "%s: %u bytes were passed for a %s, but with this option it takes %u", call, size,
                pointer ? "pointer" : t->row->name, wanted);
    return S_OK;
}

/* STRING, XML_STRING and BYTES: those that hold nil in themselves without being a pointer. */
static BOOL has_nil_value(const struct type_row *row)
{
    return (row->flags & TYPE_HAS_NIL) && !(row->flags & TYPE_IS_POINTER);
}

HRESULT read_option(WS_READ_OPTION option, const struct typed *t, const void *value, ULONG size,
        struct place *place, WS_ERROR *error)
{
    memset(place, 0, sizeof(*place));
    switch (option)
    {
    case WS_READ_REQUIRED_VALUE:
        if (t->row->flags & TYPE_IS_POINTER)
            return fail(error, E_INVALIDARG,
                    "Type %s is itself a pointer: it needs WS_READ_REQUIRED_POINTER", t->row->name);
        break;
    case WS_READ_REQUIRED_POINTER:
        place->pointer = TRUE;
        break;
    case WS_READ_OPTIONAL_POINTER:
        place->pointer = place->optional = TRUE;
        break;
    case WS_READ_NILLABLE_POINTER:
        place->pointer = place->optional = place->nillable = TRUE;
        break;
    case WS_READ_NILLABLE_VALUE:
        if (!has_nil_value(t->row))
            return fail(error, E_INVALIDARG,
                    "WS_READ_NILLABLE_VALUE is for strings and bytes, not for type %s",
                    t->row->name);
        place->optional = place->nillable = TRUE;
        break;
    default:
        return fail(error, E_INVALIDARG, "%u is not a WS_READ_OPTION", (ULONG)option);
    }
    return check_storage("Reading", t, place->pointer, value, size, error);
}

HRESULT write_option(WS_WRITE_OPTION option, const struct typed *t, const void *value, ULONG size,
        const void **ret, WS_ERROR *error)
{
    BOOL pointer = option == WS_WRITE_REQUIRED_POINTER || option == WS_WRITE_NILLABLE_POINTER;
    HRESULT hr;

    if (!pointer && option != WS_WRITE_REQUIRED_VALUE && option != WS_WRITE_NILLABLE_VALUE)
        return fail(error, E_INVALIDARG, "%u is not a WS_WRITE_OPTION", (ULONG)option);
    if (option == WS_WRITE_NILLABLE_VALUE && !has_nil_value(t->row))
        return fail(error, E_INVALIDARG,
                "WS_WRITE_NILLABLE_VALUE is for strings and bytes, not for type %s", t->row->name);
    if (option == WS_WRITE_REQUIRED_VALUE && (t->row->flags & TYPE_IS_POINTER))
        return fail(error, E_INVALIDARG,
                "Type %s is itself a pointer: it needs WS_WRITE_REQUIRED_POINTER", t->row->name);
    if (FAILED(hr = check_storage("Writing", t, pointer, value, size, error))) return hr;
    *ret = value;
    if (option == WS_WRITE_NILLABLE_VALUE && value_is_nil(t, value)) *ret = NULL;
    if (!pointer) return S_OK;
    if (!(t->row->flags & TYPE_IS_POINTER) || !*(void *const *)value) *ret = *(void *const *)value;
    if (!*ret && option == WS_WRITE_REQUIRED_POINTER)
        return fail(error, E_INVALIDARG, "WS_WRITE_REQUIRED_POINTER: the pointer to the %s is NULL",
                t->row->name);
    return S_OK;
}

BOOL value_is_nil(const struct typed *t, const void *value)
{
    const struct counted *counted = value;

    if (!(t->row->flags & TYPE_HAS_NIL)) return FALSE;
    if (t->row->flags & TYPE_IS_POINTER) return !*(void *const *)value;
    if (t->type != WS_XML_STRING_TYPE) return !counted->length && !counted->data;
    return !((const WS_XML_STRING *)value)->length && !((const WS_XML_STRING *)value)->bytes;
}

static BOOL is_zero(const BYTE *bytes, ULONG size)
{
    while (size && !*bytes)
    {
        bytes++;
        size--;
    }
    return !size;
}

BOOL value_is_default(const struct typed *t, const WS_FIELD_DESCRIPTION *field, const void *value)
{
    const void *initial = field->defaultValue ? field->defaultValue->value : NULL;

    if (initial && t->row->equal) return t->row->equal(value, initial);
    if (initial) return !memcmp(value, initial, t->size);
    if (t->row->flags & TYPE_HAS_NIL) return value_is_nil(t, value);
    return is_zero(value, t->size);
}
