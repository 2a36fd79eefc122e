/* Raw socket peers for the channel tests: a server that says what it is told, and a client likewise.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef PEER_H
#define PEER_H

#include "test.h"

/* A server on a port of the loopback interface, on a thread of its own: for each connection up to count, for each of
 * rounds requests: reads one HTTP request, waits delay ms, sends the reply (in pieces of piece bytes when that is set).
 * NULL reply: says nothing until the client goes. */
struct peer
{
    const char *reply;
    ULONG connections, rounds, delay, piece;
    BOOL reset; /* closes hard instead of replying */

    USHORT port;
    HANDLE thread;
    SOCKET listener;
    char request[65536]; /* the last one, zero terminated */
    ULONG size;
    volatile LONG requests, accepted;
};

void peer_start(struct peer *peer);
void peer_stop(struct peer *peer); /* waits for its end */
WCHAR *peer_url(struct peer *peer, const char *path);

/* Body of the last request. */
const char *peer_body(struct peer *peer);

/* A connection to a port; sends text, reads until the other side closes or a whole reply with Content-Length is there.
 * Returns what came, zero terminated, in a static buffer. */
SOCKET raw_connect(USHORT port);
const char *raw_exchange(SOCKET s, const char *text);
const char *raw_receive(SOCKET s);
BOOL raw_is_closed(SOCKET s); /* within 3 s */

UINT64 now_ms(void);

#endif
