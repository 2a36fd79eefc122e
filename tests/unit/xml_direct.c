/* The writer's direct way (xml/writer_direct.h) does what the general way does: the same calls at random give the same
 * results and the same document as UTF-8, which takes it, and as UTF-16, which does not; a limit on the output is met
 * at the same byte.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "platform/platform.h"
#include "xml/xml.h"
#include "test.h"

#define STEPS 24

static const WS_XML_STRING names[] = { XML_STRING("a"), XML_STRING("name"), XML_STRING("quantity"),
    XML_STRING("b-2.c_d"), XML_STRING("aVeryLongNameOfMoreThanSixteenBytes"),
    XML_STRING("\xc3\xa4rger"), XML_STRING("1a"), XML_STRING("a b"), XML_STRING("") };
static const WS_XML_STRING spaces[] = { XML_STRING(""), XML_STRING(""), XML_STRING("urn:a"),
    XML_STRING("urn:b"), XML_STRING("http://www.w3.org/XML/1998/namespace") };
static const WS_XML_STRING prefixes[]
        = { XML_STRING(""), XML_STRING("p"), XML_STRING("q"), XML_STRING("xml") };
static const char *const texts[] = { "", "1", "ab", "abc", "four", "red pencil", "sixteen bytes 16",
    "seventeen bytes 7", "a<b", "a&b>c", "line\n", "\r", "tab\tbed", "\xc3\xa4\xc3\xb6",
    "x\xe2\x82", "\xac", "\x01", "]]>", "more than sixteen bytes of plain text, and some more" };

static unsigned draw(unsigned *seed, unsigned limit)
{
    *seed = *seed * 1103515245 + 12345;
    return (*seed >> 16) % limit;
}

/* Rare: what most documents do not have, so that elements get deep now and then. */
static const WS_XML_STRING *draw_string(
        unsigned *seed, const WS_XML_STRING *list, unsigned usual, unsigned count)
{
    return &list[draw(seed, draw(seed, 8) ? usual : count)];
}

static HRESULT write_chars(WS_XML_WRITER *writer, unsigned *seed, unsigned what)
{
    const char *chars = texts[draw(seed, draw(seed, 8) ? 8 : COUNT_OF(texts))];
    WS_XML_UTF8_TEXT text = { { WS_XML_TEXT_TYPE_UTF8 } };
    INT32 number = draw(seed, 1000);

    text.value.bytes = (BYTE *)chars;
    text.value.length = strlen(chars);
    if (what == 0) return WsWriteText(writer, &text.text, NULL);
    if (what == 1) return WsWriteValue(writer, WS_INT32_VALUE_TYPE, &number, sizeof(number), NULL);
    if (what == 2) return WsWriteBytes(writer, chars, strlen(chars), NULL);
    return WsWriteCharsUtf8(writer, (const BYTE *)chars, strlen(chars), NULL);
}

static HRESULT write_attribute(WS_XML_WRITER *writer, unsigned *seed)
{
    const WS_XML_STRING *local = draw_string(seed, names, 5, COUNT_OF(names));
    const WS_XML_STRING *ns = draw_string(seed, spaces, 2, COUNT_OF(spaces));
    const WS_XML_STRING *prefix = draw(seed, 4) ? NULL : &prefixes[draw(seed, COUNT_OF(prefixes))];
    HRESULT hr = WsWriteStartAttribute(writer, prefix, local, ns, draw(seed, 2), NULL);
    unsigned pieces = draw(seed, 3);

    while (SUCCEEDED(hr) && pieces--)
        hr = write_chars(writer, seed, draw(seed, 12));
    return SUCCEEDED(hr) ? WsWriteEndAttribute(writer, NULL) : hr;
}

static HRESULT write_start(WS_XML_WRITER *writer, unsigned *seed)
{
    const WS_XML_STRING *prefix = draw(seed, 4) ? NULL : &prefixes[draw(seed, COUNT_OF(prefixes))];
    const WS_XML_STRING *local = draw_string(seed, names, 5, COUNT_OF(names));
    const WS_XML_STRING *ns = draw_string(seed, spaces, 3, COUNT_OF(spaces));

    return WsWriteStartElement(writer, prefix, local, ns, NULL);
}

static HRESULT write_step(WS_XML_WRITER *writer, unsigned *seed)
{
    static const WS_XML_COMMENT_NODE comment = { { WS_XML_NODE_TYPE_COMMENT }, XML_STRING("note") };
    unsigned what = draw(seed, 40); /* attributes are tried often: they only fit into start tags */

    if (what < 10) return write_start(writer, seed);
    if (what < 20) return WsWriteEndElement(writer, NULL);
    if (what < 30) return write_chars(writer, seed, what - 20);
    if (what < 36) return write_attribute(writer, seed);
    if (what == 36)
        return WsWriteXmlnsAttribute(writer, draw(seed, 2) ? NULL : &prefixes[draw(seed, 3)],
                &spaces[1 + draw(seed, 3)], FALSE, NULL);
    if (what == 37) return WsWriteEndStartElement(writer, NULL);
    if (what == 38) return WsWriteNode(writer, &comment.node, NULL);
    return WsWriteStartCData(writer, NULL) == S_OK ? WsWriteEndCData(writer, NULL) : S_FALSE;
}

static WS_XML_WRITER *new_writer(WS_CHARSET charset, ULONG limit)
{
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, charset };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    ULONG depth = 7;
    WS_XML_WRITER_PROPERTY list[]
            = { { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &limit, sizeof(limit) },
                  { WS_XML_WRITER_PROPERTY_MAX_DEPTH, &depth, sizeof(depth) } };
    WS_XML_WRITER *writer = NULL;

    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsSetOutput(writer, &text.encoding, &output.output, list, 2, NULL), S_OK);
    return writer;
}

static void compare(WS_XML_WRITER *narrow, WS_XML_WRITER *wide, unsigned seed)
{
    WS_BYTES bytes = { 0 }, units = { 0 };
    static BYTE back[1 << 16];
    HRESULT a = WsGetWriterProperty(
            narrow, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL);
    HRESULT b
            = WsGetWriterProperty(wide, WS_XML_WRITER_PROPERTY_BYTES, &units, sizeof(units), NULL);
    const WCHAR *chars = (const WCHAR *)units.bytes;
    ULONG count = units.length / sizeof(WCHAR), size;

    ok(a == b, "seed %u: 0x%08x and 0x%08x", seed, (unsigned)a, (unsigned)b);
    if (FAILED(a) || FAILED(b)) return;
    if (count && chars[0] == 0xfeff) chars++, count--;
    ok(count < sizeof(back) / 3, "seed %u: %u characters", seed, (unsigned)count);
    size = utf8_from_utf16(chars, count, back);
    ok(size == bytes.length && !memcmp(back, bytes.bytes, size), "seed %u: %.*s and %.*s", seed,
            (int)bytes.length, (const char *)bytes.bytes, (int)size, (const char *)back);
}

TEST(the_same_calls_give_the_same_document)
{
    unsigned seed, step, failed = 0, whole = 0;

    for (seed = 1; seed <= 4000; seed++)
    {
        WS_XML_WRITER *narrow = new_writer(WS_CHARSET_UTF8, 1 << 16);
        WS_XML_WRITER *wide = new_writer(WS_CHARSET_UTF16LE, 1 << 18);
        HRESULT a = S_OK, b = S_OK;

        for (step = 0; step < STEPS && a != WS_E_INVALID_FORMAT && a != WS_E_QUOTA_EXCEEDED; step++)
        {
            unsigned one = seed * STEPS + step, two = one;

            a = step ? write_step(narrow, &one) : write_start(narrow, &one);
            b = step ? write_step(wide, &two) : write_start(wide, &two);
            ok(a == b, "seed %u, step %u: 0x%08x and 0x%08x", seed, step, (unsigned)a, (unsigned)b);
        }
        if (FAILED(a)) failed++;
        if (step == STEPS) whole++;
        compare(narrow, wide, seed);
        WsFreeWriter(narrow);
        WsFreeWriter(wide);
    }
    ok(failed > 100 && whole > 50, "%u failed, %u went on to the end", failed, whole);
}

static HRESULT write_plain_attribute(
        WS_XML_WRITER *writer, const WS_XML_STRING *local, const char *text, BOOL single_quote)
{
    static const WS_XML_STRING none = XML_STRING("");
    HRESULT hr = WsWriteStartAttribute(writer, NULL, local, &none, single_quote, NULL);

    if (SUCCEEDED(hr)) hr = WsWriteCharsUtf8(writer, (const BYTE *)text, strlen(text), NULL);
    return SUCCEEDED(hr) ? WsWriteEndAttribute(writer, NULL) : hr;
}

static HRESULT write_order(WS_XML_WRITER *writer)
{
    static const WS_XML_STRING prefix = XML_STRING("o"), none = XML_STRING("");
    static const INT32 number = 42;
    unsigned i;
    HRESULT hr = WsWriteStartElement(writer, &prefix, &names[2], &spaces[2], NULL);

    for (i = 0; i < 3; i++)
    {
        if (SUCCEEDED(hr)) hr = WsWriteStartElement(writer, NULL, &names[1], &none, NULL);
        if (SUCCEEDED(hr)) hr = write_plain_attribute(writer, &names[0], "1", FALSE);
        if (SUCCEEDED(hr)) hr = write_plain_attribute(writer, &names[1], "x y", TRUE);
        if (SUCCEEDED(hr)) hr = WsWriteCharsUtf8(writer, (const BYTE *)"red pencil", 10, NULL);
        if (SUCCEEDED(hr)) hr = WsWriteEndElement(writer, NULL);
        if (SUCCEEDED(hr)) hr = WsWriteStartElement(writer, NULL, &names[3], &spaces[2], NULL);
        if (SUCCEEDED(hr))
            hr = WsWriteValue(writer, WS_INT32_VALUE_TYPE, &number, sizeof(number), NULL);
        if (SUCCEEDED(hr)) hr = WsWriteEndElement(writer, NULL);
    }
    return SUCCEEDED(hr) ? WsWriteEndElement(writer, NULL) : hr;
}

TEST(the_limit_of_the_output_is_met_at_the_byte)
{
#define ITEM "<name a=\"1\" name='x y'>red pencil</name><o:b-2.c_d>42</o:b-2.c_d>"
    static const char expected[] = "<o:quantity xmlns:o=\"urn:a\">" ITEM ITEM ITEM "</o:quantity>";
    ULONG limit;
    WS_BYTES bytes;

    for (limit = 0; limit < sizeof(expected) + 20; limit++)
    {
        WS_XML_WRITER *writer = new_writer(WS_CHARSET_UTF8, limit);

        ok_hr(write_order(writer), limit < sizeof(expected) - 1 ? WS_E_QUOTA_EXCEEDED : S_OK);
        if (limit >= sizeof(expected) - 1)
        {
            ok_hr(WsGetWriterProperty(
                          writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
                    S_OK);
            ok_int(bytes.length, sizeof(expected) - 1);
            ok(!memcmp(bytes.bytes, expected, bytes.length), "%.*s", (int)bytes.length,
                    (const char *)bytes.bytes);
        }
        WsFreeWriter(writer);
    }
}

/* What a text becomes, the slow way. */
static ULONG escape(const BYTE *bytes, ULONG count, BYTE quote, char *to)
{
    static const struct
    {
        BYTE c;
        BOOL content, attribute;
        const char *text;
    } list[] = { { '<', TRUE, TRUE, "&lt;" }, { '>', TRUE, FALSE, "&gt;" },
        { '&', TRUE, TRUE, "&amp;" }, { '\r', TRUE, TRUE, "&#xD;" }, { '\n', FALSE, TRUE, "&#xA;" },
        { '\t', FALSE, TRUE, "&#x9;" } };
    ULONG i, k, length = 0;

    for (i = 0; i < count; i++)
    {
        const char *text = bytes[i] != quote ? NULL : quote == '"' ? "&quot;" : "&apos;";

        for (k = 0; k < COUNT_OF(list); k++)
        {
            if (bytes[i] == list[k].c && (quote ? list[k].attribute : list[k].content))
                text = list[k].text;
        }
        if (text)
            length += sprintf(to + length, "%s", text);
        else
            to[length++] = bytes[i];
    }
    return length;
}

static ULONG draw_text(unsigned *seed, BYTE *text, ULONG max)
{
    static const char *const parts[] = { "<", ">", "&", "\"", "'", "\t", "\n", "\r", "\xc3\xa4",
        "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\x7f", "]]>" };
    ULONG length = 0, often = 1 + draw(seed, 20);

    while (length < max)
    {
        const char *part = draw(seed, often) ? "x" : parts[draw(seed, COUNT_OF(parts))];

        memcpy(text + length, part, strlen(part));
        length += strlen(part);
    }
    return length;
}

TEST(whatever_is_special_wherever_it_stands)
{
    static const WS_XML_STRING none = XML_STRING("");
    static const char quotes[] = { 0, '"', '\'' };
    static char expected[4096];
    unsigned seed, k;

    for (seed = 1; seed <= 3000; seed++)
    {
        unsigned s = seed * 977;
        ULONG length, max = draw(&s, 90);
        BYTE text[100];

        length = draw_text(&s, text, max);
        for (k = 0; k < COUNT_OF(quotes); k++)
        {
            WS_XML_WRITER *writer = new_writer(WS_CHARSET_UTF8, 1 << 16);
            WS_BYTES bytes = { 0 };
            ULONG size = sprintf(expected, k ? "<a name=%c" : "<a>", quotes[k]);

            size += escape(text, length, quotes[k], expected + size);
            size += sprintf(expected + size, k ? "%c/>" : "</a>", quotes[k]);
            if (!k && !length) size = sprintf(expected, "<a/>");
            ok_hr(WsWriteStartElement(writer, NULL, &names[0], &none, NULL), S_OK);
            if (k) ok_hr(WsWriteStartAttribute(writer, NULL, &names[1], &none, k == 2, NULL), S_OK);
            ok_hr(WsWriteCharsUtf8(writer, text, length, NULL), S_OK);
            if (k) ok_hr(WsWriteEndAttribute(writer, NULL), S_OK);
            ok_hr(WsWriteEndElement(writer, NULL), S_OK);
            ok_hr(WsGetWriterProperty(
                          writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
                    S_OK);
            ok(bytes.length == size && !memcmp(bytes.bytes, expected, size),
                    "seed %u: %.*s and %.*s", seed, (int)bytes.length, (const char *)bytes.bytes,
                    (int)size, expected);
            WsFreeWriter(writer);
        }
    }
}

TESTS = { CASE(the_same_calls_give_the_same_document),
    CASE(the_limit_of_the_output_is_met_at_the_byte), CASE(whatever_is_special_wherever_it_stands),
    END_OF_CASES };
