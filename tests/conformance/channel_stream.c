/* Streamed transfer over HTTP: messages that come and go in pieces, against raw peers.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "peer.h"

#define START "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
#define END   "</s:Body></s:Envelope>"

static WS_XML_STRING ns = { 2, (BYTE *)"ns", NULL, 0 };
static WS_XML_STRING name = { 1, (BYTE *)"n", NULL, 0 };
static WS_XML_STRING list_name = { 1, (BYTE *)"l", NULL, 0 };
static WS_XML_STRING action = { 7, (BYTE *)"urn:act", NULL, 0 };
static WS_ELEMENT_DESCRIPTION element = { &name, &ns, WS_INT32_TYPE, NULL };
static WS_MESSAGE_DESCRIPTION description = { &action, &element };
static WS_MESSAGE_DESCRIPTION any = { NULL, &element };

/* A server of one exchange: reads a request whose body is in chunks to its end, then sends the parts with pauses. */
struct server
{
    SOCKET listener;
    USHORT port;
    HANDLE thread;
    const char *const *parts; /* NULL ends them */
    ULONG pause;              /* ms before each part */
    ULONG wait_for;           /* bytes of the request after which the reply begins; 0: all */
    char request[400000];
    ULONG size;
    ULONG pieces; /* receives it took */
};

static BOOL has_end(const struct server *s)
{
    const char *end = strstr(s->request, "\r\n\r\n");

    if (!end) return FALSE;
    if (strstr(s->request, "Transfer-Encoding: chunked"))
        return s->size >= 5 && !memcmp(s->request + s->size - 5, "0\r\n\r\n", 5);
    return s->size >= (ULONG)(end + 4 - s->request)
            + (strstr(s->request, "Content-Length: ")
                            ? atoi(strstr(s->request, "Content-Length: ") + 16)
                            : 0);
}

static DWORD CALLBACK run_server(void *argument)
{
    struct server *s = argument;
    SOCKET c = accept(s->listener, NULL, NULL);
    DWORD limit = 5000;
    char byte;
    int got, i;

    setsockopt(c, SOL_SOCKET, SO_RCVTIMEO, (char *)&limit, sizeof(limit));
    while (!has_end(s)
            && (got = recv(c, s->request + s->size, sizeof(s->request) - 1 - s->size, 0)) > 0)
    {
        s->size += got;
        s->request[s->size] = 0;
        s->pieces++;
    }
    for (i = 0; s->parts[i]; i++)
    {
        if (s->pause) Sleep(s->pause);
        send(c, s->parts[i], strlen(s->parts[i]), 0);
    }
    shutdown(c, SD_SEND);
    limit = 200; /* a client that keeps the connection does not close it */
    setsockopt(c, SOL_SOCKET, SO_RCVTIMEO, (char *)&limit, sizeof(limit));
    while (recv(c, &byte, 1, 0) > 0)
    {
    }
    closesocket(c);
    return 0;
}

static void server_start(struct server *s, const char *const *parts)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    int size = sizeof(address);
    WSADATA data;

    WSAStartup(MAKEWORD(2, 2), &data);
    s->parts = parts;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    s->listener = socket(AF_INET, SOCK_STREAM, 0);
    bind(s->listener, (struct sockaddr *)&address, sizeof(address));
    listen(s->listener, 4);
    getsockname(s->listener, (struct sockaddr *)&address, &size);
    s->port = ntohs(address.sin_port);
    s->thread = CreateThread(NULL, 0, run_server, s, 0, NULL);
}

static void server_stop(struct server *s)
{
    ok(WaitForSingleObject(s->thread, 8000) == WAIT_OBJECT_0, "the server must end");
    CloseHandle(s->thread);
    closesocket(s->listener);
}

/* Takes the chunks of a body apart, in place. FALSE: they are malformed. */
static BOOL unchunk(char *body, ULONG *ret_chunks)
{
    char *from = body, *to = body, *end;
    ULONG size;

    for (*ret_chunks = 0;; (*ret_chunks)++)
    {
        size = strtoul(from, &end, 16);
        if (end == from || strncmp(end, "\r\n", 2)) return FALSE;
        from = end + 2;
        if (!size) break;
        memmove(to, from, size);
        to += size;
        from += size;
        if (strncmp(from, "\r\n", 2)) return FALSE;
        from += 2;
    }
    *to = 0;
    return !strcmp(from, "\r\n");
}

/* ---- the client ---- */

struct client
{
    WS_CHANNEL *channel;
    WS_MESSAGE *request, *reply;
    WS_TRANSFER_MODE mode;
    UINT64 max_size;
    ULONG max_start, max_flush;
};

static void client_open(struct client *c, USHORT port)
{
    WS_ENVELOPE_VERSION envelope = WS_ENVELOPE_VERSION_SOAP_1_1;
    WS_ADDRESSING_VERSION addressing = WS_ADDRESSING_VERSION_TRANSPORT;
    WS_ENDPOINT_ADDRESS address = { { 0 } };
    WS_CHANNEL_PROPERTY p[6];
    ULONG count = 0;
    char url[64];

#define ADD(id, value) \
    p[count++] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_##id, &value, sizeof(value) }
    ADD(ENVELOPE_VERSION, envelope);
    ADD(ADDRESSING_VERSION, addressing);
    ADD(TRANSFER_MODE, c->mode);
    if (c->max_size) ADD(MAX_STREAMED_MESSAGE_SIZE, c->max_size);
    if (c->max_start) ADD(MAX_STREAMED_START_SIZE, c->max_start);
    if (c->max_flush) ADD(MAX_STREAMED_FLUSH_SIZE, c->max_flush);
    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, p, count, NULL,
                  &c->channel, test_error()),
            S_OK);
    ok_hr(WsCreateMessageForChannel(c->channel, NULL, 0, &c->request, NULL), S_OK);
    ok_hr(WsCreateMessageForChannel(c->channel, NULL, 0, &c->reply, NULL), S_OK);
    snprintf(url, sizeof(url), "http://127.0.0.1:%u/s", port);
    address.url = wide_string(url);
    ok_hr(WsOpenChannel(c->channel, &address, NULL, test_error()), S_OK);
}

static void client_close(struct client *c)
{
    ok_hr(WsCloseChannel(c->channel, NULL, NULL), S_OK);
    WsFreeMessage(c->request);
    WsFreeMessage(c->reply);
    WsFreeChannel(c->channel);
}

static void start_request(struct client *c)
{
    ok_hr(WsInitializeMessage(c->request, WS_REQUEST_MESSAGE, NULL, NULL), S_OK);
    ok_hr(WsSetHeader(c->request, WS_ACTION_HEADER, WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE,
                  &action, sizeof(action), NULL),
            S_OK);
    ok_hr(WsWriteMessageStart(c->channel, c->request, NULL, test_error()), S_OK);
}

static void send_simple(struct client *c)
{
    INT32 value = 5;

    start_request(c);
    ok_hr(WsWriteBody(c->request, &element, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            S_OK);
    ok_hr(WsWriteMessageEnd(c->channel, c->request, NULL, test_error()), S_OK);
}

/* ---- out ---- */

#define HEAD(type) "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n" type "\r\n"
static const char good[] = HEAD("Content-Length: 114\r\n") START "<n xmlns=\"ns\">42</n>" END;
static const char *const good_parts[] = { good, NULL };

TEST(flushed_output_goes_out_in_chunks)
{
    static struct server s;
    struct client c = { .mode = WS_STREAMED_OUTPUT_TRANSFER_MODE, .max_flush = 2000 };
    char expected[40000] = START "<l xmlns=\"ns\">", *body;
    WS_XML_WRITER *writer;
    INT32 value, i;
    ULONG chunks;
    HRESULT hr;

    memset(&s, 0, sizeof(s));
    server_start(&s, good_parts);
    client_open(&c, s.port);
    start_request(&c);
    ok_hr(WsGetMessageProperty(
                  c.request, WS_MESSAGE_PROPERTY_BODY_WRITER, &writer, sizeof(writer), NULL),
            S_OK);
    ok_hr(WsWriteStartElement(writer, NULL, &list_name, &ns, NULL), S_OK);
    for (i = 0; i < 1000; i++)
    {
        ok_hr(WsWriteElement(writer, &element, WS_WRITE_REQUIRED_VALUE, &i, sizeof(i), NULL), S_OK);
        ok_hr(WsFlushBody(c.request, 1000, NULL, test_error()), S_OK);
        snprintf(expected + strlen(expected), 40, "<n>%d</n>", i);
    }
    ok_hr(WsWriteEndElement(writer, NULL), S_OK);
    ok_hr(WsWriteMessageEnd(c.channel, c.request, NULL, test_error()), S_OK);
    strcat(expected, "</l>" END);
    hr = WsReceiveMessage(c.channel, c.reply, (const WS_MESSAGE_DESCRIPTION *[]){ &any }, 1,
            WS_RECEIVE_REQUIRED_MESSAGE, WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL,
            NULL, test_error());
    ok_hr(hr, S_OK);
    ok_int(value, 42);
    client_close(&c);
    server_stop(&s);
    ok(strstr(s.request, "\r\nTransfer-Encoding: chunked\r\n") != NULL, "%.300s", s.request);
    ok(!strstr(s.request, "Content-Length"), "%.300s", s.request);
    ok(strstr(s.request, "\r\nSOAPAction: \"urn:act\"\r\n") != NULL, "%.300s", s.request);
    body = strstr(s.request, "\r\n\r\n") + 4;
    if (ok(unchunk(body, &chunks), "chunks are malformed")) ok_text(body, strlen(body), expected);
    ok(chunks > 5 && chunks < 20, "%u chunks", (unsigned)chunks);
}

TEST(output_without_a_flush_is_sent_at_its_end)
{
    static struct server s;
    struct client c = { .mode = WS_STREAMED_OUTPUT_TRANSFER_MODE };
    ULONG chunks;
    char *body;

    memset(&s, 0, sizeof(s));
    server_start(&s, good_parts);
    client_open(&c, s.port);
    send_simple(&c);
    ok_hr(WsReadMessageStart(c.channel, c.reply, NULL, test_error()), S_OK);
    ok_hr(WsReadMessageEnd(c.channel, c.reply, NULL, test_error()), S_OK);
    client_close(&c);
    server_stop(&s);
    body = strstr(s.request, "\r\n\r\n") + 4;
    if (ok(unchunk(body, &chunks), "chunks are malformed: %s", body))
        ok_text(body, strlen(body), START "<n xmlns=\"ns\">5</n>" END);
}

static HRESULT write_much(struct client *c, ULONG count, ULONG flush_every)
{
    WS_XML_WRITER *writer;
    HRESULT hr = S_OK;
    ULONG i;

    start_request(c);
    ok_hr(WsGetMessageProperty(
                  c->request, WS_MESSAGE_PROPERTY_BODY_WRITER, &writer, sizeof(writer), NULL),
            S_OK);
    ok_hr(WsWriteStartElement(writer, NULL, &list_name, &ns, NULL), S_OK);
    for (i = 0; i < count && SUCCEEDED(hr); i++)
    {
        hr = WsWriteElement(writer, &element, WS_WRITE_REQUIRED_VALUE, &i, sizeof(i), NULL);
        if (SUCCEEDED(hr) && flush_every && i % flush_every == 0)
            hr = WsFlushBody(c->request, 0, NULL, NULL);
    }
    return hr;
}

TEST(output_is_limited)
{
    static struct server s;
    struct client pile = { .mode = WS_STREAMED_OUTPUT_TRANSFER_MODE, .max_flush = 2000 };
    struct client whole = { .mode = WS_STREAMED_OUTPUT_TRANSFER_MODE, .max_size = 2000 };

    memset(&s, 0, sizeof(s));
    server_start(&s, good_parts);
    client_open(&pile, s.port);
    ok_hr(write_much(&pile, 1000, 0), WS_E_QUOTA_EXCEEDED); /* MAX_STREAMED_FLUSH_SIZE */
    client_close(&pile);
    client_open(&whole, s.port);
    ok_hr(write_much(&whole, 1000, 10), WS_E_QUOTA_EXCEEDED);
    client_close(&whole);
    server_stop(&s);
}

TEST(abandoned_output_is_cut)
{
    static struct server s;
    struct client c = { .mode = WS_STREAMED_OUTPUT_TRANSFER_MODE };
    ULONG chunks;

    memset(&s, 0, sizeof(s));
    server_start(&s, good_parts);
    client_open(&c, s.port);
    ok_hr(write_much(&c, 100, 10), S_OK);
    ok_hr(WsAbandonMessage(c.channel, c.request, NULL), S_OK);
    client_close(&c);
    server_stop(&s);
    ok(!unchunk(strstr(s.request, "\r\n\r\n") + 4, &chunks), "the message must not look whole");
}

/* ---- in ---- */

static const char *const cut_anywhere[] = { "HTTP/1.1 200 OK\r\nContent-Ty",
    "pe: text/xml; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n<\r\n", "3\r\ns:E\r\n",
    "52\r\nnvelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><l xmlns=\"n",
    "s\">\r\n", "9\r\n<n>1</n><\r\n", "7\r\nn>2</n>\r\n", "0\r\n\r\n", NULL };

/* "<l>" with as many numbers as wanted, over a chunked reply in parts. */
static ULONG read_numbers(struct client *c, ULONG fill, HRESULT *ret)
{
    WS_XML_READER *reader;
    ULONG count = 0;
    INT32 value;
    BOOL found;
    HRESULT hr;

    ok_hr(WsGetMessageProperty(
                  c->reply, WS_MESSAGE_PROPERTY_BODY_READER, &reader, sizeof(reader), NULL),
            S_OK);
    hr = WsFillBody(c->reply, fill, NULL, NULL);
    if (SUCCEEDED(hr)) hr = WsReadToStartElement(reader, &list_name, &ns, &found, NULL);
    if (SUCCEEDED(hr)) hr = WsReadStartElement(reader, NULL);
    while (SUCCEEDED(hr))
    {
        if (FAILED(hr = WsFillBody(c->reply, fill, NULL, NULL))) break;
        hr = WsReadToStartElement(reader, &name, &ns, &found, NULL);
        if (FAILED(hr) || !found) break;
        hr = WsReadElement(
                reader, &element, WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL);
        if (FAILED(hr)) break;
        ok_int(value, (INT32)count + 1);
        count++;
    }
    if (SUCCEEDED(hr)) hr = WsReadEndElement(reader, NULL);
    *ret = hr;
    return count;
}

TEST(input_is_read_as_it_comes)
{
    static const char *const parts[] = { HEAD("Transfer-Encoding: chunked\r\n"),
        "48\r\n" START "\r\n", "e\r\n<l xmlns=\"ns\">\r\n", "8\r\n<n>1</n>\r\n", "3\r\n<n>\r\n",
        "5\r\n2</n>\r\n", "4\r\n</l>\r\n", "16\r\n" END "\r\n", "0\r\n\r\n", NULL };
    static struct server s;
    ULONG pause;

    for (pause = 0; pause <= 20; pause += 20)
    {
        struct client c = { .mode = WS_STREAMED_INPUT_TRANSFER_MODE };
        HRESULT hr;

        test_context("pause %u", (unsigned)pause);
        memset(&s, 0, sizeof(s));
        s.pause = pause;
        server_start(&s, parts);
        client_open(&c, s.port);
        send_simple(&c);
        ok_hr(WsReadMessageStart(c.channel, c.reply, NULL, test_error()), S_OK);
        ok_int(read_numbers(&c, 20, &hr), 2);
        ok_hr(hr, S_OK);
        ok_hr(WsReadMessageEnd(c.channel, c.reply, NULL, test_error()), S_OK);
        client_close(&c);
        server_stop(&s);
        ok(strstr(s.request, "\r\nContent-Length: ") != NULL, "only the input is streamed");
    }
}

TEST(input_that_is_cut_is_noticed)
{
    static struct server s;
    struct client c = { .mode = WS_STREAMED_INPUT_TRANSFER_MODE };
    HRESULT hr;

    memset(&s, 0, sizeof(s));
    s.pause = 5;
    server_start(&s, cut_anywhere);
    client_open(&c, s.port);
    send_simple(&c);
    hr = WsReadMessageStart(c.channel, c.reply, NULL, NULL);
    if (SUCCEEDED(hr))
    {
        read_numbers(&c, 20, &hr);
        ok(FAILED(hr), "the document has no end");
        hr = WsReadMessageEnd(c.channel, c.reply, NULL, NULL);
    }
    ok(FAILED(hr), "0x%08x", (unsigned)hr);
    client_close(&c);
    server_stop(&s);
}

TEST(whole_messages_over_a_streamed_channel)
{
    static const char *const parts[]
            = { HEAD("Transfer-Encoding: chunked\r\n"), "48\r\n" START "\r\n",
                  "14\r\n<n xmlns=\"ns\">42</n>\r\n", "16\r\n" END "\r\n0\r\n\r\n", NULL };
    static const char *const until_close[]
            = { HEAD("Connection: close\r\n"), START, "<n xmlns=\"ns\">42</n>", END, NULL };
    static const char *const *const rows[] = { parts, until_close, good_parts };
    static struct server s;
    WS_TRANSFER_MODE mode;
    unsigned i;

    for (i = 0; i < 9; i++)
    {
        struct client c = { 0 };
        INT32 in = 5, value = 0;

        mode = 1 + i % 3;
        test_context("mode %u, reply %u", mode, i / 3);
        memset(&s, 0, sizeof(s));
        s.pause = 10;
        c.mode = mode;
        server_start(&s, rows[i / 3]);
        client_open(&c, s.port);
        ok_hr(WsRequestReply(c.channel, c.request, &description, WS_WRITE_REQUIRED_VALUE, &in,
                      sizeof(in), c.reply, &any, WS_READ_REQUIRED_VALUE, NULL, &value,
                      sizeof(value), NULL, test_error()),
                S_OK);
        ok_int(value, 42);
        client_close(&c);
        server_stop(&s);
    }
}

TEST(input_is_limited)
{
    static char big[40000];
    const char *parts[] = { big, NULL };
    static struct server s;
    unsigned i;

    for (i = 0; i < 2; i++)
    {
        struct client c = { .mode = WS_STREAMED_INPUT_TRANSFER_MODE };
        HRESULT hr;
        ULONG at;

        test_context("row %u", i);
        if (i)
            c.max_size = 5000;
        else
            c.max_start = 1000;
        /* a start tag of 2,000 bytes, or 30,000 bytes of body */
        at = snprintf(big, sizeof(big), HEAD("Connection: close\r\n"));
        at += snprintf(big + at, sizeof(big) - at, i ? START "<l xmlns=\"ns\">" : "<s:Envelope ");
        memset(big + at, ' ', i ? 30000 : 2000);
        at += i ? 30000 : 2000;
        strcpy(big + at, i ? "</l>" END : START END);
        memset(&s, 0, sizeof(s));
        server_start(&s, parts);
        client_open(&c, s.port);
        send_simple(&c);
        hr = WsReadMessageStart(c.channel, c.reply, NULL, NULL);
        if (i)
        {
            ok_hr(hr, S_OK);
            hr = WsReadMessageEnd(c.channel, c.reply, NULL, NULL);
        }
        ok_hr(hr, WS_E_QUOTA_EXCEEDED);
        client_close(&c);
        server_stop(&s);
    }
}

TEST(faults_and_statuses_of_streamed_replies)
{
    static const char fault[] = "HTTP/1.1 500 No\r\nContent-Type: text/xml; charset=utf-8\r\n"
                                "Connection: close\r\n\r\n" START
                                "<s:Fault><faultcode>s:Server</faultcode><faultstring>";
    static const char *const faults[]
            = { fault, "it is broken", "</faultstring></s:Fault>" END, NULL };
    static const char *const missing[]
            = { "HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nabc", NULL };
    static const char *const empty[]
            = { "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", NULL };
    static const char *const odd[]
            = { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\nabc",
                  NULL };
    static const struct
    {
        const char *const *parts;
        HRESULT hr;
    } rows[] = { { faults, WS_E_ENDPOINT_FAULT_RECEIVED }, { missing, WS_E_ENDPOINT_NOT_FOUND },
        { empty, WS_S_END }, { odd, WS_E_INVALID_FORMAT } };
    static struct server s;
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct client c = { .mode = WS_STREAMED_TRANSFER_MODE };

        test_context("row %u", i);
        memset(&s, 0, sizeof(s));
        s.pause = 10;
        server_start(&s, rows[i].parts);
        client_open(&c, s.port);
        send_simple(&c);
        ok_hr(WsReadMessageStart(c.channel, c.reply, NULL, NULL), rows[i].hr);
        client_close(&c);
        server_stop(&s);
    }
}

/* ---- asynchronously, and ended early ---- */

struct wait
{
    HANDLE event;
    HRESULT hr;
};

static void CALLBACK over(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct wait *wait = state;

    wait->hr = hr;
    SetEvent(wait->event);
}

static HRESULT await(struct wait *wait, HRESULT hr)
{
    if (hr != WS_S_ASYNC) return hr;
    ok(WaitForSingleObject(wait->event, 5000) == WAIT_OBJECT_0, "the call must end");
    return wait->hr;
}

TEST(asynchronous_streams)
{
    static const char *const parts[] = { HEAD("Transfer-Encoding: chunked\r\n"),
        "48\r\n" START "\r\n", "e\r\n<l xmlns=\"ns\">\r\n", "8\r\n<n>1</n>\r\n",
        "1a\r\n</l>" END "\r\n0\r\n\r\n", NULL };
    static struct server s;
    struct wait wait = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { over, &wait };
    struct client c = { .mode = WS_STREAMED_TRANSFER_MODE };
    INT32 value = 5;

    memset(&s, 0, sizeof(s));
    s.pause = 20;
    server_start(&s, parts);
    client_open(&c, s.port);
    ok_hr(WsInitializeMessage(c.request, WS_REQUEST_MESSAGE, NULL, NULL), S_OK);
    ok_hr(await(&wait, WsWriteMessageStart(c.channel, c.request, &ctx, NULL)), S_OK);
    ok_hr(WsWriteBody(c.request, &element, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            S_OK);
    ok_hr(await(&wait, WsFlushBody(c.request, 0, &ctx, NULL)), S_OK);
    ok_hr(await(&wait, WsWriteMessageEnd(c.channel, c.request, &ctx, NULL)), S_OK);
    ok_hr(await(&wait, WsReadMessageStart(c.channel, c.reply, &ctx, NULL)), S_OK);
    ok_hr(await(&wait, WsFillBody(c.reply, 22, &ctx, NULL)), S_OK);
    ok_hr(await(&wait, WsReadMessageEnd(c.channel, c.reply, &ctx, NULL)), S_OK);
    client_close(&c);
    server_stop(&s);
    CloseHandle(wait.event);
}

static DWORD CALLBACK abort_soon(void *channel)
{
    Sleep(100);
    WsAbortChannel(channel, NULL);
    return 0;
}

TEST(abort_ends_a_fill)
{
    static const char *const parts[]
            = { HEAD("Content-Length: 5000\r\n") START "<l xmlns=\"ns\">", NULL };
    static struct server s;
    struct client c = { .mode = WS_STREAMED_INPUT_TRANSFER_MODE };
    struct server *held = &s;
    HANDLE thread;
    HRESULT hr;

    memset(held, 0, sizeof(*held));
    server_start(&s, (const char *const[]){ parts[0], "", "", "", "", "", "", "", "", "", NULL });
    s.pause = 100; /* the connection stays open for a second */
    client_open(&c, s.port);
    send_simple(&c);
    ok_hr(WsReadMessageStart(c.channel, c.reply, NULL, test_error()), S_OK);
    thread = CreateThread(NULL, 0, abort_soon, c.channel, 0, NULL);
    hr = WsFillBody(c.reply, 1000, NULL, NULL);
    ok_hr(hr, WS_E_OPERATION_ABORTED);
    WaitForSingleObject(thread, 5000);
    CloseHandle(thread);
    client_close(&c);
    server_stop(&s);
}

TEST(input_is_abandoned_in_the_middle)
{
    static const char *const parts[]
            = { HEAD("Content-Length: 5000\r\n") START "<l xmlns=\"ns\">", NULL };
    static struct server s;
    struct client c = { .mode = WS_STREAMED_INPUT_TRANSFER_MODE };

    memset(&s, 0, sizeof(s));
    server_start(&s, parts);
    client_open(&c, s.port);
    send_simple(&c);
    ok_hr(WsReadMessageStart(c.channel, c.reply, NULL, test_error()), S_OK);
    ok_hr(WsAbandonMessage(c.channel, c.reply, NULL), S_OK);
    /* the channel can be used again: the next request goes over a new connection */
    server_stop(&s);
    ok_hr(WsResetMessage(c.request, NULL), S_OK);
    start_request(&c);
    ok_hr(WsAbandonMessage(c.channel, c.request, NULL), S_OK);
    client_close(&c);
}

TEST(streams_need_HTTP_or_sessions)
{
    WS_TRANSFER_MODE mode = WS_STREAMED_TRANSFER_MODE;
    WS_CHANNEL_PROPERTY p = { WS_CHANNEL_PROPERTY_TRANSFER_MODE, &mode, sizeof(mode) };
    WS_CHANNEL *channel;

    ok_hr(WsCreateChannel(
                  WS_CHANNEL_TYPE_DUPLEX, WS_UDP_CHANNEL_BINDING, &p, 1, NULL, &channel, NULL),
            E_INVALIDARG);
}

TESTS = { CASE(flushed_output_goes_out_in_chunks), CASE(output_without_a_flush_is_sent_at_its_end),
    CASE(output_is_limited), CASE(abandoned_output_is_cut), CASE(input_is_read_as_it_comes),
    CASE(input_that_is_cut_is_noticed), CASE(whole_messages_over_a_streamed_channel),
    CASE(input_is_limited), CASE(faults_and_statuses_of_streamed_replies),
    CASE(asynchronous_streams), CASE(abort_ends_a_fill), CASE(input_is_abandoned_in_the_middle),
    CASE(streams_need_HTTP_or_sessions), END_OF_CASES };
