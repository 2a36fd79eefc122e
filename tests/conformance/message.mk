# Conformance tests of message/ through the public API that need no network: run natively and as PE.
PURE_TESTS += tests/conformance/message_facts
PURE_TESTS += tests/conformance/message_envelope
PURE_TESTS += tests/conformance/message_headers
PURE_TESTS += tests/conformance/message_addressing
PURE_TESTS += tests/conformance/message_faults
