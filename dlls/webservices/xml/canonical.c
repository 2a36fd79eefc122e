/* Canonical XML 1.0 and Exclusive XML Canonicalization 1.0, with and without comments, for documents without DTD.
 *
 * Inclusive form: every declaration that changes something. Exclusive form: what the element and its attributes
 * use and the nearest ancestor in the output has not rendered; prefixes of the inclusive list are treated as in
 * the inclusive form. Elements of a given name can be left out with their content (enveloped signatures).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/canonical.h"

#include <stdlib.h>
#include <string.h>

struct part /* an attribute or a declaration of the open start tag */
{
    WS_XML_STRING prefix, local, ns;
    ULONG value, value_size; /* in values */
};

struct list
{
    struct part *parts;
    ULONG count, size;
};

struct frame /* an open element */
{
    WS_XML_STRING prefix, local, ns;
    ULONG declared_mark, rendered_mark;
    struct arena_mark names;
};

struct canonical
{
    WS_WRITE_CALLBACK callback;
    void *state;
    BOOL exclusive, comments, in_attribute, has_omitted;
    ULONG inside;      /* elements around the start */
    ULONG omit_depth;  /* elements open within one that is left out, itself included */
    BOOL root_written; /* what follows outside comes after the root */
    ULONG prefix_count;
    WS_XML_STRING *prefixes;
    WS_XML_QNAME omitted;
    ULONG buffer_size;
    struct buf out;
    struct scope declared, rendered;
    struct frame *frames;
    ULONG depth, frames_size;
    struct list attributes, declarations;
    struct buf values;
    struct arena names;
    WS_HEAP heap;      /* of the settings */
    WS_HEAP text_heap; /* converted text, until the next one */
};

/* ======== output ======== */

HRESULT canonical_flush(struct canonical *c, WS_ERROR *error)
{
    WS_BYTES bytes = { buf_count(&c->out), c->out.data };
    HRESULT hr;

    if (!bytes.length) return S_OK;
    hr = c->callback(c->state, &bytes, 1, NULL, error);
    if (SUCCEEDED(hr)) buf_reset(&c->out, c->buffer_size);
    return hr;
}

static HRESULT put(struct canonical *c, const void *bytes, ULONG count, WS_ERROR *error)
{
    ULONG room, part;
    HRESULT hr;

    while (count)
    {
        room = c->buffer_size - buf_count(&c->out);
        part = count < room ? count : room;
        if (FAILED(hr = buf_put(&c->out, bytes, part, error))) return hr;
        bytes = (const BYTE *)bytes + part;
        count -= part;
        if (buf_count(&c->out) >= c->buffer_size && FAILED(hr = canonical_flush(c, error)))
            return hr;
    }
    return S_OK;
}

static const char *escape(BYTE c, BOOL in_attribute)
{
    switch (c)
    {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '\r':
        return "&#xD;";
    case '>':
        return in_attribute ? NULL : "&gt;";
    case '"':
        return in_attribute ? "&quot;" : NULL;
    case '\t':
        return in_attribute ? "&#x9;" : NULL;
    case '\n':
        return in_attribute ? "&#xA;" : NULL;
    default:
        return NULL;
    }
}

static HRESULT put_escaped(
        struct canonical *c, const BYTE *bytes, ULONG count, BOOL in_attribute, WS_ERROR *error)
{
    ULONG i, start = 0;
    const char *text;
    HRESULT hr;

    if (!count) return S_OK;
    for (i = 0; i < count; i++)
    {
        if (bytes[i] > '>' || !(text = escape(bytes[i], in_attribute))) continue;
        if (FAILED(hr = put(c, bytes + start, i - start, error))) return hr;
        if (FAILED(hr = put(c, text, text_length(text), error))) return hr;
        start = i + 1;
    }
    return put(c, bytes + start, count - start, error);
}

static HRESULT put_name(struct canonical *c, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, WS_ERROR *error)
{
    HRESULT hr = put(c, prefix->bytes, prefix->length, error);

    if (SUCCEEDED(hr) && prefix->length) hr = put(c, ":", 1, error);
    return SUCCEEDED(hr) ? put(c, local->bytes, local->length, error) : hr;
}

/* ======== start tags ======== */

static HRESULT keep(
        struct canonical *c, const WS_XML_STRING *from, WS_XML_STRING *to, WS_ERROR *error)
{
    to->length = from->length;
    to->dictionary = NULL;
    to->id = 0;
    if (!(to->bytes = arena_alloc(&c->names, from->length + 1))) return fail_memory(error);
    if (from->length) memcpy(to->bytes, from->bytes, from->length);
    return S_OK;
}

static HRESULT add_part(struct list *list, struct part **ret, WS_ERROR *error)
{
    ULONG size = list->size ? list->size * 2 : 16;
    struct part *parts;

    if (list->count == list->size)
    {
        if (!(parts = mem_realloc(list->parts, (SIZE_T)size * sizeof(*parts))))
            return fail_memory(error);
        list->parts = parts;
        list->size = size;
    }
    *ret = &list->parts[list->count];
    memset(*ret, 0, sizeof(**ret));
    return S_OK;
}

static struct frame *top(struct canonical *c)
{
    return &c->frames[c->depth - 1];
}

static HRESULT push_frame(struct canonical *c, WS_ERROR *error)
{
    ULONG size = c->frames_size ? c->frames_size * 2 : 16;
    struct frame *frames;

    if (c->depth == c->frames_size)
    {
        if (!(frames = mem_realloc(c->frames, (SIZE_T)size * sizeof(*frames))))
            return fail_memory(error);
        c->frames = frames;
        c->frames_size = size;
    }
    c->depth++;
    top(c)->declared_mark = c->declared.count;
    top(c)->rendered_mark = c->rendered.count;
    top(c)->names = arena_mark(&c->names);
    return S_OK;
}

HRESULT canonical_start_element(struct canonical *c, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, WS_ERROR *error)
{
    HRESULT hr;

    if (c->omit_depth
            || (c->has_omitted && xml_string_equal(local, &c->omitted.localName)
                    && xml_string_equal(ns, &c->omitted.ns)))
    {
        c->omit_depth++;
        return S_OK;
    }
    if (FAILED(hr = push_frame(c, error))) return hr;
    hr = keep(c, prefix, &top(c)->prefix, error);
    if (SUCCEEDED(hr)) hr = keep(c, local, &top(c)->local, error);
    if (SUCCEEDED(hr)) hr = keep(c, ns, &top(c)->ns, error);
    c->attributes.count = c->declarations.count = 0;
    c->values.start = c->values.end = 0;
    return hr;
}

static BOOL is_xml(const WS_XML_STRING *prefix)
{
    return prefix->length == 3 && !memcmp(prefix->bytes, "xml", 3);
}

/* Renders a declaration unless the nearest ancestor in the output, or this element, has it already. */
static HRESULT render(
        struct canonical *c, const WS_XML_STRING *prefix, const WS_XML_STRING *ns, WS_ERROR *error)
{
    const WS_XML_STRING *known;
    struct part *part;
    HRESULT hr;

    if (is_xml(prefix)) return S_OK;
    known = scope_find_ns(&c->rendered, prefix->bytes, prefix->length);
    if (known && xml_string_equal(known, ns)) return S_OK;
    hr = scope_add(&c->rendered, top(c)->rendered_mark, prefix, ns, TRUE, error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = add_part(&c->declarations, &part, error))) return hr;
    if (FAILED(hr = keep(c, prefix, &part->prefix, error))) return hr;
    if (FAILED(hr = keep(c, ns, &part->ns, error))) return hr;
    c->declarations.count++;
    return S_OK;
}

HRESULT canonical_import(
        struct canonical *c, const WS_XML_STRING *prefix, const WS_XML_STRING *ns, WS_ERROR *error)
{
    if (is_xml(prefix)) return S_OK;
    return scope_add(&c->declared, c->declared.count, prefix, ns, TRUE, error);
}

HRESULT canonical_declare(
        struct canonical *c, const WS_XML_STRING *prefix, const WS_XML_STRING *ns, WS_ERROR *error)
{
    if (c->omit_depth || is_xml(prefix)) return S_OK;
    if (!c->exclusive) return render(c, prefix, ns, error);
    return scope_add(&c->declared, top(c)->declared_mark, prefix, ns, TRUE, error);
}

HRESULT canonical_start_attribute(struct canonical *c, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, WS_ERROR *error)
{
    struct part *part;
    HRESULT hr;

    c->in_attribute = TRUE;
    if (c->omit_depth) return S_OK;
    if (FAILED(hr = add_part(&c->attributes, &part, error))) return hr;
    if (FAILED(hr = keep(c, prefix, &part->prefix, error))) return hr;
    if (FAILED(hr = keep(c, local, &part->local, error))) return hr;
    if (FAILED(hr = keep(c, ns, &part->ns, error))) return hr;
    part->value = buf_count(&c->values);
    return S_OK;
}

HRESULT canonical_end_attribute(struct canonical *c, WS_ERROR *error)
{
    struct part *part;

    c->in_attribute = FALSE;
    if (c->omit_depth) return S_OK;
    part = &c->attributes.parts[c->attributes.count];
    part->value_size = buf_count(&c->values) - part->value;
    c->attributes.count++;
    return S_OK;
}

static int compare(const WS_XML_STRING *a, const WS_XML_STRING *b)
{
    ULONG length = a->length < b->length ? a->length : b->length;
    int order = length ? memcmp(a->bytes, b->bytes, length) : 0;

    if (order) return order;
    return a->length < b->length ? -1 : a->length > b->length;
}

static int by_name(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    int order = compare(&x->ns, &y->ns);

    return order ? order : compare(&x->local, &y->local);
}

static int by_prefix(const void *a, const void *b)
{
    return compare(&((const struct part *)a)->prefix, &((const struct part *)b)->prefix);
}

static HRESULT render_used(struct canonical *c, WS_ERROR *error)
{
    const WS_XML_STRING *ns;
    HRESULT hr = S_OK;
    ULONG i;

    if (!c->exclusive) return S_OK;
    hr = render(c, &top(c)->prefix, &top(c)->ns, error);
    for (i = 0; SUCCEEDED(hr) && i < c->attributes.count; i++)
    {
        struct part *part = &c->attributes.parts[i];

        if (part->prefix.length) hr = render(c, &part->prefix, &part->ns, error);
    }
    for (i = 0; SUCCEEDED(hr) && i < c->prefix_count; i++)
    {
        ns = scope_find_ns(&c->declared, c->prefixes[i].bytes, c->prefixes[i].length);
        if (ns) hr = render(c, &c->prefixes[i], ns, error);
    }
    return hr;
}

static HRESULT put_declaration(struct canonical *c, const struct part *part, WS_ERROR *error)
{
    HRESULT hr = put(c, " xmlns", 6, error);

    if (SUCCEEDED(hr) && part->prefix.length) hr = put(c, ":", 1, error);
    if (SUCCEEDED(hr)) hr = put(c, part->prefix.bytes, part->prefix.length, error);
    if (SUCCEEDED(hr)) hr = put(c, "=\"", 2, error);
    if (SUCCEEDED(hr)) hr = put_escaped(c, part->ns.bytes, part->ns.length, TRUE, error);
    return SUCCEEDED(hr) ? put(c, "\"", 1, error) : hr;
}

static HRESULT put_attribute(struct canonical *c, const struct part *part, WS_ERROR *error)
{
    HRESULT hr = put(c, " ", 1, error);

    if (SUCCEEDED(hr)) hr = put_name(c, &part->prefix, &part->local, error);
    if (SUCCEEDED(hr)) hr = put(c, "=\"", 2, error);
    if (SUCCEEDED(hr) && part->value_size)
        hr = put_escaped(c, c->values.data + part->value, part->value_size, TRUE, error);
    return SUCCEEDED(hr) ? put(c, "\"", 1, error) : hr;
}

HRESULT canonical_end_start(struct canonical *c, WS_ERROR *error)
{
    struct list *declarations = &c->declarations, *attributes = &c->attributes;
    HRESULT hr;
    ULONG i;

    if (c->omit_depth) return S_OK;
    if (FAILED(hr = render_used(c, error))) return hr;
    if (declarations->count > 1)
        qsort(declarations->parts, declarations->count, sizeof(struct part), by_prefix);
    if (attributes->count > 1)
        qsort(attributes->parts, attributes->count, sizeof(struct part), by_name);
    hr = put(c, "<", 1, error);
    if (SUCCEEDED(hr)) hr = put_name(c, &top(c)->prefix, &top(c)->local, error);
    for (i = 0; SUCCEEDED(hr) && i < declarations->count; i++)
        hr = put_declaration(c, &declarations->parts[i], error);
    for (i = 0; SUCCEEDED(hr) && i < attributes->count; i++)
        hr = put_attribute(c, &attributes->parts[i], error);
    return SUCCEEDED(hr) ? put(c, ">", 1, error) : hr;
}

HRESULT canonical_end_element(struct canonical *c, WS_ERROR *error)
{
    struct frame *frame;
    HRESULT hr;

    if (c->omit_depth)
    {
        c->omit_depth--;
        return S_OK;
    }
    frame = top(c);
    hr = put(c, "</", 2, error);
    if (SUCCEEDED(hr)) hr = put_name(c, &frame->prefix, &frame->local, error);
    if (SUCCEEDED(hr)) hr = put(c, ">", 1, error);
    scope_pop(&c->declared, frame->declared_mark);
    scope_pop(&c->rendered, frame->rendered_mark);
    arena_release(&c->names, frame->names);
    if (!--c->depth) c->root_written = TRUE;
    return hr;
}

/* ======== content ======== */

static BOOL outside_root(const struct canonical *c)
{
    return !c->inside && !c->depth;
}

HRESULT canonical_text(struct canonical *c, const WS_XML_TEXT *text, WS_ERROR *error)
{
    const WS_XML_UTF8_TEXT *utf8 = (const WS_XML_UTF8_TEXT *)text;
    WS_XML_STRING chars;
    HRESULT hr;

    if (c->omit_depth) return S_OK;
    if (text->textType == WS_XML_TEXT_TYPE_UTF8)
        chars = utf8->value;
    else
    {
        heap_reset(&c->text_heap);
        if (FAILED(hr = text_to_utf8(text, &c->text_heap, &chars, error))) return hr;
    }
    if (c->in_attribute)
        return chars.length ? buf_put(&c->values, chars.bytes, chars.length, error) : S_OK;
    if (outside_root(c)) return S_OK;
    return chars.length ? put_escaped(c, chars.bytes, chars.length, FALSE, error) : S_OK;
}

HRESULT canonical_comment(struct canonical *c, const WS_XML_STRING *value, WS_ERROR *error)
{
    BOOL outside = outside_root(c);
    HRESULT hr = S_OK;

    if (!c->comments || c->omit_depth) return S_OK;
    if (outside && c->root_written) hr = put(c, "\n", 1, error);
    if (SUCCEEDED(hr)) hr = put(c, "<!--", 4, error);
    if (SUCCEEDED(hr)) hr = put(c, value->bytes, value->length, error);
    if (SUCCEEDED(hr)) hr = put(c, "-->", 3, error);
    if (SUCCEEDED(hr) && outside && !c->root_written) hr = put(c, "\n", 1, error);
    return hr;
}

/* ======== life ======== */

ULONG canonical_depth(const struct canonical *c)
{
    return c->depth + c->omit_depth;
}

ULONG canonical_prefix_count(const struct canonical *c)
{
    return c->prefix_count;
}

const WS_XML_STRING *canonical_prefix(const struct canonical *c, ULONG index)
{
    return &c->prefixes[index];
}

void canonical_free(struct canonical *c)
{
    if (!c) return;
    buf_clear(&c->out);
    buf_clear(&c->values);
    scope_clear(&c->declared);
    scope_clear(&c->rendered);
    arena_clear(&c->names);
    mem_free(c->frames);
    mem_free(c->attributes.parts);
    mem_free(c->declarations.parts);
    heap_clear(&c->heap);
    heap_clear(&c->text_heap);
    mem_free(c);
}

static HRESULT set_prefixes(struct canonical *c,
        const WS_XML_CANONICALIZATION_INCLUSIVE_PREFIXES *list, WS_ERROR *error)
{
    SIZE_T size = (SIZE_T)list->prefixCount * sizeof(*c->prefixes);
    HRESULT hr;
    ULONG i;

    if (list->prefixCount && !list->prefixes)
        return fail(error, E_INVALIDARG, "INCLUSIVE_PREFIXES: the array is NULL");
    if (FAILED(hr = heap_zalloc(&c->heap, size, (void **)&c->prefixes, error))) return hr;
    for (i = 0; i < list->prefixCount; i++)
    {
        /* the specification's name for the empty prefix */
        if (xml_string_is(&list->prefixes[i], "#default")) continue;
        hr = heap_copy_xml_string(&c->heap, &list->prefixes[i], &c->prefixes[i], error);
        if (FAILED(hr)) return hr;
    }
    c->prefix_count = list->prefixCount;
    return S_OK;
}

static HRESULT set_property(
        struct canonical *c, const WS_XML_CANONICALIZATION_PROPERTY *property, WS_ERROR *error)
{
    static const ULONG sizes[] = { sizeof(WS_XML_CANONICALIZATION_ALGORITHM),
        sizeof(WS_XML_CANONICALIZATION_INCLUSIVE_PREFIXES), sizeof(WS_XML_QNAME), sizeof(ULONG) };
    const WS_XML_QNAME *name = property->value;
    ULONG number;
    HRESULT hr;

    if ((ULONG)property->id >= COUNT_OF(sizes) || !property->value
            || property->valueSize != sizes[property->id])
        return fail(error, E_INVALIDARG,
                "%u is not a property of canonicalization, or its value has a wrong size (%u)",
                property->id, property->valueSize);
    memcpy(&number, property->value, sizeof(number));
    switch (property->id)
    {
    case WS_XML_CANONICALIZATION_PROPERTY_ALGORITHM:
        if (number > WS_INCLUSIVE_WITH_COMMENTS_XML_CANONICALIZATION_ALGORITHM)
            return fail(error, E_INVALIDARG, "%u is not a canonicalization algorithm", number);
        c->exclusive = number < WS_INCLUSIVE_XML_CANONICALIZATION_ALGORITHM;
        c->comments = number & 1;
        return S_OK;
    case WS_XML_CANONICALIZATION_PROPERTY_INCLUSIVE_PREFIXES:
        return set_prefixes(c, property->value, error);
    case WS_XML_CANONICALIZATION_PROPERTY_OMITTED_ELEMENT:
        c->has_omitted = TRUE;
        hr = heap_copy_xml_string(&c->heap, &name->localName, &c->omitted.localName, error);
        if (FAILED(hr)) return hr;
        return heap_copy_xml_string(&c->heap, &name->ns, &c->omitted.ns, error);
    default:
        c->buffer_size = number ? number : 1;
        return S_OK;
    }
}

HRESULT canonical_create(WS_WRITE_CALLBACK callback, void *state,
        const WS_XML_CANONICALIZATION_PROPERTY *properties, ULONG count, ULONG inside,
        struct canonical **ret, WS_ERROR *error)
{
    struct canonical *c;
    HRESULT hr = S_OK;
    ULONG i;

    if (!callback) return fail(error, E_INVALIDARG, "Canonicalization: the write callback is NULL");
    if (count && !properties)
        return fail(error, E_INVALIDARG, "Canonicalization: the property array is NULL");
    if (!(c = mem_zalloc(sizeof(*c)))) return fail_memory(error);
    c->callback = callback;
    c->state = state;
    c->exclusive = TRUE;
    c->inside = inside;
    c->buffer_size = 1024;
    buf_init(&c->out, 0xffffffff);
    buf_init(&c->values, 0xffffffff);
    scope_init(&c->declared, 0xffffffff);
    scope_init(&c->rendered, 0xffffffff);
    heap_init(&c->heap, 1 << 20, 0);
    heap_init(&c->text_heap, (SIZE_T)-1 / 2, 4096);
    for (i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = set_property(c, &properties[i], error);
    if (SUCCEEDED(hr) && !c->exclusive && c->prefix_count)
        hr = fail(error, E_INVALIDARG, "INCLUSIVE_PREFIXES belong to the exclusive algorithms");
    if (SUCCEEDED(hr) && !c->exclusive && inside)
        hr = fail(error, WS_E_INVALID_OPERATION,
                "The inclusive algorithms need to start at the beginning of a document");
    if (FAILED(hr))
    {
        canonical_free(c);
        return hr;
    }
    *ret = c;
    return S_OK;
}
