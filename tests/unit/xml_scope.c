/* Namespace scopes: shadowing, look-ups both ways, what Namespaces in XML forbids, the quota, and memory.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"
#include "xml/scope.h"

static HRESULT add(struct scope *scope, ULONG mark, const char *prefix, const char *ns, BOOL copy)
{
    WS_XML_STRING p = { (ULONG)strlen(prefix), (BYTE *)prefix, NULL, 0 };
    WS_XML_STRING n = { (ULONG)strlen(ns), (BYTE *)ns, NULL, 0 };

    return scope_add(scope, mark, &p, &n, copy, NULL);
}

static const char *ns_of(const struct scope *scope, const char *prefix)
{
    static char text[64];
    const WS_XML_STRING *ns = scope_find_ns(scope, (const BYTE *)prefix, strlen(prefix));

    if (!ns) return "(none)";
    memcpy(text, ns->bytes, ns->length);
    text[ns->length] = 0;
    return text;
}

static const char *prefix_of(const struct scope *scope, const char *ns, BOOL named)
{
    static char text[64];
    WS_XML_STRING n = { (ULONG)strlen(ns), (BYTE *)ns, NULL, 0 };
    const WS_XML_STRING *prefix = scope_find_prefix(scope, &n, named);

    if (!prefix) return "(none)";
    memcpy(text, prefix->bytes, prefix->length);
    text[prefix->length] = 0;
    return text;
}

#define ok_name(got, expected) ok(!strcmp(got, expected), "%s, expected %s", got, expected)

TEST(inner_declarations_hide_outer_ones)
{
    struct scope scope;
    ULONG mark;

    scope_init(&scope, 32);
    ok_hr(add(&scope, 0, "p", "urn:1", FALSE), S_OK);
    ok_hr(add(&scope, 0, "", "urn:2", FALSE), S_OK);
    mark = scope.count;
    ok_hr(add(&scope, mark, "p", "urn:3", TRUE), S_OK);
    ok_hr(add(&scope, mark, "", "", FALSE), S_OK);
    ok_name(ns_of(&scope, "p"), "urn:3");
    ok_name(ns_of(&scope, ""), "");
    ok_name(prefix_of(&scope, "urn:1", FALSE), "(none)");
    ok_name(prefix_of(&scope, "urn:3", TRUE), "p");
    ok_name(prefix_of(&scope, "", FALSE), "");
    ok_name(prefix_of(&scope, "", TRUE), "(none)");
    scope_pop(&scope, mark);
    ok_name(ns_of(&scope, "p"), "urn:1");
    ok_name(ns_of(&scope, ""), "urn:2");
    ok_name(prefix_of(&scope, "urn:2", TRUE), "(none)");
    ok_name(prefix_of(&scope, "", FALSE), "(none)");
    scope_reset(&scope);
    ok_name(ns_of(&scope, "p"), "(none)");
    ok_name(prefix_of(&scope, "", FALSE), "");
    scope_clear(&scope);
}

TEST(R35_xml_and_xmlns_are_built_in)
{
    struct scope scope;

    scope_init(&scope, 32);
    ok_name(ns_of(&scope, "xml"), "http://www.w3.org/XML/1998/namespace");
    ok_name(ns_of(&scope, "xmlns"), "http://www.w3.org/2000/xmlns/");
    ok_name(prefix_of(&scope, "http://www.w3.org/XML/1998/namespace", TRUE), "xml");
    ok_hr(add(&scope, 0, "xml", "http://www.w3.org/XML/1998/namespace", FALSE), S_OK);
    ok_hr(add(&scope, 0, "xml", "urn:x", FALSE), WS_E_INVALID_FORMAT);
    ok_hr(add(&scope, 0, "y", "http://www.w3.org/XML/1998/namespace", FALSE), WS_E_INVALID_FORMAT);
    ok_hr(add(&scope, 0, "xmlns", "urn:x", FALSE), WS_E_INVALID_FORMAT);
    ok_hr(add(&scope, 0, "y", "http://www.w3.org/2000/xmlns/", FALSE), WS_E_INVALID_FORMAT);
    ok_hr(add(&scope, 0, "y", "", FALSE), WS_E_INVALID_FORMAT);
    scope_clear(&scope);
}

TEST(R41_a_prefix_is_declared_once_per_element)
{
    struct scope scope;

    scope_init(&scope, 32);
    ok_hr(add(&scope, 0, "p", "urn:1", FALSE), S_OK);
    ok_hr(add(&scope, 0, "p", "urn:1", FALSE), WS_E_INVALID_FORMAT);
    ok_hr(add(&scope, 0, "P", "urn:1", FALSE), S_OK);
    ok(scope_local(&scope, 0, (const BYTE *)"p", 1) != NULL, "p is local");
    ok(scope_local(&scope, 1, (const BYTE *)"p", 1) == NULL, "p is older");
    scope_clear(&scope);
}

TEST(the_quota_counts_different_declarations)
{
    struct scope scope;
    ULONG i;

    scope_init(&scope, 2);
    ok_hr(add(&scope, 0, "a", "urn:1", FALSE), S_OK);
    ok_hr(add(&scope, 0, "b", "urn:2", FALSE), S_OK);
    for (i = 0; i < 100; i++)
        ok_hr(add(&scope, scope.count, "a", "urn:1", TRUE), S_OK);
    ok_hr(add(&scope, scope.count, "c", "urn:1", TRUE), WS_E_QUOTA_EXCEEDED);
    scope_pop(&scope, 2);
    ok_name(ns_of(&scope, "a"), "urn:1");
    scope_clear(&scope);
}

TEST(copied_strings_outlive_their_source)
{
    struct scope scope;
    char prefix[8], ns[3000];
    ULONG i;

    scope_init(&scope, 1000);
    for (i = 0; i < 500; i++)
    {
        snprintf(prefix, sizeof(prefix), "p%u", (unsigned)i);
        memset(ns, 'a' + i % 26, sizeof(ns) - 1);
        ns[i * 5] = 0;
        if (!i) strcpy(ns, "x");
        ok_hr(add(&scope, i, prefix, ns, TRUE), S_OK);
    }
    memset(prefix, 0, sizeof(prefix));
    ok_name(ns_of(&scope, "p3"), "ddddddddddddddd");
    scope_pop(&scope, 10);
    ok_name(ns_of(&scope, "p3"), "ddddddddddddddd");
    ok_name(ns_of(&scope, "p10"), "(none)");
    scope_clear(&scope);
    ok_int(mem_in_use(), 0);
}

TESTS = { CASE(inner_declarations_hide_outer_ones), CASE(R35_xml_and_xmlns_are_built_in),
    CASE(R41_a_prefix_is_declared_once_per_element), CASE(the_quota_counts_different_declarations),
    CASE(copied_strings_outlive_their_source), END_OF_CASES };
