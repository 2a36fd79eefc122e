/* Which listening prefix a request belongs to.
 *
 * As the system's HTTP service has it: "+" before a host's own name before "*"; then the longer path. A path fits at
 * the borders of its segments only, letters of either case are equal, and a query does not count.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/internal.h"

#include <string.h>

static ULONG path_fit(const char *prefix, const BYTE *path, ULONG length)
{
    ULONG size = text_length(prefix), i;

    for (i = 0; i < length && path[i] != '?';)
        i++;
    length = i;
    while (size && prefix[size - 1] == '/')
        size--;
    if (length < size || !ascii_equal_nocase(path, prefix, size)) return 0;
    if (length > size && path[size] != '/') return 0;
    return size + 1;
}

static ULONG host_fit(const char *host, const BYTE *asked, ULONG length)
{
    ULONG size = text_length(host), i;

    if (!strcmp(host, "+")) return 3;
    if (!strcmp(host, "*")) return 1;
    /* without the port; an address of version 6 stands in brackets */
    for (i = 0; i < length && asked[i] != ':';)
        i++;
    if (length && asked[0] == '[')
    {
        for (i = 1; i < length && asked[i] != ']';)
            i++;
        asked++;
        i--;
    }
    return i == size && ascii_equal_nocase(asked, host, size) ? 2 : 0;
}

ULONG url_match(const struct http_prefix *prefix, const BYTE *host, ULONG host_length,
        const BYTE *path, ULONG path_length)
{
    ULONG fit = host_fit(prefix->host, host, host_length);
    ULONG size = fit ? path_fit(prefix->path, path, path_length) : 0;

    return size ? fit * 0x10000 + size : 0;
}

BOOL url_same(const struct http_prefix *a, const struct http_prefix *b)
{
    ULONG i = text_length(a->path), k = text_length(b->path);

    while (i && a->path[i - 1] == '/')
        i--;
    while (k && b->path[k - 1] == '/')
        k--;
    return a->port == b->port && !strcmp(a->host, b->host) && i == k
            && ascii_equal_nocase((const BYTE *)a->path, b->path, i);
}
