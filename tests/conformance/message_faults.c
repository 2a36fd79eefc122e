/* Faults: in error objects (facts E8 to E17), made from errors, and on the wire in both envelope versions.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message_kit.h"

static WS_ERROR *english(void)
{
    LANGID language = 0x0409;
    WS_ERROR_PROPERTY property = { WS_ERROR_PROPERTY_LANGID, &language, sizeof(language) };
    WS_ERROR *error = NULL;

    ok_hr(WsCreateError(&property, 1, &error), S_OK);
    return error;
}

static WS_XML_BUFFER *detail_from(const char *text)
{
    WS_XML_READER *reader = reader_on_text(text);
    WS_XML_BUFFER *buffer = NULL;

    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsReadXmlBuffer(reader, test_heap(), &buffer, NULL), S_OK);
    WsFreeReader(reader);
    return buffer;
}

static void ok_buffer(WS_XML_BUFFER *buffer, const char *expected)
{
    WS_XML_WRITER *writer = writer_to_text();

    ok_hr(WsWriteXmlBuffer(writer, buffer, NULL), S_OK);
    ok_written(writer, expected);
    WsFreeWriter(writer);
}

static ULONG string_count(WS_ERROR *error)
{
    ULONG count = 99;

    ok_hr(WsGetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, &count, sizeof(count)), S_OK);
    return count;
}

TEST(E8_values_are_needed)
{
    WS_ERROR *error = english();
    WS_FAULT fault = { 0 };
    WS_XML_STRING action = { 0 };

    ok_hr(WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, NULL, sizeof(WS_FAULT)),
            E_INVALIDARG);
    ok_hr(WsSetFaultErrorProperty(
                  error, WS_FAULT_ERROR_PROPERTY_ACTION, NULL, sizeof(WS_XML_STRING)),
            E_INVALIDARG);
    ok_hr(WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_HEADER, NULL, sizeof(void *)),
            E_INVALIDARG);
    ok_hr(WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault) - 1),
            E_INVALIDARG);
    ok_hr(WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_ACTION, &action, 1), E_INVALIDARG);
    ok_hr(WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_HEADER + 1, &action, 1),
            E_INVALIDARG);
    ok_hr(WsSetFaultErrorProperty(NULL, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault)),
            E_INVALIDARG);
    fault.reasonCount = 1;
    ok_hr(WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault)),
            E_INVALIDARG);
    WsFreeError(error);
}

struct test_fault
{
    WS_FAULT fault;
    WS_FAULT_CODE code, sub;
    WS_FAULT_REASON reason;
};

static void fill_fault(struct test_fault *fault)
{
    memset(fault, 0, sizeof(*fault));
    fault->fault.code = &fault->code;
    fault->code.value.localName = XML("code");
    fault->code.subCode = &fault->sub;
    fault->sub.value.localName = XML("subcode");
    fault->fault.reasons = &fault->reason;
    fault->fault.reasonCount = 1;
    fault->reason.text = wide_string("Some reason");
    fault->reason.lang = wide_string("en-US");
}

TEST(E9_faults_are_copied)
{
    WS_ERROR *error = english();
    struct test_fault from;
    WS_FAULT *got = NULL;

    ok_hr(WsGetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &got, sizeof(got)), S_OK);
    ok(!got, "a fault before it was set");
    fill_fault(&from);
    ok_hr(WsSetFaultErrorProperty(
                  error, WS_FAULT_ERROR_PROPERTY_FAULT, &from.fault, sizeof(from.fault)),
            S_OK);
    ok_hr(WsGetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &got, 1), E_INVALIDARG);
    ok_hr(WsGetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &got, sizeof(got)), S_OK);
    if (!ok(got && got->code && got->code->subCode && got->reasons, "E9: parts are missing"))
        return;
    ok(got != &from.fault && got->code != from.fault.code && got->reasons != from.fault.reasons
                    && got->code->subCode != &from.sub
                    && got->code->value.localName.bytes != from.code.value.localName.bytes
                    && got->reasons->text.chars != from.reason.text.chars
                    && got->reasons->lang.chars != from.reason.lang.chars,
            "E9: memory of the caller");
    ok_xml(&got->code->value.localName, "code");
    ok_int(got->code->value.ns.length, 0);
    ok_xml(&got->code->subCode->value.localName, "subcode");
    ok(!got->code->subCode->subCode, "E9: a third code");
    ok_int(got->reasonCount, 1);
    ok_string(&got->reasons[0].text, "Some reason");
    ok_string(&got->reasons[0].lang, "en-US");
    ok_int(got->actor.length, 0);
    ok_int(got->node.length, 0);
    ok(!got->detail, "E9: a detail");
    WsFreeError(error);
}

TEST(E10_the_reason_becomes_a_string)
{
    WS_ERROR *error = english();
    struct test_fault from;
    WS_STRING string = { 0 };

    fill_fault(&from);
    ok_hr(WsSetFaultErrorProperty(
                  error, WS_FAULT_ERROR_PROPERTY_FAULT, &from.fault, sizeof(from.fault)),
            S_OK);
    ok_int(string_count(error), 1);
    ok_hr(WsGetErrorString(error, 0, &string), S_OK);
    ok_string(&string, "The fault reason was: 'Some reason'.");
    WsFreeError(error);
}

TEST(reason_of_the_own_language)
{
    WS_ERROR *error = english();
    WS_FAULT_REASON reasons[3] = { { { 0 } } };
    WS_FAULT fault = { NULL, reasons, 3 };
    WS_STRING string = { 0 };

    reasons[0].text = wide_string("un");
    reasons[0].lang = wide_string("fr");
    reasons[1].text = wide_string("eins");
    reasons[1].lang = wide_string("enm"); /* another language */
    reasons[2].text = wide_string("one");
    reasons[2].lang = wide_string("EN-gb");
    ok_hr(WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault)),
            S_OK);
    ok_hr(WsGetErrorString(error, 0, &string), S_OK);
    ok_string(&string, "The fault reason was: 'one'.");
    WsFreeError(error);
}

TEST(E11_action)
{
    WS_ERROR *error = english();
    WS_XML_STRING action = XML("http://example.com/fault"), got = { 99 };

    ok_hr(WsGetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_ACTION, &got, sizeof(got)), S_OK);
    ok_int(got.length, 0);
    ok_hr(WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_ACTION, &action, sizeof(action)),
            S_OK);
    ok_hr(WsGetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_ACTION, &got, sizeof(got)), S_OK);
    ok_xml(&got, "http://example.com/fault");
    ok(got.bytes != action.bytes, "E11: not copied");
    WsFreeError(error);
}

static const char detail_text[] = "<detail><ErrorCode>1030</ErrorCode></detail>";

TEST(E12_a_second_fault_replaces)
{
    WS_ERROR *error = english();
    struct test_fault from;
    WS_FAULT *got = NULL;

    fill_fault(&from);
    ok_hr(WsSetFaultErrorProperty(
                  error, WS_FAULT_ERROR_PROPERTY_FAULT, &from.fault, sizeof(from.fault)),
            S_OK);
    from.fault.detail = detail_from(detail_text);
    from.code.value.localName = XML("other");
    ok_hr(WsSetFaultErrorProperty(
                  error, WS_FAULT_ERROR_PROPERTY_FAULT, &from.fault, sizeof(from.fault)),
            S_OK);
    ok_hr(WsGetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &got, sizeof(got)), S_OK);
    ok_xml(&got->code->value.localName, "other");
    ok(got->detail && got->detail != from.fault.detail, "E12: the detail was not copied");
    ok_buffer(got->detail, detail_text);
    WsFreeError(error);
}

/* ---- details ---- */

static WS_ERROR *error_with_detail(const char *text)
{
    WS_ERROR *error = english();
    WS_FAULT fault = { 0 };

    fault.detail = detail_from(text);
    ok_hr(WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault)),
            S_OK);
    return error;
}

static HRESULT get_detail(WS_ERROR *error, const char *action, const char *name,
        WS_READ_OPTION option, UINT32 *value, UINT32 **pointer)
{
    WS_ELEMENT_DESCRIPTION element = { kit_string(name), kit_string(""), WS_UINT32_TYPE, NULL };
    WS_FAULT_DETAIL_DESCRIPTION description = { action ? kit_string(action) : NULL, &element };

    if (option == WS_READ_REQUIRED_VALUE)
        return WsGetFaultErrorDetail(
                error, &description, option, test_heap(), value, sizeof(*value));
    return WsGetFaultErrorDetail(
            error, &description, option, test_heap(), pointer, sizeof(*pointer));
}

static const WS_READ_OPTION options[] = { WS_READ_REQUIRED_VALUE, WS_READ_REQUIRED_POINTER,
    WS_READ_OPTIONAL_POINTER, WS_READ_NILLABLE_POINTER };

TEST(E13_E17_reading_details)
{
    static const struct
    {
        const char *fact, *set_action, *action, *name, *text;
        const char *outcome; /* per option: o read, 0 S_OK and NULL, x error, n error and NULL */
    } rows[] = {
        { "E13", "urn:set", NULL, "ErrorCode", detail_text, "oooo" },
        { "E13", NULL, NULL, "ErrorCode", detail_text, "oooo" },
        { "E14", NULL, "urn:asked", "ErrorCode", detail_text, "oooo" },
        { "same action", "urn:set", "urn:set", "ErrorCode", detail_text, "oooo" },
        { "E15", "urn:set", "urn:asked", "ErrorCode", detail_text, "xx00" },
        { "E16", NULL, NULL, "OtherCode", detail_text, "xxnn" },
        { "E17", NULL, NULL, "ErrorCode", "<bad><ErrorCode>1030</ErrorCode></bad>", "xxnn" },
        { "1.2 name", NULL, NULL, "ErrorCode",
                "<s:Detail xmlns:s=\"" NS12 "\"><ErrorCode>1030</ErrorCode></s:Detail>", "oooo" },
    };
    unsigned i, k;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_ERROR *error = error_with_detail(rows[i].text);

        if (rows[i].set_action)
            ok_hr(WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_ACTION,
                          kit_string(rows[i].set_action), sizeof(WS_XML_STRING)),
                    S_OK);
        for (k = 0; k < 4; k++)
        {
            char outcome = rows[i].outcome[k];
            UINT32 value = 77, *pointer = &value;

            test_context("%s option %u", rows[i].fact, (unsigned)options[k]);
            ok_hr(get_detail(error, rows[i].action, rows[i].name, options[k], &value, &pointer),
                    outcome == 'x' || outcome == 'n' ? WS_E_INVALID_FORMAT : S_OK);
            ok_int(value, outcome == 'o' && !k ? 1030 : 77);
            if (outcome == 'o' && k) ok(pointer && *pointer == 1030, "no value");
            if (outcome == '0' || outcome == 'n') ok(!pointer, "the pointer is not NULL");
            if (outcome == 'x') ok(pointer == &value, "the pointer was touched");
        }
        WsFreeError(error);
    }
    test_context("%s", "");
}

TEST(setting_details)
{
    WS_ELEMENT_DESCRIPTION element
            = { kit_string("Code"), kit_string("urn:d"), WS_UINT32_TYPE, NULL };
    WS_FAULT_DETAIL_DESCRIPTION description = { kit_string("urn:action"), &element };
    WS_ERROR *error = english(), *copy = english();
    WS_XML_STRING action = { 0 };
    WS_FAULT *fault = NULL;
    UINT32 value = 5, got = 0;

    ok_hr(WsSetFaultErrorDetail(NULL, &description, WS_WRITE_REQUIRED_VALUE, &value, 4),
            E_INVALIDARG);
    ok_hr(WsSetFaultErrorDetail(error, NULL, WS_WRITE_REQUIRED_VALUE, &value, 4), E_INVALIDARG);
    ok_hr(WsSetFaultErrorDetail(error, &description, WS_WRITE_REQUIRED_VALUE, &value, 4), S_OK);
    ok_hr(WsGetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_ACTION, &action, sizeof(action)),
            S_OK);
    ok_xml(&action, "urn:action");
    ok_hr(WsCopyError(error, copy), S_OK);
    WsFreeError(error);
    ok_hr(WsGetFaultErrorDetail(copy, &description, WS_READ_REQUIRED_VALUE, NULL, &got, 4), S_OK);
    ok_int(got, 5);
    ok_hr(WsGetFaultErrorProperty(copy, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault)),
            S_OK);
    if (ok(fault && fault->detail, "no detail"))
        ok_buffer(fault->detail, "<detail><Code xmlns=\"urn:d\">5</Code></detail>");
    element.elementLocalName = element.elementNs = NULL;
    ok_hr(WsSetFaultErrorDetail(copy, &description, WS_WRITE_REQUIRED_VALUE, &value, 4),
            E_INVALIDARG); /* several elements must be a struct */
    WsFreeError(copy);
}

/* ---- copies ---- */

TEST(copying_errors)
{
    WS_ERROR *from = english(), *to = english();
    struct test_fault fault;
    WS_STRING text = wide_string("text"), got = { 0 };
    WS_FAULT *copied = NULL;
    ULONG code = 0x80070005;

    ok_hr(WsCopyError(NULL, to), E_INVALIDARG);
    ok_hr(WsCopyError(from, NULL), E_INVALIDARG);
    fill_fault(&fault);
    ok_hr(WsAddErrorString(from, &text), S_OK);
    ok_hr(WsSetFaultErrorProperty(
                  from, WS_FAULT_ERROR_PROPERTY_FAULT, &fault.fault, sizeof(fault.fault)),
            S_OK);
    ok_hr(WsSetErrorProperty(from, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, &code, sizeof(code)),
            S_OK);
    ok_hr(WsAddErrorString(to, &text), S_OK);
    ok_hr(WsCopyError(from, to), S_OK);
    WsFreeError(from);
    code = 0;
    ok_hr(WsGetErrorProperty(to, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, &code, sizeof(code)), S_OK);
    ok_int(code, 0x80070005);
    ok_hr(WsGetErrorString(to, 0, &got), S_OK);
    ok_string(&got, "The fault reason was: 'Some reason'.");
    ok_hr(WsGetErrorString(to, 1, &got), S_OK);
    ok_string(&got, "text");
    ok_int(string_count(to), 3); /* and the text of the original code */
    ok_hr(WsGetFaultErrorProperty(to, WS_FAULT_ERROR_PROPERTY_FAULT, &copied, sizeof(copied)),
            S_OK);
    ok(copied && copied->reasonCount == 1, "the fault is missing");
    WsFreeError(to);
}

/* ---- faults from errors ---- */

TEST(fault_from_error_arguments)
{
    WS_ERROR *error = english();
    WS_FAULT fault;

    ok_hr(WsCreateFaultFromError(error, E_FAIL, WS_FULL_FAULT_DISCLOSURE, NULL, &fault),
            E_INVALIDARG);
    ok_hr(WsCreateFaultFromError(error, E_FAIL, WS_FULL_FAULT_DISCLOSURE, test_heap(), NULL),
            E_INVALIDARG);
    ok_hr(WsCreateFaultFromError(error, S_OK, WS_FULL_FAULT_DISCLOSURE, test_heap(), &fault),
            E_INVALIDARG);
    ok_hr(WsCreateFaultFromError(error, S_FALSE, WS_FULL_FAULT_DISCLOSURE, test_heap(), &fault),
            E_INVALIDARG);
    ok_hr(WsCreateFaultFromError(error, E_FAIL, 2, test_heap(), &fault), E_INVALIDARG);
    WsFreeError(error);
}

TEST(fault_from_error)
{
    WS_ERROR *error = english();
    WS_STRING secret = wide_string("secret"), more = wide_string("more");
    WS_FAULT fault = { 0 };

    ok_hr(WsAddErrorString(error, &secret), S_OK);
    ok_hr(WsAddErrorString(error, &more), S_OK);
    ok_hr(WsCreateFaultFromError(error, E_FAIL, WS_FULL_FAULT_DISCLOSURE, test_heap(), &fault),
            S_OK);
    if (!ok(fault.code && fault.reasonCount == 1, "parts are missing")) return;
    ok_xml(&fault.code->value.localName, "Receiver");
    ok_int(fault.code->value.ns.length, 0);
    ok_string(&fault.reasons[0].text, "more secret");
    ok_string(&fault.reasons[0].lang, "en-US");
    ok_hr(WsCreateFaultFromError(
                  error, WS_E_INVALID_FORMAT, WS_MINIMAL_FAULT_DISCLOSURE, test_heap(), &fault),
            S_OK);
    ok_xml(&fault.code->value.localName, "Sender");
    ok_string(&fault.reasons[0].text, "The server was unable to process the request.");
    WsFreeError(error);
    /* without an error object: the code's own words */
    ok_hr(WsCreateFaultFromError(
                  NULL, WS_E_INVALID_FORMAT, WS_FULL_FAULT_DISCLOSURE, test_heap(), &fault),
            S_OK);
    ok(fault.reasonCount == 1 && fault.reasons[0].text.length > 0, "no text");
}

TEST(fault_from_error_with_a_fault)
{
    WS_ERROR *error = english();
    struct test_fault from;
    WS_FAULT fault = { 0 };

    fill_fault(&from);
    ok_hr(WsSetFaultErrorProperty(
                  error, WS_FAULT_ERROR_PROPERTY_FAULT, &from.fault, sizeof(from.fault)),
            S_OK);
    ok_hr(WsCreateFaultFromError(error, E_FAIL, WS_MINIMAL_FAULT_DISCLOSURE, test_heap(), &fault),
            S_OK);
    ok_xml(&fault.code->value.localName, "code");
    ok_string(&fault.reasons[0].text, "Some reason");
    ok_hr(WsResetError(error), S_OK);
    from.fault.reasonCount = 0;
    ok_hr(WsSetFaultErrorProperty(
                  error, WS_FAULT_ERROR_PROPERTY_FAULT, &from.fault, sizeof(from.fault)),
            S_OK);
    ok_hr(WsCreateFaultFromError(error, E_FAIL, WS_MINIMAL_FAULT_DISCLOSURE, test_heap(), &fault),
            S_OK);
    ok_xml(&fault.code->value.localName, "code");
    ok_string(&fault.reasons[0].text, "The server was unable to process the request.");
    WsFreeError(error);
}

TEST(languages)
{
    static const struct
    {
        LANGID language;
        const char *tag;
    } rows[] = { { 0x0409, "en-US" }, { 0x0809, "en-US" }, { 0x0407, "de" }, { 0x0c0c, "fr" } };
    WS_STRING text = wide_string("text");
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        LANGID language = rows[i].language;
        WS_ERROR_PROPERTY property = { WS_ERROR_PROPERTY_LANGID, &language, sizeof(language) };
        WS_ERROR *error = NULL;
        WS_FAULT fault = { 0 };

        test_context("language %04x", language);
        ok_hr(WsCreateError(&property, 1, &error), S_OK);
        ok_hr(WsAddErrorString(error, &text), S_OK);
        ok_hr(WsCreateFaultFromError(error, E_FAIL, WS_FULL_FAULT_DISCLOSURE, test_heap(), &fault),
                S_OK);
        if (ok(fault.reasonCount == 1, "no reason")) ok_string(&fault.reasons[0].lang, rows[i].tag);
        WsFreeError(error);
    }
    test_context("%s", "");
}

/* ---- on the wire ---- */

static void write_fault(WS_ENVELOPE_VERSION version, const WS_FAULT *fault, const char *expected)
{
    WS_ELEMENT_DESCRIPTION body = { NULL, NULL, WS_FAULT_TYPE, NULL };
    WS_MESSAGE *message = initialized(version, WS_ADDRESSING_VERSION_TRANSPORT, WS_BLANK_MESSAGE);
    WS_XML_WRITER *writer = writer_to_text();

    ok_hr(WsWriteEnvelopeStart(message, writer, NULL, NULL, NULL), S_OK);
    ok_hr(WsWriteBody(message, &body, WS_WRITE_REQUIRED_VALUE, fault, sizeof(*fault), NULL), S_OK);
    ok_hr(WsWriteEnvelopeEnd(message, NULL), S_OK);
    ok_written(writer, expected);
    WsFreeMessage(message);
    WsFreeWriter(writer);
}

TEST(faults_out)
{
    struct test_fault fault;

    fill_fault(&fault);
    fault.code.value.localName = XML("Sender");
    fault.code.subCode = NULL;
    fault.fault.detail = detail_from(detail_text);
    write_fault(WS_ENVELOPE_VERSION_SOAP_1_1, &fault.fault,
            "<s:Envelope xmlns:s=\"" NS11 "\"><s:Body><s:Fault><faultcode>s:Client</faultcode>"
            "<faultstring xml:lang=\"en-US\">Some reason</faultstring><detail><ErrorCode>1030</ErrorCode></detail>"
            "</s:Fault></s:Body></s:Envelope>");
    write_fault(WS_ENVELOPE_VERSION_SOAP_1_2, &fault.fault,
            "<s:Envelope xmlns:s=\"" NS12 "\"><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value>"
            "</s:Code><s:Reason><s:Text xml:lang=\"en-US\">Some reason</s:Text></s:Reason>"
            "<s:Detail><ErrorCode>1030</ErrorCode></s:Detail></s:Fault></s:Body></s:Envelope>");
}

TEST(faults_in)
{
    static const struct
    {
        const char *what;
        WS_ENVELOPE_VERSION version;
        const char *text;
        HRESULT hr;
        const char *code, *subcode, *reason;
    } rows[] = {
        { "1.1 plain", WS_ENVELOPE_VERSION_SOAP_1_1,
                "<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring></s:Fault>",
                S_OK, "Server", NULL, "no" },
        { "1.1 with all", WS_ENVELOPE_VERSION_SOAP_1_1,
                "<s:Fault><faultcode>s:Client</faultcode><faultstring>no</faultstring>"
                "<faultactor>urn:a</faultactor><detail><x/></detail></s:Fault>",
                S_OK, "Client", NULL, "no" },
        { "1.1 unqualified code", WS_ENVELOPE_VERSION_SOAP_1_1,
                "<s:Fault><faultcode>Sender</faultcode>"
                "<faultstring xml:lang=\"\">no</faultstring></s:Fault>",
                S_OK, "Sender", NULL, "no" },
        { "1.1 space", WS_ENVELOPE_VERSION_SOAP_1_1,
                "\n<s:Fault>\n<faultcode> s:Client </faultcode>\n<faultstring>no</faultstring>\n"
                "</s:Fault>\n",
                S_OK, "Client", NULL, "no" },
        { "1.2 plain", WS_ENVELOPE_VERSION_SOAP_1_2,
                "<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code>"
                "<s:Reason><s:Text xml:lang=\"en\">no</s:Text></s:Reason></s:Fault>",
                S_OK, "Receiver", NULL, "no" },
        { "1.2 with all", WS_ENVELOPE_VERSION_SOAP_1_2,
                "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode>"
                "<s:Value xmlns:t=\"urn:t\">t:Why</s:Value></s:Subcode></s:Code>"
                "<s:Reason><s:Text xml:lang=\"en\">no</s:Text><s:Text xml:lang=\"de\">nein</s:Text>"
                "</s:Reason><s:Node>urn:n</s:Node><s:Role>urn:r</s:Role>"
                "<s:Detail><x/></s:Detail></s:Fault>",
                S_OK, "Sender", "Why", "no" },
        { "1.2 unqualified code", WS_ENVELOPE_VERSION_SOAP_1_2,
                "<s:Fault><s:Code><s:Value>Sender</s:Value></s:Code>"
                "<s:Reason><s:Text xml:lang=\"\">no</s:Text></s:Reason></s:Fault>",
                S_OK, "Sender", NULL, "no" },
        { "1.1 empty", WS_ENVELOPE_VERSION_SOAP_1_1, "<s:Fault/>", WS_E_INVALID_FORMAT },
        { "1.2 empty", WS_ENVELOPE_VERSION_SOAP_1_2, "<s:Fault/>", WS_E_INVALID_FORMAT },
        { "1.2 without value", WS_ENVELOPE_VERSION_SOAP_1_2, "<s:Fault><s:Code/></s:Fault>",
                WS_E_INVALID_FORMAT },
    };
    WS_ELEMENT_DESCRIPTION body = { NULL, NULL, WS_FAULT_TYPE, NULL };
    WS_ERROR *error = test_error();
    char text[1024];
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_FAULT fault = { 0 };
        WS_XML_READER *reader;
        WS_MESSAGE *message;

        test_context("%s", rows[i].what);
        snprintf(text, sizeof(text), "<s:Envelope xmlns:s=\"%s\"><s:Body>%s</s:Body></s:Envelope>",
                rows[i].version == WS_ENVELOPE_VERSION_SOAP_1_1 ? NS11 : NS12, rows[i].text);
        message = reading(rows[i].version, WS_ADDRESSING_VERSION_TRANSPORT, text, &reader);
        ok_int(message_flag(message, WS_MESSAGE_PROPERTY_IS_FAULT), TRUE);
        ok_hr(WsResetError(error), S_OK);
        ok_hr(WsReadBody(
                      message, &body, WS_READ_REQUIRED_VALUE, NULL, &fault, sizeof(fault), error),
                rows[i].hr);
        if (FAILED(rows[i].hr)) ok(error_text(error)[0], "no text");
        if (rows[i].hr == S_OK && ok(fault.code && fault.reasonCount, "parts are missing"))
        {
            ok_xml(&fault.code->value.localName, rows[i].code);
            ok_string(&fault.reasons[0].text, rows[i].reason);
            ok_int(fault.code->subCode != NULL, rows[i].subcode != NULL);
            if (rows[i].subcode && fault.code->subCode)
                ok_xml(&fault.code->subCode->value.localName, rows[i].subcode);
            ok_hr(WsReadEnvelopeEnd(message, NULL), S_OK);
        }
        WsFreeMessage(message);
        WsFreeReader(reader);
    }
    test_context("%s", "");
}

TEST(a_fault_there_and_back)
{
    static const WS_ENVELOPE_VERSION versions[]
            = { WS_ENVELOPE_VERSION_SOAP_1_1, WS_ENVELOPE_VERSION_SOAP_1_2 };
    WS_ELEMENT_DESCRIPTION body = { NULL, NULL, WS_FAULT_TYPE, NULL };
    int i;

    for (i = 0; i < 2; i++)
    {
        struct test_fault from;
        WS_FAULT got = { 0 };
        WS_MESSAGE *message
                = initialized(versions[i], WS_ADDRESSING_VERSION_TRANSPORT, WS_BLANK_MESSAGE);
        WS_XML_WRITER *writer = writer_to_text();
        WS_BYTES bytes = { 0 };
        WS_XML_READER *reader;
        char text[1024];

        test_context("version %u", (unsigned)versions[i]);
        fill_fault(&from);
        from.code.value.localName = XML("Receiver");
        from.sub.value.ns = XML("urn:sub");
        from.fault.actor = wide_string("urn:actor");
        ok_hr(WsWriteEnvelopeStart(message, writer, NULL, NULL, NULL), S_OK);
        ok_hr(WsWriteBody(message, &body, WS_WRITE_REQUIRED_VALUE, &from.fault, sizeof(from.fault),
                      NULL),
                S_OK);
        ok_hr(WsWriteEnvelopeEnd(message, NULL), S_OK);
        ok_hr(WsGetWriterProperty(
                      writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
                S_OK);
        if (bytes.length >= sizeof(text)) bytes.length = 0;
        memcpy(text, bytes.bytes, bytes.length);
        text[bytes.length] = 0;
        WsFreeMessage(message);
        message = reading(versions[i], WS_ADDRESSING_VERSION_TRANSPORT, text, &reader);
        ok_hr(WsReadBody(message, &body, WS_READ_REQUIRED_VALUE, NULL, &got, sizeof(got), NULL),
                S_OK);
        if (ok(got.code && got.reasonCount == 1, "parts are missing in %s", text))
        {
            ok_xml(&got.code->value.localName, i ? "Receiver" : "Server");
            ok_xml(&got.code->value.ns, i ? NS12 : NS11);
            ok_int(got.code->subCode != NULL, i);
            if (got.code->subCode) ok_xml(&got.code->subCode->value.ns, "urn:sub");
            ok_string(&got.reasons[0].text, "Some reason");
            ok_string(&got.actor, "urn:actor");
        }
        WsFreeMessage(message);
        WsFreeReader(reader);
        WsFreeWriter(writer);
    }
    test_context("%s", "");
}

TESTS = {
    CASE(E8_values_are_needed),
    CASE(E9_faults_are_copied),
    CASE(E10_the_reason_becomes_a_string),
    CASE(reason_of_the_own_language),
    CASE(E11_action),
    CASE(E12_a_second_fault_replaces),
    CASE(E13_E17_reading_details),
    CASE(setting_details),
    CASE(copying_errors),
    CASE(fault_from_error_arguments),
    CASE(fault_from_error),
    CASE(fault_from_error_with_a_fault),
    CASE(languages),
    CASE(faults_out),
    CASE(faults_in),
    CASE(a_fault_there_and_back),
    END_OF_CASES,
};
