/* The calculator with gSOAP, as server or client. soapcpp2 generates the rest from examples/calculator/calculator.wsdl
 * when the tests run (one version of SOAP a program).
 *
 *     calculator_gsoap server PORT        answers until it is ended
 *     calculator_gsoap client URL CALLS N  only the additions, by N processes at once
 *     calculator_gsoap client URL [CALLS]  one call of each kind, then CALLS additions; exit code 0 when all was right
 *
 * CALCULATOR_MODE in the environment: mtom, or chunked (transfer encoding).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "soapH.h"
#include "calculator.nsmap"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

int __ns1__Add(struct soap *soap, struct _ns1__Add *in, struct _ns1__AddResponse *out)
{
    out->result = (int)((unsigned)in->a + (unsigned)in->b);
    return SOAP_OK;
}

int __ns1__Subtract(
        struct soap *soap, struct _ns1__Subtract *in, struct _ns1__SubtractResponse *out)
{
    out->result = (int)((unsigned)in->a - (unsigned)in->b);
    return SOAP_OK;
}

int __ns1__Echo(struct soap *soap, struct _ns1__Echo *in, struct _ns1__EchoResponse *out)
{
    out->text = in->text;
    return SOAP_OK;
}

int __ns1__Divide(struct soap *soap, struct _ns1__Divide *in, struct _ns1__DivideResponse *out)
{
    struct _ns1__DivisionFault *fault;
    struct SOAP_ENV__Detail *detail;
    int code;

    if (in->b)
    {
        out->result = in->a / in->b;
        return SOAP_OK;
    }
    code = soap_sender_fault(soap, "A number cannot be divided by zero.", NULL);
    detail = (struct SOAP_ENV__Detail *)soap_malloc(soap, sizeof(*detail));
    fault = (struct _ns1__DivisionFault *)soap_malloc(soap, sizeof(*fault));
    memset(detail, 0, sizeof(*detail));
    fault->dividend = in->a;
    fault->reason = (char *)"division by zero";
    detail->ns1__DivisionFault = fault;
    if (soap->version == 2)
        soap->fault->SOAP_ENV__Detail = detail;
    else
        soap->fault->detail = detail;
    return code;
}

int __ns1__Note(struct soap *soap, struct _ns1__Note *in)
{
    return soap_send_empty_response(soap, 202);
}

static void *serve_connection(void *argument)
{
    struct soap *soap = argument;

    soap_serve(soap);
    soap_destroy(soap);
    soap_end(soap);
    soap_free(soap);
    return NULL;
}

/* SOAP_ENC_MTOM, SOAP_IO_CHUNK, or nothing beyond the usual */
static int mode;

static int serve(int port)
{
    struct soap *soap = soap_new1(SOAP_IO_KEEPALIVE | SOAP_C_UTFSTRING | mode);

    soap->bind_flags = SO_REUSEADDR;
    soap->max_keep_alive = 1000000;
    soap->tcp_keep_alive = 0;
    if (!soap_valid_socket(soap_bind(soap, "127.0.0.1", port, 100)))
    {
        soap_print_fault(soap, stderr);
        return 1;
    }
    printf("ready\n");
    fflush(stdout);
    for (;;)
    {
        pthread_t thread;

        if (!soap_valid_socket(soap_accept(soap))) return 1;
        if (!pthread_create(&thread, NULL, serve_connection, soap_copy(soap)))
            pthread_detach(thread);
    }
}

static int check(struct soap *soap, int held, const char *what)
{
    printf("%s: %s\n", what, held ? "right" : "wrong");
    if (!held && soap->error) soap_print_fault(soap, stdout);
    return !held;
}

static int call_all(struct soap *soap, const char *url)
{
    static char text[] = "Gr\xc3\xbc\xc3\x9f"
                         "e <&> \xe2\x82\xac \xf0\x9f\x98\x80";
    struct _ns1__Add add = { 2, 3 };
    struct _ns1__AddResponse sum = { 0 };
    struct _ns1__Subtract subtract = { 2, 3 };
    struct _ns1__SubtractResponse difference = { 0 };
    struct _ns1__Echo echo = { text };
    struct _ns1__EchoResponse echoed = { 0 };
    struct _ns1__Divide divide = { 7, 0 };
    struct _ns1__DivideResponse quotient = { 0 };
    struct _ns1__Note note = { (char *)"all is well" };
    struct SOAP_ENV__Detail *detail = NULL;
    int wrong = 0, code;

    code = soap_call___ns1__Add(soap, url, NULL, &add, &sum);
    wrong += check(soap, !code && sum.result == 5, "2 + 3");
    code = soap_call___ns1__Subtract(soap, url, NULL, &subtract, &difference);
    wrong += check(soap, !code && difference.result == -1, "2 - 3");
    code = soap_call___ns1__Echo(soap, url, NULL, &echo, &echoed);
    wrong += check(soap, !code && echoed.text && !strcmp(echoed.text, text), "echo");
    code = soap_call___ns1__Divide(soap, url, NULL, &divide, &quotient);
    if (code && soap->fault)
        detail = soap->version == 2 ? soap->fault->SOAP_ENV__Detail : soap->fault->detail;
    wrong += check(soap,
            code && detail && detail->ns1__DivisionFault
                    && detail->ns1__DivisionFault->dividend == 7,
            "7 / 0, a fault with its detail");
    code = soap_send___ns1__Note(soap, url, NULL, &note);
    if (!code) code = soap_recv_empty_response(soap);
    wrong += check(soap, !code, "note");
    return wrong;
}

static int measure(struct soap *soap, const char *url, int calls)
{
    struct timeval start, end;
    int i, wrong = 0;
    double seconds;

    gettimeofday(&start, NULL);
    for (i = 0; i < calls; i++)
    {
        struct _ns1__Add add = { i, 1000 };
        struct _ns1__AddResponse sum = { 0 };

        wrong += soap_call___ns1__Add(soap, url, NULL, &add, &sum) || sum.result != i + 1000;
        soap_destroy(soap);
        soap_end(soap);
    }
    gettimeofday(&end, NULL);
    seconds = end.tv_sec - start.tv_sec + (end.tv_usec - start.tv_usec) / 1e6;
    if (calls)
        printf("%d calls in %.2f s: %.0f calls per second, %d wrong\n", calls, seconds,
                calls / seconds, wrong);
    return wrong;
}

/* The calls by so many processes at once. */
static int measure_callers(struct soap *soap, const char *url, int calls, int callers)
{
    struct timeval start, end;
    int i, status, wrong = 0;
    double seconds;

    gettimeofday(&start, NULL);
    for (i = 0; i < callers; i++)
    {
        if (fork()) continue;
        freopen("/dev/null", "w", stdout);
        _exit(measure(soap_copy(soap), url, calls / callers) != 0);
    }
    for (i = 0; i < callers; i++)
        wrong += wait(&status) < 0 || status;
    gettimeofday(&end, NULL);
    seconds = end.tv_sec - start.tv_sec + (end.tv_usec - start.tv_usec) / 1e6;
    printf("%d calls by %d callers in %.2f s: %.0f calls per second, %d wrong\n",
            calls / callers * callers, callers, seconds, calls / callers * callers / seconds,
            wrong);
    return wrong;
}

int main(int argc, char **argv)
{
    struct soap *soap;
    int wrong;

    signal(SIGPIPE, SIG_IGN);
    if (getenv("CALCULATOR_MODE"))
        mode = strcmp(getenv("CALCULATOR_MODE"), "mtom") ? SOAP_IO_CHUNK : SOAP_ENC_MTOM;
    if (argc >= 3 && !strcmp(argv[1], "server")) return serve(atoi(argv[2]));
    if (argc < 3 || strcmp(argv[1], "client")) return 2;
    soap = soap_new1(SOAP_IO_KEEPALIVE | SOAP_C_UTFSTRING | mode);
    soap->connect_timeout = soap->recv_timeout = soap->send_timeout = 20;
    if (argc > 4)
        wrong = measure_callers(soap, argv[2], atoi(argv[3]), atoi(argv[4]));
    else
    {
        wrong = call_all(soap, argv[2]);
        wrong += measure(soap, argv[2], argc > 3 ? atoi(argv[3]) : 0);
    }
    soap_destroy(soap);
    soap_end(soap);
    soap_free(soap);
    return wrong != 0;
}
