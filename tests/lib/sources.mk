# What every test program links.
TEST_LIBRARY = tests/lib/test.c tests/lib/test.h
