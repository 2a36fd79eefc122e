/* Numbers and text: what value.c takes from number.c, and the table of powers between them.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef XML_NUMBER_H
#define XML_NUMBER_H

#include "xml/xml.h"

/* 10^q for POWER_FIRST <= q <= POWER_LAST: the first 128 bits, cut off, of a binary fraction. */
#define POWER_FIRST (-342)
#define POWER_LAST  324

struct power
{
    UINT64 high, low;
};

extern const struct power power_table[POWER_LAST - POWER_FIRST + 1];

/* What a parser found. */
enum parsed
{
    PARSED,
    PARSED_BAD,    /* not of this form */
    PARSED_TOO_BIG /* of this form, but the number does not fit */
};

/* Digits only (at least one); the sign has been taken off. */
enum parsed digits_parse(const BYTE *chars, ULONG length, UINT64 max, UINT64 *value);

/* Decimal digits without sign; returns their count, at most 20. */
ULONG digits_format(UINT64 value, BYTE *text);

/* [sign] digits [. digits] [e [sign] digits], INF, -INF, NaN, without white space. Too large numbers
 * are infinite, too small ones zero. */
enum parsed double_parse(const BYTE *chars, ULONG length, double *value);
enum parsed float_parse(const BYTE *chars, ULONG length, float *value);

/* [sign] digits [. digits]. Digits beyond the 28th decimal place, or beyond 96 bits, round half to even. */
enum parsed decimal_parse(const BYTE *chars, ULONG length, DECIMAL *value);

/* FALSE when scale or sign are none. */
BOOL decimal_format(const DECIMAL *value, BYTE *text, ULONG *length);

#endif
