# Sources of net/: the DLL only.
DLL_SOURCES += \
	dlls/webservices/net/http_client.c \
	dlls/webservices/net/http_connection.c \
	dlls/webservices/net/http_internal.h \
	dlls/webservices/net/http_seats.c \
	dlls/webservices/net/http_server.c \
	dlls/webservices/net/internal.h \
	dlls/webservices/net/io.h \
	dlls/webservices/net/io_host.c \
	dlls/webservices/net/io_socket.h \
	dlls/webservices/net/io_threads.c \
	dlls/webservices/net/io_threads.h \
	dlls/webservices/net/io_winsock.c \
	dlls/webservices/net/net.h \
	dlls/webservices/net/pipe.c \
	dlls/webservices/net/resolve.c \
	dlls/webservices/net/starter.c \
	dlls/webservices/net/starter.h \
	dlls/webservices/net/tcp.c \
	dlls/webservices/net/tcp_server.c \
	dlls/webservices/net/timers.c \
	dlls/webservices/net/udp.c \
	dlls/webservices/net/urls.c
