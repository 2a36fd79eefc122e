/* What the calculator's client and service share.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "contract.h"

#include <stdio.h>

const WS_FAULT_DETAIL_DESCRIPTION division_fault_detail
        = { NULL, (WS_ELEMENT_DESCRIPTION *)&calculator_wsdl.globalElements.DivisionFault };

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
