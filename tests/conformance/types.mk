# Conformance tests of types/ through the public API that need no network: run natively and as PE.
PURE_TESTS += tests/conformance/types_read tests/conformance/types_write
PURE_TESTS += tests/conformance/types_union tests/conformance/types_values
PURE_TESTS += tests/conformance/types_struct tests/conformance/types_builtin
PURE_TESTS += tests/conformance/types_lexical tests/conformance/types_leaf
