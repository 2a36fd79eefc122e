/* A client of the calculator: one call of each kind with a transcript, then as many additions as are asked for.
 *
 *     calculator_client [--url http://localhost:8731/calculator] [WIRE] [--calls N] [--callers N] [--show no]
 *                       [--stop yes]
 *
 * WIRE is what messages look like: see WIRE_USAGE in contract.h. --show no leaves out the call of each kind.
 *
 * Exit code 0 when every answer was right.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "contract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static WS_SERVICE_PROXY *proxy;
static volatile LONG wrong;
static LONG calls_each;

/* The messages of both bindings are the same, so the functions of one serve; what differs is the proxy's policy. */
typedef HRESULT(WINAPI *operation_of_numbers)(WS_SERVICE_PROXY *, int, int, int *, WS_HEAP *,
        const WS_CALL_PROPERTY *, ULONG, const WS_ASYNC_CONTEXT *, WS_ERROR *);

static void show_numbers(operation_of_numbers operation, const char *sign, int a, int b,
        int expected, WS_HEAP *heap, WS_ERROR *error)
{
    int result = 0;
    HRESULT hr = operation(proxy, a, b, &result, heap, NULL, 0, NULL, error);

    printf("%d %s %d = ", a, sign, b);
    if (FAILED(hr))
        print_error(hr, error);
    else
        printf("%d\n", result);
    if (FAILED(hr) || result != expected) InterlockedIncrement(&wrong);
    WsResetHeap(heap, NULL);
    WsResetError(error);
}

static void show_echo(WS_HEAP *heap, WS_ERROR *error)
{
    static WCHAR sent[] = { 'G', 'r', 0xfc, 0xdf, 'e', ' ', '<', '&', '>', ' ', 0x20ac, ' ', 0xd83d,
        0xde00, 0 };
    WCHAR *text = sent;
    HRESULT hr = CalculatorSoap11_Echo(proxy, &text, heap, NULL, 0, NULL, error);

    printf("echo: ");
    if (FAILED(hr))
        print_error(hr, error);
    else
        printf("%s\n",
                text != sent && !wcscmp(text, sent) ? "the same text came back"
                                                    : "another text came back");
    if (FAILED(hr) || text == sent || wcscmp(text, sent)) InterlockedIncrement(&wrong);
    WsResetHeap(heap, NULL);
    WsResetError(error);
}

static void show_fault(WS_HEAP *heap, WS_ERROR *error)
{
    _DivisionFault *fault = NULL;
    int result = 0;
    HRESULT hr = CalculatorSoap11_Divide(proxy, 7, 0, &result, heap, NULL, 0, NULL, error);

    printf("7 / 0 = ");
    print_error(hr, error);
    if (hr != WS_E_ENDPOINT_FAULT_RECEIVED) InterlockedIncrement(&wrong);
    hr = WsGetFaultErrorDetail(
            error, &division_fault_detail, WS_READ_REQUIRED_POINTER, heap, &fault, sizeof(fault));
    if (SUCCEEDED(hr))
        printf("    detail: dividend %d, reason %ls\n", fault->dividend, fault->reason);
    else
        printf("    the detail could not be read: 0x%08lx\n", hr);
    if (FAILED(hr) || fault->dividend != 7) InterlockedIncrement(&wrong);
    WsResetHeap(heap, NULL);
    WsResetError(error);
}

static void send_note(WCHAR *text, WS_HEAP *heap, WS_ERROR *error)
{
    HRESULT hr = CalculatorSoap11_Note(proxy, text, heap, NULL, 0, NULL, error);

    printf("note \"%ls\": ", text);
    if (FAILED(hr))
    {
        print_error(hr, error);
        InterlockedIncrement(&wrong);
    }
    else
        printf("sent\n");
    WsResetHeap(heap, NULL);
    WsResetError(error);
}

/* How long each call took, in microseconds. */
static double *times;
static volatile LONG timed;
static LARGE_INTEGER frequency;

static double microseconds(void)
{
    LARGE_INTEGER now;

    QueryPerformanceCounter(&now);
    return now.QuadPart * 1e6 / frequency.QuadPart;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static DWORD WINAPI call_many(void *argument)
{
    double start;
    WS_ERROR *error = NULL;
    WS_HEAP *heap = NULL;
    int i, result;

    WsCreateError(NULL, 0, &error);
    WsCreateHeap(65536, 4096, NULL, 0, &heap, NULL);
    for (i = 0; i < calls_each; i++)
    {
        HRESULT hr;

        start = microseconds();
        hr = CalculatorSoap11_Add(proxy, i, 1000, &result, heap, NULL, 0, NULL, error);
        times[InterlockedIncrement(&timed) - 1] = microseconds() - start;
        if (SUCCEEDED(hr) && result == i + 1000)
        {
            WsResetHeap(heap, NULL);
            continue;
        }
        if (InterlockedIncrement(&wrong) < 5) print_error(hr, error);
        WsResetHeap(heap, NULL);
        WsResetError(error);
    }
    WsFreeHeap(heap);
    WsFreeError(error);
    return 0;
}

static void measure(LONG calls, LONG callers)
{
    HANDLE threads[64];
    double start, seconds;
    LONG i;

    if (callers < 1) callers = 1;
    if (callers > 64) callers = 64;
    calls_each = calls / callers;
    if (!calls_each || !(times = malloc(calls_each * callers * sizeof(*times)))) return;
    QueryPerformanceFrequency(&frequency);
    start = microseconds();
    for (i = 0; i < callers; i++)
        threads[i] = CreateThread(NULL, 0, call_many, NULL, 0, NULL);
    WaitForMultipleObjects(callers, threads, TRUE, INFINITE);
    seconds = (microseconds() - start) / 1e6;
    for (i = 0; i < callers; i++)
        CloseHandle(threads[i]);
    qsort(times, timed, sizeof(*times), by_size);
    printf("%ld calls by %ld callers in %.2f s: %.0f calls per second, %ld wrong; p50 %.0f us, p99 %.0f us\n",
            calls_each * callers, callers, seconds, calls_each * callers / seconds, wrong,
            times[timed / 2], times[timed * 99 / 100]);
    free(times);
}

static HRESULT open_proxy(const char *url, struct wire *wire, LONG callers, WS_ERROR *error)
{
    BOOL session = !strncmp(url, "net.tcp:", 8);
    WS_CHANNEL_PROPERTY channel[4];
    ULONG count = wire->given ? wire_properties(wire, channel) : 0;
    USHORT pool = (USHORT)callers;
    WS_PROXY_PROPERTY options[] = { { WS_PROXY_PROPERTY_MAX_CALL_POOL_SIZE, &pool, sizeof(pool) } };
    WS_ENDPOINT_ADDRESS address = { { 0 } };
    WCHAR wide_url[512];
    HRESULT hr;

    address.url.length = MultiByteToWideChar(CP_UTF8, 0, url, (int)strlen(url), wide_url, 512);
    address.url.chars = wide_url;
    /* over net.tcp a session with what is usual there: SOAP 1.2 with addressing, binary */
    if (session)
        hr = WsCreateServiceProxy(WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_TCP_CHANNEL_BINDING, NULL,
                options, 1, channel, count, &proxy, error);
    else if (wire->given)
        hr = WsCreateServiceProxy(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, NULL, options,
                1, channel, count, &proxy, error);
    else if (wire->envelope == WS_ENVELOPE_VERSION_SOAP_1_1)
        hr = CalculatorSoap11_CreateServiceProxy(NULL, options, 1, &proxy, error);
    else
        hr = CalculatorSoap12_CreateServiceProxy(NULL, options, 1, &proxy, error);
    if (FAILED(hr)) return hr;
    return WsOpenServiceProxy(proxy, &address, NULL, error);
}

static void show_each(WS_HEAP *heap, WS_ERROR *error)
{
    WCHAR all_is_well[] = L"all is well";

    show_numbers(CalculatorSoap11_Add, "+", 2, 3, 5, heap, error);
    show_numbers(CalculatorSoap11_Subtract, "-", 2, 3, -1, heap, error);
    show_numbers(CalculatorSoap11_Divide, "/", -42, 6, -7, heap, error);
    show_echo(heap, error);
    show_fault(heap, error);
    send_note(all_is_well, heap, error);
}

struct options
{
    const char *url;
    struct wire wire;
    LONG calls, callers;
    BOOL show, stop;
};

static BOOL parse(int argc, char **argv, struct options *options)
{
    int i;

    for (i = 1; i + 1 < argc; i += 2)
    {
        const char *value = argv[i + 1];

        if (!strcmp(argv[i], "--url"))
            options->url = value;
        else if (!strcmp(argv[i], "--calls"))
            options->calls = strtol(value, NULL, 10);
        else if (!strcmp(argv[i], "--callers"))
            options->callers = strtol(value, NULL, 10);
        else if (!strcmp(argv[i], "--show"))
            options->show = strcmp(value, "no") != 0;
        else if (!strcmp(argv[i], "--stop"))
            options->stop = !strcmp(value, "yes");
        else if (!wire_option(&options->wire, argv[i], value))
            return FALSE;
    }
    return i >= argc;
}

int main(int argc, char **argv)
{
    struct options options = { "http://localhost:8731/calculator",
        { WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_TRANSPORT, WS_ENCODING_XML_UTF8,
                WS_BUFFERED_TRANSFER_MODE, FALSE },
        0, 1, TRUE, FALSE };
    WCHAR stop_it[] = L"stop";
    WS_ERROR *error = NULL;
    WS_HEAP *heap = NULL;
    HRESULT hr;

    if (!parse(argc, argv, &options))
    {
        printf("usage: calculator_client [--url URL] " WIRE_USAGE
               " [--calls N] [--callers N] [--show no] [--stop yes]\n");
        return 2;
    }
    WsCreateError(NULL, 0, &error);
    WsCreateHeap(65536, 4096, NULL, 0, &heap, error);
    if (FAILED(hr = open_proxy(options.url, &options.wire, options.callers, error)))
    {
        printf("opening the proxy ");
        print_error(hr, error);
        wrong++;
    }
    else
    {
        if (options.show) show_each(heap, error);
        measure(options.calls, options.callers);
        if (options.stop) send_note(stop_it, heap, error);
        WsCloseServiceProxy(proxy, NULL, NULL);
    }
    if (proxy) WsFreeServiceProxy(proxy);
    WsFreeHeap(heap);
    WsFreeError(error);
    return wrong != 0;
}
