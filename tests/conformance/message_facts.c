/* Messages as seen on Windows: facts M1 to M29, one case each (M6 and M7 need a channel: channel tests).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message_kit.h"

#define EMPTY_REQUEST_10                                                \
    "<s:Envelope xmlns:a=\"" WSA10 "\" xmlns:s=\"" NS12 "\"><s:Header>" \
    "<a:MessageID>urn:uuid:GUID</a:MessageID>"
#define TAIL "</s:Header><s:Body/></s:Envelope>"

TEST(M1_create_arguments)
{
    WS_MESSAGE *message = NULL;

    ok_hr(WsCreateMessage(1, 1, NULL, 0, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCreateMessage(0, 0, NULL, 0, &message, NULL), E_INVALIDARG);
    ok_hr(WsCreateMessage(WS_ENVELOPE_VERSION_SOAP_1_1, 0, NULL, 0, &message, NULL), E_INVALIDARG);
    ok_hr(WsCreateMessage(0, WS_ADDRESSING_VERSION_1_0, NULL, 0, &message, NULL), E_INVALIDARG);
    ok_hr(WsCreateMessage(4, WS_ADDRESSING_VERSION_1_0, NULL, 0, &message, NULL), E_INVALIDARG);
    ok_hr(WsCreateMessage(WS_ENVELOPE_VERSION_SOAP_1_1, 4, NULL, 0, &message, NULL), E_INVALIDARG);
    ok_hr(WsCreateMessage(1, 1, NULL, 1, &message, NULL), E_INVALIDARG);
    ok(!message, "M1: the pointer was written");
    WsFreeMessage(NULL);
}

TEST(M2_version_is_no_property)
{
    WS_ENVELOPE_VERSION version = WS_ENVELOPE_VERSION_SOAP_1_1;
    WS_MESSAGE_PROPERTY property
            = { WS_MESSAGE_PROPERTY_ENVELOPE_VERSION, &version, sizeof(version) };
    WS_MESSAGE *message = NULL;

    ok_hr(WsCreateMessage(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9, &property, 1,
                  &message, NULL),
            E_INVALIDARG);
    ok(!message, "M2: the pointer was written");
}

TEST(M3_versions_read_back)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9);
    WS_ENVELOPE_VERSION envelope = 0;
    WS_ADDRESSING_VERSION addressing = 0;

    ok_int(message_state(message), WS_MESSAGE_STATE_EMPTY);
    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_ENVELOPE_VERSION, &envelope, sizeof(envelope), NULL),
            S_OK);
    ok_int(envelope, WS_ENVELOPE_VERSION_SOAP_1_1);
    ok_hr(WsGetMessageProperty(message, WS_MESSAGE_PROPERTY_ADDRESSING_VERSION, &addressing,
                  sizeof(addressing), NULL),
            S_OK);
    ok_int(addressing, WS_ADDRESSING_VERSION_0_9);
    WsFreeMessage(message);
}

TEST(M4_nothing_is_set_on_an_empty_message)
{
    static const WS_MESSAGE_PROPERTY_ID ids[] = { WS_MESSAGE_PROPERTY_STATE,
        WS_MESSAGE_PROPERTY_ENVELOPE_VERSION, WS_MESSAGE_PROPERTY_ADDRESSING_VERSION };
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9);
    ULONG value = 1, i;

    for (i = 0; i < 3; i++)
    {
        test_context("M4 property %u", (unsigned)ids[i]);
        ok_hr(WsSetMessageProperty(message, ids[i], &value, sizeof(value), NULL),
                WS_E_INVALID_OPERATION);
    }
    test_context("M4");
    ok_hr(WsSetMessageProperty(NULL, WS_MESSAGE_PROPERTY_STATE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    WsFreeMessage(message);
    message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9, WS_REQUEST_MESSAGE);
    for (i = 0; i < 3; i++)
        ok_hr(WsSetMessageProperty(message, ids[i], &value, sizeof(value), NULL), E_INVALIDARG);
    WsFreeMessage(message);
    test_context("%s", "");
}

TEST(M5_is_addressed_of_an_empty_message)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9);
    BOOL addressed = 2;

    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_IS_ADDRESSED, &addressed, sizeof(addressed), NULL),
            WS_E_INVALID_OPERATION);
    ok_int(addressed, 2);
    WsFreeMessage(message);
}

TEST(M8_address_arguments)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9);

    ok_hr(WsAddressMessage(NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsAddressMessage(message, NULL, NULL), WS_E_INVALID_OPERATION);
    WsFreeMessage(message);
}

TEST(M9_address)
{
    WS_ENDPOINT_ADDRESS address = { { 0 } };
    WS_MESSAGE *message;
    int i;

    address.url = wide_string("http://localhost/");
    for (i = 0; i < 2; i++)
    {
        message = initialized(
                WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9, WS_REQUEST_MESSAGE);
        ok_int(message_flag(message, WS_MESSAGE_PROPERTY_IS_ADDRESSED), FALSE);
        ok_hr(WsAddressMessage(message, i ? &address : NULL, NULL), S_OK);
        ok_int(message_flag(message, WS_MESSAGE_PROPERTY_IS_ADDRESSED), TRUE);
        ok_hr(WsAddressMessage(message, i ? &address : NULL, NULL), WS_E_INVALID_OPERATION);
        WsFreeMessage(message);
    }
}

TEST(M10_add_mapped_header)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9);
    WS_XML_STRING *name = kit_string("Header"), *value = kit_string("value");
    const ULONG size = sizeof(*value);

    ok_hr(WsAddMappedHeader(NULL, NULL, 0, 0, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsAddMappedHeader(message, NULL, 0, 0, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsAddMappedHeader(message, name, 0, 0, NULL, 0, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsInitializeMessage(message, WS_REQUEST_MESSAGE, NULL, NULL), S_OK);
    ok_hr(WsAddMappedHeader(
                  message, name, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE, NULL, 0, NULL),
            E_INVALIDARG);
    ok_hr(WsAddMappedHeader(
                  message, name, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE, value, size, NULL),
            S_OK);
    ok_hr(WsAddMappedHeader(
                  message, name, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE, value, size, NULL),
            S_OK);
    WsFreeMessage(message);
}

TEST(M11_remove_mapped_header)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9);
    WS_XML_STRING *name = kit_string("Header"), *value = kit_string("value");

    ok_hr(WsRemoveMappedHeader(NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsRemoveMappedHeader(message, NULL, NULL), E_INVALIDARG);
    ok_hr(WsRemoveMappedHeader(message, name, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsInitializeMessage(message, WS_BLANK_MESSAGE, NULL, NULL), S_OK);
    ok_hr(WsAddMappedHeader(message, name, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE, value,
                  sizeof(*value), NULL),
            S_OK);
    ok_hr(WsRemoveMappedHeader(message, name, NULL), S_OK);
    ok_hr(WsRemoveMappedHeader(message, name, NULL), S_OK);
    WsFreeMessage(message);
}

TEST(M12_add_custom_header_arguments)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0);
    WS_ELEMENT_DESCRIPTION description = text_element("header", "ns");

    ok_hr(WsAddCustomHeader(NULL, NULL, 0, NULL, 0, 0, NULL), E_INVALIDARG);
    ok_hr(WsAddCustomHeader(message, NULL, 0, NULL, 0, 0, NULL), E_INVALIDARG);
    ok_hr(WsAddCustomHeader(message, &description, WS_WRITE_REQUIRED_VALUE, NULL, 0, 0, NULL),
            WS_E_INVALID_OPERATION);
    ok_hr(WsInitializeMessage(message, WS_REQUEST_MESSAGE, NULL, NULL), S_OK);
    ok_hr(WsAddCustomHeader(message, &description, WS_WRITE_REQUIRED_VALUE, NULL, 0, 0, NULL),
            E_INVALIDARG);
    ok_header(message, EMPTY_REQUEST_10 TAIL);
    WsFreeMessage(message);
}

struct header
{
    const WCHAR *value;
};

static WS_STRUCT_DESCRIPTION *header_struct(WS_TYPE type)
{
    static WS_FIELD_DESCRIPTION field, *fields[] = { &field };
    static WS_STRUCT_DESCRIPTION description;

    memset(&field, 0, sizeof(field));
    memset(&description, 0, sizeof(description));
    field.mapping = WS_TEXT_FIELD_MAPPING;
    field.type = type;
    description.size = sizeof(struct header);
    description.alignment = sizeof(void *);
    description.fields = fields;
    description.fieldCount = 1;
    return &description;
}

static WS_ELEMENT_DESCRIPTION header_element(const char *name)
{
    WS_ELEMENT_DESCRIPTION description = text_element(name, "ns");

    description.type = WS_STRUCT_TYPE;
    description.typeDescription = header_struct(WS_WSZ_TYPE);
    return description;
}

TEST(M13_M14_header_buffer)
{
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0, WS_REQUEST_MESSAGE);
    WS_ELEMENT_DESCRIPTION description = header_element("header"), second;
    struct header value = { wide("value") };
    const ULONG size = sizeof(value);

    ok_header(message, EMPTY_REQUEST_10 TAIL);
    ok_hr(WsAddCustomHeader(message, &description, WS_WRITE_REQUIRED_VALUE, &value, size, 0, NULL),
            S_OK);
    ok_header(message, EMPTY_REQUEST_10 "<header xmlns=\"ns\">value</header>" TAIL);
    value.value = wide("value2");
    ok_hr(WsAddCustomHeader(message, &description, WS_WRITE_REQUIRED_VALUE, &value, size, 0, NULL),
            S_OK);
    value.value = wide("value");
    second = header_element("header2");
    ok_hr(WsAddCustomHeader(message, &second, WS_WRITE_REQUIRED_VALUE, &value, size, 0, NULL),
            S_OK);
    ok_header(message,
            EMPTY_REQUEST_10 "<header xmlns=\"ns\">value</header>"
                             "<header xmlns=\"ns\">value2</header>"
                             "<header2 xmlns=\"ns\">value</header2>" TAIL);
    WsFreeMessage(message);
}

TEST(M15_remove_custom_header)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0);
    WS_XML_STRING *name = kit_string("header"), *ns = kit_string("ns");

    ok_hr(WsRemoveCustomHeader(NULL, NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsRemoveCustomHeader(message, NULL, ns, NULL), E_INVALIDARG);
    ok_hr(WsRemoveCustomHeader(message, name, NULL, NULL), E_INVALIDARG);
    ok_hr(WsRemoveCustomHeader(message, name, ns, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsInitializeMessage(message, WS_REQUEST_MESSAGE, NULL, NULL), S_OK);
    ok_hr(add_header(message, "header", "ns", "value", 0), S_OK);
    ok_hr(add_header(message, "header", "ns", "value2", 0), S_OK);
    ok_hr(add_header(message, "other", "ns", "value", 0), S_OK);
    ok_hr(add_header(message, "header", "ns", "value3", 0), S_OK);
    ok_hr(WsRemoveCustomHeader(message, name, ns, NULL), S_OK);
    ok_header(message, EMPTY_REQUEST_10 "<other xmlns=\"ns\">value</other>" TAIL);
    ok_hr(WsRemoveCustomHeader(message, name, ns, NULL), S_OK);
    WsFreeMessage(message);
}

TEST(M16_read_start_arguments)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9);
    WS_XML_READER *reader
            = reader_on_text("<s:Envelope xmlns:s=\"" NS11 "\"><s:Body/></s:Envelope>");

    ok_hr(WsReadEnvelopeStart(NULL, NULL, NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsReadEnvelopeStart(message, NULL, NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsReadEnvelopeStart(NULL, reader, NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsInitializeMessage(message, WS_REQUEST_MESSAGE, NULL, NULL), S_OK);
    ok_hr(WsReadEnvelopeStart(message, reader, NULL, NULL, NULL), WS_E_INVALID_OPERATION);
    WsFreeMessage(message);
    WsFreeReader(reader);
}

static WS_XML_NODE_TYPE node_type(WS_XML_READER *reader)
{
    const WS_XML_NODE *node = NULL;

    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    return node ? node->nodeType : 0;
}

TEST(M17_read_start)
{
    WS_XML_READER *reader;
    WS_MESSAGE *message = reading(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9,
            "<s:Envelope xmlns:s=\"" NS11 "\"><s:Body/></s:Envelope>", &reader);

    ok_int(message_state(message), WS_MESSAGE_STATE_READING);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_END_ELEMENT);
    ok_hr(WsReadEndElement(reader, NULL), S_OK);
    ok_hr(WsReadEndElement(reader, NULL), S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF);
    WsFreeMessage(message);
    WsFreeReader(reader);
}

TEST(M18_is_fault)
{
    WS_XML_READER *reader;
    WS_MESSAGE *message = reading(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9,
            "<s:Envelope xmlns:s=\"" NS11 "\"><s:Body><s:Fault/></s:Body></s:Envelope>", &reader);

    ok_int(message_flag(message, WS_MESSAGE_PROPERTY_IS_FAULT), TRUE);
    WsFreeMessage(message);
    WsFreeReader(reader);
}

TEST(M19_read_end)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9);
    WS_XML_READER *reader;

    ok_hr(WsReadEnvelopeEnd(NULL, NULL), E_INVALIDARG);
    ok_hr(WsReadEnvelopeEnd(message, NULL), WS_E_INVALID_OPERATION);
    WsFreeMessage(message);
    message = reading(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9,
            "<s:Envelope xmlns:s=\"" NS11 "\"><s:Body></s:Body></s:Envelope>", &reader);
    ok_hr(WsReadEnvelopeEnd(message, NULL), S_OK);
    ok_int(message_state(message), WS_MESSAGE_STATE_DONE);
    WsFreeMessage(message);
    WsFreeReader(reader);
}

TEST(M20_read_body_arguments)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9);
    WS_XML_READER *reader;

    ok_hr(WsReadBody(NULL, NULL, 0, NULL, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsReadBody(message, NULL, 0, NULL, NULL, 0, NULL), E_INVALIDARG);
    WsFreeMessage(message);
    message = reading(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9,
            "<s:Envelope xmlns:s=\"" NS11 "\"><s:Body/></s:Envelope>", &reader);
    ok_hr(WsReadBody(message, NULL, 0, NULL, NULL, 0, NULL), E_INVALIDARG);
    WsFreeMessage(message);
    WsFreeReader(reader);
}

TEST(M21_read_body)
{
    WS_FIELD_DESCRIPTION field
            = { WS_ELEMENT_FIELD_MAPPING, kit_string("val"), kit_string("ns"), WS_UINT32_TYPE };
    WS_FIELD_DESCRIPTION *fields[] = { &field };
    WS_STRUCT_DESCRIPTION type = { sizeof(UINT32), sizeof(UINT32), fields, 1 };
    WS_ELEMENT_DESCRIPTION body = { kit_string("u"), kit_string("ns"), WS_STRUCT_TYPE, &type };
    WS_XML_READER *reader;
    WS_MESSAGE *message = reading(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9,
            "<s:Envelope xmlns:s=\"" NS11 "\"><s:Body><u xmlns=\"ns\"><val>1</val></u></s:Body>"
            "</s:Envelope>",
            &reader);
    UINT32 value = 0;

    ok_hr(WsReadBody(
                  message, &body, WS_READ_REQUIRED_VALUE, test_heap(), &value, sizeof(value), NULL),
            S_OK);
    ok_int(value, 1);
    ok_int(message_state(message), WS_MESSAGE_STATE_READING);
    ok_hr(WsReadEnvelopeEnd(message, NULL), S_OK);
    WsFreeMessage(message);
    WsFreeReader(reader);
}

TEST(M22_read_fault_body)
{
    WS_ELEMENT_DESCRIPTION body = { NULL, NULL, WS_FAULT_TYPE, NULL };
    WS_XML_READER *reader;
    WS_MESSAGE *message = reading(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9,
            "<s:Envelope xmlns:s=\"" NS11 "\"><s:Body><s:Fault><faultcode>s:Client</faultcode>"
            "<faultstring>OLS Exception</faultstring></s:Fault></s:Body></s:Envelope>",
            &reader);
    WS_FAULT fault = { 0 };

    ok_int(message_flag(message, WS_MESSAGE_PROPERTY_IS_FAULT), TRUE);
    ok_hr(WsReadBody(
                  message, &body, WS_READ_REQUIRED_VALUE, test_heap(), &fault, sizeof(fault), NULL),
            S_OK);
    if (ok(fault.code != NULL, "M22: no code"))
    {
        ok_xml(&fault.code->value.localName, "Client");
        ok(!fault.code->subCode, "M22: a subcode");
    }
    if (ok(fault.reasonCount == 1, "M22: %u reasons", (unsigned)fault.reasonCount))
        ok_string(&fault.reasons[0].text, "OLS Exception");
    WsFreeMessage(message);
    WsFreeReader(reader);
}

TEST(M23_reset)
{
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9, WS_REQUEST_MESSAGE);
    ULONG value = 0;

    ok_hr(WsResetMessage(NULL, NULL), E_INVALIDARG);
    ok_hr(WsResetMessage(message, NULL), S_OK);
    ok_int(message_state(message), WS_MESSAGE_STATE_EMPTY);
    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_ENVELOPE_VERSION, &value, sizeof(value), NULL),
            S_OK);
    ok_int(value, WS_ENVELOPE_VERSION_SOAP_1_1);
    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_ADDRESSING_VERSION, &value, sizeof(value), NULL),
            S_OK);
    ok_int(value, WS_ADDRESSING_VERSION_0_9);
    WsFreeMessage(message);
}

TEST(M24_get_header_arguments)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0);
    const WCHAR *value = NULL, *action = wide("action");
    int i;

    ok_hr(WsGetHeader(NULL, 0, 0, 0, NULL, NULL, 0, NULL), E_INVALIDARG);
    for (i = 0; i < 2; i++)
    {
        ok_hr(WsGetHeader(message, 0, 0, 0, NULL, NULL, 0, NULL), E_INVALIDARG);
        ok_hr(WsGetHeader(message, WS_ACTION_HEADER, 0, 0, NULL, NULL, 0, NULL), E_INVALIDARG);
        ok_hr(WsGetHeader(message, WS_ACTION_HEADER, WS_WSZ_TYPE, 0, NULL, NULL, 0, NULL),
                E_INVALIDARG);
        ok_hr(WsGetHeader(message, WS_ACTION_HEADER, WS_WSZ_TYPE, WS_READ_NILLABLE_POINTER, NULL,
                      &value, sizeof(value), NULL),
                E_INVALIDARG);
        if (i == 0) ok_hr(WsInitializeMessage(message, WS_REQUEST_MESSAGE, NULL, NULL), S_OK);
    }
    ok_hr(WsGetHeader(message, WS_ACTION_HEADER, WS_WSZ_TYPE, WS_READ_REQUIRED_POINTER, NULL,
                  &value, sizeof(value), NULL),
            WS_E_INVALID_FORMAT);
    ok_hr(WsSetHeader(message, WS_ACTION_HEADER, WS_WSZ_TYPE, WS_WRITE_REQUIRED_POINTER, &action,
                  sizeof(action), NULL),
            S_OK);
    ok_hr(WsGetHeader(message, WS_ACTION_HEADER, WS_WSZ_TYPE, WS_READ_REQUIRED_POINTER, NULL, NULL,
                  0, NULL),
            E_INVALIDARG);
    ok_hr(WsGetHeader(message, WS_ACTION_HEADER, WS_WSZ_TYPE, WS_READ_REQUIRED_POINTER, NULL,
                  &value, 0, NULL),
            E_INVALIDARG);
    WsFreeMessage(message);
}

static void set_and_get_action(
        WS_ENVELOPE_VERSION envelope, WS_ADDRESSING_VERSION addressing, const char *expected)
{
    WS_MESSAGE *message = initialized(envelope, addressing, WS_REQUEST_MESSAGE);
    const WCHAR *action = wide("action"), *value = NULL;

    ok_hr(WsSetHeader(message, WS_ACTION_HEADER, WS_WSZ_TYPE, WS_WRITE_REQUIRED_POINTER, &action,
                  sizeof(action), NULL),
            S_OK);
    ok_header(message, expected);
    ok_hr(WsGetHeader(message, WS_ACTION_HEADER, WS_WSZ_TYPE, WS_READ_REQUIRED_POINTER, NULL,
                  &value, sizeof(value), NULL),
            S_OK);
    if (value) ok_wsz(value, "action");
    WsFreeMessage(message);
}

TEST(M25_action)
{
    set_and_get_action(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0,
            EMPTY_REQUEST_10 "<a:Action s:mustUnderstand=\"1\">action</a:Action>" TAIL);
}

TEST(M26_action_without_envelope)
{
    set_and_get_action(WS_ENVELOPE_VERSION_NONE, WS_ADDRESSING_VERSION_TRANSPORT,
            "<Envelope><Header><Action mustUnderstand=\"1\" xmlns=\"" NOADR
            "\">action</Action></Header><Body/></Envelope>");
}

TEST(M27_action_over_transport)
{
    set_and_get_action(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_TRANSPORT,
            "<s:Envelope xmlns:s=\"" NS12
            "\"><s:Header><Action s:mustUnderstand=\"1\" xmlns=\"" NOADR "\">action</Action>" TAIL);
}

TEST(M28_get_custom_header_arguments)
{
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0, WS_REQUEST_MESSAGE);
    WS_ELEMENT_DESCRIPTION description = text_element("header", "ns");
    WS_XML_STRING value;

    ok_hr(WsGetCustomHeader(NULL, NULL, 0, 0, 0, NULL, NULL, 0, NULL, NULL), E_INVALIDARG);
    ok_hr(WsGetCustomHeader(message, NULL, 0, 0, 0, NULL, NULL, 0, NULL, NULL), E_INVALIDARG);
    ok_hr(WsGetCustomHeader(message, &description, 0, 0, 0, NULL, NULL, 0, NULL, NULL),
            E_INVALIDARG);
    ok_hr(WsGetCustomHeader(message, &description, 0, 0, WS_READ_REQUIRED_VALUE, NULL, &value,
                  sizeof(value), NULL, NULL),
            E_INVALIDARG);
    ok_hr(WsGetCustomHeader(message, &description, WS_SINGLETON_HEADER, 1, WS_READ_REQUIRED_VALUE,
                  NULL, &value, sizeof(value), NULL, NULL),
            E_INVALIDARG);
    ok_hr(WsGetCustomHeader(message, &description, WS_SINGLETON_HEADER, 0, WS_READ_REQUIRED_VALUE,
                  NULL, NULL, 0, NULL, NULL),
            E_INVALIDARG);
    WsFreeMessage(message);
}

TEST(M29_custom_header_without_envelope)
{
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_NONE, WS_ADDRESSING_VERSION_TRANSPORT, WS_REQUEST_MESSAGE);
    WS_ELEMENT_DESCRIPTION description = header_element("Custom");
    struct header value = { wide("value") };

    ok_hr(WsAddCustomHeader(
                  message, &description, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), 0, NULL),
            S_OK);
    ok_header(message,
            "<Envelope><Header><Custom xmlns=\"ns\">value</Custom></Header><Body/></Envelope>");
    value.value = NULL;
    ok_hr(WsGetCustomHeader(message, &description, WS_SINGLETON_HEADER, 0, WS_READ_REQUIRED_VALUE,
                  NULL, &value, sizeof(value), NULL, NULL),
            S_OK);
    if (ok(value.value != NULL, "M29: no value")) ok_wsz(value.value, "value");
    WsFreeMessage(message);
}

TESTS = {
    CASE(M1_create_arguments),
    CASE(M2_version_is_no_property),
    CASE(M3_versions_read_back),
    CASE(M4_nothing_is_set_on_an_empty_message),
    CASE(M5_is_addressed_of_an_empty_message),
    CASE(M8_address_arguments),
    CASE(M9_address),
    CASE(M10_add_mapped_header),
    CASE(M11_remove_mapped_header),
    CASE(M12_add_custom_header_arguments),
    CASE(M13_M14_header_buffer),
    CASE(M15_remove_custom_header),
    CASE(M16_read_start_arguments),
    CASE(M17_read_start),
    CASE(M18_is_fault),
    CASE(M19_read_end),
    CASE(M20_read_body_arguments),
    CASE(M21_read_body),
    CASE(M22_read_fault_body),
    CASE(M23_reset),
    CASE(M24_get_header_arguments),
    CASE(M25_action),
    CASE(M26_action_without_envelope),
    CASE(M27_action_over_transport),
    CASE(M28_get_custom_header_arguments),
    CASE(M29_custom_header_without_envelope),
    END_OF_CASES,
};
