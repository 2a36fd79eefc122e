/* Reading by description: the first bytes make a struct description, right or wrong, the rest is the document. Whatever
 * was read must be fit to be written.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <webservices.h>

#define FIELDS 4
#define ROOM   128

static WS_XML_STRING no_ns = { 0, (BYTE *)"", NULL, 0 };
static WS_XML_STRING names[] = { { 1, (BYTE *)"a", NULL, 0 }, { 1, (BYTE *)"b", NULL, 0 },
    { 1, (BYTE *)"c", NULL, 0 }, { 1, (BYTE *)"d", NULL, 0 }, { 4, (BYTE *)"lang", NULL, 0 } };
static WS_FIELD_DESCRIPTION inner_field = { WS_ELEMENT_FIELD_MAPPING, &names[0], &no_ns,
    WS_STRING_TYPE, NULL, 0, WS_FIELD_OPTIONAL, NULL, 0, NULL, NULL, NULL };
static WS_FIELD_DESCRIPTION *inner_fields[] = { &inner_field };
static WS_STRUCT_DESCRIPTION inner
        = { sizeof(WS_STRING), 8, inner_fields, 1, NULL, NULL, NULL, NULL, 0, 0 };
static WS_ENDPOINT_ADDRESS_DESCRIPTION address = { WS_ADDRESSING_VERSION_1_0 };
static WS_FAULT_DESCRIPTION fault = { WS_ENVELOPE_VERSION_SOAP_1_2 };
static WS_ITEM_RANGE range = { 0, 3 };

/* One field from four bytes; every field has its own part of the struct. */
static void make_field(WS_FIELD_DESCRIPTION *field, const BYTE *bytes, ULONG index)
{
    memset(field, 0, sizeof(*field));
    field->mapping = bytes[0] % 13;
    field->type = bytes[1] % 35;
    field->options = bytes[2] & 31;
    field->offset = index * ROOM;
    field->countOffset = index * ROOM + ROOM - 8;
    if (field->mapping == WS_REPEATING_ELEMENT_FIELD_MAPPING)
    {
        field->itemLocalName = &names[index];
        field->itemNs = &no_ns;
        if (bytes[3] & 2) field->itemRange = &range;
    }
    if (field->mapping == WS_ELEMENT_FIELD_MAPPING || field->mapping == WS_ATTRIBUTE_FIELD_MAPPING
            || (bytes[3] & 1))
    {
        field->localName = &names[index];
        field->ns = &no_ns;
    }
    if (field->mapping == WS_XML_ATTRIBUTE_FIELD_MAPPING) field->localName = &names[4];
    if (field->type == WS_STRUCT_TYPE) field->typeDescription = &inner;
    if (field->type == WS_ENDPOINT_ADDRESS_TYPE) field->typeDescription = &address;
    if (field->type == WS_FAULT_TYPE) field->typeDescription = &fault;
}

static void write_back(const WS_STRUCT_DESCRIPTION *d, const void *value)
{
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_ELEMENT_DESCRIPTION element = { &names[0], &no_ns, WS_STRUCT_TYPE, (void *)d };
    WS_XML_WRITER *writer = NULL;

    if (FAILED(WsCreateWriter(NULL, 0, &writer, NULL))) return;
    if (SUCCEEDED(WsSetOutput(writer, &text.encoding, &output.output, NULL, 0, NULL)))
        (void)WsWriteElement(writer, &element, WS_WRITE_REQUIRED_VALUE, value, d->size, NULL);
    WsFreeWriter(writer);
}

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size);

int LLVMFuzzerTestOneInput(const BYTE *data, size_t size)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_READER_BINARY_ENCODING binary = { { WS_XML_READER_ENCODING_TYPE_BINARY }, NULL, NULL };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, NULL, 0 };
    static UINT64 value[FIELDS * ROOM / 8];
    WS_FIELD_DESCRIPTION list[FIELDS], *fields[FIELDS];
    WS_STRUCT_DESCRIPTION d = { sizeof(value), 8, fields, 0, NULL, NULL, NULL, NULL, 0, 0 };
    WS_XML_READER *reader = NULL;
    WS_HEAP *heap = NULL;
    WS_ERROR *error = NULL;
    ULONG i;

    if (size < 1 + 4 * FIELDS) return 0;
    d.fieldCount = data[0] % (FIELDS + 1);
    d.structOptions = data[0] >> 4 & 6;
    for (i = 0; i < FIELDS; i++)
    {
        fields[i] = &list[i];
        make_field(fields[i], data + 1 + 4 * i, i);
    }
    input.encodedData = (void *)(data + 1 + 4 * FIELDS);
    input.encodedDataSize = size - 1 - 4 * FIELDS;
    if (SUCCEEDED(WsCreateReader(NULL, 0, &reader, NULL))
            && SUCCEEDED(WsCreateHeap(1 << 20, 0, NULL, 0, &heap, NULL))
            && SUCCEEDED(WsCreateError(NULL, 0, &error))
            && SUCCEEDED(WsSetInput(reader, data[0] & 8 ? &binary.encoding : &text.encoding,
                    &input.input, NULL, 0, NULL)))
    {
        memset(value, 0, sizeof(value));
        if (SUCCEEDED(WsReadType(reader, WS_ELEMENT_TYPE_MAPPING, WS_STRUCT_TYPE, &d,
                    WS_READ_REQUIRED_VALUE, heap, value, sizeof(value), error)))
            write_back(&d, value);
    }
    if (reader) WsFreeReader(reader);
    if (error) WsFreeError(error);
    if (heap) WsFreeHeap(heap);
    return 0;
}
