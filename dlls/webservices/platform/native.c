/* The platform door over libc and pthread, for the native builds that tests use.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "platform/platform.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile LONG fail_countdown; /* 0: off; 1: the next allocation fails */
static volatile LONG alloc_count;
static volatile INT64 in_use;

static BOOL must_fail(void)
{
    __sync_add_and_fetch(&alloc_count, 1);
    if (!fail_countdown) return FALSE;
    if (fail_countdown > 1)
    {
        __sync_sub_and_fetch(&fail_countdown, 1);
        return FALSE;
    }
    return TRUE;
}

ULONG mem_fail_at(ULONG count)
{
    ULONG asked = alloc_count;

    alloc_count = 0;
    fail_countdown = count;
    return asked;
}

SIZE_T mem_in_use(void)
{
    return in_use;
}

/* A size in front of each block keeps the leak check exact. */
void *mem_alloc(SIZE_T size)
{
    SIZE_T *block;

    if (must_fail() || !(block = malloc(size + 16))) return NULL;
    block[0] = size;
    __sync_add_and_fetch(&in_use, size);
    return block + 2;
}

void *mem_zalloc(SIZE_T size)
{
    void *mem = mem_alloc(size);

    if (mem) memset(mem, 0, size);
    return mem;
}

void *mem_realloc(void *mem, SIZE_T size)
{
    SIZE_T *block, old;

    if (!mem) return mem_alloc(size);
    if (must_fail()) return NULL;
    old = ((SIZE_T *)mem)[-2];
    if (!(block = realloc((SIZE_T *)mem - 2, size + 16))) return NULL;
    block[0] = size;
    __sync_add_and_fetch(&in_use, (INT64)size - (INT64)old);
    return block + 2;
}

void mem_free(void *mem)
{
    if (!mem) return;
    __sync_sub_and_fetch(&in_use, ((SIZE_T *)mem)[-2]);
    free((SIZE_T *)mem - 2);
}

void *chunk_alloc(void)
{
    return mem_alloc(CHUNK_SIZE);
}

void chunk_free(void *chunk)
{
    mem_free(chunk);
}

_Static_assert(sizeof(struct lock) >= sizeof(pthread_mutex_t), "room for a mutex");

void lock_init(struct lock *lock)
{
    pthread_mutex_init((pthread_mutex_t *)lock, NULL);
}

void lock_clear(struct lock *lock)
{
    pthread_mutex_destroy((pthread_mutex_t *)lock);
}

void lock_enter(struct lock *lock)
{
    pthread_mutex_lock((pthread_mutex_t *)lock);
}

void lock_leave(struct lock *lock)
{
    pthread_mutex_unlock((pthread_mutex_t *)lock);
}

UINT64 clock_ticks(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (UINT64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

#define SECONDS_1601_TO_1970 11644473600ll

UINT64 clock_file_time(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return ((UINT64)now.tv_sec + SECONDS_1601_TO_1970) * 10000000 + now.tv_nsec / 100;
}

/* Windows knows one current rule pair per zone, not a history: take this year's rules for every year, as
 * win32.c does. */
LONG clock_zone_minutes(UINT64 file_time)
{
    time_t seconds = (INT64)(file_time / 10000000) - SECONDS_1601_TO_1970, now = time(NULL);
    struct tm when, current;

    if (!gmtime_r(&seconds, &when) || !gmtime_r(&now, &current)) return 0;
    when.tm_year = current.tm_year;
    seconds = timegm(&when);
    if (!localtime_r(&seconds, &when)) return 0;
    return when.tm_gmtoff / 60;
}

BOOL random_bytes(void *bytes, ULONG size)
{
    FILE *source = fopen("/dev/urandom", "rb");
    BOOL done = source && fread(bytes, 1, size, source) == size;

    if (source) fclose(source);
    return done;
}

struct work
{
    void (*function)(void *argument);
    void *argument;
};

static void *run_work(void *argument)
{
    struct work work = *(struct work *)argument;

    free(argument);
    work.function(work.argument);
    return NULL;
}

BOOL pool_run(void (*function)(void *argument), void *argument)
{
    struct work *work = malloc(sizeof(*work));
    pthread_t thread;

    if (!work) return FALSE;
    work->function = function;
    work->argument = argument;
    if (pthread_create(&thread, NULL, run_work, work))
    {
        free(work);
        return FALSE;
    }
    pthread_detach(thread);
    return TRUE;
}

ULONG system_message(HRESULT code, LANGID language, WCHAR *text, ULONG size)
{
    char line[32];
    ULONG count = 0;

    snprintf(line, sizeof(line), "Error 0x%08x", (unsigned)code);
    while (count < size && line[count])
    {
        text[count] = line[count];
        count++;
    }
    return count;
}

LANGID system_language(void)
{
    return 0x0409;
}

BOOL system_setting(const char *name, char *value, ULONG size)
{
    const char *found = getenv(name);

    if (!found || strlen(found) >= size) return FALSE;
    strcpy(value, found);
    return TRUE;
}

BOOL debug_enabled(enum debug_class level)
{
    static int state = -1;
    char value[16];

    if (state < 0) state = system_setting("WEBSERVICES_TRACE", value, sizeof(value));
    return state;
}

void debug_line(enum debug_class level, const char *function, const char *line)
{
    static const char *const names[] = { "err", "warn", "trace" };

    fprintf(stderr, "%s:webservices:%s %s\n", names[level], function, line);
}
