/* From a request's action to the operation of the contract; bodies in and out.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service/internal.h"

#include <stdlib.h>
#include <string.h>

/* A fault of WS-Addressing, by which clients know that the action is the trouble. */
static HRESULT action_not_supported(
        struct server *server, const WS_XML_STRING *action, WS_ERROR *error)
{
    static WS_XML_STRING sender = WS_XML_STRING_VALUE("Sender"),
                         name = WS_XML_STRING_VALUE("ActionNotSupported");
    WS_ADDRESSING_VERSION addressing = message_addressing(server->request);
    WS_FAULT_CODE detail = { { name, *addressing_namespace(addressing) }, NULL };
    WS_FAULT_CODE code = { { sender, { 0 } }, &detail };
    WS_FAULT fault = { &code };
    HRESULT hr;

    if (addressing == WS_ADDRESSING_VERSION_TRANSPORT) code.subCode = NULL;
    hr = fail(error, WS_E_ENDPOINT_ACTION_NOT_SUPPORTED,
            "The service has no operation for the action '%X'", action);
    (void)WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault));
    return hr;
}

/* Sets server->operation, or leaves it NULL when the default handler is to have the message. */
HRESULT dispatch_find(struct server *server, WS_ERROR *error)
{
    const struct endpoint *endpoint = server->endpoint;
    const WS_SERVICE_CONTRACT *contract = endpoint->contract;
    WS_XML_STRING action;
    struct action key = { &action, 0 };
    const struct action *found;
    HRESULT hr;

    server->operation = NULL;
    if (!contract->contractDescription) return S_OK;
    if (FAILED(hr = message_get_action(server->request, &action, error))) return hr;
    found = bsearch(&key, endpoint->actions, endpoint->action_count, sizeof(key), compare_actions);
    if (!found)
        return contract->defaultMessageHandlerCallback
                ? S_OK
                : action_not_supported(server, &action, error);
    server->operation = contract->contractDescription->operations[found->index];
    server->method = ((const void *const *)contract->methodTable)[found->index];
    return S_OK;
}

HRESULT dispatch_read(struct server *server, WS_ERROR *error)
{
    const WS_OPERATION_DESCRIPTION *operation = server->operation;
    const WS_ELEMENT_DESCRIPTION *body = operation->inputMessageDescription->bodyElementDescription;
    WS_READ_OPTION option = WS_READ_REQUIRED_POINTER;
    HRESULT hr;

    if (operation->inputMessageOptions & WS_SERVICE_OPERATION_MESSAGE_NILLABLE_ELEMENT)
        option = WS_READ_NILLABLE_POINTER;
    if (body)
    {
        hr = WsReadBody(server->request, body, option, server->heap, &server->input,
                sizeof(server->input), error);
        if (FAILED(hr)) return hr;
    }
    return params_frame(
            operation, server->input, server->heap, &server->output, &server->stack, error);
}

HRESULT dispatch_write(struct server *server, WS_ERROR *error)
{
    const WS_OPERATION_DESCRIPTION *operation = server->operation;
    const WS_ELEMENT_DESCRIPTION *body
            = operation->outputMessageDescription->bodyElementDescription;
    WS_WRITE_OPTION option = WS_WRITE_REQUIRED_POINTER;

    if (!body) return S_OK;
    if (operation->outputMessageOptions & WS_SERVICE_OPERATION_MESSAGE_NILLABLE_ELEMENT)
        option = WS_WRITE_NILLABLE_POINTER;
    return WsWriteBody(server->reply, body, option, &server->output, sizeof(server->output), error);
}
