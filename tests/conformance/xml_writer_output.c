/* Where a writer's bytes go: streams, limits, the caller's own buffer, UTF-16, raw bytes, indentation; the short and
 * long forms of empty elements; bytes handed over by callbacks. Facts W2, W35 and the table of writer properties.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "writer_steps.h"

static void set_text(
        WS_XML_WRITER *writer, WS_CHARSET charset, const WS_XML_WRITER_PROPERTY *list, ULONG count)
{
    WS_XML_WRITER_TEXT_ENCODING encoding = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, charset };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };

    ok_hr(WsSetOutput(writer, &encoding.encoding, &output.output, list, count, NULL), S_OK);
}

/* ---- streams ---- */

struct sink
{
    char bytes[8192];
    ULONG length, calls, last_count;
    HRESULT hr;               /* what the callback answers */
    WS_ASYNC_CONTEXT waiting; /* of a call that answered WS_S_ASYNC */
};

static HRESULT CALLBACK sink_write(void *state, const WS_BYTES *buffers, ULONG count,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct sink *sink = state;
    ULONG i;

    sink->calls++;
    sink->last_count = count;
    for (i = 0; i < count && sink->length + buffers[i].length <= sizeof(sink->bytes); i++)
    {
        memcpy(sink->bytes + sink->length, buffers[i].bytes, buffers[i].length);
        sink->length += buffers[i].length;
    }
    if (sink->hr == WS_S_ASYNC) sink->waiting = *ctx;
    return sink->hr;
}

static void set_stream(
        WS_XML_WRITER *writer, struct sink *sink, const WS_XML_WRITER_PROPERTY *list, ULONG count)
{
    WS_XML_WRITER_TEXT_ENCODING encoding
            = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_STREAM_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_STREAM }, sink_write, sink };

    memset(sink, 0, sizeof(*sink));
    ok_hr(WsSetOutput(writer, &encoding.encoding, &output.output, list, count, NULL), S_OK);
}

TEST(W35_stream)
{
    static const ULONG sizes[] = { 0, 1, 4, 5 };
    WS_XML_WRITER_STREAM_OUTPUT nothing = { { WS_XML_WRITER_OUTPUT_TYPE_STREAM }, NULL, NULL };
    WS_XML_WRITER_TEXT_ENCODING encoding
            = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER *writer = NULL;
    struct sink sink;
    size_t i;

    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsFlushWriter(writer, 0, NULL, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsSetOutput(writer, &encoding.encoding, &nothing.output, NULL, 0, NULL), E_INVALIDARG);
    for (i = 0; i < 4; i++)
    {
        test_context("W35 minimum %u", (unsigned)sizes[i]);
        set_stream(writer, &sink, NULL, 0);
        start(writer, NULL, "t", "");
        end(writer);
        ok_int(sink.calls, 0);
        ok_hr(WsFlushWriter(writer, sizes[i], NULL, NULL), S_OK);
        ok_int(sink.calls, sizes[i] <= 4);
        if (sink.calls)
        {
            ok_int(sink.last_count, 1);
            ok_text(sink.bytes, sink.length, "<t/>");
        }
    }
    WsFreeWriter(writer);
}

TEST(an_open_start_tag_stays_behind)
{
    WS_XML_WRITER *writer = writer_to_text();
    ULONG written = 0, to_close = 0;
    struct sink sink;

    set_stream(writer, &sink, NULL, 0);
    start(writer, NULL, "a", "");
    start(writer, NULL, "b", "");
    attribute(writer, NULL, "c", "", "d");
    ok_hr(WsGetWriterProperty(
                  writer, WS_XML_WRITER_PROPERTY_BYTES_WRITTEN, &written, sizeof(written), NULL),
            S_OK);
    ok_int(written, 3);
    ok_hr(WsGetWriterProperty(
                  writer, WS_XML_WRITER_PROPERTY_BYTES_TO_CLOSE, &to_close, sizeof(to_close), NULL),
            S_OK);
    ok(to_close >= 14, "%u bytes to close", (unsigned)to_close); /* <b c="d"/></a> */
    ok_hr(WsFlushWriter(writer, 0, NULL, NULL), S_OK);
    ok_text(sink.bytes, sink.length, "<a>");
    end(writer);
    ok_hr(WsGetWriterProperty(
                  writer, WS_XML_WRITER_PROPERTY_BYTES_WRITTEN, &written, sizeof(written), NULL),
            S_OK);
    ok_int(written, 10);
    end(writer);
    ok_hr(WsFlushWriter(writer, 0, NULL, NULL), S_OK);
    ok_text(sink.bytes, sink.length, "<a><b c=\"d\"/></a>");
    ok_int(sink.calls, 2);
    ok_hr(WsFlushWriter(writer, 0, NULL, NULL), S_OK);
    WsFreeWriter(writer);
}

static void CALLBACK finished(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    *(HRESULT *)state = hr;
}

TEST(asynchronous_flush)
{
    WS_XML_WRITER *writer = writer_to_text();
    HRESULT result = 0xdead;
    WS_ASYNC_CONTEXT ctx = { finished, &result };
    struct sink sink;

    set_stream(writer, &sink, NULL, 0);
    start(writer, NULL, "t", "");
    end(writer);
    ok_hr(WsFlushWriter(writer, 0, &ctx, NULL), S_OK); /* done at once: no callback */
    ok_int(result, 0xdead);
    set_stream(writer, &sink, NULL, 0);
    start(writer, NULL, "t", "");
    end(writer);
    sink.hr = WS_S_ASYNC;
    ok_hr(WsFlushWriter(writer, 0, &ctx, NULL), WS_S_ASYNC);
    ok_int(result, 0xdead);
    sink.waiting.callback(S_OK, WS_SHORT_CALLBACK, sink.waiting.callbackState);
    ok_int(result, S_OK);
    ok_text(sink.bytes, sink.length, "<t/>");
    WsFreeWriter(writer);
}

TEST(a_failing_sink_faults_the_writer)
{
    WS_XML_WRITER *writer = writer_to_text();
    struct sink sink;

    set_stream(writer, &sink, NULL, 0);
    start(writer, NULL, "t", "");
    ok_hr(WsWriteEndStartElement(writer, NULL), S_OK);
    sink.hr = E_ACCESSDENIED;
    ok_hr(WsFlushWriter(writer, 0, NULL, NULL), E_ACCESSDENIED);
    ok_hr(WsWriteEndElement(writer, NULL), WS_E_OBJECT_FAULTED);
    set_stream(writer, &sink, NULL, 0);
    start(writer, NULL, "t", "");
    end(writer);
    WsFreeWriter(writer);
}

/* ---- limits and memory ---- */

TEST(BUFFER_MAX_SIZE)
{
    static const struct
    {
        ULONG max, chars;
        HRESULT hr;
    } rows[] = {
        { 100, 93, S_OK }, /* <t> and </t> make 100 */
        { 100, 94, WS_E_QUOTA_EXCEEDED },
        { 65536, 65529, S_OK },
        { 65536, 65530, WS_E_QUOTA_EXCEEDED },
        { 200000, 199993, S_OK },
        { 200000, 199994, WS_E_QUOTA_EXCEEDED },
    };
    WS_XML_WRITER *writer = writer_to_text();
    BYTE *chars = malloc(200000);
    size_t i;

    memset(chars, 'x', 200000);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        ULONG max = rows[i].max;
        WS_XML_WRITER_PROPERTY list[]
                = { { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &max, sizeof(max) } };
        WS_ERROR *error = test_error();
        WS_BYTES bytes = { 0 };
        HRESULT hr;

        test_context("limit %u", (unsigned)max);
        set_text(writer, WS_CHARSET_UTF8, list, 1);
        start(writer, NULL, "t", "");
        hr = WsWriteCharsUtf8(writer, chars, rows[i].chars, error);
        if (SUCCEEDED(hr)) hr = WsWriteEndElement(writer, error);
        ok_hr(hr, rows[i].hr);
        if (FAILED(hr))
        {
            ok(strstr(error_text(error), "BUFFER_MAX_SIZE") != NULL, "%s", error_text(error));
            ok_hr(WsWriteEndElement(writer, NULL), WS_E_OBJECT_FAULTED);
            continue;
        }
        ok_hr(WsGetWriterProperty(
                      writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
                S_OK);
        ok_int(bytes.length, rows[i].chars + 7);
        ok(bytes.length > 7 && !memcmp(bytes.bytes, "<t>x", 4)
                        && !memcmp(bytes.bytes + bytes.length - 5, "x</t>", 5),
                "ends");
    }
    free(chars);
    WsFreeWriter(writer);
}

TEST(BUFFERS_and_BYTES_agree)
{
    ULONG max = 1 << 20, i, total = 0;
    WS_XML_WRITER_PROPERTY list[]
            = { { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &max, sizeof(max) } };
    WS_XML_WRITER *writer = writer_to_text();
    WS_BUFFERS buffers = { 0 };
    WS_BYTES bytes = { 0 };
    char *joined;

    set_text(writer, WS_CHARSET_UTF8, list, 1);
    start(writer, NULL, "root", "");
    for (i = 0; i < 20000; i++)
    {
        start(writer, NULL, "item", "");
        text(writer, "some <text>");
        end(writer);
    }
    end(writer);
    ok_hr(WsGetWriterProperty(
                  writer, WS_XML_WRITER_PROPERTY_BUFFERS, &buffers, sizeof(buffers), NULL),
            S_OK);
    ok(buffers.bufferCount > 1, "%u buffers", (unsigned)buffers.bufferCount);
    joined = malloc(max);
    for (i = 0; i < buffers.bufferCount; i++)
    {
        memcpy(joined + total, buffers.buffers[i].bytes, buffers.buffers[i].length);
        total += buffers.buffers[i].length;
    }
    ok_int(total, 6 + 7 + 20000 * (6 + 17 + 7));
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK);
    ok(bytes.length == total && !memcmp(bytes.bytes, joined, total), "the same bytes");
    /* the buffers given before stay valid until a new output */
    ok(!memcmp(buffers.buffers[0].bytes, joined, buffers.buffers[0].length), "still there");
    free(joined);
    WsFreeWriter(writer);
}

TEST(INITIAL_BUFFER)
{
    BYTE memory[64];
    WS_BYTES initial = { sizeof(memory), memory }, bytes = { 0 };
    WS_XML_WRITER_PROPERTY list[]
            = { { WS_XML_WRITER_PROPERTY_INITIAL_BUFFER, &initial, sizeof(initial) } };
    WS_XML_WRITER *writer = writer_to_text();
    ULONG i;

    set_text(writer, WS_CHARSET_UTF8, list, 1);
    start(writer, NULL, "t", "");
    end(writer);
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK);
    ok(bytes.bytes == memory, "the caller's buffer is used");
    ok_text(bytes.bytes, bytes.length, "<t/>");
    set_text(writer, WS_CHARSET_UTF8, list, 1);
    start(writer, NULL, "t", "");
    for (i = 0; i < 20; i++)
        text(writer, "0123456789");
    end(writer);
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK);
    ok_int(bytes.length, 207);
    ok(bytes.length == 207 && !memcmp(bytes.bytes + 193, "0123456789</t>", 14), "and grows beyond");
    WsFreeWriter(writer);
}

/* ---- forms ---- */

TEST(charsets)
{
    static const char text16[] = "<\0t\0>\0\xe9\0=\xd8\0\xde<\0/\0t\0>\0";
    WS_XML_WRITER *writer = writer_to_text();
    WS_BYTES bytes = { 0 };
    WS_CHARSET charset = 0;
    char swapped[20];
    ULONG i, truth = TRUE;
    WS_XML_WRITER_PROPERTY list[]
            = { { WS_XML_WRITER_PROPERTY_WRITE_DECLARATION, &truth, sizeof(truth) } };

    for (i = 0; i < 20; i++)
        swapped[i] = text16[i ^ 1];
    for (i = 0; i < 2; i++)
    {
        set_text(writer, i ? WS_CHARSET_UTF16BE : WS_CHARSET_UTF16LE, NULL, 0);
        start(writer, NULL, "t", "");
        ok_hr(WsGetWriterProperty(
                      writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
                S_OK);
        ok_int(bytes.length, 0);
        text(writer, "\xc3\xa9\xf0\x9f\x98\x80");
        end(writer);
        ok_hr(WsGetWriterProperty(
                      writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
                S_OK);
        ok_bytes(bytes.bytes, bytes.length, i ? swapped : text16, 20);
        ok_hr(WsGetWriterProperty(
                      writer, WS_XML_WRITER_PROPERTY_CHARSET, &charset, sizeof(charset), NULL),
                S_OK);
        ok_int(charset, i ? WS_CHARSET_UTF16BE : WS_CHARSET_UTF16LE);
    }
    set_text(writer, WS_CHARSET_UTF16LE, list, 1);
    start(writer, NULL, "t", "");
    end(writer);
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK);
    ok_int(bytes.length, 2 * strlen("<?xml version=\"1.0\" encoding=\"utf-16LE\"?><t/>"));
    set_text(writer, WS_CHARSET_UTF8, list, 1);
    start(writer, NULL, "t", "");
    end(writer);
    ok_written(writer, "<?xml version=\"1.0\" encoding=\"utf-8\"?><t/>");
    WsFreeWriter(writer);
}

TEST(long_UTF16_documents)
{
    WS_XML_WRITER *writer = writer_to_text();
    WS_BYTES bytes = { 0 };
    ULONG i, wrong = 0;
    HRESULT hr;

    set_text(writer, WS_CHARSET_UTF16LE, NULL, 0);
    start(writer, NULL, "r", "");
    for (i = 0; i < 1000; i++)
    {
        start(writer, NULL, "e", "");
        text(writer, "a\xe2\x82\xac\xf0\x9f\x98\x80"); /* 4 units */
        end(writer);
    }
    end(writer);
    ok_hr(WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK);
    ok_int(bytes.length, 2 * (3 + 4 + 1000 * 11));
    for (i = 0; i < 1000 && bytes.length; i++)
        wrong += !!memcmp(bytes.bytes + 6 + i * 22, "<\0e\0>\0a\0\xac =\xd8\0\xde<\0/\0e\0>\0", 22);
    ok_int(wrong, 0);
    /* the limit counts what comes out, and shows before the end */
    set_text(writer, WS_CHARSET_UTF16LE, NULL, 0);
    start(writer, NULL, "r", "");
    for (i = 0, hr = S_OK; SUCCEEDED(hr) && i < 10000; i++)
    {
        hr = WsWriteStartElement(writer, NULL, str("e"), str(""), NULL);
        if (SUCCEEDED(hr)) hr = WsWriteCharsUtf8(writer, (const BYTE *)"0123456789", 10, NULL);
        if (SUCCEEDED(hr)) hr = WsWriteEndElement(writer, NULL);
    }
    ok_hr(hr, WS_E_QUOTA_EXCEEDED);
    ok(i < 4000, "after %u elements", (unsigned)i);
    WsFreeWriter(writer);
}

TEST(empty_elements)
{
    BOOL truth = TRUE;
    WS_XML_WRITER_PROPERTY emit[] = { { WS_XML_WRITER_PROPERTY_EMIT_UNCOMPRESSED_EMPTY_ELEMENTS,
            &truth, sizeof(truth) } };
    WS_XML_WRITER_PROPERTY compress[]
            = { { WS_XML_WRITER_PROPERTY_COMPRESS_EMPTY_ELEMENTS, &truth, sizeof(truth) } };
    WS_XML_WRITER *writer = writer_to_text();
    WS_XML_READER *reader;

    set_text(writer, WS_CHARSET_UTF8, emit, 1);
    start(writer, NULL, "t", "");
    end(writer);
    ok_written(writer, "<t></t>");
    reader = reader_on_text("<r><a></a><b/></r>");
    set_text(writer, WS_CHARSET_UTF8, NULL, 0);
    ok_hr(WsCopyNode(writer, reader, NULL), S_OK);
    ok_written(writer, "<r><a></a><b/></r>");
    set_text_input(reader, "<r><a></a><b/></r>");
    set_text(writer, WS_CHARSET_UTF8, compress, 1);
    ok_hr(WsCopyNode(writer, reader, NULL), S_OK);
    ok_written(writer, "<r><a/><b/></r>");
    WsFreeReader(reader);
    WsFreeWriter(writer);
}

TEST(INDENT)
{
    ULONG two = 2;
    WS_XML_WRITER_PROPERTY list[] = { { WS_XML_WRITER_PROPERTY_INDENT, &two, sizeof(two) } };
    WS_XML_WRITER *writer = writer_to_text();

    set_text(writer, WS_CHARSET_UTF8, list, 1);
    start(writer, NULL, "a", "");
    start(writer, NULL, "b", "");
    start(writer, NULL, "c", "");
    end(writer);
    end(writer);
    start(writer, NULL, "d", "");
    text(writer, "text");
    start(writer, NULL, "e", "");
    end(writer);
    end(writer);
    end(writer);
    ok_written(writer, "<a>\n  <b>\n    <c/>\n  </b>\n  <d>text<e/></d>\n</a>");
    WsFreeWriter(writer);
}

TEST(raw_bytes)
{
    WS_XML_WRITER_RAW_ENCODING raw = { { WS_XML_WRITER_ENCODING_TYPE_RAW } };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_WRITER *writer = writer_to_text();

    ok_hr(WsSetOutput(writer, &raw.encoding, &output.output, NULL, 0, NULL), S_OK);
    ok_hr(WsWriteBytes(writer, "<not", 4, NULL), S_OK);
    ok_hr(WsWriteBytes(writer, " xml", 4, NULL), S_OK);
    ok_hr(WsWriteStartElement(writer, NULL, str("t"), str(""), NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsWriteCharsUtf8(writer, (const BYTE *)"x", 1, NULL), WS_E_INVALID_OPERATION);
    ok_written(writer, "<not xml");
    WsFreeWriter(writer);
}

TEST(no_encoding_no_output)
{
    WS_XML_WRITER_TEXT_ENCODING encoding
            = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_WRITER *writer = writer_to_text();

    ok_hr(WsSetOutput(writer, &encoding.encoding, &output.output, NULL, 0, NULL), E_INVALIDARG);
    start(writer, NULL, "t", ""); /* the old output is still there */
    encoding.charSet = WS_CHARSET_UTF8;
    ok_hr(WsSetOutput(writer, &encoding.encoding, NULL, NULL, 0, NULL), E_INVALIDARG);
    output.output.outputType = 3;
    ok_hr(WsSetOutput(writer, &encoding.encoding, &output.output, NULL, 0, NULL), E_INVALIDARG);
    ok_hr(WsSetOutput(writer, NULL, NULL, NULL, 0, NULL), S_OK);
    ok_hr(WsWriteStartElement(writer, NULL, str("t"), str(""), NULL), WS_E_INVALID_OPERATION);
    WsFreeWriter(writer);
}

/* ---- bytes by callback ---- */

static HRESULT CALLBACK push(void *state, WS_WRITE_CALLBACK write, void *write_state,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    WS_BYTES buffers[] = { { 2, (BYTE *)"te" }, { 3, (BYTE *)"st" } };
    HRESULT hr = write(write_state, buffers, 2, NULL, error);

    return SUCCEEDED(hr) ? *(HRESULT *)state : hr;
}

static HRESULT CALLBACK pull(void *state, void *bytes, ULONG size, ULONG *actual,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    ULONG *left = state;

    *actual = *left < 2 ? *left : 2;
    memcpy(bytes, &"test"[5 - *left], *actual);
    *left -= *actual;
    return S_OK;
}

TEST(push_and_pull)
{
    WS_XML_WRITER *writer = writer_to_text();
    HRESULT answer = S_OK;
    ULONG left = 5;

    ok_hr(WsPushBytes(writer, push, &answer, NULL), WS_E_INVALID_FORMAT);
    ok_hr(WsPullBytes(writer, pull, &left, NULL), WS_E_INVALID_FORMAT);
    start(writer, NULL, "t", "");
    ok_hr(WsPushBytes(writer, NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsPullBytes(writer, NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsPushBytes(writer, push, &answer, NULL), S_OK);
    end(writer);
    ok_written(writer, "<t>dGVzdAA=</t>");
    set_text(writer, WS_CHARSET_UTF8, NULL, 0);
    start(writer, NULL, "t", "");
    ok_hr(WsPullBytes(writer, pull, &left, NULL), S_OK);
    end(writer);
    ok_written(writer, "<t>dGVzdAA=</t>");
    set_text(writer, WS_CHARSET_UTF8, NULL, 0);
    start(writer, NULL, "t", "");
    answer = E_ACCESSDENIED;
    ok_hr(WsPushBytes(writer, push, &answer, NULL), E_ACCESSDENIED);
    ok_hr(WsWriteEndElement(writer, NULL), WS_E_OBJECT_FAULTED);
    WsFreeWriter(writer);
}

TESTS = {
    CASE(W35_stream),
    CASE(an_open_start_tag_stays_behind),
    CASE(asynchronous_flush),
    CASE(a_failing_sink_faults_the_writer),
    CASE(BUFFER_MAX_SIZE),
    CASE(BUFFERS_and_BYTES_agree),
    CASE(INITIAL_BUFFER),
    CASE(charsets),
    CASE(long_UTF16_documents),
    CASE(empty_elements),
    CASE(INDENT),
    CASE(raw_bytes),
    CASE(no_encoding_no_output),
    CASE(push_and_pull),
    END_OF_CASES,
};
