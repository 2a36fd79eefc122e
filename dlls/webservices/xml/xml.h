/* The door of xml/: what the layers above use beside the public reader and writer functions.
 *
 * Prefer the public API (WsReadStartElement, WsWriteText...). This door adds what it cannot say: lexical
 * forms, whole text of an element, known names, copies. Pure: no I/O, nothing pends.
 * Specifications: XML 1.0 and Namespaces 1.0, XML Schema part 2 (lexical forms), MC-NBFX, MC-NBFS, MC-NBFSE.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef XML_XML_H
#define XML_XML_H

#include "core/core.h"

/* ======== lexical forms (value.c, number.c, datetime.c, base64.c) ======== */

/* Longest text that value_format writes: a duration with all its numbers at their largest has 77 bytes. */
#define VALUE_TEXT_MAX 80

/* sizeof the value in memory; 0 for an unknown type. */
ULONG value_size(WS_VALUE_TYPE type);

/* Text (UTF-8) to value; white space around it is skipped. WS_E_INVALID_FORMAT, or WS_E_NUMERIC_OVERFLOW when
 * the number does not fit, with the text and the type in the error. value gets value_size(type) bytes. */
HRESULT value_parse(
        WS_VALUE_TYPE type, const BYTE *chars, ULONG length, void *value, WS_ERROR *error);

/* Value to text; text has room for VALUE_TEXT_MAX bytes. WS_E_INVALID_FORMAT for values that have no text
 * (a date in year 10000). */
HRESULT value_format(
        WS_VALUE_TYPE type, const void *value, BYTE *text, ULONG *length, WS_ERROR *error);

/* A text node's content, of whatever type, as a value; checks ranges as value_parse does. */
HRESULT text_to_value(const WS_XML_TEXT *text, WS_VALUE_TYPE type, void *value, WS_ERROR *error);

/* A text node's content as UTF-8. *ret points into the text itself or into memory of the heap. */
HRESULT text_to_utf8(const WS_XML_TEXT *text, WS_HEAP *heap, WS_XML_STRING *ret, WS_ERROR *error);

/* A text node's content as bytes: BASE64 texts as they are, others decoded from base64 into the heap. */
HRESULT text_to_bytes(const WS_XML_TEXT *text, WS_HEAP *heap, WS_BYTES *ret, WS_ERROR *error);

/* How many bytes text_to_utf8 gives, for texts of every kind (base64 included), without writing them. */
HRESULT text_utf8_length(const WS_XML_TEXT *text, ULONG *length, WS_ERROR *error);

/* Base64 after RFC 4648 with white space skipped. decode: count of bytes written, at most 3 for 4 chars;
 * WS_E_INVALID_FORMAT for anything else. encode writes 4 chars for each begun group of 3 bytes. */
HRESULT base64_decode(const BYTE *chars, ULONG length, BYTE *bytes, ULONG *count, WS_ERROR *error);
ULONG base64_encode(const BYTE *bytes, ULONG count, BYTE *chars);

/* Shortest digits that read back as the same number, in the form that Windows writes ("0.1", "1E+15",
 * "1.7976931348623157E+308", "INF"). text has room for VALUE_TEXT_MAX bytes; returns the length. */
ULONG double_format(double value, BYTE *text);
ULONG float_format(float value, BYTE *text);

/* Local clock offsets come from platform's clock_zone_minutes. Ticks: 100 ns since 0001-01-01. */
HRESULT datetime_parse(const BYTE *chars, ULONG length, WS_DATETIME *value, WS_ERROR *error);
HRESULT datetime_format(const WS_DATETIME *value, BYTE *text, ULONG *length, WS_ERROR *error);

/* XML 1.0 (fifth edition) character classes on code points. */
BOOL xml_is_char(ULONG code);
BOOL xml_is_name_start(ULONG code);                 /* NameStartChar without the colon */
BOOL xml_is_name_char(ULONG code);                  /* NameChar without the colon */
BOOL ncname_check(const BYTE *bytes, ULONG length); /* UTF-8, whole string */
static inline BOOL xml_is_space(ULONG c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}
void trim_space(const BYTE **chars, ULONG *length);

/* ======== names and dictionaries (dictionary.c) ======== */

/* The static dictionary of MC-NBFS, shared by all readers and writers. */
const WS_XML_DICTIONARY *dictionary_static(void);

/* The static dictionary's own string for these characters, or NULL; its .dictionary and .id make names short
 * in binary and quick to compare everywhere. */
const WS_XML_STRING *dictionary_find(const BYTE *bytes, ULONG length);

/* Names and URIs are short: words, the last of which overlaps, beat a call of memcmp. */
static inline BOOL short_equal(const BYTE *a, const BYTE *b, ULONG count)
{
    UINT64 x, y;
    ULONG i;

    if (count < 8)
    {
        for (i = 0; i < count; i++)
        {
            if (a[i] != b[i]) return FALSE;
        }
        return TRUE;
    }
    for (i = 0; i + 8 < count; i += 8)
    {
        __builtin_memcpy(&x, a + i, 8);
        __builtin_memcpy(&y, b + i, 8);
        if (x != y) return FALSE;
    }
    __builtin_memcpy(&x, a + count - 8, 8);
    __builtin_memcpy(&y, b + count - 8, 8);
    return x == y;
}

/* Equality of names, quick for the same pointers and for dictionary strings. */
static inline BOOL name_equal(const WS_XML_STRING *a, const WS_XML_STRING *b)
{
    if (a->length != b->length) return FALSE;
    if (a->bytes == b->bytes || !a->length) return TRUE;
    return short_equal(a->bytes, b->bytes, a->length);
}

/* A constant XML string from a C literal, e.g. static const WS_XML_STRING ns = XML_STRING("urn:x"). */
#define XML_STRING(literal)                             \
    {                                                   \
        sizeof(literal) - 1, (BYTE *)(literal), NULL, 0 \
    }

/* ======== reading beyond the API (reader_content.c) ======== */

/* Consumes all text at the current place up to the next start or end element (comments skipped, CDATA and
 * entities resolved) and gives it as one text: typed as the encoding delivered it when it was one piece, else
 * UTF-8 (or BASE64 when all pieces were). Inside an attribute: its value, up to its end. Empty content gives a
 * UTF-8 text of length 0 with bytes not NULL. *ret lives until the reader moves again. The current node afterwards
 * is the start or end element (or stays in the attribute). Sizes are bounded by the input and by max_size bytes
 * (WS_E_QUOTA_EXCEEDED). */
HRESULT reader_text(
        WS_XML_READER *reader, ULONG max_size, const WS_XML_TEXT **ret, WS_ERROR *error);

/* From a start element without attributes that holds nothing but one plain text to its end element, in one go.
 * *ret: the text, as reader_text gives it. S_FALSE: it is another kind of element, the reader has not moved. */
HRESULT reader_leaf(WS_XML_READER *reader, const WS_XML_TEXT **ret, WS_ERROR *error);

/* The current node without the checks of WsGetReaderNode. */
const WS_XML_NODE *reader_node(WS_XML_READER *reader);

/* Moves over white space and comments to a start element, an end element, other text, or EOF. */
HRESULT reader_skip_space(WS_XML_READER *reader, WS_ERROR *error);

/* Value of the attribute with this name on the current element, or NULL. Does not move. */
const WS_XML_ATTRIBUTE *reader_attribute(
        WS_XML_READER *reader, const WS_XML_STRING *name, const WS_XML_STRING *ns);

/* Where the reader stands, for error texts: row and column (from 1) for text encodings, else the byte offset in
 * *column with *row 0. */
void reader_where(WS_XML_READER *reader, UINT64 *row, UINT64 *column);

/* fail() with " (row, column)" of the reader added; marks the reader faulted. */
HRESULT reader_fail(WS_XML_READER *reader, WS_ERROR *error, HRESULT hr, const char *format, ...);

/* ======== XML buffers (buffer.c) ======== */

/* A deep copy on another heap. */
HRESULT xml_buffer_copy(WS_HEAP *heap, WS_XML_BUFFER *source, WS_XML_BUFFER **ret, WS_ERROR *error);

/* The heap that a buffer lives on. */
WS_HEAP *xml_buffer_heap(WS_XML_BUFFER *buffer);

/* ======== writer ======== */

/* A prefix that is bound to ns now or will be at the end of the open start tag; NULL when there is none.
 * named: the default namespace does not count. */
const WS_XML_STRING *writer_find_prefix(WS_XML_WRITER *writer, const WS_XML_STRING *ns, BOOL named);

/* An element without attributes whose content is one value. */
struct leaf
{
    const WS_XML_STRING *local, *ns;
    enum leaf_kind
    {
        LEAF_VALUE, /* data is a value of this type */
        LEAF_WSZ, /* data is WCHARs up to a zero, one of them at least; count is set when somebody needs it */
        LEAF_UTF16, /* data is count WCHARs, count > 0 */
        LEAF_UTF8   /* data is a WS_XML_STRING with length > 0 */
    } kind;
    WS_VALUE_TYPE type;
    ULONG count;
    const void *data;
};

/* Writes the whole element when that is simple (writer_leaf.c). S_FALSE: it is not, nothing but the end of an open
 * start tag was written, use WsWriteStartElement and what follows. */
HRESULT writer_leaf(WS_XML_WRITER *writer, struct leaf *leaf, WS_ERROR *error);

#endif
