/* Canonical XML of what a reader reads or a writer writes.
 *
 * A reader tells its observer of each node that it leaves. A writer gets a format in front of its own one, which
 * passes everything on and tells the canonicalizer; a writer that makes no canonical XML pays nothing for it.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/canonical.h"
#include "xml/reader.h"
#include "xml/writer.h"

#include <string.h>

static const WS_XML_STRING no_name;

static const WS_XML_STRING *name_of(const WS_XML_STRING *string)
{
    return string ? string : &no_name;
}

/* ======== readers ======== */

struct canonical_observer
{
    struct read_observer observer;
    struct canonical *canonical;
};

static HRESULT tell_attribute(
        struct canonical *c, const WS_XML_ATTRIBUTE *attribute, WS_ERROR *error)
{
    HRESULT hr;

    if (attribute->isXmlNs)
        return canonical_declare(c, name_of(attribute->prefix), name_of(attribute->ns), error);
    hr = canonical_start_attribute(
            c, name_of(attribute->prefix), attribute->localName, name_of(attribute->ns), error);
    if (SUCCEEDED(hr) && attribute->value) hr = canonical_text(c, attribute->value, error);
    return SUCCEEDED(hr) ? canonical_end_attribute(c, error) : hr;
}

static HRESULT tell_element(struct canonical *c, const WS_XML_ELEMENT_NODE *node, WS_ERROR *error)
{
    HRESULT hr;
    ULONG i;

    hr = canonical_start_element(
            c, name_of(node->prefix), node->localName, name_of(node->ns), error);
    for (i = 0; SUCCEEDED(hr) && i < node->attributeCount; i++)
        hr = tell_attribute(c, node->attributes[i], error);
    return SUCCEEDED(hr) ? canonical_end_start(c, error) : hr;
}

static HRESULT observe(struct read_observer *observer, WS_XML_READER *reader, WS_ERROR *error)
{
    struct canonical *c
            = CONTAINING_RECORD(observer, struct canonical_observer, observer)->canonical;
    const WS_XML_NODE *node = reader->node;

    switch (node->nodeType)
    {
    case WS_XML_NODE_TYPE_ELEMENT:
        return tell_element(c, (const WS_XML_ELEMENT_NODE *)node, error);
    case WS_XML_NODE_TYPE_TEXT:
        return canonical_text(c, ((const WS_XML_TEXT_NODE *)node)->text, error);
    case WS_XML_NODE_TYPE_COMMENT:
        return canonical_comment(c, &((const WS_XML_COMMENT_NODE *)node)->value, error);
    case WS_XML_NODE_TYPE_END_ELEMENT:
        if (canonical_depth(c)) return canonical_end_element(c, error);
        return fail(error, WS_E_INVALID_OPERATION,
                "The element in which canonicalization was started cannot be left before its end");
    default:
        return S_OK;
    }
}

static void free_observer(struct read_observer *observer)
{
    struct canonical_observer *o = CONTAINING_RECORD(observer, struct canonical_observer, observer);

    canonical_free(o->canonical);
    mem_free(o);
}

/* How many elements are open around the current node. */
static ULONG depth_around(const WS_XML_READER *reader)
{
    const struct tree_node *node;
    ULONG depth = 0;

    if (!reader->tree)
        return reader->depth
                - (reader->node->nodeType == WS_XML_NODE_TYPE_ELEMENT && reader->depth);
    for (node = reader->cursor->parent; node; node = node->parent)
        depth += node->u.node.nodeType == WS_XML_NODE_TYPE_ELEMENT;
    return depth;
}

/* The inclusive prefixes that mean something before the current element. */
static HRESULT import_reader(WS_XML_READER *reader, struct canonical *c, WS_ERROR *error)
{
    const WS_XML_STRING *ns;
    HRESULT hr = S_OK;
    ULONG i;

    for (i = 0; SUCCEEDED(hr) && i < canonical_prefix_count(c); i++)
    {
        ns = reader->format->find_ns(reader, canonical_prefix(c, i));
        if (ns && ns->length) hr = canonical_import(c, canonical_prefix(c, i), ns, error);
    }
    return hr;
}

HRESULT WINAPI WsStartReaderCanonicalization(WS_XML_READER *reader, WS_WRITE_CALLBACK writeCallback,
        void *writeCallbackState, const WS_XML_CANONICALIZATION_PROPERTY *properties,
        ULONG propertyCount, WS_ERROR *error)
{
    struct canonical_observer *observer;
    struct canonical *c;
    ULONG inside;
    HRESULT hr;

    if (FAILED(hr = reader_check(reader, "WsStartReaderCanonicalization", error))) return hr;
    if (reader->observer)
        return fail(error, WS_E_INVALID_OPERATION, "The reader makes canonical XML already");
    if (reader->settings.in_attribute)
        return fail(
                error, WS_E_INVALID_OPERATION, "Canonicalization cannot start inside an attribute");
    /* the inclusive form needs the whole document */
    inside = reader->node->nodeType == WS_XML_NODE_TYPE_BOF ? 0 : depth_around(reader) + 1;
    hr = canonical_create(
            writeCallback, writeCallbackState, properties, propertyCount, inside, &c, error);
    if (FAILED(hr)) return hr;
    if (!(observer = mem_zalloc(sizeof(*observer)))) hr = fail_memory(error);
    if (SUCCEEDED(hr)) hr = import_reader(reader, c, error);
    if (FAILED(hr))
    {
        mem_free(observer);
        canonical_free(c);
        return hr;
    }
    observer->observer.node = observe;
    observer->observer.free = free_observer;
    observer->canonical = c;
    reader->observer = &observer->observer;
    return S_OK;
}

HRESULT WINAPI WsEndReaderCanonicalization(WS_XML_READER *reader, WS_ERROR *error)
{
    struct canonical_observer *observer;
    HRESULT hr;

    if (FAILED(hr = reader_check(reader, "WsEndReaderCanonicalization", error))) return hr;
    if (!reader->observer)
        return fail(error, WS_E_INVALID_OPERATION, "The reader does not make canonical XML");
    observer = CONTAINING_RECORD(reader->observer, struct canonical_observer, observer);
    if (canonical_depth(observer->canonical))
        return fail(error, WS_E_INVALID_OPERATION,
                "Canonicalization must end at the depth where it started; %u elements are open",
                canonical_depth(observer->canonical));
    hr = canonical_flush(observer->canonical, error);
    reader->observer = NULL;
    free_observer(&observer->observer);
    return hr;
}

/* ======== writers ======== */

static HRESULT tee_start_element(
        WS_XML_WRITER *writer, struct element *element, const WS_XML_STRING *local, WS_ERROR *error)
{
    HRESULT hr = writer->inner->start_element(writer, element, local, error);

    if (FAILED(hr)) return hr;
    return canonical_start_element(writer->canonical, &element->prefix, local, &element->ns, error);
}

static HRESULT tee_start_attribute(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, BOOL single_quote, WS_ERROR *error)
{
    HRESULT hr = writer->inner->start_attribute(writer, prefix, local, ns, single_quote, error);

    return SUCCEEDED(hr) ? canonical_start_attribute(writer->canonical, prefix, local, ns, error)
                         : hr;
}

static HRESULT tee_end_attribute(WS_XML_WRITER *writer, WS_ERROR *error)
{
    HRESULT hr = writer->inner->end_attribute(writer, error);

    return SUCCEEDED(hr) ? canonical_end_attribute(writer->canonical, error) : hr;
}

static HRESULT tee_xmlns(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *ns, BOOL single_quote, WS_ERROR *error)
{
    HRESULT hr = writer->inner->xmlns(writer, prefix, ns, single_quote, error);

    return SUCCEEDED(hr) ? canonical_declare(writer->canonical, prefix, ns, error) : hr;
}

static HRESULT tee_end_start(WS_XML_WRITER *writer, BOOL empty, WS_ERROR *error)
{
    HRESULT hr = writer->inner->end_start(writer, empty, error);

    if (SUCCEEDED(hr)) hr = canonical_end_start(writer->canonical, error);
    if (SUCCEEDED(hr) && empty) hr = canonical_end_element(writer->canonical, error);
    return hr;
}

static HRESULT tee_end_element(WS_XML_WRITER *writer, struct element *element, WS_ERROR *error)
{
    HRESULT hr;

    if (!canonical_depth(writer->canonical))
        return fail(error, WS_E_INVALID_OPERATION,
                "Element '%b', in which canonicalization was started, cannot end before it",
                element->qname, element->qname_length);
    if (FAILED(hr = writer->inner->end_element(writer, element, error))) return hr;
    return canonical_end_element(writer->canonical, error);
}

static HRESULT tee_text(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    HRESULT hr = writer->inner->text(writer, text, error);

    return SUCCEEDED(hr) ? canonical_text(writer->canonical, text, error) : hr;
}

static HRESULT tee_start_cdata(WS_XML_WRITER *writer, WS_ERROR *error)
{
    return writer->inner->start_cdata(writer, error);
}

static HRESULT tee_end_cdata(WS_XML_WRITER *writer, WS_ERROR *error)
{
    return writer->inner->end_cdata(writer, error);
}

static HRESULT tee_comment(WS_XML_WRITER *writer, const WS_XML_STRING *value, WS_ERROR *error)
{
    HRESULT hr = writer->inner->comment(writer, value, error);

    return SUCCEEDED(hr) ? canonical_comment(writer->canonical, value, error) : hr;
}

static HRESULT tee_begin(WS_XML_WRITER *writer, WS_ERROR *error)
{
    return writer->inner->begin ? writer->inner->begin(writer, error) : S_OK;
}

static const struct write_format tee_format = {
    .name = "canonical",
    .begin = tee_begin,
    .start_element = tee_start_element,
    .start_attribute = tee_start_attribute,
    .end_attribute = tee_end_attribute,
    .xmlns = tee_xmlns,
    .end_start = tee_end_start,
    .end_element = tee_end_element,
    .text = tee_text,
    .start_cdata = tee_start_cdata,
    .end_cdata = tee_end_cdata,
    .comment = tee_comment,
    .group_bytes = TRUE,
};

void writer_stop_canonical(WS_XML_WRITER *writer)
{
    canonical_free(writer->canonical);
    writer->canonical = NULL;
}

static HRESULT import_writer(WS_XML_WRITER *writer, struct canonical *c, WS_ERROR *error)
{
    const WS_XML_STRING *ns;
    HRESULT hr = S_OK;
    ULONG i;

    for (i = 0; SUCCEEDED(hr) && i < canonical_prefix_count(c); i++)
    {
        const WS_XML_STRING *prefix = canonical_prefix(c, i);

        ns = scope_find_ns(&writer->scope, prefix->bytes, prefix->length);
        if (ns && ns->length) hr = canonical_import(c, prefix, ns, error);
    }
    return hr;
}

HRESULT WINAPI WsStartWriterCanonicalization(WS_XML_WRITER *writer, WS_WRITE_CALLBACK writeCallback,
        void *writeCallbackState, const WS_XML_CANONICALIZATION_PROPERTY *properties,
        ULONG propertyCount, WS_ERROR *error)
{
    struct canonical *c;
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsStartWriterCanonicalization", error))) return hr;
    if (writer->canonical)
        return fail(error, WS_E_INVALID_OPERATION, "The writer makes canonical XML already");
    if (writer->state != WRITER_CONTENT && writer->state != WRITER_START_TAG)
        return fail(error, WS_E_INVALID_OPERATION,
                "Canonicalization cannot start inside an attribute or a CDATA section");
    hr = canonical_create(writeCallback, writeCallbackState, properties, propertyCount,
            writer->depth + writer->root_written, &c, error);
    if (FAILED(hr)) return hr;
    hr = import_writer(writer, c, error);
    /* what is written so far is not part of it */
    if (SUCCEEDED(hr) && (writer->state == WRITER_START_TAG || writer->trail_count))
        hr = writer_result(writer, writer_begin_content(writer, error));
    if (FAILED(hr))
    {
        canonical_free(c);
        return hr;
    }
    writer->canonical = c;
    writer->inner = writer->format;
    writer->format = &tee_format;
    writer_choose_direct(writer);
    return S_OK;
}

HRESULT WINAPI WsEndWriterCanonicalization(WS_XML_WRITER *writer, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsEndWriterCanonicalization", error))) return hr;
    if (!writer->canonical)
        return fail(error, WS_E_INVALID_OPERATION, "The writer does not make canonical XML");
    if (writer->state != WRITER_CONTENT || canonical_depth(writer->canonical))
        return fail(error, WS_E_INVALID_OPERATION,
                "Canonicalization must end at the depth where it started; %u elements are open",
                canonical_depth(writer->canonical));
    hr = writer->trail_count ? writer_flush_trail(writer, error) : S_OK;
    if (SUCCEEDED(hr)) hr = canonical_flush(writer->canonical, error);
    writer->format = writer->inner;
    writer_choose_direct(writer);
    writer_stop_canonical(writer);
    return writer_result(writer, hr);
}
