/* Where XML comes from: character sets, streams in pieces of every size, fills that take their time, raw bytes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

struct stream
{
    const BYTE *bytes;
    ULONG size, pos, piece; /* piece: at most so many bytes at once */
    HRESULT fails;          /* instead of the end */
    WS_ASYNC_CONTEXT later; /* of a read that waits */
    ULONG waits;            /* this many reads are made to wait */
};

static HRESULT CALLBACK read_stream(void *state, void *bytes, ULONG size, ULONG *actual,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct stream *stream = state;
    ULONG count = stream->size - stream->pos;

    if (count > stream->piece) count = stream->piece;
    if (count > size) count = size;
    if (!count && FAILED(stream->fails)) return stream->fails;
    memcpy(bytes, stream->bytes + stream->pos, count);
    stream->pos += count;
    *actual = count;
    if (!ctx || !stream->waits) return S_OK;
    stream->waits--;
    stream->later = *ctx;
    return WS_S_ASYNC;
}

static HRESULT set_stream(WS_XML_READER *reader, struct stream *stream, WS_CHARSET charset,
        const WS_XML_READER_PROPERTY *properties, ULONG count)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, charset };
    WS_XML_READER_STREAM_INPUT input = { { WS_XML_READER_INPUT_TYPE_STREAM }, read_stream, stream };

    return WsSetInput(reader, &text.encoding, &input.input, properties, count, NULL);
}

static HRESULT set_bytes(WS_XML_READER *reader, const void *bytes, ULONG size, WS_CHARSET charset)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, charset };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)bytes, size };

    return WsSetInput(reader, &text.encoding, &input.input, NULL, 0, NULL);
}

/* Adds a node to a line that shows a document; pieces of one text run together. */
static void show(WS_XML_READER *reader, char *line, size_t size)
{
    const WS_XML_ELEMENT_NODE *element;
    const WS_XML_STRING *value;
    const WS_XML_NODE *node;
    size_t used = strlen(line);
    ULONG i;

    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    switch (node->nodeType)
    {
    case WS_XML_NODE_TYPE_ELEMENT:
        element = (const WS_XML_ELEMENT_NODE *)node;
        used += snprintf(line + used, size - used, "<{%.*s}%.*s", (int)element->ns->length,
                element->ns->bytes, (int)element->localName->length, element->localName->bytes);
        for (i = 0; i < element->attributeCount; i++)
        {
            value = &((const WS_XML_UTF8_TEXT *)element->attributes[i]->value)->value;
            used += snprintf(line + used, size - used, " %.*s=%.*s",
                    (int)element->attributes[i]->localName->length,
                    element->attributes[i]->localName->bytes, (int)value->length, value->bytes);
        }
        snprintf(line + used, size - used, ">");
        break;
    case WS_XML_NODE_TYPE_TEXT:
        value = &((const WS_XML_UTF8_TEXT *)((const WS_XML_TEXT_NODE *)node)->text)->value;
        snprintf(line + used, size - used, "%.*s", (int)value->length, value->bytes);
        break;
    case WS_XML_NODE_TYPE_COMMENT:
        value = &((const WS_XML_COMMENT_NODE *)node)->value;
        snprintf(line + used, size - used, "(%.*s)", (int)value->length, value->bytes);
        break;
    case WS_XML_NODE_TYPE_END_ELEMENT:
        snprintf(line + used, size - used, "/");
        break;
    case WS_XML_NODE_TYPE_EOF:
        snprintf(line + used, size - used, ".");
        break;
    default:
        snprintf(line + used, size - used, "|");
    }
}

/* Reads on to the end; fills before every node when fill is not 0. */
static HRESULT read_all(WS_XML_READER *reader, ULONG fill, char *line, size_t size)
{
    HRESULT hr;

    *line = 0;
    do
    {
        if (fill && FAILED(hr = WsFillReader(reader, fill, NULL, NULL))) return hr;
        if (FAILED(hr = WsReadNode(reader, NULL))) return hr;
        show(reader, line, size);
    } while (line[strlen(line) - 1] != '.' && strlen(line) < size - 50);
    return S_OK;
}

static ULONG to_utf16(const char *text, BOOL big_endian, BOOL mark, BYTE *out)
{
    ULONG count = 0;

    if (mark)
    {
        out[count++] = big_endian ? 0xfe : 0xff;
        out[count++] = big_endian ? 0xff : 0xfe;
    }
    for (; *text; text++, count += 2)
    {
        out[count + big_endian] = *text;
        out[count + !big_endian] = 0;
    }
    return count;
}

static const char document[]
        = "<?xml version='1.0'?><p:a xmlns:p='urn:&amp;x' b='1&#x32;3'>te&lt;xt\r\n]]<!--c--><p:d "
          "xmlns='q'><e/></p:d><![CDATA[<f>]]>&#65;</p:a> ";
static const char shown[] = "<{urn:&x}a p= b=123>te<xt\n]](c)<{urn:&x}d xmlns=><{q}e>//|<f>|A/ .";

TEST(charsets_in_memory)
{
    WS_XML_READER *reader;
    char line[400], text[400];
    BYTE bytes[1000];
    ULONG size, i, charset;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    for (i = 0; i < 8; i++)
    {
        BOOL big_endian = i & 1, mark = (i & 2) != 0, given = (i & 4) != 0;

        test_context("UTF-16%s%s%s", big_endian ? "BE" : "LE", mark ? " with a mark" : "",
                given ? ", not AUTO" : "");
        size = to_utf16(document, big_endian, mark, bytes);
        charset = big_endian ? WS_CHARSET_UTF16BE : WS_CHARSET_UTF16LE;
        ok_hr(set_bytes(reader, bytes, size, given ? charset : WS_CHARSET_AUTO), S_OK);
        ok_hr(read_all(reader, 0, line, sizeof(line)), S_OK);
        ok_text(line, strlen(line), shown);
        ok_hr(WsGetReaderProperty(
                      reader, WS_XML_READER_PROPERTY_CHARSET, &charset, sizeof(charset), NULL),
                S_OK);
        ok_int(charset, big_endian ? WS_CHARSET_UTF16BE : WS_CHARSET_UTF16LE);
    }
    test_context("UTF-8");
    snprintf(text, sizeof(text), "\xef\xbb\xbf%s", document);
    for (i = 0; i < 4; i++)
    {
        ok_hr(set_bytes(reader, text + (i & 1) * 3, strlen(text) - (i & 1) * 3,
                      i & 2 ? WS_CHARSET_UTF8 : WS_CHARSET_AUTO),
                S_OK);
        ok_hr(read_all(reader, 0, line, sizeof(line)), S_OK);
        ok_text(line, strlen(line), shown);
    }
    test_context("wrong");
    ok_hr(set_bytes(reader, "ab", 2, WS_CHARSET_AUTO), WS_E_INVALID_FORMAT);
    ok_hr(set_bytes(reader, "abc", 3, WS_CHARSET_AUTO), S_OK);
    ok_hr(set_bytes(reader, "<a/>", 4, 4), E_INVALIDARG);
    ok_hr(set_bytes(reader, "<a/>", 4, WS_CHARSET_UTF16LE), S_OK);
    ok_hr(WsReadNode(reader, NULL), WS_E_INVALID_FORMAT);
    ok_hr(set_bytes(reader, "<\0a\0/\0>", 7, WS_CHARSET_AUTO), S_OK);
    ok_hr(WsReadNode(reader, NULL), WS_E_INVALID_FORMAT);
    ok_hr(set_bytes(reader, "<\0a\0>\0\0\xd8<\0/\0a\0>", 16, WS_CHARSET_AUTO), S_OK);
    ok_hr(WsReadNode(reader, NULL), S_OK);
    ok_hr(WsReadNode(reader, NULL), WS_E_INVALID_FORMAT);
    WsFreeReader(reader);
}

TEST(declared_encodings)
{
    static const struct
    {
        const char *text;
        BOOL utf16;
        HRESULT hr;
    } rows[] = { { "<?xml version='1.0' encoding='UTF-8'?><a/>", FALSE, S_OK },
        { "<?xml version='1.0' encoding='utf-16'?><a/>", FALSE, WS_E_INVALID_FORMAT },
        { "<?xml version='1.0' encoding='utf-16'?><a/>", TRUE, S_OK },
        { "<?xml version='1.0' encoding='utf-8'?><a/>", TRUE, WS_E_INVALID_FORMAT },
        { "<?xml version='1.0' encoding='iso-8859-1'?><a/>", FALSE, WS_E_INVALID_FORMAT },
        { "<?xml version='1.0' standalone='yes'?><a/>", FALSE, S_OK },
        { "<?xml version='1.0' standalone='maybe'?><a/>", FALSE, WS_E_INVALID_FORMAT },
        { "<?xml version='1.0' standalone='no' encoding='utf-8'?><a/>", FALSE,
                WS_E_INVALID_FORMAT },
        { "<?xml encoding='utf-8' version='1.0'?><a/>", FALSE, WS_E_INVALID_FORMAT },
        { "<?xml version='2.0'?><a/>", FALSE, WS_E_INVALID_FORMAT },
        { "<?xml version='1.1'?><a/>", FALSE, S_OK },
        { "<?xml version='1.0' more='x'?><a/>", FALSE, WS_E_INVALID_FORMAT },
        { "<?xml version='1.0'encoding='utf-8'?><a/>", FALSE, WS_E_INVALID_FORMAT },
        { " <?xml version='1.0'?><a/>", FALSE, WS_E_INVALID_FORMAT },
        { "<a><?xml version='1.0'?></a>", FALSE, WS_E_INVALID_FORMAT } };
    WS_XML_READER *reader;
    char line[200];
    BYTE bytes[300];
    size_t i;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        ULONG size = (ULONG)strlen(rows[i].text);

        test_context("%s `%s`", rows[i].utf16 ? "UTF-16" : "UTF-8", rows[i].text);
        memcpy(bytes, rows[i].text, size);
        if (rows[i].utf16) size = to_utf16(rows[i].text, FALSE, TRUE, bytes);
        ok_hr(set_bytes(reader, bytes, size, WS_CHARSET_AUTO), S_OK);
        ok_hr(read_all(reader, 0, line, sizeof(line)), rows[i].hr);
    }
    WsFreeReader(reader);
}

TEST(streams_in_pieces)
{
    static const ULONG fills[] = { 1, 200, 0xffffffff };
    struct stream stream = { (const BYTE *)document, sizeof(document) - 1 };
    ULONG buffer_size, i;
    WS_XML_READER_PROPERTY property
            = { WS_XML_READER_PROPERTY_STREAM_BUFFER_SIZE, &buffer_size, sizeof(buffer_size) };
    WS_XML_READER *reader;
    BYTE utf16[1000];
    char line[400];

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    for (stream.piece = 1; stream.piece < 12; stream.piece++)
    {
        for (i = 0; i < 3; i++)
        {
            test_context("%u bytes at once, fill %u", (unsigned)stream.piece, (unsigned)fills[i]);
            stream.pos = 0;
            buffer_size = stream.piece * 3;
            ok_hr(set_stream(reader, &stream, WS_CHARSET_AUTO, &property, 1), S_OK);
            ok_hr(WsReadNode(reader, NULL), WS_E_QUOTA_EXCEEDED);
            stream.pos = 0;
            ok_hr(set_stream(reader, &stream, WS_CHARSET_AUTO, &property, 1), S_OK);
            if (fills[i] == 1) continue;
            ok_hr(read_all(reader, fills[i], line, sizeof(line)), S_OK);
            ok_text(line, strlen(line), shown);
            stream.bytes = utf16;
            stream.size = to_utf16(document, stream.piece & 1, i == 2, utf16);
            stream.pos = 0;
            ok_hr(set_stream(reader, &stream, WS_CHARSET_AUTO, &property, 1), S_OK);
            ok_hr(read_all(reader, fills[i], line, sizeof(line)), S_OK);
            ok_text(line, strlen(line), shown);
            stream.bytes = (const BYTE *)document;
            stream.size = sizeof(document) - 1;
        }
    }
    WsFreeReader(reader);
}

TEST(nodes_survive_fills)
{
    static const char text[] = "<abc d='efg'>hij<!--klm--></abc>";
    struct stream stream = { (const BYTE *)text, 15, 0, 100 };
    const WS_XML_ELEMENT_NODE *element;
    const WS_XML_NODE *node;
    WS_XML_READER *reader;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(set_stream(reader, &stream, WS_CHARSET_UTF8, NULL, 0), S_OK);
    ok_hr(WsFillReader(reader, 13, NULL, NULL), S_OK);
    ok_hr(WsReadNode(reader, NULL), S_OK);
    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    stream.size = sizeof(text) - 1;
    ok_hr(WsFillReader(reader, 100000, NULL, NULL), S_OK);
    element = (const WS_XML_ELEMENT_NODE *)node;
    ok_xml(element->localName, "abc");
    ok_xml(&((const WS_XML_UTF8_TEXT *)element->attributes[0]->value)->value, "efg");
    ok_hr(WsReadNode(reader, NULL), S_OK);
    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    ok_xml(&((const WS_XML_UTF8_TEXT *)((const WS_XML_TEXT_NODE *)node)->text)->value, "hij");
    WsFreeReader(reader);
}

static HRESULT async_hr;
static ULONG async_calls;

static void CALLBACK filled(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    async_hr = hr;
    async_calls++;
}

TEST(fills_that_wait)
{
    struct stream stream = { (const BYTE *)document, sizeof(document) - 1, 0, 20, S_OK };
    WS_ASYNC_CONTEXT ctx = { filled, NULL };
    WS_XML_READER *reader;
    char line[400];

    async_calls = 0;
    stream.waits = 3;
    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(set_stream(reader, &stream, WS_CHARSET_AUTO, NULL, 0), S_OK);
    ok_hr(WsFillReader(reader, 0xffffffff, &ctx, NULL), WS_S_ASYNC);
    while (!async_calls && stream.later.callback)
    {
        WS_ASYNC_CONTEXT later = stream.later;

        stream.later.callback = NULL;
        later.callback(S_OK, WS_LONG_CALLBACK, later.callbackState);
    }
    ok_int(async_calls, 1);
    ok_hr(async_hr, S_OK);
    ok_int(stream.waits, 0);
    ok_hr(read_all(reader, 0, line, sizeof(line)), S_OK);
    ok_text(line, strlen(line), shown);

    test_context("failing");
    stream.pos = 0;
    stream.fails = WS_E_ENDPOINT_FAILURE;
    ok_hr(set_stream(reader, &stream, WS_CHARSET_AUTO, NULL, 0), S_OK);
    ok_hr(WsFillReader(reader, 0xffffffff, NULL, NULL), WS_E_ENDPOINT_FAILURE);
    ok_hr(WsReadNode(reader, NULL), WS_E_OBJECT_FAULTED);
    ok_hr(WsFillReader(reader, 1, NULL, NULL), WS_E_OBJECT_FAULTED);
    WsFreeReader(reader);
}

/* An endless document: <r> and then the same item again and again. */
static HRESULT CALLBACK read_endless(void *state, void *bytes, ULONG size, ULONG *actual,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    static const char item[] = "<i a='1'>some text</i>";
    ULONG *place = state, i;

    for (i = 0; i < size; i++, ++*place)
        ((BYTE *)bytes)[i] = *place < 3 ? "<r>"[*place] : item[(*place - 3) % (sizeof(item) - 1)];
    *actual = size;
    return S_OK;
}

TEST(memory_does_not_grow_with_the_stream)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    ULONG place = 0, i;
    WS_XML_READER_STREAM_INPUT input
            = { { WS_XML_READER_INPUT_TYPE_STREAM }, read_endless, &place };
    WS_XML_READER *reader;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsSetInput(reader, &text.encoding, &input.input, NULL, 0, NULL), S_OK);
    for (i = 0; i < 100000; i++)
    {
        if (FAILED(WsFillReader(reader, 100, NULL, NULL)) || FAILED(WsReadNode(reader, NULL)))
            break;
    }
    ok_int(i, 100000);
#ifndef _WIN32
    ok(mem_in_use() < 100000, "%u bytes in use", (unsigned)mem_in_use());
#endif
    WsFreeReader(reader);
}

TEST(raw_bytes)
{
    WS_XML_READER_RAW_ENCODING raw = { { WS_XML_READER_ENCODING_TYPE_RAW } };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)"<a\0b", 4 };
    WS_XML_READER *reader;
    const WS_XML_NODE *node;
    BYTE bytes[8];
    ULONG count;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsSetInput(reader, &raw.encoding, &input.input, NULL, 0, NULL), S_OK);
    ok_hr(WsReadNode(reader, NULL), S_OK);
    ok_hr(WsReadBytes(reader, bytes, 3, &count, NULL), S_OK);
    ok_bytes(bytes, count, "<a\0", 3);
    ok_hr(WsReadBytes(reader, bytes, 3, &count, NULL), S_OK);
    ok_bytes(bytes, count, "b", 1);
    ok_hr(WsReadBytes(reader, bytes, 3, &count, NULL), S_OK);
    ok_int(count, 0);
    ok_hr(WsGetReaderNode(reader, &node, NULL), S_OK);
    ok_int(node->nodeType, WS_XML_NODE_TYPE_EOF);

    /* bytes can be read at once: there is no element that they would be in */
    ok_hr(WsSetInput(reader, &raw.encoding, &input.input, NULL, 0, NULL), S_OK);
    ok_hr(WsReadBytes(reader, bytes, 8, &count, NULL), S_OK);
    ok_bytes(bytes, count, "<a\0b", 4);
    input.encodedDataSize = 0;
    ok_hr(WsSetInput(reader, &raw.encoding, &input.input, NULL, 0, NULL), S_OK);
    ok_hr(WsReadBytes(reader, bytes, 8, &count, NULL), S_OK);
    ok_int(count, 0);
    WsFreeReader(reader);
}

TESTS = { CASE(charsets_in_memory), CASE(declared_encodings), CASE(streams_in_pieces),
    CASE(nodes_survive_fills), CASE(fills_that_wait), CASE(memory_does_not_grow_with_the_stream),
    CASE(raw_bytes), END_OF_CASES };
