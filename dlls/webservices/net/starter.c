/* The starter: a thread that starts asynchronous calls for all others, in 32-bit programs under Wine.
 *
 * Wine tells the thread that has started an asynchronous call by a signal that it is over. In 32-bit programs under Wine 8's
 * WoW64 a signal in the wrong place costs that thread its FS segment, which faults inside of the system's DLLs, or disturbs
 * what it calls next: sends that failed with WSAEFAULT, completions that got lost. So one thread does nothing there but start
 * calls; mostly it waits, which is where signals do no harm. A fault for want of FS is tried again, since whoever handles a
 * fault gives FS back.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/internal.h"
#include "net/starter.h"

#ifdef _WIN64

void starter_begin(void)
{
}

BOOL starter_is_there(void)
{
    return FALSE;
}

BOOL starter_start(starter_call call, void *object)
{
    return FALSE;
}

#else

#    include <windows.h>

static HANDLE calls; /* a completion port: what to call, for which object */

static DWORD CALLBACK run(void *argument)
{
    OVERLAPPED *object;
    ULONG_PTR call;
    DWORD count;

    for (;;)
    {
        if (GetQueuedCompletionStatus(calls, &count, &call, &object, INFINITE))
            ((starter_call)call)(object);
    }
    return 0;
}

/* The bytes of an instruction that goes through FS, and the address that Wine gives for a fault by a segment. */
#    define FS_PREFIX  0x64
#    define NO_ADDRESS 0xffffffff

static LONG CALLBACK try_again(EXCEPTION_POINTERS *what)
{
    const EXCEPTION_RECORD *record = what->ExceptionRecord;

    if (record->ExceptionCode == (DWORD)EXCEPTION_ACCESS_VIOLATION && record->NumberParameters == 2
            && record->ExceptionInformation[1] == NO_ADDRESS
            && *(const BYTE *)record->ExceptionAddress == FS_PREFIX)
        return EXCEPTION_CONTINUE_EXECUTION;
    return EXCEPTION_CONTINUE_SEARCH;
}

static BOOL is_wow64_of_wine(void)
{
    BOOL wow64;

    return GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version")
            && IsWow64Process(GetCurrentProcess(), &wow64) && wow64;
}

void starter_begin(void)
{
    HANDLE thread;

    if (!is_wow64_of_wine()) return;
    AddVectoredExceptionHandler(TRUE, try_again);
    if (!(calls = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0))) return;
    if ((thread = CreateThread(NULL, 0, run, NULL, 0, NULL)))
        CloseHandle(thread);
    else
    {
        CloseHandle(calls);
        calls = NULL;
    }
}

BOOL starter_is_there(void)
{
    return calls != NULL;
}

BOOL starter_start(starter_call call, void *object)
{
    return calls && PostQueuedCompletionStatus(calls, 0, (ULONG_PTR)call, object);
}

#endif
