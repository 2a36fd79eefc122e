# Conformance tests of service/ through the public API: PE only. Raw socket peers are those of the channel tests.
SERVICE_PEER = tests/conformance/service_kit.h tests/conformance/peer.c tests/conformance/peer.h
PE_TESTS += tests/conformance/service_proxy tests/conformance/service_call tests/conformance/service_host
PE_TESTS += tests/conformance/service_template tests/conformance/service_tcp tests/conformance/service_metadata tests/conformance/channel_stream_server
tests_conformance_service_proxy_SOURCES = tests/conformance/service_proxy.c $(SERVICE_PEER)
tests_conformance_service_proxy_LDADD = $(LDADD) -lws2_32
tests_conformance_service_call_SOURCES = tests/conformance/service_call.c $(SERVICE_PEER)
tests_conformance_service_call_LDADD = $(LDADD) -lws2_32
tests_conformance_service_host_SOURCES = tests/conformance/service_host.c $(SERVICE_PEER)
tests_conformance_service_host_LDADD = $(LDADD) -lws2_32
tests_conformance_service_template_SOURCES = tests/conformance/service_template.c $(SERVICE_PEER)
tests_conformance_service_template_LDADD = $(LDADD) -lws2_32
tests_conformance_service_tcp_SOURCES = tests/conformance/service_tcp.c $(PEER) tests/conformance/service_kit.h
tests_conformance_service_tcp_LDADD = $(LDADD) -lws2_32
tests_conformance_service_metadata_SOURCES = tests/conformance/service_metadata.c $(SERVICE_PEER)
tests_conformance_service_metadata_LDADD = $(LDADD) -lws2_32
tests_conformance_channel_stream_server_SOURCES = tests/conformance/channel_stream_server.c $(SERVICE_PEER)
tests_conformance_channel_stream_server_LDADD = $(LDADD) -lws2_32
