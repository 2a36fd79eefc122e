/* Threads that take completions.
 *
 * A thread that takes something runs it to its end, and what it runs may block. The last thread to leave arms a watch; when
 * that finds nobody back, nothing taken and nothing moved, it starts one more thread, and each further one after one watch
 * more than the one before. What moves without being taken is a thread that goes on with what was done at once, or one that
 * works: when thousands of sockets become ready together, threads under Wine first learn that of each. They will be back, or
 * are given PATIENCE. Without all that a busy machine takes its threads for blocked, and each costs a megabyte for good.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/io_threads.h"

#include <windows.h>

#define FIRST_THREADS 2
#define MAX_THREADS   256
#define WATCH         20 /* ms */
#define PATIENCE      10 /* watches */

static DWORD own_thread = TLS_OUT_OF_INDEXES; /* index of a thread's value: not NULL in pools */
static volatile LONG moved;

static DWORD CALLBACK run(void *argument);

static void start_thread(struct io_threads *pool)
{
    HANDLE thread;

    if (InterlockedIncrement(&pool->threads) <= MAX_THREADS
            && (thread = CreateThread(NULL, 0, run, pool, 0, NULL)))
        CloseHandle(thread);
    else
        InterlockedDecrement(&pool->threads);
}

static void be_patient(struct io_threads *pool)
{
    pool->still = 0;
    pool->patience = PATIENCE;
}

static void arm_watch(struct io_threads *pool)
{
    LARGE_INTEGER due = { .QuadPart = -(INT64)WATCH * 10000 };
    FILETIME time = { due.LowPart, (DWORD)due.HighPart };

    pool->taken_then = pool->taken;
    pool->moved_then = moved;
    SetThreadpoolTimer(pool->watch, &time, 0, 0);
}

static LONG watches_wanted(const struct io_threads *pool)
{
    LONG more = pool->threads - FIRST_THREADS + 1;

    return more < PATIENCE ? more : PATIENCE;
}

/* Whether the process has worked for half of the time since this was asked last, at least. */
static BOOL is_at_work(struct io_threads *pool)
{
    FILETIME made, ended, kernel, user;
    UINT64 now = clock_ticks(), used, worked, passed;

    if (!GetProcessTimes(GetCurrentProcess(), &made, &ended, &kernel, &user)) return FALSE;
    used = ((UINT64)kernel.dwHighDateTime << 32) + kernel.dwLowDateTime
            + ((UINT64)user.dwHighDateTime << 32) + user.dwLowDateTime;
    worked = (used - pool->used_then) / 10000; /* ms */
    passed = now - pool->looked_then;
    pool->used_then = used;
    pool->looked_then = now;
    return worked * 2 >= passed;
}

static void CALLBACK look_after(PTP_CALLBACK_INSTANCE instance, void *context, PTP_TIMER timer)
{
    struct io_threads *pool = context;

    if (pool->waiting > 0)
    {
        InterlockedExchange(&pool->watched, FALSE);
        return;
    }
    if (pool->taken != pool->taken_then)
        be_patient(pool);
    else
    {
        pool->patience--;
        pool->still = moved == pool->moved_then && !is_at_work(pool) ? pool->still + 1 : 0;
    }
    if (pool->still >= watches_wanted(pool) || !pool->patience)
    {
        start_thread(pool);
        be_patient(pool);
    }
    arm_watch(pool);
}

static DWORD CALLBACK run(void *argument)
{
    struct io_threads *pool = argument;
    ULONG_PTR key;
    ULONG count;
    void *what;
    LONG code;
    BOOL some;

    TlsSetValue(own_thread, pool);
    for (;;)
    {
        InterlockedIncrement(&pool->waiting);
        some = pool->take(&what, &key, &count, &code);
        InterlockedIncrement(&pool->taken);
        if (!InterlockedDecrement(&pool->waiting) && !InterlockedExchange(&pool->watched, TRUE))
        {
            be_patient(pool);
            arm_watch(pool);
        }
        if (some) pool->deal(what, key, count, code);
    }
    return 0;
}

HRESULT io_threads_start(struct io_threads *pool, WS_ERROR *error)
{
    HMODULE module;
    int i;

    if (own_thread == TLS_OUT_OF_INDEXES && (own_thread = TlsAlloc()) == TLS_OUT_OF_INDEXES)
        return fail_memory(error);
    if (!(pool->watch = CreateThreadpoolTimer(look_after, pool, NULL))) return fail_memory(error);
    /* the threads live as long as the process, so the code must too */
    GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
            (WCHAR *)(ULONG_PTR)run, &module);
    for (i = 0; i < FIRST_THREADS; i++)
        start_thread(pool);
    return pool->threads ? S_OK : fail_memory(error);
}

void io_threads_moved(void)
{
    if (TlsGetValue(own_thread)) InterlockedIncrement(&moved);
}

BOOL io_threads_own(void)
{
    return TlsGetValue(own_thread) != NULL;
}
