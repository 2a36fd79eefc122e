/* The I/O table: what the leaves ask of the system, with more than one backend able to answer.
 *
 * io_winsock.c stands on Winsock, works everywhere and is the fallback. Under Wine io_host.c puts sends and receives of a
 * native helper over it. Nothing above net/ knows which of them runs.
 *
 * Every call that may wait has a deadline and a WS_ASYNC_CONTEXT: NULL waits on the caller's own thread, without
 * another thread or an object of the kernel; else WS_S_ASYNC may come back, and the context is called once from a
 * thread of the backend, on which the callee may run to completion and even block (the backend sees to followers).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef NET_IO_H
#define NET_IO_H

#include "net/net.h"

struct io_socket;
struct io_acceptor;

/* One wait in flight: for each direction of a socket there is one, embedded in its owner. */
struct io_request
{
    UINT64 place[5]; /* the backend's own (an OVERLAPPED) */
    struct net_timer timer;
    struct io_socket *socket;
    WS_ASYNC_CONTEXT context;
    WS_ERROR *error;
    ULONG *got;
    const char *what; /* for error texts */
    void *bytes;      /* where to receive to; the address to connect to */
    ULONG size;
    BOOL again; /* what was received may be looked at a second time */
};

/* A new connection, on a thread of the backend. The socket belongs to the callee. */
typedef void (*io_accepted)(
        void *context, struct io_socket *socket, const struct net_address *peer);

typedef void (*io_ended)(void *overlapped, LONG code, ULONG count);

struct io_backend
{
    const char *name;

    /* Once for the process, before anything else. */
    HRESULT (*start)(WS_ERROR *error);

    HRESULT (*open)(const struct net_address *address, struct io_socket **ret, WS_ERROR *error);
    HRESULT(*connect)
    (struct io_socket *socket, const struct net_address *address, struct io_request *request,
            struct deadline deadline, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

    /* *got 0: the peer has finished sending. */
    HRESULT(*receive)
    (struct io_socket *socket, void *bytes, ULONG size, ULONG *got, struct io_request *request,
            struct deadline deadline, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

    /* All of the bytes, which must stay until the end. */
    HRESULT(*send)
    (struct io_socket *socket, const void *bytes, ULONG size, struct io_request *request,
            struct deadline deadline, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

    /* From any thread: what is in flight ends with the reason, and nothing new starts. Never waits. */
    void (*cancel)(struct io_socket *socket, HRESULT reason);

    /* Says that no more will be sent. */
    void (*finish)(struct io_socket *socket);

    /* Keep-alives after so many ms of silence, and then at intervals; as far as the system knows them. */
    void (*keep_alive)(struct io_socket *socket, ULONG time, ULONG interval);

    /* Nothing may be in flight. */
    void (*close)(struct io_socket *socket);

    /* A datagram socket, bound; family as in the address. reuse: others may have the port too (multicast). */
    HRESULT(*open_datagram)
    (const struct net_address *local, BOOL reuse, struct io_socket **ret, WS_ERROR *error);

    /* One datagram; what does not fit is cut off. from must stay until the end. */
    HRESULT(*receive_from)
    (struct io_socket *socket, void *bytes, ULONG size, ULONG *got, struct net_address *from,
            struct io_request *request, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

    /* Never waits for long: the system keeps or drops it. */
    HRESULT(*send_to)
    (struct io_socket *socket, const void *bytes, ULONG size, const struct net_address *to,
            WS_ERROR *error);

    /* An option of the system's by its own level and name. */
    HRESULT(*set_option)
    (struct io_socket *socket, int level, int name, const void *value, ULONG size, WS_ERROR *error);

    /* Listens and calls for each connection until unlisten has returned. */
    HRESULT(*listen)
    (const struct net_address *address, int backlog, io_accepted accepted, void *context,
            struct io_acceptor **ret, WS_ERROR *error);
    void (*unlisten)(struct io_acceptor *acceptor);

    /* Calls the request's context soon, on a thread of the backend. */
    void (*post)(struct io_request *request, const WS_ASYNC_CONTEXT *ctx);

    /* A handle of another kind, for overlapped calls: done is called on a thread of the backend when one has ended. It may
     * block. FALSE: the system refuses. */
    BOOL (*bind)(void *handle, io_ended done);

    /* Whether this thread is one of the backend's, which live as long as the process. */
    BOOL (*is_own_thread)(void);
};

extern const struct io_backend io_winsock;

/* The chosen backend, started; NULL when even that failed. WEBSERVICES_IO=winsock in the environment keeps the helper away. */
const struct io_backend *io_start(WS_ERROR *error);
const struct io_backend *io_get(void); /* after io_start */

#endif
