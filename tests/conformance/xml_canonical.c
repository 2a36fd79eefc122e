/* Canonical XML from readers and writers: the four algorithms, inclusive prefixes, omitted elements, the size of the
 * output buffer, and where it may start and end. Expected bytes follow the W3C recommendations (and were compared
 * with libxml2).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "writer_steps.h"

struct sink
{
    char bytes[8192];
    ULONG length, calls, largest;
};

static HRESULT CALLBACK sink_write(void *state, const WS_BYTES *buffers, ULONG count,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct sink *sink = state;
    ULONG i;

    ok(!ctx, "always synchronous");
    sink->calls++;
    for (i = 0; i < count && sink->length + buffers[i].length <= sizeof(sink->bytes); i++)
    {
        memcpy(sink->bytes + sink->length, buffers[i].bytes, buffers[i].length);
        sink->length += buffers[i].length;
        if (buffers[i].length > sink->largest) sink->largest = buffers[i].length;
    }
    return S_OK;
}

#define EXCLUSIVE         WS_EXCLUSIVE_XML_CANONICALIZATION_ALGORITHM
#define EXCLUSIVE_COMMENT WS_EXCLUSIVE_WITH_COMMENTS_XML_CANONICALIZATION_ALGORITHM
#define INCLUSIVE         WS_INCLUSIVE_XML_CANONICALIZATION_ALGORITHM
#define INCLUSIVE_COMMENT WS_INCLUSIVE_WITH_COMMENTS_XML_CANONICALIZATION_ALGORITHM

static const struct vector
{
    WS_XML_CANONICALIZATION_ALGORITHM algorithm;
    const char *prefixes[3]; /* inclusive */
    const char *omitted;     /* local name, no namespace */
    const char *input, *expected;
} vectors[] = {
    { EXCLUSIVE, { NULL }, NULL, "<?xml version='1.0'?>\n<a  b='1'\n a=\"2\" ><c/></a >\n",
            "<a a=\"2\" b=\"1\"><c></c></a>" },
    { INCLUSIVE, { NULL }, NULL, "<!--x--><a><!--y--></a><!--z-->", "<a></a>" },
    { INCLUSIVE_COMMENT, { NULL }, NULL, "<!--x--><a><!--y--></a><!--z-->",
            "<!--x-->\n<a><!--y--></a>\n<!--z-->" },
    { EXCLUSIVE_COMMENT, { NULL }, NULL, "<!--x--><a><!--y--></a><!--z-->",
            "<!--x-->\n<a><!--y--></a>\n<!--z-->" },
    { EXCLUSIVE, { NULL }, NULL, "<a>&lt;&amp;&gt;&#13;\"'&#9;&#10;<![CDATA[<&>]]></a>",
            "<a>&lt;&amp;&gt;&#xD;\"'\t\n&lt;&amp;&gt;</a>" },
    { EXCLUSIVE, { NULL }, NULL, "<a b='&lt;&amp;>&#13;\"&apos;&#9;&#10;'/>",
            "<a b=\"&lt;&amp;>&#xD;&quot;'&#x9;&#xA;\"></a>" },
    /* declarations: all that change something, or what is used */
    { INCLUSIVE, { NULL }, NULL,
            "<p:a xmlns:q='urn:q' xmlns:p='urn:p' xmlns='urn:d'><b xmlns='urn:d' "
            "xmlns:p='urn:p2'/></p:a>",
            "<p:a xmlns=\"urn:d\" xmlns:p=\"urn:p\" xmlns:q=\"urn:q\"><b "
            "xmlns:p=\"urn:p2\"></b></p:a>" },
    { EXCLUSIVE, { NULL }, NULL,
            "<p:a xmlns:q='urn:q' xmlns:p='urn:p' xmlns='urn:d'><b q:c='1'/><q:d/></p:a>",
            "<p:a xmlns:p=\"urn:p\"><b xmlns=\"urn:d\" xmlns:q=\"urn:q\" q:c=\"1\"></b><q:d "
            "xmlns:q=\"urn:q\"></q:d></p:a>" },
    { EXCLUSIVE, { "q", "#default", NULL }, NULL,
            "<p:a xmlns:q='urn:q' xmlns:p='urn:p' xmlns='urn:d'><b q:c='1'/></p:a>",
            "<p:a xmlns=\"urn:d\" xmlns:p=\"urn:p\" xmlns:q=\"urn:q\"><b q:c=\"1\"></b></p:a>" },
    { EXCLUSIVE, { NULL }, NULL, "<a xmlns='urn:1'><b xmlns=''><c xmlns='urn:1'/></b></a>",
            "<a xmlns=\"urn:1\"><b xmlns=\"\"><c xmlns=\"urn:1\"></c></b></a>" },
    { INCLUSIVE, { NULL }, NULL, "<a xmlns=''><b xmlns='urn:1'><c xmlns=''/></b></a>",
            "<a><b xmlns=\"urn:1\"><c xmlns=\"\"></c></b></a>" },
    /* attributes by namespace, then local name; none first */
    { INCLUSIVE, { NULL }, NULL,
            "<e y:a='1' x:b='2' b='3' a='4' x:a='5' xmlns:x='urn:2' xmlns:y='urn:1'/>",
            "<e xmlns:x=\"urn:2\" xmlns:y=\"urn:1\" a=\"4\" b=\"3\" y:a=\"1\" x:a=\"5\" "
            "x:b=\"2\"></e>" },
    { EXCLUSIVE, { NULL }, NULL, "<e xml:lang='en'><f xml:space='preserve'/></e>",
            "<e xml:lang=\"en\"><f xml:space=\"preserve\"></f></e>" },
    { EXCLUSIVE, { NULL }, "s", "<e>1<s a='b'>2<s>3</s></s>4<t/><!--c--></e>", "<e>14<t></t></e>" },
    { EXCLUSIVE, { NULL }, NULL, "<e>\xc3\xa9&#x20ac;</e>", "<e>\xc3\xa9\xe2\x82\xac</e>" },
};

static ULONG properties_of(const struct vector *vector, WS_XML_CANONICALIZATION_PROPERTY *list)
{
    static WS_XML_CANONICALIZATION_ALGORITHM algorithm;
    static WS_XML_CANONICALIZATION_INCLUSIVE_PREFIXES prefixes;
    static WS_XML_STRING strings[3];
    static WS_XML_QNAME omitted;
    ULONG n = 0;

    algorithm = vector->algorithm;
    list[n].id = WS_XML_CANONICALIZATION_PROPERTY_ALGORITHM;
    list[n].value = &algorithm;
    list[n++].valueSize = sizeof(algorithm);
    for (prefixes.prefixCount = 0; vector->prefixes[prefixes.prefixCount]; prefixes.prefixCount++)
        strings[prefixes.prefixCount] = *str(vector->prefixes[prefixes.prefixCount]);
    if (prefixes.prefixCount)
    {
        prefixes.prefixes = strings;
        list[n].id = WS_XML_CANONICALIZATION_PROPERTY_INCLUSIVE_PREFIXES;
        list[n].value = &prefixes;
        list[n++].valueSize = sizeof(prefixes);
    }
    if (vector->omitted)
    {
        memset(&omitted, 0, sizeof(omitted));
        omitted.localName = *str(vector->omitted);
        list[n].id = WS_XML_CANONICALIZATION_PROPERTY_OMITTED_ELEMENT;
        list[n].value = &omitted;
        list[n++].valueSize = sizeof(omitted);
    }
    return n;
}

static void read_to_end(WS_XML_READER *reader)
{
    const WS_XML_NODE *node = NULL;

    while (SUCCEEDED(WsReadNode(reader, NULL)))
    {
        if (FAILED(WsGetReaderNode(reader, &node, NULL)) || node->nodeType == WS_XML_NODE_TYPE_EOF)
            break;
    }
}

TEST(vectors_through_reader_and_writer)
{
    size_t i;

    for (i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++)
    {
        WS_XML_CANONICALIZATION_PROPERTY list[4];
        ULONG count = properties_of(&vectors[i], list);
        WS_XML_READER *reader = reader_on_text(vectors[i].input);
        WS_XML_WRITER *writers[] = { writer_to_text(), writer_to_binary() };
        struct sink sink = { { 0 } };
        size_t k;

        test_context("canonical %s", vectors[i].input);
        ok_hr(WsStartReaderCanonicalization(reader, sink_write, &sink, list, count, NULL), S_OK);
        read_to_end(reader);
        ok_hr(WsEndReaderCanonicalization(reader, NULL), S_OK);
        ok_text(sink.bytes, sink.length, vectors[i].expected);
        for (k = 0; k < 2; k++)
        {
            memset(&sink, 0, sizeof(sink));
            set_text_input(reader, vectors[i].input);
            ok_hr(WsStartWriterCanonicalization(writers[k], sink_write, &sink, list, count, NULL),
                    S_OK);
            ok_hr(WsCopyNode(writers[k], reader, NULL), S_OK);
            ok_hr(WsEndWriterCanonicalization(writers[k], NULL), S_OK);
            ok_text(sink.bytes, sink.length, vectors[i].expected);
            WsFreeWriter(writers[k]);
        }
        WsFreeReader(reader);
    }
}

/* One element out of a document: what its ancestors declare counts where it is used. */
TEST(part_of_a_document)
{
    static const char document[]
            = "<p:a xmlns:p='urn:p' xmlns:i='urn:i'>x<p:b>y<c/></p:b>z<p:d/></p:a>";
    WS_XML_STRING prefix = XML("i");
    WS_XML_CANONICALIZATION_INCLUSIVE_PREFIXES prefixes = { 1, &prefix };
    WS_XML_CANONICALIZATION_PROPERTY with_prefix
            = { WS_XML_CANONICALIZATION_PROPERTY_INCLUSIVE_PREFIXES, &prefixes, sizeof(prefixes) };
    WS_XML_CANONICALIZATION_ALGORITHM inclusive = INCLUSIVE;
    WS_XML_CANONICALIZATION_PROPERTY whole
            = { WS_XML_CANONICALIZATION_PROPERTY_ALGORITHM, &inclusive, sizeof(inclusive) };
    WS_XML_READER *reader = reader_on_text(document);
    WS_XML_BUFFER *buffer = NULL;
    int round;

    for (round = 0; round < 4; round++)
    {
        struct sink sink = { { 0 } };

        test_context("part %d", round);
        set_text_input(reader, document);
        if (round & 1)
        {
            ok_hr(WsReadXmlBuffer(reader, test_heap(), &buffer, NULL), S_OK);
            ok_hr(WsSetInputToBuffer(reader, buffer, NULL, 0, NULL), S_OK);
        }
        ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
        ok_hr(WsReadStartElement(reader, NULL), S_OK);
        ok_hr(WsReadNode(reader, NULL), S_OK); /* on b */
        ok_hr(WsStartReaderCanonicalization(reader, sink_write, &sink, &whole, 1, NULL),
                WS_E_INVALID_OPERATION);
        ok_hr(WsStartReaderCanonicalization(
                      reader, sink_write, &sink, &with_prefix, round >= 2, NULL),
                S_OK);
        ok_hr(WsStartReaderCanonicalization(reader, sink_write, &sink, NULL, 0, NULL),
                WS_E_INVALID_OPERATION);
        ok_hr(WsReadNode(reader, NULL), S_OK);
        ok_hr(WsEndReaderCanonicalization(reader, NULL), WS_E_INVALID_OPERATION); /* in b */
        if (round & 1)
            ok_hr(WsMoveReader(reader, WS_MOVE_TO_BOF, NULL, NULL), WS_E_INVALID_OPERATION);
        ok_hr(WsReadNode(reader, NULL), S_OK);
        ok_hr(WsSkipNode(reader, NULL), S_OK);
        ok_hr(WsReadEndElement(reader, NULL), S_OK);
        ok_hr(WsEndReaderCanonicalization(reader, NULL), S_OK);
        ok_hr(WsEndReaderCanonicalization(reader, NULL), WS_E_INVALID_OPERATION);
        ok_text(sink.bytes, sink.length,
                round >= 2 ? "<p:b xmlns:i=\"urn:i\" xmlns:p=\"urn:p\">y<c></c></p:b>"
                           : "<p:b xmlns:p=\"urn:p\">y<c></c></p:b>");
    }
    WsFreeReader(reader);
}

TEST(writer_in_the_middle)
{
    WS_XML_WRITER *writer = writer_to_text();
    struct sink sink = { { 0 } };
    static const INT32 values[] = { 1, 2 };

    ok_hr(WsStartWriterCanonicalization(NULL, sink_write, &sink, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsStartWriterCanonicalization(writer, NULL, &sink, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsEndWriterCanonicalization(writer, NULL), WS_E_INVALID_OPERATION);
    start(writer, "p", "a", "urn:p");
    ok_hr(WsStartWriterCanonicalization(writer, sink_write, &sink, NULL, 0, NULL), S_OK);
    ok_hr(WsEndWriterCanonicalization(writer, NULL), S_OK); /* nothing between */
    ok_int(sink.calls, 0);
    ok_hr(WsStartWriterCanonicalization(writer, sink_write, &sink, NULL, 0, NULL), S_OK);
    start(writer, "p", "b", "urn:p");
    attribute(writer, NULL, "z", "", "1");
    attribute(writer, NULL, "c", "", "\"2\"");
    ok_hr(WsWriteBytes(writer, "te", 2, NULL), S_OK);
    ok_hr(WsWriteBytes(writer, "st", 2, NULL), S_OK);
    ok_hr(WsEndWriterCanonicalization(writer, NULL), WS_E_INVALID_OPERATION);
    end(writer);
    ok_hr(WsWriteArray(writer, str("i"), str(""), WS_INT32_VALUE_TYPE, values, sizeof(values), 0, 2,
                  NULL),
            S_OK);
    ok_hr(WsWriteEndElement(writer, NULL), WS_E_INVALID_OPERATION); /* above the start */
    ok_hr(WsEndWriterCanonicalization(writer, NULL), S_OK);
    ok_text(sink.bytes, sink.length,
            "<p:b xmlns:p=\"urn:p\" c=\"&quot;2&quot;\" z=\"1\">dGVzdA==</p:b><i>1</i><i>2</i>");
    end(writer);
    ok_written(writer,
            "<p:a xmlns:p=\"urn:p\"><p:b z=\"1\" c=\"&quot;2&quot;\">dGVzdA==</p:b><i>1</i><i>2</i>"
            "</p:a>");
    WsFreeWriter(writer);
}

TEST(output_buffer_size)
{
    ULONG sizes[] = { 1, 10, 1024 }, i;

    for (i = 0; i < 3; i++)
    {
        WS_XML_CANONICALIZATION_PROPERTY size
                = { WS_XML_CANONICALIZATION_PROPERTY_OUTPUT_BUFFER_SIZE, &sizes[i], sizeof(ULONG) };
        WS_XML_READER *reader = reader_on_text("<a>0123456789<b/></a>");
        struct sink sink = { { 0 } };

        test_context("size %u", (unsigned)sizes[i]);
        ok_hr(WsStartReaderCanonicalization(reader, sink_write, &sink, &size, 1, NULL), S_OK);
        read_to_end(reader);
        ok_hr(WsEndReaderCanonicalization(reader, NULL), S_OK);
        ok_text(sink.bytes, sink.length, "<a>0123456789<b></b></a>");
        ok_int(sink.largest, sizes[i] < 24 ? sizes[i] : 24);
        ok_int(sink.calls, (24 + sizes[i] - 1) / sizes[i]);
        WsFreeReader(reader);
    }
}

TEST(property_checks)
{
    ULONG number = 4;
    WS_XML_CANONICALIZATION_PROPERTY property
            = { WS_XML_CANONICALIZATION_PROPERTY_ALGORITHM, &number, sizeof(number) };
    WS_XML_READER *reader = reader_on_text("<a/>");
    struct sink sink = { { 0 } };

    ok_hr(WsStartReaderCanonicalization(NULL, sink_write, &sink, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsStartReaderCanonicalization(reader, NULL, &sink, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsStartReaderCanonicalization(reader, sink_write, &sink, NULL, 1, NULL), E_INVALIDARG);
    ok_hr(WsStartReaderCanonicalization(reader, sink_write, &sink, &property, 1, NULL),
            E_INVALIDARG);
    property.id = (WS_XML_CANONICALIZATION_PROPERTY_ID)4;
    ok_hr(WsStartReaderCanonicalization(reader, sink_write, &sink, &property, 1, NULL),
            E_INVALIDARG);
    property.id = WS_XML_CANONICALIZATION_PROPERTY_OUTPUT_BUFFER_SIZE;
    property.valueSize = 3;
    ok_hr(WsStartReaderCanonicalization(reader, sink_write, &sink, &property, 1, NULL),
            E_INVALIDARG);
    ok_hr(WsEndReaderCanonicalization(reader, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsStartReaderCanonicalization(reader, sink_write, &sink, NULL, 0, NULL), S_OK);
    WsFreeReader(reader); /* no end is needed before */
}

TESTS = {
    CASE(vectors_through_reader_and_writer),
    CASE(part_of_a_document),
    CASE(writer_in_the_middle),
    CASE(output_buffer_size),
    CASE(property_checks),
    END_OF_CASES,
};
