# Sources of security/: the DLL only.
DLL_SOURCES +=
