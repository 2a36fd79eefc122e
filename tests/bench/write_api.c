/* Writing call by call through the API, as text and as binary: see read_api.c.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"
#include "write_documents.h"

#include <stdlib.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <webservices.h>

#define XML(literal)                                    \
    {                                                   \
        sizeof(literal) - 1, (BYTE *)(literal), NULL, 0 \
    }
static const WS_XML_STRING root = XML("orders"), item = XML("order"), quantity = XML("quantity");
static const WS_XML_STRING name = XML("name"), id = XML("id"), currency = XML("currency");
static const WS_XML_STRING ns = XML(NS), none = XML(""), prefix = XML("o");

static void check(HRESULT hr, const char *what)
{
    if (SUCCEEDED(hr)) return;
    fprintf(stderr, "%s: 0x%08x\n", what, (unsigned)hr);
    exit(1);
}
#define C(call) check(call, #call)

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

static const struct document
{
    const char *what;
    void (*write)(WS_XML_WRITER *w);
} documents[] = {
    { "elements", elements },
    { "attributes", attributes },
    { "text", texts },
    { "escapes", escapes },
    { "numbers", numbers },
};

static void write_document(const struct document *d, const WS_XML_WRITER_ENCODING *encoding)
{
    static WS_XML_WRITER *w;
    ULONG max = 1u << 24, trim = 1 << 16;
    WS_XML_WRITER_PROPERTY list[] = { { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &max, sizeof(max) },
        { WS_XML_WRITER_PROPERTY_BUFFER_TRIM_SIZE, &trim, sizeof(trim) } };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };

    if (!w) C(WsCreateWriter(NULL, 0, &w, NULL));
    C(WsSetOutput(w, encoding, &output.output, list, 2, NULL));
    C(WsWriteStartElement(w, &prefix, &root, &ns, NULL));
    d->write(w);
    C(WsWriteEndElement(w, NULL));
}

static void measure(
        const char *measured, const struct document *d, const WS_XML_WRITER_ENCODING *encoding)
{
    double ms[REPEAT], start;
    unsigned n;

    for (n = 0; n < REPEAT; n++)
    {
        start = bench_now();
        write_document(d, encoding);
        ms[n] = bench_now() - start;
    }
    bench_print_runs(measured, d->what, ms, REPEAT);
}

int main(void)
{
    static const WS_XML_WRITER_TEXT_ENCODING text
            = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    static const WS_XML_WRITER_BINARY_ENCODING binary = { { WS_XML_WRITER_ENCODING_TYPE_BINARY } };
    unsigned i;

    for (i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
    {
        measure("write", &documents[i], &text.encoding);
        measure("write-binary", &documents[i], &binary.encoding);
    }
    return 0;
}
