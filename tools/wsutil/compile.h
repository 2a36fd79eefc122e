/* One run, from command line to files in memory: what main.c and the fuzz target share.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef WSUTIL_COMPILE_H
#define WSUTIL_COMPILE_H

#include "model.h"

#define MEMORY_LIMIT ((size_t)68 << 20)

/* Reads the documents of the options and makes the files' texts; false after an error. */
bool compile(struct compiler *compiler, struct list *files);

#endif
