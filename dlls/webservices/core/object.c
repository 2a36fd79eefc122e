/* Objects behind handles, and the one table of lifecycles for channel, listener, proxy and host.
 *
 * Sources: the state chapters of channel, listener, service-host and service-proxy in the Web Services
 * documentation, and what Windows was seen to do (closing a created or closed channel succeeds).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"

#include <string.h>

#define BIT(n)   (1u << (n))
#define CHANNEL  BIT(0)
#define LISTENER BIT(1)
#define PROXY    BIT(2)
#define HOST     BIT(3)
#define ALL      (CHANNEL | LISTENER | PROXY | HOST)

/* What an event may find, and what it makes of it. NONE: stays as it is. */
#define NONE (-1)
struct transition
{
    ULONG kinds;
    LONG event, from;
    LONG during, success, failure, aborted; /* state while it runs, and after it has ended so */
};

/* clang-format off */
static const struct transition transitions[] =
{
    /* kinds              event         from             during           success        failure        aborted */
    { CHANNEL,            EVENT_OPEN,   STATE_CREATED,   STATE_OPENING,   STATE_OPEN,    STATE_FAULTED, STATE_FAULTED },
    { LISTENER,           EVENT_OPEN,   STATE_CREATED,   STATE_OPENING,   STATE_OPEN,    STATE_FAULTED, STATE_FAULTED },
    { HOST,               EVENT_OPEN,   STATE_CREATED,   STATE_OPENING,   STATE_OPEN,    STATE_FAULTED, STATE_FAULTED },
    { PROXY,              EVENT_OPEN,   STATE_CREATED,   STATE_OPENING,   STATE_OPEN,    STATE_FAULTED, STATE_CREATED },
    { CHANNEL,            EVENT_ACCEPT, STATE_CREATED,   STATE_ACCEPTING, STATE_OPEN,    STATE_FAULTED, STATE_FAULTED },
    { ALL,                EVENT_CLOSE,  STATE_OPEN,      STATE_CLOSING,   STATE_CLOSED,  STATE_CLOSED,  STATE_CLOSED  },
    { ALL,                EVENT_CLOSE,  STATE_FAULTED,   STATE_CLOSING,   STATE_CLOSED,  STATE_CLOSED,  STATE_CLOSED  },
    { ALL,                EVENT_RESET,  STATE_CREATED,   NONE,            STATE_CREATED, STATE_CREATED, STATE_CREATED },
    { ALL,                EVENT_RESET,  STATE_CLOSED,    NONE,            STATE_CREATED, STATE_CLOSED,  STATE_CREATED },
    { ALL,                EVENT_FREE,   STATE_CREATED,   NONE,            NONE,          NONE,          NONE          },
    { ALL,                EVENT_FREE,   STATE_CLOSED,    NONE,            NONE,          NONE,          NONE          },
};
/* clang-format on */

static const char *const state_names[STATE_COUNT]
        = { "created", "opening", "accepting", "open", "faulted", "closing", "closed" };
static const char *const event_names[EVENT_COUNT]
        = { "opened", "accepted", "closed", "aborted", "reset", "freed" };

static ULONG kind_bit(const struct object *object)
{
    switch (object->kind)
    {
    case OBJECT_CHANNEL:
        return CHANNEL;
    case OBJECT_LISTENER:
        return LISTENER;
    case OBJECT_PROXY:
        return PROXY;
    case OBJECT_HOST:
        return HOST;
    default:
        return 0;
    }
}

const char *object_kind_name(ULONG kind)
{
    static const char *const names[] = { "heap", "error object", "XML reader", "XML writer",
        "XML buffer", "message", "channel", "listener", "service proxy", "service host",
        "operation context", "metadata object", "policy", "security token", "security context" };

    kind -= OBJECT_HEAP;
    return kind < COUNT_OF(names) ? names[kind] : "object";
}

void object_init(struct object *object, enum object_kind kind)
{
    object->kind = kind;
    object->state = STATE_CREATED;
    object->aborted = FALSE;
    if (kind_bit(object)) lock_init(&object->lock);
}

void object_clear(struct object *object)
{
    if (kind_bit(object)) lock_clear(&object->lock);
    object->kind = OBJECT_FREED;
}

static const struct transition *find(const struct object *object, LONG event, LONG from)
{
    ULONG i, kind = kind_bit(object);

    for (i = 0; i < COUNT_OF(transitions); i++)
    {
        const struct transition *t = &transitions[i];

        if ((t->kinds & kind) && t->event == event && t->from == from) return t;
    }
    return NULL;
}

static HRESULT wrong_state(const struct object *object, LONG event, LONG state, WS_ERROR *error)
{
    return fail(error, WS_E_INVALID_OPERATION, "The %s cannot be %s: it is %s",
            object_kind_name(object->kind), event_names[event], state_names[state]);
}

/* Abort has no end of its own. What it makes of running work the work's own object_end decides. */
static HRESULT abort_object(struct object *object)
{
    if (object->state == STATE_OPEN)
        object->state = STATE_FAULTED;
    else if (object->state == STATE_OPENING || object->state == STATE_ACCEPTING
            || object->state == STATE_CLOSING)
        object->aborted = TRUE;
    else
        return S_FALSE;
    return S_OK;
}

HRESULT object_begin(struct object *object, enum object_event event, WS_ERROR *error)
{
    const struct transition *t;
    HRESULT hr = S_OK;
    LONG state;

    lock_enter(&object->lock);
    state = object->state;
    if (event == EVENT_ABORT)
        hr = abort_object(object);
    else if ((t = find(object, event, state)))
    {
        object->aborted = FALSE;
        if (t->during != NONE)
            object->state = t->during;
        else if (t->success != NONE)
            object->state = t->success;
    }
    else if (event == EVENT_CLOSE && (state == STATE_CREATED || state == STATE_CLOSED)
            && kind_bit(object) != HOST && kind_bit(object) != PROXY)
        hr = S_FALSE; /* seen on Windows for channels and listeners */
    else
        hr = WS_E_INVALID_OPERATION;
    lock_leave(&object->lock);
    return hr == WS_E_INVALID_OPERATION ? wrong_state(object, event, state, error) : hr;
}

HRESULT object_end(struct object *object, enum object_event event, HRESULT hr)
{
    const struct transition *t;
    ULONG i, kind = kind_bit(object);

    lock_enter(&object->lock);
    for (i = 0; i < COUNT_OF(transitions); i++)
    {
        t = &transitions[i];
        if ((t->kinds & kind) && t->event == (LONG)event && t->during == object->state) break;
    }
    if (i < COUNT_OF(transitions))
    {
        object->state = object->aborted ? t->aborted : SUCCEEDED(hr) ? t->success : t->failure;
        if (object->aborted && event != EVENT_CLOSE) hr = WS_E_OPERATION_ABORTED;
        object->aborted = FALSE;
    }
    lock_leave(&object->lock);
    return hr;
}

void object_fault(struct object *object)
{
    lock_enter(&object->lock);
    if (object->state == STATE_OPEN) object->state = STATE_FAULTED;
    lock_leave(&object->lock);
}

HRESULT object_need_open(struct object *object, const char *call, WS_ERROR *error)
{
    LONG state = object->state;

    if (state == STATE_OPEN) return S_OK;
    if (state == STATE_FAULTED)
        return fail(error, WS_E_OBJECT_FAULTED, "%s: the %s is faulted; close it first", call,
                object_kind_name(object->kind));
    return fail(error, WS_E_INVALID_OPERATION, "%s: the %s is %s, not open", call,
            object_kind_name(object->kind), state_names[state]);
}

ULONG object_public_state(const struct object *object)
{
    /* clang-format off */
    static const BYTE numbers[4][STATE_COUNT] =
    {
        /*              created opening accepting open faulted closing closed */
        /* channel  */ { 0,     1,      2,        3,   4,      5,      6 },
        /* listener */ { 0,     1,      1,        2,   3,      4,      5 },
        /* proxy    */ { 0,     1,      1,        2,   5,      3,      4 },
        /* host     */ { 0,     1,      1,        2,   5,      3,      4 },
    };
    /* clang-format on */
    ULONG row = object->kind - OBJECT_CHANNEL;

    return row < 4 ? numbers[row][object->state] : 0;
}
