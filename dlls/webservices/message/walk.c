/* Walking through the header blocks of a message: finding, removing, marking, and adding whole or not at all.
 *
 * SOAP 1.1 chapter 4.2, SOAP 1.2 part 1 chapters 2 and 5.2.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message/internal.h"

static HRESULT go_to_header(WS_MESSAGE *message, WS_XML_READER **reader, WS_ERROR *error)
{
    HRESULT hr;

    *reader = message->header_reader;
    if (FAILED(hr = WsSetInputToBuffer(*reader, message->buffer, NULL, 0, error))) return hr;
    return WsSetReaderPosition(*reader, &message->header, error);
}

HRESULT header_first(WS_MESSAGE *message, WS_XML_READER **reader, BOOL *found, WS_ERROR *error)
{
    HRESULT hr = go_to_header(message, reader, error);

    return FAILED(hr) ? hr : WsMoveReader(*reader, WS_MOVE_TO_CHILD_ELEMENT, found, error);
}

HRESULT header_next(WS_XML_READER *reader, BOOL *found, WS_ERROR *error)
{
    return WsMoveReader(reader, WS_MOVE_TO_NEXT_ELEMENT, found, error);
}

const WS_XML_ATTRIBUTE *header_attribute(
        const WS_MESSAGE *message, WS_XML_READER *reader, enum soap_name name)
{
    return reader_attribute(reader, soap_name(name), envelope_namespace(message->envelope));
}

static BOOL attribute_is(const WS_XML_ATTRIBUTE *attribute, const char *value)
{
    const WS_XML_UTF8_TEXT *text = (const WS_XML_UTF8_TEXT *)attribute->value;
    const BYTE *bytes;
    WS_XML_STRING trimmed = { 0 };
    ULONG length;

    if (text->text.textType != WS_XML_TEXT_TYPE_UTF8) return FALSE;
    bytes = text->value.bytes;
    length = text->value.length;
    trim_space(&bytes, &length);
    trimmed.bytes = (BYTE *)bytes;
    trimmed.length = length;
    return xml_string_is(&trimmed, value);
}

/* Headers for other nodes on the way (actor, role) are not ours. Everybody acts as "next". */
enum header_target header_target(const WS_MESSAGE *message, WS_XML_READER *reader)
{
    static const char ultimate[] = "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver";
    static const char next11[] = "http://schemas.xmlsoap.org/soap/actor/next";
    static const char next12[] = "http://www.w3.org/2003/05/soap-envelope/role/next";
    BOOL old = message->envelope == WS_ENVELOPE_VERSION_SOAP_1_1;
    const WS_XML_ATTRIBUTE *attribute;

    if (message->envelope == WS_ENVELOPE_VERSION_NONE) return TARGET_ULTIMATE;
    attribute = header_attribute(message, reader, old ? NAME_ACTOR : NAME_ROLE);
    if (!attribute || attribute_is(attribute, "")) return TARGET_ULTIMATE;
    if (!old && attribute_is(attribute, ultimate)) return TARGET_ULTIMATE;
    return attribute_is(attribute, old ? next11 : next12) ? TARGET_NEXT : TARGET_OTHER;
}

BOOL header_is(WS_XML_READER *reader, const WS_XML_STRING *name, const WS_XML_STRING *ns)
{
    const WS_XML_ELEMENT_NODE *element = (const WS_XML_ELEMENT_NODE *)reader_node(reader);

    return xml_string_equal(element->localName, name) && xml_string_equal(element->ns, ns);
}

HRESULT header_find(WS_MESSAGE *message, const WS_XML_STRING *name, const WS_XML_STRING *ns,
        ULONG index, BOOL unique, WS_XML_READER **ret, BOOL *ret_found, WS_ERROR *error)
{
    WS_XML_NODE_POSITION position = { 0 };
    WS_XML_READER *reader;
    ULONG seen = 0, walked = 0;
    BOOL found, hit = FALSE;
    HRESULT hr;

    for (hr = header_first(message, &reader, &found, error); SUCCEEDED(hr) && found;
            hr = header_next(reader, &found, error))
    {
        if (++walked > message->max_headers)
            return fail(error, WS_E_QUOTA_EXCEEDED,
                    "The message has more than %u headers, the maximum (MAX_PROCESSED_HEADERS)",
                    message->max_headers);
        if (!header_is(reader, name, ns) || header_target(message, reader) != TARGET_ULTIMATE)
            continue;
        if (hit && unique)
            return fail(error, WS_E_INVALID_FORMAT,
                    "The header %X of namespace '%X' stands more than once", name, ns);
        if (seen++ != index) continue;
        if (FAILED(hr = WsGetReaderPosition(reader, &position, error))) return hr;
        hit = TRUE;
        if (!unique) break;
    }
    if (FAILED(hr)) return hr;
    if (hit && unique && FAILED(hr = WsSetReaderPosition(reader, &position, error))) return hr;
    *ret = reader;
    *ret_found = hit;
    return S_OK;
}

/* The reader steps on first: it must not stand on what goes. */
HRESULT header_drop(WS_XML_READER *reader, BOOL *found, WS_ERROR *error)
{
    WS_XML_NODE_POSITION position;
    HRESULT hr;

    if (FAILED(hr = WsGetReaderPosition(reader, &position, error))) return hr;
    if (FAILED(hr = header_next(reader, found, error))) return hr;
    return WsRemoveNode(&position, error);
}

/* Removes what has this name, except for the node keep. */
static HRESULT remove_others(WS_MESSAGE *message, const WS_XML_STRING *name,
        const WS_XML_STRING *ns, const void *keep, WS_ERROR *error)
{
    WS_XML_NODE_POSITION position;
    WS_XML_READER *reader;
    BOOL found;
    HRESULT hr = header_first(message, &reader, &found, error);

    while (SUCCEEDED(hr) && found)
    {
        if (FAILED(hr = WsGetReaderPosition(reader, &position, error))) return hr;
        if (position.node != keep && header_is(reader, name, ns))
            hr = header_drop(reader, &found, error);
        else
            hr = header_next(reader, &found, error);
    }
    return FAILED(hr) ? hr : S_OK;
}

HRESULT header_remove(
        WS_MESSAGE *message, const WS_XML_STRING *name, const WS_XML_STRING *ns, WS_ERROR *error)
{
    return remove_others(message, name, ns, NULL, error);
}

HRESULT header_mark(WS_MESSAGE *message, WS_XML_READER *reader, WS_ERROR *error)
{
    WS_XML_NODE_POSITION position;
    struct understood *mark;
    HRESULT hr;

    if (FAILED(hr = WsGetReaderPosition(reader, &position, error))) return hr;
    for (mark = message->understood; mark; mark = mark->next)
    {
        if (mark->node == position.node) return S_OK;
    }
    if (FAILED(hr = heap_alloc(&message->heap, sizeof(*mark), (void **)&mark, error))) return hr;
    mark->node = position.node;
    mark->next = message->understood;
    message->understood = mark;
    return S_OK;
}

/* ---- adding ---- */

/* The last header, or a position without a node. */
static HRESULT last_header(WS_MESSAGE *message, WS_XML_NODE_POSITION *position, WS_ERROR *error)
{
    WS_XML_READER *reader;
    BOOL found;
    HRESULT hr;

    position->node = NULL;
    if (FAILED(hr = go_to_header(message, &reader, error))) return hr;
    if (FAILED(hr = WsMoveReader(reader, WS_MOVE_TO_END_ELEMENT, NULL, error))) return hr;
    hr = WsMoveReader(reader, WS_MOVE_TO_PREVIOUS_ELEMENT, &found, error);
    return FAILED(hr) || !found ? hr : WsGetReaderPosition(reader, position, error);
}

HRESULT header_begin(WS_MESSAGE *message, struct addition *addition, WS_ERROR *error)
{
    WS_XML_NODE_POSITION last;
    HRESULT hr;

    if (FAILED(hr = last_header(message, &last, error))) return hr;
    addition->before = last.node;
    return header_append(message, &addition->writer, error);
}

HRESULT header_finish(WS_MESSAGE *message, const struct addition *addition,
        const WS_XML_STRING *replaced, const WS_XML_STRING *ns, HRESULT hr, WS_ERROR *error)
{
    WS_XML_NODE_POSITION last;

    if (SUCCEEDED(hr)) hr = WsWriteEndElement(addition->writer, error);
    if (SUCCEEDED(hr) && !replaced) return S_OK;
    if (SUCCEEDED(hr) && SUCCEEDED(hr = last_header(message, &last, error)))
        hr = remove_others(message, replaced, ns, last.node, error);
    if (SUCCEEDED(hr)) return S_OK;
    /* half a header must not go out */
    if (SUCCEEDED(last_header(message, &last, NULL)) && last.node && last.node != addition->before)
        (void)WsRemoveNode(&last, NULL);
    return hr;
}
