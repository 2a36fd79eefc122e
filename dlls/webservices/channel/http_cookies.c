/* Cookies of an HTTP REQUEST channel: what servers set, and what is sent back to them.
 *
 * RFC 6265 as far as a client without a user needs it: they live as long as the channel. There is no list of public
 * suffixes; a Domain must have a dot in it. A cookie has 4096 bytes at most and a channel 50 of them: what is more is
 * not kept.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>
#include <windows.h>

#define MAX_COOKIES 50
#define MAX_SIZE    4096
#define MAX_AGE     1000000000 /* seconds */

struct cookie
{
    struct cookie *next; /* those with longer paths first */
    UINT64 ends;         /* a FILETIME; 0: with the channel */
    ULONG name_length, value_length, domain_length, path_length;
    BOOL host_only, secure;
    char text[]; /* name, value, domain, path */
};

/* A part of a header's value. */
struct part
{
    const char *text;
    ULONG length;
};

/* What a Set-Cookie field says. */
struct setting
{
    struct part name, value, domain, path;
    UINT64 ends;
    BOOL host_only, secure;
};

static const char *domain_of(const struct cookie *cookie)
{
    return cookie->text + cookie->name_length + cookie->value_length;
}

static const char *path_of(const struct cookie *cookie)
{
    return domain_of(cookie) + cookie->domain_length;
}

static UINT64 file_time_now(void)
{
    FILETIME now;

    GetSystemTimeAsFileTime(&now);
    return (UINT64)now.dwHighDateTime << 32 | now.dwLowDateTime;
}

void http_cookies_clear(struct http_cookies *cookies)
{
    struct cookie *cookie;

    while ((cookie = cookies->first))
    {
        cookies->first = cookie->next;
        mem_free(cookie);
    }
    cookies->count = 0;
}

/* ---- dates ---- */

static BOOL is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static BOOL is_alnum(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static ULONG number(const struct part *token, ULONG *at)
{
    ULONG value = 0, digits = 0;

    for (; *at < token->length && is_digit(token->text[*at]) && digits < 4; (*at)++, digits++)
        value = value * 10 + (token->text[*at] - '0');
    return value;
}

static void take_time(const struct part *token, SYSTEMTIME *time)
{
    ULONG at = 0;

    time->wHour = (WORD)number(token, &at);
    at++;
    time->wMinute = (WORD)number(token, &at);
    at++;
    time->wSecond = (WORD)number(token, &at);
}

static void take_token(const struct part *token, SYSTEMTIME *time)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    ULONG at = 0, i, value;

    if (memchr(token->text, ':', token->length)) /* white space and ':' do not part tokens alike */
        take_time(token, time);
    else if (is_digit(token->text[0]))
    {
        value = number(token, &at);
        if (!time->wDay && at <= 2)
            time->wDay = (WORD)value;
        else if (!time->wYear)
            time->wYear = (WORD)(value < 70 ? value + 2000 : value < 100 ? value + 1900 : value);
    }
    else
        for (i = 0; i < 12 && token->length >= 3; i++)
        {
            if (ascii_equal_nocase((const BYTE *)token->text, months + 3 * i, 3))
                time->wMonth = (WORD)(i + 1);
        }
}

/* RFC 6265 chapter 5.1.1: any order, any separators. 0: no date. */
static UINT64 parse_date(const struct part *text)
{
    SYSTEMTIME time = { 0 };
    struct part token;
    FILETIME file;
    ULONG at, end;

    for (at = 0; at < text->length; at = end)
    {
        for (end = at; end < text->length && (is_alnum(text->text[end]) || text->text[end] == ':');)
            end++;
        token = (struct part){ text->text + at, end - at };
        if (end == at)
            end++;
        else
            take_token(&token, &time);
    }
    if (!SystemTimeToFileTime(&time, &file)) return 0;
    return (UINT64)file.dwHighDateTime << 32 | file.dwLowDateTime;
}

static UINT64 parse_age(const struct part *text)
{
    UINT64 seconds = 0;
    ULONG i;

    for (i = 0; i < text->length && is_digit(text->text[i]); i++)
        seconds = seconds < MAX_AGE ? seconds * 10 + (text->text[i] - '0') : MAX_AGE;
    return seconds ? file_time_now() + seconds * 10000000 : 1; /* 1: long ago */
}

/* ---- matching ---- */

static BOOL domain_fits(const char *domain, ULONG length, const char *host)
{
    ULONG size = text_length(host);
    struct net_address address;

    if (size < length || memcmp(host + size - length, domain, length)) return FALSE;
    if (size == length) return TRUE;
    return host[size - length - 1] == '.' && !net_parse_address(host, 0, &address);
}

/* The path without its query. */
static struct part path_part(const struct channel_url *url)
{
    const char *query = strchr(url->path, '?');

    return (struct part){ url->path, query ? (ULONG)(query - url->path) : text_length(url->path) };
}

static BOOL path_fits(const char *path, ULONG length, struct part own)
{
    if (own.length < length || memcmp(own.text, path, length)) return FALSE;
    return own.length == length || path[length - 1] == '/' || own.text[length] == '/';
}

/* All up to the last '/', without it. */
static struct part default_path(const struct channel_url *url)
{
    struct part path = path_part(url);

    while (path.length > 1 && path.text[path.length - 1] != '/')
        path.length--;
    if (path.length > 1) path.length--;
    return path;
}

/* ---- taking ---- */

static struct part trimmed(const char *text, ULONG length)
{
    while (length && (*text == ' ' || *text == '\t'))
    {
        text++;
        length--;
    }
    while (length && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    return (struct part){ text, length };
}

/* The next "name" or "name=value" before a ';'. FALSE at the end. */
static BOOL next_pair(struct part *rest, struct part *name, struct part *value, BOOL *has_value)
{
    const char *end, *equals;
    ULONG length;

    if (!rest->text) return FALSE;
    end = memchr(rest->text, ';', rest->length);
    length = end ? (ULONG)(end - rest->text) : rest->length;
    equals = memchr(rest->text, '=', length);
    *has_value = equals != NULL;
    *name = trimmed(rest->text, equals ? (ULONG)(equals - rest->text) : length);
    *value = equals ? trimmed(equals + 1, length - (ULONG)(equals + 1 - rest->text))
                    : (struct part){ rest->text, 0 };
    *rest = end ? (struct part){ end + 1, rest->length - length - 1 } : (struct part){ NULL, 0 };
    return TRUE;
}

static BOOL name_is(const struct part *name, const char *word)
{
    return name->length == text_length(word)
            && ascii_equal_nocase((const BYTE *)name->text, word, name->length);
}

static void take_attribute(
        const struct part *name, const struct part *value, BOOL *has_age, struct setting *ret)
{
    if (name_is(name, "secure"))
        ret->secure = TRUE;
    else if (name_is(name, "path") && value->length && value->text[0] == '/')
        ret->path = *value;
    else if (name_is(name, "domain") && value->length)
    {
        ret->domain = *value;
        if (ret->domain.text[0] == '.')
            ret->domain = (struct part){ value->text + 1, value->length - 1 };
    }
    else if (name_is(name, "max-age") && value->length)
    {
        ret->ends = parse_age(value);
        *has_age = TRUE;
    }
    else if (name_is(name, "expires") && !*has_age)
        ret->ends = parse_date(value);
}

/* lower: room for the domain in lower case. FALSE: no cookie, or one that this server must not set. */
static BOOL parse_setting(
        struct part rest, const struct channel_url *url, char *lower, struct setting *ret)
{
    struct part name, value;
    BOOL has_value, has_age = FALSE;
    ULONG i;

    memset(ret, 0, sizeof(*ret));
    if (!next_pair(&rest, &ret->name, &ret->value, &has_value)) return FALSE;
    if (!has_value || !ret->name.length) return FALSE;
    ret->path = default_path(url);
    while (next_pair(&rest, &name, &value, &has_value))
        take_attribute(&name, &value, &has_age, ret);
    ret->host_only = !ret->domain.length;
    if (ret->host_only)
    {
        ret->domain = (struct part){ url->host, text_length(url->host) };
        return TRUE;
    }
    if (ret->domain.length > sizeof(url->host)) return FALSE;
    for (i = 0; i < ret->domain.length; i++)
    {
        lower[i] = ret->domain.text[i];
        if (lower[i] >= 'A' && lower[i] <= 'Z') lower[i] += 32;
    }
    ret->domain.text = lower;
    if (!domain_fits(lower, ret->domain.length, url->host)) return FALSE;
    return ret->domain.length == text_length(url->host) || memchr(lower, '.', ret->domain.length);
}

static BOOL same_cookie(const struct cookie *cookie, const struct setting *s)
{
    return cookie->name_length == s->name.length && cookie->domain_length == s->domain.length
            && cookie->path_length == s->path.length
            && !memcmp(cookie->text, s->name.text, s->name.length)
            && !memcmp(domain_of(cookie), s->domain.text, s->domain.length)
            && !memcmp(path_of(cookie), s->path.text, s->path.length);
}

static void drop(struct http_cookies *cookies, struct cookie **place)
{
    struct cookie *cookie = *place;

    *place = cookie->next;
    cookies->count--;
    mem_free(cookie);
}

static HRESULT add(struct http_cookies *cookies, const struct setting *s, WS_ERROR *error)
{
    const struct part *parts[] = { &s->name, &s->value, &s->domain, &s->path };
    ULONG size = 0, i;
    struct cookie *cookie, **place;
    char *text;

    for (i = 0; i < COUNT_OF(parts); i++)
        size += parts[i]->length;
    if (size > MAX_SIZE || cookies->count == MAX_COOKIES) return S_OK;
    if (!(cookie = mem_zalloc(sizeof(*cookie) + size))) return fail_memory(error);
    text = cookie->text;
    for (i = 0; i < COUNT_OF(parts); i++)
    {
        memcpy(text, parts[i]->text, parts[i]->length);
        text += parts[i]->length;
    }
    cookie->name_length = s->name.length;
    cookie->value_length = s->value.length;
    cookie->domain_length = s->domain.length;
    cookie->path_length = s->path.length;
    cookie->host_only = s->host_only;
    cookie->secure = s->secure;
    cookie->ends = s->ends;
    for (place = &cookies->first; *place && (*place)->path_length >= s->path.length;)
        place = &(*place)->next;
    cookie->next = *place;
    *place = cookie;
    cookies->count++;
    return S_OK;
}

HRESULT http_cookies_take(struct http_cookies *cookies, const struct channel_url *url,
        const struct http_head *head, const BYTE *bytes, WS_ERROR *error)
{
    const struct http_field *field;
    char lower[sizeof(url->host)];
    struct setting setting;
    struct cookie **place;
    HRESULT hr = S_OK;
    ULONG index = 0;

    while (SUCCEEDED(hr) && (field = http_find_field(head, bytes, "set-cookie", index)))
    {
        index = (ULONG)(field - head->fields) + 1;
        if (!parse_setting(
                    (struct part){ (const char *)bytes + field->value.at, field->value.length },
                    url, lower, &setting))
            continue;
        for (place = &cookies->first; *place;)
        {
            if (same_cookie(*place, &setting))
                drop(cookies, place);
            else
                place = &(*place)->next;
        }
        if (!setting.ends || setting.ends > file_time_now()) hr = add(cookies, &setting, error);
    }
    return hr;
}

/* ---- sending ---- */

static BOOL wanted(const struct cookie *cookie, const struct channel_url *url)
{
    const char *domain = domain_of(cookie);

    if (cookie->secure && url->scheme != WS_URL_HTTPS_SCHEME_TYPE) return FALSE;
    if (!domain_fits(domain, cookie->domain_length, url->host)) return FALSE;
    if (cookie->host_only && cookie->domain_length != text_length(url->host)) return FALSE;
    return path_fits(path_of(cookie), cookie->path_length, path_part(url));
}

HRESULT http_cookies_put(struct http_cookies *cookies, const struct channel_url *url,
        struct buf *out, WS_ERROR *error)
{
    struct cookie **place = &cookies->first, *cookie;
    BOOL begun = FALSE;
    HRESULT hr = S_OK;
    UINT64 now;

    if (!*place) return S_OK;
    now = file_time_now();
    while (SUCCEEDED(hr) && (cookie = *place))
    {
        if (cookie->ends && cookie->ends <= now)
        {
            drop(cookies, place);
            continue;
        }
        place = &cookie->next;
        if (!wanted(cookie, url)) continue;
        hr = http_put(out, begun ? "; " : "Cookie: ", error);
        begun = TRUE;
        if (SUCCEEDED(hr)) hr = buf_put(out, cookie->text, cookie->name_length, error);
        if (SUCCEEDED(hr)) hr = buf_put(out, "=", 1, error);
        if (SUCCEEDED(hr))
            hr = buf_put(out, cookie->text + cookie->name_length, cookie->value_length, error);
    }
    return SUCCEEDED(hr) && begun ? http_put(out, "\r\n", error) : hr;
}
