/* Six kinds of documents that readers are measured with, the same ones in every program: see corpora[].
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CORPUS_SIZE 10000000

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

static struct corpus corpora[] = { { 'a', "envelope" }, { 'b', "elements" }, { 'c', "attributes" },
    { 'd', "text" }, { 'e', "nesting" }, { 'f', "values" } };
static void (*const makers[])(struct corpus *c)
        = { make_envelope, make_elements, make_attributes, make_text, make_nested, make_values };
