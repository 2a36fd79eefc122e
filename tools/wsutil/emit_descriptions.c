/* Descriptions of types, elements, attributes and messages: declared and initialised in the local definitions and in
 * the file's public object.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emit.h"

#include <stdlib.h>
#include <string.h>

/* ---- references ---- */

static const char *section_of(const struct type *type)
{
    const struct type *outer = type;

    if (type->wrapper) return "messages";
    while (outer->outer)
        outer = outer->outer;
    if (outer->wrapper) return "messages";
    return outer->element ? "globalElements" : "globalTypes";
}

static const char *local_name(const struct type *type)
{
    return arena_format(
            "%sLocalDefinitions.%s.%sdescs", type->document->id, section_of(type), type->c_name);
}

const char *ws_type(const struct emitter *emitter, const struct type *type)
{
    switch (type->kind)
    {
    case TYPE_ENUM:
        return "WS_ENUM_TYPE";
    case TYPE_STRUCT:
        return "WS_STRUCT_TYPE";
    case TYPE_CHOICE:
        return "WS_UNION_TYPE";
    case TYPE_VALUE:
        break;
    }
    if (type->value->flags & VALUE_STRING && emitter->compiler->options.ws_string)
        return "WS_STRING_TYPE";
    return arena_format("WS_%s_TYPE", type->value->ws);
}

static const char *range_reference(
        struct emitter *emitter, const char *type, const char *min, const char *max)
{
    const char *key = arena_format("%s %s %s", type, min, max),
               *name = map_get(&emitter->ranges, key);

    if (!name)
    {
        name = arena_format("range%u", emitter->range_count++);
        map_put(&emitter->ranges, key, (void *)name);
        text_print(&emitter->ranges_declaration, "        %s %s;\n", type, name);
        text_print(&emitter->ranges_value, "        { %s, %s },\n", min, max);
    }
    return arena_format("(void*)&%sLocalDefinitions.ranges.%s", emitter->document->id, name);
}

const char *type_description(struct emitter *emitter, struct type *type)
{
    const char *kind = type->kind == TYPE_ENUM ? "ENUM"
            : type->kind == TYPE_CHOICE        ? "UNION"
                                               : "STRUCT";

    if (type->kind == TYPE_VALUE)
    {
        if (!type->range) return "0";
        return range_reference(emitter, arena_format("WS_%s_DESCRIPTION", type->value->range),
                type->range->min, type->range->max);
    }
    if (!type->anonymous)
        return arena_format(
                "(WS_%s_DESCRIPTION*)&%s.globalTypes.%s", kind, type->document->id, type->member);
    if (type->element || type->external)
        return arena_format("(WS_%s_DESCRIPTION*)&%s.externallyReferencedTypes.%s", kind,
                type->document->id, type->member);
    return arena_format("(WS_%s_DESCRIPTION*)&%s.description", kind, local_name(type));
}

/* ---- fields ---- */

static const char *mapping_name(enum mapping mapping)
{
    static const char *const names[] = {
        [MAP_TYPE_ATTRIBUTE] = "TYPE_ATTRIBUTE",
        [MAP_ATTRIBUTE] = "ATTRIBUTE",
        [MAP_TEXT] = "TEXT",
        [MAP_ELEMENT] = "ELEMENT",
        [MAP_REPEATING] = "REPEATING_ELEMENT",
        [MAP_CHOICE] = "ELEMENT_CHOICE",
        [MAP_REPEATING_CHOICE] = "REPEATING_ELEMENT_CHOICE",
        [MAP_ANY] = "ANY_ELEMENT",
        [MAP_REPEATING_ANY] = "REPEATING_ANY_ELEMENT",
        [MAP_ANY_CONTENT] = "ANY_CONTENT",
    };

    return arena_format("WS_%s_FIELD_MAPPING", names[mapping]);
}

static const char *field_options(const struct field *field)
{
    bool by_pointer = field->type->kind == TYPE_VALUE && field->type->value->flags & VALUE_POINTER;
    bool structure = field->type->kind == TYPE_STRUCT;
    struct text text = { 0 };
    const char *result;

    if ((field->mapping == MAP_ELEMENT && (structure || (field->nillable && !by_pointer)))
            || (field->mapping == MAP_REPEATING && items_are_pointers(field)))
        text_put(&text, "WS_FIELD_POINTER|");
    if (field->optional && (field->mapping != MAP_REPEATING || field->wrapped)
            && field->mapping != MAP_REPEATING_CHOICE && field->mapping != MAP_REPEATING_ANY)
        text_put(&text, "WS_FIELD_OPTIONAL|");
    if (field->nillable && field->mapping != MAP_ATTRIBUTE) text_put(&text, "WS_FIELD_NILLABLE|");
    if (field->item_nillable && (structure || by_pointer))
        text_put(&text, "WS_FIELD_NILLABLE_ITEM|");
    if (text.length) text.data[text.length - 1] = 0;
    result = text.length ? arena_string(text.data) : "0";
    text_free(&text);
    return result;
}

/* Fields of a base are at the same offsets in what is derived from it, so each is taken from its own structure. */
static void emit_field(struct emitter *emitter, struct text *text, const struct field *field)
{
    const struct type *owner = field->owner;
    const char *inside = owner->kind == TYPE_CHOICE ? "value." : "";
    /* xml:lang and the like have a mapping of their own, which knows the namespace */
    bool xml = field->mapping == MAP_ATTRIBUTE && !strcmp(field->ns, NS_XML);

    text_print(text, "            { /* %s */\n                %s,\n", field->name,
            xml ? "WS_XML_ATTRIBUTE_FIELD_MAPPING" : mapping_name(field->mapping));
    text_print(text, "                %s,\n",
            string_or_null(emitter, field->xml_name,
                    arena_format("%s%s%s", owner->c_name, field->name,
                            field->wrapped ? "WrapperName" : "LocalName")));
    text_print(text, "                %s,\n",
            string_or_null(emitter, xml ? NULL : field->ns,
                    arena_format("%s%sNamespace", owner->c_name, field->name)));
    text_print(text, "                %s,\n                %s,\n", ws_type(emitter, field->type),
            type_description(emitter, field->type));
    text_print(text,
            "                WsOffsetOf(struct %s, %s%s),\n                %s,\n                0,\n",
            owner->c_name, inside, field->name, field_options(field));
    if (field->count_name)
    {
        text_print(text, "                WsOffsetOf(struct %s, %s%s),\n", owner->c_name, inside,
                field->count_name);
        text_print(text, "                %s,\n",
                string_or_null(emitter, field->item_name,
                        arena_format("%s%sLocalName", owner->c_name, field->item_name)));
        text_print(text, "                %s,\n",
                string_or_null(emitter, field->item_ns,
                        arena_format("%s%sItemNamespace", owner->c_name, field->name)));
        if (field->max == UNBOUNDED)
            text_put(text, "                0,\n");
        else
            text_print(text, "                (WS_ITEM_RANGE*)%s,\n",
                    range_reference(emitter, "WS_ITEM_RANGE",
                            arena_format("%u", (unsigned)field->min),
                            arena_format("%u", (unsigned)field->max)));
    }
    else
        text_put(text, "                (ULONG)0xffffffff,\n");
    text_put(text, "            },\n");
}

static const struct type *root_of(const struct type *type)
{
    while (type->base)
        type = type->base;
    return type;
}

static void emit_type_field(struct text *text, const struct type *type)
{
    text_print(text,
            "            { /* _type */\n                WS_TYPE_ATTRIBUTE_FIELD_MAPPING,\n                0,\n"
            "                0,\n                WS_DESCRIPTION_TYPE,\n                0,\n"
            "                WsOffsetOf(struct %s, _type),\n                0,\n                0,\n"
            "                (ULONG)0xffffffff,\n            },\n",
            root_of(type)->c_name);
}

/* ---- structures ---- */

/* Counts are numbers, not WsCountOf(an array of the local definitions): gcc copies the whole initializer for each such
 * expression, and took 20 GB for the C of a WSDL of a megabyte.
 *
 * {size, alignment, fields ...} of a structure whose fields are in the local definitions. */
static void emit_struct_value(
        struct emitter *emitter, struct text *text, const struct type *type, size_t field_count)
{
    bool ignore = type->ignore_attributes || emitter->compiler->options.ignore_unhandled_attributes;
    const char *local = local_name(type);

    if (field_count)
    {
        text_print(text, "            sizeof(struct %s),\n            __alignof(struct %s),\n",
                type->c_name, type->c_name);
        text_print(text, "            (WS_FIELD_DESCRIPTION**)&%s.%sFields,\n            %u,\n",
                local, type->c_name, (unsigned)field_count);
    }
    else
        text_put(text, "            0,\n            1,\n            0,\n            0,\n");
    text_print(text, "            %s,\n",
            xml_string(emitter, type->name, arena_format("%sTypeName", type->c_name)));
    text_print(text, "            %s,\n",
            xml_string(emitter, type->ns, arena_format("%sTypeNamespace", type->c_name)));
    text_print(text, "            %s,\n", type->base ? type_description(emitter, type->base) : "0");
    if (type->derived.count)
        text_print(text, "            (WS_STRUCT_DESCRIPTION**)&%s.%sSubTypes,\n            %u,\n",
                local, type->c_name, (unsigned)type->derived.count);
    else
        text_put(text, "            0,\n            0,\n");
    text_print(text, "            %s,\n", ignore ? "WS_STRUCT_IGNORE_UNHANDLED_ATTRIBUTES" : "0");
}

static void emit_struct_locals(
        struct emitter *emitter, struct section *section, const struct type *type)
{
    struct list fields = type_description_fields(type);
    bool typed = type_is_polymorphic(type);
    struct names names = { { 0 } };
    const char **members = arena_alloc((fields.count + 1) * sizeof(*members));
    struct text *declaration = &section->declaration, *value = &section->value;
    size_t i, count = fields.count + (typed ? 1 : 0);

    text_put(declaration, "        struct\n        {\n");
    text_print(value, "        { /* %s */\n", type->c_name);
    /* of names that are no field's, these are in use here */
    name_unique(&names, arena_format("%sFields", type->c_name), NULL);
    name_unique(&names, arena_format("%sSubTypes", type->c_name), NULL);
    name_unique(&names, "description", NULL);
    name_unique(&names, "element", NULL);
    if (typed)
    {
        text_print(declaration, "            WS_FIELD_DESCRIPTION %s;\n",
                name_unique(&names, "_type", NULL));
        emit_type_field(value, type);
    }
    for (i = 0; i < fields.count; i++)
    {
        const struct field *field = fields.items[i];

        members[i] = name_unique(&names, field->name, NULL);
        text_print(declaration, "            WS_FIELD_DESCRIPTION %s;\n", members[i]);
        emit_field(emitter, value, field);
    }
    text_print(declaration, "            WS_FIELD_DESCRIPTION* %sFields[%u];\n", type->c_name,
            (unsigned)count);
    text_put(value, "            {\n");
    if (typed)
        text_print(value, "                (WS_FIELD_DESCRIPTION*)&%s._type,\n", local_name(type));
    for (i = 0; i < fields.count; i++)
        text_print(value, "                (WS_FIELD_DESCRIPTION*)&%s.%s,\n", local_name(type),
                members[i]);
    text_put(value, "            },\n");
    if (!type->derived.count) return;
    text_print(declaration, "            WS_STRUCT_DESCRIPTION* %sSubTypes[%u];\n", type->c_name,
            (unsigned)type->derived.count);
    text_put(value, "            {\n");
    for (i = 0; i < type->derived.count; i++)
        text_print(
                value, "                %s,\n", type_description(emitter, type->derived.items[i]));
    text_put(value, "            },\n");
}

static void close_locals(struct section *section, const struct type *type)
{
    text_print(&section->declaration, "        } %sdescs;\n", type->c_name);
    text_put(&section->value, "        },\n");
}

/* A structure has locals when it has fields; where its description is not public, it is there too. */
static void emit_struct(struct emitter *emitter, struct section *section,
        struct section *public_section, const struct type *type)
{
    size_t count = type_description_fields(type).count + (type_is_polymorphic(type) ? 1 : 0);
    bool local = type->anonymous && !type->element && !type->external;

    if (count)
        emit_struct_locals(emitter, section, type);
    else if (local)
    {
        text_put(&section->declaration, "        struct\n        {\n");
        text_print(&section->value, "        { /* %s */\n", type->c_name);
    }
    if (local)
    {
        text_put(&section->declaration, "            WS_STRUCT_DESCRIPTION description;\n");
        text_put(&section->value, "            {\n");
        emit_struct_value(emitter, &section->value, type, count);
        text_put(&section->value, "            },\n");
    }
    if (type->wrapper) return; /* its element follows */
    if (count || local) close_locals(section, type);
    if (local) return;
    text_print(&public_section->declaration, "        WS_STRUCT_DESCRIPTION %s;\n", type->member);
    text_print(&public_section->value, "        { /* %s */\n", type->member);
    emit_struct_value(emitter, &public_section->value, type, count);
    text_put(&public_section->value, "        },\n");
}

/* ---- choices ---- */

static void emit_choice_value(struct text *value, const struct type *type)
{
    text_print(value,
            "            sizeof(struct %s),\n            __alignof(struct %s),\n"
            "            (WS_UNION_FIELD_DESCRIPTION**)&%s.%sFields,\n            %u,\n"
            "            WsOffsetOf(struct %s, choice),\n            %s_None,\n            0,\n",
            type->c_name, type->c_name, local_name(type), type->c_name,
            (unsigned)type->fields.count, type->c_name, type->c_name);
}

static void emit_choice(struct emitter *emitter, struct section *section,
        struct section *public_section, const struct type *type)
{
    struct text *declaration = &section->declaration, *value = &section->value;
    struct names names = { { 0 } };
    const char **members = arena_alloc((type->fields.count + 1) * sizeof(*members));
    size_t i;

    name_unique(&names, "description", NULL);
    name_unique(&names, arena_format("%sFields", type->c_name), NULL);
    text_put(declaration, "        struct\n        {\n");
    text_print(value, "        { /* %s */\n", type->c_name);
    for (i = 0; i < type->fields.count; i++)
    {
        const struct field *field = type->fields.items[i];

        members[i] = name_unique(&names, field->name, NULL);
        text_print(declaration, "            WS_UNION_FIELD_DESCRIPTION %s;\n", members[i]);
        text_print(value, "            {\n            %s__%s,\n", type->c_name, field->name);
        emit_field(emitter, value, field);
        text_put(value, "            },\n");
    }
    text_print(declaration, "            WS_UNION_FIELD_DESCRIPTION* %sFields[%u];\n", type->c_name,
            (unsigned)type->fields.count);
    text_put(value, "            {\n");
    for (i = 0; i < type->fields.count; i++)
        text_print(value, "                (WS_UNION_FIELD_DESCRIPTION*)&%s.%s,\n",
                local_name(type), members[i]);
    text_put(value, "            },\n");
    if (!type->external)
    {
        text_put(declaration, "            WS_UNION_DESCRIPTION description;\n");
        text_put(value, "            {\n");
        emit_choice_value(value, type);
        text_put(value, "            },\n");
    }
    close_locals(section, type);
    if (!type->external) return;
    text_print(&public_section->declaration, "        WS_UNION_DESCRIPTION %s;\n", type->member);
    text_print(&public_section->value, "        { /* %s */\n", type->member);
    emit_choice_value(&public_section->value, type);
    text_put(&public_section->value, "        },\n");
}

/* ---- enums ---- */

static const struct type *sorted_type;

static int compare_values(const void *a, const void *b)
{
    const struct enum_value *left = sorted_type->values.items[*(const uint32_t *)a];
    const struct enum_value *right = sorted_type->values.items[*(const uint32_t *)b];

    return strcmp(left->text, right->text);
}

static void emit_enum_value(struct text *text, const struct type *type)
{
    size_t i, longest = 0;

    for (i = 0; i < type->values.count; i++)
    {
        const struct enum_value *value = type->values.items[i];

        if (strlen(value->text) > longest) longest = strlen(value->text);
    }
    text_print(text,
            "            (WS_ENUM_VALUE*)&%s.%sValues,\n            %u,\n            %u,\n"
            "            (ULONG*)&%s.%sIndices,\n",
            local_name(type), type->c_name, (unsigned)type->values.count, (unsigned)longest,
            local_name(type), type->c_name);
}

static void emit_enum(struct emitter *emitter, struct section *section,
        struct section *public_section, const struct type *type)
{
    struct text *declaration = &section->declaration, *value = &section->value;
    uint32_t *indices = arena_alloc(type->values.count * sizeof(*indices));
    bool local = type->anonymous && !type->element && !type->external;
    size_t i;

    text_print(declaration,
            "        struct\n        {\n            WS_ENUM_VALUE %sValues[%u];\n            ULONG %sIndices[%u];\n",
            type->c_name, (unsigned)type->values.count, type->c_name, (unsigned)type->values.count);
    text_print(value, "        { /* %s */\n            {\n", type->c_name);
    for (i = 0; i < type->values.count; i++)
    {
        const struct enum_value *item = type->values.items[i];

        indices[i] = (uint32_t)i;
        text_print(value, "                { %s, %s },\n", item->name,
                xml_string(emitter, item->text, arena_format("%sValueName", item->name)));
    }
    sorted_type = type;
    qsort(indices, type->values.count, sizeof(*indices), compare_values);
    text_put(value, "            },\n            {");
    for (i = 0; i < type->values.count; i++)
        text_print(value, " %u,", (unsigned)indices[i]);
    text_put(value, " },\n");
    if (local)
    {
        text_put(declaration, "            WS_ENUM_DESCRIPTION description;\n");
        text_put(value, "            {\n");
        emit_enum_value(value, type);
        text_put(value, "            },\n");
    }
    close_locals(section, type);
    if (local) return;
    text_print(&public_section->declaration, "        WS_ENUM_DESCRIPTION %s;\n", type->member);
    text_print(&public_section->value, "        { /* %s */\n", type->member);
    emit_enum_value(&public_section->value, type);
    text_put(&public_section->value, "        },\n");
}

/* ---- sections ---- */

static void emit_types(struct emitter *emitter, const struct list *types, struct section *section,
        struct section *public_section, const char *name)
{
    size_t i;

    for (i = 0; i < types->count; i++)
    {
        const struct type *type = types->items[i];

        if (!type_is_emitted(type) || strcmp(section_of(type), name)) continue;
        if (type->kind == TYPE_ENUM)
            emit_enum(emitter, section, public_section, type);
        else if (type->kind == TYPE_CHOICE)
            emit_choice(emitter, section, public_section, type);
        else
            emit_struct(emitter, section, public_section, type);
    }
}

static void emit_element(
        struct emitter *emitter, struct section *section, const struct element *element)
{
    text_print(&section->declaration, "        WS_ELEMENT_DESCRIPTION %s;\n", element->member);
    text_print(&section->value, "        { /* %s */\n            %s,\n", element->member,
            xml_string(emitter, element->name, arena_format("%sTypeName", element->member)));
    text_print(&section->value, "            %s,\n",
            xml_string(emitter, element->ns, arena_format("%sTypeNamespace", element->member)));
    text_print(&section->value, "            %s,\n            (void*)%s,\n        },\n",
            ws_type(emitter, element->type), type_description(emitter, element->type));
}

static void emit_attribute(
        struct emitter *emitter, struct section *section, const struct attribute *attribute)
{
    text_print(&section->declaration, "        WS_ATTRIBUTE_DESCRIPTION %s;\n", attribute->member);
    text_print(&section->value, "        { /* %s */\n            %s,\n", attribute->member,
            xml_string(
                    emitter, attribute->name, arena_format("%sAttributeName", attribute->member)));
    text_print(&section->value, "            %s,\n",
            xml_string(emitter, attribute->ns,
                    arena_format("%sAttributeNamespace", attribute->member)));
    text_print(&section->value, "            %s,\n            (void*)%s,\n        },\n",
            ws_type(emitter, attribute->type), type_description(emitter, attribute->type));
}

void emit_type_descriptions(struct emitter *emitter)
{
    const struct document *document = emitter->document;
    struct section attributes = { 0 }, types = { 0 }, elements = { 0 }, external = { 0 };
    struct section local_types = { 0 }, local_elements = { 0 };
    size_t i;

    text_put(&local_types.declaration, "        char unused;\n");
    text_put(&local_types.value, "        0,\n");
    text_put(&local_elements.declaration, "        char unused;\n");
    text_put(&local_elements.value, "        0,\n");
    for (i = 0; i < document->attributes.count; i++)
        emit_attribute(emitter, &attributes, document->attributes.items[i]);
    emit_types(emitter, &document->types, &local_types, &types, "globalTypes");
    emit_types(emitter, &document->anonymous, &local_types, &external, "globalTypes");
    for (i = 0; i < document->elements.count; i++)
        emit_element(emitter, &elements, document->elements.items[i]);
    emit_types(emitter, &document->anonymous, &local_elements, &external, "globalElements");
    section_close(
            &attributes, "globalAttributes", &emitter->object_declaration, &emitter->object_value);
    section_close(&types, "globalTypes", &emitter->object_declaration, &emitter->object_value);
    section_close(
            &elements, "globalElements", &emitter->object_declaration, &emitter->object_value);
    section_close(&external, "externallyReferencedTypes", &emitter->object_declaration,
            &emitter->object_value);
    section_close(&local_types, "globalTypes", &emitter->local_declaration, &emitter->local_value);
    section_close(
            &local_elements, "globalElements", &emitter->local_declaration, &emitter->local_value);
}

/* ---- messages ---- */

const char *message_reference(const struct body *body)
{
    if (!body) return "0";
    if (body->local_name)
        return arena_format("(WS_MESSAGE_DESCRIPTION*)&%sLocalDefinitions.messages.%s",
                body->document->id, body->local_name);
    return arena_format("(WS_MESSAGE_DESCRIPTION*)&%s.messages.%s", body->message->document->id,
            body->message->member);
}

/* The structure made for a body, and the element that has it. */
static void emit_wrapper(struct emitter *emitter, struct section *section, const struct body *body)
{
    const struct type *type = body->wrapper;

    emit_struct(emitter, section, NULL, type);
    text_put(&section->declaration, "            WS_ELEMENT_DESCRIPTION element;\n");
    text_print(&section->value, "            {\n            %s,\n",
            string_or_null(
                    emitter, body->wrapper_name, arena_format("%sWrapperName", type->c_name)));
    text_print(&section->value, "            %s,\n",
            string_or_null(
                    emitter, body->wrapper_ns, arena_format("%sWrapperNamespace", type->c_name)));
    text_print(&section->value,
            "            WS_STRUCT_TYPE,\n            (void*)&%s.description,\n            },\n",
            local_name(type));
    close_locals(section, type);
}

static void emit_message(struct emitter *emitter, struct section *section, const struct body *body,
        const char *member)
{
    const char *element = "0";

    if (body->wrapper)
        element = arena_format("(WS_ELEMENT_DESCRIPTION*)&%s.element", local_name(body->wrapper));
    else if (body->element && body->element->document)
        element = arena_format("(WS_ELEMENT_DESCRIPTION*)&%s.globalElements.%s",
                body->element->document->id, body->element->member);
    text_print(&section->declaration, "        WS_MESSAGE_DESCRIPTION %s;\n", member);
    text_print(&section->value,
            "        { /* %s */\n            %s,\n            %s,\n        },\n", member,
            string_or_null(emitter, body->action, arena_format("%sactionName", member)), element);
}

void emit_message_descriptions(struct emitter *emitter)
{
    struct section local = { 0 }, messages = { 0 };
    size_t i, j, k;

    text_put(&local.declaration, "        char unused;\n");
    text_put(&local.value, "        0,\n");
    for (i = 0; i < emitter->compiler->documents.count; i++)
    {
        const struct document *document = emitter->compiler->documents.items[i];

        for (j = 0; j < document->messages.count; j++)
        {
            const struct message *message = document->messages.items[j];

            for (k = 0; k < message->bodies.count; k++)
            {
                const struct body *body = message->bodies.items[k];

                if (body->document != emitter->document) continue;
                if (body->wrapper) emit_wrapper(emitter, &local, body);
                if (body->local_name)
                    emit_message(emitter, &local, body, body->local_name);
                else
                    emit_message(emitter, &messages, body, message->member);
            }
        }
    }
    section_close(&messages, "messages", &emitter->object_declaration, &emitter->object_value);
    section_close(&local, "messages", &emitter->local_declaration, &emitter->local_value);
}
