/* .NET message framing, the records of MC-NMF: what goes over TCP and pipes around and between the messages.
 *
 * A record is a byte that says its kind and what that kind has: fixed bytes, or a size in groups of 7 bits and as many bytes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wire/wire.h"

#include <string.h>

static const struct
{
    const char *name;
    BYTE fixed;  /* bytes after the kind */
    BOOL sized;  /* a size and content follow */
    ULONG limit; /* of that size; 0: the caller's */
} kinds[] = {
    [FRAME_VERSION] = { "version", 2 },
    [FRAME_MODE] = { "mode", 1 },
    [FRAME_VIA] = { "via", 0, TRUE, FRAMING_MAX_VIA },
    [FRAME_KNOWN_ENCODING] = { "known encoding", 1 },
    [FRAME_EXTENSIBLE_ENCODING] = { "extensible encoding", 0, TRUE, FRAMING_MAX_TYPE },
    [FRAME_UNSIZED_ENVELOPE] = { "unsized envelope", 0 },
    [FRAME_SIZED_ENVELOPE] = { "sized envelope", 0, TRUE },
    [FRAME_END] = { "end", 0 },
    [FRAME_FAULT] = { "fault", 0, TRUE, FRAMING_MAX_TYPE },
    [FRAME_UPGRADE_REQUEST] = { "upgrade request", 0, TRUE, FRAMING_MAX_TYPE },
    [FRAME_UPGRADE_RESPONSE] = { "upgrade response", 0 },
    [FRAME_PREAMBLE_ACK] = { "preamble ack", 0 },
    [FRAME_PREAMBLE_END] = { "preamble end", 0 },
};

const char *framing_name(ULONG kind)
{
    return kind < COUNT_OF(kinds) ? kinds[kind].name : "unknown";
}

HRESULT framing_get_size(const BYTE *bytes, ULONG count, ULONG *size, ULONG *used, WS_ERROR *error)
{
    ULONG value = 0, i;

    for (i = 0; i < count && i < FRAMING_MAX_SIZE; i++)
    {
        if (i == 4 && bytes[i] > 7) break;
        value |= (ULONG)(bytes[i] & 0x7f) << 7 * i;
        if (bytes[i] & 0x80) continue;
        *size = value;
        *used = i + 1;
        return S_OK;
    }
    if (i == count && i < FRAMING_MAX_SIZE) return S_FALSE;
    return fail(error, WS_E_INVALID_FORMAT, "A size in the framing does not fit into 31 bits");
}

ULONG framing_put_size(ULONG size, BYTE *bytes)
{
    ULONG n = 0;

    for (; size > 0x7f; size >>= 7)
        bytes[n++] = (BYTE)size | 0x80;
    bytes[n++] = (BYTE)size;
    return n;
}

HRESULT framing_next(
        const BYTE *bytes, ULONG count, ULONG max, struct frame *frame, WS_ERROR *error)
{
    ULONG used, limit;
    HRESULT hr;

    memset(frame, 0, sizeof(*frame));
    frame->missing = 1;
    if (!count) return S_FALSE;
    frame->kind = bytes[0];
    if (frame->kind >= COUNT_OF(kinds))
        return fail(error, WS_E_INVALID_FORMAT, "Byte 0x%x is no kind of framing record",
                (ULONG)frame->kind);
    frame->at = 1;
    frame->length = kinds[frame->kind].fixed;
    if (kinds[frame->kind].sized)
    {
        hr = framing_get_size(bytes + 1, count - 1, &frame->length, &used, error);
        if (hr != S_OK) return hr;
        limit = kinds[frame->kind].limit ? kinds[frame->kind].limit : max;
        if (!frame->length)
            return fail(error, WS_E_INVALID_FORMAT, "A framing record of the kind %s is empty",
                    kinds[frame->kind].name);
        if (frame->length > limit)
            return fail(error, WS_E_QUOTA_EXCEEDED,
                    "A framing record of the kind %s has %u bytes, more than the maximum of %u",
                    kinds[frame->kind].name, frame->length, limit);
        frame->at += used;
    }
    /* all are below 2^31 */
    frame->missing = frame->at + frame->length > count ? frame->at + frame->length - count : 0;
    return frame->missing ? S_FALSE : S_OK;
}

HRESULT framing_put(
        struct buf *out, enum frame_kind kind, const void *content, ULONG length, WS_ERROR *error)
{
    BYTE head[1 + FRAMING_MAX_SIZE] = { (BYTE)kind };
    ULONG n = 1;
    HRESULT hr;

    if (kinds[kind].sized) n += framing_put_size(length, head + 1);
    if (FAILED(hr = buf_put(out, head, n, error))) return hr;
    return length ? buf_put(out, content, length, error) : S_OK;
}

/* ---- encodings by number ---- */

HRESULT framing_encoding(
        WS_ENCODING encoding, WS_ENVELOPE_VERSION envelope, BYTE *ret, WS_ERROR *error)
{
    BOOL soap12 = envelope == WS_ENVELOPE_VERSION_SOAP_1_2;

    switch (encoding)
    {
    case WS_ENCODING_XML_UTF8:
    case WS_ENCODING_XML_UTF16BE:
    case WS_ENCODING_XML_UTF16LE:
        *ret = (BYTE)(encoding - WS_ENCODING_XML_UTF8 + (soap12 ? 3 : 0));
        return S_OK;
    case WS_ENCODING_XML_BINARY_1:
        *ret = 7;
        return S_OK;
    case WS_ENCODING_XML_BINARY_SESSION_1:
        *ret = FRAMING_BINARY_SESSION;
        return S_OK;
    case WS_ENCODING_XML_MTOM_UTF8:
    case WS_ENCODING_XML_MTOM_UTF16BE:
    case WS_ENCODING_XML_MTOM_UTF16LE: /* the charset is in each message */
        *ret = 6;
        return S_OK;
    default:
        return fail(
                error, E_INVALIDARG, "The encoding %u cannot be used in message framing", encoding);
    }
}

/* ---- faults ---- */

#define FAULTS "http://schemas.microsoft.com/ws/2006/05/framing/faults/"

/* What a peer's fault means to the caller; those that we send are named by enum framing_fault. */
static const struct
{
    const char *name;
    HRESULT hr;
} faults[] = {
    [FRAMING_ENDPOINT_NOT_FOUND] = { "EndpointNotFound", WS_E_ENDPOINT_NOT_FOUND },
    [FRAMING_CONTENT_TYPE_INVALID] = { "ContentTypeInvalid", WS_E_ENDPOINT_FAILURE },
    [FRAMING_MESSAGE_TOO_LARGE] = { "MaxMessageSizeExceededFault", WS_E_ENDPOINT_FAILURE },
    [FRAMING_UNSUPPORTED_MODE] = { "UnsupportedMode", WS_E_ENDPOINT_FAILURE },
    [FRAMING_UPGRADE_INVALID] = { "UpgradeInvalid", WS_E_ENDPOINT_FAILURE },
    [FRAMING_TOO_BUSY] = { "ServerTooBusy", WS_E_ENDPOINT_TOO_BUSY },
    { "EndpointUnavailable", WS_E_ENDPOINT_NOT_AVAILABLE },
    { "ServiceActivationFailed", WS_E_ENDPOINT_NOT_AVAILABLE },
    { "EndpointAccessDenied", WS_E_ENDPOINT_ACCESS_DENIED },
    { "ConnectionDispatchFailed", WS_E_ENDPOINT_FAILURE },
    { "UnsupportedVersion", WS_E_ENDPOINT_FAILURE },
};

HRESULT framing_put_fault(struct buf *out, enum framing_fault fault, WS_ERROR *error)
{
    char text[128];
    ULONG length = format_line(text, sizeof(text), "%s%s", FAULTS, faults[fault].name);

    return framing_put(out, FRAME_FAULT, text, length, error);
}

HRESULT framing_fault_received(const BYTE *bytes, ULONG length, WS_ERROR *error)
{
    ULONG prefix = sizeof(FAULTS) - 1, i;
    HRESULT hr = WS_E_ENDPOINT_FAILURE;

    for (i = 0; i < COUNT_OF(faults); i++)
    {
        if (length == prefix + text_length(faults[i].name) && !memcmp(bytes, FAULTS, prefix)
                && !memcmp(bytes + prefix, faults[i].name, length - prefix))
            hr = faults[i].hr;
    }
    return fail(error, hr, "The other side ended the connection with the framing fault '%b'", bytes,
            length);
}
