/* Our side of the oracle tests: turns documents from one form into another. Not a test by itself: tests/oracle/run runs
 * it, natively and as PE, and compares with what Microsoft's code in Mono and libxml2 make of the same documents.
 *
 * Standard input: lines "MODE INPUT OUTPUT". MODE is one of modes[]. For each line one is printed: "ok", or the code of
 * the failure. Exit code 0.
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

enum form
{
    TEXT,
    BINARY, /* without dictionary */
    SOAP,   /* binary with the static dictionary of SOAP */
    MTOM
};

/* What becomes of a document that is read in one form. */
static const struct mode
{
    const char *name;
    enum form from, to;
    int canonical; /* of the reader: an algorithm plus one; 0: written in the other form */
    BOOL prefixes, by_writer;
} modes[] = {
    { "text-binary", TEXT, BINARY },
    { "text-soap", TEXT, SOAP },
    { "text-mtom", TEXT, MTOM },
    { "binary-text", BINARY, TEXT },
    { "soap-text", SOAP, TEXT },
    { "mtom-text", MTOM, TEXT },
    { "exclusive", TEXT, TEXT, 1 + WS_EXCLUSIVE_XML_CANONICALIZATION_ALGORITHM },
    { "exclusive-comments", TEXT, TEXT,
            1 + WS_EXCLUSIVE_WITH_COMMENTS_XML_CANONICALIZATION_ALGORITHM },
    { "exclusive-prefixes", TEXT, TEXT, 1 + WS_EXCLUSIVE_XML_CANONICALIZATION_ALGORITHM, TRUE },
    { "inclusive", TEXT, TEXT, 1 + WS_INCLUSIVE_XML_CANONICALIZATION_ALGORITHM },
    { "inclusive-comments", TEXT, TEXT,
            1 + WS_INCLUSIVE_WITH_COMMENTS_XML_CANONICALIZATION_ALGORITHM },
    { "writer-exclusive-comments", TEXT, TEXT,
            1 + WS_EXCLUSIVE_WITH_COMMENTS_XML_CANONICALIZATION_ALGORITHM, FALSE, TRUE },
};

#define NAME(s)                             \
    {                                       \
        sizeof(s) - 1, (BYTE *)(s), NULL, 0 \
    }
static const WS_XML_STRING blob = NAME("blob");

static HRESULT set_input(WS_XML_READER *reader, enum form form, BYTE *bytes, ULONG size)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_BINARY_ENCODING binary = { { WS_XML_READER_ENCODING_TYPE_BINARY } };
    WS_XML_READER_MTOM_ENCODING mtom
            = { { WS_XML_READER_ENCODING_TYPE_MTOM }, NULL, TRUE }; /* the header says it all */
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, bytes, size };
    const WS_XML_READER_ENCODING *encoding = &text.encoding;
    ULONG depth = 64;
    WS_XML_READER_PROPERTY property = { WS_XML_READER_PROPERTY_MAX_DEPTH, &depth, sizeof(depth) };

    mtom.textEncoding = &text.encoding;
    if (form == BINARY || form == SOAP) encoding = &binary.encoding;
    if (form == SOAP) WsGetDictionary(WS_ENCODING_XML_BINARY_1, &binary.staticDictionary, NULL);
    if (form == MTOM) encoding = &mtom.encoding;
    return WsSetInput(reader, encoding, &input.input, &property, 1, NULL);
}

static HRESULT set_output(WS_XML_WRITER *writer, enum form form)
{
    static const WS_STRING boundary = WS_STRING_VALUE(L"uuid:oracle+id=1"),
                           info = WS_STRING_VALUE(L"text/xml"),
                           uri = WS_STRING_VALUE(L"http://tempuri.org/0");
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BINARY_ENCODING binary = { { WS_XML_WRITER_ENCODING_TYPE_BINARY } };
    WS_XML_WRITER_MTOM_ENCODING mtom
            = { { WS_XML_WRITER_ENCODING_TYPE_MTOM }, NULL, TRUE, boundary, info, uri, 0 };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    const WS_XML_WRITER_ENCODING *encoding = &text.encoding;
    ULONG max = 1 << 24;
    WS_XML_WRITER_PROPERTY property = { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &max, sizeof(max) };

    mtom.textEncoding = &text.encoding;
    if (form == BINARY || form == SOAP) encoding = &binary.encoding;
    if (form == SOAP) WsGetDictionary(WS_ENCODING_XML_BINARY_1, &binary.staticDictionary, NULL);
    if (form == MTOM) encoding = &mtom.encoding;
    return WsSetOutput(writer, encoding, &output.output, &property, 1, NULL);
}

/* ---- copying: as it is, but what a blob holds is bytes ---- */

static HRESULT copy_bytes(WS_XML_READER *reader, WS_XML_WRITER *writer, WS_HEAP *heap)
{
    WS_BYTES bytes = { 0, NULL };
    HRESULT hr = WsReadStartElement(reader, NULL);

    if (SUCCEEDED(hr))
        hr = WsReadType(reader, WS_ELEMENT_CONTENT_TYPE_MAPPING, WS_BYTES_TYPE, NULL,
                WS_READ_REQUIRED_VALUE, heap, &bytes, sizeof(bytes), NULL);
    if (SUCCEEDED(hr)) hr = WsWriteBytes(writer, bytes.bytes, bytes.length, NULL);
    if (SUCCEEDED(hr)) hr = WsWriteEndElement(writer, NULL);
    return SUCCEEDED(hr) ? WsReadEndElement(reader, NULL) : hr;
}

/* The start tag call by call: WsWriteNode would keep the declarations as they are. */
static HRESULT copy_start(WS_XML_WRITER *writer, const WS_XML_ELEMENT_NODE *element)
{
    HRESULT hr
            = WsWriteStartElement(writer, element->prefix, element->localName, element->ns, NULL);
    ULONG i;

    for (i = 0; SUCCEEDED(hr) && i < element->attributeCount; i++)
    {
        const WS_XML_ATTRIBUTE *attribute = element->attributes[i];

        if (attribute->isXmlNs) continue; /* the writer declares what is needed */
        hr = WsWriteStartAttribute(writer, attribute->prefix, attribute->localName, attribute->ns,
                attribute->singleQuote, NULL);
        if (SUCCEEDED(hr)) hr = WsWriteText(writer, attribute->value, NULL);
        if (SUCCEEDED(hr)) hr = WsWriteEndAttribute(writer, NULL);
    }
    return hr;
}

static HRESULT copy_document(
        WS_XML_READER *reader, WS_XML_WRITER *writer, WS_HEAP *heap, BOOL blobs)
{
    const WS_XML_ELEMENT_NODE *node;
    HRESULT hr = WsReadToStartElement(reader, NULL, NULL, NULL, NULL);
    int depth = 0;

    while (SUCCEEDED(hr))
    {
        if (FAILED(hr = WsGetReaderNode(reader, (const WS_XML_NODE **)&node, NULL))) return hr;
        if (node->node.nodeType == WS_XML_NODE_TYPE_ELEMENT)
        {
            if (FAILED(hr = copy_start(writer, node))) return hr;
            if (blobs && node->localName->length == blob.length
                    && !memcmp(node->localName->bytes, blob.bytes, blob.length))
            {
                hr = copy_bytes(reader, writer, heap);
                continue;
            }
            depth++;
        }
        else if (FAILED(hr = WsWriteNode(writer, &node->node, NULL)))
            return hr;
        if (node->node.nodeType == WS_XML_NODE_TYPE_END_ELEMENT && !--depth) return S_OK;
        hr = WsReadNode(reader, NULL);
    }
    return hr;
}

/* ---- canonical form ---- */

static HRESULT CALLBACK write_file(void *state, const WS_BYTES *buffers, ULONG count,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    ULONG i;

    for (i = 0; i < count; i++)
        fwrite(buffers[i].bytes, 1, buffers[i].length, state);
    return S_OK;
}

static HRESULT canonicalize(
        const struct mode *mode, WS_XML_READER *reader, WS_XML_WRITER *writer, FILE *out)
{
    WS_XML_CANONICALIZATION_ALGORITHM algorithm = mode->canonical - 1;
    WS_XML_STRING list[2] = { NAME("p"), NAME("q") };
    WS_XML_CANONICALIZATION_INCLUSIVE_PREFIXES prefixes = { 2, list };
    WS_XML_CANONICALIZATION_PROPERTY properties[] = {
        { WS_XML_CANONICALIZATION_PROPERTY_ALGORITHM, &algorithm, sizeof(algorithm) },
        { WS_XML_CANONICALIZATION_PROPERTY_INCLUSIVE_PREFIXES, &prefixes, sizeof(prefixes) },
    };
    BOOL inclusive = mode->canonical - 1 == WS_INCLUSIVE_XML_CANONICALIZATION_ALGORITHM
            || mode->canonical - 1 == WS_INCLUSIVE_WITH_COMMENTS_XML_CANONICALIZATION_ALGORITHM;
    ULONG count = mode->prefixes ? 2 : 1;
    HRESULT hr = S_OK;

    /* inclusive form is for whole documents */
    if (!inclusive) hr = WsReadToStartElement(reader, NULL, NULL, NULL, NULL);
    if (FAILED(hr)) return hr;
    if (mode->by_writer)
    {
        hr = WsStartWriterCanonicalization(writer, write_file, out, properties, count, NULL);
        if (SUCCEEDED(hr)) hr = WsCopyNode(writer, reader, NULL);
        return SUCCEEDED(hr) ? WsEndWriterCanonicalization(writer, NULL) : hr;
    }
    hr = WsStartReaderCanonicalization(reader, write_file, out, properties, count, NULL);
    if (SUCCEEDED(hr)) hr = WsReadToStartElement(reader, NULL, NULL, NULL, NULL);
    if (SUCCEEDED(hr)) hr = WsSkipNode(reader, NULL);
    return SUCCEEDED(hr) ? WsEndReaderCanonicalization(reader, NULL) : hr;
}

/* ---- one line ---- */

static HRESULT transform(const struct mode *mode, BYTE *bytes, ULONG size, FILE *out)
{
    WS_XML_READER *reader = NULL;
    WS_XML_WRITER *writer = NULL;
    WS_BYTES written = { 0, NULL };
    WS_HEAP *heap = NULL;
    HRESULT hr = WsCreateReader(NULL, 0, &reader, NULL);

    if (SUCCEEDED(hr)) hr = WsCreateWriter(NULL, 0, &writer, NULL);
    if (SUCCEEDED(hr)) hr = WsCreateHeap(1 << 24, 0, NULL, 0, &heap, NULL);
    if (SUCCEEDED(hr)) hr = set_input(reader, mode->from, bytes, size);
    if (SUCCEEDED(hr)) hr = set_output(writer, mode->to);
    if (SUCCEEDED(hr) && mode->canonical)
        hr = canonicalize(mode, reader, writer, out);
    else if (SUCCEEDED(hr))
    {
        hr = copy_document(reader, writer, heap, mode->to == MTOM);
        if (SUCCEEDED(hr))
            hr = WsGetWriterProperty(
                    writer, WS_XML_WRITER_PROPERTY_BYTES, &written, sizeof(written), NULL);
        fwrite(written.bytes, 1, written.length, out);
    }
    WsFreeReader(reader);
    WsFreeWriter(writer);
    WsFreeHeap(heap);
    return hr;
}

static HRESULT run_line(const char *name, const char *input, const char *output)
{
    FILE *in = fopen(input, "rb"), *out = fopen(output, "wb");
    static BYTE bytes[1 << 20];
    HRESULT hr = E_INVALIDARG;
    size_t i, size = in ? fread(bytes, 1, sizeof(bytes), in) : 0;

    for (i = 0; in && out && i < sizeof(modes) / sizeof(modes[0]); i++)
    {
        if (!strcmp(modes[i].name, name)) hr = transform(&modes[i], bytes, (ULONG)size, out);
    }
    if (in) fclose(in);
    if (out) fclose(out);
    return hr;
}

int main(void)
{
    char line[2048], mode[64], input[900], output[900];
    HRESULT hr;

    while (fgets(line, sizeof(line), stdin))
    {
        if (sscanf(line, "%63s %899s %899s", mode, input, output) != 3) return 2;
        hr = run_line(mode, input, output);
        if (FAILED(hr))
            printf("0x%08x\n", (unsigned)hr);
        else
            printf("ok\n");
        fflush(stdout);
    }
    return 0;
}
