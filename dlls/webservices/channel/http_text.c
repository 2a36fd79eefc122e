/* What the heads of HTTP messages say about SOAP ones: content types, statuses, mapped headers; and the reader and writer
 * that an encoding wants.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

/* ---- statuses ---- */

HRESULT http_status_code(ULONG status)
{
    /* clang-format off */
    static const struct { USHORT status; HRESULT code; } codes[] =
    {
        { 400, WS_E_ENDPOINT_FAILURE },
        { 401, WS_E_ENDPOINT_ACCESS_DENIED },
        { 403, WS_E_ENDPOINT_ACCESS_DENIED },
        { 404, WS_E_ENDPOINT_NOT_FOUND },
        { 407, WS_E_PROXY_ACCESS_DENIED },
        { 408, WS_E_OPERATION_TIMED_OUT },
        { 410, WS_E_ENDPOINT_NOT_FOUND },
        { 413, WS_E_ENDPOINT_FAILURE },
        { 415, WS_E_ENDPOINT_FAILURE },
        { 429, WS_E_ENDPOINT_TOO_BUSY },
        { 502, WS_E_PROXY_FAILURE },
        { 503, WS_E_ENDPOINT_TOO_BUSY },
        { 504, WS_E_OPERATION_TIMED_OUT },
    };
    /* clang-format on */
    ULONG i;

    for (i = 0; i < COUNT_OF(codes); i++)
    {
        if (codes[i].status == status) return codes[i].code;
    }
    return WS_E_ENDPOINT_FAILURE;
}

/* ---- content types ---- */

static HRESULT check_action(const WS_XML_STRING *action, WS_ERROR *error)
{
    ULONG i;

    for (i = 0; i < action->length; i++)
    {
        if (action->bytes[i] == '"' || action->bytes[i] == '\\') break;
    }
    if (i == action->length && http_value_check(action->bytes, action->length)) return S_OK;
    return fail(error, WS_E_INVALID_FORMAT,
            "The action '%X' has characters that HTTP headers cannot carry", action);
}

static HRESULT put_literal(struct buf *buf, const char *text, WS_ERROR *error)
{
    return buf_put(buf, text, text_length(text), error);
}

static HRESULT put_quoted(struct buf *buf, const char *before, const WS_XML_STRING *action,
        const char *after, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = check_action(action, error))) return hr;
    if (FAILED(hr = put_literal(buf, before, error))) return hr;
    if (FAILED(hr = buf_put(buf, action->bytes, action->length, error))) return hr;
    return put_literal(buf, after, error);
}

/* SOAP 1.1 has its action in a header of its own; SOAP 1.2 in the content type, and only when the message does not say it
 * itself. Replies carry none. */
HRESULT http_put_content_type(struct buf *buf, const struct channel_settings *settings,
        const WS_XML_STRING *action, WS_ERROR *error)
{
    const char *type = content_type_text(settings->encoding, settings->envelope);
    BOOL text = settings->encoding >= WS_ENCODING_XML_UTF8
            && settings->encoding <= WS_ENCODING_XML_UTF16LE;
    HRESULT hr;

    if (!type)
        return fail(error, E_NOTIMPL, "The encoding %u is not implemented for HTTP yet",
                settings->encoding);
    if (FAILED(hr = put_literal(buf, "Content-Type: ", error))) return hr;
    if (FAILED(hr = put_literal(buf, type, error))) return hr;
    if (action && action->length && text && settings->envelope == WS_ENVELOPE_VERSION_SOAP_1_2
            && settings->addressing == WS_ADDRESSING_VERSION_TRANSPORT
            && FAILED(hr = put_quoted(buf, "; action=\"", action, "\"", error)))
        return hr;
    if (FAILED(hr = put_literal(buf, "\r\n", error))) return hr;
    if (!action || settings->envelope != WS_ENVELOPE_VERSION_SOAP_1_1) return S_OK;
    return put_quoted(buf, "SOAPAction: \"", action, "\"\r\n", error);
}

static BOOL same_media(const BYTE *bytes, struct http_slice media, const char *expected)
{
    struct http_slice other = content_type_media((const BYTE *)expected, text_length(expected));

    return media.length == other.length
            && ascii_equal_nocase(bytes + media.at, expected + other.at, other.length);
}

HRESULT http_check_content_type(const struct channel_settings *settings, const BYTE *bytes,
        ULONG length, WS_HEAP *heap, WS_CHARSET *charset, WS_XML_STRING *action, WS_ERROR *error)
{
    const char *expected = content_type_text(settings->encoding, settings->envelope);
    struct http_slice media = content_type_media(bytes, length);
    BYTE value[1024];
    ULONG got = 0;
    HRESULT hr;

    if (!expected || !same_media(bytes, media, expected))
        return fail(error, WS_E_INVALID_FORMAT,
                "The message has the content type '%b', but '%s' was expected", bytes, length,
                expected ? expected : "");
    *charset = WS_CHARSET_AUTO;
    memset(action, 0, sizeof(*action));
    if (settings->encoding == WS_ENCODING_XML_BINARY_1) return S_OK;
    if (FAILED(hr = content_type_charset(bytes, length, charset, error))) return hr;
    if (settings->envelope != WS_ENVELOPE_VERSION_SOAP_1_2) return S_OK;
    hr = content_type_parameter(bytes, length, "action", value, sizeof(value), &got, error);
    if (FAILED(hr) || hr == S_FALSE) return FAILED(hr) ? hr : S_OK;
    if (utf8_check(value, got) != got)
        return fail(error, WS_E_INVALID_FORMAT, "The action of the content type is not UTF-8");
    action->length = got;
    return heap_copy(heap, value, got, (void **)&action->bytes, error);
}

/* ---- readers and writers ---- */

HRESULT http_set_reader(const struct channel_settings *settings, WS_MESSAGE *message,
        const BYTE *bytes, ULONG count, WS_CHARSET charset, WS_XML_READER **ret, WS_ERROR *error)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, charset };
    WS_XML_READER_BINARY_ENCODING binary = { { WS_XML_READER_ENCODING_TYPE_BINARY },
        (WS_XML_DICTIONARY *)dictionary_static(), NULL };
    WS_XML_READER_BUFFER_INPUT input
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)bytes, count };
    BOOL is_binary = settings->encoding == WS_ENCODING_XML_BINARY_1;
    static const BYTE mark[] = { 0xef, 0xbb, 0xbf };
    HRESULT hr;

    /* peers are known that begin a text with a byte order mark although they name the charset */
    if (charset == WS_CHARSET_UTF8 && count >= 3 && !memcmp(bytes, mark, 3))
        text.charSet = WS_CHARSET_AUTO;
    if (FAILED(hr = message_own_reader(message, ret, error))) return hr;
    return WsSetInput(
            *ret, is_binary ? &binary.encoding : &text.encoding, &input.input, NULL, 0, error);
}

HRESULT http_set_writer(const struct channel_settings *settings, WS_MESSAGE *message,
        WS_XML_WRITER **ret, WS_ERROR *error)
{
    static const WS_CHARSET charsets[]
            = { WS_CHARSET_UTF8, WS_CHARSET_UTF16BE, WS_CHARSET_UTF16LE };
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BINARY_ENCODING binary = { { WS_XML_WRITER_ENCODING_TYPE_BINARY },
        (WS_XML_DICTIONARY *)dictionary_static(), NULL, NULL };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_WRITER_PROPERTY limit = { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE,
        (void *)&settings->max_buffered_size, sizeof(settings->max_buffered_size) };
    HRESULT hr;

    if (settings->encoding >= WS_ENCODING_XML_UTF8 && settings->encoding <= WS_ENCODING_XML_UTF16LE)
        text.charSet = charsets[settings->encoding - WS_ENCODING_XML_UTF8];
    if (FAILED(hr = message_own_writer(message, ret, error))) return hr;
    return WsSetOutput(*ret,
            settings->encoding == WS_ENCODING_XML_BINARY_1 ? &binary.encoding : &text.encoding,
            &output.output, &limit, 1, error);
}

/* ---- mapped headers ---- */

static const WS_HTTP_HEADER_MAPPING *find_mapping(
        WS_HTTP_HEADER_MAPPING **list, ULONG count, const WS_XML_STRING *name)
{
    ULONG i;

    for (i = 0; i < count; i++)
    {
        if (list[i]->headerName.length == name->length
                && ascii_equal_nocase(
                        name->bytes, (const char *)list[i]->headerName.bytes, name->length))
            return list[i];
    }
    return NULL;
}

static HRESULT map_field(const struct http_field *field, const BYTE *bytes,
        WS_HTTP_HEADER_MAPPING **list, ULONG count, WS_MESSAGE *message, WS_ERROR *error)
{
    WS_XML_STRING name = { field->name.length, (BYTE *)bytes + field->name.at };
    const WS_HTTP_HEADER_MAPPING *mapping = find_mapping(list, count, &name);
    WS_STRING value;
    HRESULT hr;

    if (!mapping) return S_OK;
    hr = heap_utf16(
            message_heap(message), bytes + field->value.at, field->value.length, &value, error);
    if (FAILED(hr)) return hr;
    return message_put_mapped(message, &mapping->headerName, &value, error);
}

HRESULT http_map_in(const struct http_head *head, const BYTE *bytes, WS_HTTP_HEADER_MAPPING **list,
        ULONG count, WS_MESSAGE *message, WS_ERROR *error)
{
    HRESULT hr = S_OK;
    ULONG i;

    for (i = 0; count && i < head->field_count && SUCCEEDED(hr); i++)
        hr = map_field(&head->fields[i], bytes, list, count, message, error);
    return hr;
}

struct map_out
{
    struct buf *buf;
    WS_HTTP_HEADER_MAPPING **list;
    ULONG count;
    WS_HEAP *heap;
};

static HRESULT put_mapped(
        void *context, const WS_XML_STRING *name, const WS_STRING *value, WS_ERROR *error)
{
    struct map_out *out = context;
    WS_XML_STRING text;
    HRESULT hr;

    if (!find_mapping(out->list, out->count, name)) return S_FALSE;
    if (FAILED(hr = heap_utf8(out->heap, value->chars, value->length, &text, error))) return hr;
    if (!http_value_check(text.bytes, text.length))
        return fail(error, WS_E_INVALID_FORMAT,
                "The mapped header %X has characters that HTTP cannot carry", name);
    if (FAILED(hr = buf_put(out->buf, name->bytes, name->length, error))) return hr;
    if (FAILED(hr = put_literal(out->buf, ": ", error))) return hr;
    if (FAILED(hr = buf_put(out->buf, text.bytes, text.length, error))) return hr;
    return put_literal(out->buf, "\r\n", error);
}

HRESULT http_map_out(struct buf *buf, WS_HTTP_HEADER_MAPPING **list, ULONG count,
        WS_MESSAGE *message, WS_ERROR *error)
{
    struct map_out out = { buf, list, count, message_heap(message) };

    return count ? message_take_mapped(message, put_mapped, &out, error) : S_OK;
}
