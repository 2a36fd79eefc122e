# Programs of tests/fuzz/ (native, made on request).
