/* The door of service/, the topmost layer: nothing above it but the API's own exports.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef SERVICE_SERVICE_H
#define SERVICE_SERVICE_H

#include "channel/channel.h"
#include "message/message.h"

#endif
