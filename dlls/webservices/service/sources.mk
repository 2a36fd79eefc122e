# Sources of service/: the DLL only.
DLL_SOURCES += \
	dlls/webservices/service/call.c \
	dlls/webservices/service/concurrency.c \
	dlls/webservices/service/dispatch.c \
	dlls/webservices/service/endpoint.c \
	dlls/webservices/service/host.c \
	dlls/webservices/service/internal.h \
	dlls/webservices/service/mex.c \
	dlls/webservices/service/operation.c \
	dlls/webservices/service/pending.c \
	dlls/webservices/service/proxy.c \
	dlls/webservices/service/proxy_session.c \
	dlls/webservices/service/serve.c \
	dlls/webservices/service/service.h \
	dlls/webservices/service/settings.c \
	dlls/webservices/service/template.c \
	dlls/webservices/service/turn.c
