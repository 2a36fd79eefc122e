/* The text form of XML 1.0, as UTF-8: what the writer puts out for each part of a document.
 *
 * Escaping as seen on Windows: '<' '>' '&' in content, '<' '&' and the quote in attributes, nothing in CDATA and
 * comments. What a reader would change (CR everywhere, TAB and LF in attributes) becomes a character reference.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/writer.h"
#include "xml/write_chars.h"

#include <string.h>

/* ======== characters ======== */

/* Where a byte cannot stand for itself without a look. */
const BYTE write_special[256] = {
    [0 ... 8] = EVERYWHERE,
    ['\t'] = IN_DOUBLE_QUOTES | IN_SINGLE_QUOTES,
    ['\n'] = IN_DOUBLE_QUOTES | IN_SINGLE_QUOTES,
    [11 ... 12] = EVERYWHERE,
    ['\r'] = IN_CONTENT | IN_DOUBLE_QUOTES | IN_SINGLE_QUOTES,
    [14 ... 31] = EVERYWHERE,
    ['"'] = IN_DOUBLE_QUOTES,
    ['&'] = IN_CONTENT | IN_DOUBLE_QUOTES | IN_SINGLE_QUOTES,
    ['\''] = IN_SINGLE_QUOTES,
    ['<'] = IN_CONTENT | IN_DOUBLE_QUOTES | IN_SINGLE_QUOTES,
    ['>'] = IN_CONTENT,
    [128 ... 255] = EVERYWHERE,
};

/* What is written for a character that cannot stand for itself. */
static const struct
{
    char text[7];
    BYTE length;
} escapes[64] = {
    ['\t'] = { "&#x9;", 5 },
    ['\n'] = { "&#xA;", 5 },
    ['\r'] = { "&#xD;", 5 },
    ['"'] = { "&quot;", 6 },
    ['&'] = { "&amp;", 5 },
    ['\''] = { "&apos;", 6 },
    ['<'] = { "&lt;", 4 },
    ['>'] = { "&gt;", 4 },
};

/* Of a character beyond ASCII that may stand in a document; 0: it may not, or it is cut. */
static inline ULONG character_size(const BYTE *bytes, ULONG count)
{
    ULONG code, used;

    if (count > 1 && bytes[0] >= 0xc2 && bytes[0] < 0xe0 && (bytes[1] & 0xc0) == 0x80) return 2;
    used = utf8_decode(bytes, count, &code);
    return used && xml_is_char(code) ? used : 0;
}

/* Puts out one character that needs a look, at *to, which has 8 free bytes: how many bytes it takes of the text;
 * 0: it is for a closer look. */
static inline ULONG copy_special(BYTE **to, const BYTE *bytes, ULONG count, enum place place)
{
    BYTE c = *bytes;
    ULONG used = 1;

    if (!(write_special[c] & place))
        *(*to)++ = c;
    else if (c >= 0x80)
    {
        used = character_size(bytes, count);
        memcpy(*to, bytes, used);
        *to += used;
    }
    else if (place == IN_CDATA || c >= COUNT_OF(escapes) || !escapes[c].length)
        used = 0;
    else
    {
        memcpy(*to, &escapes[c], sizeof(escapes[c]));
        *to += escapes[c].length;
    }
    return used;
}

#ifdef __SSE2__
/* What a block of 16 bytes and all that is special in it may become. */
#    define BLOCK_ROOM (16 * sizeof(escapes[0]) + 16)

/* Whole blocks, each looked at once: between its specials 16 bytes are copied that only count as far as the next. */
static ULONG copy_blocks(
        BYTE **pos, const BYTE *end, const BYTE *bytes, ULONG count, enum place place)
{
    struct stops stops = stops_for(place);
    ULONG i = 0, next, used;
    BYTE *to = *pos;

    while (count - i >= 16 && (SIZE_T)(end - to) >= BLOCK_ROOM)
    {
        __m128i x = _mm_loadu_si128((const __m128i *)(bytes + i));
        ULONG block = i + 16, mask = find_stops(&stops, x);

        _mm_storeu_si128((__m128i *)to, x);
        while (mask)
        {
            next = block - 16 + __builtin_ctz(mask);
            to += next - i;
            i = next;
            if (!(used = copy_special(&to, bytes + i, count - i, place))) break;
            i += used;
            if (count - i < 16) break;
            mask = i < block ? mask & 0xffff << (16 - (block - i)) : 0;
            _mm_storeu_si128((__m128i *)to, _mm_loadu_si128((const __m128i *)(bytes + i)));
        }
        if (mask) break;
        if (i >= block) continue;
        to += block - i;
        i = block;
    }
    *pos = to;
    return i;
}
#else
static ULONG copy_blocks(
        BYTE **pos, const BYTE *end, const BYTE *bytes, ULONG count, enum place place)
{
    return 0;
}
#endif

/* Copies and escapes while there is plenty of room; returns how many bytes are done. */
static ULONG copy_escaped(struct output *out, const BYTE *bytes, ULONG count, enum place place)
{
    ULONG i = copy_blocks(&out->pos, out->end, bytes, count, place), used;

    for (; i < count && out->end - out->pos >= (INT_PTR)sizeof(escapes[0]); i += used)
    {
        if (!(used = copy_special(&out->pos, bytes + i, count - i, place))) break;
    }
    return i;
}

/* Copies what stands as it is, to the last byte of the chunk. */
static ULONG copy_plain(struct output *out, const BYTE *bytes, ULONG count, enum place place)
{
    SIZE_T room = out->end - out->pos;
    ULONG i = 0;

    if (count > room) count = room;
    if (!count) return 0; /* there may be no chunk yet */
#ifdef __SSE2__
    if (count >= 4 && count <= 16 && copy_ends(out->pos, bytes, count, place)) i = count;
#endif
    for (; i < count && !(write_special[bytes[i]] & place); i++)
        out->pos[i] = bytes[i];
    out->pos += i;
    return i;
}

static HRESULT put_reference(WS_XML_WRITER *writer, ULONG code, WS_ERROR *error)
{
    static const char digits[] = "0123456789ABCDEF";
    BYTE text[8] = "&#x";
    ULONG n = 3;

    if (code > 15) text[n++] = digits[code >> 4];
    text[n++] = digits[code & 15];
    text[n++] = ';';
    return output_put(&writer->out, text, n, error);
}

static HRESULT put_ascii(WS_XML_WRITER *writer, BYTE c, enum place place, WS_ERROR *error)
{
    if (place != IN_CDATA && c < COUNT_OF(escapes) && escapes[c].length)
        return output_put(&writer->out, (const BYTE *)escapes[c].text, escapes[c].length, error);
    if (c && writer->settings.allow_invalid && place != IN_CDATA)
        return put_reference(writer, c, error);
    return fail(
            error, WS_E_INVALID_FORMAT, "The character with the code %u has no place in XML", c);
}

/* One character beyond ASCII. */
static HRESULT put_character(
        WS_XML_WRITER *writer, const BYTE *bytes, ULONG count, ULONG *used, WS_ERROR *error)
{
    ULONG code;
    HRESULT hr;

    if (!(*used = utf8_decode(bytes, count, &code)))
        return fail(error, WS_E_INVALID_FORMAT, "The byte 0x%x in a text is not UTF-8", bytes[0]);
    if (!xml_is_char(code))
        return fail(error, WS_E_INVALID_FORMAT,
                "The character with the code %u has no place in XML", code);
    /* in one chunk: UTF-16 is made chunk by chunk */
    if (FAILED(hr = output_need(&writer->out, *used, error))) return hr;
    return output_put(&writer->out, bytes, *used, error);
}

static HRESULT put_chars(
        WS_XML_WRITER *writer, const BYTE *bytes, ULONG count, enum place place, WS_ERROR *error)
{
    HRESULT hr;
    ULONG used;

    while (count)
    {
        used = count > 16 ? copy_escaped(&writer->out, bytes, count, place) : 0;
        used += copy_plain(&writer->out, bytes + used, count - used, place);
        bytes += used;
        if (!(count -= used)) return S_OK;
        if (!(write_special[*bytes] & place))
        {
            /* the chunk is full */
            if (FAILED(hr = output_grow(&writer->out, 1, error))) return hr;
            continue;
        }
        used = 1;
        if (*bytes < 0x80)
            hr = put_ascii(writer, *bytes, place, error);
        else
            hr = put_character(writer, bytes, count, &used, error);
        if (FAILED(hr)) return hr;
        bytes += used;
        count -= used;
    }
    return S_OK;
}

static enum place current_place(const WS_XML_WRITER *writer)
{
    if (writer->state == WRITER_CDATA) return IN_CDATA;
    if (writer->state != WRITER_ATTRIBUTE) return IN_CONTENT;
    return writer->single_quote ? IN_SINGLE_QUOTES : IN_DOUBLE_QUOTES;
}

/* "]]>" would end the section: it is divided between two of them. */
static HRESULT put_cdata(WS_XML_WRITER *writer, const BYTE *bytes, ULONG count, WS_ERROR *error)
{
    static const char divide[] = "]]><![CDATA[";
    ULONG i, start = 0;
    HRESULT hr;

    for (i = 0; i < count; i++)
    {
        if (bytes[i] == ']')
        {
            if (writer->cdata_brackets < 2) writer->cdata_brackets++;
            continue;
        }
        if (bytes[i] == '>' && writer->cdata_brackets == 2)
        {
            hr = put_chars(writer, bytes + start, i - start, IN_CDATA, error);
            if (SUCCEEDED(hr))
                hr = output_put(&writer->out, (const BYTE *)divide, sizeof(divide) - 1, error);
            if (FAILED(hr)) return hr;
            start = i;
        }
        writer->cdata_brackets = 0;
    }
    return put_chars(writer, bytes + start, count - start, IN_CDATA, error);
}

static HRESULT put_utf8(WS_XML_WRITER *writer, const BYTE *bytes, ULONG count, WS_ERROR *error)
{
    if (writer->state == WRITER_CDATA) return put_cdata(writer, bytes, count, error);
    return put_chars(writer, bytes, count, current_place(writer), error);
}

static HRESULT put_utf16(WS_XML_WRITER *writer, const BYTE *bytes, ULONG size, WS_ERROR *error)
{
    WCHAR chars[128];
    BYTE text[3 * COUNT_OF(chars)];
    ULONG count;
    HRESULT hr;

    while (size >= sizeof(WCHAR))
    {
        count = size / sizeof(WCHAR) < COUNT_OF(chars) ? size / sizeof(WCHAR) : COUNT_OF(chars);
        memcpy(chars, bytes, count * sizeof(WCHAR));
        /* a pair stays together */
        if ((chars[count - 1] & 0xfc00) == 0xd800 && count > 1) count--;
        if (!utf16_check(chars, count))
            return fail(error, WS_E_INVALID_FORMAT, "A UTF-16 text has half of a surrogate pair");
        hr = put_utf8(writer, text, utf8_from_utf16(chars, count, text), error);
        if (FAILED(hr)) return hr;
        bytes += count * sizeof(WCHAR);
        size -= count * sizeof(WCHAR);
    }
    return S_OK;
}

static HRESULT put_base64(WS_XML_WRITER *writer, const BYTE *bytes, ULONG count, WS_ERROR *error)
{
    ULONG piece;
    HRESULT hr;

    while (count)
    {
        piece = count < 768 ? count : 768;
        hr = output_need(&writer->out, (piece + 2) / 3 * 4, error);
        if (FAILED(hr)) return hr;
        writer->out.pos += base64_encode(bytes, piece, writer->out.pos);
        bytes += piece;
        count -= piece;
    }
    return S_OK;
}

/* ======== texts ======== */

/* Texts that are values: which type, and where the value lies. */
/* clang-format off */
static const struct
{
    WS_VALUE_TYPE type;
    ULONG offset;
} values[] = {
    [WS_XML_TEXT_TYPE_BOOL] = { WS_BOOL_VALUE_TYPE, offsetof(WS_XML_BOOL_TEXT, value) },
    [WS_XML_TEXT_TYPE_INT32] = { WS_INT32_VALUE_TYPE, offsetof(WS_XML_INT32_TEXT, value) },
    [WS_XML_TEXT_TYPE_INT64] = { WS_INT64_VALUE_TYPE, offsetof(WS_XML_INT64_TEXT, value) },
    [WS_XML_TEXT_TYPE_UINT64] = { WS_UINT64_VALUE_TYPE, offsetof(WS_XML_UINT64_TEXT, value) },
    [WS_XML_TEXT_TYPE_FLOAT] = { WS_FLOAT_VALUE_TYPE, offsetof(WS_XML_FLOAT_TEXT, value) },
    [WS_XML_TEXT_TYPE_DOUBLE] = { WS_DOUBLE_VALUE_TYPE, offsetof(WS_XML_DOUBLE_TEXT, value) },
    [WS_XML_TEXT_TYPE_DECIMAL] = { WS_DECIMAL_VALUE_TYPE, offsetof(WS_XML_DECIMAL_TEXT, value) },
    [WS_XML_TEXT_TYPE_GUID] = { WS_GUID_VALUE_TYPE, offsetof(WS_XML_GUID_TEXT, value) },
    [WS_XML_TEXT_TYPE_UNIQUE_ID] = { WS_GUID_VALUE_TYPE, offsetof(WS_XML_UNIQUE_ID_TEXT, value) },
    [WS_XML_TEXT_TYPE_DATETIME] = { WS_DATETIME_VALUE_TYPE, offsetof(WS_XML_DATETIME_TEXT, value) },
    [WS_XML_TEXT_TYPE_TIMESPAN] = { WS_TIMESPAN_VALUE_TYPE, offsetof(WS_XML_TIMESPAN_TEXT, value) },
};
/* clang-format on */

static HRESULT put_value(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    static const char urn[] = "urn:uuid:";
    BYTE chars[VALUE_TEXT_MAX];
    ULONG length;
    HRESULT hr;

    if (text->textType == WS_XML_TEXT_TYPE_UNIQUE_ID)
    {
        hr = output_put(&writer->out, (const BYTE *)urn, sizeof(urn) - 1, error);
        if (FAILED(hr)) return hr;
    }
    hr = value_format(values[text->textType].type,
            (const BYTE *)text + values[text->textType].offset, chars, &length, error);
    if (FAILED(hr)) return hr;
    return output_put(&writer->out, chars, length, error);
}

static HRESULT put_qname(WS_XML_WRITER *writer, const WS_XML_QNAME_TEXT *text, WS_ERROR *error)
{
    HRESULT hr;

    if (text->prefix && text->prefix->length)
    {
        if (FAILED(hr = put_utf8(writer, text->prefix->bytes, text->prefix->length, error)))
            return hr;
        if (FAILED(hr = output_put(&writer->out, (const BYTE *)":", 1, error))) return hr;
    }
    return put_utf8(writer, text->localName->bytes, text->localName->length, error);
}

static HRESULT text_text(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    const WS_XML_LIST_TEXT *list = (const WS_XML_LIST_TEXT *)text;
    HRESULT hr = S_OK;
    ULONG i;

    switch (text->textType)
    {
    case WS_XML_TEXT_TYPE_UTF8:
    {
        const WS_XML_UTF8_TEXT *utf8 = (const WS_XML_UTF8_TEXT *)text;

        return put_utf8(writer, utf8->value.bytes, utf8->value.length, error);
    }
    case WS_XML_TEXT_TYPE_UTF16:
    {
        const WS_XML_UTF16_TEXT *utf16 = (const WS_XML_UTF16_TEXT *)text;

        return put_utf16(writer, utf16->bytes, utf16->byteCount, error);
    }
    case WS_XML_TEXT_TYPE_BASE64:
    {
        const WS_XML_BASE64_TEXT *base64 = (const WS_XML_BASE64_TEXT *)text;

        return put_base64(writer, base64->bytes, base64->length, error);
    }
    case WS_XML_TEXT_TYPE_QNAME:
        return put_qname(writer, (const WS_XML_QNAME_TEXT *)text, error);
    case WS_XML_TEXT_TYPE_LIST:
        for (i = 0; SUCCEEDED(hr) && i < list->itemCount; i++)
        {
            if (i) hr = output_put(&writer->out, (const BYTE *)" ", 1, error);
            if (SUCCEEDED(hr)) hr = text_text(writer, list->items[i], error);
        }
        return hr;
    default:
        return put_value(writer, text, error);
    }
}

/* ======== markup ======== */

static HRESULT put_indent(WS_XML_WRITER *writer, ULONG depth, WS_ERROR *error)
{
    static const char spaces[] = "                                ";
    ULONG count = depth * writer->settings.indent, part;
    HRESULT hr = output_put(&writer->out, (const BYTE *)"\n", 1, error);

    for (; SUCCEEDED(hr) && count; count -= part)
    {
        part = count < sizeof(spaces) - 1 ? count : sizeof(spaces) - 1;
        hr = output_put(&writer->out, (const BYTE *)spaces, part, error);
    }
    return hr;
}

/* Before a child; text next to it must not get more white space. */
static HRESULT indent_child(WS_XML_WRITER *writer, WS_ERROR *error)
{
    if (writer->depth ? writer_element(writer)->has_text : !output_total(&writer->out)) return S_OK;
    return put_indent(writer, writer->depth, error);
}

static HRESULT text_start_element(
        WS_XML_WRITER *writer, struct element *element, const WS_XML_STRING *local, WS_ERROR *error)
{
    struct output *out = &writer->out;
    HRESULT hr;

    if (writer->settings.indent && FAILED(hr = indent_child(writer, error))) return hr;
    if (FAILED(hr = output_need(out, element->qname_length + 1, error))) return hr;
    *out->pos++ = '<';
    copy_short(out->pos, element->qname, element->qname_length);
    out->pos += element->qname_length;
    return S_OK;
}

static HRESULT text_start_attribute(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, BOOL single_quote, WS_ERROR *error)
{
    struct output *out = &writer->out;
    HRESULT hr = output_need(out, prefix->length + local->length + 4, error);

    if (FAILED(hr)) return hr;
    *out->pos++ = ' ';
    out->pos = copy_qname(out->pos, prefix, local);
    *out->pos++ = '=';
    *out->pos++ = single_quote ? '\'' : '"';
    return S_OK;
}

static HRESULT text_end_attribute(WS_XML_WRITER *writer, WS_ERROR *error)
{
    return output_put(&writer->out, (const BYTE *)(writer->single_quote ? "'" : "\""), 1, error);
}

static HRESULT text_xmlns(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *ns, BOOL single_quote, WS_ERROR *error)
{
    struct output *out = &writer->out;
    HRESULT hr = output_need(out, prefix->length + 9, error);

    if (FAILED(hr)) return hr;
    memcpy(out->pos, " xmlns", 6);
    out->pos += 6;
    if (prefix->length)
    {
        *out->pos++ = ':';
        copy_short(out->pos, prefix->bytes, prefix->length);
        out->pos += prefix->length;
    }
    *out->pos++ = '=';
    *out->pos++ = single_quote ? '\'' : '"';
    hr = put_chars(writer, ns->bytes, ns->length,
            single_quote ? IN_SINGLE_QUOTES : IN_DOUBLE_QUOTES, error);
    if (FAILED(hr)) return hr;
    return output_put(out, (const BYTE *)(single_quote ? "'" : "\""), 1, error);
}

static HRESULT text_end_start(WS_XML_WRITER *writer, BOOL empty, WS_ERROR *error)
{
    return output_put(&writer->out, (const BYTE *)(empty ? "/>" : ">"), empty ? 2 : 1, error);
}

static HRESULT text_end_element(WS_XML_WRITER *writer, struct element *element, WS_ERROR *error)
{
    struct output *out = &writer->out;
    HRESULT hr;

    if (writer->settings.indent && element->has_child && !element->has_text
            && FAILED(hr = put_indent(writer, writer->depth - 1, error)))
        return hr;
    if (FAILED(hr = output_need(out, element->qname_length + 3, error))) return hr;
    *out->pos++ = '<';
    *out->pos++ = '/';
    copy_short(out->pos, element->qname, element->qname_length);
    out->pos += element->qname_length;
    *out->pos++ = '>';
    return S_OK;
}

/* ======== whole elements ======== */

/* Longer values are better off in pieces. */
#define LEAF_CHARS 256

/* UTF-16 as escaped UTF-8, at most 5 bytes for a unit; NULL when something is for the general way: control
 * characters, surrogates, what is no character. */
static BYTE *leaf_utf16(BYTE *to, const WCHAR *chars, ULONG count)
{
    ULONG i = 0;

#ifdef __SSE2__
    struct stops stops = stops_for(IN_CONTENT);

    for (; count - i >= 8; i += 8, to += 8)
    {
        __m128i x = _mm_loadu_si128((const __m128i *)(chars + i));

        x = _mm_packus_epi16(x, x); /* beyond Latin 1 becomes 0 or 255 */
        if (find_stops(&stops, x)) break;
        _mm_storel_epi64((__m128i *)to, x);
    }
#endif
    for (; i < count; i++)
    {
        WCHAR c = chars[i];

        if (c < 0x80 && !(write_special[c] & IN_CONTENT))
            *to++ = (BYTE)c;
        else if (c == '&' || c == '<' || c == '>')
        {
            memcpy(to, c == '&' ? "&amp;" : c == '<' ? "&lt; " : "&gt; ", 5);
            to += c == '&' ? 5 : 4;
        }
        else if (c >= 0x80 && c < 0x800)
        {
            *to++ = 0xc0 | c >> 6;
            *to++ = 0x80 | (c & 0x3f);
        }
        else if (c >= 0x800 && c <= 0xfffd && (c & 0xf800) != 0xd800)
        {
            *to++ = 0xe0 | c >> 12;
            *to++ = 0x80 | (c >> 6 & 0x3f);
            *to++ = 0x80 | (c & 0x3f);
        }
        else
            return NULL;
    }
    return to;
}

static BYTE *leaf_utf8(BYTE *to, const BYTE *bytes, ULONG count)
{
    ULONG i;

    for (i = 0; i < count; i++)
    {
        if (write_special[bytes[i]] & IN_CONTENT) return NULL;
        to[i] = bytes[i];
    }
    return to + count;
}

static BYTE *leaf_content(BYTE *to, const struct leaf *leaf)
{
    const WS_XML_STRING *string = leaf->data;
    ULONG length;

    if (leaf->kind == LEAF_UTF16) return leaf_utf16(to, leaf->data, leaf->count);
    if (leaf->kind == LEAF_UTF8) return leaf_utf8(to, string->bytes, string->length);
    if (FAILED(value_format(leaf->type, leaf->data, to, &length, NULL))) return NULL;
    return to + length;
}

static inline BYTE *leaf_name(BYTE *to, const WS_XML_STRING *prefix, const WS_XML_STRING *local)
{
    to = copy_qname(to, prefix, local);
    *to++ = '>';
    return to;
}

/* Nothing counts before all of it is there. */
static HRESULT text_leaf(
        WS_XML_WRITER *writer, const WS_XML_STRING *prefix, struct leaf *leaf, WS_ERROR *error)
{
    SIZE_T room = writer->out.end - writer->out.pos, names, content = VALUE_TEXT_MAX;
    BYTE *to = writer->out.pos;

    leaf_measure(leaf);
    if (leaf->kind == LEAF_UTF16) content = (SIZE_T)leaf->count * 5;
    if (leaf->kind == LEAF_UTF8) content = ((const WS_XML_STRING *)leaf->data)->length;
    if (content > LEAF_CHARS * 5) return S_FALSE;
    names = 2 * ((SIZE_T)prefix->length + leaf->local->length) + 8;
    if (room < names || room - names < content) return S_FALSE;
    *to++ = '<';
    to = leaf_name(to, prefix, leaf->local);
    if (!(to = leaf_content(to, leaf))) return S_FALSE;
    *to++ = '<';
    *to++ = '/';
    writer->out.pos = leaf_name(to, prefix, leaf->local);
    return S_OK;
}

static HRESULT text_start_cdata(WS_XML_WRITER *writer, WS_ERROR *error)
{
    writer->cdata_brackets = 0;
    return output_put(&writer->out, (const BYTE *)"<![CDATA[", 9, error);
}

static HRESULT text_end_cdata(WS_XML_WRITER *writer, WS_ERROR *error)
{
    return output_put(&writer->out, (const BYTE *)"]]>", 3, error);
}

static HRESULT text_comment(WS_XML_WRITER *writer, const WS_XML_STRING *value, WS_ERROR *error)
{
    HRESULT hr;
    ULONG i;

    for (i = 0; i < value->length; i++)
    {
        if (value->bytes[i] == '-' && (i + 1 == value->length || value->bytes[i + 1] == '-'))
            return fail(error, WS_E_INVALID_FORMAT,
                    "A comment cannot contain '--' or end with '-': '%X'", value);
    }
    if (writer->settings.indent && FAILED(hr = indent_child(writer, error))) return hr;
    hr = output_put(&writer->out, (const BYTE *)"<!--", 4, error);
    if (SUCCEEDED(hr)) hr = put_chars(writer, value->bytes, value->length, IN_CDATA, error);
    if (SUCCEEDED(hr)) hr = output_put(&writer->out, (const BYTE *)"-->", 3, error);
    return hr;
}

static HRESULT text_begin(WS_XML_WRITER *writer, WS_ERROR *error)
{
    static const char *const names[] = {
        [WS_CHARSET_UTF8] = "utf-8",
        [WS_CHARSET_UTF16LE] = "utf-16LE",
        [WS_CHARSET_UTF16BE] = "utf-16BE",
    };
    char line[64];
    ULONG length;

    if (!writer->settings.write_declaration) return S_OK;
    length = format_line(
            line, sizeof(line), "<?xml version=\"1.0\" encoding=\"%s\"?>", names[writer->charset]);
    return output_put(&writer->out, (const BYTE *)line, length, error);
}

const struct write_format text_write_format = {
    .name = "text",
    .begin = text_begin,
    .start_element = text_start_element,
    .start_attribute = text_start_attribute,
    .end_attribute = text_end_attribute,
    .xmlns = text_xmlns,
    .end_start = text_end_start,
    .end_element = text_end_element,
    .text = text_text,
    .utf8 = put_utf8,
    .leaf = text_leaf,
    .start_cdata = text_start_cdata,
    .end_cdata = text_end_cdata,
    .comment = text_comment,
    .group_bytes = TRUE,
};
