/* What types.c knows of gSOAP. SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stddef.h>
#define BATCH 1000 /* orders of one document of gSOAP */
void gsoap_start(void);
size_t gsoap_write(int count);
const char *gsoap_output(void);
int gsoap_read(const char *bytes, size_t size, int count);
