/* Addressing of messages: 2004/08, 1.0 and none; destinations with reference parameters, replies, faults.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message_kit.h"

#define HEADERS_NONE "<s:Envelope xmlns:s=\"" NS12 "\"><s:Header"
#define HEADERS_09   "<s:Envelope xmlns:a=\"" WSA09 "\" xmlns:s=\"" NS12 "\"><s:Header"
#define HEADERS_10   "<s:Envelope xmlns:a=\"" WSA10 "\" xmlns:s=\"" NS12 "\"><s:Header"
#define TAIL         "<s:Body/></s:Envelope>"
#define ANON09       WSA09 "/role/anonymous"
#define ANON10       WSA10 "/anonymous"
#define TO(url)      "<a:To s:mustUnderstand=\"1\">" url "</a:To>"

static const struct
{
    WS_ADDRESSING_VERSION version;
    const char *start, *id, *to, *anonymous;
} versions[] = {
    { WS_ADDRESSING_VERSION_0_9, HEADERS_09, "<a:MessageID>urn:uuid:GUID</a:MessageID>",
            TO("urn:to"), TO(ANON09) },
    { WS_ADDRESSING_VERSION_1_0, HEADERS_10, "<a:MessageID>urn:uuid:GUID</a:MessageID>",
            TO("urn:to"), TO(ANON10) },
    { WS_ADDRESSING_VERSION_TRANSPORT, HEADERS_NONE, "",
            "<To s:mustUnderstand=\"1\" xmlns=\"" NOADR "\">urn:to</To>", "" },
};

static void ok_headers(WS_MESSAGE *message, const char *start, const char *a, const char *b)
{
    char expected[1024];

    if (!*a && !*b)
        snprintf(expected, sizeof(expected), "%s/>" TAIL, start);
    else
        snprintf(expected, sizeof(expected), "%s>%s%s</s:Header>" TAIL, start, a, b);
    ok_header(message, expected);
}

TEST(requests_in_each_version)
{
    WS_ENDPOINT_ADDRESS address = { { 0 } }, nobody = { { 0 } };
    WS_MESSAGE *message;
    unsigned i;

    address.url = wide_string("urn:to");
    for (i = 0; i < 3; i++)
    {
        test_context("addressing %u", (unsigned)versions[i].version);
        message = initialized(WS_ENVELOPE_VERSION_SOAP_1_2, versions[i].version, WS_BLANK_MESSAGE);
        ok_headers(message, versions[i].start, "", "");
        WsFreeMessage(message);
        message = initialized(
                WS_ENVELOPE_VERSION_SOAP_1_2, versions[i].version, WS_REQUEST_MESSAGE);
        ok_headers(message, versions[i].start, versions[i].id, "");
        ok_hr(WsAddressMessage(message, &address, NULL), S_OK);
        ok_headers(message, versions[i].start, versions[i].id, versions[i].to);
        WsFreeMessage(message);
        message = initialized(
                WS_ENVELOPE_VERSION_SOAP_1_2, versions[i].version, WS_REQUEST_MESSAGE);
        ok_hr(WsAddressMessage(message, &nobody, NULL), S_OK);
        ok_headers(message, versions[i].start, versions[i].id, versions[i].anonymous);
        WsFreeMessage(message);
    }
    test_context("%s", "");
}

TEST(ids_are_random)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0);
    WS_UNIQUE_ID ids[2];
    int i;

    for (i = 0; i < 2; i++)
    {
        ok_hr(WsInitializeMessage(message, WS_REQUEST_MESSAGE, NULL, NULL), S_OK);
        ok_hr(WsGetHeader(message, WS_MESSAGE_ID_HEADER, WS_UNIQUE_ID_TYPE, WS_READ_REQUIRED_VALUE,
                      NULL, &ids[i], sizeof(ids[i]), NULL),
                S_OK);
        ok_int(ids[i].uri.length, 0);
        ok_int(ids[i].guid.Data3 >> 12, 4);
        ok_int(ids[i].guid.Data4[0] >> 6, 2);
        ok_hr(WsResetMessage(message, NULL), S_OK);
    }
    ok(memcmp(&ids[0].guid, &ids[1].guid, sizeof(GUID)) != 0, "the same id twice");
    WsFreeMessage(message);
}

TEST(initialization_arguments)
{
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0);
    WS_MESSAGE *source = new_message(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0);
    ULONG kind;

    ok_hr(WsInitializeMessage(NULL, WS_BLANK_MESSAGE, NULL, NULL), E_INVALIDARG);
    ok_hr(WsInitializeMessage(message, WS_FAULT_MESSAGE + 1, NULL, NULL), E_INVALIDARG);
    for (kind = WS_BLANK_MESSAGE; kind <= WS_FAULT_MESSAGE; kind++)
    {
        BOOL needs = kind != WS_BLANK_MESSAGE && kind != WS_REQUEST_MESSAGE;

        test_context("initialization %u", (unsigned)kind);
        ok_hr(WsInitializeMessage(message, kind, needs ? NULL : source, NULL), E_INVALIDARG);
        if (needs) ok_hr(WsInitializeMessage(message, kind, source, NULL), WS_E_INVALID_OPERATION);
        ok_int(message_state(message), WS_MESSAGE_STATE_EMPTY);
    }
    test_context("%s", "");
    WsFreeMessage(message);
    WsFreeMessage(source);
}

static WS_XML_BUFFER *buffer_from(const char *text)
{
    WS_XML_READER *reader = reader_on_text(text);
    BOOL fragment = TRUE;
    WS_XML_WRITER_PROPERTY property
            = { WS_XML_WRITER_PROPERTY_ALLOW_FRAGMENT, &fragment, sizeof(fragment) };
    WS_XML_WRITER *writer = NULL;
    WS_XML_BUFFER *buffer = NULL;
    const WS_XML_NODE *node;

    ok_hr(WsCreateXmlBuffer(test_heap(), NULL, 0, &buffer, NULL), S_OK);
    ok_hr(WsCreateWriter(&property, 1, &writer, NULL), S_OK);
    ok_hr(WsSetOutputToBuffer(writer, buffer, NULL, 0, NULL), S_OK);
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsReadStartElement(reader, NULL), S_OK); /* a wrapper for several */
    while (SUCCEEDED(WsGetReaderNode(reader, &node, NULL))
            && node->nodeType != WS_XML_NODE_TYPE_END_ELEMENT)
    {
        if (!ok_hr(WsCopyNode(writer, reader, NULL), S_OK)) break;
    }
    WsFreeWriter(writer);
    WsFreeReader(reader);
    return buffer;
}

TEST(reference_parameters)
{
    static const char parameters[]
            = "<w><k:key xmlns:k=\"urn:k\">7</k:key><t xmlns=\"urn:t\" a=\"b\"><u/>v</t></w>";
    WS_ENDPOINT_ADDRESS address = { { 0 } };
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0, WS_BLANK_MESSAGE);

    address.url = wide_string("urn:to");
    address.headers = buffer_from(parameters);
    ok_hr(WsAddressMessage(message, &address, NULL), S_OK);
    ok_header(message,
            HEADERS_10
            ">" TO("urn:to") "<k:key a:IsReferenceParameter=\"true\" xmlns:k=\"urn:k\">7</k:key>"
                             "<t a=\"b\" a:IsReferenceParameter=\"true\" xmlns=\"urn:t\"><u/>v</t></s:Header>" TAIL);
    WsFreeMessage(message);
    message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_0_9, WS_BLANK_MESSAGE);
    ok_hr(WsAddressMessage(message, &address, NULL), S_OK);
    ok_header(message,
            HEADERS_09 ">" TO("urn:to") "<k:key xmlns:k=\"urn:k\">7</k:key>"
                                        "<t a=\"b\" xmlns=\"urn:t\"><u/>v</t></s:Header>" TAIL);
    WsFreeMessage(message);
}

/* ---- replies ---- */

#define REQUEST(wsa, headers)                                                 \
    "<s:Envelope xmlns:s=\"" NS12 "\" xmlns:a=\"" wsa "\"><s:Header>" headers \
    "</s:Header><s:Body/></s:Envelope>"
#define ID      "<a:MessageID>urn:uuid:00000000-0000-0000-0000-000000000001</a:MessageID>"
#define REPLY   "<a:ReplyTo><a:Address>urn:r</a:Address></a:ReplyTo>"
#define FAULT   "<a:FaultTo><a:Address>urn:f</a:Address></a:FaultTo>"
#define RELATES "<a:RelatesTo>urn:uuid:GUID</a:RelatesTo>"

TEST(replies_and_faults)
{
    static const struct
    {
        WS_ADDRESSING_VERSION version;
        const char *request, *reply, *fault;
    } rows[] = {
        { WS_ADDRESSING_VERSION_1_0, REQUEST(WSA10, ID REPLY FAULT),
                HEADERS_10 ">" RELATES TO("urn:r") "</s:Header>" TAIL,
                HEADERS_10 ">" RELATES TO("urn:f") "</s:Header>" TAIL },
        { WS_ADDRESSING_VERSION_1_0, REQUEST(WSA10, ID REPLY),
                HEADERS_10 ">" RELATES TO("urn:r") "</s:Header>" TAIL,
                HEADERS_10 ">" RELATES TO("urn:r") "</s:Header>" TAIL },
        { WS_ADDRESSING_VERSION_1_0, REQUEST(WSA10, ID),
                HEADERS_10 ">" RELATES TO(ANON10) "</s:Header>" TAIL,
                HEADERS_10 ">" RELATES TO(ANON10) "</s:Header>" TAIL },
        { WS_ADDRESSING_VERSION_1_0, REQUEST(WSA10, ""),
                HEADERS_10 ">" TO(ANON10) "</s:Header>" TAIL,
                HEADERS_10 ">" TO(ANON10) "</s:Header>" TAIL },
        { WS_ADDRESSING_VERSION_1_0, REQUEST(WSA10, "<a:MessageID>urn:other</a:MessageID>"),
                HEADERS_10 "><a:RelatesTo>urn:other</a:RelatesTo>" TO(ANON10) "</s:Header>" TAIL,
                HEADERS_10 "><a:RelatesTo>urn:other</a:RelatesTo>" TO(ANON10) "</s:Header>" TAIL },
        { WS_ADDRESSING_VERSION_0_9, REQUEST(WSA09, ID REPLY FAULT),
                HEADERS_09 ">" RELATES TO("urn:r") "</s:Header>" TAIL,
                HEADERS_09 ">" RELATES TO("urn:f") "</s:Header>" TAIL },
        { WS_ADDRESSING_VERSION_TRANSPORT, REQUEST(WSA10, ID REPLY), HEADERS_NONE "/>" TAIL,
                HEADERS_NONE "/>" TAIL },
    };
    WS_XML_READER *reader;
    WS_MESSAGE *source, *message;
    unsigned i, k;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        source = reading(WS_ENVELOPE_VERSION_SOAP_1_2, rows[i].version, rows[i].request, &reader);
        for (k = 0; k < 2; k++)
        {
            test_context("request %u, %s", i, k ? "fault" : "reply");
            message = new_message(WS_ENVELOPE_VERSION_SOAP_1_2, rows[i].version);
            ok_hr(WsInitializeMessage(
                          message, k ? WS_FAULT_MESSAGE : WS_REPLY_MESSAGE, source, NULL),
                    S_OK);
            ok_int(message_flag(message, WS_MESSAGE_PROPERTY_IS_ADDRESSED), TRUE);
            ok_int(message_flag(message, WS_MESSAGE_PROPERTY_IS_FAULT), k == 1);
            ok_header(message, k ? rows[i].fault : rows[i].reply);
            WsFreeMessage(message);
        }
        WsFreeMessage(source);
        WsFreeReader(reader);
    }
    test_context("%s", "");
}

TEST(replies_carry_reference_parameters)
{
    static const char request10[] = REQUEST(WSA10,
            ID "<a:ReplyTo><a:Address>urn:r</a:Address><a:ReferenceParameters>"
               "<k:key xmlns:k=\"urn:k\">7</k:key></a:ReferenceParameters></a:ReplyTo>");
    WS_XML_READER *reader;
    WS_MESSAGE *source
            = reading(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0, request10, &reader);
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0);

    ok_hr(WsInitializeMessage(message, WS_REPLY_MESSAGE, source, NULL), S_OK);
    ok_header(message,
            HEADERS_10 ">" RELATES TO(
                    "urn:r") "<k:key a:IsReferenceParameter=\"true\" xmlns:k=\"urn:k\">7</k:key></s:Header>" TAIL);
    WsFreeMessage(message);
    WsFreeMessage(source);
    WsFreeReader(reader);
}

TEST(duplicates)
{
    static const char text[] = "<e:Envelope xmlns:e=\"" NS12 "\" xmlns:a=\"" WSA10
                               "\" xmlns:q=\"urn:q\"><e:Header><q:x>q:name</q:x><a:To>urn:t</a:To>"
                               "</e:Header><e:Body><b/></e:Body></e:Envelope>";
    WS_XML_READER *reader;
    WS_MESSAGE *source
            = reading(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0, text, &reader);
    WS_MESSAGE *message = new_message(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0);
    WS_MESSAGE *other = new_message(WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_1_0);

    ok_hr(WsInitializeMessage(message, WS_DUPLICATE_MESSAGE, source, NULL), S_OK);
    ok_hr(WsInitializeMessage(other, WS_DUPLICATE_MESSAGE, source, NULL), S_OK);
    WsFreeMessage(source);
    WsFreeReader(reader);
    ok_int(message_flag(message, WS_MESSAGE_PROPERTY_IS_ADDRESSED), TRUE);
    ok_header(message,
            "<e:Envelope xmlns:e=\"" NS12 "\" xmlns:a=\"" WSA10
            "\" xmlns:q=\"urn:q\"><e:Header><q:x>q:name</q:x><a:To>urn:t</a:To>"
            "</e:Header><e:Body/></e:Envelope>");
    ok_hr(add_header(message, "h", "urn:h", "v", 0), S_OK);
    ok(strstr(header_text(message), "</a:To><h xmlns=\"urn:h\">v</h></e:Header>") != NULL, "%s",
            header_text(message));
    ok(strstr(header_text(other), "<a:To>urn:t</a:To>") != NULL, "%s", header_text(other));
    WsFreeMessage(message);
    WsFreeMessage(other);
}

TEST(endpoint_references_as_body)
{
    WS_ELEMENT_DESCRIPTION body = { NULL, NULL, WS_ENDPOINT_ADDRESS_TYPE, NULL };
    WS_ENDPOINT_ADDRESS address = { { 0 } }, got = { { 0 } };
    WS_MESSAGE *message = initialized(
            WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0, WS_BLANK_MESSAGE);
    WS_XML_WRITER *writer = writer_to_text();
    WS_XML_READER *reader;

    address.url = wide_string("urn:me");
    ok_hr(WsWriteEnvelopeStart(message, writer, NULL, NULL, NULL), S_OK);
    ok_hr(WsWriteBody(message, &body, WS_WRITE_REQUIRED_VALUE, &address, sizeof(address), NULL),
            S_OK);
    ok_hr(WsWriteEnvelopeEnd(message, NULL), S_OK);
    ok_written(writer,
            "<s:Envelope xmlns:a=\"" WSA10 "\" xmlns:s=\"" NS12 "\"><s:Body><a:EndpointReference>"
            "<a:Address>urn:me</a:Address></a:EndpointReference></s:Body></s:Envelope>");
    WsFreeMessage(message);
    WsFreeWriter(writer);
    message = reading(WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0,
            "<s:Envelope xmlns:a=\"" WSA10 "\" xmlns:s=\"" NS12 "\"><s:Body><a:EndpointReference>"
            "<a:Address>urn:me</a:Address></a:EndpointReference></s:Body></s:Envelope>",
            &reader);
    ok_hr(WsReadBody(message, &body, WS_READ_REQUIRED_VALUE, NULL, &got, sizeof(got), NULL), S_OK);
    ok_string(&got.url, "urn:me");
    WsFreeMessage(message);
    WsFreeReader(reader);
}

TESTS = {
    CASE(requests_in_each_version),
    CASE(ids_are_random),
    CASE(initialization_arguments),
    CASE(reference_parameters),
    CASE(replies_and_faults),
    CASE(replies_carry_reference_parameters),
    CASE(duplicates),
    CASE(endpoint_references_as_body),
    END_OF_CASES,
};
