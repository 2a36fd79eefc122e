/* Whole elements in one go: a start tag without attributes, one value, the end tag. Most elements of serialized data
 * are such, and the general way spends more on its states than on the bytes.
 *
 * Only what is plainly right is done here: whatever needs a second look (a prefix to be declared, a character to be
 * refused, a chunk that is full, indentation, canonical form) is left to the general way, which says what is wrong.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/writer.h"

#include <string.h>

/* The prefix for a namespace that is bound already; NULL when a declaration is needed. */
static const WS_XML_STRING *bound_prefix(const WS_XML_WRITER *writer, const WS_XML_STRING *ns)
{
    const struct binding *newest = scope_newest(&writer->scope);

    if (newest && name_equal(&newest->ns, ns)) return &newest->prefix;
    if (name_equal(ns, &scope_xmlns_ns)) return NULL; /* bound to xmlns, but not for elements */
    return scope_find_prefix(&writer->scope, ns, FALSE);
}

HRESULT writer_leaf(WS_XML_WRITER *writer, struct leaf *leaf, WS_ERROR *error)
{
    const WS_XML_STRING *prefix;
    HRESULT hr;

    if (!object_is(writer, OBJECT_WRITER) || writer->faulted || !writer->format
            || !writer->format->leaf)
        return S_FALSE;
    if ((writer->state != WRITER_CONTENT && writer->state != WRITER_START_TAG) || !writer->depth
            || writer->trail_count || writer->depth >= writer->settings.max_depth
            || writer->settings.indent || writer_is_wide(writer)
            || !is_plain_name(leaf->local->bytes, leaf->local->length))
        return S_FALSE;
    if (writer->state == WRITER_START_TAG)
    {
        hr = writer_end_start(writer, FALSE, error);
        if (FAILED(hr)) return writer_result(writer, hr);
    }
    if (!(prefix = bound_prefix(writer, leaf->ns))) return S_FALSE;
    writer_element(writer)->has_child = TRUE;
    return writer_result(writer, writer->format->leaf(writer, prefix, leaf, error));
}
