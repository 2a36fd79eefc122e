/* Messages on a channel, part by part: start and end of writing and reading, and giving one up.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

/* A message made for other versions than the channel's would be nonsense on its wire. */
HRESULT channel_version_check(
        WS_CHANNEL *channel, WS_MESSAGE *message, const char *call, WS_ERROR *error)
{
    WS_ENVELOPE_VERSION envelope;
    WS_ADDRESSING_VERSION addressing;
    HRESULT hr;

    hr = channel_get_property(
            channel, WS_CHANNEL_PROPERTY_ENVELOPE_VERSION, &envelope, sizeof(envelope), error);
    if (FAILED(hr)) return hr;
    hr = channel_get_property(channel, WS_CHANNEL_PROPERTY_ADDRESSING_VERSION, &addressing,
            sizeof(addressing), error);
    if (FAILED(hr)) return hr;
    if (message_envelope(message) == envelope && message_addressing(message) == addressing)
        return S_OK;
    return fail(error, E_INVALIDARG,
            "%s: the message has envelope version %u and addressing version %u, the channel %u and %u",
            call, message_envelope(message), message_addressing(message), envelope, addressing);
}

static HRESULT check_call(
        WS_CHANNEL *channel, WS_MESSAGE *message, const char *call, WS_ERROR *error)
{
    HRESULT hr;

    if (!channel_is(channel)) return fail(error, E_INVALIDARG, "%s: not a channel", call);
    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "%s: not a message", call);
    if (FAILED(hr = object_need_open(&channel->object, call, error))) return hr;
    return S_OK;
}

static HRESULT need_state(
        WS_MESSAGE *message, WS_MESSAGE_STATE state, const char *call, WS_ERROR *error)
{
    if (message_state(message) == state) return S_OK;
    return fail(error, WS_E_INVALID_OPERATION,
            "%s: the message is in state %u, but must be in state %u", call, message_state(message),
            state);
}

/* One message at a time in each direction. */
static HRESULT claim(WS_CHANNEL *channel, WS_MESSAGE **place, WS_MESSAGE *message, const char *call,
        WS_ERROR *error)
{
    BOOL free;

    lock_enter(&channel->object.lock);
    free = !*place || *place == message;
    if (free) *place = message;
    lock_leave(&channel->object.lock);
    if (free) return S_OK;
    return fail(error, WS_E_INVALID_OPERATION, "%s: another message is in progress on the channel",
            call);
}

static void release(WS_CHANNEL *channel, WS_MESSAGE **place, WS_MESSAGE *message)
{
    lock_enter(&channel->object.lock);
    if (*place == message) *place = NULL;
    lock_leave(&channel->object.lock);
}

/* ---- writing ---- */

HRESULT WINAPI WsWriteMessageStart(WS_CHANNEL *channel, WS_MESSAGE *message,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr = check_call(channel, message, "WsWriteMessageStart", error);
    BOOL addressed;

    if (FAILED(hr)) return hr;
    hr = need_state(message, WS_MESSAGE_STATE_INITIALIZED, "WsWriteMessageStart", error);
    if (FAILED(hr)) return hr;
    if (channel->shut_down)
        return fail(
                error, WS_E_INVALID_OPERATION, "WsWriteMessageStart: the session was shut down");
    if (FAILED(hr = channel_version_check(channel, message, "WsWriteMessageStart", error)))
        return hr;
    if (FAILED(hr = claim(channel, &channel->writing, message, "WsWriteMessageStart", error)))
        return hr;
    hr = WsGetMessageProperty(
            message, WS_MESSAGE_PROPERTY_IS_ADDRESSED, &addressed, sizeof(addressed), error);
    if (SUCCEEDED(hr) && !addressed && !channel->server)
        hr = WsAddressMessage(message, &channel->address, error);
    if (SUCCEEDED(hr))
        hr = channel->calls->writeMessageStartCallback(
                channel->instance, message, asyncContext, error);
    if (FAILED(hr)) release(channel, &channel->writing, message);
    return hr;
}

HRESULT WINAPI WsWriteMessageEnd(WS_CHANNEL *channel, WS_MESSAGE *message,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr = check_call(channel, message, "WsWriteMessageEnd", error);

    if (FAILED(hr)) return hr;
    if (FAILED(hr = need_state(message, WS_MESSAGE_STATE_WRITING, "WsWriteMessageEnd", error)))
        return hr;
    release(channel, &channel->writing, message);
    return channel->calls->writeMessageEndCallback(channel->instance, message, asyncContext, error);
}

/* ---- reading ---- */

enum read_state
{
    READ_START = OP_BEGIN,
    READ_STARTED
};

/* A client is told of a fault by the code, unless it wants to see the message itself. */
static HRESULT fault_as_error(WS_CHANNEL *channel, WS_MESSAGE *message, WS_ERROR *error)
{
    HRESULT hr;

    if (channel->server || channel->binding == WS_CUSTOM_CHANNEL_BINDING) return S_OK;
    if (!channel->settings.faults_as_errors || !message_is_fault(message)) return S_OK;
    hr = message_read_fault(message, error);
    (void)channel->calls->abandonMessageCallback(channel->instance, message, NULL);
    message_abandon(message);
    return hr;
}

static HRESULT read_step(struct op *op, int state, HRESULT hr)
{
    WS_CHANNEL *channel = CONTAINING_RECORD(op, WS_CHANNEL, read);
    WS_MESSAGE *message = channel->read_message;

    switch ((enum read_state)state)
    {
    case READ_START:
        return channel->calls->readMessageStartCallback(
                channel->instance, message, op_await(op, READ_STARTED), op->error);

    case READ_STARTED:
        if (hr == S_OK) hr = fault_as_error(channel, message, op->error);
        if (hr != S_OK) release(channel, &channel->reading, message);
        return hr;
    }
    return hr;
}

HRESULT WINAPI WsReadMessageStart(WS_CHANNEL *channel, WS_MESSAGE *message,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr = check_call(channel, message, "WsReadMessageStart", error);

    if (FAILED(hr)) return hr;
    if (FAILED(hr = need_state(message, WS_MESSAGE_STATE_EMPTY, "WsReadMessageStart", error)))
        return hr;
    if (FAILED(hr = channel_version_check(channel, message, "WsReadMessageStart", error)))
        return hr;
    lock_enter(&channel->object.lock);
    hr = channel->reading ? WS_E_INVALID_OPERATION : S_OK;
    if (SUCCEEDED(hr)) channel->reading = message;
    lock_leave(&channel->object.lock);
    if (FAILED(hr))
        return fail(
                error, hr, "WsReadMessageStart: another message is being read from the channel");
    channel->read_message = message;
    channel->read.step = read_step;
    channel->read.release = NULL;
    return op_start(&channel->read, asyncContext, error);
}

HRESULT WINAPI WsReadMessageEnd(WS_CHANNEL *channel, WS_MESSAGE *message,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr = check_call(channel, message, "WsReadMessageEnd", error);

    if (FAILED(hr)) return hr;
    if (FAILED(hr = need_state(message, WS_MESSAGE_STATE_READING, "WsReadMessageEnd", error)))
        return hr;
    release(channel, &channel->reading, message);
    return channel->calls->readMessageEndCallback(channel->instance, message, asyncContext, error);
}

HRESULT WINAPI WsAbandonMessage(WS_CHANNEL *channel, WS_MESSAGE *message, WS_ERROR *error)
{
    BOOL found;

    if (!channel_is(channel)) return fail(error, E_INVALIDARG, "WsAbandonMessage: not a channel");
    if (!object_is(message, OBJECT_MESSAGE))
        return fail(error, E_INVALIDARG, "WsAbandonMessage: not a message");
    if (channel->object.state != STATE_OPEN && channel->object.state != STATE_FAULTED)
        return fail(error, WS_E_INVALID_OPERATION,
                "WsAbandonMessage: the channel is neither open nor faulted");
    lock_enter(&channel->object.lock);
    found = channel->reading == message || channel->writing == message;
    if (channel->reading == message) channel->reading = NULL;
    if (channel->writing == message) channel->writing = NULL;
    lock_leave(&channel->object.lock);
    if (!found)
        return fail(error, E_INVALIDARG,
                "WsAbandonMessage: the message is not in progress on this channel");
    (void)channel->calls->abandonMessageCallback(channel->instance, message, error);
    message_abandon(message);
    return S_OK;
}
