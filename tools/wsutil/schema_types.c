/* Complex types: particles and attributes become fields, choices tagged unions, extensions derived structures. What
 * has no place in WWSAPI's descriptions makes a structure with one WS_XML_BUFFER* of all its type, with a warning.
 *
 * Names of our own choosing: a choice in T is the structure T_choice with the tag enum T_choiceTag; the fields of
 * any, simple content and fallback are any, value and any.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model.h"

#include <stdlib.h>
#include <string.h>

#define MAX_FIELDS 16384

static bool is_value(const xmlNode *node, const char *attribute, const char *value)
{
    const char *text = attribute_text(node, attribute);

    return text && !strcmp(text, value);
}

static bool is_true(const xmlNode *node, const char *attribute)
{
    return is_value(node, attribute, "true") || is_value(node, attribute, "1");
}

/* minOccurs or maxOccurs; what does not fit in 32 bits is as good as unbounded. */
static uint32_t occurs(const xmlNode *node, const char *attribute)
{
    const char *text = attribute_text(node, attribute), *c;
    uint64_t count = 0;

    if (!text) return 1;
    if (!strcmp(text, "unbounded")) return UNBOUNDED;
    for (c = text; *c >= '0' && *c <= '9' && count < UNBOUNDED; c++)
        count = count * 10 + (uint64_t)(*c - '0');
    if (*c && (*c < '0' || *c > '9'))
        diagnose(node, ERROR_SEVERITY, "%s=\"%s\" is no number", attribute, text);
    else if (count >= UNBOUNDED)
        diagnose(node, W2, "%s=\"%s\" is treated as unbounded", attribute, text);
    return c == text ? 1 : count < UNBOUNDED ? (uint32_t)count : UNBOUNDED;
}

static void fall_back(struct type *type, const xmlNode *node, const char *what)
{
    type->fallback = true;
    diagnose(node, W1, "%s is not supported: '%s' becomes a structure with a WS_XML_BUFFER*", what,
            type->name ? type->name : "(anonymous)");
}

/* ---- fields ---- */

struct field *field_new(struct type *type, enum mapping mapping, const char *name, struct type *of,
        const xmlNode *node)
{
    struct field *field = NEW(struct field);

    if (type->fields.count >= MAX_FIELDS)
    {
        if (type->fields.count == MAX_FIELDS)
            diagnose(node, ERROR_SEVERITY, "a type with more than %d fields", MAX_FIELDS);
        if (type->fields.count > MAX_FIELDS) return field;
    }
    field->mapping = mapping;
    field->owner = type;
    field->node = node;
    field->type = of;
    field->min = field->max = 1;
    field->name = name_unique(&type->members, name_to_c(name, node), node);
    if (mapping == MAP_REPEATING || mapping == MAP_REPEATING_CHOICE || mapping == MAP_REPEATING_ANY)
        field->count_name = name_unique(&type->members, arena_format("%sCount", field->name), node);
    list_add(&type->fields, field);
    return field;
}

struct type *anonymous_type(struct compiler *compiler, const struct schema *schema,
        const xmlNode *node, struct type *outer, struct element *element, const char *name)
{
    const xmlNode *child = find_child(node, NS_XSD, "complexType");
    struct type *type;

    if (!child && !(child = find_child(node, NS_XSD, "simpleType"))) return NULL;
    type = type_new(
            schema, child, is_element(child, NS_XSD, "complexType") ? TYPE_STRUCT : TYPE_VALUE);
    type->anonymous = true;
    type->name = name;
    type->outer = outer;
    type->element = element;
    if (type->kind == TYPE_VALUE)
    {
        simple_type_resolve(compiler, type);
        if (type->alias) return type->alias;
        if (type->kind == TYPE_VALUE) return type;
    }
    list_add(&schema->document->anonymous, type);
    return type;
}

static bool form_is_qualified(const xmlNode *node, bool otherwise)
{
    const char *form = attribute_text(node, "form");

    return form ? !strcmp(form, "qualified") : otherwise;
}

static void ignored_attributes(const xmlNode *node)
{
    static const char *const names[] = { "default", "fixed", "block", "final", "abstract" };
    const xmlNode *child;
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
    {
        const char *value = attribute_text(node, names[i]);

        if (value && *value && strcmp(value, "false") && strcmp(value, "0"))
            diagnose(node, W1, "%s is not supported: it is ignored", names[i]);
    }
    for (child = first_element(node); child; child = next_element(child))
        if (is_element(child, NS_XSD, "unique") || is_element(child, NS_XSD, "key")
                || is_element(child, NS_XSD, "keyref"))
            diagnose(child, W1, "%s is not supported: it is ignored", child->name);
}

/* The type, name and namespace of an element within a content model; NULL after an error. */
static struct type *element_type(struct compiler *compiler, struct type *owner, const xmlNode *node,
        const char **name, const char **ns, bool *nillable)
{
    const char *ref = attribute_text(node, "ref"), *type = attribute_text(node, "type");
    struct element *element;
    struct type *result;

    *nillable = is_true(node, "nillable");
    if (ref)
    {
        if (!(element = element_by_name(compiler, node, ref))) return NULL;
        element_resolve(compiler, element);
        *name = element->name;
        *ns = element->ns;
        *nillable = element->nillable;
        return element->type;
    }
    *name = attribute_text(node, "name");
    if (!*name || !**name)
    {
        diagnose(node, ERROR_SEVERITY, "an element needs a name or a ref");
        return NULL;
    }
    *ns = form_is_qualified(node, owner->schema->qualified) ? owner->schema->ns : "";
    ignored_attributes(node);
    if (type) return type_by_name(compiler, node, type);
    result = anonymous_type(compiler, owner->schema, node, owner, NULL, *name);
    return result ? result : type_of_value("anyType");
}

static void add_element_field(
        struct compiler *compiler, struct type *owner, const xmlNode *node, bool in_choice)
{
    uint32_t min = occurs(node, "minOccurs"), max = occurs(node, "maxOccurs");
    const char *name, *ns;
    struct field *field;
    struct type *type;
    bool nillable;

    if (!max) return;
    if (min > max)
    {
        diagnose(node, ERROR_SEVERITY, "minOccurs is greater than maxOccurs");
        return;
    }
    if (!(type = element_type(compiler, owner, node, &name, &ns, &nillable))) return;
    field = field_new(owner, max > 1 ? MAP_REPEATING : MAP_ELEMENT, name, type, node);
    field->optional = !in_choice && !min;
    if (max > 1)
    {
        field->item_name = name;
        field->item_ns = ns;
        field->item_nillable = nillable;
        field->min = min;
        field->max = max;
        return;
    }
    field->xml_name = name;
    field->ns = ns;
    field->nillable = nillable;
}

static void add_any_field(struct type *owner, const xmlNode *node)
{
    uint32_t min = occurs(node, "minOccurs"), max = occurs(node, "maxOccurs");
    const char *ns = attribute_text(node, "namespace");
    struct field *field;

    if (!max) return;
    if (ns && *ns && strcmp(ns, "##any"))
        diagnose(node, W2, "any takes elements of all namespaces, not of %s only", ns);
    field = field_new(
            owner, max > 1 ? MAP_REPEATING_ANY : MAP_ANY, "any", type_of_value("anyType"), node);
    field->optional = !min;
    field->min = min;
    field->max = max;
}

/* ---- choices ---- */

static const char *choice_is_too_rich(const xmlNode *choice)
{
    const xmlNode *node;

    for (node = first_element(choice); node; node = next_element(node))
    {
        if (is_element(node, NS_XSD, "annotation")) continue;
        if (is_element(node, NS_XSD, "any"))
        {
            if (next_element(node)) return "an any that is not the last of a choice";
            if (occurs(node, "maxOccurs") > 1) return "a repeated any in a choice";
        }
        else if (!is_element(node, NS_XSD, "element"))
            return arena_format("%s in a choice", node->name);
        else if (occurs(node, "maxOccurs") > 1)
            return "a repeated element in a choice";
    }
    return NULL;
}

static void add_choice_field(struct compiler *compiler, struct type *owner, const xmlNode *node)
{
    uint32_t min = occurs(node, "minOccurs"), max = occurs(node, "maxOccurs");
    const char *why = choice_is_too_rich(node);
    const xmlNode *child;
    struct type *choice;
    struct field *field;

    if (why)
    {
        fall_back(owner, node, why);
        return;
    }
    if (!max || !first_element(node)) return;
    choice = type_new(owner->schema, node, TYPE_CHOICE);
    choice->anonymous = choice->resolved = true;
    choice->outer = owner;
    field = field_new(owner, max > 1 ? MAP_REPEATING_CHOICE : MAP_CHOICE, "choice", choice, NULL);
    field->node = node;
    field->optional = !min;
    field->min = min;
    field->max = max;
    choice->name = field->name;
    list_add(&owner->document->anonymous, choice);
    for (child = first_element(node); child; child = next_element(child))
    {
        if (is_element(child, NS_XSD, "any"))
            add_any_field(choice, child);
        else if (is_element(child, NS_XSD, "element"))
        {
            add_element_field(compiler, choice, child, true);
            if (occurs(child, "minOccurs") == 0) field->optional = true;
        }
    }
    for (min = 0; min < choice->fields.count; min++)
        ((struct field *)choice->fields.items[min])->optional = false;
}

/* ---- sequences ---- */

static void add_sequence(struct compiler *compiler, struct type *owner, const xmlNode *sequence)
{
    const xmlNode *node;

    if (first_element(sequence)
            && (occurs(sequence, "minOccurs") != 1 || occurs(sequence, "maxOccurs") != 1))
        fall_back(owner, sequence, "a sequence that is optional or repeated");
    for (node = first_element(sequence); node && !owner->fallback; node = next_element(node))
    {
        if (is_element(node, NS_XSD, "element"))
            add_element_field(compiler, owner, node, false);
        else if (is_element(node, NS_XSD, "choice"))
            add_choice_field(compiler, owner, node);
        else if (is_element(node, NS_XSD, "any"))
        {
            if (next_element(node))
                fall_back(owner, node, "an any that is not the last of a sequence");
            else
                add_any_field(owner, node);
        }
        else if (is_element(node, NS_XSD, "sequence"))
            fall_back(owner, node, "a sequence in a sequence");
        else if (is_element(node, NS_XSD, "group"))
            fall_back(owner, node, "a group");
        else if (!is_element(node, NS_XSD, "annotation"))
            diagnose(node, ERROR_SEVERITY, "'%s' cannot be in a sequence", node->name);
    }
}

/* ---- attributes ---- */

static struct type *attribute_type(struct compiler *compiler, const struct schema *schema,
        const xmlNode *node, struct type *owner, const char *name)
{
    const char *text = attribute_text(node, "type");
    struct type *type;

    if (text)
        type = type_by_name(compiler, node, text);
    else
        type = anonymous_type(compiler, schema, node, owner, NULL, name);
    return text_type(type, node);
}

static void add_attribute(struct compiler *compiler, struct type *owner, const xmlNode *node)
{
    const char *ref = attribute_text(node, "ref"), *name = attribute_text(node, "name"), *ns = "";
    struct attribute *global;
    struct type *type = NULL;
    struct field *field;

    if (is_value(node, "use", "prohibited"))
    {
        fall_back(owner, node, "a prohibited attribute");
        return;
    }
    if (ref)
    {
        if (!resolve_qname(node, ref, &ns, &name)) return;
        if ((global = map_get(&compiler->attributes, qualified(ns, name))))
            type = global->type;
        else if (!strcmp(ns, NS_XML))
            type = type_of_value("string");
        else
            diagnose(node, W1, "attribute {%s}%s is not defined by any input: it becomes a string",
                    ns, name);
    }
    else if (!name || !*name)
    {
        diagnose(node, ERROR_SEVERITY, "an attribute needs a name or a ref");
        return;
    }
    else
    {
        type = attribute_type(compiler, owner->schema, node, owner, name);
        if (form_is_qualified(node, owner->schema->attributes_qualified)) ns = owner->schema->ns;
    }
    ignored_attributes(node);
    field = field_new(owner, MAP_ATTRIBUTE, name, type ? type : type_of_value("string"), node);
    field->xml_name = name;
    field->ns = ns;
    field->optional = !is_value(node, "use", "required");
}

static void add_attributes(
        struct compiler *compiler, struct type *owner, const xmlNode *parent, int depth);

static void add_attribute_group(
        struct compiler *compiler, struct type *owner, const xmlNode *node, int depth)
{
    const char *ref = attribute_text(node, "ref"), *ns, *name;
    const xmlNode *group;

    if (!ref || !resolve_qname(node, ref, &ns, &name))
        diagnose(node, ERROR_SEVERITY, "an attributeGroup within a type needs a ref");
    else if (!(group = map_get(&compiler->attribute_groups, qualified(ns, name))))
    {
        diagnose(node, W1,
                "attributeGroup {%s}%s is not defined by any input: its attributes are ignored", ns,
                name);
        owner->ignore_attributes = true;
    }
    else if (depth > 50)
        diagnose(node, ERROR_SEVERITY, "attributeGroup '%s' contains itself", name);
    else
        add_attributes(compiler, owner, group, depth + 1);
}

static void add_attributes(
        struct compiler *compiler, struct type *owner, const xmlNode *parent, int depth)
{
    const xmlNode *node;

    for (node = first_element(parent); node; node = next_element(node))
    {
        if (is_element(node, NS_XSD, "attribute"))
            add_attribute(compiler, owner, node);
        else if (is_element(node, NS_XSD, "attributeGroup"))
            add_attribute_group(compiler, owner, node, depth);
        else if (is_element(node, NS_XSD, "anyAttribute"))
        {
            owner->ignore_attributes = true;
            diagnose(node, W1,
                    "anyAttribute is not supported: attributes that are not declared are ignored");
        }
    }
}

/* ---- content ---- */

/* Particle and attributes of a complexType, or of an extension. */
static void add_content(struct compiler *compiler, struct type *type, const xmlNode *parent)
{
    const xmlNode *node;

    for (node = first_element(parent); node; node = next_element(node))
    {
        if (is_element(node, NS_XSD, "sequence"))
            add_sequence(compiler, type, node);
        else if (is_element(node, NS_XSD, "choice"))
            add_choice_field(compiler, type, node);
        else if (is_element(node, NS_XSD, "all") || is_element(node, NS_XSD, "group"))
            fall_back(type, node, arena_format("'%s'", node->name));
        else if (!is_element(node, NS_XSD, "attribute")
                && !is_element(node, NS_XSD, "attributeGroup")
                && !is_element(node, NS_XSD, "anyAttribute")
                && !is_element(node, NS_XSD, "annotation"))
            diagnose(node, ERROR_SEVERITY, "'%s' cannot be in a complex type", node->name);
    }
    add_attributes(compiler, type, parent, 0);
}

static void copy_fields(struct type *to, const struct type *from, bool attributes_only)
{
    struct field *copy, *field;
    size_t i;

    for (i = 0; i < from->fields.count; i++)
    {
        field = from->fields.items[i];
        if (attributes_only && field->mapping != MAP_ATTRIBUTE) continue;
        copy = field_new(to, field->mapping, field->name, field->type, NULL);
        copy->xml_name = field->xml_name;
        copy->ns = field->ns;
        copy->optional = field->optional;
    }
    if (from->ignore_attributes) to->ignore_attributes = true;
}

static void add_simple_content(struct compiler *compiler, struct type *type, const xmlNode *content)
{
    const xmlNode *step = find_child(content, NS_XSD, "extension");
    const char *name;
    struct type *base;

    if (!step && (step = find_child(content, NS_XSD, "restriction")))
        diagnose(step, W1, "a restriction of simple content is not supported: '%s' is as its base",
                type->name);
    if (!step || !(name = attribute_text(step, "base")))
    {
        diagnose(content, ERROR_SEVERITY, "simpleContent needs an extension with a base");
        return;
    }
    if (!(base = type_by_name(compiler, step, name))) return;
    if (base->kind == TYPE_STRUCT)
    {
        type_resolve(compiler, base);
        copy_fields(type, base, false);
    }
    else
        field_new(type, MAP_TEXT, "value", text_type(base, step), NULL);
    add_attributes(compiler, type, step, 0);
}

static bool ends_with_any(const struct type *type)
{
    const struct field *field;
    size_t i;

    for (; type; type = type->base)
    {
        for (i = 0; i < type->fields.count; i++)
        {
            field = type->fields.items[i];
            if (field->mapping == MAP_ANY || field->mapping == MAP_REPEATING_ANY) return true;
        }
    }
    return false;
}

static bool has_particle(const xmlNode *extension)
{
    return find_child(extension, NS_XSD, "sequence") || find_child(extension, NS_XSD, "choice")
            || find_child(extension, NS_XSD, "all") || find_child(extension, NS_XSD, "group");
}

static void add_extension(struct compiler *compiler, struct type *type, const xmlNode *extension)
{
    const char *name = attribute_text(extension, "base");
    struct type *base = name ? type_by_name(compiler, extension, name) : NULL;

    if (!name) diagnose(extension, ERROR_SEVERITY, "an extension needs a base");
    if (base && base->kind == TYPE_STRUCT)
    {
        type_resolve(compiler, base);
        if (base->fallback || (ends_with_any(base) && has_particle(extension)))
        {
            fall_back(type, extension,
                    base->fallback ? "an extension of such a type"
                                   : "an extension of a type that ends in any");
            copy_fields(type, base, true);
        }
        else
        {
            type->base = base;
            list_add(&base->derived, type);
            list_add_once(&compiler->hierarchy, base);
            list_add_once(&compiler->hierarchy, type);
            if (base->ignore_attributes) type->ignore_attributes = true;
        }
    }
    else if (base && !(base->kind == TYPE_VALUE && base->value->flags & VALUE_BUFFER))
        diagnose(extension, ERROR_SEVERITY,
                "'%s' is no complex type; complexContent cannot extend it", name);
    add_content(compiler, type, extension);
}

static void add_complex_content(
        struct compiler *compiler, struct type *type, const xmlNode *content)
{
    const xmlNode *step = find_child(content, NS_XSD, "extension");
    const char *name;
    struct type *base;

    if (is_true(content, "mixed")) fall_back(type, content, "mixed content");
    if (step)
    {
        add_extension(compiler, type, step);
        return;
    }
    if (!(step = find_child(content, NS_XSD, "restriction")))
    {
        diagnose(content, ERROR_SEVERITY, "complexContent needs an extension or a restriction");
        return;
    }
    name = attribute_text(step, "base");
    base = name ? type_by_name(compiler, step, name) : NULL;
    if (base && base->kind == TYPE_VALUE && base->value->flags & VALUE_BUFFER
            && !strcmp(base->value->xsd, "anyType") && strstr(name, "anyType"))
    {
        add_content(compiler, type, step); /* the long way to write a plain type */
        return;
    }
    fall_back(type, step, "a restriction of a complex type");
    add_attributes(compiler, type, step, 0);
}

/* All content that is not attributes gives way to one buffer. */
static void apply_fallback(struct type *type)
{
    struct list fields = type->fields;
    struct field *field;
    size_t i;

    memset(&type->fields, 0, sizeof(type->fields));
    for (i = 0; i < fields.count; i++)
    {
        field = fields.items[i];
        if (field->mapping == MAP_ATTRIBUTE) list_add(&type->fields, field);
    }
    type->base = NULL;
    type->ignore_attributes = true;
    memset(&type->members, 0, sizeof(type->members));
    for (i = 0; i < type->fields.count; i++)
        name_unique(&type->members, ((struct field *)type->fields.items[i])->name, NULL);
    field_new(type, MAP_ANY_CONTENT, "any", type_of_value("anyType"), NULL);
}

void type_resolve(struct compiler *compiler, struct type *type)
{
    static int depth;
    const xmlNode *child;

    if (type->resolved || type->kind != TYPE_STRUCT) return;
    if (type->resolving || depth > 200)
    {
        diagnose(type->node, ERROR_SEVERITY,
                type->resolving ? "type '%s' is derived from itself"
                                : "type '%s' is derived over more than 200 steps",
                type->name);
        return;
    }
    depth++;
    type->resolving = true;
    if (!is_element(type->node, NS_XSD, "element"))
    {
        ignored_attributes(type->node);
        if (is_true(type->node, "mixed")) fall_back(type, type->node, "mixed content");
        if ((child = find_child(type->node, NS_XSD, "simpleContent")))
            add_simple_content(compiler, type, child);
        else if ((child = find_child(type->node, NS_XSD, "complexContent")))
            add_complex_content(compiler, type, child);
        else
            add_content(compiler, type, type->node);
    }
    if (type->fallback)
    {
        if (type->base && type->base->derived.count) type->base->derived.count--;
        apply_fallback(type);
    }
    type->resolving = false;
    type->resolved = true;
    depth--;
}

/* ---- description order ---- */

static bool is_attribute_field(const struct field *field)
{
    return field->mapping == MAP_ATTRIBUTE;
}

static void add_fields(struct list *list, const struct type *type, bool attributes)
{
    size_t i;

    if (type->base) add_fields(list, type->base, attributes);
    for (i = 0; i < type->fields.count; i++)
        if (is_attribute_field(type->fields.items[i]) == attributes)
            list_add(list, type->fields.items[i]);
}

struct list type_description_fields(const struct type *type)
{
    struct list list = { 0 };

    add_fields(&list, type, true);
    add_fields(&list, type, false);
    return list;
}

bool type_is_polymorphic(const struct type *type)
{
    return type->base || type->derived.count;
}

/* ---- all types ---- */

/* A field whose type is nothing but an array takes over the array. */
static void unwrap(struct field *field)
{
    const struct field *item;
    const struct type *wrapper = field->type;

    if (field->mapping != MAP_ELEMENT || wrapper->kind != TYPE_STRUCT || wrapper->fields.count != 1)
        return;
    if (type_is_polymorphic(wrapper) || wrapper->ignore_attributes) return;
    item = wrapper->fields.items[0];
    if (item->mapping != MAP_REPEATING || item->wrapped) return;
    field->mapping = MAP_REPEATING;
    field->wrapped = true;
    field->type = item->type;
    field->item_name = item->item_name;
    field->item_ns = item->item_ns;
    field->item_nillable = item->item_nillable;
    field->min = item->min;
    field->max = item->max;
    field->count_name = name_unique(
            &field->owner->members, arena_format("%sCount", field->name), field->node);
    if (field->type->anonymous && field->type->document != field->owner->document)
        field->type->external = true;
}

static void unwrap_all(const struct list *types)
{
    const struct type *type;
    size_t i, j;

    for (i = 0; i < types->count; i++)
    {
        type = types->items[i];
        for (j = 0; type->kind == TYPE_STRUCT && j < type->fields.count; j++)
            unwrap(type->fields.items[j]);
    }
}

static void name_enum_values(struct compiler *compiler, struct type *type)
{
    struct enum_value *value;
    struct list copy = { 0 };
    const char *name;
    size_t i;

    for (i = 0; i < type->values.count; i++)
    {
        value = NEW(struct enum_value);
        *value = *(struct enum_value *)type->values.items[i];
        /* the digits in front need no _ here, there is a name before them */
        name = name_to_c(arena_format("_%s", value->text), NULL) + 1;
        value->name = name_unique(
                &compiler->global, arena_format("%s%s", type->c_name, name), type->node);
        list_add(&copy, value);
    }
    type->values = copy;
}

static void name_type(struct compiler *compiler, struct type *type)
{
    struct document *document = type->document;
    const char *name = name_to_c(type->name, type->anonymous ? NULL : type->node);

    if (type->c_name || (type->kind == TYPE_VALUE)) return;
    if (type->outer)
        type->plain = arena_format("%s_%s", type->outer->plain ? type->outer->plain : "", name);
    else
        type->plain = type->anonymous ? arena_format("_%s", name) : name;
    type->c_name = name_global(compiler, document, type->plain, type->node);
    if (!type->anonymous)
        type->member = name_unique(&document->type_members, name, NULL);
    else
        type->member = name_unique(
                &document->external_members, type->element ? name : type->c_name, NULL);
    if (type->kind == TYPE_ENUM) name_enum_values(compiler, type);
    if (type->kind != TYPE_CHOICE) return;
    type->choice_tags = type_new(type->schema, type->node, TYPE_ENUM);
    type->choice_tags->c_name
            = name_global(compiler, document, arena_format("%sTag", type->plain), type->node);
}

/* Types found while resolving join the end of the list, so this goes on until there are no more. */
static void resolve_document(struct compiler *compiler, struct document *document)
{
    struct element *element;
    size_t i;

    for (i = 0; i < document->types.count; i++)
    {
        struct type *type = document->types.items[i];

        if (type->kind == TYPE_VALUE) simple_type_resolve(compiler, type);
    }
    for (i = 0; i < document->types.count; i++)
        if (!((struct type *)document->types.items[i])->alias)
            name_type(compiler, document->types.items[i]);
    for (i = 0; i < document->elements.count; i++)
    {
        element = document->elements.items[i];
        element->member = name_unique(
                &document->element_members, name_to_c(element->name, element->node), NULL);
        ignored_attributes(element->node);
        element_resolve(compiler, element);
    }
    for (i = 0; i < document->attributes.count; i++)
    {
        struct attribute *attribute = document->attributes.items[i];

        attribute->member = name_unique(
                &document->attribute_members, name_to_c(attribute->name, attribute->node), NULL);
        attribute->type = attribute_type(
                compiler, attribute->schema, attribute->node, NULL, attribute->name);
    }
}

/* Anonymous types that are named outside of their own description. One that repeats its base's fields needs their
 * anonymous types, which may be local to another file. */
static void publish_inherited(const struct list *types)
{
    size_t i, j;

    for (i = 0; i < types->count; i++)
    {
        struct type *type = types->items[i];
        struct list fields = { 0 };

        /* the helpers of a hierarchy compare descriptions: each must have a place that they can name */
        if (type->anonymous && type->kind == TYPE_STRUCT && (type->base || type->derived.count))
            type->external = true;
        if (type->kind == TYPE_STRUCT && type->base) fields = type_description_fields(type);
        for (j = 0; j < fields.count; j++)
        {
            const struct field *field = fields.items[j];

            if (field->type->anonymous && field->type->document != type->document)
                field->type->external = true;
        }
    }
}

void schemas_resolve(struct compiler *compiler)
{
    struct document *document;
    size_t i, j;
    bool more = true;

    for (i = 0; i < compiler->documents.count; i++)
        resolve_document(compiler, compiler->documents.items[i]);
    for (i = 0; i < compiler->documents.count; i++)
    {
        document = compiler->documents.items[i];
        for (j = 0; j < document->types.count; j++)
            type_resolve(compiler, document->types.items[j]);
    }
    while (more)
    {
        more = false;
        for (i = 0; i < compiler->documents.count; i++)
        {
            document = compiler->documents.items[i];
            for (j = 0; j < document->anonymous.count; j++)
            {
                struct type *type = document->anonymous.items[j];

                if (!type->resolved) more = true;
                if (!type->c_name) name_type(compiler, type);
                type_resolve(compiler, type);
                if (!type->resolved && report_errors()) type->resolved = true;
            }
        }
    }
    if (report_errors()) return;
    for (i = 0; i < compiler->documents.count; i++)
    {
        document = compiler->documents.items[i];
        unwrap_all(&document->types);
        unwrap_all(&document->anonymous);
    }
    for (i = 0; i < compiler->documents.count; i++)
    {
        document = compiler->documents.items[i];
        publish_inherited(&document->types);
        publish_inherited(&document->anonymous);
    }
}
