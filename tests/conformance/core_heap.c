/* WS_HEAP: facts H1 to H8, and what the pages say about quotas, reset, alignment.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

static SIZE_T property(WS_HEAP *heap, WS_HEAP_PROPERTY_ID id)
{
    SIZE_T value = 0xdead;

    ok_hr(WsGetHeapProperty(heap, id, &value, sizeof(value), NULL), S_OK);
    return value;
}

TEST(H1_out_pointer_is_required)
{
    ok_hr(WsCreateHeap(0, 0, NULL, 0, NULL, NULL), E_INVALIDARG);
    ok_hr(WsCreateHeap(1 << 16, 1 << 6, NULL, 0, NULL, NULL), E_INVALIDARG);
}

TEST(H2_sizes_that_are_accepted)
{
    static const struct
    {
        SIZE_T max, trim;
    } rows[] = { { 0, 0 }, { 65536, 0 }, { 65536, 64 }, { 64, 65536 } };
    WS_HEAP *heap;
    unsigned i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    {
        heap = NULL;
        ok_hr(WsCreateHeap(rows[i].max, rows[i].trim, NULL, 0, &heap, NULL), S_OK);
        ok_int(property(heap, WS_HEAP_PROPERTY_MAX_SIZE), rows[i].max);
        ok_int(property(heap, WS_HEAP_PROPERTY_TRIM_SIZE), rows[i].trim);
        WsFreeHeap(heap);
    }
}

TEST(H3_properties_may_not_be_given)
{
    SIZE_T size = 65536;
    WS_HEAP_PROPERTY row = { WS_HEAP_PROPERTY_MAX_SIZE, &size, sizeof(size) };
    WS_HEAP *heap = (WS_HEAP *)1;

    ok_hr(WsCreateHeap(65536, 64, &row, 1, &heap, NULL), E_INVALIDARG);
    ok_hr(WsCreateHeap(65536, 64, NULL, 1, &heap, NULL), E_INVALIDARG);
    ok(heap == (WS_HEAP *)1, "H3: untouched");
}

TEST(H4_properties_of_a_new_heap)
{
    WS_HEAP *heap;

    ok_hr(WsCreateHeap(65536, 64, NULL, 0, &heap, NULL), S_OK);
    ok_int(property(heap, WS_HEAP_PROPERTY_MAX_SIZE), 65536);
    ok_int(property(heap, WS_HEAP_PROPERTY_TRIM_SIZE), 64);
    ok_int(property(heap, WS_HEAP_PROPERTY_REQUESTED_SIZE), 0);
    ok_int(property(heap, WS_HEAP_PROPERTY_ACTUAL_SIZE), 0);
    WsFreeHeap(heap);
}

TEST(H5_unknown_property_and_wrong_sizes)
{
    WS_HEAP *heap = test_heap();
    SIZE_T value = 0xdead;

    ok_hr(WsGetHeapProperty(heap, WS_HEAP_PROPERTY_ACTUAL_SIZE + 1, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsGetHeapProperty(heap, WS_HEAP_PROPERTY_MAX_SIZE, &value, 2, NULL), E_INVALIDARG);
    ok_hr(WsGetHeapProperty(heap, WS_HEAP_PROPERTY_MAX_SIZE, NULL, sizeof(value), NULL),
            E_INVALIDARG);
    ok_hr(WsGetHeapProperty(NULL, WS_HEAP_PROPERTY_MAX_SIZE, &value, sizeof(value), NULL),
            E_INVALIDARG);
    ok_int(value, 0xdead);
}

TEST(H6_WsAlloc_without_heap_or_place)
{
    void *ptr = (void *)0xdead;

    ok_hr(WsAlloc(NULL, 16, &ptr, NULL), E_INVALIDARG);
    ok(ptr == (void *)0xdead, "H6: untouched");
    ok_hr(WsAlloc(test_heap(), 16, NULL, NULL), E_INVALIDARG);
}

TEST(H7_H8_quota_and_sizes)
{
    void *ptr = (void *)0xdead;
    WS_HEAP *heap;

    ok_hr(WsCreateHeap(256, 0, NULL, 0, &heap, NULL), S_OK);
    ok_hr(WsAlloc(heap, 512, &ptr, NULL), WS_E_QUOTA_EXCEEDED);
    ok(ptr == (void *)0xdead, "H7: untouched");
    ok_hr(WsAlloc(heap, 16, &ptr, NULL), S_OK);
    ok_int(property(heap, WS_HEAP_PROPERTY_REQUESTED_SIZE), 16);
    ok_int(property(heap, WS_HEAP_PROPERTY_ACTUAL_SIZE), 128);
    WsFreeHeap(heap);
}

TEST(the_quota_counts_what_was_requested)
{
    WS_ERROR *error = test_error();
    WS_HEAP *heap;
    void *ptr;

    ok_hr(WsCreateHeap(100, 0, NULL, 0, &heap, NULL), S_OK);
    ok_hr(WsAlloc(heap, 51, &ptr, NULL), S_OK);
    ok_hr(WsAlloc(heap, 50, &ptr, error), WS_E_QUOTA_EXCEEDED);
    ok(strstr(error_text(error), "100") != NULL, "\"%s\" names the limit", error_text(error));
    ok_hr(WsAlloc(heap, 49, &ptr, NULL), S_OK);
    ok_int(property(heap, WS_HEAP_PROPERTY_REQUESTED_SIZE), 100);
    ok_hr(WsAlloc(heap, 1, &ptr, NULL), WS_E_QUOTA_EXCEEDED);
    ok_hr(WsAlloc(heap, 0, &ptr, NULL), S_OK);
    ok(ptr != NULL, "size 0 gives a pointer");
    ok_hr(WsAlloc(heap, ~(SIZE_T)0, &ptr, NULL), WS_E_QUOTA_EXCEEDED);
    ok_hr(WsAlloc(heap, ~(SIZE_T)0 - 3, &ptr, NULL), WS_E_QUOTA_EXCEEDED);
    ok_hr(WsResetHeap(heap, NULL), S_OK);
    ok_int(property(heap, WS_HEAP_PROPERTY_REQUESTED_SIZE), 0);
    ok_hr(WsAlloc(heap, 100, &ptr, NULL), S_OK);
    WsFreeHeap(heap);
    ok_hr(WsCreateHeap(0, 0, NULL, 0, &heap, NULL), S_OK);
    ok_hr(WsAlloc(heap, 1, &ptr, NULL), WS_E_QUOTA_EXCEEDED);
    WsFreeHeap(heap);
    ok_hr(WsCreateHeap(~(SIZE_T)0, 0, NULL, 0, &heap, NULL), S_OK);
    ok_hr(WsAlloc(heap, ~(SIZE_T)0, &ptr, NULL), E_OUTOFMEMORY);
    ok_hr(WsAlloc(heap, 8, &ptr, NULL), S_OK);
    WsFreeHeap(heap);
}

TEST(allocations_are_aligned_and_apart)
{
    WS_HEAP *heap = test_heap();
    BYTE *ptrs[600];
    ULONG i, j;
    BOOL held = TRUE;

    for (i = 0; i < 600; i++)
    {
        ok_hr(WsAlloc(heap, i, (void **)&ptrs[i], NULL), S_OK);
        if ((ULONG_PTR)ptrs[i] % 8) held = FALSE;
        memset(ptrs[i], (int)i, i);
    }
    for (i = 0; i < 600; i++)
    {
        for (j = 0; j < i; j++)
        {
            if (ptrs[i][j] != (BYTE)i) held = FALSE;
        }
    }
    ok(held, "aligned to 8 bytes, none over another");
}

TEST(the_heap_is_never_larger_than_its_maximum_by_more_than_a_block)
{
    WS_HEAP *heap;
    SIZE_T actual;
    void *ptr;

    ok_hr(WsCreateHeap(300000, 0, NULL, 0, &heap, NULL), S_OK);
    while (SUCCEEDED(WsAlloc(heap, 100, &ptr, NULL)))
        ;
    ok_int(property(heap, WS_HEAP_PROPERTY_REQUESTED_SIZE), 300000);
    actual = property(heap, WS_HEAP_PROPERTY_ACTUAL_SIZE);
    /* 100 bytes take 104 */
    ok(actual >= 300000 && actual <= 300000 / 100 * 104 + 2 * 65536, "actual %u", (unsigned)actual);
    ok_hr(WsResetHeap(heap, NULL), S_OK);
    ok_int(property(heap, WS_HEAP_PROPERTY_ACTUAL_SIZE), 0);
    WsFreeHeap(heap);
}

TEST(reset_keeps_up_to_the_trim_size)
{
    WS_HEAP *heap;
    void *ptr;

    ok_hr(WsCreateHeap(1 << 20, 1024, NULL, 0, &heap, NULL), S_OK);
    ok_hr(WsAlloc(heap, 100, &ptr, NULL), S_OK);
    ok_hr(WsResetHeap(heap, NULL), S_OK);
    ok_int(property(heap, WS_HEAP_PROPERTY_ACTUAL_SIZE), 128);
    ok_hr(WsAlloc(heap, 100000, &ptr, NULL), S_OK);
    ok_hr(WsResetHeap(heap, NULL), S_OK);
    ok(property(heap, WS_HEAP_PROPERTY_ACTUAL_SIZE) <= 1024, "no more than the trim size is kept");
    ok_hr(WsAlloc(heap, 100, &ptr, NULL), S_OK);
    memset(ptr, 1, 100);
    WsFreeHeap(heap);
    ok_hr(WsResetHeap(NULL, NULL), E_INVALIDARG);
    WsFreeHeap(NULL);
}

TESTS = { CASE(H1_out_pointer_is_required), CASE(H2_sizes_that_are_accepted),
    CASE(H3_properties_may_not_be_given), CASE(H4_properties_of_a_new_heap),
    CASE(H5_unknown_property_and_wrong_sizes), CASE(H6_WsAlloc_without_heap_or_place),
    CASE(H7_H8_quota_and_sizes), CASE(the_quota_counts_what_was_requested),
    CASE(allocations_are_aligned_and_apart),
    CASE(the_heap_is_never_larger_than_its_maximum_by_more_than_a_block),
    CASE(reset_keeps_up_to_the_trim_size), END_OF_CASES };
