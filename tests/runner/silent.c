/* What run-tests sees when Wine does not start a program: it ends at once with exit code 1 and says nothing, as often as the file
 * silent.txt beside it has characters; then it is a test that passes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char left[16] = "";
    FILE *file = fopen(getenv("SILENT"), "r+");

    if (!file) return 2;
    fgets(left, sizeof(left), file);
    fclose(file);
    if (left[0])
    {
        file = fopen(getenv("SILENT"), "w");
        fputs(left + 1, file);
        fclose(file);
        return 1;
    }
    printf("silent: 1 passed, 0 failed\n");
    return 0;
}
