/* The operation context, and cancellation of operations that run.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service/internal.h"

#include <string.h>

HRESULT WINAPI WsGetOperationContextProperty(const WS_OPERATION_CONTEXT *context,
        const WS_OPERATION_CONTEXT_PROPERTY_ID id, void *value, ULONG valueSize, WS_ERROR *error)
{
    const struct server *server;
    const void *values[9];
    const void *from;
    ULONG size = sizeof(void *);

    if (!object_is(context, OBJECT_CONTEXT))
        return fail(error, E_INVALIDARG, "WsGetOperationContextProperty: not an operation context");
    if ((ULONG)id >= COUNT_OF(values))
        return fail(error, E_INVALIDARG, "An operation context has no property %u", id);
    if (!(context->available >> id & 1))
        return fail(error, E_INVALIDARG,
                "Property %u of the operation context does not exist in this callback", id);
    server = context->server;
    values[WS_OPERATION_CONTEXT_PROPERTY_CHANNEL] = server->shared->channel;
    values[WS_OPERATION_CONTEXT_PROPERTY_CONTRACT_DESCRIPTION]
            = server->endpoint->contract->contractDescription;
    values[WS_OPERATION_CONTEXT_PROPERTY_HOST_USER_STATE]
            = server->endpoint->host->settings.user_state;
    values[WS_OPERATION_CONTEXT_PROPERTY_CHANNEL_USER_STATE] = server->shared->state;
    values[WS_OPERATION_CONTEXT_PROPERTY_INPUT_MESSAGE] = server->request;
    values[WS_OPERATION_CONTEXT_PROPERTY_OUTPUT_MESSAGE] = server->reply;
    values[WS_OPERATION_CONTEXT_PROPERTY_HEAP] = server->heap;
    values[WS_OPERATION_CONTEXT_PROPERTY_LISTENER] = server->endpoint->listener;
    from = &values[id];
    if (id == WS_OPERATION_CONTEXT_PROPERTY_ENDPOINT_ADDRESS)
    {
        from = &server->endpoint->address;
        size = sizeof(server->endpoint->address);
    }
    if (!value || valueSize != size)
        return fail(error, E_INVALIDARG,
                "Property %u of the operation context has %u bytes, the buffer %u", id, size,
                valueSize);
    memcpy(value, from, size);
    return S_OK;
}

void server_cancel(struct server *server, WS_SERVICE_CANCEL_REASON reason)
{
    struct _WS_SERVICE_HOST *host = server->endpoint->host;
    WS_OPERATION_CANCEL_CALLBACK cancel = NULL;
    void *state;

    lock_enter(&host->object.lock);
    if (server->in_operation && server->registered && !server->cancelled)
    {
        server->cancelled = TRUE;
        cancel = server->cancel;
    }
    state = server->cancel_state;
    lock_leave(&host->object.lock);
    if (cancel) cancel(reason, state);
}

/* The first registration counts. When the host is being aborted already, the callback comes at once. */
HRESULT WINAPI WsRegisterOperationForCancel(const WS_OPERATION_CONTEXT *context,
        WS_OPERATION_CANCEL_CALLBACK cancelCallback,
        WS_OPERATION_FREE_STATE_CALLBACK freestateCallback, void *userState, WS_ERROR *error)
{
    struct server *server;
    struct _WS_SERVICE_HOST *host;
    BOOL taken, aborting;

    if (!object_is(context, OBJECT_CONTEXT))
        return fail(error, E_INVALIDARG, "WsRegisterOperationForCancel: not an operation context");
    if (!cancelCallback)
        return fail(error, E_INVALIDARG, "WsRegisterOperationForCancel: the callback is NULL");
    server = context->server;
    host = server->endpoint->host;
    lock_enter(&host->object.lock);
    taken = server->in_operation && !server->registered;
    aborting = host->aborting;
    if (taken)
    {
        server->registered = TRUE;
        server->cancel = cancelCallback;
        server->free_state = freestateCallback;
        server->cancel_state = userState;
    }
    lock_leave(&host->object.lock);
    if (!taken)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsRegisterOperationForCancel: the operation is over, or a callback is registered already");
    if (aborting) server_cancel(server, WS_SERVICE_HOST_ABORT);
    return S_OK;
}
