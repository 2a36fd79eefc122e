/* The server's side of HTTP/1.1: listeners that share ports by their prefixes, queues of requests, waits for them.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/http_internal.h"

#include <winsock2.h>
#include <ws2tcpip.h>
#include <string.h>
#include <windows.h>

#define MAX_QUEUE 1000 /* requests of a listener that nobody has taken; more are answered 503 */
#define BACKLOG   SOMAXCONN

struct http_listener
{
    struct http_listener *next;
    struct http_prefix prefix;
    struct http_port *port;
    http_check check;
    void *context;
    ULONG max_head;
    HRESULT reason;                        /* aborted; 0 */
    struct http_accept *waits, *last_wait; /* oldest first */
    struct http_connection *queue, *last_queued;
    ULONG queue_count;
};

/* What http_accept.work holds. */
struct wait
{
    CONDITION_VARIABLE condition;
    struct io_request post;
};

static struct wait *wait_of(struct http_accept *accept)
{
    C_ASSERT(sizeof(struct wait) <= sizeof(accept->work));
    return (struct wait *)accept->work;
}

static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
static CRITICAL_SECTION section;
static struct http_port *ports;
static struct http_listener *listeners;

static BOOL CALLBACK set_up(PINIT_ONCE init, void *parameter, void **context)
{
    InitializeCriticalSection(&section);
    return http_delivery_start();
}

void server_enter(void)
{
    EnterCriticalSection(&section);
}

void server_leave(void)
{
    LeaveCriticalSection(&section);
}

/* ---- listeners and ports; the lock is held ---- */

static struct http_port *find_port(USHORT number)
{
    struct http_port *port;

    for (port = ports; port; port = port->next)
    {
        if (port->number == number) return port;
    }
    if (!(port = mem_zalloc(sizeof(*port)))) return NULL;
    port->number = number;
    port->next = ports;
    return ports = port;
}

static HRESULT open_port(struct http_port *port, WS_ERROR *error)
{
    struct net_address any = { { 0 } };
    struct sockaddr_in *four = (struct sockaddr_in *)any.bytes;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)any.bytes;
    const struct io_backend *io = io_get();
    HRESULT hr;

    four->sin_family = AF_INET;
    four->sin_port = htons(port->number);
    any.length = sizeof(*four);
    hr = io->listen(&any, BACKLOG, connection_accept, port, &port->acceptors[0], error);
    if (FAILED(hr))
    {
        error_add(error, "Port %u cannot be listened on", (ULONG)port->number);
        return hr;
    }
    /* a machine without IPv6 does without it */
    six->sin6_family = AF_INET6;
    any.length = sizeof(*six);
    if (FAILED(io->listen(&any, BACKLOG, connection_accept, port, &port->acceptors[1], NULL)))
        port->acceptors[1] = NULL;
    return S_OK;
}

static void close_port(struct http_port *port)
{
    struct http_connection *connection;
    int i;

    for (i = 0; i < 2; i++)
    {
        if (port->acceptors[i]) io_get()->unlisten(port->acceptors[i]);
        port->acceptors[i] = NULL;
    }
    for (connection = port->connections; connection; connection = connection->next)
    {
        if (!connection->taken)
            connection->stream->ops->abort(connection->stream, WS_E_OPERATION_ABORTED);
    }
}

static HRESULT add_listener(struct http_listener *listener, WS_ERROR *error)
{
    struct http_port *port;
    struct http_listener *other;
    HRESULT hr;

    for (other = listeners; other; other = other->next)
    {
        if (url_same(&other->prefix, &listener->prefix))
            return fail(error, WS_E_ADDRESS_IN_USE,
                    "Another listener of this process has the URL http://%s:%u%s",
                    listener->prefix.host, (ULONG)listener->prefix.port, listener->prefix.path);
    }
    if (!(port = find_port(listener->prefix.port))) return fail_memory(error);
    if (!port->listeners && FAILED(hr = open_port(port, error))) return hr;
    port->listeners++;
    if (port->max_head < listener->max_head) port->max_head = listener->max_head;
    listener->port = port;
    listener->next = listeners;
    listeners = listener;
    return S_OK;
}

HRESULT http_listen(const struct http_prefix *prefix, http_check check, void *context,
        ULONG max_head, struct http_listener **ret, WS_ERROR *error)
{
    struct http_listener *listener;
    HRESULT hr;

    if (!InitOnceExecuteOnce(&once, set_up, NULL, NULL)) return fail_memory(error);
    if (!(listener = mem_zalloc(sizeof(*listener)))) return fail_memory(error);
    listener->prefix = *prefix;
    listener->check = check;
    listener->context = context;
    listener->max_head = max_head;
    server_enter();
    hr = add_listener(listener, error);
    server_leave();
    if (FAILED(hr))
        mem_free(listener);
    else
        *ret = listener;
    return hr;
}

void http_listener_limit_head(struct http_listener *listener, ULONG max_head)
{
    server_enter();
    listener->max_head = max_head;
    if (listener->port->max_head < max_head) listener->port->max_head = max_head;
    server_leave();
}

static struct http_listener *find_listener(const struct http_connection *connection)
{
    const struct http_head *head = connection->head;
    const BYTE *bytes = connection->in.data + connection->in.start;
    struct http_listener *listener, *best = NULL;
    ULONG fit, best_fit = 0;

    for (listener = listeners; listener; listener = listener->next)
    {
        if (listener->port != connection->port) continue;
        fit = url_match(&listener->prefix, bytes + head->host.at, head->host.length,
                bytes + head->target.at, head->target.length);
        if (fit <= best_fit) continue;
        best_fit = fit;
        best = listener;
    }
    return best;
}

/* ---- requests ---- */

ULONG server_check(struct http_connection *connection)
{
    struct http_listener *listener;
    ULONG status = 404;

    server_enter();
    listener = find_listener(connection);
    if (listener)
        status = listener->reason ? 503
                : connection->head_length > listener->max_head
                ? 431
                : listener->check(listener->context, connection->head, buf_bytes(&connection->in),
                        &connection->eager, NULL);
    server_leave();
    return status;
}

static void unlink_wait(struct http_listener *listener, struct http_accept *accept)
{
    if (accept->prev)
        accept->prev->next = accept->next;
    else
        listener->waits = accept->next;
    if (accept->next)
        accept->next->prev = accept->prev;
    else
        listener->last_wait = accept->prev;
    accept->listener = NULL;
}

static void CALLBACK wait_over(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct http_accept *accept = state;
    WS_ASYNC_CONTEXT context = accept->context;

    context.callback(accept->hr, model, context.callbackState);
}

/* Ends a wait; the lock is held. TRUE when the caller has to tell the waiting one (after the lock). */
static BOOL end_wait(struct http_accept *accept, HRESULT hr)
{
    unlink_wait(accept->listener, accept);
    accept->hr = hr;
    accept->done = TRUE;
    if (accept->async) return TRUE;
    WakeConditionVariable(&wait_of(accept)->condition);
    return FALSE;
}

ULONG server_deliver(struct http_connection *connection)
{
    struct http_listener *listener;
    struct http_accept *tell = NULL;
    ULONG status = 0;

    server_enter();
    listener = find_listener(connection);
    if (!listener)
        status = 404;
    else if (listener->reason || (!listener->waits && listener->queue_count == MAX_QUEUE))
        status = 503;
    else if (listener->waits)
    {
        struct http_accept *accept = listener->waits;

        connection->taken = TRUE;
        accept->connection = connection;
        if (end_wait(accept, S_OK)) tell = accept;
    }
    else
    {
        connection->taken = TRUE;
        connection->queued = NULL;
        if (listener->last_queued)
            listener->last_queued->queued = connection;
        else
            listener->queue = connection;
        listener->last_queued = connection;
        listener->queue_count++;
    }
    server_leave();
    if (tell) wait_over(S_OK, WS_LONG_CALLBACK, tell);
    return status;
}

static struct http_connection *from_queue(struct http_listener *listener)
{
    struct http_connection *connection = listener->queue;

    if (!connection) return NULL;
    listener->queue = connection->queued;
    if (!listener->queue) listener->last_queued = NULL;
    listener->queue_count--;
    return connection;
}

/* ---- waits ---- */

static void add_wait(struct http_listener *listener, struct http_accept *accept)
{
    accept->listener = listener;
    accept->next = NULL;
    accept->prev = listener->last_wait;
    if (listener->last_wait)
        listener->last_wait->next = accept;
    else
        listener->waits = accept;
    listener->last_wait = accept;
}

HRESULT http_accept(struct http_listener *listener, struct http_accept *accept,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    HRESULT hr = S_OK;

    server_enter();
    accept->done = FALSE;
    if (accept->hr || listener->reason)
        hr = accept->hr ? accept->hr : listener->reason;
    else if (!(accept->connection = from_queue(listener)))
    {
        accept->async = ctx != NULL;
        if (ctx) accept->context = *ctx;
        add_wait(listener, accept);
        if (ctx)
            hr = WS_S_ASYNC;
        else
        {
            InitializeConditionVariable(&wait_of(accept)->condition);
            while (!accept->done)
                SleepConditionVariableCS(&wait_of(accept)->condition, &section, INFINITE);
            hr = accept->hr;
        }
    }
    server_leave();
    if (hr == S_OK) (void)http_delivery_flush();
    return FAILED(hr) ? fail(error, hr, "Accepting a channel was ended") : hr;
}

static void cancel(struct http_accept *accept, HRESULT reason)
{
    WS_ASYNC_CONTEXT ctx = { wait_over, accept };

    if (end_wait(accept, reason)) io_get()->post(&wait_of(accept)->post, &ctx);
}

void http_accept_cancel(struct http_accept *accept, HRESULT reason)
{
    server_enter();
    if (accept->listener)
        cancel(accept, reason);
    else if (!accept->connection)
        accept->hr = reason; /* before the wait has begun */
    server_leave();
}

void http_listener_abort(struct http_listener *listener, HRESULT reason)
{
    server_enter();
    listener->reason = reason;
    while (listener->waits)
        cancel(listener->waits, reason);
    server_leave();
}

void http_listener_free(struct http_listener *listener)
{
    struct http_listener **place;
    struct http_connection *connection;

    http_listener_abort(listener, WS_E_OPERATION_ABORTED);
    server_enter();
    for (place = &listeners; *place != listener;)
        place = &(*place)->next;
    *place = listener->next;
    if (!--listener->port->listeners) close_port(listener->port);
    server_leave();
    while ((connection = from_queue(listener)))
        http_connection_refuse(connection, 503);
    mem_free(listener);
}
