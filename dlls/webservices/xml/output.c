/* A writer's bytes in chunks. See output.h.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/output.h"

#include <string.h>

#define FIRST_SPACE (4096 - sizeof(struct output_chunk))
#define CHUNK_SPACE (CHUNK_SIZE - sizeof(struct output_chunk))

void output_init(struct output *out)
{
    memset(out, 0, sizeof(*out));
}

static void free_chunk(struct output_chunk *chunk)
{
    if (chunk->data == (BYTE *)(chunk + 1) && chunk->size == CHUNK_SPACE)
        chunk_free(chunk);
    else
        mem_free(chunk);
}

static void free_chunks(struct output_chunk *chunk)
{
    struct output_chunk *next;

    for (; chunk; chunk = next)
    {
        next = chunk->next;
        free_chunk(chunk);
    }
}

void output_clear(struct output *out)
{
    free_chunks(out->first);
    free_chunks(out->retired);
    mem_free(out->views);
    output_init(out);
}

static void set_end(struct output *out)
{
    ULONG room = out->max > out->before ? out->max - out->before : 0;

    out->end = out->last->data + (out->last->size < room ? out->last->size : room);
}

void output_reset(struct output *out, ULONG max, ULONG keep, BYTE *initial, ULONG initial_size)
{
    struct output_chunk *kept = out->first;

    if (kept && kept->data == (BYTE *)(kept + 1) && kept->size <= keep && !initial)
    {
        free_chunks(kept->next);
        kept->next = NULL;
    }
    else
    {
        free_chunks(kept);
        kept = NULL;
    }
    free_chunks(out->retired);
    out->retired = NULL;
    out->first = out->last = kept;
    out->before = 0;
    out->max = max;
    out->initial = initial;
    out->initial_size = initial_size;
    out->pos = out->end = NULL;
    if (!kept) return;
    out->pos = kept->data;
    set_end(out);
}

void output_raise(struct output *out, ULONG more)
{
    out->max = more < 0xffffffff - out->max ? out->max + more : 0xffffffff;
    if (out->last) set_end(out);
}

static struct output_chunk *make_chunk(ULONG size)
{
    struct output_chunk *chunk;

    chunk = size == CHUNK_SPACE ? chunk_alloc() : mem_alloc(sizeof(*chunk) + (SIZE_T)size);
    if (!chunk) return NULL;
    chunk->next = NULL;
    chunk->data = (BYTE *)(chunk + 1);
    chunk->size = size;
    chunk->used = 0;
    return chunk;
}

static struct output_chunk *next_chunk(struct output *out, ULONG count)
{
    ULONG size = out->first ? CHUNK_SPACE : FIRST_SPACE;
    struct output_chunk *chunk;

    if (!out->first && out->initial && out->initial_size >= count)
    {
        if (!(chunk = make_chunk(0))) return NULL;
        chunk->data = out->initial;
        chunk->size = out->initial_size;
        return chunk;
    }
    return make_chunk(count > size ? count : size);
}

HRESULT output_grow(struct output *out, ULONG count, WS_ERROR *error)
{
    ULONG total = output_total(out);
    struct output_chunk *chunk;

    if (count > out->max || total > out->max - count)
        return fail(error, WS_E_QUOTA_EXCEEDED,
                "The output may have %u bytes (BUFFER_MAX_SIZE); it has %u and %u more are to be "
                "written",
                out->max, total, count);
    if (!(chunk = next_chunk(out, count))) return fail_memory(error);
    if (out->last)
    {
        out->last->used = out->pos - out->last->data;
        out->last->next = chunk;
    }
    else
        out->first = chunk;
    out->before = total;
    out->last = chunk;
    out->pos = chunk->data;
    set_end(out);
    return S_OK;
}

HRESULT output_put_long(struct output *out, const BYTE *bytes, ULONG count, WS_ERROR *error)
{
    ULONG total = output_total(out), part;
    HRESULT hr;

    if (count > out->max || total > out->max - count) return output_grow(out, count, error);
    while (count)
    {
        part = out->end - out->pos;
        if (!part && FAILED(hr = output_grow(out, 1, error))) return hr;
        part = out->end - out->pos;
        if (part > count) part = count;
        memcpy(out->pos, bytes, part);
        out->pos += part;
        bytes += part;
        count -= part;
    }
    return S_OK;
}

static ULONG chunk_used(const struct output *out, const struct output_chunk *chunk)
{
    return chunk == out->last ? (ULONG)(out->pos - chunk->data) : chunk->used;
}

/* All chunks into one that has room for as much again, so that asking often stays linear. */
static HRESULT merge(struct output *out, WS_ERROR *error)
{
    ULONG total = output_total(out), size = total < 0x7fffffff ? total * 2 : total;
    struct output_chunk *chunk, *whole;
    ULONG used;

    if (size == CHUNK_SPACE) size++;
    if (!(whole = make_chunk(size))) return fail_memory(error);
    out->pos = whole->data + total;
    out->last->used = total - out->before;
    for (total = 0, chunk = out->first; chunk; chunk = chunk->next)
    {
        used = chunk->used;
        memcpy(whole->data + total, chunk->data, used);
        total += used;
    }
    out->last->next = out->retired;
    out->retired = out->first;
    out->first = out->last = whole;
    out->before = 0;
    set_end(out);
    return S_OK;
}

HRESULT output_block(struct output *out, ULONG count, WS_BYTES *ret, WS_ERROR *error)
{
    static BYTE nothing[1];
    HRESULT hr;

    if (out->first && out->first != out->last && count > out->first->used
            && FAILED(hr = merge(out, error)))
        return hr;
    ret->length = count;
    ret->bytes = out->first ? out->first->data : nothing;
    return S_OK;
}

HRESULT output_views(
        struct output *out, ULONG count, const WS_BYTES **ret, ULONG *ret_count, WS_ERROR *error)
{
    struct output_chunk *chunk;
    ULONG n = 0, used;
    WS_BYTES *views;

    for (chunk = out->first; chunk; chunk = chunk->next)
        n++;
    if (n > out->view_room)
    {
        if (!(views = mem_alloc(n * 2 * sizeof(*views)))) return fail_memory(error);
        mem_free(out->views);
        out->views = views;
        out->view_room = n * 2;
    }
    n = 0;
    for (chunk = out->first; chunk && count; chunk = chunk->next)
    {
        used = chunk_used(out, chunk);
        if (used > count) used = count;
        if (!used) continue;
        out->views[n].length = used;
        out->views[n++].bytes = chunk->data;
        count -= used;
    }
    *ret = n ? out->views : NULL;
    *ret_count = n;
    return S_OK;
}

HRESULT output_consume(struct output *out, ULONG count, WS_ERROR *error)
{
    ULONG rest = output_total(out) - count, used;
    struct output_chunk *chunk, *next;

    if (!count) return S_OK;
    if (rest && out->first != out->last)
    {
        HRESULT hr = merge(out, error);

        if (FAILED(hr)) return hr;
    }
    for (chunk = out->first; chunk != out->last; chunk = next)
    {
        next = chunk->next;
        free_chunk(chunk);
    }
    free_chunks(out->retired);
    out->retired = NULL;
    out->first = out->last;
    used = out->pos - out->first->data;
    if (rest) memmove(out->first->data, out->first->data + used - rest, rest);
    out->before = 0;
    out->pos = out->first->data + rest;
    set_end(out);
    return S_OK;
}
