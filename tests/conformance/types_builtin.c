/* Endpoint addresses and faults as values, both versions of each.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

#define WSA10  "http://www.w3.org/2005/08/addressing"
#define WSA09  "http://schemas.xmlsoap.org/ws/2004/08/addressing"
#define IDENT  "http://schemas.xmlsoap.org/ws/2006/02/addressingidentity"
#define DSIG   "http://www.w3.org/2000/09/xmldsig#"
#define MEX    "http://schemas.xmlsoap.org/ws/2004/09/mex"
#define SOAP12 "http://www.w3.org/2003/05/soap-envelope"
#define SOAP11 "http://schemas.xmlsoap.org/soap/envelope/"

static WS_XML_STRING no_ns = { 0, (BYTE *)"", NULL, 0 };
static WS_XML_STRING name_t = { 1, (BYTE *)"t", NULL, 0 };
static WS_HEAP *heap;

static HRESULT read_value(const char *text, WS_TYPE type, void *description, void *value)
{
    WS_ELEMENT_DESCRIPTION d = { &name_t, &no_ns, type, description };
    WS_XML_READER *reader = reader_on_text(text);
    HRESULT hr = WsReadElement(
            reader, &d, WS_READ_REQUIRED_POINTER, heap, value, sizeof(void *), NULL);

    WsFreeReader(reader);
    return hr;
}

/* Written and read again; what was written must hold a text. */
static void again(WS_TYPE type, void *description, const void *value, void *ret, const char *part)
{
    WS_ELEMENT_DESCRIPTION d = { &name_t, &no_ns, type, description };
    WS_XML_WRITER *writer = writer_to_text();
    WS_BYTES bytes = { 0, NULL };
    char *text;

    ok_hr(WsWriteElement(writer, &d, WS_WRITE_REQUIRED_POINTER, &value, sizeof(value), NULL), S_OK);
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK);
    text = calloc(1, bytes.length + 1);
    if (bytes.length) memcpy(text, bytes.bytes, bytes.length);
    ok(strstr(text, part) != NULL, "no `%s` in `%s`", part, text);
    ok_hr(read_value(text, type, description, ret), S_OK);
    free(text);
    WsFreeWriter(writer);
}

/* ---- addresses ---- */

#define KEY(inside) "<KeyInfo xmlns='" DSIG "'>" inside "</KeyInfo>"
static const struct
{
    const char *inside;
    WS_ENDPOINT_IDENTITY_TYPE type;
    const char *part;
} identities[] = {
    { "<Dns xmlns='" IDENT "'>host</Dns>", WS_DNS_ENDPOINT_IDENTITY_TYPE, ">host<" },
    { "<Upn xmlns='" IDENT "'>me@home</Upn>", WS_UPN_ENDPOINT_IDENTITY_TYPE, ">me@home<" },
    { "<Spn xmlns='" IDENT "'>http/host</Spn>", WS_SPN_ENDPOINT_IDENTITY_TYPE, ">http/host<" },
    { KEY("<KeyValue><RSAKeyValue><Modulus>AQID</Modulus><Exponent>BAUG</Exponent></RSAKeyValue>"
          "</KeyValue>"),
            WS_RSA_ENDPOINT_IDENTITY_TYPE, "Exponent>BAUG<" },
    { KEY("<X509Data><X509Certificate>AQID</X509Certificate></X509Data>"),
            WS_CERT_ENDPOINT_IDENTITY_TYPE, "X509Certificate>AQID<" },
    { "<Badge xmlns='urn:x'>7</Badge>", WS_UNKNOWN_ENDPOINT_IDENTITY_TYPE, ">7</" },
};

TEST(identities_of_every_kind)
{
    WS_ENDPOINT_ADDRESS_DESCRIPTION d = { WS_ADDRESSING_VERSION_1_0 };
    char text[1024];
    size_t i;

    heap = test_heap();
    for (i = 0; i < sizeof(identities) / sizeof(*identities); i++)
    {
        WS_ENDPOINT_ADDRESS *address = NULL, *copy = NULL;

        test_context("identity %u", (unsigned)i);
        snprintf(text, sizeof(text),
                "<t xmlns:a='" WSA10 "'><a:Address>http://x/</a:Address><Identity xmlns='" IDENT
                "'>%s</Identity></t>",
                identities[i].inside);
        ok_hr(read_value(text, WS_ENDPOINT_ADDRESS_TYPE, &d, &address), S_OK);
        if (!ok(address && address->identity, "no identity")) continue;
        ok_string(&address->url, "http://x/");
        ok_int(address->identity->identityType, identities[i].type);
        ok(!address->headers && !address->extensions, "headers or extensions from nowhere");
        again(WS_ENDPOINT_ADDRESS_TYPE, &d, address, &copy, identities[i].part);
        if (ok(copy && copy->identity, "the identity was lost"))
            ok_int(copy->identity->identityType, identities[i].type);
    }
}

TEST(addresses_with_headers_and_extensions)
{
    WS_ENDPOINT_ADDRESS_DESCRIPTION d = { WS_ADDRESSING_VERSION_1_0 };
    WS_ENDPOINT_ADDRESS *address = NULL, *copy = NULL, *metadata = NULL;
    WS_XML_READER *reader = NULL;

    heap = test_heap();
    ok_hr(read_value("<t xmlns:a='" WSA10 "'> <a:Address> " WSA10 "/anonymous </a:Address>"
                     "<a:ReferenceParameters><h xmlns='urn:h'>1</h><g>2</g></a:ReferenceParameters>"
                     "<a:Metadata><m:Metadata xmlns:m='" MEX "'><m:MetadataSection>"
                     "<m:MetadataReference><a:Address>http://mex/</a:Address>"
                     "</m:MetadataReference></m:MetadataSection></m:Metadata></a:Metadata>"
                     "<other/></t>",
                  WS_ENDPOINT_ADDRESS_TYPE, &d, &address),
            S_OK);
    if (!ok(address && address->headers && address->extensions, "parts are missing")) return;
    ok_int(address->url.length, 0);
    again(WS_ENDPOINT_ADDRESS_TYPE, &d, address, &copy, "/anonymous<");
    again(WS_ENDPOINT_ADDRESS_TYPE, &d, address, &copy, "<other");
    if (!ok(copy && copy->headers && copy->extensions, "parts were lost")) return;
    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsReadEndpointAddressExtension(reader, copy,
                  WS_ENDPOINT_ADDRESS_EXTENSION_METADATA_ADDRESS, WS_READ_REQUIRED_POINTER, heap,
                  &metadata, sizeof(metadata), NULL),
            S_OK);
    if (metadata) ok_string(&metadata->url, "http://mex/");
    copy->extensions = NULL;
    ok_hr(WsReadEndpointAddressExtension(reader, copy,
                  WS_ENDPOINT_ADDRESS_EXTENSION_METADATA_ADDRESS, WS_READ_OPTIONAL_POINTER, heap,
                  &metadata, sizeof(metadata), NULL),
            S_OK);
    ok(!metadata, "a metadata address from nowhere");
    ok_hr(WsReadEndpointAddressExtension(reader, copy,
                  WS_ENDPOINT_ADDRESS_EXTENSION_METADATA_ADDRESS, WS_READ_REQUIRED_POINTER, heap,
                  &metadata, sizeof(metadata), NULL),
            WS_E_INVALID_FORMAT);
    ok_hr(WsReadEndpointAddressExtension(reader, copy, 2, WS_READ_OPTIONAL_POINTER, heap, &metadata,
                  sizeof(metadata), NULL),
            E_INVALIDARG);
    WsFreeReader(reader);
}

TEST(addresses_of_2004)
{
    WS_ENDPOINT_ADDRESS_DESCRIPTION d = { WS_ADDRESSING_VERSION_0_9 };
    WS_ENDPOINT_ADDRESS *address = NULL, *copy = NULL;

    heap = test_heap();
    ok_hr(read_value("<t xmlns:a='" WSA09 "'><a:Address>http://x/</a:Address>"
                     "<a:ReferenceProperties><p/></a:ReferenceProperties>"
                     "<a:ReferenceParameters><h/></a:ReferenceParameters><a:PortType>x</a:PortType>"
                     "</t>",
                  WS_ENDPOINT_ADDRESS_TYPE, &d, &address),
            S_OK);
    if (!ok(address && address->headers && address->extensions, "parts are missing")) return;
    again(WS_ENDPOINT_ADDRESS_TYPE, &d, address, &copy, "ReferenceProperties");
    ok(copy && copy->headers && copy->extensions, "parts were lost");
    ok_hr(read_value("<t xmlns:a='" WSA10 "'><a:Address>http://x/</a:Address></t>",
                  WS_ENDPOINT_ADDRESS_TYPE, &d, &address),
            WS_E_INVALID_FORMAT);
}

/* ---- faults ---- */

TEST(faults_of_soap12)
{
    WS_FAULT_DESCRIPTION d = { WS_ENVELOPE_VERSION_SOAP_1_2 };
    WS_FAULT *fault = NULL, *copy = NULL;

    heap = test_heap();
    ok_hr(read_value("<t xmlns='' xmlns:s='" SOAP12 "' xmlns:x='urn:x'>"
                     "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>x:Bad</s:Value>"
                     "</s:Subcode></s:Code><s:Reason><s:Text xml:lang='en'>why</s:Text>"
                     "<s:Text xml:lang='de'>warum</s:Text></s:Reason><s:Node>n</s:Node>"
                     "<s:Role>r</s:Role><s:Detail><x:d>1</x:d></s:Detail></t>",
                  WS_FAULT_TYPE, &d, &fault),
            S_OK);
    if (!ok(fault && fault->code && fault->reasonCount == 2, "no fault")) return;
    again(WS_FAULT_TYPE, &d, fault, &copy, ">warum<");
    if (!ok(copy && copy->code && copy->code->subCode, "the code was lost")) return;
    ok_xml(&copy->code->value.localName, "Sender");
    ok_xml(&copy->code->value.ns, SOAP12);
    ok_xml(&copy->code->subCode->value.localName, "Bad");
    ok_xml(&copy->code->subCode->value.ns, "urn:x");
    ok(!copy->code->subCode->subCode, "a third code");
    ok_int(copy->reasonCount, 2);
    ok_string(&copy->reasons[1].lang, "de");
    ok_string(&copy->actor, "r");
    ok_string(&copy->node, "n");
    ok(copy->detail != NULL, "no detail");
}

TEST(faults_of_soap11)
{
    WS_FAULT_DESCRIPTION d = { WS_ENVELOPE_VERSION_SOAP_1_1 };
    WS_FAULT_CODE code = { { XML("Sender"), XML("") }, NULL };
    WS_FAULT_REASON reasons[2] = { { wide_string("why"), { 0, NULL } } };
    WS_FAULT *fault = NULL, *copy = NULL, made;

    heap = test_heap();
    ok_hr(read_value(
                  "<t xmlns:s='" SOAP11 "'><faultcode>s:Client</faultcode>"
                  "<faultstring>OLS Exception</faultstring><detail>x<a:M xmlns:a='urn:a'/></detail>"
                  "</t>",
                  WS_FAULT_TYPE, &d, &fault),
            S_OK);
    if (!ok(fault && fault->code && fault->reasonCount == 1, "P16: no fault")) return;
    ok_xml(&fault->code->value.localName, "Client");
    ok(!fault->code->subCode, "P16: a sub code");
    ok_string(&fault->reasons[0].text, "OLS Exception");
    ok(fault->detail != NULL, "P16: no detail");
    memset(&made, 0, sizeof(made));
    made.code = &code;
    made.reasons = reasons;
    made.reasonCount = 2;
    made.node = wide_string("node");
    again(WS_FAULT_TYPE, &d, &made, &copy, ":Client<");
    if (!ok(copy && copy->code, "no copy")) return;
    ok_xml(&copy->code->value.ns, SOAP11);
    ok_int(copy->reasonCount, 1);
    ok_int(copy->node.length, 0);
}

TESTS = {
    CASE(identities_of_every_kind),
    CASE(addresses_with_headers_and_extensions),
    CASE(addresses_of_2004),
    CASE(faults_of_soap12),
    CASE(faults_of_soap11),
    END_OF_CASES,
};
