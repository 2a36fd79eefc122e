/* Encodings of messages over HTTP: content types, and readers and writers set up for them.
 *
 * RFC 9110 chapter 8.3; MTOM as multipart/related by RFC 2387, with the parameters that Microsoft's stacks write.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

enum form
{
    FORM_TEXT,
    FORM_BINARY,
    FORM_MTOM,
    FORM_RAW
};

static enum form form_of(const struct channel_settings *settings)
{
    if (settings->encoding == WS_ENCODING_XML_BINARY_1) return FORM_BINARY;
    if (settings->encoding == WS_ENCODING_RAW) return FORM_RAW;
    return settings->encoding < WS_ENCODING_XML_UTF8 ? FORM_MTOM : FORM_TEXT;
}

WS_CHARSET settings_charset(const struct channel_settings *settings)
{
    static const WS_CHARSET charsets[]
            = { WS_CHARSET_UTF8, WS_CHARSET_UTF16BE, WS_CHARSET_UTF16LE };
    ULONG first = settings->encoding < WS_ENCODING_XML_UTF8 ? WS_ENCODING_XML_MTOM_UTF8
                                                            : WS_ENCODING_XML_UTF8;

    return charsets[settings->encoding - first];
}

static const char *soap_type(const struct channel_settings *settings)
{
    return settings->envelope == WS_ENVELOPE_VERSION_SOAP_1_2 ? "application/soap+xml" : "text/xml";
}

/* A string of ASCII in memory of the caller. */
static WS_STRING widen(const char *text, ULONG length, WCHAR *chars)
{
    WS_STRING ret = { length, chars };
    ULONG i;

    for (i = 0; i < length; i++)
        chars[i] = (BYTE)text[i];
    return ret;
}

/* ---- output ---- */

#define START_URI "http://tempuri.org/0"

/* Nobody who has seen earlier messages can tell what divides the parts of the next one. */
static HRESULT make_boundary(char *boundary, WS_ERROR *error)
{
    static const char digits[] = "0123456789abcdef";
    BYTE random[16];
    ULONG i;

    if (!random_bytes(random, sizeof(random)))
        return fail(error, E_FAIL, "There are no random numbers for a MIME boundary");
    memcpy(boundary, "uuid:", 5);
    for (i = 0; i < sizeof(random); i++)
    {
        boundary[5 + 2 * i] = digits[random[i] >> 4];
        boundary[6 + 2 * i] = digits[random[i] & 15];
    }
    boundary[HTTP_BOUNDARY - 1] = 0;
    return S_OK;
}

static HRESULT set_output(const struct channel_settings *settings, WS_MESSAGE *message,
        char *boundary, const WS_XML_WRITER_OUTPUT *output, ULONG max, WS_XML_WRITER **writer,
        WS_ERROR *error)
{
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BINARY_ENCODING binary = { .encoding = { WS_XML_WRITER_ENCODING_TYPE_BINARY },
        .staticDictionary = (WS_XML_DICTIONARY *)dictionary_static() };
    WS_XML_WRITER_MTOM_ENCODING mtom
            = { .encoding = { WS_XML_WRITER_ENCODING_TYPE_MTOM }, .textEncoding = &text.encoding };
    WS_XML_WRITER_RAW_ENCODING raw = { { WS_XML_WRITER_ENCODING_TYPE_RAW } };
    const WS_XML_WRITER_ENCODING *encoding = &text.encoding;
    WCHAR chars[3][HTTP_BOUNDARY];
    WS_XML_WRITER_PROPERTY limit = { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &max, sizeof(max) };
    HRESULT hr = message_own_writer(message, writer, error);

    if (FAILED(hr)) return hr;
    switch (form_of(settings))
    {
    case FORM_BINARY:
        encoding = &binary.encoding;
        break;
    case FORM_RAW:
        encoding = &raw.encoding;
        break;
    case FORM_MTOM:
        if (FAILED(hr = make_boundary(boundary, error))) return hr;
        mtom.boundary = widen(boundary, HTTP_BOUNDARY - 1, chars[0]);
        mtom.startInfo = widen(soap_type(settings), text_length(soap_type(settings)), chars[1]);
        mtom.startUri = widen(START_URI, sizeof(START_URI) - 1, chars[2]);
        encoding = &mtom.encoding;
        /* fall through */
    case FORM_TEXT:
        text.charSet = settings_charset(settings);
        break;
    }
    return WsSetOutput(*writer, encoding, output, &limit, 1, error);
}

HRESULT http_start_output(const struct channel_settings *settings, WS_MESSAGE *message,
        char *boundary, WS_XML_WRITER **writer, WS_ERROR *error)
{
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };

    return set_output(settings, message, boundary, &output.output,
            channel_max_held(settings, WS_STREAMED_OUTPUT_TRANSFER_MODE), writer, error);
}

HRESULT http_start_output_stream(const struct channel_settings *settings, WS_MESSAGE *message,
        WS_WRITE_CALLBACK callback, void *state, WS_ERROR *error)
{
    WS_XML_WRITER_STREAM_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_STREAM }, callback, state };
    WS_XML_WRITER *writer;
    HRESULT hr = set_output(
            settings, message, NULL, &output.output, settings->max_flush, &writer, error);

    return FAILED(hr) ? hr : WsWriteEnvelopeStart(message, writer, NULL, NULL, error);
}

HRESULT http_put_type(struct buf *out, const struct channel_settings *settings,
        const char *boundary, WS_ERROR *error)
{
    if (form_of(settings) != FORM_MTOM)
        return http_put(out, content_type_text(settings->encoding, settings->envelope), error);
    return buf_put_text(out, error,
            "multipart/related; type=\"application/xop+xml\"; start=\"<" START_URI
            ">\"; boundary=\"%s\"; start-info=\"%s\"",
            boundary, soap_type(settings));
}

/* ---- input ---- */

/* What the content type says. */
struct input_type
{
    enum form form;
    WS_CHARSET charset;
    WCHAR boundary[80], start[256];
    ULONG boundary_length, start_length;
};

static BOOL media_is(const BYTE *type, struct http_slice media, const char *name)
{
    return media.length == text_length(name)
            && ascii_equal_nocase(type + media.at, name, media.length);
}

static HRESULT take_parameter(const BYTE *type, ULONG length, const char *name, WCHAR *chars,
        ULONG room, ULONG *ret, WS_ERROR *error)
{
    BYTE value[256];
    ULONG count, i, start = 0;
    HRESULT hr = content_type_parameter(type, length, name, value, room, &count, error);

    if (FAILED(hr)) return hr;
    /* a content id stands in angle brackets */
    if (count >= 2 && value[0] == '<' && value[count - 1] == '>')
    {
        start = 1;
        count--;
    }
    *ret = count - start;
    for (i = start; i < count; i++)
        chars[i - start] = value[i];
    return S_OK;
}

static HRESULT take_multipart(
        const BYTE *type, ULONG length, struct input_type *ret, WS_ERROR *error)
{
    HRESULT hr = take_parameter(type, length, "boundary", ret->boundary, COUNT_OF(ret->boundary),
            &ret->boundary_length, error);

    if (SUCCEEDED(hr))
        hr = take_parameter(
                type, length, "start", ret->start, COUNT_OF(ret->start), &ret->start_length, error);
    if (SUCCEEDED(hr) && !ret->boundary_length)
        hr = fail(error, WS_E_INVALID_FORMAT, "The content type '%b' names no boundary", type,
                length);
    ret->form = FORM_MTOM;
    ret->charset = WS_CHARSET_AUTO;
    return FAILED(hr) ? S_FALSE : S_OK;
}

/* As the channel is set; but who speaks MTOM also understands messages that have no attachments and say so. */
static HRESULT take_type(const struct channel_settings *settings, const BYTE *type, ULONG length,
        struct input_type *ret, WS_ERROR *error)
{
    struct http_slice media = content_type_media(type, length);
    const char *wanted = soap_type(settings);

    ret->form = form_of(settings);
    ret->charset = WS_CHARSET_AUTO;
    if (ret->form == FORM_MTOM && media_is(type, media, "multipart/related"))
        return take_multipart(type, length, ret, error);
    if (ret->form == FORM_BINARY) wanted = "application/soap+msbin1";
    if (!media_is(type, media, wanted))
    {
        fail(error, WS_E_INVALID_FORMAT,
                "The message has the content type '%b', but the channel's is '%s'", type, length,
                ret->form == FORM_MTOM ? "multipart/related" : wanted);
        return S_FALSE;
    }
    if (ret->form == FORM_BINARY) return S_OK;
    ret->form = FORM_TEXT;
    return FAILED(content_type_charset(type, length, &ret->charset, error)) ? S_FALSE : S_OK;
}

/* A byte order mark says more than a header: it is the encoding's own word, and is not part of the document. */
static ULONG skip_mark(const BYTE *body, ULONG length, WS_CHARSET *charset)
{
    if (length >= 3 && body[0] == 0xef && body[1] == 0xbb && body[2] == 0xbf)
    {
        *charset = WS_CHARSET_UTF8;
        return 3;
    }
    if (length >= 2 && body[0] == 0xff && body[1] == 0xfe)
    {
        *charset = WS_CHARSET_UTF16LE;
        return 2;
    }
    if (length >= 2 && body[0] == 0xfe && body[1] == 0xff)
    {
        *charset = WS_CHARSET_UTF16BE;
        return 2;
    }
    return 0;
}

/* Points the reader at the body, which has the type. */
static HRESULT set_input(WS_XML_READER *reader, const struct input_type *type,
        const WS_XML_READER_INPUT *input, WS_ERROR *error)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, type->charset };
    WS_XML_READER_BINARY_ENCODING binary = { { WS_XML_READER_ENCODING_TYPE_BINARY },
        (WS_XML_DICTIONARY *)dictionary_static(), NULL };
    WS_XML_READER_MTOM_ENCODING mtom = { .encoding = { WS_XML_READER_ENCODING_TYPE_MTOM },
        .textEncoding = &text.encoding,
        .boundary = { type->boundary_length, (WCHAR *)type->boundary },
        .startUri = { type->start_length, (WCHAR *)type->start } };
    WS_XML_READER_RAW_ENCODING raw = { { WS_XML_READER_ENCODING_TYPE_RAW } };
    const WS_XML_READER_ENCODING *const encodings[] = { [FORM_TEXT] = &text.encoding,
        [FORM_BINARY] = &binary.encoding,
        [FORM_MTOM] = &mtom.encoding,
        [FORM_RAW] = &raw.encoding };

    return WsSetInput(reader, encodings[type->form], input, NULL, 0, error);
}

void http_get_type(const struct http_head *head, const BYTE *bytes, WS_XML_STRING *ret)
{
    const struct http_field *field = http_find_field(head, bytes, "content-type", 0);

    memset(ret, 0, sizeof(*ret));
    if (!field) return;
    ret->bytes = (BYTE *)bytes + field->value.at;
    ret->length = field->value.length;
}

HRESULT http_decode(struct decoder *d, ULONG max, const struct http_head *head, const BYTE *bytes,
        WS_XML_STRING *type, WS_BYTES *body, WS_ERROR *error)
{
    const struct http_field *field = http_find_field(head, bytes, "content-encoding", 0);
    WS_XML_STRING encoding = { 0 };

    http_get_type(head, bytes, type);
    if (!decoder_is(d)) return S_OK;
    if (field)
    {
        encoding.bytes = (BYTE *)bytes + field->value.at;
        encoding.length = field->value.length;
    }
    return decoder_decode(d, max, type, field ? &encoding : NULL, body, error);
}

HRESULT http_put_type_lines(struct buf *out, const WS_XML_STRING *type,
        const WS_XML_STRING *content_encoding, WS_ERROR *error)
{
    HRESULT hr = S_OK;

    if (type->length)
    {
        hr = http_put(out, "Content-Type: ", error);
        if (SUCCEEDED(hr)) hr = buf_put(out, type->bytes, type->length, error);
        if (SUCCEEDED(hr)) hr = buf_put(out, "\r\n", 2, error);
    }
    if (FAILED(hr) || !content_encoding->length) return hr;
    hr = http_put(out, "Content-Encoding: ", error);
    if (SUCCEEDED(hr)) hr = buf_put(out, content_encoding->bytes, content_encoding->length, error);
    return FAILED(hr) ? hr : buf_put(out, "\r\n", 2, error);
}

/* S_FALSE: the content type does not fit. */
static HRESULT find_type(const struct channel_settings *settings, const WS_XML_STRING *type,
        struct input_type *ret, WS_ERROR *error)
{
    memset(ret, 0, offsetof(struct input_type, boundary));
    ret->boundary_length = ret->start_length = 0;
    ret->form = form_of(settings);
    if (ret->form == FORM_RAW) return S_OK; /* any type, or none: the application's business */
    if (type->bytes) return take_type(settings, type->bytes, type->length, ret, error);
    fail(error, WS_E_INVALID_FORMAT, "The message has no content type");
    return S_FALSE;
}

HRESULT http_start_input(const struct channel_settings *settings, WS_MESSAGE *message,
        const WS_XML_STRING *content_type, const WS_BYTES *body, WS_ERROR *error)
{
    WS_XML_READER_BUFFER_INPUT input
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, body->bytes, body->length };
    struct input_type type;
    WS_XML_READER *reader;
    HRESULT hr = find_type(settings, content_type, &type, error);
    ULONG skip;

    if (hr != S_OK) return hr;
    if (type.form == FORM_TEXT)
    {
        skip = skip_mark(body->bytes, body->length, &type.charset);
        input.encodedData = body->bytes + skip;
        input.encodedDataSize = body->length - skip;
    }
    if (FAILED(hr = message_own_reader(message, &reader, error))) return hr;
    if (FAILED(hr = set_input(reader, &type, &input.input, error))) return hr;
    return WsReadEnvelopeStart(message, reader, NULL, NULL, error);
}

HRESULT http_start_input_stream(const struct channel_settings *settings, WS_MESSAGE *message,
        const WS_XML_STRING *content_type, const BYTE *first, ULONG length, ULONG *at,
        WS_READ_CALLBACK callback, void *state, WS_ERROR *error)
{
    WS_XML_READER_STREAM_INPUT input = { { WS_XML_READER_INPUT_TYPE_STREAM }, callback, state };
    struct input_type type;
    WS_XML_READER *reader;
    HRESULT hr = find_type(settings, content_type, &type, error);

    if (hr != S_OK) return hr;
    *at = type.form == FORM_TEXT ? skip_mark(first, length, &type.charset) : 0;
    if (FAILED(hr = message_own_reader(message, &reader, error))) return hr;
    if (FAILED(hr = set_input(reader, &type, &input.input, error))) return hr;
    if (FAILED(hr = WsFillReader(reader, length - *at, NULL, error))) return hr;
    return WsReadEnvelopeStart(message, reader, NULL, NULL, error);
}
