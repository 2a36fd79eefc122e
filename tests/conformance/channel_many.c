/* A thousand channels at once, all asynchronous, without a thread of their own, and aborts at random: every callback comes
 * exactly once, what is answered is answered rightly, and nothing stays behind.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service_kit.h"

#define SECONDS 3

/* In 32 bit under Wine 8's WoW64, through Winsock, two of 25 runs with a thousand crashed, each elsewhere (doc/TESTING.md). */
static ULONG how_many(void)
{
    const char *io = getenv("WEBSERVICES_IO");

    return sizeof(void *) == 4 && io && !strcmp(io, "winsock") ? 100 : 1000;
}

enum step
{
    OPEN,
    CALL,
    CLOSE,
    RESET
};

struct chain
{
    WS_CHANNEL *channel;
    WS_MESSAGE *request, *reply;
    struct two_numbers numbers;
    struct one_number result;
    enum step next;
    volatile LONG in_flight;
};

static struct chain chains[1000];
static ULONG channels; /* of them in use */
static WS_ENDPOINT_ADDRESS address;
static volatile LONG stopping, ended, pending, good, cut, other;

static void count(const struct chain *c, HRESULT hr)
{
    if (hr == S_OK && c->result.a == c->numbers.a + c->numbers.b)
        InterlockedIncrement(&good);
    else if (hr == WS_E_OPERATION_ABORTED || hr == WS_E_OBJECT_FAULTED
            || hr == WS_E_INVALID_OPERATION || hr == WS_E_ENDPOINT_DISCONNECTED
            || hr == WS_E_ENDPOINT_TOO_BUSY)
        InterlockedIncrement(&cut);
    else if (InterlockedIncrement(&other) < 10)
        printf("a call gave 0x%08x and %d for %d + %d\n", (unsigned)hr, (int)c->result.a,
                (int)c->numbers.a, (int)c->numbers.b);
}

static void CALLBACK resume(HRESULT hr, WS_CALLBACK_MODEL model, void *state);

static HRESULT one_step(struct chain *c, HRESULT hr)
{
    WS_ASYNC_CONTEXT context = { resume, c };

    switch (c->next)
    {
    case OPEN:
        c->next = CALL;
        return WsOpenChannel(c->channel, &address, &context, NULL);
    case CALL:
        c->next = CLOSE;
        if (FAILED(hr)) return hr;
        c->numbers.a++;
        c->result.a = 0;
        return WsRequestReply(c->channel, c->request, &add_input, WS_WRITE_REQUIRED_VALUE,
                &c->numbers, sizeof(c->numbers), c->reply, &result_output, WS_READ_REQUIRED_VALUE,
                NULL, &c->result, sizeof(c->result), &context, NULL);
    case CLOSE:
        c->next = RESET;
        count(c, hr);
        return WsCloseChannel(c->channel, &context, NULL);
    default:
        c->next = OPEN;
        WsResetMessage(c->request, NULL);
        WsResetMessage(c->reply, NULL);
        WsResetChannel(c->channel, NULL);
        return stopping ? WS_S_END : S_OK;
    }
}

static void run(struct chain *c, HRESULT hr)
{
    do
    {
        InterlockedIncrement(&c->in_flight);
        InterlockedIncrement(&pending);
        hr = one_step(c, hr);
        if (hr == WS_S_ASYNC) return;
        InterlockedDecrement(&c->in_flight);
        InterlockedDecrement(&pending);
    } while (hr != WS_S_END);
    InterlockedIncrement(&ended);
}

static void CALLBACK resume(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct chain *c = state;

    InterlockedDecrement(&pending);
    if (InterlockedDecrement(&c->in_flight)) ok(FALSE, "a callback came twice or too early");
    run(c, hr);
}

static void make_chains(BOOL session)
{
    ULONG i;

    for (i = 0; i < channels; i++)
    {
        struct chain *c = &chains[i];

        memset(c, 0, sizeof(*c));
        c->numbers.b = i * 1000;
        if (session)
            ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_TCP_CHANNEL_BINDING, NULL, 0,
                          NULL, &c->channel, NULL),
                    S_OK);
        else
            ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, plain, 2, NULL,
                          &c->channel, NULL),
                    S_OK);
        ok_hr(WsCreateMessageForChannel(c->channel, NULL, 0, &c->request, NULL), S_OK);
        ok_hr(WsCreateMessageForChannel(c->channel, NULL, 0, &c->reply, NULL), S_OK);
    }
}

static void free_chains(void)
{
    ULONG i;

    for (i = 0; i < channels; i++)
    {
        WsFreeMessage(chains[i].request);
        WsFreeMessage(chains[i].reply);
        WsFreeChannel(chains[i].channel);
    }
}

/* Aborts a channel now and then, mostly none, sometimes many in a row. */
static ULONG abort_some(void)
{
    ULONG seed = 1, i, aborts = 0;
    UINT64 end = now_ms() + SECONDS * 1000;

    while (now_ms() < end)
    {
        seed = seed * 1103515245 + 12345;
        for (i = (seed >> 16) % 8; i; i--, aborts++)
        {
            seed = seed * 1103515245 + 12345;
            WsAbortChannel(chains[(seed >> 16) % channels].channel, NULL);
        }
        Sleep((seed >> 24) % 10);
    }
    return aborts;
}

static void wait_until_ended(void)
{
    UINT64 end = now_ms() + 30000;

    while (ended < (LONG)channels && now_ms() < end)
        Sleep(10);
}

static void one_round(BOOL session)
{
    ULONG i, aborts;

    stopping = ended = pending = good = cut = other = 0;
    make_chains(session);
    for (i = 0; i < channels; i++)
        run(&chains[i], S_OK);
    aborts = abort_some();
    stopping = TRUE;
    wait_until_ended();
    printf("%u aborts, %u calls answered, %u cut short\n", (unsigned)aborts, (unsigned)good,
            (unsigned)cut);
    ok_int(ended, (LONG)channels);
    ok_int(pending, 0);
    ok_int(other, 0);
    /* how many there are is a matter of the machine; that there are any is not */
    ok(good > 20, "%u calls were answered", (unsigned)good);
    free_chains();
}

static void rounds(BOOL session)
{
    struct kit_host kit;
    DWORD before = 0, after = 0;

    channels = how_many();
    if (!(session ? open_tcp_host(&kit, NULL, 0) : open_host(&kit, NULL, 0))) return;
    address.url.chars = kit.url;
    address.url.length = lstrlenW(kit.url);
    one_round(session);
    GetProcessHandleCount(GetCurrentProcess(), &before);
    one_round(session);
    GetProcessHandleCount(GetCurrentProcess(), &after);
    ok(after < before + 100, "%u handles after the first round, %u after the second",
            (unsigned)before, (unsigned)after);
    close_host(&kit);
}

TEST(many_channels_http)
{
    rounds(FALSE);
}

TEST(many_channels_tcp)
{
    rounds(TRUE);
}

TESTS = { CASE(many_channels_http), CASE(many_channels_tcp), END_OF_CASES };
