// Generated from calculator.wsdl by wsutil of the webservices project, version 0.1. Changes here are lost.

#ifndef WSUTIL_calculator_wsdl_H
#define WSUTIL_calculator_wsdl_H
#if _MSC_VER > 1000
#pragma once
#endif

//
//  client functions
//
//     CalculatorSoap11_Add
//     CalculatorSoap11_Subtract
//     CalculatorSoap11_Echo
//     CalculatorSoap11_Divide
//     CalculatorSoap11_Note
//     CalculatorSoap12_Add
//     CalculatorSoap12_Subtract
//     CalculatorSoap12_Echo
//     CalculatorSoap12_Divide
//     CalculatorSoap12_Note
//
//  server function tables
//
//     struct CalculatorSoap11FunctionTable
//     struct CalculatorSoap12FunctionTable
//
//  types
//
//     struct _Add
//     struct _AddResponse
//     struct _Subtract
//     struct _SubtractResponse
//     struct _Echo
//     struct _EchoResponse
//     struct _Divide
//     struct _DivideResponse
//     struct _Note
//     struct _DivisionFault
//
//  policy helpers
//
//     CalculatorSoap11_CreateServiceProxy
//     CalculatorSoap11_CreateServiceEndpoint
//     CalculatorSoap12_CreateServiceProxy
//     CalculatorSoap12_CreateServiceEndpoint

#include <WebServices.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _Add
{
    int a;
    int b;
} _Add;

typedef struct _AddResponse
{
    int result;
} _AddResponse;

typedef struct _Subtract
{
    int a;
    int b;
} _Subtract;

typedef struct _SubtractResponse
{
    int result;
} _SubtractResponse;

typedef struct _Echo
{
    WCHAR* text;
} _Echo;

typedef struct _EchoResponse
{
    WCHAR* text;
} _EchoResponse;

typedef struct _Divide
{
    int a;
    int b;
} _Divide;

typedef struct _DivideResponse
{
    int result;
} _DivideResponse;

typedef struct _Note
{
    WCHAR* text;
} _Note;

typedef struct _DivisionFault
{
    int dividend;
    WCHAR* reason;
} _DivisionFault;

HRESULT CalculatorSoap11_CreateServiceProxy(
    _In_opt_ WS_HTTP_BINDING_TEMPLATE* templateValue,
    _In_reads_opt_(proxyPropertyCount) const WS_PROXY_PROPERTY* proxyProperties,
    _In_ const ULONG proxyPropertyCount,
    _Outptr_ WS_SERVICE_PROXY** _serviceProxy,
    _In_opt_ WS_ERROR* error);

struct CalculatorSoap11FunctionTable;

HRESULT CalculatorSoap11_CreateServiceEndpoint(
    _In_opt_ WS_HTTP_BINDING_TEMPLATE* templateValue,
    _In_opt_ CONST WS_STRING* address,
    _In_opt_ struct CalculatorSoap11FunctionTable* functionTable,
    _In_opt_ WS_SERVICE_SECURITY_CALLBACK authorizationCallback,
    _In_reads_opt_(endpointPropertyCount) WS_SERVICE_ENDPOINT_PROPERTY* endpointProperties,
    _In_ const ULONG endpointPropertyCount,
    _In_ WS_HEAP* heap,
    _Outptr_ WS_SERVICE_ENDPOINT** serviceEndpoint,
    _In_opt_ WS_ERROR* error);

HRESULT WINAPI CalculatorSoap11_Add(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

HRESULT WINAPI CalculatorSoap11_Subtract(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

HRESULT WINAPI CalculatorSoap11_Echo(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _Inout_ WCHAR** text,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

HRESULT WINAPI CalculatorSoap11_Divide(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

HRESULT WINAPI CalculatorSoap11_Note(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_z_ WCHAR* text,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

typedef HRESULT (CALLBACK* CalculatorSoap11_AddCallback)(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

typedef HRESULT (CALLBACK* CalculatorSoap11_SubtractCallback)(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

typedef HRESULT (CALLBACK* CalculatorSoap11_EchoCallback)(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _Inout_ WCHAR** text,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

typedef HRESULT (CALLBACK* CalculatorSoap11_DivideCallback)(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

typedef HRESULT (CALLBACK* CalculatorSoap11_NoteCallback)(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_z_ WCHAR* text,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

typedef struct CalculatorSoap11FunctionTable
{
    CalculatorSoap11_AddCallback CalculatorSoap11_Add;
    CalculatorSoap11_SubtractCallback CalculatorSoap11_Subtract;
    CalculatorSoap11_EchoCallback CalculatorSoap11_Echo;
    CalculatorSoap11_DivideCallback CalculatorSoap11_Divide;
    CalculatorSoap11_NoteCallback CalculatorSoap11_Note;
} CalculatorSoap11FunctionTable;

HRESULT CalculatorSoap12_CreateServiceProxy(
    _In_opt_ WS_HTTP_BINDING_TEMPLATE* templateValue,
    _In_reads_opt_(proxyPropertyCount) const WS_PROXY_PROPERTY* proxyProperties,
    _In_ const ULONG proxyPropertyCount,
    _Outptr_ WS_SERVICE_PROXY** _serviceProxy,
    _In_opt_ WS_ERROR* error);

struct CalculatorSoap12FunctionTable;

HRESULT CalculatorSoap12_CreateServiceEndpoint(
    _In_opt_ WS_HTTP_BINDING_TEMPLATE* templateValue,
    _In_opt_ CONST WS_STRING* address,
    _In_opt_ struct CalculatorSoap12FunctionTable* functionTable,
    _In_opt_ WS_SERVICE_SECURITY_CALLBACK authorizationCallback,
    _In_reads_opt_(endpointPropertyCount) WS_SERVICE_ENDPOINT_PROPERTY* endpointProperties,
    _In_ const ULONG endpointPropertyCount,
    _In_ WS_HEAP* heap,
    _Outptr_ WS_SERVICE_ENDPOINT** serviceEndpoint,
    _In_opt_ WS_ERROR* error);

HRESULT WINAPI CalculatorSoap12_Add(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

HRESULT WINAPI CalculatorSoap12_Subtract(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

HRESULT WINAPI CalculatorSoap12_Echo(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _Inout_ WCHAR** text,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

HRESULT WINAPI CalculatorSoap12_Divide(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

HRESULT WINAPI CalculatorSoap12_Note(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_z_ WCHAR* text,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

typedef HRESULT (CALLBACK* CalculatorSoap12_AddCallback)(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

typedef HRESULT (CALLBACK* CalculatorSoap12_SubtractCallback)(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

typedef HRESULT (CALLBACK* CalculatorSoap12_EchoCallback)(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _Inout_ WCHAR** text,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

typedef HRESULT (CALLBACK* CalculatorSoap12_DivideCallback)(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

typedef HRESULT (CALLBACK* CalculatorSoap12_NoteCallback)(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_z_ WCHAR* text,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error);

typedef struct CalculatorSoap12FunctionTable
{
    CalculatorSoap12_AddCallback CalculatorSoap12_Add;
    CalculatorSoap12_SubtractCallback CalculatorSoap12_Subtract;
    CalculatorSoap12_EchoCallback CalculatorSoap12_Echo;
    CalculatorSoap12_DivideCallback CalculatorSoap12_Divide;
    CalculatorSoap12_NoteCallback CalculatorSoap12_Note;
} CalculatorSoap12FunctionTable;

typedef struct _calculator_wsdl
{
    struct
    {
        WS_ELEMENT_DESCRIPTION Add;
        WS_ELEMENT_DESCRIPTION AddResponse;
        WS_ELEMENT_DESCRIPTION Subtract;
        WS_ELEMENT_DESCRIPTION SubtractResponse;
        WS_ELEMENT_DESCRIPTION Echo;
        WS_ELEMENT_DESCRIPTION EchoResponse;
        WS_ELEMENT_DESCRIPTION Divide;
        WS_ELEMENT_DESCRIPTION DivideResponse;
        WS_ELEMENT_DESCRIPTION Note;
        WS_ELEMENT_DESCRIPTION DivisionFault;
    } globalElements;
    struct
    {
        WS_STRUCT_DESCRIPTION Add;
        WS_STRUCT_DESCRIPTION AddResponse;
        WS_STRUCT_DESCRIPTION Subtract;
        WS_STRUCT_DESCRIPTION SubtractResponse;
        WS_STRUCT_DESCRIPTION Echo;
        WS_STRUCT_DESCRIPTION EchoResponse;
        WS_STRUCT_DESCRIPTION Divide;
        WS_STRUCT_DESCRIPTION DivideResponse;
        WS_STRUCT_DESCRIPTION Note;
        WS_STRUCT_DESCRIPTION DivisionFault;
    } externallyReferencedTypes;
    struct
    {
        WS_MESSAGE_DESCRIPTION AddInput;
        WS_MESSAGE_DESCRIPTION AddOutput;
        WS_MESSAGE_DESCRIPTION SubtractInput;
        WS_MESSAGE_DESCRIPTION SubtractOutput;
        WS_MESSAGE_DESCRIPTION EchoInput;
        WS_MESSAGE_DESCRIPTION EchoOutput;
        WS_MESSAGE_DESCRIPTION DivideInput;
        WS_MESSAGE_DESCRIPTION DivideOutput;
        WS_MESSAGE_DESCRIPTION NoteInput;
    } messages;
    struct
    {
        WS_CONTRACT_DESCRIPTION CalculatorSoap11;
        WS_CONTRACT_DESCRIPTION CalculatorSoap12;
    } contracts;
    struct
    {
        WS_HTTP_POLICY_DESCRIPTION CalculatorSoap11;
        WS_HTTP_POLICY_DESCRIPTION CalculatorSoap12;
    } policies;
} _calculator_wsdl;

extern const _calculator_wsdl calculator_wsdl;

#ifdef __cplusplus
}
#endif
#endif
