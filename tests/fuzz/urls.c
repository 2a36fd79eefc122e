/* Any text as a URL: what decodes must encode again, and decode to the same parts; combining two halves of the text
 * must give a URL that decodes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(BOOL held)
{
    if (!held) __builtin_trap();
}

static BOOL same(const WS_STRING *a, const WS_STRING *b)
{
    return a->length == b->length && (!a->length || !memcmp(a->chars, b->chars, a->length * 2ull));
}

static void try_decode(const WS_STRING *url, ULONG flags, WS_HEAP *heap)
{
    WS_HTTP_URL *first, *second;
    WS_STRING text;

    if (FAILED(WsDecodeUrl(url, flags, heap, (WS_URL **)&first, NULL))) return;
    must(first->host.length != 0);
    must(SUCCEEDED(WsEncodeUrl(&first->url, 0, heap, &text, NULL)));
    /* dots that were escaped are plain now: they may stay only where nothing is collapsed; and a host "+" that was
     * escaped is a wildcard now */
    flags |= WS_URL_FLAGS_NO_PATH_COLLAPSE | WS_URL_FLAGS_ALLOW_HOST_WILDCARDS;
    must(SUCCEEDED(WsDecodeUrl(&text, flags, heap, (WS_URL **)&second, NULL)));
    must(first->url.scheme == second->url.scheme && first->port == second->port);
    must(same(&first->host, &second->host) && same(&first->path, &second->path));
    must(same(&first->query, &second->query) && same(&first->fragment, &second->fragment));
}

static void try_combine(const WS_STRING *url, ULONG flags, WS_HEAP *heap)
{
    WS_STRING base = *url, reference, result;
    WS_URL *parts;
    ULONG i;

    for (i = 0; i < url->length && url->chars[i] != ' ';)
        i++;
    if (i == url->length) return;
    base.length = i;
    reference.chars = url->chars + i + 1;
    reference.length = url->length - i - 1;
    if (FAILED(WsCombineUrl(&base, &reference, flags, heap, &result, NULL))) return;
    /* only escapes that are no UTF-8, or zeros in a host, may keep it from being decoded */
    if (FAILED(WsDecodeUrl(&result, flags, heap, &parts, NULL)))
        must(memchr(result.chars, '%', result.length * 2ull) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    WS_STRING url, empty = { 0, NULL };
    WS_HEAP *heap;
    ULONG flags;

    if (!size || FAILED(WsCreateHeap(1 << 24, 0, NULL, 0, &heap, NULL))) return 0;
    flags = data[0] & 3;
    url = empty;
    if (SUCCEEDED(heap_utf16(heap, data + 1, (ULONG)size - 1, &url, NULL)))
    {
        try_decode(&url, flags, heap);
        try_combine(&url, flags, heap);
    }
    WsFreeHeap(heap);
    return 0;
}
