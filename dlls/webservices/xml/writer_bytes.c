/* Bytes that the application hands over in pieces: WsPushBytes and WsPullBytes. Where the encoding gains nothing
 * from waiting, the callbacks are called at once.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/writer.h"

#define PULL_SIZE 4096

/* What the push callback calls to have its bytes written. */
static HRESULT CALLBACK take_bytes(void *state, const WS_BYTES *buffers, ULONG count,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    HRESULT hr = S_OK;
    ULONG i;

    if (count && !buffers) return fail(error, E_INVALIDARG, "Pushed bytes: the buffers are NULL");
    for (i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = WsWriteBytes(state, buffers[i].bytes, buffers[i].length, error);
    return hr;
}

HRESULT WINAPI WsPushBytes(WS_XML_WRITER *writer, WS_PUSH_BYTES_CALLBACK callback,
        void *callbackState, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsPushBytes", error))) return hr;
    if (!callback) return fail(error, E_INVALIDARG, "WsPushBytes: the callback is NULL");
    if (FAILED(hr = WsWriteBytes(writer, NULL, 0, error))) return hr;
    return writer_result(writer, callback(callbackState, take_bytes, writer, NULL, error));
}

HRESULT WINAPI WsPullBytes(WS_XML_WRITER *writer, WS_PULL_BYTES_CALLBACK callback,
        void *callbackState, WS_ERROR *error)
{
    BYTE bytes[PULL_SIZE];
    ULONG count;
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsPullBytes", error))) return hr;
    if (!callback) return fail(error, E_INVALIDARG, "WsPullBytes: the callback is NULL");
    if (FAILED(hr = WsWriteBytes(writer, NULL, 0, error))) return hr;
    do
    {
        count = 0;
        hr = callback(callbackState, bytes, sizeof(bytes), &count, NULL, error);
        if (SUCCEEDED(hr) && count > sizeof(bytes))
            hr = fail(error, E_INVALIDARG, "The pull callback gave %u bytes into room for %u",
                    count, (ULONG)sizeof(bytes));
        if (SUCCEEDED(hr)) hr = WsWriteBytes(writer, bytes, count, error);
    } while (SUCCEEDED(hr) && count);
    return writer_result(writer, hr);
}
