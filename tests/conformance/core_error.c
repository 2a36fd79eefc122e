/* WS_ERROR: facts E1 to E7, and what the pages say about strings, reset and languages.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

static ULONG count_of(WS_ERROR *error)
{
    ULONG count = 0xdead;

    ok_hr(WsGetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, &count, sizeof(count)), S_OK);
    return count;
}

static LANGID language_of(WS_ERROR *error)
{
    LANGID language = 0xdead;

    ok_hr(WsGetErrorProperty(error, WS_ERROR_PROPERTY_LANGID, &language, sizeof(language)), S_OK);
    return language;
}

static LANGID user_language(void)
{
#ifdef _WIN32
    return GetUserDefaultUILanguage();
#else
    return 0x0409;
#endif
}

TEST(E1_out_pointer_is_required)
{
    ok_hr(WsCreateError(NULL, 0, NULL), E_INVALIDARG);
}

TEST(E2_a_new_error_object)
{
    WS_ERROR *error;
    ULONG code = 0xdead;

    ok_hr(WsCreateError(NULL, 0, &error), S_OK);
    ok_int(count_of(error), 0);
    ok_hr(WsGetErrorProperty(error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, &code, sizeof(code)),
            S_OK);
    ok_int(code, 0);
    ok_int(language_of(error), user_language());
    WsFreeError(error);
}

TEST(E3_E4_E5_setting_properties)
{
    WS_ERROR *error = test_error();
    ULONG code = 0xdeadbeef, count = 1;
    LANGID language = 0x0413;

    ok_hr(WsSetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, &count, sizeof(count)),
            E_INVALIDARG);
    ok_hr(WsSetErrorProperty(error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, &code, sizeof(code)),
            S_OK);
    code = 0;
    ok_hr(WsGetErrorProperty(error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, &code, sizeof(code)),
            S_OK);
    ok(code == 0xdeadbeef, "E4: %x", (unsigned)code);
    ok_hr(WsSetErrorProperty(error, WS_ERROR_PROPERTY_LANGID, &language, sizeof(language)),
            WS_E_INVALID_OPERATION);
    ok_int(language_of(error), user_language());
    ok_hr(WsSetErrorProperty(error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, &code, 2), E_INVALIDARG);
    ok_hr(WsSetErrorProperty(error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, NULL, 4), E_INVALIDARG);
    ok_hr(WsSetErrorProperty(NULL, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, &code, 4), E_INVALIDARG);
    ok_hr(WsSetErrorProperty(error, WS_ERROR_PROPERTY_LANGID + 1, &code, 4), E_INVALIDARG);
}

/* The page: the language can be set as long as the object is new, or has been reset. */
TEST(the_language_of_a_new_object_can_be_chosen)
{
    WS_ERROR *error = test_error();
    WS_STRING text = wide_string("text");
    LANGID language = 0x0413, none = 0;

    ok_hr(WsSetErrorProperty(error, WS_ERROR_PROPERTY_LANGID, &none, sizeof(none)), E_INVALIDARG);
    ok_hr(WsSetErrorProperty(error, WS_ERROR_PROPERTY_LANGID, &language, 4), E_INVALIDARG);
    ok_hr(WsSetErrorProperty(error, WS_ERROR_PROPERTY_LANGID, &language, sizeof(language)), S_OK);
    ok_int(language_of(error), 0x0413);
    ok_hr(WsAddErrorString(error, &text), S_OK);
    language = 0x0407;
    ok_hr(WsSetErrorProperty(error, WS_ERROR_PROPERTY_LANGID, &language, sizeof(language)),
            WS_E_INVALID_OPERATION);
    ok_hr(WsResetError(error), S_OK);
    ok_hr(WsSetErrorProperty(error, WS_ERROR_PROPERTY_LANGID, &language, sizeof(language)), S_OK);
    ok_int(language_of(error), 0x0407);
}

TEST(E6_reading_unknown_properties_and_wrong_sizes)
{
    WS_ERROR *error = test_error();
    ULONG value = 0xdead;

    ok_hr(WsGetErrorProperty(error, WS_ERROR_PROPERTY_LANGID + 1, &value, sizeof(value)),
            E_INVALIDARG);
    ok_hr(WsGetErrorProperty(error, WS_ERROR_PROPERTY_LANGID, &value, 4), E_INVALIDARG);
    ok_hr(WsGetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, &value, 8), E_INVALIDARG);
    ok_hr(WsGetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, NULL, 4), E_INVALIDARG);
    ok_hr(WsGetErrorProperty(NULL, WS_ERROR_PROPERTY_STRING_COUNT, &value, 4), E_INVALIDARG);
    ok_int(value, 0xdead);
}

TEST(E7_properties_at_creation)
{
    static const ULONG refused[] = { WS_ERROR_PROPERTY_STRING_COUNT,
        WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, WS_ERROR_PROPERTY_LANGID + 1 };
    LANGID language = 0x0413;
    ULONG number = 1;
    WS_ERROR_PROPERTY row = { WS_ERROR_PROPERTY_LANGID, &language, sizeof(language) };
    WS_ERROR *error = (WS_ERROR *)1;
    unsigned i;

    ok_hr(WsCreateError(NULL, 1, &error), E_INVALIDARG);
    for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
    {
        WS_ERROR_PROPERTY bad = { refused[i], &number, sizeof(number) };

        ok_hr(WsCreateError(&bad, 1, &error), E_INVALIDARG);
    }
    ok(error == (WS_ERROR *)1, "E7: untouched");
    ok_hr(WsCreateError(&row, 1, &error), S_OK);
    ok_int(language_of(error), 0x0413);
    WsFreeError(error);
}

TEST(strings_are_read_from_the_newest_on)
{
    WS_ERROR *error = test_error();
    WS_STRING first = wide_string("first"), second = wide_string("second"), got,
              empty = { 0, NULL };
    WS_STRING torn = { 3, NULL };

    ok_hr(WsAddErrorString(NULL, &first), E_INVALIDARG);
    ok_hr(WsAddErrorString(error, NULL), E_INVALIDARG);
    ok_hr(WsAddErrorString(error, &torn), E_INVALIDARG);
    ok_hr(WsAddErrorString(error, &first), S_OK);
    first.chars[0] = 'x'; /* a copy was taken */
    ok_hr(WsAddErrorString(error, &second), S_OK);
    ok_int(count_of(error), 2);
    ok_hr(WsGetErrorString(error, 0, &got), S_OK);
    ok_string(&got, "second");
    ok_hr(WsGetErrorString(error, 1, &got), S_OK);
    ok_string(&got, "first");
    got.length = 0xdead;
    ok_hr(WsGetErrorString(error, 2, &got), E_INVALIDARG);
    ok_hr(WsGetErrorString(error, 0, NULL), E_INVALIDARG);
    ok_hr(WsGetErrorString(NULL, 0, &got), E_INVALIDARG);
    ok_int(got.length, 0xdead);
    ok_hr(WsAddErrorString(error, &empty), S_OK);
    ok_int(count_of(error), 3);
    ok_hr(WsResetError(error), S_OK);
    ok_int(count_of(error), 0);
    ok_hr(WsResetError(NULL), E_INVALIDARG);
    WsFreeError(NULL);
}

TEST(an_original_code_counts_as_the_last_string)
{
    WS_ERROR *error = test_error();
    WS_STRING text = wide_string("text"), got = { 0, NULL };
    HRESULT code = E_ACCESSDENIED;

    ok_hr(WsAddErrorString(error, &text), S_OK);
    ok_hr(WsSetErrorProperty(error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, &code, sizeof(code)),
            S_OK);
    ok_int(count_of(error), 2);
    ok_hr(WsGetErrorString(error, 0, &got), S_OK);
    ok_string(&got, "text");
    ok_hr(WsGetErrorString(error, 1, &got), S_OK);
    ok(got.length > 3, "the system has words for it");
    ok_hr(WsGetErrorString(error, 2, &got), E_INVALIDARG);
    ok_hr(WsResetError(error), S_OK);
    ok_int(count_of(error), 0);
    ok_hr(WsGetErrorProperty(error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, &code, sizeof(code)),
            S_OK);
    ok_int(code, 0);
}

TEST(failing_calls_add_a_string)
{
    WS_ERROR *error = test_error();
    void *ptr;
    WS_HEAP *heap;

    ok_hr(WsCreateHeap(10, 0, NULL, 0, &heap, error), S_OK);
    ok_int(count_of(error), 0);
    ok_hr(WsAlloc(heap, 11, &ptr, error), WS_E_QUOTA_EXCEEDED);
    ok_int(count_of(error), 1);
    ok_hr(WsAlloc(heap, 11, &ptr, error), WS_E_QUOTA_EXCEEDED);
    ok_int(count_of(error), 2);
    WsFreeHeap(heap);
}

TESTS = { CASE(E1_out_pointer_is_required), CASE(E2_a_new_error_object),
    CASE(E3_E4_E5_setting_properties), CASE(the_language_of_a_new_object_can_be_chosen),
    CASE(E6_reading_unknown_properties_and_wrong_sizes), CASE(E7_properties_at_creation),
    CASE(strings_are_read_from_the_newest_on), CASE(an_original_code_counts_as_the_last_string),
    CASE(failing_calls_add_a_string), END_OF_CASES };
