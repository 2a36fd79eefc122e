/* Memory of one run: arena, text, lists, maps.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "memory.h"

#include <libxml/xmlmemory.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_SIZE 65536

struct chunk
{
    struct chunk *next;
    size_t used, size;
};

static struct chunk *chunks;
static size_t memory_limit, memory_used;
void (*memory_exhausted)(void);
bool memory_refused;

/* ---- libxml2's allocations, counted against the same limit ---- */

union header
{
    size_t size;
    max_align_t align;
};

static void *counted_malloc(size_t size)
{
    union header *header;

    if (size > memory_limit || memory_used + size > memory_limit
            || !(header = malloc(sizeof(*header) + size)))
    {
        memory_refused = true;
        return NULL;
    }
    header->size = size;
    memory_used += size;
    return header + 1;
}

static void counted_free(void *memory)
{
    union header *header = memory;

    if (!memory) return;
    memory_used -= header[-1].size;
    free(header - 1);
}

static void *counted_realloc(void *memory, size_t size)
{
    union header *header = memory;
    void *copy;

    if (!memory) return counted_malloc(size);
    if (!(copy = counted_malloc(size))) return NULL;
    memcpy(copy, memory, header[-1].size < size ? header[-1].size : size);
    counted_free(memory);
    return copy;
}

static char *counted_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = counted_malloc(size);

    return copy ? memcpy(copy, text, size) : NULL;
}

void memory_init(size_t limit)
{
    memory_limit = limit;
    memory_refused = false;
    xmlMemSetup(counted_free, counted_malloc, counted_realloc, counted_strdup);
}

/* ---- arena ---- */

static void exhausted(void)
{
    if (memory_exhausted) memory_exhausted();
    abort();
}

void *arena_alloc(size_t size)
{
    size_t chunk_size = CHUNK_SIZE;
    struct chunk *chunk = chunks;
    void *memory;

    if (size > memory_limit) exhausted();
    size = (size + sizeof(union header) - 1) & ~(sizeof(union header) - 1);
    if (!chunk || chunk->size - chunk->used < size)
    {
        if (size > chunk_size) chunk_size = size;
        if (memory_used + chunk_size > memory_limit) exhausted();
        if (!(chunk = malloc(sizeof(union header) * 2 + chunk_size))) exhausted();
        memory_used += chunk_size;
        chunk->used = 0;
        chunk->size = chunk_size;
        chunk->next = chunks;
        chunks = chunk;
    }
    memory = (char *)chunk + sizeof(union header) * 2 + chunk->used;
    chunk->used += size;
    return memset(memory, 0, size);
}

void memory_free(void)
{
    struct chunk *next;

    for (; chunks; chunks = next)
    {
        next = chunks->next;
        memory_used -= chunks->size;
        free(chunks);
    }
}

char *arena_copy(const char *text, size_t length)
{
    char *copy = arena_alloc(length + 1);

    memcpy(copy, text, length);
    return copy;
}

char *arena_string(const char *text)
{
    return text ? arena_copy(text, strlen(text)) : NULL;
}

char *arena_format(const char *format, ...)
{
    va_list arguments;
    int length;
    char *text;

    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) exhausted();
    text = arena_alloc((size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

/* ---- text: on the C library's heap, since it grows ---- */

static void text_reserve(struct text *text, size_t length)
{
    size_t size = text->size ? text->size : 256;

    if (text->length + length + 1 <= text->size) return;
    while (size < text->length + length + 1)
        size *= 2;
    if (size > memory_limit || !(text->data = realloc(text->data, size))) exhausted();
    text->size = size;
}

void text_add(struct text *text, const char *data, size_t length)
{
    text_reserve(text, length);
    memcpy(text->data + text->length, data, length);
    text->length += length;
    text->data[text->length] = 0;
}

void text_put(struct text *text, const char *string)
{
    text_add(text, string, strlen(string));
}

void text_vprint(struct text *text, const char *format, va_list arguments)
{
    va_list copy;
    int length;

    va_copy(copy, arguments);
    length = vsnprintf(NULL, 0, format, copy);
    va_end(copy);
    if (length < 0) exhausted();
    text_reserve(text, (size_t)length);
    vsnprintf(text->data + text->length, (size_t)length + 1, format, arguments);
    text->length += (size_t)length;
}

void text_print(struct text *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    text_vprint(text, format, arguments);
    va_end(arguments);
}

const char *text_string(const struct text *text)
{
    return text->data ? text->data : "";
}

void text_free(struct text *text)
{
    free(text->data);
    memset(text, 0, sizeof(*text));
}

/* ---- lists and maps ---- */

void list_add(struct list *list, void *item)
{
    void **items;

    if (list->count == list->size)
    {
        list->size = list->size ? list->size * 2 : 8;
        items = arena_alloc(list->size * sizeof(*items));
        if (list->count) memcpy(items, list->items, list->count * sizeof(*items));
        list->items = items;
    }
    list->items[list->count++] = item;
}

bool list_add_once(struct list *list, void *item)
{
    size_t i;

    for (i = 0; i < list->count; i++)
        if (list->items[i] == item) return false;
    list_add(list, item);
    return true;
}

struct map_slot
{
    const char *key;
    void *value;
};

static struct map_slot *map_find(const struct map *map, const char *key)
{
    uint32_t hash = 2166136261u;
    const unsigned char *c;
    size_t i;

    for (c = (const unsigned char *)key; *c; c++)
        hash = (hash ^ *c) * 16777619u;
    for (i = hash & (map->size - 1); map->slots[i].key; i = (i + 1) & (map->size - 1))
        if (!strcmp(map->slots[i].key, key)) break;
    return &map->slots[i];
}

void *map_get(const struct map *map, const char *key)
{
    return map->size ? map_find(map, key)->value : NULL;
}

bool map_put(struct map *map, const char *key, void *value)
{
    struct map_slot *slot, *old = map->slots;
    size_t i, old_size = map->size;

    if (map->count * 2 >= map->size)
    {
        map->size = map->size ? map->size * 2 : 64;
        map->slots = arena_alloc(map->size * sizeof(*map->slots));
        for (i = 0; i < old_size; i++)
            if (old[i].key) *map_find(map, old[i].key) = old[i];
    }
    slot = map_find(map, key);
    if (slot->key) return false;
    slot->key = key;
    slot->value = value;
    map->count++;
    return true;
}
