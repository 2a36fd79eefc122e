/* HTTP listeners and reply channels against raw clients and request channels: facts C8 to C12, matching of URLs, bad
 * requests, aborts.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "peer.h"

#define PORT 17801

static WS_XML_STRING ns = { 2, (BYTE *)"ns", NULL, 0 };
static WS_XML_STRING name = { 1, (BYTE *)"n", NULL, 0 };
static WS_ELEMENT_DESCRIPTION element = { &name, &ns, WS_INT32_TYPE, NULL };
static WS_MESSAGE_DESCRIPTION any = { NULL, &element };
static const WS_MESSAGE_DESCRIPTION *descriptions[] = { &any };

static const char envelope[]
        = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
          "<n xmlns=\"ns\">7</n></s:Body></s:Envelope>";

static WS_LISTENER *make_listener(const WS_LISTENER_PROPERTY *properties, ULONG count)
{
    WS_LISTENER *listener = NULL;

    ok_hr(WsCreateListener(WS_CHANNEL_TYPE_REPLY, WS_HTTP_CHANNEL_BINDING, properties, count, NULL,
                  &listener, NULL),
            S_OK);
    return listener;
}

static void open_listener(WS_LISTENER *listener, const char *url)
{
    WS_STRING string = wide_string(url);

    ok_hr(WsOpenListener(listener, &string, NULL, test_error()), S_OK);
}

static WS_LISTENER *listen_to(const char *path)
{
    WS_LISTENER *listener = make_listener(NULL, 0);
    char url[256];

    snprintf(url, sizeof(url), "http://+:%u%s", PORT, path);
    open_listener(listener, url);
    return listener;
}

static void end_listener(WS_LISTENER *listener)
{
    ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
    WsFreeListener(listener);
}

static WS_ADDRESSING_VERSION addressing = WS_ADDRESSING_VERSION_TRANSPORT;

static WS_CHANNEL *make_channel(WS_LISTENER *listener)
{
    WS_ENVELOPE_VERSION version = WS_ENVELOPE_VERSION_SOAP_1_1;
    WS_CHANNEL_PROPERTY properties[]
            = { { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &version, sizeof(version) },
                  { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &addressing, sizeof(addressing) } };
    WS_CHANNEL *channel = NULL;

    ok_hr(WsCreateChannelForListener(listener, properties, 2, &channel, NULL), S_OK);
    return channel;
}

static WS_LISTENER_STATE state_of(WS_LISTENER *listener)
{
    WS_LISTENER_STATE state = 99;

    ok_hr(WsGetListenerProperty(listener, WS_LISTENER_PROPERTY_STATE, &state, sizeof(state), NULL),
            S_OK);
    return state;
}

/* ---- a server of count requests on a thread: adds one to the number ---- */

struct server
{
    WS_LISTENER *listener;
    unsigned count;
    HANDLE thread;
    HRESULT accept_hr, read_hr; /* of the last round */
    char url[256], action[64];
    BOOL silent; /* closes without a reply */
};

static void serve_one(struct server *server, WS_CHANNEL *channel)
{
    WS_MESSAGE *request = NULL, *reply = NULL;
    WS_STRING url = { 0 };
    WS_XML_STRING *action = NULL;
    WS_HEAP *heap = NULL;
    INT32 value = 0;
    ULONG i;

    WsCreateMessageForChannel(channel, NULL, 0, &request, NULL);
    WsCreateMessageForChannel(channel, NULL, 0, &reply, NULL);
    server->accept_hr = WsAcceptChannel(server->listener, channel, NULL, NULL);
    if (SUCCEEDED(server->accept_hr))
    {
        server->read_hr
                = WsReceiveMessage(channel, request, descriptions, 1, WS_RECEIVE_REQUIRED_MESSAGE,
                        WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL, NULL, NULL);
        if (SUCCEEDED(server->read_hr))
        {
            WsGetChannelProperty(
                    channel, WS_CHANNEL_PROPERTY_TRANSPORT_URL, &url, sizeof(url), NULL);
            for (i = 0; i < url.length && i < sizeof(server->url) - 1; i++)
                server->url[i] = (char)url.chars[i];
            server->action[0] = 0;
            WsGetMessageProperty(request, WS_MESSAGE_PROPERTY_HEAP, &heap, sizeof(heap), NULL);
            if (SUCCEEDED(WsGetHeader(request, WS_ACTION_HEADER, WS_XML_STRING_TYPE,
                        WS_READ_OPTIONAL_POINTER, heap, &action, sizeof(action), NULL))
                    && action)
                snprintf(server->action, sizeof(server->action), "%.*s", (int)action->length,
                        (char *)action->bytes);
            value++;
            if (!server->silent)
                WsSendReplyMessage(channel, reply, &any, WS_WRITE_REQUIRED_VALUE, &value,
                        sizeof(value), request, NULL, NULL);
        }
    }
    WsCloseChannel(channel, NULL, NULL);
    WsResetChannel(channel, NULL);
    WsFreeMessage(request);
    WsFreeMessage(reply);
}

static DWORD CALLBACK run_server(void *argument)
{
    struct server *server = argument;
    WS_CHANNEL *channel = make_channel(server->listener);

    while (server->count--)
    {
        serve_one(server, channel);
        if (server->accept_hr == WS_E_OBJECT_FAULTED || server->accept_hr == WS_E_OPERATION_ABORTED)
            break;
    }
    WsFreeChannel(channel);
    return 0;
}

static void server_start(struct server *server, WS_LISTENER *listener, unsigned count)
{
    memset(server, 0, sizeof(*server));
    server->listener = listener;
    server->count = count;
    server->thread = CreateThread(NULL, 0, run_server, server, 0, NULL);
}

static void server_stop(struct server *server)
{
    ok(WaitForSingleObject(server->thread, 5000) == WAIT_OBJECT_0, "the server's thread must end");
    CloseHandle(server->thread);
}

static const char *post(const char *path, const char *headers, const char *body)
{
    static char text[8192];

    snprintf(text, sizeof(text),
            "POST %s HTTP/1.1\r\nHost: localhost:%u\r\nContent-Type: text/xml; charset=utf-8\r\n"
            "SOAPAction: \"urn:a\"\r\nContent-Length: %u\r\n%s\r\n%s",
            path, PORT, (unsigned)strlen(body), headers, body);
    return text;
}

static unsigned status_of(const char *reply)
{
    return strlen(reply) > 12 ? atoi(reply + 9) : 0;
}

/* ---- states ---- */

TEST(C8_C9_properties)
{
    WS_LISTENER *listener = make_listener(NULL, 0);
    ULONG value = 0;

    ok_hr(WsCreateListener(
                  WS_CHANNEL_TYPE_REPLY, WS_HTTP_CHANNEL_BINDING, NULL, 0, NULL, NULL, NULL),
            E_INVALIDARG);
    ok_hr(WsGetListenerProperty(
                  listener, WS_LISTENER_PROPERTY_CHANNEL_TYPE, &value, sizeof(value), NULL),
            S_OK);
    ok_int(value, WS_CHANNEL_TYPE_REPLY);
    ok_hr(WsGetListenerProperty(
                  listener, WS_LISTENER_PROPERTY_CHANNEL_BINDING, &value, sizeof(value), NULL),
            S_OK);
    ok_int(value, WS_HTTP_CHANNEL_BINDING);
    ok_hr(WsGetListenerProperty(
                  listener, WS_LISTENER_PROPERTY_CLOSE_TIMEOUT, &value, sizeof(value), NULL),
            S_OK);
    ok_int(value, 5000);
    ok_hr(WsGetListenerProperty(listener, WS_LISTENER_PROPERTY_STATE, &value, 8, NULL),
            E_INVALIDARG);
    ok_hr(WsGetListenerProperty(listener, 99, &value, sizeof(value), NULL), E_INVALIDARG);
    ok_hr(WsSetListenerProperty(
                  listener, WS_LISTENER_PROPERTY_LISTEN_BACKLOG, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsSetListenerProperty(listener, WS_LISTENER_PROPERTY_STATE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_int(state_of(listener), WS_LISTENER_STATE_CREATED);
    WsFreeListener(listener);
}

TEST(C10_C11_C12_states)
{
    WS_LISTENER *listener = make_listener(NULL, 0);
    WS_STRING url = wide_string("http://+:17801/states");
    WS_CHANNEL *channel = NULL;
    ULONG value = 0;

    ok_hr(WsCreateChannelForListener(NULL, NULL, 0, &channel, NULL), E_INVALIDARG);
    ok_hr(WsCreateChannelForListener(listener, NULL, 0, NULL, NULL), E_INVALIDARG);
    channel = make_channel(listener);
    ok_hr(WsGetChannelProperty(
                  channel, WS_CHANNEL_PROPERTY_CHANNEL_TYPE, &value, sizeof(value), NULL),
            S_OK);
    ok_int(value, WS_CHANNEL_TYPE_REPLY);
    ok_hr(WsAcceptChannel(NULL, channel, NULL, NULL), E_INVALIDARG);
    ok_hr(WsAcceptChannel(listener, NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsAcceptChannel(listener, channel, NULL, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsResetListener(NULL, NULL), E_INVALIDARG);
    ok_hr(WsResetListener(listener, NULL), S_OK);
    ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
    ok_hr(WsOpenListener(listener, NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsOpenListener(listener, &url, NULL, NULL), S_OK);
    ok_hr(WsOpenListener(listener, &url, NULL, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsResetListener(listener, NULL), WS_E_INVALID_OPERATION);
    ok_int(state_of(listener), WS_LISTENER_STATE_OPEN);
    ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
    ok_int(state_of(listener), WS_LISTENER_STATE_CLOSED);
    ok_hr(WsResetListener(listener, NULL), S_OK);
    ok_int(state_of(listener), WS_LISTENER_STATE_CREATED);
    ok_hr(WsOpenListener(listener, &url, NULL, NULL), S_OK);
    ok_hr(WsAbortListener(listener, NULL), S_OK);
    ok_int(state_of(listener), WS_LISTENER_STATE_FAULTED);
    ok_hr(WsAcceptChannel(listener, channel, NULL, NULL), WS_E_OBJECT_FAULTED);
    WsFreeChannel(channel);
    end_listener(listener);
}

TEST(addresses_are_taken_once)
{
    WS_LISTENER *first = listen_to("/a"), *second = make_listener(NULL, 0), *third;
    WS_STRING same = wide_string("http://+:17801/A/");
    WS_STRING bad = wide_string("http://+:17801/a?b");

    ok_hr(WsOpenListener(second, &same, NULL, NULL), WS_E_ADDRESS_IN_USE);
    ok_int(state_of(second), WS_LISTENER_STATE_FAULTED);
    ok_hr(WsCloseListener(second, NULL, NULL), S_OK);
    ok_hr(WsResetListener(second, NULL), S_OK);
    ok_hr(WsOpenListener(second, &bad, NULL, NULL), WS_E_INVALID_ENDPOINT_URL);
    end_listener(second);
    third = listen_to("/b");
    end_listener(first);
    end_listener(third);
}

/* ---- requests ---- */

TEST(request_is_served_and_the_connection_kept)
{
    WS_LISTENER *listener = listen_to("/x");
    struct server server;
    const char *reply;
    unsigned i;
    SOCKET s;

    server_start(&server, listener, 3);
    s = raw_connect(PORT);
    for (i = 0; i < 3; i++)
    {
        reply = raw_exchange(s, post("/x", "", envelope));
        ok_int(status_of(reply), 200);
        ok(strstr(reply, "<n xmlns=\"ns\">8</n>") != NULL, "reply: %s", reply);
        ok(strstr(reply, "\r\nContent-Type: text/xml; charset=utf-8\r\n") != NULL, "reply: %s",
                reply);
    }
    server_stop(&server);
    ok(!strcmp(server.url, "http://localhost:17801/x"), "TRANSPORT_URL is %s", server.url);
    ok(!strcmp(server.action, "urn:a"), "the action is %s", server.action);
    closesocket(s);
    end_listener(listener);
}

TEST(requests_in_pieces_and_in_a_row)
{
    WS_LISTENER *listener = listen_to("/x");
    struct server server;
    char two[4096];
    const char *text;
    unsigned i;
    SOCKET s;

    server_start(&server, listener, 4);
    s = raw_connect(PORT);
    text = post("/x", "", envelope);
    for (i = 0; text[i]; i++)
    {
        send(s, text + i, 1, 0);
        if (!(i % 100)) Sleep(1);
    }
    ok_int(status_of(raw_receive(s)), 200);
    snprintf(two, sizeof(two), "%s%s", text, text);
    send(s, two, (int)strlen(two), 0);
    ok_int(status_of(raw_receive(s)), 200); /* the second one comes with it or after it */
    snprintf(two, sizeof(two),
            "POST /x HTTP/1.1\r\nHost: localhost:%u\r\nContent-Type: text/xml\r\nExpect: 100-continue\r\n"
            "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
            PORT);
    closesocket(s);
    s = raw_connect(PORT);
    ok_int(status_of(raw_exchange(s, two)), 100);
    snprintf(two, sizeof(two), "10\r\n%.16s\r\n%x\r\n%s\r\n0\r\n\r\n", envelope,
            (unsigned)strlen(envelope) - 16, envelope + 16);
    text = raw_exchange(s, two);
    ok_int(status_of(text), 200);
    ok(strstr(text, "\r\nConnection: close\r\n") != NULL, "reply: %s", text);
    ok(raw_is_closed(s), "the connection must end");
    closesocket(s);
    server_stop(&server);
    end_listener(listener);
}

TEST(one_way_is_202)
{
    WS_LISTENER *listener = listen_to("/x");
    struct server server;
    SOCKET s = raw_connect(PORT);

    server_start(&server, listener, 2);
    server.silent = TRUE;
    ok_int(status_of(raw_exchange(s, post("/x", "", envelope))), 202);
    ok_int(status_of(raw_exchange(s, post("/x", "", envelope))), 202);
    server_stop(&server);
    closesocket(s);
    end_listener(listener);
}

TEST(bad_requests_end_their_own_connection_only)
{
    static const struct
    {
        const char *text; /* complete, or NULL: post with the headers and body */
        const char *headers, *body;
        unsigned status;
    } rows[] = {
        { "hello\r\n\r\n", NULL, NULL, 400 },
        { "POST /x HTTP/1.1\r\n\r\n", NULL, NULL, 400 },
        { "POST /x HTTP/2.0\r\nHost: localhost:17801\r\n\r\n", NULL, NULL, 505 },
        { "POST /y HTTP/1.1\r\nHost: localhost:17801\r\n\r\n", NULL, NULL, 404 },
        { "POST /x/y HTTP/1.1\r\nHost: localhost:17801\r\n\r\n", NULL, NULL, 404 },
        { "POST /x?y HTTP/1.1\r\nHost: localhost:17801\r\n\r\n", NULL, NULL, 404 },
        { "POST /x HTTP/1.1\r\nHost: localhost:1\r\n\r\n", NULL, NULL, 404 },
        { "POST /x HTTP/1.1\r\nHost: other.example:17801\r\n\r\n", NULL, NULL, 404 },
        { "GET /x HTTP/1.1\r\nHost: localhost:17801\r\n\r\n", NULL, NULL, 405 },
        { "BREW /x HTTP/1.1\r\nHost: localhost:17801\r\n\r\n", NULL, NULL, 501 },
        { "POST /x HTTP/1.1\r\nHost: localhost:17801\r\nContent-Length: 1\r\nTransfer-Encoding: "
          "chunked\r\n\r\n",
                NULL, NULL, 400 },
        { "POST /x HTTP/1.1\r\nHost: localhost:17801\r\nTransfer-Encoding: gzip\r\n\r\n", NULL,
                NULL, 501 },
        { "POST /x HTTP/1.1\r\nHost: localhost:17801\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                NULL, NULL, 400 },
        { NULL, "User-Agent: Mozilla/5.0\r\n", "<a/>", 403 },
        { NULL, "", "<a/>", 400 },
        { NULL, "", "hello", 400 },
        { NULL, "", "", 400 },
    };
    WS_LISTENER *listener = listen_to("/x");
    struct server server;
    SOCKET good = raw_connect(PORT), s;
    unsigned i, served = 0;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        served += !rows[i].text && rows[i].status == 400;
    server_start(&server, listener, served + sizeof(rows) / sizeof(rows[0]));
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("row %u", i);
        s = raw_connect(PORT);
        ok_int(status_of(raw_exchange(
                       s, rows[i].text ? rows[i].text : post("/x", rows[i].headers, rows[i].body))),
                rows[i].status);
        ok(raw_is_closed(s), "the connection must end");
        closesocket(s);
        ok_int(status_of(raw_exchange(good, post("/x", "", envelope))), 200);
    }
    test_context("%s", "");
    server_stop(&server);
    closesocket(good);
    end_listener(listener);
}

TEST(wrong_content_type_is_415_and_too_much_413)
{
    static char big[70000], text[72000];
    WS_LISTENER *listener = listen_to("/x");
    struct server server;
    SOCKET s = raw_connect(PORT);

    server_start(&server, listener, 2);
    ok_int(status_of(raw_exchange(s,
                   "POST /x HTTP/1.1\r\nHost: localhost:17801\r\nContent-Type: "
                   "application/soap+xml\r\nContent-Length: 4\r\n\r\n<a/>")),
            415);
    ok_int(server.read_hr, WS_E_INVALID_FORMAT);
    closesocket(s);
    s = raw_connect(PORT);
    memset(big, 'a', sizeof(big) - 1);
    snprintf(text, sizeof(text),
            "POST /x HTTP/1.1\r\nHost: localhost:17801\r\nContent-Type: text/xml\r\nContent-Length: %u\r\n\r\n%s",
            (unsigned)strlen(big), big);
    ok_int(status_of(raw_exchange(s, text)), 413);
    ok_int(server.read_hr, WS_E_QUOTA_EXCEEDED);
    closesocket(s);
    server_stop(&server);
    end_listener(listener);
}

TEST(heads_over_64_kb_are_431)
{
    static char text[70000];
    WS_LISTENER *listener = listen_to("/x");
    SOCKET s = raw_connect(PORT);
    unsigned size = snprintf(text, sizeof(text), "POST /x HTTP/1.1\r\nHost: a\r\nX: ");

    memset(text + size, 'a', sizeof(text) - size - 1);
    ok_int(status_of(raw_exchange(s, text)), 431);
    closesocket(s);
    end_listener(listener);
}

/* What a channel says counts, when it is made before the listener opens and after. */
TEST(limit_of_heads_is_a_property)
{
    static const struct
    {
        ULONG limit, size, status;
        BOOL early;
    } rows[] = { { 1000, 900, 202, FALSE }, { 1000, 1100, 431, FALSE }, { 1000, 900, 202, TRUE },
        { 1000, 1100, 431, TRUE }, { 200000, 100000, 202, FALSE }, { 200000, 210000, 431, TRUE } };
    char *text = malloc(300000);
    WS_ENVELOPE_VERSION version = WS_ENVELOPE_VERSION_SOAP_1_1;
    WS_ADDRESSING_VERSION transport = WS_ADDRESSING_VERSION_TRANSPORT;
    unsigned i, n;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_CHANNEL_PROPERTY properties[] = {
            { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &version, sizeof(version) },
            { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &transport, sizeof(transport) },
            { WS_CHANNEL_PROPERTY_MAX_HTTP_REQUEST_HEADERS_BUFFER_SIZE, (void *)&rows[i].limit,
                    sizeof(ULONG) },
        };
        WS_LISTENER *listener = make_listener(NULL, 0);
        char url[64], reply[64] = "";
        WS_CHANNEL *channel;
        SOCKET s;
        int got;

        test_context("row %u", i);
        snprintf(url, sizeof(url), "http://+:%u/head", PORT);
        if (!rows[i].early) open_listener(listener, url);
        ok_hr(WsCreateChannelForListener(listener, properties, 3, &channel, NULL), S_OK);
        if (rows[i].early) open_listener(listener, url);
        n = snprintf(text, 300000,
                "POST /head HTTP/1.1\r\nHost: localhost:%u\r\nContent-Length: %u\r\nConnection: close\r\n"
                "Content-Type: text/xml\r\nX: ",
                PORT, (unsigned)strlen(envelope));
        memset(text + n, 'a', rows[i].size - n - 4);
        strcpy(text + rows[i].size - 4, "\r\n\r\n");
        strcat(text, envelope);
        s = raw_connect(PORT);
        for (n = 0; n < strlen(text); n += got)
            if ((got = send(s, text + n, (int)strlen(text + n), 0)) <= 0) break;
        if (rows[i].status == 202)
        {
            ok_hr(WsAcceptChannel(listener, channel, NULL, NULL), S_OK);
            WsCloseChannel(channel, NULL, NULL);
        }
        else
        {
            got = recv(s, reply, sizeof(reply) - 1, 0);
            ok(got > 12 && atoi(reply + 9) == (int)rows[i].status, "%s", reply);
        }
        closesocket(s);
        WsFreeChannel(channel);
        end_listener(listener);
    }
    free(text);
    test_context("%s", "");
}

TEST(longest_prefix_wins_and_ports_are_shared)
{
    static const ULONG options = WS_MATCH_URL_PREFIX_PATH;
    WS_LISTENER_PROPERTY property = { WS_LISTENER_PROPERTY_TRANSPORT_URL_MATCHING_OPTIONS,
        (void *)&options, sizeof(options) };
    static const char *const urls[] = { "http://+:17801/", "http://+:17801/a", "http://+:17801/a/b",
        "http://*:17801/a/b/c" };
    static const struct
    {
        const char *path;
        unsigned who;
    } rows[] = { { "/", 0 }, { "/ab", 0 }, { "/a", 1 }, { "/A/x", 1 }, { "/a/b?q", 2 },
        { "/a/b/c/d", 2 } };
    WS_LISTENER *listeners[4];
    struct server servers[4];
    unsigned i;
    SOCKET s;

    for (i = 0; i < 4; i++)
    {
        listeners[i] = make_listener(&property, 1);
        open_listener(listeners[i], urls[i]);
        server_start(&servers[i], listeners[i], 100);
    }
    s = raw_connect(PORT);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        char expected[64];

        test_context("path %s", rows[i].path);
        ok_int(status_of(raw_exchange(s, post(rows[i].path, "", envelope))), 200);
        snprintf(expected, sizeof(expected), "http://localhost:17801%s", rows[i].path);
        Sleep(20);
        ok(!strcmp(servers[rows[i].who].url, expected), "listener %u has seen '%s'", rows[i].who,
                servers[rows[i].who].url);
    }
    test_context("%s", "");
    for (i = 0; i < 4; i++)
    {
        ok_hr(WsAbortListener(listeners[i], NULL), S_OK);
        server_stop(&servers[i]);
        end_listener(listeners[i]);
    }
    closesocket(s);
}

/* ---- aborts ---- */

TEST(abort_of_the_listener_ends_accepts_within_100_ms)
{
    WS_LISTENER *listener = listen_to("/x");
    struct server server;
    UINT64 start;

    server_start(&server, listener, 1);
    Sleep(200);
    start = now_ms();
    ok_hr(WsAbortListener(listener, NULL), S_OK);
    server_stop(&server);
    printf("the blocked accept ended after %u ms\n", (unsigned)(now_ms() - start));
    ok(now_ms() - start < 1000, "took %u ms", (unsigned)(now_ms() - start));
    ok_hr(server.accept_hr, WS_E_OPERATION_ABORTED);
    end_listener(listener);
}

struct outcome
{
    HANDLE event;
    HRESULT hr;
    volatile LONG calls;
};

static void CALLBACK on_done(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct outcome *o = state;

    o->hr = hr;
    InterlockedIncrement(&o->calls);
    SetEvent(o->event);
}

TEST(abort_of_the_channel_ends_its_accept)
{
    WS_LISTENER *listener = listen_to("/x");
    WS_CHANNEL *channel = make_channel(listener);
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &o };
    WS_CHANNEL_STATE state;
    unsigned i;
    SOCKET s;

    for (i = 0; i < 3; i++)
    {
        test_context("round %u", i);
        ok_hr(WsAcceptChannel(listener, channel, &ctx, NULL), WS_S_ASYNC);
        ok_hr(WsAbortChannel(channel, NULL), S_OK);
        ok(!WaitForSingleObject(o.event, 1000), "no callback");
        ok_hr(o.hr, WS_E_OPERATION_ABORTED);
        ok_hr(WsGetChannelProperty(channel, WS_CHANNEL_PROPERTY_STATE, &state, sizeof(state), NULL),
                S_OK);
        ok_int(state, WS_CHANNEL_STATE_FAULTED);
        ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
        ok_hr(WsResetChannel(channel, NULL), S_OK);
    }
    test_context("%s", "");
    ok_int(o.calls, 3);
    s = raw_connect(PORT);
    ok_hr(WsAcceptChannel(listener, channel, &ctx, NULL), WS_S_ASYNC);
    send(s, post("/x", "", envelope), (int)strlen(post("/x", "", envelope)), 0);
    ok(!WaitForSingleObject(o.event, 3000), "no callback");
    ok_hr(o.hr, S_OK);
    ok_hr(WsAbortChannel(channel, NULL), S_OK);
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    ok(raw_is_closed(s), "the connection of an aborted channel must end");
    closesocket(s);
    WsFreeChannel(channel);
    end_listener(listener);
    CloseHandle(o.event);
}

TEST(close_ends_idle_connections)
{
    WS_LISTENER *listener = listen_to("/x");
    SOCKET s = raw_connect(PORT);

    Sleep(50);
    end_listener(listener);
    ok(raw_is_closed(s), "an idle connection must end with the last listener");
    closesocket(s);
}

/* ---- faults with a header ---- */

/* Answers one request with the fault of an error object that has a header for it. */
static DWORD CALLBACK send_fault(void *argument)
{
    static const char xml[] = "<h:why xmlns:h=\"urn:h\">because</h:why>";
    WS_LISTENER *listener = argument;
    WS_CHANNEL *channel = make_channel(listener);
    WS_XML_BUFFER *header = NULL;
    WS_XML_READER *reader = NULL;
    WS_MESSAGE *request = NULL, *reply = NULL;
    WS_ERROR *error = NULL;
    INT32 value;

    WsCreateError(NULL, 0, &error);
    WsCreateReader(NULL, 0, &reader, NULL);
    ok_hr(WsReadXmlBufferFromBytes(
                  reader, NULL, NULL, 0, xml, sizeof(xml) - 1, test_heap(), &header, NULL),
            S_OK);
    ok_hr(WsSetFaultErrorProperty(error, WS_FAULT_ERROR_PROPERTY_HEADER, &header, sizeof(header)),
            S_OK);
    WsCreateMessageForChannel(channel, NULL, 0, &request, NULL);
    WsCreateMessageForChannel(channel, NULL, 0, &reply, NULL);
    ok_hr(WsAcceptChannel(listener, channel, NULL, NULL), S_OK);
    ok_hr(WsReceiveMessage(channel, request, descriptions, 1, WS_RECEIVE_REQUIRED_MESSAGE,
                  WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL, NULL, NULL),
            S_OK);
    ok_hr(WsSendFaultMessageForError(channel, reply, error, E_FAIL, WS_MINIMAL_FAULT_DISCLOSURE,
                  request, NULL, test_error()),
            S_OK);
    WsCloseChannel(channel, NULL, NULL);
    WsFreeMessage(request);
    WsFreeMessage(reply);
    WsFreeChannel(channel);
    WsFreeReader(reader);
    WsFreeError(error);
    return 0;
}

TEST(header_of_an_error_goes_with_its_fault)
{
    WS_LISTENER *listener = listen_to("/fault");
    HANDLE thread = CreateThread(NULL, 0, send_fault, listener, 0, NULL);
    SOCKET s = raw_connect(PORT);
    char text[1024];
    const char *reply;

    snprintf(text, sizeof(text),
            "POST /fault HTTP/1.1\r\nHost: localhost:%u\r\nContent-Type: text/xml\r\n"
            "Content-Length: %u\r\n\r\n%s",
            PORT, (unsigned)strlen(envelope), envelope);
    reply = raw_exchange(s, text);
    ok(!strncmp(reply, "HTTP/1.1 500 ", 13), "%s", reply);
    ok(strstr(reply, "<s:Header><h:why xmlns:h=\"urn:h\">because</h:why></s:Header><s:Body>")
                    != NULL,
            "%s", reply);
    closesocket(s);
    WaitForSingleObject(thread, 5000);
    CloseHandle(thread);
    end_listener(listener);
}

/* WCF of Mono sends SOAP 1.1 with addressing 1.0, but the action in SOAPAction only. */
TEST(action_of_the_transport_counts_where_there_is_no_header)
{
    static const struct
    {
        WS_ADDRESSING_VERSION addressing;
        const char *ns, *header;
        const char *action;
    } rows[] = {
        { WS_ADDRESSING_VERSION_TRANSPORT, "", "", "urn:a" },
        { WS_ADDRESSING_VERSION_1_0, "http://www.w3.org/2005/08/addressing", "", "urn:a" },
        { WS_ADDRESSING_VERSION_1_0, "http://www.w3.org/2005/08/addressing",
                "<a:Action>urn:own</a:Action>", "urn:own" },
        { WS_ADDRESSING_VERSION_0_9, "http://schemas.xmlsoap.org/ws/2004/08/addressing", "",
                "urn:a" },
        { WS_ADDRESSING_VERSION_0_9, "http://schemas.xmlsoap.org/ws/2004/08/addressing",
                "<a:Action>urn:own</a:Action>", "urn:own" },
    };
    struct server server;
    char body[1024];
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_LISTENER *listener = listen_to("/act/");
        SOCKET s;

        test_context("row %u", i);
        addressing = rows[i].addressing;
        server_start(&server, listener, 1);
        snprintf(body, sizeof(body),
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
                "xmlns:a=\"%s\"><s:Header>%s</s:Header><s:Body><n xmlns=\"ns\">7</n></s:Body>"
                "</s:Envelope>",
                rows[i].ns[0] ? rows[i].ns : "urn:x", rows[i].header);
        s = raw_connect(PORT);
        ok_int(status_of(raw_exchange(s, post("/act/", "", body))), 200);
        closesocket(s);
        server_stop(&server);
        ok_hr(server.read_hr, S_OK);
        ok(!strcmp(server.action, rows[i].action), "'%s'", server.action);
        end_listener(listener);
    }
    addressing = WS_ADDRESSING_VERSION_TRANSPORT;
    test_context("%s", "");
}

TESTS = { CASE(C8_C9_properties), CASE(C10_C11_C12_states), CASE(addresses_are_taken_once),
    CASE(request_is_served_and_the_connection_kept), CASE(requests_in_pieces_and_in_a_row),
    CASE(one_way_is_202), CASE(bad_requests_end_their_own_connection_only),
    CASE(wrong_content_type_is_415_and_too_much_413), CASE(heads_over_64_kb_are_431),
    CASE(limit_of_heads_is_a_property), CASE(longest_prefix_wins_and_ports_are_shared),
    CASE(abort_of_the_listener_ends_accepts_within_100_ms),
    CASE(abort_of_the_channel_ends_its_accept), CASE(close_ends_idle_connections),
    CASE(header_of_an_error_goes_with_its_fault),
    CASE(action_of_the_transport_counts_where_there_is_no_header), END_OF_CASES };
