/* Inside the XML writer: its state, the namespaces in scope, and the table that each output form fills in.
 *
 * writer.c keeps the state machine (what may follow what, prefixes, declarations, limits) and calls the format
 * with nothing but correct sequences; a format only knows how its output looks.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef XML_WRITER_H
#define XML_WRITER_H

#include "xml/tree.h"
#include "xml/output.h"
#include "xml/scan.h"
#include "xml/scope.h"

struct canonical;
struct mtom;

/* ======== the writer ======== */

enum writer_state
{
    WRITER_NO_OUTPUT, /* created, or WsSetOutput without encoding */
    WRITER_CONTENT,   /* between nodes: outside the root or in an element's content */
    WRITER_START_TAG, /* a start tag is open */
    WRITER_ATTRIBUTE, /* inside an attribute of the open start tag */
    WRITER_CDATA,
    WRITER_FINISHED /* MTOM: the parts have been written */
};

struct element
{
    BYTE *qname; /* prefix, colon, local name, as they stand in a start tag */
    ULONG qname_length, prefix_length;
    WS_XML_STRING prefix, ns;
    struct arena_mark mark;   /* of the names */
    ULONG scope_mark;         /* of the scope before this element */
    BOOL undeclared;          /* the prefix is not bound to ns outside this element */
    BOOL keep_pair;           /* never write the empty form */
    BOOL has_text, has_child; /* for indentation */
};

/* What an open start tag has besides the element's name. */
enum pending_kind
{
    PENDING_DECLARE, /* WsWriteXmlnsAttribute with a prefix */
    PENDING_CHOOSE,  /* WsWriteXmlnsAttribute without */
    PENDING_USE      /* an attribute: its prefix must be bound at the end */
};

struct pending
{
    enum pending_kind kind;
    BOOL single_quote;
    BOOL always; /* copied from a document: declare even what is bound outside */
    WS_XML_STRING prefix, local, ns;
};

struct write_format
{
    const char *name;
    HRESULT(*start_element)
    (WS_XML_WRITER *writer, struct element *element, const WS_XML_STRING *local, WS_ERROR *error);
    HRESULT(*start_attribute)
    (WS_XML_WRITER *writer, const WS_XML_STRING *prefix, const WS_XML_STRING *local,
            const WS_XML_STRING *ns, BOOL single_quote, WS_ERROR *error);
    HRESULT (*end_attribute)(WS_XML_WRITER *writer, WS_ERROR *error);
    HRESULT(*xmlns)
    (WS_XML_WRITER *writer, const WS_XML_STRING *prefix, const WS_XML_STRING *ns, BOOL single_quote,
            WS_ERROR *error);
    /* empty: the end of the element follows at once, in the short form where there is one */
    HRESULT (*end_start)(WS_XML_WRITER *writer, BOOL empty, WS_ERROR *error);
    HRESULT (*end_element)(WS_XML_WRITER *writer, struct element *element, WS_ERROR *error);
    /* in content, attributes and CDATA alike: writer->state tells */
    HRESULT (*text)(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error);
    /* the short way for whole characters in UTF-8; may be NULL */
    HRESULT (*utf8)(WS_XML_WRITER *writer, const BYTE *bytes, ULONG count, WS_ERROR *error);
    /* a whole element as of xml.h, with a prefix that is bound; S_FALSE as there; may be NULL */
    HRESULT(*leaf)
    (WS_XML_WRITER *writer, const WS_XML_STRING *prefix, struct leaf *leaf, WS_ERROR *error);
    HRESULT (*start_cdata)(WS_XML_WRITER *writer, WS_ERROR *error);
    HRESULT (*end_cdata)(WS_XML_WRITER *writer, WS_ERROR *error);
    HRESULT (*comment)(WS_XML_WRITER *writer, const WS_XML_STRING *value, WS_ERROR *error);
    /* bytes come in threes, the rest when something else follows */
    BOOL group_bytes;
    /* before the first node and after the last one; may be NULL */
    HRESULT (*begin)(WS_XML_WRITER *writer, WS_ERROR *error);
    HRESULT (*finish)(WS_XML_WRITER *writer, WS_ERROR *error);
    /* arrays as one record, for some types; may be NULL. items follow the start tag of their element. */
    BOOL (*has_array)(WS_VALUE_TYPE type);
    HRESULT(*array)
    (WS_XML_WRITER *writer, WS_VALUE_TYPE type, const void *items, ULONG count, WS_ERROR *error);
};

extern const struct write_format text_write_format, tree_write_format, raw_write_format,
        binary_write_format, mtom_write_format;

/* The values behind the properties; the table is in writer.c. */
struct writer_settings
{
    ULONG max_depth, max_attributes, indent, trim_size, max_size, max_mime_size, max_namespaces;
    BOOL allow_fragment, write_declaration, allow_invalid, compress_empty, emit_uncompressed;
    WS_BYTES initial;
};

struct _WS_XML_WRITER
{
    struct object object;
    enum writer_state state;
    BOOL faulted;
    const struct write_format *format;
    BOOL direct; /* writer_direct.h serves this form; see writer_choose_direct */
    struct output out;
    struct output wide; /* UTF-16: what is visible of out moves here; charset tells */
    ULONG tag_offset;   /* of the open start tag in out; what follows is not visible yet */

    struct element *elements; /* the open ones, outermost first */
    ULONG depth, element_room;
    struct arena names; /* strings that live as long as the element that needs them */
    struct scope scope;
    struct pending *pending;
    ULONG pending_count, pending_room, attribute_count;
    ULONG pending_due; /* those that may need a declaration: all but attributes without prefix */
    BOOL root_written, begun;

    /* the value of the attribute that is open */
    WS_XML_TEXT_TYPE attribute_text; /* 0: nothing written yet */
    BOOL single_quote;
    BOOL attribute_begun; /* XML buffers: a piece of the value is there */
    ULONG attribute_room; /* XML buffers: of the open element's array */
    WS_XML_WRITER_BINARY_ENCODING binary;
    struct mtom *mtom;
    struct buf attribute_value; /* binary: its pieces so far */
    BOOL attribute_whole;       /* binary: its record is written */
    BOOL in_array;              /* binary: the element being started stands for all items */
    BYTE *last_record;    /* binary: the text record just written, whose element may end with it */
    ULONG cdata_brackets; /* how many ']' the CDATA section ends with so far, at most 2 */

    /* what was cut at the end of a piece: the rest of a base64 group, of a character */
    BYTE trail[4];
    ULONG trail_count;
    WS_XML_TEXT_TYPE trail_type; /* BASE64, UTF8 or UTF16; meaningful when trail_count */

    struct writer_settings settings, created; /* in force; as given to WsCreateWriter */
    WS_CHARSET charset;
    WS_XML_WRITER_ENCODING_TYPE encoding;
    WS_XML_WRITER_OUTPUT_TYPE output_type; /* 0: an XML buffer */
    WS_XML_WRITER_STREAM_OUTPUT stream;
    struct op flush;
    ULONG flushing; /* bytes given to the write callback */

    struct tree_node *position; /* XML buffers: new nodes go before it */
    WS_XML_BUFFER *buffer;
    struct tree_node *reopened;       /* an old element that gets one more attribute */
    struct canonical *canonical;      /* canonical XML of what is written, or NULL */
    const struct write_format *inner; /* then: the format behind the present one */
};

/* ======== between the files of the writer ======== */

/* Marks the writer faulted unless the failure is one of arguments or of state. Returns hr. */
static inline HRESULT writer_result(WS_XML_WRITER *writer, HRESULT hr)
{
    if (FAILED(hr) && hr != E_INVALIDARG && hr != WS_E_INVALID_OPERATION) writer->faulted = TRUE;
    return hr;
}

/* Says why writer_check fails. */
HRESULT writer_refuse(WS_XML_WRITER *writer, const char *call, WS_ERROR *error);

/* Whether the attributes of the open start tag have different names. */
BOOL writer_names_differ(const WS_XML_WRITER *writer);

/* S_OK when the handle is a writer with an output and not faulted. */
static inline HRESULT writer_check(WS_XML_WRITER *writer, const char *call, WS_ERROR *error)
{
    if (object_is(writer, OBJECT_WRITER) && !writer->faulted && writer->state > WRITER_NO_OUTPUT
            && writer->state < WRITER_FINISHED)
        return S_OK;
    return writer_refuse(writer, call, error);
}

/* Writes what was held back, closes the open start tag (empty as in end_start). */
HRESULT writer_flush_trail(WS_XML_WRITER *writer, WS_ERROR *error);
HRESULT writer_end_start(WS_XML_WRITER *writer, BOOL empty, WS_ERROR *error);

/* Fills in elements[depth]; the caller counts it. */
HRESULT writer_push_element(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, WS_ERROR *error);

/* XML buffers: opens the start tag of the element that the writer stands on for one more attribute; the end of the
 * attribute closes it again and goes back. */
HRESULT writer_reopen(WS_XML_WRITER *writer, WS_ERROR *error);
HRESULT writer_leave_reopened(WS_XML_WRITER *writer, WS_ERROR *error);

/* The text that holds a value; durations as the characters that they are written with, in chars (VALUE_TEXT_MAX). */
union value_text
{
    WS_XML_TEXT text;
    WS_XML_BOOL_TEXT boolean;
    WS_XML_INT32_TEXT int32;
    WS_XML_INT64_TEXT int64;
    WS_XML_UINT64_TEXT uint64;
    WS_XML_FLOAT_TEXT single;
    WS_XML_DOUBLE_TEXT real;
    WS_XML_DECIMAL_TEXT decimal;
    WS_XML_DATETIME_TEXT datetime;
    WS_XML_TIMESPAN_TEXT timespan;
    WS_XML_GUID_TEXT guid;
    WS_XML_UTF8_TEXT utf8;
};
HRESULT writer_value_text(
        WS_VALUE_TYPE type, const void *value, union value_text *ret, BYTE *chars, WS_ERROR *error);

/* A leaf of LEAF_WSZ becomes one of LEAF_UTF16. */
static inline void leaf_measure(struct leaf *leaf)
{
    if (leaf->kind != LEAF_WSZ) return;
    leaf->count = wsz_length(leaf->data);
    leaf->kind = LEAF_UTF16;
}

/* ASCII name characters: 3 may begin a name, 1 may follow. */
extern const BYTE name_class[256];
BOOL plain_name_slowly(const BYTE *bytes, ULONG length);

/* Whether a name is of ASCII letters, digits, '-', '.', '_' and begins as names do; else it may still be one. */
static inline BOOL is_plain_name(const BYTE *bytes, ULONG length)
{
#ifdef __SSE2__
    UINT64 first, last;
    UINT32 head, tail;
    __m128i x;

    /* its beginning and its end, which overlap, in one look */
    if (length >= 8 && length <= 16)
    {
        __builtin_memcpy(&first, bytes, 8);
        __builtin_memcpy(&last, bytes + length - 8, 8);
        x = _mm_set_epi64x(last, first);
    }
    else if (length >= 4 && length < 8)
    {
        __builtin_memcpy(&head, bytes, 4);
        __builtin_memcpy(&tail, bytes + length - 4, 4);
        x = _mm_set_epi32(tail, head, tail, head);
    }
    else
        return plain_name_slowly(bytes, length);
    return scan_names(x) == 0xffff && name_class[bytes[0]] == 3;
#else
    return plain_name_slowly(bytes, length);
#endif
}

/* Prefix, colon and local name, as they stand in a document; returns where they end. */
static inline BYTE *copy_qname(BYTE *to, const WS_XML_STRING *prefix, const WS_XML_STRING *local)
{
    if (prefix->length)
    {
        copy_short(to, prefix->bytes, prefix->length);
        to += prefix->length;
        *to++ = ':';
    }
    copy_short(to, local->bytes, local->length);
    return to + local->length;
}

/* For the calls that write nodes: the checks are done. prefix may be NULL. */
HRESULT writer_start_element(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, WS_ERROR *error);
HRESULT writer_end_element(WS_XML_WRITER *writer, WS_ERROR *error);
void writer_pop_element(WS_XML_WRITER *writer);
HRESULT writer_start_attribute(WS_XML_WRITER *writer, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, BOOL single_quote, WS_ERROR *error);
HRESULT writer_end_attribute(WS_XML_WRITER *writer, WS_ERROR *error);
HRESULT writer_declare(WS_XML_WRITER *writer, const WS_XML_STRING *prefix, const WS_XML_STRING *ns,
        BOOL single_quote, BOOL always, WS_ERROR *error);
HRESULT writer_text(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error);
HRESULT writer_node(WS_XML_WRITER *writer, const WS_XML_NODE *node, WS_ERROR *error);

/* Before the first node: the XML declaration. Before text or a child: the parent's start tag is closed. */
HRESULT writer_begin_content(WS_XML_WRITER *writer, WS_ERROR *error);

/* Whether the direct way may be taken: whenever the form has changed. */
void writer_choose_direct(WS_XML_WRITER *writer);

/* canonical_stream.c: frees what WsStartWriterCanonicalization made. */
void writer_stop_canonical(WS_XML_WRITER *writer);

/* write_mtom.c: what the MTOM form keeps. */
HRESULT mtom_create(const WS_XML_WRITER_MTOM_ENCODING *encoding,
        const struct writer_settings *settings, struct mtom **ret, WS_ERROR *error);
void mtom_free(struct mtom *mtom);

/* writer_charset.c: moves what is visible into writer->wide as UTF-16. */
HRESULT writer_widen(WS_XML_WRITER *writer, WS_ERROR *error);

/* How much of out counts as written: not what belongs to a start tag that is still open. */
static inline ULONG writer_visible(const WS_XML_WRITER *writer)
{
    if (writer->state == WRITER_START_TAG || writer->state == WRITER_ATTRIBUTE)
        return writer->tag_offset;
    return output_total(&writer->out);
}

static inline BOOL writer_is_wide(const WS_XML_WRITER *writer)
{
    return writer->charset > WS_CHARSET_UTF8;
}

static inline struct element *writer_element(WS_XML_WRITER *writer)
{
    return &writer->elements[writer->depth - 1];
}

#endif
