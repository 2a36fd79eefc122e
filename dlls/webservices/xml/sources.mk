# Sources of xml/ (pure): also built natively.
PURE_SOURCES += dlls/webservices/xml/arena.c dlls/webservices/xml/arena.h
PURE_SOURCES += dlls/webservices/xml/scope.c dlls/webservices/xml/scope.h
