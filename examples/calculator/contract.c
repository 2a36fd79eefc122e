/* The calculator's descriptions: elements, messages, operations.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "contract.h"

#include <stdio.h>

#define NAME(variable, text) static WS_XML_STRING variable = WS_XML_STRING_VALUE(text)

NAME(ns, "urn:calculator");
NAME(name_a, "a");
NAME(name_b, "b");
NAME(name_result, "result");
NAME(name_text, "text");
NAME(name_dividend, "dividend");
NAME(name_reason, "reason");

struct two_numbers
{
    INT32 a, b;
};

struct number
{
    INT32 result;
};

struct text
{
    WCHAR *text;
};

#define FIELD(variable, structure, member, name, type_id, field_options)                          \
    static WS_FIELD_DESCRIPTION variable = { WS_ELEMENT_FIELD_MAPPING, &name, &ns, type_id, NULL, \
        offsetof(structure, member), field_options, NULL, 0xffff }

FIELD(field_a, struct two_numbers, a, name_a, WS_INT32_TYPE, 0);
FIELD(field_b, struct two_numbers, b, name_b, WS_INT32_TYPE, 0);
FIELD(field_result, struct number, result, name_result, WS_INT32_TYPE, 0);
FIELD(field_text, struct text, text, name_text, WS_WSZ_TYPE, 0);
FIELD(field_dividend, struct division_fault, dividend, name_dividend, WS_INT32_TYPE, 0);
FIELD(field_reason, struct division_fault, reason, name_reason, WS_WSZ_TYPE, 0);

#define STRUCTURE(variable, structure, ...)                                              \
    static WS_FIELD_DESCRIPTION *variable##_fields[] = { __VA_ARGS__ };                  \
    static WS_STRUCT_DESCRIPTION variable = { sizeof(structure), __alignof__(structure), \
        variable##_fields, sizeof(variable##_fields) / sizeof(variable##_fields[0]) }

STRUCTURE(two_numbers_type, struct two_numbers, &field_a, &field_b);
STRUCTURE(number_type, struct number, &field_result);
STRUCTURE(text_type, struct text, &field_text);
STRUCTURE(division_fault_type, struct division_fault, &field_dividend, &field_reason);

#define ELEMENT(variable, name, type) \
    NAME(variable##_name, name);      \
    static WS_ELEMENT_DESCRIPTION variable = { &variable##_name, &ns, WS_STRUCT_TYPE, &type }

ELEMENT(add, "Add", two_numbers_type);
ELEMENT(add_response, "AddResponse", number_type);
ELEMENT(subtract, "Subtract", two_numbers_type);
ELEMENT(subtract_response, "SubtractResponse", number_type);
ELEMENT(echo, "Echo", text_type);
ELEMENT(echo_response, "EchoResponse", text_type);
ELEMENT(divide, "Divide", two_numbers_type);
ELEMENT(divide_response, "DivideResponse", number_type);
ELEMENT(note, "Note", text_type);
ELEMENT(division_fault, "DivisionFault", division_fault_type);

WS_FAULT_DETAIL_DESCRIPTION division_fault_detail = { NULL, &division_fault };

#define MESSAGE(variable, action, element) \
    NAME(variable##_action, action);       \
    static WS_MESSAGE_DESCRIPTION variable = { &variable##_action, &element }
#define REPLY(variable, element) static WS_MESSAGE_DESCRIPTION variable = { NULL, &element }

MESSAGE(add_input, "urn:calculator/Add", add);
REPLY(add_output, add_response);
MESSAGE(subtract_input, "urn:calculator/Subtract", subtract);
REPLY(subtract_output, subtract_response);
MESSAGE(echo_input, "urn:calculator/Echo", echo);
REPLY(echo_output, echo_response);
MESSAGE(divide_input, "urn:calculator/Divide", divide);
REPLY(divide_output, divide_response);
MESSAGE(note_input, "urn:calculator/Note", note);

#define NONE 0xffff
static WS_PARAMETER_DESCRIPTION numbers_to_number[] = {
    { WS_PARAMETER_TYPE_NORMAL, 0, NONE },
    { WS_PARAMETER_TYPE_NORMAL, 1, NONE },
    { WS_PARAMETER_TYPE_NORMAL, NONE, 0 },
};
/* the same name and type in and out: one parameter for both directions */
static WS_PARAMETER_DESCRIPTION text_in_out[] = { { WS_PARAMETER_TYPE_NORMAL, 0, 0 } };
static WS_PARAMETER_DESCRIPTION text_in[] = { { WS_PARAMETER_TYPE_NORMAL, 0, NONE } };

static WS_OPERATION_DESCRIPTION add_operation = { 1, &add_input, &add_output, 0, 0, 3,
    numbers_to_number, NULL, WS_NON_RPC_LITERAL_OPERATION };
static WS_OPERATION_DESCRIPTION subtract_operation = { 1, &subtract_input, &subtract_output, 0, 0,
    3, numbers_to_number, NULL, WS_NON_RPC_LITERAL_OPERATION };
static WS_OPERATION_DESCRIPTION echo_operation = { 1, &echo_input, &echo_output, 0, 0, 1,
    text_in_out, NULL, WS_NON_RPC_LITERAL_OPERATION };
static WS_OPERATION_DESCRIPTION divide_operation = { 1, &divide_input, &divide_output, 0, 0, 3,
    numbers_to_number, NULL, WS_NON_RPC_LITERAL_OPERATION };
static WS_OPERATION_DESCRIPTION note_operation
        = { 1, &note_input, NULL, 0, 0, 1, text_in, NULL, WS_NON_RPC_LITERAL_OPERATION };

WS_OPERATION_DESCRIPTION *const calculator_operations[OPERATION_COUNT] = { &add_operation,
    &subtract_operation, &echo_operation, &divide_operation, &note_operation };

WS_CONTRACT_DESCRIPTION calculator_contract
        = { OPERATION_COUNT, (WS_OPERATION_DESCRIPTION **)calculator_operations };

void calculator_set_stub(enum operation operation, WS_SERVICE_STUB_CALLBACK stub)
{
    calculator_operations[operation]->stubCallback = stub;
}

void print_error(HRESULT hr, WS_ERROR *error)
{
    ULONG i, count = 0;
    WS_STRING string;

    printf("failed with 0x%08lx\n", hr);
    if (!error) return;
    WsGetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, &count, sizeof(count));
    for (i = 0; i < count; i++)
    {
        if (SUCCEEDED(WsGetErrorString(error, i, &string)))
            printf("    %.*ls\n", (int)string.length, string.chars);
    }
}
