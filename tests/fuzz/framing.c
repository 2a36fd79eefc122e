/* Any bytes as records of message framing (MC-NMF), whole and cut: what a record has lies inside of what went in, a cut one asks
 * for more and is the same record when that is there, and known faults are codes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wire/wire.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size);

static void check_cut(
        const BYTE *data, ULONG count, ULONG cut, ULONG max, const struct frame *whole)
{
    struct frame frame;
    HRESULT hr = framing_next(data, cut, max, &frame, NULL);

    if (hr == S_OK && (frame.at + frame.length > cut || frame.kind != whole->kind))
        __builtin_trap();
    if (hr == S_FALSE && !frame.missing) __builtin_trap();
    if (FAILED(hr)) __builtin_trap(); /* what is right as a whole is not wrong in part */
}

static void check_size(const BYTE *data, ULONG count)
{
    BYTE again[FRAMING_MAX_SIZE];
    ULONG size, used, n;

    if (framing_get_size(data, count, &size, &used, NULL) != S_OK) return;
    if (used > count || used > FRAMING_MAX_SIZE) __builtin_trap();
    n = framing_put_size(size, again);
    if (n > used || framing_get_size(again, n, &size, &used, NULL) != S_OK || used != n)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size)
{
    ULONG max, cut, count;
    struct frame frame;

    if (size < 3) return 0;
    max = data[0] * 256 + data[1];
    data += 2;
    count = (ULONG)size - 2;
    check_size(data, count);
    while (count && framing_next(data, count, max, &frame, NULL) == S_OK)
    {
        if (frame.at > count || frame.length > count - frame.at) __builtin_trap();
        for (cut = 0; cut < frame.at + frame.length && cut < 16; cut++)
            check_cut(data, count, cut, max, &frame);
        if (frame.length) check_cut(data, count, frame.at + frame.length - 1, max, &frame);
        if (frame.kind == FRAME_FAULT
                && SUCCEEDED(framing_fault_received(data + frame.at, frame.length, NULL)))
            __builtin_trap();
        data += frame.at + frame.length;
        count -= frame.at + frame.length;
    }
    return 0;
}
