# Sources of service/: the DLL only.
DLL_SOURCES +=
