/* The driver of operations that may wait, and WsAsyncExecute over it.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"

/* Runs until the operation ends or has to wait. After WS_S_ASYNC it belongs to another thread. */
static HRESULT run(struct op *op, HRESULT hr)
{
    int state;

    while ((state = op->state) != OP_END)
    {
        op->state = OP_END;
        hr = op->step(op, state, hr);
        if (hr == WS_S_ASYNC) return hr;
    }
    if (op->release) op->release(op);
    return hr;
}

static void CALLBACK resume(HRESULT hr, WS_CALLBACK_MODEL model, void *state)
{
    struct op *op = state;
    WS_ASYNC_CONTEXT caller = op->caller;

    op->model = model;
    hr = run(op, hr);
    if (hr != WS_S_ASYNC) caller.callback(hr, model, caller.callbackState);
}

static void resume_long(void *op)
{
    resume(S_OK, WS_LONG_CALLBACK, op);
}

HRESULT op_start(struct op *op, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    static const WS_ASYNC_CONTEXT blocking;

    op->state = OP_BEGIN;
    op->model = ctx ? WS_SHORT_CALLBACK : WS_LONG_CALLBACK;
    op->self.callback = resume;
    op->self.callbackState = op;
    op->caller = ctx ? *ctx : blocking;
    op->error = error;
    return run(op, S_OK);
}

void op_resume(struct op *op)
{
    if (!pool_run(resume_long, op)) resume_long(op);
}

HRESULT op_go_long(struct op *op, int state)
{
    op->state = state;
    if (op->model == WS_LONG_CALLBACK) return S_OK;
    return pool_run(resume_long, op) ? WS_S_ASYNC : S_OK;
}

/* One run of the application's chain of functions. */
struct execution
{
    struct op op;
    WS_ASYNC_OPERATION next;
    void *state;
};

static HRESULT execute_step(struct op *op, int state, HRESULT hr)
{
    struct execution *e = CONTAINING_RECORD(op, struct execution, op);
    WS_ASYNC_FUNCTION function = e->next.function;

    if (!function) return hr;
    e->next.function = NULL;
    return function(hr, op->model, e->state, &e->next, op_await(op, OP_BEGIN), op->error);
}

static void execute_release(struct op *op)
{
    mem_free(CONTAINING_RECORD(op, struct execution, op));
}

HRESULT WINAPI WsAsyncExecute(WS_ASYNC_STATE *asyncState, WS_ASYNC_FUNCTION operation,
        WS_CALLBACK_MODEL callbackModel, void *callbackState, const WS_ASYNC_CONTEXT *asyncContext,
        WS_ERROR *error)
{
    struct execution *e;

    if (!asyncState) return fail(error, E_INVALIDARG, "WsAsyncExecute: asyncState is NULL");
    if (!operation) return fail(error, E_INVALIDARG, "WsAsyncExecute: operation is NULL");
    if (callbackModel != WS_SHORT_CALLBACK && callbackModel != WS_LONG_CALLBACK)
        return fail(
                error, E_INVALIDARG, "WsAsyncExecute: %d is not a callback model", callbackModel);
    if (!(e = mem_zalloc(sizeof(*e)))) return fail_memory(error);
    e->op.step = execute_step;
    e->op.release = execute_release;
    e->next.function = operation;
    e->state = callbackState;
    return op_start(&e->op, asyncContext, error);
}
