/* What http_server.c (prefixes, queues, waits) and http_connection.c (one connection's life) share.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef NET_HTTP_INTERNAL_H
#define NET_HTTP_INTERNAL_H

#include "net/internal.h"

/* A port that this process listens on, or did: kept for good, since connections refer to it. */
struct http_port
{
    struct http_port *next;
    USHORT number;
    struct io_acceptor *acceptors[2]; /* IPv4, IPv6 */
    ULONG listeners, max_head;
    struct http_connection *connections;
    ULONG connection_count;
};

/* Belongs to one at a time: the pump that reads its next request, a listener's queue, or who took it. */
struct http_connection
{
    struct http_connection *next, *prev; /* of the port; guarded by the server's lock */
    struct http_connection *queued;
    struct http_port *port;
    struct stream *stream;
    UINT64 id;
    struct op op;
    struct io_request post;
    struct buf in;
    struct http_head *head; /* while there is a request */
    ULONG head_length, body_length, scanned, raw, got;
    UINT64 max_body;
    UINT64 consumed; /* of the body: given away in pieces */
    ULONG eager;     /* bytes of a body with which a request is handed on */
    struct http_chunks chunks;
    BOOL whole, taken;
    void *piece; /* where a piece of the body is to go */
    ULONG piece_size, *piece_got;
    ULONG status; /* what to answer without anybody's help; 0 */
    struct buf out;
};

/* The server's lock guards ports, listeners, queues and waits; held for a few lines. */
void server_enter(void);
void server_leave(void);

/* What to answer to the request that has come, before its body; 0 when it may pass. */
ULONG server_check(struct http_connection *connection);

/* Once, before any delivery. FALSE: the system has no more room. */
BOOL http_delivery_start(void);

/* This thread will not come back to its delivery soon: what has been left to it goes elsewhere. WS_S_ASYNC. */
HRESULT http_delivery_flush(void);

/* A request is ready: to a wait, or into the queue. Non-zero: what to answer instead. */
ULONG server_deliver(struct http_connection *connection);

/* ---- the client's side ---- */

static inline BOOL same_target(const struct net_target *a, const struct net_target *b)
{
    return a->port == b->port && !strcmp(a->host, b->host);
}

/* http_seats.c: carries send_op on at a state when the client may have a connection to its target, or was aborted while it
 * waited for that; may pend. E_OUTOFMEMORY. leave: when the exchange is over; nothing to do without a seat. */
HRESULT http_seat_take(struct http_client *client, int state);
void http_seat_leave(struct http_client *client);
void http_seat_abort(struct http_client *client);

/* A new connection (io_accepted; the context is the port). */
void connection_accept(void *context, struct io_socket *socket, const struct net_address *peer);

#endif
