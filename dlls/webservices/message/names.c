/* The names of SOAP 1.1, SOAP 1.2, WS-Addressing 2004/08 and 1.0, with their ids of the static dictionary, so that
 * binary envelopes are short and comparisons quick.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message/internal.h"

/* Strings are completed from the static dictionary when first asked for; doing it twice at once is harmless, as
 * both write the same. */
static const WS_XML_STRING *complete(WS_XML_STRING *string)
{
    const WS_XML_STRING *known;

    if (string->dictionary || !string->length) return string;
    if ((known = dictionary_find(string->bytes, string->length)))
    {
        string->id = known->id;
        string->dictionary = known->dictionary;
    }
    return string;
}

const WS_XML_STRING *soap_name(enum soap_name name)
{
    static WS_XML_STRING names[NAME_COUNT] = {
        [NAME_ENVELOPE] = XML_STRING("Envelope"),
        [NAME_HEADER] = XML_STRING("Header"),
        [NAME_BODY] = XML_STRING("Body"),
        [NAME_FAULT] = XML_STRING("Fault"),
        [NAME_MUST_UNDERSTAND] = XML_STRING("mustUnderstand"),
        [NAME_RELAY] = XML_STRING("relay"),
        [NAME_ROLE] = XML_STRING("role"),
        [NAME_ACTOR] = XML_STRING("actor"),
        [NAME_ACTION] = XML_STRING("Action"),
        [NAME_TO] = XML_STRING("To"),
        [NAME_MESSAGE_ID] = XML_STRING("MessageID"),
        [NAME_RELATES_TO] = XML_STRING("RelatesTo"),
        [NAME_FROM] = XML_STRING("From"),
        [NAME_REPLY_TO] = XML_STRING("ReplyTo"),
        [NAME_FAULT_TO] = XML_STRING("FaultTo"),
        [NAME_ENDPOINT_REFERENCE] = XML_STRING("EndpointReference"),
        [NAME_IS_REFERENCE_PARAMETER] = XML_STRING("IsReferenceParameter"),
        [NAME_DETAIL] = XML_STRING("Detail"),
        [NAME_DETAIL_11] = XML_STRING("detail"),
        [NAME_PREFIX_S] = XML_STRING("s"),
        [NAME_PREFIX_A] = XML_STRING("a"),
        [NAME_EMPTY] = XML_STRING(""),
        [NAME_NOT_UNDERSTOOD] = XML_STRING("NotUnderstood"),
        [NAME_QNAME] = XML_STRING("qname"),
    };

    return complete(&names[name]);
}

const WS_XML_STRING *envelope_namespace(WS_ENVELOPE_VERSION version)
{
    static WS_XML_STRING soap11 = XML_STRING("http://schemas.xmlsoap.org/soap/envelope/");
    static WS_XML_STRING soap12 = XML_STRING("http://www.w3.org/2003/05/soap-envelope");

    if (version == WS_ENVELOPE_VERSION_SOAP_1_1) return complete(&soap11);
    if (version == WS_ENVELOPE_VERSION_SOAP_1_2) return complete(&soap12);
    return soap_name(NAME_EMPTY);
}

const WS_XML_STRING *addressing_namespace(WS_ADDRESSING_VERSION version)
{
    static WS_XML_STRING version09 = XML_STRING("http://schemas.xmlsoap.org/ws/2004/08/addressing");
    static WS_XML_STRING version10 = XML_STRING("http://www.w3.org/2005/08/addressing");

    if (version == WS_ADDRESSING_VERSION_0_9) return complete(&version09);
    if (version == WS_ADDRESSING_VERSION_1_0) return complete(&version10);
    return soap_name(NAME_EMPTY);
}

const WS_XML_STRING *header_namespace(WS_ADDRESSING_VERSION version)
{
    static WS_XML_STRING none
            = XML_STRING("http://schemas.microsoft.com/ws/2005/05/addressing/none");

    return version == WS_ADDRESSING_VERSION_TRANSPORT ? complete(&none)
                                                      : addressing_namespace(version);
}

const WS_XML_STRING *addressing_anonymous(WS_ADDRESSING_VERSION version)
{
    static WS_XML_STRING version09
            = XML_STRING("http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous");
    static WS_XML_STRING version10 = XML_STRING("http://www.w3.org/2005/08/addressing/anonymous");

    if (version == WS_ADDRESSING_VERSION_0_9) return complete(&version09);
    if (version == WS_ADDRESSING_VERSION_1_0) return complete(&version10);
    return soap_name(NAME_EMPTY);
}

const WS_XML_STRING *header_name(WS_HEADER_TYPE type)
{
    if (type < WS_ACTION_HEADER || type > WS_FAULT_TO_HEADER) return NULL;
    return soap_name((enum soap_name)(NAME_ACTION + (type - WS_ACTION_HEADER)));
}

const WS_XML_STRING *fault_default_action(WS_ADDRESSING_VERSION version)
{
    static WS_XML_STRING version09
            = XML_STRING("http://schemas.xmlsoap.org/ws/2004/08/addressing/fault");
    static WS_XML_STRING version10 = XML_STRING("http://www.w3.org/2005/08/addressing/soap/fault");

    if (version == WS_ADDRESSING_VERSION_0_9) return complete(&version09);
    if (version == WS_ADDRESSING_VERSION_1_0) return complete(&version10);
    return soap_name(NAME_EMPTY);
}
