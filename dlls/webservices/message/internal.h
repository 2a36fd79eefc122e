/* WS_MESSAGE and what the files of message/ share.
 *
 * A message keeps its headers as a WS_XML_BUFFER that holds a whole envelope with an empty body, as the API shows it
 * (WS_MESSAGE_PROPERTY_HEADER_BUFFER). Everything of one message lives on its heap and dies with a reset.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef MESSAGE_INTERNAL_H
#define MESSAGE_INTERNAL_H

#include "message/message.h"

/* A header that was read or marked: must-understand checks let it pass. */
struct understood
{
    struct understood *next;
    void *node;
};

/* What may be passed to a reader or writer of the message's own: all values have four bytes. */
#define MAX_XML_PROPERTIES 16
struct xml_properties
{
    struct property list[MAX_XML_PROPERTIES];
    ULONG values[MAX_XML_PROPERTIES];
    ULONG count;
};

struct _WS_MESSAGE
{
    struct object object;
    WS_MESSAGE_STATE state;
    WS_ENVELOPE_VERSION envelope;
    WS_ADDRESSING_VERSION addressing;
    WS_HEAP heap;
    ULONG max_headers;
    struct xml_properties reader_properties, writer_properties;

    WS_XML_BUFFER *buffer;        /* the envelope */
    WS_XML_NODE_POSITION header;  /* its Header element */
    WS_XML_READER *header_reader; /* on buffer; kept over resets */
    WS_XML_WRITER *header_writer; /* likewise */
    BOOL addressed, fault;
    struct understood *understood;

    WS_XML_READER *reader, *own_reader; /* READING: the one in use */
    WS_XML_WRITER *writer, *own_writer; /* WRITING: the one in use */
    WS_MESSAGE_DONE_CALLBACK done;
    void *done_state;
    WS_STRING username;
    WS_BYTES certificate;
    WS_XML_BUFFER *saml;
    WS_PROTECTION_LEVEL protection;
};

/* ---- names.c: the names of SOAP and WS-Addressing, with their static dictionary ids ---- */

enum soap_name
{
    NAME_ENVELOPE,
    NAME_HEADER,
    NAME_BODY,
    NAME_FAULT,
    NAME_MUST_UNDERSTAND,
    NAME_RELAY,
    NAME_ROLE,
    NAME_ACTOR,
    NAME_ACTION,
    NAME_TO,
    NAME_MESSAGE_ID,
    NAME_RELATES_TO,
    NAME_FROM,
    NAME_REPLY_TO,
    NAME_FAULT_TO,
    NAME_ENDPOINT_REFERENCE,
    NAME_IS_REFERENCE_PARAMETER,
    NAME_DETAIL,
    NAME_DETAIL_11,
    NAME_PREFIX_S,
    NAME_PREFIX_A,
    NAME_EMPTY,
    NAME_NOT_UNDERSTOOD,
    NAME_QNAME,
    NAME_COUNT
};
const WS_XML_STRING *soap_name(enum soap_name name);

/* Namespace in which the standard headers of a version stand (that of TRANSPORT is Microsoft's "none"). */
const WS_XML_STRING *header_namespace(WS_ADDRESSING_VERSION version);
const WS_XML_STRING *header_name(WS_HEADER_TYPE type); /* NULL for an unknown type */
static inline const WS_XML_STRING *envelope_prefix(const WS_MESSAGE *message)
{
    return soap_name(message->envelope == WS_ENVELOPE_VERSION_NONE ? NAME_EMPTY : NAME_PREFIX_S);
}

/* ---- checks ---- */

/* A message in a state other than EMPTY. */
HRESULT message_need_content(const WS_MESSAGE *message, const char *call, WS_ERROR *error);
HRESULT message_need_state(
        const WS_MESSAGE *message, WS_MESSAGE_STATE state, const char *call, WS_ERROR *error);

/* ---- envelope.c ---- */

/* The empty envelope of the message's versions as header buffer. */
HRESULT envelope_create(WS_MESSAGE *message, WS_ERROR *error);

/* Finds Header in the buffer and makes the reader that walks it. */
HRESULT envelope_locate_header(WS_MESSAGE *message, WS_ERROR *error);

/* Puts the header writer at the end of the Header element. */
HRESULT header_append(WS_MESSAGE *message, WS_XML_WRITER **writer, WS_ERROR *error);

/* ---- walk.c ---- */

/* Walks the children of Header: *found FALSE past the last. */
HRESULT header_first(WS_MESSAGE *message, WS_XML_READER **reader, BOOL *found, WS_ERROR *error);
HRESULT header_next(WS_XML_READER *reader, BOOL *found, WS_ERROR *error);

/* On the header that the reader stands on. */
BOOL header_is(WS_XML_READER *reader, const WS_XML_STRING *name, const WS_XML_STRING *ns);
const WS_XML_ATTRIBUTE *header_attribute(
        const WS_MESSAGE *message, WS_XML_READER *reader, enum soap_name name);
enum header_target
{
    TARGET_ULTIMATE, /* us: the API reads these */
    TARGET_NEXT,     /* whoever gets it, so us too */
    TARGET_OTHER
};
enum header_target header_target(const WS_MESSAGE *message, WS_XML_READER *reader);

/* Removes it; the reader goes on to the next one. */
HRESULT header_drop(WS_XML_READER *reader, BOOL *found, WS_ERROR *error);

/* Adding a header at the end, whole or not at all: begin, write the element (without its end) with the writer,
 * finish with the outcome. finish writes the end; replaced (may be NULL) is the name of older ones that go then. */
struct addition
{
    WS_XML_WRITER *writer;
    const void *before; /* the node that was last */
};
HRESULT header_begin(WS_MESSAGE *message, struct addition *addition, WS_ERROR *error);
HRESULT header_finish(WS_MESSAGE *message, const struct addition *addition,
        const WS_XML_STRING *replaced, const WS_XML_STRING *ns, HRESULT hr, WS_ERROR *error);

/* The index-th header with this name that is meant for the ultimate receiver; the reader stands on it. unique:
 * a second one is WS_E_INVALID_FORMAT. */
HRESULT header_find(WS_MESSAGE *message, const WS_XML_STRING *name, const WS_XML_STRING *ns,
        ULONG index, BOOL unique, WS_XML_READER **reader, BOOL *found, WS_ERROR *error);

/* All with this name. */
HRESULT header_remove(
        WS_MESSAGE *message, const WS_XML_STRING *name, const WS_XML_STRING *ns, WS_ERROR *error);
HRESULT header_mark(WS_MESSAGE *message, WS_XML_READER *reader, WS_ERROR *error);

/* ---- headers.c ---- */

/* The text of a standard header, trimmed, into memory of the message's heap; length 0 when there is none. */
HRESULT header_text(WS_MESSAGE *message, WS_HEADER_TYPE type, WS_XML_STRING *ret, WS_ERROR *error);
HRESULT header_set_text(
        WS_MESSAGE *message, WS_HEADER_TYPE type, const WS_XML_STRING *text, WS_ERROR *error);

/* ---- addressing.c ---- */

HRESULT message_init_request(WS_MESSAGE *message, WS_ERROR *error);
HRESULT message_init_reply(
        WS_MESSAGE *message, WS_MESSAGE *source, WS_HEADER_TYPE address_header, WS_ERROR *error);

#endif
