/* Memory that is taken in order and given back in reverse.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/arena.h"

#define FIRST_SIZE 1024
#define SPARE_MAX  65536

static BYTE *block_bytes(struct arena_block *block)
{
    return (BYTE *)(block + 1);
}

void *arena_grow(struct arena *arena, SIZE_T size)
{
    struct arena_block *block = arena->spare;
    SIZE_T next = arena->block ? arena->block->size * 2 : FIRST_SIZE;

    if (next > SPARE_MAX) next = SPARE_MAX;
    if (next < size) next = size;
    if (block && block->size >= size)
        arena->spare = NULL;
    else
    {
        if (next > (SIZE_T)-1 / 2 || !(block = mem_alloc(sizeof(*block) + next))) return NULL;
        block->size = next;
    }
    block->prev = arena->block;
    arena->block = block;
    arena->pos = block_bytes(block) + size;
    arena->end = block_bytes(block) + block->size;
    return block_bytes(block);
}

void arena_unwind(struct arena *arena, struct arena_mark mark)
{
    struct arena_block *block;

    while ((block = arena->block) != mark.block)
    {
        arena->block = block->prev;
        if (block->size <= SPARE_MAX && (!arena->spare || arena->spare->size < block->size))
        {
            mem_free(arena->spare);
            arena->spare = block;
        }
        else
            mem_free(block);
    }
    arena->pos = mark.pos;
    arena->end = block ? block_bytes(block) + block->size : NULL;
}

void arena_clear(struct arena *arena)
{
    static const struct arena_mark nothing;

    arena_unwind(arena, nothing);
    mem_free(arena->spare);
    arena->spare = NULL;
}
