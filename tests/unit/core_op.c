/* Operations that may wait: a session that connects, writes through a filter below, reads an answer of unknown length
 * and runs long code, over leaves that complete now, later or fail, in every combination.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"
#include "test.h"

#include <semaphore.h>
#include <time.h>

#define LEAVES 6 /* connect, two writes, three reads */

static ULONG pattern; /* bit k: leaf k completes later */
static int leaf_number, fail_at;
static int released;

struct completion
{
    WS_ASYNC_CONTEXT ctx;
    HRESULT hr;
};

static void complete(void *argument)
{
    struct completion completion = *(struct completion *)argument;

    free(argument);
    completion.ctx.callback(completion.hr, WS_SHORT_CALLBACK, completion.ctx.callbackState);
}

static HRESULT leaf(const WS_ASYNC_CONTEXT *ctx)
{
    int number = leaf_number++;
    HRESULT hr = number == fail_at ? E_FAIL : S_OK;
    struct completion *completion;

    if (!ctx || !(pattern >> number & 1)) return hr;
    completion = malloc(sizeof(*completion));
    completion->ctx = *ctx;
    completion->hr = hr;
    pool_run(complete, completion);
    return WS_S_ASYNC;
}

/* ---- a filter below, itself an operation ---- */

struct stream
{
    struct op write;
    int left;
};

static HRESULT write_step(struct op *op, int state, HRESULT hr)
{
    struct stream *stream = CONTAINING_RECORD(op, struct stream, write);

    if (FAILED(hr) || !stream->left) return hr;
    stream->left--;
    return leaf(op_await(op, OP_BEGIN));
}

static HRESULT stream_write(
        struct stream *stream, int chunks, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    stream->left = chunks;
    stream->write.step = write_step;
    return op_start(&stream->write, ctx, error);
}

/* ---- the session ---- */

struct session
{
    struct op open;
    struct stream stream;
    int reads, closed, user, long_runs;
};

enum open_state
{
    OPEN_CONNECT = OP_BEGIN,
    OPEN_PREAMBLE,
    OPEN_READ,
    OPEN_USER
};

static HRESULT open_step(struct op *op, int state, HRESULT hr)
{
    struct session *session = CONTAINING_RECORD(op, struct session, open);

    if (FAILED(hr))
    {
        session->closed++;
        return hr;
    }
    switch ((enum open_state)state)
    {
    case OPEN_CONNECT:
        return leaf(op_await(op, OPEN_PREAMBLE));

    case OPEN_PREAMBLE:
        return stream_write(&session->stream, 2, op_await(op, OPEN_READ), op->error);

    case OPEN_READ:
        if (session->reads++ < 3) return leaf(op_await(op, OPEN_READ));
        return op_go_long(op, OPEN_USER);

    case OPEN_USER:
        session->user++;
        session->long_runs += op->model == WS_LONG_CALLBACK;
        return S_OK;
    }
    return E_UNEXPECTED;
}

static void open_release(struct op *op)
{
    released++;
}

/* ---- waiting for the outcome ---- */

struct waiter
{
    sem_t semaphore;
    HRESULT hr;
    int calls;
};

static void CALLBACK wake(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct waiter *waiter = state;

    waiter->hr = hr;
    waiter->calls++;
    sem_post(&waiter->semaphore);
}

static BOOL wait_for(struct waiter *waiter)
{
    struct timespec limit;

    clock_gettime(CLOCK_REALTIME, &limit);
    limit.tv_sec += 10;
    return ok(!sem_timedwait(&waiter->semaphore, &limit), "the callback comes");
}

static BOOL run_session(struct waiter *waiter, BOOL async, int *late)
{
    WS_ASYNC_CONTEXT ctx = { wake, waiter };
    HRESULT hr, expected = fail_at < 0 ? S_OK : E_FAIL;
    struct session session;

    memset(&session, 0, sizeof(session));
    session.open.step = open_step;
    session.open.release = open_release;
    leaf_number = released = waiter->calls = 0;
    hr = op_start(&session.open, async ? &ctx : NULL, NULL);
    if (hr == WS_S_ASYNC)
    {
        if (!ok(async, "only asynchronous calls return WS_S_ASYNC") || !wait_for(waiter))
            return FALSE;
        ++*late;
        hr = waiter->hr;
        if (waiter->calls != 1) return ok(0, "%d callbacks", waiter->calls);
    }
    else if (waiter->calls)
        return ok(0, "a callback although the call had completed");
    return ok(hr == expected && session.closed == (fail_at >= 0) && session.user == (fail_at < 0)
                    && session.long_runs == session.user && released == 1
                    && leaf_number == (fail_at < 0 ? LEAVES : fail_at + 1),
            "%08x, leaves %d, closed %d, user code %d, long %d, released %d", (unsigned)hr,
            leaf_number, session.closed, session.user, session.long_runs, released);
}

TEST(every_combination_of_now_later_and_failing)
{
    int async, late = 0, runs = 0;
    struct waiter waiter;

    sem_init(&waiter.semaphore, 0, 0);
    for (fail_at = -1; fail_at < LEAVES; fail_at++)
    {
        for (pattern = 0; pattern < 1 << LEAVES; pattern++)
        {
            for (async = 0; async < 2; async++)
            {
                test_context(
                        "leaf %d fails, pattern %x, async %d", fail_at, (unsigned)pattern, async);
                if (!run_session(&waiter, async, &late)) return;
                runs++;
            }
        }
    }
    test_context("%s", "");
    ok_int(runs, 896);
    /* Later: every pattern with a set bit among the leaves that run; and the hop to a long thread when all goes well. */
    ok_int(late, 64 + 1 * 32 + 48 + 56 + 60 + 62 + 63);
    sem_destroy(&waiter.semaphore);
}

/* ---- a long synchronous chain must not use the stack ---- */

static HRESULT count_step(struct op *op, int state, HRESULT hr)
{
    struct stream *stream = CONTAINING_RECORD(op, struct stream, write);

    return stream->left-- > 0 ? op_goto(op, OP_BEGIN) : S_FALSE;
}

TEST(a_million_steps_run_in_one_frame)
{
    struct stream stream = { { count_step }, 1000000 };

    ok_hr(op_start(&stream.write, NULL, NULL), S_FALSE);
    ok_int(stream.left, -1);
}

TESTS = { CASE(every_combination_of_now_later_and_failing), CASE(a_million_steps_run_in_one_frame),
    END_OF_CASES };
