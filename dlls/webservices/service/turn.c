/* Waits inside an operation: for somebody else's word, and for one's turn.
 *
 * An operation on its caller's thread blocks; another is parked and carried on by a thread of the pool, so that who
 * gives the word neither runs foreign code nor recurses.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service/internal.h"

void waiter_init(struct waiter *waiter, struct op *op)
{
    waiter->op = op;
    waiter->next = NULL;
    waiter->ready = waiter->parked = FALSE;
}

void waiter_clear(struct waiter *waiter)
{
    if (waiter->event) CloseHandle(waiter->event);
}

static BOOL blocks(const struct waiter *waiter)
{
    return !waiter->op->caller.callback;
}

/* Under the lock, which is left. */
HRESULT waiter_wait(struct waiter *waiter, struct lock *lock, int state)
{
    struct op *op = waiter->op;
    BOOL block = blocks(waiter);

    op->state = state;
    if (!waiter->ready && block && !waiter->event
            && !(waiter->event = CreateEventW(NULL, FALSE, FALSE, NULL)))
    {
        lock_leave(lock);
        return fail_memory(op->error);
    }
    if (waiter->ready)
    {
        waiter->ready = FALSE;
        lock_leave(lock);
        return S_OK;
    }
    waiter->parked = TRUE;
    lock_leave(lock);
    if (!block) return WS_S_ASYNC; /* the operation is another thread's from here on */
    WaitForSingleObject(waiter->event, INFINITE);
    return S_OK;
}

struct waiter waiter_ready(struct waiter *waiter)
{
    struct waiter woken = *waiter;

    waiter->ready = !waiter->parked;
    waiter->parked = FALSE;
    return woken;
}

void waiter_wake(const struct waiter *woken)
{
    if (!woken->parked) return;
    if (blocks(woken))
        SetEvent(woken->event);
    else
        op_resume(woken->op);
}

HRESULT turn_take(struct turn *turn, struct waiter *waiter, struct lock *lock, int state)
{
    struct waiter **end = &turn->first;

    lock_enter(lock);
    if (!turn->owner)
    {
        turn->owner = waiter;
        lock_leave(lock);
        return op_goto(waiter->op, state);
    }
    while (*end)
        end = &(*end)->next;
    *end = waiter;
    waiter->next = NULL;
    return waiter_wait(waiter, lock, state);
}

/* Under the lock. */
static void leave_queue(struct turn *turn, struct waiter *waiter)
{
    struct waiter **at = &turn->first;

    while (*at && *at != waiter)
        at = &(*at)->next;
    if (*at) *at = waiter->next;
}

struct waiter turn_leave(struct turn *turn, struct waiter *waiter)
{
    static const struct waiter nobody;

    if (turn->owner != waiter)
    {
        leave_queue(turn, waiter);
        return nobody;
    }
    if (!(turn->owner = turn->first)) return nobody;
    turn->first = turn->owner->next;
    return waiter_ready(turn->owner);
}
