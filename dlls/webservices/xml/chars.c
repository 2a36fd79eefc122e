/* The characters of XML 1.0 (fifth edition): productions Char, NameStartChar, NameChar.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/scan.h"
#include "xml/xml.h"

struct range
{
    ULONG first, last;
};

/* sorted */
static const struct range name_start[] = { { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' }, { 0xc0, 0xd6 },
    { 0xd8, 0xf6 }, { 0xf8, 0x2ff }, { 0x370, 0x37d }, { 0x37f, 0x1fff }, { 0x200c, 0x200d },
    { 0x2070, 0x218f }, { 0x2c00, 0x2fef }, { 0x3001, 0xd7ff }, { 0xf900, 0xfdcf },
    { 0xfdf0, 0xfffd }, { 0x10000, 0xeffff } };
/* what may stand in a name but not at its start */
static const struct range name_more[]
        = { { '-', '.' }, { '0', '9' }, { 0xb7, 0xb7 }, { 0x300, 0x36f }, { 0x203f, 0x2040 } };

static BOOL within(const struct range *ranges, ULONG count, ULONG code)
{
    ULONG i;

    for (i = 0; i < count && code >= ranges[i].first; i++)
    {
        if (code <= ranges[i].last) return TRUE;
    }
    return FALSE;
}

BOOL xml_is_char(ULONG code)
{
    if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
    return code < 0xd800
            || (code >= 0xe000 && code <= 0x10ffff && code != 0xfffe && code != 0xffff);
}

BOOL xml_is_name_start(ULONG code)
{
    if (code < 0x80) return (scan_class[code] & SCAN_START) != 0;
    return within(name_start, COUNT_OF(name_start), code);
}

BOOL xml_is_name_char(ULONG code)
{
    if (code < 0x80) return (scan_class[code] & SCAN_NAME) != 0;
    return within(name_start, COUNT_OF(name_start), code)
            || within(name_more, COUNT_OF(name_more), code);
}
