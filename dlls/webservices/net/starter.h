/* The thread that starts asynchronous calls for all others where they must not do it themselves: see starter.c.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef NET_STARTER_H
#define NET_STARTER_H

typedef void (*starter_call)(void *object);

/* Once for the process. */
void starter_begin(void);

/* FALSE: every thread starts its calls itself. Does not change after starter_begin. */
BOOL starter_is_there(void);

/* Has the starter call it with the object, soon. FALSE: the caller is to do it. Never waits. */
BOOL starter_start(starter_call call, void *object);

#endif
