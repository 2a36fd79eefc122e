/* HTTP channels with the encoding RAW: bodies that are no XML, verbs and statuses as headers of messages.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "peer.h"

#define PORT 17811

static WS_XML_STRING type_name = { 12, (BYTE *)"Content-Type", NULL, 0 };
static WS_XML_STRING verb_name = { 4, (BYTE *)"Verb", NULL, 0 };
static WS_XML_STRING code_name = { 10, (BYTE *)"StatusCode", NULL, 0 };
static WS_XML_STRING text_name = { 10, (BYTE *)"StatusText", NULL, 0 };

static WS_HTTP_HEADER_MAPPING type_mapping = { { 12, (BYTE *)"Content-Type", NULL, 0 }, 0 };
static WS_HTTP_HEADER_MAPPING *mappings[] = { &type_mapping };

/* All that a RAW channel can map. */
static ULONG raw_properties(WS_CHANNEL_PROPERTY *p, WS_HTTP_MESSAGE_MAPPING *mapping)
{
    static WS_ENCODING encoding = WS_ENCODING_RAW;

    memset(mapping, 0, sizeof(*mapping));
    mapping->requestMappingOptions = WS_HTTP_REQUEST_MAPPING_VERB;
    mapping->responseMappingOptions
            = WS_HTTP_RESPONSE_MAPPING_STATUS_CODE | WS_HTTP_RESPONSE_MAPPING_STATUS_TEXT;
    mapping->requestHeaderMappings = mapping->responseHeaderMappings = mappings;
    mapping->requestHeaderMappingCount = mapping->responseHeaderMappingCount = 1;
    p[0] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_ENCODING, &encoding, sizeof(encoding) };
    p[1] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_HTTP_MESSAGE_MAPPING, mapping,
        sizeof(*mapping) };
    return 2;
}

static void add_mapped(WS_MESSAGE *message, const WS_XML_STRING *name, const char *value)
{
    WCHAR *text = wide(value);

    ok_hr(WsAddMappedHeader(message, name, WS_WSZ_TYPE, WS_WRITE_REQUIRED_POINTER, &text,
                  sizeof(text), test_error()),
            S_OK);
}

static const char *mapped(WS_MESSAGE *message, const WS_XML_STRING *name)
{
    static char text[256];
    WCHAR *value = NULL;
    unsigned i = 0;
    WS_HEAP *heap;

    text[0] = 0;
    ok_hr(WsGetMessageProperty(message, WS_MESSAGE_PROPERTY_HEAP, &heap, sizeof(heap), NULL), S_OK);
    ok_hr(WsGetMappedHeader(message, name, WS_SINGLETON_HEADER, 0, WS_WSZ_TYPE,
                  WS_READ_OPTIONAL_POINTER, heap, &value, sizeof(value), test_error()),
            S_OK);
    for (; value && value[i] && i < sizeof(text) - 1; i++)
        text[i] = (char)value[i];
    text[i] = 0;
    return text;
}

/* All bytes of the body of a message that is being read, zero terminated. */
static const char *body_of(WS_MESSAGE *message, ULONG *ret)
{
    static char text[65536];
    ULONG got = 0, size = 0;
    WS_XML_READER *reader;

    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_BODY_READER, &reader, sizeof(reader), NULL),
            S_OK);
    do
    {
        size += got;
        got = 0;
        ok_hr(WsReadBytes(reader, text + size, sizeof(text) - 1 - size, &got, test_error()), S_OK);
    } while (got);
    text[size] = 0;
    *ret = size;
    return text;
}

static void write_body(WS_MESSAGE *message, const void *bytes, ULONG size)
{
    WS_XML_WRITER *writer;

    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_BODY_WRITER, &writer, sizeof(writer), NULL),
            S_OK);
    if (size) ok_hr(WsWriteBytes(writer, bytes, size, test_error()), S_OK);
}

/* ---- client ---- */

static WS_CHANNEL *client_open(const WCHAR *url, WS_MESSAGE **request, WS_MESSAGE **reply)
{
    WS_ENDPOINT_ADDRESS address = { { wcslen(url), (WCHAR *)url } };
    WS_HTTP_MESSAGE_MAPPING mapping;
    WS_ENVELOPE_VERSION envelope = 0;
    WS_ADDRESSING_VERSION addressing = 0;
    WS_CHANNEL_PROPERTY p[2];
    WS_CHANNEL *channel = NULL;

    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, p,
                  raw_properties(p, &mapping), NULL, &channel, test_error()),
            S_OK);
    ok_hr(WsGetChannelProperty(
                  channel, WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &envelope, sizeof(envelope), NULL),
            S_OK);
    ok_hr(WsGetChannelProperty(channel, WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &addressing,
                  sizeof(addressing), NULL),
            S_OK);
    ok_int(envelope, WS_ENVELOPE_VERSION_NONE);
    ok_int(addressing, WS_ADDRESSING_VERSION_TRANSPORT);
    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, request, NULL), S_OK);
    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, reply, NULL), S_OK);
    ok_hr(WsOpenChannel(channel, &address, NULL, test_error()), S_OK);
    return channel;
}

static void end_client(WS_CHANNEL *channel, WS_MESSAGE *request, WS_MESSAGE *reply)
{
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    WsFreeMessage(request);
    WsFreeMessage(reply);
    WsFreeChannel(channel);
}

static HRESULT exchange(WS_CHANNEL *channel, WS_MESSAGE *request, WS_MESSAGE *reply,
        const char *verb, const char *type, const void *body, ULONG size)
{
    HRESULT hr;

    ok_hr(WsResetMessage(request, NULL), S_OK);
    ok_hr(WsResetMessage(reply, NULL), S_OK);
    ok_hr(WsInitializeMessage(request, WS_REQUEST_MESSAGE, NULL, NULL), S_OK);
    if (verb) add_mapped(request, &verb_name, verb);
    if (type) add_mapped(request, &type_name, type);
    ok_hr(WsWriteMessageStart(channel, request, NULL, test_error()), S_OK);
    write_body(request, body, size);
    hr = WsWriteMessageEnd(channel, request, NULL, NULL);
    return FAILED(hr) ? hr : WsReadMessageStart(channel, reply, NULL, NULL);
}

TEST(verb_type_and_bytes_on_the_wire)
{
    static const char bytes[] = "\0\1\xff<&";
    struct peer peer = { .rounds = 3 };
    WS_MESSAGE *request, *reply;
    WS_CHANNEL *channel;
    const char *body;
    ULONG size;

    peer.reply
            = "HTTP/1.1 404 Not Here\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nnone";
    peer_start(&peer);
    channel = client_open(peer_url(&peer, "/x"), &request, &reply);
    ok_hr(exchange(channel, request, reply, "PUT", "image/png", bytes, sizeof(bytes)), S_OK);
    ok(!strncmp(peer.request, "PUT /x HTTP/1.1\r\n", 17), "%s", peer.request);
    ok(strstr(peer.request, "\r\nContent-Type: image/png\r\n") != NULL, "%s", peer.request);
    ok(strstr(peer.request, "\r\nContent-Length: 6\r\n") != NULL, "%s", peer.request);
    ok(!strstr(peer.request, "SOAPAction"), "%s", peer.request);
    ok_bytes(peer_body(&peer), 6, bytes, sizeof(bytes));
    ok(!strcmp(mapped(reply, &code_name), "404"), "%s", mapped(reply, &code_name));
    ok(!strcmp(mapped(reply, &text_name), "Not Here"), "%s", mapped(reply, &text_name));
    ok(!strcmp(mapped(reply, &type_name), "text/plain"), "%s", mapped(reply, &type_name));
    body = body_of(reply, &size);
    ok_text(body, size, "none");
    ok_hr(WsReadMessageEnd(channel, reply, NULL, test_error()), S_OK);

    /* without a verb it is POST; an empty body is one */
    ok_hr(exchange(channel, request, reply, NULL, NULL, NULL, 0), S_OK);
    ok(!strncmp(peer.request, "POST /x HTTP/1.1\r\n", 18), "%s", peer.request);
    ok(strstr(peer.request, "\r\nContent-Length: 0\r\n") != NULL, "%s", peer.request);
    ok(!strstr(peer.request, "Content-Type"), "%s", peer.request);
    ok_hr(WsReadMessageEnd(channel, reply, NULL, NULL), S_OK);

    ok_hr(exchange(channel, request, reply, "GET", NULL, NULL, 0), S_OK);
    ok(!strncmp(peer.request, "GET /x HTTP/1.1\r\n", 17), "%s", peer.request);
    ok(!strstr(peer.request, "Content-"), "%s", peer.request);
    ok_hr(WsReadMessageEnd(channel, reply, NULL, NULL), S_OK);

    ok_hr(exchange(channel, request, reply, "BAD VERB", NULL, NULL, 0), E_INVALIDARG);
    end_client(channel, request, reply);
    peer_stop(&peer);
}

TEST(replies_without_body)
{
    static const struct
    {
        const char *verb, *reply;
    } rows[] = {
        { "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" },
        { "PUT", "HTTP/1.1 204 No Content\r\n\r\n" },
        { "POST", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" },
    };
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct peer peer = { .rounds = 2 };
        WS_MESSAGE *request, *reply;
        WS_CHANNEL *channel;
        ULONG size;

        test_context("%s", rows[i].verb);
        peer.reply = rows[i].reply;
        peer_start(&peer);
        channel = client_open(peer_url(&peer, "/"), &request, &reply);
        ok_hr(exchange(channel, request, reply, rows[i].verb, NULL, NULL, 0), S_OK);
        body_of(reply, &size);
        ok_int(size, 0);
        ok_hr(WsReadMessageEnd(channel, reply, NULL, test_error()), S_OK);
        ok_hr(exchange(channel, request, reply, rows[i].verb, NULL, NULL, 0), S_OK);
        ok_hr(WsReadMessageEnd(channel, reply, NULL, test_error()), S_OK);
        end_client(channel, request, reply);
        peer_stop(&peer);
        ok_int(peer.accepted, 1); /* the connection was kept */
    }
}

/* ---- service ---- */

struct echo
{
    WS_LISTENER *listener;
    const char *code, *text;
    HANDLE thread;
    HRESULT hr;
    char verb[64];
};

static HRESULT answer(
        struct echo *echo, WS_CHANNEL *channel, WS_MESSAGE *request, WS_MESSAGE *reply)
{
    const char *body;
    ULONG size;
    HRESULT hr = WsReadMessageStart(channel, request, NULL, test_error());

    if (FAILED(hr)) return hr;
    strcpy(echo->verb, mapped(request, &verb_name));
    body = body_of(request, &size);
    ok_hr(WsReadMessageEnd(channel, request, NULL, test_error()), S_OK);
    ok_hr(WsInitializeMessage(reply, WS_REPLY_MESSAGE, request, NULL), S_OK);
    if (echo->code) add_mapped(reply, &code_name, echo->code);
    if (echo->text) add_mapped(reply, &text_name, echo->text);
    add_mapped(reply, &type_name, "text/plain");
    hr = WsWriteMessageStart(channel, reply, NULL, test_error());
    if (FAILED(hr)) return hr;
    write_body(reply, body, size);
    return WsWriteMessageEnd(channel, reply, NULL, NULL);
}

static DWORD CALLBACK run_echo(void *argument)
{
    struct echo *echo = argument;
    WS_HTTP_MESSAGE_MAPPING mapping;
    WS_CHANNEL_PROPERTY p[2];
    WS_MESSAGE *request, *reply;
    WS_CHANNEL *channel = NULL;

    echo->hr = WsCreateChannelForListener(
            echo->listener, p, raw_properties(p, &mapping), &channel, test_error());
    if (FAILED(echo->hr)) return 0;
    WsCreateMessageForChannel(channel, NULL, 0, &request, NULL);
    WsCreateMessageForChannel(channel, NULL, 0, &reply, NULL);
    echo->hr = WsAcceptChannel(echo->listener, channel, NULL, NULL);
    if (SUCCEEDED(echo->hr)) echo->hr = answer(echo, channel, request, reply);
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    WsFreeMessage(request);
    WsFreeMessage(reply);
    WsFreeChannel(channel);
    return 0;
}

static const char *serve(struct echo *echo, const char *text)
{
    WS_STRING url = wide_string("http://+:17811/raw");
    static char got[4096];
    SOCKET s;

    ok_hr(WsCreateListener(WS_CHANNEL_TYPE_REPLY, WS_HTTP_CHANNEL_BINDING, NULL, 0, NULL,
                  &echo->listener, NULL),
            S_OK);
    ok_hr(WsOpenListener(echo->listener, &url, NULL, test_error()), S_OK);
    echo->thread = CreateThread(NULL, 0, run_echo, echo, 0, NULL);
    Sleep(100); /* its channel tells the listener that it is RAW */
    s = raw_connect(PORT);
    send(s, text, strlen(text), 0);
    strcpy(got, raw_receive(s));
    ok(WaitForSingleObject(echo->thread, 5000) == WAIT_OBJECT_0, "the service must end");
    closesocket(s);
    CloseHandle(echo->thread);
    ok_hr(WsCloseListener(echo->listener, NULL, NULL), S_OK);
    WsFreeListener(echo->listener);
    return got;
}

TEST(service_gets_verbs_and_gives_statuses)
{
    static const struct
    {
        const char *request, *code, *text, *verb, *status, *end;
    } rows[] = {
        { "PUT /raw HTTP/1.1\r\nHost: localhost:17811\r\nContent-Length: 3\r\n\r\nabc", "201",
                "Made", "PUT", "HTTP/1.1 201 Made\r\n", "\r\n\r\nabc" },
        { "GET /raw HTTP/1.1\r\nHost: localhost:17811\r\nUser-Agent: Mozilla/5.0\r\n\r\n", NULL,
                NULL, "GET", "HTTP/1.1 200 OK\r\n", "\r\n\r\n" },
        { "BREW /raw HTTP/1.1\r\nHost: localhost:17811\r\nContent-Type: a/b\r\nContent-Length: 1\r\n\r\nz",
                "418", "I am a teapot", "BREW", "HTTP/1.1 418 I am a teapot\r\n", "\r\n\r\nz" },
        { "POST /raw HTTP/1.1\r\nHost: localhost:17811\r\nContent-Length: 3\r\n\r\nabc", "204",
                NULL, "POST", "HTTP/1.1 204 ", "\r\n\r\n" },
    };
    const char *got;
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        struct echo echo = { .code = rows[i].code, .text = rows[i].text };

        test_context("%s", rows[i].verb);
        got = serve(&echo, rows[i].request);
        ok_hr(echo.hr, S_OK);
        ok(!strcmp(echo.verb, rows[i].verb), "%s", echo.verb);
        ok(!strncmp(got, rows[i].status, strlen(rows[i].status)), "%s", got);
        ok(strlen(got) > strlen(rows[i].end)
                        && !strcmp(got + strlen(got) - strlen(rows[i].end), rows[i].end),
                "%s", got);
        ok(strstr(got, "\r\nContent-Type: text/plain\r\n") != NULL, "%s", got);
    }
}

TEST(bad_statuses_are_refused)
{
    static const char *const codes[] = { "99", "1000", "abc", "100", "20", "200x" };
    unsigned i;

    for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
    {
        struct echo echo = { .code = codes[i] };

        test_context("%s", codes[i]);
        serve(&echo, "POST /raw HTTP/1.1\r\nHost: localhost:17811\r\nContent-Length: 1\r\n\r\nz");
        ok_hr(echo.hr, E_INVALIDARG);
    }
}

TEST(raw_needs_messages_without_envelope)
{
    WS_ENCODING encoding = WS_ENCODING_RAW;
    WS_ENVELOPE_VERSION version = WS_ENVELOPE_VERSION_SOAP_1_1;
    WS_ADDRESSING_VERSION addressing = WS_ADDRESSING_VERSION_TRANSPORT;
    WS_HTTP_MESSAGE_MAPPING mapping = { WS_HTTP_REQUEST_MAPPING_VERB };
    WS_CHANNEL_PROPERTY p[] = { { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &version, sizeof(version) },
        { WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &addressing, sizeof(addressing) },
        { WS_CHANNEL_PROPERTY_ENCODING, &encoding, sizeof(encoding) } };
    WS_CHANNEL *channel;

    ok_hr(WsCreateChannel(
                  WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, p, 3, NULL, &channel, NULL),
            E_INVALIDARG);
    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_TCP_CHANNEL_BINDING, p + 2, 1, NULL,
                  &channel, NULL),
            E_INVALIDARG);
    /* verbs are mapped with RAW only */
    p[2] = (WS_CHANNEL_PROPERTY){ WS_CHANNEL_PROPERTY_HTTP_MESSAGE_MAPPING, &mapping,
        sizeof(mapping) };
    ok_hr(WsCreateChannel(
                  WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, p, 3, NULL, &channel, NULL),
            E_INVALIDARG);
}

TESTS = { CASE(verb_type_and_bytes_on_the_wire), CASE(replies_without_body),
    CASE(service_gets_verbs_and_gives_statuses), CASE(bad_statuses_are_refused),
    CASE(raw_needs_messages_without_envelope), END_OF_CASES };
