# Sources of wire/ (pure): also built natively.
PURE_SOURCES +=
