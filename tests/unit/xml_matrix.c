/* One language of vectors through everything that may be different about reading: the encoding, the size of the pieces
 * that a stream comes in, whether filling is asynchronous, and which allocation fails. However it is read, a document is
 * the same series of nodes, or there is no memory; nothing leaks. Long streams are read and written in little memory.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "platform/platform.h"
#include "test.h"

/* ---- vectors: a document, and what is to be seen of it ---- */

/* <name{ns}|attribute{ns}='value' text > <!comment! EOF; CDATA and pieces of text are joined to the text around */
static const struct vector
{
    const char *text, *nodes;
} vectors[] = {
    { "<a/>", "<a{}>." },
    { "<a>x</a>", "<a{}'x'>." },
    { "<?xml version='1.0'?><a> <b/>\r\n</a>", "<a{}' '<b{}>'\n'>." },
    { "<p:a xmlns:p='u&amp;v' p:b='1&#65;' c=''><d xmlns='w'>e&lt;</d></p:a>",
            "<a{u&v}|b{u&v}='1A'|c{}=''<d{w}'e<'>>." },
    { "<a>x<!--y-->z</a>", "<a{}'xz'>." }, /* WsReadCharsUtf8 skips it */
    { "<a><!--y--><b/><!----></a>", "<a{}!y!<b{}>!!>." },
    { "<a><![CDATA[<&>]]>]</a>", "<a{}'<&>]'>." },
    { "<a b='\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80'>\xf0\x9f\x98\x80\xc3\xa4</a>",
            "<a{}|b{}='\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80''\xf0\x9f\x98\x80\xc3\xa4'>." },
    { "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body>0</s:Body>"
      "</s:Envelope>",
            "<Envelope{http://www.w3.org/2003/05/soap-envelope}"
            "<Body{http://www.w3.org/2003/05/soap-envelope}'0'>>." },
    { "<a><b1><b2><b3><b4 xml:lang='en'>12345</b4></b3></b2></b1><c>true</c></a>",
            "<a{}<b1{}<b2{}<b3{}<b4{}|lang{http://www.w3.org/XML/1998/namespace}='en''12345'>>>>"
            "<c{}'true'>>." },
};

/* ---- what was seen ---- */

struct seen
{
    char text[1024];
    ULONG size;
    BOOL in_text;
};

static void add(struct seen *seen, const void *bytes, ULONG count)
{
    if (count > sizeof(seen->text) - 1 - seen->size) count = sizeof(seen->text) - 1 - seen->size;
    if (count) memcpy(seen->text + seen->size, bytes, count);
    seen->size += count;
    seen->text[seen->size] = 0;
}

static void add_string(struct seen *seen, const WS_XML_STRING *string)
{
    add(seen, string->bytes, string->length);
}

static void end_text(struct seen *seen)
{
    if (seen->in_text) add(seen, "'", 1);
    seen->in_text = FALSE;
}

static HRESULT add_attributes(
        struct seen *seen, WS_XML_READER *reader, const WS_XML_ELEMENT_NODE *element)
{
    const WS_XML_ATTRIBUTE *attribute;
    BYTE bytes[64];
    ULONG i, count;
    HRESULT hr;

    for (i = 0; i < element->attributeCount; i++)
    {
        attribute = element->attributes[i];
        if (attribute->isXmlNs) continue;
        add(seen, "|", 1);
        add_string(seen, attribute->localName);
        add(seen, "{", 1);
        add_string(seen, attribute->ns);
        add(seen, "}='", 3);
        if (FAILED(hr = WsReadStartAttribute(reader, i, NULL))) return hr;
        do
        {
            if (FAILED(hr = WsReadCharsUtf8(reader, bytes, sizeof(bytes), &count, NULL))) return hr;
            add(seen, bytes, count);
        } while (count);
        if (FAILED(hr = WsReadEndAttribute(reader, NULL))) return hr;
        add(seen, "'", 1);
    }
    return S_OK;
}

static HRESULT add_text(struct seen *seen, WS_XML_READER *reader)
{
    const WS_XML_NODE *node;
    BYTE bytes[5];
    ULONG count;
    HRESULT hr;

    if (!seen->in_text) add(seen, "'", 1);
    seen->in_text = TRUE;
    do
    {
        if (FAILED(hr = WsReadCharsUtf8(reader, bytes, sizeof(bytes), &count, NULL))) return hr;
        add(seen, bytes, count);
        if (FAILED(hr = WsGetReaderNode(reader, &node, NULL))) return hr;
    } while (count && node->nodeType == WS_XML_NODE_TYPE_TEXT);
    return S_OK;
}

/* All nodes of the document; the reader stands at its beginning. */
static HRESULT read_all(struct seen *seen, WS_XML_READER *reader)
{
    const WS_XML_ELEMENT_NODE *element;
    const WS_XML_NODE *node;
    HRESULT hr = WsReadNode(reader, NULL);

    while (SUCCEEDED(hr) && SUCCEEDED(hr = WsGetReaderNode(reader, &node, NULL)))
    {
        if (node->nodeType == WS_XML_NODE_TYPE_TEXT)
        {
            /* reading moved on to what follows the text, unless there was nothing to read */
            hr = add_text(seen, reader);
            if (SUCCEEDED(hr)) hr = WsGetReaderNode(reader, &node, NULL);
            if (SUCCEEDED(hr) && node->nodeType == WS_XML_NODE_TYPE_TEXT)
                hr = WsReadNode(reader, NULL);
            continue;
        }
        element = (const WS_XML_ELEMENT_NODE *)node;
        switch (node->nodeType)
        {
        case WS_XML_NODE_TYPE_ELEMENT:
            end_text(seen);
            add(seen, "<", 1);
            add_string(seen, element->localName);
            add(seen, "{", 1);
            add_string(seen, element->ns);
            add(seen, "}", 1);
            hr = add_attributes(seen, reader, element);
            break;
        case WS_XML_NODE_TYPE_END_ELEMENT:
            end_text(seen);
            add(seen, ">", 1);
            break;
        case WS_XML_NODE_TYPE_COMMENT:
            end_text(seen);
            add(seen, "!", 1);
            add_string(seen, &((const WS_XML_COMMENT_NODE *)node)->value);
            add(seen, "!", 1);
            break;
        case WS_XML_NODE_TYPE_EOF:
            add(seen, ".", 1);
            return S_OK;
        default:
            break;
        }
        if (SUCCEEDED(hr)) hr = WsReadNode(reader, NULL);
    }
    return hr;
}

/* ---- encodings ---- */

enum form
{
    UTF8,
    UTF16LE,
    UTF16BE,
    BINARY,
    BINARY_STATIC,
    BINARY_SESSION,
    MTOM,
    FORMS
};

static WS_XML_STRING session_strings[]
        = { { 1, (BYTE *)"a" }, { 1, (BYTE *)"c" }, { 3, (BYTE *)"u&v" }, { 2, (BYTE *)"b2" } };
static WS_XML_DICTIONARY session = { { 1 }, session_strings, 4, FALSE };

static HRESULT CALLBACK find_string(
        void *state, const WS_XML_STRING *string, BOOL *found, ULONG *id, WS_ERROR *error)
{
    ULONG i;

    for (i = 0, *found = FALSE; i < session.stringCount && !*found; i++)
    {
        *found = string->length == session_strings[i].length
                && !memcmp(string->bytes, session_strings[i].bytes, string->length);
        *id = i;
    }
    return S_OK;
}

static ULONG make_wide(const WCHAR *wide_chars, ULONG count, BOOL big, BYTE *out)
{
    ULONG i;

    for (i = 0; i < count; i++)
    {
        out[2 * i + !big] = wide_chars[i] >> 8;
        out[2 * i + big] = (BYTE)wide_chars[i];
    }
    return 2 * count;
}

/* The characters of a vector (all in UTF-8) as UTF-16. */
static ULONG widen_text(const char *text, WCHAR *out)
{
    const BYTE *p = (const BYTE *)text;
    ULONG code, count = 0;

    while (*p)
    {
        if (*p < 0x80)
            code = *p++;
        else if (*p < 0xe0)
        {
            code = (p[0] & 0x1f) << 6 | (p[1] & 0x3f);
            p += 2;
        }
        else if (*p < 0xf0)
        {
            code = (p[0] & 0x0f) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f);
            p += 3;
        }
        else
        {
            code = (p[0] & 7) << 18 | (p[1] & 0x3f) << 12 | (p[2] & 0x3f) << 6 | (p[3] & 0x3f);
            p += 4;
        }
        if (code < 0x10000)
            out[count++] = code;
        else
        {
            out[count++] = 0xd7c0 + (code >> 10);
            out[count++] = 0xdc00 | (code & 0x3ff);
        }
    }
    return count;
}

/* As binary or MTOM, by the writer. */
static ULONG write_form(const char *text, enum form form, BYTE *out)
{
    WS_XML_READER_TEXT_ENCODING from = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_READER_BUFFER_INPUT input
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)text, strlen(text) };
    WS_XML_WRITER_TEXT_ENCODING inner = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BINARY_ENCODING binary = { { WS_XML_WRITER_ENCODING_TYPE_BINARY } };
    WS_XML_WRITER_MTOM_ENCODING mtom = { { WS_XML_WRITER_ENCODING_TYPE_MTOM }, &inner.encoding,
        TRUE, wide_string("bound"), wide_string("text/xml"), wide_string("root@x") };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_READER *reader;
    WS_XML_WRITER *writer;
    WS_BYTES bytes = { 0, NULL };

    if (form == BINARY_STATIC)
        WsGetDictionary(WS_ENCODING_XML_BINARY_1, &binary.staticDictionary, NULL);
    if (form == BINARY_SESSION) binary.dynamicStringCallback = find_string;
    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsSetInput(reader, &from.encoding, &input.input, NULL, 0, NULL), S_OK);
    ok_hr(WsSetOutput(writer, form == MTOM ? &mtom.encoding : &binary.encoding, &output.output,
                  NULL, 0, NULL),
            S_OK);
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsCopyNode(writer, reader, NULL), S_OK);
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK);
    memcpy(out, bytes.bytes, bytes.length);
    WsFreeReader(reader);
    WsFreeWriter(writer);
    return bytes.length;
}

static ULONG make_form(const char *text, enum form form, BYTE *out)
{
    WCHAR wide_chars[1024];

    if (form == UTF8)
    {
        memcpy(out, text, strlen(text));
        return strlen(text);
    }
    if (form <= UTF16BE)
        return make_wide(wide_chars, widen_text(text, wide_chars), form == UTF16BE, out);
    return write_form(text, form, out);
}

/* ---- one way to read ---- */

struct way
{
    enum form form;
    ULONG piece; /* 0: from a buffer */
    BOOL async;
};

struct source
{
    const BYTE *bytes;
    ULONG left, piece;
    BOOL pend; /* every other piece comes later */
    ULONG calls;
    WS_ASYNC_CONTEXT waiting; /* callback NULL: none */
};

static HRESULT CALLBACK give(void *state, void *bytes, ULONG max, ULONG *actual,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct source *source = state;
    ULONG count = source->left < source->piece ? source->left : source->piece;

    if (count > max) count = max;
    memcpy(bytes, source->bytes, count);
    source->bytes += count;
    source->left -= count;
    *actual = count;
    if (!ctx || !source->pend || source->calls++ % 2) return S_OK;
    source->waiting = *ctx;
    return WS_S_ASYNC;
}

struct outcome
{
    BOOL done;
    HRESULT hr;
};

static void CALLBACK filled(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct outcome *outcome = state;

    outcome->done = TRUE;
    outcome->hr = hr;
}

static HRESULT fill(WS_XML_READER *reader, struct source *source)
{
    struct outcome outcome = { FALSE, S_OK };
    WS_ASYNC_CONTEXT async = { filled, &outcome };
    HRESULT hr = WsFillReader(reader, 0xffffffff, source->pend ? &async : NULL, NULL);

    if (hr != WS_S_ASYNC) return hr;
    while (!outcome.done && source->waiting.callback)
    {
        WS_ASYNC_CONTEXT waiting = source->waiting;

        source->waiting.callback = NULL;
        waiting.callback(S_OK, WS_SHORT_CALLBACK, waiting.callbackState);
    }
    ok(outcome.done, "filling ends");
    return outcome.hr;
}

static HRESULT read_way(const struct way *way, const BYTE *bytes, ULONG size, struct seen *seen)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_BINARY_ENCODING binary = { { WS_XML_READER_ENCODING_TYPE_BINARY } };
    WS_XML_READER_MTOM_ENCODING mtom
            = { { WS_XML_READER_ENCODING_TYPE_MTOM }, &text.encoding, TRUE };
    struct source source = { bytes, size, way->piece, way->async };
    WS_XML_READER_BUFFER_INPUT buffer
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)bytes, size };
    WS_XML_READER_STREAM_INPUT stream = { { WS_XML_READER_INPUT_TYPE_STREAM }, give, &source };
    const WS_XML_READER_ENCODING *encoding = &text.encoding;
    WS_XML_READER *reader = NULL;
    HRESULT hr;

    memset(seen, 0, sizeof(*seen));
    if (way->form >= BINARY) encoding = way->form == MTOM ? &mtom.encoding : &binary.encoding;
    if (way->form == BINARY_STATIC)
        WsGetDictionary(WS_ENCODING_XML_BINARY_1, &binary.staticDictionary, NULL);
    if (way->form == BINARY_SESSION) binary.dynamicDictionary = &session;
    hr = WsCreateReader(NULL, 0, &reader, NULL);
    if (SUCCEEDED(hr))
        hr = WsSetInput(
                reader, encoding, way->piece ? &stream.input : &buffer.input, NULL, 0, NULL);
    if (SUCCEEDED(hr) && way->piece) hr = fill(reader, &source);
    if (SUCCEEDED(hr)) hr = read_all(seen, reader);
    if (reader) WsFreeReader(reader);
    return hr;
}

static void try_way(const struct way *way, const BYTE *bytes, ULONG size, const char *nodes,
        SIZE_T *allocations)
{
    struct seen seen;
    SIZE_T before;
    HRESULT hr;
    ULONG n;

    ok_hr(read_way(way, bytes, size, &seen), S_OK);
    ok_text(seen.text, seen.size, nodes);
    before = mem_in_use();
    for (n = 1, hr = E_OUTOFMEMORY; n < 3000 && hr != S_OK; n++)
    {
        mem_fail_at(n);
        hr = read_way(way, bytes, size, &seen);
        mem_fail_at(0);
        ok(hr == S_OK || hr == E_OUTOFMEMORY, "allocation %u: 0x%08x", (unsigned)n, (unsigned)hr);
        if (hr == S_OK) ok_text(seen.text, seen.size, nodes);
    }
    ok_hr(hr, S_OK);
    ok_int(mem_in_use(), before);
    ok(n < 100, "%u allocations", (unsigned)n);
    *allocations += n;
}

TEST(every_form_in_every_piece_with_every_allocation)
{
    static const ULONG pieces[] = { 0, 1, 3, 20, 4000 };
    SIZE_T allocations = 0;
    struct way way;
    BYTE bytes[4096];
    ULONG i, p, size;

    for (i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++)
    {
        for (way.form = 0; way.form < FORMS; way.form++)
        {
            size = make_form(vectors[i].text, way.form, bytes);
            for (p = 0; p < sizeof(pieces) / sizeof(pieces[0]); p++)
            {
                way.piece = pieces[p];
                for (way.async = 0; way.async <= (way.piece != 0); way.async++)
                {
                    test_context("vector %u, form %u, pieces of %u, async %u", (unsigned)i,
                            (unsigned)way.form, (unsigned)way.piece, (unsigned)way.async);
                    try_way(&way, bytes, size, vectors[i].nodes, &allocations);
                }
            }
        }
    }
    test_context("%s", "");
    ok(allocations > 2000, "%u allocations failed", (unsigned)allocations);
}

/* ---- long streams ---- */

#define LONG_SIZE 50000000u

struct endless
{
    char record[256];
    ULONG size, at;
    UINT64 given;
};

static HRESULT CALLBACK give_records(void *state, void *bytes, ULONG max, ULONG *actual,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct endless *endless = state;
    BYTE *out = bytes;
    ULONG n = 0;

    while (n < max && endless->given < LONG_SIZE + 100)
    {
        out[n++] = endless->record[endless->at++];
        endless->given++;
        /* the first byte sequence up to the mark '|' comes once */
        if (endless->at == endless->size)
            endless->at = strchr(endless->record, '|') + 1 - endless->record;
        if (endless->record[endless->at] == '|') endless->at++;
    }
    *actual = n;
    return S_OK;
}

static SIZE_T read_long(
        const WS_XML_READER_ENCODING *encoding, struct endless *endless, ULONG nodes_each)
{
    WS_XML_READER_STREAM_INPUT stream
            = { { WS_XML_READER_INPUT_TYPE_STREAM }, give_records, endless };
    SIZE_T before = mem_in_use(), most = 0;
    WS_XML_READER *reader;
    HRESULT hr = S_OK;
    ULONG i, records = 0;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(WsSetInput(reader, encoding, &stream.input, NULL, 0, NULL), S_OK);
    ok_hr(WsFillReader(reader, 1000, NULL, NULL), S_OK);
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    while (endless->given < LONG_SIZE)
    {
        if (FAILED(hr = WsFillReader(reader, 1000, NULL, NULL))) break;
        for (i = 0; SUCCEEDED(hr) && i < nodes_each; i++)
            hr = WsReadNode(reader, NULL);
        if (FAILED(hr)) break;
        records++;
        if (mem_in_use() - before > most) most = mem_in_use() - before;
    }
    ok_hr(hr, S_OK);
    ok(records > 100000, "%u records", (unsigned)records);
    WsFreeReader(reader);
    ok_int(mem_in_use(), before);
    return most;
}

TEST(a_long_stream_is_read_in_little_memory)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_READER_BINARY_ENCODING binary = { { WS_XML_READER_ENCODING_TYPE_BINARY } };
    struct endless records = {
        "<r>|<order xmlns:p='urn:p' p:a='1'><id>5</id><note>some text &amp; more</note></order>"
    };
    struct endless bytes = { "\x40\x01r|\x40\x05order\x09\x01p\x05urn:p\x35\x01"
                             "a\x86\x40\x02id\x89\x05\x40\x04note\x99\x09some text\x01" };
    SIZE_T most;

    records.size = strlen(records.record);
    bytes.size = strlen(bytes.record);
    most = read_long(&text.encoding, &records, 8);
    ok(most < 100000, "text: %u bytes at most", (unsigned)most);
    most = read_long(&binary.encoding, &bytes, 8);
    ok(most < 100000, "binary: %u bytes at most", (unsigned)most);
}

static HRESULT CALLBACK swallow(void *state, const WS_BYTES *buffers, ULONG count,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    ULONG i;

    for (i = 0; i < count; i++)
        *(UINT64 *)state += buffers[i].length;
    return S_OK;
}

static void write_long(const WS_XML_WRITER_ENCODING *encoding)
{
    static const WS_XML_STRING root = { 1, (BYTE *)"r" }, order = { 5, (BYTE *)"order" },
                               none = { 0, (BYTE *)"" };
    UINT64 written = 0;
    WS_XML_WRITER_STREAM_OUTPUT stream
            = { { WS_XML_WRITER_OUTPUT_TYPE_STREAM }, swallow, &written };
    SIZE_T before = mem_in_use(), most = 0;
    WS_XML_WRITER *writer;
    HRESULT hr = S_OK;

    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsSetOutput(writer, encoding, &stream.output, NULL, 0, NULL), S_OK);
    ok_hr(WsWriteStartElement(writer, NULL, &root, &none, NULL), S_OK);
    while (SUCCEEDED(hr) && written < LONG_SIZE)
    {
        hr = WsWriteStartElement(writer, NULL, &order, &none, NULL);
        if (SUCCEEDED(hr)) hr = WsWriteCharsUtf8(writer, (const BYTE *)"some text", 9, NULL);
        if (SUCCEEDED(hr)) hr = WsWriteEndElement(writer, NULL);
        if (SUCCEEDED(hr)) hr = WsFlushWriter(writer, 1000, NULL, NULL);
        if (mem_in_use() - before > most) most = mem_in_use() - before;
    }
    ok_hr(hr, S_OK);
    ok(most < 100000, "%u bytes at most", (unsigned)most);
    WsFreeWriter(writer);
    ok_int(mem_in_use(), before);
}

TEST(a_long_stream_is_written_in_little_memory)
{
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_TEXT_ENCODING wide_text
            = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF16LE };
    WS_XML_WRITER_BINARY_ENCODING binary = { { WS_XML_WRITER_ENCODING_TYPE_BINARY } };

    write_long(&text.encoding);
    write_long(&wide_text.encoding);
    write_long(&binary.encoding);
}

TESTS = { CASE(every_form_in_every_piece_with_every_allocation),
    CASE(a_long_stream_is_read_in_little_memory), CASE(a_long_stream_is_written_in_little_memory),
    END_OF_CASES };
