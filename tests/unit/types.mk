# Unit tests of types/: program names; each has one source of that name. NATIVE: those that call what the DLL does not export.
UNIT_TESTS +=
UNIT_TESTS_NATIVE += tests/unit/types_memory tests/unit/types_random tests/unit/types_random_any
