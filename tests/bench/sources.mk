# Programs of tests/bench/ (native, made on request).
BENCHES += tests/bench/xml_read
tests_bench_xml_read_SOURCES = tests/bench/xml_read.c tests/bench/xml_read_pugixml.cpp
tests_bench_xml_read_CPPFLAGS = $(AM_CPPFLAGS) -I/usr/include/libxml2
tests_bench_xml_read_LDADD = $(LDADD) -lxml2 -lexpat -lpugixml
BENCHES += tests/bench/xml_write
tests_bench_xml_write_SOURCES = tests/bench/xml_write.c
tests_bench_xml_write_CPPFLAGS = $(AM_CPPFLAGS) -I/usr/include/libxml2
tests_bench_xml_write_LDADD = $(LDADD) -lxml2
include tests/bench/types.mk
