/* Random structs of what types_random leaves out: any elements, any attributes, any content, custom types, endpoint addresses. What is
 * read is compared by writing it again, since XML buffers have many forms.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types_ways.h"

#define CANONICAL_ROOM 65536
#define NAMED(variable, text) \
    static WS_XML_STRING variable = { sizeof(text) - 1, (BYTE *)(text), NULL, 0 }
NAMED(ns, "urn:t");
NAMED(other_ns, "urn:o");
NAMED(root_name, "root");
NAMED(number_name, "number");
NAMED(custom_name, "custom");
NAMED(address_name, "address");
NAMED(text_name, "text");

/* ---- a custom type: two numbers as "a;b" ---- */

struct two
{
    INT32 a, b;
};

static HRESULT CALLBACK read_two(WS_XML_READER *reader, WS_TYPE_MAPPING mapping, const void *data,
        WS_HEAP *to, void *value, ULONG size, WS_ERROR *error)
{
    struct two *two = value;
    char text[64];
    ULONG got = 0, more;
    HRESULT hr = WsReadStartElement(reader, error);

    while (SUCCEEDED(hr) && got < sizeof(text) - 1)
    {
        hr = WsReadCharsUtf8(reader, (BYTE *)text + got, sizeof(text) - 1 - got, &more, error);
        if (FAILED(hr) || !more) break;
        got += more;
    }
    text[got] = 0;
    if (SUCCEEDED(hr) && sscanf(text, "%d;%d", (int *)&two->a, (int *)&two->b) != 2) hr = E_FAIL;
    return FAILED(hr) ? hr : WsReadEndElement(reader, error);
}

static HRESULT CALLBACK write_two(WS_XML_WRITER *writer, WS_TYPE_MAPPING mapping, const void *data,
        const void *value, ULONG size, WS_ERROR *error)
{
    const struct two *two = value;
    char text[64];

    return WsWriteCharsUtf8(writer, (BYTE *)text,
            (ULONG)snprintf(text, sizeof(text), "%d;%d", (int)two->a, (int)two->b), error);
}

static WS_CUSTOM_TYPE_DESCRIPTION two_type
        = { sizeof(struct two), __alignof__(struct two), read_two, write_two };

/* ---- the struct: a random choice of these fields, in this order ---- */

struct value
{
    WS_ANY_ATTRIBUTES attributes;
    INT32 number;
    struct two two;
    WS_ENDPOINT_ADDRESS address;
    WS_STRING text;
    WS_XML_BUFFER *any;
    WS_XML_BUFFER **rest;
    ULONG rest_count;
};

static WS_ENDPOINT_ADDRESS_DESCRIPTION address_type = { WS_ADDRESSING_VERSION_1_0 };
#define AT(member) offsetof(struct value, member)
static WS_FIELD_DESCRIPTION all_fields[] = {
    { WS_ANY_ATTRIBUTES_FIELD_MAPPING, NULL, NULL, WS_ANY_ATTRIBUTES_TYPE, NULL, AT(attributes) },
    { WS_ELEMENT_FIELD_MAPPING, &number_name, &ns, WS_INT32_TYPE, NULL, AT(number) },
    { WS_ELEMENT_FIELD_MAPPING, &custom_name, &ns, WS_CUSTOM_TYPE, &two_type, AT(two) },
    { WS_ELEMENT_FIELD_MAPPING, &address_name, &ns, WS_ENDPOINT_ADDRESS_TYPE, &address_type,
            AT(address) },
    { WS_ELEMENT_FIELD_MAPPING, &text_name, &ns, WS_STRING_TYPE, NULL, AT(text),
            WS_FIELD_OPTIONAL },
    { WS_ANY_ELEMENT_FIELD_MAPPING, NULL, NULL, WS_XML_BUFFER_TYPE, NULL, AT(any),
            WS_FIELD_OPTIONAL },
    { WS_REPEATING_ANY_ELEMENT_FIELD_MAPPING, NULL, NULL, WS_XML_BUFFER_TYPE, NULL, AT(rest),
            WS_FIELD_OPTIONAL, NULL, AT(rest_count) },
};
#define FIELDS (sizeof(all_fields) / sizeof(all_fields[0]))

/* ---- random XML and values ---- */

static ULONG put_text(char *to)
{
    static const char *const texts[] = { "x", "1", "a &amp; b", "&#8364;", " ", "true",
        "longer text than eight", "&lt;tag&gt;", "" };

    return (ULONG)sprintf(to, "%s", texts[rnd(9)]);
}

static ULONG put_element(char *to, ULONG depth)
{
    static const char *const heads[] = { "a xmlns='urn:o'", "p:b xmlns:p='urn:p'", "c xmlns=''",
        "p:d xmlns:p='urn:o' p:q='v'", "e xmlns='urn:t' f='g&amp;h'" };
    static const char *const names[] = { "a", "p:b", "c", "p:d", "e" };
    ULONG which = rnd(5), n = (ULONG)sprintf(to, "<%s>", heads[which]), i;

    for (i = depth < 3 ? rnd(4) : 0; i; i--)
        n += rnd(2) ? put_element(to + n, depth + 1) : put_text(to + n);
    return n + (ULONG)sprintf(to + n, "</%s>", names[which]);
}

static WS_XML_BUFFER *make_buffer(void)
{
    static char xml[65536];
    WS_BYTES bytes = { put_element(xml, 0), (BYTE *)xml };
    WS_XML_READER *reader = NULL;
    WS_XML_BUFFER *buffer = NULL;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    ok_hr(set_input(reader, UTF8, &bytes), S_OK);
    ok_hr(WsReadToStartElement(reader, NULL, NULL, NULL, NULL), S_OK);
    ok_hr(WsReadXmlBuffer(reader, heap, &buffer, NULL), S_OK);
    WsFreeReader(reader);
    return buffer;
}

static void make_attributes(WS_ANY_ATTRIBUTES *attributes)
{
    static WS_XML_STRING names[] = { { 1, (BYTE *)"x", NULL, 0 }, { 1, (BYTE *)"y", NULL, 0 },
        { 1, (BYTE *)"z", NULL, 0 } };
    WS_XML_UTF8_TEXT *text;
    ULONG i;

    attributes->attributeCount = rnd(4);
    attributes->attributes = room(sizeof(*attributes->attributes) * attributes->attributeCount);
    for (i = 0; i < attributes->attributeCount; i++)
    {
        text = room(sizeof(*text));
        text->text.textType = WS_XML_TEXT_TYPE_UTF8;
        text->value.bytes = room(16);
        text->value.length
                = (ULONG)sprintf((char *)text->value.bytes, "<%u>", (unsigned)rnd(100000));
        attributes->attributes[i].localName = names[i];
        attributes->attributes[i].ns = rnd(2) ? other_ns : (WS_XML_STRING){ 0, NULL, NULL, 0 };
        attributes->attributes[i].value = &text->text;
    }
}

static WS_STRING wide_of(const char *text)
{
    WS_STRING string = { (ULONG)strlen(text), room(2 * strlen(text)) };
    ULONG i;

    for (i = 0; i < string.length; i++)
        string.chars[i] = (unsigned char)text[i];
    return string;
}

static void make_address(WS_ENDPOINT_ADDRESS *address)
{
    char url[64];

    snprintf(url, sizeof(url), "http://host%u/path?a=1&b=%u", (unsigned)rnd(100), (unsigned)rnd(9));
    address->url = wide_of(url);
    /* what stands in them is the application's own */
    if (rnd(2)) address->extensions = make_buffer();
}

static void make_list(WS_XML_BUFFER ***list, ULONG *count, ULONG least)
{
    ULONG i;

    *count = least + rnd(4);
    *list = room(sizeof(**list) * *count);
    for (i = 0; i < *count; i++)
        (*list)[i] = make_buffer();
}

static const BYTE *make_case(unsigned seed, WS_ELEMENT_DESCRIPTION *d)
{
    WS_STRUCT_DESCRIPTION *type;
    struct value *value;
    ULONG i, chosen;

    state = seed;
    type = room(sizeof(*type));
    value = room(sizeof(*value));
    chosen = rnd(1 << FIELDS);
    type->size = sizeof(*value);
    type->alignment = 8;
    type->fields = room(sizeof(*type->fields) * FIELDS);
    for (i = 0; i < FIELDS; i++)
    {
        if (chosen >> i & 1) type->fields[type->fieldCount++] = &all_fields[i];
    }
    make_attributes(&value->attributes);
    value->number = (INT32)rnd64();
    value->two.a = (INT32)rnd64();
    value->two.b = (INT32)rnd64();
    make_address(&value->address);
    if (rnd(2)) value->text = wide_of("some <text> & more");
    if (rnd(2)) value->any = make_buffer();
    /* what would stand for the one before it, or for nothing */
    if (value->any || !(chosen >> 5 & 1)) make_list(&value->rest, &value->rest_count, 1);
    d->elementLocalName = &root_name;
    d->elementNs = &ns;
    d->type = WS_STRUCT_TYPE;
    d->typeDescription = type;
    return (const BYTE *)value;
}

static HRESULT CALLBACK keep(
        void *to, const WS_BYTES *bytes, ULONG count, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    WS_BYTES *kept = to;
    ULONG i;

    for (i = 0; i < count; i++)
    {
        if (kept->length + bytes[i].length > CANONICAL_ROOM) return E_FAIL;
        memcpy(kept->bytes + kept->length, bytes[i].bytes, bytes[i].length);
        kept->length += bytes[i].length;
    }
    return S_OK;
}

/* The element's canonical form, in memory of the heap: what is the same looks the same. */
static WS_BYTES canonical(const WS_ELEMENT_DESCRIPTION *d, const BYTE *value)
{
    WS_BYTES kept = { 0, room(CANONICAL_ROOM) };
    WS_XML_WRITER *writer = NULL;

    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(set_output(writer, UTF8), S_OK);
    ok_hr(WsStartWriterCanonicalization(writer, keep, &kept, NULL, 0, NULL), S_OK);
    ok_hr(WsWriteElement(writer, d, WS_WRITE_REQUIRED_POINTER, &value, sizeof(value), NULL), S_OK);
    ok_hr(WsEndWriterCanonicalization(writer, NULL), S_OK);
    WsFreeWriter(writer);
    return kept;
}

static void compare_canonical(const WS_ELEMENT_DESCRIPTION *d, const BYTE *value, const BYTE *read)
{
    WS_BYTES before = canonical(d, value), after = canonical(d, read);

    ok_bytes(after.bytes, after.length, before.bytes, before.length);
}

TEST(random_values_survive_every_encoding)
{
    survive_every_encoding(make_case, compare_canonical);
}

TEST(every_allocation_on_the_way_may_fail)
{
    fail_every_allocation(make_case);
}

TESTS = { CASE(random_values_survive_every_encoding), CASE(every_allocation_on_the_way_may_fail),
    END_OF_CASES };
