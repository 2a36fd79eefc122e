/* How fast the writer is beside libxml2's xmlTextWriter, call by call, in one process.
 *
 * Rounds are interleaved and thread CPU time is taken; medians and ratios are printed. Only ratios of one run mean
 * something on a shared machine. Options: rounds (default 7), documents by letter ("et").
 *
 * Natively every WINAPI function saves ten vector registers, because what it calls has another convention; in the
 * DLL all have one. To measure what the DLL does, configure with
 * CPPFLAGS="-Dms_abi=sysv_abi -D__force_align_arg_pointer__=__unused__".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libxml/xmlwriter.h>
#include <windef.h>
#include <winbase.h>
#include <webservices.h>

#define MAX_ROUNDS 50
#define COUNT      200000 /* items of a document */
#define NS         "urn:example:orders"
#define ESCAPED    "if (a < b && c > d) say \"na\xc3\xafve\";"
#define LONG_TEXT                                                                                \
    "The quick brown fox jumps over the lazy dog; pack my box with five dozen liquor jugs. How " \
    "vexingly quick daft zebras jump! Sphinx of black quartz, judge my vow. Two driven jocks "   \
    "help fax my big quiz, and five quacking zephyrs jolt my wax bed. The end is near."

#define XML(literal)                                    \
    {                                                   \
        sizeof(literal) - 1, (BYTE *)(literal), NULL, 0 \
    }
static const WS_XML_STRING root = XML("orders"), item = XML("order"), quantity = XML("quantity");
static const WS_XML_STRING name = XML("name"), id = XML("id"), currency = XML("currency");
static const WS_XML_STRING ns = XML(NS), none = XML(""), prefix = XML("o");

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void check(HRESULT hr, const char *what)
{
    if (SUCCEEDED(hr)) return;
    fprintf(stderr, "%s: 0x%08x\n", what, (unsigned)hr);
    exit(1);
}
#define C(call) check(call, #call)

/* ---- ours ---- */

static void put(WS_XML_WRITER *w, const WS_XML_STRING *local, const char *text, size_t size)
{
    C(WsWriteStartElement(w, NULL, local, &none, NULL));
    C(WsWriteCharsUtf8(w, (const BYTE *)text, size, NULL));
    C(WsWriteEndElement(w, NULL));
}

static void elements(WS_XML_WRITER *w)
{
    unsigned i;

    for (i = 0; i < COUNT; i++)
    {
        C(WsWriteStartElement(w, NULL, &item, &none, NULL));
        put(w, &name, "red pencil", 10);
        put(w, &quantity, "12", 2);
        C(WsWriteEndElement(w, NULL));
    }
}

static void attributes(WS_XML_WRITER *w)
{
    unsigned i;

    for (i = 0; i < COUNT; i++)
    {
        C(WsWriteStartElement(w, &prefix, &item, &ns, NULL));
        C(WsWriteStartAttribute(w, NULL, &id, &none, FALSE, NULL));
        C(WsWriteCharsUtf8(w, (const BYTE *)"A-1234567", 9, NULL));
        C(WsWriteEndAttribute(w, NULL));
        C(WsWriteStartAttribute(w, NULL, &currency, &none, FALSE, NULL));
        C(WsWriteCharsUtf8(w, (const BYTE *)"EUR", 3, NULL));
        C(WsWriteEndAttribute(w, NULL));
        C(WsWriteEndElement(w, NULL));
    }
}

static void texts(WS_XML_WRITER *w)
{
    unsigned i;

    for (i = 0; i < COUNT / 4; i++)
        put(w, &item, LONG_TEXT, sizeof(LONG_TEXT) - 1);
}

static void escapes(WS_XML_WRITER *w)
{
    unsigned i;

    for (i = 0; i < COUNT; i++)
        put(w, &item, ESCAPED, sizeof(ESCAPED) - 1);
}

static void numbers(WS_XML_WRITER *w)
{
    unsigned i;

    for (i = 0; i < COUNT; i++)
    {
        INT32 number = i * 1234567;

        C(WsWriteStartElement(w, NULL, &item, &none, NULL));
        C(WsWriteValue(w, WS_INT32_VALUE_TYPE, &number, sizeof(number), NULL));
        C(WsWriteEndElement(w, NULL));
    }
}

/* ---- libxml2 ---- */

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

/* ---- documents ---- */

static const struct document
{
    char letter;
    const char *what;
    void (*ours)(WS_XML_WRITER *w);
    void (*theirs)(xmlTextWriterPtr w);
} documents[] = {
    { 'e', "elements", elements, xml_elements },
    { 'a', "attributes", attributes, xml_attributes },
    { 't', "long text", texts, xml_texts },
    { 's', "escapes", escapes, xml_escapes },
    { 'n', "numbers", numbers, xml_numbers },
};

static size_t out_size;

static void write_ours(const struct document *d, const WS_XML_WRITER_ENCODING *encoding)
{
    static WS_XML_WRITER *w;
    ULONG max = 1u << 30, trim = 1 << 16, i;
    WS_XML_WRITER_PROPERTY list[] = { { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &max, sizeof(max) },
        { WS_XML_WRITER_PROPERTY_BUFFER_TRIM_SIZE, &trim, sizeof(trim) } };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_BUFFERS buffers;

    if (!w) C(WsCreateWriter(NULL, 0, &w, NULL));
    C(WsSetOutput(w, encoding, &output.output, list, 2, NULL));
    C(WsWriteStartElement(w, &prefix, &root, &ns, NULL));
    d->ours(w);
    C(WsWriteEndElement(w, NULL));
    C(WsGetWriterProperty(w, WS_XML_WRITER_PROPERTY_BUFFERS, &buffers, sizeof(buffers), NULL));
    for (out_size = i = 0; i < buffers.bufferCount; i++)
        out_size += buffers.buffers[i].length;
}

static void write_theirs(const struct document *d)
{
    xmlBufferPtr buffer = xmlBufferCreateSize(1 << 16);
    xmlTextWriterPtr w = xmlNewTextWriterMemory(buffer, 0);

    xmlBufferSetAllocationScheme(buffer, XML_BUFFER_ALLOC_DOUBLEIT);
    xmlTextWriterStartElementNS(w, X("o"), X("orders"), X(NS));
    d->theirs(w);
    xmlTextWriterEndElement(w);
    xmlFreeTextWriter(w);
    xmlBufferFree(buffer);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static void measure(const struct document *d, unsigned rounds)
{
    static const WS_XML_WRITER_TEXT_ENCODING text
            = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    static const WS_XML_WRITER_BINARY_ENCODING binary = { { WS_XML_WRITER_ENCODING_TYPE_BINARY } };
    double ours[MAX_ROUNDS], theirs[MAX_ROUNDS], small[MAX_ROUNDS], ratio[MAX_ROUNDS], start;
    size_t size = 0;
    unsigned i;

    for (i = 0; i < rounds; i++)
    {
        start = now();
        write_ours(d, &text.encoding);
        ours[i] = now() - start;
        size = out_size;
        start = now();
        write_theirs(d);
        theirs[i] = now() - start;
        start = now();
        write_ours(d, &binary.encoding);
        small[i] = now() - start;
        ratio[i] = theirs[i] / ours[i];
    }
    qsort(ours, rounds, sizeof(double), by_value);
    qsort(theirs, rounds, sizeof(double), by_value);
    qsort(small, rounds, sizeof(double), by_value);
    qsort(ratio, rounds, sizeof(double), by_value);
    printf("%-11s %6.1f MB  text %7.2f ms %6.0f MB/s  libxml2 %7.2f ms %5.0f MB/s  ratio %5.2f"
           "  binary %7.2f ms %5.1f MB\n",
            d->what, size / 1e6, ours[rounds / 2], size / ours[rounds / 2] / 1e3,
            theirs[rounds / 2], size / theirs[rounds / 2] / 1e3, ratio[rounds / 2],
            small[rounds / 2], out_size / 1e6);
}

int main(int argc, char **argv)
{
    unsigned i, rounds = argc > 1 ? atoi(argv[1]) : 7;

    if (!rounds || rounds > MAX_ROUNDS) rounds = 7;
    printf("median of %u rounds; ratio: how many times slower libxml2 is than our text form\n",
            rounds);
    for (i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
    {
        if (argc > 2 && !strchr(argv[2], documents[i].letter)) continue;
        measure(&documents[i], rounds);
    }
    return 0;
}
