# Programs of examples/ (PE). They link the import library alone, as a user's would.
EXAMPLES += calculator_service calculator_client
calculator_service_SOURCES = examples/calculator/service.c examples/calculator/contract.c examples/calculator/contract.h
calculator_client_SOURCES = examples/calculator/client.c examples/calculator/contract.c examples/calculator/contract.h
calculator_service_LDADD = libwebservices.a
calculator_client_LDADD = libwebservices.a
