/* The door of wire/: what HTTP, MIME and .NET message framing look like in bytes.
 *
 * Pure: bytes in, bytes out; who reads and writes them is net's and channel's business. Nothing here allocates.
 * Specifications: RFC 9110 and 9112 (HTTP/1.1), RFC 2045 chapter 5 (content types), MC-NMF (framing).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef WIRE_WIRE_H
#define WIRE_WIRE_H

#include "core/core.h"

/* ======== HTTP/1.1 heads (http.c) ======== */

/* A part of a head, counted from the head's first byte: a buffer may move while the body arrives. */
struct http_slice
{
    ULONG at, length;
};

struct http_field
{
    struct http_slice name, value;
};

enum http_body
{
    HTTP_BODY_NONE,
    HTTP_BODY_LENGTH,
    HTTP_BODY_CHUNKED,
    HTTP_BODY_UNTIL_CLOSE /* replies only */
};

#define HTTP_MAX_FIELDS 100

struct http_head
{
    struct http_slice method, target; /* request */
    struct http_slice reason;         /* reply */
    struct http_slice host; /* request: of the target when it is absolute, else of the field */
    ULONG status;           /* reply; of a request that cannot be accepted: what to answer */
    ULONG minor;            /* HTTP/1.minor, 0 or 1 */
    BOOL keep_alive, expect_continue;
    enum http_body body;
    UINT64 length; /* HTTP_BODY_LENGTH */
    ULONG field_count;
    struct http_field fields[HTTP_MAX_FIELDS];
};

/* Length of the head at the front of bytes, its empty line included; 0 when its end is not there yet. *scanned (0 at
 * first) remembers how far earlier calls have looked. */
ULONG http_head_length(const BYTE *bytes, ULONG count, ULONG *scanned);

/* A whole head of http_head_length bytes. WS_E_INVALID_FORMAT, and for requests head->status says what to answer
 * (400, 417, 431, 501, 505). Strict about everything that two readers could understand in two ways: line ends,
 * lengths, spaces before colons. */
HRESULT http_parse_request(const BYTE *bytes, ULONG count, struct http_head *head, WS_ERROR *error);

/* Line ends may be bare in replies. */
HRESULT http_parse_reply(const BYTE *bytes, ULONG count, struct http_head *head, WS_ERROR *error);

/* The first field with this name (lower case) from index on; NULL when there is none. */
const struct http_field *http_find_field(
        const struct http_head *head, const BYTE *bytes, const char *name, ULONG index);

/* Whether a field's comma-separated list has the (lower case) token. */
BOOL http_has_token(const BYTE *value, ULONG length, const char *token);

/* The words for a status code; "" for one that we do not send. */
const char *http_status_text(ULONG status);

/* Whether bytes may stand in a field's value: no control characters but tab. */
BOOL http_value_check(const BYTE *bytes, ULONG length);
BOOL http_name_check(const BYTE *bytes, ULONG length);

/* ======== chunked bodies (http_chunks.c) ======== */

struct http_chunks
{
    UINT64 left;  /* of the present chunk */
    ULONG line;   /* bytes of the present size line or of all trailers */
    ULONG digits; /* of the present size */
    int state;
};

void http_chunks_init(struct http_chunks *chunks);

/* Takes what it can from bytes[0..count) and moves the data of the chunks to the front: *used of the input are dealt
 * with, *data of the body are at bytes[0..*data). S_OK when the body has ended, S_FALSE when it goes on. */
HRESULT http_chunks_decode(struct http_chunks *chunks, BYTE *bytes, ULONG count, ULONG *used,
        ULONG *data, WS_ERROR *error);

/* The line before a chunk of count bytes; returns its length. */
#define HTTP_CHUNK_LINE 12
ULONG http_chunk_line(ULONG count, BYTE *line);

/* ======== content types (content_type.c) ======== */

/* "type/subtype" without parameters and white space around. */
struct http_slice content_type_media(const BYTE *bytes, ULONG length);

/* A parameter by its (lower case) name, unquoted, into value; S_FALSE and *got 0 when there is none.
 * WS_E_INVALID_FORMAT for a malformed list of parameters, WS_E_QUOTA_EXCEEDED when it is longer than size. */
HRESULT content_type_parameter(const BYTE *bytes, ULONG length, const char *name, BYTE *value,
        ULONG size, ULONG *got, WS_ERROR *error);

/* What a channel says for an encoding and envelope version, without action; NULL for those that have no fixed one
 * (MTOM: a boundary must be added; RAW: the application says it). */
const char *content_type_text(WS_ENCODING encoding, WS_ENVELOPE_VERSION version);

/* The charset named by a content type: WS_CHARSET_AUTO when none is named or it is plain "utf-16". */
HRESULT content_type_charset(const BYTE *bytes, ULONG length, WS_CHARSET *charset, WS_ERROR *error);

/* ======== multipart bodies (mime.c) ======== */

struct mime_part
{
    struct http_slice headers, content;
};

/* Where a walk over the parts is; zeroed to begin. */
struct mime_walk
{
    ULONG at, count;
    BOOL begun, ended;
};

/* The next part of a whole multipart body, counted from its first byte. S_FALSE after the last one;
 * WS_E_INVALID_FORMAT when a delimiter is missing. */
HRESULT mime_next_part(const BYTE *bytes, ULONG count, const BYTE *boundary, ULONG length,
        struct mime_walk *walk, struct mime_part *part, WS_ERROR *error);

/* Length of the header lines at the front of bytes, their empty line included; 0 when that is not there. */
ULONG mime_headers_length(const BYTE *bytes, ULONG count);

/* The value of the first header with this name (lower case), without white space around. */
BOOL mime_find_header(const BYTE *bytes, ULONG count, const char *name, struct http_slice *value);

/* ======== .NET message framing (framing.c) ======== */

enum frame_kind
{
    FRAME_VERSION,
    FRAME_MODE,
    FRAME_VIA,
    FRAME_KNOWN_ENCODING,
    FRAME_EXTENSIBLE_ENCODING,
    FRAME_UNSIZED_ENVELOPE,
    FRAME_SIZED_ENVELOPE,
    FRAME_END,
    FRAME_FAULT,
    FRAME_UPGRADE_REQUEST,
    FRAME_UPGRADE_RESPONSE,
    FRAME_PREAMBLE_ACK,
    FRAME_PREAMBLE_END
};

#define FRAMING_MAX_VIA  2048
#define FRAMING_MAX_TYPE 256
#define FRAMING_NAMED    0xff /* in place of an encoding's number: it has a content type only */
#define FRAMING_MAX_SIZE 5    /* bytes of an encoded size */
#define FRAMING_BINARY_SESSION \
    8                       /* the number of the binary encoding with a dictionary of the session */
#define FRAMING_SINGLETON 1 /* the mode of one message in each direction, in chunks */
#define FRAMING_DUPLEX    2 /* the mode of sessions in both directions */

struct frame
{
    BYTE kind;
    ULONG at, length; /* of its content, counted from the record's first byte */
    ULONG missing;    /* bytes that are known to be still to come */
};

const char *framing_name(ULONG kind);

/* The record at the front of bytes. S_OK: it is whole, frame->at + frame->length bytes long; S_FALSE: more must come,
 * frame->missing at least. WS_E_INVALID_FORMAT: no such record, or an empty one; WS_E_QUOTA_EXCEEDED: larger than its limit,
 * which is max for sized envelopes; known before the content is there. */
HRESULT framing_next(
        const BYTE *bytes, ULONG count, ULONG max, struct frame *frame, WS_ERROR *error);

/* A size in groups of 7 bits, the low ones first. get: S_FALSE when its end is not there; put: up to FRAMING_MAX_SIZE bytes. */
HRESULT framing_get_size(const BYTE *bytes, ULONG count, ULONG *size, ULONG *used, WS_ERROR *error);
ULONG framing_put_size(ULONG size, BYTE *bytes);

/* Adds a whole record. */
HRESULT framing_put(
        struct buf *out, enum frame_kind kind, const void *content, ULONG length, WS_ERROR *error);

/* The number that FRAME_KNOWN_ENCODING has for an encoding. E_INVALIDARG: there is none. */
HRESULT framing_encoding(
        WS_ENCODING encoding, WS_ENVELOPE_VERSION envelope, BYTE *ret, WS_ERROR *error);

enum framing_fault
{
    FRAMING_ENDPOINT_NOT_FOUND,
    FRAMING_CONTENT_TYPE_INVALID,
    FRAMING_MESSAGE_TOO_LARGE,
    FRAMING_UNSUPPORTED_MODE,
    FRAMING_UPGRADE_INVALID,
    FRAMING_TOO_BUSY
};
HRESULT framing_put_fault(struct buf *out, enum framing_fault fault, WS_ERROR *error);

/* Fails with the code that a received fault stands for. */
HRESULT framing_fault_received(const BYTE *bytes, ULONG length, WS_ERROR *error);

#endif
