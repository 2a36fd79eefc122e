# Programs of examples/ (PE). They link the import library alone, as a user's would.
# What wsutil makes of the calculator's WSDL is committed; tests/wsutil/run compares it with what it makes today.
CALCULATOR = examples/calculator/contract.c examples/calculator/contract.h \
	examples/calculator/generated/calculator.wsdl.c examples/calculator/generated/calculator.wsdl.h
EXAMPLES += calculator_service calculator_client
calculator_service_SOURCES = examples/calculator/service.c $(CALCULATOR)
calculator_client_SOURCES = examples/calculator/client.c $(CALCULATOR)
calculator_service_LDADD = libwebservices.a
calculator_client_LDADD = libwebservices.a

# Callbacks over a session; SOAP over UDP.
EXAMPLES += duplex datagram
duplex_SOURCES = examples/duplex/duplex.c examples/duplex/counter.h
datagram_SOURCES = examples/duplex/datagram.c examples/duplex/counter.h
duplex_LDADD = libwebservices.a
datagram_LDADD = libwebservices.a
