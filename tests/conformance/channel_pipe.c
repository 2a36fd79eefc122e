/* Sessions over named pipes: what is the pipes' own; the rest is as over TCP.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

static WS_XML_STRING ns = { 2, (BYTE *)"ns", NULL, 0 };
static WS_XML_STRING localname = { 9, (BYTE *)"localname", NULL, 0 };
static WS_XML_STRING action = { 6, (BYTE *)"action", NULL, 0 };
static WS_ELEMENT_DESCRIPTION element = { &localname, &ns, WS_INT32_TYPE, NULL };
static WS_MESSAGE_DESCRIPTION description = { &action, &element };
static const WS_MESSAGE_DESCRIPTION *descriptions[] = { &description };

struct outcome
{
    HANDLE event;
    HRESULT hr;
};

static void CALLBACK on_done(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct outcome *o = state;

    o->hr = hr;
    SetEvent(o->event);
}

static HRESULT finish(HRESULT hr, struct outcome *o)
{
    if (hr != WS_S_ASYNC) return hr;
    return WaitForSingleObject(o->event, 10000) == WAIT_OBJECT_0 ? o->hr : (HRESULT)0xdeadbeef;
}

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

static WS_LISTENER *make_listener(const char *url, HRESULT expected)
{
    WS_LISTENER *listener = NULL;
    WS_STRING text = wide_string(url);

    ok_hr(WsCreateListener(WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_NAMEDPIPE_CHANNEL_BINDING, NULL, 0,
                  NULL, &listener, NULL),
            S_OK);
    ok_hr(WsOpenListener(listener, &text, NULL, NULL), expected);
    return listener;
}

static WS_CHANNEL *make_client(void)
{
    WS_CHANNEL *channel = NULL;

    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_NAMEDPIPE_CHANNEL_BINDING, NULL, 0,
                  NULL, &channel, NULL),
            S_OK);
    return channel;
}

static HRESULT open_to(WS_CHANNEL *channel, const char *url)
{
    WS_ENDPOINT_ADDRESS address = { wide_string(url) };

    return WsOpenChannel(channel, &address, NULL, NULL);
}

TEST(messages_both_ways_session_after_session)
{
    static const char *const hosts[] = { "localhost", "+", "*" };
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &o };
    char url[64];
    unsigned i, k, n;

    for (i = 0; i < 3; i++)
    {
        WS_CHANNEL *server, *client = make_client();
        WS_LISTENER *listener;

        snprintf(url, sizeof(url), "net.pipe://%s/test/%u", hosts[i],
                (unsigned)GetCurrentProcessId());
        test_context("%s", url);
        listener = make_listener(url, S_OK);
        ok_hr(WsCreateChannelForListener(listener, NULL, 0, &server, NULL), S_OK);
        snprintf(url, sizeof(url), "net.pipe://localhost/test/%u", (unsigned)GetCurrentProcessId());
        for (k = 0; k < 4; k++)
        {
            HRESULT hr = WsAcceptChannel(listener, server, &ctx, NULL);
            INT32 value;

            ok_hr(hr, WS_S_ASYNC);
            ok_hr(open_to(client, url), S_OK);
            ok_hr(finish(hr, &o), S_OK);
            for (n = 0; n < 5; n++)
            {
                ok_hr(send_value(client, n), S_OK);
                ok_hr(receive_value(server, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
                ok_int(value, n);
                ok_hr(send_value(server, n + 100), S_OK);
                ok_hr(receive_value(client, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
                ok_int(value, n + 100);
            }
            hr = WsCloseChannel(client, &ctx, NULL);
            ok_hr(receive_value(server, WS_RECEIVE_OPTIONAL_MESSAGE, &value), WS_S_END);
            ok_hr(WsCloseChannel(server, NULL, NULL), S_OK);
            ok_hr(finish(hr, &o), S_OK);
            ok_hr(WsResetChannel(client, NULL), S_OK);
            ok_hr(WsResetChannel(server, NULL), S_OK);
        }
        ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
        WsFreeChannel(client);
        WsFreeChannel(server);
        WsFreeListener(listener);
    }
    test_context("%s", "");
    CloseHandle(o.event);
}

static DWORD CALLBACK abort_soon(void *channel)
{
    Sleep(100);
    ok_hr(WsAbortChannel(channel, NULL), S_OK);
    return 0;
}

TEST(aborts_and_lost_peers)
{
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &o };
    WS_CHANNEL *server, *client = make_client();
    WS_LISTENER *listener, *second;
    WS_MESSAGE *message;
    HANDLE thread;
    INT32 value;
    char url[64];

    snprintf(url, sizeof(url), "net.pipe://localhost/abort/%u", (unsigned)GetCurrentProcessId());
    ok_hr(open_to(client, url), WS_E_ENDPOINT_NOT_FOUND);
    ok_hr(WsCloseChannel(client, NULL, NULL), S_OK);
    ok_hr(WsResetChannel(client, NULL), S_OK);
    listener = make_listener(url, S_OK);
    second = make_listener(url, WS_E_ADDRESS_IN_USE);
    WsFreeListener(second);
    ok_hr(WsCreateChannelForListener(listener, NULL, 0, &server, NULL), S_OK);
    ok_hr(WsAcceptChannel(listener, server, &ctx, NULL), WS_S_ASYNC);
    ok_hr(open_to(client, url), S_OK);
    ok_hr(finish(WS_S_ASYNC, &o), S_OK);
    /* a synchronous receive */
    thread = CreateThread(NULL, 0, abort_soon, client, 0, NULL);
    ok_hr(receive_value(client, WS_RECEIVE_REQUIRED_MESSAGE, &value), WS_E_OPERATION_ABORTED);
    WaitForSingleObject(thread, 5000);
    CloseHandle(thread);
    /* the other side learns of it at once, not when the aborted channel is closed */
    ok_hr(receive_value(server, WS_RECEIVE_OPTIONAL_MESSAGE, &value), WS_E_ENDPOINT_DISCONNECTED);
    ok_hr(WsCloseChannel(client, NULL, NULL), S_OK);
    ok_hr(WsCloseChannel(server, NULL, NULL), S_OK);
    ok_hr(WsResetChannel(client, NULL), S_OK);
    ok_hr(WsResetChannel(server, NULL), S_OK);
    /* an asynchronous one, on the server's side */
    ok_hr(WsAcceptChannel(listener, server, &ctx, NULL), WS_S_ASYNC);
    ok_hr(open_to(client, url), S_OK);
    ok_hr(finish(WS_S_ASYNC, &o), S_OK);
    ok_hr(WsCreateMessageForChannel(server, NULL, 0, &message, NULL), S_OK);
    ok_hr(WsReceiveMessage(server, message, descriptions, 1, WS_RECEIVE_REQUIRED_MESSAGE,
                  WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL, &ctx, NULL),
            WS_S_ASYNC);
    ok_hr(WsAbortChannel(server, NULL), S_OK);
    ok_hr(finish(WS_S_ASYNC, &o), WS_E_OPERATION_ABORTED);
    ok_hr(receive_value(client, WS_RECEIVE_OPTIONAL_MESSAGE, &value), WS_E_ENDPOINT_DISCONNECTED);
    WsFreeMessage(message);
    ok_hr(WsCloseChannel(server, NULL, NULL), S_OK);
    ok_hr(WsCloseChannel(client, NULL, NULL), S_OK);
    ok_hr(WsResetChannel(client, NULL), S_OK);
    ok_hr(WsResetChannel(server, NULL), S_OK);
    /* nothing is under way on the side that aborts */
    ok_hr(WsAcceptChannel(listener, server, &ctx, NULL), WS_S_ASYNC);
    ok_hr(open_to(client, url), S_OK);
    ok_hr(finish(WS_S_ASYNC, &o), S_OK);
    ok_hr(WsAbortChannel(client, NULL), S_OK);
    ok_hr(receive_value(server, WS_RECEIVE_OPTIONAL_MESSAGE, &value), WS_E_ENDPOINT_DISCONNECTED);
    ok_hr(WsCloseChannel(server, NULL, NULL), S_OK);
    ok_hr(WsCloseChannel(client, NULL, NULL), S_OK);
    ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
    WsFreeChannel(client);
    WsFreeChannel(server);
    WsFreeListener(listener);
    CloseHandle(o.event);
}

TESTS = { CASE(messages_both_ways_session_after_session), CASE(aborts_and_lost_peers),
    END_OF_CASES };
