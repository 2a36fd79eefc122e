/* Header blocks: standard, custom, repeating and mapped ones, their attributes and targets, what must be understood.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message_kit.h"

#define HEAD11(headers)                                                         \
    "<s:Envelope xmlns:s=\"" NS11 "\" xmlns:a=\"" WSA10 "\" xmlns:h=\"urn:h\">" \
    "<s:Header>" headers "</s:Header><s:Body/></s:Envelope>"
#define HEAD12(headers)                                                         \
    "<s:Envelope xmlns:s=\"" NS12 "\" xmlns:a=\"" WSA10 "\" xmlns:h=\"urn:h\">" \
    "<s:Header>" headers "</s:Header><s:Body/></s:Envelope>"

static HRESULT get_text(WS_MESSAGE *message, const char *name, const char *ns, ULONG option,
        ULONG index, WS_XML_STRING *value, ULONG *attributes)
{
    WS_ELEMENT_DESCRIPTION description = text_element(name, ns);

    return WsGetCustomHeader(message, &description, option, index, WS_READ_REQUIRED_VALUE, NULL,
            value, sizeof(*value), attributes, NULL);
}

/* ---- standard headers ---- */

TEST(every_standard_header_and_type)
{
    static const WS_TYPE texts[] = { WS_STRING_TYPE, WS_XML_STRING_TYPE, WS_WSZ_TYPE,
        WS_UNIQUE_ID_TYPE, WS_ENDPOINT_ADDRESS_TYPE, WS_INT32_TYPE };
    /* columns as above; a text header takes strings, ids also unique ids, addresses only that */
    static const struct
    {
        WS_HEADER_TYPE header;
        const char *fits;
    } rows[] = {
        { WS_ACTION_HEADER, "ooo   " },
        { WS_TO_HEADER, "ooo   " },
        { WS_MESSAGE_ID_HEADER, "oooo  " },
        { WS_RELATES_TO_HEADER, "oooo  " },
        { WS_FROM_HEADER, "    o " },
        { WS_REPLY_TO_HEADER, "    o " },
        { WS_FAULT_TO_HEADER, "    o " },
        { 0, "      " },
        { WS_FAULT_TO_HEADER + 1, "      " },
    };
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0, WS_BLANK_MESSAGE);
    unsigned i, k;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        for (k = 0; k < sizeof(texts) / sizeof(texts[0]); k++)
        {
            void *value = NULL;

            test_context("header %u type %u", (unsigned)rows[i].header, (unsigned)texts[k]);
            ok_hr(WsGetHeader(message, rows[i].header, texts[k], WS_READ_OPTIONAL_POINTER, NULL,
                          &value, sizeof(value), NULL),
                    rows[i].fits[k] == 'o' ? S_OK : E_INVALIDARG);
        }
        ok_hr(WsRemoveHeader(message, rows[i].header, NULL), i < 7 ? S_OK : E_INVALIDARG);
    }
    test_context("%s", "");
    WsFreeMessage(message);
}

TEST(setting_replaces)
{
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_0_9, WS_BLANK_MESSAGE);
    WS_ENDPOINT_ADDRESS address = { { 0 } }, *got = NULL;
    WS_XML_STRING *value = NULL;

    ok_hr(set_text_header(message, WS_ACTION_HEADER, "urn:1"), S_OK);
    ok_hr(set_text_header(message, WS_TO_HEADER, "urn:to"), S_OK);
    ok_hr(set_text_header(message, WS_ACTION_HEADER, "urn:2"), S_OK);
    ok_hr(set_text_header(message, WS_MESSAGE_ID_HEADER, "urn:id"), S_OK);
    address.url = wide_string("urn:me");
    ok_hr(WsSetHeader(message, WS_FROM_HEADER, WS_ENDPOINT_ADDRESS_TYPE, WS_WRITE_REQUIRED_VALUE,
                  &address, sizeof(address), NULL),
            S_OK);
    ok_header(message,
            "<s:Envelope xmlns:a=\"" WSA09 "\" xmlns:s=\"" NS12 "\"><s:Header>"
            "<a:To s:mustUnderstand=\"1\">urn:to</a:To>"
            "<a:Action s:mustUnderstand=\"1\">urn:2</a:Action><a:MessageID>urn:id</a:MessageID>"
            "<a:From><a:Address>urn:me</a:Address></a:From></s:Header><s:Body/></s:Envelope>");
    ok_hr(WsGetHeader(message, WS_FROM_HEADER, WS_ENDPOINT_ADDRESS_TYPE, WS_READ_REQUIRED_POINTER,
                  NULL, &got, sizeof(got), NULL),
            S_OK);
    if (ok(got != NULL, "no address")) ok_string(&got->url, "urn:me");
    ok_hr(WsRemoveHeader(message, WS_ACTION_HEADER, NULL), S_OK);
    ok_hr(WsRemoveHeader(message, WS_ACTION_HEADER, NULL), S_OK);
    ok_hr(WsGetHeader(message, WS_ACTION_HEADER, WS_XML_STRING_TYPE, WS_READ_OPTIONAL_POINTER, NULL,
                  &value, sizeof(value), NULL),
            S_OK);
    ok(!value, "the removed header is there");
    WsFreeMessage(message);
}

TEST(a_failed_set_keeps_the_old)
{
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_TRANSPORT, WS_BLANK_MESSAGE);
    WS_ELEMENT_DESCRIPTION description = text_element("h", "urn:h");
    WS_XML_STRING bad = XML("a\x01z");
    static const char before[] = "<s:Envelope xmlns:s=\"" NS12
                                 "\"><s:Header><Action s:mustUnderstand=\"1\" xmlns=\"" NOADR
                                 "\">urn:1</Action></s:Header><s:Body/></s:Envelope>";

    ok_hr(set_text_header(message, WS_ACTION_HEADER, "urn:1"), S_OK);
    ok(FAILED(WsSetHeader(message, WS_ACTION_HEADER, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE,
               &bad, 3, NULL)),
            "a value of a wrong size");
    ok_header(message, before);
    ok_hr(WsSetHeader(message, WS_ACTION_HEADER, WS_XML_STRING_TYPE, WS_WRITE_NILLABLE_POINTER,
                  &bad, sizeof(bad), NULL),
            E_INVALIDARG);
    ok(FAILED(WsAddCustomHeader(message, &description, WS_WRITE_REQUIRED_VALUE, &bad, 3, 0, NULL)),
            "a value of a wrong size");
    ok_header(message, before);
    ok_hr(WsSetHeader(message, WS_MESSAGE_ID_HEADER, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE,
                  &bad, sizeof(bad), NULL),
            E_INVALIDARG); /* TRANSPORT has none */
    WsFreeMessage(message);
}

TEST(standard_headers_are_unique)
{
    WS_XML_READER *reader;
    WS_MESSAGE *message = reading(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0,
            HEAD12("<a:Action>1</a:Action><a:To>x</a:To><a:Action>2</a:Action>"
                   "<a:To s:role=\"urn:other\">y</a:To><a:To/>"),
            &reader);
    WS_XML_STRING value;
    WS_ERROR *error = test_error();

    ok_hr(WsGetHeader(message, WS_ACTION_HEADER, WS_XML_STRING_TYPE, WS_READ_REQUIRED_VALUE, NULL,
                  &value, sizeof(value), error),
            WS_E_INVALID_FORMAT);
    ok(strstr(error_text(error), "Action") != NULL, "%s", error_text(error));
    ok_hr(WsRemoveHeader(message, WS_ACTION_HEADER, NULL), S_OK);
    ok_hr(WsGetHeader(message, WS_ACTION_HEADER, WS_XML_STRING_TYPE, WS_READ_REQUIRED_VALUE, NULL,
                  &value, sizeof(value), NULL),
            WS_E_INVALID_FORMAT);
    WsFreeMessage(message);
    WsFreeReader(reader);
}

TEST(headers_for_others_are_not_ours)
{
    static const struct
    {
        WS_ENVELOPE_VERSION version;
        const char *text, *value;
    } rows[] = {
        { WS_ENVELOPE_VERSION_SOAP_1_1,
                HEAD11("<h:x s:actor=\"urn:other\">1</h:x><h:x s:actor=\"\">2</h:x>"), "2" },
        { WS_ENVELOPE_VERSION_SOAP_1_1, HEAD11("<h:x s:actor=\"urn:other\">1</h:x><h:x>2</h:x>"),
                "2" },
        { WS_ENVELOPE_VERSION_SOAP_1_2,
                HEAD12("<h:x s:role=\"" NS12 "/role/none\">1</h:x>"
                       "<h:x s:role=\"" NS12 "/role/ultimateReceiver\">2</h:x>"),
                "2" },
        { WS_ENVELOPE_VERSION_SOAP_1_2, HEAD12("<h:x s:actor=\"urn:other\">1</h:x>"), "1" },
    };
    WS_XML_READER *reader;
    WS_XML_STRING value;
    WS_MESSAGE *message;
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("target %u", i);
        message = reading(rows[i].version, WS_ADDRESSING_VERSION_1_0, rows[i].text, &reader);
        memset(&value, 0, sizeof(value));
        ok_hr(get_text(message, "x", "urn:h", WS_SINGLETON_HEADER, 0, &value, NULL), S_OK);
        ok_xml(&value, rows[i].value);
        WsFreeMessage(message);
        WsFreeReader(reader);
    }
    test_context("%s", "");
}

/* ---- custom headers ---- */

TEST(attributes_by_version)
{
    static const struct
    {
        WS_ENVELOPE_VERSION version;
        ULONG attributes;
        HRESULT hr;
        const char *text;
    } rows[] = {
        { WS_ENVELOPE_VERSION_SOAP_1_1, 0, S_OK, "<x xmlns=\"urn:h\">v</x>" },
        { WS_ENVELOPE_VERSION_SOAP_1_1, WS_MUST_UNDERSTAND_HEADER_ATTRIBUTE, S_OK,
                "<x s:mustUnderstand=\"1\" xmlns=\"urn:h\">v</x>" },
        { WS_ENVELOPE_VERSION_SOAP_1_1, WS_RELAY_HEADER_ATTRIBUTE, E_INVALIDARG, "" },
        { WS_ENVELOPE_VERSION_SOAP_1_2, WS_RELAY_HEADER_ATTRIBUTE, S_OK,
                "<x s:relay=\"1\" xmlns=\"urn:h\">v</x>" },
        { WS_ENVELOPE_VERSION_SOAP_1_2,
                WS_RELAY_HEADER_ATTRIBUTE | WS_MUST_UNDERSTAND_HEADER_ATTRIBUTE, S_OK,
                "<x s:mustUnderstand=\"1\" s:relay=\"1\" xmlns=\"urn:h\">v</x>" },
        { WS_ENVELOPE_VERSION_SOAP_1_2, 4, E_INVALIDARG, "" },
    };
    WS_XML_STRING value;
    WS_MESSAGE *message;
    ULONG attributes;
    char expected[512];
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("attributes %u", i);
        message = initialized(rows[i].version, WS_ADDRESSING_VERSION_TRANSPORT, WS_BLANK_MESSAGE);
        ok_hr(add_header(message, "x", "urn:h", "v", rows[i].attributes), rows[i].hr);
        snprintf(expected, sizeof(expected),
                "<s:Envelope xmlns:s=\"%s\"><s:Header>%s</s:Header><s:Body/></s:Envelope>",
                rows[i].version == WS_ENVELOPE_VERSION_SOAP_1_1 ? NS11 : NS12, rows[i].text);
        if (rows[i].hr == S_OK)
        {
            ok_header(message, expected);
            attributes = 99;
            ok_hr(get_text(message, "x", "urn:h", WS_SINGLETON_HEADER, 0, &value, &attributes),
                    S_OK);
            ok_int(attributes, rows[i].attributes);
        }
        WsFreeMessage(message);
    }
    test_context("%s", "");
}

TEST(attributes_under_a_reader)
{
    WS_XML_READER *reader, *walker = NULL;
    WS_MESSAGE *message = reading(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0,
            HEAD12("<h:x s:mustUnderstand=\"true\" s:relay=\" 1 \"/>"), &reader);
    WS_XML_NODE_POSITION position;
    WS_XML_BUFFER *buffer = NULL;
    ULONG attributes = 0;

    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_HEADER_POSITION, &position, sizeof(position), NULL),
            S_OK);
    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_HEADER_BUFFER, &buffer, sizeof(buffer), NULL),
            S_OK);
    ok(position.buffer == buffer, "the position is in another buffer");
    ok_hr(WsCreateReader(NULL, 0, &walker, NULL), S_OK);
    ok_hr(WsSetInputToBuffer(walker, buffer, NULL, 0, NULL), S_OK);
    ok_hr(WsGetHeaderAttributes(NULL, walker, &attributes, NULL), E_INVALIDARG);
    ok_hr(WsGetHeaderAttributes(message, NULL, &attributes, NULL), E_INVALIDARG);
    ok_hr(WsGetHeaderAttributes(message, walker, NULL, NULL), E_INVALIDARG);
    ok_hr(WsGetHeaderAttributes(message, walker, &attributes, NULL), WS_E_INVALID_FORMAT);
    ok_hr(WsSetReaderPosition(walker, &position, NULL), S_OK);
    ok_hr(WsMoveReader(walker, WS_MOVE_TO_CHILD_ELEMENT, NULL, NULL), S_OK);
    ok_hr(WsGetHeaderAttributes(message, walker, &attributes, NULL), S_OK);
    ok_int(attributes, WS_MUST_UNDERSTAND_HEADER_ATTRIBUTE | WS_RELAY_HEADER_ATTRIBUTE);
    WsFreeReader(walker);
    WsFreeMessage(message);
    WsFreeReader(reader);
}

TEST(repeating_headers)
{
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0, WS_BLANK_MESSAGE);
    WS_ELEMENT_DESCRIPTION description = text_element("x", "urn:h");
    WS_XML_STRING value = { 0 }, *pointer = &value;
    char text[2] = "0";
    ULONG i;

    for (i = 0; i < 3; i++)
    {
        ok_hr(add_header(message, "x", "urn:h", text, 0), S_OK);
        text[0]++;
    }
    for (i = 0; i < 3; i++)
    {
        ok_hr(get_text(message, "x", "urn:h", WS_REPEATING_HEADER, i, &value, NULL), S_OK);
        ok(value.length == 1 && value.bytes[0] == '0' + i, "header %u", (unsigned)i);
    }
    ok_hr(get_text(message, "x", "urn:h", WS_REPEATING_HEADER, 3, &value, NULL),
            WS_E_INVALID_FORMAT);
    ok_hr(get_text(message, "x", "urn:h", WS_SINGLETON_HEADER, 0, &value, NULL),
            WS_E_INVALID_FORMAT);
    ok_hr(WsGetCustomHeader(message, &description, WS_REPEATING_HEADER, 3, WS_READ_OPTIONAL_POINTER,
                  NULL, &pointer, sizeof(pointer), NULL, NULL),
            S_OK);
    ok(!pointer, "a fourth header");
    WsFreeMessage(message);
}

TEST(quota_of_processed_headers)
{
    ULONG max = 3;
    WS_MESSAGE_PROPERTY property = { WS_MESSAGE_PROPERTY_MAX_PROCESSED_HEADERS, &max, sizeof(max) };
    WS_MESSAGE *message = NULL;
    WS_XML_STRING value;
    WS_ERROR *error = test_error();
    WS_ELEMENT_DESCRIPTION description = text_element("x", "urn:h");
    ULONG i;

    ok_hr(WsCreateMessage(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0, &property, 1,
                  &message, NULL),
            S_OK);
    ok_hr(WsInitializeMessage(message, WS_BLANK_MESSAGE, NULL, NULL), S_OK);
    for (i = 0; i < 3; i++)
        ok_hr(add_header(message, i == 2 ? "x" : "y", "urn:h", "v", 0), S_OK);
    ok_hr(get_text(message, "x", "urn:h", WS_SINGLETON_HEADER, 0, &value, NULL), S_OK);
    ok_hr(add_header(message, "y", "urn:h", "v", 0), S_OK);
    ok_hr(WsGetCustomHeader(message, &description, WS_SINGLETON_HEADER, 0, WS_READ_REQUIRED_VALUE,
                  NULL, &value, sizeof(value), NULL, error),
            WS_E_QUOTA_EXCEEDED);
    ok(strstr(error_text(error), "3") != NULL, "%s", error_text(error));
    WsFreeMessage(message);
}

/* ---- mapped headers ---- */

TEST(mapped_headers)
{
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_TRANSPORT, WS_BLANK_MESSAGE);
    WS_XML_STRING name = XML("X-Name"), text = XML("v"), value = { 0 }, *pointer = &value;
    UINT32 number = 7, got = 0;
    const ULONG size = sizeof(value);

    ok_hr(WsAddMappedHeader(
                  message, &name, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE, &text, size, NULL),
            S_OK);
    ok_hr(WsGetMappedHeader(message, &name, WS_SINGLETON_HEADER, 0, WS_XML_STRING_TYPE,
                  WS_READ_REQUIRED_VALUE, NULL, &value, size, NULL),
            S_OK);
    ok_xml(&value, "v");
    ok_hr(WsAddMappedHeader(message, &name, WS_UINT32_TYPE, WS_WRITE_REQUIRED_VALUE, &number,
                  sizeof(number), NULL),
            S_OK);
    ok_hr(WsGetMappedHeader(message, &name, WS_SINGLETON_HEADER, 0, WS_XML_STRING_TYPE,
                  WS_READ_REQUIRED_VALUE, NULL, &value, size, NULL),
            WS_E_INVALID_FORMAT);
    ok_hr(WsGetMappedHeader(message, &name, WS_REPEATING_HEADER, 1, WS_UINT32_TYPE,
                  WS_READ_REQUIRED_VALUE, NULL, &got, sizeof(got), NULL),
            S_OK);
    ok_int(got, 7);
    ok_hr(WsGetMappedHeader(message, &name, WS_SINGLETON_HEADER, 1, WS_UINT32_TYPE,
                  WS_READ_REQUIRED_VALUE, NULL, &got, sizeof(got), NULL),
            E_INVALIDARG);
    ok_hr(WsGetMappedHeader(message, &name, 0, 0, WS_UINT32_TYPE, WS_READ_REQUIRED_VALUE, NULL,
                  &got, sizeof(got), NULL),
            E_INVALIDARG);
    ok_hr(WsRemoveMappedHeader(message, &name, NULL), S_OK);
    ok_hr(WsGetMappedHeader(message, &name, WS_SINGLETON_HEADER, 0, WS_XML_STRING_TYPE,
                  WS_READ_OPTIONAL_POINTER, NULL, &pointer, sizeof(pointer), NULL),
            S_OK);
    ok(!pointer, "the removed header is there");
    ok_hr(WsGetMappedHeader(message, &name, WS_SINGLETON_HEADER, 0, WS_XML_STRING_TYPE,
                  WS_READ_REQUIRED_VALUE, NULL, &value, size, NULL),
            WS_E_INVALID_FORMAT);
    WsFreeMessage(message);
}

/* ---- must understand ---- */

TEST(must_understand)
{
    static const struct
    {
        WS_ENVELOPE_VERSION version;
        const char *text;
        HRESULT hr;
    } rows[] = {
        { WS_ENVELOPE_VERSION_SOAP_1_1, HEAD11(""), S_OK },
        { WS_ENVELOPE_VERSION_SOAP_1_1, HEAD11("<h:x/>"), S_OK },
        { WS_ENVELOPE_VERSION_SOAP_1_1, HEAD11("<h:x s:mustUnderstand=\"0\"/>"), S_OK },
        { WS_ENVELOPE_VERSION_SOAP_1_1, HEAD11("<h:x s:mustUnderstand=\"1\"/>"),
                WS_E_INVALID_FORMAT },
        { WS_ENVELOPE_VERSION_SOAP_1_1, HEAD11("<h:x mustUnderstand=\"1\"/>"), S_OK },
        { WS_ENVELOPE_VERSION_SOAP_1_1,
                HEAD11("<h:x s:mustUnderstand=\"1\" s:actor=\"urn:other\"/>"), S_OK },
        { WS_ENVELOPE_VERSION_SOAP_1_1,
                HEAD11("<h:x s:mustUnderstand=\"1\" "
                       "s:actor=\"http://schemas.xmlsoap.org/soap/actor/next\"/>"),
                WS_E_INVALID_FORMAT },
        { WS_ENVELOPE_VERSION_SOAP_1_1,
                HEAD11("<a:Action s:mustUnderstand=\"1\">x</a:Action>"
                       "<a:ReplyTo s:mustUnderstand=\"1\"/>"),
                S_OK },
        { WS_ENVELOPE_VERSION_SOAP_1_1,
                HEAD11("<Action xmlns=\"" WSA09 "\" s:mustUnderstand=\"1\">x</Action>"),
                WS_E_INVALID_FORMAT },
        { WS_ENVELOPE_VERSION_SOAP_1_2, HEAD12("<h:x s:mustUnderstand=\"true\"/>"),
                WS_E_INVALID_FORMAT },
        { WS_ENVELOPE_VERSION_SOAP_1_2, HEAD12("<h:x s:mustUnderstand=\"false\"/>"), S_OK },
        { WS_ENVELOPE_VERSION_SOAP_1_2,
                HEAD12("<h:x s:mustUnderstand=\"1\" s:role=\"" NS12 "/role/next\"/>"),
                WS_E_INVALID_FORMAT },
        { WS_ENVELOPE_VERSION_SOAP_1_2,
                HEAD12("<h:x s:mustUnderstand=\"1\" s:role=\"" NS12 "/role/none\"/>"), S_OK },
        { WS_ENVELOPE_VERSION_SOAP_1_2,
                HEAD12("<h:x s:mustUnderstand=\"1\" s:role=\"" NS12 "/role/ultimateReceiver\"/>"),
                WS_E_INVALID_FORMAT },
    };
    WS_ERROR *error = test_error();
    WS_XML_READER *reader;
    WS_MESSAGE *message;
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("must understand %u", i);
        message = reading(rows[i].version, WS_ADDRESSING_VERSION_1_0, rows[i].text, &reader);
        ok_hr(WsResetError(error), S_OK);
        ok_hr(WsCheckMustUnderstandHeaders(message, error), rows[i].hr);
        ok_int(error_text(error)[0] != 0, FAILED(rows[i].hr));
        ok_hr(WsCheckMustUnderstandHeaders(message, NULL), rows[i].hr);
        WsFreeMessage(message);
        WsFreeReader(reader);
    }
    test_context("%s", "");
}

TEST(reading_and_marking_count_as_understood)
{
    WS_XML_READER *reader, *walker = NULL;
    WS_MESSAGE *message = reading(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_1_0,
            HEAD11("<h:x s:mustUnderstand=\"1\">1</h:x><h:y s:mustUnderstand=\"1\">2</h:y>"),
            &reader);
    WS_XML_NODE_POSITION position, y;
    WS_XML_BUFFER *buffer = NULL;
    WS_XML_STRING value;

    ok_hr(WsCheckMustUnderstandHeaders(NULL, NULL), E_INVALIDARG);
    ok_hr(WsMarkHeaderAsUnderstood(NULL, &position, NULL), E_INVALIDARG);
    ok_hr(WsMarkHeaderAsUnderstood(message, NULL, NULL), E_INVALIDARG);
    ok_hr(get_text(message, "x", "urn:h", WS_SINGLETON_HEADER, 0, &value, NULL), S_OK);
    ok_hr(WsCheckMustUnderstandHeaders(message, NULL), WS_E_INVALID_FORMAT);
    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_HEADER_POSITION, &position, sizeof(position), NULL),
            S_OK);
    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_HEADER_BUFFER, &buffer, sizeof(buffer), NULL),
            S_OK);
    ok_hr(WsCreateReader(NULL, 0, &walker, NULL), S_OK);
    ok_hr(WsSetInputToBuffer(walker, buffer, NULL, 0, NULL), S_OK);
    ok_hr(WsSetReaderPosition(walker, &position, NULL), S_OK);
    ok_hr(WsMoveReader(walker, WS_MOVE_TO_CHILD_ELEMENT, NULL, NULL), S_OK);
    ok_hr(WsMoveReader(walker, WS_MOVE_TO_NEXT_ELEMENT, NULL, NULL), S_OK);
    ok_hr(WsGetReaderPosition(walker, &y, NULL), S_OK);
    ok_hr(WsMarkHeaderAsUnderstood(message, &y, NULL), S_OK);
    ok_hr(WsMarkHeaderAsUnderstood(message, &y, NULL), S_OK);
    ok_hr(WsCheckMustUnderstandHeaders(message, NULL), S_OK);
    WsFreeReader(walker);
    WsFreeMessage(message);
    WsFreeReader(reader);
}

static const char *buffer_text(WS_XML_BUFFER *buffer)
{
    static char text[1024];
    WS_XML_WRITER *writer = writer_to_text();
    WS_BYTES bytes = { 0 };

    ok_hr(WsWriteXmlBuffer(writer, buffer, NULL), S_OK);
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK);
    if (bytes.length >= sizeof(text)) bytes.length = sizeof(text) - 1;
    memcpy(text, bytes.bytes, bytes.length);
    text[bytes.length] = 0;
    WsFreeWriter(writer);
    return text;
}

TEST(the_fault_that_says_what_was_not_understood)
{
    WS_ERROR *error = test_error();
    WS_XML_READER *reader;
    WS_MESSAGE *message = reading(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0,
            HEAD12("<h:x s:mustUnderstand=\"1\"/>"), &reader);
    WS_FAULT *fault = NULL, made = { 0 };
    WS_XML_BUFFER *header = NULL;
    const char *text;

    ok_hr(WsCheckMustUnderstandHeaders(message, error), WS_E_INVALID_FORMAT);
    ok(strstr(error_text(error), "urn:h") != NULL, "%s", error_text(error));
    ok_hr(WsGetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault)),
            S_OK);
    if (ok(fault && fault->code, "no fault"))
    {
        ok_xml(&fault->code->value.localName, "MustUnderstand");
        ok_xml(&fault->code->value.ns, NS12);
    }
    ok_hr(WsGetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_HEADER, &header, sizeof(header)),
            S_OK);
    if (ok(header != NULL, "no header"))
    {
        text = buffer_text(header);
        ok_text(text, strlen(text),
                "<s:NotUnderstood qname=\"h:x\" xmlns:h=\"urn:h\" xmlns:s=\"" NS12 "\"/>");
    }
    ok_hr(WsCreateFaultFromError(
                  error, WS_E_INVALID_FORMAT, WS_FULL_FAULT_DISCLOSURE, test_heap(), &made),
            S_OK);
    if (ok(made.code && made.reasonCount == 1, "the fault is not whole"))
        ok_xml(&made.code->value.localName, "MustUnderstand");
    WsFreeMessage(message);
    WsFreeReader(reader);
}

TESTS = {
    CASE(every_standard_header_and_type),
    CASE(setting_replaces),
    CASE(a_failed_set_keeps_the_old),
    CASE(standard_headers_are_unique),
    CASE(headers_for_others_are_not_ours),
    CASE(attributes_by_version),
    CASE(attributes_under_a_reader),
    CASE(repeating_headers),
    CASE(quota_of_processed_headers),
    CASE(mapped_headers),
    CASE(must_understand),
    CASE(reading_and_marking_count_as_understood),
    CASE(the_fault_that_says_what_was_not_understood),
    END_OF_CASES,
};
