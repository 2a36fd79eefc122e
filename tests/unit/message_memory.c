/* Memory that runs out at every point of making errors, faults and URLs: E_OUTOFMEMORY, or success where the failure could
 * be borne; nothing lost, and the same answer once there is memory again.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "platform/platform.h"
#include "test.h"

static WS_XML_STRING ns = { 5, (BYTE *)"urn:d", NULL, 0 };
static WS_XML_STRING name = { 6, (BYTE *)"detail", NULL, 0 };
static WS_XML_STRING action = { 5, (BYTE *)"urn:f", NULL, 0 };
static WS_ELEMENT_DESCRIPTION element = { &name, &ns, WS_WSZ_TYPE, NULL };
static const WS_FAULT_DETAIL_DESCRIPTION detail = { &action, &element };

#define TRY(call)                            \
    do                                       \
    {                                        \
        HRESULT result_ = (call);            \
        if (FAILED(result_)) return result_; \
    } while (0)

/* An error becomes a fault with a detail, the fault an error again, and that one is copied and read. */
static HRESULT fault_with(WS_ERROR *error, WS_ERROR *copy, WS_HEAP *heap)
{
    WS_FAULT_REASON reason = { WS_STRING_VALUE(L"it is so"), WS_STRING_VALUE(L"en") };
    WS_FAULT_CODE code = { { { 6, (BYTE *)"Client", NULL, 0 }, { 0, NULL, NULL, 0 } }, NULL };
    WS_FAULT fault = { &code, &reason, 1 }, made = { 0 };
    WS_STRING text = WS_STRING_VALUE(L"some text"), string;
    WCHAR value[] = { 'w', 'h', 'y', 0 }, *pointer = value, *read = NULL;
    ULONG count;

    TRY(WsAddErrorString(error, &text));
    TRY(WsAddErrorString(error, &text));
    TRY(WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault)));
    TRY(WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_ACTION, &action, sizeof(action)));
    TRY(WsSetFaultErrorDetail(
            error, &detail, WS_WRITE_REQUIRED_POINTER, &pointer, sizeof(pointer)));
    TRY(WsGetFaultErrorDetail(error, &detail, WS_READ_REQUIRED_POINTER, heap, &read, sizeof(read)));
    if (!read || read[0] != 'w' || read[3]) return E_FAIL;
    TRY(WsCreateFaultFromError(error, E_FAIL, WS_FULL_FAULT_DISCLOSURE, heap, &made));
    if (made.reasonCount != 1 || made.reasons[0].text.length != 8) return E_FAIL;
    TRY(WsCopyError(error, copy));
    TRY(WsGetErrorProperty(copy, WS_ERROR_PROPERTY_STRING_COUNT, &count, sizeof(count)));
    if (count < 2) return E_FAIL;
    return WsGetErrorString(copy, 0, &string);
}

static HRESULT make_fault(void)
{
    WS_ERROR *error = NULL, *copy = NULL;
    WS_HEAP *heap = NULL;
    HRESULT hr = WsCreateError(NULL, 0, &error);

    if (SUCCEEDED(hr)) hr = WsCreateError(NULL, 0, &copy);
    if (SUCCEEDED(hr)) hr = WsCreateHeap(1 << 16, 0, NULL, 0, &heap, NULL);
    if (SUCCEEDED(hr)) hr = fault_with(error, copy, heap);
    if (SUCCEEDED(hr)) hr = WsResetError(error);
    WsFreeError(error);
    WsFreeError(copy);
    WsFreeHeap(heap);
    return hr;
}

static HRESULT take_urls(WS_HEAP *heap)
{
    WS_STRING text = WS_STRING_VALUE(L"http://host.example:81/a%20b/c?d=%41#e");
    WS_STRING reference = WS_STRING_VALUE(L"../f/./g?h"), made;
    WS_URL *url = NULL;

    TRY(WsDecodeUrl(&text, 0, heap, &url, NULL));
    if (url->scheme != WS_URL_HTTP_SCHEME_TYPE) return E_FAIL;
    TRY(WsEncodeUrl(url, 0, heap, &made, NULL));
    TRY(WsCombineUrl(&text, &reference, 0, heap, &made, NULL));
    return made.length ? S_OK : E_FAIL;
}

static HRESULT make_urls(void)
{
    WS_HEAP *heap = NULL;
    HRESULT hr = WsCreateHeap(1 << 16, 0, NULL, 0, &heap, NULL);

    if (SUCCEEDED(hr)) hr = take_urls(heap);
    WsFreeHeap(heap);
    return hr;
}

/* Failures whose texts are long: the text must not fail the call in another way. */
static HRESULT make_failure(void)
{
    WS_STRING wrong = WS_STRING_VALUE(L"http://no host/%zz");
    WS_ERROR *error = NULL;
    WS_HEAP *heap = NULL;
    WS_URL *url;
    HRESULT hr = WsCreateError(NULL, 0, &error), found = S_OK;

    if (SUCCEEDED(hr)) hr = WsCreateHeap(1 << 16, 0, NULL, 0, &heap, NULL);
    if (SUCCEEDED(hr)) found = WsDecodeUrl(&wrong, 0, heap, &url, error);
    WsFreeHeap(heap);
    WsFreeError(error);
    if (FAILED(hr)) return hr;
    return found == E_OUTOFMEMORY ? found : FAILED(found) ? S_OK : E_FAIL;
}

static void fail_each(HRESULT (*run)(void), unsigned least)
{
    SIZE_T before;
    HRESULT hr;
    unsigned k, count;

    ok_hr(run(), S_OK);
    before = mem_in_use();
    mem_fail_at(0);
    ok_hr(run(), S_OK);
    count = mem_fail_at(0);
    ok(count >= least, "%u allocations", count);
    for (k = 1; k <= count; k++)
    {
        test_context("allocation %u of %u", k, count);
        mem_fail_at(k);
        hr = run();
        mem_fail_at(0);
        ok(hr == S_OK || hr == E_OUTOFMEMORY, "0x%08x", (unsigned)hr);
        ok_int(mem_in_use(), before);
    }
    test_context("%s", "");
    ok_hr(run(), S_OK);
}

TEST(errors_and_faults)
{
    fail_each(make_fault, 10);
}

TEST(urls)
{
    fail_each(make_urls, 2);
}

TEST(failures)
{
    fail_each(make_failure, 2);
}

TESTS = { CASE(errors_and_faults), CASE(urls), CASE(failures), END_OF_CASES };
