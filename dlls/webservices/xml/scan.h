/* Finding the next byte that matters in text, sixteen at a time from the first on: names and values are short, but of
 * lengths that no branch predictor knows, so that single steps cost more.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef XML_SCAN_H
#define XML_SCAN_H

#include "core/core.h"

#ifdef __SSE2__
#    include <emmintrin.h>
#endif

#define SCAN_NAME  0x01 /* an ASCII name character, without the colon */
#define SCAN_START 0x02 /* an ASCII character that a name may start with */
#define SCAN_SPACE 0x04
#define SCAN_TEXT  0x08 /* stops a run of text: < > & CR, controls, non-ASCII */
#define SCAN_VALUE \
    0x10 /* stops a run of attribute value: < > & quotes, white space but ' ', non-ASCII */

extern const BYTE scan_class[256];

#ifdef __SSE2__
/* Which of the 16 bytes at p stop a run of text; 0: none. */
static inline int scan_text_stops(const BYTE *p)
{
    __m128i b = _mm_loadu_si128((const __m128i *)p);
    __m128i angle = _mm_cmpeq_epi8(_mm_or_si128(b, _mm_set1_epi8(2)), _mm_set1_epi8('>'));
    __m128i low = _mm_cmplt_epi8(b, _mm_set1_epi8(0x20)); /* non-ASCII is negative */
    __m128i fine = _mm_or_si128(
            _mm_cmpeq_epi8(b, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(b, _mm_set1_epi8('\t')));
    __m128i stop = _mm_or_si128(_mm_or_si128(angle, _mm_andnot_si128(fine, low)),
            _mm_cmpeq_epi8(b, _mm_set1_epi8('&')));

    return _mm_movemask_epi8(stop);
}

/* Of the 16 at p, those that stop an attribute value. */
static inline int scan_value_stops(const BYTE *p, BYTE quote)
{
    __m128i b = _mm_loadu_si128((const __m128i *)p);
    __m128i angle = _mm_cmpeq_epi8(_mm_or_si128(b, _mm_set1_epi8(2)), _mm_set1_epi8('>'));
    __m128i low = _mm_cmplt_epi8(b, _mm_set1_epi8(0x20));
    __m128i other = _mm_or_si128(
            _mm_cmpeq_epi8(b, _mm_set1_epi8('&')), _mm_cmpeq_epi8(b, _mm_set1_epi8((char)quote)));

    return _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(angle, low), other));
}

/* Of 16 bytes, those that are ASCII name characters. */
static inline int scan_names(__m128i b)
{
    __m128i letter = _mm_sub_epi8(_mm_or_si128(b, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    __m128i other = _mm_sub_epi8(b, _mm_set1_epi8('-')); /* - . 0 to 9, and / in between */
    __m128i name
            = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8('z' - 'a')), letter),
                    _mm_andnot_si128(_mm_cmpeq_epi8(b, _mm_set1_epi8('/')),
                            _mm_cmpeq_epi8(_mm_min_epu8(other, _mm_set1_epi8('9' - '-')), other)));

    return _mm_movemask_epi8(_mm_or_si128(name, _mm_cmpeq_epi8(b, _mm_set1_epi8('_'))));
}
#endif

/* scan_text and scan_value beyond the first 16 bytes. Functions of their own: their loops keep so many constants in vector
 * registers that in a DLL, where a callee saves these, every caller would pay for it on every node. */
const BYTE *scan_text_on(const BYTE *p, const BYTE *end);
const BYTE *scan_value_on(const BYTE *p, const BYTE *end, BYTE quote);

/* The first byte of [p, end) that stops a run of text, or end. */
static inline const BYTE *scan_text(const BYTE *p, const BYTE *end)
{
#ifdef __SSE2__
    if (end - p >= 16)
    {
        int mask = scan_text_stops(p);

        if (mask) return p + __builtin_ctz(mask);
        p += 16;
    }
#endif
    return scan_text_on(p, end);
}

/* The first byte of [p, end) that stops a run of attribute value, or end. quote counts, the other one not. */
static inline const BYTE *scan_value(const BYTE *p, const BYTE *end, BYTE quote)
{
#ifdef __SSE2__
    if (end - p >= 16)
    {
        int mask = scan_value_stops(p, quote);

        if (mask) return p + __builtin_ctz(mask);
        p += 16;
    }
#endif
    return scan_value_on(p, end, quote);
}

/* The first byte from p on that is no ASCII name character; something after p must be none. (The lengths of names repeat
 * themselves, so single steps are quickest here.) */
static inline const BYTE *scan_name(const BYTE *p)
{
    while (scan_class[*p] & SCAN_NAME)
        p++;
    return p;
}

static inline const BYTE *scan_space(const BYTE *p)
{
    while (scan_class[*p] & SCAN_SPACE)
        p++;
    return p;
}

/* The last '>' in [start, end), or start - 1. */
static inline const BYTE *scan_last_close(const BYTE *start, const BYTE *end)
{
    while (end > start && end[-1] != '>')
        end--;
    return end - 1;
}

/* One character that is not ASCII: its size when it is well-formed and XML admits it, else 0. */
static inline ULONG scan_wide(const BYTE *p, const BYTE *end)
{
    ULONG_PTR left = end - p;

    if (p[0] < 0xe0) return p[0] >= 0xc2 && left > 1 && (p[1] & 0xc0) == 0x80 ? 2 : 0;
    if (p[0] < 0xf0)
    {
        if (left < 3 || (p[1] & 0xc0) != 0x80 || (p[2] & 0xc0) != 0x80) return 0;
        if (p[0] == 0xe0) return p[1] >= 0xa0 ? 3 : 0;
        if (p[0] == 0xed) return p[1] < 0xa0 ? 3 : 0;
        if (p[0] == 0xef && p[1] == 0xbf) return p[2] < 0xbe ? 3 : 0; /* U+FFFE, U+FFFF */
        return 3;
    }
    if (p[0] > 0xf4 || left < 4 || (p[1] & 0xc0) != 0x80 || (p[2] & 0xc0) != 0x80
            || (p[3] & 0xc0) != 0x80)
        return 0;
    if (p[0] == 0xf0) return p[1] >= 0x90 ? 4 : 0;
    if (p[0] == 0xf4) return p[1] < 0x90 ? 4 : 0;
    return 4;
}

#endif
