/* The XML reader over binary input, fact by fact (R51..R66), and the other records of [MC-NBFX].
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

static BYTE input_bytes[512];

static ULONG from_hex(const char *hex, BYTE *bytes)
{
    ULONG count = 0;
    unsigned value;

    for (; *hex; hex += hex[0] == ' ' ? 1 : 2)
    {
        if (*hex != ' ' && sscanf(hex, "%2x", &value) == 1) bytes[count++] = value;
    }
    return count;
}

static WS_XML_READER *reader_on_hex(const char *hex, WS_XML_DICTIONARY *dictionary)
{
    WS_XML_READER_BINARY_ENCODING binary
            = { { WS_XML_READER_ENCODING_TYPE_BINARY }, dictionary, NULL };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, input_bytes, 0 };
    WS_XML_READER *reader = NULL;

    input.encodedDataSize = from_hex(hex, input_bytes);
    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsSetInput(reader, &binary.encoding, &input.input, NULL, 0, NULL), S_OK);
    return reader;
}

static const WS_XML_NODE *next_node(WS_XML_READER *reader, WS_XML_NODE_TYPE type)
{
    const WS_XML_NODE *node = NULL;

    ok_hr(WsReadNode(reader, NULL), S_OK);
    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    ok_int(node->nodeType, type);
    return node;
}

#define next_element(reader) \
    ((const WS_XML_ELEMENT_NODE *)next_node(reader, WS_XML_NODE_TYPE_ELEMENT))
#define next_text(reader) \
    (((const WS_XML_TEXT_NODE *)next_node(reader, WS_XML_NODE_TYPE_TEXT))->text)
#define ok_no_bytes(string) ok(!(string)->length && !(string)->bytes, "length 0, bytes NULL")
#define ok_empty(string)    ok(!(string)->length && (string)->bytes, "length 0, bytes not NULL")
#define utf8_of(text)       (&((const WS_XML_UTF8_TEXT *)(text))->value)

static void ok_end(WS_XML_READER *reader)
{
    next_node(reader, WS_XML_NODE_TYPE_END_ELEMENT);
    next_node(reader, WS_XML_NODE_TYPE_EOF);
    WsFreeReader(reader);
}

static void ok_declaration(const WS_XML_ATTRIBUTE *attr, const char *prefix, const char *ns)
{
    ok_int(attr->singleQuote, 0);
    ok_int(attr->isXmlNs, 1);
    ok_xml(attr->prefix, prefix);
    if (!*prefix) ok_no_bytes(attr->prefix);
    ok_xml(attr->ns, ns);
    ok_int(attr->value->textType, WS_XML_TEXT_TYPE_UTF8);
    ok_empty(utf8_of(attr->value));
}

TEST(R51_to_R53_elements)
{
    WS_XML_READER *reader = reader_on_hex("40 01 74 01", NULL);
    const WS_XML_ELEMENT_NODE *element = next_element(reader);

    ok_no_bytes(element->prefix);
    ok_xml(element->localName, "t");
    ok(element->localName->dictionary != NULL, "R51: the name has a dictionary");
    ok_empty(element->ns);
    ok_int(element->attributeCount, 0);
    ok(!element->attributes, "no list");
    ok_int(element->isEmpty, 0);
    ok_end(reader);
    reader = reader_on_hex("40 01 74 01", NULL);
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsReadEndElement(reader, NULL), S_OK);
    WsFreeReader(reader);

    reader = reader_on_hex("6D 01 74 09 01 70 02 6E 73 01", NULL);
    element = next_element(reader);
    ok_xml(element->prefix, "p");
    ok_xml(element->ns, "ns");
    ok_int(element->attributeCount, 1);
    ok_declaration(element->attributes[0], "p", "ns");
    ok_end(reader);
    reader = reader_on_hex("41 02 70 32 01 74 09 02 70 32 02 6E 73 01", NULL);
    element = next_element(reader);
    ok_xml(element->prefix, "p2");
    ok_xml(element->ns, "ns");
    ok_declaration(element->attributes[0], "p2", "ns");
    ok_end(reader);
    reader = reader_on_hex("40 01 74 99 04 74 65 73 74", NULL);
    next_element(reader);
    ok_xml(utf8_of(next_text(reader)), "test");
    ok_end(reader);
}

static WS_XML_DICTIONARY *static_dictionary(void)
{
    WS_XML_DICTIONARY *dictionary = NULL;

    ok_hr(WsGetDictionary(WS_ENCODING_XML_BINARY_1, &dictionary, NULL), S_OK);
    return dictionary;
}

TEST(R54_integers)
{
    static const struct
    {
        const char *hex;
        WS_XML_TEXT_TYPE type;
        INT64 value;
    } rows[] = { { "B5 FF FF FF FF", WS_XML_TEXT_TYPE_BOOL, TRUE },
        { "B5 00 00 00 00", WS_XML_TEXT_TYPE_BOOL, FALSE }, { "81", WS_XML_TEXT_TYPE_INT32, 0 },
        { "83", WS_XML_TEXT_TYPE_INT32, 1 }, { "85", WS_XML_TEXT_TYPE_BOOL, FALSE },
        { "87", WS_XML_TEXT_TYPE_BOOL, TRUE }, { "89 FF", WS_XML_TEXT_TYPE_INT32, -1 },
        { "8B FF FF", WS_XML_TEXT_TYPE_INT32, -1 },
        { "8D FF FF FF FF", WS_XML_TEXT_TYPE_INT32, -1 },
        { "8F FF FF FF FF FF FF FF FF", WS_XML_TEXT_TYPE_INT64, -1 },
        { "B3 01 00 00 00 00 00 00 00", WS_XML_TEXT_TYPE_UINT64, 1 },
        { "AF 01 00 00 00 00 00 00 80", WS_XML_TEXT_TYPE_TIMESPAN, (INT64)0x8000000000000001 } };
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        char hex[100];
        const WS_XML_TEXT *text;
        WS_XML_READER *reader;
        INT64 value;

        test_context("R54 %s", rows[i].hex);
        snprintf(hex, sizeof(hex), "40 01 74 %s", rows[i].hex);
        reader = reader_on_hex(hex, NULL);
        next_element(reader);
        text = next_text(reader);
        ok_int(text->textType, rows[i].type);
        value = ((const WS_XML_INT32_TEXT *)text)->value;
        if (text->textType > WS_XML_TEXT_TYPE_INT32)
            value = ((const WS_XML_INT64_TEXT *)text)->value;
        ok_int(value, rows[i].value);
        next_node(reader, WS_XML_NODE_TYPE_END_ELEMENT);
        WsFreeReader(reader);
    }
}

TEST(R54_texts)
{
    static const struct
    {
        const char *hex, *text;
        WS_XML_TEXT_TYPE type;
    } rows[] = { { "99 01 61", "a", WS_XML_TEXT_TYPE_UTF8 },
        { "9B 01 00 61", "a", WS_XML_TEXT_TYPE_UTF8 },
        { "9D 01 00 00 00 61", "a", WS_XML_TEXT_TYPE_UTF8 },
        { "9F 01 61", "a", WS_XML_TEXT_TYPE_BASE64 },
        { "A1 01 00 61", "a", WS_XML_TEXT_TYPE_BASE64 },
        { "A3 01 00 00 00 61", "a", WS_XML_TEXT_TYPE_BASE64 }, { "A9", "", WS_XML_TEXT_TYPE_UTF8 },
        { "AB 0C", "To", WS_XML_TEXT_TYPE_UTF8 }, { "B7 02 41 00", "A", WS_XML_TEXT_TYPE_UTF16 },
        { "B9 02 00 41 00", "A", WS_XML_TEXT_TYPE_UTF16 },
        { "BB 02 00 00 00 41 00", "A", WS_XML_TEXT_TYPE_UTF16 } };
    WS_XML_DICTIONARY *dictionary = static_dictionary();
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        char hex[100];
        const WS_XML_TEXT *text;
        WS_XML_READER *reader;

        test_context("R54 %s", rows[i].hex);
        snprintf(hex, sizeof(hex), "40 01 74 %s", rows[i].hex);
        reader = reader_on_hex(hex, dictionary);
        next_element(reader);
        text = next_text(reader);
        ok_int(text->textType, rows[i].type);
        if (rows[i].type == WS_XML_TEXT_TYPE_UTF8)
        {
            ok_xml(utf8_of(text), rows[i].text);
            ok(utf8_of(text)->bytes != NULL, "bytes not NULL");
        }
        else if (rows[i].type == WS_XML_TEXT_TYPE_BASE64)
            ok_text(((const WS_XML_BASE64_TEXT *)text)->bytes,
                    ((const WS_XML_BASE64_TEXT *)text)->length, rows[i].text);
        else
        {
            ok_int(((const WS_XML_UTF16_TEXT *)text)->byteCount, 2);
            ok_int(((const WS_XML_UTF16_TEXT *)text)->bytes[0], rows[i].text[0]);
        }
        next_node(reader, WS_XML_NODE_TYPE_END_ELEMENT);
        WsFreeReader(reader);
    }
}

TEST(R54_other_values)
{
    WS_XML_READER *reader = reader_on_hex("40 01 74 93 00 00 00 00 00 00 00 00", NULL);
    static const GUID zero;
    const WS_XML_TEXT *text;

    next_element(reader);
    text = next_text(reader);
    ok_int(text->textType, WS_XML_TEXT_TYPE_DOUBLE);
    ok(((const WS_XML_DOUBLE_TEXT *)text)->value == 0.0, "0.0");
    WsFreeReader(reader);
    reader = reader_on_hex("40 01 74 97 00 00 00 00 00 00 00 00", NULL);
    next_element(reader);
    text = next_text(reader);
    ok_int(text->textType, WS_XML_TEXT_TYPE_DATETIME);
    ok_int(((const WS_XML_DATETIME_TEXT *)text)->value.ticks, 0);
    ok_int(((const WS_XML_DATETIME_TEXT *)text)->value.format, WS_DATETIME_FORMAT_NONE);
    WsFreeReader(reader);
    reader = reader_on_hex("40 01 74 AD 00000000 00000000 00000000 00000000", NULL);
    next_element(reader);
    text = next_text(reader);
    ok_int(text->textType, WS_XML_TEXT_TYPE_UNIQUE_ID);
    ok(!memcmp(&((const WS_XML_UNIQUE_ID_TEXT *)text)->value, &zero, sizeof(zero)), "zero");
    WsFreeReader(reader);
    reader = reader_on_hex("40 01 74 B1 00000000 00000000 00000000 00000000", NULL);
    next_element(reader);
    ok_int(next_text(reader)->textType, WS_XML_TEXT_TYPE_GUID);
    WsFreeReader(reader);
    reader = reader_on_hex("40 01 74 95 0000 02 80 00000000 D204000000000000", NULL);
    next_element(reader);
    text = next_text(reader);
    ok_int(text->textType, WS_XML_TEXT_TYPE_DECIMAL);
    ok_int(((const BYTE *)&((const WS_XML_DECIMAL_TEXT *)text)->value)[2], 2);
    ok_end(reader);
}

TEST(R55_R56_attributes)
{
    static const struct
    {
        const char *hex, *prefix, *ns, *value;
    } rows[] = { { "40 01 74 04 01 74 98 00 01", "", "", "" },
        { "40 01 74 35 01 74 98 00 09 01 70 02 6E 73 01", "p", "ns", "" },
        { "40 01 74 05 02 70 32 01 74 98 00 09 02 70 32 02 6E 73 01", "p2", "ns", "" },
        { "40 01 74 04 01 74 98 04 74 65 73 74 01", "", "", "test" } };
    WS_XML_READER *reader = reader_on_hex("40 01 74 08 02 6E 73 01", NULL);
    const WS_XML_ELEMENT_NODE *element = next_element(reader);
    size_t i;

    ok_xml(element->ns, "ns");
    ok_no_bytes(element->prefix);
    ok_declaration(element->attributes[0], "", "ns");
    ok_end(reader);
    reader = reader_on_hex("40 01 74 09 01 70 02 6E 73 01", NULL);
    element = next_element(reader);
    ok_empty(element->ns);
    ok_declaration(element->attributes[0], "p", "ns");
    ok_end(reader);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        const WS_XML_ATTRIBUTE *attr;

        test_context("R56 %s", rows[i].hex);
        reader = reader_on_hex(rows[i].hex, NULL);
        element = next_element(reader);
        ok_int(element->attributeCount, *rows[i].prefix ? 2 : 1);
        attr = element->attributes[0];
        ok_int(attr->singleQuote, 0);
        ok_int(attr->isXmlNs, 0);
        ok_xml(attr->prefix, rows[i].prefix);
        ok_xml(attr->localName, "t");
        ok_xml(attr->ns, rows[i].ns);
        ok_int(attr->value->textType, WS_XML_TEXT_TYPE_UTF8);
        ok_xml(utf8_of(attr->value), rows[i].value);
        ok(utf8_of(attr->value)->bytes != NULL, "bytes not NULL");
        if (*rows[i].prefix) ok_declaration(element->attributes[1], rows[i].prefix, "ns");
        ok_end(reader);
    }
}

TEST(R57_R58_comments_and_bytes)
{
    WS_XML_READER *reader = reader_on_hex("02 07 63 6F 6D 6D 65 6E 74", NULL);
    BYTE bytes[8];
    ULONG count;

    ok_xml(&((const WS_XML_COMMENT_NODE *)next_node(reader, WS_XML_NODE_TYPE_COMMENT))->value,
            "comment");
    WsFreeReader(reader);
    reader = reader_on_hex("40 01 74 A0 01 00 61 9F 01 62", NULL);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsReadBytes(reader, bytes, 8, &count, NULL), S_OK);
    ok_text(bytes, count, "a");
    ok_hr(WsReadBytes(reader, bytes, 8, &count, NULL), S_OK);
    ok_text(bytes, count, "b");
    ok_hr(WsReadBytes(reader, bytes, 8, &count, NULL), S_OK);
    ok_int(count, 0);
    WsFreeReader(reader);
}

static const GUID any_guid = { 1, 2, 3, { 4 } };
static WS_XML_STRING strings[6];
static WS_XML_DICTIONARY dict = { { 1, 2, 3, { 4 } }, strings, 6, TRUE };

static void fill_dictionary(void)
{
    static const char *const texts[] = { "", "p", "t", "u", "p2", "ns" };
    ULONG i;

    dict.guid = any_guid;
    for (i = 0; i < 6; i++)
    {
        strings[i].length = (ULONG)strlen(texts[i]);
        strings[i].bytes = (BYTE *)texts[i];
        strings[i].dictionary = &dict;
        strings[i].id = i == 2 ? 0xffffffff : i;
    }
}

TEST(R61_R62_dictionary_elements)
{
    static const struct
    {
        const char *hex, *prefix, *local, *ns;
        ULONG id;
    } rows[] = { { "42 04 01", "", "t", "", 0xffffffff },
        { "53 06 0B 01 70 0A 01", "p", "u", "ns", 3 },
        { "43 02 70 32 06 0B 02 70 32 0A 01", "p2", "u", "ns", 3 } };
    const WS_XML_ELEMENT_NODE *element;
    WS_XML_READER *reader;
    size_t i;

    fill_dictionary();
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("R61 R62 %s", rows[i].hex);
        reader = reader_on_hex(rows[i].hex, &dict);
        element = next_element(reader);
        ok_xml(element->prefix, rows[i].prefix);
        ok_xml(element->localName, rows[i].local);
        ok(element->localName->dictionary == &dict, "the dictionary itself");
        ok_int(element->localName->id, rows[i].id);
        ok_xml(element->ns, rows[i].ns);
        if (*rows[i].prefix)
        {
            ok_declaration(element->attributes[0], rows[i].prefix, "ns");
            ok(element->attributes[0]->ns->dictionary == &dict, "the dictionary itself");
            ok_int(element->attributes[0]->ns->id, 5);
        }
        else
        {
            ok_no_bytes(element->prefix);
            ok_empty(element->ns);
        }
        ok_end(reader);
    }
}

TEST(R63_R64_dictionary_attributes)
{
    static const struct
    {
        const char *hex, *prefix;
    } rows[] = { { "42 06 06 06 98 00 01", "" }, { "42 06 1B 06 98 00 0B 01 70 0A 01", "p" },
        { "42 06 07 02 70 32 06 98 00 0B 02 70 32 0A 01", "p2" } };
    const WS_XML_ATTRIBUTE *attr;
    WS_XML_READER *reader;
    size_t i;

    fill_dictionary();
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("R63 %s", rows[i].hex);
        reader = reader_on_hex(rows[i].hex, &dict);
        attr = next_element(reader)->attributes[0];
        ok_xml(attr->prefix, rows[i].prefix);
        ok_xml(attr->localName, "u");
        ok_int(attr->localName->id, 3);
        ok(attr->localName->dictionary == &dict, "the dictionary itself");
        ok_xml(attr->ns, *rows[i].prefix ? "ns" : "");
        ok_int(attr->value->textType, WS_XML_TEXT_TYPE_UTF8);
        ok_empty(utf8_of(attr->value));
        ok_end(reader);
    }
    for (i = 0; i < 2; i++)
    {
        test_context("R64 %u", (unsigned)i);
        reader = reader_on_hex(i ? "40 01 74 0B 01 70 0A 01" : "40 01 74 0A 0A 01", &dict);
        attr = next_element(reader)->attributes[0];
        ok_declaration(attr, i ? "p" : "", "ns");
        ok_int(attr->ns->id, 5);
        ok(attr->ns->dictionary == &dict, "the dictionary itself");
        ok_end(reader);
    }
}

TEST(R65_unknown_strings)
{
    WS_XML_READER *reader;

    fill_dictionary();
    reader = reader_on_hex("42 0C 01", &dict);
    ok_hr(WsReadNode(reader, NULL), WS_E_INVALID_FORMAT);
    WsFreeReader(reader);
    reader = reader_on_hex("42 04 AB 0C 01", &dict);
    next_element(reader);
    ok_hr(WsReadNode(reader, NULL), WS_E_INVALID_FORMAT);
    WsFreeReader(reader);
    reader = reader_on_hex("42 04 01", NULL);
    ok_hr(WsReadNode(reader, NULL), WS_E_INVALID_FORMAT);
    WsFreeReader(reader);
    reader = reader_on_hex("42 05 01", &dict);
    ok_hr(WsReadNode(reader, NULL), WS_E_INVALID_FORMAT);
    WsFreeReader(reader);
}

TEST(arrays)
{
    WS_XML_READER *reader = reader_on_hex(
            "40 01 72 03 40 01 69 04 01 61 98 01 78 01 8B 03 0100 FFFF 0700 40 01 7A 01 01", NULL);
    static const int values[] = { 1, -1, 7 };
    ULONG i;

    next_element(reader);
    for (i = 0; i < 3; i++)
    {
        const WS_XML_ELEMENT_NODE *element = next_element(reader);
        const WS_XML_TEXT *text;

        ok_xml(element->localName, "i");
        ok_int(element->attributeCount, 1);
        ok_xml(utf8_of(element->attributes[0]->value), "x");
        text = next_text(reader);
        ok_int(text->textType, WS_XML_TEXT_TYPE_INT32);
        ok_int(((const WS_XML_INT32_TEXT *)text)->value, values[i]);
        next_node(reader, WS_XML_NODE_TYPE_END_ELEMENT);
    }
    ok_xml(next_element(reader)->localName, "z");
    next_node(reader, WS_XML_NODE_TYPE_END_ELEMENT);
    ok_end(reader);
}

TEST(lists_and_qnames)
{
    WS_XML_READER *reader;
    const WS_XML_QNAME_TEXT *name;
    const WS_XML_LIST_TEXT *list;

    fill_dictionary();
    reader = reader_on_hex("42 04 06 06 A4 82 88 05 BC 0F 04 A6 0B 01 70 0A BD 0F 06", &dict);
    list = (const WS_XML_LIST_TEXT *)next_element(reader)->attributes[0]->value;
    ok_int(list->text.textType, WS_XML_TEXT_TYPE_LIST);
    ok_int(list->itemCount, 3);
    ok_int(((const WS_XML_INT32_TEXT *)list->items[1])->value, 5);
    name = (const WS_XML_QNAME_TEXT *)list->items[2];
    ok_int(name->text.textType, WS_XML_TEXT_TYPE_QNAME);
    ok_xml(name->prefix, "p");
    ok_xml(name->localName, "t");
    ok_xml(name->ns, "ns");
    name = (const WS_XML_QNAME_TEXT *)next_text(reader);
    ok_int(name->text.textType, WS_XML_TEXT_TYPE_QNAME);
    ok_xml(name->localName, "u");
    ok_end(reader);
}

TEST(bad_records)
{
    static const char *const rows[] = { "", "01", "40", "40 01", "40 01 74", "40 01 74 99",
        "40 01 74 99 05 61", "40 00 01", "40 01 3C 01", "40 01 74 9F FF", "00", "7F", "FF",
        "40 01 74 01 40 01 74 01", "98 01 61", "40 01 74 99 01 FF", "40 80 80 80 80 80 01",
        "40 FF FF FF FF 0F", "40 FF FF FF FF 07", "41 01 70 01 74 01", "6D 01 74 01",
        "40 01 74 35 01 61 98 00 01", "40 01 74 04 01 61 98 00 04 01 61 98 00 01",
        "40 01 74 04 01 61 99 00 01", "40 01 74 97 00 00 00 00 00 00 00 C0",
        "40 01 74 97 FF FF FF FF FF FF FF 3F", "40 01 74 95 0000 1D 00 00000000 0000000000000000",
        "40 01 74 B7 01 41", "40 01 74 B7 02 00 D8", "03 40 01 74 01 8B 00", "03 40 01 74 8B 01",
        "03 40 01 74 01 99 01 61", "03 40 01 74 01 8B 02 0000", "40 01 74 A4 82 A4",
        "40 01 74 A4 83", "40 01 74 BD 1A 02", "40 01 74 A6 01",
        "40 01 74 09 05 78 6D 6C 6E 73 01 61 01", "40 01 74 09 01 70 00 01",
        "40 01 74 08 01 61 08 01 61 01", "02 05 61", "40 01 74 04" };
    WS_XML_READER *reader;
    const WS_XML_NODE *node;
    HRESULT hr;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_ERROR *error = i < 14 ? test_error() : NULL;

        test_context("`%s`", rows[i]);
        reader = reader_on_hex(rows[i], NULL);
        do
        {
            hr = WsReadNode(reader, error);
            ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
        } while (hr == S_OK && node->nodeType != WS_XML_NODE_TYPE_EOF);
        ok_hr(hr, WS_E_INVALID_FORMAT);
        if (error) ok(strstr(error_text(error), "byte") != NULL, "`%s`", error_text(error));
        ok_hr(WsReadNode(reader, NULL), WS_E_OBJECT_FAULTED);
        WsFreeReader(reader);
    }
}

TESTS = { CASE(R51_to_R53_elements), CASE(R54_integers), CASE(R54_texts), CASE(R54_other_values),
    CASE(R55_R56_attributes), CASE(R57_R58_comments_and_bytes), CASE(R61_R62_dictionary_elements),
    CASE(R63_R64_dictionary_attributes), CASE(R65_unknown_strings), CASE(arrays),
    CASE(lists_and_qnames), CASE(bad_records), END_OF_CASES };
