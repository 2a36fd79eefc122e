# Conformance tests of xml/ through the public API that need no network: run natively and as PE.
PURE_TESTS +=
include tests/conformance/xml_writer.mk
PURE_TESTS += tests/conformance/xml_reader
PURE_TESTS += tests/conformance/xml_reader_binary
PURE_TESTS += tests/conformance/xml_reader_input
PURE_TESTS += tests/conformance/xml_reader_mtom
PURE_TESTS += tests/conformance/xml_reader_vectors
PURE_TESTS += tests/conformance/xml_datetime
PURE_TESTS += tests/conformance/xml_values
