/* The reader's insides: what its formats (text, binary, tree) share. Private to xml/.
 *
 * A format has one function that matters, next(): it leaves the current node and makes the next one current. What
 * it makes current lives in the reader itself and is filled in place; strings are slices of the input unless
 * something had to be decoded. Nothing is allocated per node.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef XML_READER_H
#define XML_READER_H

#include "xml/arena.h"
#include "xml/scope.h"
#include "xml/xml.h"

#include <string.h>

union any_text
{
    WS_XML_TEXT text;
    WS_XML_UTF8_TEXT utf8;
    WS_XML_UTF16_TEXT utf16;
    WS_XML_BASE64_TEXT base64;
    WS_XML_BOOL_TEXT boolean;
    WS_XML_INT32_TEXT int32;
    WS_XML_INT64_TEXT int64;
    WS_XML_UINT64_TEXT uint64;
    WS_XML_FLOAT_TEXT float_;
    WS_XML_DOUBLE_TEXT double_;
    WS_XML_DECIMAL_TEXT decimal;
    WS_XML_GUID_TEXT guid;
    WS_XML_UNIQUE_ID_TEXT unique_id;
    WS_XML_DATETIME_TEXT datetime;
    WS_XML_TIMESPAN_TEXT timespan;
    WS_XML_QNAME_TEXT qname;
    WS_XML_LIST_TEXT list;
};

/* A place of the attribute list: made once, filled for every element. */
struct read_attribute
{
    WS_XML_ATTRIBUTE attribute; /* first: the list points to it */
    WS_XML_STRING prefix, local_name, ns;
    union any_text value;
};

static inline struct read_attribute *read_attribute_from(WS_XML_ATTRIBUTE *attribute)
{
    return CONTAINING_RECORD(attribute, struct read_attribute, attribute);
}

/* An element whose end has not been left yet. */
struct open_element
{
    const BYTE *name; /* text: the qualified name as written; binary: the local name */
    ULONG name_size;
    ULONG bindings; /* scope.count before its own declarations */
    struct arena_mark names;
};

/* An xml:* attribute of an open element, for WsGetXmlAttribute; its characters are in xml_chars. */
struct xml_attribute
{
    ULONG depth, start, name_size, value_size;
};

/* Base64 across the calls of WsReadBytes: an incomplete group, and bytes that did not fit. */
struct base64_rest
{
    BYTE chars[4], bytes[3];
    ULONG char_count, start, end;
};

/* Is told of every node that the reader is about to leave (canonical form). node() fails: so does the read. */
struct read_observer
{
    HRESULT (*node)(struct read_observer *observer, WS_XML_READER *reader, WS_ERROR *error);
    void (*free)(struct read_observer *observer); /* the reader gets another input or is freed */
};

struct reader_settings
{
    ULONG max_depth, max_attributes, max_namespaces;
    BOOL allow_fragment, read_declaration, in_attribute, allow_invalid_references;
    ULONG charset;
    UINT64 row, column;
    ULONG utf8_trim_size, stream_buffer_size;
    ULONG max_root_mime_part_size, max_mime_headers_size, max_mime_parts;
};

struct read_format
{
    HRESULT (*next)(WS_XML_READER *reader, WS_ERROR *error);

    /* The namespace of a prefix at the current node; NULL when it has none. */
    const WS_XML_STRING *(*find_ns)(WS_XML_READER *reader, const WS_XML_STRING *prefix);

    /* The value (UTF-8, valid until the reader moves) of the nearest xml: attribute; FALSE when there is none. */
    BOOL (*find_xml)(WS_XML_READER *reader, const WS_XML_STRING *local_name, WS_XML_STRING *value);

    /* reader_leaf for an element without anything that must be given back; may be NULL */
    HRESULT (*leaf)(WS_XML_READER *reader, const WS_XML_TEXT **ret, WS_ERROR *error);

    BOOL has_rows; /* text: places are rows and columns; else byte offsets */
};
extern const struct read_format read_text_format, read_binary_format, read_raw_format;
extern const struct read_format read_tree_format, read_mtom_format;

struct tree_node;

struct _WS_XML_READER
{
    struct object object;
    const struct read_format *format; /* NULL: no input */
    const WS_XML_NODE *node;          /* the current node */
    BOOL faulted;

    /* the input that can be parsed: [pos, end); limit is the last '>' in it (text), before the input when there
     * is none; token is where the current node starts */
    const BYTE *pos, *end, *limit, *token;
    BOOL final;          /* nothing follows end */
    BOOL fragment;       /* several roots and text outside are fine */
    BOOL root_seen;      /* the root element has started */
    BOOL only_declared;  /* nothing but an XML declaration was seen */
    BOOL in_cdata;       /* between the CDATA and END_CDATA nodes */
    BOOL copy_names;     /* the input moves: what must live longer is copied */
    BOOL scratch_in_use; /* the current node has decoded text in scratch */

    /* places */
    const BYTE *counted;
    UINT64 row, column, offset; /* at counted: row, characters in it, bytes of input before it */

    ULONG depth, elements_size;
    struct open_element *elements;
    struct scope scope;
    struct arena names;   /* names of open elements when they must be copied */
    struct arena scratch; /* decoded text of the current node */

    WS_XML_ELEMENT_NODE element;
    WS_XML_STRING element_prefix, element_name;
    WS_XML_ATTRIBUTE **attributes; /* places of struct read_attribute */
    ULONG attributes_size;
    struct arena attribute_memory;
    WS_XML_STRING no_prefix, no_ns; /* length 0, bytes NULL */

    WS_XML_TEXT_NODE text;
    union any_text text_value;
    WS_XML_COMMENT_NODE comment;

    struct xml_attribute *xml_attributes;
    ULONG xml_count, xml_size;
    struct buf xml_chars;

    /* reader_content.c */
    const WS_XML_NODE *in_attribute_of;
    WS_XML_TEXT_NODE attribute_text; /* the current node inside an attribute */
    BOOL partial;                    /* something of the following is set */
    ULONG taken;         /* bytes of the current text's UTF-8 (or BASE64) form that were read */
    WS_XML_STRING chars; /* that form, when the text is of another type */
    WCHAR low_surrogate; /* second half of a pair that WsReadChars could not give out yet */
    struct base64_rest base64;
    WS_HEAP heap;             /* conversions, until the next ones */
    union any_text kept_text; /* what reader_text gives out ... */
    struct arena kept;        /* ... with what was decoded for it ... */
    struct buf join;          /* ... and where it put pieces together */

    /* input.c */
    struct window_block *window; /* newest first; older ones hold the current node */
    ULONG window_used;           /* bytes of the newest one that are or were filled */
    UINT64 window_progress;      /* where the reader was when the window moved last */
    struct buf raw;              /* UTF-16 that is not converted yet */
    WS_READ_CALLBACK read;
    void *read_state;
    struct op fill;
    ULONG fill_size, fill_asked, fill_actual;
    ULONG charset_wanted;
    BOOL charset_pending; /* the first bytes of the stream will tell */

    /* read_mtom.c */
    struct mtom_part *parts; /* of the multipart body, when it has been taken apart */
    ULONG parts_count, parts_size;
    BOOL parts_known, mime_header;
    WS_XML_STRING boundary, start_uri; /* in part_names */
    struct arena part_names;
    struct window_block *parts_window; /* the whole body, when it came from a stream */

    /* read_binary.c */
    const WS_XML_DICTIONARY *static_dictionary, *dynamic_dictionary;
    ULONG array_left, array_record; /* items of an array with the current one; their record */
    BOOL end_follows;               /* the text was a record with the end of its element */

    WS_XML_BUFFER *tree; /* read_tree.c */
    struct tree_node *cursor;
    struct read_observer *observer;

    struct reader_settings settings;
    struct reader_settings initial; /* as created, without what an input changed */
};

extern const WS_XML_NODE node_end_element, node_cdata, node_end_cdata, node_eof, node_bof;

/* reader.c */

/* What every export asks first: a reader (E_INVALIDARG), with input (WS_E_INVALID_OPERATION), not faulted
 * (WS_E_OBJECT_FAULTED). call is the function's name. */
HRESULT reader_check(WS_XML_READER *reader, const char *call, WS_ERROR *error);

/* Leaves the current node for the next one; inside an attribute, its text for EOF. A failure faults. */
HRESULT reader_next(WS_XML_READER *reader, WS_ERROR *error);

/* Forgets how much of the current text was read: to be called before another node becomes current. */
static inline void reader_leave_text(WS_XML_READER *reader)
{
    if (!reader->partial) return;
    reader->partial = FALSE;
    reader->taken = 0;
    reader->chars.bytes = NULL;
    reader->low_surrogate = 0;
    memset(&reader->base64, 0, sizeof(reader->base64));
}

/* Places before this one will not be asked for any more. */
void reader_advance_counted(WS_XML_READER *reader, const BYTE *at);

/* For failures that began below the reader: adds the place, and faults. */
HRESULT reader_failed(WS_XML_READER *reader, HRESULT hr, WS_ERROR *error);

/* Opens and leaves elements: the stack, its quota and the scopes. name must live as long as the element, unless
 * copy_names. */
HRESULT reader_push_slowly(
        WS_XML_READER *reader, const BYTE *name, ULONG name_size, WS_ERROR *error);
void reader_pop_slowly(WS_XML_READER *reader);

static inline HRESULT reader_push(
        WS_XML_READER *reader, const BYTE *name, ULONG name_size, WS_ERROR *error)
{
    struct open_element *element;

    if (reader->depth >= reader->elements_size || reader->depth >= reader->settings.max_depth
            || reader->copy_names)
        return reader_push_slowly(reader, name, name_size, error);
    element = &reader->elements[reader->depth];
    element->name = name;
    element->name_size = name_size;
    element->bindings = reader->scope.count;
    reader->root_seen = TRUE;
    reader->depth++;
    return S_OK;
}

static inline void reader_pop(WS_XML_READER *reader)
{
    const struct open_element *element = &reader->elements[reader->depth - 1];

    if (reader->copy_names || reader->xml_count || reader->scope.count > element->bindings)
        reader_pop_slowly(reader);
    else
        reader->depth--;
}

/* Place number index of the attribute list, which must be the number of places filled so far. */
HRESULT reader_attribute_room(WS_XML_READER *reader, ULONG index, WS_ERROR *error);

static inline HRESULT reader_attribute_place(
        WS_XML_READER *reader, ULONG index, struct read_attribute **ret, WS_ERROR *error)
{
    HRESULT hr;

    if ((index >= reader->attributes_size || index >= reader->settings.max_attributes)
            && FAILED(hr = reader_attribute_room(reader, index, error)))
        return hr;
    *ret = read_attribute_from(reader->attributes[index]);
    return S_OK;
}

/* Remembers an xml: attribute of the element that is being opened. */
HRESULT reader_keep_xml(WS_XML_READER *reader, const WS_XML_STRING *local_name,
        const WS_XML_STRING *value, WS_ERROR *error);

/* Prefixes and duplicates of the element whose count attributes have been filled in: sets every ns. */
HRESULT reader_resolve_slowly(WS_XML_READER *reader, ULONG count, WS_ERROR *error);

static inline HRESULT reader_resolve(WS_XML_READER *reader, ULONG count, WS_ERROR *error)
{
    if (count || reader->element_prefix.length) return reader_resolve_slowly(reader, count, error);
    reader->element.attributes = NULL;
    reader->element.ns = (WS_XML_STRING *)scope_default_ns(&reader->scope);
    return S_OK;
}

/* scope-based find_ns and find_xml for text and binary */
const WS_XML_STRING *reader_scope_ns(WS_XML_READER *reader, const WS_XML_STRING *prefix);
BOOL reader_scope_xml(WS_XML_READER *reader, const WS_XML_STRING *local_name, WS_XML_STRING *value);

static inline void reader_use_text(WS_XML_READER *reader, const BYTE *bytes, ULONG length)
{
    reader->text_value.utf8.value.bytes = (BYTE *)bytes;
    reader->text_value.utf8.value.length = length;
    reader->node = &reader->text.node;
}

/* input.c */
HRESULT input_set(WS_XML_READER *reader, const WS_XML_READER_ENCODING *encoding,
        const WS_XML_READER_INPUT *input, WS_ERROR *error);
void input_clear(WS_XML_READER *reader);

/* Text of a whole document, the rest of WsSetInput. */
HRESULT input_set_text(
        WS_XML_READER *reader, ULONG charset, const BYTE *bytes, ULONG size, WS_ERROR *error);

/* Keeps the window as it is until the next input and starts with an empty one. */
void input_set_aside(WS_XML_READER *reader);

/* read_mtom.c */
HRESULT mtom_set(
        WS_XML_READER *reader, const WS_XML_READER_MTOM_ENCODING *encoding, WS_ERROR *error);
void mtom_clear(WS_XML_READER *reader);

/* charset.c */

/* What the first bytes say: UTF-8 unless a mark or the form of "<" says otherwise. *skip: size of the mark. */
WS_CHARSET charset_detect(const BYTE *bytes, ULONG size, ULONG *skip);

/* Parses the XML declaration at *pos (which starts with "<?xml" and a space) and steps over it. */
HRESULT declaration_read(WS_XML_READER *reader, const BYTE **pos, WS_ERROR *error);

#endif
