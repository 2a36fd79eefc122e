# Conformance tests of message/ through the public API that need no network: run natively and as PE.
PURE_TESTS +=
