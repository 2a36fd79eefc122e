/* Bodies of messages: typed values in and out, and the moving of streamed bodies.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message/internal.h"

/* A body part is an element by its names; or, without names, the fault or address that the versions define, or the
 * fields of a struct as one element after the other. */
struct part
{
    WS_ELEMENT_DESCRIPTION element;
    WS_FAULT_DESCRIPTION fault;
    WS_ENDPOINT_ADDRESS_DESCRIPTION address;
    BOOL content; /* the struct form */
};

static HRESULT resolve(WS_MESSAGE *message, const WS_ELEMENT_DESCRIPTION *description,
        struct part *part, WS_ERROR *error)
{
    part->element = *description;
    part->content = FALSE;
    part->fault.envelopeVersion = message->envelope;
    part->address.addressingVersion = message->addressing;
    if (description->type == WS_FAULT_TYPE && !description->typeDescription)
        part->element.typeDescription = &part->fault;
    if (description->type == WS_ENDPOINT_ADDRESS_TYPE && !description->typeDescription)
        part->element.typeDescription = &part->address;
    if (description->elementLocalName && description->elementNs) return S_OK;
    if (description->elementLocalName || description->elementNs)
        return fail(error, E_INVALIDARG,
                "A body element needs both local name and namespace, or neither");
    if (description->type == WS_FAULT_TYPE)
    {
        part->element.elementLocalName = (WS_XML_STRING *)soap_name(NAME_FAULT);
        part->element.elementNs = (WS_XML_STRING *)envelope_namespace(message->envelope);
    }
    else if (description->type == WS_ENDPOINT_ADDRESS_TYPE)
    {
        part->element.elementLocalName = (WS_XML_STRING *)soap_name(NAME_ENDPOINT_REFERENCE);
        part->element.elementNs = (WS_XML_STRING *)addressing_namespace(message->addressing);
    }
    else if (description->type == WS_STRUCT_TYPE)
        part->content = TRUE;
    else
        return fail(error, E_INVALIDARG,
                "A body without element names must be a struct, fault or address, not type %u",
                description->type);
    return S_OK;
}

HRESULT WINAPI WsWriteBody(WS_MESSAGE *message, const WS_ELEMENT_DESCRIPTION *bodyDescription,
        WS_WRITE_OPTION writeOption, const void *value, ULONG valueSize, WS_ERROR *error)
{
    struct part part;
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsWriteBody: not a message");
    if (!bodyDescription)
        return fail(error, E_INVALIDARG, "WsWriteBody: the body description is NULL");
    if (FAILED(hr = message_need_state(message, WS_MESSAGE_STATE_WRITING, "WsWriteBody", error)))
        return hr;
    if (FAILED(hr = resolve(message, bodyDescription, &part, error))) return hr;
    if (part.content)
        return WsWriteType(message->writer, WS_ELEMENT_CONTENT_TYPE_MAPPING, part.element.type,
                part.element.typeDescription, writeOption, value, valueSize, error);
    return WsWriteElement(message->writer, &part.element, writeOption, value, valueSize, error);
}

HRESULT WINAPI WsReadBody(WS_MESSAGE *message, const WS_ELEMENT_DESCRIPTION *bodyDescription,
        WS_READ_OPTION readOption, WS_HEAP *heap, void *value, ULONG valueSize, WS_ERROR *error)
{
    struct part part;
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsReadBody: not a message");
    if (!bodyDescription)
        return fail(error, E_INVALIDARG, "WsReadBody: the body description is NULL");
    if (FAILED(hr = message_need_state(message, WS_MESSAGE_STATE_READING, "WsReadBody", error)))
        return hr;
    if (FAILED(hr = resolve(message, bodyDescription, &part, error))) return hr;
    if (!heap) heap = &message->heap;
    if (part.content)
        return WsReadType(message->reader, WS_ELEMENT_CONTENT_TYPE_MAPPING, part.element.type,
                part.element.typeDescription, readOption, heap, value, valueSize, error);
    return WsReadElement(message->reader, &part.element, readOption, heap, value, valueSize, error);
}

/* Buffered bodies are whole already: the reader's and the writer's own rules make these calls do nothing then. */
HRESULT WINAPI WsFillBody(
        WS_MESSAGE *message, ULONG minSize, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsFillBody: not a message");
    if (FAILED(hr = message_need_state(message, WS_MESSAGE_STATE_READING, "WsFillBody", error)))
        return hr;
    return WsFillReader(message->reader, minSize, asyncContext, error);
}

HRESULT WINAPI WsFlushBody(
        WS_MESSAGE *message, ULONG minSize, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsFlushBody: not a message");
    if (FAILED(hr = message_need_state(message, WS_MESSAGE_STATE_WRITING, "WsFlushBody", error)))
        return hr;
    return WsFlushWriter(message->writer, minSize, asyncContext, error);
}
