/* The table of types, and the types whose value is text: numbers, times, names, characters, bytes.
 *
 * Specification: the documented WS_TYPE table (which type goes with which mapping and option) and XML Schema
 * part 2 for the texts, which the lexical layer of xml/ reads and writes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

static const WCHAR empty_chars[1];
static const BYTE empty_bytes[1];

/* ---- error texts ---- */

#define SHOWN_MAX 80

/* The text as the user may recognize it. */
static ULONG show_text(const WS_XML_TEXT *text, BYTE *shown)
{
    /* typed texts that value_format knows, and where they keep their value */
    static const struct
    {
        BYTE value_type, offset;
    } typed[] = {
        [WS_XML_TEXT_TYPE_BOOL] = { WS_BOOL_VALUE_TYPE, offsetof(WS_XML_BOOL_TEXT, value) },
        [WS_XML_TEXT_TYPE_INT32] = { WS_INT32_VALUE_TYPE, offsetof(WS_XML_INT32_TEXT, value) },
        [WS_XML_TEXT_TYPE_INT64] = { WS_INT64_VALUE_TYPE, offsetof(WS_XML_INT64_TEXT, value) },
        [WS_XML_TEXT_TYPE_UINT64] = { WS_UINT64_VALUE_TYPE, offsetof(WS_XML_UINT64_TEXT, value) },
        [WS_XML_TEXT_TYPE_FLOAT] = { WS_FLOAT_VALUE_TYPE, offsetof(WS_XML_FLOAT_TEXT, value) },
        [WS_XML_TEXT_TYPE_DOUBLE] = { WS_DOUBLE_VALUE_TYPE, offsetof(WS_XML_DOUBLE_TEXT, value) },
        [WS_XML_TEXT_TYPE_DECIMAL]
        = { WS_DECIMAL_VALUE_TYPE, offsetof(WS_XML_DECIMAL_TEXT, value) },
        [WS_XML_TEXT_TYPE_GUID] = { WS_GUID_VALUE_TYPE, offsetof(WS_XML_GUID_TEXT, value) },
        [WS_XML_TEXT_TYPE_UNIQUE_ID]
        = { WS_GUID_VALUE_TYPE, offsetof(WS_XML_UNIQUE_ID_TEXT, value) },
        [WS_XML_TEXT_TYPE_DATETIME]
        = { WS_DATETIME_VALUE_TYPE, offsetof(WS_XML_DATETIME_TEXT, value) },
        [WS_XML_TEXT_TYPE_TIMESPAN]
        = { WS_TIMESPAN_VALUE_TYPE, offsetof(WS_XML_TIMESPAN_TEXT, value) },
    };
    ULONG length = 0;

    if (text->textType == WS_XML_TEXT_TYPE_UTF8)
    {
        const WS_XML_STRING *value = &((const WS_XML_UTF8_TEXT *)text)->value;
        const BYTE *bytes = value->bytes;

        length = value->length;
        trim_space(&bytes, &length);
        if (length > SHOWN_MAX) length = SHOWN_MAX;
        while (length && length < value->length && (bytes[length] & 0xc0) == 0x80)
            length--;
        if (length) memcpy(shown, bytes, length);
    }
    else if ((ULONG)text->textType < COUNT_OF(typed) && typed[text->textType].offset)
        (void)value_format((WS_VALUE_TYPE)typed[text->textType].value_type,
                (const BYTE *)text + typed[text->textType].offset, shown, &length, NULL);
    return length;
}

static HRESULT text_fail(
        struct reading *r, HRESULT hr, const struct type_row *row, const WS_XML_TEXT *text)
{
    BYTE shown[SHOWN_MAX + VALUE_TEXT_MAX];
    ULONG length = show_text(text, shown);

    if (hr == WS_E_NUMERIC_OVERFLOW && length && shown[0] == '-')
        return read_fail(r, hr, "%b is less than %s, the minimum of %s", shown, length,
                row->min ? row->min : "what fits", row->name);
    if (hr == WS_E_NUMERIC_OVERFLOW)
        return read_fail(r, hr, "%b is more than %s, the maximum of %s", shown, length,
                row->max ? row->max : "what fits", row->name);
    if (hr != WS_E_INVALID_FORMAT) return read_fail(r, hr, "the %s cannot be read", row->name);
    if (!length) return read_fail(r, hr, "an empty text is not a %s", row->name);
    return read_fail(r, hr, "'%b' is not a %s", shown, length, row->name);
}

/* UTF-8 text without conversion. */
static inline const WS_XML_STRING *plain(const WS_XML_TEXT *text)
{
    return text->textType == WS_XML_TEXT_TYPE_UTF8 ? &((const WS_XML_UTF8_TEXT *)text)->value
                                                   : NULL;
}

/* The text as UTF-8, in the reader's memory or on the heap. */
static HRESULT get_utf8(struct reading *r, const WS_XML_TEXT *text, WS_XML_STRING *ret)
{
    const WS_XML_STRING *direct = plain(text);
    void *probe;
    HRESULT hr;

    if (direct)
    {
        *ret = *direct;
        return S_OK;
    }
    if (!r->heap && FAILED(hr = reading_alloc(r, 0, &probe))) return hr;
    return text_to_utf8(text, r->heap, ret, r->error);
}

/* ---- values of a fixed size ---- */

static HRESULT fixed_from_text(struct reading *r, const struct type_row *row,
        const WS_XML_TEXT *text, const void *description, void *value)
{
    HRESULT hr = text_to_value(text, (WS_VALUE_TYPE)row->value_type, value, NULL);

    if (FAILED(hr)) return text_fail(r, hr, row, text);
    return description ? limit_check(&r->subject, r->error, row, description, value) : S_OK;
}

static HRESULT fixed_to_text(
        struct writing *w, const struct type_row *row, const void *description, const void *value)
{
    HRESULT hr;

    if (description && FAILED(hr = limit_check(&w->subject, w->error, row, description, value)))
        return hr;
    return WsWriteValue(w->writer, (WS_VALUE_TYPE)row->value_type, value, row->size, w->error);
}

static BOOL datetime_equal(const void *a, const void *b)
{
    const WS_DATETIME *left = a, *right = b;

    return left->ticks == right->ticks && left->format == right->format;
}

/* ---- enumerations ---- */

static const WS_ENUM_VALUE *enum_by_name(
        const WS_ENUM_DESCRIPTION *d, const BYTE *bytes, ULONG length)
{
    ULONG i, low = 0, high = d->valueCount;

    if (!d->nameIndices)
    {
        for (i = 0; i < d->valueCount; i++)
        {
            const WS_XML_STRING *name = d->values[i].name;

            if (name->length == length && !memcmp(name->bytes, bytes, length)) return &d->values[i];
        }
        return NULL;
    }
    while (low < high)
    {
        ULONG middle = low + (high - low) / 2;
        const WS_ENUM_VALUE *value = &d->values[d->nameIndices[middle]];
        ULONG common = value->name->length < length ? value->name->length : length;
        int order = memcmp(value->name->bytes, bytes, common);

        if (!order && value->name->length == length) return value;
        if (order < 0 || (!order && value->name->length < length))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const WS_ENUM_VALUE *enum_by_value(const WS_ENUM_DESCRIPTION *d, int number)
{
    ULONG i, low = 0, high = d->valueCount;

    if (!d->nameIndices)
    {
        for (i = 0; i < d->valueCount; i++)
        {
            if (d->values[i].value == number) return &d->values[i];
        }
        return NULL;
    }
    while (low < high)
    {
        ULONG middle = low + (high - low) / 2;

        if (d->values[middle].value == number) return &d->values[middle];
        if (d->values[middle].value < number)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static HRESULT enum_from_text(struct reading *r, const struct type_row *row,
        const WS_XML_TEXT *text, const void *description, void *value)
{
    const WS_ENUM_VALUE *found;
    WS_XML_STRING chars;
    const BYTE *bytes;
    HRESULT hr;

    if (FAILED(hr = get_utf8(r, text, &chars))) return hr;
    bytes = chars.bytes;
    trim_space(&bytes, &chars.length);
    if (!(found = enum_by_name(description, bytes, chars.length)))
        return read_fail(r, WS_E_INVALID_FORMAT, "'%b' is none of the %u names of the enumeration",
                bytes, chars.length, ((const WS_ENUM_DESCRIPTION *)description)->valueCount);
    *(int *)value = found->value;
    return S_OK;
}

static HRESULT enum_to_text(
        struct writing *w, const struct type_row *row, const void *description, const void *value)
{
    const WS_ENUM_VALUE *found = enum_by_value(description, *(const int *)value);
    WS_XML_UTF8_TEXT text = { { WS_XML_TEXT_TYPE_UTF8 } };

    if (!found)
        return subject_fail(&w->subject, w->error, WS_E_INVALID_FORMAT,
                "%D is none of the %u values of the enumeration", (INT64) * (const int *)value,
                ((const WS_ENUM_DESCRIPTION *)description)->valueCount);
    text.value = *found->name;
    return WsWriteText(w->writer, &text.text, w->error);
}

/* ---- unique ids: a GUID, or any URI ---- */

static const char urn_uuid[] = "urn:uuid:";
#define URN_LENGTH (sizeof(urn_uuid) - 1)

static HRESULT unique_id_from_text(struct reading *r, const struct type_row *row,
        const WS_XML_TEXT *text, const void *description, void *value)
{
    WS_UNIQUE_ID *id = value, read = { { 0, NULL } };
    WS_XML_STRING chars = { 0 };
    const BYTE *bytes;
    void *probe;
    HRESULT hr;

    if (text->textType == WS_XML_TEXT_TYPE_UNIQUE_ID)
        read.guid = ((const WS_XML_UNIQUE_ID_TEXT *)text)->value;
    else
    {
        if (FAILED(hr = get_utf8(r, text, &chars))) return hr;
        bytes = chars.bytes;
        trim_space(&bytes, &chars.length);
        if (!chars.length) return text_fail(r, WS_E_INVALID_FORMAT, row, text);
        if (chars.length <= URN_LENGTH || !ascii_equal_nocase(bytes, urn_uuid, URN_LENGTH)
                || FAILED(value_parse(WS_GUID_VALUE_TYPE, bytes + URN_LENGTH,
                        chars.length - URN_LENGTH, &read.guid, NULL)))
        {
            if (!r->heap && FAILED(hr = reading_alloc(r, 0, &probe))) return hr;
            hr = heap_utf16(r->heap, bytes, chars.length, &read.uri, r->error);
            if (FAILED(hr)) return hr;
            hr = length_check(&r->subject, r->error, row, description, read.uri.length);
            if (FAILED(hr)) return hr;
        }
    }
    *id = read;
    return S_OK;
}

static HRESULT unique_id_to_text(
        struct writing *w, const struct type_row *row, const void *description, const void *value)
{
    const WS_UNIQUE_ID *id = value;
    WS_XML_UNIQUE_ID_TEXT text = { { WS_XML_TEXT_TYPE_UNIQUE_ID }, { 0 } };
    HRESULT hr;

    if (!id->uri.length)
    {
        text.value = id->guid;
        return WsWriteText(w->writer, &text.text, w->error);
    }
    hr = length_check(&w->subject, w->error, row, description, id->uri.length);
    if (FAILED(hr)) return hr;
    return WsWriteChars(w->writer, id->uri.chars, id->uri.length, w->error);
}

static BOOL unique_id_equal(const void *a, const void *b)
{
    const WS_UNIQUE_ID *left = a, *right = b;

    if (left->uri.length != right->uri.length) return FALSE;
    if (!left->uri.length) return !memcmp(&left->guid, &right->guid, sizeof(GUID));
    return !memcmp(left->uri.chars, right->uri.chars, left->uri.length * sizeof(WCHAR));
}

/* ---- characters ---- */

/* UTF-16 on the heap, with room for extra units behind; never NULL. */
static HRESULT get_utf16(
        struct reading *r, const WS_XML_TEXT *text, ULONG extra, WCHAR **ret, ULONG *ret_length)
{
    const WS_XML_UTF16_TEXT *wide = (const WS_XML_UTF16_TEXT *)text;
    WS_XML_STRING chars = { 0 };
    BOOL is_wide = text->textType == WS_XML_TEXT_TYPE_UTF16;
    ULONG length;
    void *memory;
    HRESULT hr;

    if (is_wide)
        length = wide->byteCount / sizeof(WCHAR);
    else
    {
        if (FAILED(hr = get_utf8(r, text, &chars))) return hr;
        length = utf16_length(chars.bytes, chars.length);
    }
    if (FAILED(hr = reading_alloc(r, ((SIZE_T)length + extra) * sizeof(WCHAR), &memory))) return hr;
    if (is_wide && length)
        memcpy(memory, wide->bytes, (SIZE_T)length * sizeof(WCHAR));
    else if (length)
        utf16_from_utf8(chars.bytes, chars.length, memory);
    *ret = memory;
    *ret_length = length;
    return S_OK;
}

static HRESULT string_from_text(struct reading *r, const struct type_row *row,
        const WS_XML_TEXT *text, const void *description, void *value)
{
    const WS_XML_STRING *direct = plain(text);
    WS_STRING read = { 0, (WCHAR *)empty_chars };
    HRESULT hr;

    if ((!direct || direct->length)
            && FAILED(hr = get_utf16(r, text, 0, &read.chars, &read.length)))
        return hr;
    if (description
            && FAILED(hr = length_check(&r->subject, r->error, row, description, read.length)))
        return hr;
    *(WS_STRING *)value = read;
    return S_OK;
}

static HRESULT string_to_text(
        struct writing *w, const struct type_row *row, const void *description, const void *value)
{
    const WS_STRING *string = value;
    HRESULT hr;

    if (string->length && !string->chars)
        return subject_fail(&w->subject, w->error, E_INVALIDARG,
                "a string of %u characters is at NULL", string->length);
    if (description
            && FAILED(hr = length_check(&w->subject, w->error, row, description, string->length)))
        return hr;
    if (!string->length) return S_OK;
    return WsWriteChars(w->writer, string->chars, string->length, w->error);
}

static HRESULT wsz_from_text(struct reading *r, const struct type_row *row, const WS_XML_TEXT *text,
        const void *description, void *value)
{
    ULONG i, length;
    WCHAR *chars;
    HRESULT hr;

    if (FAILED(hr = get_utf16(r, text, 1, &chars, &length))) return hr;
    for (i = 0; i < length; i++)
    {
        if (!chars[i])
            return read_fail(r, WS_E_INVALID_FORMAT,
                    "character %u is zero, which a zero-terminated string cannot hold", i + 1);
    }
    chars[length] = 0;
    if (description && FAILED(hr = length_check(&r->subject, r->error, row, description, length)))
        return hr;
    *(WCHAR **)value = chars;
    return S_OK;
}

static HRESULT wsz_to_text(
        struct writing *w, const struct type_row *row, const void *description, const void *value)
{
    WS_STRING string = { 0, *(WCHAR *const *)value };

    if (!string.chars)
        return subject_fail(
                &w->subject, w->error, E_INVALIDARG, "a value is required, but it is NULL");
    string.length = wsz_length(string.chars);
    return string_to_text(w, row, description, &string);
}

static BOOL wsz_equal(const void *a, const void *b)
{
    const WCHAR *left = *(WCHAR *const *)a, *right = *(WCHAR *const *)b;
    ULONG length;

    if (!left || !right) return left == right;
    length = wsz_length(left);
    return length == wsz_length(right) && !memcmp(left, right, length * sizeof(WCHAR));
}

static HRESULT xml_string_from_text(struct reading *r, const struct type_row *row,
        const WS_XML_TEXT *text, const void *description, void *value)
{
    WS_XML_STRING read = { 0, (BYTE *)empty_bytes, NULL, 0 };
    WS_XML_STRING chars;
    void *memory;
    HRESULT hr;

    if (FAILED(hr = get_utf8(r, text, &chars))) return hr;
    if (description
            && FAILED(hr = length_check(&r->subject, r->error, row, description, chars.length)))
        return hr;
    if (chars.length)
    {
        if (FAILED(hr = reading_alloc(r, chars.length, &memory))) return hr;
        memcpy(memory, chars.bytes, chars.length);
        read.bytes = memory;
        read.length = chars.length;
    }
    *(WS_XML_STRING *)value = read;
    return S_OK;
}

static HRESULT xml_string_to_text(
        struct writing *w, const struct type_row *row, const void *description, const void *value)
{
    WS_XML_UTF8_TEXT text = { { WS_XML_TEXT_TYPE_UTF8 }, *(const WS_XML_STRING *)value };
    HRESULT hr;

    if (text.value.length && !text.value.bytes)
        return subject_fail(&w->subject, w->error, E_INVALIDARG, "a string of %u bytes is at NULL",
                text.value.length);
    if (description
            && FAILED(
                    hr = length_check(&w->subject, w->error, row, description, text.value.length)))
        return hr;
    return text.value.length ? WsWriteText(w->writer, &text.text, w->error) : S_OK;
}

/* ---- bytes ---- */

static HRESULT bytes_from_text(struct reading *r, const struct type_row *row,
        const WS_XML_TEXT *text, const void *description, void *value)
{
    const WS_XML_BASE64_TEXT *direct = (const WS_XML_BASE64_TEXT *)text;
    const WS_XML_STRING *chars = plain(text);
    WS_BYTES read = { 0, (BYTE *)empty_bytes };
    void *memory;
    HRESULT hr = S_OK;

    if (chars)
    {
        if (chars->length)
        {
            if (FAILED(hr = reading_alloc(r, (SIZE_T)chars->length / 4 * 3 + 3, &memory)))
                return hr;
            hr = base64_decode(chars->bytes, chars->length, memory, &read.length, NULL);
            read.bytes = memory;
        }
    }
    else if (text->textType == WS_XML_TEXT_TYPE_BASE64)
    {
        if (FAILED(hr = reading_alloc(r, direct->length, &memory))) return hr;
        if (direct->length) memcpy(memory, direct->bytes, direct->length);
        read.bytes = memory;
        read.length = direct->length;
    }
    else
    {
        if (!r->heap && FAILED(hr = reading_alloc(r, 0, &memory))) return hr;
        hr = text_to_bytes(text, r->heap, &read, NULL);
        if (!read.bytes) read.bytes = (BYTE *)empty_bytes;
    }
    if (FAILED(hr)) return text_fail(r, hr, row, text);
    if (description
            && FAILED(hr = length_check(&r->subject, r->error, row, description, read.length)))
        return hr;
    *(WS_BYTES *)value = read;
    return S_OK;
}

static HRESULT bytes_to_text(
        struct writing *w, const struct type_row *row, const void *description, const void *value)
{
    const WS_BYTES *bytes = value;
    HRESULT hr;

    if (bytes->length && !bytes->bytes)
        return subject_fail(
                &w->subject, w->error, E_INVALIDARG, "%u bytes are at NULL", bytes->length);
    if (description
            && FAILED(hr = length_check(&w->subject, w->error, row, description, bytes->length)))
        return hr;
    if (!bytes->length) return S_OK;
    return WsWriteBytes(w->writer, bytes->bytes, bytes->length, w->error);
}

static BOOL string_equal(const void *a, const void *b)
{
    const WS_STRING *left = a, *right = b;

    if (left->length != right->length) return FALSE;
    if (!left->length) return !left->chars == !right->chars;
    return !memcmp(left->chars, right->chars, left->length * sizeof(WCHAR));
}

static BOOL bytes_equal(const void *a, const void *b)
{
    const WS_BYTES *left = a, *right = b;

    if (left->length != right->length) return FALSE;
    if (!left->length) return !left->bytes == !right->bytes;
    return !memcmp(left->bytes, right->bytes, left->length);
}

/* ---- qualified names ---- */

/* Cuts "prefix:local" at the first colon; Windows looks no closer at the parts. */
static HRESULT split_name(struct reading *r, const struct type_row *row, const WS_XML_TEXT *text,
        WS_XML_STRING *prefix, WS_XML_STRING *local)
{
    WS_XML_STRING chars;
    const BYTE *bytes, *colon;
    HRESULT hr;

    if (FAILED(hr = get_utf8(r, text, &chars))) return hr;
    bytes = chars.bytes;
    trim_space(&bytes, &chars.length);
    memset(prefix, 0, sizeof(*prefix));
    memset(local, 0, sizeof(*local));
    local->bytes = (BYTE *)bytes;
    local->length = chars.length;
    if (chars.length && (colon = memchr(bytes, ':', chars.length)))
    {
        prefix->bytes = (BYTE *)bytes;
        prefix->length = colon - bytes;
        local->bytes = (BYTE *)colon + 1;
        local->length = chars.length - prefix->length - 1;
        if (!prefix->length) return text_fail(r, WS_E_INVALID_FORMAT, row, text);
    }
    return local->length ? S_OK : text_fail(r, WS_E_INVALID_FORMAT, row, text);
}

static HRESULT qname_from_text(struct reading *r, const struct type_row *row,
        const WS_XML_TEXT *text, const void *description, void *value)
{
    const WS_XML_QNAME_TEXT *direct = (const WS_XML_QNAME_TEXT *)text;
    const WS_XML_STRING *ns = NULL;
    WS_XML_STRING prefix, local;
    WS_XML_QNAME read;
    void *probe;
    HRESULT hr;

    if (!r->heap && FAILED(hr = reading_alloc(r, 0, &probe))) return hr;
    if (text->textType == WS_XML_TEXT_TYPE_QNAME && direct->localName && direct->ns)
    {
        local = *direct->localName;
        ns = direct->ns;
    }
    else
    {
        if (FAILED(hr = split_name(r, row, text, &prefix, &local))) return hr;
        if (FAILED(hr = WsGetNamespaceFromPrefix(r->reader, &prefix, FALSE, &ns, r->error)))
            return hr;
        if (!ns && prefix.length)
            return read_fail(r, WS_E_INVALID_FORMAT, "the prefix '%X' is not declared", &prefix);
        if (!ns) ns = &ns_empty;
    }
    if (FAILED(hr = heap_copy_xml_string(r->heap, &local, &read.localName, r->error))) return hr;
    if (FAILED(hr = heap_copy_xml_string(r->heap, ns, &read.ns, r->error))) return hr;
    if (description && FAILED(hr = limit_check(&r->subject, r->error, row, description, &read)))
        return hr;
    *(WS_XML_QNAME *)value = read;
    return S_OK;
}

/* In content the start tag is finished by then, so that the writer knows all prefixes and may choose. In an attribute
 * the prefix has been declared before (write_prefix), or it must be in scope already. */
static HRESULT qname_to_text(
        struct writing *w, const struct type_row *row, const void *description, const void *value)
{
    const WS_XML_QNAME *name = value;
    const WS_XML_STRING *prefix = w->prefix.length ? &w->prefix : NULL;
    HRESULT hr;

    if (!name->localName.length)
        return subject_fail(
                &w->subject, w->error, E_INVALIDARG, "the qualified name has no local name");
    if (description && FAILED(hr = limit_check(&w->subject, w->error, row, description, value)))
        return hr;
    if (!name->ns.length) prefix = &ns_empty;
    if (!prefix && !w->in_attribute)
    {
        /* what the open start tag will say counts too: it may hide a default namespace from outside */
        if (!writer_find_prefix(w->writer, &name->ns, FALSE)
                && FAILED(hr = WsWriteXmlnsAttribute(w->writer, NULL, &name->ns, FALSE, w->error)))
            return hr;
        prefix = NULL;
    }
    return WsWriteQualifiedName(w->writer, prefix, &name->localName, &name->ns, w->error);
}

static BOOL qname_equal(const void *a, const void *b)
{
    const WS_XML_QNAME *left = a, *right = b;

    return xml_string_equal(&left->localName, &right->localName)
            && xml_string_equal(&left->ns, &right->ns);
}

static BOOL xml_string_same(const void *a, const void *b)
{
    const WS_XML_STRING *left = a, *right = b;

    if (!left->length && !right->length) return !left->bytes == !right->bytes;
    return xml_string_equal(left, right);
}

/* ---- the table ---- */

#define T(mapping) (1 << WS_##mapping##_TYPE_MAPPING)
#define F(mapping) (1 << WS_##mapping##_FIELD_MAPPING)

#define EAC           (T(ELEMENT) | T(ATTRIBUTE) | T(ELEMENT_CONTENT))
#define SCALAR_FIELDS (F(ELEMENT) | F(REPEATING_ELEMENT) | F(ATTRIBUTE) | F(TEXT) | F(NO))
#define TEXT_FIELDS   (SCALAR_FIELDS | F(XML_ATTRIBUTE))

#define P  WS_FIELD_POINTER
#define O  WS_FIELD_OPTIONAL
#define N  WS_FIELD_NILLABLE
#define NI WS_FIELD_NILLABLE_ITEM
#define ON WS_FIELD_OTHER_NAMESPACE

#define DESCRIBED TYPE_NEEDS_DESCRIPTION
#define POINTER   TYPE_IS_POINTER
#define NIL       TYPE_HAS_NIL
#define DEFAULT   TYPE_HAS_DEFAULT

/* clang-format off */
#define FIXED(type, c_type, flags, equal, min, max) \
    [WS_##type##_TYPE] = { #type, sizeof(c_type), KIND_TEXT, DEFAULT | (flags), P | O | N | NI, WS_##type##_VALUE_TYPE, 0, EAC, SCALAR_FIELDS, \
                           fixed_from_text, fixed_to_text, equal, min, max }

const struct type_row type_rows[TYPE_COUNT] = {
    FIXED(BOOL,     BOOL,        0,           NULL,           NULL, NULL),
    FIXED(INT8,     INT8,        TYPE_SIGNED, NULL,           "-128", "127"),
    FIXED(INT16,    INT16,       TYPE_SIGNED, NULL,           "-32768", "32767"),
    FIXED(INT32,    INT32,       TYPE_SIGNED, NULL,           "-2147483648", "2147483647"),
    FIXED(INT64,    INT64,       TYPE_SIGNED, NULL,           "-9223372036854775808", "9223372036854775807"),
    FIXED(UINT8,    UINT8,       0,           NULL,           "0", "255"),
    FIXED(UINT16,   UINT16,      0,           NULL,           "0", "65535"),
    FIXED(UINT32,   UINT32,      0,           NULL,           "0", "4294967295"),
    FIXED(UINT64,   UINT64,      0,           NULL,           "0", "18446744073709551615"),
    FIXED(FLOAT,    float,       0,           NULL,           "-3.4028235E+38", "3.4028235E+38"),
    FIXED(DOUBLE,   double,      0,           NULL,           "-1.7976931348623157E+308", "1.7976931348623157E+308"),
    FIXED(DECIMAL,  DECIMAL,     0,           NULL,           "-79228162514264337593543950335", "79228162514264337593543950335"),
    FIXED(DATETIME, WS_DATETIME, 0,           datetime_equal, NULL, NULL),
    FIXED(TIMESPAN, WS_TIMESPAN, 0,           NULL,           NULL, NULL),
    FIXED(GUID,     GUID,        0,           NULL,           NULL, NULL),
    FIXED(DURATION, WS_DURATION, 0,           NULL,           NULL, NULL),
    /*                       name          size                       kind       flags             field options        as type mappings, fields     text */
    [WS_UNIQUE_ID_TYPE]  = { "UNIQUE_ID",  sizeof(WS_UNIQUE_ID),      KIND_TEXT, DEFAULT,          P | O | N | NI,   0, 0, EAC, SCALAR_FIELDS,       unique_id_from_text,  unique_id_to_text,  unique_id_equal, NULL, NULL },
    [WS_ENUM_TYPE]       = { "ENUM",       sizeof(int),               KIND_TEXT, DEFAULT|DESCRIBED,P | O | N | NI,   0, 0, EAC, SCALAR_FIELDS,       enum_from_text,       enum_to_text,       NULL, NULL, NULL },
    [WS_STRING_TYPE]     = { "STRING",     sizeof(WS_STRING),         KIND_TEXT, DEFAULT | NIL,    P | O | N | NI,   0, 0, EAC, TEXT_FIELDS,         string_from_text,     string_to_text,     string_equal, NULL, NULL },
    [WS_WSZ_TYPE]        = { "WSZ",        sizeof(WCHAR *),           KIND_TEXT, DEFAULT|NIL|POINTER, O | N | NI,    0, 0, EAC, TEXT_FIELDS,         wsz_from_text,        wsz_to_text,        wsz_equal, NULL, NULL },
    [WS_BYTES_TYPE]      = { "BYTES",      sizeof(WS_BYTES),          KIND_TEXT, DEFAULT | NIL,    P | O | N | NI,   0, 0, EAC, SCALAR_FIELDS,       bytes_from_text,      bytes_to_text,      bytes_equal, NULL, NULL },
    [WS_XML_STRING_TYPE] = { "XML_STRING", sizeof(WS_XML_STRING),     KIND_TEXT, DEFAULT | NIL,    P | O | N | NI,   0, 0, EAC, TEXT_FIELDS,         xml_string_from_text, xml_string_to_text, xml_string_same, NULL, NULL },
    [WS_XML_QNAME_TYPE]  = { "XML_QNAME",  sizeof(WS_XML_QNAME),      KIND_TEXT, DEFAULT,          P | O | N | NI,   0, 0, EAC, SCALAR_FIELDS,       qname_from_text,      qname_to_text,      qname_equal, NULL, NULL },
    [WS_CHAR_ARRAY_TYPE] = { "CHAR_ARRAY", sizeof(void *),            KIND_ARRAY, NIL,             O | N,            0, WS_STRING_TYPE,     0, TEXT_FIELDS & ~F(REPEATING_ELEMENT),   NULL, NULL, NULL, NULL, NULL },
    [WS_UTF8_ARRAY_TYPE] = { "UTF8_ARRAY", sizeof(void *),            KIND_ARRAY, NIL,             O | N,            0, WS_XML_STRING_TYPE, 0, SCALAR_FIELDS & ~F(REPEATING_ELEMENT), NULL, NULL, NULL, NULL, NULL },
    [WS_BYTE_ARRAY_TYPE] = { "BYTE_ARRAY", sizeof(void *),            KIND_ARRAY, NIL,             O | N,            0, WS_BYTES_TYPE,      0, SCALAR_FIELDS & ~F(REPEATING_ELEMENT), NULL, NULL, NULL, NULL, NULL },
    [WS_XML_BUFFER_TYPE] = { "XML_BUFFER", sizeof(WS_XML_BUFFER *),   KIND_BUFFER, NIL | POINTER,  O | N | NI | ON,  0, 0, T(ELEMENT) | T(ANY_ELEMENT),
                             F(ELEMENT) | F(REPEATING_ELEMENT) | F(ANY_ELEMENT) | F(REPEATING_ANY_ELEMENT) | F(ANY_CONTENT) | F(NO), NULL, NULL, NULL, NULL, NULL },
    [WS_DESCRIPTION_TYPE] = { "DESCRIPTION", sizeof(void *),          KIND_DESCRIPTION, 0,         0,                0, 0, 0, F(TYPE_ATTRIBUTE),     NULL, NULL, NULL, NULL, NULL },
    [WS_STRUCT_TYPE]     = { "STRUCT",     0,                         KIND_STRUCT, DESCRIBED,      P | O | N | NI,   0, 0, EAC,
                             F(ELEMENT) | F(REPEATING_ELEMENT) | F(TEXT) | F(NO),                  NULL, NULL, NULL, NULL, NULL },
    [WS_CUSTOM_TYPE]     = { "CUSTOM",     0,                         KIND_CUSTOM, DESCRIBED | DEFAULT, P | O | N | NI | ON, 0, 0, EAC | T(ANY_ELEMENT),
                             SCALAR_FIELDS | F(ANY_ELEMENT),                                       NULL, NULL, NULL, NULL, NULL },
    [WS_ENDPOINT_ADDRESS_TYPE] = { "ENDPOINT_ADDRESS", sizeof(WS_ENDPOINT_ADDRESS), KIND_BUILTIN, DESCRIBED, P | O | N | NI, 0, 0, T(ELEMENT),
                             F(ELEMENT) | F(REPEATING_ELEMENT) | F(NO),                            NULL, NULL, NULL, NULL, NULL },
    [WS_FAULT_TYPE]      = { "FAULT",      sizeof(WS_FAULT),          KIND_BUILTIN, DESCRIBED,     P | O | N | NI,   0, 0, T(ELEMENT),
                             F(ELEMENT) | F(REPEATING_ELEMENT) | F(NO),                            NULL, NULL, NULL, NULL, NULL },
    [WS_VOID_TYPE]       = { "VOID",       0,                         KIND_VOID, DEFAULT,          P | O | ON,       0, 0, 0,
                             F(NO) | F(ANY_ELEMENT) | F(REPEATING_ANY_ELEMENT) | F(ELEMENT) | F(ATTRIBUTE) | F(ANY_CONTENT) | F(ANY_ATTRIBUTES), NULL, NULL, NULL, NULL, NULL },
    [WS_UNION_TYPE]      = { "UNION",      0,                         KIND_UNION, DESCRIBED,       O,                0, 0, T(ELEMENT) | T(ELEMENT_CONTENT),
                             F(ELEMENT_CHOICE) | F(REPEATING_ELEMENT_CHOICE),                      NULL, NULL, NULL, NULL, NULL },
    [WS_ANY_ATTRIBUTES_TYPE] = { "ANY_ATTRIBUTES", sizeof(WS_ANY_ATTRIBUTES), KIND_ANY_ATTRIBUTES, 0, ON,            0, 0, 0, F(ANY_ATTRIBUTES),     NULL, NULL, NULL, NULL, NULL },
};
/* clang-format on */
