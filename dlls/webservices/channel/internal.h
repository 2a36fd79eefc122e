/* WS_CHANNEL, WS_LISTENER and what the files of channel/ share.
 *
 * Every binding is a pair of the API's own tables, WS_CUSTOM_CHANNEL_CALLBACKS and WS_CUSTOM_LISTENER_CALLBACKS: those of
 * the application for custom ones, static tables of ours for the others, whose create functions get struct
 * channel_parameters. The generic half keeps states, messages in progress and properties; a binding knows its transport.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef CHANNEL_INTERNAL_H
#define CHANNEL_INTERNAL_H

#include "channel/channel.h"
#include "message/message.h"
#include "net/net.h"

/* The values behind the properties; rows in properties.c. */
struct channel_settings
{
    ULONG max_buffered, max_start, max_flush;
    UINT64 max_streamed;
    WS_ENCODING encoding;
    WS_ENVELOPE_VERSION envelope;
    WS_ADDRESSING_VERSION addressing;
    ULONG max_dictionary;
    WS_CALLBACK_MODEL callback_model;
    WS_IP_VERSION ip_version;
    ULONG resolve_timeout, connect_timeout, send_timeout, response_timeout, receive_timeout;
    ULONG close_timeout;
    BOOL enable_timeouts;
    WS_TRANSFER_MODE transfer_mode;
    ULONG multicast_interface, multicast_hops;
    BOOL no_delay, keep_alives;
    ULONG keep_alive_time, keep_alive_interval;
    ULONG max_connections, trim;
    WS_COOKIE_MODE cookie_mode;
    WS_HTTP_PROXY_SETTING_MODE proxy_mode;
    BOOL redirect, faults_as_errors, allow_unsecured_faults;
    ULONG max_head;
    WS_CUSTOM_HTTP_PROXY custom_proxy;                  /* texts on the channel's heap */
    WS_HTTP_REDIRECT_CALLBACK_CONTEXT redirect_context; /* callback NULL: none */
    WS_HTTP_MESSAGE_MAPPING mapping;                    /* with lists of the channel's own */
    WS_CHANNEL_ENCODER encoder;                         /* create callback NULL: none */
    WS_CHANNEL_DECODER decoder;                         /* likewise */
};

/* Whether messages of a direction (WS_STREAMED_INPUT_ or WS_STREAMED_OUTPUT_TRANSFER_MODE) come and go while they are
 * read and written. With MTOM, whose parts need each other, and with encoders and decoders, which get whole messages, they
 * are held in memory even so; what then limits them is MAX_STREAMED_MESSAGE_SIZE. */
static inline BOOL channel_streams(const struct channel_settings *s, WS_TRANSFER_MODE direction)
{
    if (!(s->transfer_mode & direction)) return FALSE;
    if (s->encoder.createEncoderCallback || s->decoder.createDecoderCallback) return FALSE;
    return s->encoding < WS_ENCODING_XML_MTOM_UTF8 || s->encoding > WS_ENCODING_XML_MTOM_UTF16LE;
}

/* How large a message may be that is held in memory. */
static inline ULONG channel_max_held(const struct channel_settings *s, WS_TRANSFER_MODE direction)
{
    if (!(s->transfer_mode & direction)) return s->max_buffered;
    return s->max_streamed < 0xffffffff ? (ULONG)s->max_streamed : 0xffffffff;
}

struct listener_settings
{
    ULONG backlog;
    WS_IP_VERSION ip_version;
    WS_CALLBACK_MODEL callback_model;
    ULONG connect_timeout, close_timeout;
    BOOL is_multicast, multicast_loopback;
    ULONG *interfaces; /* of a multicast group */
    ULONG interface_count;
    ULONG to_matching, url_matching;
    BOOL allows_get; /* GET and HEAD may come */
    ULONG agent_count;
    struct http_slice *agents; /* into agent_text; lower case */
    BYTE *agent_text;
};

/* What the create functions of our own bindings get as parameters. */
struct channel_parameters
{
    struct channel_settings *settings;
    struct listener_settings *listener_settings; /* of the listener; NULL for clients */
    WS_CHANNEL_TYPE type;
    WS_CHANNEL_BINDING binding;
};

struct _WS_LISTENER
{
    struct object object;
    WS_CHANNEL_TYPE type;
    WS_CHANNEL_BINDING binding;
    WS_CUSTOM_LISTENER_CALLBACKS calls;
    void *instance;
    struct listener_settings settings;
    const WS_STRING *url; /* while opening */
    struct op open_op, close_op;
};

/* One operation with a message: from start until its outcome. */
struct transfer
{
    struct op op;
    WS_CHANNEL *channel;
    WS_MESSAGE *message; /* in progress between start and end */
    volatile LONG busy;  /* a call is under way */
    WS_MESSAGE *subject; /* of that call */
    BOOL ending;
};

struct _WS_CHANNEL
{
    struct object object;
    WS_CHANNEL_TYPE type;
    WS_CHANNEL_BINDING binding;
    WS_LISTENER *listener; /* server channels */
    WS_CUSTOM_CHANNEL_CALLBACKS calls;
    void *instance;
    struct channel_settings settings;
    WS_HEAP heap; /* of property values */
    BOOL shut_down;

    struct op open_op, accept_op, close_op, shutdown_op;
    const WS_ENDPOINT_ADDRESS *address; /* while opening */
    struct transfer reading, writing;
    void *idle;            /* a CONDITION_VARIABLE: neither of them is busy */
    WS_ASYNC_CONTEXT wait; /* of a close that waits for that; callback NULL: none does */
};

/* ---- properties.c ---- */

/* Defaults, then the array. server: for WsCreateChannelForListener. */
HRESULT channel_settings_init(
        WS_CHANNEL *channel, const WS_CHANNEL_PROPERTY *properties, ULONG count, WS_ERROR *error);
HRESULT channel_property_get(
        WS_CHANNEL *channel, ULONG id, void *value, ULONG size, WS_ERROR *error);
HRESULT channel_property_set(
        WS_CHANNEL *channel, ULONG id, const void *value, ULONG size, WS_ERROR *error);

/* ---- channel.c ---- */

static inline BOOL is_channel(const WS_CHANNEL *channel)
{
    return object_is(channel, OBJECT_CHANNEL);
}

/* A failure of the transport or of what came over it leaves the channel FAULTED; a wrong call or a fault does not. */
HRESULT channel_failed(WS_CHANNEL *channel, HRESULT hr);

/* A call with a message is over, and nothing of it touches the channel any more. */
void transfer_over(struct transfer *transfer);

/* ---- body.c: the calls without the checks of the exports ---- */

HRESULT channel_write_start(
        WS_CHANNEL *channel, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
HRESULT channel_write_end(
        WS_CHANNEL *channel, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
HRESULT channel_read_start(
        WS_CHANNEL *channel, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
HRESULT channel_read_end(
        WS_CHANNEL *channel, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
void transfer_init(struct transfer *transfer, WS_CHANNEL *channel);

/* Drops what is in progress. */
void channel_forget_messages(WS_CHANNEL *channel);

/* ---- bindings ---- */

extern const WS_CUSTOM_CHANNEL_CALLBACKS http_request_calls, http_reply_calls;
extern const WS_CUSTOM_LISTENER_CALLBACKS http_listener_calls;

/* What channel.h says of them, for the instance of an HTTP REPLY channel. */
const char *http_reply_get_target(void *instance, ULONG *length);
HRESULT http_reply_document(void *instance, ULONG status, const WS_BYTES *document,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

extern const WS_CUSTOM_CHANNEL_CALLBACKS session_calls, udp_calls;
extern const WS_CUSTOM_LISTENER_CALLBACKS session_listener_calls, udp_listener_calls;

/* ---- url.c ---- */

/* A URL of ASCII characters, taken apart but still escaped. */
struct channel_url
{
    WS_URL_SCHEME_TYPE scheme;
    char host[256]; /* lower case, without brackets */
    USHORT port;    /* the scheme's own when none is given; 0: it has none */
    BOOL has_port, is_address6;
    char path[2048]; /* with the query; begins with '/' */
};

#define SCHEMES_HTTP (1 << WS_URL_HTTP_SCHEME_TYPE | 1 << WS_URL_HTTPS_SCHEME_TYPE)
#define SCHEMES_TCP  (1 << WS_URL_NETTCP_SCHEME_TYPE)
#define SCHEMES_PIPE (1 << WS_URL_NETPIPE_SCHEME_TYPE)
#define SCHEMES_UDP  (1 << WS_URL_SOAPUDP_SCHEME_TYPE)

/* schemes: bits 1 << WS_URL_SCHEME_TYPE of those that will do. WS_E_INVALID_ENDPOINT_URL. */
HRESULT url_parse(const WS_STRING *url, ULONG schemes, struct channel_url *ret, WS_ERROR *error);

/* The same for text, which is zero terminated too. */
HRESULT url_parse_text(
        const char *text, ULONG length, ULONG schemes, struct channel_url *ret, WS_ERROR *error);

/* The parts of what a client has asked for (host as it says it, name[:port]) against a listener's own URL, as far as the
 * options (WS_MATCH_URL_*) want it. */
BOOL url_fits(ULONG options, const struct http_prefix *own, const BYTE *host, ULONG host_length,
        const BYTE *path, ULONG path_length);

/* ---- coder.c: what the application does to the bytes of messages. One message at a time; nothing pends. ---- */

struct encoder
{
    const WS_CHANNEL_ENCODER *calls;
    void *instance; /* made for the first message */
    BOOL created, active;
    WS_HEAP heap; /* the texts of one message */
    struct buf out;
};

/* calls must live as long; its createEncoderCallback is NULL when there is no encoder: see encoder_is. */
void encoder_init(struct encoder *e, const WS_CHANNEL_ENCODER *calls);
void encoder_clear(struct encoder *e);
static inline BOOL encoder_is(const struct encoder *e)
{
    return e->calls->createEncoderCallback != NULL;
}

/* What becomes of a message's content type, and the content encoding ("" for none): printable ASCII, valid until the next
 * call. E_INVALIDARG, E_OUTOFMEMORY, what the callback fails with. */
HRESULT encoder_type(struct encoder *e, const WS_XML_STRING *type, WS_XML_STRING *ret,
        WS_XML_STRING *content_encoding, WS_ERROR *error);

/* After encoder_type: what becomes of the bytes, valid until the next call. */
HRESULT encoder_encode(
        struct encoder *e, const WS_BYTES *buffers, ULONG count, WS_BYTES *ret, WS_ERROR *error);

struct decoder
{
    const WS_CHANNEL_DECODER *calls;
    void *instance;
    BOOL created, active;
    WS_HEAP heap;
    struct buf plain; /* the message that is being read lies in it */
    const BYTE *in;   /* what the decoder has not read yet */
    ULONG left;
};

void decoder_init(struct decoder *d, const WS_CHANNEL_DECODER *calls);
void decoder_clear(struct decoder *d);
static inline BOOL decoder_is(const struct decoder *d)
{
    return d->calls->createDecoderCallback != NULL;
}

/* A received message's content type and bytes as they were before they were encoded: valid until the next call.
 * content_encoding: NULL when there is none. WS_E_QUOTA_EXCEEDED past max bytes. */
HRESULT decoder_decode(struct decoder *d, ULONG max, WS_XML_STRING *type,
        const WS_XML_STRING *content_encoding, WS_BYTES *body, WS_ERROR *error);

/* ---- http_encoding.c, http_common.c: what both sides of HTTP need ---- */

/* Points the message's own writer at memory, in the channel's encoding, bounded by its quota. For MTOM boundary gets what
 * divides the parts, zero terminated. */
#define HTTP_BOUNDARY 38
HRESULT http_start_output(const struct channel_settings *settings, WS_MESSAGE *message,
        char *boundary, WS_XML_WRITER **writer, WS_ERROR *error);

/* The same for streamed output: the writer's bytes go to the callback when it is flushed. */
HRESULT http_start_output_stream(const struct channel_settings *settings, WS_MESSAGE *message,
        WS_WRITE_CALLBACK callback, void *state, WS_ERROR *error);

/* Of the encodings in text and of MTOM, which have the same three charsets. */
WS_CHARSET settings_charset(const struct channel_settings *settings);

/* The content type of such a message, without action. */
HRESULT http_put_type(struct buf *out, const struct channel_settings *settings,
        const char *boundary, WS_ERROR *error);

/* The content type of a head; bytes NULL when it has none. */
void http_get_type(const struct http_head *head, const BYTE *bytes, WS_XML_STRING *ret);

/* Type and body through the decoder, if there is one. */
HRESULT http_decode(struct decoder *d, ULONG max, const struct http_head *head, const BYTE *bytes,
        WS_XML_STRING *type, WS_BYTES *body, WS_ERROR *error);

/* The lines of a head for a content type, and a content encoding when it is not empty. */
HRESULT http_put_type_lines(struct buf *out, const WS_XML_STRING *type,
        const WS_XML_STRING *content_encoding, WS_ERROR *error);

/* Checks the content type and points the message's own reader at the bytes. S_FALSE: the type does not fit. */
HRESULT http_start_input(const struct channel_settings *settings, WS_MESSAGE *message,
        const WS_XML_STRING *type, const WS_BYTES *body, WS_ERROR *error);

/* The same for streamed input, of which the first bytes are here: the callback gives them from *at on (it is set here,
 * behind a byte order mark), then the rest. A failure may mean that more bytes are needed. */
HRESULT http_start_input_stream(const struct channel_settings *settings, WS_MESSAGE *message,
        const WS_XML_STRING *type, const BYTE *first, ULONG length, ULONG *at,
        WS_READ_CALLBACK callback, void *state, WS_ERROR *error);

/* ---- http_body_stream.c: a body that is read while it comes ---- */

/* Bytes are gathered until an envelope's start can be read from them, MAX_STREAMED_START_SIZE at most; from there on the
 * reader asks for what it is told to fill. read: as http_client_read; may pend. */
struct body_stream
{
    HRESULT(*read)
    (void *context, void *bytes, ULONG size, ULONG *got, const WS_ASYNC_CONTEXT *ctx,
            WS_ERROR *error);
    void *context;
    struct buf first;
    ULONG at, got;
    BOOL ended, is_starting;
    UINT64 count,
            max; /* bytes so far, and how many there may be; max 0: whoever reads sees to it */
};
void body_stream_begin(struct body_stream *stream);

/* Brings more into first; then, when that is done, body_stream_arrived. */
HRESULT body_stream_more(struct body_stream *stream, const struct channel_settings *settings,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
void body_stream_arrived(struct body_stream *stream);

/* With what has come: S_OK the message has begun; S_FALSE more is needed; *fits FALSE: the content type does not fit. */
HRESULT body_stream_start(struct body_stream *stream, const struct channel_settings *settings,
        WS_MESSAGE *message, const WS_XML_STRING *type, BOOL *fits, WS_ERROR *error);

/* A chunk of HTTP with the bytes of all buffers, counted in *sent against MAX_STREAMED_MESSAGE_SIZE; nothing for none. */
HRESULT http_put_chunk(struct buf *out, const struct channel_settings *settings, UINT64 *sent,
        const WS_BYTES *buffers, ULONG count, BOOL bare, WS_ERROR *error);

/* Parts of a head as they are: the formatter behind buf_put_text is for people, and cuts and cleans what it shows. */
HRESULT http_put(struct buf *out, const char *text, WS_ERROR *error);
HRESULT http_put_quoted(struct buf *out, const WS_XML_STRING *text, WS_ERROR *error);

/* Mapped headers that stand for parts of a head's first line: Verb, StatusCode, StatusText. */
struct http_special
{
    const char *name;
    char text[64]; /* zero terminated; "" when the message has no such header */
};

/* "Name: value" lines for the mapped headers of a message that goes out, out of it; and the special ones. */
HRESULT http_put_mapped(struct buf *out, WS_HTTP_HEADER_MAPPING **mappings, ULONG count,
        struct http_special *specials, ULONG special_count, WS_MESSAGE *message, WS_ERROR *error);

/* A special header into a message that has come in. */
HRESULT http_take_special(
        const char *name, const BYTE *bytes, ULONG length, WS_MESSAGE *message, WS_ERROR *error);

/* The headers named by the mapping, into a message that has come in. */
HRESULT http_take_mapped(const struct http_head *head, const BYTE *bytes,
        WS_HTTP_HEADER_MAPPING **mappings, ULONG count, WS_MESSAGE *message, WS_ERROR *error);

/* ---- http_cookies.c ---- */

/* The cookies of a channel; zeroed to begin. One user at a time. */
struct http_cookies
{
    struct cookie *first;
    ULONG count;
};
void http_cookies_clear(struct http_cookies *cookies);

/* What a reply from the URL sets. Cookies that are malformed or not the server's to set are passed over; E_OUTOFMEMORY. */
HRESULT http_cookies_take(struct http_cookies *cookies, const struct channel_url *url,
        const struct http_head *head, const BYTE *bytes, WS_ERROR *error);

/* The line "Cookie: ..." for a request to the URL; nothing when there are none for it. */
HRESULT http_cookies_put(struct http_cookies *cookies, const struct channel_url *url,
        struct buf *out, WS_ERROR *error);

/* ---- http_proxy.c ---- */

#define HTTP_MAX_PROXIES 4
struct http_proxies
{
    ULONG count; /* 0: the server itself */
    struct net_target list[HTTP_MAX_PROXIES];
};

/* The proxies to try for the URL (address: the same as text), one after the other. May ask winhttp.dll, which may
 * look around in the network when the user's settings say so. */
void http_proxies_find(const struct channel_settings *settings, const WS_STRING *address,
        const struct channel_url *url, struct http_proxies *ret);

#endif
