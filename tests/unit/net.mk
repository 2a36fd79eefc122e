# Unit tests of net/: the native helper's functions, which are Linux's own.
UNIT_TESTS_NATIVE += tests/unit/wwsio
tests_unit_wwsio_SOURCES = tests/unit/wwsio.c dlls/wwsio/unix.c
