/* Encoders and decoders: callbacks by which an application changes the bytes of messages between the XML and the wire,
 * such as compression.
 *
 * Documented on the pages of WS_CHANNEL_ENCODER and WS_CHANNEL_DECODER and those of their callbacks. The callbacks are
 * called synchronously (without an asynchronous context), since all that they write to and read from is in memory.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

#define ROOM 4096

/* ---- texts ---- */

/* A callback's text as bytes on the heap. It becomes part of a head, so it must not have what could end a line there. */
static HRESULT take_text(
        WS_HEAP *heap, const WS_STRING *from, const char *what, WS_XML_STRING *ret, WS_ERROR *error)
{
    HRESULT hr;
    ULONG i;

    memset(ret, 0, sizeof(*ret));
    if (!from->length) return S_OK;
    if (!from->chars)
        return fail(error, E_INVALIDARG, "The %s that a callback has returned is NULL", what);
    if (FAILED(hr = heap_alloc(heap, from->length, (void **)&ret->bytes, error))) return hr;
    ret->length = from->length;
    for (i = 0; i < from->length; i++)
    {
        if (from->chars[i] < ' ' || from->chars[i] > '~')
            return fail(error, E_INVALIDARG,
                    "The %s '%S' that a callback has returned is not printable ASCII", what, from);
        ret->bytes[i] = (BYTE)from->chars[i];
    }
    return S_OK;
}

static HRESULT called(HRESULT hr, const char *name, WS_ERROR *error)
{
    if (hr == WS_S_ASYNC)
        return fail(error, WS_E_INVALID_OPERATION,
                "The application's %s callback went on asynchronously where it was not asked to",
                name);
    if (FAILED(hr)) error_add(error, "The application's %s callback failed", name);
    return hr;
}

static HRESULT idle(const char *name, WS_ERROR *error)
{
    return fail(error, WS_E_INVALID_OPERATION,
            "The callback for an application's %s may be called within its start, %s and end only",
            name, name);
}

/* ---- out ---- */

void encoder_init(struct encoder *e, const WS_CHANNEL_ENCODER *calls)
{
    memset(e, 0, sizeof(*e));
    e->calls = calls;
    heap_init(&e->heap, 65536, 0);
    buf_init(&e->out, 0x7fffffff);
}

void encoder_clear(struct encoder *e)
{
    if (e->created && e->calls->freeEncoderCallback) e->calls->freeEncoderCallback(e->instance);
    e->created = FALSE;
    heap_clear(&e->heap);
    buf_clear(&e->out);
}

static HRESULT CALLBACK write_encoded(void *state, const WS_BYTES *buffers, ULONG count,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct encoder *e = state;
    HRESULT hr = e->active ? S_OK : idle("encode", error);
    ULONG i;

    if (SUCCEEDED(hr) && count && !buffers)
        hr = fail(
                error, E_INVALIDARG, "An encoder wrote %u buffers, but their array is NULL", count);
    for (i = 0; i < count && SUCCEEDED(hr); i++)
    {
        if (buffers[i].length && !buffers[i].bytes)
            return fail(error, E_INVALIDARG, "Buffer %u that an encoder wrote is NULL", i);
        hr = buf_put(&e->out, buffers[i].bytes, buffers[i].length, error);
    }
    return hr;
}

static HRESULT need_encoder(struct encoder *e, WS_ERROR *error)
{
    HRESULT hr;

    if (e->created) return S_OK;
    hr = called(e->calls->createEncoderCallback(
                        e->calls->createContext, write_encoded, e, &e->instance, error),
            "create encoder", error);
    e->created = SUCCEEDED(hr);
    return hr;
}

HRESULT encoder_type(struct encoder *e, const WS_XML_STRING *type, WS_XML_STRING *ret,
        WS_XML_STRING *content_encoding, WS_ERROR *error)
{
    WS_STRING plain, coded = { 0 }, encoding = { 0 };
    HRESULT hr = need_encoder(e, error);

    heap_reset(&e->heap);
    if (SUCCEEDED(hr)) hr = heap_utf16(&e->heap, type->bytes, type->length, &plain, error);
    if (FAILED(hr)) return hr;
    coded = plain;
    if (e->calls->encoderGetContentTypeCallback)
        hr = called(e->calls->encoderGetContentTypeCallback(
                            e->instance, &plain, &coded, &encoding, error),
                "encoder's content type", error);
    if (SUCCEEDED(hr)) hr = take_text(&e->heap, &coded, "content type", ret, error);
    if (SUCCEEDED(hr))
        hr = take_text(&e->heap, &encoding, "content encoding", content_encoding, error);
    return hr;
}

HRESULT encoder_encode(
        struct encoder *e, const WS_BYTES *buffers, ULONG count, WS_BYTES *ret, WS_ERROR *error)
{
    const WS_CHANNEL_ENCODER *calls = e->calls;
    HRESULT hr = S_OK;

    buf_reset(&e->out, 65536);
    e->active = TRUE;
    if (calls->encoderStartCallback)
        hr = called(
                calls->encoderStartCallback(e->instance, NULL, error), "encoder's start", error);
    if (SUCCEEDED(hr))
        hr = called(calls->encoderEncodeCallback(e->instance, buffers, count, NULL, error),
                "encode", error);
    if (SUCCEEDED(hr) && calls->encoderEndCallback)
        hr = called(calls->encoderEndCallback(e->instance, NULL, error), "encoder's end", error);
    e->active = FALSE;
    ret->bytes = buf_bytes(&e->out);
    ret->length = buf_count(&e->out);
    return FAILED(hr) ? hr : S_OK;
}

/* ---- in ---- */

void decoder_init(struct decoder *d, const WS_CHANNEL_DECODER *calls)
{
    memset(d, 0, sizeof(*d));
    d->calls = calls;
    heap_init(&d->heap, 65536, 0);
    buf_init(&d->plain, 0xffffffff);
}

void decoder_clear(struct decoder *d)
{
    if (d->created && d->calls->freeDecoderCallback) d->calls->freeDecoderCallback(d->instance);
    d->created = FALSE;
    heap_clear(&d->heap);
    buf_clear(&d->plain);
}

static HRESULT CALLBACK read_encoded(void *state, void *bytes, ULONG size, ULONG *got,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct decoder *d = state;

    if (!d->active) return idle("decode", error);
    if (!got || (size && !bytes))
        return fail(error, E_INVALIDARG, "A decoder reads into a buffer that is NULL");
    *got = size < d->left ? size : d->left;
    memcpy(bytes, d->in, *got);
    d->in += *got;
    d->left -= *got;
    return S_OK;
}

static HRESULT need_decoder(struct decoder *d, WS_ERROR *error)
{
    HRESULT hr;

    if (d->created) return S_OK;
    hr = called(d->calls->createDecoderCallback(
                        d->calls->createContext, read_encoded, d, &d->instance, error),
            "create decoder", error);
    d->created = SUCCEEDED(hr);
    return hr;
}

static HRESULT decode_type(struct decoder *d, WS_XML_STRING *type,
        const WS_XML_STRING *content_encoding, WS_ERROR *error)
{
    WS_STRING coded, encoding, plain;
    HRESULT hr;

    if (!d->calls->decoderGetContentTypeCallback) return S_OK;
    hr = heap_utf16(&d->heap, type->bytes, type->length, &coded, error);
    if (SUCCEEDED(hr) && content_encoding)
        hr = heap_utf16(
                &d->heap, content_encoding->bytes, content_encoding->length, &encoding, error);
    if (FAILED(hr)) return hr;
    plain = coded;
    hr = called(d->calls->decoderGetContentTypeCallback(
                        d->instance, &coded, content_encoding ? &encoding : NULL, &plain, error),
            "decoder's content type", error);
    return FAILED(hr) ? hr : take_text(&d->heap, &plain, "content type", type, error);
}

static HRESULT decode_some(struct decoder *d, ULONG max, ULONG *got, WS_ERROR *error)
{
    HRESULT hr = buf_reserve(&d->plain, ROOM, error);

    *got = 0;
    if (FAILED(hr)) return hr;
    hr = called(d->calls->decoderDecodeCallback(
                        d->instance, d->plain.data + d->plain.end, ROOM, got, NULL, error),
            "decode", error);
    if (FAILED(hr)) return hr;
    if (*got > ROOM)
        return fail(error, WS_E_INVALID_OPERATION,
                "A decoder says that it has put %u bytes into a buffer of %u", *got, ROOM);
    d->plain.end += *got;
    if (buf_count(&d->plain) > max)
        return fail(error, WS_E_QUOTA_EXCEEDED,
                "The decoded message is larger than MAX_BUFFERED_MESSAGE_SIZE, which is %u bytes",
                max);
    return S_OK;
}

HRESULT decoder_decode(struct decoder *d, ULONG max, WS_XML_STRING *type,
        const WS_XML_STRING *content_encoding, WS_BYTES *body, WS_ERROR *error)
{
    HRESULT hr = need_decoder(d, error);
    ULONG got;

    if (FAILED(hr)) return hr;
    heap_reset(&d->heap);
    buf_reset(&d->plain, 65536);
    d->in = body->bytes;
    d->left = body->length;
    d->active = TRUE;
    if (d->calls->decoderStartCallback)
        hr = called(
                d->calls->decoderStartCallback(d->instance, NULL, error), "decoder's start", error);
    if (SUCCEEDED(hr)) hr = decode_type(d, type, content_encoding, error);
    do
    {
        if (SUCCEEDED(hr)) hr = decode_some(d, max, &got, error);
    } while (SUCCEEDED(hr) && got);
    if (SUCCEEDED(hr) && d->calls->decoderEndCallback)
        hr = called(d->calls->decoderEndCallback(d->instance, NULL, error), "decoder's end", error);
    d->active = FALSE;
    body->bytes = buf_bytes(&d->plain);
    body->length = buf_count(&d->plain);
    return FAILED(hr) ? hr : S_OK;
}
