/* The usual calls of the usual form: elements, attributes without prefix, short texts and values, as UTF-8 text. Each does what
 * the general way does, with one look at the state instead of a call for each part; what is unusual in any way (a
 * declaration that is due, a name beyond ASCII, a character to escape, no room in the chunk, an error) is left to
 * the general way, untouched: FALSE.
 *
 * The callers have checked the handle, that the writer is not faulted, and the pointers.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef XML_WRITER_DIRECT_H
#define XML_WRITER_DIRECT_H

#include "xml/writer.h"
#include "xml/write_chars.h"

/* Whether the start tag that is open can be closed with nothing but '>'. */
static inline BOOL direct_complete(const WS_XML_WRITER *writer, const struct element *element)
{
    return !writer->pending_due && !element->undeclared
            && (writer->pending_count < 2 || writer_names_differ(writer));
}

/* Gives the element its name, in bytes that live as long as it does: length is that of prefix, colon and local. */
static inline void element_set_name(struct element *element, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, BYTE *bytes, ULONG length)
{
    element->qname = bytes;
    element->qname_length = length;
    element->prefix_length = prefix->length;
    element->prefix = *prefix;
    element->prefix.bytes = bytes;
    copy_qname(bytes, prefix, local);
}

/* The element's prefix where none must be declared: no namespace and no default one, or the newest declaration's,
 * which nothing hides. NULL when it needs a look at the others. */
static inline const WS_XML_STRING *direct_prefix(const WS_XML_WRITER *writer,
        const WS_XML_STRING *prefix, const WS_XML_STRING *ns, const WS_XML_STRING **bound)
{
    static const WS_XML_STRING none;
    const struct binding *newest;

    if (!ns->length && (!prefix || !prefix->length) && !writer->scope.heads[0])
        return *bound = &none;
    if (!ns->length) return NULL;
    newest = scope_newest(&writer->scope);
    if (!newest || !name_equal(&newest->ns, ns)) return NULL;
    if (prefix && !name_equal(&newest->prefix, prefix)) return NULL;
    *bound = &newest->ns;
    return &newest->prefix;
}

static inline BOOL direct_start(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns)
{
    struct output *out = &writer->out;
    struct element *element;
    SIZE_T length;
    BYTE *name;

    if (!writer->direct || !writer->depth || writer->trail_count
            || writer->depth >= writer->settings.max_depth || writer->depth == writer->element_room
            || !is_plain_name(local->bytes, local->length))
        return FALSE;
    element = &writer->elements[writer->depth];
    if (writer->state == WRITER_START_TAG && !direct_complete(writer, element - 1)) return FALSE;
    if (!(prefix = direct_prefix(writer, prefix, ns, &ns))) return FALSE;
    length = (SIZE_T)local->length + (prefix->length ? (SIZE_T)prefix->length + 1 : 0);
    if ((SIZE_T)(out->end - out->pos) < length + 2) return FALSE;
    element->mark = arena_mark(&writer->names);
    if (!(name = arena_alloc(&writer->names, length))) return FALSE;
    element_set_name(element, prefix, local, name, length);
    element->ns = *ns;
    element->scope_mark = writer->scope.count;
    element->undeclared = element->keep_pair = element->has_text = element->has_child = FALSE;
    if (writer->state == WRITER_START_TAG)
    {
        *out->pos++ = '>';
        writer->pending_count = 0;
    }
    writer->tag_offset = output_total(out);
    *out->pos++ = '<';
    /* not from name: what has just been written in pieces is slow to read as a whole */
    out->pos = copy_qname(out->pos, prefix, local);
    element[-1].has_child = TRUE;
    writer->depth++;
    writer->attribute_count = 0;
    writer->state = WRITER_START_TAG;
    return TRUE;
}

static inline BOOL direct_end(WS_XML_WRITER *writer)
{
    struct element *element = writer_element(writer);
    struct output *out = &writer->out;

    if (!writer->direct || writer->trail_count
            || (SIZE_T)(out->end - out->pos) < (SIZE_T)element->qname_length + 3)
        return FALSE;
    if (writer->state == WRITER_START_TAG)
    {
        if (!direct_complete(writer, element) || element->keep_pair) return FALSE;
        *out->pos++ = '/';
        writer->pending_count = 0;
        writer->state = WRITER_CONTENT;
    }
    else
    {
        *out->pos++ = '<';
        *out->pos++ = '/';
        copy_short(out->pos, element->qname, element->qname_length);
        out->pos += element->qname_length;
    }
    *out->pos++ = '>';
    return TRUE;
}

static inline BOOL direct_start_attribute(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, BOOL single_quote)
{
    struct output *out = &writer->out;
    struct pending *pending;
    BYTE *name;

    if (!writer->direct || writer->state != WRITER_START_TAG || ns->length
            || (prefix && prefix->length) || writer->pending_count == writer->pending_room
            || writer->attribute_count >= writer->settings.max_attributes
            || (SIZE_T)(out->end - out->pos) < (SIZE_T)local->length + 4
            || !is_plain_name(local->bytes, local->length)
            || !(name = arena_alloc(&writer->names, local->length)))
        return FALSE;
    copy_short(name, local->bytes, local->length);
    pending = &writer->pending[writer->pending_count++];
    pending->kind = PENDING_USE;
    pending->prefix.length = pending->ns.length = 0;
    pending->local = *local;
    pending->local.bytes = name;
    *out->pos++ = ' ';
    copy_short(out->pos, local->bytes, local->length);
    out->pos += local->length;
    *out->pos++ = '=';
    *out->pos++ = single_quote ? '\'' : '"';
    writer->attribute_count++;
    writer->attribute_text = 0;
    writer->single_quote = single_quote;
    writer->state = WRITER_ATTRIBUTE;
    return TRUE;
}

static inline BOOL direct_end_attribute(WS_XML_WRITER *writer)
{
    struct output *out = &writer->out;

    if (!writer->direct || writer->trail_count || out->pos == out->end) return FALSE;
    *out->pos++ = writer->single_quote ? '\'' : '"';
    writer->state = WRITER_START_TAG;
    return TRUE;
}

/* Where content goes, after the end of the start tag that may be open; NULL: this is for the general way. Nothing
 * counts before direct_content_end. */
static inline BYTE *direct_content(WS_XML_WRITER *writer, ULONG room)
{
    BYTE *to = writer->out.pos;

    if (!writer->direct || writer->state > WRITER_START_TAG || !writer->depth || writer->trail_count
            || (SIZE_T)(writer->out.end - to) < (SIZE_T)room + 1)
        return NULL;
    if (writer->state != WRITER_START_TAG) return to;
    if (!direct_complete(writer, writer_element(writer))) return NULL;
    *to++ = '>';
    return to;
}

static inline void direct_content_end(WS_XML_WRITER *writer, BYTE *end)
{
    writer->out.pos = end;
    writer->pending_count = 0;
    writer_element(writer)->has_text = TRUE;
    writer->state = WRITER_CONTENT;
}

static inline BOOL direct_attribute_text(WS_XML_WRITER *writer, const BYTE *bytes, ULONG count)
{
    enum place place = writer->single_quote ? IN_SINGLE_QUOTES : IN_DOUBLE_QUOTES;

    if (!writer->direct || writer->trail_count
            || (writer->attribute_text && writer->attribute_text != WS_XML_TEXT_TYPE_UTF8)
            || writer->out.end - writer->out.pos < 16
            || !copy_few(writer->out.pos, bytes, count, place))
        return FALSE;
    writer->out.pos += count;
    writer->attribute_text = WS_XML_TEXT_TYPE_UTF8;
    return TRUE;
}

static inline BOOL direct_text(WS_XML_WRITER *writer, const BYTE *bytes, ULONG count)
{
    BYTE *to;

    if (!bytes || count - 1 > 15) return FALSE;
    if (writer->state == WRITER_ATTRIBUTE) return direct_attribute_text(writer, bytes, count);
    if (!(to = direct_content(writer, 16)) || !copy_few(to, bytes, count, IN_CONTENT)) return FALSE;
    direct_content_end(writer, to + count);
    return TRUE;
}

static inline BOOL direct_value(WS_XML_WRITER *writer, WS_VALUE_TYPE type, const void *value)
{
    BYTE *to = direct_content(writer, VALUE_TEXT_MAX);
    ULONG length;

    if (!to || FAILED(value_format(type, value, to, &length, NULL))) return FALSE;
    direct_content_end(writer, to + length);
    return TRUE;
}

#endif
