/* The I/O table over the native helper (dlls/wwsio): bytes go between us and the kernel, past wineserver.
 *
 * Sockets stay Winsock's: opened, bound, connected, accepted and closed there, so that all else about them is as ever. Under
 * Wine each is a socket of the kernel too, which ntdll gives us a number of: the lane. Every stream socket gets one with its
 * first transfer; where it cannot, and for what has to wait for room to send to, Winsock is below.
 *
 * Who waits for bytes, waits in the kernel: a thread that may block in poll, others by a queue (epoll) that is told of the
 * socket once for each wait. One pool of threads takes what is ready and runs it to its end.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/io_socket.h"
#include "net/io_threads.h"

#include "wwsio/wwsio.h"

#include <string.h>
#include <windows.h>

enum
{
    LANE_NEW,
    LANE_OPEN,
    LANE_NONE /* it has to do without */
};

/* Numbers of files that are left to others in the process, where there are more than twice as many; else half of all are. */
#define SPARE_FILES 512

typedef LONG(WINAPI *query_memory)(HANDLE, const void *, int, void *, SIZE_T, SIZE_T *);
typedef LONG(WINAPI *unix_call)(UINT64, unsigned int, void *);
typedef LONG(CDECL *handle_to_fd)(HANDLE, unsigned int, int *, unsigned int *);

#define MEMORY_WINE_UNIX_FUNCTIONS 1000 /* of NtQueryVirtualMemory, in Wine */

static const struct io_backend *winsock;
static struct io_backend host;
static UINT64 library;
static unix_call call_library;
static handle_to_fd get_fd;
static int queue;
static volatile LONG lanes;
static LONG max_lanes;

/* FALSE: it cannot be called at all. */
static BOOL ask(enum wwsio_call call, void *arguments)
{
    return call_library(library, call, arguments) == 0;
}

/* ---- lanes ---- */

static int open_lane(struct io_socket *socket)
{
    struct wwsio_socket s = { .fd = -1, .queue = -1, .code = -1 };

    if (get_fd((HANDLE)socket->socket, 0, &s.fd, NULL)) return -1;
    if (ask(WWSIO_ADOPT, &s) && !s.code) return s.fd;
    ask(WWSIO_CLOSE, &s);
    return -1;
}

static BOOL has_lane(struct io_socket *socket)
{
    if (socket->lane != LANE_NEW) return socket->lane == LANE_OPEN;
    lock_enter(&socket->lock);
    if (socket->lane == LANE_NEW && !socket->reason)
    {
        LONG lane = LANE_NONE;

        if (InterlockedIncrement(&lanes) <= max_lanes && (socket->fd = open_lane(socket)) >= 0)
            lane = LANE_OPEN;
        else
            InterlockedDecrement(&lanes);
        InterlockedExchange(&socket->lane, lane);
    }
    lock_leave(&socket->lock);
    return socket->lane == LANE_OPEN;
}

static void shut_lane(struct io_socket *socket)
{
    struct wwsio_socket s = { .fd = socket->fd };

    ask(WWSIO_SHUTDOWN, &s);
}

static void host_cancel(struct io_socket *socket, HRESULT reason)
{
    winsock->cancel(socket, reason);
    lock_enter(&socket->lock); /* from here on no lane begins */
    if (socket->lane == LANE_OPEN) shut_lane(socket);
    lock_leave(&socket->lock);
}

static void host_close(struct io_socket *socket)
{
    struct wwsio_socket s = { .fd = socket->fd, .queue = socket->queued ? queue : -1 };

    lock_enter(&socket->lock); /* a cancel may still be on its way out */
    lock_leave(&socket->lock);
    if (socket->lane == LANE_OPEN)
    {
        ask(WWSIO_CLOSE, &s);
        InterlockedDecrement(&lanes);
    }
    winsock->close(socket);
}

/* ---- transfers ---- */

/* One without a wait, or with one on this thread. */
static void transfer(enum wwsio_call call, struct io_socket *socket, const void *bytes, ULONG size,
        const struct deadline *deadline, struct wwsio_transfer *t)
{
    ULONG left = deadline ? deadline_left(*deadline) : 0;

    t->fd = socket->fd;
    t->bytes = (ULONG_PTR)bytes;
    t->size = size;
    t->timeout = left == INFINITE ? -1 : left > 0x7fffffff ? 0x7fffffff : (LONG)left;
    t->code = 0;
    t->done = 0;
    if (!ask(call, t)) t->code = WSASYSCALLFAILURE;
}

/* After shutdown the end of what there is to read is the end of the socket. */
static BOOL ended(const struct io_socket *socket, const struct wwsio_transfer *t)
{
    return t->code || (!t->done && socket->reason);
}

static HRESULT failed(const struct io_socket *socket, const struct wwsio_transfer *t,
        const char *what, WS_ERROR *error)
{
    LONG reason = socket->reason;

    if (!reason && (t->code == WWSIO_TIMED_OUT || t->code == WWSIO_AGAIN))
        reason = WS_E_OPERATION_TIMED_OUT;
    return io_report(error, reason, t->code, what);
}

/* ---- receiving ---- */

static void time_out(struct net_timer *timer)
{
    struct io_request *request = CONTAINING_RECORD(timer, struct io_request, timer);

    InterlockedCompareExchange(&request->socket->reason, WS_E_OPERATION_TIMED_OUT, 0);
    shut_lane(request->socket);
}

/* Once it is armed another thread may be through with the request and the socket. */
static LONG arm(struct io_request *request)
{
    struct io_socket *socket = request->socket;
    struct wwsio_arm a = { .key = (ULONG_PTR)request, .queue = queue, .fd = socket->fd };

    a.known = socket->queued;
    socket->queued = TRUE;
    if (!ask(WWSIO_ARM, &a)) return WSASYSCALLFAILURE;
    return a.code;
}

static HRESULT receive_later(struct io_socket *socket, void *bytes, ULONG size, ULONG *got,
        struct io_request *request, struct deadline deadline, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error)
{
    LONG code;

    request->socket = socket;
    request->context = *ctx;
    request->error = error;
    request->got = got;
    request->bytes = bytes;
    request->size = size;
    request->what = io_receiving;
    net_timer_add(&request->timer, deadline, time_out);
    if (!(code = arm(request))) return WS_S_ASYNC;
    net_timer_remove(&request->timer);
    return io_report(error, socket->reason, code, io_receiving);
}

static HRESULT host_receive(struct io_socket *socket, void *bytes, ULONG size, ULONG *got,
        struct io_request *request, struct deadline deadline, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error)
{
    struct wwsio_transfer t;

    if (!has_lane(socket))
        return winsock->receive(socket, bytes, size, got, request, deadline, ctx, error);
    if (socket->reason) return io_report(error, socket->reason, 0, io_receiving);
    transfer(WWSIO_RECEIVE, socket, bytes, size, ctx ? NULL : &deadline, &t);
    if (ctx && t.code == WWSIO_AGAIN)
        return receive_later(socket, bytes, size, got, request, deadline, ctx, error);
    if (ended(socket, &t)) return failed(socket, &t, io_receiving, error);
    io_threads_moved();
    *got = t.done;
    return S_OK;
}

static BOOL take_ready(void **what, ULONG_PTR *key, ULONG *count, LONG *code)
{
    struct wwsio_wait w = { .queue = queue };

    *key = 0;
    *count = 0;
    *code = 0;
    if (!ask(WWSIO_WAIT, &w)) Sleep(1000); /* cannot be; then at least slowly */
    *what = (void *)(ULONG_PTR)w.key;
    return w.key != 0;
}

static void deal_with_ready(void *what, ULONG_PTR key, ULONG count, LONG code)
{
    struct io_request *request = what;
    struct io_socket *socket = request->socket;
    struct wwsio_transfer t;
    HRESULT hr = S_OK;

    transfer(WWSIO_RECEIVE, socket, request->bytes, request->size, NULL, &t);
    if (t.code == WWSIO_AGAIN)
    {
        LONG again = arm(request);

        if (!again) return;
        t.code = again;
    }
    net_timer_remove(&request->timer);
    if (ended(socket, &t))
        hr = failed(socket, &t, io_receiving, request->error);
    else
        *request->got = t.done;
    io_complete(request, hr);
}

static struct io_threads pool = { take_ready, deal_with_ready };

/* ---- sending ---- */

static HRESULT host_send(struct io_socket *socket, const void *bytes, ULONG size,
        struct io_request *request, struct deadline deadline, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error)
{
    struct wwsio_transfer t;

    if (!has_lane(socket)) return winsock->send(socket, bytes, size, request, deadline, ctx, error);
    if (socket->reason) return io_report(error, socket->reason, 0, io_sending);
    transfer(WWSIO_SEND, socket, bytes, size, ctx ? NULL : &deadline, &t);
    if (ctx && t.code == WWSIO_AGAIN)
        return winsock->send(
                socket, (const BYTE *)bytes + t.done, size - t.done, request, deadline, ctx, error);
    if (t.code) return failed(socket, &t, io_sending, error);
    io_threads_moved();
    return S_OK;
}

/* ---- the beginning ---- */

static HMODULE load_beside_us(void)
{
    static const WCHAR name[] = L"wwsio.dll";
    WCHAR path[MAX_PATH + COUNT_OF(name)];
    HMODULE us;
    DWORD length;

    if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS
                        | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                (const WCHAR *)&host, &us))
        return NULL;
    length = GetModuleFileNameW(us, path, MAX_PATH);
    if (!length || length >= MAX_PATH) return NULL;
    while (length && path[length - 1] != '\\')
        length--;
    memcpy(path + length, name, sizeof(name));
    return LoadLibraryW(path);
}

/* A function in Wine 8; in later ones a variable that has its address. */
static unix_call find_call(HMODULE ntdll)
{
    void *call = GetProcAddress(ntdll, "__wine_unix_call");
    void **variable = (void **)(void *)GetProcAddress(ntdll, "__wine_unix_call_dispatcher");

    return (unix_call)(call ? call : variable ? *variable : NULL);
}

static BOOL find_helper(void)
{
    HMODULE ntdll = GetModuleHandleW(L"ntdll.dll"), helper;
    query_memory query = (query_memory)(void *)GetProcAddress(ntdll, "NtQueryVirtualMemory");

    call_library = find_call(ntdll);
    get_fd = (handle_to_fd)(void *)GetProcAddress(ntdll, "wine_server_handle_to_fd");
    if (!query || !call_library || !get_fd || !(helper = load_beside_us())) return FALSE;
    if (!query(GetCurrentProcess(), helper, MEMORY_WINE_UNIX_FUNCTIONS, &library, sizeof(library),
                NULL)
            && library)
        return TRUE;
    FreeLibrary(helper);
    return FALSE;
}

static BOOL wanted(void)
{
    WCHAR value[16];
    DWORD length = GetEnvironmentVariableW(L"WEBSERVICES_IO", value, COUNT_OF(value));

    return !length || length >= COUNT_OF(value) || wcscmp(value, L"winsock") != 0;
}

const struct io_backend *io_host_start(const struct io_backend *below)
{
    struct wwsio_version version = { 0 };
    struct wwsio_queue made = { -1 };

    if (!wanted() || !find_helper()) return NULL;
    if (!ask(WWSIO_VERSION, &version) || version.version != WWSIO_VERSION_NOW)
    {
        WARN("wwsio.dll has interface %u, %u is needed: not used", version.version,
                WWSIO_VERSION_NOW);
        return NULL;
    }
    if (!ask(WWSIO_QUEUE, &made) || made.queue < 0) return NULL;
    queue = made.queue;
    max_lanes = version.files > 2 * SPARE_FILES ? version.files - SPARE_FILES : version.files / 2;
    winsock = below;
    host = *below;
    host.name = "host";
    host.receive = host_receive;
    host.send = host_send;
    host.cancel = host_cancel;
    host.close = host_close;
    if (FAILED(io_threads_start(&pool, NULL))) return NULL;
    TRACE("sends and receives go through wwsio.so");
    return &host;
}
