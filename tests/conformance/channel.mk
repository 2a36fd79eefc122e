# Conformance tests of channel/ through the public API: PE only. Raw socket peers live in peer.c.
PE_TESTS += tests/conformance/channel_states
