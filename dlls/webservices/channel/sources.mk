# Sources of channel/: the DLL only. They join when the messages beneath are there.
DLL_SOURCES += \
	dlls/webservices/channel/body.c \
	dlls/webservices/channel/channel.c \
	dlls/webservices/channel/channel.h \
	dlls/webservices/channel/coder.c \
	dlls/webservices/channel/exchange.c \
	dlls/webservices/channel/http_body_stream.c \
	dlls/webservices/channel/http_common.c \
	dlls/webservices/channel/http_cookies.c \
	dlls/webservices/channel/http_encoding.c \
	dlls/webservices/channel/http_proxy.c \
	dlls/webservices/channel/http_reply.c \
	dlls/webservices/channel/http_reply.h \
	dlls/webservices/channel/http_reply_stream.c \
	dlls/webservices/channel/http_request.c \
	dlls/webservices/channel/http_request.h \
	dlls/webservices/channel/http_stream.c \
	dlls/webservices/channel/internal.h \
	dlls/webservices/channel/listener.c \
	dlls/webservices/channel/pipe_name.c \
	dlls/webservices/channel/properties.c \
	dlls/webservices/channel/session.c \
	dlls/webservices/channel/session.h \
	dlls/webservices/channel/session_dictionary.c \
	dlls/webservices/channel/session_listener.c \
	dlls/webservices/channel/session_message.c \
	dlls/webservices/channel/session_singleton.c \
	dlls/webservices/channel/udp.c \
	dlls/webservices/channel/url.c
