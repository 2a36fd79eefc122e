/* Endpoints of a service host: validation, the listener, and how many channels accept.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/channel.h"
#include "service/internal.h"

#include <stdlib.h>
#include <string.h>

#define FIELD(field) \
    sizeof(((struct endpoint_settings *)0)->field), offsetof(struct endpoint_settings, field)
/* clang-format off */
static const struct prop_row rows[] =
{
    [WS_SERVICE_ENDPOINT_PROPERTY_ACCEPT_CHANNEL_CALLBACK]      = { "ACCEPT_CHANNEL_CALLBACK", FIELD(accept), PROP_CREATE },
    [WS_SERVICE_ENDPOINT_PROPERTY_CLOSE_CHANNEL_CALLBACK]       = { "CLOSE_CHANNEL_CALLBACK", FIELD(close), PROP_CREATE },
    [WS_SERVICE_ENDPOINT_PROPERTY_MAX_ACCEPTING_CHANNELS]       = { "MAX_ACCEPTING_CHANNELS", FIELD(max_accepting), PROP_CREATE, 1, 1, 0xffffffff },
    [WS_SERVICE_ENDPOINT_PROPERTY_MAX_CONCURRENCY]              = { "MAX_CONCURRENCY", FIELD(max_concurrency), PROP_CREATE, 1, 1, 0xffffffff },
    [WS_SERVICE_ENDPOINT_PROPERTY_BODY_HEAP_MAX_SIZE]           = { "BODY_HEAP_MAX_SIZE", FIELD(heap_max), PROP_CREATE, 65535 },
    [WS_SERVICE_ENDPOINT_PROPERTY_BODY_HEAP_TRIM_SIZE]          = { "BODY_HEAP_TRIM_SIZE", FIELD(heap_trim), PROP_CREATE, 4096 },
    [WS_SERVICE_ENDPOINT_PROPERTY_MESSAGE_PROPERTIES]           = { "MESSAGE_PROPERTIES", 0, 0, PROP_CREATE | PROP_BLOB },
    [WS_SERVICE_ENDPOINT_PROPERTY_MAX_CALL_POOL_SIZE]           = { "MAX_CALL_POOL_SIZE", FIELD(call_pool), PROP_CREATE, 100 },
    [WS_SERVICE_ENDPOINT_PROPERTY_MAX_CHANNEL_POOL_SIZE]        = { "MAX_CHANNEL_POOL_SIZE", FIELD(channel_pool), PROP_CREATE, 100 },
    [WS_SERVICE_ENDPOINT_PROPERTY_LISTENER_PROPERTIES]          = { "LISTENER_PROPERTIES", 0, 0, PROP_CREATE | PROP_BLOB },
    [WS_SERVICE_ENDPOINT_PROPERTY_CHECK_MUST_UNDERSTAND]        = { "CHECK_MUST_UNDERSTAND", FIELD(check_must_understand), PROP_CREATE | PROP_BOOL, TRUE },
    [WS_SERVICE_ENDPOINT_PROPERTY_METADATA_EXCHANGE_TYPE]       = { "METADATA_EXCHANGE_TYPE", FIELD(metadata_type), PROP_CREATE, WS_METADATA_EXCHANGE_TYPE_NONE, 0, WS_METADATA_EXCHANGE_TYPE_HTTP_GET },
    [WS_SERVICE_ENDPOINT_PROPERTY_METADATA]                     = { "METADATA", 0, 0, PROP_CREATE | PROP_BLOB },
    [WS_SERVICE_ENDPOINT_PROPERTY_METADATA_EXCHANGE_URL_SUFFIX] = { "METADATA_EXCHANGE_URL_SUFFIX", 0, 0, PROP_CREATE | PROP_BLOB },
    [WS_SERVICE_ENDPOINT_PROPERTY_MAX_CHANNELS]                 = { "MAX_CHANNELS", FIELD(max_channels), PROP_CREATE, 100, 1, 0xffffffff },
};
/* clang-format on */
static const struct prop_table table = { "service endpoint", rows, COUNT_OF(rows) };

/* ---- the contract ---- */

int compare_actions(const void *a, const void *b)
{
    const WS_XML_STRING *x = ((const struct action *)a)->name,
                        *y = ((const struct action *)b)->name;
    ULONG shorter = x->length < y->length ? x->length : y->length;
    int order = shorter ? memcmp(x->bytes, y->bytes, shorter) : 0;

    return order ? order : (x->length > y->length) - (x->length < y->length);
}

static HRESULT check_operation(
        const WS_CONTRACT_DESCRIPTION *contract, ULONG index, WS_ERROR *error)
{
    const WS_OPERATION_DESCRIPTION *operation = contract->operations[index];
    HRESULT hr;

    if (!operation) return fail(error, E_INVALIDARG, "Operation %u of the contract is NULL", index);
    if (FAILED(hr = params_check(operation, error))) return hr;
    if (!operation->inputMessageDescription->action)
        return fail(error, E_INVALIDARG, "Operation %u of the contract has no input action", index);
    if (!operation->stubCallback)
        return fail(
                error, E_INVALIDARG, "Operation %u of the contract lacks its stubCallback", index);
    return S_OK;
}

/* The actions, sorted, so that a request finds its operation in a few comparisons. */
static HRESULT build_actions(
        struct endpoint *endpoint, const WS_CONTRACT_DESCRIPTION *contract, WS_ERROR *error)
{
    struct action *actions;
    HRESULT hr;
    ULONG i;

    hr = heap_alloc(&endpoint->host->heap, (contract->operationCount + 1) * sizeof(*actions),
            (void **)&actions, error);
    if (FAILED(hr)) return hr;
    for (i = 0; i < contract->operationCount; i++)
    {
        if (FAILED(hr = check_operation(contract, i, error))) return hr;
        actions[i].name = contract->operations[i]->inputMessageDescription->action;
        actions[i].index = i;
    }
    qsort(actions, contract->operationCount, sizeof(*actions), compare_actions);
    for (i = 1; i < contract->operationCount; i++)
    {
        if (!compare_actions(&actions[i - 1], &actions[i]))
            return fail(error, E_INVALIDARG, "Two operations of the contract have the action '%X'",
                    actions[i].name);
    }
    endpoint->actions = actions;
    endpoint->action_count = contract->operationCount;
    return S_OK;
}

static HRESULT check_contract(struct endpoint *endpoint, WS_ERROR *error)
{
    const WS_SERVICE_CONTRACT *contract = endpoint->contract;
    const void *const *methods;
    HRESULT hr;
    ULONG i;

    if (!contract) return fail(error, E_INVALIDARG, "The endpoint has no contract");
    if (!contract->contractDescription)
    {
        if (contract->defaultMessageHandlerCallback) return S_OK;
        return fail(error, E_INVALIDARG,
                "The contract has neither operations nor a default message handler");
    }
    if (!(methods = contract->methodTable))
        return fail(error, E_INVALIDARG, "The contract has no method table");
    if (FAILED(hr = build_actions(endpoint, contract->contractDescription, error))) return hr;
    for (i = 0; i < endpoint->action_count; i++)
    {
        if (!methods[i])
            return fail(error, E_INVALIDARG, "Method %u of the contract's method table is NULL", i);
    }
    return S_OK;
}

/* ---- settings ---- */

static HRESULT check_settings(struct endpoint *endpoint, WS_ERROR *error)
{
    const struct endpoint_settings *s = &endpoint->settings;

    if (s->max_accepting > s->max_channels)
        return fail(error, E_INVALIDARG, "MAX_ACCEPTING_CHANNELS %u is more than MAX_CHANNELS %u",
                s->max_accepting, s->max_channels);
    if (s->max_concurrency > 1 && !endpoint->session)
        return fail(error, E_INVALIDARG, "MAX_CONCURRENCY %u needs a session channel type",
                s->max_concurrency);
    if (s->max_concurrency > 1 && endpoint->contract->defaultMessageHandlerCallback)
        return fail(
                error, E_INVALIDARG, "MAX_CONCURRENCY must be 1 with a default message handler");
    return S_OK;
}

static ULONG channel_value(const struct endpoint *endpoint, ULONG id, ULONG otherwise)
{
    const struct property *p
            = props_find(endpoint->channel_properties, endpoint->channel_property_count, id);
    ULONG value = otherwise;

    if (p && p->value && p->size == sizeof(value)) memcpy(&value, p->value, sizeof(value));
    return value;
}

static const WS_HTTP_MESSAGE_MAPPING *mapping_of(const struct endpoint *endpoint)
{
    const struct property *p = props_find(endpoint->channel_properties,
            endpoint->channel_property_count, WS_CHANNEL_PROPERTY_HTTP_MESSAGE_MAPPING);

    return p && p->value && p->size == sizeof(WS_HTTP_MESSAGE_MAPPING) ? p->value : NULL;
}

/* What has no envelope can only be a default handler's, which says by itself how it went. */
static HRESULT check_raw(const struct endpoint *endpoint, WS_ERROR *error)
{
    const WS_HTTP_MESSAGE_MAPPING *mapping = mapping_of(endpoint);
    ULONG needed = WS_HTTP_RESPONSE_MAPPING_STATUS_CODE | WS_HTTP_RESPONSE_MAPPING_STATUS_TEXT;

    if (channel_value(endpoint, WS_CHANNEL_PROPERTY_ENCODING, 0) != WS_ENCODING_RAW) return S_OK;
    if (endpoint->contract->contractDescription)
        return fail(error, E_INVALIDARG,
                "An endpoint with the encoding RAW has a default message handler, but no contract");
    if (endpoint->settings.metadata_type != WS_METADATA_EXCHANGE_TYPE_NONE)
        return fail(
                error, E_INVALIDARG, "An endpoint with the encoding RAW cannot exchange metadata");
    if (mapping && (mapping->responseMappingOptions & needed) == needed) return S_OK;
    return fail(error, E_INVALIDARG,
            "An endpoint with the encoding RAW needs an HTTP_MESSAGE_MAPPING of status code and status text");
}

static HRESULT check_exchange(const struct endpoint *endpoint, WS_ERROR *error)
{
    const WS_HTTP_MESSAGE_MAPPING *mapping = mapping_of(endpoint);
    BOOL is_reply = endpoint->type == WS_CHANNEL_TYPE_REPLY;

    switch (endpoint->settings.metadata_type)
    {
    case WS_METADATA_EXCHANGE_TYPE_MEX:
        if ((is_reply || endpoint->type == WS_CHANNEL_TYPE_DUPLEX_SESSION)
                && endpoint->binding != WS_UDP_CHANNEL_BINDING)
            return S_OK;
        return fail(error, E_INVALIDARG,
                "METADATA_EXCHANGE_TYPE MEX needs a channel of the type REPLY or DUPLEX_SESSION");
    case WS_METADATA_EXCHANGE_TYPE_HTTP_GET:
        if (!is_reply || endpoint->binding != WS_HTTP_CHANNEL_BINDING)
            return fail(error, E_INVALIDARG,
                    "METADATA_EXCHANGE_TYPE HTTP_GET needs an HTTP channel of the type REPLY");
        if (!mapping || !(mapping->requestMappingOptions | mapping->responseMappingOptions))
            return S_OK;
        return fail(error, E_INVALIDARG,
                "METADATA_EXCHANGE_TYPE HTTP_GET does not go with mapped verbs or statuses");
    default:
        return S_OK;
    }
}

static HRESULT take_port(
        struct endpoint *endpoint, const WS_SERVICE_ENDPOINT *from, WS_ERROR *error)
{
    const struct property *p = props_find(
            from->properties, from->propertyCount, WS_SERVICE_ENDPOINT_PROPERTY_METADATA);
    const WS_SERVICE_ENDPOINT_METADATA *port;

    if (!p) return S_OK;
    port = p->value;
    if (!port || p->size != sizeof(*port))
        return fail(error, E_INVALIDARG,
                "Endpoint property METADATA takes a WS_SERVICE_ENDPOINT_METADATA");
    if (!port->portName || !port->bindingName || !port->bindingNs)
        return fail(error, E_INVALIDARG,
                "Endpoint property METADATA lacks a port name, binding name or binding namespace");
    return heap_copy(&endpoint->host->heap, port, sizeof(*port), (void **)&endpoint->port, error);
}

static HRESULT take_suffix(
        struct endpoint *endpoint, const WS_SERVICE_ENDPOINT *from, WS_ERROR *error)
{
    const struct property *p = props_find(from->properties, from->propertyCount,
            WS_SERVICE_ENDPOINT_PROPERTY_METADATA_EXCHANGE_URL_SUFFIX);
    const WS_STRING *suffix;
    WS_STRING *copy;
    HRESULT hr;

    if (!p) return S_OK;
    suffix = p->value;
    if (!suffix || p->size != sizeof(*suffix) || (suffix->length && !suffix->chars))
        return fail(error, E_INVALIDARG,
                "Endpoint property METADATA_EXCHANGE_URL_SUFFIX takes a WS_STRING");
    if (endpoint->settings.metadata_type != WS_METADATA_EXCHANGE_TYPE_MEX)
        return fail(error, E_INVALIDARG,
                "METADATA_EXCHANGE_URL_SUFFIX needs METADATA_EXCHANGE_TYPE MEX");
    hr = heap_alloc(&endpoint->host->heap, sizeof(*copy), (void **)&copy, error);
    if (SUCCEEDED(hr)) hr = heap_copy_string(&endpoint->host->heap, suffix, copy, error);
    endpoint->suffix = copy;
    return hr;
}

/* Requests for documents and those with the suffix have longer paths than the endpoint. */
static HRESULT match_prefixes(struct endpoint *endpoint, WS_ERROR *error)
{
    static const ULONG ids[] = { WS_LISTENER_PROPERTY_TO_HEADER_MATCHING_OPTIONS,
        WS_LISTENER_PROPERTY_TRANSPORT_URL_MATCHING_OPTIONS };
    static const ULONG usual = WS_MATCH_URL_THIS_HOST | WS_MATCH_URL_PORT;
    ULONG count = endpoint->listener_property_count, i, *value;
    struct property *list;
    HRESULT hr;

    if (endpoint->settings.metadata_type != WS_METADATA_EXCHANGE_TYPE_HTTP_GET && !endpoint->suffix)
        return S_OK;
    hr = heap_alloc(&endpoint->host->heap, (count + 2) * sizeof(*list), (void **)&list, error);
    if (FAILED(hr)) return hr;
    if (count) memcpy(list, endpoint->listener_properties, count * sizeof(*list));
    for (i = 0; i < COUNT_OF(ids); i++)
    {
        const struct property *p = props_find(list, count, ids[i]);
        ULONG options = usual;

        if (ids[i] == WS_LISTENER_PROPERTY_TRANSPORT_URL_MATCHING_OPTIONS
                && endpoint->binding != WS_HTTP_CHANNEL_BINDING
                && endpoint->binding != WS_TCP_CHANNEL_BINDING)
            continue;
        if (p && p->value && p->size == sizeof(options))
            memcpy(&options, p->value, sizeof(options));
        if (options & WS_MATCH_URL_EXACT_PATH)
            return fail(error, E_INVALIDARG,
                    "Listener properties with WS_MATCH_URL_EXACT_PATH do not go with HTTP_GET or a URL suffix for metadata");
        hr = heap_alloc(&endpoint->host->heap, sizeof(*value), (void **)&value, error);
        if (FAILED(hr)) return hr;
        *value = options | WS_MATCH_URL_PREFIX_PATH;
        if (!p) p = &list[count++];
        *(struct property *)p = (struct property){ ids[i], value, sizeof(*value) };
    }
    endpoint->listener_properties = list;
    endpoint->listener_property_count = count;
    return S_OK;
}

/* What has to do with metadata. */
static HRESULT take_metadata(
        struct endpoint *endpoint, const WS_SERVICE_ENDPOINT *from, WS_ERROR *error)
{
    HRESULT hr = check_raw(endpoint, error);

    if (SUCCEEDED(hr)) hr = check_exchange(endpoint, error);
    if (SUCCEEDED(hr)) hr = take_port(endpoint, from, error);
    if (SUCCEEDED(hr)) hr = take_suffix(endpoint, from, error);
    return FAILED(hr) ? hr : match_prefixes(endpoint, error);
}

static HRESULT copy_lists(
        struct endpoint *endpoint, const WS_SERVICE_ENDPOINT *from, WS_ERROR *error)
{
    const struct property *p;
    const WS_LISTENER_PROPERTIES *list;
    WS_HEAP *heap = &endpoint->host->heap;
    HRESULT hr;

    hr = copy_channel_properties(heap, from->channelProperties.properties,
            from->channelProperties.propertyCount, FALSE, &endpoint->channel_properties,
            &endpoint->channel_property_count, error);
    if (FAILED(hr)) return hr;
    p = props_find(
            from->properties, from->propertyCount, WS_SERVICE_ENDPOINT_PROPERTY_MESSAGE_PROPERTIES);
    if (FAILED(hr = copy_message_properties(heap, p, &endpoint->message_properties, error)))
        return hr;
    p = props_find(from->properties, from->propertyCount,
            WS_SERVICE_ENDPOINT_PROPERTY_LISTENER_PROPERTIES);
    if (!p) return S_OK;
    list = p->value;
    if (!list || p->size != sizeof(*list))
        return fail(
                error, E_INVALIDARG, "Property LISTENER_PROPERTIES takes a WS_LISTENER_PROPERTIES");
    endpoint->listener_property_count = list->propertyCount;
    return copy_properties(
            heap, list->properties, list->propertyCount, &endpoint->listener_properties, error);
}

HRESULT endpoint_init(struct endpoint *endpoint, struct _WS_SERVICE_HOST *host,
        const WS_SERVICE_ENDPOINT *from, WS_ERROR *error)
{
    struct server *first;
    HRESULT hr;

    endpoint->host = host;
    endpoint->type = from->channelType;
    endpoint->binding = from->channelBinding;
    endpoint->security = from->securityDescription;
    endpoint->contract = from->contract;
    endpoint->authorize = from->authorizationCallback;
    endpoint->session = (from->channelType & WS_CHANNEL_TYPE_SESSION) != 0;
    props_init(&table, &endpoint->settings);
    hr = props_apply(
            &table, &endpoint->settings, PROP_CREATE, from->properties, from->propertyCount, error);
    if (FAILED(hr)) return hr;
    if (FAILED(hr = check_contract(endpoint, error))) return hr;
    if (FAILED(hr = check_settings(endpoint, error))) return hr;
    if (FAILED(hr = copy_lists(endpoint, from, error))) return hr;
    if (FAILED(hr = take_metadata(endpoint, from, error))) return hr;
    if (FAILED(hr = copy_address(&host->heap, &from->address, &endpoint->address, error)))
        return hr;
    hr = WsCreateListener(endpoint->type, endpoint->binding,
            (const WS_LISTENER_PROPERTY *)endpoint->listener_properties,
            endpoint->listener_property_count, endpoint->security, &endpoint->listener, error);
    if (FAILED(hr)) return hr;
    if (endpoint->settings.metadata_type == WS_METADATA_EXCHANGE_TYPE_HTTP_GET)
        listener_allow_get(endpoint->listener);
    endpoint->streams = (channel_value(endpoint, WS_CHANNEL_PROPERTY_TRANSFER_MODE, 0)
                                & WS_STREAMED_INPUT_TRANSFER_MODE)
            != 0;
    /* the first channel is made now: what is wrong with its settings is to be said here */
    if (FAILED(hr = server_create(endpoint, NULL, &first, error))) return hr;
    endpoint->idle = first;
    endpoint->idle_count = 1;
    return S_OK;
}

void endpoint_clear(struct endpoint *endpoint)
{
    struct server *server;

    while ((server = endpoint->servers))
    {
        endpoint->servers = server->next;
        server_free(server);
    }
    if (endpoint->listener) WsFreeListener(endpoint->listener);
}

/* ---- accepting ---- */

/* Reserves a place among the accepting ones. *ret NULL: a new server has to be made. */
static BOOL reserve(struct endpoint *endpoint, struct server **ret)
{
    struct _WS_SERVICE_HOST *host = endpoint->host;
    BOOL wanted;

    lock_enter(&host->object.lock);
    wanted = host->accepting && endpoint->accepting < endpoint->settings.max_accepting
            && (endpoint->idle || endpoint->server_count < endpoint->settings.max_channels);
    if (wanted)
    {
        endpoint->accepting++;
        host->running++;
        if ((*ret = endpoint->idle))
        {
            endpoint->idle = (*ret)->next_idle;
            endpoint->idle_count--;
        }
    }
    lock_leave(&host->object.lock);
    return wanted;
}

static void unreserve(struct endpoint *endpoint)
{
    struct _WS_SERVICE_HOST *host = endpoint->host;
    struct drain woken = { { 0 } };

    lock_enter(&host->object.lock);
    endpoint->accepting--;
    if (!--host->running && host->drain.waiting) woken = drain_done(&host->drain);
    lock_leave(&host->object.lock);
    drain_wake(&woken);
}

void endpoint_accept(struct endpoint *endpoint)
{
    struct server *server;

    while (reserve(endpoint, &server))
    {
        if (!server && FAILED(server_create(endpoint, NULL, &server, NULL)))
        {
            unreserve(endpoint);
            return;
        }
        server_start(server);
    }
}
