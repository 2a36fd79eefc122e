/* HTTP request channels against raw peers: what goes over the wire, what comes of replies, limits, aborts.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "peer.h"

#define ENVELOPE_11 \
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>%s</s:Body></s:Envelope>"

static WS_XML_STRING ns = { 2, (BYTE *)"ns", NULL, 0 };
static WS_XML_STRING req_name = { 9, (BYTE *)"req_test1", NULL, 0 };
static WS_XML_STRING resp_name = { 10, (BYTE *)"resp_test1", NULL, 0 };
static WS_XML_STRING action = { 7, (BYTE *)"urn:act", NULL, 0 };
static WS_ELEMENT_DESCRIPTION req_element = { &req_name, &ns, WS_INT32_TYPE, NULL };
static WS_ELEMENT_DESCRIPTION resp_element = { &resp_name, &ns, WS_INT32_TYPE, NULL };
static WS_MESSAGE_DESCRIPTION req = { &action, &req_element };
static WS_MESSAGE_DESCRIPTION resp = { NULL, &resp_element };

struct client
{
    WS_CHANNEL *channel;
    WS_MESSAGE *request, *reply;
    WS_ENVELOPE_VERSION envelope;
    WS_ADDRESSING_VERSION addressing;
    WS_ENCODING encoding;
    BOOL binary; /* BINARY_1 is 0, which stands for the default here */
    ULONG response_timeout, max_size;
};

static void client_open(struct client *c, const WCHAR *url)
{
    WS_ENDPOINT_ADDRESS address = { { 0 } };
    WS_CHANNEL_PROPERTY p[5];
    ULONG count = 0;

    if (!c->envelope) c->envelope = WS_ENVELOPE_VERSION_SOAP_1_1;
    if (!c->addressing) c->addressing = WS_ADDRESSING_VERSION_TRANSPORT;
    if (!c->encoding && !c->binary) c->encoding = WS_ENCODING_XML_UTF8;
#define ADD(name, field) \
    p[count++] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_##name, &c->field, sizeof(c->field) }
    ADD(ENVELOPE_VERSION, envelope);
    ADD(ADDRESSING_VERSION, addressing);
    ADD(ENCODING, encoding);
    if (c->response_timeout) ADD(RECEIVE_RESPONSE_TIMEOUT, response_timeout);
    if (c->max_size) ADD(MAX_BUFFERED_MESSAGE_SIZE, max_size);
    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, p, count, NULL,
                  &c->channel, NULL),
            S_OK);
    ok_hr(WsCreateMessageForChannel(c->channel, NULL, 0, &c->request, NULL), S_OK);
    ok_hr(WsCreateMessageForChannel(c->channel, NULL, 0, &c->reply, NULL), S_OK);
    address.url.chars = (WCHAR *)url;
    while (url[address.url.length])
        address.url.length++;
    ok_hr(WsOpenChannel(c->channel, &address, NULL, NULL), S_OK);
}

static void client_close(struct client *c)
{
    ok_hr(WsCloseChannel(c->channel, NULL, NULL), S_OK);
    WsFreeMessage(c->request);
    WsFreeMessage(c->reply);
    WsFreeChannel(c->channel);
}

static HRESULT request_reply(struct client *c, INT32 value, INT32 *ret, WS_ERROR *error)
{
    WsResetMessage(c->request, NULL);
    WsResetMessage(c->reply, NULL);
    return WsRequestReply(c->channel, c->request, &req, WS_WRITE_REQUIRED_VALUE, &value,
            sizeof(value), c->reply, &resp, WS_READ_REQUIRED_VALUE, NULL, ret,
            ret ? sizeof(*ret) : 0, NULL, error);
}

static const char *reply_of(unsigned status, const char *type, const char *extra, const char *body)
{
    static char text[16384];

    snprintf(text, sizeof(text),
            "HTTP/1.1 %u Text\r\nContent-Type: %s\r\n%sContent-Length: %u\r\n\r\n%s", status, type,
            extra, (unsigned)strlen(body), body);
    return text;
}

static const char *envelope(const char *body)
{
    static char text[4096];

    snprintf(text, sizeof(text), ENVELOPE_11, body);
    return text;
}

#define GOOD_BODY "<resp_test1 xmlns=\"ns\">42</resp_test1>"
#define XML_TYPE  "text/xml; charset=utf-8"

TEST(P5_P6_P7_request_on_the_wire)
{
    struct peer peer = { 0 };
    struct client c = { 0 };
    INT32 value = -1;

    peer_start(&peer);
    client_open(&c, peer_url(&peer, "/path?a=b%20c"));
    ok_hr(WsSendMessage(NULL, c.request, &req, WS_WRITE_REQUIRED_VALUE, &value, 4, NULL, NULL),
            E_INVALIDARG);
    ok_hr(WsSendMessage(c.channel, NULL, &req, WS_WRITE_REQUIRED_VALUE, &value, 4, NULL, NULL),
            E_INVALIDARG);
    ok_hr(WsSendMessage(c.channel, c.request, NULL, WS_WRITE_REQUIRED_VALUE, &value, 4, NULL, NULL),
            E_INVALIDARG);
    ok_hr(WsSendMessage(c.channel, c.request, &req, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value),
                  NULL, NULL),
            S_OK);
    client_close(&c); /* P7: the reply is not read */
    peer_stop(&peer);
    ok(!strncmp(peer.request, "POST /path?a=b%20c HTTP/1.1\r\n", 29), "request line: %s",
            peer.request);
    ok(strstr(peer.request, "\r\nSOAPAction: \"urn:act\"\r\n") != NULL, "P5: %s", peer.request);
    ok(strstr(peer.request, "\r\nContent-Type: text/xml; charset=utf-8\r\n") != NULL, "%s",
            peer.request);
    ok(strstr(peer.request, "\r\nContent-Length: 130\r\n") != NULL, "P5: %s", peer.request);
    ok(strstr(peer.request, "\r\nHost: 127.0.0.1:") != NULL, "%s", peer.request);
    ok_text(peer_body(&peer), strlen(peer_body(&peer)),
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
            "<req_test1 xmlns=\"ns\">-1</req_test1></s:Body></s:Envelope>");
}

TEST(reply_is_read_whatever_its_pieces)
{
    static const unsigned pieces[] = { 0, 1, 7, 100 };
    unsigned i;

    for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
    {
        struct peer peer = { .rounds = 2, .piece = pieces[i] };
        struct client c = { 0 };
        INT32 value = 0;

        test_context("pieces of %u", pieces[i]);
        peer.reply = reply_of(200, XML_TYPE, "", envelope(GOOD_BODY));
        peer_start(&peer);
        client_open(&c, peer_url(&peer, "/"));
        ok_hr(request_reply(&c, 1, &value, NULL), S_OK);
        ok_int(value, 42);
        ok_hr(request_reply(&c, 2, &value, NULL), S_OK); /* on the same connection */
        client_close(&c);
        peer_stop(&peer);
        ok_int(peer.requests, 2);
        ok_int(peer.accepted, 1);
    }
    test_context("%s", "");
}

TEST(forms_of_replies)
{
    static const char body[]
            = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>" GOOD_BODY
              "</s:Body></s:Envelope>";
    static char chunked[1024], bom[1024], interim[1024], closing[1024], old[1024];
    const char *const replies[] = { chunked, bom, interim, closing, old };
    unsigned i;

    snprintf(chunked, sizeof(chunked),
            "HTTP/1.1 200 OK\r\nContent-Type: " XML_TYPE
            "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n%.5s\r\n%x\r\n%s\r\n0\r\n\r\n",
            body, (unsigned)strlen(body + 5), body + 5);
    snprintf(bom, sizeof(bom),
            "HTTP/1.1 200 OK\r\nContent-Type: " XML_TYPE
            "\r\nContent-Length: %u\r\n\r\n\xef\xbb\xbf%s",
            (unsigned)strlen(body) + 3, body);
    snprintf(interim, sizeof(interim),
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: "
            "%u\r\n\r\n%s",
            (unsigned)strlen(body), body);
    snprintf(closing, sizeof(closing),
            "HTTP/1.1 200 OK\r\nContent-Type: " XML_TYPE "\r\nConnection: close\r\n\r\n%s", body);
    snprintf(old, sizeof(old), "HTTP/1.0 200 OK\r\nContent-Type: " XML_TYPE "\r\n\r\n%s", body);
    for (i = 0; i < sizeof(replies) / sizeof(replies[0]); i++)
    {
        struct peer peer = { .reply = replies[i] };
        struct client c = { 0 };
        INT32 value = 0;

        test_context("form %u", i);
        peer_start(&peer);
        client_open(&c, peer_url(&peer, "/"));
        ok_hr(request_reply(&c, 1, &value, test_error()), S_OK);
        ok_int(value, 42);
        client_close(&c);
        peer_stop(&peer);
    }
    test_context("%s", "");
}

TEST(statuses_become_codes)
{
    static const struct
    {
        unsigned status;
        const char *extra;
        HRESULT hr;
    } rows[] = {
        { 401, "WWW-Authenticate: Basic realm=\"x\"\r\n", WS_E_SERVER_REQUIRES_BASIC_AUTH },
        { 401, "WWW-Authenticate: Digest a=b\r\n", WS_E_SERVER_REQUIRES_DIGEST_AUTH },
        { 401, "WWW-Authenticate: NTLM\r\n", WS_E_SERVER_REQUIRES_NTLM_AUTH },
        { 401, "WWW-Authenticate: NTLM\r\nWWW-Authenticate: Negotiate\r\n",
                WS_E_SERVER_REQUIRES_NEGOTIATE_AUTH },
        { 401, "", WS_E_ENDPOINT_ACCESS_DENIED },
        { 403, "", WS_E_ENDPOINT_ACCESS_DENIED },
        { 404, "", WS_E_ENDPOINT_NOT_FOUND },
        { 407, "Proxy-Authenticate: Basic realm=\"x\"\r\n", WS_E_PROXY_REQUIRES_BASIC_AUTH },
        { 410, "", WS_E_ENDPOINT_NOT_FOUND },
        { 500, "", WS_E_ENDPOINT_FAILURE },
        { 502, "", WS_E_PROXY_FAILURE },
        { 503, "", WS_E_ENDPOINT_TOO_BUSY },
        { 302, "Location: /x\r\n", WS_E_ENDPOINT_FAILURE },
    };
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct peer peer = { 0 };
        struct client c = { 0 };
        WS_ERROR *error = test_error();
        INT32 value = 7;

        test_context("status %u, row %u", rows[i].status, i);
        peer.reply = reply_of(rows[i].status, "text/html", rows[i].extra, "<html/>");
        peer_start(&peer);
        client_open(&c, peer_url(&peer, "/"));
        ok_hr(request_reply(&c, 1, &value, error), rows[i].hr);
        ok_int(value, 7);
        ok(strstr(error_text(error), "status") != NULL, "text: %s", error_text(error));
        client_close(&c);
        peer_stop(&peer);
    }
    test_context("%s", "");
}

TEST(P16_fault)
{
    struct peer peer = { .rounds = 2 };
    struct client c = { 0 };
    WS_ERROR *error = test_error();
    WS_CHANNEL_STATE state;
    WS_FAULT *fault = NULL;

    peer.reply = reply_of(500, XML_TYPE, "",
            envelope(
                    "<s:Fault><faultcode>s:Client</faultcode><faultstring>OLS Exception</faultstring>"
                    "<detail><a/></detail></s:Fault>"));
    peer_start(&peer);
    client_open(&c, peer_url(&peer, "/"));
    ok_hr(request_reply(&c, 1, NULL, error), WS_E_ENDPOINT_FAULT_RECEIVED);
    ok_hr(WsGetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_FAULT, &fault, sizeof(fault)),
            S_OK);
    if (ok(fault != NULL, "P16: the error object has no fault"))
    {
        ok_xml(&fault->code->value.localName, "Client");
        ok_string(&fault->reasons[0].text, "OLS Exception");
    }
    ok_hr(WsGetChannelProperty(c.channel, WS_CHANNEL_PROPERTY_STATE, &state, sizeof(state), NULL),
            S_OK);
    ok_int(state, WS_CHANNEL_STATE_OPEN);
    ok_hr(request_reply(&c, 1, NULL, NULL), WS_E_ENDPOINT_FAULT_RECEIVED);
    client_close(&c);
    peer_stop(&peer);
}

TEST(P15_empty_body_and_other_bad_replies)
{
    static const struct
    {
        const char *type, *body;
        HRESULT hr;
    } rows[] = {
        { XML_TYPE,
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>",
                WS_E_INVALID_FORMAT },
        { XML_TYPE, "<a/>", WS_E_INVALID_FORMAT },
        { XML_TYPE, "hello", WS_E_INVALID_FORMAT },
        { "text/html", "<html/>", WS_E_INVALID_FORMAT },
        { "text/xml; charset=koi8-r", "<a/>", WS_E_INVALID_FORMAT },
        { "application/soap+xml", "<a/>", WS_E_INVALID_FORMAT },
        { XML_TYPE, "", WS_E_INVALID_FORMAT },
    };
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct peer peer = { 0 };
        struct client c = { 0 };
        INT32 value;

        test_context("row %u", i);
        peer.reply = reply_of(200, rows[i].type, "", rows[i].body);
        peer_start(&peer);
        client_open(&c, peer_url(&peer, "/"));
        ok_hr(request_reply(&c, 1, &value, NULL), rows[i].hr);
        client_close(&c);
        peer_stop(&peer);
    }
    test_context("%s", "");
}

TEST(malformed_http_and_ends_of_connections)
{
    static const struct
    {
        const char *reply;
        HRESULT hr;
    } rows[] = {
        { "hello\r\n\r\n", WS_E_INVALID_FORMAT },
        { "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", WS_E_INVALID_FORMAT },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", WS_E_INVALID_FORMAT },
        { "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", WS_E_ENDPOINT_DISCONNECTED },
        { "HTTP/1.1 200", WS_E_ENDPOINT_DISCONNECTED },
        { "", WS_E_ENDPOINT_DISCONNECTED },
        { "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", WS_E_QUOTA_EXCEEDED },
    };
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct peer peer = { .reply = rows[i].reply };
        struct client c = { 0 };
        WS_CHANNEL_STATE state;
        INT32 value;

        test_context("row %u", i);
        peer_start(&peer);
        client_open(&c, peer_url(&peer, "/"));
        ok_hr(request_reply(&c, 1, &value, NULL), rows[i].hr);
        ok_hr(WsGetChannelProperty(
                      c.channel, WS_CHANNEL_PROPERTY_STATE, &state, sizeof(state), NULL),
                S_OK);
        ok_int(state, WS_CHANNEL_STATE_FAULTED);
        ok_hr(request_reply(&c, 1, &value, NULL), WS_E_OBJECT_FAULTED);
        client_close(&c);
        peer_stop(&peer);
    }
    test_context("%s", "");
}

TEST(nobody_listens)
{
    struct peer peer = { 0 };
    struct client c = { 0 };
    WCHAR *url;

    peer_start(&peer);
    url = peer_url(&peer, "/");
    closesocket(peer.listener);
    peer_stop(&peer);
    client_open(&c, url);
    ok_hr(request_reply(&c, 1, NULL, NULL), WS_E_ENDPOINT_UNREACHABLE);
    client_close(&c);
}

TEST(one_way_gives_end)
{
    struct peer peer = { .reply = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n" };
    const WS_MESSAGE_DESCRIPTION *descriptions[] = { &resp };
    struct client c = { 0 };
    INT32 value = 5;

    peer_start(&peer);
    client_open(&c, peer_url(&peer, "/"));
    ok_hr(WsReadMessageStart(c.channel, c.reply, NULL, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsSendMessage(c.channel, c.request, &req, WS_WRITE_REQUIRED_VALUE, &value, 4, NULL, NULL),
            S_OK);
    WsResetMessage(c.request, NULL);
    ok_hr(WsSendMessage(c.channel, c.request, &req, WS_WRITE_REQUIRED_VALUE, &value, 4, NULL, NULL),
            WS_E_INVALID_OPERATION);
    ok_hr(WsReceiveMessage(c.channel, c.reply, descriptions, 1, WS_RECEIVE_OPTIONAL_MESSAGE,
                  WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL, NULL, NULL),
            WS_S_END);
    ok_int(value, 5);
    client_close(&c);
    peer_stop(&peer);
}

/* A server that closes between two requests is no reason to fail. */
TEST(stale_connection_is_replaced)
{
    struct peer peer = { .connections = 3 };
    struct client c = { 0 };
    INT32 value, i;

    peer.reply = reply_of(200, XML_TYPE, "", envelope(GOOD_BODY));
    peer_start(&peer);
    client_open(&c, peer_url(&peer, "/"));
    for (i = 0; i < 3; i++)
    {
        value = 0;
        ok_hr(request_reply(&c, 1, &value, NULL), S_OK);
        ok_int(value, 42);
        Sleep(50);
    }
    client_close(&c);
    peer_stop(&peer);
    ok_int(peer.requests, 3);
}

TEST(P13_connection_close)
{
    struct peer peer = { .connections = 2 };
    struct client c = { 0 };
    INT32 value, i;

    peer.reply = reply_of(200, XML_TYPE, "Connection: close\r\n", envelope(GOOD_BODY));
    peer_start(&peer);
    client_open(&c, peer_url(&peer, "/"));
    for (i = 0; i < 2; i++)
        ok_hr(request_reply(&c, 1, &value, NULL), S_OK);
    client_close(&c);
    peer_stop(&peer);
    ok_int(peer.accepted, 2);
}

TEST(timeout_is_applied)
{
    struct peer peer = { 0 };
    struct client c = { .response_timeout = 300 };
    UINT64 start, took;

    peer_start(&peer);
    client_open(&c, peer_url(&peer, "/"));
    start = now_ms();
    ok_hr(request_reply(&c, 1, NULL, NULL), WS_E_OPERATION_TIMED_OUT);
    took = now_ms() - start;
    ok(took >= 250 && took < 1500, "a limit of 300 ms took %u ms", (unsigned)took);
    client_close(&c);
    peer_stop(&peer);
}

/* ---- aborts ---- */

TEST(long_paths_and_actions_stay_whole)
{
    static char path[1200], line[1300];
    struct peer peer = { 0 };
    struct client c = { 0 };
    WS_XML_STRING long_action = { 1000, (BYTE *)path + 1, NULL, 0 };
    WS_MESSAGE_DESCRIPTION description = { &long_action, &req_element };
    INT32 value = 1;

    memset(path, 'a', sizeof(path) - 1);
    path[0] = '/';
    peer_start(&peer);
    {
        static WCHAR url[1300];
        WCHAR *start = peer_url(&peer, "");
        unsigned i, k;

        for (i = 0; start[i]; i++)
            url[i] = start[i];
        for (k = 0; path[k]; k++)
            url[i++] = path[k];
        client_open(&c, url);
    }
    ok_hr(WsSendMessage(c.channel, c.request, &description, WS_WRITE_REQUIRED_VALUE, &value, 4,
                  NULL, NULL),
            S_OK);
    client_close(&c);
    peer_stop(&peer);
    snprintf(line, sizeof(line), "POST %s HTTP/1.1\r\n", path);
    ok(!strncmp(peer.request, line, strlen(line)), "request: %s", peer.request);
    snprintf(line, sizeof(line), "\r\nSOAPAction: \"%.1000s\"\r\n", path + 1);
    ok(strstr(peer.request, line) != NULL, "request: %s", peer.request);
}

struct aborter
{
    WS_CHANNEL *channel;
    UINT64 at;
};

static DWORD CALLBACK abort_later(void *argument)
{
    struct aborter *a = argument;

    Sleep(200);
    a->at = now_ms();
    WsAbortChannel(a->channel, NULL);
    return 0;
}

TEST(abort_wakes_a_blocked_call_within_100_ms)
{
    struct peer peer = { 0 };
    struct client c = { 0 };
    struct aborter aborter;
    HANDLE thread;
    UINT64 end;

    peer_start(&peer);
    client_open(&c, peer_url(&peer, "/"));
    aborter.channel = c.channel;
    thread = CreateThread(NULL, 0, abort_later, &aborter, 0, NULL);
    ok_hr(request_reply(&c, 1, NULL, NULL), WS_E_OPERATION_ABORTED);
    end = now_ms();
    WaitForSingleObject(thread, 5000);
    CloseHandle(thread);
    printf("abort woke the blocked call after %u ms\n", (unsigned)(end - aborter.at));
    ok(end - aborter.at < 1000, "abort took %u ms", (unsigned)(end - aborter.at));
    client_close(&c);
    peer_stop(&peer);
}

struct outcome
{
    HANDLE event;
    HRESULT hr;
    WS_CALLBACK_MODEL model;
    volatile LONG calls;
    UINT64 at;
};

static void CALLBACK on_done(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct outcome *o = state;

    o->hr = hr;
    o->model = model;
    o->at = now_ms();
    InterlockedIncrement(&o->calls);
    SetEvent(o->event);
}

static HRESULT finish(HRESULT hr, struct outcome *o)
{
    if (hr != WS_S_ASYNC) return hr;
    ok(WaitForSingleObject(o->event, 10000) == WAIT_OBJECT_0, "C18: no callback within 10 s");
    ok_int(o->calls, 1);
    ok_int(o->model, WS_LONG_CALLBACK);
    return o->hr;
}

static HRESULT request_reply_async(struct client *c, INT32 *ret, struct outcome *o)
{
    static INT32 value;
    WS_ASYNC_CONTEXT ctx = { on_done, o };

    o->calls = 0;
    WsResetMessage(c->request, NULL);
    WsResetMessage(c->reply, NULL);
    return WsRequestReply(c->channel, c->request, &req, WS_WRITE_REQUIRED_VALUE, &value,
            sizeof(value), c->reply, &resp, WS_READ_REQUIRED_VALUE, NULL, ret,
            ret ? sizeof(*ret) : 0, &ctx, NULL);
}

TEST(C18_asynchronous_calls)
{
    struct peer peer = { .rounds = 4, .delay = 20 };
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    struct client c = { 0 };
    INT32 value;
    unsigned i;

    peer.reply = reply_of(200, XML_TYPE, "", envelope(GOOD_BODY));
    peer_start(&peer);
    client_open(&c, peer_url(&peer, "/"));
    for (i = 0; i < 4; i++)
    {
        value = 0;
        test_context("round %u", i);
        if (i & 1)
            ok_hr(request_reply(&c, 1, &value, NULL), S_OK);
        else
            ok_hr(finish(request_reply_async(&c, &value, &o), &o), S_OK);
        ok_int(value, 42);
    }
    test_context("%s", "");
    client_close(&c);
    peer_stop(&peer);
    ok_int(peer.accepted, 1);
    CloseHandle(o.event);
}

TEST(asynchronous_limits_and_aborts)
{
    struct peer peer = { .connections = 2 };
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    struct client c = { .response_timeout = 300 }, d = { 0 };
    UINT64 start;

    peer_start(&peer);
    client_open(&c, peer_url(&peer, "/"));
    start = now_ms();
    ok_hr(finish(request_reply_async(&c, NULL, &o), &o), WS_E_OPERATION_TIMED_OUT);
    ok(o.at - start >= 250 && o.at - start < 1500, "a limit of 300 ms took %u ms",
            (unsigned)(o.at - start));
    client_close(&c);
    client_open(&d, peer_url(&peer, "/"));
    ok_hr(request_reply_async(&d, NULL, &o), WS_S_ASYNC);
    Sleep(100);
    start = now_ms();
    ok_hr(WsAbortChannel(d.channel, NULL), S_OK);
    ok_hr(finish(WS_S_ASYNC, &o), WS_E_OPERATION_ABORTED);
    printf("abort ended the pending call after %u ms\n", (unsigned)(o.at - start));
    ok(o.at - start < 1000, "abort took %u ms", (unsigned)(o.at - start));
    client_close(&d);
    peer_stop(&peer);
    CloseHandle(o.event);
}

/* Closing ends what is under way, and waits for it. */
TEST(close_during_calls)
{
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    struct outcome closed = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &closed };
    struct peer peer = { .connections = 2 };
    struct client c = { 0 }, d = { 0 };

    peer_start(&peer);
    client_open(&c, peer_url(&peer, "/"));
    ok_hr(request_reply_async(&c, NULL, &o), WS_S_ASYNC);
    Sleep(50);
    ok_hr(WsCloseChannel(c.channel, NULL, NULL), S_OK);
    ok_hr(finish(WS_S_ASYNC, &o), WS_E_OPERATION_ABORTED);
    client_close(&c);
    client_open(&d, peer_url(&peer, "/"));
    ok_hr(request_reply_async(&d, NULL, &o), WS_S_ASYNC);
    Sleep(50);
    ok_hr(finish(WsCloseChannel(d.channel, &ctx, NULL), &closed), S_OK);
    ok_hr(finish(WS_S_ASYNC, &o), WS_E_OPERATION_ABORTED);
    client_close(&d);
    peer_stop(&peer);
    CloseHandle(o.event);
    CloseHandle(closed.event);
}

/* An abort also ends the stream, and a wait may see that end first: its outcome is the abort all the same. */
TEST(abort_is_the_outcome_however_the_wait_ended)
{
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    struct peer peer = { .connections = 200 };
    unsigned i;

    peer_start(&peer);
    for (i = 0; i < peer.connections; i++)
    {
        struct client c = { 0 };

        test_context("round %u", i);
        client_open(&c, peer_url(&peer, "/"));
        ok_hr(request_reply_async(&c, NULL, &o), WS_S_ASYNC);
        while (peer.requests == (LONG)i)
            Sleep(1);
        if (i & 1) Sleep(2);
        ok_hr(WsAbortChannel(c.channel, NULL), S_OK);
        ok_hr(finish(WS_S_ASYNC, &o), WS_E_OPERATION_ABORTED);
        client_close(&c);
    }
    test_context("%s", "");
    peer_stop(&peer);
    CloseHandle(o.event);
}

TEST(versions_and_encodings_on_the_wire)
{
    static const struct
    {
        WS_ENVELOPE_VERSION envelope;
        WS_ADDRESSING_VERSION addressing;
        WS_ENCODING encoding;
        const char *type;
    } rows[] = {
        { WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_TRANSPORT, WS_ENCODING_XML_UTF8,
                "application/soap+xml; charset=utf-8; action=\"urn:act\"" },
        { WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0, WS_ENCODING_XML_UTF8,
                "application/soap+xml; charset=utf-8" },
        { WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9, WS_ENCODING_XML_UTF8,
                "text/xml; charset=utf-8" },
        { WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_TRANSPORT, WS_ENCODING_XML_UTF16LE,
                "text/xml; charset=utf-16" },
        { WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_TRANSPORT, WS_ENCODING_XML_BINARY_1,
                "application/soap+msbin1" },
    };
    char line[128];
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct peer peer = { 0 };
        struct client c = { .envelope = rows[i].envelope,
            .addressing = rows[i].addressing,
            .encoding = rows[i].encoding,
            .binary = rows[i].encoding == WS_ENCODING_XML_BINARY_1 };
        INT32 value = 3;

        test_context("row %u", i);
        peer_start(&peer);
        client_open(&c, peer_url(&peer, "/"));
        ok_hr(WsSendMessage(
                      c.channel, c.request, &req, WS_WRITE_REQUIRED_VALUE, &value, 4, NULL, NULL),
                S_OK);
        client_close(&c);
        peer_stop(&peer);
        snprintf(line, sizeof(line), "\r\nContent-Type: %s\r\n", rows[i].type);
        ok(strstr(peer.request, line) != NULL, "%s", peer.request);
    }
    test_context("%s", "");
}

TESTS = { CASE(P5_P6_P7_request_on_the_wire), CASE(reply_is_read_whatever_its_pieces),
    CASE(forms_of_replies), CASE(statuses_become_codes), CASE(P16_fault),
    CASE(P15_empty_body_and_other_bad_replies), CASE(malformed_http_and_ends_of_connections),
    CASE(nobody_listens), CASE(one_way_gives_end), CASE(stale_connection_is_replaced),
    CASE(P13_connection_close), CASE(timeout_is_applied), CASE(long_paths_and_actions_stay_whole),
    CASE(abort_wakes_a_blocked_call_within_100_ms), CASE(C18_asynchronous_calls),
    CASE(asynchronous_limits_and_aborts), CASE(close_during_calls),
    CASE(abort_is_the_outcome_however_the_wait_ended), CASE(versions_and_encodings_on_the_wire),
    END_OF_CASES };
