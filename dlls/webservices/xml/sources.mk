# Sources of xml/ (pure): also built natively.
PURE_SOURCES +=
