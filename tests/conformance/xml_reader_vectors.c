/* Binary XML as .NET writes it, read and written out as text; and values read from text.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

/* Names, bytes and text were made with .NET's own reader and writer; time spans and the smallest double have the
 * text that this API gives them. */
static const struct
{
    const char *name, *hex, *text;
    const char *there; /* with TZ=America/Los_Angeles, where that makes a difference */
} vectors[] = {
    { "empty", "40016501", "<e></e>" },
    { "int0", "40016581", "<e>0</e>" },
    { "int1", "40016583", "<e>1</e>" },
    { "int 2", "4001658902", "<e>2</e>" },
    { "int 32768", "4001658d00800000", "<e>32768</e>" },
    { "int -2147483648", "4001658d00000080", "<e>-2147483648</e>" },
    { "long 2^31", "4001658f0000008000000000", "<e>2147483648</e>" },
    { "long min", "4001658f0000000000000080", "<e>-9223372036854775808</e>" },
    { "ulong small", "4001658905", "<e>5</e>" },
    { "true", "40016587", "<e>true</e>" },
    { "float 0", "40016581", "<e>0</e>" },
    { "float 1", "40016583", "<e>1</e>" },
    { "float -1", "40016589ff", "<e>-1</e>" },
    { "float 1.5", "400165910000c03f", "<e>1.5</e>" },
    { "float 3.4E+38", "400165919ec97f7f", "<e>3.4E+38</e>" },
    { "float NaN", "400165910000c0ff", "<e>NaN</e>" },
    { "float Infinity", "400165910000807f", "<e>INF</e>" },
    { "double 0", "40016581", "<e>0</e>" },
    { "double 1.5", "400165910000c03f", "<e>1.5</e>" },
    { "double 0.1", "400165939a9999999999b93f", "<e>0.1</e>" },
    { "double 100000", "4001658da0860100", "<e>100000</e>" },
    { "double 1E+300", "400165939c7500883ce4377e", "<e>1E+300</e>" },
    { "double NaN", "40016593000000000000f8ff", "<e>NaN</e>" },
    { "double Infinity", "40016593000000000000f07f", "<e>INF</e>" },
    { "double -Infinity", "40016593000000000000f0ff", "<e>-INF</e>" },
    { "double 4.94065645841247E-324", "400165930100000000000000", "<e>5E-324</e>" },
    { "decimal 0", "4001659500000000000000000000000000000000", "<e>0</e>" },
    { "decimal 1", "4001659500000000000000000100000000000000", "<e>1</e>" },
    { "decimal 12.34", "400165950000020000000000d204000000000000", "<e>12.34</e>" },
    { "decimal 79228162514264337593543950335", "4001659500000000ffffffffffffffffffffffff",
            "<e>79228162514264337593543950335</e>" },
    { "decimal 0.0000000000000000000000000001", "4001659500001c00000000000100000000000000",
            "<e>0.0000000000000000000000000001</e>" },
    { "decimal 1.50", "4001659500000200000000009600000000000000", "<e>1.50</e>" },
    { "datetime unspec", "40016597e074a26d308fd708", "<e>2020-01-02T03:04:05.678</e>" },
    { "datetime local", "4001659780003b6d308fd788", "<e>2020-01-02T03:04:05+00:00</e>",
            "<e>2020-01-01T19:04:05-08:00</e>" },
    { "datetime min", "400165970000000000000000", "<e>0001-01-01T00:00:00</e>" },
    { "timespan neg", "400165af00c0c280a4fdffff", "<e>-3.00:00:00</e>" },
    { "guid", "400165b133221100554477668899aabbccddeeff",
            "<e>00112233-4455-6677-8899-aabbccddeeff</e>" },
    { "chars empty", "40016501", "<e></e>" },
    { "chars utf8", "400165990a68c3a9e282acf09f9880",
            "<e>h\303\251\342\202\254\360\237\230\200</e>" },
    { "chars <&>", "40016599063c263e0d0a09", "<e>&lt;&amp;&gt;&#xD;\n\t</e>" },
    { "string '0'", "40016581", "<e>0</e>" },
    { "base64 0", "40016501", "<e></e>" },
    { "base64 1", "4001659f0101", "<e>AQ==</e>" },
    { "base64 2", "4001659f020102", "<e>AQI=</e>" },
    { "base64 4", "4001659e030102039f0104", "<e>AQIDBA==</e>" },
    { "base64 2 calls", "4001659f03010203", "<e>AQID</e>" },
    { "dict elem a", "400165440a0b0161060101",
            "<e><a:Action xmlns:a=\"http://www.w3.org/2005/08/addressing\"></a:Action></e>" },
    { "dict elem noprefix", "400165420a0a060101",
            "<e><Action xmlns=\"http://www.w3.org/2005/08/addressing\"></Action></e>" },
    { "dict elem long prefix", "40016543037773610a0b03777361060101",
            "<e><wsa:Action xmlns:wsa=\"http://www.w3.org/2005/08/addressing\"></wsa:Action></e>" },
    { "elem z prefix", "40016577016e09017a0575726e3a7a0101",
            "<e><z:n xmlns:z=\"urn:z\"></z:n></e>" },
    { "attr int", "40016504016b8a2c0101", "<e k=\"300\"></e>" },
    { "attr multi", "40016504016b9802616201", "<e k=\"ab\"></e>" },
    { "attr list", "40016504016ba482880286a601", "<e k=\"1 2 true\"></e>" },
    { "xml:lang", "4001650503786d6c046c616e679802656e01", "<e xml:lang=\"en\"></e>" },
    { "xmlns default", "40016540016e080575726e3a640101", "<e><n xmlns=\"urn:d\"></n></e>" },
    { "comment", "400165020320632001", "<e><!-- c --></e>" },
    { "cdata", "40016599033c783e", "<e>&lt;x&gt;</e>" },
    { "mixed", "400165980161400162990163990164", "<e>a<b>c</b>d</e>" },
    { "int then str", "4001658805990162", "<e>5b</e>" },
    { "charref", "40016599010d", "<e>&#xD;</e>" },
    { "array int", "40016503400169018d0301000000020000000300000001",
            "<e><i>1</i><i>2</i><i>3</i></e>" },
    { "array bool", "4001650340016901b502010001", "<e><i>true</i><i>false</i></e>" },
    { "array double", "40016503400169019302000000000000f83f000000000000004001",
            "<e><i>1.5</i><i>2</i></e>" },
    { "array float", "400165034001690191010000c03f01", "<e><i>1.5</i></e>" },
    { "array short", "40016503400169018b020100020001", "<e><i>1</i><i>2</i></e>" },
    { "array decimal", "4001650340016901950100000100000000000f0000000000000001",
            "<e><i>1.5</i></e>" },
    { "array guid", "4001650340016901b1010000000000000000000000000000000001",
            "<e><i>00000000-0000-0000-0000-000000000000</i></e>" },
    { "array timespan", "4001650340016901af01000000000000000001", "<e><i>00:00:00</i></e>" },
};

static ULONG from_hex(const char *hex, BYTE *bytes)
{
    ULONG count = 0;
    unsigned value;

    for (; *hex && sscanf(hex, "%2x", &value) == 1; hex += 2)
        bytes[count++] = value;
    return count;
}

TEST(vectors_of_dotnet)
{
    WS_XML_READER_BINARY_ENCODING binary = { { WS_XML_READER_ENCODING_TYPE_BINARY } };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER } };
    WS_XML_WRITER *writer;
    WS_XML_READER *reader;
    const char *zone = getenv("TZ");
    BOOL is_there = zone && !strcmp(zone, "America/Los_Angeles");
    BYTE bytes[400];
    size_t i;

    ok_hr(WsGetDictionary(WS_ENCODING_XML_BINARY_1, &binary.staticDictionary, NULL), S_OK);
    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    for (i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++)
    {
        test_context("%s", vectors[i].name);
        writer = writer_to_text();
        input.encodedData = bytes;
        input.encodedDataSize = from_hex(vectors[i].hex, bytes);
        ok_hr(WsSetInput(reader, &binary.encoding, &input.input, NULL, 0, NULL), S_OK);
        ok_hr(WsCopyNode(writer, reader, NULL), S_OK);
        ok_written(writer, vectors[i].there && is_there ? vectors[i].there : vectors[i].text);
        WsFreeWriter(writer);
    }
    WsFreeReader(reader);
}

TEST(values_and_arrays)
{
    WS_XML_READER *reader = reader_on_text(
            "<r><i> 12 </i><b><!--c-->tr<![CDATA[ue]]></b><n>1</n><n>2</n><n>3</n><x/></r>");
    WS_XML_STRING n = XML("n"), none = XML("");
    INT32 number = 0, numbers[4] = { 0 };
    BOOL flag = FALSE;
    ULONG count;

    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsReadValue(NULL, WS_INT32_VALUE_TYPE, &number, 4, NULL), E_INVALIDARG);
    ok_hr(WsReadValue(reader, WS_INT32_VALUE_TYPE, NULL, 4, NULL), E_INVALIDARG);
    ok_hr(WsReadValue(reader, WS_INT32_VALUE_TYPE, &number, 8, NULL), E_INVALIDARG);
    ok_hr(WsReadValue(reader, 99, &number, 4, NULL), E_INVALIDARG);
    ok_hr(WsReadValue(reader, WS_INT32_VALUE_TYPE, &number, 4, NULL), S_OK);
    ok_int(number, 12);
    ok_hr(WsReadEndElement(reader, NULL), S_OK);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsReadValue(reader, WS_BOOL_VALUE_TYPE, &flag, 4, NULL), S_OK);
    ok_int(flag, TRUE);
    ok_hr(WsReadEndElement(reader, NULL), S_OK);
    ok_hr(WsReadArray(reader, NULL, &none, WS_INT32_VALUE_TYPE, numbers, 16, 0, 4, &count, NULL),
            E_INVALIDARG);
    ok_hr(WsReadArray(reader, &n, &none, WS_INT32_VALUE_TYPE, numbers, 15, 0, 4, &count, NULL),
            E_INVALIDARG);
    ok_hr(WsReadArray(reader, &n, &none, WS_INT32_VALUE_TYPE, NULL, 16, 0, 4, &count, NULL),
            E_INVALIDARG);
    ok_hr(WsReadArray(reader, &n, &none, WS_INT32_VALUE_TYPE, numbers, 16, 1, 2, &count, NULL),
            S_OK);
    ok_int(count, 2);
    ok(!numbers[0] && numbers[1] == 1 && numbers[2] == 2 && !numbers[3], "items 1 and 2");
    ok_hr(WsReadArray(reader, &n, &none, WS_INT32_VALUE_TYPE, numbers, 16, 0, 4, &count, NULL),
            S_OK);
    ok_int(count, 1);
    ok_int(numbers[0], 3);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsReadValue(reader, WS_INT32_VALUE_TYPE, &number, 4, NULL), WS_E_INVALID_FORMAT);
    ok_hr(WsReadValue(reader, WS_INT32_VALUE_TYPE, &number, 4, NULL), WS_E_OBJECT_FAULTED);
    WsFreeReader(reader);
}

TEST(bytes_in_portions)
{
    static const char text[] = "<t>QUJD RE<!--c-->VGR0h<![CDATA[JSks]]>=</t>";
    WS_XML_READER *reader;
    BYTE bytes[20];
    ULONG count, all, portion;
    HRESULT hr;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    for (portion = 1; portion < 16; portion++)
    {
        test_context("%u at once", (unsigned)portion);
        set_text_input(reader, text);
        ok_hr(WsReadStartElement(reader, NULL), S_OK);
        for (all = 0;; all += count)
        {
            if (FAILED(hr = WsReadBytes(reader, bytes + all,
                               portion < 20 - all ? portion : 20 - all, &count, NULL))
                    || !count)
                break;
        }
        ok_text(bytes, all, "ABCDEFGHIJK");
        ok_hr(hr, S_OK);
    }
    test_context("half a group");
    set_text_input(reader, "<t>QUJDRE</t>");
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsReadBytes(reader, bytes, 20, &count, NULL), S_OK);
    ok_text(bytes, count, "ABC");
    ok_hr(WsReadBytes(reader, bytes, 20, &count, NULL), WS_E_INVALID_FORMAT);
    WsFreeReader(reader);
}

static WS_XML_BUFFER *buffer_from(const char *text, WS_HEAP *heap)
{
    WS_XML_READER *reader = reader_on_text(text);
    WS_XML_BUFFER *buffer = NULL;

    ok_hr(WsReadXmlBuffer(reader, heap, &buffer, NULL), S_OK);
    WsFreeReader(reader);
    return buffer;
}

static void ok_at(WS_XML_READER *reader, WS_XML_NODE_TYPE type, const char *name)
{
    const WS_XML_NODE *node;

    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    ok_int(node->nodeType, type);
    if (*name) ok_xml(((const WS_XML_ELEMENT_NODE *)node)->localName, name);
}

TEST(R26_to_R28_moves)
{
    static const struct
    {
        WS_MOVE_TO move;
        WS_XML_NODE_TYPE type;
        const char *name;
    } rows[] = { { WS_MOVE_TO_BOF, WS_XML_NODE_TYPE_BOF, "" },
        { WS_MOVE_TO_CHILD_NODE, WS_XML_NODE_TYPE_ELEMENT, "a" },
        { WS_MOVE_TO_CHILD_NODE, WS_XML_NODE_TYPE_ELEMENT, "b" },
        { WS_MOVE_TO_NEXT_NODE, WS_XML_NODE_TYPE_END_ELEMENT, "" },
        { WS_MOVE_TO_BOF, WS_XML_NODE_TYPE_BOF, "" },
        { WS_MOVE_TO_CHILD_NODE, WS_XML_NODE_TYPE_ELEMENT, "a" },
        { WS_MOVE_TO_NEXT_NODE, WS_XML_NODE_TYPE_EOF, "" },
        { WS_MOVE_TO_ROOT_ELEMENT, WS_XML_NODE_TYPE_ELEMENT, "a" },
        { WS_MOVE_TO_CHILD_ELEMENT, WS_XML_NODE_TYPE_ELEMENT, "b" },
        { WS_MOVE_TO_END_ELEMENT, WS_XML_NODE_TYPE_END_ELEMENT, "" },
        { WS_MOVE_TO_PARENT_ELEMENT, WS_XML_NODE_TYPE_ELEMENT, "b" },
        { WS_MOVE_TO_PARENT_ELEMENT, WS_XML_NODE_TYPE_ELEMENT, "a" },
        { WS_MOVE_TO_PARENT_ELEMENT, WS_XML_NODE_TYPE_BOF, "" } };
    WS_HEAP *heap = test_heap();
    WS_XML_BUFFER *buffer = buffer_from("<a><b/></a>", heap);
    WS_XML_READER *reader;
    BOOL found = TRUE;
    size_t i;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsSetInputToBuffer(reader, buffer, NULL, 0, NULL), S_OK);
    ok_at(reader, WS_XML_NODE_TYPE_BOF, ""); /* R9 */
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        test_context("R26 R27 step %u", (unsigned)i);
        ok_hr(WsMoveReader(reader, rows[i].move, NULL, NULL), S_OK);
        ok_at(reader, rows[i].type, rows[i].name);
    }
    ok_hr(WsMoveReader(reader, WS_MOVE_TO_PARENT_ELEMENT, NULL, NULL), WS_E_INVALID_FORMAT);
    ok_hr(WsMoveReader(reader, WS_MOVE_TO_PARENT_ELEMENT, &found, NULL), S_OK);
    ok_int(found, FALSE);
    ok_hr(WsMoveReader(reader, 99, &found, NULL), E_INVALIDARG);

    test_context("R28");
    buffer = buffer_from("<a><b>test</b></a>", heap);
    ok_hr(WsSetInputToBuffer(reader, buffer, NULL, 0, NULL), S_OK);
    ok_hr(WsMoveReader(reader, WS_MOVE_TO_ROOT_ELEMENT, &found, NULL), S_OK);
    ok_int(found, TRUE);
    ok_hr(WsMoveReader(reader, WS_MOVE_TO_CHILD_NODE, NULL, NULL), S_OK);
    ok_at(reader, WS_XML_NODE_TYPE_ELEMENT, "b");
    ok_hr(WsMoveReader(reader, WS_MOVE_TO_NEXT_NODE, NULL, NULL), S_OK);
    ok_at(reader, WS_XML_NODE_TYPE_END_ELEMENT, "");
    WsFreeReader(reader);
}

TEST(R42_positions)
{
    WS_HEAP *heap = test_heap();
    WS_XML_BUFFER *buffer = buffer_from("<a xmlns:p='u' xml:lang='en'><b>12</b></a>", heap);
    WS_XML_BUFFER *other = buffer_from("<a/>", heap);
    WS_XML_STRING prefix = XML("p"), lang = XML("lang");
    WS_XML_NODE_POSITION position = { 0 };
    const WS_XML_STRING *ns;
    WS_XML_READER *reader;
    WCHAR *chars;
    ULONG count, value;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsSetInputToBuffer(reader, buffer, NULL, 0, NULL), S_OK);
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsGetReaderPosition(reader, &position, NULL), S_OK);
    ok(position.buffer == buffer && position.node, "the buffer and a node");
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsGetNamespaceFromPrefix(reader, &prefix, TRUE, &ns, NULL), S_OK);
    ok_xml(ns, "u");
    ok_hr(WsGetXmlAttribute(reader, &lang, heap, &chars, &count, NULL), S_OK);
    ok_int(count, 2);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsReadValue(reader, WS_UINT32_VALUE_TYPE, &value, sizeof(value), NULL), S_OK);
    ok_int(value, 12);
    ok_hr(WsSetReaderPosition(reader, &position, NULL), S_OK);
    ok_at(reader, WS_XML_NODE_TYPE_ELEMENT, "a");
    ok_hr(WsSkipNode(reader, NULL), S_OK);
    ok_at(reader, WS_XML_NODE_TYPE_EOF, "");
    position.buffer = other;
    ok_hr(WsSetReaderPosition(reader, &position, NULL), E_INVALIDARG);
    WsFreeReader(reader);
}

TESTS = { CASE(vectors_of_dotnet), CASE(values_and_arrays), CASE(bytes_in_portions),
    CASE(R26_to_R28_moves), CASE(R42_positions), END_OF_CASES };
