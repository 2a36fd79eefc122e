/* Points in time for operations that must end.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"

struct deadline deadline_in(ULONG milliseconds)
{
    struct deadline deadline = { 0 };

    if (milliseconds != INFINITE)
    {
        deadline.at = clock_ticks() + milliseconds;
        if (!deadline.at) deadline.at = 1;
    }
    return deadline;
}

ULONG deadline_left(struct deadline deadline)
{
    UINT64 now, left;

    if (!deadline.at) return INFINITE;
    now = clock_ticks();
    if (now >= deadline.at) return 0;
    left = deadline.at - now;
    return left >= INFINITE ? INFINITE - 1 : (ULONG)left;
}
