/* UTF-16 output: the text form is written as UTF-8 first and converted in large pieces. Characters do not cross
 * chunks (write_text.c sees to it), so each chunk converts by itself.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/writer.h"

#include <string.h>

static void swap_bytes(BYTE *bytes, ULONG count)
{
    BYTE first;

    for (; count; count--, bytes += 2)
    {
        first = bytes[0];
        bytes[0] = bytes[1];
        bytes[1] = first;
    }
}

/* A piece of whole characters, at most count bytes. */
static ULONG whole_characters(const BYTE *bytes, ULONG count, ULONG most)
{
    if (count <= most) return count;
    while ((bytes[most] & 0xc0) == 0x80)
        most--;
    return most;
}

static HRESULT widen(WS_XML_WRITER *writer, const BYTE *bytes, ULONG count, WS_ERROR *error)
{
    WCHAR chars[512];
    ULONG piece, units;
    HRESULT hr;

    while (count)
    {
        piece = whole_characters(bytes, count, COUNT_OF(chars));
        units = utf16_from_utf8(bytes, piece, chars);
        if (writer->charset == WS_CHARSET_UTF16BE) swap_bytes((BYTE *)chars, units);
        hr = output_put(&writer->wide, (BYTE *)chars, units * sizeof(WCHAR), error);
        if (FAILED(hr)) return hr;
        bytes += piece;
        count -= piece;
    }
    return S_OK;
}

HRESULT writer_widen(WS_XML_WRITER *writer, WS_ERROR *error)
{
    ULONG count = writer_visible(writer), views_count, i;
    const WS_BYTES *views;
    HRESULT hr;

    if (!count) return S_OK;
    hr = output_views(&writer->out, count, &views, &views_count, error);
    for (i = 0; SUCCEEDED(hr) && i < views_count; i++)
        hr = widen(writer, views[i].bytes, views[i].length, error);
    if (FAILED(hr)) return hr;
    writer->tag_offset -= count < writer->tag_offset ? count : writer->tag_offset;
    return output_consume(&writer->out, count, error);
}
