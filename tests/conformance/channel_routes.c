/* Where requests of HTTP channels go: redirections, proxies, cookies. Against raw peers.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "peer.h"

static WS_XML_STRING ns = { 2, (BYTE *)"ns", NULL, 0 };
static WS_XML_STRING req_name = { 1, (BYTE *)"q", NULL, 0 };
static WS_XML_STRING resp_name = { 1, (BYTE *)"r", NULL, 0 };
static WS_XML_STRING action = { 7, (BYTE *)"urn:act", NULL, 0 };
static WS_ELEMENT_DESCRIPTION req_element = { &req_name, &ns, WS_INT32_TYPE, NULL };
static WS_ELEMENT_DESCRIPTION resp_element = { &resp_name, &ns, WS_INT32_TYPE, NULL };
static WS_MESSAGE_DESCRIPTION req = { &action, &req_element };
static WS_MESSAGE_DESCRIPTION resp = { NULL, &resp_element };

#define BODY                                                                     \
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>" \
    "<r xmlns=\"ns\">42</r></s:Body></s:Envelope>"

struct client
{
    WS_CHANNEL *channel;
    WS_MESSAGE *request, *reply;
};

static HRESULT create(
        struct client *c, const WS_CHANNEL_PROPERTY *more, ULONG count, WS_ERROR *error)
{
    WS_ENVELOPE_VERSION envelope = WS_ENVELOPE_VERSION_SOAP_1_1;
    WS_ADDRESSING_VERSION addressing = WS_ADDRESSING_VERSION_TRANSPORT;
    WS_CHANNEL_PROPERTY p[6]
            = { { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &envelope, sizeof(envelope) },
                  { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &addressing, sizeof(addressing) } };
    ULONG i;

    for (i = 0; i < count; i++)
        p[2 + i] = more[i];
    return WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, p, 2 + count, NULL,
            &c->channel, error);
}

static void client_open(
        struct client *c, const WCHAR *url, const WS_CHANNEL_PROPERTY *more, ULONG count)
{
    WS_ENDPOINT_ADDRESS address = { { 0 } };

    ok_hr(create(c, more, count, NULL), S_OK);
    ok_hr(WsCreateMessageForChannel(c->channel, NULL, 0, &c->request, NULL), S_OK);
    ok_hr(WsCreateMessageForChannel(c->channel, NULL, 0, &c->reply, NULL), S_OK);
    address.url.chars = (WCHAR *)url;
    address.url.length = wcslen(url);
    ok_hr(WsOpenChannel(c->channel, &address, NULL, test_error()), S_OK);
}

static void client_close(struct client *c)
{
    ok_hr(WsCloseChannel(c->channel, NULL, NULL), S_OK);
    WsFreeMessage(c->request);
    WsFreeMessage(c->reply);
    WsFreeChannel(c->channel);
}

static HRESULT request(struct client *c, INT32 *ret, WS_ERROR *error)
{
    INT32 value = 7;

    WsResetMessage(c->request, NULL);
    WsResetMessage(c->reply, NULL);
    *ret = 0;
    return WsRequestReply(c->channel, c->request, &req, WS_WRITE_REQUIRED_VALUE, &value,
            sizeof(value), c->reply, &resp, WS_READ_REQUIRED_VALUE, NULL, ret, sizeof(*ret), NULL,
            error);
}

/* ten texts are enough for one test */
static const char *reply_of(const char *status, const char *fields, const char *body)
{
    static char texts[10][2048];
    static unsigned next;
    char *text = texts[next++ % 10];

    snprintf(text, sizeof(texts[0]),
            "HTTP/1.1 %s\r\nContent-Type: text/xml; charset=utf-8\r\n%sContent-Length: "
            "%u\r\n\r\n%s",
            status, fields, (unsigned)strlen(body), body);
    return text;
}

static const char *moved(const char *status, const char *where)
{
    char field[512];

    snprintf(field, sizeof(field), "Location: %s\r\n", where);
    return reply_of(status, field, "");
}

static const BOOL yes = TRUE;
static const WS_CHANNEL_PROPERTY redirects
        = { WS_CHANNEL_PROPERTY_ENABLE_HTTP_REDIRECT, (void *)&yes, sizeof(yes) };

/* ---- redirections ---- */

TEST(redirections_are_failures_unless_enabled)
{
    struct peer peer = { 0 };
    struct client c;
    INT32 value;

    peer.reply = moved("302 Found", "/other");
    peer_start(&peer);
    client_open(&c, peer_url(&peer, "/a"), NULL, 0);
    ok_hr(request(&c, &value, NULL), WS_E_ENDPOINT_FAILURE);
    client_close(&c);
    peer_stop(&peer);
    ok_int(peer.requests, 1);
}

TEST(redirections_send_the_same_request_on)
{
    static const char *const statuses[] = { "301 Moved Permanently", "302 Found",
        "307 Temporary Redirect", "308 Permanent Redirect" };
    unsigned i;

    for (i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
    {
        struct peer first = { 0 }, second = { 0 };
        struct client c;
        char where[128], host[64];
        INT32 value;

        test_context("%s", statuses[i]);
        second.reply = reply_of("200 OK", "", BODY);
        peer_start(&second);
        snprintf(where, sizeof(where), "http://127.0.0.1:%u/new?x=1#part", second.port);
        snprintf(host, sizeof(host), "\r\nHost: 127.0.0.1:%u\r\n", second.port);
        first.reply = moved(statuses[i], where);
        peer_start(&first);
        client_open(&c, peer_url(&first, "/a/b"), &redirects, 1);
        ok_hr(request(&c, &value, test_error()), S_OK);
        ok_int(value, 42);
        client_close(&c);
        peer_stop(&first);
        peer_stop(&second);
        ok(!strncmp(second.request, "POST /new?x=1 HTTP/1.1\r\n", 24), "%s", second.request);
        ok(strstr(second.request, host) != NULL, "%s", second.request);
        ok(strstr(second.request, "\r\nSOAPAction: \"urn:act\"\r\n") != NULL, "%s", second.request);
        ok_text(peer_body(&second), strlen(peer_body(&second)), peer_body(&first));
    }
}

TEST(see_other_is_fetched_with_get)
{
    struct peer first = { 0 }, second = { 0 };
    struct client c;
    char where[128];
    INT32 value;

    second.reply = reply_of("200 OK", "", BODY);
    peer_start(&second);
    snprintf(where, sizeof(where), "http://127.0.0.1:%u/result", second.port);
    first.reply = moved("303 See Other", where);
    peer_start(&first);
    client_open(&c, peer_url(&first, "/a"), &redirects, 1);
    ok_hr(request(&c, &value, test_error()), S_OK);
    ok_int(value, 42);
    client_close(&c);
    peer_stop(&first);
    peer_stop(&second);
    ok(!strncmp(second.request, "GET /result HTTP/1.1\r\n", 22), "%s", second.request);
    ok(!strstr(second.request, "Content-"), "a GET has no body: %s", second.request);
}

TEST(redirections_end_after_five)
{
    struct peer peer = { .rounds = 6 };
    struct client c;
    INT32 value;

    peer.reply = moved("307 Temporary Redirect", "again"); /* relative to the present one */
    peer_start(&peer);
    client_open(&c, peer_url(&peer, "/a/b"), &redirects, 1);
    ok_hr(request(&c, &value, NULL), WS_E_ENDPOINT_FAILURE);
    ok_int(peer.requests, 6);
    ok(!strncmp(peer.request, "POST /a/again HTTP/1.1\r\n", 24), "%s", peer.request);
    client_close(&c);
    peer_stop(&peer);
}

TEST(redirections_that_lead_nowhere)
{
    static const char *const rows[] = { "https://127.0.0.1/x", "ftp://127.0.0.1/x", "http://",
        "http://127.0.0.1:99999/", "http://user@127.0.0.1/", "http://[::1", "\x01\x7f" };
    unsigned i;

    for (i = 0; i <= sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct peer peer = { 0 };
        struct client c;
        INT32 value;
        HRESULT hr;

        test_context("row %u", i);
        peer.reply = i < sizeof(rows) / sizeof(rows[0]) ? moved("302 Found", rows[i])
                                                        : reply_of("302 Found", "", "");
        peer_start(&peer);
        client_open(&c, peer_url(&peer, "/"), &redirects, 1);
        hr = request(&c, &value, NULL);
        ok(hr == WS_E_ENDPOINT_FAILURE || hr == WS_E_INVALID_ENDPOINT_URL
                        || hr == WS_E_INVALID_FORMAT,
                "0x%08x", (unsigned)hr);
        ok_int(peer.requests, 1);
        client_close(&c);
        peer_stop(&peer);
    }
}

struct asked
{
    HRESULT answer;
    unsigned count;
    char from[128], to[128];
};

static void narrow(const WS_STRING *s, char *text, ULONG size)
{
    ULONG i;

    for (i = 0; i < s->length && i < size - 1; i++)
        text[i] = (char)s->chars[i];
    text[i] = 0;
}

static HRESULT CALLBACK ask(void *state, const WS_STRING *from, const WS_STRING *to)
{
    struct asked *asked = state;

    asked->count++;
    narrow(from, asked->from, sizeof(asked->from));
    narrow(to, asked->to, sizeof(asked->to));
    return asked->answer;
}

TEST(callback_decides_on_redirections)
{
    static const HRESULT answers[] = { S_OK, S_FALSE, E_FAIL };
    unsigned i;

    for (i = 0; i < 3; i++)
    {
        struct asked asked = { answers[i] };
        WS_HTTP_REDIRECT_CALLBACK_CONTEXT context = { ask, &asked };
        WS_CHANNEL_PROPERTY p
                = { WS_CHANNEL_PROPERTY_HTTP_REDIRECT_CALLBACK_CONTEXT, &context, sizeof(context) };
        struct peer first = { 0 }, second = { 0 };
        char where[128], from[128];
        struct client c;
        INT32 value;

        test_context("answer 0x%08x", (unsigned)answers[i]);
        second.reply = reply_of("200 OK", "", BODY);
        peer_start(&second);
        snprintf(where, sizeof(where), "http://127.0.0.1:%u/new", second.port);
        first.reply = moved("302 Found", where);
        peer_start(&first);
        snprintf(from, sizeof(from), "http://127.0.0.1:%u/old", first.port);
        client_open(&c, peer_url(&first, "/old"), &p, 1);
        ok_hr(request(&c, &value, NULL), i ? WS_E_ENDPOINT_FAILURE : S_OK);
        ok_int(asked.count, 1);
        ok(!strcmp(asked.from, from), "%s", asked.from);
        ok(!strcmp(asked.to, where), "%s", asked.to);
        ok_int(second.requests, i ? 0 : 1);
        client_close(&c);
        peer_stop(&first);
        peer_stop(&second);
    }
}

TEST(redirect_properties_are_checked)
{
    WS_HTTP_REDIRECT_CALLBACK_CONTEXT context = { NULL, NULL };
    WS_CHANNEL_PROPERTY p
            = { WS_CHANNEL_PROPERTY_HTTP_REDIRECT_CALLBACK_CONTEXT, &context, sizeof(context) };
    struct client c;

    ok_hr(create(&c, &p, 1, NULL), E_INVALIDARG);
    context.callback = ask;
    p.valueSize--;
    ok_hr(create(&c, &p, 1, NULL), E_INVALIDARG);
}

/* ---- proxies ---- */

static ULONG proxy_properties(WS_CHANNEL_PROPERTY *p, WS_CUSTOM_HTTP_PROXY *proxy,
        const char *servers, const char *bypass)
{
    static WS_HTTP_PROXY_SETTING_MODE mode = WS_HTTP_PROXY_SETTING_MODE_CUSTOM;

    proxy->servers = wide_string(servers);
    proxy->bypass = wide_string(bypass);
    p[0] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_HTTP_PROXY_SETTING_MODE, &mode,
        sizeof(mode) };
    p[1] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_CUSTOM_HTTP_PROXY, proxy, sizeof(*proxy) };
    return 2;
}

TEST(custom_proxy_gets_the_whole_URL)
{
    static const char *const forms[]
            = { "127.0.0.1:%u", "http=127.0.0.1:%u", "https=127.0.0.2:1;http=http://127.0.0.1:%u",
                  "  http://127.0.0.1:%u/ ", "127.0.0.1:1;127.0.0.1:%u" /* the first is down */ };
    unsigned i;

    for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
    {
        struct peer peer = { .rounds = 2 };
        WS_CUSTOM_HTTP_PROXY proxy;
        WS_CHANNEL_PROPERTY p[2];
        char servers[128];
        struct client c;
        INT32 value;

        test_context("%s", forms[i]);
        peer.reply = reply_of("200 OK", "", BODY);
        peer_start(&peer);
        snprintf(servers, sizeof(servers), forms[i], peer.port);
        proxy_properties(p, &proxy, servers, "*.example.com; <local>");
        client_open(&c, wide("http://service.test:8080/path?q"), p, 2);
        ok_hr(request(&c, &value, test_error()), S_OK);
        ok_int(value, 42);
        ok_hr(request(&c, &value, test_error()), S_OK);
        client_close(&c);
        peer_stop(&peer);
        ok(!strncmp(peer.request, "POST http://service.test:8080/path?q HTTP/1.1\r\n", 47), "%s",
                peer.request);
        ok(strstr(peer.request, "\r\nHost: service.test:8080\r\n") != NULL, "%s", peer.request);
        ok_int(peer.accepted, 1);
        ok_int(peer.requests, 2);
    }
}

TEST(bypass_goes_to_the_server_itself)
{
    static const struct
    {
        const char *bypass;
        BOOL direct;
    } rows[] = {
        { "127.0.0.1", TRUE },
        { "x;127.*", TRUE },
        { "*.0.0.1", TRUE },
        { "http://127.0.0.1", TRUE },
        { "https://127.0.0.1", FALSE },
        { "<local>", FALSE }, /* it has dots */
        { "127.0.0.2 27.0.0.1;0.0.1", FALSE },
        { "", FALSE },
    };
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct peer server = { 0 }, proxy_peer = { 0 };
        WS_CUSTOM_HTTP_PROXY proxy;
        WS_CHANNEL_PROPERTY p[2];
        char servers[64];
        struct client c;
        INT32 value;

        test_context("bypass '%s'", rows[i].bypass);
        server.reply = proxy_peer.reply = reply_of("200 OK", "", BODY);
        peer_start(&server);
        peer_start(&proxy_peer);
        snprintf(servers, sizeof(servers), "127.0.0.1:%u", proxy_peer.port);
        proxy_properties(p, &proxy, servers, rows[i].bypass);
        client_open(&c, peer_url(&server, "/"), p, 2);
        ok_hr(request(&c, &value, test_error()), S_OK);
        ok_int(server.requests, rows[i].direct);
        ok_int(proxy_peer.requests, !rows[i].direct);
        client_close(&c);
        peer_stop(&server);
        peer_stop(&proxy_peer);
    }
}

TEST(proxy_properties_are_checked)
{
    WS_HTTP_PROXY_SETTING_MODE mode = WS_HTTP_PROXY_SETTING_MODE_CUSTOM;
    WS_CUSTOM_HTTP_PROXY proxy = { { 0 } };
    WS_CHANNEL_PROPERTY p[2];
    struct client c;

    p[0] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_HTTP_PROXY_SETTING_MODE, &mode,
        sizeof(mode) };
    ok_hr(create(&c, p, 1, NULL), E_INVALIDARG);
    p[1] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_CUSTOM_HTTP_PROXY, &proxy, sizeof(proxy) };
    ok_hr(create(&c, p, 2, NULL), E_INVALIDARG); /* no server */
    proxy.servers.length = 4;
    ok_hr(create(&c, p, 2, NULL), E_INVALIDARG); /* text is NULL */
    proxy.servers = wide_string("host");
    p[1].valueSize--;
    ok_hr(create(&c, p, 2, NULL), E_INVALIDARG);
}

TEST(proxies_of_the_environment)
{
    static const struct
    {
        const char *no_proxy;
        BOOL cgi, through;
    } rows[] = {
        { "", FALSE, TRUE }, { "other.test,service.example", FALSE, TRUE },
        { "sub.service.test", FALSE, TRUE }, { "other.test, service.test", FALSE, FALSE },
        { "test", FALSE, FALSE }, { ".test", FALSE, FALSE }, { "*", FALSE, FALSE },
        { "", TRUE, FALSE }, /* http_proxy may be a header of a client then */
    };
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct peer peer = { 0 };
        struct client c;
        char text[64];
        INT32 value;
        HRESULT hr;

        test_context("no_proxy '%s' cgi %u", rows[i].no_proxy, rows[i].cgi);
        peer.reply = reply_of("200 OK", "", BODY);
        peer_start(&peer);
        snprintf(text, sizeof(text), "http://127.0.0.1:%u", peer.port);
        SetEnvironmentVariableA("http_proxy", text);
        SetEnvironmentVariableA("no_proxy", rows[i].no_proxy);
        SetEnvironmentVariableA("REQUEST_METHOD", rows[i].cgi ? "GET" : NULL);
        client_open(&c, wide("http://service.test/"), NULL, 0);
        hr = request(&c, &value, NULL);
        ok(rows[i].through ? hr == S_OK : FAILED(hr), "0x%08x", (unsigned)hr);
        ok_int(peer.requests, rows[i].through);
        client_close(&c);
        peer_stop(&peer);
    }
    SetEnvironmentVariableA("http_proxy", NULL);
    SetEnvironmentVariableA("no_proxy", NULL);
    SetEnvironmentVariableA("REQUEST_METHOD", NULL);
}

TEST(statuses_of_proxies_become_codes)
{
    static const struct
    {
        const char *status, *fields;
        HRESULT hr;
    } rows[] = {
        { "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"x\"\r\n",
                WS_E_PROXY_REQUIRES_BASIC_AUTH },
        { "407 Proxy Authentication Required", "", WS_E_PROXY_ACCESS_DENIED },
        { "502 Bad Gateway", "", WS_E_PROXY_FAILURE },
    };
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct peer peer = { 0 };
        WS_CUSTOM_HTTP_PROXY proxy;
        WS_CHANNEL_PROPERTY p[2];
        char servers[64];
        struct client c;
        INT32 value;

        test_context("%s", rows[i].status);
        peer.reply = reply_of(rows[i].status, rows[i].fields, "");
        peer_start(&peer);
        snprintf(servers, sizeof(servers), "127.0.0.1:%u", peer.port);
        proxy_properties(p, &proxy, servers, "");
        client_open(&c, wide("http://service.test/"), p, 2);
        ok_hr(request(&c, &value, NULL), rows[i].hr);
        client_close(&c);
        peer_stop(&peer);
    }
}

/* ---- cookies ---- */

/* What the second request says after the first reply had the fields; the connection is closed in between or not. */
static void cookie_row(
        const char *fields, const char *wanted, const WS_CHANNEL_PROPERTY *p, ULONG count)
{
    struct peer peer = { .rounds = 2 };
    const char *line, *end;
    struct client c;
    INT32 value;

    test_context("%s", fields);
    peer.reply = reply_of("200 OK", fields, BODY);
    peer_start(&peer);
    client_open(&c, peer_url(&peer, "/a/b?c/d"), p, count);
    ok_hr(request(&c, &value, test_error()), S_OK);
    ok(!strstr(peer.request, "\r\nCookie:"), "the first request has none: %s", peer.request);
    ok_hr(request(&c, &value, test_error()), S_OK);
    line = strstr(peer.request, "\r\nCookie: ");
    if (!wanted)
        ok(!line, "no cookies were wanted: %s", peer.request);
    else if (ok(line != NULL, "a cookie was wanted: %s", peer.request))
    {
        line += 10;
        end = strstr(line, "\r\n");
        ok_text(line, end - line, wanted);
    }
    client_close(&c);
    peer_stop(&peer);
}

TEST(cookies_go_back_to_who_set_them)
{
    static const struct
    {
        const char *fields, *wanted;
    } rows[] = {
        { "Set-Cookie: a=b\r\n", "a=b" },
        { "Set-Cookie:  a = b c ; HttpOnly\r\nSet-Cookie: d=\r\n", "a=b c; d=" },
        { "Set-Cookie: a=1\r\nSet-Cookie: a=2\r\n", "a=2" },
        { "Set-Cookie: x=1; Path=/\r\nSet-Cookie: y=2; path=/a/b\r\nSet-Cookie: z=3\r\n",
                "y=2; z=3; x=1" },
        { "Set-Cookie: a=1; Path=/a\r\n", "a=1" },
        { "Set-Cookie: a=1; Path=/a/\r\n", "a=1" },
        { "Set-Cookie: a=1; Path=/a/b/c\r\n", NULL },
        { "Set-Cookie: a=1; Path=/a/bb\r\n", NULL },
        { "Set-Cookie: a=1; Path=b\r\n", "a=1" },
        { "Set-Cookie: a=1; Domain=127.0.0.1\r\n", "a=1" },
        { "Set-Cookie: a=1; Domain=0.0.1\r\n", NULL },
        { "Set-Cookie: a=1; Domain=.example.com\r\n", NULL },
        { "Set-Cookie: a=1; Secure\r\n", NULL },
        { "Set-Cookie: a=1; Max-Age=1000\r\n", "a=1" },
        { "Set-Cookie: a=1; Max-Age=99999999999999999999\r\n", "a=1" },
        { "Set-Cookie: a=1; Max-Age=0\r\n", NULL },
        { "Set-Cookie: a=1; Max-Age=-5\r\n", NULL },
        { "Set-Cookie: a=1; Max-Age=100; Expires=Thu, 01 Jan 1998 00:00:00 GMT\r\n", "a=1" },
        { "Set-Cookie: a=1; Expires=Thu, 01 Jan 1998 00:00:00 GMT\r\n", NULL },
        { "Set-Cookie: a=1; Expires=Thursday, 01-Jan-98 00:00:00 GMT\r\n", NULL },
        { "Set-Cookie: a=1; Expires=Thu Jan  1 00:00:00 2998\r\n", "a=1" },
        { "Set-Cookie: a=1; Expires=whenever\r\n", "a=1" },
        { "Set-Cookie: a=1\r\nSet-Cookie: a=2; Max-Age=0\r\n", NULL },
        { "Set-Cookie: =1\r\nSet-Cookie: novalue\r\nSet-Cookie: ;\r\n", NULL },
        { "Set-Cookie: \r\n", NULL },
    };
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        cookie_row(rows[i].fields, rows[i].wanted, NULL, 0);
}

TEST(manual_cookie_mode_leaves_them_alone)
{
    WS_COOKIE_MODE mode = WS_MANUAL_COOKIE_MODE;
    WS_CHANNEL_PROPERTY p = { WS_CHANNEL_PROPERTY_COOKIE_MODE, &mode, sizeof(mode) };

    cookie_row("Set-Cookie: a=b\r\n", NULL, &p, 1);
}

TEST(cookies_are_limited)
{
    char fields[2000] = "", want[1024] = "", text[40];
    unsigned i;

    for (i = 0; i < 60; i++)
    {
        snprintf(text, sizeof(text), "Set-Cookie: c%u=v\r\n", i);
        strcat(fields, text);
        if (i >= 50) continue;
        snprintf(text, sizeof(text), "%sc%u=v", i ? "; " : "", i);
        strcat(want, text);
    }
    cookie_row(fields, want, NULL, 0);
}

TEST(cookies_of_a_redirection_count)
{
    struct peer first = { 0 }, second = { 0 };
    char fields[256];
    struct client c;
    INT32 value;

    second.reply = reply_of("200 OK", "", BODY);
    peer_start(&second);
    snprintf(fields, sizeof(fields),
            "Set-Cookie: s=1; Path=/\r\nLocation: http://127.0.0.1:%u/\r\n", second.port);
    first.reply = reply_of("307 Temporary Redirect", fields, "");
    peer_start(&first);
    client_open(&c, peer_url(&first, "/"), &redirects, 1);
    ok_hr(request(&c, &value, test_error()), S_OK);
    client_close(&c);
    peer_stop(&first);
    peer_stop(&second);
    ok(strstr(second.request, "\r\nCookie: s=1\r\n") != NULL, "%s", second.request);
}

TESTS = { CASE(redirections_are_failures_unless_enabled),
    CASE(redirections_send_the_same_request_on), CASE(see_other_is_fetched_with_get),
    CASE(redirections_end_after_five), CASE(redirections_that_lead_nowhere),
    CASE(callback_decides_on_redirections), CASE(redirect_properties_are_checked),
    CASE(custom_proxy_gets_the_whole_URL), CASE(bypass_goes_to_the_server_itself),
    CASE(proxy_properties_are_checked), CASE(proxies_of_the_environment),
    CASE(statuses_of_proxies_become_codes), CASE(cookies_go_back_to_who_set_them),
    CASE(manual_cookie_mode_leaves_them_alone), CASE(cookies_are_limited),
    CASE(cookies_of_a_redirection_count), END_OF_CASES };
