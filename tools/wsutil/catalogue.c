/* Schemas that documents import without saying where they are: descriptions of our own, made when one is wanted. They are
 * documents like others, with a header and a source of their own, so that what is made of them has names and layouts as
 * if their schema had been given.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model.h"

#include <string.h>

#define NS_ARRAYS "http://schemas.microsoft.com/2003/10/Serialization/Arrays"

/* The data contract serializer's arrays: ArrayOfX has elements X of a type, which may be nil where the type has a nil value.
 * (MS-DSN and the documented names of data contracts; the schema that services publish says the same.) */
static char *make_arrays(size_t *size)
{
    static const struct
    {
        const char *name, *type;
        bool nillable;
    } rows[] = {
        { "boolean", "xs:boolean", false },
        { "byte", "xs:byte", false },
        { "char", "ser:char", false },
        { "dateTime", "xs:dateTime", false },
        { "decimal", "xs:decimal", false },
        { "double", "xs:double", false },
        { "duration", "ser:duration", false },
        { "float", "xs:float", false },
        { "guid", "ser:guid", false },
        { "int", "xs:int", false },
        { "long", "xs:long", false },
        { "short", "xs:short", false },
        { "unsignedInt", "xs:unsignedInt", false },
        { "unsignedLong", "xs:unsignedLong", false },
        { "unsignedShort", "xs:unsignedShort", false },
        { "anyType", "xs:anyType", true },
        { "anyURI", "xs:anyURI", true },
        { "base64Binary", "xs:base64Binary", true },
        { "string", "xs:string", true },
    };
    struct text text = { 0 };
    size_t i;

    text_print(&text,
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:ser='%s' xmlns:tns='%s' "
            "targetNamespace='%s' elementFormDefault='qualified'>\n",
            NS_SERIALIZATION, NS_ARRAYS, NS_ARRAYS);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        text_print(&text,
                "<xs:complexType name='ArrayOf%s'><xs:sequence><xs:element name='%s' type='%s' "
                "minOccurs='0' maxOccurs='unbounded'%s/></xs:sequence></xs:complexType>\n"
                "<xs:element name='ArrayOf%s' type='tns:ArrayOf%s' nillable='true'/>\n",
                rows[i].name, rows[i].name, rows[i].type,
                rows[i].nillable ? " nillable='true'" : "", rows[i].name, rows[i].name);
    text_put(&text, "</xs:schema>\n");
    *size = text.length;
    return text.data;
}

static const struct
{
    const char *ns, *name;
    char *(*make)(size_t *size);
} schemas[] = {
    { NS_ARRAYS, "serialization-arrays.xsd", make_arrays },
};

const char *catalogue_name(const char *ns)
{
    size_t i;

    for (i = 0; i < sizeof(schemas) / sizeof(schemas[0]); i++)
        if (!strcmp(schemas[i].ns, ns)) return schemas[i].name;
    return NULL;
}

char *catalogue_text(const char *ns, size_t *size)
{
    size_t i;

    for (i = 0; i < sizeof(schemas) / sizeof(schemas[0]); i++)
        if (!strcmp(schemas[i].ns, ns)) return schemas[i].make(size);
    return NULL;
}
