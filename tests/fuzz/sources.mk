# Programs of tests/fuzz/ (native, made on request).
FUZZERS += tests/fuzz/read_text tests/fuzz/read_binary tests/fuzz/read_mtom
FUZZERS += tests/fuzz/values tests/fuzz/urls
FUZZERS += tests/fuzz/http tests/fuzz/framing tests/fuzz/mime
FUZZERS += tests/fuzz/roundtrip tests/fuzz/canonical
FUZZERS += tests/fuzz/types
FUZZERS += tests/fuzz/envelope
if HAVE_LIBXML2
FUZZERS += tests/fuzz/wsutil
endif
tests_fuzz_wsutil_SOURCES = tests/fuzz/wsutil.c $(WSUTIL_FRONT)
tests_fuzz_wsutil_CPPFLAGS = $(LIBXML2_CFLAGS)
tests_fuzz_wsutil_LDADD = $(LIBXML2_LIBS) -lm
