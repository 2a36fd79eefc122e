/* gSOAP's generated serializers over memory, on the orders of types_api.c.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ordersH.h"
#include "ordersStub.h"
#include "bench.h"
#include "orders_count.h"

struct Namespace namespaces[] = { { "SOAP-ENV", "http://schemas.xmlsoap.org/soap/envelope/", 0, 0 },
    { "SOAP-ENC", "http://schemas.xmlsoap.org/soap/encoding/", 0, 0 },
    { "xsi", "http://www.w3.org/2001/XMLSchema-instance", 0, 0 },
    { "xsd", "http://www.w3.org/2001/XMLSchema", 0, 0 }, { "ns", "urn:orders", 0, 0 },
    { 0, 0, 0, 0 } };

static char *output;
static size_t output_size, output_room, input_at, input_size;
static const char *input;

static int put(struct soap *soap, const char *bytes, size_t count)
{
    (void)soap;
    if (output_size + count > output_room)
    {
        output_room = (output_size + count) * 2;
        output = realloc(output, output_room);
    }
    memcpy(output + output_size, bytes, count);
    output_size += count;
    return SOAP_OK;
}

static size_t get(struct soap *soap, char *bytes, size_t count)
{
    (void)soap;
    if (count > input_size - input_at) count = input_size - input_at;
    memcpy(bytes, input + input_at, count);
    input_at += count;
    return count;
}

static struct soap *soap;

/* The same values as fill_order() of types_api.c. */
static struct ns__order list[BATCH];

static void fill(struct ns__order *order, int number)
{
    static char sku[BATCH][2][16], note[] = "fragile & heavy", customer[BATCH][32];
    static char street[] = "12 Long Street", city[] = "Springfield", zip[] = "12345";
    static struct ns__item items[BATCH][2];
    int i, at = number % BATCH;

    snprintf(customer[at], sizeof(customer[at]), "customer %d", number);
    memset(order, 0, sizeof(*order));
    order->id = number;
    order->customer = customer[at];
    order->total = number * 1.25;
    order->paid = number & 1;
    order->shipTo.street = street;
    order->shipTo.city = city;
    order->shipTo.zip = zip;
    order->itemCount = 2;
    order->item = items[at];
    for (i = 0; i < 2; i++)
    {
        snprintf(sku[at][i], sizeof(sku[at][i]), "SKU-%d", number % 1000 + i);
        items[at][i].sku = sku[at][i];
        items[at][i].quantity = i + 1;
        items[at][i].price = 19.99 + i;
        items[at][i].note = note;
    }
}

static void gsoap_start(void)
{
    int i;

    soap = soap_new1(SOAP_XML_TREE | SOAP_C_UTFSTRING);
    soap->fsend = put;
    soap->frecv = get;
    for (i = 0; i < BATCH; i++)
        fill(&list[i], i);
}

static size_t gsoap_write(int count)
{
    struct ns__orders orders = { BATCH, list };
    int i;

    output_size = 0;
    for (i = 0; i < count; i += BATCH)
    {
        output_size = 0; /* the last document is the one to read */
        soap_begin_send(soap);
        if (soap_put_ns__orders(soap, &orders, "ns:orders", NULL)) return 0;
        soap_end_send(soap);
    }
    return output_size;
}

/* Reads one document of BATCH orders as often as it takes. */
static int gsoap_read(const char *bytes, size_t size, int count)
{
    struct ns__orders orders;
    int i, k, sum = 0;

    for (i = 0; i < count; i += BATCH)
    {
        input = bytes;
        input_size = size;
        input_at = 0;
        if (soap_begin_recv(soap)) return -1;
        if (!soap_get_ns__orders(soap, &orders, "ns:orders", NULL)) return -1;
        for (k = 0; k < orders.orderCount; k++)
            sum += orders.order[k].item[1].quantity;
        soap_end_recv(soap);
        soap_destroy(soap);
        soap_end(soap);
    }
    return sum;
}

int main(void)
{
    double start;
    size_t size;
    char *document;

    gsoap_start();
    start = bench_now();
    size = gsoap_write(ORDERS);
    bench_print("gsoap-write", "orders", bench_now() - start);
    document = memcpy(malloc(size), output, size);
    start = bench_now();
    if (gsoap_read(document, size, ORDERS) != 2 * ORDERS) return 1;
    bench_print("gsoap-read", "orders", bench_now() - start);
    return 0;
}
