/* What an element or an attribute contains: its text as a whole, in pieces, as values, as names.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/reader.h"

#include <string.h>

/* ---- whole texts ---- */

/* The pieces of a text that is being put together. */
struct pieces
{
    const WS_XML_TEXT *first; /* what there is so far, when it is one piece */
    BOOL bytes;               /* more than one so far: all were BASE64, reader->join has bytes */
    ULONG max_size;
};

static const WS_XML_TEXT *current_text(const WS_XML_READER *reader)
{
    return ((const WS_XML_TEXT_NODE *)reader->node)->text;
}

/* What was put together from BASE64 texts turns into characters, when something else follows. */
static HRESULT bytes_to_chars(WS_XML_READER *reader, struct pieces *pieces, WS_ERROR *error)
{
    WS_XML_BASE64_TEXT text = { { WS_XML_TEXT_TYPE_BASE64 } };
    WS_XML_STRING chars;
    HRESULT hr;

    pieces->bytes = FALSE;
    if (!buf_count(&reader->join)) return S_OK;
    text.bytes = buf_bytes(&reader->join);
    text.length = buf_count(&reader->join);
    if (FAILED(hr = text_to_utf8(&text.text, &reader->heap, &chars, error))) return hr;
    reader->join.start = reader->join.end = 0;
    return buf_put(&reader->join, chars.bytes, chars.length, error);
}

static HRESULT append_piece(
        WS_XML_READER *reader, struct pieces *pieces, const WS_XML_TEXT *text, WS_ERROR *error)
{
    const WS_XML_BASE64_TEXT *base64 = (const WS_XML_BASE64_TEXT *)text;
    WS_XML_STRING chars;
    HRESULT hr;

    if (text->textType == WS_XML_TEXT_TYPE_BASE64 && pieces->bytes)
        return buf_put(&reader->join, base64->bytes, base64->length, error);
    if (pieces->bytes && FAILED(hr = bytes_to_chars(reader, pieces, error))) return hr;
    if (FAILED(hr = text_to_utf8(text, &reader->heap, &chars, error))) return hr;
    return buf_put(&reader->join, chars.bytes, chars.length, error);
}

/* The current text as it will survive the move to the next node. What was decoded for it is set aside. */
static const WS_XML_TEXT *keep_text(WS_XML_READER *reader)
{
    const WS_XML_TEXT *text = current_text(reader);
    WS_XML_UTF8_TEXT *kept = &reader->kept_text.utf8;

    if (reader->scratch_in_use && !reader->settings.in_attribute)
    {
        static const struct arena_mark nothing;
        struct arena scratch = reader->scratch;

        arena_release(&reader->kept, nothing);
        reader->scratch = reader->kept;
        reader->kept = scratch;
        reader->scratch_in_use = FALSE;
    }
    if (text == &reader->text_value.text)
    {
        reader->kept_text = reader->text_value;
        text = &reader->kept_text.text;
    }
    if (!reader->taken || text->textType != WS_XML_TEXT_TYPE_UTF8) return text;
    *kept = *(const WS_XML_UTF8_TEXT *)text;
    kept->value.bytes += reader->taken;
    kept->value.length -= reader->taken;
    return &kept->text;
}

/* A further piece, the current text. */
static HRESULT add_piece(WS_XML_READER *reader, struct pieces *pieces, WS_ERROR *error)
{
    HRESULT hr;

    if (pieces->first)
    {
        buf_reset(&reader->join, reader->settings.utf8_trim_size);
        reader->join.max = pieces->max_size;
        pieces->bytes = TRUE; /* until there is something else */
        if (FAILED(hr = append_piece(reader, pieces, pieces->first, error))) return hr;
        pieces->first = NULL;
    }
    return append_piece(reader, pieces, current_text(reader), error);
}

static const WS_XML_TEXT *joined_text(WS_XML_READER *reader, const struct pieces *pieces)
{
    static const BYTE no_bytes[1];
    union any_text *text = &reader->kept_text;

    if (pieces->first
            && (pieces->first->textType != WS_XML_TEXT_TYPE_UTF8
                    || ((const WS_XML_UTF8_TEXT *)pieces->first)->value.bytes))
        return pieces->first;
    memset(text, 0, sizeof(*text));
    if (!pieces->first && pieces->bytes && buf_count(&reader->join))
    {
        text->text.textType = WS_XML_TEXT_TYPE_BASE64;
        text->base64.bytes = buf_bytes(&reader->join);
        text->base64.length = buf_count(&reader->join);
        return &text->text;
    }
    text->text.textType = WS_XML_TEXT_TYPE_UTF8;
    text->utf8.value.bytes = (BYTE *)no_bytes;
    if (pieces->first || !buf_count(&reader->join)) return &text->text;
    text->utf8.value.bytes = buf_bytes(&reader->join);
    text->utf8.value.length = buf_count(&reader->join);
    return &text->text;
}

static HRESULT check_size(WS_XML_READER *reader, const struct pieces *pieces, WS_ERROR *error)
{
    ULONG length = 0;

    if (pieces->first && pieces->first->textType == WS_XML_TEXT_TYPE_UTF8)
        length = ((const WS_XML_UTF8_TEXT *)pieces->first)->value.length;
    if (pieces->first && pieces->first->textType == WS_XML_TEXT_TYPE_BASE64)
        length = ((const WS_XML_BASE64_TEXT *)pieces->first)->length;
    if (length <= pieces->max_size) return S_OK;
    return reader_fail(reader, error, WS_E_QUOTA_EXCEEDED,
            "A text of %u bytes is larger than the %u that are allowed", length, pieces->max_size);
}

HRESULT reader_text(WS_XML_READER *reader, ULONG max_size, const WS_XML_TEXT **ret, WS_ERROR *error)
{
    struct pieces pieces = { NULL, FALSE, max_size };
    BOOL any = FALSE;
    HRESULT hr;

    buf_reset(&reader->join, reader->settings.utf8_trim_size);
    heap_reset(&reader->heap);
    for (;;)
    {
        switch (reader->node->nodeType)
        {
        case WS_XML_NODE_TYPE_TEXT:
            hr = S_OK;
            if (any)
                hr = add_piece(reader, &pieces, error);
            else
                pieces.first = keep_text(reader);
            any = TRUE;
            if (FAILED(hr)) return reader_failed(reader, hr, error);
            break;
        case WS_XML_NODE_TYPE_COMMENT:
        case WS_XML_NODE_TYPE_CDATA:
        case WS_XML_NODE_TYPE_END_CDATA:
            break;
        default:
            if (FAILED(hr = check_size(reader, &pieces, error))) return hr;
            *ret = joined_text(reader, &pieces);
            return S_OK;
        }
        if (FAILED(hr = reader_next(reader, error))) return hr;
    }
}

HRESULT reader_leaf(WS_XML_READER *reader, const WS_XML_TEXT **ret, WS_ERROR *error)
{
    HRESULT hr;

    if (reader->node != &reader->element.node || reader->element.attributeCount || reader->faulted
            || reader->element.isEmpty || reader->observer || reader->partial
            || reader->scratch_in_use || !reader->format->leaf)
        return S_FALSE;
    hr = reader->format->leaf(reader, ret, error);
    if (FAILED(hr)) reader->faulted = TRUE;
    return hr;
}

/* ---- values ---- */

HRESULT WINAPI WsReadValue(WS_XML_READER *reader, WS_VALUE_TYPE valueType, void *value,
        ULONG valueSize, WS_ERROR *error)
{
    HRESULT hr = reader_check(reader, "WsReadValue", error);
    const WS_XML_TEXT *text;

    if (FAILED(hr)) return hr;
    if (!value || !value_size(valueType) || valueSize != value_size(valueType))
        return fail(error, E_INVALIDARG,
                "WsReadValue: type %u with a value of %u bytes at %s is not valid",
                (ULONG)valueType, valueSize, value ? "its place" : "NULL");
    if (FAILED(hr = reader_text(reader, ~0u, &text, error))) return hr;
    hr = text_to_value(text, valueType, value, error);
    return FAILED(hr) ? reader_failed(reader, hr, error) : S_OK;
}

/* The next item: S_FALSE when the next element is another one. */
static HRESULT read_item(WS_XML_READER *reader, const WS_XML_STRING *localName,
        const WS_XML_STRING *ns, WS_VALUE_TYPE type, void *value, WS_ERROR *error)
{
    const WS_XML_TEXT *text;
    BOOL found = FALSE;
    HRESULT hr;

    if (FAILED(hr = WsReadToStartElement(reader, localName, ns, &found, error))) return hr;
    if (!found) return S_FALSE;
    if (FAILED(hr = reader_next(reader, error))) return hr;
    if (FAILED(hr = reader_text(reader, ~0u, &text, error))) return hr;
    if (FAILED(hr = text_to_value(text, type, value, error)))
        return reader_failed(reader, hr, error);
    return WsReadEndElement(reader, error);
}

HRESULT WINAPI WsReadArray(WS_XML_READER *reader, const WS_XML_STRING *localName,
        const WS_XML_STRING *ns, WS_VALUE_TYPE valueType, void *array, ULONG arraySize,
        ULONG itemOffset, ULONG itemCount, ULONG *actualItemCount, WS_ERROR *error)
{
    HRESULT hr = reader_check(reader, "WsReadArray", error);
    ULONG i, size = value_size(valueType);

    if (FAILED(hr)) return hr;
    if (!localName || !ns || !actualItemCount)
        return fail(error, E_INVALIDARG,
                "WsReadArray: the name, the namespace or the count pointer is NULL");
    if (!size)
        return fail(error, E_INVALIDARG, "WsReadArray: %u is not a value type", (ULONG)valueType);
    if (itemCount && (!array || (UINT64)size * ((UINT64)itemOffset + itemCount) > arraySize))
        return fail(error, E_INVALIDARG,
                "WsReadArray: %u items from %u on do not fit into an array of %u bytes", itemCount,
                itemOffset, array ? arraySize : 0);
    for (i = 0; i < itemCount; i++)
    {
        BYTE *item = (BYTE *)array + (SIZE_T)size * (itemOffset + i);

        hr = read_item(reader, localName, ns, valueType, item, error);
        if (FAILED(hr)) return hr;
        if (hr == S_FALSE) break;
    }
    *actualItemCount = i;
    return S_OK;
}

static HRESULT split_name(WS_XML_READER *reader, const WS_XML_TEXT *text, WS_XML_STRING *prefix,
        WS_XML_STRING *local, WS_ERROR *error)
{
    WS_XML_STRING chars;
    const BYTE *colon;
    HRESULT hr;

    memset(prefix, 0, sizeof(*prefix));
    if (FAILED(hr = text_to_utf8(text, &reader->heap, &chars, error)))
        return reader_failed(reader, hr, error);
    while (chars.length && xml_is_space(chars.bytes[0]))
    {
        chars.bytes++;
        chars.length--;
    }
    while (chars.length && xml_is_space(chars.bytes[chars.length - 1]))
        chars.length--;
    *local = chars;
    local->dictionary = NULL;
    if (chars.length && (colon = memchr(chars.bytes, ':', chars.length)))
    {
        prefix->bytes = chars.bytes;
        prefix->length = colon - chars.bytes;
        local->bytes += prefix->length + 1;
        local->length -= prefix->length + 1;
        if (!prefix->length) local->length = 0;
    }
    if (local->length) return S_OK;
    return reader_fail(reader, error, WS_E_INVALID_FORMAT, "'%X' is not a qualified name", &chars);
}

HRESULT WINAPI WsReadQualifiedName(WS_XML_READER *reader, WS_HEAP *heap, WS_XML_STRING *prefix,
        WS_XML_STRING *localName, WS_XML_STRING *ns, WS_ERROR *error)
{
    WS_XML_STRING part[3], copy[3];
    const WS_XML_STRING *found;
    const WS_XML_TEXT *text;
    HRESULT hr;
    ULONG i;

    if (!object_is(reader, OBJECT_READER) || !heap_is(heap))
        return fail(error, E_INVALIDARG, "WsReadQualifiedName: the reader or the heap is NULL");
    if (FAILED(hr = reader_check(reader, "WsReadQualifiedName", error))) return hr;
    if (!localName)
        return fail(error, E_INVALIDARG, "WsReadQualifiedName: the local name pointer is NULL");
    if (FAILED(hr = reader_text(reader, ~0u, &text, error))) return hr;
    if (FAILED(hr = split_name(reader, text, &part[0], &part[1], error))) return hr;
    part[2] = scope_no_ns;
    if (ns)
    {
        if (!(found = reader->format->find_ns(reader, &part[0])))
            return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                    "The prefix of '%X:%X' is not declared", &part[0], &part[1]);
        part[2] = *found;
    }
    for (i = 0; i < COUNT_OF(part); i++)
    {
        if (FAILED(hr = heap_copy_xml_string(heap, &part[i], &copy[i], error))) return hr;
    }
    if (prefix) *prefix = copy[0];
    *localName = copy[1];
    if (ns) *ns = copy[2];
    return S_OK;
}

HRESULT WINAPI WsGetXmlAttribute(WS_XML_READER *reader, const WS_XML_STRING *localName,
        WS_HEAP *heap, WCHAR **valueChars, ULONG *valueCharCount, WS_ERROR *error)
{
    HRESULT hr = reader_check(reader, "WsGetXmlAttribute", error);
    WS_XML_STRING value;
    WS_STRING string;

    if (FAILED(hr)) return hr;
    if (!localName || !heap_is(heap) || !valueCharCount)
        return fail(error, E_INVALIDARG,
                "WsGetXmlAttribute: the name, the heap or the count pointer is NULL");
    if (!reader->format->find_xml(reader, localName, &value))
    {
        if (valueChars) *valueChars = NULL;
        *valueCharCount = 0;
        return S_FALSE;
    }
    if (FAILED(hr = heap_utf16(heap, value.bytes, value.length, &string, error))) return hr;
    if (valueChars) *valueChars = string.chars;
    *valueCharCount = string.length;
    return S_OK;
}
