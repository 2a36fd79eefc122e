/* The writer's calls for content: text of every kind, bytes, values, names, arrays, CDATA, whole nodes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/writer.h"
#include "xml/writer_direct.h"

#include <string.h>

/* ======== what is held back at the end of a piece ======== */

static HRESULT put_text(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    return writer->format->text(writer, text, error);
}

static HRESULT put_base64(WS_XML_WRITER *writer, const BYTE *bytes, ULONG count, WS_ERROR *error)
{
    WS_XML_BASE64_TEXT text = { { WS_XML_TEXT_TYPE_BASE64 }, (BYTE *)bytes, count };

    return count ? put_text(writer, &text.text, error) : S_OK;
}

HRESULT writer_flush_trail(WS_XML_WRITER *writer, WS_ERROR *error)
{
    ULONG count = writer->trail_count;

    writer->trail_count = 0;
    switch (writer->trail_type)
    {
    case WS_XML_TEXT_TYPE_BASE64:
        return put_base64(writer, writer->trail, count, error);
    case WS_XML_TEXT_TYPE_UTF8:
        return fail(error, WS_E_INVALID_FORMAT,
                "A text ends within a character: the UTF-8 bytes from 0x%x on are cut",
                writer->trail[0]);
    default:
        return fail(error, WS_E_INVALID_FORMAT, "A UTF-16 text ends with half of a surrogate pair");
    }
}

/* Bytes go out in groups of three, so that base64 needs no padding in the middle. */
static HRESULT write_grouped(WS_XML_WRITER *writer, const BYTE *bytes, ULONG count, WS_ERROR *error)
{
    ULONG rest;
    HRESULT hr;

    if (!count) return S_OK;
    if (writer->trail_count)
    {
        while (writer->trail_count < 3 && count)
        {
            writer->trail[writer->trail_count++] = *bytes++;
            count--;
        }
        if (writer->trail_count < 3) return S_OK;
        writer->trail_count = 0;
        if (FAILED(hr = put_base64(writer, writer->trail, 3, error))) return hr;
    }
    rest = count % 3;
    if (FAILED(hr = put_base64(writer, bytes, count - rest, error))) return hr;
    memcpy(writer->trail, bytes + count - rest, rest);
    writer->trail_count = rest;
    writer->trail_type = WS_XML_TEXT_TYPE_BASE64;
    return S_OK;
}

/* How many bytes at the end are the beginning of a character. */
static ULONG cut_utf8(const BYTE *bytes, ULONG count)
{
    ULONG n, need;

    if (!count || bytes[count - 1] < 0x80) return 0;
    for (n = 1; n <= 3 && n <= count; n++)
    {
        BYTE c = bytes[count - n];

        if ((c & 0xc0) == 0x80) continue;
        need = c >= 0xf8 ? 1 : c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
        return need > n ? n : 0;
    }
    return 0;
}

static HRESULT write_utf8(WS_XML_WRITER *writer, const WS_XML_UTF8_TEXT *from, WS_ERROR *error)
{
    WS_XML_UTF8_TEXT text;
    BYTE first = writer->trail[0];
    ULONG need, cut;
    HRESULT hr;

    cut = cut_utf8(from->value.bytes, from->value.length);
    if (!writer->trail_count && !cut) return put_text(writer, &from->text, error);
    text = *from;
    if (writer->trail_count)
    {
        need = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        while (writer->trail_count < need && text.value.length)
        {
            writer->trail[writer->trail_count++] = *text.value.bytes++;
            text.value.length--;
        }
        if (writer->trail_count < need) return S_OK;
        {
            WS_XML_UTF8_TEXT whole
                    = { { WS_XML_TEXT_TYPE_UTF8 }, { need, writer->trail, NULL, 0 } };

            writer->trail_count = 0;
            if (FAILED(hr = put_text(writer, &whole.text, error))) return hr;
        }
    }
    cut = cut_utf8(text.value.bytes, text.value.length);
    text.value.length -= cut;
    if (cut || text.value.length != from->value.length) text.value.dictionary = NULL;
    if (FAILED(hr = put_text(writer, &text.text, error)) || !cut) return hr;
    memcpy(writer->trail, text.value.bytes + text.value.length, cut);
    writer->trail_count = cut;
    writer->trail_type = WS_XML_TEXT_TYPE_UTF8;
    return S_OK;
}

static HRESULT write_utf16(WS_XML_WRITER *writer, const WS_XML_UTF16_TEXT *from, WS_ERROR *error)
{
    WS_XML_UTF16_TEXT text = *from;
    WCHAR last;
    HRESULT hr;

    text.byteCount &= ~1u;
    if (writer->trail_count && text.byteCount)
    {
        WS_XML_UTF16_TEXT whole = { { WS_XML_TEXT_TYPE_UTF16 }, writer->trail, 4 };

        memcpy(writer->trail + 2, text.bytes, 2);
        text.bytes += 2;
        text.byteCount -= 2;
        writer->trail_count = 0;
        if (FAILED(hr = put_text(writer, &whole.text, error))) return hr;
    }
    if (!text.byteCount) return S_OK;
    memcpy(&last, text.bytes + text.byteCount - 2, 2);
    if ((last & 0xfc00) == 0xd800) text.byteCount -= 2;
    if (FAILED(hr = put_text(writer, &text.text, error))) return hr;
    if ((last & 0xfc00) != 0xd800) return S_OK;
    memcpy(writer->trail, &last, 2);
    writer->trail_count = 2;
    writer->trail_type = WS_XML_TEXT_TYPE_UTF16;
    return S_OK;
}

/* ======== text ======== */

/* In an attribute: one value, or pieces of one repeatable type. */
static HRESULT check_attribute(WS_XML_WRITER *writer, WS_XML_TEXT_TYPE type, WS_ERROR *error)
{
    if (!writer->attribute_text
            || (writer->attribute_text == type && type <= WS_XML_TEXT_TYPE_BASE64))
    {
        writer->attribute_text = type;
        return S_OK;
    }
    return fail(error, WS_E_INVALID_OPERATION,
            "The value of attribute '%X' has been written; only characters or only bytes can be "
            "written in pieces",
            &writer->pending[writer->pending_count - 1].local);
}

static BOOL is_space(const WS_XML_TEXT *text)
{
    const WS_XML_UTF8_TEXT *utf8 = (const WS_XML_UTF8_TEXT *)text;
    ULONG i;

    if (text->textType != WS_XML_TEXT_TYPE_UTF8 || !utf8->value.length) return FALSE;
    for (i = 0; i < utf8->value.length; i++)
    {
        if (!xml_is_space(utf8->value.bytes[i])) return FALSE;
    }
    return TRUE;
}

/* Outside the root only white space may stand, unless fragments are allowed. Not a fault: nothing is written. */
static HRESULT check_place(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    if (writer->depth || writer->settings.allow_fragment || (text && is_space(text))) return S_OK;
    return fail(error, WS_E_INVALID_FORMAT, "Text can only be written inside an element");
}

static HRESULT check_text(const WS_XML_TEXT *text, WS_ERROR *error)
{
    const WS_XML_LIST_TEXT *list = (const WS_XML_LIST_TEXT *)text;
    const WS_XML_QNAME_TEXT *qname = (const WS_XML_QNAME_TEXT *)text;
    HRESULT hr;
    ULONG i;

    if (!text) return fail(error, E_INVALIDARG, "The text is NULL");
    if (text->textType < WS_XML_TEXT_TYPE_UTF8 || text->textType > WS_XML_TEXT_TYPE_LIST)
        return fail(error, E_INVALIDARG, "%u is not a type of text", text->textType);
    if (text->textType == WS_XML_TEXT_TYPE_QNAME && !qname->localName)
        return fail(error, E_INVALIDARG, "The local name of a QName text is NULL");
    for (i = 0; text->textType == WS_XML_TEXT_TYPE_LIST && i < list->itemCount; i++)
    {
        if (list->items[i] && list->items[i]->textType == WS_XML_TEXT_TYPE_LIST)
            return fail(error, E_INVALIDARG, "A list text cannot hold a list");
        if (FAILED(hr = check_text(list->items[i], error))) return hr;
    }
    return S_OK;
}

static HRESULT write_qname_text(
        WS_XML_WRITER *writer, const WS_XML_QNAME_TEXT *from, WS_ERROR *error)
{
    WS_XML_QNAME_TEXT text = *from;

    if (!text.prefix && text.ns && text.ns->length)
    {
        text.prefix = (WS_XML_STRING *)writer_find_prefix(writer, text.ns, FALSE);
        if (!text.prefix)
            return fail(error, WS_E_INVALID_FORMAT,
                    "The name '%X' needs a prefix for the namespace '%X', and none is bound to it",
                    text.localName, text.ns);
    }
    return put_text(writer, &text.text, error);
}

/* Nothing to write: an element that gets no more than that is written in its empty form. */
static BOOL is_nothing(const WS_XML_TEXT *text)
{
    switch (text->textType)
    {
    case WS_XML_TEXT_TYPE_UTF8:
        return !((const WS_XML_UTF8_TEXT *)text)->value.length;
    case WS_XML_TEXT_TYPE_UTF16:
        return !((const WS_XML_UTF16_TEXT *)text)->byteCount;
    case WS_XML_TEXT_TYPE_BASE64:
        return !((const WS_XML_BASE64_TEXT *)text)->length;
    default:
        return FALSE;
    }
}

HRESULT writer_text(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    HRESULT hr = S_OK;

    if (writer->state == WRITER_START_TAG && is_nothing(text)) return S_OK;
    if (writer->trail_count && writer->trail_type != text->textType)
        hr = writer_flush_trail(writer, error);
    if (SUCCEEDED(hr) && writer->state != WRITER_ATTRIBUTE)
    {
        if (writer->state == WRITER_START_TAG || !writer->begun)
            hr = writer_begin_content(writer, error);
        if (writer->depth) writer_element(writer)->has_text = TRUE;
    }
    if (FAILED(hr)) return hr;
    switch (text->textType)
    {
    case WS_XML_TEXT_TYPE_UTF8:
        return write_utf8(writer, (const WS_XML_UTF8_TEXT *)text, error);
    case WS_XML_TEXT_TYPE_UTF16:
        return write_utf16(writer, (const WS_XML_UTF16_TEXT *)text, error);
    case WS_XML_TEXT_TYPE_BASE64:
        if (!writer->format->group_bytes) break;
        return write_grouped(writer, ((const WS_XML_BASE64_TEXT *)text)->bytes,
                ((const WS_XML_BASE64_TEXT *)text)->length, error);
    case WS_XML_TEXT_TYPE_QNAME:
        return write_qname_text(writer, (const WS_XML_QNAME_TEXT *)text, error);
    default:
        break;
    }
    return put_text(writer, text, error);
}

/* The calls' common part; the writer and the text have been checked. */
static HRESULT write_text(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    HRESULT hr;

    if (writer->state == WRITER_ATTRIBUTE)
        hr = check_attribute(writer, text->textType, error);
    else
        hr = check_place(writer, text, error);
    if (FAILED(hr)) return hr;
    return writer_result(writer, writer_text(writer, text, error));
}

/* The usual case: whole characters into an element's content. FALSE: it is another. */
static inline BOOL write_plainly(
        WS_XML_WRITER *writer, const BYTE *bytes, ULONG count, HRESULT *hr, WS_ERROR *error)
{
    if (writer->state > WRITER_START_TAG || !writer->depth || writer->trail_count
            || !writer->format->utf8 || !bytes || !count || bytes[count - 1] > 0x7f)
        return FALSE;
    *hr = S_OK;
    if (writer->state == WRITER_START_TAG) *hr = writer_end_start(writer, FALSE, error);
    writer_element(writer)->has_text = TRUE;
    if (SUCCEEDED(*hr)) *hr = writer->format->utf8(writer, bytes, count, error);
    writer_result(writer, *hr);
    return TRUE;
}

HRESULT WINAPI WsWriteText(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    const WS_XML_UTF8_TEXT *utf8 = (const WS_XML_UTF8_TEXT *)text;
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteText", error))) return hr;
    if (text && text->textType == WS_XML_TEXT_TYPE_UTF8
            && direct_text(writer, utf8->value.bytes, utf8->value.length))
        return S_OK;
    if (text && text->textType == WS_XML_TEXT_TYPE_UTF8
            && write_plainly(writer, utf8->value.bytes, utf8->value.length, &hr, error))
        return hr;
    if (FAILED(hr = check_text(text, error))) return hr;
    return write_text(writer, text, error);
}

static HRESULT check_pointer(const void *pointer, ULONG count, const char *call, WS_ERROR *error)
{
    if (pointer || !count) return S_OK;
    return fail(error, E_INVALIDARG, "%s: %u units to write, but the pointer is NULL", call, count);
}

HRESULT WINAPI WsWriteCharsUtf8(
        WS_XML_WRITER *writer, const BYTE *bytes, ULONG byteCount, WS_ERROR *error)
{
    WS_XML_UTF8_TEXT text = { { WS_XML_TEXT_TYPE_UTF8 }, { byteCount, (BYTE *)bytes, NULL, 0 } };
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteCharsUtf8", error))) return hr;
    if (direct_text(writer, bytes, byteCount)) return S_OK;
    if (write_plainly(writer, bytes, byteCount, &hr, error)) return hr;
    if (FAILED(hr = check_pointer(bytes, byteCount, "WsWriteCharsUtf8", error))) return hr;
    return write_text(writer, &text.text, error);
}

HRESULT WINAPI WsWriteChars(
        WS_XML_WRITER *writer, const WCHAR *chars, ULONG charCount, WS_ERROR *error)
{
    WS_XML_UTF16_TEXT text
            = { { WS_XML_TEXT_TYPE_UTF16 }, (BYTE *)chars, charCount * (ULONG)sizeof(WCHAR) };
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteChars", error))) return hr;
    if (FAILED(hr = check_pointer(chars, charCount, "WsWriteChars", error))) return hr;
    if (charCount > 0x7fffffff)
        return fail(error, E_INVALIDARG, "WsWriteChars: %u characters are too many", charCount);
    return write_text(writer, &text.text, error);
}

HRESULT WINAPI WsWriteBytes(
        WS_XML_WRITER *writer, const void *bytes, ULONG byteCount, WS_ERROR *error)
{
    WS_XML_BASE64_TEXT text = { { WS_XML_TEXT_TYPE_BASE64 }, (BYTE *)bytes, byteCount };
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteBytes", error))) return hr;
    if (FAILED(hr = check_pointer(bytes, byteCount, "WsWriteBytes", error))) return hr;
    return write_text(writer, &text.text, error);
}

/* ======== values ======== */

static INT64 load_integer(WS_VALUE_TYPE type, const void *value)
{
    UINT32 wide;
    INT32 narrow;
    USHORT word;
    SHORT half;

    switch (type)
    {
    case WS_INT8_VALUE_TYPE:
        return *(const signed char *)value;
    case WS_UINT8_VALUE_TYPE:
        return *(const BYTE *)value;
    case WS_INT16_VALUE_TYPE:
        memcpy(&half, value, sizeof(half));
        return half;
    case WS_UINT16_VALUE_TYPE:
        memcpy(&word, value, sizeof(word));
        return word;
    case WS_UINT32_VALUE_TYPE:
        memcpy(&wide, value, sizeof(wide));
        return wide;
    default:
        memcpy(&narrow, value, sizeof(narrow));
        return narrow;
    }
}

HRESULT writer_value_text(
        WS_VALUE_TYPE type, const void *value, union value_text *ret, BYTE *chars, WS_ERROR *error)
{
    memset(ret, 0, sizeof(*ret));
    switch (type)
    {
#define VALUE(name, text_name, field)                      \
    case WS_##name##_VALUE_TYPE:                           \
        ret->text.textType = WS_XML_TEXT_TYPE_##text_name; \
        memcpy(&ret->field, value, sizeof(ret->field));    \
        return S_OK;
        VALUE(BOOL, BOOL, boolean.value)
        VALUE(INT64, INT64, int64.value)
        VALUE(UINT64, UINT64, uint64.value)
        VALUE(FLOAT, FLOAT, single.value)
        VALUE(DOUBLE, DOUBLE, real.value)
        VALUE(DECIMAL, DECIMAL, decimal.value)
        VALUE(DATETIME, DATETIME, datetime.value)
        VALUE(TIMESPAN, TIMESPAN, timespan.value)
        VALUE(GUID, GUID, guid.value)
#undef VALUE
    case WS_DURATION_VALUE_TYPE:
        ret->text.textType = WS_XML_TEXT_TYPE_UTF8;
        ret->utf8.value.bytes = chars;
        return value_format(type, value, chars, &ret->utf8.value.length, error);
    default:
        ret->text.textType = WS_XML_TEXT_TYPE_INT64;
        ret->int64.value = load_integer(type, value);
        return S_OK;
    }
}

static HRESULT write_value(
        WS_XML_WRITER *writer, WS_VALUE_TYPE type, const void *value, WS_ERROR *error)
{
    BYTE chars[VALUE_TEXT_MAX];
    union value_text text;
    HRESULT hr;

    if (FAILED(hr = writer_value_text(type, value, &text, chars, error))) return hr;
    return writer_text(writer, &text.text, error);
}

HRESULT WINAPI WsWriteValue(WS_XML_WRITER *writer, WS_VALUE_TYPE valueType, const void *value,
        ULONG valueSize, WS_ERROR *error)
{
    ULONG size = value_size(valueType);
    HRESULT hr;

    if (!value) return fail(error, E_INVALIDARG, "WsWriteValue: the value is NULL");
    if (!size) return fail(error, E_INVALIDARG, "WsWriteValue: %u is not a value type", valueType);
    if (size != valueSize)
        return fail(error, E_INVALIDARG, "WsWriteValue: a value of type %u has %u bytes, not %u",
                valueType, size, valueSize);
    if (FAILED(hr = writer_check(writer, "WsWriteValue", error))) return hr;
    if (direct_value(writer, valueType, value)) return S_OK;
    if (writer->state == WRITER_ATTRIBUTE)
        hr = check_attribute(writer, WS_XML_TEXT_TYPE_LIST, error); /* once only */
    else
        hr = check_place(writer, NULL, error);
    if (FAILED(hr)) return hr;
    return writer_result(writer, write_value(writer, valueType, value, error));
}

static HRESULT write_items(WS_XML_WRITER *writer, const WS_XML_STRING *local,
        const WS_XML_STRING *ns, WS_VALUE_TYPE type, const BYTE *item, ULONG count, WS_ERROR *error)
{
    ULONG size = value_size(type);
    HRESULT hr = S_OK;

    if (writer->format->has_array && writer->format->has_array(type)
            && (count == 1 || writer->depth || writer->settings.allow_fragment))
    {
        writer->in_array = TRUE;
        hr = writer_start_element(writer, NULL, local, ns, error);
        writer->in_array = FALSE;
        if (SUCCEEDED(hr)) hr = writer_end_start(writer, FALSE, error);
        if (SUCCEEDED(hr)) hr = writer->format->array(writer, type, item, count, error);
        if (SUCCEEDED(hr)) writer_pop_element(writer);
        return hr;
    }
    for (; SUCCEEDED(hr) && count; count--, item += size)
    {
        hr = writer_start_element(writer, NULL, local, ns, error);
        if (SUCCEEDED(hr)) hr = write_value(writer, type, item, error);
        if (SUCCEEDED(hr)) hr = writer_end_element(writer, error);
    }
    return hr;
}

HRESULT WINAPI WsWriteArray(WS_XML_WRITER *writer, const WS_XML_STRING *localName,
        const WS_XML_STRING *ns, WS_VALUE_TYPE valueType, const void *array, ULONG arraySize,
        ULONG itemOffset, ULONG itemCount, WS_ERROR *error)
{
    ULONG size = value_size(valueType);
    const BYTE *item;
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteArray", error))) return hr;
    if (!localName || !ns)
        return fail(error, E_INVALIDARG, "WsWriteArray: the %s is NULL",
                localName ? "namespace" : "local name");
    if (!size) return fail(error, E_INVALIDARG, "WsWriteArray: %u is not a value type", valueType);
    if (!itemCount) return S_OK;
    if (!array) return fail(error, E_INVALIDARG, "WsWriteArray: the array is NULL");
    if (((UINT64)itemOffset + itemCount) * size > arraySize)
        return fail(error, E_INVALIDARG,
                "WsWriteArray: %u items from item %u on need %U bytes, the array has %u", itemCount,
                itemOffset, ((UINT64)itemOffset + itemCount) * size, arraySize);
    if (writer->state != WRITER_START_TAG && writer->state != WRITER_CONTENT)
        return fail(error, WS_E_INVALID_OPERATION,
                "Array '%X' cannot start inside an attribute or a CDATA section", localName);
    item = (const BYTE *)array + (SIZE_T)itemOffset * size;
    hr = write_items(writer, localName, ns, valueType, item, itemCount, error);
    return writer_result(writer, hr);
}

HRESULT WINAPI WsWriteQualifiedName(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *localName, const WS_XML_STRING *ns, WS_ERROR *error)
{
    WS_XML_QNAME_TEXT text = { { WS_XML_TEXT_TYPE_QNAME }, (WS_XML_STRING *)prefix,
        (WS_XML_STRING *)localName, (WS_XML_STRING *)ns };
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteQualifiedName", error))) return hr;
    if (!writer->depth)
        return fail(error, WS_E_INVALID_FORMAT, "A qualified name can only stand in an element");
    if (!localName)
        return fail(error, E_INVALIDARG, "WsWriteQualifiedName: the local name is NULL");
    if (!prefix && !ns)
        return fail(error, E_INVALIDARG, "WsWriteQualifiedName: prefix and namespace are NULL");
    return write_text(writer, &text.text, error);
}

/* ======== CDATA and nodes ======== */

HRESULT WINAPI WsWriteStartCData(WS_XML_WRITER *writer, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteStartCData", error))) return hr;
    if (writer->state != WRITER_START_TAG && writer->state != WRITER_CONTENT)
        return fail(error, WS_E_INVALID_OPERATION,
                "A CDATA section cannot start inside an attribute or another one");
    if (FAILED(hr = check_place(writer, NULL, error))) return hr;
    if (FAILED(hr = writer_begin_content(writer, error))) return writer_result(writer, hr);
    if (writer->depth) writer_element(writer)->has_text = TRUE;
    hr = writer->format->start_cdata(writer, error);
    if (SUCCEEDED(hr)) writer->state = WRITER_CDATA;
    return writer_result(writer, hr);
}

HRESULT WINAPI WsWriteEndCData(WS_XML_WRITER *writer, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteEndCData", error))) return hr;
    if (writer->state != WRITER_CDATA)
        return fail(error, WS_E_INVALID_OPERATION, "WsWriteEndCData: no CDATA section is open");
    hr = writer->trail_count ? writer_flush_trail(writer, error) : S_OK;
    if (SUCCEEDED(hr)) hr = writer->format->end_cdata(writer, error);
    if (SUCCEEDED(hr)) writer->state = WRITER_CONTENT;
    return writer_result(writer, hr);
}

static const WS_XML_STRING empty_name;

static HRESULT write_attribute(
        WS_XML_WRITER *writer, const WS_XML_ATTRIBUTE *attribute, WS_ERROR *error)
{
    const WS_XML_STRING *ns = attribute->ns ? attribute->ns : &empty_name;
    const WS_XML_STRING *prefix = attribute->prefix ? attribute->prefix : &empty_name;
    HRESULT hr;

    if (attribute->isXmlNs)
        return writer_declare(writer, prefix, ns, !!attribute->singleQuote, TRUE, error);
    hr = writer_start_attribute(
            writer, prefix, attribute->localName, ns, !!attribute->singleQuote, error);
    if (SUCCEEDED(hr) && attribute->value) hr = writer_text(writer, attribute->value, error);
    if (SUCCEEDED(hr)) hr = writer_end_attribute(writer, error);
    return hr;
}

static HRESULT write_element(
        WS_XML_WRITER *writer, const WS_XML_ELEMENT_NODE *node, WS_ERROR *error)
{
    HRESULT hr;
    ULONG i;

    hr = writer_start_element(
            writer, node->prefix, node->localName, node->ns ? node->ns : &empty_name, error);
    for (i = 0; SUCCEEDED(hr) && i < node->attributeCount; i++)
        hr = write_attribute(writer, node->attributes[i], error);
    if (SUCCEEDED(hr) && !node->isEmpty && !writer->settings.compress_empty)
        writer_element(writer)->keep_pair = TRUE;
    return hr;
}

static HRESULT check_node(WS_XML_WRITER *writer, const WS_XML_NODE *node, WS_ERROR *error)
{
    const WS_XML_ELEMENT_NODE *element = (const WS_XML_ELEMENT_NODE *)node;
    ULONG i;

    if (writer->state == WRITER_ATTRIBUTE
            || (writer->state == WRITER_CDATA && node->nodeType != WS_XML_NODE_TYPE_TEXT
                    && node->nodeType != WS_XML_NODE_TYPE_END_CDATA))
        return fail(error, WS_E_INVALID_OPERATION,
                "A node of type %u cannot stand inside an attribute or a CDATA section",
                node->nodeType);
    if (node->nodeType == WS_XML_NODE_TYPE_TEXT)
        return check_text(((const WS_XML_TEXT_NODE *)node)->text, error);
    if (node->nodeType != WS_XML_NODE_TYPE_ELEMENT) return S_OK;
    if (!element->localName || (element->attributeCount && !element->attributes))
        return fail(error, E_INVALIDARG, "An element node has no %s",
                element->localName ? "attribute array" : "local name");
    for (i = 0; i < element->attributeCount; i++)
    {
        const WS_XML_ATTRIBUTE *attribute = element->attributes[i];

        if (!attribute || (!attribute->isXmlNs && !attribute->localName))
            return fail(error, E_INVALIDARG, "Attribute %u of element node '%X' has no name", i,
                    element->localName);
        if (attribute->value && !attribute->isXmlNs)
        {
            HRESULT hr = check_text(attribute->value, error);

            if (FAILED(hr)) return hr;
        }
    }
    return S_OK;
}

HRESULT writer_node(WS_XML_WRITER *writer, const WS_XML_NODE *node, WS_ERROR *error)
{
    HRESULT hr;

    switch (node->nodeType)
    {
    case WS_XML_NODE_TYPE_ELEMENT:
        return write_element(writer, (const WS_XML_ELEMENT_NODE *)node, error);
    case WS_XML_NODE_TYPE_TEXT:
        hr = check_place(writer, ((const WS_XML_TEXT_NODE *)node)->text, error);
        if (FAILED(hr)) return hr;
        return writer_text(writer, ((const WS_XML_TEXT_NODE *)node)->text, error);
    case WS_XML_NODE_TYPE_END_ELEMENT:
        return WsWriteEndElement(writer, error);
    case WS_XML_NODE_TYPE_COMMENT:
        if (FAILED(hr = writer_begin_content(writer, error))) return hr;
        if (writer->depth) writer_element(writer)->has_child = TRUE;
        return writer->format->comment(writer, &((const WS_XML_COMMENT_NODE *)node)->value, error);
    case WS_XML_NODE_TYPE_CDATA:
        return WsWriteStartCData(writer, error);
    case WS_XML_NODE_TYPE_END_CDATA:
        return WsWriteEndCData(writer, error);
    case WS_XML_NODE_TYPE_BOF:
    case WS_XML_NODE_TYPE_EOF:
        return S_OK;
    default:
        return fail(error, E_INVALIDARG, "%u is not a type of node", node->nodeType);
    }
}

HRESULT WINAPI WsWriteNode(WS_XML_WRITER *writer, const WS_XML_NODE *node, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = writer_check(writer, "WsWriteNode", error))) return hr;
    if (!node) return fail(error, E_INVALIDARG, "WsWriteNode: the node is NULL");
    if (FAILED(hr = check_node(writer, node, error))) return hr;
    return writer_result(writer, writer_node(writer, node, error));
}
