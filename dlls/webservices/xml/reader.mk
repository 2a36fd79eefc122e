# The reading half of xml/.
PURE_SOURCES += dlls/webservices/xml/arena.c dlls/webservices/xml/arena.h
PURE_SOURCES += dlls/webservices/xml/chars.c
PURE_SOURCES += dlls/webservices/xml/charset.c
PURE_SOURCES += dlls/webservices/xml/input.c
PURE_SOURCES += dlls/webservices/xml/read_binary.c
PURE_SOURCES += dlls/webservices/xml/read_mtom.c
PURE_SOURCES += dlls/webservices/xml/read_text.c
PURE_SOURCES += dlls/webservices/xml/read_tree.c
PURE_SOURCES += dlls/webservices/xml/reader.c dlls/webservices/xml/reader.h
PURE_SOURCES += dlls/webservices/xml/reader_chars.c
PURE_SOURCES += dlls/webservices/xml/reader_content.c
PURE_SOURCES += dlls/webservices/xml/reader_stack.c
PURE_SOURCES += dlls/webservices/xml/scan.c dlls/webservices/xml/scan.h
PURE_SOURCES += dlls/webservices/xml/scope.c dlls/webservices/xml/scope.h
