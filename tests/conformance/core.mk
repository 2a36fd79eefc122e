# Conformance tests of core/ through the public API that need no network: run natively and as PE.
PURE_TESTS += tests/conformance/core_url tests/conformance/core_heap tests/conformance/core_error
PURE_TESTS += tests/conformance/core_async
