/* Deadlines of what is in flight: a coarse wheel that turns while there is something on it.
 *
 * A timer of the kernel for each wait would cost more than the wait. Ticks are 50 ms.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/internal.h"

#include <windows.h>

#define TICK  50
#define SLOTS 256

static CRITICAL_SECTION section;
static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
static struct net_timer slots[SLOTS]; /* heads of circular lists */
static PTP_TIMER ticker;
static ULONG count;
static UINT64 done; /* ticks dealt with */
static BOOL turning;

static void turn_on(BOOL on)
{
    LARGE_INTEGER due = { .QuadPart = -(INT64)TICK * 10000 };
    FILETIME time = { due.LowPart, (DWORD)due.HighPart };

    SetThreadpoolTimer(ticker, on ? &time : NULL, on ? TICK : 0, 10);
    turning = on;
}

static void unlink_timer(struct net_timer *timer)
{
    timer->next->prev = timer->prev;
    timer->prev->next = timer->next;
    timer->next = NULL;
    count--;
}

static void run_slot(struct net_timer *slot, UINT64 now)
{
    struct net_timer *timer, *next;

    for (timer = slot->next; timer != slot; timer = next)
    {
        next = timer->next;
        if (timer->at > now) continue;
        unlink_timer(timer);
        timer->fire(timer);
    }
}

static void CALLBACK tick(PTP_CALLBACK_INSTANCE instance, void *context, PTP_TIMER timer)
{
    UINT64 now = clock_ticks(), last;

    EnterCriticalSection(&section);
    last = now / TICK;
    if (last - done > SLOTS) done = last - SLOTS;
    /* the present slot is looked at again next time: what is due later in it has not fired */
    for (; done < last; done++)
        run_slot(&slots[done % SLOTS], now);
    if (!count && turning) turn_on(FALSE);
    LeaveCriticalSection(&section);
}

static BOOL CALLBACK set_up(PINIT_ONCE init, void *parameter, void **context)
{
    ULONG i;

    InitializeCriticalSection(&section);
    for (i = 0; i < SLOTS; i++)
        slots[i].next = slots[i].prev = &slots[i];
    ticker = CreateThreadpoolTimer(tick, NULL, NULL);
    return ticker != NULL;
}

BOOL net_timer_start(void)
{
    return InitOnceExecuteOnce(&once, set_up, NULL, NULL);
}

void net_timer_add(
        struct net_timer *timer, struct deadline deadline, void (*fire)(struct net_timer *timer))
{
    struct net_timer *slot;
    UINT64 number;

    timer->next = NULL;
    timer->at = deadline.at;
    if (!deadline.at) return;
    timer->fire = fire;
    EnterCriticalSection(&section);
    if (!turning)
    {
        done = clock_ticks() / TICK;
        turn_on(TRUE);
    }
    number = timer->at / TICK;
    if (number < done) number = done;
    slot = &slots[number % SLOTS];
    timer->next = slot;
    timer->prev = slot->prev;
    slot->prev->next = timer;
    slot->prev = timer;
    count++;
    LeaveCriticalSection(&section);
}

void net_timer_remove(struct net_timer *timer)
{
    if (!timer->next && !timer->at) return;
    EnterCriticalSection(&section);
    if (timer->next) unlink_timer(timer);
    timer->at = 0;
    LeaveCriticalSection(&section);
}
