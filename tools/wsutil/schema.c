/* Schemas: what each declares globally, and how names of types and elements are found.
 *
 * Namespaces whose schemas everybody knows and hardly anybody carries along are answered from a small catalogue.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model.h"

#include <string.h>

static struct map values; /* struct type of each row of the type map that is in use */

struct type *type_new(const struct schema *schema, const xmlNode *node, enum type_kind kind)
{
    struct type *type = NEW(struct type);

    type->kind = kind;
    type->schema = schema;
    type->document = schema->document;
    type->ns = schema->ns;
    type->node = node;
    return type;
}

struct type *type_of_value(const char *xsd)
{
    struct type *type = map_get(&values, xsd);
    const struct value_type *value = value_type(xsd);

    if (type || !value) return type;
    type = NEW(struct type);
    type->kind = TYPE_VALUE;
    type->value = value;
    type->resolved = true;
    map_put(&values, value->xsd, type);
    return type;
}

/* ---- the catalogue: namespaces that are known without their schema ---- */

static const struct
{
    const char *ns;
    bool same_names; /* a type has the name of the XSD type that it is */
} catalogue[] = {
    { NS_SOAP11_ENCODING, true },
    { "http://www.w3.org/2003/05/soap-encoding", true },
    { NS_SERIALIZATION, true },
    { "http://schemas.microsoft.com/2003/10/Serialization/Arrays", false },
    { NS_XML, false },
    { NS_WSDL, false },
    { NS_ADDRESSING_09, false },
    { NS_ADDRESSING_10, false },
    { NS_ADDRESSING_META, false },
    { NS_POLICY, false },
    { NS_POLICY_W3C, false },
    { NS_UTILITY, false },
    { "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd", false },
    { "http://www.w3.org/2000/09/xmldsig#", false },
    { "http://www.w3.org/2001/04/xmlenc#", false },
    { "http://www.w3.org/2004/08/xop/include", false },
    { "http://www.w3.org/2005/05/xmlmime", false },
};

static bool in_catalogue(const char *ns, bool *same_names)
{
    size_t i;

    for (i = 0; i < sizeof(catalogue) / sizeof(catalogue[0]); i++)
    {
        if (strcmp(catalogue[i].ns, ns)) continue;
        *same_names = catalogue[i].same_names;
        return true;
    }
    return false;
}

/* What well-known schemas define over XSD: the Serialization schema's types, and the reference to an attachment. */
static const char *known_value(const char *ns, const char *name)
{
    static const char *const known[][3] = {
        { NS_SERIALIZATION, "guid", "ms:guid" },
        { NS_SERIALIZATION, "char", "ms:char" },
        { NS_SERIALIZATION, "duration", "ms:duration" },
        { "http://ws-i.org/profiles/basic/1.1/xsd", "swaRef", "anyURI" },
    };
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (!strcmp(ns, known[i][0]) && !strcmp(name, known[i][1])) return known[i][2];
    return NULL;
}

static struct type *catalogue_type(const xmlNode *node, const char *ns, const char *name)
{
    const char *known = known_value(ns, name);
    struct type *type = known ? type_of_value(known) : NULL;
    bool same_names;

    if (type) return type;
    if (!in_catalogue(ns, &same_names)) return NULL;
    if (same_names && (type = type_of_value(name))) return type;
    diagnose(node, W1, "{%s}%s is known by name only: it becomes WS_XML_BUFFER*", ns, name);
    return type_of_value("anyType");
}

/* ---- look-up ---- */

static struct type *follow_alias(struct type *type)
{
    while (type && type->alias)
        type = type->alias;
    return type;
}

struct type *type_by_name(struct compiler *compiler, const xmlNode *node, const char *text)
{
    const char *ns, *name;
    struct type *type;

    if (!resolve_qname(node, text, &ns, &name)) return NULL;
    if (!strcmp(ns, NS_XSD))
    {
        if (!(type = type_of_value(name)))
            diagnose(node, ERROR_SEVERITY, "XML Schema has no type '%s'", name);
        return type;
    }
    if ((type = map_get(&compiler->types, qualified(ns, name))))
    {
        if (type->kind == TYPE_VALUE && !type->resolved) simple_type_resolve(compiler, type);
        return follow_alias(type);
    }
    if ((type = catalogue_type(node, ns, name))) return type;
    diagnose(node, ERROR_SEVERITY,
            "type {%s}%s is not defined by any input; give its schema as well (/xsd:FILE)", ns,
            name);
    return NULL;
}

struct element *element_by_name(struct compiler *compiler, const xmlNode *node, const char *text)
{
    const char *ns, *name;
    struct element *element;
    bool same_names;

    if (!resolve_qname(node, text, &ns, &name)) return NULL;
    if ((element = map_get(&compiler->elements, qualified(ns, name)))) return element;
    if (in_catalogue(ns, &same_names) || !strcmp(ns, NS_XSD))
    {
        diagnose(node, W1, "{%s}%s is known by name only: it becomes WS_XML_BUFFER*", ns, name);
        element = NEW(struct element);
        element->ns = ns;
        element->name = name;
        element->node = node;
        element->type = type_of_value("anyType");
        return element;
    }
    diagnose(node, ERROR_SEVERITY,
            "element {%s}%s is not defined by any input; give its schema as well (/xsd:FILE)", ns,
            name);
    return NULL;
}

void element_resolve(struct compiler *compiler, struct element *element)
{
    const char *type = element->node ? attribute_text(element->node, "type") : NULL;
    const char *head = element->node ? attribute_text(element->node, "substitutionGroup") : NULL;
    const char *nillable = element->node ? attribute_text(element->node, "nillable") : NULL;

    if (element->type) return;
    element->nillable = nillable && (!strcmp(nillable, "true") || !strcmp(nillable, "1"));
    if (head)
    {
        element->type = type_new(element->schema, element->node, TYPE_STRUCT);
        element->type->anonymous = element->type->fallback = true;
        element->type->element = element;
        element->type->name = element->name;
        list_add(&element->document->anonymous, element->type);
        diagnose(element->node, W1,
                "substitutionGroup is not supported: '%s' becomes a structure with a WS_XML_BUFFER*",
                element->name);
        return;
    }
    if (type)
        element->type = type_by_name(compiler, element->node, type);
    else
        element->type = anonymous_type(
                compiler, element->schema, element->node, NULL, element, element->name);
    if (!element->type) element->type = type_of_value("anyType");
}

/* ---- collecting ---- */

static bool is_true(const xmlNode *node, const char *attribute, const char *value)
{
    const char *text = attribute_text(node, attribute);

    return text && !strcmp(text, value);
}

static const char *declared_name(const xmlNode *node)
{
    const char *name = attribute_text(node, "name");

    if (!name || !*name)
    {
        diagnose(node, ERROR_SEVERITY, "a global '%s' needs a name", node->name);
        return NULL;
    }
    return name;
}

static void put_global(struct map *map, const char *ns, const char *name, void *value,
        const xmlNode *node, struct list *list)
{
    if (map_put(map, qualified(ns, name), value))
    {
        if (list) list_add(list, value);
        return;
    }
    diagnose(node, W2, "%s {%s}%s is defined again; the first definition is used", node->name, ns,
            name);
}

static void collect_type(
        struct compiler *compiler, struct schema *schema, const xmlNode *node, bool complex)
{
    const char *name = declared_name(node), *known;
    struct type *type;

    if (!name) return;
    if (!complex && (known = known_value(schema->ns, name)))
    {
        put_global(&compiler->types, schema->ns, name, type_of_value(known), node, NULL);
        return;
    }
    type = type_new(schema, node, complex ? TYPE_STRUCT : TYPE_VALUE);
    type->name = name;
    put_global(&compiler->types, schema->ns, name, type, node, &schema->document->types);
}

static void collect_element(struct compiler *compiler, struct schema *schema, const xmlNode *node)
{
    struct element *element;
    const char *name = declared_name(node);

    if (!name) return;
    element = NEW(struct element);
    element->ns = schema->ns;
    element->name = name;
    element->document = schema->document;
    element->schema = schema;
    element->node = node;
    put_global(&compiler->elements, schema->ns, name, element, node, &schema->document->elements);
}

static void collect_attribute(struct compiler *compiler, struct schema *schema, const xmlNode *node)
{
    struct attribute *attribute;
    const char *name = declared_name(node);

    if (!name) return;
    attribute = NEW(struct attribute);
    attribute->ns = schema->ns;
    attribute->name = name;
    attribute->document = schema->document;
    attribute->schema = schema;
    attribute->node = node;
    put_global(&compiler->attributes, schema->ns, name, attribute, node,
            &schema->document->attributes);
}

static void ignore(const xmlNode *node, enum severity severity)
{
    struct position *position = node->_private;

    if (position) position->worst = IGNORED;
    if (severity != W4)
        diagnose(node, severity, "%s is not supported: it is ignored", node->name);
    else
        diagnose(node, W4, "%s is ignored", node->name);
}

static void collect_schema(struct compiler *compiler, struct schema *schema)
{
    const xmlNode *node;
    const char *name;

    for (node = first_element(schema->node); node; node = next_element(node))
    {
        if (strcmp(node_ns(node), NS_XSD))
            diagnose(node, W2, "{%s}%s is no part of a schema: it is ignored", node_ns(node),
                    node->name);
        else if (is_element(node, NS_XSD, "complexType"))
            collect_type(compiler, schema, node, true);
        else if (is_element(node, NS_XSD, "simpleType"))
            collect_type(compiler, schema, node, false);
        else if (is_element(node, NS_XSD, "element"))
            collect_element(compiler, schema, node);
        else if (is_element(node, NS_XSD, "attribute"))
            collect_attribute(compiler, schema, node);
        else if (is_element(node, NS_XSD, "attributeGroup") && (name = declared_name(node)))
            put_global(&compiler->attribute_groups, schema->ns, name, (void *)node, node, NULL);
        else if (is_element(node, NS_XSD, "group") && (name = declared_name(node)))
            put_global(&compiler->groups, schema->ns, name, (void *)node, node, NULL);
        else if (is_element(node, NS_XSD, "annotation"))
            ignore(node, W4);
        else if (is_element(node, NS_XSD, "redefine") || is_element(node, NS_XSD, "notation"))
            ignore(node, W1);
        else if (!is_element(node, NS_XSD, "import") && !is_element(node, NS_XSD, "include"))
            diagnose(node, ERROR_SEVERITY, "'%s' cannot be a child of schema", node->name);
    }
}

static void add_schema(struct document *document, const xmlNode *node)
{
    struct schema *schema = NEW(struct schema);
    const char *ns = attribute_text(node, "targetNamespace");

    schema->document = document;
    schema->node = node;
    schema->ns = ns ? ns : "";
    schema->qualified = is_true(node, "elementFormDefault", "qualified");
    schema->attributes_qualified = is_true(node, "attributeFormDefault", "qualified");
    list_add(&document->schemas, schema);
}

/* A schema without a namespace takes that of the one which includes it. */
static void adopt_namespace(struct compiler *compiler, const struct schema *includer)
{
    const xmlNode *node;
    const char *location;
    size_t i, j;

    for (node = first_element(includer->node); node; node = next_element(node))
    {
        if (!is_element(node, NS_XSD, "include")) continue;
        if (!(location = attribute_text(node, "schemaLocation"))) continue;
        for (i = 0; i < compiler->documents.count; i++)
        {
            struct document *document = compiler->documents.items[i];

            if (strcmp(document->name, path_name(location))) continue;
            for (j = 0; j < document->schemas.count; j++)
            {
                struct schema *schema = document->schemas.items[j];

                if (!*schema->ns) schema->ns = includer->ns;
            }
        }
    }
}

void schemas_collect(struct compiler *compiler)
{
    const xmlNode *node, *child;
    size_t i, j;

    memset(&values, 0, sizeof(values));
    for (i = 0; i < compiler->documents.count; i++)
    {
        struct document *document = compiler->documents.items[i];
        const xmlNode *root = xmlDocGetRootElement(document->xml);

        if (document->kind == DOCUMENT_XSD) add_schema(document, root);
        if (document->kind != DOCUMENT_WSDL) continue;
        for (node = first_element(root); node; node = next_element(node))
        {
            if (!is_element(node, NS_WSDL, "types")) continue;
            for (child = first_element(node); child; child = next_element(child))
            {
                if (is_element(child, NS_XSD, "schema"))
                    add_schema(document, child);
                else if (!is_element(child, NS_WSDL, "documentation"))
                    diagnose(child, W2, "only schemas in types are read, not {%s}%s",
                            node_ns(child), child->name);
            }
        }
    }
    for (i = 0; i < compiler->documents.count; i++)
    {
        struct document *document = compiler->documents.items[i];

        for (j = 0; j < document->schemas.count; j++)
            adopt_namespace(compiler, document->schemas.items[j]);
    }
    for (i = 0; i < compiler->documents.count; i++)
    {
        struct document *document = compiler->documents.items[i];

        for (j = 0; j < document->schemas.count; j++)
            collect_schema(compiler, document->schemas.items[j]);
    }
}
