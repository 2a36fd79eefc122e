/* Faults in error objects: WS_FAULT copies, details, and what a service tells its clients.
 *
 * Rules: the faults and errors chapters of the Web Services documentation; codes as seen on Windows (facts E8 to E17).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "message/internal.h"

#include <string.h>

#define MAX_CODES 32 /* nested ones */

static BOOL is_error(const WS_ERROR *error)
{
    return object_is(error, OBJECT_ERROR);
}

/* ---- deep copies ---- */

static HRESULT copy_code(WS_HEAP *heap, const WS_FAULT_CODE *from, WS_FAULT_CODE **ret)
{
    WS_FAULT_CODE *copy, **place = ret;
    ULONG depth;
    HRESULT hr;

    *ret = NULL;
    for (depth = 0; from; from = from->subCode, depth++)
    {
        if (depth == MAX_CODES)
            return fail(NULL, WS_E_QUOTA_EXCEEDED, "A fault may have %u nested codes", MAX_CODES);
        if (FAILED(hr = heap_zalloc(heap, sizeof(*copy), (void **)&copy, NULL))) return hr;
        if (FAILED(hr = heap_copy_xml_string(
                           heap, &from->value.localName, &copy->value.localName, NULL)))
            return hr;
        if (FAILED(hr = heap_copy_xml_string(heap, &from->value.ns, &copy->value.ns, NULL)))
            return hr;
        *place = copy;
        place = &copy->subCode;
    }
    return S_OK;
}

static HRESULT copy_reasons(WS_HEAP *heap, const WS_FAULT *from, WS_FAULT *to)
{
    SIZE_T size = from->reasonCount * sizeof(*to->reasons);
    HRESULT hr;
    ULONG i;

    to->reasonCount = from->reasonCount;
    to->reasons = NULL;
    if (!from->reasonCount) return S_OK;
    if (FAILED(hr = heap_zalloc(heap, size, (void **)&to->reasons, NULL))) return hr;
    for (i = 0; i < from->reasonCount; i++)
    {
        if (FAILED(hr = heap_copy_string(heap, &from->reasons[i].text, &to->reasons[i].text, NULL)))
            return hr;
        if (FAILED(hr = heap_copy_string(heap, &from->reasons[i].lang, &to->reasons[i].lang, NULL)))
            return hr;
    }
    return S_OK;
}

static HRESULT copy_fault(WS_HEAP *heap, const WS_FAULT *from, WS_FAULT *to)
{
    HRESULT hr;

    memset(to, 0, sizeof(*to));
    if (FAILED(hr = copy_code(heap, from->code, &to->code))) return hr;
    if (FAILED(hr = copy_reasons(heap, from, to))) return hr;
    if (FAILED(hr = heap_copy_string(heap, &from->actor, &to->actor, NULL))) return hr;
    if (FAILED(hr = heap_copy_string(heap, &from->node, &to->node, NULL))) return hr;
    return from->detail ? xml_buffer_copy(heap, from->detail, &to->detail, NULL) : S_OK;
}

/* ---- properties ---- */

/* The primary language's tag; "en" for languages without a row, as our own texts are English. */
static const char *language_tag(LANGID language)
{
    static const struct
    {
        LANGID primary;
        char tag[3];
    } rows[] = { { 0x07, "de" }, { 0x0c, "fr" }, { 0x0a, "es" }, { 0x10, "it" }, { 0x13, "nl" },
        { 0x11, "ja" }, { 0x04, "zh" }, { 0x12, "ko" }, { 0x19, "ru" }, { 0x16, "pt" },
        { 0x15, "pl" }, { 0x05, "cs" }, { 0x1d, "sv" }, { 0x06, "da" }, { 0x0b, "fi" },
        { 0x14, "no" }, { 0x0e, "hu" }, { 0x1f, "tr" }, { 0x01, "ar" }, { 0x0d, "he" },
        { 0x08, "el" } };
    ULONG i;

    for (i = 0; i < COUNT_OF(rows); i++)
    {
        if (rows[i].primary == (language & 0x3ff)) return rows[i].tag;
    }
    return "en";
}

/* The reason in the object's language, else the first one. */
static const WS_FAULT_REASON *best_reason(const WS_ERROR *error, const WS_FAULT *fault)
{
    const char *tag = language_tag(error_language(error));
    ULONG i;

    for (i = 0; i < fault->reasonCount; i++)
    {
        const WS_STRING *lang = &fault->reasons[i].lang;

        if (lang->length >= 2 && (lang->chars[0] | 0x20) == tag[0]
                && (lang->chars[1] | 0x20) == tag[1]
                && (lang->length == 2 || lang->chars[2] == '-'))
            return &fault->reasons[i];
    }
    return fault->reasonCount ? fault->reasons : NULL;
}

static BOOL text_is_whole(const void *chars, ULONG length)
{
    return chars || !length;
}

/* What an application passes by hand: no count without its array. */
static HRESULT check_fault(const WS_FAULT *fault)
{
    const WS_FAULT_CODE *code;
    ULONG i, depth = 0;

    if (!text_is_whole(fault->reasons, fault->reasonCount)
            || !text_is_whole(fault->actor.chars, fault->actor.length)
            || !text_is_whole(fault->node.chars, fault->node.length))
        return fail(NULL, E_INVALIDARG, "The fault has a reason, actor or node that is NULL");
    for (i = 0; i < fault->reasonCount; i++)
    {
        if (!text_is_whole(fault->reasons[i].text.chars, fault->reasons[i].text.length)
                || !text_is_whole(fault->reasons[i].lang.chars, fault->reasons[i].lang.length))
            return fail(NULL, E_INVALIDARG, "The fault's reason %u has a text that is NULL", i);
    }
    for (code = fault->code; code && depth < MAX_CODES; code = code->subCode, depth++)
    {
        if (!text_is_whole(code->value.localName.bytes, code->value.localName.length)
                || !text_is_whole(code->value.ns.bytes, code->value.ns.length))
            return fail(NULL, E_INVALIDARG, "The fault's code %u has a name that is NULL", depth);
    }
    return S_OK;
}

static HRESULT set_fault(WS_ERROR *error, const void *value, ULONG size)
{
    const WS_FAULT_REASON *reason;
    WS_FAULT *copy;
    HRESULT hr;

    if (!value || size != sizeof(WS_FAULT))
        return fail(NULL, E_INVALIDARG, "Fault property FAULT takes a WS_FAULT of %u bytes, not %u",
                (ULONG)sizeof(WS_FAULT), size);
    if (FAILED(hr = check_fault(value))) return hr;
    if (FAILED(hr = heap_alloc(error_heap(error), sizeof(*copy), (void **)&copy, NULL))) return hr;
    if (FAILED(hr = copy_fault(error_heap(error), value, copy))) return hr;
    error_fault(error)->fault = copy;
    if ((reason = best_reason(error, copy)) && reason->text.length)
        error_add(error, "The fault reason was: '%S'.", &reason->text);
    return S_OK;
}

HRESULT WINAPI WsSetFaultErrorProperty(
        WS_ERROR *error, WS_FAULT_ERROR_PROPERTY_ID id, const void *value, ULONG valueSize)
{
    if (!is_error(error))
        return fail(NULL, E_INVALIDARG, "WsSetFaultErrorProperty: not an error object");
    switch (id)
    {
    case WS_FAULT_ERROR_PROPERTY_FAULT:
        return set_fault(error, value, valueSize);
    case WS_FAULT_ERROR_PROPERTY_ACTION:
        if (!value || valueSize != sizeof(WS_XML_STRING))
            return fail(NULL, E_INVALIDARG, "Fault property ACTION takes a WS_XML_STRING");
        return heap_copy_xml_string(error_heap(error), value, &error_fault(error)->action, NULL);
    case WS_FAULT_ERROR_PROPERTY_HEADER:
        if (!value || valueSize != sizeof(WS_XML_BUFFER *) || !*(WS_XML_BUFFER *const *)value)
            return fail(
                    NULL, E_INVALIDARG, "Fault property HEADER takes a pointer to a WS_XML_BUFFER");
        return xml_buffer_copy(error_heap(error), *(WS_XML_BUFFER *const *)value,
                &error_fault(error)->header, NULL);
    default:
        return fail(NULL, E_INVALIDARG, "There is no fault property %u", id);
    }
}

HRESULT WINAPI WsGetFaultErrorProperty(
        WS_ERROR *error, WS_FAULT_ERROR_PROPERTY_ID id, void *buffer, ULONG bufferSize)
{
    const struct error_fault *fault;
    const void *from;
    ULONG size = sizeof(void *);

    if (!is_error(error))
        return fail(NULL, E_INVALIDARG, "WsGetFaultErrorProperty: not an error object");
    fault = error_fault(error);
    switch (id)
    {
    case WS_FAULT_ERROR_PROPERTY_FAULT:
        from = &fault->fault;
        break;
    case WS_FAULT_ERROR_PROPERTY_ACTION:
        from = &fault->action;
        size = sizeof(fault->action);
        break;
    case WS_FAULT_ERROR_PROPERTY_HEADER:
        from = &fault->header;
        break;
    default:
        return fail(NULL, E_INVALIDARG, "There is no fault property %u", id);
    }
    if (!buffer || bufferSize != size)
        return fail(NULL, E_INVALIDARG, "Fault property %u has %u bytes, the buffer %u", id, size,
                bufferSize);
    memcpy(buffer, from, size);
    return S_OK;
}

HRESULT WINAPI WsCopyError(WS_ERROR *source, WS_ERROR *destination)
{
    const struct error_fault *from;
    struct error_fault *to, copy = { 0 };
    HRESULT hr;
    ULONG i;

    if (!is_error(source) || !is_error(destination))
        return fail(
                NULL, E_INVALIDARG, "WsCopyError: source or destination is not an error object");
    if (source == destination) return S_OK;
    from = error_fault(source);
    if (FAILED(hr = WsResetError(destination))) return hr;
    for (i = 0; error_string(source, i); i++)
    {
        if (FAILED(hr = WsAddErrorString(destination, error_string(source, i)))) return hr;
    }
    error_set_original(destination, error_original(source));
    to = error_fault(destination);
    if (from->fault)
    {
        hr = heap_alloc(error_heap(destination), sizeof(*copy.fault), (void **)&copy.fault, NULL);
        if (SUCCEEDED(hr)) hr = copy_fault(error_heap(destination), from->fault, copy.fault);
        if (FAILED(hr)) return hr;
    }
    if (from->action.length
            && FAILED(hr = heap_copy_xml_string(
                              error_heap(destination), &from->action, &copy.action, NULL)))
        return hr;
    if (from->header
            && FAILED(hr
                    = xml_buffer_copy(error_heap(destination), from->header, &copy.header, NULL)))
        return hr;
    *to = copy;
    return S_OK;
}

/* ---- what a service tells ---- */

/* FULL: all strings, the first cause last added first, or the system's words for the code. MINIMAL: nothing. */
static HRESULT reason_text(WS_ERROR *error, HRESULT code, WS_FAULT_DISCLOSURE disclosure,
        WS_HEAP *heap, WS_STRING *ret)
{
    static const char minimal[] = "The server was unable to process the request.";
    WCHAR text[2048];
    ULONG length = 0, i, count = 0;
    WS_STRING string;

    if (disclosure != WS_FULL_FAULT_DISCLOSURE)
        return heap_utf16(heap, (const BYTE *)minimal, sizeof(minimal) - 1, ret, NULL);
    if (is_error(error))
        WsGetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, &count, sizeof(count));
    for (i = 0; i < count; i++)
    {
        if (FAILED(WsGetErrorString(error, i, &string))) break;
        if (length && length < COUNT_OF(text)) text[length++] = ' ';
        if (string.length > COUNT_OF(text) - length) string.length = COUNT_OF(text) - length;
        if (string.length) memcpy(text + length, string.chars, string.length * sizeof(WCHAR));
        length += string.length;
    }
    if (!length)
        length = system_message(
                code, is_error(error) ? error_language(error) : 0, text, COUNT_OF(text));
    string.chars = text;
    string.length = length;
    return length ? heap_copy_string(heap, &string, ret, NULL)
                  : heap_utf16(heap, (const BYTE *)minimal, sizeof(minimal) - 1, ret, NULL);
}

static HRESULT add_reason(WS_ERROR *error, HRESULT code, WS_FAULT_DISCLOSURE disclosure,
        WS_HEAP *heap, WS_FAULT *fault)
{
    const char *tag = "en";
    WS_FAULT_REASON *reason;
    HRESULT hr = heap_zalloc(heap, sizeof(*reason), (void **)&reason, NULL);

    if (FAILED(hr)) return hr;
    if (FAILED(hr = reason_text(error, code, disclosure, heap, &reason->text))) return hr;
    /* strings are in the object's language, the minimal text in English */
    if (is_error(error) && disclosure == WS_FULL_FAULT_DISCLOSURE)
        tag = language_tag(error_language(error));
    if (tag[0] == 'e' && tag[1] == 'n') tag = "en-US";
    hr = heap_utf16(heap, (const BYTE *)tag, text_length(tag), &reason->lang, NULL);
    if (FAILED(hr)) return hr;
    fault->reasons = reason;
    fault->reasonCount = 1;
    return S_OK;
}

/* Who is to blame: bad data came from the client, all else is ours. An empty namespace means the envelope's own
 * code, Sender or Receiver under whatever name the version has for it. */
static HRESULT add_code(HRESULT code, WS_HEAP *heap, WS_FAULT *fault)
{
    static const char *const names[] = { "Receiver", "Sender" };
    const char *name = names[code == WS_E_INVALID_FORMAT || code == WS_E_QUOTA_EXCEEDED
            || code == WS_E_ENDPOINT_ACTION_NOT_SUPPORTED];
    HRESULT hr = heap_zalloc(heap, sizeof(*fault->code), (void **)&fault->code, NULL);

    if (FAILED(hr)) return hr;
    fault->code->value.localName.length = text_length(name);
    return heap_copy(
            heap, name, text_length(name), (void **)&fault->code->value.localName.bytes, NULL);
}

HRESULT WINAPI WsCreateFaultFromError(WS_ERROR *error, HRESULT faultErrorCode,
        WS_FAULT_DISCLOSURE faultDisclosure, WS_HEAP *heap, WS_FAULT *fault)
{
    const WS_FAULT *known;
    WS_FAULT made = { 0 };
    HRESULT hr;

    if (!heap_is(heap) || !fault)
        return fail(NULL, E_INVALIDARG,
                "WsCreateFaultFromError: the heap or the fault pointer is NULL");
    if (SUCCEEDED(faultErrorCode))
        return fail(
                NULL, E_INVALIDARG, "WsCreateFaultFromError: %h is not a failure", faultErrorCode);
    if ((ULONG)faultDisclosure > WS_FULL_FAULT_DISCLOSURE)
        return fail(NULL, E_INVALIDARG, "WsCreateFaultFromError: there is no disclosure %u",
                faultDisclosure);
    known = is_error(error) ? error_fault(error)->fault : NULL;
    if (known && FAILED(hr = copy_fault(heap, known, &made))) return hr;
    if (!made.code && FAILED(hr = add_code(faultErrorCode, heap, &made))) return hr;
    if (!made.reasonCount
            && FAILED(hr = add_reason(error, faultErrorCode, faultDisclosure, heap, &made)))
        return hr;
    *fault = made;
    return S_OK;
}
