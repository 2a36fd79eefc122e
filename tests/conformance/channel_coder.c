/* Encoders and decoders of the application on HTTP, TCP and pipe channels, both roles: which callbacks are called in which
 * order with what, what is on the wire, and what happens when one fails.
 *
 * The encoder here makes two letters of each byte, puts a mark before and behind, and writes in pieces; the decoder returns a
 * few bytes at a time.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "peer.h"

#define PORT      17931
#define BAD_BYTES ((HRESULT)0x80045678) /* of the decoder */

/* ---- the coders ---- */

struct coding
{
    const char *type;     /* what the encoder makes of the content type */
    const char *plain;    /* what the decoder makes of it; NULL: what the encoder was given */
    const char *encoding; /* content encoding; NULL: none */
    char fails;           /* the letter of the callback that does */
    ULONG inflate;        /* the decoder adds so many spaces */
    ULONG read_most;      /* bytes that the decoder reads at a time */
    char log[256];        /* letters of the callbacks; those of the decoder are capitals */
    char seen[160], coded[160],
            content[40]; /* types and the content encoding that they were given */
    volatile LONG alive; /* instances */
    WS_WRITE_CALLBACK write;
    void *write_state;
    WS_READ_CALLBACK read;
    void *read_state;
    WCHAR text[2][160];
    ULONG inflated;
    BOOL at_end;
};

static HRESULT note(struct coding *c, char letter)
{
    size_t n = strlen(c->log);

    if (n + 1 < sizeof(c->log) && (!n || c->log[n - 1] != letter))
        c->log[n] = letter; /* runs count once */
    return c->fails == letter ? 0x80041234 : S_OK;
}

static void narrow(char *to, size_t size, const WS_STRING *from)
{
    size_t i;

    for (i = 0; from && i < from->length && i + 1 < size; i++)
        to[i] = (char)from->chars[i];
    to[i] = 0;
}

static WS_STRING text_of(struct coding *c, int slot, const char *text)
{
    WS_STRING ret = { (ULONG)strlen(text), c->text[slot] };
    ULONG i;

    for (i = 0; i < ret.length; i++)
        c->text[slot][i] = (WCHAR)text[i];
    return ret;
}

static HRESULT CALLBACK encoder_create(
        void *context, WS_WRITE_CALLBACK write, void *state, void **instance, WS_ERROR *error)
{
    struct coding *c = context;
    WS_BYTES nothing = { 1, (BYTE *)"?" };

    c->write = write;
    c->write_state = state;
    ok_hr(write(state, &nothing, 1, NULL, NULL), WS_E_INVALID_OPERATION); /* not yet */
    InterlockedIncrement(&c->alive);
    *instance = c;
    return note(c, 'c');
}

static HRESULT CALLBACK encoder_type(void *context, const WS_STRING *type, WS_STRING *coded,
        WS_STRING *encoding, WS_ERROR *error)
{
    struct coding *c = context;

    narrow(c->seen, sizeof(c->seen), type);
    if (c->type) *coded = text_of(c, 0, c->type);
    if (c->encoding) *encoding = text_of(c, 1, c->encoding);
    return note(c, 't');
}

static HRESULT put(struct coding *c, const void *bytes, ULONG count)
{
    WS_BYTES parts[2]
            = { { count / 2, (BYTE *)bytes }, { count - count / 2, (BYTE *)bytes + count / 2 } };

    return c->write(c->write_state, parts, 2, NULL, NULL);
}

static HRESULT CALLBACK encoder_start(void *context, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    HRESULT hr = note(context, 's');

    ok(!async, "asynchronous");
    return hr ? hr : put(context, "<", 1);
}

static HRESULT CALLBACK encoder_encode(void *context, const WS_BYTES *buffers, ULONG count,
        const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    struct coding *c = context;
    HRESULT hr = note(c, 'e');
    BYTE coded[64];
    ULONG i, j, n;

    for (i = 0; i < count && !hr; i++)
    {
        for (j = 0; j < buffers[i].length && !hr; j += n)
        {
            for (n = 0; 2 * n < sizeof(coded) && j + n < buffers[i].length; n++)
            {
                coded[2 * n] = 'a' + (buffers[i].bytes[j + n] >> 4);
                coded[2 * n + 1] = 'a' + (buffers[i].bytes[j + n] & 15);
            }
            hr = put(c, coded, 2 * n);
        }
    }
    return hr;
}

static HRESULT CALLBACK encoder_end(void *context, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    HRESULT hr = note(context, 'n');

    return hr ? hr : put(context, ">", 1);
}

static void CALLBACK encoder_free(void *context)
{
    struct coding *c = context;

    note(c, 'f');
    InterlockedDecrement(&c->alive);
}

static HRESULT CALLBACK decoder_create(
        void *context, WS_READ_CALLBACK read, void *state, void **instance, WS_ERROR *error)
{
    struct coding *c = context;
    ULONG got;
    BYTE byte;

    c->read = read;
    c->read_state = state;
    ok_hr(read(state, &byte, 1, &got, NULL, NULL), WS_E_INVALID_OPERATION);
    InterlockedIncrement(&c->alive);
    *instance = c;
    return note(c, 'C');
}

static HRESULT CALLBACK decoder_start(void *context, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    struct coding *c = context;
    HRESULT hr = note(c, 'S');
    ULONG got = 0;
    BYTE byte = 0;

    ok(!async, "asynchronous");
    c->inflated = 0;
    c->at_end = FALSE;
    if (hr) return hr;
    hr = c->read(c->read_state, &byte, 1, &got, NULL, error);
    return hr ? hr : got && byte == '<' ? S_OK : BAD_BYTES;
}

static HRESULT CALLBACK decoder_type(void *context, const WS_STRING *coded,
        const WS_STRING *encoding, WS_STRING *type, WS_ERROR *error)
{
    struct coding *c = context;

    narrow(c->coded, sizeof(c->coded), coded);
    if (encoding)
        narrow(c->content, sizeof(c->content), encoding);
    else
        strcpy(c->content, "none");
    *type = text_of(c, 0, c->plain ? c->plain : c->seen);
    return note(c, 'T');
}

static HRESULT CALLBACK decoder_decode(void *context, void *buffer, ULONG max, ULONG *length,
        const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    struct coding *c = context;
    HRESULT hr = note(c, 'D');
    BYTE *bytes = buffer;
    ULONG got = 0, i;

    *length = 0;
    if (hr) return hr;
    if (c->inflated < c->inflate)
    {
        *length = c->inflate - c->inflated < max ? c->inflate - c->inflated : max;
        memset(buffer, ' ', *length);
        c->inflated += *length;
        return S_OK;
    }
    if (c->at_end) return S_OK;
    for (; *length < max && *length < c->read_most; ++*length)
    {
        BYTE pair[2];

        for (i = 0; i < 2; i++)
        {
            if ((hr = c->read(c->read_state, pair + i, 1, &got, NULL, error))) return hr;
            if (!got) return BAD_BYTES; /* no > */
            if ((c->at_end = !i && pair[0] == '>')) return S_OK;
        }
        bytes[*length] = (BYTE)((pair[0] - 'a') << 4 | (pair[1] - 'a'));
    }
    return S_OK;
}

static HRESULT CALLBACK decoder_end(void *context, const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    return note(context, 'N');
}

static void CALLBACK decoder_free(void *context)
{
    struct coding *c = context;

    note(c, 'F');
    InterlockedDecrement(&c->alive);
}

static WS_CHANNEL_ENCODER encoder_of(struct coding *c)
{
    WS_CHANNEL_ENCODER e = { c, encoder_create, encoder_type, encoder_start, encoder_encode,
        encoder_end, encoder_free };

    return e;
}

static WS_CHANNEL_DECODER decoder_of(struct coding *c)
{
    WS_CHANNEL_DECODER d = { c, decoder_create, decoder_type, decoder_start, decoder_decode,
        decoder_end, decoder_free };

    return d;
}

/* ---- a client and a service that echoes, on a thread ---- */

static WS_XML_STRING text_name = { 4, (BYTE *)"text", NULL, 0 };
static WS_XML_STRING ns = { 5, (BYTE *)"urn:t", NULL, 0 };
static WS_XML_STRING action = { 8, (BYTE *)"urn:echo", NULL, 0 };
static WS_ELEMENT_DESCRIPTION element = { &text_name, &ns, WS_WSZ_TYPE, NULL };
static WS_MESSAGE_DESCRIPTION description = { &action, &element };
static WS_MESSAGE_DESCRIPTION answer = { NULL, &element };

struct setup
{
    WS_CHANNEL_BINDING binding;
    WS_ENCODING encoding;
    WS_ENVELOPE_VERSION envelope;
    WS_ADDRESSING_VERSION addressing;
    const char *type; /* of a request, before it is encoded: how it begins */
    WS_TRANSFER_MODE transfer;
};
static const struct setup setups[] = {
    { WS_HTTP_CHANNEL_BINDING, WS_ENCODING_XML_UTF8, WS_ENVELOPE_VERSION_SOAP_1_1,
            WS_ADDRESSING_VERSION_TRANSPORT, "text/xml; charset=utf-8" },
    { WS_HTTP_CHANNEL_BINDING, WS_ENCODING_XML_UTF8, WS_ENVELOPE_VERSION_SOAP_1_2,
            WS_ADDRESSING_VERSION_TRANSPORT,
            "application/soap+xml; charset=utf-8; action=\"urn:echo\"" },
    { WS_HTTP_CHANNEL_BINDING, WS_ENCODING_XML_UTF16LE, WS_ENVELOPE_VERSION_SOAP_1_2,
            WS_ADDRESSING_VERSION_1_0, "application/soap+xml; charset=utf-16" },
    { WS_HTTP_CHANNEL_BINDING, WS_ENCODING_XML_BINARY_1, WS_ENVELOPE_VERSION_SOAP_1_2,
            WS_ADDRESSING_VERSION_1_0, "application/soap+msbin1" },
    { WS_TCP_CHANNEL_BINDING, WS_ENCODING_XML_BINARY_SESSION_1, WS_ENVELOPE_VERSION_SOAP_1_2,
            WS_ADDRESSING_VERSION_1_0, "application/soap+msbinsession1" },
    { WS_TCP_CHANNEL_BINDING, WS_ENCODING_XML_UTF8, WS_ENVELOPE_VERSION_SOAP_1_2,
            WS_ADDRESSING_VERSION_1_0, "application/soap+xml; charset=utf-8" },
    { WS_NAMEDPIPE_CHANNEL_BINDING, WS_ENCODING_XML_BINARY_SESSION_1, WS_ENVELOPE_VERSION_SOAP_1_2,
            WS_ADDRESSING_VERSION_1_0, "application/soap+msbinsession1" },
    { WS_HTTP_CHANNEL_BINDING, WS_ENCODING_XML_UTF8, WS_ENVELOPE_VERSION_SOAP_1_1,
            WS_ADDRESSING_VERSION_TRANSPORT, "text/xml; charset=utf-8", WS_STREAMED_TRANSFER_MODE },
};

struct ends
{
    const struct setup *setup;
    struct coding client, server;
    HRESULT received, sent; /* of the service's last message */
    ULONG rounds;
    WS_LISTENER *listener;
    WS_CHANNEL *channel;
    HANDLE thread;
    WS_CHANNEL *served;
    BOOL no_server_encoder;
};

static const WCHAR *url_of(const struct setup *s)
{
    static WCHAR url[64];
    static const char *const schemes[] = { "http", "net.tcp", NULL, NULL, "net.pipe" };
    char text[64];

    if (s->binding == WS_NAMEDPIPE_CHANNEL_BINDING)
        snprintf(text, sizeof(text), "net.pipe://localhost/coder");
    else
        snprintf(text, sizeof(text), "%s://127.0.0.1:%u/c", schemes[s->binding], PORT);
    return wcscpy(url, wide(text));
}

static ULONG properties_of(const struct setup *s, struct coding *c, BOOL encodes,
        WS_CHANNEL_ENCODER *e, WS_CHANNEL_DECODER *d, WS_CHANNEL_PROPERTY *p)
{
    static ULONG max = 65536;
    ULONG n = 0;

    *e = encoder_of(c);
    *d = decoder_of(c);
    if (s->binding != WS_NAMEDPIPE_CHANNEL_BINDING)
        p[n++] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_ENCODING, (void *)&s->encoding,
            sizeof(s->encoding) };
    p[n++] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, (void *)&s->envelope,
        sizeof(s->envelope) };
    p[n++] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, (void *)&s->addressing,
        sizeof(s->addressing) };
    p[n++] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_MAX_BUFFERED_MESSAGE_SIZE, &max,
        sizeof(max) };
    p[n++] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_DECODER, d, sizeof(*d) };
    if (s->transfer)
        p[n++] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_TRANSFER_MODE, (void *)&s->transfer,
            sizeof(s->transfer) };
    if (encodes) p[n++] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_ENCODER, e, sizeof(*e) };
    return n;
}

static void serve_one(struct ends *ends, WS_CHANNEL *channel)
{
    const WS_MESSAGE_DESCRIPTION *descriptions[] = { &description };
    WS_MESSAGE *request, *reply;
    WS_HEAP *heap;
    WCHAR *text = NULL;

    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, &request, NULL), S_OK);
    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, &reply, NULL), S_OK);
    ok_hr(WsCreateHeap(0x100000, 0, NULL, 0, &heap, NULL), S_OK);
    ends->received
            = WsReceiveMessage(channel, request, descriptions, 1, WS_RECEIVE_REQUIRED_MESSAGE,
                    WS_READ_REQUIRED_POINTER, heap, &text, sizeof(text), NULL, NULL, NULL);
    if (ends->received == S_OK)
        ends->sent = WsSendReplyMessage(channel, reply, &answer, WS_WRITE_REQUIRED_POINTER, &text,
                sizeof(text), request, NULL, NULL);
    WsFreeMessage(request);
    WsFreeMessage(reply);
    WsFreeHeap(heap);
}

static DWORD WINAPI serve(void *state)
{
    struct ends *ends = state;
    BOOL is_http = ends->setup->binding == WS_HTTP_CHANNEL_BINDING;
    ULONG i;

    for (i = 0; i < ends->rounds; i++)
    {
        if ((!i || is_http) && WsAcceptChannel(ends->listener, ends->served, NULL, NULL)) break;
        serve_one(ends, ends->served);
        if (!is_http) continue;
        WsCloseChannel(ends->served, NULL, NULL);
        WsResetChannel(ends->served, NULL);
    }
    if (!is_http) WsCloseChannel(ends->served, NULL, NULL);
    return 0;
}

static void begin(struct ends *ends, const struct setup *setup, ULONG rounds)
{
    WS_STRING url = { (ULONG)wcslen(url_of(setup)), (WCHAR *)url_of(setup) };
    WS_ENDPOINT_ADDRESS address = { url };
    WS_CHANNEL_PROPERTY p[8];
    WS_CHANNEL_ENCODER e;
    WS_CHANNEL_DECODER d;
    BOOL is_http = setup->binding == WS_HTTP_CHANNEL_BINDING;
    ULONG n;

    ends->setup = setup;
    ends->rounds = rounds;
    ends->client.read_most = 5;
    ends->server.read_most = 1;
    n = properties_of(setup, &ends->server, !ends->no_server_encoder, &e, &d, p);
    ok_hr(WsCreateListener(is_http ? WS_CHANNEL_TYPE_REPLY : WS_CHANNEL_TYPE_DUPLEX_SESSION,
                  setup->binding, NULL, 0, NULL, &ends->listener, test_error()),
            S_OK);
    ok_hr(WsCreateChannelForListener(ends->listener, p, n, &ends->served, test_error()), S_OK);
    ok_hr(WsOpenListener(ends->listener, &url, NULL, test_error()), S_OK);
    ends->thread = CreateThread(NULL, 0, serve, ends, 0, NULL);
    n = properties_of(setup, &ends->client, TRUE, &e, &d, p);
    ok_hr(WsCreateChannel(is_http ? WS_CHANNEL_TYPE_REQUEST : WS_CHANNEL_TYPE_DUPLEX_SESSION,
                  setup->binding, p, n, NULL, &ends->channel, test_error()),
            S_OK);
    ok_hr(WsOpenChannel(ends->channel, &address, NULL, test_error()), S_OK);
}

static void finish(struct ends *ends)
{
    WsAbortListener(ends->listener, NULL);
    if (ends->setup->binding == WS_NAMEDPIPE_CHANNEL_BINDING)
        WsCloseChannel(ends->channel, NULL, NULL);
    WsAbortChannel(ends->channel, NULL);
    ok_int(WaitForSingleObject(ends->thread, 10000), WAIT_OBJECT_0);
    CloseHandle(ends->thread);
    WsCloseChannel(ends->channel, NULL, NULL);
    WsFreeChannel(ends->channel);
    WsAbortChannel(ends->served, NULL);
    WsCloseChannel(ends->served, NULL, NULL);
    WsFreeChannel(ends->served);
    WsCloseListener(ends->listener, NULL, NULL);
    WsFreeListener(ends->listener);
    ok_int(ends->client.alive, 0);
    ok_int(ends->server.alive, 0);
}

static WS_ERROR *last_error;

static HRESULT call(struct ends *ends, const char *text)
{
    WS_MESSAGE *request, *reply;
    WCHAR *sent = wide(text), *got = NULL;
    HRESULT hr;

    last_error = test_error();

    ok_hr(WsCreateMessageForChannel(ends->channel, NULL, 0, &request, NULL), S_OK);
    ok_hr(WsCreateMessageForChannel(ends->channel, NULL, 0, &reply, NULL), S_OK);
    hr = WsRequestReply(ends->channel, request, &description, WS_WRITE_REQUIRED_POINTER, &sent,
            sizeof(sent), reply, &answer, WS_READ_REQUIRED_POINTER, test_heap(), &got, sizeof(got),
            NULL, last_error);
    if (hr == S_OK) ok_wsz(got, text);
    WsFreeMessage(request);
    WsFreeMessage(reply);
    return hr;
}

/* ---- cases ---- */

TEST(messages_go_through_both_coders)
{
    ULONG i;

    for (i = 0; i < sizeof(setups) / sizeof(setups[0]); i++)
    {
        const struct setup *s = &setups[i];
        BOOL is_http = s->binding == WS_HTTP_CHANNEL_BINDING;
        struct ends ends = { .client = { .type = "application/x-turned", .plain = s->type },
            .server = { .type = "application/x-turned", .plain = s->type } };

        test_context("setup %u", (unsigned)i);
        if (is_http) ends.client.encoding = ends.server.encoding = "turn";
        begin(&ends, s, 2);
        ok_hr(call(&ends, "Hello, coders"), S_OK);
        ok_hr(ends.received, S_OK);
        ok_hr(call(&ends, "and once more, with a longer text, so that pieces are several"), S_OK);
        ok_hr(ends.sent, S_OK);
        ok(!strncmp(ends.client.seen, s->type, strlen(s->type)), "client saw %s", ends.client.seen);
        ok(!strcmp(ends.server.coded, "application/x-turned"), "service saw %s", ends.server.coded);
        ok(!strcmp(ends.client.coded, "application/x-turned"), "client saw %s", ends.client.coded);
        ok(!strcmp(ends.server.content, is_http ? "turn" : "none"), "encoding %s",
                ends.server.content);
        ok(!strcmp(ends.client.content, is_http ? "turn" : "none"), "encoding %s",
                ends.client.content);
        finish(&ends);
    }
    test_context("%s", "");
}

TEST(callbacks_come_in_the_documented_order)
{
    struct ends ends = { .client = { .type = "application/x-turned", .plain = setups[0].type },
        .server = { .type = "application/x-turned", .plain = setups[0].type } };

    begin(&ends, &setups[0], 2);
    ok_hr(call(&ends, "one"), S_OK);
    ok_hr(call(&ends, "two"), S_OK);
    finish(&ends);
    ok(!strcmp(ends.client.log, "ctsenCSTDNtsenSTDNfF"), "client: %s", ends.client.log);
    ok(!strcmp(ends.server.log, "CSTDNctsenSTDNtsenfF"), "service: %s", ends.server.log);
}

TEST(the_wire_has_type_encoding_and_bytes)
{
    static const char reply[]
            = "HTTP/1.1 200 OK\r\nContent-Type: application/x-turned\r\nContent-Encoding: turn\r\n"
              "Content-Length: 4\r\n\r\n<ab>";
    struct peer peer = { .reply = reply, .connections = 1, .rounds = 1 };
    struct coding c = {
        .type = "application/x-turned", .plain = "text/xml", .encoding = "turn", .read_most = 3
    };
    WS_ENDPOINT_ADDRESS address = { { 0 } };
    struct ends ends = { .setup = &setups[0] };
    WS_CHANNEL_PROPERTY p[8];
    WS_CHANNEL_ENCODER e;
    WS_CHANNEL_DECODER d;
    const char *body;
    ULONG n = properties_of(&setups[0], &c, TRUE, &e, &d, p);

    peer_start(&peer);
    address.url.chars = peer_url(&peer, "/");
    address.url.length = (ULONG)wcslen(address.url.chars);
    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, p, n, NULL,
                  &ends.channel, NULL),
            S_OK);
    ok_hr(WsOpenChannel(ends.channel, &address, NULL, NULL), S_OK);
    ok_hr(call(&ends, "x"), WS_E_INVALID_FORMAT); /* what comes back is no XML */
    peer_stop(&peer);
    ok(strstr(peer.request,
               "\r\nContent-Type: application/x-turned\r\nContent-Encoding: turn\r\nSOAPAction: \"urn:echo\"\r\n")
                    != NULL,
            "%s", peer.request);
    body = peer_body(&peer);
    ok(!strncmp(body, "<dm", 3), "%s", body);
    WsCloseChannel(ends.channel, NULL, NULL);
    WsFreeChannel(ends.channel);
    ok_int(c.alive, 0);
}

TEST(a_failing_callback_fails_its_message_only)
{
    static const char client_letters[] = "ctsenCSTDN";
    ULONG i;

    for (i = 0; i < sizeof(client_letters) - 1; i++)
    {
        struct ends ends = { .client = { .type = "application/x-turned",
                                     .plain = setups[0].type,
                                     .fails = client_letters[i] },
            .server = { .type = "application/x-turned", .plain = setups[0].type } };

        test_context("client's %c", client_letters[i]);
        begin(&ends, &setups[0], 1);
        ok_hr(call(&ends, "one"), 0x80041234);
        ok(strstr(error_text(last_error), "callback failed") != NULL, "%s", error_text(last_error));
        ends.client.alive = ends.client.fails == 'c' || ends.client.fails == 'C'
                ? ends.client.alive - 1
                : ends.client.alive;
        finish(&ends);
    }
    for (i = 0; i < sizeof(client_letters) - 1; i++)
    {
        struct ends ends = { .client = { .type = "application/x-turned", .plain = setups[0].type },
            .server = { .type = "application/x-turned",
                    .plain = setups[0].type,
                    .fails = client_letters[i] } };

        test_context("service's %c", client_letters[i]);
        begin(&ends, &setups[0], 1);
        ok(FAILED(call(&ends, "one")), "the call succeeded");
        ok_hr(ends.received ? ends.received : ends.sent, 0x80041234);
        ends.server.alive = ends.server.fails == 'c' || ends.server.fails == 'C'
                ? ends.server.alive - 1
                : ends.server.alive;
        finish(&ends);
    }
    test_context("%s", "");
}

TEST(what_is_decoded_meets_the_quota)
{
    ULONG i;

    for (i = 0; i < sizeof(setups) / sizeof(setups[0]); i += 4)
    {
        struct ends ends = { .client = { .type = "application/x-turned", .plain = setups[i].type },
            .server
            = { .type = "application/x-turned", .plain = setups[i].type, .inflate = 0x7fffffff } };

        test_context("setup %u", (unsigned)i);
        begin(&ends, &setups[i], 1);
        ok(FAILED(call(&ends, "one")), "the call succeeded");
        ok_hr(ends.received, WS_E_QUOTA_EXCEEDED);
        finish(&ends);
    }
    test_context("%s", "");
}

TEST(the_content_type_of_a_session_is_fixed)
{
    struct ends ends = { .client = { .type = "application/x-turned", .plain = setups[4].type },
        .server = { .type = "application/x-turned", .plain = setups[4].type } };

    begin(&ends, &setups[4], 2);
    ok_hr(call(&ends, "one"), S_OK);
    ends.client.type = "application/x-other";
    ok_hr(call(&ends, "two"), E_INVALIDARG);
    finish(&ends);

    memset(&ends.client, 0, sizeof(ends.client));
    memset(&ends.server, 0, sizeof(ends.server));
    ends.client.type = ends.server.type = "application/x-turned";
    ends.client.plain = setups[4].type;
    ends.server.plain = "application/x-other"; /* not what the channel speaks */
    begin(&ends, &setups[4], 1);
    ok(FAILED(call(&ends, "one")), "the call succeeded");
    ok_hr(ends.received, WS_E_INVALID_FORMAT);
    finish(&ends);
}

TEST(only_http_has_a_content_encoding)
{
    struct ends ends = { .client
        = { .type = "application/x-turned", .plain = setups[4].type, .encoding = "turn" },
        .server = { .type = "application/x-turned", .plain = setups[4].type } };

    begin(&ends, &setups[4], 1);
    ok_hr(call(&ends, "one"), E_INVALIDARG);
    finish(&ends);
}

TEST(texts_that_no_head_can_have_are_refused)
{
    static const char *const bad[] = { "text/xml\r\nX: y", "text/\tx", "text/\x7f" };
    ULONG i;

    for (i = 0; i < 3; i++)
    {
        struct ends ends = { .client = { .type = bad[i], .plain = setups[0].type } };

        begin(&ends, &setups[0], 1);
        ok_hr(call(&ends, "one"), E_INVALIDARG);
        finish(&ends);
    }
}

TEST(a_service_that_only_decodes)
{
    struct ends ends = { .client = { .type = "application/x-turned", .plain = setups[0].type },
        .server = { .plain = setups[0].type },
        .no_server_encoder = TRUE };

    begin(&ends, &setups[0], 1);
    ok(FAILED(call(&ends, "one")), "the call succeeded"); /* what is plain cannot be decoded */
    ok_hr(ends.sent, S_OK);
    finish(&ends);
}

TEST(properties_are_checked)
{
    struct coding c = { 0 };
    WS_CHANNEL_ENCODER e = encoder_of(&c);
    WS_CHANNEL_DECODER d = decoder_of(&c);
    WS_CHANNEL_PROPERTY p = { WS_CHANNEL_PROPERTY_ENCODER, &e, sizeof(e) };
    WS_CHANNEL *channel = NULL;

#define CREATE(type, binding) WsCreateChannel(type, binding, &p, 1, NULL, &channel, test_error())
    ok_hr(CREATE(WS_CHANNEL_TYPE_DUPLEX, WS_UDP_CHANNEL_BINDING), E_INVALIDARG);
    p.valueSize--;
    ok_hr(CREATE(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING), E_INVALIDARG);
    p.valueSize++;
    e.encoderEncodeCallback = NULL;
    ok_hr(CREATE(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING), E_INVALIDARG);
    e = encoder_of(&c);
    e.createEncoderCallback = NULL;
    ok_hr(CREATE(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING), E_INVALIDARG);
    p = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_DECODER, &d, sizeof(d) };
    d.decoderDecodeCallback = NULL;
    ok_hr(CREATE(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING), E_INVALIDARG);
    d = decoder_of(&c);
    ok_hr(CREATE(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING), S_OK);
    ok_hr(WsSetChannelProperty(channel, WS_CHANNEL_PROPERTY_DECODER, &d, sizeof(d), NULL),
            E_INVALIDARG);
    ok_hr(WsGetChannelProperty(channel, WS_CHANNEL_PROPERTY_DECODER, &d, sizeof(d), NULL),
            E_INVALIDARG);
    WsFreeChannel(channel);
    ok(!*c.log, "callbacks without a message: %s", c.log);
}

TESTS = { CASE(messages_go_through_both_coders), CASE(callbacks_come_in_the_documented_order),
    CASE(the_wire_has_type_encoding_and_bytes), CASE(a_failing_callback_fails_its_message_only),
    CASE(what_is_decoded_meets_the_quota), CASE(the_content_type_of_a_session_is_fixed),
    CASE(only_http_has_a_content_encoding), CASE(texts_that_no_head_can_have_are_refused),
    CASE(a_service_that_only_decodes), CASE(properties_are_checked), END_OF_CASES };
