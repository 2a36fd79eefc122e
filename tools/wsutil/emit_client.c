/* Client functions: one per operation, a WsCall with the addresses of its parameters.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emit.h"

#include <string.h>

/* ---- parameters ---- */

const char *parameter_c_type(const struct emitter *emitter, const struct parameter *parameter)
{
    const struct element *element = parameter->element;
    const char *name;

    if (parameter->kind == PARAMETER_COUNT) return "unsigned int";
    if (parameter->field) return field_c_type(emitter, parameter->field);
    if (!element) return "WS_XML_BUFFER*";
    name = type_c_name(emitter, element->type);
    if (element->type->kind == TYPE_STRUCT) return arena_format("%s*", name);
    if (element->nillable
            && !(element->type->kind == TYPE_VALUE && element->type->value->flags & VALUE_POINTER))
        return arena_format("%s*", name);
    return name;
}

static bool is_string(const struct emitter *emitter, const struct parameter *parameter)
{
    const struct type *type = parameter->field ? parameter->field->type
            : parameter->element               ? parameter->element->type
                                               : NULL;

    return type && type->kind == TYPE_VALUE && type->value->flags & VALUE_STRING
            && !emitter->compiler->options.ws_string;
}

static bool may_be_absent(const struct parameter *parameter)
{
    if (parameter->field) return parameter->field->optional || parameter->field->nillable;
    return parameter->element && parameter->element->nillable;
}

static const char *annotation(const struct emitter *emitter, const struct parameter *parameter)
{
    bool optional = may_be_absent(parameter), string = is_string(emitter, parameter);
    bool pointer = string || strchr(parameter_c_type(emitter, parameter), '*');

    if (parameter->kind == PARAMETER_ARRAY)
        return parameter->output < 0
                ? arena_format("_In_reads_opt_(%s)", parameter->count_name)
                : arena_format("_Outptr_opt_result_buffer_(*%s)", parameter->count_name);
    if (parameter->output < 0)
        return string                 ? (optional ? "_In_opt_z_" : "_In_z_")
                : optional && pointer ? "_In_opt_"
                                      : "_In_";
    if (parameter->input >= 0) return "_Inout_";
    if (parameter->kind == PARAMETER_COUNT || !pointer) return "_Out_";
    if (string) return optional ? "_Outptr_opt_result_z_" : "_Outptr_result_z_";
    return optional ? "_Outptr_opt_" : "_Outptr_";
}

void emit_parameters(struct emitter *emitter, struct text *text, const struct operation *operation)
{
    size_t i;

    for (i = 0; i < operation->parameters.count; i++)
    {
        const struct parameter *parameter = operation->parameters.items[i];

        text_print(text, "    %s %s%s %s,\n", annotation(emitter, parameter),
                parameter_c_type(emitter, parameter), parameter->output < 0 ? "" : "*",
                parameter->name);
    }
}

/* ---- functions ---- */

static void emit_signature(
        struct emitter *emitter, struct text *text, const struct operation *operation)
{
    text_print(text, "\nHRESULT WINAPI %s(\n    _In_ WS_SERVICE_PROXY* _serviceProxy,\n",
            operation->c_name);
    emit_parameters(emitter, text, operation);
    text_put(text,
            "    _In_ WS_HEAP* _heap,\n"
            "    _In_reads_opt_(_callPropertyCount) const WS_CALL_PROPERTY* _callProperties,\n"
            "    _In_ const ULONG _callPropertyCount,\n"
            "    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,\n"
            "    _In_opt_ WS_ERROR* _error)");
}

void emit_client_header(struct emitter *emitter, const struct binding *binding)
{
    size_t i;

    for (i = 0; i < binding->operations.count; i++)
    {
        emit_signature(emitter, &emitter->header, binding->operations.items[i]);
        text_put(&emitter->header, ";\n");
    }
}

void emit_client_source(struct emitter *emitter, const struct binding *binding)
{
    struct text *text = &emitter->source;
    size_t i, j;

    for (i = 0; i < binding->operations.count; i++)
    {
        const struct operation *operation = binding->operations.items[i];
        size_t count = operation->parameters.count;

        emit_signature(emitter, text, operation);
        text_put(text, "\n{\n");
        if (count) text_print(text, "    void* _argList[%u];\n\n", (unsigned)count);
        for (j = 0; j < count; j++)
        {
            const struct parameter *parameter = operation->parameters.items[j];

            text_print(text, "    _argList[%u] = &%s;\n", (unsigned)j, parameter->name);
        }
        text_print(text,
                "    return WsCall(_serviceProxy,\n"
                "        (WS_OPERATION_DESCRIPTION*)&%sLocalDefinitions.contracts.%s.%s.%s,\n"
                "        %s, _heap, _callProperties, _callPropertyCount, _asyncContext, _error);\n}\n",
                emitter->document->id, binding->c_name, operation->c_name, operation->c_name,
                count ? "(const void**)&_argList" : "NULL");
    }
}
