/* Reading typed values: the facts S1 to S21 that were seen on Windows, and the tables of doubles and times.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

#define XSI "http://www.w3.org/2001/XMLSchema-instance"

static WS_XML_STRING no_ns = { 0, (BYTE *)"", NULL, 0 };
static WS_XML_STRING name_str = { 3, (BYTE *)"str", NULL, 0 };

static ULONG node_type(WS_XML_READER *reader)
{
    const WS_XML_NODE *node = NULL;

    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    return node ? node->nodeType : 0;
}

/* ---- structs with one string ---- */

struct one
{
    WCHAR *str;
};
static WS_FIELD_DESCRIPTION one_field = { WS_ELEMENT_FIELD_MAPPING, &name_str, &no_ns, WS_WSZ_TYPE,
    NULL, offsetof(struct one, str), 0, NULL, 0, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION *one_fields[] = { &one_field };
static WS_STRUCT_DESCRIPTION one_struct = { sizeof(struct one), __alignof__(struct one), one_fields,
    1, NULL, NULL, NULL, NULL, 0, 0 };

static HRESULT read_one(WS_XML_READER *reader, WS_TYPE_MAPPING mapping, struct one **one)
{
    return WsReadType(reader, mapping, WS_STRUCT_TYPE, &one_struct, WS_READ_REQUIRED_POINTER,
            test_heap(), one, sizeof(*one), NULL);
}

TEST(S1_struct_without_description)
{
    WS_XML_READER *reader = reader_on_text("<str>test</str>");
    struct one *one = NULL;

    ok_hr(WsReadType(reader, WS_ELEMENT_CONTENT_TYPE_MAPPING, WS_STRUCT_TYPE, NULL,
                  WS_READ_REQUIRED_POINTER, test_heap(), &one, sizeof(one), NULL),
            E_INVALIDARG);
    ok(node_type(reader) == WS_XML_NODE_TYPE_BOF, "S1: the reader moved");
    WsFreeReader(reader);
}

TEST(S2_document_as_content)
{
    static const char *const texts[]
            = { "<str>test</str>", "<?xml version=\"1.0\" encoding=\"utf-8\"?><str>test</str>" };
    WS_XML_STRING name = XML("str");
    struct one *one;
    size_t i;

    for (i = 0; i < 4; i++)
    {
        WS_XML_READER *reader = reader_on_text(texts[i % 2]);

        test_context("S2 %u", (unsigned)i);
        if (i > 1) ok_hr(WsReadToStartElement(reader, &name, &no_ns, NULL, NULL), S_OK);
        one = NULL;
        ok_hr(read_one(reader, WS_ELEMENT_CONTENT_TYPE_MAPPING, &one), S_OK);
        ok(one != NULL, "no value");
        if (one) ok_wsz(one->str, "test");
        ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF);
        WsFreeReader(reader);
    }
}

TEST(S3_two_roots)
{
    static const WS_TYPE_MAPPING mappings[]
            = { WS_ELEMENT_CONTENT_TYPE_MAPPING, WS_ELEMENT_TYPE_MAPPING };
    struct one *one = NULL;
    size_t i;

    for (i = 0; i < 4; i++)
    {
        WS_XML_READER *reader = reader_on_text("<str>test</str><str>test2</str>");

        test_context("S3 %u", (unsigned)i);
        one_struct.structOptions = i > 1 ? WS_STRUCT_IGNORE_TRAILING_ELEMENT_CONTENT : 0;
        ok_hr(read_one(reader, mappings[i % 2], &one), WS_E_INVALID_FORMAT);
        one_struct.structOptions = 0;
        WsFreeReader(reader);
    }
}

TEST(S4_attribute_field)
{
    WS_XML_READER *reader = reader_on_text("<test str=\"test\"/>");
    struct one *one = NULL;

    one_field.mapping = WS_ATTRIBUTE_FIELD_MAPPING;
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(read_one(reader, WS_ELEMENT_TYPE_MAPPING, &one), S_OK);
    if (ok(one != NULL, "S4: no value")) ok_wsz(one->str, "test");
    ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF);
    one_field.mapping = WS_ELEMENT_FIELD_MAPPING;
    WsFreeReader(reader);
}

/* ---- a struct in a struct ---- */

#define OFFICE "urn:schemas-microsoft-com:office:office"

struct services
{
    WCHAR *time;
};
struct office
{
    struct services *services;
};
static WS_XML_STRING office_ns = { sizeof(OFFICE) - 1, (BYTE *)OFFICE, NULL, 0 };
static WS_XML_STRING name_services = { 8, (BYTE *)"services", NULL, 0 };
static WS_XML_STRING name_time = { 14, (BYTE *)"GenerationTime", NULL, 0 };
static WS_FIELD_DESCRIPTION time_field
        = { WS_ATTRIBUTE_FIELD_MAPPING, &name_time, &office_ns, WS_WSZ_TYPE, NULL,
              offsetof(struct services, time), WS_FIELD_OPTIONAL, NULL, 0, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION *services_fields[] = { &time_field };
static WS_STRUCT_DESCRIPTION services_struct
        = { sizeof(struct services), 8, services_fields, 1, NULL, NULL, NULL, NULL, 0, 0 };
static WS_FIELD_DESCRIPTION services_field
        = { WS_ELEMENT_FIELD_MAPPING, &name_services, &office_ns, WS_STRUCT_TYPE, &services_struct,
              offsetof(struct office, services), WS_FIELD_POINTER, NULL, 0, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION *office_fields[] = { &services_field };
static WS_STRUCT_DESCRIPTION office_struct
        = { sizeof(struct office), 8, office_fields, 1, NULL, NULL, NULL, NULL, 0, 0 };

#define CONFIG(inside)                                                                  \
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><o:OfficeConfig xmlns:o=\"" OFFICE "\">" \
    "<o:services o:GenerationTime=\"2015-09-03T18:47:54\"><!--Build: 16.0-->"           \
    "</o:services>" inside "</o:OfficeConfig>"

static HRESULT read_office(
        WS_XML_READER *reader, WS_TYPE_MAPPING mapping, ULONG options, struct office **office)
{
    HRESULT hr;

    office_struct.structOptions = options;
    hr = WsReadType(reader, mapping, WS_STRUCT_TYPE, &office_struct, WS_READ_REQUIRED_POINTER,
            test_heap(), office, sizeof(*office), NULL);
    office_struct.structOptions = 0;
    return hr;
}

TEST(S5_child_as_content)
{
    WS_XML_READER *reader = reader_on_text(CONFIG(""));
    struct office *office = NULL;

    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(read_office(reader, WS_ELEMENT_CONTENT_TYPE_MAPPING, 0, &office), S_OK);
    if (ok(office && office->services, "S5: no value"))
        ok_wsz(office->services->time, "2015-09-03T18:47:54");
    ok_int(node_type(reader), WS_XML_NODE_TYPE_END_ELEMENT);
    ok_hr(WsReadEndElement(reader, NULL), S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF);
    ok_hr(WsReadEndElement(reader, NULL), WS_E_INVALID_FORMAT);
    WsFreeReader(reader);
}

TEST(S6_S7_whole_element_and_trailing_content)
{
    struct office *office = NULL;
    WS_XML_READER *reader = reader_on_text(CONFIG(""));

    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(read_office(reader, WS_ELEMENT_TYPE_MAPPING, 0, &office), S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF);
    set_text_input(reader, CONFIG("<trailing>content</trailing>"));
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(read_office(reader, WS_ELEMENT_TYPE_MAPPING, WS_STRUCT_IGNORE_TRAILING_ELEMENT_CONTENT,
                  &office),
            S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF);
    set_text_input(reader, CONFIG("<trailing>content</trailing>"));
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(read_office(reader, WS_ELEMENT_TYPE_MAPPING, 0, &office), WS_E_INVALID_FORMAT);
    WsFreeReader(reader);
}

/* ---- repeating elements ---- */

struct item
{
    UINT32 id;
    WS_STRING name;
};
struct list
{
    void *items;
    ULONG count;
};
static WS_XML_STRING name_id = { 2, (BYTE *)"id", NULL, 0 };
static WS_XML_STRING name_name = { 4, (BYTE *)"name", NULL, 0 };
static WS_XML_STRING name_service = { 7, (BYTE *)"service", NULL, 0 };
static WS_XML_STRING name_wrapper = { 7, (BYTE *)"wrapper", NULL, 0 };
static WS_FIELD_DESCRIPTION id_field;
static WS_FIELD_DESCRIPTION name_field;
static WS_FIELD_DESCRIPTION *item_fields[] = { &id_field, &name_field };
static WS_STRUCT_DESCRIPTION item_struct
        = { sizeof(struct item), 8, item_fields, 1, NULL, NULL, NULL, NULL, 0, 0 };
static WS_FIELD_DESCRIPTION list_field;
static WS_FIELD_DESCRIPTION *list_fields[] = { &list_field };
static WS_STRUCT_DESCRIPTION list_struct
        = { sizeof(struct list), 8, list_fields, 1, NULL, NULL, NULL, NULL, 0, 0 };

static void plain_list(void)
{
    static const WS_FIELD_DESCRIPTION id = { WS_ELEMENT_FIELD_MAPPING, &name_id, &no_ns,
        WS_UINT32_TYPE, NULL, offsetof(struct item, id), 0, NULL, 0, NULL, NULL, NULL };
    static const WS_FIELD_DESCRIPTION name = { WS_ELEMENT_FIELD_MAPPING, &name_name, &no_ns,
        WS_STRING_TYPE, NULL, offsetof(struct item, name), 0, NULL, 0, NULL, NULL, NULL };
    static const WS_FIELD_DESCRIPTION list = { WS_REPEATING_ELEMENT_FIELD_MAPPING, NULL, NULL,
        WS_STRUCT_TYPE, &item_struct, offsetof(struct list, items), 0, NULL,
        offsetof(struct list, count), &name_service, &no_ns, NULL };

    id_field = id;
    name_field = name;
    list_field = list;
    item_struct.fieldCount = 1;
}

static struct list *read_list(const char *text, HRESULT expected)
{
    WS_XML_READER *reader = reader_on_text(text);
    struct list *list = NULL;

    ok_hr(WsReadType(reader, WS_ELEMENT_TYPE_MAPPING, WS_STRUCT_TYPE, &list_struct,
                  WS_READ_REQUIRED_POINTER, test_heap(), &list, sizeof(list), NULL),
            expected);
    ok((list != NULL) == SUCCEEDED(expected), "the list is at %p", (void *)list);
    if (SUCCEEDED(expected)) ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF);
    WsFreeReader(reader);
    return list;
}

#define TWO "<service><id>1</id></service><service><id>2</id></service>"

TEST(S8_S9_repeating_without_wrapper)
{
    struct list *list;
    struct item *items, **pointers;

    plain_list();
    if ((list = read_list("<services>" TWO "</services>", S_OK)))
    {
        items = list->items;
        ok_int(list->count, 2);
        ok(items[0].id == 1 && items[1].id == 2, "S8: the items are wrong");
    }
    list_field.options = WS_FIELD_POINTER;
    if ((list = read_list("<services>" TWO "</services>", S_OK)))
    {
        pointers = list->items;
        ok_int(list->count, 2);
        ok(pointers[0]->id == 1 && pointers[1]->id == 2, "S9: the items are wrong");
    }
}

TEST(S10_no_item)
{
    static WS_ITEM_RANGE range = { 0, 1 };
    struct list *list;

    plain_list();
    list_field.itemRange = &range;
    if ((list = read_list("<services></services>", S_OK)))
    {
        ok_int(list->count, 0);
        ok(list->items != NULL, "S10: the array is NULL");
    }
    read_list("<services>" TWO "</services>", WS_E_INVALID_FORMAT);
}

TEST(S11_wrapper)
{
    struct list *list;

    plain_list();
    list_field.localName = &name_wrapper;
    list_field.ns = &no_ns;
    if ((list = read_list("<services> <wrapper> " TWO " </wrapper> </services>", S_OK)))
        ok_int(list->count, 2);
    read_list("<services>" TWO "</services>", WS_E_INVALID_FORMAT);
}

TEST(S12_items_with_text)
{
    struct list *list;
    struct item *items;

    plain_list();
    id_field.mapping = WS_TEXT_FIELD_MAPPING;
    if ((list = read_list("<services><service>1</service></services>", S_OK)))
        ok_int(((struct item *)list->items)->id, 1);
    name_field.mapping = WS_ATTRIBUTE_FIELD_MAPPING;
    item_fields[0] = &name_field;
    item_fields[1] = &id_field;
    item_struct.fieldCount = 2;
    if ((list = read_list("<services><service name='1'>2</service></services>", S_OK)))
    {
        items = list->items;
        ok_int(items->id, 2);
        ok_string(&items->name, "1");
    }
    item_fields[0] = &id_field;
    item_fields[1] = &name_field;
}

TEST(S13_empty_string_is_not_null)
{
    static WS_ITEM_RANGE range = { 1, 2 };
    struct list *list;
    struct item *items;

    plain_list();
    list_field.itemRange = &range;
    item_fields[0] = &name_field;
    if ((list = read_list("<services><service><name></name></service></services>", S_OK)))
    {
        items = list->items;
        ok_int(list->count, 1);
        ok_int(items->name.length, 0);
        ok(items->name.chars != NULL, "S13: the string is NULL");
    }
    item_fields[0] = &id_field;
    read_list("<services></services>", WS_E_INVALID_FORMAT);
}

/* ---- doubles ---- */

static const struct
{
    const char *text;
    HRESULT hr;
    UINT64 bits;
} doubles[] = {
    { "0.0", S_OK, 0 },
    { "+0.0", S_OK, 0 },
    { ".0", S_OK, 0 },
    { "0.", S_OK, 0 },
    { "0", S_OK, 0 },
    { " 0 ", S_OK, 0 },
    { "-0.0", S_OK, 0x8000000000000000 },
    { "-", S_OK, 0 },
    { "-.", S_OK, 0 },
    { "+", S_OK, 0 },
    { "+.", S_OK, 0 },
    { ".", S_OK, 0 },
    { "", WS_E_INVALID_FORMAT, 0 },
    { "0,1", WS_E_INVALID_FORMAT, 0 },
    { "1.1.", WS_E_INVALID_FORMAT, 0 },
    { "nodouble", WS_E_INVALID_FORMAT, 0 },
    { "1", S_OK, 0x3ff0000000000000 },
    { "1.0000000000000002", S_OK, 0x3ff0000000000001 },
    { "10000000000000000000", S_OK, 0x43e158e460913d00 },
    { "-2", S_OK, 0xc000000000000000 },
    { "INF", S_OK, 0x7ff0000000000000 },
    { "-INF", S_OK, 0xfff0000000000000 },
    { "+INF", WS_E_INVALID_FORMAT, 0 },
    { "Infinity", WS_E_INVALID_FORMAT, 0 },
    { "inf", WS_E_INVALID_FORMAT, 0 },
    { "NaN", S_OK, 0xfff8000000000000 },
    { "-NaN", WS_E_INVALID_FORMAT, 0 },
    { "0.3333333333333333", S_OK, 0x3fd5555555555555 },
    { "0.1e10", S_OK, 0x41cdcd6500000000 },
    { "1e", WS_E_INVALID_FORMAT, 0 },
    { "e10", WS_E_INVALID_FORMAT, 0 },
    { "1e-1", S_OK, 0x3fb999999999999a },
    { "1.7976931348623158e308", S_OK, 0x7fefffffffffffff },
    { "1.7976931348623159e308", S_OK, 0x7ff0000000000000 },
    { "4.94065645841247e-324", S_OK, 1 },
};

static WS_XML_READER *reader_inside(const char *text)
{
    static char document[512];
    WS_XML_READER *reader;

    snprintf(document, sizeof(document), "<t>%s</t>", text);
    reader = reader_on_text(document);
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    return reader;
}

TEST(doubles_as_on_windows)
{
    size_t i;

    for (i = 0; i < sizeof(doubles) / sizeof(*doubles); i++)
    {
        WS_XML_READER *reader = reader_inside(doubles[i].text);
        UINT64 value = 0;

        test_context("double `%s`", doubles[i].text);
        ok_hr(WsReadType(reader, WS_ELEMENT_CONTENT_TYPE_MAPPING, WS_DOUBLE_TYPE, NULL,
                      WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL),
                doubles[i].hr);
        ok_int(value, doubles[i].bits);
        WsFreeReader(reader);
    }
}

/* ---- times ---- */

static const struct
{
    const char *text;
    HRESULT hr;
    UINT64 ticks;
    WS_DATETIME_FORMAT format;
} times[] = {
    { "0000-01-01T00:00:00Z", WS_E_INVALID_FORMAT, 0, 0 },
    { "0001-01-01T00:00:00Z", S_OK, 0, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T00:00:00.Z", WS_E_INVALID_FORMAT, 0, 0 },
    { "0001-01-01T00:00:00.1Z", S_OK, 0xf4240, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T00:00:00.0000001Z", S_OK, 1, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T00:00:00.00000001Z", WS_E_INVALID_FORMAT, 0, 0 },
    { "2001-02-29T00:00:00Z", WS_E_INVALID_FORMAT, 0, 0 },
    { "2000-02-29T00:00:00Z", S_OK, 0x8c1505f0e438000, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T24:00:00Z", S_OK, 0xc92a69c000, WS_DATETIME_FORMAT_UTC },
    { "0001-01-01T00:00:00-00:01", S_OK, 0x23c34600, WS_DATETIME_FORMAT_LOCAL },
    { "9999-12-31T24:00:00+00:01", S_OK, 0x2bca2875d073fa00, WS_DATETIME_FORMAT_LOCAL },
    { "9999-12-31T24:00:00-00:01", WS_E_INVALID_FORMAT, 0, 0 },
    { "0002-01-01T00:00:00+13:59", S_OK, 0x11e5c43cc5600, WS_DATETIME_FORMAT_LOCAL },
    { " 2016-01-02T03:04:05Z ", S_OK, 0x8d313215fb64080, WS_DATETIME_FORMAT_UTC },
    { "", WS_E_INVALID_FORMAT, 0, 0 },
};

TEST(times_as_on_windows)
{
    size_t i;

    for (i = 0; i < sizeof(times) / sizeof(*times); i++)
    {
        WS_XML_READER *reader = reader_inside(times[i].text);
        WS_DATETIME value = { 0, 0 };

        test_context("time `%s`", times[i].text);
        ok_hr(WsReadType(reader, WS_ELEMENT_CONTENT_TYPE_MAPPING, WS_DATETIME_TYPE, NULL,
                      WS_READ_REQUIRED_VALUE, NULL, &value, sizeof(value), NULL),
                times[i].hr);
        ok_int(value.ticks, times[i].ticks);
        ok_int(value.format, times[i].format);
        WsFreeReader(reader);
    }
}

/* ---- field options ---- */

struct options
{
    WCHAR *wsz;
    struct one *s;
    INT32 number;
    GUID guid;
};

TEST(S14_absent_fields)
{
    static WS_XML_STRING wsz = { 3, (BYTE *)"wsz", NULL, 0 }, s = { 1, (BYTE *)"s", NULL, 0 };
    static WS_XML_STRING number = { 6, (BYTE *)"number", NULL, 0 };
    static WS_XML_STRING guid = { 4, (BYTE *)"guid", NULL, 0 };
    static INT32 minus = -1;
    static WS_DEFAULT_VALUE initial = { &minus, sizeof(minus) };
    static WS_FIELD_DESCRIPTION f1 = { WS_ELEMENT_FIELD_MAPPING, &wsz, &no_ns, WS_WSZ_TYPE, NULL,
        offsetof(struct options, wsz), WS_FIELD_OPTIONAL | WS_FIELD_NILLABLE, NULL, 0, NULL, NULL,
        NULL };
    static WS_FIELD_DESCRIPTION f2 = { WS_ELEMENT_FIELD_MAPPING, &s, &no_ns, WS_STRUCT_TYPE,
        &one_struct, offsetof(struct options, s),
        WS_FIELD_POINTER | WS_FIELD_OPTIONAL | WS_FIELD_NILLABLE, NULL, 0, NULL, NULL, NULL };
    static WS_FIELD_DESCRIPTION f3 = { WS_ELEMENT_FIELD_MAPPING, &number, &no_ns, WS_INT32_TYPE,
        NULL, offsetof(struct options, number), WS_FIELD_OPTIONAL, &initial, 0, NULL, NULL, NULL };
    static WS_FIELD_DESCRIPTION f4 = { WS_ELEMENT_FIELD_MAPPING, &guid, &no_ns, WS_GUID_TYPE, NULL,
        offsetof(struct options, guid), WS_FIELD_OPTIONAL, NULL, 0, NULL, NULL, NULL };
    static WS_FIELD_DESCRIPTION *fields[] = { &f1, &f2, &f3, &f4 };
    static WS_STRUCT_DESCRIPTION d
            = { sizeof(struct options), 8, fields, 4, NULL, NULL, NULL, NULL, 0, 0 };
    static const GUID zero;
    static const WS_TYPE_MAPPING mappings[]
            = { WS_ELEMENT_CONTENT_TYPE_MAPPING, WS_ELEMENT_TYPE_MAPPING };
    size_t i;

    for (i = 0; i < 2; i++)
    {
        WS_XML_READER *reader = reader_on_text(
                "<t xmlns:i=\"" XSI "\"><wsz i:nil=\"true\"/><s i:nil=\"true\"/></t>");
        struct options value;

        test_context("S14 %u", (unsigned)i);
        memset(&value, 0xcc, sizeof(value));
        ok_hr(WsReadType(reader, mappings[i], WS_STRUCT_TYPE, &d, WS_READ_REQUIRED_VALUE,
                      test_heap(), &value, sizeof(value), NULL),
                S_OK);
        ok(!value.wsz && !value.s, "not NULL: %p %p", (void *)value.wsz, (void *)value.s);
        ok_int(value.number, -1);
        ok(!memcmp(&value.guid, &zero, sizeof(zero)), "the GUID is not zero");
        ok_int(node_type(reader), i ? WS_XML_NODE_TYPE_EOF : WS_XML_NODE_TYPE_ELEMENT);
        WsFreeReader(reader);
    }
}

/* ---- WsReadAttribute ---- */

TEST(S15_S16_attribute)
{
    WS_XML_STRING a = XML("a");
    WS_ATTRIBUTE_DESCRIPTION d = { &a, &no_ns, WS_UINT32_TYPE, NULL };
    WS_XML_READER *reader = NULL;
    WS_HEAP *heap = test_heap();
    UINT32 *value = NULL;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsReadAttribute(NULL, &d, WS_READ_REQUIRED_POINTER, heap, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsReadAttribute(
                  reader, NULL, WS_READ_REQUIRED_POINTER, heap, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsReadAttribute(reader, &d, 0, heap, &value, sizeof(value), NULL), E_INVALIDARG);
    ok_hr(WsReadAttribute(reader, &d, WS_READ_REQUIRED_POINTER, NULL, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsReadAttribute(reader, &d, WS_READ_REQUIRED_POINTER, heap, NULL, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsReadAttribute(reader, &d, WS_READ_REQUIRED_POINTER, heap, &value, 0, NULL),
            E_INVALIDARG);
    ok_hr(WsReadAttribute(reader, &d, WS_READ_REQUIRED_POINTER, heap, &value, sizeof(value), NULL),
            WS_E_INVALID_OPERATION);
    set_text_input(reader, "<t a='1'>");
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsReadAttribute(reader, &d, WS_READ_REQUIRED_POINTER, heap, &value, sizeof(value), NULL),
            S_OK);
    if (ok(value != NULL, "S16: no value")) ok_int(*value, 1);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_ELEMENT);
    WsFreeReader(reader);
}

/* ---- text fields on empty elements ---- */

union any
{
    WS_STRING string;
    WCHAR *wsz;
    WS_XML_STRING xml;
    WS_BYTES bytes;
    BOOL boolean;
};

TEST(S21_empty_is_not_absent)
{
    static const WS_TYPE types[]
            = { WS_STRING_TYPE, WS_WSZ_TYPE, WS_BOOL_TYPE, WS_XML_STRING_TYPE, WS_BYTES_TYPE };
    static WS_FIELD_DESCRIPTION f = { WS_TEXT_FIELD_MAPPING, NULL, NULL, WS_STRING_TYPE, NULL, 0, 0,
        NULL, 0, NULL, NULL, NULL };
    static WS_FIELD_DESCRIPTION *fields[] = { &f };
    static WS_STRUCT_DESCRIPTION d
            = { sizeof(union any), 8, fields, 1, NULL, NULL, NULL, NULL, 0, 0 };
    size_t i;

    for (i = 0; i < 5; i++)
    {
        WS_XML_READER *reader = reader_on_text("<t></t>");
        union any value;

        test_context("S21 type %u", types[i]);
        memset(&value, 0, sizeof(value));
        f.type = types[i];
        ok_hr(WsReadType(reader, WS_ELEMENT_TYPE_MAPPING, WS_STRUCT_TYPE, &d,
                      WS_READ_REQUIRED_VALUE, test_heap(), &value, sizeof(value), NULL),
                types[i] == WS_BOOL_TYPE ? WS_E_INVALID_FORMAT : S_OK);
        switch (types[i])
        {
        case WS_STRING_TYPE:
            ok(!value.string.length && value.string.chars, "the string is NULL");
            break;
        case WS_WSZ_TYPE:
            ok(value.wsz && !*value.wsz, "the string is not empty");
            break;
        case WS_XML_STRING_TYPE:
            ok(!value.xml.length && value.xml.bytes, "the string is NULL");
            break;
        case WS_BYTES_TYPE:
            ok(!value.bytes.length && value.bytes.bytes, "the bytes are NULL");
            break;
        default:
            break;
        }
        WsFreeReader(reader);
    }
}

TESTS = {
    CASE(S1_struct_without_description),
    CASE(S2_document_as_content),
    CASE(S3_two_roots),
    CASE(S4_attribute_field),
    CASE(S5_child_as_content),
    CASE(S6_S7_whole_element_and_trailing_content),
    CASE(S8_S9_repeating_without_wrapper),
    CASE(S10_no_item),
    CASE(S11_wrapper),
    CASE(S12_items_with_text),
    CASE(S13_empty_string_is_not_null),
    CASE(doubles_as_on_windows),
    CASE(times_as_on_windows),
    CASE(S14_absent_fields),
    CASE(S15_S16_attribute),
    CASE(S21_empty_is_not_absent),
    END_OF_CASES,
};
