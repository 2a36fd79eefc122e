/* What the tests of messages share: messages in each state, and header buffers shown as text.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef MESSAGE_KIT_H
#define MESSAGE_KIT_H

#include "test.h"

#define NS11   "http://schemas.xmlsoap.org/soap/envelope/"
#define NS12   "http://www.w3.org/2003/05/soap-envelope"
#define WSA09  "http://schemas.xmlsoap.org/ws/2004/08/addressing"
#define WSA10  "http://www.w3.org/2005/08/addressing"
#define NOADR  "http://schemas.microsoft.com/ws/2005/05/addressing/none"
#define UNUSED __attribute__((unused))

UNUSED static WS_XML_STRING *kit_string(const char *text)
{
    static WS_XML_STRING ring[32];
    static unsigned next;
    WS_XML_STRING *string = &ring[next++ % 32];

    memset(string, 0, sizeof(*string));
    string->bytes = (BYTE *)text;
    string->length = (ULONG)strlen(text);
    return string;
}

UNUSED static WS_MESSAGE *new_message(
        WS_ENVELOPE_VERSION envelope, WS_ADDRESSING_VERSION addressing)
{
    WS_MESSAGE *message = NULL;

    ok_hr(WsCreateMessage(envelope, addressing, NULL, 0, &message, NULL), S_OK);
    return message;
}

UNUSED static WS_MESSAGE *initialized(WS_ENVELOPE_VERSION envelope,
        WS_ADDRESSING_VERSION addressing, WS_MESSAGE_INITIALIZATION kind)
{
    WS_MESSAGE *message = new_message(envelope, addressing);

    ok_hr(WsInitializeMessage(message, kind, NULL, NULL), S_OK);
    return message;
}

/* A message being read from text; the reader is freed by the caller after the message. */
UNUSED static WS_MESSAGE *reading(WS_ENVELOPE_VERSION envelope, WS_ADDRESSING_VERSION addressing,
        const char *text, WS_XML_READER **reader)
{
    WS_MESSAGE *message = new_message(envelope, addressing);
    WS_ERROR *error = test_error();
    HRESULT hr;

    *reader = reader_on_text(text);
    hr = WsReadEnvelopeStart(message, *reader, NULL, NULL, error);
    test_ok(__FILE__, __LINE__, hr == S_OK, "WsReadEnvelopeStart: %08x %s", (unsigned)hr,
            error_text(error));
    return message;
}

UNUSED static ULONG message_state(WS_MESSAGE *message)
{
    WS_MESSAGE_STATE state = 0;

    ok_hr(WsGetMessageProperty(message, WS_MESSAGE_PROPERTY_STATE, &state, sizeof(state), NULL),
            S_OK);
    return state;
}

UNUSED static BOOL message_flag(WS_MESSAGE *message, WS_MESSAGE_PROPERTY_ID id)
{
    BOOL value = 2;

    ok_hr(WsGetMessageProperty(message, id, &value, sizeof(value), NULL), S_OK);
    return value;
}

/* The header buffer as text, with each random id replaced by GUID, in a static buffer. */
UNUSED static const char *header_text(WS_MESSAGE *message)
{
    static char text[8192];
    WS_XML_BUFFER *buffer = NULL;
    WS_XML_WRITER *writer = writer_to_text();
    WS_BYTES bytes = { 0 };
    char *id;

    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_HEADER_BUFFER, &buffer, sizeof(buffer), NULL),
            S_OK);
    ok_hr(WsWriteXmlBuffer(writer, buffer, NULL), S_OK);
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK);
    if (bytes.length >= sizeof(text)) bytes.length = sizeof(text) - 1;
    memcpy(text, bytes.bytes, bytes.length);
    text[bytes.length] = 0;
    WsFreeWriter(writer);
    for (id = text; (id = strstr(id, "urn:uuid:"));)
    {
        size_t length;

        id += strlen("urn:uuid:");
        length = strspn(id, "0123456789abcdef-");
        if (length != 36) continue;
        memcpy(id, "GUID", 4);
        memmove(id + 4, id + 36, strlen(id + 36) + 1);
    }
    return text;
}
#define ok_header(message, expected)                   \
    do                                                 \
    {                                                  \
        const char *kit_text = header_text(message);   \
        ok_text(kit_text, strlen(kit_text), expected); \
    } while (0)

/* The whole message as it goes out, with an empty body. */
UNUSED static void ok_sent_at(const char *file, int line, WS_MESSAGE *message, const char *expected)
{
    WS_XML_WRITER *writer = writer_to_text();

    test_hr(file, line, WsWriteEnvelopeStart(message, writer, NULL, NULL, NULL), S_OK,
            "WsWriteEnvelopeStart");
    test_hr(file, line, WsWriteEnvelopeEnd(message, NULL), S_OK, "WsWriteEnvelopeEnd");
    ok_written_at(file, line, writer, expected);
    WsFreeMessage(message);
    WsFreeWriter(writer);
}
#define ok_sent(message, expected) ok_sent_at(__FILE__, __LINE__, message, expected)

UNUSED static HRESULT set_text_header(WS_MESSAGE *message, WS_HEADER_TYPE type, const char *text)
{
    WS_XML_STRING *value = kit_string(text);

    return WsSetHeader(message, type, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE, value,
            sizeof(*value), NULL);
}

UNUSED static WS_ELEMENT_DESCRIPTION text_element(const char *name, const char *ns)
{
    WS_ELEMENT_DESCRIPTION description
            = { kit_string(name), kit_string(ns), WS_XML_STRING_TYPE, NULL };

    return description;
}

UNUSED static HRESULT add_header(
        WS_MESSAGE *message, const char *name, const char *ns, const char *text, ULONG attributes)
{
    WS_ELEMENT_DESCRIPTION description = text_element(name, ns);
    WS_XML_STRING *value = kit_string(text);

    return WsAddCustomHeader(message, &description, WS_WRITE_REQUIRED_VALUE, value, sizeof(*value),
            attributes, NULL);
}
#endif
