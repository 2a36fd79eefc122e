/* Service hosts: creation, opening, closing, aborting. What is served is endpoint.c's and serve.c's.
 *
 * Rules: the service-host pages of the Web Services documentation.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service/internal.h"

#include <string.h>

#define HOST_HEAP     0x1000000
#define MAX_ENDPOINTS 4096

#define FIELD(field) \
    sizeof(((struct host_settings *)0)->field), offsetof(struct host_settings, field)
/* clang-format off */
static const struct prop_row rows[] =
{
    [WS_SERVICE_PROPERTY_HOST_USER_STATE]  = { "HOST_USER_STATE", FIELD(user_state), PROP_CREATE },
    [WS_SERVICE_PROPERTY_FAULT_DISCLOSURE] = { "FAULT_DISCLOSURE", FIELD(disclosure), PROP_CREATE, WS_MINIMAL_FAULT_DISCLOSURE, 0, WS_FULL_FAULT_DISCLOSURE },
    [WS_SERVICE_PROPERTY_FAULT_LANGID]     = { "FAULT_LANGID", FIELD(language), PROP_CREATE | PROP_GET },
    [WS_SERVICE_PROPERTY_HOST_STATE]       = { "HOST_STATE", sizeof(ULONG), 0, PROP_GET | PROP_BLOB },
    [WS_SERVICE_PROPERTY_METADATA]         = { "METADATA", 0, 0, PROP_CREATE | PROP_BLOB },
    [WS_SERVICE_PROPERTY_CLOSE_TIMEOUT]    = { "CLOSE_TIMEOUT", FIELD(close_timeout), PROP_CREATE, 5000 },
};
/* clang-format on */
static const struct prop_table table = { "service host", rows, COUNT_OF(rows) };

static BOOL is_host(const WS_SERVICE_HOST *host)
{
    return object_is(host, OBJECT_HOST);
}

/* The time to close is over: what runs is aborted. */
static void CALLBACK host_timer(PTP_CALLBACK_INSTANCE instance, void *argument, PTP_TIMER timer)
{
    WS_SERVICE_HOST *host = argument;
    BOOL closing;

    lock_enter(&host->object.lock);
    closing = host->running && host->object.state == STATE_CLOSING;
    if (closing) host->timed_out = TRUE;
    lock_leave(&host->object.lock);
    if (closing) (void)WsAbortServiceHost(host, NULL);
}

/* ---- creation ---- */

static HRESULT create(WS_SERVICE_HOST *host, const WS_SERVICE_ENDPOINT **endpoints, ULONG count,
        const WS_SERVICE_PROPERTY *properties, ULONG property_count, WS_ERROR *error)
{
    HRESULT hr;
    ULONG i;

    props_init(&table, &host->settings);
    host->settings.language = system_language();
    hr = props_apply(&table, &host->settings, PROP_CREATE, properties, property_count, error);
    if (FAILED(hr)) return hr;
    hr = heap_zalloc(
            &host->heap, count * sizeof(*host->endpoints), (void **)&host->endpoints, error);
    if (FAILED(hr)) return hr;
    for (i = 0; i < count; i++)
    {
        if (!endpoints[i])
            return fail(error, E_INVALIDARG, "WsCreateServiceHost: endpoint %u is NULL", i);
        host->endpoint_count = i + 1;
        if (FAILED(hr = endpoint_init(&host->endpoints[i], host, endpoints[i], error)))
        {
            error_add(error, "Endpoint %u ('%S') of the service host is not valid.", i,
                    &endpoints[i]->address.url);
            return hr;
        }
    }
    hr = mex_init(host,
            props_find((const struct property *)properties, property_count,
                    WS_SERVICE_PROPERTY_METADATA),
            error);
    if (FAILED(hr)) return hr;
    if (!(host->timer = CreateThreadpoolTimer(host_timer, host, NULL))) return fail_memory(error);
    return S_OK;
}

HRESULT WINAPI WsCreateServiceHost(const WS_SERVICE_ENDPOINT **endpoints,
        const USHORT endpointCount, const WS_SERVICE_PROPERTY *serviceProperties,
        ULONG servicePropertyCount, WS_SERVICE_HOST **serviceHost, WS_ERROR *error)
{
    WS_SERVICE_HOST *host;
    HRESULT hr;

    if (!serviceHost)
        return fail(error, E_INVALIDARG, "WsCreateServiceHost: the host pointer is NULL");
    if (!endpoints || !endpointCount || endpointCount > MAX_ENDPOINTS)
        return fail(error, E_INVALIDARG, "WsCreateServiceHost: %u endpoints; a host has 1 to %u",
                endpoints ? endpointCount : 0, MAX_ENDPOINTS);
    if (!(host = mem_zalloc(sizeof(*host)))) return fail_memory(error);
    object_init(&host->object, OBJECT_HOST);
    heap_init(&host->heap, HOST_HEAP, HOST_HEAP);
    hr = create(host, endpoints, endpointCount, serviceProperties, servicePropertyCount, error);
    if (FAILED(hr))
    {
        WsFreeServiceHost(host);
        return hr;
    }
    *serviceHost = host;
    return S_OK;
}

void WINAPI WsFreeServiceHost(WS_SERVICE_HOST *serviceHost)
{
    WS_SERVICE_HOST *host = serviceHost;
    ULONG i;

    if (!is_host(host)) return;
    if (host->timer)
    {
        SetThreadpoolTimer(host->timer, NULL, 0, 0);
        WaitForThreadpoolTimerCallbacks(host->timer, TRUE);
        CloseThreadpoolTimer(host->timer);
    }
    for (i = 0; i < host->endpoint_count; i++)
        endpoint_clear(&host->endpoints[i]);
    heap_clear(&host->heap);
    object_clear(&host->object);
    mem_free(host);
}

/* ---- open: all listeners, then all accepting ---- */

enum open_state
{
    OPEN_NEXT = OP_BEGIN,
    OPEN_OPENED,
    OPEN_UNDO,
    OPEN_UNDONE
};

static HRESULT open_done(WS_SERVICE_HOST *host)
{
    HRESULT hr;
    ULONG i;

    lock_enter(&host->object.lock);
    host->accepting = !host->object.aborted;
    lock_leave(&host->object.lock);
    if (FAILED(hr = object_end(&host->object, EVENT_OPEN, S_OK))) return hr;
    for (i = 0; i < host->endpoint_count; i++)
        endpoint_accept(&host->endpoints[i]);
    return S_OK;
}

static HRESULT open_step(struct op *op, int state, HRESULT hr)
{
    WS_SERVICE_HOST *host = CONTAINING_RECORD(op, WS_SERVICE_HOST, open);
    struct endpoint *endpoint;

    switch ((enum open_state)state)
    {
    case OPEN_NEXT:
        if (host->step == host->endpoint_count) return open_done(host);
        endpoint = &host->endpoints[host->step];
        return WsOpenListener(
                endpoint->listener, &endpoint->address.url, op_await(op, OPEN_OPENED), op->error);

    case OPEN_OPENED:
        if (FAILED(hr))
        {
            host->result = hr;
            error_add(op->error, "The service host could not listen at '%S'.",
                    &host->endpoints[host->step].address.url);
            host->step++; /* the failed listener wants to be closed too */
            return op_goto(op, OPEN_UNDO);
        }
        host->step++;
        return op_goto(op, OPEN_NEXT);

    case OPEN_UNDO:
        if (!host->step) return object_end(&host->object, EVENT_OPEN, host->result);
        return WsCloseListener(
                host->endpoints[--host->step].listener, op_await(op, OPEN_UNDONE), NULL);

    case OPEN_UNDONE:
        (void)WsResetListener(host->endpoints[host->step].listener, NULL);
        return op_goto(op, OPEN_UNDO);
    }
    return hr;
}

HRESULT WINAPI WsOpenServiceHost(
        WS_SERVICE_HOST *serviceHost, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    WS_SERVICE_HOST *host = serviceHost;
    HRESULT hr;

    if (!is_host(host)) return fail(error, E_INVALIDARG, "WsOpenServiceHost: not a service host");
    if (FAILED(hr = object_begin(&host->object, EVENT_OPEN, error))) return hr;
    host->step = 0;
    host->aborting = host->timed_out = FALSE;
    host->open.step = open_step;
    host->open.release = NULL;
    return op_start(&host->open, asyncContext, error);
}

/* ---- close: listeners first, then what runs ---- */

enum close_state
{
    CLOSE_LISTENER = OP_BEGIN,
    CLOSE_LISTENER_DONE,
    CLOSE_DRAINED
};

static HRESULT close_end(WS_SERVICE_HOST *host, WS_ERROR *error)
{
    HRESULT hr = host->result;
    BOOL late, aborted;

    SetThreadpoolTimer(host->timer, NULL, 0, 0);
    lock_enter(&host->object.lock);
    late = host->timed_out;
    aborted = host->object.aborted;
    lock_leave(&host->object.lock);
    if (late)
        hr = fail(error, WS_E_OPERATION_TIMED_OUT,
                "Requests were still being served %u ms after the close began; they were aborted",
                host->settings.close_timeout);
    else if (aborted)
        hr = fail(
                error, WS_E_OPERATION_ABORTED, "The service host was aborted while it was closed");
    return object_end(&host->object, EVENT_CLOSE, hr);
}

static HRESULT close_step(struct op *op, int state, HRESULT hr)
{
    WS_SERVICE_HOST *host = CONTAINING_RECORD(op, WS_SERVICE_HOST, close);

    switch ((enum close_state)state)
    {
    case CLOSE_LISTENER:
        if (host->step == host->endpoint_count)
            return drain_wait(&host->drain, &host->object.lock, &host->running,
                    op_await(op, CLOSE_DRAINED), op->error);
        return WsCloseListener(
                host->endpoints[host->step].listener, op_await(op, CLOSE_LISTENER_DONE), NULL);

    case CLOSE_LISTENER_DONE:
        if (FAILED(hr) && hr != WS_E_INVALID_OPERATION) host->result = hr;
        host->step++;
        return op_goto(op, CLOSE_LISTENER);

    case CLOSE_DRAINED:
        return close_end(host, op->error);
    }
    return hr;
}

HRESULT WINAPI WsCloseServiceHost(
        WS_SERVICE_HOST *serviceHost, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    WS_SERVICE_HOST *host = serviceHost;
    HRESULT hr;

    if (!is_host(host)) return fail(error, E_INVALIDARG, "WsCloseServiceHost: not a service host");
    if (FAILED(hr = object_begin(&host->object, EVENT_CLOSE, error))) return hr;
    lock_enter(&host->object.lock);
    host->accepting = FALSE;
    lock_leave(&host->object.lock);
    host->step = 0;
    host->result = S_OK;
    host->timed_out = FALSE;
    if (host->settings.close_timeout != INFINITE)
        timer_start(host->timer, host->settings.close_timeout);
    host->close.step = close_step;
    host->close.release = NULL;
    return op_start(&host->close, asyncContext, error);
}

/* ---- abort ---- */

/* Servers stay in the endpoints' lists until the host is reset or freed, which an application must not do while it aborts,
 * so walking them without the lock is safe: new ones are put in front only. */
static void abort_servers(struct endpoint *endpoint)
{
    struct server *server;

    lock_enter(&endpoint->host->object.lock);
    server = endpoint->servers;
    lock_leave(&endpoint->host->object.lock);
    for (; server; server = server->next)
    {
        (void)WsAbortChannel(server->shared->channel, NULL);
        server_cancel(server, WS_SERVICE_HOST_ABORT);
    }
}

HRESULT WINAPI WsAbortServiceHost(WS_SERVICE_HOST *serviceHost, WS_ERROR *error)
{
    WS_SERVICE_HOST *host = serviceHost;
    HRESULT hr;
    ULONG i;

    if (!is_host(host)) return fail(error, E_INVALIDARG, "WsAbortServiceHost: not a service host");
    if ((hr = object_begin(&host->object, EVENT_ABORT, error)) != S_OK)
        return FAILED(hr) ? hr : S_OK;
    lock_enter(&host->object.lock);
    host->accepting = FALSE;
    host->aborting = TRUE;
    lock_leave(&host->object.lock);
    for (i = 0; i < host->endpoint_count; i++)
    {
        (void)WsAbortListener(host->endpoints[i].listener, NULL);
        abort_servers(&host->endpoints[i]);
    }
    return S_OK;
}

/* ---- reset, properties ---- */

HRESULT WINAPI WsResetServiceHost(WS_SERVICE_HOST *serviceHost, WS_ERROR *error)
{
    WS_SERVICE_HOST *host = serviceHost;
    HRESULT hr;
    ULONG i;

    if (!is_host(host)) return fail(error, E_INVALIDARG, "WsResetServiceHost: not a service host");
    if (FAILED(hr = object_begin(&host->object, EVENT_RESET, error))) return hr;
    for (i = 0; i < host->endpoint_count; i++)
        (void)WsResetListener(host->endpoints[i].listener, NULL);
    host->aborting = host->timed_out = FALSE;
    return S_OK;
}

HRESULT WINAPI WsGetServiceHostProperty(WS_SERVICE_HOST *serviceHost,
        const WS_SERVICE_PROPERTY_ID id, void *value, ULONG valueSize, WS_ERROR *error)
{
    ULONG state;

    if (!is_host(serviceHost))
        return fail(error, E_INVALIDARG, "WsGetServiceHostProperty: not a service host");
    if (id != WS_SERVICE_PROPERTY_HOST_STATE)
        return props_get(&table, &serviceHost->settings, id, value, valueSize, error);
    if (!value || valueSize != sizeof(state))
        return fail(
                error, E_INVALIDARG, "Property HOST_STATE has 4 bytes, the buffer %u", valueSize);
    state = object_public_state(&serviceHost->object);
    memcpy(value, &state, sizeof(state));
    return S_OK;
}
