/* Numbers as text, both ways, exactly: integers, doubles, floats, decimals. No C library, no x87.
 *
 * Reading a double: the digits times a 128-bit power of ten, as a lower and an upper bound of the true
 * product. When both round to the same double, that is it; else (hardly ever, but for texts half way between
 * two doubles) big integers decide.
 * Writing: shortest digits that read back, after R. Giulietti, "The Schubfach way to render doubles" (2020).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/number.h"

#include <string.h>

/* ---- 64 by 64 bits ---- */

static inline UINT64 multiply(UINT64 a, UINT64 b, UINT64 *high)
{
#ifdef __SIZEOF_INT128__
    unsigned __int128 product = (unsigned __int128)a * b;

    *high = (UINT64)(product >> 64);
    return (UINT64)product;
#else
    UINT64 ll = (a & 0xffffffff) * (b & 0xffffffff), lh = (a & 0xffffffff) * (b >> 32);
    UINT64 hl = (a >> 32) * (b & 0xffffffff), hh = (a >> 32) * (b >> 32);
    UINT64 middle = (ll >> 32) + (lh & 0xffffffff) + (hl & 0xffffffff);

    *high = hh + (lh >> 32) + (hl >> 32) + (middle >> 32);
    return middle << 32 | (ll & 0xffffffff);
#endif
}

/* floor(log2(10^q)), right for |q| < 1650. */
static inline INT32 log2_of_power(INT32 q)
{
    return (q * 1741647) >> 19;
}

/* Powers of ten up to 10^55 have no bits beyond the table's. */
static inline BOOL power_is_exact(INT32 q)
{
    return q >= 0 && q <= 55;
}

/* ---- integers ---- */

static const char pairs[]
        = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
          "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
          "8081828384858687888990919293949596979899";

enum parsed digits_parse(const BYTE *chars, ULONG length, UINT64 max, UINT64 *value)
{
    enum parsed result = PARSED;
    UINT64 n = 0;
    ULONG i;
    BYTE d;

    if (!length) return PARSED_BAD;
    for (i = 0; i < length; i++)
    {
        if ((d = chars[i] - '0') > 9) return PARSED_BAD;
        if (n > (max - d) / 10 || d > max) result = PARSED_TOO_BIG;
        n = n * 10 + d;
    }
    if (result == PARSED) *value = n;
    return result;
}

ULONG digits_format(UINT64 value, BYTE *text)
{
    BYTE buffer[20], *p = buffer + sizeof(buffer);
    ULONG low;

    while (value >= 100)
    {
        low = value % 100;
        value /= 100;
        p -= 2;
        memcpy(p, pairs + 2 * low, 2);
    }
    if (value >= 10)
    {
        p -= 2;
        memcpy(p, pairs + 2 * value, 2);
    }
    else
        *--p = '0' + (BYTE)value;
    memcpy(text, p, buffer + sizeof(buffer) - p);
    return (ULONG)(buffer + sizeof(buffer) - p);
}

/* ---- binary formats ---- */

struct format
{
    INT32 bits;     /* of the mantissa, the hidden one included */
    INT32 min, max; /* exponents of the normal numbers' first bits */
};

static const struct format format_double = { 53, -1022, 1023 };
static const struct format format_float = { 24, -126, 127 };

/* The IEEE bits, without sign, of the number (high : rest) * 2^e where the first bit of high, bit 63, is set;
 * rest says whether anything but zeros follows. Rounds to nearest, halves to even. */
static UINT64 assemble(const struct format *format, UINT64 high, BOOL rest, INT32 e)
{
    INT32 first = e + 63, keep = format->bits, drop;
    UINT64 mantissa, half;

    if (first > format->max) return (UINT64)(format->max * 2 + 1) << (format->bits - 1);
    if (first < format->min) keep -= format->min - first;
    if (keep < 0) return 0;
    drop = 64 - keep;
    mantissa = keep ? high >> drop : 0;
    half = 1ull << (drop - 1);
    if ((high & half) && (rest || (high & (half - 1)) || (mantissa & 1))) mantissa++;
    if (first < format->min) return mantissa;
    /* the hidden bit adds one to the exponent, and so does a carry out of the mantissa */
    return ((UINT64)(first + format->max - 1) << (format->bits - 1)) + mantissa;
}

/* ---- scanning ---- */

struct scanned
{
    BOOL negative;
    const BYTE *digits,
            *end; /* significant digits, perhaps with a point among them, from the first not zero */
    UINT64 number;  /* the first 19 of them */
    INT64 exponent; /* number * 10^exponent */
    BOOL more;      /* digits other than zero follow the first 19 */
};

#define MAX_DIGITS   19
#define EXPONENT_CAP 1000000000000ll

static const BYTE *scan_digits(struct scanned *s, const BYTE *p, const BYTE *end, BOOL *any)
{
    BOOL point = FALSE;
    ULONG count = 0;
    BYTE d;

    for (; p < end; p++)
    {
        if (*p == '.' && !point)
        {
            point = TRUE;
            continue;
        }
        if ((d = *p - '0') > 9) break;
        *any = TRUE;
        if (!count && !d)
            s->exponent -= point;
        else if (count < MAX_DIGITS)
        {
            if (!count++) s->digits = p;
            s->number = s->number * 10 + d;
            s->exponent -= point;
        }
        else
        {
            if (d) s->more = TRUE;
            s->exponent += !point;
        }
    }
    s->end = p;
    return p;
}

static BOOL scan_exponent(struct scanned *s, const BYTE *p, const BYTE *end)
{
    BOOL negative = FALSE;
    INT64 e = 0;
    BYTE d;

    if (p < end && (*p == '+' || *p == '-')) negative = *p++ == '-';
    if (p == end) return FALSE;
    for (; p < end; p++)
    {
        if ((d = *p - '0') > 9) return FALSE;
        if (e < EXPONENT_CAP) e = e * 10 + d;
    }
    s->exponent += negative ? -e : e;
    return TRUE;
}

/* Windows takes a sign or a point, or both, without any digit for a plain zero (an empty text it refuses). */
static BOOL scan(struct scanned *s, const BYTE *p, const BYTE *end)
{
    BOOL any = FALSE;

    memset(s, 0, sizeof(*s));
    if (p == end) return FALSE;
    if (*p == '+' || *p == '-') s->negative = *p++ == '-';
    p = scan_digits(s, p, end, &any);
    if (p == end)
    {
        if (!any) s->negative = FALSE;
        return TRUE;
    }
    return any && (*p == 'e' || *p == 'E') && scan_exponent(s, p + 1, end);
}

/* ---- big integers, for what the bounds leave open ---- */

/* The largest: a mantissa times 5^1094, for 770 digits at 10^-342, which is 2,600 bits. */
#define LIMBS 128
#define BIG_DIGITS \
    770 /* no double's half way point has more digits; what follows is worth "a bit more" */

struct big
{
    ULONG count;
    ULONG limbs[LIMBS];
};

static void big_set(struct big *big, UINT64 value)
{
    big->limbs[0] = (ULONG)value;
    big->limbs[1] = (ULONG)(value >> 32);
    big->count = big->limbs[1] ? 2 : 1;
}

static void big_multiply_add(struct big *big, ULONG factor, ULONG add)
{
    UINT64 carry = add;
    ULONG i;

    for (i = 0; i < big->count; i++)
    {
        carry += (UINT64)big->limbs[i] * factor;
        big->limbs[i] = (ULONG)carry;
        carry >>= 32;
    }
    if (carry) big->limbs[big->count++] = (ULONG)carry;
}

static void big_power(struct big *big, ULONG base, ULONG exponent)
{
    ULONG power = 1, max = base == 2 ? 31 : 13; /* 5^13 < 2^32 */

    for (; exponent > max; exponent -= max)
        big_multiply_add(big, base == 2 ? 1u << 31 : 1220703125, 0);
    while (exponent--)
        power *= base;
    big_multiply_add(big, power, 0);
}

static int big_compare(const struct big *a, const struct big *b)
{
    ULONG i;

    if (a->count != b->count) return a->count < b->count ? -1 : 1;
    for (i = a->count; i--;)
    {
        if (a->limbs[i] != b->limbs[i]) return a->limbs[i] < b->limbs[i] ? -1 : 1;
    }
    return 0;
}

static void big_digits(struct big *big, const struct scanned *s, INT64 *exponent)
{
    const BYTE *p = s->digits;
    ULONG count = 0;
    BOOL more = FALSE;

    big->count = 0;
    *exponent = s->exponent;
    for (; p < s->end; p++)
    {
        if (*p == '.') continue;
        if (count++ < BIG_DIGITS)
            big_multiply_add(big, 10, *p - '0');
        else
            more |= *p != '0';
    }
    /* s->exponent counts for the first MAX_DIGITS digits */
    if (count > BIG_DIGITS) count = BIG_DIGITS;
    if (count > MAX_DIGITS) *exponent -= count - MAX_DIGITS;
    if (!more) return;
    big_multiply_add(big, 10, 1);
    --*exponent;
}

/* The digits against the middle between two neighbours, the lower of which has these bits. */
static int compare_with_middle(const struct format *format, const struct scanned *s, UINT64 bits)
{
    UINT64 mantissa = bits & ((1ull << (format->bits - 1)) - 1);
    INT32 field = (INT32)(bits >> (format->bits - 1)), e = format->min - (format->bits - 1);
    struct big text, middle;
    INT64 ten, two;

    if (field)
    {
        mantissa |= 1ull << (format->bits - 1);
        e += field - 1;
    }
    mantissa = mantissa * 2 + 1;
    two = e - 1;
    big_set(&middle, mantissa);
    big_digits(&text, s, &ten);
    /* text * 10^ten against middle * 2^two, all on the side where the exponent is positive */
    if (ten >= 0)
        big_power(&text, 5, (ULONG)ten);
    else
        big_power(&middle, 5, (ULONG)-ten);
    two -= ten;
    if (two >= 0)
        big_power(&middle, 2, (ULONG)two);
    else
        big_power(&text, 2, (ULONG)-two);
    return big_compare(&text, &middle);
}

/* ---- reading ---- */

/* number * 10^q, rounded: with the table's cut off power, or with one more in its last place. */
static UINT64 scale(const struct format *format, UINT64 number, INT32 q, BOOL up)
{
    struct power power = power_table[q - POWER_FIRST];
    INT32 zeros = __builtin_clzll(number), e = log2_of_power(q) - 127 - zeros;
    UINT64 high, middle, low, carry;

    if (up && !power_is_exact(q) && !++power.low) power.high++;
    number <<= zeros;
    low = multiply(number, power.low, &carry);
    middle = multiply(number, power.high, &high);
    middle += carry;
    if (middle < carry) high++;
    if (!(high >> 63))
    {
        high = high << 1 | middle >> 63;
        middle <<= 1;
        e--;
    }
    return assemble(format, high, middle || low, e + 128);
}

static UINT64 round_scanned(const struct format *format, const struct scanned *s)
{
    UINT64 lower, upper;
    int order;

    if (!s->number || s->exponent < POWER_FIRST) return 0;
    /* 10^309 is beyond every double */
    if (s->exponent > 308) return (UINT64)(format->max * 2 + 1) << (format->bits - 1);
    lower = scale(format, s->number, (INT32)s->exponent, FALSE);
    if (!s->more && power_is_exact((INT32)s->exponent)) return lower;
    upper = scale(format, s->number + s->more, (INT32)s->exponent, TRUE);
    if (lower == upper) return lower;
    order = compare_with_middle(format, s, lower);
    return lower + (order > 0 || (!order && (lower & 1)));
}

static enum parsed parse_real(
        const struct format *format, const BYTE *chars, ULONG length, UINT64 *bits, BOOL *negative)
{
    struct scanned s;

    *negative = FALSE;
    if (length == 3 && !memcmp(chars, "NaN", 3))
    {
        /* with the sign bit, as Windows has it */
        *bits = (UINT64)(format->max * 4 + 3) << (format->bits - 2);
        *negative = TRUE;
        return PARSED;
    }
    if (length >= 3 && length <= 4 && !memcmp(chars + length - 3, "INF", 3))
    {
        if (length == 4 && chars[0] != '-') return PARSED_BAD;
        *bits = (UINT64)(format->max * 2 + 1) << (format->bits - 1);
        *negative = length == 4;
        return PARSED;
    }
    if (!scan(&s, chars, chars + length)) return PARSED_BAD;
    *negative = s.negative;
    *bits = round_scanned(format, &s);
    return PARSED;
}

enum parsed double_parse(const BYTE *chars, ULONG length, double *value)
{
    enum parsed result;
    UINT64 bits;
    BOOL negative;

    if ((result = parse_real(&format_double, chars, length, &bits, &negative)) != PARSED)
        return result;
    bits |= (UINT64)negative << 63;
    memcpy(value, &bits, sizeof(*value));
    return PARSED;
}

enum parsed float_parse(const BYTE *chars, ULONG length, float *value)
{
    enum parsed result;
    UINT64 bits;
    ULONG low;
    BOOL negative;

    if ((result = parse_real(&format_float, chars, length, &bits, &negative)) != PARSED)
        return result;
    low = (ULONG)bits | (ULONG)negative << 31;
    memcpy(value, &low, sizeof(*value));
    return PARSED;
}

/* ---- writing ---- */

/* power * c >> 128 (power having 128 bits), with its last bit set when anything but zero was cut off. */
static inline UINT64 round_to_odd(struct power power, UINT64 c)
{
    UINT64 low_high, high, low;

    multiply(power.low, c, &low_high);
    low = multiply(power.high, c, &high);
    low += low_high;
    if (low < low_high) high++;
    return high | (low > 1);
}

/* The shortest decimal digits in the interval that rounds to c * 2^q, of these the nearest one. */
static UINT64 shortest(UINT64 c, INT32 q, BOOL lower_is_closer, INT32 *exponent)
{
    /* floor(log10(2^q)), or of 3/4 * 2^q where the neighbour below is only half as far away */
    INT32 k = (q * 1262611 - (lower_is_closer ? 524031 : 0)) >> 22;
    INT32 h = q + log2_of_power(-k) + 1;
    struct power power = power_table[-k - POWER_FIRST];
    UINT64 lower, upper, v, s, t;
    BOOL below, above;

    if (!power_is_exact(-k) && !++power.low) power.high++;
    lower = round_to_odd(power, (4 * c - 2 + (lower_is_closer ? 1 : 0)) << h) + (c & 1);
    v = round_to_odd(power, (4 * c) << h);
    upper = round_to_odd(power, (4 * c + 2) << h) - (c & 1);
    s = v / 4;
    if (s >= 10)
    {
        t = s / 10;
        below = lower <= 40 * t;
        above = 40 * t + 40 <= upper;
        if (below != above)
        {
            *exponent = k + 1;
            return t + above;
        }
    }
    *exponent = k;
    below = lower <= 4 * s;
    above = 4 * s + 4 <= upper;
    if (below != above) return s + above;
    return s + (v > 4 * s + 2 || (v == 4 * s + 2 && (s & 1)));
}

/* Windows writes numbers from 0.1 up to 15 digits before the point plainly, others with exponent. */
static ULONG layout(UINT64 digits, INT32 exponent, BYTE *text)
{
    BYTE buffer[20];
    ULONG count = digits_format(digits, buffer), length = 0;
    INT32 first; /* the first digit's exponent */

    while (count > 1 && buffer[count - 1] == '0')
    {
        count--;
        exponent++;
    }
    first = exponent + (INT32)count - 1;
    if (first == -1)
    {
        memcpy(text, "0.", 2);
        memcpy(text + 2, buffer, count);
        return count + 2;
    }
    if (first >= 0 && first < 15)
    {
        ULONG whole = first + 1;

        if (count <= whole)
        {
            memcpy(text, buffer, count);
            memset(text + count, '0', whole - count);
            return whole;
        }
        memcpy(text, buffer, whole);
        text[whole] = '.';
        memcpy(text + whole + 1, buffer + whole, count - whole);
        return count + 1;
    }
    text[length++] = buffer[0];
    if (count > 1)
    {
        text[length++] = '.';
        memcpy(text + length, buffer + 1, count - 1);
        length += count - 1;
    }
    text[length++] = 'E';
    text[length++] = first < 0 ? '-' : '+';
    return length + digits_format(first < 0 ? -first : first, text + length);
}

static ULONG format_real(const struct format *format, UINT64 bits, BOOL negative, BYTE *text)
{
    UINT64 mantissa = bits & ((1ull << (format->bits - 1)) - 1), digits;
    INT32 field = (INT32)(bits >> (format->bits - 1)), exponent, q;
    ULONG length = 0;

    if (field == format->max * 2 + 1 && mantissa)
    {
        memcpy(text, "NaN", 3);
        return 3;
    }
    if (negative) text[length++] = '-';
    if (field == format->max * 2 + 1)
    {
        memcpy(text + length, "INF", 3);
        return length + 3;
    }
    if (!bits)
    {
        text[length++] = '0';
        return length;
    }
    q = format->min - (format->bits - 1) + (field ? field - 1 : 0);
    if (field) mantissa |= 1ull << (format->bits - 1);
    if (q <= 0 && q > -format->bits && !(mantissa & ((1ull << -q) - 1)))
        return length + layout(mantissa >> -q, 0, text + length);
    digits = shortest(mantissa, q, field > 1 && mantissa == 1ull << (format->bits - 1), &exponent);
    return length + layout(digits, exponent, text + length);
}

ULONG double_format(double value, BYTE *text)
{
    UINT64 bits;

    memcpy(&bits, &value, sizeof(bits));
    return format_real(&format_double, bits & ~(1ull << 63), bits >> 63, text);
}

ULONG float_format(float value, BYTE *text)
{
    ULONG bits;

    memcpy(&bits, &value, sizeof(bits));
    return format_real(&format_float, bits & 0x7fffffff, bits >> 31, text);
}

/* ---- DECIMAL: 96 bits and a scale ---- */

/* value * 10 + digit; FALSE, and nothing changed, when that has more than 96 bits. */
static BOOL decimal_push(DECIMAL *value, ULONG digit)
{
    UINT64 low = (value->Lo64 & 0xffffffff) * 10 + digit;
    UINT64 middle = (value->Lo64 >> 32) * 10 + (low >> 32);
    UINT64 high = (UINT64)value->Hi32 * 10 + (middle >> 32);

    if (high >> 32) return FALSE;
    value->Hi32 = (ULONG)high;
    value->Lo64 = middle << 32 | (low & 0xffffffff);
    return TRUE;
}

static BOOL decimal_increment(DECIMAL *value)
{
    if (++value->Lo64) return TRUE;
    return ++value->Hi32 != 0;
}

static ULONG decimal_divide(DECIMAL *value, ULONG divisor)
{
    UINT64 rest = value->Hi32, middle, low;

    value->Hi32 = (ULONG)(rest / divisor);
    middle = (rest % divisor) << 32 | value->Lo64 >> 32;
    low = (middle % divisor) << 32 | (value->Lo64 & 0xffffffff);
    value->Lo64 = (middle / divisor) << 32 | low / divisor;
    return (ULONG)(low % divisor);
}

enum parsed decimal_parse(const BYTE *chars, ULONG length, DECIMAL *value)
{
    const BYTE *p = chars, *end = chars + length;
    BOOL point = FALSE, any = FALSE, full = FALSE, too_big = FALSE, more = FALSE;
    ULONG rounding = 0; /* the first digit that did not fit */
    DECIMAL v;
    BYTE d;

    memset(&v, 0, sizeof(v));
    if (p < end && (*p == '+' || *p == '-') && *p++ == '-') v.sign = 0x80;
    for (; p < end; p++)
    {
        if (*p == '.' && !point)
        {
            point = TRUE;
            continue;
        }
        if ((d = *p - '0') > 9) return PARSED_BAD;
        any = TRUE;
        if (!full && !(point && v.scale == 28) && decimal_push(&v, d))
        {
            v.scale += point;
            continue;
        }
        if (!point) too_big = TRUE;
        if (!full)
            rounding = d;
        else if (d)
            more = TRUE;
        full = TRUE;
    }
    if (!any) return PARSED_BAD;
    if (too_big) return PARSED_TOO_BIG;
    if (rounding > 5 || (rounding == 5 && (more || (v.Lo64 & 1))))
    {
        if (!decimal_increment(&v))
        {
            /* 2^96 has one digit too many at this scale */
            if (!v.scale) return PARSED_TOO_BIG;
            v.Hi32 = 0x19999999;
            v.Lo64 = 0x999999999999999aull;
            v.scale--;
        }
    }
    *value = v;
    return PARSED;
}

BOOL decimal_format(const DECIMAL *value, BYTE *text, ULONG *length)
{
    BYTE buffer[40], *p = buffer + sizeof(buffer);
    DECIMAL rest = *value;
    ULONG count = 0, n;

    if (value->scale > 28 || (value->sign & 0x7f)) return FALSE;
    do
    {
        if (count++ == value->scale && value->scale) *--p = '.';
        *--p = '0' + decimal_divide(&rest, 10);
    } while (rest.Hi32 || rest.Lo64 || count <= value->scale);
    if (value->sign) *--p = '-';
    n = (ULONG)(buffer + sizeof(buffer) - p);
    memcpy(text, p, n);
    *length = n;
    return TRUE;
}
