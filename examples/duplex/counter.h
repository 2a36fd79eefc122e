/* What duplex and datagram share: messages with one number, and how failures are told.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef COUNTER_H
#define COUNTER_H

#include <stdio.h>
#include <windows.h>
#include <webservices.h>

static WS_XML_STRING ns = WS_XML_STRING_VALUE("urn:counter");
static WS_XML_STRING tick_name = WS_XML_STRING_VALUE("Tick");
static WS_XML_STRING number_name = WS_XML_STRING_VALUE("number");
static WS_XML_STRING tick_action = WS_XML_STRING_VALUE("urn:counter/Tick");

struct number
{
    INT32 value;
};

/* An element with one number in it, and the message that has it as its body. */
#define MESSAGE(name, inner)                                                           \
    static WS_FIELD_DESCRIPTION name##_field                                           \
            = { WS_ELEMENT_FIELD_MAPPING, &inner, &ns, WS_INT32_TYPE };                \
    static WS_FIELD_DESCRIPTION *name##_fields[] = { &name##_field };                  \
    static WS_STRUCT_DESCRIPTION name##_struct                                         \
            = { sizeof(struct number), __alignof__(struct number), name##_fields, 1 }; \
    static WS_ELEMENT_DESCRIPTION name##_element                                       \
            = { &name##_name, &ns, WS_STRUCT_TYPE, &name##_struct };                   \
    static WS_MESSAGE_DESCRIPTION name##_message = { &name##_action, &name##_element }
MESSAGE(tick, number_name);

static WS_ERROR *error;

static inline int failed(const char *what, HRESULT hr)
{
    WS_STRING text;
    ULONG i, count = 0;

    printf("%s failed with 0x%08lx\n", what, hr);
    WsGetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, &count, sizeof(count));
    for (i = 0; i < count; i++)
    {
        if (SUCCEEDED(WsGetErrorString(error, i, &text)))
            printf("    %.*ls\n", (int)text.length, text.chars);
    }
    return 1;
}

#endif
