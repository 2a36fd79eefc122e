/* Loading documents: libxml2 without network and without entities, each element knowing its place in the file;
 * imports and includes of local files are followed when their target was not given.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MAX_DOCUMENT_SIZE (16u << 20)
#define MAX_TOTAL_SIZE    (48u << 20)
#define MAX_DOCUMENTS     1024

/* ---- looking at nodes ---- */

const char *node_ns(const xmlNode *node)
{
    return node->ns && node->ns->href ? (const char *)node->ns->href : "";
}

bool is_element(const xmlNode *node, const char *ns, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name)
            && !strcmp(node_ns(node), ns);
}

static const xmlNode *skip_to_element(const xmlNode *node)
{
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

const xmlNode *first_element(const xmlNode *parent)
{
    return skip_to_element(parent->children);
}

const xmlNode *next_element(const xmlNode *node)
{
    return skip_to_element(node->next);
}

const xmlNode *find_child(const xmlNode *parent, const char *ns, const char *name)
{
    const xmlNode *node;

    for (node = first_element(parent); node; node = next_element(node))
        if (is_element(node, ns, name)) return node;
    return NULL;
}

const char *attribute_text_ns(const xmlNode *node, const char *name, const char *ns)
{
    const xmlAttr *attribute;
    const char *found;
    const char *text;
    size_t length;

    for (attribute = node->properties; attribute; attribute = attribute->next)
    {
        found = attribute->ns && attribute->ns->href ? (const char *)attribute->ns->href : "";
        if (strcmp((const char *)attribute->name, name) || strcmp(found, ns)) continue;
        if (!attribute->children || !attribute->children->content) return "";
        text = (const char *)attribute->children->content;
        text += strspn(text, " \t\r\n");
        for (length = strlen(text); length && strchr(" \t\r\n", text[length - 1]); length--)
            ;
        return text[length] ? arena_copy(text, length) : text;
    }
    return NULL;
}

const char *attribute_text(const xmlNode *node, const char *name)
{
    return attribute_text_ns(node, name, "");
}

bool resolve_qname(const xmlNode *node, const char *text, const char **ns, const char **name)
{
    const char *colon = strchr(text, ':');
    const char *prefix = colon ? arena_copy(text, (size_t)(colon - text)) : NULL;
    const xmlNode *scope;
    const xmlNs *found;

    *name = colon ? colon + 1 : text;
    *ns = "";
    for (scope = node; scope && scope->type == XML_ELEMENT_NODE; scope = scope->parent)
    {
        for (found = scope->nsDef; found; found = found->next)
        {
            const char *defined = (const char *)found->prefix;

            if (prefix ? !defined || strcmp(defined, prefix) : defined != NULL) continue;
            *ns = found->href ? (const char *)found->href : "";
            return true;
        }
    }
    if (!prefix) return true;
    if (!strcmp(prefix, "xml"))
    {
        *ns = NS_XML;
        return true;
    }
    diagnose(node, ERROR_SEVERITY, "the prefix of '%s' is not declared", text);
    return false;
}

const char *qualified(const char *ns, const char *name)
{
    return arena_format("{%s}%s", ns, name);
}

/* ---- parsing ---- */

/* The parser stands behind a start tag; a < cannot be inside one, so the nearest one before is its beginning. The
 * parser knows its column; only when the tag has several lines it is looked for, and not far: lines can be long. */
static void note_position(xmlParserCtxt *context)
{
    const xmlParserInput *input = context->input;
    struct position *position = NEW(struct position);
    const xmlChar *c = input->cur;
    int lines = 0, i;

    for (; c > input->base && *c != '<'; c--)
        if (c[-1] == '\n') lines++;
    position->line = input->line - lines;
    position->column = input->col - (int)(input->cur - c);
    if (lines || position->column < 1)
        for (position->column = 1, i = 0; i < 4096 && c > input->base && c[-1] != '\n'; i++, c--)
            position->column++;
    if (context->node) context->node->_private = position;
}

static void start_element(void *state, const xmlChar *name, const xmlChar *prefix,
        const xmlChar *ns, int ns_count, const xmlChar **namespaces, int attribute_count,
        int defaulted, const xmlChar **attributes)
{
    xmlParserCtxt *context = state;
    const xmlNode *before = context->node;

    xmlSAX2StartElementNs(
            state, name, prefix, ns, ns_count, namespaces, attribute_count, defaulted, attributes);
    if (context->node == before) return;
    note_position(context);
    if (prefix && !ns)
    {
        const struct position *position = context->node->_private;

        diagnose_at(((const struct document *)context->_private)->path, position->line,
                position->column, ERROR_SEVERITY, "the prefix of '%s:%s' is not declared",
                (const char *)prefix, (const char *)name);
    }
}

/* Entities are what makes small documents large: none is accepted. (The parser is told to replace them all the same:
 * else it leaves &amp; in attributes as it is.) */
static void refuse_entity(void *state, const xmlChar *name, int type, const xmlChar *public_id,
        const xmlChar *system_id, xmlChar *content)
{
    xmlParserCtxt *context = state;
    const struct document *document = context->_private;

    diagnose_at(document->path, context->input->line, context->input->col, ERROR_SEVERITY,
            "entity '%s' is declared; documents with entities are not read", (const char *)name);
    xmlStopParser(context);
}

static void forget_message(void *state, xmlErrorPtr error)
{
}

static char *read_file(struct compiler *compiler, const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *data = NULL;
    long length = -1;

    if (file && !fseek(file, 0, SEEK_END)) length = ftell(file);
    if (length < 0 || length > 0x7ffffff0)
        diagnose_at(path, 1, 1, ERROR_SEVERITY, "the file cannot be read");
    else if ((size_t)length > MAX_DOCUMENT_SIZE
            || compiler->loaded_size + (size_t)length > MAX_TOTAL_SIZE)
        diagnose_at(path, 1, 1, ERROR_SEVERITY, "%ld bytes are too many: %u in a file, %u in all",
                length, MAX_DOCUMENT_SIZE, MAX_TOTAL_SIZE);
    else if (!(data = malloc((size_t)length + 1)) || fseek(file, 0, SEEK_SET)
            || fread(data, 1, (size_t)length, file) != (size_t)length)
    {
        diagnose_at(path, 1, 1, ERROR_SEVERITY, "the file cannot be read");
        free(data);
        data = NULL;
    }
    if (file) fclose(file);
    if (data) compiler->loaded_size += (size_t)length;
    *size = data ? (size_t)length : 0;
    return data;
}

static void report_parse_error(xmlParserCtxt *context, const struct document *document)
{
    const xmlError *error = xmlCtxtGetLastError(context);
    const char *text = error && error->message ? error->message : "the XML cannot be read";
    char *line = arena_string(text);

    line[strcspn(line, "\r\n")] = 0;
    if (memory_refused)
        diagnose_at(document->path, 1, 1, ERROR_SEVERITY, "the document needs too much memory");
    else
        diagnose_at(document->path, error ? error->line : 1, error && error->int2 ? error->int2 : 1,
                ERROR_SEVERITY, "%s", line);
}

static bool parse(struct document *document, const char *data, size_t size)
{
    xmlParserCtxt *context = xmlNewParserCtxt();
    int errors = report_errors();

    if (!context)
    {
        diagnose_at(document->path, 1, 1, ERROR_SEVERITY, "the document needs too much memory");
        return false;
    }
    context->_private = document;
    context->sax->startElementNs = start_element;
    context->sax->entityDecl = refuse_entity;
    context->sax->serror = (xmlStructuredErrorFunc)forget_message;
    document->xml = xmlCtxtReadMemory(context, data, (int)size, document->path, NULL,
            XML_PARSE_NONET | XML_PARSE_NOBLANKS | XML_PARSE_NOCDATA | XML_PARSE_NOENT);
    if (!document->xml && report_errors() == errors) report_parse_error(context, document);
    if (!document->xml && context->myDoc) xmlFreeDoc(context->myDoc);
    if (document->xml) document->xml->_private = document;
    xmlFreeParserCtxt(context);
    if (report_errors() != errors) return false;
    return document->xml && xmlDocGetRootElement(document->xml);
}

/* ---- what is in a document ---- */

static bool check_root(struct document *document)
{
    const xmlNode *root = xmlDocGetRootElement(document->xml);
    bool right = false;

    switch (document->kind)
    {
    case DOCUMENT_WSDL:
        right = is_element(root, NS_WSDL, "definitions");
        break;
    case DOCUMENT_XSD:
        right = is_element(root, NS_XSD, "schema");
        break;
    case DOCUMENT_WSP:
        right = is_element(root, NS_POLICY, "Policy") || is_element(root, NS_POLICY_W3C, "Policy");
        break;
    }
    if (!right)
        diagnose(root, ERROR_SEVERITY, "the document is {%s}%s, not a %s", node_ns(root),
                root->name,
                document->kind == DOCUMENT_WSDL          ? "WSDL 1.1 definitions"
                        : document->kind == DOCUMENT_XSD ? "schema"
                                                         : "policy");
    return right;
}

/* One spelling for one file: without . and needless .. parts, with / only. */
static const char *normal_path(const char *path)
{
    char *copy = arena_string(path), *in, *out = copy;

    for (in = copy; *in; in++)
        if (*in == '\\') *in = '/';
    for (in = copy; *in;)
    {
        if ((out == copy || out[-1] == '/') && in[0] == '.' && in[1] == '/')
            in += 2;
        else if (in[0] == '/' && in[1] == '/' && out != copy)
            in++;
        else if ((out == copy || out[-1] == '/') && !strncmp(in, "../", 3) && out - copy > 1
                && !(out - copy >= 3 && !strncmp(out - 3, "../", 3)
                        && (out - copy == 3 || out[-4] == '/')))
        {
            for (out--; out > copy && out[-1] != '/'; out--)
                ;
            in += 3;
        }
        else
            *out++ = *in++;
    }
    *out = 0;
    return copy;
}

/* catalogued: the namespace of a schema of our own, NULL for a file. */
static struct document *add_document(struct compiler *compiler, enum document_kind kind,
        const char *path, const char *url, bool given, const char *catalogued)
{
    const char *normal = normal_path(path);
    struct document *document = map_get(&compiler->paths, normal);
    char *data;
    size_t size;
    bool parsed;

    if (document) return document;
    if (compiler->documents.count >= MAX_DOCUMENTS)
    {
        diagnose_at(path, 1, 1, ERROR_SEVERITY, "more than %d documents", MAX_DOCUMENTS);
        return NULL;
    }
    document = NEW(struct document);
    document->kind = kind;
    document->path = path;
    document->name = path_name(path);
    document->url
            = url ? url : arena_format("urn:wsutil:document:%d", (int)compiler->documents.count);
    document->given = given;
    map_put(&compiler->paths, normal, document);
    data = catalogued ? catalogue_text(catalogued, &size) : read_file(compiler, path, &size);
    if (!data) return NULL;
    parsed = parse(document, data, size) && check_root(document);
    free(data);
    /* kept in the list in any case: its tree must be freed, and errors may point into it */
    list_add(&compiler->documents, document);
    document->readable = parsed;
    return parsed ? document : NULL;
}

/* ---- imports ---- */

static bool has_scheme(const char *location)
{
    const char *colon = strchr(location, ':');

    return colon && colon - location > 1 && strcspn(location, "/\\?#") > (size_t)(colon - location);
}

static bool is_absolute(const char *path)
{
    return *path == '/' || *path == '\\' || (path[0] && path[1] == ':');
}

static bool is_file(const char *path)
{
    FILE *file = fopen(path, "rb");

    if (file) fclose(file);
    return file != NULL;
}

/* A relative location of a file that is there is loaded; what was given on the command line under that name is it. */
static void follow(struct compiler *compiler, struct document *document, const xmlNode *node,
        const char *location, enum document_kind kind)
{
    const char *folder, *path;
    size_t i;

    if (!location || !*location) return;
    for (i = 0; i < compiler->documents.count; i++)
    {
        struct document *other = compiler->documents.items[i];

        if (other->given
                && (!strcmp(other->url, location) || !strcmp(other->name, path_name(location))))
            return;
    }
    if (has_scheme(location) || strpbrk(location, "?#")) return;
    folder = arena_copy(document->path, (size_t)(document->name - document->path));
    path = is_absolute(location) ? location : arena_format("%s%s", folder, location);
    if (is_file(path))
        add_document(compiler, kind, path, NULL, false, NULL);
    else
        diagnose(node, W2, "'%s' was not given, and is no local file", location);
}

static void follow_schema(
        struct compiler *compiler, struct document *document, const xmlNode *schema)
{
    const xmlNode *node;

    for (node = first_element(schema); node; node = next_element(node))
    {
        if (is_element(node, NS_XSD, "import") || is_element(node, NS_XSD, "include")
                || is_element(node, NS_XSD, "redefine"))
            follow(compiler, document, node, attribute_text(node, "schemaLocation"), DOCUMENT_XSD);
    }
}

static void follow_document(struct compiler *compiler, struct document *document)
{
    const xmlNode *node, *schema, *root = xmlDocGetRootElement(document->xml);

    if (document->kind == DOCUMENT_XSD) follow_schema(compiler, document, root);
    if (document->kind != DOCUMENT_WSDL) return;
    for (node = first_element(root); node; node = next_element(node))
    {
        const char *location = attribute_text(node, "location");
        size_t length = location ? strlen(location) : 0;

        if (is_element(node, NS_WSDL, "import"))
            follow(compiler, document, node, location,
                    length > 4 && !strcasecmp(location + length - 4, ".xsd") ? DOCUMENT_XSD
                                                                             : DOCUMENT_WSDL);
        if (!is_element(node, NS_WSDL, "types")) continue;
        for (schema = first_element(node); schema; schema = next_element(schema))
            if (is_element(schema, NS_XSD, "schema")) follow_schema(compiler, document, schema);
    }
}

/* ---- schemas that nobody gave ---- */

static bool schema_declares(const xmlNode *schema, const char *ns)
{
    const char *target = attribute_text(schema, "targetNamespace");

    return target && !strcmp(target, ns);
}

/* Whether one of the document's schemas is for a namespace; with wanted, adds those of the catalogue that are imported. */
static bool look_at_schema(const xmlNode *schema, const char *ns, struct list *wanted)
{
    const xmlNode *node;
    const char *imported;

    for (node = wanted ? first_element(schema) : NULL; node; node = next_element(node))
    {
        if (!is_element(node, NS_XSD, "import")) continue;
        imported = attribute_text(node, "namespace");
        if (imported && catalogue_name(imported)) list_add(wanted, (void *)imported);
    }
    return ns && schema_declares(schema, ns);
}

static bool look_at_schemas(const struct document *document, const char *ns, struct list *wanted)
{
    const xmlNode *node, *schema, *root = xmlDocGetRootElement(document->xml);
    bool found = false;

    if (document->kind == DOCUMENT_XSD) return look_at_schema(root, ns, wanted);
    for (node = first_element(root); node; node = next_element(node))
    {
        if (!is_element(node, NS_WSDL, "types")) continue;
        for (schema = first_element(node); schema; schema = next_element(schema))
            if (is_element(schema, NS_XSD, "schema")) found |= look_at_schema(schema, ns, wanted);
    }
    return found;
}

/* An import of a well-known namespace that no document has a schema for is answered from the catalogue. */
static void add_catalogued(struct compiler *compiler)
{
    struct list wanted = { 0 };
    size_t i, k, count = compiler->documents.count;

    for (i = 0; i < count; i++)
    {
        const struct document *document = compiler->documents.items[i];

        if (document->readable) look_at_schemas(document, NULL, &wanted);
    }
    for (i = 0; i < wanted.count; i++)
    {
        const char *ns = wanted.items[i];
        bool found = false;

        for (k = 0; !found && k < compiler->documents.count; k++)
        {
            const struct document *document = compiler->documents.items[k];

            found = document->readable && look_at_schemas(document, ns, NULL);
        }
        if (!found) add_document(compiler, DOCUMENT_XSD, catalogue_name(ns), NULL, false, ns);
    }
}

bool documents_load(struct compiler *compiler)
{
    const struct options *options = &compiler->options;
    struct document *document;
    size_t i;

    for (i = 0; i < options->inputs.count; i++)
    {
        const struct input *input = options->inputs.items[i];

        if (input->kind == DOCUMENT_WSP && options->no_policy) continue;
        document = add_document(compiler, input->kind, input->path, input->url, true, NULL);
        if (document && !document->xml) document = NULL;
    }
    if (report_errors()) return false;
    for (i = 0; options->follow && i < compiler->documents.count; i++)
    {
        document = compiler->documents.items[i];
        if (document->readable) follow_document(compiler, document);
    }
    if (options->follow) add_catalogued(compiler);
    if (report_errors()) return false;
    for (i = 0; i < compiler->documents.count; i++)
    {
        document = compiler->documents.items[i];
        if (document->kind != DOCUMENT_WSP) document->id = file_id(compiler, document->name);
    }
    return true;
}

void documents_free(struct compiler *compiler)
{
    size_t i;

    for (i = 0; i < compiler->documents.count; i++)
    {
        struct document *document = compiler->documents.items[i];

        if (document->xml) xmlFreeDoc(document->xml);
        document->xml = NULL;
    }
}
