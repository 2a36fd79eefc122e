/* Printing C: what the parts of the emitter share.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef WSUTIL_EMIT_H
#define WSUTIL_EMIT_H

#include "model.h"

/* One input file on its way to X.h and X.c. Each description is declared and initialised in the same step, into texts
 * that emit.c puts together at the end: the strings' dictionary is complete only then. */
struct emitter
{
    struct compiler *compiler;
    struct document *document;
    struct text header, source;
    struct text object_declaration, object_value; /* _<id> */
    struct text local_declaration, local_value;   /* _<id>LocalDefinitions */
    struct text strings_declaration, strings_value, ranges_declaration, ranges_value;
    struct map strings, ranges;
    struct names string_names;
    unsigned string_count, range_count;
    uint64_t hash[2];
};

/* A section of both structures, opened at its first member. */
struct section
{
    struct text declaration, value;
};
void section_close(
        struct section *section, const char *name, struct text *declaration, struct text *value);

/* emit.c */
bool emit_documents(struct compiler *compiler, struct list *files);
struct output_file
{
    const char *path;
    struct text text;
};
/* Text as a C literal with its quotes. */
const char *c_literal(const char *text);
/* The expression for a string of the dictionary. */
const char *xml_string(struct emitter *emitter, const char *text, const char *name);
const char *string_or_null(struct emitter *emitter, const char *text, const char *name);

/* emit_types.c: the header's types */
bool type_is_emitted(const struct type *type);
bool type_is_empty(const struct type *type);
/* How a member or an in parameter is spelled, the count of an array aside. */
const char *field_c_type(const struct emitter *emitter, const struct field *field);
const char *type_c_name(const struct emitter *emitter, const struct type *type);
bool items_are_pointers(const struct field *field);
void find_uses(struct document *document);
void emit_enums(struct emitter *emitter);
void emit_structs(struct emitter *emitter);
void emit_hierarchy_header(struct emitter *emitter);
void emit_hierarchy_source(struct emitter *emitter);

/* emit_descriptions.c */
const char *type_description(struct emitter *emitter, struct type *type);
const char *ws_type(const struct emitter *emitter, const struct type *type);
void emit_type_descriptions(struct emitter *emitter);
void emit_message_descriptions(struct emitter *emitter);
const char *message_reference(const struct body *body);

/* emit_client.c */
void emit_client_header(struct emitter *emitter, const struct binding *binding);
void emit_client_source(struct emitter *emitter, const struct binding *binding);
/* The C type of a parameter that goes in only. */
const char *parameter_c_type(const struct emitter *emitter, const struct parameter *parameter);
/* Parameters of a C function, each after a line break. */
void emit_parameters(struct emitter *emitter, struct text *text, const struct operation *operation);

/* emit_service.c */
void emit_service_header(struct emitter *emitter, const struct binding *binding);
void emit_service_stubs(struct emitter *emitter, const struct binding *binding);
void emit_contracts(struct emitter *emitter);

/* emit_policy.c */
void emit_policies(struct emitter *emitter);
void emit_policy_prototypes(struct emitter *emitter, const struct binding *binding, bool service);
void emit_policy_helpers(struct emitter *emitter, const struct binding *binding);

#endif
