# Sources of net/: the DLL only.
DLL_SOURCES +=
