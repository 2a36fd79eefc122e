/* Field mappings, field options and struct options: read from text, written back.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

#define XSI        "http://www.w3.org/2001/XMLSchema-instance"
#define NAME(n, s) static WS_XML_STRING n = { sizeof(s) - 1, (BYTE *)(s), NULL, 0 }
NAME(no_ns, "");
NAME(name_a, "a");
NAME(name_b, "b");
NAME(name_t, "t");
NAME(name_w, "w");
NAME(name_lang, "lang");
NAME(ns_other, "urn:other");
NAME(ns_types, "urn:types");
NAME(name_base, "base");
NAME(name_derived, "derived");

/* One struct that has room for a field of any kind, in front of a second, plain one. */
struct room
{
    union
    {
        INT32 number;
        INT32 *pointer;
        INT32 *numbers;
        INT32 **pointers;
        WCHAR *wsz;
        WCHAR **wszs;
        WS_STRING string;
        WS_STRING *strings;
        WS_XML_STRING xml;
        WS_BYTES bytes;
        WS_XML_BUFFER *buffer;
        WS_XML_BUFFER **buffers;
        WS_ANY_ATTRIBUTES attributes;
        void *any;
        BYTE fill[64];
    } u;
    ULONG count;
    INT32 b;
};

static INT32 seven = 7;
static WS_DEFAULT_VALUE is_seven = { &seven, sizeof(seven) };
static WS_ITEM_RANGE one_or_two = { 1, 2 };

static WS_FIELD_DESCRIPTION field, field_b;
static WS_FIELD_DESCRIPTION *fields[] = { &field, &field_b };
static WS_STRUCT_DESCRIPTION holder
        = { sizeof(struct room), 8, fields, 1, NULL, NULL, NULL, NULL, 0, 0 };

static void set(WS_FIELD_MAPPING mapping, WS_TYPE type, ULONG options)
{
    static const WS_FIELD_DESCRIPTION plain_b
            = { WS_ELEMENT_FIELD_MAPPING, &name_b, &no_ns, WS_INT32_TYPE, NULL,
                  offsetof(struct room, b), WS_FIELD_OPTIONAL, NULL, 0, NULL, NULL, NULL };

    memset(&field, 0, sizeof(field));
    field.mapping = mapping;
    field.type = type;
    field.options = options;
    field.countOffset = offsetof(struct room, count);
    switch (mapping)
    {
    case WS_ELEMENT_FIELD_MAPPING:
    case WS_ATTRIBUTE_FIELD_MAPPING:
        field.localName = &name_a;
        field.ns = &no_ns;
        break;
    case WS_XML_ATTRIBUTE_FIELD_MAPPING:
        field.localName = &name_lang;
        break;
    case WS_REPEATING_ELEMENT_FIELD_MAPPING:
        field.itemLocalName = &name_a;
        field.itemNs = &no_ns;
        break;
    default:
        break;
    }
    field_b = plain_b;
    holder.fieldCount = mapping == WS_TEXT_FIELD_MAPPING ? 1 : 2;
    holder.structOptions = 0;
}

static WS_HEAP *heap; /* of the case */

static HRESULT read_room(const char *text, struct room *room, WS_ERROR *error)
{
    WS_XML_READER *reader = reader_on_text(text);
    HRESULT hr;

    memset(room, 0xcc, sizeof(*room));
    hr = WsReadType(reader, WS_ELEMENT_TYPE_MAPPING, WS_STRUCT_TYPE, &holder,
            WS_READ_REQUIRED_VALUE, heap, room, sizeof(*room), error);
    WsFreeReader(reader);
    return hr;
}

static HRESULT write_room(const struct room *room, const char *expected)
{
    WS_ELEMENT_DESCRIPTION d = { &name_t, &no_ns, WS_STRUCT_TYPE, &holder };
    WS_XML_WRITER *writer = writer_to_text();
    HRESULT hr = WsWriteElement(writer, &d, WS_WRITE_REQUIRED_VALUE, room, sizeof(*room), NULL);

    if (SUCCEEDED(hr) && expected) ok_written(writer, expected);
    WsFreeWriter(writer);
    return hr;
}

#define E     WS_ELEMENT_FIELD_MAPPING
#define R     WS_REPEATING_ELEMENT_FIELD_MAPPING
#define A     WS_ATTRIBUTE_FIELD_MAPPING
#define T     WS_TEXT_FIELD_MAPPING
#define X     WS_XML_ATTRIBUTE_FIELD_MAPPING
#define ANY   WS_ANY_ELEMENT_FIELD_MAPPING
#define RANY  WS_REPEATING_ANY_ELEMENT_FIELD_MAPPING
#define CONT  WS_ANY_CONTENT_FIELD_MAPPING
#define ATTRS WS_ANY_ATTRIBUTES_FIELD_MAPPING
#define NO    WS_NO_FIELD_MAPPING
#define P     WS_FIELD_POINTER
#define O     WS_FIELD_OPTIONAL
#define N     WS_FIELD_NILLABLE
#define NI    WS_FIELD_NILLABLE_ITEM
#define BAD   WS_E_INVALID_FORMAT
#define NILA  "<a a:nil=\"true\" xmlns:a=\"" XSI "\"/>"
#define SAME  NULL

static const struct
{
    WS_FIELD_MAPPING mapping;
    WS_TYPE type;
    ULONG options;
    ULONG flags; /* 1: wrapper, 2: default 7, 4: range 1-2 */
    const char *in;
    HRESULT hr;
    const char *out;
} rows[] = {
    /* elements */
    { E, WS_INT32_TYPE, 0, 0, "<t><a>1</a><b>2</b></t>", S_OK, SAME },
    { E, WS_INT32_TYPE, 0, 0, "<t> <!--c--><a> 1 </a>\n<?pi?><b>2</b> </t>", S_OK,
            "<t><a>1</a><b>2</b></t>" },
    { E, WS_INT32_TYPE, 0, 0, "<t><b>2</b></t>", BAD, SAME },
    { E, WS_INT32_TYPE, 0, 0, "<t><b>2</b><a>1</a></t>", BAD, SAME },
    { E, WS_INT32_TYPE, 0, 0, "<t><a>1</a><a>1</a></t>", BAD, SAME },
    { E, WS_INT32_TYPE, 0, 0, "<t><a>1</a>text</t>", BAD, SAME },
    { E, WS_INT32_TYPE, 0, 0, "<t><a>1<c/></a></t>", BAD, SAME },
    { E, WS_INT32_TYPE, 0, 0, "<t><a xmlns='urn:x'>1</a></t>", BAD, SAME },
    { E, WS_INT32_TYPE, 0, 0, "<t><a/></t>", BAD, SAME },
    { E, WS_INT32_TYPE, 0, 0, "<t><a>&#49;<![CDATA[2]]><!---->3</a></t>", S_OK,
            "<t><a>123</a></t>" },
    { E, WS_INT32_TYPE, O, 0, "<t><b>2</b></t>", S_OK, SAME },
    { E, WS_INT32_TYPE, O, 0, "<t><a>0</a></t>", S_OK, "<t/>" },
    { E, WS_INT32_TYPE, O, 2, "<t><b>2</b></t>", S_OK, SAME },
    { E, WS_INT32_TYPE, O, 2, "<t><a>7</a></t>", S_OK, "<t/>" },
    { E, WS_INT32_TYPE, O, 2, "<t><a>0</a></t>", S_OK, SAME },
    { E, WS_INT32_TYPE, P, 0, "<t><a>1</a></t>", S_OK, SAME },
    { E, WS_INT32_TYPE, P, 0, "<t/>", BAD, SAME },
    { E, WS_INT32_TYPE, P | O, 0, "<t/>", S_OK, SAME },
    { E, WS_INT32_TYPE, P | O, 0, "<t><a>0</a></t>", S_OK, SAME },
    { E, WS_INT32_TYPE, P | N, 0, "<t>" NILA "</t>", S_OK, SAME },
    { E, WS_INT32_TYPE, P | N, 0, "<t><a>1</a></t>", S_OK, SAME },
    { E, WS_INT32_TYPE, P | N, 0, "<t/>", BAD, SAME },
    { E, WS_INT32_TYPE, P | N, 0, "<t><a x:nil='1' xmlns:x='" XSI "'>1</a></t>", BAD, SAME },
    { E, WS_INT32_TYPE, P | N | O, 0, "<t/>", S_OK, SAME },
    { E, WS_INT32_TYPE, 0, 0, "<t>" NILA "</t>", BAD, SAME },
    { E, WS_INT32_TYPE, N, 0, "<t><a>1</a></t>", E_INVALIDARG, SAME },
    { E, WS_INT32_TYPE, NI, 0, "<t><a>1</a></t>", E_INVALIDARG, SAME },
    { E, WS_WSZ_TYPE, 0, 0, "<t><a>x</a></t>", S_OK, SAME },
    { E, WS_WSZ_TYPE, 0, 0, "<t><a/></t>", S_OK, SAME },
    { E, WS_WSZ_TYPE, P, 0, "<t><a/></t>", E_INVALIDARG, SAME },
    { E, WS_WSZ_TYPE, O, 0, "<t/>", S_OK, SAME },
    { E, WS_WSZ_TYPE, O, 0, "<t><a/></t>", S_OK, SAME },
    { E, WS_WSZ_TYPE, N, 0, "<t>" NILA "</t>", S_OK, SAME },
    { E, WS_STRING_TYPE, 0, 0, "<t><a>x</a></t>", S_OK, SAME },
    { E, WS_STRING_TYPE, O, 0, "<t/>", S_OK, SAME },
    { E, WS_STRING_TYPE, O, 0, "<t><a/></t>", S_OK, SAME },
    { E, WS_STRING_TYPE, N, 0, "<t>" NILA "</t>", S_OK, SAME },
    { E, WS_STRING_TYPE, N, 0, "<t><a/></t>", S_OK, SAME },
    { E, WS_STRING_TYPE, P | N, 0, "<t>" NILA "</t>", S_OK, SAME },
    { E, WS_XML_STRING_TYPE, N | O, 0, "<t>" NILA "</t>", S_OK, "<t/>" },
    { E, WS_BYTES_TYPE, 0, 0, "<t><a>AAAA</a></t>", S_OK, SAME },
    { E, WS_BYTES_TYPE, N, 0, "<t><a/></t>", S_OK, SAME },
    { E, WS_CHAR_ARRAY_TYPE, 0, 0, "<t><a>xyz</a></t>", S_OK, SAME },
    { E, WS_CHAR_ARRAY_TYPE, O, 0, "<t/>", S_OK, SAME },
    { E, WS_CHAR_ARRAY_TYPE, N, 0, "<t>" NILA "</t>", S_OK, SAME },
    { E, WS_CHAR_ARRAY_TYPE, P, 0, "<t/>", E_INVALIDARG, SAME },
    { E, WS_UTF8_ARRAY_TYPE, 0, 0, "<t><a>xyz</a></t>", S_OK, SAME },
    { E, WS_BYTE_ARRAY_TYPE, 0, 0, "<t><a>AAAA</a></t>", S_OK, SAME },
    { E, WS_XML_BUFFER_TYPE, 0, 0, "<t><a x=\"1\">text<c>2</c></a></t>", S_OK, SAME },
    { E, WS_XML_BUFFER_TYPE, O, 0, "<t/>", S_OK, SAME },
    { E, WS_XML_BUFFER_TYPE, N, 0, "<t>" NILA "</t>", S_OK, SAME },
    { E, WS_VOID_TYPE, 0, 0, "<t><a><x/>y</a><b>2</b></t>", S_OK, "<t><b>2</b></t>" },
    { E, WS_VOID_TYPE, 0, 0, "<t><b>2</b></t>", BAD, SAME },
    { E, WS_VOID_TYPE, O, 0, "<t><b>2</b></t>", S_OK, SAME },
    { E, WS_DESCRIPTION_TYPE, 0, 0, "<t/>", E_INVALIDARG, SAME },
    { E, WS_UNION_TYPE, 0, 0, "<t/>", E_INVALIDARG, SAME },
    { E, WS_ANY_ATTRIBUTES_TYPE, 0, 0, "<t/>", E_INVALIDARG, SAME },
    { E, WS_STRUCT_TYPE, 0, 0, "<t/>", E_INVALIDARG, SAME },
    { E, 35, 0, 0, "<t/>", E_INVALIDARG, SAME },
    { 13, WS_INT32_TYPE, 0, 0, "<t/>", E_INVALIDARG, SAME },
    /* attributes */
    { A, WS_INT32_TYPE, 0, 0, "<t a=\"1\"><b>2</b></t>", S_OK, SAME },
    { A, WS_INT32_TYPE, 0, 0, "<t/>", BAD, SAME },
    { A, WS_INT32_TYPE, 0, 0, "<t a=\"1\" c=\"2\"/>", BAD, SAME },
    { A, WS_INT32_TYPE, O, 0, "<t/>", S_OK, SAME },
    { A, WS_INT32_TYPE, O, 2, "<t/>", S_OK, SAME },
    { A, WS_INT32_TYPE, P, 0, "<t a='1'/>", E_INVALIDARG, SAME },
    { A, WS_INT32_TYPE, N, 0, "<t a='1'/>", E_INVALIDARG, SAME },
    { A, WS_WSZ_TYPE, 0, 0, "<t a=\"x&amp;y\"/>", S_OK, SAME },
    { A, WS_STRING_TYPE, 0, 0, "<t a=\"\"/>", S_OK, SAME },
    { A, WS_BYTES_TYPE, 0, 0, "<t a=\"AAAA\"/>", S_OK, SAME },
    { A, WS_CHAR_ARRAY_TYPE, 0, 0, "<t a=\"xyz\"/>", S_OK, SAME },
    { A, WS_VOID_TYPE, 0, 0, "<t a=\"1\"/>", S_OK, "<t/>" },
    { A, WS_XML_BUFFER_TYPE, 0, 0, "<t a=\"1\"/>", E_INVALIDARG, SAME },
    { X, WS_STRING_TYPE, 0, 0, "<t xml:lang=\"en\"/>", S_OK, SAME },
    { X, WS_STRING_TYPE, 0, 0, "<t/>", BAD, SAME },
    { X, WS_WSZ_TYPE, O, 0, "<t/>", S_OK, SAME },
    { X, WS_INT32_TYPE, 0, 0, "<t/>", E_INVALIDARG, SAME },
    /* text */
    { T, WS_INT32_TYPE, 0, 0, "<t>1</t>", S_OK, SAME },
    { T, WS_INT32_TYPE, 0, 0, "<t>1<c/></t>", BAD, SAME },
    { T, WS_STRING_TYPE, 0, 0, "<t> x </t>", S_OK, SAME },
    { T, WS_CHAR_ARRAY_TYPE, 0, 0, "<t>xyz</t>", S_OK, SAME },
    { T, WS_UTF8_ARRAY_TYPE, 0, 0, "<t>xyz</t>", S_OK, SAME },
    { T, WS_BYTE_ARRAY_TYPE, 0, 0, "<t/>", S_OK, SAME },
    { T, WS_XML_BUFFER_TYPE, 0, 0, "<t/>", E_INVALIDARG, SAME },
    { T, WS_VOID_TYPE, 0, 0, "<t/>", E_INVALIDARG, SAME },
    /* arrays */
    { R, WS_INT32_TYPE, 0, 0, "<t><a>1</a><a>2</a><a>3</a><a>4</a><a>5</a><b>6</b></t>", S_OK,
            SAME },
    { R, WS_INT32_TYPE, 0, 0, "<t/>", S_OK, SAME },
    { R, WS_INT32_TYPE, 0, 1, "<t><w><a>1</a><a>2</a></w><b>3</b></t>", S_OK, SAME },
    { R, WS_INT32_TYPE, 0, 1, "<t><w/></t>", S_OK, SAME },
    { R, WS_INT32_TYPE, 0, 1, "<t><w><a>1</a><c/></w></t>", BAD, SAME },
    { R, WS_INT32_TYPE, O, 1, "<t><b>3</b></t>", S_OK, SAME },
    { R, WS_INT32_TYPE, N, 1, "<t><w a:nil=\"true\" xmlns:a=\"" XSI "\"/></t>", S_OK, SAME },
    { R, WS_INT32_TYPE, 0, 4, "<t><a>1</a></t>", S_OK, SAME },
    { R, WS_INT32_TYPE, 0, 4, "<t/>", BAD, SAME },
    { R, WS_INT32_TYPE, 0, 4, "<t><a>1</a><a>2</a><a>3</a></t>", BAD, SAME },
    { R, WS_INT32_TYPE, P, 0, "<t><a>1</a><a>2</a></t>", S_OK, SAME },
    { R, WS_INT32_TYPE, P | NI, 0, "<t><a>1</a>" NILA "</t>", S_OK, SAME },
    { R, WS_INT32_TYPE, NI, 0, "<t><a>1</a></t>", E_INVALIDARG, SAME },
    { R, WS_WSZ_TYPE, NI, 0, "<t><a>x</a>" NILA "<a/></t>", S_OK, SAME },
    { R, WS_WSZ_TYPE, 0, 0, "<t><a>x</a>" NILA "</t>", BAD, SAME },
    { R, WS_STRING_TYPE, NI, 0, "<t>" NILA "<a/></t>", S_OK, SAME },
    { R, WS_XML_BUFFER_TYPE, 0, 0, "<t><a><c/></a><a>x</a></t>", S_OK, SAME },
    { R, WS_CHAR_ARRAY_TYPE, 0, 0, "<t/>", E_INVALIDARG, SAME },
    /* anything */
    { ANY, WS_XML_BUFFER_TYPE, 0, 0, "<t><x><y/></x><b>2</b></t>", S_OK, SAME },
    { ANY, WS_XML_BUFFER_TYPE, 0, 0, "<t/>", BAD, SAME },
    { ANY, WS_XML_BUFFER_TYPE, O, 0, "<t/>", S_OK, SAME },
    { ANY, WS_VOID_TYPE, 0, 0, "<t><x/><b>2</b></t>", S_OK, "<t><b>2</b></t>" },
    { RANY, WS_XML_BUFFER_TYPE, 0, 0, "<t><x/><y>1</y><b>2</b></t>", S_OK, SAME },
    { RANY, WS_XML_BUFFER_TYPE, 0, 0, "<t/>", S_OK, SAME },
    { RANY, WS_XML_BUFFER_TYPE, 0, 4, "<t><x/><x/><x/></t>", BAD, SAME },
    { RANY, WS_VOID_TYPE, 0, 0, "<t><x/><y>1</y></t>", S_OK, "<t/>" },
    { CONT, WS_XML_BUFFER_TYPE, 0, 0, "<t>one<x/>two<y>3</y></t>", S_OK, SAME },
    { CONT, WS_XML_BUFFER_TYPE, 0, 0, "<t/>", S_OK, SAME },
    { CONT, WS_VOID_TYPE, 0, 0, "<t>one<x/></t>", S_OK, "<t/>" },
    { ATTRS, WS_ANY_ATTRIBUTES_TYPE, 0, 0, "<t x=\"1\" y=\"2\"><b>2</b></t>", S_OK, SAME },
    { ATTRS, WS_ANY_ATTRIBUTES_TYPE, 0, 0, "<t/>", S_OK, SAME },
    { ATTRS, WS_VOID_TYPE, 0, 0, "<t x=\"1\"/>", S_OK, "<t/>" },
    { ATTRS, WS_INT32_TYPE, 0, 0, "<t/>", E_INVALIDARG, SAME },
    /* not in the XML */
    { NO, WS_INT32_TYPE, 0, 2, "<t/>", S_OK, SAME },
    { NO, WS_INT32_TYPE, 0, 0, "<t><a>1</a></t>", BAD, SAME },
};

TEST(mappings_and_options)
{
    struct room room;
    size_t i;

    heap = test_heap();
    for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
    {
        test_context("row %u: mapping %u type %u options %u `%s`", (unsigned)i, rows[i].mapping,
                rows[i].type, (unsigned)rows[i].options, rows[i].in);
        set(rows[i].mapping, rows[i].type, rows[i].options);
        if (rows[i].flags & 1)
        {
            field.localName = &name_w;
            field.ns = &no_ns;
        }
        if (rows[i].flags & 2) field.defaultValue = &is_seven;
        if (rows[i].flags & 4) field.itemRange = &one_or_two;
        ok_hr(read_room(rows[i].in, &room, NULL), rows[i].hr);
        if (FAILED(rows[i].hr)) continue;
        if ((rows[i].flags & 2) && !strstr(rows[i].in, "<a>")) ok_int(room.u.number, 7);
        ok_hr(write_room(&room, rows[i].out ? rows[i].out : rows[i].in), S_OK);
    }
}

TEST(namespaces_of_anything)
{
    struct room room;

    heap = test_heap();
    set(ATTRS, WS_ANY_ATTRIBUTES_TYPE, 0);
    field.ns = &ns_other;
    ok_hr(read_room("<t x:a='1' xmlns:x='urn:other'/>", &room, NULL), S_OK);
    ok_int(room.u.attributes.attributeCount, 1);
    ok_hr(read_room("<t a='1'/>", &room, NULL), BAD);
    field.options = WS_FIELD_OTHER_NAMESPACE;
    ok_hr(read_room("<t x:a='1' xmlns:x='urn:other'/>", &room, NULL), BAD);
    ok_hr(read_room("<t a='1'/>", &room, NULL), S_OK);
    ok_int(room.u.attributes.attributeCount, 1);
    set(ANY, WS_XML_BUFFER_TYPE, WS_FIELD_OTHER_NAMESPACE);
    field.ns = &ns_other;
    ok_hr(read_room("<t><x xmlns='urn:other'/></t>", &room, NULL), BAD);
    ok_hr(read_room("<t><x/></t>", &room, NULL), S_OK);
}

TEST(struct_options)
{
    struct room room;

    heap = test_heap();
    set(E, WS_INT32_TYPE, 0);
    ok_hr(read_room("<t z='1'><a>1</a></t>", &room, NULL), BAD);
    holder.structOptions = WS_STRUCT_IGNORE_UNHANDLED_ATTRIBUTES;
    ok_hr(read_room("<t z='1'><a>1</a></t>", &room, NULL), S_OK);
    ok_hr(read_room("<t><a>1</a><z/></t>", &room, NULL), BAD);
    holder.structOptions = WS_STRUCT_IGNORE_TRAILING_ELEMENT_CONTENT;
    ok_hr(read_room("<t><a>1</a>text<z/><z>1</z></t>", &room, NULL), S_OK);
    ok_hr(read_room("<t><z/><a>1</a></t>", &room, NULL), BAD);
}

TEST(errors_name_the_field_and_the_place)
{
    WS_ERROR *error = test_error();
    struct room room;

    heap = test_heap();
    set(E, WS_UINT8_TYPE, 0);
    holder.typeLocalName = &name_base;
    ok_hr(read_room("<t>\n <a>300</a></t>", &room, error), WS_E_NUMERIC_OVERFLOW);
    ok(strstr(error_text(error),
               "Element 'a' of struct base: 300 is more than 255, the maximum of UINT8 (row 2"),
            "it says: %s", error_text(error));
    ok_hr(WsResetError(error), S_OK);
    ok_hr(read_room("<t><b>1</b></t>", &room, error), BAD);
    ok(strstr(error_text(error),
               "Element 'a' of struct base: is missing; in its place is element "
               "'b'"),
            "it says: %s", error_text(error));
    holder.typeLocalName = NULL;
}

/* Wrong descriptions are found before anything is read. */
TEST(descriptions_are_checked)
{
    WS_FIELD_DESCRIPTION *two_texts[] = { &field, &field };
    struct room room;

    heap = test_heap();
    set(E, WS_INT32_TYPE, 0);
    field.ns = NULL;
    ok_hr(read_room("<t><a>1</a></t>", &room, NULL), E_INVALIDARG);
    set(E, WS_INT32_TYPE, 0);
    field.offset = sizeof(room) - 2;
    ok_hr(read_room("<t><a>1</a></t>", &room, NULL), E_INVALIDARG);
    set(R, WS_INT32_TYPE, 0);
    field.countOffset = sizeof(room);
    ok_hr(read_room("<t><a>1</a></t>", &room, NULL), E_INVALIDARG);
    set(R, WS_INT32_TYPE, 0);
    field.localName = &name_w;
    ok_hr(read_room("<t><a>1</a></t>", &room, NULL), E_INVALIDARG);
    set(E, WS_INT32_TYPE, O);
    is_seven.valueSize = 2;
    field.defaultValue = &is_seven;
    ok_hr(read_room("<t/>", &room, NULL), E_INVALIDARG);
    is_seven.valueSize = 4;
    set(T, WS_INT32_TYPE, 0);
    holder.fields = two_texts;
    holder.fieldCount = 2;
    ok_hr(read_room("<t>1</t>", &room, NULL), E_INVALIDARG);
    holder.fields = fields;
    set(E, WS_INT32_TYPE, 0);
    holder.alignment = 3;
    ok_hr(read_room("<t><a>1</a></t>", &room, NULL), E_INVALIDARG);
    holder.alignment = 8;
    holder.structOptions = WS_STRUCT_ABSTRACT;
    ok_hr(read_room("<t><a>1</a></t>", &room, NULL), E_INVALIDARG);
    holder.structOptions = 0;
}

/* ---- sub types ---- */

struct base
{
    const WS_STRUCT_DESCRIPTION *type;
    INT32 a;
};
struct derived
{
    struct base base;
    INT32 b;
};
static WS_STRUCT_DESCRIPTION base_struct, derived_struct;
static WS_FIELD_DESCRIPTION type_field = { WS_TYPE_ATTRIBUTE_FIELD_MAPPING, NULL, NULL,
    WS_DESCRIPTION_TYPE, NULL, offsetof(struct base, type), 0, NULL, 0, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION base_a = { WS_ELEMENT_FIELD_MAPPING, &name_a, &no_ns, WS_INT32_TYPE,
    NULL, offsetof(struct base, a), 0, NULL, 0, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION derived_b = { WS_ELEMENT_FIELD_MAPPING, &name_b, &no_ns, WS_INT32_TYPE,
    NULL, offsetof(struct derived, b), 0, NULL, 0, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION *derived_fields[] = { &type_field, &base_a, &derived_b };
static WS_STRUCT_DESCRIPTION *sub_types[] = { &derived_struct };
static WS_STRUCT_DESCRIPTION base_struct = { sizeof(struct base), 8, derived_fields, 2, &name_base,
    &ns_types, NULL, sub_types, 1, 0 };
static WS_STRUCT_DESCRIPTION derived_struct = { sizeof(struct derived), 8, derived_fields, 3,
    &name_derived, &ns_types, &base_struct, NULL, 0, 0 };

#define TYPED(type, inside) \
    "<t x:type=\"" type "\" xmlns:x=\"" XSI "\" xmlns:y=\"urn:types\">" inside "</t>"

static HRESULT read_base(const char *text, WS_READ_OPTION option, void *value, ULONG size)
{
    WS_ELEMENT_DESCRIPTION d = { &name_t, &no_ns, WS_STRUCT_TYPE, &base_struct };
    WS_XML_READER *reader = reader_on_text(text);
    HRESULT hr = WsReadElement(reader, &d, option, heap, value, size, NULL);

    WsFreeReader(reader);
    return hr;
}

TEST(sub_types_by_xsi_type)
{
    WS_ELEMENT_DESCRIPTION d = { &name_t, &no_ns, WS_STRUCT_TYPE, &base_struct };
    struct derived *value = NULL;
    struct base *plain = NULL, in_place;
    WS_XML_WRITER *writer;

    heap = test_heap();
    ok_hr(read_base("<t><a>1</a></t>", WS_READ_REQUIRED_POINTER, &plain, sizeof(plain)), S_OK);
    if (plain) ok(plain->type == &base_struct && plain->a == 1, "the base is wrong");
    ok_hr(read_base(TYPED("y:base", "<a>1</a>"), WS_READ_REQUIRED_POINTER, &plain, sizeof(plain)),
            S_OK);
    ok_hr(read_base(TYPED("y:derived", "<a>1</a><b>2</b>"), WS_READ_REQUIRED_POINTER, &value,
                  sizeof(value)),
            S_OK);
    if (ok(value && value->base.type == &derived_struct, "the type is wrong")) ok_int(value->b, 2);
    ok_hr(read_base(
                  TYPED("y:unknown", "<a>1</a>"), WS_READ_REQUIRED_POINTER, &plain, sizeof(plain)),
            BAD);
    ok_hr(read_base(
                  TYPED("z:derived", "<a>1</a>"), WS_READ_REQUIRED_POINTER, &plain, sizeof(plain)),
            BAD);
    ok_hr(read_base(TYPED("y:derived", "<a>1</a><b>2</b>"), WS_READ_REQUIRED_VALUE, &in_place,
                  sizeof(in_place)),
            BAD);
    base_struct.structOptions = WS_STRUCT_ABSTRACT;
    ok_hr(read_base("<t><a>1</a></t>", WS_READ_REQUIRED_POINTER, &plain, sizeof(plain)), BAD);
    ok_hr(read_base(TYPED("y:base", "<a>1</a>"), WS_READ_REQUIRED_POINTER, &plain, sizeof(plain)),
            BAD);
    ok_hr(read_base(TYPED("y:derived", "<a>1</a><b>2</b>"), WS_READ_REQUIRED_POINTER, &value,
                  sizeof(value)),
            S_OK);
    base_struct.structOptions = 0;
    if (!value) return;
    writer = writer_to_text();
    ok_hr(WsWriteElement(writer, &d, WS_WRITE_REQUIRED_POINTER, &value, sizeof(value), NULL), S_OK);
    {
        WS_BYTES bytes = { 0, NULL };
        WS_XML_READER *reader;
        struct derived *again = NULL;

        ok_hr(WsGetWriterProperty(
                      writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
                S_OK);
        reader = reader_on_bytes(bytes.bytes, bytes.length, WS_XML_READER_ENCODING_TYPE_TEXT);
        ok_hr(WsReadElement(reader, &d, WS_READ_REQUIRED_POINTER, test_heap(), &again,
                      sizeof(again), NULL),
                S_OK);
        if (ok(again && again->base.type == &derived_struct, "the type was lost: %.*s",
                    (int)bytes.length, bytes.bytes))
            ok_int(again->b, 2);
        WsFreeReader(reader);
    }
    WsFreeWriter(writer);
}

/* ---- custom types ---- */

static HRESULT CALLBACK read_custom(WS_XML_READER *reader, WS_TYPE_MAPPING mapping,
        const void *data, WS_HEAP *room, void *value, ULONG size, WS_ERROR *error)
{
    INT32 number = 0;
    HRESULT hr;

    if (size != sizeof(number)) return E_FAIL;
    if (mapping != WS_ELEMENT_TYPE_MAPPING && mapping != WS_ATTRIBUTE_TYPE_MAPPING
            && mapping != WS_ELEMENT_CONTENT_TYPE_MAPPING)
        return WS_E_INVALID_OPERATION;
    hr = WsReadType(reader, mapping, WS_INT32_TYPE, NULL, WS_READ_REQUIRED_VALUE, NULL, &number,
            sizeof(number), error);
    if (SUCCEEDED(hr)) *(INT32 *)value = number + *(const INT32 *)data;
    return hr;
}

static HRESULT CALLBACK write_custom(WS_XML_WRITER *writer, WS_TYPE_MAPPING mapping,
        const void *data, const void *value, ULONG size, WS_ERROR *error)
{
    INT32 number = *(const INT32 *)value - *(const INT32 *)data;

    return WsWriteType(writer, mapping, WS_INT32_TYPE, NULL, WS_WRITE_REQUIRED_VALUE, &number,
            sizeof(number), error);
}

static HRESULT CALLBACK custom_is_default(const void *data, const void *value, const void *initial,
        ULONG size, BOOL *result, WS_ERROR *error)
{
    *result = *(const INT32 *)value == 1001;
    return S_OK;
}

TEST(custom_types)
{
    static INT32 thousand = 1000;
    static WS_CUSTOM_TYPE_DESCRIPTION custom
            = { sizeof(INT32), 4, read_custom, write_custom, &thousand, custom_is_default };
    static const struct
    {
        WS_FIELD_MAPPING mapping;
        ULONG options;
        const char *in, *out;
    } tries[] = {
        { E, 0, "<t><a>1</a></t>", NULL },
        { E, O, "<t><a>1</a></t>", "<t/>" },
        { E, O, "<t><a>2</a></t>", NULL },
        { E, P | N, "<t>" NILA "</t>", NULL },
        { A, 0, "<t a=\"1\"/>", NULL },
        { T, 0, "<t>1</t>", NULL },
        { R, 0, "<t><a>1</a><a>2</a></t>", NULL },
    };
    struct room room;
    size_t i;

    for (i = 0; i < sizeof(tries) / sizeof(*tries); i++)
    {
        test_context("custom %u", (unsigned)i);
        if (!i) heap = test_heap();
        set(tries[i].mapping, WS_CUSTOM_TYPE, tries[i].options);
        field.typeDescription = &custom;
        ok_hr(read_room(tries[i].in, &room, NULL), S_OK);
        if (!i) ok_int(room.u.number, 1001);
        ok_hr(write_room(&room, tries[i].out ? tries[i].out : tries[i].in), S_OK);
    }
}

/* A nested structure whose last field is missing; one text is followed by an end element of its own. */
TEST(R60_nested_structure_in_binary)
{
    static const BYTE bytes[] = { 0x40, 1, 't', 0x40, 1, 'a', 0x83, 0x40, 1, 's', 0x40, 3, 's', '_',
        'a', 0x82, 1, 1, 0x40, 1, 'b', 0x83, 1 };
    struct inner
    {
        INT32 a, b;
    };
    struct outer
    {
        INT32 a;
        struct inner *s;
        INT32 b;
    };
    static WS_XML_STRING s_a = { 3, (BYTE *)"s_a", NULL, 0 }, s_b = { 3, (BYTE *)"s_b", NULL, 0 },
                         s_name = { 1, (BYTE *)"s", NULL, 0 };
    WS_FIELD_DESCRIPTION inner_a = { WS_ELEMENT_FIELD_MAPPING, &s_a, &no_ns, WS_INT32_TYPE, NULL,
        offsetof(struct inner, a) },
                         inner_b = { WS_ELEMENT_FIELD_MAPPING, &s_b, &no_ns, WS_INT32_TYPE, NULL,
                             offsetof(struct inner, b), WS_FIELD_OPTIONAL };
    WS_FIELD_DESCRIPTION *inner_fields[] = { &inner_a, &inner_b };
    WS_STRUCT_DESCRIPTION inner = { sizeof(struct inner), 4, inner_fields, 2 };
    WS_FIELD_DESCRIPTION a = { WS_ELEMENT_FIELD_MAPPING, &name_a, &no_ns, WS_INT32_TYPE, NULL,
        offsetof(struct outer, a) },
                         nested = { WS_ELEMENT_FIELD_MAPPING, &s_name, &no_ns, WS_STRUCT_TYPE,
                             &inner, offsetof(struct outer, s), WS_FIELD_POINTER },
                         b = { WS_ELEMENT_FIELD_MAPPING, &name_b, &no_ns, WS_INT32_TYPE, NULL,
                             offsetof(struct outer, b) };
    WS_FIELD_DESCRIPTION *outer_fields[] = { &a, &nested, &b };
    WS_STRUCT_DESCRIPTION outer = { sizeof(struct outer), sizeof(void *), outer_fields, 3 };
    WS_ELEMENT_DESCRIPTION element = { &name_t, &no_ns, WS_STRUCT_TYPE, &outer };
    WS_XML_READER *reader
            = reader_on_bytes(bytes, sizeof(bytes), WS_XML_READER_ENCODING_TYPE_BINARY);
    struct outer *value = NULL;

    ok_hr(WsReadElement(reader, &element, WS_READ_REQUIRED_POINTER, test_heap(), &value,
                  sizeof(value), test_error()),
            S_OK);
    if (value && ok(value->s != NULL, "no nested structure"))
    {
        ok_int(value->a, 1);
        ok_int(value->s->a, 1);
        ok_int(value->s->b, 0);
        ok_int(value->b, 1);
    }
    WsFreeReader(reader);
}

TESTS = {
    CASE(mappings_and_options),
    CASE(namespaces_of_anything),
    CASE(struct_options),
    CASE(R60_nested_structure_in_binary),
    CASE(errors_name_the_field_and_the_place),
    CASE(descriptions_are_checked),
    CASE(sub_types_by_xsi_type),
    CASE(custom_types),
    END_OF_CASES,
};
