/* Named pipes: the other leaf of streams, and listening on them.
 *
 * A blocking call waits on its caller's thread for an event of the pipe's own (whose handle is tagged, so that nothing is
 * posted for it); asynchronous ones complete on the threads that serve sockets too.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/internal.h"

#include <string.h>
#include <windows.h>

#define PIPE_BUFFER 65536

struct pipe;

/* What the system is asked to tell: a transfer's end, or a client's arrival. */
struct pipe_io
{
    OVERLAPPED overlapped;
    void (*done)(struct pipe_io *io, DWORD code, DWORD count);
};

/* One direction: one call at a time. */
struct way
{
    struct pipe_io io;
    struct pipe *pipe;
    HANDLE event; /* made for the first blocking call */
    struct net_timer timer;
    WS_ASYNC_CONTEXT context;
    WS_ERROR *error;
    ULONG *got;
    const char *what;
    void *bytes;
    ULONG size;
    struct io_request begin; /* see read_soon */
};

struct pipe
{
    struct stream stream;
    struct lock lock;     /* handle, reason, busy */
    HANDLE handle;        /* INVALID_HANDLE_VALUE: closed by an abort */
    ULONG busy;           /* calls that use the handle */
    volatile LONG reason; /* HRESULT: why it was aborted; 0 */
    struct way in, out;
};

static struct pipe *pipe_of(struct stream *stream)
{
    return CONTAINING_RECORD(stream, struct pipe, stream);
}

static HRESULT report(WS_ERROR *error, LONG reason, DWORD code, const char *what)
{
    HRESULT hr = WS_E_ENDPOINT_FAILURE;

    if (reason == WS_E_OPERATION_TIMED_OUT)
        return fail(error, reason, "%s took longer than its time limit", what);
    if (reason) return fail(error, reason, "%s was ended: the object was aborted or closed", what);
    if (code == ERROR_BROKEN_PIPE || code == ERROR_NO_DATA || code == ERROR_PIPE_NOT_CONNECTED)
        hr = WS_E_ENDPOINT_DISCONNECTED;
    return fail_from(error, hr, HRESULT_FROM_WIN32(code), "%s failed", what);
}

/* The outcome of a call: the other side's end is 0 bytes to a reader. */
static HRESULT outcome(struct way *way, DWORD code, DWORD count)
{
    if (code == ERROR_BROKEN_PIPE && way->got && !way->pipe->reason) code = count = 0;
    if (code) return report(way->error, way->pipe->reason, code, way->what);
    if (way->got) *way->got = count;
    return S_OK;
}

/* An aborted pipe is closed as soon as nobody uses it: that is how the other side learns of it. */
static void close_aborted(struct pipe *pipe)
{
    if (!pipe->reason || pipe->busy || pipe->handle == INVALID_HANDLE_VALUE) return;
    CloseHandle(pipe->handle);
    pipe->handle = INVALID_HANDLE_VALUE;
}

/* Starts a call, unless the pipe was aborted; a system's error code. Under the lock, which the start does not keep for long, so that
 * an abort comes before it or finds it; what happens afterwards may be on another thread already. */
static DWORD start(struct way *way, void *bytes, ULONG size)
{
    struct pipe *pipe = way->pipe;
    DWORD code = ERROR_OPERATION_ABORTED;
    BOOL ok;

    lock_enter(&pipe->lock);
    if (!pipe->reason && pipe->handle != INVALID_HANDLE_VALUE)
    {
        pipe->busy++;
        ok = way->got ? ReadFile(pipe->handle, bytes, size, NULL, &way->io.overlapped)
                      : WriteFile(pipe->handle, bytes, size, NULL, &way->io.overlapped);
        code = ok ? 0 : GetLastError();
        if (code && code != ERROR_IO_PENDING) pipe->busy--;
    }
    lock_leave(&pipe->lock);
    return code;
}

static void leave_handle(struct pipe *pipe)
{
    lock_enter(&pipe->lock);
    pipe->busy--;
    close_aborted(pipe);
    lock_leave(&pipe->lock);
}

static void time_out(struct net_timer *timer)
{
    struct way *way = CONTAINING_RECORD(timer, struct way, timer);

    InterlockedCompareExchange(&way->pipe->reason, WS_E_OPERATION_TIMED_OUT, 0);
    CancelIoEx(way->pipe->handle, &way->io.overlapped);
}

static void completed(void *overlapped, LONG code, ULONG count)
{
    struct pipe_io *io = CONTAINING_RECORD(overlapped, struct pipe_io, overlapped);

    io->done(io, code, count);
}

static void transferred(struct pipe_io *io, DWORD code, DWORD count)
{
    struct way *way = CONTAINING_RECORD(io, struct way, io);
    WS_ASYNC_CONTEXT context = way->context;
    HRESULT hr;

    net_timer_remove(&way->timer);
    hr = outcome(way, code, count);
    leave_handle(way->pipe);
    context.callback(hr, WS_LONG_CALLBACK, context.callbackState);
}

static void prepare(
        struct way *way, ULONG *got, const WS_ASYNC_CONTEXT *ctx, const char *what, WS_ERROR *error)
{
    memset(&way->io.overlapped, 0, sizeof(way->io.overlapped));
    way->got = got;
    way->error = error;
    way->what = what;
    if (ctx) way->context = *ctx;
}

static void CALLBACK read_now(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct way *way = state;
    WS_ASYNC_CONTEXT context = way->context;
    DWORD code = start(way, way->bytes, way->size);

    if (!code || code == ERROR_IO_PENDING) return;
    net_timer_remove(&way->timer);
    context.callback(outcome(way, code, 0), model, context.callbackState);
}

/* Wine loses what arrives for a read whose thread exits. Threads of the backend do not exit, so reads begin there. */
static HRESULT read_soon(struct way *way, void *bytes, ULONG size)
{
    WS_ASYNC_CONTEXT context = { read_now, way };

    way->bytes = bytes;
    way->size = size;
    io_get()->post(&way->begin, &context);
    return WS_S_ASYNC;
}

/* Waits on this thread for what has been started. */
static HRESULT wait_for(struct way *way, struct deadline deadline)
{
    struct pipe *pipe = way->pipe;
    DWORD count = 0, code = 0;

    if (WaitForSingleObject(way->event, deadline_left(deadline)) == WAIT_TIMEOUT)
    {
        InterlockedCompareExchange(&pipe->reason, WS_E_OPERATION_TIMED_OUT, 0);
        CancelIoEx(pipe->handle, &way->io.overlapped);
    }
    if (!GetOverlappedResult(pipe->handle, &way->io.overlapped, &count, TRUE))
        code = GetLastError();
    leave_handle(pipe);
    return outcome(way, code, count);
}

static HRESULT transfer(struct way *way, void *bytes, ULONG size, struct deadline deadline,
        const WS_ASYNC_CONTEXT *ctx)
{
    DWORD code;

    if (!ctx && !way->event && !(way->event = CreateEventW(NULL, TRUE, FALSE, NULL)))
        return fail_memory(way->error);
    if (!ctx) way->io.overlapped.hEvent = (HANDLE)((ULONG_PTR)way->event | 1);
    if (ctx) net_timer_add(&way->timer, deadline, time_out);
    if (ctx && way->got && !io_get()->is_own_thread()) return read_soon(way, bytes, size);
    code = start(way, bytes, size);
    if (code && code != ERROR_IO_PENDING)
    {
        if (ctx) net_timer_remove(&way->timer);
        return outcome(way, code, 0);
    }
    return ctx ? WS_S_ASYNC : wait_for(way, deadline);
}

static HRESULT pipe_read(struct stream *stream, void *bytes, ULONG size, ULONG *got,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct pipe *pipe = pipe_of(stream);

    prepare(&pipe->in, got, ctx, "Receiving", error);
    if (pipe->reason) return report(error, pipe->reason, 0, "Receiving");
    return transfer(&pipe->in, bytes, size, stream->read_by, ctx);
}

static HRESULT pipe_write(struct stream *stream, const void *bytes, ULONG size,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct pipe *pipe = pipe_of(stream);

    prepare(&pipe->out, NULL, ctx, "Sending", error);
    if (pipe->reason) return report(error, pipe->reason, 0, "Sending");
    return transfer(&pipe->out, (void *)bytes, size, stream->write_by, ctx);
}

/* Pipes have no half-closed state: what was written stays readable after the end. */
static void pipe_finish(struct stream *stream)
{
}

static void pipe_abort(struct stream *stream, HRESULT reason)
{
    struct pipe *pipe = pipe_of(stream);

    lock_enter(&pipe->lock);
    InterlockedCompareExchange(&pipe->reason, reason, 0);
    if (pipe->busy) CancelIoEx(pipe->handle, NULL);
    close_aborted(pipe);
    lock_leave(&pipe->lock);
}

static void pipe_free(struct stream *stream)
{
    struct pipe *pipe = pipe_of(stream);

    lock_enter(&pipe->lock);
    lock_leave(&pipe->lock);
    if (pipe->handle != INVALID_HANDLE_VALUE) CloseHandle(pipe->handle);
    if (pipe->in.event) CloseHandle(pipe->in.event);
    if (pipe->out.event) CloseHandle(pipe->out.event);
    lock_clear(&pipe->lock);
    mem_free(pipe);
}

static const struct stream_ops pipe_ops
        = { "pipe", pipe_read, pipe_write, pipe_finish, pipe_abort, pipe_free };

static struct pipe *make(HANDLE handle)
{
    struct pipe *pipe = mem_zalloc(sizeof(*pipe));

    if (!pipe) return NULL;
    pipe->stream.ops = &pipe_ops;
    pipe->handle = handle;
    pipe->in.pipe = pipe->out.pipe = pipe;
    pipe->in.io.done = pipe->out.io.done = transferred;
    lock_init(&pipe->lock);
    return pipe;
}

HRESULT pipe_create(struct stream **ret, WS_ERROR *error)
{
    struct pipe *pipe = make(INVALID_HANDLE_VALUE);

    if (!pipe) return fail_memory(error);
    *ret = &pipe->stream;
    return S_OK;
}

HRESULT pipe_connect(struct stream *stream, const WCHAR *name, WS_ERROR *error)
{
    struct pipe *pipe = pipe_of(stream);
    HANDLE handle;
    DWORD code;
    int i;

    /* between two clients the server makes its next instance: that takes a moment */
    for (i = 0; i < 100; i++)
    {
        handle = CreateFileW(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING,
                FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, NULL);
        if (handle != INVALID_HANDLE_VALUE) break;
        code = GetLastError();
        if (code != ERROR_PIPE_BUSY || pipe->reason) break;
        WaitNamedPipeW(name, 50);
    }
    if (handle == INVALID_HANDLE_VALUE)
        return fail_from(error,
                code == ERROR_PIPE_BUSY ? WS_E_ENDPOINT_TOO_BUSY : WS_E_ENDPOINT_NOT_FOUND,
                HRESULT_FROM_WIN32(code), "The pipe '%w' could not be opened", name);
    if (!io_get()->bind(handle, completed))
    {
        code = GetLastError();
        CloseHandle(handle);
        return fail_from(error, WS_E_ENDPOINT_FAILURE, HRESULT_FROM_WIN32(code),
                "The pipe '%w' could not be used", name);
    }
    lock_enter(&pipe->lock);
    pipe->handle = handle;
    code = pipe->reason;
    lock_leave(&pipe->lock);
    return code ? fail(error, (HRESULT)code, "The channel was aborted or closed") : S_OK;
}

/* ---- listening ---- */

struct pipe_port
{
    LONG refs; /* the listener and the instance that waits */
    struct pipe_io io;
    struct lock lock;
    struct tcp_server *server; /* NULL: nobody listens */
    HANDLE instance;
    WCHAR name[128];
};

static void release(struct pipe_port *port)
{
    if (InterlockedDecrement(&port->refs)) return;
    lock_clear(&port->lock);
    mem_free(port);
}

static HANDLE new_instance(struct pipe_port *port, DWORD flags)
{
    HANDLE handle = CreateNamedPipeW(port->name, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | flags,
            PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT, PIPE_UNLIMITED_INSTANCES, PIPE_BUFFER,
            PIPE_BUFFER, 0, NULL);

    if (handle == INVALID_HANDLE_VALUE || io_get()->bind(handle, completed)) return handle;
    CloseHandle(handle);
    return INVALID_HANDLE_VALUE;
}

static DWORD CALLBACK connected_now(void *port);

/* Begins to wait for a client; the lock is held. The completion has its own reference to the port. */
static BOOL wait_for_client(struct pipe_port *port)
{
    DWORD code;

    memset(&port->io.overlapped, 0, sizeof(port->io.overlapped));
    InterlockedIncrement(&port->refs);
    code = ConnectNamedPipe(port->instance, &port->io.overlapped) ? 0 : GetLastError();
    if (code == ERROR_IO_PENDING || !code) return TRUE;
    if (code == ERROR_PIPE_CONNECTED
            && QueueUserWorkItem(connected_now, port, WT_EXECUTELONGFUNCTION))
        return TRUE;
    InterlockedDecrement(&port->refs);
    return FALSE;
}

/* A client is here, or the wait has ended. The next instance waits before this one is served. */
static void take_client(struct pipe_port *port, BOOL ok)
{
    struct tcp_server *server;
    HANDLE handle = port->instance;
    struct pipe *pipe = NULL;

    lock_enter(&port->lock);
    port->instance = INVALID_HANDLE_VALUE;
    if ((server = port->server))
    {
        if (ok) server->enter(server);
        port->instance = new_instance(port, 0);
        if (port->instance != INVALID_HANDLE_VALUE && !wait_for_client(port))
        {
            CloseHandle(port->instance);
            port->instance = INVALID_HANDLE_VALUE;
        }
    }
    lock_leave(&port->lock);
    if (server && ok) pipe = make(handle);
    if (!pipe) CloseHandle(handle);
    if (server && ok) server->accepted(server, pipe ? &pipe->stream : NULL);
    release(port);
}

static void client_came(struct pipe_io *io, DWORD code, DWORD count)
{
    take_client(CONTAINING_RECORD(io, struct pipe_port, io), !code);
}

static DWORD CALLBACK connected_now(void *port)
{
    take_client(port, TRUE);
    return 0;
}

HRESULT pipe_listen(
        const WCHAR *name, struct tcp_server *server, struct pipe_port **ret, WS_ERROR *error)
{
    struct pipe_port *port = mem_zalloc(sizeof(*port));
    DWORD code = 0;

    if (!port) return fail_memory(error);
    port->refs = 1;
    port->io.done = client_came;
    lock_init(&port->lock);
    lstrcpynW(port->name, name, COUNT_OF(port->name));
    port->server = server;
    lock_enter(&port->lock);
    port->instance = new_instance(port, FILE_FLAG_FIRST_PIPE_INSTANCE);
    if (port->instance == INVALID_HANDLE_VALUE || !wait_for_client(port)) code = GetLastError();
    lock_leave(&port->lock);
    if (code)
    {
        if (port->instance != INVALID_HANDLE_VALUE) CloseHandle(port->instance);
        release(port);
        return fail_from(error, WS_E_ADDRESS_IN_USE, HRESULT_FROM_WIN32(code),
                "The pipe '%w' could not be made", name);
    }
    *ret = port;
    return S_OK;
}

void pipe_unlisten(struct pipe_port *port)
{
    lock_enter(&port->lock);
    port->server = NULL;
    if (port->instance != INVALID_HANDLE_VALUE) CancelIoEx(port->instance, &port->io.overlapped);
    lock_leave(&port->lock);
    release(port);
}
