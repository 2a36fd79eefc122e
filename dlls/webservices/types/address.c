/* Endpoint addresses as values: WS_ENDPOINT_ADDRESS_TYPE, WS-Addressing 2004/08 and 1.0, with identities.
 *
 * ReferenceParameters become the headers of the address, everything that has no member of its own (metadata,
 * reference properties, policies, unknown elements) its extensions. The identity is that of the
 * 2006/02/addressingidentity namespace; its keys are XML Signature's KeyInfo.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

#define TOLERANT (WS_STRUCT_IGNORE_TRAILING_ELEMENT_CONTENT | WS_STRUCT_IGNORE_UNHANDLED_ATTRIBUTES)

static WS_XML_STRING name_address = XML_STRING("Address");
static WS_XML_STRING name_parameters = XML_STRING("ReferenceParameters");
static WS_XML_STRING name_properties = XML_STRING("ReferenceProperties");
static WS_XML_STRING ns_identity
        = XML_STRING("http://schemas.xmlsoap.org/ws/2006/02/addressingidentity");
static WS_XML_STRING name_identity = XML_STRING("Identity");
static WS_XML_STRING ns_dsig = XML_STRING("http://www.w3.org/2000/09/xmldsig#");
static WS_XML_STRING name_key_info = XML_STRING("KeyInfo");
static WS_XML_STRING ns_mex = XML_STRING("http://schemas.xmlsoap.org/ws/2004/09/mex");
static WS_XML_STRING name_reference = XML_STRING("MetadataReference");

/* ---- versions ---- */

static const struct version
{
    WS_XML_STRING ns, anonymous;
} versions[] = {
    [WS_ADDRESSING_VERSION_0_9] = { XML_STRING("http://schemas.xmlsoap.org/ws/2004/08/addressing"),
            XML_STRING("http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous") },
    [WS_ADDRESSING_VERSION_1_0] = { XML_STRING("http://www.w3.org/2005/08/addressing"),
            XML_STRING("http://www.w3.org/2005/08/addressing/anonymous") },
    [WS_ADDRESSING_VERSION_TRANSPORT]
    = { XML_STRING("http://schemas.microsoft.com/ws/2005/05/addressing/none"),
            XML_STRING("http://schemas.microsoft.com/ws/2005/05/addressing/anonymous") },
};

static const struct version *find_version(WS_ADDRESSING_VERSION version)
{
    return (ULONG)version < COUNT_OF(versions) && versions[version].ns.length ? &versions[version]
                                                                              : NULL;
}

/* ---- identities ---- */

struct rsa_key
{
    WS_BYTES modulus, exponent;
};
struct key_value
{
    struct rsa_key *rsa;
};
struct x509_data
{
    WS_BYTES certificate;
};
struct key_info
{
    struct key_value *value;
    struct x509_data *x509;
};

static WS_XML_STRING name_key_value = XML_STRING("KeyValue");
static WS_XML_STRING name_rsa = XML_STRING("RSAKeyValue"), name_modulus = XML_STRING("Modulus");
static WS_XML_STRING name_exponent = XML_STRING("Exponent"), name_x509 = XML_STRING("X509Data");
static WS_XML_STRING name_certificate = XML_STRING("X509Certificate");

#define STRUCT(type, list)                                                                     \
    {                                                                                          \
        sizeof(type), __alignof__(type), list, COUNT_OF(list), &name_key_info, &ns_dsig, NULL, \
                NULL, 0, TOLERANT                                                              \
    }
#define FIELD(name, type, description, owner, member, options)                                \
    {                                                                                         \
        WS_ELEMENT_FIELD_MAPPING, name, &ns_dsig, type, description, offsetof(owner, member), \
                options, NULL, 0, NULL, NULL, NULL                                            \
    }
#define MAYBE (WS_FIELD_POINTER | WS_FIELD_OPTIONAL)

static WS_FIELD_DESCRIPTION rsa_modulus
        = FIELD(&name_modulus, WS_BYTES_TYPE, NULL, struct rsa_key, modulus, 0);
static WS_FIELD_DESCRIPTION rsa_exponent
        = FIELD(&name_exponent, WS_BYTES_TYPE, NULL, struct rsa_key, exponent, 0);
static WS_FIELD_DESCRIPTION *rsa_fields[] = { &rsa_modulus, &rsa_exponent };
static WS_STRUCT_DESCRIPTION rsa_struct = STRUCT(struct rsa_key, rsa_fields);
static WS_FIELD_DESCRIPTION value_rsa
        = FIELD(&name_rsa, WS_STRUCT_TYPE, &rsa_struct, struct key_value, rsa, MAYBE);
static WS_FIELD_DESCRIPTION *value_fields[] = { &value_rsa };
static WS_STRUCT_DESCRIPTION value_struct = STRUCT(struct key_value, value_fields);
static WS_FIELD_DESCRIPTION x509_certificate
        = FIELD(&name_certificate, WS_BYTES_TYPE, NULL, struct x509_data, certificate, 0);
static WS_FIELD_DESCRIPTION *x509_fields[] = { &x509_certificate };
static WS_STRUCT_DESCRIPTION x509_struct = STRUCT(struct x509_data, x509_fields);
static WS_FIELD_DESCRIPTION info_value
        = FIELD(&name_key_value, WS_STRUCT_TYPE, &value_struct, struct key_info, value, MAYBE);
static WS_FIELD_DESCRIPTION info_x509
        = FIELD(&name_x509, WS_STRUCT_TYPE, &x509_struct, struct key_info, x509, MAYBE);
static WS_FIELD_DESCRIPTION *info_fields[] = { &info_value, &info_x509 };
static WS_STRUCT_DESCRIPTION info_struct = STRUCT(struct key_info, info_fields);
static const WS_ELEMENT_DESCRIPTION info_element
        = { &name_key_info, &ns_dsig, WS_STRUCT_TYPE, &info_struct };

/* The identities that are one string, all of the same shape. */
static const struct
{
    WS_ENDPOINT_IDENTITY_TYPE type;
    WS_XML_STRING name;
} string_identities[] = {
    { WS_DNS_ENDPOINT_IDENTITY_TYPE, XML_STRING("Dns") },
    { WS_UPN_ENDPOINT_IDENTITY_TYPE, XML_STRING("Upn") },
    { WS_SPN_ENDPOINT_IDENTITY_TYPE, XML_STRING("Spn") },
};

static HRESULT new_identity(
        struct reading *r, SIZE_T size, WS_ENDPOINT_IDENTITY_TYPE type, WS_ENDPOINT_IDENTITY **ret)
{
    void *memory;
    HRESULT hr = reading_alloc(r, size, &memory);

    if (FAILED(hr)) return hr;
    memset(memory, 0, size);
    *ret = memory;
    (*ret)->identityType = type;
    return S_OK;
}

static HRESULT read_key(
        struct reading *r, WS_XML_READER *reader, WS_ENDPOINT_IDENTITY **ret, BOOL *found)
{
    WS_CERT_ENDPOINT_IDENTITY *cert;
    WS_RSA_ENDPOINT_IDENTITY *rsa;
    struct key_info info;
    HRESULT hr = WsReadElement(
            reader, &info_element, WS_READ_REQUIRED_VALUE, r->heap, &info, sizeof(info), r->error);

    *found = FALSE;
    if (FAILED(hr)) return hr;
    if (info.value && info.value->rsa)
    {
        hr = new_identity(r, sizeof(*rsa), WS_RSA_ENDPOINT_IDENTITY_TYPE, ret);
        if (FAILED(hr)) return hr;
        rsa = (WS_RSA_ENDPOINT_IDENTITY *)*ret;
        rsa->modulus = info.value->rsa->modulus;
        rsa->exponent = info.value->rsa->exponent;
        *found = TRUE;
    }
    else if (info.x509)
    {
        hr = new_identity(r, sizeof(*cert), WS_CERT_ENDPOINT_IDENTITY_TYPE, ret);
        if (FAILED(hr)) return hr;
        cert = (WS_CERT_ENDPOINT_IDENTITY *)*ret;
        cert->rawCertificateData = info.x509->certificate;
        *found = TRUE;
    }
    return S_OK;
}

static HRESULT read_known_identity(
        struct reading *r, WS_XML_READER *reader, WS_ENDPOINT_IDENTITY **ret, BOOL *found)
{
    WS_ELEMENT_DESCRIPTION element = { NULL, &ns_identity, WS_STRING_TYPE, NULL };
    WS_DNS_ENDPOINT_IDENTITY *identity;
    ULONG i;
    HRESULT hr;

    for (i = 0; i < COUNT_OF(string_identities); i++)
    {
        hr = WsReadToStartElement(
                reader, &string_identities[i].name, &ns_identity, found, r->error);
        if (FAILED(hr)) return hr;
        if (!*found) continue;
        hr = new_identity(r, sizeof(*identity), string_identities[i].type, ret);
        if (FAILED(hr)) return hr;
        identity = (WS_DNS_ENDPOINT_IDENTITY *)*ret;
        element.elementLocalName = (WS_XML_STRING *)&string_identities[i].name;
        return WsReadElement(reader, &element, WS_READ_REQUIRED_VALUE, r->heap, &identity->dns,
                sizeof(identity->dns), r->error);
    }
    hr = WsReadToStartElement(reader, &name_key_info, &ns_dsig, found, r->error);
    return FAILED(hr) || !*found ? hr : read_key(r, reader, ret, found);
}

/* An identity of a kind that is not known is kept whole; so it is read into a buffer first. */
static HRESULT read_identity(struct reading *r, WS_ENDPOINT_IDENTITY **ret)
{
    WS_UNKNOWN_ENDPOINT_IDENTITY *unknown;
    WS_XML_READER *reader = NULL;
    WS_XML_BUFFER *buffer;
    BOOL found = FALSE;
    HRESULT hr = read_any_element(r, &buffer);

    if (FAILED(hr)) return hr;
    if (FAILED(hr = WsCreateReader(NULL, 0, &reader, r->error))) return hr;
    hr = WsSetInputToBuffer(reader, buffer, NULL, 0, r->error);
    if (SUCCEEDED(hr)) hr = WsReadStartElement(reader, r->error);
    if (SUCCEEDED(hr)) hr = read_known_identity(r, reader, ret, &found);
    WsFreeReader(reader);
    if (FAILED(hr) || found) return hr;
    hr = new_identity(r, sizeof(*unknown), WS_UNKNOWN_ENDPOINT_IDENTITY_TYPE, ret);
    if (FAILED(hr)) return hr;
    unknown = (WS_UNKNOWN_ENDPOINT_IDENTITY *)*ret;
    unknown->element = buffer;
    return S_OK;
}

static HRESULT write_key(struct writing *w, const WS_ENDPOINT_IDENTITY *identity)
{
    const WS_RSA_ENDPOINT_IDENTITY *rsa = (const WS_RSA_ENDPOINT_IDENTITY *)identity;
    const WS_CERT_ENDPOINT_IDENTITY *cert = (const WS_CERT_ENDPOINT_IDENTITY *)identity;
    struct x509_data x509;
    struct key_value value;
    struct key_info info = { NULL, NULL };
    struct rsa_key key;

    if (identity->identityType == WS_RSA_ENDPOINT_IDENTITY_TYPE)
    {
        key.modulus = rsa->modulus;
        key.exponent = rsa->exponent;
        value.rsa = &key;
        info.value = &value;
    }
    else
    {
        x509.certificate = cert->rawCertificateData;
        info.x509 = &x509;
    }
    return WsWriteElement(
            w->writer, &info_element, WS_WRITE_REQUIRED_VALUE, &info, sizeof(info), w->error);
}

static HRESULT write_identity(struct writing *w, const WS_ENDPOINT_IDENTITY *identity)
{
    WS_ELEMENT_DESCRIPTION element = { NULL, &ns_identity, WS_STRING_TYPE, NULL };
    const WS_DNS_ENDPOINT_IDENTITY *string = (const WS_DNS_ENDPOINT_IDENTITY *)identity;
    ULONG i;
    HRESULT hr;

    if (identity->identityType == WS_UNKNOWN_ENDPOINT_IDENTITY_TYPE)
        return WsWriteXmlBuffer(
                w->writer, ((const WS_UNKNOWN_ENDPOINT_IDENTITY *)identity)->element, w->error);
    for (i = 0; i < COUNT_OF(string_identities); i++)
    {
        if (string_identities[i].type == identity->identityType)
            element.elementLocalName = (WS_XML_STRING *)&string_identities[i].name;
    }
    if (!element.elementLocalName && identity->identityType != WS_RSA_ENDPOINT_IDENTITY_TYPE
            && identity->identityType != WS_CERT_ENDPOINT_IDENTITY_TYPE)
        return subject_fail(&w->subject, w->error, E_INVALIDARG,
                "%u is not a WS_ENDPOINT_IDENTITY_TYPE", (ULONG)identity->identityType);
    hr = WsWriteStartElement(w->writer, NULL, &name_identity, &ns_identity, w->error);
    if (FAILED(hr)) return hr;
    if (element.elementLocalName)
        hr = WsWriteElement(w->writer, &element, WS_WRITE_REQUIRED_VALUE, &string->dns,
                sizeof(string->dns), w->error);
    else
        hr = write_key(w, identity);
    return FAILED(hr) ? hr : WsWriteEndElement(w->writer, w->error);
}

/* ---- reading ---- */

static HRESULT read_url(struct reading *r, const struct version *version, WS_STRING *url)
{
    const WS_XML_TEXT *text;
    WS_XML_STRING chars;
    const BYTE *bytes;
    void *probe;
    HRESULT hr;

    if (!r->heap && FAILED(hr = reading_alloc(r, 0, &probe))) return hr;
    if (FAILED(hr = WsReadStartElement(r->reader, r->error))) return hr;
    if (FAILED(hr = reader_text(r->reader, ~0u, &text, r->error))) return hr;
    if (FAILED(hr = text_to_utf8(text, r->heap, &chars, r->error))) return hr;
    bytes = chars.bytes;
    trim_space(&bytes, &chars.length);
    if (chars.length == version->anonymous.length
            && !memcmp(bytes, version->anonymous.bytes, chars.length))
        chars.length = 0;
    if (FAILED(hr = heap_utf16(r->heap, bytes, chars.length, url, r->error))) return hr;
    if (FAILED(hr = read_at_end(r))) return hr;
    return WsReadEndElement(r->reader, r->error);
}

static HRESULT read_headers(struct reading *r, WS_XML_BUFFER **headers)
{
    HRESULT hr = WsReadStartElement(r->reader, r->error);

    if (SUCCEEDED(hr)) hr = reader_skip_space(r->reader, r->error);
    if (SUCCEEDED(hr) && current_element(r)) hr = read_any_content(r, headers);
    if (SUCCEEDED(hr)) hr = read_at_end(r);
    return FAILED(hr) ? hr : WsReadEndElement(r->reader, r->error);
}

/* The extensions are elements one after the other in one buffer, which comes with the first. */
static HRESULT read_extension(struct reading *r, WS_XML_WRITER **writer, WS_XML_BUFFER **extensions)
{
    HRESULT hr;

    if (!*writer && FAILED(hr = create_fragment(r, extensions, writer))) return hr;
    return WsCopyNode(*writer, r->reader, r->error);
}

static HRESULT read_parts(struct reading *r, const struct version *version,
        WS_ENDPOINT_ADDRESS *address, WS_XML_WRITER **writer, BOOL *has_url)
{
    HRESULT hr;

    for (;;)
    {
        const WS_XML_ELEMENT_NODE *element;

        if (FAILED(hr = reader_skip_space(r->reader, r->error))) return hr;
        if (!(element = current_element(r))) return read_at_end(r);
        if (!*has_url && element_is(element, &name_address, &version->ns))
        {
            hr = read_url(r, version, &address->url);
            *has_url = TRUE;
        }
        else if (!address->headers && element_is(element, &name_parameters, &version->ns))
            hr = read_headers(r, &address->headers);
        else if (!address->identity && element_is(element, &name_identity, &ns_identity))
            hr = read_identity(r, &address->identity);
        else
            hr = read_extension(r, writer, &address->extensions);
        if (FAILED(hr)) return hr;
    }
}

HRESULT read_address(struct reading *r, const WS_ENDPOINT_ADDRESS_DESCRIPTION *d, void *value)
{
    const struct version *version = find_version(d->addressingVersion);
    WS_ENDPOINT_ADDRESS address = { { 0, NULL } };
    WS_XML_WRITER *writer = NULL;
    BOOL has_url = FALSE;
    HRESULT hr;

    if (!version)
        return read_fail(r, E_INVALIDARG, "%u is not an addressing version with addresses",
                (ULONG)d->addressingVersion);
    if (FAILED(hr = WsReadStartElement(r->reader, r->error))) return hr;
    hr = read_parts(r, version, &address, &writer, &has_url);
    if (writer) WsFreeWriter(writer);
    if (FAILED(hr)) return hr;
    if (!has_url)
        return read_fail(r, WS_E_INVALID_FORMAT,
                "an endpoint reference needs an Address element in namespace '%X'", &version->ns);
    if (FAILED(hr = WsReadEndElement(r->reader, r->error))) return hr;
    *(WS_ENDPOINT_ADDRESS *)value = address;
    return S_OK;
}

/* ---- writing ---- */

static HRESULT write_url(struct writing *w, const struct version *version, const WS_STRING *url)
{
    HRESULT hr = WsWriteStartElement(w->writer, NULL, &name_address, &version->ns, w->error);

    if (FAILED(hr)) return hr;
    if (url->length)
        hr = WsWriteChars(w->writer, url->chars, url->length, w->error);
    else
        hr = WsWriteCharsUtf8(
                w->writer, version->anonymous.bytes, version->anonymous.length, w->error);
    return FAILED(hr) ? hr : WsWriteEndElement(w->writer, w->error);
}

static HRESULT write_headers(
        struct writing *w, const struct version *version, WS_XML_BUFFER *headers)
{
    HRESULT hr = WsWriteStartElement(w->writer, NULL, &name_parameters, &version->ns, w->error);

    if (SUCCEEDED(hr)) hr = WsWriteXmlBuffer(w->writer, headers, w->error);
    return FAILED(hr) ? hr : WsWriteEndElement(w->writer, w->error);
}

/* Reference properties come before reference parameters, all other extensions after them. */
static HRESULT write_extensions(
        struct writing *w, const struct version *version, const WS_ENDPOINT_ADDRESS *address)
{
    WS_XML_READER *reader = NULL;
    BOOL properties = FALSE, found = TRUE;
    HRESULT hr = WsCreateReader(NULL, 0, &reader, w->error);

    if (FAILED(hr)) return hr;
    hr = WsSetInputToBuffer(reader, address->extensions, NULL, 0, w->error);
    if (SUCCEEDED(hr))
        hr = WsReadToStartElement(reader, &name_properties, &version->ns, &properties, w->error);
    if (SUCCEEDED(hr) && properties) hr = WsCopyNode(w->writer, reader, w->error);
    if (SUCCEEDED(hr) && address->headers) hr = write_headers(w, version, address->headers);
    while (SUCCEEDED(hr) && found)
    {
        hr = WsReadToStartElement(reader, NULL, NULL, &found, w->error);
        if (SUCCEEDED(hr) && found) hr = WsCopyNode(w->writer, reader, w->error);
    }
    WsFreeReader(reader);
    return hr;
}

HRESULT write_address(
        struct writing *w, const WS_ENDPOINT_ADDRESS_DESCRIPTION *d, const void *value)
{
    const struct version *version = find_version(d->addressingVersion);
    const WS_ENDPOINT_ADDRESS *address = value;
    HRESULT hr;

    if (!version)
        return subject_fail(&w->subject, w->error, E_INVALIDARG,
                "%u is not an addressing version with addresses", (ULONG)d->addressingVersion);
    if (address->url.length && !address->url.chars)
        return subject_fail(&w->subject, w->error, E_INVALIDARG,
                "the URL of %u characters is at NULL", address->url.length);
    if (FAILED(hr = write_url(w, version, &address->url))) return hr;
    if (address->extensions)
        hr = write_extensions(w, version, address);
    else if (address->headers)
        hr = write_headers(w, version, address->headers);
    if (SUCCEEDED(hr) && address->identity) hr = write_identity(w, address->identity);
    return hr;
}

/* ---- WsReadEndpointAddressExtension ---- */

/* Stands on the first metadata reference, at whatever depth. */
static HRESULT find_reference(WS_XML_READER *reader, BOOL *found, WS_ERROR *error)
{
    HRESULT hr = S_OK;

    *found = FALSE;
    while (SUCCEEDED(hr) && reader_node(reader)->nodeType != WS_XML_NODE_TYPE_EOF)
    {
        const WS_XML_ELEMENT_NODE *element = (const WS_XML_ELEMENT_NODE *)reader_node(reader);

        if (element->node.nodeType == WS_XML_NODE_TYPE_ELEMENT
                && element_is(element, &name_reference, &ns_mex))
        {
            *found = TRUE;
            break;
        }
        hr = WsReadNode(reader, error);
    }
    return hr;
}

/* The version is the one of the address's own namespace. */
static HRESULT find_reference_version(
        WS_XML_READER *reader, WS_ADDRESSING_VERSION *version, WS_ERROR *error)
{
    WS_XML_NODE_POSITION start;
    BOOL found = FALSE;
    HRESULT hr = WsGetReaderPosition(reader, &start, error);

    *version = WS_ADDRESSING_VERSION_1_0;
    if (SUCCEEDED(hr)) hr = WsReadStartElement(reader, error);
    if (SUCCEEDED(hr))
        hr = WsReadToStartElement(
                reader, &name_address, &versions[WS_ADDRESSING_VERSION_0_9].ns, &found, error);
    if (found) *version = WS_ADDRESSING_VERSION_0_9;
    return FAILED(hr) ? hr : WsSetReaderPosition(reader, &start, error);
}

HRESULT WINAPI WsReadEndpointAddressExtension(WS_XML_READER *reader,
        WS_ENDPOINT_ADDRESS *endpointAddress, WS_ENDPOINT_ADDRESS_EXTENSION_TYPE extensionType,
        WS_READ_OPTION readOption, WS_HEAP *heap, void *value, ULONG valueSize, WS_ERROR *error)
{
    WS_ENDPOINT_ADDRESS_DESCRIPTION description = { WS_ADDRESSING_VERSION_1_0 };
    struct place place;
    struct typed t;
    BOOL found = FALSE;
    HRESULT hr;

    if (!object_is(reader, OBJECT_READER) || !endpointAddress || !heap_is(heap))
        return fail(error, E_INVALIDARG,
                "WsReadEndpointAddressExtension: the reader, the address or the heap is not valid");
    if (extensionType != WS_ENDPOINT_ADDRESS_EXTENSION_METADATA_ADDRESS)
        return fail(error, E_INVALIDARG, "%u is not a WS_ENDPOINT_ADDRESS_EXTENSION_TYPE",
                (ULONG)extensionType);
    if (readOption > WS_READ_OPTIONAL_POINTER)
        return fail(error, E_INVALIDARG, "An address extension cannot be read with option %u",
                (ULONG)readOption);
    typed_init(&t, WS_ENDPOINT_ADDRESS_TYPE, &description);
    if (FAILED(hr = read_option(readOption, &t, value, valueSize, &place, error))) return hr;
    if (endpointAddress->extensions)
    {
        hr = WsSetInputToBuffer(reader, endpointAddress->extensions, NULL, 0, error);
        if (FAILED(hr) || FAILED(hr = find_reference(reader, &found, error))) return hr;
    }
    if (!found && !place.optional)
        return fail(error, WS_E_INVALID_FORMAT, "The address has no metadata address extension");
    if (!found)
    {
        *(void **)value = NULL;
        return S_OK;
    }
    hr = find_reference_version(reader, &description.addressingVersion, error);
    if (FAILED(hr)) return hr;
    return WsReadType(reader, WS_ELEMENT_TYPE_MAPPING, WS_ENDPOINT_ADDRESS_TYPE, &description,
            readOption, heap, value, valueSize, error);
}
