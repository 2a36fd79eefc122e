/* Our side of the oracle of lexical forms: values as text and back. Not a test by itself: tests/oracle/values runs it beside gSOAP's
 * side, values_gsoap.c, which speaks the same.
 *
 * Standard input: lines "write TYPE HEX" or "read TYPE TEXT"; for each a line is printed: the text, the value in hexadecimal, or
 * "failed". HEX is the value's bytes, the first one first; of base64 the bytes themselves, of datetime the seconds since 1970.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _WIN32
#    include <windows.h>
#else
#    include <windef.h>
#    include <winbase.h>
#endif
#include <webservices.h>

#define ROOM       4096
#define EPOCH      621355968000000000ull /* 1970 in ticks */
#define PER_SECOND 10000000

static const struct
{
    const char *name;
    WS_VALUE_TYPE type;
    ULONG size;
} types[] = {
    { "double", WS_DOUBLE_VALUE_TYPE, 8 },
    { "float", WS_FLOAT_VALUE_TYPE, 4 },
    { "int64", WS_INT64_VALUE_TYPE, 8 },
    { "uint64", WS_UINT64_VALUE_TYPE, 8 },
    { "datetime", WS_DATETIME_VALUE_TYPE, 8 },
    { "base64" },
};

static WS_XML_WRITER *writer;
static WS_XML_READER *reader;
static WS_XML_STRING element = { 1, (BYTE *)"v", NULL, 0 }, no_ns = { 0, NULL, NULL, 0 };

static ULONG from_hex(const char *hex, BYTE *bytes)
{
    unsigned value;
    ULONG n = 0;

    for (; n < ROOM && sscanf(hex + 2 * n, "%2x", &value) == 1; n++)
        bytes[n] = (BYTE)value;
    return n;
}

static HRESULT put_value(int type, const BYTE *bytes, ULONG count)
{
    WS_DATETIME date = { 0, WS_DATETIME_FORMAT_UTC };
    INT64 seconds;

    if (!types[type].size) return WsWriteBytes(writer, bytes, count, NULL);
    if (types[type].type != WS_DATETIME_VALUE_TYPE)
        return WsWriteValue(writer, types[type].type, bytes, types[type].size, NULL);
    memcpy(&seconds, bytes, sizeof(seconds));
    date.ticks = EPOCH + seconds * PER_SECOND;
    return WsWriteValue(writer, WS_DATETIME_VALUE_TYPE, &date, sizeof(date), NULL);
}

static void write_one(int type, const char *hex)
{
    WS_XML_WRITER_TEXT_ENCODING encoding
            = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    BYTE bytes[ROOM];
    ULONG count = from_hex(hex, bytes);
    WS_BYTES xml;

    if (FAILED(WsSetOutput(writer, &encoding.encoding, &output.output, NULL, 0, NULL))
            || FAILED(WsWriteStartElement(writer, NULL, &element, &no_ns, NULL))
            || FAILED(put_value(type, bytes, count)) || FAILED(WsWriteEndElement(writer, NULL))
            || FAILED(WsGetWriterProperty(
                    writer, WS_XML_WRITER_PROPERTY_BYTES, &xml, sizeof(xml), NULL)))
        printf("failed\n");
    else if (xml.length >= 7)
        printf("%.*s\n", (int)xml.length - 7, xml.bytes + 3); /* <v>...</v> */
    else
        printf("\n");
}

static HRESULT get_value(int type, BYTE *bytes, ULONG *count)
{
    WS_DATETIME date;
    INT64 seconds;
    HRESULT hr;

    if (!types[type].size) return WsReadBytes(reader, bytes, ROOM, count, NULL);
    *count = types[type].size;
    if (types[type].type != WS_DATETIME_VALUE_TYPE)
        return WsReadValue(reader, types[type].type, bytes, types[type].size, NULL);
    hr = WsReadValue(reader, WS_DATETIME_VALUE_TYPE, &date, sizeof(date), NULL);
    seconds = (INT64)(date.ticks - EPOCH) / PER_SECOND;
    memcpy(bytes, &seconds, sizeof(seconds));
    return hr;
}

static void read_one(int type, const char *text)
{
    WS_XML_READER_TEXT_ENCODING encoding
            = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER } };
    char xml[2 * ROOM];
    BYTE bytes[ROOM];
    ULONG count = 0, i;

    input.encodedData = xml;
    input.encodedDataSize = snprintf(xml, sizeof(xml), "<v>%s</v>", text);
    if (FAILED(WsSetInput(reader, &encoding.encoding, &input.input, NULL, 0, NULL))
            || FAILED(WsReadToStartElement(reader, NULL, NULL, NULL, NULL))
            || FAILED(WsReadStartElement(reader, NULL)) || FAILED(get_value(type, bytes, &count)))
        printf("failed");
    else
    {
        for (i = 0; i < count; i++)
            printf("%02x", bytes[i]);
    }
    printf("\n");
}

int main(void)
{
    char line[2 * ROOM], name[16];
    int type, at;

    if (FAILED(WsCreateWriter(NULL, 0, &writer, NULL))
            || FAILED(WsCreateReader(NULL, 0, &reader, NULL)))
        return 1;
    while (fgets(line, sizeof(line), stdin))
    {
        line[strcspn(line, "\r\n")] = 0;
        at = 0;
        sscanf(line, "%*s %15s %n", name, &at);
        for (type = 0; type < 6 && strcmp(types[type].name, name); type++)
        {
        }
        if (!at || type == 6)
            printf("failed\n");
        else if (line[0] == 'w')
            write_one(type, line + at);
        else
            read_one(type, line + at);
    }
    return 0;
}
