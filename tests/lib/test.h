/* What every test program uses. A test file defines its cases with TEST() and lists them in TESTS:
 *
 *     TEST(R12_null_reader_is_refused)
 *     {
 *         ok_hr(WsReadStartElement(NULL, NULL), E_INVALIDARG);
 *     }
 *     TESTS = { CASE(R12_null_reader_is_refused), END_OF_CASES };
 *
 * One process per program; a line for each failure, and "name: N passed, M failed" at the end. Options: names (or
 * parts of them) of the cases to run. Environment: TEST_PLATFORM=ours|wine|windows (default ours).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef TEST_H
#define TEST_H

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _WIN32
#    include <winsock2.h>
#    include <windows.h>
#else
#    include <windef.h>
#    include <winbase.h>
#endif
#include <webservices.h>

struct test_case
{
    const char *name;
    void (*run)(void);
};
#define TEST(name) static void name(void)
#define CASE(name)  \
    {               \
#        name, name \
    }
#define END_OF_CASES \
    {                \
        NULL, NULL   \
    }
extern const struct test_case test_cases[];
#define TESTS const struct test_case test_cases[]

/* Counts one check; prints file, line and the text when it fails. Returns whether it held. */
BOOL test_ok(const char *file, int line, BOOL held, const char *format, ...)
        __attribute__((format(printf, 4, 5)));
#define ok(condition, ...) test_ok(__FILE__, __LINE__, !!(condition), __VA_ARGS__)

BOOL test_hr(const char *file, int line, HRESULT got, HRESULT expected, const char *call);
#define ok_hr(call, expected) test_hr(__FILE__, __LINE__, call, expected, #call)

/* Equal integers; both are shown when they differ. */
BOOL test_int(const char *file, int line, INT64 got, INT64 expected, const char *what);
#define ok_int(got, expected) test_int(__FILE__, __LINE__, (INT64)(got), (INT64)(expected), #got)

/* Equal bytes, shown as text. */
BOOL test_bytes(const char *file, int line, const void *got, size_t size, const void *expected,
        size_t expected_size, const char *what);
#define ok_bytes(got, size, expected, expected_size) \
    test_bytes(__FILE__, __LINE__, got, size, expected, expected_size, #got)
#define ok_text(got, size, expected) \
    test_bytes(__FILE__, __LINE__, got, size, expected, strlen(expected), #got)

/* An XML string against ASCII or UTF-8; a WS_STRING or zero-terminated WCHARs against ASCII. */
BOOL test_xml(const char *file, int line, const WS_XML_STRING *got, const char *expected,
        const char *what);
#define ok_xml(got, expected) test_xml(__FILE__, __LINE__, got, expected, #got)
BOOL test_wide(const char *file, int line, const WCHAR *got, size_t count, const char *expected,
        const char *what);
#define ok_string(got, expected) \
    test_wide(__FILE__, __LINE__, (got)->chars, (got)->length, expected, #got)
#define ok_wsz(got, expected) test_wide(__FILE__, __LINE__, got, (size_t)-1, expected, #got)

/* What we do not do yet: counted apart; a todo that holds is a failure (take the mark away). */
#define todo_ok(condition, ...) test_todo(__FILE__, __LINE__, !!(condition), __VA_ARGS__)
BOOL test_todo(const char *file, int line, BOOL held, const char *format, ...)
        __attribute__((format(printf, 4, 5)));

/* Says why, and counts. */
void test_skip(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Adds to every message until changed ("" to end): which row of a table is being tried. */
void test_context(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The first string of an error object as UTF-8 in a static buffer; "" when there is none. */
const char *error_text(WS_ERROR *error);
WS_ERROR *test_error(void); /* a fresh one, freed at the end of the case */
WS_HEAP *test_heap(void);   /* a fresh one of 1 MB, freed at the end of the case */

/* Readers and writers with input and output set. All are freed by the caller. */
WS_XML_READER *reader_on_text(const char *text);
WS_XML_READER *reader_on_bytes(const void *bytes, ULONG size, WS_XML_READER_ENCODING_TYPE type);
void set_text_input(WS_XML_READER *reader, const char *text);
WS_XML_WRITER *writer_to_text(void);
WS_XML_WRITER *writer_to_binary(void);
void ok_written_at(const char *file, int line, WS_XML_WRITER *writer, const char *expected);
#define ok_written(writer, expected) ok_written_at(__FILE__, __LINE__, writer, expected)

/* WCHARs from ASCII on test_heap(), zero terminated. */
WCHAR *wide(const char *ascii);
WS_STRING wide_string(const char *ascii);

/* A C literal as WS_XML_STRING. */
#define XML(literal) ((WS_XML_STRING){ sizeof(literal) - 1, (BYTE *)(literal), NULL, 0 })

#ifndef _WIN32
/* Natively: how many bytes the library holds, for leak checks; and failing allocations (see platform.h). */
SIZE_T mem_in_use(void);
ULONG mem_fail_at(ULONG count);
#endif

#endif
