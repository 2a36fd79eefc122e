/* Any bytes as a value of any type, as base64, as a name: what is accepted must come back the same when it is written
 * and read again, and its text must fit.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/xml.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(BOOL held)
{
    if (!held) __builtin_trap();
}

static void try_value(WS_VALUE_TYPE type, const BYTE *chars, ULONG length)
{
    BYTE first[64], second[64], text[VALUE_TEXT_MAX];
    ULONG count;

    memset(first, 0, sizeof(first));
    memset(second, 0, sizeof(second));
    if (FAILED(value_parse(type, chars, length, first, NULL))) return;
    if (FAILED(value_format(type, first, text, &count, NULL)))
    {
        /* a time shortly before the year 10000 may be after it in the machine's zone */
        must(type == WS_DATETIME_VALUE_TYPE);
        return;
    }
    must(count && count <= VALUE_TEXT_MAX);
    must(SUCCEEDED(value_parse(type, text, count, second, NULL)));
    must(!memcmp(first, second, sizeof(first)));
}

static void try_base64(const BYTE *chars, ULONG length)
{
    BYTE *bytes = mem_alloc(length / 4 * 3 + 3), *again = mem_alloc(length + 4), *back;
    ULONG count, count_back, encoded;

    if (SUCCEEDED(base64_decode(chars, length, bytes, &count, NULL)))
    {
        must(count <= length / 4 * 3);
        encoded = base64_encode(bytes, count, again);
        must(encoded <= length);
        back = mem_alloc(encoded / 4 * 3 + 3);
        must(SUCCEEDED(base64_decode(again, encoded, back, &count_back, NULL)));
        must(count == count_back && !memcmp(bytes, back, count));
        mem_free(back);
    }
    mem_free(again);
    mem_free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ULONG type;

    for (type = 0; type <= WS_DURATION_VALUE_TYPE; type++)
        try_value((WS_VALUE_TYPE)type, data, (ULONG)size);
    try_base64(data, (ULONG)size);
    if (ncname_check(data, (ULONG)size)) must(utf8_check(data, (ULONG)size) == size);
    if (dictionary_find(data, (ULONG)size)) must(size && size < 256);
    return 0;
}
