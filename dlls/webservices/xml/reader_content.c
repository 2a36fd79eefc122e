/* What an element or an attribute contains: its text as a whole, in pieces, as values, as names.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/reader.h"

#include <string.h>

/* ---- whole texts ---- */

/* The pieces of a text that is being put together. */
struct pieces
{
    const WS_XML_TEXT *first; /* what there is so far, when it is one piece */
    BOOL bytes;               /* more than one so far: all were BASE64, reader->join has bytes */
    ULONG max_size;
};

static const WS_XML_TEXT *current_text(const WS_XML_READER *reader)
{
    return ((const WS_XML_TEXT_NODE *)reader->node)->text;
}

static HRESULT append_piece(
        WS_XML_READER *reader, struct pieces *pieces, const WS_XML_TEXT *text, WS_ERROR *error)
{
    const WS_XML_UTF8_TEXT *utf8 = (const WS_XML_UTF8_TEXT *)text;

    return buf_put(&reader->join, utf8->value.bytes, utf8->value.length, error);
}

/* The current text as it will survive the move to the next node. What was decoded for it is set aside. */
static const WS_XML_TEXT *keep_text(WS_XML_READER *reader)
{
    const WS_XML_TEXT *text = current_text(reader);
    WS_XML_UTF8_TEXT *kept = &reader->kept_text.utf8;

    if (reader->scratch_in_use && !reader->settings.in_attribute)
    {
        static const struct arena_mark nothing;
        struct arena scratch = reader->scratch;

        arena_release(&reader->kept, nothing);
        reader->scratch = reader->kept;
        reader->kept = scratch;
        reader->scratch_in_use = FALSE;
    }
    if (text == &reader->text_value.text)
    {
        reader->kept_text = reader->text_value;
        text = &reader->kept_text.text;
    }
    if (!reader->taken || text->textType != WS_XML_TEXT_TYPE_UTF8) return text;
    *kept = *(const WS_XML_UTF8_TEXT *)text;
    kept->value.bytes += reader->taken;
    kept->value.length -= reader->taken;
    return &kept->text;
}

/* A further piece, the current text. */
static HRESULT add_piece(WS_XML_READER *reader, struct pieces *pieces, WS_ERROR *error)
{
    HRESULT hr;

    if (pieces->first)
    {
        buf_reset(&reader->join, reader->settings.utf8_trim_size);
        reader->join.max = pieces->max_size;
        if (FAILED(hr = append_piece(reader, pieces, pieces->first, error))) return hr;
        pieces->first = NULL;
    }
    return append_piece(reader, pieces, current_text(reader), error);
}

static const WS_XML_TEXT *joined_text(WS_XML_READER *reader, const struct pieces *pieces)
{
    static const BYTE no_bytes[1];
    WS_XML_UTF8_TEXT *utf8 = &reader->kept_text.utf8;

    if (pieces->first && pieces->first->textType != WS_XML_TEXT_TYPE_UTF8) return pieces->first;
    if (pieces->first && ((const WS_XML_UTF8_TEXT *)pieces->first)->value.bytes)
        return pieces->first;
    memset(utf8, 0, sizeof(*utf8));
    utf8->text.textType = WS_XML_TEXT_TYPE_UTF8;
    utf8->value.bytes = (BYTE *)no_bytes;
    if (pieces->first || !buf_count(&reader->join)) return &utf8->text;
    utf8->value.bytes = buf_bytes(&reader->join);
    utf8->value.length = buf_count(&reader->join);
    return &utf8->text;
}

static HRESULT check_size(WS_XML_READER *reader, const struct pieces *pieces, WS_ERROR *error)
{
    const WS_XML_UTF8_TEXT *text = (const WS_XML_UTF8_TEXT *)pieces->first;

    if (!text || text->text.textType != WS_XML_TEXT_TYPE_UTF8
            || text->value.length <= pieces->max_size)
        return S_OK;
    return reader_fail(reader, error, WS_E_QUOTA_EXCEEDED,
            "A text of %u bytes is larger than the %u that are allowed", text->value.length,
            pieces->max_size);
}

HRESULT reader_text(WS_XML_READER *reader, ULONG max_size, const WS_XML_TEXT **ret, WS_ERROR *error)
{
    struct pieces pieces = { NULL, FALSE, max_size };
    BOOL any = FALSE;
    HRESULT hr;

    buf_reset(&reader->join, reader->settings.utf8_trim_size);
    for (;;)
    {
        switch (reader->node->nodeType)
        {
        case WS_XML_NODE_TYPE_TEXT:
            hr = S_OK;
            if (any)
                hr = add_piece(reader, &pieces, error);
            else
                pieces.first = keep_text(reader);
            any = TRUE;
            if (FAILED(hr)) return reader_failed(reader, hr, error);
            break;
        case WS_XML_NODE_TYPE_COMMENT:
        case WS_XML_NODE_TYPE_CDATA:
        case WS_XML_NODE_TYPE_END_CDATA:
            break;
        default:
            if (FAILED(hr = check_size(reader, &pieces, error))) return hr;
            *ret = joined_text(reader, &pieces);
            return S_OK;
        }
        if (FAILED(hr = reader_next(reader, error))) return hr;
    }
}
