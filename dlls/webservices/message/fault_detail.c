/* Details of faults, typed; and faults that come in, as codes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message/internal.h"

#include <string.h>

static HRESULT check_call(
        const WS_ERROR *error, const WS_FAULT_DETAIL_DESCRIPTION *description, const char *call)
{
    if (!object_is(error, OBJECT_ERROR))
        return fail(NULL, E_INVALIDARG, "%s: not an error object", call);
    if (!description || !description->detailElementDescription)
        return fail(NULL, E_INVALIDARG, "%s: the detail description is NULL", call);
    return S_OK;
}

/* Several elements as one value. */
static BOOL is_content(const WS_ELEMENT_DESCRIPTION *element)
{
    return !element->elementLocalName && !element->elementNs;
}

/* ---- setting ---- */

static HRESULT write_detail(WS_XML_WRITER *writer, const WS_ELEMENT_DESCRIPTION *element,
        WS_WRITE_OPTION option, const void *value, ULONG size)
{
    const WS_XML_STRING *empty = soap_name(NAME_EMPTY);
    HRESULT hr;

    if (FAILED(hr = WsWriteStartElement(writer, empty, soap_name(NAME_DETAIL_11), empty, NULL)))
        return hr;
    if (is_content(element))
        hr = WsWriteType(writer, WS_ELEMENT_CONTENT_TYPE_MAPPING, element->type,
                element->typeDescription, option, value, size, NULL);
    else
        hr = WsWriteElement(writer, element, option, value, size, NULL);
    if (FAILED(hr)) return hr;
    return WsWriteEndElement(writer, NULL);
}

static HRESULT make_detail(WS_ERROR *error, const WS_ELEMENT_DESCRIPTION *element,
        WS_WRITE_OPTION option, const void *value, ULONG size, WS_XML_BUFFER **ret)
{
    WS_XML_WRITER *writer = NULL;
    WS_XML_BUFFER *buffer;
    HRESULT hr;

    if (FAILED(hr = WsCreateXmlBuffer(error_heap(error), NULL, 0, &buffer, NULL))) return hr;
    if (FAILED(hr = WsCreateWriter(NULL, 0, &writer, NULL))) return hr;
    hr = WsSetOutputToBuffer(writer, buffer, NULL, 0, NULL);
    if (SUCCEEDED(hr)) hr = write_detail(writer, element, option, value, size);
    WsFreeWriter(writer);
    if (SUCCEEDED(hr)) *ret = buffer;
    return hr;
}

HRESULT WINAPI WsSetFaultErrorDetail(WS_ERROR *error,
        const WS_FAULT_DETAIL_DESCRIPTION *faultDetailDescription, WS_WRITE_OPTION writeOption,
        const void *value, ULONG valueSize)
{
    struct error_fault *fault;
    WS_XML_BUFFER *detail;
    HRESULT hr = check_call(error, faultDetailDescription, "WsSetFaultErrorDetail");

    if (FAILED(hr)) return hr;
    if (is_content(faultDetailDescription->detailElementDescription)
            && ((writeOption != WS_WRITE_REQUIRED_VALUE && writeOption != WS_WRITE_REQUIRED_POINTER)
                    || faultDetailDescription->detailElementDescription->type != WS_STRUCT_TYPE))
        return fail(NULL, E_INVALIDARG,
                "WsSetFaultErrorDetail: a detail without element name must be a struct, and required");
    hr = make_detail(error, faultDetailDescription->detailElementDescription, writeOption, value,
            valueSize, &detail);
    if (FAILED(hr)) return hr;
    fault = error_fault(error);
    if (!fault->fault)
    {
        hr = heap_zalloc(error_heap(error), sizeof(*fault->fault), (void **)&fault->fault, NULL);
        if (FAILED(hr)) return hr;
    }
    fault->fault->detail = detail;
    if (!faultDetailDescription->action) return S_OK;
    return heap_copy_xml_string(
            error_heap(error), faultDetailDescription->action, &fault->action, NULL);
}

/* ---- getting ---- */

static HRESULT read_detail(WS_XML_READER *reader, const WS_ELEMENT_DESCRIPTION *element,
        WS_READ_OPTION option, WS_HEAP *heap, void *value, ULONG size)
{
    const WS_XML_ELEMENT_NODE *node;
    HRESULT hr;

    if (FAILED(hr = WsReadToStartElement(reader, NULL, NULL, NULL, NULL))) return hr;
    node = (const WS_XML_ELEMENT_NODE *)reader_node(reader);
    if (!xml_string_equal(node->localName, soap_name(NAME_DETAIL_11))
            && !xml_string_equal(node->localName, soap_name(NAME_DETAIL)))
        return fail(
                NULL, WS_E_INVALID_FORMAT, "The fault's detail is an element %X", node->localName);
    if (FAILED(hr = WsReadStartElement(reader, NULL))) return hr;
    if (is_content(element))
        return WsReadType(reader, WS_ELEMENT_CONTENT_TYPE_MAPPING, element->type,
                element->typeDescription, option, heap, value, size, NULL);
    hr = WsReadToStartElement(reader, element->elementLocalName, element->elementNs, NULL, NULL);
    if (FAILED(hr)) return hr;
    return WsReadElement(reader, element, option, heap, value, size, NULL);
}

static BOOL is_pointer_option(WS_READ_OPTION option)
{
    return option == WS_READ_OPTIONAL_POINTER || option == WS_READ_NILLABLE_POINTER;
}

static BOOL other_action(const WS_ERROR *error, const WS_FAULT_DETAIL_DESCRIPTION *description)
{
    const struct error_fault *fault = error_fault((WS_ERROR *)error);

    return description->action && fault->action.length
            && !xml_string_equal(description->action, &fault->action);
}

HRESULT WINAPI WsGetFaultErrorDetail(WS_ERROR *error,
        const WS_FAULT_DETAIL_DESCRIPTION *faultDetailDescription, WS_READ_OPTION readOption,
        WS_HEAP *heap, void *value, ULONG valueSize)
{
    WS_XML_READER *reader = NULL;
    const WS_FAULT *fault;
    BOOL pointer = is_pointer_option(readOption);
    HRESULT hr = check_call(error, faultDetailDescription, "WsGetFaultErrorDetail");

    if (FAILED(hr)) return hr;
    if (!value || !valueSize || (pointer && valueSize != sizeof(void *)))
        return fail(
                NULL, E_INVALIDARG, "WsGetFaultErrorDetail: the value is NULL or has a wrong size");
    if (pointer) *(void **)value = NULL; /* seen on Windows: also when it fails */
    if (other_action(error, faultDetailDescription))
        return pointer ? S_OK
                       : fail(NULL, WS_E_INVALID_FORMAT, "The fault's action is %X, not %X",
                               &error_fault(error)->action, faultDetailDescription->action);
    fault = error_fault(error)->fault;
    if (!fault || !fault->detail)
        return pointer ? S_OK
                       : fail(NULL, WS_E_INVALID_FORMAT, "The error object has no fault detail");
    if (FAILED(hr = WsCreateReader(NULL, 0, &reader, NULL))) return hr;
    hr = WsSetInputToBuffer(reader, fault->detail, NULL, 0, NULL);
    if (SUCCEEDED(hr))
        hr = read_detail(reader, faultDetailDescription->detailElementDescription, readOption,
                heap ? heap : error_heap(error), value, valueSize);
    WsFreeReader(reader);
    return hr;
}

/* ---- faults that come in ---- */

struct known_fault
{
    const char *ns, *name; /* of a code or subcode; ns "": whatever it is */
    HRESULT code;
};

#define WSA09 "http://schemas.xmlsoap.org/ws/2004/08/addressing"
#define WSA10 "http://www.w3.org/2005/08/addressing"
#define WSSE  "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"

/* clang-format off */
static const struct known_fault known_faults[] =
{
    { WSA09, "ActionNotSupported",     WS_E_ENDPOINT_ACTION_NOT_SUPPORTED },
    { WSA10, "ActionNotSupported",     WS_E_ENDPOINT_ACTION_NOT_SUPPORTED },
    { WSA09, "DestinationUnreachable", WS_E_ENDPOINT_NOT_FOUND },
    { WSA10, "DestinationUnreachable", WS_E_ENDPOINT_NOT_FOUND },
    { WSA09, "EndpointUnavailable",    WS_E_ENDPOINT_NOT_AVAILABLE },
    { WSA10, "EndpointUnavailable",    WS_E_ENDPOINT_NOT_AVAILABLE },
    { WSSE,  "FailedAuthentication",   WS_E_ENDPOINT_ACCESS_DENIED },
    { WSSE,  "FailedCheck",            WS_E_SECURITY_VERIFICATION_FAILURE },
    { WSSE,  "InvalidSecurity",        WS_E_SECURITY_VERIFICATION_FAILURE },
    { WSSE,  "InvalidSecurityToken",   WS_E_SECURITY_VERIFICATION_FAILURE },
    { WSSE,  "MessageExpired",         WS_E_SECURITY_TOKEN_EXPIRED },
};
/* clang-format on */

static HRESULT map_fault(const WS_FAULT *fault)
{
    const WS_FAULT_CODE *code;
    ULONG i;

    for (code = fault->code; code; code = code->subCode)
    {
        for (i = 0; i < COUNT_OF(known_faults); i++)
        {
            if (xml_string_is(&code->value.ns, known_faults[i].ns)
                    && xml_string_is(&code->value.localName, known_faults[i].name))
                return known_faults[i].code;
        }
    }
    return WS_E_ENDPOINT_FAULT_RECEIVED;
}

HRESULT message_read_fault(WS_MESSAGE *message, WS_ERROR *error)
{
    static const WS_ELEMENT_DESCRIPTION description = { NULL, NULL, WS_FAULT_TYPE, NULL };
    WS_XML_STRING action = { 0 };
    WS_FAULT fault = { 0 };
    HRESULT hr, code;

    hr = WsReadBody(message, &description, WS_READ_REQUIRED_VALUE, &message->heap, &fault,
            sizeof(fault), error);
    if (FAILED(hr)) return hr;
    code = map_fault(&fault);
    if (!object_is(error, OBJECT_ERROR)) return code;
    (void)fail(error, code, "The service answered with a fault");
    if (FAILED(hr = WsSetFaultErrorProperty(
                       error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault))))
        return hr;
    if (SUCCEEDED(message_get_action(message, &action, NULL)) && action.length)
        (void)WsSetFaultErrorProperty(
                error, WS_FAULT_ERROR_PROPERTY_ACTION, &action, sizeof(action));
    return code;
}
