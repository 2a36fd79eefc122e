/* The calculator's contract in C, written by hand after calculator.wsdl.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef CALCULATOR_CONTRACT_H
#define CALCULATOR_CONTRACT_H

#include <windows.h>
#include <WebServices.h>

enum operation
{
    OPERATION_ADD,
    OPERATION_SUBTRACT,
    OPERATION_ECHO,
    OPERATION_DIVIDE,
    OPERATION_NOTE,
    OPERATION_COUNT
};

/* In the order of enum operation. Arguments of WsCall and of the stubs' stacks: the inputs, then the output. */
extern WS_OPERATION_DESCRIPTION *const calculator_operations[OPERATION_COUNT];

/* The detail of the fault that Divide sends. */
struct division_fault
{
    INT32 dividend;
    WCHAR *reason;
};
extern WS_FAULT_DETAIL_DESCRIPTION division_fault_detail;

/* Installs the service side's stubs; the client has none. */
void calculator_set_stub(enum operation operation, WS_SERVICE_STUB_CALLBACK stub);
extern WS_CONTRACT_DESCRIPTION calculator_contract;

/* Prints what an error object says. */
void print_error(HRESULT hr, WS_ERROR *error);

#endif
