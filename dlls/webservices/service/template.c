/* Proxies and endpoints from templates: what wsutil read from a policy (the description), joined with what the
 * application adds (the value).
 *
 * Rules: the policy-support page of the Web Services documentation. All 14 pairs of structures have one shape: channel
 * properties, security properties, then one part for each security binding, in the order of the bindings.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service/internal.h"

#include <string.h>

#define MAX_PARTS 3

enum part
{
    PART_NONE,
    PART_SSL,
    PART_HEADER_AUTH,
    PART_SSPI,
    PART_USERNAME,
    PART_KERBEROS,
    PART_CONTEXT,
    PART_COUNT
};

/* Every part of a value and of a description begins with its binding properties. */
struct list
{
    const struct property *properties;
    ULONG count;
};

static const struct
{
    WS_SECURITY_BINDING_TYPE type;
    USHORT binding, value, description; /* sizes */
} parts[PART_COUNT] = {
    [PART_SSL]
    = { WS_SSL_TRANSPORT_SECURITY_BINDING_TYPE, sizeof(WS_SSL_TRANSPORT_SECURITY_BINDING),
            sizeof(WS_SSL_TRANSPORT_SECURITY_BINDING_TEMPLATE),
            sizeof(WS_SSL_TRANSPORT_SECURITY_BINDING_POLICY_DESCRIPTION) },
    [PART_HEADER_AUTH]
    = { WS_HTTP_HEADER_AUTH_SECURITY_BINDING_TYPE, sizeof(WS_HTTP_HEADER_AUTH_SECURITY_BINDING),
            sizeof(WS_HTTP_HEADER_AUTH_SECURITY_BINDING_TEMPLATE),
            sizeof(WS_HTTP_HEADER_AUTH_SECURITY_BINDING_POLICY_DESCRIPTION) },
    [PART_SSPI]
    = { WS_TCP_SSPI_TRANSPORT_SECURITY_BINDING_TYPE, sizeof(WS_TCP_SSPI_TRANSPORT_SECURITY_BINDING),
            sizeof(WS_TCP_SSPI_TRANSPORT_SECURITY_BINDING_TEMPLATE),
            sizeof(WS_SSPI_TRANSPORT_SECURITY_BINDING_POLICY_DESCRIPTION) },
    [PART_USERNAME]
    = { WS_USERNAME_MESSAGE_SECURITY_BINDING_TYPE, sizeof(WS_USERNAME_MESSAGE_SECURITY_BINDING),
            sizeof(WS_USERNAME_MESSAGE_SECURITY_BINDING_TEMPLATE),
            sizeof(WS_USERNAME_MESSAGE_SECURITY_BINDING_POLICY_DESCRIPTION) },
    [PART_KERBEROS] = { WS_KERBEROS_APREQ_MESSAGE_SECURITY_BINDING_TYPE,
            sizeof(WS_KERBEROS_APREQ_MESSAGE_SECURITY_BINDING),
            sizeof(WS_KERBEROS_APREQ_MESSAGE_SECURITY_BINDING_TEMPLATE),
            sizeof(WS_KERBEROS_APREQ_MESSAGE_SECURITY_BINDING_POLICY_DESCRIPTION) },
    [PART_CONTEXT] = { WS_SECURITY_CONTEXT_MESSAGE_SECURITY_BINDING_TYPE,
            sizeof(WS_SECURITY_CONTEXT_MESSAGE_SECURITY_BINDING),
            sizeof(WS_SECURITY_CONTEXT_SECURITY_BINDING_TEMPLATE),
            sizeof(WS_SECURITY_CONTEXT_SECURITY_BINDING_POLICY_DESCRIPTION) },
};

/* clang-format off */
static const struct kind
{
    WS_CHANNEL_BINDING channel;
    BYTE parts[MAX_PARTS];
    USHORT value, description; /* sizes */
} kinds[] =
{
#define KIND(channel, name, ...) { channel, { __VA_ARGS__ }, sizeof(WS_##name##_BINDING_TEMPLATE), sizeof(WS_##name##_POLICY_DESCRIPTION) }
    KIND(WS_HTTP_CHANNEL_BINDING, HTTP, PART_NONE),
    KIND(WS_HTTP_CHANNEL_BINDING, HTTP_SSL, PART_SSL),
    KIND(WS_HTTP_CHANNEL_BINDING, HTTP_HEADER_AUTH, PART_HEADER_AUTH),
    KIND(WS_HTTP_CHANNEL_BINDING, HTTP_SSL_HEADER_AUTH, PART_SSL, PART_HEADER_AUTH),
    KIND(WS_HTTP_CHANNEL_BINDING, HTTP_SSL_USERNAME, PART_SSL, PART_USERNAME),
    KIND(WS_HTTP_CHANNEL_BINDING, HTTP_SSL_KERBEROS_APREQ, PART_SSL, PART_KERBEROS),
    KIND(WS_TCP_CHANNEL_BINDING, TCP, PART_NONE),
    KIND(WS_TCP_CHANNEL_BINDING, TCP_SSPI, PART_SSPI),
    KIND(WS_TCP_CHANNEL_BINDING, TCP_SSPI_USERNAME, PART_SSPI, PART_USERNAME),
    KIND(WS_TCP_CHANNEL_BINDING, TCP_SSPI_KERBEROS_APREQ, PART_SSPI, PART_KERBEROS),
    KIND(WS_HTTP_CHANNEL_BINDING, HTTP_SSL_USERNAME_SECURITY_CONTEXT, PART_SSL, PART_USERNAME, PART_CONTEXT),
    KIND(WS_HTTP_CHANNEL_BINDING, HTTP_SSL_KERBEROS_APREQ_SECURITY_CONTEXT, PART_SSL, PART_KERBEROS, PART_CONTEXT),
    KIND(WS_TCP_CHANNEL_BINDING, TCP_SSPI_USERNAME_SECURITY_CONTEXT, PART_SSPI, PART_USERNAME, PART_CONTEXT),
    KIND(WS_TCP_CHANNEL_BINDING, TCP_SSPI_KERBEROS_APREQ_SECURITY_CONTEXT, PART_SSPI, PART_KERBEROS, PART_CONTEXT),
};
/* clang-format on */

/* Where the merging is at: both structures, read in step. */
struct merge
{
    const struct kind *kind;
    const BYTE *value, *description; /* value NULL: all zero */
    WS_HEAP *heap;
    WS_ERROR *error;
};

static HRESULT check_list(const struct merge *m, const struct list *list, const char *what)
{
    if (list->properties || !list->count) return S_OK;
    return fail(m->error, E_INVALIDARG, "The template's array of %s is NULL, but has %u elements",
            what, list->count);
}

/* Both lists as one. A setting of the policy is not the application's to change. */
static HRESULT join(const struct merge *m, const struct list *value, const struct list *description,
        const char *what, struct list *ret)
{
    static const struct list empty;
    struct property *all;
    HRESULT hr;
    ULONG i;

    if (!value) value = &empty;
    if (FAILED(hr = check_list(m, value, what))) return hr;
    if (FAILED(hr = check_list(m, description, what))) return hr;
    for (i = 0; i < value->count; i++)
    {
        if (props_find(description->properties, description->count, value->properties[i].id))
            return fail(m->error, E_INVALIDARG,
                    "Property %u of the %s is in the template's description and in its value, too",
                    value->properties[i].id, what);
    }
    hr = heap_alloc(m->heap, ((SIZE_T)value->count + description->count + 1) * sizeof(*all),
            (void **)&all, m->error);
    if (FAILED(hr)) return hr;
    if (description->count) memcpy(all, description->properties, description->count * sizeof(*all));
    if (value->count)
        memcpy(all + description->count, value->properties, value->count * sizeof(*all));
    ret->properties = all;
    ret->count = description->count + value->count;
    return S_OK;
}

static HRESULT join_at(const struct merge *m, SIZE_T value_offset, SIZE_T description_offset,
        const char *what, struct list *ret)
{
    const struct list *value = m->value ? (const struct list *)(m->value + value_offset) : NULL;

    return join(m, value, (const struct list *)(m->description + description_offset), what, ret);
}

/* What a binding has beside its properties. */
static void fill_binding(enum part part, const BYTE *value, const BYTE *description, void *binding)
{
    const WS_USERNAME_MESSAGE_SECURITY_BINDING_TEMPLATE *user = (const void *)value;
    const WS_USERNAME_MESSAGE_SECURITY_BINDING_POLICY_DESCRIPTION *usage
            = (const void *)description;

    switch (part)
    {
    case PART_SSL:
        if (value)
            ((WS_SSL_TRANSPORT_SECURITY_BINDING *)binding)->localCertCredential
                    = ((const WS_SSL_TRANSPORT_SECURITY_BINDING_TEMPLATE *)value)
                              ->localCertCredential;
        break;
    case PART_HEADER_AUTH:
    case PART_SSPI: /* of the same shape */
        if (value)
            ((WS_HTTP_HEADER_AUTH_SECURITY_BINDING *)binding)->clientCredential
                    = ((const WS_HTTP_HEADER_AUTH_SECURITY_BINDING_TEMPLATE *)value)
                              ->clientCredential;
        break;
    case PART_USERNAME:
    {
        WS_USERNAME_MESSAGE_SECURITY_BINDING *b = binding;

        b->bindingUsage = usage->bindingUsage;
        if (!value) break;
        b->clientCredential = user->clientCredential;
        b->passwordValidator = user->passwordValidator;
        b->passwordValidatorCallbackState = user->passwordValidatorCallbackState;
        break;
    }
    case PART_KERBEROS:
    {
        WS_KERBEROS_APREQ_MESSAGE_SECURITY_BINDING *b = binding;

        b->bindingUsage = usage->bindingUsage;
        if (value)
            b->clientCredential
                    = ((const WS_KERBEROS_APREQ_MESSAGE_SECURITY_BINDING_TEMPLATE *)value)
                              ->clientCredential;
        break;
    }
    case PART_CONTEXT:
        ((WS_SECURITY_CONTEXT_MESSAGE_SECURITY_BINDING *)binding)->bindingUsage
                = usage->bindingUsage;
        break;
    default:
        break;
    }
}

static HRESULT make_binding(const struct merge *m, enum part part, SIZE_T value, SIZE_T description,
        WS_SECURITY_BINDING **ret)
{
    struct list properties;
    WS_SECURITY_BINDING *binding;
    HRESULT hr;

    hr = join_at(m, value, description, "security binding properties", &properties);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = heap_zalloc(m->heap, parts[part].binding, (void **)&binding, m->error)))
        return hr;
    binding->bindingType = parts[part].type;
    binding->properties = (WS_SECURITY_BINDING_PROPERTY *)properties.properties;
    binding->propertyCount = properties.count;
    fill_binding(part, m->value ? m->value + value : NULL, m->description + description, binding);
    *ret = binding;
    return S_OK;
}

/* A context is set up with the message binding before it; security properties of the channel hold for that one. */
static HRESULT make_bootstrap(
        const struct merge *m, WS_SECURITY_DESCRIPTION *outer, SIZE_T value, SIZE_T description)
{
    WS_SECURITY_CONTEXT_MESSAGE_SECURITY_BINDING *context;
    WS_SECURITY_DESCRIPTION *bootstrap;
    struct list properties;
    ULONG last = outer->securityBindingCount - 1;
    HRESULT hr;

    value += offsetof(WS_SECURITY_CONTEXT_SECURITY_BINDING_TEMPLATE, securityProperties);
    description += offsetof(
            WS_SECURITY_CONTEXT_SECURITY_BINDING_POLICY_DESCRIPTION, securityProperties);
    if (FAILED(hr = join_at(m, value, description, "bootstrap's security properties", &properties)))
        return hr;
    hr = heap_zalloc(m->heap, sizeof(*bootstrap), (void **)&bootstrap, m->error);
    if (FAILED(hr)) return hr;
    hr = heap_copy(m->heap, outer->securityBindings, last * sizeof(*outer->securityBindings),
            (void **)&bootstrap->securityBindings, m->error);
    if (FAILED(hr)) return hr;
    bootstrap->securityBindingCount = last;
    bootstrap->properties = (WS_SECURITY_PROPERTY *)properties.properties;
    bootstrap->propertyCount = properties.count;
    context = (WS_SECURITY_CONTEXT_MESSAGE_SECURITY_BINDING *)outer->securityBindings[last];
    context->bootstrapSecurityDescription = bootstrap;
    outer->securityBindings[1] = outer->securityBindings[last];
    outer->securityBindingCount = 2;
    return S_OK;
}

static HRESULT make_security(const struct merge *m, WS_SECURITY_DESCRIPTION **ret)
{
    SIZE_T value = sizeof(WS_CHANNEL_PROPERTIES) + sizeof(WS_SECURITY_PROPERTIES);
    SIZE_T description = value;
    WS_SECURITY_DESCRIPTION *made;
    struct list properties;
    HRESULT hr;
    ULONG i;

    *ret = NULL;
    if (m->kind->parts[0] == PART_NONE) return S_OK;
    hr = join_at(m, sizeof(WS_CHANNEL_PROPERTIES), sizeof(WS_CHANNEL_PROPERTIES),
            "security properties", &properties);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = heap_zalloc(m->heap, sizeof(*made), (void **)&made, m->error))) return hr;
    hr = heap_zalloc(m->heap, MAX_PARTS * sizeof(*made->securityBindings),
            (void **)&made->securityBindings, m->error);
    if (FAILED(hr)) return hr;
    made->properties = (WS_SECURITY_PROPERTY *)properties.properties;
    made->propertyCount = properties.count;
    for (i = 0; i < MAX_PARTS && m->kind->parts[i] != PART_NONE; i++)
    {
        enum part part = m->kind->parts[i];

        hr = make_binding(m, part, value, description, &made->securityBindings[i]);
        if (FAILED(hr)) return hr;
        made->securityBindingCount = i + 1;
        if (part == PART_CONTEXT && FAILED(hr = make_bootstrap(m, made, value, description)))
            return hr;
        value += parts[part].value;
        description += parts[part].description;
    }
    *ret = made;
    return S_OK;
}

static HRESULT check_template(struct merge *m, WS_BINDING_TEMPLATE_TYPE type, ULONG value_size,
        ULONG description_size, const char *call)
{
    if ((ULONG)type >= COUNT_OF(kinds))
        return fail(m->error, E_INVALIDARG, "%s: there is no template type %u", call, type);
    m->kind = &kinds[type];
    if (!m->description || description_size != m->kind->description)
        return fail(m->error, E_INVALIDARG,
                "%s: the description of template type %u has %u bytes, not %u", call, type,
                m->kind->description, m->description ? description_size : 0);
    if (m->value && value_size != m->kind->value)
        return fail(m->error, E_INVALIDARG,
                "%s: the value of template type %u has %u bytes, not %u", call, type,
                m->kind->value, value_size);
    if (!m->value && value_size)
        return fail(m->error, E_INVALIDARG, "%s: the template value is NULL, but has %u bytes",
                call, value_size);
    return S_OK;
}

static HRESULT make_proxy(const struct merge *m, WS_CHANNEL_TYPE type,
        const WS_PROXY_PROPERTY *properties, ULONG count, WS_SERVICE_PROXY **ret)
{
    WS_SECURITY_DESCRIPTION *security;
    struct list channel;
    HRESULT hr;

    if (FAILED(hr = join_at(m, 0, 0, "channel properties", &channel))) return hr;
    if (FAILED(hr = make_security(m, &security))) return hr;
    return WsCreateServiceProxy(type, m->kind->channel, security, properties, count,
            (const WS_CHANNEL_PROPERTY *)channel.properties, channel.count, ret, m->error);
}

HRESULT WINAPI WsCreateServiceProxyFromTemplate(WS_CHANNEL_TYPE channelType,
        const WS_PROXY_PROPERTY *properties, const ULONG propertyCount,
        WS_BINDING_TEMPLATE_TYPE templateType, void *templateValue, ULONG templateSize,
        const void *templateDescription, ULONG templateDescriptionSize,
        WS_SERVICE_PROXY **serviceProxy, WS_ERROR *error)
{
    struct merge m = { NULL, templateValue, templateDescription, NULL, error };
    WS_SERVICE_PROXY *proxy;
    HRESULT hr;

    if (!serviceProxy)
        return fail(
                error, E_INVALIDARG, "WsCreateServiceProxyFromTemplate: the proxy pointer is NULL");
    hr = check_template(&m, templateType, templateSize, templateDescriptionSize,
            "WsCreateServiceProxyFromTemplate");
    if (FAILED(hr)) return hr;
    if (FAILED(hr = WsCreateHeap(0x100000, 0, NULL, 0, &m.heap, error))) return hr;
    if (FAILED(hr = make_proxy(&m, channelType, properties, propertyCount, &proxy)))
    {
        WsFreeHeap(m.heap);
        return hr;
    }
    proxy->template_heap = m.heap; /* the security description lives there */
    *serviceProxy = proxy;
    return S_OK;
}

static HRESULT make_endpoint(const struct merge *m, WS_SERVICE_ENDPOINT *endpoint,
        const WS_SERVICE_ENDPOINT_PROPERTY *properties, ULONG count, const WS_STRING *url)
{
    WS_SECURITY_DESCRIPTION *security;
    struct property *copy;
    struct list channel;
    HRESULT hr;

    if (FAILED(hr = join_at(m, 0, 0, "channel properties", &channel))) return hr;
    if (FAILED(hr = make_security(m, &security))) return hr;
    if (FAILED(hr = copy_properties(m->heap, properties, count, &copy, m->error))) return hr;
    if (url && FAILED(hr = heap_copy_string(m->heap, url, &endpoint->address.url, m->error)))
        return hr;
    endpoint->channelBinding = m->kind->channel;
    endpoint->channelProperties.properties = (WS_CHANNEL_PROPERTY *)channel.properties;
    endpoint->channelProperties.propertyCount = channel.count;
    endpoint->securityDescription = security;
    endpoint->properties = (WS_SERVICE_ENDPOINT_PROPERTY *)copy;
    endpoint->propertyCount = count;
    return S_OK;
}

HRESULT WINAPI WsCreateServiceEndpointFromTemplate(WS_CHANNEL_TYPE channelType,
        const WS_SERVICE_ENDPOINT_PROPERTY *properties, ULONG propertyCount,
        const WS_STRING *addressUrl, const WS_SERVICE_CONTRACT *contract,
        WS_SERVICE_SECURITY_CALLBACK authorizationCallback, WS_HEAP *heap,
        WS_BINDING_TEMPLATE_TYPE templateType, void *templateValue, ULONG templateSize,
        const void *templateDescription, ULONG templateDescriptionSize,
        WS_SERVICE_ENDPOINT **serviceEndpoint, WS_ERROR *error)
{
    struct merge m = { NULL, templateValue, templateDescription, heap, error };
    WS_SERVICE_ENDPOINT *endpoint;
    HRESULT hr;

    if (!serviceEndpoint || !heap_is(heap) || !contract)
        return fail(error, E_INVALIDARG, "WsCreateServiceEndpointFromTemplate: the %s is NULL",
                !serviceEndpoint   ? "endpoint pointer"
                        : contract ? "heap"
                                   : "contract");
    hr = check_template(&m, templateType, templateSize, templateDescriptionSize,
            "WsCreateServiceEndpointFromTemplate");
    if (FAILED(hr)) return hr;
    if (FAILED(hr = heap_zalloc(heap, sizeof(*endpoint), (void **)&endpoint, error))) return hr;
    if (FAILED(hr = make_endpoint(&m, endpoint, properties, propertyCount, addressUrl))) return hr;
    /* the helpers that wsutil generates have it on their stack */
    hr = heap_copy(heap, contract, sizeof(*contract), (void **)&endpoint->contract, error);
    if (FAILED(hr)) return hr;
    endpoint->channelType = channelType;
    endpoint->authorizationCallback = authorizationCallback;
    *serviceEndpoint = endpoint;
    return S_OK;
}
