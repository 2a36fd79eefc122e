# Programs of tests/fuzz/ (native, made on request).
FUZZERS += tests/fuzz/read_text tests/fuzz/read_binary
FUZZERS += tests/fuzz/values tests/fuzz/urls
FUZZERS += tests/fuzz/http
FUZZERS += tests/fuzz/roundtrip tests/fuzz/canonical
FUZZERS += tests/fuzz/types
FUZZERS += tests/fuzz/envelope
