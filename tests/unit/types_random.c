/* Random descriptions with random values: written and read back through every encoding they are the same, and memory
 * that runs out anywhere on the way loses nothing. The seeds are fixed, and a failure names its seed.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types_ways.h"

#define ROOM       64 /* of a field: its value at the beginning, its count at the end */
#define COUNT_AT   56
#define VALUE_AT   16 /* in a union, behind its enum */
#define MOST       8
#define MOST_DEPTH 3

static WCHAR some_uri[] = { 'u', ':', 'x' };

/* ---- descriptions ---- */

static WS_XML_STRING *name(const char *first)
{
    WS_XML_STRING *string = room(sizeof(*string));

    string->bytes = room(16);
    string->length = sprintf((char *)string->bytes, "%s%u", first, (unsigned)rnd(1000000));
    return string;
}

static WS_XML_STRING *space(void)
{
    static WS_XML_STRING spaces[] = { { 0, (BYTE *)"", NULL, 0 }, { 5, (BYTE *)"urn:a", NULL, 0 },
        { 5, (BYTE *)"urn:b", NULL, 0 } };

    return &spaces[rnd(3)];
}

/* For names in values: one without namespace cannot be told where there is a default namespace. */
static WS_XML_STRING *some_space(void)
{
    WS_XML_STRING *string;

    do
        string = space();
    while (!string->length);
    return string;
}

static WS_XML_STRING red = { 3, (BYTE *)"red", NULL, 0 }, blue = { 4, (BYTE *)"blue", NULL, 0 };
static WS_ENUM_VALUE colours[] = { { 0, &red }, { 7, &blue } };
static WS_ENUM_DESCRIPTION colour = { colours, 2, 2, NULL };
static INT32 seven = 7;
static WS_DEFAULT_VALUE is_seven = { &seven, sizeof(seven) };
static WS_ITEM_RANGE up_to_nine = { 0, 9 };

static const WS_TYPE scalars[] = { WS_BOOL_TYPE, WS_INT8_TYPE, WS_INT16_TYPE, WS_INT32_TYPE,
    WS_INT64_TYPE, WS_UINT8_TYPE, WS_UINT16_TYPE, WS_UINT32_TYPE, WS_UINT64_TYPE, WS_FLOAT_TYPE,
    WS_DOUBLE_TYPE, WS_DECIMAL_TYPE, WS_DATETIME_TYPE, WS_TIMESPAN_TYPE, WS_GUID_TYPE,
    WS_DURATION_TYPE, WS_UNIQUE_ID_TYPE, WS_ENUM_TYPE, WS_STRING_TYPE, WS_WSZ_TYPE, WS_BYTES_TYPE,
    WS_XML_STRING_TYPE, WS_XML_QNAME_TYPE, WS_CHAR_ARRAY_TYPE, WS_UTF8_ARRAY_TYPE,
    WS_BYTE_ARRAY_TYPE };
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static BOOL is_array(WS_TYPE type)
{
    return type == WS_CHAR_ARRAY_TYPE || type == WS_UTF8_ARRAY_TYPE || type == WS_BYTE_ARRAY_TYPE;
}

/* Types whose own value can say that there is none. */
static BOOL has_nil(WS_TYPE type)
{
    return is_array(type) || type == WS_STRING_TYPE || type == WS_WSZ_TYPE || type == WS_BYTES_TYPE
            || type == WS_XML_STRING_TYPE;
}

static WS_STRUCT_DESCRIPTION *make_struct(ULONG depth);

static void make_type(WS_FIELD_DESCRIPTION *field, ULONG depth, BOOL structs)
{
    field->type = scalars[rnd(COUNT(scalars))];
    if (structs && depth < MOST_DEPTH && !rnd(4)) field->type = WS_STRUCT_TYPE;
    if (field->type == WS_ENUM_TYPE) field->typeDescription = &colour;
    if (field->type == WS_STRUCT_TYPE) field->typeDescription = make_struct(depth + 1);
}

static void make_options(WS_FIELD_DESCRIPTION *field)
{
    BOOL repeats = field->mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING;

    if (field->type == WS_STRUCT_TYPE && !repeats)
        field->options |= WS_FIELD_POINTER; /* it does not fit into ROOM */
    else if (!is_array(field->type) && field->type != WS_WSZ_TYPE && !rnd(2))
        field->options |= WS_FIELD_POINTER;
    if (!rnd(2)) field->options |= WS_FIELD_OPTIONAL;
    if (!rnd(2)
            && (repeats ? field->localName != NULL
                        : (field->options & WS_FIELD_POINTER) || has_nil(field->type)))
        field->options |= WS_FIELD_NILLABLE;
    if (repeats && !rnd(2) && ((field->options & WS_FIELD_POINTER) || has_nil(field->type)))
        field->options |= WS_FIELD_NILLABLE_ITEM;
    if (field->type == WS_INT32_TYPE && field->options == WS_FIELD_OPTIONAL && !repeats)
        field->defaultValue = &is_seven;
}

static void make_names(WS_FIELD_DESCRIPTION *field, BOOL wrapper)
{
    BOOL repeats = field->mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING
            || field->mapping == WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING;

    if (repeats ? wrapper : field->mapping != WS_ELEMENT_CHOICE_FIELD_MAPPING)
    {
        field->localName = name("f");
        if (field->mapping != WS_XML_ATTRIBUTE_FIELD_MAPPING) field->ns = space();
    }
    if (field->mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING)
    {
        field->itemLocalName = name("i");
        field->itemNs = space();
        if (!rnd(3)) field->itemRange = &up_to_nine;
    }
}

static WS_UNION_DESCRIPTION *make_union(ULONG depth)
{
    WS_UNION_DESCRIPTION *d = room(sizeof(*d));
    ULONG i;

    d->size = ROOM + VALUE_AT;
    d->alignment = 8;
    d->fieldCount = 1 + rnd(3);
    d->fields = room(d->fieldCount * sizeof(*d->fields));
    d->noneEnumValue = -1;
    for (i = 0; i < d->fieldCount; i++)
    {
        WS_UNION_FIELD_DESCRIPTION *alternative = room(sizeof(*alternative));

        alternative->value = i * 10;
        alternative->field.mapping
                = rnd(3) ? WS_ELEMENT_FIELD_MAPPING : WS_REPEATING_ELEMENT_FIELD_MAPPING;
        alternative->field.offset = VALUE_AT;
        alternative->field.countOffset = VALUE_AT + COUNT_AT;
        do
            make_type(&alternative->field, depth, TRUE);
        while (alternative->field.mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING
                && is_array(alternative->field.type));
        make_names(&alternative->field, TRUE);
        make_options(&alternative->field);
        alternative->field.options &= ~WS_FIELD_OPTIONAL;
        alternative->field.defaultValue = NULL;
        d->fields[i] = alternative;
    }
    return d;
}

static void make_field(WS_FIELD_DESCRIPTION *field, BOOL with_text, ULONG depth)
{
    static const WS_FIELD_MAPPING mappings[] = { WS_ATTRIBUTE_FIELD_MAPPING,
        WS_XML_ATTRIBUTE_FIELD_MAPPING, WS_ELEMENT_FIELD_MAPPING, WS_ELEMENT_FIELD_MAPPING,
        WS_REPEATING_ELEMENT_FIELD_MAPPING, WS_ELEMENT_CHOICE_FIELD_MAPPING,
        WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING };

    field->mapping = mappings[rnd(with_text ? 2 : COUNT(mappings))];
    if (field->mapping == WS_ELEMENT_CHOICE_FIELD_MAPPING
            || field->mapping == WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING)
    {
        field->type = WS_UNION_TYPE;
        field->typeDescription = make_union(depth + 1);
        if (!rnd(2)) field->options = WS_FIELD_OPTIONAL;
        make_names(field, !rnd(2));
        return;
    }
    do
        make_type(field, depth,
                field->mapping == WS_ELEMENT_FIELD_MAPPING
                        || field->mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING);
    while (field->mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING && is_array(field->type));
    if (field->mapping == WS_XML_ATTRIBUTE_FIELD_MAPPING) field->type = WS_STRING_TYPE;
    if (field->mapping == WS_XML_ATTRIBUTE_FIELD_MAPPING) field->typeDescription = NULL;
    make_names(field, !rnd(2));
    make_options(field);
    if (field->mapping == WS_ATTRIBUTE_FIELD_MAPPING
            || field->mapping == WS_XML_ATTRIBUTE_FIELD_MAPPING)
    {
        field->options &= WS_FIELD_OPTIONAL;
        field->defaultValue = NULL;
    }
}

/* A sub type has the fields of its base, and one more unless the content is text. */
static void make_sub_type(WS_STRUCT_DESCRIPTION *base, BOOL with_text, ULONG depth)
{
    WS_STRUCT_DESCRIPTION *d = room(sizeof(*d));
    WS_FIELD_DESCRIPTION *field;

    *d = *base;
    d->typeLocalName = name("t");
    d->typeNs = some_space();
    d->parentType = base;
    base->typeLocalName = name("t");
    base->typeNs = some_space();
    base->subTypeCount = 1;
    base->subTypes = room(sizeof(*base->subTypes));
    base->subTypes[0] = d;
    if (with_text) return;
    d->fields = room((base->fieldCount + 1) * sizeof(*d->fields));
    memcpy(d->fields, base->fields, base->fieldCount * sizeof(*d->fields));
    field = d->fields[d->fieldCount++] = room(sizeof(*field));
    field->mapping = WS_ELEMENT_FIELD_MAPPING;
    field->offset = base->size;
    field->countOffset = field->offset + COUNT_AT;
    d->size += ROOM + VALUE_AT;
    make_type(field, depth, FALSE);
    make_names(field, FALSE);
    make_options(field);
}

static WS_STRUCT_DESCRIPTION *make_struct(ULONG depth)
{
    WS_STRUCT_DESCRIPTION *d = room(sizeof(*d));
    BOOL with_text = !rnd(4), with_type = !rnd(3);
    ULONG i;

    d->fieldCount = 1 + with_type + rnd(MOST);
    d->fields = room(d->fieldCount * sizeof(*d->fields));
    d->size = d->fieldCount * (ROOM + VALUE_AT);
    d->alignment = 8;
    for (i = 0; i < d->fieldCount; i++)
    {
        WS_FIELD_DESCRIPTION *field = d->fields[i] = room(sizeof(*field));

        field->offset = i * (ROOM + VALUE_AT);
        field->countOffset = field->offset + COUNT_AT;
        if (with_type && !i)
        {
            field->mapping = WS_TYPE_ATTRIBUTE_FIELD_MAPPING;
            field->type = WS_DESCRIPTION_TYPE;
        }
        else if (with_text && i == d->fieldCount - 1)
        {
            field->mapping = WS_TEXT_FIELD_MAPPING;
            make_type(field, depth, FALSE);
        }
        else
            make_field(field, with_text, depth);
    }
    if (with_type) make_sub_type(d, with_text, depth);
    return d;
}

/* ---- values ---- */

/* Some of each: plain, markup, white space, what line ends become, two and three bytes, a surrogate pair. */
static ULONG make_chars(WCHAR *chars, ULONG most)
{
    static const WCHAR set[] = { 'a', 'z', '0', '<', '>', '&', '"', '\'', ']', ' ', '\t', '\n',
        '\r', 0xe4, 0x20ac, 0xfffd };
    ULONG i, n = rnd(most);

    for (i = 0; i < n; i++)
    {
        chars[i] = set[rnd(COUNT(set))];
        if (i + 1 < n && !rnd(12))
        {
            chars[i++] = 0xd83d;
            chars[i] = 0xde00;
        }
    }
    return n;
}

static void make_wide(WS_STRING *string)
{
    string->chars = room(40 * sizeof(WCHAR));
    string->length = make_chars(string->chars, 30);
}

static void make_bytes(WS_BYTES *bytes)
{
    ULONG i;

    bytes->length = rnd(8) ? rnd(40) : rnd(2000);
    bytes->bytes = room(bytes->length);
    for (i = 0; i < bytes->length; i++)
        bytes->bytes[i] = (BYTE)rnd(256);
}

static void make_utf8(WS_XML_STRING *string)
{
    static const char *const parts[] = { "a", "<", "&", "]]>", " ", "\n", "\r\n", "\xc3\xa4",
        "\xe2\x82\xac", "\xf0\x9f\x98\x80" };
    ULONG i, n = rnd(12);

    string->bytes = room(64);
    for (i = 0; i < n; i++)
    {
        const char *part = parts[rnd(COUNT(parts))];

        memcpy(string->bytes + string->length, part, strlen(part));
        string->length += (ULONG)strlen(part);
    }
}

static void make_double(double *value)
{
    do
    {
        UINT64 bits = rnd64();

        memcpy(value, &bits, sizeof(*value));
    } while (*value != *value);
    if (!rnd(3)) *value = (double)(INT64)rnd(100000) / 100;
}

static void make_float(float *value)
{
    do
    {
        ULONG bits = (ULONG)rnd64();

        memcpy(value, &bits, sizeof(*value));
    } while (*value != *value);
}

static void make_decimal(DECIMAL *value)
{
    memset(value, 0, sizeof(*value));
    value->Lo64 = rnd64() >> rnd(64);
    value->Hi32 = rnd(2) ? (ULONG)rnd64() : 0;
    value->scale = (BYTE)rnd(29);
    if (value->Lo64 && !rnd(2)) value->sign = 0x80;
}

static void make_duration(WS_DURATION *d)
{
    d->years = rnd(3000);
    d->months = rnd(12);
    d->days = rnd(400);
    d->hours = rnd(24);
    d->minutes = rnd(60);
    d->seconds = rnd(60);
    d->milliseconds = rnd(2) ? rnd(1000) : 0;
    d->ticks = rnd(2) ? rnd(10000) : 0;
    d->negative = d->years && rnd(2);
}

static void make_guid(GUID *guid)
{
    UINT64 halves[2] = { rnd64(), rnd64() };

    memcpy(guid, halves, sizeof(*guid));
}

static void make_qname(WS_XML_QNAME *qname)
{
    qname->localName = *name("q");
    qname->ns = *some_space();
}

static void make_scalar(WS_TYPE type, void *value, ULONG *count)
{
    static const ULONG sizes[] = { 0, 1, 2, 4, 8, 1, 2, 4, 8 };
    UINT64 bits = rnd64();
    WS_STRING string;

    switch (type)
    {
    case WS_BOOL_TYPE:
        *(BOOL *)value = rnd(2);
        break;
    case WS_FLOAT_TYPE:
        make_float(value);
        break;
    case WS_DOUBLE_TYPE:
        make_double(value);
        break;
    case WS_DECIMAL_TYPE:
        make_decimal(value);
        break;
    case WS_DATETIME_TYPE:
        ((WS_DATETIME *)value)->ticks = bits % 0x2bca2875f4374000;
        ((WS_DATETIME *)value)->format = rnd(3);
        break;
    case WS_TIMESPAN_TYPE:
        *(INT64 *)value = (INT64)bits >> rnd(64);
        break;
    case WS_GUID_TYPE:
        make_guid(value);
        break;
    case WS_DURATION_TYPE:
        make_duration(value);
        break;
    case WS_UNIQUE_ID_TYPE:
        if (rnd(2))
            ((WS_UNIQUE_ID *)value)->uri = (WS_STRING){ 3, some_uri };
        else
            make_guid(&((WS_UNIQUE_ID *)value)->guid);
        break;
    case WS_ENUM_TYPE:
        *(int *)value = rnd(2) * 7;
        break;
    case WS_STRING_TYPE:
        make_wide(value);
        break;
    case WS_WSZ_TYPE:
        make_wide(&string);
        *(WCHAR **)value = string.chars;
        break;
    case WS_BYTES_TYPE:
        make_bytes(value);
        break;
    case WS_XML_STRING_TYPE:
        make_utf8(value);
        break;
    case WS_XML_QNAME_TYPE:
        make_qname(value);
        break;
    case WS_CHAR_ARRAY_TYPE:
        make_wide(&string);
        *(WCHAR **)value = string.chars;
        *count = string.length;
        break;
    case WS_UTF8_ARRAY_TYPE:
    {
        WS_XML_STRING utf8 = { 0 };

        make_utf8(&utf8);
        *(BYTE **)value = utf8.bytes;
        *count = utf8.length;
        break;
    }
    case WS_BYTE_ARRAY_TYPE:
    {
        WS_BYTES bytes;

        make_bytes(&bytes);
        *(BYTE **)value = bytes.bytes;
        *count = bytes.length;
        break;
    }
    default:
        memcpy(value, &bits, sizes[type]);
        break;
    }
}

static void make_value(const WS_STRUCT_DESCRIPTION *d, BYTE *base);
static void make_choice(const WS_UNION_DESCRIPTION *d, BYTE *value, BOOL none);

/* One value at its place; none_allowed: NULL may stand there. */
static void make_one(const WS_FIELD_DESCRIPTION *field, BYTE *at, ULONG *count, BOOL none_allowed)
{
    const WS_STRUCT_DESCRIPTION *type = field->typeDescription;
    BOOL pointer = (field->options & WS_FIELD_POINTER) != 0;

    if (none_allowed && (pointer || has_nil(field->type)) && !rnd(3)) return;
    if (pointer && field->type == WS_STRUCT_TYPE && type->subTypeCount && rnd(2))
        type = type->subTypes[0];
    if (pointer)
    {
        BYTE *value = room(field->type == WS_STRUCT_TYPE ? type->size : ROOM);

        *(void **)at = value;
        at = value;
    }
    if (field->type == WS_STRUCT_TYPE)
        make_value(type, at);
    else if (field->defaultValue && rnd(2))
        memcpy(at, field->defaultValue->value, field->defaultValue->valueSize);
    else if (!none_allowed || rnd(4))
        make_scalar(field->type, at, count);
    else if (!has_nil(field->type) && field->type != WS_XML_QNAME_TYPE)
        memset(at, 0, 4); /* the zero of an optional number, which is left out */
    else
        make_scalar(field->type, at, count);
}

static ULONG item_size(const WS_FIELD_DESCRIPTION *field)
{
    switch (field->options & WS_FIELD_POINTER ? WS_WSZ_TYPE : field->type)
    {
    case WS_UNION_TYPE:
        return ((WS_UNION_DESCRIPTION *)field->typeDescription)->size;
    case WS_STRUCT_TYPE:
        return ((WS_STRUCT_DESCRIPTION *)field->typeDescription)->size;
    case WS_BOOL_TYPE:
        return sizeof(BOOL);
    case WS_INT8_TYPE:
    case WS_UINT8_TYPE:
        return 1;
    case WS_INT16_TYPE:
    case WS_UINT16_TYPE:
        return 2;
    case WS_INT32_TYPE:
    case WS_UINT32_TYPE:
    case WS_FLOAT_TYPE:
    case WS_ENUM_TYPE:
        return 4;
    case WS_DECIMAL_TYPE:
        return sizeof(DECIMAL);
    case WS_DATETIME_TYPE:
        return sizeof(WS_DATETIME);
    case WS_GUID_TYPE:
        return sizeof(GUID);
    case WS_DURATION_TYPE:
        return sizeof(WS_DURATION);
    case WS_UNIQUE_ID_TYPE:
        return sizeof(WS_UNIQUE_ID);
    case WS_STRING_TYPE:
        return sizeof(WS_STRING);
    case WS_BYTES_TYPE:
        return sizeof(WS_BYTES);
    case WS_XML_STRING_TYPE:
        return sizeof(WS_XML_STRING);
    case WS_XML_QNAME_TYPE:
        return sizeof(WS_XML_QNAME);
    default:
        return 8;
    }
}

static void make_items(const WS_FIELD_DESCRIPTION *field, BYTE *base)
{
    ULONG i, n = rnd(6), size = item_size(field);
    BYTE *items;

    if (!n && (field->options & (WS_FIELD_OPTIONAL | WS_FIELD_NILLABLE))) return;
    items = room((SIZE_T)n * size);
    *(BYTE **)(base + field->offset) = items;
    *(ULONG *)(base + field->countOffset) = n;
    for (i = 0; i < n; i++)
    {
        if (field->type == WS_UNION_TYPE)
            make_choice(field->typeDescription, items + (SIZE_T)i * size, FALSE);
        else
            make_one(field, items + (SIZE_T)i * size, NULL,
                    (field->options & WS_FIELD_NILLABLE_ITEM) != 0);
    }
}

static void make_field_value(const WS_FIELD_DESCRIPTION *field, BYTE *base)
{
    BOOL none = (field->options & (WS_FIELD_OPTIONAL | WS_FIELD_NILLABLE)) != 0;

    if (field->mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING
            || field->mapping == WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING)
        make_items(field, base);
    else if (field->type == WS_UNION_TYPE)
        make_choice(field->typeDescription, base + field->offset, none);
    else
        make_one(field, base + field->offset, (ULONG *)(base + field->countOffset), none);
}

static void make_choice(const WS_UNION_DESCRIPTION *d, BYTE *value, BOOL none)
{
    ULONG i = rnd(d->fieldCount);

    *(int *)(value + d->enumOffset) = none && !rnd(3) ? -1 : d->fields[i]->value;
    if (*(int *)(value + d->enumOffset) != -1) make_field_value(&d->fields[i]->field, value);
}

static void make_value(const WS_STRUCT_DESCRIPTION *d, BYTE *base)
{
    ULONG i;

    for (i = 0; i < d->fieldCount; i++)
    {
        if (d->fields[i]->mapping == WS_TYPE_ATTRIBUTE_FIELD_MAPPING)
            *(const void **)(base + d->fields[i]->offset) = d;
        else
            make_field_value(d->fields[i], base);
    }
}

/* ---- comparison: empty and none are one where no value tells them apart ---- */

static BOOL same_run(const void *a, ULONG a_count, const void *b, ULONG b_count, ULONG size)
{
    return a_count == b_count && (!a_count || !memcmp(a, b, (SIZE_T)a_count * size));
}

static BOOL same_wsz(const WCHAR *a, const WCHAR *b)
{
    if (!a || !b) return a == b;
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

static BOOL same_scalar(WS_TYPE type, const void *a, ULONG a_count, const void *b, ULONG b_count)
{
    const WS_XML_QNAME *p = a, *q = b;
    const WS_STRING *s = a, *t = b;
    const WS_UNIQUE_ID *u = a, *v = b;
    WS_FIELD_DESCRIPTION field = { 0 };

    switch (type)
    {
    case WS_STRING_TYPE:
        return same_run(s->chars, s->length, t->chars, t->length, sizeof(WCHAR));
    case WS_BYTES_TYPE:
    case WS_XML_STRING_TYPE:
        return same_run(s->chars, s->length, t->chars, t->length, 1);
    case WS_WSZ_TYPE:
        return same_wsz(*(WCHAR *const *)a, *(WCHAR *const *)b);
    case WS_CHAR_ARRAY_TYPE:
        return same_run(*(void *const *)a, a_count, *(void *const *)b, b_count, sizeof(WCHAR));
    case WS_UTF8_ARRAY_TYPE:
    case WS_BYTE_ARRAY_TYPE:
        return same_run(*(void *const *)a, a_count, *(void *const *)b, b_count, 1);
    case WS_XML_QNAME_TYPE:
        return same_run(p->localName.bytes, p->localName.length, q->localName.bytes,
                       q->localName.length, 1)
                && same_run(p->ns.bytes, p->ns.length, q->ns.bytes, q->ns.length, 1);
    case WS_UNIQUE_ID_TYPE:
        return same_run(u->uri.chars, u->uri.length, v->uri.chars, v->uri.length, sizeof(WCHAR))
                && !memcmp(&u->guid, &v->guid, sizeof(u->guid));
    case WS_DATETIME_TYPE:
        return ((const WS_DATETIME *)a)->ticks == ((const WS_DATETIME *)b)->ticks
                && ((const WS_DATETIME *)a)->format == ((const WS_DATETIME *)b)->format;
    default:
        field.type = type;
        return !memcmp(a, b, item_size(&field));
    }
}

static BOOL same(const WS_STRUCT_DESCRIPTION *d, const BYTE *a, const BYTE *b);
static BOOL same_field(const WS_FIELD_DESCRIPTION *field, const BYTE *a, const BYTE *b);

static BOOL same_choice(const WS_UNION_DESCRIPTION *d, const BYTE *a, const BYTE *b)
{
    int choice = *(const int *)(a + d->enumOffset);

    if (choice != *(const int *)(b + d->enumOffset)) return FALSE;
    return choice == -1 || same_field(&d->fields[choice / 10]->field, a, b);
}

static BOOL same_one(const WS_FIELD_DESCRIPTION *field, const BYTE *a, ULONG a_count, const BYTE *b,
        ULONG b_count)
{
    if (field->type == WS_UNION_TYPE) return same_choice(field->typeDescription, a, b);
    if (field->options & WS_FIELD_POINTER)
    {
        a = *(BYTE *const *)a;
        b = *(BYTE *const *)b;
        if (!a || !b) return a == b;
    }
    if (field->type == WS_STRUCT_TYPE) return same(field->typeDescription, a, b);
    return same_scalar(field->type, a, a_count, b, b_count);
}

static BOOL same_field(const WS_FIELD_DESCRIPTION *field, const BYTE *a, const BYTE *b)
{
    ULONG i, n = *(const ULONG *)(a + field->countOffset),
             m = *(const ULONG *)(b + field->countOffset);
    BOOL held = TRUE;

    a += field->offset;
    b += field->offset;
    if (field->mapping != WS_REPEATING_ELEMENT_FIELD_MAPPING
            && field->mapping != WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING)
        held = same_one(field, a, n, b, m);
    else if ((held = n == m))
        for (i = 0; held && i < n; i++)
            held = same_one(field, *(BYTE *const *)a + (SIZE_T)i * item_size(field), 0,
                    *(BYTE *const *)b + (SIZE_T)i * item_size(field), 0);
    return test_ok(__FILE__, __LINE__, held, "field %.*s%.*s (mapping %u, type %u, options %x)",
            field->localName ? (int)field->localName->length : 0,
            field->localName ? (char *)field->localName->bytes : "",
            field->itemLocalName ? (int)field->itemLocalName->length : 0,
            field->itemLocalName ? (char *)field->itemLocalName->bytes : "",
            (unsigned)field->mapping, (unsigned)field->type, (unsigned)field->options);
}

static BOOL same(const WS_STRUCT_DESCRIPTION *d, const BYTE *a, const BYTE *b)
{
    BOOL held = TRUE;
    ULONG i;

    if (d->subTypeCount)
    {
        if (!ok(*(void *const *)a == *(void *const *)b, "another sub type")) return FALSE;
        d = *(const WS_STRUCT_DESCRIPTION *const *)a;
    }
    for (i = 0; i < d->fieldCount; i++)
    {
        if (d->fields[i]->mapping != WS_TYPE_ATTRIBUTE_FIELD_MAPPING)
            held = same_field(d->fields[i], a, b) && held;
    }
    return held;
}

/* ---- there and back ---- */

static const BYTE *make_case(unsigned seed, WS_ELEMENT_DESCRIPTION *d)
{
    WS_STRUCT_DESCRIPTION *type;
    BYTE *value;

    state = seed;
    type = make_struct(0);
    value = room(type->size);
    make_value(type, value);
    d->elementLocalName = name("root");
    d->elementNs = space();
    d->type = WS_STRUCT_TYPE;
    d->typeDescription = type;
    return value;
}

static void compare_values(const WS_ELEMENT_DESCRIPTION *d, const BYTE *value, const BYTE *read)
{
    same(d->typeDescription, value, read);
}

TEST(random_values_survive_every_encoding)
{
    survive_every_encoding(make_case, compare_values);
}

TEST(every_allocation_on_the_way_may_fail)
{
    fail_every_allocation(make_case);
}

TESTS = { CASE(random_values_survive_every_encoding), CASE(every_allocation_on_the_way_may_fail),
    END_OF_CASES };
