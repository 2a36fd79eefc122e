/* Sessions over message framing (MC-NMF) in duplex mode: what the files of it share.
 *
 * session.c opens and closes, session_message.c sends and receives, session_dictionary.c keeps the strings that both
 * sides have learnt (MC-NBFSE), session_listener.c accepts connections and reads their preambles. The leaf beneath is a
 * stream: nothing here knows whether that is TCP.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef CHANNEL_SESSION_H
#define CHANNEL_SESSION_H

#include "channel/internal.h"

/* ---- session_dictionary.c ---- */

/* The strings of one direction, numbered from 0 in the order in which they were sent. */
struct session_dictionary
{
    WS_HEAP heap; /* the strings' bytes */
    WS_XML_DICTIONARY dictionary;
    ULONG *hashes;
    ULONG room;
    ULONG size, max; /* each string counts its length and one more */
    ULONG sent; /* sender: those that have gone out; the others are of the message being written */
    ULONG sent_size;
};

void session_dictionary_init(struct session_dictionary *d, ULONG max);
void session_dictionary_reset(struct session_dictionary *d);
void session_dictionary_clear(struct session_dictionary *d);

/* Receiver: takes the block at the front of a payload. *used is its length. WS_E_INVALID_FORMAT, WS_E_QUOTA_EXCEEDED. */
HRESULT session_dictionary_take(
        struct session_dictionary *d, const BYTE *bytes, ULONG count, ULONG *used, WS_ERROR *error);

/* Sender: a WS_DYNAMIC_STRING_CALLBACK; state is the dictionary. Strings that no longer fit are not found. */
HRESULT CALLBACK session_dictionary_find(
        void *state, const WS_XML_STRING *string, BOOL *found, ULONG *id, WS_ERROR *error);

/* Sender: forgets what an abandoned message has added; writes the block for what is new; counts that as sent. */
void session_dictionary_forget(struct session_dictionary *d);
ULONG session_dictionary_block_size(const struct session_dictionary *d);
HRESULT session_dictionary_put(struct session_dictionary *d, struct buf *out, WS_ERROR *error);
void session_dictionary_sent(struct session_dictionary *d);

/* ---- a session ---- */

struct session_listener;

struct session
{
    struct channel_settings *settings;
    BOOL server;
    ULONG schemes;    /* of the URLs: TCP's or pipes' */
    struct lock lock; /* stream, reason */
    struct stream *stream;
    volatile LONG reason; /* HRESULT: why it was aborted; 0 */
    struct buf in, out;
    struct session_dictionary sends, receives;
    WS_HEAP heap; /* the address, property values */
    WS_ENDPOINT_ADDRESS address;
    struct channel_url url;
    char via[FRAMING_MAX_VIA + 1];
    ULONG via_length, got;

    struct op open_op, read_op, write_op, close_op;
    struct deadline close_by;
    WS_MESSAGE *subject;   /* of the read in progress */
    ULONG unread;          /* bytes of the frame at the front of in that a message is read from */
    volatile LONG writing; /* the stream's way out is in use */
    BOOL finished;         /* End was sent */
    BOOL ended;            /* End was received */
    BOOL broken;           /* no orderly end is possible any more */
    BOOL singleton;        /* one message in each direction, in chunks */
    BOOL plain_binary; /* binary without a dictionary of the session, whatever the channel's encoding */
    ULONG chunk,
            gathered; /* singleton: where the next chunk's size is in in; bytes of the message so far */

    /* a server's wait for a connection; under the listener's lock */
    struct session_listener *listener;
    struct session *next_wait;
    BOOL waiting, async;
    HRESULT wait_hr;
    WS_ASYNC_CONTEXT wait;
    struct net_post post;
    struct stream *offered; /* what was accepted */
    UINT64 condition;       /* a CONDITION_VARIABLE */
    BYTE encoding;          /* that the client announced: its number, or FRAMING_NAMED */
    BYTE mode;              /* and the mode */

    struct encoder encoder;
    struct decoder decoder;
    BYTE type[FRAMING_MAX_TYPE]; /* the content type of the session, as it is on the wire */
    ULONG type_length;
};

/* ---- session.c ---- */

HRESULT session_create(const struct channel_parameters *own, struct session **ret, WS_ERROR *error);

/* The stream becomes the session's own; FALSE when it was aborted meanwhile (the stream is still the caller's). */
BOOL session_attach(struct session *session, struct stream *stream);

/* The way is lost: frees nothing yet, but the session will not end in order. Returns hr. */
HRESULT session_break(struct session *session, HRESULT hr);

/* Asks the system for the keep-alives that the channel's properties want. */
void session_keep_alive(const struct session *session, struct stream *stream);

/* The encoding on the wire, and the content type that it has. */
WS_ENCODING session_encoding(const struct session *session);
WS_XML_STRING session_plain_type(const struct session *session);

/* Whether two content types are the same. */
BOOL session_type_is(const WS_XML_STRING *a, const void *bytes, ULONG length);

/* Claims the way out: FALSE when it is in use. */
BOOL session_claim(struct session *session);
void session_unclaim(struct session *session);

/* Reads more into in, as much as is known to be missing. */
HRESULT session_fill(
        struct session *session, ULONG missing, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* ---- session_singleton.c ---- */

/* An unsized envelope is at the front of in; chunk is 0 when it is looked at first, and the caller's to set to 0 when it has
 * been taken. Moves the chunks that are there together, behind the record's first byte. S_OK: all of the message is there, gathered bytes
 * long; the next record begins at chunk. S_FALSE: more must come, *missing at least. WS_E_QUOTA_EXCEEDED: more than max bytes. */
HRESULT singleton_gather(struct session *session, ULONG max, ULONG *missing, WS_ERROR *error);

/* Behind the only chunk: no more chunks, no more messages. */
HRESULT singleton_put(struct buf *out, WS_ERROR *error);

/* ---- session_message.c: parts of session_calls ---- */

HRESULT CALLBACK session_write_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
HRESULT CALLBACK session_write_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
HRESULT CALLBACK session_read_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
HRESULT CALLBACK session_read_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
HRESULT CALLBACK session_abandon(void *instance, WS_MESSAGE *message, WS_ERROR *error);

/* Drops the frame that was read from. */
void session_consume(struct session *session);

/* ---- pipe_name.c ---- */

#define PIPE_NAME_MAX 64

/* Makes a new name for a listener's pipe and publishes it until the section is closed. WS_E_ADDRESS_IN_USE. */
HRESULT pipe_name_publish(
        const struct channel_url *url, WCHAR *name, void **section, WS_ERROR *error);

/* The name of the pipe that a client's URL means. WS_E_ENDPOINT_NOT_FOUND. */
HRESULT pipe_name_find(const struct channel_url *url, WCHAR *name, WS_ERROR *error);

/* ---- session_listener.c ---- */

/* Ends a server session's wait, from any thread. */
void session_listener_cancel(struct session *session, HRESULT reason);

#endif
