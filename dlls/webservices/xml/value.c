/* Values and text: each WS_VALUE_TYPE from and to its characters, and the content of text nodes of every
 * type (WS_XML_TEXT) as a value, as UTF-8 or as bytes.
 *
 * Lexical forms: XML Schema part 2 where Windows follows it; time spans are [+|-][d.]HH:mm:ss[.fffffff].
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/number.h"
#include "xml/xml.h"

#include <string.h>

#define TICKS_PER_SECOND 10000000
#define TICKS_PER_DAY    (86400ull * TICKS_PER_SECOND)

/* ======== one function pair for each kind of value ======== */

struct value_row
{
    ULONG size;
    const char *name; /* in errors: "'x' is not ..." */
    enum parsed (*parse)(const struct value_row *row, const BYTE *chars, ULONG length, void *value);
    BOOL (*format)(const struct value_row *row, const void *value, BYTE *text, ULONG *length);
    INT64 min; /* integers only */
    UINT64 max;
};

/* ---- BOOL ---- */

static enum parsed parse_bool(
        const struct value_row *row, const BYTE *chars, ULONG length, void *value)
{
    static const struct
    {
        const char *text;
        BOOL value;
    } forms[] = { { "true", TRUE }, { "false", FALSE }, { "1", TRUE }, { "0", FALSE } };
    ULONG i;

    for (i = 0; i < COUNT_OF(forms); i++)
    {
        if (length != text_length(forms[i].text) || memcmp(chars, forms[i].text, length)) continue;
        *(BOOL *)value = forms[i].value;
        return PARSED;
    }
    return PARSED_BAD;
}

static BOOL format_bool(const struct value_row *row, const void *value, BYTE *text, ULONG *length)
{
    BOOL b = *(const BOOL *)value;

    *length = b ? 4 : 5;
    memcpy(text, b ? "true" : "false", *length);
    return TRUE;
}

/* ---- integers ---- */

/* Memory is little endian on every machine that Windows runs on. */
static void store_integer(const struct value_row *row, UINT64 n, void *value)
{
    memcpy(value, &n, row->size);
}

static enum parsed parse_signed(
        const struct value_row *row, const BYTE *chars, ULONG length, void *value)
{
    BOOL negative = length && chars[0] == '-';
    enum parsed result;
    UINT64 n;

    if (length && (chars[0] == '-' || chars[0] == '+'))
    {
        chars++;
        length--;
    }
    result = digits_parse(chars, length, row->max + negative, &n);
    if (result == PARSED) store_integer(row, negative ? 0 - n : n, value);
    return result;
}

static enum parsed parse_unsigned(
        const struct value_row *row, const BYTE *chars, ULONG length, void *value)
{
    UINT64 n;
    enum parsed result = digits_parse(chars, length, row->max, &n);

    if (result == PARSED) store_integer(row, n, value);
    return result;
}

static BOOL format_signed(const struct value_row *row, const void *value, BYTE *text, ULONG *length)
{
    ULONG unused = 64 - row->size * 8;
    UINT64 n = 0;
    INT64 v;

    memcpy(&n, value, row->size);
    v = (INT64)(n << unused) >> unused;
    *length = 0;
    if (v < 0) text[(*length)++] = '-';
    *length += digits_format(v < 0 ? 0 - (UINT64)v : (UINT64)v, text + *length);
    return TRUE;
}

static BOOL format_unsigned(
        const struct value_row *row, const void *value, BYTE *text, ULONG *length)
{
    UINT64 n = 0;

    memcpy(&n, value, row->size);
    *length = digits_format(n, text);
    return TRUE;
}

/* ---- numbers with a point: number.c ---- */

static enum parsed parse_float(
        const struct value_row *row, const BYTE *chars, ULONG length, void *value)
{
    return float_parse(chars, length, value);
}

static BOOL format_float_value(
        const struct value_row *row, const void *value, BYTE *text, ULONG *length)
{
    *length = float_format(*(const float *)value, text);
    return TRUE;
}

static enum parsed parse_double(
        const struct value_row *row, const BYTE *chars, ULONG length, void *value)
{
    return double_parse(chars, length, value);
}

static BOOL format_double_value(
        const struct value_row *row, const void *value, BYTE *text, ULONG *length)
{
    *length = double_format(*(const double *)value, text);
    return TRUE;
}

static enum parsed parse_decimal(
        const struct value_row *row, const BYTE *chars, ULONG length, void *value)
{
    return decimal_parse(chars, length, value);
}

static BOOL format_decimal(
        const struct value_row *row, const void *value, BYTE *text, ULONG *length)
{
    return decimal_format(value, text, length);
}

/* ---- time spans and durations ---- */

/* The digits at *p; FALSE when there are none. */
static BOOL take_digits(const BYTE **p, const BYTE *end, ULONG *count, const BYTE **digits)
{
    *digits = *p;
    while (*p < end && (BYTE)(**p - '0') <= 9)
        ++*p;
    *count = (ULONG)(*p - *digits);
    return *count != 0;
}

static BOOL take_char(const BYTE **p, const BYTE *end, BYTE c)
{
    if (*p == end || **p != c) return FALSE;
    ++*p;
    return TRUE;
}

/* Nothing, or a point and one to seven digits. */
static BOOL take_ticks(const BYTE **p, const BYTE *end, ULONG *ticks)
{
    const BYTE *digits;
    ULONG count, i;

    *ticks = 0;
    if (!take_char(p, end, '.')) return TRUE;
    if (!take_digits(p, end, &count, &digits) || count > 7) return FALSE;
    for (i = 0; i < 7; i++)
        *ticks = *ticks * 10 + (i < count ? digits[i] - '0' : 0);
    return TRUE;
}

static BOOL take_two(const BYTE **p, const BYTE *end, ULONG limit, ULONG *value)
{
    const BYTE *digits;
    ULONG count;

    if (!take_digits(p, end, &count, &digits) || count != 2) return FALSE;
    *value = (digits[0] - '0') * 10 + digits[1] - '0';
    return *value < limit;
}

static enum parsed parse_timespan(
        const struct value_row *row, const BYTE *chars, ULONG length, void *value)
{
    const BYTE *p = chars, *end = chars + length, *digits;
    ULONG count, hours, minutes, seconds, fraction;
    BOOL negative = FALSE;
    UINT64 days = 0, ticks, max = INT64_MAX;
    enum parsed result = PARSED;

    if (p < end && (*p == '-' || *p == '+')) negative = *p++ == '-';
    if (!take_digits(&p, end, &count, &digits)) return PARSED_BAD;
    if (take_char(&p, end, '.'))
        result = digits_parse(digits, count, UINT64_MAX, &days);
    else
        p = digits;
    if (!take_two(&p, end, 24, &hours) || !take_char(&p, end, ':')
            || !take_two(&p, end, 60, &minutes) || !take_char(&p, end, ':')
            || !take_two(&p, end, 60, &seconds) || !take_ticks(&p, end, &fraction) || p != end)
        return PARSED_BAD;
    ticks = ((hours * 60 + minutes) * 60ull + seconds) * TICKS_PER_SECOND + fraction;
    max += negative;
    if (result != PARSED || days > max / TICKS_PER_DAY || days * TICKS_PER_DAY > max - ticks)
        return PARSED_TOO_BIG;
    ticks += days * TICKS_PER_DAY;
    ((WS_TIMESPAN *)value)->ticks = (INT64)(negative ? 0 - ticks : ticks);
    return PARSED;
}

static BYTE *put_two(BYTE *text, ULONG value)
{
    *text++ = '0' + (BYTE)(value / 10);
    *text++ = '0' + (BYTE)(value % 10);
    return text;
}

/* A point and seven digits without the zeros at the end; nothing for zero. */
static BYTE *put_ticks(BYTE *text, ULONG ticks)
{
    ULONG i;

    if (!ticks) return text;
    *text++ = '.';
    for (i = 7; i--; ticks /= 10)
        text[i] = '0' + (BYTE)(ticks % 10);
    text += 7;
    while (text[-1] == '0')
        text--;
    return text;
}

static BOOL format_timespan(
        const struct value_row *row, const void *value, BYTE *text, ULONG *length)
{
    INT64 signed_ticks = ((const WS_TIMESPAN *)value)->ticks;
    UINT64 ticks = signed_ticks < 0 ? 0 - (UINT64)signed_ticks : (UINT64)signed_ticks;
    ULONG seconds;
    BYTE *p = text;

    if (signed_ticks < 0) *p++ = '-';
    if (ticks >= TICKS_PER_DAY)
    {
        p += digits_format(ticks / TICKS_PER_DAY, p);
        *p++ = '.';
    }
    seconds = (ULONG)(ticks % TICKS_PER_DAY / TICKS_PER_SECOND);
    p = put_two(p, seconds / 3600);
    *p++ = ':';
    p = put_two(p, seconds / 60 % 60);
    *p++ = ':';
    p = put_two(p, seconds % 60);
    p = put_ticks(p, (ULONG)(ticks % TICKS_PER_SECOND));
    *length = (ULONG)(p - text);
    return TRUE;
}

/* The parts of PnYnMnDTnHnMnS in their order; the index where those after the T begin. */
static const char duration_letters[] = "YMDHMS";
#define DURATION_TIME 3

static ULONG *duration_part(WS_DURATION *value, ULONG part)
{
    ULONG *const parts[] = { &value->years, &value->months, &value->days, &value->hours,
        &value->minutes, &value->seconds };

    return parts[part];
}

static enum parsed parse_duration(
        const struct value_row *row, const BYTE *chars, ULONG length, void *value)
{
    const BYTE *p = chars, *end = chars + length, *digits;
    enum parsed result = PARSED;
    ULONG part = 0, limit, count, fraction;
    BOOL any = FALSE, time = FALSE;
    WS_DURATION v;
    UINT64 n;

    memset(&v, 0, sizeof(v));
    v.negative = take_char(&p, end, '-');
    if (!take_char(&p, end, 'P')) return PARSED_BAD;
    while (p < end)
    {
        if (!time && take_char(&p, end, 'T'))
        {
            time = TRUE;
            part = DURATION_TIME;
            any = FALSE; /* something must follow */
        }
        if (!take_digits(&p, end, &count, &digits) || !take_ticks(&p, end, &fraction) || p == end)
            return PARSED_BAD;
        limit = time ? 6 : DURATION_TIME;
        while (part < limit && duration_letters[part] != *p)
            part++;
        if (part == limit || (part < 5 && digits[count] == '.')) return PARSED_BAD;
        if (digits_parse(digits, count, UINT32_MAX, &n) != PARSED)
            result = PARSED_TOO_BIG;
        else
            *duration_part(&v, part) = (ULONG)n;
        v.milliseconds = fraction / 10000;
        v.ticks = fraction % 10000;
        any = TRUE;
        part++;
        p++;
    }
    if (!any) return PARSED_BAD;
    if (result == PARSED) *(WS_DURATION *)value = v;
    return result;
}

static BOOL format_duration(
        const struct value_row *row, const void *value, BYTE *text, ULONG *length)
{
    WS_DURATION v = *(const WS_DURATION *)value;
    BOOL time = FALSE, any = FALSE;
    BYTE *p = text;
    ULONG part, n;

    if (v.milliseconds > 999 || v.ticks > 9999) return FALSE;
    if (v.negative) *p++ = '-';
    *p++ = 'P';
    for (part = 0; part < 6; part++)
    {
        n = *duration_part(&v, part);
        if (!n && (part < 5 || (!v.milliseconds && !v.ticks && any))) continue;
        if (part >= DURATION_TIME && !time)
        {
            *p++ = 'T';
            time = TRUE;
        }
        p += digits_format(n, p);
        if (part == 5) p = put_ticks(p, v.milliseconds * 10000 + v.ticks);
        *p++ = duration_letters[part];
        any = TRUE;
    }
    *length = (ULONG)(p - text);
    return TRUE;
}

/* ---- GUID ---- */

/* 8-4-4-4-12: which of the 16 bytes in memory each pair of digits is; -1: a hyphen. */
static const signed char guid_order[]
        = { 3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15 };
#define GUID_TEXT_LENGTH 36

static ULONG hex_digit(BYTE c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10u : 16;
}

static enum parsed parse_guid(
        const struct value_row *row, const BYTE *chars, ULONG length, void *value)
{
    BYTE bytes[16];
    ULONG i, high, low;

    if (length != GUID_TEXT_LENGTH) return PARSED_BAD;
    for (i = 0; i < sizeof(guid_order); i++)
    {
        if (guid_order[i] < 0)
        {
            if (*chars++ != '-') return PARSED_BAD;
            continue;
        }
        high = hex_digit(*chars++);
        low = hex_digit(*chars++);
        if (high > 15 || low > 15) return PARSED_BAD;
        bytes[guid_order[i]] = (BYTE)(high << 4 | low);
    }
    memcpy(value, bytes, sizeof(bytes));
    return PARSED;
}

static BOOL format_guid(const struct value_row *row, const void *value, BYTE *text, ULONG *length)
{
    static const char digits[] = "0123456789abcdef";
    const BYTE *bytes = value;
    ULONG i;

    for (i = 0; i < sizeof(guid_order); i++)
    {
        if (guid_order[i] < 0)
        {
            *text++ = '-';
            continue;
        }
        *text++ = digits[bytes[guid_order[i]] >> 4];
        *text++ = digits[bytes[guid_order[i]] & 15];
    }
    *length = GUID_TEXT_LENGTH;
    return TRUE;
}

/* ---- the table ---- */

/* clang-format off */
static const struct value_row rows[] = {
    [WS_BOOL_VALUE_TYPE] = { sizeof(BOOL), "true, false, 1 or 0", parse_bool, format_bool },
    [WS_INT8_VALUE_TYPE] = { 1, "a signed 8-bit integer", parse_signed, format_signed, INT8_MIN, INT8_MAX },
    [WS_INT16_VALUE_TYPE] = { 2, "a signed 16-bit integer", parse_signed, format_signed, INT16_MIN, INT16_MAX },
    [WS_INT32_VALUE_TYPE] = { 4, "a signed 32-bit integer", parse_signed, format_signed, INT32_MIN, INT32_MAX },
    [WS_INT64_VALUE_TYPE] = { 8, "a signed 64-bit integer", parse_signed, format_signed, INT64_MIN, INT64_MAX },
    [WS_UINT8_VALUE_TYPE] = { 1, "an unsigned 8-bit integer", parse_unsigned, format_unsigned, 0, UINT8_MAX },
    [WS_UINT16_VALUE_TYPE] = { 2, "an unsigned 16-bit integer", parse_unsigned, format_unsigned, 0, UINT16_MAX },
    [WS_UINT32_VALUE_TYPE] = { 4, "an unsigned 32-bit integer", parse_unsigned, format_unsigned, 0, UINT32_MAX },
    [WS_UINT64_VALUE_TYPE] = { 8, "an unsigned 64-bit integer", parse_unsigned, format_unsigned, 0, UINT64_MAX },
    [WS_FLOAT_VALUE_TYPE] = { sizeof(float), "a 32-bit floating point number", parse_float, format_float_value },
    [WS_DOUBLE_VALUE_TYPE] = { sizeof(double), "a 64-bit floating point number", parse_double, format_double_value },
    [WS_DECIMAL_VALUE_TYPE] = { sizeof(DECIMAL), "a decimal number", parse_decimal, format_decimal },
    [WS_DATETIME_VALUE_TYPE] = { sizeof(WS_DATETIME), "a date and time" }, /* datetime.c */
    [WS_TIMESPAN_VALUE_TYPE] = { sizeof(WS_TIMESPAN), "a time span like 1.23:59:59.5", parse_timespan, format_timespan },
    [WS_GUID_VALUE_TYPE] = { sizeof(GUID), "a GUID", parse_guid, format_guid },
    [WS_DURATION_VALUE_TYPE] = { sizeof(WS_DURATION), "a duration like P1Y2M3DT4H5M6.7S", parse_duration, format_duration },
};
/* clang-format on */

ULONG value_size(WS_VALUE_TYPE type)
{
    return (ULONG)type < COUNT_OF(rows) ? rows[type].size : 0;
}

static HRESULT unknown_type(WS_VALUE_TYPE type, WS_ERROR *error)
{
    return fail(error, E_INVALIDARG, "%u is not a WS_VALUE_TYPE.", (ULONG)type);
}

static HRESULT parse_failure(const struct value_row *row, enum parsed result, const BYTE *chars,
        ULONG length, WS_ERROR *error)
{
    if (result == PARSED_TOO_BIG)
        return fail(error, WS_E_NUMERIC_OVERFLOW, "'%b' is too large for %s.", chars, length,
                row->name);
    return fail(error, WS_E_INVALID_FORMAT, "'%b' is not %s.", chars, length, row->name);
}

HRESULT value_parse(
        WS_VALUE_TYPE type, const BYTE *chars, ULONG length, void *value, WS_ERROR *error)
{
    enum parsed result;

    if (!value_size(type)) return unknown_type(type, error);
    if (type == WS_DATETIME_VALUE_TYPE) return datetime_parse(chars, length, value, error);
    trim_space(&chars, &length);
    result = rows[type].parse(&rows[type], chars, length, value);
    if (result == PARSED) return S_OK;
    return parse_failure(&rows[type], result, chars, length, error);
}

HRESULT value_format(
        WS_VALUE_TYPE type, const void *value, BYTE *text, ULONG *length, WS_ERROR *error)
{
    if (!value_size(type)) return unknown_type(type, error);
    if (type == WS_DATETIME_VALUE_TYPE) return datetime_format(value, text, length, error);
    if (rows[type].format(&rows[type], value, text, length)) return S_OK;
    return fail(error, WS_E_INVALID_FORMAT,
            "The memory does not hold %s: one of its parts is out of range.", rows[type].name);
}

/* ======== text nodes ======== */

#define UNIQUE_ID_PREFIX "urn:uuid:"
#define LIST_DEPTH_MAX   8

/* The value types that texts carry, and where their value is. */
static const void *typed_value(const WS_XML_TEXT *text, WS_VALUE_TYPE *type)
{
    switch (text->textType)
    {
    case WS_XML_TEXT_TYPE_BOOL:
        *type = WS_BOOL_VALUE_TYPE;
        return &((const WS_XML_BOOL_TEXT *)text)->value;
    case WS_XML_TEXT_TYPE_INT32:
        *type = WS_INT32_VALUE_TYPE;
        return &((const WS_XML_INT32_TEXT *)text)->value;
    case WS_XML_TEXT_TYPE_INT64:
        *type = WS_INT64_VALUE_TYPE;
        return &((const WS_XML_INT64_TEXT *)text)->value;
    case WS_XML_TEXT_TYPE_UINT64:
        *type = WS_UINT64_VALUE_TYPE;
        return &((const WS_XML_UINT64_TEXT *)text)->value;
    case WS_XML_TEXT_TYPE_FLOAT:
        *type = WS_FLOAT_VALUE_TYPE;
        return &((const WS_XML_FLOAT_TEXT *)text)->value;
    case WS_XML_TEXT_TYPE_DOUBLE:
        *type = WS_DOUBLE_VALUE_TYPE;
        return &((const WS_XML_DOUBLE_TEXT *)text)->value;
    case WS_XML_TEXT_TYPE_DECIMAL:
        *type = WS_DECIMAL_VALUE_TYPE;
        return &((const WS_XML_DECIMAL_TEXT *)text)->value;
    case WS_XML_TEXT_TYPE_GUID:
        *type = WS_GUID_VALUE_TYPE;
        return &((const WS_XML_GUID_TEXT *)text)->value;
    case WS_XML_TEXT_TYPE_DATETIME:
        *type = WS_DATETIME_VALUE_TYPE;
        return &((const WS_XML_DATETIME_TEXT *)text)->value;
    case WS_XML_TEXT_TYPE_TIMESPAN:
        *type = WS_TIMESPAN_VALUE_TYPE;
        return &((const WS_XML_TIMESPAN_TEXT *)text)->value;
    default:
        return NULL;
    }
}

/* ---- a text as UTF-8: measured with out NULL, then written ---- */

static HRESULT render(
        const WS_XML_TEXT *text, BYTE *out, ULONG *length, ULONG depth, WS_ERROR *error);

static HRESULT add_length(UINT64 sum, UINT64 more, ULONG *length, WS_ERROR *error)
{
    if (sum + more > INT32_MAX)
        return fail(error, WS_E_QUOTA_EXCEEDED, "A text of %U bytes is too long.", sum + more);
    *length = (ULONG)(sum + more);
    return S_OK;
}

static HRESULT render_qname(
        const WS_XML_QNAME_TEXT *text, BYTE *out, ULONG *length, WS_ERROR *error)
{
    const WS_XML_STRING *prefix = text->prefix, *name = text->localName;
    UINT64 before = prefix && prefix->length ? prefix->length + 1ull : 0;

    if (!name) return fail(error, E_INVALIDARG, "A QNAME text has no localName.");
    if (out && before)
    {
        memcpy(out, prefix->bytes, prefix->length);
        out[prefix->length] = ':';
    }
    if (out && name->length) memcpy(out + before, name->bytes, name->length);
    return add_length(before, name->length, length, error);
}

/* The items with a space between each two. */
static HRESULT render_list(
        const WS_XML_LIST_TEXT *text, BYTE *out, ULONG *length, ULONG depth, WS_ERROR *error)
{
    ULONG i, n, sum = 0;
    HRESULT hr;

    if (depth == LIST_DEPTH_MAX)
        return fail(error, WS_E_INVALID_FORMAT, "Lists are nested more than %u deep.", depth);
    for (i = 0; i < text->itemCount; i++)
    {
        if (i)
        {
            if (out) out[sum] = ' ';
            if (FAILED(hr = add_length(sum, 1, &sum, error))) return hr;
        }
        if (FAILED(hr = render(text->items[i], out ? out + sum : NULL, &n, depth + 1, error)))
            return hr;
        if (FAILED(hr = add_length(sum, n, &sum, error))) return hr;
    }
    *length = sum;
    return S_OK;
}

static HRESULT render_typed(const WS_XML_TEXT *text, BYTE *out, ULONG *length, WS_ERROR *error)
{
    BYTE buffer[VALUE_TEXT_MAX];
    WS_VALUE_TYPE type;
    const void *value = typed_value(text, &type);
    HRESULT hr;

    if (!value)
        return fail(error, E_INVALIDARG, "%u is not a WS_XML_TEXT_TYPE.", (ULONG)text->textType);
    if (FAILED(hr = value_format(type, value, buffer, length, error))) return hr;
    if (out) memcpy(out, buffer, *length);
    return S_OK;
}

static HRESULT render(
        const WS_XML_TEXT *text, BYTE *out, ULONG *length, ULONG depth, WS_ERROR *error)
{
    switch (text->textType)
    {
    case WS_XML_TEXT_TYPE_UTF8:
    {
        const WS_XML_STRING *string = &((const WS_XML_UTF8_TEXT *)text)->value;

        if (out && string->length) memcpy(out, string->bytes, string->length);
        return add_length(0, string->length, length, error);
    }
    case WS_XML_TEXT_TYPE_UTF16:
    {
        const WS_XML_UTF16_TEXT *utf16 = (const WS_XML_UTF16_TEXT *)text;
        const WCHAR *chars = (const WCHAR *)utf16->bytes;

        if (utf16->byteCount % sizeof(WCHAR))
            return fail(error, E_INVALIDARG, "A UTF-16 text has an odd number of bytes, %u.",
                    utf16->byteCount);
        if (out)
            *length = utf8_from_utf16(chars, utf16->byteCount / sizeof(WCHAR), out);
        else
            *length = utf8_length(chars, utf16->byteCount / sizeof(WCHAR));
        return S_OK;
    }
    case WS_XML_TEXT_TYPE_BASE64:
    {
        const WS_XML_BASE64_TEXT *base64 = (const WS_XML_BASE64_TEXT *)text;

        if (out) base64_encode(base64->bytes, base64->length, out);
        return add_length(0, (base64->length + 2ull) / 3 * 4, length, error);
    }
    case WS_XML_TEXT_TYPE_UNIQUE_ID:
        *length = sizeof(UNIQUE_ID_PREFIX) - 1 + GUID_TEXT_LENGTH;
        if (!out) return S_OK;
        memcpy(out, UNIQUE_ID_PREFIX, sizeof(UNIQUE_ID_PREFIX) - 1);
        return value_format(WS_GUID_VALUE_TYPE, &((const WS_XML_UNIQUE_ID_TEXT *)text)->value,
                out + sizeof(UNIQUE_ID_PREFIX) - 1, &(ULONG){ 0 }, error);
    case WS_XML_TEXT_TYPE_QNAME:
        return render_qname((const WS_XML_QNAME_TEXT *)text, out, length, error);
    case WS_XML_TEXT_TYPE_LIST:
        return render_list((const WS_XML_LIST_TEXT *)text, out, length, depth, error);
    default:
        return render_typed(text, out, length, error);
    }
}

HRESULT text_utf8_length(const WS_XML_TEXT *text, ULONG *length, WS_ERROR *error)
{
    ULONG n;
    HRESULT hr;

    if (SUCCEEDED(hr = render(text, NULL, &n, 0, error))) *length = n;
    return hr;
}

HRESULT text_to_utf8(const WS_XML_TEXT *text, WS_HEAP *heap, WS_XML_STRING *ret, WS_ERROR *error)
{
    ULONG length;
    void *bytes;
    HRESULT hr;

    if (text->textType == WS_XML_TEXT_TYPE_UTF8)
    {
        *ret = ((const WS_XML_UTF8_TEXT *)text)->value;
        return S_OK;
    }
    if (FAILED(hr = render(text, NULL, &length, 0, error))) return hr;
    if (FAILED(hr = heap_alloc(heap, length, &bytes, error))) return hr;
    if (FAILED(hr = render(text, bytes, &length, 0, error))) return hr;
    memset(ret, 0, sizeof(*ret));
    ret->bytes = bytes;
    ret->length = length;
    return S_OK;
}

HRESULT text_to_bytes(const WS_XML_TEXT *text, WS_HEAP *heap, WS_BYTES *ret, WS_ERROR *error)
{
    WS_XML_STRING chars;
    void *bytes;
    ULONG count;
    HRESULT hr;

    if (text->textType == WS_XML_TEXT_TYPE_BASE64)
    {
        ret->bytes = ((const WS_XML_BASE64_TEXT *)text)->bytes;
        ret->length = ((const WS_XML_BASE64_TEXT *)text)->length;
        return S_OK;
    }
    if (FAILED(hr = text_to_utf8(text, heap, &chars, error))) return hr;
    if (FAILED(hr = heap_alloc(heap, chars.length / 4 * 3 + 3, &bytes, error))) return hr;
    if (FAILED(hr = base64_decode(chars.bytes, chars.length, bytes, &count, error))) return hr;
    ret->bytes = bytes;
    ret->length = count;
    return S_OK;
}

/* ---- a text as a value ---- */

static BOOL is_integer(WS_VALUE_TYPE type)
{
    return type >= WS_INT8_VALUE_TYPE && type <= WS_UINT64_VALUE_TYPE;
}

/* An integer of the text as sign and magnitude; FALSE when the text is none. */
static BOOL integer_of(const WS_XML_TEXT *text, BOOL *negative, UINT64 *magnitude)
{
    INT64 n;

    *negative = FALSE;
    switch (text->textType)
    {
    case WS_XML_TEXT_TYPE_INT32:
        n = ((const WS_XML_INT32_TEXT *)text)->value;
        break;
    case WS_XML_TEXT_TYPE_INT64:
        n = ((const WS_XML_INT64_TEXT *)text)->value;
        break;
    case WS_XML_TEXT_TYPE_UINT64:
        *magnitude = ((const WS_XML_UINT64_TEXT *)text)->value;
        return TRUE;
    default:
        return FALSE;
    }
    *negative = n < 0;
    *magnitude = n < 0 ? 0 - (UINT64)n : (UINT64)n;
    return TRUE;
}

static HRESULT store_checked(
        const struct value_row *row, BOOL negative, UINT64 magnitude, void *value, WS_ERROR *error)
{
    UINT64 limit = negative ? 0 - (UINT64)row->min : row->max;
    BYTE digits[20];

    if (magnitude <= limit)
    {
        store_integer(row, negative ? 0 - magnitude : magnitude, value);
        return S_OK;
    }
    return fail(error, WS_E_NUMERIC_OVERFLOW, "%s%b does not fit %s.", negative ? "-" : "", digits,
            digits_format(magnitude, digits), row->name);
}

/* Numbers among each other, where going through text would lose or refuse something; FALSE: not such a pair. */
static BOOL convert_real(const WS_XML_TEXT *text, WS_VALUE_TYPE type, void *value)
{
    double number;

    if (text->textType == WS_XML_TEXT_TYPE_FLOAT)
        number = ((const WS_XML_FLOAT_TEXT *)text)->value;
    else if (text->textType == WS_XML_TEXT_TYPE_DOUBLE)
        number = ((const WS_XML_DOUBLE_TEXT *)text)->value;
    else
        return FALSE;
    if (type == WS_DOUBLE_VALUE_TYPE)
        *(double *)value = number;
    else if (type == WS_FLOAT_VALUE_TYPE)
        *(float *)value = (float)number;
    else
        return FALSE;
    return TRUE;
}

static void duration_from_ticks(INT64 signed_ticks, WS_DURATION *v)
{
    UINT64 ticks = signed_ticks < 0 ? 0 - (UINT64)signed_ticks : (UINT64)signed_ticks;
    ULONG seconds = (ULONG)(ticks % TICKS_PER_DAY / TICKS_PER_SECOND);

    memset(v, 0, sizeof(*v));
    v->negative = signed_ticks < 0;
    v->days = (ULONG)(ticks / TICKS_PER_DAY);
    v->hours = seconds / 3600;
    v->minutes = seconds / 60 % 60;
    v->seconds = seconds % 60;
    v->milliseconds = (ULONG)(ticks / 10000 % 1000);
    v->ticks = (ULONG)(ticks % 10000);
}

/* Any text by way of its characters. The memory is the stack's unless the text is long, which only white
 * space or endless digits can make it. */
static HRESULT parse_rendered(
        const WS_XML_TEXT *text, WS_VALUE_TYPE type, void *value, WS_ERROR *error)
{
    BYTE small[256], *chars = small;
    ULONG length;
    HRESULT hr;

    if (FAILED(hr = render(text, NULL, &length, 0, error))) return hr;
    if (length > sizeof(small) && !(chars = mem_alloc(length))) return fail_memory(error);
    if (SUCCEEDED(hr = render(text, chars, &length, 0, error)))
        hr = value_parse(type, chars, length, value, error);
    if (chars != small) mem_free(chars);
    return hr;
}

HRESULT text_to_value(const WS_XML_TEXT *text, WS_VALUE_TYPE type, void *value, WS_ERROR *error)
{
    BYTE unused[VALUE_TEXT_MAX];
    WS_VALUE_TYPE own;
    const void *source;
    BOOL negative;
    UINT64 magnitude;
    ULONG length;
    HRESULT hr;

    if (!value_size(type)) return unknown_type(type, error);
    if (text->textType == WS_XML_TEXT_TYPE_UTF8)
    {
        const WS_XML_STRING *chars = &((const WS_XML_UTF8_TEXT *)text)->value;

        return value_parse(type, chars->bytes, chars->length, value, error);
    }
    if (is_integer(type) && integer_of(text, &negative, &magnitude))
        return store_checked(&rows[type], negative, magnitude, value, error);
    if (convert_real(text, type, value)) return S_OK;
    if ((source = typed_value(text, &own)) && own == type)
    {
        /* what has no text is no value either: a date in year 10000, a decimal's scale of 29 */
        if (type == WS_DATETIME_VALUE_TYPE || type == WS_DECIMAL_VALUE_TYPE)
        {
            if (FAILED(hr = value_format(type, source, unused, &length, error))) return hr;
        }
        memcpy(value, source, rows[type].size);
        return S_OK;
    }
    if (text->textType == WS_XML_TEXT_TYPE_TIMESPAN && type == WS_DURATION_VALUE_TYPE)
    {
        duration_from_ticks(((const WS_XML_TIMESPAN_TEXT *)text)->value.ticks, value);
        return S_OK;
    }
    return parse_rendered(text, type, value, error);
}
