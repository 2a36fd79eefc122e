/* Base64 (RFC 4648, the alphabet with + and /). White space may stand anywhere, as XML Schema allows.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/xml.h"

static const char alphabet[64]
        = { "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" };

/* clang-format off */
#define BAD   0x00
#define SPACE 0x80
#define PAD   0x81
#define DIGIT 0x40 /* with the six bits below it */
static const BYTE sextets[256] = {
    [' '] = SPACE, ['\t'] = SPACE, ['\n'] = SPACE, ['\r'] = SPACE, ['='] = PAD, ['+'] = DIGIT | 62, ['/'] = DIGIT | 63,
    ['A'] = 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59,
    ['a'] = 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f, 0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x70, 0x71, 0x72, 0x73,
    ['0'] = 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x7b, 0x7c, 0x7d,
};
/* clang-format on */

static HRESULT bad_char(const BYTE *chars, ULONG offset, WS_ERROR *error)
{
    BYTE c = chars[offset];

    if (c > ' ' && c < 0x7f)
        return fail(error, WS_E_INVALID_FORMAT,
                "Character %u of the base64 text, '%c', may not stand there.", offset + 1, c);
    return fail(error, WS_E_INVALID_FORMAT,
            "Character %u of the base64 text, byte 0x%x, may not stand there.", offset + 1,
            (ULONG)c);
}

/* The last group, from its first '=' on: as many as are missing of four, then white space only. */
static HRESULT decode_end(const BYTE *chars, ULONG length, ULONG i, ULONG have, WS_ERROR *error)
{
    ULONG pads = 0;

    for (; i < length; i++)
    {
        if (sextets[chars[i]] == SPACE) continue;
        if (sextets[chars[i]] != PAD || have < 2 || ++pads > 4 - have)
            return bad_char(chars, i, error);
    }
    if (pads != 4 - have)
        return fail(error, WS_E_INVALID_FORMAT, "The base64 text ends with too few '='.");
    return S_OK;
}

HRESULT base64_decode(const BYTE *chars, ULONG length, BYTE *bytes, ULONG *count, WS_ERROR *error)
{
    ULONG i = 0, have = 0, bits = 0, n = 0;
    HRESULT hr;
    BYTE v;

    while (i < length)
    {
        /* whole groups of four, as nearly all of the text is */
        while (!have && length - i >= 4)
        {
            BYTE a = sextets[chars[i]], b = sextets[chars[i + 1]];
            BYTE c = sextets[chars[i + 2]], d = sextets[chars[i + 3]];

            if (!(a & b & c & d & DIGIT)) break;
            bits = (a & 63u) << 18 | (b & 63u) << 12 | (c & 63u) << 6 | (d & 63u);
            bytes[n++] = bits >> 16;
            bytes[n++] = bits >> 8;
            bytes[n++] = bits;
            i += 4;
        }
        if (i == length) break;
        v = sextets[chars[i]];
        if (v == PAD)
        {
            if (FAILED(hr = decode_end(chars, length, i, have, error))) return hr;
            bits <<= 6 * (4 - have);
            bytes[n++] = bits >> 16;
            if (have == 3) bytes[n++] = bits >> 8;
            have = 0;
            break;
        }
        if (v == BAD) return bad_char(chars, i, error);
        i++;
        if (v == SPACE) continue;
        bits = (have ? bits << 6 : 0) | (v & 63u);
        if (++have < 4) continue;
        bytes[n++] = bits >> 16;
        bytes[n++] = bits >> 8;
        bytes[n++] = bits;
        have = 0;
    }
    if (have)
        return fail(error, WS_E_INVALID_FORMAT,
                "The base64 text ends within a group: its length is not a multiple of 4 characters.");
    *count = n;
    return S_OK;
}

ULONG base64_encode(const BYTE *bytes, ULONG count, BYTE *chars)
{
    BYTE *start = chars;
    ULONG bits;

    for (; count >= 3; bytes += 3, count -= 3)
    {
        bits = bytes[0] << 16 | bytes[1] << 8 | bytes[2];
        *chars++ = alphabet[bits >> 18];
        *chars++ = alphabet[bits >> 12 & 63];
        *chars++ = alphabet[bits >> 6 & 63];
        *chars++ = alphabet[bits & 63];
    }
    if (!count) return (ULONG)(chars - start);
    bits = bytes[0] << 16 | (count == 2 ? bytes[1] << 8 : 0);
    *chars++ = alphabet[bits >> 18];
    *chars++ = alphabet[bits >> 12 & 63];
    *chars++ = count == 2 ? alphabet[bits >> 6 & 63] : '=';
    *chars++ = '=';
    return (ULONG)(chars - start);
}
