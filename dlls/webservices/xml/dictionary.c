/* The static dictionary of binary XML (MC-NBFS): by id for the binary encoding, by characters for everybody.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/dictionary.h"

#include <string.h>

const WS_XML_DICTIONARY *dictionary_static(void)
{
    return &static_dictionary;
}

/* Known to the generator: hash_of() in tools/gen/dictionary.py. */
static inline ULONG hash_name(const BYTE *bytes, ULONG length)
{
    return (length * static_factors[0] + bytes[0] * static_factors[1]
                   + bytes[length / 2] * static_factors[2] + bytes[length - 1] * static_factors[3]
                   + bytes[length * 3 / 4] * static_factors[4])
            % STATIC_SLOTS;
}

const WS_XML_STRING *dictionary_find(const BYTE *bytes, ULONG length)
{
    const WS_XML_STRING *string;
    ULONG slot;

    if (!length || length > 255) return NULL;
    for (slot = hash_name(bytes, length); static_slots[slot]; slot = (slot + 1) % STATIC_SLOTS)
    {
        string = &static_dictionary.strings[static_slots[slot] - 1];
        if (string->length == length && !memcmp(string->bytes, bytes, length)) return string;
    }
    return NULL;
}

HRESULT WINAPI WsGetDictionary(
        WS_ENCODING encoding, WS_XML_DICTIONARY **dictionary, WS_ERROR *error)
{
    if (!dictionary) return fail(error, E_INVALIDARG, "dictionary may not be NULL.");
    if ((ULONG)encoding > WS_ENCODING_RAW)
        return fail(error, E_INVALIDARG, "%u is not a WS_ENCODING.", (ULONG)encoding);
    *dictionary
            = encoding == WS_ENCODING_XML_BINARY_1 || encoding == WS_ENCODING_XML_BINARY_SESSION_1
            ? &static_dictionary
            : NULL;
    return S_OK;
}
