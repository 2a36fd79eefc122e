/* What the files of service/ share: proxies and their calls, hosts and what they serve.
 *
 * Locks: a proxy's and an endpoint's lock guard lists and counters for a few lines; no channel, message or
 * callback is called under one.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef SERVICE_INTERNAL_H
#define SERVICE_INTERNAL_H

#include "service/service.h"

#include <windows.h>

/* ======== settings.c: copies of what the application passes at creation ======== */

/* Copies an array of properties with their values on a heap. */
HRESULT copy_properties(
        WS_HEAP *heap, const void *properties, ULONG count, struct property **ret, WS_ERROR *error);

/* The channel properties of proxies and hosts: those of the application; timeless: with ENABLE_TIMEOUTS FALSE unless given,
 * which channels of a listener and custom ones do not have. Refuses what the service model decides itself (callback model,
 * faults as errors). */
HRESULT copy_channel_properties(WS_HEAP *heap, const void *properties, ULONG count, BOOL timeless,
        struct property **ret, ULONG *ret_count, WS_ERROR *error);

/* A custom channel is asked whether it leaves time limits to who uses it: E_INVALIDARG when not. */
HRESULT check_custom_channel(WS_CHANNEL *channel, WS_CHANNEL_BINDING binding, WS_ERROR *error);

/* WS_MESSAGE_PROPERTIES from a property value, with its own properties. */
HRESULT copy_message_properties(WS_HEAP *heap, const struct property *property,
        WS_MESSAGE_PROPERTIES *ret, WS_ERROR *error);
HRESULT copy_address(
        WS_HEAP *heap, const WS_ENDPOINT_ADDRESS *from, WS_ENDPOINT_ADDRESS *to, WS_ERROR *error);

/* A wait for "all have gone": close calls of proxies and hosts. One waiter at most. */
struct drain
{
    WS_ASYNC_CONTEXT waiter; /* asynchronous */
    HANDLE event;            /* synchronous */
    BOOL waiting;
};

/* Called by the waiter without the lock; *count is what must reach zero. Returns S_OK when it is zero already,
 * WS_S_ASYNC with ctx, else blocks. Under the lock, drain_done is called by whoever makes the count zero and says whom to
 * wake; drain_wake wakes, without the lock. */
HRESULT drain_wait(struct drain *drain, struct lock *lock, const LONG *count,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);
struct drain drain_done(struct drain *drain);
void drain_wake(struct drain *woken);

/* Makes a timer go off once, so many milliseconds from now; 0: at once. */
void timer_start(PTP_TIMER timer, UINT64 milliseconds);

/* ======== turn.c ======== */

/* An operation's wait for a word. All but op under the lock of the object that it belongs to. */
struct waiter
{
    struct waiter *next; /* in a turn's queue */
    struct op *op;
    HANDLE event; /* for threads that wait; made when first needed, NULL before */
    BOOL ready;   /* the word came before the wait */
    BOOL parked;
};

/* Before each operation; its event is kept. waiter_clear: at the end of its life. */
void waiter_init(struct waiter *waiter, struct op *op);
void waiter_clear(struct waiter *waiter);

/* Called with the lock held, which it leaves. Carries the operation on at a state, now or when the word is given; may
 * pend. E_OUTOFMEMORY. */
HRESULT waiter_wait(struct waiter *waiter, struct lock *lock, int state);

/* Gives the word: under the lock, what is to be woken after it. */
struct waiter waiter_ready(struct waiter *waiter);
void waiter_wake(const struct waiter *woken);

/* What one at a time may have, in the order in which they asked. Under the lock. */
struct turn
{
    struct waiter *owner, *first;
};

/* Without the lock: carries on at a state when it is the waiter's turn; may pend. */
HRESULT turn_take(struct turn *turn, struct waiter *waiter, struct lock *lock, int state);

/* Under the lock: gives back the turn, or the place in the queue; whom to wake. */
struct waiter turn_leave(struct turn *turn, struct waiter *waiter);

/* ======== proxy ======== */

/* A channel with what one call on it needs; taken from the proxy's pool for a call. */
struct slot
{
    struct slot *next;
    WS_CHANNEL *channel;
    WS_MESSAGE *request, *reply;
    LONG references; /* the pool or call, and whoever aborts it; under the proxy's lock */
    BOOL open;
    BOOL shared; /* the channel is the session's, which all calls use */
};

struct proxy_settings
{
    ULONG call_timeout, max_pending, close_timeout;
    USHORT pool_size;
    LANGID language;
};

struct call;

/* The session that all calls of a proxy share: they take turns to send, and one operation receives what comes, as long
 * as somebody waits for it. Under the proxy's lock. */
struct proxy_session
{
    struct slot *slot; /* NULL: not open, or a proxy without sessions */
    struct turn sending;
    struct op receive;
    WS_ERROR *error; /* why receiving failed; does not change any more then */
    HRESULT failure; /* the session is over: nothing will be received; S_OK */
    LONG receiving;  /* 0, 1 */
    struct drain drain;
};

struct _WS_SERVICE_PROXY
{
    struct object object;
    struct proxy_settings settings;
    WS_CHANNEL_TYPE type;
    WS_CHANNEL_BINDING binding;
    const WS_SECURITY_DESCRIPTION *security;
    WS_HEAP heap;           /* settings; lives as long as the proxy */
    WS_HEAP address_heap;   /* from one open to the next */
    WS_HEAP *template_heap; /* of a security description made from a template */
    WS_ENDPOINT_ADDRESS address;
    struct property *channel_properties;
    ULONG channel_property_count;
    WS_MESSAGE_PROPERTIES message_properties;

    struct op open, close;
    struct slot *opening; /* the channel that an open in progress works on */
    struct proxy_session session;
    BOOL one_call; /* a channel has one call only: a session in the mode singleton */
    HRESULT close_hr;

    /* under the lock */
    struct slot *idle;
    ULONG idle_count;
    struct call *pending, *spare; /* calls in progress; call objects for reuse */
    LONG pending_count, spare_count;
    struct drain drain;
    UINT64 close_deadline; /* clock_ticks; 0: none */
    PTP_TIMER timer;
    UINT64 timer_at; /* what it is set for; 0: not set */
};

HRESULT slot_create(WS_SERVICE_PROXY *proxy, struct slot **ret, WS_ERROR *error);
void slot_free(struct slot *slot);
void slot_release(
        WS_SERVICE_PROXY *proxy, struct slot *slot); /* drops a reference; frees with the last */

/* Whether its channel is open and has not failed. */
BOOL slot_usable(struct slot *slot);

/* From the pool, or NULL. */
struct slot *slot_take(WS_SERVICE_PROXY *proxy);

/* Back into the pool when it can be used again and there is room, else freed. */
void slot_give(WS_SERVICE_PROXY *proxy, struct slot *slot);

/* ---- calls ---- */

struct call_options
{
    BOOL check_must_understand;
    WS_PROXY_MESSAGE_CALLBACK_CONTEXT on_send, on_receive;
    ULONG id;
};

struct call
{
    struct op op;
    struct call *next, *previous; /* in proxy->pending */
    WS_SERVICE_PROXY *proxy;
    struct slot *slot;
    const WS_OPERATION_DESCRIPTION *operation;
    const void **arguments;
    WS_HEAP *heap;
    struct call_options options;
    void *input, *output;
    UINT64 deadline;      /* clock_ticks; 0: none */
    volatile LONG reason; /* HRESULT with which the call has to end; 0: none */

    /* in a session */
    struct waiter wait;
    WS_UNIQUE_ID id; /* of the request */
    BOOL writing;    /* the request; under the lock, as the next ones */
    BOOL expecting;  /* a reply */
    BOOL reading;    /* the reply is here, and receiving waits until it has been read */
};

/* ---- proxy_session.c ---- */

static inline BOOL proxy_has_session(const WS_SERVICE_PROXY *proxy)
{
    return proxy->type == WS_CHANNEL_TYPE_DUPLEX_SESSION && !proxy->one_call;
}

/* Before the session's slot is set; when the proxy is freed. */
HRESULT session_begin(WS_SERVICE_PROXY *proxy, WS_ERROR *error);
void session_clear(WS_SERVICE_PROXY *proxy);

/* Carries the call on at a state when it may send; may pend. session_write follows, with the request's headers: its
 * reply may come from then on. Then session_sent. */
HRESULT session_send(struct call *call, int state);
HRESULT session_write(struct call *call, BOOL expects, WS_ERROR *error);
void session_sent(struct call *call);

/* Carries the call on when its reply has come, or cannot come any more: session_reply_result tells. May pend. */
HRESULT session_reply(struct call *call, int state);
HRESULT session_reply_result(struct call *call, WS_ERROR *error);

/* The call ends, however: what it holds of the session is given back. */
void session_leave(struct call *call);

/* Under the lock: ends a wait for a turn or for a reply; whom to wake. FALSE: the call does not wait. */
BOOL session_interrupt(struct call *call, struct waiter *woken);

/* Ends every pending call for which the id fits (0: all) with a reason, by aborting its channel. */
void calls_cancel(WS_SERVICE_PROXY *proxy, ULONG id, HRESULT reason);

/* Aborts the channel that is being opened or closed, the session, and every pending call. */
void proxy_abort_work(WS_SERVICE_PROXY *proxy);

/* Enters a call into the pending list: WS_E_INVALID_OPERATION, WS_E_QUOTA_EXCEEDED. */
HRESULT call_enter(WS_SERVICE_PROXY *proxy, struct call **ret, WS_ERROR *error);
void call_leave(struct call *call);
void call_free(struct call *call);

/* Makes the timer go off no later than then (under the lock). */
void timer_need(WS_SERVICE_PROXY *proxy, UINT64 at);
void CALLBACK proxy_timer(PTP_CALLBACK_INSTANCE instance, void *proxy, PTP_TIMER timer);

/* ======== host ======== */

struct endpoint_settings
{
    WS_SERVICE_PROPERTY_ACCEPT_CALLBACK accept;
    WS_SERVICE_PROPERTY_CLOSE_CALLBACK close;
    ULONG max_accepting, max_concurrency;
    SIZE_T heap_max, heap_trim;
    ULONG call_pool, channel_pool;
    BOOL check_must_understand;
    WS_METADATA_EXCHANGE_TYPE metadata_type;
    ULONG max_channels;
};

struct server;

/* One row of the sorted action table. */
struct action
{
    const WS_XML_STRING *name;
    ULONG index; /* of the operation in the contract */
};

struct endpoint
{
    struct _WS_SERVICE_HOST *host;
    struct endpoint_settings settings;
    WS_ENDPOINT_ADDRESS address;
    WS_CHANNEL_TYPE type;
    WS_CHANNEL_BINDING binding;
    const WS_SECURITY_DESCRIPTION *security;
    const WS_SERVICE_CONTRACT *contract;
    WS_SERVICE_SECURITY_CALLBACK authorize;
    struct property *channel_properties, *listener_properties;
    ULONG channel_property_count, listener_property_count;
    WS_MESSAGE_PROPERTIES message_properties;
    struct action *actions; /* sorted */
    ULONG action_count;
    BOOL session;
    BOOL streams; /* requests are read while they come */
    WS_LISTENER *listener;
    const WS_SERVICE_ENDPOINT_METADATA *port; /* in the host's WSDL; NULL: none */
    const WS_STRING *suffix;                  /* of the URL for WS-MetadataExchange; NULL: none */

    /* under the host's lock */
    struct server *servers, *idle; /* all; those without work */
    ULONG server_count, idle_count, accepting;
};

/* A metadata document as it is given out. */
struct mex_document
{
    WS_XML_STRING content, name, identifier;
    const WS_XML_STRING *dialect; /* NULL: no XML that has one */
    BOOL has_name;
};

#define MAX_MEX_DOCUMENTS 1024
struct mex
{
    struct mex_document *documents;
    ULONG count;
    const WS_XML_STRING *service_name, *service_ns; /* both or neither */
};

struct host_settings
{
    void *user_state;
    WS_FAULT_DISCLOSURE disclosure;
    LANGID language;
    ULONG close_timeout;
};

struct _WS_SERVICE_HOST
{
    struct object object;
    struct host_settings settings;
    WS_HEAP heap;
    struct endpoint *endpoints;
    ULONG endpoint_count;
    struct mex mex;
    struct op open, close;
    ULONG step; /* endpoint that open or close is at */
    HRESULT result;

    /* under the lock */
    BOOL accepting; /* servers may accept; FALSE from close or abort on */
    BOOL aborting;
    LONG running; /* servers with an op in progress */
    struct drain drain;
    PTP_TIMER timer;
    BOOL timed_out;
};

/* What an operation may ask about itself. Immutable while a callback runs. */
struct _WS_OPERATION_CONTEXT
{
    struct object object;
    struct server *server;
    ULONG available; /* bit n: property n may be read */
};

/* A channel and who serves it: its own server accepts and closes; helpers join it when requests of a session are
 * served side by side. One of them reads at a time, one replies. Counters under the host's lock. */
struct service_channel
{
    WS_CHANNEL *channel;
    struct server *helpers; /* without work */
    ULONG serving;          /* with a request, or reading the next */
    BOOL read;              /* somebody reads the next request */
    BOOL over;              /* no more requests will come */
    BOOL ended;             /* WS_S_END from an operation: no more are expected */
    struct turn replying;
    void *state; /* the application's */
};

/* What serves one channel, request after request. */
struct server
{
    struct op op;
    struct endpoint *endpoint;
    struct server *next, *next_idle;
    struct service_channel *shared, own;
    struct waiter wait; /* for the turn to reply; the own server: for the last helper */
    HRESULT failure;    /* that the client is to hear of */
    WS_MESSAGE *request, *reply;
    WS_HEAP *heap;
    WS_ERROR *error;
    struct _WS_OPERATION_CONTEXT context;
    BOOL accepted; /* the accept callback ran, the close callback is owed */
    BOOL stop;     /* accepting failed for good */

    const WS_OPERATION_DESCRIPTION *operation;
    const void *method;
    void *input, *output, **stack;

    /* cancellation; under the host's lock */
    WS_OPERATION_CANCEL_CALLBACK cancel;
    WS_OPERATION_FREE_STATE_CALLBACK free_state;
    void *cancel_state;
    BOOL registered, cancelled, in_operation;
};

/* ---- endpoint.c ---- */
HRESULT endpoint_init(struct endpoint *endpoint, struct _WS_SERVICE_HOST *host,
        const WS_SERVICE_ENDPOINT *from, WS_ERROR *error);
void endpoint_clear(struct endpoint *endpoint);

/* Starts accepting until as many channels wait as are wanted. */
void endpoint_accept(struct endpoint *endpoint);

/* ---- serve.c ---- */
/* With a channel of its own, or as a helper of another one. */
HRESULT server_create(
        struct endpoint *endpoint, struct server *helped, struct server **ret, WS_ERROR *error);
void server_free(struct server *server);
void server_start(struct server *server);

/* Whether this is a server that helps another one with its channel. */
static inline BOOL server_is_helper(const struct server *server)
{
    return server->shared != &server->own;
}

/* ---- concurrency.c: requests of one session, side by side ---- */

/* A request has been read: lets another server read the next one, if the endpoint allows. */
void concurrency_read(struct server *server);

/* Carries on at a state when the server may reply; gives the turn back. May pend. */
HRESULT concurrency_reply(struct server *server, int state);
void concurrency_replied(struct server *server);

/* With a reply sent: whether this server is the one to read the next request. */
BOOL concurrency_reads_next(struct server *server);

/* This server reads no more requests; over: because no more will come. The own server carries on at a state when nobody
 * else serves its channel; a helper's operation ends. May pend. */
HRESULT concurrency_leave(struct server *server, BOOL over, int state);

/* The client is lost: cancels the operations that run for it. */
void concurrency_cancel(struct server *server);

/* Under the host's lock: where a helper waits, after its operation has ended. */
void concurrency_rest(struct server *server);

/* Calls the cancel callback of a running operation, at most once. */
void server_cancel(struct server *server, WS_SERVICE_CANCEL_REASON reason);

/* ---- mex.c ---- */

/* Takes the host's documents, when all endpoints are there. property: METADATA, or NULL. */
HRESULT mex_init(struct _WS_SERVICE_HOST *host, const struct property *property, WS_ERROR *error);

/* With the headers of a request: whether it asks for the metadata; then reply and its body are made here. */
BOOL mex_wants(struct server *server);
HRESULT mex_begin_reply(struct server *server, WS_ERROR *error);
HRESULT mex_write_body(struct server *server, WS_ERROR *error);

/* With an accepted channel: whether its request is a GET; then it is answered here. May pend. */
BOOL mex_is_get(struct server *server);
HRESULT mex_reply_to_get(struct server *server, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* ---- dispatch.c ---- */

/* The contract's operation for the request's action, or NULL. */
HRESULT dispatch_find(struct server *server, WS_ERROR *error);

/* Reads the parameters; makes the stub's stack. */
HRESULT dispatch_read(struct server *server, WS_ERROR *error);
HRESULT dispatch_write(struct server *server, WS_ERROR *error);
int compare_actions(const void *a, const void *b);

#endif
