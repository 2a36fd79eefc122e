/* DUPLEX_SESSION channels over message framing: opening, ending, aborting, properties.
 *
 * A client connects, sends the preamble and waits for its acknowledgement while the channel opens. Each side says End when
 * it will send no more; a session that both have ended is over in order.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/session.h"

#include <string.h>
#include <winsock2.h>
#include <windows.h>

#define READ_SIZE 4096
#define READ_MOST 65536

/* ---- creation ---- */

HRESULT session_create(const struct channel_parameters *own, struct session **ret, WS_ERROR *error)
{
    struct session *session = mem_zalloc(sizeof(*session));

    if (!session) return fail_memory(error);
    session->settings = own->settings;
    session->schemes = own->binding == WS_NAMEDPIPE_CHANNEL_BINDING ? SCHEMES_PIPE : SCHEMES_TCP;
    lock_init(&session->lock);
    session->singleton = own->settings->transfer_mode != WS_BUFFERED_TRANSFER_MODE;
    session->plain_binary = session->singleton;
    buf_init(&session->in, 0xffffffff);
    buf_init(&session->out, 0xffffffff);
    session_dictionary_init(&session->sends, own->settings->max_dictionary);
    session_dictionary_init(&session->receives, own->settings->max_dictionary);
    heap_init(&session->heap, 0x100000, 0);
    encoder_init(&session->encoder, &own->settings->encoder);
    decoder_init(&session->decoder, &own->settings->decoder);
    InitializeConditionVariable((CONDITION_VARIABLE *)&session->condition);
    *ret = session;
    return S_OK;
}

static HRESULT CALLBACK create(
        WS_CHANNEL_TYPE type, const void *parameters, ULONG size, void **instance, WS_ERROR *error)
{
    HRESULT hr = net_start(error);

    return FAILED(hr) ? hr : session_create(parameters, (struct session **)instance, error);
}

static void drop_stream(struct session *session)
{
    struct stream *stream;

    lock_enter(&session->lock);
    stream = session->stream;
    session->stream = NULL;
    lock_leave(&session->lock);
    if (stream) stream->ops->free(stream);
}

static void CALLBACK destroy(void *instance)
{
    struct session *session = instance;

    drop_stream(session);
    lock_clear(&session->lock);
    buf_clear(&session->in);
    buf_clear(&session->out);
    encoder_clear(&session->encoder);
    decoder_clear(&session->decoder);
    session_dictionary_clear(&session->sends);
    session_dictionary_clear(&session->receives);
    heap_clear(&session->heap);
    mem_free(session);
}

static HRESULT CALLBACK reset(void *instance, WS_ERROR *error)
{
    struct session *session = instance;

    drop_stream(session);
    session->reason = session->wait_hr = S_OK;
    session->finished = session->ended = session->broken = FALSE;
    session->chunk = session->gathered = 0;
    session->unread = session->via_length = 0;
    buf_reset(&session->in, session->settings->trim);
    buf_reset(&session->out, session->settings->trim);
    session_dictionary_reset(&session->sends);
    session_dictionary_reset(&session->receives);
    heap_reset(&session->heap);
    memset(&session->address, 0, sizeof(session->address));
    return S_OK;
}

/* ---- what the other files share ---- */

BOOL session_attach(struct session *session, struct stream *stream)
{
    BOOL ok;

    lock_enter(&session->lock);
    ok = !session->reason;
    if (ok) session->stream = stream;
    lock_leave(&session->lock);
    return ok;
}

HRESULT session_break(struct session *session, HRESULT hr)
{
    session->broken = TRUE;
    return hr;
}

void session_keep_alive(const struct session *session, struct stream *stream)
{
    const struct channel_settings *s = session->settings;

    if (s->keep_alives && session->schemes == SCHEMES_TCP)
        tcp_keep_alive(stream, s->keep_alive_time, s->keep_alive_interval);
}

WS_ENCODING session_encoding(const struct session *session)
{
    if (session->settings->encoding == WS_ENCODING_XML_BINARY_SESSION_1 && session->plain_binary)
        return WS_ENCODING_XML_BINARY_1;
    return session->settings->encoding;
}

WS_XML_STRING session_plain_type(const struct session *session)
{
    const char *text = content_type_text(session_encoding(session), session->settings->envelope);

    if (!text)
        text = "multipart/related; type=\"application/xop+xml\""; /* MTOM; the rest is in each message */

    return (WS_XML_STRING){ text_length(text), (BYTE *)text, NULL, 0 };
}

BOOL session_type_is(const WS_XML_STRING *a, const void *bytes, ULONG length)
{
    return a->length == length && ascii_equal_nocase(bytes, (const char *)a->bytes, length);
}

BOOL session_claim(struct session *session)
{
    return !InterlockedExchange(&session->writing, TRUE);
}

void session_unclaim(struct session *session)
{
    InterlockedExchange(&session->writing, FALSE);
}

HRESULT session_fill(
        struct session *session, ULONG missing, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct buf *in = &session->in;
    HRESULT hr;

    if (missing < READ_SIZE) missing = READ_SIZE;
    if (missing > READ_MOST) missing = READ_MOST;
    if (FAILED(hr = buf_reserve(in, missing, error))) return hr;
    return stream_read(
            session->stream, in->data + in->end, in->size - in->end, &session->got, ctx, error);
}

static HRESULT put_record(struct session *session, enum frame_kind kind, const void *content,
        ULONG length, WS_ERROR *error)
{
    return framing_put(&session->out, kind, content, length, error);
}

static HRESULT write_out(struct session *session, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return stream_write(
            session->stream, buf_bytes(&session->out), buf_count(&session->out), ctx, error);
}

/* ---- opening ---- */

enum
{
    OPEN_CONNECTED = 1,
    OPEN_SENT,
    OPEN_LOOK,
    OPEN_GOT
};

/* A pipe is opened at once. */
static HRESULT connect_pipe(struct session *session, struct stream *stream, struct op *op)
{
    WCHAR name[PIPE_NAME_MAX];
    HRESULT hr = pipe_name_find(&session->url, name, op->error);

    if (SUCCEEDED(hr)) hr = pipe_connect(stream, name, op->error);
    return FAILED(hr) ? hr : op_goto(op, OPEN_CONNECTED);
}

static HRESULT connect_to(struct session *session, struct op *op)
{
    struct net_target target = { .port = session->url.port };
    ULONG timeout = session->settings->connect_timeout;
    BOOL local = session->url.scheme == WS_URL_NETPIPE_SCHEME_TYPE;
    struct stream *stream;
    HRESULT hr = local ? pipe_create(&stream, op->error) : tcp_create(&stream, op->error);

    if (FAILED(hr)) return hr;
    stream->read_by = stream->write_by = deadline_in(timeout);
    if (!session_attach(session, stream))
    {
        stream->ops->free(stream);
        return fail(op->error, session->reason, "The channel was aborted or closed");
    }
    if (local) return connect_pipe(session, stream, op);
    memcpy(target.host, session->url.host, sizeof(target.host));
    return tcp_connect(stream, &target, deadline_in(timeout), timeout, op_await(op, OPEN_CONNECTED),
            op->error);
}

/* A number for the encodings that have one; the content type for what an encoder makes of them. */
static HRESULT put_encoding(struct session *session, WS_ERROR *error)
{
    WS_XML_STRING plain = session_plain_type(session), type = plain, none;
    HRESULT hr = S_OK;
    BYTE encoding;

    if (encoder_is(&session->encoder))
        hr = encoder_type(&session->encoder, &plain, &type, &none, error);
    if (SUCCEEDED(hr))
        hr = framing_encoding(
                session_encoding(session), session->settings->envelope, &encoding, error);
    if (FAILED(hr)) return hr;
    if (!type.length || type.length > sizeof(session->type))
        return fail(error, E_INVALIDARG,
                "The content type of a session has 1 to %u characters, but the encoder's has %u",
                FRAMING_MAX_TYPE, type.length);
    memcpy(session->type, type.bytes, type.length);
    session->type_length = type.length;
    if (session_type_is(&plain, type.bytes, type.length))
        return put_record(session, FRAME_KNOWN_ENCODING, &encoding, 1, error);
    return put_record(session, FRAME_EXTENSIBLE_ENCODING, type.bytes, type.length, error);
}

static HRESULT send_preamble(struct session *session, struct op *op)
{
    BYTE version[] = { 1, 0 }, mode[] = { session->singleton ? FRAMING_SINGLETON : FRAMING_DUPLEX };
    const struct channel_settings *s = session->settings;
    HRESULT hr;

    buf_reset(&session->out, s->trim);
    hr = put_record(session, FRAME_VERSION, version, 2, op->error);
    if (SUCCEEDED(hr)) hr = put_record(session, FRAME_MODE, mode, 1, op->error);
    if (SUCCEEDED(hr))
        hr = put_record(session, FRAME_VIA, session->via, session->via_length, op->error);
    if (SUCCEEDED(hr)) hr = put_encoding(session, op->error);
    if (SUCCEEDED(hr)) hr = put_record(session, FRAME_PREAMBLE_END, NULL, 0, op->error);
    if (FAILED(hr)) return hr;
    return write_out(session, op_await(op, OPEN_SENT), op->error);
}

static HRESULT look_for_ack(struct session *session, struct op *op)
{
    struct buf *in = &session->in;
    struct frame frame;
    HRESULT hr = framing_next(buf_bytes(in), buf_count(in), 1, &frame, op->error);

    if (hr == S_FALSE)
        return session_fill(session, frame.missing, op_await(op, OPEN_GOT), op->error);
    if (FAILED(hr)) return hr;
    if (frame.kind == FRAME_FAULT)
        return framing_fault_received(buf_bytes(in) + frame.at, frame.length, op->error);
    if (frame.kind != FRAME_PREAMBLE_ACK)
        return fail(op->error, WS_E_INVALID_FORMAT,
                "The other side answered the preamble with a framing record of the kind %s",
                framing_name(frame.kind));
    buf_consume(in, frame.at);
    return S_OK;
}

static HRESULT open_step_inner(struct session *session, struct op *op, int state)
{
    switch (state)
    {
    case OP_BEGIN:
        return connect_to(session, op);
    case OPEN_CONNECTED:
        session_keep_alive(session, session->stream);
        return send_preamble(session, op);
    case OPEN_GOT:
        if (!session->got)
            return fail(op->error, WS_E_ENDPOINT_DISCONNECTED,
                    "The other side closed the connection instead of answering the preamble");
        session->in.end += session->got;
        break;
    }
    return look_for_ack(session, op);
}

static HRESULT open_step(struct op *op, int state, HRESULT hr)
{
    struct session *session = CONTAINING_RECORD(op, struct session, open_op);

    if (SUCCEEDED(hr)) hr = open_step_inner(session, op, state);
    if (hr != WS_S_ASYNC && FAILED(hr) && op->state == OP_END)
    {
        session->broken = TRUE;
        error_add(op->error, "The session with '%s' could not be opened", session->via);
    }
    return hr;
}

static HRESULT copy_address(
        struct session *session, const WS_ENDPOINT_ADDRESS *address, WS_ERROR *error)
{
    HRESULT hr = heap_copy_string(&session->heap, &address->url, &session->address.url, error);

    if (SUCCEEDED(hr) && address->headers)
        hr = xml_buffer_copy(&session->heap, address->headers, &session->address.headers, error);
    if (SUCCEEDED(hr) && address->extensions)
        hr = xml_buffer_copy(
                &session->heap, address->extensions, &session->address.extensions, error);
    return hr;
}

static HRESULT CALLBACK open(void *instance, const WS_ENDPOINT_ADDRESS *address,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct session *session = instance;
    HRESULT hr;

    if (address->url.length && !address->url.chars)
        return fail(error, E_INVALIDARG, "The URL of the address is NULL");
    if (FAILED(hr = url_parse(&address->url, session->schemes, &session->url, error))) return hr;
    if (address->url.length > FRAMING_MAX_VIA)
        return fail(error, WS_E_INVALID_ENDPOINT_URL, "The URL '%S' is longer than %u bytes",
                &address->url, FRAMING_MAX_VIA);
    session->via_length
            = utf8_from_utf16(address->url.chars, address->url.length, (BYTE *)session->via);
    session->via[session->via_length] = 0;
    if (FAILED(hr = copy_address(session, address, error))) return hr;
    session->open_op.step = open_step;
    session->open_op.release = NULL;
    return op_start(&session->open_op, ctx, error);
}

/* ---- ending ---- */

static HRESULT put_end(struct session *session, WS_ERROR *error)
{
    buf_reset(&session->out, session->settings->trim);
    return put_record(session, FRAME_END, NULL, 0, error);
}

static HRESULT shutdown_step(struct op *op, int state, HRESULT hr)
{
    struct session *session = CONTAINING_RECORD(op, struct session, write_op);

    if (state == OP_BEGIN)
    {
        session->stream->write_by = deadline_in(session->settings->send_timeout);
        return write_out(session, op_await(op, 1), op->error);
    }
    session_unclaim(session);
    if (FAILED(hr)) return session_break(session, hr);
    session->finished = TRUE;
    return hr;
}

static HRESULT CALLBACK shut_down(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct session *session = instance;
    HRESULT hr;

    if (session->finished) return S_OK; /* with the only message */
    if (!session_claim(session))
        return fail(error, WS_E_INVALID_OPERATION, "A message is being sent in the session");
    if (FAILED(hr = put_end(session, error)))
    {
        session_unclaim(session);
        return hr;
    }
    session->write_op.step = shutdown_step;
    session->write_op.release = NULL;
    return op_start(&session->write_op, ctx, error);
}

enum
{
    CLOSE_ENDED = 1,
    CLOSE_LOOK,
    CLOSE_GOT
};

/* A message in chunks that nobody will read. */
static HRESULT pass_chunks(struct session *session, ULONG *missing, WS_ERROR *error)
{
    HRESULT hr;

    hr = singleton_gather(session, session->settings->max_buffered, missing, error);
    if (hr != S_OK) return hr;
    buf_consume(&session->in, session->chunk);
    session->chunk = 0;
    return S_OK;
}

/* Messages that nobody will read are passed over until the other side ends too. */
static HRESULT look_for_end(struct session *session, struct op *op)
{
    struct buf *in = &session->in;
    struct frame frame;
    HRESULT hr;

    for (;;)
    {
        if (session->singleton && buf_count(in) && buf_bytes(in)[0] == FRAME_UNSIZED_ENVELOPE)
        {
            hr = pass_chunks(session, &frame.missing, op->error);
            if (hr == S_FALSE)
                return session_fill(session, frame.missing, op_await(op, CLOSE_GOT), op->error);
            if (FAILED(hr)) return hr;
            continue;
        }
        hr = framing_next(
                buf_bytes(in), buf_count(in), session->settings->max_buffered, &frame, op->error);
        if (hr == S_FALSE)
            return session_fill(session, frame.missing, op_await(op, CLOSE_GOT), op->error);
        if (FAILED(hr)) return hr;
        if (frame.kind == FRAME_FAULT)
            return framing_fault_received(buf_bytes(in) + frame.at, frame.length, op->error);
        buf_consume(in, frame.at + frame.length);
        if (frame.kind != FRAME_END) continue;
        session->ended = TRUE;
        return S_OK;
    }
}

static HRESULT close_step_inner(struct session *session, struct op *op, int state)
{
    struct stream *stream = session->stream;
    HRESULT hr;

    switch (state)
    {
    case OP_BEGIN:
        stream->read_by = stream->write_by = deadline_in(session->settings->close_timeout);
        session_consume(session);
        if (session->finished) return op_goto(op, CLOSE_ENDED);
        if (FAILED(hr = put_end(session, op->error))) return hr;
        return write_out(session, op_await(op, CLOSE_ENDED), op->error);
    case CLOSE_ENDED:
        session->finished = TRUE;
        break;
    case CLOSE_GOT:
        /* who goes without a word after we have ended leaves nothing behind */
        if (!session->got) return S_OK;
        session->in.end += session->got;
        break;
    }
    return session->ended ? S_OK : look_for_end(session, op);
}

static HRESULT close_step(struct op *op, int state, HRESULT hr)
{
    struct session *session = CONTAINING_RECORD(op, struct session, close_op);

    if (SUCCEEDED(hr)) hr = close_step_inner(session, op, state);
    if (hr == WS_S_ASYNC || op->state != OP_END) return hr;
    /* both have said that they will send no more, or one of them: then a reset is as good */
    if (session->finished && hr == WS_E_ENDPOINT_DISCONNECTED) hr = S_OK;
    drop_stream(session);
    return hr;
}

static HRESULT CALLBACK close(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct session *session = instance;

    if (!session->stream || session->broken || session->reason)
    {
        drop_stream(session);
        return S_OK;
    }
    session->close_op.step = close_step;
    session->close_op.release = NULL;
    return op_start(&session->close_op, ctx, error);
}

static HRESULT CALLBACK abort_session(void *instance, WS_ERROR *error)
{
    struct session *session = instance;

    lock_enter(&session->lock);
    if (!session->reason) session->reason = WS_E_OPERATION_ABORTED;
    if (session->stream) session->stream->ops->abort(session->stream, session->reason);
    lock_leave(&session->lock);
    if (session->server) session_listener_cancel(session, WS_E_OPERATION_ABORTED);
    return S_OK;
}

/* ---- properties ---- */

static HRESULT give(const void *from, ULONG from_size, void *value, ULONG size, WS_ERROR *error)
{
    if (!value || size != from_size)
        return fail(error, E_INVALIDARG, "The channel property has %u bytes, the buffer %u",
                from_size, size);
    memcpy(value, from, size);
    return S_OK;
}

static HRESULT give_peer(struct session *session, void *value, ULONG size, WS_ERROR *error)
{
    struct sockaddr_storage storage = { 0 };
    const struct net_address *peer;

    if (session->schemes != SCHEMES_TCP)
        return fail(error, E_INVALIDARG, "The other side of a pipe has no address");
    if (!session->stream)
        return fail(error, WS_E_INVALID_OPERATION,
                "The address of the other side is known while the channel is open");
    peer = tcp_peer(session->stream);
    memcpy(&storage, peer->bytes, peer->length);
    return give(&storage, sizeof(storage), value, size, error);
}

static HRESULT give_url(struct session *session, void *value, ULONG size, WS_ERROR *error)
{
    WS_STRING url;
    HRESULT hr;

    if (!session->server || !session->via_length)
        return fail(error, session->server ? WS_E_INVALID_OPERATION : E_INVALIDARG,
                "The transport URL is known to channels of listeners, once they are accepted");
    hr = heap_utf16(&session->heap, (const BYTE *)session->via, session->via_length, &url, error);
    return FAILED(hr) ? hr : give(&url, sizeof(url), value, size, error);
}

static HRESULT CALLBACK get(
        void *instance, WS_CHANNEL_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    WS_PROTECTION_LEVEL level = WS_PROTECTION_LEVEL_NONE;
    struct session *session = instance;

    switch (id)
    {
    case WS_CHANNEL_PROPERTY_PROTECTION_LEVEL:
        return give(&level, sizeof(level), value, size, error);
    case WS_CHANNEL_PROPERTY_IS_SESSION_SHUT_DOWN:
        return give(&session->finished, sizeof(session->finished), value, size, error);
    case WS_CHANNEL_PROPERTY_REMOTE_IP_ADDRESS:
        return give_peer(session, value, size, error);
    case WS_CHANNEL_PROPERTY_TRANSPORT_URL:
        return give_url(session, value, size, error);
    default:
        return fail(error, E_INVALIDARG, "A session channel has no property %u", id);
    }
}

static HRESULT CALLBACK set(
        void *instance, WS_CHANNEL_PROPERTY_ID id, const void *value, ULONG size, WS_ERROR *error)
{
    return S_OK;
}

const WS_CUSTOM_CHANNEL_CALLBACKS session_calls
        = { create, destroy, reset, open, close, abort_session, get, set, session_write_start,
              session_write_end, session_read_start, session_read_end, session_abandon, shut_down };
