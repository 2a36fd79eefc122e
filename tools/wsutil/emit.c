/* Two files for each input: puts together what the other emitters made, in the order that C needs.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emit.h"

#include <string.h>

#define STAMP "wsutil of the webservices project, version 0.1"

/* ---- strings ---- */

const char *c_literal(const char *text)
{
    struct text out = { 0 };
    const unsigned char *c;
    char *result;

    text_put(&out, "\"");
    for (c = (const unsigned char *)text; *c; c++)
    {
        char plain = (char)*c;

        if (*c == '"' || *c == '\\' || *c == '?')
            text_print(&out, "\\%c", *c);
        else if (*c < 32 || *c > 126)
            text_print(&out, "\\%03o", *c);
        else
            text_add(&out, &plain, 1);
    }
    text_put(&out, "\"");
    result = arena_string(out.data);
    text_free(&out);
    return result;
}

/* Two independent sums: they become the GUID of the dictionary, the same for the same strings in the same file. */
static void add_hash(struct emitter *emitter, const char *text)
{
    const unsigned char *c = (const unsigned char *)text;

    do
    {
        emitter->hash[0] = (emitter->hash[0] ^ *c) * 1099511628211ull;
        emitter->hash[1] = (emitter->hash[1] ^ (*c + 77u)) * 6364136223846793005ull
                + (emitter->hash[0] >> 29);
    } while (*c++);
}

const char *xml_string(struct emitter *emitter, const char *text, const char *name)
{
    const char *used;

    if (!text) text = "";
    if (!(used = map_get(&emitter->strings, text)))
    {
        used = name_unique(&emitter->string_names, name_to_c(name, NULL), NULL);
        map_put(&emitter->strings, arena_string(text), (void *)used);
        text_print(&emitter->strings_declaration, "            WS_XML_STRING %s;\n", used);
        text_print(&emitter->strings_value,
                "            WS_XML_STRING_DICTIONARY_VALUE(%s, &%sLocalDefinitions.dictionary.dict, %u),\n",
                c_literal(text), emitter->document->id, emitter->string_count++);
        add_hash(emitter, text);
    }
    return arena_format("(WS_XML_STRING*)&%sLocalDefinitions.dictionary.xmlStrings.%s",
            emitter->document->id, used);
}

const char *string_or_null(struct emitter *emitter, const char *text, const char *name)
{
    return text ? xml_string(emitter, text, name) : "0";
}

void section_close(
        struct section *section, const char *name, struct text *declaration, struct text *value)
{
    if (section->declaration.length)
    {
        text_print(
                declaration, "    struct\n    {\n%s    } %s;\n", section->declaration.data, name);
        text_print(value, "    { /* %s */\n%s    },\n", name, text_string(&section->value));
    }
    text_free(&section->declaration);
    text_free(&section->value);
}

static void emit_ranges(struct emitter *emitter)
{
    if (!emitter->range_count) return;
    text_print(&emitter->local_declaration, "    struct\n    {\n%s    } ranges;\n",
            emitter->ranges_declaration.data);
    text_print(&emitter->local_value, "    { /* ranges */\n%s    },\n", emitter->ranges_value.data);
}

static void emit_dictionary(struct emitter *emitter)
{
    const char *id = emitter->document->id;
    uint64_t a, b;

    if (!emitter->string_count) xml_string(emitter, "", "unused");
    add_hash(emitter, id);
    a = (emitter->hash[0] & ~0xf000ull) | 0x4000;
    b = (emitter->hash[1] & ~(3ull << 62)) | 2ull << 62;
    text_print(&emitter->local_declaration,
            "    struct\n    {\n        struct\n        {\n%s        } xmlStrings;\n        WS_XML_DICTIONARY dict;\n"
            "    } dictionary;\n",
            emitter->strings_declaration.data);
    text_print(&emitter->local_value,
            "    { /* dictionary */\n        { /* xmlStrings */\n%s        },\n        {\n"
            "            { 0x%08x, 0x%04x, 0x%04x,\n"
            "                { 0x%02x, 0x%02x, 0x%02x, 0x%02x, 0x%02x, 0x%02x, 0x%02x, 0x%02x } },\n"
            "            (WS_XML_STRING*)&%sLocalDefinitions.dictionary.xmlStrings,\n            %u,\n"
            "            TRUE,\n        },\n    },\n",
            emitter->strings_value.data, (unsigned)(a >> 32), (unsigned)(a >> 16) & 0xffff,
            (unsigned)a & 0xffff, (unsigned)(b >> 56), (unsigned)(b >> 48) & 255,
            (unsigned)(b >> 40) & 255, (unsigned)(b >> 32) & 255, (unsigned)(b >> 24) & 255,
            (unsigned)(b >> 16) & 255, (unsigned)(b >> 8) & 255, (unsigned)b & 255, id,
            emitter->string_count);
}

static void emit_references(struct emitter *emitter)
{
    struct section section = { 0 };
    struct names names = { { 0 } };
    size_t i;

    for (i = 0; i < emitter->document->references.count; i++)
    {
        const struct endpoint_reference *reference = emitter->document->references.items[i];
        const char *member = name_unique(&names, reference->member, NULL);

        text_print(&section.declaration,
                "        struct\n        {\n            WS_ENDPOINT_ADDRESS_DESCRIPTION endpointAddressDescription;\n"
                "            WS_XML_STRING* endpointReferenceString;\n        } %s;\n",
                member);
        text_print(&section.value,
                "        { /* %s */\n            { %s },\n            %s,\n        },\n", member,
                reference->addressing,
                xml_string(emitter, reference->text, arena_format("%sEndpointReference", member)));
    }
    section_close(
            &section, "endpointReferences", &emitter->object_declaration, &emitter->object_value);
}

/* ---- the list in front of the header: what is in it ---- */

static void list_operations(struct emitter *emitter, const char *title, const char *suffix)
{
    struct text *text = &emitter->header;
    size_t i, j;

    for (i = 0; i < emitter->document->bindings.count; i++)
    {
        const struct binding *binding = emitter->document->bindings.items[i];

        if (!i) text_print(text, "//\n//  %s\n//\n", title);
        if (*suffix)
        {
            text_print(text, "//     struct %s%s\n", binding->c_name, suffix);
            continue;
        }
        for (j = 0; j < binding->operations.count; j++)
            text_print(text, "//     %s\n",
                    ((const struct operation *)binding->operations.items[j])->c_name);
    }
}

static void list_types(struct emitter *emitter)
{
    const struct list *lists[] = { &emitter->document->types, &emitter->document->anonymous };
    struct text *text = &emitter->header;
    size_t i, j;
    bool any = false;

    for (i = 0; i < 2; i++)
    {
        for (j = 0; j < lists[i]->count; j++)
        {
            const struct type *type = lists[i]->items[j];

            if (!type_is_emitted(type)) continue;
            if (!any) text_put(text, "//\n//  types\n//\n");
            any = true;
            text_print(text, "//     %s %s\n", type->kind == TYPE_ENUM ? "enum" : "struct",
                    type->c_name);
        }
    }
}

static void list_helpers(struct emitter *emitter)
{
    const struct options *options = &emitter->compiler->options;
    struct text *text = &emitter->header;
    bool any = false;
    size_t i;

    for (i = 0; i < emitter->document->bindings.count; i++)
    {
        const struct binding *binding = emitter->document->bindings.items[i];

        if (!binding->policy) continue;
        if (!any) text_put(text, "//\n//  policy helpers\n//\n");
        any = true;
        if (!options->no_client)
            text_print(text, "//     %s_CreateServiceProxy\n", binding->c_name);
        if (!options->no_service)
            text_print(text, "//     %s_CreateServiceEndpoint\n", binding->c_name);
    }
}

static void emit_stamp(const struct emitter *emitter, struct text *text)
{
    text_put(text, "\xef\xbb\xbf");
    if (!emitter->compiler->options.no_stamp)
        text_print(text, "// Generated from %s by " STAMP ". Changes here are lost.\n\n",
                emitter->document->name);
}

/* What is needed by value comes before the file's own types, the rest behind them: schemas refer to each other in
 * circles, and a base must be complete before what derives from it. */
static void emit_includes(struct text *text, const struct list *documents)
{
    size_t i;

    if (documents->count) text_put(text, "\n");
    for (i = 0; i < documents->count; i++)
        text_print(
                text, "#include \"%s.h\"\n", ((const struct document *)documents->items[i])->name);
}

static void emit_header(struct emitter *emitter)
{
    const struct document *document = emitter->document;
    const struct options *options = &emitter->compiler->options;
    struct text *text = &emitter->header;
    size_t i;

    emit_stamp(emitter, text);
    text_print(text,
            "#ifndef WSUTIL_%s_H\n#define WSUTIL_%s_H\n#if _MSC_VER > 1000\n#pragma once\n#endif\n\n",
            document->id, document->id);
    if (!options->no_client) list_operations(emitter, "client functions", "");
    if (!options->no_service) list_operations(emitter, "server function tables", "FunctionTable");
    list_types(emitter);
    list_helpers(emitter);
    text_put(text, "\n#include <WebServices.h>\n");
    /* enums come before the headers of others, so that those which need each other find them */
    emit_enums(emitter);
    emit_includes(text, &document->needs);
    text_put(text, "\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n");
    emit_structs(emitter);
    for (i = 0; i < document->bindings.count; i++)
    {
        const struct binding *binding = document->bindings.items[i];

        if (!options->no_client) emit_policy_prototypes(emitter, binding, false);
        if (!options->no_service) emit_policy_prototypes(emitter, binding, true);
        if (!options->no_client) emit_client_header(emitter, binding);
        if (!options->no_service) emit_service_header(emitter, binding);
    }
    text_print(text, "\ntypedef struct _%s\n{\n%s} _%s;\n\nextern const _%s %s;\n", document->id,
            emitter->object_declaration.length ? emitter->object_declaration.data
                                               : "    char unused;\n",
            document->id, document->id, document->id);
    emit_hierarchy_header(emitter);
    text_put(text, "\n#ifdef __cplusplus\n}\n#endif\n");
    emit_includes(text, &document->uses);
    text_put(text, "#endif\n");
}

static void emit_source(struct emitter *emitter)
{
    const struct document *document = emitter->document;
    const struct options *options = &emitter->compiler->options;
    struct text *text = &emitter->source;
    size_t i;

    emit_stamp(emitter, text);
    text_put(text, "#include <WebServices.h>\n");
    for (i = 0; i < document->uses.count; i++)
        text_print(text, "#include \"%s.h\"\n",
                ((const struct document *)document->uses.items[i])->name);
    text_print(text, "#include \"%s.h\"\n\n", document->name);
    text_put(text,
            "#if defined(__GNUC__)\n#pragma GCC diagnostic ignored \"-Wmissing-field-initializers\"\n"
            "#ifdef __cplusplus\n#pragma GCC diagnostic ignored \"-Winvalid-offsetof\"\n#endif\n#endif\n\n");
    text_print(text, "typedef struct _%sLocalDefinitions\n{\n%s} _%sLocalDefinitions;\n",
            document->id, emitter->local_declaration.data, document->id);
    for (i = 0; i < document->bindings.count && !options->no_service; i++)
        emit_service_stubs(emitter, document->bindings.items[i]);
    text_print(text, "\nstatic const _%sLocalDefinitions %sLocalDefinitions =\n{\n%s};\n",
            document->id, document->id, emitter->local_value.data);
    for (i = 0; i < document->bindings.count && !options->no_client; i++)
        emit_client_source(emitter, document->bindings.items[i]);
    text_print(text, "\nconst _%s %s =\n{\n%s};\n", document->id, document->id,
            emitter->object_value.length ? emitter->object_value.data : "    0,\n");
    for (i = 0; i < document->bindings.count; i++)
        emit_policy_helpers(emitter, document->bindings.items[i]);
    emit_hierarchy_source(emitter);
}

static void add_file(
        struct emitter *emitter, struct list *files, struct text *text, const char *extension)
{
    struct output_file *file = NEW(struct output_file);
    const char *out = emitter->compiler->options.out;
    const char *slash = *out && strchr("/\\", out[strlen(out) - 1]) ? "" : "/";

    file->path = arena_format("%s%s%s%s", out, slash, emitter->document->name, extension);
    file->text = *text;
    list_add(files, file);
}

static bool name_is_taken(const struct compiler *compiler, size_t index)
{
    const struct document *document = compiler->documents.items[index];
    size_t i;

    for (i = 0; i < index; i++)
    {
        const struct document *other = compiler->documents.items[i];

        if (other->kind == DOCUMENT_WSP || strcmp(other->name, document->name)) continue;
        diagnose_at(document->path, 1, 1, ERROR_SEVERITY,
                "its results would overwrite those of %s: %s.h", other->path, document->name);
        return true;
    }
    return false;
}

bool emit_documents(struct compiler *compiler, struct list *files)
{
    size_t i;

    for (i = 0; i < compiler->documents.count; i++)
        if (((struct document *)compiler->documents.items[i])->kind != DOCUMENT_WSP)
            find_uses(compiler->documents.items[i]);
    for (i = 0; i < compiler->documents.count; i++)
    {
        struct document *document = compiler->documents.items[i];
        struct emitter emitter = { 0 };

        if (document->kind == DOCUMENT_WSP) continue;
        if (name_is_taken(compiler, i)) return false;
        emitter.compiler = compiler;
        emitter.document = document;
        emitter.hash[0] = 14695981039346656037ull;
        emitter.hash[1] = 88172645463325252ull;
        emit_type_descriptions(&emitter);
        emit_message_descriptions(&emitter);
        emit_contracts(&emitter);
        emit_policies(&emitter);
        emit_references(&emitter);
        emit_ranges(&emitter);
        emit_dictionary(&emitter);
        emit_header(&emitter);
        emit_source(&emitter);
        add_file(&emitter, files, &emitter.header, ".h");
        add_file(&emitter, files, &emitter.source, ".c");
        text_free(&emitter.object_declaration);
        text_free(&emitter.object_value);
        text_free(&emitter.local_declaration);
        text_free(&emitter.local_value);
        text_free(&emitter.strings_declaration);
        text_free(&emitter.strings_value);
        text_free(&emitter.ranges_declaration);
        text_free(&emitter.ranges_value);
    }
    return true;
}
