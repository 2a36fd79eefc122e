/* Reading node by node through the API: our DLL's, Wine's, or the native build's, whatever it is linked or started
 * with. Also one document in text and in binary form.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"
#include "corpora.h"

#include <windef.h>
#include <winbase.h>
#include <webservices.h>

static unsigned long read_nodes(
        const WS_XML_READER_ENCODING *encoding, const void *bytes, ULONG size)
{
    static WS_XML_READER *reader;
    ULONG depth = 64, namespaces = 100;
    WS_XML_READER_PROPERTY properties[] = { { WS_XML_READER_PROPERTY_MAX_DEPTH, &depth, 4 },
        { WS_XML_READER_PROPERTY_MAX_NAMESPACES, &namespaces, 4 } };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)bytes, size };
    const WS_XML_NODE *node;
    unsigned long count = 0;

    if (!reader) WsCreateReader(properties, 2, &reader, NULL);
    if (FAILED(WsSetInput(reader, encoding, &input.input, NULL, 0, NULL))) abort();
    do
    {
        if (FAILED(WsReadNode(reader, NULL))) abort();
        WsGetReaderNode(reader, &node, NULL);
        count++;
    } while (node->nodeType != WS_XML_NODE_TYPE_EOF);
    return count;
}

static const WS_XML_READER_TEXT_ENCODING text
        = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
static const WS_XML_READER_BINARY_ENCODING binary = { { WS_XML_READER_ENCODING_TYPE_BINARY } };

/* One element of the binary document, with what follows it. */
static void put_record(struct corpus *c, const char *name, int record, const void *bytes, int size)
{
    int length = strlen(name);

    c->text[c->size++] = 0x40; /* short element */
    c->text[c->size++] = length;
    memcpy(c->text + c->size, name, length);
    c->size += length;
    if (record) c->text[c->size++] = record;
    memcpy(c->text + c->size, bytes, size);
    c->size += size;
}

/* The same data as records of MC-NBFX; all text records end their element. */
static void add_binary(struct corpus *c, int id, const char *sku, double total)
{
    char chars[32] = { strlen(sku) };

    memcpy(chars + 1, sku, chars[0]);
    put_record(c, "order", 0, "", 0);
    put_record(c, "id", 0x8d, &id, 4);
    put_record(c, "sku", 0x99, chars, 1 + chars[0]);
    put_record(c, "total", 0x93, &total, 8);
    c->text[c->size++] = 1;
}

static void measure_binary(void)
{
    struct corpus small = { 'b', "elements" }, records = { 'b', "records" };
    unsigned i, id, total;
    const char *sku;
    double start;

    records.text = malloc(1 << 20);
    put_record(&records, "orders", 0, "\x08\x0aurn:orders", 12);
    add(&small, "<orders xmlns=\"urn:orders\">");
    while (small.size < 500000)
    {
        id = any(100000);
        sku = word();
        total = any(100000);
        add(&small, "<order><id>%u</id><sku>%s</sku><total>%u.%02u</total></order>", id, sku,
                total / 100, total % 100);
        add_binary(&records, id, sku, total / 100.0);
    }
    add(&small, "</orders>");
    records.text[records.size++] = 1;
    if (read_nodes(&binary.encoding, records.text, records.size)
            != read_nodes(&text.encoding, small.text, small.size))
        abort();
    start = bench_now();
    for (i = 0; i < 20; i++)
        read_nodes(&text.encoding, small.text, small.size);
    bench_print("read", "small", bench_now() - start);
    start = bench_now();
    for (i = 0; i < 20; i++)
        read_nodes(&binary.encoding, records.text, records.size);
    bench_print("read", "binary", bench_now() - start);
    free(records.text);
    free(small.text);
}

int main(int argc, char **argv)
{
    unsigned i, n;
    double start;

    for (i = 0; i < sizeof(corpora) / sizeof(corpora[0]); i++)
    {
        struct corpus *c = &corpora[i];

        makers[i](c);
        if (argc < 2 || strchr(argv[1], c->letter))
        {
            start = bench_now();
            for (n = c->repeat ? c->repeat : 1; n; n--)
                read_nodes(&text.encoding, c->text, c->size);
            bench_print("read", c->what, bench_now() - start);
        }
        free(c->text);
    }
    measure_binary();
    return 0;
}
