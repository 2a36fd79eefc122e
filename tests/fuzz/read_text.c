/* Any bytes as an XML document in text, from memory and from a stream in odd pieces: data or an error, and both ways
 * agree.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz_read.h"

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size);

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    struct outcome memory, stream;
    BYTE options;

    if (!size) return 0;
    options = data[0];
    text.charSet = options & 3;
    memory = read_memory(&text.encoding, data + 1, size - 1, options);
    stream = read_pieces(&text.encoding, data + 1, size - 1, options, 1 + (options >> 4));
    if (SUCCEEDED(memory.hr) && memory.hash != stream.hash) __builtin_trap();
    if (SUCCEEDED(memory.hr) != SUCCEEDED(stream.hr) && !memory.refused) __builtin_trap();
    return 0;
}
