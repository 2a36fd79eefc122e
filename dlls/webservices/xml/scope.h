/* Which prefix means which namespace, element by element: a stack of declarations with a small hash over the
 * prefixes. Reader and writer each have one. After Namespaces in XML 1.0 (third edition).
 *
 * Use: mark = scope->count when an element starts; scope_add for each declaration; scope_pop(scope, mark) when
 * it has ended. Strings that scope_find_* return live until the next scope_add or scope_pop.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef XML_SCOPE_H
#define XML_SCOPE_H

#include "xml/arena.h"

struct binding
{
    WS_XML_STRING prefix, ns;
    struct arena_mark memory; /* of the strings, when they were copied */
    ULONG chain, below;       /* its hash chain, and the next one there, plus one */
};

#define SCOPE_HEADS 32

struct scope
{
    struct binding *bindings;
    ULONG count, size;
    ULONG max;                    /* WS_XML_*_PROPERTY_MAX_NAMESPACES; may be changed at any time */
    ULONG heads[1 + SCOPE_HEADS]; /* index plus one of the newest binding in each chain */
    struct arena memory;
};

void scope_init(struct scope *scope, ULONG max); /* takes no memory yet */
void scope_reset(struct scope *scope);           /* forgets all declarations, keeps the memory */
void scope_clear(struct scope *scope);           /* frees the memory */

/* Adds a declaration. mark: scope->count at the start of the element. copy: the strings do not live as long as the
 * element and are copied, which loses their dictionary no more than their bytes. WS_E_INVALID_FORMAT for what
 * Namespaces in XML forbids (a prefix twice on one element, xml and xmlns bound wrongly, a prefix without
 * namespace); WS_E_QUOTA_EXCEEDED when more than max different declarations are in scope. */
HRESULT scope_add(struct scope *scope, ULONG mark, const WS_XML_STRING *prefix,
        const WS_XML_STRING *ns, BOOL copy, WS_ERROR *error);

/* Back to a number of declarations that there was before. */
void scope_pop(struct scope *scope, ULONG mark);

extern const WS_XML_STRING scope_no_ns; /* length 0, bytes not NULL */

/* The default namespace. */
static inline const WS_XML_STRING *scope_default_ns(const struct scope *scope)
{
    return scope->heads[0] ? &scope->bindings[scope->heads[0] - 1].ns : &scope_no_ns;
}

/* The newest declaration, which nothing hides; NULL when there is none. */
static inline const struct binding *scope_newest(const struct scope *scope)
{
    return scope->count ? &scope->bindings[scope->count - 1] : NULL;
}

/* The namespace of a prefix. "xml" and "xmlns" are built in; the empty prefix without a declaration has the
 * namespace of length 0. NULL for an unknown prefix. */
const WS_XML_STRING *scope_find_ns(const struct scope *scope, const BYTE *prefix, ULONG length);

/* The newest prefix that means this namespace and is not hidden by a newer declaration, or NULL. named: only
 * non-empty prefixes, which attributes need. The empty namespace has the empty prefix unless that one is taken. */
const WS_XML_STRING *scope_find_prefix(
        const struct scope *scope, const WS_XML_STRING *ns, BOOL named);

/* The declaration of a prefix among those since mark, or NULL. */
const struct binding *scope_local(
        const struct scope *scope, ULONG mark, const BYTE *prefix, ULONG length);

extern const WS_XML_STRING scope_xml_ns;
extern const WS_XML_STRING scope_xmlns_ns;

#endif
