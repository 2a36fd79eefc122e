# What every test program links.
TEST_LIBRARY = tests/lib/test.c tests/lib/test.h

# Not a test by itself: tests/xmlconf/run runs it.
TEST_HELPERS = tests/xmlconf/verdicts
# Nor this: tests/oracle/run does.
TEST_HELPERS += tests/oracle/forms
