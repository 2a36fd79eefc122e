/* Envelopes in and out: states, properties, bodies, done callbacks, malformed input, failing memory.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message_kit.h"

#define START11 "<s:Envelope xmlns:s=\"" NS11 "\">"
#define START12 "<s:Envelope xmlns:s=\"" NS12 "\">"
#define END     "</s:Envelope>"

/* ---- states: every call in every state ---- */

enum call
{
    CALL_INITIALIZE,
    CALL_READ_START,
    CALL_READ_END,
    CALL_READ_BODY,
    CALL_FILL_BODY,
    CALL_WRITE_START,
    CALL_WRITE_END,
    CALL_WRITE_BODY,
    CALL_FLUSH_BODY,
    CALL_SET_HEADER,
    CALL_GET_HEADER,
    CALL_REMOVE_HEADER,
    CALL_ADD_CUSTOM,
    CALL_GET_CUSTOM,
    CALL_REMOVE_CUSTOM,
    CALL_ADD_MAPPED,
    CALL_GET_MAPPED,
    CALL_REMOVE_MAPPED,
    CALL_ADDRESS,
    CALL_CHECK,
    CALL_BODY_READER,
    CALL_BODY_WRITER,
    CALL_HEADER_BUFFER,
    CALL_SET_FAULT,
    CALL_RESET,
    CALL_COUNT
};

static WS_XML_READER *state_reader;
static WS_XML_WRITER *state_writer;

static WS_MESSAGE *message_in(WS_MESSAGE_STATE state)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_1_0);

    state_reader = reader_on_text(START11 "<s:Body><a>text</a></s:Body>" END);
    state_writer = writer_to_text();
    if (state == WS_MESSAGE_STATE_INITIALIZED || state == WS_MESSAGE_STATE_WRITING)
        ok_hr(WsInitializeMessage(message, WS_BLANK_MESSAGE, NULL, NULL), S_OK);
    if (state == WS_MESSAGE_STATE_WRITING)
        ok_hr(WsWriteEnvelopeStart(message, state_writer, NULL, NULL, NULL), S_OK);
    if (state == WS_MESSAGE_STATE_READING || state == WS_MESSAGE_STATE_DONE)
        ok_hr(WsReadEnvelopeStart(message, state_reader, NULL, NULL, NULL), S_OK);
    if (state == WS_MESSAGE_STATE_DONE) ok_hr(WsReadEnvelopeEnd(message, NULL), S_OK);
    ok_int(message_state(message), state);
    return message;
}

static HRESULT body_call(WS_MESSAGE *message, enum call call)
{
    WS_ELEMENT_DESCRIPTION element = text_element("a", "");
    WS_XML_STRING value = XML("v");

    switch (call)
    {
    case CALL_INITIALIZE:
        return WsInitializeMessage(message, WS_BLANK_MESSAGE, NULL, NULL);
    case CALL_READ_START:
        return WsReadEnvelopeStart(message, state_reader, NULL, NULL, NULL);
    case CALL_READ_END:
        return WsReadEnvelopeEnd(message, NULL);
    case CALL_READ_BODY:
        return WsReadBody(
                message, &element, WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL);
    case CALL_FILL_BODY:
        return WsFillBody(message, 1, NULL, NULL);
    case CALL_WRITE_START:
        return WsWriteEnvelopeStart(message, state_writer, NULL, NULL, NULL);
    case CALL_WRITE_END:
        return WsWriteEnvelopeEnd(message, NULL);
    case CALL_WRITE_BODY:
        return WsWriteBody(message, &element, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL);
    case CALL_FLUSH_BODY:
        return WsFlushBody(message, 0, NULL, NULL);
    default:
        return WsResetMessage(message, NULL);
    }
}

static HRESULT property_call(WS_MESSAGE *message, enum call call)
{
    WS_XML_BUFFER *buffer;
    BOOL fault = TRUE;
    void *pointer;

    switch (call)
    {
    case CALL_ADDRESS:
        return WsAddressMessage(message, NULL, NULL);
    case CALL_CHECK:
        return WsCheckMustUnderstandHeaders(message, NULL);
    case CALL_BODY_READER:
        return WsGetMessageProperty(
                message, WS_MESSAGE_PROPERTY_BODY_READER, &pointer, sizeof(pointer), NULL);
    case CALL_BODY_WRITER:
        return WsGetMessageProperty(
                message, WS_MESSAGE_PROPERTY_BODY_WRITER, &pointer, sizeof(pointer), NULL);
    case CALL_HEADER_BUFFER:
        return WsGetMessageProperty(
                message, WS_MESSAGE_PROPERTY_HEADER_BUFFER, &buffer, sizeof(buffer), NULL);
    default:
        return WsSetMessageProperty(
                message, WS_MESSAGE_PROPERTY_IS_FAULT, &fault, sizeof(fault), NULL);
    }
}

static HRESULT run_call(WS_MESSAGE *message, enum call call)
{
    WS_ELEMENT_DESCRIPTION element = text_element("h", "urn:h");
    WS_XML_STRING value = XML("v"), name = XML("M"), *pointer;

    switch (call)
    {
    case CALL_SET_HEADER:
        return set_text_header(message, WS_ACTION_HEADER, "urn:a");
    case CALL_GET_HEADER:
        return WsGetHeader(message, WS_TO_HEADER, WS_XML_STRING_TYPE, WS_READ_OPTIONAL_POINTER,
                NULL, &pointer, sizeof(pointer), NULL);
    case CALL_REMOVE_HEADER:
        return WsRemoveHeader(message, WS_ACTION_HEADER, NULL);
    case CALL_ADD_CUSTOM:
        return add_header(message, "h", "urn:h", "v", 0);
    case CALL_GET_CUSTOM:
        return WsGetCustomHeader(message, &element, WS_SINGLETON_HEADER, 0,
                WS_READ_OPTIONAL_POINTER, NULL, &pointer, sizeof(pointer), NULL, NULL);
    case CALL_REMOVE_CUSTOM:
        return WsRemoveCustomHeader(message, element.elementLocalName, element.elementNs, NULL);
    case CALL_ADD_MAPPED:
        return WsAddMappedHeader(message, &name, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE,
                &value, sizeof(value), NULL);
    case CALL_GET_MAPPED:
        return WsGetMappedHeader(message, &name, WS_SINGLETON_HEADER, 0, WS_XML_STRING_TYPE,
                WS_READ_OPTIONAL_POINTER, NULL, &pointer, sizeof(pointer), NULL);
    case CALL_REMOVE_MAPPED:
        return WsRemoveMappedHeader(message, &name, NULL);
    default:
        return call >= CALL_ADDRESS && call != CALL_RESET ? property_call(message, call)
                                                          : body_call(message, call);
    }
}

/* o: S_OK; x: WS_E_INVALID_OPERATION. Columns: EMPTY, INITIALIZED, READING, WRITING, DONE. */
static const struct
{
    const char *name, *outcome;
} calls[CALL_COUNT] = {
    [CALL_INITIALIZE] = { "WsInitializeMessage", "oxxxx" },
    [CALL_READ_START] = { "WsReadEnvelopeStart", "oxxxx" },
    [CALL_READ_END] = { "WsReadEnvelopeEnd", "xxoxx" },
    [CALL_READ_BODY] = { "WsReadBody", "xxoxx" },
    [CALL_FILL_BODY] = { "WsFillBody", "xxoxx" },
    [CALL_WRITE_START] = { "WsWriteEnvelopeStart", "xoxxx" },
    [CALL_WRITE_END] = { "WsWriteEnvelopeEnd", "xxxox" },
    [CALL_WRITE_BODY] = { "WsWriteBody", "xxxox" },
    [CALL_FLUSH_BODY] = { "WsFlushBody", "xxxox" },
    [CALL_SET_HEADER] = { "WsSetHeader", "xoooo" },
    [CALL_GET_HEADER] = { "WsGetHeader", "xoooo" },
    [CALL_REMOVE_HEADER] = { "WsRemoveHeader", "xoooo" },
    [CALL_ADD_CUSTOM] = { "WsAddCustomHeader", "xoooo" },
    [CALL_GET_CUSTOM] = { "WsGetCustomHeader", "xoooo" },
    [CALL_REMOVE_CUSTOM] = { "WsRemoveCustomHeader", "xoooo" },
    [CALL_ADD_MAPPED] = { "WsAddMappedHeader", "xoooo" },
    [CALL_GET_MAPPED] = { "WsGetMappedHeader", "xoooo" },
    [CALL_REMOVE_MAPPED] = { "WsRemoveMappedHeader", "xoooo" },
    [CALL_ADDRESS] = { "WsAddressMessage", "xoxxx" },
    [CALL_CHECK] = { "WsCheckMustUnderstandHeaders", "xxoxx" },
    [CALL_BODY_READER] = { "BODY_READER", "xxoxx" },
    [CALL_BODY_WRITER] = { "BODY_WRITER", "xxxox" },
    [CALL_HEADER_BUFFER] = { "HEADER_BUFFER", "xoooo" },
    [CALL_SET_FAULT] = { "IS_FAULT", "xoooo" },
    [CALL_RESET] = { "WsResetMessage", "ooooo" },
};

TEST(every_call_in_every_state)
{
    WS_MESSAGE_STATE state;
    WS_MESSAGE *message;
    int call;

    for (call = 0; call < CALL_COUNT; call++)
    {
        for (state = WS_MESSAGE_STATE_EMPTY; state <= WS_MESSAGE_STATE_DONE; state++)
        {
            test_context("%s in state %u", calls[call].name, (unsigned)state);
            message = message_in(state);
            ok_hr(run_call(message, call),
                    calls[call].outcome[state - 1] == 'o' ? S_OK : WS_E_INVALID_OPERATION);
            WsFreeMessage(message);
            WsFreeReader(state_reader);
            WsFreeWriter(state_writer);
        }
    }
    test_context("%s", "");
}

/* ---- writing ---- */

TEST(envelopes_written)
{
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_TRANSPORT, WS_REQUEST_MESSAGE);

    ok_sent(message, START11 "<s:Body/>" END);
    message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0, WS_BLANK_MESSAGE);
    ok_hr(add_header(message, "h", "urn:h", "v", 0), S_OK);
    ok_sent(message,
            "<s:Envelope xmlns:a=\"" WSA10 "\" xmlns:s=\"" NS12
            "\"><s:Header><h xmlns=\"urn:h\">v</h></s:Header><s:Body/>" END);
    message = initialized(
            WS_ENVELOPE_VERSION_NONE, WS_ADDRESSING_VERSION_TRANSPORT, WS_BLANK_MESSAGE);
    ok_hr(set_text_header(message, WS_ACTION_HEADER, "urn:a"), S_OK);
    ok_sent(message, "");
}

TEST(bodies_written)
{
    WS_ELEMENT_DESCRIPTION element = text_element("a", "urn:b"), half = text_element("a", "urn:b");
    WS_XML_STRING value = XML("v");
    WS_XML_WRITER *writer = writer_to_text();
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_TRANSPORT, WS_BLANK_MESSAGE);

    ok_hr(WsWriteEnvelopeStart(message, writer, NULL, NULL, NULL), S_OK);
    ok_hr(WsWriteBody(NULL, &element, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsWriteBody(message, NULL, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    half.elementNs = NULL;
    ok_hr(WsWriteBody(message, &half, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    half.elementLocalName = NULL;
    ok_hr(WsWriteBody(message, &half, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsWriteBody(message, &element, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            S_OK);
    ok_hr(WsWriteBody(message, &element, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            S_OK);
    ok_hr(WsWriteEnvelopeEnd(message, NULL), S_OK);
    ok_written(writer,
            START11 "<s:Body><a xmlns=\"urn:b\">v</a><a xmlns=\"urn:b\">v</a></s:Body>" END);
    WsFreeMessage(message);
    WsFreeWriter(writer);
}

struct pair
{
    UINT32 a, b;
};

/* A body of several elements that are the fields of one struct. */
TEST(body_without_wrapper)
{
    WS_FIELD_DESCRIPTION a
            = { WS_ELEMENT_FIELD_MAPPING, kit_string("a"), kit_string("u"), WS_UINT32_TYPE };
    WS_FIELD_DESCRIPTION b = { WS_ELEMENT_FIELD_MAPPING, kit_string("b"), kit_string("u"),
        WS_UINT32_TYPE, NULL, offsetof(struct pair, b) };
    WS_FIELD_DESCRIPTION *fields[] = { &a, &b };
    WS_STRUCT_DESCRIPTION type = { sizeof(struct pair), 4, fields, 2 };
    WS_ELEMENT_DESCRIPTION body = { NULL, NULL, WS_STRUCT_TYPE, &type };
    struct pair value = { 1, 2 }, got = { 0, 0 };
    WS_XML_WRITER *writer = writer_to_text();
    WS_XML_READER *reader;
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_TRANSPORT, WS_BLANK_MESSAGE);

    ok_hr(WsWriteEnvelopeStart(message, writer, NULL, NULL, NULL), S_OK);
    ok_hr(WsWriteBody(message, &body, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL), S_OK);
    ok_hr(WsWriteEnvelopeEnd(message, NULL), S_OK);
    ok_written(writer, START11 "<s:Body><a xmlns=\"u\">1</a><b xmlns=\"u\">2</b></s:Body>" END);
    WsFreeMessage(message);
    WsFreeWriter(writer);
    message = reading(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_TRANSPORT,
            START11 "<s:Body><a xmlns=\"u\">1</a><b xmlns=\"u\">2</b></s:Body>" END, &reader);
    ok_hr(WsReadBody(message, &body, WS_READ_REQUIRED_VALUE, NULL, &got, sizeof(got), NULL), S_OK);
    ok_int(got.a, 1);
    ok_int(got.b, 2);
    ok_hr(WsReadEnvelopeEnd(message, NULL), S_OK);
    WsFreeMessage(message);
    WsFreeReader(reader);
}

/* ---- reading ---- */

TEST(what_reading_leaves)
{
    WS_XML_READER *reader, *body = NULL;
    WS_MESSAGE *message = reading(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0,
            "\xef\xbb\xbf<?xml version=\"1.0\"?><!-- c -->\n<e:Envelope xmlns:e=\"" NS12
            "\" xmlns:q=\"urn:q\">\n <e:Header>\n  <q:h>x</q:h>\n </e:Header>\n <e:Body id=\"1\">\n"
            "  <q:b>y</q:b>\n </e:Body>\n</e:Envelope>\n",
            &reader);
    WS_ELEMENT_DESCRIPTION header = text_element("h", "urn:q"),
                           element = text_element("b", "urn:q");
    WS_XML_STRING value = { 0 };

    ok_int(message_flag(message, WS_MESSAGE_PROPERTY_IS_ADDRESSED), TRUE);
    ok_int(message_flag(message, WS_MESSAGE_PROPERTY_IS_FAULT), FALSE);
    ok_hr(WsGetMessageProperty(message, WS_MESSAGE_PROPERTY_BODY_READER, &body, sizeof(body), NULL),
            S_OK);
    ok(body == reader, "BODY_READER is another reader");
    ok_hr(WsGetCustomHeader(message, &header, WS_SINGLETON_HEADER, 0, WS_READ_REQUIRED_VALUE, NULL,
                  &value, sizeof(value), NULL, NULL),
            S_OK);
    ok_xml(&value, "x");
    ok_hr(WsReadBody(message, &element, WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL),
            S_OK);
    ok_xml(&value, "y");
    ok_hr(WsReadEnvelopeEnd(message, NULL), S_OK);
    /* headers stay readable */
    ok_hr(WsGetCustomHeader(message, &header, WS_SINGLETON_HEADER, 0, WS_READ_REQUIRED_VALUE, NULL,
                  &value, sizeof(value), NULL, NULL),
            S_OK);
    ok_xml(&value, "x");
    WsFreeMessage(message);
    WsFreeReader(reader);
}

TEST(message_without_envelope)
{
    WS_XML_READER *reader;
    WS_MESSAGE *message = reading(
            WS_ENVELOPE_VERSION_NONE, WS_ADDRESSING_VERSION_TRANSPORT, "<a>text</a>", &reader);
    WS_ELEMENT_DESCRIPTION element = text_element("a", "");
    WS_XML_STRING value = { 0 };

    ok_header(message, "<Envelope><Header/><Body/></Envelope>");
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsReadBody(message, &element, WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL),
            S_OK);
    ok_xml(&value, "text");
    ok_hr(WsReadEnvelopeEnd(message, NULL), S_OK);
    WsFreeMessage(message);
    WsFreeReader(reader);
}

TEST(malformed_envelopes)
{
    static const struct
    {
        const char *text, *says;
    } rows[] = {
        { "", "" },
        { "<", "" },
        { "text", "" },
        { "<a/>", "Envelope" },
        { "<Envelope/>", NS11 },
        { START12 "<s:Body/>" END, NS12 },
        { START11 END, "Body" },
        { START11 "<s:Header/>" END, "Body" },
        { START11 "<a/>" END, "Body" },
        { START11 "text<s:Body/>" END, "Body" },
        { START11 "<s:Header/><s:Header/><s:Body/>" END, "Header" },
        { START11 "<Body/>" END, "Body" },
        { START11 "<s:Header><a></s:Header><s:Body/>" END, "" },
        { START11 "<s:Header><p:a/></s:Header><s:Body/>" END, "" },
        { START11 "<s:Header", "" },
        { START11 "<s:Body>", "" },
        { "<!DOCTYPE a [<!ENTITY b \"c\">]>" START11 "<s:Body/>" END, "" },
    };
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_1_0);
    WS_ERROR *error = test_error();
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_XML_READER *reader = NULL;
        WS_XML_READER_TEXT_ENCODING encoding = { { WS_XML_READER_ENCODING_TYPE_TEXT }, 0 };
        WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER },
            (void *)rows[i].text, (ULONG)strlen(rows[i].text) };
        HRESULT hr;

        test_context("malformed %u", i);
        ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
        hr = WsSetInput(reader, &encoding.encoding, &input.input, NULL, 0, error);
        if (SUCCEEDED(hr)) hr = WsReadEnvelopeStart(message, reader, NULL, NULL, error);
        ok_int(hr, WS_E_INVALID_FORMAT);
        ok(error_text(error)[0], "no text");
        ok(strstr(error_text(error), rows[i].says) != NULL, "'%s' lacks '%s'", error_text(error),
                rows[i].says);
        ok_int(message_state(message), WS_MESSAGE_STATE_EMPTY);
        ok_hr(WsResetError(error), S_OK);
        WsFreeReader(reader);
    }
    test_context("%s", "");
    /* the message is as good as new */
    ok_hr(WsInitializeMessage(message, WS_BLANK_MESSAGE, NULL, NULL), S_OK);
    WsFreeMessage(message);
}

TEST(rest_of_a_body_must_be_well_formed)
{
    WS_XML_READER *reader;
    WS_MESSAGE *message = reading(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_1_0,
            START11 "<s:Body><a><b/><c></a></s:Body>" END, &reader);
    WS_ERROR *error = test_error();

    ok_hr(WsReadEnvelopeEnd(message, error), WS_E_INVALID_FORMAT);
    ok(error_text(error)[0], "no text");
    ok_int(message_state(message), WS_MESSAGE_STATE_DONE);
    WsFreeMessage(message);
    WsFreeReader(reader);
}

/* ---- done callbacks ---- */

static void CALLBACK count_done(void *state)
{
    ++*(int *)state;
}

TEST(done_is_called_once)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_1_0);
    WS_XML_READER *reader = reader_on_text(START11 "<s:Body/>" END);
    WS_XML_WRITER *writer = writer_to_text();
    int done = 0;

    /* failed: not at all */
    ok_hr(WsReadEnvelopeEnd(message, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsWriteEnvelopeStart(message, writer, count_done, &done, NULL), WS_E_INVALID_OPERATION);
    ok_int(done, 0);
    ok_hr(WsReadEnvelopeStart(message, reader, count_done, &done, NULL), S_OK);
    ok_hr(WsReadEnvelopeEnd(message, NULL), S_OK);
    ok_int(done, 0);
    ok_hr(WsResetMessage(message, NULL), S_OK);
    ok_int(done, 1);
    ok_hr(WsResetMessage(message, NULL), S_OK);
    ok_int(done, 1);
    ok_hr(WsInitializeMessage(message, WS_BLANK_MESSAGE, NULL, NULL), S_OK);
    ok_hr(WsWriteEnvelopeStart(message, writer, count_done, &done, NULL), S_OK);
    WsFreeMessage(message);
    ok_int(done, 2);
    WsFreeReader(reader);
    reader = reader_on_text("<a/>");
    message = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_1_0);
    ok_hr(WsReadEnvelopeStart(message, reader, count_done, &done, NULL), WS_E_INVALID_FORMAT);
    WsFreeMessage(message);
    ok_int(done, 2);
    WsFreeReader(reader);
    WsFreeWriter(writer);
}

/* ---- properties ---- */

TEST(property_sizes)
{
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_1_0, WS_BLANK_MESSAGE);
    BYTE value[64];
    ULONG id;

    for (id = 0; id < 24; id++)
    {
        test_context("property %u", (unsigned)id);
        if (id != WS_MESSAGE_PROPERTY_BODY_READER && id != WS_MESSAGE_PROPERTY_BODY_WRITER)
            ok_hr(WsGetMessageProperty(message, id, value, 1, NULL), E_INVALIDARG);
        ok_hr(WsGetMessageProperty(NULL, id, value, 1, NULL), E_INVALIDARG);
        ok_hr(WsSetMessageProperty(message, id, value, 1, NULL), E_INVALIDARG);
    }
    test_context("%s", "");
    ok_hr(WsGetMessageProperty(message, WS_MESSAGE_PROPERTY_IS_FAULT, NULL, 4, NULL), E_INVALIDARG);
    WsFreeMessage(message);
}

TEST(properties_at_creation)
{
    SIZE_T heap_size = 2048;
    WS_HEAP_PROPERTY heap_property = { WS_HEAP_PROPERTY_MAX_SIZE, &heap_size, sizeof(heap_size) };
    WS_HEAP_PROPERTIES heap = { &heap_property, 1 };
    WS_XML_READER_PROPERTY reader_property = { WS_XML_READER_PROPERTY_MAX_DEPTH, &heap_size, 4 };
    WS_XML_READER_PROPERTIES readers = { &reader_property, 1 };
    WS_MESSAGE_PROPERTY property = { WS_MESSAGE_PROPERTY_HEAP_PROPERTIES, &heap, sizeof(heap) };
    WS_MESSAGE *message = NULL;
    WS_HEAP *own = NULL;
    void *memory;

    ok_hr(WsCreateMessage(1, 1, &property, 1, &message, NULL), S_OK);
    ok_hr(WsInitializeMessage(message, WS_BLANK_MESSAGE, NULL, NULL), S_OK);
    ok_hr(WsGetMessageProperty(message, WS_MESSAGE_PROPERTY_HEAP, &own, sizeof(own), NULL), S_OK);
    ok_hr(WsAlloc(own, 4096, &memory, NULL), WS_E_QUOTA_EXCEEDED);
    WsFreeMessage(message);
    message = NULL;
    heap_property.id = WS_HEAP_PROPERTY_ACTUAL_SIZE;
    ok_hr(WsCreateMessage(1, 1, &property, 1, &message, NULL), E_INVALIDARG);
    property.id = WS_MESSAGE_PROPERTY_XML_READER_PROPERTIES;
    property.value = &readers;
    property.valueSize = sizeof(readers);
    ok_hr(WsCreateMessage(1, 1, &property, 1, &message, NULL), S_OK);
    WsFreeMessage(message);
    message = NULL;
    reader_property.id = WS_XML_READER_PROPERTY_ROW;
    ok_hr(WsCreateMessage(1, 1, &property, 1, &message, NULL), E_INVALIDARG);
    property.id = WS_MESSAGE_PROPERTY_IS_FAULT;
    ok_hr(WsCreateMessage(1, 1, &property, 1, &message, NULL), E_INVALIDARG);
    ok(!message, "the pointer was written");
}

/* What custom channels say about the sender. */
TEST(sender_properties)
{
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_1_0, WS_BLANK_MESSAGE);
    WS_STRING name = wide_string("Ada"), got = { 0 };
    BYTE bytes[] = { 1, 2, 3 };
    WS_BYTES certificate = { 3, bytes }, got_bytes = { 0 };
    WS_PROTECTION_LEVEL level = WS_PROTECTION_LEVEL_SIGN, got_level = 0;

    ok_hr(WsSetMessageProperty(message, WS_MESSAGE_PROPERTY_USERNAME, &name, sizeof(name), NULL),
            S_OK);
    ok_hr(WsGetMessageProperty(message, WS_MESSAGE_PROPERTY_USERNAME, &got, sizeof(got), NULL),
            S_OK);
    ok_string(&got, "Ada");
    ok(got.chars != name.chars, "the name was not copied");
    ok_hr(WsSetMessageProperty(message, WS_MESSAGE_PROPERTY_ENCODED_CERT, &certificate,
                  sizeof(certificate), NULL),
            S_OK);
    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_ENCODED_CERT, &got_bytes, sizeof(got_bytes), NULL),
            S_OK);
    ok_bytes(got_bytes.bytes, got_bytes.length, bytes, 3);
    ok_hr(WsGetMessageProperty(message, WS_MESSAGE_PROPERTY_PROTECTION_LEVEL, &got_level,
                  sizeof(got_level), NULL),
            S_OK);
    ok_int(got_level, WS_PROTECTION_LEVEL_NONE);
    ok_hr(WsSetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_PROTECTION_LEVEL, &level, sizeof(level), NULL),
            S_OK);
    ok_hr(WsGetMessageProperty(message, WS_MESSAGE_PROPERTY_PROTECTION_LEVEL, &got_level,
                  sizeof(got_level), NULL),
            S_OK);
    ok_int(got_level, WS_PROTECTION_LEVEL_SIGN);
    WsFreeMessage(message);
}

/* ---- memory ---- */

#ifndef _WIN32
static HRESULT exchange(WS_ENVELOPE_VERSION envelope)
{
    static const char text[] = START12 "<s:Header><h xmlns=\"urn:h\" s:mustUnderstand=\"1\">v</h>"
                                       "</s:Header><s:Body><a>text</a></s:Body>" END;
    WS_XML_READER_TEXT_ENCODING encoding = { { WS_XML_READER_ENCODING_TYPE_TEXT }, 0 };
    WS_XML_READER_BUFFER_INPUT input
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)text, sizeof(text) - 1 };
    WS_ELEMENT_DESCRIPTION header = text_element("h", "urn:h"), element = text_element("a", "");
    WS_MESSAGE *message = NULL, *reply = NULL;
    WS_XML_READER *reader = NULL;
    WS_XML_STRING value;
    WS_ERROR *error = NULL;
    HRESULT hr;

    hr = WsCreateError(NULL, 0, &error);
    if (SUCCEEDED(hr)) hr = WsCreateReader(NULL, 0, &reader, error);
    if (SUCCEEDED(hr)) hr = WsSetInput(reader, &encoding.encoding, &input.input, NULL, 0, error);
    if (SUCCEEDED(hr))
        hr = WsCreateMessage(envelope, WS_ADDRESSING_VERSION_1_0, NULL, 0, &message, error);
    if (SUCCEEDED(hr))
        hr = WsCreateMessage(envelope, WS_ADDRESSING_VERSION_1_0, NULL, 0, &reply, error);
    if (SUCCEEDED(hr)) hr = WsReadEnvelopeStart(message, reader, NULL, NULL, error);
    if (SUCCEEDED(hr))
        hr = WsGetCustomHeader(message, &header, WS_SINGLETON_HEADER, 0, WS_READ_REQUIRED_VALUE,
                NULL, &value, sizeof(value), NULL, error);
    if (SUCCEEDED(hr)) hr = WsCheckMustUnderstandHeaders(message, error);
    if (SUCCEEDED(hr))
        hr = WsReadBody(
                message, &element, WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), error);
    if (SUCCEEDED(hr)) hr = WsReadEnvelopeEnd(message, error);
    if (SUCCEEDED(hr)) hr = WsInitializeMessage(reply, WS_REPLY_MESSAGE, message, error);
    if (SUCCEEDED(hr)) hr = set_text_header(reply, WS_ACTION_HEADER, "urn:a");
    WsFreeMessage(reply);
    WsFreeMessage(message);
    WsFreeReader(reader);
    WsFreeError(error);
    return hr;
}

TEST(failing_memory)
{
    SIZE_T before = mem_in_use();
    ULONG k;
    HRESULT hr = E_OUTOFMEMORY;

    for (k = 1; k < 1000 && FAILED(hr); k++)
    {
        test_context("allocation %u fails", (unsigned)k);
        mem_fail_at(k);
        hr = exchange(WS_ENVELOPE_VERSION_SOAP_1_2);
        mem_fail_at(0);
        if (FAILED(hr)) ok_int(hr, E_OUTOFMEMORY);
        ok_int(mem_in_use(), before);
    }
    test_context("%s", "");
    ok_hr(hr, S_OK);
    ok(k > 5, "only %u allocations failed", (unsigned)k);
}
#endif

TESTS = {
    CASE(every_call_in_every_state),
    CASE(envelopes_written),
    CASE(bodies_written),
    CASE(body_without_wrapper),
    CASE(what_reading_leaves),
    CASE(message_without_envelope),
    CASE(malformed_envelopes),
    CASE(rest_of_a_body_must_be_well_formed),
    CASE(done_is_called_once),
    CASE(property_sizes),
    CASE(properties_at_creation),
    CASE(sender_properties),
#ifndef _WIN32
    CASE(failing_memory),
#endif
    END_OF_CASES,
};
