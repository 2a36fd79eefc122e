/* WSDL: services lead to bindings, bindings to port types, operations and messages.
 *
 * Names of our own choosing: the structure made for the parts of message M is _M, the parameter of an encoded body
 * is body.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model.h"

#include <string.h>

static const char *const soap_namespaces[] = { NS_SOAP11_BINDING, NS_SOAP12_BINDING };

static const xmlNode *soap_child(const xmlNode *node, const char *name)
{
    const xmlNode *child = find_child(node, soap_namespaces[0], name);

    return child ? child : find_child(node, soap_namespaces[1], name);
}

/* ---- collecting ---- */

static void collect_parts(struct compiler *compiler, struct message *message)
{
    const xmlNode *node;
    struct part *part;
    const char *element, *type;

    for (node = first_element(message->node); node; node = next_element(node))
    {
        if (!is_element(node, NS_WSDL, "part")) continue;
        part = NEW(struct part);
        part->node = node;
        part->name = attribute_text(node, "name");
        element = attribute_text(node, "element");
        type = attribute_text(node, "type");
        if (!part->name || (!element && !type))
        {
            diagnose(node, ERROR_SEVERITY, "a part needs a name, and an element or a type");
            continue;
        }
        list_add(&message->parts, part);
        if (element && (part->element = element_by_name(compiler, node, element)))
            element_resolve(compiler, part->element);
        if (type && !element) part->type = type_by_name(compiler, node, type);
    }
}

static void collect_definition(
        struct compiler *compiler, struct document *document, const char *ns, const xmlNode *node)
{
    const char *name = attribute_text(node, "name");
    struct message *message;
    struct map *map = is_element(node, NS_WSDL, "portType") ? &compiler->port_types
            : is_element(node, NS_WSDL, "binding")          ? &compiler->bindings
                                                            : &compiler->messages;

    if (!name || !*name)
    {
        diagnose(node, ERROR_SEVERITY, "a '%s' needs a name", node->name);
        return;
    }
    if (map != &compiler->messages)
    {
        if (!map_put(map, qualified(ns, name), (void *)node))
            diagnose(node, W2, "%s '%s' is defined again; the first is used", node->name, name);
        return;
    }
    message = NEW(struct message);
    message->ns = ns;
    message->name = name;
    message->document = document;
    message->node = node;
    if (!map_put(map, qualified(ns, name), message))
        diagnose(node, W2, "message '%s' is defined again; the first is used", name);
}

static const char *target_namespace(const struct document *document)
{
    const char *ns = attribute_text(xmlDocGetRootElement(document->xml), "targetNamespace");

    return ns ? ns : "";
}

static void collect(struct compiler *compiler, struct document *document)
{
    const char *ns = target_namespace(document);
    const xmlNode *node;

    for (node = first_element(xmlDocGetRootElement(document->xml)); node; node = next_element(node))
    {
        if (is_element(node, NS_WSDL, "message") || is_element(node, NS_WSDL, "portType")
                || is_element(node, NS_WSDL, "binding"))
            collect_definition(compiler, document, ns, node);
    }
}

/* ---- bodies ---- */

static struct field *part_field(struct type *wrapper, const struct part *part, bool rpc)
{
    struct type *type = part->element ? part->element->type : part->type;
    struct field *field = field_new(
            wrapper, MAP_ELEMENT, part->name, type ? type : type_of_value("anyType"), part->node);

    field->xml_name = part->element && !rpc ? part->element->name : part->name;
    field->ns = part->element && !rpc ? part->element->ns : "";
    if (part->element && rpc)
    {
        field->xml_name = part->element->name;
        field->ns = part->element->ns;
    }
    field->nillable = part->element && part->element->nillable;
    return field;
}

static struct type *new_wrapper(
        struct compiler *compiler, struct document *document, struct message *message)
{
    struct schema *schema = NEW(struct schema);
    struct type *type;

    schema->document = document;
    schema->node = message->node;
    schema->ns = "";
    type = type_new(schema, message->node, TYPE_STRUCT);
    type->name = message->name;
    type->anonymous = type->wrapper = type->resolved = true;
    type->plain = arena_format("_%s", name_to_c(message->name, NULL));
    type->c_name = name_global(compiler, document, type->plain, NULL);
    type->member = name_unique(&document->external_members, type->c_name, NULL);
    list_add(&document->wrappers, type);
    return type;
}

static bool is_listed(const char *parts, const char *name)
{
    size_t length = strlen(name);
    const char *found = parts;

    while ((found = strstr(found, name)))
    {
        if ((found == parts || found[-1] == ' ') && (!found[length] || found[length] == ' '))
            return true;
        found += length;
    }
    return false;
}

/* How one direction of an operation is bound. */
struct use
{
    const xmlNode *node; /* soap:body, or NULL */
    bool rpc, encoded;
    const char *ns, *parts, *wrapper_name;
};

static void fill_body(struct compiler *compiler, struct body *body, const struct use *use)
{
    struct message *message = body->message;
    const struct part *part, *only = NULL;
    size_t i, count = 0;
    bool typed = false;

    for (i = 0; i < message->parts.count; i++)
    {
        part = message->parts.items[i];
        if (use->parts && !is_listed(use->parts, part->name)) continue;
        only = part;
        count++;
        if (!part->element) typed = true;
    }
    if (use->encoded || (typed && !use->rpc))
    {
        diagnose(use->node ? use->node : message->node, W1,
                "%s: the body of '%s' becomes a WS_XML_BUFFER*",
                use->encoded ? "encoded messages are not supported"
                             : "a document style part with a type is not supported",
                message->name);
        body->wrapper = new_wrapper(compiler, body->document, message);
        field_new(body->wrapper, MAP_ANY, "body", type_of_value("anyType"), NULL);
        return;
    }
    if (!use->rpc && count <= 1)
    {
        body->element = only ? only->element : NULL;
        return;
    }
    body->wrapper = new_wrapper(compiler, body->document, message);
    for (i = 0; i < message->parts.count; i++)
    {
        part = message->parts.items[i];
        if (!use->parts || is_listed(use->parts, part->name))
            part_field(body->wrapper, part, use->rpc);
    }
    if (!use->rpc) return;
    body->wrapper_name = use->wrapper_name;
    body->wrapper_ns = use->ns ? use->ns : "";
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

/* The message's description is public; a use that differs from the first one gets a description of its own. */
static struct body *message_body(struct compiler *compiler, struct document *document,
        struct message *message, const struct use *use, const char *action)
{
    struct body *body, *other;
    bool wrapped = use->rpc && !use->encoded;
    size_t i;

    for (i = 0; i < message->bodies.count; i++)
    {
        other = message->bodies.items[i];
        if (same_text(other->action, action)
                && (!wrapped
                        || (same_text(other->wrapper_name, use->wrapper_name)
                                && same_text(other->wrapper_ns, use->ns ? use->ns : "")))
                && wrapped == (other->wrapper_name != NULL))
            return other;
    }
    body = NEW(struct body);
    body->message = message;
    body->action = action;
    body->document = message->bodies.count ? document : message->document;
    fill_body(compiler, body, use);
    if (!message->bodies.count)
    {
        message->body = body;
        message->member = name_unique(
                &message->document->message_members, name_to_c(message->name, message->node), NULL);
        list_add(&message->document->messages, message);
    }
    else
    {
        body->local_name = name_unique(&document->message_members,
                arena_format(
                        "%s_%u", name_to_c(message->name, NULL), (unsigned)message->bodies.count),
                NULL);
    }
    list_add(&message->bodies, body);
    return body;
}

/* ---- operations ---- */

static const char *action_of(const xmlNode *node)
{
    static const char *const namespaces[]
            = { NS_ADDRESSING_META, NS_ADDRESSING_WSDL, NS_ADDRESSING_09, NS_ADDRESSING_10 };
    const char *action;
    size_t i;

    for (i = 0; i < sizeof(namespaces) / sizeof(namespaces[0]); i++)
        if ((action = attribute_text_ns(node, "Action", namespaces[i]))) return action;
    return NULL;
}

static struct message *find_message(struct compiler *compiler, const xmlNode *node)
{
    const char *text = attribute_text(node, "message"), *ns, *name;
    struct message *message;

    if (!text)
    {
        diagnose(node, ERROR_SEVERITY, "'%s' needs a message", node->name);
        return NULL;
    }
    if (!resolve_qname(node, text, &ns, &name)) return NULL;
    if (!(message = map_get(&compiler->messages, qualified(ns, name))))
    {
        diagnose(node, ERROR_SEVERITY, "message {%s}%s is not defined by any input", ns, name);
        return NULL;
    }
    if (!message->parts.count) collect_parts(compiler, message);
    return message;
}

static struct use read_use(const xmlNode *bound, bool rpc, const char *wrapper_name)
{
    struct use use
            = { bound ? soap_child(bound, "body") : NULL, rpc, false, NULL, NULL, wrapper_name };
    const char *text;

    /* a part of a MIME message is a body all the same */
    if (bound && soap_child(bound, "header"))
        diagnose(soap_child(bound, "header"), W2,
                "headers are not generated; add and get them with WsAddCustomHeader and WsGetCustomHeader");
    if (!use.node) return use;
    text = attribute_text(use.node, "use");
    use.encoded = text && !strcmp(text, "encoded");
    use.ns = attribute_text(use.node, "namespace");
    use.parts = attribute_text(use.node, "parts");
    return use;
}

/* The operation of a port type that a binding's operation means; overloads differ in the names of their inputs. */
static const xmlNode *port_type_operation(const struct binding *binding, const xmlNode *bound)
{
    const char *name = attribute_text(bound, "name"), *found;
    const xmlNode *input = find_child(bound, NS_WSDL, "input"), *node, *first = NULL, *other;
    const char *input_name = input ? attribute_text(input, "name") : NULL;

    for (node = first_element(binding->port_type); node; node = next_element(node))
    {
        if (!is_element(node, NS_WSDL, "operation")) continue;
        if (!(found = attribute_text(node, "name")) || !name || strcmp(found, name)) continue;
        if (!first) first = node;
        other = find_child(node, NS_WSDL, "input");
        found = other ? attribute_text(other, "name") : NULL;
        if (input_name && found && !strcmp(found, input_name)) return node;
    }
    return first;
}

static void read_operation(struct compiler *compiler, struct binding *binding, const xmlNode *bound,
        struct names *names)
{
    const xmlNode *abstract = port_type_operation(binding, bound),
                  *soap = soap_child(bound, "operation");
    const xmlNode *input, *output;
    const char *name = attribute_text(bound, "name"), *style, *soap_action, *action;
    struct operation *operation = NEW(struct operation);
    struct message *in, *out = NULL;
    struct use use;

    if (!name || !abstract)
    {
        diagnose(bound, ERROR_SEVERITY, "operation '%s' is not in the port type of binding '%s'",
                name ? name : "", binding->name);
        return;
    }
    input = find_child(abstract, NS_WSDL, "input");
    output = find_child(abstract, NS_WSDL, "output");
    if (!input)
    {
        diagnose(
                abstract, W1, "operation '%s' has no input (a notification): it is left out", name);
        return;
    }
    style = soap ? attribute_text(soap, "style") : NULL;
    soap_action = soap ? attribute_text(soap, "soapAction") : NULL;
    operation->rpc = style ? !strcmp(style, "rpc") : binding->rpc;
    operation->node = bound;
    if (!(in = find_message(compiler, input))
            || (output && !(out = find_message(compiler, output))))
        return;
    operation->name = name_unique(names, name_to_c(name, bound), bound);
    operation->c_name = name_unique(
            &compiler->global, arena_format("%s_%s", binding->c_name, operation->name), bound);

    use = read_use(find_child(bound, NS_WSDL, "input"), operation->rpc, name);
    action = action_of(input);
    if (!action && soap_action && *soap_action) action = soap_action;
    if (!action && !soap_action && binding->tcp)
        diagnose(bound, W2, "operation '%s' has no action: a service cannot tell its messages",
                name);
    operation->input = message_body(compiler, binding->document, in, &use, action);
    if (out)
    {
        bool rpc = operation->rpc;

        use = read_use(find_child(bound, NS_WSDL, "output"), rpc, arena_format("%sResponse", name));
        operation->output = message_body(compiler, binding->document, out, &use, action_of(output));
    }
    if (use.encoded) operation->rpc = false;
    operation_parameters(operation);
    list_add(&binding->operations, operation);
}

/* ---- bindings ---- */

static const struct
{
    const char *uri;
    bool tcp;
} transports[] = {
    { "http://schemas.xmlsoap.org/soap/http", false },
    { "http://schemas.xmlsoap.org/soap/http/", false },
    { "http://www.w3.org/2003/05/soap/bindings/HTTP/", false },
    { "http://schemas.microsoft.com/soap/tcp", true },
};

static bool read_transport(struct binding *binding, const xmlNode *soap)
{
    const char *uri = attribute_text(soap, "transport"), *style = attribute_text(soap, "style");
    size_t i;

    binding->soap12 = !strcmp(node_ns(soap), NS_SOAP12_BINDING);
    binding->rpc = style && !strcmp(style, "rpc");
    for (i = 0; uri && i < sizeof(transports) / sizeof(transports[0]); i++)
    {
        if (strcmp(transports[i].uri, uri)) continue;
        binding->tcp = transports[i].tcp;
        return true;
    }
    diagnose(soap, W1, "transport '%s' is not supported: binding '%s' is left out", uri ? uri : "",
            binding->name);
    return false;
}

static void read_binding(struct compiler *compiler, struct binding *binding)
{
    const char *text = attribute_text(binding->node, "type"), *ns, *name;
    struct names names = { { 0 } };
    const xmlNode *node;

    if (!text)
    {
        diagnose(binding->node, ERROR_SEVERITY, "binding '%s' needs a type", binding->name);
        return;
    }
    if (!resolve_qname(binding->node, text, &ns, &name)) return;
    if (!(binding->port_type = map_get(&compiler->port_types, qualified(ns, name))))
    {
        diagnose(binding->node, ERROR_SEVERITY, "port type {%s}%s is not defined by any input", ns,
                name);
        return;
    }
    binding->c_name = name_global(
            compiler, binding->document, name_to_c(binding->name, binding->node), binding->node);
    binding->member = name_unique(
            &binding->document->contract_members, name_to_c(binding->name, binding->node), NULL);
    for (node = first_element(binding->node); node; node = next_element(node))
        if (is_element(node, NS_WSDL, "operation")) read_operation(compiler, binding, node, &names);
    list_add(&binding->document->bindings, binding);
}

/* ---- services ---- */

static void read_endpoint_reference(
        struct document *document, const xmlNode *port, const char *binding)
{
    static const struct
    {
        const char *ns, *version;
    } versions[] = { { NS_ADDRESSING_10, "WS_ADDRESSING_VERSION_1_0" },
        { NS_ADDRESSING_09, "WS_ADDRESSING_VERSION_0_9" } };
    struct endpoint_reference *reference;
    const xmlNode *node;
    xmlBuffer *buffer;
    xmlNode *copy;
    size_t i;

    for (i = 0; i < 2; i++)
    {
        if (!(node = find_child(port, versions[i].ns, "EndpointReference"))) continue;
        /* a copy brings along the namespaces declared outside */
        copy = xmlDocCopyNode((xmlNode *)node, node->doc, 1);
        buffer = xmlBufferCreate();
        if (copy && buffer && xmlNodeDump(buffer, node->doc, copy, 0, 0) >= 0)
        {
            reference = NEW(struct endpoint_reference);
            reference->member = binding;
            reference->text = arena_string((const char *)xmlBufferContent(buffer));
            reference->addressing = versions[i].version;
            list_add(&document->references, reference);
        }
        if (buffer) xmlBufferFree(buffer);
        if (copy) xmlFreeNode(copy);
    }
}

static void read_port(
        struct compiler *compiler, struct document *document, const xmlNode *port, struct map *seen)
{
    const char *text = attribute_text(port, "binding"), *ns, *name, *key;
    struct binding *binding;
    const xmlNode *node, *soap;

    if (!text)
    {
        diagnose(port, ERROR_SEVERITY, "a port needs a binding");
        return;
    }
    if (!resolve_qname(port, text, &ns, &name)) return;
    key = qualified(ns, name);
    if (!(node = map_get(&compiler->bindings, key)))
    {
        diagnose(port, ERROR_SEVERITY, "binding {%s}%s is not defined by any input", ns, name);
        return;
    }
    if ((binding = map_get(seen, key)))
    {
        list_add(&binding->ports, (void *)port);
        return;
    }
    binding = NEW(struct binding);
    binding->ns = ns;
    binding->name = name;
    binding->document = node->doc->_private;
    binding->node = node;
    list_add(&binding->ports, (void *)port);
    map_put(seen, key, binding);
    if (!(soap = soap_child(node, "binding")))
        diagnose(node, W1, "binding '%s' is not for SOAP: it is left out", name);
    else if (read_transport(binding, soap))
        read_binding(compiler, binding);
    read_endpoint_reference(
            document, port, binding->member ? binding->member : name_to_c(name, NULL));
}

void services_read(struct compiler *compiler)
{
    const xmlNode *node, *port;
    struct map seen = { 0 };
    size_t i, j;

    for (i = 0; i < compiler->documents.count; i++)
    {
        struct document *document = compiler->documents.items[i];

        if (document->kind == DOCUMENT_WSDL) collect(compiler, document);
    }
    for (i = 0; i < compiler->documents.count; i++)
    {
        struct document *document = compiler->documents.items[i];

        if (document->kind != DOCUMENT_WSDL) continue;
        for (node = first_element(xmlDocGetRootElement(document->xml)); node;
                node = next_element(node))
        {
            if (!is_element(node, NS_WSDL, "service")) continue;
            for (port = first_element(node); port; port = next_element(port))
                if (is_element(port, NS_WSDL, "port")) read_port(compiler, document, port, &seen);
        }
    }
    if (compiler->options.no_policy || report_errors()) return;
    policies_collect(compiler);
    for (i = 0; i < compiler->documents.count; i++)
    {
        struct document *document = compiler->documents.items[i];

        for (j = 0; j < document->bindings.count; j++)
            binding_policy(compiler, document->bindings.items[j]);
    }
}
