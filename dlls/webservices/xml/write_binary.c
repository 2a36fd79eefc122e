/* The binary form, MC-NBFX, with the dictionaries of MC-NBFS and MC-NBFSE: records in place of markup.
 *
 * Numbers take the smallest record that holds them; the end of an element is folded into the text record before
 * it; names that the static dictionary or the session know become numbers. (Seen on Windows and in .NET.)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/writer.h"

#include <string.h>
#ifdef __SSE2__
#    include <emmintrin.h>
#endif

/* The records used for writing. Those for text have their form with the element's end at the next code. */
enum record
{
    REC_END = 0x01,
    REC_COMMENT = 0x02,
    REC_ARRAY = 0x03,
    REC_ATTRIBUTE = 0x04,        /* +1 with prefix, +2 name in a dictionary */
    REC_XMLNS = 0x08,            /* +1 with prefix, +2 namespace in a dictionary */
    REC_ATTRIBUTE_A_DICT = 0x0c, /* prefix a to z, name in a dictionary */
    REC_ATTRIBUTE_A = 0x26,
    REC_ELEMENT = 0x40, /* +1 with prefix, +2 name in a dictionary */
    REC_ELEMENT_A_DICT = 0x44,
    REC_ELEMENT_A = 0x5e,
    REC_ZERO = 0x80,
    REC_ONE = 0x82,
    REC_FALSE = 0x84,
    REC_TRUE = 0x86,
    REC_INT8 = 0x88,
    REC_INT16 = 0x8a,
    REC_INT32 = 0x8c,
    REC_INT64 = 0x8e,
    REC_FLOAT = 0x90,
    REC_DOUBLE = 0x92,
    REC_DECIMAL = 0x94,
    REC_DATETIME = 0x96,
    REC_CHARS8 = 0x98, /* then 16 and 32 */
    REC_BYTES8 = 0x9e,
    REC_START_LIST = 0xa4,
    REC_END_LIST = 0xa6,
    REC_EMPTY = 0xa8,
    REC_DICTIONARY = 0xaa,
    REC_UNIQUE_ID = 0xac,
    REC_TIMESPAN = 0xae,
    REC_GUID = 0xb0,
    REC_UINT64 = 0xb2,
    REC_BOOL = 0xb4,
    REC_QNAME = 0xbc
};

/* ======== pieces ======== */

static BYTE *put_size(BYTE *to, ULONG size)
{
    while (size > 0x7f)
    {
        *to++ = (BYTE)size | 0x80;
        size >>= 7;
    }
    *to++ = (BYTE)size;
    return to;
}

static BYTE *put_string(BYTE *to, const WS_XML_STRING *string)
{
    to = put_size(to, string->length);
    if (string->length) copy_short(to, string->bytes, string->length);
    return to + string->length;
}

static BOOL static_id(const WS_XML_WRITER *writer, const WS_XML_STRING *string, ULONG *id)
{
    if (!string->dictionary || string->dictionary != writer->binary.staticDictionary) return FALSE;
    *id = string->id << 1;
    return TRUE;
}

/* The number for a name. What the callback says of failures does not matter: the name is written out then. */
static BOOL find_id(WS_XML_WRITER *writer, const WS_XML_STRING *string, ULONG *id)
{
    BOOL found = FALSE;
    HRESULT hr;

    if (static_id(writer, string, id)) return TRUE;
    if (!writer->binary.dynamicStringCallback) return FALSE;
    hr = writer->binary.dynamicStringCallback(
            writer->binary.dynamicStringCallbackState, string, &found, id, NULL);
    if (FAILED(hr) || !found || *id > 0x3fffffff) return FALSE;
    *id = *id << 1 | 1;
    return TRUE;
}

/* An element or an attribute: code is the record without prefix, letter the one for prefix a. */
static inline HRESULT put_name(WS_XML_WRITER *writer, ULONG code, ULONG letter, ULONG letter_dict,
        const WS_XML_STRING *prefix, const WS_XML_STRING *name, WS_ERROR *error)
{
    BOOL short_prefix = prefix->length == 1 && prefix->bytes[0] >= 'a' && prefix->bytes[0] <= 'z';
    ULONG id = 0;
    BOOL in_dictionary = find_id(writer, name, &id);
    HRESULT hr;
    BYTE *to;

    if (prefix->length > 0x7fffffff - 16 - name->length) return fail_memory(error);
    if (FAILED(hr = output_need(&writer->out, prefix->length + name->length + 16, error)))
        return hr;
    to = writer->out.pos;
    if (short_prefix)
        *to++ = (in_dictionary ? letter_dict : letter) + prefix->bytes[0] - 'a';
    else
    {
        *to++ = code + (prefix->length ? 1 : 0) + (in_dictionary ? 2 : 0);
        if (prefix->length) to = put_string(to, prefix);
    }
    writer->out.pos = in_dictionary ? put_size(to, id) : put_string(to, name);
    return S_OK;
}

static HRESULT put_byte(WS_XML_WRITER *writer, BYTE byte, WS_ERROR *error)
{
    return output_put(&writer->out, &byte, 1, error);
}

/* ======== markup ======== */

static HRESULT binary_start_element(
        WS_XML_WRITER *writer, struct element *element, const WS_XML_STRING *local, WS_ERROR *error)
{
    HRESULT hr;

    writer->last_record = NULL;
    if (writer->in_array && FAILED(hr = put_byte(writer, REC_ARRAY, error))) return hr;
    return put_name(
            writer, REC_ELEMENT, REC_ELEMENT_A, REC_ELEMENT_A_DICT, &element->prefix, local, error);
}

static HRESULT binary_start_attribute(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, BOOL single_quote, WS_ERROR *error)
{
    buf_reset(&writer->attribute_value, 4096);
    writer->attribute_value.max = writer->settings.max_size;
    return put_name(
            writer, REC_ATTRIBUTE, REC_ATTRIBUTE_A, REC_ATTRIBUTE_A_DICT, prefix, local, error);
}

static HRESULT binary_xmlns(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *ns, BOOL single_quote, WS_ERROR *error)
{
    ULONG id = 0;
    BOOL in_dictionary = ns->length && find_id(writer, ns, &id);
    HRESULT hr;
    BYTE *to;

    if (prefix->length > 0x7fffffff - 16 - ns->length) return fail_memory(error);
    if (FAILED(hr = output_need(&writer->out, prefix->length + ns->length + 16, error))) return hr;
    to = writer->out.pos;
    *to++ = REC_XMLNS + (prefix->length ? 1 : 0) + (in_dictionary ? 2 : 0);
    if (prefix->length) to = put_string(to, prefix);
    writer->out.pos = in_dictionary ? put_size(to, id) : put_string(to, ns);
    return S_OK;
}

static HRESULT binary_end_start(WS_XML_WRITER *writer, BOOL empty, WS_ERROR *error)
{
    return empty ? put_byte(writer, REC_END, error) : S_OK;
}

static HRESULT binary_end_element(WS_XML_WRITER *writer, struct element *element, WS_ERROR *error)
{
    BYTE *record = writer->last_record;

    writer->last_record = NULL;
    if (!record) return put_byte(writer, REC_END, error);
    *record |= 1;
    return S_OK;
}

static HRESULT binary_comment(WS_XML_WRITER *writer, const WS_XML_STRING *value, WS_ERROR *error)
{
    HRESULT hr;

    writer->last_record = NULL;
    if (utf8_check(value->bytes, value->length) != value->length)
        return fail(error, WS_E_INVALID_FORMAT, "A comment is not UTF-8: '%X'", value);
    if (value->length > 0x7fffffff - 16) return fail_memory(error);
    if (FAILED(hr = output_need(&writer->out, value->length + 6, error))) return hr;
    *writer->out.pos++ = REC_COMMENT;
    writer->out.pos = put_string(writer->out.pos, value);
    return S_OK;
}

/* There is no record for CDATA: its text is plain text. */
static HRESULT binary_cdata(WS_XML_WRITER *writer, WS_ERROR *error)
{
    return S_OK;
}

/* ======== text records ======== */

/* A record of its code and size bytes of payload. */
static HRESULT put_record(
        WS_XML_WRITER *writer, BYTE code, const void *payload, ULONG size, WS_ERROR *error)
{
    HRESULT hr = output_need(&writer->out, size + 1, error);

    if (FAILED(hr)) return hr;
    writer->last_record = writer->state == WRITER_ATTRIBUTE ? NULL : writer->out.pos;
    *writer->out.pos++ = code;
    if (size) copy_short(writer->out.pos, payload, size);
    writer->out.pos += size;
    return S_OK;
}

/* The code and length of characters or bytes, with room for them behind. code is that for 8-bit lengths. */
static HRESULT put_long_record(WS_XML_WRITER *writer, BYTE code, ULONG size, WS_ERROR *error)
{
    ULONG size_bytes = size < 0x100 ? 1 : size < 0x10000 ? 2 : 4;
    HRESULT hr;

    if (size > 0x7fffffff)
        return fail(error, WS_E_QUOTA_EXCEEDED,
                "A text of %u bytes is too long for a binary record", size);
    if (FAILED(hr = output_need(&writer->out, size + 5, error))) return hr;
    writer->last_record = writer->state == WRITER_ATTRIBUTE ? NULL : writer->out.pos;
    *writer->out.pos++ = code + (size_bytes == 1 ? 0 : size_bytes);
    memcpy(writer->out.pos, &size, size_bytes); /* little endian as the machine */
    writer->out.pos += size_bytes;
    return S_OK;
}

static HRESULT put_bytes(
        WS_XML_WRITER *writer, BYTE code, const BYTE *bytes, ULONG count, WS_ERROR *error)
{
    HRESULT hr = put_long_record(writer, code, count, error);

    if (FAILED(hr)) return hr;
    if (count) memcpy(writer->out.pos, bytes, count);
    writer->out.pos += count;
    return S_OK;
}

static HRESULT put_chars(
        WS_XML_WRITER *writer, const BYTE *bytes, ULONG count, BOOL in_list, WS_ERROR *error)
{
    if (!count && in_list) return put_record(writer, REC_EMPTY, NULL, 0, error);
    if (!count && writer->state != WRITER_ATTRIBUTE) return S_OK;
    if (count == 1 && (bytes[0] == '0' || bytes[0] == '1'))
        return put_record(writer, bytes[0] == '0' ? REC_ZERO : REC_ONE, NULL, 0, error);
    if (count && utf8_check(bytes, count) != count)
        return fail(error, WS_E_INVALID_FORMAT, "The byte 0x%x in a text is not UTF-8",
                bytes[utf8_check(bytes, count)]);
    return put_bytes(writer, REC_CHARS8, bytes, count, error);
}

static HRESULT put_utf8(
        WS_XML_WRITER *writer, const WS_XML_STRING *string, BOOL in_list, WS_ERROR *error)
{
    BYTE number[8];
    ULONG id;

    if (string->length && static_id(writer, string, &id))
        return put_record(writer, REC_DICTIONARY, number, put_size(number, id) - number, error);
    return put_chars(writer, string->bytes, string->length, in_list, error);
}

static HRESULT put_utf16(
        WS_XML_WRITER *writer, const WS_XML_UTF16_TEXT *text, BOOL in_list, WS_ERROR *error)
{
    ULONG count = text->byteCount / sizeof(WCHAR), length;
    const WCHAR *chars = (const WCHAR *)text->bytes;
    WCHAR *aligned = NULL;
    HRESULT hr = S_OK;

    if (!count) return put_chars(writer, NULL, 0, in_list, error);
    if ((SIZE_T)text->bytes & 1)
    {
        if (!(aligned = mem_alloc(count * sizeof(WCHAR)))) return fail_memory(error);
        memcpy(aligned, text->bytes, count * sizeof(WCHAR));
        chars = aligned;
    }
    length = utf8_length(chars, count);
    if (!utf16_check(chars, count))
        hr = fail(error, WS_E_INVALID_FORMAT, "A UTF-16 text has half of a surrogate pair");
    else if (count == 1 && (chars[0] == '0' || chars[0] == '1'))
        hr = put_record(writer, chars[0] == '0' ? REC_ZERO : REC_ONE, NULL, 0, error);
    else if (SUCCEEDED(hr = put_long_record(writer, REC_CHARS8, length, error)))
        writer->out.pos += utf8_from_utf16(chars, count, writer->out.pos);
    mem_free(aligned);
    return hr;
}

/* The smallest record of an integer, with the element's end or not: up to 9 bytes, and writes up to 9. Returns how many.
 * Integers are stored little endian, as the machine does. */
static inline ULONG integer_record(INT64 value, BYTE *to, BYTE end)
{
    ULONG size = 8, code = REC_INT64;

    if (value == 0 || value == 1)
        size = 0, code = value ? REC_ONE : REC_ZERO;
    else if (value >= -0x80 && value <= 0x7f)
        size = 1, code = REC_INT8;
    else if (value >= -0x8000 && value <= 0x7fff)
        size = 2, code = REC_INT16;
    else if (value >= -0x80000000ll && value <= 0x7fffffff)
        size = 4, code = REC_INT32;
    to[0] = (BYTE)code | end;
    memcpy(to + 1, &value, sizeof(value));
    return 1 + size;
}

static HRESULT put_integer(WS_XML_WRITER *writer, INT64 value, WS_ERROR *error)
{
    BYTE record[9];
    ULONG size = integer_record(value, record, 0);

    return put_record(writer, record[0], record + 1, size - 1, error);
}

/* Whole numbers become integers; minus zero does not, it would lose its sign. */
static BOOL is_whole(double value, INT64 *ret)
{
    static const double limit = 9223372036854775808.0;
    UINT64 bits;

    if (!(value >= -limit && value < limit)) return FALSE;
    memcpy(&bits, &value, sizeof(bits));
    *ret = (INT64)value;
    return (double)*ret == value && (*ret || !(bits >> 63));
}

static HRESULT put_float(WS_XML_WRITER *writer, float value, WS_ERROR *error)
{
    INT64 whole;

    if (is_whole(value, &whole)) return put_integer(writer, whole, error);
    return put_record(writer, REC_FLOAT, &value, sizeof(value), error);
}

/* The record of a number that is not whole, with the element's end or not: up to 9 bytes. Returns how many. */
static inline ULONG double_record(double value, BYTE *to, BYTE end)
{
    static const double most = 3.4028234663852886e38;
    float narrow;

    if (value >= -most && value <= most)
    {
        narrow = (float)value;
        if ((double)narrow == value)
        {
            to[0] = REC_FLOAT | end;
            memcpy(to + 1, &narrow, sizeof(narrow));
            return 5;
        }
    }
    to[0] = REC_DOUBLE | end;
    memcpy(to + 1, &value, sizeof(value));
    return 9;
}

static HRESULT put_double(WS_XML_WRITER *writer, double value, WS_ERROR *error)
{
    BYTE record[9];
    INT64 whole;
    ULONG size;

    if (is_whole(value, &whole)) return put_integer(writer, whole, error);
    size = double_record(value, record, 0);
    return put_record(writer, record[0], record + 1, size - 1, error);
}

static HRESULT put_datetime(WS_XML_WRITER *writer, const WS_DATETIME *value, WS_ERROR *error)
{
    static const BYTE kinds[] = { 1, 2, 0 }; /* UTC, LOCAL, NONE */
    UINT64 stamp;

    if (value->ticks > 0x2bca2875f4373fffull || (ULONG)value->format > WS_DATETIME_FORMAT_NONE)
        return fail(error, WS_E_INVALID_FORMAT,
                "A date of %U ticks and format %u is not between the years 1 and 9999",
                value->ticks, value->format);
    stamp = value->ticks | (UINT64)kinds[value->format] << 62;
    return put_record(writer, REC_DATETIME, &stamp, sizeof(stamp), error);
}

static HRESULT put_decimal(WS_XML_WRITER *writer, const DECIMAL *value, WS_ERROR *error)
{
    DECIMAL decimal = *value;

    decimal.wReserved = 0;
    return put_record(writer, REC_DECIMAL, &decimal, sizeof(decimal), error);
}

static HRESULT put_qname(
        WS_XML_WRITER *writer, const WS_XML_QNAME_TEXT *text, BOOL in_list, WS_ERROR *error)
{
    const WS_XML_STRING *prefix = text->prefix, *local = text->localName;
    BYTE number[8];
    ULONG id;
    HRESULT hr;

    if (!prefix || !prefix->length) return put_utf8(writer, local, in_list, error);
    if (prefix->length == 1 && prefix->bytes[0] >= 'a' && prefix->bytes[0] <= 'z'
            && static_id(writer, local, &id))
    {
        number[0] = prefix->bytes[0] - 'a';
        return put_record(writer, REC_QNAME, number, put_size(number + 1, id) - number, error);
    }
    if (prefix->length > 0x7fffffff - local->length - 1) return fail_memory(error);
    hr = put_long_record(writer, REC_CHARS8, prefix->length + 1 + local->length, error);
    if (FAILED(hr)) return hr;
    memcpy(writer->out.pos, prefix->bytes, prefix->length);
    writer->out.pos[prefix->length] = ':';
    if (local->length) memcpy(writer->out.pos + prefix->length + 1, local->bytes, local->length);
    writer->out.pos += prefix->length + 1 + local->length;
    return S_OK;
}

static HRESULT put_text(
        WS_XML_WRITER *writer, const WS_XML_TEXT *text, BOOL in_list, WS_ERROR *error)
{
    const WS_XML_BASE64_TEXT *base64 = (const WS_XML_BASE64_TEXT *)text;
    const WS_XML_LIST_TEXT *list = (const WS_XML_LIST_TEXT *)text;
    UINT64 large;
    HRESULT hr;
    ULONG i;

    switch (text->textType)
    {
    case WS_XML_TEXT_TYPE_UTF8:
        return put_utf8(writer, &((const WS_XML_UTF8_TEXT *)text)->value, in_list, error);
    case WS_XML_TEXT_TYPE_UTF16:
        return put_utf16(writer, (const WS_XML_UTF16_TEXT *)text, in_list, error);
    case WS_XML_TEXT_TYPE_BASE64:
        return put_bytes(writer, REC_BYTES8, base64->bytes, base64->length, error);
    case WS_XML_TEXT_TYPE_BOOL:
        return put_record(writer, ((const WS_XML_BOOL_TEXT *)text)->value ? REC_TRUE : REC_FALSE,
                NULL, 0, error);
    case WS_XML_TEXT_TYPE_INT32:
        return put_integer(writer, ((const WS_XML_INT32_TEXT *)text)->value, error);
    case WS_XML_TEXT_TYPE_INT64:
        return put_integer(writer, ((const WS_XML_INT64_TEXT *)text)->value, error);
    case WS_XML_TEXT_TYPE_UINT64:
        large = ((const WS_XML_UINT64_TEXT *)text)->value;
        if (large >> 63) return put_record(writer, REC_UINT64, &large, 8, error);
        return put_integer(writer, large, error);
    case WS_XML_TEXT_TYPE_FLOAT:
        return put_float(writer, ((const WS_XML_FLOAT_TEXT *)text)->value, error);
    case WS_XML_TEXT_TYPE_DOUBLE:
        return put_double(writer, ((const WS_XML_DOUBLE_TEXT *)text)->value, error);
    case WS_XML_TEXT_TYPE_DECIMAL:
        return put_decimal(writer, &((const WS_XML_DECIMAL_TEXT *)text)->value, error);
    case WS_XML_TEXT_TYPE_GUID:
        return put_record(writer, REC_GUID, &((const WS_XML_GUID_TEXT *)text)->value, 16, error);
    case WS_XML_TEXT_TYPE_UNIQUE_ID:
        return put_record(
                writer, REC_UNIQUE_ID, &((const WS_XML_UNIQUE_ID_TEXT *)text)->value, 16, error);
    case WS_XML_TEXT_TYPE_DATETIME:
        return put_datetime(writer, &((const WS_XML_DATETIME_TEXT *)text)->value, error);
    case WS_XML_TEXT_TYPE_TIMESPAN:
        return put_record(
                writer, REC_TIMESPAN, &((const WS_XML_TIMESPAN_TEXT *)text)->value, 8, error);
    case WS_XML_TEXT_TYPE_QNAME:
        return put_qname(writer, (const WS_XML_QNAME_TEXT *)text, in_list, error);
    default:
        hr = put_record(writer, REC_START_LIST, NULL, 0, error);
        for (i = 0; SUCCEEDED(hr) && i < list->itemCount; i++)
            hr = put_text(writer, list->items[i], TRUE, error);
        return SUCCEEDED(hr) ? put_record(writer, REC_END_LIST, NULL, 0, error) : hr;
    }
}

/* An attribute has one text record, so the pieces of its value are gathered. */
static HRESULT gather(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    const WS_XML_UTF8_TEXT *utf8 = (const WS_XML_UTF8_TEXT *)text;
    const WS_XML_UTF16_TEXT *utf16 = (const WS_XML_UTF16_TEXT *)text;
    const WS_XML_BASE64_TEXT *base64 = (const WS_XML_BASE64_TEXT *)text;

    switch (text->textType)
    {
    case WS_XML_TEXT_TYPE_UTF8:
        return buf_put(&writer->attribute_value, utf8->value.bytes, utf8->value.length, error);
    case WS_XML_TEXT_TYPE_UTF16:
        return buf_put(&writer->attribute_value, utf16->bytes, utf16->byteCount, error);
    default:
        return buf_put(&writer->attribute_value, base64->bytes, base64->length, error);
    }
}

static HRESULT binary_text(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    ULONG id;

    if (writer->state != WRITER_ATTRIBUTE) return put_text(writer, text, FALSE, error);
    if (text->textType == WS_XML_TEXT_TYPE_UTF8 && !writer->attribute_begun
            && static_id(writer, &((const WS_XML_UTF8_TEXT *)text)->value, &id))
    {
        writer->attribute_begun = writer->attribute_whole = TRUE;
        return put_text(writer, text, FALSE, error);
    }
    writer->attribute_begun = TRUE;
    if (text->textType <= WS_XML_TEXT_TYPE_BASE64) return gather(writer, text, error);
    writer->attribute_whole = TRUE;
    return put_text(writer, text, FALSE, error);
}

static HRESULT binary_end_attribute(WS_XML_WRITER *writer, WS_ERROR *error)
{
    struct buf *value = &writer->attribute_value;
    WS_XML_UTF16_TEXT utf16 = { { WS_XML_TEXT_TYPE_UTF16 }, value->data, buf_count(value) };

    if (writer->attribute_whole)
    {
        writer->attribute_whole = FALSE;
        return S_OK;
    }
    if (writer->attribute_text == WS_XML_TEXT_TYPE_BASE64)
        return put_bytes(writer, REC_BYTES8, value->data, buf_count(value), error);
    if (writer->attribute_text == WS_XML_TEXT_TYPE_UTF16)
        return put_utf16(writer, &utf16, FALSE, error);
    return put_chars(writer, value->data, buf_count(value), FALSE, error);
}

/* ======== whole elements ======== */

/* The usual leaf in one go: a short name, and a value that needs no second look, with the element's end in its record. Each
 * function returns where it ends, or NULL when it is another; nothing counts before all of it is there. */

#define FAST_ROOM 300 /* for a value, and what is copied beyond a name's end */

static inline BYTE *fast_name(BYTE *to, const WS_XML_STRING *prefix, const WS_XML_STRING *local)
{
    BYTE letter = prefix->length ? prefix->bytes[0] : 0;

    if (!letter)
        *to++ = REC_ELEMENT;
    else if (letter >= 'a' && letter <= 'z')
        *to++ = REC_ELEMENT_A + letter - 'a';
    else
        return NULL;
    *to++ = (BYTE)local->length;
    copy_short(to, local->bytes, local->length);
    return to + local->length;
}

static BYTE *fast_chars(BYTE *to, const WCHAR *chars, ULONG count)
{
    ULONG i = 0;

    if (count < 2 || count > 0xff) return NULL;
    *to++ = REC_CHARS8 | 1;
    *to++ = (BYTE)count;
#ifdef __SSE2__
    for (; count - i >= 8; i += 8)
    {
        __m128i x = _mm_loadu_si128((const __m128i *)(chars + i));
        __m128i high = _mm_and_si128(x, _mm_set1_epi16((short)0xff80));

        if (_mm_movemask_epi8(_mm_cmpeq_epi16(high, _mm_setzero_si128())) != 0xffff) return NULL;
        _mm_storel_epi64((__m128i *)(to + i), _mm_packus_epi16(x, x));
    }
#endif
    for (; i < count; i++)
    {
        if (chars[i] > 0x7f) return NULL;
        to[i] = (BYTE)chars[i];
    }
    return to + count;
}

/* Reads whole blocks of 16 bytes, but none into another page than the text is in. */
__attribute__((no_sanitize_address)) static BYTE *fast_wsz(BYTE *to, const WCHAR *chars)
{
    BYTE *text = to + 2;
    ULONG i = 0;

#ifdef __SSE2__
    while (i < 0xf0 && ((ULONG_PTR)(chars + i) & 0xfff) <= 0xff0)
    {
        __m128i x = _mm_loadu_si128((const __m128i *)(chars + i)), zero = _mm_setzero_si128();
        __m128i high = _mm_and_si128(x, _mm_set1_epi16((short)0xff80));
        ULONG ends = _mm_movemask_epi8(_mm_cmpeq_epi16(x, zero)), n = 16;

        if (ends) n = __builtin_ctz(ends);
        if (~_mm_movemask_epi8(_mm_cmpeq_epi16(high, zero)) & ((1u << n) - 1)) return NULL;
        _mm_storel_epi64((__m128i *)(text + i), _mm_packus_epi16(x, x));
        i += n / 2;
        if (ends) break;
    }
#endif
    for (; chars[i]; i++)
    {
        if (chars[i] > 0x7f || i == 0xff) return NULL;
        text[i] = (BYTE)chars[i];
    }
    if (i < 2) return NULL;
    to[0] = REC_CHARS8 | 1;
    to[1] = (BYTE)i;
    return text + i;
}

static inline BYTE *fast_value(BYTE *to, WS_VALUE_TYPE type, const void *data)
{
    INT32 narrow;
    INT64 whole;
    double real;

    switch (type)
    {
    case WS_INT32_VALUE_TYPE:
        memcpy(&narrow, data, sizeof(narrow));
        return to + integer_record(narrow, to, 1);
    case WS_BOOL_VALUE_TYPE:
        memcpy(&narrow, data, sizeof(narrow));
        *to = (narrow ? REC_TRUE : REC_FALSE) | 1;
        return to + 1;
    case WS_DOUBLE_VALUE_TYPE:
        memcpy(&real, data, sizeof(real));
        if (is_whole(real, &whole)) return to + integer_record(whole, to, 1);
        return to + double_record(real, to, 1);
    default:
        return NULL;
    }
}

static inline BYTE *fast_leaf(
        WS_XML_WRITER *writer, const WS_XML_STRING *prefix, const struct leaf *leaf)
{
    const WS_XML_STRING *local = leaf->local;
    BYTE *to = writer->out.pos;

    if (prefix->length > 1 || local->length > 0x7f
            || (local->dictionary && local->dictionary == writer->binary.staticDictionary)
            || writer->binary.dynamicStringCallback
            || (SIZE_T)(writer->out.end - to) < local->length + FAST_ROOM)
        return NULL;
    if (!(to = fast_name(to, prefix, local))) return NULL;
    if (leaf->kind == LEAF_WSZ) return fast_wsz(to, leaf->data);
    if (leaf->kind == LEAF_VALUE) return fast_value(to, leaf->type, leaf->data);
    return leaf->kind == LEAF_UTF16 ? fast_chars(to, leaf->data, leaf->count) : NULL;
}

/* The text of a leaf, by the ways that texts and values go by themselves. */
static __attribute__((noinline)) HRESULT put_leaf_text(
        WS_XML_WRITER *writer, const struct leaf *leaf, WS_ERROR *error)
{
    WS_XML_UTF16_TEXT utf16
            = { { WS_XML_TEXT_TYPE_UTF16 }, (BYTE *)leaf->data, leaf->count * sizeof(WCHAR) };
    BYTE chars[VALUE_TEXT_MAX];
    union value_text value;
    HRESULT hr;

    if (leaf->kind == LEAF_UTF16) return put_utf16(writer, &utf16, FALSE, error);
    if (leaf->kind == LEAF_UTF8) return put_utf8(writer, leaf->data, FALSE, error);
    hr = writer_value_text(leaf->type, leaf->data, &value, chars, error);
    return FAILED(hr) ? hr : put_text(writer, &value.text, FALSE, error);
}

static HRESULT binary_leaf(
        WS_XML_WRITER *writer, const WS_XML_STRING *prefix, struct leaf *leaf, WS_ERROR *error)
{
    BYTE *end = fast_leaf(writer, prefix, leaf);
    HRESULT hr;

    writer->last_record = NULL;
    if (end)
    {
        writer->out.pos = end;
        return S_OK;
    }
    leaf_measure(leaf);
    hr = put_name(
            writer, REC_ELEMENT, REC_ELEMENT_A, REC_ELEMENT_A_DICT, prefix, leaf->local, error);
    if (SUCCEEDED(hr)) hr = put_leaf_text(writer, leaf, error);
    return FAILED(hr) ? hr : binary_end_element(writer, NULL, error);
}

/* ======== arrays ======== */

/* Value types that have array records, and the record. */
static BYTE array_record(WS_VALUE_TYPE type)
{
    /* clang-format off */
    static const BYTE records[] = {
        [WS_BOOL_VALUE_TYPE] = REC_BOOL,
        [WS_INT16_VALUE_TYPE] = REC_INT16,
        [WS_INT32_VALUE_TYPE] = REC_INT32,
        [WS_INT64_VALUE_TYPE] = REC_INT64,
        [WS_FLOAT_VALUE_TYPE] = REC_FLOAT,
        [WS_DOUBLE_VALUE_TYPE] = REC_DOUBLE,
        [WS_DECIMAL_VALUE_TYPE] = REC_DECIMAL,
        [WS_TIMESPAN_VALUE_TYPE] = REC_TIMESPAN,
        [WS_GUID_VALUE_TYPE] = REC_GUID,
    };
    /* clang-format on */

    return (ULONG)type < COUNT_OF(records) ? records[type] : 0;
}

static BOOL binary_has_array(WS_VALUE_TYPE type)
{
    return array_record(type) != 0;
}

static HRESULT binary_array(
        WS_XML_WRITER *writer, WS_VALUE_TYPE type, const void *items, ULONG count, WS_ERROR *error)
{
    ULONG size = value_size(type), i;
    BYTE head[8] = { REC_END, array_record(type) | 1 };
    HRESULT hr;

    hr = output_put_long(&writer->out, head, put_size(head + 2, count) - head, error);
    if (FAILED(hr)) return hr;
    if (type != WS_BOOL_VALUE_TYPE)
        return output_put_long(&writer->out, items, count * size, error);
    for (i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = put_byte(writer, !!((const BOOL *)items)[i], error);
    return hr;
}

const struct write_format binary_write_format = {
    .name = "binary",
    .start_element = binary_start_element,
    .start_attribute = binary_start_attribute,
    .end_attribute = binary_end_attribute,
    .xmlns = binary_xmlns,
    .end_start = binary_end_start,
    .end_element = binary_end_element,
    .text = binary_text,
    .leaf = binary_leaf,
    .start_cdata = binary_cdata,
    .end_cdata = binary_cdata,
    .comment = binary_comment,
    .group_bytes = TRUE,
    .has_array = binary_has_array,
    .array = binary_array,
};
