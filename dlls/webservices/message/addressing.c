/* Addressing a message: destinations, message ids, replies.
 *
 * WS-Addressing 1.0 core and SOAP binding; the 2004/08 submission.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message/internal.h"

#include <string.h>

BOOL unique_id_equal(const WS_UNIQUE_ID *a, const WS_UNIQUE_ID *b)
{
    if (a->uri.length != b->uri.length) return FALSE;
    if (!a->uri.length) return !memcmp(&a->guid, &b->guid, sizeof(a->guid));
    return !memcmp(a->uri.chars, b->uri.chars, a->uri.length * sizeof(WCHAR));
}

static HRESULT set_unique_id(
        WS_MESSAGE *message, WS_HEADER_TYPE type, const WS_UNIQUE_ID *id, WS_ERROR *error)
{
    return WsSetHeader(
            message, type, WS_UNIQUE_ID_TYPE, WS_WRITE_REQUIRED_VALUE, id, sizeof(*id), error);
}

/* A random id of version 4 (RFC 4122). */
HRESULT message_init_request(WS_MESSAGE *message, WS_ERROR *error)
{
    WS_UNIQUE_ID id = { { 0 } };

    if (message->addressing == WS_ADDRESSING_VERSION_TRANSPORT) return S_OK;
    if (!random_bytes(&id.guid, sizeof(id.guid)))
        return fail(error, E_FAIL, "The system gave no random numbers for a message id");
    id.guid.Data3 = (id.guid.Data3 & 0x0fff) | 0x4000;
    id.guid.Data4[0] = (id.guid.Data4[0] & 0x3f) | 0x80;
    return set_unique_id(message, WS_MESSAGE_ID_HEADER, &id, error);
}

static HRESULT set_to(WS_MESSAGE *message, const WS_STRING *url, WS_ERROR *error)
{
    if (url->length)
        return WsSetHeader(message, WS_TO_HEADER, WS_STRING_TYPE, WS_WRITE_REQUIRED_VALUE, url,
                sizeof(*url), error);
    if (message->addressing == WS_ADDRESSING_VERSION_TRANSPORT) return S_OK;
    return header_set_text(message, WS_TO_HEADER, addressing_anonymous(message->addressing), error);
}

static BOOL has_reference_mark(WS_MESSAGE *message, const WS_XML_ELEMENT_NODE *element)
{
    ULONG i;

    for (i = 0; i < element->attributeCount; i++)
    {
        const WS_XML_ATTRIBUTE *attribute = element->attributes[i];

        if (!attribute->isXmlNs
                && xml_string_equal(attribute->localName, soap_name(NAME_IS_REFERENCE_PARAMETER))
                && xml_string_equal(attribute->ns, addressing_namespace(message->addressing)))
            return TRUE;
    }
    return FALSE;
}

/* WS-Addressing 1.0 asks for the mark on each header that came from a reference parameter. */
static HRESULT copy_reference(
        WS_MESSAGE *message, WS_XML_WRITER *writer, WS_XML_READER *reader, WS_ERROR *error)
{
    const WS_XML_ELEMENT_NODE *element = (const WS_XML_ELEMENT_NODE *)reader_node(reader);
    static const BYTE yes[] = "true";
    WS_XML_UTF8_TEXT text = { { WS_XML_TEXT_TYPE_UTF8 }, { 4, (BYTE *)yes } };
    const WS_XML_NODE *node;
    HRESULT hr;

    if (message->addressing != WS_ADDRESSING_VERSION_1_0 || has_reference_mark(message, element))
        return WsCopyNode(writer, reader, error);
    if (FAILED(hr = WsWriteNode(writer, &element->node, error))) return hr;
    hr = WsWriteStartAttribute(writer, soap_name(NAME_PREFIX_A),
            soap_name(NAME_IS_REFERENCE_PARAMETER), addressing_namespace(message->addressing),
            FALSE, error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = WsWriteText(writer, &text.text, error))) return hr;
    if (FAILED(hr = WsWriteEndAttribute(writer, error))) return hr;
    if (FAILED(hr = WsReadStartElement(reader, error))) return hr;
    for (;;)
    {
        if (FAILED(hr = WsGetReaderNode(reader, &node, error))) return hr;
        if (node->nodeType == WS_XML_NODE_TYPE_END_ELEMENT) break;
        if (FAILED(hr = WsCopyNode(writer, reader, error))) return hr;
    }
    if (FAILED(hr = WsReadEndElement(reader, error))) return hr;
    return WsWriteEndElement(writer, error);
}

/* The headers of an address stand as top-level elements in its buffer. */
static HRESULT copy_references(WS_MESSAGE *message, WS_XML_BUFFER *headers, WS_ERROR *error)
{
    WS_XML_READER *reader = NULL;
    WS_XML_WRITER *writer;
    const WS_XML_NODE *node;
    HRESULT hr;

    if (FAILED(hr = WsCreateReader(NULL, 0, &reader, error))) return hr;
    hr = WsSetInputToBuffer(reader, headers, NULL, 0, error);
    if (SUCCEEDED(hr)) hr = header_append(message, &writer, error);
    if (SUCCEEDED(hr)) hr = WsReadNode(reader, error);
    while (SUCCEEDED(hr) && SUCCEEDED(hr = WsGetReaderNode(reader, &node, error))
            && node->nodeType != WS_XML_NODE_TYPE_EOF)
    {
        if (node->nodeType == WS_XML_NODE_TYPE_ELEMENT)
            hr = copy_reference(message, writer, reader, error);
        else
            hr = WsReadNode(reader, error);
    }
    WsFreeReader(reader);
    return hr;
}

HRESULT message_add_header(WS_MESSAGE *message, WS_XML_BUFFER *header, WS_ERROR *error)
{
    WS_XML_WRITER *writer;
    HRESULT hr = header_append(message, &writer, error);

    return FAILED(hr) ? hr : WsWriteXmlBuffer(writer, header, error);
}

static HRESULT address(WS_MESSAGE *message, const WS_ENDPOINT_ADDRESS *to, WS_ERROR *error)
{
    HRESULT hr = set_to(message, &to->url, error);

    if (SUCCEEDED(hr) && to->headers) hr = copy_references(message, to->headers, error);
    return hr;
}

HRESULT WINAPI WsAddressMessage(
        WS_MESSAGE *message, const WS_ENDPOINT_ADDRESS *endpoint, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsAddressMessage: not a message");
    hr = message_need_state(message, WS_MESSAGE_STATE_INITIALIZED, "WsAddressMessage", error);
    if (FAILED(hr)) return hr;
    if (message->addressed)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsAddressMessage: the message has been addressed already");
    if (endpoint && FAILED(hr = address(message, endpoint, error))) return hr;
    message->addressed = TRUE;
    return S_OK;
}

static HRESULT find_reply_address(WS_MESSAGE *source, WS_HEADER_TYPE header, WS_HEAP *heap,
        WS_ENDPOINT_ADDRESS **ret, WS_ERROR *error)
{
    HRESULT hr = WsGetHeader(source, header, WS_ENDPOINT_ADDRESS_TYPE, WS_READ_OPTIONAL_POINTER,
            heap, ret, sizeof(*ret), error);

    if (FAILED(hr) || *ret || header == WS_REPLY_TO_HEADER) return hr;
    return find_reply_address(source, WS_REPLY_TO_HEADER, heap, ret, error);
}

/* A reply goes where the request said (FaultTo before ReplyTo for faults; the sender itself when it said nothing) and
 * names the request. Over TRANSPORT the exchange itself says both. */
HRESULT message_init_reply(
        WS_MESSAGE *message, WS_MESSAGE *source, WS_HEADER_TYPE address_header, WS_ERROR *error)
{
    WS_ENDPOINT_ADDRESS *to = NULL, nobody = { { 0 } };
    WS_UNIQUE_ID *id = NULL;
    HRESULT hr;

    message->addressed = TRUE;
    if (message->addressing == WS_ADDRESSING_VERSION_TRANSPORT
            || source->addressing == WS_ADDRESSING_VERSION_TRANSPORT)
        return S_OK;
    hr = WsGetHeader(source, WS_MESSAGE_ID_HEADER, WS_UNIQUE_ID_TYPE, WS_READ_OPTIONAL_POINTER,
            &message->heap, &id, sizeof(id), error);
    if (FAILED(hr)) return hr;
    if (id && FAILED(hr = set_unique_id(message, WS_RELATES_TO_HEADER, id, error))) return hr;
    if (FAILED(hr = find_reply_address(source, address_header, &message->heap, &to, error)))
        return hr;
    return address(message, to ? to : &nobody, error);
}
