# Programs of tests/bench/, made on request: those of the API in every build, those of the peers natively.
API_BENCHES = tests/bench/read_api tests/bench/write_api tests/bench/types_api
DOCUMENTS_OF_BENCHES = tests/bench/bench.h tests/bench/corpora.h tests/bench/write_documents.h tests/bench/orders_count.h
tests_bench_read_api_SOURCES = tests/bench/read_api.c $(DOCUMENTS_OF_BENCHES)
tests_bench_write_api_SOURCES = tests/bench/write_api.c $(DOCUMENTS_OF_BENCHES)
tests_bench_types_api_SOURCES = tests/bench/types_api.c $(DOCUMENTS_OF_BENCHES)
PEER_BENCHES = tests/bench/peers_xml tests/bench/peers_gsoap
tests_bench_peers_xml_SOURCES = tests/bench/peers_xml.c tests/bench/peers_pugixml.cpp
tests_bench_peers_xml_CPPFLAGS = -I/usr/include/libxml2
tests_bench_peers_xml_LDADD = -lxml2 -lexpat -lpugixml
# Wine's own XML reader and bare Winsock, as PE programs.
PE_PEER_BENCHES = tests/bench/peers_xmllite tests/bench/peers_winsock
tests_bench_peers_winsock_SOURCES = tests/bench/peers_winsock.c
tests_bench_peers_winsock_LDADD = -lws2_32
tests_bench_peers_xmllite_SOURCES = tests/bench/peers_xmllite.c
tests_bench_peers_xmllite_LDADD = -lole32 -luuid
# soapcpp2 makes gSOAP's serializers at build time (its wchar_t has 4 bytes).
EXTRA_DIST = tests/bench/orders.h
ordersC.c: $(top_srcdir)/tests/bench/orders.h
	$(AM_V_GEN)soapcpp2 -c -L -x -p orders -d . $(top_srcdir)/tests/bench/orders.h >/dev/null
tests_bench_peers_gsoap_SOURCES = tests/bench/peers_gsoap.c
nodist_tests_bench_peers_gsoap_SOURCES = ordersC.c
tests_bench_peers_gsoap_CPPFLAGS = -I.
tests_bench_peers_gsoap_CFLAGS = -fno-short-wchar -O2 -w
tests_bench_peers_gsoap_LDADD = -lgsoap
tests/bench/tests_bench_peers_gsoap-peers_gsoap.$(OBJEXT) tests/bench/peers_gsoap-peers_gsoap.$(OBJEXT): ordersC.c
BENCHES += $(API_BENCHES) $(PEER_BENCHES)
