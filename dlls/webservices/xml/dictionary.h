/* The static dictionary's tables, which tools/gen/dictionary.py writes, for dictionary.c.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef XML_DICTIONARY_H
#define XML_DICTIONARY_H

#include "xml/xml.h"

#define STATIC_SLOTS 2048

extern WS_XML_DICTIONARY static_dictionary;
extern const USHORT static_factors[5];
extern const USHORT static_slots[STATIC_SLOTS]; /* id + 1; 0: free */

#endif
