/* Canonical form: of its own output it is the same again, and it does not depend on the encoding. First byte: 1 binary
 * input, 2 inclusive, 4 with comments.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    WS_XML_CANONICALIZATION_ALGORITHM algorithm;
    WS_BYTES once, twice, text;
    WS_XML_BUFFER *buffer;
    WS_HEAP *heap;

    if (!size) return 0;
    heap = fuzz_heap();
    algorithm = (data[0] >> 1) & 3;
    if (FAILED(parse(heap, data[0] & 1, data + 1, size - 1, &buffer))) goto done;
    if (FAILED(print(heap, FALSE, buffer, &text))) goto done;
    if (!text.length) goto done; /* nothing but an XML declaration */
    if (FAILED(canonical(heap, algorithm, &text, &once))) abort();
    if (!once.length) goto done; /* nothing but comments that are left out */
    if (FAILED(canonical(heap, algorithm, &once, &twice))) abort();
    if (!same(&once, &twice)) abort();
done:
    WsFreeHeap(heap);
    return 0;
}
