/* The door of net/: connections, and HTTP/1.1 over them in both roles. Bytes only: what they mean is channel's business.
 *
 * Blocking calls (no WS_ASYNC_CONTEXT) wait on the caller's thread. Whatever waits can be ended from any thread at any
 * time with a reason, which becomes the outcome of the waiting call.
 * Specifications: RFC 9110 and 9112.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef NET_NET_H
#define NET_NET_H

#include "wire/wire.h"

/* ======== addresses and time (resolve.c, timers.c) ======== */

struct net_address
{
    BYTE bytes[28]; /* a sockaddr_in or sockaddr_in6 */
    int length;
};

#define NET_MAX_ADDRESSES 8
struct net_addresses
{
    ULONG count;
    struct net_address list[NET_MAX_ADDRESSES];
};

struct net_timer
{
    struct net_timer *next, *prev;
    UINT64 at;
    void (*fire)(struct net_timer *timer);
};

/* "192.0.2.1", "::1" (without brackets). FALSE when it is no literal address. */
BOOL net_parse_address(const char *text, USHORT port, struct net_address *ret);

/* Starts what net needs; every user of this door calls it first. Cheap when done already. */
HRESULT net_start(WS_ERROR *error);

/* ======== streams (stream.c; the leaf: tcp.c) ======== */

/* A stack of byte filters: the leaf is a connection, filters (TLS, SSPI) stand on it with the same table. */
struct stream;
struct stream_ops
{
    const char *name;

    /* *got 0: the peer has finished. */
    HRESULT(*read)
    (struct stream *stream, void *bytes, ULONG size, ULONG *got, const WS_ASYNC_CONTEXT *ctx,
            WS_ERROR *error);

    /* All of the bytes, which stay valid until the end. */
    HRESULT(*write)
    (struct stream *stream, const void *bytes, ULONG size, const WS_ASYNC_CONTEXT *ctx,
            WS_ERROR *error);
    void (*finish)(struct stream *stream);
    void (*abort)(struct stream *stream, HRESULT reason); /* any thread; never waits */
    void (*free)(struct stream *stream);                  /* nothing in flight */
};

struct stream
{
    const struct stream_ops *ops;
    struct stream *below;
    struct deadline read_by, write_by;
};

static inline HRESULT stream_read(struct stream *stream, void *bytes, ULONG size, ULONG *got,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return stream->ops->read(stream, bytes, size, got, ctx, error);
}
static inline HRESULT stream_write(struct stream *stream, const void *bytes, ULONG size,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return stream->ops->write(stream, bytes, size, ctx, error);
}

/* Where to connect to. */
struct net_target
{
    char host[256]; /* without brackets, zero terminated */
    USHORT port;
};

/* A TCP connection. free ends it; abort works during connect too. */
HRESULT tcp_create(struct stream **ret, WS_ERROR *error);
HRESULT tcp_connect(struct stream *stream, const struct net_target *target,
        struct deadline resolve_by, ULONG connect_timeout, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error);
/* Has the system ask the other side whether it is there, after so many ms of silence and then at intervals. */
void tcp_keep_alive(struct stream *stream, ULONG time, ULONG interval);
const struct net_address *tcp_peer(struct stream *stream);

/* ======== TCP server (tcp_server.c) ======== */

/* A port on which connections are accepted, IPv4 and IPv6 as versions says. */
struct tcp_port;

/* What a listener does with a connection. enter is called under the port's lock and only counts a reference; accepted
 * has the stream to keep and that reference; it may run things to their end. */
struct tcp_server
{
    void (*enter)(struct tcp_server *server);
    void (*accepted)(struct tcp_server *server, struct stream *stream);
};

/* WS_E_ADDRESS_IN_USE when the port is taken, by this process or another. After tcp_unlisten no call begins. */
HRESULT tcp_listen(USHORT number, WS_IP_VERSION versions, ULONG backlog, struct tcp_server *server,
        struct tcp_port **ret, WS_ERROR *error);
void tcp_unlisten(struct tcp_port *port);

/* Calls soon, on a thread of the backend (for who must not be called on the present thread). */
struct net_post
{
    UINT64 place[24]; /* an io_request */
};
void net_post(struct net_post *post, const WS_ASYNC_CONTEXT *ctx);

/* ======== named pipes (pipe.c) ======== */

/* The client's end: a stream. connect never waits for long; WS_E_ENDPOINT_NOT_FOUND, WS_E_ENDPOINT_TOO_BUSY. */
HRESULT pipe_create(struct stream **ret, WS_ERROR *error);
HRESULT pipe_connect(struct stream *stream, const WCHAR *name, WS_ERROR *error);

/* Accepts connections to the pipe of this name for a server, as tcp_listen does. */
struct pipe_port;
HRESULT pipe_listen(
        const WCHAR *name, struct tcp_server *server, struct pipe_port **ret, WS_ERROR *error);
void pipe_unlisten(struct pipe_port *port);

/* ======== UDP (udp.c) ======== */

#define UDP_MAX 65536 /* more than any datagram has */

/* A socket for datagrams, shared by a listener and its channels; counted. */
struct udp;

struct udp_options
{
    const char *host; /* literal address to bind, or a group to join; else all addresses */
    USHORT port;      /* 0: any */
    WS_IP_VERSION versions;
    BOOL multicast, loopback;
    const ULONG *interfaces; /* on which the group is joined */
    ULONG interface_count;
};

HRESULT udp_create(struct udp **ret, WS_ERROR *error);
void udp_share(struct udp *udp);
void udp_release(struct udp *udp); /* with the last one nothing may be in flight */

/* For servers. WS_E_ADDRESS_IN_USE, WS_E_ADDRESS_NOT_AVAILABLE. */
HRESULT udp_bind(struct udp *udp, const struct udp_options *options, WS_ERROR *error);

/* For clients: finds the target's address and takes a port for it. hops and index (of an interface; 0: the system's
 * choice) are for multicast targets. May pend. */
HRESULT udp_target(struct udp *udp, const struct net_target *target, WS_IP_VERSION versions,
        ULONG hops, ULONG index, struct net_address *ret, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error);

HRESULT udp_receive(struct udp *udp, void *bytes, ULONG size, ULONG *got, struct net_address *from,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
HRESULT udp_send(struct udp *udp, const void *bytes, ULONG size, const struct net_address *to,
        WS_ERROR *error);
void udp_abort(struct udp *udp, HRESULT reason); /* any thread; never waits */

/* "192.0.2.1:809", "[2001:db8::1]:809"; an IPv4 address in IPv6's clothes as such. */
ULONG net_address_text(const struct net_address *address, char *text, ULONG size);

/* ======== HTTP client (http_client.c) ======== */

struct http_client_connection;

/* The exchanges of one client, one after the other. Connections come from a pool of the process and go back to it. */
struct http_client
{
    struct lock lock; /* connection and reason */
    struct http_client_connection *connection;
    HRESULT reason; /* why it was aborted; 0 */
    struct net_target target;
    BOOL named; /* target is set */
    ULONG resolve_timeout, connect_timeout, send_timeout, response_timeout, receive_timeout;
    ULONG max_body; /* of a buffered reply */

    struct buf out; /* the whole request: the owner fills it before http_client_send */
    struct buf in;  /* the reply */
    struct http_head head;
    ULONG head_length, body_length; /* the body follows the head in in */
    BOOL awaited;                   /* a request was sent whose reply has not been read */
    BOOL is_head;                   /* of it: HEAD, whose reply has no body */
    BOOL only_new; /* no connection that may be stale: the request cannot be sent twice */

    struct op send_op, receive_op, body_op;
    struct http_chunks chunks;
    ULONG scanned, raw; /* raw: where undecoded bytes of a chunked body begin */
    ULONG got;
    BOOL fresh; /* the connection carried nothing before this request */

    /* http_seats.c; all but the first under its lock */
    ULONG max_connections; /* to the server, over the whole process; INFINITE: it is not asked */
    BOOL seated, waiting;
    struct http_client *next_wait;

    /* a reply whose body is read in pieces */
    BOOL head_only, body_ended;
    ULONG ready;                   /* decoded bytes at raw */
    UINT64 left;                   /* of HTTP_BODY_LENGTH */
    UINT64 streamed, max_streamed; /* bytes of the body, and how many it may have */
    BYTE *room;                    /* of the present http_client_read */
    ULONG room_size, *ret_got;
};

void http_client_init(struct http_client *client);
void http_client_clear(struct http_client *client); /* nothing in flight */

HRESULT http_client_send(struct http_client *client, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* The reply, whole. Interim ones (100) are passed over. The connection goes back to the pool. */
HRESULT http_client_receive(
        struct http_client *client, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* More of a request whose beginning was sent: all of out. */
HRESULT http_client_write(struct http_client *client, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* The reply's head only; its body by http_client_read: *got 0 at its end, when the connection goes back to the pool.
 * WS_E_QUOTA_EXCEEDED past max_streamed bytes, WS_E_ENDPOINT_DISCONNECTED when it is cut. */
HRESULT http_client_receive_head(
        struct http_client *client, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
HRESULT http_client_read(struct http_client *client, void *bytes, ULONG size, ULONG *got,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* The reply that was not read is given up, with its connection. */
void http_client_drop(struct http_client *client);
void http_client_abort(struct http_client *client, HRESULT reason);

/* ======== HTTP server (http_server.c, urls.c) ======== */

/* A prefix of URLs: requests that fall under it and under no longer one are its own. */
struct http_listener;
struct http_connection;

struct http_prefix
{
    char host[256];            /* "+", "*", a name or a literal address, lower case */
    USHORT port, default_port; /* the scheme's, for requests that name none */
    char path[1024];           /* begins with '/'; escaped as given */
    BOOL secure;
    WS_URL_SCHEME_TYPE scheme;
};

/* Checks of one request before it is queued: 0 when it may pass, else the status to answer with. No waiting here. *eager:
 * how many bytes of a body are to be here when it is handed on (it may be set to 0 by who reads bodies in pieces). */
typedef ULONG (*http_check)(void *context, const struct http_head *head, const BYTE *bytes,
        ULONG *eager, WS_ERROR *error);

/* WS_E_ADDRESS_IN_USE when the prefix is taken already, or the port by another process. */
HRESULT http_listen(const struct http_prefix *prefix, http_check check, void *context,
        ULONG max_head, struct http_listener **ret, WS_ERROR *error);

/* max_head: how many bytes the head of a request may have (else it is answered with 431). Heads are read before it is
 * known whose they are, so the largest limit of a port bounds what is held. */
void http_listener_limit_head(struct http_listener *listener, ULONG max_head);

/* One wait for a request, embedded in the channel to be accepted. */
struct http_accept
{
    struct http_accept *next, *prev;
    struct http_listener *listener; /* while waiting */
    struct http_connection *connection;
    HRESULT hr;
    BOOL done, async;
    WS_ASYNC_CONTEXT context;
    UINT64 work[18]; /* an io_request */
};

/* Waits for the next request, which is in accept->connection then. */
HRESULT http_accept(struct http_listener *listener, struct http_accept *accept,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* Ends a wait from any thread; no effect when it is over. */
void http_accept_cancel(struct http_accept *accept, HRESULT reason);

/* Ends all waits, and every later one, with the reason. Never waits. */
void http_listener_abort(struct http_listener *listener, HRESULT reason);

/* No more requests; the queued ones are answered 503. */
void http_listener_free(struct http_listener *listener);

/* What came: the head, and the body as far as it is here. All of it lives until http_connection_end. */
struct http_received
{
    struct http_head *head;
    BYTE *bytes; /* of the head */
    BYTE *body;
    ULONG body_length;
    BOOL whole;
};
void http_connection_get(struct http_connection *connection, struct http_received *ret);
UINT64 http_connection_id(const struct http_connection *connection);
const struct net_address *http_connection_peer(const struct http_connection *connection);
USHORT http_connection_port(const struct http_connection *connection);

/* Reads on until the body is whole. WS_E_QUOTA_EXCEEDED past max bytes. */
HRESULT http_connection_read(struct http_connection *connection, ULONG max,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* Instead: the next bytes of the body, which are gone from it then; *got 0 at its end. bytes must stay until then. */
HRESULT http_connection_read_piece(struct http_connection *connection, void *bytes, ULONG size,
        ULONG *got, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* How much of the body has been given away so far. */
UINT64 http_connection_consumed(const struct http_connection *connection);

/* Head and body in one piece, both in bytes. */
HRESULT http_connection_write(struct http_connection *connection, const void *bytes, ULONG size,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* The exchange is over: on to the connection's next request, or its end unless keep. */
void http_connection_end(struct http_connection *connection, BOOL keep);

/* The thread that has brought a request may go on with the connection's next one, which saves a hand-over. So it does when the
 * exchange ends on this thread while a return is promised: nothing but the way back will be run. Not while code of the
 * application is being run (foreign), which may stay for long; returns what foreign was, to be set again. */
BOOL http_delivery_foreign(BOOL foreign);
void http_delivery_promise(BOOL promised);

/* Whether the client means to send another request. */
BOOL http_connection_keeps(const struct http_connection *connection);

/* A reply without body is sent and the exchange ended; waits for nothing. */
void http_connection_refuse(struct http_connection *connection, ULONG status);
void http_connection_abort(struct http_connection *connection, HRESULT reason);

#endif
