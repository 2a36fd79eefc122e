/* The calculator as a service.
 *
 *     calculator_service [--url http://+:8731/calculator] [WIRE] [--seconds N] [--wsdl FILE] [--metadata get|mex]
 *
 * WIRE is what messages look like: see WIRE_USAGE in contract.h. With --wsdl the file is given out at the URL with "?wsdl" behind it, or by WS-MetadataExchange, with a service "Published" whose port is here. Ends after N seconds (60 unless said otherwise), or when a client notes "stop". Prints "ready URL" when it listens.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "contract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static HANDLE stop;
static volatile LONG served;

static HRESULT CALLBACK add_numbers(const WS_OPERATION_CONTEXT *context, int a, int b, int *result,
        const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    InterlockedIncrement(&served);
    *result = (int)((unsigned)a + (unsigned)b);
    return S_OK;
}

static HRESULT CALLBACK subtract_numbers(const WS_OPERATION_CONTEXT *context, int a, int b,
        int *result, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    InterlockedIncrement(&served);
    *result = (int)((unsigned)a - (unsigned)b);
    return S_OK;
}

/* In and out share one place: what came in goes out. */
static HRESULT CALLBACK echo_text(const WS_OPERATION_CONTEXT *context, WCHAR **text,
        const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    InterlockedIncrement(&served);
    return S_OK;
}

static HRESULT send_division_fault(int dividend, WS_ERROR *error)
{
    static WCHAR reason[] = L"division by zero";
    static WS_FAULT_CODE code = { { WS_XML_STRING_VALUE("Client"), WS_XML_STRING_VALUE("") } };
    WS_FAULT_REASON text
            = { WS_STRING_VALUE(L"A number cannot be divided by zero."), WS_STRING_VALUE(L"en") };
    _DivisionFault detail = { dividend, reason };
    WS_FAULT fault = { &code, &text, 1 };
    HRESULT hr;

    hr = WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault));
    if (FAILED(hr)) return hr;
    hr = WsSetFaultErrorDetail(
            error, &division_fault_detail, WS_WRITE_REQUIRED_VALUE, &detail, sizeof(detail));
    return FAILED(hr) ? hr : E_FAIL;
}

static HRESULT CALLBACK divide_numbers(const WS_OPERATION_CONTEXT *context, int a, int b,
        int *result, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    InterlockedIncrement(&served);
    if (!b) return send_division_fault(a, error);
    *result = b == -1 ? (int)(0 - (unsigned)a) : a / b;
    return S_OK;
}

static HRESULT CALLBACK take_note(const WS_OPERATION_CONTEXT *context, WCHAR *text,
        const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    InterlockedIncrement(&served);
    if (!wcscmp(text, L"stop")) SetEvent(stop);
    return S_OK;
}

static CalculatorSoap11FunctionTable functions11
        = { add_numbers, subtract_numbers, echo_text, divide_numbers, take_note };
static CalculatorSoap12FunctionTable functions12
        = { add_numbers, subtract_numbers, echo_text, divide_numbers, take_note };

/* ---- metadata: the WSDL, by HTTP GET ---- */

static char wsdl_text[65536];
static WS_XML_STRING wsdl = { 0, (BYTE *)wsdl_text };
static WS_METADATA_EXCHANGE_TYPE metadata_type = WS_METADATA_EXCHANGE_TYPE_HTTP_GET;
static WS_STRING wsdl_name = WS_STRING_VALUE(L"?wsdl");
static WS_SERVICE_METADATA_DOCUMENT document = { &wsdl, &wsdl_name };

static BOOL load_wsdl(const char *path)
{
    FILE *file = fopen(path, "rb");

    if (!file) return FALSE;
    wsdl.length = (ULONG)fread(wsdl_text, 1, sizeof(wsdl_text), file);
    fclose(file);
    return wsdl.length && wsdl.length < sizeof(wsdl_text);
}

static ULONG metadata_options(WS_ENVELOPE_VERSION envelope, WS_SERVICE_ENDPOINT_PROPERTY *options)
{
    static WS_XML_STRING port = WS_XML_STRING_VALUE("PublishedPort");
    static WS_XML_STRING soap11 = WS_XML_STRING_VALUE("CalculatorSoap11"),
                         soap12 = WS_XML_STRING_VALUE("CalculatorSoap12"),
                         ns = WS_XML_STRING_VALUE("urn:calculator");
    static WS_SERVICE_ENDPOINT_METADATA metadata = { &port, &soap12, &ns };

    if (!wsdl.length) return 0;
    if (envelope == WS_ENVELOPE_VERSION_SOAP_1_1) metadata.bindingName = &soap11;
    options[0].id = WS_SERVICE_ENDPOINT_PROPERTY_METADATA_EXCHANGE_TYPE;
    options[0].value = &metadata_type;
    options[0].valueSize = sizeof(metadata_type);
    options[1].id = WS_SERVICE_ENDPOINT_PROPERTY_METADATA;
    options[1].value = &metadata;
    options[1].valueSize = sizeof(metadata);
    return 2;
}

/* ---- the service ---- */

/* By URL: over HTTP from the binding's policy; over net.tcp a session with what is usual there. */
static HRESULT create_endpoint(const WS_STRING *url, struct wire *wire, WS_HEAP *heap,
        WS_SERVICE_ENDPOINT **endpoint, WS_ERROR *error)
{
    static WS_CHANNEL_PROPERTY channel[4];
    static WS_SERVICE_CONTRACT contract
            = { &calculator_wsdl.contracts.CalculatorSoap12, NULL, &functions12 };
    static ULONG accepting = 64;
    static WS_SERVICE_ENDPOINT_PROPERTY options[3] = {
        { WS_SERVICE_ENDPOINT_PROPERTY_MAX_ACCEPTING_CHANNELS, &accepting, sizeof(accepting) },
    };
    static WS_SERVICE_ENDPOINT own;
    ULONG count = 1 + metadata_options(wire->envelope, options + 1);
    BOOL session = url->length > 8 && !memcmp(url->chars, L"net.tcp:", 8 * sizeof(WCHAR));

    if (!session && !wire->given)
    {
        if (wire->envelope == WS_ENVELOPE_VERSION_SOAP_1_1)
            return CalculatorSoap11_CreateServiceEndpoint(
                    NULL, url, &functions11, NULL, options, count, heap, endpoint, error);
        return CalculatorSoap12_CreateServiceEndpoint(
                NULL, url, &functions12, NULL, options, count, heap, endpoint, error);
    }
    own.address.url = *url;
    own.channelBinding = session ? WS_TCP_CHANNEL_BINDING : WS_HTTP_CHANNEL_BINDING;
    own.channelType = session ? WS_CHANNEL_TYPE_DUPLEX_SESSION : WS_CHANNEL_TYPE_REPLY;
    own.contract = &contract;
    own.properties = options;
    own.propertyCount = session ? 1 : count;
    own.channelProperties.properties = channel;
    own.channelProperties.propertyCount = wire->given ? wire_properties(wire, channel) : 0;
    *endpoint = &own;
    return S_OK;
}

static HRESULT serve(
        const char *url, struct wire *wire, DWORD seconds, WS_HEAP *heap, WS_ERROR *error)
{
    static WS_XML_STRING name = WS_XML_STRING_VALUE("Published"),
                         ns = WS_XML_STRING_VALUE("urn:calculator");
    WS_SERVICE_METADATA_DOCUMENT *documents[] = { &document };
    WS_SERVICE_METADATA metadata = { 1, documents, &name, &ns };
    WS_SERVICE_PROPERTY published = { WS_SERVICE_PROPERTY_METADATA, &metadata, sizeof(metadata) };
    WS_SERVICE_ENDPOINT *endpoint;
    WS_SERVICE_HOST *host = NULL;
    WCHAR wide_url[512];
    WS_STRING address = { 0, wide_url };
    HRESULT hr;

    address.length = MultiByteToWideChar(CP_UTF8, 0, url, (int)strlen(url), wide_url, 512);
    if (FAILED(hr = create_endpoint(&address, wire, heap, &endpoint, error))) return hr;
    hr = WsCreateServiceHost((const WS_SERVICE_ENDPOINT **)&endpoint, 1, &published,
            wsdl.length ? 1 : 0, &host, error);
    if (FAILED(hr)) return hr;
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
    struct wire wire = { WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_TRANSPORT,
        WS_ENCODING_XML_UTF8, WS_BUFFERED_TRANSFER_MODE, FALSE };
    WS_ERROR *error = NULL;
    WS_HEAP *heap = NULL;
    DWORD seconds = 60;
    HRESULT hr;
    int i;

    for (i = 1; i + 1 < argc; i += 2)
    {
        if (!strcmp(argv[i], "--url"))
            url = argv[i + 1];
        else if (!strcmp(argv[i], "--seconds"))
            seconds = strtoul(argv[i + 1], NULL, 10);
        else if (!strcmp(argv[i], "--wsdl"))
        {
            if (!load_wsdl(argv[i + 1])) break;
        }
        else if (!strcmp(argv[i], "--metadata"))
            metadata_type = strcmp(argv[i + 1], "mex") ? WS_METADATA_EXCHANGE_TYPE_HTTP_GET
                                                       : WS_METADATA_EXCHANGE_TYPE_MEX;
        else if (!wire_option(&wire, argv[i], argv[i + 1]))
            break;
    }
    if (i < argc)
    {
        printf("usage: calculator_service [--url URL] " WIRE_USAGE
               " [--seconds N] [--wsdl FILE] [--metadata get|mex]\n");
        return 2;
    }
    stop = CreateEventA(NULL, TRUE, FALSE, NULL);
    WsCreateError(NULL, 0, &error);
    hr = WsCreateHeap(65536, 0, NULL, 0, &heap, error);
    if (SUCCEEDED(hr)) hr = serve(url, &wire, seconds, heap, error);
    if (FAILED(hr)) print_error(hr, error);
    WsFreeHeap(heap);
    WsFreeError(error);
    return FAILED(hr);
}
