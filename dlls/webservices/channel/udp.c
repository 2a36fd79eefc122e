/* SOAP over UDP: a message is a datagram. Clients are DUPLEX channels; a channel of a listener serves one datagram and may
 * answer its sender.
 *
 * OASIS SOAP-over-UDP 1.1, without its retransmissions: loss and duplicates reach the application.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "channel/internal.h"

#include <string.h>
#include <winsock2.h>
#include <windows.h>

#define MAX_WAITING 64 /* datagrams that wait for a channel; more are lost, as UDP's are */

/* A datagram on its way from the listener's socket to a channel. */
struct packet
{
    struct packet *next;
    struct net_address from;
    ULONG size;
    BYTE bytes[];
};

struct udp_listener
{
    struct listener_settings *settings;
    volatile LONG refs; /* the WS_LISTENER and the receive in flight */
    struct udp *udp;
    struct op op;
    BYTE *buffer; /* UDP_MAX */
    ULONG got;
    struct net_address from;

    struct lock lock; /* what follows */
    HRESULT reason;
    struct packet *first, *last;
    ULONG count;
    struct udp_channel *waits, *last_wait;
};

struct udp_channel
{
    struct channel_settings *settings;
    BOOL server;
    struct lock lock; /* udp, reason */
    struct udp *udp;
    volatile LONG reason; /* HRESULT; 0 */
    struct net_address peer, from;
    struct packet *packet; /* server: what was accepted */
    BYTE *buffer;          /* client: UDP_MAX */
    ULONG got;
    BOOL read;
    WS_HEAP heap;
    WS_ENDPOINT_ADDRESS address;
    struct op op;
    WS_MESSAGE *subject;

    /* a wait for a datagram; under the listener's lock */
    struct udp_listener *listener;
    struct udp_channel *next_wait;
    BOOL waiting, async;
    HRESULT wait_hr;
    WS_ASYNC_CONTEXT wait;
    struct net_post post;
    UINT64 condition; /* a CONDITION_VARIABLE */
};

/* ---- channels ---- */

static HRESULT make(const void *parameters, BOOL server, void **instance, WS_ERROR *error)
{
    const struct channel_parameters *own = parameters;
    struct udp_channel *channel;
    HRESULT hr = net_start(error);

    if (FAILED(hr)) return hr;
    if (!(channel = mem_zalloc(sizeof(*channel)))) return fail_memory(error);
    channel->settings = own->settings;
    channel->server = server;
    lock_init(&channel->lock);
    heap_init(&channel->heap, 0x100000, 0);
    InitializeConditionVariable((CONDITION_VARIABLE *)&channel->condition);
    *instance = channel;
    return S_OK;
}

static HRESULT CALLBACK udp_make(
        WS_CHANNEL_TYPE type, const void *parameters, ULONG size, void **instance, WS_ERROR *error)
{
    return make(parameters, FALSE, instance, error);
}

static void drop(struct udp_channel *channel)
{
    struct udp *udp;

    lock_enter(&channel->lock);
    udp = channel->udp;
    channel->udp = NULL;
    lock_leave(&channel->lock);
    if (udp) udp_release(udp);
    mem_free(channel->packet);
    channel->packet = NULL;
}

static void CALLBACK udp_free(void *instance)
{
    struct udp_channel *channel = instance;

    drop(channel);
    mem_free(channel->buffer);
    lock_clear(&channel->lock);
    heap_clear(&channel->heap);
    mem_free(channel);
}

static HRESULT CALLBACK udp_reset(void *instance, WS_ERROR *error)
{
    struct udp_channel *channel = instance;

    drop(channel);
    channel->reason = channel->wait_hr = S_OK;
    channel->read = FALSE;
    heap_reset(&channel->heap);
    memset(&channel->address, 0, sizeof(channel->address));
    return S_OK;
}

static BOOL attach(struct udp_channel *channel, struct udp *udp)
{
    BOOL ok;

    lock_enter(&channel->lock);
    ok = !channel->reason;
    if (ok) channel->udp = udp;
    lock_leave(&channel->lock);
    return ok;
}

static HRESULT aborted(struct udp_channel *channel, WS_ERROR *error)
{
    return fail(error, channel->reason, "The channel was aborted or closed");
}

static HRESULT CALLBACK udp_open(void *instance, const WS_ENDPOINT_ADDRESS *address,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct udp_channel *channel = instance;
    const struct channel_settings *s = channel->settings;
    struct net_target target = { "" };
    struct channel_url url;
    struct udp *udp;
    HRESULT hr;

    if (address->url.length && !address->url.chars)
        return fail(error, E_INVALIDARG, "The URL of the address is NULL");
    if (FAILED(hr = url_parse(&address->url, SCHEMES_UDP, &url, error))) return hr;
    if (!url.has_port)
        return fail(error, WS_E_INVALID_ENDPOINT_URL, "The URL '%S' names no port", &address->url);
    hr = heap_copy_string(&channel->heap, &address->url, &channel->address.url, error);
    if (SUCCEEDED(hr) && address->headers)
        hr = xml_buffer_copy(&channel->heap, address->headers, &channel->address.headers, error);
    if (FAILED(hr)) return hr;
    if (!channel->buffer && !(channel->buffer = mem_alloc(UDP_MAX))) return fail_memory(error);
    if (FAILED(hr = udp_create(&udp, error))) return hr;
    if (!attach(channel, udp))
    {
        udp_release(udp);
        return aborted(channel, error);
    }
    memcpy(target.host, url.host, sizeof(target.host));
    target.port = url.port;
    return udp_target(udp, &target, s->ip_version, s->multicast_hops, s->multicast_interface,
            &channel->peer, ctx, error);
}

static HRESULT CALLBACK udp_close(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    drop(instance);
    return S_OK;
}

static void cancel_wait(struct udp_channel *channel, HRESULT reason);

static HRESULT CALLBACK udp_abort_channel(void *instance, WS_ERROR *error)
{
    struct udp_channel *channel = instance;

    lock_enter(&channel->lock);
    if (!channel->reason) channel->reason = WS_E_OPERATION_ABORTED;
    /* the socket of a server is the listener's */
    if (channel->udp && !channel->server) udp_abort(channel->udp, channel->reason);
    lock_leave(&channel->lock);
    if (channel->listener) cancel_wait(channel, WS_E_OPERATION_ABORTED);
    return S_OK;
}

/* ---- properties ---- */

static HRESULT give(const void *from, ULONG from_size, void *value, ULONG size, WS_ERROR *error)
{
    if (!value || size != from_size)
        return fail(error, E_INVALIDARG, "The channel property has %u bytes, the buffer %u",
                from_size, size);
    memcpy(value, from, size);
    return S_OK;
}

static HRESULT give_address(struct udp_channel *channel, void *value, ULONG size, WS_ERROR *error)
{
    static const char scheme[] = "soap.udp://";
    WS_ENDPOINT_ADDRESS address = { { 0 } };
    char text[128];
    ULONG length = sizeof(scheme) - 1;
    HRESULT hr;

    memcpy(text, scheme, length);
    length += net_address_text(&channel->peer, text + length, sizeof(text) - length);
    hr = heap_utf16(&channel->heap, (const BYTE *)text, length, &address.url, error);
    return FAILED(hr) ? hr : give(&address, sizeof(address), value, size, error);
}

static HRESULT CALLBACK udp_get(
        void *instance, WS_CHANNEL_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    WS_PROTECTION_LEVEL level = WS_PROTECTION_LEVEL_NONE;
    struct udp_channel *channel = instance;
    struct sockaddr_storage storage = { 0 };

    if (id == WS_CHANNEL_PROPERTY_PROTECTION_LEVEL)
        return give(&level, sizeof(level), value, size, error);
    if (id != WS_CHANNEL_PROPERTY_REMOTE_ADDRESS && id != WS_CHANNEL_PROPERTY_REMOTE_IP_ADDRESS)
        return fail(error, E_INVALIDARG, "A UDP channel has no property %u", id);
    if (!channel->udp)
        return fail(error, WS_E_INVALID_OPERATION,
                "The address of the other side is known while the channel is open");
    if (id == WS_CHANNEL_PROPERTY_REMOTE_ADDRESS) return give_address(channel, value, size, error);
    memcpy(&storage, channel->peer.bytes, channel->peer.length);
    return give(&storage, sizeof(storage), value, size, error);
}

static HRESULT CALLBACK udp_set(
        void *instance, WS_CHANNEL_PROPERTY_ID id, const void *value, ULONG size, WS_ERROR *error)
{
    return S_OK;
}

/* ---- messages ---- */

static HRESULT check_versions(struct udp_channel *channel, WS_MESSAGE *message, WS_ERROR *error)
{
    if (message_envelope(message) == channel->settings->envelope
            && message_addressing(message) == channel->settings->addressing)
        return S_OK;
    return fail(error, E_INVALIDARG,
            "The message's envelope or addressing version is not that of the channel");
}

static HRESULT CALLBACK udp_write_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct udp_channel *channel = instance;
    WS_XML_WRITER *writer;
    BOOL addressed;
    HRESULT hr;

    if (FAILED(hr = check_versions(channel, message, error))) return hr;
    hr = WsGetMessageProperty(
            message, WS_MESSAGE_PROPERTY_IS_ADDRESSED, &addressed, sizeof(addressed), error);
    if (SUCCEEDED(hr) && !addressed)
        hr = WsAddressMessage(message, channel->server ? NULL : &channel->address, error);
    if (SUCCEEDED(hr)) hr = http_start_output(channel->settings, message, NULL, &writer, error);
    return FAILED(hr) ? hr : WsWriteEnvelopeStart(message, writer, NULL, NULL, error);
}

static HRESULT CALLBACK udp_write_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct udp_channel *channel = instance;
    WS_XML_WRITER *writer;
    WS_BYTES bytes;
    HRESULT hr;

    if (FAILED(hr = message_own_writer(message, &writer, error))) return hr;
    if (FAILED(hr = WsWriteEnvelopeEnd(message, error))) return hr;
    hr = WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), error);
    if (FAILED(hr)) return hr;
    if (channel->reason) return aborted(channel, error);
    return udp_send(channel->udp, bytes.bytes, bytes.length, &channel->peer, error);
}

static HRESULT start_input(struct udp_channel *channel, BYTE *bytes, ULONG size, WS_ERROR *error)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, bytes, size };
    WS_XML_READER *reader;
    HRESULT hr = message_own_reader(channel->subject, &reader, error);

    if (SUCCEEDED(hr)) hr = WsSetInput(reader, &text.encoding, &input.input, NULL, 0, error);
    return FAILED(hr) ? hr : WsReadEnvelopeStart(channel->subject, reader, NULL, NULL, error);
}

static HRESULT read_step(struct op *op, int state, HRESULT hr)
{
    struct udp_channel *channel = CONTAINING_RECORD(op, struct udp_channel, op);

    /* answers may come from elsewhere: who sends to a group hears from its members. What is sent still goes to peer. */
    if (state == OP_BEGIN)
        return udp_receive(channel->udp, channel->buffer, UDP_MAX, &channel->got, &channel->from,
                op_await(op, 1), op->error);
    return FAILED(hr) ? hr : start_input(channel, channel->buffer, channel->got, op->error);
}

static HRESULT CALLBACK udp_read_start(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct udp_channel *channel = instance;
    HRESULT hr;

    if (channel->server && channel->read) return WS_S_END; /* a channel serves one datagram */
    if (FAILED(hr = check_versions(channel, message, error))) return hr;
    channel->subject = message;
    if (channel->server)
    {
        channel->read = TRUE;
        return start_input(channel, channel->packet->bytes, channel->packet->size, error);
    }
    channel->op.step = read_step;
    channel->op.release = NULL;
    return op_start(&channel->op, ctx, error);
}

static HRESULT CALLBACK udp_read_end(
        void *instance, WS_MESSAGE *message, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return WsReadEnvelopeEnd(message, error);
}

static HRESULT CALLBACK udp_abandon(void *instance, WS_MESSAGE *message, WS_ERROR *error)
{
    return S_OK;
}

static HRESULT CALLBACK udp_shutdown(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    return fail(error, WS_E_INVALID_OPERATION, "A UDP channel has no session");
}

const WS_CUSTOM_CHANNEL_CALLBACKS udp_calls = { udp_make, udp_free, udp_reset, udp_open, udp_close,
    udp_abort_channel, udp_get, udp_set, udp_write_start, udp_write_end, udp_read_start,
    udp_read_end, udp_abandon, udp_shutdown };

/* ---- the listener: one receive at a time, datagrams to the channels that wait ---- */

static void release(struct udp_listener *listener)
{
    struct packet *packet;

    if (InterlockedDecrement(&listener->refs)) return;
    while ((packet = listener->first))
    {
        listener->first = packet->next;
        mem_free(packet);
    }
    if (listener->udp) udp_release(listener->udp);
    lock_clear(&listener->lock);
    mem_free(listener->buffer);
    mem_free(listener);
}

/* The lock is held. TRUE: the caller has to tell it, without the lock. */
static BOOL end_wait(struct udp_listener *listener, struct udp_channel *channel, HRESULT hr)
{
    struct udp_channel **place = &listener->waits, *before = NULL;

    for (; *place != channel; place = &(*place)->next_wait)
        before = *place;
    *place = channel->next_wait;
    if (listener->last_wait == channel) listener->last_wait = before;
    channel->waiting = FALSE;
    channel->wait_hr = hr;
    if (channel->async) return TRUE;
    WakeConditionVariable((CONDITION_VARIABLE *)&channel->condition);
    return FALSE;
}

static void CALLBACK wait_over(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct udp_channel *channel = state;
    WS_ASYNC_CONTEXT context = channel->wait;

    context.callback(channel->wait_hr, model, context.callbackState);
}

static void cancel_wait(struct udp_channel *channel, HRESULT reason)
{
    WS_ASYNC_CONTEXT ctx = { wait_over, channel };
    struct udp_listener *listener = channel->listener;

    lock_enter(&listener->lock);
    if (channel->waiting && end_wait(listener, channel, reason)) net_post(&channel->post, &ctx);
    lock_leave(&listener->lock);
}

static void deliver(struct udp_listener *listener, struct packet *packet)
{
    struct udp_channel *tell = NULL, *channel;

    lock_enter(&listener->lock);
    if ((channel = listener->waits))
    {
        channel->packet = packet;
        if (end_wait(listener, channel, S_OK)) tell = channel;
        packet = NULL;
    }
    else if (listener->count < MAX_WAITING && !listener->reason)
    {
        if (listener->last)
            listener->last->next = packet;
        else
            listener->first = packet;
        listener->last = packet;
        listener->count++;
        packet = NULL;
    }
    lock_leave(&listener->lock);
    mem_free(packet);
    if (tell) wait_over(S_OK, WS_LONG_CALLBACK, tell);
}

static HRESULT pump_step(struct op *op, int state, HRESULT hr)
{
    struct udp_listener *listener = CONTAINING_RECORD(op, struct udp_listener, op);
    struct packet *packet;

    if (FAILED(hr) && listener->reason) return hr;
    if (state != OP_BEGIN && SUCCEEDED(hr) && (packet = mem_alloc(sizeof(*packet) + listener->got)))
    {
        packet->next = NULL;
        packet->from = listener->from;
        packet->size = listener->got;
        memcpy(packet->bytes, listener->buffer, listener->got);
        deliver(listener, packet);
    }
    return udp_receive(listener->udp, listener->buffer, UDP_MAX, &listener->got, &listener->from,
            op_await(op, 1), NULL);
}

static void CALLBACK pump_done(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    release(state);
}

static HRESULT wait(struct udp_listener *listener, struct udp_channel *channel,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    HRESULT hr = S_OK;

    lock_enter(&listener->lock);
    if (channel->reason || listener->reason)
        hr = channel->reason ? channel->reason : listener->reason;
    else if ((channel->packet = listener->first))
    {
        listener->first = channel->packet->next;
        if (!listener->first) listener->last = NULL;
        listener->count--;
    }
    else
    {
        channel->async = ctx != NULL;
        if (ctx) channel->wait = *ctx;
        channel->next_wait = NULL;
        channel->waiting = TRUE;
        if (listener->last_wait)
            listener->last_wait->next_wait = channel;
        else
            listener->waits = channel;
        listener->last_wait = channel;
        hr = ctx ? WS_S_ASYNC : S_OK;
        while (!ctx && channel->waiting)
            SleepConditionVariableCS(
                    (CONDITION_VARIABLE *)&channel->condition, &listener->lock.section, INFINITE);
        if (!ctx) hr = channel->wait_hr;
    }
    lock_leave(&listener->lock);
    return FAILED(hr) ? fail(error, hr, "Accepting a channel was ended") : hr;
}

static HRESULT accept_step(struct op *op, int state, HRESULT hr)
{
    struct udp_channel *channel = CONTAINING_RECORD(op, struct udp_channel, op);

    if (state == OP_BEGIN) return wait(channel->listener, channel, op_await(op, 1), op->error);
    if (FAILED(hr)) return hr;
    channel->peer = channel->packet->from;
    udp_share(channel->listener->udp);
    if (attach(channel, channel->listener->udp)) return S_OK;
    udp_release(channel->listener->udp);
    return aborted(channel, op->error);
}

static HRESULT CALLBACK listener_accept(
        void *instance, void *accepted, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct udp_channel *channel = accepted;

    channel->listener = instance;
    channel->op.step = accept_step;
    channel->op.release = NULL;
    return op_start(&channel->op, ctx, error);
}

static HRESULT CALLBACK listener_create(
        WS_CHANNEL_TYPE type, const void *parameters, ULONG size, void **instance, WS_ERROR *error)
{
    const struct channel_parameters *own = parameters;
    struct udp_listener *listener;
    HRESULT hr = net_start(error);

    if (FAILED(hr)) return hr;
    if (!(listener = mem_zalloc(sizeof(*listener)))) return fail_memory(error);
    listener->settings = own->listener_settings;
    listener->refs = 1;
    lock_init(&listener->lock);
    *instance = listener;
    return S_OK;
}

static HRESULT CALLBACK listener_open(
        void *instance, const WS_STRING *text, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    struct udp_listener *listener = instance;
    const struct listener_settings *s = listener->settings;
    WS_ASYNC_CONTEXT pumped = { pump_done, listener };
    struct udp_options options = { NULL, 0, s->ip_version, s->is_multicast, s->multicast_loopback,
        s->interfaces, s->interface_count };
    struct channel_url url;
    HRESULT hr;

    if (FAILED(hr = url_parse(text, SCHEMES_UDP, &url, error))) return hr;
    if (!url.has_port)
        return fail(error, WS_E_INVALID_ENDPOINT_URL, "The URL '%S' names no port", text);
    options.host = url.host;
    options.port = url.port;
    if (!listener->buffer && !(listener->buffer = mem_alloc(UDP_MAX))) return fail_memory(error);
    if (FAILED(hr = udp_create(&listener->udp, error))) return hr;
    if (FAILED(hr = udp_bind(listener->udp, &options, error)))
    {
        udp_release(listener->udp);
        listener->udp = NULL;
        return hr;
    }
    lock_enter(&listener->lock);
    listener->reason = S_OK;
    lock_leave(&listener->lock);
    InterlockedIncrement(&listener->refs);
    listener->op.step = pump_step;
    listener->op.release = NULL;
    if ((hr = op_start(&listener->op, &pumped, NULL)) != WS_S_ASYNC) release(listener);
    return FAILED(hr) ? fail(error, hr, "The port of '%S' cannot be listened on", text) : S_OK;
}

static void stop(struct udp_listener *listener)
{
    lock_enter(&listener->lock);
    if (!listener->reason) listener->reason = WS_E_OPERATION_ABORTED;
    lock_leave(&listener->lock);
    for (;;)
    {
        struct udp_channel *channel;

        lock_enter(&listener->lock);
        channel = listener->waits;
        lock_leave(&listener->lock);
        if (!channel) break;
        cancel_wait(channel, WS_E_OPERATION_ABORTED);
    }
    if (listener->udp) udp_abort(listener->udp, WS_E_OPERATION_ABORTED);
}

/* The receive in flight has its own reference to the listener, and so to the socket. */
static void CALLBACK listener_free(void *instance)
{
    stop(instance);
    release(instance);
}

static HRESULT CALLBACK listener_close(void *instance, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    stop(instance);
    return S_OK;
}

static HRESULT CALLBACK listener_abort(void *instance, WS_ERROR *error)
{
    stop(instance);
    return S_OK;
}

/* The pump ends soon after the abort; only then the socket may go. */
static HRESULT CALLBACK listener_reset(void *instance, WS_ERROR *error)
{
    struct udp_listener *listener = instance;
    ULONG i;

    stop(listener);
    for (i = 0; listener->refs > 1 && i < 1000; i++)
        Sleep(1);
    if (listener->refs > 1)
        return fail(error, WS_E_INVALID_OPERATION, "The listener's socket is still in use");
    if (listener->udp) udp_release(listener->udp);
    listener->udp = NULL;
    return S_OK;
}

static HRESULT CALLBACK listener_get(
        void *instance, WS_LISTENER_PROPERTY_ID id, void *value, ULONG size, WS_ERROR *error)
{
    return fail(error, E_INVALIDARG, "A UDP listener has no property %u", id);
}

static HRESULT CALLBACK listener_set(
        void *instance, WS_LISTENER_PROPERTY_ID id, const void *value, ULONG size, WS_ERROR *error)
{
    return fail(error, E_INVALIDARG, "A UDP listener has no property %u that can be set", id);
}

static HRESULT CALLBACK listener_make_channel(
        void *instance, const void *parameters, ULONG size, void **channel, WS_ERROR *error)
{
    return make(parameters, TRUE, channel, error);
}

const WS_CUSTOM_LISTENER_CALLBACKS udp_listener_calls
        = { listener_create, listener_free, listener_reset, listener_open, listener_close,
              listener_abort, listener_get, listener_set, listener_make_channel, listener_accept };
