/* Service side: callbacks, function tables, the stubs between the runtime's frames and an application's functions; and
 * the descriptions of operations and contracts, for both sides.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emit.h"

#include <string.h>

void emit_service_header(struct emitter *emitter, const struct binding *binding)
{
    struct text *text = &emitter->header;
    size_t i;

    for (i = 0; i < binding->operations.count; i++)
    {
        const struct operation *operation = binding->operations.items[i];

        text_print(text,
                "\ntypedef HRESULT (CALLBACK* %sCallback)(\n    _In_ const WS_OPERATION_CONTEXT* _context,\n",
                operation->c_name);
        emit_parameters(emitter, text, operation);
        text_put(text,
                "    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,\n"
                "    _In_opt_ WS_ERROR* _error);\n");
    }
    text_print(text, "\ntypedef struct %sFunctionTable\n{\n", binding->c_name);
    for (i = 0; i < binding->operations.count; i++)
    {
        const struct operation *operation = binding->operations.items[i];

        text_print(text, "    %sCallback %s;\n", operation->c_name, operation->c_name);
    }
    if (!binding->operations.count) text_put(text, "    void* unused;\n");
    text_print(text, "} %sFunctionTable;\n", binding->c_name);
}

/* ---- stubs ---- */

static void emit_stub(struct emitter *emitter, const struct operation *operation)
{
    struct text *text = &emitter->source;
    size_t i;

    if (operation->parameters.count)
    {
        text_print(text, "\ntypedef struct %sParamStruct\n{\n", operation->c_name);
        for (i = 0; i < operation->parameters.count; i++)
        {
            const struct parameter *parameter = operation->parameters.items[i];

            text_print(
                    text, "    %s* %s;\n", parameter_c_type(emitter, parameter), parameter->name);
        }
        text_print(text, "} %sParamStruct;\n", operation->c_name);
    }
    text_print(text,
            "\nstatic HRESULT CALLBACK %sOperationStub(\n    _In_ const WS_OPERATION_CONTEXT* _context,\n"
            "    _In_ void* _stackStruct,\n    _In_ const void* _callback,\n"
            "    _In_opt_ const WS_ASYNC_CONTEXT* _asyncContext,\n    _In_opt_ WS_ERROR* _error)\n{\n",
            operation->c_name);
    if (operation->parameters.count)
        text_print(text, "    %sParamStruct* _stack = (%sParamStruct*)_stackStruct;\n",
                operation->c_name, operation->c_name);
    text_print(text, "    %sCallback _operation = (%sCallback)_callback;\n\n", operation->c_name,
            operation->c_name);
    if (!operation->parameters.count) text_put(text, "    (void)_stackStruct;\n");
    text_put(text, "    return _operation(_context,\n");
    for (i = 0; i < operation->parameters.count; i++)
    {
        const struct parameter *parameter = operation->parameters.items[i];

        text_print(text, "        %s_stack->%s%s,\n", parameter->output < 0 ? "*(" : "(",
                parameter->name, ")");
    }
    text_put(text, "        _asyncContext,\n        _error);\n}\n");
}

void emit_service_stubs(struct emitter *emitter, const struct binding *binding)
{
    size_t i;

    for (i = 0; i < binding->operations.count; i++)
        emit_stub(emitter, binding->operations.items[i]);
}

/* ---- contracts ---- */

static const char *index_text(int index)
{
    return index < 0 ? "(USHORT)-1" : arena_format("(USHORT)%d", index);
}

static void emit_operation(struct emitter *emitter, struct section *section,
        const struct binding *binding, const struct operation *operation)
{
    static const char *const kinds[] = { "NORMAL", "ARRAY_COUNT", "ARRAY", "MESSAGES" };
    size_t i, count = operation->parameters.count;
    struct text *value = &section->value;
    const char *stub = emitter->compiler->options.no_service
            ? "0"
            : arena_format("%sOperationStub", operation->c_name);

    text_put(&section->declaration, "            struct\n            {\n");
    text_print(value, "            { /* %s */\n", operation->name);
    if (count)
    {
        text_print(&section->declaration, "                WS_PARAMETER_DESCRIPTION params[%u];\n",
                (unsigned)count);
        text_put(value, "                {\n");
        for (i = 0; i < count; i++)
        {
            const struct parameter *parameter = operation->parameters.items[i];

            text_print(value, "                    { WS_PARAMETER_TYPE_%s, %s, %s },\n",
                    kinds[parameter->kind], index_text(parameter->input),
                    index_text(parameter->output));
        }
        text_put(value, "                },\n");
    }
    text_print(&section->declaration,
            "                WS_OPERATION_DESCRIPTION %s;\n            } %s;\n", operation->c_name,
            operation->c_name);
    text_print(value,
            "                {\n                    1,\n                    %s,\n                    %s,\n"
            "                    %s,\n                    %s,\n                    %u,\n",
            message_reference(operation->input), message_reference(operation->output),
            operation->input_nillable ? "WS_SERVICE_OPERATION_MESSAGE_NILLABLE_ELEMENT" : "0",
            operation->output_nillable ? "WS_SERVICE_OPERATION_MESSAGE_NILLABLE_ELEMENT" : "0",
            (unsigned)count);
    if (count)
        text_print(value,
                "                    (WS_PARAMETER_DESCRIPTION*)%sLocalDefinitions.contracts.%s.%s.params,\n",
                emitter->document->id, binding->c_name, operation->c_name);
    else
        text_put(value, "                    0,\n");
    text_print(value,
            "                    %s,\n                    %s,\n                },\n            },\n",
            stub, operation->rpc ? "WS_RPC_LITERAL_OPERATION" : "WS_NON_RPC_LITERAL_OPERATION");
}

static void emit_contract(struct emitter *emitter, struct section *local, struct section *section,
        const struct binding *binding)
{
    const char *id = emitter->document->id;
    size_t i, count = binding->operations.count;

    text_put(&local->declaration, "        struct\n        {\n");
    text_print(&local->value, "        { /* %s */\n", binding->name);
    for (i = 0; i < count; i++)
        emit_operation(emitter, local, binding, binding->operations.items[i]);
    text_print(&local->declaration,
            "            WS_OPERATION_DESCRIPTION* operations[%u];\n            WS_CONTRACT_DESCRIPTION contractDesc;\n"
            "        } %s;\n",
            (unsigned)(count ? count : 1), binding->c_name);
    text_put(&local->value, "            {\n");
    for (i = 0; i < count; i++)
    {
        const struct operation *operation = binding->operations.items[i];

        text_print(&local->value,
                "                (WS_OPERATION_DESCRIPTION*)&%sLocalDefinitions.contracts.%s.%s.%s,\n",
                id, binding->c_name, operation->c_name, operation->c_name);
    }
    if (!count) text_put(&local->value, "                0,\n");
    text_print(&local->value,
            "            },\n            {\n                %u,\n"
            "                (WS_OPERATION_DESCRIPTION**)%sLocalDefinitions.contracts.%s.operations,\n            },\n"
            "        },\n",
            (unsigned)count, id, binding->c_name);
    text_print(&section->declaration, "        WS_CONTRACT_DESCRIPTION %s;\n", binding->member);
    text_print(&section->value,
            "        { /* %s */\n            %u,\n"
            "            (WS_OPERATION_DESCRIPTION**)%sLocalDefinitions.contracts.%s.operations,\n        },\n",
            binding->member, (unsigned)count, id, binding->c_name);
}

void emit_contracts(struct emitter *emitter)
{
    struct section local = { 0 }, section = { 0 };
    size_t i;

    text_put(&local.declaration, "        char unused;\n");
    text_put(&local.value, "        0,\n");
    for (i = 0; i < emitter->document->bindings.count; i++)
        emit_contract(emitter, &local, &section, emitter->document->bindings.items[i]);
    section_close(&section, "contracts", &emitter->object_declaration, &emitter->object_value);
    section_close(&local, "contracts", &emitter->local_declaration, &emitter->local_value);
}
