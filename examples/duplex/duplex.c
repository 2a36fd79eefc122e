/* Callbacks over one session: both sides send when they like. The client asks the service to count; the service sends a message
 * for each number, and then the answer, over the same connection.
 *
 *     duplex --serve URL [SECONDS]      a service; ends after so many seconds (30)
 *     duplex URL COUNT                  a client; exit code 0 when all numbers came, in order
 *
 * The contract is that of .NET: ICounter.Count(int to) -> int, with the callback ICounterCallback.Tick(int number), one-way.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "counter.h"

#include <stdlib.h>
#include <string.h>

static WS_XML_STRING count_name = WS_XML_STRING_VALUE("Count");
static WS_XML_STRING to_name = WS_XML_STRING_VALUE("to");
static WS_XML_STRING response_name = WS_XML_STRING_VALUE("CountResponse");
static WS_XML_STRING result_name = WS_XML_STRING_VALUE("CountResult");
static WS_XML_STRING count_action = WS_XML_STRING_VALUE("urn:counter/Count");
static WS_XML_STRING response_action = WS_XML_STRING_VALUE("urn:counter/CountResponse");
MESSAGE(count, to_name);
MESSAGE(response, result_name);

/* ---- the service ---- */

static HRESULT send_tick(WS_CHANNEL *channel, INT32 number)
{
    struct number body = { number };
    WS_MESSAGE *message;
    HRESULT hr = WsCreateMessageForChannel(channel, NULL, 0, &message, error);

    if (FAILED(hr)) return hr;
    hr = WsSendMessage(channel, message, &tick_message, WS_WRITE_REQUIRED_VALUE, &body,
            sizeof(body), NULL, error);
    WsFreeMessage(message);
    return hr;
}

static HRESULT serve_requests(WS_CHANNEL *channel, WS_MESSAGE *request, WS_MESSAGE *reply)
{
    static const WS_MESSAGE_DESCRIPTION *expected[] = { &count_message };
    struct number body;
    HRESULT hr;
    INT32 i;

    for (;;)
    {
        hr = WsReceiveMessage(channel, request, expected, 1, WS_RECEIVE_OPTIONAL_MESSAGE,
                WS_READ_REQUIRED_VALUE, NULL, &body, sizeof(body), NULL, NULL, error);
        if (hr != S_OK) return hr;
        for (i = 1; SUCCEEDED(hr) && i <= body.value; i++)
            hr = send_tick(channel, i);
        if (SUCCEEDED(hr))
            hr = WsSendReplyMessage(channel, reply, &response_message, WS_WRITE_REQUIRED_VALUE,
                    &body, sizeof(body), request, NULL, error);
        if (FAILED(hr)) return hr;
        WsResetMessage(request, NULL);
        WsResetMessage(reply, NULL);
    }
}

static int serve(const WS_STRING *url)
{
    WS_LISTENER *listener = NULL;
    WS_CHANNEL *channel = NULL;
    WS_MESSAGE *request = NULL, *reply = NULL;
    HRESULT hr = WsCreateListener(WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_TCP_CHANNEL_BINDING, NULL, 0,
            NULL, &listener, error);

    if (SUCCEEDED(hr)) hr = WsOpenListener(listener, url, NULL, error);
    if (SUCCEEDED(hr)) hr = WsCreateChannelForListener(listener, NULL, 0, &channel, error);
    if (SUCCEEDED(hr)) hr = WsCreateMessageForChannel(channel, NULL, 0, &request, error);
    if (SUCCEEDED(hr)) hr = WsCreateMessageForChannel(channel, NULL, 0, &reply, error);
    if (FAILED(hr)) return failed("listening", hr);
    printf("ready\n");
    fflush(stdout);
    while (SUCCEEDED(hr = WsAcceptChannel(listener, channel, NULL, error)))
    {
        if (FAILED(hr = serve_requests(channel, request, reply))) failed("serving", hr);
        WsCloseChannel(channel, NULL, NULL);
        WsResetChannel(channel, NULL);
        WsResetMessage(request, NULL);
        WsResetMessage(reply, NULL);
        WsResetError(error);
    }
    return failed("accepting", hr);
}

static DWORD CALLBACK end_later(void *seconds)
{
    Sleep((DWORD)(ULONG_PTR)seconds * 1000);
    ExitProcess(0);
}

/* ---- the client ---- */

/* Ticks until the answer comes. */
static int receive_all(WS_CHANNEL *channel, INT32 to)
{
    static const WS_MESSAGE_DESCRIPTION *expected[] = { &tick_message, &response_message };
    struct number body;
    INT32 next = 1;
    WS_MESSAGE *message;
    ULONG which = 0;
    HRESULT hr = WsCreateMessageForChannel(channel, NULL, 0, &message, error);

    while (SUCCEEDED(hr))
    {
        hr = WsReceiveMessage(channel, message, expected, 2, WS_RECEIVE_REQUIRED_MESSAGE,
                WS_READ_REQUIRED_VALUE, NULL, &body, sizeof(body), &which, NULL, error);
        if (FAILED(hr) || which == 1) break;
        if (body.value != next++) printf("tick %d came out of turn\n", (int)body.value);
        WsResetMessage(message, NULL);
    }
    WsFreeMessage(message);
    if (FAILED(hr)) return failed("receiving", hr);
    printf("%d ticks, and the answer %d\n", (int)next - 1, (int)body.value);
    return next == to + 1 && body.value == to ? 0 : 1;
}

static HRESULT ask(WS_CHANNEL *channel, INT32 to)
{
    struct number body = { to };
    WS_MESSAGE *request;
    HRESULT hr = WsCreateMessageForChannel(channel, NULL, 0, &request, error);

    if (FAILED(hr)) return hr;
    hr = WsInitializeMessage(request, WS_REQUEST_MESSAGE, NULL, error);
    if (SUCCEEDED(hr))
        hr = WsSendMessage(channel, request, &count_message, WS_WRITE_REQUIRED_VALUE, &body,
                sizeof(body), NULL, error);
    WsFreeMessage(request);
    return hr;
}

static int count(const WS_STRING *url, INT32 to)
{
    WS_ENDPOINT_ADDRESS address = { *url };
    WS_CHANNEL *channel = NULL;
    int wrong = 0, round;
    HRESULT hr = WsCreateChannel(
            WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_TCP_CHANNEL_BINDING, NULL, 0, NULL, &channel, error);

    if (SUCCEEDED(hr)) hr = WsOpenChannel(channel, &address, NULL, error);
    if (FAILED(hr)) return failed("opening the channel", hr);
    for (round = 0; !wrong && round < 2; round++)
    {
        if (FAILED(hr = ask(channel, to))) return failed("asking", hr);
        wrong = receive_all(channel, to);
    }
    hr = WsCloseChannel(channel, NULL, error);
    WsFreeChannel(channel);
    return FAILED(hr) ? failed("closing the channel", hr) : wrong;
}

int main(int argc, char **argv)
{
    BOOL server = argc > 2 && !strcmp(argv[1], "--serve");
    WCHAR url[256];
    WS_STRING text = { 0, url };
    HANDLE thread;

    if (argc < 3)
    {
        printf("usage: duplex --serve URL [SECONDS] | duplex URL COUNT\n");
        return 2;
    }
    text.length = MultiByteToWideChar(CP_UTF8, 0, argv[1 + server], -1, url, 256) - 1;
    if (FAILED(WsCreateError(NULL, 0, &error))) return 1;
    if (!server) return count(&text, atoi(argv[2]));
    thread = CreateThread(
            NULL, 0, end_later, (void *)(ULONG_PTR)(argc > 3 ? atoi(argv[3]) : 30), 0, NULL);
    if (thread) CloseHandle(thread);
    return serve(&text);
}
