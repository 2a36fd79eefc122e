/* Listeners of sessions: accept connections, read their preambles, hand them to the channels that wait.
 *
 * A connection costs a channel only once its preamble is whole and fits the listener's URL: slow or wrong clients occupy
 * nobody. What was said wrong is answered with the fault that MC-NMF has for it, or with the end of the connection.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/session.h"

#include <string.h>
#include <windows.h>

#define MAX_READY     128  /* sessions that wait for a channel */
#define PREAMBLE_SIZE 4096 /* more than the longest one has */

struct session_listener
{
    struct listener_settings *settings; /* of the WS_LISTENER: for its own calls only */
    struct tcp_server server;
    ULONG schemes;
    struct tcp_port *port;
    struct pipe_port *pipe;
    void *section;         /* where the pipe's name is published */
    volatile LONG streams; /* some channel takes the mode singleton */
    volatile LONG refs;    /* the WS_LISTENER and connections whose preamble is read */
    struct http_prefix prefix;
    ULONG connect_timeout, url_matching;

    struct lock lock; /* what follows */
    HRESULT reason;   /* why nobody is accepted any more; 0 */
    struct incoming *reading, *ready, *last_ready;
    ULONG ready_count;
    struct session *waits, *last_wait;
};

/* A connection from its acceptance until a channel has it. */
struct incoming
{
    struct incoming *next, *prev;
    struct session_listener *listener;
    struct stream *stream;
    struct op op;
    struct buf in, out;
    struct frame frame;
    enum frame_kind expected; /* the record that comes next */
    BYTE encoding;            /* its number, or FRAMING_NAMED */
    BYTE mode;
    BYTE type[FRAMING_MAX_TYPE];
    ULONG type_length;
    char via[FRAMING_MAX_VIA + 1];
    ULONG via_length, got;
};

static void release(struct session_listener *listener)
{
    if (InterlockedDecrement(&listener->refs)) return;
    lock_clear(&listener->lock);
    mem_free(listener);
}

static void free_incoming(struct incoming *incoming)
{
    if (incoming->stream) incoming->stream->ops->free(incoming->stream);
    buf_clear(&incoming->in);
    buf_clear(&incoming->out);
    mem_free(incoming);
}

/* ---- waits; the listener's lock is held ---- */

static void unlink_wait(struct session_listener *listener, struct session *session)
{
    struct session **place = &listener->waits, *before = NULL;

    for (; *place != session; place = &(*place)->next_wait)
        before = *place;
    *place = session->next_wait;
    if (listener->last_wait == session) listener->last_wait = before;
    session->waiting = FALSE;
}

/* TRUE: the caller has to tell it, without the lock. */
static BOOL end_wait(struct session_listener *listener, struct session *session, HRESULT hr)
{
    unlink_wait(listener, session);
    session->wait_hr = hr;
    if (session->async) return TRUE;
    WakeConditionVariable((CONDITION_VARIABLE *)&session->condition);
    return FALSE;
}

static void CALLBACK wait_over(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct session *session = state;
    WS_ASYNC_CONTEXT context = session->wait;

    context.callback(session->wait_hr, model, context.callbackState);
}

static void cancel_wait(struct session_listener *listener, struct session *session, HRESULT reason)
{
    WS_ASYNC_CONTEXT ctx = { wait_over, session };

    if (end_wait(listener, session, reason)) net_post(&session->post, &ctx);
}

void session_listener_cancel(struct session *session, HRESULT reason)
{
    struct session_listener *listener = session->listener;

    if (!listener) return;
    lock_enter(&listener->lock);
    if (session->waiting) cancel_wait(listener, session, reason);
    lock_leave(&listener->lock);
}

/* What a session takes over from its connection. */
static void give(struct session *session, struct incoming *incoming)
{
    struct buf in = session->in;

    session->in = incoming->in;
    incoming->in = in;
    memcpy(session->via, incoming->via, sizeof(session->via));
    session->via_length = incoming->via_length;
    session->encoding = incoming->encoding;
    session->mode = incoming->mode;
    memcpy(session->type, incoming->type, incoming->type_length);
    session->type_length = incoming->type_length;
    session->offered = incoming->stream;
    incoming->stream = NULL;
    free_incoming(incoming);
}

static struct incoming *pop_ready(struct session_listener *listener)
{
    struct incoming *incoming = listener->ready;

    if (!incoming) return NULL;
    listener->ready = incoming->next;
    if (!listener->ready) listener->last_ready = NULL;
    listener->ready_count--;
    return incoming;
}

/* ---- reading preambles ---- */

enum
{
    PREAMBLE_LOOK = 1,
    PREAMBLE_GOT,
    PREAMBLE_REFUSED
};

static void unlink_incoming(struct incoming *incoming)
{
    struct session_listener *listener = incoming->listener;

    if (incoming->prev)
        incoming->prev->next = incoming->next;
    else
        listener->reading = incoming->next;
    if (incoming->next) incoming->next->prev = incoming->prev;
    incoming->next = incoming->prev = NULL;
}

static HRESULT refuse(struct incoming *incoming, struct op *op, enum framing_fault fault)
{
    HRESULT hr = framing_put_fault(&incoming->out, fault, NULL);

    if (FAILED(hr)) return hr;
    return stream_write(incoming->stream, buf_bytes(&incoming->out), buf_count(&incoming->out),
            op_await(op, PREAMBLE_REFUSED), NULL);
}

/* Whether the URL that the client connects to is the listener's. */
static BOOL fits(struct incoming *incoming)
{
    const struct session_listener *listener = incoming->listener;
    struct channel_url url;
    const char *host, *path;

    if (FAILED(url_parse_text(
                incoming->via, incoming->via_length, 1 << listener->prefix.scheme, &url, NULL)))
        return FALSE;
    host = strstr(incoming->via, "://") + 3;
    path = host + strcspn(host, "/?");
    return url_fits(listener->url_matching, &listener->prefix, (const BYTE *)host,
            (ULONG)(path - host), (const BYTE *)url.path, text_length(url.path));
}

/* One record, in the order that MC-NMF has. S_OK: the preamble is whole; S_FALSE: go on. */
static HRESULT take_record(struct incoming *incoming, struct op *op)
{
    const BYTE *content = buf_bytes(&incoming->in) + incoming->frame.at;
    ULONG kind = incoming->frame.kind, length = incoming->frame.length;

    if (incoming->expected == FRAME_PREAMBLE_END && kind == FRAME_UPGRADE_REQUEST)
        return refuse(incoming, op, FRAMING_UPGRADE_INVALID);
    if (incoming->expected == FRAME_KNOWN_ENCODING && kind == FRAME_EXTENSIBLE_ENCODING)
    {
        memcpy(incoming->type, content, length);
        incoming->type_length = length;
        incoming->encoding = FRAMING_NAMED;
        incoming->expected = FRAME_PREAMBLE_END;
        return S_FALSE;
    }
    if (kind != incoming->expected) return WS_E_INVALID_FORMAT;
    switch (kind)
    {
    case FRAME_VERSION:
        if (content[0] != 1) return WS_E_INVALID_FORMAT; /* without a word, as Windows does */
        incoming->expected = FRAME_MODE;
        return S_FALSE;
    case FRAME_MODE:
        if (content[0] != FRAMING_DUPLEX
                && (content[0] != FRAMING_SINGLETON || !incoming->listener->streams))
            return refuse(incoming, op, FRAMING_UNSUPPORTED_MODE);
        incoming->mode = content[0];
        incoming->expected = FRAME_VIA;
        return S_FALSE;
    case FRAME_VIA:
        memcpy(incoming->via, content, length);
        incoming->via[length] = 0;
        incoming->via_length = length;
        if (memchr(content, 0, length) || !fits(incoming))
            return refuse(incoming, op, FRAMING_ENDPOINT_NOT_FOUND);
        incoming->expected = FRAME_KNOWN_ENCODING;
        return S_FALSE;
    case FRAME_KNOWN_ENCODING:
        incoming->encoding = content[0];
        incoming->expected = FRAME_PREAMBLE_END;
        return S_FALSE;
    default:
        return S_OK;
    }
}

static HRESULT look(struct incoming *incoming, struct op *op)
{
    struct buf *in = &incoming->in;
    HRESULT hr;

    for (;;)
    {
        hr = framing_next(buf_bytes(in), buf_count(in), 1, &incoming->frame, NULL);
        if (hr == S_FALSE) break;
        if (FAILED(hr)) return hr;
        hr = take_record(incoming, op);
        if (hr == WS_S_ASYNC || FAILED(hr) || op->state != OP_END) return hr;
        buf_consume(in, incoming->frame.at + incoming->frame.length);
        if (hr == S_OK) return S_OK;
    }
    if (FAILED(hr = buf_reserve(in, 512, NULL))) return hr;
    return stream_read(incoming->stream, in->data + in->end, in->size - in->end, &incoming->got,
            op_await(op, PREAMBLE_GOT), NULL);
}

/* Ends with S_OK when the session is ready for a channel, and with a failure when the connection is to end. */
static HRESULT preamble_step(struct op *op, int state, HRESULT hr)
{
    struct incoming *incoming = CONTAINING_RECORD(op, struct incoming, op);

    if (FAILED(hr)) return hr;
    switch (state)
    {
    case PREAMBLE_GOT:
        if (!incoming->got) return WS_E_ENDPOINT_DISCONNECTED;
        incoming->in.end += incoming->got;
        return op_goto(op, PREAMBLE_LOOK);
    case PREAMBLE_REFUSED:
        incoming->stream->ops->finish(incoming->stream);
        return E_FAIL;
    default:
        return look(incoming, op);
    }
}

/* To a channel that waits, or into the queue. */
static void deliver(struct incoming *incoming)
{
    struct session_listener *listener = incoming->listener;
    struct session *tell = NULL, *session;

    lock_enter(&listener->lock);
    unlink_incoming(incoming);
    if (listener->reason || (!listener->waits && listener->ready_count == MAX_READY))
        session = NULL;
    else if ((session = listener->waits))
    {
        give(session, incoming);
        incoming = NULL;
        if (end_wait(listener, session, S_OK)) tell = session;
    }
    else
    {
        if (listener->last_ready)
            listener->last_ready->next = incoming;
        else
            listener->ready = incoming;
        listener->last_ready = incoming;
        listener->ready_count++;
        incoming = NULL;
    }
    lock_leave(&listener->lock);
    if (incoming) free_incoming(incoming);
    if (tell) wait_over(S_OK, WS_LONG_CALLBACK, tell);
}

static void CALLBACK preamble_done(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct incoming *incoming = state;
    struct session_listener *listener = incoming->listener;

    if (hr == S_OK)
        deliver(incoming);
    else
    {
        lock_enter(&listener->lock);
        unlink_incoming(incoming);
        lock_leave(&listener->lock);
        free_incoming(incoming);
    }
    release(listener);
}

static void enter(struct tcp_server *server)
{
    InterlockedIncrement(&CONTAINING_RECORD(server, struct session_listener, server)->refs);
}

/* With a reference, which preamble_done gives back. */
static void accepted(struct tcp_server *server, struct stream *stream)
{
    struct session_listener *listener = CONTAINING_RECORD(server, struct session_listener, server);
    struct incoming *incoming = stream ? mem_zalloc(sizeof(*incoming)) : NULL;
    WS_ASYNC_CONTEXT ctx = { preamble_done, incoming };
    HRESULT hr;

    if (!incoming)
    {
        if (stream) stream->ops->free(stream);
        release(listener);
        return;
    }
    incoming->listener = listener;
    incoming->stream = stream;
    incoming->expected = FRAME_VERSION;
    buf_init(&incoming->in, 0xffffffff);
    buf_init(&incoming->out, PREAMBLE_SIZE);
    stream->read_by = stream->write_by = deadline_in(listener->connect_timeout);
    lock_enter(&listener->lock);
    incoming->next = listener->reading;
    if (incoming->next) incoming->next->prev = incoming;
    listener->reading = incoming;
    if (listener->reason) stream->ops->abort(stream, listener->reason);
    lock_leave(&listener->lock);
    incoming->op.step = preamble_step;
    incoming->op.release = NULL;
    hr = op_start(&incoming->op, &ctx, NULL);
    if (hr != WS_S_ASYNC) preamble_done(hr, WS_LONG_CALLBACK, incoming);
}

/* ---- accepting ---- */

enum
{
    ACCEPT_OFFERED = 1,
    ACCEPT_REFUSED,
    ACCEPT_ACKNOWLEDGED
};

static HRESULT wait(struct session_listener *listener, struct session *session,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct incoming *incoming;
    HRESULT hr = S_OK;

    lock_enter(&listener->lock);
    if (session->reason || listener->reason)
        hr = session->reason ? session->reason : listener->reason;
    else if ((incoming = pop_ready(listener)))
        give(session, incoming);
    else
    {
        session->async = ctx != NULL;
        if (ctx) session->wait = *ctx;
        session->next_wait = NULL;
        session->waiting = TRUE;
        if (listener->last_wait)
            listener->last_wait->next_wait = session;
        else
            listener->waits = session;
        listener->last_wait = session;
        hr = ctx ? WS_S_ASYNC : S_OK;
        while (!ctx && session->waiting)
            SleepConditionVariableCS(
                    (CONDITION_VARIABLE *)&session->condition, &listener->lock.section, INFINITE);
        if (!ctx) hr = session->wait_hr;
    }
    lock_leave(&listener->lock);
    return FAILED(hr) ? fail(error, hr, "Accepting a channel was ended") : hr;
}

/* A decoder looks at the content type by itself, with the first message: here nothing can be asked of it. */
static BOOL takes_encoding(struct session *session, BYTE wanted)
{
    WS_XML_STRING plain;

    if (session->singleton && session->encoding == FRAMING_BINARY_SESSION
            && session->settings->encoding == WS_ENCODING_XML_BINARY_SESSION_1)
    {
        session->plain_binary = FALSE;
        wanted = session->encoding;
    }
    plain = session_plain_type(session);
    if (session->encoding == wanted)
    {
        memcpy(session->type, plain.bytes, plain.length);
        session->type_length = plain.length;
        return TRUE;
    }
    if (session->encoding != FRAMING_NAMED) return FALSE;
    return decoder_is(&session->decoder)
            || session_type_is(&plain, session->type, session->type_length);
}

/* The encoding is the channel's to choose, so it is looked at here. */
static HRESULT offered(struct session *session, struct op *op)
{
    const struct channel_settings *s = session->settings;
    struct stream *stream = session->offered;
    enum framing_fault fault = FRAMING_CONTENT_TYPE_INVALID;
    BOOL is_right;
    BYTE wanted;
    HRESULT hr;

    session->plain_binary = session->singleton;
    hr = framing_encoding(session_encoding(session), s->envelope, &wanted, op->error);
    if (session->singleton != (session->mode == FRAMING_SINGLETON))
        fault = FRAMING_UNSUPPORTED_MODE;

    session->offered = NULL;
    session_keep_alive(session, stream);
    if (FAILED(hr) || !session_attach(session, stream))
    {
        stream->ops->free(stream);
        return FAILED(hr) ? hr
                          : fail(op->error, session->reason, "The channel was aborted meanwhile");
    }
    buf_reset(&session->out, s->trim);
    is_right = fault != FRAMING_UNSUPPORTED_MODE && takes_encoding(session, wanted);
    if (is_right)
        hr = framing_put(&session->out, FRAME_PREAMBLE_ACK, NULL, 0, op->error);
    else
        hr = framing_put_fault(&session->out, fault, op->error);
    if (FAILED(hr)) return hr;
    return stream_write(stream, buf_bytes(&session->out), buf_count(&session->out),
            op_await(op, is_right ? ACCEPT_ACKNOWLEDGED : ACCEPT_REFUSED), NULL);
}

/* A client that went away meanwhile, or speaks another encoding: the next one, please. */
static HRESULT next_one(struct session *session, struct op *op)
{
    struct stream *stream;

    lock_enter(&session->lock);
    stream = session->stream;
    session->stream = NULL;
    lock_leave(&session->lock);
    if (stream)
    {
        stream->ops->finish(stream);
        stream->ops->free(stream);
    }
    buf_reset(&session->in, session->settings->trim);
    return op_goto(op, OP_BEGIN);
}

static HRESULT accept_step(struct op *op, int state, HRESULT hr)
{
    struct session *session = CONTAINING_RECORD(op, struct session, open_op);

    switch (state)
    {
    case OP_BEGIN:
        return wait(session->listener, session, op_await(op, ACCEPT_OFFERED), op->error);
    case ACCEPT_OFFERED:
        return FAILED(hr) ? hr : offered(session, op);
    case ACCEPT_ACKNOWLEDGED:
        if (SUCCEEDED(hr)) return hr;
        break;
    }
    if (session->reason)
        return fail(op->error, session->reason, "The channel was aborted meanwhile");
    return next_one(session, op);
}

static HRESULT CALLBACK listener_accept(
        void *instance, void *channel, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct session *session = channel;

    session->listener = instance;
    session->open_op.step = accept_step;
    session->open_op.release = NULL;
    return op_start(&session->open_op, ctx, error);
}

/* ---- the listener ---- */

static HRESULT CALLBACK listener_create(
        WS_CHANNEL_TYPE type, const void *parameters, ULONG size, void **instance, WS_ERROR *error)
{
    const struct channel_parameters *own = parameters;
    struct session_listener *listener;
    HRESULT hr = net_start(error);

    if (FAILED(hr)) return hr;
    if (!(listener = mem_zalloc(sizeof(*listener)))) return fail_memory(error);
    listener->settings = own->listener_settings;
    listener->schemes = own->binding == WS_NAMEDPIPE_CHANNEL_BINDING ? SCHEMES_PIPE : SCHEMES_TCP;
    listener->server.enter = enter;
    listener->server.accepted = accepted;
    listener->refs = 1;
    lock_init(&listener->lock);
    *instance = listener;
    return S_OK;
}

static HRESULT listen_on_pipe(
        struct session_listener *listener, const struct channel_url *url, WS_ERROR *error)
{
    WCHAR name[PIPE_NAME_MAX];
    HRESULT hr = pipe_name_publish(url, name, &listener->section, error);

    return FAILED(hr) ? hr : pipe_listen(name, &listener->server, &listener->pipe, error);
}

static HRESULT CALLBACK listener_open(
        void *instance, const WS_STRING *url, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct session_listener *listener = instance;
    struct http_prefix *prefix = &listener->prefix;
    struct channel_url parts;
    HRESULT hr;

    if (FAILED(hr = url_parse(url, listener->schemes, &parts, error))) return hr;
    if (strchr(parts.path, '?'))
        return fail(error, WS_E_INVALID_ENDPOINT_URL, "The listening URL '%S' has a query", url);
    if (text_length(parts.path) >= sizeof(prefix->path))
        return fail(error, WS_E_INVALID_ENDPOINT_URL, "The listening URL '%S' is too long", url);
    memcpy(prefix->host, parts.host, sizeof(prefix->host));
    memcpy(prefix->path, parts.path, sizeof(prefix->path));
    prefix->port = parts.port;
    prefix->scheme = parts.scheme;
    prefix->default_port = url_default_port(parts.scheme);
    listener->connect_timeout = listener->settings->connect_timeout;
    listener->url_matching = listener->settings->url_matching;
    lock_enter(&listener->lock);
    listener->reason = S_OK;
    lock_leave(&listener->lock);
    if (parts.scheme == WS_URL_NETPIPE_SCHEME_TYPE) return listen_on_pipe(listener, &parts, error);
    return tcp_listen(prefix->port, listener->settings->ip_version, listener->settings->backlog,
            &listener->server, &listener->port, error);
}

/* Nobody is accepted any more, and whoever waits for it hears so. */
static void stop(struct session_listener *listener, HRESULT reason)
{
    struct incoming *incoming;

    lock_enter(&listener->lock);
    if (!listener->reason) listener->reason = reason;
    while (listener->waits)
        cancel_wait(listener, listener->waits, reason);
    for (incoming = listener->reading; incoming; incoming = incoming->next)
        incoming->stream->ops->abort(incoming->stream, reason);
    lock_leave(&listener->lock);
}

static void drop_port(struct session_listener *listener)
{
    struct incoming *incoming;
    struct pipe_port *pipe;
    struct tcp_port *port;

    stop(listener, WS_E_OPERATION_ABORTED);
    lock_enter(&listener->lock);
    port = listener->port;
    listener->port = NULL;
    pipe = listener->pipe;
    listener->pipe = NULL;
    lock_leave(&listener->lock);
    if (port) tcp_unlisten(port);
    if (pipe) pipe_unlisten(pipe);
    if (listener->section) CloseHandle(listener->section);
    listener->section = NULL;
    for (;;)
    {
        lock_enter(&listener->lock);
        incoming = pop_ready(listener);
        lock_leave(&listener->lock);
        if (!incoming) return;
        free_incoming(incoming);
    }
}

static void CALLBACK listener_free(void *instance)
{
    drop_port(instance);
    release(instance);
}

static HRESULT CALLBACK listener_reset(void *instance, WS_ERROR *error)
{
    drop_port(instance);
    return S_OK;
}

static HRESULT CALLBACK listener_close(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    drop_port(instance);
    return S_OK;
}

static HRESULT CALLBACK listener_abort(void *instance, WS_ERROR *error)
{
    stop(instance, WS_E_OPERATION_ABORTED);
    return S_OK;
}

static HRESULT CALLBACK listener_get(
        void *instance, WS_LISTENER_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    return fail(error, E_INVALIDARG, "A listener of sessions has no property %u", id);
}

static HRESULT CALLBACK listener_set(
        void *instance, WS_LISTENER_PROPERTY_ID id, const void *value, ULONG size, WS_ERROR *error)
{
    return fail(
            error, E_INVALIDARG, "A listener of sessions has no property %u that can be set", id);
}

static HRESULT CALLBACK listener_make_channel(
        void *instance, const void *parameters, ULONG size, void **channel, WS_ERROR *error)
{
    struct session *session;
    HRESULT hr = session_create(parameters, &session, error);

    if (FAILED(hr)) return hr;
    session->server = TRUE;
    if (session->singleton)
        InterlockedExchange(&((struct session_listener *)instance)->streams, TRUE);
    *channel = session;
    return S_OK;
}

const WS_CUSTOM_LISTENER_CALLBACKS session_listener_calls
        = { listener_create, listener_free, listener_reset, listener_open, listener_close,
              listener_abort, listener_get, listener_set, listener_make_channel, listener_accept };
