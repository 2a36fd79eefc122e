# Sources of wire/ (pure): also built natively.
PURE_SOURCES += \
	dlls/webservices/wire/content_type.c \
	dlls/webservices/wire/framing.c \
	dlls/webservices/wire/http.c \
	dlls/webservices/wire/http_chunks.c \
	dlls/webservices/wire/mime.c \
	dlls/webservices/wire/wire.h
