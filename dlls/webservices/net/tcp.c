/* The leaf of all streams: one TCP connection over the I/O table.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/internal.h"

#include <string.h>

struct tcp
{
    struct stream stream;
    struct lock lock; /* socket, reason, resolve */
    struct io_socket *socket;
    HRESULT reason; /* why it was aborted; 0 */
    struct io_request in, out;
    struct net_address peer;
    struct connecting *connecting; /* clients only */
};

struct connecting
{
    struct tcp *tcp;
    struct op op;
    struct resolve resolve;
    struct net_target target;
    struct net_addresses addresses;
    ULONG index, connect_timeout;
    struct deadline resolve_by, connect_by;
};

static struct tcp *tcp_of(struct stream *stream)
{
    return CONTAINING_RECORD(stream, struct tcp, stream);
}

static HRESULT tcp_read(struct stream *stream, void *bytes, ULONG size, ULONG *got,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct tcp *tcp = tcp_of(stream);

    return io_get()->receive(tcp->socket, bytes, size, got, &tcp->in, stream->read_by, ctx, error);
}

static HRESULT tcp_write(struct stream *stream, const void *bytes, ULONG size,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct tcp *tcp = tcp_of(stream);

    return io_get()->send(tcp->socket, bytes, size, &tcp->out, stream->write_by, ctx, error);
}

static void tcp_finish(struct stream *stream)
{
    struct tcp *tcp = tcp_of(stream);

    if (tcp->socket) io_get()->finish(tcp->socket);
}

static void tcp_abort(struct stream *stream, HRESULT reason)
{
    struct tcp *tcp = tcp_of(stream);

    lock_enter(&tcp->lock);
    if (!tcp->reason)
    {
        tcp->reason = reason;
        if (tcp->socket) io_get()->cancel(tcp->socket, reason);
        if (tcp->connecting) net_resolve_cancel(&tcp->connecting->resolve, reason);
    }
    lock_leave(&tcp->lock);
}

static void tcp_free(struct stream *stream)
{
    struct tcp *tcp = tcp_of(stream);

    lock_enter(&tcp->lock);
    lock_leave(&tcp->lock);
    if (tcp->socket) io_get()->close(tcp->socket);
    lock_clear(&tcp->lock);
    mem_free(tcp->connecting);
    mem_free(tcp);
}

static const struct stream_ops tcp_ops
        = { "tcp", tcp_read, tcp_write, tcp_finish, tcp_abort, tcp_free };

static struct tcp *make(void)
{
    struct tcp *tcp = mem_zalloc(sizeof(*tcp));

    if (!tcp) return NULL;
    tcp->stream.ops = &tcp_ops;
    lock_init(&tcp->lock);
    return tcp;
}

HRESULT tcp_create(struct stream **ret, WS_ERROR *error)
{
    struct tcp *tcp = make();

    if (!tcp) return fail_memory(error);
    *ret = &tcp->stream;
    return S_OK;
}

HRESULT tcp_adopt(struct io_socket *socket, const struct net_address *peer, struct stream **ret)
{
    struct tcp *tcp = make();

    if (!tcp) return fail_memory(NULL);
    tcp->socket = socket;
    tcp->peer = *peer;
    *ret = &tcp->stream;
    return S_OK;
}

void tcp_keep_alive(struct stream *stream, ULONG time, ULONG interval)
{
    struct tcp *tcp = tcp_of(stream);

    lock_enter(&tcp->lock);
    if (tcp->socket) io_get()->keep_alive(tcp->socket, time, interval);
    lock_leave(&tcp->lock);
}

const struct net_address *tcp_peer(struct stream *stream)
{
    return &tcp_of(stream)->peer;
}

/* ---- connecting: the name's addresses, one after the other ---- */

enum
{
    CONNECT_RESOLVED = 1,
    CONNECT_NEXT,
    CONNECT_DONE
};

static HRESULT set_socket(struct tcp *tcp, struct io_socket *socket, WS_ERROR *error)
{
    struct io_socket *old;
    HRESULT hr = S_OK;

    lock_enter(&tcp->lock);
    old = tcp->socket;
    tcp->socket = socket;
    if (tcp->reason) hr = tcp->reason;
    lock_leave(&tcp->lock);
    if (old) io_get()->close(old);
    return hr ? fail(error, hr, "Connecting was ended: the object was aborted or closed") : S_OK;
}

static HRESULT try_address(struct connecting *c, struct op *op)
{
    const struct net_address *address = &c->addresses.list[c->index];
    /* what went wrong with an address is told when there is no other one */
    WS_ERROR *error = c->index + 1 == c->addresses.count ? op->error : NULL;
    struct io_socket *socket;
    HRESULT hr;

    if (FAILED(hr = io_get()->open(address, &socket, error))) return hr;
    if (FAILED(hr = set_socket(c->tcp, socket, error))) return hr;
    return io_get()->connect(
            socket, address, &c->tcp->in, c->connect_by, op_await(op, CONNECT_DONE), error);
}

static HRESULT connect_step(struct op *op, int state, HRESULT hr)
{
    struct connecting *c = CONTAINING_RECORD(op, struct connecting, op);

    switch (state)
    {
    case OP_BEGIN:
        return net_resolve(&c->resolve, &c->target, &c->addresses, c->resolve_by,
                op_await(op, CONNECT_RESOLVED), op->error);
    case CONNECT_RESOLVED:
        net_resolve_end(&c->resolve);
        if (FAILED(hr)) return hr;
        c->connect_by = deadline_in(c->connect_timeout);
        return op_goto(op, CONNECT_NEXT);
    case CONNECT_NEXT:
        hr = try_address(c, op);
        /* a socket that could not be made has not gone to CONNECT_DONE */
        if (hr != WS_S_ASYNC) op->state = CONNECT_DONE;
        return hr;
    case CONNECT_DONE:
        c->tcp->peer = c->addresses.list[c->index];
        if (SUCCEEDED(hr) || c->tcp->reason || ++c->index == c->addresses.count
                || deadline_over(c->connect_by))
            break;
        return op_goto(op, CONNECT_NEXT);
    }
    if (FAILED(hr))
        error_add(op->error, "No connection to host '%s', port %u", c->target.host,
                (ULONG)c->target.port);
    return hr;
}

HRESULT tcp_connect(struct stream *stream, const struct net_target *target,
        struct deadline resolve_by, ULONG connect_timeout, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error)
{
    struct tcp *tcp = tcp_of(stream);
    struct connecting *c = mem_zalloc(sizeof(*c));

    if (!c) return fail_memory(error);
    c->tcp = tcp;
    c->resolve.lock = &tcp->lock;
    c->op.step = connect_step;
    c->target = *target;
    c->resolve_by = resolve_by;
    c->connect_timeout = connect_timeout;
    lock_enter(&tcp->lock);
    tcp->connecting = c;
    c->resolve.reason = tcp->reason;
    lock_leave(&tcp->lock);
    return op_start(&c->op, ctx, error);
}
