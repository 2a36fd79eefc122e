/* The platform door over kernel32; advapi32 is loaded when the first random number is asked for.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "platform/platform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#ifdef MEM_CHECK
static volatile LONG fail_countdown;
static volatile LONG alloc_count;

static BOOL must_fail(void)
{
    InterlockedIncrement(&alloc_count);
    if (!fail_countdown) return FALSE;
    if (fail_countdown > 1)
    {
        InterlockedDecrement(&fail_countdown);
        return FALSE;
    }
    return TRUE;
}

ULONG mem_fail_at(ULONG count)
{
    ULONG asked = InterlockedExchange(&alloc_count, 0);

    InterlockedExchange(&fail_countdown, count);
    return asked;
}
#else
#    define must_fail() FALSE

ULONG mem_fail_at(ULONG count)
{
    return 0;
}
#endif

SIZE_T mem_in_use(void)
{
    return 0;
}

/* The process heap takes 54-86 ns a pair under Wine; it is used for objects and large blocks only. */
static HANDLE heap(void)
{
    static HANDLE handle;

    if (!handle) handle = GetProcessHeap();
    return handle;
}

void *mem_alloc(SIZE_T size)
{
    return must_fail() ? NULL : HeapAlloc(heap(), 0, size);
}

void *mem_zalloc(SIZE_T size)
{
    return must_fail() ? NULL : HeapAlloc(heap(), HEAP_ZERO_MEMORY, size);
}

void *mem_realloc(void *mem, SIZE_T size)
{
    if (must_fail()) return NULL;
    return mem ? HeapReAlloc(heap(), 0, mem, size) : HeapAlloc(heap(), 0, size);
}

void mem_free(void *mem)
{
    if (mem) HeapFree(heap(), 0, mem);
}

/* A spin lock of a few instructions: an SLIST would need 16-byte alignment and costs more. */
static volatile LONG chunk_lock;
static LONG chunk_count;
static void *chunks[CHUNK_CACHE];

static void chunks_enter(void)
{
    while (InterlockedExchange(&chunk_lock, 1))
        YieldProcessor();
}

static void chunks_leave(void)
{
    InterlockedExchange(&chunk_lock, 0);
}

void *chunk_alloc(void)
{
    void *chunk = NULL;

    if (must_fail()) return NULL;
    chunks_enter();
    if (chunk_count) chunk = chunks[--chunk_count];
    chunks_leave();
    return chunk ? chunk : HeapAlloc(heap(), 0, CHUNK_SIZE);
}

void chunk_free(void *chunk)
{
    if (!chunk) return;
    chunks_enter();
    if (chunk_count < CHUNK_CACHE)
    {
        chunks[chunk_count++] = chunk;
        chunk = NULL;
    }
    chunks_leave();
    if (chunk) HeapFree(heap(), 0, chunk);
}

void lock_init(struct lock *lock)
{
    InitializeCriticalSection(&lock->section);
}

void lock_clear(struct lock *lock)
{
    DeleteCriticalSection(&lock->section);
}

void lock_enter(struct lock *lock)
{
    EnterCriticalSection(&lock->section);
}

void lock_leave(struct lock *lock)
{
    LeaveCriticalSection(&lock->section);
}

UINT64 clock_ticks(void)
{
    return GetTickCount64();
}

UINT64 clock_file_time(void)
{
    FILETIME time;

    GetSystemTimeAsFileTime(&time);
    return ((UINT64)time.dwHighDateTime << 32) | time.dwLowDateTime;
}

LONG clock_zone_minutes(UINT64 file_time)
{
    FILETIME utc = { (DWORD)file_time, (DWORD)(file_time >> 32) }, back;
    SYSTEMTIME universal, local;
    INT64 difference;

    if (!FileTimeToSystemTime(&utc, &universal)) return 0;
    if (!SystemTimeToTzSpecificLocalTime(NULL, &universal, &local)) return 0;
    if (!SystemTimeToFileTime(&local, &back)) return 0;
    if (!SystemTimeToFileTime(&universal, &utc)) return 0;
    difference = (INT64)(((UINT64)back.dwHighDateTime << 32) | back.dwLowDateTime)
            - (INT64)(((UINT64)utc.dwHighDateTime << 32) | utc.dwLowDateTime);
    return (LONG)(difference / 600000000);
}

BOOL random_bytes(void *bytes, ULONG size)
{
    static BOOLEAN(WINAPI * generate)(void *, ULONG);

    if (!generate)
    {
        HMODULE module = LoadLibraryA("advapi32.dll");

        /* the documented name of RtlGenRandom */
        if (module) generate = (void *)GetProcAddress(module, "SystemFunction036");
    }
    return generate && generate(bytes, size);
}

struct work
{
    void (*function)(void *argument);
    void *argument;
};

static void CALLBACK run_work(TP_CALLBACK_INSTANCE *instance, void *argument)
{
    struct work work = *(struct work *)argument;

    mem_free(argument);
    CallbackMayRunLong(instance);
    work.function(work.argument);
}

BOOL pool_run(void (*function)(void *argument), void *argument)
{
    struct work *work = mem_alloc(sizeof(*work));

    if (!work) return FALSE;
    work->function = function;
    work->argument = argument;
    if (TrySubmitThreadpoolCallback(run_work, work, NULL)) return TRUE;
    mem_free(work);
    return FALSE;
}

ULONG system_message(HRESULT code, LANGID language, WCHAR *text, ULONG size)
{
    DWORD flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS;
    ULONG count = FormatMessageW(flags, NULL, code, language, text, size, NULL);

    if (!count) count = FormatMessageW(flags, NULL, code, 0, text, size, NULL);
    while (count && (text[count - 1] == '\n' || text[count - 1] == '\r'))
        count--;
    return count;
}

LANGID system_language(void)
{
    return GetUserDefaultUILanguage();
}

BOOL system_setting(const char *name, char *value, ULONG size)
{
    ULONG length = GetEnvironmentVariableA(name, value, size);

    return length && length < size;
}

/* Wine's debug channels, found at run time: on Windows ntdll does not export them. */
struct debug_channel
{
    unsigned char flags;
    char name[15];
};

static struct debug_channel channel = { 0xff, "webservices" };
static unsigned char(CDECL *get_flags)(struct debug_channel *channel);
static int(CDECL *write_header)(int level, struct debug_channel *channel, const char *function);
static int(CDECL *write_text)(const char *text);

static int debug_backend(void)
{
    static volatile LONG
            known; /* 0: not looked for; 1: Wine's; 2: environment says trace; 3: none */
    char value[16];
    HMODULE ntdll;

    if (known) return known;
    ntdll = GetModuleHandleA("ntdll.dll");
    get_flags = (void *)GetProcAddress(ntdll, "__wine_dbg_get_channel_flags");
    write_header = (void *)GetProcAddress(ntdll, "__wine_dbg_header");
    write_text = (void *)GetProcAddress(ntdll, "__wine_dbg_output");
    if (get_flags && write_header && write_text)
        known = 1;
    else
        known = system_setting("WEBSERVICES_TRACE", value, sizeof(value)) ? 2 : 3;
    return known;
}

/* Wine's classes: fixme 0, err 1, warn 2, trace 3. */
BOOL debug_enabled(enum debug_class level)
{
    switch (debug_backend())
    {
    case 1:
        return (get_flags(&channel) >> (level + 1)) & 1;
    case 2:
        return TRUE;
    default:
        return FALSE;
    }
}

void debug_line(enum debug_class level, const char *function, const char *line)
{
    char text[1100];

    if (debug_backend() == 1)
    {
        snprintf(text, sizeof(text), "%s\n", line);
        if (write_header(level + 1, &channel, function) != -1) write_text(text);
        return;
    }
    snprintf(text, sizeof(text), "webservices:%s %s\n", function, line);
    OutputDebugStringA(text);
    fputs(text, stderr);
}
