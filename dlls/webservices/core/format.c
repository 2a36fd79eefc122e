/* The small formatter behind fail() and TRACE: independent of any C runtime's printf, of its locale and of
 * the sizes of its types; strings from outside are cut and cannot break a line.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"

#include <string.h>

#define MAX_FOREIGN 256 /* characters of a string from outside that a text repeats */

struct output
{
    char *text;
    ULONG length, size;
};

static void put(struct output *out, char c)
{
    if (out->length + 1 < out->size) out->text[out->length++] = c;
}

static void put_ascii(struct output *out, const char *text)
{
    while (*text)
        put(out, *text++);
}

static void put_number(struct output *out, UINT64 value, ULONG base, ULONG min_digits)
{
    char digits[20];
    ULONG n = 0;

    do
    {
        digits[n++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value || n < min_digits);
    while (n)
        put(out, digits[--n]);
}

static void put_signed(struct output *out, INT64 value)
{
    if (value < 0) put(out, '-');
    put_number(out, value < 0 ? 0 - (UINT64)value : (UINT64)value, 10, 1);
}

/* Whole characters only: a cut text stays UTF-8. */
static void put_code(struct output *out, ULONG code)
{
    BYTE bytes[4];
    ULONG i, n;

    if (code < 0x20) code = ' ';
    n = utf8_encode(code, bytes);
    if (out->length + n >= out->size)
    {
        out->size = out->length + 1;
        return;
    }
    for (i = 0; i < n; i++)
        put(out, bytes[i]);
}

static void put_utf8(struct output *out, const BYTE *bytes, ULONG count)
{
    ULONG code, used, n;

    if (!bytes) count = 0;
    for (n = 0; count && n < MAX_FOREIGN; n++)
    {
        if (!(used = utf8_decode(bytes, count, &code)))
        {
            code = 0xfffd;
            used = 1;
        }
        put_code(out, code);
        bytes += used;
        count -= used;
    }
    if (count) put_ascii(out, "...");
}

static void put_utf16(struct output *out, const WCHAR *chars, ULONG count)
{
    ULONG code, n;

    if (!chars) count = 0;
    for (n = 0; count && n < MAX_FOREIGN; n++, chars++, count--)
    {
        code = *chars;
        if (code >= 0xd800 && code < 0xdc00 && count > 1 && chars[1] >= 0xdc00 && chars[1] < 0xe000)
        {
            code = 0x10000 + ((code - 0xd800) << 10) + (chars[1] - 0xdc00);
            chars++;
            count--;
        }
        else if (code >= 0xd800 && code < 0xe000)
            code = 0xfffd;
        put_code(out, code);
    }
    if (count) put_ascii(out, "...");
}

static ULONG length_of(const WCHAR *chars)
{
    ULONG n = 0;

    while (chars && n <= MAX_FOREIGN && chars[n])
        n++;
    return n;
}

/* args is passed by address so that each conversion takes its own. */
struct arguments
{
    va_list list;
};

static void put_string(struct output *out, char conversion, struct arguments *args)
{
    const BYTE *bytes;
    const WS_XML_STRING *xml;
    const WS_STRING *string;
    const WCHAR *chars;

    switch (conversion)
    {
    case 's':
        bytes = va_arg(args->list, const BYTE *);
        put_utf8(out, bytes, bytes ? text_length((const char *)bytes) : 0);
        break;
    case 'b':
        bytes = va_arg(args->list, const BYTE *);
        put_utf8(out, bytes, va_arg(args->list, ULONG));
        break;
    case 'X':
        if ((xml = va_arg(args->list, const WS_XML_STRING *)))
            put_utf8(out, xml->bytes, xml->length);
        break;
    case 'S':
        if ((string = va_arg(args->list, const WS_STRING *)))
            put_utf16(out, string->chars, string->length);
        break;
    default:
        chars = va_arg(args->list, const WCHAR *);
        put_utf16(out, chars, length_of(chars));
        break;
    }
}

static void put_conversion(struct output *out, char conversion, struct arguments *args)
{
    switch (conversion)
    {
    case 'd':
        put_signed(out, va_arg(args->list, int));
        break;
    case 'u':
        put_number(out, va_arg(args->list, ULONG), 10, 1);
        break;
    case 'x':
        put_number(out, va_arg(args->list, ULONG), 16, 1);
        break;
    case 'h':
        put_ascii(out, "0x");
        put_number(out, va_arg(args->list, ULONG), 16, 8);
        break;
    case 'D':
        put_signed(out, va_arg(args->list, INT64));
        break;
    case 'U':
        put_number(out, va_arg(args->list, UINT64), 10, 1);
        break;
    case 'c':
        put_code(out, va_arg(args->list, int));
        break;
    case 's':
    case 'b':
    case 'X':
    case 'S':
    case 'w':
        put_string(out, conversion, args);
        break;
    default:
        put(out, conversion);
    }
}

ULONG format_text(char *text, ULONG size, const char *format, va_list list)
{
    struct output out = { text, 0, size };
    struct arguments args;

    va_copy(args.list, list);
    for (; *format; format++)
    {
        if (*format == '%' && format[1])
            put_conversion(&out, *++format, &args);
        else
            put(&out, *format);
    }
    va_end(args.list);
    if (size) text[out.length] = 0;
    return out.length;
}

ULONG format_line(char *text, ULONG size, const char *format, ...)
{
    va_list args;
    ULONG length;

    va_start(args, format);
    length = format_text(text, size, format, args);
    va_end(args);
    return length;
}

void trace_line(enum debug_class level, const char *function, const char *format, ...)
{
    char line[1024];
    va_list args;

    va_start(args, format);
    format_text(line, sizeof(line), format, args);
    va_end(args);
    debug_line(level, function, line);
}
