/* What the calculator's client and service share.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "contract.h"

#include <stdio.h>
#include <string.h>

const WS_FAULT_DETAIL_DESCRIPTION division_fault_detail
        = { NULL, (WS_ELEMENT_DESCRIPTION *)&calculator_wsdl.globalElements.DivisionFault };

/* ---- options of the wire ---- */

static const struct choice
{
    const char *option, *value;
    size_t offset;
    int number;
} choices[] = {
    { "--soap", "1.1", offsetof(struct wire, envelope), WS_ENVELOPE_VERSION_SOAP_1_1 },
    { "--soap", "1.2", offsetof(struct wire, envelope), WS_ENVELOPE_VERSION_SOAP_1_2 },
    { "--addressing", "none", offsetof(struct wire, addressing), WS_ADDRESSING_VERSION_TRANSPORT },
    { "--addressing", "1.0", offsetof(struct wire, addressing), WS_ADDRESSING_VERSION_1_0 },
    { "--addressing", "0.9", offsetof(struct wire, addressing), WS_ADDRESSING_VERSION_0_9 },
    { "--encoding", "utf-8", offsetof(struct wire, encoding), WS_ENCODING_XML_UTF8 },
    { "--encoding", "utf-16", offsetof(struct wire, encoding), WS_ENCODING_XML_UTF16LE },
    { "--encoding", "binary", offsetof(struct wire, encoding), WS_ENCODING_XML_BINARY_1 },
    { "--encoding", "session", offsetof(struct wire, encoding), WS_ENCODING_XML_BINARY_SESSION_1 },
    { "--encoding", "mtom", offsetof(struct wire, encoding), WS_ENCODING_XML_MTOM_UTF8 },
    { "--transfer", "buffered", offsetof(struct wire, transfer), WS_BUFFERED_TRANSFER_MODE },
    { "--transfer", "streamed", offsetof(struct wire, transfer), WS_STREAMED_TRANSFER_MODE },
};

BOOL wire_option(struct wire *wire, const char *option, const char *value)
{
    size_t i;

    for (i = 0; i < sizeof(choices) / sizeof(choices[0]); i++)
    {
        if (strcmp(choices[i].option, option) || strcmp(choices[i].value, value)) continue;
        memcpy((char *)wire + choices[i].offset, &choices[i].number, sizeof(int));
        if (strcmp(option, "--soap")) wire->given = TRUE;
        return TRUE;
    }
    return FALSE;
}

ULONG wire_properties(struct wire *wire, WS_CHANNEL_PROPERTY list[4])
{
    const WS_CHANNEL_PROPERTY all[] = {
        { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &wire->envelope, sizeof(wire->envelope) },
        { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &wire->addressing, sizeof(wire->addressing) },
        { WS_CHANNEL_PROPERTY_ENCODING, &wire->encoding, sizeof(wire->encoding) },
        { WS_CHANNEL_PROPERTY_TRANSFER_MODE, &wire->transfer, sizeof(wire->transfer) },
    };

    memcpy(list, all, sizeof(all));
    /* sessions are buffered: there is no such choice */
    return wire->transfer == WS_BUFFERED_TRANSFER_MODE ? 3 : 4;
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
