/* What the tests of the service model share: a small contract, a host that serves it, proxies, threads.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef SERVICE_KIT_H
#define SERVICE_KIT_H

#include "peer.h"

#define UNUSED __attribute__((unused))
#define NS11   "http://schemas.xmlsoap.org/soap/envelope/"

/* ---- the contract: Add(a, b) -> result; Wait(milliseconds) -> result; Fail(a) -> fault; Tell(a), one-way ---- */

#define NAME(variable, text) static WS_XML_STRING variable = WS_XML_STRING_VALUE(text)
NAME(kit_ns, "urn:kit");
NAME(name_a, "a");
NAME(name_b, "b");
NAME(name_result, "result");

struct two_numbers
{
    INT32 a, b;
};
struct one_number
{
    INT32 a;
};

static WS_FIELD_DESCRIPTION field_a
        = { WS_ELEMENT_FIELD_MAPPING, &name_a, &kit_ns, WS_INT32_TYPE, NULL, 0, 0, NULL, 0xffff };
static WS_FIELD_DESCRIPTION field_b = { WS_ELEMENT_FIELD_MAPPING, &name_b, &kit_ns, WS_INT32_TYPE,
    NULL, sizeof(INT32), 0, NULL, 0xffff };
static WS_FIELD_DESCRIPTION field_result = { WS_ELEMENT_FIELD_MAPPING, &name_result, &kit_ns,
    WS_INT32_TYPE, NULL, 0, 0, NULL, 0xffff };
static WS_FIELD_DESCRIPTION *two_fields[] = { &field_a, &field_b };
static WS_FIELD_DESCRIPTION *one_field[] = { &field_a };
static WS_FIELD_DESCRIPTION *result_fields[] = { &field_result };
static WS_STRUCT_DESCRIPTION two_type = { sizeof(struct two_numbers), 4, two_fields, 2 };
static WS_STRUCT_DESCRIPTION one_type = { sizeof(struct one_number), 4, one_field, 1 };
static WS_STRUCT_DESCRIPTION result_type = { sizeof(struct one_number), 4, result_fields, 1 };

#define ELEMENT(variable, text, type) \
    NAME(variable##_name, text);      \
    static WS_ELEMENT_DESCRIPTION variable = { &variable##_name, &kit_ns, WS_STRUCT_TYPE, &type }
ELEMENT(add_element, "Add", two_type);
ELEMENT(wait_element, "Wait", one_type);
ELEMENT(fail_element, "Fail", one_type);
ELEMENT(tell_element, "Tell", one_type);
ELEMENT(result_element, "Result", result_type);

#define MESSAGE(variable, action, element) \
    NAME(variable##_action, action);       \
    static WS_MESSAGE_DESCRIPTION variable = { &variable##_action, &element }
MESSAGE(add_input, "urn:kit/Add", add_element);
MESSAGE(wait_input, "urn:kit/Wait", wait_element);
MESSAGE(fail_input, "urn:kit/Fail", fail_element);
MESSAGE(tell_input, "urn:kit/Tell", tell_element);
static WS_MESSAGE_DESCRIPTION result_output = { NULL, &result_element };

static WS_PARAMETER_DESCRIPTION two_to_one[] = { { WS_PARAMETER_TYPE_NORMAL, 0, 0xffff },
    { WS_PARAMETER_TYPE_NORMAL, 1, 0xffff }, { WS_PARAMETER_TYPE_NORMAL, 0xffff, 0 } };
static WS_PARAMETER_DESCRIPTION one_to_one[]
        = { { WS_PARAMETER_TYPE_NORMAL, 0, 0xffff }, { WS_PARAMETER_TYPE_NORMAL, 0xffff, 0 } };
static WS_PARAMETER_DESCRIPTION one_in[] = { { WS_PARAMETER_TYPE_NORMAL, 0, 0xffff } };

#define SERVED(name)                                                               \
    static HRESULT CALLBACK name(const WS_OPERATION_CONTEXT *context, void *frame, \
            const void *callback, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)

/* What a host counts, and what it is told to do. */
static struct
{
    volatile LONG calls, tells, accepts, closes, authorizations, cancels, frees, running, most;
    BOOL refuse, deny, end;     /* authorization: fail, not authorized; Add answers WS_S_END */
    BOOL register_cancel;       /* Wait registers */
    HANDLE entered, go;         /* Wait: set on entry; waits for it when not NULL */
    HANDLE stay;                /* Add: waits for it when it has said that it is done */
    volatile LONG left, stayed; /* those that have come back; that waited in vain */
} served;

static void CALLBACK on_cancel(WS_SERVICE_CANCEL_REASON reason, void *state)
{
    InterlockedIncrement(&served.cancels);
    if (served.go) SetEvent(served.go);
}

static void CALLBACK on_free_state(void *state)
{
    InterlockedIncrement(&served.frees);
}

SERVED(serve_add)
{
    INT32 **stack = frame;

    InterlockedIncrement(&served.calls);
    *stack[2] = *stack[0] + *stack[1];
    if (!served.stay) return served.end ? WS_S_END : S_OK;
    async->callback(S_OK, WS_LONG_CALLBACK, async->callbackState);
    if (WaitForSingleObject(served.stay, 4000)) InterlockedIncrement(&served.stayed);
    InterlockedIncrement(&served.left);
    return WS_S_ASYNC;
}

SERVED(serve_wait)
{
    INT32 **stack = frame;
    LONG running;

    InterlockedIncrement(&served.calls);
    running = InterlockedIncrement(&served.running);
    while (running > served.most)
        InterlockedExchange(&served.most, running);
    if (served.register_cancel)
        ok_hr(WsRegisterOperationForCancel(context, on_cancel, on_free_state, NULL, NULL), S_OK);
    if (served.entered) SetEvent(served.entered);
    if (served.go)
        WaitForSingleObject(served.go, 10000);
    else
        Sleep(*stack[0]);
    *stack[1] = *stack[0];
    InterlockedDecrement(&served.running);
    return S_OK;
}

SERVED(serve_fail)
{
    WS_STRING text = WS_STRING_VALUE(L"the secret reason");

    InterlockedIncrement(&served.calls);
    WsAddErrorString(error, &text);
    return E_FAIL;
}

SERVED(serve_tell)
{
    InterlockedIncrement(&served.tells);
    return S_OK;
}

static WS_OPERATION_DESCRIPTION add_operation = { 1, &add_input, &result_output, 0, 0, 3,
    two_to_one, serve_add, WS_NON_RPC_LITERAL_OPERATION };
static WS_OPERATION_DESCRIPTION wait_operation = { 1, &wait_input, &result_output, 0, 0, 2,
    one_to_one, serve_wait, WS_NON_RPC_LITERAL_OPERATION };
static WS_OPERATION_DESCRIPTION fail_operation = { 1, &fail_input, &result_output, 0, 0, 2,
    one_to_one, serve_fail, WS_NON_RPC_LITERAL_OPERATION };
static WS_OPERATION_DESCRIPTION tell_operation
        = { 1, &tell_input, NULL, 0, 0, 1, one_in, serve_tell, WS_NON_RPC_LITERAL_OPERATION };
static WS_OPERATION_DESCRIPTION *operations[]
        = { &add_operation, &wait_operation, &fail_operation, &tell_operation };
static WS_CONTRACT_DESCRIPTION kit_contract = { 4, operations };
static const void *methods[] = { serve_add, serve_wait, serve_fail, serve_tell };
static WS_SERVICE_CONTRACT service_contract = { &kit_contract, NULL, methods };

/* ---- SOAP 1.1 without addressing, on both sides ---- */

static WS_ENVELOPE_VERSION soap11 = WS_ENVELOPE_VERSION_SOAP_1_1;
static WS_ADDRESSING_VERSION no_addressing = WS_ADDRESSING_VERSION_TRANSPORT;
static WS_CHANNEL_PROPERTY plain[] = {
    { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &soap11, sizeof(soap11) },
    { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &no_addressing, sizeof(no_addressing) },
};

static HRESULT CALLBACK on_accept(const WS_OPERATION_CONTEXT *context, void **state,
        const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    InterlockedIncrement(&served.accepts);
    *state = (void *)0x1234;
    return S_OK;
}

static HRESULT CALLBACK on_close(const WS_OPERATION_CONTEXT *context, const WS_ASYNC_CONTEXT *async)
{
    void *state = NULL;

    InterlockedIncrement(&served.closes);
    ok_hr(WsGetOperationContextProperty(context, WS_OPERATION_CONTEXT_PROPERTY_CHANNEL_USER_STATE,
                  &state, sizeof(state), NULL),
            S_OK);
    ok(state == (void *)0x1234, "the channel's state is %p", state);
    return S_OK;
}

static HRESULT CALLBACK on_authorize(
        const WS_OPERATION_CONTEXT *context, BOOL *authorized, WS_ERROR *error)
{
    InterlockedIncrement(&served.authorizations);
    *authorized = !served.deny;
    return served.refuse ? E_ACCESSDENIED : S_OK;
}

/* A fresh port for each host of a test program. */
UNUSED static WCHAR *next_url(void)
{
    static WCHAR url[64];
    static ULONG number;

    wsprintfW(url, L"http://127.0.0.1:%u/kit",
            10000 + (GetCurrentProcessId() * 16 + number++ * 7) % 20000);
    return url;
}

struct kit_host
{
    WS_SERVICE_HOST *host;
    WCHAR url[64];
};

UNUSED static HRESULT create_host(struct kit_host *kit, const WS_SERVICE_PROPERTY *properties,
        ULONG count, WS_SERVICE_MESSAGE_RECEIVE_CALLBACK handler)
{
    static ULONG accepting = 16;
    static WS_SERVICE_PROPERTY_ACCEPT_CALLBACK accept = { on_accept };
    static WS_SERVICE_PROPERTY_CLOSE_CALLBACK close = { on_close };
    static WS_SERVICE_ENDPOINT_PROPERTY options[] = {
        { WS_SERVICE_ENDPOINT_PROPERTY_MAX_ACCEPTING_CHANNELS, &accepting, sizeof(accepting) },
        { WS_SERVICE_ENDPOINT_PROPERTY_ACCEPT_CHANNEL_CALLBACK, &accept, sizeof(accept) },
        { WS_SERVICE_ENDPOINT_PROPERTY_CLOSE_CHANNEL_CALLBACK, &close, sizeof(close) },
    };
    static WS_SERVICE_CONTRACT contract;
    WS_SERVICE_ENDPOINT endpoint = { { { 0 } } };
    const WS_SERVICE_ENDPOINT *endpoints[] = { &endpoint };
    WS_ERROR *error = test_error();
    HRESULT hr;

    memset(&served, 0, sizeof(served));
    contract = service_contract;
    contract.defaultMessageHandlerCallback = handler;
    lstrcpyW(kit->url, next_url());
    kit->host = NULL;
    endpoint.address.url.chars = kit->url;
    endpoint.address.url.length = lstrlenW(kit->url);
    endpoint.channelBinding = WS_HTTP_CHANNEL_BINDING;
    endpoint.channelType = WS_CHANNEL_TYPE_REPLY;
    endpoint.contract = &contract;
    endpoint.authorizationCallback = on_authorize;
    endpoint.properties = options;
    endpoint.propertyCount = 3;
    endpoint.channelProperties.properties = plain;
    endpoint.channelProperties.propertyCount = 2;
    hr = WsCreateServiceHost(endpoints, 1, properties, count, &kit->host, error);
    ok(hr == S_OK, "WsCreateServiceHost: %08lx %s", hr, error_text(error));
    return hr;
}

UNUSED static BOOL open_host(
        struct kit_host *kit, const WS_SERVICE_PROPERTY *properties, ULONG count)
{
    WS_ERROR *error = test_error();
    HRESULT hr = create_host(kit, properties, count, NULL);

    if (FAILED(hr)) return FALSE;
    hr = WsOpenServiceHost(kit->host, NULL, error);
    return ok(hr == S_OK, "WsOpenServiceHost: %08lx %s", hr, error_text(error));
}

UNUSED static void close_host(struct kit_host *kit)
{
    if (!kit->host) return;
    ok_hr(WsCloseServiceHost(kit->host, NULL, NULL), S_OK);
    WsFreeServiceHost(kit->host);
    kit->host = NULL;
}

/* ---- proxies ---- */

UNUSED static WS_SERVICE_PROXY *new_proxy(const WS_PROXY_PROPERTY *properties, ULONG count)
{
    WS_SERVICE_PROXY *proxy = NULL;
    WS_ERROR *error = test_error();
    HRESULT hr = WsCreateServiceProxy(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, NULL,
            properties, count, plain, 2, &proxy, error);

    ok(hr == S_OK, "WsCreateServiceProxy: %08lx %s", hr, error_text(error));
    return proxy;
}

UNUSED static HRESULT open_proxy(WS_SERVICE_PROXY *proxy, const WCHAR *url)
{
    WS_ENDPOINT_ADDRESS address = { { 0 } };

    address.url.chars = (WCHAR *)url;
    address.url.length = lstrlenW(url);
    return WsOpenServiceProxy(proxy, &address, NULL, NULL);
}

UNUSED static WS_SERVICE_PROXY *opened_proxy(const WCHAR *url)
{
    WS_SERVICE_PROXY *proxy = new_proxy(NULL, 0);

    ok_hr(open_proxy(proxy, url), S_OK);
    return proxy;
}

/* ---- the same over net.tcp, with sessions ---- */

static WS_CHANNEL_BINDING session_binding = WS_TCP_CHANNEL_BINDING;

UNUSED static WCHAR *tcp_url(void)
{
    static WCHAR url[64];
    static ULONG number;

    if (session_binding == WS_NAMEDPIPE_CHANNEL_BINDING)
        wsprintfW(url, L"net.pipe://localhost/kit%u", GetCurrentProcessId() * 16 + number++);
    else
        wsprintfW(url, L"net.tcp://localhost:%u/kit",
                20000 + (GetCurrentProcessId() * 16 + number++ * 7) % 10000);
    return url;
}

/* How many requests of a session the next host serves at once; then it is 1 again. */
static ULONG tcp_concurrency = 1;

/* Of channels on both sides. */
static WS_CHANNEL_PROPERTY *tcp_properties;
static ULONG tcp_property_count;

UNUSED static BOOL open_tcp_host(
        struct kit_host *kit, const WS_SERVICE_PROPERTY *properties, ULONG count)
{
    static ULONG accepting = 2;
    static WS_SERVICE_PROPERTY_ACCEPT_CALLBACK accept = { on_accept };
    static WS_SERVICE_PROPERTY_CLOSE_CALLBACK close = { on_close };
    static WS_SERVICE_ENDPOINT_PROPERTY options[] = {
        { WS_SERVICE_ENDPOINT_PROPERTY_MAX_ACCEPTING_CHANNELS, &accepting, sizeof(accepting) },
        { WS_SERVICE_ENDPOINT_PROPERTY_MAX_CONCURRENCY, &tcp_concurrency, sizeof(tcp_concurrency) },
        { WS_SERVICE_ENDPOINT_PROPERTY_ACCEPT_CHANNEL_CALLBACK, &accept, sizeof(accept) },
        { WS_SERVICE_ENDPOINT_PROPERTY_CLOSE_CHANNEL_CALLBACK, &close, sizeof(close) },
    };
    WS_SERVICE_ENDPOINT endpoint = { { { 0 } } };
    const WS_SERVICE_ENDPOINT *endpoints[] = { &endpoint };
    WS_ERROR *error = test_error();
    HRESULT hr;

    memset(&served, 0, sizeof(served));
    lstrcpyW(kit->url, tcp_url());
    kit->host = NULL;
    endpoint.address.url.chars = kit->url;
    endpoint.address.url.length = lstrlenW(kit->url);
    endpoint.channelBinding = session_binding;
    endpoint.channelType = WS_CHANNEL_TYPE_DUPLEX_SESSION;
    endpoint.contract = &service_contract;
    endpoint.authorizationCallback = on_authorize;
    endpoint.properties = options;
    endpoint.propertyCount = 4;
    endpoint.channelProperties.properties = tcp_properties;
    endpoint.channelProperties.propertyCount = tcp_property_count;
    hr = WsCreateServiceHost(endpoints, 1, properties, count, &kit->host, error);
    tcp_concurrency = 1;
    ok(hr == S_OK, "WsCreateServiceHost: %08lx %s", hr, error_text(error));
    if (FAILED(hr)) return FALSE;
    hr = WsOpenServiceHost(kit->host, NULL, error);
    return ok(hr == S_OK, "WsOpenServiceHost: %08lx %s", hr, error_text(error));
}

UNUSED static WS_SERVICE_PROXY *new_tcp_proxy(
        const WS_PROXY_PROPERTY *properties, ULONG count, const WCHAR *url)
{
    WS_SERVICE_PROXY *proxy = NULL;
    WS_ERROR *error = test_error();
    HRESULT hr = WsCreateServiceProxy(WS_CHANNEL_TYPE_DUPLEX_SESSION, session_binding, NULL,
            properties, count, tcp_properties, tcp_property_count, &proxy, error);

    ok(hr == S_OK, "WsCreateServiceProxy: %08lx %s", hr, error_text(error));
    ok_hr(open_proxy(proxy, url), S_OK);
    return proxy;
}

UNUSED static WS_SERVICE_PROXY *tcp_proxy(const WCHAR *url)
{
    return new_tcp_proxy(NULL, 0, url);
}

UNUSED static void free_proxy(WS_SERVICE_PROXY *proxy)
{
    ok_hr(WsCloseServiceProxy(proxy, NULL, NULL), S_OK);
    WsFreeServiceProxy(proxy);
}

UNUSED static ULONG proxy_state(WS_SERVICE_PROXY *proxy)
{
    ULONG state = 99;

    ok_hr(WsGetServiceProxyProperty(proxy, WS_PROXY_PROPERTY_STATE, &state, sizeof(state), NULL),
            S_OK);
    return state;
}

UNUSED static ULONG host_state(WS_SERVICE_HOST *host)
{
    ULONG state = 99;

    ok_hr(WsGetServiceHostProperty(
                  host, WS_SERVICE_PROPERTY_HOST_STATE, &state, sizeof(state), NULL),
            S_OK);
    return state;
}

UNUSED static HRESULT call_add(
        WS_SERVICE_PROXY *proxy, WS_HEAP *heap, INT32 a, INT32 b, INT32 *result, WS_ERROR *error)
{
    const void *arguments[] = { &a, &b, &result };

    return WsCall(proxy, &add_operation, arguments, heap, NULL, 0, NULL, error);
}

/* Wait and Fail have the same shape. */
UNUSED static HRESULT call_one(WS_SERVICE_PROXY *proxy, const WS_OPERATION_DESCRIPTION *operation,
        WS_HEAP *heap, INT32 a, INT32 *result, const WS_CALL_PROPERTY *properties, ULONG count,
        WS_ERROR *error)
{
    const void *arguments[] = { &a, &result };

    return WsCall(proxy, operation, arguments, heap, properties, count, NULL, error);
}

/* ---- a call on another thread ---- */

struct caller
{
    WS_SERVICE_PROXY *proxy;
    WS_HEAP *heap;
    ULONG id;
    HANDLE thread;
    HRESULT hr;
    UINT64 ended;
};

UNUSED static DWORD WINAPI run_caller(void *argument)
{
    struct caller *caller = argument;
    WS_CALL_PROPERTY property = { WS_CALL_PROPERTY_CALL_ID, &caller->id, sizeof(caller->id) };
    INT32 result = 0;

    caller->hr = call_one(
            caller->proxy, &wait_operation, caller->heap, 3000, &result, &property, 1, NULL);
    caller->ended = now_ms();
    return 0;
}

UNUSED static void start_caller(struct caller *caller, WS_SERVICE_PROXY *proxy, ULONG id)
{
    caller->proxy = proxy;
    caller->heap = test_heap();
    caller->id = id;
    caller->hr = 1;
    caller->thread = CreateThread(NULL, 0, run_caller, caller, 0, NULL);
}

UNUSED static BOOL join_caller(struct caller *caller)
{
    BOOL came = WaitForSingleObject(caller->thread, 8000) == WAIT_OBJECT_0;

    ok(came, "the call did not end");
    CloseHandle(caller->thread);
    return came;
}

/* ---- calls that last as long as they say ---- */

struct job
{
    WS_SERVICE_PROXY *proxy;
    WS_HEAP *heap;
    INT32 milliseconds, result, *where;
    const void *arguments[2];
    HRESULT hr;
    HANDLE thread;
    volatile LONG *done;
};

UNUSED static void job_init(struct job *job, WS_SERVICE_PROXY *proxy, INT32 milliseconds)
{
    memset(job, 0, sizeof(*job));
    job->proxy = proxy;
    job->heap = test_heap();
    job->milliseconds = milliseconds;
    job->where = &job->result;
    job->arguments[0] = &job->milliseconds;
    job->arguments[1] = &job->where;
    job->hr = 1;
}

UNUSED static DWORD WINAPI run_job(void *argument)
{
    struct job *job = argument;

    job->hr = WsCall(job->proxy, &wait_operation, job->arguments, job->heap, NULL, 0, NULL, NULL);
    return 0;
}

UNUSED static void CALLBACK job_done(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct job *job = state;

    job->hr = hr;
    InterlockedIncrement(job->done);
}

/* Waits until a counter has a value; at most 5 s. */
UNUSED static BOOL wait_for(volatile LONG *counter, LONG value)
{
    UINT64 end = now_ms() + 5000;

    while (*counter < value && now_ms() < end)
        Sleep(1);
    return *counter >= value;
}

#endif
