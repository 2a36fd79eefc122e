/* Service hosts: creation, states, callbacks, faults, cancellation, closing with operations that run.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service_kit.h"

TEST(creation_arguments)
{
    WS_SERVICE_ENDPOINT endpoint = { { { 0 } } };
    const WS_SERVICE_ENDPOINT *endpoints[] = { &endpoint };
    WS_SERVICE_CONTRACT contract = service_contract;
    WS_OPERATION_DESCRIPTION *twice[] = { &add_operation, &add_operation };
    WS_CONTRACT_DESCRIPTION doubled = { 2, twice };
    const void *no_method[] = { serve_add, NULL, serve_fail, serve_tell };
    WS_SERVICE_HOST *host = NULL;
    WS_ERROR *error = test_error();

    endpoint.address.url.chars = next_url();
    endpoint.address.url.length = lstrlenW(endpoint.address.url.chars);
    endpoint.channelBinding = WS_HTTP_CHANNEL_BINDING;
    endpoint.channelType = WS_CHANNEL_TYPE_REPLY;
    endpoint.channelProperties.properties = plain;
    endpoint.channelProperties.propertyCount = 2;
    ok_hr(WsCreateServiceHost(endpoints, 1, NULL, 0, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCreateServiceHost(NULL, 1, NULL, 0, &host, NULL), E_INVALIDARG);
    ok_hr(WsCreateServiceHost(endpoints, 0, NULL, 0, &host, NULL), E_INVALIDARG);
    ok_hr(WsCreateServiceHost(endpoints, 1, NULL, 0, &host, error), E_INVALIDARG);
    ok(error_text(error)[0], "no text");
    endpoint.contract = &contract;
    ok_hr(WsCreateServiceHost(endpoints, 1, NULL, 1, &host, NULL), E_INVALIDARG);
    contract.methodTable = NULL;
    ok_hr(WsCreateServiceHost(endpoints, 1, NULL, 0, &host, NULL), E_INVALIDARG);
    contract.methodTable = no_method;
    ok_hr(WsCreateServiceHost(endpoints, 1, NULL, 0, &host, NULL), E_INVALIDARG);
    contract.methodTable = methods;
    contract.contractDescription = &doubled;
    ok_hr(WsCreateServiceHost(endpoints, 1, NULL, 0, &host, NULL), E_INVALIDARG);
    contract.contractDescription = NULL;
    ok_hr(WsCreateServiceHost(endpoints, 1, NULL, 0, &host, NULL), E_INVALIDARG);
    ok(!host, "the pointer was written");
    contract.contractDescription = &kit_contract;
    ok_hr(WsCreateServiceHost(endpoints, 1, NULL, 0, &host, NULL), S_OK);
    WsFreeServiceHost(host);
    WsFreeServiceHost(NULL);
}

/* ---- states ---- */

enum call
{
    CALL_OPEN,
    CALL_CLOSE,
    CALL_ABORT,
    CALL_RESET,
    CALL_COUNT
};

static HRESULT run_call(WS_SERVICE_HOST *host, int call)
{
    switch (call)
    {
    case CALL_OPEN:
        return WsOpenServiceHost(host, NULL, NULL);
    case CALL_CLOSE:
        return WsCloseServiceHost(host, NULL, NULL);
    case CALL_ABORT:
        return WsAbortServiceHost(host, NULL);
    default:
        return WsResetServiceHost(host, NULL);
    }
}

TEST(every_call_in_every_state)
{
    static const ULONG states[] = { WS_SERVICE_HOST_STATE_CREATED, WS_SERVICE_HOST_STATE_OPEN,
        WS_SERVICE_HOST_STATE_CLOSED, WS_SERVICE_HOST_STATE_FAULTED };
    /* columns as states; o S_OK, x WS_E_INVALID_OPERATION; after: c created, o open, d closed, f faulted */
    static const struct
    {
        const char *name, *outcome, *after;
    } rows[CALL_COUNT] = {
        [CALL_OPEN] = { "open", "oxxx", "oodf" },
        [CALL_CLOSE] = { "close", "xoxo", "cddd" },
        [CALL_ABORT] = { "abort", "oooo", "cfdf" },
        [CALL_RESET] = { "reset", "oxox", "cocf" },
    };
    int call, i;

    for (call = 0; call < CALL_COUNT; call++)
    {
        for (i = 0; i < 4; i++)
        {
            struct kit_host kit;
            char after = rows[call].after[i];

            test_context("%s in state %lu", rows[call].name, states[i]);
            if (FAILED(create_host(&kit, NULL, 0, NULL))) return;
            if (i > 0) ok_hr(WsOpenServiceHost(kit.host, NULL, NULL), S_OK);
            if (i == 2) ok_hr(WsCloseServiceHost(kit.host, NULL, NULL), S_OK);
            if (i == 3) ok_hr(WsAbortServiceHost(kit.host, NULL), S_OK);
            ok_int(host_state(kit.host), states[i]);
            ok_hr(run_call(kit.host, call),
                    rows[call].outcome[i] == 'o' ? S_OK : WS_E_INVALID_OPERATION);
            ok_int(host_state(kit.host),
                    after == 'c'           ? states[0]
                            : after == 'o' ? states[1]
                            : after == 'd' ? states[2]
                                           : states[3]);
            if (after == 'o' || after == 'f') ok_hr(WsCloseServiceHost(kit.host, NULL, NULL), S_OK);
            WsFreeServiceHost(kit.host);
        }
    }
    test_context("%s", "");
}

TEST(null_hosts)
{
    ULONG value;

    ok_hr(WsOpenServiceHost(NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCloseServiceHost(NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsAbortServiceHost(NULL, NULL), E_INVALIDARG);
    ok_hr(WsResetServiceHost(NULL, NULL), E_INVALIDARG);
    ok_hr(WsGetServiceHostProperty(NULL, WS_SERVICE_PROPERTY_HOST_STATE, &value, 4, NULL),
            E_INVALIDARG);
}

/* ---- callbacks ---- */

TEST(accept_and_close_once_per_request)
{
    struct kit_host host;
    WS_SERVICE_PROXY *proxy;
    INT32 result;
    int i;

    if (!open_host(&host, NULL, 0)) return;
    proxy = opened_proxy(host.url);
    for (i = 0; i < 10; i++)
        ok_hr(call_add(proxy, test_heap(), 1, i, &result, NULL), S_OK);
    ok(wait_for(&served.closes, 10), "%ld closes", served.closes);
    ok_int(served.accepts, 10);
    ok_int(served.authorizations, 10);
    free_proxy(proxy);
    close_host(&host);
    ok_int(served.accepts, 10);
    ok_int(served.closes, 10);
}

TEST(authorization)
{
    struct kit_host host;
    WS_SERVICE_PROXY *proxy;
    INT32 result = 77;

    if (!open_host(&host, NULL, 0)) return;
    proxy = opened_proxy(host.url);
    served.deny = TRUE;
    ok(FAILED(call_add(proxy, test_heap(), 1, 2, &result, NULL)), "a denied call succeeded");
    served.deny = FALSE;
    served.refuse = TRUE; /* the channel is aborted without an answer */
    ok(FAILED(call_add(proxy, test_heap(), 1, 2, &result, NULL)), "a refused call succeeded");
    served.refuse = FALSE;
    ok_int(served.calls, 0);
    ok_int(result, 77);
    ok_hr(call_add(proxy, test_heap(), 1, 2, &result, NULL), S_OK);
    ok_int(result, 3);
    free_proxy(proxy);
    close_host(&host);
    ok_int(served.accepts, served.closes);
}

/* ---- faults ---- */

TEST(fault_disclosure)
{
    WS_FAULT_DISCLOSURE disclosure;
    WS_SERVICE_PROPERTY property
            = { WS_SERVICE_PROPERTY_FAULT_DISCLOSURE, &disclosure, sizeof(disclosure) };
    WS_ERROR *error = test_error();
    INT32 result;

    for (disclosure = WS_MINIMAL_FAULT_DISCLOSURE; disclosure <= WS_FULL_FAULT_DISCLOSURE;
            disclosure++)
    {
        struct kit_host host;
        WS_SERVICE_PROXY *proxy;
        WS_FAULT *fault = NULL;

        test_context("disclosure %u", disclosure);
        if (!open_host(&host, &property, 1)) return;
        proxy = opened_proxy(host.url);
        ok_hr(WsResetError(error), S_OK);
        ok_hr(call_one(proxy, &fail_operation, test_heap(), 1, &result, NULL, 0, error),
                WS_E_ENDPOINT_FAULT_RECEIVED);
        ok_hr(WsGetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault)),
                S_OK);
        if (ok(fault && fault->code && fault->reasonCount == 1, "the fault is not whole"))
        {
            ok_xml(&fault->code->value.localName, "Server");
            if (disclosure == WS_FULL_FAULT_DISCLOSURE)
                ok_string(&fault->reasons[0].text, "the secret reason");
            else
                ok_string(&fault->reasons[0].text, "The server was unable to process the request.");
        }
        free_proxy(proxy);
        close_host(&host);
        ok_int(served.accepts, served.closes);
    }
    test_context("%s", "");
}

static USHORT port_of(const WCHAR *url)
{
    USHORT port = 0;

    for (url += lstrlenW(L"http://127.0.0.1:"); *url >= '0' && *url <= '9'; url++)
        port = port * 10 + (*url - '0');
    return port;
}

static const char *post(struct kit_host *host, const char *action, const char *body)
{
    static char request[4096], reply[8192];
    SOCKET s = raw_connect(port_of(host->url));

    snprintf(request, sizeof(request),
            "POST /kit HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nContent-Type: text/xml; charset=utf-8\r\n"
            "SOAPAction: \"%s\"\r\nContent-Length: %u\r\n\r\n%s",
            port_of(host->url), action, (unsigned)strlen(body), body);
    snprintf(reply, sizeof(reply), "%s", raw_exchange(s, request));
    closesocket(s);
    return reply;
}

#define ENVELOPE(header, body) \
    "<s:Envelope xmlns:s=\"" NS11 "\">" header "<s:Body>" body "</s:Body></s:Envelope>"
#define ADD "<Add xmlns=\"urn:kit\"><a>1</a><b>2</b></Add>"

TEST(requests_of_raw_peers)
{
    static const struct
    {
        const char *what, *action, *body, *status, *contains;
        LONG calls;
    } rows[] = {
        { "good", "urn:kit/Add", ENVELOPE("", ADD), "HTTP/1.1 200", "<result>3</result>", 1 },
        { "unknown action", "urn:kit/None", ENVELOPE("", ADD), "HTTP/1.1 500", "s:Client", 0 },
        { "must understand", "urn:kit/Add",
                ENVELOPE("<s:Header><h s:mustUnderstand=\"1\" xmlns=\"urn:h\"/></s:Header>", ADD),
                "HTTP/1.1 500", "s:MustUnderstand", 0 },
        { "other header", "urn:kit/Add",
                ENVELOPE("<s:Header><h s:mustUnderstand=\"0\" xmlns=\"urn:h\"/></s:Header>", ADD),
                "HTTP/1.1 200", "<result>3</result>", 1 },
        { "bad value", "urn:kit/Add", ENVELOPE("", "<Add xmlns=\"urn:kit\"><a>x</a><b>2</b></Add>"),
                "HTTP/1.1 500", "s:Client", 0 },
        { "bad element", "urn:kit/Add", ENVELOPE("", "<Sub/>"), "HTTP/1.1 500", "s:Client", 0 },
    };
    struct kit_host host;
    unsigned i;

    if (!open_host(&host, NULL, 0)) return;
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        const char *reply;

        test_context("%s", rows[i].what);
        served.calls = 0;
        reply = post(&host, rows[i].action, rows[i].body);
        ok(!strncmp(reply, rows[i].status, strlen(rows[i].status)), "%s", reply);
        ok(strstr(reply, rows[i].contains) != NULL, "%s", reply);
        ok_int(served.calls, rows[i].calls);
    }
    test_context("%s", "");
    close_host(&host);
    ok_int(served.accepts, served.closes);
}

TEST(end_of_requests)
{
    struct kit_host host;
    WS_SERVICE_PROXY *proxy;
    INT32 result = 0;

    if (!open_host(&host, NULL, 0)) return;
    served.end = TRUE;
    proxy = opened_proxy(host.url);
    ok_hr(call_add(proxy, test_heap(), 1, 2, &result, NULL), S_OK); /* WS_S_END is a success */
    ok_int(result, 3);
    ok_hr(call_add(proxy, test_heap(), 2, 2, &result, NULL), S_OK); /* over HTTP a new channel */
    ok_int(result, 4);
    free_proxy(proxy);
    close_host(&host);
}

/* ---- the default handler ---- */

static HRESULT CALLBACK handle_any(
        const WS_OPERATION_CONTEXT *context, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    WS_CHANNEL *channel = NULL;
    WS_MESSAGE *request = NULL, *reply = NULL;
    WS_MESSAGE_DESCRIPTION description = { NULL, &result_element };
    struct one_number value = { 42 };
    HRESULT hr;

    InterlockedIncrement(&served.tells);
    ok_hr(WsGetOperationContextProperty(
                  context, WS_OPERATION_CONTEXT_PROPERTY_CHANNEL, &channel, sizeof(channel), NULL),
            S_OK);
    ok_hr(WsGetOperationContextProperty(context, WS_OPERATION_CONTEXT_PROPERTY_INPUT_MESSAGE,
                  &request, sizeof(request), NULL),
            S_OK);
    hr = WsReadMessageEnd(channel, request, NULL, error);
    if (SUCCEEDED(hr)) hr = WsCreateMessageForChannel(channel, NULL, 0, &reply, error);
    if (SUCCEEDED(hr))
        hr = WsSendReplyMessage(channel, reply, &description, WS_WRITE_REQUIRED_VALUE, &value,
                sizeof(value), request, NULL, error);
    WsFreeMessage(reply);
    return hr;
}

TEST(default_message_handler)
{
    struct kit_host host;
    const char *reply;

    if (FAILED(create_host(&host, NULL, 0, handle_any))) return;
    ok_hr(WsOpenServiceHost(host.host, NULL, NULL), S_OK);
    reply = post(&host, "urn:anything", ENVELOPE("", "<x/>"));
    ok(strstr(reply, "<result>42</result>") != NULL, "%s", reply);
    ok_int(served.tells, 1);
    reply = post(&host, "urn:kit/Add", ENVELOPE("", ADD));
    ok(strstr(reply, "<result>3</result>") != NULL, "%s", reply);
    ok_int(served.tells, 1);
    close_host(&host);
}

/* ---- closing and aborting while operations run ---- */

static DWORD WINAPI close_thread(void *argument)
{
    return WsCloseServiceHost(argument, NULL, NULL);
}

TEST(close_waits_for_operations)
{
    struct kit_host host;
    struct caller caller;
    WS_SERVICE_PROXY *proxy;
    DWORD code = 1;
    HANDLE closer;

    if (!open_host(&host, NULL, 0)) return;
    served.go = CreateEventW(NULL, TRUE, FALSE, NULL);
    proxy = opened_proxy(host.url);
    start_caller(&caller, proxy, 0);
    ok(wait_for(&served.running, 1), "the operation did not start");
    closer = CreateThread(NULL, 0, close_thread, host.host, 0, NULL);
    ok_int(WaitForSingleObject(closer, 200), WAIT_TIMEOUT);
    ok_int(host_state(host.host), WS_SERVICE_HOST_STATE_CLOSING);
    SetEvent(served.go);
    ok_int(WaitForSingleObject(closer, 3000), WAIT_OBJECT_0);
    GetExitCodeThread(closer, &code);
    ok_hr((HRESULT)code, S_OK);
    CloseHandle(closer);
    join_caller(&caller);
    ok_hr(caller.hr, S_OK); /* its reply still went out */
    free_proxy(proxy);
    WsFreeServiceHost(host.host);
    CloseHandle(served.go);
    ok_int(served.accepts, served.closes);
}

TEST(close_timeout_aborts)
{
    ULONG timeout = 200;
    WS_SERVICE_PROPERTY property = { WS_SERVICE_PROPERTY_CLOSE_TIMEOUT, &timeout, sizeof(timeout) };
    struct kit_host host;
    struct caller caller;
    WS_SERVICE_PROXY *proxy;
    UINT64 start;

    if (!open_host(&host, &property, 1)) return;
    served.go = CreateEventW(NULL, TRUE, FALSE, NULL); /* set by the cancel callback */
    served.register_cancel = TRUE;
    proxy = opened_proxy(host.url);
    start_caller(&caller, proxy, 0);
    ok(wait_for(&served.running, 1), "the operation did not start");
    start = now_ms();
    ok_hr(WsCloseServiceHost(host.host, NULL, NULL), WS_E_OPERATION_TIMED_OUT);
    ok(now_ms() - start >= 190 && now_ms() - start < 1500, "the close took %lu ms",
            (ULONG)(now_ms() - start));
    ok_int(served.cancels, 1);
    ok_int(served.frees, 1);
    join_caller(&caller);
    ok(FAILED(caller.hr), "the call succeeded");
    ok_int(host_state(host.host), WS_SERVICE_HOST_STATE_CLOSED);
    free_proxy(proxy);
    WsFreeServiceHost(host.host);
    CloseHandle(served.go);
    ok_int(served.accepts, served.closes);
}

TEST(abort_cancels_operations_then_reopen)
{
    struct kit_host host;
    struct caller caller;
    WS_SERVICE_PROXY *proxy;
    INT32 result = 0;

    if (!open_host(&host, NULL, 0)) return;
    served.go = CreateEventW(NULL, TRUE, FALSE, NULL);
    served.register_cancel = TRUE;
    proxy = opened_proxy(host.url);
    start_caller(&caller, proxy, 0);
    ok(wait_for(&served.running, 1), "the operation did not start");
    ok_hr(WsAbortServiceHost(host.host, NULL), S_OK);
    ok_hr(WsAbortServiceHost(host.host, NULL), S_OK);
    ok_int(host_state(host.host), WS_SERVICE_HOST_STATE_FAULTED);
    ok_int(served.cancels, 1);
    join_caller(&caller);
    ok(FAILED(caller.hr), "the call succeeded");
    ok_hr(WsCloseServiceHost(host.host, NULL, NULL), S_OK);
    ok_int(served.frees, 1);
    ok_hr(WsResetServiceHost(host.host, NULL), S_OK);
    ok_int(host_state(host.host), WS_SERVICE_HOST_STATE_CREATED);
    ok_hr(WsOpenServiceHost(host.host, NULL, NULL), S_OK);
    ok_hr(call_add(proxy, test_heap(), 1, 2, &result, NULL), S_OK);
    ok_int(result, 3);
    free_proxy(proxy);
    CloseHandle(served.go);
    served.go = NULL;
    close_host(&host);
    ok_int(served.accepts, served.closes);
}

TESTS = {
    CASE(creation_arguments),
    CASE(every_call_in_every_state),
    CASE(null_hosts),
    CASE(accept_and_close_once_per_request),
    CASE(authorization),
    CASE(fault_disclosure),
    CASE(requests_of_raw_peers),
    CASE(end_of_requests),
    CASE(default_message_handler),
    CASE(close_waits_for_operations),
    CASE(close_timeout_aborts),
    CASE(abort_cancels_operations_then_reopen),
    END_OF_CASES,
};
