/* Channels and listeners of the application's own (WS_CUSTOM_CHANNEL_BINDING): here a layer that passes everything on to
 * HTTP or TCP and counts what it was asked, as an application may put one beneath a proxy and a service host.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service_kit.h"

enum asked
{
    CREATE,
    FREE,
    RESET,
    OPEN,
    CLOSE,
    ABORT,
    GET,
    SET,
    WRITE_START,
    WRITE_END,
    READ_START,
    READ_END,
    ABANDON,
    SHUTDOWN,
    ACCEPT,
    ASKED
};

static struct
{
    volatile LONG client[ASKED], server[ASKED], listener[ASKED];
    HRESULT refuse_open;
    const void *parameters;
    ULONG parameters_size;
} layer;

struct layered
{
    WS_CHANNEL *inner;
    volatile LONG *asked;
};

struct layered_listener
{
    WS_LISTENER *inner;
    WS_CHANNEL_BINDING binding;
};

static struct layered *layered(void *instance, enum asked what)
{
    struct layered *l = instance;

    InterlockedIncrement(&l->asked[what]);
    return l;
}

/* ---- channels ---- */

static WS_CHANNEL_BINDING binding_of(WS_CHANNEL_TYPE type)
{
    return type & WS_CHANNEL_TYPE_SESSION ? WS_TCP_CHANNEL_BINDING : WS_HTTP_CHANNEL_BINDING;
}

static HRESULT CALLBACK create_channel(
        WS_CHANNEL_TYPE type, const void *parameters, ULONG size, void **instance, WS_ERROR *error)
{
    static BOOL off = FALSE;
    WS_CHANNEL_PROPERTY properties[] = {
        plain[0],
        plain[1],
        { WS_CHANNEL_PROPERTY_ENABLE_TIMEOUTS, &off, sizeof(off) },
    };
    BOOL session = (type & WS_CHANNEL_TYPE_SESSION) != 0;
    struct layered *l = calloc(1, sizeof(*l));
    HRESULT hr = WsCreateChannel(type, binding_of(type), properties + (session ? 2 : 0),
            session ? 1 : 3, NULL, &l->inner, error);

    layer.parameters = parameters;
    layer.parameters_size = size;
    l->asked = layer.client;
    InterlockedIncrement(&l->asked[CREATE]);
    if (FAILED(hr))
        free(l);
    else
        *instance = l;
    return hr;
}

static void CALLBACK free_channel(void *instance)
{
    struct layered *l = layered(instance, FREE);

    WsFreeChannel(l->inner);
    free(l);
}

static HRESULT CALLBACK reset_channel(void *instance, WS_ERROR *error)
{
    return WsResetChannel(layered(instance, RESET)->inner, error);
}

static HRESULT CALLBACK open_channel(void *instance, const WS_ENDPOINT_ADDRESS *address,
        const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    struct layered *l = layered(instance, OPEN);

    return layer.refuse_open ? layer.refuse_open : WsOpenChannel(l->inner, address, async, error);
}

static HRESULT CALLBACK close_channel(
        void *instance, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    return WsCloseChannel(layered(instance, CLOSE)->inner, async, error);
}

static HRESULT CALLBACK abort_channel(void *instance, WS_ERROR *error)
{
    return WsAbortChannel(layered(instance, ABORT)->inner, error);
}

/* What has to be FALSE for proxies and hosts is nothing that a channel of the library's own tells. */
static HRESULT CALLBACK get_property(
        void *instance, WS_CHANNEL_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    struct layered *l = layered(instance, GET);

    if (id != WS_CHANNEL_PROPERTY_ENABLE_TIMEOUTS)
        return WsGetChannelProperty(l->inner, id, value, size, error);
    if (size != sizeof(BOOL)) return E_INVALIDARG;
    *(BOOL *)value = FALSE;
    return S_OK;
}

static HRESULT CALLBACK set_property(
        void *instance, WS_CHANNEL_PROPERTY_ID id, const void *value, ULONG size, WS_ERROR *error)
{
    return WsSetChannelProperty(layered(instance, SET)->inner, id, value, size, error);
}

static HRESULT CALLBACK write_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    return WsWriteMessageStart(layered(instance, WRITE_START)->inner, message, async, error);
}

static HRESULT CALLBACK write_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    return WsWriteMessageEnd(layered(instance, WRITE_END)->inner, message, async, error);
}

static HRESULT CALLBACK read_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    return WsReadMessageStart(layered(instance, READ_START)->inner, message, async, error);
}

static HRESULT CALLBACK read_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    return WsReadMessageEnd(layered(instance, READ_END)->inner, message, async, error);
}

static HRESULT CALLBACK abandon_message(void *instance, WS_MESSAGE *message, WS_ERROR *error)
{
    return WsAbandonMessage(layered(instance, ABANDON)->inner, message, error);
}

static HRESULT CALLBACK shut_down(void *instance, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    return WsShutdownSessionChannel(layered(instance, SHUTDOWN)->inner, async, error);
}

static WS_CUSTOM_CHANNEL_CALLBACKS channel_calls = { create_channel, free_channel, reset_channel,
    open_channel, close_channel, abort_channel, get_property, set_property, write_start, write_end,
    read_start, read_end, abandon_message, shut_down };

/* ---- listeners ---- */

static HRESULT CALLBACK create_listener(
        WS_CHANNEL_TYPE type, const void *parameters, ULONG size, void **instance, WS_ERROR *error)
{
    struct layered_listener *l = calloc(1, sizeof(*l));
    HRESULT hr;

    l->binding = binding_of(type);
    hr = WsCreateListener(type, l->binding, NULL, 0, NULL, &l->inner, error);
    InterlockedIncrement(&layer.listener[CREATE]);
    *instance = l;
    return hr;
}

static struct layered_listener *asked_listener(void *instance, enum asked what)
{
    InterlockedIncrement(&layer.listener[what]);
    return instance;
}

static void CALLBACK free_listener(void *instance)
{
    struct layered_listener *l = asked_listener(instance, FREE);

    WsFreeListener(l->inner);
    free(l);
}

static HRESULT CALLBACK reset_listener(void *instance, WS_ERROR *error)
{
    return WsResetListener(asked_listener(instance, RESET)->inner, error);
}

static HRESULT CALLBACK open_listener(
        void *instance, const WS_STRING *url, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    return WsOpenListener(asked_listener(instance, OPEN)->inner, url, async, error);
}

static HRESULT CALLBACK close_listener(
        void *instance, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    return WsCloseListener(asked_listener(instance, CLOSE)->inner, async, error);
}

static HRESULT CALLBACK abort_listener(void *instance, WS_ERROR *error)
{
    return WsAbortListener(asked_listener(instance, ABORT)->inner, error);
}

static HRESULT CALLBACK get_listener(
        void *instance, WS_LISTENER_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    return WsGetListenerProperty(asked_listener(instance, GET)->inner, id, value, size, error);
}

static HRESULT CALLBACK set_listener(
        void *instance, WS_LISTENER_PROPERTY_ID id, const void *value, ULONG size, WS_ERROR *error)
{
    return WsSetListenerProperty(asked_listener(instance, SET)->inner, id, value, size, error);
}

static HRESULT CALLBACK create_for_listener(
        void *instance, const void *parameters, ULONG size, void **channel, WS_ERROR *error)
{
    struct layered_listener *listener = instance;
    struct layered *l = calloc(1, sizeof(*l));
    BOOL session = listener->binding == WS_TCP_CHANNEL_BINDING;
    HRESULT hr = WsCreateChannelForListener(
            listener->inner, session ? NULL : plain, session ? 0 : 2, &l->inner, error);

    l->asked = layer.server;
    InterlockedIncrement(&l->asked[CREATE]);
    *channel = l;
    return hr;
}

static HRESULT CALLBACK accept_channel(
        void *instance, void *channel, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    struct layered_listener *listener = instance;

    return WsAcceptChannel(listener->inner, layered(channel, ACCEPT)->inner, async, error);
}

static WS_CUSTOM_LISTENER_CALLBACKS listener_calls
        = { create_listener, free_listener, reset_listener, open_listener, close_listener,
              abort_listener, get_listener, set_listener, create_for_listener, accept_channel };

/* ---- tests ---- */

static DWORD own_parameters = 0x1234;
static WS_CHANNEL_PROPERTY channel_list[] = {
    { WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_CALLBACKS, &channel_calls, sizeof(channel_calls) },
    { WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_PARAMETERS, &own_parameters, sizeof(own_parameters) },
};
static WS_LISTENER_PROPERTY listener_list[] = {
    { WS_LISTENER_PROPERTY_CUSTOM_LISTENER_CALLBACKS, &listener_calls, sizeof(listener_calls) },
};

static WS_CHANNEL *custom_channel(WS_CHANNEL_TYPE type)
{
    WS_CHANNEL *channel = NULL;

    memset(&layer, 0, sizeof(layer));
    ok_hr(WsCreateChannel(type, WS_CUSTOM_CHANNEL_BINDING, channel_list, 2, NULL, &channel, NULL),
            S_OK);
    return channel;
}

TEST(creation_and_states)
{
    static const WS_ENDPOINT_ADDRESS address
            = { WS_STRING_VALUE(L"http://127.0.0.1:9/nobody"), NULL, NULL, NULL };
    WS_CHANNEL *channel = custom_channel(WS_CHANNEL_TYPE_REQUEST);
    WS_ENVELOPE_VERSION version = 0;
    WS_CHANNEL_STATE state = 99;
    WS_CHANNEL_TYPE type = 0;
    void *instance = NULL;
    ULONG timeout = 5;

    ok(layer.parameters_size == sizeof(own_parameters), "parameters of %u bytes",
            (unsigned)layer.parameters_size);
    ok_hr(WsGetChannelProperty(channel, WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_INSTANCE, &instance,
                  sizeof(instance), NULL),
            S_OK);
    ok(instance != NULL, "no instance");
    ok_hr(WsGetChannelProperty(channel, WS_CHANNEL_PROPERTY_STATE, &state, sizeof(state), NULL),
            S_OK);
    ok_int(state, WS_CHANNEL_STATE_CREATED);
    ok_hr(WsGetChannelProperty(
                  channel, WS_CHANNEL_PROPERTY_CHANNEL_TYPE, &type, sizeof(type), NULL),
            S_OK);
    ok_int(type, WS_CHANNEL_TYPE_REQUEST);
    ok_hr(WsGetChannelProperty(
                  channel, WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &version, sizeof(version), NULL),
            S_OK);
    ok_int(version, WS_ENVELOPE_VERSION_SOAP_1_1);
    ok_hr(WsSetChannelProperty(
                  channel, WS_CHANNEL_PROPERTY_CONNECT_TIMEOUT, &timeout, sizeof(timeout), NULL),
            S_OK);
    ok_int(layer.client[SET], 1);
    layer.refuse_open = WS_E_ENDPOINT_ACCESS_DENIED;
    ok_hr(WsOpenChannel(channel, &address, NULL, NULL), WS_E_ENDPOINT_ACCESS_DENIED);
    ok_int(layer.client[OPEN], 1);
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    ok_hr(WsResetChannel(channel, NULL), S_OK);
    ok_int(layer.client[RESET], 1);
    layer.refuse_open = S_OK;
    ok_hr(WsOpenChannel(channel, &address, NULL, NULL), S_OK);
    ok_hr(WsOpenChannel(channel, &address, NULL, NULL), WS_E_INVALID_OPERATION);
    ok_int(layer.client[OPEN], 2);
    ok_hr(WsAbortChannel(channel, NULL), S_OK);
    ok_int(layer.client[ABORT], 1);
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    WsFreeChannel(channel);
    ok_int(layer.client[FREE], 1);
}

TEST(what_a_custom_channel_needs)
{
    WS_CUSTOM_CHANNEL_CALLBACKS incomplete = channel_calls;
    WS_CHANNEL_PROPERTY list[] = {
        { WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_CALLBACKS, &incomplete, sizeof(incomplete) },
        { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &soap11, sizeof(soap11) },
    };
    WS_CHANNEL *channel = NULL;
    WS_LISTENER *listener = NULL;

    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_CUSTOM_CHANNEL_BINDING, NULL, 0, NULL,
                  &channel, NULL),
            E_INVALIDARG);
    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_CUSTOM_CHANNEL_BINDING, list, 2, NULL,
                  &channel, NULL),
            E_INVALIDARG);
    /* what the layer's own channel refuses is the outcome */
    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_INPUT, WS_CUSTOM_CHANNEL_BINDING, channel_list, 2, NULL,
                  &channel, NULL),
            E_INVALIDARG);
    ok(!channel, "a channel after all");
    ok_hr(WsCreateListener(
                  WS_CHANNEL_TYPE_REPLY, WS_CUSTOM_CHANNEL_BINDING, NULL, 0, NULL, &listener, NULL),
            E_INVALIDARG);
}

/* A host and a proxy, both over the layer. */
static BOOL open_layered_host(struct kit_host *kit, WS_CHANNEL_TYPE type)
{
    WS_SERVICE_ENDPOINT endpoint = { { { 0 } } };
    const WS_SERVICE_ENDPOINT *endpoints[] = { &endpoint };
    WS_SERVICE_ENDPOINT_PROPERTY options[]
            = { { WS_SERVICE_ENDPOINT_PROPERTY_LISTENER_PROPERTIES } };
    WS_LISTENER_PROPERTIES listener = { listener_list, 1 };
    WS_ERROR *error = test_error();
    HRESULT hr;

    memset(&served, 0, sizeof(served));
    memset(&layer, 0, sizeof(layer));
    lstrcpyW(kit->url, type & WS_CHANNEL_TYPE_SESSION ? tcp_url() : next_url());
    options[0].value = &listener;
    options[0].valueSize = sizeof(listener);
    endpoint.address.url.chars = kit->url;
    endpoint.address.url.length = lstrlenW(kit->url);
    endpoint.channelBinding = WS_CUSTOM_CHANNEL_BINDING;
    endpoint.channelType = type;
    endpoint.contract = &service_contract;
    endpoint.properties = options;
    endpoint.propertyCount = 1;
    endpoint.channelProperties.properties = channel_list;
    endpoint.channelProperties.propertyCount = 2;
    hr = WsCreateServiceHost(endpoints, 1, NULL, 0, &kit->host, error);
    ok(hr == S_OK, "WsCreateServiceHost: %08lx %s", hr, error_text(error));
    if (FAILED(hr)) return FALSE;
    hr = WsOpenServiceHost(kit->host, NULL, error);
    return ok(hr == S_OK, "WsOpenServiceHost: %08lx %s", hr, error_text(error));
}

static void call_through(WS_CHANNEL_TYPE server_type, WS_CHANNEL_TYPE type)
{
    struct kit_host kit;
    WS_SERVICE_PROXY *proxy = NULL;
    WS_HEAP *heap = test_heap();
    WS_ERROR *error = test_error();
    INT32 result, i;
    HRESULT hr;

    if (!open_layered_host(&kit, server_type)) return;
    hr = WsCreateServiceProxy(
            type, WS_CUSTOM_CHANNEL_BINDING, NULL, NULL, 0, channel_list, 2, &proxy, error);
    ok(hr == S_OK, "WsCreateServiceProxy: %08lx %s", hr, error_text(error));
    if (FAILED(hr)) return;
    ok_hr(open_proxy(proxy, kit.url), S_OK);
    for (i = 0; i < 10; i++)
    {
        result = 0;
        hr = call_add(proxy, heap, i, 100, &result, error);
        ok(hr == S_OK, "WsCall: %08lx %s", hr, error_text(error));
        ok_int(result, 100 + i);
    }
    ok_hr(call_one(proxy, &fail_operation, heap, 1, &result, NULL, 0, error),
            WS_E_ENDPOINT_FAULT_RECEIVED);
    ok_hr(call_add(proxy, heap, 1, 1, &result, error), S_OK);
    ok_int(layer.client[WRITE_START], 12);
    ok_int(layer.client[WRITE_END], 12);
    ok(layer.client[READ_START] >= 12, "%d reads", (int)layer.client[READ_START]);
    free_proxy(proxy);
    ok_int(layer.client[CREATE], layer.client[FREE]);
    close_host(&kit);
    ok(layer.server[ACCEPT] >= 1 && layer.server[WRITE_END] >= 12, "%d accepts, %d replies",
            (int)layer.server[ACCEPT], (int)layer.server[WRITE_END]);
    ok_int(layer.server[CREATE], layer.server[FREE]);
    ok_int(layer.listener[OPEN], 1);
    ok_int(layer.listener[FREE], 1);
}

TEST(calls_through_a_layer_over_http)
{
    call_through(WS_CHANNEL_TYPE_REPLY, WS_CHANNEL_TYPE_REQUEST);
}

TEST(calls_through_a_layer_over_tcp)
{
    call_through(WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_CHANNEL_TYPE_DUPLEX_SESSION);
}

/* A proxy cannot use a channel whose time limits are its own. */
static HRESULT CALLBACK get_with_timeouts(
        void *instance, WS_CHANNEL_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    if (id != WS_CHANNEL_PROPERTY_ENABLE_TIMEOUTS)
        return get_property(instance, id, value, size, error);
    *(BOOL *)value = TRUE;
    return S_OK;
}

TEST(time_limits_are_the_proxys)
{
    WS_CUSTOM_CHANNEL_CALLBACKS calls = channel_calls;
    WS_CHANNEL_PROPERTY list[]
            = { { WS_CHANNEL_PROPERTY_CUSTOM_CHANNEL_CALLBACKS, &calls, sizeof(calls) } };
    WS_SERVICE_PROXY *proxy = NULL;

    memset(&layer, 0, sizeof(layer));
    calls.getChannelPropertyCallback = get_with_timeouts;
    ok_hr(WsCreateServiceProxy(WS_CHANNEL_TYPE_REQUEST, WS_CUSTOM_CHANNEL_BINDING, NULL, NULL, 0,
                  list, 1, &proxy, NULL),
            E_INVALIDARG);
    ok_int(layer.client[CREATE], layer.client[FREE]);
}

TESTS = { CASE(creation_and_states), CASE(what_a_custom_channel_needs),
    CASE(calls_through_a_layer_over_http), CASE(calls_through_a_layer_over_tcp),
    CASE(time_limits_are_the_proxys), END_OF_CASES };
