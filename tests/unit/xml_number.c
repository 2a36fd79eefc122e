/* Numbers: the reader and the writer of doubles and floats against the C library, bit by bit, for random values and
 * for the texts half way between two numbers; integers and decimals at their edges.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"
#include "xml/number.h"

static UINT64 random_state = 88172645463325252ull;

static UINT64 random_bits(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state * 0x2545f4914f6cdd1dull;
}

static UINT64 bits_of(double value)
{
    UINT64 bits;

    memcpy(&bits, &value, sizeof(bits));
    return bits;
}

static double double_of(UINT64 bits)
{
    double value;

    memcpy(&value, &bits, sizeof(value));
    return value;
}

static float float_of(ULONG bits)
{
    float value;

    memcpy(&value, &bits, sizeof(value));
    return value;
}

static ULONG bits_of_float(float value)
{
    ULONG bits;

    memcpy(&bits, &value, sizeof(bits));
    return bits;
}

static BOOL same_as_strtod(const char *text)
{
    double ours = 0, theirs = strtod(text, NULL);
    float ours_f = 0, theirs_f = strtof(text, NULL);

    if (double_parse((const BYTE *)text, strlen(text), &ours) != PARSED
            || bits_of(ours) != bits_of(theirs))
        return ok(0, "%s as a double: %016llx, the C library has %016llx", text,
                (unsigned long long)bits_of(ours), (unsigned long long)bits_of(theirs));
    if (float_parse((const BYTE *)text, strlen(text), &ours_f) != PARSED
            || bits_of_float(ours_f) != bits_of_float(theirs_f))
        return ok(0, "%s as a float: %08x, the C library has %08x", text,
                (unsigned)bits_of_float(ours_f), (unsigned)bits_of_float(theirs_f));
    return TRUE;
}

/* How many significant digits a text has. */
static int digits_in(const char *text)
{
    int count = 0, zeros = 0;

    for (; *text && *text != 'E'; text++)
    {
        if (*text < '0' || *text > '9' || (!count && *text == '0')) continue;
        zeros = *text == '0' ? zeros + 1 : 0;
        count++;
    }
    return count - zeros;
}

/* Reads back as itself, no shorter text does, and none as short is nearer. */
static BOOL check_double(double value)
{
    char text[VALUE_TEXT_MAX], other[64];
    double back = 0;
    int digits;

    text[double_format(value, (BYTE *)text)] = 0;
    if (double_parse((const BYTE *)text, strlen(text), &back) != PARSED
            || bits_of(back) != bits_of(value) || bits_of(strtod(text, NULL)) != bits_of(value))
        return ok(0, "%.17g is written as %s, which is not the same number", value, text);
    digits = digits_in(text);
    if (digits > 1)
    {
        snprintf(other, sizeof(other), "%.*e", digits - 2, value);
        if (bits_of(strtod(other, NULL)) == bits_of(value))
            return ok(0, "%.17g is written as %s, but %s is shorter", value, text, other);
    }
    if (!digits) return TRUE;
    snprintf(other, sizeof(other), "%.*e", digits - 1, value);
    if (bits_of(strtod(other, NULL)) == bits_of(value)
            && strtold(other, NULL) != strtold(text, NULL))
    {
        long double a = strtold(other, NULL) - value, b = strtold(text, NULL) - value;

        if ((a < 0 ? -a : a) < (b < 0 ? -b : b))
            return ok(0, "%.17g is written as %s, but %s is nearer", value, text, other);
    }
    return TRUE;
}

static BOOL check_float(float value)
{
    char text[VALUE_TEXT_MAX], other[64];
    float back = 0;
    int digits;

    text[float_format(value, (BYTE *)text)] = 0;
    if (float_parse((const BYTE *)text, strlen(text), &back) != PARSED
            || bits_of_float(back) != bits_of_float(value)
            || bits_of_float(strtof(text, NULL)) != bits_of_float(value))
        return ok(0, "%.9g is written as %s, which is not the same float", value, text);
    digits = digits_in(text);
    if (digits > 1)
    {
        snprintf(other, sizeof(other), "%.*e", digits - 2, value);
        if (bits_of_float(strtof(other, NULL)) == bits_of_float(value))
            return ok(0, "%.9g is written as %s, but %s is shorter", value, text, other);
    }
    return TRUE;
}

static unsigned rounds(unsigned usual)
{
    const char *factor = getenv("TEST_ROUNDS");

    return factor ? usual * (unsigned)atoi(factor) : usual;
}

TEST(random_doubles_and_floats_come_back_shortest)
{
    unsigned i, n = rounds(150000);
    UINT64 bits;

    for (i = 0; i < n; i++)
    {
        bits = random_bits();
        if ((bits >> 52 & 0x7ff) != 0x7ff && !check_double(double_of(bits))) return;
        if ((bits >> 23 & 0xff) != 0xff && !check_float(float_of((ULONG)bits))) return;
        /* prices, and whole numbers */
        if (!check_double((double)(INT64)(bits >> 40) / 100)) return;
        if (!check_double((double)(INT64)(bits >> (bits & 63)))) return;
        if (!check_double(double_of(bits & 0x000fffffffffffffull))) return;
    }
    ok(TRUE, "all came back");
}

TEST(powers_and_their_neighbours_come_back_shortest)
{
    INT64 step;
    ULONG field;

    for (field = 0; field < 0x7ff; field++)
    {
        for (step = -2; step <= 2; step++)
        {
            UINT64 bits = ((UINT64)field << 52) + step;

            if ((INT64)bits >= 0 && !check_double(double_of(bits))) return;
            if (field > 0xfe) continue;
            if ((INT32)((field << 23) + step) >= 0
                    && !check_float(float_of((field << 23) + (INT32)step)))
                return;
        }
    }
    ok(TRUE, "all came back");
}

TEST(random_texts_read_as_the_c_library_reads_them)
{
    unsigned i, n = rounds(150000);
    char text[64], *p;
    int digits;

    for (i = 0; i < n; i++)
    {
        p = text;
        for (digits = 1 + random_bits() % 30; digits; digits--)
        {
            *p++ = '0' + random_bits() % 10;
            if (!(random_bits() % 25) && !memchr(text, '.', p - text)) *p++ = '.';
        }
        sprintf(p, "e%d", (int)(random_bits() % 700) - 350 - (int)(p - text) / 2);
        if (!same_as_strtod(text)) return;
        sprintf(p, "e%d", (int)(random_bits() % 90) - 50 - (int)(p - text) / 2);
        if (!same_as_strtod(text)) return;
    }
    ok(TRUE, "all are the same");
}

/* The middle between a number and the next, written out in full, and a little below and above. */
static BOOL check_middle(UINT64 bits, BOOL single)
{
    static char text[1500];
    long double middle;
    size_t length;
    char *last;

    if (single)
        middle = ((long double)float_of((ULONG)bits) + float_of((ULONG)bits + 1)) / 2;
    else
        middle = ((long double)double_of(bits) + double_of(bits + 1)) / 2;
    snprintf(text, sizeof(text), "%.1100Le", middle);
    if (!same_as_strtod(text)) return FALSE;
    /* the last digit not zero goes down by one */
    last = strchr(text, 'e');
    while (*--last == '0')
        ;
    --*last;
    if (!same_as_strtod(text)) return FALSE;
    ++*last;
    strchr(text, 'e')[-1] = '1';
    if (!same_as_strtod(text)) return FALSE;
    length = strlen(text);
    snprintf(text + length, sizeof(text) - length, "%c", 0);
    return TRUE;
}

TEST(middles_round_to_even_and_their_neighbours_do_not)
{
    unsigned i, n = rounds(1500);
    UINT64 bits;

    if (sizeof(long double) <= sizeof(double))
    {
        test_skip("no long double here to make the middles with");
        return;
    }
    for (i = 0; i < n; i++)
    {
        bits = random_bits() >> 1;
        if (bits >> 52 >= 0x7fe) continue;
        if (!check_middle(bits, FALSE) || !check_middle(bits & 0x001fffffffffffffull, FALSE))
            return;
        bits &= 0x7fffffff;
        if (bits >> 23 >= 0xfe) continue;
        if (!check_middle(bits, TRUE) || !check_middle(bits & 0x00ffffff, TRUE)) return;
    }
    ok(TRUE, "all are the same");
}

TEST(very_long_and_very_large_texts)
{
    static const char *const texts[] = { "1e309", "1e-400", "1e999999999999999999999",
        "-1e-99999999999999999", "2.4703282292062327e-324", "2.4703282292062328e-324",
        "1.7976931348623158e308",
        "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330"
        "286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069"
        "855571366959622842914819860834936475292719074168444365510704342711559699508093042880.0",
        "9007199254740993", "9007199254740992.9999999999999999999999999",
        "9007199254740993.00000000000000000001", "3.4028235677973366e38", "16777217",
        "16777219.0" };
    char *text = malloc(20100);
    unsigned i;
    double value;

    for (i = 0; i < COUNT_OF(texts); i++)
        same_as_strtod(texts[i]);
    memset(text, '0', 20000);
    strcpy(text + 20000, "1e5");
    same_as_strtod(text);
    text[1] = '.';
    strcpy(text + 20000, "12345e20001");
    same_as_strtod(text);
    memset(text, '9', 20000);
    strcpy(text + 20000, "e-19999");
    same_as_strtod(text);
    memset(text, '1', 20000);
    text[0] = '.';
    text[20000] = 0;
    same_as_strtod(text);
    free(text);
    ok(double_parse((const BYTE *)"1e", 2, &value) == PARSED_BAD, "1e has no exponent");
}

TEST(integers_at_their_limits)
{
    static const UINT64 values[]
            = { 0, 9, 10, 99, 100, 12345, UINT32_MAX, 9999999999999999999ull, UINT64_MAX };
    BYTE text[20];
    UINT64 back;
    char expected[24];
    unsigned i;

    for (i = 0; i < COUNT_OF(values); i++)
    {
        ULONG length = digits_format(values[i], text);

        snprintf(expected, sizeof(expected), "%llu", (unsigned long long)values[i]);
        ok_text(text, length, expected);
        ok(digits_parse(text, length, UINT64_MAX, &back) == PARSED && back == values[i], "%s",
                expected);
    }
    back = 5;
    ok(digits_parse((const BYTE *)"18446744073709551616", 20, UINT64_MAX, &back) == PARSED_TOO_BIG,
            "2^64");
    ok(digits_parse((const BYTE *)"256", 3, 255, &back) == PARSED_TOO_BIG, "256 of 255");
    ok(digits_parse((const BYTE *)"99999999999999999999999x", 24, 255, &back) == PARSED_BAD,
            "a letter");
    ok(digits_parse((const BYTE *)"", 0, 255, &back) == PARSED_BAD, "empty");
    ok_int(back, 5);
    ok(digits_parse((const BYTE *)"000000000000000000000000255", 27, 255, &back) == PARSED,
            "zeros in front");
    ok_int(back, 255);
}

static void check_decimal(const char *text, enum parsed expected, const char *shown)
{
    DECIMAL value;
    BYTE back[VALUE_TEXT_MAX];
    ULONG length = 0;

    test_context("%s", text);
    ok(decimal_parse((const BYTE *)text, strlen(text), &value) == expected, "outcome");
    if (expected != PARSED) return;
    ok(decimal_format(&value, back, &length), "has a text");
    ok_text(back, length, shown);
    test_context("%s", "");
}

TEST(decimals_round_half_to_even)
{
    check_decimal("0", PARSED, "0");
    check_decimal("-1.50", PARSED, "-1.50");
    check_decimal("+.5", PARSED, "0.5");
    check_decimal("12.", PARSED, "12");
    check_decimal("79228162514264337593543950335", PARSED, "79228162514264337593543950335");
    check_decimal("79228162514264337593543950336", PARSED_TOO_BIG, NULL);
    check_decimal("79228162514264337593543950335.4", PARSED, "79228162514264337593543950335");
    check_decimal("79228162514264337593543950335.5", PARSED_TOO_BIG, NULL);
    check_decimal("7.9228162514264337593543950335", PARSED, "7.9228162514264337593543950335");
    check_decimal("7.92281625142643375935439503355", PARSED, "7.922816251426433759354395034");
    check_decimal("0.0000000000000000000000000001", PARSED, "0.0000000000000000000000000001");
    check_decimal("0.00000000000000000000000000005", PARSED, "0.0000000000000000000000000000");
    check_decimal("0.000000000000000000000000000051", PARSED, "0.0000000000000000000000000001");
    check_decimal("0.00000000000000000000000000015", PARSED, "0.0000000000000000000000000002");
    check_decimal("000000000000000000000000000000000000000001", PARSED, "1");
    check_decimal("", PARSED_BAD, NULL);
    check_decimal(".", PARSED_BAD, NULL);
    check_decimal("-", PARSED_BAD, NULL);
    check_decimal("1e5", PARSED_BAD, NULL);
    check_decimal("1.2.3", PARSED_BAD, NULL);
    check_decimal("INF", PARSED_BAD, NULL);
}

TESTS = { CASE(random_doubles_and_floats_come_back_shortest),
    CASE(powers_and_their_neighbours_come_back_shortest),
    CASE(random_texts_read_as_the_c_library_reads_them),
    CASE(middles_round_to_even_and_their_neighbours_do_not), CASE(very_long_and_very_large_texts),
    CASE(integers_at_their_limits), CASE(decimals_round_half_to_even), END_OF_CASES };
