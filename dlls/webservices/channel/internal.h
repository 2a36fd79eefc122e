/* What the files of channel/ share: channels, listeners, and the tables by which every binding is called.
 *
 * A binding is a WS_CUSTOM_CHANNEL_CALLBACKS and a WS_CUSTOM_LISTENER_CALLBACKS: HTTP's are ours, those of the custom binding the
 * application's. channel.c, body.c, exchange.c and listener.c know states, properties and messages, and nothing of any
 * transport.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef CHANNEL_INTERNAL_H
#define CHANNEL_INTERNAL_H

#include "channel/channel.h"
#include "net/net.h"

/* ======== settings ======== */

struct channel_settings
{
    ULONG max_buffered_size, max_streamed_start_size, max_streamed_flush_size, max_dictionary_size,
            trim_size;
    UINT64 max_streamed_size;
    WS_ENCODING encoding;
    WS_ENVELOPE_VERSION envelope;
    WS_ADDRESSING_VERSION addressing;
    WS_CALLBACK_MODEL callback_model;
    WS_IP_VERSION ip_version;
    ULONG resolve_timeout, connect_timeout, send_timeout, response_timeout, receive_timeout,
            close_timeout;
    BOOL enable_timeouts;
    WS_TRANSFER_MODE transfer_mode;
    ULONG multicast_interface, multicast_hops;
    BOOL no_delay, send_keep_alives;
    ULONG keep_alive_time, keep_alive_interval, max_server_connections;
    WS_PROTECTION_LEVEL protection;
    WS_COOKIE_MODE cookie_mode;
    WS_HTTP_PROXY_SETTING_MODE proxy_mode;
    BOOL redirect, faults_as_errors, allow_unsecured_faults;
    WS_HTTP_REDIRECT_CALLBACK_CONTEXT redirect_callback;
    ULONG max_request_headers;
};

struct listener_settings
{
    ULONG backlog;
    WS_IP_VERSION ip_version;
    WS_CALLBACK_MODEL callback_model;
    ULONG connect_timeout, close_timeout;
    BOOL is_multicast, multicast_loopback;
    ULONG to_matching, url_matching;
};

/* ======== channels ======== */

/* Arguments of a send or receive in progress. */
struct exchange
{
    struct op op;
    WS_MESSAGE *message, *reply;
    const WS_MESSAGE_DESCRIPTION *description, *reply_description;
    const WS_MESSAGE_DESCRIPTION **descriptions;
    ULONG description_count;
    WS_RECEIVE_OPTION receive_option;
    WS_WRITE_OPTION write_option;
    WS_READ_OPTION read_option;
    const void *body;
    ULONG body_size;
    WS_HEAP *heap;
    void *value;
    ULONG value_size;
    ULONG *index;
    WS_FAULT fault;
};

struct _WS_CHANNEL
{
    struct object object;
    WS_CHANNEL_TYPE type;
    WS_CHANNEL_BINDING binding;
    BOOL server;
    WS_LISTENER *listener; /* of a server channel */
    struct channel_settings settings;
    WS_HTTP_MESSAGE_MAPPING mapping;
    const WS_CUSTOM_CHANNEL_CALLBACKS *calls;
    WS_CUSTOM_CHANNEL_CALLBACKS custom_calls; /* a copy of the application's */
    void *instance;
    WS_HEAP heap;         /* settings with pointers; lives as long as the channel */
    WS_HEAP address_heap; /* from open to reset */
    WS_ENDPOINT_ADDRESS address;

    struct op open, close, read;   /* accept uses open; read: WsReadMessageStart */
    struct exchange send, receive; /* one of each may run */
    WS_MESSAGE *reading, *writing; /* in progress; under the lock */
    WS_MESSAGE *read_message;      /* of the read op */
    BOOL shut_down;
};

struct _WS_LISTENER
{
    struct object object;
    WS_CHANNEL_TYPE type;
    WS_CHANNEL_BINDING binding;
    struct listener_settings settings;
    WS_DISALLOWED_USER_AGENT_SUBSTRINGS agents;
    const WS_CUSTOM_LISTENER_CALLBACKS *calls;
    WS_CUSTOM_LISTENER_CALLBACKS custom_calls;
    void *instance;
    WS_HEAP heap;
    struct op open, close;
    const WS_STRING *url; /* while opening: the caller's */
};

/* What createChannel and createListener of our own bindings get as their parameters. */
struct channel_parameters
{
    WS_CHANNEL *channel;
};
struct listener_parameters
{
    WS_LISTENER *listener;
};

extern const WS_CUSTOM_CHANNEL_CALLBACKS http_channel_calls;
extern const WS_CUSTOM_LISTENER_CALLBACKS http_listener_calls;

/* ---- channel_props.c ---- */

/* Takes the creation's properties; checks that they fit the binding and each other. */
HRESULT channel_take_properties(
        WS_CHANNEL *channel, const void *properties, ULONG count, WS_ERROR *error);
HRESULT channel_get_property(
        WS_CHANNEL *channel, ULONG id, void *value, ULONG size, WS_ERROR *error);
HRESULT channel_set_property(
        WS_CHANNEL *channel, ULONG id, const void *value, ULONG size, WS_ERROR *error);

/* ---- channel.c ---- */
HRESULT channel_create(WS_CHANNEL_TYPE type, WS_CHANNEL_BINDING binding, WS_LISTENER *listener,
        const void *properties, ULONG count, WS_CHANNEL **ret, WS_ERROR *error);

/* A server channel on its way to OPEN; the binding's accept has been called between the two. */
HRESULT channel_accept_begin(WS_CHANNEL *channel, WS_ERROR *error);
HRESULT channel_accept_end(WS_CHANNEL *channel, HRESULT hr);
BOOL channel_is(const WS_CHANNEL *channel);

/* ---- body.c ---- */
HRESULT channel_version_check(
        WS_CHANNEL *channel, WS_MESSAGE *message, const char *call, WS_ERROR *error);

/* ---- http_text.c: what HTTP heads say ---- */

/* The codes for HTTP statuses that are no success. */
HRESULT http_status_code(ULONG status);

/* Content-Type for the channel's encoding, with an action where it goes there. */
HRESULT http_put_content_type(struct buf *buf, const struct channel_settings *settings,
        const WS_XML_STRING *action, WS_ERROR *error);

/* Whether a content type fits the channel; gives its charset and the action parameter (into action, on the heap). */
HRESULT http_check_content_type(const struct channel_settings *settings, const BYTE *bytes,
        ULONG length, WS_HEAP *heap, WS_CHARSET *charset, WS_XML_STRING *action, WS_ERROR *error);

/* Sets a message's own reader on the bytes of an envelope, its own writer to a buffer. */
HRESULT http_set_reader(const struct channel_settings *settings, WS_MESSAGE *message,
        const BYTE *bytes, ULONG count, WS_CHARSET charset, WS_XML_READER **ret, WS_ERROR *error);
HRESULT http_set_writer(const struct channel_settings *settings, WS_MESSAGE *message,
        WS_XML_WRITER **ret, WS_ERROR *error);

/* Mapped headers of a head into the message, and of a message into a head. */
HRESULT http_map_in(const struct http_head *head, const BYTE *bytes, WS_HTTP_HEADER_MAPPING **list,
        ULONG count, WS_MESSAGE *message, WS_ERROR *error);
HRESULT http_map_out(struct buf *buf, WS_HTTP_HEADER_MAPPING **list, ULONG count,
        WS_MESSAGE *message, WS_ERROR *error);

/* ---- http_listener.c: what server channels ask of their listener ---- */
struct http_listener_instance;
struct http_listener *http_listener_hold(
        struct http_listener_instance *instance); /* NULL: closed */
void http_listener_drop(struct http_listener_instance *instance);

struct http_channel;
/* ---- http_server_channel.c ---- */
extern const WS_CUSTOM_CHANNEL_CALLBACKS http_server_channel_calls;
HRESULT http_server_accept(struct http_listener_instance *listener, void *instance,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

#endif
