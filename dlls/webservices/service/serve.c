/* What serves one channel: accept, read a request, dispatch, reply, and again; one resumable operation for all of it.
 *
 * The thread that learns of a request runs it to its end. Only a request that was waiting already when a further channel
 * began to accept is handed to a thread of the pool, so that nobody recurses and nobody waits.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "service/internal.h"

#include <string.h>

enum serve_state
{
    SERVE_ACCEPT = OP_BEGIN,
    SERVE_ACCEPTED,
    SERVE_BEGIN,
    SERVE_READ,
    SERVE_TELL,
    SERVE_TELL_WRITE,
    SERVE_TELL_BODY,
    SERVE_GOT_REQUEST,
    SERVE_GOT_HEADERS,
    SERVE_FILLED,
    SERVE_HANDLED,
    SERVE_CALL,
    SERVE_CALLED,
    SERVE_WRITE,
    SERVE_WRITE_BODY,
    SERVE_FAULT,
    SERVE_REPLIED,
    SERVE_CLOSE,
    SERVE_CLOSE_CHANNEL,
    SERVE_CLOSED
};

/* ---- creation ---- */

HRESULT server_create(
        struct endpoint *endpoint, struct server *helped, struct server **ret, WS_ERROR *error)
{
    const WS_MESSAGE_PROPERTIES *m = &endpoint->message_properties;
    struct server *server = mem_zalloc(sizeof(*server));
    HRESULT hr = S_OK;

    if (!server) return fail_memory(error);
    server->endpoint = endpoint;
    server->shared = helped ? &helped->own : &server->own;
    object_init(&server->context.object, OBJECT_CONTEXT);
    server->context.server = server;
    waiter_init(&server->wait, &server->op);
    if (!helped)
        hr = WsCreateChannelForListener(endpoint->listener,
                (const WS_CHANNEL_PROPERTY *)endpoint->channel_properties,
                endpoint->channel_property_count, &server->own.channel, error);
    if (SUCCEEDED(hr) && !helped)
        hr = check_custom_channel(server->own.channel, endpoint->binding, error);
    if (SUCCEEDED(hr))
        hr = WsCreateMessageForChannel(
                server->shared->channel, m->properties, m->propertyCount, &server->request, error);
    if (SUCCEEDED(hr))
        hr = WsCreateMessageForChannel(
                server->shared->channel, m->properties, m->propertyCount, &server->reply, error);
    if (SUCCEEDED(hr))
        hr = WsCreateHeap(endpoint->settings.heap_max, endpoint->settings.heap_trim, NULL, 0,
                &server->heap, error);
    if (SUCCEEDED(hr)) hr = WsCreateError(NULL, 0, &server->error);
    if (FAILED(hr))
    {
        server_free(server);
        return hr;
    }
    lock_enter(&endpoint->host->object.lock);
    server->next = endpoint->servers;
    endpoint->servers = server;
    if (!helped) endpoint->server_count++;
    lock_leave(&endpoint->host->object.lock);
    *ret = server;
    return S_OK;
}

void server_free(struct server *server)
{
    if (server->request) WsFreeMessage(server->request);
    if (server->reply) WsFreeMessage(server->reply);
    if (server->own.channel) WsFreeChannel(server->own.channel);
    if (server->heap) WsFreeHeap(server->heap);
    if (server->error) WsFreeError(server->error);
    waiter_clear(&server->wait);
    object_clear(&server->context.object);
    mem_free(server);
}

/* ---- steps ---- */

/* Which properties of the operation context exist when. */
#define IN_CHANNEL_CALLBACK                                            \
    (1u << WS_OPERATION_CONTEXT_PROPERTY_CHANNEL                       \
            | 1u << WS_OPERATION_CONTEXT_PROPERTY_CONTRACT_DESCRIPTION \
            | 1u << WS_OPERATION_CONTEXT_PROPERTY_HOST_USER_STATE      \
            | 1u << WS_OPERATION_CONTEXT_PROPERTY_LISTENER             \
            | 1u << WS_OPERATION_CONTEXT_PROPERTY_ENDPOINT_ADDRESS)
#define IN_MESSAGE_CALLBACK                                                       \
    (IN_CHANNEL_CALLBACK | 1u << WS_OPERATION_CONTEXT_PROPERTY_CHANNEL_USER_STATE \
            | 1u << WS_OPERATION_CONTEXT_PROPERTY_INPUT_MESSAGE                   \
            | 1u << WS_OPERATION_CONTEXT_PROPERTY_HEAP)
#define IN_OPERATION (IN_MESSAGE_CALLBACK | 1u << WS_OPERATION_CONTEXT_PROPERTY_OUTPUT_MESSAGE)

/* The channel is here: others may accept in its place. */
static HRESULT begin(struct server *server)
{
    const WS_SERVICE_PROPERTY_ACCEPT_CALLBACK *accept = &server->endpoint->settings.accept;
    struct op *op = &server->op;

    lock_enter(&server->endpoint->host->object.lock);
    server->endpoint->accepting--;
    lock_leave(&server->endpoint->host->object.lock);
    endpoint_accept(server->endpoint);
    server->accepted = TRUE;
    server->own.ended = server->own.over = FALSE;
    server->own.state = NULL;
    server->own.serving = server->own.read = 1;
    if (!accept->callback) return op_goto(op, SERVE_READ);
    server->context.available = IN_CHANNEL_CALLBACK;
    return accept->callback(
            &server->context, &server->shared->state, op_await(op, SERVE_READ), server->error);
}

static HRESULT reset_request(struct server *server)
{
    server->operation = NULL;
    server->input = server->output = NULL;
    (void)WsResetMessage(server->request, NULL);
    (void)WsResetMessage(server->reply, NULL);
    (void)WsResetHeap(server->heap, NULL);
    return WsResetError(server->error);
}

/* A failure that the client is to hear of, if it waits for a reply. */
static HRESULT send_fault(struct server *server, HRESULT hr)
{
    if (server->operation && !server->operation->outputMessageDescription)
        return op_goto(&server->op, SERVE_REPLIED);
    (void)WsResetMessage(server->reply, NULL);
    server->failure = hr;
    return concurrency_reply(server, SERVE_FAULT);
}

static HRESULT lost(struct server *server)
{
    (void)WsAbortChannel(server->shared->channel, NULL);
    return concurrency_leave(server, TRUE, SERVE_CLOSE);
}

/* The application may look at the headers and refuse. */
static HRESULT authorize(struct server *server, BOOL *authorized)
{
    *authorized = TRUE;
    if (!server->endpoint->authorize) return S_OK;
    *authorized = FALSE;
    server->context.available = IN_MESSAGE_CALLBACK;
    return server->endpoint->authorize(&server->context, authorized, server->error);
}

/* A message that no operation is for: the default handler reads it and replies by itself. */
static HRESULT handle(struct server *server)
{
    server->context.available = IN_OPERATION;
    return server->endpoint->contract->defaultMessageHandlerCallback(
            &server->context, op_await(&server->op, SERVE_HANDLED), server->error);
}

static BOOL takes_message(const WS_OPERATION_DESCRIPTION *operation)
{
    ULONG i;

    for (i = 0; i < operation->parameterCount; i++)
    {
        if (operation->parameterDescription[i].parameterType == WS_PARAMETER_TYPE_MESSAGES)
            return TRUE;
    }
    return FALSE;
}

static HRESULT read_parameters(struct server *server)
{
    HRESULT hr = dispatch_read(server, server->error);

    if (FAILED(hr)) return send_fault(server, hr);
    if (server->endpoint->streams && takes_message(server->operation))
        return op_goto(&server->op, SERVE_CALL); /* it reads on, and what is left is cut */
    return WsReadMessageEnd(server->shared->channel, server->request,
            op_await(&server->op, SERVE_CALL), server->error);
}

static HRESULT got_headers(struct server *server)
{
    struct op *op = &server->op;
    BOOL authorized;
    HRESULT hr;

    if (FAILED(hr = authorize(server, &authorized))) return lost(server);
    if (!authorized)
        return send_fault(server,
                fail(server->error, WS_E_ENDPOINT_ACCESS_DENIED,
                        "The service does not authorize this request"));
    if (mex_wants(server))
        return WsReadMessageEnd(
                server->shared->channel, server->request, op_await(op, SERVE_TELL), server->error);
    if (FAILED(hr = dispatch_find(server, server->error))) return send_fault(server, hr);
    if (!server->operation) return handle(server);
    if (server->endpoint->settings.check_must_understand
            && FAILED(hr = WsCheckMustUnderstandHeaders(server->request, server->error)))
        return send_fault(server, hr);
    /* what an operation gets in one piece has to be here; a message it reads by itself */
    if (server->endpoint->streams
            && server->operation->inputMessageDescription->bodyElementDescription)
        return WsFillBody(server->request, 0x7fffffff, op_await(op, SERVE_FILLED), server->error);
    return read_parameters(server);
}

static HRESULT call_operation(struct server *server)
{
    struct _WS_SERVICE_HOST *host = server->endpoint->host;
    struct op *op = &server->op;
    HRESULT hr;

    concurrency_read(server);
    if (server->operation->outputMessageDescription
            && FAILED(hr = WsInitializeMessage(
                              server->reply, WS_REPLY_MESSAGE, server->request, server->error)))
        return send_fault(server, hr);
    lock_enter(&host->object.lock);
    server->in_operation = TRUE;
    server->registered = server->cancelled = FALSE;
    lock_leave(&host->object.lock);
    server->context.available = IN_OPERATION;
    return server->operation->stubCallback(&server->context, server->stack, server->method,
            op_await(op, SERVE_CALLED), server->error);
}

/* The operation is over; whoever cancels from now on comes too late. */
static void leave_operation(struct server *server)
{
    struct _WS_SERVICE_HOST *host = server->endpoint->host;
    WS_OPERATION_FREE_STATE_CALLBACK free_state = NULL;
    void *state;

    lock_enter(&host->object.lock);
    server->in_operation = FALSE;
    if (server->registered) free_state = server->free_state;
    state = server->cancel_state;
    server->registered = FALSE;
    lock_leave(&host->object.lock);
    if (free_state) free_state(state);
}

static HRESULT write_reply(struct server *server)
{
    const WS_MESSAGE_DESCRIPTION *description = server->operation->outputMessageDescription;
    struct op *op = &server->op;
    HRESULT hr;

    if (!description) return op_goto(op, SERVE_REPLIED);
    hr = params_finish(
            server->operation, server->input, server->output, server->stack, server->error);
    if (FAILED(hr)) return send_fault(server, hr);
    if (description->action && description->action->length)
    {
        hr = WsSetHeader(server->reply, WS_ACTION_HEADER, WS_XML_STRING_TYPE,
                WS_WRITE_REQUIRED_VALUE, description->action, sizeof(*description->action),
                server->error);
        if (FAILED(hr)) return send_fault(server, hr);
    }
    return concurrency_reply(server, SERVE_WRITE);
}

static HRESULT called(struct server *server, HRESULT hr)
{
    leave_operation(server);
    if (hr == WS_S_END) server->shared->ended = TRUE;
    if (FAILED(hr)) return send_fault(server, hr);
    return write_reply(server);
}

static HRESULT replied(struct server *server)
{
    concurrency_replied(server);
    if (!server->endpoint->session || server->shared->ended)
        return concurrency_leave(server, TRUE, SERVE_CLOSE);
    (void)reset_request(server);
    if (concurrency_reads_next(server)) return op_goto(&server->op, SERVE_READ);
    return concurrency_leave(server, FALSE, SERVE_CLOSE);
}

static HRESULT close_callback(struct server *server)
{
    const WS_SERVICE_PROPERTY_CLOSE_CALLBACK *close = &server->endpoint->settings.close;
    struct op *op = &server->op;

    if (!server->accepted || !close->callback) return op_goto(op, SERVE_CLOSE_CHANNEL);
    server->context.available
            = IN_CHANNEL_CALLBACK | 1u << WS_OPERATION_CONTEXT_PROPERTY_CHANNEL_USER_STATE;
    return close->callback(&server->context, op_await(op, SERVE_CLOSE_CHANNEL));
}

/* Accepts again where that is wanted; else the operation ends, and the server waits in the endpoint's pool. */
static HRESULT closed(struct server *server)
{
    struct endpoint *endpoint = server->endpoint;
    BOOL again;

    server->accepted = FALSE;
    server->context.available = 0;
    (void)WsResetChannel(server->shared->channel, NULL);
    (void)reset_request(server);
    lock_enter(&endpoint->host->object.lock);
    again = !server->stop && endpoint->host->accepting
            && endpoint->accepting < endpoint->settings.max_accepting;
    if (again) endpoint->accepting++;
    lock_leave(&endpoint->host->object.lock);
    return again ? op_goto(&server->op, SERVE_ACCEPT) : S_OK;
}

/* This channel could not be accepted. When the listener is the reason, trying again would spin. */
static HRESULT not_accepted(struct server *server, HRESULT hr)
{
    struct endpoint *endpoint = server->endpoint;

    lock_enter(&endpoint->host->object.lock);
    endpoint->accepting--;
    lock_leave(&endpoint->host->object.lock);
    server->stop = hr == WS_E_OBJECT_FAULTED || hr == WS_E_INVALID_OPERATION
            || hr == WS_E_OPERATION_ABORTED || hr == E_OUTOFMEMORY;
    return op_goto(&server->op, SERVE_CLOSE_CHANNEL);
}

/* The host's metadata instead of an operation's results. */
static HRESULT tell(struct server *server)
{
    HRESULT hr = mex_begin_reply(server, server->error);

    if (FAILED(hr)) return send_fault(server, hr);
    return concurrency_reply(server, SERVE_TELL_WRITE);
}

static HRESULT read_request(struct server *server)
{
    struct op *op = &server->op;

    if (mex_is_get(server)) return mex_reply_to_get(server, op_await(op, SERVE_REPLIED), NULL);
    return WsReadMessageStart(server->shared->channel, server->request,
            op_await(op, SERVE_GOT_REQUEST), server->error);
}

/* The client has ended its session, or is lost; who works for it is told. */
static HRESULT no_more_requests(struct server *server, HRESULT hr)
{
    if (FAILED(hr)) concurrency_cancel(server);
    return concurrency_leave(server, TRUE, SERVE_CLOSE);
}

static HRESULT serve(struct server *server, enum serve_state state, HRESULT hr)
{
    struct op *op = &server->op;

    switch (state)
    {
    case SERVE_ACCEPT:
        if (server_is_helper(server)) return op_goto(op, SERVE_READ);
        return WsAcceptChannel(server->endpoint->listener, server->shared->channel,
                op_await(op, SERVE_ACCEPTED), server->error);

    case SERVE_ACCEPTED:
        if (FAILED(hr)) return not_accepted(server, hr);
        return op_go_long(op, SERVE_BEGIN);

    case SERVE_BEGIN:
        return begin(server);

    case SERVE_READ:
        if (FAILED(hr)) return lost(server); /* the accept callback refused */
        return read_request(server);

    case SERVE_TELL:
        if (FAILED(hr)) return lost(server);
        return tell(server);

    case SERVE_TELL_WRITE:
        if (FAILED(hr)) return lost(server);
        return WsWriteMessageStart(server->shared->channel, server->reply,
                op_await(op, SERVE_TELL_BODY), server->error);

    case SERVE_TELL_BODY:
        if (SUCCEEDED(hr)) hr = mex_write_body(server, server->error);
        if (FAILED(hr)) return lost(server);
        return WsWriteMessageEnd(
                server->shared->channel, server->reply, op_await(op, SERVE_REPLIED), server->error);

    case SERVE_GOT_REQUEST:
        if (FAILED(hr) || hr == WS_S_END) return no_more_requests(server, hr);
        if (server->shared->ended) return lost(server); /* nobody expects it */
        return op_go_long(op, SERVE_GOT_HEADERS); /* a helper may be on another server's thread */

    case SERVE_GOT_HEADERS:
        return got_headers(server);

    case SERVE_FILLED:
        if (FAILED(hr)) return lost(server);
        return read_parameters(server);

    case SERVE_HANDLED:
        if (FAILED(hr)) return lost(server);
        if (hr == WS_S_END) server->shared->ended = TRUE;
        return replied(server);

    case SERVE_CALL:
        if (FAILED(hr)) return lost(server);
        return call_operation(server);

    case SERVE_CALLED:
        return called(server, hr);

    case SERVE_WRITE:
        if (FAILED(hr)) return lost(server);
        return WsWriteMessageStart(server->shared->channel, server->reply,
                op_await(op, SERVE_WRITE_BODY), server->error);

    case SERVE_FAULT:
        if (FAILED(hr)) return lost(server);
        return WsSendFaultMessageForError(server->shared->channel, server->reply, server->error,
                server->failure, server->endpoint->host->settings.disclosure, server->request,
                op_await(op, SERVE_REPLIED), NULL);

    case SERVE_WRITE_BODY:
        if (SUCCEEDED(hr)) hr = dispatch_write(server, server->error);
        if (FAILED(hr)) return lost(server);
        return WsWriteMessageEnd(
                server->shared->channel, server->reply, op_await(op, SERVE_REPLIED), server->error);

    case SERVE_REPLIED:
        if (FAILED(hr)) return lost(server);
        return replied(server);

    case SERVE_CLOSE:
        return close_callback(server);

    case SERVE_CLOSE_CHANNEL:
        return channel_close_and_return(server->shared->channel, op_await(op, SERVE_CLOSED), NULL);

    case SERVE_CLOSED:
        return closed(server);
    }
    return hr;
}

/* Most steps run callbacks of the application, which may end a wait of this operation and only then return: what is run
 * within them must not count upon coming back soon. */
static HRESULT serve_step(struct op *op, int state, HRESULT hr)
{
    struct server *server = CONTAINING_RECORD(op, struct server, op);
    BOOL before;

    if (state == SERVE_CLOSE_CHANNEL) return serve(server, state, hr);
    before = channel_in_application(TRUE);
    hr = serve(server, state, hr);
    channel_in_application(before);
    return hr;
}

static void serve_release(struct op *op)
{
    struct server *server = CONTAINING_RECORD(op, struct server, op);
    struct endpoint *endpoint = server->endpoint;
    struct _WS_SERVICE_HOST *host = endpoint->host;
    struct drain woken = { { 0 } };

    lock_enter(&host->object.lock);
    if (server_is_helper(server))
        concurrency_rest(server);
    else
    {
        server->next_idle = endpoint->idle;
        endpoint->idle = server;
        endpoint->idle_count++;
    }
    if (!--host->running && host->drain.waiting) woken = drain_done(&host->drain);
    lock_leave(&host->object.lock);
    drain_wake(&woken);
}

/* Nobody waits for a server's operation: what it makes of itself is in its channel and its host. */
static void CALLBACK serve_done(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
}

void server_start(struct server *server)
{
    static const WS_ASYNC_CONTEXT ignore = { serve_done, NULL };

    server->stop = FALSE;
    server->op.step = serve_step;
    server->op.release = serve_release;
    (void)op_start(&server->op, &ignore, server->error);
}
