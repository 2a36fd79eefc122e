/* HTTP REPLY channels: what http_reply.c (whole messages, the listener) and http_reply_stream.c (in pieces) share.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef CHANNEL_HTTP_REPLY_H
#define CHANNEL_HTTP_REPLY_H

#include "channel/internal.h"

struct listener_channel
{
    struct listener_settings *settings;
    struct lock lock;
    struct http_listener *net; /* while open */
    struct http_prefix prefix;
    volatile LONG is_streamed; /* a channel of it reads bodies while they come */
    ULONG max_head; /* of requests: the largest that a channel of it was created with; 0: none yet */
    volatile LONG is_raw; /* a channel of it speaks RAW: all methods and agents may come */
};

struct reply_channel
{
    struct channel_settings *settings;
    struct lock lock; /* connection and reason */
    struct http_connection *connection;
    HRESULT reason; /* why it was aborted; 0 */
    struct http_accept accept;
    struct listener_channel *listener; /* that accepts */
    BOOL read, replied;
    ULONG refusal; /* status for a request that could not be read */
    struct op accept_op, read_op;
    WS_MESSAGE *reading;
    struct buf out, extra;
    struct encoder encoder;
    struct buf plain_type; /* of the reply, before it is encoded */
    struct decoder decoder;
    WS_XML_STRING got_type; /* of the request, decoded */
    char boundary[HTTP_BOUNDARY];
    struct http_special specials[2]; /* StatusCode, StatusText of a RAW reply */
    char url[4096];                  /* the request's, UTF-8 */
    ULONG url_length;
    WS_HEAP heap; /* of property values */

    /* streamed transfer */
    BOOL is_reading, is_writing; /* a message is on its way in pieces */
    BOOL begun;                  /* the head of the reply was sent */
    struct body_stream body;
    WS_MESSAGE *writing;
    WS_XML_WRITER *writer;
    UINT64 sent;
    struct op end_op;
};

/* ---- http_reply.c ---- */

/* Status line and fields of a reply, into out, up to the empty line. in_chunks: no length; else that of the body, which is
 * encoded here, and emptied when the reply has none. */
HRESULT reply_put_head(struct reply_channel *r, WS_MESSAGE *message, WS_BYTES *body, BOOL in_chunks,
        WS_ERROR *error);

/* What the head says, into a message that has begun. */
HRESULT reply_take_head(struct reply_channel *r, WS_MESSAGE *message, WS_ERROR *error);

/* A request that could not be read: notes what its client is to be told. Returns hr. */
HRESULT reply_refused(struct reply_channel *r, HRESULT hr);

/* ---- http_reply_stream.c: all but write_start may pend ---- */

HRESULT reply_stream_read_start(
        struct reply_channel *r, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
HRESULT reply_stream_read_end(
        struct reply_channel *r, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
HRESULT reply_stream_write_start(struct reply_channel *r, WS_MESSAGE *message, WS_ERROR *error);
HRESULT reply_stream_write_end(
        struct reply_channel *r, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

#endif
