#!/usr/bin/env python3
"""Writes a C file of static assertions which checks webservices.h against tests/data/api.json.

usage: api-check.py [API.JSON] > check.c, then compile check.c with any compiler for any architecture

Sizes, offsets, alignments and types of all fields, values of all enumerators and result codes, prototypes of
all functions and callbacks: each compiler error names what differs or is missing. Nothing is linked or run."""
# SPDX-License-Identifier: LGPL-2.1-or-later
import json, os, sys

HEAD = """#include <stddef.h>
#include <webservices.h>
#define A(p64, p32) (sizeof(void *) == 8 ? (p64) : (p32))
#define IS(what, ...) _Static_assert(__VA_ARGS__, what)
#define SAME(what, a, ...) _Static_assert(__builtin_types_compatible_p(__typeof__(a), __VA_ARGS__), "type of " what)
"""


def types(params):
    return ", ".join(t for _, t in params) or "void"


def fields(tag, rows, prefix, out):
    for name, type_, at64, at32, size64, size32, *inner in rows:
        path = prefix + name
        value = f"((struct {tag} *)0)->{path}"
        out.append(f'IS("offset of {tag}.{path}", offsetof(struct {tag}, {path}) == A({at64}, {at32}));')
        out.append(f'IS("size of {tag}.{path}", sizeof({value}) == A({size64}, {size32}));')
        if inner:
            fields(tag, inner[0], path + ".", out)
        else:
            out.append(f'SAME("{tag}.{path}", {value}, {type_});')


def assertions(api):
    out = [HEAD]
    for name, values in api["enums"]:
        out.append(f'IS("size of {name}", sizeof({name}) == 4);')
        out += [f'IS("value of {v}", (int){v} == {n});' for v, n in values]
    for _, values in api["flags"]:
        out += [f'IS("value of {v}", (int){v} == {n});' for v, n in values]
    for name, tag in api["handles"]:
        out.append(f'SAME("{name}", ({name} *)0, struct {tag} *);')
    for name, tag, size, align, rows in api["structs"]:
        out.append(f'SAME("{name}", ({name} *)0, struct {tag} *);')
        out.append(f'IS("size of {name}", sizeof({name}) == A({size[0]}, {size[1]}));')
        out.append(f'IS("alignment of {name}", _Alignof({name}) == A({align[0]}, {align[1]}));')
        fields(tag, rows, "", out)
    for name, result, params in api["callbacks"]:
        out.append(f'SAME("{name}", *({name} *)0, {result} (CALLBACK *)({types(params)}));')
    for name, _, result, _, params in api["functions"]:
        out.append(f'SAME("{name}", &{name}, {result} (WINAPI *)({types(params)}));')
    for name, value in api["results"] + api["system_results"]:
        out.append(f'IS("value of {name}", (unsigned){name} == {value}u);')
        out.append(f'SAME("{name}", {name}, HRESULT);')
    return "\n".join(out + [MACROS])


MACROS = """
static const WS_STRING string = WS_STRING_VALUE(L"four"), empty = WS_STRING_EMPTY;
static const WS_XML_STRING name = WS_XML_STRING_VALUE("four"), none = WS_XML_STRING_NULL;
static WS_XML_DICTIONARY dictionary;
static const WS_XML_STRING word = WS_XML_STRING_DICTIONARY_VALUE("four", &dictionary, 4);
const void *const uses[] = { &string, &empty, &name, &none, &word };
IS("FACILITY_WEBSERVICES", FACILITY_WEBSERVICES == 61);
IS("WsCountOf", WsCountOf(uses) == 5);
IS("WsOffsetOf", WsOffsetOf(WS_STRING, chars) == sizeof(void *));
"""

if __name__ == "__main__":
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "../data/api.json")
    with open(path, encoding="utf-8") as f:
        print(assertions(json.load(f)))
