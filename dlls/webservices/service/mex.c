/* What a host tells of itself: metadata documents over WS-MetadataExchange and HTTP GET.
 *
 * Rules: the page "Service Metadata" of the Web Services documentation; WS-MetadataExchange (2004/09) with the Get of
 * WS-Transfer (2004/09). Documents are the application's and are not checked: what cannot be read as XML is given out by
 * HTTP GET as it is, and left out of replies to WS-MetadataExchange. GET and HEAD are answered before there is a message,
 * so that neither headers nor the authorization callback are asked.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/channel.h"
#include "service/internal.h"

#include <string.h>

#define NS_WSDL   "http://schemas.xmlsoap.org/wsdl/"
#define NS_XSD    "http://www.w3.org/2001/XMLSchema"
#define NS_POLICY "http://schemas.xmlsoap.org/ws/2004/09/policy"

static WS_XML_STRING wsdl_ns = WS_XML_STRING_VALUE(NS_WSDL);
static WS_XML_STRING no_ns = WS_XML_STRING_VALUE("");

/* ---- reading the documents ---- */

/* Roots that have a dialect, which is their namespace. */
static const struct
{
    WS_XML_STRING name, ns;
} roots[] = {
    { WS_XML_STRING_VALUE("definitions"), WS_XML_STRING_VALUE(NS_WSDL) },
    { WS_XML_STRING_VALUE("schema"), WS_XML_STRING_VALUE(NS_XSD) },
    { WS_XML_STRING_VALUE("Policy"), WS_XML_STRING_VALUE(NS_POLICY) },
    { WS_XML_STRING_VALUE("Policy"), WS_XML_STRING_VALUE("http://www.w3.org/ns/ws-policy") },
};

static HRESULT set_input(WS_XML_READER *reader, const WS_XML_STRING *content, WS_ERROR *error)
{
    WS_XML_READER_TEXT_ENCODING encoding
            = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_BUFFER_INPUT input
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, content->bytes, content->length };

    return WsSetInput(reader, &encoding.encoding, &input.input, NULL, 0, error);
}

/* An attribute's text on the host's heap; empty when there is none. */
static HRESULT read_attribute(
        WS_XML_READER *reader, WS_HEAP *heap, const char *name, WS_XML_STRING *ret, WS_ERROR *error)
{
    WS_XML_STRING wanted = { text_length(name), (BYTE *)name, NULL, 0 };
    ULONG index;
    HRESULT hr = WsFindAttribute(reader, &wanted, &no_ns, FALSE, &index, error);

    memset(ret, 0, sizeof(*ret));
    if (hr != S_OK) return FAILED(hr) ? hr : S_OK;
    hr = WsReadStartAttribute(reader, index, error);
    if (SUCCEEDED(hr))
        hr = WsReadType(reader, WS_ATTRIBUTE_TYPE_MAPPING, WS_XML_STRING_TYPE, NULL,
                WS_READ_REQUIRED_VALUE, heap, ret, sizeof(*ret), error);
    return FAILED(hr) ? hr : WsReadEndAttribute(reader, error);
}

/* The root's name says what the document is, its targetNamespace which. */
static HRESULT look_at(
        WS_XML_READER *reader, WS_HEAP *heap, struct mex_document *document, WS_ERROR *error)
{
    const WS_XML_ELEMENT_NODE *root;
    const WS_XML_NODE *node;
    HRESULT hr = WsReadToStartElement(reader, NULL, NULL, NULL, error);
    ULONG i;

    if (SUCCEEDED(hr)) hr = WsGetReaderNode(reader, &node, error);
    if (FAILED(hr)) return hr;
    root = (const WS_XML_ELEMENT_NODE *)node;
    for (i = 0; i < COUNT_OF(roots); i++)
    {
        if (!xml_string_equal(root->localName, &roots[i].name)
                || !xml_string_equal(root->ns, &roots[i].ns))
            continue;
        document->dialect = &roots[i].ns;
        return read_attribute(reader, heap, "targetNamespace", &document->identifier, error);
    }
    return S_OK;
}

/* ---- the service element ---- */

static HRESULT write_attribute(
        WS_XML_WRITER *writer, const char *name, const WS_XML_STRING *value, WS_ERROR *error)
{
    WS_XML_STRING local = { text_length(name), (BYTE *)name, NULL, 0 };
    WS_XML_UTF8_TEXT text = { { WS_XML_TEXT_TYPE_UTF8 }, *value };
    HRESULT hr = WsWriteStartAttribute(writer, NULL, &local, &no_ns, FALSE, error);

    if (SUCCEEDED(hr)) hr = WsWriteText(writer, &text.text, error);
    return FAILED(hr) ? hr : WsWriteEndAttribute(writer, error);
}

/* A qualified name as value, with a prefix of its own. */
static HRESULT write_binding(
        WS_XML_WRITER *writer, const WS_SERVICE_ENDPOINT_METADATA *port, WS_ERROR *error)
{
    static WS_XML_STRING binding = WS_XML_STRING_VALUE("binding"),
                         prefix = WS_XML_STRING_VALUE("b");
    HRESULT hr = WsWriteXmlnsAttribute(writer, &prefix, port->bindingNs, FALSE, error);

    if (SUCCEEDED(hr)) hr = WsWriteStartAttribute(writer, NULL, &binding, &no_ns, FALSE, error);
    if (SUCCEEDED(hr))
        hr = WsWriteQualifiedName(writer, &prefix, port->bindingName, port->bindingNs, error);
    return FAILED(hr) ? hr : WsWriteEndAttribute(writer, error);
}

/* Where the endpoint is: a listener for all of a machine's names has one that others can use. */
static HRESULT find_location(
        const struct endpoint *endpoint, WS_HEAP *heap, WS_XML_STRING *ret, WS_ERROR *error)
{
    const WS_STRING *url = &endpoint->address.url;
    WCHAR name[256], *chars;
    DWORD length = COUNT_OF(name);
    ULONG i, host;
    HRESULT hr;

    for (host = 0; host + 2 < url->length && url->chars[host] != ':'; host++)
        ;
    host += 3; /* behind :// */
    if (host >= url->length || (url->chars[host] != '+' && url->chars[host] != '*')
            || !GetComputerNameExW(ComputerNameDnsFullyQualified, name, &length) || !length)
        return heap_utf8(heap, url->chars, url->length, ret, error);
    hr = heap_alloc(heap, (url->length + length) * sizeof(WCHAR), (void **)&chars, error);
    if (FAILED(hr)) return hr;
    memcpy(chars, url->chars, host * sizeof(WCHAR));
    memcpy(chars + host, name, length * sizeof(WCHAR));
    for (i = host + 1; i < url->length; i++)
        chars[i + length - 1] = url->chars[i];
    return heap_utf8(heap, chars, url->length + length - 1, ret, error);
}

static HRESULT write_port(
        const struct endpoint *endpoint, WS_HEAP *heap, WS_XML_WRITER *writer, WS_ERROR *error)
{
    static WS_XML_STRING soap11 = WS_XML_STRING_VALUE("http://schemas.xmlsoap.org/wsdl/soap/"),
                         soap12 = WS_XML_STRING_VALUE("http://schemas.xmlsoap.org/wsdl/soap12/"),
                         port = WS_XML_STRING_VALUE("port"),
                         address = WS_XML_STRING_VALUE("address"),
                         prefix = WS_XML_STRING_VALUE("soap");
    const WS_SERVICE_ENDPOINT_METADATA *metadata = endpoint->port;
    WS_ENVELOPE_VERSION envelope = WS_ENVELOPE_VERSION_SOAP_1_2;
    WS_XML_STRING location;
    HRESULT hr = WsGetChannelProperty(endpoint->servers->shared->channel,
            WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &envelope, sizeof(envelope), error);

    if (SUCCEEDED(hr)) hr = find_location(endpoint, heap, &location, error);
    if (SUCCEEDED(hr)) hr = WsWriteStartElement(writer, NULL, &port, &wsdl_ns, error);
    if (SUCCEEDED(hr)) hr = write_attribute(writer, "name", metadata->portName, error);
    if (SUCCEEDED(hr)) hr = write_binding(writer, metadata, error);
    if (SUCCEEDED(hr))
        hr = WsWriteStartElement(writer, &prefix, &address,
                envelope == WS_ENVELOPE_VERSION_SOAP_1_1 ? &soap11 : &soap12, error);
    if (SUCCEEDED(hr)) hr = write_attribute(writer, "location", &location, error);
    if (SUCCEEDED(hr)) hr = WsWriteEndElement(writer, error);
    return FAILED(hr) ? hr : WsWriteEndElement(writer, error);
}

static HRESULT write_service(struct _WS_SERVICE_HOST *host, WS_XML_WRITER *writer, WS_ERROR *error)
{
    static WS_XML_STRING service = WS_XML_STRING_VALUE("service");
    HRESULT hr = WsWriteStartElement(writer, NULL, &service, &wsdl_ns, error);
    ULONG i;

    if (SUCCEEDED(hr)) hr = write_attribute(writer, "name", host->mex.service_name, error);
    for (i = 0; i < host->endpoint_count && SUCCEEDED(hr); i++)
    {
        if (host->endpoints[i].port)
            hr = write_port(&host->endpoints[i], &host->heap, writer, error);
    }
    return FAILED(hr) ? hr : WsWriteEndElement(writer, error);
}

/* At a child of the root: whether it is the service that would be added. */
static HRESULT is_the_service(
        struct _WS_SERVICE_HOST *host, WS_XML_READER *reader, BOOL *ret, WS_ERROR *error)
{
    static WS_XML_STRING service = WS_XML_STRING_VALUE("service");
    const WS_XML_ELEMENT_NODE *element;
    const WS_XML_NODE *node;
    WS_XML_STRING name;
    HRESULT hr = WsGetReaderNode(reader, &node, error);

    *ret = FALSE;
    if (FAILED(hr) || node->nodeType != WS_XML_NODE_TYPE_ELEMENT) return hr;
    element = (const WS_XML_ELEMENT_NODE *)node;
    if (!xml_string_equal(element->localName, &service) || !xml_string_equal(element->ns, &wsdl_ns))
        return S_OK;
    hr = read_attribute(reader, &host->heap, "name", &name, error);
    *ret = SUCCEEDED(hr) && xml_string_equal(&name, host->mex.service_name);
    return hr;
}

/* S_FALSE: it has the service already. The reader stands before the root. */
static HRESULT copy_with_service(struct _WS_SERVICE_HOST *host, WS_XML_READER *reader,
        WS_XML_WRITER *writer, WS_ERROR *error)
{
    const WS_XML_NODE *node;
    BOOL found;
    HRESULT hr = WsReadToStartElement(reader, NULL, NULL, NULL, error);

    if (SUCCEEDED(hr)) hr = WsGetReaderNode(reader, &node, error);
    if (SUCCEEDED(hr)) hr = WsWriteNode(writer, node, error);
    if (SUCCEEDED(hr)) hr = WsReadNode(reader, error);
    while (SUCCEEDED(hr))
    {
        if (FAILED(hr = WsGetReaderNode(reader, &node, error))) return hr;
        if (node->nodeType == WS_XML_NODE_TYPE_END_ELEMENT) break;
        if (FAILED(hr = is_the_service(host, reader, &found, error))) return hr;
        if (found) return S_FALSE;
        hr = WsCopyNode(writer, reader, error);
    }
    if (SUCCEEDED(hr)) hr = write_service(host, writer, error);
    return FAILED(hr) ? hr : WsWriteEndElement(writer, error);
}

static HRESULT add_service(struct _WS_SERVICE_HOST *host, WS_XML_READER *reader,
        struct mex_document *document, WS_ERROR *error)
{
    WS_XML_WRITER_TEXT_ENCODING encoding
            = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_WRITER *writer = NULL;
    WS_BYTES bytes = { 0 };
    HRESULT hr = WsCreateWriter(NULL, 0, &writer, error);

    if (SUCCEEDED(hr)) hr = WsSetOutput(writer, &encoding.encoding, &output.output, NULL, 0, error);
    if (SUCCEEDED(hr)) hr = set_input(reader, &document->content, error);
    if (SUCCEEDED(hr)) hr = copy_with_service(host, reader, writer, error);
    if (hr == S_OK)
        hr = WsGetWriterProperty(
                writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), error);
    if (hr == S_OK)
    {
        document->content.length = bytes.length;
        hr = heap_copy(
                &host->heap, bytes.bytes, bytes.length, (void **)&document->content.bytes, error);
    }
    if (writer) WsFreeWriter(writer);
    return hr;
}

/* ---- creation ---- */

static HRESULT take_document(struct _WS_SERVICE_HOST *host, WS_XML_READER *reader,
        const WS_SERVICE_METADATA_DOCUMENT *from, ULONG index, WS_ERROR *error)
{
    struct mex_document *document = &host->mex.documents[index];
    HRESULT hr = S_OK;

    if (!from || !from->content || (from->content->length && !from->content->bytes))
        return fail(error, E_INVALIDARG, "Metadata document %u of the host is NULL", index);
    document->content = *from->content;
    if (from->name)
        hr = heap_utf8(&host->heap, from->name->chars, from->name->length, &document->name, error);
    document->has_name = from->name != NULL;
    if (FAILED(hr)) return hr;
    hr = set_input(reader, &document->content, NULL);
    if (SUCCEEDED(hr)) hr = look_at(reader, &host->heap, document, NULL);
    if (hr == E_OUTOFMEMORY) return fail_memory(error);
    if (FAILED(hr)) document->dialect = NULL;
    if (FAILED(hr) || !host->mex.service_name || document->dialect != &roots[0].ns
            || !xml_string_equal(&document->identifier, host->mex.service_ns))
        return S_OK;
    hr = add_service(host, reader, document, NULL);
    return hr == E_OUTOFMEMORY ? fail_memory(error) : S_OK;
}

static HRESULT check_names(struct _WS_SERVICE_HOST *host, WS_ERROR *error)
{
    const struct mex *mex = &host->mex;
    ULONG i, j;

    for (i = 0; i < mex->count; i++)
    {
        if (!mex->documents[i].has_name)
            return fail(error, E_INVALIDARG,
                    "Metadata document %u has no name, which METADATA_EXCHANGE_TYPE HTTP_GET needs",
                    i);
        for (j = 0; j < i; j++)
        {
            if (xml_string_equal(&mex->documents[i].name, &mex->documents[j].name))
                return fail(error, E_INVALIDARG, "Two metadata documents have the name '%X'",
                        &mex->documents[i].name);
        }
    }
    return S_OK;
}

static HRESULT take_documents(
        struct _WS_SERVICE_HOST *host, const WS_SERVICE_METADATA *from, WS_ERROR *error)
{
    WS_XML_READER *reader;
    HRESULT hr;
    ULONG i;

    if (from->documentCount > MAX_MEX_DOCUMENTS || (from->documentCount && !from->documents))
        return fail(error, E_INVALIDARG,
                "%u metadata documents: more than %u, or their array is NULL", from->documentCount,
                MAX_MEX_DOCUMENTS);
    if (!from->serviceName != !from->serviceNs)
        return fail(error, E_INVALIDARG,
                "The metadata has a service name or a service namespace, but not both");
    host->mex.service_name = from->serviceName;
    host->mex.service_ns = from->serviceNs;
    hr = heap_zalloc(&host->heap, (from->documentCount + 1) * sizeof(*host->mex.documents),
            (void **)&host->mex.documents, error);
    if (SUCCEEDED(hr)) hr = WsCreateReader(NULL, 0, &reader, error);
    if (FAILED(hr)) return hr;
    host->mex.count = from->documentCount;
    for (i = 0; i < from->documentCount && SUCCEEDED(hr); i++)
        hr = take_document(host, reader, from->documents[i], i, error);
    WsFreeReader(reader);
    return hr;
}

HRESULT mex_init(struct _WS_SERVICE_HOST *host, const struct property *property, WS_ERROR *error)
{
    BOOL exchanges = FALSE, gets = FALSE;
    HRESULT hr;
    ULONG i;

    for (i = 0; i < host->endpoint_count; i++)
    {
        exchanges |= host->endpoints[i].settings.metadata_type == WS_METADATA_EXCHANGE_TYPE_MEX;
        gets |= host->endpoints[i].settings.metadata_type == WS_METADATA_EXCHANGE_TYPE_HTTP_GET;
    }
    if (!property && exchanges)
        return fail(error, E_INVALIDARG,
                "METADATA_EXCHANGE_TYPE MEX of an endpoint needs the host's property METADATA");
    if (!property) return S_OK;
    if (!property->value || property->size != sizeof(WS_SERVICE_METADATA))
        return fail(error, E_INVALIDARG, "Service property METADATA takes a WS_SERVICE_METADATA");
    if (FAILED(hr = take_documents(host, property->value, error))) return hr;
    return gets ? check_names(host, error) : S_OK;
}

/* ---- WS-MetadataExchange ---- */

/* One spelling of a URL: its host and path; the scheme's own port goes without saying. */
struct url_parts
{
    const WCHAR *scheme, *host, *path;
    ULONG scheme_length, host_length, path_length;
};

static void split(const WCHAR *url, ULONG length, struct url_parts *ret)
{
    ULONG i = 0, j;

    while (i < length && url[i] != ':')
        i++;
    ret->scheme = url;
    ret->scheme_length = i;
    i = i + 3 <= length ? i + 3 : length;
    for (j = i; j < length && url[j] != '/' && url[j] != '?';)
        j++;
    ret->host = url + i;
    ret->host_length = j - i;
    if (ret->host_length > 3 && !memcmp(ret->host + ret->host_length - 3, L":80", 6))
        ret->host_length -= 3;
    ret->path = url + j;
    ret->path_length = length - j;
}

static BOOL same(const WCHAR *a, ULONG a_length, const WCHAR *b, ULONG b_length)
{
    ULONG i;

    if (a_length != b_length) return FALSE;
    for (i = 0; i < a_length; i++)
    {
        WCHAR x = a[i], y = b[i];

        if (x >= 'A' && x <= 'Z') x += 32;
        if (y >= 'A' && y <= 'Z') y += 32;
        if (x != y) return FALSE;
    }
    return TRUE;
}

/* A wildcard stands for any host, with the port behind it. */
static BOOL same_host(const struct url_parts *own, const struct url_parts *other)
{
    ULONG i = other->host_length;

    if (!own->host_length || (own->host[0] != '+' && own->host[0] != '*'))
        return same(own->host, own->host_length, other->host, other->host_length);
    while (i && other->host[i - 1] != ':' && other->host[i - 1] != ']')
        i--;
    i = i && other->host[i - 1] == ':' ? i - 1 : other->host_length;
    return same(own->host + 1, own->host_length - 1, other->host + i, other->host_length - i);
}

/* The endpoint's URL with its suffix, against what the request says it is for. */
static BOOL is_for_us(struct server *server)
{
    const struct endpoint *endpoint = server->endpoint;
    const WS_STRING *url = &endpoint->address.url, *suffix = endpoint->suffix;
    struct url_parts own, other;
    WS_STRING to;
    WCHAR *chars;
    HRESULT hr;

    if (!suffix) return TRUE;
    hr = WsGetHeader(server->request, WS_TO_HEADER, WS_STRING_TYPE, WS_READ_REQUIRED_VALUE,
            server->heap, &to, sizeof(to), NULL);
    if (FAILED(hr)) return FALSE;
    hr = WsAlloc(
            server->heap, (url->length + suffix->length) * sizeof(WCHAR), (void **)&chars, NULL);
    if (FAILED(hr)) return FALSE;
    memcpy(chars, url->chars, url->length * sizeof(WCHAR));
    memcpy(chars + url->length, suffix->chars, suffix->length * sizeof(WCHAR));
    split(chars, url->length + suffix->length, &own);
    split(to.chars, to.length, &other);
    return same(own.scheme, own.scheme_length, other.scheme, other.scheme_length)
            && same_host(&own, &other)
            && same(own.path, own.path_length, other.path, other.path_length);
}

BOOL mex_wants(struct server *server)
{
    static const WS_XML_STRING get
            = WS_XML_STRING_VALUE("http://schemas.xmlsoap.org/ws/2004/09/transfer/Get");
    WS_XML_STRING action;

    return server->endpoint->settings.metadata_type == WS_METADATA_EXCHANGE_TYPE_MEX
            && SUCCEEDED(message_get_action(server->request, &action, NULL))
            && xml_string_equal(&action, &get) && is_for_us(server);
}

HRESULT mex_begin_reply(struct server *server, WS_ERROR *error)
{
    static const WS_XML_STRING answer
            = WS_XML_STRING_VALUE("http://schemas.xmlsoap.org/ws/2004/09/transfer/GetResponse");
    HRESULT hr = WsInitializeMessage(server->reply, WS_REPLY_MESSAGE, server->request, error);

    if (FAILED(hr)) return hr;
    return WsSetHeader(server->reply, WS_ACTION_HEADER, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE,
            &answer, sizeof(answer), error);
}

static WS_XML_STRING wsx = WS_XML_STRING_VALUE("wsx"),
                     wsx_ns = WS_XML_STRING_VALUE("http://schemas.xmlsoap.org/ws/2004/09/mex");

static HRESULT write_section(const struct mex_document *document, WS_XML_READER *reader,
        WS_XML_WRITER *writer, WS_ERROR *error)
{
    static WS_XML_STRING section = WS_XML_STRING_VALUE("MetadataSection");
    HRESULT hr = WsWriteStartElement(writer, &wsx, &section, &wsx_ns, error);

    if (SUCCEEDED(hr)) hr = write_attribute(writer, "Dialect", document->dialect, error);
    if (SUCCEEDED(hr) && document->identifier.length)
        hr = write_attribute(writer, "Identifier", &document->identifier, error);
    if (SUCCEEDED(hr)) hr = set_input(reader, &document->content, error);
    if (SUCCEEDED(hr)) hr = WsReadToStartElement(reader, NULL, NULL, NULL, error);
    if (SUCCEEDED(hr)) hr = WsCopyNode(writer, reader, error);
    return FAILED(hr) ? hr : WsWriteEndElement(writer, error);
}

HRESULT mex_write_body(struct server *server, WS_ERROR *error)
{
    static WS_XML_STRING metadata = WS_XML_STRING_VALUE("Metadata");
    const struct mex *mex = &server->endpoint->host->mex;
    WS_XML_READER *reader = NULL;
    WS_XML_WRITER *writer;
    HRESULT hr = WsGetMessageProperty(
            server->reply, WS_MESSAGE_PROPERTY_BODY_WRITER, &writer, sizeof(writer), error);
    ULONG i;

    if (SUCCEEDED(hr)) hr = WsCreateReader(NULL, 0, &reader, error);
    if (SUCCEEDED(hr)) hr = WsWriteStartElement(writer, &wsx, &metadata, &wsx_ns, error);
    for (i = 0; i < mex->count && SUCCEEDED(hr); i++)
    {
        if (mex->documents[i].dialect)
            hr = write_section(&mex->documents[i], reader, writer, error);
    }
    if (SUCCEEDED(hr)) hr = WsWriteEndElement(writer, error);
    if (reader) WsFreeReader(reader);
    return hr;
}

/* ---- HTTP GET ---- */

static int digit(BYTE c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Without escapes, in place; those that are none stay. */
static ULONG unescape(BYTE *bytes, ULONG length)
{
    ULONG i, n = 0;

    for (i = 0; i < length; i++)
    {
        BOOL escaped = bytes[i] == '%' && i + 2 < length && digit(bytes[i + 1]) >= 0
                && digit(bytes[i + 2]) >= 0;

        bytes[n++] = escaped ? (BYTE)(digit(bytes[i + 1]) << 4 | digit(bytes[i + 2])) : bytes[i];
        if (escaped) i += 2;
    }
    return n;
}

/* What the target has behind the endpoint's own path; one slash between them is nobody's. */
static BOOL behind(struct server *server, const char *target, ULONG length, WS_XML_STRING *ret)
{
    const WS_STRING *url = &server->endpoint->address.url;
    struct url_parts own;
    WS_XML_STRING path;
    BYTE *bytes;

    split(url->chars, url->length, &own);
    while (own.path_length && own.path[own.path_length - 1] == '/')
        own.path_length--;
    if (FAILED(heap_utf8(server->heap, own.path, own.path_length, &path, NULL))
            || FAILED(WsAlloc(server->heap, length + 1, (void **)&bytes, NULL)))
        return FALSE;
    memcpy(bytes, target, length);
    path.length = unescape(path.bytes, path.length);
    length = unescape(bytes, length);
    if (length < path.length || !ascii_equal_nocase(bytes, (char *)path.bytes, path.length))
        return FALSE;
    ret->bytes = bytes + path.length;
    ret->length = length - path.length;
    return TRUE;
}

static const struct mex_document *find_document(
        struct server *server, const char *target, ULONG length)
{
    const struct mex *mex = &server->endpoint->host->mex;
    WS_XML_STRING rest, shorter;
    ULONG i;

    if (!behind(server, target, length, &rest)) return NULL;
    shorter = rest;
    if (shorter.length && shorter.bytes[0] == '/')
    {
        shorter.bytes++;
        shorter.length--;
    }
    for (i = 0; i < mex->count; i++)
    {
        if (xml_string_equal(&mex->documents[i].name, &rest)
                || xml_string_equal(&mex->documents[i].name, &shorter))
            return &mex->documents[i];
    }
    return NULL;
}

BOOL mex_is_get(struct server *server)
{
    ULONG length;

    return server->endpoint->settings.metadata_type == WS_METADATA_EXCHANGE_TYPE_HTTP_GET
            && channel_get_target(server->shared->channel, &length);
}

HRESULT mex_reply_to_get(struct server *server, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    ULONG length;
    const char *target = channel_get_target(server->shared->channel, &length);
    const struct mex_document *document = find_document(server, target, length);
    WS_BYTES none = { 0 }, content;

    if (!document) return channel_reply_document(server->shared->channel, 404, &none, ctx, error);
    content.bytes = document->content.bytes;
    content.length = document->content.length;
    return channel_reply_document(server->shared->channel, 200, &content, ctx, error);
}
