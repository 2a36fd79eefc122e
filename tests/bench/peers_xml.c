/* The native libraries that read and write XML: libxml2, expat, pugixml; on the documents of read_api and write_api.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"
#include "corpora.h"
#include "write_documents.h"

#include <expat.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlwriter.h>

/* ======== reading: each returns how many nodes or events there were ======== */

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
} readers[] = { { "xmlTextReader", read_text_reader }, { "SAX2", read_sax },
    { "expat", read_expat }, { "pugixml", read_pugi } };
#define READERS (sizeof(readers) / sizeof(readers[0]))

/* ======== writing ======== */

#define X(text) ((const xmlChar *)(text))

static void xml_elements(xmlTextWriterPtr w)
{
    unsigned i;

    for (i = 0; i < COUNT; i++)
    {
        xmlTextWriterStartElement(w, X("order"));
        xmlTextWriterWriteElement(w, X("name"), X("red pencil"));
        xmlTextWriterWriteElement(w, X("quantity"), X("12"));
        xmlTextWriterEndElement(w);
    }
}

static void xml_attributes(xmlTextWriterPtr w)
{
    unsigned i;

    for (i = 0; i < COUNT; i++)
    {
        xmlTextWriterStartElementNS(w, X("o"), X("order"), NULL);
        xmlTextWriterWriteAttribute(w, X("id"), X("A-1234567"));
        xmlTextWriterWriteAttribute(w, X("currency"), X("EUR"));
        xmlTextWriterEndElement(w);
    }
}

static void xml_texts(xmlTextWriterPtr w)
{
    unsigned i;

    for (i = 0; i < COUNT / 4; i++)
        xmlTextWriterWriteElement(w, X("order"), X(LONG_TEXT));
}

static void xml_escapes(xmlTextWriterPtr w)
{
    unsigned i;

    for (i = 0; i < COUNT; i++)
        xmlTextWriterWriteElement(w, X("order"), X(ESCAPED));
}

static void xml_numbers(xmlTextWriterPtr w)
{
    unsigned i;

    for (i = 0; i < COUNT; i++)
        xmlTextWriterWriteFormatElement(w, X("order"), "%d", (int)(i * 1234567));
}

static const struct document
{
    const char *what;
    void (*write)(xmlTextWriterPtr w);
} documents[] = {
    { "elements", xml_elements },
    { "attributes", xml_attributes },
    { "text", xml_texts },
    { "escapes", xml_escapes },
    { "numbers", xml_numbers },
};

static void write_document(const struct document *d)
{
    xmlBufferPtr buffer = xmlBufferCreateSize(1 << 16);
    xmlTextWriterPtr w = xmlNewTextWriterMemory(buffer, 0);

    xmlBufferSetAllocationScheme(buffer, XML_BUFFER_ALLOC_DOUBLEIT);
    xmlTextWriterStartElementNS(w, X("o"), X("orders"), X(NS));
    d->write(w);
    xmlTextWriterEndElement(w);
    xmlFreeTextWriter(w);
    xmlBufferFree(buffer);
}

static void measure_reading(struct corpus *c)
{
    double start;
    unsigned i, n;

    for (i = 0; i < READERS; i++)
    {
        start = bench_now();
        for (n = c->repeat ? c->repeat : 1; n; n--)
            readers[i].read(c);
        bench_print(readers[i].name, c->what, bench_now() - start);
    }
}

int main(void)
{
    double ms[REPEAT], start;
    unsigned i, n;

    for (i = 0; i < sizeof(corpora) / sizeof(corpora[0]); i++)
    {
        makers[i](&corpora[i]);
        measure_reading(&corpora[i]);
        free(corpora[i].text);
    }
    for (i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
    {
        for (n = 0; n < REPEAT; n++)
        {
            start = bench_now();
            write_document(&documents[i]);
            ms[n] = bench_now() - start;
        }
        bench_print_runs("xmlTextWriter", documents[i].what, ms, REPEAT);
    }
    return 0;
}
