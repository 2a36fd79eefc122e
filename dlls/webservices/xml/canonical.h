/* Canonical XML as a sink: it is told of the parts of a document and gives the canonical bytes to a callback.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef XML_CANONICAL_H
#define XML_CANONICAL_H

#include "xml/scope.h"
#include "xml/xml.h"

struct canonical;

/* inside: how many elements of the document are open around what comes. */
HRESULT canonical_create(WS_WRITE_CALLBACK callback, void *state,
        const WS_XML_CANONICALIZATION_PROPERTY *properties, ULONG count, ULONG inside,
        struct canonical **ret, WS_ERROR *error);
void canonical_free(struct canonical *canonical);

/* A declaration that is in scope at the start; only those of the inclusive prefixes matter. */
ULONG canonical_prefix_count(const struct canonical *canonical);
const WS_XML_STRING *canonical_prefix(const struct canonical *canonical, ULONG index);
HRESULT canonical_import(struct canonical *canonical, const WS_XML_STRING *prefix,
        const WS_XML_STRING *ns, WS_ERROR *error);

HRESULT canonical_start_element(struct canonical *canonical, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, WS_ERROR *error);
HRESULT canonical_declare(struct canonical *canonical, const WS_XML_STRING *prefix,
        const WS_XML_STRING *ns, WS_ERROR *error);
HRESULT canonical_start_attribute(struct canonical *canonical, const WS_XML_STRING *prefix,
        const WS_XML_STRING *local, const WS_XML_STRING *ns, WS_ERROR *error);
HRESULT canonical_end_attribute(struct canonical *canonical, WS_ERROR *error);
HRESULT canonical_end_start(struct canonical *canonical, WS_ERROR *error);
HRESULT canonical_end_element(struct canonical *canonical, WS_ERROR *error);
/* in content or in an attribute */
HRESULT canonical_text(struct canonical *canonical, const WS_XML_TEXT *text, WS_ERROR *error);
HRESULT canonical_comment(struct canonical *canonical, const WS_XML_STRING *value, WS_ERROR *error);

/* Elements that were started and not ended. */
ULONG canonical_depth(const struct canonical *canonical);
HRESULT canonical_flush(struct canonical *canonical, WS_ERROR *error);

#endif
