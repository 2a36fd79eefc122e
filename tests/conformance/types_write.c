/* Writing typed values: the facts S22 to S36 and S40 that were seen on Windows, and the binary text records.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

#define NIL_T "<t a:nil=\"true\" xmlns:a=\"http://www.w3.org/2001/XMLSchema-instance\"/>"

static WS_XML_STRING no_ns = { 0, (BYTE *)"", NULL, 0 };
static WS_XML_STRING name_t = { 1, (BYTE *)"t", NULL, 0 };
static WS_XML_STRING name_struct = { 6, (BYTE *)"struct", NULL, 0 };
static WS_XML_STRING name_str = { 3, (BYTE *)"str", NULL, 0 };

static HRESULT write_in(WS_XML_WRITER *writer, WS_TYPE_MAPPING mapping, WS_TYPE type,
        const void *description, WS_WRITE_OPTION option, const void *value, ULONG size)
{
    HRESULT hr;

    ok_hr(WsWriteStartElement(writer, NULL, &name_t, &no_ns, NULL), S_OK);
    if (mapping == WS_ATTRIBUTE_TYPE_MAPPING)
        ok_hr(WsWriteStartAttribute(writer, NULL, &name_t, &no_ns, FALSE, NULL), S_OK);
    hr = WsWriteType(writer, mapping, type, description, option, value, size, NULL);
    if (FAILED(hr)) return hr;
    if (mapping == WS_ATTRIBUTE_TYPE_MAPPING) ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    ok_hr(WsWriteEndElement(writer, NULL), S_OK);
    return hr;
}

/* One value in a fresh document; expected NULL: nothing is compared. */
static void check(WS_TYPE_MAPPING mapping, WS_TYPE type, WS_WRITE_OPTION option, const void *value,
        ULONG size, HRESULT hr, const char *expected)
{
    WS_XML_WRITER *writer = writer_to_text();

    ok_hr(write_in(writer, mapping, type, NULL, option, value, size), hr);
    if (expected) ok_written(writer, expected);
    WsFreeWriter(writer);
}

/* ---- forms of basic types ---- */

static const BOOL yes = TRUE, no = FALSE, odd = 77;
static const INT8 int8 = -128;
static const INT16 int16 = -32768;
static const INT32 int32 = INT32_MIN;
static const INT64 int64 = INT64_MIN;
static const UINT8 uint8 = 255;
static const UINT16 uint16 = 65535;
static const UINT32 uint32 = 4294967295u;
static const UINT64 uint64 = UINT64_MAX;
static const GUID guid;
static const WS_XML_STRING xml_test = { 4, (BYTE *)"test", NULL, 0 };
static const WS_BYTES bytes_test = { 4, (BYTE *)"test" };
static const WS_BYTES bytes_empty = { 0, (BYTE *)"" }, bytes_null;
static WCHAR wide_test[] = { 't', 'e', 's', 't', 0 };
static const WS_STRING string_test = { 4, wide_test };
static const WS_UNIQUE_ID id_guid;
static const WS_UNIQUE_ID id_uri = { { 4, wide_test }, { 0 } };

#define VALUE(type, value, text)                        \
    {                                                   \
        WS_##type##_TYPE, &(value), sizeof(value), text \
    }
static const struct
{
    WS_TYPE type;
    const void *value;
    ULONG size;
    const char *text;
} forms[] = {
    VALUE(BOOL, yes, "true"),
    VALUE(BOOL, no, "false"),
    VALUE(BOOL, odd, "true"),
    VALUE(INT8, int8, "-128"),
    VALUE(INT16, int16, "-32768"),
    VALUE(INT32, int32, "-2147483648"),
    VALUE(INT64, int64, "-9223372036854775808"),
    VALUE(UINT8, uint8, "255"),
    VALUE(UINT16, uint16, "65535"),
    VALUE(UINT32, uint32, "4294967295"),
    VALUE(UINT64, uint64, "18446744073709551615"),
    VALUE(GUID, guid, "00000000-0000-0000-0000-000000000000"),
    VALUE(STRING, string_test, "test"),
    VALUE(XML_STRING, xml_test, "test"),
    VALUE(BYTES, bytes_test, "dGVzdA=="),
    VALUE(UNIQUE_ID, id_guid, "urn:uuid:00000000-0000-0000-0000-000000000000"),
    VALUE(UNIQUE_ID, id_uri, "test"),
};

TEST(S22_S23_S25_forms)
{
    static const WS_TYPE_MAPPING mappings[] = { WS_ELEMENT_CONTENT_TYPE_MAPPING,
        WS_ELEMENT_TYPE_MAPPING, WS_ATTRIBUTE_TYPE_MAPPING };
    char expected[128];
    size_t i, m;

    for (i = 0; i < sizeof(forms) / sizeof(*forms); i++)
    {
        for (m = 0; m < 3; m++)
        {
            test_context("S22 %u mapping %u", (unsigned)i, mappings[m]);
            snprintf(expected, sizeof(expected), m < 2 ? "<t>%s</t>" : "<t t=\"%s\"/>",
                    forms[i].text);
            check(mappings[m], forms[i].type, WS_WRITE_REQUIRED_VALUE, forms[i].value,
                    forms[i].size, S_OK, expected);
            check(mappings[m], forms[i].type, WS_WRITE_REQUIRED_POINTER, &forms[i].value,
                    sizeof(void *), S_OK, expected);
            check(mappings[m], forms[i].type, WS_WRITE_REQUIRED_VALUE, forms[i].value,
                    forms[i].size + 1, E_INVALIDARG, NULL);
        }
    }
}

TEST(S24_empty_bytes)
{
    check(WS_ELEMENT_TYPE_MAPPING, WS_BYTES_TYPE, WS_WRITE_REQUIRED_VALUE, &bytes_empty,
            sizeof(bytes_empty), S_OK, "<t/>");
    check(WS_ELEMENT_TYPE_MAPPING, WS_BYTES_TYPE, WS_WRITE_REQUIRED_VALUE, &bytes_null,
            sizeof(bytes_null), S_OK, "<t/>");
    check(WS_ELEMENT_TYPE_MAPPING, WS_BYTES_TYPE, WS_WRITE_NILLABLE_VALUE, &bytes_null,
            sizeof(bytes_null), S_OK, NIL_T);
}

/* ---- structs ---- */

struct one
{
    WCHAR *str;
};
static WS_FIELD_DESCRIPTION one_field
        = { WS_TEXT_FIELD_MAPPING, NULL, NULL, WS_WSZ_TYPE, NULL, 0, 0, NULL, 0, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION *one_fields[] = { &one_field };
static WS_STRUCT_DESCRIPTION one_struct
        = { sizeof(struct one), 8, one_fields, 1, NULL, NULL, NULL, NULL, 0, 0 };

TEST(S26_simple_struct)
{
    struct one value = { wide("value") }, *pointer = &value;
    WS_XML_WRITER *writer = writer_to_text();
    size_t i;

    ok_hr(WsWriteStartElement(writer, NULL, &name_struct, &no_ns, NULL), S_OK);
    ok_hr(WsWriteType(writer, WS_ELEMENT_CONTENT_TYPE_MAPPING, WS_STRUCT_TYPE, NULL,
                  WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    WsFreeWriter(writer);
    for (i = 0; i < 4; i++)
    {
        test_context("S26 %u", (unsigned)i);
        writer = writer_to_text();
        ok_hr(WsWriteStartElement(writer, NULL, &name_struct, &no_ns, NULL), S_OK);
        ok_hr(WsWriteType(writer, i & 1 ? WS_ELEMENT_CONTENT_TYPE_MAPPING : WS_ELEMENT_TYPE_MAPPING,
                      WS_STRUCT_TYPE, &one_struct,
                      i & 2 ? WS_WRITE_REQUIRED_VALUE : WS_WRITE_REQUIRED_POINTER,
                      i & 2 ? (void *)&value : (void *)&pointer,
                      i & 2 ? sizeof(value) : sizeof(pointer), NULL),
                S_OK);
        ok_hr(WsWriteEndElement(writer, NULL), S_OK);
        ok_written(writer, "<struct>value</struct>");
        WsFreeWriter(writer);
    }
    writer = writer_to_text();
    ok_hr(WsWriteStartElement(writer, NULL, &name_struct, &no_ns, NULL), S_OK);
    ok_hr(WsWriteStartAttribute(writer, NULL, &name_struct, &no_ns, FALSE, NULL), S_OK);
    ok_hr(WsWriteType(writer, WS_ATTRIBUTE_TYPE_MAPPING, WS_STRUCT_TYPE, &one_struct,
                  WS_WRITE_REQUIRED_POINTER, &pointer, sizeof(pointer), NULL),
            S_OK);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    ok_hr(WsWriteEndElement(writer, NULL), S_OK);
    ok_written(writer, "<struct struct=\"value\"/>");
    WsFreeWriter(writer);
}

TEST(S27_S28_element)
{
    struct one value = { wide("test") };
    WS_ELEMENT_DESCRIPTION d = { &name_str, &no_ns, WS_STRUCT_TYPE, &one_struct };
    WS_XML_WRITER *writer = writer_to_text();

    ok_hr(WsWriteElement(NULL, &d, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsWriteElement(writer, NULL, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsWriteElement(writer, &d, WS_WRITE_REQUIRED_VALUE, NULL, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsWriteElement(writer, &d, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL), S_OK);
    ok_written(writer, "<str>test</str>");
    WsFreeWriter(writer);
    writer = writer_to_text();
    ok_hr(WsWriteStartElement(writer, NULL, &name_t, &no_ns, NULL), S_OK);
    ok_hr(WsWriteElement(writer, &d, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL), S_OK);
    ok_hr(WsWriteEndElement(writer, NULL), S_OK);
    ok_written(writer, "<t><str>test</str></t>");
    WsFreeWriter(writer);
    one_field.mapping = WS_ATTRIBUTE_FIELD_MAPPING;
    writer = writer_to_text();
    ok_hr(WsWriteElement(writer, &d, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    WsFreeWriter(writer);
    one_field.localName = &name_str;
    one_field.ns = &no_ns;
    writer = writer_to_text();
    ok_hr(WsWriteElement(writer, &d, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL), S_OK);
    ok_written(writer, "<str str=\"test\"/>");
    WsFreeWriter(writer);
    one_field.mapping = WS_TEXT_FIELD_MAPPING;
    one_field.localName = one_field.ns = NULL;
}

TEST(S30_attribute)
{
    struct one value = { wide("test") };
    WS_ATTRIBUTE_DESCRIPTION d = { &name_str, &no_ns, WS_STRUCT_TYPE, &one_struct };
    WS_XML_WRITER *writer = writer_to_text();

    ok_hr(WsWriteAttribute(NULL, &d, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsWriteAttribute(writer, NULL, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsWriteAttribute(writer, &d, WS_WRITE_REQUIRED_VALUE, NULL, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsWriteAttribute(writer, &d, WS_WRITE_REQUIRED_VALUE, &value, 0, NULL), E_INVALIDARG);
    ok_hr(WsWriteAttribute(writer, &d, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL),
            WS_E_INVALID_OPERATION);
    WsFreeWriter(writer);
    writer = writer_to_text();
    ok_hr(WsWriteStartElement(writer, NULL, &name_str, &no_ns, NULL), S_OK);
    ok_hr(WsWriteAttribute(writer, &d, WS_WRITE_REQUIRED_VALUE, &value, sizeof(value), NULL), S_OK);
    ok_hr(WsWriteEndElement(writer, NULL), S_OK);
    ok_written(writer, "<str str=\"test\"/>");
    WsFreeWriter(writer);
}

/* ---- field options ---- */

struct mixed
{
    GUID guid;
    BOOL *b;
    INT32 *i;
    WS_XML_STRING x;
    WCHAR *str;
};

TEST(S32_field_options)
{
    static WS_XML_STRING n1 = { 4, (BYTE *)"guid", NULL, 0 }, n2 = { 4, (BYTE *)"bool", NULL, 0 };
    static WS_XML_STRING n3 = { 5, (BYTE *)"int32", NULL, 0 };
    static WS_XML_STRING n4 = { 6, (BYTE *)"xmlstr", NULL, 0 };
#define FIELD(name, type, member, options)                                                  \
    {                                                                                       \
        WS_ELEMENT_FIELD_MAPPING, name, &no_ns, type, NULL, offsetof(struct mixed, member), \
                options, NULL, 0, NULL, NULL, NULL                                          \
    }
    static WS_FIELD_DESCRIPTION f1 = FIELD(&n1, WS_GUID_TYPE, guid, WS_FIELD_OPTIONAL);
    static WS_FIELD_DESCRIPTION f2
            = FIELD(&n2, WS_BOOL_TYPE, b, WS_FIELD_POINTER | WS_FIELD_NILLABLE);
    static WS_FIELD_DESCRIPTION f3
            = FIELD(&n3, WS_INT32_TYPE, i, WS_FIELD_POINTER | WS_FIELD_NILLABLE);
    static WS_FIELD_DESCRIPTION f4 = FIELD(&n4, WS_XML_STRING_TYPE, x, WS_FIELD_NILLABLE);
    static WS_FIELD_DESCRIPTION f5
            = FIELD(&name_str, WS_WSZ_TYPE, str, WS_FIELD_OPTIONAL | WS_FIELD_NILLABLE);
    static WS_FIELD_DESCRIPTION *fields[] = { &f1, &f2, &f3, &f4, &f5 };
    static WS_STRUCT_DESCRIPTION d
            = { sizeof(struct mixed), 8, fields, 5, NULL, NULL, NULL, NULL, 0, 0 };
    struct mixed value;
    INT32 minus = -1;
    WS_XML_WRITER *writer = writer_to_text();

    memset(&value, 0, sizeof(value));
    value.i = &minus;
    ok_hr(write_in(writer, WS_ELEMENT_TYPE_MAPPING, WS_STRUCT_TYPE, &d, WS_WRITE_REQUIRED_VALUE,
                  &value, sizeof(value)),
            S_OK);
    ok_written(writer,
            "<t><bool a:nil=\"true\" xmlns:a=\"http://www.w3.org/2001/XMLSchema-instance\"/>"
            "<int32>-1</int32><xmlstr a:nil=\"true\" "
            "xmlns:a=\"http://www.w3.org/2001/XMLSchema-instance\"/></t>");
    WsFreeWriter(writer);
}

/* ---- write options ---- */

TEST(S33_nothing_given)
{
    static const WS_TYPE types[] = { WS_INT32_TYPE, WS_XML_STRING_TYPE, WS_WSZ_TYPE };
    INT32 value = 0;
    size_t i, option;

    for (i = 0; i < 3; i++)
    {
        check(WS_ELEMENT_TYPE_MAPPING, types[i], 0, &value, sizeof(value), E_INVALIDARG, NULL);
        for (option = 1; option < 6; option++)
        {
            test_context("S33 type %u option %u", types[i], (unsigned)option);
            check(WS_ELEMENT_TYPE_MAPPING, types[i], (WS_WRITE_OPTION)option, NULL, 0, E_INVALIDARG,
                    NULL);
            check(WS_ELEMENT_TYPE_MAPPING, types[i], (WS_WRITE_OPTION)option, &value, 0,
                    E_INVALIDARG, NULL);
        }
    }
}

TEST(S34_S35_S36_options)
{
    static const INT32 minus = -1, zero = 0;
    static const INT32 *p_minus = &minus;
    static const WS_XML_STRING x = { 1, (BYTE *)"x", NULL, 0 }, empty;
    static const WS_XML_STRING *p_x = &x;
    static WCHAR s[] = { 's', 0 };
    static const WCHAR *p_s = s;
    static const void *null;
    static const struct
    {
        WS_TYPE type;
        WS_WRITE_OPTION option;
        const void *value;
        ULONG size;
        HRESULT hr;
        const char *expected;
    } rows[] = {
        { WS_INT32_TYPE, WS_WRITE_REQUIRED_VALUE, &minus, 4, S_OK, "<t>-1</t>" },
        { WS_INT32_TYPE, WS_WRITE_REQUIRED_VALUE, &zero, 4, S_OK, "<t>0</t>" },
        { WS_INT32_TYPE, WS_WRITE_NILLABLE_VALUE, &minus, 4, E_INVALIDARG, NULL },
        { WS_INT32_TYPE, WS_WRITE_NILLABLE_VALUE, &zero, 4, E_INVALIDARG, NULL },
        { WS_INT32_TYPE, WS_WRITE_REQUIRED_POINTER, &p_minus, sizeof(void *), S_OK, "<t>-1</t>" },
        { WS_INT32_TYPE, WS_WRITE_REQUIRED_POINTER, &null, sizeof(void *), E_INVALIDARG, NULL },
        { WS_INT32_TYPE, WS_WRITE_NILLABLE_POINTER, &p_minus, sizeof(void *), S_OK, "<t>-1</t>" },
        { WS_INT32_TYPE, WS_WRITE_NILLABLE_POINTER, &null, sizeof(void *), S_OK, NIL_T },
        { WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE, &x, sizeof(x), S_OK, "<t>x</t>" },
        { WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_VALUE, &empty, sizeof(x), S_OK, "<t/>" },
        { WS_XML_STRING_TYPE, WS_WRITE_NILLABLE_VALUE, &x, sizeof(void *), E_INVALIDARG, NULL },
        { WS_XML_STRING_TYPE, WS_WRITE_NILLABLE_VALUE, &empty, sizeof(x), S_OK, NIL_T },
        { WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_POINTER, &p_x, sizeof(void *), S_OK, "<t>x</t>" },
        { WS_XML_STRING_TYPE, WS_WRITE_REQUIRED_POINTER, &null, sizeof(void *), E_INVALIDARG,
                NULL },
        { WS_XML_STRING_TYPE, WS_WRITE_NILLABLE_POINTER, &p_x, sizeof(void *), S_OK, "<t>x</t>" },
        { WS_XML_STRING_TYPE, WS_WRITE_NILLABLE_POINTER, &null, sizeof(void *), S_OK, NIL_T },
        { WS_WSZ_TYPE, WS_WRITE_REQUIRED_VALUE, &p_s, sizeof(void *), E_INVALIDARG, NULL },
        { WS_WSZ_TYPE, WS_WRITE_NILLABLE_VALUE, &p_s, sizeof(void *), E_INVALIDARG, NULL },
        { WS_WSZ_TYPE, WS_WRITE_REQUIRED_POINTER, &p_s, sizeof(void *), S_OK, "<t>s</t>" },
        { WS_WSZ_TYPE, WS_WRITE_REQUIRED_POINTER, &null, sizeof(void *), E_INVALIDARG, NULL },
        { WS_WSZ_TYPE, WS_WRITE_NILLABLE_POINTER, &p_s, sizeof(void *), S_OK, "<t>s</t>" },
        { WS_WSZ_TYPE, WS_WRITE_NILLABLE_POINTER, &null, sizeof(void *), S_OK, NIL_T },
    };
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
    {
        test_context("S34 row %u", (unsigned)i);
        check(WS_ELEMENT_TYPE_MAPPING, rows[i].type, rows[i].option, rows[i].value, rows[i].size,
                rows[i].hr, rows[i].expected);
    }
}

/* ---- type descriptions ---- */

struct described
{
    const WS_STRUCT_DESCRIPTION *desc;
    INT32 val;
};

TEST(S40_description)
{
    static WS_XML_STRING name_val = { 3, (BYTE *)"val", NULL, 0 };
    static WS_FIELD_DESCRIPTION f1 = { WS_TYPE_ATTRIBUTE_FIELD_MAPPING, NULL, NULL,
        WS_DESCRIPTION_TYPE, NULL, offsetof(struct described, desc), 0, NULL, 0, NULL, NULL, NULL };
    static WS_FIELD_DESCRIPTION f2 = { WS_ATTRIBUTE_FIELD_MAPPING, &name_val, &no_ns, WS_INT32_TYPE,
        NULL, offsetof(struct described, val), 0, NULL, 0, NULL, NULL, NULL };
    static WS_FIELD_DESCRIPTION *fields[] = { &f1, &f2 };
    static WS_STRUCT_DESCRIPTION d
            = { sizeof(struct described), 8, fields, 2, NULL, NULL, NULL, NULL, 0, 0 };
    struct described value = { &d, -1 };
    WS_XML_WRITER *writer = writer_to_text();

    ok_hr(write_in(writer, WS_ELEMENT_TYPE_MAPPING, WS_STRUCT_TYPE, &d, WS_WRITE_REQUIRED_VALUE,
                  &value, sizeof(value)),
            S_OK);
    ok_written(writer, "<t val=\"-1\"/>");
    WsFreeWriter(writer);
}

TESTS = {
    CASE(S22_S23_S25_forms),
    CASE(S24_empty_bytes),
    CASE(S26_simple_struct),
    CASE(S27_S28_element),
    CASE(S30_attribute),
    CASE(S32_field_options),
    CASE(S33_nothing_given),
    CASE(S34_S35_S36_options),
    CASE(S40_description),
    END_OF_CASES,
};
