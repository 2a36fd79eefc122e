/* Any bytes as documents for wsutil: the first byte says of which kind the first one is and which switches are set; a
 * zero byte ends a document, and what follows it is a schema. Whatever they are, the run ends without a fault, and
 * either with files or with an error that was reported.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define _GNU_SOURCE
#include "../../tools/wsutil/compile.h"
#include "../../tools/wsutil/emit.h"

#include <libxml/parser.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAX_INPUTS 4

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static jmp_buf out_of_memory;
static struct compiler compiler;
static struct list files;
static FILE *nowhere;

static void give_up(void)
{
    longjmp(out_of_memory, 1);
}

static void must(bool held)
{
    if (!held) __builtin_trap();
}

/* A document in memory that has a path. */
static void add_input(int file, enum document_kind kind, const uint8_t *data, size_t size)
{
    struct input *input = NEW(struct input);

    must(ftruncate(file, 0) == 0 && pwrite(file, data, size, 0) == (ssize_t)size);
    input->kind = kind;
    input->path = arena_format("/proc/self/fd/%d", file);
    list_add(&compiler.options.inputs, input);
}

static void add_inputs(const int *memory, const uint8_t *data, size_t size)
{
    enum document_kind kind = data[0] % 3;
    size_t i;

    data++, size--;
    for (i = 0; i < MAX_INPUTS; i++)
    {
        const uint8_t *end = memchr(data, 0, size);
        size_t length = end ? (size_t)(end - data) : size;

        add_input(memory[i], kind, data, length);
        kind = DOCUMENT_XSD;
        if (!end) return;
        data += length + 1, size -= length + 1;
    }
}

static void run(const int *memory, const uint8_t *data, size_t size)
{
    struct options *options = &compiler.options;
    size_t i;

    options->out = ".";
    options->warning_level = 4;
    options->prefix = data[0] & 8 ? "my" : "";
    options->ws_string = (data[0] & 16) != 0;
    options->full_name = (data[0] & 32) != 0;
    options->no_policy = (data[0] & 64) != 0;
    add_inputs(memory, data, size);
    if (!compile(&compiler, &files)) must(report_errors() > 0);
    report_coverage(&compiler.documents, nowhere);
    for (i = 0; i < files.count; i++)
        text_free(&((struct output_file *)files.items[i])->text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int memory[MAX_INPUTS];
    size_t i;

    if (!size) return 0;
    for (i = 0; i < MAX_INPUTS && !memory[MAX_INPUTS - 1]; i++)
        memory[i] = memfd_create("document", 0);
    if (!nowhere) must((nowhere = fopen("/dev/null", "w")) != NULL);
    memory_exhausted = give_up;
    memory_init(MEMORY_LIMIT);
    report_init(NULL, 4, false);
    memset(&compiler, 0, sizeof(compiler));
    memset(&files, 0, sizeof(files));
    if (!setjmp(out_of_memory)) run(memory, data, size);
    documents_free(&compiler);
    xmlCleanupParser();
    memory_free();
    return 0;
}
