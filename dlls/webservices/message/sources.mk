# Sources of message/ (pure): also built natively. They join when the reader and writer beneath are there.
PURE_SOURCES +=
