# Programs of examples/ (PE).
