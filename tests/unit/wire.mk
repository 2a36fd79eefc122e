# Unit tests of wire/: program names; each has one source of that name.
UNIT_TESTS +=
