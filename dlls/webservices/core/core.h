/* The door of core/: operations that may wait, objects, properties, errors, heaps, byte buffers,
 * characters, deadlines and tracing. Everything above stands on these.
 *
 * Unless a comment says otherwise: sizes are bytes, functions do not pend, outputs are written on success
 * only, WS_ERROR arguments may be NULL, and failures have been reported through fail() already.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef CORE_CORE_H
#define CORE_CORE_H

#include "platform/platform.h"
#include <webservices.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#ifndef CONTAINING_RECORD
#    define CONTAINING_RECORD(address, type, field) \
        ((type *)((BYTE *)(address)-offsetof(type, field)))
#endif

/* ======== op: an operation that may have to wait (op.c) ========
 *
 * One function, one switch, one case for each wait. The same function serves synchronous and asynchronous
 * callers: everything it calls takes a WS_ASYNC_CONTEXT, where NULL means "block until done" and anything
 * else "may return WS_S_ASYNC and call back later". op_await() gives the right one and says where to go on:
 *
 *     return stream_read(s, buf, op_await(op, GOT_HEADER), op->error);
 *
 * Once such a call has returned WS_S_ASYNC the operation may already be running, or be finished, on another
 * thread: do not touch it any more. A step that returns without op_await or op_goto ends the operation; a
 * failing await is delivered to the named state, so that clean-up has one place. */
#define OP_BEGIN 0
#define OP_END   (-1)

struct op
{
    HRESULT (*step)(struct op *op, int state, HRESULT hr); /* hr: outcome of what was awaited */
    void (*release)(struct op *op);                        /* after the last step; may be NULL */
    int state;
    WS_CALLBACK_MODEL model; /* of the thread that runs now; SHORT: must not block */
    WS_ASYNC_CONTEXT self, caller;
    WS_ERROR *error;
};

/* Runs op from OP_BEGIN. ctx NULL: on this thread until the end. Else WS_S_ASYNC may come back, and then
 * ctx is called exactly once. step and release must be set; the rest is initialised here. */
HRESULT op_start(struct op *op, const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error);

/* Carries on at a state that calls code of the application, which may block: hops to a pool thread when the
 * present one must not. Use in tail position only. */
HRESULT op_go_long(struct op *op, int state);

/* Carries on an operation that is parked (its step returned WS_S_ASYNC and nobody else will call it), with S_OK, on a
 * thread of the pool; on this one when there is none. */
void op_resume(struct op *op);

/* For the last but one argument of the call being waited for. */
static inline const WS_ASYNC_CONTEXT *op_await(struct op *op, int state)
{
    op->state = state;
    return op->caller.callback ? &op->self : NULL;
}

/* Carries on at another state without waiting. */
static inline HRESULT op_goto(struct op *op, int state)
{
    op->state = state;
    return S_OK;
}

/* ======== errors (error.c, texts) ======== */

/* The one place where failures begin. Adds a text to the error object (when there is one), traces it, and
 * returns hr, which must be a failure. The text tells the user what was wrong with his data.
 * Conversions: %d int, %u ULONG, %x ULONG in hex, %D INT64, %U UINT64, %s ASCII or UTF-8 zero-terminated,
 * %b (const BYTE *, ULONG) UTF-8 bytes, %X const WS_XML_STRING *, %S const WS_STRING *, %w WCHAR
 * zero-terminated, %h HRESULT, %c int (ASCII), %%. Strings from outside are cut at 256 characters. */
HRESULT fail(WS_ERROR *error, HRESULT hr, const char *format, ...);

/* As fail, and remembers the code of the component beneath as ORIGINAL_ERROR_CODE. */
HRESULT fail_from(WS_ERROR *error, HRESULT hr, HRESULT original, const char *format, ...);

/* fail with a ready list of arguments. */
HRESULT fail_list(WS_ERROR *error, HRESULT hr, const char *format, va_list args);

/* Adds one more line to an error that passes up, where context helps ("while reading header X"). */
void error_add(WS_ERROR *error, const char *format, ...);

/* E_OUTOFMEMORY with its text. */
HRESULT fail_memory(WS_ERROR *error);

#ifdef __clang_analyzer__ /* what the analyzer cannot see across files: a failure stays one */
#    define fail(error, hr, ...) ((void)(error), (HRESULT)(hr))
#    define fail_memory(error)   ((void)(error), (HRESULT)E_OUTOFMEMORY)
#endif

/* What message/ keeps in an error object: the fault and its companions, all in error_heap(). */
struct error_fault
{
    WS_FAULT *fault;
    WS_XML_STRING action;
    WS_XML_BUFFER *header;
};
struct error_fault *error_fault(WS_ERROR *error);
WS_HEAP *error_heap(WS_ERROR *error); /* lives until reset; NULL when memory is short */
LANGID error_language(const WS_ERROR *error);

/* The strings of an error object from first added (0) on; without the system's text of the original
 * code. NULL past the end. */
const WS_STRING *error_string(const WS_ERROR *error, ULONG index);
HRESULT error_original(const WS_ERROR *error);
void error_set_original(WS_ERROR *error, HRESULT original);

/* Formats as fail() does into UTF-8, zero terminated, cut at size; returns the length. */
ULONG format_text(char *text, ULONG size, const char *format, va_list list);
ULONG format_line(char *text, ULONG size, const char *format, ...);

/* ======== tracing (trace.c) ======== */

/* Diagnostics for the developer: WINEDEBUG=+webservices under Wine, WEBSERVICES_TRACE elsewhere.
 * Formats as fail(). Costs some ns when off: keep out of inner loops. */
void trace_line(enum debug_class level, const char *function, const char *format, ...);
#define TRACE(...)                                                                      \
    do                                                                                  \
    {                                                                                   \
        if (debug_enabled(DEBUG_TRACE)) trace_line(DEBUG_TRACE, __func__, __VA_ARGS__); \
    } while (0)
#define WARN(...)                                                                     \
    do                                                                                \
    {                                                                                 \
        if (debug_enabled(DEBUG_WARN)) trace_line(DEBUG_WARN, __func__, __VA_ARGS__); \
    } while (0)

/* ======== objects and their lifecycle (object.c) ======== */

enum object_kind
{
    OBJECT_FREED = 0x64656572, /* what a freed object says it is */
    OBJECT_HEAP = 0x57530001,
    OBJECT_ERROR,
    OBJECT_READER,
    OBJECT_WRITER,
    OBJECT_BUFFER,
    OBJECT_MESSAGE,
    OBJECT_CHANNEL,
    OBJECT_LISTENER,
    OBJECT_PROXY,
    OBJECT_HOST,
    OBJECT_CONTEXT,
    OBJECT_METADATA,
    OBJECT_POLICY,
    OBJECT_TOKEN,
    OBJECT_SECURITY_CONTEXT
};

/* The states of channel, listener, proxy and host under one set of names; object_public_state() gives the
 * number that the API has for it. */
enum object_state
{
    STATE_CREATED,
    STATE_OPENING,
    STATE_ACCEPTING,
    STATE_OPEN,
    STATE_FAULTED,
    STATE_CLOSING,
    STATE_CLOSED,
    STATE_COUNT
};

enum object_event
{
    EVENT_OPEN,
    EVENT_ACCEPT,
    EVENT_CLOSE,
    EVENT_ABORT,
    EVENT_RESET,
    EVENT_FREE,
    EVENT_COUNT
};

struct object
{
    ULONG kind; /* enum object_kind; checked at every entry, poisoned on free */
    LONG state; /* enum object_state; written by object_begin, object_end and object_fault only */
    LONG aborted; /* an abort came while OPENING, ACCEPTING or CLOSING; object_end takes it into account */
    struct lock
            lock; /* channel, listener, proxy and host only; guards a few fields for a few lines */
};

void object_init(struct object *object, enum object_kind kind);
void object_clear(struct object *object); /* poisons the kind, frees the lock */

/* Handles from outside. A NULL or foreign pointer is not an object of the kind. */
static inline BOOL object_is(const void *handle, enum object_kind kind)
{
    return handle && ((const struct object *)handle)->kind == (ULONG)kind;
}

/* Begins an event (open, close...): checks the lifecycle table, moves to the state that holds while it runs.
 * WS_E_INVALID_OPERATION in a wrong state (WS_E_OBJECT_FAULTED for work on a faulted object), S_FALSE when there
 * is nothing to do (closing twice): then object_end must not be called. Takes the object's lock itself. */
HRESULT object_begin(struct object *object, enum object_event event, WS_ERROR *error);

/* Ends it with its outcome. Returns hr, or WS_E_OPERATION_ABORTED when an abort came in between. */
HRESULT object_end(struct object *object, enum object_event event, HRESULT hr);

/* OPEN -> FAULTED because work failed (transport gone). No effect in another state. */
void object_fault(struct object *object);

/* S_OK when OPEN; else WS_E_OBJECT_FAULTED or WS_E_INVALID_OPERATION with a text naming the call. */
HRESULT object_need_open(struct object *object, const char *call, WS_ERROR *error);

/* The number of a state in the API's own enum (WS_CHANNEL_STATE, WS_LISTENER_STATE, WS_SERVICE_HOST_STATE,
 * WS_SERVICE_PROXY_STATE). */
ULONG object_public_state(const struct object *object);
const char *object_kind_name(ULONG kind);

/* ======== properties (props.c) ========
 *
 * One table of rows per object; values live in a plain struct of the owner at the row's offset. The public
 * property structs (WS_XML_READER_PROPERTY, WS_CHANNEL_PROPERTY...) all have the shape of struct property. */
struct property
{
    ULONG id;
    void *value;
    ULONG size;
};

#define PROP_CREATE 0x01 /* may stand in the array of the creating call */
#define PROP_SET    0x02 /* may be set by the setter */
#define PROP_GET    0x04 /* may be read by the getter */
#define PROP_INPUT  0x08 /* may stand in the array of WsSetInput, WsSetOutput */
#define PROP_BOOL   0x10 /* the value must be 0 or 1 */
#define PROP_BLOB \
    0x20 /* size of the row is not checked: the owner looks at value and size itself */

struct prop_row
{
    const char *name; /* for error texts; NULL: there is no such property */
    USHORT size;
    USHORT offset; /* into the owner's settings struct; values are copied byte by byte */
    ULONG access;
    UINT64 initial; /* value after props_init, little endian, for sizes up to 8; larger ones start as zero */
    UINT64 min, max; /* range of integer values; both 0: not checked */
};

struct prop_table
{
    const char *object;          /* "XML reader", for error texts */
    const struct prop_row *rows; /* index is the property id */
    ULONG count;
};

/* Writes the initial values. */
void props_init(const struct prop_table *table, void *settings);

/* Applies a property array. access: PROP_CREATE or PROP_INPUT. Rows with PROP_BLOB are skipped: the caller
 * finds them with props_find. E_INVALIDARG for count without array, unknown id, wrong size, NULL value, range. */
HRESULT props_apply(const struct prop_table *table, void *settings, ULONG access,
        const void *properties, ULONG count, WS_ERROR *error);

/* The setter: as one element of props_apply with PROP_SET. */
HRESULT props_set(const struct prop_table *table, void *settings, ULONG access, ULONG id,
        const void *value, ULONG size, WS_ERROR *error);

/* The getter: E_INVALIDARG for unknown ids, ids without PROP_GET, wrong size or NULL. */
HRESULT props_get(const struct prop_table *table, const void *settings, ULONG id, void *value,
        ULONG size, WS_ERROR *error);

/* The last element with this id, or NULL. */
const struct property *props_find(const void *properties, ULONG count, ULONG id);

/* ======== heaps (heap.c) ======== */

struct heap_block
{
    struct heap_block *next;
    SIZE_T size; /* bytes after this header */
};

struct _WS_HEAP
{
    struct object object;
    BYTE *pos, *end; /* free part of the newest block */
    SIZE_T max, trim, requested, actual;
    struct heap_block *blocks; /* newest first */
    ULONG block_count;
};

/* As WsAlloc, for internal callers: heap must be valid. 8-byte aligned, not zeroed. */
HRESULT heap_alloc(WS_HEAP *heap, SIZE_T size, void **ret, WS_ERROR *error);
HRESULT heap_zalloc(WS_HEAP *heap, SIZE_T size, void **ret, WS_ERROR *error);

/* Grows the newest allocation in place when it is the last one and there is room, else allocates and copies
 * old_size bytes. Counts only what is added when grown in place. */
HRESULT heap_grow(
        WS_HEAP *heap, void *mem, SIZE_T old_size, SIZE_T new_size, void **ret, WS_ERROR *error);
HRESULT heap_copy(WS_HEAP *heap, const void *bytes, SIZE_T size, void **ret, WS_ERROR *error);
HRESULT heap_copy_xml_string(
        WS_HEAP *heap, const WS_XML_STRING *string, WS_XML_STRING *ret, WS_ERROR *error);
HRESULT heap_copy_string(WS_HEAP *heap, const WS_STRING *string, WS_STRING *ret, WS_ERROR *error);

/* A heap embedded in an object. max and trim as WsCreateHeap. */
void heap_init(WS_HEAP *heap, SIZE_T max, SIZE_T trim);
void heap_reset(WS_HEAP *heap);
void heap_clear(WS_HEAP *heap);
static inline BOOL heap_is(const WS_HEAP *heap)
{
    return object_is(heap, OBJECT_HEAP);
}

/* ======== buf: bytes with two cursors and a maximum (buf.c) ======== */

struct buf
{
    BYTE *data;
    ULONG start, end; /* what is in it: data[start..end) */
    ULONG size;       /* allocated */
    ULONG max;        /* data may not grow beyond; set at buf_init */
};

void buf_init(struct buf *buf, ULONG max); /* no memory is taken yet */
void buf_clear(struct buf *buf);           /* frees; may be used again */
static inline ULONG buf_count(const struct buf *buf)
{
    return buf->end - buf->start;
}
static inline BYTE *buf_bytes(struct buf *buf)
{
    return buf->data ? buf->data + buf->start : NULL;
}

/* Room for count more bytes after end (moving what is in it to the front, growing by doubling).
 * WS_E_QUOTA_EXCEEDED past max, with the maximum in the text. */
HRESULT buf_reserve(struct buf *buf, ULONG count, WS_ERROR *error);
HRESULT buf_put(struct buf *buf, const void *bytes, ULONG count, WS_ERROR *error);
HRESULT buf_put_text(
        struct buf *buf, WS_ERROR *error, const char *format, ...); /* as fail() formats */
void buf_consume(struct buf *buf, ULONG count); /* from the front; count <= buf_count */
void buf_reset(
        struct buf *buf, ULONG keep); /* empties; gives memory back when more than keep is held */

/* ======== characters (utf.c) ======== */

/* Offset of the first byte that is not well-formed UTF-8 (a sequence cut by the end counts as malformed);
 * count when all is well. Only form: what XML admits is xml/'s business. */
ULONG utf8_check(const BYTE *bytes, ULONG count);

/* One character, 1-4 bytes; 0 consumed for malformed or cut sequences. */
ULONG utf8_decode(const BYTE *bytes, ULONG count, ULONG *code);
ULONG utf8_encode(ULONG code, BYTE *bytes); /* bytes[4]; returns 1-4 */

/* Numbers of units needed. Malformed input counts as U+FFFD for each bad byte or lone surrogate. */
ULONG utf16_length(const BYTE *bytes, ULONG count); /* WCHARs for UTF-8 */
ULONG utf8_length(const WCHAR *chars, ULONG count); /* bytes for UTF-16 */

/* Convert into room that was measured as above; return what was written. */
ULONG utf16_from_utf8(const BYTE *bytes, ULONG count, WCHAR *chars);
ULONG utf8_from_utf16(const WCHAR *chars, ULONG count, BYTE *bytes);

/* FALSE for a lone surrogate. */
BOOL utf16_check(const WCHAR *chars, ULONG count);

/* WCHARs before the zero. */
static inline ULONG wsz_length(const WCHAR *chars)
{
    ULONG length = 0;

    while (chars[length])
        length++;
    return length;
}

/* On a heap. */
HRESULT heap_utf16(WS_HEAP *heap, const BYTE *bytes, ULONG count, WS_STRING *ret, WS_ERROR *error);
HRESULT heap_utf8(
        WS_HEAP *heap, const WCHAR *chars, ULONG count, WS_XML_STRING *ret, WS_ERROR *error);

/* ASCII helpers, independent of any locale. */
BOOL ascii_equal_nocase(const BYTE *a, const char *b, ULONG count);
static inline ULONG text_length(const char *text)
{
    ULONG n = 0;

    while (text[n])
        n++;
    return n;
}

/* Compares the bytes of two XML strings (pointers first). */
BOOL xml_string_equal(const WS_XML_STRING *a, const WS_XML_STRING *b);
BOOL xml_string_is(const WS_XML_STRING *a, const char *text);

/* ======== deadlines (deadline.c) ======== */

/* A point on clock_ticks(); 0 means none. */
struct deadline
{
    UINT64 at;
};

struct deadline deadline_in(ULONG milliseconds); /* INFINITE: none */
ULONG deadline_left(struct deadline deadline);   /* INFINITE when none, 0 when over */
static inline BOOL deadline_over(struct deadline deadline)
{
    return deadline.at && clock_ticks() >= deadline.at;
}

/* ======== URLs (url.c) ======== */

/* The scheme's default port (80, 443, 808), 0 for schemes without one (soap.udp, net.pipe). */
USHORT url_default_port(WS_URL_SCHEME_TYPE scheme);

#endif
