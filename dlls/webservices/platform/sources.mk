# Sources of platform/: one file per system.
PLATFORM_WIN32 = dlls/webservices/platform/win32.c dlls/webservices/platform/platform.h
PLATFORM_NATIVE = dlls/webservices/platform/native.c dlls/webservices/platform/platform.h
