/* The MTOM form: the text form in the root part of a multipart/related message (RFC 2387), with long runs of bytes
 * in parts of their own and xop:Include in their place (XOP, MTOM).
 *
 * Bytes that are all of an element's content are gathered until it ends; only then it is known whether they are
 * more than maxInlineByteCount. The parts follow the document when it is complete. Headers and identifiers look as
 * those of Microsoft's writers.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/writer.h"

#include <string.h>

static const WS_XML_STRING xop_ns = XML_STRING("http://www.w3.org/2004/08/xop/include");

struct mtom
{
    WS_HEAP heap; /* of the strings, until the next output */
    WS_XML_STRING boundary, start_info, start_uri;
    BOOL write_header;
    ULONG max_inline;
    struct output parts; /* whole parts with their headers */
    ULONG part_count;
    struct buf bytes;        /* content of the open element so far, when it is bytes only */
    struct buf content_type; /* of the bytes: the attribute of the element that is open */
    BOOL at_start;           /* nothing was written in the open element yet */
    BOOL in_content_type;
};

/* ======== set-up ======== */

static HRESULT copy_text(struct mtom *mtom, const WS_STRING *from, const char *otherwise,
        WS_XML_STRING *to, const char *what, WS_ERROR *error)
{
    ULONG i;

    if (!from->length)
    {
        to->bytes = (BYTE *)otherwise;
        to->length = text_length(otherwise);
        return S_OK;
    }
    for (i = 0; i < from->length; i++)
    {
        if (from->chars[i] < 0x20 || from->chars[i] > 0x7e || from->chars[i] == '"')
            return fail(error, E_INVALIDARG,
                    "The MTOM %s has a character that a header cannot hold", what);
    }
    return heap_utf8(&mtom->heap, from->chars, from->length, to, error);
}

static HRESULT make_boundary(struct mtom *mtom, const WS_STRING *from, WS_ERROR *error)
{
    static const char digits[] = "0123456789abcdef";
    BYTE random[16], *text;
    HRESULT hr;
    ULONG i;

    if (from->length) return copy_text(mtom, from, "", &mtom->boundary, "boundary", error);
    if (!random_bytes(random, sizeof(random)))
        return fail(error, E_FAIL, "There are no random numbers for a MIME boundary");
    if (FAILED(hr = heap_alloc(&mtom->heap, 37, (void **)&text, error))) return hr;
    memcpy(text, "uuid:", 5);
    for (i = 0; i < 16; i++)
    {
        text[5 + 2 * i] = digits[random[i] >> 4];
        text[6 + 2 * i] = digits[random[i] & 15];
    }
    mtom->boundary.bytes = text;
    mtom->boundary.length = 37;
    return S_OK;
}

void mtom_free(struct mtom *mtom)
{
    if (!mtom) return;
    heap_clear(&mtom->heap);
    output_clear(&mtom->parts);
    buf_clear(&mtom->bytes);
    buf_clear(&mtom->content_type);
    mem_free(mtom);
}

HRESULT mtom_create(const WS_XML_WRITER_MTOM_ENCODING *encoding,
        const struct writer_settings *settings, struct mtom **ret, WS_ERROR *error)
{
    struct mtom *mtom;
    HRESULT hr;

    if (settings->allow_fragment)
        return fail(error, E_INVALIDARG, "MTOM output cannot hold fragments (ALLOW_FRAGMENT)");
    if (!(mtom = mem_zalloc(sizeof(*mtom)))) return fail_memory(error);
    heap_init(&mtom->heap, 1 << 16, 0);
    output_init(&mtom->parts);
    output_reset(&mtom->parts, settings->max_mime_size, 0, NULL, 0);
    buf_init(&mtom->bytes, settings->max_mime_size);
    buf_init(&mtom->content_type, 1024);
    mtom->write_header = encoding->writeMimeHeader;
    mtom->max_inline = encoding->maxInlineByteCount;
    hr = make_boundary(mtom, &encoding->boundary, error);
    if (SUCCEEDED(hr))
        hr = copy_text(mtom, &encoding->startUri, "http://tempuri.org/0", &mtom->start_uri,
                "start URI", error);
    if (SUCCEEDED(hr))
        hr = copy_text(mtom, &encoding->startInfo, "application/soap+xml", &mtom->start_info,
                "start info", error);
    if (FAILED(hr))
    {
        mtom_free(mtom);
        return hr;
    }
    *ret = mtom;
    return S_OK;
}

/* ======== MIME ======== */

static HRESULT put_line(struct output *out, WS_ERROR *error, const char *format, ...)
{
    char line[2048];
    va_list list;
    ULONG length;

    va_start(list, format);
    length = format_text(line, sizeof(line), format, list);
    va_end(list);
    return output_put(out, (const BYTE *)line, length, error);
}

static HRESULT mtom_begin(WS_XML_WRITER *writer, WS_ERROR *error)
{
    static const char *const charsets[] = {
        [WS_CHARSET_UTF8] = "utf-8",
        [WS_CHARSET_UTF16LE] = "utf-16LE",
        [WS_CHARSET_UTF16BE] = "utf-16BE",
    };
    struct output *out = writer_is_wide(writer) ? &writer->wide : &writer->out;
    struct mtom *mtom = writer->mtom;
    HRESULT hr = S_OK;

    if (mtom->write_header)
        hr = put_line(out, error,
                "MIME-Version: 1.0\r\nContent-Type: multipart/related;type=\"application/xop+xml\";"
                "boundary=\"%X\";start=\"<%X>\";start-info=\"%X\"\r\n",
                &mtom->boundary, &mtom->start_uri, &mtom->start_info);
    if (SUCCEEDED(hr))
        hr = put_line(out, error,
                "\r\n--%X\r\nContent-ID: <%X>\r\nContent-Transfer-Encoding: %s\r\nContent-Type: "
                "application/xop+xml;charset=%s;type=\"%X\"\r\n\r\n",
                &mtom->boundary, &mtom->start_uri, writer_is_wide(writer) ? "binary" : "8bit",
                charsets[writer->charset], &mtom->start_info);
    return SUCCEEDED(hr) ? text_write_format.begin(writer, error) : hr;
}

/* The part for the gathered bytes, and the element that points to it. */
static HRESULT put_part(WS_XML_WRITER *writer, WS_ERROR *error)
{
    struct mtom *mtom = writer->mtom;
    WS_XML_STRING type = { buf_count(&mtom->content_type), mtom->content_type.data, NULL, 0 };
    static const WS_XML_STRING octets = XML_STRING("application/octet-stream");
    ULONG number = ++mtom->part_count;
    HRESULT hr;

    hr = put_line(&mtom->parts, error,
            "\r\n--%X\r\nContent-ID: <http://tempuri.org/1/%u>\r\nContent-Transfer-Encoding: "
            "binary\r\nContent-Type: %X\r\n\r\n",
            &mtom->boundary, number, type.length ? &type : &octets);
    if (SUCCEEDED(hr))
        hr = output_put(&mtom->parts, buf_bytes(&mtom->bytes), buf_count(&mtom->bytes), error);
    if (SUCCEEDED(hr))
        hr = put_line(&writer->out, error,
                "<xop:Include href=\"cid:http://tempuri.org/1/%u\" xmlns:xop=\"%X\"/>", number,
                &xop_ns);
    return hr;
}

/* What was gathered becomes a part, if it is long and all that the element has, else base64. */
static HRESULT settle_bytes(WS_XML_WRITER *writer, BOOL element_ends, WS_ERROR *error)
{
    struct mtom *mtom = writer->mtom;
    WS_XML_BASE64_TEXT text = { { WS_XML_TEXT_TYPE_BASE64 }, NULL, buf_count(&mtom->bytes) };
    HRESULT hr;

    mtom->at_start = FALSE;
    if (!text.length) return S_OK;
    text.bytes = buf_bytes(&mtom->bytes);
    if (element_ends && text.length > mtom->max_inline)
        hr = put_part(writer, error);
    else
        hr = text_write_format.text(writer, &text.text, error);
    buf_reset(&mtom->bytes, 65536);
    return hr;
}

static HRESULT mtom_finish(WS_XML_WRITER *writer, WS_ERROR *error)
{
    struct output *out = writer_is_wide(writer) ? &writer->wide : &writer->out;
    struct mtom *mtom = writer->mtom;
    const WS_BYTES *views;
    ULONG total = output_total(&mtom->parts), count, i;
    HRESULT hr;

    if (writer_is_wide(writer) && FAILED(hr = writer_widen(writer, error))) return hr;
    /* the parts have a limit of their own */
    output_raise(out, total + mtom->boundary.length + 8);
    hr = output_views(&mtom->parts, total, &views, &count, error);
    for (i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = output_put(out, views[i].bytes, views[i].length, error);
    return SUCCEEDED(hr) ? put_line(out, error, "\r\n--%X--\r\n", &mtom->boundary) : hr;
}

/* ======== the format ======== */

static HRESULT mtom_start_element(
        WS_XML_WRITER *writer, struct element *element, const WS_XML_STRING *local, WS_ERROR *error)
{
    HRESULT hr;

    if (name_equal(&element->ns, &xop_ns) && xml_string_is(local, "Include"))
        return fail(error, WS_E_INVALID_FORMAT,
                "The element Include of XOP is the writer's own; bytes are written with WsWriteBytes");
    if (FAILED(hr = settle_bytes(writer, FALSE, error))) return hr;
    buf_reset(&writer->mtom->content_type, 1024);
    return text_write_format.start_element(writer, element, local, error);
}

static HRESULT mtom_start_attribute(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, BOOL single_quote, WS_ERROR *error)
{
    writer->mtom->in_content_type = xml_string_is(local, "contentType")
            && (xml_string_is(ns, "http://www.w3.org/2005/05/xmlmime")
                    || xml_string_is(ns, "http://www.w3.org/2004/06/xmlmime"));
    return text_write_format.start_attribute(writer, prefix, local, ns, single_quote, error);
}

static HRESULT mtom_end_attribute(WS_XML_WRITER *writer, WS_ERROR *error)
{
    writer->mtom->in_content_type = FALSE;
    return text_write_format.end_attribute(writer, error);
}

static HRESULT mtom_end_start(WS_XML_WRITER *writer, BOOL empty, WS_ERROR *error)
{
    writer->mtom->at_start = !empty;
    return text_write_format.end_start(writer, empty, error);
}

static HRESULT mtom_end_element(WS_XML_WRITER *writer, struct element *element, WS_ERROR *error)
{
    HRESULT hr = settle_bytes(writer, TRUE, error);

    return SUCCEEDED(hr) ? text_write_format.end_element(writer, element, error) : hr;
}

/* Keeps the value of a contentType attribute; it becomes a header, so it must fit one. */
static HRESULT keep_content_type(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    struct mtom *mtom = writer->mtom;
    WS_XML_STRING chars;
    HRESULT hr;
    ULONG i;

    if (FAILED(hr = text_to_utf8(text, &mtom->heap, &chars, error))) return hr;
    for (i = 0; i < chars.length; i++)
    {
        if (chars.bytes[i] < 0x20 || chars.bytes[i] > 0x7e)
            return fail(error, WS_E_INVALID_FORMAT, "'%X' is not a content type", &chars);
    }
    return chars.length ? buf_put(&mtom->content_type, chars.bytes, chars.length, error) : S_OK;
}

static HRESULT mtom_text(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    const WS_XML_BASE64_TEXT *base64 = (const WS_XML_BASE64_TEXT *)text;
    struct mtom *mtom = writer->mtom;
    HRESULT hr = S_OK;

    if (writer->state == WRITER_ATTRIBUTE)
    {
        if (mtom->in_content_type) hr = keep_content_type(writer, text, error);
    }
    else if (text->textType == WS_XML_TEXT_TYPE_BASE64 && mtom->at_start)
        return base64->length ? buf_put(&mtom->bytes, base64->bytes, base64->length, error) : S_OK;
    else
        hr = settle_bytes(writer, FALSE, error);
    return SUCCEEDED(hr) ? text_write_format.text(writer, text, error) : hr;
}

static HRESULT mtom_xmlns(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *ns, BOOL single_quote, WS_ERROR *error)
{
    return text_write_format.xmlns(writer, prefix, ns, single_quote, error);
}

static HRESULT mtom_start_cdata(WS_XML_WRITER *writer, WS_ERROR *error)
{
    HRESULT hr = settle_bytes(writer, FALSE, error);

    return SUCCEEDED(hr) ? text_write_format.start_cdata(writer, error) : hr;
}

static HRESULT mtom_end_cdata(WS_XML_WRITER *writer, WS_ERROR *error)
{
    return text_write_format.end_cdata(writer, error);
}

static HRESULT mtom_comment(WS_XML_WRITER *writer, const WS_XML_STRING *value, WS_ERROR *error)
{
    HRESULT hr = settle_bytes(writer, FALSE, error);

    return SUCCEEDED(hr) ? text_write_format.comment(writer, value, error) : hr;
}

const struct write_format mtom_write_format = {
    .name = "MTOM",
    .begin = mtom_begin,
    .finish = mtom_finish,
    .start_element = mtom_start_element,
    .start_attribute = mtom_start_attribute,
    .end_attribute = mtom_end_attribute,
    .xmlns = mtom_xmlns,
    .end_start = mtom_end_start,
    .end_element = mtom_end_element,
    .text = mtom_text,
    .start_cdata = mtom_start_cdata,
    .end_cdata = mtom_end_cdata,
    .comment = mtom_comment,
    .group_bytes = TRUE,
};
