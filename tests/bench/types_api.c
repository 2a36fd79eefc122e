/* WsWriteElement and WsReadElement of purchase orders, as text and as binary: see read_api.c. What is timed is the
 * serializers alone: the same BATCH of orders, made beforehand, is a document again and again, and is read into
 * memory that is given back after each. peers_gsoap does the same.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"
#include "orders_count.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <webservices.h>

#define NAME(n, s) static WS_XML_STRING n = { sizeof(s) - 1, (BYTE *)(s), NULL, 0 }
NAME(ns, "urn:orders");
NAME(name_order, "order");
NAME(name_id, "id");
NAME(name_customer, "customer");
NAME(name_total, "total");
NAME(name_paid, "paid");
NAME(name_ship, "shipTo");
NAME(name_street, "street");
NAME(name_city, "city");
NAME(name_zip, "zip");
NAME(name_item, "item");
NAME(name_sku, "sku");
NAME(name_quantity, "quantity");
NAME(name_price, "price");
NAME(name_note, "note");
NAME(name_root, "orders");

struct item
{
    WCHAR *sku;
    INT32 quantity;
    double price;
    WCHAR *note;
};
struct address
{
    WCHAR *street, *city, *zip;
};
struct order
{
    INT32 id;
    WCHAR *customer;
    double total;
    BOOL paid;
    struct address ship;
    struct item *items;
    ULONG count;
};

#define FIELD(name, type, description, owner, member)                                             \
    {                                                                                             \
        WS_ELEMENT_FIELD_MAPPING, name, &ns, type, description, offsetof(owner, member), 0, NULL, \
                0, NULL, NULL, NULL                                                               \
    }
static WS_FIELD_DESCRIPTION i1 = FIELD(&name_sku, WS_WSZ_TYPE, NULL, struct item, sku);
static WS_FIELD_DESCRIPTION i2 = FIELD(&name_quantity, WS_INT32_TYPE, NULL, struct item, quantity);
static WS_FIELD_DESCRIPTION i3 = FIELD(&name_price, WS_DOUBLE_TYPE, NULL, struct item, price);
static WS_FIELD_DESCRIPTION i4 = FIELD(&name_note, WS_WSZ_TYPE, NULL, struct item, note);
static WS_FIELD_DESCRIPTION *item_fields[] = { &i1, &i2, &i3, &i4 };
static WS_STRUCT_DESCRIPTION item_struct
        = { sizeof(struct item), 8, item_fields, 4, NULL, NULL, NULL, NULL, 0, 0 };
static WS_FIELD_DESCRIPTION a1 = FIELD(&name_street, WS_WSZ_TYPE, NULL, struct address, street);
static WS_FIELD_DESCRIPTION a2 = FIELD(&name_city, WS_WSZ_TYPE, NULL, struct address, city);
static WS_FIELD_DESCRIPTION a3 = FIELD(&name_zip, WS_WSZ_TYPE, NULL, struct address, zip);
static WS_FIELD_DESCRIPTION *address_fields[] = { &a1, &a2, &a3 };
static WS_STRUCT_DESCRIPTION address_struct
        = { sizeof(struct address), 8, address_fields, 3, NULL, NULL, NULL, NULL, 0, 0 };
static WS_FIELD_DESCRIPTION o1 = FIELD(&name_id, WS_INT32_TYPE, NULL, struct order, id);
static WS_FIELD_DESCRIPTION o2 = FIELD(&name_customer, WS_WSZ_TYPE, NULL, struct order, customer);
static WS_FIELD_DESCRIPTION o3 = FIELD(&name_total, WS_DOUBLE_TYPE, NULL, struct order, total);
static WS_FIELD_DESCRIPTION o4 = FIELD(&name_paid, WS_BOOL_TYPE, NULL, struct order, paid);
static WS_FIELD_DESCRIPTION o5
        = FIELD(&name_ship, WS_STRUCT_TYPE, &address_struct, struct order, ship);
static WS_FIELD_DESCRIPTION o6 = { WS_REPEATING_ELEMENT_FIELD_MAPPING, NULL, NULL, WS_STRUCT_TYPE,
    &item_struct, offsetof(struct order, items), 0, NULL, offsetof(struct order, count), &name_item,
    &ns, NULL };
static WS_FIELD_DESCRIPTION *order_fields[] = { &o1, &o2, &o3, &o4, &o5, &o6 };
static WS_STRUCT_DESCRIPTION order_struct
        = { sizeof(struct order), 8, order_fields, 6, NULL, NULL, NULL, NULL, 0, 0 };
static WS_ELEMENT_DESCRIPTION order_element = { &name_order, &ns, WS_STRUCT_TYPE, &order_struct };

static void to_wide(WCHAR *wide_chars, const char *text)
{
    while ((*wide_chars++ = (unsigned char)*text++))
    {
    }
}

static struct order batch[BATCH];

static void fill_order(int number)
{
    static WCHAR skus[BATCH][2][16], customers[BATCH][32];
    static WCHAR note[16], street[16], city[16], zip[8];
    static struct item order_items[BATCH][2];
    struct order *order = &batch[number];
    struct item *items = order_items[number];
    WCHAR(*sku)[16] = skus[number], *customer = customers[number];
    char text[32];
    int i;

    if (!note[0])
    {
        to_wide(note, "fragile & heavy");
        to_wide(street, "12 Long Street");
        to_wide(city, "Springfield");
        to_wide(zip, "12345");
    }
    snprintf(text, sizeof(text), "customer %d", number);
    to_wide(customer, text);
    order->id = number;
    order->customer = customer;
    order->total = number * 1.25;
    order->paid = number & 1;
    order->ship.street = street;
    order->ship.city = city;
    order->ship.zip = zip;
    order->items = items;
    order->count = 2;
    for (i = 0; i < 2; i++)
    {
        snprintf(text, sizeof(text), "SKU-%d", number % 1000 + i);
        to_wide(sku[i], text);
        items[i].sku = sku[i];
        items[i].quantity = i + 1;
        items[i].price = 19.99 + i;
        items[i].note = note;
    }
}

static void stop(const char *what, HRESULT hr)
{
    if (SUCCEEDED(hr)) return;
    printf("%s: 0x%08x\n", what, (unsigned)hr);
    exit(1);
}

static WS_XML_WRITER *writer;
static WS_XML_READER *reader;
static WS_HEAP *heap;

static void start_output(BOOL binary)
{
    static ULONG max = 0x7fffffff;
    static WS_XML_WRITER_PROPERTY property
            = { WS_XML_WRITER_PROPERTY_BUFFER_MAX_SIZE, &max, sizeof(max) };
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BINARY_ENCODING bin = { { WS_XML_WRITER_ENCODING_TYPE_BINARY } };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };

    stop("output",
            WsSetOutput(writer, binary ? &bin.encoding : &text.encoding, &output.output, &property,
                    1, NULL));
}

static double write_orders(BOOL binary, WS_BYTES *bytes)
{
    double start = bench_now();
    int i;

    for (i = 0; i < ORDERS; i++)
    {
        if (i % BATCH == 0)
        {
            start_output(binary);
            stop("root", WsWriteStartElement(writer, NULL, &name_root, &ns, NULL));
        }
        stop("write",
                WsWriteElement(writer, &order_element, WS_WRITE_REQUIRED_VALUE, &batch[i % BATCH],
                        sizeof(struct order), NULL));
        if (i % BATCH == BATCH - 1) stop("end", WsWriteEndElement(writer, NULL));
    }
    start = bench_now() - start;
    stop("bytes",
            WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, bytes, sizeof(*bytes), NULL));
    return start;
}

static void start_input(BOOL binary, const WS_BYTES *bytes)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_READER_BINARY_ENCODING bin = { { WS_XML_READER_ENCODING_TYPE_BINARY } };
    WS_XML_READER_BUFFER_INPUT input
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, bytes->bytes, bytes->length };

    stop("input",
            WsSetInput(
                    reader, binary ? &bin.encoding : &text.encoding, &input.input, NULL, 0, NULL));
    stop("root", WsReadToStartElement(reader, NULL, NULL, NULL, NULL));
    stop("root", WsReadStartElement(reader, NULL));
}

static double read_orders(BOOL binary, const WS_BYTES *bytes)
{
    struct order order;
    double start = bench_now();
    int i, sum = 0;

    for (i = 0; i < ORDERS; i++)
    {
        if (i % BATCH == 0) start_input(binary, bytes);
        stop("read",
                WsReadElement(reader, &order_element, WS_READ_REQUIRED_VALUE, heap, &order,
                        sizeof(order), NULL));
        sum += order.items[1].quantity;
        if (i % BATCH == BATCH - 1) WsResetHeap(heap, NULL);
    }
    if (sum != 2 * ORDERS) stop("sum", E_FAIL);
    return bench_now() - start;
}

int main(void)
{
    WS_BYTES bytes = { 0, NULL };
    int i;

    stop("writer", WsCreateWriter(NULL, 0, &writer, NULL));
    stop("reader", WsCreateReader(NULL, 0, &reader, NULL));
    stop("heap", WsCreateHeap(1 << 24, 1 << 20, NULL, 0, &heap, NULL));
    for (i = 0; i < BATCH; i++)
        fill_order(i);
    bench_print("WsWriteElement", "orders", write_orders(FALSE, &bytes));
    bench_print("WsReadElement", "orders", read_orders(FALSE, &bytes));
    bench_print("WsWriteElement", "binary", write_orders(TRUE, &bytes));
    bench_print("WsReadElement", "binary", read_orders(TRUE, &bytes));
    return 0;
}
