/* What descriptions allow: ranges of numbers and times, single values, lengths.
 *
 * A value outside is WS_E_INVALID_FORMAT, when reading and when writing, with the value and the limit named.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

/* "Element 'count' of struct item: " and the rest. */
HRESULT subject_fail(
        const struct subject *subject, WS_ERROR *error, HRESULT hr, const char *format, ...)
{
    char text[512];
    va_list args;

    va_start(args, format);
    format_text(text, sizeof(text), format, args);
    va_end(args);
    if (!subject->what) return fail(error, hr, "%s", text);
    if (subject->owner && subject->owner->typeLocalName)
        return fail(error, hr, "%s '%X' of struct %X: %s", subject->what, subject->name,
                subject->owner->typeLocalName, text);
    return fail(error, hr, "%s '%X': %s", subject->what, subject->name, text);
}

static HRESULT outside(const struct subject *subject, WS_ERROR *error, const struct type_row *row,
        const void *value, const void *limit, const char *relation)
{
    BYTE shown[VALUE_TEXT_MAX], bound[VALUE_TEXT_MAX];
    ULONG length = 0, bound_length = 0;

    (void)value_format((WS_VALUE_TYPE)row->value_type, value, shown, &length, NULL);
    (void)value_format((WS_VALUE_TYPE)row->value_type, limit, bound, &bound_length, NULL);
    return subject_fail(subject, error, WS_E_INVALID_FORMAT,
            "%b is %s %b, which is what the description allows", shown, length, relation, bound,
            bound_length);
}

/* ---- order of values: negative, zero, positive ---- */

static INT64 load_signed(const void *value, ULONG size)
{
    INT64 number = 0;
    ULONG shift = 64 - 8 * size;

    memcpy(&number, value, size);
    return (INT64)((UINT64)number << shift) >> shift;
}

static int compare_integers(const struct type_row *row, const void *a, const void *b)
{
    UINT64 left = 0, right = 0;

    if (row->flags & TYPE_SIGNED)
    {
        INT64 x = load_signed(a, row->size), y = load_signed(b, row->size);

        return x < y ? -1 : x > y;
    }
    memcpy(&left, a, row->size);
    memcpy(&right, b, row->size);
    return left < right ? -1 : left > right;
}

/* NaN is outside of every range: "less" than all. */
static int compare_doubles(double a, double b)
{
    return a > b ? 1 : a == b ? 0 : -1;
}

/* |a| against |b| at a common scale, digits beyond 96 bits included. */
static int compare_magnitudes(const DECIMAL *a, const DECIMAL *b)
{
    UINT64 left[4] = { a->Lo32, a->Mid32, a->Hi32, 0 },
           right[4] = { b->Lo32, b->Mid32, b->Hi32, 0 };
    UINT64 more_left[7] = { left[0], left[1], left[2] };
    UINT64 more_right[7] = { right[0], right[1], right[2] };
    int i, step, scale_left = a->scale, scale_right = b->scale;

    while (scale_left != scale_right)
    {
        UINT64 *grow = scale_left < scale_right ? more_left : more_right, carry = 0;

        for (step = 0; step < 7; step++)
        {
            carry += grow[step] * 10;
            grow[step] = (ULONG)carry;
            carry >>= 32;
        }
        if (scale_left < scale_right)
            scale_left++;
        else
            scale_right++;
    }
    for (i = 6; i >= 0; i--)
    {
        if (more_left[i] != more_right[i]) return more_left[i] < more_right[i] ? -1 : 1;
    }
    return 0;
}

static BOOL decimal_is_zero(const DECIMAL *value)
{
    return !value->Lo32 && !value->Mid32 && !value->Hi32;
}

static int compare_decimals(const DECIMAL *a, const DECIMAL *b)
{
    BOOL left = a->sign && !decimal_is_zero(a), right = b->sign && !decimal_is_zero(b);

    if (left != right) return left ? -1 : 1;
    return left ? compare_magnitudes(b, a) : compare_magnitudes(a, b);
}

static int compare_values(const struct type_row *row, const void *a, const void *b)
{
    switch (row->value_type)
    {
    case WS_FLOAT_VALUE_TYPE:
        return compare_doubles(*(const float *)a, *(const float *)b);
    case WS_DOUBLE_VALUE_TYPE:
        return compare_doubles(*(const double *)a, *(const double *)b);
    case WS_DECIMAL_VALUE_TYPE:
        return compare_decimals(a, b);
    case WS_DATETIME_VALUE_TYPE:
    {
        UINT64 left = ((const WS_DATETIME *)a)->ticks, right = ((const WS_DATETIME *)b)->ticks;

        return left < right ? -1 : left > right;
    }
    case WS_TIMESPAN_VALUE_TYPE:
    {
        INT64 left = ((const WS_TIMESPAN *)a)->ticks, right = ((const WS_TIMESPAN *)b)->ticks;

        return left < right ? -1 : left > right;
    }
    default:
        return compare_integers(row, a, b);
    }
}

/* ---- durations ---- */

/* Years and months, or days and smaller: the two halves cannot be compared with each other. */
static INT64 duration_months(const WS_DURATION *d)
{
    INT64 months = (INT64)d->years * 12 + d->months;

    return d->negative ? -months : months;
}

/* In ticks of 100 ns, in two parts because 2^32 days do not fit into 64 bits: whole seconds and the rest. */
static INT64 duration_seconds(const WS_DURATION *d)
{
    INT64 seconds
            = (INT64)d->days * 86400 + (INT64)d->hours * 3600 + (INT64)d->minutes * 60 + d->seconds;

    return d->negative ? -seconds : seconds;
}

static INT64 duration_rest(const WS_DURATION *d)
{
    INT64 rest = (INT64)d->milliseconds * 10000 + d->ticks;

    return d->negative ? -rest : rest;
}

/* The documented default: only durations of the same half can be compared. */
static HRESULT CALLBACK compare_durations(
        const WS_DURATION *a, const WS_DURATION *b, int *result, WS_ERROR *error)
{
    INT64 months = duration_months(a) - duration_months(b);
    INT64 seconds = duration_seconds(a) - duration_seconds(b);
    INT64 rest = duration_rest(a) - duration_rest(b);
    BOOL with_months = duration_months(a) || duration_months(b);
    BOOL with_time
            = duration_seconds(a) || duration_seconds(b) || duration_rest(a) || duration_rest(b);

    if (with_months && with_time)
        return fail(error, WS_E_INVALID_FORMAT,
                "Durations of months and durations of days cannot be compared without a comparer "
                "in the WS_DURATION_DESCRIPTION");
    seconds += rest / 10000000;
    rest %= 10000000;
    if (with_months)
        *result = months < 0 ? -1 : months > 0;
    else if (seconds)
        *result = seconds < 0 ? -1 : 1;
    else
        *result = rest < 0 ? -1 : rest > 0;
    return S_OK;
}

static HRESULT check_duration(const struct subject *subject, WS_ERROR *error,
        const struct type_row *row, const WS_DURATION_DESCRIPTION *d, const WS_DURATION *value)
{
    WS_DURATION_COMPARISON_CALLBACK compare = d->comparer ? d->comparer : compare_durations;
    int result = 0;
    HRESULT hr;

    if (FAILED(hr = compare(value, &d->minValue, &result, error))) return hr;
    if (result < 0) return outside(subject, error, row, value, &d->minValue, "less than");
    if (FAILED(hr = compare(value, &d->maxValue, &result, error))) return hr;
    if (result > 0) return outside(subject, error, row, value, &d->maxValue, "more than");
    return S_OK;
}

/* ---- lengths ---- */

static HRESULT check_length(const struct subject *subject, WS_ERROR *error, const char *what,
        ULONG length, ULONG min, ULONG max)
{
    if (length < min)
        return subject_fail(subject, error, WS_E_INVALID_FORMAT,
                "%u %s are less than %u, the minimum that the description allows", length, what,
                min);
    if (length > max)
        return subject_fail(subject, error, WS_E_INVALID_FORMAT,
                "%u %s are more than %u, the maximum that the description allows", length, what,
                max);
    return S_OK;
}

/* The descriptions of strings, bytes and arrays are all a minimum and a maximum. */
HRESULT length_check(const struct subject *subject, WS_ERROR *error, const struct type_row *row,
        const void *description, ULONG length)
{
    const WS_STRING_DESCRIPTION *d = description;
    BOOL bytes = row == &type_rows[WS_BYTES_TYPE] || row == &type_rows[WS_XML_STRING_TYPE];

    if (!d) return S_OK;
    return check_length(subject, error, bytes ? "bytes" : "characters", length, d->minCharCount,
            d->maxCharCount);
}

static HRESULT check_qname(const struct subject *subject, WS_ERROR *error,
        const WS_XML_QNAME_DESCRIPTION *d, const WS_XML_QNAME *name)
{
    HRESULT hr = check_length(subject, error, "bytes of the local name", name->localName.length,
            d->minLocalNameByteCount, d->maxLocalNameByteCount);

    if (FAILED(hr)) return hr;
    return check_length(subject, error, "bytes of the namespace", name->ns.length,
            d->minNsByteCount, d->maxNsByteCount);
}

HRESULT limit_check(const struct subject *subject, WS_ERROR *error, const struct type_row *row,
        const void *description, const void *value)
{
    const BYTE *range = description;

    if (!description) return S_OK;
    if (row == &type_rows[WS_XML_QNAME_TYPE])
        return check_qname(subject, error, description, value);
    switch (row->value_type)
    {
    case WS_BOOL_VALUE_TYPE:
        if (!*(const BOOL *)value == !*(const BOOL *)range) return S_OK;
        return outside(subject, error, row, value, range, "not");
    case WS_GUID_VALUE_TYPE:
        if (!memcmp(value, range, sizeof(GUID))) return S_OK;
        return outside(subject, error, row, value, range, "not");
    case WS_DURATION_VALUE_TYPE:
        return check_duration(subject, error, row, description, value);
    }
    /* all others: minimum, then maximum */
    if (compare_values(row, value, range) < 0)
        return outside(subject, error, row, value, range, "less than");
    if (compare_values(row, value, range + row->size) > 0)
        return outside(subject, error, row, value, range + row->size, "more than");
    return S_OK;
}
