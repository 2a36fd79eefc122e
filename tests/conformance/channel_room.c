/* Messages that are larger than all buffers between here and a peer that reads late, slowly or never: what is sent waits for
 * room, keeps its time limit, ends with an abort, and arrives whole; with a thread that waits and without.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "peer.h"

#define SIZE  (32u << 20)
#define LIMIT 600 /* ms, where a limit is to be met */

/* A server of one connection that does not read before it is told to; then all of it, and it replies. */
struct reader
{
    HANDLE go, thread;
    SOCKET listener;
    USHORT port;
    BOOL slowly;
    ULONG body, wrong; /* bytes */
};

static BYTE pattern(ULONG i)
{
    return (BYTE)(i * 31 + (i >> 12));
}

static DWORD CALLBACK run_reader(void *state)
{
    static const char reply[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    struct reader *r = state;
    SOCKET s = accept(r->listener, NULL, NULL);
    static char bytes[65536];
    BOOL head = TRUE;
    ULONG line = 0;
    int count, i;

    WaitForSingleObject(r->go, 20000);
    while (r->body < SIZE && (count = recv(s, bytes, r->slowly ? 20000 : sizeof(bytes), 0)) > 0)
    {
        for (i = 0; i < count; i++)
        {
            if (!head)
            {
                if (bytes[i] != (char)pattern(r->body++)) r->wrong++;
            }
            else if (bytes[i] == '\n')
            {
                head = line > 0;
                line = 0;
            }
            else if (bytes[i] != '\r')
                line++;
        }
        if (r->slowly && !(r->body & 0x3f)) Sleep(1);
    }
    if (r->body == SIZE) send(s, reply, sizeof(reply) - 1, 0);
    closesocket(s);
    return 0;
}

static void start_reader(struct reader *r)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    int size = sizeof(address);
    WSADATA data;

    WSAStartup(MAKEWORD(2, 2), &data);
    memset(r, 0, sizeof(*r));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    r->listener = socket(AF_INET, SOCK_STREAM, 0);
    ok(!bind(r->listener, (struct sockaddr *)&address, size) && !listen(r->listener, 5),
            "the reader does not listen");
    getsockname(r->listener, (struct sockaddr *)&address, &size);
    r->port = ntohs(address.sin_port);
    r->go = CreateEventW(NULL, TRUE, FALSE, NULL);
    r->thread = CreateThread(NULL, 0, run_reader, r, 0, NULL);
}

static void end_reader(struct reader *r)
{
    SetEvent(r->go);
    ok(WaitForSingleObject(r->thread, 20000) == WAIT_OBJECT_0, "the reader does not end");
    CloseHandle(r->thread);
    CloseHandle(r->go);
    closesocket(r->listener);
}

/* ---- a client that sends ---- */

struct client
{
    struct reader reader;
    WS_CHANNEL *channel;
    WS_MESSAGE *request, *reply;
    BOOL waits; /* on this thread */
    HANDLE done;
    HRESULT hr;
    UINT64 began;
};

static void CALLBACK client_done(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct client *c = state;

    c->hr = hr;
    SetEvent(c->done);
}

static void start_client(struct client *c, BOOL waits, ULONG limit)
{
    static WS_ENCODING encoding = WS_ENCODING_RAW;
    static ULONG most = SIZE + 65536;
    WS_CHANNEL_PROPERTY p[] = { { WS_CHANNEL_PROPERTY_ENCODING, &encoding, sizeof(encoding) },
        { WS_CHANNEL_PROPERTY_MAX_BUFFERED_MESSAGE_SIZE, &most, sizeof(most) },
        { WS_CHANNEL_PROPERTY_SEND_TIMEOUT, &limit, sizeof(limit) } };
    WS_ENDPOINT_ADDRESS address = { { 0 } };
    WCHAR url[64];

    memset(c, 0, sizeof(*c));
    start_reader(&c->reader);
    c->waits = waits;
    c->done = CreateEventW(NULL, TRUE, FALSE, NULL);
    wsprintfW(url, L"http://127.0.0.1:%u/", c->reader.port);
    address.url.chars = url;
    address.url.length = lstrlenW(url);
    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, p, 3, NULL, &c->channel,
                  test_error()),
            S_OK);
    WsCreateMessageForChannel(c->channel, NULL, 0, &c->request, NULL);
    WsCreateMessageForChannel(c->channel, NULL, 0, &c->reply, NULL);
    ok_hr(WsOpenChannel(c->channel, &address, NULL, test_error()), S_OK);
}

static void write_pattern(WS_MESSAGE *message)
{
    static BYTE *bytes;
    WS_XML_WRITER *writer = NULL;
    ULONG i;

    if (!bytes)
    {
        bytes = malloc(SIZE);
        for (i = 0; i < SIZE; i++)
            bytes[i] = pattern(i);
    }
    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_BODY_WRITER, &writer, sizeof(writer), NULL),
            S_OK);
    ok_hr(WsWriteBytes(writer, bytes, SIZE, test_error()), S_OK);
}

/* S_OK, or under way. */
static void send_request(struct client *c)
{
    WS_ASYNC_CONTEXT ctx = { client_done, c };

    ok_hr(WsInitializeMessage(c->request, WS_REQUEST_MESSAGE, NULL, NULL), S_OK);
    ok_hr(WsWriteMessageStart(c->channel, c->request, NULL, test_error()), S_OK);
    write_pattern(c->request);
    c->began = now_ms();
    c->hr = WsWriteMessageEnd(c->channel, c->request, c->waits ? NULL : &ctx, NULL);
}

static HRESULT outcome(struct client *c)
{
    if (c->waits || c->hr != WS_S_ASYNC) return c->hr;
    ok(WaitForSingleObject(c->done, 20000) == WAIT_OBJECT_0, "no callback");
    return c->hr;
}

static void end_client(struct client *c)
{
    end_reader(&c->reader);
    WsAbortChannel(c->channel, NULL);
    WsCloseChannel(c->channel, NULL, NULL);
    WsFreeMessage(c->request);
    WsFreeMessage(c->reply);
    WsFreeChannel(c->channel);
    CloseHandle(c->done);
}

static DWORD CALLBACK let_read(void *state)
{
    Sleep(200);
    SetEvent(((struct client *)state)->reader.go);
    return 0;
}

static void join(HANDLE thread)
{
    WaitForSingleObject(thread, 20000);
    CloseHandle(thread);
}

static void read_late(BOOL waits, BOOL slowly)
{
    struct client c;
    HANDLE helper;

    start_client(&c, waits, 20000);
    c.reader.slowly = slowly;
    helper = CreateThread(NULL, 0, let_read, &c, 0, NULL);
    send_request(&c);
    if (!waits) ok_hr(c.hr, WS_S_ASYNC);
    ok_hr(outcome(&c), S_OK);
    ok_hr(WsReadMessageStart(c.channel, c.reply, NULL, test_error()), S_OK);
    ok_hr(WsReadMessageEnd(c.channel, c.reply, NULL, test_error()), S_OK);
    ok_int((LONG)c.reader.body, (LONG)SIZE);
    ok_int((LONG)c.reader.wrong, 0);
    join(helper);
    end_client(&c);
}

TEST(a_peer_that_reads_late_gets_it_all)
{
    read_late(TRUE, FALSE);
    read_late(FALSE, FALSE);
    read_late(TRUE, TRUE);
    read_late(FALSE, TRUE);
}

TEST(a_peer_that_never_reads_meets_the_time_limit)
{
    BOOL waits;
    UINT64 ms;

    for (waits = FALSE; waits <= TRUE; waits++)
    {
        struct client c;

        start_client(&c, waits, LIMIT);
        send_request(&c);
        ok_hr(outcome(&c), WS_E_OPERATION_TIMED_OUT);
        ms = now_ms() - c.began;
        ok(ms >= LIMIT - 100 && ms < LIMIT + 5000, "after %u ms", (unsigned)ms);
        end_client(&c);
    }
}

static DWORD CALLBACK abort_soon(void *state)
{
    Sleep(200);
    WsAbortChannel(((struct client *)state)->channel, NULL);
    return 0;
}

TEST(an_abort_ends_the_wait_for_room)
{
    BOOL waits;

    for (waits = FALSE; waits <= TRUE; waits++)
    {
        struct client c;
        HANDLE helper;

        start_client(&c, waits, 30000);
        helper = CreateThread(NULL, 0, abort_soon, &c, 0, NULL);
        send_request(&c);
        ok_hr(outcome(&c), WS_E_OPERATION_ABORTED);
        ok(now_ms() - c.began < 5000, "after %u ms", (unsigned)(now_ms() - c.began));
        join(helper);
        end_client(&c);
    }
}

TESTS = { CASE(a_peer_that_reads_late_gets_it_all),
    CASE(a_peer_that_never_reads_meets_the_time_limit), CASE(an_abort_ends_the_wait_for_room),
    END_OF_CASES };
