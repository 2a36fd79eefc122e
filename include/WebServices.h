/* The spelling most sources use for webservices.h. Only of use where file names have a case.
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "webservices.h"
