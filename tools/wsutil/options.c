/* The command line: switches with - or /, response files, wildcards, input files by their extension.
 *
 * A word after / is a switch only if it is a known one: on Unix it may as well begin a path.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "options.h"
#include "report.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MAX_RESPONSE_DEPTH 8
#define MAX_RESPONSE_SIZE  (1 << 20)
#define MAX_INPUTS         4096

const char options_help[]
        = "usage: wsutil [switches] [files]           (- may be written for /, names in any case)\n"
          "  FILE.wsdl FILE.xsd FILE.wsp  input by extension; * and ? are expanded\n"
          "  /wsdl:FILE[:URL]  /xsd:FILE  /wsp:FILE[:URL]   input; URL is where it came from\n"
          "  @FILE               more arguments from a file\n"
          "  /out:DIR            folder of the results, FILE.wsdl.h and FILE.wsdl.c (default: .)\n"
          "  /string:WS_STRING   strings as WS_STRING (default: /string:WCHAR*)\n"
          "  /prefix:TEXT        TEXT before every generated name\n"
          "  /fullname           the file's name before generated names\n"
          "  /nopolicy           no policies and no helpers made from them\n"
          "  /noclient /noservice   no client functions, no service stubs\n"
          "  /ignoreUnhandledAttributes   structures skip attributes that they do not know\n"
          "  /W:0 ... /W:4       warnings up to this level (default 3); /WX makes them errors\n"
          "  /nologo /nostamp    no line about the tool on output, or in the results\n"
          "  --nofollow          do not read imported and included local files by themselves, nor our\n"
          "                      own description of a well-known schema that no input has\n"
          "  --report            what became of each construct, as a table\n"
          "  --depfile FILE      what the results depend on, for make\n"
          "  /help /?            this text\n"
          "Exit code 0, or 1 after an error; then nothing is written.\n";

const char *path_name(const char *path)
{
    const char *c, *name = path;

    for (c = path; *c; c++)
        if (*c == '/' || *c == '\\') name = c + 1;
    return name;
}

/* ---- inputs ---- */

static bool kind_by_extension(const char *path, enum document_kind *kind)
{
    static const struct
    {
        const char *extension;
        enum document_kind kind;
    } kinds[] = { { ".wsdl", DOCUMENT_WSDL }, { ".xsd", DOCUMENT_XSD }, { ".wsp", DOCUMENT_WSP } };
    const char *dot = strrchr(path_name(path), '.');
    size_t i;

    for (i = 0; dot && i < 3; i++)
    {
        if (strcasecmp(dot, kinds[i].extension)) continue;
        *kind = kinds[i].kind;
        return true;
    }
    return false;
}

static bool add_input(
        struct options *options, enum document_kind kind, const char *path, const char *url)
{
    struct input *input = NEW(struct input);

    if (options->inputs.count == MAX_INPUTS)
    {
        diagnose(NULL, ERROR_SEVERITY, "more than %d input files", MAX_INPUTS);
        return false;
    }
    input->kind = kind;
    input->path = path;
    input->url = url;
    list_add(&options->inputs, input);
    return true;
}

static bool matches(const char *pattern, const char *name)
{
    const char *star = NULL, *from = NULL;

    while (*name)
    {
        if (*pattern == '*')
        {
            star = pattern++;
            from = name;
        }
        else if (*pattern == '?' || *pattern == *name)
        {
            pattern++;
            name++;
        }
        else if (star)
        {
            pattern = star + 1;
            name = ++from;
        }
        else
            return false;
    }
    while (*pattern == '*')
        pattern++;
    return !*pattern;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The files of a pattern, in the order of their names: what is generated must not depend on the file system. */
static bool expand(const char *pattern, struct list *paths)
{
    const char *name = path_name(pattern);
    const char *folder = name == pattern ? "." : arena_copy(pattern, (size_t)(name - pattern));
    DIR *dir = opendir(folder);
    struct dirent *entry;

    while (dir && (entry = readdir(dir)))
    {
        if (entry->d_name[0] == '.' || !matches(name, entry->d_name)) continue;
        list_add(paths, arena_format("%s%s", name == pattern ? "" : folder, entry->d_name));
    }
    if (dir) closedir(dir);
    if (paths->count) qsort(paths->items, paths->count, sizeof(void *), compare_names);
    if (!paths->count) diagnose(NULL, ERROR_SEVERITY, "no file matches '%s'", pattern);
    return paths->count != 0;
}

static bool add_inputs(
        struct options *options, const enum document_kind *kind, const char *path, const char *url)
{
    struct list paths = { 0 };
    enum document_kind found;
    size_t i;

    if (!strpbrk(path_name(path), "*?"))
        list_add(&paths, (void *)path);
    else if (!expand(path, &paths))
        return false;
    for (i = 0; i < paths.count; i++)
    {
        if (kind)
            found = *kind;
        else if (!kind_by_extension(paths.items[i], &found))
        {
            if (paths.count > 1) continue;
            diagnose(NULL, ERROR_SEVERITY,
                    "'%s' is no switch, and no file ending in .wsdl, .xsd or .wsp", path);
            return false;
        }
        if (!add_input(options, found, paths.items[i], url)) return false;
    }
    return true;
}

/* FILE[:URL]: the first colon that scheme-like text follows; C:\x has none after its colon. */
static bool add_with_url(struct options *options, enum document_kind kind, const char *value)
{
    const char *c, *s;

    for (c = strchr(value, ':'); c; c = strchr(c + 1, ':'))
    {
        for (s = c + 1; isalnum((unsigned char)*s) || *s == '.' || *s == '+' || *s == '-'; s++)
            ;
        if (s - c > 2 && *s == ':')
            return add_inputs(options, &kind, arena_copy(value, (size_t)(c - value)), c + 1);
    }
    return add_inputs(options, &kind, value, NULL);
}

/* ---- switches ---- */

enum value_use
{
    NO_VALUE,
    COLON_VALUE, /* /name:VALUE */
    NEEDS_VALUE, /* /name:VALUE, --name=VALUE or --name VALUE */
};

enum switch_id
{
    SWITCH_WSDL,
    SWITCH_XSD,
    SWITCH_WSP,
    SWITCH_OUT,
    SWITCH_PREFIX,
    SWITCH_STRING,
    SWITCH_WARNINGS,
    SWITCH_WX,
    SWITCH_DEPFILE,
    SWITCH_FLAG,
    SWITCH_NOFOLLOW
};

static const struct
{
    const char *name;
    enum switch_id id;
    enum value_use use;
    size_t flag;
} switches[] = {
    { "wsdl", SWITCH_WSDL, COLON_VALUE, 0 },
    { "xsd", SWITCH_XSD, COLON_VALUE, 0 },
    { "wsp", SWITCH_WSP, COLON_VALUE, 0 },
    { "out", SWITCH_OUT, COLON_VALUE, 0 },
    { "prefix", SWITCH_PREFIX, COLON_VALUE, 0 },
    { "string", SWITCH_STRING, COLON_VALUE, 0 },
    { "w", SWITCH_WARNINGS, COLON_VALUE, 0 },
    { "wx", SWITCH_WX, NO_VALUE, 0 },
    { "depfile", SWITCH_DEPFILE, NEEDS_VALUE, 0 },
    { "nofollow", SWITCH_NOFOLLOW, NO_VALUE, 0 },
    { "nopolicy", SWITCH_FLAG, NO_VALUE, offsetof(struct options, no_policy) },
    { "noclient", SWITCH_FLAG, NO_VALUE, offsetof(struct options, no_client) },
    { "noservice", SWITCH_FLAG, NO_VALUE, offsetof(struct options, no_service) },
    { "fullname", SWITCH_FLAG, NO_VALUE, offsetof(struct options, full_name) },
    { "nologo", SWITCH_FLAG, NO_VALUE, offsetof(struct options, no_logo) },
    { "nostamp", SWITCH_FLAG, NO_VALUE, offsetof(struct options, no_stamp) },
    { "help", SWITCH_FLAG, NO_VALUE, offsetof(struct options, help) },
    { "?", SWITCH_FLAG, NO_VALUE, offsetof(struct options, help) },
    { "report", SWITCH_FLAG, NO_VALUE, offsetof(struct options, report) },
    { "ignoreunhandledattributes", SWITCH_FLAG, NO_VALUE,
            offsetof(struct options, ignore_unhandled_attributes) },
};

static bool is_name(const char *text)
{
    const unsigned char *c;

    for (c = (const unsigned char *)text; *c; c++)
        if (!(isalnum(*c) || *c == '_') || (c == (const unsigned char *)text && isdigit(*c)))
            return false;
    return *text != 0;
}

static bool set_warnings(struct options *options, const char *value)
{
    if (!strcasecmp(value, "x") || !strcasecmp(value, "wx"))
        options->warnings_are_errors = true;
    else if (*value >= '0' && *value <= '4' && !value[1])
        options->warning_level = *value - '0';
    else
    {
        diagnose(NULL, ERROR_SEVERITY, "/W:%s: the level is 0, 1, 2, 3, 4 or X", value);
        return false;
    }
    return true;
}

static bool apply(struct options *options, size_t i, const char *value)
{
    switch (switches[i].id)
    {
    case SWITCH_WSDL:
        return add_with_url(options, DOCUMENT_WSDL, value);
    case SWITCH_XSD:
        return add_with_url(options, DOCUMENT_XSD, value);
    case SWITCH_WSP:
        return add_with_url(options, DOCUMENT_WSP, value);
    case SWITCH_OUT:
        options->out = value;
        return true;
    case SWITCH_DEPFILE:
        options->depfile = value;
        return true;
    case SWITCH_WX:
        options->warnings_are_errors = true;
        return true;
    case SWITCH_NOFOLLOW:
        options->follow = false;
        return true;
    case SWITCH_WARNINGS:
        return set_warnings(options, value);
    case SWITCH_FLAG:
        *(bool *)((char *)options + switches[i].flag) = true;
        return true;
    case SWITCH_PREFIX:
        options->prefix = value;
        if (is_name(value)) return true;
        diagnose(NULL, ERROR_SEVERITY, "/prefix:%s: a prefix is letters, digits and _", value);
        return false;
    case SWITCH_STRING:
        options->ws_string = !strcasecmp(value, "WS_STRING");
        if (options->ws_string || !strcasecmp(value, "WCHAR*")) return true;
        diagnose(NULL, ERROR_SEVERITY, "/string:%s: strings are WS_STRING or WCHAR*", value);
        return false;
    }
    return false;
}

static bool read_arguments(struct options *options, const struct list *arguments, int depth);

/* Words are separated by white space; quotation marks keep it. */
static bool read_response_file(struct options *options, const char *path, int depth)
{
    struct list arguments = { 0 };
    struct text word = { 0 };
    bool quoted = false, inside = false, done;
    FILE *file = fopen(path, "rb");
    long size = 0;
    int c;

    if (!file || depth > MAX_RESPONSE_DEPTH)
    {
        if (file) fclose(file);
        diagnose(NULL, ERROR_SEVERITY,
                file ? "'@%s': response files are nested too deeply" : "'@%s' cannot be read",
                path);
        return false;
    }
    do
    {
        c = ++size > MAX_RESPONSE_SIZE ? EOF : getc(file);
        if (c == '"')
        {
            quoted = !quoted;
            inside = true;
        }
        else if (c == EOF || (!quoted && isspace(c)))
        {
            if (inside) list_add(&arguments, arena_string(text_string(&word)));
            word.length = 0;
            if (word.data) word.data[0] = 0;
            inside = false;
        }
        else if (!(size <= 3 && (c == 0xef || c == 0xbb || c == 0xbf)))
        {
            char byte = (char)c;

            text_add(&word, &byte, 1);
            inside = true;
        }
    } while (c != EOF);
    text_free(&word);
    done = size <= MAX_RESPONSE_SIZE && !ferror(file);
    fclose(file);
    if (done) return read_arguments(options, &arguments, depth + 1);
    diagnose(NULL, ERROR_SEVERITY, "'@%s' cannot be read, or is larger than %d bytes", path,
            MAX_RESPONSE_SIZE);
    return false;
}

/* The switch that the argument names, or -1; *value after a : or =. */
static int find_switch(const char *argument, const char **value)
{
    const char *name = argument + 1;
    size_t i, length;

    if (*argument != '-' && *argument != '/') return -1;
    if (argument[0] == '-' && argument[1] == '-') name++;
    length = strcspn(name, ":=");
    *value = name[length] ? name + length + 1 : NULL;
    for (i = 0; i < sizeof(switches) / sizeof(switches[0]); i++)
        if (strlen(switches[i].name) == length && !strncasecmp(switches[i].name, name, length))
            return (int)i;
    return -1;
}

static bool read_argument(
        struct options *options, const struct list *arguments, size_t *i, int depth)
{
    const char *argument = arguments->items[*i], *value = NULL;
    int found;

    if (*argument == '@') return read_response_file(options, argument + 1, depth);
    found = find_switch(argument, &value);
    if (found < 0)
    {
        if (*argument != '-') return add_inputs(options, NULL, argument, NULL);
        diagnose(NULL, ERROR_SEVERITY, "'%s' is no switch; /help lists them", argument);
        return false;
    }
    if (!value && switches[found].use == NEEDS_VALUE && *i + 1 < arguments->count)
        value = arguments->items[++*i];
    if ((switches[found].use != NO_VALUE) != (value && *value))
    {
        diagnose(NULL, ERROR_SEVERITY, "'%s' %s", argument,
                switches[found].use == NO_VALUE ? "takes no value" : "needs a value after a colon");
        return false;
    }
    return apply(options, (size_t)found, value);
}

static bool read_arguments(struct options *options, const struct list *arguments, int depth)
{
    size_t i;

    for (i = 0; i < arguments->count; i++)
        if (!read_argument(options, arguments, &i, depth)) return false;
    return true;
}

bool options_read(struct options *options, int argc, char **argv)
{
    struct list arguments = { 0 };
    int i;

    memset(options, 0, sizeof(*options));
    options->out = ".";
    options->prefix = "";
    options->warning_level = 3;
    options->follow = true;
    for (i = 1; i < argc; i++)
        list_add(&arguments, argv[i]);
    return read_arguments(options, &arguments, 0);
}
