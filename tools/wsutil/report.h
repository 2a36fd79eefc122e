/* Diagnostics with file, line and column, and the coverage table of --report.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef WSUTIL_REPORT_H
#define WSUTIL_REPORT_H

#include "memory.h"

#include <libxml/tree.h>
#include <stdio.h>

/* Of each element of a document, in node->_private. */
struct position
{
    int line, column;
    unsigned char worst; /* what the coverage table says of it: enum support */
};

enum support
{
    SUPPORTED,
    IGNORED,
    APPROXIMATED,
    REFUSED
};

enum severity
{
    ERROR_SEVERITY = 0,
    W1 = 1, /* not supported, but the rest can be used */
    W2 = 2, /* behaves differently from what the document says */
    W3 = 3, /* a name was changed */
    W4 = 4  /* information */
};

void report_init(FILE *stream, int level, bool warnings_are_errors);
/* About an element of a document; node may be NULL for the command line. Counts errors. */
void diagnose(const xmlNode *node, enum severity severity, const char *format, ...) PRINTF(3, 4);
/* About a place in a file. */
void diagnose_at(const char *file, int line, int column, enum severity severity, const char *format,
        ...) PRINTF(5, 6);
int report_errors(void);
/* Prints, construct by construct, what became of the elements of these documents (struct document). */
void report_coverage(const struct list *documents, FILE *stream);

#endif
