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

/* How messages look on the wire, where that is not what the WSDL's policies or the transport's defaults say. */
struct wire
{
    WS_ENVELOPE_VERSION envelope;
    WS_ADDRESSING_VERSION addressing;
    WS_ENCODING encoding;
    WS_TRANSFER_MODE transfer;
    BOOL given; /* one of addressing, encoding and transfer was */
};
#define WIRE_USAGE                                                                        \
    "[--soap 1.1|1.2] [--addressing none|1.0|0.9] [--encoding utf-8|utf-16|binary|mtom] " \
    "[--transfer buffered|streamed]"

/* Takes one option of WIRE_USAGE; FALSE when it is none or the value is unknown. */
BOOL wire_option(struct wire *wire, const char *option, const char *value);

/* What a channel is to be told of it. The values are those of *wire, which must live as long. */
ULONG wire_properties(struct wire *wire, WS_CHANNEL_PROPERTY list[4]);

/* Prints what an error object says. */
void print_error(HRESULT hr, WS_ERROR *error);

#endif
