# Unit tests of types/: program names; each has one source of that name.
UNIT_TESTS +=
