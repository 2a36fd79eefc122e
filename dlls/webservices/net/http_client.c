/* The client's side of HTTP/1.1: exchanges over connections that are shared by the whole process.
 *
 * A connection that was idle may have been closed by the server meanwhile: a request that fails on such a one before
 * the first byte of a reply is sent again on a new connection, once.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/http_internal.h"

#include <string.h>
#include <windows.h>

#define MAX_HEAD  65536
#define KEEP_IN   65536 /* memory of a reply kept for the next one */
#define READ_SIZE 4096
#define MAX_IDLE  64    /* connections in the pool */
#define IDLE_TIME 60000 /* ms */

struct http_client_connection
{
    struct http_client_connection *next;
    struct stream *stream;
    struct net_target target;
    UINT64 idle_since;
};

/* ---- the pool ---- */

static INIT_ONCE pool_once = INIT_ONCE_STATIC_INIT;
static struct lock pool_lock;
static struct http_client_connection *pool; /* newest first */
static ULONG pool_count;

static BOOL CALLBACK set_up(PINIT_ONCE once, void *parameter, void **context)
{
    lock_init(&pool_lock);
    return TRUE;
}

static void free_connection(struct http_client_connection *connection)
{
    connection->stream->ops->free(connection->stream);
    mem_free(connection);
}

static void free_list(struct http_client_connection *list)
{
    struct http_client_connection *next;

    for (; list; list = next)
    {
        next = list->next;
        free_connection(list);
    }
}

/* Takes what has been idle too long out of the list; the lock is held. All after the first such one are older. */
static struct http_client_connection *cut_old(void)
{
    struct http_client_connection **place = &pool, *old;
    UINT64 now = clock_ticks();
    ULONG count = 0;

    while (*place && now - (*place)->idle_since < IDLE_TIME && count < MAX_IDLE)
    {
        place = &(*place)->next;
        count++;
    }
    old = *place;
    *place = NULL;
    pool_count = count;
    return old;
}

static struct http_client_connection *take_idle(const struct net_target *target)
{
    struct http_client_connection **place, *found = NULL, *old;

    if (!pool) return NULL;
    lock_enter(&pool_lock);
    old = cut_old();
    for (place = &pool; *place; place = &(*place)->next)
    {
        if (!same_target(&(*place)->target, target)) continue;
        found = *place;
        *place = found->next;
        pool_count--;
        break;
    }
    lock_leave(&pool_lock);
    free_list(old);
    return found;
}

static void give_idle(struct http_client_connection *connection)
{
    struct http_client_connection *old;

    connection->idle_since = clock_ticks();
    lock_enter(&pool_lock);
    connection->next = pool;
    pool = connection;
    old = cut_old();
    lock_leave(&pool_lock);
    free_list(old);
}

/* ---- a client ---- */

void http_client_init(struct http_client *client)
{
    memset(client, 0, sizeof(*client));
    client->max_connections = INFINITE;
    InitOnceExecuteOnce(&pool_once, set_up, NULL, NULL);
    lock_init(&client->lock);
    buf_init(&client->out, 0xffffffff);
    buf_init(&client->in, 0xffffffff);
}

void http_client_clear(struct http_client *client)
{
    http_client_drop(client);
    buf_clear(&client->out);
    buf_clear(&client->in);
    lock_clear(&client->lock);
}

/* FALSE when the client was aborted meanwhile; the connection is not its own then. */
static BOOL attach(struct http_client *client, struct http_client_connection *connection)
{
    BOOL ok;

    lock_enter(&client->lock);
    ok = !client->reason;
    if (ok) client->connection = connection;
    lock_leave(&client->lock);
    return ok;
}

static struct http_client_connection *detach(struct http_client *client)
{
    struct http_client_connection *connection;

    lock_enter(&client->lock);
    connection = client->connection;
    client->connection = NULL;
    lock_leave(&client->lock);
    return connection;
}

void http_client_abort(struct http_client *client, HRESULT reason)
{
    lock_enter(&client->lock);
    if (!client->reason)
    {
        client->reason = reason;
        if (client->connection)
            client->connection->stream->ops->abort(client->connection->stream, reason);
    }
    lock_leave(&client->lock);
    http_seat_abort(client);
}

/* The connection is lost, but a new one may take its place. */
static void drop_stale(struct http_client *client)
{
    struct http_client_connection *connection = detach(client);

    if (connection) free_connection(connection);
    client->awaited = FALSE;
}

void http_client_drop(struct http_client *client)
{
    drop_stale(client);
    http_seat_leave(client);
}

static HRESULT aborted(struct http_client *client, WS_ERROR *error)
{
    return fail(error, client->reason, "The exchange was ended: the channel was aborted or closed");
}

/* ---- sending ---- */

enum
{
    SEND_SEATED = 1,
    SEND_CONNECTED,
    SEND_REQUEST,
    SEND_DONE
};

static HRESULT connect_new(struct http_client *client, struct op *op, int state)
{
    struct http_client_connection *connection = mem_zalloc(sizeof(*connection));
    struct stream *stream;
    HRESULT hr;

    if (!connection) return fail_memory(op->error);
    if (FAILED(hr = tcp_create(&connection->stream, op->error)))
    {
        mem_free(connection);
        return hr;
    }
    connection->target = client->target;
    client->fresh = TRUE;
    if (!attach(client, connection))
    {
        free_connection(connection);
        return aborted(client, op->error);
    }
    stream = connection->stream;
    return tcp_connect(stream, &client->target, deadline_in(client->resolve_timeout),
            client->connect_timeout, op_await(op, state), op->error);
}

static HRESULT write_request(struct http_client *client, struct op *op, int state)
{
    struct stream *stream = client->connection->stream;

    stream->write_by = deadline_in(client->send_timeout);
    return stream_write(stream, buf_bytes(&client->out), buf_count(&client->out),
            op_await(op, state), op->error);
}

static HRESULT send_step(struct op *op, int state, HRESULT hr)
{
    struct http_client *client = CONTAINING_RECORD(op, struct http_client, send_op);
    struct http_client_connection *idle;

    switch (state)
    {
    case OP_BEGIN:
        if (FAILED(hr = http_seat_take(client, SEND_SEATED))) break;
        return hr;
    case SEND_SEATED:
        if (client->reason)
        {
            hr = aborted(client, op->error);
            break;
        }
        if (client->only_new || !(idle = take_idle(&client->target)))
            return connect_new(client, op, SEND_CONNECTED);
        client->fresh = FALSE;
        if (attach(client, idle)) return op_goto(op, SEND_REQUEST);
        free_connection(idle);
        return aborted(client, op->error);
    case SEND_CONNECTED:
        if (FAILED(hr)) break;
        return op_goto(op, SEND_REQUEST);
    case SEND_REQUEST:
        return write_request(client, op, SEND_DONE);
    case SEND_DONE:
        if (SUCCEEDED(hr))
        {
            client->awaited = TRUE;
            return S_OK;
        }
        /* a stale connection: its end may show here or at the reply */
        if (client->fresh || client->reason || hr != WS_E_ENDPOINT_DISCONNECTED) break;
        drop_stale(client);
        return connect_new(client, op, SEND_CONNECTED);
    }
    http_client_drop(client);
    return hr;
}

HRESULT http_client_send(struct http_client *client, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    client->send_op.step = send_step;
    client->send_op.release = NULL;
    return op_start(&client->send_op, ctx, error);
}

/* ---- receiving ---- */

enum
{
    RECEIVE_READ = 1,
    RECEIVE_GOT,
    RECEIVE_AGAIN,
    RECEIVE_RESENT
};

static HRESULT too_large(struct http_client *client, WS_ERROR *error)
{
    return fail(error, WS_E_QUOTA_EXCEEDED,
            "The reply is larger than the channel's maximum of %u bytes", client->max_body);
}

/* S_OK: the body is whole; S_FALSE: more must come. */
static HRESULT take_chunks(struct http_client *client, WS_ERROR *error)
{
    struct buf *in = &client->in;
    ULONG used, data, left;
    BYTE *raw = in->data + client->raw;
    HRESULT hr;

    hr = http_chunks_decode(&client->chunks, raw, in->end - client->raw, &used, &data, error);
    if (FAILED(hr)) return hr;
    left = in->end - client->raw - used;
    if (left) client->head.keep_alive = FALSE; /* bytes that nobody asked for */
    client->body_length += data;
    client->raw += data;
    in->end = client->raw;
    if (client->body_length > client->max_body) return too_large(client, error);
    return hr;
}

static HRESULT take_body(struct http_client *client, WS_ERROR *error)
{
    ULONG have = client->in.end - client->in.start - client->head_length;

    switch (client->head.body)
    {
    case HTTP_BODY_NONE:
        client->body_length = 0;
        if (have) client->head.keep_alive = FALSE;
        return S_OK;
    case HTTP_BODY_LENGTH:
        if (client->head.length > client->max_body) return too_large(client, error);
        client->body_length = (ULONG)client->head.length;
        if (have > client->body_length) client->head.keep_alive = FALSE;
        return have >= client->body_length ? S_OK : S_FALSE;
    case HTTP_BODY_CHUNKED:
        return take_chunks(client, error);
    default:
        if (have > client->max_body) return too_large(client, error);
        client->body_length = have;
        return S_FALSE;
    }
}

/* What has come so far. S_OK: the reply is whole; S_FALSE: more must come. */
static HRESULT take(struct http_client *client, WS_ERROR *error)
{
    struct buf *in = &client->in;
    ULONG length;
    HRESULT hr;

    while (!client->head_length)
    {
        length = http_head_length(buf_bytes(in), buf_count(in), &client->scanned);
        if (!length && buf_count(in) > MAX_HEAD)
            return fail(error, WS_E_QUOTA_EXCEEDED,
                    "The head of the HTTP reply is longer than %u bytes", MAX_HEAD);
        if (!length) return S_FALSE;
        if (FAILED(hr = http_parse_reply(buf_bytes(in), length, &client->head, error))) return hr;
        client->scanned = 0;
        if (client->head.status < 200) /* Continue and its like announce the real one */
        {
            buf_consume(in, length);
            continue;
        }
        if (client->is_head) client->head.body = HTTP_BODY_NONE;
        client->head_length = length;
        client->raw = in->start + length;
        client->body_length = 0;
        client->left = client->head.length;
        http_chunks_init(&client->chunks);
        client->connection->stream->read_by = deadline_in(client->receive_timeout);
    }
    if (client->head_only) return S_OK;
    return take_body(client, error);
}

static HRESULT read_more(struct http_client *client, struct op *op)
{
    struct buf *in = &client->in;
    ULONG want = READ_SIZE, start = in->start;
    UINT64 missing;
    HRESULT hr;

    if (client->head_length && client->head.body == HTTP_BODY_LENGTH)
    {
        missing = client->head_length + client->head.length - buf_count(in);
        want = missing < 65536 ? (ULONG)missing : 65536;
    }
    else if (client->head_length)
        want = client->body_length > 32768 ? 65536 : 16384;
    if (FAILED(hr = buf_reserve(in, want, op->error))) return hr;
    client->raw -= start - in->start; /* it may have moved to the front */
    return stream_read(client->connection->stream, in->data + in->end, in->size - in->end,
            &client->got, op_await(op, RECEIVE_GOT), op->error);
}

static void finished(struct http_client *client)
{
    struct http_client_connection *connection = detach(client);

    client->awaited = FALSE;
    if (connection && client->head.keep_alive && !client->reason)
        give_idle(connection);
    else if (connection)
        free_connection(connection);
    http_seat_leave(client);
}

/* The peer has closed. */
static HRESULT at_end(struct http_client *client, struct op *op)
{
    if (client->head_length && client->head.body == HTTP_BODY_UNTIL_CLOSE) return S_OK;
    return fail(op->error, WS_E_ENDPOINT_DISCONNECTED,
            buf_count(&client->in) ? "The server closed the connection in the middle of its reply"
                                   : "The server closed the connection without a reply");
}

static BOOL stale(struct http_client *client, HRESULT hr)
{
    if (client->fresh || client->reason || buf_count(&client->in)) return FALSE;
    return hr == WS_E_ENDPOINT_DISCONNECTED || (hr == S_OK && !client->got);
}

static HRESULT got_bytes(struct http_client *client, struct op *op, HRESULT hr)
{
    if (SUCCEEDED(hr) && client->got)
    {
        client->in.end += client->got;
        hr = take(client, op->error);
        if (hr == S_FALSE) return op_goto(op, RECEIVE_READ);
    }
    else if (stale(client, hr))
    {
        drop_stale(client);
        return connect_new(client, op, RECEIVE_AGAIN);
    }
    else if (SUCCEEDED(hr))
        hr = at_end(client, op);
    if (FAILED(hr))
        http_client_drop(client);
    else if (!client->head_only)
        finished(client);
    return hr;
}

static HRESULT receive_step(struct op *op, int state, HRESULT hr)
{
    struct http_client *client = CONTAINING_RECORD(op, struct http_client, receive_op);

    switch (state)
    {
    case OP_BEGIN:
        client->connection->stream->read_by = deadline_in(client->response_timeout);
        return op_goto(op, RECEIVE_READ);
    case RECEIVE_READ:
        hr = read_more(client, op);
        if (FAILED(hr) && op->state == OP_END) break; /* nothing was begun */
        return hr;
    case RECEIVE_GOT:
        return got_bytes(client, op, hr);
    case RECEIVE_AGAIN:
        if (FAILED(hr)) break;
        return write_request(client, op, RECEIVE_RESENT);
    case RECEIVE_RESENT:
        if (FAILED(hr)) break;
        return op_goto(op, OP_BEGIN);
    }
    http_client_drop(client);
    return hr;
}

static HRESULT receive(
        struct http_client *client, BOOL head_only, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    if (client->reason) return aborted(client, error);
    if (!client->connection)
        return fail(error, WS_E_INVALID_OPERATION, "There is no request whose reply could be read");
    buf_reset(&client->in, KEEP_IN);
    client->head_length = client->body_length = client->scanned = client->raw = 0;
    client->ready = 0;
    client->streamed = 0;
    client->body_ended = FALSE;
    client->head_only = head_only;
    client->receive_op.step = receive_step;
    client->receive_op.release = NULL;
    return op_start(&client->receive_op, ctx, error);
}

HRESULT http_client_receive(
        struct http_client *client, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return receive(client, FALSE, ctx, error);
}

HRESULT http_client_receive_head(
        struct http_client *client, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return receive(client, TRUE, ctx, error);
}

HRESULT http_client_write(struct http_client *client, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    if (client->reason || !client->connection)
        return client->reason
                ? aborted(client, error)
                : fail(error, WS_E_ENDPOINT_DISCONNECTED, "The connection has been lost");
    client->connection->stream->write_by = deadline_in(client->send_timeout);
    return stream_write(client->connection->stream, buf_bytes(&client->out),
            buf_count(&client->out), ctx, error);
}

/* ---- bodies in pieces ---- */

/* What has come of the body and was not decoded yet; it begins at raw. */
static HRESULT decode(struct http_client *client, WS_ERROR *error)
{
    struct buf *in = &client->in;
    ULONG have = in->end - client->raw, used;
    HRESULT hr = S_OK;

    switch (client->head.body)
    {
    case HTTP_BODY_NONE:
        client->body_ended = TRUE;
        break;
    case HTTP_BODY_LENGTH:
        client->ready = have < client->left ? have : (ULONG)client->left;
        client->left -= client->ready;
        client->body_ended = !client->left;
        break;
    case HTTP_BODY_CHUNKED:
        if (!have) return S_OK;
        hr = http_chunks_decode(
                &client->chunks, in->data + client->raw, have, &used, &client->ready, error);
        client->body_ended = hr == S_OK;
        if (FAILED(hr)) return hr;
        have -= used - client->ready;
        break;
    default:
        client->ready = have;
        break;
    }
    if (have > client->ready) client->head.keep_alive = FALSE; /* bytes that nobody asked for */
    in->end = client->raw + client->ready;
    client->streamed += client->ready;
    if (client->streamed <= client->max_streamed) return S_OK;
    return fail(error, WS_E_QUOTA_EXCEEDED,
            "The reply is larger than MAX_STREAMED_MESSAGE_SIZE, which is %U bytes",
            client->max_streamed);
}

static void give(struct http_client *client)
{
    ULONG count = client->ready < client->room_size ? client->ready : client->room_size;

    memcpy(client->room, client->in.data + client->raw, count);
    client->raw += count;
    client->ready -= count;
    *client->ret_got = count;
}

enum
{
    BODY_LOOK = 1,
    BODY_GOT
};

static HRESULT read_body(struct http_client *client, struct op *op)
{
    struct buf *in = &client->in;
    struct stream *stream = client->connection->stream;
    HRESULT hr;

    /* the head stays; what was behind it has been given away */
    in->end = in->start + client->head_length;
    if (FAILED(hr = buf_reserve(in, 16384, op->error))) return hr;
    client->raw = in->end;
    stream->read_by = deadline_in(client->receive_timeout);
    return stream_read(stream, in->data + in->end, in->size - in->end, &client->got,
            op_await(op, BODY_GOT), op->error);
}

static HRESULT body_step(struct op *op, int state, HRESULT hr)
{
    struct http_client *client = CONTAINING_RECORD(op, struct http_client, body_op);

    if (state == BODY_GOT && SUCCEEDED(hr))
    {
        client->in.end += client->got;
        if (!client->got && client->head.body != HTTP_BODY_UNTIL_CLOSE) hr = at_end(client, op);
        if (!client->got) client->body_ended = TRUE;
    }
    if (SUCCEEDED(hr) && !client->ready && !client->body_ended) hr = decode(client, op->error);
    if (FAILED(hr))
    {
        http_client_drop(client);
        return hr;
    }
    if (client->ready)
        give(client);
    else if (client->body_ended)
    {
        *client->ret_got = 0;
        finished(client);
    }
    else
        return read_body(client, op);
    return S_OK;
}

HRESULT http_client_read(struct http_client *client, void *bytes, ULONG size, ULONG *got,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    *got = 0;
    if (client->reason) return aborted(client, error);
    if (!client->connection) return S_OK; /* its end was seen */
    client->room = bytes;
    client->room_size = size;
    client->ret_got = got;
    client->body_op.step = body_step;
    client->body_op.release = NULL;
    return op_start(&client->body_op, ctx, error);
}
