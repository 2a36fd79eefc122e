/* WS_HEAP: a bump allocator over blocks. The first block has 128 bytes, as on Windows, and each next one
 * twice as many up to a chunk, so that small heaps stay small and large ones rarely ask.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"

#include <string.h>

#define FIRST_BLOCK 128
#define CHUNK_SPACE (CHUNK_SIZE - sizeof(struct heap_block))

static void free_block(struct heap_block *block)
{
    if (block->size == CHUNK_SPACE)
        chunk_free(block);
    else
        mem_free(block);
}

void heap_init(WS_HEAP *heap, SIZE_T max, SIZE_T trim)
{
    memset(heap, 0, sizeof(*heap));
    object_init(&heap->object, OBJECT_HEAP);
    heap->max = max;
    heap->trim = trim;
}

/* Keeps the smallest, oldest blocks up to the trim size: they hold the usual message. */
void heap_reset(WS_HEAP *heap)
{
    struct heap_block *block;

    while (heap->blocks && heap->actual > heap->trim)
    {
        block = heap->blocks;
        heap->blocks = block->next;
        heap->actual -= block->size;
        heap->block_count--;
        free_block(block);
    }
    /* only one block can be filled from the start: the newest kept one; older ones would lie idle */
    while (heap->blocks && heap->blocks->next)
    {
        block = heap->blocks->next;
        heap->blocks->next = block->next;
        heap->actual -= block->size;
        free_block(block);
    }
    if (!heap->blocks) heap->block_count = 0;
    heap->pos = heap->blocks ? (BYTE *)(heap->blocks + 1) : NULL;
    heap->end = heap->blocks ? heap->pos + heap->blocks->size : NULL;
    heap->requested = 0;
}

void heap_clear(WS_HEAP *heap)
{
    heap->trim = 0;
    heap_reset(heap);
    object_clear(&heap->object);
}

/* Room for size more bytes, aligned already. */
static BOOL add_block(WS_HEAP *heap, SIZE_T size)
{
    SIZE_T room = FIRST_BLOCK;
    struct heap_block *block;

    if (heap->block_count)
        room = (SIZE_T)FIRST_BLOCK << (heap->block_count < 9 ? heap->block_count : 9);
    if (room > CHUNK_SPACE / 2) room = CHUNK_SPACE;
    if (room < size) room = size > CHUNK_SPACE / 2 && size <= CHUNK_SPACE ? CHUNK_SPACE : size;
    if (room > (SIZE_T)-1 - sizeof(*block)) return FALSE;
    block = room == CHUNK_SPACE ? chunk_alloc() : mem_alloc(sizeof(*block) + room);
    if (!block) return FALSE;
    block->size = room;
    heap->actual += room;
    heap->block_count++;
    block->next = heap->blocks;
    heap->blocks = block;
    heap->pos = (BYTE *)(block + 1);
    heap->end = heap->pos + room;
    return TRUE;
}

static HRESULT check_quota(WS_HEAP *heap, SIZE_T size, WS_ERROR *error)
{
    if (size <= heap->max && heap->requested <= heap->max - size) return S_OK;
    return fail(error, WS_E_QUOTA_EXCEEDED,
            "The heap may hold %U bytes; %U are in use and %U more were asked for",
            (UINT64)heap->max, (UINT64)heap->requested, (UINT64)size);
}

HRESULT heap_alloc(WS_HEAP *heap, SIZE_T size, void **ret, WS_ERROR *error)
{
    SIZE_T aligned = (size + 7) & ~(SIZE_T)7;
    HRESULT hr;

    if (FAILED(hr = check_quota(heap, size, error))) return hr;
    if (aligned < size) return fail_memory(error);
    if (!aligned) aligned = 8;
    if ((SIZE_T)(heap->end - heap->pos) < aligned && !add_block(heap, aligned))
        return fail_memory(error);
    *ret = heap->pos;
    heap->pos += aligned;
    heap->requested += size;
    return S_OK;
}

HRESULT heap_zalloc(WS_HEAP *heap, SIZE_T size, void **ret, WS_ERROR *error)
{
    HRESULT hr = heap_alloc(heap, size, ret, error);

    if (SUCCEEDED(hr)) memset(*ret, 0, size);
    return hr;
}

HRESULT heap_grow(
        WS_HEAP *heap, void *mem, SIZE_T old_size, SIZE_T new_size, void **ret, WS_ERROR *error)
{
    SIZE_T old_aligned = old_size ? (old_size + 7) & ~(SIZE_T)7 : 8;
    SIZE_T new_aligned = (new_size + 7) & ~(SIZE_T)7;
    void *copy;
    HRESULT hr;

    if (mem && (BYTE *)mem + old_aligned == heap->pos && new_size >= old_size
            && new_aligned >= new_size && (SIZE_T)(heap->end - (BYTE *)mem) >= new_aligned)
    {
        if (FAILED(hr = check_quota(heap, new_size - old_size, error))) return hr;
        heap->pos = (BYTE *)mem + (new_aligned ? new_aligned : 8);
        heap->requested += new_size - old_size;
        *ret = mem;
        return S_OK;
    }
    if (FAILED(hr = heap_alloc(heap, new_size, &copy, error))) return hr;
    if (mem) memcpy(copy, mem, old_size < new_size ? old_size : new_size);
    *ret = copy;
    return S_OK;
}

HRESULT heap_copy(WS_HEAP *heap, const void *bytes, SIZE_T size, void **ret, WS_ERROR *error)
{
    HRESULT hr = heap_alloc(heap, size, ret, error);

    if (SUCCEEDED(hr) && size) memcpy(*ret, bytes, size);
    return hr;
}

HRESULT heap_copy_xml_string(
        WS_HEAP *heap, const WS_XML_STRING *string, WS_XML_STRING *ret, WS_ERROR *error)
{
    WS_XML_STRING copy = { 0 };
    HRESULT hr;

    copy.length = string->length;
    hr = heap_copy(heap, string->bytes, string->length, (void **)&copy.bytes, error);
    if (SUCCEEDED(hr)) *ret = copy;
    return hr;
}

HRESULT heap_copy_string(WS_HEAP *heap, const WS_STRING *string, WS_STRING *ret, WS_ERROR *error)
{
    SIZE_T size = (SIZE_T)string->length * sizeof(WCHAR);
    WS_STRING copy = { string->length, NULL };
    HRESULT hr = heap_copy(heap, string->chars, size, (void **)&copy.chars, error);

    if (SUCCEEDED(hr)) *ret = copy;
    return hr;
}

HRESULT WINAPI WsCreateHeap(SIZE_T maxSize, SIZE_T trimSize, const WS_HEAP_PROPERTY *properties,
        ULONG propertyCount, WS_HEAP **heap, WS_ERROR *error)
{
    WS_HEAP *new_heap;

    if (!heap) return fail(error, E_INVALIDARG, "WsCreateHeap: the heap pointer is NULL");
    if (properties || propertyCount)
        return fail(error, E_INVALIDARG, "WsCreateHeap takes no properties");
    if (!(new_heap = mem_alloc(sizeof(*new_heap)))) return fail_memory(error);
    heap_init(new_heap, maxSize, trimSize);
    *heap = new_heap;
    return S_OK;
}

void WINAPI WsFreeHeap(WS_HEAP *heap)
{
    if (!heap_is(heap)) return;
    heap_clear(heap);
    mem_free(heap);
}

HRESULT WINAPI WsResetHeap(WS_HEAP *heap, WS_ERROR *error)
{
    if (!heap_is(heap)) return fail(error, E_INVALIDARG, "WsResetHeap: not a heap");
    heap_reset(heap);
    return S_OK;
}

HRESULT WINAPI WsAlloc(WS_HEAP *heap, SIZE_T size, void **ptr, WS_ERROR *error)
{
    if (!heap_is(heap)) return fail(error, E_INVALIDARG, "WsAlloc: not a heap");
    if (!ptr) return fail(error, E_INVALIDARG, "WsAlloc: the result pointer is NULL");
    return heap_alloc(heap, size, ptr, error);
}

HRESULT WINAPI WsGetHeapProperty(
        WS_HEAP *heap, WS_HEAP_PROPERTY_ID id, void *value, ULONG valueSize, WS_ERROR *error)
{
#define ROW(name, field, initial)                                         \
    {                                                                     \
        name, sizeof(SIZE_T), offsetof(WS_HEAP, field), PROP_GET, 0, 0, 0 \
    }
    static const struct prop_row rows[] = {
        [WS_HEAP_PROPERTY_MAX_SIZE] = ROW("MAX_SIZE", max, 0),
        [WS_HEAP_PROPERTY_TRIM_SIZE] = ROW("TRIM_SIZE", trim, 0),
        [WS_HEAP_PROPERTY_REQUESTED_SIZE] = ROW("REQUESTED_SIZE", requested, 0),
        [WS_HEAP_PROPERTY_ACTUAL_SIZE] = ROW("ACTUAL_SIZE", actual, 0),
    };
#undef ROW
    static const struct prop_table table = { "heap", rows, COUNT_OF(rows) };

    if (!heap_is(heap)) return fail(error, E_INVALIDARG, "WsGetHeapProperty: not a heap");
    return props_get(&table, heap, id, value, valueSize, error);
}
