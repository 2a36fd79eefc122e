/* A socket, as both backends see it: what the native one cannot do, Winsock does for it.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef NET_IO_SOCKET_H
#define NET_IO_SOCKET_H

#include "net/internal.h"

struct io_socket
{
    UINT_PTR socket;  /* Winsock's */
    struct lock lock; /* reason against the start of a connect, and of a lane */
    volatile LONG reason;
    BOOL bound;                          /* to the completion port */
    ULONG receive_timeout, send_timeout; /* as set on the socket; 0: none */
    volatile LONG lane;                  /* io_host.c: how it stands with fd */
    int fd;                              /* the same socket outside of Wine */
    BOOL queued;                         /* fd is known to the queue of what is ready */
};

/* What the receives and sends of both backends are called in error texts. */
extern const char io_receiving[], io_sending[];

/* A failure: reason is why the socket was ended (0: it was not), code a Winsock error. */
HRESULT io_report(WS_ERROR *error, LONG reason, LONG code, const char *what);

/* Tells who waits for the request. */
void io_complete(struct io_request *request, HRESULT hr);

/* ---- io_host.c ---- */

/* The table over the native helper, on top of the other; NULL where there is no helper, or it is not wanted. */
const struct io_backend *io_host_start(const struct io_backend *winsock);

#endif
