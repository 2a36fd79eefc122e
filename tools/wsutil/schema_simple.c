/* Simple types: the type map, enumerations, and facets that become ranges.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
/* XSD name                in C                 WS_<>_TYPE    range      flags */
const struct value_type value_types[] = {
    { "string",             "WCHAR*",            "WSZ",        NULL,      VALUE_STRING | VALUE_POINTER },
    { "boolean",            "BOOL",              "BOOL",       NULL,      0 },
    { "byte",               "char",              "INT8",       "INT8",    VALUE_SIGNED },
    { "unsignedByte",       "unsigned char",     "UINT8",      "UINT8",   0 },
    { "short",              "short",             "INT16",      "INT16",   VALUE_SIGNED },
    { "unsignedShort",      "unsigned short",    "UINT16",     "UINT16",  0 },
    { "int",                "int",               "INT32",      "INT32",   VALUE_SIGNED },
    { "unsignedInt",        "unsigned int",      "UINT32",     "UINT32",  0 },
    { "long",               "__int64",           "INT64",      "INT64",   VALUE_SIGNED },
    { "unsignedLong",       "unsigned __int64",  "UINT64",     "UINT64",  0 },
    { "integer",            "__int64",           "INT64",      "INT64",   VALUE_SIGNED },
    { "nonPositiveInteger", "__int64",           "INT64",      "INT64",   VALUE_SIGNED },
    { "negativeInteger",    "__int64",           "INT64",      "INT64",   VALUE_SIGNED },
    { "nonNegativeInteger", "__int64",           "INT64",      "INT64",   VALUE_SIGNED },
    { "positiveInteger",    "__int64",           "INT64",      "INT64",   VALUE_SIGNED },
    { "float",              "float",             "FLOAT",      "FLOAT",   VALUE_FLOAT },
    { "double",             "double",            "DOUBLE",     "DOUBLE",  VALUE_FLOAT },
    { "decimal",            "DECIMAL",           "DECIMAL",    NULL,      0 },
    { "dateTime",           "WS_DATETIME",       "DATETIME",   NULL,      0 },
    { "date",               "WS_DATETIME",       "DATETIME",   NULL,      0 },
    { "time",               "WS_DATETIME",       "DATETIME",   NULL,      0 },
    { "duration",           "WS_DURATION",       "DURATION",   NULL,      0 },
    { "base64Binary",       "WS_BYTES",          "BYTES",      NULL,      VALUE_POINTER },
    { "hexBinary",          "WS_BYTES",          "BYTES",      NULL,      VALUE_POINTER },
    { "QName",              "WS_XML_QNAME",      "XML_QNAME",  NULL,      0 },
    { "anyType",            "WS_XML_BUFFER*",    "XML_BUFFER", NULL,      VALUE_POINTER | VALUE_BUFFER },
    { "anySimpleType",      "WS_XML_BUFFER*",    "XML_BUFFER", NULL,      VALUE_POINTER | VALUE_BUFFER },
    { "ms:guid",            "GUID",              "GUID",       NULL,      0 },
    { "ms:char",            "int",               "INT32",      "INT32",   VALUE_SIGNED },
    { "ms:duration",        "WS_DURATION",       "DURATION",   NULL,      0 },
    { NULL, NULL, NULL, NULL, 0 }
};

/* Those that are strings to us. */
static const char *const strings[] = { "anyURI", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay", "NOTATION",
    "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "NMTOKENS", "ID", "IDREF", "IDREFS",
    "ENTITY", "ENTITIES" };

/* What stands where a facet gives one end only. */
static const struct { const char *range, *min, *max; } limits[] = {
    { "INT8",   "-128",                            "127" },
    { "UINT8",  "0",                               "255" },
    { "INT16",  "-32768",                          "32767" },
    { "UINT16", "0",                               "65535" },
    { "INT32",  "(-2147483647 - 1)",               "2147483647" },
    { "UINT32", "0u",                              "4294967295u" },
    { "INT64",  "(-9223372036854775807LL - 1)",    "9223372036854775807LL" },
    { "UINT64", "0ull",                            "18446744073709551615ull" },
    { "FLOAT",  "-3.402823466e+38f",               "3.402823466e+38f" },
    { "DOUBLE", "-1.7976931348623157e+308",        "1.7976931348623157e+308" },
};
/* clang-format on */

const struct value_type *value_type(const char *xsd)
{
    const struct value_type *value;
    size_t i;

    for (value = value_types; value->xsd; value++)
        if (!strcmp(value->xsd, xsd)) return value;
    for (i = 0; i < sizeof(strings) / sizeof(strings[0]); i++)
        if (!strcmp(strings[i], xsd)) return value_types;
    return NULL;
}

const struct value_type *string_value(void)
{
    return value_types;
}

struct type *text_type(struct type *type, const xmlNode *node)
{
    if (!type) return type_of_value("string");
    if (type->kind == TYPE_ENUM) return type;
    if (type->kind == TYPE_VALUE && !(type->value && type->value->flags & VALUE_BUFFER))
        return type;
    if (type->kind == TYPE_STRUCT)
        diagnose(node, ERROR_SEVERITY, "'%s' is a complex type; text cannot have it", type->name);
    return type_of_value("string");
}

/* ---- ranges ---- */

static struct range *new_range(const struct value_type *value, const struct range *base)
{
    struct range *range = NEW(struct range);
    size_t i;

    range->value = value;
    for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
    {
        if (strcmp(limits[i].range, value->range)) continue;
        range->min = base ? base->min : limits[i].min;
        range->max = base ? base->max : limits[i].max;
    }
    return range;
}

static const char *float_limit(const struct value_type *value, const char *text, int step)
{
    char *end, printed[64];
    double number = strtod(text, &end);
    bool single = !strcmp(value->range, "FLOAT");

    if (end == text || *end || number != number || number - number != 0) return NULL;
    if (step && single)
        number = nextafterf((float)number, step < 0 ? -INFINITY : INFINITY);
    else if (step)
        number = nextafter(number, step < 0 ? -INFINITY : INFINITY);
    snprintf(printed, sizeof(printed), single ? "%.9g" : "%.17g", number);
    return arena_format("%s%s%s", printed, strpbrk(printed, ".e") ? "" : ".0", single ? "f" : "");
}

static const char *unsigned_limit(const struct value_type *value, const char *text, int step)
{
    bool wide = !strcmp(value->range, "UINT64");
    unsigned long long number,
            most = wide                       ? ~0ull
            : !strcmp(value->range, "UINT32") ? 0xffffffffu
            : !strcmp(value->range, "UINT16") ? 0xffff
                                              : 0xff;
    char *end;

    errno = 0;
    number = strtoull(text, &end, 10);
    if (end == text || *end || errno || *text == '-' || number > most) return NULL;
    if ((step > 0 && number == most) || (step < 0 && !number)) return NULL;
    number += (unsigned long long)(long long)step;
    return arena_format("%llu%s", number, wide ? "ull" : number > 0x7fffffff ? "u" : "");
}

static const char *signed_limit(const struct value_type *value, const char *text, int step)
{
    bool wide = !strcmp(value->range, "INT64");
    long long number,
            most = wide                      ? 0x7fffffffffffffffll
            : !strcmp(value->range, "INT32") ? 0x7fffffff
            : !strcmp(value->range, "INT16") ? 0x7fff
                                             : 0x7f;
    char *end;

    errno = 0;
    number = strtoll(text, &end, 10);
    if (end == text || *end || errno || number > most || number < -most - 1) return NULL;
    if ((step > 0 && number == most) || (step < 0 && number == -most - 1)) return NULL;
    number += step;
    if (number == -most - 1 && most >= 0x7fffffff)
        return arena_format("(-%lld%s - 1)", most, wide ? "LL" : "");
    return arena_format("%lld%s", number, wide ? "LL" : "");
}

static void apply_limit(struct type *type, const xmlNode *facet, const char *text)
{
    const char *name = (const char *)facet->name, *limit;
    const struct value_type *value = type->value;
    bool upper = name[1] == 'a';
    int step = strstr(name, "Exclusive") ? (upper ? -1 : 1) : 0;
    struct range *range;

    if (!value->range)
    {
        diagnose(facet, W1, "%s is supported for integers and floats only: it is ignored", name);
        return;
    }
    limit = value->flags & VALUE_FLOAT    ? float_limit(value, text, step)
            : value->flags & VALUE_SIGNED ? signed_limit(value, text, step)
                                          : unsigned_limit(value, text, step);
    if (!limit)
    {
        diagnose(facet, W1, "%s=\"%s\" does not fit in a %s: it is ignored", name, text, value->c);
        return;
    }
    range = new_range(value, type->range);
    if (upper)
        range->max = limit;
    else
        range->min = limit;
    type->range = range;
}

/* ---- restrictions ---- */

static void add_enum_value(struct type *type, const xmlNode *facet, const char *text)
{
    struct enum_value *value;
    size_t i;

    for (i = 0; i < type->values.count; i++)
    {
        value = type->values.items[i];
        if (strcmp(value->text, text)) continue;
        diagnose(facet, W2, "the value '%s' is there already", text);
        return;
    }
    value = NEW(struct enum_value);
    value->text = text;
    list_add(&type->values, value);
}

static void restrict_type(struct type *type, const xmlNode *restriction, const struct type *base)
{
    bool enumerated = find_child(restriction, NS_XSD, "enumeration") != NULL;
    const xmlNode *facet;
    const char *text;

    if (enumerated && base->kind == TYPE_VALUE && base->value->flags & VALUE_STRING)
        type->kind = TYPE_ENUM;
    for (facet = first_element(restriction); facet; facet = next_element(facet))
    {
        text = attribute_text(facet, "value");
        if (is_element(facet, NS_XSD, "simpleType") || is_element(facet, NS_XSD, "annotation")
                || is_element(facet, NS_XSD, "attribute")
                || is_element(facet, NS_XSD, "attributeGroup")
                || is_element(facet, NS_XSD, "anyAttribute"))
            continue;
        if (!text)
            diagnose(facet, ERROR_SEVERITY, "facet '%s' needs a value", facet->name);
        else if (is_element(facet, NS_XSD, "enumeration") && type->kind == TYPE_ENUM)
            add_enum_value(type, facet, text);
        else if (type->kind != TYPE_ENUM
                && (is_element(facet, NS_XSD, "minInclusive")
                        || is_element(facet, NS_XSD, "minExclusive")
                        || is_element(facet, NS_XSD, "maxInclusive")
                        || is_element(facet, NS_XSD, "maxExclusive")))
            apply_limit(type, facet, text);
        else
            diagnose(facet, W1, "facet '%s' is not supported: it is ignored", facet->name);
    }
}

static struct type *base_of(
        struct compiler *compiler, struct type *type, const xmlNode *restriction)
{
    const char *name = attribute_text(restriction, "base");
    const xmlNode *inner;
    struct type *base;

    if (name) return type_by_name(compiler, restriction, name);
    if (!(inner = find_child(restriction, NS_XSD, "simpleType")))
    {
        diagnose(restriction, ERROR_SEVERITY, "a restriction needs a base");
        return NULL;
    }
    base = type_new(type->schema, inner, TYPE_VALUE);
    base->name = type->name;
    base->anonymous = true;
    simple_type_resolve(compiler, base);
    return base;
}

void simple_type_resolve(struct compiler *compiler, struct type *type)
{
    static int depth;
    const xmlNode *child;
    struct type *base;

    if (type->resolved) return;
    type->value = string_value();
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
    if ((child = find_child(type->node, NS_XSD, "restriction")))
    {
        base = base_of(compiler, type, child);
        if (base && base->kind == TYPE_STRUCT)
        {
            diagnose(child, ERROR_SEVERITY, "'%s' is a complex type, no base of a simple one",
                    base->name);
            base = NULL;
        }
        if (base && base->kind == TYPE_ENUM)
        {
            if (first_element(child))
                diagnose(child, W1, "restrictions of the enumeration '%s' are ignored", base->name);
            type->kind = TYPE_ENUM;
            if (base->anonymous && !base->c_name)
                type->values = base->values;
            else
                type->alias = base;
        }
        else if (base)
        {
            type->value = base->value;
            type->range = base->range;
            restrict_type(type, child, base);
        }
    }
    else if ((child = find_child(type->node, NS_XSD, "list"))
            || (child = find_child(type->node, NS_XSD, "union")))
        diagnose(child, W1, "%s is not supported: '%s' becomes a string", child->name, type->name);
    else
        diagnose(type->node, ERROR_SEVERITY, "a simple type needs restriction, list or union");
    type->resolving = false;
    type->resolved = true;
    depth--;
}
