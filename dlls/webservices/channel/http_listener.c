/* The HTTP binding's listener: a URL prefix of the process's HTTP server, and which requests may pass.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

struct http_listener_instance
{
    WS_LISTENER *listener;
    struct lock lock; /* server, users, closed */
    struct http_listener *server;
    ULONG users; /* accepts in progress: the last one frees the server of a closed listener */
    BOOL closed;
    struct http_prefix prefix;
};

static HRESULT CALLBACK create_listener(
        WS_CHANNEL_TYPE type, const void *parameters, ULONG size, void **instance, WS_ERROR *error)
{
    const struct listener_parameters *p = parameters;
    struct http_listener_instance *http;
    HRESULT hr;

    if (FAILED(hr = net_start(error))) return hr;
    if (!(http = mem_zalloc(sizeof(*http)))) return fail_memory(error);
    http->listener = p->listener;
    http->closed = TRUE;
    lock_init(&http->lock);
    *instance = http;
    return S_OK;
}

static void CALLBACK free_listener(void *instance)
{
    struct http_listener_instance *http = instance;

    if (http->server) http_listener_free(http->server);
    lock_clear(&http->lock);
    mem_free(http);
}

static HRESULT CALLBACK reset_listener(void *instance, WS_ERROR *error)
{
    return S_OK;
}

/* ---- which requests may pass ---- */

/* A prefix ends with a slash, whether it was given or not. */
static ULONG without_slash(const BYTE *path, ULONG length)
{
    return length && path[length - 1] == '/' ? length - 1 : length;
}

static BOOL url_matches(
        const struct http_listener_instance *http, const struct http_head *head, const BYTE *bytes)
{
    ULONG options = http->listener->settings.url_matching, path_length = 0, length;
    const BYTE *path = bytes + head->target.at;

    if (head->target.length
            && path[0] != '/') /* absolute form: the path comes after the authority */
    {
        const BYTE *end = path + head->target.length;

        for (path += 8; path < end && *path != '/';)
            path++;
        length = path < end ? (ULONG)(end - path) : 0;
    }
    else
        length = head->target.length;
    while (path_length < length && path[path_length] != '?')
        path_length++;
    if ((options & WS_MATCH_URL_NO_QUERY) && path_length < length) return FALSE;
    if (!(options & WS_MATCH_URL_EXACT_PATH)) return TRUE;
    length = without_slash((const BYTE *)http->prefix.path, text_length(http->prefix.path));
    path_length = without_slash(path, path_length);
    return length == path_length && ascii_equal_nocase(path, http->prefix.path, length);
}

static BOOL contains(const BYTE *bytes, ULONG length, const WS_STRING *needle)
{
    ULONG i, k;

    if (!needle->length) return FALSE;
    for (i = 0; i + needle->length <= length; i++)
    {
        for (k = 0; k < needle->length; k++)
        {
            WCHAR a = bytes[i + k], b = needle->chars[k];

            if (a >= 'A' && a <= 'Z') a += 'a' - 'A';
            if (b >= 'A' && b <= 'Z') b += 'a' - 'A';
            if (a != b) break;
        }
        if (k == needle->length) return TRUE;
    }
    return FALSE;
}

/* Browsers say that they are Mozilla; a page in one shall not be able to make calls. */
static BOOL agent_allowed(
        const struct http_listener_instance *http, const struct http_head *head, const BYTE *bytes)
{
    const WS_DISALLOWED_USER_AGENT_SUBSTRINGS *agents = &http->listener->agents;
    const struct http_field *agent = http_find_field(head, bytes, "user-agent", 0);
    ULONG i;

    for (i = 0; agent && i < agents->subStringCount; i++)
    {
        if (contains(bytes + agent->value.at, agent->value.length, agents->subStrings[i]))
            return FALSE;
    }
    return TRUE;
}

static ULONG check_request(
        void *context, const struct http_head *head, const BYTE *bytes, WS_ERROR *error)
{
    const struct http_listener_instance *http = context;

    if (!url_matches(http, head, bytes)) return 404;
    if (head->method.length != 4 || memcmp(bytes + head->method.at, "POST", 4)) return 405;
    return agent_allowed(http, head, bytes) ? 0 : 403;
}

/* ---- open ---- */

static HRESULT bad_url(const WS_STRING *url, const char *why, WS_ERROR *error)
{
    return fail(error, E_INVALIDARG, "The URL '%S' cannot be listened at: %s", url, why);
}

static HRESULT put_text(char *to, ULONG size, const WS_STRING *from)
{
    ULONG length = utf8_length(from->chars, from->length), i;

    if (length >= size) return E_INVALIDARG;
    to[utf8_from_utf16(from->chars, from->length, (BYTE *)to)] = 0;
    for (i = 0; i < length; i++)
    {
        if ((BYTE)to[i] <= ' ') return E_INVALIDARG;
    }
    return S_OK;
}

/* The path as it was given, escapes and all. */
static HRESULT raw_path(const WS_STRING *url, WS_STRING *path)
{
    static WCHAR root[] = { '/', 0 };
    ULONG i = 0;

    while (i + 2 < url->length && !(url->chars[i] == ':' && url->chars[i + 1] == '/'))
        i++;
    for (i += 3; i < url->length && url->chars[i] != '/';)
        i++;
    path->chars = i < url->length ? url->chars + i : root;
    path->length = i < url->length ? url->length - i : 1;
    return S_OK;
}

static HRESULT parse_url(struct http_listener_instance *http, const WS_STRING *url, WS_ERROR *error)
{
    const WS_HTTP_URL *parts;
    WS_STRING path;
    WS_URL *decoded;
    WS_HEAP heap;
    HRESULT hr;
    char *c;

    heap_init(&heap, 0x10000, 0);
    hr = WsDecodeUrl(url, WS_URL_FLAGS_ALLOW_HOST_WILDCARDS, &heap, &decoded, error);
    if (SUCCEEDED(hr) && decoded->scheme != WS_URL_HTTP_SCHEME_TYPE)
        hr = bad_url(url, "an HTTP listener without security needs a URL that begins with http://",
                error);
    parts = SUCCEEDED(hr) ? (const WS_HTTP_URL *)decoded : NULL;
    if (parts && (parts->query.length || parts->fragment.length))
        hr = bad_url(url, "it has a query or a fragment", error);
    if (SUCCEEDED(hr)
            && FAILED(hr = put_text(http->prefix.host, sizeof(http->prefix.host), &parts->host)))
        hr = bad_url(url, "its host is too long", error);
    if (SUCCEEDED(hr)) hr = raw_path(url, &path);
    if (SUCCEEDED(hr) && FAILED(hr = put_text(http->prefix.path, sizeof(http->prefix.path), &path)))
        hr = bad_url(url, "its path is too long or has spaces", error);
    if (SUCCEEDED(hr)) http->prefix.port = parts->port;
    http->prefix.secure = FALSE;
    for (c = http->prefix.host; SUCCEEDED(hr) && *c; c++)
    {
        if (*c >= 'A' && *c <= 'Z') *c += 'a' - 'A';
    }
    heap_clear(&heap);
    return hr;
}

static HRESULT CALLBACK open_listener(
        void *instance, const WS_STRING *url, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct http_listener_instance *http = instance;
    struct http_listener *server;
    HRESULT hr;

    if (FAILED(hr = parse_url(http, url, error))) return hr;
    if (FAILED(hr = http_listen(&http->prefix, check_request, http, 65536, &server, error)))
        return hr;
    lock_enter(&http->lock);
    http->server = server;
    http->closed = FALSE;
    lock_leave(&http->lock);
    return S_OK;
}

/* ---- accepting and closing ---- */

struct http_listener *http_listener_hold(struct http_listener_instance *http)
{
    struct http_listener *server;

    lock_enter(&http->lock);
    server = http->closed ? NULL : http->server;
    if (server) http->users++;
    lock_leave(&http->lock);
    return server;
}

/* Frees the server when the listener is closed and nobody uses it any more. */
static void free_unused(struct http_listener_instance *http, ULONG less)
{
    struct http_listener *unused = NULL;

    lock_enter(&http->lock);
    http->users -= less;
    if (http->closed && !http->users)
    {
        unused = http->server;
        http->server = NULL;
    }
    lock_leave(&http->lock);
    if (unused) http_listener_free(unused);
}

void http_listener_drop(struct http_listener_instance *http)
{
    free_unused(http, 1);
}

static HRESULT CALLBACK accept_channel(
        void *instance, void *channel, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return http_server_accept(instance, channel, ctx, error);
}

static HRESULT CALLBACK close_listener(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct http_listener_instance *http = instance;
    struct http_listener *server;

    lock_enter(&http->lock);
    http->closed = TRUE;
    server = http->server;
    http->users++;
    lock_leave(&http->lock);
    if (server) http_listener_abort(server, WS_E_OPERATION_ABORTED);
    free_unused(http, 1);
    return S_OK;
}

static HRESULT CALLBACK abort_listener(void *instance, WS_ERROR *error)
{
    struct http_listener_instance *http = instance;
    struct http_listener *server = http_listener_hold(http);

    if (!server) return S_OK;
    http_listener_abort(server, WS_E_OPERATION_ABORTED);
    http_listener_drop(http);
    return S_OK;
}

static HRESULT CALLBACK get_property(
        void *instance, WS_LISTENER_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    return fail(error, E_INVALIDARG, "Property %u does not exist on an HTTP listener", id);
}

static HRESULT CALLBACK set_property(
        void *instance, WS_LISTENER_PROPERTY_ID id, const void *value, ULONG size, WS_ERROR *error)
{
    return fail(error, E_INVALIDARG, "Property %u of the listener cannot be set", id);
}

static HRESULT CALLBACK create_channel(
        void *instance, const void *parameters, ULONG size, void **channel, WS_ERROR *error)
{
    return http_server_channel_calls.createChannelCallback(
            WS_CHANNEL_TYPE_REPLY, parameters, size, channel, error);
}

const WS_CUSTOM_LISTENER_CALLBACKS http_listener_calls
        = { create_listener, free_listener, reset_listener, open_listener, close_listener,
              abort_listener, get_property, set_property, create_channel, accept_channel };
