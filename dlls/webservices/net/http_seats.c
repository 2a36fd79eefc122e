/* MAX_HTTP_SERVER_CONNECTIONS: how many exchanges with one server may have a connection at the same time, over the whole
 * process. Who comes later waits, in the order of coming; an abort ends the wait.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/http_internal.h"

#include <string.h>
#include <windows.h>

/* A server that exchanges with a limit use now. */
struct server_row
{
    struct server_row *next;
    struct net_target target;
    ULONG taken;
    struct http_client *first, *last; /* who waits */
};

static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
static struct lock lock;
static CONDITION_VARIABLE moved; /* somebody who blocks has got a seat, or was aborted */
static struct server_row *rows;

static BOOL CALLBACK set_up(PINIT_ONCE init, void *parameter, void **context)
{
    lock_init(&lock);
    InitializeConditionVariable(&moved);
    return TRUE;
}

/* ---- under the lock ---- */

static struct server_row *find(const struct net_target *target)
{
    struct server_row *row = rows;

    while (row && !same_target(&row->target, target))
        row = row->next;
    return row;
}

static struct server_row *make(const struct net_target *target)
{
    struct server_row *row = mem_zalloc(sizeof(*row));

    if (!row) return NULL;
    row->target = *target;
    row->next = rows;
    rows = row;
    return row;
}

static void drop_unused(struct server_row *row)
{
    struct server_row **at = &rows;

    if (row->taken || row->first) return;
    while (*at != row)
        at = &(*at)->next;
    *at = row->next;
    mem_free(row);
}

static void leave_queue(struct server_row *row, struct http_client *client)
{
    struct http_client *before = NULL, *c = row->first;

    while (c != client)
    {
        before = c;
        c = c->next_wait;
    }
    if (before)
        before->next_wait = client->next_wait;
    else
        row->first = client->next_wait;
    if (row->last == client) row->last = before;
    client->waiting = FALSE;
}

/* The first in the queue, if there is a seat for it now. NULL: nobody is to be woken. */
static struct http_client *seat_next(struct server_row *row)
{
    struct http_client *client = row->first;

    if (!client || row->taken >= client->max_connections) return NULL;
    leave_queue(row, client);
    row->taken++;
    client->seated = TRUE;
    return client;
}

/* ---- */

/* Without the lock. A thread that blocks looks for itself. */
static void wake(struct http_client *client)
{
    if (!client) return;
    if (client->send_op.caller.callback)
        op_resume(&client->send_op);
    else
        WakeAllConditionVariable(&moved);
}

static HRESULT block(struct http_client *client, int state)
{
    while (client->waiting)
        SleepConditionVariableCS(&moved, &lock.section, INFINITE);
    lock_leave(&lock);
    return op_goto(&client->send_op, state);
}

static HRESULT queue(struct server_row *row, struct http_client *client, int state)
{
    BOOL blocks = !client->send_op.caller.callback;

    client->waiting = TRUE;
    client->next_wait = NULL;
    if (row->last)
        row->last->next_wait = client;
    else
        row->first = client;
    row->last = client;
    if (blocks) return block(client, state);
    client->send_op.state = state;
    lock_leave(&lock);
    return WS_S_ASYNC;
}

HRESULT http_seat_take(struct http_client *client, int state)
{
    struct server_row *row;

    if (client->max_connections == INFINITE || client->seated)
        return op_goto(&client->send_op, state);
    InitOnceExecuteOnce(&once, set_up, NULL, NULL);
    lock_enter(&lock);
    if (!(row = find(&client->target)) && !(row = make(&client->target)))
    {
        lock_leave(&lock);
        return fail_memory(client->send_op.error);
    }
    if (client->reason || (!row->first && row->taken < client->max_connections))
    {
        client->seated = !client->reason;
        row->taken += client->seated;
        drop_unused(row);
        lock_leave(&lock);
        return op_goto(&client->send_op, state);
    }
    return queue(row, client, state);
}

void http_seat_leave(struct http_client *client)
{
    struct http_client *next;
    struct server_row *row;

    if (!client->seated) return;
    lock_enter(&lock);
    row = find(&client->target);
    client->seated = FALSE;
    row->taken--;
    next = seat_next(row);
    drop_unused(row);
    lock_leave(&lock);
    wake(next);
}

void http_seat_abort(struct http_client *client)
{
    struct server_row *row;
    BOOL waited;

    if (client->max_connections == INFINITE) return;
    InitOnceExecuteOnce(&once, set_up, NULL, NULL);
    lock_enter(&lock);
    if ((waited = client->waiting))
    {
        row = find(&client->target);
        leave_queue(row, client);
        drop_unused(row);
    }
    lock_leave(&lock);
    if (waited) wake(client);
}
