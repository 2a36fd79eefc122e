/* struct buf: growing, moving to the front, the maximum, failing allocations, and random use against a plain array.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "core/core.h"
#include "test.h"

TEST(a_fresh_buffer_holds_nothing)
{
    SIZE_T before = mem_in_use();
    struct buf buf;

    buf_init(&buf, 1000);
    ok_int(buf_count(&buf), 0);
    ok(mem_in_use() == before, "no memory is taken");
    buf_clear(&buf);
}

TEST(the_maximum_holds_to_the_byte)
{
    WS_ERROR *error = test_error();
    BYTE bytes[1000] = { 0 };
    struct buf buf;

    buf_init(&buf, 1000);
    ok_hr(buf_put(&buf, bytes, 999, error), S_OK);
    ok_hr(buf_put(&buf, bytes, 2, error), WS_E_QUOTA_EXCEEDED);
    ok(strstr(error_text(error), "1000") != NULL, "\"%s\" names the maximum", error_text(error));
    ok_int(buf_count(&buf), 999);
    ok_hr(buf_put(&buf, bytes, 1, error), S_OK);
    ok_hr(buf_put(&buf, bytes, 1, error), WS_E_QUOTA_EXCEEDED);
    ok_hr(buf_reserve(&buf, 0xffffffff, error), WS_E_QUOTA_EXCEEDED);
    /* what was consumed makes room again */
    buf_consume(&buf, 10);
    ok_hr(buf_put(&buf, bytes, 10, error), S_OK);
    ok_int(buf_count(&buf), 1000);
    buf_clear(&buf);
    buf_init(&buf, 0);
    ok_hr(buf_put(&buf, bytes, 0, error), S_OK);
    ok_hr(buf_put(&buf, bytes, 1, error), WS_E_QUOTA_EXCEEDED);
    buf_clear(&buf);
}

TEST(failing_memory_loses_nothing)
{
    BYTE bytes[300] = { 1, 2, 3 };
    struct buf buf;

    buf_init(&buf, 100000);
    ok_hr(buf_put(&buf, bytes, 200, NULL), S_OK);
    mem_fail_at(1);
    ok_hr(buf_put(&buf, bytes, 300, NULL), E_OUTOFMEMORY);
    mem_fail_at(0);
    ok_int(buf_count(&buf), 200);
    ok_bytes(buf_bytes(&buf), 3, bytes, 3);
    ok_hr(buf_put(&buf, bytes, 300, NULL), S_OK);
    ok_int(buf_count(&buf), 500);
    buf_clear(&buf);
}

TEST(reset_gives_large_memory_back)
{
    SIZE_T before = mem_in_use();
    BYTE byte = 0;
    struct buf buf;

    buf_init(&buf, 1 << 20);
    ok_hr(buf_reserve(&buf, 100000, NULL), S_OK);
    buf_reset(&buf, 4096);
    ok(mem_in_use() == before, "all is given back");
    ok_hr(buf_put(&buf, &byte, 1, NULL), S_OK);
    buf_reset(&buf, 4096);
    ok(mem_in_use() > before, "little is kept");
    ok_int(buf_count(&buf), 0);
    buf_clear(&buf);
    ok(mem_in_use() == before, "nothing leaks");
}

TEST(text_is_formatted)
{
    struct buf buf;

    buf_init(&buf, 100);
    ok_hr(buf_put_text(&buf, NULL, "POST %s HTTP/1.1 %u", "/a", 7u), S_OK);
    ok_text(buf_bytes(&buf), buf_count(&buf), "POST /a HTTP/1.1 7");
    buf_clear(&buf);
}

#define MODEL_MAX 200000

TEST(random_use_as_a_plain_array)
{
    BYTE *model = malloc(MODEL_MAX), bytes[5000];
    ULONG count = 0, round, n, i;
    UINT64 random = 7;
    BYTE next = 0;
    struct buf buf;

    buf_init(&buf, MODEL_MAX);
    for (round = 0; round < 20000; round++)
    {
        random = random * 6364136223846793005ull + 1442695040888963407ull;
        n = (ULONG)(random >> 40) % sizeof(bytes);
        if (random >> 32 & 1)
        {
            for (i = 0; i < n; i++)
                bytes[i] = next++;
            if (count + n > MODEL_MAX)
            {
                if (!ok_hr(buf_put(&buf, bytes, n, NULL), WS_E_QUOTA_EXCEEDED)) break;
                continue;
            }
            if (FAILED(buf_put(&buf, bytes, n, NULL)))
            {
                ok(0, "put in round %u", (unsigned)round);
                break;
            }
            memcpy(model + count, bytes, n);
            count += n;
        }
        else
        {
            if (n > count) n = count;
            buf_consume(&buf, n);
            memmove(model, model + n, count - n);
            count -= n;
        }
        if (buf_count(&buf) != count || (count && memcmp(buf_bytes(&buf), model, count)))
        {
            ok(0, "differs in round %u", (unsigned)round);
            break;
        }
    }
    ok_int(round, 20000);
    buf_clear(&buf);
    free(model);
}

TESTS = { CASE(a_fresh_buffer_holds_nothing), CASE(the_maximum_holds_to_the_byte),
    CASE(failing_memory_loses_nothing), CASE(reset_gives_large_memory_back),
    CASE(text_is_formatted), CASE(random_use_as_a_plain_array), END_OF_CASES };
