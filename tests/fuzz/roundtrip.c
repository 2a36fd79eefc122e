/* From reader to writer and back: whatever the reader accepts and the writer writes must read back as the same document,
 * in text and in binary. First byte: 1 binary input.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    WS_XML_BUFFER *first, *second, *third;
    WS_BYTES text, again, binary;
    WS_HEAP *heap;

    if (!size) return 0;
    heap = fuzz_heap();
    if (FAILED(parse(heap, data[0] & 1, data + 1, size - 1, &first))) goto done;
    if (FAILED(print(heap, FALSE, first, &text))) goto done; /* characters that text cannot hold */
    if (!text.length) goto done;                             /* nothing but an XML declaration */
    if (FAILED(parse(heap, FALSE, text.bytes, text.length, &second))) abort();
    if (FAILED(print(heap, FALSE, second, &again))) abort();
    if (!same(&text, &again)) abort();
    if (FAILED(print(heap, TRUE, second, &binary))) abort();
    if (FAILED(parse(heap, TRUE, binary.bytes, binary.length, &third))) abort();
    if (FAILED(print(heap, FALSE, third, &again))) abort();
    compare_canonical(heap, &text, &again);
done:
    WsFreeHeap(heap);
    return 0;
}
