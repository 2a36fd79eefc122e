// Purchase orders for gSOAP's generator: the same data as in types.c. SPDX-License-Identifier: LGPL-2.1-or-later
//gsoap ns schema namespace: urn:orders
//gsoap ns schema form: qualified
struct ns__item
{
    char *sku;
    int quantity;
    double price;
    char *note;
};
struct ns__address
{
    char *street;
    char *city;
    char *zip;
};
struct ns__order
{
    int id;
    char *customer;
    double total;
    enum xsd__boolean
    {
        false_,
        true_
    } paid;
    struct ns__address shipTo;
    $int itemCount;
    struct ns__item *item;
};
struct ns__orders
{
    $int orderCount;
    struct ns__order *order;
};
