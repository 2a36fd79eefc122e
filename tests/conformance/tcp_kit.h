/* What the tests of sessions over net.tcp share: messages with a number, pairs of channels, raw sides of a session.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef TCP_KIT_H
#define TCP_KIT_H

#include "peer.h"

#define UNUSED __attribute__((unused))

static WS_XML_STRING ns = { 2, (BYTE *)"ns", NULL, 0 };
static WS_XML_STRING localname = { 9, (BYTE *)"localname", NULL, 0 };
static WS_XML_STRING action = { 6, (BYTE *)"action", NULL, 0 };
static WS_ELEMENT_DESCRIPTION element = { &localname, &ns, WS_INT32_TYPE, NULL };
static WS_MESSAGE_DESCRIPTION description = { &action, &element };
static const WS_MESSAGE_DESCRIPTION *descriptions[] = { &description };

static USHORT next_port = FIRST_PORT;

UNUSED static WS_LISTENER *make_listener(const char *url)
{
    WS_LISTENER *listener = NULL;
    WS_STRING text = wide_string(url);

    ok_hr(WsCreateListener(WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_TCP_CHANNEL_BINDING, NULL, 0, NULL,
                  &listener, NULL),
            S_OK);
    ok_hr(WsOpenListener(listener, &text, NULL, NULL), S_OK);
    return listener;
}

UNUSED static WS_CHANNEL *make_client(const WS_CHANNEL_PROPERTY *properties, ULONG count)
{
    WS_CHANNEL *channel = NULL;

    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_TCP_CHANNEL_BINDING, properties, count,
                  NULL, &channel, NULL),
            S_OK);
    return channel;
}

UNUSED static const char *url_of(USHORT port, const char *path)
{
    static char url[256];

    snprintf(url, sizeof(url), "net.tcp://localhost:%u%s", port, path);
    return url;
}

UNUSED static HRESULT open_to(WS_CHANNEL *channel, const char *url, const WS_ASYNC_CONTEXT *ctx)
{
    WS_ENDPOINT_ADDRESS address = { wide_string(url) };

    return WsOpenChannel(channel, &address, ctx, NULL);
}

UNUSED static ULONG state_of(WS_CHANNEL *channel)
{
    ULONG state = 99;

    ok_hr(WsGetChannelProperty(channel, WS_CHANNEL_PROPERTY_STATE, &state, sizeof(state), NULL),
            S_OK);
    return state;
}

/* C14: the message need not be initialized. */
UNUSED static HRESULT send_value(WS_CHANNEL *channel, INT32 value)
{
    WS_MESSAGE *message;
    HRESULT hr;

    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, &message, NULL), S_OK);
    hr = WsSendMessage(channel, message, &description, WS_WRITE_REQUIRED_VALUE, &value,
            sizeof(value), NULL, NULL);
    WsFreeMessage(message);
    return hr;
}

UNUSED static HRESULT receive_value(WS_CHANNEL *channel, WS_RECEIVE_OPTION option, INT32 *value)
{
    WS_MESSAGE *message;
    HRESULT hr;

    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, &message, NULL), S_OK);
    hr = WsReceiveMessage(channel, message, descriptions, 1, option, WS_READ_REQUIRED_VALUE, NULL,
            value, sizeof(*value), NULL, NULL, NULL);
    WsFreeMessage(message);
    return hr;
}

/* ---- asynchronous ends ---- */

struct outcome
{
    HANDLE event;
    HRESULT hr;
    LONG calls;
    WS_CALLBACK_MODEL model;
};

UNUSED static void CALLBACK on_done(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct outcome *o = state;

    o->hr = hr;
    o->model = model;
    InterlockedIncrement(&o->calls);
    SetEvent(o->event);
}

UNUSED static HRESULT finish(HRESULT hr, struct outcome *o)
{
    if (hr != WS_S_ASYNC) return hr;
    if (WaitForSingleObject(o->event, 10000) != WAIT_OBJECT_0) return 0xdeadbeef;
    ok_int(o->model, WS_LONG_CALLBACK);
    return o->hr;
}

/* ---- a pair of channels ---- */

struct pair
{
    USHORT port;
    WS_LISTENER *listener;
    WS_CHANNEL *server, *client;
};

UNUSED static void pair_open(struct pair *p, const WS_CHANNEL_PROPERTY *properties, ULONG count)
{
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &o };
    HRESULT hr;

    p->port = next_port++;
    p->listener = make_listener(url_of(p->port, "/service"));
    ok_hr(WsCreateChannelForListener(p->listener, properties, count, &p->server, NULL), S_OK);
    p->client = make_client(properties, count);
    hr = WsAcceptChannel(p->listener, p->server, &ctx, NULL);
    ok_hr(hr, WS_S_ASYNC);
    ok_hr(open_to(p->client, url_of(p->port, "/service"), NULL), S_OK);
    ok_hr(finish(hr, &o), S_OK);
    ok_int(o.calls, 1);
    ok_int(state_of(p->client), WS_CHANNEL_STATE_OPEN);
    ok_int(state_of(p->server), WS_CHANNEL_STATE_OPEN);
    CloseHandle(o.event);
}

/* Each side waits for the other one's end, so one of them closes elsewhere. */
UNUSED static void pair_close(struct pair *p)
{
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &o };
    HRESULT hr = WsCloseChannel(p->client, &ctx, NULL);

    ok_hr(WsCloseChannel(p->server, NULL, NULL), S_OK);
    ok_hr(finish(hr, &o), S_OK);
    ok_int(state_of(p->client), WS_CHANNEL_STATE_CLOSED);
    ok_hr(WsCloseListener(p->listener, NULL, NULL), S_OK);
    WsFreeChannel(p->client);
    WsFreeChannel(p->server);
    WsFreeListener(p->listener);
    CloseHandle(o.event);
}

/* ---- raw sockets ---- */

/* Sends bytes in pieces (0: whole) and reads until so many have come or the other side closes. */
UNUSED static int raw_bytes(
        SOCKET s, const char *bytes, int count, int piece, char *answer, int want)
{
    int at, part, got, total = 0;

    for (at = 0; at < count; at += part)
    {
        part = piece && piece < count - at ? piece : count - at;
        if (send(s, bytes + at, part, 0) < 0) break;
        if (piece) Sleep(1);
    }
    while (total < want && (got = recv(s, answer + total, want - total, 0)) > 0)
        total += got;
    return total;
}

#define PREAMBLE_HEAD "\x00\x01\x00\x01\x02"
#define FAULT_URI     "http://schemas.microsoft.com/ws/2006/05/framing/faults/"

UNUSED static int preamble(char *bytes, USHORT port, const char *path, char encoding)
{
    char via[200];
    int n = 5, length = snprintf(via, sizeof(via), "net.tcp://localhost:%u%s", port, path);

    memcpy(bytes, PREAMBLE_HEAD, 5);
    bytes[n++] = 2;
    bytes[n++] = (char)length;
    memcpy(bytes + n, via, length);
    n += length;
    bytes[n++] = 3;
    bytes[n++] = encoding;
    bytes[n++] = 12;
    return n;
}

/* What the raw side of a client's session is to do, on a thread of its own. */
struct raw_server
{
    SOCKET listener;
    USHORT port;
    HANDLE thread;
    const char *answer; /* to the preamble */
    int answer_size;
    const char *more; /* after the first message, or at once */
    int more_size;
    BOOL at_once;
    char got[4096];
    int size;
};

UNUSED static DWORD CALLBACK run_raw(void *argument)
{
    struct raw_server *r = argument;
    SOCKET s = accept(r->listener, NULL, NULL);
    int got, ended = 0;

    while (!ended && (got = recv(s, r->got + r->size, sizeof(r->got) - r->size, 0)) > 0)
    {
        r->size += got;
        ended = r->got[r->size - 1] == 12;
    }
    send(s, r->answer, r->answer_size, 0);
    if (r->at_once && r->more) send(s, r->more, r->more_size, 0);
    while ((got = recv(s, r->got + r->size, sizeof(r->got) - r->size, 0)) > 0)
    {
        r->size += got;
        if (r->more && !r->at_once) send(s, r->more, r->more_size, 0);
        r->more = NULL;
        if (r->got[r->size - 1] == 7) break;
    }
    closesocket(s);
    return 0;
}

UNUSED static void raw_start(struct raw_server *r)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    int size = sizeof(address);
    WSADATA data;

    WSAStartup(MAKEWORD(2, 2), &data);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    r->listener = socket(AF_INET, SOCK_STREAM, 0);
    bind(r->listener, (struct sockaddr *)&address, sizeof(address));
    listen(r->listener, 4);
    getsockname(r->listener, (struct sockaddr *)&address, &size);
    r->port = ntohs(address.sin_port);
    r->thread = CreateThread(NULL, 0, run_raw, r, 0, NULL);
}

UNUSED static void raw_end(struct raw_server *r)
{
    ok(WaitForSingleObject(r->thread, 10000) == WAIT_OBJECT_0, "the raw server must end");
    CloseHandle(r->thread);
    closesocket(r->listener);
}

#endif
