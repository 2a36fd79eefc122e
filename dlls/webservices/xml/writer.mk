# The writing half of xml/.
PURE_SOURCES += dlls/webservices/xml/buffer.c
PURE_SOURCES += dlls/webservices/xml/output.c dlls/webservices/xml/output.h
PURE_SOURCES += dlls/webservices/xml/tree.c
PURE_SOURCES += dlls/webservices/xml/write_text.c
PURE_SOURCES += dlls/webservices/xml/write_tree.c
PURE_SOURCES += dlls/webservices/xml/writer.c dlls/webservices/xml/writer.h dlls/webservices/xml/writer_direct.h dlls/webservices/xml/write_chars.h
PURE_SOURCES += dlls/webservices/xml/writer_content.c
PURE_SOURCES += dlls/webservices/xml/writer_element.c
PURE_SOURCES += dlls/webservices/xml/write_raw.c
PURE_SOURCES += dlls/webservices/xml/writer_bytes.c
PURE_SOURCES += dlls/webservices/xml/writer_charset.c
PURE_SOURCES += dlls/webservices/xml/writer_leaf.c
PURE_SOURCES += dlls/webservices/xml/writer_position.c
PURE_SOURCES += dlls/webservices/xml/write_binary.c
PURE_SOURCES += dlls/webservices/xml/canonical.c dlls/webservices/xml/canonical.h
PURE_SOURCES += dlls/webservices/xml/canonical_stream.c
PURE_SOURCES += dlls/webservices/xml/write_mtom.c
