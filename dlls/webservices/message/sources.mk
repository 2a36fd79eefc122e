# Sources of message/ (pure): also built natively.
PURE_SOURCES +=
