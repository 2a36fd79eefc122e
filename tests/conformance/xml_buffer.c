/* XML buffers: facts B1 to B8, copies of every kind, and writing at any place of the tree.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "writer_steps.h"

static WS_XML_NODE_TYPE node_type(WS_XML_READER *reader)
{
    const WS_XML_NODE *node = NULL;

    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    return node ? node->nodeType : 0;
}

static WS_XML_BUFFER *buffer_from(const char *chars)
{
    WS_XML_READER *reader = reader_on_text(chars);
    WS_XML_BUFFER *buffer = NULL;

    ok_hr(WsReadXmlBuffer(reader, test_heap(), &buffer, NULL), S_OK);
    WsFreeReader(reader);
    return buffer;
}

TEST(B1_arguments)
{
    WS_XML_READER *reader = NULL;
    WS_HEAP *heap = test_heap();
    WS_XML_BUFFER *buffer = (WS_XML_BUFFER *)1;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsReadXmlBuffer(NULL, heap, &buffer, NULL), E_INVALIDARG);
    ok_hr(WsReadXmlBuffer(reader, NULL, &buffer, NULL), E_INVALIDARG);
    ok_hr(WsReadXmlBuffer(reader, heap, NULL, NULL), E_FAIL);
    ok_hr(WsReadXmlBuffer(reader, heap, &buffer, NULL), E_FAIL);
    ok(buffer == (WS_XML_BUFFER *)1, "untouched");
    WsFreeReader(reader);
    /* B6 */
    ok_hr(WsCreateXmlBuffer(NULL, NULL, 0, &buffer, NULL), E_INVALIDARG);
    ok_hr(WsCreateXmlBuffer(heap, NULL, 0, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCreateXmlBuffer(heap, NULL, 1, &buffer, NULL), E_INVALIDARG);
    ok_hr(WsCreateXmlBuffer(heap, NULL, 0, &buffer, NULL), S_OK);
}

TEST(B2_element)
{
    WS_XML_READER *reader = reader_on_text("<t><u><v/></u></t></w>");
    WS_HEAP *heap = test_heap();
    WS_XML_BUFFER *buffer = NULL;

    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsReadXmlBuffer(reader, heap, &buffer, NULL), S_OK);
    ok_buffer(buffer, "<u><v/></u>");
    ok_int(node_type(reader), WS_XML_NODE_TYPE_END_ELEMENT);
    ok_hr(WsReadXmlBuffer(reader, heap, &buffer, NULL), E_FAIL); /* B3 */
    set_text_input(reader, "<!--c--><t/>");
    ok_hr(WsReadNode(reader, NULL), S_OK);
    ok_hr(WsReadXmlBuffer(reader, heap, &buffer, NULL), E_FAIL);
    WsFreeReader(reader);
}

TEST(B4_two_roots)
{
    WS_XML_READER *reader = reader_on_text("<t><u/></t><v/>");
    WS_XML_BUFFER *buffer = NULL;

    ok_hr(WsReadXmlBuffer(reader, test_heap(), &buffer, NULL), WS_E_INVALID_FORMAT);
    WsFreeReader(reader);
}

TEST(B5_buffer_as_input)
{
    WS_XML_BUFFER *buffer = buffer_from("<t><u/></t>"), *copy = NULL;
    WS_XML_READER *reader = NULL;
    WS_HEAP *heap = test_heap();

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsSetInputToBuffer(reader, buffer, NULL, 0, NULL), S_OK);
    ok_hr(WsReadXmlBuffer(reader, heap, &copy, NULL), S_OK);
    ok_buffer(copy, "<t><u/></t>");
    ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF);
    ok_hr(WsReadXmlBuffer(reader, heap, &copy, NULL), E_FAIL);
    ok_hr(WsSetInputToBuffer(reader, buffer, NULL, 0, NULL), S_OK);
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    ok_hr(WsReadXmlBuffer(reader, heap, &copy, NULL), S_OK);
    ok_buffer(copy, "<u/>");
    ok_int(node_type(reader), WS_XML_NODE_TYPE_END_ELEMENT);
    ok_hr(WsReadXmlBuffer(reader, heap, &copy, NULL), E_FAIL);
    WsFreeReader(reader);
}

TEST(B7_properties)
{
    WS_XML_BUFFER *buffer;
    WS_XML_WRITER *writer = writer_to_tree(&buffer);
    WS_BYTES bytes = { 0 };
    ULONG size = 0;

    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            E_INVALIDARG);
    ok_hr(WsGetWriterProperty(
                  writer, WS_XML_WRITER_PROPERTY_BYTES_WRITTEN, &size, sizeof(size), NULL),
            E_INVALIDARG);
    WsFreeWriter(writer);
}

/* Documents that must come out of a tree as they went in. */
static const char *const documents[] = {
    "<a/>",
    "<a></a>",
    "<a>text</a>",
    "<a b='1' c=\"2\"><!--x--><![CDATA[<y>]]>z</a>",
    "<p:a p:b=\"v\" xmlns:p=\"urn:1\"><c xmlns=\"urn:2\" p:d=\"\"><p:e/></c></p:a>",
    "<a xmlns=\"urn:1\"><b xmlns=\"\"/><c xmlns=\"urn:1\"/></a>",
    "<!--before--><a/><!--after-->",
    "<a>&lt;&amp;&gt;</a>",
};

TEST(B8_round_trips)
{
    size_t i;

    for (i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
    {
        WS_XML_BUFFER *buffer = buffer_from(documents[i]), *again = NULL;
        WS_XML_WRITER *writer = writer_to_tree(&again);

        test_context("document %s", documents[i]);
        /* declarations come after the other attributes, wherever they stood */
        if (i != 4) ok_buffer(buffer, documents[i]);
        ok_hr(WsWriteXmlBuffer(writer, buffer, NULL), S_OK);
        if (i != 4) ok_buffer(again, documents[i]);
        ok_hr(WsWriteXmlBuffer(writer, again, NULL), WS_E_INVALID_OPERATION); /* into itself */
        WsFreeWriter(writer);
    }
}

TEST(bytes_and_back)
{
    WS_XML_WRITER_BINARY_ENCODING binary = { { WS_XML_WRITER_ENCODING_TYPE_BINARY } };
    WS_XML_READER_BINARY_ENCODING from_binary = { { WS_XML_READER_ENCODING_TYPE_BINARY } };
    WS_XML_WRITER *writer = NULL;
    WS_XML_READER *reader = NULL;
    WS_HEAP *heap = test_heap();
    size_t i;

    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    for (i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
    {
        WS_XML_BUFFER *buffer = NULL, *again = NULL;
        void *bytes = NULL;
        ULONG size = 0;

        test_context("document %s", documents[i]);
        ok_hr(WsReadXmlBufferFromBytes(reader, NULL, NULL, 0, documents[i],
                      (ULONG)strlen(documents[i]), heap, &buffer, NULL),
                S_OK);
        ok_hr(WsWriteXmlBufferToBytes(writer, buffer, NULL, NULL, 0, heap, &bytes, &size, NULL),
                S_OK);
        if (i != 4) ok_text(bytes, size, documents[i]);
        ok_hr(WsWriteXmlBufferToBytes(
                      writer, buffer, &binary.encoding, NULL, 0, heap, &bytes, &size, NULL),
                S_OK);
        ok_hr(WsReadXmlBufferFromBytes(
                      reader, &from_binary.encoding, NULL, 0, bytes, size, heap, &again, NULL),
                S_OK);
        if (i == 2) ok_buffer(again, documents[i]);
    }
    ok_hr(WsReadXmlBufferFromBytes(reader, NULL, NULL, 0, NULL, 0, heap, NULL, NULL), E_INVALIDARG);
    ok_hr(WsWriteXmlBufferToBytes(writer, NULL, NULL, NULL, 0, heap, NULL, NULL, NULL),
            E_INVALIDARG);
    WsFreeReader(reader);
    WsFreeWriter(writer);
}

TEST(WsCopyNode_of_every_kind)
{
    WS_XML_READER *reader = reader_on_text("<t>a<!--b--><![CDATA[c]]><d e='f'>g</d></t>");
    WS_XML_WRITER *writer = writer_to_text();

    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsReadStartElement(reader, NULL), S_OK);
    start(writer, NULL, "x", "");
    ok_hr(WsCopyNode(writer, reader, NULL), S_OK);
    ok_written(writer, "<x>a");
    ok_hr(WsCopyNode(writer, reader, NULL), S_OK);
    ok_written(writer, "<x>a<!--b-->");
    ok_hr(WsCopyNode(writer, reader, NULL), S_OK);
    ok_written(writer, "<x>a<!--b--><![CDATA[c]]>");
    ok_hr(WsCopyNode(writer, reader, NULL), S_OK);
    ok_written(writer, "<x>a<!--b--><![CDATA[c]]><d e='f'>g</d>");
    ok_int(node_type(reader), WS_XML_NODE_TYPE_END_ELEMENT);
    ok_hr(WsCopyNode(writer, reader, NULL), S_OK);
    ok_int(node_type(reader), WS_XML_NODE_TYPE_EOF);
    ok_written(writer, "<x>a<!--b--><![CDATA[c]]><d e='f'>g</d></x>");
    ok_hr(WsCopyNode(writer, reader, NULL), WS_E_INVALID_OPERATION);
    WsFreeReader(reader);
    WsFreeWriter(writer);
}

static void move(WS_XML_WRITER *writer, WS_MOVE_TO to)
{
    ok_hr(WsMoveWriter(writer, to, NULL, NULL), S_OK);
}

TEST(writing_anywhere)
{
    WS_XML_BUFFER *buffer = buffer_from("<p:a xmlns:p=\"urn:1\"><b/><c>x</c></p:a>");
    WS_XML_WRITER *writer = NULL, *other = writer_to_text();
    WS_XML_NODE_POSITION position = { 0 }, foreign = { 0 };
    BOOL found = 42;

    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsMoveWriter(writer, WS_MOVE_TO_BOF, NULL, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsMoveWriter(other, WS_MOVE_TO_BOF, NULL, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsGetWriterPosition(other, &position, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsSetOutputToBuffer(writer, buffer, NULL, 0, NULL), S_OK);
    ok_hr(WsWriteStartElement(writer, NULL, str("second"), str(""), NULL), WS_E_INVALID_FORMAT);
    ok_hr(WsSetOutputToBuffer(writer, buffer, NULL, 0, NULL), S_OK);
    move(writer, WS_MOVE_TO_ROOT_ELEMENT);
    move(writer, WS_MOVE_TO_CHILD_ELEMENT);
    start(writer, NULL, "new", "urn:1"); /* before b; the root's prefix is known there */
    end(writer);
    ok_buffer(buffer, "<p:a xmlns:p=\"urn:1\"><p:new/><b/><c>x</c></p:a>");
    ok_hr(WsGetWriterPosition(writer, &position, NULL), S_OK); /* b */
    ok(position.buffer == buffer && position.node, "position");
    move(writer, WS_MOVE_TO_END_ELEMENT); /* of b: into its content */
    text(writer, "in b");
    ok_buffer(buffer, "<p:a xmlns:p=\"urn:1\"><p:new/><b>in b</b><c>x</c></p:a>");
    ok_hr(WsSetWriterPosition(writer, &position, NULL), S_OK);
    attribute(writer, NULL, "d", "", "1"); /* b gets attributes */
    attribute(writer, "q", "e", "urn:2", "2");
    ok_buffer(buffer,
            "<p:a xmlns:p=\"urn:1\"><p:new/><b d=\"1\" q:e=\"2\" xmlns:q=\"urn:2\">in b</b>"
            "<c>x</c></p:a>");
    move(writer, WS_MOVE_TO_NEXT_ELEMENT); /* c */
    ok_hr(WsMoveWriter(writer, WS_MOVE_TO_NEXT_ELEMENT, &found, NULL), S_OK);
    ok_int(found, FALSE);
    ok_hr(WsMoveWriter(writer, WS_MOVE_TO_NEXT_ELEMENT, NULL, NULL), WS_E_INVALID_FORMAT);
    ok_hr(WsMoveWriter(writer, WS_MOVE_TO_PREVIOUS_ELEMENT, &found, NULL), S_OK);
    ok_int(found, TRUE);
    move(writer, WS_MOVE_TO_EOF);
    ok_hr(WsWriteNode(writer, &(WS_XML_COMMENT_NODE){ { WS_XML_NODE_TYPE_COMMENT }, XML("z") }.node,
                  NULL),
            S_OK);
    move(writer, WS_MOVE_TO_BOF);
    ok_hr(WsWriteNode(writer, &(WS_XML_COMMENT_NODE){ { WS_XML_NODE_TYPE_COMMENT }, XML("a") }.node,
                  NULL),
            S_OK);
    ok_hr(WsRemoveNode(&position, NULL), S_OK);
    ok_buffer(buffer, "<!--a--><p:a xmlns:p=\"urn:1\"><p:new/><c>x</c></p:a><!--z-->");
    ok_hr(WsRemoveNode(&position, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsSetWriterPosition(writer, &position, NULL), E_INVALIDARG);
    foreign = position;
    foreign.buffer = buffer_from("<x/>");
    ok_hr(WsSetWriterPosition(writer, &foreign, NULL), E_INVALIDARG);
    move(writer, WS_MOVE_TO_BOF);
    ok_hr(WsGetWriterPosition(writer, &position, NULL), S_OK);
    ok_hr(WsRemoveNode(&position, NULL), WS_E_INVALID_OPERATION);
    move(writer, WS_MOVE_TO_ROOT_ELEMENT);
    ok_hr(WsGetWriterPosition(writer, &position, NULL), S_OK);
    ok_hr(WsRemoveNode(&position, NULL), S_OK);
    move(writer, WS_MOVE_TO_BOF);
    start(writer, NULL, "again", ""); /* there is room for a root again */
    end(writer);
    ok_buffer(buffer, "<again/><!--a--><!--z-->");
    WsFreeWriter(writer);
    WsFreeWriter(other);
}

TEST(element_end_after_a_move)
{
    WS_XML_BUFFER *buffer = buffer_from("<a><b><c/></b><d/></a>");
    WS_XML_WRITER *writer = NULL;

    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsSetOutputToBuffer(writer, buffer, NULL, 0, NULL), S_OK);
    move(writer, WS_MOVE_TO_ROOT_ELEMENT);
    move(writer, WS_MOVE_TO_CHILD_ELEMENT);
    move(writer, WS_MOVE_TO_CHILD_ELEMENT);
    start(writer, NULL, "x", "");
    end(writer);
    end(writer); /* leaves b */
    start(writer, NULL, "y", "");
    end(writer);
    ok_buffer(buffer, "<a><b><x/><c/></b><y/><d/></a>");
    end(writer);
    ok_hr(WsWriteEndElement(writer, NULL), WS_E_INVALID_OPERATION);
    WsFreeWriter(writer);
}

TESTS = {
    CASE(B1_arguments),
    CASE(B2_element),
    CASE(B4_two_roots),
    CASE(B5_buffer_as_input),
    CASE(B7_properties),
    CASE(B8_round_trips),
    CASE(bytes_and_back),
    CASE(WsCopyNode_of_every_kind),
    CASE(writing_anywhere),
    CASE(element_end_after_a_move),
    END_OF_CASES,
};
