/* The text form of XML: one node per call, strings as slices of the input.
 *
 * The input has no sentinel. Instead, nothing is parsed as markup unless it starts before the last '>' of the
 * input (reader->limit): no name, no space and no fixed text goes on past a '>', so such scans need no other
 * bound. Runs of text and attribute values are bounded by the end of the input.
 * XML 1.0 (fifth edition) without document types, Namespaces in XML 1.0 (third edition).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/reader.h"
#include "xml/scan.h"

#include <string.h>

struct qname
{
    const BYTE *start;
    ULONG size, prefix_size; /* all of it; what stands before the colon */
};

/* Fails at a place of the input. */
#define fail_at(reader, at, error, hr, ...) \
    ((reader)->pos = (at), reader_fail(reader, error, hr, __VA_ARGS__))

/* The input ends within something. */
static HRESULT fail_incomplete(
        WS_XML_READER *reader, const BYTE *at, const char *what, WS_ERROR *error)
{
    if (!reader->final)
        return fail_at(reader, at, error, WS_E_QUOTA_EXCEEDED,
                "The data that was filled in ends within %s; WsFillReader must be asked for more",
                what);
    return fail_at(reader, at, error, WS_E_INVALID_FORMAT, "The document ends within %s", what);
}

static HRESULT fail_character(WS_XML_READER *reader, const BYTE *at, WS_ERROR *error)
{
    ULONG code;

    if (*at < 0x80)
        return fail_at(reader, at, error, WS_E_INVALID_FORMAT,
                "The character U+%x is not allowed here", (ULONG)*at);
    if (!utf8_decode(at, reader->end - at, &code))
        return fail_at(reader, at, error, WS_E_INVALID_FORMAT,
                "The bytes from 0x%x on are not valid in the document's character set", (ULONG)*at);
    return fail_at(
            reader, at, error, WS_E_INVALID_FORMAT, "The character U+%x is not allowed here", code);
}

/* ---- references ---- */

/* "&#...;" at p: its character, NULL when it is none. */
static const BYTE *char_reference(const BYTE *p, const BYTE *end, ULONG *code)
{
    ULONG base = 10, digit;
    const BYTE *first;

    p += 2;
    if (p < end && *p == 'x')
    {
        base = 16;
        p++;
    }
    for (first = p, *code = 0; p < end && *p != ';'; p++)
    {
        digit = *p >= '0' && *p <= '9' ? (ULONG)(*p - '0') : (ULONG)((*p | 0x20) - 'a' + 10);
        if (digit >= base || *p < '0') return NULL;
        if (*code <= 0x10ffff) *code = *code * base + digit;
    }
    return p < end && p > first ? p + 1 : NULL;
}

static const BYTE *entity_reference(const BYTE *p, const BYTE *end, ULONG *code)
{
    static const struct
    {
        char text[7];
        BYTE size, code;
    } entities[] = { { "&lt;", 4, '<' }, { "&gt;", 4, '>' }, { "&amp;", 5, '&' },
        { "&quot;", 6, '"' }, { "&apos;", 6, '\'' } };
    ULONG i;

    for (i = 0; i < COUNT_OF(entities); i++)
    {
        if ((SIZE_T)(end - p) < entities[i].size || p[1] != (BYTE)entities[i].text[1]
                || memcmp(p, entities[i].text, entities[i].size))
            continue;
        *code = entities[i].code;
        return p + entities[i].size;
    }
    return NULL;
}

static BOOL valid_reference(const WS_XML_READER *reader, ULONG code)
{
    if (xml_is_char(code)) return TRUE;
    return reader->settings.allow_invalid_references && code <= 0x10ffff
            && (code < 0xd800 || code >= 0xe000);
}

/* The reference at *p as UTF-8 at *out; steps over both. */
static HRESULT read_reference(
        WS_XML_READER *reader, const BYTE **p, const BYTE *end, BYTE **out, WS_ERROR *error)
{
    const BYTE *start = *p, *next;
    ULONG code, shown = 0;

    if (end - start > 1 && start[1] == '#')
        next = char_reference(start, end, &code);
    else
        next = entity_reference(start, end, &code);
    if (!next)
    {
        while (start + shown < end && shown < 20 && start[shown] != ';' && start[shown] != '<')
            shown++;
        return fail_at(reader, start, error, WS_E_INVALID_FORMAT,
                "'%b' is no character reference and none of &lt; &gt; &amp; &quot; &apos;", start,
                shown);
    }
    if (start[1] == '#' && !valid_reference(reader, code))
        return fail_at(reader, start, error, WS_E_INVALID_FORMAT,
                "'%b' refers to a character that XML does not admit", start, (ULONG)(next - start));
    *p = next;
    *out += utf8_encode(code, *out);
    return S_OK;
}

enum decode
{
    DECODE_TEXT,  /* references, line ends */
    DECODE_CDATA, /* line ends */
    DECODE_VALUE  /* references, line ends, white space to blanks */
};

/* Copies from *p up to the first byte before end that decoding must look at; there is as much room at out as there are
 * bytes. Returns the new end of the copy. */
static BYTE *copy_run(const BYTE **from, const BYTE *end, BYTE *out, enum decode how)
{
    const BYTE *p = *from;

#ifdef __SSE2__
    const __m128i space = _mm_set1_epi8(how == DECODE_VALUE ? '\n' : '\r');
    const __m128i tab = _mm_set1_epi8(how == DECODE_VALUE ? '\t' : '\r');
    const __m128i ref = _mm_set1_epi8(how == DECODE_CDATA ? '\r' : '&');

    for (; end - p >= 16; p += 16, out += 16)
    {
        __m128i b = _mm_loadu_si128((const __m128i *)p);
        __m128i stop = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(b, space), _mm_cmpeq_epi8(b, tab)),
                _mm_or_si128(_mm_cmpeq_epi8(b, ref), _mm_cmpeq_epi8(b, _mm_set1_epi8('\r'))));
        int mask = _mm_movemask_epi8(stop);

        _mm_storeu_si128((__m128i *)out, b);
        if (mask)
        {
            *from = p + __builtin_ctz(mask);
            return out + __builtin_ctz(mask);
        }
    }
#endif
    for (; p < end; p++)
    {
        if (*p == '\r' || (*p == '&' && how != DECODE_CDATA)) break;
        if ((*p == '\n' || *p == '\t') && how == DECODE_VALUE) break;
        *out++ = *p;
    }
    *from = p;
    return out;
}

/* Decoded text is never longer than its source. The source's characters have been checked already. */
static HRESULT decode(WS_XML_READER *reader, const BYTE *p, const BYTE *end, enum decode how,
        WS_XML_STRING *ret, WS_ERROR *error)
{
    BYTE *start = arena_alloc(&reader->scratch, end - p), *out = start;
    HRESULT hr;

    if (!start) return fail_memory(error);
    reader->scratch_in_use = TRUE;
    for (;;)
    {
        out = copy_run(&p, end, out, how);
        if (p == end) break;
        if (*p == '&')
        {
            if (FAILED(hr = read_reference(reader, &p, end, &out, error))) return hr;
            continue;
        }
        if (*p == '\r' && end - p > 1 && p[1] == '\n') p++;
        *out++ = how == DECODE_VALUE ? ' ' : '\n';
        p++;
    }
    ret->bytes = start;
    ret->length = out - start;
    return S_OK;
}

/* ---- names ---- */

/* A name with characters that are not ASCII, or no name at all. */
static HRESULT read_wide_qname(
        WS_XML_READER *reader, const BYTE **pos, struct qname *name, WS_ERROR *error)
{
    const BYTE *start = *pos, *p = start, *part = start;
    ULONG code, used;

    name->start = start;
    name->prefix_size = 0;
    for (;; p += used)
    {
        if (p == reader->end) return fail_incomplete(reader, p, "a name", error);
        if (*p == ':' && part == start && p > start)
        {
            name->prefix_size = p - start;
            part = p + 1;
            used = 1;
            continue;
        }
        if (*p < 0x80 && !(scan_class[*p] & SCAN_NAME)) break;
        if (!(used = utf8_decode(p, reader->end - p, &code)))
            return fail_character(reader, p, error);
        if (p == part ? !xml_is_name_start(code) : !xml_is_name_char(code)) break;
    }
    if (p == part || *p >= 0x80 || *p == ':')
        return fail_at(reader, p, error, WS_E_INVALID_FORMAT, "'%b' is not an XML name", start,
                (ULONG)(p + scan_wide(p, reader->end) + (*p < 0x80) - start));
    name->size = p - start;
    *pos = p;
    return S_OK;
}

static inline HRESULT read_qname(
        WS_XML_READER *reader, const BYTE **pos, struct qname *name, WS_ERROR *error)
{
    const BYTE *start = *pos, *p = start;

    if (!(scan_class[*p] & SCAN_START)) return read_wide_qname(reader, pos, name, error);
    p = scan_name(p + 1);
    name->start = start;
    name->prefix_size = 0;
    if (*p == ':')
    {
        name->prefix_size = p - start;
        if (!(scan_class[*++p] & SCAN_START)) return read_wide_qname(reader, pos, name, error);
        p = scan_name(p + 1);
        if (*p == ':') return read_wide_qname(reader, pos, name, error);
    }
    if (*p >= 0x80) return read_wide_qname(reader, pos, name, error);
    name->size = p - start;
    *pos = p;
    return S_OK;
}

/* ---- elements ---- */

/* The rest of a value in which something is to be decoded or looked at; p is the first such place. */
static __attribute__((noinline)) HRESULT read_special_value(WS_XML_READER *reader, const BYTE **pos,
        const BYTE *p, BYTE quote, WS_XML_STRING *value, WS_ERROR *error)
{
    const BYTE *start = *pos;
    BOOL special = FALSE;
    ULONG size;

    for (;; p = scan_value(p, reader->end, quote))
    {
        if (p >= reader->limit) return fail_incomplete(reader, p, "an attribute value", error);
        if (*p == quote) break;
        if (*p == '<')
            return fail_at(reader, p, error, WS_E_INVALID_FORMAT,
                    "'<' is not allowed in an attribute value");
        if (*p == '&' || *p == '\n' || *p == '\r' || *p == '\t')
            special = TRUE;
        else if (*p < 0x20)
            return fail_character(reader, p, error);
        else if (*p >= 0x80)
        {
            if (!(size = scan_wide(p, reader->end))) return fail_character(reader, p, error);
            p += size;
            continue;
        }
        p++;
    }
    *pos = p + 1;
    if (special) return decode(reader, start, p, DECODE_VALUE, value, error);
    value->bytes = (BYTE *)start;
    value->length = p - start;
    return S_OK;
}

/* From after the opening quote to after the closing one. */
static inline HRESULT read_attribute_value(
        WS_XML_READER *reader, const BYTE **pos, BYTE quote, WS_XML_STRING *value, WS_ERROR *error)
{
    const BYTE *start = *pos, *p = scan_value(start, reader->end, quote);

    if (p >= reader->limit || *p != quote)
        return read_special_value(reader, pos, p, quote, value, error);
    *pos = p + 1;
    value->bytes = (BYTE *)start;
    value->length = p - start;
    return S_OK;
}

static inline BOOL is_xmlns(const struct qname *name)
{
    return name->start[0] == 'x' && (name->size == 5 || name->prefix_size == 5)
            && !memcmp(name->start, "xmlns", 5);
}

/* xmlns="..." and xmlns:p="...": the namespace stands in ns, the value is empty. */
static HRESULT read_declaration_value(WS_XML_READER *reader, struct read_attribute *attr,
        const struct qname *name, WS_ERROR *error)
{
    WS_XML_STRING *value = &attr->value.utf8.value;
    BOOL copy = reader->copy_names || value->bytes < reader->token || value->bytes >= reader->end;
    HRESULT hr;

    attr->attribute.isXmlNs = TRUE;
    attr->ns = *value;
    attr->attribute.ns = &attr->ns;
    if (!name->prefix_size)
    {
        attr->attribute.prefix = &reader->no_prefix;
        attr->local_name.bytes = (BYTE *)name->start;
        attr->local_name.length = name->size;
    }
    else
    {
        attr->prefix.bytes = (BYTE *)name->start + 6;
        attr->prefix.length = name->size - 6;
        attr->local_name = attr->prefix;
        attr->attribute.prefix = &attr->prefix;
    }
    hr = scope_add(&reader->scope, reader->elements[reader->depth - 1].bindings,
            attr->attribute.prefix, &attr->ns, copy, error);
    if (FAILED(hr)) return reader_failed(reader, hr, error);
    value->bytes = NULL;
    value->length = 0;
    return S_OK;
}

/* One attribute; namespaces are looked up when all are known. */
static HRESULT read_attribute(WS_XML_READER *reader, const BYTE **pos, ULONG index, WS_ERROR *error)
{
    struct read_attribute *attr;
    struct qname name;
    const BYTE *p;
    HRESULT hr;

    if (FAILED(hr = reader_attribute_place(reader, index, &attr, error))) return hr;
    if (FAILED(hr = read_qname(reader, pos, &name, error))) return hr;
    p = *pos;
    if (*p != '=') p = scan_space(p);
    if (*p != '=')
        return fail_at(reader, p, error, WS_E_INVALID_FORMAT, "The attribute '%b' has no value",
                name.start, name.size);
    p++;
    if (*p != '"') p = scan_space(p);
    if (*p != '"' && *p != '\'')
        return fail_at(reader, p, error, WS_E_INVALID_FORMAT,
                "The value of the attribute '%b' is not quoted", name.start, name.size);
    attr->attribute.singleQuote = *p == '\'';
    *pos = p + 1;
    hr = read_attribute_value(reader, pos, *p, &attr->value.utf8.value, error);
    if (FAILED(hr)) return hr;
    if (is_xmlns(&name)) return read_declaration_value(reader, attr, &name, error);
    attr->attribute.isXmlNs = FALSE;
    attr->attribute.ns = &reader->no_ns;
    if (!name.prefix_size)
    {
        attr->attribute.prefix = &reader->no_prefix;
        attr->local_name.bytes = (BYTE *)name.start;
        attr->local_name.length = name.size;
        return S_OK;
    }
    attr->attribute.prefix = &attr->prefix;
    attr->prefix.bytes = (BYTE *)name.start;
    attr->prefix.length = name.prefix_size;
    attr->local_name.bytes = (BYTE *)name.start + name.prefix_size + 1;
    attr->local_name.length = name.size - name.prefix_size - 1;
    return S_OK;
}

/* From '<' of a start tag. */
static HRESULT read_element(WS_XML_READER *reader, const BYTE *p, WS_ERROR *error)
{
    ULONG count = 0;
    struct qname name;
    const BYTE *q;
    HRESULT hr;

    reader->element.attributeCount = 0;
    p++;
    if (FAILED(hr = read_qname(reader, &p, &name, error))) return hr;
    if (!reader->depth && reader->root_seen && !reader->fragment)
        return fail_at(reader, name.start, error, WS_E_INVALID_FORMAT,
                "A second root element, '%b', follows the first", name.start, name.size);
    reader->pos = name.start;
    if (FAILED(hr = reader_push(reader, name.start, name.size, error))) return hr;
    while (*p != '>')
    {
        q = scan_space(p);
        if (*q == '/' || *q == '>')
        {
            p = q;
            if (*q == '>' || q[1] == '>') break;
            return fail_at(reader, q, error, WS_E_INVALID_FORMAT, "'/' is not followed by '>'");
        }
        if (q == p)
            return fail_at(reader, q, error, WS_E_INVALID_FORMAT,
                    "There is no white space before this part of the start tag of '%b'", name.start,
                    name.size);
        p = q;
        if (FAILED(hr = read_attribute(reader, &p, count++, error))) return hr;
    }
    reader->element.isEmpty = *p == '/';
    reader->element_prefix.length = name.prefix_size;
    reader->element_prefix.bytes = name.prefix_size ? (BYTE *)name.start : NULL;
    if (name.prefix_size) name.prefix_size++;
    reader->element_name.bytes = (BYTE *)name.start + name.prefix_size;
    reader->element_name.length = name.size - name.prefix_size;
    if (FAILED(hr = reader_resolve(reader, count, error))) return hr;
    reader->pos = p + 1 + reader->element.isEmpty;
    reader->node = &reader->element.node;
    return S_OK;
}

static inline BOOL same_words(const BYTE *a, const BYTE *b)
{
    UINT64 x, y;

    memcpy(&x, a, 8);
    memcpy(&y, b, 8);
    return x == y;
}

/* Names are short: overlapping words instead of a call. */
static inline BOOL same_bytes(const BYTE *a, const BYTE *b, ULONG size)
{
    ULONG i, x, y;

    if (size >= 8)
    {
        for (i = 0; i + 8 < size; i += 8)
        {
            if (!same_words(a + i, b + i)) return FALSE;
        }
        return same_words(a + size - 8, b + size - 8);
    }
    if (size >= 4)
    {
        memcpy(&x, a, 4);
        memcpy(&y, b, 4);
        if (x != y) return FALSE;
        memcpy(&x, a + size - 4, 4);
        memcpy(&y, b + size - 4, 4);
        return x == y;
    }
    while (size--)
    {
        if (a[size] != b[size]) return FALSE;
    }
    return TRUE;
}

/* From "</". */
static HRESULT read_end_element(WS_XML_READER *reader, const BYTE *p, WS_ERROR *error)
{
    const struct open_element *element;
    const BYTE *q;

    if (!reader->depth)
        return fail_at(reader, p, error, WS_E_INVALID_FORMAT, "An end tag without a start tag");
    element = &reader->elements[reader->depth - 1];
    q = p + 2;
    if ((SIZE_T)(reader->end - q) <= element->name_size)
    {
        if (!reader->final) return fail_incomplete(reader, p, "an end tag", error);
    }
    else if (same_bytes(q, element->name, element->name_size))
    {
        q += element->name_size;
        if (*q != '>' && q < reader->limit) q = scan_space(q);
        if (*q == '>')
        {
            reader->pos = q + 1;
            reader->node = &node_end_element;
            return S_OK;
        }
    }
    return fail_at(reader, p, error, WS_E_INVALID_FORMAT,
            "This end tag does not match the start tag '%b'", element->name, element->name_size);
}

/* ---- text ---- */

/* Only white space may stand outside the root. */
static HRESULT check_outside(
        WS_XML_READER *reader, const BYTE *start, const BYTE *end, WS_ERROR *error)
{
    for (; start < end; start++)
    {
        if (!xml_is_space(*start))
            return fail_at(reader, start, error, WS_E_INVALID_FORMAT,
                    "There is text outside the root element");
    }
    return S_OK;
}

#define LONGEST_REFERENCE 64

/* How much of the text before end may be given out while more input is to come: nothing that what follows may
 * change. */
static const BYTE *whole_text(const BYTE *start, const BYTE *end)
{
    const BYTE *p = end, *first = end - start > LONGEST_REFERENCE ? end - LONGEST_REFERENCE : start;

    while (p > first && *--p != ';')
    {
        if (*p == '&') return p;
    }
    while (end > start && (end[-1] == '\r' || end[-1] == ']'))
        end--;
    return end;
}

/* Text with something that is to be decoded or looked at, p at the first such place. */
static __attribute__((noinline)) HRESULT read_special_text(
        WS_XML_READER *reader, const BYTE *start, const BYTE *p, WS_ERROR *error)
{
    BOOL special = FALSE;
    WS_XML_STRING text;
    HRESULT hr;
    ULONG size;

    for (;; p = scan_text(p, reader->end))
    {
        if (p == reader->end || *p == '<') break;
        if (*p == '&' || *p == '\r')
            special = TRUE;
        else if (*p >= 0x80)
        {
            if (!(size = scan_wide(p, reader->end)))
            {
                if (!reader->final && reader->end - p < 4) break;
                return fail_character(reader, p, error);
            }
            p += size;
            continue;
        }
        else if (*p == '>')
        {
            if (p - start >= 2 && p[-1] == ']' && p[-2] == ']')
                return fail_at(
                        reader, p - 2, error, WS_E_INVALID_FORMAT, "']]>' is not allowed in text");
        }
        else
            return fail_character(reader, p, error);
        p++;
    }
    if (!reader->final && (p == reader->end || *p != '<'))
    {
        if ((p = whole_text(start, p)) == start) return fail_incomplete(reader, p, "text", error);
    }
    if (!reader->depth && !reader->fragment && FAILED(hr = check_outside(reader, start, p, error)))
        return hr;
    if (special)
    {
        if (FAILED(hr = decode(reader, start, p, DECODE_TEXT, &text, error))) return hr;
        reader_use_text(reader, text.bytes, text.length);
    }
    else
        reader_use_text(reader, start, p - start);
    reader->pos = p;
    return S_OK;
}

/* Text from start on, up to the next markup. */
static __attribute__((noinline)) HRESULT read_text_run(
        WS_XML_READER *reader, const BYTE *start, WS_ERROR *error)
{
    const BYTE *p = scan_text(start, reader->end);

    if (p == reader->end || *p != '<' || !reader->depth)
        return read_special_text(reader, start, p, error);
    reader_use_text(reader, start, p - start);
    reader->pos = p;
    return S_OK;
}

/* Checks the characters of [p, end): comments, CDATA, processing instructions. *lines: there is a CR. */
static HRESULT check_characters(
        WS_XML_READER *reader, const BYTE *p, const BYTE *end, BOOL *lines, WS_ERROR *error)
{
    ULONG size;

    *lines = FALSE;
    for (p = scan_text(p, end); p < end; p = scan_text(p, end))
    {
        if (*p == '\r') *lines = TRUE;
        if (*p < 0x20 && *p != '\r') return fail_character(reader, p, error);
        if (*p >= 0x80)
        {
            if (!(size = scan_wide(p, end))) return fail_character(reader, p, error);
            p += size;
        }
        else
            p++;
    }
    return S_OK;
}

/* The first place of a text of size bytes in [p, reader->end), or NULL. */
static const BYTE *find_text(
        const WS_XML_READER *reader, const BYTE *p, const char *text, ULONG size)
{
    const BYTE *last = reader->end - size;

    for (; p <= last; p++)
    {
        if (!(p = memchr(p, text[0], last - p + 1))) return NULL;
        if (!memcmp(p, text, size)) return p;
    }
    return NULL;
}

/* [p, end) as a string, with line ends made one. */
static HRESULT take_characters(
        WS_XML_READER *reader, const BYTE *p, const BYTE *end, WS_XML_STRING *ret, WS_ERROR *error)
{
    HRESULT hr;
    BOOL lines;

    if (FAILED(hr = check_characters(reader, p, end, &lines, error))) return hr;
    if (lines) return decode(reader, p, end, DECODE_CDATA, ret, error);
    ret->bytes = (BYTE *)p;
    ret->length = end - p;
    return S_OK;
}

/* From "<!--". */
static HRESULT read_comment(WS_XML_READER *reader, const BYTE *start, WS_ERROR *error)
{
    const BYTE *end = find_text(reader, start + 4, "--", 2);
    HRESULT hr;

    if (!end || end + 2 >= reader->end) return fail_incomplete(reader, start, "a comment", error);
    if (end[2] != '>')
        return fail_at(
                reader, end, error, WS_E_INVALID_FORMAT, "'--' is not allowed within a comment");
    hr = take_characters(reader, start + 4, end, &reader->comment.value, error);
    if (FAILED(hr)) return hr;
    reader->pos = end + 3;
    reader->node = &reader->comment.node;
    return S_OK;
}

/* From "<![CDATA[": a node of its own, its text and END_CDATA follow. */
static HRESULT read_cdata(WS_XML_READER *reader, const BYTE *start, WS_ERROR *error)
{
    if (!reader->depth && !reader->fragment)
        return fail_at(reader, start, error, WS_E_INVALID_FORMAT,
                "There is a CDATA section outside the root element");
    if (!find_text(reader, start + 9, "]]>", 3))
        return fail_incomplete(reader, start, "a CDATA section", error);
    reader->pos = start + 9;
    reader->in_cdata = TRUE;
    reader->node = &node_cdata;
    return S_OK;
}

static HRESULT read_cdata_content(WS_XML_READER *reader, WS_ERROR *error)
{
    const BYTE *p = reader->pos, *end = find_text(reader, p, "]]>", 3);
    WS_XML_STRING text;
    HRESULT hr;

    if (end == p || reader->node->nodeType == WS_XML_NODE_TYPE_TEXT)
    {
        reader->pos = p + 3;
        reader->in_cdata = FALSE;
        reader->node = &node_end_cdata;
        return S_OK;
    }
    if (FAILED(hr = take_characters(reader, p, end, &text, error))) return hr;
    reader_use_text(reader, text.bytes, text.length);
    reader->pos = end;
    return S_OK;
}

/* From "<?": not a node, but it must be well-formed. */
static HRESULT skip_instruction(WS_XML_READER *reader, const BYTE *start, WS_ERROR *error)
{
    const BYTE *end = find_text(reader, start + 2, "?>", 2), *p = start + 2;
    struct qname name;
    HRESULT hr;
    BOOL lines;

    if (!end) return fail_incomplete(reader, start, "a processing instruction", error);
    if (FAILED(hr = read_qname(reader, &p, &name, error))) return hr;
    if (name.prefix_size || (name.size == 3 && ascii_equal_nocase(name.start, "xml", 3)))
        return fail_at(reader, start, error, WS_E_INVALID_FORMAT,
                "'%b' cannot name a processing instruction here", name.start, name.size);
    if (p != end && !xml_is_space(*p))
        return fail_at(reader, p, error, WS_E_INVALID_FORMAT,
                "There is no white space after the name of a processing instruction");
    if (FAILED(hr = check_characters(reader, p, end, &lines, error))) return hr;
    reader->pos = end + 2;
    return S_OK;
}

/* From "<!". */
static HRESULT read_bang(WS_XML_READER *reader, const BYTE *p, WS_ERROR *error)
{
    if (p[2] == '-' && p[3] == '-') return read_comment(reader, p, error);
    if (!memcmp(p + 2, "[CDATA[", reader->limit - p < 9 ? 1 : 7) && reader->limit - p >= 9)
        return read_cdata(reader, p, error);
    if (p[2] == 'D')
        return fail_at(reader, p, error, WS_E_INVALID_FORMAT,
                "Document types (<!DOCTYPE) are not supported");
    if (!reader->final && reader->end - p < 9) return fail_incomplete(reader, p, "markup", error);
    return fail_at(reader, p, error, WS_E_INVALID_FORMAT,
            "'<!' starts neither a comment nor a CDATA section");
}

/* ---- nodes ---- */

static HRESULT read_end(WS_XML_READER *reader, WS_ERROR *error)
{
    if (!reader->final) return fail_incomplete(reader, reader->pos, "the document", error);
    if (reader->depth)
        return fail_at(reader, reader->end, error, WS_E_INVALID_FORMAT,
                "The document ends within the element '%b'",
                reader->elements[reader->depth - 1].name,
                reader->elements[reader->depth - 1].name_size);
    if (!reader->root_seen && !reader->only_declared && !reader->fragment)
        return fail_at(reader, reader->end, error, WS_E_INVALID_FORMAT,
                "The document has no root element");
    reader->node = &node_eof;
    return S_OK;
}

/* The next node from reader->pos on. */
static HRESULT read_next(WS_XML_READER *reader, WS_ERROR *error)
{
    const BYTE *p;
    HRESULT hr;

    for (;;)
    {
        p = reader->token = reader->pos;
        if (p == reader->end) return read_end(reader, error);
        if (*p != '<')
        {
            reader->only_declared = FALSE;
            return read_text_run(reader, p, error);
        }
        if (p >= reader->limit) return fail_incomplete(reader, p, "markup", error);
        if (p[1] == '/') return read_end_element(reader, p, error);
        reader->only_declared = FALSE;
        if (p[1] == '!') return read_bang(reader, p, error);
        if (p[1] != '?') return read_element(reader, p, error);
        if (FAILED(hr = skip_instruction(reader, p, error))) return hr;
    }
}

/* At the start of the document: the XML declaration. */
static HRESULT read_start(WS_XML_READER *reader, WS_ERROR *error)
{
    const BYTE *p = reader->pos;
    HRESULT hr;

    if (reader->limit - p < 6 || memcmp(p, "<?xml", 5)
            || (!xml_is_space(p[5]) && p[5] != '?' && p[5] != '>'))
        return S_OK;
    if (!reader->settings.read_declaration)
        return fail_at(reader, p, error, WS_E_INVALID_FORMAT,
                "There is an XML declaration, which READ_DECLARATION forbids");
    reader->token = p;
    if (FAILED(hr = declaration_read(reader, &p, error))) return hr;
    reader->pos = p;
    reader->only_declared = TRUE;
    return S_OK;
}

/* What was decoded for the node before is given back: nobody may see it after a failure either. */
static void drop_scratch(WS_XML_READER *reader)
{
    static const struct arena_mark nothing;

    arena_release(&reader->scratch, nothing);
    reader->scratch_in_use = FALSE;
    reader->element.attributeCount = 0;
    reader->text_value.utf8.value.length = 0;
    reader->comment.value.length = 0;
}

static HRESULT text_next(WS_XML_READER *reader, WS_ERROR *error)
{
    HRESULT hr;

    if (reader->scratch_in_use) drop_scratch(reader);
    switch (reader->node->nodeType)
    {
    case WS_XML_NODE_TYPE_ELEMENT:
        if (!reader->element.isEmpty) break;
        reader->token = reader->pos;
        reader->node = &node_end_element;
        return S_OK;
    case WS_XML_NODE_TYPE_END_ELEMENT:
        reader_pop(reader);
        break;
    case WS_XML_NODE_TYPE_BOF:
        if (FAILED(hr = read_start(reader, error))) return hr;
        break;
    default:
        if (reader->in_cdata) return read_cdata_content(reader, error);
        break;
    }
    return read_next(reader, error);
}

/* From a character beyond ASCII to the first stop that is none; NULL: one is wrong. */
static __attribute__((noinline)) const BYTE *skip_wide(const BYTE *p, const BYTE *end)
{
    ULONG size;

    while (p < end && *p >= 0x80)
    {
        if (!(size = scan_wide(p, end))) return NULL;
        p = scan_text(p + size, end);
    }
    return p;
}

static HRESULT text_leaf(WS_XML_READER *reader, const WS_XML_TEXT **ret, WS_ERROR *error)
{
    const BYTE *start = reader->pos, *p = scan_text(start, reader->end);
    WS_XML_UTF8_TEXT *text = &reader->kept_text.utf8;

    if (p < reader->end && *p >= 0x80 && !(p = skip_wide(p, reader->end))) return S_FALSE;
    if (p >= reader->limit || *p != '<' || p[1] != '/') return S_FALSE;
    text->text.textType = WS_XML_TEXT_TYPE_UTF8;
    text->value.bytes = (BYTE *)start;
    text->value.length = p - start;
    text->value.dictionary = NULL;
    *ret = &text->text;
    reader->token = p;
    return read_end_element(reader, p, error);
}

const struct read_format read_text_format = {
    .next = text_next,
    .find_ns = reader_scope_ns,
    .find_xml = reader_scope_xml,
    .leaf = text_leaf,
    .has_rows = TRUE,
};
