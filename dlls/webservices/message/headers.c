/* Header blocks: standard, custom; their attributes; must-understand.
 *
 * SOAP 1.1 chapter 4.2, SOAP 1.2 part 1 chapters 5.2 and 2.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message/internal.h"

#include <string.h>

/* Typed texts come from binary encodings, where "1" is an integer. */
static BOOL attribute_true(const WS_XML_ATTRIBUTE *attribute)
{
    BOOL value = FALSE;

    if (attribute->value->textType == WS_XML_TEXT_TYPE_INT32)
        return ((const WS_XML_INT32_TEXT *)attribute->value)->value == 1;
    return SUCCEEDED(text_to_value(attribute->value, WS_BOOL_VALUE_TYPE, &value, NULL)) && value;
}

/* ---- standard headers ---- */

static HRESULT check_type(WS_HEADER_TYPE header, WS_TYPE type, const char *call, WS_ERROR *error)
{
    BOOL fits;

    if (!header_name(header))
        return fail(error, E_INVALIDARG, "%s: there is no header type %u", call, header);
    if (header >= WS_FROM_HEADER)
        fits = type == WS_ENDPOINT_ADDRESS_TYPE;
    else
        fits = type == WS_STRING_TYPE || type == WS_XML_STRING_TYPE || type == WS_WSZ_TYPE
                || (type == WS_UNIQUE_ID_TYPE && header >= WS_MESSAGE_ID_HEADER);
    if (fits) return S_OK;
    return fail(error, E_INVALIDARG, "%s: the header %X cannot have type %u", call,
            header_name(header), type);
}

/* TRANSPORT knows action and destination only. */
static HRESULT check_header(const WS_MESSAGE *message, WS_HEADER_TYPE header, WS_ERROR *error)
{
    if (message->addressing != WS_ADDRESSING_VERSION_TRANSPORT || header <= WS_TO_HEADER)
        return S_OK;
    return fail(error, E_INVALIDARG,
            "The header %X does not exist in a message without WS-Addressing", header_name(header));
}

static const void *address_description(const WS_MESSAGE *message, WS_TYPE type)
{
    static const WS_ENDPOINT_ADDRESS_DESCRIPTION version09 = { WS_ADDRESSING_VERSION_0_9 };
    static const WS_ENDPOINT_ADDRESS_DESCRIPTION version10 = { WS_ADDRESSING_VERSION_1_0 };

    if (type != WS_ENDPOINT_ADDRESS_TYPE) return NULL;
    return message->addressing == WS_ADDRESSING_VERSION_0_9 ? &version09 : &version10;
}

static HRESULT absent(
        const WS_XML_STRING *name, WS_READ_OPTION option, void *value, ULONG size, WS_ERROR *error)
{
    if (option != WS_READ_OPTIONAL_POINTER)
        return fail(error, WS_E_INVALID_FORMAT, "The message has no header %X", name);
    if (!value || size != sizeof(void *))
        return fail(error, E_INVALIDARG, "The value of header %X is a pointer of %u bytes, not %u",
                name, (ULONG)sizeof(void *), size);
    *(void **)value = NULL;
    return S_OK;
}

static HRESULT check_read_option(WS_READ_OPTION option, const char *call, WS_ERROR *error)
{
    if (option >= WS_READ_REQUIRED_VALUE && option <= WS_READ_OPTIONAL_POINTER) return S_OK;
    return fail(
            error, E_INVALIDARG, "%s: read option %u is not allowed for a header", call, option);
}

HRESULT WINAPI WsGetHeader(WS_MESSAGE *message, WS_HEADER_TYPE headerType, WS_TYPE valueType,
        WS_READ_OPTION readOption, WS_HEAP *heap, void *value, ULONG valueSize, WS_ERROR *error)
{
    WS_XML_READER *reader;
    BOOL found;
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsGetHeader: not a message");
    if (FAILED(hr = check_type(headerType, valueType, "WsGetHeader", error))) return hr;
    if (FAILED(hr = check_read_option(readOption, "WsGetHeader", error))) return hr;
    if (FAILED(hr = message_need_content(message, "WsGetHeader", error))) return hr;
    if (FAILED(hr = check_header(message, headerType, error))) return hr;
    hr = header_find(message, header_name(headerType), header_namespace(message->addressing), 0,
            TRUE, &reader, &found, error);
    if (FAILED(hr)) return hr;
    if (!found) return absent(header_name(headerType), readOption, value, valueSize, error);
    if (!value || !valueSize)
        return fail(error, E_INVALIDARG, "WsGetHeader: the value for header %X is NULL",
                header_name(headerType));
    return WsReadType(reader, WS_ELEMENT_TYPE_MAPPING, valueType,
            address_description(message, valueType), readOption, heap ? heap : &message->heap,
            value, valueSize, error);
}

/* The recipient must act on action and destination, so they carry mustUnderstand; other standard headers do not. */
static HRESULT write_must_understand(
        const WS_MESSAGE *message, WS_XML_WRITER *writer, enum soap_name name, WS_ERROR *error)
{
    static const BYTE one[] = "1";
    WS_XML_UTF8_TEXT text = { { WS_XML_TEXT_TYPE_UTF8 }, { 1, (BYTE *)one } };
    HRESULT hr;

    hr = WsWriteStartAttribute(writer, envelope_prefix(message), soap_name(name),
            envelope_namespace(message->envelope), FALSE, error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = WsWriteText(writer, &text.text, error))) return hr;
    return WsWriteEndAttribute(writer, error);
}

static HRESULT start_header(
        WS_MESSAGE *message, WS_XML_WRITER *writer, WS_HEADER_TYPE type, WS_ERROR *error)
{
    BOOL transport = message->addressing == WS_ADDRESSING_VERSION_TRANSPORT;
    HRESULT hr;

    hr = WsWriteStartElement(writer, soap_name(transport ? NAME_EMPTY : NAME_PREFIX_A),
            header_name(type), header_namespace(message->addressing), error);
    if (FAILED(hr) || type > WS_TO_HEADER) return hr;
    return write_must_understand(message, writer, NAME_MUST_UNDERSTAND, error);
}

static HRESULT finish_header(WS_MESSAGE *message, const struct addition *addition,
        WS_HEADER_TYPE type, HRESULT hr, WS_ERROR *error)
{
    return header_finish(
            message, addition, header_name(type), header_namespace(message->addressing), hr, error);
}

HRESULT WINAPI WsSetHeader(WS_MESSAGE *message, WS_HEADER_TYPE headerType, WS_TYPE valueType,
        WS_WRITE_OPTION writeOption, const void *value, ULONG valueSize, WS_ERROR *error)
{
    struct addition addition;
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsSetHeader: not a message");
    if (FAILED(hr = check_type(headerType, valueType, "WsSetHeader", error))) return hr;
    if (writeOption != WS_WRITE_REQUIRED_VALUE && writeOption != WS_WRITE_REQUIRED_POINTER)
        return fail(error, E_INVALIDARG, "WsSetHeader: write option %u is not allowed for a header",
                writeOption);
    if (!value || !valueSize)
        return fail(error, E_INVALIDARG, "WsSetHeader: the value for header %X is NULL",
                header_name(headerType));
    if (FAILED(hr = message_need_content(message, "WsSetHeader", error))) return hr;
    if (FAILED(hr = check_header(message, headerType, error))) return hr;
    if (FAILED(hr = header_begin(message, &addition, error))) return hr;
    hr = start_header(message, addition.writer, headerType, error);
    if (SUCCEEDED(hr))
        hr = WsWriteType(addition.writer, WS_ELEMENT_TYPE_MAPPING, valueType,
                address_description(message, valueType), writeOption, value, valueSize, error);
    return finish_header(message, &addition, headerType, hr, error);
}

HRESULT WINAPI WsRemoveHeader(WS_MESSAGE *message, WS_HEADER_TYPE headerType, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsRemoveHeader: not a message");
    if (!header_name(headerType))
        return fail(error, E_INVALIDARG, "WsRemoveHeader: there is no header type %u", headerType);
    if (FAILED(hr = message_need_content(message, "WsRemoveHeader", error))) return hr;
    return header_remove(
            message, header_name(headerType), header_namespace(message->addressing), error);
}

HRESULT header_text(WS_MESSAGE *message, WS_HEADER_TYPE type, WS_XML_STRING *ret, WS_ERROR *error)
{
    WS_XML_STRING empty = { 0 };
    const BYTE *bytes;
    WS_XML_READER *reader;
    BOOL found;
    HRESULT hr;

    hr = header_find(message, header_name(type), header_namespace(message->addressing), 0, TRUE,
            &reader, &found, error);
    if (FAILED(hr)) return hr;
    *ret = empty;
    if (!found) return S_OK;
    hr = WsReadType(reader, WS_ELEMENT_TYPE_MAPPING, WS_XML_STRING_TYPE, NULL,
            WS_READ_REQUIRED_VALUE, &message->heap, ret, sizeof(*ret), error);
    if (FAILED(hr)) return hr;
    bytes = ret->bytes; /* peers that indent put white space round the URI */
    trim_space(&bytes, &ret->length);
    ret->bytes = (BYTE *)bytes;
    return S_OK;
}

HRESULT header_set_text(
        WS_MESSAGE *message, WS_HEADER_TYPE type, const WS_XML_STRING *text, WS_ERROR *error)
{
    WS_XML_UTF8_TEXT node = { { WS_XML_TEXT_TYPE_UTF8 }, *text };
    struct addition addition;
    HRESULT hr;

    if (FAILED(hr = header_begin(message, &addition, error))) return hr;
    hr = start_header(message, addition.writer, type, error);
    if (SUCCEEDED(hr)) hr = WsWriteText(addition.writer, &node.text, error);
    return finish_header(message, &addition, type, hr, error);
}

/* ---- custom headers ---- */

static HRESULT check_description(
        const WS_ELEMENT_DESCRIPTION *description, const char *call, WS_ERROR *error)
{
    if (!description) return fail(error, E_INVALIDARG, "%s: the header description is NULL", call);
    if (!description->elementLocalName || !description->elementNs)
        return fail(error, E_INVALIDARG, "%s: the header description has no name", call);
    return S_OK;
}

static ULONG header_bits(const WS_MESSAGE *message, WS_XML_READER *reader)
{
    const WS_XML_ATTRIBUTE *attribute;
    ULONG bits = 0;

    if ((attribute = header_attribute(message, reader, NAME_MUST_UNDERSTAND))
            && attribute_true(attribute))
        bits |= WS_MUST_UNDERSTAND_HEADER_ATTRIBUTE;
    if (message->envelope == WS_ENVELOPE_VERSION_SOAP_1_2
            && (attribute = header_attribute(message, reader, NAME_RELAY))
            && attribute_true(attribute))
        bits |= WS_RELAY_HEADER_ATTRIBUTE;
    return bits;
}

HRESULT WINAPI WsGetCustomHeader(WS_MESSAGE *message,
        const WS_ELEMENT_DESCRIPTION *customHeaderDescription,
        WS_REPEATING_HEADER_OPTION repeatingOption, ULONG headerIndex, WS_READ_OPTION readOption,
        WS_HEAP *heap, void *value, ULONG valueSize, ULONG *headerAttributes, WS_ERROR *error)
{
    const WS_ELEMENT_DESCRIPTION *description = customHeaderDescription;
    WS_XML_READER *reader;
    ULONG bits;
    BOOL found;
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsGetCustomHeader: not a message");
    if (FAILED(hr = check_description(description, "WsGetCustomHeader", error))) return hr;
    if (repeatingOption != WS_REPEATING_HEADER && repeatingOption != WS_SINGLETON_HEADER)
        return fail(error, E_INVALIDARG, "WsGetCustomHeader: there is no repeating option %u",
                repeatingOption);
    if (repeatingOption == WS_SINGLETON_HEADER && headerIndex)
        return fail(error, E_INVALIDARG, "WsGetCustomHeader: a single header has index 0, not %u",
                headerIndex);
    if (FAILED(hr = check_read_option(readOption, "WsGetCustomHeader", error))) return hr;
    if (!value || !valueSize)
        return fail(error, E_INVALIDARG, "WsGetCustomHeader: the value is NULL");
    if (FAILED(hr = message_need_content(message, "WsGetCustomHeader", error))) return hr;
    hr = header_find(message, description->elementLocalName, description->elementNs, headerIndex,
            repeatingOption == WS_SINGLETON_HEADER, &reader, &found, error);
    if (FAILED(hr)) return hr;
    if (!found) return absent(description->elementLocalName, readOption, value, valueSize, error);
    bits = header_bits(message, reader);
    if (FAILED(hr = header_mark(message, reader, error))) return hr;
    hr = WsReadType(reader, WS_ELEMENT_TYPE_MAPPING, description->type,
            description->typeDescription, readOption, heap ? heap : &message->heap, value,
            valueSize, error);
    if (FAILED(hr)) return hr;
    if (headerAttributes) *headerAttributes = bits;
    return S_OK;
}

HRESULT WINAPI WsAddCustomHeader(WS_MESSAGE *message,
        const WS_ELEMENT_DESCRIPTION *headerDescription, WS_WRITE_OPTION writeOption,
        const void *value, ULONG valueSize, ULONG headerAttributes, WS_ERROR *error)
{
    const ULONG known = WS_MUST_UNDERSTAND_HEADER_ATTRIBUTE | WS_RELAY_HEADER_ATTRIBUTE;
    struct addition addition;
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsAddCustomHeader: not a message");
    if (FAILED(hr = check_description(headerDescription, "WsAddCustomHeader", error))) return hr;
    if (FAILED(hr = message_need_content(message, "WsAddCustomHeader", error))) return hr;
    if ((headerAttributes & ~known)
            || ((headerAttributes & WS_RELAY_HEADER_ATTRIBUTE)
                    && message->envelope != WS_ENVELOPE_VERSION_SOAP_1_2))
        return fail(error, E_INVALIDARG,
                "WsAddCustomHeader: header attributes %x do not fit the envelope version",
                headerAttributes);
    if (!value && writeOption != WS_WRITE_NILLABLE_POINTER)
        return fail(error, E_INVALIDARG, "WsAddCustomHeader: the value is NULL");
    if (FAILED(hr = header_begin(message, &addition, error))) return hr;
    hr = WsWriteStartElement(addition.writer, NULL, headerDescription->elementLocalName,
            headerDescription->elementNs, error);
    if (SUCCEEDED(hr) && (headerAttributes & WS_MUST_UNDERSTAND_HEADER_ATTRIBUTE))
        hr = write_must_understand(message, addition.writer, NAME_MUST_UNDERSTAND, error);
    if (SUCCEEDED(hr) && (headerAttributes & WS_RELAY_HEADER_ATTRIBUTE))
        hr = write_must_understand(message, addition.writer, NAME_RELAY, error);
    if (SUCCEEDED(hr))
        hr = WsWriteType(addition.writer, WS_ELEMENT_TYPE_MAPPING, headerDescription->type,
                headerDescription->typeDescription, writeOption, value, valueSize, error);
    return header_finish(message, &addition, NULL, NULL, hr, error);
}

HRESULT WINAPI WsRemoveCustomHeader(WS_MESSAGE *message, const WS_XML_STRING *headerName,
        const WS_XML_STRING *headerNs, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsRemoveCustomHeader: not a message");
    if (!headerName || !headerNs)
        return fail(error, E_INVALIDARG,
                "WsRemoveCustomHeader: the header's name or namespace is NULL");
    if (FAILED(hr = message_need_content(message, "WsRemoveCustomHeader", error))) return hr;
    return header_remove(message, headerName, headerNs, error);
}

/* ---- attributes and must-understand ---- */

HRESULT WINAPI WsGetHeaderAttributes(
        WS_MESSAGE *message, WS_XML_READER *reader, ULONG *headerAttributes, WS_ERROR *error)
{
    const WS_XML_NODE *node;
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsGetHeaderAttributes: not a message");
    if (!reader || !headerAttributes)
        return fail(error, E_INVALIDARG,
                "WsGetHeaderAttributes: the reader or the result pointer is NULL");
    if (FAILED(hr = message_need_content(message, "WsGetHeaderAttributes", error))) return hr;
    if (FAILED(hr = WsGetReaderNode(reader, &node, error))) return hr;
    if (node->nodeType != WS_XML_NODE_TYPE_ELEMENT)
        return fail(error, WS_E_INVALID_FORMAT,
                "WsGetHeaderAttributes: the reader does not stand on an element");
    *headerAttributes = header_bits(message, reader);
    return S_OK;
}

HRESULT WINAPI WsMarkHeaderAsUnderstood(
        WS_MESSAGE *message, const WS_XML_NODE_POSITION *headerPosition, WS_ERROR *error)
{
    WS_XML_READER *reader;
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsMarkHeaderAsUnderstood: not a message");
    if (!headerPosition)
        return fail(error, E_INVALIDARG, "WsMarkHeaderAsUnderstood: the position is NULL");
    if (FAILED(hr = message_need_content(message, "WsMarkHeaderAsUnderstood", error))) return hr;
    reader = message->header_reader;
    if (FAILED(hr = WsSetReaderPosition(reader, headerPosition, error))) return hr;
    if (reader_node(reader)->nodeType != WS_XML_NODE_TYPE_ELEMENT)
        return fail(error, E_INVALIDARG,
                "WsMarkHeaderAsUnderstood: the position is not that of an element");
    return header_mark(message, reader, error);
}

static BOOL is_understood(WS_MESSAGE *message, WS_XML_READER *reader, void *node)
{
    const struct understood *mark;
    WS_HEADER_TYPE type;

    for (mark = message->understood; mark; mark = mark->next)
    {
        if (mark->node == node) return TRUE;
    }
    for (type = WS_ACTION_HEADER; type <= WS_FAULT_TO_HEADER; type++)
    {
        if (header_is(reader, header_name(type), header_namespace(message->addressing)))
            return TRUE;
    }
    return FALSE;
}

/* SOAP 1.2 part 1, 5.4.8: <s:NotUnderstood qname="h:name" xmlns:h="ns"/> names the header in the fault's header. */
static HRESULT write_not_understood(
        WS_MESSAGE *message, WS_XML_WRITER *writer, const WS_XML_ELEMENT_NODE *element)
{
    static const WS_XML_STRING prefix = XML_STRING("h");
    const WS_XML_STRING *bound = element->ns->length ? &prefix : NULL;
    HRESULT hr;

    hr = WsWriteStartElement(writer, envelope_prefix(message), soap_name(NAME_NOT_UNDERSTOOD),
            envelope_namespace(message->envelope), NULL);
    if (SUCCEEDED(hr) && bound) hr = WsWriteXmlnsAttribute(writer, bound, element->ns, FALSE, NULL);
    if (SUCCEEDED(hr))
        hr = WsWriteStartAttribute(
                writer, NULL, soap_name(NAME_QNAME), soap_name(NAME_EMPTY), FALSE, NULL);
    if (SUCCEEDED(hr))
        hr = WsWriteQualifiedName(
                writer, bound, element->localName, bound ? element->ns : NULL, NULL);
    if (SUCCEEDED(hr)) hr = WsWriteEndAttribute(writer, NULL);
    return SUCCEEDED(hr) ? WsWriteEndElement(writer, NULL) : hr;
}

static HRESULT set_not_understood(
        WS_MESSAGE *message, const WS_XML_ELEMENT_NODE *element, WS_ERROR *error)
{
    WS_XML_WRITER *writer = NULL;
    WS_XML_BUFFER *buffer;
    HRESULT hr;

    if (FAILED(hr = WsCreateXmlBuffer(&message->heap, NULL, 0, &buffer, NULL))) return hr;
    if (FAILED(hr = WsCreateWriter(NULL, 0, &writer, NULL))) return hr;
    hr = WsSetOutputToBuffer(writer, buffer, NULL, 0, NULL);
    if (SUCCEEDED(hr)) hr = write_not_understood(message, writer, element);
    WsFreeWriter(writer);
    if (FAILED(hr)) return hr;
    return WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_HEADER, &buffer, sizeof(buffer));
}

/* A fault by which the sender learns which header it was. */
static HRESULT refuse_header(WS_MESSAGE *message, WS_XML_READER *reader, WS_ERROR *error)
{
    static WS_XML_STRING name = XML_STRING("MustUnderstand");
    const WS_XML_ELEMENT_NODE *element = (const WS_XML_ELEMENT_NODE *)reader_node(reader);
    WS_FAULT_CODE code = { { name, *envelope_namespace(message->envelope) }, NULL };
    WS_FAULT fault = { &code };

    if (object_is(error, OBJECT_ERROR))
    {
        (void)WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault));
        if (message->envelope == WS_ENVELOPE_VERSION_SOAP_1_2)
            (void)set_not_understood(message, element, error);
    }
    return fail(error, WS_E_INVALID_FORMAT,
            "The header %X of namespace '%X' must be understood by its receiver, and is not",
            element->localName, element->ns);
}

HRESULT WINAPI WsCheckMustUnderstandHeaders(WS_MESSAGE *message, WS_ERROR *error)
{
    WS_XML_NODE_POSITION position;
    WS_XML_READER *reader;
    BOOL found;
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsCheckMustUnderstandHeaders: not a message");
    hr = message_need_state(
            message, WS_MESSAGE_STATE_READING, "WsCheckMustUnderstandHeaders", error);
    if (FAILED(hr)) return hr;
    for (hr = header_first(message, &reader, &found, error); SUCCEEDED(hr) && found;
            hr = header_next(reader, &found, error))
    {
        if (!(header_bits(message, reader) & WS_MUST_UNDERSTAND_HEADER_ATTRIBUTE)) continue;
        if (header_target(message, reader) == TARGET_OTHER) continue;
        if (FAILED(hr = WsGetReaderPosition(reader, &position, error))) return hr;
        if (!is_understood(message, reader, position.node))
            return refuse_header(message, reader, error);
    }
    return FAILED(hr) ? hr : S_OK;
}
