/* UTF-8 and UTF-16: every code point, the malformed sequences of the Unicode standard, all offsets within a block of 16,
 * and random bytes against a plain decoder.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"
#include "test.h"

static BOOL valid_code(ULONG code)
{
    return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
}

/* One character by the definition: shortest form, range, continuation bytes. */
static ULONG plain_decode(const BYTE *b, ULONG count, ULONG *code)
{
    static const ULONG least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    ULONG length, i, value;

    if (b[0] < 0x80)
        length = 1;
    else if (b[0] >> 5 == 6)
        length = 2;
    else if (b[0] >> 4 == 14)
        length = 3;
    else if (b[0] >> 3 == 30)
        length = 4;
    else
        return 0;
    if (length > count) return 0;
    value = length == 1 ? b[0] : b[0] & (0x7f >> length);
    for (i = 1; i < length; i++)
    {
        if (b[i] >> 6 != 2) return 0;
        value = value << 6 | (b[i] & 0x3f);
    }
    if (value < least[length] || !valid_code(value)) return 0;
    *code = value;
    return length;
}

TEST(every_code_point_goes_there_and_back)
{
    ULONG code, back, length;
    BYTE bytes[4], again[4];
    WCHAR chars[2];

    for (code = 0; code <= 0x10ffff; code++)
    {
        if (!valid_code(code)) continue;
        length = utf8_encode(code, bytes);
        back = ~0u;
        if (utf8_decode(bytes, length, &back) != length || back != code
                || plain_decode(bytes, length, &back) != length
                || utf8_check(bytes, length) != length
                || utf16_length(bytes, length) != (code > 0xffff ? 2 : 1)
                || utf16_from_utf8(bytes, length, chars) != (code > 0xffff ? 2 : 1)
                || !utf16_check(chars, code > 0xffff ? 2 : 1)
                || utf8_length(chars, code > 0xffff ? 2 : 1) != length
                || utf8_from_utf16(chars, code > 0xffff ? 2 : 1, again) != length
                || memcmp(bytes, again, length))
        {
            ok(0, "U+%x", (unsigned)code);
            return;
        }
        if (length > 1 && utf8_decode(bytes, length - 1, &back))
        {
            ok(0, "U+%x cut", (unsigned)code);
            return;
        }
    }
    ok(TRUE, "all");
}

TEST(malformed_sequences_are_found)
{
    static const struct
    {
        const char *bytes;
        ULONG good;
    } rows[] = { { "\x80", 0 }, { "a\xbf", 1 }, { "\xc0\x80", 0 }, { "\xc1\xbf", 0 },
        { "\xe0\x80\x80", 0 }, { "\xe0\x9f\xbf", 0 }, { "\xed\xa0\x80", 0 }, { "\xed\xbf\xbf", 0 },
        { "\xf0\x80\x80\x80", 0 }, { "\xf0\x8f\xbf\xbf", 0 }, { "\xf4\x90\x80\x80", 0 },
        { "\xf5\x80\x80\x80", 0 }, { "\xff", 0 }, { "\xfe", 0 }, { "ab\xc3", 2 }, { "\xe2\x82", 0 },
        { "\xf0\x9f\x98", 0 }, { "\xc3\xab\xc3", 2 }, { "\xc3(", 0 }, { "\xe2\x28\xa1", 0 } };
    unsigned i;

    for (i = 0; i < COUNT_OF(rows); i++)
    {
        ULONG count = strlen(rows[i].bytes);

        test_context("row %u", i);
        ok_int(utf8_check((const BYTE *)rows[i].bytes, count), rows[i].good);
    }
    test_context("%s", "");
}

/* A character of each length at every place of 40 bytes: the SIMD paths' edges. */
TEST(every_offset_within_a_block)
{
    static const char *const characters[]
            = { "\xc3\xab", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xff" };
    BYTE text[64], back[80];
    WCHAR chars[64];
    ULONG i, at, length, units;

    for (i = 0; i < COUNT_OF(characters); i++)
    {
        for (at = 0; at <= 40; at++)
        {
            test_context("character %u at %u", (unsigned)i, (unsigned)at);
            memset(text, 'x', sizeof(text));
            length = strlen(characters[i]);
            memcpy(text + at, characters[i], length);
            length += 40;
            units = 40 + (i == 2 ? 2 : 1);
            ok_int(utf8_check(text, length), i == 3 ? at : length);
            ok_int(utf16_length(text, length), units);
            ok_int(utf16_from_utf8(text, length, chars), units);
            ok_int(utf8_length(chars, units), i == 3 ? length + 2 : length);
            ok_int(utf8_from_utf16(chars, units, back), i == 3 ? length + 2 : length);
            if (i < 3) ok_bytes(back, length, text, length);
        }
    }
    test_context("%s", "");
}

TEST(lone_surrogates)
{
    static const WCHAR rows[][3] = { { 'a', 0xd83d, 'b' }, { 0xde00, 0xd83d, 'b' },
        { 0xd83d, 0xd83d, 0xde00 }, { 'a', 'b', 0xd83d } };
    BYTE bytes[9];
    unsigned i;

    for (i = 0; i < COUNT_OF(rows); i++)
    {
        test_context("row %u", i);
        ok(!utf16_check(rows[i], 3), "found");
        ok_int(utf8_length(rows[i], 3), utf8_from_utf16(rows[i], 3, bytes));
    }
    test_context("%s", "");
    utf8_from_utf16(rows[0], 3, bytes);
    ok_bytes(bytes, 5,
            "a\xef\xbf\xbd"
            "b",
            5);
    ok(utf16_check(rows[2] + 1, 2), "a pair is fine");
}

TEST(random_bytes_as_a_plain_decoder_reads_them)
{
    UINT64 random = 42;
    BYTE bytes[48];
    ULONG round, i, code, plain, used, expected;

    for (round = 0; round < 200000; round++)
    {
        for (i = 0; i < sizeof(bytes); i++)
        {
            random = random * 6364136223846793005ull + 1442695040888963407ull;
            /* mostly ASCII or well-formed pieces, else every sequence would be cut short at once */
            bytes[i] = random >> 60 < 13 ? (BYTE)(random >> 33 & 0x7f) : (BYTE)(random >> 33);
        }
        for (i = 0; i < sizeof(bytes); i += used)
        {
            used = plain_decode(bytes + i, sizeof(bytes) - i, &plain);
            code = plain;
            if (used != utf8_decode(bytes + i, sizeof(bytes) - i, &code) || (used && code != plain))
            {
                ok(0, "at byte %u of round %u", (unsigned)i, (unsigned)round);
                return;
            }
            if (!used) break;
        }
        expected = i;
        if (utf8_check(bytes, sizeof(bytes)) != expected)
        {
            ok(0, "utf8_check in round %u", (unsigned)round);
            return;
        }
    }
    ok(TRUE, "all");
}

TESTS = { CASE(every_code_point_goes_there_and_back), CASE(malformed_sequences_are_found),
    CASE(every_offset_within_a_block), CASE(lone_surrogates),
    CASE(random_bytes_as_a_plain_decoder_reads_them), END_OF_CASES };
