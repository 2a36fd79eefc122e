/* SOAP over UDP with gSOAP, the other side of examples/duplex/datagram.c.
 *
 *     ticks --hear URL COUNT       says each number that comes; exit code 0 after COUNT of them
 *     ticks URL COUNT              sends the numbers from 1 to COUNT
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "soapH.h"
#include "ticks.nsmap"
#include "wsaapi.h"

static int last;

int t__Tick(struct soap *soap, int number)
{
    if (soap_wsa_check(soap)) return soap->error;
    printf("tick %d\n", number);
    last = number;
    return SOAP_OK;
}

/* The generated server wants it; a one-way message has nobody to send faults. */
int SOAP_ENV__Fault(struct soap *soap, char *code, char *text, char *actor,
        struct SOAP_ENV__Detail *detail, struct SOAP_ENV__Code *code12,
        struct SOAP_ENV__Reason *reason, char *node, char *role, struct SOAP_ENV__Detail *detail12)
{
    return SOAP_OK;
}

static int hear(struct soap *soap, const char *url, int count)
{
    soap->bind_flags = SO_REUSEADDR;
    soap->accept_timeout = soap->recv_timeout = 20;
    if (!soap_valid_socket(soap_bind(soap, "127.0.0.1", atoi(strrchr(url, ':') + 1), 100)))
        return 1;
    printf("ready\n");
    fflush(stdout);
    while (count-- > 0)
    {
        if (soap_serve(soap))
        {
            soap_print_fault(soap, stdout);
            return 1;
        }
        soap_destroy(soap);
        soap_end(soap);
    }
    return last == 0;
}

static int send_all(struct soap *soap, const char *url, int count)
{
    int i;

    for (i = 1; i <= count; i++)
    {
        soap_wsa_request(soap, soap_wsa_rand_uuid(soap), url, "urn:counter/Tick");
        if (soap_send_t__Tick(soap, url, "urn:counter/Tick", i))
        {
            soap_print_fault(soap, stdout);
            return 1;
        }
        soap_destroy(soap);
        soap_end(soap);
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct soap *soap = soap_new1(SOAP_XML_STRICT | SOAP_IO_UDP);

    if (argc < 3) return 2;
    soap_register_plugin(soap, soap_wsa);
    if (!strcmp(argv[1], "--hear")) return hear(soap, argv[2], atoi(argv[3]));
    return send_all(soap, argv[1], atoi(argv[2]));
}
