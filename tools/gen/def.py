#!/usr/bin/env python3
"""Writes the module definition from which dlltool makes libwebservices.a for 32-bit programs.

usage: def.py [--api tests/data/api.json] WEBSERVICES.DEF > webservices32.def
       i686-w64-mingw32-dlltool -k -d webservices32.def -l libwebservices.a

32-bit callers ask for _WsFoo@12 while the DLL exports WsFoo: here each name of the DLL's own list gets the
bytes of its arguments, and -k takes them off again in the import. 64-bit names have no decoration; there
dlltool reads the DLL's own list."""
# SPDX-License-Identifier: LGPL-2.1-or-later
import argparse, json, os, sys

API = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tests/data/api.json")

args = argparse.ArgumentParser(usage=__doc__)
args.add_argument("--api", default=API)
args.add_argument("definition")
args = args.parse_args()

with open(args.api, encoding="utf-8") as f:
    stack = {name: size for name, _, _, size, _ in json.load(f)["functions"]}
exports = False
for line in open(args.definition, encoding="utf-8"):
    name = line.strip()
    if exports and name and not name.startswith(";"):
        if name not in stack:
            sys.exit(f"def.py: '{name}' is exported but not in {args.api}")
        line = f"    {name}@{stack.pop(name)}\n"
    exports = exports or name == "EXPORTS"
    sys.stdout.write(line)
if stack:
    sys.exit(f"def.py: {args.definition} lacks {', '.join(sorted(stack))}")
