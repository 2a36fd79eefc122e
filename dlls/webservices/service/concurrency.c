/* Requests of one session, side by side (MAX_CONCURRENCY): as soon as a request has been read, another server reads the
 * next one from the same channel. Their replies go out one after the other.
 *
 * The channel's own server is the one that accepted it and will close it; when it has nothing to do it waits for its
 * helpers. Where one request is served at a time, nothing here does anything.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service/internal.h"

static BOOL is_concurrent(const struct server *server)
{
    return server->endpoint->settings.max_concurrency > 1;
}

static struct lock *lock_of(struct server *server)
{
    return &server->endpoint->host->object.lock;
}

static struct server *own_server(struct service_channel *shared)
{
    return CONTAINING_RECORD(shared, struct server, own);
}

/* Under the lock: one server less; whom to wake. */
static struct waiter serve_less(struct service_channel *shared)
{
    static const struct waiter nobody;

    return --shared->serving ? nobody : waiter_ready(&own_server(shared)->wait);
}

/* A helper could not be made; this server will read on when it has replied. */
static void undo(struct server *server)
{
    struct _WS_SERVICE_HOST *host = server->endpoint->host;

    lock_enter(&host->object.lock);
    server->shared->serving--;
    server->shared->read = FALSE;
    host->running--; /* not to zero: this server runs */
    lock_leave(&host->object.lock);
}

void concurrency_read(struct server *server)
{
    struct service_channel *shared = server->shared;
    struct _WS_SERVICE_HOST *host = server->endpoint->host;
    struct server *helper;

    if (!is_concurrent(server)) return;
    lock_enter(&host->object.lock);
    shared->read = !shared->over && shared->serving < server->endpoint->settings.max_concurrency;
    if (!shared->read)
    {
        lock_leave(&host->object.lock);
        return;
    }
    shared->serving++;
    host->running++;
    if ((helper = shared->helpers)) shared->helpers = helper->next_idle;
    lock_leave(&host->object.lock);
    if (!helper && FAILED(server_create(server->endpoint, own_server(shared), &helper, NULL)))
        undo(server);
    else
        server_start(helper);
}

HRESULT concurrency_reply(struct server *server, int state)
{
    if (!is_concurrent(server)) return op_goto(&server->op, state);
    return turn_take(&server->shared->replying, &server->wait, lock_of(server), state);
}

void concurrency_replied(struct server *server)
{
    struct waiter woken;

    if (!is_concurrent(server)) return;
    lock_enter(lock_of(server));
    woken = turn_leave(&server->shared->replying, &server->wait);
    lock_leave(lock_of(server));
    waiter_wake(&woken);
}

BOOL concurrency_reads_next(struct server *server)
{
    BOOL next;

    if (!is_concurrent(server)) return TRUE;
    lock_enter(lock_of(server));
    next = !server->shared->read && !server->shared->over;
    if (next) server->shared->read = TRUE;
    lock_leave(lock_of(server));
    return next;
}

HRESULT concurrency_leave(struct server *server, BOOL over, int state)
{
    struct service_channel *shared = server->shared;
    struct waiter woken;

    if (!is_concurrent(server)) return op_goto(&server->op, state);
    concurrency_replied(server);
    lock_enter(lock_of(server));
    if (over) shared->over = TRUE;
    if (!server_is_helper(server))
    {
        if (--shared->serving) return waiter_wait(&server->wait, lock_of(server), state);
        lock_leave(lock_of(server));
        return op_goto(&server->op, state);
    }
    woken = serve_less(shared);
    lock_leave(lock_of(server));
    waiter_wake(&woken);
    return S_OK;
}

/* Servers stay in the endpoint's list, and new ones are put in front only: see abort_servers. */
void concurrency_cancel(struct server *server)
{
    struct server *other;

    if (!is_concurrent(server) || server->shared->serving < 2) return;
    lock_enter(lock_of(server));
    other = server->endpoint->servers;
    lock_leave(lock_of(server));
    for (; other; other = other->next)
    {
        if (other->shared == server->shared) server_cancel(other, WS_SERVICE_CHANNEL_FAULTED);
    }
}

void concurrency_rest(struct server *server)
{
    server->next_idle = server->shared->helpers;
    server->shared->helpers = server;
}
