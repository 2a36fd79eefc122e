/* Raw socket peers for the channel tests.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "peer.h"

static void start_winsock(void)
{
    WSADATA data;

    WSAStartup(MAKEWORD(2, 2), &data);
}

UINT64 now_ms(void)
{
    return GetTickCount64();
}

/* Length of the message at the front when it is whole, else 0. */
static ULONG whole(const char *text, ULONG size)
{
    const char *end, *length;
    ULONG body = 0;

    if (!(end = strstr(text, "\r\n\r\n"))) return 0;
    if ((length = strstr(text, "Content-Length: ")) && length < end) body = atoi(length + 16);
    return size >= (ULONG)(end + 4 - text) + body ? (ULONG)(end + 4 - text) + body : 0;
}

static BOOL read_request(struct peer *peer, SOCKET s)
{
    int got;

    peer->size = 0;
    for (;;)
    {
        got = recv(s, peer->request + peer->size, sizeof(peer->request) - 1 - peer->size, 0);
        if (got <= 0) return FALSE;
        peer->size += got;
        peer->request[peer->size] = 0;
        if (whole(peer->request, peer->size)) return TRUE;
    }
}

static void send_reply(struct peer *peer, SOCKET s)
{
    ULONG size = strlen(peer->reply), at, part;

    for (at = 0; at < size; at += part)
    {
        part = peer->piece && peer->piece < size - at ? peer->piece : size - at;
        if (send(s, peer->reply + at, part, 0) < 0) return;
    }
}

static void serve(struct peer *peer, SOCKET s)
{
    struct linger hard = { 1, 0 };
    ULONG round;
    char byte;

    for (round = 0; round < peer->rounds && read_request(peer, s); round++)
    {
        InterlockedIncrement(&peer->requests);
        if (peer->delay) Sleep(peer->delay);
        if (peer->reset)
        {
            setsockopt(s, SOL_SOCKET, SO_LINGER, (char *)&hard, sizeof(hard));
            break;
        }
        if (!peer->reply)
        {
            while (recv(s, &byte, 1, 0) > 0)
            {
            }
            break;
        }
        send_reply(peer, s);
    }
    closesocket(s);
}

static DWORD CALLBACK run_peer(void *argument)
{
    struct peer *peer = argument;
    ULONG i;
    SOCKET s;

    for (i = 0; i < peer->connections; i++)
    {
        if ((s = accept(peer->listener, NULL, NULL)) == INVALID_SOCKET) break;
        InterlockedIncrement(&peer->accepted);
        serve(peer, s);
    }
    closesocket(peer->listener);
    return 0;
}

void peer_start(struct peer *peer)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    int size = sizeof(address);

    start_winsock();
    if (!peer->connections) peer->connections = 1;
    if (!peer->rounds) peer->rounds = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    peer->listener = socket(AF_INET, SOCK_STREAM, 0);
    bind(peer->listener, (struct sockaddr *)&address, sizeof(address));
    listen(peer->listener, 16);
    getsockname(peer->listener, (struct sockaddr *)&address, &size);
    peer->port = ntohs(address.sin_port);
    peer->thread = CreateThread(NULL, 0, run_peer, peer, 0, NULL);
}

void peer_stop(struct peer *peer)
{
    if (WaitForSingleObject(peer->thread, 200) == WAIT_TIMEOUT) closesocket(peer->listener);
    ok(WaitForSingleObject(peer->thread, 5000) == WAIT_OBJECT_0, "the peer's thread must end");
    CloseHandle(peer->thread);
}

WCHAR *peer_url(struct peer *peer, const char *path)
{
    char url[256];

    snprintf(url, sizeof(url), "http://127.0.0.1:%u%s", peer->port, path);
    return wide(url);
}

const char *peer_body(struct peer *peer)
{
    const char *end = strstr(peer->request, "\r\n\r\n");

    return end ? end + 4 : "";
}

SOCKET raw_connect(USHORT port)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    DWORD limit = 5000;
    SOCKET s;

    start_winsock();
    s = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, (char *)&limit, sizeof(limit));
    ok(!connect(s, (struct sockaddr *)&address, sizeof(address)), "connect to port %u: %d", port,
            WSAGetLastError());
    return s;
}

const char *raw_receive(SOCKET s)
{
    static char text[65536];
    ULONG size = 0;
    int got;

    text[0] = 0;
    while (!whole(text, size) && (got = recv(s, text + size, sizeof(text) - 1 - size, 0)) > 0)
    {
        size += got;
        text[size] = 0;
    }
    return text;
}

const char *raw_exchange(SOCKET s, const char *text)
{
    send(s, text, (int)strlen(text), 0);
    return raw_receive(s);
}

BOOL raw_is_closed(SOCKET s)
{
    DWORD limit = 3000;
    char bytes[256];
    int got;

    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, (char *)&limit, sizeof(limit));
    while ((got = recv(s, bytes, sizeof(bytes), 0)) > 0)
    {
    }
    return !got || WSAGetLastError() != WSAETIMEDOUT;
}
