/* The parameters of an operation and the fields of its message structs.
 *
 * A parameter names a field of the input struct, of the output struct, or of both. On the client an argument is the
 * address of the formal: of the value itself when it only goes in, of a pointer to the caller's variable when it
 * comes out. On the service the stub's stack is an array of one pointer per parameter.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

#define ABSENT 0xffff

/* ---- finding fields ---- */

static const WS_STRUCT_DESCRIPTION *message_struct(const WS_MESSAGE_DESCRIPTION *message)
{
    const WS_ELEMENT_DESCRIPTION *body = message ? message->bodyElementDescription : NULL;

    return body && body->type == WS_STRUCT_TYPE ? body->typeDescription : NULL;
}

struct slot
{
    ULONG offset, size;
};

static BOOL is_array(const WS_FIELD_DESCRIPTION *field)
{
    return field->mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING
            || field->mapping == WS_REPEATING_ELEMENT_CHOICE_FIELD_MAPPING
            || field->mapping == WS_REPEATING_ANY_ELEMENT_FIELD_MAPPING;
}

/* Where in its struct a parameter is. */
static struct slot find_slot(const WS_STRUCT_DESCRIPTION *d, USHORT index, WS_PARAMETER_TYPE type)
{
    const WS_FIELD_DESCRIPTION *field = d->fields[index];
    struct slot slot = { field->offset, sizeof(void *) };

    if (type == WS_PARAMETER_TYPE_ARRAY_COUNT)
    {
        slot.offset = field->countOffset;
        slot.size = sizeof(ULONG);
    }
    else if (!is_array(field) && !(field->options & WS_FIELD_POINTER))
        slot.size = type_size(field->type, field->typeDescription);
    return slot;
}

static BOOL is_value(const WS_PARAMETER_DESCRIPTION *parameter)
{
    return parameter->parameterType != WS_PARAMETER_TYPE_MESSAGES;
}

/* ---- checking ---- */

static HRESULT check_message(
        const WS_MESSAGE_DESCRIPTION *message, const char *which, WS_ERROR *error)
{
    const WS_ELEMENT_DESCRIPTION *body;
    BOOL plain;

    if (!message) return S_OK;
    if (!(body = message->bodyElementDescription)) return S_OK;
    if (body->type != WS_STRUCT_TYPE)
        return fail(error, E_INVALIDARG, "The %s message's body is of type %u, not a struct", which,
                (ULONG)body->type);
    if (!body->typeDescription)
        return fail(error, E_INVALIDARG,
                "The %s message's body is a struct, but its type description is NULL", which);
    return struct_check(body->typeDescription, &plain, error);
}

static HRESULT check_index(const WS_MESSAGE_DESCRIPTION *message, const char *which, ULONG number,
        const WS_PARAMETER_DESCRIPTION *parameter, USHORT index, WS_ERROR *error)
{
    const WS_STRUCT_DESCRIPTION *d = message_struct(message);

    if (index == ABSENT) return S_OK;
    if (!d)
        return fail(error, E_INVALIDARG,
                "Parameter %u refers to field %u of the %s message, which has no struct", number,
                (ULONG)index, which);
    if (index >= d->fieldCount)
        return fail(error, E_INVALIDARG,
                "Parameter %u refers to field %u of the %s message, which has %u fields", number,
                (ULONG)index, which, d->fieldCount);
    if (parameter->parameterType != WS_PARAMETER_TYPE_NORMAL && !is_array(d->fields[index])
            && type_rows[d->fields[index]->type].kind != KIND_ARRAY)
        return fail(error, E_INVALIDARG,
                "Parameter %u is an array or its count, but field %u of the %s message is none",
                number, (ULONG)index, which);
    return S_OK;
}

static HRESULT check_parameter(
        const WS_OPERATION_DESCRIPTION *operation, ULONG number, WS_ERROR *error)
{
    const WS_PARAMETER_DESCRIPTION *p = &operation->parameterDescription[number];
    struct slot in, out;
    HRESULT hr;

    if ((ULONG)p->parameterType > WS_PARAMETER_TYPE_MESSAGES)
        return fail(error, E_INVALIDARG, "Parameter %u: %u is not a WS_PARAMETER_TYPE", number,
                (ULONG)p->parameterType);
    if (!is_value(p)) return S_OK;
    hr = check_index(
            operation->inputMessageDescription, "input", number, p, p->inputMessageIndex, error);
    if (FAILED(hr)) return hr;
    hr = check_index(
            operation->outputMessageDescription, "output", number, p, p->outputMessageIndex, error);
    if (FAILED(hr)) return hr;
    if (p->inputMessageIndex == ABSENT && p->outputMessageIndex == ABSENT)
        return fail(error, E_INVALIDARG, "Parameter %u belongs to neither message", number);
    if (p->inputMessageIndex == ABSENT || p->outputMessageIndex == ABSENT) return S_OK;
    in = find_slot(message_struct(operation->inputMessageDescription), p->inputMessageIndex,
            p->parameterType);
    out = find_slot(message_struct(operation->outputMessageDescription), p->outputMessageIndex,
            p->parameterType);
    if (in.size != out.size)
        return fail(error, E_INVALIDARG,
                "Parameter %u has %u bytes in the input message, but %u in the output message",
                number, in.size, out.size);
    return S_OK;
}

/* Raw message parameters are exclusive: one for each direction. */
static HRESULT check_messages(const WS_OPERATION_DESCRIPTION *operation, WS_ERROR *error)
{
    ULONG i, in = 0, out = 0;

    for (i = 0; i < operation->parameterCount; i++)
    {
        const WS_PARAMETER_DESCRIPTION *p = &operation->parameterDescription[i];

        if (is_value(p)) continue;
        in += p->inputMessageIndex != ABSENT;
        out += p->outputMessageIndex != ABSENT;
        if (p->inputMessageIndex != ABSENT && p->outputMessageIndex != ABSENT)
            return fail(error, E_INVALIDARG,
                    "Parameter %u is a message, which cannot be both input and output", i);
    }
    if (in > 1 || out > 1)
        return fail(error, E_INVALIDARG, "There are %u message parameters in one direction",
                in > 1 ? in : out);
    return S_OK;
}

HRESULT params_check(const WS_OPERATION_DESCRIPTION *operation, WS_ERROR *error)
{
    ULONG i;
    HRESULT hr;

    if (!operation) return fail(error, E_INVALIDARG, "The operation description is NULL");
    if (operation->versionInfo != 1)
        return fail(error, E_INVALIDARG, "Version %u of operation descriptions is not known",
                operation->versionInfo);
    if (!operation->inputMessageDescription)
        return fail(error, E_INVALIDARG, "The operation's input message description is NULL");
    if (operation->parameterCount && !operation->parameterDescription)
        return fail(error, E_INVALIDARG, "The operation's %u parameters are at NULL",
                (ULONG)operation->parameterCount);
    hr = check_message(operation->inputMessageDescription, "input", error);
    if (SUCCEEDED(hr)) hr = check_message(operation->outputMessageDescription, "output", error);
    for (i = 0; SUCCEEDED(hr) && i < operation->parameterCount; i++)
        hr = check_parameter(operation, i, error);
    return FAILED(hr) ? hr : check_messages(operation, error);
}

/* ---- the client ---- */

/* An argument that comes out is the address of a pointer to the caller's variable. */
static void *variable_of(const WS_PARAMETER_DESCRIPTION *parameter, const void *argument)
{
    return parameter->outputMessageIndex == ABSENT ? (void *)argument : *(void *const *)argument;
}

static HRESULT check_argument(
        const WS_PARAMETER_DESCRIPTION *p, ULONG number, const void *argument, WS_ERROR *error)
{
    if (!argument) return fail(error, E_INVALIDARG, "Argument %u is NULL", number);
    if (!variable_of(p, argument))
        return fail(error, E_INVALIDARG, "Argument %u points to NULL, but a value comes out there",
                number);
    return S_OK;
}

HRESULT params_to_input(const WS_OPERATION_DESCRIPTION *operation, const void **arguments,
        WS_HEAP *heap, void **value, WS_ERROR *error)
{
    const WS_STRUCT_DESCRIPTION *d = message_struct(operation->inputMessageDescription);
    void *input = NULL;
    ULONG i;
    HRESULT hr;

    if (operation->parameterCount && !arguments)
        return fail(error, E_INVALIDARG, "The operation has %u parameters, but no arguments",
                (ULONG)operation->parameterCount);
    if (d && FAILED(hr = heap_zalloc(heap, d->size, &input, error))) return hr;
    for (i = 0; i < operation->parameterCount; i++)
    {
        const WS_PARAMETER_DESCRIPTION *p = &operation->parameterDescription[i];
        struct slot slot;

        if (!is_value(p)) continue;
        if (FAILED(hr = check_argument(p, i, arguments[i], error))) return hr;
        if (p->inputMessageIndex == ABSENT) continue;
        slot = find_slot(d, p->inputMessageIndex, p->parameterType);
        memcpy((BYTE *)input + slot.offset, variable_of(p, arguments[i]), slot.size);
    }
    *value = input;
    return S_OK;
}

HRESULT params_from_output(const WS_OPERATION_DESCRIPTION *operation, const void **arguments,
        void *value, WS_ERROR *error)
{
    const WS_STRUCT_DESCRIPTION *d = message_struct(operation->outputMessageDescription);
    ULONG i;

    for (i = 0; i < operation->parameterCount; i++)
    {
        const WS_PARAMETER_DESCRIPTION *p = &operation->parameterDescription[i];
        struct slot slot;

        if (!is_value(p) || p->outputMessageIndex == ABSENT) continue;
        slot = find_slot(d, p->outputMessageIndex, p->parameterType);
        memcpy(variable_of(p, arguments[i]), (const BYTE *)value + slot.offset, slot.size);
    }
    return S_OK;
}

/* ---- the service ---- */

HRESULT params_frame(const WS_OPERATION_DESCRIPTION *operation, void *input, WS_HEAP *heap,
        void **output, void ***stack, WS_ERROR *error)
{
    const WS_STRUCT_DESCRIPTION *in = message_struct(operation->inputMessageDescription);
    const WS_STRUCT_DESCRIPTION *out = message_struct(operation->outputMessageDescription);
    void *reply = NULL, *memory;
    void **slots;
    ULONG i;
    HRESULT hr;

    if (out && FAILED(hr = heap_zalloc(heap, out->size, &reply, error))) return hr;
    hr = heap_zalloc(heap, sizeof(void *) * operation->parameterCount, &memory, error);
    if (FAILED(hr)) return hr;
    slots = memory;
    for (i = 0; i < operation->parameterCount; i++)
    {
        const WS_PARAMETER_DESCRIPTION *p = &operation->parameterDescription[i];
        struct slot from, to;

        if (!is_value(p)) continue; /* the caller puts the message there */
        if (p->inputMessageIndex != ABSENT)
        {
            from = find_slot(in, p->inputMessageIndex, p->parameterType);
            slots[i] = (BYTE *)input + from.offset;
        }
        if (p->outputMessageIndex == ABSENT) continue;
        to = find_slot(out, p->outputMessageIndex, p->parameterType);
        /* what goes in and out starts with the request's value and lives in the reply */
        if (slots[i]) memcpy((BYTE *)reply + to.offset, slots[i], to.size);
        slots[i] = (BYTE *)reply + to.offset;
    }
    *output = reply;
    *stack = slots;
    return S_OK;
}

HRESULT params_finish(const WS_OPERATION_DESCRIPTION *operation, void *input, void *output,
        void **stack, WS_ERROR *error)
{
    /* in/out values have lived in the reply all the time: see params_frame */
    return S_OK;
}
