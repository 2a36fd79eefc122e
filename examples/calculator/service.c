/* The calculator as a service.
 *
 *     calculator_service [--url http://+:8731/calculator] [--soap 1.1|1.2] [--seconds N]
 *
 * Ends after N seconds (60 unless said otherwise), or when a client notes "stop". Prints "ready URL" when it listens.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "contract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static HANDLE stop;
static volatile LONG served;

/* A stub gets the addresses of the parameters, in the order of the operation's parameter descriptions. */
static HRESULT CALLBACK add_numbers(const WS_OPERATION_CONTEXT *context, void *frame,
        const void *callback, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    INT32 **stack = frame;

    InterlockedIncrement(&served);
    *stack[2] = (INT32)((UINT32)*stack[0] + (UINT32)*stack[1]);
    return S_OK;
}

static HRESULT CALLBACK subtract_numbers(const WS_OPERATION_CONTEXT *context, void *frame,
        const void *callback, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    INT32 **stack = frame;

    InterlockedIncrement(&served);
    *stack[2] = (INT32)((UINT32)*stack[0] - (UINT32)*stack[1]);
    return S_OK;
}

/* In and out share one place: what came in goes out. */
static HRESULT CALLBACK echo_text(const WS_OPERATION_CONTEXT *context, void *frame,
        const void *callback, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    InterlockedIncrement(&served);
    return S_OK;
}

static HRESULT send_division_fault(INT32 dividend, WS_ERROR *error)
{
    static WCHAR reason[] = L"division by zero";
    static WS_FAULT_CODE code = { { WS_XML_STRING_VALUE("Client"), WS_XML_STRING_VALUE("") } };
    WS_FAULT_REASON text
            = { WS_STRING_VALUE(L"A number cannot be divided by zero."), WS_STRING_VALUE(L"en") };
    struct division_fault detail = { dividend, reason };
    WS_FAULT fault = { &code, &text, 1 };
    HRESULT hr;

    hr = WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault));
    if (FAILED(hr)) return hr;
    hr = WsSetFaultErrorDetail(
            error, &division_fault_detail, WS_WRITE_REQUIRED_VALUE, &detail, sizeof(detail));
    return FAILED(hr) ? hr : E_FAIL;
}

static HRESULT CALLBACK divide_numbers(const WS_OPERATION_CONTEXT *context, void *frame,
        const void *callback, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    INT32 **stack = frame, a = *stack[0], b = *stack[1];

    InterlockedIncrement(&served);
    if (!b) return send_division_fault(a, error);
    *stack[2] = b == -1 ? (INT32)(0 - (UINT32)a) : a / b;
    return S_OK;
}

static HRESULT CALLBACK take_note(const WS_OPERATION_CONTEXT *context, void *frame,
        const void *callback, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    WCHAR ***stack = frame;

    InterlockedIncrement(&served);
    if (!wcscmp(*stack[0], L"stop")) SetEvent(stop);
    return S_OK;
}

static HRESULT serve(const char *url, WS_ENVELOPE_VERSION envelope, DWORD seconds, WS_ERROR *error)
{
    static const WS_SERVICE_STUB_CALLBACK stubs[OPERATION_COUNT]
            = { add_numbers, subtract_numbers, echo_text, divide_numbers, take_note };
    WS_ADDRESSING_VERSION addressing = WS_ADDRESSING_VERSION_TRANSPORT;
    WS_CHANNEL_PROPERTY channel[2] = {
        { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &envelope, sizeof(envelope) },
        { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &addressing, sizeof(addressing) },
    };
    const void *methods[OPERATION_COUNT];
    WS_SERVICE_CONTRACT contract = { &calculator_contract, NULL, methods };
    WS_SERVICE_ENDPOINT endpoint = { 0 };
    const WS_SERVICE_ENDPOINT *endpoints[] = { &endpoint };
    ULONG accepting = 64, i;
    WS_SERVICE_ENDPOINT_PROPERTY options[] = {
        { WS_SERVICE_ENDPOINT_PROPERTY_MAX_ACCEPTING_CHANNELS, &accepting, sizeof(accepting) },
    };
    WS_SERVICE_HOST *host = NULL;
    WCHAR wide_url[512];
    HRESULT hr;

    for (i = 0; i < OPERATION_COUNT; i++)
    {
        calculator_set_stub(i, stubs[i]);
        methods[i] = stubs[i];
    }
    endpoint.address.url.length
            = MultiByteToWideChar(CP_UTF8, 0, url, (int)strlen(url), wide_url, 512);
    endpoint.address.url.chars = wide_url;
    endpoint.channelBinding = WS_HTTP_CHANNEL_BINDING;
    endpoint.channelType = WS_CHANNEL_TYPE_REPLY;
    endpoint.contract = &contract;
    endpoint.properties = options;
    endpoint.propertyCount = 1;
    endpoint.channelProperties.properties = channel;
    endpoint.channelProperties.propertyCount = 2;
    if (!strncmp(url, "net.tcp:", 8))
    {
        endpoint.channelBinding = WS_TCP_CHANNEL_BINDING;
        endpoint.channelType = WS_CHANNEL_TYPE_DUPLEX_SESSION;
        endpoint.channelProperties.propertyCount = 0;
    }
    if (FAILED(hr = WsCreateServiceHost(endpoints, 1, NULL, 0, &host, error))) return hr;
    if (SUCCEEDED(hr = WsOpenServiceHost(host, NULL, error)))
    {
        printf("ready %s\n", url);
        fflush(stdout);
        WaitForSingleObject(stop, seconds * 1000);
        hr = WsCloseServiceHost(host, NULL, error);
        printf("served %ld calls\n", served);
    }
    WsFreeServiceHost(host);
    return hr;
}

int main(int argc, char **argv)
{
    const char *url = "http://+:8731/calculator";
    WS_ENVELOPE_VERSION envelope = WS_ENVELOPE_VERSION_SOAP_1_1;
    WS_ERROR *error = NULL;
    DWORD seconds = 60;
    HRESULT hr;
    int i;

    for (i = 1; i + 1 < argc; i += 2)
    {
        if (!strcmp(argv[i], "--url"))
            url = argv[i + 1];
        else if (!strcmp(argv[i], "--soap"))
            envelope = strcmp(argv[i + 1], "1.2") ? WS_ENVELOPE_VERSION_SOAP_1_1
                                                  : WS_ENVELOPE_VERSION_SOAP_1_2;
        else if (!strcmp(argv[i], "--seconds"))
            seconds = strtoul(argv[i + 1], NULL, 10);
        else
            break;
    }
    if (i < argc)
    {
        printf("usage: calculator_service [--url URL] [--soap 1.1|1.2] [--seconds N]\n");
        return 2;
    }
    stop = CreateEventA(NULL, TRUE, FALSE, NULL);
    WsCreateError(NULL, 0, &error);
    if (FAILED(hr = serve(url, envelope, seconds, error))) print_error(hr, error);
    WsFreeError(error);
    return FAILED(hr);
}
