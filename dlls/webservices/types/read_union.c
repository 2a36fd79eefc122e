/* Reading unions: the name of the element says which alternative it is.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

static int compare_bytes(const WS_XML_STRING *a, const WS_XML_STRING *b)
{
    ULONG common = a->length < b->length ? a->length : b->length;
    int order = common ? memcmp(a->bytes, b->bytes, common) : 0;

    return order ? order : a->length < b->length ? -1 : a->length > b->length;
}

static const WS_FIELD_DESCRIPTION *any_alternative(const WS_UNION_DESCRIPTION *d, ULONG *index)
{
    *index = d->fieldCount - 1;
    return d->fieldCount && d->fields[*index]->field.mapping == WS_ANY_ELEMENT_FIELD_MAPPING
            ? &d->fields[*index]->field
            : NULL;
}

/* With value indices the fields are sorted by namespace, then name. */
static BOOL find_sorted(const WS_UNION_DESCRIPTION *d, const WS_XML_ELEMENT_NODE *element,
        ULONG count, ULONG *index)
{
    ULONG low = 0, high = count;

    while (low < high)
    {
        ULONG middle = low + (high - low) / 2;
        const WS_FIELD_DESCRIPTION *field = &d->fields[middle]->field;
        int order = compare_bytes(field->ns, element->ns);

        if (!order) order = compare_bytes(field->localName, element->localName);
        *index = middle;
        if (!order) return TRUE;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return FALSE;
}

static BOOL find_alternative(
        const WS_UNION_DESCRIPTION *d, const WS_XML_ELEMENT_NODE *element, ULONG *index)
{
    const WS_FIELD_DESCRIPTION *any = any_alternative(d, index);
    ULONG i, count = d->fieldCount - (any != NULL);

    if (d->valueIndices && find_sorted(d, element, count, index)) return TRUE;
    for (i = 0; !d->valueIndices && i < count; i++)
    {
        *index = i;
        if (element_is(element, d->fields[i]->field.localName, d->fields[i]->field.ns)) return TRUE;
    }
    *index = d->fieldCount - 1;
    return any && any_fits(any, element->ns);
}

HRESULT read_choice(struct reading *r, const WS_UNION_DESCRIPTION *d, void *value, BOOL *found)
{
    const WS_XML_ELEMENT_NODE *element = current_element(r);
    struct checked_slot *checked = checked_slot(&r->checked, d);
    const WS_FIELD_DESCRIPTION *field;
    ULONG index;
    HRESULT hr;

    *found = FALSE;
    if (checked->description != d && FAILED(hr = union_check(d, r->error))) return hr;
    checked->description = d;
    if (!element || !find_alternative(d, element, &index)) return S_OK;
    *found = TRUE;
    field = &d->fields[index]->field;
    *(int *)((BYTE *)value + d->enumOffset) = d->fields[index]->value;
    if (field->mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING)
        return read_repeating(r, field, value);
    return read_element_field(r, field, value);
}
