#!/usr/bin/env python3
"""The names that C types of schemas, and members of them, cannot have, since <WebServices.h> brings them: what the mingw-w64
headers declare or define, found by asking the compiler for each.

usage: taken.py -o tools/wsutil/taken.inc

Not part of a build, since it depends on the installed headers; the test `taken` of tests/wsutil tells when it is to be run
again. Left out are what few schemas name: names with _ (two thirds of all), and functions in their forms for A and W."""
# SPDX-License-Identifier: LGPL-2.1-or-later
import argparse, os, re, subprocess, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
parser = argparse.ArgumentParser(usage=__doc__)
parser.add_argument("-o", required=True)
options = parser.parse_args()


def compiler(host, *arguments, text=None, check=True):
    done = subprocess.run([host + "-w64-mingw32-gcc", "-I" + TOP + "/include", *arguments], input=text, capture_output=True, text=True)
    if check and done.returncode:
        raise SystemExit(done.stderr)
    return done


def candidates(host, define):
    text = "#include <WebServices.h>\n"
    words = set(re.findall(r"[A-Za-z][A-Za-z0-9]*\b", compiler(host, *define, "-E", "-P", "-", text=text).stdout))
    words |= set(re.findall(r"^#define ([A-Za-z][A-Za-z0-9]*)\b", compiler(host, *define, "-E", "-dM", "-", text=text).stdout, re.M))
    return sorted(w for w in words if len(w) > 1)


def conflicts(host, define, folder, form):
    """Errors hide others behind them: names that have one are taken out until none is left."""
    words, found = candidates(host, define), set()
    while True:
        path = folder + "/names.c"
        with open(path, "w") as f:
            f.write("#include <WebServices.h>\n" + "".join(form.format(w, i) for i, w in enumerate(words)))
        errors = compiler(host, *define, "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-fmax-errors=0", path, check=False).stderr
        bad = {words[int(line) - 2] for line in re.findall(r"names\.c:(\d+):\d+: error", errors) if 2 <= int(line) < len(words) + 2}
        if not bad:
            return found
        found |= bad
        words = [w for w in words if w not in bad]


def table(name, form):
    with tempfile.TemporaryDirectory() as folder:
        names = set().union(*(conflicts(host, define, folder, form) for host in ("x86_64", "i686") for define in ([], ["-DUNICODE"])))
    names = {n for n in names if not (n[-1] in "AW" and n[:-1] in names)}
    lines, line = [], "   "
    for word in sorted(names):
        if len(line) + len(word) + 4 > 120:
            lines.append(line)
            line = "   "
        line += f' "{word}",'
    return f"static const char *const {name}[] = {{\n" + "\n".join(lines + [line]) + "\n};\n"


def main():
    with open(options.o, "w") as f:
        f.write("/* Made by tools/gen/taken.py: names that <WebServices.h> brings, sorted.\n *\n * SPDX-License-Identifier: "
                "LGPL-2.1-or-later\n */\n" + table("taken_types", "typedef struct {0} {{ int x; }} {0};\n") + "\n"
                + table("taken_members", "struct m{1} {{ int {0}; }};\n"))


main()
