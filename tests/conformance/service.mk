# Conformance tests of service/ through the public API: PE only.
PE_TESTS +=
