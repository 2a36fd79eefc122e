# Unit tests of message/: program names; each has one source of that name.
UNIT_TESTS +=
