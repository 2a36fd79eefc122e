/* The classes of bytes in text, and long runs. See scan.h.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/scan.h"

#define NM SCAN_NAME
#define ST (SCAN_NAME | SCAN_START)
#define SP (SCAN_SPACE | SCAN_VALUE)
#define CR (SCAN_SPACE | SCAN_VALUE | SCAN_TEXT)
#define XX (SCAN_VALUE | SCAN_TEXT)
#define QT SCAN_VALUE
#define X8 XX, XX, XX, XX, XX, XX, XX, XX
#define S8 ST, ST, ST, ST, ST, ST, ST, ST
#define N8 NM, NM, NM, NM, NM, NM, NM, NM

/* clang-format off */
const BYTE scan_class[256] = {
    X8, XX, SP, SP, XX, XX, CR, XX, XX, X8, X8,
    SCAN_SPACE, 0, QT, 0, 0, 0, XX, QT, 0, 0, 0, 0, 0, NM, NM, 0, /* space to / */
    N8, NM, NM, 0, 0, XX, 0, XX, 0,                               /* 0 to ? */
    0, ST, ST, ST, ST, ST, ST, ST, S8, S8, ST, ST, ST, 0, 0, 0, 0, ST,
    0, ST, ST, ST, ST, ST, ST, ST, S8, S8, ST, ST, ST, 0, 0, 0, 0, 0,
    X8, X8, X8, X8, X8, X8, X8, X8, X8, X8, X8, X8, X8, X8, X8, X8
};
/* clang-format on */

const BYTE *scan_text_on(const BYTE *p, const BYTE *end)
{
#ifdef __SSE2__
    for (; end - p >= 16; p += 16)
    {
        int mask = scan_text_stops(p);

        if (mask) return p + __builtin_ctz(mask);
    }
#endif
    for (; p < end; p++)
    {
        if (scan_class[*p] & SCAN_TEXT) return p;
    }
    return end;
}

const BYTE *scan_value_on(const BYTE *p, const BYTE *end, BYTE quote)
{
#ifdef __SSE2__
    for (; end - p >= 16; p += 16)
    {
        int mask = scan_value_stops(p, quote);

        if (mask) return p + __builtin_ctz(mask);
    }
#endif
    for (; p < end; p++)
    {
        if (scan_class[*p] & SCAN_VALUE) return p;
    }
    return end;
}
