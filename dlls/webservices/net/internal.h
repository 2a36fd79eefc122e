/* What the files of net/ share.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef NET_INTERNAL_H
#define NET_INTERNAL_H

#include "net/io.h"

/* ---- timers.c ---- */

BOOL net_timer_start(void);

/* fire runs under the wheel's lock: it may only flag and cancel. A deadline that is none adds nothing. */
void net_timer_add(
        struct net_timer *timer, struct deadline deadline, void (*fire)(struct net_timer *timer));

/* Afterwards fire neither runs nor will. */
void net_timer_remove(struct net_timer *timer);

/* ---- resolve.c ---- */

/* One look-up in flight, embedded in its owner, whose lock guards it. */
struct resolve
{
    struct lock *lock;
    struct resolve_job *job;
    HRESULT reason; /* cancelled; 0 */
};

HRESULT net_resolve(struct resolve *resolve, const struct net_target *target,
        struct net_addresses *ret, struct deadline deadline, const WS_ASYNC_CONTEXT *ctx,
        WS_ERROR *error);
void net_resolve_end(struct resolve *resolve);                    /* once its outcome is known */
void net_resolve_cancel(struct resolve *resolve, HRESULT reason); /* with the lock held */

/* ---- tcp.c ---- */

/* A stream on a socket that was accepted. */
HRESULT tcp_adopt(struct io_socket *socket, const struct net_address *peer, struct stream **ret);

/* ---- urls.c ---- */

/* How well a request for host (as in its Host field: name[:port]) and path fits: 0 not at all, more is better. */
ULONG url_match(const struct http_prefix *prefix, const BYTE *host, ULONG host_length,
        const BYTE *path, ULONG path_length);
BOOL url_same(const struct http_prefix *a, const struct http_prefix *b);

#endif
