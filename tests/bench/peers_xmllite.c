/* Wine's xmllite reading the documents of read_api, but for the nested one, which takes it minutes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define COBJMACROS
#undef COM_NO_WINDOWS_H
#undef WIN32_LEAN_AND_MEAN
#include "bench.h"
#include "corpora.h"

#include <initguid.h>
#include <objbase.h>
#include <xmllite.h>

static void read_document(IXmlReader *reader, const struct corpus *c)
{
    HGLOBAL memory = GlobalAlloc(GMEM_MOVEABLE, c->size);
    IStream *stream;
    XmlNodeType type;
    HRESULT hr;

    memcpy(GlobalLock(memory), c->text, c->size);
    GlobalUnlock(memory);
    if (FAILED(CreateStreamOnHGlobal(memory, TRUE, &stream))) exit(1);
    if (FAILED(IXmlReader_SetInput(reader, (IUnknown *)stream))) exit(1);
    while ((hr = IXmlReader_Read(reader, &type)) == S_OK)
    {
    }
    if (FAILED(hr)) exit(1);
    IStream_Release(stream);
}

int main(void)
{
    HRESULT(WINAPI * create)(REFIID iid, void **reader, IMalloc *memory);
    HMODULE dll = LoadLibraryA("xmllite.dll"); /* mingw-w64 has no import library for it */
    IXmlReader *reader;
    unsigned i, n;
    double start;

    if (!dll || !(create = (void *)GetProcAddress(dll, "CreateXmlReader"))) return 1;
    if (FAILED(create(&IID_IXmlReader, (void **)&reader, NULL))) return 1;
    for (i = 0; i < sizeof(corpora) / sizeof(corpora[0]); i++)
    {
        struct corpus *c = &corpora[i];

        if (c->letter == 'e') continue;
        makers[i](c);
        start = bench_now();
        for (n = c->repeat ? c->repeat : 1; n; n--)
            read_document(reader, c);
        bench_print("xmllite", c->what, bench_now() - start);
        free(c->text);
    }
    IXmlReader_Release(reader);
    return 0;
}
