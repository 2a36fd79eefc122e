/* Threads that take completions.
 *
 * A thread that takes something runs it to its end, and what it runs may block. The last thread to leave arms a watch; when
 * that finds nobody back, nothing taken and nothing moved, it starts one more thread. What moves without being taken is a
 * thread that goes on with what was done at once: it will be back, or is given PATIENCE. Without that a busy machine takes
 * all threads for blocked, and each costs a megabyte for good.
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

static void arm_watch(struct io_threads *pool)
{
    LARGE_INTEGER due = { .QuadPart = -(INT64)WATCH * 10000 };
    FILETIME time = { due.LowPart, (DWORD)due.HighPart };

    if (pool->taken_then != pool->taken) pool->patience = PATIENCE;
    pool->taken_then = pool->taken;
    pool->moved_then = moved;
    SetThreadpoolTimer(pool->watch, &time, 0, 0);
}

static void CALLBACK look_after(PTP_CALLBACK_INSTANCE instance, void *context, PTP_TIMER timer)
{
    struct io_threads *pool = context;

    if (pool->waiting > 0)
    {
        InterlockedExchange(&pool->watched, FALSE);
        return;
    }
    if (pool->taken == pool->taken_then && (moved == pool->moved_then || !--pool->patience))
    {
        start_thread(pool);
        pool->patience = PATIENCE;
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
            arm_watch(pool);
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
    pool->patience = PATIENCE;
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
