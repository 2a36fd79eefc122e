/* The I/O table over Winsock.
 *
 * Blocking calls use the plain blocking functions with the socket's own time limits. Asynchronous ones go to one
 * completion port, where a call that is done at once posts nothing (skip on success). A socket serves both kinds.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/io_socket.h"
#include "net/io_threads.h"
#include "net/starter.h"

#include <winsock2.h>
#include <ws2tcpip.h>
#include <mstcpip.h>
#include <mswsock.h>
#include <string.h>
#include <windows.h>

static LPFN_CONNECTEX connect_ex;
static LPFN_ACCEPTEX accept_ex;
static LPFN_GETACCEPTEXSOCKADDRS accept_addresses;

static const struct
{
    LONG code;
    HRESULT hr;
} codes[] = {
    { WSAECONNREFUSED, WS_E_ENDPOINT_UNREACHABLE },
    { WSAENETUNREACH, WS_E_ENDPOINT_UNREACHABLE },
    { WSAEHOSTUNREACH, WS_E_ENDPOINT_UNREACHABLE },
    { WSAENETDOWN, WS_E_ENDPOINT_UNREACHABLE },
    { WSAEADDRNOTAVAIL, WS_E_ADDRESS_NOT_AVAILABLE },
    { WSAEADDRINUSE, WS_E_ADDRESS_IN_USE },
    { WSAEACCES, WS_E_ADDRESS_IN_USE }, /* somebody holds it exclusively */
    { WSAETIMEDOUT, WS_E_OPERATION_TIMED_OUT },
    { WSAECONNRESET, WS_E_ENDPOINT_DISCONNECTED },
    { WSAECONNABORTED, WS_E_ENDPOINT_DISCONNECTED },
    { WSAENETRESET, WS_E_ENDPOINT_DISCONNECTED },
    { WSAESHUTDOWN, WS_E_ENDPOINT_DISCONNECTED },
    { WSAENOTCONN, WS_E_ENDPOINT_DISCONNECTED },
    { WSAENOBUFS, E_OUTOFMEMORY },
    { WSA_OPERATION_ABORTED, WS_E_OPERATION_ABORTED },
    { ERROR_CONNECTION_REFUSED, WS_E_ENDPOINT_UNREACHABLE },
    { ERROR_NETWORK_UNREACHABLE, WS_E_ENDPOINT_UNREACHABLE },
    { ERROR_HOST_UNREACHABLE, WS_E_ENDPOINT_UNREACHABLE },
    { ERROR_PORT_UNREACHABLE, WS_E_ENDPOINT_UNREACHABLE },
    { ERROR_SEM_TIMEOUT, WS_E_OPERATION_TIMED_OUT },
    { ERROR_NETNAME_DELETED, WS_E_ENDPOINT_DISCONNECTED },
    { ERROR_CONNECTION_ABORTED, WS_E_ENDPOINT_DISCONNECTED },
    { ERROR_GRACEFUL_DISCONNECT, WS_E_ENDPOINT_DISCONNECTED },
    { ERROR_BROKEN_PIPE, WS_E_ENDPOINT_DISCONNECTED },
    { ERROR_PIPE_NOT_CONNECTED, WS_E_ENDPOINT_DISCONNECTED },
};

HRESULT io_report(WS_ERROR *error, LONG reason, LONG code, const char *what)
{
    HRESULT hr = WS_E_ENDPOINT_FAILURE;
    ULONG i;

    if (reason == WS_E_OPERATION_TIMED_OUT)
        return fail(error, reason, "%s took longer than its time limit", what);
    if (reason) return fail(error, reason, "%s was ended: the object was aborted or closed", what);
    for (i = 0; i < COUNT_OF(codes); i++)
    {
        if (codes[i].code == code) hr = codes[i].hr;
    }
    return fail_from(error, hr, HRESULT_FROM_WIN32(code), "%s failed", what);
}

/* What is done at once needs no completion through the port, which saves two calls of the system. In 32-bit programs under
 * Wine 8's WoW64 completions were seen to get lost with it, 3 of 12 stress runs hung; without it none of 12 did. */
#ifdef _WIN64
#    define SKIP_ON_SUCCESS TRUE
#else
#    define SKIP_ON_SUCCESS FALSE
#endif

static HANDLE port;

void io_complete(struct io_request *request, HRESULT hr)
{
    WS_ASYNC_CONTEXT context = request->context;

    context.callback(hr, WS_LONG_CALLBACK, context.callbackState);
}

/* The shutdown in a cancel may end a wait for bytes before it is cancelled: as if the peer had finished. */
static BOOL ended_by_cancel(const struct io_request *request, ULONG count)
{
    return request->got && !count && request->socket->reason;
}

static LONG call_receive(struct io_request *request, DWORD *count)
{
    WSABUF buffer = { request->size, request->bytes };
    DWORD flags = 0;

    return WSARecv(request->socket->socket, &buffer, 1, count, &flags, (OVERLAPPED *)request->place,
                   NULL)
            ? WSAGetLastError()
            : 0;
}

/* Wine ends what a thread has begun to receive when the thread exits: cancelled, or with no bytes, as if the peer had
 * finished. Threads of the port do not exit, so a second look from here tells. TRUE: the request is under way again. */
static BOOL receive_again(struct io_request *request, DWORD *count, LONG *code)
{
    struct io_socket *socket = request->socket;

    if (!request->again || *count || (*code && *code != WSA_OPERATION_ABORTED) || socket->reason)
        return FALSE;
    request->again = FALSE;
    memset(request->place, 0, sizeof(request->place));
    *code = call_receive(request, count);
    if (*code && *code != WSA_IO_PENDING) return FALSE;
    if (!*code && SKIP_ON_SUCCESS) return FALSE;
    /* a time limit that was over in between found nothing to cancel */
    if (socket->reason) CancelIoEx((HANDLE)socket->socket, (OVERLAPPED *)request->place);
    return TRUE;
}

static void finish_request(struct io_request *request, DWORD count, LONG code)
{
    HRESULT hr = S_OK;

    if (receive_again(request, &count, &code)) return;
    net_timer_remove(&request->timer);
    if (code || ended_by_cancel(request, count))
        hr = io_report(request->error, request->socket->reason, code, request->what);
    else if (request->got)
        *request->got = count;
    io_complete(request, hr);
}

static void accept_done(OVERLAPPED *overlapped, LONG code);

/* What a completion belongs to; any other key is the io_ended of a bound handle. */
enum
{
    KEY_SOCKET,
    KEY_ACCEPT,
    KEY_POST,
    KEY_FAILED /* it did not start; the code comes as the count */
};

static BOOL take_completion(void **what, ULONG_PTR *key, ULONG *count, LONG *code)
{
    OVERLAPPED *overlapped;
    DWORD bytes;
    BOOL ok = GetQueuedCompletionStatus(port, &bytes, key, &overlapped, INFINITE);

    *code = ok ? 0 : (LONG)GetLastError();
    *what = overlapped;
    *count = bytes;
    return overlapped != NULL;
}

static void deal_with_completion(void *overlapped, ULONG_PTR key, ULONG count, LONG code)
{
    if (key == KEY_SOCKET)
        finish_request(overlapped, count, code);
    else if (key == KEY_POST)
        io_complete(overlapped, S_OK);
    else if (key == KEY_ACCEPT)
        accept_done(overlapped, code);
    else if (key == KEY_FAILED)
        finish_request(overlapped, 0, (LONG)count);
    else
        ((io_ended)key)(overlapped, code, count);
}

static struct io_threads pool = { take_completion, deal_with_completion };

/* ---- calls that the starter starts ---- */

typedef LONG (*starting_call)(struct io_request *request, DWORD *count);

/* Under the lock: once under way the request may be over on another thread, and winsock_close waits for the lock. */
static LONG start_locked(struct io_request *request, starting_call call)
{
    struct io_socket *socket = request->socket;
    LONG code = WSA_OPERATION_ABORTED;
    DWORD count;

    lock_enter(&socket->lock);
    if (!socket->reason) code = call(request, &count);
    /* a time limit that was over in between found nothing to cancel */
    if ((!code || code == WSA_IO_PENDING) && socket->reason)
        CancelIoEx((HANDLE)socket->socket, (OVERLAPPED *)request->place);
    lock_leave(&socket->lock);
    return code;
}

static void start_here(struct io_request *request, starting_call call)
{
    LONG code = start_locked(request, call);

    if (code && code != WSA_IO_PENDING)
        PostQueuedCompletionStatus(port, code, KEY_FAILED, (OVERLAPPED *)request->place);
}

static BOOL get_extension(SOCKET s, GUID guid, void *ret, ULONG size)
{
    DWORD got;

    return !WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &guid, sizeof(guid), ret, size, &got,
            NULL, NULL);
}

static HRESULT winsock_start(WS_ERROR *error)
{
    static const GUID connect_id = WSAID_CONNECTEX, accept_id = WSAID_ACCEPTEX,
                      addresses_id = WSAID_GETACCEPTEXSOCKADDRS;
    WSADATA data;
    SOCKET s;
    BOOL ok;
    int code = WSAStartup(MAKEWORD(2, 2), &data);
    HRESULT hr;

    if (code)
        return fail_from(error, WS_E_OTHER, HRESULT_FROM_WIN32(code), "Winsock did not start");
    s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    ok = s != INVALID_SOCKET && get_extension(s, connect_id, &connect_ex, sizeof(connect_ex))
            && get_extension(s, accept_id, &accept_ex, sizeof(accept_ex))
            && get_extension(s, addresses_id, &accept_addresses, sizeof(accept_addresses));
    if (s != INVALID_SOCKET) closesocket(s);
    if (!ok) return fail(error, WS_E_OTHER, "Winsock has no ConnectEx or AcceptEx");
    port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    if (!port) return fail_memory(error);
    if (FAILED(hr = io_threads_start(&pool, error))) return hr;
    starter_begin();
    return S_OK;
}

static void winsock_post(struct io_request *request, const WS_ASYNC_CONTEXT *ctx)
{
    request->context = *ctx;
    if (!PostQueuedCompletionStatus(port, 0, KEY_POST, (OVERLAPPED *)request->place))
        io_complete(request, S_OK); /* rather here than never */
}

static BOOL winsock_bind(void *handle, io_ended done)
{
    return CreateIoCompletionPort(handle, port, (ULONG_PTR)done, 0) != NULL;
}

/* ---- sockets ---- */

static struct io_socket *wrap(SOCKET s)
{
    struct io_socket *made = mem_zalloc(sizeof(*made));
    int on = 1;

    if (!made) return NULL;
    made->socket = s;
    lock_init(&made->lock);
    setsockopt(s, IPPROTO_TCP, TCP_NODELAY, (char *)&on, sizeof(on));
    return made;
}

static SOCKET make_socket(int family)
{
    SOCKET s = WSASocketW(family, SOCK_STREAM, IPPROTO_TCP, NULL, 0,
            WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);

    return s != INVALID_SOCKET
            ? s
            : WSASocketW(family, SOCK_STREAM, IPPROTO_TCP, NULL, 0, WSA_FLAG_OVERLAPPED);
}

static HRESULT winsock_open(
        const struct net_address *address, struct io_socket **ret, WS_ERROR *error)
{
    SOCKET s = make_socket(((const struct sockaddr *)address->bytes)->sa_family);

    if (s == INVALID_SOCKET) return io_report(error, 0, WSAGetLastError(), "Making a socket");
    if ((*ret = wrap(s))) return S_OK;
    closesocket(s);
    return fail_memory(error);
}

static void winsock_close(struct io_socket *socket)
{
    lock_enter(&socket->lock);
    lock_leave(&socket->lock);
    closesocket(socket->socket);
    lock_clear(&socket->lock);
    mem_free(socket);
}

static void winsock_keep_alive(struct io_socket *socket, ULONG time, ULONG interval)
{
    struct tcp_keepalive values = { 1, time, interval };
    DWORD count;

    (void)WSAIoctl(socket->socket, SIO_KEEPALIVE_VALS, &values, sizeof(values), NULL, 0, &count,
            NULL, NULL);
}

static void winsock_finish(struct io_socket *socket)
{
    shutdown(socket->socket, SD_SEND);
}

/* After shutdown a call that starts too late to be cancelled ends at once by itself. */
static void winsock_cancel(struct io_socket *socket, HRESULT reason)
{
    lock_enter(&socket->lock);
    InterlockedCompareExchange(&socket->reason, reason, 0);
    shutdown(socket->socket, SD_BOTH);
    CancelIoEx((HANDLE)socket->socket, NULL);
    lock_leave(&socket->lock);
}

static void time_out(struct net_timer *timer)
{
    struct io_request *request = CONTAINING_RECORD(timer, struct io_request, timer);

    InterlockedCompareExchange(&request->socket->reason, WS_E_OPERATION_TIMED_OUT, 0);
    CancelIoEx((HANDLE)request->socket->socket, (OVERLAPPED *)request->place);
}

static BOOL bind_port(struct io_socket *socket)
{
    if (socket->bound) return TRUE;
    if (!CreateIoCompletionPort((HANDLE)socket->socket, port, KEY_SOCKET, 0)) return FALSE;
    if (SKIP_ON_SUCCESS
            && !SetFileCompletionNotificationModes((HANDLE)socket->socket,
                    FILE_SKIP_COMPLETION_PORT_ON_SUCCESS | FILE_SKIP_SET_EVENT_ON_HANDLE))
        return FALSE;
    return socket->bound = TRUE;
}

static HRESULT prepare(struct io_socket *socket, struct io_request *request,
        struct deadline deadline, const WS_ASYNC_CONTEXT *ctx, ULONG *got, const char *what,
        WS_ERROR *error)
{
    if (!bind_port(socket)) return io_report(error, 0, GetLastError(), what);
    memset(request->place, 0, sizeof(request->place));
    request->socket = socket;
    request->context = *ctx;
    request->error = error;
    request->got = got;
    request->what = what;
    request->again = FALSE;
    if (socket->reason) return io_report(error, socket->reason, 0, what);
    net_timer_add(&request->timer, deadline, time_out);
    return S_OK;
}

/* Of a call that has been started with an OVERLAPPED: done already, or under way. */
static HRESULT started(struct io_request *request, LONG code)
{
    if (code == WSA_IO_PENDING || (!code && !SKIP_ON_SUCCESS)) return WS_S_ASYNC;
    io_threads_moved();
    net_timer_remove(&request->timer);
    return code ? io_report(request->error, request->socket->reason, code, request->what) : S_OK;
}

/* Sets a time limit of the socket when it is off by more than an eighth: setting it costs a call to the system. */
static void limit_wait(struct io_socket *socket, int option, ULONG *set, struct deadline deadline)
{
    ULONG left = deadline_left(deadline);
    DWORD value;

    if (left == INFINITE)
    {
        if (!*set) return;
        value = 0;
    }
    else
    {
        if (!left) left = 1;
        if (*set && *set <= left + left / 8 + 20 && *set >= left - left / 4) return;
        value = left;
    }
    setsockopt(socket->socket, SOL_SOCKET, option, (char *)&value, sizeof(value));
    *set = value;
}

const char io_receiving[] = "Receiving";
const char io_sending[] = "Sending";
static const char connecting[] = "Connecting";

static HRESULT wait_failed(struct io_socket *socket, struct deadline deadline, LONG code,
        const char *what, WS_ERROR *error)
{
    LONG reason = socket->reason;

    if (!reason && (code == WSAETIMEDOUT || deadline_over(deadline)) && deadline.at)
        reason = WS_E_OPERATION_TIMED_OUT;
    return io_report(error, reason, code, what);
}

static HRESULT receive_now(struct io_socket *socket, void *bytes, ULONG size, ULONG *got,
        struct deadline deadline, WS_ERROR *error)
{
    int count;

    for (;;)
    {
        limit_wait(socket, SO_RCVTIMEO, &socket->receive_timeout, deadline);
        if (socket->reason) return io_report(error, socket->reason, 0, io_receiving);
        count = recv(socket->socket, bytes, size > 0x7fffffff ? 0x7fffffff : (int)size, 0);
        if (count > 0 || (!count && !socket->reason)) break;
        if (count < 0 && WSAGetLastError() == WSAETIMEDOUT && !socket->reason && deadline.at
                && !deadline_over(deadline))
            continue;
        return wait_failed(socket, deadline, count ? WSAGetLastError() : 0, io_receiving, error);
    }
    *got = count;
    return S_OK;
}

static void start_receive(void *place)
{
    start_here(place, call_receive);
}

static HRESULT winsock_receive(struct io_socket *socket, void *bytes, ULONG size, ULONG *got,
        struct io_request *request, struct deadline deadline, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error)
{
    DWORD count = 0;
    HRESULT hr;

    if (!ctx) return receive_now(socket, bytes, size, got, deadline, error);
    if (FAILED(hr = prepare(socket, request, deadline, ctx, got, io_receiving, error))) return hr;
    request->bytes = bytes;
    request->size = size;
    request->again = !starter_is_there(); /* the starter does not exit */
    if (starter_start(start_receive, request)) return WS_S_ASYNC;
    hr = started(request, call_receive(request, &count));
    if (hr != S_OK) return hr;
    if (ended_by_cancel(request, count)) return io_report(error, socket->reason, 0, io_receiving);
    *got = count;
    return S_OK;
}

static HRESULT send_now(struct io_socket *socket, const char *bytes, ULONG size,
        struct deadline deadline, WS_ERROR *error)
{
    int count;

    while (size)
    {
        limit_wait(socket, SO_SNDTIMEO, &socket->send_timeout, deadline);
        if (socket->reason) return io_report(error, socket->reason, 0, io_sending);
        count = send(socket->socket, bytes, size > 0x40000000 ? 0x40000000 : (int)size, 0);
        if (count < 0) return wait_failed(socket, deadline, WSAGetLastError(), io_sending, error);
        bytes += count;
        size -= count;
    }
    return S_OK;
}

static HRESULT winsock_send(struct io_socket *socket, const void *bytes, ULONG size,
        struct io_request *request, struct deadline deadline, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error)
{
    WSABUF buffer = { size, (char *)bytes };
    DWORD count = 0;
    HRESULT hr;

    if (!ctx) return send_now(socket, bytes, size, deadline, error);
    if (FAILED(hr = prepare(socket, request, deadline, ctx, NULL, io_sending, error))) return hr;
    return started(request,
            WSASend(socket->socket, &buffer, 1, &count, 0, (OVERLAPPED *)request->place, NULL)
                    ? WSAGetLastError()
                    : 0);
}

/* ---- connecting ---- */

/* A connect that a thread waits for, which the starter may have to start all the same. */
struct connecting_now
{
    struct io_socket *socket;
    const struct net_address *address;
    OVERLAPPED overlapped;
    HANDLE started;
    LONG code;
};

static void start_connect_now(void *object)
{
    struct connecting_now *c = object;
    struct io_socket *socket = c->socket;

    lock_enter(&socket->lock);
    if (socket->reason)
        c->code = WSA_OPERATION_ABORTED;
    else if (!connect_ex(socket->socket, (const struct sockaddr *)c->address->bytes,
                     c->address->length, NULL, 0, NULL, &c->overlapped))
        c->code = WSAGetLastError();
    lock_leave(&socket->lock);
    if (c->started) SetEvent(c->started);
}

static void start_and_know(struct connecting_now *c)
{
    if (starter_is_there() && (c->started = CreateEventW(NULL, TRUE, FALSE, NULL)))
    {
        if (starter_start(start_connect_now, c))
        {
            WaitForSingleObject(c->started, INFINITE);
            CloseHandle(c->started);
            return;
        }
        CloseHandle(c->started);
        c->started = NULL;
    }
    start_connect_now(c);
}

static HRESULT connect_now(struct io_socket *socket, const struct net_address *address,
        struct deadline deadline, WS_ERROR *error)
{
    struct connecting_now c
            = { socket, address, { .hEvent = CreateEventW(NULL, TRUE, FALSE, NULL) } };
    DWORD count;

    if (!c.overlapped.hEvent) return fail_memory(error);
    start_and_know(&c);
    if (c.code == WSA_IO_PENDING)
    {
        if (WaitForSingleObject(c.overlapped.hEvent, deadline_left(deadline)) == WAIT_TIMEOUT)
        {
            InterlockedCompareExchange(&socket->reason, WS_E_OPERATION_TIMED_OUT, 0);
            CancelIoEx((HANDLE)socket->socket, &c.overlapped);
        }
        c.code = GetOverlappedResult((HANDLE)socket->socket, &c.overlapped, &count, TRUE)
                ? 0
                : (LONG)GetLastError();
    }
    CloseHandle(c.overlapped.hEvent);
    return c.code ? io_report(error, socket->reason, c.code, connecting) : S_OK;
}

static LONG call_connect(struct io_request *request, DWORD *count)
{
    const struct net_address *address = request->bytes;

    return connect_ex(request->socket->socket, (const struct sockaddr *)address->bytes,
                   address->length, NULL, 0, NULL, (OVERLAPPED *)request->place)
            ? 0
            : WSAGetLastError();
}

static void start_connect(void *place)
{
    start_here(place, call_connect);
}

static HRESULT connect_async(struct io_socket *socket, const struct net_address *address,
        struct io_request *request, struct deadline deadline, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error)
{
    HRESULT hr = prepare(socket, request, deadline, ctx, NULL, connecting, error);
    LONG code;

    if (FAILED(hr)) return hr;
    request->bytes = (void *)address;
    if (starter_start(start_connect, request)) return WS_S_ASYNC;
    code = start_locked(request, call_connect);
    return code == WSA_IO_PENDING ? WS_S_ASYNC : started(request, code);
}

static HRESULT winsock_connect(struct io_socket *socket, const struct net_address *address,
        struct io_request *request, struct deadline deadline, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error)
{
    struct sockaddr_storage any = { 0 };

    any.ss_family = ((const struct sockaddr *)address->bytes)->sa_family;
    if (bind(socket->socket, (struct sockaddr *)&any, address->length))
        return io_report(error, 0, WSAGetLastError(), connecting);
    if (ctx) return connect_async(socket, address, request, deadline, ctx, error);
    return connect_now(socket, address, deadline, error);
}

/* ---- datagrams ---- */

#ifndef SIO_UDP_CONNRESET
#    define SIO_UDP_CONNRESET 0x9800000c
#endif

static HRESULT winsock_open_datagram(
        const struct net_address *local, BOOL reuse, struct io_socket **ret, WS_ERROR *error)
{
    int family = ((const struct sockaddr *)local->bytes)->sa_family, on = 1, off = 0;
    SOCKET s = WSASocketW(family, SOCK_DGRAM, IPPROTO_UDP, NULL, 0, WSA_FLAG_OVERLAPPED);
    struct io_socket *made;
    DWORD got;
    LONG code;

    if (s == INVALID_SOCKET) return io_report(error, 0, WSAGetLastError(), "Making a socket");
    /* that an earlier datagram reached nobody is no reason to fail now */
    WSAIoctl(s, SIO_UDP_CONNRESET, &off, sizeof(off), NULL, 0, &got, NULL, NULL);
    if (reuse) setsockopt(s, SOL_SOCKET, SO_REUSEADDR, (char *)&on, sizeof(on));
    if (bind(s, (const struct sockaddr *)local->bytes, local->length))
    {
        code = WSAGetLastError();
        closesocket(s);
        return io_report(error, 0, code, "Taking the port");
    }
    if (!(made = mem_zalloc(sizeof(*made))))
    {
        closesocket(s);
        return fail_memory(error);
    }
    made->socket = s;
    lock_init(&made->lock);
    *ret = made;
    return S_OK;
}

static HRESULT receive_from_now(struct io_socket *socket, void *bytes, ULONG size, ULONG *got,
        struct net_address *from, WS_ERROR *error)
{
    int count, code = 0;

    if (socket->reason) return io_report(error, socket->reason, 0, io_receiving);
    from->length = sizeof(from->bytes);
    count = recvfrom(
            socket->socket, bytes, (int)size, 0, (struct sockaddr *)from->bytes, &from->length);
    if (count < 0) code = WSAGetLastError();
    if (socket->reason || (count < 0 && code != WSAEMSGSIZE))
        return io_report(error, socket->reason, code, io_receiving);
    *got = count < 0 ? size : (ULONG)count;
    return S_OK;
}

static HRESULT winsock_receive_from(struct io_socket *socket, void *bytes, ULONG size, ULONG *got,
        struct net_address *from, struct io_request *request, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error)
{
    WSABUF buffer = { size, bytes };
    struct deadline never = { 0 };
    DWORD flags = 0, count = 0;
    HRESULT hr;

    if (!ctx) return receive_from_now(socket, bytes, size, got, from, error);
    if (FAILED(hr = prepare(socket, request, never, ctx, got, io_receiving, error))) return hr;
    from->length = sizeof(from->bytes);
    hr = started(request,
            WSARecvFrom(socket->socket, &buffer, 1, &count, &flags, (struct sockaddr *)from->bytes,
                    &from->length, (OVERLAPPED *)request->place, NULL)
                    ? WSAGetLastError()
                    : 0);
    if (hr == S_OK) *got = count;
    return hr;
}

static HRESULT winsock_send_to(struct io_socket *socket, const void *bytes, ULONG size,
        const struct net_address *to, WS_ERROR *error)
{
    if (socket->reason) return io_report(error, socket->reason, 0, io_sending);
    if (sendto(socket->socket, bytes, (int)size, 0, (const struct sockaddr *)to->bytes, to->length)
            >= 0)
        return S_OK;
    return io_report(error, socket->reason, WSAGetLastError(), io_sending);
}

static HRESULT winsock_set_option(struct io_socket *socket, int level, int name, const void *value,
        ULONG size, WS_ERROR *error)
{
    if (!setsockopt(socket->socket, level, name, value, (int)size)) return S_OK;
    return io_report(error, 0, WSAGetLastError(), "Setting an option of the socket");
}

/* ---- accepting ---- */

#define PENDING_ACCEPTS 8
#define ADDRESS_ROOM    (sizeof(struct sockaddr_in6) + 16)

struct io_acceptor
{
    SOCKET socket;
    int family;
    io_accepted accepted;
    void *context;
    LONG refs;        /* itself and accepts in flight */
    struct lock lock; /* closed against the start of an accept: closed handles are used again */
    volatile LONG closed;
};

struct accepting
{
    OVERLAPPED overlapped;
    struct io_acceptor *acceptor;
    SOCKET socket; /* INVALID_SOCKET: none could be had; tried again soon */
    struct net_timer timer;
    BYTE addresses[2 * ADDRESS_ROOM];
};

/* When a listening socket was closed last (clock_ticks): until its accepts in flight are back the system may hold its port. */
static volatile UINT64 unlistened;
#define LET_GO 1000 /* ms */

static void release_acceptor(struct io_acceptor *acceptor)
{
    if (InterlockedDecrement(&acceptor->refs)) return;
    lock_clear(&acceptor->lock);
    mem_free(acceptor);
}

static void end_accepting(struct accepting *a)
{
    if (a->socket != INVALID_SOCKET) closesocket(a->socket);
    release_acceptor(a->acceptor);
    mem_free(a);
}

static void accept_later(struct net_timer *timer)
{
    struct accepting *a = CONTAINING_RECORD(timer, struct accepting, timer);

    PostQueuedCompletionStatus(port, 0, KEY_ACCEPT, &a->overlapped);
}

/* The completion comes through the port even when the connection is there already. */
static void start_accept(void *object)
{
    struct accepting *a = object;
    struct io_acceptor *acceptor = a->acceptor;
    BOOL started = FALSE;
    DWORD count;

    memset(&a->overlapped, 0, sizeof(a->overlapped));
    a->socket = make_socket(acceptor->family);
    InterlockedIncrement(&acceptor->refs); /* once under way a may be gone */
    lock_enter(&acceptor->lock);
    if (a->socket != INVALID_SOCKET && !acceptor->closed)
        started = accept_ex(acceptor->socket, a->socket, a->addresses, 0, ADDRESS_ROOM,
                          ADDRESS_ROOM, &count, &a->overlapped)
                || WSAGetLastError() == WSA_IO_PENDING;
    lock_leave(&acceptor->lock);
    release_acceptor(acceptor);
    if (started) return;
    /* sockets are short, or the listening one is closed: then the next look finds that out */
    if (a->socket != INVALID_SOCKET) closesocket(a->socket);
    a->socket = INVALID_SOCKET;
    net_timer_add(&a->timer, deadline_in(200), accept_later);
}

static void accept_next(struct accepting *a)
{
    if (!starter_start(start_accept, a)) start_accept(a);
}

static void accept_done(OVERLAPPED *overlapped, LONG code)
{
    struct accepting *a = CONTAINING_RECORD(overlapped, struct accepting, overlapped);
    struct io_acceptor *acceptor = a->acceptor;
    struct sockaddr *local, *remote;
    struct net_address peer = { { 0 } };
    struct io_socket *made = NULL;
    int local_size, remote_size;

    net_timer_remove(&a->timer);
    if (acceptor->closed)
    {
        end_accepting(a);
        return;
    }
    if (!code && a->socket != INVALID_SOCKET)
    {
        setsockopt(a->socket, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT, (char *)&acceptor->socket,
                sizeof(acceptor->socket));
        accept_addresses(a->addresses, 0, ADDRESS_ROOM, ADDRESS_ROOM, &local, &local_size, &remote,
                &remote_size);
        if (remote && (ULONG)remote_size <= sizeof(peer.bytes))
        {
            memcpy(peer.bytes, remote, remote_size);
            peer.length = remote_size;
        }
        made = wrap(a->socket);
    }
    if (!made && a->socket != INVALID_SOCKET) closesocket(a->socket);
    InterlockedIncrement(&acceptor->refs);
    accept_next(a);
    if (made) acceptor->accepted(acceptor->context, made, &peer);
    release_acceptor(acceptor);
}

static HRESULT listening_socket(
        const struct net_address *address, int backlog, SOCKET *ret, WS_ERROR *error)
{
    int family = ((const struct sockaddr *)address->bytes)->sa_family, on = 1;
    SOCKET s = make_socket(family);
    LONG code;

    if (s == INVALID_SOCKET) return io_report(error, 0, WSAGetLastError(), "Making a socket");
    setsockopt(s, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, (char *)&on, sizeof(on));
    if (family == AF_INET6) setsockopt(s, IPPROTO_IPV6, IPV6_V6ONLY, (char *)&on, sizeof(on));
    if (bind(s, (const struct sockaddr *)address->bytes, address->length) || listen(s, backlog)
            || !CreateIoCompletionPort((HANDLE)s, port, KEY_ACCEPT, 0))
    {
        code = WSAGetLastError();
        closesocket(s);
        return io_report(error, 0, code, "Listening on the port");
    }
    *ret = s;
    return S_OK;
}

/* Who closes a listener and opens one on its port at once is to find the port free. */
static HRESULT take_port(
        const struct net_address *address, int backlog, SOCKET *ret, WS_ERROR *error)
{
    while (unlistened && clock_ticks() - unlistened < LET_GO)
    {
        HRESULT hr = listening_socket(address, backlog, ret, NULL);

        if (hr != WS_E_ADDRESS_IN_USE)
            return FAILED(hr) ? listening_socket(address, backlog, ret, error) : hr;
        Sleep(10);
    }
    return listening_socket(address, backlog, ret, error);
}

static HRESULT winsock_listen(const struct net_address *address, int backlog, io_accepted accepted,
        void *context, struct io_acceptor **ret, WS_ERROR *error)
{
    struct io_acceptor *acceptor = mem_zalloc(sizeof(*acceptor));
    struct accepting *a;
    HRESULT hr;
    int i;

    if (!acceptor) return fail_memory(error);
    acceptor->accepted = accepted;
    acceptor->context = context;
    acceptor->refs = 1;
    lock_init(&acceptor->lock);
    acceptor->family = ((const struct sockaddr *)address->bytes)->sa_family;
    if (FAILED(hr = take_port(address, backlog, &acceptor->socket, error)))
    {
        release_acceptor(acceptor);
        return hr;
    }
    *ret = acceptor;
    for (i = 0; i < PENDING_ACCEPTS && (a = mem_zalloc(sizeof(*a))); i++)
    {
        a->acceptor = acceptor;
        InterlockedIncrement(&acceptor->refs);
        accept_next(a);
    }
    return S_OK;
}

static void winsock_unlisten(struct io_acceptor *acceptor)
{
    lock_enter(&acceptor->lock);
    InterlockedExchange(&acceptor->closed, TRUE);
    lock_leave(&acceptor->lock);
    CancelIoEx((HANDLE)acceptor->socket, NULL);
    closesocket(acceptor->socket);
    unlistened = clock_ticks();
    release_acceptor(acceptor);
}

const struct io_backend io_winsock = { "winsock", winsock_start, winsock_open, winsock_connect,
    winsock_receive, winsock_send, winsock_cancel, winsock_finish, winsock_keep_alive,
    winsock_close, winsock_open_datagram, winsock_receive_from, winsock_send_to, winsock_set_option,
    winsock_listen, winsock_unlisten, winsock_post, winsock_bind, io_threads_own };

/* ---- the choice ---- */

static const struct io_backend *chosen;
static HRESULT start_result;

static BOOL CALLBACK choose(PINIT_ONCE init, void *error, void **context)
{
    start_result = net_timer_start() ? io_winsock.start(error) : E_OUTOFMEMORY;
    if (SUCCEEDED(start_result) && !(chosen = io_host_start(&io_winsock))) chosen = &io_winsock;
    return TRUE;
}

const struct io_backend *io_start(WS_ERROR *error)
{
    static INIT_ONCE once = INIT_ONCE_STATIC_INIT;

    InitOnceExecuteOnce(&once, choose, error, NULL);
    return chosen;
}

const struct io_backend *io_get(void)
{
    return chosen;
}

HRESULT net_start(WS_ERROR *error)
{
    if (io_start(error)) return S_OK;
    return fail(error, start_result, "The network could not be started");
}
