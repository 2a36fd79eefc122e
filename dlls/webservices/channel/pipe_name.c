/* From a net.pipe URL to the name of the pipe: the server makes a pipe with a random name and says it in a section whose
 * own name is made of the URL, as .NET's named pipe binding does it.
 *
 * A section "Global\\net.pipe:E" + base64("net.pipe://HOST/PATH/") holds a flag and the GUID that is the pipe's name; HOST is
 * as in the listener's URL, in capitals. A client looks for '+', its URL's host and '*', each for the whole path and then for
 * its parents.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/session.h"

#include <string.h>
#include <windows.h>

#define MAX_URL 127 /* longer ones would go by a hash */

struct contents
{
    BYTE ready;
    GUID guid; /* at 4 */
};

/* The section's name; FALSE when the URL is too long. */
static BOOL section_name(
        const char *host, const char *path, ULONG path_length, BOOL global, WCHAR *name)
{
    char url[MAX_URL + 1];
    BYTE text[(MAX_URL + 2) / 3 * 4];
    const WCHAR *prefix = global ? L"Global\\net.pipe:E" : L"Local\\net.pipe:E";
    ULONG length, count, i, at;

    length = format_line(
            url, sizeof(url), "net.pipe://%s%b", host, (const BYTE *)path, path_length);
    if (text_length("net.pipe://") + text_length(host) + path_length > MAX_URL) return FALSE;
    for (i = text_length("net.pipe://"); i < length; i++)
    {
        if (url[i] >= 'a' && url[i] <= 'z') url[i] -= 32;
    }
    count = base64_encode((const BYTE *)url, length, text);
    lstrcpyW(name, prefix);
    at = lstrlenW(name);
    for (i = 0; i < count; i++)
        name[at + i] = text[i];
    name[at + count] = 0;
    return TRUE;
}

/* The path with a slash at its end, without query. */
static ULONG whole_path(const struct channel_url *url, char *path, ULONG size)
{
    ULONG length = text_length(url->path);

    if (length + 2 > size) return 0;
    memcpy(path, url->path, length);
    if (path[length - 1] != '/') path[length++] = '/';
    return length;
}

static void pipe_of(const GUID *guid, WCHAR *name)
{
    wsprintfW(name, L"\\\\.\\pipe\\%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x", guid->Data1,
            guid->Data2, guid->Data3, guid->Data4[0], guid->Data4[1], guid->Data4[2],
            guid->Data4[3], guid->Data4[4], guid->Data4[5], guid->Data4[6], guid->Data4[7]);
}

HRESULT pipe_name_publish(
        const struct channel_url *url, WCHAR *name, HANDLE *section, WS_ERROR *error)
{
    struct contents *contents;
    WCHAR key[256];
    char path[2050];
    ULONG length = whole_path(url, path, sizeof(path));
    HANDLE handle;
    GUID guid;

    if (!length || !section_name(url->host, path, length, TRUE, key))
        return fail(error, WS_E_INVALID_ENDPOINT_URL,
                "The URL of a named pipe is longer than %u characters", MAX_URL);
    if (!random_bytes(&guid, sizeof(guid)))
        return fail(error, E_FAIL, "There are no random numbers for the name of a pipe");
    handle = CreateFileMappingW(
            INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, sizeof(*contents), key);
    if (handle && GetLastError() == ERROR_ALREADY_EXISTS)
    {
        CloseHandle(handle);
        return fail(error, WS_E_ADDRESS_IN_USE, "Another listener has the URL net.pipe://%s%s",
                url->host, url->path);
    }
    contents = handle ? MapViewOfFile(handle, FILE_MAP_WRITE, 0, 0, sizeof(*contents)) : NULL;
    if (!contents)
    {
        if (handle) CloseHandle(handle);
        return fail_memory(error);
    }
    contents->guid = guid;
    contents->ready = TRUE;
    UnmapViewOfFile(contents);
    pipe_of(&guid, name);
    *section = handle;
    return S_OK;
}

static BOOL look_up(const char *host, const char *path, ULONG length, BOOL global, WCHAR *name)
{
    const struct contents *contents;
    HANDLE handle;
    WCHAR key[256];
    BOOL found = FALSE;

    if (!section_name(host, path, length, global, key)) return FALSE;
    if (!(handle = OpenFileMappingW(FILE_MAP_READ, FALSE, key))) return FALSE;
    if ((contents = MapViewOfFile(handle, FILE_MAP_READ, 0, 0, sizeof(*contents))))
    {
        if ((found = contents->ready)) pipe_of(&contents->guid, name);
        UnmapViewOfFile(contents);
    }
    CloseHandle(handle);
    return found;
}

HRESULT pipe_name_find(const struct channel_url *url, WCHAR *name, WS_ERROR *error)
{
    const char *hosts[] = { "+", url->host, "*" };
    char path[2050];
    ULONG whole = whole_path(url, path, sizeof(path)), length, i;

    for (i = 0; i < COUNT_OF(hosts) * 2; i++)
    {
        for (length = whole; length;)
        {
            if (look_up(hosts[i / 2], path, length, !(i & 1), name)) return S_OK;
            for (length--; length && path[length - 1] != '/';)
                length--;
        }
    }
    return fail(error, WS_E_ENDPOINT_NOT_FOUND, "Nobody listens at net.pipe://%s%s", url->host,
            url->path);
}
