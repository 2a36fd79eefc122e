/* The test library: counting, comparing, and the usual set-ups. See test.h.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test.h"

static int passed, failed, todo, skipped;
static char context[256];
/* How many error objects and heaps one case may ask for. */
#define CASE_OBJECTS 256
static WS_ERROR *case_errors[CASE_OBJECTS];
static WS_HEAP *case_heaps[CASE_OBJECTS];

BOOL test_ok(const char *file, int line, BOOL held, const char *format, ...)
{
    va_list args;

    if (held)
    {
        passed++;
        return TRUE;
    }
    failed++;
    printf("%s:%d: failed: %s%s", file, line, context, *context ? ": " : "");
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    printf("\n");
    fflush(stdout);
    return FALSE;
}

BOOL test_hr(const char *file, int line, HRESULT got, HRESULT expected, const char *call)
{
    return test_ok(file, line, got == expected, "%s gave 0x%08x, expected 0x%08x", call,
            (unsigned)got, (unsigned)expected);
}

BOOL test_int(const char *file, int line, INT64 got, INT64 expected, const char *what)
{
    return test_ok(file, line, got == expected, "%s is %lld (0x%llx), expected %lld (0x%llx)", what,
            (long long)got, (long long)got, (long long)expected, (long long)expected);
}

static void show(char *out, size_t room, const BYTE *bytes, size_t size)
{
    size_t i, n = 0;

    for (i = 0; bytes && i < size && n + 5 < room; i++)
    {
        if (bytes[i] >= 0x20 && bytes[i] < 0x7f)
            out[n++] = bytes[i];
        else
            n += sprintf(out + n, "\\x%02x", bytes[i]);
    }
    out[n] = 0;
}

BOOL test_bytes(const char *file, int line, const void *got, size_t size, const void *expected,
        size_t expected_size, const char *what)
{
    char left[1500], right[1500];
    BOOL same = size == expected_size && (!size || (got && !memcmp(got, expected, size)));

    if (same) return test_ok(file, line, TRUE, " ");
    show(left, sizeof(left), got, size);
    show(right, sizeof(right), expected, expected_size);
    return test_ok(file, line, FALSE, "%s is (%u) `%s`\n    expected (%u) `%s`", what,
            (unsigned)size, left, (unsigned)expected_size, right);
}

BOOL test_xml(const char *file, int line, const WS_XML_STRING *got, const char *expected,
        const char *what)
{
    if (!got) return test_ok(file, line, FALSE, "%s is NULL, expected `%s`", what, expected);
    return test_bytes(file, line, got->bytes, got->length, expected, strlen(expected), what);
}

BOOL test_wide(const char *file, int line, const WCHAR *got, size_t count, const char *expected,
        const char *what)
{
    char narrow[1024];
    size_t i;

    if (!got && count)
        return test_ok(file, line, FALSE, "%s is NULL, expected `%s`", what, expected);
    for (i = 0; i < count && i + 1 < sizeof(narrow) && (count != (size_t)-1 || got[i]); i++)
        narrow[i] = got[i] < 0x100 ? (char)got[i] : '?';
    narrow[i] = 0;
    return test_bytes(file, line, narrow, i, expected, strlen(expected), what);
}

BOOL test_todo(const char *file, int line, BOOL held, const char *format, ...)
{
    va_list args;

    if (!held)
    {
        todo++;
        return FALSE;
    }
    failed++;
    printf("%s:%d: a todo holds now, take the mark away: %s", file, line, context);
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    printf("\n");
    return TRUE;
}

void test_skip(const char *format, ...)
{
    va_list args;

    skipped++;
    printf("skipped: ");
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    printf("\n");
}

void test_context(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(context, sizeof(context), format, args);
    va_end(args);
}

const char *error_text(WS_ERROR *error)
{
    static char text[1024];
    WS_STRING string = { 0 };
    ULONG i, count = 0;

    text[0] = 0;
    if (FAILED(WsGetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, &count, sizeof(count)))
            || !count)
        return text;
    if (FAILED(WsGetErrorString(error, 0, &string))) return text;
    for (i = 0; i < string.length && i + 1 < sizeof(text); i++)
        text[i] = string.chars[i] < 0x80 ? (char)string.chars[i] : '?';
    text[i] = 0;
    return text;
}

WS_ERROR *test_error(void)
{
    WS_ERROR *error = NULL;
    size_t i;

    ok_hr(WsCreateError(NULL, 0, &error), S_OK);
    for (i = 0; i < CASE_OBJECTS && case_errors[i]; i++)
    {
    }
    if (i < CASE_OBJECTS) case_errors[i] = error;
    return error;
}

WS_HEAP *test_heap(void)
{
    WS_HEAP *heap = NULL;
    size_t i;

    ok_hr(WsCreateHeap(1 << 20, 0, NULL, 0, &heap, NULL), S_OK);
    for (i = 0; i < CASE_OBJECTS && case_heaps[i]; i++)
    {
    }
    if (i < CASE_OBJECTS) case_heaps[i] = heap;
    return heap;
}

static void end_case(void)
{
    size_t i;

    for (i = 0; i < CASE_OBJECTS; i++)
    {
        if (case_errors[i]) WsFreeError(case_errors[i]);
        if (case_heaps[i]) WsFreeHeap(case_heaps[i]);
        case_errors[i] = NULL;
        case_heaps[i] = NULL;
    }
    context[0] = 0;
}

static void set_input(
        WS_XML_READER *reader, const void *bytes, ULONG size, WS_XML_READER_ENCODING_TYPE type)
{
    WS_XML_READER_TEXT_ENCODING text = { { WS_XML_READER_ENCODING_TYPE_TEXT }, WS_CHARSET_AUTO };
    WS_XML_READER_BINARY_ENCODING binary = { { WS_XML_READER_ENCODING_TYPE_BINARY }, NULL, NULL };
    WS_XML_READER_BUFFER_INPUT input = { { WS_XML_READER_INPUT_TYPE_BUFFER }, (void *)bytes, size };
    const WS_XML_READER_ENCODING *encoding = &text.encoding;

    if (type == WS_XML_READER_ENCODING_TYPE_BINARY) encoding = &binary.encoding;
    ok_hr(WsSetInput(reader, encoding, &input.input, NULL, 0, NULL), S_OK);
}

WS_XML_READER *reader_on_bytes(const void *bytes, ULONG size, WS_XML_READER_ENCODING_TYPE type)
{
    WS_XML_READER *reader = NULL;

    ok_hr(WsCreateReader(NULL, 0, &reader, NULL), S_OK);
    set_input(reader, bytes, size, type);
    return reader;
}

WS_XML_READER *reader_on_text(const char *text)
{
    return reader_on_bytes(text, strlen(text), WS_XML_READER_ENCODING_TYPE_TEXT);
}

void set_text_input(WS_XML_READER *reader, const char *text)
{
    set_input(reader, text, strlen(text), WS_XML_READER_ENCODING_TYPE_TEXT);
}

static WS_XML_WRITER *create_writer(const WS_XML_WRITER_ENCODING *encoding)
{
    WS_XML_WRITER_BUFFER_OUTPUT output = { { WS_XML_WRITER_OUTPUT_TYPE_BUFFER } };
    WS_XML_WRITER *writer = NULL;

    ok_hr(WsCreateWriter(NULL, 0, &writer, NULL), S_OK);
    ok_hr(WsSetOutput(writer, encoding, &output.output, NULL, 0, NULL), S_OK);
    return writer;
}

WS_XML_WRITER *writer_to_text(void)
{
    WS_XML_WRITER_TEXT_ENCODING text = { { WS_XML_WRITER_ENCODING_TYPE_TEXT }, WS_CHARSET_UTF8 };

    return create_writer(&text.encoding);
}

WS_XML_WRITER *writer_to_binary(void)
{
    WS_XML_WRITER_BINARY_ENCODING binary = { { WS_XML_WRITER_ENCODING_TYPE_BINARY } };

    return create_writer(&binary.encoding);
}

void ok_written_at(const char *file, int line, WS_XML_WRITER *writer, const char *expected)
{
    WS_BYTES bytes = { 0 };

    test_hr(file, line,
            WsGetWriterProperty(writer, WS_XML_WRITER_PROPERTY_BYTES, &bytes, sizeof(bytes), NULL),
            S_OK, "WsGetWriterProperty(BYTES)");
    test_bytes(file, line, bytes.bytes, bytes.length, expected, strlen(expected), "written");
}

WCHAR *wide(const char *ascii)
{
    static WS_HEAP *heap;
    size_t i, length = strlen(ascii);
    WCHAR *chars = NULL;

    if (!heap) WsCreateHeap(1 << 24, 0, NULL, 0, &heap, NULL);
    if (FAILED(WsAlloc(heap, (length + 1) * sizeof(WCHAR), (void **)&chars, NULL))) abort();
    for (i = 0; i <= length; i++)
        chars[i] = (unsigned char)ascii[i];
    return chars;
}

WS_STRING wide_string(const char *ascii)
{
    WS_STRING string = { (ULONG)strlen(ascii), wide(ascii) };

    return string;
}

/* Something that only our DLL has: a resource of its own name. A run against another DLL by mistake must not pass. */
static BOOL right_dll(void)
{
#ifdef _WIN32
    const char *platform = getenv("TEST_PLATFORM");
    HMODULE dll = GetModuleHandleA("webservices.dll");
    BOOL ours = dll && FindResourceA(dll, "WEBSERVICES_IDENTITY", (LPCSTR)RT_RCDATA);

    if (!dll) return TRUE; /* a white-box test carries the objects itself */
    if (platform && strcmp(platform, "ours")) return !ours;
    return ours;
#else
    return TRUE;
#endif
}

static BOOL wanted(int argc, char **argv, const char *name)
{
    int i;

    for (i = 1; i < argc; i++)
    {
        if (strstr(name, argv[i])) return TRUE;
    }
    return argc < 2;
}

int main(int argc, char **argv)
{
    const struct test_case *test;
    const char *name = strrchr(argv[0], '/');

    setvbuf(stdout, NULL, _IOFBF, 1 << 16);
    if (!name) name = strrchr(argv[0], '\\');
    name = name ? name + 1 : argv[0];
    if (!right_dll())
    {
        printf("%s: the webservices.dll that was loaded is not the one to test\n", name);
        printf("%s: 0 passed, 1 failed\n", name);
        return 1;
    }
    for (test = test_cases; test->name; test++)
    {
        if (!wanted(argc, argv, test->name)) continue;
        test_context("%s", test->name);
        test->run();
        end_case();
    }
    printf("%s: %d passed, %d failed", name, passed, failed);
    if (todo) printf(", %d todo", todo);
    if (skipped) printf(", %d skipped", skipped);
    printf("\n");
    return failed || !(passed + todo + skipped);
}
