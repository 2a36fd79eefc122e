# Conformance tests of channel/ through the public API: PE only.
PE_TESTS +=
