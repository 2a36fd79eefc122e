# Sources of channel/: the DLL only.
DLL_SOURCES +=
