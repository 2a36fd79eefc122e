/* Reads the documents whose paths stand on its standard input, one a line, and says of each what our reader thinks:
 *
 *     ok                                    to the end without an error
 *     0x803d0000 3 17 what was wrong        the code, row and column where reading ended, the error's first text
 *
 * Each document is read twice, from a buffer and from a stream in small pieces; "differs" begins the line when the two do
 * not agree. With a folder as argument, documents that are right are written again through a writer, as 0.xml, 1.xml ...
 * by the number of their line.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _WIN32
#    include <windows.h>
#else
#    include <windef.h>
#    include <winbase.h>
#endif
#include <webservices.h>

#define PIECE 13

struct document
{
    BYTE *bytes;
    ULONG size, at;
};

struct verdict
{
    HRESULT hr;
    LONGLONG row, column;
    char text[256];
};

static HRESULT CALLBACK next_piece(void *state, void *bytes, ULONG max, ULONG *actual,
        const WS_ASYNC_CONTEXT *async, WS_ERROR *error)
{
    struct document *document = state;
    ULONG count = document->size - document->at;

    if (count > max) count = max;
    if (count > PIECE) count = PIECE;
    memcpy(bytes, document->bytes + document->at, count);
    document->at += count;
    *actual = count;
    return S_OK;
}

static HRESULT set_input(WS_XML_READER *reader, struct document *document, BOOL stream)
{
    WS_XML_READER_TEXT_ENCODING encoding
            = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_BUFFER_INPUT buffer
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, document->bytes, document->size };
    WS_XML_READER_STREAM_INPUT pieces
            = { { WS_XML_READER_INPUT_TYPE_STREAM }, next_piece, document };

    document->at = 0;
    return WsSetInput(
            reader, &encoding.encoding, stream ? &pieces.input : &buffer.input, NULL, 0, NULL);
}

static void first_text(WS_ERROR *error, char *text, size_t size)
{
    WS_STRING string;
    size_t i;

    *text = 0;
    if (WsGetErrorString(error, 0, &string) != S_OK) return;
    for (i = 0; i < string.length && i + 1 < size; i++)
        text[i] = string.chars[i] >= ' ' && string.chars[i] < 127 ? (char)string.chars[i] : '?';
    text[i] = 0;
}

/* A stream is read as far as it is filled: a node at a time is enough for any of them. */
static HRESULT read_node(
        WS_XML_READER *reader, struct document *document, BOOL stream, WS_ERROR *error)
{
    HRESULT hr = stream ? WsFillReader(reader, 65536, NULL, error) : S_OK;

    return FAILED(hr) ? hr : WsReadNode(reader, error);
}

static struct verdict read_document(struct document *document, BOOL stream)
{
    struct verdict verdict = { S_OK, 0, 0, "" };
    WS_XML_READER *reader = NULL;
    const WS_XML_NODE *node;
    WS_ERROR *error = NULL;
    BOOL end = FALSE;

    WsCreateError(NULL, 0, &error);
    if ((verdict.hr = WsCreateReader(NULL, 0, &reader, NULL)) == S_OK)
        verdict.hr = set_input(reader, document, stream);
    while (verdict.hr == S_OK && !end)
    {
        if ((verdict.hr = read_node(reader, document, stream, error)) != S_OK) break;
        WsGetReaderNode(reader, &node, NULL);
        end = node->nodeType == WS_XML_NODE_TYPE_EOF;
    }
    if (verdict.hr != S_OK && reader)
    {
        WsGetReaderProperty(
                reader, WS_XML_READER_PROPERTY_ROW, &verdict.row, sizeof(verdict.row), NULL);
        WsGetReaderProperty(reader, WS_XML_READER_PROPERTY_COLUMN, &verdict.column,
                sizeof(verdict.column), NULL);
        first_text(error, verdict.text, sizeof(verdict.text));
    }
    WsFreeReader(reader);
    WsFreeError(error);
    return verdict;
}

static WS_XML_WRITER *text_writer(void)
{
    WS_XML_WRITER_TEXT_ENCODING encoding
            = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_WRITER *writer = NULL;

    if (WsCreateWriter(NULL, 0, &writer, NULL) != S_OK
            || WsSetOutput(writer, &encoding.encoding, &output.output, NULL, 0, NULL) != S_OK)
        exit(2);
    return writer;
}

static void write_again(struct document *document, const char *folder, unsigned number)
{
    WS_XML_WRITER *writer = text_writer();
    WS_XML_READER *reader = NULL;
    const WS_XML_NODE *node;
    WS_BYTES bytes = { 0 };
    char path[1024];
    FILE *file;
    HRESULT hr = WsCreateReader(NULL, 0, &reader, NULL);

    if (hr == S_OK) hr = set_input(reader, document, FALSE);
    if (hr == S_OK) hr = WsReadNode(reader, NULL);
    for (; hr == S_OK; hr = WsCopyNode(writer, reader, NULL))
    {
        WsGetReaderNode(reader, &node, NULL);
        if (node->nodeType == WS_XML_NODE_TYPE_EOF) break;
    }
    if (hr == S_OK)
        hr = WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL);
    snprintf(path, sizeof(path), "%s/%u.xml", folder, number);
    if (hr == S_OK && (file = fopen(path, "wb")))
    {
        fwrite(bytes.bytes, 1, bytes.length, file);
        fclose(file);
    }
    WsFreeReader(reader);
    WsFreeWriter(writer);
}

static BOOL load(const char *path, struct document *document)
{
    FILE *file = fopen(path, "rb");
    long size = -1;

    if (file && !fseek(file, 0, SEEK_END)) size = ftell(file);
    if (size >= 0 && (document->bytes = malloc((size_t)size + 1)))
    {
        rewind(file);
        document->size = (ULONG)fread(document->bytes, 1, (size_t)size, file);
    }
    if (file) fclose(file);
    return document->bytes != NULL;
}

int main(int argc, char **argv)
{
    char path[1024];
    unsigned number;

    for (number = 0; fgets(path, sizeof(path), stdin); number++)
    {
        struct document document = { NULL, 0, 0 };
        struct verdict buffer, stream;

        path[strcspn(path, "\r\n")] = 0;
        if (!load(path, &document))
        {
            printf("unreadable\n");
            continue;
        }
        buffer = read_document(&document, FALSE);
        stream = read_document(&document, TRUE);
        if (buffer.hr != stream.hr || buffer.row != stream.row || buffer.column != stream.column)
            printf("differs (0x%08x %d %d) ", (unsigned)stream.hr, (int)stream.row,
                    (int)stream.column);
        if (buffer.hr == S_OK)
            printf("ok\n");
        else
            printf("0x%08x %d %d %s\n", (unsigned)buffer.hr, (int)buffer.row, (int)buffer.column,
                    buffer.text);
        fflush(stdout);
        if (buffer.hr == S_OK && argc > 1) write_again(&document, argv[1], number);
        free(document.bytes);
    }
    return 0;
}
