/* Any bytes as an MTOM message, with its MIME header or with a boundary that is known, from memory and from a stream in odd
 * pieces: data or an error, and both ways agree.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz_read.h"

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size);

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size)
{
    static WCHAR boundary[] = { 'b' }, start[] = { 'r' };
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_MTOM_ENCODING mtom
            = { .encoding = { WS_XML_READER_ENCODING_TYPE_MTOM }, .textEncoding = &text.encoding };
    struct outcome memory, stream;
    BYTE options;

    if (!size) return 0;
    options = data[0];
    mtom.readMimeHeader = options & 1;
    if (!mtom.readMimeHeader)
    {
        mtom.boundary = (WS_STRING){ 1, boundary };
        if (options & 2) mtom.startUri = (WS_STRING){ 1, start };
    }
    memory = read_memory(&mtom.encoding, data + 1, size - 1, options >> 2);
    stream = read_pieces(&mtom.encoding, data + 1, size - 1, options >> 2, 1 + (options >> 4));
    if (stream.hr == WS_E_QUOTA_EXCEEDED)
        return 0; /* the limits of MIME's headers are those of streams */
    if (SUCCEEDED(memory.hr) && SUCCEEDED(stream.hr) && memory.hash != stream.hash)
        __builtin_trap();
    if (SUCCEEDED(memory.hr) != SUCCEEDED(stream.hr) && !memory.refused) __builtin_trap();
    return 0;
}
