/* How fast the reader is beside libxml2, expat and pugixml, on six kinds of documents, in one process.
 *
 * Rounds are interleaved and thread CPU time is taken; medians and ratios are printed. Only ratios of one run
 * mean something on a shared machine. Options: rounds (default 5), then letters of corpora ("af").
 *
 * Natively every WINAPI function saves ten vector registers, because what it calls has another convention; in the
 * DLL all have one. To measure what the DLL does, configure with
 * CPPFLAGS="-Dms_abi=sysv_abi -D__force_align_arg_pointer__=__unused__".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <expat.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <windef.h>
#include <winbase.h>
#include <webservices.h>

#define CORPUS_SIZE 10000000
#define MAX_ROUNDS  50

/* ---- the corpora ---- */

struct corpus
{
    char letter;
    const char *what;
    char *text;
    size_t size, room;
    unsigned repeat; /* a small document is read so many times */
};

static unsigned seed = 12345;

static unsigned any(unsigned below)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 8) % below;
}

static void add(struct corpus *c, const char *format, ...)
{
    va_list args;

    if (c->room - c->size < 4096) c->text = realloc(c->text, c->room = c->room * 2 + 65536);
    va_start(args, format);
    c->size += vsnprintf(c->text + c->size, c->room - c->size, format, args);
    va_end(args);
}

static const char *const words[]
        = { "order", "pencil", "quantity", "the", "of", "delivery", "invoice", "window", "service",
              "and", "paper", "green", "address", "contract", "to", "number" };

static const char *word(void)
{
    return words[any(16)];
}

static void make_envelope(struct corpus *c)
{
    add(c,
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
            "xmlns:a=\"http://www.w3.org/2005/08/addressing\"><s:Header>"
            "<a:Action s:mustUnderstand=\"1\">http://example.com/orders/PurchaseOrder</a:Action>"
            "<a:MessageID>urn:uuid:3f2504e0-4f89-11d3-9a0c-0305e82c3301</a:MessageID>"
            "<a:To s:mustUnderstand=\"1\">http://example.com:8080/orders</a:To></s:Header><s:Body>"
            "<PurchaseOrder xmlns=\"http://example.com/orders\"><id>17</id><customer>"
            "<name>Alice Example</name><street>12 Long Street</street><city>Springfield</city>"
            "</customer><items>");
    while (c->size < 900)
        add(c, "<item><sku>A-%u</sku><quantity>%u</quantity></item>", any(1000), any(100));
    add(c, "</items></PurchaseOrder></s:Body></s:Envelope>");
    c->repeat = CORPUS_SIZE / c->size;
}

static void make_elements(struct corpus *c)
{
    add(c, "<orders xmlns=\"urn:orders\">\n");
    while (c->size < CORPUS_SIZE)
        add(c,
                "  <order>\n    <id>%u</id>\n    <date>2024-0%u-1%u</date>\n    <item>\n"
                "      <sku>%s</sku>\n      <quantity>%u</quantity>\n    </item>\n    <total>%u.%02u"
                "</total>\n    <rush/>\n  </order>\n",
                any(100000), 1 + any(9), any(10), word(), any(50), any(1000), any(100));
    add(c, "</orders>");
}

static void make_attributes(struct corpus *c)
{
    add(c, "<rows>");
    while (c->size < CORPUS_SIZE)
        add(c,
                "<row id=\"%u\" name=\"%s\" kind=\"%s\" price=\"%u.5\" stock=\"%u\" shelf=\"%s-%u\" "
                "colour=\"%s\" weight=\"%u\"/>",
                any(100000), word(), word(), any(1000), any(50), word(), any(9), word(), any(90));
    add(c, "</rows>");
}

static void make_text(struct corpus *c)
{
    unsigned i;

    add(c, "<book>");
    while (c->size < CORPUS_SIZE)
    {
        add(c, "<p>");
        for (i = 0; i < 150; i++)
        {
            add(c, "%s ", word());
            if (!any(40)) add(c, "&amp; ");
            if (!any(25)) add(c, "caf\xc3\xa9 ");
            if (!any(60)) add(c, "\xe6\x97\xa5\xe6\x9c\xac ");
        }
        add(c, "</p>\n");
    }
    add(c, "</book>");
}

static void make_nested(struct corpus *c)
{
    unsigned i;

    add(c, "<r>");
    while (c->size < CORPUS_SIZE)
    {
        for (i = 0; i < 31; i++)
            add(c, "<n%u:level xmlns:n%u=\"urn:level:%u\">", i, i, i);
        add(c, "%s", word());
        for (i = 31; i--;)
            add(c, "</n%u:level>", i);
    }
    add(c, "</r>");
}

static void make_values(struct corpus *c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char base64[101] = { 0 };
    unsigned i;

    add(c, "<values>");
    while (c->size < CORPUS_SIZE)
    {
        for (i = 0; i < 100; i++)
            base64[i] = digits[any(64)];
        add(c, "<v><i>%u</i><d>%u.%05ue%u</d><t>2024-01-1%uT10:2%u:33.%03uZ</t><b>%s</b></v>",
                any(1u << 24), any(100), any(100000), any(20), any(10), any(10), any(1000), base64);
    }
    add(c, "</values>");
}

static struct corpus corpora[] = { { 'a', "envelope of 1 KB" }, { 'b', "elements" },
    { 'c', "attributes" }, { 'd', "text" }, { 'e', "nesting" }, { 'f', "values" } };
static void (*const makers[])(struct corpus *c)
        = { make_envelope, make_elements, make_attributes, make_text, make_nested, make_values };

/* ---- the readers: each reads a document once and returns how many nodes or events there were ---- */

static unsigned long read_ours(const struct corpus *c)
{
    static WS_XML_READER *reader;
    ULONG depth = 64, namespaces = 100;
    WS_XML_READER_PROPERTY properties[] = { { WS_XML_READER_PROPERTY_MAX_DEPTH, &depth, 4 },
        { WS_XML_READER_PROPERTY_MAX_NAMESPACES, &namespaces, 4 } };
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, c->text, c->size };
    const WS_XML_NODE *node;
    unsigned long count = 0;

    if (!reader) WsCreateReader(properties, 2, &reader, NULL);
    if (FAILED(WsSetInput(reader, &text.encoding, &input.input, NULL, 0, NULL))) abort();
    do
    {
        if (FAILED(WsReadNode(reader, NULL))) abort();
        WsGetReaderNode(reader, &node, NULL);
        count++;
    } while (node->nodeType != WS_XML_NODE_TYPE_EOF);
    return count;
}

static unsigned long read_text_reader(const struct corpus *c)
{
    static xmlTextReaderPtr reader;
    unsigned long count = 0;
    int more;

    if (!reader)
        reader = xmlReaderForMemory(c->text, c->size, NULL, NULL, XML_PARSE_HUGE);
    else
        xmlReaderNewMemory(reader, c->text, c->size, NULL, NULL, XML_PARSE_HUGE);
    while ((more = xmlTextReaderRead(reader)) == 1)
        count += xmlTextReaderNodeType(reader) != 0;
    if (more) abort();
    return count;
}

static unsigned long events;

static void sax_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
        int namespaces, const xmlChar **list, int attributes, int defaulted, const xmlChar **values)
{
    events++;
}

static void sax_end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    events++;
}

static void sax_text(void *ctx, const xmlChar *text, int size)
{
    events++;
}

static unsigned long read_sax(const struct corpus *c)
{
    xmlSAXHandler handler = { 0 };

    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = sax_start;
    handler.endElementNs = sax_end;
    handler.characters = sax_text;
    events = 0;
    if (xmlSAXUserParseMemory(&handler, NULL, c->text, c->size)) abort();
    return events;
}

static void expat_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
    events++;
}

static void expat_end(void *ctx, const XML_Char *name)
{
    events++;
}

static void expat_text(void *ctx, const XML_Char *text, int size)
{
    events++;
}

static unsigned long read_expat(const struct corpus *c)
{
    XML_Parser parser = XML_ParserCreateNS(NULL, '|');

    events = 0;
    XML_SetElementHandler(parser, expat_start, expat_end);
    XML_SetCharacterDataHandler(parser, expat_text);
    if (XML_Parse(parser, c->text, c->size, 1) != XML_STATUS_OK) abort();
    XML_ParserFree(parser);
    return events;
}

unsigned long read_pugixml(const char *text, size_t size);

static unsigned long read_pugi(const struct corpus *c)
{
    return read_pugixml(c->text, c->size);
}

static const struct
{
    const char *name;
    unsigned long (*read)(const struct corpus *c);
} readers[] = { { "WsReadNode", read_ours }, { "xmlTextReader", read_text_reader },
    { "libxml2 SAX2", read_sax }, { "expat, namespaces", read_expat },
    { "pugixml + walk", read_pugi } };
#define READERS (sizeof(readers) / sizeof(readers[0]))

/* ---- measuring ---- */

static double cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static double times[READERS][MAX_ROUNDS];

static void measure(const struct corpus *c, unsigned rounds)
{
    unsigned long count[READERS];
    unsigned i, round, n;
    double start, megabytes = (double)c->size * (c->repeat ? c->repeat : 1) / 1e6;

    for (round = 0; round < rounds; round++)
    {
        for (i = 0; i < READERS; i++)
        {
            start = cpu_seconds();
            for (n = c->repeat ? c->repeat : 1; n; n--)
                count[i] = readers[i].read(c);
            times[i][round] = cpu_seconds() - start;
        }
    }
    printf("%c %s: %.1f MB\n", c->letter, c->what, megabytes);
    for (i = 0; i < READERS; i++)
        qsort(times[i], rounds, sizeof(double), by_value);
    for (i = 0; i < READERS; i++)
    {
        double median = times[i][rounds / 2];

        printf("  %-18s %8.0f MB/s  %7.1f ns per node  %6.2fx\n", readers[i].name,
                megabytes / median, median * 1e9 / count[i] / (c->repeat ? c->repeat : 1),
                median / times[0][rounds / 2]);
    }
    fflush(stdout);
}

int main(int argc, char **argv)
{
    unsigned i, rounds = argc > 1 ? atoi(argv[1]) : 5;

    if (!rounds || rounds > MAX_ROUNDS) rounds = 5;
    printf("median of %u rounds; the last column is how many times slower than ours\n", rounds);
    for (i = 0; i < sizeof(corpora) / sizeof(corpora[0]); i++)
    {
        if (argc > 2 && !strchr(argv[2], corpora[i].letter)) continue;
        makers[i](&corpora[i]);
        measure(&corpora[i], rounds);
        free(corpora[i].text);
    }
    return 0;
}
