/* What webservices.dll asks of its native helper under Wine: sends, receives and waits of Linux itself, without wineserver.
 *
 * The helper is two files of one name: wwsio.dll, which Wine's loader takes for one of its own and which has no code, and
 * wwsio.so, whose functions ntdll's __wine_unix_call reaches by their number (enum wwsio_call). Each takes one structure
 * from below, the same in 32 and 64 bit, and returns 0, or a negative number when what it was given cannot be.
 *
 * A number of the kernel for a socket ("fd") comes from ntdll's wine_server_handle_to_fd and belongs to the caller.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef WWSIO_H
#define WWSIO_H

#include <stdint.h>

/* Of this interface: a helper with another one is not used. */
#define WWSIO_VERSION_NOW 1

enum wwsio_call
{
    WWSIO_VERSION,  /* struct wwsio_version */
    WWSIO_QUEUE,    /* struct wwsio_queue */
    WWSIO_ADOPT,    /* struct wwsio_socket */
    WWSIO_RECEIVE,  /* struct wwsio_transfer */
    WWSIO_SEND,     /* struct wwsio_transfer */
    WWSIO_ARM,      /* struct wwsio_arm */
    WWSIO_WAIT,     /* struct wwsio_wait */
    WWSIO_SHUTDOWN, /* struct wwsio_socket */
    WWSIO_CLOSE,    /* struct wwsio_socket */
    WWSIO_CALLS
};

/* What `code` says beside 0 and Winsock's error numbers. */
enum
{
    WWSIO_AGAIN = -1,     /* nothing is there, or there is no room, at the moment */
    WWSIO_TIMED_OUT = -2, /* and the time is over */
};

struct wwsio_version
{
    uint32_t version; /* out: WWSIO_VERSION_NOW */
    uint32_t files;   /* out: how many the process may have open */
};

/* Makes a queue of what is ready. */
struct wwsio_queue
{
    int32_t queue; /* out: its number; -1: the system has no room */
};

/* ADOPT: makes sure that fd is a connection that never waits by itself and that child processes do not get. SHUTDOWN: both ways,
 * from any thread: ends what waits on it. CLOSE: gives fd back; also takes it from the queue (-1: it was on none). */
struct wwsio_socket
{
    int32_t fd;
    int32_t queue;
    int32_t code; /* out */
};

/* RECEIVE: what is there, at most size bytes; done 0 with code 0: the peer has finished. SEND: all size bytes, unless code
 * says why not; done says how many in any case. */
struct wwsio_transfer
{
    uint64_t bytes; /* address */
    uint32_t size;
    uint32_t done; /* out */
    int32_t fd;
    int32_t timeout; /* ms to wait; 0: not at all; -1: without end */
    int32_t code;    /* out */
    int32_t unused;
};

/* Says once, by WAIT, when there is something to receive from fd, or it has ended. */
struct wwsio_arm
{
    uint64_t key; /* for WAIT, not 0 */
    int32_t queue;
    int32_t fd;
    int32_t known; /* not the first time for this fd and queue */
    int32_t code;  /* out */
};

/* Waits without end. */
struct wwsio_wait
{
    uint64_t key; /* out; 0: nothing after all */
    int32_t queue;
    int32_t unused;
};

#endif
