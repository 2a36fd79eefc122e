/* Copies of settings, and the wait for work to end: what proxies and hosts have in common.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service/internal.h"

#include <string.h>

#define MAX_PROPERTIES 256
#define MAX_ADDRESS    65536 /* bytes of an endpoint address with its headers and extensions */

HRESULT copy_properties(
        WS_HEAP *heap, const void *properties, ULONG count, struct property **ret, WS_ERROR *error)
{
    const struct property *from = properties;
    struct property *copy;
    HRESULT hr;
    ULONG i;

    if (count && !from)
        return fail(
                error, E_INVALIDARG, "%u properties were announced, but the array is NULL", count);
    if (count > MAX_PROPERTIES)
        return fail(error, E_INVALIDARG, "%u properties are more than %u", count, MAX_PROPERTIES);
    if (FAILED(hr = heap_alloc(heap, (count + 1) * sizeof(*copy), (void **)&copy, error)))
        return hr;
    for (i = 0; i < count; i++)
    {
        copy[i] = from[i];
        if (!from[i].value && from[i].size)
            return fail(error, E_INVALIDARG, "The value of property %u is NULL", from[i].id);
        if (FAILED(hr = heap_copy(heap, from[i].value, from[i].size, &copy[i].value, error)))
            return hr;
    }
    *ret = copy;
    return S_OK;
}

static HRESULT check_channel_property(const struct property *property, WS_ERROR *error)
{
    ULONG value = 0;

    if (property->value && property->size == sizeof(value))
        memcpy(&value, property->value, sizeof(value));
    if (property->id == WS_CHANNEL_PROPERTY_ASYNC_CALLBACK_MODEL && value != WS_LONG_CALLBACK)
        return fail(error, E_INVALIDARG,
                "Channel property ASYNC_CALLBACK_MODEL must be WS_LONG_CALLBACK here");
    if (property->id == WS_CHANNEL_PROPERTY_FAULTS_AS_ERRORS && !value)
        return fail(error, E_INVALIDARG, "Channel property FAULTS_AS_ERRORS must be TRUE here");
    return S_OK;
}

HRESULT check_custom_channel(WS_CHANNEL *channel, WS_CHANNEL_BINDING binding, WS_ERROR *error)
{
    BOOL on = TRUE;
    HRESULT hr;

    if (binding != WS_CUSTOM_CHANNEL_BINDING) return S_OK;
    hr = WsGetChannelProperty(channel, WS_CHANNEL_PROPERTY_ENABLE_TIMEOUTS, &on, sizeof(on), error);
    if (SUCCEEDED(hr) && !on) return S_OK;
    return fail(error, E_INVALIDARG,
            "A custom channel must say that its property ENABLE_TIMEOUTS is FALSE to be used here");
}

HRESULT copy_channel_properties(WS_HEAP *heap, const void *properties, ULONG count, BOOL timeless,
        struct property **ret, ULONG *ret_count, WS_ERROR *error)
{
    static BOOL no_timeouts = FALSE;
    HRESULT hr;
    ULONG i;

    if (FAILED(hr = copy_properties(heap, properties, count, ret, error))) return hr;
    for (i = 0; i < count; i++)
    {
        if (FAILED(hr = check_channel_property(&(*ret)[i], error))) return hr;
    }
    *ret_count = count;
    if (!timeless || props_find(*ret, count, WS_CHANNEL_PROPERTY_ENABLE_TIMEOUTS)) return S_OK;
    /* copy_properties left room for one more */
    (*ret)[count].id = WS_CHANNEL_PROPERTY_ENABLE_TIMEOUTS;
    (*ret)[count].value = &no_timeouts;
    (*ret)[count].size = sizeof(no_timeouts);
    ++*ret_count;
    return S_OK;
}

HRESULT copy_message_properties(
        WS_HEAP *heap, const struct property *property, WS_MESSAGE_PROPERTIES *ret, WS_ERROR *error)
{
    const WS_MESSAGE_PROPERTIES *from;
    struct property *copy;
    HRESULT hr;

    memset(ret, 0, sizeof(*ret));
    if (!property) return S_OK;
    from = property->value;
    if (!from || property->size != sizeof(*from))
        return fail(
                error, E_INVALIDARG, "Property MESSAGE_PROPERTIES takes a WS_MESSAGE_PROPERTIES");
    if (FAILED(hr = copy_properties(heap, from->properties, from->propertyCount, &copy, error)))
        return hr;
    ret->properties = (WS_MESSAGE_PROPERTY *)copy;
    ret->propertyCount = from->propertyCount;
    return S_OK;
}

HRESULT copy_address(
        WS_HEAP *heap, const WS_ENDPOINT_ADDRESS *from, WS_ENDPOINT_ADDRESS *to, WS_ERROR *error)
{
    WS_ENDPOINT_ADDRESS copy = { { 0 } };
    HRESULT hr;

    if (from->url.length > MAX_ADDRESS / sizeof(WCHAR) || (from->url.length && !from->url.chars))
        return fail(
                error, WS_E_QUOTA_EXCEEDED, "An endpoint address may have %u bytes", MAX_ADDRESS);
    if (FAILED(hr = heap_copy_string(heap, &from->url, &copy.url, error))) return hr;
    if (from->headers && FAILED(hr = xml_buffer_copy(heap, from->headers, &copy.headers, error)))
        return hr;
    if (from->extensions
            && FAILED(hr = xml_buffer_copy(heap, from->extensions, &copy.extensions, error)))
        return hr;
    copy.identity = from->identity;
    *to = copy;
    return S_OK;
}

HRESULT drain_wait(struct drain *drain, struct lock *lock, const LONG *count,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    HANDLE event = NULL;

    lock_enter(lock);
    if (!*count)
    {
        lock_leave(lock);
        return S_OK;
    }
    if (!ctx && !(event = CreateEventW(NULL, FALSE, FALSE, NULL)))
    {
        lock_leave(lock);
        return fail_memory(error);
    }
    drain->waiting = TRUE;
    drain->event = event;
    if (ctx) drain->waiter = *ctx;
    lock_leave(lock);
    if (ctx) return WS_S_ASYNC;
    WaitForSingleObject(event, INFINITE);
    CloseHandle(event);
    return S_OK;
}

struct drain drain_done(struct drain *drain)
{
    struct drain woken = *drain;

    drain->waiting = FALSE;
    return woken;
}

void drain_wake(struct drain *woken)
{
    if (!woken->waiting) return;
    if (woken->event)
        SetEvent(woken->event);
    else
        woken->waiter.callback(S_OK, WS_LONG_CALLBACK, woken->waiter.callbackState);
}

void timer_start(PTP_TIMER timer, UINT64 milliseconds)
{
    LARGE_INTEGER due;
    FILETIME time;

    due.QuadPart = milliseconds ? -(INT64)milliseconds * 10000 : -1;
    time.dwLowDateTime = due.LowPart;
    time.dwHighDateTime = due.HighPart;
    SetThreadpoolTimer(timer, &time, 0, 0);
}
