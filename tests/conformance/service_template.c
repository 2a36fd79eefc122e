/* Proxies and endpoints from templates: fact P4, sizes, merging, what security cannot do yet.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service_kit.h"

TEST(P4_proxy_from_template)
{
    WS_HTTP_POLICY_DESCRIPTION description = { { NULL, 0 } };
    WS_SERVICE_PROXY *proxy = NULL;

    ok_hr(WsCreateServiceProxyFromTemplate(WS_CHANNEL_TYPE_REQUEST, NULL, 0,
                  WS_HTTP_BINDING_TEMPLATE_TYPE, NULL, 0, NULL, 0, &proxy, NULL),
            E_INVALIDARG);
    ok_hr(WsCreateServiceProxyFromTemplate(WS_CHANNEL_TYPE_REQUEST, NULL, 0,
                  WS_HTTP_BINDING_TEMPLATE_TYPE, NULL, 0, &description, sizeof(description), NULL,
                  NULL),
            E_INVALIDARG);
    ok_hr(WsCreateServiceProxyFromTemplate(WS_CHANNEL_TYPE_REQUEST, NULL, 0,
                  WS_HTTP_BINDING_TEMPLATE_TYPE, NULL, 0, &description, 1, &proxy, NULL),
            E_INVALIDARG);
    ok_hr(WsCreateServiceProxyFromTemplate(WS_CHANNEL_TYPE_REQUEST, NULL, 0, 14, NULL, 0,
                  &description, sizeof(description), &proxy, NULL),
            E_INVALIDARG);
    ok(!proxy, "the pointer was written");
    ok_hr(WsCreateServiceProxyFromTemplate(WS_CHANNEL_TYPE_REQUEST, NULL, 0,
                  WS_HTTP_BINDING_TEMPLATE_TYPE, NULL, 0, &description, sizeof(description), &proxy,
                  NULL),
            S_OK);
    if (!proxy) return;
    ok_hr(open_proxy(proxy, L"http://localhost/"), S_OK);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_OPEN);
    free_proxy(proxy);
}

/* SOAP 1.1 without addressing from the policy, a larger buffer from the application, and a call through it; the
 * service's endpoint comes from the same description. */
TEST(description_and_value_are_joined)
{
    WS_HTTP_POLICY_DESCRIPTION description = { { plain, 2 } };
    ULONG size = 1 << 20, accepting = 4;
    WS_CHANNEL_PROPERTY larger
            = { WS_CHANNEL_PROPERTY_MAX_BUFFERED_MESSAGE_SIZE, &size, sizeof(size) };
    WS_HTTP_BINDING_TEMPLATE value = { { &larger, 1 } };
    WS_SERVICE_ENDPOINT_PROPERTY option = { WS_SERVICE_ENDPOINT_PROPERTY_MAX_ACCEPTING_CHANNELS,
        &accepting, sizeof(accepting) };
    /* generated helpers keep the contract on their stack: it must be copied */
    WS_SERVICE_CONTRACT contract = service_contract;
    WS_SERVICE_ENDPOINT *endpoint = NULL;
    WS_SERVICE_HOST *host = NULL;
    WS_SERVICE_PROXY *proxy = NULL;
    WS_STRING url;
    INT32 result = 0;

    memset(&served, 0, sizeof(served));
    url.chars = next_url();
    url.length = lstrlenW(url.chars);
    ok_hr(WsCreateServiceEndpointFromTemplate(WS_CHANNEL_TYPE_REPLY, &option, 1, &url, &contract,
                  NULL, test_heap(), WS_HTTP_BINDING_TEMPLATE_TYPE, &value, sizeof(value),
                  &description, sizeof(description), &endpoint, NULL),
            S_OK);
    memset(&contract, 0, sizeof(contract));
    if (!endpoint) return;
    ok_int(endpoint->channelProperties.propertyCount, 3);
    ok_hr(WsCreateServiceHost((const WS_SERVICE_ENDPOINT **)&endpoint, 1, NULL, 0, &host, NULL),
            S_OK);
    ok_hr(WsOpenServiceHost(host, NULL, NULL), S_OK);
    ok_hr(WsCreateServiceProxyFromTemplate(WS_CHANNEL_TYPE_REQUEST, NULL, 0,
                  WS_HTTP_BINDING_TEMPLATE_TYPE, &value, sizeof(value), &description,
                  sizeof(description), &proxy, NULL),
            S_OK);
    ok_hr(open_proxy(proxy, url.chars), S_OK);
    ok_hr(call_add(proxy, test_heap(), 20, 22, &result, NULL), S_OK);
    ok_int(result, 42);
    free_proxy(proxy);
    ok_hr(WsCloseServiceHost(host, NULL, NULL), S_OK);
    WsFreeServiceHost(host);
}

/* ---- how Office uses it ---- */

#define CALLERS 4

struct office_caller
{
    WS_SERVICE_PROXY *proxy;
    HRESULT hr;
};

static DWORD CALLBACK call_until_the_end(void *argument)
{
    struct office_caller *caller = argument;
    WS_HEAP *heap = NULL;
    INT32 result;

    WsCreateHeap(1 << 16, 0, NULL, 0, &heap, NULL);
    caller->hr = call_add(caller->proxy, heap, 1, 2, &result, NULL);
    WsFreeHeap(heap);
    return 0;
}

/* A proxy from a template: SOAP 1.1 and TRANSPORT in the description, a larger MAX_BUFFERED_MESSAGE_SIZE in the value. Its
 * callers wait for a server that says nothing when the application ends and aborts the proxy from another thread. */
TEST(abort_at_shutdown_while_calls_wait)
{
    WS_HTTP_POLICY_DESCRIPTION description = { { plain, 2 } };
    ULONG size = 1 << 20, i;
    WS_CHANNEL_PROPERTY larger
            = { WS_CHANNEL_PROPERTY_MAX_BUFFERED_MESSAGE_SIZE, &size, sizeof(size) };
    WS_HTTP_BINDING_TEMPLATE value = { { &larger, 1 } };
    struct peer peer = { .connections = CALLERS, .rounds = 1 };
    struct office_caller callers[CALLERS];
    HANDLE threads[CALLERS];
    WS_SERVICE_PROXY *proxy = NULL;

    peer_start(&peer);
    ok_hr(WsCreateServiceProxyFromTemplate(WS_CHANNEL_TYPE_REQUEST, NULL, 0,
                  WS_HTTP_BINDING_TEMPLATE_TYPE, &value, sizeof(value), &description,
                  sizeof(description), &proxy, NULL),
            S_OK);
    ok_hr(open_proxy(proxy, peer_url(&peer, "/")), S_OK);
    for (i = 0; i < CALLERS; i++)
    {
        callers[i].proxy = proxy;
        threads[i] = CreateThread(NULL, 0, call_until_the_end, &callers[i], 0, NULL);
    }
    Sleep(200);
    ok_hr(WsAbortServiceProxy(proxy, NULL), S_OK);
    for (i = 0; i < CALLERS; i++)
    {
        if (!ok(WaitForSingleObject(threads[i], 5000) == WAIT_OBJECT_0, "caller %u waits on",
                    (unsigned)i))
            continue;
        CloseHandle(threads[i]);
        ok_hr(callers[i].hr, WS_E_OPERATION_ABORTED);
    }
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_FAULTED);
    ok_hr(WsAbortServiceProxy(proxy, NULL), S_OK); /* again, as the next owner does */
    ok_hr(WsCloseServiceProxy(proxy, NULL, NULL), S_OK);
    ok_int(proxy_state(proxy), WS_SERVICE_PROXY_STATE_CLOSED);
    WsFreeServiceProxy(proxy);
    peer_stop(&peer);
}

TEST(the_same_property_twice)
{
    WS_HTTP_POLICY_DESCRIPTION description = { { plain, 2 } };
    WS_HTTP_BINDING_TEMPLATE value = { { plain, 1 } };
    WS_SERVICE_PROXY *proxy = NULL;
    WS_SERVICE_ENDPOINT *endpoint = NULL;
    WS_ERROR *error = test_error();

    ok_hr(WsCreateServiceProxyFromTemplate(WS_CHANNEL_TYPE_REQUEST, NULL, 0,
                  WS_HTTP_BINDING_TEMPLATE_TYPE, &value, sizeof(value), &description,
                  sizeof(description), &proxy, error),
            E_INVALIDARG);
    ok(error_text(error)[0], "no text");
    ok_hr(WsCreateServiceEndpointFromTemplate(WS_CHANNEL_TYPE_REPLY, NULL, 0, NULL,
                  &service_contract, NULL, test_heap(), WS_HTTP_BINDING_TEMPLATE_TYPE, &value,
                  sizeof(value), &description, sizeof(description), &endpoint, NULL),
            E_INVALIDARG);
    ok(!proxy && !endpoint, "a pointer was written");
}

/* What each kind of template makes: which bindings, in which order. */
TEST(security_of_every_template)
{
#define SIZES(name) sizeof(WS_##name##_BINDING_TEMPLATE), sizeof(WS_##name##_POLICY_DESCRIPTION)
    static const struct
    {
        ULONG value, description;
        WS_CHANNEL_BINDING channel;
        ULONG count, bindings[2];
    } rows[] = {
        { SIZES(HTTP), WS_HTTP_CHANNEL_BINDING, 0, { 0 } },
        { SIZES(HTTP_SSL), WS_HTTP_CHANNEL_BINDING, 1, { 1 } },
        { SIZES(HTTP_HEADER_AUTH), WS_HTTP_CHANNEL_BINDING, 1, { 3 } },
        { SIZES(HTTP_SSL_HEADER_AUTH), WS_HTTP_CHANNEL_BINDING, 2, { 1, 3 } },
        { SIZES(HTTP_SSL_USERNAME), WS_HTTP_CHANNEL_BINDING, 2, { 1, 4 } },
        { SIZES(HTTP_SSL_KERBEROS_APREQ), WS_HTTP_CHANNEL_BINDING, 2, { 1, 5 } },
        { SIZES(TCP), WS_TCP_CHANNEL_BINDING, 0, { 0 } },
        { SIZES(TCP_SSPI), WS_TCP_CHANNEL_BINDING, 1, { 2 } },
        { SIZES(TCP_SSPI_USERNAME), WS_TCP_CHANNEL_BINDING, 2, { 2, 4 } },
        { SIZES(TCP_SSPI_KERBEROS_APREQ), WS_TCP_CHANNEL_BINDING, 2, { 2, 5 } },
        { SIZES(HTTP_SSL_USERNAME_SECURITY_CONTEXT), WS_HTTP_CHANNEL_BINDING, 2, { 1, 8 } },
        { SIZES(HTTP_SSL_KERBEROS_APREQ_SECURITY_CONTEXT), WS_HTTP_CHANNEL_BINDING, 2, { 1, 8 } },
        { SIZES(TCP_SSPI_USERNAME_SECURITY_CONTEXT), WS_TCP_CHANNEL_BINDING, 2, { 2, 8 } },
        { SIZES(TCP_SSPI_KERBEROS_APREQ_SECURITY_CONTEXT), WS_TCP_CHANNEL_BINDING, 2, { 2, 8 } },
    };
    static BYTE value[1024], description[1024];
    ULONG i, k;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_SERVICE_ENDPOINT *endpoint = NULL;

        test_context("template %lu", i);
        ok_hr(WsCreateServiceEndpointFromTemplate(WS_CHANNEL_TYPE_REPLY, NULL, 0, NULL,
                      &service_contract, NULL, test_heap(), i, value, rows[i].value, description,
                      rows[i].description, &endpoint, NULL),
                S_OK);
        if (!endpoint) continue;
        ok_int(endpoint->channelBinding, rows[i].channel);
        ok_int(endpoint->securityDescription != NULL, rows[i].count != 0);
        if (!rows[i].count || !endpoint->securityDescription) continue;
        ok_int(endpoint->securityDescription->securityBindingCount, rows[i].count);
        for (k = 0; k < rows[i].count; k++)
            ok_int(endpoint->securityDescription->securityBindings[k]->bindingType,
                    rows[i].bindings[k]);
        if (rows[i].bindings[1] == WS_SECURITY_CONTEXT_MESSAGE_SECURITY_BINDING_TYPE)
        {
            WS_SECURITY_CONTEXT_MESSAGE_SECURITY_BINDING *context
                    = (void *)endpoint->securityDescription->securityBindings[1];

            ok(context->bootstrapSecurityDescription
                            && context->bootstrapSecurityDescription->securityBindingCount == 2,
                    "the bootstrap's bindings");
        }
        ok_hr(WsCreateServiceEndpointFromTemplate(WS_CHANNEL_TYPE_REPLY, NULL, 0, NULL,
                      &service_contract, NULL, test_heap(), i, value, rows[i].value - 1,
                      description, rows[i].description, &endpoint, NULL),
                E_INVALIDARG);
    }
    test_context("%s", "");
}

TESTS = {
    CASE(P4_proxy_from_template),
    CASE(description_and_value_are_joined),
    CASE(abort_at_shutdown_while_calls_wait),
    CASE(the_same_property_twice),
    CASE(security_of_every_template),
    END_OF_CASES,
};
