/* Exports that pretend, and honest ones that look alike: what tools/coverage must tell apart. Compiled into a DLL of
 * its own by tests/api/coverage_test; the comment before each says what the tool has to find.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <webservices.h>
#include "core/core.h"

#define NOINLINE __attribute__((noinline))

struct thing
{
    ULONG kind, count;
    HRESULT (*callback)(void *state);
    void *state;
};

static ULONG calls;

static NOINLINE BOOL is_thing(const void *thing)
{
    return thing && ((const struct thing *)thing)->kind == 0x1234;
}

/* hollow: a constant */
HRESULT WINAPI WsResetHeap(WS_HEAP *heap, WS_ERROR *error)
{
    (void)heap, (void)error;
    return S_OK;
}

/* hollow: a failing constant */
HRESULT WINAPI WsResetError(WS_ERROR *error)
{
    (void)error;
    return E_NOTIMPL;
}

/* hollow: a stub by hand */
HRESULT WINAPI WsCopyError(WS_ERROR *source, WS_ERROR *destination)
{
    (void)source;
    return fail(destination, E_NOTIMPL, "later");
}

/* hollow: a stub by hand with another code */
HRESULT WINAPI WsOpenChannel(WS_CHANNEL *channel, const WS_ENDPOINT_ADDRESS *address,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    (void)ctx;
    if (!channel) return fail(error, E_INVALIDARG, "channel is NULL");
    if (!address) return fail(error, E_INVALIDARG, "address is NULL");
    return fail(error, WS_E_NOT_SUPPORTED, "cannot");
}

/* hollow: checks its arguments and says all is well */
HRESULT WINAPI WsAbortChannel(WS_CHANNEL *channel, WS_ERROR *error)
{
    if (!is_thing(channel)) return fail(error, E_INVALIDARG, "channel is NULL");
    return S_OK;
}

/* hollow: frees nothing */
void WINAPI WsFreeHeap(WS_HEAP *heap)
{
    (void)heap;
}

/* hollow: frees nothing and says so */
void WINAPI WsFreeError(WS_ERROR *error)
{
    if (is_thing(error)) WARN("WsFreeError");
}

/* hollow: counts its calls */
HRESULT WINAPI WsAbortListener(WS_LISTENER *listener, WS_ERROR *error)
{
    (void)listener, (void)error;
    calls++;
    return S_OK;
}

/* hollow: looks busy */
HRESULT WINAPI WsAbortServiceHost(WS_SERVICE_HOST *host, WS_ERROR *error)
{
    DWORD last = GetLastError();

    (void)host, (void)error;
    calls += GetTickCount();
    SetLastError(last);
    return S_OK;
}

/* hollow: fills a local array, and a global one */
HRESULT WINAPI WsAbortServiceProxy(WS_SERVICE_PROXY *proxy, WS_ERROR *error)
{
    static volatile BYTE global[64];
    volatile BYTE local[64];
    ULONG i;

    (void)proxy, (void)error;
    for (i = 0; i < sizeof(local); i++)
    {
        local[i] = (BYTE)i;
        global[i] = 1;
    }
    return S_OK;
}

static NOINLINE HRESULT deeper(void *thing, WS_ERROR *error)
{
    if (!is_thing(thing)) return E_INVALIDARG;
    return fail(error, E_FAIL, "deep below");
}

/* hollow: hides its emptiness in helpers */
HRESULT WINAPI WsResetChannel(WS_CHANNEL *channel, WS_ERROR *error)
{
    HRESULT hr = deeper(channel, error);

    if (FAILED(hr)) return hr;
    return S_OK;
}

static NOINLINE HRESULT nothing(void *thing, WS_ERROR *error)
{
    (void)thing, (void)error;
    return S_OK;
}
static HRESULT (*volatile empty_table[])(void *thing, WS_ERROR *error) = { nothing, deeper };

/* hollow: hides its emptiness behind a table of functions */
HRESULT WINAPI WsResetListener(WS_LISTENER *listener, WS_ERROR *error)
{
    return empty_table[listener != NULL](listener, error);
}

static NOINLINE HRESULT ping(int n);
static NOINLINE HRESULT pong(int n)
{
    return n ? ping(n - 1) : S_OK;
}
static NOINLINE HRESULT ping(int n)
{
    return n > 1 ? pong(n - 1) + 1 : S_FALSE;
}

/* hollow: two helpers keep each other busy */
HRESULT WINAPI WsResetServiceHost(WS_SERVICE_HOST *host, WS_ERROR *error)
{
    (void)host, (void)error;
    return ping((int)calls) + pong((int)calls);
}

/* hollow: writes, but can only fail */
HRESULT WINAPI WsResetServiceProxy(WS_SERVICE_PROXY *proxy, WS_ERROR *error)
{
    ((struct thing *)proxy)->count++;
    return fail(error, E_FAIL, "never");
}

/* hollow: chooses among constants */
HRESULT WINAPI WsResetMessage(WS_MESSAGE *message, WS_ERROR *error)
{
    (void)error;
    switch (((struct thing *)message)->kind)
    {
    case 0:
        return S_OK;
    case 1:
        return E_FAIL;
    case 2:
        return E_ABORT;
    case 3:
        return E_INVALIDARG;
    case 4:
        return S_FALSE;
    case 5:
        return E_OUTOFMEMORY;
    case 6:
        return E_POINTER;
    default:
        return E_UNEXPECTED;
    }
}

/* hollow: another export under a second name */
HRESULT WINAPI WsCloseChannel(WS_CHANNEL *channel, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return WsShutdownSessionChannel(channel, ctx, error);
}

/* implemented: writes for its caller */
HRESULT WINAPI WsGetErrorProperty(WS_ERROR *error, WS_ERROR_PROPERTY_ID id, void *value, ULONG size)
{
    if (!is_thing(error)) return fail(NULL, E_INVALIDARG, "error is not one");
    if (id != WS_ERROR_PROPERTY_STRING_COUNT || size != sizeof(ULONG))
        return fail(NULL, E_INVALIDARG, "id %u, size %u", id, size);
    *(ULONG *)value = ((struct thing *)error)->count;
    return S_OK;
}

/* implemented: changes its object */
NOINLINE HRESULT WINAPI WsShutdownSessionChannel(
        WS_CHANNEL *channel, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    (void)ctx;
    if (!is_thing(channel)) return fail(error, E_INVALIDARG, "channel is NULL");
    ((struct thing *)channel)->count = 0;
    return S_OK;
}

/* implemented: compares */
HRESULT WINAPI WsXmlStringEquals(const WS_XML_STRING *a, const WS_XML_STRING *b, WS_ERROR *error)
{
    ULONG i;

    (void)error;
    if (a->length != b->length) return S_FALSE;
    for (i = 0; i < a->length; i++)
        if (a->bytes[i] != b->bytes[i]) return S_FALSE;
    return S_OK;
}

/* implemented: calls back */
HRESULT WINAPI WsFillBody(
        WS_MESSAGE *message, ULONG size, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct thing *thing = (struct thing *)message;

    (void)size, (void)ctx, (void)error;
    return thing->callback(thing->state);
}

/* implemented: frees */
void WINAPI WsFreeReader(WS_XML_READER *reader)
{
    HeapFree(GetProcessHeap(), 0, reader);
}

static NOINLINE HRESULT store(void *thing, WS_ERROR *error)
{
    (void)error;
    ((struct thing *)thing)->count = 7;
    return S_OK;
}
static HRESULT (*const table[])(void *thing, WS_ERROR *error) = { nothing, store, deeper };

/* implemented: by a table of functions */
HRESULT WINAPI WsFlushBody(
        WS_MESSAGE *message, ULONG size, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    (void)ctx;
    return table[size % 3](message, error);
}

/* implemented: and may fail with a code that an option asks for */
HRESULT WINAPI WsSkipNode(WS_XML_READER *reader, WS_ERROR *error)
{
    struct thing *thing = (struct thing *)reader;

    if (thing->count == 0)
        return fail(error, WS_E_NOT_SUPPORTED, "Charset %u is not supported", thing->kind);
    thing->count--;
    return S_OK;
}

/* implemented: and its object may not be ready */
HRESULT WINAPI WsReadNode(WS_XML_READER *reader, WS_ERROR *error)
{
    struct thing *thing = (struct thing *)reader;

    if (!thing->count) return fail(error, WS_E_INVALID_OPERATION, "The reader has no input yet");
    thing->count--;
    return S_OK;
}

/* partial: says so in a branch */
HRESULT WINAPI WsOpenListener(
        WS_LISTENER *listener, const WS_STRING *url, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    if (ctx) return fail(error, E_NOTIMPL, "asynchronous");
    ((struct thing *)listener)->state = url->chars;
    return S_OK;
}

/* partial: says so in words */
HRESULT WINAPI WsOpenServiceHost(
        WS_SERVICE_HOST *host, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    if (ctx) return fail(error, WS_E_NOT_SUPPORTED, "Asynchronous opening is not supported yet");
    ((struct thing *)host)->count++;
    return S_OK;
}

static NOINLINE HRESULT half(struct thing *thing)
{
    if (thing->kind > 5) return E_NOTIMPL;
    thing->count++;
    return S_OK;
}

/* partial: says so in a helper */
HRESULT WINAPI WsOpenServiceProxy(WS_SERVICE_PROXY *proxy, const WS_ENDPOINT_ADDRESS *address,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    (void)address, (void)ctx, (void)error;
    return half((struct thing *)proxy);
}
