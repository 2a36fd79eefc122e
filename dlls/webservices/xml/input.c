/* Where a reader gets its bytes: memory of the caller's, or a stream, of which it keeps a window.
 *
 * The window is what WsFillReader has got and the reader has not read. It may move when it is filled, but what the
 * current node points to stays where it is until the reader has moved on. UTF-16 is converted on its way in.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/reader.h"
#include "xml/scan.h"

#include <string.h>

/* ---- the window ---- */

struct window_block
{
    struct window_block *older;
    ULONG size;
};

static BYTE *block_bytes(struct window_block *block)
{
    return (BYTE *)(block + 1);
}

static void free_blocks(struct window_block *block)
{
    while (block)
    {
        struct window_block *older = block->older;

        mem_free(block);
        block = older;
    }
}

void input_clear(WS_XML_READER *reader)
{
    free_blocks(reader->window);
    free_blocks(reader->parts_window);
    reader->window = reader->parts_window = NULL;
    reader->window_used = 0;
    buf_clear(&reader->raw);
}

void input_set_aside(WS_XML_READER *reader)
{
    reader->parts_window = reader->window;
    reader->window = NULL;
    reader->window_used = 0;
    reader->pos = reader->end = reader->limit = reader->counted = reader->token = NULL;
}

/* How far the reader has got: the same as long as the current node is. */
static UINT64 progress(const WS_XML_READER *reader)
{
    return reader->offset + (reader->pos - reader->counted);
}

/* Whether the current node may point into the window. */
static BOOL node_in_window(const WS_XML_READER *reader)
{
    return reader->array_left || reader->node->nodeType == WS_XML_NODE_TYPE_ELEMENT
            || reader->node->nodeType == WS_XML_NODE_TYPE_TEXT
            || reader->node->nodeType == WS_XML_NODE_TYPE_COMMENT;
}

/* All pointers into the input follow it to its new place. */
static void move_input(WS_XML_READER *reader, BYTE *to)
{
    ULONG count = reader->end - reader->pos;
    BOOL closes = reader->limit >= reader->pos && reader->limit < reader->end;
    ULONG_PTR limit = closes ? reader->limit - reader->pos : 0;

    reader_advance_counted(reader, reader->pos);
    if (count) memmove(to, reader->pos, count);
    reader->limit = closes ? to + limit : to - 1;
    reader->pos = reader->token = reader->counted = to;
    reader->end = to + count;
}

/* Room for more bytes after reader->end. */
static HRESULT window_reserve(WS_XML_READER *reader, ULONG more, BYTE **ret, WS_ERROR *error)
{
    struct window_block *block = reader->window;
    ULONG used = reader->end - reader->pos, size;
    BOOL moved_on = !node_in_window(reader)
            || (!reader->array_left && progress(reader) != reader->window_progress);

    if (block && moved_on)
    {
        free_blocks(block->older);
        block->older = NULL;
    }
    if (block && more <= block->size - reader->window_used)
    {
        *ret = block_bytes(block) + reader->window_used;
        return S_OK;
    }
    if (more > 0x7fffffff - used)
        return reader_fail(reader, error, WS_E_QUOTA_EXCEEDED,
                "The reader cannot hold %u and %u more bytes at once", used, more);
    if (!block || node_in_window(reader) || used + more > block->size)
    {
        size = used + more;
        if (block && size < block->size * 2 && block->size < 0x40000000 && used > block->size / 2)
            size = block->size * 2;
        if (!(block = mem_alloc(sizeof(*block) + size))) return fail_memory(error);
        block->size = size;
        block->older = reader->window;
        reader->window = block;
    }
    move_input(reader, block_bytes(block));
    reader->window_progress = progress(reader);
    reader->window_used = used;
    *ret = block_bytes(block) + used;
    if (!node_in_window(reader))
    {
        free_blocks(block->older);
        block->older = NULL;
    }
    return S_OK;
}

/* count bytes were put where window_reserve said. */
static void window_added(WS_XML_READER *reader, ULONG count)
{
    const BYTE *added = reader->end, *close;

    reader->end += count;
    reader->window_used += count;
    close = scan_last_close(added, reader->end);
    if (close >= added) reader->limit = close;
}

/* ---- UTF-16 ---- */

#define UNITS 512
/* What stands for units that are no character: a byte that UTF-8 never has. */
#define NO_CHARACTER 0xff

static ULONG load_units(const BYTE *bytes, ULONG count, BOOL big_endian, WCHAR *units)
{
    ULONG i;

    for (i = 0; i < count; i++, bytes += 2)
        units[i] = big_endian ? bytes[0] << 8 | bytes[1] : bytes[1] << 8 | bytes[0];
    return count;
}

/* Converts a piece; returns the units used, 0 when more are needed. *used_bytes is what it became. */
static ULONG convert_piece(const WCHAR *units, ULONG count, BOOL last, BYTE *out, ULONG *written)
{
    ULONG i, good = count;

    if (!last && (units[count - 1] & 0xfc00) == 0xd800) good--;
    if (utf16_check(units, good))
    {
        *written = utf8_from_utf16(units, good, out);
        return good;
    }
    for (i = 0; utf16_check(units + i, 1) || (i + 1 < good && utf16_check(units + i, 2)); i++)
        i += !utf16_check(units + i, 1);
    *written = utf8_from_utf16(units, i, out);
    out[(*written)++] = NO_CHARACTER;
    return count;
}

/* As much as is whole of [bytes, size) to the window; *used of it were taken. */
static HRESULT convert_utf16(WS_XML_READER *reader, const BYTE *bytes, ULONG size, BOOL last,
        ULONG *used, WS_ERROR *error)
{
    BOOL big_endian = reader->settings.charset == WS_CHARSET_UTF16BE;
    ULONG count, written, done = 0;
    WCHAR units[UNITS];
    HRESULT hr;
    BYTE *out;

    while (size - done >= 2)
    {
        count = size - done >= 2 * UNITS ? UNITS : (size - done) / 2;
        if (FAILED(hr = window_reserve(reader, count * 3 + 1, &out, error))) return hr;
        load_units(bytes + done, count, big_endian, units);
        count = convert_piece(units, count, last && size - done <= 2 * count + 1, out, &written);
        if (!count) break;
        window_added(reader, written);
        done += count * 2;
    }
    if (last && done < size)
    {
        if (FAILED(hr = window_reserve(reader, 1, &out, error))) return hr;
        *out = NO_CHARACTER;
        window_added(reader, 1);
        done = size;
    }
    *used = done;
    return S_OK;
}

/* ---- kinds of input ---- */

/* The charset that the first bytes, or the caller, say. */
static HRESULT set_charset(
        WS_XML_READER *reader, ULONG wanted, const BYTE *bytes, ULONG size, ULONG *skip)
{
    ULONG charset = charset_detect(bytes, size, skip);

    if (wanted != WS_CHARSET_AUTO && wanted != charset)
    {
        charset = wanted;
        *skip = 0;
    }
    reader->settings.charset = charset;
    return S_OK;
}

HRESULT input_set_text(
        WS_XML_READER *reader, ULONG charset, const BYTE *bytes, ULONG size, WS_ERROR *error)
{
    ULONG skip, used, room;
    HRESULT hr;
    BYTE *out;

    if (FAILED(hr = set_charset(reader, charset, bytes, size, &skip))) return hr;
    if (charset == WS_CHARSET_AUTO && size == 2 && !skip && bytes[0] != '<' && bytes[0] && bytes[1])
        return fail(error, WS_E_INVALID_FORMAT,
                "WsSetInput: 2 bytes do not tell which character set they are in");
    if (reader->settings.charset != WS_CHARSET_UTF8)
    {
        /* at most three bytes for a unit; ASCII needs one: begin small, so that no more than twice is held */
        room = (size - skip) / 2 + 3 * UNITS + 2;
        if (FAILED(hr = window_reserve(reader, room, &out, error))) return hr;
        return convert_utf16(reader, bytes + skip, size - skip, TRUE, &used, error);
    }
    reader->pos = bytes + skip;
    reader->end = bytes + size;
    reader->limit = scan_last_close(reader->pos, reader->end);
    return S_OK;
}

/* The encoding's part of WsSetInput; what depends on the first bytes of a stream waits for them. */
static HRESULT set_encoding(
        WS_XML_READER *reader, const WS_XML_READER_ENCODING *encoding, WS_ERROR *error)
{
    const WS_XML_READER_TEXT_ENCODING *text = (const WS_XML_READER_TEXT_ENCODING *)encoding;
    const WS_XML_READER_BINARY_ENCODING *binary = (const WS_XML_READER_BINARY_ENCODING *)encoding;

    reader->fragment = reader->settings.allow_fragment;
    reader->charset_wanted = WS_CHARSET_UTF8;
    switch (encoding->encodingType)
    {
    case WS_XML_READER_ENCODING_TYPE_TEXT:
        if ((ULONG)text->charSet > WS_CHARSET_UTF16BE)
            return fail(error, E_INVALIDARG, "WsSetInput: %u is not a character set",
                    (ULONG)text->charSet);
        reader->charset_wanted = text->charSet;
        reader->format = &read_text_format;
        return S_OK;
    case WS_XML_READER_ENCODING_TYPE_BINARY:
        reader->static_dictionary = binary->staticDictionary;
        reader->dynamic_dictionary = binary->dynamicDictionary;
        reader->format = &read_binary_format;
        return S_OK;
    case WS_XML_READER_ENCODING_TYPE_MTOM:
        reader->format = &read_mtom_format;
        return mtom_set(reader, (const WS_XML_READER_MTOM_ENCODING *)encoding, error);
    case WS_XML_READER_ENCODING_TYPE_RAW:
        reader->fragment = TRUE;
        reader->format = &read_raw_format;
        return S_OK;
    default:
        return fail(error, E_INVALIDARG, "WsSetInput: %u is not an encoding",
                (ULONG)encoding->encodingType);
    }
}

static HRESULT set_buffer(
        WS_XML_READER *reader, const WS_XML_READER_BUFFER_INPUT *input, WS_ERROR *error)
{
    if (!input->encodedData && input->encodedDataSize)
        return fail(error, E_INVALIDARG, "WsSetInput: %u bytes were announced, but they are NULL",
                input->encodedDataSize);
    reader->final = TRUE;
    if (reader->format == &read_text_format)
        return input_set_text(
                reader, reader->charset_wanted, input->encodedData, input->encodedDataSize, error);
    reader->pos = input->encodedData;
    reader->end = reader->pos + input->encodedDataSize;
    return S_OK;
}

static HRESULT set_stream(
        WS_XML_READER *reader, const WS_XML_READER_STREAM_INPUT *input, WS_ERROR *error)
{
    BYTE *start;

    if (!input->readCallback)
        return fail(error, E_INVALIDARG, "WsSetInput: the read callback is NULL");
    reader->read = input->readCallback;
    reader->read_state = input->readCallbackState;
    reader->final = FALSE;
    reader->copy_names = TRUE;
    reader->charset_pending = reader->format == &read_text_format;
    return window_reserve(reader, 0, &start, error);
}

HRESULT input_set(WS_XML_READER *reader, const WS_XML_READER_ENCODING *encoding,
        const WS_XML_READER_INPUT *input, WS_ERROR *error)
{
    HRESULT hr = set_encoding(reader, encoding, error);

    if (FAILED(hr)) return hr;
    switch (input->inputType)
    {
    case WS_XML_READER_INPUT_TYPE_BUFFER:
        hr = set_buffer(reader, (const WS_XML_READER_BUFFER_INPUT *)input, error);
        break;
    case WS_XML_READER_INPUT_TYPE_STREAM:
        hr = set_stream(reader, (const WS_XML_READER_STREAM_INPUT *)input, error);
        break;
    default:
        return fail(error, E_INVALIDARG, "WsSetInput: %u is not a kind of input",
                (ULONG)input->inputType);
    }
    reader->counted = reader->token = reader->pos;
    return hr;
}

/* ---- filling ---- */

enum fill_state
{
    FILL_READ = OP_BEGIN,
    FILL_TAKE
};

#define READ_MAX 65536

/* Less than this is not worth a call of the stream. */
#define WORTH_READING 512

/* How much to ask the stream for: no more than fits behind what is there, as long as that is worth it, for a stream that
 * comes in small pieces would make the window move with each of them. */
static ULONG read_size(const WS_XML_READER *reader)
{
    ULONG room = reader->window ? reader->window->size - reader->window_used : 0;
    ULONG have = reader->end - reader->pos, size = reader->settings.stream_buffer_size;
    ULONG missing = reader->fill_size > have ? reader->fill_size - have : 1;

    if (size < missing) size = missing;
    if (size > READ_MAX) size = READ_MAX;
    return room >= WORTH_READING && size > room && !reader->raw.end ? room : size;
}

static BOOL is_utf16(const WS_XML_READER *reader)
{
    return reader->format == &read_text_format && !reader->charset_pending
            && reader->settings.charset != WS_CHARSET_UTF8;
}

/* The first bytes are there (4, or all): which charset are they in? */
static HRESULT detect(WS_XML_READER *reader, WS_ERROR *error)
{
    ULONG skip;
    HRESULT hr;

    if (reader->end - reader->pos < 4 && !reader->final) return S_OK;
    set_charset(reader, reader->charset_wanted, reader->pos, reader->end - reader->pos, &skip);
    reader->charset_pending = FALSE;
    reader->pos += skip;
    reader->counted = reader->token = reader->pos;
    if (!is_utf16(reader)) return S_OK;
    hr = buf_put(&reader->raw, reader->pos, reader->end - reader->pos, error);
    reader->window_used = 0;
    reader->pos = reader->end = reader->counted = reader->token = block_bytes(reader->window);
    reader->limit = reader->pos - 1;
    return hr;
}

static HRESULT take_raw(WS_XML_READER *reader, WS_ERROR *error)
{
    ULONG used, count = buf_count(&reader->raw);
    HRESULT hr;

    if (!count) return S_OK;
    hr = convert_utf16(reader, buf_bytes(&reader->raw), count, reader->final, &used, error);
    if (SUCCEEDED(hr)) buf_consume(&reader->raw, used);
    return hr;
}

/* What the stream gave. */
static HRESULT fill_take(WS_XML_READER *reader, WS_ERROR *error)
{
    ULONG count = reader->fill_actual;
    HRESULT hr = S_OK;

    if (count > reader->fill_asked)
        return reader_fail(reader, error, WS_E_INVALID_OPERATION,
                "The stream gave %u bytes where %u were asked for", count, reader->fill_asked);
    if (!count) reader->final = TRUE;
    if (is_utf16(reader))
        reader->raw.end += count;
    else
        window_added(reader, count);
    if (reader->charset_pending) hr = detect(reader, error);
    if (SUCCEEDED(hr) && is_utf16(reader)) hr = take_raw(reader, error);
    return hr;
}

static HRESULT fill_step(struct op *op, int state, HRESULT hr)
{
    WS_XML_READER *reader = CONTAINING_RECORD(op, WS_XML_READER, fill);
    BYTE *room;

    if (FAILED(hr)) return reader_failed(reader, hr, op->error);
    switch ((enum fill_state)state)
    {
    case FILL_READ:
        if (reader->final) return S_OK;
        if ((ULONG)(reader->end - reader->pos) >= reader->fill_size && !reader->charset_pending)
            return S_OK;
        reader->fill_asked = read_size(reader);
        if (is_utf16(reader))
        {
            hr = buf_reserve(&reader->raw, reader->fill_asked, op->error);
            room = reader->raw.data + reader->raw.end;
        }
        else
            hr = window_reserve(reader, reader->fill_asked, &room, op->error);
        if (FAILED(hr)) return hr;
        reader->fill_actual = 0;
        return reader->read(reader->read_state, room, reader->fill_asked, &reader->fill_actual,
                op_await(op, FILL_TAKE), op->error);

    case FILL_TAKE:
        if (FAILED(hr = fill_take(reader, op->error))) return reader_failed(reader, hr, op->error);
        return op_goto(op, FILL_READ);
    }
    return hr;
}

HRESULT WINAPI WsFillReader(
        WS_XML_READER *reader, ULONG minSize, const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr = reader_check(reader, "WsFillReader", error);

    if (FAILED(hr) || reader->final || reader->tree) return hr;
    reader->fill.step = fill_step;
    reader->fill_size = minSize;
    return op_start(&reader->fill, asyncContext, error);
}

/* ---- raw: bytes without any form ---- */

static HRESULT raw_next(WS_XML_READER *reader, WS_ERROR *error)
{
    reader->token = reader->pos;
    if (reader->pos == reader->end)
    {
        if (!reader->final)
            return reader_fail(reader, error, WS_E_QUOTA_EXCEEDED,
                    "No data has been filled in; WsFillReader must be asked for more");
        reader->node = &node_eof;
        return S_OK;
    }
    reader->text_value.text.textType = WS_XML_TEXT_TYPE_BASE64;
    reader->text_value.base64.bytes = (BYTE *)reader->pos;
    reader->text_value.base64.length = reader->end - reader->pos;
    reader->pos = reader->end;
    reader->node = &reader->text.node;
    return S_OK;
}

const struct read_format read_raw_format
        = { raw_next, reader_scope_ns, reader_scope_xml, NULL, FALSE };
