# Sources of types/ (pure): also built natively.
PURE_SOURCES +=
