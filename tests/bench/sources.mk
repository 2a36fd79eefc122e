# Programs of tests/bench/ (native, made on request).
