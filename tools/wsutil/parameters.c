/* The parameters of an operation: fields of its bodies one by one, or whole bodies.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model.h"

#include <string.h>

/* The structure whose fields may become parameters; NULL when the body is one parameter. *empty: no body at all. */
static const struct type *expandable(const struct body *body, bool *empty)
{
    const struct part *part;

    *empty = body && !body->element && !body->wrapper;
    if (!body || *empty) return NULL;
    if (body->wrapper) return body->wrapper;
    part = body->message->parts.count == 1 ? body->message->parts.items[0] : NULL;
    if (!part || strcmp(part->name, "parameters")) return NULL;
    if (body->element->nillable || body->element->type->kind != TYPE_STRUCT) return NULL;
    return body->element->type;
}

static bool same_kind(const struct field *a, const struct field *b)
{
    return !strcmp(a->name, b->name) && a->type == b->type && !a->count_name == !b->count_name
            && a->nillable == b->nillable && a->item_nillable == b->item_nillable;
}

static struct parameter *add(struct operation *operation, enum parameter_kind kind,
        const char *name, const struct field *field)
{
    struct parameter *parameter = NEW(struct parameter);

    parameter->kind = kind;
    parameter->name = name;
    parameter->field = field;
    parameter->input = parameter->output = -1;
    list_add(&operation->parameters, parameter);
    return parameter;
}

static void add_input_fields(
        struct operation *operation, struct names *names, const struct type *type)
{
    struct list fields = type_description_fields(type);
    size_t i;

    for (i = 0; i < fields.count; i++)
    {
        const struct field *field = fields.items[i];
        const char *name = name_unique(names, field->name, operation->node), *count = NULL;

        if (field->count_name)
        {
            count = name_unique(names, field->count_name, operation->node);
            add(operation, PARAMETER_COUNT, count, field)->input = (int)i;
        }
        add(operation, count ? PARAMETER_ARRAY : PARAMETER_NORMAL, name, field)->input = (int)i;
        ((struct parameter *)operation->parameters.items[operation->parameters.count - 1])
                ->count_name
                = count;
    }
}

static bool join_input(
        struct operation *operation, const struct field *field, int index, size_t input_count)
{
    bool joined = false;
    size_t i;

    for (i = 0; i < input_count; i++)
    {
        struct parameter *parameter = operation->parameters.items[i];

        if (!parameter->field || parameter->output >= 0 || !same_kind(parameter->field, field))
            continue;
        parameter->output = index;
        joined = true;
    }
    return joined;
}

static void add_output_fields(
        struct operation *operation, struct names *names, const struct type *type)
{
    struct list fields = type_description_fields(type);
    size_t i, input_count = operation->parameters.count;

    for (i = 0; i < fields.count; i++)
    {
        const struct field *field = fields.items[i];
        const char *name, *count = NULL;

        if (join_input(operation, field, (int)i, input_count)) continue;
        name = name_unique(names, field->name, operation->node);
        if (field->count_name)
        {
            count = name_unique(names, field->count_name, operation->node);
            add(operation, PARAMETER_COUNT, count, field)->output = (int)i;
        }
        add(operation, count ? PARAMETER_ARRAY : PARAMETER_NORMAL, name, field)->output = (int)i;
        ((struct parameter *)operation->parameters.items[operation->parameters.count - 1])
                ->count_name
                = count;
    }
}

static struct parameter *add_message(
        struct operation *operation, struct names *names, const struct body *body)
{
    const char *name = name_unique(names, name_to_c(body->message->name, NULL), operation->node);
    struct parameter *parameter = add(operation, PARAMETER_MESSAGE, name, NULL);

    parameter->element = body->element;
    return parameter;
}

void operation_parameters(struct operation *operation)
{
    static const char *const reserved[]
            = { "_serviceProxy", "_heap", "_callProperties", "_callPropertyCount", "_asyncContext",
                  "_error", "_context", "_argList", "_stack", "_callback", "_stackStruct" };
    bool no_input, no_output, whole;
    const struct type *input = expandable(operation->input, &no_input);
    const struct type *output = expandable(operation->output, &no_output);
    struct names names = { { 0 } };
    size_t i;

    for (i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
        name_unique(&names, reserved[i], NULL);
    if (!operation->output) no_output = true;
    whole = (!input && !no_input) || (!output && !no_output);
    operation->input_nillable = operation->input->element && operation->input->element->nillable;
    operation->output_nillable = operation->output && operation->output->element
            && operation->output->element->nillable;
    if (input && (!whole || input->wrapper))
        add_input_fields(operation, &names, input);
    else if (!no_input)
        add_message(operation, &names, operation->input)->input = 0;
    if (output && (!whole || output->wrapper))
        add_output_fields(operation, &names, output);
    else if (!no_output)
        add_message(operation, &names, operation->output)->output = 0;
}
