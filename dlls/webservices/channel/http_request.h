/* HTTP REQUEST channels: what http_request.c (whole messages, redirections) and http_stream.c (in pieces) share.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef CHANNEL_HTTP_REQUEST_H
#define CHANNEL_HTTP_REQUEST_H

#include "channel/internal.h"

struct request_channel
{
    struct channel_settings *settings;
    struct http_client client;
    WS_HEAP heap; /* of the address */
    WS_ENDPOINT_ADDRESS address;
    struct channel_url url;      /* of the address */
    struct http_proxies proxies; /* for it */
    struct http_cookies cookies;
    char boundary[HTTP_BOUNDARY];
    struct op write_op, read_op;
    WS_MESSAGE *reading;

    /* the present request */
    WS_XML_STRING action; /* of the message being written */
    struct buf extra;     /* mapped headers of it */
    struct encoder encoder;
    struct decoder decoder;
    struct buf plain_type;                /* the content type as it is before it is encoded */
    WS_XML_STRING type, content_encoding; /* as they go out */
    struct http_special verb;             /* RAW: the method */
    ULONG body_size;                      /* which is the end of client.out */
    const struct channel_url *to;
    const struct http_proxies *through;
    ULONG proxy; /* index of the one that is tried */

    /* where it has been redirected to */
    ULONG redirects;
    WS_HEAP moved_heap;
    WS_STRING location; /* at first the address */
    struct channel_url moved;
    struct http_proxies moved_proxies;

    /* streamed transfer */
    BOOL is_writing, is_reading; /* a message is on its way in pieces */
    BOOL begun;                  /* the head was sent */
    UINT64 sent;
    WS_XML_WRITER *writer;
    struct op end_op;
    struct body_stream body;
};

/* ---- http_request.c ---- */

/* Begins a request to the channel's own address, with an empty client.out. */
void request_begin(struct request_channel *r);

/* What the message being written says of its content, for request_put_head. */
HRESULT request_make_type(struct request_channel *r, WS_ERROR *error);

/* Head of such a request; body_size is set unless it is in chunks. */
HRESULT request_put_head(
        struct request_channel *r, BOOL in_chunks, struct buf *out, WS_ERROR *error);

/* Connects and sends client.out. */
HRESULT request_send_off(struct request_channel *r, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* With the head of a reply in client: whether it sends the request elsewhere; then that is to be composed. */
BOOL request_is_redirected(const struct request_channel *r);
HRESULT request_follow(struct request_channel *r, WS_ERROR *error);

/* S_OK: a message may come with this head. */
HRESULT request_check_status(const struct request_channel *r, WS_ERROR *error);

/* What a reply without body means: WS_S_END or a failure. */
HRESULT request_no_body(const struct request_channel *r, WS_ERROR *error);

/* A message that could not be begun: its failure, or that of the status it came with. */
HRESULT request_bad_message(const struct request_channel *r, HRESULT hr, WS_ERROR *error);

/* The head's headers into a message that has begun. */
HRESULT request_take_headers(struct request_channel *r, WS_MESSAGE *message, WS_ERROR *error);

/* ---- http_stream.c: all but write_start may pend ---- */

HRESULT stream_write_start(struct request_channel *r, WS_MESSAGE *message, WS_ERROR *error);
HRESULT stream_write_end(struct request_channel *r, WS_MESSAGE *message,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
HRESULT stream_read_start(struct request_channel *r, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
HRESULT stream_read_end(struct request_channel *r, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error);

#endif
