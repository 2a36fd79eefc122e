/* WsCall: facts P8 to P17 against raw peers, faults, time-outs, abandoning, quotas, asynchronous calls, torture.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service_kit.h"

#define ENVELOPE(body) "<s:Envelope xmlns:s=\"" NS11 "\"><s:Body>" body "</s:Body></s:Envelope>"

/* A whole HTTP reply in a static buffer. */
static const char *reply_with(const char *status, const char *headers, const char *body)
{
    static char text[4096];

    snprintf(text, sizeof(text),
            "HTTP/1.1 %s\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: %u\r\n%s\r\n%s",
            status, (unsigned)strlen(body), headers, body);
    return text;
}

TEST(P8_arguments)
{
    WS_SERVICE_PROXY *proxy = opened_proxy(L"http://127.0.0.1:9/");
    WS_HEAP *heap = test_heap();
    const void *arguments[3] = { 0 };
    WS_CALL_PROPERTY property = { 4, NULL, 0 };
    INT32 a = 1, result, *pointer = &result;

    ok_hr(WsCall(NULL, &add_operation, arguments, heap, NULL, 0, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCall(proxy, NULL, arguments, heap, NULL, 0, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCall(proxy, &add_operation, NULL, heap, NULL, 0, NULL, NULL), E_INVALIDARG);
    arguments[0] = arguments[1] = &a;
    arguments[2] = &pointer;
    ok_hr(WsCall(proxy, &add_operation, arguments, NULL, NULL, 0, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCall(proxy, &add_operation, arguments, heap, NULL, 1, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCall(proxy, &add_operation, arguments, heap, &property, 1, NULL, NULL), E_INVALIDARG);
    free_proxy(proxy);
}

/* ---- P9 to P11: arrays ---- */

struct request_struct
{
    INT32 val;
    ULONG count;
    WCHAR **str;
};
struct response_struct
{
    WCHAR *str;
    ULONG count;
    INT32 *val;
};
NAME(ns_ns, "ns");
NAME(name_val, "val");
NAME(name_str, "str");
NAME(name_req, "req_test2");
NAME(name_resp, "resp_test2");
NAME(action_req, "req_test2");
NAME(action_resp, "resp_test2");
static WS_FIELD_DESCRIPTION req_val
        = { WS_ELEMENT_FIELD_MAPPING, &name_val, &ns_ns, WS_INT32_TYPE };
static WS_FIELD_DESCRIPTION req_str = { WS_REPEATING_ELEMENT_FIELD_MAPPING, NULL, NULL, WS_WSZ_TYPE,
    NULL, offsetof(struct request_struct, str), 0, NULL, offsetof(struct request_struct, count),
    &name_str, &ns_ns };
static WS_FIELD_DESCRIPTION resp_str = { WS_ELEMENT_FIELD_MAPPING, &name_str, &ns_ns, WS_WSZ_TYPE };
static WS_FIELD_DESCRIPTION resp_val = { WS_REPEATING_ELEMENT_FIELD_MAPPING, NULL, NULL,
    WS_INT32_TYPE, NULL, offsetof(struct response_struct, val), 0, NULL,
    offsetof(struct response_struct, count), &name_val, &ns_ns };
static WS_FIELD_DESCRIPTION *req_fields[] = { &req_val, &req_str };
static WS_FIELD_DESCRIPTION *resp_fields[] = { &resp_str, &resp_val };
static WS_STRUCT_DESCRIPTION req_type
        = { sizeof(struct request_struct), __alignof__(struct request_struct), req_fields, 2 };
static WS_STRUCT_DESCRIPTION resp_type
        = { sizeof(struct response_struct), __alignof__(struct response_struct), resp_fields, 2 };
static WS_ELEMENT_DESCRIPTION req_element = { &name_req, &ns_ns, WS_STRUCT_TYPE, &req_type };
static WS_ELEMENT_DESCRIPTION resp_element = { &name_resp, &ns_ns, WS_STRUCT_TYPE, &resp_type };
static WS_MESSAGE_DESCRIPTION req_message = { &action_req, &req_element };
static WS_MESSAGE_DESCRIPTION resp_message = { &action_resp, &resp_element };
static WS_PARAMETER_DESCRIPTION array_params[] = { { WS_PARAMETER_TYPE_NORMAL, 0, 0xffff },
    { WS_PARAMETER_TYPE_ARRAY, 1, 0xffff }, { WS_PARAMETER_TYPE_ARRAY_COUNT, 1, 0xffff },
    { WS_PARAMETER_TYPE_NORMAL, 0xffff, 0 }, { WS_PARAMETER_TYPE_ARRAY, 0xffff, 1 },
    { WS_PARAMETER_TYPE_ARRAY_COUNT, 0xffff, 1 } };
static WS_OPERATION_DESCRIPTION array_operation = { 1, &req_message, &resp_message, 0, 0, 6,
    array_params, NULL, WS_NON_RPC_LITERAL_OPERATION };

TEST(P9_P10_P11_arrays)
{
    WCHAR one[] = L"test", two[] = L"test2", *strings[] = { one, two }, **str = strings,
          *out = NULL;
    WCHAR **pout = &out;
    INT32 val = 1, *values = NULL, **pvalues = &values;
    ULONG count = 2, out_count = 0, *pcount = &out_count;
    const void *arguments[] = { &val, &str, &count, &pout, &pvalues, &pcount };
    struct peer peer = { reply_with("200 OK", "Connection: close\r\n",
                                 ENVELOPE("<resp_test2 xmlns=\"ns\"><str>test</str><val>1</val>"
                                          "<val>2</val></resp_test2>")),
        1, 1 };
    WS_SERVICE_PROXY *proxy;
    WS_ERROR *error = test_error();
    HRESULT hr;

    peer_start(&peer);
    proxy = opened_proxy(peer_url(&peer, "/"));
    hr = WsCall(proxy, &array_operation, arguments, test_heap(), NULL, 0, NULL, error);
    ok(hr == S_OK, "P11: %08lx %s", hr, error_text(error));
    if (out) ok_wsz(out, "test");
    ok_int(out_count, 2);
    if (values) ok(values[0] == 1 && values[1] == 2, "P11: %d %d", values[0], values[1]);
    peer_stop(&peer);
    ok_text(peer_body(&peer), strlen(peer_body(&peer)),
            ENVELOPE("<req_test2 xmlns=\"ns\"><val>1</val><str>test</str><str>test2</str>"
                     "</req_test2>"));
    ok(strstr(peer.request, "SOAPAction: \"req_test2\"") != NULL, "%s", peer.request);
    free_proxy(proxy);
}

/* ---- P12: message callbacks ---- */

static HRESULT CALLBACK on_send(WS_MESSAGE *message, WS_HEAP *heap, void *state, WS_ERROR *error)
{
    static WS_XML_STRING name = WS_XML_STRING_VALUE("MappedRequestHeader");
    WS_XML_STRING value = XML("value");
    WS_XML_BUFFER *buffer = NULL;

    ++*(int *)state;
    ok_hr(WsAddMappedHeader(message, &name, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE, &value,
                  sizeof(value), NULL),
            S_OK);
    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_HEADER_BUFFER, &buffer, sizeof(buffer), NULL),
            S_OK);
    return S_OK;
}

static HRESULT CALLBACK on_receive(WS_MESSAGE *message, WS_HEAP *heap, void *state, WS_ERROR *error)
{
    static WS_XML_STRING name = WS_XML_STRING_VALUE("MappedResponseHeader");
    WCHAR *value = NULL;

    ++*(int *)state;
    ok_hr(WsGetMappedHeader(message, &name, WS_SINGLETON_HEADER, 0, WS_WSZ_TYPE,
                  WS_READ_OPTIONAL_POINTER, heap, &value, sizeof(value), NULL),
            S_OK);
    if (ok(value != NULL, "P12: no MappedResponseHeader")) ok_wsz(value, "value");
    return S_OK;
}

TEST(P12_message_callbacks)
{
    static WS_HTTP_HEADER_MAPPING request = { WS_XML_STRING_VALUE("MappedRequestHeader"), 0 };
    static WS_HTTP_HEADER_MAPPING response = { WS_XML_STRING_VALUE("MappedResponseHeader"), 0 };
    static WS_HTTP_HEADER_MAPPING *requests[] = { &request }, *responses[] = { &response };
    WS_HTTP_MESSAGE_MAPPING mapping = { 0, 0, requests, 1, responses, 1 };
    WS_CHANNEL_PROPERTY properties[] = { plain[0], plain[1],
        { WS_CHANNEL_PROPERTY_HTTP_MESSAGE_MAPPING, &mapping, sizeof(mapping) } };
    int sent = 0, received = 0;
    WS_PROXY_MESSAGE_CALLBACK_CONTEXT send = { on_send, &sent },
                                      receive = { on_receive, &received };
    WS_CALL_PROPERTY options[] = { { WS_CALL_PROPERTY_SEND_MESSAGE_CONTEXT, &send, sizeof(send) },
        { WS_CALL_PROPERTY_RECEIVE_MESSAGE_CONTEXT, &receive, sizeof(receive) } };
    struct peer peer = { reply_with("200 OK", "MappedResponseHeader: value\r\n",
                                 ENVELOPE("<Result xmlns=\"urn:kit\"><result>5</result></Result>")),
        1, 1 };
    WS_SERVICE_PROXY *proxy = NULL;
    INT32 result = 0;

    peer_start(&peer);
    ok_hr(WsCreateServiceProxy(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, NULL, NULL, 0,
                  properties, 3, &proxy, NULL),
            S_OK);
    ok_hr(open_proxy(proxy, peer_url(&peer, "/")), S_OK);
    ok_hr(call_one(proxy, &wait_operation, test_heap(), 1, &result, options, 2, NULL), S_OK);
    ok_int(result, 5);
    ok_int(sent, 1);
    ok_int(received, 1);
    free_proxy(proxy);
    peer_stop(&peer);
    ok(strstr(peer.request, "MappedRequestHeader: value\r\n") != NULL, "%s", peer.request);
}

TEST(P13_connection_close)
{
    struct peer peer = { reply_with("200 OK", "Connection: close\r\n",
                                 ENVELOPE("<Result xmlns=\"urn:kit\"><result>5</result></Result>")),
        3, 1 };
    WS_SERVICE_PROXY *proxy;
    INT32 result;
    int i;

    peer_start(&peer);
    proxy = opened_proxy(peer_url(&peer, "/"));
    for (i = 0; i < 3; i++)
        ok_hr(call_one(proxy, &wait_operation, test_heap(), i, &result, NULL, 0, NULL), S_OK);
    ok_int(peer.accepted, 3);
    free_proxy(proxy);
    peer_stop(&peer);
}

TEST(P14_output_without_description)
{
    WS_ELEMENT_DESCRIPTION element = { &result_element_name, &kit_ns, WS_STRUCT_TYPE, NULL };
    WS_MESSAGE_DESCRIPTION output = { NULL, &element };
    WS_OPERATION_DESCRIPTION operation = wait_operation;
    WS_SERVICE_PROXY *proxy = opened_proxy(L"http://127.0.0.1:9/");
    INT32 result;

    operation.outputMessageDescription = &output;
    ok_hr(call_one(proxy, &operation, test_heap(), 1, &result, NULL, 0, NULL), E_INVALIDARG);
    free_proxy(proxy);
}

/* What peers may answer, and what a call makes of it. Outputs are untouched when it fails. */
TEST(P15_P16_replies)
{
    static const struct
    {
        const char *what, *status, *body;
        HRESULT hr;
    } rows[] = {
        { "good", "200 OK", ENVELOPE("<Result xmlns=\"urn:kit\"><result>5</result></Result>"),
                S_OK },
        { "P15 empty body", "200 OK", "<s:Envelope xmlns:s=\"" NS11 "\"><s:Body/></s:Envelope>",
                WS_E_INVALID_FORMAT },
        { "another element", "200 OK", ENVELOPE("<x/>"), WS_E_INVALID_FORMAT },
        { "not XML", "200 OK", "hello", WS_E_INVALID_FORMAT },
        { "1.2 envelope", "200 OK",
                "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body/>"
                "</s:Envelope>",
                WS_E_INVALID_FORMAT },
        { "not a number", "200 OK",
                ENVELOPE("<Result xmlns=\"urn:kit\"><result>a</result></Result>"),
                WS_E_INVALID_FORMAT },
        { "must understand", "200 OK",
                "<s:Envelope xmlns:s=\"" NS11 "\"><s:Header><h s:mustUnderstand=\"1\" xmlns=\"h\"/>"
                "</s:Header><s:Body><Result xmlns=\"urn:kit\"><result>5</result></Result></s:Body>"
                "</s:Envelope>",
                WS_E_INVALID_FORMAT },
        { "P16 fault", "500 Internal Server Error",
                ENVELOPE("<s:Fault><faultcode>s:Client</faultcode><faultstring>OLS Exception"
                         "</faultstring><detail><a:Message xmlns:a=\"urn:a\"/></detail></s:Fault>"),
                WS_E_ENDPOINT_FAULT_RECEIVED },
        { "fault with 200", "200 OK",
                ENVELOPE("<s:Fault><faultcode>s:Client</faultcode><faultstring>OLS Exception"
                         "</faultstring><detail/></s:Fault>"),
                WS_E_ENDPOINT_FAULT_RECEIVED },
        { "404", "404 Not Found", "gone", WS_E_ENDPOINT_NOT_FOUND },
        { "503", "503 Busy", "busy", WS_E_ENDPOINT_TOO_BUSY },
    };
    WS_ERROR *error = test_error();
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct peer peer = { reply_with(rows[i].status, "", rows[i].body), 1, 1 };
        WS_SERVICE_PROXY *proxy;
        WS_FAULT *fault = NULL;
        INT32 result = 77;

        test_context("%s", rows[i].what);
        ok_hr(WsResetError(error), S_OK);
        peer_start(&peer);
        proxy = opened_proxy(peer_url(&peer, "/"));
        ok_hr(call_one(proxy, &wait_operation, test_heap(), 1, &result, NULL, 0, error),
                rows[i].hr);
        ok_int(result, rows[i].hr == S_OK ? 5 : 77);
        if (FAILED(rows[i].hr)) ok(error_text(error)[0], "no text");
        if (rows[i].hr == WS_E_ENDPOINT_FAULT_RECEIVED)
        {
            ok_hr(WsGetFaultErrorProperty(
                          error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault)),
                    S_OK);
            if (ok(fault && fault->code && fault->reasonCount == 1, "P16: the fault is not whole"))
            {
                ok_xml(&fault->code->value.localName, "Client");
                ok(!fault->code->subCode, "P16: a subcode");
                ok_string(&fault->reasons[0].text, "OLS Exception");
                ok(fault->detail != NULL, "P16: no detail");
            }
        }
        ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_OPEN);
        free_proxy(proxy);
        peer_stop(&peer);
    }
    test_context("%s", "");
}

TEST(P17_struct_without_fields)
{
    WS_STRUCT_DESCRIPTION nothing = { 0, 1, NULL, 0 };
    WS_ELEMENT_DESCRIPTION in = { &tell_element_name, &kit_ns, WS_STRUCT_TYPE, &nothing };
    WS_ELEMENT_DESCRIPTION out = { &result_element_name, &kit_ns, WS_STRUCT_TYPE, &nothing };
    WS_MESSAGE_DESCRIPTION input = { &tell_input_action, &in }, output = { NULL, &out };
    WS_OPERATION_DESCRIPTION operation
            = { 1, &input, &output, 0, 0, 0, NULL, NULL, WS_NON_RPC_LITERAL_OPERATION };
    struct peer peer = { reply_with("200 OK", "",
                                 ENVELOPE("<Result xmlns=\"urn:kit\" x=\"1\"><more/></Result>")),
        1, 1 };
    WS_SERVICE_PROXY *proxy;
    WS_ERROR *error = test_error();
    HRESULT hr;

    nothing.structOptions = 6;
    peer_start(&peer);
    proxy = opened_proxy(peer_url(&peer, "/"));
    hr = WsCall(proxy, &operation, NULL, test_heap(), NULL, 0, NULL, error);
    ok(hr == S_OK, "P17: %08lx %s", hr, error_text(error));
    free_proxy(proxy);
    peer_stop(&peer);
    ok_text(peer_body(&peer), strlen(peer_body(&peer)), ENVELOPE("<Tell xmlns=\"urn:kit\"/>"));
}

/* ---- our own host ---- */

TEST(calls_between_our_own)
{
    struct kit_host host;
    WS_SERVICE_PROXY *proxy;
    WS_ERROR *error = test_error();
    INT32 result = 0, a = 7;
    const void *arguments[] = { &a };
    HRESULT hr;
    int i;

    if (!open_host(&host, NULL, 0)) return;
    proxy = opened_proxy(host.url);
    for (i = 0; i < 20; i++)
    {
        hr = call_add(proxy, test_heap(), i, 1000, &result, error);
        if (!ok(hr == S_OK, "call %d: %08lx %s", i, hr, error_text(error))) break;
        ok_int(result, i + 1000);
    }
    ok_hr(WsCall(proxy, &tell_operation, arguments, test_heap(), NULL, 0, NULL, NULL), S_OK);
    ok(wait_for(&served.tells, 1), "the one-way message did not arrive");
    ok_int(served.calls, 20);
    free_proxy(proxy);
    close_host(&host);
}

TEST(call_timeout)
{
    ULONG timeout = 150;
    WS_PROXY_PROPERTY property = { WS_PROXY_PROPERTY_CALL_TIMEOUT, &timeout, sizeof(timeout) };
    struct peer silent = { NULL, 1, 1 };
    WS_SERVICE_PROXY *proxy;
    WS_ERROR *error = test_error();
    INT32 result = 77;
    UINT64 start;

    peer_start(&silent);
    proxy = new_proxy(&property, 1);
    ok_hr(open_proxy(proxy, peer_url(&silent, "/")), S_OK);
    start = now_ms();
    ok_hr(call_one(proxy, &wait_operation, test_heap(), 1, &result, NULL, 0, error),
            WS_E_OPERATION_TIMED_OUT);
    ok(now_ms() - start >= 140 && now_ms() - start < 1500, "took %lu ms",
            (ULONG)(now_ms() - start));
    ok(strstr(error_text(error), "150") != NULL, "%s", error_text(error));
    ok_int(result, 77);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_OPEN);
    free_proxy(proxy);
    peer_stop(&silent);
}

TEST(abandoning)
{
    struct peer silent = { NULL, 3, 1 };
    struct caller callers[3];
    WS_SERVICE_PROXY *proxy;
    UINT64 start;
    int i;

    peer_start(&silent);
    proxy = opened_proxy(peer_url(&silent, "/"));
    start_caller(&callers[0], proxy, 5);
    ok(wait_for(&silent.accepted, 1), "no first connection");
    ok_hr(WsAbandonCall(proxy, 99, NULL), S_OK);
    ok_int(WaitForSingleObject(callers[0].thread, 100), WAIT_TIMEOUT);
    start = now_ms();
    ok_hr(WsAbandonCall(proxy, 5, NULL), S_OK);
    if (join_caller(&callers[0]))
    {
        ok_hr(callers[0].hr, WS_E_OPERATION_ABANDONED);
        ok(callers[0].ended - start < 1000, "took %lu ms", (ULONG)(callers[0].ended - start));
    }
    start_caller(&callers[1], proxy, 6);
    start_caller(&callers[2], proxy, 7);
    Sleep(100);
    ok_hr(WsAbandonCall(proxy, 0, NULL), S_OK);
    for (i = 1; i < 3; i++)
    {
        join_caller(&callers[i]);
        ok_hr(callers[i].hr, WS_E_OPERATION_ABANDONED);
    }
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_OPEN);
    free_proxy(proxy);
    peer_stop(&silent);
}

TEST(max_pending_calls)
{
    ULONG max = 1;
    WS_PROXY_PROPERTY property = { WS_PROXY_PROPERTY_MAX_PENDING_CALLS, &max, sizeof(max) };
    struct peer silent = { NULL, 1, 1 };
    struct caller caller;
    WS_SERVICE_PROXY *proxy;
    INT32 result;

    peer_start(&silent);
    proxy = new_proxy(&property, 1);
    ok_hr(open_proxy(proxy, peer_url(&silent, "/")), S_OK);
    start_caller(&caller, proxy, 1);
    ok(wait_for(&silent.requests, 1), "no request came");
    ok_hr(call_one(proxy, &wait_operation, test_heap(), 1, &result, NULL, 0, NULL),
            WS_E_QUOTA_EXCEEDED);
    ok_hr(WsAbandonCall(proxy, 1, NULL), S_OK);
    join_caller(&caller);
    free_proxy(proxy);
    peer_stop(&silent);
}

/* ---- asynchronous ---- */

struct completion
{
    volatile LONG count;
    HRESULT hr;
    HANDLE done;
};

static void CALLBACK on_complete(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct completion *completion = state;

    completion->hr = hr;
    InterlockedIncrement(&completion->count);
    SetEvent(completion->done);
}

TEST(asynchronous_calls)
{
    struct completion completion = { 0, 1, CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT async = { on_complete, &completion };
    INT32 a = 50, result = 0, *presult = &result;
    const void *arguments[] = { &a, &presult };
    struct kit_host host;
    WS_SERVICE_PROXY *proxy;
    HRESULT hr;
    int i;

    if (!open_host(&host, NULL, 0)) return;
    proxy = opened_proxy(host.url);
    for (i = 0; i < 5; i++)
    {
        WS_HEAP *heap = test_heap();

        completion.count = 0;
        result = 0;
        hr = WsCall(proxy, &wait_operation, arguments, heap, NULL, 0, &async, NULL);
        if (hr == WS_S_ASYNC)
        {
            ok_int(WaitForSingleObject(completion.done, 5000), WAIT_OBJECT_0);
            hr = completion.hr;
            ok_int(completion.count, 1);
        }
        ok_hr(hr, S_OK);
        ok_int(result, 50);
    }
    completion.count = 0;
    a = 3000;
    hr = WsCall(proxy, &wait_operation, arguments, test_heap(), NULL, 0, &async, NULL);
    ok_hr(hr, WS_S_ASYNC);
    ok(wait_for(&served.running, 1), "the operation did not start");
    ok_hr(WsAbortServiceProxy(proxy, NULL), S_OK);
    ok_int(WaitForSingleObject(completion.done, 1000), WAIT_OBJECT_0);
    ok_hr(completion.hr, WS_E_OPERATION_ABORTED);
    ok_int(completion.count, 1);
    free_proxy(proxy);
    close_host(&host);
    CloseHandle(completion.done);
}

/* ---- torture ---- */

static struct
{
    WCHAR *url;
    WS_SERVICE_PROXY *proxies[4];
    UINT64 end;
    volatile LONG calls, good, async_started, async_done, turns, odd;
} torture;

static BOOL is_expected(HRESULT hr)
{
    return hr == S_OK || hr == WS_E_INVALID_OPERATION || hr == WS_E_OBJECT_FAULTED
            || hr == WS_E_OPERATION_ABORTED || hr == WS_E_OPERATION_ABANDONED
            || hr == WS_E_QUOTA_EXCEEDED || hr == WS_E_OPERATION_TIMED_OUT
            || hr == WS_E_ENDPOINT_NOT_FOUND || hr == WS_E_ENDPOINT_DISCONNECTED
            || hr == WS_E_ENDPOINT_FAILURE || hr == WS_E_ENDPOINT_TOO_BUSY
            || hr == WS_E_ENDPOINT_UNREACHABLE || hr == WS_E_ENDPOINT_NOT_AVAILABLE;
}

struct torture_call
{
    INT32 a, b, result, *presult;
    const void *arguments[3];
    WS_HEAP *heap;
    WS_ASYNC_CONTEXT async;
};

static void CALLBACK on_torture(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct torture_call *call = state;

    if (!is_expected(hr)) InterlockedIncrement(&torture.odd);
    WsFreeHeap(call->heap);
    free(call);
    InterlockedIncrement(&torture.async_done);
}

static void torture_async(WS_SERVICE_PROXY *proxy)
{
    struct torture_call *call = calloc(1, sizeof(*call));
    HRESULT hr;

    call->a = 1;
    call->b = 2;
    call->presult = &call->result;
    call->arguments[0] = &call->a;
    call->arguments[1] = &call->b;
    call->arguments[2] = &call->presult;
    call->async.callback = on_torture;
    call->async.callbackState = call;
    if (FAILED(WsCreateHeap(65536, 0, NULL, 0, &call->heap, NULL)))
    {
        free(call);
        return;
    }
    InterlockedIncrement(&torture.async_started);
    hr = WsCall(proxy, &add_operation, call->arguments, call->heap, NULL, 0, &call->async, NULL);
    if (hr != WS_S_ASYNC) on_torture(hr, WS_LONG_CALLBACK, call);
}

static HRESULT torture_turn(WS_SERVICE_PROXY *proxy, ULONG dice, WS_HEAP *heap)
{
    INT32 result = 0;
    HRESULT hr;

    if (dice < 6000)
    {
        InterlockedIncrement(&torture.calls);
        hr = call_add(proxy, heap, 1, 2, &result, NULL);
        if (hr == S_OK && result == 3) InterlockedIncrement(&torture.good);
        return hr == S_OK && result != 3 ? E_FAIL : hr;
    }
    if (dice < 8000)
    {
        torture_async(proxy);
        return S_OK;
    }
    if (dice < 9000) return open_proxy(proxy, torture.url);
    if (dice < 9040) return WsCloseServiceProxy(proxy, NULL, NULL);
    if (dice < 9940) return WsResetServiceProxy(proxy, NULL);
    if (dice < 9980) return WsAbandonCall(proxy, 0, NULL);
    return WsAbortServiceProxy(proxy, NULL);
}

static DWORD WINAPI torturer(void *argument)
{
    ULONG seed = (ULONG)(ULONG_PTR)argument * 2654435761u + 1;
    WS_HEAP *heap = NULL;

    WsCreateHeap(65536, 0, NULL, 0, &heap, NULL);
    while (now_ms() < torture.end)
    {
        WS_SERVICE_PROXY *proxy;
        HRESULT hr;

        seed = seed * 1103515245u + 12345;
        proxy = torture.proxies[(seed >> 28) & 3];
        hr = torture_turn(proxy, (seed >> 8) % 10000, heap);
        if (!is_expected(hr) && !InterlockedIncrement(&torture.odd)) break;
        if (!is_expected(hr)) printf("torture: dice %lu gave %08lx\n", (seed >> 8) % 10000, hr);
        if (hr == WS_E_INVALID_OPERATION) Sleep(1); /* let those work who can */
        WsResetHeap(heap, NULL);
        InterlockedIncrement(&torture.turns);
    }
    WsFreeHeap(heap);
    return 0;
}

TEST(torture_of_proxies)
{
    HANDLE threads[16];
    struct kit_host host;
    ULONG seconds = 10;
    char *given = getenv("TORTURE_SECONDS");
    int i, ended = 0;

    if (given) seconds = atoi(given);
    if (!open_host(&host, NULL, 0)) return;
    torture.url = host.url;
    for (i = 0; i < 4; i++)
        torture.proxies[i] = opened_proxy(host.url);
    torture.end = now_ms() + seconds * 1000;
    for (i = 0; i < 16; i++)
        threads[i] = CreateThread(NULL, 0, torturer, (void *)(ULONG_PTR)(i + 1), 0, NULL);
    for (i = 0; i < 16; i++)
    {
        if (WaitForSingleObject(threads[i], i ? 3000 : seconds * 1000 + 8000) == WAIT_OBJECT_0)
            ended++;
        CloseHandle(threads[i]);
    }
    ok_int(ended, 16);
    printf("torture: %ld turns, %ld calls of which %ld good, %ld asynchronous\n", torture.turns,
            torture.calls, torture.good, torture.async_started);
    if (ended != 16) return; /* what hangs still uses its proxy */
    ok(wait_for(&torture.async_done, torture.async_started), "%ld callbacks of %ld came",
            torture.async_done, torture.async_started);
    ok_int(torture.async_done, torture.async_started);
    ok_int(torture.odd, 0);
    ok(torture.good > 0, "no call was good");
    for (i = 0; i < 4; i++)
    {
        ULONG state = proxy_state(torture.proxies[i]);

        ok(state != WS_SERVICE_PROXY_STATE_OPENING && state != WS_SERVICE_PROXY_STATE_CLOSING,
                "proxy %d is in state %lu", i, state);
        if (state == WS_SERVICE_PROXY_STATE_OPEN || state == WS_SERVICE_PROXY_STATE_FAULTED)
            (void)WsCloseServiceProxy(torture.proxies[i], NULL, NULL);
        WsFreeServiceProxy(torture.proxies[i]);
    }
    close_host(&host);
    ok_int(served.accepts, served.closes);
}

TESTS = {
    CASE(P8_arguments),
    CASE(P9_P10_P11_arrays),
    CASE(P12_message_callbacks),
    CASE(P13_connection_close),
    CASE(P14_output_without_description),
    CASE(P15_P16_replies),
    CASE(P17_struct_without_fields),
    CASE(calls_between_our_own),
    CASE(call_timeout),
    CASE(abandoning),
    CASE(max_pending_calls),
    CASE(asynchronous_calls),
    CASE(torture_of_proxies),
    END_OF_CASES,
};
