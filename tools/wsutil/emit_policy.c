/* Policies: the description of each binding's policy, and the helpers that create proxies and endpoints from it.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emit.h"

#include <string.h>

/* ---- property lists ---- */

/* Values of enumerated properties, each with its pointer: a row for each property that a policy may set. */
struct property
{
    const char *id, *type, *member, *value;
};

static void emit_values(struct section *local, const struct property *properties, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
    {
        if (!properties[i].value) continue;
        text_print(&local->declaration, "            %s %s;\n", properties[i].type,
                properties[i].member);
        text_print(&local->value, "            %s,\n", properties[i].value);
    }
}

/* An array of the properties that have a value; returns how many. */
static unsigned emit_array(struct emitter *emitter, struct section *local,
        const struct binding *binding, const char *type, const char *array,
        const struct property *properties, size_t count)
{
    unsigned used = 0;
    size_t i;

    for (i = 0; i < count; i++)
        if (properties[i].value) used++;
    if (!used) return 0;
    text_print(&local->declaration, "            %s %s[%u];\n", type, array, used);
    text_put(&local->value, "            {\n");
    for (i = 0; i < count; i++)
    {
        const char *path;

        if (!properties[i].value) continue;
        path = arena_format("%sLocalDefinitions.policies.%s.%s", emitter->document->id,
                binding->c_name, properties[i].member);
        text_print(&local->value, "                { %s, (void*)&%s, sizeof(%s) },\n",
                properties[i].id, path, properties[i].type);
    }
    text_put(&local->value, "            },\n");
    return used;
}

static void emit_list(struct emitter *emitter, struct section *section,
        const struct binding *binding, const char *type, const char *array, unsigned count,
        const char *comment)
{
    if (count)
        text_print(&section->value,
                "            { (%s*)&%sLocalDefinitions.policies.%s.%s, %u }, /* %s */\n", type,
                emitter->document->id, binding->c_name, array, count, comment);
    else
        text_print(&section->value, "            { 0, 0 }, /* %s */\n", comment);
}

/* ---- one policy ---- */

static void emit_parts(struct emitter *emitter, struct section *section,
        const struct binding *binding, unsigned schemes, unsigned versions, unsigned security)
{
    const struct template_type *type = binding->policy->template_type;
    struct text *value = &section->value;

    if (type->ssl) text_put(value, "            { { 0, 0 } }, /* sslTransportSecurityBinding */\n");
    if (type->sspi)
        text_put(value, "            { { 0, 0 } }, /* sspiTransportSecurityBinding */\n");
    if (type->header_auth)
    {
        text_put(value, "            {\n");
        emit_list(emitter, section, binding, "WS_SECURITY_BINDING_PROPERTY", "headerAuthProperties",
                schemes, "httpHeaderAuthSecurityBinding");
        text_put(value, "            },\n");
    }
    if (type->username || type->kerberos)
        text_print(value,
                "            { { 0, 0 }, WS_SUPPORTING_MESSAGE_SECURITY_USAGE }, /* %s */\n",
                type->username ? "usernameMessageSecurityBinding"
                               : "kerberosApreqMessageSecurityBinding");
    if (!type->context) return;
    text_put(value, "            {\n            {\n");
    emit_list(emitter, section, binding, "WS_SECURITY_BINDING_PROPERTY", "contextProperties",
            versions, "securityContextMessageSecurityBinding");
    text_put(value, "            WS_SUPPORTING_MESSAGE_SECURITY_USAGE,\n            },\n");
    emit_list(emitter, section, binding, "WS_SECURITY_PROPERTY", "securityPropertiesArray",
            security, "of the bootstrap");
    text_put(value, "            },\n");
}

static void emit_policy(struct emitter *emitter, struct section *local, struct section *section,
        const struct binding *binding)
{
    const struct policy *policy = binding->policy;
    const struct property channel[] = {
        { "WS_CHANNEL_PROPERTY_ENCODING", "WS_ENCODING", "encoding", policy->encoding },
        { "WS_CHANNEL_PROPERTY_ADDRESSING_VERSION", "WS_ADDRESSING_VERSION", "addressingVersion",
                policy->addressing },
        { "WS_CHANNEL_PROPERTY_ENVELOPE_VERSION", "WS_ENVELOPE_VERSION", "envelopeVersion",
                policy->envelope },
    };
    const struct property security[] = {
        { "WS_SECURITY_PROPERTY_TRANSPORT_PROTECTION_LEVEL", "WS_PROTECTION_LEVEL",
                "protectionLevel", policy->protection },
        { "WS_SECURITY_PROPERTY_TIMESTAMP_USAGE", "WS_SECURITY_TIMESTAMP_USAGE", "timestampUsage",
                policy->timestamp },
        { "WS_SECURITY_PROPERTY_SECURITY_HEADER_LAYOUT", "WS_SECURITY_HEADER_LAYOUT",
                "headerLayout", policy->layout },
        { "WS_SECURITY_PROPERTY_SECURITY_HEADER_VERSION", "WS_SECURITY_HEADER_VERSION",
                "headerVersion", policy->header_version },
    };
    const struct property schemes[] = { { "WS_SECURITY_BINDING_PROPERTY_HTTP_HEADER_AUTH_SCHEME",
            "ULONG", "headerAuthentication", policy->schemes } };
    const struct property versions[] = {
        { "WS_SECURITY_BINDING_PROPERTY_SECURE_CONVERSATION_VERSION",
                "WS_SECURE_CONVERSATION_VERSION", "conversationVersion", policy->conversation }
    };
    unsigned channel_count, security_count, scheme_count, version_count;

    text_put(&local->declaration, "        struct\n        {\n");
    text_print(&local->value, "        { /* %s */\n", binding->name);
    emit_values(local, channel, 3);
    channel_count = emit_array(
            emitter, local, binding, "WS_CHANNEL_PROPERTY", "channelPropertiesArray", channel, 3);
    emit_values(local, security, 4);
    security_count = emit_array(emitter, local, binding, "WS_SECURITY_PROPERTY",
            "securityPropertiesArray", security, 4);
    emit_values(local, schemes, 1);
    scheme_count = emit_array(emitter, local, binding, "WS_SECURITY_BINDING_PROPERTY",
            "headerAuthProperties", schemes, 1);
    emit_values(local, versions, 1);
    version_count = emit_array(emitter, local, binding, "WS_SECURITY_BINDING_PROPERTY",
            "contextProperties", versions, 1);
    text_print(&local->declaration, "        } %s;\n", binding->c_name);
    text_put(&local->value, "        },\n");

    text_print(&section->declaration, "        WS_%s_POLICY_DESCRIPTION %s;\n",
            policy->template_type->name, binding->member);
    text_print(&section->value, "        { /* %s */\n", binding->member);
    emit_list(emitter, section, binding, "WS_CHANNEL_PROPERTY", "channelPropertiesArray",
            channel_count, "channelProperties");
    if (policy->template_type->ssl || policy->template_type->sspi
            || policy->template_type->header_auth)
        emit_list(emitter, section, binding, "WS_SECURITY_PROPERTY", "securityPropertiesArray",
                security_count, "securityProperties");
    emit_parts(emitter, section, binding, scheme_count, version_count, security_count);
    text_put(&section->value, "        },\n");
}

void emit_policies(struct emitter *emitter)
{
    struct section local = { 0 }, section = { 0 };
    size_t i;

    for (i = 0; i < emitter->document->bindings.count; i++)
    {
        const struct binding *binding = emitter->document->bindings.items[i];

        if (binding->policy) emit_policy(emitter, &local, &section, binding);
    }
    section_close(&section, "policies", &emitter->object_declaration, &emitter->object_value);
    section_close(&local, "policies", &emitter->local_declaration, &emitter->local_value);
}

/* ---- helpers ---- */

static void emit_proxy_signature(struct text *text, const struct binding *binding)
{
    text_print(text,
            "\nHRESULT %s_CreateServiceProxy(\n    _In_opt_ WS_%s_BINDING_TEMPLATE* templateValue,\n"
            "    _In_reads_opt_(proxyPropertyCount) const WS_PROXY_PROPERTY* proxyProperties,\n"
            "    _In_ const ULONG proxyPropertyCount,\n    _Outptr_ WS_SERVICE_PROXY** _serviceProxy,\n"
            "    _In_opt_ WS_ERROR* error)",
            binding->c_name, binding->policy->template_type->name);
}

static void emit_endpoint_signature(struct text *text, const struct binding *binding)
{
    text_print(text,
            "\nHRESULT %s_CreateServiceEndpoint(\n    _In_opt_ WS_%s_BINDING_TEMPLATE* templateValue,\n"
            "    _In_opt_ CONST WS_STRING* address,\n    _In_opt_ struct %sFunctionTable* functionTable,\n"
            "    _In_opt_ WS_SERVICE_SECURITY_CALLBACK authorizationCallback,\n"
            "    _In_reads_opt_(endpointPropertyCount) WS_SERVICE_ENDPOINT_PROPERTY* endpointProperties,\n"
            "    _In_ const ULONG endpointPropertyCount,\n    _In_ WS_HEAP* heap,\n"
            "    _Outptr_ WS_SERVICE_ENDPOINT** serviceEndpoint,\n    _In_opt_ WS_ERROR* error)",
            binding->c_name, binding->policy->template_type->name, binding->c_name);
}

void emit_policy_prototypes(struct emitter *emitter, const struct binding *binding, bool service)
{
    if (!binding->policy) return;
    if (service)
    {
        text_print(&emitter->header, "\nstruct %sFunctionTable;\n", binding->c_name);
        emit_endpoint_signature(&emitter->header, binding);
    }
    else
        emit_proxy_signature(&emitter->header, binding);
    text_put(&emitter->header, ";\n");
}

void emit_policy_helpers(struct emitter *emitter, const struct binding *binding)
{
    const struct options *options = &emitter->compiler->options;
    struct text *text = &emitter->source;
    const char *tail;

    if (!binding->policy) return;
    tail = arena_format("        WS_%s_BINDING_TEMPLATE_TYPE,\n        templateValue,\n"
                        "        templateValue == NULL ? 0 : sizeof(WS_%s_BINDING_TEMPLATE),\n"
                        "        &%s.policies.%s,\n        sizeof(WS_%s_POLICY_DESCRIPTION),\n",
            binding->policy->template_type->name, binding->policy->template_type->name,
            emitter->document->id, binding->member, binding->policy->template_type->name);
    if (!options->no_client)
    {
        emit_proxy_signature(text, binding);
        text_print(text,
                "\n{\n    return WsCreateServiceProxyFromTemplate(\n        %s,\n        proxyProperties,\n"
                "        proxyPropertyCount,\n%s        _serviceProxy,\n        error);\n}\n",
                binding->tcp ? "WS_CHANNEL_TYPE_DUPLEX_SESSION" : "WS_CHANNEL_TYPE_REQUEST", tail);
    }
    if (options->no_service) return;
    emit_endpoint_signature(text, binding);
    text_print(text,
            "\n{\n    WS_SERVICE_CONTRACT serviceContract;\n\n"
            "    serviceContract.contractDescription = &%s.contracts.%s;\n"
            "    serviceContract.defaultMessageHandlerCallback = 0;\n"
            "    serviceContract.methodTable = (const void*)functionTable;\n"
            "    return WsCreateServiceEndpointFromTemplate(\n        %s,\n        endpointProperties,\n"
            "        endpointPropertyCount,\n        address,\n        &serviceContract,\n"
            "        authorizationCallback,\n        heap,\n%s        serviceEndpoint,\n        error);\n}\n",
            emitter->document->id, binding->member,
            binding->tcp ? "WS_CHANNEL_TYPE_DUPLEX_SESSION" : "WS_CHANNEL_TYPE_REPLY", tail);
}
