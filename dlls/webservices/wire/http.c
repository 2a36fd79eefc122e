/* Heads of HTTP/1.1 messages.
 *
 * RFC 9112 chapters 2 to 6. A head is parsed when it is whole; finding its end is what goes on byte by byte.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wire/wire.h"

#include <string.h>

/* A walk through a head. */
struct cursor
{
    const BYTE *bytes;
    ULONG at, end;
    BOOL strict; /* lines end with CR LF */
};

static BOOL is_token_char(BYTE c)
{
    static const char others[] = "!#$%&'*+-.^_`|~";

    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) return TRUE;
    return c && memchr(others, c, sizeof(others) - 1);
}

BOOL http_name_check(const BYTE *bytes, ULONG length)
{
    ULONG i;

    for (i = 0; i < length; i++)
    {
        if (!is_token_char(bytes[i])) return FALSE;
    }
    return length > 0;
}

BOOL http_value_check(const BYTE *bytes, ULONG length)
{
    ULONG i;

    for (i = 0; i < length; i++)
    {
        if ((bytes[i] < 0x20 && bytes[i] != '\t') || bytes[i] == 0x7f) return FALSE;
    }
    return TRUE;
}

ULONG http_head_length(const BYTE *bytes, ULONG count, ULONG *scanned)
{
    ULONG i = *scanned;

    /* empty lines before the first one do not end anything */
    if (!i)
    {
        while (i < count && (bytes[i] == '\r' || bytes[i] == '\n'))
            i++;
        if (i == count) return 0;
    }
    for (; i < count; i++)
    {
        const BYTE *line = memchr(bytes + i, '\n', count - i);

        if (!line) break;
        i = line - bytes;
        if (i + 1 < count && bytes[i + 1] == '\n') return i + 2;
        if (i + 2 < count && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') return i + 3;
        if (i + 2 >= count)
        {
            *scanned = i; /* what follows this line end decides */
            return 0;
        }
    }
    *scanned = count;
    return 0;
}

/* The next line without its end. FALSE for a malformed end of line. */
static BOOL next_line(struct cursor *cursor, struct http_slice *line)
{
    const BYTE *start = cursor->bytes + cursor->at;
    const BYTE *end = memchr(start, '\n', cursor->end - cursor->at);

    if (!end) return FALSE;
    line->at = cursor->at;
    line->length = end - start;
    cursor->at += line->length + 1;
    if (line->length && end[-1] == '\r')
        line->length--;
    else if (cursor->strict)
        return FALSE;
    return http_value_check(start, line->length);
}

static void skip_empty_lines(struct cursor *cursor)
{
    while (cursor->at < cursor->end
            && (cursor->bytes[cursor->at] == '\r' || cursor->bytes[cursor->at] == '\n'))
        cursor->at++;
}

static struct http_slice trim(const BYTE *bytes, ULONG at, ULONG end)
{
    struct http_slice slice;

    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t'))
        at++;
    while (end > at && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t'))
        end--;
    slice.at = at;
    slice.length = end - at;
    return slice;
}

static HRESULT refuse(struct http_head *head, ULONG status, WS_ERROR *error, const char *why)
{
    head->status = status;
    return fail(error, WS_E_INVALID_FORMAT, "Malformed HTTP head: %s", why);
}

static HRESULT parse_fields(struct cursor *cursor, struct http_head *head, WS_ERROR *error)
{
    const BYTE *bytes = cursor->bytes, *colon;
    struct http_slice line;

    head->field_count = 0;
    for (;;)
    {
        struct http_field *field = &head->fields[head->field_count];

        if (!next_line(cursor, &line))
            return refuse(head, 400, error, "a line ends wrongly or has a control character");
        if (!line.length) return S_OK;
        if (head->field_count == HTTP_MAX_FIELDS)
            return refuse(head, 431, error, "there are more than 100 fields");
        colon = memchr(bytes + line.at, ':', line.length);
        if (!colon) return refuse(head, 400, error, "a field has no colon");
        field->name.at = line.at;
        field->name.length = colon - bytes - line.at;
        if (!http_name_check(bytes + line.at, field->name.length))
            return refuse(head, 400, error, "a field's name is not a token");
        field->value = trim(bytes, (ULONG)(colon - bytes) + 1, line.at + line.length);
        head->field_count++;
    }
}

const struct http_field *http_find_field(
        const struct http_head *head, const BYTE *bytes, const char *name, ULONG index)
{
    ULONG length = text_length(name);

    for (; index < head->field_count; index++)
    {
        const struct http_field *field = &head->fields[index];

        if (field->name.length == length
                && ascii_equal_nocase(bytes + field->name.at, name, length))
            return field;
    }
    return NULL;
}

static const struct http_field *next_field(const struct http_head *head, const BYTE *bytes,
        const char *name, const struct http_field *field)
{
    return http_find_field(head, bytes, name, (ULONG)(field - head->fields) + 1);
}

BOOL http_has_token(const BYTE *value, ULONG length, const char *token)
{
    ULONG at = 0, end, size = text_length(token);

    while (at < length)
    {
        struct http_slice word;

        for (end = at; end < length && value[end] != ',';)
            end++;
        word = trim(value, at, end);
        if (word.length == size && ascii_equal_nocase(value + word.at, token, size)) return TRUE;
        at = end + 1;
    }
    return FALSE;
}

static BOOL has_token(
        const struct http_head *head, const BYTE *bytes, const char *name, const char *token)
{
    const struct http_field *field = http_find_field(head, bytes, name, 0);

    for (; field; field = next_field(head, bytes, name, field))
    {
        if (http_has_token(bytes + field->value.at, field->value.length, token)) return TRUE;
    }
    return FALSE;
}

static BOOL parse_number(const BYTE *bytes, ULONG length, UINT64 *number)
{
    ULONG i;

    *number = 0;
    if (!length || length > 18) return FALSE;
    for (i = 0; i < length; i++)
    {
        if (bytes[i] < '0' || bytes[i] > '9') return FALSE;
        *number = *number * 10 + (bytes[i] - '0');
    }
    return TRUE;
}

/* "HTTP/1.x"; refuses with 505 what is HTTP of another major version. */
static HRESULT parse_version(
        const BYTE *bytes, ULONG length, struct http_head *head, WS_ERROR *error)
{
    if (length != 8 || memcmp(bytes, "HTTP/", 5) || bytes[5] < '0' || bytes[5] > '9'
            || bytes[6] != '.' || bytes[7] < '0' || bytes[7] > '9')
        return refuse(head, 400, error, "the version is malformed");
    if (bytes[5] != '1') return refuse(head, 505, error, "the version is not HTTP/1");
    head->minor = bytes[7] == '0' ? 0 : 1;
    return S_OK;
}

static void parse_connection(struct http_head *head, const BYTE *bytes)
{
    if (head->minor)
        head->keep_alive = !has_token(head, bytes, "connection", "close");
    else
        head->keep_alive = has_token(head, bytes, "connection", "keep-alive");
}

/* How long the body is. A message that could be cut in two ways is not taken (request smuggling). */
static HRESULT parse_length(
        struct http_head *head, const BYTE *bytes, BOOL request, WS_ERROR *error)
{
    const struct http_field *length = http_find_field(head, bytes, "content-length", 0);
    const struct http_field *coding = http_find_field(head, bytes, "transfer-encoding", 0);
    const struct http_field *again;

    head->body = request ? HTTP_BODY_NONE : HTTP_BODY_UNTIL_CLOSE;
    if (coding)
    {
        if (request && (length || !head->minor))
            return refuse(head, 400, error, "Transfer-Encoding beside Content-Length or HTTP/1.0");
        if (next_field(head, bytes, "transfer-encoding", coding))
            return refuse(head, 400, error, "there are two Transfer-Encoding fields");
        if (coding->value.length != 7
                || !ascii_equal_nocase(bytes + coding->value.at, "chunked", 7))
            return refuse(head, 501, error, "the transfer encoding is not chunked");
        head->body = HTTP_BODY_CHUNKED;
        if (length) head->keep_alive = FALSE; /* whoever wrote both may mean something else */
        return S_OK;
    }
    if (!length) return S_OK;
    for (again = length; (again = next_field(head, bytes, "content-length", again));)
    {
        if (request || again->value.length != length->value.length
                || memcmp(bytes + again->value.at, bytes + length->value.at, length->value.length))
            return refuse(head, 400, error, "there are two Content-Length fields");
    }
    if (!parse_number(bytes + length->value.at, length->value.length, &head->length))
        return refuse(head, 400, error, "Content-Length is not a number");
    head->body = HTTP_BODY_LENGTH;
    return S_OK;
}

static HRESULT parse_request_line(struct cursor *cursor, struct http_head *head, WS_ERROR *error)
{
    const BYTE *bytes = cursor->bytes, *space, *last;
    struct http_slice line;
    ULONG end, i;

    if (!next_line(cursor, &line)) return refuse(head, 400, error, "the request line ends wrongly");
    end = line.at + line.length;
    space = memchr(bytes + line.at, ' ', line.length);
    for (last = bytes + end; last > bytes + line.at && last[-1] != ' ';)
        last--;
    if (!space || last - 1 <= space)
        return refuse(head, 400, error, "the request line is not 'method target version'");
    head->method.at = line.at;
    head->method.length = space - bytes - line.at;
    head->target.at = space + 1 - bytes;
    head->target.length = last - 1 - bytes - head->target.at;
    if (!http_name_check(bytes + head->method.at, head->method.length) || !head->target.length)
        return refuse(head, 400, error, "the method is not a token, or the target is empty");
    for (i = 0; i < head->target.length; i++)
    {
        if (bytes[head->target.at + i] <= ' ')
            return refuse(head, 400, error, "there is a space in the target");
    }
    return parse_version(last, (ULONG)(bytes + end - last), head, error);
}

/* Host: one field, or the authority of an absolute target, which then wins. */
static HRESULT parse_host(struct http_head *head, const BYTE *bytes, WS_ERROR *error)
{
    const struct http_field *host = http_find_field(head, bytes, "host", 0);
    const BYTE *target = bytes + head->target.at;
    ULONG i, skip = 0;

    if (!host && head->minor) return refuse(head, 400, error, "there is no Host field");
    if (host && next_field(head, bytes, "host", host))
        return refuse(head, 400, error, "there are two Host fields");
    if (host) head->host = host->value;
    if (target[0] == '/' || (head->target.length == 1 && target[0] == '*')) return S_OK;
    if (head->target.length > 7 && ascii_equal_nocase(target, "http://", 7)) skip = 7;
    if (head->target.length > 8 && ascii_equal_nocase(target, "https://", 8)) skip = 8;
    if (!skip) return refuse(head, 400, error, "the target is neither a path nor an http URL");
    for (i = skip; i < head->target.length && target[i] != '/' && target[i] != '?';)
        i++;
    head->host.at = head->target.at + skip;
    head->host.length = i - skip;
    head->target.at += i;
    head->target.length -= i;
    return S_OK;
}

HRESULT http_parse_request(const BYTE *bytes, ULONG count, struct http_head *head, WS_ERROR *error)
{
    struct cursor cursor = { bytes, 0, count, TRUE };
    const struct http_field *expect;
    HRESULT hr;

    memset(head, 0, offsetof(struct http_head, fields));
    skip_empty_lines(&cursor);
    if (FAILED(hr = parse_request_line(&cursor, head, error))) return hr;
    if (FAILED(hr = parse_fields(&cursor, head, error))) return hr;
    parse_connection(head, bytes);
    if (FAILED(hr = parse_host(head, bytes, error))) return hr;
    if (FAILED(hr = parse_length(head, bytes, TRUE, error))) return hr;
    if (!(expect = http_find_field(head, bytes, "expect", 0))) return S_OK;
    if (expect->value.length != 12
            || !ascii_equal_nocase(bytes + expect->value.at, "100-continue", 12))
        return refuse(head, 417, error, "the expectation is not 100-continue");
    head->expect_continue = head->minor && head->body != HTTP_BODY_NONE;
    return S_OK;
}

HRESULT http_parse_reply(const BYTE *bytes, ULONG count, struct http_head *head, WS_ERROR *error)
{
    struct cursor cursor = { bytes, 0, count, FALSE };
    struct http_slice line;
    UINT64 status;
    HRESULT hr;

    memset(head, 0, offsetof(struct http_head, fields));
    skip_empty_lines(&cursor);
    if (!next_line(&cursor, &line) || line.length < 12 || bytes[line.at + 8] != ' '
            || (line.length > 12 && bytes[line.at + 12] != ' '))
        return refuse(head, 0, error, "the status line is not 'version status text'");
    if (FAILED(hr = parse_version(bytes + line.at, 8, head, error))) return hr;
    if (!parse_number(bytes + line.at + 9, 3, &status) || status < 100)
        return refuse(head, 0, error, "the status is not a number from 100 to 999");
    head->reason = trim(bytes, line.at + 12, line.at + line.length);
    if (FAILED(hr = parse_fields(&cursor, head, error))) return hr;
    parse_connection(head, bytes);
    if (FAILED(hr = parse_length(head, bytes, FALSE, error))) return hr;
    head->status = (ULONG)status;
    if (status < 200 || status == 204 || status == 304) head->body = HTTP_BODY_NONE;
    if (head->body == HTTP_BODY_UNTIL_CLOSE) head->keep_alive = FALSE;
    return S_OK;
}

const char *http_status_text(ULONG status)
{
    static const struct
    {
        ULONG status;
        const char *text;
    } texts[] = {
        { 100, "Continue" },
        { 200, "OK" },
        { 202, "Accepted" },
        { 400, "Bad Request" },
        { 401, "Unauthorized" },
        { 403, "Forbidden" },
        { 404, "Not Found" },
        { 405, "Method Not Allowed" },
        { 408, "Request Timeout" },
        { 413, "Content Too Large" },
        { 415, "Unsupported Media Type" },
        { 417, "Expectation Failed" },
        { 431, "Request Header Fields Too Large" },
        { 500, "Internal Server Error" },
        { 501, "Not Implemented" },
        { 503, "Service Unavailable" },
        { 505, "HTTP Version Not Supported" },
    };
    ULONG i;

    for (i = 0; i < COUNT_OF(texts); i++)
    {
        if (texts[i].status == status) return texts[i].text;
    }
    return "";
}
