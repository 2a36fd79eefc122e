/* The door of channel/: nothing but the API's own channel and listener functions. The service model above uses those.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef CHANNEL_CHANNEL_H
#define CHANNEL_CHANNEL_H

#include "core/core.h"

#endif
