/* What both sides of HTTP need: parts of heads, mapped headers.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

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
    struct http_special *specials;
    ULONG special_count;
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

static HRESULT keep_special(struct http_special *special, const WS_STRING *value, WS_ERROR *error)
{
    ULONG i;

    if (!value->length || value->length >= sizeof(special->text))
        return fail(error, E_INVALIDARG, "The header %s must have 1 to %u characters, not %u",
                special->name, (ULONG)sizeof(special->text) - 1, value->length);
    for (i = 0; i < value->length; i++)
    {
        if (value->chars[i] < 0x20 || value->chars[i] >= 0x7f)
            return fail(error, E_INVALIDARG,
                    "The header %s has characters that an HTTP head cannot have", special->name);
        special->text[i] = (char)value->chars[i];
    }
    special->text[i] = 0;
    return S_OK;
}

static BOOL has_name(const WS_XML_STRING *name, const char *text)
{
    return name->length == text_length(text) && !memcmp(name->bytes, text, name->length);
}

static HRESULT put_one(
        void *context, const WS_XML_STRING *name, const WS_STRING *value, WS_ERROR *error)
{
    struct mapped_out *m = context;
    ULONG i, k;

    for (i = 0; i < m->special_count; i++)
    {
        if (has_name(name, m->specials[i].name)) return keep_special(&m->specials[i], value, error);
    }
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
        struct http_special *specials, ULONG special_count, WS_MESSAGE *message, WS_ERROR *error)
{
    struct mapped_out m = { out, mappings, count, specials, special_count };
    ULONG i;

    for (i = 0; i < special_count; i++)
        specials[i].text[0] = 0;
    if (!count && !special_count) return S_OK;
    return message_take_mapped(message, put_one, &m, error);
}

HRESULT http_take_special(
        const char *name, const BYTE *bytes, ULONG length, WS_MESSAGE *message, WS_ERROR *error)
{
    WS_XML_STRING header = { text_length(name), (BYTE *)name, NULL, 0 };
    WS_STRING value;
    HRESULT hr = heap_utf16(message_heap(message), bytes, length, &value, error);

    return FAILED(hr) ? hr : message_put_mapped(message, &header, &value, error);
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
