/* Many channels at once with aborts at random moments: nothing lost, nothing hung, every callback exactly once.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "peer.h"

#define SERVERS 16
#define CLIENTS 8
#define SECONDS 3

static WS_XML_STRING ns = { 2, (BYTE *)"ns", NULL, 0 };
static WS_XML_STRING name = { 1, (BYTE *)"n", NULL, 0 };
static WS_ELEMENT_DESCRIPTION element = { &name, &ns, WS_INT32_TYPE, NULL };
static WS_MESSAGE_DESCRIPTION any = { NULL, &element };
static const WS_MESSAGE_DESCRIPTION *descriptions[] = { &any };

/* What is stressed. */
static const struct binding
{
    WS_CHANNEL_BINDING binding;
    WS_CHANNEL_TYPE server, client;
    const char *listen, *connect;
    ULONG properties; /* SOAP 1.1 without addressing, or the binding's own way */
    BOOL session;     /* for one call here: the server ends it */
} http = { WS_HTTP_CHANNEL_BINDING, WS_CHANNEL_TYPE_REPLY, WS_CHANNEL_TYPE_REQUEST,
    "http://+:17802/x", "http://127.0.0.1:17802/x", 2, FALSE },
  tcp = { WS_TCP_CHANNEL_BINDING, WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_CHANNEL_TYPE_DUPLEX_SESSION,
      "net.tcp://+:17803/x", "net.tcp://127.0.0.1:17803/x", 0, TRUE },
  *stressed;

static WS_LISTENER *listener;
static volatile LONG stopping, ended, callbacks, pending, good, aborted, other;

/* ---- servers: one asynchronous chain for each channel ---- */

enum step
{
    ACCEPT,
    RECEIVE,
    REPLY,
    CLOSE,
    RESET
};

struct server
{
    WS_CHANNEL *channel;
    WS_MESSAGE *request, *reply;
    INT32 value;
    enum step next;
    volatile LONG in_flight;
};

static void CALLBACK resume(HRESULT hr, WS_CALLBACK_MODEL model, void *state);

static HRESULT one_step(struct server *s, HRESULT hr)
{
    WS_ASYNC_CONTEXT ctx = { resume, s };

    switch (s->next)
    {
    case ACCEPT:
        s->next = RECEIVE;
        return WsAcceptChannel(listener, s->channel, &ctx, NULL);
    case RECEIVE:
        s->next = FAILED(hr) ? CLOSE : REPLY;
        if (FAILED(hr)) return S_OK;
        return WsReceiveMessage(s->channel, s->request, descriptions, 1,
                WS_RECEIVE_REQUIRED_MESSAGE, WS_READ_REQUIRED_VALUE, NULL, &s->value,
                sizeof(s->value), NULL, &ctx, NULL);
    case REPLY:
        s->next = CLOSE;
        if (FAILED(hr)) return S_OK;
        s->value++;
        return WsSendReplyMessage(s->channel, s->reply, &any, WS_WRITE_REQUIRED_VALUE, &s->value,
                sizeof(s->value), s->request, &ctx, NULL);
    case CLOSE:
        s->next = RESET;
        return WsCloseChannel(s->channel, &ctx, NULL);
    default:
        WsResetMessage(s->request, NULL);
        WsResetMessage(s->reply, NULL);
        WsResetChannel(s->channel, NULL);
        s->next = ACCEPT;
        return stopping ? WS_S_END : S_OK;
    }
}

static void run(struct server *s, HRESULT hr)
{
    do
    {
        InterlockedIncrement(&s->in_flight);
        InterlockedIncrement(&pending);
        hr = one_step(s, hr);
        if (hr == WS_S_ASYNC) return;
        InterlockedDecrement(&s->in_flight);
        InterlockedDecrement(&pending);
    } while (hr != WS_S_END);
    InterlockedIncrement(&ended);
}

static void CALLBACK resume(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct server *s = state;

    InterlockedIncrement(&callbacks);
    InterlockedDecrement(&pending);
    if (InterlockedDecrement(&s->in_flight)) ok(FALSE, "a callback came twice or too early");
    run(s, hr);
}

static void start_server(struct server *s)
{
    WS_ENVELOPE_VERSION version = WS_ENVELOPE_VERSION_SOAP_1_1;
    WS_ADDRESSING_VERSION addressing = WS_ADDRESSING_VERSION_TRANSPORT;
    WS_CHANNEL_PROPERTY p[] = { { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &version, sizeof(version) },
        { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &addressing, sizeof(addressing) } };

    ok_hr(WsCreateChannelForListener(listener, p, stressed->properties, &s->channel, NULL), S_OK);
    ok_hr(WsCreateMessageForChannel(s->channel, NULL, 0, &s->request, NULL), S_OK);
    ok_hr(WsCreateMessageForChannel(s->channel, NULL, 0, &s->reply, NULL), S_OK);
    s->next = ACCEPT;
    run(s, S_OK);
}

/* ---- clients: synchronous calls, each on a thread ---- */

struct client
{
    WS_CHANNEL *channel;
    HANDLE thread;
    INT32 number;
};

static void one_call(struct client *c, WS_MESSAGE *request, WS_MESSAGE *reply)
{
    WS_ENDPOINT_ADDRESS address = { wide_string(stressed->connect) };
    WS_CHANNEL_STATE state;
    INT32 got = 0;
    HRESULT hr;

    WsGetChannelProperty(c->channel, WS_CHANNEL_PROPERTY_STATE, &state, sizeof(state), NULL);
    if (state != WS_CHANNEL_STATE_OPEN || stressed->session)
    {
        WsCloseChannel(c->channel, NULL, NULL);
        WsResetChannel(c->channel, NULL);
        WsOpenChannel(c->channel, &address, NULL, NULL);
    }
    WsResetMessage(request, NULL);
    WsResetMessage(reply, NULL);
    hr = WsRequestReply(c->channel, request, &any, WS_WRITE_REQUIRED_VALUE, &c->number,
            sizeof(c->number), reply, &any, WS_READ_REQUIRED_VALUE, NULL, &got, sizeof(got), NULL,
            NULL);
    if (hr == S_OK && got == c->number + 1)
        InterlockedIncrement(&good);
    else if (hr == WS_E_OPERATION_ABORTED || hr == WS_E_OBJECT_FAULTED
            || hr == WS_E_INVALID_OPERATION
            || hr == WS_E_ENDPOINT_DISCONNECTED
            /* a request whose channel was aborted before it was read is answered 500 */
            || hr == WS_E_ENDPOINT_FAILURE || (stressed->session && hr == WS_E_INVALID_FORMAT)
            || (stopping && (hr == WS_E_ENDPOINT_TOO_BUSY || hr == WS_E_ENDPOINT_NOT_FOUND)))
        InterlockedIncrement(&aborted);
    else
    {
        InterlockedIncrement(&other);
        printf("a call gave 0x%08x and %d for %d\n", (unsigned)hr, (int)got, (int)c->number);
    }
    c->number += 7;
}

static DWORD CALLBACK run_client(void *argument)
{
    struct client *c = argument;
    WS_MESSAGE *request = NULL, *reply = NULL;

    WsCreateMessageForChannel(c->channel, NULL, 0, &request, NULL);
    WsCreateMessageForChannel(c->channel, NULL, 0, &reply, NULL);
    while (!stopping)
        one_call(c, request, reply);
    WsFreeMessage(request);
    WsFreeMessage(reply);
    return 0;
}

static void start_client(struct client *c, INT32 number)
{
    WS_ENVELOPE_VERSION version = WS_ENVELOPE_VERSION_SOAP_1_1;
    WS_ADDRESSING_VERSION addressing = WS_ADDRESSING_VERSION_TRANSPORT;
    WS_CHANNEL_PROPERTY p[] = { { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &version, sizeof(version) },
        { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &addressing, sizeof(addressing) } };

    ok_hr(WsCreateChannel(stressed->client, stressed->binding, p, stressed->properties, NULL,
                  &c->channel, NULL),
            S_OK);
    c->number = number * 1000000;
    c->thread = CreateThread(NULL, 0, run_client, c, 0, NULL);
}

static void stress(const struct binding *what)
{
    static struct server servers[SERVERS];
    static struct client clients[CLIENTS];
    WS_STRING url = wide_string(what->listen);
    unsigned i, aborts = 0, seed = 1;
    UINT64 end;

    stressed = what;
    stopping = ended = callbacks = pending = good = aborted = other = 0;
    memset(servers, 0, sizeof(servers));
    ok_hr(WsCreateListener(what->server, what->binding, NULL, 0, NULL, &listener, NULL), S_OK);
    ok_hr(WsOpenListener(listener, &url, NULL, NULL), S_OK);
    for (i = 0; i < SERVERS; i++)
        start_server(&servers[i]);
    for (i = 0; i < CLIENTS; i++)
        start_client(&clients[i], i);
    for (end = now_ms() + SECONDS * 1000; now_ms() < end; aborts++)
    {
        seed = seed * 1103515245 + 12345;
        i = seed >> 16;
        if (i & 1)
            WsAbortChannel(servers[(i >> 1) % SERVERS].channel, NULL);
        else
            WsAbortChannel(clients[(i >> 1) % CLIENTS].channel, NULL);
        Sleep(i % 5);
    }
    stopping = TRUE;
    WsAbortListener(listener, NULL);
    for (i = 0; i < CLIENTS; i++)
    {
        WsAbortChannel(clients[i].channel, NULL);
        ok(!WaitForSingleObject(clients[i].thread, 5000), "client %u hangs", i);
        CloseHandle(clients[i].thread);
        WsCloseChannel(clients[i].channel, NULL, NULL);
        WsFreeChannel(clients[i].channel);
    }
    for (end = now_ms() + 5000; ended < SERVERS && now_ms() < end;)
        Sleep(10);
    printf("%u aborts, %u calls answered, %u ended by an abort, %u callbacks\n", aborts,
            (unsigned)good, (unsigned)aborted, (unsigned)callbacks);
    ok_int(ended, SERVERS);
    ok_int(pending, 0);
    ok_int(other, 0);
    ok(good > 20, "%u calls were answered", (unsigned)good);
    for (i = 0; i < SERVERS; i++)
    {
        WsFreeMessage(servers[i].request);
        WsFreeMessage(servers[i].reply);
        WsFreeChannel(servers[i].channel);
    }
    ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
    WsFreeListener(listener);
}

TEST(aborts_at_random_moments_http)
{
    stress(&http);
}

TEST(aborts_at_random_moments_tcp)
{
    stress(&tcp);
}

TESTS = { CASE(aborts_at_random_moments_http), CASE(aborts_at_random_moments_tcp), END_OF_CASES };
