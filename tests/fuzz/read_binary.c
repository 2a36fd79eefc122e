/* Any bytes as a binary XML document, with the static dictionary: data or an error, from memory and from a stream.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz_read.h"

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size);

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size)
{
    WS_XML_READER_BINARY_ENCODING binary = { { WS_XML_READER_ENCODING_TYPE_BINARY }, NULL, NULL };
    struct outcome memory, stream;
    BYTE options;

    if (!size) return 0;
    options = data[0];
    if (FAILED(WsGetDictionary(WS_ENCODING_XML_BINARY_1, &binary.staticDictionary, NULL))) abort();
    memory = read_memory(&binary.encoding, data + 1, size - 1, options);
    stream = read_pieces(&binary.encoding, data + 1, size - 1, options, 1 + (options >> 4));
    if (memory.hash != stream.hash || memory.hr != stream.hr) __builtin_trap();
    return 0;
}
