/* The binary form of XML: [MC-NBFX] records, with the dictionaries of [MC-NBFS] and [MC-NBFSE] or the
 * application's own. One node per call; strings are slices of the input or of a dictionary.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/reader.h"
#include "xml/scan.h"

#include <string.h>

enum record
{
    END_ELEMENT = 0x01,
    COMMENT = 0x02,
    ARRAY = 0x03,
    SHORT_ATTRIBUTE = 0x04,
    ATTRIBUTE = 0x05,
    SHORT_DICTIONARY_ATTRIBUTE = 0x06,
    DICTIONARY_ATTRIBUTE = 0x07,
    SHORT_XMLNS = 0x08,
    XMLNS = 0x09,
    SHORT_DICTIONARY_XMLNS = 0x0a,
    DICTIONARY_XMLNS = 0x0b,
    PREFIX_DICTIONARY_ATTRIBUTE_A = 0x0c,
    PREFIX_ATTRIBUTE_A = 0x26,
    SHORT_ELEMENT = 0x40,
    ELEMENT = 0x41,
    SHORT_DICTIONARY_ELEMENT = 0x42,
    DICTIONARY_ELEMENT = 0x43,
    PREFIX_DICTIONARY_ELEMENT_A = 0x44,
    PREFIX_ELEMENT_A = 0x5e,
    FIRST_NO_ELEMENT = 0x78,

    /* texts: the next odd number is the same with the end of the element */
    ZERO_TEXT = 0x80,
    ONE_TEXT = 0x82,
    FALSE_TEXT = 0x84,
    TRUE_TEXT = 0x86,
    INT8_TEXT = 0x88,
    INT16_TEXT = 0x8a,
    INT32_TEXT = 0x8c,
    INT64_TEXT = 0x8e,
    FLOAT_TEXT = 0x90,
    DOUBLE_TEXT = 0x92,
    DECIMAL_TEXT = 0x94,
    DATETIME_TEXT = 0x96,
    CHARS8_TEXT = 0x98,
    CHARS16_TEXT = 0x9a,
    CHARS32_TEXT = 0x9c,
    BYTES8_TEXT = 0x9e,
    BYTES16_TEXT = 0xa0,
    BYTES32_TEXT = 0xa2,
    START_LIST_TEXT = 0xa4,
    END_LIST_TEXT = 0xa6,
    EMPTY_TEXT = 0xa8,
    DICTIONARY_TEXT = 0xaa,
    UNIQUE_ID_TEXT = 0xac,
    TIMESPAN_TEXT = 0xae,
    UUID_TEXT = 0xb0,
    UINT64_TEXT = 0xb2,
    BOOL_TEXT = 0xb4,
    UNICODE8_TEXT = 0xb6,
    UNICODE16_TEXT = 0xb8,
    UNICODE32_TEXT = 0xba,
    QNAME_DICTIONARY_TEXT = 0xbc,
    LAST_TEXT = 0xbd
};

static const BYTE letters[] = "abcdefghijklmnopqrstuvwxyz";
static const BYTE no_bytes[1];

/* Names that stand in the document itself say so by a dictionary that has nothing (Windows gives them one). */
static WS_XML_DICTIONARY inline_dictionary;

/* ---- the parts of records ---- */

static HRESULT fail_short(WS_XML_READER *reader, ULONG needed, WS_ERROR *error)
{
    if (!reader->final)
        return reader_fail(reader, error, WS_E_QUOTA_EXCEEDED,
                "The data that was filled in ends within a record; WsFillReader must be asked for "
                "more");
    return reader_fail(reader, error, WS_E_INVALID_FORMAT,
            "The document ends within a record: %u bytes are needed, %u are there", needed,
            (ULONG)(reader->end - reader->pos));
}

/* size bytes of the input at *ret; steps over them. */
static inline HRESULT take(WS_XML_READER *reader, ULONG size, const BYTE **ret, WS_ERROR *error)
{
    *ret = reader->pos; /* always, so that compilers see it set */
    if ((SIZE_T)(reader->end - reader->pos) < size) return fail_short(reader, size, error);
    reader->pos += size;
    return S_OK;
}

static HRESULT take_long_int31(WS_XML_READER *reader, ULONG *ret, WS_ERROR *error)
{
    UINT64 value = 0;
    const BYTE *byte;
    ULONG shift;
    HRESULT hr;

    for (shift = 0; shift < 35; shift += 7)
    {
        if (FAILED(hr = take(reader, 1, &byte, error))) return hr;
        value |= (UINT64)(*byte & 0x7f) << shift;
        if (*byte & 0x80) continue;
        if (value > 0x7fffffff) break;
        *ret = value;
        return S_OK;
    }
    return reader_fail(
            reader, error, WS_E_INVALID_FORMAT, "A size or number has more than 31 bits");
}

/* Seven bits a byte, low ones first; nearly always it is one byte. */
static inline HRESULT take_int31(WS_XML_READER *reader, ULONG *ret, WS_ERROR *error)
{
    if (reader->pos == reader->end || *reader->pos > 0x7f)
        return take_long_int31(reader, ret, error);
    *ret = *reader->pos++;
    return S_OK;
}

/* Whether up to 16 bytes, which 16 bytes of input from there on allow to look at in one go, are ASCII. */
static inline BOOL is_short_ascii(const WS_XML_READER *reader, const BYTE *bytes, ULONG length)
{
#ifdef __SSE2__
    if (length > 16 || reader->end - bytes < 16) return FALSE;
    return !(_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)bytes)) & ((1u << length) - 1));
#else
    return FALSE;
#endif
}

static HRESULT check_utf8(WS_XML_READER *reader, const BYTE *bytes, ULONG length, WS_ERROR *error)
{
    ULONG good;

    if (is_short_ascii(reader, bytes, length)) return S_OK;
    good = utf8_check(bytes, length);
    if (good == length) return S_OK;
    return reader_fail(reader, error, WS_E_INVALID_FORMAT,
            "The text '%b' is not valid UTF-8 from byte %u on", bytes, length, good);
}

static HRESULT take_string(WS_XML_READER *reader, WS_XML_STRING *ret, WS_ERROR *error)
{
    const BYTE *bytes;
    ULONG length;
    HRESULT hr;

    if (FAILED(hr = take_int31(reader, &length, error))) return hr;
    if (FAILED(hr = take(reader, length, &bytes, error))) return hr;
    if (FAILED(hr = check_utf8(reader, bytes, length, error))) return hr;
    ret->bytes = (BYTE *)bytes;
    ret->length = length;
    ret->dictionary = NULL;
    ret->id = 0;
    return S_OK;
}

/* end: of what may be read, not of the name */
static inline BOOL is_plain_name(const BYTE *bytes, ULONG length, const BYTE *end)
{
    ULONG i;

    if (!length || !(scan_class[bytes[0]] & SCAN_START)) return FALSE;
#ifdef __SSE2__
    if (length <= 16 && end - bytes >= 16)
        return !(~scan_names(_mm_loadu_si128((const __m128i *)bytes)) & ((1u << length) - 1));
#endif
    for (i = 1; i < length; i++)
    {
        if (!(scan_class[bytes[i]] & SCAN_NAME)) return FALSE;
    }
    return TRUE;
}

static HRESULT check_name(WS_XML_READER *reader, const WS_XML_STRING *name, WS_ERROR *error)
{
    if (is_plain_name(name->bytes, name->length, name->bytes + name->length)
            || ncname_check(name->bytes, name->length))
        return S_OK;
    return reader_fail(reader, error, WS_E_INVALID_FORMAT, "'%X' is not an XML name", name);
}

static HRESULT take_name(WS_XML_READER *reader, WS_XML_STRING *ret, WS_ERROR *error)
{
    const BYTE *bytes;
    ULONG length;
    HRESULT hr;

    if (FAILED(hr = take_int31(reader, &length, error))) return hr;
    if (FAILED(hr = take(reader, length, &bytes, error))) return hr;
    ret->bytes = (BYTE *)bytes;
    ret->length = length;
    ret->dictionary = &inline_dictionary;
    ret->id = 0;
    if (is_plain_name(bytes, length, reader->end)) return S_OK;
    if (FAILED(hr = check_utf8(reader, bytes, length, error))) return hr;
    return check_name(reader, ret, error);
}

/* Even numbers: the encoding's dictionary; odd ones: the session's. */
static HRESULT take_dictionary(WS_XML_READER *reader, WS_XML_STRING *ret, WS_ERROR *error)
{
    const WS_XML_DICTIONARY *dictionary;
    ULONG id;
    HRESULT hr;

    if (FAILED(hr = take_int31(reader, &id, error))) return hr;
    dictionary = id & 1 ? reader->dynamic_dictionary : reader->static_dictionary;
    if (!dictionary || id >> 1 >= dictionary->stringCount)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "String %u is not in the %s dictionary, which has %u", id >> 1,
                id & 1 ? "session" : "static", dictionary ? dictionary->stringCount : 0);
    *ret = dictionary->strings[id >> 1];
    ret->dictionary = (WS_XML_DICTIONARY *)dictionary;
    return S_OK;
}

static HRESULT take_dictionary_name(WS_XML_READER *reader, WS_XML_STRING *ret, WS_ERROR *error)
{
    HRESULT hr = take_dictionary(reader, ret, error);

    return FAILED(hr) ? hr : check_name(reader, ret, error);
}

static HRESULT take_prefix(WS_XML_READER *reader, WS_XML_STRING *ret, WS_ERROR *error)
{
    HRESULT hr = take_string(reader, ret, error);

    if (FAILED(hr)) return hr;
    if (ret->length) return check_name(reader, ret, error);
    ret->bytes = NULL;
    return S_OK;
}

static void letter_prefix(ULONG letter, WS_XML_STRING *ret)
{
    memset(ret, 0, sizeof(*ret));
    ret->bytes = (BYTE *)&letters[letter];
    ret->length = 1;
}

/* ---- texts ---- */

static UINT64 get_number(const BYTE *bytes, ULONG size)
{
    UINT64 value = 0;

    while (size--)
        value = value << 8 | bytes[size];
    return value;
}

/* The fixed size of a text's value by record / 2; 0xff: it has a size of its own. */
static const BYTE text_sizes[] = { 0, 0, 0, 0, 1, 2, 4, 8, 4, 8, 16, 8, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0, 0xff, 16, 8, 16, 8, 1, 0xff, 0xff, 0xff, 0xff };

static HRESULT set_datetime(
        WS_XML_READER *reader, UINT64 value, WS_XML_DATETIME_TEXT *text, WS_ERROR *error)
{
    static const WS_DATETIME_FORMAT formats[]
            = { WS_DATETIME_FORMAT_NONE, WS_DATETIME_FORMAT_UTC, WS_DATETIME_FORMAT_LOCAL };
    UINT64 ticks = value & 0x3fffffffffffffff;

    if (value >> 62 == 3 || ticks > 0x2bca2875f4373fff)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "%U is not a date and time between the years 1 and 9999", value);
    text->text.textType = WS_XML_TEXT_TYPE_DATETIME;
    text->value.ticks = ticks;
    text->value.format = formats[value >> 62];
    return S_OK;
}

static HRESULT set_decimal(
        WS_XML_READER *reader, const BYTE *bytes, WS_XML_DECIMAL_TEXT *text, WS_ERROR *error)
{
    text->text.textType = WS_XML_TEXT_TYPE_DECIMAL;
    memcpy(&text->value, bytes, sizeof(text->value));
    if (!bytes[0] && !bytes[1] && bytes[2] <= 28 && !(bytes[3] & 0x7f)) return S_OK;
    return reader_fail(reader, error, WS_E_INVALID_FORMAT,
            "A decimal has %u digits after the point and sign byte 0x%x", (ULONG)bytes[2],
            (ULONG)bytes[3]);
}

static void set_int32(INT32 value, union any_text *text)
{
    text->text.textType = WS_XML_TEXT_TYPE_INT32;
    text->int32.value = value;
}

static void set_bool(BOOL value, union any_text *text)
{
    text->text.textType = WS_XML_TEXT_TYPE_BOOL;
    text->boolean.value = value;
}

static void set_utf8(const BYTE *bytes, ULONG length, union any_text *text)
{
    memset(&text->utf8, 0, sizeof(text->utf8));
    text->text.textType = WS_XML_TEXT_TYPE_UTF8;
    text->utf8.value.bytes = (BYTE *)bytes;
    text->utf8.value.length = length;
}

/* A value of fixed size, which is at bytes. */
static HRESULT set_fixed(WS_XML_READER *reader, ULONG record, const BYTE *bytes,
        union any_text *text, WS_ERROR *error)
{
    switch (record)
    {
    case ZERO_TEXT:
    case ONE_TEXT:
        set_int32(record == ONE_TEXT, text);
        return S_OK;
    case FALSE_TEXT:
    case TRUE_TEXT:
        set_bool(record == TRUE_TEXT, text);
        return S_OK;
    case BOOL_TEXT:
        set_bool(bytes[0] != 0, text);
        return S_OK;
    case INT8_TEXT:
        set_int32((signed char)bytes[0], text);
        return S_OK;
    case INT16_TEXT:
        set_int32((SHORT)get_number(bytes, 2), text);
        return S_OK;
    case INT32_TEXT:
        text->text.textType = WS_XML_TEXT_TYPE_INT32;
        memcpy(&text->int32.value, bytes, 4); /* little endian as the machine */
        return S_OK;
    case INT64_TEXT:
        text->text.textType = WS_XML_TEXT_TYPE_INT64;
        text->int64.value = (INT64)get_number(bytes, 8);
        return S_OK;
    case UINT64_TEXT:
        text->text.textType = WS_XML_TEXT_TYPE_UINT64;
        text->uint64.value = get_number(bytes, 8);
        return S_OK;
    case FLOAT_TEXT:
        text->text.textType = WS_XML_TEXT_TYPE_FLOAT;
        memcpy(&text->float_.value, bytes, 4);
        return S_OK;
    case DOUBLE_TEXT:
        text->text.textType = WS_XML_TEXT_TYPE_DOUBLE;
        memcpy(&text->double_.value, bytes, 8);
        return S_OK;
    case DECIMAL_TEXT:
        return set_decimal(reader, bytes, &text->decimal, error);
    case DATETIME_TEXT:
        return set_datetime(reader, get_number(bytes, 8), &text->datetime, error);
    case TIMESPAN_TEXT:
        text->text.textType = WS_XML_TEXT_TYPE_TIMESPAN;
        text->timespan.value.ticks = (INT64)get_number(bytes, 8);
        return S_OK;
    case UNIQUE_ID_TEXT:
    case UUID_TEXT:
        text->text.textType
                = record == UUID_TEXT ? WS_XML_TEXT_TYPE_GUID : WS_XML_TEXT_TYPE_UNIQUE_ID;
        memcpy(&text->guid.value, bytes, 16);
        return S_OK;
    default: /* EMPTY_TEXT */
        set_utf8(no_bytes, 0, text);
        return S_OK;
    }
}

static HRESULT scratch_alloc(WS_XML_READER *reader, SIZE_T size, void **ret, WS_ERROR *error)
{
    if (!(*ret = arena_alloc(&reader->scratch, size))) return fail_memory(error);
    reader->scratch_in_use = TRUE;
    return S_OK;
}

/* UTF-16: callers may look at it as WCHARs, so it is put at an even address. */
static HRESULT set_utf16(
        WS_XML_READER *reader, const BYTE *bytes, ULONG size, union any_text *text, WS_ERROR *error)
{
    void *copy;
    HRESULT hr;

    if (size & 1)
        return reader_fail(
                reader, error, WS_E_INVALID_FORMAT, "A UTF-16 text has an odd number of bytes");
    if ((ULONG_PTR)bytes & 1)
    {
        if (FAILED(hr = scratch_alloc(reader, size, &copy, error))) return hr;
        memcpy(copy, bytes, size);
        bytes = copy;
    }
    if (!utf16_check((const WCHAR *)(const void *)bytes, size / 2))
        return reader_fail(
                reader, error, WS_E_INVALID_FORMAT, "A UTF-16 text has half a surrogate pair");
    text->text.textType = WS_XML_TEXT_TYPE_UTF16;
    text->utf16.bytes = (BYTE *)bytes;
    text->utf16.byteCount = size;
    return S_OK;
}

/* Characters or bytes with a size of 1, 2 or 4 bytes before them. */
static HRESULT read_sized(
        WS_XML_READER *reader, ULONG record, union any_text *text, WS_ERROR *error)
{
    ULONG width = record == CHARS8_TEXT || record == BYTES8_TEXT || record == UNICODE8_TEXT ? 1
            : record == CHARS16_TEXT || record == BYTES16_TEXT || record == UNICODE16_TEXT  ? 2
                                                                                            : 4;
    const BYTE *bytes;
    ULONG size;
    HRESULT hr;

    if (FAILED(hr = take(reader, width, &bytes, error))) return hr;
    size = get_number(bytes, width);
    if (FAILED(hr = take(reader, size, &bytes, error))) return hr;
    if (record >= UNICODE8_TEXT) return set_utf16(reader, bytes, size, text, error);
    if (record >= BYTES8_TEXT)
    {
        text->text.textType = WS_XML_TEXT_TYPE_BASE64;
        text->base64.bytes = (BYTE *)bytes;
        text->base64.length = size;
        return S_OK;
    }
    if (FAILED(hr = check_utf8(reader, bytes, size, error))) return hr;
    set_utf8(bytes, size, text);
    return S_OK;
}

/* A prefix letter and a name of the dictionary. The namespace is looked up by resolve_qname, when the element's
 * declarations are known. */
static HRESULT read_qname(WS_XML_READER *reader, union any_text *text, WS_ERROR *error)
{
    WS_XML_STRING *strings;
    const BYTE *letter;
    void *mem;
    HRESULT hr;

    if (FAILED(hr = scratch_alloc(reader, 3 * sizeof(*strings), &mem, error))) return hr;
    strings = mem;
    if (FAILED(hr = take(reader, 1, &letter, error))) return hr;
    if (*letter > 25)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "%u is not the number of a prefix letter", (ULONG)*letter);
    letter_prefix(*letter, &strings[0]);
    if (FAILED(hr = take_dictionary_name(reader, &strings[1], error))) return hr;
    text->text.textType = WS_XML_TEXT_TYPE_QNAME;
    text->qname.prefix = &strings[0];
    text->qname.localName = &strings[1];
    text->qname.ns = NULL;
    return S_OK;
}

static HRESULT resolve_names(WS_XML_READER *reader, union any_text *text, WS_ERROR *error)
{
    const WS_XML_STRING *ns;
    HRESULT hr;
    ULONG i;

    if (text->text.textType == WS_XML_TEXT_TYPE_LIST)
    {
        for (i = 0; i < text->list.itemCount; i++)
        {
            hr = resolve_names(reader, (union any_text *)text->list.items[i], error);
            if (FAILED(hr)) return hr;
        }
    }
    if (text->text.textType != WS_XML_TEXT_TYPE_QNAME) return S_OK;
    ns = scope_find_ns(&reader->scope, text->qname.prefix->bytes, text->qname.prefix->length);
    if (!ns)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "The prefix of the qualified name '%X:%X' is not declared", text->qname.prefix,
                text->qname.localName);
    text->qname.ns = (WS_XML_STRING *)ns;
    return S_OK;
}

static inline HRESULT resolve_qname(WS_XML_READER *reader, union any_text *text, WS_ERROR *error)
{
    if (text->text.textType < WS_XML_TEXT_TYPE_QNAME) return S_OK; /* nor a list */
    return resolve_names(reader, text, error);
}

/* The text whose record number (without the end bit) has been read. */
static HRESULT read_text(WS_XML_READER *reader, ULONG record, union any_text *text, WS_ERROR *error)
{
    const BYTE *bytes;
    HRESULT hr;

    if (record < ZERO_TEXT || record > QNAME_DICTIONARY_TEXT || record == START_LIST_TEXT
            || record == END_LIST_TEXT)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "Record 0x%x stands where a text is needed", record);
    if (text_sizes[(record - ZERO_TEXT) / 2] != 0xff)
    {
        hr = take(reader, text_sizes[(record - ZERO_TEXT) / 2], &bytes, error);
        return FAILED(hr) ? hr : set_fixed(reader, record, bytes, text, error);
    }
    if (record == QNAME_DICTIONARY_TEXT) return read_qname(reader, text, error);
    if (record != DICTIONARY_TEXT) return read_sized(reader, record, text, error);
    memset(&text->utf8, 0, sizeof(text->utf8));
    text->text.textType = WS_XML_TEXT_TYPE_UTF8;
    return take_dictionary(reader, &text->utf8.value, error);
}

/* Items up to the end of the list; *ends: the element ends with it. */
static HRESULT read_list(WS_XML_READER *reader, union any_text *text, BOOL *ends, WS_ERROR *error)
{
    ULONG count = 0, size = 0;
    WS_XML_TEXT **items = NULL;
    const BYTE *record;
    void *mem;
    HRESULT hr;

    for (;;)
    {
        if (FAILED(hr = take(reader, 1, &record, error))) return hr;
        if ((*record & ~1) == END_LIST_TEXT) break;
        if (*record & 1)
            return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                    "Record 0x%x ends the element within a list", (ULONG)*record);
        if (count == size)
        {
            size = size ? size * 2 : 8;
            hr = scratch_alloc(reader, (SIZE_T)size * sizeof(*items), &mem, error);
            if (FAILED(hr)) return hr;
            if (count) memcpy(mem, items, count * sizeof(*items));
            items = mem;
        }
        if (FAILED(hr = scratch_alloc(reader, sizeof(union any_text), &mem, error))) return hr;
        if (FAILED(hr = read_text(reader, *record, mem, error))) return hr;
        items[count++] = mem;
    }
    *ends = *record & 1;
    text->text.textType = WS_XML_TEXT_TYPE_LIST;
    text->list.itemCount = count;
    text->list.items = items;
    return S_OK;
}

/* ---- attributes and elements ---- */

/* xmlns and xmlns:p. */
static HRESULT add_declaration(WS_XML_READER *reader, struct read_attribute *attr, WS_ERROR *error)
{
    static const WS_XML_STRING xmlns = XML_STRING("xmlns");
    HRESULT hr;

    attr->attribute.isXmlNs = TRUE;
    attr->attribute.prefix = attr->prefix.length ? &attr->prefix : &reader->no_prefix;
    attr->attribute.ns = &attr->ns;
    attr->local_name = attr->prefix.length ? attr->prefix : xmlns;
    set_utf8(no_bytes, 0, &attr->value);
    hr = scope_add(&reader->scope, reader->elements[reader->depth - 1].bindings,
            attr->attribute.prefix, &attr->ns, reader->copy_names, error);
    return FAILED(hr) ? reader_failed(reader, hr, error) : S_OK;
}

static HRESULT read_declaration(
        WS_XML_READER *reader, ULONG record, struct read_attribute *attr, WS_ERROR *error)
{
    HRESULT hr = S_OK;

    memset(&attr->prefix, 0, sizeof(attr->prefix));
    if (record == XMLNS || record == DICTIONARY_XMLNS)
        hr = take_prefix(reader, &attr->prefix, error);
    if (FAILED(hr)) return hr;
    if (record == SHORT_XMLNS || record == XMLNS)
        hr = take_string(reader, &attr->ns, error);
    else
        hr = take_dictionary(reader, &attr->ns, error);
    return FAILED(hr) ? hr : add_declaration(reader, attr, error);
}

static HRESULT read_attribute_name(
        WS_XML_READER *reader, ULONG record, struct read_attribute *attr, WS_ERROR *error)
{
    BOOL dictionary = record == SHORT_DICTIONARY_ATTRIBUTE || record == DICTIONARY_ATTRIBUTE
            || (record >= PREFIX_DICTIONARY_ATTRIBUTE_A && record < PREFIX_ATTRIBUTE_A);
    HRESULT hr = S_OK;

    memset(&attr->prefix, 0, sizeof(attr->prefix));
    if (record >= PREFIX_ATTRIBUTE_A)
        letter_prefix(record - PREFIX_ATTRIBUTE_A, &attr->prefix);
    else if (record >= PREFIX_DICTIONARY_ATTRIBUTE_A)
        letter_prefix(record - PREFIX_DICTIONARY_ATTRIBUTE_A, &attr->prefix);
    else if (record == ATTRIBUTE || record == DICTIONARY_ATTRIBUTE)
        hr = take_prefix(reader, &attr->prefix, error);
    if (FAILED(hr)) return hr;
    if (dictionary) return take_dictionary_name(reader, &attr->local_name, error);
    return take_name(reader, &attr->local_name, error);
}

static HRESULT read_attribute(WS_XML_READER *reader, ULONG record, ULONG index, WS_ERROR *error)
{
    struct read_attribute *attr;
    const BYTE *value;
    BOOL ends = FALSE;
    HRESULT hr;

    if (FAILED(hr = reader_attribute_place(reader, index, &attr, error))) return hr;
    attr->attribute.singleQuote = FALSE;
    if (record >= SHORT_XMLNS && record <= DICTIONARY_XMLNS)
        return read_declaration(reader, record, attr, error);
    if (FAILED(hr = read_attribute_name(reader, record, attr, error))) return hr;
    attr->attribute.isXmlNs = FALSE;
    attr->attribute.ns = &reader->no_ns;
    attr->attribute.prefix = attr->prefix.length ? &attr->prefix : &reader->no_prefix;
    if (FAILED(hr = take(reader, 1, &value, error))) return hr;
    if (*value == START_LIST_TEXT)
        hr = read_list(reader, &attr->value, &ends, error);
    else
        hr = read_text(reader, *value, &attr->value, error);
    if (FAILED(hr)) return hr;
    if (!ends && !(*value & 1)) return S_OK;
    return reader_fail(reader, error, WS_E_INVALID_FORMAT,
            "The value of the attribute '%X' ends the element", &attr->local_name);
}

static HRESULT read_element_name(WS_XML_READER *reader, ULONG record, WS_ERROR *error)
{
    BOOL dictionary = record == SHORT_DICTIONARY_ELEMENT || record == DICTIONARY_ELEMENT
            || (record >= PREFIX_DICTIONARY_ELEMENT_A && record < PREFIX_ELEMENT_A);
    HRESULT hr = S_OK;

    memset(&reader->element_prefix, 0, sizeof(reader->element_prefix));
    if (record >= PREFIX_ELEMENT_A)
        letter_prefix(record - PREFIX_ELEMENT_A, &reader->element_prefix);
    else if (record >= PREFIX_DICTIONARY_ELEMENT_A)
        letter_prefix(record - PREFIX_DICTIONARY_ELEMENT_A, &reader->element_prefix);
    else if (record == ELEMENT || record == DICTIONARY_ELEMENT)
        hr = take_prefix(reader, &reader->element_prefix, error);
    if (FAILED(hr)) return hr;
    if (dictionary) return take_dictionary_name(reader, &reader->element_name, error);
    return take_name(reader, &reader->element_name, error);
}

/* An element with its attributes, after the record's number. */
static HRESULT read_element(WS_XML_READER *reader, ULONG record, WS_ERROR *error)
{
    ULONG count = 0, i;
    HRESULT hr;

    reader->element.attributeCount = 0;
    if (record < SHORT_ELEMENT || record >= FIRST_NO_ELEMENT)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "Record 0x%x stands where an element is needed", record);
    if (!reader->depth && reader->root_seen && !reader->fragment)
        return reader_fail(
                reader, error, WS_E_INVALID_FORMAT, "A second root element follows the first");
    if (FAILED(hr = read_element_name(reader, record, error))) return hr;
    hr = reader_push(reader, reader->element_name.bytes, reader->element_name.length, error);
    if (FAILED(hr)) return hr;
    while (reader->pos < reader->end && *reader->pos >= SHORT_ATTRIBUTE
            && *reader->pos < SHORT_ELEMENT)
    {
        if (FAILED(hr = read_attribute(reader, *reader->pos++, count, error))) return hr;
        count++;
    }
    /* more attributes may follow */
    if (reader->pos == reader->end && !reader->final) return fail_short(reader, 1, error);
    if (FAILED(hr = reader_resolve(reader, count, error))) return hr;
    for (i = 0; i < count; i++)
    {
        hr = resolve_qname(reader, &read_attribute_from(reader->attributes[i])->value, error);
        if (FAILED(hr)) return hr;
    }
    reader->element.isEmpty = FALSE;
    reader->node = &reader->element.node;
    return S_OK;
}

/* ---- arrays: the same element again and again, each with the next value of a block ---- */

static BOOL array_type(ULONG record)
{
    switch (record)
    {
    case BOOL_TEXT:
    case INT16_TEXT:
    case INT32_TEXT:
    case INT64_TEXT:
    case FLOAT_TEXT:
    case DOUBLE_TEXT:
    case DECIMAL_TEXT:
    case DATETIME_TEXT:
    case TIMESPAN_TEXT:
    case UUID_TEXT:
        return TRUE;
    default:
        return FALSE;
    }
}

static HRESULT read_array(WS_XML_READER *reader, WS_ERROR *error)
{
    const BYTE *byte;
    ULONG count;
    HRESULT hr;

    if (FAILED(hr = take(reader, 1, &byte, error))) return hr;
    if (FAILED(hr = read_element(reader, *byte, error))) return hr;
    if (FAILED(hr = take(reader, 2, &byte, error))) return hr;
    if (byte[0] != END_ELEMENT || !(byte[1] & 1) || !array_type(byte[1] & ~1))
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "The array of elements '%X' has no value type (records 0x%x 0x%x)",
                &reader->element_name, (ULONG)byte[0], (ULONG)byte[1]);
    reader->array_record = byte[1] & ~1;
    if (FAILED(hr = take_int31(reader, &count, error))) return hr;
    if (!count)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "The array of elements '%X' is empty", &reader->element_name);
    reader->array_left = count;
    return S_OK;
}

static HRESULT read_array_item(WS_XML_READER *reader, WS_ERROR *error)
{
    const BYTE *bytes;
    HRESULT hr;

    hr = take(reader, text_sizes[(reader->array_record - ZERO_TEXT) / 2], &bytes, error);
    if (FAILED(hr)) return hr;
    hr = set_fixed(reader, reader->array_record, bytes, &reader->text_value, error);
    if (FAILED(hr)) return hr;
    reader->node = &reader->text.node;
    reader->end_follows = TRUE;
    return S_OK;
}

/* ---- nodes ---- */

static HRESULT check_outside(WS_XML_READER *reader, WS_ERROR *error)
{
    const WS_XML_STRING *text = &reader->text_value.utf8.value;
    ULONG i = 0;

    if (reader->fragment) return S_OK;
    if (reader->text_value.text.textType == WS_XML_TEXT_TYPE_UTF8)
    {
        while (i < text->length && xml_is_space(text->bytes[i]))
            i++;
        if (i == text->length) return S_OK;
    }
    return reader_fail(
            reader, error, WS_E_INVALID_FORMAT, "There is text outside the root element");
}

/* The most usual text, short and ASCII; FALSE: it is another. */
static inline BOOL read_short_chars(WS_XML_READER *reader, ULONG record)
{
    const BYTE *bytes = reader->pos + 1;
    WS_XML_STRING *value = &reader->text_value.utf8.value;

    if ((record & ~1) != CHARS8_TEXT || !reader->depth || reader->end - bytes < 16
            || !is_short_ascii(reader, bytes, bytes[-1]))
        return FALSE;
    reader->text_value.text.textType = WS_XML_TEXT_TYPE_UTF8;
    value->length = bytes[-1];
    value->bytes = (BYTE *)bytes;
    value->dictionary = NULL;
    value->id = 0;
    reader->pos = bytes + bytes[-1];
    reader->node = &reader->text.node;
    reader->end_follows = record & 1;
    return TRUE;
}

static HRESULT read_text_node(WS_XML_READER *reader, ULONG record, WS_ERROR *error)
{
    BOOL ends = record & 1;
    HRESULT hr;

    if (read_short_chars(reader, record)) return S_OK;

    if (record == START_LIST_TEXT)
        hr = read_list(reader, &reader->text_value, &ends, error);
    else
        hr = read_text(reader, record & ~1, &reader->text_value, error);
    if (FAILED(hr) || FAILED(hr = resolve_qname(reader, &reader->text_value, error))) return hr;
    if (ends && !reader->depth)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "Record 0x%x ends an element outside of one", record);
    if (!reader->depth && FAILED(hr = check_outside(reader, error))) return hr;
    reader->node = &reader->text.node;
    reader->end_follows = ends;
    return S_OK;
}

static HRESULT read_comment(WS_XML_READER *reader, WS_ERROR *error)
{
    HRESULT hr = take_string(reader, &reader->comment.value, error);

    if (SUCCEEDED(hr)) reader->node = &reader->comment.node;
    return hr;
}

static HRESULT read_end(WS_XML_READER *reader, WS_ERROR *error)
{
    if (!reader->final) return fail_short(reader, 1, error);
    if (reader->depth)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "The document ends within the element '%b'",
                reader->elements[reader->depth - 1].name,
                reader->elements[reader->depth - 1].name_size);
    if (!reader->root_seen && !reader->fragment)
        return reader_fail(reader, error, WS_E_INVALID_FORMAT, "The document has no root element");
    reader->node = &node_eof;
    return S_OK;
}

static HRESULT read_record(WS_XML_READER *reader, WS_ERROR *error)
{
    ULONG record;

    reader->token = reader->pos;
    if (reader->pos == reader->end) return read_end(reader, error);
    record = *reader->pos++;
    if (record >= SHORT_ELEMENT && record < FIRST_NO_ELEMENT)
        return read_element(reader, record, error);
    if (record >= ZERO_TEXT && record <= LAST_TEXT) return read_text_node(reader, record, error);
    switch (record)
    {
    case END_ELEMENT:
        if (!reader->depth)
            return reader_fail(
                    reader, error, WS_E_INVALID_FORMAT, "An element ends outside of one");
        reader->node = &node_end_element;
        return S_OK;
    case COMMENT:
        return read_comment(reader, error);
    case ARRAY:
        return read_array(reader, error);
    default:
        return reader_fail(reader, error, WS_E_INVALID_FORMAT,
                "Record 0x%x is not allowed where a node begins", record);
    }
}

static void drop_scratch(WS_XML_READER *reader)
{
    static const struct arena_mark nothing;

    arena_release(&reader->scratch, nothing);
    reader->scratch_in_use = FALSE;
    reader->element.attributeCount = 0;
    set_utf8(no_bytes, 0, &reader->text_value);
}

static HRESULT binary_next(WS_XML_READER *reader, WS_ERROR *error)
{
    switch (reader->node->nodeType)
    {
    case WS_XML_NODE_TYPE_ELEMENT:
        if (reader->array_left) return read_array_item(reader, error);
        break;
    case WS_XML_NODE_TYPE_TEXT:
        if (!reader->end_follows) break;
        reader->end_follows = FALSE;
        reader->node = &node_end_element;
        return S_OK;
    case WS_XML_NODE_TYPE_END_ELEMENT:
        if (reader->array_left && --reader->array_left)
        {
            reader->node = &reader->element.node;
            return S_OK;
        }
        reader_pop(reader);
        break;
    default:
        break;
    }
    if (reader->scratch_in_use) drop_scratch(reader);
    return read_record(reader, error);
}

static HRESULT binary_leaf(WS_XML_READER *reader, const WS_XML_TEXT **ret, WS_ERROR *error)
{
    ULONG record;
    HRESULT hr;

    if (reader->array_left || reader->pos == reader->end) return S_FALSE;
    record = *reader->pos;
    if (record < ZERO_TEXT || record > LAST_TEXT || !(record & 1)) return S_FALSE;
    reader->token = reader->pos++;
    if (FAILED(hr = read_text_node(reader, record, error))) return hr;
    reader->end_follows = FALSE;
    reader->node = &node_end_element;
    *ret = &reader->text_value.text;
    return S_OK;
}

const struct read_format read_binary_format = {
    .next = binary_next,
    .find_ns = reader_scope_ns,
    .find_xml = reader_scope_xml,
    .leaf = binary_leaf,
};
