/* SOAP over UDP: one-way messages, a datagram each.
 *
 *     datagram --hear URL COUNT         says each number that comes; exit code 0 after COUNT of them
 *     datagram URL COUNT                sends the numbers from 1 to COUNT
 *
 * URL: soap.udp://host:port; the host may be a multicast address.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "counter.h"

#include <stdlib.h>
#include <string.h>

static HRESULT hear_one(WS_LISTENER *listener, WS_CHANNEL *channel, WS_MESSAGE *message)
{
    static const WS_MESSAGE_DESCRIPTION *expected[] = { &tick_message };
    struct number body;
    HRESULT hr = WsAcceptChannel(listener, channel, NULL, error);

    if (SUCCEEDED(hr))
        hr = WsReceiveMessage(channel, message, expected, 1, WS_RECEIVE_REQUIRED_MESSAGE,
                WS_READ_REQUIRED_VALUE, NULL, &body, sizeof(body), NULL, NULL, error);
    if (FAILED(hr)) return hr;
    printf("tick %d\n", (int)body.value);
    fflush(stdout);
    WsCloseChannel(channel, NULL, NULL);
    WsResetChannel(channel, NULL);
    WsResetMessage(message, NULL);
    return S_OK;
}

static int hear(const WS_STRING *url, int count)
{
    WS_LISTENER *listener = NULL;
    WS_CHANNEL *channel = NULL;
    WS_MESSAGE *message = NULL;
    HRESULT hr = WsCreateListener(
            WS_CHANNEL_TYPE_DUPLEX, WS_UDP_CHANNEL_BINDING, NULL, 0, NULL, &listener, error);

    if (SUCCEEDED(hr)) hr = WsOpenListener(listener, url, NULL, error);
    if (SUCCEEDED(hr)) hr = WsCreateChannelForListener(listener, NULL, 0, &channel, error);
    if (SUCCEEDED(hr)) hr = WsCreateMessageForChannel(channel, NULL, 0, &message, error);
    if (FAILED(hr)) return failed("listening", hr);
    printf("ready\n");
    fflush(stdout);
    while (SUCCEEDED(hr) && count-- > 0)
        hr = hear_one(listener, channel, message);
    WsFreeMessage(message);
    WsFreeChannel(channel);
    WsCloseListener(listener, NULL, NULL);
    WsFreeListener(listener);
    return FAILED(hr) ? failed("receiving", hr) : 0;
}

static int send_all(const WS_STRING *url, int count)
{
    WS_ENDPOINT_ADDRESS address = { *url };
    WS_CHANNEL *channel = NULL;
    WS_MESSAGE *message = NULL;
    struct number body = { 0 };
    HRESULT hr = WsCreateChannel(
            WS_CHANNEL_TYPE_DUPLEX, WS_UDP_CHANNEL_BINDING, NULL, 0, NULL, &channel, error);

    if (SUCCEEDED(hr)) hr = WsOpenChannel(channel, &address, NULL, error);
    if (SUCCEEDED(hr)) hr = WsCreateMessageForChannel(channel, NULL, 0, &message, error);
    while (SUCCEEDED(hr) && body.value++ < count)
    {
        hr = WsSendMessage(channel, message, &tick_message, WS_WRITE_REQUIRED_VALUE, &body,
                sizeof(body), NULL, error);
        WsResetMessage(message, NULL);
        Sleep(20);
    }
    if (FAILED(hr)) return failed("sending", hr);
    printf("%d ticks sent\n", count);
    WsFreeMessage(message);
    WsCloseChannel(channel, NULL, NULL);
    WsFreeChannel(channel);
    return 0;
}

int main(int argc, char **argv)
{
    BOOL hears = argc > 3 && !strcmp(argv[1], "--hear");
    WCHAR url[256];
    WS_STRING text = { 0, url };

    if (argc < 3)
    {
        printf("usage: datagram --hear URL COUNT | datagram URL COUNT\n");
        return 2;
    }
    text.length = MultiByteToWideChar(CP_UTF8, 0, argv[1 + hears], -1, url, 256) - 1;
    if (FAILED(WsCreateError(NULL, 0, &error))) return 1;
    return hears ? hear(&text, atoi(argv[3])) : send_all(&text, atoi(argv[2]));
}
