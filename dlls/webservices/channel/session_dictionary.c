/* Session dictionaries: names that were sent once go by their number from then on (MC-NBFSE).
 *
 * Both sides count the strings that travelled in front of the messages. What a session may spend on them is limited by
 * MAX_SESSION_DICTIONARY_SIZE: a receiver refuses more, a sender writes further names out.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/session.h"

#include <string.h>

void session_dictionary_init(struct session_dictionary *d, ULONG max)
{
    memset(d, 0, sizeof(*d));
    d->max = max;
    /* the heap's own blocks come on top of what the strings need */
    heap_init(&d->heap, (SIZE_T)max * 2 + 0x10000, 0);
}

void session_dictionary_reset(struct session_dictionary *d)
{
    heap_reset(&d->heap);
    d->dictionary.stringCount = d->size = d->sent = d->sent_size = 0;
}

void session_dictionary_clear(struct session_dictionary *d)
{
    heap_clear(&d->heap);
    mem_free(d->dictionary.strings);
    mem_free(d->hashes);
}

static ULONG hash_of(const BYTE *bytes, ULONG length)
{
    ULONG hash = length, i;

    for (i = 0; i < length; i++)
        hash = hash * 31 + bytes[i];
    return hash;
}

static HRESULT grow(struct session_dictionary *d, WS_ERROR *error)
{
    ULONG room = d->room ? d->room * 2 : 32, *hashes;
    WS_XML_STRING *strings;

    if (d->dictionary.stringCount < d->room) return S_OK;
    if (!(strings = mem_realloc(d->dictionary.strings, room * sizeof(*strings))))
        return fail_memory(error);
    d->dictionary.strings = strings;
    if (!(hashes = mem_realloc(d->hashes, room * sizeof(*hashes)))) return fail_memory(error);
    d->hashes = hashes;
    d->room = room;
    return S_OK;
}

static HRESULT add(
        struct session_dictionary *d, const BYTE *bytes, ULONG length, ULONG hash, WS_ERROR *error)
{
    ULONG index = d->dictionary.stringCount;
    WS_XML_STRING *string;
    void *copy = NULL;
    HRESULT hr;

    if (FAILED(hr = grow(d, error))) return hr;
    if (length && FAILED(hr = heap_copy(&d->heap, bytes, length, &copy, error))) return hr;
    string = &d->dictionary.strings[index];
    string->bytes = copy;
    string->length = length;
    string->dictionary = &d->dictionary;
    string->id = index;
    d->hashes[index] = hash;
    d->size += length + 1;
    d->dictionary.stringCount++;
    return S_OK;
}

/* ---- receiving ---- */

static HRESULT take_string(
        struct session_dictionary *d, const BYTE *bytes, ULONG count, ULONG *used, WS_ERROR *error)
{
    ULONG length, size;
    HRESULT hr = framing_get_size(bytes, count, &length, &size, error);

    if (FAILED(hr)) return hr;
    if (hr == S_FALSE || length > count - size)
        return fail(error, WS_E_INVALID_FORMAT,
                "A string of the session dictionary is longer than the block that it is in");
    if (length >= d->max - d->size)
        return fail(error, WS_E_QUOTA_EXCEEDED,
                "The string '%b' would make the session dictionary larger than %u bytes "
                "(MAX_SESSION_DICTIONARY_SIZE)",
                bytes + size, length, d->max);
    if (utf8_check(bytes + size, length) != length)
        return fail(error, WS_E_INVALID_FORMAT, "A string of the session dictionary is not UTF-8");
    *used = size + length;
    return add(d, bytes + size, length, 0, error);
}

HRESULT session_dictionary_take(
        struct session_dictionary *d, const BYTE *bytes, ULONG count, ULONG *used, WS_ERROR *error)
{
    ULONG size, at, end, taken = 0;
    HRESULT hr = framing_get_size(bytes, count, &size, &at, error);

    if (FAILED(hr)) return hr;
    if (hr == S_FALSE || size > count - at)
        return fail(error, WS_E_INVALID_FORMAT,
                "The message's block of session strings is longer than the message");
    for (end = at + size; at < end; at += taken)
    {
        if (FAILED(hr = take_string(d, bytes + at, end - at, &taken, error))) return hr;
    }
    *used = end;
    return S_OK;
}

/* ---- sending ---- */

HRESULT CALLBACK session_dictionary_find(
        void *state, const WS_XML_STRING *string, BOOL *found, ULONG *id, WS_ERROR *error)
{
    struct session_dictionary *d = state;
    ULONG hash = hash_of(string->bytes, string->length), i;

    *found = FALSE;
    for (i = 0; i < d->dictionary.stringCount; i++)
    {
        const WS_XML_STRING *known = &d->dictionary.strings[i];

        if (d->hashes[i] != hash || known->length != string->length
                || memcmp(known->bytes, string->bytes, known->length))
            continue;
        *found = TRUE;
        *id = i;
        return S_OK;
    }
    if (string->length >= d->max - d->size) return S_OK;
    if (FAILED(add(d, string->bytes, string->length, hash, NULL))) return S_OK;
    *found = TRUE;
    *id = i;
    return S_OK;
}

void session_dictionary_forget(struct session_dictionary *d)
{
    d->dictionary.stringCount = d->sent;
    d->size = d->sent_size;
}

ULONG session_dictionary_block_size(const struct session_dictionary *d)
{
    BYTE room[FRAMING_MAX_SIZE];
    ULONG size = 0, i;

    for (i = d->sent; i < d->dictionary.stringCount; i++)
    {
        const WS_XML_STRING *string = &d->dictionary.strings[i];

        size += framing_put_size(string->length, room) + string->length;
    }
    return size;
}

HRESULT session_dictionary_put(struct session_dictionary *d, struct buf *out, WS_ERROR *error)
{
    BYTE room[FRAMING_MAX_SIZE];
    ULONG n = framing_put_size(session_dictionary_block_size(d), room), i;
    HRESULT hr = buf_put(out, room, n, error);

    for (i = d->sent; SUCCEEDED(hr) && i < d->dictionary.stringCount; i++)
    {
        const WS_XML_STRING *string = &d->dictionary.strings[i];

        n = framing_put_size(string->length, room);
        if (SUCCEEDED(hr = buf_put(out, room, n, error)))
            hr = buf_put(out, string->bytes, string->length, error);
    }
    return hr;
}

void session_dictionary_sent(struct session_dictionary *d)
{
    d->sent = d->dictionary.stringCount;
    d->sent_size = d->size;
}
