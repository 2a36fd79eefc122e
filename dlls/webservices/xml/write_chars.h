/* Which characters of the text form stand for themselves, and the quick way to copy a few that do.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef XML_WRITE_CHARS_H
#define XML_WRITE_CHARS_H

#include "core/core.h"

#ifdef __SSE2__
#    include <emmintrin.h>
#endif

enum place
{
    IN_CONTENT = 1,
    IN_DOUBLE_QUOTES = 2,
    IN_SINGLE_QUOTES = 4,
    IN_CDATA = 8, /* and in comments: nothing can be escaped */
    EVERYWHERE = 15
};

/* The places where a byte cannot stand for itself without a look (write_text.c). */
extern const BYTE write_special[256];

#ifdef __SSE2__
struct stops
{
    __m128i less, amp, last, space;
};

static inline struct stops stops_for(enum place place)
{
    struct stops stops;

    stops.space = _mm_set1_epi8(0x20);
    stops.amp = _mm_set1_epi8('&');
    stops.less = _mm_set1_epi8('<');
    stops.last = _mm_set1_epi8(place == IN_CONTENT ? '>'
                    : place == IN_DOUBLE_QUOTES    ? '"'
                    : place == IN_SINGLE_QUOTES    ? '\''
                                                   : '&');
    return stops;
}

/* Which of 16 bytes need a look: control characters and what is beyond ASCII count as below the space. */
static inline int find_stops(const struct stops *stops, __m128i x)
{
    __m128i hit = _mm_or_si128(
            _mm_or_si128(_mm_cmplt_epi8(x, stops->space), _mm_cmpeq_epi8(x, stops->amp)),
            _mm_or_si128(_mm_cmpeq_epi8(x, stops->less), _mm_cmpeq_epi8(x, stops->last)));

    return _mm_movemask_epi8(hit);
}

/* Short texts, 4 to 16 bytes: their ends, which overlap, in one look. FALSE when something needs one more. */
static inline BOOL copy_ends(BYTE *to, const BYTE *bytes, ULONG count, enum place place)
{
    struct stops stops = stops_for(place);
    UINT64 a, b;
    UINT32 c, d;

    if (count >= 8)
    {
        memcpy(&a, bytes, 8);
        memcpy(&b, bytes + count - 8, 8);
        if (find_stops(&stops, _mm_set_epi64x(b, a))) return FALSE;
        memcpy(to, &a, 8);
        memcpy(to + count - 8, &b, 8);
        return TRUE;
    }
    memcpy(&c, bytes, 4);
    memcpy(&d, bytes + count - 4, 4);
    if (find_stops(&stops, _mm_set_epi32(d, c, d, c))) return FALSE;
    memcpy(to, &c, 4);
    memcpy(to + count - 4, &d, 4);
    return TRUE;
}
#endif

/* At most 16 bytes; needs as many free ones at to. FALSE when one of them needs a look: what then is at to does not
 * count. */
static inline BOOL copy_few(BYTE *to, const BYTE *bytes, ULONG count, enum place place)
{
    ULONG i;

#ifdef __SSE2__
    if (count >= 4) return copy_ends(to, bytes, count, place);
#endif
    for (i = 0; i < count; i++)
    {
        if (write_special[bytes[i]] & place) return FALSE;
        to[i] = bytes[i];
    }
    return TRUE;
}

#endif
