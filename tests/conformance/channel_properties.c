/* Plain values among the properties of client channels and of listeners: who has them, their
 * defaults, sizes, least values, and when they may be set. Structs and strings are not in here.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

#define HTTP  0x01
#define TCP   0x02
#define UDP   0x04
#define PIPE  0x08
#define NET   (HTTP | TCP | PIPE)
#define ALL   (NET | UDP)
#define LEAST 0x01 /* 0 is too small at creation */

static const struct
{
    WS_CHANNEL_BINDING binding;
    WS_CHANNEL_TYPE client, server;
    ULONG bit;
} bindings[] = {
    { WS_HTTP_CHANNEL_BINDING, WS_CHANNEL_TYPE_REQUEST, WS_CHANNEL_TYPE_REPLY, HTTP },
    { WS_TCP_CHANNEL_BINDING, WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_CHANNEL_TYPE_DUPLEX_SESSION, TCP },
    { WS_UDP_CHANNEL_BINDING, WS_CHANNEL_TYPE_DUPLEX, WS_CHANNEL_TYPE_DUPLEX, UDP },
    { WS_NAMEDPIPE_CHANNEL_BINDING, WS_CHANNEL_TYPE_DUPLEX_SESSION, WS_CHANNEL_TYPE_DUPLEX_SESSION,
            PIPE },
};

/* Who has it, who may read it, who may set it after creation; a binding that the documents
 * leave open is in unsure. */
struct row
{
    ULONG id, size;
    UINT64 normal;
    ULONG has, get, set, unsure, rules;
};

#define P(id) WS_CHANNEL_PROPERTY_##id
#define L(id) WS_LISTENER_PROPERTY_##id
/* clang-format off */
static const struct row channel_rows[] = {
    { P(MAX_BUFFERED_MESSAGE_SIZE), 4, 65536, NET, NET, 0, UDP, LEAST },
    { P(MAX_STREAMED_MESSAGE_SIZE), 8, 4194304, HTTP, HTTP, 0, 0, LEAST },
    { P(MAX_STREAMED_START_SIZE), 4, 16384, HTTP, HTTP, 0, 0, LEAST },
    { P(MAX_STREAMED_FLUSH_SIZE), 4, 65536, HTTP, HTTP, 0, 0, 0 },
    { P(ENCODING), 4, WS_ENCODING_XML_UTF8, HTTP, HTTP, 0, TCP | UDP | PIPE, 0 },
    { P(ENCODING), 4, WS_ENCODING_XML_BINARY_SESSION_1, TCP, TCP, 0, HTTP | UDP | PIPE, 0 },
    { P(ENVELOPE_VERSION), 4, WS_ENVELOPE_VERSION_SOAP_1_2, HTTP | TCP | UDP, ALL, 0, PIPE, LEAST },
    { P(ADDRESSING_VERSION), 4, WS_ADDRESSING_VERSION_1_0, ALL, ALL, 0, 0, LEAST },
    { P(MAX_SESSION_DICTIONARY_SIZE), 4, 2048, TCP | PIPE, TCP | PIPE, 0, 0, 0 },
    { P(ASYNC_CALLBACK_MODEL), 4, WS_LONG_CALLBACK, ALL, ALL, 0, 0, 0 },
    { P(IP_VERSION), 4, WS_IP_VERSION_AUTO, TCP | UDP, TCP | UDP, 0, 0, LEAST },
    { P(RESOLVE_TIMEOUT), 4, INFINITE, HTTP, HTTP, HTTP, 0, 0 },
    { P(CONNECT_TIMEOUT), 4, 30000, NET, NET, NET, 0, 0 },
    { P(SEND_TIMEOUT), 4, 30000, NET, NET, NET, 0, 0 },
    { P(RECEIVE_RESPONSE_TIMEOUT), 4, 30000, HTTP, HTTP, HTTP, 0, 0 },
    { P(RECEIVE_TIMEOUT), 4, 30000, NET, NET, NET, 0, 0 },
    { P(CLOSE_TIMEOUT), 4, 30000, TCP | PIPE, TCP | PIPE, TCP | PIPE, 0, 0 },
    { P(ENABLE_TIMEOUTS), 4, TRUE, ALL, 0, 0, 0, 0 },
    { P(MULTICAST_INTERFACE), 4, 0, UDP, UDP, UDP, 0, 0 },
    { P(MULTICAST_HOPS), 4, 1, UDP, UDP, 0, 0, 0 },
    { P(NO_DELAY), 4, FALSE, TCP, TCP, TCP, 0, 0 },
    { P(SEND_KEEP_ALIVES), 4, FALSE, TCP, 0, 0, 0, 0 },
    { P(KEEP_ALIVE_TIME), 4, 7200000, TCP, 0, 0, 0, 0 },
    { P(KEEP_ALIVE_INTERVAL), 4, 1000, TCP, 0, 0, 0, 0 },
    { P(MAX_HTTP_SERVER_CONNECTIONS), 4, INFINITE, HTTP, 0, 0, 0, 0 },
    { P(TRIM_BUFFERED_MESSAGE_SIZE), 4, 65536, NET, NET, 0, UDP, 0 },
    { P(COOKIE_MODE), 4, WS_AUTO_COOKIE_MODE, HTTP, 0, 0, 0, 0 },
    { P(HTTP_PROXY_SETTING_MODE), 4, WS_HTTP_PROXY_SETTING_MODE_AUTO, HTTP, 0, 0, 0, 0 },
    { P(ENABLE_HTTP_REDIRECT), 4, FALSE, HTTP, 0, 0, 0, 0 },
    { P(FAULTS_AS_ERRORS), 4, TRUE, ALL, ALL, ALL, 0, 0 },
    { P(ALLOW_UNSECURED_FAULTS), 4, FALSE, NET, NET, NET, 0, 0 },
};
static const struct row listener_rows[] = {
    { L(IP_VERSION), 4, WS_IP_VERSION_AUTO, TCP | UDP, TCP | UDP, 0, 0, LEAST },
    { L(ASYNC_CALLBACK_MODEL), 4, WS_LONG_CALLBACK, ALL, ALL, 0, 0, 0 },
    { L(CONNECT_TIMEOUT), 4, 15000, TCP | PIPE, TCP | PIPE, 0, 0, 0 },
    { L(IS_MULTICAST), 4, FALSE, UDP, UDP, 0, 0, 0 },
    { L(CLOSE_TIMEOUT), 4, 5000, HTTP, HTTP, 0, 0, 0 },
    { L(TO_HEADER_MATCHING_OPTIONS), 4, 0x17f, ALL, 0, 0, 0, 0 },
    { L(TRANSPORT_URL_MATCHING_OPTIONS), 4, 0x17f, HTTP | TCP, 0, 0, 0, 0 },
};
/* clang-format on */

/* One of the two kinds of objects, by the functions that both have. */
static HRESULT make(BOOL listener, ULONG b, const struct row *row, const UINT64 *value, ULONG size,
        void **object)
{
    WS_CHANNEL_PROPERTY channel_property = { row->id, (void *)value, size };
    WS_LISTENER_PROPERTY listener_property = { row->id, (void *)value, size };

    *object = NULL;
    if (listener)
        return WsCreateListener(bindings[b].server, bindings[b].binding, &listener_property,
                value ? 1 : 0, NULL, (WS_LISTENER **)object, NULL);
    return WsCreateChannel(bindings[b].client, bindings[b].binding, &channel_property,
            value ? 1 : 0, NULL, (WS_CHANNEL **)object, NULL);
}

static void drop(BOOL listener, void *object)
{
    if (object && listener) WsFreeListener(object);
    if (object && !listener) WsFreeChannel(object);
}

static HRESULT get(BOOL listener, void *object, ULONG id, void *value, ULONG size)
{
    return listener ? WsGetListenerProperty(object, id, value, size, NULL)
                    : WsGetChannelProperty(object, id, value, size, NULL);
}

static HRESULT set(BOOL listener, void *object, ULONG id, const void *value, ULONG size)
{
    return listener ? WsSetListenerProperty(object, id, value, size, NULL)
                    : WsSetChannelProperty(object, id, value, size, NULL);
}

static void expect(
        HRESULT hr, BOOL good, BOOL listener, ULONG b, const struct row *row, const char *what)
{
    ok(hr == (good ? S_OK : E_INVALIDARG), "%s property %u, binding %u, %s: 0x%08x",
            listener ? "listener" : "channel", (unsigned)row->id, (unsigned)bindings[b].binding,
            what, (unsigned)hr);
}

static void check_creation(BOOL listener, ULONG b, const struct row *row)
{
    BOOL has = !!(row->has & bindings[b].bit);
    UINT64 zero = 0;
    void *object;

    expect(make(listener, b, row, &row->normal, row->size, &object), has, listener, b, row, "make");
    drop(listener, object);
    expect(make(listener, b, row, &row->normal, row->size - 1, &object), FALSE, listener, b, row,
            "make with a wrong size");
    drop(listener, object);
    if (!has || !(row->rules & LEAST)) return;
    expect(make(listener, b, row, &zero, row->size, &object), FALSE, listener, b, row, "make of 0");
    drop(listener, object);
}

static void check_use(BOOL listener, ULONG b, const struct row *row)
{
    BOOL gets = !!(row->get & bindings[b].bit), sets = !!(row->set & bindings[b].bit);
    UINT64 value = 0;
    void *object;

    ok_hr(make(listener, b, row, NULL, 0, &object), S_OK);
    if (!object) return;
    expect(get(listener, object, row->id, &value, row->size), gets, listener, b, row, "get");
    if (gets)
        ok(value == row->normal, "property %u, binding %u: default %u, not %u", (unsigned)row->id,
                (unsigned)bindings[b].binding, (unsigned)value, (unsigned)row->normal);
    expect(get(listener, object, row->id, &value, row->size - 1), FALSE, listener, b, row,
            "get of a wrong size");
    expect(set(listener, object, row->id, &row->normal, row->size), sets, listener, b, row, "set");
    expect(set(listener, object, row->id, &row->normal, row->size - 1), FALSE, listener, b, row,
            "set of a wrong size");
    drop(listener, object);
}

static void check_rows(BOOL listener, const struct row *rows, ULONG count)
{
    ULONG i, b;

    for (i = 0; i < count; i++)
    {
        for (b = 0; b < ARRAYSIZE(bindings); b++)
        {
            if (rows[i].unsure & bindings[b].bit) continue;
            check_creation(listener, b, &rows[i]);
            check_use(listener, b, &rows[i]);
        }
    }
}

TEST(values_of_client_channels)
{
    check_rows(FALSE, channel_rows, ARRAYSIZE(channel_rows));
}

TEST(values_of_listeners)
{
    check_rows(TRUE, listener_rows, ARRAYSIZE(listener_rows));
}

TESTS = { CASE(values_of_client_channels), CASE(values_of_listeners), END_OF_CASES };
