/* Diagnostics with file, line and column, and the coverage table of --report.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "report.h"
#include "model.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DIAGNOSTICS \
    500 /* of one severity: a broken document of megabytes need not say so a million times */

static FILE *output;
static int shown_level, errors, counts[5];
static bool promote;

void report_init(FILE *stream, int level, bool warnings_are_errors)
{
    output = stream;
    shown_level = level;
    promote = warnings_are_errors;
    errors = 0;
    memset(counts, 0, sizeof(counts));
}

int report_errors(void)
{
    return errors;
}

static void say(const char *file, int line, int column, enum severity severity, const char *format,
        va_list arguments)
{
    bool error = severity == ERROR_SEVERITY || (promote && (int)severity <= shown_level);
    struct text text = { 0 };
    char *c;

    if (severity != ERROR_SEVERITY && (int)severity > shown_level) return;
    if (error) errors++;
    if (counts[severity]++ > MAX_DIAGNOSTICS) return;
    if (file) text_print(&text, "%s:%d:%d: ", file, line, column);
    if (error && severity != ERROR_SEVERITY)
        text_print(&text, "error: (W%d, /WX) ", severity);
    else if (error)
        text_put(&text, "error: ");
    else
        text_print(&text, "warning W%d: ", severity);
    if (counts[severity] > MAX_DIAGNOSTICS)
        text_put(&text, "there are more of this level; they are not shown");
    else
        text_vprint(&text, format, arguments);
    /* One diagnostic, one line, whatever the document's names contain. */
    for (c = text.data; *c; c++)
        if ((unsigned char)*c < 32) *c = ' ';
    if (output) fprintf(output, "%s\n", text.data);
    text_free(&text);
}

void diagnose_at(
        const char *file, int line, int column, enum severity severity, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say(file, line, column, severity, format, arguments);
    va_end(arguments);
}

static const char *node_file(const xmlNode *node)
{
    const struct document *document = node->doc ? node->doc->_private : NULL;

    return document ? document->path : "?";
}

void diagnose(const xmlNode *node, enum severity severity, const char *format, ...)
{
    struct position *position = node ? node->_private : NULL;
    va_list arguments;

    if (position)
    {
        enum support support = severity == ERROR_SEVERITY ? REFUSED
                : severity == W1                          ? APPROXIMATED
                                                          : SUPPORTED;

        if (position->worst < support) position->worst = (unsigned char)support;
    }
    va_start(arguments, format);
    if (node)
        say(node_file(node), position ? position->line : 1, position ? position->column : 1,
                severity, format, arguments);
    else
        say("wsutil", 1, 1, severity, format, arguments);
    va_end(arguments);
}

/* ---- coverage ---- */

struct construct
{
    const char *name;
    int counts[4];
    struct text places; /* of what is not supported */
    int place_count;
};

static const struct
{
    const char *ns, *prefix;
} known[] = {
    { NS_XSD, "xsd" },
    { NS_WSDL, "wsdl" },
    { NS_SOAP11_BINDING, "soap" },
    { NS_SOAP12_BINDING, "soap12" },
    { NS_POLICY, "wsp" },
    { NS_POLICY_W3C, "wsp" },
    { NS_SECURITY_POLICY, "sp" },
    { NS_SECURITY_POLICY_12, "sp" },
    { "http://schemas.xmlsoap.org/wsdl/http/", "http" },
    { "http://schemas.xmlsoap.org/wsdl/mime/", "mime" },
};

static const char *construct_name(const xmlNode *node)
{
    const char *ns = node->ns ? (const char *)node->ns->href : "";
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (!strcmp(known[i].ns, ns)) return arena_format("%s:%s", known[i].prefix, node->name);
    return "(extension)";
}

static struct construct *find_construct(struct map *map, struct list *list, const xmlNode *node)
{
    const char *name = construct_name(node);
    struct construct *construct = map_get(map, name);

    if (construct) return construct;
    construct = NEW(struct construct);
    construct->name = name;
    map_put(map, name, construct);
    list_add(list, construct);
    return construct;
}

static void cover(struct map *map, struct list *list, const xmlNode *node)
{
    const struct position *position;
    struct construct *construct;

    for (; node; node = node->next)
    {
        if (node->type != XML_ELEMENT_NODE) continue;
        construct = find_construct(map, list, node);
        position = node->_private;
        if (position)
        {
            construct->counts[position->worst]++;
            if (position->worst != SUPPORTED && construct->place_count++ < 20)
                text_print(&construct->places, "    %s:%d:%d\n", node_file(node), position->line,
                        position->column);
        }
        cover(map, list, node->children);
    }
}

static int compare_constructs(const void *a, const void *b)
{
    const struct construct *const *left = a, *const *right = b;

    return strcmp((*left)->name, (*right)->name);
}

void report_coverage(const struct list *documents, FILE *stream)
{
    struct map map = { 0 };
    struct list list = { 0 };
    size_t i;

    for (i = 0; i < documents->count; i++)
    {
        const struct document *document = documents->items[i];

        if (document->xml) cover(&map, &list, document->xml->children);
    }
    if (list.count) qsort(list.items, list.count, sizeof(void *), compare_constructs);
    fprintf(stream, "%-28s %9s %9s %12s %8s\n", "construct", "supported", "ignored", "approximated",
            "refused");
    for (i = 0; i < list.count; i++)
    {
        struct construct *construct = list.items[i];

        fprintf(stream, "%-28s %9d %9d %12d %8d\n", construct->name, construct->counts[SUPPORTED],
                construct->counts[IGNORED], construct->counts[APPROXIMATED],
                construct->counts[REFUSED]);
        fputs(text_string(&construct->places), stream);
        if (construct->place_count > 20)
            fprintf(stream, "    and %d more\n", construct->place_count - 20);
        text_free(&construct->places);
    }
}
