# Values, names and the dictionary.
PURE_SOURCES += dlls/webservices/xml/names.c dlls/webservices/xml/base64.c dlls/webservices/xml/datetime.c
PURE_SOURCES += dlls/webservices/xml/number.c dlls/webservices/xml/number.h dlls/webservices/xml/powers.c
PURE_SOURCES += dlls/webservices/xml/value.c
PURE_SOURCES += dlls/webservices/xml/dictionary.c dlls/webservices/xml/dictionary.h dlls/webservices/xml/dictionary_static.c
