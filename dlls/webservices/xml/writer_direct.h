/* The usual calls of the usual form: elements without attributes and their short texts, as UTF-8 text. Each does what
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
    return !writer->pending_count && !element->undeclared;
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
    if (prefix->length)
    {
        copy_short(bytes, prefix->bytes, prefix->length);
        bytes += prefix->length;
        *bytes++ = ':';
    }
    copy_short(bytes, local->bytes, local->length);
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
    if (prefix || !ns->length) return NULL;
    newest = scope_newest(&writer->scope);
    if (!newest || !name_equal(&newest->ns, ns)) return NULL;
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
    if (writer->state == WRITER_START_TAG) *out->pos++ = '>';
    writer->tag_offset = output_total(out);
    *out->pos++ = '<';
    copy_short(out->pos, name, length);
    out->pos += length;
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

static inline BOOL direct_text(WS_XML_WRITER *writer, const BYTE *bytes, ULONG count)
{
    struct output *out = &writer->out;
    BYTE *to = out->pos;

    if (!writer->direct || writer->state > WRITER_START_TAG || !writer->depth || writer->trail_count
            || !bytes || count - 1 > 15 || out->end - to < 17)
        return FALSE;
    if (writer->state == WRITER_START_TAG)
    {
        if (!direct_complete(writer, writer_element(writer))) return FALSE;
        *to++ = '>';
    }
    if (!copy_content(to, bytes, count)) return FALSE;
    out->pos = to + count;
    writer_element(writer)->has_text = TRUE;
    writer->state = WRITER_CONTENT;
    return TRUE;
}

#endif
