# Conformance tests of channel/ through the public API: PE only. Raw socket peers live in peer.c.
PE_TESTS += tests/conformance/channel_states tests/conformance/channel_properties tests/conformance/channel_http tests/conformance/channel_stress \
	tests/conformance/channel_tcp tests/conformance/channel_singleton tests/conformance/channel_mtom tests/conformance/channel_udp tests/conformance/channel_pipe \
	tests/conformance/channel_routes tests/conformance/channel_raw tests/conformance/channel_stream tests/conformance/channel_coder \
	tests/conformance/channel_room tests/conformance/listener
PEER = tests/conformance/peer.c tests/conformance/peer.h
tests_conformance_channel_http_SOURCES = tests/conformance/channel_http.c $(PEER)
tests_conformance_channel_http_LDADD = $(LDADD) -lws2_32
tests_conformance_channel_stress_SOURCES = tests/conformance/channel_stress.c $(PEER)
tests_conformance_channel_stress_LDADD = $(LDADD) -lws2_32
tests_conformance_listener_SOURCES = tests/conformance/listener.c $(PEER)
tests_conformance_listener_LDADD = $(LDADD) -lws2_32
tests_conformance_channel_tcp_SOURCES = tests/conformance/channel_tcp.c tests/conformance/tcp_kit.h $(PEER)
tests_conformance_channel_tcp_LDADD = $(LDADD) -lws2_32
tests_conformance_channel_mtom_SOURCES = tests/conformance/channel_mtom.c $(PEER)
tests_conformance_channel_mtom_LDADD = $(LDADD) -lws2_32
tests_conformance_channel_udp_SOURCES = tests/conformance/channel_udp.c $(PEER)
tests_conformance_channel_udp_LDADD = $(LDADD) -lws2_32
tests_conformance_channel_routes_SOURCES = tests/conformance/channel_routes.c $(PEER)
tests_conformance_channel_routes_LDADD = $(LDADD) -lws2_32
tests_conformance_channel_raw_SOURCES = tests/conformance/channel_raw.c $(PEER)
tests_conformance_channel_raw_LDADD = $(LDADD) -lws2_32
tests_conformance_channel_stream_SOURCES = tests/conformance/channel_stream.c $(PEER)
tests_conformance_channel_stream_LDADD = $(LDADD) -lws2_32
tests_conformance_channel_coder_SOURCES = tests/conformance/channel_coder.c $(PEER)
tests_conformance_channel_coder_LDADD = $(LDADD) -lws2_32
tests_conformance_channel_singleton_SOURCES = tests/conformance/channel_singleton.c tests/conformance/tcp_kit.h $(PEER)
tests_conformance_channel_singleton_LDADD = $(LDADD) -lws2_32
tests_conformance_channel_room_SOURCES = tests/conformance/channel_room.c $(PEER)
tests_conformance_channel_room_LDADD = $(LDADD) -lws2_32
