/* The XML reader as an object: its life, its properties, its input, and the moves from node to node.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/reader.h"
#include "xml/tree.h"

#include <string.h>

const WS_XML_NODE node_end_element = { WS_XML_NODE_TYPE_END_ELEMENT };
const WS_XML_NODE node_cdata = { WS_XML_NODE_TYPE_CDATA };
const WS_XML_NODE node_end_cdata = { WS_XML_NODE_TYPE_END_CDATA };
const WS_XML_NODE node_eof = { WS_XML_NODE_TYPE_EOF };
const WS_XML_NODE node_bof = { WS_XML_NODE_TYPE_BOF };

/* ---- properties ---- */

#define CIG (PROP_CREATE | PROP_INPUT | PROP_GET)
#define CI  (PROP_CREATE | PROP_INPUT)
#define AT(field) \
    sizeof(((struct reader_settings *)0)->field), offsetof(struct reader_settings, field)

static const struct prop_row reader_rows[] = {
    { "MAX_DEPTH", AT(max_depth), CIG, 32 },
    { "ALLOW_FRAGMENT", AT(allow_fragment), CIG | PROP_BOOL, FALSE },
    { "MAX_ATTRIBUTES", AT(max_attributes), CIG, 128 },
    { "READ_DECLARATION", AT(read_declaration), CIG | PROP_BOOL, TRUE },
    { "CHARSET", AT(charset), PROP_GET, 0 },
    { "ROW", AT(row), PROP_GET, 0 },
    { "COLUMN", AT(column), PROP_GET, 0 },
    { "UTF8_TRIM_SIZE", AT(utf8_trim_size), CI, 4096 },
    { "STREAM_BUFFER_SIZE", AT(stream_buffer_size), CI, 4096 },
    { "IN_ATTRIBUTE", AT(in_attribute), PROP_GET, FALSE },
    { "STREAM_MAX_ROOT_MIME_PART_SIZE", AT(max_root_mime_part_size), CI, 65536 },
    { "STREAM_MAX_MIME_HEADERS_SIZE", AT(max_mime_headers_size), CI, 256 },
    { "MAX_MIME_PARTS", AT(max_mime_parts), CI, 4096 },
    { "ALLOW_INVALID_CHARACTER_REFERENCES", AT(allow_invalid_references), CI | PROP_BOOL, FALSE },
    { "MAX_NAMESPACES", AT(max_namespaces), CIG, 32 },
};
static const struct prop_table reader_table = { "XML reader", reader_rows, COUNT_OF(reader_rows) };

/* ---- places and failures ---- */

/* Rows and characters from what was counted last up to a place at or after it. */
static void count_place(const WS_XML_READER *reader, const BYTE *at, UINT64 *row, UINT64 *column)
{
    const BYTE *p = reader->counted;

    *row = reader->row;
    *column = reader->column;
    for (; p < at; p++)
    {
        if (*p == '\n')
        {
            ++*row;
            *column = 0;
        }
        else if ((*p & 0xc0) != 0x80)
            ++*column;
    }
}

void reader_advance_counted(WS_XML_READER *reader, const BYTE *at)
{
    UINT64 row, column;

    if (at <= reader->counted) return;
    if (reader->format->has_rows)
    {
        count_place(reader, at, &row, &column);
        reader->row = row;
        reader->column = column;
    }
    reader->offset += at - reader->counted;
    reader->counted = at;
}

void reader_where(WS_XML_READER *reader, UINT64 *row, UINT64 *column)
{
    if (reader->format && reader->format->has_rows)
    {
        count_place(reader, reader->pos, row, column);
        ++*row;
        ++*column;
        return;
    }
    *row = 0;
    *column = reader->offset + (reader->pos - reader->counted);
}

/* " (row 1, column 2)" or " (at byte 3)" */
static void show_place(WS_XML_READER *reader, char *text, ULONG size)
{
    UINT64 row, column;

    reader_where(reader, &row, &column);
    if (!reader->format || reader->tree)
        *text = 0; /* a tree has no places */
    else if (row)
        format_line(text, size, " (row %U, column %U)", row, column);
    else
        format_line(text, size, " (at byte %U)", column);
}

HRESULT reader_fail(WS_XML_READER *reader, WS_ERROR *error, HRESULT hr, const char *format, ...)
{
    char text[512], place[80];
    ULONG length = text_length(format);
    va_list args;

    reader->faulted = TRUE;
    show_place(reader, place, sizeof(place));
    if (length > sizeof(text) - sizeof(place)) length = sizeof(text) - sizeof(place);
    memcpy(text, format, length);
    memcpy(text + length, place, text_length(place) + 1);
    va_start(args, format);
    fail_list(error, hr, text, args);
    va_end(args);
    return hr;
}

HRESULT reader_failed(WS_XML_READER *reader, HRESULT hr, WS_ERROR *error)
{
    char place[80];

    reader->faulted = TRUE;
    if (error)
    {
        show_place(reader, place, sizeof(place));
        error_add(error, "While reading XML%s", place);
    }
    return hr;
}

HRESULT reader_check(WS_XML_READER *reader, const char *call, WS_ERROR *error)
{
    if (object_is(reader, OBJECT_READER) && reader->format && !reader->faulted) return S_OK;
    if (!object_is(reader, OBJECT_READER))
        return fail(error, E_INVALIDARG, "%s: the reader is NULL or no reader", call);
    if (!reader->format)
        return fail(error, WS_E_INVALID_OPERATION, "%s: the reader has no input", call);
    if (reader->faulted)
        return fail(error, WS_E_OBJECT_FAULTED,
                "%s: the reader failed before and needs a new input", call);
    return S_OK;
}

/* ---- life ---- */

static void set_up(WS_XML_READER *reader)
{
    reader->node = &node_eof;
    reader->element.node.nodeType = WS_XML_NODE_TYPE_ELEMENT;
    reader->element.prefix = &reader->element_prefix;
    reader->element.localName = &reader->element_name;
    reader->text.node.nodeType = WS_XML_NODE_TYPE_TEXT;
    reader->text.text = &reader->text_value.text;
    reader->comment.node.nodeType = WS_XML_NODE_TYPE_COMMENT;
    reader->attribute_text.node.nodeType = WS_XML_NODE_TYPE_TEXT;
    scope_init(&reader->scope, 0);
    buf_init(&reader->xml_chars, 0x7fffffff);
    buf_init(&reader->join, 0x7fffffff);
    buf_init(&reader->raw, 0x7fffffff);
    heap_init(&reader->heap, ~(SIZE_T)0, 0);
}

/* Forgets the input and everything that was read from it; keeps the memory. */
static void drop_input(WS_XML_READER *reader)
{
    static const struct arena_mark nothing;
    ULONG i;

    reader->format = NULL;
    reader->node = &node_eof;
    reader->faulted = reader->root_seen = reader->only_declared = reader->in_cdata = FALSE;
    reader->copy_names = reader->scratch_in_use = FALSE;
    reader->final = TRUE;
    reader->row = reader->column = reader->offset = 0;
    reader->depth = reader->xml_count = reader->array_left = 0;
    reader->end_follows = FALSE;
    reader->pos = reader->end = reader->limit = reader->token = reader->counted = NULL;
    reader->partial = TRUE;
    reader_leave_text(reader);
    if (reader->observer) reader->observer->free(reader->observer);
    reader->observer = NULL;
    reader->tree = NULL;
    reader->cursor = NULL;
    reader->settings.in_attribute = FALSE;
    buf_reset(&reader->xml_chars, reader->settings.utf8_trim_size);
    scope_reset(&reader->scope);
    arena_release(&reader->names, nothing);
    arena_release(&reader->scratch, nothing);
    arena_release(&reader->kept, nothing);
    buf_reset(&reader->join, reader->settings.utf8_trim_size);
    heap_reset(&reader->heap);
    input_clear(reader);
    mtom_clear(reader);
    reader->charset_pending = FALSE;
    memset(&reader->element_name, 0, sizeof(reader->element_name));
    reader->text_value.text.textType = WS_XML_TEXT_TYPE_UTF8;
    memset(&reader->text_value.utf8.value, 0, sizeof(reader->text_value.utf8.value));
    memset(&reader->comment.value, 0, sizeof(reader->comment.value));
    for (i = 0; i < reader->attributes_size; i++)
    {
        struct read_attribute *place = read_attribute_from(reader->attributes[i]);

        memset(&place->prefix, 0, sizeof(place->prefix));
        memset(&place->local_name, 0, sizeof(place->local_name));
        memset(&place->ns, 0, sizeof(place->ns));
        memset(&place->value, 0, sizeof(place->value));
        place->value.text.textType = WS_XML_TEXT_TYPE_UTF8;
    }
}

static void free_parts(WS_XML_READER *reader)
{
    drop_input(reader);
    mem_free(reader->elements);
    mem_free(reader->attributes);
    mem_free(reader->xml_attributes);
    buf_clear(&reader->xml_chars);
    scope_clear(&reader->scope);
    arena_clear(&reader->names);
    arena_clear(&reader->scratch);
    arena_clear(&reader->kept);
    arena_clear(&reader->attribute_memory);
    arena_clear(&reader->part_names);
    mem_free(reader->parts);
    buf_clear(&reader->join);
    heap_clear(&reader->heap);
}

HRESULT WINAPI WsCreateReader(const WS_XML_READER_PROPERTY *properties, ULONG propertyCount,
        WS_XML_READER **reader, WS_ERROR *error)
{
    WS_XML_READER *ret;
    HRESULT hr;

    if (!reader) return fail(error, E_INVALIDARG, "WsCreateReader: the result pointer is NULL");
    if (!(ret = mem_zalloc(sizeof(*ret)))) return fail_memory(error);
    props_init(&reader_table, &ret->initial);
    hr = props_apply(&reader_table, &ret->initial, PROP_CREATE, properties, propertyCount, error);
    if (FAILED(hr))
    {
        mem_free(ret);
        return hr;
    }
    object_init(&ret->object, OBJECT_READER);
    ret->settings = ret->initial;
    set_up(ret);
    *reader = ret;
    return S_OK;
}

void WINAPI WsFreeReader(WS_XML_READER *reader)
{
    if (!object_is(reader, OBJECT_READER)) return;
    free_parts(reader);
    object_clear(&reader->object);
    mem_free(reader);
}

/* ---- input ---- */

/* The properties of a new input over those of the creation, and a reader without input. */
static HRESULT begin_input(WS_XML_READER *reader, const WS_XML_READER_PROPERTY *properties,
        ULONG count, WS_ERROR *error)
{
    struct reader_settings settings = reader->initial;
    HRESULT hr = props_apply(&reader_table, &settings, PROP_INPUT, properties, count, error);

    if (FAILED(hr)) return hr;
    drop_input(reader);
    reader->settings = settings;
    reader->scope.max = settings.max_namespaces;
    return S_OK;
}

HRESULT WINAPI WsSetInput(WS_XML_READER *reader, const WS_XML_READER_ENCODING *encoding,
        const WS_XML_READER_INPUT *input, const WS_XML_READER_PROPERTY *properties,
        ULONG propertyCount, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(reader, OBJECT_READER))
        return fail(error, E_INVALIDARG, "WsSetInput: the reader is NULL or no reader");
    if (encoding && !input) return fail(error, E_INVALIDARG, "WsSetInput: the input is NULL");
    if (FAILED(hr = begin_input(reader, properties, propertyCount, error)) || !encoding) return hr;
    if (FAILED(hr = input_set(reader, encoding, input, error)))
    {
        drop_input(reader);
        return hr;
    }
    reader->node = &node_bof;
    return S_OK;
}

HRESULT WINAPI WsSetInputToBuffer(WS_XML_READER *reader, WS_XML_BUFFER *buffer,
        const WS_XML_READER_PROPERTY *properties, ULONG propertyCount, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(reader, OBJECT_READER))
        return fail(error, E_INVALIDARG, "WsSetInputToBuffer: the reader is NULL or no reader");
    if (!object_is(buffer, OBJECT_BUFFER))
        return fail(error, E_INVALIDARG, "WsSetInputToBuffer: the buffer is NULL or no buffer");
    if (FAILED(hr = begin_input(reader, properties, propertyCount, error))) return hr;
    reader->format = &read_tree_format;
    reader->tree = buffer;
    reader->cursor = buffer->root;
    reader->node = &buffer->root->u.node;
    return S_OK;
}

HRESULT WINAPI WsGetReaderProperty(WS_XML_READER *reader, WS_XML_READER_PROPERTY_ID id, void *value,
        ULONG valueSize, WS_ERROR *error)
{
    if (!object_is(reader, OBJECT_READER))
        return fail(error, E_INVALIDARG, "WsGetReaderProperty: the reader is NULL or no reader");
    if (!reader->format)
        return fail(
                error, WS_E_INVALID_OPERATION, "WsGetReaderProperty: the reader has no input yet");
    if (id >= WS_XML_READER_PROPERTY_CHARSET && id <= WS_XML_READER_PROPERTY_COLUMN)
    {
        if (!reader->format->has_rows)
            return fail(error, E_INVALIDARG, "Property %s exists for text input only",
                    reader_rows[id].name);
        if (reader->charset_pending && id == WS_XML_READER_PROPERTY_CHARSET)
            return fail(error, WS_E_INVALID_OPERATION,
                    "The character set is not known before WsFillReader got the first bytes");
        if (!reader->faulted) reader_advance_counted(reader, reader->token);
        reader->settings.row = reader->row;
        reader->settings.column = reader->column;
    }
    return props_get(&reader_table, &reader->settings, id, value, valueSize, error);
}

HRESULT WINAPI WsGetReaderNode(WS_XML_READER *xmlReader, const WS_XML_NODE **node, WS_ERROR *error)
{
    if (!object_is(xmlReader, OBJECT_READER))
        return fail(error, E_INVALIDARG, "WsGetReaderNode: the reader is NULL or no reader");
    if (!node) return fail(error, E_INVALIDARG, "WsGetReaderNode: the result pointer is NULL");
    *node = xmlReader->node;
    return S_OK;
}

/* ---- moving ---- */

const WS_XML_NODE *reader_node(WS_XML_READER *reader)
{
    return reader->node;
}

HRESULT reader_next(WS_XML_READER *reader, WS_ERROR *error)
{
    HRESULT hr;

    if (reader->node->nodeType == WS_XML_NODE_TYPE_EOF)
        return fail(error, WS_E_INVALID_OPERATION, "The reader is at the end already");
    reader_leave_text(reader);
    if (reader->settings.in_attribute)
    {
        reader->node = &node_eof;
        return S_OK;
    }
    hr = reader->observer ? reader->observer->node(reader->observer, reader, error) : S_OK;
    if (SUCCEEDED(hr)) hr = reader->format->next(reader, error);
    if (FAILED(hr)) reader->faulted = TRUE;
    return hr;
}

/* Nothing but the next node is asked of the format. One branch for all that is rare. */
static inline BOOL is_plain(const WS_XML_READER *reader)
{
    return !((ULONG)reader->faulted | (ULONG)reader->partial | (ULONG)reader->settings.in_attribute
            | (ULONG)(reader->observer != NULL) | (ULONG)(reader->format == NULL)
            | (ULONG)(reader->node == &node_eof));
}

HRESULT WINAPI WsReadNode(WS_XML_READER *reader, WS_ERROR *error)
{
    HRESULT hr;

    if (object_is(reader, OBJECT_READER) && is_plain(reader))
    {
        hr = reader->format->next(reader, error);
        if (FAILED(hr)) reader->faulted = TRUE;
        return hr;
    }
    if (FAILED(hr = reader_check(reader, "WsReadNode", error))) return hr;
    return reader_next(reader, error);
}

static BOOL is_space_text(const WS_XML_READER *reader)
{
    const WS_XML_UTF8_TEXT *text
            = (const WS_XML_UTF8_TEXT *)((const WS_XML_TEXT_NODE *)reader->node)->text;
    ULONG i;

    if (text->text.textType != WS_XML_TEXT_TYPE_UTF8) return FALSE;
    for (i = reader->taken; i < text->value.length; i++)
    {
        if (!xml_is_space(text->value.bytes[i])) return FALSE;
    }
    return TRUE;
}

HRESULT reader_skip_space(WS_XML_READER *reader, WS_ERROR *error)
{
    HRESULT hr;

    for (;;)
    {
        switch (reader->node->nodeType)
        {
        case WS_XML_NODE_TYPE_BOF:
        case WS_XML_NODE_TYPE_COMMENT:
            break;
        case WS_XML_NODE_TYPE_TEXT:
            if (!is_space_text(reader)) return S_OK;
            break;
        default:
            return S_OK;
        }
        if (FAILED(hr = reader_next(reader, error))) return hr;
    }
}

/* What stands where something else was wanted, for error texts. */
static const char *node_name(const WS_XML_READER *reader)
{
    static const char *const names[]
            = { "nothing", "a start element", "text", "an end element", "a comment", "nothing",
                  "a CDATA section", "the end of a CDATA section", "the end", "the beginning" };

    return names[reader->node->nodeType];
}

HRESULT WINAPI WsReadToStartElement(WS_XML_READER *reader, const WS_XML_STRING *localName,
        const WS_XML_STRING *ns, BOOL *found, WS_ERROR *error)
{
    HRESULT hr = reader_check(reader, "WsReadToStartElement", error);
    BOOL is_element, match;

    if (FAILED(hr) || FAILED(hr = reader_skip_space(reader, error))) return hr;
    is_element = match = reader->node->nodeType == WS_XML_NODE_TYPE_ELEMENT;
    if (match)
    {
        const WS_XML_ELEMENT_NODE *element = (const WS_XML_ELEMENT_NODE *)reader->node;

        match = (!localName || xml_string_equal(localName, element->localName))
                && (!ns || xml_string_equal(ns, element->ns));
    }
    if (found)
    {
        *found = match;
        return S_OK;
    }
    if (match) return S_OK;
    if (is_element)
    {
        const WS_XML_ELEMENT_NODE *element = (const WS_XML_ELEMENT_NODE *)reader->node;

        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "The element is '%X' in namespace '%X', but '%X' in '%X' was expected",
                element->localName, element->ns, localName ? localName : element->localName,
                ns ? ns : element->ns);
    }
    return reader_fail(reader, error, WS_E_INVALID_FORMAT,
            "A start element was expected, but there is %s", node_name(reader));
}

HRESULT WINAPI WsReadStartElement(WS_XML_READER *reader, WS_ERROR *error)
{
    HRESULT hr = reader_check(reader, "WsReadStartElement", error);

    if (FAILED(hr) || FAILED(hr = reader_skip_space(reader, error))) return hr;
    if (reader->node->nodeType != WS_XML_NODE_TYPE_ELEMENT)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "A start element was expected, but there is %s", node_name(reader));
    return reader_next(reader, error);
}

HRESULT WINAPI WsReadEndElement(WS_XML_READER *reader, WS_ERROR *error)
{
    HRESULT hr = reader_check(reader, "WsReadEndElement", error);

    if (FAILED(hr) || FAILED(hr = reader_skip_space(reader, error))) return hr;
    if (reader->node->nodeType != WS_XML_NODE_TYPE_END_ELEMENT)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "An end element was expected, but there is %s", node_name(reader));
    return reader_next(reader, error);
}

HRESULT WINAPI WsSkipNode(WS_XML_READER *reader, WS_ERROR *error)
{
    HRESULT hr = reader_check(reader, "WsSkipNode", error);
    ULONG depth = 1;

    if (FAILED(hr)) return hr;
    if (reader->node->nodeType != WS_XML_NODE_TYPE_ELEMENT) return reader_next(reader, error);
    while (depth)
    {
        if (FAILED(hr = reader_next(reader, error))) return hr;
        if (reader->node->nodeType == WS_XML_NODE_TYPE_ELEMENT) depth++;
        if (reader->node->nodeType == WS_XML_NODE_TYPE_END_ELEMENT) depth--;
    }
    return reader_next(reader, error);
}

/* ---- attributes ---- */

HRESULT WINAPI WsFindAttribute(WS_XML_READER *reader, const WS_XML_STRING *localName,
        const WS_XML_STRING *ns, BOOL required, ULONG *attributeIndex, WS_ERROR *error)
{
    HRESULT hr = reader_check(reader, "WsFindAttribute", error);
    const WS_XML_ELEMENT_NODE *element;
    ULONG i;

    if (FAILED(hr)) return hr;
    if (!localName || !ns || !attributeIndex)
        return fail(error, E_INVALIDARG,
                "WsFindAttribute: the name, the namespace or the result pointer is NULL");
    if (reader->node->nodeType != WS_XML_NODE_TYPE_ELEMENT)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsFindAttribute: the reader is not on a start element, but on %s",
                node_name(reader));
    element = (const WS_XML_ELEMENT_NODE *)reader->node;
    for (i = 0; i < element->attributeCount; i++)
    {
        const WS_XML_ATTRIBUTE *attr = element->attributes[i];

        if (attr->isXmlNs || !xml_string_equal(attr->localName, localName)
                || !xml_string_equal(attr->ns, ns))
            continue;
        *attributeIndex = i;
        return S_OK;
    }
    if (!required) return S_FALSE;
    return fail(error, WS_E_INVALID_FORMAT,
            "The element '%X' has no attribute '%X' in namespace '%X'", element->localName,
            localName, ns);
}

const WS_XML_ATTRIBUTE *reader_attribute(
        WS_XML_READER *reader, const WS_XML_STRING *name, const WS_XML_STRING *ns)
{
    const WS_XML_ELEMENT_NODE *element = (const WS_XML_ELEMENT_NODE *)reader->node;
    ULONG i;

    if (element->node.nodeType != WS_XML_NODE_TYPE_ELEMENT) return NULL;
    for (i = 0; i < element->attributeCount; i++)
    {
        const WS_XML_ATTRIBUTE *attr = element->attributes[i];

        if (!attr->isXmlNs && xml_string_equal(attr->localName, name)
                && xml_string_equal(attr->ns, ns))
            return attr;
    }
    return NULL;
}

HRESULT WINAPI WsReadStartAttribute(WS_XML_READER *reader, ULONG attributeIndex, WS_ERROR *error)
{
    HRESULT hr = reader_check(reader, "WsReadStartAttribute", error);
    const WS_XML_ELEMENT_NODE *element;

    if (FAILED(hr)) return hr;
    if (reader->node->nodeType != WS_XML_NODE_TYPE_ELEMENT)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "An attribute can be read on a start element only, but there is %s",
                node_name(reader));
    element = (const WS_XML_ELEMENT_NODE *)reader->node;
    if (attributeIndex >= element->attributeCount)
        return fail(error, E_INVALIDARG,
                "WsReadStartAttribute: the index is %u, but the element '%X' has %u attributes",
                attributeIndex, element->localName, element->attributeCount);
    reader->in_attribute_of = reader->node;
    reader->attribute_text.text = element->attributes[attributeIndex]->value;
    reader->node = &reader->attribute_text.node;
    reader->settings.in_attribute = TRUE;
    reader_leave_text(reader);
    return S_OK;
}

HRESULT WINAPI WsReadEndAttribute(WS_XML_READER *reader, WS_ERROR *error)
{
    HRESULT hr = reader_check(reader, "WsReadEndAttribute", error);

    if (FAILED(hr)) return hr;
    if (!reader->settings.in_attribute)
        return reader_fail(
                reader, error, WS_E_INVALID_FORMAT, "The reader is not inside an attribute");
    reader->node = reader->in_attribute_of;
    reader->settings.in_attribute = FALSE;
    reader_leave_text(reader);
    return S_OK;
}

HRESULT WINAPI WsGetNamespaceFromPrefix(WS_XML_READER *reader, const WS_XML_STRING *prefix,
        BOOL required, const WS_XML_STRING **ns, WS_ERROR *error)
{
    const WS_XML_STRING *found;
    HRESULT hr;

    if (!prefix || !ns)
        return fail(error, E_INVALIDARG,
                "WsGetNamespaceFromPrefix: the prefix or the result pointer is NULL");
    if (FAILED(hr = reader_check(reader, "WsGetNamespaceFromPrefix", error))) return hr;
    if (!(found = reader->format->find_ns(reader, prefix)) && required)
        return fail(error, WS_E_INVALID_FORMAT, "The prefix '%X' is not declared", prefix);
    *ns = found;
    return found ? S_OK : S_FALSE;
}
