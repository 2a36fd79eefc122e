/* One run, from command line to files in memory.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "compile.h"
#include "emit.h"

bool compile(struct compiler *compiler, struct list *files)
{
    if (!documents_load(compiler)) return false;
    schemas_collect(compiler);
    if (report_errors()) return false;
    schemas_resolve(compiler);
    if (report_errors()) return false;
    services_read(compiler);
    if (report_errors()) return false;
    return emit_documents(compiler, files) && !report_errors();
}
