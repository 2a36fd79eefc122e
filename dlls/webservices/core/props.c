/* The property table engine: one set of rules for the properties of every object.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"

#include <string.h>

void props_init(const struct prop_table *table, void *settings)
{
    ULONG i;

    for (i = 0; i < table->count; i++)
    {
        const struct prop_row *row = &table->rows[i];
        BYTE *value = (BYTE *)settings + row->offset;

        if (!row->name || (row->access & PROP_BLOB)) continue;
        memset(value, 0, row->size);
        memcpy(value, &row->initial, row->size < 8 ? row->size : 8);
    }
}

static const struct prop_row *find_row(const struct prop_table *table, ULONG id, WS_ERROR *error)
{
    if (id < table->count && table->rows[id].name) return &table->rows[id];
    fail(error, E_INVALIDARG, "The %s has no property %u", table->object, id);
    return NULL;
}

static HRESULT check_value(const struct prop_table *table, const struct prop_row *row,
        const void *value, ULONG size, WS_ERROR *error)
{
    UINT64 number = 0;

    if (!value) return fail(error, E_INVALIDARG, "Property %s: the value is NULL", row->name);
    if (size != row->size)
        return fail(error, E_INVALIDARG, "Property %s of the %s takes %u bytes, not %u", row->name,
                table->object, row->size, size);
    if (row->size <= 8) memcpy(&number, value, row->size);
    if ((row->access & PROP_BOOL) && number > 1)
        return fail(error, E_INVALIDARG, "Property %s: %U is neither TRUE nor FALSE", row->name,
                number);
    if ((row->min || row->max) && (number < row->min || number > row->max))
        return fail(error, E_INVALIDARG, "Property %s: %U is not between %U and %U", row->name,
                number, row->min, row->max);
    return S_OK;
}

HRESULT props_set(const struct prop_table *table, void *settings, ULONG access, ULONG id,
        const void *value, ULONG size, WS_ERROR *error)
{
    const struct prop_row *row = find_row(table, id, error);
    HRESULT hr;

    if (!row) return E_INVALIDARG;
    if (!(row->access & access))
        return fail(error, E_INVALIDARG, "Property %s of the %s cannot be set here", row->name,
                table->object);
    if (row->access & PROP_BLOB) return S_OK;
    if (FAILED(hr = check_value(table, row, value, size, error))) return hr;
    memcpy((BYTE *)settings + row->offset, value, size);
    return S_OK;
}

HRESULT props_apply(const struct prop_table *table, void *settings, ULONG access,
        const void *properties, ULONG count, WS_ERROR *error)
{
    const struct property *list = properties;
    HRESULT hr;
    ULONG i;

    if (count && !list)
        return fail(error, E_INVALIDARG,
                "%u properties of the %s were announced, but the array is NULL", count,
                table->object);
    for (i = 0; i < count; i++)
    {
        hr = props_set(table, settings, access, list[i].id, list[i].value, list[i].size, error);
        if (FAILED(hr)) return hr;
    }
    return S_OK;
}

HRESULT props_get(const struct prop_table *table, const void *settings, ULONG id, void *value,
        ULONG size, WS_ERROR *error)
{
    const struct prop_row *row = find_row(table, id, error);

    if (!row) return E_INVALIDARG;
    if (!(row->access & PROP_GET))
        return fail(error, E_INVALIDARG, "Property %s of the %s cannot be read", row->name,
                table->object);
    if (!value) return fail(error, E_INVALIDARG, "Property %s: the buffer is NULL", row->name);
    if (size != row->size)
        return fail(error, E_INVALIDARG, "Property %s of the %s has %u bytes, the buffer %u",
                row->name, table->object, row->size, size);
    memcpy(value, (const BYTE *)settings + row->offset, size);
    return S_OK;
}

const struct property *props_find(const void *properties, ULONG count, ULONG id)
{
    const struct property *list = properties;

    while (count--)
    {
        if (list[count].id == id) return &list[count];
    }
    return NULL;
}
