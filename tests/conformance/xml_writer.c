/* The XML writer in text form: facts W1 to W27 of what Windows does, escaping, and text of every type.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "writer_steps.h"

TEST(W1_create)
{
    WS_XML_WRITER *writer = NULL;
    ULONG value = 0xdeadbeef;

    ok_hr(WsCreateWriter(NULL, 0, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsGetWriterProperty(
                  writer, WS_XML_WRITER_PROPERTY_MAX_DEPTH, &value, sizeof(value), NULL),
            WS_E_INVALID_OPERATION);
    ok_int(value, 0xdeadbeef);
    WsFreeWriter(writer);
}

TEST(W2_defaults)
{
    static const struct
    {
        WS_XML_WRITER_PROPERTY_ID id;
        ULONG value;
    } rows[] = {
        { WS_XML_WRITER_PROPERTY_MAX_DEPTH, 32 },
        { WS_XML_WRITER_PROPERTY_ALLOW_FRAGMENT, FALSE },
        { WS_XML_WRITER_PROPERTY_MAX_ATTRIBUTES, 128 },
        { WS_XML_WRITER_PROPERTY_WRITE_DECLARATION, FALSE },
        { WS_XML_WRITER_PROPERTY_INDENT, 0 },
        { WS_XML_WRITER_PROPERTY_BUFFER_TRIM_SIZE, 4096 },
        { WS_XML_WRITER_PROPERTY_CHARSET, WS_CHARSET_UTF8 },
        { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, 65536 },
        { WS_XML_WRITER_PROPERTY_MAX_MIME_PARTS_BUFFER_SIZE, 65536 },
        { WS_XML_WRITER_PROPERTY_MAX_NAMESPACES, 32 },
        { WS_XML_WRITER_PROPERTY_IN_ATTRIBUTE, FALSE },
        { WS_XML_WRITER_PROPERTY_BYTES_WRITTEN, 0 },
    };
    WS_XML_WRITER *writer = writer_to_text();
    WS_BUFFERS buffers = { 1, (WS_BYTES *)1 };
    WS_BYTES bytes = { 1, NULL };
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        ULONG value = 0xdeadbeef;

        test_context("W2 property %u", rows[i].id);
        ok_hr(WsGetWriterProperty(writer, rows[i].id, &value, sizeof(value), NULL), S_OK);
        ok_int(value, rows[i].value);
    }
    test_context("W2");
    ok_hr(WsGetWriterProperty(
                  writer, WS_XML_WRITER_PROPERTY_BUFFERS, &buffers, sizeof(buffers), NULL),
            S_OK);
    ok(!buffers.bufferCount && !buffers.buffers, "no buffers");
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK);
    ok(!bytes.length && bytes.bytes, "no bytes, but a pointer");
    bytes.bytes = (BYTE *)1;
    ok_hr(WsGetWriterProperty(
                  writer, WS_XML_WRITER_PROPERTY_INITIAL_BUFFER, &bytes, sizeof(bytes), NULL),
            S_OK);
    ok(!bytes.length && !bytes.bytes, "no initial buffer");
    WsFreeWriter(writer);
}

TEST(W3_properties_at_creation)
{
    static const WS_XML_WRITER_PROPERTY_ID read_only[] = { WS_XML_WRITER_PROPERTY_IN_ATTRIBUTE,
        WS_XML_WRITER_PROPERTY_BYTES_WRITTEN, WS_XML_WRITER_PROPERTY_BYTES_TO_CLOSE,
        WS_XML_WRITER_PROPERTY_CHARSET, (WS_XML_WRITER_PROPERTY_ID)19 };
    ULONG depth = 16, value = 0;
    WS_XML_WRITER_PROPERTY property = { WS_XML_WRITER_PROPERTY_MAX_DEPTH, &depth, sizeof(depth) };
    WS_XML_WRITER *writer = NULL;
    size_t i;

    ok_hr(WsCreateWriter(&property, 1, &writer, NULL), S_OK);
    set_output(writer);
    ok_hr(WsGetWriterProperty(
                  writer, WS_XML_WRITER_PROPERTY_MAX_DEPTH, &value, sizeof(value), NULL),
            S_OK);
    ok_int(value, 16);
    WsFreeWriter(writer);
    for (i = 0; i < sizeof(read_only) / sizeof(read_only[0]); i++)
    {
        property.id = read_only[i];
        ok_hr(WsCreateWriter(&property, 1, &writer, NULL), E_INVALIDARG);
    }
}

TEST(W4_set_output)
{
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    ULONG depth = 16, value = 0;
    WS_XML_WRITER_PROPERTY property = { WS_XML_WRITER_PROPERTY_MAX_DEPTH, &depth, sizeof(depth) };
    WS_XML_BUFFER *buffer = NULL;
    WS_XML_WRITER *writer = NULL;

    ok_hr(WsSetOutput(NULL, NULL, NULL, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsSetOutputToBuffer(NULL, NULL, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsSetOutputToBuffer(writer, NULL, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsCreateXmlBuffer(test_heap(), NULL, 0, &buffer, NULL), S_OK);
    ok_hr(WsSetOutputToBuffer(NULL, buffer, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsSetOutputToBuffer(writer, buffer, NULL, 0, NULL), S_OK);
    ok_hr(WsSetOutputToBuffer(writer, buffer, &property, 1, NULL), S_OK);
    ok_hr(WsGetWriterProperty(
                  writer, WS_XML_WRITER_PROPERTY_MAX_DEPTH, &value, sizeof(value), NULL),
            S_OK);
    ok_int(value, 16);
    ok_hr(WsSetOutput(writer, &text.encoding, &output.output, &property, 1, NULL), S_OK);
    start(writer, NULL, "a", "");
    ok_hr(WsSetOutput(writer, &text.encoding, &output.output, &property, 1, NULL), S_OK);
    ok_written(writer, "");
    WsFreeWriter(writer);
}

TEST(W6_output_is_delayed)
{
    WS_XML_WRITER *writer = writer_to_text();

    ok_hr(WsWriteStartElement(NULL, NULL, NULL, NULL, NULL), E_INVALIDARG); /* W5 */
    start(writer, "p", "a", "ns");
    ok_written(writer, "");
    ok_hr(WsWriteEndStartElement(writer, NULL), S_OK);
    ok_written(writer, "<p:a xmlns:p=\"ns\">");
    ok_hr(WsWriteEndStartElement(writer, NULL), WS_E_INVALID_OPERATION);
    end(writer);
    ok_written(writer, "<p:a xmlns:p=\"ns\"></p:a>");
    ok_hr(WsWriteEndElement(writer, NULL), WS_E_INVALID_OPERATION);
    set_output(writer);
    start(writer, "p", "a", "ns");
    end(writer);
    ok_written(writer, "<p:a xmlns:p=\"ns\"/>");
    WsFreeWriter(writer);
}

TEST(W7_nested_elements)
{
    WS_XML_WRITER *writer = writer_to_text();

    start(writer, "p", "a", "ns");
    start(writer, NULL, "b", "ns");
    ok_written(writer, "<p:a xmlns:p=\"ns\">");
    end(writer);
    ok_written(writer, "<p:a xmlns:p=\"ns\"><p:b/>");
    start(writer, NULL, "b", "ns2");
    end(writer);
    end(writer);
    ok_written(writer, "<p:a xmlns:p=\"ns\"><p:b/><b xmlns=\"ns2\"/></p:a>");
    set_output(writer);
    start(writer, "", "a", ""); /* W8 */
    ok_hr(WsWriteEndStartElement(writer, NULL), S_OK);
    end(writer);
    ok_written(writer, "<a></a>");
    set_output(writer);
    start(writer, NULL, "a", "ns");
    start(writer, NULL, "b", "");
    end(writer);
    start(writer, NULL, "b", "ns");
    end(writer);
    end(writer);
    ok_written(writer, "<a xmlns=\"ns\"><b xmlns=\"\"/><b/></a>");
    WsFreeWriter(writer);
}

struct declaration
{
    const char *prefix, *ns;
    BOOL single;
};

TEST(W10_W11_W12_declarations)
{
    static const struct
    {
        struct declaration list[3];
        HRESULT hr;
        const char *expected;
    } rows[] = {
        { { { NULL, "ns2", FALSE } }, S_OK, "<prefix:t xmlns:prefix=\"ns\" xmlns=\"ns2\"/>" },
        { { { "prefix2", "ns2", FALSE } }, S_OK,
                "<prefix:t xmlns:prefix2=\"ns2\" xmlns:prefix=\"ns\"/>" },
        { { { "prefix", "ns", TRUE } }, S_OK, "<prefix:t xmlns:prefix='ns'/>" },
        { { { "prefix", "ns", TRUE }, { "prefix", "ns", FALSE } }, S_OK,
                "<prefix:t xmlns:prefix='ns'/>" },
        { { { "prefix", "ns2", FALSE } }, WS_E_INVALID_FORMAT, NULL },
        { { { "p", "ns2", FALSE }, { "p", "ns3", FALSE } }, WS_E_INVALID_FORMAT, NULL },
        { { { "", "ns2", TRUE } }, S_OK, "<prefix:t xmlns='ns2' xmlns:prefix=\"ns\"/>" },
    };
    size_t i, j;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_XML_BUFFER *buffer;
        WS_XML_WRITER *writer = writer_to_tree(&buffer);

        test_context("W10 to W12 row %u", (unsigned)i);
        ok_hr(WsWriteXmlnsAttribute(writer, NULL, str("ns"), FALSE, NULL), WS_E_INVALID_OPERATION);
        start(writer, "prefix", "t", "ns");
        for (j = 0; j < 3 && rows[i].list[j].ns; j++)
            ok_hr(WsWriteXmlnsAttribute(writer, str(rows[i].list[j].prefix),
                          str(rows[i].list[j].ns), rows[i].list[j].single, NULL),
                    S_OK);
        ok_hr(WsWriteEndElement(writer, NULL), rows[i].hr);
        if (rows[i].expected) ok_buffer(buffer, rows[i].expected);
        if (rows[i].hr == WS_E_INVALID_FORMAT)
            ok_hr(WsWriteEndElement(writer, NULL), WS_E_OBJECT_FAULTED);
        WsFreeWriter(writer);
    }
}

TEST(W9_xmlns_arguments)
{
    WS_XML_BUFFER *buffer;
    WS_XML_WRITER *writer = writer_to_tree(&buffer);

    ok_hr(WsWriteXmlnsAttribute(NULL, NULL, NULL, FALSE, NULL), E_INVALIDARG);
    ok_hr(WsWriteXmlnsAttribute(writer, NULL, NULL, FALSE, NULL), E_INVALIDARG);
    ok_hr(WsWriteXmlnsAttribute(writer, str("p"), NULL, FALSE, NULL), E_INVALIDARG);
    ok_hr(WsWriteXmlnsAttribute(writer, str("p"), str("ns"), FALSE, NULL), WS_E_INVALID_OPERATION);
    WsFreeWriter(writer);
}

TEST(W13_prefix_xmlns)
{
    static const WS_XML_STRING with_nul = { 6, (BYTE *)"xmlns", NULL, 0 };
    WS_XML_BUFFER *buffer;
    WS_XML_WRITER *writer = writer_to_tree(&buffer);

    start(writer, "prefix", "t", "ns");
    ok_hr(WsWriteStartAttribute(writer, &with_nul, str("prefix"), str("ns"), TRUE, NULL), S_OK);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    ok_hr(WsWriteEndElement(writer, NULL), WS_E_INVALID_FORMAT);
    WsFreeWriter(writer);
    writer = writer_to_text();
    start(writer, "prefix", "t", "ns");
    ok_hr(WsWriteStartAttribute(writer, str("xmlns"), str("prefix"), str("ns"), TRUE, NULL), S_OK);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    ok_hr(WsWriteEndElement(writer, NULL), WS_E_INVALID_FORMAT);
    WsFreeWriter(writer);
}

TEST(W14_attributes_come_first)
{
    WS_XML_BUFFER *buffer;
    WS_XML_WRITER *tree = writer_to_tree(&buffer), *writer = writer_to_text();
    WS_XML_WRITER *both[] = { tree, writer };
    size_t i;

    for (i = 0; i < 2; i++)
    {
        start(both[i], "prefix", "t", "ns");
        ok_hr(WsWriteXmlnsAttribute(both[i], str("prefix"), str("ns"), TRUE, NULL), S_OK);
        ok_hr(WsWriteXmlnsAttribute(both[i], str("prefix2"), str("ns2"), TRUE, NULL), S_OK);
        ok_hr(WsWriteStartAttribute(both[i], str("prefix"), str("attr"), str("ns"), TRUE, NULL),
                S_OK);
        ok_hr(WsWriteEndAttribute(both[i], NULL), S_OK);
        start(both[i], "prefix2", "u", "ns2"); /* W15 */
        end(both[i]);
        end(both[i]);
    }
#define EXPECTED                                                                  \
    "<prefix:t prefix:attr='' xmlns:prefix='ns' xmlns:prefix2='ns2'><prefix2:u/>" \
    "</prefix:t>"
    ok_buffer(buffer, EXPECTED);
    ok_written(writer, EXPECTED);
    WsFreeWriter(tree);
    WsFreeWriter(writer);
}

TEST(W17_prefix_from_namespace)
{
    WS_XML_WRITER *writer = writer_to_text();
    const WS_XML_STRING *prefix = (const WS_XML_STRING *)1;

    ok_hr(WsGetPrefixFromNamespace(NULL, str("ns"), TRUE, &prefix, NULL), E_INVALIDARG); /* W16 */
    ok_hr(WsGetPrefixFromNamespace(writer, NULL, TRUE, &prefix, NULL), E_INVALIDARG);
    ok_hr(WsGetPrefixFromNamespace(writer, str("ns"), TRUE, NULL, NULL), E_INVALIDARG);
    start(writer, "p", "t", "ns");
    ok_hr(WsGetPrefixFromNamespace(writer, str("ns"), TRUE, &prefix, NULL), WS_E_INVALID_FORMAT);
    ok(prefix == (const WS_XML_STRING *)1, "untouched");
    ok_hr(WsWriteEndStartElement(writer, NULL), S_OK);
    ok_hr(WsGetPrefixFromNamespace(writer, str("ns"), TRUE, &prefix, NULL), S_OK);
    ok_xml(prefix, "p");
    ok_hr(WsGetPrefixFromNamespace(writer, str("ns2"), FALSE, &prefix, NULL), S_FALSE);
    ok(!prefix, "NULL");
    ok_hr(WsGetPrefixFromNamespace(
                  writer, str("http://www.w3.org/XML/1998/namespace"), TRUE, &prefix, NULL),
            S_OK);
    ok_xml(prefix, "xml");
    ok_hr(WsGetPrefixFromNamespace(
                  writer, str("http://www.w3.org/2000/xmlns/"), TRUE, &prefix, NULL),
            S_OK);
    ok_xml(prefix, "xmlns");
    end(writer);
    ok_hr(WsGetPrefixFromNamespace(writer, str("ns"), TRUE, &prefix, NULL), WS_E_INVALID_FORMAT);
    WsFreeWriter(writer);
}

TEST(W19_nodes)
{
    WS_XML_UTF8_TEXT value = { { WS_XML_TEXT_TYPE_UTF8 }, *str("value") };
    WS_XML_UTF8_TEXT cdata = { { WS_XML_TEXT_TYPE_UTF8 }, *str("cdata") };
    WS_XML_UTF8_TEXT chars = { { WS_XML_TEXT_TYPE_UTF8 }, *str("text") };
    WS_XML_ATTRIBUTE attribute
            = { TRUE, FALSE, NULL, str("attr"), (WS_XML_STRING *)&empty, &value.text };
    WS_XML_ATTRIBUTE *attributes[] = { &attribute };
    WS_XML_ELEMENT_NODE element = { { WS_XML_NODE_TYPE_ELEMENT }, NULL, str("t"),
        (WS_XML_STRING *)&empty, 1, attributes, FALSE };
    WS_XML_COMMENT_NODE comment = { { WS_XML_NODE_TYPE_COMMENT }, *str("comment") };
    WS_XML_TEXT_NODE in_cdata = { { WS_XML_NODE_TYPE_TEXT }, &cdata.text };
    WS_XML_TEXT_NODE plain = { { WS_XML_NODE_TYPE_TEXT }, &chars.text };
    WS_XML_NODE eof = { WS_XML_NODE_TYPE_EOF }, bof = { WS_XML_NODE_TYPE_BOF };
    WS_XML_NODE start_cdata = { WS_XML_NODE_TYPE_CDATA };
    WS_XML_NODE end_cdata = { WS_XML_NODE_TYPE_END_CDATA };
    WS_XML_NODE end_element = { WS_XML_NODE_TYPE_END_ELEMENT };
    const WS_XML_NODE *nodes[] = { &element.node, &comment.node, &eof, &bof, &start_cdata,
        &in_cdata.node, &end_cdata, &plain.node, &end_element };
    WS_XML_BUFFER *buffer;
    WS_XML_WRITER *writer = writer_to_tree(&buffer), *none = NULL;
    size_t i;

    ok_hr(WsWriteNode(NULL, NULL, NULL), E_INVALIDARG); /* W18 */
    ok_hr(WsCreateWriter(NULL, 0, &none, NULL), S_OK);
    ok_hr(WsWriteNode(none, NULL, NULL), WS_E_INVALID_OPERATION);
    WsFreeWriter(none);
    for (i = 0; i < sizeof(nodes) / sizeof(nodes[0]); i++)
        ok_hr(WsWriteNode(writer, nodes[i], NULL), S_OK);
    ok_buffer(buffer, "<t attr='value'><!--comment--><![CDATA[cdata]]>text</t>");
    WsFreeWriter(writer);
}

union any_text
{
    WS_XML_TEXT text;
    WS_XML_UTF8_TEXT utf8;
    WS_XML_UTF16_TEXT utf16;
    WS_XML_BASE64_TEXT base64;
    WS_XML_BOOL_TEXT boolean;
    WS_XML_INT32_TEXT int32;
    WS_XML_INT64_TEXT int64;
    WS_XML_UINT64_TEXT uint64;
    WS_XML_DOUBLE_TEXT real;
    WS_XML_GUID_TEXT guid;
    WS_XML_DATETIME_TEXT datetime;
    WS_XML_QNAME_TEXT qname;
};

TEST(text_of_every_type)
{
    static const WCHAR wide_text[] = { 'u', 't', 'f', '1', '6' };
    static const struct
    {
        union any_text text;
        const char *expected;
    } rows[] = {
        { { .utf8 = { { WS_XML_TEXT_TYPE_UTF8 }, { 4, (BYTE *)"utf8", NULL, 0 } } }, "utf8" },
        { { .utf16 = { { WS_XML_TEXT_TYPE_UTF16 }, (BYTE *)wide_text, 10 } }, "utf16" },
        { { .guid = { { WS_XML_TEXT_TYPE_GUID } } }, "00000000-0000-0000-0000-000000000000" },
        { { .guid = { { WS_XML_TEXT_TYPE_UNIQUE_ID } } },
                "urn:uuid:00000000-0000-0000-0000-000000000000" },
        { { .boolean = { { WS_XML_TEXT_TYPE_BOOL }, TRUE } }, "true" },
        { { .int32 = { { WS_XML_TEXT_TYPE_INT32 }, INT32_MIN } }, "-2147483648" },
        { { .int64 = { { WS_XML_TEXT_TYPE_INT64 }, INT64_MIN } }, "-9223372036854775808" },
        { { .uint64 = { { WS_XML_TEXT_TYPE_UINT64 }, UINT64_MAX } }, "18446744073709551615" },
        { { .datetime = { { WS_XML_TEXT_TYPE_DATETIME }, { 0, WS_DATETIME_FORMAT_UTC } } },
                "0001-01-01T00:00:00Z" },
        { { .real = { { WS_XML_TEXT_TYPE_DOUBLE }, 1.1 } }, "1.1" },
        { { .base64 = { { WS_XML_TEXT_TYPE_BASE64 }, (BYTE *)"test", 4 } }, "dGVzdA==" },
    };
    WS_XML_STRING p = XML("p"), u = XML("u"), ns = XML("ns");
    WS_XML_QNAME_TEXT qname = { { WS_XML_TEXT_TYPE_QNAME }, NULL, &u, (WS_XML_STRING *)&empty };
    WS_XML_WRITER *writer = writer_to_text();
    char expected[128];
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("text %s", rows[i].expected);
        set_output(writer);
        start(writer, NULL, "t", "");
        ok_hr(WsWriteText(writer, &rows[i].text.text, NULL), S_OK);
        end(writer);
        snprintf(expected, sizeof(expected), "<t>%s</t>", rows[i].expected);
        ok_written(writer, expected);
    }
    test_context("qname");
    set_output(writer);
    start(writer, NULL, "t", "");
    ok_hr(WsWriteText(writer, &qname.text, NULL), S_OK);
    end(writer);
    ok_written(writer, "<t>u</t>");
    qname.prefix = &p;
    qname.ns = &ns;
    set_output(writer);
    start(writer, "p", "t", "ns");
    ok_hr(WsWriteText(writer, &qname.text, NULL), S_OK);
    end(writer);
    ok_written(writer, "<p:t xmlns:p=\"ns\">p:u</p:t>");
    WsFreeWriter(writer);
}

TEST(escaping)
{
    enum where
    {
        CONTENT,
        DOUBLE_QUOTES,
        SINGLE_QUOTES,
        CDATA,
        COMMENT
    };
    static const struct
    {
        enum where where;
        const char *input, *expected;
    } rows[] = {
        { CONTENT, "<", "<t>&lt;</t>" },
        { CONTENT, ">", "<t>&gt;</t>" },
        { CONTENT, "&", "<t>&amp;</t>" },
        { CONTENT, "\"", "<t>\"</t>" },
        { CONTENT, "'", "<t>'</t>" },
        { CONTENT, "\t\n", "<t>\t\n</t>" },
        { CONTENT, "\r", "<t>&#xD;</t>" },
        { CONTENT, "0123456789abcdef<0123456789abcdef0123456789abcdef&\xc3\xab",
                "<t>0123456789abcdef&lt;0123456789abcdef0123456789abcdef&amp;\xc3\xab</t>" },
        { DOUBLE_QUOTES, "<", "<t a=\"&lt;\"/>" },
        { DOUBLE_QUOTES, ">", "<t a=\">\"/>" },
        { DOUBLE_QUOTES, "\"", "<t a=\"&quot;\"/>" },
        { DOUBLE_QUOTES, "&", "<t a=\"&amp;\"/>" },
        { DOUBLE_QUOTES, "'", "<t a=\"'\"/>" },
        { DOUBLE_QUOTES, "\t\n\r", "<t a=\"&#x9;&#xA;&#xD;\"/>" },
        { SINGLE_QUOTES, "'", "<t a='&apos;'/>" },
        { SINGLE_QUOTES, "\"", "<t a='\"'/>" },
        { SINGLE_QUOTES, "<", "<t a='&lt;'/>" },
        { CDATA, "<>\"&[]'", "<t><![CDATA[<>\"&[]']]></t>" },
        { CDATA, "a]]>b", "<t><![CDATA[a]]]]><![CDATA[>b]]></t>" },
        { COMMENT, "<>\"&[]'", "<t><!--<>\"&[]'--></t>" },
    };
    WS_XML_WRITER *writer = writer_to_text();
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        WS_XML_COMMENT_NODE comment = { { WS_XML_NODE_TYPE_COMMENT }, *str(rows[i].input) };
        enum where where = rows[i].where;

        test_context("escaping %u \"%s\"", where, rows[i].input);
        set_output(writer);
        start(writer, NULL, "t", "");
        if (where == DOUBLE_QUOTES || where == SINGLE_QUOTES)
            ok_hr(WsWriteStartAttribute(
                          writer, NULL, str("a"), &empty, where == SINGLE_QUOTES, NULL),
                    S_OK);
        if (where == CDATA) ok_hr(WsWriteStartCData(writer, NULL), S_OK);
        if (where == COMMENT)
            ok_hr(WsWriteNode(writer, &comment.node, NULL), S_OK);
        else
            text(writer, rows[i].input);
        if (where == CDATA) ok_hr(WsWriteEndCData(writer, NULL), S_OK);
        if (where == DOUBLE_QUOTES || where == SINGLE_QUOTES)
            ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
        end(writer);
        ok_written(writer, rows[i].expected);
    }
    WsFreeWriter(writer);
}

TEST(W20_array)
{
    static const BOOL values[] = { FALSE, TRUE };
    WS_XML_WRITER *writer = NULL;
    const WS_VALUE_TYPE type = WS_BOOL_VALUE_TYPE;

    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsWriteArray(writer, str("item"), str(""), type, NULL, 0, 0, 0, NULL),
            WS_E_INVALID_OPERATION);
    set_output(writer);
    ok_hr(WsWriteArray(writer, NULL, str(""), type, NULL, 0, 0, 0, NULL), E_INVALIDARG);
    ok_hr(WsWriteArray(writer, str("item"), NULL, type, NULL, 0, 0, 0, NULL), E_INVALIDARG);
    ok_hr(WsWriteArray(writer, str("item"), str(""), (WS_VALUE_TYPE)~0u, NULL, 0, 0, 0, NULL),
            E_INVALIDARG);
    ok_hr(WsWriteArray(writer, str("item"), str(""), type, NULL, 0, 0, 0, NULL), S_OK);
    ok_hr(WsWriteArray(writer, str("item"), str(""), type, values, sizeof(values), 0, 0, NULL),
            S_OK);
    ok_written(writer, "");
    /* W21 */
    ok_hr(WsWriteArray(writer, str("item"), str(""), type, NULL, 0, 0, 1, NULL), E_INVALIDARG);
    ok_hr(WsWriteArray(writer, str("item"), str(""), type, values, sizeof(values) - 1, 0, 2, NULL),
            E_INVALIDARG);
    ok_hr(WsWriteArray(writer, str("item"), str(""), type, values, sizeof(values), 0, 3, NULL),
            E_INVALIDARG);
    ok_hr(WsWriteArray(
                  writer, str("item"), str(""), type, values, sizeof(values), 0xffffffff, 2, NULL),
            E_INVALIDARG);
    /* W22 */
    ok_hr(WsWriteArray(writer, str("item"), str(""), type, values, sizeof(values), 0, 1, NULL),
            S_OK);
    ok_written(writer, "<item>false</item>");
    set_output(writer);
    start(writer, NULL, "array", "");
    ok_hr(WsWriteArray(writer, str("item"), str(""), type, values, sizeof(values), 0, 2, NULL),
            S_OK);
    end(writer);
    ok_written(writer, "<array><item>false</item><item>true</item></array>");
    WsFreeWriter(writer);
}

TEST(W24_qualified_names)
{
    static const struct
    {
        const char *prefix, *local, *ns;
        HRESULT hr;
        const char *expected;
    } rows[] = {
        { NULL, NULL, NULL, E_INVALIDARG, NULL },
        { NULL, "t2", NULL, E_INVALIDARG, NULL },
        { "p2", "t2", NULL, S_OK, "<p:t xmlns:p=\"ns\">p2:t2" },
        { NULL, "t2", "ns2", WS_E_INVALID_FORMAT, NULL },
        { NULL, "t2", "ns", S_OK, "<p:t xmlns:p=\"ns\">p:t2" },
        { "p2", "t2", "ns2", S_OK, "<p:t xmlns:p=\"ns\">p2:t2" },
        { "p2", "t2", "ns", S_OK, "<p:t xmlns:p=\"ns\">p2:t2" },
        { "p2", "t2", "", S_OK, "<p:t xmlns:p=\"ns\">p2:t2" },
        { "p", "t", NULL, S_OK, "<p:t xmlns:p=\"ns\">p:t" },
        { NULL, "t", "ns", S_OK, "<p:t xmlns:p=\"ns\">p:t" },
        { "p2", "", "", S_OK, "<p:t xmlns:p=\"ns\">p2:" },
        { "p2", "", "ns2", S_OK, "<p:t xmlns:p=\"ns\">p2:" },
        { "", "t2", "", S_OK, "<p:t xmlns:p=\"ns\">t2" },
        { "", "", "ns2", S_OK, "<p:t xmlns:p=\"ns\">" },
        { "", "", "", S_OK, "<p:t xmlns:p=\"ns\">" },
    };
    WS_XML_WRITER *writer = NULL;
    size_t i;

    ok_hr(WsWriteQualifiedName(NULL, NULL, NULL, NULL, NULL), E_INVALIDARG); /* W23 */
    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsWriteQualifiedName(writer, NULL, NULL, NULL, NULL), WS_E_INVALID_OPERATION);
    set_output(writer);
    ok_hr(WsWriteQualifiedName(writer, NULL, NULL, NULL, NULL), WS_E_INVALID_FORMAT);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("W24 row %u", (unsigned)i);
        set_output(writer);
        start(writer, "p", "t", "ns");
        ok_hr(WsWriteQualifiedName(
                      writer, str(rows[i].prefix), str(rows[i].local), str(rows[i].ns), NULL),
                rows[i].hr);
        if (rows[i].expected) ok_written(writer, rows[i].expected);
    }
    WsFreeWriter(writer);
}

TEST(W25_bytes_and_chars)
{
    WS_XML_WRITER *writer = NULL;
    const BYTE test[] = "test";

    ok_hr(WsWriteBytes(NULL, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsWriteCharsUtf8(NULL, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsWriteChars(NULL, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsWriteBytes(writer, NULL, 0, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsWriteBytes(writer, test, 4, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsWriteCharsUtf8(writer, test, 4, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsWriteChars(writer, wide("test"), 4, NULL), WS_E_INVALID_OPERATION);
    set_output(writer);
    ok_hr(WsWriteBytes(writer, test, 4, NULL), WS_E_INVALID_FORMAT);
    ok_hr(WsWriteCharsUtf8(writer, test, 4, NULL), WS_E_INVALID_FORMAT);
    ok_hr(WsWriteChars(writer, wide("test"), 4, NULL), WS_E_INVALID_FORMAT);
    /* W26 */
    start(writer, NULL, "t", "");
    ok_hr(WsWriteBytes(writer, test, 5, NULL), S_OK);
    end(writer);
    ok_written(writer, "<t>dGVzdAA=</t>");
    set_output(writer);
    start(writer, NULL, "t", "");
    ok_hr(WsWriteStartAttribute(writer, NULL, str("a"), &empty, FALSE, NULL), S_OK);
    ok_hr(WsWriteBytes(writer, test, 2, NULL), S_OK);
    ok_hr(WsWriteBytes(writer, test + 2, 3, NULL), S_OK);
    ok_hr(WsWriteCharsUtf8(writer, test, 4, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    end(writer);
    ok_written(writer, "<t a=\"dGVzdAA=\"/>");
    /* W27 */
    set_output(writer);
    start(writer, NULL, "t", "");
    ok_hr(WsWriteCharsUtf8(writer, test, 4, NULL), S_OK);
    ok_hr(WsWriteCharsUtf8(writer, test, 4, NULL), S_OK);
    end(writer);
    ok_written(writer, "<t>testtest</t>");
    set_output(writer);
    start(writer, NULL, "t", "");
    ok_hr(WsWriteStartAttribute(writer, NULL, str("a"), &empty, FALSE, NULL), S_OK);
    ok_hr(WsWriteCharsUtf8(writer, test, 4, NULL), S_OK);
    ok_hr(WsWriteCharsUtf8(writer, test, 4, NULL), S_OK);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    end(writer);
    ok_written(writer, "<t a=\"testtest\"/>");
    WsFreeWriter(writer);
}

TEST(characters_cut_between_calls)
{
    static const WCHAR face[] = { 0xd83d, 0xde00 };
    WS_XML_WRITER *writer = writer_to_text();

    start(writer, NULL, "t", "");
    ok_hr(WsWriteCharsUtf8(writer, (const BYTE *)"a\xf0\x9f", 3, NULL), S_OK);
    ok_hr(WsWriteCharsUtf8(writer, (const BYTE *)"\x98\x80z", 3, NULL), S_OK);
    ok_hr(WsWriteChars(writer, face, 1, NULL), S_OK);
    ok_hr(WsWriteChars(writer, face + 1, 1, NULL), S_OK);
    end(writer);
    ok_written(writer, "<t>a\xf0\x9f\x98\x80z\xf0\x9f\x98\x80</t>");
    set_output(writer);
    start(writer, NULL, "t", "");
    ok_hr(WsWriteCharsUtf8(writer, (const BYTE *)"a\xf0\x9f", 3, NULL), S_OK);
    ok_hr(WsWriteEndElement(writer, NULL), WS_E_INVALID_FORMAT);
    set_output(writer);
    start(writer, NULL, "t", "");
    ok_hr(WsWriteCharsUtf8(writer, (const BYTE *)"\xff", 1, NULL), WS_E_INVALID_FORMAT);
    set_output(writer);
    start(writer, NULL, "t", "");
    ok_hr(WsWriteCharsUtf8(writer, (const BYTE *)"\1", 1, NULL), WS_E_INVALID_FORMAT);
    WsFreeWriter(writer);
}

TEST(generated_prefixes)
{
    WS_XML_WRITER *writer = writer_to_text();

    start(writer, NULL, "t", "");
    ok_hr(WsWriteStartAttribute(writer, NULL, str("nil"), str("urn:x"), FALSE, NULL), S_OK);
    text(writer, "true");
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    ok_hr(WsWriteStartAttribute(writer, NULL, str("b"), str("urn:y"), FALSE, NULL), S_OK);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    ok_hr(WsWriteStartAttribute(writer, NULL, str("c"), str("urn:x"), FALSE, NULL), S_OK);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    start(writer, NULL, "u", "urn:y");
    ok_hr(WsWriteStartAttribute(writer, NULL, str("d"), str("urn:z"), FALSE, NULL), S_OK);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    end(writer);
    end(writer);
    ok_written(writer,
            "<t a:nil=\"true\" b:b=\"\" a:c=\"\" xmlns:a=\"urn:x\" xmlns:b=\"urn:y\">"
            "<b:u c:d=\"\" xmlns:c=\"urn:z\"/></t>");
    WsFreeWriter(writer);
}

TEST(S29_values)
{
    const BOOL truth = 42;
    const signed char small = -128;
    const USHORT word = 65535;
    WS_XML_WRITER *writer = writer_to_text();

    ok_hr(WsWriteValue(NULL, WS_BOOL_VALUE_TYPE, &truth, sizeof(truth), NULL), E_INVALIDARG);
    ok_hr(WsWriteValue(writer, WS_BOOL_VALUE_TYPE, &truth, 0, NULL), E_INVALIDARG);
    ok_hr(WsWriteValue(writer, WS_BOOL_VALUE_TYPE, NULL, sizeof(truth), NULL), E_INVALIDARG);
    ok_hr(WsWriteValue(writer, WS_BOOL_VALUE_TYPE, &truth, sizeof(truth), NULL),
            WS_E_INVALID_FORMAT);
    start(writer, NULL, "t", "");
    ok_hr(WsWriteStartAttribute(writer, NULL, str("t"), &empty, FALSE, NULL), S_OK);
    ok_hr(WsWriteValue(writer, WS_BOOL_VALUE_TYPE, &truth, sizeof(truth), NULL), S_OK);
    ok_hr(WsWriteValue(writer, WS_BOOL_VALUE_TYPE, &truth, sizeof(truth), NULL),
            WS_E_INVALID_OPERATION);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    ok_hr(WsWriteValue(writer, WS_INT8_VALUE_TYPE, &small, sizeof(small), NULL), S_OK);
    ok_hr(WsWriteValue(writer, WS_UINT16_VALUE_TYPE, &word, sizeof(word), NULL), S_OK);
    end(writer);
    ok_written(writer, "<t t=\"true\">-12865535</t>");
    WsFreeWriter(writer);
}

TEST(limits)
{
    ULONG two = 2;
    WS_XML_WRITER_PROPERTY properties[] = {
        { WS_XML_WRITER_PROPERTY_MAX_DEPTH, &two, sizeof(two) },
        { WS_XML_WRITER_PROPERTY_MAX_ATTRIBUTES, &two, sizeof(two) },
        { WS_XML_WRITER_PROPERTY_MAX_NAMESPACES, &two, sizeof(two) },
    };
    WS_XML_WRITER_TEXT_ENCODING text_encoding
            = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_WRITER *writer = writer_to_text();
    WS_ERROR *error = test_error();

    ok_hr(WsSetOutput(writer, &text_encoding.encoding, &output.output, properties, 3, NULL), S_OK);
    start(writer, NULL, "a", "");
    start(writer, NULL, "b", "");
    ok_hr(WsWriteStartElement(writer, NULL, str("deep"), &empty, error), WS_E_QUOTA_EXCEEDED);
    ok(strstr(error_text(error), "deep") != NULL, "%s", error_text(error));
    ok_hr(WsWriteEndElement(writer, NULL), WS_E_OBJECT_FAULTED);
    ok_hr(WsSetOutput(writer, &text_encoding.encoding, &output.output, properties, 3, NULL), S_OK);
    start(writer, "p", "a", "x");
    ok_hr(WsWriteXmlnsAttribute(writer, str("q"), str("y"), FALSE, NULL), S_OK);
    ok_hr(WsWriteXmlnsAttribute(writer, str("r"), str("z"), FALSE, NULL), S_OK);
    ok_hr(WsWriteStartAttribute(writer, NULL, str("b"), &empty, FALSE, NULL), WS_E_QUOTA_EXCEEDED);
    ok_hr(WsSetOutput(writer, &text_encoding.encoding, &output.output, properties, 3, NULL), S_OK);
    start(writer, "p", "a", "x");
    ok_hr(WsWriteXmlnsAttribute(writer, str("q"), str("y"), FALSE, NULL), S_OK);
    ok_hr(WsWriteXmlnsAttribute(writer, str("r"), str("z"), FALSE, NULL), S_OK);
    ok_hr(WsWriteEndElement(writer, NULL), WS_E_QUOTA_EXCEEDED);
    WsFreeWriter(writer);
}

TEST(misuse)
{
    WS_XML_WRITER *writer = writer_to_text();

    start(writer, NULL, "a", "");
    ok_hr(WsWriteEndAttribute(writer, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsWriteEndCData(writer, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsWriteStartAttribute(writer, NULL, str("b"), &empty, FALSE, NULL), S_OK);
    ok_hr(WsWriteStartAttribute(writer, NULL, str("b"), &empty, FALSE, NULL),
            WS_E_INVALID_OPERATION);
    ok_hr(WsWriteStartElement(writer, NULL, str("b"), &empty, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsWriteEndElement(writer, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsWriteStartCData(writer, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    ok_hr(WsWriteStartAttribute(writer, NULL, str("b"), &empty, FALSE, NULL), S_OK);
    ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
    ok_hr(WsWriteEndElement(writer, NULL), WS_E_INVALID_FORMAT); /* b twice */
    set_output(writer);
    start(writer, NULL, "a", "");
    end(writer);
    ok_hr(WsWriteStartElement(writer, NULL, str("b"), &empty, NULL), WS_E_INVALID_FORMAT);
    set_output(writer);
    ok_hr(WsWriteStartElement(writer, str("p"), str("b"), &empty, NULL), WS_E_INVALID_FORMAT);
    set_output(writer);
    ok_hr(WsWriteStartElement(writer, NULL, str("a b"), &empty, NULL), WS_E_INVALID_FORMAT);
    WsFreeWriter(writer);
}

TESTS = {
    CASE(W1_create),
    CASE(W2_defaults),
    CASE(W3_properties_at_creation),
    CASE(W4_set_output),
    CASE(W6_output_is_delayed),
    CASE(W7_nested_elements),
    CASE(W9_xmlns_arguments),
    CASE(W10_W11_W12_declarations),
    CASE(W13_prefix_xmlns),
    CASE(W14_attributes_come_first),
    CASE(W17_prefix_from_namespace),
    CASE(W19_nodes),
    CASE(text_of_every_type),
    CASE(escaping),
    CASE(W20_array),
    CASE(W24_qualified_names),
    CASE(W25_bytes_and_chars),
    CASE(characters_cut_between_calls),
    CASE(generated_prefixes),
    CASE(S29_values),
    CASE(limits),
    CASE(misuse),
    END_OF_CASES,
};
