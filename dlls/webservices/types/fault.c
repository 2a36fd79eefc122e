/* SOAP faults as values: WS_FAULT_TYPE, versions 1.1 and 1.2.
 *
 * Faults are read and written through descriptions, as any struct of an application is. Specifications: SOAP 1.1
 * section 4.4, SOAP 1.2 part 1 section 5.4.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

#define TOLERANT (WS_STRUCT_IGNORE_TRAILING_ELEMENT_CONTENT | WS_STRUCT_IGNORE_UNHANDLED_ATTRIBUTES)

static WS_XML_STRING ns12 = XML_STRING("http://www.w3.org/2003/05/soap-envelope");
static WS_XML_STRING ns11 = XML_STRING("http://schemas.xmlsoap.org/soap/envelope/");
static WS_XML_STRING no_ns = XML_STRING("");
static WS_XML_STRING name_code = XML_STRING("Code"), name_value = XML_STRING("Value");
static WS_XML_STRING name_subcode = XML_STRING("Subcode"), name_reason = XML_STRING("Reason");
static WS_XML_STRING name_text = XML_STRING("Text"), name_lang = XML_STRING("lang");
static WS_XML_STRING name_node = XML_STRING("Node"), name_role = XML_STRING("Role");
static WS_XML_STRING name_detail = XML_STRING("Detail"), name_fault = XML_STRING("Fault");
static WS_XML_STRING name_faultcode = XML_STRING("faultcode");
static WS_XML_STRING name_faultstring = XML_STRING("faultstring");
static WS_XML_STRING name_faultactor = XML_STRING("faultactor");
static WS_XML_STRING name_detail11 = XML_STRING("detail");

#define STRUCT(type, list, options)                                                                \
    {                                                                                              \
        sizeof(type), __alignof__(type), list, COUNT_OF(list), &name_fault, &no_ns, NULL, NULL, 0, \
                options                                                                            \
    }
#define FIELD(mapping, name, ns, type, description, owner, member, options)                    \
    {                                                                                          \
        mapping, name, ns, type, description, offsetof(owner, member), options, NULL, 0, NULL, \
                NULL, NULL                                                                     \
    }
#define ELEMENT WS_ELEMENT_FIELD_MAPPING

/* ---- both: a reason is a text with a language ---- */

static WS_FIELD_DESCRIPTION reason_lang = FIELD(WS_XML_ATTRIBUTE_FIELD_MAPPING, &name_lang, NULL,
        WS_STRING_TYPE, NULL, WS_FAULT_REASON, lang, WS_FIELD_OPTIONAL);
static WS_FIELD_DESCRIPTION reason_text
        = FIELD(WS_TEXT_FIELD_MAPPING, NULL, NULL, WS_STRING_TYPE, NULL, WS_FAULT_REASON, text, 0);
static WS_FIELD_DESCRIPTION *reason_fields[] = { &reason_lang, &reason_text };
static WS_STRUCT_DESCRIPTION reason_struct = STRUCT(WS_FAULT_REASON, reason_fields, TOLERANT);

/* ---- 1.2 ---- */

static WS_STRUCT_DESCRIPTION code12_struct;
static WS_FIELD_DESCRIPTION code12_value
        = FIELD(ELEMENT, &name_value, &ns12, WS_XML_QNAME_TYPE, NULL, WS_FAULT_CODE, value, 0);
static WS_FIELD_DESCRIPTION code12_sub = FIELD(ELEMENT, &name_subcode, &ns12, WS_STRUCT_TYPE,
        &code12_struct, WS_FAULT_CODE, subCode, WS_FIELD_POINTER | WS_FIELD_OPTIONAL);
static WS_FIELD_DESCRIPTION *code12_fields[] = { &code12_value, &code12_sub };
static WS_STRUCT_DESCRIPTION code12_struct = STRUCT(WS_FAULT_CODE, code12_fields, TOLERANT);

static WS_FIELD_DESCRIPTION fault12_code = FIELD(ELEMENT, &name_code, &ns12, WS_STRUCT_TYPE,
        &code12_struct, WS_FAULT, code, WS_FIELD_POINTER);
static WS_FIELD_DESCRIPTION fault12_reason = { WS_REPEATING_ELEMENT_FIELD_MAPPING, &name_reason,
    &ns12, WS_STRUCT_TYPE, &reason_struct, offsetof(WS_FAULT, reasons), 0, NULL,
    offsetof(WS_FAULT, reasonCount), &name_text, &ns12, NULL };
static WS_FIELD_DESCRIPTION fault12_node = FIELD(
        ELEMENT, &name_node, &ns12, WS_STRING_TYPE, NULL, WS_FAULT, node, WS_FIELD_OPTIONAL);
static WS_FIELD_DESCRIPTION fault12_role = FIELD(
        ELEMENT, &name_role, &ns12, WS_STRING_TYPE, NULL, WS_FAULT, actor, WS_FIELD_OPTIONAL);
static WS_FIELD_DESCRIPTION fault12_detail = FIELD(ELEMENT, &name_detail, &ns12, WS_XML_BUFFER_TYPE,
        NULL, WS_FAULT, detail, WS_FIELD_OPTIONAL);
static WS_FIELD_DESCRIPTION *fault12_fields[]
        = { &fault12_code, &fault12_reason, &fault12_node, &fault12_role, &fault12_detail };
static const WS_STRUCT_DESCRIPTION fault12_struct = STRUCT(WS_FAULT, fault12_fields, TOLERANT);

/* ---- 1.1: one code, one reason, names without namespace ---- */

static WS_FIELD_DESCRIPTION code11_value = FIELD(
        WS_TEXT_FIELD_MAPPING, NULL, NULL, WS_XML_QNAME_TYPE, NULL, WS_FAULT_CODE, value, 0);
static WS_FIELD_DESCRIPTION code11_sub = FIELD(WS_NO_FIELD_MAPPING, NULL, NULL, WS_VOID_TYPE, NULL,
        WS_FAULT_CODE, subCode, WS_FIELD_POINTER);
static WS_FIELD_DESCRIPTION *code11_fields[] = { &code11_value, &code11_sub };
static WS_STRUCT_DESCRIPTION code11_struct = STRUCT(WS_FAULT_CODE, code11_fields, TOLERANT);

static WS_FIELD_DESCRIPTION fault11_code = FIELD(ELEMENT, &name_faultcode, &no_ns, WS_STRUCT_TYPE,
        &code11_struct, WS_FAULT, code, WS_FIELD_POINTER);
static WS_FIELD_DESCRIPTION fault11_reason = { WS_REPEATING_ELEMENT_FIELD_MAPPING, NULL, NULL,
    WS_STRUCT_TYPE, &reason_struct, offsetof(WS_FAULT, reasons), 0, NULL,
    offsetof(WS_FAULT, reasonCount), &name_faultstring, &no_ns, NULL };
static WS_FIELD_DESCRIPTION fault11_actor = FIELD(ELEMENT, &name_faultactor, &no_ns, WS_STRING_TYPE,
        NULL, WS_FAULT, actor, WS_FIELD_OPTIONAL);
static WS_FIELD_DESCRIPTION fault11_node
        = FIELD(WS_NO_FIELD_MAPPING, NULL, NULL, WS_STRING_TYPE, NULL, WS_FAULT, node, 0);
static WS_FIELD_DESCRIPTION fault11_detail = FIELD(ELEMENT, &name_detail11, &no_ns,
        WS_XML_BUFFER_TYPE, NULL, WS_FAULT, detail, WS_FIELD_OPTIONAL);
static WS_FIELD_DESCRIPTION *fault11_fields[]
        = { &fault11_code, &fault11_reason, &fault11_actor, &fault11_detail, &fault11_node };
static const WS_STRUCT_DESCRIPTION fault11_struct = STRUCT(WS_FAULT, fault11_fields, TOLERANT);

static const WS_STRUCT_DESCRIPTION *fault_struct(WS_ENVELOPE_VERSION version)
{
    if (version == WS_ENVELOPE_VERSION_SOAP_1_1) return &fault11_struct;
    return version == WS_ENVELOPE_VERSION_SOAP_1_2 ? &fault12_struct : NULL;
}

HRESULT read_fault(struct reading *r, const WS_FAULT_DESCRIPTION *d, void *value)
{
    const WS_STRUCT_DESCRIPTION *version = fault_struct(d->envelopeVersion);

    if (!version)
        return read_fail(
                r, E_INVALIDARG, "envelope version %u has no faults", (ULONG)d->envelopeVersion);
    return read_struct_element(r, version, value);
}

/* The first code without a namespace is SOAP's own, under the name that the version has for it. */
static void translate_code(WS_ENVELOPE_VERSION version, WS_FAULT_CODE *code)
{
    static const WS_XML_STRING client = XML_STRING("Client"), server = XML_STRING("Server");

    if (code->value.ns.length) return;
    code->value.ns = version == WS_ENVELOPE_VERSION_SOAP_1_1 ? ns11 : ns12;
    if (version != WS_ENVELOPE_VERSION_SOAP_1_1) return;
    if (xml_string_is(&code->value.localName, "Sender")) code->value.localName = client;
    if (xml_string_is(&code->value.localName, "Receiver")) code->value.localName = server;
}

HRESULT write_fault(struct writing *w, const WS_FAULT_DESCRIPTION *d, const void *value)
{
    const WS_STRUCT_DESCRIPTION *version = fault_struct(d->envelopeVersion);
    WS_FAULT fault = *(const WS_FAULT *)value;
    WS_FAULT_CODE code;

    if (!version)
        return subject_fail(&w->subject, w->error, E_INVALIDARG,
                "envelope version %u has no faults", (ULONG)d->envelopeVersion);
    if (!fault.code || !fault.reasonCount || !fault.reasons)
        return subject_fail(&w->subject, w->error, E_INVALIDARG, "a fault needs a %s",
                fault.code ? "reason" : "code");
    code = *fault.code;
    translate_code(d->envelopeVersion, &code);
    fault.code = &code;
    if (!fault.actor.length) fault.actor.chars = NULL;
    if (!fault.node.length) fault.node.chars = NULL;
    if (version == &fault11_struct) fault.reasonCount = 1;
    return write_struct(w, version, WS_ELEMENT_TYPE_MAPPING, &fault);
}
