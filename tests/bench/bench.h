/* What the benchmark programs share. Each prints one line per measurement, "NAME DOCUMENT MILLISECONDS"; tests/bench/run
 * starts them in turn, round by round, and compares.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdio.h>
#include <stdlib.h>
#ifdef _WIN32
#    include <windows.h>
#else
#    include <time.h>
#endif

/* Wall-clock milliseconds: the one clock that Wine's and native programs have alike. */
static inline double bench_now(void)
{
#ifdef _WIN32
    LARGE_INTEGER count, frequency;

    QueryPerformanceCounter(&count);
    QueryPerformanceFrequency(&frequency);
    return count.QuadPart * 1e3 / frequency.QuadPart;
#else
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
#endif
}

static inline void bench_print(const char *name, const char *document, double ms)
{
    printf("%s %s %.3f\n", name, document, ms);
    fflush(stdout);
}

static int bench_order(const void *a, const void *b)
{
    return *(const double *)a < *(const double *)b ? -1 : *(const double *)a > *(const double *)b;
}

/* The same work several times over: as long as all would take if each took what the middle one did, so that a moment
 * in which the machine was busy does not count. */
static inline void bench_print_runs(
        const char *name, const char *document, double *ms, unsigned count)
{
    qsort(ms, count, sizeof(*ms), bench_order);
    bench_print(name, document, ms[count / 2] * count);
}

#endif
