/* Memory that is taken in order and given back in reverse: what lives as long as an open element, or until the
 * next node. Addresses stay valid until their mark is released; no memory is taken before the first use.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef XML_ARENA_H
#define XML_ARENA_H

#include "core/core.h"

struct arena_block
{
    struct arena_block *prev;
    SIZE_T size; /* bytes after this header */
};

struct arena
{
    struct arena_block *block,
            *spare; /* the newest; one kept so that a step over the edge costs once */
    BYTE *pos, *end;
};

struct arena_mark
{
    struct arena_block *block;
    BYTE *pos;
};

void *arena_grow(struct arena *arena, SIZE_T size);
void arena_unwind(struct arena *arena, struct arena_mark mark);
void arena_clear(struct arena *arena); /* frees everything; a zeroed arena is an empty one */

/* size bytes, 8-byte aligned; NULL when there is no memory. */
static inline void *arena_alloc(struct arena *arena, SIZE_T size)
{
    BYTE *mem = arena->pos;

    size = (size + 7) & ~(SIZE_T)7;
    if ((SIZE_T)(arena->end - mem) < size || !mem) return arena_grow(arena, size);
    arena->pos += size;
    return mem;
}

static inline struct arena_mark arena_mark(const struct arena *arena)
{
    struct arena_mark mark = { arena->block, arena->pos };

    return mark;
}

/* Gives back all that was taken since the mark. */
static inline void arena_release(struct arena *arena, struct arena_mark mark)
{
    if (arena->block == mark.block)
        arena->pos = mark.pos;
    else
        arena_unwind(arena, mark);
}

#endif
