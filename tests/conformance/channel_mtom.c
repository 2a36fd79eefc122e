/* MTOM over HTTP: what goes over the wire, what is understood, and both of our sides together.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "peer.h"

static WS_XML_STRING ns = { 2, (BYTE *)"ns", NULL, 0 };
static WS_XML_STRING name = { 4, (BYTE *)"data", NULL, 0 };
static WS_XML_STRING action = { 7, (BYTE *)"urn:act", NULL, 0 };
static WS_ELEMENT_DESCRIPTION element = { &name, &ns, WS_BYTES_TYPE, NULL };
static WS_MESSAGE_DESCRIPTION description = { &action, &element };
static WS_MESSAGE_DESCRIPTION answer = { NULL, &element };

static WS_TRANSFER_MODE transfer = WS_BUFFERED_TRANSFER_MODE;
static ULONG max_buffered = 1 << 20;

static ULONG properties_for(
        WS_ENCODING *encoding, WS_ENVELOPE_VERSION *envelope, WS_CHANNEL_PROPERTY *p)
{
    static WS_ADDRESSING_VERSION addressing = WS_ADDRESSING_VERSION_TRANSPORT;

    p[0] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_ENCODING, encoding, sizeof(*encoding) };
    p[1] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, envelope,
        sizeof(*envelope) };
    p[2] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &addressing,
        sizeof(addressing) };
    p[3] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_MAX_BUFFERED_MESSAGE_SIZE, &max_buffered,
        sizeof(max_buffered) };
    p[4] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_TRANSFER_MODE, &transfer, sizeof(transfer) };
    return 5;
}

static WS_CHANNEL *client_for(WS_ENCODING encoding, WS_ENVELOPE_VERSION envelope, const WCHAR *url)
{
    WS_CHANNEL_PROPERTY p[5];
    ULONG count = properties_for(&encoding, &envelope, p);
    WS_ENDPOINT_ADDRESS address = { { 0 } };
    WS_CHANNEL *channel = NULL;

    ok_hr(WsCreateChannel(
                  WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, p, count, NULL, &channel, NULL),
            S_OK);
    address.url.chars = (WCHAR *)url;
    address.url.length = lstrlenW(url);
    ok_hr(WsOpenChannel(channel, &address, NULL, NULL), S_OK);
    return channel;
}

static HRESULT exchange(WS_CHANNEL *channel, WS_BYTES *sent, WS_HEAP *heap, WS_BYTES *got)
{
    WS_MESSAGE *request, *reply;
    HRESULT hr;

    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, &request, NULL), S_OK);
    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, &reply, NULL), S_OK);
    hr = WsRequestReply(channel, request, &description, WS_WRITE_REQUIRED_VALUE, sent,
            sizeof(*sent), reply, &answer, WS_READ_REQUIRED_VALUE, heap, got, sizeof(*got), NULL,
            NULL);
    WsFreeMessage(request);
    WsFreeMessage(reply);
    return hr;
}

static void done(WS_CHANNEL *channel)
{
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    WsFreeChannel(channel);
}

#define ROOT_TYPE "Content-Type: application/xop+xml;charset=utf-8;type=\"text/xml\"\r\n\r\n"
#define INCLUDE \
    "<inc:Include href=\"cid:one@x\" xmlns:inc=\"http://www.w3.org/2004/08/xop/include\"/>"
#define ENVELOPE(content)                                                                \
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>" content \
    "</s:Body></s:Envelope>"

static const char *reply_with(const char *type, const char *body)
{
    static char text[8192];

    snprintf(text, sizeof(text),
            "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %u\r\n\r\n%s", type,
            (unsigned)strlen(body), body);
    return text;
}

TEST(request_on_the_wire)
{
    static BYTE long_bytes[2000];
    struct peer peer = { 0 };
    WS_BYTES sent = { sizeof(long_bytes), long_bytes }, got = { 0 };
    WS_HEAP *heap = test_heap();
    WS_CHANNEL *channel;
    const char *boundary, *body;

    memset(long_bytes, 'x', sizeof(long_bytes));
    peer.reply = reply_with("multipart/related; type=\"application/xop+xml\"; start=\"<root@x>\"; "
                            "boundary=BOUND; start-info=\"text/xml\"",
            "--BOUND\r\nContent-ID: <one@x>\r\nContent-Transfer-Encoding: binary\r\n\r\nhello"
            "\r\n--BOUND\r\nContent-ID: <root@x>\r\n" ROOT_TYPE ENVELOPE(
                    "<data xmlns=\"ns\">" INCLUDE "</data>") "\r\n--BOUND--\r\n");
    peer_start(&peer);
    channel = client_for(
            WS_ENCODING_XML_MTOM_UTF8, WS_ENVELOPE_VERSION_SOAP_1_1, peer_url(&peer, "/"));
    ok_hr(exchange(channel, &sent, heap, &got), S_OK);
    ok_bytes(got.bytes, got.length, "hello", 5);
    done(channel);
    peer_stop(&peer);
    ok(strstr(peer.request,
               "\r\nContent-Type: multipart/related; type=\"application/xop+xml\"; "
               "start=\"<http://tempuri.org/0>\"; boundary=\"uuid:")
                    != NULL,
            "%s", peer.request);
    ok(strstr(peer.request, "; start-info=\"text/xml\"\r\n") != NULL, "%s", peer.request);
    ok(strstr(peer.request, "\r\nSOAPAction: \"urn:act\"\r\n") != NULL, "%s", peer.request);
    boundary = strstr(peer.request, "uuid:");
    body = peer_body(&peer);
    ok(boundary && strstr(body, "--uuid:") && !memcmp(strstr(body, "uuid:"), boundary, 37),
            "the parts are divided as the header says");
    ok(strstr(body, "Include") && strstr(body, "xxxxxxxxxx"),
            "the bytes are in a part of their own");
}

TEST(what_replies_may_be)
{
    static const struct
    {
        const char *type, *body;
        HRESULT hr;
    } rows[] = {
        { "text/xml; charset=utf-8", ENVELOPE("<data xmlns=\"ns\">aGVsbG8=</data>"), S_OK },
        { "multipart/related;boundary=\"b\";type=\"application/xop+xml\"",
                "--b\r\n" ROOT_TYPE ENVELOPE("<data xmlns=\"ns\">aGVsbG8=</data>") "\r\n--b--",
                S_OK },
        { "multipart/related;type=\"application/xop+xml\"", "--b\r\n\r\n\r\n--b--",
                WS_E_INVALID_FORMAT },
        { "multipart/related;boundary=b", "nothing", WS_E_INVALID_FORMAT },
        { "multipart/related;boundary=b;start=\"<other>\"",
                "--b\r\nContent-ID: <root>\r\n" ROOT_TYPE ENVELOPE("") "\r\n--b--",
                WS_E_INVALID_FORMAT },
        { "multipart/related;boundary=b",
                "--b\r\n" ROOT_TYPE ENVELOPE("<data xmlns=\"ns\">" INCLUDE "</data>") "\r\n--b--",
                WS_E_INVALID_FORMAT },
        { "multipart/mixed;boundary=b", "--b\r\n\r\n--b--", WS_E_INVALID_FORMAT },
        { "application/soap+xml", ENVELOPE(""), WS_E_INVALID_FORMAT },
    };
    WS_HEAP *heap = test_heap();
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct peer peer = { 0 };
        WS_BYTES sent = { 2, (BYTE *)"ab" }, got = { 0 };
        WS_CHANNEL *channel;

        test_context("row %u", i);
        peer.reply = reply_with(rows[i].type, rows[i].body);
        peer_start(&peer);
        channel = client_for(
                WS_ENCODING_XML_MTOM_UTF8, WS_ENVELOPE_VERSION_SOAP_1_1, peer_url(&peer, "/"));
        ok_hr(exchange(channel, &sent, heap, &got), rows[i].hr);
        if (rows[i].hr == S_OK) ok_bytes(got.bytes, got.length, "hello", 5);
        done(channel);
        peer_stop(&peer);
    }
    test_context("%s", "");
}

/* ---- our own service ---- */

struct server
{
    WS_CHANNEL *channel;
    WS_LISTENER *listener;
    HANDLE thread;
    HRESULT hr;
};

/* Says what it has been told. */
static DWORD CALLBACK serve(void *argument)
{
    struct server *s = argument;
    const WS_MESSAGE_DESCRIPTION *descriptions[] = { &description };
    WS_MESSAGE *request, *reply;
    WS_HEAP *heap = NULL;
    WS_BYTES bytes = { 0 };

    WsCreateHeap(1 << 22, 0, NULL, 0, &heap, NULL);
    WsCreateMessageForChannel(s->channel, NULL, 0, &request, NULL);
    WsCreateMessageForChannel(s->channel, NULL, 0, &reply, NULL);
    s->hr = WsAcceptChannel(s->listener, s->channel, NULL, NULL);
    if (s->hr == S_OK)
        s->hr = WsReceiveMessage(s->channel, request, descriptions, 1, WS_RECEIVE_REQUIRED_MESSAGE,
                WS_READ_REQUIRED_VALUE, heap, &bytes, sizeof(bytes), NULL, NULL, NULL);
    if (s->hr == S_OK)
        s->hr = WsSendReplyMessage(s->channel, reply, &answer, WS_WRITE_REQUIRED_VALUE, &bytes,
                sizeof(bytes), request, NULL, NULL);
    WsCloseChannel(s->channel, NULL, NULL);
    WsFreeMessage(request);
    WsFreeMessage(reply);
    WsFreeHeap(heap);
    return 0;
}

static void go_there_and_back(void)
{
    static const WS_ENCODING encodings[] = { WS_ENCODING_XML_MTOM_UTF8,
        WS_ENCODING_XML_MTOM_UTF16BE, WS_ENCODING_XML_MTOM_UTF16LE };
    static const ULONG sizes[] = { 0, 1, 700, 60000 };
    BYTE *bytes = malloc(100000);
    WS_HEAP *heap = NULL;
    unsigned i, k;

    for (i = 0; i < 100000; i++)
        bytes[i] = (BYTE)(i * 7 + i / 256);
    ok_hr(WsCreateHeap(1 << 22, 0, NULL, 0, &heap, NULL), S_OK);
    for (i = 0; i < 12; i++)
    {
        WS_ENCODING encoding = encodings[i / 4];
        WS_ENVELOPE_VERSION envelope
                = i & 1 ? WS_ENVELOPE_VERSION_SOAP_1_1 : WS_ENVELOPE_VERSION_SOAP_1_2;
        WS_BYTES sent = { sizes[i % 4], bytes }, got = { 7, NULL };
        WS_CHANNEL_PROPERTY p[5];
        ULONG count = properties_for(&encoding, &envelope, p);
        struct server s = { 0 };
        WS_CHANNEL *client;
        WCHAR url[64];
        WS_STRING text;

        test_context("transfer %u row %u", (unsigned)transfer, i);
        k = 12000 + (GetCurrentProcessId() * 16 + i) % 3000;
        wsprintfW(url, L"http://localhost:%u/mtom", k);
        text.chars = url;
        text.length = lstrlenW(url);
        ok_hr(WsCreateListener(WS_CHANNEL_TYPE_REPLY, WS_HTTP_CHANNEL_BINDING, NULL, 0, NULL,
                      &s.listener, NULL),
                S_OK);
        ok_hr(WsOpenListener(s.listener, &text, NULL, NULL), S_OK);
        ok_hr(WsCreateChannelForListener(s.listener, p, count, &s.channel, NULL), S_OK);
        s.thread = CreateThread(NULL, 0, serve, &s, 0, NULL);
        client = client_for(encoding, envelope, url);
        ok_hr(exchange(client, &sent, heap, &got), S_OK);
        ok_bytes(got.bytes, got.length, bytes, sizes[i % 4]);
        ok(WaitForSingleObject(s.thread, 5000) == WAIT_OBJECT_0, "the server must end");
        ok_hr(s.hr, S_OK);
        CloseHandle(s.thread);
        done(client);
        WsFreeChannel(s.channel);
        ok_hr(WsCloseListener(s.listener, NULL, NULL), S_OK);
        WsFreeListener(s.listener);
        WsResetHeap(heap, NULL);
    }
    test_context("%s", "");
    WsFreeHeap(heap);
    free(bytes);
}

TEST(there_and_back)
{
    go_there_and_back();
}

/* Parts need each other, so a message is held in memory even so; its limit is the streamed one. */
TEST(streamed_there_and_back)
{
    max_buffered = 1000;
    for (transfer = WS_STREAMED_TRANSFER_MODE; transfer == WS_STREAMED_TRANSFER_MODE; transfer = 0)
        go_there_and_back();
    max_buffered = 1 << 20;
    for (transfer = WS_STREAMED_INPUT_TRANSFER_MODE; transfer < WS_STREAMED_TRANSFER_MODE;
            transfer++)
        go_there_and_back();
    transfer = WS_BUFFERED_TRANSFER_MODE;
}

TESTS = { CASE(request_on_the_wire), CASE(streamed_there_and_back), CASE(what_replies_may_be),
    CASE(there_and_back), END_OF_CASES };
