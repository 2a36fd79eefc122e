/* What the files of types/ share: the table of types, and what reading and writing carry along.
 *
 * A WS_TYPE is one row of the table in scalar.c: how large, where it may be used, how its text becomes a value
 * and back, what its description limits. Everything that is not text (structs, unions, buffers ...) is told
 * apart by the row's kind. Fields are checked once per struct and call, in validate.c, before anything moves.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef TYPES_INTERNAL_H
#define TYPES_INTERNAL_H

#include "types/types.h"

#include <string.h>

#define TYPE_COUNT    (WS_ANY_ATTRIBUTES_TYPE + 1)
#define MAPPING_COUNT (WS_ANY_ATTRIBUTES_FIELD_MAPPING + 1)

/* Descriptions may refer to themselves; data of the application's may, too. The reader and writer limit the
 * depth of elements; this limits structs in structs that are text or content of the same element. */
#define MAX_NESTING 256

struct reading;
struct writing;

enum type_kind
{
    KIND_TEXT,  /* a value that is character content */
    KIND_ARRAY, /* a pointer field and a count field together, as text */
    KIND_STRUCT,
    KIND_UNION,
    KIND_BUFFER, /* WS_XML_BUFFER * */
    KIND_CUSTOM,
    KIND_BUILTIN, /* endpoint address, fault */
    KIND_DESCRIPTION,
    KIND_ANY_ATTRIBUTES,
    KIND_VOID
};

#define TYPE_NEEDS_DESCRIPTION 0x01
#define TYPE_IS_POINTER        0x02 /* the value is itself a pointer: REQUIRED_VALUE is not for it */
#define TYPE_HAS_NIL           0x04 /* NULL and length 0 within the value mean nil */
#define TYPE_HAS_DEFAULT       0x08
#define TYPE_SIGNED            0x10

struct type_row
{
    const char *name;
    BYTE size; /* 0: the description says */
    BYTE kind;
    BYTE flags;
    BYTE field_options;    /* WS_FIELD_* that can be represented */
    BYTE value_type;       /* WS_VALUE_TYPE, for the lexical layer */
    BYTE counted_as;       /* KIND_ARRAY: the type that pointer and count form together */
    USHORT type_mappings;  /* a bit for each WS_TYPE_MAPPING */
    USHORT field_mappings; /* a bit for each WS_FIELD_MAPPING */
    HRESULT(*from_text)
    (struct reading *r, const struct type_row *row, const WS_XML_TEXT *text,
            const void *description, void *value);
    HRESULT(*to_text)
    (struct writing *w, const struct type_row *row, const void *description, const void *value);
    BOOL (*equal)(const void *a, const void *b); /* NULL: byte by byte */
    const char *min, *max;                       /* numbers, for error texts */
};
extern const struct type_row type_rows[TYPE_COUNT];

/* NULL for a number that is no type. */
static inline const struct type_row *type_row(WS_TYPE type)
{
    return (ULONG)type < TYPE_COUNT ? &type_rows[type] : NULL;
}

/* WS_STRING, WS_XML_STRING and WS_BYTES begin alike. */
struct counted
{
    ULONG length;
    void *data;
};

/* A type with its description. */
struct typed
{
    const struct type_row *row;
    const void *description;
    WS_TYPE type;
    ULONG size;
};

/* The row, description and size of a field's or element's type, which have been checked. */
static inline void typed_init(struct typed *t, WS_TYPE type, const void *description)
{
    t->row = &type_rows[type];
    t->description = description;
    t->type = type;
    t->size = t->row->size ? t->row->size : type_size(type, description);
}

/* What is being read or written, for error texts. */
struct subject
{
    const char *what; /* "Element", "Attribute"; NULL: nothing has a name yet */
    const WS_XML_STRING *name;
    const WS_STRUCT_DESCRIPTION *owner;
};

/* ======== validate.c ======== */

/* A type and its description, alone: E_INVALIDARG with the reason. */
HRESULT type_check(WS_TYPE type, const void *description, WS_ERROR *error);

/* All fields of a struct or union, once. *plain: no field is an attribute or says the type. */
HRESULT struct_check(const WS_STRUCT_DESCRIPTION *description, BOOL *plain, WS_ERROR *error);
HRESULT union_check(const WS_UNION_DESCRIPTION *description, WS_ERROR *error);

/* Structs that were found right in this call are not looked at again. */
#define CHECKED_COUNT 16
struct checked
{
    struct checked_slot
    {
        const void *description;
        BOOL plain; /* as struct_check says */
    } list[CHECKED_COUNT];
};
static inline struct checked_slot *checked_slot(struct checked *checked, const void *description)
{
    return &checked->list[((ULONG_PTR)description >> 4) % CHECKED_COUNT];
}

const char *type_mapping_name(WS_TYPE_MAPPING mapping);

/* ======== option.c: where values go and come from ======== */

struct place
{
    BOOL pointer;  /* the storage is a pointer to the value */
    BOOL nillable; /* xsi:nil is allowed */
    BOOL optional; /* absence is allowed */
};
HRESULT read_option(WS_READ_OPTION option, const struct typed *t, const void *value, ULONG size,
        struct place *place, WS_ERROR *error);

/* *ret: the value itself; NULL when it is to be nil. */
HRESULT write_option(WS_WRITE_OPTION option, const struct typed *t, const void *value, ULONG size,
        const void **ret, WS_ERROR *error);

/* Whether a nil value of this type has its own form within the value (NULL pointer, NULL and length 0). */
BOOL value_is_nil(const struct typed *t, const void *value);

/* Equal to the field's default value, or to zero when it has none. */
BOOL value_is_default(const struct typed *t, const WS_FIELD_DESCRIPTION *field, const void *value);

/* ======== limits.c: what descriptions allow ======== */

/* S_OK when there is no description. text of the failure goes through subject_fail. */
HRESULT limit_check(const struct subject *subject, WS_ERROR *error, const struct type_row *row,
        const void *description, const void *value);
HRESULT length_check(const struct subject *subject, WS_ERROR *error, const struct type_row *row,
        const void *description, ULONG length);

/* fail() with "Element 'count' of struct item: " in front. */
HRESULT subject_fail(
        const struct subject *subject, WS_ERROR *error, HRESULT hr, const char *format, ...);

/* ======== reading ======== */

struct scratch_chunk;
struct scratch
{
    struct scratch_chunk *chunk;
    BYTE *pos, *end;
    BYTE first[2048] __attribute__((aligned(16)));
};

struct reading
{
    WS_XML_READER *reader;
    WS_HEAP *heap;
    WS_ERROR *error;
    ULONG nesting;
    struct subject subject;
    struct checked checked;
    struct scratch scratch; /* items of arrays whose end has not come yet */
};

/* read.c */
void reading_init(struct reading *r, WS_XML_READER *reader, WS_HEAP *heap, WS_ERROR *error);
void reading_clear(struct reading *r);

/* Memory for a value, or a failure that says that a heap is needed. */
HRESULT reading_alloc(struct reading *r, SIZE_T size, void **ret);

/* The whole element that the reader is on, into dst (a value, or a pointer to one). */
HRESULT read_element(
        struct reading *r, const struct typed *t, const struct place *place, void *dst);
HRESULT read_text_value(struct reading *r, const struct typed *t, void *value);
HRESULT read_at_end(struct reading *r);
HRESULT read_skip_element(struct reading *r);
static inline const WS_XML_ELEMENT_NODE *current_element(struct reading *r)
{
    const WS_XML_NODE *node = reader_node(r->reader);

    return node->nodeType == WS_XML_NODE_TYPE_ELEMENT ? (const WS_XML_ELEMENT_NODE *)node : NULL;
}
static inline BOOL element_is(
        const WS_XML_ELEMENT_NODE *element, const WS_XML_STRING *name, const WS_XML_STRING *ns)
{
    return element && name_equal(element->localName, name) && name_equal(element->ns, ns);
}

/* fail() with the subject in front and the place in the document behind. */
HRESULT read_fail(struct reading *r, HRESULT hr, const char *format, ...);

/* read_struct.c */
HRESULT read_struct_type(struct reading *r, const WS_STRUCT_DESCRIPTION **description);
HRESULT read_struct_element(struct reading *r, const WS_STRUCT_DESCRIPTION *d, void *value);
HRESULT read_struct_content(
        struct reading *r, const WS_STRUCT_DESCRIPTION *d, WS_TYPE_MAPPING mapping, void *value);
HRESULT read_element_field(struct reading *r, const WS_FIELD_DESCRIPTION *field, void *base);
HRESULT read_default(struct reading *r, const WS_FIELD_DESCRIPTION *field, void *base);

/* read_array.c */
HRESULT read_repeating(struct reading *r, const WS_FIELD_DESCRIPTION *field, void *base);
void scratch_init(struct scratch *scratch);
void scratch_clear(struct scratch *scratch);

/* read_union.c: *found FALSE: no alternative has the current element's name. */
HRESULT read_choice(struct reading *r, const WS_UNION_DESCRIPTION *d, void *value, BOOL *found);

/* buffer.c: elements, contents and attributes that are kept as they are. */
HRESULT read_any_element(struct reading *r, WS_XML_BUFFER **ret);
HRESULT create_fragment(struct reading *r, WS_XML_BUFFER **buffer, WS_XML_WRITER **writer);
HRESULT read_any_content(struct reading *r, WS_XML_BUFFER **ret);
HRESULT read_any_attributes(struct reading *r, const WS_STRUCT_DESCRIPTION *d,
        const WS_FIELD_DESCRIPTION *field, void *base);
BOOL any_fits(const WS_FIELD_DESCRIPTION *field, const WS_XML_STRING *ns);
BOOL attribute_is_mapped(const WS_STRUCT_DESCRIPTION *d, const WS_XML_ATTRIBUTE *attribute);
HRESULT write_buffer_into(struct writing *w, WS_XML_BUFFER *buffer);
HRESULT write_any_attributes(struct writing *w, const WS_ANY_ATTRIBUTES *attributes);

/* address.c, fault.c */
HRESULT read_address(struct reading *r, const WS_ENDPOINT_ADDRESS_DESCRIPTION *d, void *value);
HRESULT read_fault(struct reading *r, const WS_FAULT_DESCRIPTION *d, void *value);
HRESULT write_address(
        struct writing *w, const WS_ENDPOINT_ADDRESS_DESCRIPTION *d, const void *value);
HRESULT write_fault(struct writing *w, const WS_FAULT_DESCRIPTION *d, const void *value);

/* ======== writing ======== */

struct writing
{
    WS_XML_WRITER *writer;
    WS_ERROR *error;
    ULONG nesting;
    struct subject subject;
    struct checked checked;
    BOOL in_attribute;
    WS_XML_STRING prefix; /* for the qualified name in the attribute that comes; length 0: none */
    BYTE prefix_chars[8];
    ULONG prefix_count;
};

/* write.c */
void writing_init(struct writing *w, WS_XML_WRITER *writer, WS_ERROR *error);

/* Attributes and content of the open element. value NULL: xsi:nil. */
HRESULT write_element(struct writing *w, const struct typed *t, const void *value);
HRESULT write_nil(struct writing *w);

/* Finds or declares a prefix for a qualified name in an attribute that is written next: into w->prefix. */
HRESULT write_prefix(struct writing *w, const WS_XML_STRING *ns);
HRESULT write_text_value(struct writing *w, const struct typed *t, const void *value);

/* write_struct.c */
HRESULT write_struct(struct writing *w, const WS_STRUCT_DESCRIPTION *d, WS_TYPE_MAPPING mapping,
        const void *value);
HRESULT write_choice(
        struct writing *w, const WS_UNION_DESCRIPTION *d, BOOL optional, const void *value);

/* ======== names (names.c) ======== */

extern const WS_XML_STRING name_nil, name_type, ns_xsi, ns_xml, ns_empty;

#endif
