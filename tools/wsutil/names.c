/* C names: from XML names, without keywords and macros of Windows' headers, without collisions.
 *
 * Choices of our own, where no source tells Windows': a character that is neither letter nor digit nor ASCII
 * punctuation becomes _xHHHH_; a name that begins with a digit gets a leading _; a collision gets a number; a name
 * of Windows' headers gets a _ behind.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Sorted. Keywords of C and C++, names of built-in types, and lower-case macros of Windows' headers. */
static const char *const capitalized[] = { "alignas", "alignof", "and", "and_eq", "asm", "auto",
    "bitand", "bitor", "bool", "boolean", "break", "byte", "case", "catch", "cdecl", "char",
    "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "compl",
    "concept", "const", "const_cast", "consteval", "constexpr", "constinit", "continue", "decimal",
    "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum", "errno",
    "explicit", "export", "extern", "false", "far", "float", "for", "friend", "goto", "huge",
    "hyper", "if", "inline", "int", "interface", "long", "max", "min", "mutable", "namespace",
    "near", "new", "noexcept", "not", "not_eq", "nullptr", "offsetof", "operator", "or", "or_eq",
    "pascal", "private", "protected", "public", "register", "reinterpret_cast", "requires",
    "restrict", "return", "short", "signed", "sizeof", "small", "static", "static_assert",
    "static_cast", "stderr", "stdin", "stdout", "string", "struct", "switch", "template", "this",
    "thread_local", "throw", "true", "try", "typedef", "typeid", "typename", "typeof", "union",
    "unix", "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while", "xor",
    "xor_eq" };

/* taken_types and taken_members, both sorted: names that Windows' headers bring. A type cannot have the name of a
 * function, a type or an enumerator; a member of a structure only those of macros cannot be. */
#include "taken.inc"

/* Sorted. Types of members: C++ does not let a member of that name stand beside them. */
static const char *const used_types[] = { "BOOL", "DECIMAL", "GUID", "WCHAR" };

static int compare_word(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

#define IS_IN(table, name) \
    (bsearch(name, table, sizeof(table) / sizeof(table[0]), sizeof(char *), compare_word) != NULL)

/* The code point at *c, which is valid UTF-8 since libxml2 has read it. */
static unsigned code_point(const unsigned char **c)
{
    unsigned code = **c, more = code >= 0xf0 ? 3 : code >= 0xe0 ? 2 : code >= 0xc0 ? 1 : 0;

    code &= more == 3 ? 7 : more == 2 ? 15 : more == 1 ? 31 : 127;
    for ((*c)++; more && (**c & 0xc0) == 0x80; more--)
        code = code << 6 | (*(*c)++ & 63);
    return code;
}

static void append(struct text *text, const char *name)
{
    const unsigned char *c = (const unsigned char *)name;

    while (*c)
    {
        if (*c < 128)
        {
            char plain = isalnum(*c) ? (char)*c : '_';

            text_add(text, &plain, 1);
            c++;
        }
        else
            text_print(text, "_x%04X_", code_point(&c));
    }
}

static const char *normalize(const char *name)
{
    struct text text = { 0 };
    char *result;

    if (isdigit((unsigned char)*name) || !*name) text_put(&text, "_");
    append(&text, name);
    result = arena_string(text_string(&text));
    text_free(&text);
    return result;
}

const char *name_to_c(const char *name, const xmlNode *node)
{
    const char *result = normalize(name);

    if (IS_IN(capitalized, result))
    {
        char *copy = arena_string(result);

        *copy = (char)toupper((unsigned char)*copy);
        result = copy;
    }
    if (IS_IN(taken_members, result) || IS_IN(used_types, result))
        result = arena_format("%s_", result);
    if (node && strcmp(result, name)) diagnose(node, W3, "'%s' is %s in C", name, result);
    return result;
}

const char *name_unique(struct names *names, const char *name, const xmlNode *node)
{
    const char *result = name;
    unsigned *last = NULL;

    while (!map_put(&names->map, result, names))
    {
        if (!last && !(last = map_get(&names->last, name)))
        {
            last = NEW(unsigned);
            map_put(&names->last, name, last);
        }
        result = arena_format("%s%u", name, ++*last);
    }
    if (node && result != name) diagnose(node, W3, "'%s' is taken; %s is used", name, result);
    return result;
}

const char *name_global(
        struct compiler *compiler, struct document *document, const char *name, const xmlNode *node)
{
    const struct options *options = &compiler->options;

    if (options->full_name)
        name = arena_format("%s%s_%s", options->prefix, normalize(document->name), name);
    else if (*options->prefix)
        name = arena_format("%s%s", options->prefix, name);
    if (IS_IN(taken_types, name))
    {
        if (node) diagnose(node, W3, "'%s' is in <windows.h>; %s_ is used", name, name);
        name = arena_format("%s_", name);
    }
    return name_unique(&compiler->global, name, node);
}

const char *file_id(struct compiler *compiler, const char *name)
{
    return name_unique(&compiler->global,
            arena_format("%s%s", compiler->options.prefix, normalize(name)), NULL);
}
