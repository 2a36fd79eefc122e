/* The door of channel/: the API's own channel and listener functions, which the service model above uses, and what HTTP GET
 * of documents needs beside them.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef CHANNEL_CHANNEL_H
#define CHANNEL_CHANNEL_H

#include "core/core.h"

/* An HTTP listener whose channels also accept requests with GET and HEAD. To be called before it is opened. */
void listener_allow_get(WS_LISTENER *listener);

/* The target (path and query, escaped) of an accepted channel's request if that is a GET or HEAD without a body, of which
 * nothing has been read; else NULL. Valid until the channel is closed; not zero terminated. */
const char *channel_get_target(WS_CHANNEL *channel, ULONG *length);

/* Answers such a request with a document of type text/xml in UTF-8 (no body for HEAD); bytes must live until the end of
 * the call. The channel can only be closed then. May pend. */
HRESULT channel_reply_document(WS_CHANNEL *channel, ULONG status, const WS_BYTES *document,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* WsCloseChannel by a thread that runs nothing but its way back afterwards, unless it accepts the next channel: the
 * connection's next request is this thread's then. */
HRESULT channel_close_and_return(WS_CHANNEL *channel, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* Says that code of the application is being run on this thread (which may stay for long), or no more. Returns what it was
 * before, to be set again. */
BOOL channel_in_application(BOOL yes);

#endif
