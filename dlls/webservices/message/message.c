/* WS_MESSAGE: creation, states, properties, bodies.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message/internal.h"

#include <string.h>

#define HEAP_MAX \
    0x1000000 /* of a message's own heap; the channel's quota for messages is far below */
#define HEAP_TRIM   4096
#define MAX_HEADERS 64

static BOOL is_message(const WS_MESSAGE *message)
{
    return object_is(message, OBJECT_MESSAGE);
}

static const char *state_name(WS_MESSAGE_STATE state)
{
    static const char *const names[]
            = { "", "empty", "initialized", "being read", "being written", "done" };

    return names[state];
}

HRESULT message_need_content(const WS_MESSAGE *message, const char *call, WS_ERROR *error)
{
    if (message->state != WS_MESSAGE_STATE_EMPTY && message->buffer) return S_OK;
    return fail(error, WS_E_INVALID_OPERATION,
            "%s: the message is empty; initialize it or read one first", call);
}

HRESULT message_need_state(
        const WS_MESSAGE *message, WS_MESSAGE_STATE state, const char *call, WS_ERROR *error)
{
    if (message->state == state) return S_OK;
    return fail(error, WS_E_INVALID_OPERATION, "%s: the message is %s, but must be %s", call,
            state_name(message->state), state_name(state));
}

/* ---- creation ---- */

static HRESULT apply_heap(WS_MESSAGE *message, const struct property *property, WS_ERROR *error)
{
    const WS_HEAP_PROPERTIES *list = property->value;
    ULONG i;

    if (!list || property->size != sizeof(*list) || (list->propertyCount && !list->properties))
        return fail(
                error, E_INVALIDARG, "Message property HEAP_PROPERTIES takes a WS_HEAP_PROPERTIES");
    for (i = 0; i < list->propertyCount; i++)
    {
        const WS_HEAP_PROPERTY *p = &list->properties[i];

        if (!p->value || p->valueSize != sizeof(SIZE_T))
            return fail(error, E_INVALIDARG, "Heap property %u takes %u bytes, not %u", p->id,
                    (ULONG)sizeof(SIZE_T), p->valueSize);
        if (p->id == WS_HEAP_PROPERTY_MAX_SIZE)
            message->heap.max = *(SIZE_T *)p->value;
        else if (p->id == WS_HEAP_PROPERTY_TRIM_SIZE)
            message->heap.trim = *(SIZE_T *)p->value;
        else
            return fail(error, E_INVALIDARG, "Heap property %u cannot be set for a message", p->id);
    }
    return S_OK;
}

/* The properties that make sense for a reader or writer which the message itself creates. */
static HRESULT apply_xml(struct xml_properties *to, const struct property *property, ULONG allowed,
        const char *name, WS_ERROR *error)
{
    const WS_XML_READER_PROPERTIES *list = property->value;
    const struct property *from;
    ULONG i;

    if (!list || property->size != sizeof(*list) || (list->propertyCount && !list->properties)
            || list->propertyCount > MAX_XML_PROPERTIES)
        return fail(error, E_INVALIDARG,
                "Message property %s takes a list of at most %u properties", name,
                MAX_XML_PROPERTIES);
    from = (const struct property *)list->properties;
    for (i = 0; i < list->propertyCount; i++)
    {
        if (from[i].id > 31 || !(allowed >> from[i].id & 1))
            return fail(error, E_INVALIDARG, "Message property %s: property %u is not allowed",
                    name, from[i].id);
        if (!from[i].value || from[i].size != sizeof(ULONG))
            return fail(error, E_INVALIDARG,
                    "Message property %s: property %u takes 4 bytes, not %u", name, from[i].id,
                    from[i].size);
        memcpy(&to->values[i], from[i].value, sizeof(ULONG));
        to->list[i].id = from[i].id;
        to->list[i].value = &to->values[i];
        to->list[i].size = sizeof(ULONG);
    }
    to->count = list->propertyCount;
    return S_OK;
}

static HRESULT apply_property(WS_MESSAGE *message, const struct property *property, WS_ERROR *error)
{
    const ULONG reader_ids = 0x7d8d, writer_ids = 0x682d; /* 0 2 3 7 8 10-14 and 0 2 3 5 11 13 14 */

    switch (property->id)
    {
    case WS_MESSAGE_PROPERTY_HEAP_PROPERTIES:
        return apply_heap(message, property, error);
    case WS_MESSAGE_PROPERTY_XML_READER_PROPERTIES:
        return apply_xml(
                &message->reader_properties, property, reader_ids, "XML_READER_PROPERTIES", error);
    case WS_MESSAGE_PROPERTY_XML_WRITER_PROPERTIES:
        return apply_xml(
                &message->writer_properties, property, writer_ids, "XML_WRITER_PROPERTIES", error);
    case WS_MESSAGE_PROPERTY_MAX_PROCESSED_HEADERS:
        if (!property->value || property->size != sizeof(ULONG))
            return fail(
                    error, E_INVALIDARG, "Message property MAX_PROCESSED_HEADERS takes 4 bytes");
        memcpy(&message->max_headers, property->value, sizeof(ULONG));
        return S_OK;
    default:
        return fail(error, E_INVALIDARG,
                "Message property %u cannot be set when a message is created", property->id);
    }
}

static HRESULT apply_properties(
        WS_MESSAGE *message, const WS_MESSAGE_PROPERTY *properties, ULONG count, WS_ERROR *error)
{
    const struct property *list = (const struct property *)properties;
    HRESULT hr;
    ULONG i;

    if (count && !list)
        return fail(error, E_INVALIDARG, "WsCreateMessage: the property array is NULL");
    for (i = 0; i < count; i++)
    {
        if (FAILED(hr = apply_property(message, &list[i], error))) return hr;
    }
    return S_OK;
}

HRESULT WINAPI WsCreateMessage(WS_ENVELOPE_VERSION envelopeVersion,
        WS_ADDRESSING_VERSION addressingVersion, const WS_MESSAGE_PROPERTY *properties,
        ULONG propertyCount, WS_MESSAGE **message, WS_ERROR *error)
{
    WS_MESSAGE *created;
    HRESULT hr;

    if (!message) return fail(error, E_INVALIDARG, "WsCreateMessage: the message pointer is NULL");
    if (envelopeVersion < WS_ENVELOPE_VERSION_SOAP_1_1
            || envelopeVersion > WS_ENVELOPE_VERSION_NONE)
        return fail(error, E_INVALIDARG, "WsCreateMessage: there is no envelope version %u",
                envelopeVersion);
    if (addressingVersion < WS_ADDRESSING_VERSION_0_9
            || addressingVersion > WS_ADDRESSING_VERSION_TRANSPORT)
        return fail(error, E_INVALIDARG, "WsCreateMessage: there is no addressing version %u",
                addressingVersion);
    if (envelopeVersion == WS_ENVELOPE_VERSION_NONE
            && addressingVersion != WS_ADDRESSING_VERSION_TRANSPORT)
        return fail(error, E_INVALIDARG,
                "WsCreateMessage: without an envelope there are no addressing headers; use TRANSPORT");
    if (!(created = mem_zalloc(sizeof(*created)))) return fail_memory(error);
    object_init(&created->object, OBJECT_MESSAGE);
    heap_init(&created->heap, HEAP_MAX, HEAP_TRIM);
    created->state = WS_MESSAGE_STATE_EMPTY;
    created->envelope = envelopeVersion;
    created->addressing = addressingVersion;
    created->max_headers = MAX_HEADERS;
    created->protection = WS_PROTECTION_LEVEL_NONE;
    if (FAILED(hr = apply_properties(created, properties, propertyCount, error)))
    {
        WsFreeMessage(created);
        return hr;
    }
    *message = created;
    return S_OK;
}

/* Tells the owner of the reader or writer that the message lets go of it; once. */
static void run_done(WS_MESSAGE *message)
{
    WS_MESSAGE_DONE_CALLBACK done = message->done;

    message->done = NULL;
    if (done) done(message->done_state);
}

static void reset(WS_MESSAGE *message)
{
    static const WS_XML_NODE_POSITION nowhere;
    static const WS_STRING no_name;
    static const WS_BYTES no_bytes;

    run_done(message);
    message->state = WS_MESSAGE_STATE_EMPTY;
    message->buffer = NULL;
    message->header = nowhere;
    message->addressed = message->fault = FALSE;
    message->understood = NULL;
    message->reader = NULL;
    message->writer = NULL;
    message->username = no_name;
    message->certificate = no_bytes;
    message->saml = NULL;
    message->protection = WS_PROTECTION_LEVEL_NONE;
    heap_reset(&message->heap);
}

HRESULT WINAPI WsResetMessage(WS_MESSAGE *message, WS_ERROR *error)
{
    if (!is_message(message)) return fail(error, E_INVALIDARG, "WsResetMessage: not a message");
    reset(message);
    return S_OK;
}

void WINAPI WsFreeMessage(WS_MESSAGE *message)
{
    if (!is_message(message)) return;
    reset(message);
    if (message->header_reader) WsFreeReader(message->header_reader);
    if (message->header_writer) WsFreeWriter(message->header_writer);
    if (message->own_reader) WsFreeReader(message->own_reader);
    if (message->own_writer) WsFreeWriter(message->own_writer);
    heap_clear(&message->heap);
    object_clear(&message->object);
    mem_free(message);
}

/* ---- initialization ---- */

static HRESULT duplicate(WS_MESSAGE *message, WS_MESSAGE *source, WS_ERROR *error)
{
    WS_XML_READER *reader;
    WS_XML_WRITER *writer;
    const WS_XML_NODE *node;
    BOOL found;
    HRESULT hr;

    message->addressed = source->addressed;
    message->fault = source->fault;
    /* with its envelope, so that prefixes in texts keep their meaning */
    if (message->envelope == source->envelope && message->addressing == source->addressing)
    {
        hr = xml_buffer_copy(&message->heap, source->buffer, &message->buffer, error);
        return FAILED(hr) ? hr : envelope_locate_header(message, error);
    }
    if (FAILED(hr = header_first(source, &reader, &found, error)) || !found) return hr;
    if (FAILED(hr = header_append(message, &writer, error))) return hr;
    for (;;)
    {
        if (FAILED(hr = WsGetReaderNode(reader, &node, error))) return hr;
        if (node->nodeType == WS_XML_NODE_TYPE_END_ELEMENT) return S_OK;
        if (FAILED(hr = WsCopyNode(writer, reader, error))) return hr;
    }
}

static HRESULT initialize(
        WS_MESSAGE *message, WS_MESSAGE_INITIALIZATION kind, WS_MESSAGE *source, WS_ERROR *error)
{
    switch (kind)
    {
    case WS_DUPLICATE_MESSAGE:
        return duplicate(message, source, error);
    case WS_REQUEST_MESSAGE:
        return message_init_request(message, error);
    case WS_REPLY_MESSAGE:
        return message_init_reply(message, source, WS_REPLY_TO_HEADER, error);
    case WS_FAULT_MESSAGE:
        message->fault = TRUE;
        return message_init_reply(message, source, WS_FAULT_TO_HEADER, error);
    default:
        return S_OK;
    }
}

HRESULT WINAPI WsInitializeMessage(WS_MESSAGE *message, WS_MESSAGE_INITIALIZATION initialization,
        WS_MESSAGE *sourceMessage, WS_ERROR *error)
{
    BOOL needs_source;
    HRESULT hr;

    if (!is_message(message))
        return fail(error, E_INVALIDARG, "WsInitializeMessage: not a message");
    if ((ULONG)initialization > WS_FAULT_MESSAGE)
        return fail(error, E_INVALIDARG, "WsInitializeMessage: there is no initialization %u",
                initialization);
    needs_source = initialization != WS_BLANK_MESSAGE && initialization != WS_REQUEST_MESSAGE;
    if (needs_source != (sourceMessage != NULL))
        return fail(error, E_INVALIDARG,
                needs_source ? "WsInitializeMessage: initialization %u needs a source message"
                             : "WsInitializeMessage: initialization %u takes no source message",
                initialization);
    if (needs_source && !is_message(sourceMessage))
        return fail(error, E_INVALIDARG, "WsInitializeMessage: the source is not a message");
    hr = message_need_state(message, WS_MESSAGE_STATE_EMPTY, "WsInitializeMessage", error);
    if (FAILED(hr)) return hr;
    if (needs_source
            && FAILED(hr = message_need_content(
                              sourceMessage, "WsInitializeMessage: the source", error)))
        return hr;
    hr = envelope_create(message, error);
    if (SUCCEEDED(hr))
    {
        message->state = WS_MESSAGE_STATE_INITIALIZED;
        hr = initialize(message, initialization, sourceMessage, error);
    }
    if (FAILED(hr)) reset(message);
    return hr;
}

/* ---- properties ---- */

static HRESULT give(
        ULONG id, const void *from, ULONG from_size, void *value, ULONG size, WS_ERROR *error)
{
    if (!value || size != from_size)
        return fail(error, E_INVALIDARG, "Message property %u has %u bytes, the buffer %u", id,
                from_size, size);
    memcpy(value, from, size);
    return S_OK;
}

static HRESULT give_user(const WS_MESSAGE *message, WS_MESSAGE_PROPERTY_ID id, void *value,
        ULONG size, WS_ERROR *error)
{
    static const HANDLE none;

    switch (id)
    {
    case WS_MESSAGE_PROPERTY_USERNAME:
        return give(id, &message->username, sizeof(message->username), value, size, error);
    case WS_MESSAGE_PROPERTY_ENCODED_CERT:
        return give(id, &message->certificate, sizeof(message->certificate), value, size, error);
    case WS_MESSAGE_PROPERTY_PROTECTION_LEVEL:
        return give(id, &message->protection, sizeof(message->protection), value, size, error);
    case WS_MESSAGE_PROPERTY_SAML_ASSERTION:
        return give(id, &message->saml, sizeof(message->saml), value, size, error);
    case WS_MESSAGE_PROPERTY_TRANSPORT_SECURITY_WINDOWS_TOKEN:
    case WS_MESSAGE_PROPERTY_HTTP_HEADER_AUTH_WINDOWS_TOKEN:
    case WS_MESSAGE_PROPERTY_MESSAGE_SECURITY_WINDOWS_TOKEN:
    case WS_MESSAGE_PROPERTY_SECURITY_CONTEXT:
        return give(id, &none, sizeof(none), value, size, error);
    default:
        return fail(error, E_INVALIDARG, "Message property %u cannot be read", id);
    }
}

/* Readers and writers of the body exist while it is read or written. */
static HRESULT give_body(
        WS_MESSAGE *message, WS_MESSAGE_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    BOOL reading = id == WS_MESSAGE_PROPERTY_BODY_READER;
    HRESULT hr = message_need_state(message,
            reading ? WS_MESSAGE_STATE_READING : WS_MESSAGE_STATE_WRITING, "WsGetMessageProperty",
            error);

    if (FAILED(hr)) return hr;
    if (reading) return give(id, &message->reader, sizeof(message->reader), value, size, error);
    return give(id, &message->writer, sizeof(message->writer), value, size, error);
}

static HRESULT give_content(
        WS_MESSAGE *message, WS_MESSAGE_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    WS_HEAP *heap = &message->heap;

    switch (id)
    {
    case WS_MESSAGE_PROPERTY_HEAP:
        return give(id, &heap, sizeof(heap), value, size, error);
    case WS_MESSAGE_PROPERTY_HEADER_BUFFER:
        return give(id, &message->buffer, sizeof(message->buffer), value, size, error);
    case WS_MESSAGE_PROPERTY_HEADER_POSITION:
        return give(id, &message->header, sizeof(message->header), value, size, error);
    case WS_MESSAGE_PROPERTY_IS_ADDRESSED:
        return give(id, &message->addressed, sizeof(message->addressed), value, size, error);
    case WS_MESSAGE_PROPERTY_IS_FAULT:
        return give(id, &message->fault, sizeof(message->fault), value, size, error);
    default:
        return give_user(message, id, value, size, error);
    }
}

HRESULT WINAPI WsGetMessageProperty(WS_MESSAGE *message, WS_MESSAGE_PROPERTY_ID id, void *value,
        ULONG valueSize, WS_ERROR *error)
{
    HRESULT hr;

    if (!is_message(message))
        return fail(error, E_INVALIDARG, "WsGetMessageProperty: not a message");
    switch (id)
    {
    case WS_MESSAGE_PROPERTY_STATE:
        return give(id, &message->state, sizeof(message->state), value, valueSize, error);
    case WS_MESSAGE_PROPERTY_ENVELOPE_VERSION:
        return give(id, &message->envelope, sizeof(message->envelope), value, valueSize, error);
    case WS_MESSAGE_PROPERTY_ADDRESSING_VERSION:
        return give(id, &message->addressing, sizeof(message->addressing), value, valueSize, error);
    case WS_MESSAGE_PROPERTY_BODY_READER:
    case WS_MESSAGE_PROPERTY_BODY_WRITER:
        return give_body(message, id, value, valueSize, error);
    default:
        if ((ULONG)id > WS_MESSAGE_PROPERTY_PROTECTION_LEVEL)
            return fail(error, E_INVALIDARG, "A message has no property %u", id);
        if (FAILED(hr = message_need_content(message, "WsGetMessageProperty", error))) return hr;
        return give_content(message, id, value, valueSize, error);
    }
}

static HRESULT take_size(ULONG id, const void *value, ULONG size, ULONG expected, WS_ERROR *error)
{
    if (value && size == expected) return S_OK;
    return fail(
            error, E_INVALIDARG, "Message property %u takes %u bytes, not %u", id, expected, size);
}

HRESULT WINAPI WsSetMessageProperty(WS_MESSAGE *message, WS_MESSAGE_PROPERTY_ID id,
        const void *value, ULONG valueSize, WS_ERROR *error)
{
    const WS_BYTES *bytes = value;
    HRESULT hr;

    if (!is_message(message))
        return fail(error, E_INVALIDARG, "WsSetMessageProperty: not a message");
    if (FAILED(hr = message_need_content(message, "WsSetMessageProperty", error))) return hr;
    switch (id)
    {
    case WS_MESSAGE_PROPERTY_IS_FAULT:
        if (FAILED(hr = take_size(id, value, valueSize, sizeof(BOOL), error))) return hr;
        message->fault = *(const BOOL *)value != FALSE;
        return S_OK;
    case WS_MESSAGE_PROPERTY_USERNAME:
        if (FAILED(hr = take_size(id, value, valueSize, sizeof(WS_STRING), error))) return hr;
        return heap_copy_string(&message->heap, value, &message->username, error);
    case WS_MESSAGE_PROPERTY_ENCODED_CERT:
        if (FAILED(hr = take_size(id, value, valueSize, sizeof(WS_BYTES), error))) return hr;
        hr = heap_copy(&message->heap, bytes->bytes, bytes->length,
                (void **)&message->certificate.bytes, error);
        if (SUCCEEDED(hr)) message->certificate.length = bytes->length;
        return hr;
    case WS_MESSAGE_PROPERTY_SAML_ASSERTION:
        if (FAILED(hr = take_size(id, value, valueSize, sizeof(WS_XML_BUFFER *), error))) return hr;
        if (!*(WS_XML_BUFFER *const *)value)
            return fail(error, E_INVALIDARG, "Message property SAML_ASSERTION: the buffer is NULL");
        return xml_buffer_copy(
                &message->heap, *(WS_XML_BUFFER *const *)value, &message->saml, error);
    case WS_MESSAGE_PROPERTY_PROTECTION_LEVEL:
        if (FAILED(hr = take_size(id, value, valueSize, sizeof(WS_PROTECTION_LEVEL), error)))
            return hr;
        message->protection = *(const WS_PROTECTION_LEVEL *)value;
        return S_OK;
    default:
        return fail(error, E_INVALIDARG, "Message property %u cannot be set", id);
    }
}

/* ---- the door ---- */

WS_MESSAGE_STATE message_state(const WS_MESSAGE *message)
{
    return message->state;
}

WS_ENVELOPE_VERSION message_envelope(const WS_MESSAGE *message)
{
    return message->envelope;
}

WS_ADDRESSING_VERSION message_addressing(const WS_MESSAGE *message)
{
    return message->addressing;
}

WS_HEAP *message_heap(WS_MESSAGE *message)
{
    return &message->heap;
}

BOOL message_is_fault(const WS_MESSAGE *message)
{
    return message->fault;
}

HRESULT message_own_reader(WS_MESSAGE *message, WS_XML_READER **ret, WS_ERROR *error)
{
    const struct xml_properties *p = &message->reader_properties;
    HRESULT hr = S_OK;

    if (!message->own_reader)
        hr = WsCreateReader(
                (const WS_XML_READER_PROPERTY *)p->list, p->count, &message->own_reader, error);
    if (SUCCEEDED(hr)) *ret = message->own_reader;
    return hr;
}

HRESULT message_own_writer(WS_MESSAGE *message, WS_XML_WRITER **ret, WS_ERROR *error)
{
    const struct xml_properties *p = &message->writer_properties;
    HRESULT hr = S_OK;

    if (!message->own_writer)
        hr = WsCreateWriter(
                (const WS_XML_WRITER_PROPERTY *)p->list, p->count, &message->own_writer, error);
    if (SUCCEEDED(hr)) *ret = message->own_writer;
    return hr;
}

void message_abandon(WS_MESSAGE *message)
{
    if (message->state == WS_MESSAGE_STATE_EMPTY) return;
    message->state = WS_MESSAGE_STATE_DONE;
    run_done(message);
}
