/* The header's types: enums, structures, and the two forms of derived ones.
 *
 * Derivation in C++ (asked for with WS_CPLUSPLUS) must have the layout of C, since the descriptions hold offsets:
 * a compiler may put a derived class's members into the tail padding of its base, which C cannot, so the first
 * member of a derived class is aligned as its base is.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emit.h"

#include <string.h>

#define CLASS_CONDITION "defined(__cplusplus) && (defined(WS_CPLUSPLUS) || defined(_WS_CPLUSPLUS))"

/* Types made while reading what then became one buffer are of no use. */
bool type_is_emitted(const struct type *type)
{
    const struct type *outer;

    if (type->kind == TYPE_VALUE || !type->c_name || type->alias) return false;
    if (type->kind == TYPE_ENUM) return true;
    for (outer = type->outer; outer; outer = outer->outer)
        if (outer->fallback) return false;
    return true;
}

bool type_is_empty(const struct type *type)
{
    return !type->fields.count && !type_is_polymorphic(type);
}

bool items_are_pointers(const struct field *field)
{
    if (field->type->kind == TYPE_STRUCT)
        return field->item_nillable || type_is_polymorphic(field->type)
                || type_is_empty(field->type);
    return false;
}

const char *type_c_name(const struct emitter *emitter, const struct type *type)
{
    switch (type->kind)
    {
    case TYPE_ENUM:
        return arena_format("enum %s", type->c_name);
    case TYPE_STRUCT:
    case TYPE_CHOICE:
        return arena_format("struct %s", type->c_name);
    case TYPE_VALUE:
        break;
    }
    if (type->value->flags & VALUE_STRING && emitter->compiler->options.ws_string)
        return "WS_STRING";
    return type->value->c;
}

const char *field_c_type(const struct emitter *emitter, const struct field *field)
{
    const char *name = type_c_name(emitter, field->type);
    bool pointer = false;

    switch (field->mapping)
    {
    case MAP_REPEATING:
        return arena_format("%s%s", name, items_are_pointers(field) ? "**" : "*");
    case MAP_REPEATING_CHOICE:
    case MAP_REPEATING_ANY:
        return arena_format("%s*", name);
    case MAP_ELEMENT:
        pointer = field->type->kind == TYPE_STRUCT
                || (field->nillable
                        && !(field->type->kind == TYPE_VALUE
                                && field->type->value->flags & VALUE_POINTER));
        break;
    default:
        break;
    }
    return pointer ? arena_format("%s*", name) : name;
}

/* ---- which other headers are needed ---- */

static void use_type(struct document *document, struct type *type, bool by_value)
{
    if (!type || type->kind == TYPE_VALUE || !type->document || type->document == document) return;
    list_add_once(&document->uses, type->document);
    if (by_value || type->kind == TYPE_ENUM || type->kind == TYPE_CHOICE)
        list_add_once(&document->needs, type->document);
    if (type->anonymous && !type->element) type->external = true;
}

static void use_types(struct document *document, const struct list *types)
{
    size_t i, j;

    for (i = 0; i < types->count; i++)
    {
        struct type *type = types->items[i];

        use_type(document, type->base, true);
        for (j = 0; j < type->derived.count; j++)
            use_type(document, type->derived.items[j], false);
        for (j = 0; j < type->fields.count; j++)
            use_type(document, ((struct field *)type->fields.items[j])->type, false);
    }
}

static void use_body(struct document *document, const struct body *body)
{
    if (!body) return;
    if (body->element) use_type(document, body->element->type, false);
    if (body->element && body->element->document && body->element->document != document)
        list_add_once(&document->uses, body->element->document);
    if (body->message->document != document)
        list_add_once(&document->uses, body->message->document);
}

static void use_parameters(struct document *document, const struct operation *operation)
{
    size_t i;

    for (i = 0; i < operation->parameters.count; i++)
    {
        const struct parameter *parameter = operation->parameters.items[i];

        if (parameter->field) use_type(document, parameter->field->type, false);
    }
}

void find_uses(struct document *document)
{
    size_t i, j;

    use_types(document, &document->types);
    use_types(document, &document->anonymous);
    use_types(document, &document->wrappers);
    for (i = 0; i < document->elements.count; i++)
        use_type(document, ((struct element *)document->elements.items[i])->type, false);
    for (i = 0; i < document->attributes.count; i++)
        use_type(document, ((struct attribute *)document->attributes.items[i])->type, false);
    for (i = 0; i < document->messages.count; i++)
        use_body(document, ((struct message *)document->messages.items[i])->body);
    for (i = 0; i < document->bindings.count; i++)
    {
        const struct binding *binding = document->bindings.items[i];

        for (j = 0; j < binding->operations.count; j++)
        {
            const struct operation *operation = binding->operations.items[j];

            use_body(document, operation->input);
            use_body(document, operation->output);
            use_parameters(document, operation);
        }
    }
}

/* ---- enums ---- */

static void emit_enum(struct emitter *emitter, const struct type *type)
{
    size_t i;

    text_print(&emitter->header, "\ntypedef enum %s\n{\n", type->c_name);
    for (i = 0; i < type->values.count; i++)
    {
        const struct enum_value *value = type->values.items[i];

        text_print(&emitter->header, "    %s = %u,\n", value->name, (unsigned)i);
    }
    text_print(&emitter->header, "} %s;\n", type->c_name);
}

/* The tags of a choice: none, then one for each field. */
static void emit_tags(struct emitter *emitter, const struct type *choice)
{
    const char *name = choice->choice_tags->c_name;
    size_t i;

    text_print(&emitter->header, "\ntypedef enum %s\n{\n    %s_None = 0,\n", name, choice->c_name);
    for (i = 0; i < choice->fields.count; i++)
    {
        const struct field *field = choice->fields.items[i];

        text_print(&emitter->header, "    %s__%s = %u,\n", choice->c_name, field->name,
                (unsigned)i + 1);
    }
    text_print(&emitter->header, "} %s;\n", name);
}

static void emit_enums_of(struct emitter *emitter, const struct list *types)
{
    size_t i;

    for (i = 0; i < types->count; i++)
    {
        const struct type *type = types->items[i];

        if (!type_is_emitted(type)) continue;
        if (type->kind == TYPE_ENUM) emit_enum(emitter, type);
        if (type->kind == TYPE_CHOICE) emit_tags(emitter, type);
    }
}

void emit_enums(struct emitter *emitter)
{
    emit_enums_of(emitter, &emitter->document->types);
    emit_enums_of(emitter, &emitter->document->anonymous);
}

/* ---- structures ---- */

static void emit_member(struct emitter *emitter, const struct field *field, const char *indent)
{
    struct text *text = &emitter->header;

    if (field->count_name)
    {
        text_print(text, "%sunsigned int %s;\n", indent, field->count_name);
        text_print(text, "%s%s(%s)", indent,
                field->wrapped && field->optional ? "_Field_size_opt_" : "_Field_size_",
                field->count_name);
        indent = " ";
    }
    text_print(text, "%s%s %s;\n", indent, field_c_type(emitter, field), field->name);
}

static void emit_members(struct emitter *emitter, const struct type *type)
{
    size_t i;

    for (i = 0; i < type->fields.count; i++)
        emit_member(emitter, type->fields.items[i], "    ");
}

static void emit_choice(struct emitter *emitter, const struct type *type)
{
    size_t i;

    text_print(&emitter->header, "\ntypedef struct %s\n{\n    enum %s choice;\n    union\n    {\n",
            type->c_name, type->choice_tags->c_name);
    for (i = 0; i < type->fields.count; i++)
        emit_member(emitter, type->fields.items[i], "        ");
    text_print(&emitter->header, "    } value;\n} %s;\n", type->c_name);
}

/* All types derived from this one, over any number of steps. */
static void add_descendants(struct list *list, const struct type *type)
{
    size_t i;

    for (i = 0; i < type->derived.count; i++)
    {
        list_add(list, type->derived.items[i]);
        add_descendants(list, type->derived.items[i]);
    }
}

static void emit_class(struct emitter *emitter, const struct type *type)
{
    struct text *text = &emitter->header;
    struct list descendants = { 0 };
    const struct type *derived;
    size_t i;

    if (type->base)
        text_print(text, "typedef struct %s : %s\n{\n    inline %s();\n", type->c_name,
                type->base->c_name, type->c_name);
    else
        text_print(text, "typedef struct %s\n{\n    inline %s();\n", type->c_name, type->c_name);
    if (type->derived.count)
        text_print(text, "    inline %s(WS_STRUCT_DESCRIPTION*);\n", type->c_name);
    add_descendants(&descendants, type);
    for (i = 0; i < descendants.count; i++)
    {
        derived = descendants.items[i];
        text_print(
                text, "    inline struct %s* WINAPI As%s();\n", derived->c_name, derived->c_name);
    }
    if (!type->base)
        text_put(text, "    const struct _WS_STRUCT_DESCRIPTION* _type;\n");
    else if (type->fields.count)
        text_print(text, "    WSUTIL_ALIGN_AFTER(%s)\n", type->base->c_name);
    emit_members(emitter, type);
    text_print(text, "} %s;\n", type->c_name);
}

static void emit_align_macro(struct text *text)
{
    text_put(text,
            "#ifndef WSUTIL_ALIGN_AFTER\n#ifdef __GNUC__\n"
            "#define WSUTIL_ALIGN_AFTER(base) __attribute__((aligned(__alignof__(base))))\n#else\n"
            "#define WSUTIL_ALIGN_AFTER(base)\n#endif\n#endif\n");
}

static void emit_struct(struct emitter *emitter, const struct type *type, struct list *done)
{
    struct text *text = &emitter->header;
    size_t i;

    if (!type_is_emitted(type) || type->kind == TYPE_ENUM || !list_add_once(done, (void *)type))
        return;
    if (type->base && type->base->document == type->document)
        emit_struct(emitter, type->base, done);
    for (i = 0; i < type->fields.count; i++)
    {
        const struct field *field = type->fields.items[i];

        if (field->mapping == MAP_CHOICE) emit_struct(emitter, field->type, done);
    }
    if (type->kind == TYPE_CHOICE)
    {
        emit_choice(emitter, type);
        return;
    }
    text_put(text, "\n");
    if (type_is_empty(type))
    {
        text_print(text, "typedef struct %s %s;\n", type->c_name, type->c_name);
        return;
    }
    if (type_is_polymorphic(type))
    {
        if (type->base && type->fields.count) emit_align_macro(text);
        text_put(text, "#if " CLASS_CONDITION "\n");
        emit_class(emitter, type);
        text_put(text, "#else\n");
    }
    text_print(text, "typedef struct %s\n{\n", type->c_name);
    if (type->base)
        text_print(text, "    struct %s _base;\n", type->base->c_name);
    else if (type->derived.count)
        text_put(text, "    const struct _WS_STRUCT_DESCRIPTION* _type;\n");
    emit_members(emitter, type);
    text_print(text, "} %s;\n", type->c_name);
    if (type_is_polymorphic(type)) text_put(text, "#endif\n");
}

/* Looking up each type in a list would take the square of their number. */
static void emit_structs_of(
        struct emitter *emitter, const struct list *types, struct list *done, bool by_value)
{
    size_t i, j;

    for (i = 0; i < types->count; i++)
    {
        const struct type *type = types->items[i];
        bool involved = type_is_polymorphic(type) || type->kind == TYPE_CHOICE;

        for (j = 0; j < type->fields.count && !involved; j++)
            involved = ((struct field *)type->fields.items[j])->mapping == MAP_CHOICE;
        if (involved)
        {
            if (by_value) emit_struct(emitter, type, done);
        }
        else if (!by_value)
        {
            struct list none = { 0 };

            emit_struct(emitter, type, &none);
        }
    }
}

/* Headers may need each other; pointers need no more than a name. */
static void declare_structs(struct emitter *emitter, const struct list *types)
{
    size_t i;

    for (i = 0; i < types->count; i++)
    {
        const struct type *type = types->items[i];

        if (type_is_emitted(type) && type->kind == TYPE_STRUCT)
            text_print(&emitter->header, "struct %s;\n", type->c_name);
    }
}

void emit_structs(struct emitter *emitter)
{
    const struct document *document = emitter->document;
    struct list done = { 0 };
    size_t i;

    for (i = 0; i < document->uses.count; i++)
    {
        const struct document *other = document->uses.items[i];

        declare_structs(emitter, &other->types);
        declare_structs(emitter, &other->anonymous);
        declare_structs(emitter, &other->wrappers);
    }
    for (i = 0; i < 2; i++)
    {
        emit_structs_of(emitter, &document->types, &done, i == 0);
        emit_structs_of(emitter, &document->anonymous, &done, i == 0);
        emit_structs_of(emitter, &document->wrappers, &done, i == 0);
    }
}

/* ---- derivation: helpers ---- */

/* Where the description of a named or external type is; a hierarchy's types all have a place in an object. */
static const char *public_description(const struct type *type)
{
    return arena_format("%s.%s.%s", type->document->id,
            type->anonymous ? "externallyReferencedTypes" : "globalTypes", type->member);
}

static void emit_class_members(struct emitter *emitter, const struct type *type)
{
    struct text *text = &emitter->header;
    struct list descendants = { 0 };
    const char *description = public_description(type);
    size_t i;

    if (type->base)
        text_print(text, "inline %s::%s() : %s((WS_STRUCT_DESCRIPTION*)&%s) {}\n", type->c_name,
                type->c_name, type->base->c_name, description);
    else
        text_print(
                text, "inline %s::%s() : _type(&%s) {}\n", type->c_name, type->c_name, description);
    if (type->derived.count && type->base)
        text_print(text, "inline %s::%s(WS_STRUCT_DESCRIPTION* type) : %s(type) {}\n", type->c_name,
                type->c_name, type->base->c_name);
    else if (type->derived.count)
        text_print(text, "inline %s::%s(WS_STRUCT_DESCRIPTION* type) : _type(type) {}\n",
                type->c_name, type->c_name);
    add_descendants(&descendants, type);
    for (i = 0; i < descendants.count; i++)
    {
        const struct type *derived = descendants.items[i];

        text_print(text,
                "inline struct %s* WINAPI %s::As%s() { return (struct %s*)%s_As%s(this); }\n",
                derived->c_name, type->c_name, derived->c_name, derived->c_name, type->c_name,
                derived->c_name);
    }
}

static void emit_helper_prototypes(struct emitter *emitter, const struct type *type)
{
    struct text *text = &emitter->header;
    struct list descendants = { 0 };
    size_t i;

    text_print(text, "void WINAPI %s_Init(struct %s*);\n", type->c_name, type->c_name);
    add_descendants(&descendants, type);
    for (i = 0; i < descendants.count; i++)
    {
        const struct type *derived = descendants.items[i];

        text_print(text, "struct %s* WINAPI %s_As%s(struct %s*);\n", derived->c_name, type->c_name,
                derived->c_name, type->c_name);
    }
}

static bool in_hierarchy(const struct emitter *emitter, const struct type *type)
{
    return type->document == emitter->document && type_is_emitted(type)
            && type_is_polymorphic(type);
}

void emit_hierarchy_header(struct emitter *emitter)
{
    const struct list *hierarchy = &emitter->compiler->hierarchy;
    bool any = false;
    size_t i;

    for (i = 0; i < hierarchy->count; i++)
    {
        if (!in_hierarchy(emitter, hierarchy->items[i])) continue;
        text_put(&emitter->header,
                any ? ""
                    : "\n/* Derived types: set a structure's type, and see what was read. */\n");
        emit_helper_prototypes(emitter, hierarchy->items[i]);
        any = true;
    }
    if (!any) return;
    text_put(&emitter->header, "#if " CLASS_CONDITION "\n");
    for (i = 0; i < hierarchy->count; i++)
        if (in_hierarchy(emitter, hierarchy->items[i]))
            emit_class_members(emitter, hierarchy->items[i]);
    text_put(&emitter->header, "#endif\n");
}

/* A type test walks up from the actual type: what was read may be derived further. */
static void emit_helpers(struct emitter *emitter, const struct type *type)
{
    struct text *text = &emitter->source;
    struct list descendants = { 0 };
    size_t i;

    text_print(text,
            "\nvoid WINAPI %s_Init(struct %s* value)\n{\n"
            "    *(const WS_STRUCT_DESCRIPTION**)value = &%s;\n}\n",
            type->c_name, type->c_name, public_description(type));
    add_descendants(&descendants, type);
    for (i = 0; i < descendants.count; i++)
    {
        const struct type *derived = descendants.items[i];

        text_print(text,
                "\nstruct %s* WINAPI %s_As%s(struct %s* value)\n{\n"
                "    const WS_STRUCT_DESCRIPTION* type = value ? *(const WS_STRUCT_DESCRIPTION**)value : 0;\n\n"
                "    for (; type; type = type->parentType)\n"
                "        if (type == &%s) return (struct %s*)value;\n    return 0;\n}\n",
                derived->c_name, type->c_name, derived->c_name, type->c_name,
                public_description(derived), derived->c_name);
    }
}

void emit_hierarchy_source(struct emitter *emitter)
{
    const struct list *hierarchy = &emitter->compiler->hierarchy;
    size_t i;

    for (i = 0; i < hierarchy->count; i++)
        if (in_hierarchy(emitter, hierarchy->items[i])) emit_helpers(emitter, hierarchy->items[i]);
}
