/* Reading MTOM: the text form in the root part of a multipart/related body, with xop:Include where the bytes of
 * another part belong (MTOM and XOP 1.0, RFC 2387).
 *
 * The body is taken apart when the first node is read; from a stream, all of it must have been filled in by then.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wire/wire.h"
#include "xml/reader.h"

#include <string.h>

#define MAX_BOUNDARY 256

struct mtom_part
{
    const BYTE *id, *content;
    ULONG id_size, size;
    BOOL is_base64;
};

void mtom_clear(WS_XML_READER *reader)
{
    static const struct arena_mark nothing;

    arena_release(&reader->part_names, nothing);
    reader->parts_count = 0;
    reader->parts_known = FALSE;
}

static HRESULT keep_name(
        WS_XML_READER *reader, const WS_STRING *from, WS_XML_STRING *to, WS_ERROR *error)
{
    memset(to, 0, sizeof(*to));
    if (!from->length) return S_OK;
    if (!from->chars)
        return fail(error, E_INVALIDARG,
                "WsSetInput: a string of the MTOM encoding is NULL, but has %u characters",
                from->length);
    to->length = utf8_length(from->chars, from->length);
    if (!(to->bytes = arena_alloc(&reader->part_names, to->length))) return fail_memory(error);
    utf8_from_utf16(from->chars, from->length, to->bytes);
    return S_OK;
}

HRESULT mtom_set(
        WS_XML_READER *reader, const WS_XML_READER_MTOM_ENCODING *encoding, WS_ERROR *error)
{
    const WS_XML_READER_TEXT_ENCODING *text
            = (const WS_XML_READER_TEXT_ENCODING *)encoding->textEncoding;
    HRESULT hr;

    if (text && text->encoding.encodingType != WS_XML_READER_ENCODING_TYPE_TEXT)
        return fail(error, E_INVALIDARG, "WsSetInput: the root part of MTOM must be text");
    if (reader->settings.allow_fragment)
        return fail(error, E_INVALIDARG, "WsSetInput: ALLOW_FRAGMENT is not possible with MTOM");
    if (!encoding->readMimeHeader && !encoding->boundary.length)
        return fail(error, E_INVALIDARG, "WsSetInput: the boundary of the MTOM parts is missing");
    reader->charset_wanted = text ? text->charSet : WS_CHARSET_AUTO;
    reader->mime_header = encoding->readMimeHeader;
    hr = keep_name(reader, &encoding->boundary, &reader->boundary, error);
    return FAILED(hr) ? hr : keep_name(reader, &encoding->startUri, &reader->start_uri, error);
}

/* ---- taking the body apart ---- */

/* "<id>" without its brackets. */
static void strip_brackets(const BYTE **id, ULONG *size)
{
    if (*size < 2 || (*id)[0] != '<' || (*id)[*size - 1] != '>') return;
    ++*id;
    *size -= 2;
}

static HRESULT read_parameter(WS_XML_READER *reader, const BYTE *value, ULONG length,
        const char *name, WS_XML_STRING *to, WS_ERROR *error)
{
    BYTE text[MAX_BOUNDARY];
    ULONG got;
    HRESULT hr = content_type_parameter(value, length, name, text, sizeof(text), &got, error);

    if (FAILED(hr)) return reader_failed(reader, hr, error);
    if (hr == S_FALSE) return S_OK;
    if (!(to->bytes = arena_alloc(&reader->part_names, got))) return fail_memory(error);
    memcpy(to->bytes, text, got);
    to->length = got;
    return S_OK;
}

/* MIME-Version and Content-Type in front of the body: they name the boundary and the root. */
static HRESULT read_mime_header(WS_XML_READER *reader, WS_ERROR *error)
{
    const BYTE *bytes = reader->pos;
    ULONG i, length = mime_headers_length(bytes, reader->end - bytes);
    struct http_slice type;
    BYTE *line;
    HRESULT hr;

    if (!length || !mime_find_header(bytes, length, "content-type", &type))
        return reader_fail(
                reader, error, WS_E_INVALID_FORMAT, "The MIME header has no Content-Type");
    if (!(line = arena_alloc(&reader->part_names, type.length))) return fail_memory(error);
    for (i = 0; i < type.length; i++) /* in one line: it may have been folded */
        line[i] = bytes[type.at + i] < ' ' ? ' ' : bytes[type.at + i];
    hr = read_parameter(reader, line, type.length, "boundary", &reader->boundary, error);
    if (SUCCEEDED(hr))
        hr = read_parameter(reader, line, type.length, "start", &reader->start_uri, error);
    if (FAILED(hr)) return hr;
    if (!reader->boundary.length)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "The Content-Type '%b' names no boundary", line, type.length);
    reader->pos += length;
    return S_OK;
}

static HRESULT check_encoding(
        WS_XML_READER *reader, const BYTE *text, ULONG length, BOOL *is_base64, WS_ERROR *error)
{
    *is_base64 = length == 6 && ascii_equal_nocase(text, "base64", 6);
    if (*is_base64 || (length == 6 && ascii_equal_nocase(text, "binary", 6))
            || (length == 4
                    && (ascii_equal_nocase(text, "8bit", 4)
                            || ascii_equal_nocase(text, "7bit", 4))))
        return S_OK;
    return reader_fail(reader, error, WS_E_INVALID_FORMAT,
            "The Content-Transfer-Encoding '%b' of a MIME part is not supported", text, length);
}

static HRESULT add_part(
        WS_XML_READER *reader, const BYTE *bytes, const struct mime_part *from, WS_ERROR *error)
{
    ULONG size = reader->parts_size ? reader->parts_size * 2 : 8;
    struct mtom_part *part = reader->parts;
    const BYTE *headers = bytes + from->headers.at;
    struct http_slice value;

    if (reader->parts_count >= reader->settings.max_mime_parts)
        return reader_fail(reader, error, WS_E_QUOTA_EXCEEDED,
                "The MTOM message has more than %u MIME parts", reader->settings.max_mime_parts);
    if (reader->copy_names && from->headers.length > reader->settings.max_mime_headers_size)
        return reader_fail(reader, error, WS_E_QUOTA_EXCEEDED,
                "A MIME part has %u bytes of headers, more than %u", from->headers.length,
                reader->settings.max_mime_headers_size);
    if (reader->parts_count == reader->parts_size)
    {
        if (!(part = mem_realloc(part, (SIZE_T)size * sizeof(*part)))) return fail_memory(error);
        reader->parts = part;
        reader->parts_size = size;
    }
    part = &reader->parts[reader->parts_count++];
    memset(part, 0, sizeof(*part));
    part->content = bytes + from->content.at;
    part->size = from->content.length;
    if (mime_find_header(headers, from->headers.length, "content-id", &value))
    {
        part->id = headers + value.at;
        part->id_size = value.length;
        strip_brackets(&part->id, &part->id_size);
    }
    if (!mime_find_header(headers, from->headers.length, "content-transfer-encoding", &value))
        return S_OK;
    return check_encoding(reader, headers + value.at, value.length, &part->is_base64, error);
}

static const struct mtom_part *find_part(const WS_XML_READER *reader, const BYTE *id, ULONG id_size)
{
    ULONG i;

    for (i = 0; i < reader->parts_count; i++)
    {
        const struct mtom_part *part = &reader->parts[i];

        if (part->id_size == id_size && id_size && !memcmp(part->id, id, id_size)) return part;
    }
    return NULL;
}

static HRESULT find_root(WS_XML_READER *reader, const struct mtom_part **ret, WS_ERROR *error)
{
    const struct mtom_part *root = reader->parts;
    const BYTE *id = reader->start_uri.bytes;
    ULONG id_size = reader->start_uri.length;

    if (id_size)
    {
        strip_brackets(&id, &id_size);
        root = find_part(reader, id, id_size);
    }
    if (!root || !reader->parts_count)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "The MTOM message has no root part '%X'", &reader->start_uri);
    if (root->is_base64)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "The root part of the MTOM message is encoded in base64");
    if (reader->copy_names && root->size > reader->settings.max_root_mime_part_size)
        return reader_fail(reader, error, WS_E_QUOTA_EXCEEDED,
                "The root part of the MTOM message has %u bytes, more than %u", root->size,
                reader->settings.max_root_mime_part_size);
    *ret = root;
    return S_OK;
}

static HRESULT take_apart(WS_XML_READER *reader, WS_ERROR *error)
{
    const struct mtom_part *root = NULL;
    struct mime_walk walk = { 0 };
    struct mime_part part;
    const BYTE *bytes;
    HRESULT hr;

    if (!reader->final)
        return reader_fail(reader, error, WS_E_QUOTA_EXCEEDED,
                "The MTOM message is not complete; WsFillReader must be asked for more");
    if (reader->mime_header && FAILED(hr = read_mime_header(reader, error))) return hr;
    bytes = reader->pos;
    while ((hr = mime_next_part(bytes, reader->end - bytes, reader->boundary.bytes,
                    reader->boundary.length, &walk, &part, error))
            == S_OK)
    {
        if (FAILED(hr = add_part(reader, bytes, &part, error))) return hr;
    }
    if (FAILED(hr)) return reader_failed(reader, hr, error);
    if (FAILED(hr = find_root(reader, &root, error))) return hr;
    reader->parts_known = TRUE;
    input_set_aside(reader);
    hr = input_set_text(reader, reader->charset_wanted, root->content, root->size, error);
    if (FAILED(hr)) return reader_failed(reader, hr, error);
    reader->counted = reader->token = reader->pos;
    return S_OK;
}

/* ---- xop:Include ---- */

static BOOL is_include(const WS_XML_READER *reader)
{
    static const WS_XML_STRING ns = XML_STRING("http://www.w3.org/2004/08/xop/include");
    static const WS_XML_STRING name = XML_STRING("Include");

    return xml_string_equal(&reader->element_name, &name)
            && xml_string_equal(reader->element.ns, &ns);
}

static ULONG hex_digit(BYTE c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10u : 16;
}

/* The part that "cid:..." names; its id may be escaped as URLs are. */
static const struct mtom_part *find_reference(
        WS_XML_READER *reader, const WS_XML_STRING *href, HRESULT *hr, WS_ERROR *error)
{
    ULONG i, count = 0;
    BYTE *id;

    if (href->length < 4 || !ascii_equal_nocase(href->bytes, "cid:", 4)) return NULL;
    if (!(id = arena_alloc(&reader->scratch, href->length)))
    {
        *hr = fail_memory(error);
        return NULL;
    }
    reader->scratch_in_use = TRUE;
    for (i = 4; i < href->length; i++)
    {
        id[count] = href->bytes[i];
        if (href->bytes[i] == '%' && i + 2 < href->length && hex_digit(href->bytes[i + 1]) < 16
                && hex_digit(href->bytes[i + 2]) < 16)
        {
            id[count] = hex_digit(href->bytes[i + 1]) << 4 | hex_digit(href->bytes[i + 2]);
            i += 2;
        }
        count++;
    }
    return find_part(reader, id, count);
}

static HRESULT set_content(WS_XML_READER *reader, const struct mtom_part *part, WS_ERROR *error)
{
    WS_XML_BASE64_TEXT *text = &reader->text_value.base64;
    HRESULT hr;

    text->text.textType = WS_XML_TEXT_TYPE_BASE64;
    text->bytes = (BYTE *)part->content;
    text->length = part->size;
    if (part->is_base64)
    {
        text->bytes = arena_alloc(&reader->scratch, (SIZE_T)part->size / 4 * 3 + 3);
        if (!text->bytes) return fail_memory(error);
        reader->scratch_in_use = TRUE;
        hr = base64_decode(part->content, part->size, text->bytes, &text->length, error);
        if (FAILED(hr)) return reader_failed(reader, hr, error);
    }
    reader->node = &reader->text.node;
    return S_OK;
}

/* The Include element that is current becomes the bytes that it stands for. */
static HRESULT include(WS_XML_READER *reader, WS_ERROR *error)
{
    static const WS_XML_STRING href = XML_STRING("href"), no_ns = XML_STRING("");
    const WS_XML_ATTRIBUTE *attr = reader_attribute(reader, &href, &no_ns);
    const struct mtom_part *part;
    HRESULT hr = WS_E_INVALID_FORMAT;

    if (!attr)
        return reader_fail(
                reader, error, WS_E_INVALID_FORMAT, "An xop:Include element has no href");
    part = find_reference(reader, &((const WS_XML_UTF8_TEXT *)attr->value)->value, &hr, error);
    if (!part && hr == E_OUTOFMEMORY) return hr;
    if (reader->depth < 2)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "An xop:Include element cannot be the root element");
    if (!part)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "No MIME part belongs to the reference '%X'",
                &((const WS_XML_UTF8_TEXT *)attr->value)->value);
    if (FAILED(hr = read_text_format.next(reader, error))) return hr;
    if (reader->node->nodeType != WS_XML_NODE_TYPE_END_ELEMENT)
        return reader_fail(
                reader, error, WS_E_INVALID_FORMAT, "An xop:Include element is not empty");
    reader_pop(reader);
    return set_content(reader, part, error);
}

static HRESULT mtom_next(WS_XML_READER *reader, WS_ERROR *error)
{
    HRESULT hr;

    if (!reader->parts_known && FAILED(hr = take_apart(reader, error))) return hr;
    reader->text_value.text.textType = WS_XML_TEXT_TYPE_UTF8;
    if (FAILED(hr = read_text_format.next(reader, error))) return hr;
    if (reader->node->nodeType != WS_XML_NODE_TYPE_ELEMENT || !is_include(reader)) return S_OK;
    return include(reader, error);
}

const struct read_format read_mtom_format
        = { mtom_next, reader_scope_ns, reader_scope_xml, NULL, TRUE };
