/* Envelopes: the header buffer, and writing and reading the frame round a body.
 *
 * SOAP 1.1 chapter 4, SOAP 1.2 part 1 chapter 5. Forms as Windows writes them: prefixes "s" and "a", no Header
 * element on the wire when there are no headers.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message/internal.h"

#include <string.h>

static HRESULT start_element(
        WS_MESSAGE *message, WS_XML_WRITER *writer, enum soap_name name, WS_ERROR *error)
{
    return WsWriteStartElement(writer, envelope_prefix(message), soap_name(name),
            envelope_namespace(message->envelope), error);
}

/* The addressing namespace is declared once, on the envelope, before the envelope's own. */
static HRESULT start_envelope(WS_MESSAGE *message, WS_XML_WRITER *writer, WS_ERROR *error)
{
    HRESULT hr = start_element(message, writer, NAME_ENVELOPE, error);

    if (FAILED(hr) || message->addressing == WS_ADDRESSING_VERSION_TRANSPORT) return hr;
    return WsWriteXmlnsAttribute(writer, soap_name(NAME_PREFIX_A),
            addressing_namespace(message->addressing), FALSE, error);
}

static HRESULT get_writer(WS_MESSAGE *message, WS_XML_WRITER **writer, WS_ERROR *error)
{
    HRESULT hr;

    if (!message->header_writer
            && FAILED(hr = WsCreateWriter(NULL, 0, &message->header_writer, error)))
        return hr;
    *writer = message->header_writer;
    return WsSetOutputToBuffer(message->header_writer, message->buffer, NULL, 0, error);
}

static HRESULT get_reader(WS_MESSAGE *message, WS_ERROR *error)
{
    HRESULT hr;

    if (!message->header_reader
            && FAILED(hr = WsCreateReader(NULL, 0, &message->header_reader, error)))
        return hr;
    return WsSetInputToBuffer(message->header_reader, message->buffer, NULL, 0, error);
}

static HRESULT write_empty(WS_MESSAGE *message, WS_XML_WRITER *writer, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = start_envelope(message, writer, error))) return hr;
    if (FAILED(hr = start_element(message, writer, NAME_HEADER, error))) return hr;
    if (FAILED(hr = WsWriteEndElement(writer, error))) return hr;
    if (FAILED(hr = start_element(message, writer, NAME_BODY, error))) return hr;
    if (FAILED(hr = WsWriteEndElement(writer, error))) return hr;
    return WsWriteEndElement(writer, error);
}

HRESULT envelope_locate_header(WS_MESSAGE *message, WS_ERROR *error)
{
    WS_XML_READER *reader;
    HRESULT hr;

    if (FAILED(hr = get_reader(message, error))) return hr;
    reader = message->header_reader;
    if (FAILED(hr = WsMoveReader(reader, WS_MOVE_TO_ROOT_ELEMENT, NULL, error))) return hr;
    if (FAILED(hr = WsMoveReader(reader, WS_MOVE_TO_CHILD_ELEMENT, NULL, error))) return hr;
    return WsGetReaderPosition(reader, &message->header, error);
}

HRESULT envelope_create(WS_MESSAGE *message, WS_ERROR *error)
{
    WS_XML_WRITER *writer;
    HRESULT hr;

    if (FAILED(hr = WsCreateXmlBuffer(&message->heap, NULL, 0, &message->buffer, error))) return hr;
    if (FAILED(hr = get_writer(message, &writer, error))) return hr;
    if (FAILED(hr = write_empty(message, writer, error))) return hr;
    return envelope_locate_header(message, error);
}

HRESULT header_append(WS_MESSAGE *message, WS_XML_WRITER **writer, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = get_writer(message, writer, error))) return hr;
    if (FAILED(hr = WsSetWriterPosition(*writer, &message->header, error))) return hr;
    return WsMoveWriter(*writer, WS_MOVE_TO_END_ELEMENT, NULL, error);
}

/* ---- writing ---- */

static HRESULT copy_headers(WS_MESSAGE *message, WS_XML_WRITER *writer, WS_ERROR *error)
{
    WS_XML_READER *reader;
    const WS_XML_NODE *node;
    BOOL found;
    HRESULT hr;

    if (FAILED(hr = header_first(message, &reader, &found, error))) return hr;
    if (!found) return S_OK;
    if (FAILED(hr = start_element(message, writer, NAME_HEADER, error))) return hr;
    for (;;)
    {
        if (FAILED(hr = WsGetReaderNode(reader, &node, error))) return hr;
        if (node->nodeType == WS_XML_NODE_TYPE_END_ELEMENT) break;
        if (FAILED(hr = WsCopyNode(writer, reader, error))) return hr;
    }
    return WsWriteEndElement(writer, error);
}

static HRESULT write_start(WS_MESSAGE *message, WS_XML_WRITER *writer, WS_ERROR *error)
{
    HRESULT hr;

    /* without an envelope the body is the document */
    if (message->envelope == WS_ENVELOPE_VERSION_NONE) return S_OK;
    if (FAILED(hr = start_envelope(message, writer, error))) return hr;
    if (FAILED(hr = copy_headers(message, writer, error))) return hr;
    return start_element(message, writer, NAME_BODY, error);
}

HRESULT WINAPI WsWriteEnvelopeStart(WS_MESSAGE *message, WS_XML_WRITER *writer,
        WS_MESSAGE_DONE_CALLBACK doneCallback, void *doneCallbackState, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsWriteEnvelopeStart: not a message");
    if (!writer) return fail(error, E_INVALIDARG, "WsWriteEnvelopeStart: the writer is NULL");
    hr = message_need_state(message, WS_MESSAGE_STATE_INITIALIZED, "WsWriteEnvelopeStart", error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = write_start(message, writer, error))) return hr;
    message->writer = writer;
    message->done = doneCallback;
    message->done_state = doneCallbackState;
    message->state = WS_MESSAGE_STATE_WRITING;
    return S_OK;
}

HRESULT WINAPI WsWriteEnvelopeEnd(WS_MESSAGE *message, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsWriteEnvelopeEnd: not a message");
    hr = message_need_state(message, WS_MESSAGE_STATE_WRITING, "WsWriteEnvelopeEnd", error);
    if (FAILED(hr)) return hr;
    message->state = WS_MESSAGE_STATE_DONE;
    if (message->envelope == WS_ENVELOPE_VERSION_NONE) return S_OK;
    if (FAILED(hr = WsWriteEndElement(message->writer, error))) return hr;
    return WsWriteEndElement(message->writer, error);
}

/* ---- reading ---- */

static HRESULT copy_attribute(
        WS_XML_WRITER *writer, const WS_XML_ATTRIBUTE *attribute, WS_ERROR *error)
{
    HRESULT hr;

    if (attribute->isXmlNs)
    {
        if (!attribute->prefix || !attribute->prefix->length)
            return WsWriteXmlnsAttribute(
                    writer, soap_name(NAME_EMPTY), attribute->ns, FALSE, error);
        return WsWriteXmlnsAttribute(writer, attribute->prefix, attribute->ns, FALSE, error);
    }
    hr = WsWriteStartAttribute(
            writer, attribute->prefix, attribute->localName, attribute->ns, FALSE, error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = WsWriteText(writer, attribute->value, error))) return hr;
    return WsWriteEndAttribute(writer, error);
}

/* Writes the element that the reader stands on, without its content, so that prefixes used in headers keep their
 * meaning. */
static HRESULT copy_start(
        WS_MESSAGE *message, WS_XML_WRITER *writer, WS_XML_READER *reader, WS_ERROR *error)
{
    const WS_XML_ELEMENT_NODE *element = (const WS_XML_ELEMENT_NODE *)reader_node(reader);
    HRESULT hr;
    ULONG i;

    hr = WsWriteStartElement(writer, element->prefix, element->localName, element->ns, error);
    for (i = 0; SUCCEEDED(hr) && i < element->attributeCount; i++)
        hr = copy_attribute(writer, element->attributes[i], error);
    return hr;
}

static BOOL at_element(WS_MESSAGE *message, WS_XML_READER *reader, enum soap_name name)
{
    const WS_XML_ELEMENT_NODE *element = (const WS_XML_ELEMENT_NODE *)reader_node(reader);

    if (element->node.nodeType != WS_XML_NODE_TYPE_ELEMENT) return FALSE;
    return xml_string_equal(element->localName, soap_name(name))
            && xml_string_equal(element->ns, envelope_namespace(message->envelope));
}

static HRESULT not_found(
        WS_MESSAGE *message, WS_XML_READER *reader, enum soap_name name, WS_ERROR *error)
{
    const WS_XML_ELEMENT_NODE *element = (const WS_XML_ELEMENT_NODE *)reader_node(reader);

    if (element->node.nodeType != WS_XML_NODE_TYPE_ELEMENT)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "The element %X of namespace '%X' is missing", soap_name(name),
                envelope_namespace(message->envelope));
    return reader_fail(reader, error, WS_E_INVALID_FORMAT,
            "The element %X of namespace '%X' was expected, not %X of '%X'", soap_name(name),
            envelope_namespace(message->envelope), element->localName, element->ns);
}

/* Copies Header, or makes an empty one where there is none. The reader stands behind it afterwards. */
static HRESULT read_header(
        WS_MESSAGE *message, WS_XML_WRITER *writer, WS_XML_READER *reader, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = reader_skip_space(reader, error))) return hr;
    if (at_element(message, reader, NAME_HEADER))
    {
        if (FAILED(hr = WsCopyNode(writer, reader, error))) return hr;
        return reader_skip_space(reader, error);
    }
    if (FAILED(hr = start_element(message, writer, NAME_HEADER, error))) return hr;
    return WsWriteEndElement(writer, error);
}

static HRESULT read_frame(
        WS_MESSAGE *message, WS_XML_WRITER *writer, WS_XML_READER *reader, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = WsReadToStartElement(reader, NULL, NULL, NULL, error))) return hr;
    if (!at_element(message, reader, NAME_ENVELOPE))
        return not_found(message, reader, NAME_ENVELOPE, error);
    if (FAILED(hr = copy_start(message, writer, reader, error))) return hr;
    if (FAILED(hr = WsReadStartElement(reader, error))) return hr;
    if (FAILED(hr = read_header(message, writer, reader, error))) return hr;
    if (!at_element(message, reader, NAME_BODY))
        return not_found(message, reader, NAME_BODY, error);
    if (FAILED(hr = copy_start(message, writer, reader, error))) return hr;
    if (FAILED(hr = WsWriteEndElement(writer, error))) return hr;
    if (FAILED(hr = WsWriteEndElement(writer, error))) return hr;
    if (FAILED(hr = WsReadStartElement(reader, error))) return hr;
    if (FAILED(hr = reader_skip_space(reader, error))) return hr;
    message->fault = at_element(message, reader, NAME_FAULT);
    return S_OK;
}

static HRESULT read_start(WS_MESSAGE *message, WS_XML_READER *reader, WS_ERROR *error)
{
    WS_XML_WRITER *writer;
    HRESULT hr;

    if (message->envelope == WS_ENVELOPE_VERSION_NONE) return envelope_create(message, error);
    if (FAILED(hr = WsCreateXmlBuffer(&message->heap, NULL, 0, &message->buffer, error))) return hr;
    if (FAILED(hr = get_writer(message, &writer, error))) return hr;
    if (FAILED(hr = read_frame(message, writer, reader, error))) return hr;
    return envelope_locate_header(message, error);
}

HRESULT WINAPI WsReadEnvelopeStart(WS_MESSAGE *message, WS_XML_READER *reader,
        WS_MESSAGE_DONE_CALLBACK doneCallback, void *doneCallbackState, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsReadEnvelopeStart: not a message");
    if (!reader) return fail(error, E_INVALIDARG, "WsReadEnvelopeStart: the reader is NULL");
    hr = message_need_state(message, WS_MESSAGE_STATE_EMPTY, "WsReadEnvelopeStart", error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = read_start(message, reader, error)))
    {
        message->buffer = NULL;
        message->fault = FALSE;
        heap_reset(&message->heap);
        return hr;
    }
    message->reader = reader;
    message->done = doneCallback;
    message->done_state = doneCallbackState;
    message->addressed = TRUE;
    message->state = WS_MESSAGE_STATE_READING;
    return S_OK;
}

/* What is left of the body is passed over: its end must be there, and well formed. */
static HRESULT read_end(WS_XML_READER *reader, WS_ERROR *error)
{
    const WS_XML_NODE *node;
    HRESULT hr;

    for (;;)
    {
        if (FAILED(hr = WsGetReaderNode(reader, &node, error))) return hr;
        if (node->nodeType == WS_XML_NODE_TYPE_EOF) return S_OK;
        if (node->nodeType == WS_XML_NODE_TYPE_END_ELEMENT)
            hr = WsReadEndElement(reader, error);
        else
            hr = WsSkipNode(reader, error);
        if (FAILED(hr)) return hr;
    }
}

HRESULT WINAPI WsReadEnvelopeEnd(WS_MESSAGE *message, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsReadEnvelopeEnd: not a message");
    hr = message_need_state(message, WS_MESSAGE_STATE_READING, "WsReadEnvelopeEnd", error);
    if (FAILED(hr)) return hr;
    message->state = WS_MESSAGE_STATE_DONE;
    return read_end(message->reader, error);
}
