/* The command line: switches, response files, input files.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef WSUTIL_OPTIONS_H
#define WSUTIL_OPTIONS_H

#include "memory.h"

enum document_kind
{
    DOCUMENT_WSDL,
    DOCUMENT_XSD,
    DOCUMENT_WSP
};

struct input
{
    enum document_kind kind;
    const char *path, *url;
};

struct options
{
    struct list inputs; /* struct input */
    const char *out, *prefix, *depfile;
    bool no_policy, no_client, no_service, full_name, ws_string, no_logo, no_stamp, help, report;
    bool ignore_unhandled_attributes, follow, warnings_are_errors;
    int warning_level;
};

/* Reads the command line; false after an error was reported. */
bool options_read(struct options *options, int argc, char **argv);
extern const char options_help[];
/* The part of a path after its last / or \. */
const char *path_name(const char *path);

#endif
