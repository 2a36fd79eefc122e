/* The model between documents and C: types, elements, messages, bindings, and the files they belong to.
 *
 * Reading makes it in steps: documents are loaded (documents.c), what is global gets a name (schema.c), types get
 * their fields (schema_types.c), services their bindings and operations (service.c), bindings their policy (policy.c);
 * names.c gives C names. Then emit*.c prints it, changing nothing.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef WSUTIL_MODEL_H
#define WSUTIL_MODEL_H

#include "memory.h"
#include "options.h"
#include "report.h"

#include <libxml/tree.h>

#define NS_XSD                "http://www.w3.org/2001/XMLSchema"
#define NS_XML                "http://www.w3.org/XML/1998/namespace"
#define NS_WSDL               "http://schemas.xmlsoap.org/wsdl/"
#define NS_SOAP11_BINDING     "http://schemas.xmlsoap.org/wsdl/soap/"
#define NS_SOAP12_BINDING     "http://schemas.xmlsoap.org/wsdl/soap12/"
#define NS_SOAP11_ENCODING    "http://schemas.xmlsoap.org/soap/encoding/"
#define NS_SERIALIZATION      "http://schemas.microsoft.com/2003/10/Serialization/"
#define NS_POLICY             "http://schemas.xmlsoap.org/ws/2004/09/policy"
#define NS_POLICY_W3C         "http://www.w3.org/ns/ws-policy"
#define NS_SECURITY_POLICY    "http://schemas.xmlsoap.org/ws/2005/07/securitypolicy"
#define NS_SECURITY_POLICY_12 "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702"
#define NS_UTILITY \
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
#define NS_ADDRESSING_WSDL   "http://www.w3.org/2006/05/addressing/wsdl"
#define NS_ADDRESSING_META   "http://www.w3.org/2007/05/addressing/metadata"
#define NS_ADDRESSING_10     "http://www.w3.org/2005/08/addressing"
#define NS_ADDRESSING_09     "http://schemas.xmlsoap.org/ws/2004/08/addressing"
#define NS_ADDRESSING_09_POL "http://schemas.xmlsoap.org/ws/2004/08/addressing/policy"

#define UNBOUNDED 0xffffffffu

/* Names that must differ within one place; values are of no interest. */
struct names
{
    struct map map;
    struct map last; /* the number that a name which was taken got last: unsigned */
};

struct document
{
    enum document_kind kind;
    const char *path, *name, *url; /* name: the last part of the path */
    const char *id;                /* the C name of the file's object */
    bool given, readable;          /* on the command line; it has the root that its kind has */
    xmlDoc *xml;
    struct list schemas, types, elements,
            attributes;    /* global ones, in the order of the document */
    struct list anonymous; /* types of global elements, and those within types */
    struct list wrappers;  /* types made for bodies of several parts */
    struct list messages, bindings, references;
    struct list uses;  /* other documents whose headers this one needs */
    struct list needs; /* those of them whose types must be complete before its own */
    struct names type_members, element_members, external_members, attribute_members,
            message_members;
    struct names contract_members;
};

struct schema
{
    struct document *document;
    const xmlNode *node;
    const char *ns; /* "" for none */
    bool qualified, attributes_qualified;
};

/* A row of the type map. */
struct value_type
{
    const char *xsd, *c, *ws;
    const char *range; /* WS_<range>_DESCRIPTION has minValue and maxValue; NULL: no range */
    unsigned char flags;
};
#define VALUE_STRING  1 /* WCHAR * or WS_STRING */
#define VALUE_POINTER 2 /* nil without a pointer of its own: strings, bytes, XML buffers */
#define VALUE_BUFFER  4 /* XML */
#define VALUE_SIGNED  8
#define VALUE_FLOAT   16

enum type_kind
{
    TYPE_VALUE,
    TYPE_ENUM,
    TYPE_STRUCT,
    TYPE_CHOICE
};

enum mapping
{
    MAP_TYPE_ATTRIBUTE,
    MAP_ATTRIBUTE,
    MAP_TEXT,
    MAP_ELEMENT,
    MAP_REPEATING,
    MAP_CHOICE,
    MAP_REPEATING_CHOICE,
    MAP_ANY,
    MAP_REPEATING_ANY,
    MAP_ANY_CONTENT
};

struct field
{
    enum mapping mapping;
    const char *name, *count_name;   /* in C */
    const char *xml_name, *ns;       /* of element, attribute or wrapper; NULL: none */
    const char *item_name, *item_ns; /* of the items of an array */
    struct type *type;
    bool optional, nillable, item_nillable, wrapped;
    uint32_t min, max;
    struct type *owner;
    const xmlNode *node;
};

struct enum_value
{
    const char *text, *name; /* as in XML, in C (the whole identifier) */
};

/* Limits as text, ready for C; NULL where the type's own are meant. */
struct range
{
    const struct value_type *value;
    const char *min, *max;
};

struct type
{
    enum type_kind kind;
    const struct value_type *value;
    const struct range *range;
    const char *ns, *name;       /* in XML; of an anonymous type the element's or attribute's */
    const char *c_name, *member; /* in C; its member of globalTypes or externallyReferencedTypes */
    struct document *document;
    const struct schema *schema;
    const xmlNode *node;
    const char *plain;       /* c_name without prefix and file name */
    struct type *alias;      /* a simple type that is no more than this one */
    struct type *outer;      /* of a type within a type */
    struct element *element; /* whose anonymous type this is */
    bool anonymous, wrapper, external, resolved, resolving, fallback, ignore_attributes;
    struct list fields; /* own ones, in the order of C members */
    struct list values; /* struct enum_value */
    struct type *base;
    struct list derived; /* direct ones */
    struct names members;
    struct type *choice_tags; /* the enum of a choice */
};

struct element
{
    const char *ns, *name, *member;
    struct document *document;
    const struct schema *schema;
    const xmlNode *node;
    struct type *type;
    bool nillable, resolving;
};

struct attribute
{
    const char *ns, *name, *member;
    struct document *document;
    const struct schema *schema;
    const xmlNode *node;
    struct type *type;
};

/* ---- services ---- */

struct part
{
    const char *name;
    const xmlNode *node;
    struct element *element; /* either */
    struct type *type;       /* or */
};

struct message
{
    const char *ns, *name, *member;
    struct document *document;
    const xmlNode *node;
    struct list parts;
    struct body *body; /* of its first use */
    struct list bodies;
};

/* What a message is in a certain operation. */
struct body
{
    struct message *message;
    const char *action;                    /* NULL: none */
    struct element *element;               /* document style, one part */
    struct type *wrapper;                  /* several parts, or rpc: a struct made for them */
    const char *wrapper_name, *wrapper_ns; /* NULL: not in the XML */
    const char *
            local_name; /* of a description that differs from the message's public one; NULL: it does not */
    struct document *document;
};

enum parameter_kind
{
    PARAMETER_NORMAL,
    PARAMETER_COUNT,
    PARAMETER_ARRAY,
    PARAMETER_MESSAGE
};

struct parameter
{
    enum parameter_kind kind;
    const char *name;  /* of the value */
    int input, output; /* index of the field, or -1 */
    const struct field *field;
    struct element *element; /* of a whole message */
    const char *count_name;  /* the array's */
};

struct operation
{
    const char *name, *c_name; /* c_name: of the function, <binding>_<operation> */
    const xmlNode *node;
    struct body *input, *output;
    bool rpc, input_nillable, output_nillable;
    struct list parameters;
};

struct policy
{
    const struct template_type *template_type;
    const char *encoding, *addressing, *envelope, *protection, *timestamp, *layout, *header_version;
    const char *schemes, *conversation;
};

struct binding
{
    const char *ns, *name, *c_name, *member;
    struct document *document;
    const xmlNode *node, *port_type;
    struct list ports; /* const xmlNode */
    bool soap12, tcp, rpc;
    struct list operations;
    struct policy *policy; /* NULL: none that a template fits */
};

struct endpoint_reference
{
    const char *member, *text, *addressing;
};

struct compiler
{
    struct options options;
    struct list documents;
    struct map paths;                                                 /* loaded files */
    struct map types, elements, attributes, groups, attribute_groups; /* global ones by {ns}name */
    struct map messages, bindings, port_types, policies;
    struct names global;   /* C names of all files */
    struct list hierarchy; /* types with base or derived ones */
    size_t loaded_size;
};

/* The key of a qualified name. */
const char *qualified(const char *ns, const char *name);

/* catalogue.c: schemas of our own for well-known namespaces */
const char *catalogue_name(const char *ns); /* the file's name, or NULL for another namespace */
char *catalogue_text(const char *ns, size_t *size); /* the document; free it as a struct text's */

/* documents.c */
bool documents_load(struct compiler *compiler);
void documents_free(struct compiler *compiler);
/* Text of an attribute without a namespace, or NULL; lives with the arena. */
const char *attribute_text(const xmlNode *node, const char *name);
const char *attribute_text_ns(const xmlNode *node, const char *name, const char *ns);
bool is_element(const xmlNode *node, const char *ns, const char *name);
const xmlNode *first_element(const xmlNode *parent);
const xmlNode *next_element(const xmlNode *node);
const xmlNode *find_child(const xmlNode *parent, const char *ns, const char *name);
const char *node_ns(const xmlNode *node);
/* Splits prefix:name by the namespaces in scope; false after an error was reported. */
bool resolve_qname(const xmlNode *node, const char *text, const char **ns, const char **name);

/* names.c */
const char *name_to_c(const char *name, const xmlNode *node);
/* A name that is not in use among these; a changed one is reported. */
const char *name_unique(struct names *names, const char *name, const xmlNode *node);
const char *name_global(struct compiler *compiler, struct document *document, const char *name,
        const xmlNode *node);
const char *file_id(struct compiler *compiler, const char *name);

/* schema.c */
void schemas_collect(struct compiler *compiler);
struct type *type_by_name(struct compiler *compiler, const xmlNode *node, const char *text);
struct element *element_by_name(struct compiler *compiler, const xmlNode *node, const char *text);
struct type *type_new(const struct schema *schema, const xmlNode *node, enum type_kind kind);
struct type *type_of_value(const char *xsd);
void element_resolve(struct compiler *compiler, struct element *element);

/* schema_simple.c */
extern const struct value_type value_types[];
const struct value_type *value_type(const char *xsd);
/* The type of a xsd:simpleType; a new one for an enumeration. */
void simple_type_resolve(struct compiler *compiler, struct type *type);
/* A type that an attribute or text can have. */
struct type *text_type(struct type *type, const xmlNode *node);
const struct value_type *string_value(void);

/* schema_types.c */
void schemas_resolve(struct compiler *compiler);
void type_resolve(struct compiler *compiler, struct type *type);
struct type *anonymous_type(struct compiler *compiler, const struct schema *schema,
        const xmlNode *node, struct type *outer, struct element *element, const char *name);
struct field *field_new(struct type *type, enum mapping mapping, const char *name, struct type *of,
        const xmlNode *node);
/* All fields of a type, those of its bases included, in the order of the description. */
struct list type_description_fields(const struct type *type);
bool type_is_polymorphic(const struct type *type);

/* service.c */
void services_read(struct compiler *compiler);
/* parameters.c */
void operation_parameters(struct operation *operation);

/* policy.c */
struct template_type
{
    const char *name; /* WS_<name>_BINDING_TEMPLATE */
    bool tcp, ssl, header_auth, sspi, username, kerberos, context;
};
void policies_collect(struct compiler *compiler);
void binding_policy(struct compiler *compiler, struct binding *binding);

#endif
