/* Which HTTP proxies a request goes through: none, those of the application, of the environment, or of the user.
 *
 * Lists are as WinHTTP takes them: entries with ';' or white space between; a server is [scheme=][scheme://]host[:port];
 * a bypass is a host with '*' for anything, "<local>" being all names without a dot. As an extra the variables http_proxy
 * and no_proxy go before the user's settings, unless the process is a CGI program: there http_proxy may be a header
 * of a client. Requests to this machine's loopback go through no proxy but one that the application names.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>
#include <windows.h>
#include <winhttp.h>

#define MAX_LIST 4096

/* ---- lists ---- */

static BOOL is_separator(char c)
{
    return c == ';' || c == ',' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The next entry of a list, zero terminated in entry; FALSE at its end. Entries that do not fit are passed over. */
static BOOL next_entry(const char **list, char *entry, ULONG size)
{
    ULONG length;

    do
    {
        while (is_separator(**list))
            (*list)++;
        for (length = 0; (*list)[length] && !is_separator((*list)[length]);)
            length++;
        if (!length) return FALSE;
        if (length < size) memcpy(entry, *list, length);
        *list += length;
    } while (length >= size);
    entry[length] = 0;
    return TRUE;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Whether text is what pattern says; '*' stands for any number of characters. */
static BOOL fits(const char *pattern, const char *text)
{
    const char *star = NULL, *from = text;

    while (*text)
    {
        if (*pattern == '*')
        {
            star = ++pattern;
            from = text;
        }
        else if (lower(*pattern) == lower(*text))
        {
            pattern++;
            text++;
        }
        else if (star)
        {
            pattern = star;
            text = ++from;
        }
        else
            return FALSE;
    }
    while (*pattern == '*')
        pattern++;
    return !*pattern;
}

static const char *const scheme_names[] = { "http", "https" };

static const char *scheme_of(const struct channel_url *url)
{
    return scheme_names[url->scheme == WS_URL_HTTPS_SCHEME_TYPE];
}

/* Whether an entry of a bypass list has the host. tail: it also stands for what ends with it (no_proxy's way). */
static BOOL entry_has(char *entry, const struct channel_url *url, BOOL tail)
{
    char with_port[sizeof(url->host) + 8], *at;
    ULONG length, host = text_length(url->host);

    if (!strcmp(entry, "<local>")) return !strchr(url->host, '.') && !url->is_address6;
    if ((at = strstr(entry, "://")))
    {
        *at = 0;
        if (!fits(entry, scheme_of(url))) return FALSE;
        entry = at + 3;
    }
    format_line(with_port, sizeof(with_port), "%s:%u", url->host, (ULONG)url->port);
    if (fits(entry, url->host) || fits(entry, with_port)) return TRUE;
    if (!tail) return FALSE;
    if (*entry == '.') entry++;
    length = text_length(entry);
    return length && host > length && url->host[host - length - 1] == '.'
            && fits(entry, url->host + host - length);
}

static BOOL bypassed(const char *list, const struct channel_url *url, BOOL tail)
{
    char entry[512];

    while (next_entry(&list, entry, sizeof(entry)))
    {
        if (entry_has(entry, url, tail)) return TRUE;
    }
    return FALSE;
}

/* An entry of a list of servers. FALSE: it is for another scheme, or none that could be used. */
static BOOL parse_server(const char *entry, const struct channel_url *url, struct net_target *ret)
{
    static const char prefix[] = "http://";
    char text[sizeof(prefix) + 512];
    const char *equals = strchr(entry, '='), *slashes;
    struct channel_url parts;
    HRESULT hr;

    if (equals)
    {
        if ((ULONG)(equals - entry) != text_length(scheme_of(url))
                || !ascii_equal_nocase((const BYTE *)entry, scheme_of(url), equals - entry))
            return FALSE;
        entry = equals + 1;
    }
    if ((slashes = strstr(entry, "://"))) entry = slashes + 3;
    memcpy(text, prefix, sizeof(prefix));
    memcpy(text + sizeof(prefix) - 1, entry, text_length(entry) + 1);
    hr = url_parse_text(text, text_length(text), SCHEMES_HTTP, &parts, NULL);
    if (FAILED(hr)) return FALSE;
    memcpy(ret->host, parts.host, sizeof(ret->host));
    ret->port = parts.port;
    return TRUE;
}

static void take_servers(const char *list, const struct channel_url *url, struct http_proxies *ret)
{
    char entry[512];

    while (ret->count < HTTP_MAX_PROXIES && next_entry(&list, entry, sizeof(entry)))
    {
        if (parse_server(entry, url, &ret->list[ret->count])) ret->count++;
    }
}

/* Zero terminated ASCII; what is not ASCII fits nothing. */
static void narrow(const WCHAR *chars, ULONG length, char *text)
{
    ULONG i;

    if (length >= MAX_LIST) length = MAX_LIST - 1;
    for (i = 0; i < length; i++)
        text[i] = chars[i] && chars[i] < 0x7f ? (char)chars[i] : '?';
    text[length] = 0;
}

/* ---- the environment ---- */

static BOOL variable(const char *name, char *text)
{
    DWORD length = GetEnvironmentVariableA(name, text, MAX_LIST);

    return length && length < MAX_LIST;
}

/* TRUE when the environment has decided. */
static BOOL from_environment(const struct channel_url *url, struct http_proxies *ret)
{
    char text[MAX_LIST];

    if (variable("REQUEST_METHOD", text)) return FALSE;
    if (variable("no_proxy", text) && bypassed(text, url, TRUE)) return TRUE;
    if (!variable(url->scheme == WS_URL_HTTPS_SCHEME_TYPE ? "https_proxy" : "http_proxy", text))
        return FALSE;
    take_servers(text, url, ret);
    return ret->count > 0;
}

/* ---- the user's settings ---- */

/* winhttp.dll is asked only here: the library does not load it for those who need no proxy. */
struct winhttp
{
    BOOL(WINAPI *config)(WINHTTP_CURRENT_USER_IE_PROXY_CONFIG *config);
    HINTERNET(WINAPI *open)
    (LPCWSTR agent, DWORD access, LPCWSTR proxy, LPCWSTR bypass, DWORD flags);
    BOOL(WINAPI *find)
    (HINTERNET session, LPCWSTR url, WINHTTP_AUTOPROXY_OPTIONS *options, WINHTTP_PROXY_INFO *info);
    BOOL(WINAPI *close)(HINTERNET handle);
};

static BOOL load_winhttp(struct winhttp *ret)
{
    HMODULE module = LoadLibraryA("winhttp.dll"); /* stays: unloading is not worth its risks */

    if (!module) return FALSE;
    ret->config = (void *)GetProcAddress(module, "WinHttpGetIEProxyConfigForCurrentUser");
    ret->open = (void *)GetProcAddress(module, "WinHttpOpen");
    ret->find = (void *)GetProcAddress(module, "WinHttpGetProxyForUrl");
    ret->close = (void *)GetProcAddress(module, "WinHttpCloseHandle");
    return ret->config && ret->open && ret->find && ret->close;
}

static void take_wide(const WCHAR *servers, const WCHAR *bypass, const struct channel_url *url,
        struct http_proxies *ret)
{
    char text[MAX_LIST];

    if (!servers) return;
    if (bypass)
    {
        narrow(bypass, lstrlenW(bypass), text);
        if (bypassed(text, url, FALSE)) return;
    }
    narrow(servers, lstrlenW(servers), text);
    take_servers(text, url, ret);
}

/* Asks the script that the user, or else his network, names. */
static BOOL from_script(const struct winhttp *w, const WINHTTP_CURRENT_USER_IE_PROXY_CONFIG *config,
        const WS_STRING *address, const struct channel_url *url, struct http_proxies *ret)
{
    WINHTTP_AUTOPROXY_OPTIONS options = { 0 };
    WINHTTP_PROXY_INFO info = { 0 };
    WCHAR text[2400];
    HINTERNET session;
    BOOL ok;

    if (address->length >= COUNT_OF(text)) return FALSE;
    memcpy(text, address->chars, address->length * sizeof(WCHAR));
    text[address->length] = 0;
    options.dwFlags = config->lpszAutoConfigUrl ? WINHTTP_AUTOPROXY_CONFIG_URL
                                                : WINHTTP_AUTOPROXY_AUTO_DETECT;
    options.lpszAutoConfigUrl = config->lpszAutoConfigUrl;
    options.dwAutoDetectFlags = config->lpszAutoConfigUrl
            ? 0
            : WINHTTP_AUTO_DETECT_TYPE_DHCP | WINHTTP_AUTO_DETECT_TYPE_DNS_A;
    options.fAutoLogonIfChallenged = TRUE;
    session = w->open(L"webservices", WINHTTP_ACCESS_TYPE_NO_PROXY, NULL, NULL, 0);
    if (!session) return FALSE;
    ok = w->find(session, text, &options, &info);
    w->close(session);
    if (!ok) return FALSE;
    if (info.dwAccessType == WINHTTP_ACCESS_TYPE_NAMED_PROXY)
        take_wide(info.lpszProxy, info.lpszProxyBypass, url, ret);
    GlobalFree(info.lpszProxy);
    GlobalFree(info.lpszProxyBypass);
    return TRUE;
}

static void from_user(
        const WS_STRING *address, const struct channel_url *url, struct http_proxies *ret)
{
    WINHTTP_CURRENT_USER_IE_PROXY_CONFIG config = { 0 };
    struct winhttp w;

    if (!load_winhttp(&w) || !w.config(&config)) return;
    if (!((config.lpszAutoConfigUrl || config.fAutoDetect)
                && from_script(&w, &config, address, url, ret)))
        take_wide(config.lpszProxy, config.lpszProxyBypass, url, ret);
    GlobalFree(config.lpszAutoConfigUrl);
    GlobalFree(config.lpszProxy);
    GlobalFree(config.lpszProxyBypass);
}

/* ---- the door ---- */

static BOOL is_loopback(const struct channel_url *url)
{
    return fits("localhost", url->host) || fits("127.*", url->host) || fits("::1", url->host);
}

void http_proxies_find(const struct channel_settings *settings, const WS_STRING *address,
        const struct channel_url *url, struct http_proxies *ret)
{
    const WS_CUSTOM_HTTP_PROXY *own = &settings->custom_proxy;
    char text[MAX_LIST];

    ret->count = 0;
    if (settings->proxy_mode == WS_HTTP_PROXY_SETTING_MODE_CUSTOM)
    {
        narrow(own->bypass.chars, own->bypass.length, text);
        if (bypassed(text, url, FALSE)) return;
        narrow(own->servers.chars, own->servers.length, text);
        take_servers(text, url, ret);
    }
    else if (settings->proxy_mode == WS_HTTP_PROXY_SETTING_MODE_AUTO && !is_loopback(url)
            && !from_environment(url, ret))
        from_user(address, url, ret);
}
