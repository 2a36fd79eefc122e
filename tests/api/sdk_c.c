/* A C program as customers write them: it includes <WebServices.h> alone and annotates with both generations of SAL.
 * It is compiled, and linked with libwebservices.a; whether it runs is the business of other tests.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <WebServices.h>

/* The first generation of words, plain __in and __out included. */
static HRESULT old_words(__in const WS_XML_STRING *name, __in_opt WS_ERROR *error,
        __out ULONG *length, __out_opt BOOL *found, __inout ULONG *calls,
        __in_ecount(count) const BYTE *bytes, __in_ecount_opt(count) const BYTE *more,
        __in_bcount(count) const void *raw, __in ULONG count, __deref_out_opt WCHAR **text,
        __out_ecount_part(count, *length) BYTE *written)
{
    (void)error, (void)found, (void)bytes, (void)more, (void)raw, (void)text, (void)written;
    *length = name->length + count;
    ++*calls;
    return S_OK;
}

static HRESULT new_words(_In_ const WS_XML_STRING *name, _In_opt_ WS_ERROR *error,
        _Out_ ULONG *length, _Out_opt_ BOOL *found, _Inout_ ULONG *calls,
        _In_reads_(count) const BYTE *bytes, _In_reads_opt_(count) const BYTE *more,
        _In_reads_bytes_(count) const void *raw, _In_ ULONG count,
        _Outptr_opt_result_z_ WCHAR **text, _Out_writes_to_(count, *length) BYTE *written,
        _In_opt_z_ const WCHAR *title, _Outptr_opt_result_buffer_(*count_of_all) int **all,
        _Out_ unsigned int *count_of_all)
{
    (void)error, (void)found, (void)bytes, (void)more, (void)raw, (void)text, (void)written,
            (void)title;
    (void)all, (void)count_of_all;
    *length = name->length + count;
    ++*calls;
    return S_OK;
}

/* Tables as wsutil writes them. */
typedef struct person
{
    WCHAR *name;
    unsigned int age_count;
    _Field_size_opt_(age_count) int *ages;
} person;

static WS_XML_STRING namespace_uri = WS_XML_STRING_VALUE("urn:people");
static WS_XML_STRING name_element = WS_XML_STRING_VALUE("name");
static WS_FIELD_DESCRIPTION name_field
        = { WS_ELEMENT_FIELD_MAPPING, &name_element, &namespace_uri, WS_WSZ_TYPE, NULL,
              WsOffsetOf(person, name), WS_FIELD_OPTIONAL, NULL, (ULONG)-1, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION *person_fields[] = { &name_field };
static WS_STRUCT_DESCRIPTION person_type = { sizeof(person), __alignof__(person), person_fields,
    WsCountOf(person_fields), &name_element, &namespace_uri, NULL, NULL, 0, WS_STRUCT_ABSTRACT };
static const WS_STRING address = WS_STRING_VALUE(L"http://localhost/");

/* A callback must be assignable without a cast. */
static HRESULT CALLBACK give_bytes(void *state, void *bytes, ULONG max_size, ULONG *actual_size,
        const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    (void)state, (void)bytes, (void)max_size, (void)async, (void)error;
    *actual_size = 0;
    return S_OK;
}

int main(void)
{
    WS_READ_CALLBACK read = give_bytes;
    WS_XML_READER_STREAM_INPUT input = { { WS_XML_READER_INPUT_TYPE_STREAM }, read, NULL };
    WS_XML_BUFFER_PROPERTY_ID reserved = (WS_XML_BUFFER_PROPERTY_ID)0;
    DECIMAL decimal = { 0 };
    ULONG calls = 0, length, options = WS_STRUCT_ABSTRACT | WS_STRUCT_IGNORE_UNHANDLED_ATTRIBUTES;
    WS_ERROR *error = NULL;
    HRESULT hr;

    (void)reserved, (void)decimal, (void)input;
    hr = WsCreateError(NULL, 0, &error);
    if (hr == WS_E_INVALID_OPERATION) return 1;
    if (SUCCEEDED(hr)) WsFreeError(error);
    old_words(&name_element, NULL, &length, NULL, &calls, NULL, NULL, NULL, 0, NULL, NULL);
    new_words(&name_element, NULL, &length, NULL, &calls, NULL, NULL, NULL, 0, NULL, NULL, NULL,
            NULL, NULL);
    return calls == 2 && person_type.fieldCount == 1 && address.length == 17 && options ? 0 : 2;
}
