/* What a host tells of itself: WS-MetadataExchange and HTTP GET. Rules: the page "Service Metadata" of the documentation, and
 * those of the properties.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service_kit.h"

#define NS12   "http://www.w3.org/2003/05/soap-envelope"
#define GET    "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get"
#define WSDL   "http://schemas.xmlsoap.org/wsdl/"
#define URN(x) "urn:meta:" x

NAME(wsdl_text,
        "<?xml version=\"1.0\"?>\n<!-- ours --><w:definitions xmlns:w=\"" WSDL
        "\" xmlns:t=\"urn:meta\" "
        "targetNamespace=\"urn:meta\"><w:message name=\"M\"/></w:definitions>");
NAME(other_text, "<w:definitions xmlns:w=\"" WSDL "\" targetNamespace=\"urn:other\"/>");
NAME(has_service,
        "<definitions xmlns=\"" WSDL
        "\" targetNamespace=\"urn:meta\"><service name=\"Kit\"/></definitions>");
NAME(xsd_text,
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:types\"><xs:element name=\"e\"/></xs:schema>");
NAME(policy_text, "<wsp:Policy xmlns:wsp=\"http://schemas.xmlsoap.org/ws/2004/09/policy\"/>");
NAME(broken_text, "<w:definitions");
NAME(service_name, "Kit");
NAME(service_ns, "urn:meta");
NAME(port_name, "KitPort");
NAME(binding_name, "KitBinding");
NAME(binding_ns, "urn:bindings");
static WS_STRING name_wsdl = WS_STRING_VALUE(L"kit.wsdl"), name_other = WS_STRING_VALUE(L"?other"),
                 name_xsd = WS_STRING_VALUE(L"types/\x00e9.xsd"),
                 name_policy = WS_STRING_VALUE(L"/p"), name_broken = WS_STRING_VALUE(L"broken");
static WS_SERVICE_METADATA_DOCUMENT documents[]
        = { { &wsdl_text, &name_wsdl }, { &other_text, &name_other }, { &xsd_text, &name_xsd },
              { &policy_text, &name_policy }, { &broken_text, &name_broken } };
static WS_SERVICE_METADATA_DOCUMENT *all[]
        = { documents, documents + 1, documents + 2, documents + 3, documents + 4 };
static WS_SERVICE_METADATA all_metadata = { 5, all, &service_name, &service_ns };
static WS_SERVICE_ENDPOINT_METADATA port = { &port_name, &binding_name, &binding_ns };

/* ---- a host of one endpoint, made as told ---- */

struct told
{
    WS_METADATA_EXCHANGE_TYPE type;
    const WS_SERVICE_METADATA *metadata;
    const WS_SERVICE_ENDPOINT_METADATA *port;
    const WS_STRING *suffix;
    ULONG match; /* URL matching options; 0: none given */
    WS_CHANNEL_BINDING binding;
    WS_CHANNEL_TYPE channel_type; /* 0: REPLY */
    BOOL soap12, raw, mapped, no_contract, wildcard;
    ULONG metadata_size, port_size, suffix_size; /* what is said; 0: the right one */
};

static HRESULT CALLBACK ignore_message(
        const WS_OPERATION_CONTEXT *context, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    return S_OK;
}

static HRESULT make(struct kit_host *kit, const struct told *t)
{
    static WS_ENVELOPE_VERSION soap12 = WS_ENVELOPE_VERSION_SOAP_1_2;
    static WS_ADDRESSING_VERSION addressing = WS_ADDRESSING_VERSION_1_0;
    static WS_ENCODING raw = WS_ENCODING_RAW;
    static WS_HTTP_MESSAGE_MAPPING mapping
            = { 0, WS_HTTP_RESPONSE_MAPPING_STATUS_CODE | WS_HTTP_RESPONSE_MAPPING_STATUS_TEXT };
    WS_CHANNEL_PROPERTY channel[3];
    WS_LISTENER_PROPERTY match = { WS_LISTENER_PROPERTY_TRANSPORT_URL_MATCHING_OPTIONS,
        (void *)&t->match, sizeof(ULONG) };
    WS_LISTENER_PROPERTIES listener = { &match, 1 };
    static WS_SERVICE_CONTRACT contract;
    WS_SERVICE_PROPERTY host = { WS_SERVICE_PROPERTY_METADATA, (void *)t->metadata,
        t->metadata_size ? t->metadata_size : sizeof(*t->metadata) };
    WS_SERVICE_ENDPOINT_PROPERTY p[4] = { { WS_SERVICE_ENDPOINT_PROPERTY_METADATA_EXCHANGE_TYPE,
            (void *)&t->type, sizeof(t->type) } };
    WS_SERVICE_ENDPOINT endpoint = { { { 0 } } };
    const WS_SERVICE_ENDPOINT *endpoints[] = { &endpoint };
    WS_ERROR *error = test_error();
    HRESULT hr;

    contract = service_contract;
    memset(&served, 0, sizeof(served));
    lstrcpyW(kit->url, next_url());
    kit->host = NULL;
    if (t->wildcard)
    {
        memmove(kit->url + 8, kit->url + 16, (lstrlenW(kit->url + 16) + 1) * sizeof(WCHAR));
        kit->url[7] = '+';
    }
    endpoint.address.url.chars = kit->url;
    endpoint.address.url.length = lstrlenW(kit->url);
    endpoint.channelBinding = t->binding;
    endpoint.channelType = t->channel_type ? t->channel_type : WS_CHANNEL_TYPE_REPLY;
    if (t->no_contract || t->raw)
        contract = (WS_SERVICE_CONTRACT){ t->no_contract ? NULL : &kit_contract, ignore_message,
            methods };
    endpoint.contract = &contract;
    endpoint.properties = p;
    endpoint.propertyCount = 1;
    if (t->port)
        p[endpoint.propertyCount++]
                = (WS_SERVICE_ENDPOINT_PROPERTY){ WS_SERVICE_ENDPOINT_PROPERTY_METADATA,
                      (void *)t->port, t->port_size ? t->port_size : sizeof(*t->port) };
    if (t->suffix)
        p[endpoint.propertyCount++] = (WS_SERVICE_ENDPOINT_PROPERTY){
            WS_SERVICE_ENDPOINT_PROPERTY_METADATA_EXCHANGE_URL_SUFFIX, (void *)t->suffix,
            t->suffix_size ? t->suffix_size : sizeof(*t->suffix)
        };
    if (t->match)
        p[endpoint.propertyCount++]
                = (WS_SERVICE_ENDPOINT_PROPERTY){ WS_SERVICE_ENDPOINT_PROPERTY_LISTENER_PROPERTIES,
                      &listener, sizeof(listener) };
    memcpy(channel, plain, sizeof(plain));
    endpoint.channelProperties.propertyCount = 2;
    if (t->soap12)
    {
        channel[0].value = &soap12;
        channel[1].value = &addressing;
    }
    if (t->raw)
    {
        channel[0] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_ENCODING, &raw, sizeof(raw) };
        endpoint.channelProperties.propertyCount = 1;
    }
    if (t->mapped)
        channel[endpoint.channelProperties.propertyCount++]
                = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_HTTP_MESSAGE_MAPPING, &mapping,
                      sizeof(mapping) };
    endpoint.channelProperties.properties = channel;
    hr = WsCreateServiceHost(endpoints, 1, &host, t->metadata ? 1 : 0, &kit->host, error);
    if (hr != S_OK) ok(*error_text(error), "no text for %08x", (unsigned)hr);
    return hr;
}

static BOOL opened(struct kit_host *kit, const struct told *t)
{
    WS_ERROR *error = test_error();
    HRESULT hr = make(kit, t);

    if (!ok(hr == S_OK, "WsCreateServiceHost: %08x", (unsigned)hr)) return FALSE;
    hr = WsOpenServiceHost(kit->host, NULL, error);
    return ok(hr == S_OK, "WsOpenServiceHost: %08x %s", (unsigned)hr, error_text(error));
}

static USHORT port_of(const struct kit_host *kit)
{
    const WCHAR *c = kit->url + 5;
    USHORT number = 0;

    while (*c != ':')
        c++;
    while (*++c >= '0' && *c <= '9')
        number = (USHORT)(number * 10 + (*c - '0'));
    return number;
}

static const char *ask(const struct kit_host *kit, const char *method, const char *target,
        const char *headers, const char *body)
{
    static char text[16384];
    const char *got;
    SOCKET s = raw_connect(port_of(kit));

    snprintf(text, sizeof(text),
            "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%sContent-Length: %u\r\nConnection: close\r\n\r\n%s",
            method, target, (unsigned)port_of(kit), headers, (unsigned)strlen(body), body);
    if (!*body)
        snprintf(text, sizeof(text),
                "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%sConnection: close\r\n\r\n", method,
                target, (unsigned)port_of(kit), headers);
    got = raw_exchange(s, text);
    closesocket(s);
    return got;
}

static BOOL status_is(const char *reply, int status)
{
    return ok(atoi(reply + 9) == status, "%.300s", reply);
}

/* ---- HTTP GET ---- */

TEST(documents_by_get)
{
    static const struct
    {
        const char *target, *want;
        int status;
    } rows[] = {
        { "/kit/kit.wsdl", "<w:service name=\"Kit\"><w:port name=\"KitPort\" binding=\"", 200 },
        { "/kitkit.wsdl", "<w:service name=\"Kit\">", 404 }, /* a prefix ends at a slash */
        { "/kit/KIT.wsdl", "", 404 },
        { "/kit/kit.wsd", "", 404 },
        { "/kit/kit.wsdl?x", "", 404 },
        { "/kit?other", "urn:other", 200 },
        { "/kit/?other", "urn:other", 200 },
        { "/kit/types/%C3%A9.xsd", "urn:types", 200 },
        { "/kit/types/%c3%a9.xsd", "urn:types", 200 },
        { "/kit/p", "/2004/09/policy", 200 },
        { "/kit/broken", "<w:definitions", 200 }, /* as it is */
        { "/kit", "", 404 },
        { "/kit/", "", 404 },
        { "/kit/none", "", 404 },
        { "/other/kit.wsdl", "", 404 },
        { "/kit/%zz", "", 404 },
        { "/kit/%", "", 404 },
    };
    struct told t = { WS_METADATA_EXCHANGE_TYPE_HTTP_GET, &all_metadata, &port };
    struct kit_host kit;
    const char *reply;
    ULONG i;

    if (!opened(&kit, &t)) return;
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("%s", rows[i].target);
        reply = ask(&kit, "GET", rows[i].target, "", "");
        if (!status_is(reply, rows[i].status) || rows[i].status != 200) continue;
        ok(strstr(reply, rows[i].want) != NULL, "%s", reply);
        ok(strstr(reply, "Content-Type: text/xml; charset=utf-8\r\n") != NULL, "%.300s", reply);
    }
    test_context("%s", "");
    reply = ask(&kit, "HEAD", "/kit/p", "", "");
    status_is(reply, 200);
    ok(strstr(reply, "Content-Length: ") && !strcmp(strstr(reply, "\r\n\r\n"), "\r\n\r\n"), "%s",
            reply);
    status_is(ask(&kit, "PUT", "/kit/p", "", "x"), 405);
    status_is(ask(&kit, "DELETE", "/kit/p", "", ""), 405);
    close_host(&kit);
}

TEST(several_gets_on_a_connection)
{
    struct told t = { WS_METADATA_EXCHANGE_TYPE_HTTP_GET, &all_metadata, &port };
    struct kit_host kit;
    char text[128];
    SOCKET s;
    int i;

    if (!opened(&kit, &t)) return;
    s = raw_connect(port_of(&kit));
    for (i = 0; i < 5; i++)
    {
        snprintf(text, sizeof(text), "GET /kit/%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n",
                i & 1 ? "none" : "p", (unsigned)port_of(&kit));
        status_is(raw_exchange(s, text), i & 1 ? 404 : 200);
    }
    closesocket(s);
    close_host(&kit);
}

TEST(operations_beside_get)
{
    struct told t = { WS_METADATA_EXCHANGE_TYPE_HTTP_GET, &all_metadata, &port };
    WS_SERVICE_PROXY *proxy;
    struct kit_host kit;
    INT32 result = 0;

    if (!opened(&kit, &t)) return;
    proxy = opened_proxy(kit.url);
    ok_hr(call_add(proxy, test_heap(), 3, 4, &result, NULL), S_OK);
    ok_int(result, 7);
    free_proxy(proxy);
    close_host(&kit);
}

TEST(without_the_type_get_is_not_allowed)
{
    struct told t = { WS_METADATA_EXCHANGE_TYPE_NONE, &all_metadata, &port };
    struct kit_host kit;

    if (!opened(&kit, &t)) return;
    status_is(ask(&kit, "GET", "/kit", "", ""), 405);
    status_is(ask(&kit, "GET", "/kit/kit.wsdl", "", ""), 404);
    close_host(&kit);
    t = (struct told){ WS_METADATA_EXCHANGE_TYPE_HTTP_GET, NULL, &port };
    if (!opened(&kit, &t)) return;
    status_is(ask(&kit, "GET", "/kit/kit.wsdl", "", ""), 404);
    close_host(&kit);
}

TEST(the_service_element)
{
    struct told t = { WS_METADATA_EXCHANGE_TYPE_HTTP_GET, &all_metadata, &port };
    WS_SERVICE_METADATA_DOCUMENT with = { &has_service, &name_wsdl }, *one = &with;
    WS_SERVICE_METADATA metadata = { 1, &one, &service_name, &service_ns };
    struct kit_host kit;
    char location[128];
    const char *reply;

    if (!opened(&kit, &t)) return;
    reply = ask(&kit, "GET", "/kit/kit.wsdl", "", "");
    ok(strstr(reply, ":KitBinding\"") != NULL && strstr(reply, "=\"urn:bindings\"") != NULL, "%s",
            reply);
    snprintf(location, sizeof(location), ":address location=\"http://127.0.0.1:%u/kit\"",
            (unsigned)port_of(&kit));
    ok(strstr(reply, location) != NULL, "%s", reply);
    ok(strstr(reply, "=\"http://schemas.xmlsoap.org/wsdl/soap/\"") != NULL, "%s", reply);
    ok(strstr(reply, "<w:message name=\"M\"") != NULL, "%s", reply);
    ok(!strstr(ask(&kit, "GET", "/kit?other", "", ""), "service"),
            "another namespace got a service");
    close_host(&kit);

    t.soap12 = TRUE;
    if (!opened(&kit, &t)) return;
    ok(strstr(ask(&kit, "GET", "/kit/kit.wsdl", "", ""),
               "=\"http://schemas.xmlsoap.org/wsdl/soap12/\"")
                    != NULL,
            "no SOAP 1.2");
    close_host(&kit);

    t.port = NULL; /* no port, but the service all the same */
    if (!opened(&kit, &t)) return;
    reply = ask(&kit, "GET", "/kit/kit.wsdl", "", "");
    ok(strstr(reply, "service name=\"Kit\"") && !strstr(reply, "port"), "%s", reply);
    close_host(&kit);

    t.port = &port;
    t.metadata = &metadata; /* it is there already */
    if (!opened(&kit, &t)) return;
    reply = ask(&kit, "GET", "/kit/kit.wsdl", "", "");
    ok(strstr(reply,
               "\r\n\r\n<definitions xmlns=\"" WSDL
               "\" targetNamespace=\"urn:meta\"><service name=\"Kit\"/></definitions>")
                    != NULL,
            "%s", reply);
    close_host(&kit);

    t.metadata = &all_metadata; /* a wildcard is no place to go to */
    t.wildcard = TRUE;
    if (!opened(&kit, &t)) return;
    reply = ask(&kit, "GET", "/kit/kit.wsdl", "", "");
    ok(strstr(reply, "location=\"http://") && !strstr(reply, "http://+"), "%s", reply);
    close_host(&kit);
}

/* ---- WS-MetadataExchange ---- */

static const char *exchange12(const struct kit_host *kit, const char *path, const char *to)
{
    char body[2048], header[128] = "";

    if (to) snprintf(header, sizeof(header), "<a:To>%s</a:To>", to);
    snprintf(body, sizeof(body),
            "<s:Envelope xmlns:s=\"" NS12
            "\" xmlns:a=\"http://www.w3.org/2005/08/addressing\"><s:Header><a:Action s:mustUnderstand=\"1\">" GET
            "</a:Action><a:MessageID>urn:uuid:5e2b0f05-0000-4000-8000-000000000001</a:MessageID>%s</s:Header><s:Body/></s:Envelope>",
            header);
    return ask(kit, "POST", path, "Content-Type: application/soap+xml; charset=utf-8\r\n", body);
}

static void check_sections(const char *reply)
{
    status_is(reply, 200);
    ok(strstr(reply, "Metadata xmlns:wsx=\"http://schemas.xmlsoap.org/ws/2004/09/mex\"") != NULL,
            "%s", reply);
    ok(strstr(reply, "<wsx:MetadataSection Dialect=\"" WSDL "\" Identifier=\"urn:meta\">") != NULL,
            "%s", reply);
    ok(strstr(reply, "<wsx:MetadataSection Dialect=\"" WSDL "\" Identifier=\"urn:other\">") != NULL,
            "%s", reply);
    ok(strstr(reply,
               "<wsx:MetadataSection Dialect=\"http://www.w3.org/2001/XMLSchema\" Identifier=\"urn:types\">")
                    != NULL,
            "%s", reply);
    ok(strstr(reply,
               "<wsx:MetadataSection Dialect=\"http://schemas.xmlsoap.org/ws/2004/09/policy\">")
                    != NULL,
            "%s", reply);
    ok(strstr(reply, "service name=\"Kit\"") != NULL, "%s", reply);
}

TEST(metadata_exchange)
{
    struct told t = { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, &port, .soap12 = TRUE };
    struct kit_host kit;
    const char *reply;

    if (!opened(&kit, &t)) return;
    reply = exchange12(&kit, "/kit", NULL);
    check_sections(reply);
    ok(strstr(reply, "http://schemas.xmlsoap.org/ws/2004/09/transfer/GetResponse") != NULL, "%s",
            reply);
    ok(strstr(reply, "5e2b0f05-0000-4000-8000-000000000001") != NULL, "%s", reply);
    status_is(ask(&kit, "GET", "/kit", "", ""), 405);
    close_host(&kit);

    t.soap12 = FALSE; /* the action is HTTP's */
    if (!opened(&kit, &t)) return;
    check_sections(ask(&kit, "POST", "/kit",
            "Content-Type: text/xml; charset=utf-8\r\nSOAPAction: \"" GET "\"\r\n",
            "<s:Envelope xmlns:s=\"" NS11 "\"><s:Body/></s:Envelope>"));
    close_host(&kit);
}

TEST(operations_beside_metadata_exchange)
{
    struct told t = { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, &port };
    WS_SERVICE_PROXY *proxy;
    struct kit_host kit;
    INT32 result = 0;

    if (!opened(&kit, &t)) return;
    proxy = opened_proxy(kit.url);
    ok_hr(call_add(proxy, test_heap(), 3, 4, &result, NULL), S_OK);
    ok_int(result, 7);
    free_proxy(proxy);
    close_host(&kit);
}

TEST(only_at_the_suffix)
{
    static const WS_STRING suffix = WS_STRING_VALUE(L"/mex");
    struct told t
            = { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, &port, &suffix, .soap12 = TRUE };
    struct kit_host kit;
    char to[64];

    if (!opened(&kit, &t)) return;
    snprintf(to, sizeof(to), "http://127.0.0.1:%u/kit/mex", (unsigned)port_of(&kit));
    check_sections(exchange12(&kit, "/kit/mex", to));
    check_sections(exchange12(&kit, "/kit", to)); /* the header counts */
    snprintf(to, sizeof(to), "http://127.0.0.1:%u/kit/MEX", (unsigned)port_of(&kit));
    check_sections(exchange12(&kit, "/kit/mex", to));
    status_is(exchange12(&kit, "/kit/mex", NULL),
            500); /* an action that the contract does not have */
    snprintf(to, sizeof(to), "http://127.0.0.1:%u/kit", (unsigned)port_of(&kit));
    status_is(exchange12(&kit, "/kit/mex", to), 500);
    snprintf(to, sizeof(to), "http://127.0.0.1:%u/kit/mex", (unsigned)port_of(&kit) + 1);
    status_is(exchange12(&kit, "/kit/mex", to), 500);
    status_is(exchange12(&kit, "/kit/mex", "x"), 500);
    status_is(exchange12(&kit, "/kit/mex", ""), 500);
    close_host(&kit);

    t.wildcard = TRUE;
    if (!opened(&kit, &t)) return;
    snprintf(to, sizeof(to), "http://any.where:%u/kit/mex", (unsigned)port_of(&kit));
    check_sections(exchange12(&kit, "/kit/mex", to));
    snprintf(to, sizeof(to), "http://any.where/kit/mex");
    status_is(exchange12(&kit, "/kit/mex", to), 500);
    close_host(&kit);
}

/* ---- what cannot be ---- */

TEST(creation_is_checked)
{
    static WS_STRING suffix = WS_STRING_VALUE(L"mex");
    static WS_SERVICE_METADATA no_ns = { 5, all, &service_name, NULL },
                               no_name = { 5, all, NULL, &service_ns },
                               neither = { 5, all, NULL, NULL }, none = { 0, NULL, NULL, NULL },
                               null_list = { 1, NULL, NULL, NULL };
    static WS_SERVICE_METADATA_DOCUMENT nameless = { &xsd_text, NULL }, empty = { NULL, &name_xsd };
    static WS_SERVICE_METADATA_DOCUMENT *twice[] = { documents, documents },
                                        *one_nameless[] = { &nameless }, *one_empty[] = { &empty },
                                        *one_null[] = { NULL };
    static WS_SERVICE_METADATA two_names = { 2, twice }, a_nameless = { 1, one_nameless },
                               an_empty = { 1, one_empty }, a_null = { 1, one_null };
    static WS_SERVICE_ENDPOINT_METADATA no_port = { NULL, &binding_name, &binding_ns },
                                        no_binding = { &port_name, NULL, &binding_ns },
                                        no_binding_ns = { &port_name, &binding_name, NULL };
    static const struct
    {
        struct told told;
        HRESULT hr;
    } rows[] = {
        { { WS_METADATA_EXCHANGE_TYPE_MEX, NULL }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_HTTP_GET, NULL }, S_OK },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &neither }, S_OK },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &none }, S_OK },
        { { WS_METADATA_EXCHANGE_TYPE_NONE, &no_ns }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &no_name }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &null_list }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &an_empty }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &a_null }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &two_names }, S_OK },
        { { WS_METADATA_EXCHANGE_TYPE_HTTP_GET, &two_names }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &a_nameless }, S_OK },
        { { WS_METADATA_EXCHANGE_TYPE_HTTP_GET, &a_nameless }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, .metadata_size = 4 }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, &port, .port_size = 4 }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, &no_port }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, &no_binding }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, &no_binding_ns }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, &port, &suffix }, S_OK },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, &port, &suffix, .suffix_size = 2 },
                E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_NONE, &all_metadata, &port, &suffix }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_HTTP_GET, &all_metadata, &port, &suffix }, E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_HTTP_GET, &all_metadata, &port, NULL,
                  WS_MATCH_URL_EXACT_PATH },
                E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, &port, &suffix, WS_MATCH_URL_EXACT_PATH },
                E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, &port, NULL, WS_MATCH_URL_EXACT_PATH },
                S_OK },
        { { WS_METADATA_EXCHANGE_TYPE_HTTP_GET, &all_metadata, &port, NULL, WS_MATCH_URL_PORT },
                S_OK },
        { { WS_METADATA_EXCHANGE_TYPE_HTTP_GET, &all_metadata, .binding = WS_TCP_CHANNEL_BINDING,
                  .channel_type = WS_CHANNEL_TYPE_DUPLEX_SESSION },
                E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, .binding = WS_UDP_CHANNEL_BINDING,
                  .channel_type = WS_CHANNEL_TYPE_DUPLEX },
                E_INVALIDARG },
        { { WS_METADATA_EXCHANGE_TYPE_NONE, NULL, .raw = TRUE, .mapped = TRUE },
                E_INVALIDARG }, /* with a contract */
        { { WS_METADATA_EXCHANGE_TYPE_NONE, NULL, .raw = TRUE, .mapped = TRUE,
                  .no_contract = TRUE },
                S_OK },
        { { WS_METADATA_EXCHANGE_TYPE_NONE, NULL, .raw = TRUE, .no_contract = TRUE },
                E_INVALIDARG }, /* no status */
        { { WS_METADATA_EXCHANGE_TYPE_MEX, &all_metadata, .raw = TRUE, .mapped = TRUE,
                  .no_contract = TRUE },
                E_INVALIDARG },
        { { (WS_METADATA_EXCHANGE_TYPE)3, &all_metadata }, E_INVALIDARG },
    };
    struct kit_host kit;
    ULONG i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("row %u", (unsigned)i);
        ok_hr(make(&kit, &rows[i].told), rows[i].hr);
        if (kit.host) WsFreeServiceHost(kit.host);
    }
    test_context("%s", "");
}

TESTS = { CASE(documents_by_get), CASE(several_gets_on_a_connection), CASE(operations_beside_get),
    CASE(without_the_type_get_is_not_allowed), CASE(the_service_element), CASE(metadata_exchange),
    CASE(operations_beside_metadata_exchange), CASE(only_at_the_suffix), CASE(creation_is_checked),
    END_OF_CASES };
