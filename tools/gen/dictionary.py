#!/usr/bin/env python3
# Output: dlls/webservices/xml/dictionary_static.c
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Writes the static dictionary and its hash table from dlls/webservices/xml/dictionary.txt.

usage: dictionary.py [-o dictionary_static.c]

The hash must be the one in dictionary.c. Its factors are searched here for the fewest probes."""
import argparse, itertools, os

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../dlls/webservices/xml/dictionary.txt")
SLOTS = 2048


def strings():
    rows = [line.rstrip("\n").partition(" ") for line in open(SOURCE, encoding="ascii") if not line.startswith("#")]
    assert [int(row[0]) for row in rows] == list(range(len(rows)))
    return [row[2] for row in rows]


def hash_of(text, factors):
    """As hash_name() in dictionary.c."""
    b = text.encode()
    n = len(b)
    return (n * factors[0] + b[0] * factors[1] + b[n // 2] * factors[2] + b[n - 1] * factors[3]
            + b[n * 3 // 4] * factors[4]) % SLOTS


def table(texts, factors):
    """The slots (id + 1, 0 when free) and how many probes all strings need together."""
    slots, probes = [0] * SLOTS, 0
    for number, text in enumerate(texts):
        if not text or texts.index(text) != number:
            continue
        slot = hash_of(text, factors)
        probes += 1
        while slots[slot]:
            slot, probes = (slot + 1) % SLOTS, probes + 1
        slots[slot] = number + 1
    return slots, probes


def best(texts):
    choices = itertools.product((17, 53, 101, 211, 373), (7, 31, 157, 419), (3, 29, 83, 331), (11, 61, 191, 523),
                                (5, 43, 131, 389))
    return min((factors for factors in choices), key=lambda factors: table(texts, factors)[1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-o", dest="output", default="dlls/webservices/xml/dictionary_static.c")
    output = parser.parse_args().output
    texts = strings()
    factors = best(texts)
    slots, probes = table(texts, factors)
    lines = ["/* The strings of MC-NBFS. Made by tools/gen/dictionary.py from dictionary.txt; not to be edited.", " *",
             " * SPDX-License-Identifier: LGPL-2.1-or-later", " */", '#include "xml/dictionary.h"', "",
             "/* clang-format off */", "#define S(id, text) { sizeof(text) - 1, (BYTE *)text, &static_dictionary, id }",
             "static WS_XML_STRING strings[] = {"]
    lines += ["    S(%d, \"%s\")," % row for row in enumerate(texts)]
    lines += ["};", "", "WS_XML_DICTIONARY static_dictionary = {",
              "    { 0xf93578f8, 0x5852, 0x4eb7, { 0xa6, 0xfc, 0xe7, 0x2b, 0xb7, 0x1d, 0xb6, 0x22 } }, strings, %d, TRUE"
              % len(texts), "};", "", "/* %d probes for all strings together */" % probes,
              "const USHORT static_factors[5] = { %s };" % ", ".join(map(str, factors)),
              "const USHORT static_slots[STATIC_SLOTS] = {"]
    for start in range(0, SLOTS, 20):
        lines.append("    " + ", ".join(map(str, slots[start:start + 20])) + ",")
    with open(output, "w", encoding="ascii") as out:
        out.write("\n".join(lines + ["};", ""]))


main()
