/* Writing values by WS_TYPE_MAPPING: WsWriteType, WsWriteElement, WsWriteAttribute.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "types/internal.h"

void writing_init(struct writing *w, WS_XML_WRITER *writer, WS_ERROR *error)
{
    memset(w, 0, sizeof(*w));
    w->writer = writer;
    w->error = error;
}

/* The static dictionary's own string, short in binary. */
static const WS_XML_STRING *known(const WS_XML_STRING *string)
{
    const WS_XML_STRING *found = dictionary_find(string->bytes, string->length);

    return found ? found : string;
}

HRESULT write_nil(struct writing *w)
{
    static const BOOL yes = TRUE;
    HRESULT hr;

    hr = WsWriteStartAttribute(w->writer, NULL, known(&name_nil), known(&ns_xsi), FALSE, w->error);
    if (SUCCEEDED(hr))
        hr = WsWriteValue(w->writer, WS_BOOL_VALUE_TYPE, &yes, sizeof(yes), w->error);
    return FAILED(hr) ? hr : WsWriteEndAttribute(w->writer, w->error);
}

/* The names of the element itself are not settled before its start tag ends, nor is its default namespace: so only a
 * named prefix will do, of an element around it or of our own. */
HRESULT write_prefix(struct writing *w, const WS_XML_STRING *ns)
{
    const WS_XML_STRING *found;
    ULONG number = w->prefix_count++ % 1000;

    memset(&w->prefix, 0, sizeof(w->prefix));
    w->prefix.bytes = w->prefix_chars;
    if (!ns->length) return S_OK;
    found = writer_find_prefix(w->writer, ns, TRUE);
    if (found && found->length <= sizeof(w->prefix_chars))
    {
        memcpy(w->prefix_chars, found->bytes, found->length);
        w->prefix.length = found->length;
        return S_OK;
    }
    w->prefix_chars[0] = 'q';
    w->prefix_chars[1] = '0' + number / 100;
    w->prefix_chars[2] = '0' + number / 10 % 10;
    w->prefix_chars[3] = '0' + number % 10;
    w->prefix.length = 4;
    return WsWriteXmlnsAttribute(w->writer, &w->prefix, ns, FALSE, w->error);
}

HRESULT write_text_value(struct writing *w, const struct typed *t, const void *value)
{
    return t->row->to_text(w, t->row, t->description, value);
}

static HRESULT write_custom(
        struct writing *w, const struct typed *t, WS_TYPE_MAPPING mapping, const void *value)
{
    const WS_CUSTOM_TYPE_DESCRIPTION *d = t->description;

    if (!d->writeCallback)
        return subject_fail(
                &w->subject, w->error, E_INVALIDARG, "the custom type has no write callback");
    return d->writeCallback(w->writer, mapping, d->descriptionData, value, d->size, w->error);
}

static HRESULT write_buffer(
        struct writing *w, const struct typed *t, WS_TYPE_MAPPING mapping, const void *value)
{
    WS_XML_BUFFER *buffer = *(WS_XML_BUFFER *const *)value;

    if (!buffer)
        return subject_fail(
                &w->subject, w->error, E_INVALIDARG, "an XML buffer is required, but it is NULL");
    if (!object_is(buffer, OBJECT_BUFFER))
        return subject_fail(&w->subject, w->error, E_INVALIDARG, "the value is not an XML buffer");
    if (mapping == WS_ANY_ELEMENT_TYPE_MAPPING)
        return WsWriteXmlBuffer(w->writer, buffer, w->error);
    return write_buffer_into(w, buffer);
}

static HRESULT write_mapped(
        struct writing *w, const struct typed *t, WS_TYPE_MAPPING mapping, const void *value)
{
    switch (t->row->kind)
    {
    case KIND_TEXT:
        return write_text_value(w, t, value);
    case KIND_STRUCT:
        return write_struct(w, t->description, mapping, value);
    case KIND_UNION:
        return write_choice(w, t->description, FALSE, value);
    case KIND_BUFFER:
        return write_buffer(w, t, mapping, value);
    case KIND_CUSTOM:
        return write_custom(w, t, mapping, value);
    case KIND_BUILTIN:
        return t->type == WS_FAULT_TYPE ? write_fault(w, t->description, value)
                                        : write_address(w, t->description, value);
    default: /* no type mapping: prepare() has refused it */
        return subject_fail(
                &w->subject, w->error, E_INVALIDARG, "type %s cannot stand alone", t->row->name);
    }
}

HRESULT write_element(struct writing *w, const struct typed *t, const void *value)
{
    return value ? write_mapped(w, t, WS_ELEMENT_TYPE_MAPPING, value) : write_nil(w);
}

/* ---- exports ---- */

/* What the three exports share; *value becomes the value itself, NULL when it is to be nil. */
static HRESULT prepare(const char *call, WS_XML_WRITER *writer, WS_TYPE_MAPPING mapping,
        WS_TYPE type, const void *description, WS_WRITE_OPTION option, const void **value,
        ULONG size, struct typed *t, WS_ERROR *error)
{
    HRESULT hr;

    if (!object_is(writer, OBJECT_WRITER))
        return fail(error, E_INVALIDARG, "%s: not a writer", call);
    if (!type_mapping_name(mapping))
        return fail(error, E_INVALIDARG, "%s: %u is not a WS_TYPE_MAPPING", call, (ULONG)mapping);
    if (FAILED(hr = type_check(type, description, error))) return hr;
    typed_init(t, type, description);
    if (!(t->row->type_mappings & (1 << mapping)))
        return fail(error, E_INVALIDARG, "%s: type %s does not go with %s", call, t->row->name,
                type_mapping_name(mapping));
    if (FAILED(hr = write_option(option, t, *value, size, value, error))) return hr;
    if (!*value && mapping != WS_ELEMENT_TYPE_MAPPING)
        return fail(
                error, E_INVALIDARG, "%s: the value is nil, which only an element can be", call);
    return S_OK;
}

HRESULT WINAPI WsWriteType(WS_XML_WRITER *writer, WS_TYPE_MAPPING typeMapping, WS_TYPE type,
        const void *typeDescription, WS_WRITE_OPTION writeOption, const void *value,
        ULONG valueSize, WS_ERROR *error)
{
    struct writing w;
    struct typed t;
    HRESULT hr = prepare("WsWriteType", writer, typeMapping, type, typeDescription, writeOption,
            &value, valueSize, &t, error);

    if (FAILED(hr)) return hr;
    writing_init(&w, writer, error);
    w.in_attribute = typeMapping == WS_ATTRIBUTE_TYPE_MAPPING;
    return value ? write_mapped(&w, &t, typeMapping, value) : write_nil(&w);
}

HRESULT WINAPI WsWriteElement(WS_XML_WRITER *writer,
        const WS_ELEMENT_DESCRIPTION *elementDescription, WS_WRITE_OPTION writeOption,
        const void *value, ULONG valueSize, WS_ERROR *error)
{
    const WS_ELEMENT_DESCRIPTION *d = elementDescription;
    struct writing w;
    struct typed t;
    HRESULT hr;

    if (!object_is(writer, OBJECT_WRITER))
        return fail(error, E_INVALIDARG, "WsWriteElement: not a writer");
    if (!d || !d->elementLocalName || !d->elementNs)
        return fail(error, E_INVALIDARG,
                "WsWriteElement: the element description or a name in it is NULL");
    hr = prepare("WsWriteElement", writer, WS_ELEMENT_TYPE_MAPPING, d->type, d->typeDescription,
            writeOption, &value, valueSize, &t, error);
    if (FAILED(hr)) return hr;
    writing_init(&w, writer, error);
    w.subject.what = "Element";
    w.subject.name = d->elementLocalName;
    hr = WsWriteStartElement(writer, NULL, d->elementLocalName, d->elementNs, error);
    if (SUCCEEDED(hr)) hr = write_element(&w, &t, value);
    return FAILED(hr) ? hr : WsWriteEndElement(writer, error);
}

HRESULT WINAPI WsWriteAttribute(WS_XML_WRITER *writer,
        const WS_ATTRIBUTE_DESCRIPTION *attributeDescription, WS_WRITE_OPTION writeOption,
        const void *value, ULONG valueSize, WS_ERROR *error)
{
    const WS_ATTRIBUTE_DESCRIPTION *d = attributeDescription;
    struct writing w;
    struct typed t;
    HRESULT hr;

    if (!object_is(writer, OBJECT_WRITER))
        return fail(error, E_INVALIDARG, "WsWriteAttribute: not a writer");
    if (!d || !d->attributeLocalName || !d->attributeNs)
        return fail(error, E_INVALIDARG,
                "WsWriteAttribute: the attribute description or a name in it is NULL");
    hr = prepare("WsWriteAttribute", writer, WS_ATTRIBUTE_TYPE_MAPPING, d->type, d->typeDescription,
            writeOption, &value, valueSize, &t, error);
    if (FAILED(hr)) return hr;
    writing_init(&w, writer, error);
    w.subject.what = "Attribute";
    w.subject.name = d->attributeLocalName;
    w.in_attribute = TRUE;
    if (d->type == WS_XML_QNAME_TYPE
            && FAILED(hr = write_prefix(&w, &((const WS_XML_QNAME *)value)->ns)))
        return hr;
    hr = WsWriteStartAttribute(writer, NULL, d->attributeLocalName, d->attributeNs, FALSE, error);
    if (SUCCEEDED(hr)) hr = write_mapped(&w, &t, WS_ATTRIBUTE_TYPE_MAPPING, value);
    return FAILED(hr) ? hr : WsWriteEndAttribute(writer, error);
}
