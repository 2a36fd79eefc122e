/* The door of message/: envelopes, headers and faults, beyond the public WsSetHeader family.
 *
 * Pure: no I/O; the channel hands readers and writers down and does the flushing.
 * Specifications: SOAP 1.1, SOAP 1.2 part 1, WS-Addressing 2004/08 and 1.0.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef MESSAGE_MESSAGE_H
#define MESSAGE_MESSAGE_H

#include "types/types.h"

/* Namespace of an envelope version (length 0 for NONE), of an addressing version. */
const WS_XML_STRING *envelope_namespace(WS_ENVELOPE_VERSION version);
const WS_XML_STRING *addressing_namespace(WS_ADDRESSING_VERSION version);
const WS_XML_STRING *addressing_anonymous(WS_ADDRESSING_VERSION version);

WS_MESSAGE_STATE message_state(const WS_MESSAGE *message);
WS_ENVELOPE_VERSION message_envelope(const WS_MESSAGE *message);
WS_ADDRESSING_VERSION message_addressing(const WS_MESSAGE *message);
WS_HEAP *message_heap(WS_MESSAGE *message);
BOOL message_is_fault(const WS_MESSAGE *message);

/* Whether two message ids are the same, as URIs or as GUIDs. */
BOOL unique_id_equal(const WS_UNIQUE_ID *a, const WS_UNIQUE_ID *b);

/* The message's own reader and writer for channels: made on first use with the message's properties, kept over
 * WsResetMessage (so that a recycled message allocates nothing), freed with it. */
HRESULT message_own_reader(WS_MESSAGE *message, WS_XML_READER **ret, WS_ERROR *error);
HRESULT message_own_writer(WS_MESSAGE *message, WS_XML_WRITER **ret, WS_ERROR *error);

/* Action of the message: from the header, or what the transport said (message_set_transport). *ret has length 0
 * when there is none; it lives as long as the message's heap. */
HRESULT message_get_action(WS_MESSAGE *message, WS_XML_STRING *ret, WS_ERROR *error);

/* With TRANSPORT addressing action and To travel outside of the envelope: before WsWriteEnvelopeStart the channel takes
 * them out of the headers (they are not written), after WsReadEnvelopeStart it puts in what it received. With other addressing the action
 * that the transport says counts only for messages that have no header for it (message_default_action). */
HRESULT message_take_transport(
        WS_MESSAGE *message, WS_XML_STRING *action, WS_XML_STRING *to, WS_ERROR *error);
HRESULT message_default_action(WS_MESSAGE *message, const WS_XML_STRING *action, WS_ERROR *error);
HRESULT message_put_transport(
        WS_MESSAGE *message, const WS_XML_STRING *action, const WS_XML_STRING *to, WS_ERROR *error);

/* Mapped headers: the element nodes with empty namespace that WsAddMappedHeader made. message_take_mapped calls
 * for each and removes it (it is not written into the envelope) unless the call returned S_FALSE. */
typedef HRESULT (*mapped_header_fn)(
        void *context, const WS_XML_STRING *name, const WS_STRING *value, WS_ERROR *error);
HRESULT message_take_mapped(
        WS_MESSAGE *message, mapped_header_fn call, void *context, WS_ERROR *error);
HRESULT message_put_mapped(
        WS_MESSAGE *message, const WS_XML_STRING *name, const WS_STRING *value, WS_ERROR *error);

/* State READING and IS_FAULT: reads the fault of the body into the error object (with its action and the texts) and
 * returns the code for it: WS_E_ENDPOINT_FAULT_RECEIVED, or the one mapped for well-known faults. */
HRESULT message_read_fault(WS_MESSAGE *message, WS_ERROR *error);

/* State INITIALIZED: a header that is there as XML, added as it is. */
HRESULT message_add_header(WS_MESSAGE *message, WS_XML_BUFFER *header, WS_ERROR *error);

/* Default action of a fault for an addressing version, as WsSendFaultMessageForError uses it. */
const WS_XML_STRING *fault_default_action(WS_ADDRESSING_VERSION version);

/* Leaves EMPTY/READING/WRITING for DONE when the channel abandons or loses the message. */
void message_abandon(WS_MESSAGE *message);

#endif
