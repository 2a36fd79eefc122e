/* The mode singleton-unsized of MC-NMF: a connection with one message in each direction, which goes in chunks. WCF calls it
 * streamed transfer. Windows has no such mode over TCP and pipes; here TRANSFER_MODE asks for it.
 *
 * The whole message is held in memory, up to MAX_BUFFERED_MESSAGE_SIZE; chunks move together as they come.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/session.h"

#include <string.h>

HRESULT singleton_gather(struct session *session, ULONG max, ULONG *missing, WS_ERROR *error)
{
    BYTE *bytes = buf_bytes(&session->in), *message = bytes + 1; /* behind the record's kind */
    ULONG count = buf_count(&session->in), size, used;
    HRESULT hr;

    if (!session->chunk)
    {
        session->chunk = 1;
        session->gathered = 0;
    }
    for (;;)
    {
        *missing = 1;
        hr = framing_get_size(bytes + session->chunk, count - session->chunk, &size, &used, error);
        if (hr != S_OK) return hr;
        if (size > max - session->gathered)
            return fail(error, WS_E_QUOTA_EXCEEDED,
                    "A message in chunks has more than the maximum of %u bytes", max);
        if (count - session->chunk - used < size)
        {
            *missing = size - (count - session->chunk - used);
            return S_FALSE;
        }
        memmove(message + session->gathered, bytes + session->chunk + used, size);
        session->gathered += size;
        session->chunk += used + size;
        if (!size) return S_OK;
    }
}

HRESULT singleton_put(struct buf *out, WS_ERROR *error)
{
    static const BYTE no_more[] = { 0, FRAME_END };

    return buf_put(out, no_more, sizeof(no_more), error);
}
