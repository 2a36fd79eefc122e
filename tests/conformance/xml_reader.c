/* The XML reader over text in memory, fact by fact (R1..R50).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

static WS_XML_NODE_TYPE node_type(WS_XML_READER *reader)
{
    const WS_XML_NODE *node = NULL;

    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    return node ? node->nodeType : 0;
}

static const WS_XML_ELEMENT_NODE *element_node(WS_XML_READER *reader)
{
    const WS_XML_NODE *node = NULL;

    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    ok_int(node->nodeType, WS_XML_NODE_TYPE_ELEMENT);
    return (const WS_XML_ELEMENT_NODE *)node;
}

static const WS_XML_STRING *text_value(WS_XML_READER *reader)
{
    static WS_XML_STRING none = { 6, (BYTE *)"(none)" };
    const WS_XML_NODE *node = NULL;
    const WS_XML_TEXT *text;

    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    if (!ok(node->nodeType == WS_XML_NODE_TYPE_TEXT, "node type %d", (int)node->nodeType))
        return &none;
    text = ((const WS_XML_TEXT_NODE *)node)->text;
    ok_int(text->textType, WS_XML_TEXT_TYPE_UTF8);
    return &((const WS_XML_UTF8_TEXT *)text)->value;
}

#define ok_no_bytes(string) ok(!(string)->length && !(string)->bytes, "length 0, bytes NULL")
#define ok_empty(string)    ok(!(string)->length && (string)->bytes, "length 0, bytes not NULL")

static HRESULT set_input(WS_XML_READER *reader, const void *bytes, ULONG size, WS_CHARSET charset,
        const WS_XML_READER_PROPERTY *properties, ULONG count)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, charset };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)bytes, size };

    return WsSetInput(reader, &text.encoding, &input.input, properties, count, NULL);
}

TEST(R1_to_R6_properties)
{
    static const char declared[] = "<?xml version=\"1.0\" encoding=\"utf-8\"?><t/>";
    static const struct
    {
        WS_XML_READER_PROPERTY_ID id;
        ULONG value;
    } defaults[] = { { WS_XML_READER_PROPERTY_MAX_DEPTH, 32 },
        { WS_XML_READER_PROPERTY_ALLOW_FRAGMENT, FALSE },
        { WS_XML_READER_PROPERTY_MAX_ATTRIBUTES, 128 },
        { WS_XML_READER_PROPERTY_READ_DECLARATION, TRUE },
        { WS_XML_READER_PROPERTY_CHARSET, WS_CHARSET_UTF8 },
        { WS_XML_READER_PROPERTY_MAX_NAMESPACES, 32 },
        { WS_XML_READER_PROPERTY_IN_ATTRIBUTE, FALSE } };
    static const WS_XML_READER_PROPERTY_ID read_only[] = { WS_XML_READER_PROPERTY_ROW,
        WS_XML_READER_PROPERTY_COLUMN, WS_XML_READER_PROPERTY_IN_ATTRIBUTE };
    WS_XML_READER_PROPERTY property;
    ULONG i, value = 0xdead;
    WS_XML_READER *reader;
    UINT64 large = 0;

    ok_hr(WsCreateReader(NULL, 0, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsGetReaderProperty(
                  reader, WS_XML_READER_PROPERTY_MAX_DEPTH, &value, sizeof(value), NULL),
            WS_E_INVALID_OPERATION);
    ok_int(value, 0xdead);
    set_text_input(reader, declared);
    for (i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++)
    {
        test_context("R3 property %u", (unsigned)defaults[i].id);
        ok_hr(WsGetReaderProperty(reader, defaults[i].id, &value, sizeof(value), NULL), S_OK);
        ok_int(value, defaults[i].value);
    }
    test_context("R4");
    ok_hr(WsGetReaderProperty(
                  reader, WS_XML_READER_PROPERTY_UTF8_TRIM_SIZE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsGetReaderProperty(
                  reader, WS_XML_READER_PROPERTY_STREAM_BUFFER_SIZE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    WsFreeReader(reader);

    test_context("R5");
    value = 16;
    property.id = WS_XML_READER_PROPERTY_MAX_DEPTH;
    property.value = &value;
    property.valueSize = sizeof(value);
    ok_hr(WsCreateReader(&property, 1, &reader, NULL), S_OK);
    set_text_input(reader, "<t/>");
    value = 0;
    ok_hr(WsGetReaderProperty(
                  reader, WS_XML_READER_PROPERTY_MAX_DEPTH, &value, sizeof(value), NULL),
            S_OK);
    ok_int(value, 16);
    WsFreeReader(reader);
    for (i = 0; i < sizeof(read_only) / sizeof(read_only[0]); i++)
    {
        test_context("R6 property %u", (unsigned)read_only[i]);
        property.id = read_only[i];
        property.value = &large;
        property.valueSize = read_only[i] == WS_XML_READER_PROPERTY_IN_ATTRIBUTE ? 4 : 8;
        ok_hr(WsCreateReader(&property, 1, &reader, NULL), E_INVALIDARG);
    }
}

TEST(R7_to_R11_input)
{
    WS_XML_READER *reader;
    const WS_XML_NODE *node;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsSetInputToBuffer(NULL, NULL, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsSetInputToBuffer(reader, NULL, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsSetInput(NULL, NULL, NULL, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsGetReaderNode(NULL, &node, NULL), E_INVALIDARG);
    ok_hr(WsGetReaderNode(reader, NULL, NULL), E_INVALIDARG);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF); /* R8 */
    ok_hr(WsReadNode(reader, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsReadStartElement(reader, NULL), WS_E_INVALID_OPERATION);
    set_text_input(reader, "<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    ok_int(node_type(reader), WS_XML_NODE_TYPE_BOF);
    ok_hr(WsFillReader(NULL, 10, NULL, NULL), E_INVALIDARG);
    ok_hr(WsFillReader(reader, 10, NULL, NULL), S_OK);
    ok_hr(WsFillReader(reader, 100000, NULL, NULL), S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_BOF);
    ok_hr(WsReadNode(reader, NULL), S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF);
    WsFreeReader(reader);
}

TEST(R12_to_R16_start_and_end)
{
    WS_XML_READER *reader
            = reader_on_text("<?xml version=\"1.0\" encoding=\"utf-8\"?> <text>test</TEXT>");
    const WS_XML_NODE *before, *after;

    ok_hr(WsReadStartElement(NULL, NULL), E_INVALIDARG);
    ok_hr(WsReadStartElement(reader, NULL), S_OK); /* R15 */
    ok_xml(text_value(reader), "test");
    ok_hr(WsGetReaderNode(reader, &before, NULL), S_OK);
    ok_hr(WsReadStartElement(reader, NULL), WS_E_INVALID_FORMAT); /* R14 */
    ok_hr(WsGetReaderNode(reader, &after, NULL), S_OK);
    ok(before == after, "R14: the node is the same");
    ok_xml(text_value(reader), "test");
    ok_hr(WsReadNode(reader, NULL), WS_E_OBJECT_FAULTED);

    set_text_input(reader, " <text>test</text>");
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_xml(text_value(reader), "test");
    set_text_input(reader, "<text>test</TEXT>");
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsReadNode(reader, NULL), WS_E_INVALID_FORMAT);
    ok_hr(WsReadNode(reader, NULL), WS_E_OBJECT_FAULTED);

    set_text_input(reader, "<node1><node2>test</node2></node1>");
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_xml(element_node(reader)->localName, "node1");
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_xml(element_node(reader)->localName, "node2");
    ok_hr(WsReadNode(reader, NULL), S_OK);
    ok_hr(WsReadNode(reader, NULL), S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_END_ELEMENT);
    ok_hr(WsReadEndElement(NULL, NULL), E_INVALIDARG);
    ok_hr(WsReadEndElement(reader, NULL), S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_END_ELEMENT);
    ok_hr(WsReadEndElement(reader, NULL), S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF);
    ok_hr(WsReadEndElement(reader, NULL), WS_E_INVALID_FORMAT);
    WsFreeReader(reader);
}

TEST(R17_first_node)
{
    static const struct
    {
        const char *text;
        HRESULT hr;
        WS_XML_NODE_TYPE type;
    } rows[] = { { "<a>", S_OK, WS_XML_NODE_TYPE_ELEMENT }, { "< a>", WS_E_INVALID_FORMAT },
        { "<a >", S_OK, WS_XML_NODE_TYPE_ELEMENT }, { "<<a>>", WS_E_INVALID_FORMAT },
        { "<>", WS_E_INVALID_FORMAT }, { "</a>", WS_E_INVALID_FORMAT },
        { " <a>", S_OK, WS_XML_NODE_TYPE_TEXT }, { "<?xml>", WS_E_INVALID_FORMAT },
        { "<?xml?>", WS_E_INVALID_FORMAT }, { "<?xml ?>", WS_E_INVALID_FORMAT },
        { "<?xml version=\"1.0\"?>", S_OK, WS_XML_NODE_TYPE_EOF },
        { "<text>test</text>", S_OK, WS_XML_NODE_TYPE_ELEMENT },
        { "<?xml version=\"1.0\"?><text>test</text>", S_OK, WS_XML_NODE_TYPE_ELEMENT },
        { "", WS_E_INVALID_FORMAT }, { "<!--", WS_E_INVALID_FORMAT },
        { "<!---->", S_OK, WS_XML_NODE_TYPE_COMMENT },
        { "<!--comment-->", S_OK, WS_XML_NODE_TYPE_COMMENT } };
    WS_XML_READER *reader;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("R17 `%s`", rows[i].text);
        reader = reader_on_text(rows[i].text);
        ok_hr(WsFillReader(reader, (ULONG)strlen(rows[i].text), NULL, NULL), S_OK);
        ok_hr(WsReadNode(reader, NULL), rows[i].hr);
        if (rows[i].hr == S_OK) ok_int(node_type(reader), rows[i].type);
        WsFreeReader(reader);
    }
}

TEST(R18_to_R21_nodes)
{
    WS_XML_READER *reader = reader_on_text("<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                                           "<text attr= \"value\" attr2='value2'>test</text>");
    const WS_XML_ELEMENT_NODE *element;
    const WS_XML_NODE *node;
    ULONG i;

    ok_hr(WsReadNode(reader, NULL), S_OK);
    element = element_node(reader);
    ok_no_bytes(element->prefix);
    ok_xml(element->localName, "text");
    ok_empty(element->ns);
    ok_int(element->attributeCount, 2);
    ok_int(element->isEmpty, 0);
    for (i = 0; i < 2 && element->attributeCount == 2; i++)
    {
        const WS_XML_ATTRIBUTE *attr = element->attributes[i];

        ok_int(attr->singleQuote, i);
        ok_int(attr->isXmlNs, 0);
        ok_no_bytes(attr->prefix);
        ok_xml(attr->localName, i ? "attr2" : "attr");
        ok_no_bytes(attr->ns);
        ok_int(attr->value->textType, WS_XML_TEXT_TYPE_UTF8);
        ok_xml(&((const WS_XML_UTF8_TEXT *)attr->value)->value, i ? "value2" : "value");
    }
    set_text_input(reader, "<!-- comment -->");
    ok_hr(WsReadNode(reader, NULL), S_OK);
    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    ok_int(node->nodeType, WS_XML_NODE_TYPE_COMMENT);
    ok_xml(&((const WS_XML_COMMENT_NODE *)node)->value, " comment ");
    set_text_input(reader, "<t></t>");
    ok_hr(WsReadNode(reader, NULL), S_OK);
    ok_int(element_node(reader)->attributeCount, 0);
    ok(!element_node(reader)->attributes, "R21: no attributes, no list");
    WsFreeReader(reader);
}

TEST(R23_R24_xml_attributes)
{
    WS_XML_READER *reader
            = reader_on_text("<text xml:attr=\"value\"><u xml:lang='en'/><v/></text>");
    WS_XML_STRING attr = XML("attr"), none = XML("none"), lang = XML("lang");
    WS_HEAP *heap = test_heap();
    WCHAR *chars = NULL;
    ULONG count = 0;

    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsGetXmlAttribute(reader, &attr, heap, &chars, &count, NULL), S_OK);
    ok_int(count, 5);
    test_wide(__FILE__, __LINE__, chars, count, "value", "R23");
    count = 7;
    ok_hr(WsGetXmlAttribute(reader, &none, heap, &chars, &count, NULL), S_FALSE);
    ok(!chars && !count, "R24: NULL and 0");
    ok_hr(WsGetXmlAttribute(reader, NULL, heap, &chars, &count, NULL), E_INVALIDARG);
    ok_hr(WsGetXmlAttribute(reader, &none, NULL, &chars, &count, NULL), E_INVALIDARG);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsGetXmlAttribute(reader, &lang, heap, &chars, &count, NULL), S_OK);
    ok_int(count, 2);
    ok_hr(WsSkipNode(reader, NULL), S_OK);
    ok_hr(WsGetXmlAttribute(reader, &lang, heap, &chars, &count, NULL), S_FALSE);
    ok_hr(WsGetXmlAttribute(reader, &attr, heap, &chars, &count, NULL), S_OK);
    WsFreeReader(reader);
}

TEST(R25_moves_need_a_buffer)
{
    WS_XML_READER *reader;
    WS_XML_NODE_POSITION position;
    BOOL found;

    ok_hr(WsMoveReader(NULL, WS_MOVE_TO_EOF, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsMoveReader(reader, WS_MOVE_TO_EOF, &found, NULL), WS_E_INVALID_OPERATION);
    set_text_input(reader, "<a/>");
    ok_hr(WsMoveReader(reader, WS_MOVE_TO_EOF, &found, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsGetReaderPosition(reader, &position, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsGetReaderPosition(NULL, &position, NULL), E_INVALIDARG);
    ok_hr(WsSetReaderPosition(NULL, &position, NULL), E_INVALIDARG);
    ok_hr(WsSetReaderPosition(reader, NULL, NULL), E_INVALIDARG);
    WsFreeReader(reader);
}

TEST(R29_cdata)
{
    static const WS_XML_NODE_TYPE types[]
            = { WS_XML_NODE_TYPE_ELEMENT, WS_XML_NODE_TYPE_CDATA, WS_XML_NODE_TYPE_TEXT,
                  WS_XML_NODE_TYPE_END_CDATA, WS_XML_NODE_TYPE_END_ELEMENT, WS_XML_NODE_TYPE_EOF };
    WS_XML_READER *reader = reader_on_text("<t><![CDATA[<data>]]></t>");
    size_t i;

    for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
    {
        ok_hr(WsReadNode(reader, NULL), S_OK);
        ok_int(node_type(reader), types[i]);
        if (i == 2) ok_xml(text_value(reader), "<data>");
    }
    WsFreeReader(reader);
}

TEST(R30_to_R36_namespaces)
{
    static const struct
    {
        const char *text, *prefix;
        HRESULT hr;
        const char *ns;
    } rows[] = { { "<prefix:t xmlns:prefix2='ns'/>", "", WS_E_INVALID_FORMAT, NULL },
        { "<prefix:t xmlns:prefix='ns'></t>", "", S_OK, "" },
        { "<prefix:t xmlns:prefix='ns'/>", "prefix", S_OK, "ns" },
        { "<t xmlns:prefix='ns'/>", "prefix", S_OK, "ns" }, { "<t xmls='ns'/>", "", S_OK, "" },
        { "<t xmlns='ns'/>", "", S_OK, "ns" },
        { "<t/>", "xml", S_OK, "http://www.w3.org/XML/1998/namespace" },
        { "<t/>", "xmlns", S_OK, "http://www.w3.org/2000/xmlns/" } };
    WS_XML_STRING prefix = XML("prefix"), *dead = (WS_XML_STRING *)(ULONG_PTR)0xdead;
    const WS_XML_STRING *ns;
    WS_XML_READER *reader;
    size_t i;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsGetNamespaceFromPrefix(NULL, &prefix, TRUE, &ns, NULL), E_INVALIDARG);
    ok_hr(WsGetNamespaceFromPrefix(reader, NULL, TRUE, &ns, NULL), E_INVALIDARG);
    ok_hr(WsGetNamespaceFromPrefix(reader, &prefix, TRUE, NULL, NULL), E_INVALIDARG);
    ns = dead;
    ok_hr(WsGetNamespaceFromPrefix(reader, &prefix, TRUE, &ns, NULL), WS_E_INVALID_OPERATION);
    ok(ns == dead, "R30: untouched");
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_XML_STRING name = { (ULONG)strlen(rows[i].prefix), (BYTE *)rows[i].prefix, NULL, 0 };

        test_context("R31-R35 `%s`", rows[i].text);
        set_text_input(reader, rows[i].text);
        if (!rows[i].ns)
        {
            ok_hr(WsReadStartElement(reader, NULL), rows[i].hr);
            continue;
        }
        ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
        ok_hr(WsGetNamespaceFromPrefix(reader, &name, TRUE, &ns, NULL), rows[i].hr);
        ok_xml(ns, rows[i].ns);
    }
    test_context("R34, R36");
    set_text_input(reader, "<t><u xmlns:prefix='ns'/></t>");
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsGetNamespaceFromPrefix(reader, &prefix, TRUE, &ns, NULL), S_OK);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsReadEndElement(reader, NULL), S_OK);
    ns = dead;
    ok_hr(WsGetNamespaceFromPrefix(reader, &prefix, TRUE, &ns, NULL), WS_E_INVALID_FORMAT);
    ok(ns == dead, "R36: untouched");
    ok_hr(WsGetNamespaceFromPrefix(reader, &prefix, FALSE, &ns, NULL), S_FALSE);
    ok(!ns, "R36: NULL");
    WsFreeReader(reader);
}

static void ok_declaration(const WS_XML_ATTRIBUTE *attr, const char *prefix, const char *ns)
{
    ok_int(attr->singleQuote, 1);
    ok_int(attr->isXmlNs, 1);
    ok_xml(attr->prefix, prefix);
    if (!*prefix) ok_no_bytes(attr->prefix);
    ok_xml(attr->localName, *prefix ? prefix : "xmlns");
    ok_xml(attr->ns, ns);
    ok_int(attr->value->textType, WS_XML_TEXT_TYPE_UTF8);
    ok_no_bytes(&((const WS_XML_UTF8_TEXT *)attr->value)->value);
}

TEST(R37_to_R41_declarations)
{
    static const struct
    {
        const char *text;
        HRESULT hr;
    } rows[] = { { "<t xmlns:p='ns' xmlns:p='ns'/>", WS_E_INVALID_FORMAT },
        { "<t xmlns:p='ns' xmlns:p='ns2'/>", WS_E_INVALID_FORMAT },
        { "<t xmlns:p='ns' xmlns:P='ns2'/>", S_OK }, { "<t a='' a=''/>", WS_E_INVALID_FORMAT },
        { "<t xmlns:p='n' xmlns:q='n' p:a='' q:a=''/>", WS_E_INVALID_FORMAT },
        { "<t xmlns='n' xmlns:q='n' a='' q:a=''/>", S_OK } };
    WS_XML_READER *reader = reader_on_text("<t xmlns:prefix='ns'/>");
    const WS_XML_ELEMENT_NODE *element;
    size_t i;

    ok_hr(WsReadNode(reader, NULL), S_OK);
    element = element_node(reader);
    ok_no_bytes(element->prefix);
    ok_empty(element->ns);
    ok_int(element->attributeCount, 1);
    ok_declaration(element->attributes[0], "prefix", "ns");

    set_text_input(reader, "<t xmlns='ns'/>");
    ok_hr(WsReadNode(reader, NULL), S_OK);
    element = element_node(reader);
    ok_no_bytes(element->prefix);
    ok_xml(element->ns, "ns");
    ok_declaration(element->attributes[0], "", "ns");

    set_text_input(reader, "<t prefix:attr='' xmlns:prefix='ns'/>");
    ok_hr(WsReadNode(reader, NULL), S_OK);
    element = element_node(reader);
    ok_int(element->attributeCount, 2);
    ok_int(element->attributes[0]->singleQuote, 1);
    ok_int(element->attributes[0]->isXmlNs, 0);
    ok_xml(element->attributes[0]->prefix, "prefix");
    ok_xml(element->attributes[0]->localName, "attr");
    ok_xml(element->attributes[0]->ns, "ns");
    ok_declaration(element->attributes[1], "prefix", "ns");

    set_text_input(reader, "<t xmlns:p='ns'><u xmlns:p='ns2'/></t>");
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_declaration(element_node(reader)->attributes[0], "p", "ns2");
    set_text_input(reader, "<t xmlns:p='ns'><p:u p:a=''/></t>");
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    element = element_node(reader);
    ok_int(element->attributeCount, 1);
    ok_xml(element->attributes[0]->prefix, "p");
    ok_xml(element->attributes[0]->localName, "a");
    ok_xml(element->attributes[0]->ns, "ns");
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("R41 `%s`", rows[i].text);
        set_text_input(reader, rows[i].text);
        ok_hr(WsReadNode(reader, NULL), rows[i].hr);
    }
    WsFreeReader(reader);
}

TEST(R43_references)
{
    static const struct
    {
        const char *text, *value; /* NULL: WS_E_INVALID_FORMAT */
    } rows[] = { { "&#xA", NULL }, { "&#xA;", "\n" }, { "&#xa;", "\n" },
        { "&#xaaaa;", "\xea\xaa\xaa" }, { "&#xaaaaa;", "\xf2\xaa\xaa\xaa" }, { "&1", NULL },
        { "&1;", NULL }, { "&1111;", NULL }, { "&11111;", NULL }, { "&lt;", "<" }, { "&gt;", ">" },
        { "&quot;", "\"" }, { "&amp;", "&" }, { "&apos;", "'" }, { "&sopa;", NULL },
        { "&LT;", NULL }, { "&#;", NULL }, { "&;", NULL }, { "&&", NULL }, { "&", NULL },
        { "&#xaaaaaa;", NULL }, { "&#xd7ff;", "\xed\x9f\xbf" }, { "&#xd800;", NULL },
        { "&#xdfff;", NULL }, { "&#xe000;", "\xee\x80\x80" }, { "&#xfffe;", NULL },
        { "&#xffff;", NULL }, { "&#x0;", NULL }, { "&#0;", NULL }, { "&#65;", "A" },
        { "&#65393;", "\xef\xbd\xb1" }, { "&#x10ffff;", "\xf4\x8f\xbf\xbf" },
        { "&#1114111;", "\xf4\x8f\xbf\xbf" }, { "&#x110000;", NULL }, { "&#1114112;", NULL },
        { "&#x;", NULL }, { "&#xg;", NULL }, { "&#a;", NULL }, { "&#4294967361;", NULL },
        { "a&amp;b&#x41;c\r\nd\re", "a&bAc\nd\ne" } };
    char text[100];
    WS_XML_READER *reader;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("references `%s`", rows[i].text);
        snprintf(text, sizeof(text), "<t>%s</t>", rows[i].text);
        reader = reader_on_text(text);
        ok_hr(WsReadNode(reader, NULL), S_OK);
        ok_hr(WsReadNode(reader, NULL), rows[i].value ? S_OK : WS_E_INVALID_FORMAT);
        if (rows[i].value) ok_xml(text_value(reader), rows[i].value);
        snprintf(text, sizeof(text), "<t a='%s'/>", rows[i].text);
        set_text_input(reader, text);
        ok_hr(WsReadNode(reader, NULL), rows[i].value ? S_OK : WS_E_INVALID_FORMAT);
        WsFreeReader(reader);
    }
    reader = reader_on_text("<t a='&#xA;&#xA;' b=' \t\r\n'/>");
    ok_hr(WsReadNode(reader, NULL), S_OK);
    ok_hr(WsReadStartAttribute(reader, 0, NULL), S_OK);
    ok_xml(text_value(reader), "\n\n");
    ok_hr(WsReadEndAttribute(reader, NULL), S_OK);
    ok_hr(WsReadStartAttribute(reader, 1, NULL), S_OK);
    ok_xml(text_value(reader), "   ");
    WsFreeReader(reader);
}

TEST(R44_to_R46_chars)
{
    WS_XML_READER *reader;
    const WS_XML_NODE *node, *same;
    WCHAR chars[4];
    BYTE bytes[4];
    ULONG count;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsReadChars(NULL, chars, 4, &count, NULL), E_INVALIDARG);
    ok_hr(WsReadCharsUtf8(NULL, bytes, 4, &count, NULL), E_INVALIDARG);
    ok_hr(WsReadChars(reader, chars, 4, &count, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsReadCharsUtf8(reader, bytes, 4, &count, NULL), WS_E_INVALID_OPERATION);
    set_text_input(reader, "<t>text</t>");
    ok_hr(WsReadChars(reader, NULL, 0, NULL, NULL), E_INVALIDARG);
    ok_hr(WsReadChars(reader, chars, 4, NULL, NULL), E_INVALIDARG);
    ok_hr(WsReadCharsUtf8(reader, bytes, 4, NULL, NULL), E_INVALIDARG);
    count = 7;
    ok_hr(WsReadChars(reader, NULL, 1, &count, NULL), S_OK);
    ok_int(count, 0);
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    count = 7;
    ok_hr(WsReadCharsUtf8(reader, NULL, 1, &count, NULL), S_OK);
    ok_int(count, 0);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_ELEMENT);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsReadChars(reader, NULL, 0, &count, NULL), S_OK);
    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    ok_hr(WsReadChars(reader, chars, 2, &count, NULL), S_OK);
    ok_int(count, 2);
    test_wide(__FILE__, __LINE__, chars, count, "te", "R46");
    ok_hr(WsReadCharsUtf8(reader, bytes, 2, &count, NULL), S_OK);
    ok_text(bytes, count, "xt");
    ok_hr(WsGetReaderNode(reader, &same, NULL), S_OK);
    ok(node == same, "R46: still the text");
    ok_xml(text_value(reader), "text");
    ok_hr(WsReadChars(reader, chars, 2, &count, NULL), S_OK);
    ok_int(count, 0);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_END_ELEMENT);
    WsFreeReader(reader);
}

TEST(chars_over_pieces)
{
    WS_XML_READER *reader = reader_on_text("<t>ab<!--no-->c<![CDATA[<d>]]>&#x10000;e<u/>f</t>");
    static const WCHAR expected[] = { 'a', 'b', 'c', '<', 'd', '>', 0xd800, 0xdc00, 'e' };
    WCHAR chars[16];
    ULONG count, all = 0;

    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    do
    {
        ok_hr(WsReadChars(reader, chars + all, 1, &count, NULL), S_OK);
        all += count;
    } while (count && all < 16);
    ok_bytes(chars, all * sizeof(WCHAR), expected, sizeof(expected));
    ok_xml(element_node(reader)->localName, "u");
    WsFreeReader(reader);
}

TEST(R47_R48_qualified_names)
{
    static const struct
    {
        const char *text, *prefix, *local, *ns;
    } rows[] = { { "<a></a>" }, { "<a> </a>" }, { "<a>:</a>" }, { "<a>p:</a>" }, { "<a>p:t</a>" },
        { "<a>:t</a>" }, { "<a>t</a>", "", "t", "" }, { "<a> t </a>", "", "t", "" },
        { "<a xmlns:p=\"ns\">t</a>", "", "t", "" }, { "<a>\xc3\xab</a>", "", "\xc3\xab", "" },
        { "<a xmlns:p=\"ns\">p:t</a>", "p", "t", "ns" },
        { "<a xmlns:p=\"ns\"> p:t</a>", "p", "t", "ns" },
        { "<a xmlns:p=\"ns\">p:t:</a>", "p", "t:", "ns" },
        { "<a xmlns:p=\"ns\">p:t u</a>", "p", "t u", "ns" },
        { "<a xmlns:p=\"ns\">p: t</a>", "p", " t", "ns" }, { "<a xmlns:p=\"ns\">p:</a>" },
        { "<a xmlns:p=\"ns\">:t</a>" }, { "<a xmlns:p=\"ns\">:</a>" },
        { "<a xmlns:p=\"ns\"> </a>" }, { "<a xmlns:p=\"ns\"></a>" },
        { "<a xmlns:p=\"ns\">p :t</a>" } };
    WS_XML_STRING prefix, local, ns;
    WS_HEAP *heap = test_heap();
    WS_XML_READER *reader;
    size_t i;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsReadQualifiedName(NULL, heap, NULL, &local, NULL, NULL), E_INVALIDARG);
    ok_hr(WsReadQualifiedName(reader, NULL, NULL, &local, NULL, NULL), E_INVALIDARG);
    ok_hr(WsReadQualifiedName(reader, heap, NULL, NULL, NULL, NULL), WS_E_INVALID_OPERATION);
    set_text_input(reader, "<t/>");
    ok_hr(WsReadQualifiedName(reader, heap, NULL, NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsReadQualifiedName(reader, heap, NULL, &local, NULL, NULL), WS_E_INVALID_FORMAT);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("R48 `%s`", rows[i].text);
        set_text_input(reader, rows[i].text);
        ok_hr(WsReadStartElement(reader, NULL), S_OK);
        memset(&prefix, 0xaa, sizeof(prefix));
        local = ns = prefix;
        ok_hr(WsReadQualifiedName(reader, heap, &prefix, &local, &ns, NULL),
                rows[i].local ? S_OK : WS_E_INVALID_FORMAT);
        if (rows[i].local)
        {
            ok_xml(&prefix, rows[i].prefix);
            ok_xml(&local, rows[i].local);
            ok_xml(&ns, rows[i].ns);
        }
        else
            ok(prefix.length == 0xaaaaaaaa && local.length == 0xaaaaaaaa && ns.length == 0xaaaaaaaa,
                    "untouched");
    }
    WsFreeReader(reader);
}

TEST(R49_R50_skip)
{
    WS_XML_READER *reader;

    ok_hr(WsSkipNode(NULL, NULL), E_INVALIDARG);
    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsSkipNode(reader, NULL), WS_E_INVALID_OPERATION);
    set_text_input(reader, "<t><u></u></t>");
    ok_hr(WsSkipNode(reader, NULL), S_OK);
    ok_xml(element_node(reader)->localName, "t");
    ok_hr(WsSkipNode(reader, NULL), S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF);
    ok_hr(WsSkipNode(reader, NULL), WS_E_INVALID_OPERATION);
    set_text_input(reader, "<!--comment--><t></t>");
    ok_hr(WsSkipNode(reader, NULL), S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_COMMENT);
    ok_hr(WsSkipNode(reader, NULL), S_OK);
    ok_xml(element_node(reader)->localName, "t");
    WsFreeReader(reader);
}

TEST(attributes)
{
    WS_XML_READER *reader = reader_on_text("<t a='1' xmlns:p='ns' p:a='2' b=''/>");
    WS_XML_STRING a = XML("a"), p = XML("p"), ns = XML("ns"), none = XML("");
    ULONG index = 9;
    BOOL inside;

    ok_hr(WsFindAttribute(reader, &a, &none, TRUE, &index, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsFindAttribute(NULL, &a, &none, TRUE, &index, NULL), E_INVALIDARG);
    ok_hr(WsFindAttribute(reader, NULL, &none, TRUE, &index, NULL), E_INVALIDARG);
    ok_hr(WsFindAttribute(reader, &a, NULL, TRUE, &index, NULL), E_INVALIDARG);
    ok_hr(WsFindAttribute(reader, &a, &none, TRUE, NULL, NULL), E_INVALIDARG);
    ok_hr(WsFindAttribute(reader, &a, &none, TRUE, &index, NULL), S_OK);
    ok_int(index, 0);
    ok_hr(WsFindAttribute(reader, &a, &ns, TRUE, &index, NULL), S_OK);
    ok_int(index, 2);
    index = 9;
    ok_hr(WsFindAttribute(reader, &p, &ns, FALSE, &index, NULL), S_FALSE);
    ok_int(index, 9);
    ok_hr(WsFindAttribute(reader, &p, &ns, TRUE, &index, NULL), WS_E_INVALID_FORMAT);
    ok_hr(WsReadStartAttribute(reader, 4, NULL), E_INVALIDARG);
    ok_hr(WsReadStartAttribute(reader, 2, NULL), S_OK);
    ok_hr(WsGetReaderProperty(
                  reader, WS_XML_READER_PROPERTY_IN_ATTRIBUTE, &inside, sizeof(inside), NULL),
            S_OK);
    ok_int(inside, TRUE);
    ok_xml(text_value(reader), "2");
    ok_hr(WsReadNode(reader, NULL), S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF);
    ok_hr(WsReadEndAttribute(reader, NULL), S_OK);
    ok_xml(element_node(reader)->localName, "t");
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_END_ELEMENT);
    WsFreeReader(reader);
}

static ULONG parse(WS_XML_READER *reader, HRESULT *hr, WS_ERROR *error)
{
    ULONG count = 0;

    while ((*hr = WsReadNode(reader, error)) == S_OK)
    {
        count++;
        if (node_type(reader) == WS_XML_NODE_TYPE_EOF) break;
    }
    return count;
}

TEST(errors_say_where)
{
    static const struct
    {
        const char *text, *place;
    } rows[] = { { "<a>\n <b></c></a>", "(row 2, column 5)" },
        { "<a>\n\n\xc3\xa9\xc3\xa9&x;</a>", "(row 3, column 3)" },
        { "<a b='1' c=2/>", "(row 1, column 12)" }, { "<a></a>\n<b/>", "(row 2, column 2)" },
        { "<a>", "(row 1, column 4)" } };
    WS_XML_READER *reader;
    HRESULT hr;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_ERROR *error = test_error();

        test_context("`%s`", rows[i].text);
        reader = reader_on_text(rows[i].text);
        parse(reader, &hr, error);
        ok_hr(hr, WS_E_INVALID_FORMAT);
        ok(strstr(error_text(error), rows[i].place) != NULL, "`%s` has `%s`", error_text(error),
                rows[i].place);
        WsFreeReader(reader);
    }
}

TEST(quotas)
{
    static const struct
    {
        WS_XML_READER_PROPERTY_ID id;
        ULONG value;
        const char *text;
        HRESULT hr;
    } rows[] = { { WS_XML_READER_PROPERTY_MAX_DEPTH, 2, "<a><b></b></a>", S_OK },
        { WS_XML_READER_PROPERTY_MAX_DEPTH, 2, "<a><b><c/></b></a>", WS_E_QUOTA_EXCEEDED },
        { WS_XML_READER_PROPERTY_MAX_DEPTH, 0, "<a/>", WS_E_QUOTA_EXCEEDED },
        { WS_XML_READER_PROPERTY_MAX_ATTRIBUTES, 2, "<a b='' c=''/>", S_OK },
        { WS_XML_READER_PROPERTY_MAX_ATTRIBUTES, 2, "<a b='' c='' d=''/>", WS_E_QUOTA_EXCEEDED },
        { WS_XML_READER_PROPERTY_MAX_NAMESPACES, 2, "<a xmlns:b='x' xmlns:c='x'/>", S_OK },
        { WS_XML_READER_PROPERTY_MAX_NAMESPACES, 2, "<a xmlns:b='x'><b xmlns:c='y' xmlns='z'/></a>",
                WS_E_QUOTA_EXCEEDED },
        { WS_XML_READER_PROPERTY_ALLOW_FRAGMENT, FALSE, "<a/><b/>", WS_E_INVALID_FORMAT },
        { WS_XML_READER_PROPERTY_ALLOW_FRAGMENT, TRUE, "x<a/>y<b/><![CDATA[z]]>&lt;", S_OK },
        { WS_XML_READER_PROPERTY_ALLOW_FRAGMENT, FALSE, "x<a/>", WS_E_INVALID_FORMAT },
        { WS_XML_READER_PROPERTY_READ_DECLARATION, FALSE, "<?xml version='1.0'?><a/>",
                WS_E_INVALID_FORMAT },
        { WS_XML_READER_PROPERTY_READ_DECLARATION, TRUE, "<?xml version='1.0'?><a/>", S_OK },
        { WS_XML_READER_PROPERTY_ALLOW_INVALID_CHARACTER_REFERENCES, TRUE, "<a>&#1;</a>", S_OK },
        { WS_XML_READER_PROPERTY_ALLOW_INVALID_CHARACTER_REFERENCES, FALSE, "<a>&#1;</a>",
                WS_E_INVALID_FORMAT },
        { WS_XML_READER_PROPERTY_ALLOW_INVALID_CHARACTER_REFERENCES, TRUE, "<a>&#xd800;</a>",
                WS_E_INVALID_FORMAT } };
    WS_XML_READER *reader;
    HRESULT hr;
    size_t i;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_XML_READER_PROPERTY property
                = { rows[i].id, (void *)&rows[i].value, sizeof(rows[i].value) };

        test_context("property %u = %u: `%s`", (unsigned)rows[i].id, (unsigned)rows[i].value,
                rows[i].text);
        ok_hr(set_input(reader, rows[i].text, (ULONG)strlen(rows[i].text), WS_CHARSET_AUTO,
                      &property, 1),
                S_OK);
        parse(reader, &hr, NULL);
        ok_hr(hr, rows[i].hr);
    }
    WsFreeReader(reader);
}

TEST(rows_and_columns)
{
    WS_XML_READER *reader = reader_on_text("<a>\n  <b>\xc3\xa9</b></a>");
    static const ULONG places[][2]
            = { { 0, 0 }, { 0, 3 }, { 1, 2 }, { 1, 5 }, { 1, 6 }, { 1, 10 } };
    UINT64 row, column;
    size_t i;

    for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
    {
        ok_hr(WsReadNode(reader, NULL), S_OK);
        ok_hr(WsGetReaderProperty(reader, WS_XML_READER_PROPERTY_ROW, &row, sizeof(row), NULL),
                S_OK);
        ok_hr(WsGetReaderProperty(
                      reader, WS_XML_READER_PROPERTY_COLUMN, &column, sizeof(column), NULL),
                S_OK);
        ok_int(row, places[i][0]);
        ok_int(column, places[i][1]);
    }
    WsFreeReader(reader);
}

TESTS = { CASE(R1_to_R6_properties), CASE(R7_to_R11_input), CASE(R12_to_R16_start_and_end),
    CASE(R17_first_node), CASE(R18_to_R21_nodes), CASE(R23_R24_xml_attributes),
    CASE(R25_moves_need_a_buffer), CASE(R29_cdata), CASE(R30_to_R36_namespaces),
    CASE(R37_to_R41_declarations), CASE(R43_references), CASE(R44_to_R46_chars),
    CASE(chars_over_pieces), CASE(R47_R48_qualified_names), CASE(R49_R50_skip), CASE(attributes),
    CASE(errors_say_where), CASE(quotas), CASE(rows_and_columns), END_OF_CASES };
