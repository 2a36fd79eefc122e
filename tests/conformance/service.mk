# Conformance tests of service/ through the public API: PE only. Raw socket peers are those of the channel tests.
PE_TESTS += tests/conformance/service_proxy
tests_conformance_service_proxy_SOURCES = tests/conformance/service_proxy.c tests/conformance/peer.c
tests_conformance_service_proxy_LDADD = $(LDADD) -lws2_32
