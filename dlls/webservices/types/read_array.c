/* Reading repeating fields: elements, choices and arbitrary elements, with or without a wrapper.
 *
 * How many items there are is known at the end only. Until then they stay in scratch memory that never moves (an
 * item may itself contain arrays); the heap gets each array once and whole, so that a heap's limit can be worked
 * out from the data as documented.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

/* ---- scratch: last in, first out ---- */

#define SCRATCH_CHUNK 16384

struct scratch_chunk
{
    struct scratch_chunk *previous;
    BYTE *outer_pos, *outer_end; /* where the chunk before it stood */
};

/* 16 bytes in any case, so that what follows is aligned for every type */
#define CHUNK_HEADER ((sizeof(struct scratch_chunk) + 15) & ~(SIZE_T)15)

void scratch_init(struct scratch *scratch)
{
    scratch->chunk = NULL;
    scratch->pos = scratch->first;
    scratch->end = scratch->first + sizeof(scratch->first);
}

static void drop_chunk(struct scratch *scratch)
{
    struct scratch_chunk *chunk = scratch->chunk;

    scratch->pos = chunk->outer_pos;
    scratch->end = chunk->outer_end;
    scratch->chunk = chunk->previous;
    mem_free(chunk);
}

void scratch_clear(struct scratch *scratch)
{
    while (scratch->chunk)
        drop_chunk(scratch);
}

static BYTE *scratch_alloc(struct scratch *scratch, SIZE_T size)
{
    struct scratch_chunk *chunk;
    SIZE_T chunk_size;
    BYTE *memory;

    size = (size + 15) & ~(SIZE_T)15;
    if ((SIZE_T)(scratch->end - scratch->pos) < size)
    {
        chunk_size = size > SCRATCH_CHUNK ? size : SCRATCH_CHUNK;
        if (!(chunk = mem_alloc(CHUNK_HEADER + chunk_size))) return NULL;
        chunk->previous = scratch->chunk;
        chunk->outer_pos = scratch->pos;
        chunk->outer_end = scratch->end;
        scratch->chunk = chunk;
        scratch->pos = (BYTE *)chunk + CHUNK_HEADER;
        scratch->end = scratch->pos + chunk_size;
    }
    memory = scratch->pos;
    scratch->pos += size;
    return memory;
}

/* ---- items ---- */

struct segment
{
    struct segment *next;
    ULONG room, count;
};
#define SEGMENT_HEADER ((sizeof(struct segment) + 15) & ~(SIZE_T)15)
#define FIRST_ROOM     4
#define MOST_ROOM      4096

struct items
{
    struct segment *first, *last;
    ULONG size, count;
    struct scratch_chunk *mark_chunk;
    BYTE *mark_pos;
};

static void items_begin(struct reading *r, struct items *items, ULONG size)
{
    memset(items, 0, sizeof(*items));
    items->size = size;
    items->mark_chunk = r->scratch.chunk;
    items->mark_pos = r->scratch.pos;
}

/* Room for one more, zeroed. What the array will take of the heap is held against the heap's limit first. */
static HRESULT items_add(struct reading *r, struct items *items, BYTE **ret)
{
    struct segment *segment = items->last;
    UINT64 needed = ((UINT64)items->count + 1) * items->size;
    ULONG room;

    if (!segment || segment->count == segment->room)
    {
        room = segment ? segment->room * 2 : FIRST_ROOM;
        if (room > MOST_ROOM) room = MOST_ROOM;
        if (needed > r->heap->max || needed > 0x7fffffff)
            return subject_fail(&r->subject, r->error, WS_E_QUOTA_EXCEEDED,
                    "an array of more than %u items of %u bytes is larger than the heap may be",
                    items->count, items->size);
        segment = (struct segment *)scratch_alloc(
                &r->scratch, SEGMENT_HEADER + (SIZE_T)room * items->size);
        if (!segment) return fail_memory(r->error);
        segment->next = NULL;
        segment->room = room;
        segment->count = 0;
        if (items->last)
            items->last->next = segment;
        else
            items->first = segment;
        items->last = segment;
    }
    *ret = (BYTE *)segment + SEGMENT_HEADER + (SIZE_T)segment->count * items->size;
    memset(*ret, 0, items->size);
    segment->count++;
    items->count++;
    return S_OK;
}

/* The array on the heap; its pointer is never NULL. */
static HRESULT items_end(struct reading *r, struct items *items, void **ret)
{
    struct segment *segment;
    BYTE *array;
    void *memory;
    HRESULT hr = reading_alloc(r, (SIZE_T)items->count * items->size, &memory);

    if (FAILED(hr)) return hr;
    array = memory;
    for (segment = items->first; segment; segment = segment->next)
    {
        SIZE_T size = (SIZE_T)segment->count * items->size;

        memcpy(array, (BYTE *)segment + SEGMENT_HEADER, size);
        array += size;
    }
    while (r->scratch.chunk != items->mark_chunk)
        drop_chunk(&r->scratch);
    r->scratch.pos = items->mark_pos;
    *ret = memory;
    return S_OK;
}

/* ---- the three mappings ---- */

/* What stands at the current place: an item, read into dst unless that is NULL, or *found FALSE. */
static HRESULT read_item(struct reading *r, const WS_FIELD_DESCRIPTION *field,
        const struct typed *t, void *dst, BOOL *found)
{
    struct place place = { .pointer = !!(field->options & WS_FIELD_POINTER),
        .nillable = !!(field->options & WS_FIELD_NILLABLE_ITEM) };

    *found = TRUE;
    if (field->mapping == WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING)
        return read_choice(r, t->description, dst, found);
    r->subject.what = "Element";
    if (field->mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING)
    {
        r->subject.name = field->itemLocalName;
        return read_element(r, t, &place, dst);
    }
    r->subject.name = &ns_empty;
    return dst ? read_any_element(r, dst) : read_skip_element(r);
}

/* Cheap enough to ask before an item gets its memory. */
static BOOL item_is_next(struct reading *r, const WS_FIELD_DESCRIPTION *field)
{
    const WS_XML_ELEMENT_NODE *element = current_element(r);

    if (!element) return FALSE;
    if (field->mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING)
        return element_is(element, field->itemLocalName, field->itemNs);
    if (field->mapping == WS_REPEATING_ANY_ELEMENT_FIELD_MAPPING)
        return any_fits(field, element->ns);
    return TRUE;
}

static HRESULT range_fail(struct reading *r, const WS_FIELD_DESCRIPTION *field, ULONG count)
{
    const WS_ITEM_RANGE *range = field->itemRange;

    r->subject.what = "Element";
    r->subject.name = field->itemLocalName ? field->itemLocalName
            : field->localName             ? field->localName
                                           : &ns_empty;
    if (count > range->maxItemCount)
        return read_fail(r, WS_E_INVALID_FORMAT,
                "it repeats more than %u times, the maximum of the description",
                range->maxItemCount);
    return read_fail(r, WS_E_INVALID_FORMAT,
            "it is there %u times, but the description wants %u at least", count,
            range->minItemCount);
}

static HRESULT read_items(struct reading *r, const WS_FIELD_DESCRIPTION *field,
        const struct typed *t, struct items *items)
{
    BOOL keep = t->row->kind != KIND_VOID, found;
    ULONG count = 0;
    BYTE *dst = NULL;
    HRESULT hr;

    for (;;)
    {
        if (FAILED(hr = reader_skip_space(r->reader, r->error))) return hr;
        if (!item_is_next(r, field)) break;
        if (field->itemRange && count >= field->itemRange->maxItemCount
                && field->mapping != WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING)
            return range_fail(r, field, count + 1);
        if (keep && FAILED(hr = items_add(r, items, &dst))) return hr;
        if (FAILED(hr = read_item(r, field, t, dst, &found))) return hr;
        if (!found)
        {
            items->count--;
            items->last->count--;
            break;
        }
        count++;
        if (field->itemRange && count > field->itemRange->maxItemCount)
            return range_fail(r, field, count);
    }
    if (field->itemRange && count < field->itemRange->minItemCount)
        return range_fail(r, field, count);
    return S_OK;
}

static HRESULT read_array(
        struct reading *r, const WS_FIELD_DESCRIPTION *field, const struct typed *t, void *base)
{
    BOOL pointer = (field->options & WS_FIELD_POINTER) != 0;
    struct items items;
    void *array;
    HRESULT hr;

    if (t->row->kind != KIND_VOID && !r->heap && FAILED(hr = reading_alloc(r, 0, &array)))
        return hr;
    items_begin(r, &items, pointer ? sizeof(void *) : t->size);
    if (FAILED(hr = read_items(r, field, t, &items)) || t->row->kind == KIND_VOID) return hr;
    if (FAILED(hr = items_end(r, &items, &array))) return hr;
    *(void **)((BYTE *)base + field->offset) = array;
    *(ULONG *)((BYTE *)base + field->countOffset) = items.count;
    return S_OK;
}

static HRESULT absent_wrapper(struct reading *r, const WS_FIELD_DESCRIPTION *field, void *base)
{
    if (!(field->options & WS_FIELD_OPTIONAL) && field->itemRange && field->itemRange->minItemCount)
        return range_fail(r, field, 0);
    return read_default(r, field, base);
}

static BOOL wrapper_is_nil(struct reading *r, const WS_FIELD_DESCRIPTION *field)
{
    const WS_XML_ATTRIBUTE *nil;
    BOOL value = FALSE;

    if (!(field->options & WS_FIELD_NILLABLE)) return FALSE;
    nil = reader_attribute(r->reader, &name_nil, &ns_xsi);
    return nil && SUCCEEDED(text_to_value(nil->value, WS_BOOL_VALUE_TYPE, &value, NULL)) && value;
}

HRESULT read_repeating(struct reading *r, const WS_FIELD_DESCRIPTION *field, void *base)
{
    BOOL wrapped = field->localName && field->mapping != WS_REPEATING_ANY_ELEMENT_FIELD_MAPPING;
    struct typed t;
    HRESULT hr;

    typed_init(&t, field->type, field->typeDescription);
    if (!wrapped) return read_array(r, field, &t, base);
    if (FAILED(hr = reader_skip_space(r->reader, r->error))) return hr;
    if (!element_is(current_element(r), field->localName, field->ns))
        return absent_wrapper(r, field, base);
    r->subject.what = "Element";
    r->subject.name = field->localName;
    if (wrapper_is_nil(r, field))
    {
        if (FAILED(hr = WsReadStartElement(r->reader, r->error))) return hr;
        if (FAILED(hr = read_at_end(r))) return hr;
        if (FAILED(hr = WsReadEndElement(r->reader, r->error))) return hr;
        return read_default(r, field, base);
    }
    if (FAILED(hr = WsReadStartElement(r->reader, r->error))) return hr;
    if (FAILED(hr = read_array(r, field, &t, base))) return hr;
    r->subject.what = "Element";
    r->subject.name = field->localName;
    if (FAILED(hr = read_at_end(r))) return hr;
    return WsReadEndElement(r->reader, r->error);
}
