/* Pools of threads that take what has ended or become ready, one thing at a time, and run it to its end.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef NET_IO_THREADS_H
#define NET_IO_THREADS_H

#include "net/internal.h"

struct io_threads
{
    /* Waits for one thing and takes it: *what, *key, *count and *code are the taker's own. FALSE: nothing after all. */
    BOOL (*take)(void **what, ULONG_PTR *key, ULONG *count, LONG *code);

    /* Runs it to its end, which may block. */
    void (*deal)(void *what, ULONG_PTR key, ULONG count, LONG code);

    volatile LONG waiting, threads, taken, watched;
    LONG taken_then, moved_then, still, patience; /* watches */
    UINT64 used_then, looked_then;
    void *watch;
};

/* Starts the pool's first threads, which live as long as the process. E_OUTOFMEMORY. */
HRESULT io_threads_start(struct io_threads *pool, WS_ERROR *error);

/* Says that this thread goes on with something that was done at once. For threads of no pool nothing happens. */
void io_threads_moved(void);

/* Whether this thread is one of a pool's. */
BOOL io_threads_own(void);

#endif
