/* Shows what the runner gives a program: which DLL, the environment, input, output, exit code, time.
 *
 *     probe exit N | sleep SECONDS | dll | env NAME | echo (input to output) | bits
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static int show_dll(void)
{
    HMODULE dll = LoadLibraryA("webservices.dll");
    BOOL ours = dll && FindResourceA(dll, "WEBSERVICES_IDENTITY", (LPCSTR)RT_RCDATA);

    printf("%s\n", !dll ? "none" : ours ? "ours" : "another");
    return 0;
}

static int echo(void)
{
    int c;

    while ((c = getchar()) != EOF)
        putchar(c);
    return 0;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "", *more = argc > 2 ? argv[2] : "";

    if (!strcmp(what, "exit")) return atoi(more);
    if (!strcmp(what, "sleep")) Sleep(atoi(more) * 1000);
    if (!strcmp(what, "dll")) return show_dll();
    if (!strcmp(what, "env")) printf("%s\n", getenv(more) ? getenv(more) : "nothing");
    if (!strcmp(what, "echo")) return echo();
    if (!strcmp(what, "bits")) printf("%d\n", (int)sizeof(void *) * 8);
    return 0;
}
