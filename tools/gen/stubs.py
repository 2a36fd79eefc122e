#!/usr/bin/env python3
"""Writes a C file with a stub for each export of webservices.dll that no object file defines yet.

usage: stubs.py [--nm NM] [--api tests/data/api.json] [-o stubs.c] OBJECT_OR_ARCHIVE...

A stub fails with E_NOTIMPL and says so in the error object; those which return nothing trace. The file also
defines webservices_stubs, by which tools/coverage knows the object made from it. The output is left alone
when nothing changed, so that make need not compile it again."""
# SPDX-License-Identifier: LGPL-2.1-or-later
import argparse, json, os, re, subprocess, sys

API = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tests/data/api.json")
MARK = "webservices_stubs"  # tools/coverage looks for this symbol

HEAD = """/* Exports which are not implemented yet. Made by tools/gen/stubs.py at each link; not to be edited. */
#include <webservices.h>
#include "core/core.h"

#pragma GCC diagnostic ignored "-Wunused-parameter"

extern const char webservices_stubs[];
const char webservices_stubs[] = "%d";
"""


def defined(nm, files):
    """The global functions which the files define, without the decoration of 32-bit names."""
    out = subprocess.run([nm, "-g", "--defined-only", *files], check=True, capture_output=True, text=True).stdout
    return {re.sub(r"@\d+$", "", name).lstrip("_") for name in re.findall(r" T (_?Ws\w+(?:@\d+)?)$", out, re.M)}


def declare(type_, name):
    return type_.rstrip("*") + " " + "*" * (len(type_) - len(type_.rstrip("*"))) + name


def stub(name, result, params):
    text = f'"{name} is not implemented yet"'
    error = "error" if params and params[-1] == ["error", "WS_ERROR*"] else "NULL"
    body = f"WARN({text});" if result == "void" else f"return fail({error}, E_NOTIMPL, {text});"
    return f"{result} WINAPI {name}({', '.join(declare(t, n) for n, t in params) or 'void'})\n{{\n    {body}\n}}\n"


def main():
    args = argparse.ArgumentParser(usage=__doc__)
    args.add_argument("--nm", default=os.environ.get("NM", "x86_64-w64-mingw32-nm"))
    args.add_argument("--api", default=API)
    args.add_argument("-o", "--output")
    args.add_argument("objects", nargs="*")
    args = args.parse_args()

    have = defined(args.nm, args.objects) if args.objects else set()
    with open(args.api, encoding="utf-8") as f:
        functions = json.load(f)["functions"]
    missing = [stub(name, result, params) for name, _, result, _, params in functions if name not in have]
    text = "\n".join([HEAD % len(missing), *missing])
    if not args.output:
        sys.stdout.write(text)
        return
    try:
        with open(args.output, encoding="utf-8") as f:
            if f.read() == text:
                return
    except FileNotFoundError:
        pass
    with open(args.output, "w", encoding="utf-8") as f:
        f.write(text)


main()
