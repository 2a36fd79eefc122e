/* What both sides of HTTP need: content types with their XML encodings, mapped headers.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

/* ---- XML ---- */

HRESULT http_start_output(const struct channel_settings *settings, WS_MESSAGE *message,
        WS_XML_WRITER **writer, WS_ERROR *error)
{
    static const WS_CHARSET charsets[]
            = { WS_CHARSET_UTF8, WS_CHARSET_UTF16BE, WS_CHARSET_UTF16LE };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BINARY_ENCODING binary = { .encoding = { WS_XML_WRITER_ENCODING_TYPE_BINARY },
        .staticDictionary = (WS_XML_DICTIONARY *)dictionary_static() };
    const WS_XML_WRITER_ENCODING *encoding = &text.encoding;
    ULONG max = settings->max_buffered;
    WS_XML_WRITER_PROPERTY limit = { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &max, sizeof(max) };
    HRESULT hr = message_own_writer(message, writer, error);

    if (FAILED(hr)) return hr;
    if (settings->encoding == WS_ENCODING_XML_BINARY_1)
        encoding = &binary.encoding;
    else
        text.charSet = charsets[settings->encoding - WS_ENCODING_XML_UTF8];
    return WsSetOutput(*writer, encoding, &output.output, &limit, 1, error);
}

static BOOL media_is(const BYTE *type, struct http_slice media, const char *name)
{
    return media.length == text_length(name)
            && ascii_equal_nocase(type + media.at, name, media.length);
}

/* Text in any charset, or binary: as the channel is set. */
static HRESULT check_type(const struct channel_settings *settings, const BYTE *type, ULONG length,
        WS_CHARSET *charset, WS_ERROR *error)
{
    struct http_slice media = content_type_media(type, length);
    BOOL binary = settings->encoding == WS_ENCODING_XML_BINARY_1;
    const char *wanted = settings->envelope == WS_ENVELOPE_VERSION_SOAP_1_2 ? "application/soap+xml"
                                                                            : "text/xml";

    if (binary) wanted = "application/soap+msbin1";
    if (!media_is(type, media, wanted))
    {
        fail(error, WS_E_INVALID_FORMAT,
                "The message has the content type '%b', but the channel's is '%s'", type, length,
                wanted);
        return S_FALSE;
    }
    *charset = WS_CHARSET_AUTO;
    if (binary) return S_OK;
    return FAILED(content_type_charset(type, length, charset, error)) ? S_FALSE : S_OK;
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

HRESULT http_start_input(const struct channel_settings *settings, WS_MESSAGE *message,
        const struct http_head *head, const BYTE *bytes, BYTE *body, ULONG length, WS_ERROR *error)
{
    const struct http_field *type = http_find_field(head, bytes, "content-type", 0);
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_BINARY_ENCODING binary = { { WS_XML_READER_ENCODING_TYPE_BINARY },
        (WS_XML_DICTIONARY *)dictionary_static(), NULL };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, body, length };
    const WS_XML_READER_ENCODING *encoding = &text.encoding;
    WS_XML_READER *reader;
    ULONG skip;
    HRESULT hr;

    if (!type)
    {
        fail(error, WS_E_INVALID_FORMAT, "The message has no content type");
        return S_FALSE;
    }
    hr = check_type(settings, bytes + type->value.at, type->value.length, &text.charSet, error);
    if (hr != S_OK) return hr;
    if (settings->encoding == WS_ENCODING_XML_BINARY_1)
        encoding = &binary.encoding;
    else
    {
        skip = skip_mark(body, length, &text.charSet);
        input.encodedData = body + skip;
        input.encodedDataSize = length - skip;
    }
    if (FAILED(hr = message_own_reader(message, &reader, error))) return hr;
    if (FAILED(hr = WsSetInput(reader, encoding, &input.input, NULL, 0, error))) return hr;
    return WsReadEnvelopeStart(message, reader, NULL, NULL, error);
}

/* ---- heads ---- */

HRESULT http_put(struct buf *out, const char *text, WS_ERROR *error)
{
    return buf_put(out, text, text_length(text), error);
}

HRESULT http_put_quoted(struct buf *out, const WS_XML_STRING *text, WS_ERROR *error)
{
    HRESULT hr = buf_put(out, "\"", 1, error);

    if (SUCCEEDED(hr)) hr = buf_put(out, text->bytes, text->length, error);
    return FAILED(hr) ? hr : buf_put(out, "\"", 1, error);
}

/* ---- mapped headers ---- */

struct mapped_out
{
    struct buf *out;
    WS_HTTP_HEADER_MAPPING **mappings;
    ULONG count;
};

static HRESULT put_value(struct buf *out, const WS_XML_STRING *name, const WS_STRING *value,
        BOOL quoted, WS_ERROR *error)
{
    ULONG size = utf8_length(value->chars, value->length);
    HRESULT hr = buf_put(out, name->bytes, name->length, error);

    if (SUCCEEDED(hr)) hr = http_put(out, quoted ? ": \"" : ": ", error);
    if (SUCCEEDED(hr)) hr = buf_reserve(out, size, error);
    if (FAILED(hr)) return hr;
    out->end += utf8_from_utf16(value->chars, value->length, out->data + out->end);
    return http_put(out, quoted ? "\"\r\n" : "\r\n", error);
}

static HRESULT put_one(
        void *context, const WS_XML_STRING *name, const WS_STRING *value, WS_ERROR *error)
{
    struct mapped_out *m = context;
    ULONG i, k;

    for (i = 0; i < m->count; i++)
    {
        if (!xml_string_equal(&m->mappings[i]->headerName, name)) continue;
        for (k = 0; k < value->length; k++)
        {
            if ((value->chars[k] < 0x20 && value->chars[k] != '\t') || value->chars[k] == 0x7f)
                return fail(error, E_INVALIDARG,
                        "The value of mapped header %X has control characters", name);
        }
        return put_value(m->out, name, value,
                m->mappings[i]->headerMappingOptions & WS_HTTP_HEADER_MAPPING_QUOTED_VALUE, error);
    }
    return S_FALSE; /* no mapping: it stays a header of the envelope */
}

HRESULT http_put_mapped(struct buf *out, WS_HTTP_HEADER_MAPPING **mappings, ULONG count,
        WS_MESSAGE *message, WS_ERROR *error)
{
    struct mapped_out m = { out, mappings, count };

    if (!count) return S_OK;
    return message_take_mapped(message, put_one, &m, error);
}

/* All fields of the name, joined as the mapping says; the first one when it says nothing. */
static HRESULT take_one(const struct http_head *head, const BYTE *bytes,
        const WS_HTTP_HEADER_MAPPING *mapping, WS_MESSAGE *message, WS_ERROR *error)
{
    ULONG options = mapping->headerMappingOptions, i;
    const WS_XML_STRING *name = &mapping->headerName;
    struct buf joined;
    WS_STRING value;
    HRESULT hr = S_OK;
    BOOL found = FALSE;

    buf_init(&joined, 65536);
    for (i = 0; i < head->field_count && SUCCEEDED(hr); i++)
    {
        const struct http_field *field = &head->fields[i];
        struct http_slice part = field->value;

        if (field->name.length != name->length
                || !ascii_equal_nocase(
                        bytes + field->name.at, (const char *)name->bytes, name->length))
            continue;
        if (found && options & WS_HTTP_HEADER_MAPPING_COMMA_SEPARATOR)
            hr = buf_put(&joined, ",", 1, error);
        else if (found && options & WS_HTTP_HEADER_MAPPING_SEMICOLON_SEPARATOR)
            hr = buf_put(&joined, ";", 1, error);
        else if (found)
            break;
        found = TRUE;
        if (options & WS_HTTP_HEADER_MAPPING_QUOTED_VALUE && part.length >= 2
                && bytes[part.at] == '"' && bytes[part.at + part.length - 1] == '"')
        {
            part.at++;
            part.length -= 2;
        }
        if (SUCCEEDED(hr)) hr = buf_put(&joined, bytes + part.at, part.length, error);
    }
    if (found && SUCCEEDED(hr))
        hr = heap_utf16(
                message_heap(message), buf_bytes(&joined), buf_count(&joined), &value, error);
    if (found && SUCCEEDED(hr)) hr = message_put_mapped(message, name, &value, error);
    buf_clear(&joined);
    return hr;
}

HRESULT http_take_mapped(const struct http_head *head, const BYTE *bytes,
        WS_HTTP_HEADER_MAPPING **mappings, ULONG count, WS_MESSAGE *message, WS_ERROR *error)
{
    HRESULT hr = S_OK;
    ULONG i;

    for (i = 0; i < count && SUCCEEDED(hr); i++)
        hr = take_one(head, bytes, mappings[i], message, error);
    return hr;
}
