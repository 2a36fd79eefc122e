/* States and properties of HTTP request channels: facts C1 to C7.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

static WS_CHANNEL *make_channel(const WS_CHANNEL_PROPERTY *properties, ULONG count)
{
    WS_CHANNEL *channel = NULL;

    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, properties, count, NULL,
                  &channel, NULL),
            S_OK);
    return channel;
}

static ULONG get(WS_CHANNEL *channel, WS_CHANNEL_PROPERTY_ID id)
{
    ULONG value = 0xdeadbeef;

    ok_hr(WsGetChannelProperty(channel, id, &value, sizeof(value), NULL), S_OK);
    return value;
}

static WS_ENDPOINT_ADDRESS address_of(const char *url)
{
    WS_ENDPOINT_ADDRESS address = { wide_string(url) };

    return address;
}

TEST(C1_out_pointer)
{
    WS_CHANNEL *channel = NULL;
    WS_CHANNEL_PROPERTY property = { WS_CHANNEL_PROPERTY_ENCODING, NULL, 4 };

    ok_hr(WsCreateChannel(
                  WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, NULL, 0, NULL, NULL, NULL),
            E_INVALIDARG);
    ok_hr(WsCreateChannel(
                  WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, NULL, 1, NULL, &channel, NULL),
            E_INVALIDARG);
    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, &property, 1, NULL,
                  &channel, NULL),
            E_INVALIDARG);
    ok_hr(WsCreateChannel(
                  WS_CHANNEL_TYPE_REPLY, WS_HTTP_CHANNEL_BINDING, NULL, 0, NULL, &channel, NULL),
            E_INVALIDARG);
    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, 17, NULL, 0, NULL, &channel, NULL),
            E_INVALIDARG);
    ok(!channel, "the out pointer must be untouched");
}

TEST(C2_defaults)
{
    WS_CHANNEL *channel = make_channel(NULL, 0);
    UINT64 streamed = 0;
    ULONG value;

    ok_int(get(channel, WS_CHANNEL_PROPERTY_MAX_BUFFERED_MESSAGE_SIZE), 65536);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_ENCODING), WS_ENCODING_XML_UTF8);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_ENVELOPE_VERSION), WS_ENVELOPE_VERSION_SOAP_1_2);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_ADDRESSING_VERSION), WS_ADDRESSING_VERSION_1_0);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_STATE), WS_CHANNEL_STATE_CREATED);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_CHANNEL_TYPE), WS_CHANNEL_TYPE_REQUEST);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_RESOLVE_TIMEOUT), INFINITE);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_CONNECT_TIMEOUT), 30000);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_SEND_TIMEOUT), 30000);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_RECEIVE_RESPONSE_TIMEOUT), 30000);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_RECEIVE_TIMEOUT), 30000);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_FAULTS_AS_ERRORS), TRUE);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_PROTECTION_LEVEL), WS_PROTECTION_LEVEL_NONE);
    ok_hr(WsGetChannelProperty(channel, WS_CHANNEL_PROPERTY_MAX_STREAMED_MESSAGE_SIZE, &streamed,
                  sizeof(streamed), NULL),
            S_OK);
    ok_int(streamed, 4194304);
    ok_hr(WsGetChannelProperty(channel, WS_CHANNEL_PROPERTY_MAX_SESSION_DICTIONARY_SIZE, &value,
                  sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsGetChannelProperty(channel, WS_CHANNEL_PROPERTY_ENCODING, &value, 8, NULL),
            E_INVALIDARG);
    ok_hr(WsGetChannelProperty(channel, 9999, &value, sizeof(value), NULL), E_INVALIDARG);
    ok_hr(WsGetChannelProperty(NULL, WS_CHANNEL_PROPERTY_ENCODING, &value, sizeof(value), NULL),
            E_INVALIDARG);
    WsFreeChannel(channel);
}

TEST(C3_read_only_after_creation)
{
    WS_ENCODING encoding = WS_ENCODING_XML_UTF16LE;
    WS_CHANNEL_PROPERTY property = { WS_CHANNEL_PROPERTY_ENCODING, &encoding, sizeof(encoding) };
    WS_CHANNEL *channel = make_channel(&property, 1);
    ULONG state = 0, limit = 1234;

    ok_int(get(channel, WS_CHANNEL_PROPERTY_ENCODING), WS_ENCODING_XML_UTF16LE);
    ok_hr(WsSetChannelProperty(
                  channel, WS_CHANNEL_PROPERTY_ENCODING, &encoding, sizeof(encoding), NULL),
            E_INVALIDARG);
    ok_hr(WsSetChannelProperty(channel, WS_CHANNEL_PROPERTY_STATE, &state, sizeof(state), NULL),
            E_INVALIDARG);
    ok_hr(WsSetChannelProperty(
                  channel, WS_CHANNEL_PROPERTY_RESOLVE_TIMEOUT, &limit, sizeof(limit), NULL),
            S_OK);
    ok_hr(WsResetChannel(channel, NULL), S_OK);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_RESOLVE_TIMEOUT), 1234);
    WsFreeChannel(channel);
}

TEST(combinations_that_no_channel_can_have)
{
    WS_ENCODING encoding = WS_ENCODING_XML_BINARY_1;
    WS_ENVELOPE_VERSION envelope = WS_ENVELOPE_VERSION_SOAP_1_1;
    WS_CHANNEL_PROPERTY properties[]
            = { { WS_CHANNEL_PROPERTY_ENCODING, &encoding, sizeof(encoding) },
                  { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &envelope, sizeof(envelope) } };
    WS_CHANNEL *channel = NULL;

    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, properties, 2, NULL,
                  &channel, NULL),
            E_INVALIDARG);
    encoding = WS_ENCODING_XML_BINARY_SESSION_1;
    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, properties, 1, NULL,
                  &channel, NULL),
            E_INVALIDARG);
    envelope = WS_ENVELOPE_VERSION_NONE;
    ok_hr(WsCreateChannel(WS_CHANNEL_TYPE_REQUEST, WS_HTTP_CHANNEL_BINDING, properties + 1, 1, NULL,
                  &channel, NULL),
            E_INVALIDARG);
    ok(!channel, "the out pointer must be untouched");
}

TEST(C5_C6_C7_open_and_close)
{
    WS_CHANNEL *channel = make_channel(NULL, 0);
    WS_ENDPOINT_ADDRESS address = address_of("http://localhost");

    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    ok_hr(WsCloseChannel(NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsOpenChannel(NULL, &address, NULL, NULL), E_INVALIDARG);
    ok_hr(WsOpenChannel(channel, NULL, NULL, NULL), E_INVALIDARG);
    ok_hr(WsOpenChannel(channel, &address, NULL, NULL), S_OK);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_STATE), WS_CHANNEL_STATE_OPEN);
    ok_hr(WsOpenChannel(channel, &address, NULL, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsResetChannel(channel, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_STATE), WS_CHANNEL_STATE_CLOSED);
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    ok_hr(WsOpenChannel(channel, &address, NULL, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsResetChannel(channel, NULL), S_OK);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_STATE), WS_CHANNEL_STATE_CREATED);
    ok_hr(WsOpenChannel(channel, &address, NULL, NULL), S_OK);
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    WsFreeChannel(channel);
}

TEST(urls_that_cannot_be_opened)
{
    static const char *const urls[] = { "", "http://", "http:///a", "net.tcp://localhost/",
        "ftp://a/", "http://a:b/", "http://a:0/", "http://a:65536/", "http://u@a/", "http://a/#f",
        "http://a/ b", "http://[::1/" };
    WS_CHANNEL *channel = make_channel(NULL, 0);
    WS_ENDPOINT_ADDRESS address;
    ULONG i;

    for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
    {
        test_context("URL '%s'", urls[i]);
        address = address_of(urls[i]);
        ok_hr(WsOpenChannel(channel, &address, NULL, NULL), WS_E_INVALID_ENDPOINT_URL);
        ok_int(get(channel, WS_CHANNEL_PROPERTY_STATE), WS_CHANNEL_STATE_FAULTED);
        ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
        ok_hr(WsResetChannel(channel, NULL), S_OK);
    }
    test_context("%s", "");
    WsFreeChannel(channel);
}

TEST(abort_in_every_state)
{
    WS_CHANNEL *channel = make_channel(NULL, 0);
    WS_ENDPOINT_ADDRESS address = address_of("http://localhost");
    WS_MESSAGE *message = NULL;

    ok_hr(WsAbortChannel(NULL, NULL), E_INVALIDARG);
    ok_hr(WsAbortChannel(channel, NULL), S_OK);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_STATE), WS_CHANNEL_STATE_CREATED);
    ok_hr(WsOpenChannel(channel, &address, NULL, NULL), S_OK);
    ok_hr(WsAbortChannel(channel, NULL), S_OK);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_STATE), WS_CHANNEL_STATE_FAULTED);
    ok_hr(WsAbortChannel(channel, NULL), S_OK);
    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, &message, NULL), S_OK);
    ok_hr(WsReadMessageStart(channel, message, NULL, NULL), WS_E_OBJECT_FAULTED);
    WsFreeMessage(message);
    ok_hr(WsCloseChannel(channel, NULL, NULL), S_OK);
    ok_hr(WsAbortChannel(channel, NULL), S_OK);
    ok_int(get(channel, WS_CHANNEL_PROPERTY_STATE), WS_CHANNEL_STATE_CLOSED);
    WsFreeChannel(channel);
}

TEST(M6_M7_message_for_channel)
{
    WS_ENVELOPE_VERSION envelope = WS_ENVELOPE_VERSION_SOAP_1_1, got = 0;
    WS_CHANNEL_PROPERTY property
            = { WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &envelope, sizeof(envelope) };
    WS_CHANNEL *channel = make_channel(&property, 1);
    WS_MESSAGE *message = NULL;

    ok_hr(WsCreateMessageForChannel(NULL, NULL, 0, &message, NULL), E_INVALIDARG);
    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, &message, NULL), S_OK);
    ok_hr(WsGetMessageProperty(
                  message, WS_MESSAGE_PROPERTY_ENVELOPE_VERSION, &got, sizeof(got), NULL),
            S_OK);
    ok_int(got, WS_ENVELOPE_VERSION_SOAP_1_1);
    WsFreeMessage(message);
    WsFreeChannel(channel);
}

TEST(C15_before_open)
{
    WS_CHANNEL *channel = make_channel(NULL, 0);
    WS_MESSAGE_DESCRIPTION description = { NULL, NULL };
    const WS_MESSAGE_DESCRIPTION *descriptions[] = { &description };
    WS_MESSAGE *message = NULL;

    ok_hr(WsCreateMessageForChannel(channel, NULL, 0, &message, NULL), S_OK);
    ok_hr(WsShutdownSessionChannel(channel, NULL, NULL), WS_E_INVALID_OPERATION);
    ok_hr(WsSendMessage(
                  channel, message, &description, WS_WRITE_REQUIRED_VALUE, NULL, 0, NULL, NULL),
            WS_E_INVALID_OPERATION);
    ok_hr(WsReceiveMessage(channel, message, descriptions, 1, WS_RECEIVE_REQUIRED_MESSAGE,
                  WS_READ_REQUIRED_VALUE, NULL, NULL, 0, NULL, NULL, NULL),
            WS_E_INVALID_OPERATION);
    ok_hr(WsAbandonMessage(channel, message, NULL), WS_E_INVALID_OPERATION);
    WsFreeMessage(message);
    WsFreeChannel(channel);
}

TESTS = { CASE(C1_out_pointer), CASE(C2_defaults), CASE(C3_read_only_after_creation),
    CASE(combinations_that_no_channel_can_have), CASE(C5_C6_C7_open_and_close),
    CASE(urls_that_cannot_be_opened), CASE(abort_in_every_state), CASE(M6_M7_message_for_channel),
    CASE(C15_before_open), END_OF_CASES };
