/* Says which webservices.dll a program gets that simply links it: "ours" or "another".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>
#include <windows.h>
#include <webservices.h>

int main(void)
{
    HMODULE dll = GetModuleHandleA("webservices.dll");
    WS_ERROR *error = NULL;

    /* A call, so that the import is real. */
    if (SUCCEEDED(WsCreateError(NULL, 0, &error))) WsFreeError(error);
    printf("%s\n",
            FindResourceA(dll, "WEBSERVICES_IDENTITY", (LPCSTR)RT_RCDATA) ? "ours" : "another");
    return 0;
}
