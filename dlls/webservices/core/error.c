/* WS_ERROR: what went wrong, in words. Failures begin in fail().
 *
 * Rules: the Errors chapter of the Web Services documentation; defaults and codes as seen on Windows.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"

#include <string.h>

#undef fail
#undef fail_memory

#define MAX_STRINGS 32   /* more add nothing to what a user can read */
#define MAX_TEXT    1024 /* bytes of one text */
#define ERROR_HEAP  0x100000

struct error_text
{
    struct error_text *next;
    WS_STRING string;
};

struct _WS_ERROR
{
    struct object object;
    LANGID language;
    HRESULT original;
    ULONG count;
    struct error_text *newest;
    WS_STRING system_text; /* of the original code, made when asked for */
    struct error_fault fault;
    WS_HEAP heap;
};

static BOOL is_error(const WS_ERROR *error)
{
    return object_is(error, OBJECT_ERROR);
}

static void reset(WS_ERROR *error)
{
    error->original = S_OK;
    error->count = 0;
    error->newest = NULL;
    memset(&error->system_text, 0, sizeof(error->system_text));
    memset(&error->fault, 0, sizeof(error->fault));
    heap_reset(&error->heap);
}

/* Memory that runs out here loses a text, never the code. */
static HRESULT add_utf16(WS_ERROR *error, const WS_STRING *string)
{
    struct error_text *text;
    HRESULT hr;

    if (error->count >= MAX_STRINGS) return S_OK;
    if (FAILED(hr = heap_alloc(&error->heap, sizeof(*text), (void **)&text, NULL))) return hr;
    if (FAILED(hr = heap_copy_string(&error->heap, string, &text->string, NULL))) return hr;
    text->next = error->newest;
    error->newest = text;
    error->count++;
    return S_OK;
}

static void add_utf8(WS_ERROR *error, const char *line, ULONG length)
{
    struct error_text *text;

    if (error->count >= MAX_STRINGS) return;
    if (FAILED(heap_alloc(&error->heap, sizeof(*text), (void **)&text, NULL))) return;
    if (FAILED(heap_utf16(&error->heap, (const BYTE *)line, length, &text->string, NULL))) return;
    text->next = error->newest;
    error->newest = text;
    error->count++;
}

HRESULT fail_list(WS_ERROR *error, HRESULT hr, const char *format, va_list args)
{
    char line[MAX_TEXT];
    BOOL warn = debug_enabled(DEBUG_WARN);
    ULONG length;

    if (!is_error(error) && !warn) return hr;
    length = format_text(line, sizeof(line), format, args);
    if (is_error(error)) add_utf8(error, line, length);
    if (warn) trace_line(DEBUG_WARN, "fail", "%h %s", hr, line);
    return hr;
}

HRESULT fail(WS_ERROR *error, HRESULT hr, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fail_list(error, hr, format, args);
    va_end(args);
    return hr;
}

HRESULT fail_from(WS_ERROR *error, HRESULT hr, HRESULT original, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fail_list(error, hr, format, args);
    va_end(args);
    if (is_error(error)) error_set_original(error, original);
    return hr;
}

HRESULT fail_memory(WS_ERROR *error)
{
    return fail(error, E_OUTOFMEMORY, "There is not enough memory");
}

void error_add(WS_ERROR *error, const char *format, ...)
{
    va_list args;

    if (!is_error(error)) return;
    va_start(args, format);
    fail_list(error, S_OK, format, args);
    va_end(args);
}

struct error_fault *error_fault(WS_ERROR *error)
{
    return &error->fault;
}

WS_HEAP *error_heap(WS_ERROR *error)
{
    return &error->heap;
}

LANGID error_language(const WS_ERROR *error)
{
    return error->language;
}

HRESULT error_original(const WS_ERROR *error)
{
    return error->original;
}

void error_set_original(WS_ERROR *error, HRESULT original)
{
    error->original = original;
    memset(&error->system_text, 0, sizeof(error->system_text));
}

/* The texts hang newest first; index counts from the oldest. */
const WS_STRING *error_string(const WS_ERROR *error, ULONG index)
{
    const struct error_text *text = error->newest;
    ULONG i;

    if (index >= error->count) return NULL;
    for (i = error->count - 1; i > index; i--)
        text = text->next;
    return &text->string;
}

static HRESULT set_language(WS_ERROR *error, const void *value, ULONG size, BOOL creating)
{
    LANGID language;

    if (!value || size != sizeof(language))
        return fail(NULL, E_INVALIDARG, "Error property LANGID takes %u bytes, not %u",
                (ULONG)sizeof(language), size);
    memcpy(&language, value, sizeof(language));
    if (!language) return fail(NULL, E_INVALIDARG, "0 is not a language");
    if (!creating && (error->count || error->original || error->fault.fault))
        return fail(NULL, WS_E_INVALID_OPERATION,
                "The language of an error object can only be chosen while it is new or reset");
    error->language = language;
    return S_OK;
}

HRESULT WINAPI WsCreateError(
        const WS_ERROR_PROPERTY *properties, ULONG propertyCount, WS_ERROR **error)
{
    LANGID language = system_language();
    WS_ERROR *new_error;
    HRESULT hr = S_OK;
    ULONG i;

    if (!error) return fail(NULL, E_INVALIDARG, "WsCreateError: the error pointer is NULL");
    if (propertyCount && !properties)
        return fail(NULL, E_INVALIDARG, "WsCreateError: the property array is NULL");
    if (!(new_error = mem_zalloc(sizeof(*new_error)))) return E_OUTOFMEMORY;
    object_init(&new_error->object, OBJECT_ERROR);
    heap_init(&new_error->heap, ERROR_HEAP, 0);
    new_error->language = language;
    for (i = 0; i < propertyCount && SUCCEEDED(hr); i++)
    {
        if (properties[i].id == WS_ERROR_PROPERTY_LANGID)
            hr = set_language(new_error, properties[i].value, properties[i].valueSize, TRUE);
        else
            hr = fail(NULL, E_INVALIDARG, "WsCreateError takes no property %u", properties[i].id);
    }
    if (FAILED(hr))
    {
        WsFreeError(new_error);
        return hr;
    }
    *error = new_error;
    return S_OK;
}

void WINAPI WsFreeError(WS_ERROR *error)
{
    if (!is_error(error)) return;
    heap_clear(&error->heap);
    object_clear(&error->object);
    mem_free(error);
}

HRESULT WINAPI WsResetError(WS_ERROR *error)
{
    if (!is_error(error)) return fail(NULL, E_INVALIDARG, "WsResetError: not an error object");
    reset(error);
    return S_OK;
}

HRESULT WINAPI WsAddErrorString(WS_ERROR *error, const WS_STRING *string)
{
    if (!is_error(error)) return fail(NULL, E_INVALIDARG, "WsAddErrorString: not an error object");
    if (!string || (string->length && !string->chars))
        return fail(NULL, E_INVALIDARG, "WsAddErrorString: the string is NULL");
    return add_utf16(error, string);
}

/* The system's words for the original code count as one more string behind all others. */
static HRESULT get_system_text(WS_ERROR *error, WS_STRING *string)
{
    WCHAR text[512];
    WS_STRING found = { 0, text };
    HRESULT hr;

    if (!error->system_text.chars)
    {
        found.length = system_message(error->original, error->language, text, COUNT_OF(text));
        hr = heap_copy_string(&error->heap, &found, &error->system_text, NULL);
        if (FAILED(hr)) return hr;
    }
    *string = error->system_text;
    return S_OK;
}

HRESULT WINAPI WsGetErrorString(WS_ERROR *error, ULONG index, WS_STRING *string)
{
    if (!is_error(error)) return fail(NULL, E_INVALIDARG, "WsGetErrorString: not an error object");
    if (!string) return fail(NULL, E_INVALIDARG, "WsGetErrorString: the string pointer is NULL");
    if (index < error->count)
    {
        *string = *error_string(error, error->count - 1 - index);
        return S_OK;
    }
    if (error->original && index == error->count) return get_system_text(error, string);
    return fail(NULL, E_INVALIDARG, "WsGetErrorString: there are %u strings, none at index %u",
            error->count, index);
}

HRESULT WINAPI WsGetErrorProperty(
        WS_ERROR *error, WS_ERROR_PROPERTY_ID id, void *buffer, ULONG bufferSize)
{
    ULONG number, size = sizeof(number);
    const void *value = &number;

    if (!is_error(error))
        return fail(NULL, E_INVALIDARG, "WsGetErrorProperty: not an error object");
    switch (id)
    {
    case WS_ERROR_PROPERTY_STRING_COUNT:
        number = error->count + (error->original ? 1 : 0);
        break;
    case WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE:
        number = error->original;
        break;
    case WS_ERROR_PROPERTY_LANGID:
        value = &error->language;
        size = sizeof(error->language);
        break;
    default:
        return fail(NULL, E_INVALIDARG, "An error object has no property %u", id);
    }
    if (!buffer || bufferSize != size)
        return fail(NULL, E_INVALIDARG, "Error property %u has %u bytes, the buffer %u", id, size,
                bufferSize);
    memcpy(buffer, value, size);
    return S_OK;
}

HRESULT WINAPI WsSetErrorProperty(
        WS_ERROR *error, WS_ERROR_PROPERTY_ID id, const void *value, ULONG valueSize)
{
    HRESULT original;

    if (!is_error(error))
        return fail(NULL, E_INVALIDARG, "WsSetErrorProperty: not an error object");
    if (id == WS_ERROR_PROPERTY_LANGID) return set_language(error, value, valueSize, FALSE);
    if (id != WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE)
        return fail(NULL, E_INVALIDARG, "Error property %u cannot be set", id);
    if (!value || valueSize != sizeof(original))
        return fail(NULL, E_INVALIDARG, "Error property ORIGINAL_ERROR_CODE takes 4 bytes, not %u",
                valueSize);
    memcpy(&original, value, sizeof(original));
    error_set_original(error, original);
    return S_OK;
}
