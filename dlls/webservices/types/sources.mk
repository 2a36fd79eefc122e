# Sources of types/ (pure): also built natively.
PURE_SOURCES += dlls/webservices/types/types.h dlls/webservices/types/internal.h
PURE_SOURCES += dlls/webservices/types/scalar.c dlls/webservices/types/limits.c
PURE_SOURCES += dlls/webservices/types/option.c dlls/webservices/types/validate.c
PURE_SOURCES += dlls/webservices/types/read.c dlls/webservices/types/read_struct.c
PURE_SOURCES += dlls/webservices/types/read_array.c dlls/webservices/types/read_union.c
PURE_SOURCES += dlls/webservices/types/write.c dlls/webservices/types/write_struct.c
PURE_SOURCES += dlls/webservices/types/buffer.c dlls/webservices/types/params.c
PURE_SOURCES += dlls/webservices/types/address.c dlls/webservices/types/fault.c
