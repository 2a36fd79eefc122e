#!/usr/bin/env python3
# Output: dlls/webservices/xml/powers.c
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Writes the powers of ten that xml/number.c reads and prints doubles with.

usage: powers.py [-o powers.c]

Row q - FIRST holds the first 128 bits of 10^q, cut off (not rounded). The binary exponent is not stored: number.c
computes it, and this script checks that computation for every row."""
import argparse

FIRST, LAST = -342, 324


def row(q):
    """The first 128 bits of 10^q and the exponent of their lowest bit."""
    number, bits = (10**q, 0) if q >= 0 else ((1 << 1400) // 10**-q, -1400)
    shift = number.bit_length() - 128
    return (number >> shift if shift >= 0 else number << -shift), bits + shift


def text():
    lines = ["/* The first 128 bits of the powers of ten. Made by tools/gen/powers.py; not to be edited.", " *",
             " * SPDX-License-Identifier: LGPL-2.1-or-later", " */", '#include "xml/number.h"', "",
             "/* clang-format off */", "const struct power power_table[POWER_LAST - POWER_FIRST + 1] = {"]
    for q in range(FIRST, LAST + 1):
        bits, exponent = row(q)
        assert exponent == (q * 1741647 >> 19) - 127, q
        assert bits + 1 < 1 << 128, q
        assert q < 0 or (q <= 55) == (5**q < 1 << 128), q  # the rows that are exact
        lines.append("    { 0x%016xull, 0x%016xull }, /* %d */" % (bits >> 64, bits & (1 << 64) - 1, q))
    return "\n".join(lines + ["};", ""])


parser = argparse.ArgumentParser()
parser.add_argument("-o", dest="output", default="dlls/webservices/xml/powers.c")
with open(parser.parse_args().output, "w") as out:
    out.write(text())
