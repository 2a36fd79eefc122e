# Unit tests of xml/: program names; each has one source of that name. NATIVE: those that call what the DLL does not export.
UNIT_TESTS +=
UNIT_TESTS_NATIVE += tests/unit/xml_scope tests/unit/xml_reader_memory tests/unit/xml_matrix tests/unit/xml_direct tests/unit/xml_number tests/unit/xml_value
