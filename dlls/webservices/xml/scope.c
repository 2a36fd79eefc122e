/* Which prefix means which namespace, element by element. See scope.h.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/scope.h"
#include "xml/xml.h"

#include <string.h>

static const WS_XML_STRING no_prefix = XML_STRING("");
static const WS_XML_STRING xml_prefix = XML_STRING("xml");
static const WS_XML_STRING xmlns_prefix = XML_STRING("xmlns");
const WS_XML_STRING scope_no_ns = XML_STRING("");
const WS_XML_STRING scope_xml_ns = XML_STRING("http://www.w3.org/XML/1998/namespace");
const WS_XML_STRING scope_xmlns_ns = XML_STRING("http://www.w3.org/2000/xmlns/");

void scope_init(struct scope *scope, ULONG max)
{
    memset(scope, 0, sizeof(*scope));
    scope->max = max;
}

void scope_reset(struct scope *scope)
{
    scope_pop(scope, 0);
}

void scope_clear(struct scope *scope)
{
    arena_clear(&scope->memory);
    mem_free(scope->bindings);
    scope_init(scope, scope->max);
}

/* Chain 0 is the empty prefix's own. */
static inline ULONG chain_of(const BYTE *prefix, ULONG length)
{
    if (!length) return 0;
    return 1 + ((prefix[0] * 3 + prefix[length - 1] * 7 + length) & (SCOPE_HEADS - 1));
}

static inline BOOL same_prefix(const struct binding *binding, const BYTE *prefix, ULONG length)
{
    ULONG i;

    if (binding->prefix.length != length) return FALSE;
    for (i = 0; i < length; i++)
    {
        if (binding->prefix.bytes[i] != prefix[i]) return FALSE;
    }
    return TRUE;
}

static struct binding *find(const struct scope *scope, const BYTE *prefix, ULONG length)
{
    ULONG i = scope->heads[chain_of(prefix, length)];

    for (; i; i = scope->bindings[i - 1].below)
    {
        if (same_prefix(&scope->bindings[i - 1], prefix, length)) return &scope->bindings[i - 1];
    }
    return NULL;
}

const struct binding *scope_local(
        const struct scope *scope, ULONG mark, const BYTE *prefix, ULONG length)
{
    const struct binding *binding = find(scope, prefix, length);

    return binding && (ULONG)(binding - scope->bindings) >= mark ? binding : NULL;
}

const WS_XML_STRING *scope_find_ns(const struct scope *scope, const BYTE *prefix, ULONG length)
{
    const struct binding *binding;

    if (!length) return scope_default_ns(scope);
    if ((binding = find(scope, prefix, length))) return &binding->ns;
    if (length == 3 && !memcmp(prefix, "xml", 3)) return &scope_xml_ns;
    if (length == 5 && !memcmp(prefix, "xmlns", 5)) return &scope_xmlns_ns;
    return NULL;
}

const WS_XML_STRING *scope_find_prefix(
        const struct scope *scope, const WS_XML_STRING *ns, BOOL named)
{
    ULONG i;

    for (i = scope->count; i; i--)
    {
        struct binding *binding = &scope->bindings[i - 1];

        if ((named && !binding->prefix.length) || !xml_string_equal(&binding->ns, ns)) continue;
        if (find(scope, binding->prefix.bytes, binding->prefix.length) == binding)
            return &binding->prefix;
    }
    if (!ns->length) return !named && !scope->heads[0] ? &no_prefix : NULL;
    if (xml_string_equal(ns, &scope_xml_ns)) return &xml_prefix;
    if (xml_string_equal(ns, &scope_xmlns_ns)) return &xmlns_prefix;
    return NULL;
}

/* What Namespaces in XML says about declarations (constraints of chapters 3, 5 and 6.1). */
static HRESULT check(const WS_XML_STRING *prefix, const WS_XML_STRING *ns, WS_ERROR *error)
{
    BOOL is_xml = prefix->length == 3 && !memcmp(prefix->bytes, "xml", 3);

    if (prefix->length == 5 && !memcmp(prefix->bytes, "xmlns", 5))
        return fail(error, WS_E_INVALID_FORMAT, "The prefix 'xmlns' cannot be declared");
    if (is_xml != (BOOL)xml_string_equal(ns, &scope_xml_ns))
        return fail(error, WS_E_INVALID_FORMAT,
                "The prefix '%X' cannot be bound to '%X': 'xml' belongs to its own namespace",
                prefix, ns);
    if (xml_string_equal(ns, &scope_xmlns_ns))
        return fail(
                error, WS_E_INVALID_FORMAT, "The namespace '%X' cannot be bound to a prefix", ns);
    if (prefix->length && !ns->length)
        return fail(error, WS_E_INVALID_FORMAT,
                "The prefix '%X' is declared with an empty namespace", prefix);
    return S_OK;
}

/* How many different declarations there are: the same one again inside counts once. */
static ULONG count_unique(const struct scope *scope)
{
    ULONG i, j, count = 0;

    for (i = 0; i < scope->count; i++)
    {
        const struct binding *binding = &scope->bindings[i];

        for (j = binding->below; j; j = scope->bindings[j - 1].below)
        {
            if (xml_string_equal(&scope->bindings[j - 1].prefix, &binding->prefix)
                    && xml_string_equal(&scope->bindings[j - 1].ns, &binding->ns))
                break;
        }
        count += !j;
    }
    return count;
}

static HRESULT grow(struct scope *scope, WS_ERROR *error)
{
    ULONG size = scope->size ? scope->size * 2 : 16;
    struct binding *bindings
            = mem_realloc(scope->bindings, (SIZE_T)size * sizeof(*scope->bindings));

    if (!bindings) return fail_memory(error);
    scope->bindings = bindings;
    scope->size = size;
    return S_OK;
}

static HRESULT copy_string(struct scope *scope, WS_XML_STRING *string, WS_ERROR *error)
{
    BYTE *bytes;

    if (!string->length) return S_OK;
    if (!(bytes = arena_alloc(&scope->memory, string->length))) return fail_memory(error);
    memcpy(bytes, string->bytes, string->length);
    string->bytes = bytes;
    return S_OK;
}

HRESULT scope_add(struct scope *scope, ULONG mark, const WS_XML_STRING *prefix,
        const WS_XML_STRING *ns, BOOL copy, WS_ERROR *error)
{
    struct binding binding = { *prefix, *ns };
    ULONG chain = chain_of(prefix->bytes, prefix->length);
    const struct binding *seen = find(scope, prefix->bytes, prefix->length);
    HRESULT hr;

    if (FAILED(hr = check(prefix, ns, error))) return hr;
    if (seen && (ULONG)(seen - scope->bindings) >= mark)
        return fail(error, WS_E_INVALID_FORMAT, "The prefix '%X' is declared twice on one element",
                prefix);
    if (scope->count >= scope->max && !(seen && xml_string_equal(&seen->ns, ns))
            && count_unique(scope) >= scope->max)
        return fail(error, WS_E_QUOTA_EXCEEDED,
                "More than %u namespace declarations are in scope with '%X'", scope->max, ns);
    if (scope->count == scope->size && FAILED(hr = grow(scope, error))) return hr;
    binding.memory = arena_mark(&scope->memory);
    if (copy)
    {
        hr = copy_string(scope, &binding.prefix, error);
        if (SUCCEEDED(hr)) hr = copy_string(scope, &binding.ns, error);
        if (FAILED(hr))
        {
            arena_release(&scope->memory, binding.memory);
            return hr;
        }
    }
    binding.chain = chain;
    binding.below = scope->heads[chain];
    scope->bindings[scope->count++] = binding;
    scope->heads[chain] = scope->count;
    return S_OK;
}

void scope_pop(struct scope *scope, ULONG mark)
{
    while (scope->count > mark)
    {
        struct binding *binding = &scope->bindings[--scope->count];

        /* the strings may be gone with the caller's input already */
        scope->heads[binding->chain] = binding->below;
        arena_release(&scope->memory, binding->memory);
    }
}
