/* The writer's state machine for elements and attributes: prefixes, namespace declarations, limits. What comes
 * out of here is well-formed whatever the output form.
 *
 * Seen on Windows: in a start tag the attributes come first, then the declarations that were asked for by
 * prefix, then what the element's and the attributes' own prefixes still need, then those asked for without
 * prefix; conflicts are found when the start tag is closed.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/writer.h"
#include "xml/writer_direct.h"

#include <string.h>

static const WS_XML_STRING no_name;

/* UTF-16 is made when so much UTF-8 has gathered, so that the limit on the output shows early. */
#define WIDEN_SIZE 4000

/* ======== names ======== */

const BYTE name_class[256] = {
    ['-'] = 1,
    ['.'] = 1,
    ['0' ... '9'] = 1,
    ['A' ... 'Z'] = 3,
    ['_'] = 3,
    ['a' ... 'z'] = 3,
};

BOOL plain_name_slowly(const BYTE *bytes, ULONG length)
{
    ULONG i;

    for (i = 0; i < length; i++)
    {
        if (!name_class[bytes[i]]) return FALSE;
    }
    return length && name_class[bytes[0]] == 3;
}

static inline HRESULT check_local(const WS_XML_STRING *local, const char *what, WS_ERROR *error)
{
    if (is_plain_name(local->bytes, local->length)) return S_OK;
    if (ncname_check(local->bytes, local->length)) return S_OK;
    return fail(error, WS_E_INVALID_FORMAT, "'%X' is not a name for an %s", local, what);
}

static inline HRESULT take_memory(WS_XML_WRITER *writer, ULONG size, BYTE **ret, WS_ERROR *error)
{
    *ret = arena_alloc(&writer->names, size);
    return *ret ? S_OK : fail_memory(error);
}

/* The string with bytes that live as long as the element; those of constant dictionaries do anyway. */
static HRESULT keep_name(
        WS_XML_WRITER *writer, const WS_XML_STRING *from, WS_XML_STRING *to, WS_ERROR *error)
{
    HRESULT hr;

    *to = *from;
    if (!from->length || (from->dictionary && from->dictionary->isConst)) return S_OK;
    if (FAILED(hr = take_memory(writer, from->length, &to->bytes, error))) return hr;
    copy_short(to->bytes, from->bytes, from->length);
    return S_OK;
}

/* What the prefix means in the declarations so far; NULL: nothing. */
static const WS_XML_STRING *find_ns(WS_XML_WRITER *writer, const WS_XML_STRING *prefix)
{
    return scope_find_ns(&writer->scope, prefix->bytes, prefix->length);
}

/* What this element has declared the prefix for; NULL: it has not. */
static const WS_XML_STRING *find_own(WS_XML_WRITER *writer, const WS_XML_STRING *prefix)
{
    const struct binding *binding = scope_local(
            &writer->scope, writer_element(writer)->scope_mark, prefix->bytes, prefix->length);

    return binding ? &binding->ns : NULL;
}

/* What a prefix will mean on the open start tag as far as it is known; NULL: nothing new. */
static const WS_XML_STRING *pending_ns(WS_XML_WRITER *writer, const WS_XML_STRING *prefix)
{
    struct element *element = writer_element(writer);
    ULONG i;

    if (name_equal(&element->prefix, prefix)) return &element->ns;
    for (i = 0; i < writer->pending_count; i++)
    {
        struct pending *pending = &writer->pending[i];

        if (pending->kind == PENDING_USE && !pending->prefix.length) continue;
        if (pending->kind != PENDING_CHOOSE && name_equal(&pending->prefix, prefix))
            return &pending->ns;
    }
    return NULL;
}

const WS_XML_STRING *writer_find_prefix(WS_XML_WRITER *writer, const WS_XML_STRING *ns, BOOL named)
{
    BOOL in_tag = writer->state == WRITER_START_TAG || writer->state == WRITER_ATTRIBUTE;
    const WS_XML_STRING *found, *hidden;
    struct element *element;
    ULONG i;

    if (in_tag)
    {
        element = writer_element(writer);
        if (name_equal(&element->ns, ns) && (element->prefix.length || !named))
            return &element->prefix;
        for (i = 0; i < writer->pending_count; i++)
        {
            struct pending *pending = &writer->pending[i];

            if (pending->kind == PENDING_CHOOSE || (named && !pending->prefix.length)) continue;
            if (pending->kind == PENDING_USE && !pending->prefix.length) continue;
            if (name_equal(&pending->ns, ns)) return &pending->prefix;
        }
    }
    found = scope_find_prefix(&writer->scope, ns, named);
    if (!found || !in_tag) return found;
    hidden = pending_ns(writer, found);
    return hidden && !name_equal(hidden, ns) ? NULL : found;
}

/* The first of a, b, ... z, aa, ab ... that means nothing here yet. */
static HRESULT generate_prefix(WS_XML_WRITER *writer, WS_XML_STRING *ret, WS_ERROR *error)
{
    WS_XML_STRING prefix = { 0 };
    ULONG n, number;
    HRESULT hr;

    if (FAILED(hr = take_memory(writer, 8, &prefix.bytes, error))) return hr;
    for (n = 0;; n++)
    {
        prefix.length = 0;
        for (number = n + 1; number; number = (number - 1) / 26)
        {
            memmove(prefix.bytes + 1, prefix.bytes, prefix.length++);
            prefix.bytes[0] = 'a' + (number - 1) % 26;
        }
        if (!find_ns(writer, &prefix) && !pending_ns(writer, &prefix)) break;
    }
    *ret = prefix;
    return S_OK;
}

/* ======== the open start tag ======== */

/* A place for one more; counted by the caller when it is filled. */
static HRESULT new_pending(WS_XML_WRITER *writer, struct pending **ret, WS_ERROR *error)
{
    ULONG room = writer->pending_room ? writer->pending_room * 2 : 16;
    struct pending *list;

    if (writer->pending_count == writer->pending_room)
    {
        if (!(list = mem_realloc(writer->pending, room * sizeof(*list)))) return fail_memory(error);
        writer->pending = list;
        writer->pending_room = room;
    }
    *ret = &writer->pending[writer->pending_count];
    return S_OK;
}

static HRESULT bind(WS_XML_WRITER *writer, const WS_XML_STRING *prefix, const WS_XML_STRING *ns,
        BOOL single_quote, WS_ERROR *error)
{
    struct element *element = writer_element(writer);
    HRESULT hr;

    if (prefix->length && !ncname_check(prefix->bytes, prefix->length))
        return fail(error, WS_E_INVALID_FORMAT, "'%X' is not a name for a prefix", prefix);
    hr = scope_add(&writer->scope, element->scope_mark, prefix, ns, FALSE, error);
    if (FAILED(hr))
    {
        error_add(error, "The declaration is needed on element '%b'", element->qname,
                element->qname_length);
        return hr;
    }
    return writer->format->xmlns(writer, prefix, ns, single_quote, error);
}

static HRESULT fail_conflict(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *a, const WS_XML_STRING *b, WS_ERROR *error)
{
    struct element *element = writer_element(writer);

    return fail(error, WS_E_INVALID_FORMAT,
            "On element '%b' the prefix '%X' would stand for the namespace '%X' and for '%X'",
            element->qname, element->qname_length, prefix, a, b);
}

/* An xmlns attribute that was asked for. What is redundant is left out, but a copy keeps what its original has. */
static HRESULT declare(WS_XML_WRITER *writer, const struct pending *pending, WS_ERROR *error)
{
    const WS_XML_STRING *known = find_own(writer, &pending->prefix);

    if (known)
    {
        if (name_equal(known, &pending->ns)) return S_OK;
        return fail_conflict(writer, &pending->prefix, known, &pending->ns, error);
    }
    known = find_ns(writer, &pending->prefix);
    if (known && name_equal(known, &pending->ns)
            && (!pending->always || known == &scope_no_ns || known == &scope_xml_ns))
        return S_OK;
    return bind(writer, &pending->prefix, &pending->ns, pending->single_quote, error);
}

/* A prefix that is used must mean its namespace. */
static HRESULT need(WS_XML_WRITER *writer, const WS_XML_STRING *prefix, const WS_XML_STRING *ns,
        WS_ERROR *error)
{
    const WS_XML_STRING *known = find_ns(writer, prefix), *own;

    if (known && name_equal(known, ns) && known != &scope_xmlns_ns) return S_OK;
    if ((own = find_own(writer, prefix))) return fail_conflict(writer, prefix, own, ns, error);
    return bind(writer, prefix, ns, FALSE, error);
}

static HRESULT choose(WS_XML_WRITER *writer, const struct pending *pending, WS_ERROR *error)
{
    struct element *element = writer_element(writer);
    WS_XML_STRING prefix = no_name;
    HRESULT hr;

    if (scope_find_prefix(&writer->scope, &pending->ns, FALSE)) return S_OK;
    if (!element->prefix.length || find_own(writer, &no_name))
    {
        if (FAILED(hr = generate_prefix(writer, &prefix, error))) return hr;
    }
    return bind(writer, &prefix, &pending->ns, pending->single_quote, error);
}

/* An attribute whose name an earlier one has; NULL: there is none. */
static const struct pending *find_duplicate(const WS_XML_WRITER *writer)
{
    const struct pending *list = writer->pending;
    ULONG i, j;

    for (i = 1; i < writer->pending_count; i++)
    {
        if (list[i].kind != PENDING_USE) continue;
        for (j = 0; j < i; j++)
        {
            if (list[j].kind == PENDING_USE && name_equal(&list[i].local, &list[j].local)
                    && name_equal(&list[i].ns, &list[j].ns))
                return &list[i];
        }
    }
    return NULL;
}

BOOL writer_names_differ(const WS_XML_WRITER *writer)
{
    return !find_duplicate(writer);
}

static HRESULT check_duplicates(WS_XML_WRITER *writer, WS_ERROR *error)
{
    const struct pending *second = find_duplicate(writer);

    if (!second) return S_OK;
    return fail(error, WS_E_INVALID_FORMAT,
            "Element '%b' has two attributes '%X' of the namespace '%X'",
            writer_element(writer)->qname, writer_element(writer)->qname_length, &second->local,
            &second->ns);
}

static HRESULT resolve_pending(WS_XML_WRITER *writer, WS_ERROR *error)
{
    struct element *element = writer_element(writer);
    ULONG i, count = writer->pending_count;
    HRESULT hr;

    for (i = 0; i < count; i++)
    {
        if (writer->pending[i].kind == PENDING_DECLARE
                && FAILED(hr = declare(writer, &writer->pending[i], error)))
            return hr;
    }
    if (FAILED(hr = need(writer, &element->prefix, &element->ns, error))) return hr;
    for (i = 0; i < count; i++)
    {
        const struct pending *pending = &writer->pending[i];

        if (pending->kind == PENDING_USE && pending->prefix.length
                && FAILED(hr = need(writer, &pending->prefix, &pending->ns, error)))
            return hr;
    }
    for (i = 0; i < count; i++)
    {
        if (writer->pending[i].kind == PENDING_CHOOSE
                && FAILED(hr = choose(writer, &writer->pending[i], error)))
            return hr;
    }
    return check_duplicates(writer, error);
}

HRESULT writer_end_start(WS_XML_WRITER *writer, BOOL empty, WS_ERROR *error)
{
    struct element *element = writer_element(writer);
    HRESULT hr;

    if (writer->pending_due)
        hr = resolve_pending(writer, error);
    else
    {
        hr = S_OK;
        if (element->undeclared) hr = bind(writer, &element->prefix, &element->ns, FALSE, error);
        if (SUCCEEDED(hr)) hr = check_duplicates(writer, error);
    }
    if (FAILED(hr)) return hr;
    writer->pending_count = writer->pending_due = 0;
    if (FAILED(hr = writer->format->end_start(writer, empty, error))) return hr;
    writer->state = WRITER_CONTENT;
    if (!writer_is_wide(writer) || output_total(&writer->out) < WIDEN_SIZE) return S_OK;
    return writer_widen(writer, error);
}

/* ======== elements ======== */

static HRESULT grow_elements(WS_XML_WRITER *writer, WS_ERROR *error)
{
    ULONG room = writer->element_room ? writer->element_room * 2 : 16;
    struct element *list;

    if (!(list = mem_realloc(writer->elements, room * sizeof(*list)))) return fail_memory(error);
    writer->elements = list;
    writer->element_room = room;
    return S_OK;
}

/* Which prefix the element gets, and whether it means ns already outside. */
static inline HRESULT resolve_element(WS_XML_WRITER *writer, struct element *element,
        const WS_XML_STRING *prefix, const WS_XML_STRING *ns, const WS_XML_STRING **ret,
        WS_ERROR *error)
{
    const WS_XML_STRING *known, *bound;

    if ((known = direct_prefix(writer, prefix, ns, &bound)))
    {
        *ret = known;
        element->undeclared = FALSE;
        element->ns = *bound;
        return S_OK;
    }
    if (!prefix && ns->length) prefix = scope_find_prefix(&writer->scope, ns, FALSE);
    if (!prefix) prefix = &no_name;
    if (prefix->length && !ns->length)
        return fail(error, WS_E_INVALID_FORMAT,
                "The prefix '%X' of an element cannot stand for no namespace", prefix);
    *ret = prefix;
    known = find_ns(writer, prefix);
    element->undeclared = !known || !name_equal(known, ns) || known == &scope_xmlns_ns;
    if (element->undeclared) return keep_name(writer, ns, &element->ns, error);
    element->ns = *known;
    return S_OK;
}

static inline HRESULT make_qname(WS_XML_WRITER *writer, struct element *element,
        const WS_XML_STRING *prefix, const WS_XML_STRING *local, WS_ERROR *error)
{
    BYTE *bytes;
    HRESULT hr;
    ULONG length = local->length + (prefix->length ? prefix->length + 1 : 0);

    if (length < local->length) return fail_memory(error);
    if (FAILED(hr = take_memory(writer, length, &bytes, error))) return hr;
    element_set_name(element, prefix, local, bytes, length);
    return S_OK;
}

static inline HRESULT push_element(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, WS_ERROR *error)
{
    struct element *element;
    HRESULT hr;

    if (writer->depth == writer->element_room && FAILED(hr = grow_elements(writer, error)))
        return hr;
    element = &writer->elements[writer->depth];
    element->keep_pair = element->has_text = element->has_child = FALSE;
    element->mark = arena_mark(&writer->names);
    element->scope_mark = writer->scope.count;
    if (FAILED(hr = resolve_element(writer, element, prefix, ns, &prefix, error))) return hr;
    return make_qname(writer, element, prefix, local, error);
}

HRESULT writer_push_element(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, WS_ERROR *error)
{
    return push_element(writer, prefix, local, ns, error);
}

/* A second root is for fragments only. In an XML buffer the first may have been removed in the meantime. */
static HRESULT check_root(WS_XML_WRITER *writer, const WS_XML_STRING *local, WS_ERROR *error)
{
    struct tree_node *node;

    if (writer->settings.allow_fragment) return S_OK;
    if (writer->buffer)
    {
        for (node = writer->buffer->root->first; node; node = node->next)
        {
            if (node->u.node.nodeType == WS_XML_NODE_TYPE_ELEMENT) break;
        }
        if (!node) return S_OK;
    }
    return fail(error, WS_E_INVALID_FORMAT,
            "Element '%X' would be a second root; fragments are not allowed (ALLOW_FRAGMENT)",
            local);
}

static inline HRESULT start_element(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = check_local(local, "element", error))) return hr;
    if (!writer->depth && writer->root_written && FAILED(hr = check_root(writer, local, error)))
        return hr;
    if (writer->depth >= writer->settings.max_depth)
        return fail(error, WS_E_QUOTA_EXCEEDED,
                "Element '%X' would be nested deeper than %u elements (MAX_DEPTH)", local,
                writer->settings.max_depth);
    if ((writer->state != WRITER_CONTENT || writer->trail_count || !writer->begun)
            && FAILED(hr = writer_begin_content(writer, error)))
        return hr;
    if (FAILED(hr = push_element(writer, prefix, local, ns, error))) return hr;
    if (writer->depth) writer_element(writer)->has_child = TRUE;
    writer->tag_offset = output_total(&writer->out);
    hr = writer->format->start_element(writer, &writer->elements[writer->depth], local, error);
    if (FAILED(hr)) return hr;
    writer->depth++;
    writer->root_written = TRUE;
    writer->attribute_count = 0;
    writer->state = WRITER_START_TAG;
    return S_OK;
}

HRESULT writer_start_element(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, WS_ERROR *error)
{
    return start_element(writer, prefix, local, ns, error);
}

static inline void pop_element(WS_XML_WRITER *writer)
{
    struct element *element = writer_element(writer);

    if (writer->scope.count > element->scope_mark) scope_pop(&writer->scope, element->scope_mark);
    arena_release(&writer->names, element->mark);
    writer->depth--;
}

void writer_pop_element(WS_XML_WRITER *writer)
{
    pop_element(writer);
}

static inline HRESULT end_element(WS_XML_WRITER *writer, WS_ERROR *error)
{
    struct element *element = writer_element(writer);
    BOOL pair = element->keep_pair || writer->settings.emit_uncompressed;
    HRESULT hr;

    if (writer->trail_count && FAILED(hr = writer_flush_trail(writer, error))) return hr;
    if (writer->state == WRITER_START_TAG && !pair)
    {
        if (FAILED(hr = writer_end_start(writer, TRUE, error))) return hr;
    }
    else
    {
        if (writer->state == WRITER_START_TAG
                && FAILED(hr = writer_end_start(writer, FALSE, error)))
            return hr;
        if (FAILED(hr = writer->format->end_element(writer, element, error))) return hr;
    }
    pop_element(writer);
    return S_OK;
}

HRESULT writer_end_element(WS_XML_WRITER *writer, WS_ERROR *error)
{
    return end_element(writer, error);
}

/* ======== attributes ======== */

static HRESULT check_attribute_count(WS_XML_WRITER *writer, WS_ERROR *error)
{
    if (writer->attribute_count < writer->settings.max_attributes) return S_OK;
    return fail(error, WS_E_QUOTA_EXCEEDED,
            "Element '%b' would have more than %u attributes (MAX_ATTRIBUTES)",
            writer_element(writer)->qname, writer_element(writer)->qname_length,
            writer->settings.max_attributes);
}

static HRESULT resolve_attribute(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *ns, WS_XML_STRING *ret, WS_ERROR *error)
{
    const WS_XML_STRING *found;

    if (prefix && prefix->length)
    {
        if (!ns->length)
            return fail(error, WS_E_INVALID_FORMAT,
                    "The prefix '%X' of an attribute cannot stand for no namespace", prefix);
        return keep_name(writer, prefix, ret, error);
    }
    *ret = no_name;
    if (!ns->length) return S_OK;
    if (!(found = writer_find_prefix(writer, ns, TRUE))) return generate_prefix(writer, ret, error);
    *ret = *found;
    return S_OK;
}

HRESULT writer_start_attribute(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, BOOL single_quote, WS_ERROR *error)
{
    struct pending *pending;
    HRESULT hr;

    if (FAILED(hr = check_local(local, "attribute", error))) return hr;
    if (FAILED(hr = check_attribute_count(writer, error))) return hr;
    if (FAILED(hr = new_pending(writer, &pending, error))) return hr;
    pending->kind = PENDING_USE;
    if (FAILED(hr = resolve_attribute(writer, prefix, ns, &pending->prefix, error))) return hr;
    if (FAILED(hr = keep_name(writer, local, &pending->local, error))) return hr;
    if (FAILED(hr = keep_name(writer, ns, &pending->ns, error))) return hr;
    writer->pending_count++;
    if (pending->prefix.length) writer->pending_due++;
    hr = writer->format->start_attribute(writer, &pending->prefix, local, ns, single_quote, error);
    if (FAILED(hr)) return hr;
    writer->attribute_count++;
    writer->attribute_text = 0;
    writer->attribute_begun = FALSE;
    writer->single_quote = single_quote;
    writer->state = WRITER_ATTRIBUTE;
    return S_OK;
}

HRESULT writer_end_attribute(WS_XML_WRITER *writer, WS_ERROR *error)
{
    HRESULT hr;

    if (writer->trail_count && FAILED(hr = writer_flush_trail(writer, error))) return hr;
    if (FAILED(hr = writer->format->end_attribute(writer, error))) return hr;
    writer->state = WRITER_START_TAG;
    return writer->reopened ? writer_leave_reopened(writer, error) : S_OK;
}

HRESULT writer_declare(WS_XML_WRITER *writer, const WS_XML_STRING *prefix, const WS_XML_STRING *ns,
        BOOL single_quote, BOOL always, WS_ERROR *error)
{
    struct pending *pending;
    HRESULT hr;

    if (FAILED(hr = check_attribute_count(writer, error))) return hr;
    if (prefix && prefix->length && !ns->length)
        return fail(error, WS_E_INVALID_FORMAT,
                "The prefix '%X' cannot be declared for no namespace", prefix);
    if (FAILED(hr = new_pending(writer, &pending, error))) return hr;
    pending->kind = prefix ? PENDING_DECLARE : PENDING_CHOOSE;
    pending->single_quote = single_quote;
    pending->always = always;
    pending->local = no_name;
    if (FAILED(hr = keep_name(writer, prefix ? prefix : &no_name, &pending->prefix, error)))
        return hr;
    if (FAILED(hr = keep_name(writer, ns, &pending->ns, error))) return hr;
    writer->pending_count++;
    writer->pending_due++;
    writer->attribute_count++;
    return writer->reopened ? writer_leave_reopened(writer, error) : S_OK;
}

/* ======== exports ======== */

HRESULT WINAPI WsWriteStartElement(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *localName, const WS_XML_STRING *ns, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteStartElement", error))) return hr;
    if (!localName || !ns)
        return fail(error, E_INVALIDARG, "WsWriteStartElement: the %s is NULL",
                localName ? "namespace" : "local name");
    if (writer->state != WRITER_START_TAG && writer->state != WRITER_CONTENT)
        return fail(error, WS_E_INVALID_OPERATION,
                "Element '%X' cannot start inside an attribute or a CDATA section", localName);
    if (direct_start(writer, prefix, localName, ns)) return S_OK;
    return writer_result(writer, start_element(writer, prefix, localName, ns, error));
}

HRESULT WINAPI WsWriteEndStartElement(WS_XML_WRITER *writer, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteEndStartElement", error))) return hr;
    if (writer->state != WRITER_START_TAG)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsWriteEndStartElement: there is no open start tag");
    writer_element(writer)->keep_pair = TRUE;
    return writer_result(writer, writer_end_start(writer, FALSE, error));
}

HRESULT WINAPI WsWriteEndElement(WS_XML_WRITER *writer, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteEndElement", error))) return hr;
    if (!writer->depth)
        return fail(error, WS_E_INVALID_OPERATION, "WsWriteEndElement: no element is open");
    if (writer->state != WRITER_START_TAG && writer->state != WRITER_CONTENT)
        return fail(error, WS_E_INVALID_OPERATION,
                "Element '%b' cannot end inside an attribute or a CDATA section",
                writer_element(writer)->qname, writer_element(writer)->qname_length);
    if (direct_end(writer))
    {
        pop_element(writer);
        return S_OK;
    }
    return writer_result(writer, end_element(writer, error));
}

static HRESULT check_start_tag(WS_XML_WRITER *writer, const char *call, WS_ERROR *error)
{
    if (writer->state == WRITER_START_TAG) return S_OK;
    /* a writer that was moved to an element of an XML buffer */
    if (writer->state == WRITER_CONTENT && writer->position
            && writer->position->u.node.nodeType == WS_XML_NODE_TYPE_ELEMENT)
        return writer_reopen(writer, error);
    return fail(error, WS_E_INVALID_OPERATION, "%s: there is no open start tag", call);
}

HRESULT WINAPI WsWriteStartAttribute(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *localName, const WS_XML_STRING *ns, BOOL singleQuote, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteStartAttribute", error))) return hr;
    if (!localName || !ns)
        return fail(error, E_INVALIDARG, "WsWriteStartAttribute: the %s is NULL",
                localName ? "namespace" : "local name");
    if (direct_start_attribute(writer, prefix, localName, ns, !!singleQuote)) return S_OK;
    if (FAILED(hr = check_start_tag(writer, "WsWriteStartAttribute", error))) return hr;
    hr = writer_start_attribute(writer, prefix, localName, ns, !!singleQuote, error);
    return writer_result(writer, hr);
}

HRESULT WINAPI WsWriteEndAttribute(WS_XML_WRITER *writer, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteEndAttribute", error))) return hr;
    if (writer->state != WRITER_ATTRIBUTE)
        return fail(error, WS_E_INVALID_OPERATION, "WsWriteEndAttribute: no attribute is open");
    if (direct_end_attribute(writer)) return S_OK;
    return writer_result(writer, writer_end_attribute(writer, error));
}

HRESULT WINAPI WsWriteXmlnsAttribute(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *ns, BOOL singleQuote, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteXmlnsAttribute", error))) return hr;
    if (!ns) return fail(error, E_INVALIDARG, "WsWriteXmlnsAttribute: the namespace is NULL");
    if (FAILED(hr = check_start_tag(writer, "WsWriteXmlnsAttribute", error))) return hr;
    return writer_result(writer, writer_declare(writer, prefix, ns, !!singleQuote, FALSE, error));
}

HRESULT WINAPI WsGetPrefixFromNamespace(WS_XML_WRITER *writer, const WS_XML_STRING *ns,
        BOOL required, const WS_XML_STRING **prefix, WS_ERROR *error)
{
    const WS_XML_STRING *found;
    HRESULT hr;

    if (!ns || !prefix)
        return fail(error, E_INVALIDARG, "WsGetPrefixFromNamespace: the %s is NULL",
                ns ? "prefix pointer" : "namespace");
    if (FAILED(hr = writer_check(writer, "WsGetPrefixFromNamespace", error))) return hr;
    if ((found = scope_find_prefix(&writer->scope, ns, FALSE)))
    {
        *prefix = found;
        return S_OK;
    }
    if (required)
        return fail(
                error, WS_E_INVALID_FORMAT, "No prefix is bound to the namespace '%X' here", ns);
    *prefix = NULL;
    return S_FALSE;
}
