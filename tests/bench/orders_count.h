/* How many orders are written and read, and how many make a document. SPDX-License-Identifier: LGPL-2.1-or-later */
#define ORDERS 100000
#define BATCH  1000
