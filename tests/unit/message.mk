# Unit tests of message/: program names; each has one source of that name. NATIVE: those that call what the DLL does not export.
UNIT_TESTS +=
UNIT_TESTS_NATIVE += tests/unit/message_memory
