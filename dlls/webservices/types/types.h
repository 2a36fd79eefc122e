/* The door of types/: descriptions <-> memory, beyond the public WsReadType and WsWriteType family.
 *
 * Pure: works on readers and writers only, nothing pends.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef TYPES_TYPES_H
#define TYPES_TYPES_H

#include "xml/xml.h"

/* sizeof a value of a type in memory with its description; 0 when the type or description is invalid. */
ULONG type_size(WS_TYPE type, const void *description);

/* ---- parameters of an operation <-> fields of its message struct (params.c) ---- */

/* Client: gathers the input message's struct from WsCall's arguments. *value is the struct, on the heap. */
HRESULT params_to_input(const WS_OPERATION_DESCRIPTION *operation, const void **arguments,
        WS_HEAP *heap, void **value, WS_ERROR *error);

/* Client: hands the output message's struct out to WsCall's arguments. Only called when all was read. */
HRESULT params_from_output(const WS_OPERATION_DESCRIPTION *operation, const void **arguments,
        void *value, WS_ERROR *error);

/* Service: the stub's stack, an array of one pointer per parameter (layers: in -> address of the field in the
 * request struct; out -> address of the field of the zeroed reply struct; in/out -> shared storage). Both structs and the
 * array live on the heap. */
HRESULT params_frame(const WS_OPERATION_DESCRIPTION *operation, void *input, WS_HEAP *heap,
        void **output, void ***stack, WS_ERROR *error);

/* Service: after the stub: in/out values into the reply struct. */
HRESULT params_finish(const WS_OPERATION_DESCRIPTION *operation, void *input, void *output,
        void **stack, WS_ERROR *error);

/* Checks a WS_OPERATION_DESCRIPTION once before use; says what is wrong. */
HRESULT params_check(const WS_OPERATION_DESCRIPTION *operation, WS_ERROR *error);

#endif
