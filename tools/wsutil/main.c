/* wsutil: WSDL, XML Schema and policies to C for webservices.dll.
 *
 * Results are written only after all of them are complete, each beside its place first: a failing run leaves the
 * files of the one before.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "compile.h"
#include "emit.h"

#include <errno.h>
#include <libxml/parser.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static jmp_buf out_of_memory;
static struct compiler compiler;

static void give_up(void)
{
    longjmp(out_of_memory, 1);
}

/* ---- writing ---- */

static const char *temporary_name(const char *path)
{
    return arena_format("%s.new", path);
}

static bool write_file(const char *path, const char *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    bool done = file && fwrite(data, 1, size, file) == size;

    if (file && fclose(file)) done = false;
    if (!done)
        diagnose_at(path, 1, 1, ERROR_SEVERITY, "the file cannot be written: %s", strerror(errno));
    return done;
}

static bool move_file(const char *from, const char *to)
{
    if (!rename(from, to)) return true;
    /* Windows does not replace */
    remove(to);
    if (!rename(from, to)) return true;
    diagnose_at(to, 1, 1, ERROR_SEVERITY, "the file cannot be written: %s", strerror(errno));
    return false;
}

static bool write_files(const struct list *files)
{
    bool done = true;
    size_t i, written;

    for (written = 0; written < files->count && done; written++)
    {
        const struct output_file *file = files->items[written];

        done = write_file(temporary_name(file->path), file->text.data, file->text.length);
    }
    for (i = 0; i < written; i++)
    {
        const struct output_file *file = files->items[i];

        if (done)
            done = move_file(temporary_name(file->path), file->path);
        else
            remove(temporary_name(file->path));
    }
    return done;
}

static void put_make_name(struct text *text, const char *path)
{
    const char *c;

    for (c = path; *c; c++)
    {
        if (*c == ' ' || *c == '#') text_put(text, "\\");
        if (*c == '$') text_put(text, "$");
        text_add(text, c, 1);
    }
}

static bool write_dependencies(const struct list *files)
{
    struct text text = { 0 };
    bool done;
    size_t i;

    for (i = 0; i < files->count; i++)
    {
        put_make_name(&text, ((const struct output_file *)files->items[i])->path);
        text_put(&text, i + 1 < files->count ? " " : ":");
    }
    for (i = 0; i < compiler.documents.count; i++)
    {
        text_put(&text, " \\\n ");
        put_make_name(&text, ((const struct document *)compiler.documents.items[i])->path);
    }
    text_put(&text, "\n");
    done = write_file(compiler.options.depfile, text.data, text.length);
    text_free(&text);
    return done;
}

/* ---- the run ---- */

static bool run(int argc, char **argv)
{
    struct options *options = &compiler.options;
    struct list files = { 0 };
    bool done;
    size_t i;

    if (!options_read(options, argc, argv)) return false;
    report_init(stderr, options->warning_level, options->warnings_are_errors);
    if (options->help)
    {
        fputs(options_help, stdout);
        return true;
    }
    if (!options->inputs.count)
    {
        diagnose(NULL, ERROR_SEVERITY, "no input files; /help tells what can be given");
        return false;
    }
    if (!options->no_logo)
        printf("wsutil 0.1: WSDL, XML Schema and policies to C for webservices.dll\n");
    done = compile(&compiler, &files);
    if (options->report) report_coverage(&compiler.documents, stdout);
    if (done) done = write_files(&files);
    if (done && options->depfile) done = write_dependencies(&files);
    for (i = 0; i < files.count; i++)
        text_free(&((struct output_file *)files.items[i])->text);
    return done && !report_errors();
}

int main(int argc, char **argv)
{
    volatile bool done = false;

    memory_exhausted = give_up;
    memory_init(MEMORY_LIMIT);
    report_init(stderr, 3, false);
    if (!setjmp(out_of_memory))
        done = run(argc, argv);
    else
        diagnose(NULL, ERROR_SEVERITY, "the inputs need more than %u MB of memory",
                (unsigned)(MEMORY_LIMIT >> 20));
    documents_free(&compiler);
    xmlCleanupParser();
    memory_free();
    return done ? 0 : 1;
}
