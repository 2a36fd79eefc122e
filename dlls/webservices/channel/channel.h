/* The door of channel/: channels and listeners beyond their public functions.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef CHANNEL_CHANNEL_H
#define CHANNEL_CHANNEL_H

#include "message/message.h"

/* The upper layers need nothing beyond the public functions so far; the door is here so that they have one to come in by. */

#endif
