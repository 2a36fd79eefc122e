# Sources of core/ (pure).
PURE_SOURCES += \
	dlls/webservices/core/buf.c \
	dlls/webservices/core/core.h \
	dlls/webservices/core/deadline.c \
	dlls/webservices/core/error.c \
	dlls/webservices/core/format.c \
	dlls/webservices/core/heap.c \
	dlls/webservices/core/object.c \
	dlls/webservices/core/op.c \
	dlls/webservices/core/props.c \
	dlls/webservices/core/url.c \
	dlls/webservices/core/utf.c
