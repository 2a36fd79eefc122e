/* Dates and times as text: xs:dateTime as Windows reads and writes it, and FILETIME both ways.
 *
 * Ticks are 100 ns since 0001-01-01T00:00:00 of the proleptic Gregorian calendar, and always UTC when the
 * format is UTC or LOCAL. LOCAL means: written with the offset that the machine's zone had at that time.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/xml.h"

#include <string.h>

#define TICKS_PER_SECOND 10000000ull
#define TICKS_PER_MINUTE (60 * TICKS_PER_SECOND)
#define TICKS_PER_HOUR   (60 * TICKS_PER_MINUTE)
#define TICKS_PER_DAY    (24 * TICKS_PER_HOUR)
#define TICKS_END        3155378976000000000ull /* 10000-01-01 */
#define TICKS_1601       504911232000000000ull
#define MAX_ZONE         (14 * 60)

static const USHORT days_before[2][13] = {
    { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 },
    { 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366 },
};

static BOOL is_leap(ULONG year)
{
    return !(year % 4) && (year % 100 || !(year % 400));
}

static ULONG days_before_year(ULONG year)
{
    year--;
    return year * 365 + year / 4 - year / 100 + year / 400;
}

/* ---- reading ---- */

struct cursor
{
    const BYTE *p, *end;
};

static BOOL take_number(struct cursor *c, ULONG digits, ULONG *value)
{
    ULONG n = 0;
    BYTE d;

    if ((SIZE_T)(c->end - c->p) < digits) return FALSE;
    for (; digits; digits--)
    {
        if ((d = *c->p++ - '0') > 9) return FALSE;
        n = n * 10 + d;
    }
    *value = n;
    return TRUE;
}

static BOOL take(struct cursor *c, BYTE wanted)
{
    if (c->p == c->end || *c->p != wanted) return FALSE;
    c->p++;
    return TRUE;
}

static BOOL take_date(struct cursor *c, UINT64 *ticks)
{
    ULONG year, month, day;
    const USHORT *before;

    if (!take_number(c, 4, &year) || !take(c, '-') || !take_number(c, 2, &month) || !take(c, '-')
            || !take_number(c, 2, &day))
        return FALSE;
    if (!year || !month || month > 12 || !day) return FALSE;
    before = days_before[is_leap(year)];
    if (day > (ULONG)(before[month] - before[month - 1])) return FALSE;
    *ticks = (days_before_year(year) + before[month - 1] + day - 1) * TICKS_PER_DAY;
    return TRUE;
}

/* A point and one to seven digits; nothing is fine. */
static BOOL take_fraction(struct cursor *c, ULONG *ticks)
{
    ULONG n = 0, count = 0;
    BYTE d;

    *ticks = 0;
    if (!take(c, '.')) return TRUE;
    for (; c->p < c->end && (d = *c->p - '0') <= 9; c->p++)
    {
        if (++count > 7) return FALSE;
        n = n * 10 + d;
    }
    if (!count) return FALSE;
    for (; count < 7; count++)
        n *= 10;
    *ticks = n;
    return TRUE;
}

static BOOL take_time(struct cursor *c, UINT64 *ticks)
{
    ULONG hour, minute, second, fraction;

    if (!take_number(c, 2, &hour) || !take(c, ':') || !take_number(c, 2, &minute) || !take(c, ':')
            || !take_number(c, 2, &second) || !take_fraction(c, &fraction))
        return FALSE;
    if (hour > 24 || minute > 59 || second > 59) return FALSE;
    if (hour == 24 && (minute || second || fraction)) return FALSE;
    *ticks += hour * TICKS_PER_HOUR + minute * TICKS_PER_MINUTE + second * TICKS_PER_SECOND
            + fraction;
    return TRUE;
}

static BOOL take_zone(struct cursor *c, UINT64 *ticks, WS_DATETIME_FORMAT *format)
{
    ULONG hours, minutes;
    UINT64 offset;
    BOOL east;

    *format = WS_DATETIME_FORMAT_NONE;
    if (c->p == c->end) return TRUE;
    *format = WS_DATETIME_FORMAT_UTC;
    if (take(c, 'Z')) return TRUE;
    *format = WS_DATETIME_FORMAT_LOCAL;
    if (!(east = take(c, '+')) && !take(c, '-')) return FALSE;
    if (!take_number(c, 2, &hours) || !take(c, ':') || !take_number(c, 2, &minutes)) return FALSE;
    if (minutes > 59 || hours * 60 + minutes > MAX_ZONE) return FALSE;
    offset = (hours * 60 + minutes) * TICKS_PER_MINUTE;
    if (east && offset > *ticks) return FALSE;
    *ticks = east ? *ticks - offset : *ticks + offset;
    return TRUE;
}

HRESULT datetime_parse(const BYTE *chars, ULONG length, WS_DATETIME *value, WS_ERROR *error)
{
    struct cursor c;
    WS_DATETIME v;

    trim_space(&chars, &length);
    c.p = chars;
    c.end = chars + length;
    if (take_date(&c, &v.ticks) && take(&c, 'T') && take_time(&c, &v.ticks)
            && take_zone(&c, &v.ticks, &v.format) && c.p == c.end && v.ticks < TICKS_END)
    {
        *value = v;
        return S_OK;
    }
    return fail(error, WS_E_INVALID_FORMAT,
            "'%b' is not a date and time of the years 1 to 9999 like 2001-12-31T23:59:59.5Z.",
            chars, length);
}

/* ---- writing ---- */

static BYTE *put_number(BYTE *text, ULONG value, ULONG digits)
{
    ULONG i;

    for (i = digits; i--; value /= 10)
        text[i] = '0' + (BYTE)(value % 10);
    return text + digits;
}

static BYTE *put_date(BYTE *text, ULONG days)
{
    ULONG year = (ULONG)(days * 400ull / 146097) + 1, month = 1; /* wrong by one year at most */
    const USHORT *before;

    if (days < days_before_year(year))
        year--;
    else if (days >= days_before_year(year + 1))
        year++;
    days -= days_before_year(year);
    before = days_before[is_leap(year)];
    while (days >= before[month])
        month++;
    text = put_number(text, year, 4);
    *text++ = '-';
    text = put_number(text, month, 2);
    *text++ = '-';
    return put_number(text, days - before[month - 1] + 1, 2);
}

static BYTE *put_time(BYTE *text, UINT64 ticks)
{
    ULONG fraction = (ULONG)(ticks % TICKS_PER_SECOND);

    *text++ = 'T';
    text = put_number(text, (ULONG)(ticks / TICKS_PER_HOUR), 2);
    *text++ = ':';
    text = put_number(text, (ULONG)(ticks / TICKS_PER_MINUTE % 60), 2);
    *text++ = ':';
    text = put_number(text, (ULONG)(ticks / TICKS_PER_SECOND % 60), 2);
    if (!fraction) return text;
    *text++ = '.';
    text = put_number(text, fraction, 7);
    while (text[-1] == '0')
        text--;
    return text;
}

static BYTE *put_zone(BYTE *text, LONG minutes)
{
    *text++ = minutes < 0 ? '-' : '+';
    if (minutes < 0) minutes = -minutes;
    text = put_number(text, minutes / 60, 2);
    *text++ = ':';
    return put_number(text, minutes % 60, 2);
}

/* Windows knows no local time before 1601; such a time is written as UTC with offset zero. */
static LONG local_offset(UINT64 ticks)
{
    LONG minutes;

    if (ticks < TICKS_1601) return 0;
    minutes = clock_zone_minutes(ticks - TICKS_1601);
    if (minutes < -MAX_ZONE || minutes > MAX_ZONE) return 0;
    if (minutes < 0 && ticks - TICKS_1601 < -minutes * TICKS_PER_MINUTE) return 0;
    return minutes;
}

HRESULT datetime_format(const WS_DATETIME *value, BYTE *text, ULONG *length, WS_ERROR *error)
{
    UINT64 ticks = value->ticks;
    LONG minutes = 0;
    BYTE *p;

    if ((ULONG)value->format > WS_DATETIME_FORMAT_NONE)
        return fail(error, WS_E_INVALID_FORMAT, "%u is not a WS_DATETIME_FORMAT.",
                (ULONG)value->format);
    if (ticks < TICKS_END && value->format == WS_DATETIME_FORMAT_LOCAL)
    {
        minutes = local_offset(ticks);
        ticks += minutes * (INT64)TICKS_PER_MINUTE;
    }
    if (ticks >= TICKS_END)
        return fail(error, WS_E_INVALID_FORMAT,
                "A date of %U ticks is after the year 9999, which has no text.", value->ticks);
    p = put_date(text, (ULONG)(ticks / TICKS_PER_DAY));
    p = put_time(p, ticks % TICKS_PER_DAY);
    if (value->format == WS_DATETIME_FORMAT_UTC) *p++ = 'Z';
    if (value->format == WS_DATETIME_FORMAT_LOCAL) p = put_zone(p, minutes);
    *length = (ULONG)(p - text);
    return S_OK;
}

/* ---- FILETIME ---- */

HRESULT WINAPI WsDateTimeToFileTime(
        const WS_DATETIME *dateTime, FILETIME *fileTime, WS_ERROR *error)
{
    UINT64 time;

    if (!dateTime || !fileTime)
        return fail(error, E_INVALIDARG, "dateTime and fileTime may not be NULL.");
    if (dateTime->ticks < TICKS_1601)
        return fail(error, WS_E_INVALID_FORMAT,
                "A date of %U ticks is before 1601, which FILETIME cannot say.", dateTime->ticks);
    if (dateTime->ticks >= TICKS_END)
        return fail(error, WS_E_INVALID_FORMAT, "A date of %U ticks is after the year 9999.",
                dateTime->ticks);
    time = dateTime->ticks - TICKS_1601;
    fileTime->dwLowDateTime = (DWORD)time;
    fileTime->dwHighDateTime = (DWORD)(time >> 32);
    return S_OK;
}

HRESULT WINAPI WsFileTimeToDateTime(
        const FILETIME *fileTime, WS_DATETIME *dateTime, WS_ERROR *error)
{
    UINT64 time, ticks;

    if (!fileTime || !dateTime)
        return fail(error, E_INVALIDARG, "fileTime and dateTime may not be NULL.");
    time = (UINT64)fileTime->dwHighDateTime << 32 | fileTime->dwLowDateTime;
    ticks = time + TICKS_1601;
    if (ticks < time)
        return fail(error, WS_E_NUMERIC_OVERFLOW, "The FILETIME %U is beyond what ticks can hold.",
                time);
    if (ticks >= TICKS_END)
        return fail(error, WS_E_INVALID_FORMAT, "The FILETIME %U is after the year 9999.", time);
    dateTime->ticks = ticks;
    dateTime->format = WS_DATETIME_FORMAT_UTC;
    return S_OK;
}
