/* XML writer: creation, outputs, properties, flushing.
 *
 * Everything is buffered (output.h); bytes leave a stream output only in WsFlushWriter, where an operation may
 * pend. A start tag that is still open does not count as written.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/writer.h"

#include <string.h>

#define COG (PROP_CREATE | PROP_INPUT | PROP_GET)
#define ROW(name, field, access, initial)                                      \
    {                                                                          \
        name, sizeof(((struct writer_settings *)0)->field),                    \
                offsetof(struct writer_settings, field), access, initial, 0, 0 \
    }
#define COMPUTED(name)         \
    {                          \
        name, 0, 0, 0, 0, 0, 0 \
    }

/* clang-format off */
static const struct prop_row rows[] = {
    [WS_XML_WRITER_PROPERTY_MAX_DEPTH] = ROW("MAX_DEPTH", max_depth, COG, 32),
    [WS_XML_WRITER_PROPERTY_ALLOW_FRAGMENT] = ROW("ALLOW_FRAGMENT", allow_fragment, COG | PROP_BOOL, 0),
    [WS_XML_WRITER_PROPERTY_MAX_ATTRIBUTES] = ROW("MAX_ATTRIBUTES", max_attributes, COG, 128),
    [WS_XML_WRITER_PROPERTY_WRITE_DECLARATION] = ROW("WRITE_DECLARATION", write_declaration, COG | PROP_BOOL, 0),
    [WS_XML_WRITER_PROPERTY_INDENT] = ROW("INDENT", indent, COG, 0),
    [WS_XML_WRITER_PROPERTY_BUFFER_TRIM_SIZE] = ROW("BUFFER_TRIM_SIZE", trim_size, COG, 4096),
    [WS_XML_WRITER_PROPERTY_CHARSET] = COMPUTED("CHARSET"),
    [WS_XML_WRITER_PROPERTY_BUFFERS] = COMPUTED("BUFFERS"),
    [WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE] = ROW("BUFFER_MAX_SIZE", max_size, COG, 65536),
    [WS_XML_WRITER_PROPERTY_BYTES] = COMPUTED("BYTES"),
    [WS_XML_WRITER_PROPERTY_IN_ATTRIBUTE] = COMPUTED("IN_ATTRIBUTE"),
    [WS_XML_WRITER_PROPERTY_MAX_MIME_PARTS_BUFFER_SIZE] = ROW("MAX_MIME_PARTS_BUFFER_SIZE", max_mime_size, COG, 65536),
    [WS_XML_WRITER_PROPERTY_INITIAL_BUFFER] = ROW("INITIAL_BUFFER", initial, COG, 0),
    [WS_XML_WRITER_PROPERTY_ALLOW_INVALID_CHARACTER_REFERENCES] = ROW("ALLOW_INVALID_CHARACTER_REFERENCES", allow_invalid, PROP_CREATE | PROP_INPUT | PROP_BOOL, 0),
    [WS_XML_WRITER_PROPERTY_MAX_NAMESPACES] = ROW("MAX_NAMESPACES", max_namespaces, COG, 32),
    [WS_XML_WRITER_PROPERTY_BYTES_WRITTEN] = COMPUTED("BYTES_WRITTEN"),
    [WS_XML_WRITER_PROPERTY_BYTES_TO_CLOSE] = COMPUTED("BYTES_TO_CLOSE"),
    [WS_XML_WRITER_PROPERTY_COMPRESS_EMPTY_ELEMENTS] = ROW("COMPRESS_EMPTY_ELEMENTS", compress_empty, PROP_CREATE | PROP_INPUT | PROP_BOOL, 0),
    [WS_XML_WRITER_PROPERTY_EMIT_UNCOMPRESSED_EMPTY_ELEMENTS] = ROW("EMIT_UNCOMPRESSED_EMPTY_ELEMENTS", emit_uncompressed, PROP_CREATE | PROP_INPUT | PROP_BOOL, 0),
};
/* clang-format on */
static const struct prop_table table = { "XML writer", rows, COUNT_OF(rows) };

/* ======== checks and common steps ======== */

HRESULT writer_refuse(WS_XML_WRITER *writer, const char *call, WS_ERROR *error)
{
    if (!object_is(writer, OBJECT_WRITER))
        return fail(error, E_INVALIDARG, "%s: not a writer", call);
    if (writer->faulted)
        return fail(error, WS_E_OBJECT_FAULTED,
                "%s: an earlier call failed; the writer needs a new output first", call);
    if (writer->state == WRITER_NO_OUTPUT)
        return fail(error, WS_E_INVALID_OPERATION, "%s: the writer has no output", call);
    return fail(error, WS_E_INVALID_OPERATION,
            "%s: the MIME parts have been written, nothing can follow", call);
}

HRESULT writer_begin_content(WS_XML_WRITER *writer, WS_ERROR *error)
{
    HRESULT hr;

    if (writer->trail_count && FAILED(hr = writer_flush_trail(writer, error))) return hr;
    if (writer->state == WRITER_START_TAG) return writer_end_start(writer, FALSE, error);
    if (writer->begun) return S_OK;
    writer->begun = TRUE;
    return writer->format->begin ? writer->format->begin(writer, error) : S_OK;
}

/* The bytes that may be given away, and how many. An encoding that has something to add at the end (MTOM) does so
 * when the document is complete; whole: it must be. */
static HRESULT finished(
        WS_XML_WRITER *writer, BOOL whole, struct output **ret, ULONG *count, WS_ERROR *error)
{
    HRESULT hr;

    if (writer->format->finish && writer->state != WRITER_FINISHED)
    {
        if (whole && (writer->depth || writer->state != WRITER_CONTENT))
            return fail(error, WS_E_INVALID_OPERATION,
                    "MTOM output can be fetched when all elements are closed");
        if (!writer->depth && writer->root_written)
        {
            if (FAILED(hr = writer->format->finish(writer, error)))
                return writer_result(writer, hr);
            writer->state = WRITER_FINISHED;
        }
    }
    *ret = &writer->out;
    *count = writer_visible(writer);
    if (!writer_is_wide(writer)) return S_OK;
    if (FAILED(hr = writer_widen(writer, error))) return writer_result(writer, hr);
    *ret = &writer->wide;
    *count = output_total(&writer->wide);
    return S_OK;
}

/* ======== outputs ======== */

static void reset(WS_XML_WRITER *writer, WS_CHARSET charset)
{
    static const struct arena_mark bottom;

    writer_stop_canonical(writer);
    mtom_free(writer->mtom);
    writer->mtom = NULL;
    arena_release(&writer->names, bottom);
    scope_reset(&writer->scope);
    writer->scope.max = writer->settings.max_namespaces;
    writer->depth = writer->pending_count = writer->pending_due = writer->attribute_count = 0;
    writer->root_written = writer->begun = writer->faulted = FALSE;
    writer->trail_count = 0;
    writer->position = NULL;
    writer->buffer = NULL;
    writer->reopened = NULL;
    writer->last_record = NULL;
    writer->attribute_whole = writer->in_array = FALSE;
    writer->charset = charset;
    writer->encoding = 0;
    writer->output_type = 0;
    writer->format = NULL;
    writer->direct = FALSE;
    writer->state = WRITER_NO_OUTPUT;
    output_reset(&writer->out, writer->settings.max_size, writer->settings.trim_size,
            writer_is_wide(writer) ? NULL : writer->settings.initial.bytes,
            writer->settings.initial.length);
    output_reset(&writer->wide, writer->settings.max_size, writer->settings.trim_size,
            writer->settings.initial.bytes, writer->settings.initial.length);
}

static HRESULT check_charset(WS_CHARSET charset, WS_ERROR *error)
{
    if (charset >= WS_CHARSET_UTF8 && charset <= WS_CHARSET_UTF16BE) return S_OK;
    return fail(error, E_INVALIDARG, "%u is not a charset for writing", charset);
}

void writer_choose_direct(WS_XML_WRITER *writer)
{
    writer->direct = writer->format == &text_write_format && !writer->settings.indent
            && !writer->settings.emit_uncompressed && !writer_is_wide(writer);
}

/* What WsSetOutput finds out before it changes the writer. */
struct new_output
{
    const struct write_format *format;
    WS_CHARSET charset;
    struct mtom *mtom;
};

static HRESULT find_format(const WS_XML_WRITER_ENCODING *encoding,
        const struct writer_settings *settings, struct new_output *ret, WS_ERROR *error)
{
    const WS_XML_WRITER_MTOM_ENCODING *mtom = (const WS_XML_WRITER_MTOM_ENCODING *)encoding;
    HRESULT hr;

    switch (encoding->encodingType)
    {
    case WS_XML_WRITER_ENCODING_TYPE_TEXT:
        ret->format = &text_write_format;
        ret->charset = ((const WS_XML_WRITER_TEXT_ENCODING *)encoding)->charSet;
        return check_charset(ret->charset, error);
    case WS_XML_WRITER_ENCODING_TYPE_BINARY:
        ret->format = &binary_write_format;
        return S_OK;
    case WS_XML_WRITER_ENCODING_TYPE_RAW:
        ret->format = &raw_write_format;
        return S_OK;
    case WS_XML_WRITER_ENCODING_TYPE_MTOM:
        if (!mtom->textEncoding
                || mtom->textEncoding->encodingType != WS_XML_WRITER_ENCODING_TYPE_TEXT)
            return fail(error, E_INVALIDARG, "The MTOM encoding needs a text encoding for its XML");
        ret->format = &mtom_write_format;
        ret->charset = ((const WS_XML_WRITER_TEXT_ENCODING *)mtom->textEncoding)->charSet;
        if (FAILED(hr = check_charset(ret->charset, error))) return hr;
        return mtom_create(mtom, settings, &ret->mtom, error);
    default:
        return fail(
                error, E_INVALIDARG, "%u is not an encoding for writing", encoding->encodingType);
    }
}

static HRESULT check_output(const WS_XML_WRITER_OUTPUT *output, WS_ERROR *error)
{
    const WS_XML_WRITER_STREAM_OUTPUT *stream = (const WS_XML_WRITER_STREAM_OUTPUT *)output;

    if (!output) return fail(error, E_INVALIDARG, "An encoding is given, but no output");
    if (output->outputType == WS_XML_WRITER_OUTPUT_TYPE_BUFFER) return S_OK;
    if (output->outputType != WS_XML_WRITER_OUTPUT_TYPE_STREAM)
        return fail(error, E_INVALIDARG, "%u is not a type of output", output->outputType);
    if (!stream->writeCallback)
        return fail(error, E_INVALIDARG, "The stream output has no write callback");
    return S_OK;
}

HRESULT WINAPI WsSetOutput(WS_XML_WRITER *writer, const WS_XML_WRITER_ENCODING *encoding,
        const WS_XML_WRITER_OUTPUT *output, const WS_XML_WRITER_PROPERTY *properties,
        ULONG propertyCount, WS_ERROR *error)
{
    struct new_output made = { NULL, WS_CHARSET_AUTO, NULL };
    struct writer_settings settings;
    HRESULT hr;

    if (!object_is(writer, OBJECT_WRITER))
        return fail(error, E_INVALIDARG, "WsSetOutput: not a writer");
    settings = writer->created;
    hr = props_apply(&table, &settings, PROP_INPUT, properties, propertyCount, error);
    if (FAILED(hr)) return hr;
    if (encoding)
    {
        if (FAILED(hr = check_output(output, error))) return hr;
        if (FAILED(hr = find_format(encoding, &settings, &made, error))) return hr;
    }
    writer->settings = settings;
    reset(writer, made.charset);
    if (!made.format) return S_OK;
    writer->format = made.format;
    writer->mtom = made.mtom;
    writer->encoding = encoding->encodingType;
    writer->output_type = output->outputType;
    if (encoding->encodingType == WS_XML_WRITER_ENCODING_TYPE_BINARY)
        writer->binary = *(const WS_XML_WRITER_BINARY_ENCODING *)encoding;
    if (encoding->encodingType == WS_XML_WRITER_ENCODING_TYPE_RAW)
        writer->settings.allow_fragment = TRUE;
    if (output->outputType == WS_XML_WRITER_OUTPUT_TYPE_STREAM)
        writer->stream = *(const WS_XML_WRITER_STREAM_OUTPUT *)output;
    writer_choose_direct(writer);
    writer->state = WRITER_CONTENT;
    return S_OK;
}

HRESULT WINAPI WsSetOutputToBuffer(WS_XML_WRITER *writer, WS_XML_BUFFER *buffer,
        const WS_XML_WRITER_PROPERTY *properties, ULONG propertyCount, WS_ERROR *error)
{
    struct writer_settings settings;
    struct tree_node *node;
    HRESULT hr;

    if (!object_is(writer, OBJECT_WRITER))
        return fail(error, E_INVALIDARG, "WsSetOutputToBuffer: not a writer");
    if (!object_is(buffer, OBJECT_BUFFER))
        return fail(error, E_INVALIDARG, "WsSetOutputToBuffer: not an XML buffer");
    settings = writer->created;
    hr = props_apply(&table, &settings, PROP_INPUT, properties, propertyCount, error);
    if (FAILED(hr)) return hr;
    writer->settings = settings;
    reset(writer, WS_CHARSET_AUTO);
    writer->format = &tree_write_format;
    writer->buffer = buffer;
    writer->position = buffer->root->last;
    for (node = buffer->root->first; node; node = node->next)
    {
        if (node->u.node.nodeType == WS_XML_NODE_TYPE_ELEMENT) writer->root_written = TRUE;
    }
    writer->begun = TRUE;
    writer->state = WRITER_CONTENT;
    return S_OK;
}

/* ======== creation ======== */

HRESULT WINAPI WsCreateWriter(const WS_XML_WRITER_PROPERTY *properties, ULONG propertyCount,
        WS_XML_WRITER **writer, WS_ERROR *error)
{
    struct writer_settings settings = { 0 };
    WS_XML_WRITER *created;
    HRESULT hr;

    if (!writer) return fail(error, E_INVALIDARG, "WsCreateWriter: the result pointer is NULL");
    props_init(&table, &settings);
    hr = props_apply(&table, &settings, PROP_CREATE, properties, propertyCount, error);
    if (FAILED(hr)) return hr;
    if (!(created = mem_zalloc(sizeof(*created)))) return fail_memory(error);
    object_init(&created->object, OBJECT_WRITER);
    created->created = created->settings = settings;
    output_init(&created->out);
    output_init(&created->wide);
    scope_init(&created->scope, settings.max_namespaces);
    buf_init(&created->attribute_value, settings.max_size);
    *writer = created;
    return S_OK;
}

void WINAPI WsFreeWriter(WS_XML_WRITER *writer)
{
    if (!object_is(writer, OBJECT_WRITER)) return;
    writer_stop_canonical(writer);
    mtom_free(writer->mtom);
    output_clear(&writer->out);
    output_clear(&writer->wide);
    arena_clear(&writer->names);
    scope_clear(&writer->scope);
    buf_clear(&writer->attribute_value);
    mem_free(writer->elements);
    mem_free(writer->pending);
    object_clear(&writer->object);
    mem_free(writer);
}

/* ======== properties ======== */

/* At most what the open elements and the open start tag still need. */
static ULONG bytes_to_close(const WS_XML_WRITER *writer)
{
    ULONG i, size = 0;

    for (i = 0; i < writer->depth; i++)
    {
        const struct element *element = &writer->elements[i];

        size += element->qname_length + 3 + (writer->settings.indent * i) + 1;
        if (i + 1 == writer->depth && element->undeclared)
            size += element->prefix_length + 10 + element->ns.length * 6;
    }
    for (i = 0; i < writer->pending_count; i++)
        size += writer->pending[i].prefix.length + 10 + writer->pending[i].ns.length * 6;
    /* the start tag that is open, its end, a quote, what is held back */
    size += output_total(&writer->out) - writer_visible(writer) + 8 + writer->trail_count * 2;
    return writer->charset == WS_CHARSET_UTF8 || !writer->charset ? size : size * 2;
}

static HRESULT count_written(WS_XML_WRITER *writer, ULONG *ret, WS_ERROR *error)
{
    HRESULT hr;

    if (writer_is_wide(writer))
    {
        if (FAILED(hr = writer_widen(writer, error))) return writer_result(writer, hr);
        *ret = output_total(&writer->wide);
    }
    else
        *ret = writer_visible(writer);
    return S_OK;
}

static HRESULT get_computed(WS_XML_WRITER *writer, WS_XML_WRITER_PROPERTY_ID id, void *value,
        ULONG size, WS_ERROR *error)
{
    BOOL memory = writer->output_type == WS_XML_WRITER_OUTPUT_TYPE_BUFFER;
    BOOL bytes = writer->output_type != 0;
    BOOL text = writer->charset != WS_CHARSET_AUTO;
    struct output *out;
    ULONG count;
    HRESULT hr;
    /* clang-format off */
    static const BYTE sizes[] = {
        [WS_XML_WRITER_PROPERTY_CHARSET] = sizeof(WS_CHARSET),
        [WS_XML_WRITER_PROPERTY_BUFFERS] = sizeof(WS_BUFFERS),
        [WS_XML_WRITER_PROPERTY_BYTES] = sizeof(WS_BYTES),
        [WS_XML_WRITER_PROPERTY_IN_ATTRIBUTE] = sizeof(BOOL),
        [WS_XML_WRITER_PROPERTY_BYTES_WRITTEN] = sizeof(ULONG),
        [WS_XML_WRITER_PROPERTY_BYTES_TO_CLOSE] = sizeof(ULONG),
    };
    /* clang-format on */

    if (!value || size != sizes[id])
        return fail(error, E_INVALIDARG,
                "Property %s of the XML writer has %u bytes, the buffer %u", rows[id].name,
                sizes[id], value ? size : 0);
    switch (id)
    {
    case WS_XML_WRITER_PROPERTY_IN_ATTRIBUTE:
        *(BOOL *)value = writer->state == WRITER_ATTRIBUTE;
        return S_OK;
    case WS_XML_WRITER_PROPERTY_CHARSET:
        if (!text) break;
        *(WS_CHARSET *)value = writer->charset;
        return S_OK;
    case WS_XML_WRITER_PROPERTY_BYTES_WRITTEN:
        if (!bytes) break;
        if (FAILED(hr = count_written(writer, value, error))) return hr;
        return S_OK;
    case WS_XML_WRITER_PROPERTY_BYTES_TO_CLOSE:
        if (!bytes) break;
        *(ULONG *)value = bytes_to_close(writer);
        return S_OK;
    case WS_XML_WRITER_PROPERTY_BYTES:
        if (!memory) break;
        if (FAILED(hr = finished(writer, TRUE, &out, &count, error))) return hr;
        if (out->first != out->last) writer->last_record = NULL; /* its chunk is about to move */
        return output_block(out, count, value, error);
    case WS_XML_WRITER_PROPERTY_BUFFERS:
        if (!memory) break;
        if (FAILED(hr = finished(writer, TRUE, &out, &count, error))) return hr;
        return output_views(out, count, (const WS_BYTES **)&((WS_BUFFERS *)value)->buffers,
                &((WS_BUFFERS *)value)->bufferCount, error);
    default:
        break;
    }
    return fail(error, E_INVALIDARG, "Property %s is not to be had with this output or encoding",
            rows[id].name);
}

HRESULT WINAPI WsGetWriterProperty(WS_XML_WRITER *writer, WS_XML_WRITER_PROPERTY_ID id, void *value,
        ULONG valueSize, WS_ERROR *error)
{
    if (!object_is(writer, OBJECT_WRITER))
        return fail(error, E_INVALIDARG, "WsGetWriterProperty: not a writer");
    if (writer->state == WRITER_NO_OUTPUT)
        return fail(error, WS_E_INVALID_OPERATION,
                "The properties of a writer can be read when it has an output");
    if ((ULONG)id < COUNT_OF(rows) && rows[id].name && !rows[id].size)
        return get_computed(writer, id, value, valueSize, error);
    return props_get(&table, &writer->settings, id, value, valueSize, error);
}

/* ======== flushing ======== */

enum flush_state
{
    FLUSH_WRITE = OP_BEGIN,
    FLUSH_DONE
};

static HRESULT flush_step(struct op *op, int state, HRESULT hr)
{
    WS_XML_WRITER *writer = CONTAINING_RECORD(op, WS_XML_WRITER, flush);
    struct output *out = writer_is_wide(writer) ? &writer->wide : &writer->out;
    const WS_BYTES *views;
    ULONG count;

    switch ((enum flush_state)state)
    {
    case FLUSH_WRITE:
        if (FAILED(hr = output_views(out, writer->flushing, &views, &count, op->error))) return hr;
        return writer->stream.writeCallback(writer->stream.writeCallbackState, views, count,
                op_await(op, FLUSH_DONE), op->error);

    case FLUSH_DONE:
        if (FAILED(hr))
        {
            writer->faulted = TRUE;
            return hr;
        }
        if (!writer_is_wide(writer)) writer->tag_offset -= writer->flushing;
        hr = output_consume(out, writer->flushing, op->error);
        return writer_result(writer, hr);
    }
    return hr;
}

HRESULT WINAPI WsFlushWriter(
        WS_XML_WRITER *writer, ULONG minSize, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    struct output *out;
    HRESULT hr;

    if (object_is(writer, OBJECT_WRITER) && writer->state == WRITER_FINISHED && !writer->faulted)
        hr = S_OK; /* nothing more can be written, but what is there can go */
    else if (FAILED(hr = writer_check(writer, "WsFlushWriter", error)))
        return hr;
    if (writer->output_type != WS_XML_WRITER_OUTPUT_TYPE_STREAM) return S_OK;
    if (FAILED(hr = finished(writer, FALSE, &out, &writer->flushing, error))) return hr;
    if (!writer->flushing || writer->flushing < minSize) return S_OK;
    writer->last_record = NULL;
    writer->flush.step = flush_step;
    writer->flush.release = NULL;
    return op_start(&writer->flush, asyncContext, error);
}
