# Sources of message/ (pure): also built natively.
PURE_SOURCES += \
	dlls/webservices/message/addressing.c \
	dlls/webservices/message/body.c \
	dlls/webservices/message/envelope.c \
	dlls/webservices/message/fault.c \
	dlls/webservices/message/fault_detail.c \
	dlls/webservices/message/headers.c \
	dlls/webservices/message/internal.h \
	dlls/webservices/message/mapped.c \
	dlls/webservices/message/message.c \
	dlls/webservices/message/message.h \
	dlls/webservices/message/names.c \
	dlls/webservices/message/walk.c
