/* Messages on a channel, part by part: start and end of writing and reading, abandoning.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>

#define DONE 1

static void release(struct op *op)
{
    transfer_over(CONTAINING_RECORD(op, struct transfer, op));
}

void transfer_init(struct transfer *transfer, WS_CHANNEL *channel)
{
    memset(transfer, 0, sizeof(*transfer));
    transfer->channel = channel;
    transfer->op.release = release;
}

void channel_forget_messages(WS_CHANNEL *channel)
{
    struct transfer *transfers[] = { &channel->reading, &channel->writing };
    int i;

    for (i = 0; i < 2; i++)
    {
        if (transfers[i]->message) message_abandon(transfers[i]->message);
        transfers[i]->message = NULL;
    }
}

/* One call in each direction at a time. Start: nothing in progress; end: this message. */
static HRESULT check_turn(WS_CHANNEL *channel, struct transfer *transfer, WS_MESSAGE *message,
        BOOL ending, const char *call, WS_ERROR *error)
{
    HRESULT hr = object_need_open(&channel->object, call, error);

    if (FAILED(hr)) return hr;
    if (ending && transfer->message != message)
        return fail(error, WS_E_INVALID_OPERATION,
                "%s: this message is not in progress on the channel", call);
    if (!ending && transfer->message)
        return fail(error, WS_E_INVALID_OPERATION,
                "%s: another message is in progress on the channel", call);
    return S_OK;
}

/* Busy first, then the state: a close does it the other way round, so that one of the two sees the other. */
static HRESULT begin(WS_CHANNEL *channel, struct transfer *transfer, WS_MESSAGE *message,
        BOOL ending, const char *call, WS_ERROR *error)
{
    HRESULT hr;

    if (InterlockedExchange(&transfer->busy, TRUE))
        return fail(error, WS_E_INVALID_OPERATION, "%s: such a call is under way already", call);
    if (FAILED(hr = check_turn(channel, transfer, message, ending, call, error)))
    {
        transfer_over(transfer);
        return hr;
    }
    transfer->subject = message;
    transfer->ending = ending;
    return S_OK;
}

static HRESULT end(WS_CHANNEL *channel, struct transfer *transfer, HRESULT hr)
{
    transfer->message
            = SUCCEEDED(hr) && hr != WS_S_END && !transfer->ending ? transfer->subject : NULL;
    return channel_failed(channel, hr);
}

/* ---- writing ---- */

static HRESULT write_step(struct op *op, int state, HRESULT hr)
{
    WS_CHANNEL *channel = CONTAINING_RECORD(op, WS_CHANNEL, writing.op);
    struct transfer *t = &channel->writing;

    if (state == DONE) return end(channel, t, hr);
    if (t->ending)
        return channel->calls.writeMessageEndCallback(
                channel->instance, t->subject, op_await(op, DONE), op->error);
    return channel->calls.writeMessageStartCallback(
            channel->instance, t->subject, op_await(op, DONE), op->error);
}

static HRESULT need_session(WS_CHANNEL *channel, WS_ERROR *error)
{
    if (!channel->shut_down) return S_OK;
    return fail(error, WS_E_INVALID_OPERATION,
            "The session has been shut down: no more messages can be sent");
}

HRESULT channel_write_start(
        WS_CHANNEL *channel, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    HRESULT hr;

    if (FAILED(hr = need_session(channel, error))) return hr;
    hr = begin(channel, &channel->writing, message, FALSE, "WsWriteMessageStart", error);
    if (FAILED(hr)) return hr;
    channel->writing.op.step = write_step;
    return op_start(&channel->writing.op, ctx, error);
}

HRESULT channel_write_end(
        WS_CHANNEL *channel, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    HRESULT hr = begin(channel, &channel->writing, message, TRUE, "WsWriteMessageEnd", error);

    if (FAILED(hr)) return hr;
    channel->writing.op.step = write_step;
    return op_start(&channel->writing.op, ctx, error);
}

/* ---- reading ---- */

/* A client's functions fail on a fault, unless it wants to read faults by itself. */
static HRESULT check_fault(WS_CHANNEL *channel, WS_MESSAGE *message, WS_ERROR *error)
{
    HRESULT hr;

    if (channel->listener || !channel->settings.faults_as_errors
            || channel->binding == WS_CUSTOM_CHANNEL_BINDING || !message_is_fault(message))
        return S_OK;
    hr = message_read_fault(message, error);
    message_abandon(message);
    return FAILED(hr) ? hr : WS_E_ENDPOINT_FAULT_RECEIVED;
}

static HRESULT read_step(struct op *op, int state, HRESULT hr)
{
    WS_CHANNEL *channel = CONTAINING_RECORD(op, WS_CHANNEL, reading.op);
    struct transfer *t = &channel->reading;

    if (state == DONE)
    {
        if (hr == S_OK && !t->ending) hr = check_fault(channel, t->subject, op->error);
        return end(channel, t, hr);
    }
    if (t->ending)
        return channel->calls.readMessageEndCallback(
                channel->instance, t->subject, op_await(op, DONE), op->error);
    return channel->calls.readMessageStartCallback(
            channel->instance, t->subject, op_await(op, DONE), op->error);
}

HRESULT channel_read_start(
        WS_CHANNEL *channel, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    HRESULT hr = begin(channel, &channel->reading, message, FALSE, "WsReadMessageStart", error);

    if (FAILED(hr)) return hr;
    channel->reading.op.step = read_step;
    return op_start(&channel->reading.op, ctx, error);
}

HRESULT channel_read_end(
        WS_CHANNEL *channel, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    HRESULT hr = begin(channel, &channel->reading, message, TRUE, "WsReadMessageEnd", error);

    if (FAILED(hr)) return hr;
    channel->reading.op.step = read_step;
    return op_start(&channel->reading.op, ctx, error);
}

/* ---- the exports ---- */

static HRESULT check(WS_CHANNEL *channel, WS_MESSAGE *message, const char *call, WS_ERROR *error)
{
    if (is_channel(channel) && object_is(message, OBJECT_MESSAGE)) return S_OK;
    return fail(error, E_INVALIDARG, "%s: not a channel, or not a message", call);
}

static HRESULT need_state(
        WS_MESSAGE *message, WS_MESSAGE_STATE state, const char *call, WS_ERROR *error)
{
    static const char *const names[]
            = { "", "empty", "initialized", "being read", "being written", "done" };

    if (message_state(message) == state) return S_OK;
    return fail(error, WS_E_INVALID_OPERATION, "%s: the message is %s, but must be %s", call,
            names[message_state(message)], names[state]);
}

HRESULT WINAPI WsWriteMessageStart(WS_CHANNEL *channel, WS_MESSAGE *message,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr = check(channel, message, "WsWriteMessageStart", error);

    if (FAILED(hr)) return hr;
    hr = need_state(message, WS_MESSAGE_STATE_INITIALIZED, "WsWriteMessageStart", error);
    return FAILED(hr) ? hr : channel_write_start(channel, message, asyncContext, error);
}

HRESULT WINAPI WsWriteMessageEnd(WS_CHANNEL *channel, WS_MESSAGE *message,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr = check(channel, message, "WsWriteMessageEnd", error);

    if (FAILED(hr)) return hr;
    hr = need_state(message, WS_MESSAGE_STATE_WRITING, "WsWriteMessageEnd", error);
    return FAILED(hr) ? hr : channel_write_end(channel, message, asyncContext, error);
}

HRESULT WINAPI WsReadMessageStart(WS_CHANNEL *channel, WS_MESSAGE *message,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr = check(channel, message, "WsReadMessageStart", error);

    if (FAILED(hr)) return hr;
    hr = need_state(message, WS_MESSAGE_STATE_EMPTY, "WsReadMessageStart", error);
    return FAILED(hr) ? hr : channel_read_start(channel, message, asyncContext, error);
}

HRESULT WINAPI WsReadMessageEnd(WS_CHANNEL *channel, WS_MESSAGE *message,
        const WS_ASYNC_CONTEXT *asyncContext, WS_ERROR *error)
{
    HRESULT hr = check(channel, message, "WsReadMessageEnd", error);

    if (FAILED(hr)) return hr;
    hr = need_state(message, WS_MESSAGE_STATE_READING, "WsReadMessageEnd", error);
    return FAILED(hr) ? hr : channel_read_end(channel, message, asyncContext, error);
}

HRESULT WINAPI WsAbandonMessage(WS_CHANNEL *channel, WS_MESSAGE *message, WS_ERROR *error)
{
    HRESULT hr = check(channel, message, "WsAbandonMessage", error);
    LONG state;

    if (FAILED(hr)) return hr;
    state = channel->object.state;
    if (state != STATE_OPEN && state != STATE_FAULTED)
        return object_need_open(&channel->object, "WsAbandonMessage", error);
    if (channel->reading.message != message && channel->writing.message != message)
        return fail(error, E_INVALIDARG,
                "WsAbandonMessage: this message is not in progress on the channel");
    hr = channel->calls.abandonMessageCallback(channel->instance, message, error);
    if (channel->reading.message == message) channel->reading.message = NULL;
    if (channel->writing.message == message) channel->writing.message = NULL;
    message_abandon(message);
    return hr;
}
