# WsWriteType and WsReadType against gSOAP, whose serializers soapcpp2 makes at build time (its wchar_t has 4 bytes).
BENCHES += tests/bench/types
EXTRA_LIBRARIES = tests/bench/liborders.a
tests_bench_liborders_a_SOURCES = tests/bench/types_gsoap.c tests/bench/types_gsoap.h
nodist_tests_bench_liborders_a_SOURCES = ordersC.c
tests_bench_liborders_a_CFLAGS = -fno-short-wchar -O2 -w
EXTRA_DIST = tests/bench/orders.h
ordersC.c: $(top_srcdir)/tests/bench/orders.h
	$(AM_V_GEN)soapcpp2 -c -L -x -p orders -d . $(top_srcdir)/tests/bench/orders.h >/dev/null
tests/bench/tests_bench_liborders_a-types_gsoap.$(OBJEXT): ordersC.c
tests_bench_types_SOURCES = tests/bench/types.c
tests_bench_types_LDADD = tests/bench/liborders.a $(LDADD) -lgsoap
