/* Messages of a session: one sized envelope each, in the encoding that the preamble has announced.
 *
 * The envelope is read where it lies in the buffer; the next read drops it. Time limits count from the first byte of a
 * message: between messages a session may be silent for as long as it likes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/session.h"

#include <string.h>

#define KEEP_OUT 65536

static BOOL is_binary(const struct session *session)
{
    return session_encoding(session) == WS_ENCODING_XML_BINARY_1
            || session_encoding(session) == WS_ENCODING_XML_BINARY_SESSION_1;
}

static BOOL has_dictionary(const struct session *session)
{
    return session_encoding(session) == WS_ENCODING_XML_BINARY_SESSION_1;
}

/* Each message is a MIME entity with a head of its own. */
static BOOL is_mtom(const struct session *session)
{
    return session->settings->encoding >= WS_ENCODING_XML_MTOM_UTF8
            && session->settings->encoding <= WS_ENCODING_XML_MTOM_UTF16LE;
}

static HRESULT check_versions(struct session *session, WS_MESSAGE *message, WS_ERROR *error)
{
    if (message_envelope(message) == session->settings->envelope
            && message_addressing(message) == session->settings->addressing)
        return S_OK;
    return fail(error, E_INVALIDARG,
            "The message's envelope or addressing version is not that of the channel");
}

/* ---- sending ---- */

static HRESULT start_output(
        struct session *session, WS_MESSAGE *message, WS_XML_WRITER **writer, WS_ERROR *error)
{
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BINARY_ENCODING binary = { .encoding = { WS_XML_WRITER_ENCODING_TYPE_BINARY },
        .staticDictionary = (WS_XML_DICTIONARY *)dictionary_static() };
    WCHAR text_xml[] = L"text/xml";
    WS_XML_WRITER_MTOM_ENCODING mtom = { .encoding = { WS_XML_WRITER_ENCODING_TYPE_MTOM },
        .textEncoding = &text.encoding,
        .writeMimeHeader = TRUE };
    const WS_XML_WRITER_ENCODING *encoding = &text.encoding;
    ULONG max = session->settings->max_buffered;
    WS_XML_WRITER_PROPERTY limit = { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &max, sizeof(max) };
    HRESULT hr = message_own_writer(message, writer, error);

    if (FAILED(hr)) return hr;
    if (has_dictionary(session))
    {
        binary.dynamicStringCallback = session_dictionary_find;
        binary.dynamicStringCallbackState = &session->sends;
    }
    if (!is_binary(session)) text.charSet = settings_charset(session->settings);
    if (session->settings->envelope == WS_ENVELOPE_VERSION_SOAP_1_1)
        mtom.startInfo = (WS_STRING){ COUNT_OF(text_xml) - 1, text_xml };
    if (is_binary(session)) encoding = &binary.encoding;
    if (is_mtom(session)) encoding = &mtom.encoding;
    return WsSetOutput(*writer, encoding, &output.output, &limit, 1, error);
}

/* A client's messages go to the address that was opened; a server's have said themselves where they go. */
static HRESULT address_message(struct session *session, WS_MESSAGE *message, WS_ERROR *error)
{
    BOOL addressed;
    HRESULT hr = WsGetMessageProperty(
            message, WS_MESSAGE_PROPERTY_IS_ADDRESSED, &addressed, sizeof(addressed), error);

    if (FAILED(hr) || addressed) return hr;
    return WsAddressMessage(message, session->server ? NULL : &session->address, error);
}

HRESULT CALLBACK session_write_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct session *session = instance;
    WS_XML_WRITER *writer;
    HRESULT hr;

    if (FAILED(hr = check_versions(session, message, error))) return hr;
    if (session->singleton && session->finished)
        return fail(error, WS_E_INVALID_OPERATION,
                "A session in streamed mode has one message in each direction");
    if (FAILED(hr = address_message(session, message, error))) return hr;
    session_dictionary_forget(&session->sends); /* what an abandoned message has added */
    if (FAILED(hr = start_output(session, message, &writer, error))) return hr;
    return WsWriteEnvelopeStart(message, writer, NULL, NULL, error);
}

/* The record of a message, up to its bytes and behind them. */
static HRESULT put_head(struct session *session, ULONG size, WS_ERROR *error)
{
    BYTE head[1 + FRAMING_MAX_SIZE]
            = { session->singleton ? FRAME_UNSIZED_ENVELOPE : FRAME_SIZED_ENVELOPE };

    return buf_put(&session->out, head, 1 + framing_put_size(size, head + 1), error);
}

static HRESULT put_payload(struct session *session, const WS_BYTES *payload, WS_ERROR *error)
{
    HRESULT hr = buf_put(&session->out, payload->bytes, payload->length, error);

    return FAILED(hr) || !session->singleton ? hr : singleton_put(&session->out, error);
}

/* The payload through the encoder: the strings that are new, and the envelope. */
static HRESULT put_encoded(struct session *session, const WS_BYTES *envelope, WS_ERROR *error)
{
    WS_XML_STRING plain = session_plain_type(session), type, encoding;
    struct buf *out = &session->out;
    WS_BYTES parts[2] = { { 0 }, *envelope }, encoded;
    HRESULT hr = encoder_type(&session->encoder, &plain, &type, &encoding, error);

    if (FAILED(hr)) return hr;
    if (encoding.length)
        return fail(error, E_INVALIDARG,
                "The encoder has set the content encoding '%X', which only HTTP has", &encoding);
    if (!session_type_is(&type, session->type, session->type_length))
        return fail(error, E_INVALIDARG,
                "The encoder has set the content type '%X', but the session has been opened with '%b'",
                &type, session->type, session->type_length);
    buf_reset(out, KEEP_OUT);
    if (has_dictionary(session) && FAILED(hr = session_dictionary_put(&session->sends, out, error)))
        return hr;
    parts[0].bytes = buf_bytes(out);
    parts[0].length = buf_count(out);
    hr = parts[0].length ? encoder_encode(&session->encoder, parts, 2, &encoded, error)
                         : encoder_encode(&session->encoder, parts + 1, 1, &encoded, error);
    if (FAILED(hr)) return hr;
    buf_reset(out, KEEP_OUT);
    hr = put_head(session, encoded.length, error);
    return FAILED(hr) ? hr : put_payload(session, &encoded, error);
}

/* The whole record: head, strings that are new, envelope. */
static HRESULT put_envelope(struct session *session, const WS_BYTES *envelope, WS_ERROR *error)
{
    struct buf *out = &session->out;
    ULONG block = 0, size = envelope->length;
    BYTE room[FRAMING_MAX_SIZE];
    HRESULT hr;

    if (encoder_is(&session->encoder)) return put_encoded(session, envelope, error);
    if (has_dictionary(session))
    {
        block = session_dictionary_block_size(&session->sends);
        size += block + framing_put_size(block, room);
    }
    buf_reset(out, KEEP_OUT);
    if (FAILED(hr = buf_reserve(out, size + 16, error))) return hr;
    hr = put_head(session, size, error);
    if (SUCCEEDED(hr) && has_dictionary(session))
        hr = session_dictionary_put(&session->sends, out, error);
    return FAILED(hr) ? hr : put_payload(session, envelope, error);
}

static HRESULT write_step(struct op *op, int state, HRESULT hr)
{
    struct session *session = CONTAINING_RECORD(op, struct session, write_op);
    struct stream *stream = session->stream;

    if (state == OP_BEGIN)
    {
        stream->write_by = deadline_in(session->settings->send_timeout);
        return stream_write(stream, buf_bytes(&session->out), buf_count(&session->out),
                op_await(op, 1), op->error);
    }
    if (FAILED(hr))
        session_break(session, hr);
    else if (session->singleton)
        session->finished = TRUE; /* End went with it */
    session_unclaim(session);
    return hr;
}

HRESULT CALLBACK session_write_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct session *session = instance;
    WS_XML_WRITER *writer;
    WS_BYTES envelope;
    HRESULT hr;

    if (FAILED(hr = message_own_writer(message, &writer, error))) return hr;
    if (FAILED(hr = WsWriteEnvelopeEnd(message, error))) return hr;
    hr = WsGetWriterProperty(
            writer, WS_XML_WRITER_PROPERTY_BYTES, &envelope, sizeof(envelope), error);
    if (FAILED(hr)) return hr;
    if (!session_claim(session))
        return fail(error, WS_E_INVALID_OPERATION, "The session is being shut down");
    if (FAILED(hr = put_envelope(session, &envelope, error)))
    {
        session_unclaim(session);
        return hr;
    }
    session_dictionary_sent(&session->sends);
    session->write_op.step = write_step;
    session->write_op.release = NULL;
    return op_start(&session->write_op, ctx, error);
}

/* ---- receiving ---- */

void session_consume(struct session *session)
{
    buf_consume(&session->in, session->unread);
    session->unread = 0;
    if (!buf_count(&session->in)) buf_reset(&session->in, session->settings->trim);
}

static HRESULT decode(struct session *session, BYTE **bytes, ULONG *count, WS_ERROR *error)
{
    WS_XML_STRING type = { session->type_length, session->type, NULL, 0 };
    WS_XML_STRING plain = session_plain_type(session);
    WS_BYTES body = { *count, *bytes };
    HRESULT hr;

    if (!decoder_is(&session->decoder)) return S_OK;
    hr = decoder_decode(
            &session->decoder, session->settings->max_buffered, &type, NULL, &body, error);
    if (FAILED(hr)) return hr;
    *bytes = body.bytes;
    *count = body.length;
    if (session_type_is(&type, plain.bytes, plain.length)) return S_OK;
    return fail(error, WS_E_INVALID_FORMAT,
            "The decoded message has the content type '%X', but the channel's is '%X'", &type,
            &plain);
}

static HRESULT start_input(
        struct session *session, WS_MESSAGE *message, BYTE *bytes, ULONG count, WS_ERROR *error)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_BINARY_ENCODING binary = { { WS_XML_READER_ENCODING_TYPE_BINARY },
        (WS_XML_DICTIONARY *)dictionary_static(), NULL };
    WS_XML_READER_MTOM_ENCODING mtom = { .encoding = { WS_XML_READER_ENCODING_TYPE_MTOM },
        .textEncoding = &text.encoding,
        .readMimeHeader = TRUE };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, NULL, 0 };
    const WS_XML_READER_ENCODING *encoding = &text.encoding;
    WS_XML_READER *reader;
    ULONG used = 0;
    HRESULT hr = decode(session, &bytes, &count, error);

    if (FAILED(hr)) return hr;
    if (has_dictionary(session))
    {
        hr = session_dictionary_take(&session->receives, bytes, count, &used, error);
        if (FAILED(hr)) return hr;
        binary.dynamicDictionary = &session->receives.dictionary;
    }
    input.encodedData = bytes + used;
    input.encodedDataSize = count - used;
    if (FAILED(hr = message_own_reader(message, &reader, error))) return hr;
    if (is_binary(session)) encoding = &binary.encoding;
    if (is_mtom(session)) encoding = &mtom.encoding;
    hr = WsSetInput(reader, encoding, &input.input, NULL, 0, error);
    return FAILED(hr) ? hr : WsReadEnvelopeStart(message, reader, NULL, NULL, error);
}

enum
{
    READ_LOOK = 1,
    READ_GOT,
    READ_REFUSED
};

/* Tells the other side why the session ends, when the way out is free. hr is the read's outcome. */
static HRESULT refuse(struct session *session, struct op *op, enum framing_fault fault, HRESULT hr)
{
    session->broken = TRUE;
    session->wait_hr = hr;
    if (session->finished || !session_claim(session)) return hr;
    buf_reset(&session->out, KEEP_OUT);
    if (FAILED(framing_put_fault(&session->out, fault, NULL)))
    {
        session_unclaim(session);
        return hr;
    }
    session->stream->write_by = deadline_in(1000);
    return stream_write(session->stream, buf_bytes(&session->out), buf_count(&session->out),
            op_await(op, READ_REFUSED), NULL);
}

static HRESULT wrong_kind(const struct frame *frame, struct op *op)
{
    return fail(op->error, WS_E_INVALID_FORMAT,
            "The other side sent a framing record of the kind %s between messages",
            framing_name(frame->kind));
}

static HRESULT take_chunks(struct session *session, struct op *op)
{
    ULONG missing;
    HRESULT hr;

    hr = singleton_gather(session, session->settings->max_buffered, &missing, op->error);
    session->unread = 0;
    if (hr == S_FALSE) return session_fill(session, missing, op_await(op, READ_GOT), op->error);
    if (hr == WS_E_QUOTA_EXCEEDED) return refuse(session, op, FRAMING_MESSAGE_TOO_LARGE, hr);
    if (FAILED(hr)) return session_break(session, hr);
    session->unread = session->chunk;
    session->chunk = 0;
    hr = start_input(
            session, session->subject, buf_bytes(&session->in) + 1, session->gathered, op->error);
    return FAILED(hr) ? session_break(session, hr) : hr;
}

static HRESULT take_frame(struct session *session, struct op *op, const struct frame *frame)
{
    BYTE *bytes = buf_bytes(&session->in);
    HRESULT hr;

    if (frame->kind == (session->singleton ? FRAME_SIZED_ENVELOPE : FRAME_UNSIZED_ENVELOPE))
        return session_break(session, wrong_kind(frame, op));
    session->unread = frame->at + frame->length;
    switch (frame->kind)
    {
    case FRAME_UNSIZED_ENVELOPE:
        return take_chunks(session, op);
    case FRAME_SIZED_ENVELOPE:
        hr = start_input(session, session->subject, bytes + frame->at, frame->length, op->error);
        return FAILED(hr) ? session_break(session, hr) : hr;
    case FRAME_END:
        session->ended = TRUE;
        session_consume(session);
        return WS_S_END;
    case FRAME_FAULT:
        session->broken = TRUE;
        return framing_fault_received(bytes + frame->at, frame->length, op->error);
    default:
        return session_break(session, wrong_kind(frame, op));
    }
}

static HRESULT look(struct session *session, struct op *op)
{
    struct buf *in = &session->in;
    struct frame frame;
    HRESULT hr = framing_next(
            buf_bytes(in), buf_count(in), session->settings->max_buffered, &frame, op->error);

    if (hr == S_OK) return take_frame(session, op, &frame);
    if (hr == WS_E_QUOTA_EXCEEDED) return refuse(session, op, FRAMING_MESSAGE_TOO_LARGE, hr);
    if (FAILED(hr)) return session_break(session, hr);
    return session_fill(session, frame.missing, op_await(op, READ_GOT), op->error);
}

static HRESULT got_bytes(struct session *session, struct op *op, HRESULT hr)
{
    if (FAILED(hr)) return session_break(session, hr);
    if (!session->got)
        return session_break(session,
                fail(op->error, WS_E_ENDPOINT_DISCONNECTED,
                        "The other side closed the connection without ending its session"));
    if (!buf_count(&session->in))
        session->stream->read_by = deadline_in(session->settings->receive_timeout);
    session->in.end += session->got;
    return op_goto(op, READ_LOOK);
}

static HRESULT read_step(struct op *op, int state, HRESULT hr)
{
    struct session *session = CONTAINING_RECORD(op, struct session, read_op);

    switch (state)
    {
    case OP_BEGIN:
        session_consume(session);
        session->stream->read_by = deadline_in(
                buf_count(&session->in) ? session->settings->receive_timeout : INFINITE);
        return op_goto(op, READ_LOOK);
    case READ_LOOK:
        return look(session, op);
    case READ_GOT:
        return got_bytes(session, op, hr);
    default: /* READ_REFUSED */
        session_unclaim(session);
        return session->wait_hr;
    }
}

HRESULT CALLBACK session_read_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct session *session = instance;
    HRESULT hr;

    if (session->ended) return WS_S_END;
    if (FAILED(hr = check_versions(session, message, error))) return hr;
    session->subject = message;
    session->read_op.step = read_step;
    session->read_op.release = NULL;
    return op_start(&session->read_op, ctx, error);
}

HRESULT CALLBACK session_read_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return WsReadEnvelopeEnd(message, error);
}

/* In memory is what was received, and nothing is sent before its end: there is nothing to drain. */
HRESULT CALLBACK session_abandon(void *instance, WS_MESSAGE *message, WS_ERROR *error)
{
    return S_OK;
}
