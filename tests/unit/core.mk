# Unit tests of core/: program names; each has one source of that name.
UNIT_TESTS +=
