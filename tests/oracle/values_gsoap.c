/* gSOAP's side of the oracle of lexical forms; what it reads and prints stands in values.c.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "soapH.h"

#define ROOM 4096

struct Namespace namespaces[] = { { NULL } };

static struct soap *soap;

static int from_hex(const char *hex, unsigned char *bytes)
{
    unsigned value;
    int n = 0;

    for (; n < ROOM && sscanf(hex + 2 * n, "%2x", &value) == 1; n++)
        bytes[n] = value;
    return n;
}

union value
{
    double real;
    float single;
    LONG64 integer;
    ULONG64 natural;
    unsigned char bytes[ROOM];
};

static const char *text_of(const char *type, union value *v, int count)
{
    if (!strcmp(type, "double")) return soap_double2s(soap, v->real);
    if (!strcmp(type, "float")) return soap_float2s(soap, v->single);
    if (!strcmp(type, "int64")) return soap_LONG642s(soap, v->integer);
    if (!strcmp(type, "uint64")) return soap_ULONG642s(soap, v->natural);
    if (!strcmp(type, "datetime")) return soap_dateTime2s(soap, v->integer);
    return soap_s2base64(soap, v->bytes, NULL, count);
}

/* Bytes of the value; -1: it was refused. */
static int value_of(const char *type, const char *text, union value *v)
{
    time_t time;
    const char *bytes;
    int count = 8;

    if (!strcmp(type, "double")) return soap_s2double(soap, text, &v->real) ? -1 : 8;
    if (!strcmp(type, "float")) return soap_s2float(soap, text, &v->single) ? -1 : 4;
    if (!strcmp(type, "int64")) return soap_s2LONG64(soap, text, &v->integer) ? -1 : 8;
    if (!strcmp(type, "uint64")) return soap_s2ULONG64(soap, text, &v->natural) ? -1 : 8;
    if (!strcmp(type, "datetime"))
    {
        if (soap_s2dateTime(soap, text, &time)) return -1;
        v->integer = time;
        return 8;
    }
    if (!(bytes = soap_base642s(soap, text, NULL, 0, &count)) || count > ROOM) return -1;
    memcpy(v->bytes, bytes, count);
    return count;
}

int main(void)
{
    char line[3 * ROOM], type[16];
    union value v;
    int at, count, i;

    soap = soap_new1(SOAP_C_UTFSTRING);
    /* enough digits to tell every number from its neighbours */
    soap->float_format = "%.9G";
    soap->double_format = "%.17lG";
    while (fgets(line, sizeof(line), stdin))
    {
        line[strcspn(line, "\r\n")] = 0;
        at = 0;
        sscanf(line, "%*s %15s %n", type, &at);
        if (line[0] == 'w')
        {
            count = from_hex(line + at, v.bytes);
            printf("%s\n", text_of(type, &v, count));
        }
        else
        {
            if ((count = value_of(type, line + at, &v)) < 0) printf("failed");
            for (i = 0; i < count; i++)
                printf("%02x", v.bytes[i]);
            printf("\n");
        }
        soap_destroy(soap);
        soap_end(soap);
        soap->error = SOAP_OK;
    }
    return 0;
}
