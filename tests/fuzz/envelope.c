/* Any text as an envelope: headers of all kinds are read, a reply is made, what is left is passed over; a fault is
 * read and goes into an error object. What was read whole must be written again, and that must read again.
 *
 * The first byte chooses versions; the rest is the text.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(BOOL held)
{
    if (!held) __builtin_trap();
}

static HRESULT begin(
        WS_MESSAGE *message, WS_XML_READER *reader, const void *bytes, size_t size, WS_ERROR *error)
{
    WS_XML_READER_TEXT_ENCODING encoding
            = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_BUFFER_INPUT input
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)bytes, (ULONG)size };
    HRESULT hr = WsSetInput(reader, &encoding.encoding, &input.input, NULL, 0, error);

    return FAILED(hr) ? hr : WsReadEnvelopeStart(message, reader, NULL, NULL, error);
}

static void read_headers(WS_MESSAGE *message, WS_ERROR *error)
{
    static WS_XML_STRING name = XML_STRING("h"), ns = XML_STRING("urn:h");
    static const WS_ELEMENT_DESCRIPTION custom = { &name, &ns, WS_XML_STRING_TYPE, NULL };
    WS_XML_STRING *text;
    WS_ENDPOINT_ADDRESS *address;
    WS_HEADER_TYPE type;
    ULONG attributes;

    for (type = WS_ACTION_HEADER; type <= WS_RELATES_TO_HEADER; type++)
        (void)WsGetHeader(message, type, WS_XML_STRING_TYPE, WS_READ_OPTIONAL_POINTER, NULL, &text,
                sizeof(text), error);
    for (; type <= WS_FAULT_TO_HEADER; type++)
        (void)WsGetHeader(message, type, WS_ENDPOINT_ADDRESS_TYPE, WS_READ_OPTIONAL_POINTER, NULL,
                &address, sizeof(address), error);
    (void)WsGetCustomHeader(message, &custom, WS_REPEATING_HEADER, 1, WS_READ_OPTIONAL_POINTER,
            NULL, &text, sizeof(text), &attributes, error);
    (void)WsGetMappedHeader(message, &name, WS_SINGLETON_HEADER, 0, WS_XML_STRING_TYPE,
            WS_READ_OPTIONAL_POINTER, NULL, &text, sizeof(text), error);
    (void)WsCheckMustUnderstandHeaders(message, error);
}

/* A copy with its headers goes out and must come in again. */
static void write_again(WS_MESSAGE *source, WS_MESSAGE *copy, WS_XML_READER *reader)
{
    WS_XML_WRITER_TEXT_ENCODING encoding
            = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_WRITER *writer;
    WS_BYTES bytes = { 0 };
    HRESULT hr;

    if (FAILED(WsInitializeMessage(copy, WS_DUPLICATE_MESSAGE, source, NULL))) return;
    if (FAILED(WsCreateWriter(NULL, 0, &writer, NULL))) return;
    must(SUCCEEDED(WsSetOutput(writer, &encoding.encoding, &output.output, NULL, 0, NULL)));
    hr = WsWriteEnvelopeStart(copy, writer, NULL, NULL, NULL);
    if (SUCCEEDED(hr)) hr = WsWriteEnvelopeEnd(copy, NULL);
    if (SUCCEEDED(hr))
        hr = WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL);
    must(SUCCEEDED(hr));
    must(SUCCEEDED(WsResetMessage(copy, NULL)));
    if (SUCCEEDED(hr) && bytes.length)
    {
        must(SUCCEEDED(begin(copy, reader, bytes.bytes, bytes.length, NULL)));
        must(SUCCEEDED(WsReadEnvelopeEnd(copy, NULL)));
    }
    must(SUCCEEDED(WsResetMessage(copy, NULL)));
    WsFreeWriter(writer);
}

static void take_apart(
        WS_MESSAGE *message, WS_MESSAGE *other, WS_XML_READER *reader, WS_ERROR *error)
{
    WS_XML_READER *second;

    read_headers(message, error);
    if (SUCCEEDED(WsInitializeMessage(other, WS_REPLY_MESSAGE, message, error)))
        must(message_state(other) == WS_MESSAGE_STATE_INITIALIZED);
    must(SUCCEEDED(WsResetMessage(other, NULL)));
    if (message_is_fault(message)) must(FAILED(message_read_fault(message, error)));
    (void)WsReadEnvelopeEnd(message, error);
    must(message_state(message) == WS_MESSAGE_STATE_DONE);
    if (FAILED(WsCreateReader(NULL, 0, &second, NULL))) return;
    write_again(message, other, second);
    WsFreeMessage(other);
    WsFreeReader(second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    WS_ENVELOPE_VERSION envelope;
    WS_ADDRESSING_VERSION addressing;
    WS_MESSAGE *message = NULL, *other = NULL;
    WS_XML_READER *reader = NULL;
    WS_ERROR *error = NULL;

    if (!size) return 0;
    envelope = data[0] & 1 ? WS_ENVELOPE_VERSION_SOAP_1_2 : WS_ENVELOPE_VERSION_SOAP_1_1;
    addressing = WS_ADDRESSING_VERSION_0_9 + (data[0] >> 1) % 3;
    must(SUCCEEDED(WsCreateError(NULL, 0, &error)));
    must(SUCCEEDED(WsCreateReader(NULL, 0, &reader, NULL)));
    must(SUCCEEDED(WsCreateMessage(envelope, addressing, NULL, 0, &message, NULL)));
    must(SUCCEEDED(WsCreateMessage(envelope, addressing, NULL, 0, &other, NULL)));
    if (SUCCEEDED(begin(message, reader, data + 1, size - 1, error)))
        take_apart(message, other, reader, error);
    else
        WsFreeMessage(other);
    WsFreeMessage(message);
    WsFreeReader(reader);
    WsFreeError(error);
    return 0;
}
