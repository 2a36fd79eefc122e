/* Prints the descriptions that wsutil generated, by walking them as the runtime does: names, types, options, offsets,
 * ranges, parameters, messages, policies. tests/wsutil/run compiles it with one generated file and a list of roots,
 * and compares what it says with the golden text.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <WebServices.h>

#include <stdio.h>
#include <string.h>

#define MAX_SEEN 4096
static const void *seen[MAX_SEEN];
static int seen_count;

/* ---- the runtime's functions that generated code calls: never, here ---- */

HRESULT WINAPI WsCall(WS_SERVICE_PROXY *proxy, const WS_OPERATION_DESCRIPTION *operation,
        const void **arguments, WS_HEAP *heap, const WS_CALL_PROPERTY *properties, ULONG count,
        const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    return E_NOTIMPL;
}

HRESULT WINAPI WsCreateServiceProxyFromTemplate(WS_CHANNEL_TYPE channel,
        const WS_PROXY_PROPERTY *properties, const ULONG count, WS_BINDING_TEMPLATE_TYPE type,
        void *value, ULONG size, const void *description, ULONG description_size,
        WS_SERVICE_PROXY **proxy, WS_ERROR *error)
{
    return E_NOTIMPL;
}

HRESULT WINAPI WsCreateServiceEndpointFromTemplate(WS_CHANNEL_TYPE channel,
        const WS_SERVICE_ENDPOINT_PROPERTY *properties, ULONG count, const WS_STRING *url,
        const WS_SERVICE_CONTRACT *contract, WS_SERVICE_SECURITY_CALLBACK callback, WS_HEAP *heap,
        WS_BINDING_TEMPLATE_TYPE type, void *value, ULONG size, const void *description,
        ULONG description_size, WS_SERVICE_ENDPOINT **endpoint, WS_ERROR *error)
{
    return E_NOTIMPL;
}

/* ---- names ---- */

static const char *type_name(WS_TYPE type)
{
    static const char *const names[] = { "BOOL", "INT8", "INT16", "INT32", "INT64", "UINT8",
        "UINT16", "UINT32", "UINT64", "FLOAT", "DOUBLE", "DECIMAL", "DATETIME", "TIMESPAN", "GUID",
        "UNIQUE_ID", "STRING", "WSZ", "BYTES", "XML_STRING", "XML_QNAME", "XML_BUFFER",
        "CHAR_ARRAY", "UTF8_ARRAY", "BYTE_ARRAY", "DESCRIPTION", "STRUCT", "CUSTOM",
        "ENDPOINT_ADDRESS", "FAULT", "VOID", "ENUM", "DURATION", "UNION", "ANY_ATTRIBUTES" };

    return (unsigned)type < sizeof(names) / sizeof(names[0]) ? names[type] : "?";
}

static const char *mapping_name(WS_FIELD_MAPPING mapping)
{
    static const char *const names[]
            = { "TYPE_ATTRIBUTE", "ATTRIBUTE", "ELEMENT", "REPEATING_ELEMENT", "TEXT", "NO",
                  "XML_ATTRIBUTE", "ELEMENT_CHOICE", "REPEATING_ELEMENT_CHOICE", "ANY_ELEMENT",
                  "REPEATING_ANY_ELEMENT", "ANY_CONTENT", "ANY_ATTRIBUTES" };

    return (unsigned)mapping < sizeof(names) / sizeof(names[0]) ? names[mapping] : "?";
}

/* Checks what must hold of every string: it is in a constant dictionary, at its place. */
static void print_string(const WS_XML_STRING *string)
{
    if (!string)
    {
        printf("-");
        return;
    }
    printf("\"%.*s\"", (int)string->length, (const char *)string->bytes);
    if (!string->dictionary || !string->dictionary->isConst
            || string->id >= string->dictionary->stringCount
            || &string->dictionary->strings[string->id] != string)
        printf("(BAD DICTIONARY)");
}

static void print_name(const WS_XML_STRING *name, const WS_XML_STRING *ns)
{
    printf("{");
    print_string(ns);
    printf("}");
    print_string(name);
}

static int is_new(const void *description)
{
    int i;

    for (i = 0; i < seen_count; i++)
        if (seen[i] == description) return 0;
    if (seen_count < MAX_SEEN) seen[seen_count++] = description;
    return 1;
}

/* ---- types ---- */

static void print_struct(const WS_STRUCT_DESCRIPTION *description, int depth);
static void print_union(const WS_UNION_DESCRIPTION *description, int depth);
static void print_enum(const WS_ENUM_DESCRIPTION *description, int depth);

static void indent(int depth)
{
    printf("%*s", depth * 2, "");
}

static void print_range(WS_TYPE type, const void *description)
{
    switch (type)
    {
#define RANGE(id, name, format, cast)                                          \
    case WS_##id##_TYPE:                                                       \
        printf(" [" format ", " format "]",                                    \
                (cast)((const WS_##id##_DESCRIPTION *)description)->minValue,  \
                (cast)((const WS_##id##_DESCRIPTION *)description)->maxValue); \
        break;
        RANGE(INT8, INT8, "%d", int)
        RANGE(UINT8, UINT8, "%d", int)
        RANGE(INT16, INT16, "%d", int)
        RANGE(UINT16, UINT16, "%d", int)
        RANGE(INT32, INT32, "%d", int)
        RANGE(UINT32, UINT32, "%u", unsigned)
        RANGE(INT64, INT64, "%lld", long long)
        RANGE(UINT64, UINT64, "%llu", unsigned long long)
        RANGE(FLOAT, FLOAT, "%.9g", double)
        RANGE(DOUBLE, DOUBLE, "%.17g", double)
    default:
        printf(" (UNEXPECTED DESCRIPTION)");
        break;
    }
}

static void print_type(WS_TYPE type, const void *description, int depth)
{
    printf("%s", type_name(type));
    if (!description)
    {
        if (type == WS_STRUCT_TYPE || type == WS_ENUM_TYPE || type == WS_UNION_TYPE)
            printf(" (NO DESCRIPTION)");
        printf("\n");
    }
    else if (type == WS_STRUCT_TYPE)
        print_struct(description, depth);
    else if (type == WS_UNION_TYPE)
        print_union(description, depth);
    else if (type == WS_ENUM_TYPE)
        print_enum(description, depth);
    else
    {
        print_range(type, description);
        printf("\n");
    }
}

static void print_options(ULONG options)
{
    static const char *const names[]
            = { "POINTER", "OPTIONAL", "NILLABLE", "NILLABLE_ITEM", "OTHER_NAMESPACE" };
    int i;

    if (!options) printf(" 0");
    for (i = 0; i < 5; i++)
        if (options & 1u << i) printf(" %s", names[i]);
    if (options >> 5) printf(" (UNKNOWN OPTION)");
}

static void print_field(const WS_FIELD_DESCRIPTION *field, int depth)
{
    indent(depth);
    printf("%s ", mapping_name(field->mapping));
    print_name(field->localName, field->ns);
    printf(" @%u", (unsigned)field->offset);
    print_options(field->options);
    if (field->countOffset != 0xffffffff)
    {
        printf(" count@%u items ", (unsigned)field->countOffset);
        print_name(field->itemLocalName, field->itemNs);
        if (field->itemRange)
            printf(" %u..%u", (unsigned)field->itemRange->minItemCount,
                    (unsigned)field->itemRange->maxItemCount);
    }
    else if (field->itemLocalName || field->itemNs || field->itemRange)
        printf(" (UNEXPECTED ITEMS)");
    if (field->defaultValue) printf(" (UNEXPECTED DEFAULT)");
    printf(" ");
    print_type(field->type, field->typeDescription, depth + 1);
}

static void print_struct(const WS_STRUCT_DESCRIPTION *description, int depth)
{
    ULONG i;

    printf(" ");
    print_name(description->typeLocalName, description->typeNs);
    if (!is_new(description))
    {
        printf("\n");
        return;
    }
    printf(" size %u align %u", (unsigned)description->size, (unsigned)description->alignment);
    if (description->structOptions) printf(" options %u", (unsigned)description->structOptions);
    if (description->parentType)
    {
        printf(" parent ");
        print_name(description->parentType->typeLocalName, description->parentType->typeNs);
    }
    printf("\n");
    for (i = 0; i < description->fieldCount; i++)
        print_field(description->fields[i], depth + 1);
    for (i = 0; i < description->subTypeCount; i++)
    {
        indent(depth + 1);
        printf("SUBTYPE ");
        print_name(description->subTypes[i]->typeLocalName, description->subTypes[i]->typeNs);
        printf("%s\n",
                description->subTypes[i]->parentType == description ? "" : " (WRONG PARENT)");
    }
}

static void print_union(const WS_UNION_DESCRIPTION *description, int depth)
{
    ULONG i;

    printf(" size %u align %u enum@%u none %d\n", (unsigned)description->size,
            (unsigned)description->alignment, (unsigned)description->enumOffset,
            description->noneEnumValue);
    for (i = 0; i < description->fieldCount; i++)
    {
        indent(depth + 1);
        printf("CHOICE %d:\n", description->fields[i]->value);
        print_field(&description->fields[i]->field, depth + 2);
    }
}

static void print_enum(const WS_ENUM_DESCRIPTION *description, int depth)
{
    ULONG i;

    printf(" longest %u:", (unsigned)description->maxByteCount);
    for (i = 0; i < description->valueCount; i++)
    {
        printf(" %d=", description->values[i].value);
        print_string(description->values[i].name);
    }
    printf(" order");
    for (i = 0; i < description->valueCount; i++)
        printf(" %u", (unsigned)description->nameIndices[i]);
    printf("\n");
}

/* ---- roots: called from the list that the runner writes ---- */

void dump_WS_STRUCT_DESCRIPTION(const char *name, const void *data)
{
    printf("%s: STRUCT", name);
    print_struct(data, 0);
}

void dump_WS_ENUM_DESCRIPTION(const char *name, const void *data)
{
    printf("%s: ENUM", name);
    print_enum(data, 0);
}

void dump_WS_ELEMENT_DESCRIPTION(const char *name, const void *data)
{
    const WS_ELEMENT_DESCRIPTION *element = data;

    printf("%s: ", name);
    print_name(element->elementLocalName, element->elementNs);
    printf(" ");
    print_type(element->type, element->typeDescription, 0);
}

void dump_WS_ATTRIBUTE_DESCRIPTION(const char *name, const void *data)
{
    const WS_ATTRIBUTE_DESCRIPTION *attribute = data;

    printf("%s: ", name);
    print_name(attribute->attributeLocalName, attribute->attributeNs);
    printf(" ");
    print_type(attribute->type, attribute->typeDescription, 0);
}

static void print_message(const WS_MESSAGE_DESCRIPTION *message, int depth)
{
    if (!message)
    {
        printf("none\n");
        return;
    }
    printf("action ");
    print_string(message->action);
    printf(" body ");
    if (!message->bodyElementDescription)
    {
        printf("none\n");
        return;
    }
    print_name(message->bodyElementDescription->elementLocalName,
            message->bodyElementDescription->elementNs);
    printf(" ");
    print_type(message->bodyElementDescription->type,
            message->bodyElementDescription->typeDescription, depth);
}

void dump_WS_MESSAGE_DESCRIPTION(const char *name, const void *data)
{
    printf("%s: ", name);
    print_message(data, 0);
}

void dump_WS_CONTRACT_DESCRIPTION(const char *name, const void *data)
{
    static const char *const kinds[] = { "NORMAL", "ARRAY", "ARRAY_COUNT", "MESSAGES" };
    const WS_CONTRACT_DESCRIPTION *contract = data;
    ULONG i, j;

    printf("%s: %u operations\n", name, (unsigned)contract->operationCount);
    for (i = 0; i < contract->operationCount; i++)
    {
        const WS_OPERATION_DESCRIPTION *operation = contract->operations[i];

        printf("  operation version %u style %s options %u %u stub %s\n    input ",
                (unsigned)operation->versionInfo,
                operation->style == WS_RPC_LITERAL_OPERATION ? "RPC" : "NON_RPC",
                (unsigned)operation->inputMessageOptions, (unsigned)operation->outputMessageOptions,
                operation->stubCallback ? "yes" : "no");
        print_message(operation->inputMessageDescription, 3);
        printf("    output ");
        print_message(operation->outputMessageDescription, 3);
        for (j = 0; j < operation->parameterCount; j++)
            printf("    parameter %s %d %d\n",
                    kinds[operation->parameterDescription[j].parameterType],
                    (short)operation->parameterDescription[j].inputMessageIndex,
                    (short)operation->parameterDescription[j].outputMessageIndex);
    }
}

/* ---- policies ---- */

static void print_properties(const char *name, const void *list, ULONG count)
{
    const WS_CHANNEL_PROPERTY *properties = list; /* all kinds of property have this layout */
    ULONG i;

    printf("  %s:", name);
    for (i = 0; i < count; i++)
        printf(" %d=%u%s", (int)properties[i].id, *(const unsigned *)properties[i].value,
                properties[i].valueSize == 4 ? "" : "(BAD SIZE)");
    printf("\n");
}

#define BASE(d)       \
    print_properties( \
            "channel", (d)->channelProperties.properties, (d)->channelProperties.propertyCount)
#define SECURITY(d)   \
    BASE(d);          \
    print_properties( \
            "security", (d)->securityProperties.properties, (d)->securityProperties.propertyCount)
#define PART(d, part)                                                                \
    print_properties(#part, (d)->part##Binding.securityBindingProperties.properties, \
            (d)->part##Binding.securityBindingProperties.propertyCount)
#define MESSAGE_PART(d, part) \
    PART(d, part);            \
    printf("  usage %d\n", (int)(d)->part##Binding.bindingUsage)
#define CONTEXT(d)                                                                         \
    print_properties("context",                                                            \
            (d)->securityContextSecurityBinding.securityContextMessageSecurityBinding      \
                    .securityBindingProperties.properties,                                 \
            (d)->securityContextSecurityBinding.securityContextMessageSecurityBinding      \
                    .securityBindingProperties.propertyCount);                             \
    printf("  usage %d\n",                                                                 \
            (int)(d)->securityContextSecurityBinding.securityContextMessageSecurityBinding \
                    .bindingUsage);                                                        \
    print_properties("bootstrap",                                                          \
            (d)->securityContextSecurityBinding.securityProperties.properties,             \
            (d)->securityContextSecurityBinding.securityProperties.propertyCount)

#define POLICY(type, ...)                                                        \
    void dump_WS_##type##_POLICY_DESCRIPTION(const char *name, const void *data) \
    {                                                                            \
        const WS_##type##_POLICY_DESCRIPTION *d = data;                          \
        printf("%s: " #type "\n", name);                                         \
        __VA_ARGS__;                                                             \
    }

POLICY(HTTP, BASE(d))
POLICY(TCP, BASE(d))
POLICY(HTTP_SSL, SECURITY(d); PART(d, sslTransportSecurity))
POLICY(HTTP_HEADER_AUTH, SECURITY(d); PART(d, httpHeaderAuthSecurity))
POLICY(HTTP_SSL_HEADER_AUTH, SECURITY(d); PART(d, sslTransportSecurity);
        PART(d, httpHeaderAuthSecurity))
POLICY(HTTP_SSL_USERNAME, SECURITY(d); PART(d, sslTransportSecurity);
        MESSAGE_PART(d, usernameMessageSecurity))
POLICY(HTTP_SSL_KERBEROS_APREQ, SECURITY(d); PART(d, sslTransportSecurity);
        MESSAGE_PART(d, kerberosApreqMessageSecurity))
POLICY(TCP_SSPI, SECURITY(d); PART(d, sspiTransportSecurity))
POLICY(TCP_SSPI_USERNAME, SECURITY(d); PART(d, sspiTransportSecurity);
        MESSAGE_PART(d, usernameMessageSecurity))
POLICY(TCP_SSPI_KERBEROS_APREQ, SECURITY(d); PART(d, sspiTransportSecurity);
        MESSAGE_PART(d, kerberosApreqMessageSecurity))
POLICY(HTTP_SSL_USERNAME_SECURITY_CONTEXT, SECURITY(d); PART(d, sslTransportSecurity);
        MESSAGE_PART(d, usernameMessageSecurity); CONTEXT(d))
POLICY(HTTP_SSL_KERBEROS_APREQ_SECURITY_CONTEXT, SECURITY(d); PART(d, sslTransportSecurity);
        MESSAGE_PART(d, kerberosApreqMessageSecurity); CONTEXT(d))
POLICY(TCP_SSPI_USERNAME_SECURITY_CONTEXT, SECURITY(d); PART(d, sspiTransportSecurity);
        MESSAGE_PART(d, usernameMessageSecurity); CONTEXT(d))
POLICY(TCP_SSPI_KERBEROS_APREQ_SECURITY_CONTEXT, SECURITY(d); PART(d, sspiTransportSecurity);
        MESSAGE_PART(d, kerberosApreqMessageSecurity); CONTEXT(d))

void dump_text(const char *name, const char *text)
{
    printf("%s: %s\n", name, text);
}
