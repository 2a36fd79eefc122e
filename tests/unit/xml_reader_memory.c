/* Reading while memory is short: each allocation fails once in turn; every time the outcome is E_OUTOFMEMORY or the
 * whole document, and nothing leaks.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "platform/platform.h"
#include "test.h"

static const char text[]
        = "<?xml version='1.0'?><a xmlns:p='u&amp;v' xml:lang='en' b='1&#65;'><p:c>x&lt;<!--y-->"
          "<![CDATA[z\r\n]]></p:c><d1><d2><d3 xmlns='&lt;'/></d2></d1><e>QUJD</e></a>";

static HRESULT CALLBACK read_some(void *state, void *bytes, ULONG size, ULONG *actual,
        const WS_ASYNC_CONTEXT *ctx, WS_ERROR *error)
{
    ULONG *pos = state, count = sizeof(text) - 1 - *pos;

    if (count > 20) count = 20;
    if (count > size) count = size;
    memcpy(bytes, text + *pos, count);
    *pos += count;
    *actual = count;
    return S_OK;
}

/* Reads everything in as many ways as fit into one document. */
static HRESULT read_document(WS_XML_READER *reader)
{
    const WS_XML_NODE *node;
    WCHAR chars[4];
    HRESULT hr;
    ULONG count;

    for (;;)
    {
        if (FAILED(hr = WsReadNode(reader, NULL))) return hr;
        if (FAILED(hr = WsGetReaderNode(reader, &node, NULL))) return hr;
        if (node->nodeType == WS_XML_NODE_TYPE_EOF) return S_OK;
        if (node->nodeType != WS_XML_NODE_TYPE_TEXT) continue;
        if (FAILED(hr = WsReadChars(reader, chars, 4, &count, NULL))) return hr;
    }
}

static HRESULT read_once(ULONG how)
{
    WS_XML_READER_TEXT_ENCODING encoding
            = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_BUFFER_INPUT buffer
            = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)text, sizeof(text) - 1 };
    ULONG pos = 0, i;
    WS_XML_READER_STREAM_INPUT stream = { { WS_XML_READER_INPUT_TYPE_STREAM }, read_some, &pos };
    WS_XML_READER *reader = NULL;
    BYTE wide_text[2 * sizeof(text)] = { 0 };
    HRESULT hr;

    for (i = 0; i < sizeof(text) - 1; i++)
        wide_text[2 * i] = text[i];
    if (how == 2)
    {
        buffer.encodedData = wide_text;
        buffer.encodedDataSize = 2 * (sizeof(text) - 1);
    }
    hr = WsCreateReader(NULL, 0, &reader, NULL);
    if (SUCCEEDED(hr))
        hr = WsSetInput(reader, &encoding.encoding, how == 1 ? &stream.input : &buffer.input, NULL,
                0, NULL);
    if (SUCCEEDED(hr)) hr = WsFillReader(reader, 0xffffffff, NULL, NULL);
    if (SUCCEEDED(hr)) hr = read_document(reader);
    if (reader) WsFreeReader(reader);
    return hr;
}

TEST(every_allocation_may_fail)
{
    ULONG how, n;
    SIZE_T before;
    HRESULT hr;

    for (how = 0; how < 3; how++)
    {
        test_context("way %u", (unsigned)how);
        ok_hr(read_once(how), S_OK);
        before = mem_in_use();
        for (n = 1, hr = E_OUTOFMEMORY; n < 200 && hr != S_OK; n++)
        {
            mem_fail_at(n);
            hr = read_once(how);
            mem_fail_at(0);
            ok(hr == S_OK || hr == E_OUTOFMEMORY, "allocation %u: 0x%08x", (unsigned)n,
                    (unsigned)hr);
        }
        ok_hr(hr, S_OK);
        ok(n > 4, "%u allocations only", (unsigned)n);
        ok_int(mem_in_use(), before);
    }
}

TESTS = { CASE(every_allocation_may_fail), END_OF_CASES };
