/* Short words for what tests of the XML writer do all the time.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef WRITER_STEPS_H
#define WRITER_STEPS_H

#include "test.h"

static const WS_XML_STRING empty = { 0, NULL, NULL, 0 };

/* An XML string from a C string, for the length of a call. */
static inline WS_XML_STRING *str(const char *text)
{
    static WS_XML_STRING ring[16];
    static unsigned next;
    WS_XML_STRING *string = &ring[next++ % 16];

    if (!text) return NULL;
    memset(string, 0, sizeof(*string));
    string->bytes = (BYTE *)text;
    string->length = (ULONG)strlen(text);
    return string;
}

static inline void set_output(WS_XML_WRITER *writer)
{
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };

    ok_hr(WsSetOutput(writer, &text.encoding, &output.output, NULL, 0, NULL), S_OK);
}

/* A writer into an XML buffer, and the buffer written out as text. */
static inline WS_XML_WRITER *writer_to_tree(WS_XML_BUFFER **buffer)
{
    WS_XML_WRITER *writer = NULL;

    ok_hr(WsCreateXmlBuffer(test_heap(), NULL, 0, buffer, NULL), S_OK);
    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsSetOutputToBuffer(writer, *buffer, NULL, 0, NULL), S_OK);
    return writer;
}

static inline void ok_buffer_at(
        const char *file, int line, WS_XML_BUFFER *buffer, const char *expected)
{
    WS_XML_WRITER *writer = writer_to_text();

    test_hr(file, line, WsWriteXmlBuffer(writer, buffer, NULL), S_OK, "WsWriteXmlBuffer");
    ok_written_at(file, line, writer, expected);
    WsFreeWriter(writer);
}
#define ok_buffer(buffer, expected) ok_buffer_at(__FILE__, __LINE__, buffer, expected)

static inline void start(
        WS_XML_WRITER *writer, const char *prefix, const char *local, const char *ns)
{
    ok_hr(WsWriteStartElement(writer, str(prefix), str(local), str(ns), NULL), S_OK);
}

static inline void text(WS_XML_WRITER *writer, const char *chars)
{
    WS_XML_UTF8_TEXT utf8 = { { WS_XML_TEXT_TYPE_UTF8 }, *str(chars) };

    ok_hr(WsWriteText(writer, &utf8.text, NULL), S_OK);
}

static inline void end(WS_XML_WRITER *writer)
{
    ok_hr(WsWriteEndElement(writer, NULL), S_OK);
}

static inline void attribute(WS_XML_WRITER *writer, const char *prefix, const char *local,
        const char *ns, const char *value)
{
    ok_hr(WsWriteStartAttribute(writer, str(prefix), str(local), str(ns), FALSE, NULL), S_OK);
    if (value) text(writer, value);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
}

/* Bytes from hex; returns how many. */
static inline ULONG unhex(const char *hex, BYTE *bytes)
{
    ULONG n = 0;
    unsigned value;

    for (; *hex; hex += 2)
    {
        while (*hex == ' ')
            hex++;
        if (sscanf(hex, "%2x", &value) != 1) break;
        bytes[n++] = (BYTE)value;
    }
    return n;
}

static inline void ok_hex_at(const char *file, int line, WS_XML_WRITER *writer, const char *hex)
{
    WS_BYTES bytes = { 0, NULL };
    char got[2048];
    BYTE want[1024];
    ULONG size = unhex(hex, want), i;

    test_hr(file, line,
            WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK, "BYTES");
    for (i = 0; i < bytes.length && i < 1000; i++)
        sprintf(got + 2 * i, "%02x", bytes.bytes[i]);
    got[2 * i] = 0;
    test_ok(file, line, bytes.length == size && !memcmp(bytes.bytes, want, size),
            "written is %s, expected %s", got, hex);
}
#define ok_hex(writer, hex) ok_hex_at(__FILE__, __LINE__, writer, hex)

#endif
