/* The raw form: bytes as they are, no XML. Content is written with WsWriteBytes, WsPushBytes, WsPullBytes or
 * WsWriteText with a BASE64 text; there are no elements.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "xml/writer.h"

static HRESULT refuse(WS_ERROR *error, const char *what)
{
    return fail(error, WS_E_INVALID_OPERATION, "The raw encoding has bytes only, no %s", what);
}

static HRESULT raw_start_element(
        WS_XML_WRITER *writer, struct element *element, const WS_XML_STRING *local, WS_ERROR *error)
{
    return refuse(error, "elements");
}

static HRESULT raw_text(WS_XML_WRITER *writer, const WS_XML_TEXT *text, WS_ERROR *error)
{
    const WS_XML_BASE64_TEXT *bytes = (const WS_XML_BASE64_TEXT *)text;

    if (text->textType != WS_XML_TEXT_TYPE_BASE64) return refuse(error, "characters or values");
    return output_put(&writer->out, bytes->bytes, bytes->length, error);
}

static HRESULT raw_cdata(WS_XML_WRITER *writer, WS_ERROR *error)
{
    return refuse(error, "CDATA sections");
}

static HRESULT raw_comment(WS_XML_WRITER *writer, const WS_XML_STRING *value, WS_ERROR *error)
{
    return refuse(error, "comments");
}

/* Without elements the functions for start tags, attributes and ends are never called. */
const struct write_format raw_write_format = {
    .name = "raw",
    .start_element = raw_start_element,
    .text = raw_text,
    .start_cdata = raw_cdata,
    .end_cdata = raw_cdata,
    .comment = raw_comment,
};
