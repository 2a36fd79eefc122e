/* Headers that do not travel in the envelope: those mapped to the transport, and action and destination of messages
 * without WS-Addressing. In the header buffer they are elements like the others; mapped ones have no namespace.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message/internal.h"

static HRESULT check_call(
        WS_MESSAGE *message, const WS_XML_STRING *name, const char *call, WS_ERROR *error)
{
    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "%s: not a message", call);
    if (!name) return fail(error, E_INVALIDARG, "%s: the header name is NULL", call);
    return message_need_content(message, call, error);
}

static HRESULT start_mapped(
        WS_MESSAGE *message, const WS_XML_STRING *name, WS_XML_WRITER *writer, WS_ERROR *error)
{
    return WsWriteStartElement(writer, soap_name(NAME_EMPTY), name, soap_name(NAME_EMPTY), error);
}

HRESULT WINAPI WsAddMappedHeader(WS_MESSAGE *message, const WS_XML_STRING *headerName,
        WS_TYPE valueType, WS_WRITE_OPTION writeOption, const void *value, ULONG valueSize,
        WS_ERROR *error)
{
    struct addition addition;
    HRESULT hr = check_call(message, headerName, "WsAddMappedHeader", error);

    if (FAILED(hr)) return hr;
    if (!value || !valueSize)
        return fail(error, E_INVALIDARG, "WsAddMappedHeader: the value for header %X is NULL",
                headerName);
    if (FAILED(hr = header_begin(message, &addition, error))) return hr;
    hr = start_mapped(message, headerName, addition.writer, error);
    if (SUCCEEDED(hr))
        hr = WsWriteType(addition.writer, WS_ELEMENT_TYPE_MAPPING, valueType, NULL, writeOption,
                value, valueSize, error);
    return header_finish(message, &addition, NULL, NULL, hr, error);
}

HRESULT WINAPI WsRemoveMappedHeader(
        WS_MESSAGE *message, const WS_XML_STRING *headerName, WS_ERROR *error)
{
    HRESULT hr = check_call(message, headerName, "WsRemoveMappedHeader", error);

    if (FAILED(hr)) return hr;
    return header_remove(message, headerName, soap_name(NAME_EMPTY), error);
}

static HRESULT absent(
        const WS_XML_STRING *name, WS_READ_OPTION option, void *value, ULONG size, WS_ERROR *error)
{
    if (option != WS_READ_OPTIONAL_POINTER)
        return fail(error, WS_E_INVALID_FORMAT, "The message has no mapped header %X", name);
    if (!value || size != sizeof(void *))
        return fail(error, E_INVALIDARG, "The value of header %X is a pointer", name);
    *(void **)value = NULL;
    return S_OK;
}

HRESULT WINAPI WsGetMappedHeader(WS_MESSAGE *message, const WS_XML_STRING *headerName,
        WS_REPEATING_HEADER_OPTION repeatingOption, ULONG headerIndex, WS_TYPE valueType,
        WS_READ_OPTION readOption, WS_HEAP *heap, void *value, ULONG valueSize, WS_ERROR *error)
{
    BOOL single = repeatingOption == WS_SINGLETON_HEADER, found;
    WS_XML_READER *reader;
    HRESULT hr = check_call(message, headerName, "WsGetMappedHeader", error);

    if (FAILED(hr)) return hr;
    if (!single && repeatingOption != WS_REPEATING_HEADER)
        return fail(error, E_INVALIDARG, "WsGetMappedHeader: there is no repeating option %u",
                repeatingOption);
    if (single && headerIndex)
        return fail(error, E_INVALIDARG, "WsGetMappedHeader: a single header has index 0, not %u",
                headerIndex);
    if (!value || !valueSize)
        return fail(error, E_INVALIDARG, "WsGetMappedHeader: the value is NULL");
    hr = header_find(message, headerName, soap_name(NAME_EMPTY), headerIndex, single, &reader,
            &found, error);
    if (FAILED(hr)) return hr;
    if (!found) return absent(headerName, readOption, value, valueSize, error);
    return WsReadType(reader, WS_ELEMENT_TYPE_MAPPING, valueType, NULL, readOption,
            heap ? heap : &message->heap, value, valueSize, error);
}

/* ---- the door: what the channel takes out before writing and puts in after reading ---- */

HRESULT message_take_mapped(
        WS_MESSAGE *message, mapped_header_fn call, void *context, WS_ERROR *error)
{
    WS_XML_NODE_POSITION position;
    WS_XML_READER *reader;
    WS_XML_STRING name;
    WS_STRING value;
    BOOL found;
    HRESULT hr;

    for (hr = header_first(message, &reader, &found, error); SUCCEEDED(hr) && found;)
    {
        const WS_XML_ELEMENT_NODE *element = (const WS_XML_ELEMENT_NODE *)reader_node(reader);

        if (element->ns->length)
        {
            hr = header_next(reader, &found, error);
            continue;
        }
        if (FAILED(hr = WsGetReaderPosition(reader, &position, error))) return hr;
        if (FAILED(hr = heap_copy_xml_string(&message->heap, element->localName, &name, error)))
            return hr;
        hr = WsReadType(reader, WS_ELEMENT_TYPE_MAPPING, WS_STRING_TYPE, NULL,
                WS_READ_REQUIRED_VALUE, &message->heap, &value, sizeof(value), error);
        if (SUCCEEDED(hr)) hr = WsSetReaderPosition(reader, &position, error);
        if (SUCCEEDED(hr)) hr = call(context, &name, &value, error);
        if (FAILED(hr)) return hr;
        hr = hr == S_FALSE ? header_next(reader, &found, error)
                           : header_drop(reader, &found, error);
    }
    return FAILED(hr) ? hr : S_OK;
}

HRESULT message_put_mapped(
        WS_MESSAGE *message, const WS_XML_STRING *name, const WS_STRING *value, WS_ERROR *error)
{
    struct addition addition;
    HRESULT hr = header_begin(message, &addition, error);

    if (FAILED(hr)) return hr;
    hr = start_mapped(message, name, addition.writer, error);
    if (SUCCEEDED(hr)) hr = WsWriteChars(addition.writer, value->chars, value->length, error);
    return header_finish(message, &addition, NULL, NULL, hr, error);
}

HRESULT message_get_action(WS_MESSAGE *message, WS_XML_STRING *ret, WS_ERROR *error)
{
    return header_text(message, WS_ACTION_HEADER, ret, error);
}

HRESULT message_take_transport(
        WS_MESSAGE *message, WS_XML_STRING *action, WS_XML_STRING *to, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = header_text(message, WS_ACTION_HEADER, action, error))) return hr;
    if (FAILED(hr = header_text(message, WS_TO_HEADER, to, error))) return hr;
    if (message->addressing != WS_ADDRESSING_VERSION_TRANSPORT) return S_OK;
    if (action->length && FAILED(hr = WsRemoveHeader(message, WS_ACTION_HEADER, error))) return hr;
    return to->length ? WsRemoveHeader(message, WS_TO_HEADER, error) : S_OK;
}

HRESULT message_default_action(WS_MESSAGE *message, const WS_XML_STRING *action, WS_ERROR *error)
{
    WS_XML_STRING own;
    HRESULT hr;

    if (!action->length) return S_OK;
    if (FAILED(hr = header_text(message, WS_ACTION_HEADER, &own, error)) || own.length) return hr;
    return header_set_text(message, WS_ACTION_HEADER, action, error);
}

HRESULT message_put_transport(
        WS_MESSAGE *message, const WS_XML_STRING *action, const WS_XML_STRING *to, WS_ERROR *error)
{
    HRESULT hr;

    if (message->addressing != WS_ADDRESSING_VERSION_TRANSPORT) return S_OK;
    if (action && action->length
            && FAILED(hr = header_set_text(message, WS_ACTION_HEADER, action, error)))
        return hr;
    return to && to->length ? header_set_text(message, WS_TO_HEADER, to, error) : S_OK;
}
