/* A C++ program as customers write them: <WebServices.h> between headers of the C++ library, whose own code must
 * not be hurt by the annotation words, in whatever order. Compiled twice, see tests/api/run.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifdef LIBRARY_FIRST
#    include <algorithm>
#    include <iostream>
#    include <map>
#endif

#include <WebServices.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <list>
#include <locale>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <valarray>
#include <vector>
#if __cplusplus >= 201103L
#    include <array>
#    include <atomic>
#    include <chrono>
#    include <codecvt>
#    include <future>
#    include <mutex>
#    include <random>
#    include <regex>
#    include <thread>
#    include <tuple>
#    include <unordered_map>
#endif
#if __cplusplus >= 202002L
#    include <ranges>
#    include <span>
#endif

#ifndef WS_NO_OLD_SAL
static HRESULT old_words(__in const WS_XML_STRING *name, __in_opt WS_ERROR *error,
        __out ULONG *length, __inout ULONG *calls, __in_ecount_opt(count) const BYTE *bytes,
        __in ULONG count)
{
    (void)error, (void)bytes;
    *length = name->length + count;
    ++*calls;
    return S_OK;
}
#endif

static HRESULT new_words(_In_ const WS_XML_STRING *name, _In_opt_ WS_ERROR *error,
        _Out_ ULONG *length, _Inout_ ULONG *calls, _In_reads_opt_(count) const BYTE *bytes,
        _In_ ULONG count)
{
    (void)error, (void)bytes;
    *length = name->length + count;
    ++*calls;
    return S_OK;
}

static HRESULT CALLBACK give_bytes(
        void *, void *, ULONG, ULONG *actual_size, const WS_ASYNC_CONTEXT *, WS_ERROR *)
{
    *actual_size = 0;
    return S_OK;
}

/* Overloads tell the enumerations apart, the reserved ones included. */
static int which(WS_XML_BUFFER_PROPERTY_ID)
{
    return 1;
}
static int which(WS_SECURITY_ALGORITHM_PROPERTY_ID)
{
    return 2;
}

static WS_XML_STRING element = WS_XML_STRING_VALUE("name");
static const WS_STRING address = WS_STRING_VALUE(L"http://localhost/");

int main()
{
    WS_READ_CALLBACK read = give_bytes;
    std::vector<ULONG> sizes(3, element.length);
    std::string text("abc");
    ULONG calls = 0, length = 0;
    WS_ERROR *error = NULL;

    std::sort(sizes.begin(), sizes.end());
    std::unique_copy(text.begin(), text.end(), std::ostream_iterator<char>(std::cout));
    if (SUCCEEDED(WsCreateError(NULL, 0, &error))) WsFreeError(error);
#ifndef WS_NO_OLD_SAL
    old_words(&element, NULL, &length, &calls, NULL, 0);
#endif
    new_words(&element, NULL, &length, &calls, NULL, 0);
    return read && which(WS_XML_BUFFER_PROPERTY_ID()) == 1
                    && which(WS_SECURITY_ALGORITHM_PROPERTY_ID()) == 2 && address.length == 17
                    && calls
            ? 0
            : 1;
}
