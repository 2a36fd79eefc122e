/* What the library asks of the machine: memory, locks, clock, random numbers, threads of the pool.
 *
 * win32.c answers over kernel32, native.c over libc and pthread (native builds exist for tests only).
 * Sizes are bytes, times milliseconds. Nothing here may pend unless it says so.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef PLATFORM_PLATFORM_H
#define PLATFORM_PLATFORM_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <windef.h>
#include <winbase.h>

/* ---- memory ---- */

/* Returns size bytes, 16-byte aligned on 64 bit and 8-byte on 32 bit, not zeroed; NULL when there is
 * no memory. size 0 gives a pointer that may be freed. Free with mem_free. */
void *mem_alloc(SIZE_T size);

/* As mem_alloc, zeroed. */
void *mem_zalloc(SIZE_T size);

/* Grows or shrinks; NULL leaves the old block as it was. mem NULL: mem_alloc. */
void *mem_realloc(void *mem, SIZE_T size);

/* NULL is fine. */
void mem_free(void *mem);

/* Blocks of CHUNK_SIZE bytes, recycled within the process: fresh pages cost more than what is written
 * to them. Any thread; at most CHUNK_CACHE blocks are kept. */
#define CHUNK_SIZE  65536
#define CHUNK_CACHE 64
void *chunk_alloc(void);
void chunk_free(void *chunk);

/* Tests: the count-th allocation from now fails (1: the next one), and every later one until the
 * switch is set again; 0 switches off. Returns how many allocations were asked for since the last
 * call. Native and PE test builds; allocations of the chunk cache count too. */
ULONG mem_fail_at(ULONG count);

/* Bytes in use through mem_alloc, for leak checks; 0 where the build does not count. */
SIZE_T mem_in_use(void);

/* ---- locks ---- */

#ifdef _WIN32
struct lock
{
    CRITICAL_SECTION section;
};
#else
struct lock
{
    void *mutex[8]; /* room for a pthread_mutex_t, which pure layers must not see */
};
#endif

void lock_init(struct lock *lock);
void lock_clear(struct lock *lock);
void lock_enter(struct lock *lock);
void lock_leave(struct lock *lock);

/* ---- once, clock, random ---- */

/* Monotonic milliseconds with the granularity of the system tick. */
UINT64 clock_ticks(void);

/* 100 ns intervals since 1601-01-01 UTC. */
UINT64 clock_file_time(void);

/* The offset local minus UTC in minutes that the machine's zone had at a time (100 ns since 1601, UTC). */
LONG clock_zone_minutes(UINT64 file_time);

/* Fills size bytes from the system's cryptographic source; FALSE when that fails. */
BOOL random_bytes(void *bytes, ULONG size);

/* ---- threads ---- */

/* Runs function(argument) on a thread of the process's pool; FALSE when that cannot be had. The function
 * may block for long: the pool is told so. */
BOOL pool_run(void (*function)(void *argument), void *argument);

/* ---- texts and settings ---- */

/* The system's text for an error code in a language, without a final line break. Returns the number of
 * characters written, at most size; 0 when there is none. */
ULONG system_message(HRESULT code, LANGID language, WCHAR *text, ULONG size);

/* The user's default UI language. */
LANGID system_language(void);

/* Copies a variable of the environment, ASCII, zero terminated; FALSE when it is unset or too long. */
BOOL system_setting(const char *name, char *value, ULONG size);

/* One line of diagnostics (zero terminated, no line break) for class "err", "warn", "trace": goes to
 * Wine's debug channel "webservices" under Wine, to the debugger and, when the environment variable
 * WEBSERVICES_TRACE is set, to standard error elsewhere. */
enum debug_class
{
    DEBUG_ERR,
    DEBUG_WARN,
    DEBUG_TRACE
};
BOOL debug_enabled(enum debug_class level);
void debug_line(enum debug_class level, const char *function, const char *line);

#endif
