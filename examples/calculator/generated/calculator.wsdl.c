// Generated from calculator.wsdl by wsutil of the webservices project, version 0.1. Changes here are lost.

#include <WebServices.h>
#include "calculator.wsdl.h"

#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#ifdef __cplusplus
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
#endif
#endif

typedef struct _calculator_wsdlLocalDefinitions
{
    struct
    {
        char unused;
    } globalTypes;
    struct
    {
        char unused;
        struct
        {
            WS_FIELD_DESCRIPTION a;
            WS_FIELD_DESCRIPTION b;
            WS_FIELD_DESCRIPTION* _AddFields[2];
        } _Adddescs;
        struct
        {
            WS_FIELD_DESCRIPTION result;
            WS_FIELD_DESCRIPTION* _AddResponseFields[1];
        } _AddResponsedescs;
        struct
        {
            WS_FIELD_DESCRIPTION a;
            WS_FIELD_DESCRIPTION b;
            WS_FIELD_DESCRIPTION* _SubtractFields[2];
        } _Subtractdescs;
        struct
        {
            WS_FIELD_DESCRIPTION result;
            WS_FIELD_DESCRIPTION* _SubtractResponseFields[1];
        } _SubtractResponsedescs;
        struct
        {
            WS_FIELD_DESCRIPTION text;
            WS_FIELD_DESCRIPTION* _EchoFields[1];
        } _Echodescs;
        struct
        {
            WS_FIELD_DESCRIPTION text;
            WS_FIELD_DESCRIPTION* _EchoResponseFields[1];
        } _EchoResponsedescs;
        struct
        {
            WS_FIELD_DESCRIPTION a;
            WS_FIELD_DESCRIPTION b;
            WS_FIELD_DESCRIPTION* _DivideFields[2];
        } _Dividedescs;
        struct
        {
            WS_FIELD_DESCRIPTION result;
            WS_FIELD_DESCRIPTION* _DivideResponseFields[1];
        } _DivideResponsedescs;
        struct
        {
            WS_FIELD_DESCRIPTION text;
            WS_FIELD_DESCRIPTION* _NoteFields[1];
        } _Notedescs;
        struct
        {
            WS_FIELD_DESCRIPTION dividend;
            WS_FIELD_DESCRIPTION reason;
            WS_FIELD_DESCRIPTION* _DivisionFaultFields[2];
        } _DivisionFaultdescs;
    } globalElements;
    struct
    {
        char unused;
    } messages;
    struct
    {
        char unused;
        struct
        {
            struct
            {
                WS_PARAMETER_DESCRIPTION params[3];
                WS_OPERATION_DESCRIPTION CalculatorSoap11_Add;
            } CalculatorSoap11_Add;
            struct
            {
                WS_PARAMETER_DESCRIPTION params[3];
                WS_OPERATION_DESCRIPTION CalculatorSoap11_Subtract;
            } CalculatorSoap11_Subtract;
            struct
            {
                WS_PARAMETER_DESCRIPTION params[1];
                WS_OPERATION_DESCRIPTION CalculatorSoap11_Echo;
            } CalculatorSoap11_Echo;
            struct
            {
                WS_PARAMETER_DESCRIPTION params[3];
                WS_OPERATION_DESCRIPTION CalculatorSoap11_Divide;
            } CalculatorSoap11_Divide;
            struct
            {
                WS_PARAMETER_DESCRIPTION params[1];
                WS_OPERATION_DESCRIPTION CalculatorSoap11_Note;
            } CalculatorSoap11_Note;
            WS_OPERATION_DESCRIPTION* operations[5];
            WS_CONTRACT_DESCRIPTION contractDesc;
        } CalculatorSoap11;
        struct
        {
            struct
            {
                WS_PARAMETER_DESCRIPTION params[3];
                WS_OPERATION_DESCRIPTION CalculatorSoap12_Add;
            } CalculatorSoap12_Add;
            struct
            {
                WS_PARAMETER_DESCRIPTION params[3];
                WS_OPERATION_DESCRIPTION CalculatorSoap12_Subtract;
            } CalculatorSoap12_Subtract;
            struct
            {
                WS_PARAMETER_DESCRIPTION params[1];
                WS_OPERATION_DESCRIPTION CalculatorSoap12_Echo;
            } CalculatorSoap12_Echo;
            struct
            {
                WS_PARAMETER_DESCRIPTION params[3];
                WS_OPERATION_DESCRIPTION CalculatorSoap12_Divide;
            } CalculatorSoap12_Divide;
            struct
            {
                WS_PARAMETER_DESCRIPTION params[1];
                WS_OPERATION_DESCRIPTION CalculatorSoap12_Note;
            } CalculatorSoap12_Note;
            WS_OPERATION_DESCRIPTION* operations[5];
            WS_CONTRACT_DESCRIPTION contractDesc;
        } CalculatorSoap12;
    } contracts;
    struct
    {
        struct
        {
            WS_ENCODING encoding;
            WS_ADDRESSING_VERSION addressingVersion;
            WS_ENVELOPE_VERSION envelopeVersion;
            WS_CHANNEL_PROPERTY channelPropertiesArray[3];
        } CalculatorSoap11;
        struct
        {
            WS_ENCODING encoding;
            WS_ADDRESSING_VERSION addressingVersion;
            WS_ENVELOPE_VERSION envelopeVersion;
            WS_CHANNEL_PROPERTY channelPropertiesArray[3];
        } CalculatorSoap12;
    } policies;
    struct
    {
        struct
        {
            WS_XML_STRING AddTypeName;
            WS_XML_STRING AddTypeNamespace;
            WS_XML_STRING AddResponseTypeName;
            WS_XML_STRING SubtractTypeName;
            WS_XML_STRING SubtractResponseTypeName;
            WS_XML_STRING EchoTypeName;
            WS_XML_STRING EchoResponseTypeName;
            WS_XML_STRING DivideTypeName;
            WS_XML_STRING DivideResponseTypeName;
            WS_XML_STRING NoteTypeName;
            WS_XML_STRING DivisionFaultTypeName;
            WS_XML_STRING _AddaLocalName;
            WS_XML_STRING _AddbLocalName;
            WS_XML_STRING _AddResponseresultLocalName;
            WS_XML_STRING _EchotextLocalName;
            WS_XML_STRING _DivisionFaultdividendLocalName;
            WS_XML_STRING _DivisionFaultreasonLocalName;
            WS_XML_STRING AddInputactionName;
            WS_XML_STRING SubtractInputactionName;
            WS_XML_STRING EchoInputactionName;
            WS_XML_STRING DivideInputactionName;
            WS_XML_STRING NoteInputactionName;
        } xmlStrings;
        WS_XML_DICTIONARY dict;
    } dictionary;
} _calculator_wsdlLocalDefinitions;

typedef struct CalculatorSoap11_AddParamStruct
{
    int* a;
    int* b;
    int* result;
} CalculatorSoap11_AddParamStruct;

static HRESULT CALLBACK CalculatorSoap11_AddOperationStub(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ void* _stackStruct,
    _In_ const void* _callback,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    CalculatorSoap11_AddParamStruct* _stack = (CalculatorSoap11_AddParamStruct*)_stackStruct;
    CalculatorSoap11_AddCallback _operation = (CalculatorSoap11_AddCallback)_callback;

    return _operation(_context,
        *(_stack->a),
        *(_stack->b),
        (_stack->result),
        _asyncContext,
        _error);
}

typedef struct CalculatorSoap11_SubtractParamStruct
{
    int* a;
    int* b;
    int* result;
} CalculatorSoap11_SubtractParamStruct;

static HRESULT CALLBACK CalculatorSoap11_SubtractOperationStub(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ void* _stackStruct,
    _In_ const void* _callback,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    CalculatorSoap11_SubtractParamStruct* _stack = (CalculatorSoap11_SubtractParamStruct*)_stackStruct;
    CalculatorSoap11_SubtractCallback _operation = (CalculatorSoap11_SubtractCallback)_callback;

    return _operation(_context,
        *(_stack->a),
        *(_stack->b),
        (_stack->result),
        _asyncContext,
        _error);
}

typedef struct CalculatorSoap11_EchoParamStruct
{
    WCHAR** text;
} CalculatorSoap11_EchoParamStruct;

static HRESULT CALLBACK CalculatorSoap11_EchoOperationStub(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ void* _stackStruct,
    _In_ const void* _callback,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    CalculatorSoap11_EchoParamStruct* _stack = (CalculatorSoap11_EchoParamStruct*)_stackStruct;
    CalculatorSoap11_EchoCallback _operation = (CalculatorSoap11_EchoCallback)_callback;

    return _operation(_context,
        (_stack->text),
        _asyncContext,
        _error);
}

typedef struct CalculatorSoap11_DivideParamStruct
{
    int* a;
    int* b;
    int* result;
} CalculatorSoap11_DivideParamStruct;

static HRESULT CALLBACK CalculatorSoap11_DivideOperationStub(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ void* _stackStruct,
    _In_ const void* _callback,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    CalculatorSoap11_DivideParamStruct* _stack = (CalculatorSoap11_DivideParamStruct*)_stackStruct;
    CalculatorSoap11_DivideCallback _operation = (CalculatorSoap11_DivideCallback)_callback;

    return _operation(_context,
        *(_stack->a),
        *(_stack->b),
        (_stack->result),
        _asyncContext,
        _error);
}

typedef struct CalculatorSoap11_NoteParamStruct
{
    WCHAR** text;
} CalculatorSoap11_NoteParamStruct;

static HRESULT CALLBACK CalculatorSoap11_NoteOperationStub(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ void* _stackStruct,
    _In_ const void* _callback,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    CalculatorSoap11_NoteParamStruct* _stack = (CalculatorSoap11_NoteParamStruct*)_stackStruct;
    CalculatorSoap11_NoteCallback _operation = (CalculatorSoap11_NoteCallback)_callback;

    return _operation(_context,
        *(_stack->text),
        _asyncContext,
        _error);
}

typedef struct CalculatorSoap12_AddParamStruct
{
    int* a;
    int* b;
    int* result;
} CalculatorSoap12_AddParamStruct;

static HRESULT CALLBACK CalculatorSoap12_AddOperationStub(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ void* _stackStruct,
    _In_ const void* _callback,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    CalculatorSoap12_AddParamStruct* _stack = (CalculatorSoap12_AddParamStruct*)_stackStruct;
    CalculatorSoap12_AddCallback _operation = (CalculatorSoap12_AddCallback)_callback;

    return _operation(_context,
        *(_stack->a),
        *(_stack->b),
        (_stack->result),
        _asyncContext,
        _error);
}

typedef struct CalculatorSoap12_SubtractParamStruct
{
    int* a;
    int* b;
    int* result;
} CalculatorSoap12_SubtractParamStruct;

static HRESULT CALLBACK CalculatorSoap12_SubtractOperationStub(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ void* _stackStruct,
    _In_ const void* _callback,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    CalculatorSoap12_SubtractParamStruct* _stack = (CalculatorSoap12_SubtractParamStruct*)_stackStruct;
    CalculatorSoap12_SubtractCallback _operation = (CalculatorSoap12_SubtractCallback)_callback;

    return _operation(_context,
        *(_stack->a),
        *(_stack->b),
        (_stack->result),
        _asyncContext,
        _error);
}

typedef struct CalculatorSoap12_EchoParamStruct
{
    WCHAR** text;
} CalculatorSoap12_EchoParamStruct;

static HRESULT CALLBACK CalculatorSoap12_EchoOperationStub(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ void* _stackStruct,
    _In_ const void* _callback,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    CalculatorSoap12_EchoParamStruct* _stack = (CalculatorSoap12_EchoParamStruct*)_stackStruct;
    CalculatorSoap12_EchoCallback _operation = (CalculatorSoap12_EchoCallback)_callback;

    return _operation(_context,
        (_stack->text),
        _asyncContext,
        _error);
}

typedef struct CalculatorSoap12_DivideParamStruct
{
    int* a;
    int* b;
    int* result;
} CalculatorSoap12_DivideParamStruct;

static HRESULT CALLBACK CalculatorSoap12_DivideOperationStub(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ void* _stackStruct,
    _In_ const void* _callback,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    CalculatorSoap12_DivideParamStruct* _stack = (CalculatorSoap12_DivideParamStruct*)_stackStruct;
    CalculatorSoap12_DivideCallback _operation = (CalculatorSoap12_DivideCallback)_callback;

    return _operation(_context,
        *(_stack->a),
        *(_stack->b),
        (_stack->result),
        _asyncContext,
        _error);
}

typedef struct CalculatorSoap12_NoteParamStruct
{
    WCHAR** text;
} CalculatorSoap12_NoteParamStruct;

static HRESULT CALLBACK CalculatorSoap12_NoteOperationStub(
    _In_ const WS_OPERATION_CONTEXT* _context,
    _In_ void* _stackStruct,
    _In_ const void* _callback,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    CalculatorSoap12_NoteParamStruct* _stack = (CalculatorSoap12_NoteParamStruct*)_stackStruct;
    CalculatorSoap12_NoteCallback _operation = (CalculatorSoap12_NoteCallback)_callback;

    return _operation(_context,
        *(_stack->text),
        _asyncContext,
        _error);
}

static const _calculator_wsdlLocalDefinitions calculator_wsdlLocalDefinitions =
{
    { /* globalTypes */
        0,
    },
    { /* globalElements */
        0,
        { /* _Add */
            { /* a */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._AddaLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_INT32_TYPE,
                0,
                WsOffsetOf(struct _Add, a),
                0,
                0,
                (ULONG)0xffffffff,
            },
            { /* b */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._AddbLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_INT32_TYPE,
                0,
                WsOffsetOf(struct _Add, b),
                0,
                0,
                (ULONG)0xffffffff,
            },
            {
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._Adddescs.a,
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._Adddescs.b,
            },
        },
        { /* _AddResponse */
            { /* result */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._AddResponseresultLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_INT32_TYPE,
                0,
                WsOffsetOf(struct _AddResponse, result),
                0,
                0,
                (ULONG)0xffffffff,
            },
            {
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._AddResponsedescs.result,
            },
        },
        { /* _Subtract */
            { /* a */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._AddaLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_INT32_TYPE,
                0,
                WsOffsetOf(struct _Subtract, a),
                0,
                0,
                (ULONG)0xffffffff,
            },
            { /* b */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._AddbLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_INT32_TYPE,
                0,
                WsOffsetOf(struct _Subtract, b),
                0,
                0,
                (ULONG)0xffffffff,
            },
            {
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._Subtractdescs.a,
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._Subtractdescs.b,
            },
        },
        { /* _SubtractResponse */
            { /* result */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._AddResponseresultLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_INT32_TYPE,
                0,
                WsOffsetOf(struct _SubtractResponse, result),
                0,
                0,
                (ULONG)0xffffffff,
            },
            {
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._SubtractResponsedescs.result,
            },
        },
        { /* _Echo */
            { /* text */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._EchotextLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_WSZ_TYPE,
                0,
                WsOffsetOf(struct _Echo, text),
                0,
                0,
                (ULONG)0xffffffff,
            },
            {
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._Echodescs.text,
            },
        },
        { /* _EchoResponse */
            { /* text */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._EchotextLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_WSZ_TYPE,
                0,
                WsOffsetOf(struct _EchoResponse, text),
                0,
                0,
                (ULONG)0xffffffff,
            },
            {
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._EchoResponsedescs.text,
            },
        },
        { /* _Divide */
            { /* a */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._AddaLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_INT32_TYPE,
                0,
                WsOffsetOf(struct _Divide, a),
                0,
                0,
                (ULONG)0xffffffff,
            },
            { /* b */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._AddbLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_INT32_TYPE,
                0,
                WsOffsetOf(struct _Divide, b),
                0,
                0,
                (ULONG)0xffffffff,
            },
            {
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._Dividedescs.a,
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._Dividedescs.b,
            },
        },
        { /* _DivideResponse */
            { /* result */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._AddResponseresultLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_INT32_TYPE,
                0,
                WsOffsetOf(struct _DivideResponse, result),
                0,
                0,
                (ULONG)0xffffffff,
            },
            {
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._DivideResponsedescs.result,
            },
        },
        { /* _Note */
            { /* text */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._EchotextLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_WSZ_TYPE,
                0,
                WsOffsetOf(struct _Note, text),
                0,
                0,
                (ULONG)0xffffffff,
            },
            {
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._Notedescs.text,
            },
        },
        { /* _DivisionFault */
            { /* dividend */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._DivisionFaultdividendLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_INT32_TYPE,
                0,
                WsOffsetOf(struct _DivisionFault, dividend),
                0,
                0,
                (ULONG)0xffffffff,
            },
            { /* reason */
                WS_ELEMENT_FIELD_MAPPING,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings._DivisionFaultreasonLocalName,
                (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
                WS_WSZ_TYPE,
                0,
                WsOffsetOf(struct _DivisionFault, reason),
                0,
                0,
                (ULONG)0xffffffff,
            },
            {
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._DivisionFaultdescs.dividend,
                (WS_FIELD_DESCRIPTION*)&calculator_wsdlLocalDefinitions.globalElements._DivisionFaultdescs.reason,
            },
        },
    },
    { /* messages */
        0,
    },
    { /* contracts */
        0,
        { /* CalculatorSoap11 */
            { /* Add */
                {
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)0, (USHORT)-1 },
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)1, (USHORT)-1 },
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)-1, (USHORT)0 },
                },
                {
                    1,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.AddInput,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.AddOutput,
                    0,
                    0,
                    3,
                    (WS_PARAMETER_DESCRIPTION*)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Add.params,
                    CalculatorSoap11_AddOperationStub,
                    WS_NON_RPC_LITERAL_OPERATION,
                },
            },
            { /* Subtract */
                {
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)0, (USHORT)-1 },
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)1, (USHORT)-1 },
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)-1, (USHORT)0 },
                },
                {
                    1,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.SubtractInput,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.SubtractOutput,
                    0,
                    0,
                    3,
                    (WS_PARAMETER_DESCRIPTION*)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Subtract.params,
                    CalculatorSoap11_SubtractOperationStub,
                    WS_NON_RPC_LITERAL_OPERATION,
                },
            },
            { /* Echo */
                {
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)0, (USHORT)0 },
                },
                {
                    1,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.EchoInput,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.EchoOutput,
                    0,
                    0,
                    1,
                    (WS_PARAMETER_DESCRIPTION*)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Echo.params,
                    CalculatorSoap11_EchoOperationStub,
                    WS_NON_RPC_LITERAL_OPERATION,
                },
            },
            { /* Divide */
                {
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)0, (USHORT)-1 },
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)1, (USHORT)-1 },
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)-1, (USHORT)0 },
                },
                {
                    1,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.DivideInput,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.DivideOutput,
                    0,
                    0,
                    3,
                    (WS_PARAMETER_DESCRIPTION*)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Divide.params,
                    CalculatorSoap11_DivideOperationStub,
                    WS_NON_RPC_LITERAL_OPERATION,
                },
            },
            { /* Note */
                {
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)0, (USHORT)-1 },
                },
                {
                    1,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.NoteInput,
                    0,
                    0,
                    0,
                    1,
                    (WS_PARAMETER_DESCRIPTION*)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Note.params,
                    CalculatorSoap11_NoteOperationStub,
                    WS_NON_RPC_LITERAL_OPERATION,
                },
            },
            {
                (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Add.CalculatorSoap11_Add,
                (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Subtract.CalculatorSoap11_Subtract,
                (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Echo.CalculatorSoap11_Echo,
                (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Divide.CalculatorSoap11_Divide,
                (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Note.CalculatorSoap11_Note,
            },
            {
                5,
                (WS_OPERATION_DESCRIPTION**)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.operations,
            },
        },
        { /* CalculatorSoap12 */
            { /* Add */
                {
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)0, (USHORT)-1 },
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)1, (USHORT)-1 },
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)-1, (USHORT)0 },
                },
                {
                    1,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.AddInput,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.AddOutput,
                    0,
                    0,
                    3,
                    (WS_PARAMETER_DESCRIPTION*)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Add.params,
                    CalculatorSoap12_AddOperationStub,
                    WS_NON_RPC_LITERAL_OPERATION,
                },
            },
            { /* Subtract */
                {
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)0, (USHORT)-1 },
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)1, (USHORT)-1 },
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)-1, (USHORT)0 },
                },
                {
                    1,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.SubtractInput,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.SubtractOutput,
                    0,
                    0,
                    3,
                    (WS_PARAMETER_DESCRIPTION*)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Subtract.params,
                    CalculatorSoap12_SubtractOperationStub,
                    WS_NON_RPC_LITERAL_OPERATION,
                },
            },
            { /* Echo */
                {
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)0, (USHORT)0 },
                },
                {
                    1,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.EchoInput,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.EchoOutput,
                    0,
                    0,
                    1,
                    (WS_PARAMETER_DESCRIPTION*)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Echo.params,
                    CalculatorSoap12_EchoOperationStub,
                    WS_NON_RPC_LITERAL_OPERATION,
                },
            },
            { /* Divide */
                {
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)0, (USHORT)-1 },
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)1, (USHORT)-1 },
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)-1, (USHORT)0 },
                },
                {
                    1,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.DivideInput,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.DivideOutput,
                    0,
                    0,
                    3,
                    (WS_PARAMETER_DESCRIPTION*)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Divide.params,
                    CalculatorSoap12_DivideOperationStub,
                    WS_NON_RPC_LITERAL_OPERATION,
                },
            },
            { /* Note */
                {
                    { WS_PARAMETER_TYPE_NORMAL, (USHORT)0, (USHORT)-1 },
                },
                {
                    1,
                    (WS_MESSAGE_DESCRIPTION*)&calculator_wsdl.messages.NoteInput,
                    0,
                    0,
                    0,
                    1,
                    (WS_PARAMETER_DESCRIPTION*)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Note.params,
                    CalculatorSoap12_NoteOperationStub,
                    WS_NON_RPC_LITERAL_OPERATION,
                },
            },
            {
                (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Add.CalculatorSoap12_Add,
                (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Subtract.CalculatorSoap12_Subtract,
                (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Echo.CalculatorSoap12_Echo,
                (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Divide.CalculatorSoap12_Divide,
                (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Note.CalculatorSoap12_Note,
            },
            {
                5,
                (WS_OPERATION_DESCRIPTION**)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.operations,
            },
        },
    },
    { /* policies */
        { /* CalculatorSoap11 */
            WS_ENCODING_XML_UTF8,
            WS_ADDRESSING_VERSION_TRANSPORT,
            WS_ENVELOPE_VERSION_SOAP_1_1,
            {
                { WS_CHANNEL_PROPERTY_ENCODING, (void*)&calculator_wsdlLocalDefinitions.policies.CalculatorSoap11.encoding, sizeof(WS_ENCODING) },
                { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, (void*)&calculator_wsdlLocalDefinitions.policies.CalculatorSoap11.addressingVersion, sizeof(WS_ADDRESSING_VERSION) },
                { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, (void*)&calculator_wsdlLocalDefinitions.policies.CalculatorSoap11.envelopeVersion, sizeof(WS_ENVELOPE_VERSION) },
            },
        },
        { /* CalculatorSoap12 */
            WS_ENCODING_XML_UTF8,
            WS_ADDRESSING_VERSION_TRANSPORT,
            WS_ENVELOPE_VERSION_SOAP_1_2,
            {
                { WS_CHANNEL_PROPERTY_ENCODING, (void*)&calculator_wsdlLocalDefinitions.policies.CalculatorSoap12.encoding, sizeof(WS_ENCODING) },
                { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, (void*)&calculator_wsdlLocalDefinitions.policies.CalculatorSoap12.addressingVersion, sizeof(WS_ADDRESSING_VERSION) },
                { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, (void*)&calculator_wsdlLocalDefinitions.policies.CalculatorSoap12.envelopeVersion, sizeof(WS_ENVELOPE_VERSION) },
            },
        },
    },
    { /* dictionary */
        { /* xmlStrings */
            WS_XML_STRING_DICTIONARY_VALUE("Add", &calculator_wsdlLocalDefinitions.dictionary.dict, 0),
            WS_XML_STRING_DICTIONARY_VALUE("urn:calculator", &calculator_wsdlLocalDefinitions.dictionary.dict, 1),
            WS_XML_STRING_DICTIONARY_VALUE("AddResponse", &calculator_wsdlLocalDefinitions.dictionary.dict, 2),
            WS_XML_STRING_DICTIONARY_VALUE("Subtract", &calculator_wsdlLocalDefinitions.dictionary.dict, 3),
            WS_XML_STRING_DICTIONARY_VALUE("SubtractResponse", &calculator_wsdlLocalDefinitions.dictionary.dict, 4),
            WS_XML_STRING_DICTIONARY_VALUE("Echo", &calculator_wsdlLocalDefinitions.dictionary.dict, 5),
            WS_XML_STRING_DICTIONARY_VALUE("EchoResponse", &calculator_wsdlLocalDefinitions.dictionary.dict, 6),
            WS_XML_STRING_DICTIONARY_VALUE("Divide", &calculator_wsdlLocalDefinitions.dictionary.dict, 7),
            WS_XML_STRING_DICTIONARY_VALUE("DivideResponse", &calculator_wsdlLocalDefinitions.dictionary.dict, 8),
            WS_XML_STRING_DICTIONARY_VALUE("Note", &calculator_wsdlLocalDefinitions.dictionary.dict, 9),
            WS_XML_STRING_DICTIONARY_VALUE("DivisionFault", &calculator_wsdlLocalDefinitions.dictionary.dict, 10),
            WS_XML_STRING_DICTIONARY_VALUE("a", &calculator_wsdlLocalDefinitions.dictionary.dict, 11),
            WS_XML_STRING_DICTIONARY_VALUE("b", &calculator_wsdlLocalDefinitions.dictionary.dict, 12),
            WS_XML_STRING_DICTIONARY_VALUE("result", &calculator_wsdlLocalDefinitions.dictionary.dict, 13),
            WS_XML_STRING_DICTIONARY_VALUE("text", &calculator_wsdlLocalDefinitions.dictionary.dict, 14),
            WS_XML_STRING_DICTIONARY_VALUE("dividend", &calculator_wsdlLocalDefinitions.dictionary.dict, 15),
            WS_XML_STRING_DICTIONARY_VALUE("reason", &calculator_wsdlLocalDefinitions.dictionary.dict, 16),
            WS_XML_STRING_DICTIONARY_VALUE("urn:calculator/Add", &calculator_wsdlLocalDefinitions.dictionary.dict, 17),
            WS_XML_STRING_DICTIONARY_VALUE("urn:calculator/Subtract", &calculator_wsdlLocalDefinitions.dictionary.dict, 18),
            WS_XML_STRING_DICTIONARY_VALUE("urn:calculator/Echo", &calculator_wsdlLocalDefinitions.dictionary.dict, 19),
            WS_XML_STRING_DICTIONARY_VALUE("urn:calculator/Divide", &calculator_wsdlLocalDefinitions.dictionary.dict, 20),
            WS_XML_STRING_DICTIONARY_VALUE("urn:calculator/Note", &calculator_wsdlLocalDefinitions.dictionary.dict, 21),
        },
        {
            { 0x026934c1, 0x2c53, 0x4401,
                { 0xb0, 0x10, 0x0e, 0xde, 0x9b, 0xa9, 0xcf, 0x37 } },
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings,
            22,
            TRUE,
        },
    },
};

HRESULT WINAPI CalculatorSoap11_Add(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    void* _argList[3];

    _argList[0] = &a;
    _argList[1] = &b;
    _argList[2] = &result;
    return WsCall(_serviceProxy,
        (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Add.CalculatorSoap11_Add,
        (const void**)&_argList, _heap, _callProperties, _callPropertyCount, _asyncContext, _error);
}

HRESULT WINAPI CalculatorSoap11_Subtract(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    void* _argList[3];

    _argList[0] = &a;
    _argList[1] = &b;
    _argList[2] = &result;
    return WsCall(_serviceProxy,
        (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Subtract.CalculatorSoap11_Subtract,
        (const void**)&_argList, _heap, _callProperties, _callPropertyCount, _asyncContext, _error);
}

HRESULT WINAPI CalculatorSoap11_Echo(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _Inout_ WCHAR** text,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    void* _argList[1];

    _argList[0] = &text;
    return WsCall(_serviceProxy,
        (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Echo.CalculatorSoap11_Echo,
        (const void**)&_argList, _heap, _callProperties, _callPropertyCount, _asyncContext, _error);
}

HRESULT WINAPI CalculatorSoap11_Divide(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    void* _argList[3];

    _argList[0] = &a;
    _argList[1] = &b;
    _argList[2] = &result;
    return WsCall(_serviceProxy,
        (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Divide.CalculatorSoap11_Divide,
        (const void**)&_argList, _heap, _callProperties, _callPropertyCount, _asyncContext, _error);
}

HRESULT WINAPI CalculatorSoap11_Note(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_z_ WCHAR* text,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    void* _argList[1];

    _argList[0] = &text;
    return WsCall(_serviceProxy,
        (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.CalculatorSoap11_Note.CalculatorSoap11_Note,
        (const void**)&_argList, _heap, _callProperties, _callPropertyCount, _asyncContext, _error);
}

HRESULT WINAPI CalculatorSoap12_Add(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    void* _argList[3];

    _argList[0] = &a;
    _argList[1] = &b;
    _argList[2] = &result;
    return WsCall(_serviceProxy,
        (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Add.CalculatorSoap12_Add,
        (const void**)&_argList, _heap, _callProperties, _callPropertyCount, _asyncContext, _error);
}

HRESULT WINAPI CalculatorSoap12_Subtract(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    void* _argList[3];

    _argList[0] = &a;
    _argList[1] = &b;
    _argList[2] = &result;
    return WsCall(_serviceProxy,
        (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Subtract.CalculatorSoap12_Subtract,
        (const void**)&_argList, _heap, _callProperties, _callPropertyCount, _asyncContext, _error);
}

HRESULT WINAPI CalculatorSoap12_Echo(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _Inout_ WCHAR** text,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    void* _argList[1];

    _argList[0] = &text;
    return WsCall(_serviceProxy,
        (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Echo.CalculatorSoap12_Echo,
        (const void**)&_argList, _heap, _callProperties, _callPropertyCount, _asyncContext, _error);
}

HRESULT WINAPI CalculatorSoap12_Divide(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_ int a,
    _In_ int b,
    _Out_ int* result,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    void* _argList[3];

    _argList[0] = &a;
    _argList[1] = &b;
    _argList[2] = &result;
    return WsCall(_serviceProxy,
        (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Divide.CalculatorSoap12_Divide,
        (const void**)&_argList, _heap, _callProperties, _callPropertyCount, _asyncContext, _error);
}

HRESULT WINAPI CalculatorSoap12_Note(
    _In_ WS_SERVICE_PROXY* _serviceProxy,
    _In_z_ WCHAR* text,
    _In_ WS_HEAP* _heap,
    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,
    _In_ const ULONG _callPropertyCount,
    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,
    _In_opt_ WS_ERROR* _error)
{
    void* _argList[1];

    _argList[0] = &text;
    return WsCall(_serviceProxy,
        (WS_OPERATION_DESCRIPTION*)&calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.CalculatorSoap12_Note.CalculatorSoap12_Note,
        (const void**)&_argList, _heap, _callProperties, _callPropertyCount, _asyncContext, _error);
}

const _calculator_wsdl calculator_wsdl =
{
    { /* globalElements */
        { /* Add */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            WS_STRUCT_TYPE,
            (void*)(WS_STRUCT_DESCRIPTION*)&calculator_wsdl.externallyReferencedTypes.Add,
        },
        { /* AddResponse */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddResponseTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            WS_STRUCT_TYPE,
            (void*)(WS_STRUCT_DESCRIPTION*)&calculator_wsdl.externallyReferencedTypes.AddResponse,
        },
        { /* Subtract */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.SubtractTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            WS_STRUCT_TYPE,
            (void*)(WS_STRUCT_DESCRIPTION*)&calculator_wsdl.externallyReferencedTypes.Subtract,
        },
        { /* SubtractResponse */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.SubtractResponseTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            WS_STRUCT_TYPE,
            (void*)(WS_STRUCT_DESCRIPTION*)&calculator_wsdl.externallyReferencedTypes.SubtractResponse,
        },
        { /* Echo */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.EchoTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            WS_STRUCT_TYPE,
            (void*)(WS_STRUCT_DESCRIPTION*)&calculator_wsdl.externallyReferencedTypes.Echo,
        },
        { /* EchoResponse */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.EchoResponseTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            WS_STRUCT_TYPE,
            (void*)(WS_STRUCT_DESCRIPTION*)&calculator_wsdl.externallyReferencedTypes.EchoResponse,
        },
        { /* Divide */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.DivideTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            WS_STRUCT_TYPE,
            (void*)(WS_STRUCT_DESCRIPTION*)&calculator_wsdl.externallyReferencedTypes.Divide,
        },
        { /* DivideResponse */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.DivideResponseTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            WS_STRUCT_TYPE,
            (void*)(WS_STRUCT_DESCRIPTION*)&calculator_wsdl.externallyReferencedTypes.DivideResponse,
        },
        { /* Note */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.NoteTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            WS_STRUCT_TYPE,
            (void*)(WS_STRUCT_DESCRIPTION*)&calculator_wsdl.externallyReferencedTypes.Note,
        },
        { /* DivisionFault */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.DivisionFaultTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            WS_STRUCT_TYPE,
            (void*)(WS_STRUCT_DESCRIPTION*)&calculator_wsdl.externallyReferencedTypes.DivisionFault,
        },
    },
    { /* externallyReferencedTypes */
        { /* Add */
            sizeof(struct _Add),
            __alignof(struct _Add),
            (WS_FIELD_DESCRIPTION**)&calculator_wsdlLocalDefinitions.globalElements._Adddescs._AddFields,
            2,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            0,
            0,
            0,
            0,
        },
        { /* AddResponse */
            sizeof(struct _AddResponse),
            __alignof(struct _AddResponse),
            (WS_FIELD_DESCRIPTION**)&calculator_wsdlLocalDefinitions.globalElements._AddResponsedescs._AddResponseFields,
            1,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddResponseTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            0,
            0,
            0,
            0,
        },
        { /* Subtract */
            sizeof(struct _Subtract),
            __alignof(struct _Subtract),
            (WS_FIELD_DESCRIPTION**)&calculator_wsdlLocalDefinitions.globalElements._Subtractdescs._SubtractFields,
            2,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.SubtractTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            0,
            0,
            0,
            0,
        },
        { /* SubtractResponse */
            sizeof(struct _SubtractResponse),
            __alignof(struct _SubtractResponse),
            (WS_FIELD_DESCRIPTION**)&calculator_wsdlLocalDefinitions.globalElements._SubtractResponsedescs._SubtractResponseFields,
            1,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.SubtractResponseTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            0,
            0,
            0,
            0,
        },
        { /* Echo */
            sizeof(struct _Echo),
            __alignof(struct _Echo),
            (WS_FIELD_DESCRIPTION**)&calculator_wsdlLocalDefinitions.globalElements._Echodescs._EchoFields,
            1,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.EchoTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            0,
            0,
            0,
            0,
        },
        { /* EchoResponse */
            sizeof(struct _EchoResponse),
            __alignof(struct _EchoResponse),
            (WS_FIELD_DESCRIPTION**)&calculator_wsdlLocalDefinitions.globalElements._EchoResponsedescs._EchoResponseFields,
            1,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.EchoResponseTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            0,
            0,
            0,
            0,
        },
        { /* Divide */
            sizeof(struct _Divide),
            __alignof(struct _Divide),
            (WS_FIELD_DESCRIPTION**)&calculator_wsdlLocalDefinitions.globalElements._Dividedescs._DivideFields,
            2,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.DivideTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            0,
            0,
            0,
            0,
        },
        { /* DivideResponse */
            sizeof(struct _DivideResponse),
            __alignof(struct _DivideResponse),
            (WS_FIELD_DESCRIPTION**)&calculator_wsdlLocalDefinitions.globalElements._DivideResponsedescs._DivideResponseFields,
            1,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.DivideResponseTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            0,
            0,
            0,
            0,
        },
        { /* Note */
            sizeof(struct _Note),
            __alignof(struct _Note),
            (WS_FIELD_DESCRIPTION**)&calculator_wsdlLocalDefinitions.globalElements._Notedescs._NoteFields,
            1,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.NoteTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            0,
            0,
            0,
            0,
        },
        { /* DivisionFault */
            sizeof(struct _DivisionFault),
            __alignof(struct _DivisionFault),
            (WS_FIELD_DESCRIPTION**)&calculator_wsdlLocalDefinitions.globalElements._DivisionFaultdescs._DivisionFaultFields,
            2,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.DivisionFaultTypeName,
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddTypeNamespace,
            0,
            0,
            0,
            0,
        },
    },
    { /* messages */
        { /* AddInput */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.AddInputactionName,
            (WS_ELEMENT_DESCRIPTION*)&calculator_wsdl.globalElements.Add,
        },
        { /* AddOutput */
            0,
            (WS_ELEMENT_DESCRIPTION*)&calculator_wsdl.globalElements.AddResponse,
        },
        { /* SubtractInput */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.SubtractInputactionName,
            (WS_ELEMENT_DESCRIPTION*)&calculator_wsdl.globalElements.Subtract,
        },
        { /* SubtractOutput */
            0,
            (WS_ELEMENT_DESCRIPTION*)&calculator_wsdl.globalElements.SubtractResponse,
        },
        { /* EchoInput */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.EchoInputactionName,
            (WS_ELEMENT_DESCRIPTION*)&calculator_wsdl.globalElements.Echo,
        },
        { /* EchoOutput */
            0,
            (WS_ELEMENT_DESCRIPTION*)&calculator_wsdl.globalElements.EchoResponse,
        },
        { /* DivideInput */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.DivideInputactionName,
            (WS_ELEMENT_DESCRIPTION*)&calculator_wsdl.globalElements.Divide,
        },
        { /* DivideOutput */
            0,
            (WS_ELEMENT_DESCRIPTION*)&calculator_wsdl.globalElements.DivideResponse,
        },
        { /* NoteInput */
            (WS_XML_STRING*)&calculator_wsdlLocalDefinitions.dictionary.xmlStrings.NoteInputactionName,
            (WS_ELEMENT_DESCRIPTION*)&calculator_wsdl.globalElements.Note,
        },
    },
    { /* contracts */
        { /* CalculatorSoap11 */
            5,
            (WS_OPERATION_DESCRIPTION**)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap11.operations,
        },
        { /* CalculatorSoap12 */
            5,
            (WS_OPERATION_DESCRIPTION**)calculator_wsdlLocalDefinitions.contracts.CalculatorSoap12.operations,
        },
    },
    { /* policies */
        { /* CalculatorSoap11 */
            { (WS_CHANNEL_PROPERTY*)&calculator_wsdlLocalDefinitions.policies.CalculatorSoap11.channelPropertiesArray, 3 }, /* channelProperties */
        },
        { /* CalculatorSoap12 */
            { (WS_CHANNEL_PROPERTY*)&calculator_wsdlLocalDefinitions.policies.CalculatorSoap12.channelPropertiesArray, 3 }, /* channelProperties */
        },
    },
};

HRESULT CalculatorSoap11_CreateServiceProxy(
    _In_opt_ WS_HTTP_BINDING_TEMPLATE* templateValue,
    _In_reads_opt_(proxyPropertyCount) const WS_PROXY_PROPERTY* proxyProperties,
    _In_ const ULONG proxyPropertyCount,
    _Outptr_ WS_SERVICE_PROXY** _serviceProxy,
    _In_opt_ WS_ERROR* error)
{
    return WsCreateServiceProxyFromTemplate(
        WS_CHANNEL_TYPE_REQUEST,
        proxyProperties,
        proxyPropertyCount,
        WS_HTTP_BINDING_TEMPLATE_TYPE,
        templateValue,
        templateValue == NULL ? 0 : sizeof(WS_HTTP_BINDING_TEMPLATE),
        &calculator_wsdl.policies.CalculatorSoap11,
        sizeof(WS_HTTP_POLICY_DESCRIPTION),
        _serviceProxy,
        error);
}

HRESULT CalculatorSoap11_CreateServiceEndpoint(
    _In_opt_ WS_HTTP_BINDING_TEMPLATE* templateValue,
    _In_opt_ CONST WS_STRING* address,
    _In_opt_ struct CalculatorSoap11FunctionTable* functionTable,
    _In_opt_ WS_SERVICE_SECURITY_CALLBACK authorizationCallback,
    _In_reads_opt_(endpointPropertyCount) WS_SERVICE_ENDPOINT_PROPERTY* endpointProperties,
    _In_ const ULONG endpointPropertyCount,
    _In_ WS_HEAP* heap,
    _Outptr_ WS_SERVICE_ENDPOINT** serviceEndpoint,
    _In_opt_ WS_ERROR* error)
{
    WS_SERVICE_CONTRACT serviceContract;

    serviceContract.contractDescription = &calculator_wsdl.contracts.CalculatorSoap11;
    serviceContract.defaultMessageHandlerCallback = 0;
    serviceContract.methodTable = (const void*)functionTable;
    return WsCreateServiceEndpointFromTemplate(
        WS_CHANNEL_TYPE_REPLY,
        endpointProperties,
        endpointPropertyCount,
        address,
        &serviceContract,
        authorizationCallback,
        heap,
        WS_HTTP_BINDING_TEMPLATE_TYPE,
        templateValue,
        templateValue == NULL ? 0 : sizeof(WS_HTTP_BINDING_TEMPLATE),
        &calculator_wsdl.policies.CalculatorSoap11,
        sizeof(WS_HTTP_POLICY_DESCRIPTION),
        serviceEndpoint,
        error);
}

HRESULT CalculatorSoap12_CreateServiceProxy(
    _In_opt_ WS_HTTP_BINDING_TEMPLATE* templateValue,
    _In_reads_opt_(proxyPropertyCount) const WS_PROXY_PROPERTY* proxyProperties,
    _In_ const ULONG proxyPropertyCount,
    _Outptr_ WS_SERVICE_PROXY** _serviceProxy,
    _In_opt_ WS_ERROR* error)
{
    return WsCreateServiceProxyFromTemplate(
        WS_CHANNEL_TYPE_REQUEST,
        proxyProperties,
        proxyPropertyCount,
        WS_HTTP_BINDING_TEMPLATE_TYPE,
        templateValue,
        templateValue == NULL ? 0 : sizeof(WS_HTTP_BINDING_TEMPLATE),
        &calculator_wsdl.policies.CalculatorSoap12,
        sizeof(WS_HTTP_POLICY_DESCRIPTION),
        _serviceProxy,
        error);
}

HRESULT CalculatorSoap12_CreateServiceEndpoint(
    _In_opt_ WS_HTTP_BINDING_TEMPLATE* templateValue,
    _In_opt_ CONST WS_STRING* address,
    _In_opt_ struct CalculatorSoap12FunctionTable* functionTable,
    _In_opt_ WS_SERVICE_SECURITY_CALLBACK authorizationCallback,
    _In_reads_opt_(endpointPropertyCount) WS_SERVICE_ENDPOINT_PROPERTY* endpointProperties,
    _In_ const ULONG endpointPropertyCount,
    _In_ WS_HEAP* heap,
    _Outptr_ WS_SERVICE_ENDPOINT** serviceEndpoint,
    _In_opt_ WS_ERROR* error)
{
    WS_SERVICE_CONTRACT serviceContract;

    serviceContract.contractDescription = &calculator_wsdl.contracts.CalculatorSoap12;
    serviceContract.defaultMessageHandlerCallback = 0;
    serviceContract.methodTable = (const void*)functionTable;
    return WsCreateServiceEndpointFromTemplate(
        WS_CHANNEL_TYPE_REPLY,
        endpointProperties,
        endpointPropertyCount,
        address,
        &serviceContract,
        authorizationCallback,
        heap,
        WS_HTTP_BINDING_TEMPLATE_TYPE,
        templateValue,
        templateValue == NULL ? 0 : sizeof(WS_HTTP_BINDING_TEMPLATE),
        &calculator_wsdl.policies.CalculatorSoap12,
        sizeof(WS_HTTP_POLICY_DESCRIPTION),
        serviceEndpoint,
        error);
}
