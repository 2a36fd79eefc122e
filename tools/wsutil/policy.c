/* Policies: found by reference or in place, normalised to alternatives, matched with the 14 binding templates.
 *
 * An alternative is a list of assertions; the first one that a template fits is taken.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model.h"

#include <string.h>

#define MAX_ALTERNATIVES 64
#define MAX_ASSERTIONS   256
#define MAX_DEPTH        32

#define NS_BINARY  "http://schemas.microsoft.com/ws/06/2004/mspolicy/netbinary1"
#define NS_MTOM    "http://schemas.xmlsoap.org/ws/2004/09/policy/optimizedmimeserialization"
#define NS_HTTP    "http://schemas.microsoft.com/ws/06/2004/policy/http"
#define NS_FRAMING "http://schemas.microsoft.com/ws/2006/05/framing/policy"

/* clang-format off */
static const struct template_type template_types[] = {
    /*                                           tcp    ssl    header sspi   user   krb    context */
    { "HTTP",                                    false, false, false, false, false, false, false },
    { "HTTP_SSL",                                false, true,  false, false, false, false, false },
    { "HTTP_HEADER_AUTH",                        false, false, true,  false, false, false, false },
    { "HTTP_SSL_HEADER_AUTH",                    false, true,  true,  false, false, false, false },
    { "HTTP_SSL_USERNAME",                       false, true,  false, false, true,  false, false },
    { "HTTP_SSL_KERBEROS_APREQ",                 false, true,  false, false, false, true,  false },
    { "TCP",                                     true,  false, false, false, false, false, false },
    { "TCP_SSPI",                                true,  false, false, true,  false, false, false },
    { "TCP_SSPI_USERNAME",                       true,  false, false, true,  true,  false, false },
    { "TCP_SSPI_KERBEROS_APREQ",                 true,  false, false, true,  false, true,  false },
    { "HTTP_SSL_USERNAME_SECURITY_CONTEXT",      false, true,  false, false, true,  false, true  },
    { "HTTP_SSL_KERBEROS_APREQ_SECURITY_CONTEXT", false, true, false, false, false, true,  true  },
    { "TCP_SSPI_USERNAME_SECURITY_CONTEXT",      true,  false, false, true,  true,  false, true  },
    { "TCP_SSPI_KERBEROS_APREQ_SECURITY_CONTEXT", true, false, false, true,  false, true,  true  },
};
/* clang-format on */

/* ---- finding policies ---- */

static bool is_policy_ns(const char *ns)
{
    return !strcmp(ns, NS_POLICY) || !strcmp(ns, NS_POLICY_W3C);
}

static bool is_policy_element(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && is_policy_ns(node_ns(node))
            && !strcmp((const char *)node->name, name);
}

static void collect_policy(
        struct compiler *compiler, const struct document *document, const xmlNode *node)
{
    const char *id = attribute_text_ns(node, "Id", NS_UTILITY),
               *name = attribute_text(node, "Name");

    if (!id) id = attribute_text_ns(node, "id", NS_XML);
    if (id) map_put(&compiler->policies, arena_format("%s#%s", document->url, id), (void *)node);
    if (name) map_put(&compiler->policies, name, (void *)node);
    if (node == xmlDocGetRootElement(document->xml))
        map_put(&compiler->policies, document->url, (void *)node);
}

void policies_collect(struct compiler *compiler)
{
    const xmlNode *node, *root;
    size_t i;

    for (i = 0; i < compiler->documents.count; i++)
    {
        const struct document *document = compiler->documents.items[i];

        root = xmlDocGetRootElement(document->xml);
        if (document->kind == DOCUMENT_WSP) collect_policy(compiler, document, root);
        for (node = first_element(root); node && document->kind != DOCUMENT_XSD;
                node = next_element(node))
            if (is_policy_element(node, "Policy")) collect_policy(compiler, document, node);
    }
}

static const xmlNode *find_policy(struct compiler *compiler, const xmlNode *node, const char *uri)
{
    const struct document *document = node->doc->_private;
    const xmlNode *policy = NULL;

    if (uri && *uri == '#')
        policy = map_get(&compiler->policies, arena_format("%s%s", document->url, uri));
    else if (uri)
        policy = map_get(&compiler->policies, uri);
    if (!policy)
        diagnose(node, ERROR_SEVERITY, "policy '%s' is not defined by any input", uri ? uri : "");
    return policy;
}

/* ---- normal form ---- */

struct alternative
{
    struct list assertions; /* const xmlNode */
};

struct alternatives
{
    struct list list;
};

static bool too_many(const xmlNode *node)
{
    diagnose(node, ERROR_SEVERITY,
            "a policy with more than %d alternatives, or nested over %d levels", MAX_ALTERNATIVES,
            MAX_DEPTH);
    return false;
}

static struct alternatives one_empty(void)
{
    struct alternatives all = { { 0 } };

    list_add(&all.list, NEW(struct alternative));
    return all;
}

/* All of these and all of those. */
static bool multiply(struct alternatives *all, const struct alternatives *more, const xmlNode *node)
{
    struct alternatives result = { { 0 } };
    size_t i, j, k;

    if (all->list.count * more->list.count > MAX_ALTERNATIVES) return too_many(node);
    for (i = 0; i < all->list.count; i++)
    {
        for (j = 0; j < more->list.count; j++)
        {
            const struct alternative *left = all->list.items[i], *right = more->list.items[j];
            struct alternative *both = NEW(struct alternative);

            if (left->assertions.count + right->assertions.count > MAX_ASSERTIONS)
                return too_many(node);
            for (k = 0; k < left->assertions.count; k++)
                list_add(&both->assertions, left->assertions.items[k]);
            for (k = 0; k < right->assertions.count; k++)
                list_add(&both->assertions, right->assertions.items[k]);
            list_add(&result.list, both);
        }
    }
    *all = result;
    return true;
}

static bool expand(
        struct compiler *compiler, const xmlNode *node, int depth, struct alternatives *result);

/* The children of Policy, All or ExactlyOne. */
static bool expand_children(struct compiler *compiler, const xmlNode *parent, bool exactly_one,
        int depth, struct alternatives *result)
{
    struct alternatives child;
    const xmlNode *node;
    size_t i;

    if (exactly_one)
        memset(result, 0, sizeof(*result));
    else
        *result = one_empty();
    for (node = first_element(parent); node; node = next_element(node))
    {
        if (!expand(compiler, node, depth, &child)) return false;
        if (!exactly_one)
        {
            if (!multiply(result, &child, node)) return false;
            continue;
        }
        if (result->list.count + child.list.count > MAX_ALTERNATIVES) return too_many(node);
        for (i = 0; i < child.list.count; i++)
            list_add(&result->list, child.list.items[i]);
    }
    return true;
}

static bool is_optional(const xmlNode *node)
{
    const char *text = attribute_text_ns(node, "Optional", NS_POLICY);

    if (!text) text = attribute_text_ns(node, "Optional", NS_POLICY_W3C);
    return text && (!strcmp(text, "true") || !strcmp(text, "1"));
}

static bool expand(
        struct compiler *compiler, const xmlNode *node, int depth, struct alternatives *result)
{
    const xmlNode *policy;

    if (depth > MAX_DEPTH) return too_many(node);
    if (is_policy_element(node, "Policy") || is_policy_element(node, "All"))
        return expand_children(compiler, node, false, depth + 1, result);
    if (is_policy_element(node, "ExactlyOne"))
        return expand_children(compiler, node, true, depth + 1, result);
    if (is_policy_element(node, "PolicyReference"))
    {
        policy = find_policy(compiler, node, attribute_text(node, "URI"));
        return policy && expand(compiler, policy, depth + 1, result);
    }
    *result = one_empty();
    list_add(&((struct alternative *)result->list.items[0])->assertions, (void *)node);
    if (is_optional(node)) list_add(&result->list, NEW(struct alternative));
    return true;
}

/* ---- what assertions mean ---- */

struct facts
{
    bool ssl, sspi, username, kerberos, context, bootstrapped, binary, mtom, timestamp, symmetric;
    const char *addressing, *protection, *layout, *header_version, *conversation;
    const char *schemes;
    const char *misfit; /* why no template fits, or NULL */
    const xmlNode *misfit_node;
};

static void misfit(struct facts *facts, const xmlNode *node, const char *why)
{
    if (facts->misfit) return;
    facts->misfit = why;
    facts->misfit_node = node;
}

static bool is_security(const xmlNode *node)
{
    return !strcmp(node_ns(node), NS_SECURITY_POLICY)
            || !strcmp(node_ns(node), NS_SECURITY_POLICY_12);
}

/* The first alternative of the policy within an assertion. */
static struct list nested(struct compiler *compiler, const xmlNode *node, const char *name)
{
    struct alternatives all = { { 0 } };
    struct list none = { 0 };
    const xmlNode *child;

    for (child = first_element(node); child; child = next_element(child))
    {
        if (!is_policy_element(child, "Policy")
                && !(name && is_security(child) && !strcmp((const char *)child->name, name)))
            continue;
        if (name && is_security(child)) return nested(compiler, child, NULL);
        if (expand(compiler, child, 0, &all) && all.list.count)
            return ((struct alternative *)all.list.items[0])->assertions;
    }
    return none;
}

static void read_assertion(
        struct compiler *compiler, struct facts *facts, const xmlNode *node, int depth);

static void read_nested(struct compiler *compiler, struct facts *facts, const xmlNode *node,
        const char *name, int depth)
{
    struct list list = nested(compiler, node, name);
    size_t i;

    for (i = 0; i < list.count; i++)
        read_assertion(compiler, facts, list.items[i], depth + 1);
}

static void read_layout(struct compiler *compiler, struct facts *facts, const xmlNode *node)
{
    static const char *const layouts[][2] = { { "Strict", "WS_SECURITY_HEADER_LAYOUT_STRICT" },
        { "Lax", "WS_SECURITY_HEADER_LAYOUT_LAX" },
        { "LaxTimestampFirst", "WS_SECURITY_HEADER_LAYOUT_LAX_WITH_TIMESTAMP_FIRST" },
        { "LaxTsFirst", "WS_SECURITY_HEADER_LAYOUT_LAX_WITH_TIMESTAMP_FIRST" },
        { "LaxTimestampLast", "WS_SECURITY_HEADER_LAYOUT_LAX_WITH_TIMESTAMP_LAST" },
        { "LaxTsLast", "WS_SECURITY_HEADER_LAYOUT_LAX_WITH_TIMESTAMP_LAST" } };
    struct list list = nested(compiler, node, NULL);
    size_t i, j;

    for (i = 0; i < list.count; i++)
        for (j = 0; j < sizeof(layouts) / sizeof(layouts[0]); j++)
            if (!strcmp((const char *)((const xmlNode *)list.items[i])->name, layouts[j][0]))
                facts->layout = layouts[j][1];
}

static void read_token(
        struct compiler *compiler, struct facts *facts, const xmlNode *node, int depth)
{
    const char *name = (const char *)node->name;
    const xmlNode *certificate;

    if (!strcmp(name, "HttpsToken"))
    {
        facts->ssl = true;
        certificate = find_child(node, NS_POLICY, "Policy");
        if (certificate && find_child(certificate, node_ns(node), "HttpBasicAuthentication"))
            facts->schemes = "WS_HTTP_HEADER_AUTH_SCHEME_BASIC";
        if (certificate && find_child(certificate, node_ns(node), "HttpDigestAuthentication"))
            facts->schemes = "WS_HTTP_HEADER_AUTH_SCHEME_DIGEST";
    }
    else if (!strcmp(name, "UsernameToken"))
        facts->username = true;
    else if (!strcmp(name, "KerberosToken"))
        facts->kerberos = true;
    else if (!strcmp(name, "SecureConversationToken"))
    {
        facts->context = true;
        facts->conversation = !strcmp(node_ns(node), NS_SECURITY_POLICY)
                ? "WS_SECURE_CONVERSATION_VERSION_FEBRUARY_2005"
                : "WS_SECURE_CONVERSATION_VERSION_1_3";
        if (depth < 12)
        {
            struct list list = nested(compiler, node, NULL);
            size_t i;

            for (i = 0; i < list.count; i++)
            {
                const xmlNode *child = list.items[i];

                if (is_security(child) && !strcmp((const char *)child->name, "BootstrapPolicy"))
                    read_nested(compiler, facts, child, NULL, depth + 1);
            }
        }
    }
    else
        misfit(facts, node, arena_format("token '%s' is in no binding template", name));
}

/* Assertions that say nothing a description holds. */
static bool is_tolerated(const char *name)
{
    static const char *const names[] = { "AlgorithmSuite", "SignedParts", "EncryptedParts",
        "SignedElements", "Trust10", "Trust13", "RequireSignatureConfirmation", "EncryptSignature",
        "OnlySignEntireHeadersAndBody", "RequireDerivedKeys", "MustSupportRefKeyIdentifier",
        "MustSupportRefIssuerSerial", "MustSupportRefThumbprint", "MustSupportRefEncryptedKey",
        "MustSupportIssuedTokens", "RequireClientEntropy", "RequireServerEntropy",
        "MustSupportClientChallenge", "MustSupportServerChallenge", "WssUsernameToken10",
        "WssUsernameToken11", "SC10SecurityContextToken", "SC13SecurityContextToken",
        "WssGssKerberosV5ApReqToken11", "WssKerberosV5ApReqToken11", "BootstrapPolicy",
        "NoPassword", "HashPassword" };
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (!strcmp(names[i], name)) return true;
    return false;
}

static void read_security_assertion(
        struct compiler *compiler, struct facts *facts, const xmlNode *node, int depth)
{
    const char *name = (const char *)node->name;

    if (depth > MAX_DEPTH)
        misfit(facts, node, "the policy is nested too deeply");
    else if (!strcmp(name, "TransportBinding") || !strcmp(name, "TransportToken"))
        read_nested(compiler, facts, node, NULL, depth);
    else if (strstr(name, "SupportingTokens"))
        read_nested(compiler, facts, node, NULL, depth);
    else if (!strcmp(name, "Layout"))
        read_layout(compiler, facts, node);
    else if (!strcmp(name, "IncludeTimestamp"))
        facts->timestamp = true;
    else if (!strcmp(name, "Wss10"))
        facts->header_version = "WS_SECURITY_HEADER_VERSION_1_0";
    else if (!strcmp(name, "Wss11"))
        facts->header_version = "WS_SECURITY_HEADER_VERSION_1_1";
    else if (!strcmp(name, "SymmetricBinding") || !strcmp(name, "AsymmetricBinding"))
        misfit(facts, node, arena_format("%s is in no binding template", name));
    else if (strlen(name) > 5 && !strcmp(name + strlen(name) - 5, "Token"))
        read_token(compiler, facts, node, depth);
    else if (!is_tolerated(name))
        misfit(facts, node, arena_format("security assertion '%s' is not known", name));
}

static void read_framing(struct facts *facts, const xmlNode *node)
{
    const xmlNode *level;
    const char *text;

    if (!strcmp((const char *)node->name, "SslTransportSecurity"))
    {
        misfit(facts, node, "TLS over TCP is in no binding template");
        return;
    }
    if (strcmp((const char *)node->name, "WindowsTransportSecurity")) return;
    facts->sspi = true;
    facts->protection = "WS_PROTECTION_LEVEL_SIGN_AND_ENCRYPT";
    level = find_child(node, NS_FRAMING, "ProtectionLevel");
    text = level && level->children ? (const char *)level->children->content : NULL;
    if (text && strstr(text, "None"))
        facts->protection = "WS_PROTECTION_LEVEL_NONE";
    else if (text && !strstr(text, "Encrypt"))
        facts->protection = "WS_PROTECTION_LEVEL_SIGN";
}

static void read_assertion(
        struct compiler *compiler, struct facts *facts, const xmlNode *node, int depth)
{
    static const char *const schemes[][2]
            = { { "BasicAuthentication", "WS_HTTP_HEADER_AUTH_SCHEME_BASIC" },
                  { "NegotiateAuthentication", "WS_HTTP_HEADER_AUTH_SCHEME_NEGOTIATE" },
                  { "NtlmAuthentication", "WS_HTTP_HEADER_AUTH_SCHEME_NTLM" },
                  { "DigestAuthentication", "WS_HTTP_HEADER_AUTH_SCHEME_DIGEST" } };
    const char *ns = node_ns(node), *name = (const char *)node->name;
    size_t i;

    if (is_security(node))
        read_security_assertion(compiler, facts, node, depth);
    else if (!strcmp(name, "UsingAddressing") || !strcmp(name, "Addressing"))
        facts->addressing = !strcmp(ns, NS_ADDRESSING_09_POL) ? "WS_ADDRESSING_VERSION_0_9"
                                                              : "WS_ADDRESSING_VERSION_1_0";
    else if (!strcmp(name, "BinaryEncoding") && !strcmp(ns, NS_BINARY))
        facts->binary = true;
    else if (!strcmp(name, "OptimizedMimeSerialization"))
        facts->mtom = true;
    else if (!strcmp(ns, NS_HTTP))
    {
        for (i = 0; i < 4; i++)
            if (!strcmp(schemes[i][0], name)) facts->schemes = schemes[i][1];
    }
    else if (!strcmp(ns, NS_FRAMING))
        read_framing(facts, node);
    else
        diagnose(node, W2, "policy assertion {%s}%s is not known: it is ignored", ns, name);
}

/* ---- templates ---- */

static const struct template_type *fitting(const struct facts *facts, bool tcp)
{
    size_t i;

    for (i = 0; i < sizeof(template_types) / sizeof(template_types[0]); i++)
    {
        const struct template_type *t = &template_types[i];

        if (t->tcp == tcp && t->ssl == facts->ssl && t->header_auth == (facts->schemes != NULL)
                && t->sspi == facts->sspi && t->username == facts->username
                && t->kerberos == facts->kerberos && t->context == facts->context)
            return t;
    }
    return NULL;
}

static struct policy *make_policy(const struct binding *binding, const struct facts *facts,
        const struct template_type *template_type)
{
    struct policy *policy = NEW(struct policy);

    policy->template_type = template_type;
    policy->encoding = facts->binary
            ? (binding->tcp ? "WS_ENCODING_XML_BINARY_SESSION_1" : "WS_ENCODING_XML_BINARY_1")
            : facts->mtom  ? "WS_ENCODING_XML_MTOM_UTF8"
            : binding->tcp ? "WS_ENCODING_XML_BINARY_SESSION_1"
                           : "WS_ENCODING_XML_UTF8";
    policy->addressing = facts->addressing ? facts->addressing : "WS_ADDRESSING_VERSION_TRANSPORT";
    policy->envelope
            = binding->soap12 ? "WS_ENVELOPE_VERSION_SOAP_1_2" : "WS_ENVELOPE_VERSION_SOAP_1_1";
    policy->schemes = facts->schemes;
    if (facts->ssl)
        policy->protection = "WS_PROTECTION_LEVEL_SIGN_AND_ENCRYPT";
    else if (facts->schemes)
        policy->protection = "WS_PROTECTION_LEVEL_NONE";
    else if (facts->sspi)
        policy->protection = facts->protection;
    if (facts->username || facts->kerberos)
    {
        policy->timestamp = facts->timestamp ? "WS_SECURITY_TIMESTAMP_USAGE_ALWAYS"
                                             : "WS_SECURITY_TIMESTAMP_USAGE_NEVER";
        policy->layout = facts->layout ? facts->layout : "WS_SECURITY_HEADER_LAYOUT_STRICT";
        policy->header_version
                = facts->header_version ? facts->header_version : "WS_SECURITY_HEADER_VERSION_1_1";
    }
    if (facts->context) policy->conversation = facts->conversation;
    return policy;
}

/* ---- attachment ---- */

static bool attach(struct compiler *compiler, const xmlNode *subject, struct alternatives *all)
{
    const char *uris = attribute_text_ns(subject, "PolicyURIs", NS_POLICY), *end;
    struct alternatives more;
    const xmlNode *node;

    for (node = first_element(subject); node; node = next_element(node))
    {
        if (!is_policy_element(node, "Policy") && !is_policy_element(node, "PolicyReference"))
            continue;
        if (!expand(compiler, node, 0, &more) || !multiply(all, &more, node)) return false;
    }
    for (; uris && *uris; uris = end + strspn(end, " \t\r\n"))
    {
        end = uris + strcspn(uris, " \t\r\n");
        node = find_policy(compiler, subject, arena_copy(uris, (size_t)(end - uris)));
        if (!node || !expand(compiler, node, 0, &more) || !multiply(all, &more, subject))
            return false;
    }
    return true;
}

/* Binding, its ports and its port type say it of the endpoint; what operations say is checked for references only. */
static bool attach_all(
        struct compiler *compiler, const struct binding *binding, struct alternatives *all)
{
    struct alternatives unused = one_empty();
    const xmlNode *node, *child;
    size_t i;

    if (!attach(compiler, binding->node, all) || !attach(compiler, binding->port_type, all))
        return false;
    for (i = 0; i < binding->ports.count; i++)
        if (!attach(compiler, binding->ports.items[i], all)) return false;
    for (node = first_element(binding->node); node; node = next_element(node))
    {
        if (!is_element(node, NS_WSDL, "operation")) continue;
        unused = one_empty();
        if (!attach(compiler, node, &unused)) return false;
        for (child = first_element(node); child; child = next_element(child))
            if (!strcmp(node_ns(child), NS_WSDL) && !attach(compiler, child, &unused)) return false;
    }
    return true;
}

void binding_policy(struct compiler *compiler, struct binding *binding)
{
    struct alternatives all = one_empty();
    const struct template_type *template_type;
    struct facts facts, first;
    const xmlNode *addressing;
    size_t i, j;

    if (!attach_all(compiler, binding, &all)) return;
    memset(&first, 0, sizeof(first));
    for (i = 0; i < all.list.count; i++)
    {
        const struct alternative *alternative = all.list.items[i];

        memset(&facts, 0, sizeof(facts));
        /* in a binding itself it means the same as in its policy */
        if ((addressing = find_child(binding->node, NS_ADDRESSING_WSDL, "UsingAddressing")))
            facts.addressing = "WS_ADDRESSING_VERSION_1_0";
        for (j = 0; j < alternative->assertions.count; j++)
            read_assertion(compiler, &facts, alternative->assertions.items[j], 0);
        template_type = facts.misfit ? NULL : fitting(&facts, binding->tcp);
        if (template_type)
        {
            if (all.list.count > 1)
                diagnose(binding->node, W2,
                        "alternative %u of %u of the policy of '%s' is used: it fits template %s",
                        (unsigned)i + 1, (unsigned)all.list.count, binding->name,
                        template_type->name);
            binding->policy = make_policy(binding, &facts, template_type);
            return;
        }
        if (!i) first = facts;
    }
    diagnose(first.misfit_node ? first.misfit_node : binding->node, W1,
            "the policy of binding '%s' fits no template (%s): no helpers are made", binding->name,
            first.misfit ? first.misfit : "this combination of tokens and transport");
}
