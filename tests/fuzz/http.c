/* Any bytes as HTTP: heads of requests and replies, chunked bodies whole and in two pieces, content types. Whatever comes
 * out must lie inside of what went in, and pieces must make no difference.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wire/wire.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size);

static void check_slice(struct http_slice slice, ULONG size)
{
    if (slice.at > size || slice.length > size - slice.at) __builtin_trap();
}

static void check_head(const struct http_head *head, ULONG size)
{
    ULONG i;

    check_slice(head->method, size);
    check_slice(head->target, size);
    check_slice(head->host, size);
    check_slice(head->reason, size);
    if (head->field_count > HTTP_MAX_FIELDS) __builtin_trap();
    for (i = 0; i < head->field_count; i++)
    {
        check_slice(head->fields[i].name, size);
        check_slice(head->fields[i].value, size);
    }
}

static void parse_heads(const BYTE *data, ULONG size, ULONG cut)
{
    struct http_head head;
    ULONG scanned = 0, again = 0, length, pieces;

    length = http_head_length(data, size, &scanned);
    pieces = http_head_length(data, cut, &again);
    if (!pieces) pieces = http_head_length(data, size, &again);
    if (pieces != length || length > size) __builtin_trap();
    if (!length) return;
    if (SUCCEEDED(http_parse_request(data, length, &head, NULL))) check_head(&head, length);
    if (SUCCEEDED(http_parse_reply(data, length, &head, NULL))) check_head(&head, length);
}

static HRESULT decode(const BYTE *data, ULONG size, ULONG cut, BYTE *out, ULONG *count)
{
    static BYTE piece[65536];
    struct http_chunks chunks;
    ULONG used, part;
    HRESULT hr;

    http_chunks_init(&chunks);
    memcpy(piece, data, cut);
    hr = http_chunks_decode(&chunks, piece, cut, &used, count, NULL);
    if (FAILED(hr)) return hr;
    if (used > cut || *count > used) __builtin_trap();
    memcpy(out, piece, *count);
    if (hr == S_OK) return hr;
    memcpy(piece, data + cut, size - cut);
    hr = http_chunks_decode(&chunks, piece, size - cut, &used, &part, NULL);
    if (FAILED(hr)) return hr;
    memcpy(out + *count, piece, part);
    *count += part;
    return hr;
}

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size)
{
    static BYTE whole[65536], pieces[65536];
    ULONG cut, count = 0, other = 0, got;
    WS_CHARSET charset;
    HRESULT hr;

    if (size < 2 || size > sizeof(whole)) return 0;
    cut = data[0] % size;
    data++;
    size--;
    if (cut > size) cut = size;
    parse_heads(data, size, cut);
    hr = decode(data, size, size, whole, &count);
    if (decode(data, size, cut, pieces, &other) != hr) __builtin_trap();
    if (SUCCEEDED(hr) && (count != other || memcmp(whole, pieces, count))) __builtin_trap();
    got = 0;
    if (SUCCEEDED(content_type_parameter(data, size, "action", whole, 64, &got, NULL)) && got > 64)
        __builtin_trap();
    (void)content_type_charset(data, size, &charset, NULL);
    check_slice(content_type_media(data, size), size);
    return 0;
}
