/* Streamed transfer of HTTP services: requests that are read while they come, replies that go out while they are made, against
 * raw clients and through the service host.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service_kit.h"

#define START "<s:Envelope xmlns:s=\"" NS11 "\"><s:Body>"
#define END   "</s:Body></s:Envelope>"
#define POST \
    "POST /s HTTP/1.1\r\nHost:\r\nContent-Type: text/xml; charset=utf-8\r\nSOAPAction: \"urn:act\"\r\n"

static WS_XML_STRING ns = { 2, (BYTE *)"ns", NULL, 0 };
static WS_XML_STRING item_name = { 1, (BYTE *)"n", NULL, 0 };
static WS_XML_STRING list_name = { 1, (BYTE *)"l", NULL, 0 };
static WS_ELEMENT_DESCRIPTION item = { &item_name, &ns, WS_INT32_TYPE, NULL };
static USHORT next_port = 18310;

/* ---- a service of one channel ---- */

struct service
{
    WS_TRANSFER_MODE mode;
    UINT64 max_size;
    ULONG max_start, max_flush;
    WS_ENCODING encoding;
    USHORT port;
    WS_LISTENER *listener;
    WS_CHANNEL *channel;
    WS_MESSAGE *request, *reply;
};

static void service_open(struct service *s)
{
    WS_HTTP_MESSAGE_MAPPING mapping = { WS_HTTP_REQUEST_MAPPING_VERB,
        WS_HTTP_RESPONSE_MAPPING_STATUS_CODE | WS_HTTP_RESPONSE_MAPPING_STATUS_TEXT };
    WS_CHANNEL_PROPERTY p[8];
    ULONG count = 0;
    char url[64];
    WS_STRING text;

#define ADD(id, value) \
    p[count++] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_##id, &value, sizeof(value) }
    ADD(TRANSFER_MODE, s->mode);
    if (s->max_size) ADD(MAX_STREAMED_MESSAGE_SIZE, s->max_size);
    if (s->max_start) ADD(MAX_STREAMED_START_SIZE, s->max_start);
    if (s->max_flush) ADD(MAX_STREAMED_FLUSH_SIZE, s->max_flush);
    if (s->encoding == WS_ENCODING_RAW)
    {
        ADD(ENCODING, s->encoding);
        ADD(HTTP_MESSAGE_MAPPING, mapping);
    }
    else
    {
        p[count++] = plain[0];
        p[count++] = plain[1];
    }
    s->port = next_port++;
    snprintf(url, sizeof(url), "http://+:%u/s", s->port);
    text = wide_string(url);
    ok_hr(WsCreateListener(WS_CHANNEL_TYPE_REPLY, WS_HTTP_CHANNEL_BINDING, NULL, 0, NULL,
                  &s->listener, NULL),
            S_OK);
    ok_hr(WsCreateChannelForListener(s->listener, p, count, &s->channel, test_error()), S_OK);
    ok_hr(WsOpenListener(s->listener, &text, NULL, test_error()), S_OK);
    ok_hr(WsCreateMessageForChannel(s->channel, NULL, 0, &s->request, NULL), S_OK);
    ok_hr(WsCreateMessageForChannel(s->channel, NULL, 0, &s->reply, NULL), S_OK);
}

static void service_close(struct service *s)
{
    WsAbortChannel(s->channel, NULL);
    WsCloseChannel(s->channel, NULL, NULL);
    WsFreeMessage(s->request);
    WsFreeMessage(s->reply);
    WsFreeChannel(s->channel);
    WsCloseListener(s->listener, NULL, NULL);
    WsFreeListener(s->listener);
}

static void next_exchange(struct service *s)
{
    ok_hr(WsCloseChannel(s->channel, NULL, NULL), S_OK);
    ok_hr(WsResetChannel(s->channel, NULL), S_OK);
    ok_hr(WsResetMessage(s->request, NULL), S_OK);
    ok_hr(WsResetMessage(s->reply, NULL), S_OK);
}

static HRESULT accept_and_start(struct service *s)
{
    ok_hr(WsAcceptChannel(s->listener, s->channel, NULL, test_error()), S_OK);
    return WsReadMessageStart(s->channel, s->request, NULL, test_error());
}

static WS_XML_READER *reader_of(struct service *s)
{
    WS_XML_READER *reader = NULL;

    ok_hr(WsGetMessageProperty(
                  s->request, WS_MESSAGE_PROPERTY_BODY_READER, &reader, sizeof(reader), NULL),
            S_OK);
    return reader;
}

static void put(SOCKET s, const char *text)
{
    ok_int(send(s, text, (int)strlen(text), 0), (int)strlen(text));
}

static void put_chunk(SOCKET s, const char *text)
{
    char line[16];

    snprintf(line, sizeof(line), "%x\r\n", (unsigned)strlen(text));
    put(s, line);
    put(s, text);
    put(s, "\r\n");
}

/* Everything until the other side closes, zero terminated. */
static const char *all_of(SOCKET s)
{
    static char text[300000];
    ULONG size = 0;
    int got;

    while (size < sizeof(text) - 1 && (got = recv(s, text + size, sizeof(text) - 1 - size, 0)) > 0)
        size += got;
    text[size] = 0;
    return text;
}

static void reply_with(struct service *s, INT32 value)
{
    ok_hr(WsInitializeMessage(s->reply, WS_REPLY_MESSAGE, s->request, test_error()), S_OK);
    ok_hr(WsWriteMessageStart(s->channel, s->reply, NULL, test_error()), S_OK);
    ok_hr(WsWriteBody(
                  s->reply, &item, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), test_error()),
            S_OK);
    ok_hr(WsWriteMessageEnd(s->channel, s->reply, NULL, test_error()), S_OK);
}

/* ---- in ---- */

static HRESULT read_item(WS_XML_READER *reader, INT32 *value)
{
    return WsReadElement(
            reader, &item, WS_READ_REQUIRED_VALUE, NULL, value, sizeof(*value), test_error());
}

TEST(a_request_is_read_as_it_comes)
{
    struct service service = { .mode = WS_STREAMED_INPUT_TRANSFER_MODE };
    WS_XML_READER *reader;
    INT32 value = 0, i;
    char text[64];
    SOCKET s;

    service_open(&service);
    s = raw_connect(service.port);
    put(s, POST "Transfer-Encoding: chunked\r\n\r\n");
    put_chunk(s, START "<l xmlns=\"ns\">");
    ok_hr(accept_and_start(&service), S_OK); /* long before its end */
    reader = reader_of(&service);
    ok_hr(WsReadToStartElement(reader, &list_name, &ns, NULL, test_error()), S_OK);
    for (i = 0; i < 200;
            i++) /* reading an element goes on to what is behind it: one is sent ahead */
    {
        snprintf(text, sizeof(text), "<n>%d</n>", (int)i);
        put_chunk(s, text);
        ok_hr(WsFillBody(service.request, (ULONG)strlen(text), NULL, test_error()), S_OK);
        if (!i)
            ok_hr(WsReadStartElement(reader, test_error()), S_OK);
        else
        {
            ok_hr(read_item(reader, &value), S_OK);
            ok_int(value, i - 1);
        }
    }
    put_chunk(s, "</l>" END);
    put(s, "0\r\n\r\n");
    ok_hr(WsFillBody(service.request, 0x7fffffff, NULL, test_error()), S_OK);
    ok_hr(read_item(reader, &value), S_OK);
    ok_int(value, 199);
    ok_hr(WsReadEndElement(reader, test_error()), S_OK);
    ok_hr(WsReadMessageEnd(service.channel, service.request, NULL, test_error()), S_OK);
    reply_with(&service, 7);
    next_exchange(&service);
    ok(strstr(raw_receive(s), ">7</n>") != NULL, "no reply");
    /* and another one on the same connection, in one piece with Content-Length */
    put(s, POST "Content-Length: 113\r\n\r\n" START "<n xmlns=\"ns\">9</n>" END);
    ok_hr(accept_and_start(&service), S_OK);
    value = 0;
    ok_hr(WsFillBody(service.request, 0x7fffffff, NULL, test_error()), S_OK);
    ok_hr(WsReadBody(service.request, &item, WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value),
                  test_error()),
            S_OK);
    ok_int(value, 9);
    ok_hr(WsReadMessageEnd(service.channel, service.request, NULL, test_error()), S_OK);
    reply_with(&service, 8);
    next_exchange(&service);
    ok(strstr(raw_receive(s), ">8</n>") != NULL, "no reply");
    closesocket(s);
    service_close(&service);
}

TEST(a_request_in_pieces_of_every_size)
{
    static const char request[] = POST
            "Transfer-Encoding: chunked\r\n\r\n"
            "10;x=y\r\n<s:Envelope xmln\r\n41\r\ns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><n xmlns=\r\n26\r\n\"ns\">12345</n></s:Body></s:Envelope>  \r\n0\r\nA: b\r\n\r\n";
    struct service service = { .mode = WS_STREAMED_INPUT_TRANSFER_MODE };
    INT32 value;
    ULONG piece, at, n;
    SOCKET s;

    service_open(&service);
    for (piece = 1; piece < 40; piece += 3)
    {
        test_context("pieces of %u", (unsigned)piece);
        s = raw_connect(service.port);
        for (at = 0; at < sizeof(request) - 1; at += n)
        {
            n = sizeof(request) - 1 - at < piece ? (ULONG)(sizeof(request) - 1 - at) : piece;
            send(s, request + at, n, 0);
        }
        value = 0;
        ok_hr(accept_and_start(&service), S_OK);
        ok_hr(WsFillBody(service.request, 0x7fffffff, NULL, test_error()), S_OK);
        ok_hr(WsReadBody(service.request, &item, WS_READ_REQUIRED_VALUE, NULL, &value,
                      sizeof(value), test_error()),
                S_OK);
        ok_int(value, 12345);
        ok_hr(WsReadMessageEnd(service.channel, service.request, NULL, test_error()), S_OK);
        reply_with(&service, (INT32)piece);
        next_exchange(&service);
        ok(strstr(raw_receive(s), "HTTP/1.1 200 OK\r\n") != NULL, "no reply");
        closesocket(s);
    }
    test_context("%s", "");
    service_close(&service);
}

/* What the client hears when a request cannot be read. Its head is enough for it to be accepted. */
static void check_refusal(
        struct service *service, const char *head, const char *body, HRESULT hr, int status)
{
    SOCKET s = raw_connect(service->port);
    const char *reply;

    put(s, head);
    ok_hr(WsAcceptChannel(service->listener, service->channel, NULL, test_error()), S_OK);
    if (*body) put(s, body);
    if (status == 0) shutdown(s, SD_SEND);
    ok_hr(WsReadMessageStart(service->channel, service->request, NULL, test_error()), hr);
    next_exchange(service);
    reply = all_of(s);
    if (status) ok(atoi(reply + 9) == status, "not %d: %.200s", status, reply);
    closesocket(s);
}

TEST(requests_that_cannot_be_read)
{
    struct service service
            = { .mode = WS_STREAMED_INPUT_TRANSFER_MODE, .max_start = 200, .max_size = 1000 };
    char long_start[600];

    service_open(&service);
    check_refusal(&service, POST "Content-Length: 4\r\n\r\n", "<a/>", WS_E_INVALID_FORMAT, 400);
    check_refusal(&service,
            "POST /s HTTP/1.1\r\nHost:\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\n",
            "<a/>", WS_E_INVALID_FORMAT, 415);
    check_refusal(&service, "POST /s HTTP/1.1\r\nHost:\r\nContent-Length: 4\r\n\r\n", "<a/>",
            WS_E_INVALID_FORMAT, 415);
    check_refusal(&service, POST "Content-Length: 1001\r\n\r\n", "<a", WS_E_QUOTA_EXCEEDED, 413);
    check_refusal(
            &service, POST "Content-Length: 99999999999\r\n\r\n", "<a", WS_E_QUOTA_EXCEEDED, 413);
    check_refusal(&service, POST "Content-Length: 0\r\n\r\n", "", WS_E_INVALID_FORMAT, 400);
    check_refusal(&service, POST "Transfer-Encoding: chunked\r\n\r\n", "zz\r\n",
            WS_E_INVALID_FORMAT, 400);
    check_refusal(&service, POST "Transfer-Encoding: chunked\r\n\r\n",
            "3\r\n<s:", WS_E_ENDPOINT_DISCONNECTED, 0);
    snprintf(long_start, sizeof(long_start), "<s:Envelope xmlns:s=\"" NS11 "\" %0200d", 0);
    check_refusal(
            &service, POST "Content-Length: 400\r\n\r\n", long_start, WS_E_QUOTA_EXCEEDED, 413);
    service_close(&service);
}

TEST(what_comes_is_limited_and_cuts_are_noticed)
{
    struct service service = { .mode = WS_STREAMED_INPUT_TRANSFER_MODE, .max_size = 1000 };
    char text[200];
    SOCKET s;
    int i;

    service_open(&service);
    s = raw_connect(service.port);
    put(s, POST "Transfer-Encoding: chunked\r\n\r\n");
    put_chunk(s, START "<l xmlns=\"ns\">");
    ok_hr(accept_and_start(&service), S_OK);
    memset(text, ' ', sizeof(text) - 1);
    text[sizeof(text) - 1] = 0;
    for (i = 0; i < 10; i++)
        put_chunk(s, text);
    ok_hr(WsFillBody(service.request, 0x7fffffff, NULL, test_error()), WS_E_QUOTA_EXCEEDED);
    next_exchange(&service);
    closesocket(s);

    s = raw_connect(service.port);
    put(s, POST "Content-Length: 500\r\n\r\n" START "<l xmlns=\"ns\">");
    ok_hr(accept_and_start(&service), S_OK);
    shutdown(s, SD_SEND);
    ok_hr(WsFillBody(service.request, 0x7fffffff, NULL, test_error()), WS_E_ENDPOINT_DISCONNECTED);
    next_exchange(&service);
    closesocket(s);

    s = raw_connect(service.port); /* the service goes on */
    put(s, POST "Content-Length: 113\r\n\r\n" START "<n xmlns=\"ns\">9</n>" END);
    ok_hr(accept_and_start(&service), S_OK);
    ok_hr(WsReadMessageEnd(service.channel, service.request, NULL, test_error()), S_OK);
    reply_with(&service, 1);
    next_exchange(&service);
    ok(strstr(raw_receive(s), ">1</n>") != NULL, "no reply");
    closesocket(s);
    service_close(&service);
}

TEST(a_request_that_is_left_unread_ends_its_connection)
{
    struct service service = { .mode = WS_STREAMED_INPUT_TRANSFER_MODE };
    const char *reply;
    SOCKET s;

    service_open(&service);
    s = raw_connect(service.port);
    put(s, POST "Transfer-Encoding: chunked\r\n\r\n");
    put_chunk(s, START "<l xmlns=\"ns\">");
    ok_hr(accept_and_start(&service), S_OK);
    ok_hr(WsAbandonMessage(service.channel, service.request, NULL), S_OK);
    ok_hr(WsInitializeMessage(service.reply, WS_BLANK_MESSAGE, NULL, NULL), S_OK);
    ok_hr(WsWriteMessageStart(service.channel, service.reply, NULL, test_error()), S_OK);
    ok_hr(WsWriteMessageEnd(service.channel, service.reply, NULL, test_error()), S_OK);
    next_exchange(&service);
    reply = all_of(s);
    ok(strstr(reply, "HTTP/1.1 200 OK\r\n") && strstr(reply, "\r\nConnection: close\r\n"), "%s",
            reply);
    closesocket(s);
    service_close(&service);
}

/* ---- out ---- */

TEST(a_reply_goes_out_as_it_is_flushed)
{
    struct service service = { .mode = WS_STREAMED_OUTPUT_TRANSFER_MODE };
    WS_XML_WRITER *writer;
    const char *reply;
    char byte;
    INT32 i;
    SOCKET s;

    service_open(&service);
    s = raw_connect(service.port);
    put(s,
            POST "Content-Length: 113\r\nConnection: close\r\n\r\n" START
                 "<n xmlns=\"ns\">9</n>" END);
    ok_hr(accept_and_start(&service), S_OK);
    ok_hr(WsReadMessageEnd(service.channel, service.request, NULL, NULL), S_OK);
    ok_hr(WsInitializeMessage(service.reply, WS_REPLY_MESSAGE, service.request, NULL), S_OK);
    ok_hr(WsWriteMessageStart(service.channel, service.reply, NULL, test_error()), S_OK);
    ok_hr(WsGetMessageProperty(
                  service.reply, WS_MESSAGE_PROPERTY_BODY_WRITER, &writer, sizeof(writer), NULL),
            S_OK);
    ok_hr(WsWriteStartElement(writer, NULL, &list_name, &ns, NULL), S_OK);
    for (i = 0; i < 50; i++)
    {
        ok_hr(WsWriteElement(writer, &item, WS_WRITE_REQUIRED_VALUE, &i, sizeof(i), NULL), S_OK);
        ok_hr(WsFlushBody(service.reply, 0, NULL, test_error()), S_OK);
        if (!i) ok_int(recv(s, &byte, 1, MSG_PEEK), 1); /* it is on its way already */
    }
    ok_hr(WsWriteEndElement(writer, NULL), S_OK);
    ok_hr(WsWriteMessageEnd(service.channel, service.reply, NULL, test_error()), S_OK);
    next_exchange(&service);
    reply = all_of(s);
    ok(strstr(reply, "\r\nTransfer-Encoding: chunked\r\n") && !strstr(reply, "Content-Length"),
            "%.300s", reply);
    ok(strstr(reply, "<n>49</n>") && strlen(reply) > 5
                    && !strcmp(reply + strlen(reply) - 5, "0\r\n\r\n"),
            "%s", reply);
    closesocket(s);

    /* without a flush, and to a client that knows no chunks */
    s = raw_connect(service.port);
    put(s,
            "POST /s HTTP/1.0\r\nConnection: keep-alive\r\nContent-Type: text/xml\r\nSOAPAction: \"\"\r\nContent-Length: 113\r\n\r\n" START
            "<n xmlns=\"ns\">9</n>" END);
    ok_hr(accept_and_start(&service), S_OK);
    ok_hr(WsReadMessageEnd(service.channel, service.request, NULL, NULL), S_OK);
    reply_with(&service, 77);
    next_exchange(&service);
    reply = all_of(s);
    ok(strstr(reply, "\r\nConnection: close\r\n") && !strstr(reply, "chunked"), "%s", reply);
    ok(strstr(reply, "\r\n\r\n<s:Envelope") && strlen(reply) > 13
                    && !strcmp(reply + strlen(reply) - 13, "</s:Envelope>"),
            "%s", reply);
    closesocket(s);
    service_close(&service);
}

TEST(half_a_reply_is_cut)
{
    struct service service = { .mode = WS_STREAMED_OUTPUT_TRANSFER_MODE, .max_size = 3000 };
    WS_XML_WRITER *writer;
    const char *reply;
    INT32 i, over;
    SOCKET s;

    service_open(&service);
    for (over = 0; over < 2; over++)
    {
        HRESULT hr = S_OK;

        test_context("%s", over ? "over the limit" : "abandoned");
        s = raw_connect(service.port);
        put(s, POST "Content-Length: 113\r\n\r\n" START "<n xmlns=\"ns\">9</n>" END);
        ok_hr(accept_and_start(&service), S_OK);
        ok_hr(WsReadMessageEnd(service.channel, service.request, NULL, NULL), S_OK);
        ok_hr(WsInitializeMessage(service.reply, WS_REPLY_MESSAGE, service.request, NULL), S_OK);
        ok_hr(WsWriteMessageStart(service.channel, service.reply, NULL, test_error()), S_OK);
        ok_hr(WsGetMessageProperty(service.reply, WS_MESSAGE_PROPERTY_BODY_WRITER, &writer,
                      sizeof(writer), NULL),
                S_OK);
        ok_hr(WsWriteStartElement(writer, NULL, &list_name, &ns, NULL), S_OK);
        for (i = 0; i < (over ? 400 : 20) && hr == S_OK; i++)
        {
            ok_hr(WsWriteElement(writer, &item, WS_WRITE_REQUIRED_VALUE, &i, sizeof(i), NULL),
                    S_OK);
            hr = WsFlushBody(service.reply, 0, NULL, NULL);
        }
        ok_hr(hr, over ? WS_E_QUOTA_EXCEEDED : S_OK);
        ok_hr(WsAbandonMessage(service.channel, service.reply, NULL), S_OK);
        next_exchange(&service);
        reply = all_of(s);
        ok(strstr(reply, "<n>15</n>") && !strstr(reply, "</l>") && !strstr(reply, "\r\n0\r\n"),
                "%s", reply);
        closesocket(s);
    }
    test_context("%s", "");
    service_close(&service);
}

TEST(faults_have_their_status)
{
    struct service service = { .mode = WS_STREAMED_TRANSFER_MODE };
    const char *reply;
    SOCKET s;

    service_open(&service);
    s = raw_connect(service.port);
    put(s,
            POST "Connection: close\r\nContent-Length: 113\r\n\r\n" START
                 "<n xmlns=\"ns\">9</n>" END);
    ok_hr(accept_and_start(&service), S_OK);
    ok_hr(WsReadMessageEnd(service.channel, service.request, NULL, test_error()), S_OK);
    ok_hr(WsSendFaultMessageForError(service.channel, service.reply, test_error(), E_FAIL,
                  WS_FULL_FAULT_DISCLOSURE, service.request, NULL, test_error()),
            S_OK);
    next_exchange(&service);
    reply = all_of(s);
    ok(!strncmp(reply, "HTTP/1.1 500 ", 13) && strstr(reply, ":Fault>"), "%s", reply);
    closesocket(s);
    service_close(&service);
}

TEST(raw_bytes_in_and_out)
{
    struct service service = { .mode = WS_STREAMED_TRANSFER_MODE, .encoding = WS_ENCODING_RAW };
    WS_XML_WRITER *writer;
    WS_XML_READER *reader;
    const char *reply;
    char text[64];
    ULONG got, i;
    SOCKET s;

    service_open(&service);
    s = raw_connect(service.port);
    put(s, "PUT /s HTTP/1.1\r\nHost:\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
    put_chunk(s, "first");
    ok_hr(accept_and_start(&service), S_OK);
    reader = reader_of(&service);
    ok_hr(WsReadBytes(reader, text, sizeof(text), &got, test_error()), S_OK);
    ok_text(text, got, "first");
    put_chunk(s, "second");
    ok_hr(WsFillBody(service.request, 6, NULL, test_error()), S_OK);
    ok_hr(WsReadBytes(reader, text, sizeof(text), &got, test_error()), S_OK);
    ok_text(text, got, "second");
    put(s, "0\r\n\r\n");
    ok_hr(WsFillBody(service.request, 1, NULL, test_error()), S_OK);
    ok_hr(WsReadBytes(reader, text, sizeof(text), &got, test_error()), S_OK);
    ok_int(got, 0);
    ok_hr(WsReadMessageEnd(service.channel, service.request, NULL, test_error()), S_OK);
    ok_hr(WsInitializeMessage(service.reply, WS_BLANK_MESSAGE, NULL, NULL), S_OK);
    ok_hr(WsWriteMessageStart(service.channel, service.reply, NULL, test_error()), S_OK);
    ok_hr(WsGetMessageProperty(
                  service.reply, WS_MESSAGE_PROPERTY_BODY_WRITER, &writer, sizeof(writer), NULL),
            S_OK);
    for (i = 0; i < 3; i++)
    {
        ok_hr(WsWriteBytes(writer, "abc", 3, NULL), S_OK);
        ok_hr(WsFlushBody(service.reply, 0, NULL, test_error()), S_OK);
    }
    ok_hr(WsWriteMessageEnd(service.channel, service.reply, NULL, test_error()), S_OK);
    next_exchange(&service);
    reply = all_of(s);
    ok(strstr(reply, "\r\n\r\n3\r\nabc\r\n3\r\nabc\r\n3\r\nabc\r\n0\r\n\r\n") != NULL, "%s", reply);
    closesocket(s);
    service_close(&service);
}

/* ---- asynchronous ---- */

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

TEST(asynchronous_and_aborted)
{
    struct service service = { .mode = WS_STREAMED_TRANSFER_MODE };
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &o };
    INT32 value = 0;
    HRESULT hr;
    SOCKET s;

    service_open(&service);
    s = raw_connect(service.port);
    put(s, POST "Transfer-Encoding: chunked\r\n\r\n");
    ok_hr(WsAcceptChannel(service.listener, service.channel, NULL, NULL),
            S_OK); /* its head is enough */
    hr = WsReadMessageStart(service.channel, service.request, &ctx, NULL);
    ok_hr(hr, WS_S_ASYNC);
    put_chunk(s, START "<n xmlns=\"ns\">");
    ok_hr(finish(hr, &o), S_OK);
    hr = WsFillBody(service.request, 10, &ctx, NULL);
    ok_hr(hr, WS_S_ASYNC);
    put_chunk(s, "31</n>" END);
    ok_hr(finish(hr, &o), S_OK);
    ok_hr(WsReadBody(service.request, &item, WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value),
                  test_error()),
            S_OK);
    ok_int(value, 31);
    hr = WsReadMessageEnd(service.channel, service.request, &ctx, NULL);
    put(s, "0\r\n\r\n");
    ok_hr(finish(hr, &o), S_OK);
    reply_with(&service, 5);
    next_exchange(&service);
    ok(strstr(raw_receive(s), ">5</n>") != NULL, "no reply");

    put(s, POST "Transfer-Encoding: chunked\r\n\r\n");
    put_chunk(s, START "<n xmlns=\"ns\">");
    ok_hr(accept_and_start(&service), S_OK);
    hr = WsFillBody(service.request, 10, &ctx, NULL);
    ok_hr(hr, WS_S_ASYNC);
    ok_hr(WsAbortChannel(service.channel, NULL), S_OK);
    ok_hr(finish(hr, &o), WS_E_OPERATION_ABORTED);
    closesocket(s);
    service_close(&service);
    CloseHandle(o.event);
}

/* ---- the service host ---- */

TEST(operations_of_a_streamed_endpoint)
{
    static WS_TRANSFER_MODE mode = WS_STREAMED_TRANSFER_MODE;
    static WS_SERVICE_CONTRACT contract;
    WS_CHANNEL_PROPERTY p[3]
            = { plain[0], plain[1], { WS_CHANNEL_PROPERTY_TRANSFER_MODE, &mode, sizeof(mode) } };
    WS_SERVICE_ENDPOINT endpoint = { { { 0 } } };
    const WS_SERVICE_ENDPOINT *endpoints[] = { &endpoint };
    WS_SERVICE_PROXY *proxy;
    WS_SERVICE_HOST *host = NULL;
    WS_ERROR *error = test_error();
    INT32 result = 0, i;
    WCHAR url[64];
    const char *reply;
    char text[512];
    SOCKET s;

    contract = service_contract;
    memset(&served, 0, sizeof(served));
    lstrcpyW(url, next_url());
    endpoint.address.url.chars = url;
    endpoint.address.url.length = lstrlenW(url);
    endpoint.channelBinding = WS_HTTP_CHANNEL_BINDING;
    endpoint.channelType = WS_CHANNEL_TYPE_REPLY;
    endpoint.contract = &contract;
    endpoint.channelProperties.properties = p;
    endpoint.channelProperties.propertyCount = 3;
    ok_hr(WsCreateServiceHost(endpoints, 1, NULL, 0, &host, error), S_OK);
    ok_hr(WsOpenServiceHost(host, NULL, error), S_OK);
    proxy = opened_proxy(url);
    for (i = 0; i < 20; i++)
    {
        ok_hr(call_add(proxy, test_heap(), i, 1, &result, NULL), S_OK);
        ok_int(result, i + 1);
    }
    ok_hr(call_one(proxy, &fail_operation, test_heap(), 1, &result, NULL, 0, NULL),
            WS_E_ENDPOINT_FAULT_RECEIVED);
    free_proxy(proxy);
    s = raw_connect((USHORT)_wtoi(url + 17)); /* a request with pauses */
    snprintf(text, sizeof(text),
            "POST /kit HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\nContent-Type: text/xml\r\nSOAPAction: \"urn:kit/Add\"\r\nTransfer-Encoding: chunked\r\n\r\n",
            _wtoi(url + 17));
    put(s, text);
    Sleep(50);
    put_chunk(s, START "<Add xmlns=\"urn:kit\"><a>40</a>");
    Sleep(50);
    put_chunk(s, "<b>2</b></Add>" END);
    Sleep(50);
    put(s, "0\r\n\r\n");
    reply = all_of(s);
    ok(strstr(reply, ">42<") != NULL, "%s", reply);
    closesocket(s);
    s = raw_connect((USHORT)_wtoi(url + 17)); /* and one that never ends */
    put(s, text);
    put_chunk(s, START "<Add xmlns=\"urn:kit\"><a>40</a>");
    Sleep(100);
    closesocket(s);
    ok_hr(WsCloseServiceHost(host, NULL, NULL), S_OK);
    WsFreeServiceHost(host);
}

TESTS = { CASE(a_request_is_read_as_it_comes), CASE(a_request_in_pieces_of_every_size),
    CASE(requests_that_cannot_be_read), CASE(what_comes_is_limited_and_cuts_are_noticed),
    CASE(a_request_that_is_left_unread_ends_its_connection),
    CASE(a_reply_goes_out_as_it_is_flushed), CASE(half_a_reply_is_cut),
    CASE(faults_have_their_status), CASE(raw_bytes_in_and_out), CASE(asynchronous_and_aborted),
    CASE(operations_of_a_streamed_endpoint), END_OF_CASES };
