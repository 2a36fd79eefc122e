# Sources of metadata/ (pure): also built natively.
PURE_SOURCES +=
