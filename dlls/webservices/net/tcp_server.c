/* Ports on which TCP connections are accepted, each for one listener of this process.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/internal.h"

#include <winsock2.h>
#include <ws2tcpip.h>
#include <string.h>
#include <windows.h>

/* Kept for good, since a connection that is just being accepted refers to it. */
struct tcp_port
{
    struct tcp_port *next;
    USHORT number;
    struct io_acceptor *acceptors[2]; /* IPv4, IPv6 */
    struct tcp_server *server;        /* NULL: nobody listens */
};

static CRITICAL_SECTION section; /* ports and their servers */
static struct tcp_port *ports;
static INIT_ONCE once = INIT_ONCE_STATIC_INIT;

static BOOL CALLBACK set_up(PINIT_ONCE init, void *parameter, void **context)
{
    InitializeCriticalSection(&section);
    return TRUE;
}

static void accepted(void *context, struct io_socket *socket, const struct net_address *peer)
{
    struct tcp_port *port = context;
    struct tcp_server *server;
    struct stream *stream;

    EnterCriticalSection(&section);
    if ((server = port->server)) server->enter(server);
    LeaveCriticalSection(&section);
    if (FAILED(tcp_adopt(socket, peer, &stream)))
    {
        io_get()->close(socket);
        stream = NULL;
    }
    if (server)
        server->accepted(server, stream);
    else if (stream)
        stream->ops->free(stream);
}

static HRESULT open_acceptor(struct tcp_port *port, int family, ULONG backlog, WS_ERROR *error)
{
    struct net_address any = { { 0 } };
    int limit = backlog > 0x7fffffff ? 0x7fffffff : (int)backlog;

    if (family == AF_INET)
    {
        struct sockaddr_in *four = (struct sockaddr_in *)any.bytes;

        four->sin_family = AF_INET;
        four->sin_port = htons(port->number);
        any.length = sizeof(*four);
    }
    else
    {
        struct sockaddr_in6 *six = (struct sockaddr_in6 *)any.bytes;

        six->sin6_family = AF_INET6;
        six->sin6_port = htons(port->number);
        any.length = sizeof(*six);
    }
    return io_get()->listen(
            &any, limit, accepted, port, &port->acceptors[family == AF_INET6], error);
}

/* With the lock. */
static struct tcp_port *find_port(USHORT number)
{
    struct tcp_port *port;

    for (port = ports; port && port->number != number;)
        port = port->next;
    if (port || !(port = mem_zalloc(sizeof(*port)))) return port;
    port->number = number;
    port->next = ports;
    return ports = port;
}

static HRESULT open_port(
        struct tcp_port *port, WS_IP_VERSION versions, ULONG backlog, WS_ERROR *error)
{
    HRESULT hr = S_OK, six;

    if (versions != WS_IP_VERSION_6) hr = open_acceptor(port, AF_INET, backlog, error);
    if (FAILED(hr) || versions == WS_IP_VERSION_4) return hr;
    /* a machine without IPv6 does without it, unless that is all that is wanted */
    six = open_acceptor(port, AF_INET6, backlog, versions == WS_IP_VERSION_6 ? error : NULL);
    if (FAILED(six)) port->acceptors[1] = NULL;
    return versions == WS_IP_VERSION_6 ? six : S_OK;
}

HRESULT tcp_listen(USHORT number, WS_IP_VERSION versions, ULONG backlog, struct tcp_server *server,
        struct tcp_port **ret, WS_ERROR *error)
{
    struct tcp_port *port;
    HRESULT hr;

    InitOnceExecuteOnce(&once, set_up, NULL, NULL);
    EnterCriticalSection(&section);
    if (!(port = find_port(number)))
        hr = fail_memory(error);
    else if (port->server)
        hr = fail(error, WS_E_ADDRESS_IN_USE,
                "Another listener of this process accepts connections on port %u", (ULONG)number);
    else
        hr = open_port(port, versions, backlog, error);
    if (SUCCEEDED(hr)) port->server = server;
    LeaveCriticalSection(&section);
    if (SUCCEEDED(hr)) *ret = port;
    return hr;
}

void tcp_unlisten(struct tcp_port *port)
{
    int i;

    EnterCriticalSection(&section);
    port->server = NULL;
    for (i = 0; i < 2; i++)
    {
        if (port->acceptors[i]) io_get()->unlisten(port->acceptors[i]);
        port->acceptors[i] = NULL;
    }
    LeaveCriticalSection(&section);
}

void net_post(struct net_post *post, const WS_ASYNC_CONTEXT *ctx)
{
    C_ASSERT(sizeof(struct io_request) <= sizeof(post->place));
    io_get()->post((struct io_request *)post->place, ctx);
}
