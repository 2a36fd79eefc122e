/* Sessions over net.tcp: facts C4, C8 to C23. Our client against our listener, and both against raw sockets.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define FIRST_PORT 17510
#include "tcp_kit.h"

TEST(C4_defaults)
{
    WS_CHANNEL *channel = make_client(NULL, 0);
    ULONG value = 0, size = 4096;
    static const struct
    {
        WS_CHANNEL_PROPERTY_ID id;
        ULONG value;
    } rows[] = {
        { WS_CHANNEL_PROPERTY_ENCODING, WS_ENCODING_XML_BINARY_SESSION_1 },
        { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, WS_ENVELOPE_VERSION_SOAP_1_2 },
        { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, WS_ADDRESSING_VERSION_1_0 },
        { WS_CHANNEL_PROPERTY_MAX_SESSION_DICTIONARY_SIZE, 2048 },
        { WS_CHANNEL_PROPERTY_MAX_BUFFERED_MESSAGE_SIZE, 65536 },
        { WS_CHANNEL_PROPERTY_STATE, WS_CHANNEL_STATE_CREATED },
        { WS_CHANNEL_PROPERTY_CHANNEL_TYPE, WS_CHANNEL_TYPE_DUPLEX_SESSION },
        { WS_CHANNEL_PROPERTY_CLOSE_TIMEOUT, 30000 },
        { WS_CHANNEL_PROPERTY_NO_DELAY, FALSE },
    };
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("row %u", i);
        ok_hr(WsGetChannelProperty(channel, rows[i].id, &value, sizeof(value), NULL), S_OK);
        ok_int(value, rows[i].value);
    }
    test_context("%s", "");
    ok_hr(WsSetChannelProperty(channel, WS_CHANNEL_PROPERTY_MAX_SESSION_DICTIONARY_SIZE, &size,
                  sizeof(size), NULL),
            E_INVALIDARG);
    WsFreeChannel(channel);
}

TEST(C8_C9_C11_listener)
{
    static const ULONG timeout = 1000;
    WS_LISTENER_PROPERTY property
            = { WS_LISTENER_PROPERTY_CONNECT_TIMEOUT, (void *)&timeout, sizeof(timeout) };
    WS_STRING url = wide_string("net.tcp://+:17509/path");
    WS_LISTENER *listener = NULL;
    ULONG value = 0;

    ok_hr(WsCreateListener(WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_TCP_CHANNEL_BINDING, NULL, 0, NULL,
                  NULL, NULL),
            E_INVALIDARG);
    ok_hr(WsCreateListener(WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_TCP_CHANNEL_BINDING, &property, 1,
                  NULL, &listener, NULL),
            S_OK);
    ok_hr(WsGetListenerProperty(listener, WS_LISTENER_PROPERTY_CHANNEL_TYPE, &value, 4, NULL),
            S_OK);
    ok_int(value, WS_CHANNEL_TYPE_DUPLEX_SESSION);
    ok_hr(WsGetListenerProperty(listener, WS_LISTENER_PROPERTY_CHANNEL_BINDING, &value, 4, NULL),
            S_OK);
    ok_int(value, WS_TCP_CHANNEL_BINDING);
    ok_hr(WsGetListenerProperty(listener, WS_LISTENER_PROPERTY_IP_VERSION, &value, 4, NULL), S_OK);
    ok_int(value, WS_IP_VERSION_AUTO);
    ok_hr(WsSetListenerProperty(listener, WS_LISTENER_PROPERTY_LISTEN_BACKLOG, &value, 4, NULL),
            E_INVALIDARG);
    ok_hr(WsResetListener(NULL, NULL), E_INVALIDARG);
    ok_hr(WsResetListener(listener, NULL), S_OK);
    ok_hr(WsOpenListener(listener, &url, NULL, NULL), S_OK);
    ok_hr(WsResetListener(listener, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
    ok_hr(WsResetListener(listener, NULL), S_OK);
    ok_hr(WsGetListenerProperty(listener, WS_LISTENER_PROPERTY_STATE, &value, 4, NULL), S_OK);
    ok_int(value, WS_LISTENER_STATE_CREATED);
    ok_hr(WsGetListenerProperty(listener, WS_LISTENER_PROPERTY_CONNECT_TIMEOUT, &value, 4, NULL),
            S_OK);
    ok_int(value, 1000);
    /* once more, and a second one on the same port */
    ok_hr(WsOpenListener(listener, &url, NULL, NULL), S_OK);
    {
        WS_LISTENER *second = NULL;

        ok_hr(WsCreateListener(WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_TCP_CHANNEL_BINDING, NULL, 0,
                      NULL, &second, NULL),
                S_OK);
        ok_hr(WsOpenListener(second, &url, NULL, NULL), WS_E_ADDRESS_IN_USE);
        WsFreeListener(second);
    }
    ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
    WsFreeListener(listener);
}

TEST(urls_that_are_refused)
{
    static const char *const urls[]
            = { "http://localhost/", "net.tcp://", "net.tcp:///x", "net.tcp://u@localhost/",
                  "net.tcp://localhost:99999/", "net.tcp://localhost/#x", "net.tcp://local host/" };
    unsigned i;

    for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
    {
        WS_CHANNEL *channel = make_client(NULL, 0);

        test_context("%s", urls[i]);
        ok_hr(open_to(channel, urls[i], NULL), WS_E_INVALID_ENDPOINT_URL);
        ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
        WsFreeChannel(channel);
    }
    test_context("%s", "");
}

TEST(C12_C13_C14_C16_messages_back_to_back)
{
    struct pair p;
    BOOL shut = 7;
    INT32 value;
    int i;

    pair_open(&p, NULL, 0);
    for (i = 0; i < 5; i++)
        ok_hr(send_value(p.client, -1 - i), S_OK);
    for (i = 0; i < 5; i++)
    {
        value = 0;
        ok_hr(receive_value(p.server,
                      i & 1 ? WS_RECEIVE_OPTIONAL_MESSAGE : WS_RECEIVE_REQUIRED_MESSAGE, &value),
                S_OK);
        ok_int(value, -1 - i);
    }
    /* and the other way */
    ok_hr(send_value(p.server, 77), S_OK);
    ok_hr(receive_value(p.client, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
    ok_int(value, 77);
    ok_hr(WsGetChannelProperty(
                  p.client, WS_CHANNEL_PROPERTY_IS_SESSION_SHUT_DOWN, &shut, sizeof(shut), NULL),
            S_OK);
    ok_int(shut, FALSE);
    ok_hr(WsShutdownSessionChannel(p.client, NULL, NULL), S_OK);
    ok_hr(WsShutdownSessionChannel(p.client, NULL, NULL), WS_E_INVALID_OPERATION);
    ok_hr(send_value(p.client, 1), WS_E_INVALID_OPERATION);
    ok_hr(WsGetChannelProperty(
                  p.client, WS_CHANNEL_PROPERTY_IS_SESSION_SHUT_DOWN, &shut, sizeof(shut), NULL),
            S_OK);
    ok_int(shut, TRUE);
    /* C17: the end of the session */
    ok_hr(receive_value(p.server, WS_RECEIVE_OPTIONAL_MESSAGE, &value), WS_S_END);
    ok_hr(receive_value(p.server, WS_RECEIVE_OPTIONAL_MESSAGE, &value), WS_S_END);
    /* the other direction is still open */
    ok_hr(send_value(p.server, 78), S_OK);
    ok_hr(receive_value(p.client, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
    ok_int(value, 78);
    pair_close(&p);
}

TEST(C15_before_open)
{
    WS_CHANNEL *channel = make_client(NULL, 0);
    INT32 value;

    ok_hr(WsShutdownSessionChannel(channel, NULL, NULL), WS_E_INVALID_OPERATION);
    ok_hr(receive_value(channel, WS_RECEIVE_REQUIRED_MESSAGE, &value), WS_E_INVALID_OPERATION);
    ok_hr(send_value(channel, 1), WS_E_INVALID_OPERATION);
    WsFreeChannel(channel);
}

TEST(every_encoding)
{
    static const struct
    {
        WS_ENCODING encoding;
        WS_ENVELOPE_VERSION envelope;
        WS_ADDRESSING_VERSION addressing;
    } rows[] = {
        { WS_ENCODING_XML_BINARY_SESSION_1, WS_ENVELOPE_VERSION_SOAP_1_2,
                WS_ADDRESSING_VERSION_1_0 },
        { WS_ENCODING_XML_BINARY_1, WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0 },
        { WS_ENCODING_XML_UTF8, WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_0_9 },
        { WS_ENCODING_XML_UTF16LE, WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0 },
        { WS_ENCODING_XML_UTF16BE, WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_1_0 },
        { WS_ENCODING_XML_UTF8, WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_1_0 },
        { WS_ENCODING_XML_MTOM_UTF8, WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0 },
        { WS_ENCODING_XML_MTOM_UTF16LE, WS_ENVELOPE_VERSION_SOAP_1_2, WS_ADDRESSING_VERSION_1_0 },
        { WS_ENCODING_XML_MTOM_UTF16BE, WS_ENVELOPE_VERSION_SOAP_1_1, WS_ADDRESSING_VERSION_0_9 },
    };
    unsigned i, k;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_CHANNEL_PROPERTY properties[] = {
            { WS_CHANNEL_PROPERTY_ENCODING, (void *)&rows[i].encoding, 4 },
            { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, (void *)&rows[i].envelope, 4 },
            { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, (void *)&rows[i].addressing, 4 },
        };
        struct pair p;
        INT32 value;

        test_context("row %u", i);
        pair_open(&p, properties, 3);
        for (k = 0; k < 3; k++)
        {
            ok_hr(send_value(p.client, 1000 + k), S_OK);
            ok_hr(receive_value(p.server, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
            ok_int(value, 1000 + k);
        }
        pair_close(&p);
    }
    test_context("%s", "");
}

TEST(keep_alives)
{
    BOOL on = TRUE;
    ULONG time = 60000, interval = 2000;
    WS_CHANNEL_PROPERTY properties[] = {
        { WS_CHANNEL_PROPERTY_SEND_KEEP_ALIVES, &on, sizeof(on) },
        { WS_CHANNEL_PROPERTY_KEEP_ALIVE_TIME, &time, sizeof(time) },
        { WS_CHANNEL_PROPERTY_KEEP_ALIVE_INTERVAL, &interval, sizeof(interval) },
    };
    struct pair p;
    INT32 value;

    pair_open(&p, properties, 3);
    ok_hr(send_value(p.client, 5), S_OK);
    ok_hr(receive_value(p.server, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
    ok_int(value, 5);
    pair_close(&p);
}

TEST(C18_asynchronous)
{
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &o };
    WS_MESSAGE *message;
    struct pair p;
    INT32 value = 5, got = 0;
    HRESULT hr;

    pair_open(&p, NULL, 0);
    ok_hr(WsCreateMessageForChannel(p.server, NULL, 0, &message, NULL), S_OK);
    hr = WsReceiveMessage(p.server, message, descriptions, 1, WS_RECEIVE_REQUIRED_MESSAGE,
            WS_READ_REQUIRED_VALUE, NULL, &got, sizeof(got), NULL, &ctx, NULL);
    ok_hr(hr, WS_S_ASYNC);
    ok_hr(send_value(p.client, value), S_OK);
    ok_hr(finish(hr, &o), S_OK);
    ok_int(got, 5);
    ok_int(o.calls, 1);
    /* synchronous and asynchronous calls may be mixed */
    ok_hr(send_value(p.client, 6), S_OK);
    ok_hr(receive_value(p.server, WS_RECEIVE_REQUIRED_MESSAGE, &got), S_OK);
    ok_int(got, 6);
    ok_hr(finish(WsShutdownSessionChannel(p.client, &ctx, NULL), &o), S_OK);
    WsResetMessage(message, NULL);
    hr = WsReceiveMessage(p.server, message, descriptions, 1, WS_RECEIVE_OPTIONAL_MESSAGE,
            WS_READ_REQUIRED_VALUE, NULL, &got, sizeof(got), NULL, &ctx, NULL);
    ok_hr(finish(hr, &o), WS_S_END);
    WsFreeMessage(message);
    pair_close(&p);
    CloseHandle(o.event);
}

static DWORD CALLBACK abort_soon(void *channel)
{
    Sleep(100);
    ok_hr(WsAbortChannel(channel, NULL), S_OK);
    return 0;
}

TEST(abort_ends_what_waits)
{
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &o };
    WS_CHANNEL *waiting = NULL;
    WS_MESSAGE *message;
    HANDLE thread;
    struct pair p;
    INT32 value;
    HRESULT hr;

    pair_open(&p, NULL, 0);
    /* a synchronous receive */
    thread = CreateThread(NULL, 0, abort_soon, p.client, 0, NULL);
    ok_hr(receive_value(p.client, WS_RECEIVE_REQUIRED_MESSAGE, &value), WS_E_OPERATION_ABORTED);
    WaitForSingleObject(thread, 5000);
    CloseHandle(thread);
    ok_int(state_of(p.client), WS_CHANNEL_STATE_FAULTED);
    /* the other side sees its connection go */
    hr = receive_value(p.server, WS_RECEIVE_OPTIONAL_MESSAGE, &value);
    ok_hr(hr, WS_E_ENDPOINT_DISCONNECTED);
    ok_int(state_of(p.server), WS_CHANNEL_STATE_FAULTED);
    /* an accept in progress */
    ok_hr(WsCreateChannelForListener(p.listener, NULL, 0, &waiting, NULL), S_OK);
    ok_hr(WsAcceptChannel(p.listener, waiting, &ctx, NULL), WS_S_ASYNC);
    ok_hr(WsAbortChannel(waiting, NULL), S_OK);
    ok_hr(finish(WS_S_ASYNC, &o), WS_E_OPERATION_ABORTED);
    ok_hr(WsCloseChannel(waiting, NULL, NULL), S_OK);
    /* and one that the listener ends */
    ok_hr(WsResetChannel(waiting, NULL), S_OK);
    ok_hr(WsAcceptChannel(p.listener, waiting, &ctx, NULL), WS_S_ASYNC);
    ok_hr(WsAbortListener(p.listener, NULL), S_OK);
    ok_hr(finish(WS_S_ASYNC, &o), WS_E_OPERATION_ABORTED);
    WsFreeChannel(waiting);
    pair_close(&p);
    /* an asynchronous receive */
    pair_open(&p, NULL, 0);
    ok_hr(WsCreateMessageForChannel(p.server, NULL, 0, &message, NULL), S_OK);
    ok_hr(WsReceiveMessage(p.server, message, descriptions, 1, WS_RECEIVE_REQUIRED_MESSAGE,
                  WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL, &ctx, NULL),
            WS_S_ASYNC);
    ok_hr(WsAbortChannel(p.server, NULL), S_OK);
    ok_hr(finish(WS_S_ASYNC, &o), WS_E_OPERATION_ABORTED);
    WsFreeMessage(message);
    pair_close(&p);
    CloseHandle(o.event);
}

TEST(reset_serves_again)
{
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &o };
    struct pair p;
    INT32 value;
    HRESULT hr;
    int i;

    pair_open(&p, NULL, 0);
    for (i = 0; i < 3; i++)
    {
        test_context("round %d", i);
        ok_hr(send_value(p.client, i), S_OK);
        ok_hr(receive_value(p.server, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
        ok_int(value, i);
        hr = WsCloseChannel(p.client, &ctx, NULL);
        ok_hr(receive_value(p.server, WS_RECEIVE_OPTIONAL_MESSAGE, &value), WS_S_END);
        ok_hr(WsCloseChannel(p.server, NULL, NULL), S_OK);
        ok_hr(finish(hr, &o), S_OK);
        ok_hr(WsResetChannel(p.client, NULL), S_OK);
        ok_hr(WsResetChannel(p.server, NULL), S_OK);
        hr = WsAcceptChannel(p.listener, p.server, &ctx, NULL);
        ok_hr(open_to(p.client, url_of(p.port, "/service"), NULL), S_OK);
        ok_hr(finish(hr, &o), S_OK);
    }
    test_context("%s", "");
    pair_close(&p);
    CloseHandle(o.event);
}

TEST(C19_to_C22_server_against_raw_client)
{
    static const char envelope[]
            = "\x0a\x09localname" /* dictionary block */
              "\x56\x02\x0b\x01\x61\x06\x0b\x01\x73\x04\x56\x08\x44\x0a\x1e\x00\x82\x99\x06"
              "action\x44\x0c\x1e\x00\x82\x99\x07urn:foo\x01\x56\x0e\x42\x01\x08\x02ns\x89\xff\x01\x01";
    static const int pieces[] = { 0, 1, 7 };
    char bytes[512], answer[512];
    unsigned i;

    for (i = 0; i < 3; i++)
    {
        struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
        WS_ASYNC_CONTEXT ctx = { on_done, &o };
        USHORT port = next_port++;
        WS_LISTENER *listener = make_listener(url_of(port, "/x"));
        WS_CHANNEL *channel;
        INT32 value = 0;
        WS_STRING url = { 0 };
        SOCKET s;
        int n;

        test_context("pieces of %d", pieces[i]);
        ok_hr(WsCreateChannelForListener(listener, NULL, 0, &channel, NULL), S_OK);
        ok_hr(WsAcceptChannel(listener, channel, &ctx, NULL), WS_S_ASYNC);
        s = raw_connect(port);
        n = preamble(bytes, port, "/x", 8);
        ok_int(raw_bytes(s, bytes, n, pieces[i], answer, 1), 1);
        ok_int(answer[0], 0x0b);
        ok_hr(finish(WS_S_ASYNC, &o), S_OK);
        ok_hr(WsGetChannelProperty(
                      channel, WS_CHANNEL_PROPERTY_TRANSPORT_URL, &url, sizeof(url), NULL),
                S_OK);
        ok_int(url.length, strlen(url_of(port, "/x")));
        n = 0;
        bytes[n++] = 6;
        bytes[n++] = sizeof(envelope) - 1;
        memcpy(bytes + n, envelope, sizeof(envelope) - 1);
        n += sizeof(envelope) - 1;
        bytes[n++] = 7;
        raw_bytes(s, bytes, n, pieces[i], NULL, 0);
        ok_hr(receive_value(channel, WS_RECEIVE_REQUIRED_MESSAGE, &value), S_OK);
        ok_int(value, -1);
        ok_hr(receive_value(channel, WS_RECEIVE_OPTIONAL_MESSAGE, &value), WS_S_END);
        ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
        ok_int(raw_bytes(s, NULL, 0, 0, answer, 10), 1);
        ok_int(answer[0], 7);
        closesocket(s);
        WsFreeChannel(channel);
        ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
        WsFreeListener(listener);
        CloseHandle(o.event);
    }
    test_context("%s", "");
}

TEST(C19_to_C22_client_on_the_wire)
{
    struct raw_server raw = { .answer = "\x0b", .answer_size = 1, .more = "\x07", .more_size = 1 };
    WS_CHANNEL *channel = make_client(NULL, 0);
    char expected[512], url[100];
    WS_ENDPOINT_ADDRESS address;
    int n;

    raw_start(&raw);
    snprintf(url, sizeof(url), "net.tcp://localhost:%u", raw.port);
    address = (WS_ENDPOINT_ADDRESS){ wide_string(url) };
    ok_hr(WsOpenChannel(channel, &address, NULL, NULL), S_OK);
    ok_hr(send_value(channel, -1), S_OK);
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    raw_end(&raw);
    n = preamble(expected, raw.port, "", 8);
    ok_bytes(raw.got, n, expected, n);
    ok(raw.size > n + 2 && raw.got[n] == 6, "a sized envelope must follow");
    /* the strings that are new, then the envelope of C22, where the namespace may be a string too */
    ok_bytes(raw.got + n + 2, 14, "\x0d\x09localname\x02ns", 14);
    ok_bytes(raw.got + n + 16, 12, "\x56\x02\x0b\x01\x61\x06\x0b\x01\x73\x04\x56\x08", 12);
    ok_bytes(raw.got + raw.size - 12, 12, "\x01\x56\x0e\x42\x01\x0a\x03\x89\xff\x01\x01\x07", 12);
    WsFreeChannel(channel);
}

TEST(answers_to_the_preamble)
{
    static const struct
    {
        const char *answer;
        int size;
        HRESULT hr;
    } rows[] = {
        { "\x08\x47" FAULT_URI "EndpointNotFound", 2 + 0x47, WS_E_ENDPOINT_NOT_FOUND },
        { "\x08\x44" FAULT_URI "ServerTooBusy", 2 + 0x44, WS_E_ENDPOINT_TOO_BUSY },
        { "\x08\x05urn:x", 7, WS_E_ENDPOINT_FAILURE },
        { "\x0c", 1, WS_E_INVALID_FORMAT },
        { "HTTP/1.1 400 Bad Request\r\n\r\n", 28, WS_E_INVALID_FORMAT },
    };
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct raw_server raw = { .answer = rows[i].answer, .answer_size = rows[i].size };
        WS_CHANNEL *channel = make_client(NULL, 0);

        test_context("row %u", i);
        raw_start(&raw);
        ok_hr(open_to(channel, url_of(raw.port, "/"), NULL), rows[i].hr);
        ok_int(state_of(channel), WS_CHANNEL_STATE_FAULTED);
        ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
        WsFreeChannel(channel);
        raw_end(&raw);
    }
    test_context("%s", "");
}

TEST(C23_dictionary_quota)
{
    static const ULONG sizes[] = { 2048, 4096 };
    char bytes[8192];
    unsigned i, k;

    for (i = 0; i < 2; i++)
    {
        struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
        WS_ASYNC_CONTEXT ctx = { on_done, &o };
        WS_CHANNEL_PROPERTY property
                = { WS_CHANNEL_PROPERTY_MAX_SESSION_DICTIONARY_SIZE, (void *)&sizes[i], 4 };
        USHORT port = next_port++;
        WS_LISTENER *listener = make_listener(url_of(port, "/x"));
        WS_CHANNEL *channel;
        char answer;
        INT32 value;
        SOCKET s;
        int n;

        test_context("size %u", (unsigned)sizes[i]);
        ok_hr(WsCreateChannelForListener(listener, &property, 1, &channel, NULL), S_OK);
        ok_hr(WsAcceptChannel(listener, channel, &ctx, NULL), WS_S_ASYNC);
        s = raw_connect(port);
        n = preamble(bytes, port, "/x", 8);
        raw_bytes(s, bytes, n, 0, &answer, 1);
        ok_hr(finish(WS_S_ASYNC, &o), S_OK);
        for (k = 0; k <= sizes[i] / 128; k++)
        {
            int length = k == sizes[i] / 128 ? 9 : 127;
            int size;
            char block[256], *at = block;

            *at++ = (char)(length + 1) & 0x7f;
            if (length + 1 > 127)
            {
                at[-1] = (char)0x80;
                *at++ = 1;
            }
            *at++ = (char)length;
            memset(at, 'a' + (k % 26), length);
            at[0] = 'A' + (k / 26);
            at += length;
            /* the body's element is the string of this message; k-th string has the id 2k+1 */
            size = (int)(at - block);
            {
                static const char rest[]
                        = "\x56\x02\x0b\x01\x61\x06\x0b\x01\x73\x04\x56\x08\x44\x0a\x1e\x00\x82\x99\x06"
                          "action\x01\x56\x0e\x40\x09localname\x08\x02ns\x89\xff\x01\x01";

                memcpy(block + size, rest, sizeof(rest) - 1);
                size += sizeof(rest) - 1;
            }
            n = 0;
            bytes[n++] = 6;
            if (size > 127)
            {
                bytes[n++] = (char)(size | 0x80);
                bytes[n++] = (char)(size >> 7);
            }
            else
                bytes[n++] = (char)size;
            memcpy(bytes + n, block, size);
            raw_bytes(s, bytes, n + size, 0, NULL, 0);
            ok_hr(receive_value(channel, WS_RECEIVE_REQUIRED_MESSAGE, &value),
                    k == sizes[i] / 128 ? WS_E_QUOTA_EXCEEDED : S_OK);
        }
        ok_int(state_of(channel), WS_CHANNEL_STATE_FAULTED);
        ok_hr(receive_value(channel, WS_RECEIVE_REQUIRED_MESSAGE, &value), WS_E_OBJECT_FAULTED);
        ok_hr(send_value(channel, 1), WS_E_OBJECT_FAULTED);
        ok_hr(WsShutdownSessionChannel(channel, NULL, NULL), WS_E_OBJECT_FAULTED);
        ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
        closesocket(s);
        WsFreeChannel(channel);
        ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
        WsFreeListener(listener);
        CloseHandle(o.event);
    }
    test_context("%s", "");
}

/* Each ends its own connection only, with the fault that there is for it. */
TEST(bad_preambles)
{
    static const struct
    {
        const char *bytes;
        int size;
        const char *fault; /* NULL: closed without a word */
    } rows[] = {
        { "\x00\x02\x00", 3, NULL },
        { "GET / HTTP/1.1\r\n\r\n", 18, NULL },
        { "\x00\x01\x00\x01\x01", 5, "UnsupportedMode" },
        { "\x00\x01\x00\x01\x02\x02\x00", 7, NULL },
        { "\x00\x01\x00\x01\x02\x02\x81\x10", 8, NULL },
        { "\x00\x01\x00\x01\x02\x02\x1cnet.tcp://localhost:1/nowhere", 35, "EndpointNotFound" },
        { "\x00\x01\x00\x01\x02\x03\x08", 7, NULL },
    };
    char expected[200], answer[200], bytes[300];
    USHORT port = next_port++;
    WS_LISTENER *listener = make_listener(url_of(port, "/x"));
    struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
    WS_ASYNC_CONTEXT ctx = { on_done, &o };
    WS_CHANNEL *channel;
    unsigned i;
    SOCKET s;
    int n;

    ok_hr(WsCreateChannelForListener(listener, NULL, 0, &channel, NULL), S_OK);
    ok_hr(WsAcceptChannel(listener, channel, &ctx, NULL), WS_S_ASYNC);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("row %u", i);
        s = raw_connect(port);
        n = raw_bytes(s, rows[i].bytes, rows[i].size, 0, answer, sizeof(answer));
        if (rows[i].fault)
        {
            snprintf(expected, sizeof(expected), "\x08%c" FAULT_URI "%s",
                    (char)(sizeof(FAULT_URI) - 1 + strlen(rows[i].fault)), rows[i].fault);
            ok_bytes(answer, n, expected, (int)strlen(expected));
        }
        else
            ok(n <= 0, "%d bytes came", n);
        closesocket(s);
    }
    /* upgrades and other encodings */
    s = raw_connect(port);
    n = preamble(bytes, port, "/x", 8) - 1;
    memcpy(bytes + n,
            "\x09\x15"
            "application/negotiate",
            23);
    n = raw_bytes(s, bytes, n + 23, 0, answer, sizeof(answer));
    ok(n > 60 && strstr(answer + 2, "UpgradeInvalid"), "an upgrade: %d", n);
    closesocket(s);
    s = raw_connect(port);
    n = preamble(bytes, port, "/x", 3);
    memset(answer, 0, sizeof(answer));
    n = raw_bytes(s, bytes, n, 0, answer, sizeof(answer));
    ok(n > 60 && strstr(answer + 2, "ContentTypeInvalid"), "text at a binary channel: %d", n);
    closesocket(s);
    test_context("%s", "");
    /* the accept is still there for who does it right */
    s = raw_connect(port);
    n = preamble(bytes, port, "/x", 8);
    ok_int(raw_bytes(s, bytes, n, 0, answer, 1), 1);
    ok_int(answer[0], 0x0b);
    ok_hr(finish(WS_S_ASYNC, &o), S_OK);
    closesocket(s);
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    WsFreeChannel(channel);
    ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
    WsFreeListener(listener);
    CloseHandle(o.event);
}

TEST(frames_that_end_a_session)
{
    static const struct
    {
        const char *bytes;
        int size;
        HRESULT hr;
    } rows[] = {
        { "\x06\x00", 2, WS_E_INVALID_FORMAT }, { "\x06\xff\xff\xff\x7f", 5, WS_E_QUOTA_EXCEEDED },
        { "\x06\x03\x00\xff\xff", 5, WS_E_INVALID_FORMAT },
        { "\x06\x03\x05\x01\x61", 5, WS_E_INVALID_FORMAT }, { "\x0b", 1, WS_E_INVALID_FORMAT },
        { "\xee", 1, WS_E_INVALID_FORMAT }, { "\x08\x05urn:x", 7, WS_E_ENDPOINT_FAILURE },
        { "\x06\x20\x00\x01", 4, WS_E_ENDPOINT_DISCONNECTED }, /* and closes there */
    };
    char bytes[300], answer[300];
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct outcome o = { CreateEventW(NULL, FALSE, FALSE, NULL) };
        WS_ASYNC_CONTEXT ctx = { on_done, &o };
        USHORT port = next_port++;
        WS_LISTENER *listener = make_listener(url_of(port, "/x"));
        WS_CHANNEL *channel;
        INT32 value;
        SOCKET s;
        int n;

        test_context("row %u", i);
        ok_hr(WsCreateChannelForListener(listener, NULL, 0, &channel, NULL), S_OK);
        ok_hr(WsAcceptChannel(listener, channel, &ctx, NULL), WS_S_ASYNC);
        s = raw_connect(port);
        n = preamble(bytes, port, "/x", 8);
        raw_bytes(s, bytes, n, 0, answer, 1);
        ok_hr(finish(WS_S_ASYNC, &o), S_OK);
        raw_bytes(s, rows[i].bytes, rows[i].size, 0, NULL, 0);
        shutdown(s, SD_SEND);
        ok_hr(receive_value(channel, WS_RECEIVE_REQUIRED_MESSAGE, &value), rows[i].hr);
        ok_int(state_of(channel), WS_CHANNEL_STATE_FAULTED);
        if (rows[i].hr == WS_E_QUOTA_EXCEEDED)
        {
            n = raw_bytes(s, NULL, 0, 0, answer, 84);
            ok(n > 60 && strstr(answer + 2, "MaxMessageSizeExceededFault"), "too large: %d", n);
        }
        ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
        closesocket(s);
        WsFreeChannel(channel);
        ok_hr(WsCloseListener(listener, NULL, NULL), S_OK);
        WsFreeListener(listener);
        CloseHandle(o.event);
    }
    test_context("%s", "");
}

TEST(nobody_listens)
{
    WS_CHANNEL *channel = make_client(NULL, 0);

    ok_hr(open_to(channel, "net.tcp://localhost:1/", NULL), WS_E_ENDPOINT_UNREACHABLE);
    ok_int(state_of(channel), WS_CHANNEL_STATE_FAULTED);
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    WsFreeChannel(channel);
}

TESTS = { CASE(C4_defaults), CASE(C8_C9_C11_listener), CASE(urls_that_are_refused),
    CASE(C12_C13_C14_C16_messages_back_to_back), CASE(C15_before_open), CASE(every_encoding),
    CASE(keep_alives), CASE(C18_asynchronous), CASE(abort_ends_what_waits),
    CASE(reset_serves_again), CASE(C19_to_C22_server_against_raw_client),
    CASE(C19_to_C22_client_on_the_wire), CASE(answers_to_the_preamble), CASE(C23_dictionary_quota),
    CASE(bad_preambles), CASE(frames_that_end_a_session), CASE(nobody_listens), END_OF_CASES };
