/* Memory of one run: an arena with a limit that libxml2 shares, growing text, unique lists.
 *
 * Everything lives until memory_free(): a compiler's model has one owner, the run. The limit is what keeps hostile
 * documents from eating the machine; who passes it ends the run through memory_exhausted (a longjmp in main.c).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef WSUTIL_MEMORY_H
#define WSUTIL_MEMORY_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__MINGW32__)
#    define PRINTF(text, first) __attribute__((format(gnu_printf, text, first)))
#else
#    define PRINTF(text, first) __attribute__((format(printf, text, first)))
#endif

/* Sets the limit for arena and libxml2 together; must be the first call, before libxml2 is used. */
void memory_init(size_t limit);
/* Frees all of the arena (libxml2 frees its own). */
void memory_free(void);
/* Called, never returning, when the limit is reached by the arena. */
extern void (*memory_exhausted)(void);
/* True once libxml2 was refused memory. */
extern bool memory_refused;

/* Zeroed memory from the arena. */
void *arena_alloc(size_t size);
char *arena_copy(const char *text, size_t length);
char *arena_string(const char *text);
char *arena_format(const char *format, ...) PRINTF(1, 2);
#define NEW(type) ((type *)arena_alloc(sizeof(type)))

/* Growing text. */
struct text
{
    char *data;
    size_t length, size;
};
void text_add(struct text *text, const char *data, size_t length);
void text_put(struct text *text, const char *string);
void text_print(struct text *text, const char *format, ...) PRINTF(2, 3);
void text_vprint(struct text *text, const char *format, va_list arguments);
void text_free(struct text *text);
/* The text as a string, never NULL. */
const char *text_string(const struct text *text);

/* A list of pointers, in the arena. */
struct list
{
    void **items;
    size_t count, size;
};
void list_add(struct list *list, void *item);
/* Adds unless it is there; true when it was added. */
bool list_add_once(struct list *list, void *item);

/* Text to pointer, open addressing. Keys are kept as given and must live as long as the map. */
struct map
{
    struct map_slot *slots;
    size_t count, size;
};
void *map_get(const struct map *map, const char *key);
/* False when the key was there already. */
bool map_put(struct map *map, const char *key, void *value);

#endif
