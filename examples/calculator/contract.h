/* What the calculator's client and service share beside the code that wsutil made of calculator.wsdl:
 *
 *     wsutil /wsdl:calculator.wsdl /out:generated
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef CALCULATOR_CONTRACT_H
#define CALCULATOR_CONTRACT_H

#include <windows.h>
#include <WebServices.h>
#include "generated/calculator.wsdl.h"

/* The fault that Divide sends has a _DivisionFault as its detail. */
extern const WS_FAULT_DETAIL_DESCRIPTION division_fault_detail;

/* Prints what an error object says. */
void print_error(HRESULT hr, WS_ERROR *error);

#endif
