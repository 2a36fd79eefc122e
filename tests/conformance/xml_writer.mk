# Tests of the writing half of xml/.
PURE_TESTS += tests/conformance/xml_writer
PURE_TESTS += tests/conformance/xml_writer_binary
PURE_TESTS += tests/conformance/xml_writer_output
PURE_TESTS += tests/conformance/xml_buffer
PURE_TESTS += tests/conformance/xml_canonical
PURE_TESTS += tests/conformance/xml_writer_mtom
