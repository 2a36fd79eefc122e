/* Sessions in MC-NMF's mode singleton-unsized, which TRANSFER_MODE asks for: one message in each direction, in chunks. Windows
 * has no such mode over TCP; WCF calls it streamed transfer.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define FIRST_PORT 17950
#include "tcp_kit.h"

static WS_TRANSFER_MODE mode = WS_STREAMED_TRANSFER_MODE;
static WS_ENCODING encoding = WS_ENCODING_XML_UTF8;
static ULONG most = 1000;
static WS_CHANNEL_PROPERTY streamed[] = {
    { WS_CHANNEL_PROPERTY_TRANSFER_MODE, &mode, sizeof(mode) },
    { WS_CHANNEL_PROPERTY_ENCODING, &encoding, sizeof(encoding) },
    { WS_CHANNEL_PROPERTY_MAX_BUFFERED_MESSAGE_SIZE, &most, sizeof(most) },
};

static void exchange(const WS_CHANNEL_PROPERTY *properties, ULONG count)
{
    struct pair p;
    INT32 value = 0;

    pair_open(&p, properties, count);
    ok_hr(send_value(p.client, 11), S_OK);
    ok_hr(send_value(p.client, 12), WS_E_INVALID_OPERATION);
    ok_hr(receive_value(p.server, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
    ok_int(value, 11);
    ok_hr(receive_value(p.server, WS_RECEIVE_OPTIONAL_MESSAGE, &value), WS_S_END);
    ok_hr(send_value(p.server, 21), S_OK);
    ok_hr(send_value(p.server, 22), WS_E_INVALID_OPERATION);
    ok_hr(receive_value(p.client, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
    ok_int(value, 21);
    ok_hr(receive_value(p.client, WS_RECEIVE_OPTIONAL_MESSAGE, &value), WS_S_END);
    pair_close(&p);
}

TEST(one_message_in_each_direction)
{
    WS_CHANNEL_PROPERTY binary = { WS_CHANNEL_PROPERTY_TRANSFER_MODE, &mode, sizeof(mode) };

    exchange(streamed, 2);
    exchange(&binary, 1);
    for (mode = WS_STREAMED_INPUT_TRANSFER_MODE; mode < WS_STREAMED_TRANSFER_MODE; mode++)
        exchange(streamed, 2);
}

TEST(messages_that_nobody_reads)
{
    struct pair p;

    pair_open(&p, streamed, 2);
    ok_hr(send_value(p.client, 1), S_OK);
    ok_hr(send_value(p.server, 2), S_OK);
    pair_close(&p);
}

TEST(nothing_is_said)
{
    struct pair p;

    pair_open(&p, streamed, 2);
    pair_close(&p);
}

/* ---- on the wire ---- */

static const char envelope[] = "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope' "
                               "xmlns:a='http://www.w3.org/2005/08/addressing'><s:Header>"
                               "<a:Action s:mustUnderstand='1'>action</a:Action></s:Header><s:Body>"
                               "<localname xmlns='ns'>77</localname></s:Body></s:Envelope>";

/* The record of the envelope in chunks of a size, with the end of the session. */
static int put_chunks(char *to, int chunk)
{
    int at, n = 0, size = (int)strlen(envelope), part;

    to[n++] = 5;
    for (at = 0; at < size; at += part)
    {
        part = chunk < size - at ? chunk : size - at;
        if (part > 127) to[n++] = (char)(part | 0x80);
        to[n++] = (char)(part > 127 ? part >> 7 : part);
        memcpy(to + n, envelope + at, part);
        n += part;
    }
    to[n++] = 0;
    to[n++] = 7;
    return n;
}

/* A server's channel and a raw client whose preamble it has taken. */
static SOCKET raw_client(
        WS_LISTENER **listener, WS_CHANNEL **channel, ULONG properties, char number)
{
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &o };
    char bytes[512], answer[512];
    USHORT port = next_port++;
    SOCKET s;
    int n;

    *listener = make_listener(url_of(port, "/x"));
    ok_hr(WsCreateChannelForListener(*listener, streamed, properties, channel, NULL), S_OK);
    ok_hr(WsAcceptChannel(*listener, *channel, &ctx, NULL), WS_S_ASYNC);
    s = raw_connect(port);
    n = preamble(bytes, port, "/x", number);
    bytes[4] = 1;
    ok_int(raw_bytes(s, bytes, n, 0, answer, 1), 1);
    ok_int(answer[0], 0x0b);
    ok_hr(finish(WS_S_ASYNC, &o), S_OK);
    CloseHandle(o.event);
    return s;
}

static void raw_leave(WS_LISTENER *listener, WS_CHANNEL *channel, SOCKET s)
{
    closesocket(s);
    WsFreeChannel(channel);
    ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
    WsFreeListener(listener);
}

TEST(chunks_of_every_size)
{
    static const int chunks[] = { 1, 2, 7, 100, 127, 128, 129, 1000 }, pieces[] = { 0, 1, 11 };
    char bytes[2048], answer[1024];
    WS_LISTENER *listener;
    WS_CHANNEL *channel;
    INT32 value;
    unsigned i;
    SOCKET s;
    int got;

    for (i = 0; i < sizeof(chunks) / sizeof(chunks[0]); i++)
    {
        test_context("chunks of %d", chunks[i]);
        value = 0;
        s = raw_client(&listener, &channel, 2, 3);
        raw_bytes(s, bytes, put_chunks(bytes, chunks[i]), pieces[i % 3], NULL, 0);
        ok_hr(receive_value(channel, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
        ok_int(value, 77);
        ok_hr(receive_value(channel, WS_RECEIVE_OPTIONAL_MESSAGE, &value), WS_S_END);
        ok_hr(send_value(channel, 5), S_OK);
        ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
        got = raw_bytes(s, NULL, 0, 0, answer, sizeof(answer));
        ok(got > 100, "the answer has %d bytes", got);
        ok_int(answer[0], 5);
        ok_int(got, 1 + 2 + (answer[1] & 0x7f) + (answer[2] << 7) + 2);
        ok_bytes(answer + got - 2, 2, "\x00\x07", 2);
        raw_leave(listener, channel, s);
    }
    test_context("%s", "");
}

TEST(too_much)
{
    static const char fault[] = "\x08\x52http://schemas.microsoft.com/ws/2006/05/framing/faults/"
                                "MaxMessageSizeExceededFault";
    char bytes[2048] = "\x05\xe8\x07", answer[256];
    WS_LISTENER *listener;
    WS_CHANNEL *channel;
    INT32 value;
    SOCKET s = raw_client(&listener, &channel, 3, 3);

    memset(bytes + 3, ' ', 1000);
    memcpy(bytes + 1003, "\x01 ", 2);
    raw_bytes(s, bytes, 1005, 0, NULL, 0);
    ok_hr(receive_value(channel, WS_RECEIVE_REQUIRED_MESSAGE, &value), WS_E_QUOTA_EXCEEDED);
    ok_bytes(answer, raw_bytes(s, NULL, 0, 0, answer, sizeof(fault) - 1), fault, sizeof(fault) - 1);
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    raw_leave(listener, channel, s);
}

TEST(records_that_do_not_belong_there)
{
    static const struct
    {
        const char *bytes;
        int count;
        HRESULT hr;
    } rows[] = {
        { "\x06\x01 ", 3, WS_E_INVALID_FORMAT },
        { "\x05\xff\xff\xff\xff\x7f", 6, WS_E_INVALID_FORMAT },
        { "\x05\x00", 2, WS_E_INVALID_FORMAT },
        { "\x0b", 1, WS_E_INVALID_FORMAT },
        { "\x05\x05 ", 3, WS_E_ENDPOINT_DISCONNECTED },
    };
    WS_LISTENER *listener;
    WS_CHANNEL *channel;
    INT32 value;
    unsigned i;
    SOCKET s;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("row %u", i);
        s = raw_client(&listener, &channel, 2, 3);
        raw_bytes(s, rows[i].bytes, rows[i].count, 0, NULL, 0);
        shutdown(s, SD_SEND);
        ok_hr(receive_value(channel, WS_RECEIVE_REQUIRED_MESSAGE, &value), rows[i].hr);
        ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
        raw_leave(listener, channel, s);
    }
    test_context("%s", "");
}

/* Binary goes without the session's dictionary unless the client announces one. */
TEST(both_binary_encodings_are_taken)
{
    static const char message[]
            = "\x56\x02\x0b\x01\x61\x06\x0b\x01\x73\x04\x56\x08\x44\x0a\x1e\x00\x82\x99\x06"
              "action\x01\x56\x0e\x40\x09localname\x08\x02ns\x89\xff\x01\x01";
    char bytes[256];
    WS_LISTENER *listener;
    WS_CHANNEL *channel;
    INT32 value;
    SOCKET s;
    int number, n;

    encoding = WS_ENCODING_XML_BINARY_SESSION_1;
    for (number = 7; number <= 8; number++)
    {
        s = raw_client(&listener, &channel, 2, (char)number);
        n = 0;
        bytes[n++] = 5;
        bytes[n++] = (char)(sizeof(message) - 1 + (number == 8));
        if (number == 8) bytes[n++] = 0;
        memcpy(bytes + n, message, sizeof(message) - 1);
        n += sizeof(message) - 1;
        bytes[n++] = 0;
        bytes[n++] = 7;
        raw_bytes(s, bytes, n, 0, NULL, 0);
        value = 0;
        ok_hr(receive_value(channel, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
        ok_int(value, -1);
        ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
        raw_leave(listener, channel, s);
    }
    encoding = WS_ENCODING_XML_UTF8;
}

TEST(what_a_client_says)
{
    struct raw_server raw = { .answer = "\x0b", .answer_size = 1, .more = "\x07", .more_size = 1 };
    WS_CHANNEL *channel = make_client(streamed, 2);
    char expected[300], url[100];
    int head;

    raw_start(&raw);
    snprintf(url, sizeof(url), "%s", url_of(raw.port, "/x"));
    ok_hr(open_to(channel, url, NULL), S_OK);
    ok_hr(send_value(channel, 3), S_OK);
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    WsFreeChannel(channel);
    raw_end(&raw);
    head = preamble(expected, raw.port, "/x", 3);
    expected[4] = 1;
    ok_bytes(raw.got, head, expected, head);
    ok_int(raw.got[head], 5);
    ok_bytes(raw.got + raw.size - 2, 2, "\x00\x07", 2);
}

/* The modes of both sides must be the same. */
TEST(modes_that_differ)
{
    WS_CHANNEL *channels[2], *server;
    WS_LISTENER *listener;
    unsigned i;

    for (i = 0; i < 2; i++)
    {
        struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
        WS_ASYNC_CONTEXT ctx = { on_done, &o };
        USHORT port = next_port++;

        test_context("row %u", i);
        listener = make_listener(url_of(port, "/x"));
        ok_hr(WsCreateChannelForListener(listener, streamed + i, 2 - i, &server, NULL), S_OK);
        ok_hr(WsAcceptChannel(listener, server, &ctx, NULL), WS_S_ASYNC);
        channels[0] = make_client(streamed + 1, 1);
        channels[1] = make_client(streamed, 2);
        ok_hr(open_to(channels[i], url_of(port, "/x"), NULL), WS_E_ENDPOINT_FAILURE);
        ok_hr(open_to(channels[!i], url_of(port, "/x"), NULL), S_OK);
        ok_hr(finish(WS_S_ASYNC, &o), S_OK);
        WsAbortChannel(channels[!i], NULL);
        WsAbortChannel(server, NULL);
        WsFreeChannel(channels[0]);
        WsFreeChannel(channels[1]);
        WsFreeChannel(server);
        WsCloseListener(listener, NULL, NULL);
        WsFreeListener(listener);
        CloseHandle(o.event);
    }
    test_context("%s", "");
}

TESTS = { CASE(one_message_in_each_direction), CASE(messages_that_nobody_reads),
    CASE(nothing_is_said), CASE(chunks_of_every_size), CASE(too_much),
    CASE(records_that_do_not_belong_there), CASE(both_binary_encodings_are_taken),
    CASE(what_a_client_says), CASE(modes_that_differ), END_OF_CASES };
