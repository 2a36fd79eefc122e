/* Service proxies: creation, opening, closing, aborting; the pool of channels that calls draw from.
 *
 * Rules: the service-proxy pages of the Web Services documentation. A sessionless proxy opens a channel for each call in
 * flight and keeps a few for the next ones.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service/internal.h"

#include <string.h>

#define PROXY_HEAP 0x100000

#define ROW(title, field, initial, low, high)                                           \
    {                                                                                   \
        title, sizeof(((struct proxy_settings *)0)->field),                             \
                offsetof(struct proxy_settings, field), PROP_CREATE, initial, low, high \
    }
/* clang-format off */
static const struct prop_row rows[] =
{
    [WS_PROXY_PROPERTY_CALL_TIMEOUT]       = ROW("CALL_TIMEOUT", call_timeout, 30000, 0, 0),
    [WS_PROXY_PROPERTY_MESSAGE_PROPERTIES] = { "MESSAGE_PROPERTIES", 0, 0, PROP_CREATE | PROP_BLOB, 0, 0, 0 },
    [WS_PROXY_PROPERTY_MAX_CALL_POOL_SIZE] = ROW("MAX_CALL_POOL_SIZE", pool_size, 5, 0, 0),
    [WS_PROXY_PROPERTY_STATE]              = { "STATE", sizeof(ULONG), 0, PROP_GET | PROP_BLOB, 0, 0, 0 },
    [WS_PROXY_PROPERTY_MAX_PENDING_CALLS]  = ROW("MAX_PENDING_CALLS", max_pending, 100, 1, 0xffffffff),
    [WS_PROXY_PROPERTY_MAX_CLOSE_TIMEOUT]  = ROW("MAX_CLOSE_TIMEOUT", close_timeout, 5000, 0, 0),
    [WS_PROXY_FAULT_LANG_ID]               = ROW("FAULT_LANG_ID", language, 0, 0, 0),
};
/* clang-format on */
static const struct prop_table table = { "service proxy", rows, COUNT_OF(rows) };

static BOOL is_proxy(const WS_SERVICE_PROXY *proxy)
{
    return object_is(proxy, OBJECT_PROXY);
}

/* ---- slots ---- */

static HRESULT create_channel(WS_SERVICE_PROXY *proxy, WS_CHANNEL **ret, WS_ERROR *error)
{
    WS_TRANSFER_MODE mode = WS_BUFFERED_TRANSFER_MODE;
    static const BOOL off = FALSE;
    HRESULT hr = WsCreateChannel(proxy->type, proxy->binding,
            (const WS_CHANNEL_PROPERTY *)proxy->channel_properties, proxy->channel_property_count,
            proxy->security, ret, error);

    if (SUCCEEDED(hr)) hr = check_custom_channel(*ret, proxy->binding, error);
    if (SUCCEEDED(hr) && proxy->type == WS_CHANNEL_TYPE_DUPLEX_SESSION
            && SUCCEEDED(WsGetChannelProperty(
                    *ret, WS_CHANNEL_PROPERTY_TRANSFER_MODE, &mode, sizeof(mode), NULL)))
        proxy->one_call = mode != WS_BUFFERED_TRANSFER_MODE;
    /* who receives for all calls of a session is not the one that a fault is for */
    if (SUCCEEDED(hr) && proxy_has_session(proxy))
        (void)WsSetChannelProperty(
                *ret, WS_CHANNEL_PROPERTY_FAULTS_AS_ERRORS, &off, sizeof(off), NULL);
    return hr;
}

HRESULT slot_create(WS_SERVICE_PROXY *proxy, struct slot **ret, WS_ERROR *error)
{
    const WS_MESSAGE_PROPERTIES *m = &proxy->message_properties;
    struct slot *slot = mem_zalloc(sizeof(*slot));
    HRESULT hr;

    if (!slot) return fail_memory(error);
    slot->references = 1;
    if (proxy->session.slot)
    {
        slot->channel = proxy->session.slot->channel;
        slot->open = slot->shared = TRUE;
        hr = S_OK;
    }
    else
        hr = create_channel(proxy, &slot->channel, error);
    if (SUCCEEDED(hr))
        hr = WsCreateMessageForChannel(
                slot->channel, m->properties, m->propertyCount, &slot->request, error);
    if (SUCCEEDED(hr))
        hr = WsCreateMessageForChannel(
                slot->channel, m->properties, m->propertyCount, &slot->reply, error);
    if (FAILED(hr))
        slot_free(slot);
    else
        *ret = slot;
    return hr;
}

/* A channel that is still open here is not worth a handshake. */
void slot_free(struct slot *slot)
{
    if (slot->request) WsFreeMessage(slot->request);
    if (slot->reply) WsFreeMessage(slot->reply);
    if (slot->channel && !slot->shared)
    {
        if (slot->open)
        {
            (void)WsAbortChannel(slot->channel, NULL);
            (void)WsCloseChannel(slot->channel, NULL, NULL);
        }
        WsFreeChannel(slot->channel);
    }
    mem_free(slot);
}

void slot_release(WS_SERVICE_PROXY *proxy, struct slot *slot)
{
    LONG left;

    lock_enter(&proxy->object.lock);
    left = --slot->references;
    lock_leave(&proxy->object.lock);
    if (!left) slot_free(slot);
}

struct slot *slot_take(WS_SERVICE_PROXY *proxy)
{
    struct slot *slot;

    lock_enter(&proxy->object.lock);
    if ((slot = proxy->idle))
    {
        proxy->idle = slot->next;
        proxy->idle_count--;
    }
    lock_leave(&proxy->object.lock);
    return slot;
}

BOOL slot_usable(struct slot *slot)
{
    WS_CHANNEL_STATE state;

    return slot->open
            && SUCCEEDED(WsGetChannelProperty(
                    slot->channel, WS_CHANNEL_PROPERTY_STATE, &state, sizeof(state), NULL))
            && state == WS_CHANNEL_STATE_OPEN;
}

void slot_give(WS_SERVICE_PROXY *proxy, struct slot *slot)
{
    BOOL usable = !proxy->one_call && slot_usable(slot)
            && SUCCEEDED(WsResetMessage(slot->request, NULL))
            && SUCCEEDED(WsResetMessage(slot->reply, NULL));

    lock_enter(&proxy->object.lock);
    if (usable && slot->references == 1 && proxy->idle_count < proxy->settings.pool_size
            && proxy->object.state == STATE_OPEN)
    {
        slot->next = proxy->idle;
        proxy->idle = slot;
        proxy->idle_count++;
        slot = NULL;
    }
    lock_leave(&proxy->object.lock);
    if (slot) slot_release(proxy, slot);
}

static void free_idle(WS_SERVICE_PROXY *proxy)
{
    struct slot *slot;

    while ((slot = slot_take(proxy)))
        slot_release(proxy, slot);
}

/* ---- creation ---- */

static HRESULT take_settings(
        WS_SERVICE_PROXY *proxy, const WS_PROXY_PROPERTY *properties, ULONG count, WS_ERROR *error)
{
    HRESULT hr;

    props_init(&table, &proxy->settings);
    if (FAILED(hr = props_apply(&table, &proxy->settings, PROP_CREATE, properties, count, error)))
        return hr;
    return copy_message_properties(&proxy->heap,
            props_find(properties, count, WS_PROXY_PROPERTY_MESSAGE_PROPERTIES),
            &proxy->message_properties, error);
}

HRESULT WINAPI WsCreateServiceProxy(const WS_CHANNEL_TYPE channelType,
        const WS_CHANNEL_BINDING channelBinding, const WS_SECURITY_DESCRIPTION *securityDescription,
        const WS_PROXY_PROPERTY *properties, const ULONG propertyCount,
        const WS_CHANNEL_PROPERTY *channelProperties, const ULONG channelPropertyCount,
        WS_SERVICE_PROXY **serviceProxy, WS_ERROR *error)
{
    WS_SERVICE_PROXY *proxy;
    struct slot *first;
    HRESULT hr;

    if (!serviceProxy)
        return fail(error, E_INVALIDARG, "WsCreateServiceProxy: the proxy pointer is NULL");
    if (channelType != WS_CHANNEL_TYPE_REQUEST && channelType != WS_CHANNEL_TYPE_DUPLEX_SESSION
            && channelType != WS_CHANNEL_TYPE_DUPLEX)
        return fail(error, E_INVALIDARG, "WsCreateServiceProxy: a proxy cannot use channel type %u",
                channelType);
    if (!(proxy = mem_zalloc(sizeof(*proxy)))) return fail_memory(error);
    object_init(&proxy->object, OBJECT_PROXY);
    heap_init(&proxy->heap, PROXY_HEAP, PROXY_HEAP);
    heap_init(&proxy->address_heap, PROXY_HEAP, 0);
    proxy->type = channelType;
    proxy->binding = channelBinding;
    proxy->security = securityDescription;
    hr = take_settings(proxy, properties, propertyCount, error);
    if (SUCCEEDED(hr))
        hr = copy_channel_properties(&proxy->heap, channelProperties, channelPropertyCount,
                channelBinding != WS_CUSTOM_CHANNEL_BINDING, &proxy->channel_properties,
                &proxy->channel_property_count, error);
    /* the first channel is made now: what is wrong with its settings is to be said here */
    if (SUCCEEDED(hr)) hr = slot_create(proxy, &first, error);
    if (SUCCEEDED(hr))
    {
        proxy->opening = first;
        if (!(proxy->timer = CreateThreadpoolTimer(proxy_timer, proxy, NULL)))
            hr = fail_memory(error);
    }
    if (FAILED(hr))
    {
        WsFreeServiceProxy(proxy);
        return hr;
    }
    *serviceProxy = proxy;
    return S_OK;
}

void WINAPI WsFreeServiceProxy(WS_SERVICE_PROXY *serviceProxy)
{
    WS_SERVICE_PROXY *proxy = serviceProxy;
    struct call *call;

    if (!is_proxy(proxy)) return;
    if (proxy->timer)
    {
        SetThreadpoolTimer(proxy->timer, NULL, 0, 0);
        WaitForThreadpoolTimerCallbacks(proxy->timer, TRUE);
        CloseThreadpoolTimer(proxy->timer);
    }
    if (proxy->opening) slot_free(proxy->opening);
    free_idle(proxy);
    session_clear(proxy);
    while ((call = proxy->spare))
    {
        proxy->spare = call->next;
        call_free(call);
    }
    heap_clear(&proxy->heap);
    heap_clear(&proxy->address_heap);
    if (proxy->template_heap) WsFreeHeap(proxy->template_heap);
    object_clear(&proxy->object);
    mem_free(proxy);
}

/* ---- open ---- */

enum open_state
{
    OPEN_CHANNEL = OP_BEGIN,
    OPEN_DONE
};

/* Under the lock. */
static void keep_open(WS_SERVICE_PROXY *proxy, struct slot *slot)
{
    if (proxy_has_session(proxy))
    {
        proxy->session.slot = slot;
        return;
    }
    slot->next = proxy->idle;
    proxy->idle = slot;
    proxy->idle_count++;
}

static HRESULT open_step(struct op *op, int state, HRESULT hr)
{
    WS_SERVICE_PROXY *proxy = CONTAINING_RECORD(op, WS_SERVICE_PROXY, open);
    struct slot *slot = proxy->opening;

    switch ((enum open_state)state)
    {
    case OPEN_CHANNEL:
        if (proxy->object.aborted)
        {
            (void)op_goto(op, OPEN_DONE);
            return fail(op->error, WS_E_OPERATION_ABORTED, "The proxy was aborted");
        }
        return WsOpenChannel(slot->channel, &proxy->address, op_await(op, OPEN_DONE), op->error);

    case OPEN_DONE:
        slot->open = TRUE; /* also when it failed: it wants to be closed */
        if (SUCCEEDED(hr) && proxy_has_session(proxy)) hr = session_begin(proxy, op->error);
        lock_enter(&proxy->object.lock);
        proxy->opening = NULL;
        if (SUCCEEDED(hr) && !proxy->object.aborted)
        {
            keep_open(proxy, slot);
            slot = NULL;
        }
        lock_leave(&proxy->object.lock);
        if (slot) slot_release(proxy, slot);
        return object_end(&proxy->object, EVENT_OPEN, hr);
    }
    return hr;
}

HRESULT WINAPI WsOpenServiceProxy(WS_SERVICE_PROXY *serviceProxy,
        const WS_ENDPOINT_ADDRESS *address, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    WS_SERVICE_PROXY *proxy = serviceProxy;
    HRESULT hr;

    if (!is_proxy(proxy))
        return fail(error, E_INVALIDARG, "WsOpenServiceProxy: not a service proxy");
    if (!address) return fail(error, E_INVALIDARG, "WsOpenServiceProxy: the address is NULL");
    if (FAILED(hr = object_begin(&proxy->object, EVENT_OPEN, error))) return hr;
    heap_reset(&proxy->address_heap);
    hr = copy_address(&proxy->address_heap, address, &proxy->address, error);
    if (SUCCEEDED(hr) && !proxy->opening) hr = slot_create(proxy, &proxy->opening, error);
    if (FAILED(hr)) return object_end(&proxy->object, EVENT_OPEN, hr);
    proxy->open.step = open_step;
    proxy->open.release = NULL;
    return op_start(&proxy->open, asyncContext, error);
}

/* ---- close ---- */

enum close_state
{
    CLOSE_WAIT_CALLS = OP_BEGIN,
    CLOSE_SESSION,
    CLOSE_SESSION_ENDED,
    CLOSE_NEXT_CHANNEL,
    CLOSE_CHANNEL_DONE
};

static HRESULT close_end(WS_SERVICE_PROXY *proxy, WS_ERROR *error)
{
    HRESULT hr = proxy->close_hr;
    BOOL aborted, late;

    lock_enter(&proxy->object.lock);
    aborted = proxy->object.aborted;
    late = proxy->close_deadline == 1;
    proxy->close_deadline = 0;
    lock_leave(&proxy->object.lock);
    if (late)
        hr = fail(error, WS_E_OPERATION_TIMED_OUT,
                "Calls were still pending %u ms after the close began",
                proxy->settings.close_timeout);
    else if (aborted)
        hr = fail(error, WS_E_OPERATION_ABORTED, "The proxy was aborted while it was closed");
    return object_end(&proxy->object, EVENT_CLOSE, hr);
}

/* The channels that wait for calls; messages without a channel of their own are freed; the session comes last. */
static struct slot *next_to_close(WS_SERVICE_PROXY *proxy)
{
    struct slot *slot;

    while ((slot = slot_take(proxy)) && slot->shared)
        slot_release(proxy, slot);
    if (slot) return slot;
    lock_enter(&proxy->object.lock);
    slot = proxy->session.slot;
    proxy->session.slot = NULL;
    lock_leave(&proxy->object.lock);
    return slot;
}

static HRESULT close_step(struct op *op, int state, HRESULT hr)
{
    WS_SERVICE_PROXY *proxy = CONTAINING_RECORD(op, WS_SERVICE_PROXY, close);
    struct slot *slot;
    BOOL aborted;

    switch ((enum close_state)state)
    {
    case CLOSE_WAIT_CALLS:
        return drain_wait(&proxy->drain, &proxy->object.lock, &proxy->pending_count,
                op_await(op, CLOSE_SESSION), op->error);

    case CLOSE_SESSION:
        (void)op_goto(op, CLOSE_SESSION_ENDED);
        if (!proxy->session.receiving) return S_OK;
        /* for calls that were given up; the service ends its side too when it has answered them */
        return WsShutdownSessionChannel(
                proxy->session.slot->channel, op_await(op, CLOSE_SESSION_ENDED), NULL);

    case CLOSE_SESSION_ENDED:
        if (FAILED(hr)) (void)WsAbortChannel(proxy->session.slot->channel, NULL);
        return drain_wait(&proxy->session.drain, &proxy->object.lock, &proxy->session.receiving,
                op_await(op, CLOSE_NEXT_CHANNEL), op->error);

    case CLOSE_NEXT_CHANNEL:
        if (!(slot = next_to_close(proxy))) return close_end(proxy, op->error);
        lock_enter(&proxy->object.lock);
        proxy->opening = slot; /* an abort from now on finds it there */
        aborted = proxy->object.aborted;
        lock_leave(&proxy->object.lock);
        if (aborted) (void)WsAbortChannel(slot->channel, NULL);
        return WsCloseChannel(slot->channel, op_await(op, CLOSE_CHANNEL_DONE), NULL);

    case CLOSE_CHANNEL_DONE:
        if (FAILED(hr) && SUCCEEDED(proxy->close_hr)) proxy->close_hr = hr;
        lock_enter(&proxy->object.lock);
        slot = proxy->opening;
        proxy->opening = NULL;
        lock_leave(&proxy->object.lock);
        slot->open = FALSE;
        slot_release(proxy, slot);
        return op_goto(op, CLOSE_NEXT_CHANNEL);
    }
    return hr;
}

HRESULT WINAPI WsCloseServiceProxy(
        WS_SERVICE_PROXY *serviceProxy, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    WS_SERVICE_PROXY *proxy = serviceProxy;
    HRESULT hr;

    if (!is_proxy(proxy))
        return fail(error, E_INVALIDARG, "WsCloseServiceProxy: not a service proxy");
    if (FAILED(hr = object_begin(&proxy->object, EVENT_CLOSE, error))) return hr;
    proxy->close_hr = S_OK;
    proxy->close.step = close_step;
    proxy->close.release = NULL;
    lock_enter(&proxy->object.lock);
    proxy->close_deadline = 0;
    if ((proxy->pending_count || proxy->session.receiving)
            && proxy->settings.close_timeout != INFINITE)
    {
        proxy->close_deadline = clock_ticks() + proxy->settings.close_timeout + 2;
        timer_need(proxy, proxy->close_deadline);
    }
    lock_leave(&proxy->object.lock);
    return op_start(&proxy->close, asyncContext, error);
}

/* ---- abort, reset, properties ---- */

static struct slot *hold(struct slot *slot)
{
    if (slot) slot->references++;
    return slot;
}

void proxy_abort_work(WS_SERVICE_PROXY *proxy)
{
    struct slot *slots[2];
    ULONG i;

    lock_enter(&proxy->object.lock);
    slots[0] = hold(proxy->opening);
    slots[1] = hold(proxy->session.slot);
    lock_leave(&proxy->object.lock);
    for (i = 0; i < COUNT_OF(slots); i++)
    {
        if (!slots[i]) continue;
        (void)WsAbortChannel(slots[i]->channel, NULL);
        slot_release(proxy, slots[i]);
    }
    calls_cancel(proxy, 0, WS_E_OPERATION_ABORTED);
}

HRESULT WINAPI WsAbortServiceProxy(WS_SERVICE_PROXY *serviceProxy, WS_ERROR *error)
{
    WS_SERVICE_PROXY *proxy = serviceProxy;
    HRESULT hr;

    if (!is_proxy(proxy))
        return fail(error, E_INVALIDARG, "WsAbortServiceProxy: not a service proxy");
    if ((hr = object_begin(&proxy->object, EVENT_ABORT, error)) != S_OK)
        return FAILED(hr) ? hr : S_OK;
    proxy_abort_work(proxy);
    return S_OK;
}

HRESULT WINAPI WsResetServiceProxy(WS_SERVICE_PROXY *serviceProxy, WS_ERROR *error)
{
    WS_SERVICE_PROXY *proxy = serviceProxy;
    HRESULT hr;

    if (!is_proxy(proxy))
        return fail(error, E_INVALIDARG, "WsResetServiceProxy: not a service proxy");
    /* the address stays until the next open, which may run on another thread already */
    if (FAILED(hr = object_begin(&proxy->object, EVENT_RESET, error))) return hr;
    return S_OK;
}

HRESULT WINAPI WsGetServiceProxyProperty(WS_SERVICE_PROXY *serviceProxy,
        const WS_PROXY_PROPERTY_ID id, void *value, ULONG valueSize, WS_ERROR *error)
{
    ULONG state;

    if (!is_proxy(serviceProxy))
        return fail(error, E_INVALIDARG, "WsGetServiceProxyProperty: not a service proxy");
    if (id != WS_PROXY_PROPERTY_STATE)
        return fail(error, E_INVALIDARG, "Property %u of a service proxy cannot be read", id);
    if (!value || valueSize != sizeof(state))
        return fail(error, E_INVALIDARG,
                "Property STATE of a service proxy has 4 bytes, the buffer %u", valueSize);
    state = object_public_state(&serviceProxy->object);
    memcpy(value, &state, sizeof(state));
    return S_OK;
}
