/* One connection of the HTTP server: reads requests, hands them on, answers those that cannot be.
 *
 * An idle connection is one receive under way and a small buffer. A request is handed on when it is whole or when its
 * body has passed EAGER bytes, so that slow senders occupy nobody.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/http_internal.h"

#include <string.h>

#define FIRST_READ   1024
#define EAGER        65536
#define KEEP_IN      4096   /* of a connection that goes idle */
#define REQUEST_TIME 120000 /* ms for all of a request, and between two */
#define WRITE_TIME   120000
#define LINGER_TIME  1000
#define LINGER_BYTES 0x100000

enum
{
    PUMP_LOOK = 1,
    PUMP_READ,
    PUMP_GOT,
    PUMP_ANSWERED,
    PUMP_LINGER,
    PUMP_LINGERED
};

static void destroy(struct http_connection *connection)
{
    struct http_port *port = connection->port;

    server_enter();
    if (connection->prev)
        connection->prev->next = connection->next;
    else
        port->connections = connection->next;
    port->connection_count--;
    if (connection->next) connection->next->prev = connection->prev;
    server_leave();
    connection->stream->ops->free(connection->stream);
    buf_clear(&connection->in);
    buf_clear(&connection->out);
    mem_free(connection->head);
    mem_free(connection);
}

/* ---- bodies ---- */

static HRESULT over_limit(struct http_connection *connection, WS_ERROR *error)
{
    connection->status = 413;
    return fail(error, WS_E_QUOTA_EXCEEDED,
            "The body of the HTTP request is larger than the maximum of %U bytes",
            connection->max_body);
}

static HRESULT take_chunks(struct http_connection *connection, WS_ERROR *error)
{
    struct buf *in = &connection->in;
    ULONG used, data, left;
    BYTE *raw = in->data + connection->raw;
    HRESULT hr;

    hr = http_chunks_decode(
            &connection->chunks, raw, in->end - connection->raw, &used, &data, error);
    if (FAILED(hr))
    {
        connection->status = 400;
        return hr;
    }
    left = in->end - connection->raw - used;
    memmove(raw + data, raw + used, left);
    connection->body_length += data;
    connection->raw += data;
    in->end = connection->raw + left;
    return hr;
}

/* S_OK: whole; S_FALSE: more must come. */
static HRESULT take_body(struct http_connection *connection, WS_ERROR *error)
{
    ULONG have = buf_count(&connection->in) - connection->head_length;
    const struct http_head *head = connection->head;
    HRESULT hr = S_OK;

    if (connection->whole) return S_OK;
    if (head->body == HTTP_BODY_CHUNKED)
        hr = take_chunks(connection, error);
    else if (head->body == HTTP_BODY_LENGTH)
    {
        UINT64 left = head->length - connection->consumed;

        if (head->length > connection->max_body) return over_limit(connection, error);
        connection->body_length = have < left ? have : (ULONG)left;
        hr = have < left ? S_FALSE : S_OK;
    }
    if (FAILED(hr)) return hr;
    if (connection->body_length > connection->max_body) return over_limit(connection, error);
    connection->whole = hr == S_OK;
    return hr;
}

static HRESULT read_some(struct http_connection *connection, const WS_ASYNC_CONTEXT *ctx,
        ULONG want, WS_ERROR *error)
{
    struct buf *in = &connection->in;
    ULONG start = in->start;
    HRESULT hr;

    if (connection->head && connection->head->body == HTTP_BODY_LENGTH)
    {
        UINT64 missing = connection->head_length + connection->head->length - connection->consumed
                - buf_count(in);

        if (missing < 65536) want = (ULONG)missing;
    }
    if (FAILED(hr = buf_reserve(in, want, error))) return hr;
    connection->raw -= start - in->start;
    return stream_read(connection->stream, in->data + in->end, in->size - in->end, &connection->got,
            ctx, error);
}

/* ---- the pump ---- */

static HRESULT take_head(struct http_connection *connection)
{
    struct buf *in = &connection->in;
    ULONG length = http_head_length(buf_bytes(in), buf_count(in), &connection->scanned);
    HRESULT hr;

    if (!length)
    {
        if (buf_count(in) <= connection->port->max_head) return S_FALSE;
        connection->status = 431;
        return WS_E_QUOTA_EXCEEDED;
    }
    connection->scanned = 0;
    if (!(connection->head = mem_alloc(sizeof(*connection->head)))) return E_OUTOFMEMORY;
    connection->head_length = length;
    connection->raw = in->start + length;
    connection->body_length = 0;
    connection->whole = FALSE;
    connection->consumed = 0;
    connection->eager = EAGER;
    http_chunks_init(&connection->chunks);
    hr = http_parse_request(buf_bytes(in), length, connection->head, NULL);
    connection->status = FAILED(hr) ? connection->head->status : server_check(connection);
    /* until whoever takes it has his own limit */
    connection->max_body = connection->eager ? 0x7fffffff : ~(UINT64)0;
    return connection->status ? WS_E_INVALID_FORMAT : S_OK;
}

/* The answer that needs nobody: a status without a body. */
static HRESULT answer(struct http_connection *connection, struct op *op)
{
    static const char empty[] = "Content-Length: 0\r\n", allow[] = "Allow: POST\r\n",
                      close[] = "Connection: close\r\n";
    struct buf *out = &connection->out;
    ULONG status = connection->status;
    HRESULT hr;

    /* after a failure it is not known where the next request begins */
    if (status >= 400) connection->whole = FALSE;
    buf_reset(out, 512);
    hr = buf_put_text(out, NULL, "HTTP/1.1 %u %s\r\n", status, http_status_text(status));
    if (SUCCEEDED(hr) && status != 100) hr = buf_put(out, empty, sizeof(empty) - 1, NULL);
    if (SUCCEEDED(hr) && status == 405) hr = buf_put(out, allow, sizeof(allow) - 1, NULL);
    if (SUCCEEDED(hr) && status != 100 && !http_connection_keeps(connection))
        hr = buf_put(out, close, sizeof(close) - 1, NULL);
    if (SUCCEEDED(hr)) hr = buf_put(out, "\r\n", 2, NULL);
    if (FAILED(hr)) return hr;
    connection->stream->write_by = deadline_in(WRITE_TIME);
    return stream_write(
            connection->stream, buf_bytes(out), buf_count(out), op_await(op, PUMP_ANSWERED), NULL);
}

static void next_request(struct http_connection *connection)
{
    ULONG used = connection->head_length;

    if (!connection->head) return;
    used += connection->body_length;
    buf_consume(&connection->in, used);
    if (!buf_count(&connection->in)) buf_reset(&connection->in, KEEP_IN);
    mem_free(connection->head);
    connection->head = NULL;
    connection->head_length = connection->body_length = 0;
    connection->whole = connection->taken = FALSE;
    connection->stream->read_by = deadline_in(REQUEST_TIME);
}

/* S_OK: the request can be handed on. */
static HRESULT look(struct http_connection *connection, struct op *op)
{
    HRESULT hr = S_OK;

    if (!connection->head)
    {
        hr = buf_count(&connection->in) ? take_head(connection) : S_FALSE;
        if (hr == S_OK) hr = take_body(connection, NULL);
        if (hr == S_FALSE && connection->head && connection->head->expect_continue)
            connection->status = 100;
    }
    else
        hr = take_body(connection, NULL);
    if (connection->status) return answer(connection, op);
    if (hr == S_FALSE && (!connection->head || connection->body_length < connection->eager))
        return op_goto(op, PUMP_READ);
    return FAILED(hr) ? hr : S_OK;
}

/* What the client still sends is read for a moment: closing on unread bytes would destroy the answer on its way. */
static HRESULT linger(struct http_connection *connection, struct op *op)
{
    connection->in.start = connection->in.end = 0;
    if (FAILED(buf_reserve(&connection->in, FIRST_READ, NULL))) return E_OUTOFMEMORY;
    return stream_read(connection->stream, connection->in.data, connection->in.size,
            &connection->got, op_await(op, PUMP_LINGERED), NULL);
}

static HRESULT answered(struct http_connection *connection, struct op *op, HRESULT hr)
{
    ULONG status = connection->status;

    if (FAILED(hr)) return hr;
    connection->status = 0;
    if (status == 100) return op_goto(op, PUMP_READ);
    if (http_connection_keeps(connection))
    {
        next_request(connection);
        return op_goto(op, PUMP_LOOK);
    }
    connection->stream->ops->finish(connection->stream);
    connection->stream->read_by = deadline_in(LINGER_TIME);
    connection->scanned = 0;
    return op_goto(op, PUMP_LINGER);
}

/* Ends with S_OK when a request is to be handed on, and with a failure when the connection is to end. */
static HRESULT pump_step(struct op *op, int state, HRESULT hr)
{
    struct http_connection *connection = CONTAINING_RECORD(op, struct http_connection, op);

    switch (state)
    {
    case OP_BEGIN:
    case PUMP_LOOK:
        if (connection->status) return answer(connection, op);
        return look(connection, op);
    case PUMP_READ:
        return read_some(
                connection, op_await(op, PUMP_GOT), connection->head ? 8192 : FIRST_READ, NULL);
    case PUMP_GOT:
        if (FAILED(hr) || !connection->got) return WS_E_ENDPOINT_DISCONNECTED;
        connection->in.end += connection->got;
        return op_goto(op, PUMP_LOOK);
    case PUMP_ANSWERED:
        return answered(connection, op, hr);
    case PUMP_LINGER:
        return linger(connection, op);
    default: /* PUMP_LINGERED */
        connection->scanned += connection->got;
        if (FAILED(hr) || !connection->got || connection->scanned > LINGER_BYTES) return E_FAIL;
        return op_goto(op, PUMP_LINGER);
    }
}

/* ---- delivery ----
 *
 * A thread that has delivered a request goes on with the connection's next one when it comes back from who took it: a trip
 * through the completion port costs two calls of the system. Who took it must have promised to come back, and not too often in
 * a row: the more connections there are, the sooner others get their turn. Measured with 16, 64 and 256 busy ones: with 32 in a
 * row one call of a hundred took 47, 246 and 1,854 ms, with 4 it took 12, 53 and 913 ms, without any 6, 25 and 399 ms. */

#define DELIVERIES      128 /* of all connections before each has had its turn, about */
#define FEWEST_IN_A_ROW 4

struct delivery
{
    struct http_connection *connection;
    BOOL foreign;  /* code of the application runs in between */
    BOOL promised; /* what ends now on this thread comes back soon */
    BOOL again;    /* it has ended: its next request is this thread's */
};

/* of a thread: the delivery that it is in the midst of, or NULL */
static DWORD delivery_slot = TLS_OUT_OF_INDEXES;

static struct delivery *current_delivery(void)
{
    return delivery_slot == TLS_OUT_OF_INDEXES ? NULL : TlsGetValue(delivery_slot);
}

BOOL http_delivery_start(void)
{
    delivery_slot = TlsAlloc();
    return delivery_slot != TLS_OUT_OF_INDEXES;
}

BOOL http_delivery_foreign(BOOL foreign)
{
    struct delivery *d = current_delivery();
    BOOL was = FALSE;

    if (!d) return FALSE;
    was = d->foreign;
    d->foreign = foreign;
    return was;
}

void http_delivery_promise(BOOL promised)
{
    struct delivery *d = current_delivery();

    if (d) d->promised = promised && !d->foreign;
}

static BOOL leave_to_delivery(struct http_connection *connection)
{
    struct delivery *d = current_delivery();

    return d && d->connection == connection && d->promised && (d->again = TRUE);
}

/* The count is another thread's to change; about right is right. */
static ULONG in_a_row(const struct http_connection *connection)
{
    ULONG count = DELIVERIES / (connection->port->connection_count + 1);

    return count < FEWEST_IN_A_ROW ? FEWEST_IN_A_ROW : count;
}

static void CALLBACK pump_done(HRESULT hr, WS_CALLBACK_MODEL model, void *state);

static HRESULT pump(struct http_connection *connection)
{
    WS_ASYNC_CONTEXT ctx = { pump_done, connection };

    connection->op.step = pump_step;
    connection->op.release = NULL;
    return op_start(&connection->op, &ctx, NULL);
}

/* On a thread of the backend, with a short stack: what takes the request may run it to the end. */
static void CALLBACK pump_done(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct delivery delivery = { state }, *outer = current_delivery();
    struct http_connection *connection = state;
    ULONG status, count = 0;

    TlsSetValue(delivery_slot, &delivery);
    while (hr == S_OK)
    {
        if ((status = server_deliver(connection)))
            connection->status = status;
        else if (!delivery.again)
            hr = WS_S_ASYNC; /* somebody else's now */
        else if (++count >= in_a_row(connection))
            hr = http_delivery_flush();
        delivery.again = FALSE;
        if (hr == S_OK) hr = pump(connection);
    }
    TlsSetValue(delivery_slot, outer);
    if (hr != WS_S_ASYNC) destroy(connection);
}

/* On anybody's thread. A request that is there already goes to a thread of the backend, so that stacks do not grow. */
static void pump_elsewhere(struct http_connection *connection)
{
    WS_ASYNC_CONTEXT ctx = { pump_done, connection };
    HRESULT hr = pump(connection);

    if (hr == S_OK)
        io_get()->post(&connection->post, &ctx);
    else if (hr != WS_S_ASYNC)
        destroy(connection);
}

HRESULT http_delivery_flush(void)
{
    struct delivery *d = current_delivery();

    if (d && d->again)
    {
        d->again = FALSE;
        pump_elsewhere(d->connection);
    }
    return WS_S_ASYNC;
}

void connection_accept(void *context, struct io_socket *socket, const struct net_address *peer)
{
    static volatile LONG ids;
    struct http_connection *connection = mem_zalloc(sizeof(*connection));
    struct http_port *port = context;
    BOOL wanted;

    if (!connection || FAILED(tcp_adopt(socket, peer, &connection->stream)))
    {
        mem_free(connection);
        io_get()->close(socket);
        return;
    }
    connection->port = port;
    connection->id = InterlockedIncrement(&ids);
    buf_init(&connection->in, 0x7fffffff);
    buf_init(&connection->out, 4096);
    connection->stream->read_by = deadline_in(REQUEST_TIME);
    server_enter();
    wanted = port->listeners > 0;
    connection->next = port->connections;
    if (port->connections) port->connections->prev = connection;
    port->connections = connection;
    port->connection_count++;
    server_leave();
    if (wanted)
        pump_done(pump(connection), WS_LONG_CALLBACK, connection);
    else
        destroy(connection);
}

/* ---- for who took it ---- */

void http_connection_get(struct http_connection *connection, struct http_received *ret)
{
    ret->head = connection->head;
    ret->bytes = buf_bytes(&connection->in);
    ret->body = ret->bytes + connection->head_length;
    ret->body_length = connection->body_length;
    ret->whole = connection->whole;
}

UINT64 http_connection_id(const struct http_connection *connection)
{
    return connection->id;
}

const struct net_address *http_connection_peer(const struct http_connection *connection)
{
    return tcp_peer(connection->stream);
}

USHORT http_connection_port(const struct http_connection *connection)
{
    return connection->port->number;
}

BOOL http_connection_keeps(const struct http_connection *connection)
{
    return connection->whole && connection->head && connection->head->keep_alive
            && connection->port->listeners;
}

enum
{
    BODY_LOOK = 1,
    BODY_READ,
    BODY_GOT
};

static HRESULT got_body(struct http_connection *connection, struct op *op, HRESULT hr)
{
    if (FAILED(hr)) return hr;
    if (!connection->got)
        return fail(op->error, WS_E_ENDPOINT_DISCONNECTED,
                "The client closed the connection in the middle of its request");
    connection->in.end += connection->got;
    return op_goto(op, BODY_LOOK);
}

static HRESULT body_step(struct op *op, int state, HRESULT hr)
{
    struct http_connection *connection = CONTAINING_RECORD(op, struct http_connection, op);

    switch (state)
    {
    case OP_BEGIN:
    case BODY_LOOK:
        hr = take_body(connection, op->error);
        return hr == S_FALSE ? op_goto(op, BODY_READ) : hr;
    case BODY_READ:
        return read_some(connection, op_await(op, BODY_GOT), 32768, op->error);
    default:
        return got_body(connection, op, hr);
    }
}

HRESULT http_connection_read(
        struct http_connection *connection, ULONG max, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    connection->max_body = max;
    if (connection->body_length > max || connection->head->length > max)
        return over_limit(connection, error);
    if (connection->whole) return S_OK;
    connection->op.step = body_step;
    connection->op.release = NULL;
    return op_start(&connection->op, ctx, error);
}

/* ---- in pieces ---- */

/* From the front of what has come; the rest moves up, so that the body always begins behind the head. */
static ULONG take_piece(struct http_connection *connection, void *bytes, ULONG size)
{
    struct buf *in = &connection->in;
    BYTE *body = buf_bytes(in) + connection->head_length;
    ULONG count = connection->body_length < size ? connection->body_length : size;

    memcpy(bytes, body, count);
    memmove(body, body + count, buf_count(in) - connection->head_length - count);
    in->end -= count;
    connection->raw -= count;
    connection->body_length -= count;
    connection->consumed += count;
    return count;
}

static HRESULT piece_step(struct op *op, int state, HRESULT hr)
{
    struct http_connection *connection = CONTAINING_RECORD(op, struct http_connection, op);

    switch (state)
    {
    case OP_BEGIN:
    case BODY_LOOK:
        hr = take_body(connection, op->error);
        if (FAILED(hr)) return hr;
        if (hr == S_FALSE && !connection->body_length) return op_goto(op, BODY_READ);
        *connection->piece_got = take_piece(connection, connection->piece, connection->piece_size);
        return S_OK;
    case BODY_READ:
        connection->stream->read_by = deadline_in(REQUEST_TIME);
        return read_some(connection, op_await(op, BODY_GOT), connection->piece_size, op->error);
    default:
        return got_body(connection, op, hr);
    }
}

HRESULT http_connection_read_piece(struct http_connection *connection, void *bytes, ULONG size,
        ULONG *got, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    *got = 0;
    if (!size) return S_OK;
    connection->piece = bytes;
    connection->piece_size = size;
    connection->piece_got = got;
    connection->op.step = piece_step;
    connection->op.release = NULL;
    return op_start(&connection->op, ctx, error);
}

UINT64 http_connection_consumed(const struct http_connection *connection)
{
    return connection->consumed;
}

HRESULT http_connection_write(struct http_connection *connection, const void *bytes, ULONG size,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    connection->stream->write_by = deadline_in(WRITE_TIME);
    return stream_write(connection->stream, bytes, size, ctx, error);
}

void http_connection_end(struct http_connection *connection, BOOL keep)
{
    if (keep && http_connection_keeps(connection))
    {
        next_request(connection);
        if (!leave_to_delivery(connection)) pump_elsewhere(connection);
        return;
    }
    connection->stream->ops->finish(connection->stream);
    destroy(connection);
}

void http_connection_refuse(struct http_connection *connection, ULONG status)
{
    connection->status = status;
    if (!leave_to_delivery(connection)) pump_elsewhere(connection);
}

void http_connection_abort(struct http_connection *connection, HRESULT reason)
{
    connection->stream->ops->abort(connection->stream, reason);
}
