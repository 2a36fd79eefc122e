# What every test program links.
TEST_LIBRARY = tests/lib/test.c tests/lib/test.h

# Not a test by itself: tests/xmlconf/run runs it.
TEST_HELPERS = tests/xmlconf/verdicts
# Nor these: tests/oracle/run and tests/oracle/values do.
TEST_HELPERS += tests/oracle/forms tests/oracle/values
