# Unit tests of core/: program names; each has one source of that name. NATIVE: those that call what the DLL does not export.
UNIT_TESTS +=
UNIT_TESTS_NATIVE += tests/unit/core_op tests/unit/core_utf tests/unit/core_buf
