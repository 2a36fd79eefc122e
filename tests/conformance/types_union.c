/* Unions: the facts S17 to S20 and S37 to S39 that were seen on Windows.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

static WS_XML_STRING no_ns = { 0, (BYTE *)"", NULL, 0 };
static WS_XML_STRING name_a = { 1, (BYTE *)"a", NULL, 0 }, name_b = { 1, (BYTE *)"b", NULL, 0 };
static WS_XML_STRING name_none = { 4, (BYTE *)"none", NULL, 0 };
static WS_XML_STRING name_t = { 1, (BYTE *)"t", NULL, 0 };

struct choice
{
    int choice;
    union
    {
        WCHAR *a;
        UINT32 b;
        BOOL none;
    } value;
};

#define ALTERNATIVE(number, name, type, member)                                         \
    {                                                                                   \
        number,                                                                         \
        {                                                                               \
            WS_ELEMENT_FIELD_MAPPING, name, &no_ns, type, NULL,                         \
                    offsetof(struct choice, value.member), 0, NULL, 0, NULL, NULL, NULL \
        }                                                                               \
    }
static WS_UNION_FIELD_DESCRIPTION alternative_a = ALTERNATIVE(0, &name_a, WS_WSZ_TYPE, a);
static WS_UNION_FIELD_DESCRIPTION alternative_b = ALTERNATIVE(1, &name_b, WS_UINT32_TYPE, b);
static WS_UNION_FIELD_DESCRIPTION alternative_none = ALTERNATIVE(0, &name_none, WS_BOOL_TYPE, none);
static WS_UNION_FIELD_DESCRIPTION *alternatives[]
        = { &alternative_a, &alternative_b, &alternative_none };
static WS_UNION_DESCRIPTION the_union
        = { sizeof(struct choice), 8, alternatives, 2, offsetof(struct choice, choice), 2, NULL };
static WS_FIELD_DESCRIPTION field = { WS_ELEMENT_CHOICE_FIELD_MAPPING, NULL, NULL, WS_UNION_TYPE,
    &the_union, 0, 0, NULL, 0, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION *fields[] = { &field };
static WS_STRUCT_DESCRIPTION holder
        = { sizeof(struct choice), 8, fields, 1, NULL, NULL, NULL, NULL, 0, 0 };

static void numbers(int a, int b, int none)
{
    alternative_a.value = a;
    alternative_b.value = b;
    the_union.noneEnumValue = none;
    the_union.fieldCount = 2;
    the_union.valueIndices = NULL;
    field.options = 0;
}

static ULONG node_type(WS_XML_READER *reader)
{
    const WS_XML_NODE *node = NULL;

    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    return node ? node->nodeType : 0;
}

static struct choice *read_choice(const char *text, HRESULT expected, ULONG node)
{
    WS_XML_READER *reader = reader_on_text(text);
    struct choice *value = NULL;

    ok_hr(WsReadType(reader, WS_ELEMENT_CONTENT_TYPE_MAPPING, WS_STRUCT_TYPE, &holder,
                  WS_READ_REQUIRED_POINTER, test_heap(), &value, sizeof(value), NULL),
            expected);
    if (node) ok_int(node_type(reader), node);
    WsFreeReader(reader);
    return value;
}

TEST(S17_S18_read)
{
    struct choice *value;

    numbers(0, 1, 2);
    if ((value = read_choice("<a>test</a>", S_OK, WS_XML_NODE_TYPE_EOF)))
    {
        ok_int(value->choice, 0);
        ok_wsz(value->value.a, "test");
    }
    if ((value = read_choice("<b>123</b>", S_OK, WS_XML_NODE_TYPE_EOF)))
    {
        ok_int(value->choice, 1);
        ok_int(value->value.b, 123);
    }
    value = read_choice("<c>456</c>", WS_E_INVALID_FORMAT, WS_XML_NODE_TYPE_ELEMENT);
    ok(!value, "S18: a value");
}

TEST(S19_options_that_are_refused)
{
    static const ULONG options[]
            = { WS_FIELD_NILLABLE, WS_FIELD_POINTER | WS_FIELD_NILLABLE, WS_FIELD_POINTER };
    size_t i;

    numbers(0, 1, 2);
    for (i = 0; i < 3; i++)
    {
        test_context("S19 options %u", (unsigned)options[i]);
        field.options = options[i];
        read_choice("<a>test</a>", E_INVALIDARG, 0);
    }
}

TEST(S20_optional)
{
    struct choice *value;

    numbers(0, 1, 2);
    field.options = WS_FIELD_OPTIONAL;
    if ((value = read_choice("<c>456</c>", S_OK, WS_XML_NODE_TYPE_ELEMENT)))
        ok_int(value->choice, 2);
}

static void write_choice(int choice, HRESULT hr, const char *expected)
{
    struct choice value = { choice, { NULL } };
    WS_XML_WRITER *writer = writer_to_text();

    if (choice == 30) value.value.a = wide("test");
    if (choice == 20) value.value.b = 123;
    if (choice == 0) value.value.none = TRUE;
    ok_hr(WsWriteStartElement(writer, NULL, &name_t, &no_ns, NULL), S_OK);
    ok_hr(WsWriteType(writer, WS_ELEMENT_CONTENT_TYPE_MAPPING, WS_STRUCT_TYPE, &holder,
                  WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            hr);
    if (expected)
    {
        ok_hr(WsWriteEndElement(writer, NULL), S_OK);
        ok_written(writer, expected);
    }
    WsFreeWriter(writer);
}

TEST(S37_S38_write)
{
    static ULONG indices[] = { 1, 0 };

    numbers(30, 20, 0);
    write_choice(30, S_OK, "<t><a>test</a></t>");
    write_choice(20, S_OK, "<t><b>123</b></t>");
    the_union.valueIndices = indices;
    write_choice(30, S_OK, "<t><a>test</a></t>");
    write_choice(20, S_OK, "<t><b>123</b></t>");
    write_choice(10, WS_E_INVALID_FORMAT, NULL);
    write_choice(0, WS_E_INVALID_FORMAT, NULL);
    the_union.valueIndices = NULL;
    write_choice(10, WS_E_INVALID_FORMAT, NULL);
    write_choice(0, WS_E_INVALID_FORMAT, NULL);
    field.options = WS_FIELD_OPTIONAL;
    write_choice(0, S_OK, "<t/>");
    field.options = 0;
    the_union.fieldCount = 3;
    write_choice(0, S_OK, "<t><none>true</none></t>");
    field.options = WS_FIELD_OPTIONAL;
    write_choice(0, S_OK, "<t/>");
}

struct many
{
    struct choice *items;
    ULONG count;
};
static WS_FIELD_DESCRIPTION many_field = { WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING, &name_t,
    &no_ns, WS_UNION_TYPE, &the_union, offsetof(struct many, items), 0, NULL,
    offsetof(struct many, count), NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION *many_fields[] = { &many_field };
static WS_STRUCT_DESCRIPTION many_struct
        = { sizeof(struct many), 8, many_fields, 1, NULL, NULL, NULL, NULL, 0, 0 };

static void write_many(struct many *many, HRESULT hr, const char *expected)
{
    WS_XML_WRITER *writer = writer_to_text();

    ok_hr(WsWriteType(writer, WS_ELEMENT_CONTENT_TYPE_MAPPING, WS_STRUCT_TYPE, &many_struct,
                  WS_WRITE_REQUIRED_VALUE, many, sizeof(*many), NULL),
            hr);
    if (expected) ok_written(writer, expected);
    WsFreeWriter(writer);
}

TEST(S39_repeating)
{
    struct choice items[2] = { { 30, { wide("test") } }, { 20, { NULL } } };
    struct many many = { items, 2 }, *read = NULL;
    WS_XML_READER *reader;

    numbers(30, 20, 0);
    items[1].value.b = 1;
    write_many(&many, S_OK, "<t><a>test</a><b>1</b></t>");
    reader = reader_on_text("<t><a>test</a><b>1</b></t>");
    ok_hr(WsReadType(reader, WS_ELEMENT_CONTENT_TYPE_MAPPING, WS_STRUCT_TYPE, &many_struct,
                  WS_READ_REQUIRED_POINTER, test_heap(), &read, sizeof(read), NULL),
            S_OK);
    if (ok(read && read->count == 2, "no items"))
    {
        ok_int(read->items[0].choice, 30);
        ok_wsz(read->items[0].value.a, "test");
        ok_int(read->items[1].choice, 20);
        ok_int(read->items[1].value.b, 1);
    }
    WsFreeReader(reader);
    many.count = 0;
    write_many(&many, S_OK, "<t/>");
    many.count = 2;
    items[1].choice = 0;
    write_many(&many, WS_E_INVALID_FORMAT, NULL);
}

TESTS = {
    CASE(S17_S18_read),
    CASE(S19_options_that_are_refused),
    CASE(S20_optional),
    CASE(S37_S38_write),
    CASE(S39_repeating),
    END_OF_CASES,
};
