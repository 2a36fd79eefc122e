/* SOAP over UDP: facts C12, C13; both sides, raw sockets, multicast, aborts.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "peer.h"

static WS_XML_STRING ns = { 2, (BYTE *)"ns", NULL, 0 };
static WS_XML_STRING localname = { 9, (BYTE *)"localname", NULL, 0 };
static WS_XML_STRING action = { 6, (BYTE *)"action", NULL, 0 };
static WS_ELEMENT_DESCRIPTION element = { &localname, &ns, WS_INT32_TYPE, NULL };
static WS_MESSAGE_DESCRIPTION description = { &action, &element };
static const WS_MESSAGE_DESCRIPTION *descriptions[] = { &description };

static USHORT next_port = 17900;

static HRESULT send_value(WS_CHANNEL *channel, INT32 value)
{
    WS_MESSAGE *message;
    HRESULT hr;

    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, &message, NULL), S_OK);
    hr = WsSendMessage(channel, message, &description, WS_WRITE_REQUIRED_VALUE, &value,
            sizeof(value), NULL, NULL);
    WsFreeMessage(message);
    return hr;
}

static HRESULT receive_value(WS_CHANNEL *channel, WS_RECEIVE_OPTION option, INT32 *value)
{
    WS_MESSAGE *message;
    HRESULT hr;

    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, &message, NULL), S_OK);
    hr = WsReceiveMessage(channel, message, descriptions, 1, option, WS_READ_REQUIRED_VALUE, NULL,
            value, sizeof(*value), NULL, NULL, NULL);
    WsFreeMessage(message);
    return hr;
}

struct pair
{
    char url[100];
    WS_LISTENER *listener;
    WS_CHANNEL *server, *client;
};

static void pair_make(struct pair *p, const char *host, const WS_LISTENER_PROPERTY *properties,
        ULONG count, const WS_CHANNEL_PROPERTY *client, ULONG client_count)
{
    WS_ENDPOINT_ADDRESS address;
    WS_STRING url;

    snprintf(p->url, sizeof(p->url), "soap.udp://%s:%u", host, next_port++);
    url = wide_string(p->url);
    ok_hr(WsCreateListener(WS_CHANNEL_TYPE_DUPLEX, WS_UDP_CHANNEL_BINDING, properties, count, NULL,
                  &p->listener, NULL),
            S_OK);
    ok_hr(WsOpenListener(p->listener, &url, NULL, NULL), S_OK);
    ok_hr(WsCreateChannelForListener(p->listener, NULL, 0, &p->server, NULL), S_OK);
    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_DUPLEX, WS_UDP_CHANNEL_BINDING, client, client_count,
                  NULL, &p->client, NULL),
            S_OK);
    address = (WS_ENDPOINT_ADDRESS){ wide_string(p->url) };
    ok_hr(WsOpenChannel(p->client, &address, NULL, NULL), S_OK);
}

static void pair_free(struct pair *p)
{
    ok_hr(WsCloseChannel(p->client, NULL, NULL), S_OK);
    ok_hr(WsCloseChannel(p->server, NULL, NULL), S_OK);
    ok_hr(WsCloseListener(p->listener, NULL, NULL), S_OK);
    WsFreeChannel(p->client);
    WsFreeChannel(p->server);
    WsFreeListener(p->listener);
}

struct outcome
{
    HANDLE event;
    HRESULT hr;
    LONG calls;
};

static void CALLBACK on_done(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct outcome *o = state;

    o->hr = hr;
    InterlockedIncrement(&o->calls);
    SetEvent(o->event);
}

static HRESULT finish(HRESULT hr, struct outcome *o)
{
    if (hr != WS_S_ASYNC) return hr;
    return WaitForSingleObject(o->event, 10000) == WAIT_OBJECT_0 ? o->hr : (HRESULT)0xdeadbeef;
}

TEST(C12_C13_a_datagram_is_accepted_and_answered)
{
    static const char *const hosts[] = { "localhost", "127.0.0.1", "[::1]" };
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &o };
    unsigned i, k;

    for (i = 0; i < 3; i++)
    {
        struct pair p;
        INT32 value;

        test_context("%s", hosts[i]);
        pair_make(&p, hosts[i], NULL, 0, NULL, 0);
        for (k = 0; k < 3; k++)
        {
            WS_ENDPOINT_ADDRESS remote = { { 0 } };
            HRESULT hr;

            if (!(k & 1)) ok_hr(send_value(p.client, -1), S_OK);
            hr = WsAcceptChannel(p.listener, p.server, k & 1 ? &ctx : NULL, NULL);

            /* a synchronous accept finds the datagram that came before */
            if (k & 1)
            {
                ok_hr(hr, WS_S_ASYNC);
                ok_hr(send_value(p.client, -1), S_OK);
                ok_hr(finish(hr, &o), S_OK);
            }
            else
                ok_hr(hr, S_OK);
            value = 0;
            ok_hr(receive_value(p.server, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
            ok_int(value, -1);
            ok_hr(WsGetChannelProperty(p.server, WS_CHANNEL_PROPERTY_REMOTE_ADDRESS, &remote,
                          sizeof(remote), NULL),
                    S_OK);
            ok(remote.url.length > 18, "the sender's address has %u characters",
                    (unsigned)remote.url.length);
            ok_hr(send_value(p.server, 77), S_OK);
            ok_hr(receive_value(p.client, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
            ok_int(value, 77);
            ok_hr(receive_value(p.server, WS_RECEIVE_OPTIONAL_MESSAGE, &value), WS_S_END);
            ok_hr(WsCloseChannel(p.server, NULL, NULL), S_OK);
            ok_hr(WsResetChannel(p.server, NULL), S_OK);
        }
        pair_free(&p);
    }
    test_context("%s", "");
    CloseHandle(o.event);
}

/* Wine gives up what a thread has begun to receive when the thread exits: a listener must outlive the thread that opened it. */
struct on_thread
{
    struct pair pair;
    WS_ASYNC_CONTEXT ctx;
    HRESULT hr;
};

static DWORD CALLBACK open_and_accept(void *argument)
{
    struct on_thread *t = argument;

    pair_make(&t->pair, "127.0.0.1", NULL, 0, NULL, 0);
    t->hr = WsAcceptChannel(t->pair.listener, t->pair.server, &t->ctx, NULL);
    return 0;
}

TEST(the_thread_that_opened_exits)
{
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    struct on_thread t = { { { 0 } }, { on_done, &o }, 0 };
    HANDLE thread = CreateThread(NULL, 0, open_and_accept, &t, 0, NULL);
    INT32 value = 0;

    ok_int(WaitForSingleObject(thread, 10000), WAIT_OBJECT_0);
    CloseHandle(thread);
    Sleep(100);
    ok_hr(send_value(t.pair.client, -1), S_OK);
    ok_hr(finish(t.hr, &o), S_OK);
    ok_hr(receive_value(t.pair.server, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
    ok_int(value, -1);
    pair_free(&t.pair);
    CloseHandle(o.event);
}

TEST(aborts)
{
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &o };
    WS_MESSAGE *message;
    struct pair p;
    INT32 value;

    pair_make(&p, "127.0.0.1", NULL, 0, NULL, 0);
    ok_hr(WsAcceptChannel(p.listener, p.server, &ctx, NULL), WS_S_ASYNC);
    ok_hr(WsAbortChannel(p.server, NULL), S_OK);
    ok_hr(finish(WS_S_ASYNC, &o), WS_E_OPERATION_ABORTED);
    ok_hr(WsCloseChannel(p.server, NULL, NULL), S_OK);
    ok_hr(WsResetChannel(p.server, NULL), S_OK);
    ok_hr(WsCreateMessageForChannel(p.client, NULL, 0, &message, NULL), S_OK);
    ok_hr(WsReceiveMessage(p.client, message, descriptions, 1, WS_RECEIVE_REQUIRED_MESSAGE,
                  WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL, &ctx, NULL),
            WS_S_ASYNC);
    ok_hr(WsAbortChannel(p.client, NULL), S_OK);
    ok_hr(finish(WS_S_ASYNC, &o), WS_E_OPERATION_ABORTED);
    WsFreeMessage(message);
    ok_hr(WsAcceptChannel(p.listener, p.server, &ctx, NULL), WS_S_ASYNC);
    ok_hr(WsAbortListener(p.listener, NULL), S_OK);
    ok_hr(finish(WS_S_ASYNC, &o), WS_E_OPERATION_ABORTED);
    ok_int(o.calls, 3);
    pair_free(&p);
    CloseHandle(o.event);
}

static DWORD CALLBACK abort_soon(void *channel)
{
    Sleep(100);
    ok_hr(WsAbortChannel(channel, NULL), S_OK);
    return 0;
}

TEST(abort_wakes_a_blocked_receive)
{
    struct pair p;
    HANDLE thread;
    INT32 value;

    pair_make(&p, "127.0.0.1", NULL, 0, NULL, 0);
    thread = CreateThread(NULL, 0, abort_soon, p.client, 0, NULL);
    ok_hr(receive_value(p.client, WS_RECEIVE_REQUIRED_MESSAGE, &value), WS_E_OPERATION_ABORTED);
    WaitForSingleObject(thread, 5000);
    CloseHandle(thread);
    pair_free(&p);
}

TEST(bad_datagrams)
{
    static const char *const rows[] = { "", "x", "<a/>",
        "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body>" };
    struct pair p;
    struct sockaddr_in to = { .sin_family = AF_INET };
    SOCKET s;
    unsigned i;
    INT32 value;

    pair_make(&p, "127.0.0.1", NULL, 0, NULL, 0);
    s = socket(AF_INET, SOCK_DGRAM, 0);
    to.sin_port = htons(next_port - 1);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (i = 0; i < 4; i++)
    {
        test_context("row %u", i);
        sendto(s, rows[i], (int)strlen(rows[i]), 0, (struct sockaddr *)&to, sizeof(to));
        ok_hr(WsAcceptChannel(p.listener, p.server, NULL, NULL), S_OK);
        ok_hr(receive_value(p.server, WS_RECEIVE_REQUIRED_MESSAGE, &value), WS_E_INVALID_FORMAT);
        ok_hr(WsCloseChannel(p.server, NULL, NULL), S_OK);
        ok_hr(WsResetChannel(p.server, NULL), S_OK);
    }
    test_context("%s", "");
    closesocket(s);
    ok_hr(send_value(p.client, 5), S_OK);
    ok_hr(WsAcceptChannel(p.listener, p.server, NULL, NULL), S_OK);
    ok_hr(receive_value(p.server, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
    ok_int(value, 5);
    pair_free(&p);
}

TEST(multicast_on_the_loopback_interface)
{
    static const BOOL yes = TRUE;
    static const ULONG loopback = 1;
    WS_LISTENER_PROPERTY server[] = {
        { WS_LISTENER_PROPERTY_IS_MULTICAST, (void *)&yes, sizeof(yes) },
        { WS_LISTENER_PROPERTY_MULTICAST_INTERFACES, (void *)&loopback, sizeof(loopback) },
    };
    WS_CHANNEL_PROPERTY client[]
            = { { WS_CHANNEL_PROPERTY_MULTICAST_INTERFACE, (void *)&loopback, sizeof(loopback) } };
    struct pair p;
    INT32 value = 0;

    pair_make(&p, "239.255.255.250", server, 2, client, 1);
    ok_hr(send_value(p.client, 41), S_OK);
    ok_hr(WsAcceptChannel(p.listener, p.server, NULL, NULL), S_OK);
    ok_hr(receive_value(p.server, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
    ok_int(value, 41);
    ok_hr(send_value(p.server, 42), S_OK);
    ok_hr(receive_value(p.client, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
    ok_int(value, 42);
    pair_free(&p);
}

TEST(urls_and_states)
{
    static const char *const urls[]
            = { "soap.udp://localhost", "http://localhost:1", "soap.udp://:5" };
    WS_CHANNEL *channel = NULL;
    WS_LISTENER *listener = NULL, *second = NULL;
    WS_STRING url = wide_string("soap.udp://127.0.0.1:17899");
    unsigned i;
    INT32 value;

    for (i = 0; i < 3; i++)
    {
        WS_ENDPOINT_ADDRESS address = { wide_string(urls[i]) };

        ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_DUPLEX, WS_UDP_CHANNEL_BINDING, NULL, 0, NULL,
                      &channel, NULL),
                S_OK);
        ok_hr(receive_value(channel, WS_RECEIVE_REQUIRED_MESSAGE, &value), WS_E_INVALID_OPERATION);
        ok_hr(WsOpenChannel(channel, &address, NULL, NULL), WS_E_INVALID_ENDPOINT_URL);
        ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
        WsFreeChannel(channel);
    }
    ok_hr(WsCreateListener(
                  WS_CHANNEL_TYPE_INPUT, WS_UDP_CHANNEL_BINDING, NULL, 0, NULL, &listener, NULL),
            S_OK);
    ok_hr(WsCreateListener(
                  WS_CHANNEL_TYPE_DUPLEX, WS_UDP_CHANNEL_BINDING, NULL, 0, NULL, &second, NULL),
            S_OK);
    ok_hr(WsOpenListener(listener, &url, NULL, NULL), S_OK);
    ok_hr(WsOpenListener(second, &url, NULL, NULL), WS_E_ADDRESS_IN_USE);
    ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
    ok_hr(WsResetListener(listener, NULL), S_OK);
    ok_hr(WsOpenListener(listener, &url, NULL, NULL), S_OK);
    ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
    WsFreeListener(listener);
    WsFreeListener(second);
}

TESTS = { CASE(C12_C13_a_datagram_is_accepted_and_answered), CASE(the_thread_that_opened_exits),
    CASE(aborts), CASE(abort_wakes_a_blocked_receive), CASE(bad_datagrams),
    CASE(multicast_on_the_loopback_interface), CASE(urls_and_states), END_OF_CASES };
