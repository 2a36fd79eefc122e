/* Where a writer's bytes gather: a list of chunks that never move, with a limit on their sum.
 *
 * Nothing is reallocated while writing: a full chunk is followed by the next one. One contiguous block is made
 * only for who asks for it (WS_XML_WRITER_PROPERTY_BYTES).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef XML_OUTPUT_H
#define XML_OUTPUT_H

#include "xml/xml.h"

struct output_chunk
{
    struct output_chunk *next;
    BYTE *data;
    ULONG size, used; /* used of the newest chunk is known by output.pos only */
};

struct output
{
    BYTE *pos, *end; /* free part of the newest chunk; end respects the limit */
    ULONG before;    /* bytes in the chunks before the newest */
    ULONG max;
    struct output_chunk *first, *last;
    struct output_chunk *retired; /* merged ones: views of them may still be in use */
    BYTE *initial;                /* the caller's memory, used as first chunk */
    ULONG initial_size;
    WS_BYTES *views;
    ULONG view_room;
};

void output_init(struct output *out);
void output_clear(struct output *out);

/* Empties; keeps at most keep bytes of memory. initial may be NULL. */
void output_reset(struct output *out, ULONG max, ULONG keep, BYTE *initial, ULONG initial_size);

/* Makes count contiguous bytes free at pos, in the next chunk if need be. WS_E_QUOTA_EXCEEDED. */
HRESULT output_grow(struct output *out, ULONG count, WS_ERROR *error);
HRESULT output_put_long(struct output *out, const BYTE *bytes, ULONG count, WS_ERROR *error);

static inline ULONG output_total(const struct output *out)
{
    return out->last ? out->before + (ULONG)(out->pos - out->last->data) : 0;
}

static inline HRESULT output_need(struct output *out, ULONG count, WS_ERROR *error)
{
    if ((SIZE_T)(out->end - out->pos) >= count) return S_OK;
    return output_grow(out, count, error);
}

/* Names are short: two overlapping words beat a call of memcpy. Needs count free bytes at to. */
static inline void copy_short(BYTE *to, const BYTE *from, ULONG count)
{
    UINT64 a, b;
    UINT32 c, d;

    if (count >= 8 && count <= 16)
    {
        __builtin_memcpy(&a, from, 8);
        __builtin_memcpy(&b, from + count - 8, 8);
        __builtin_memcpy(to, &a, 8);
        __builtin_memcpy(to + count - 8, &b, 8);
    }
    else if (count >= 4 && count < 8)
    {
        __builtin_memcpy(&c, from, 4);
        __builtin_memcpy(&d, from + count - 4, 4);
        __builtin_memcpy(to, &c, 4);
        __builtin_memcpy(to + count - 4, &d, 4);
    }
    else if (count < 4)
    {
        if (count) to[0] = from[0];
        if (count > 1) to[1] = from[1];
        if (count > 2) to[2] = from[2];
    }
    else
        __builtin_memcpy(to, from, count);
}

static inline HRESULT output_put(
        struct output *out, const BYTE *bytes, ULONG count, WS_ERROR *error)
{
    if ((SIZE_T)(out->end - out->pos) < count) return output_put_long(out, bytes, count, error);
    copy_short(out->pos, bytes, count);
    out->pos += count;
    return S_OK;
}

/* Allows more bytes than the limit so far. */
void output_raise(struct output *out, ULONG more);

/* The first count bytes as one block (chunks are merged when there are several). */
HRESULT output_block(struct output *out, ULONG count, WS_BYTES *ret, WS_ERROR *error);

/* The first count bytes as they lie. The array lives until the next call or reset. */
HRESULT output_views(
        struct output *out, ULONG count, const WS_BYTES **ret, ULONG *ret_count, WS_ERROR *error);

/* Forgets the first count bytes; what follows moves to the front. */
HRESULT output_consume(struct output *out, ULONG count, WS_ERROR *error);

#endif
