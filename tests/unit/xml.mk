# Unit tests of xml/: program names; each has one source of that name.
UNIT_TESTS +=
