# The native helper under Wine: a library of Linux and its name for Wine's loader, in the folders that Wine wants them in
# (WINEDLLPATH is their parent), and the name once more beside our DLL. "make helper" makes it where it can be made.
EXTRA_DIST = dlls/wwsio/helper.c dlls/wwsio/unix.c dlls/wwsio/wwsio.h
HELPER_FILES = wwsio.dll wine/$(HELPER_WINDOWS)/wwsio.dll wine/x86_64-unix/wwsio.so
if HELPER
helper: $(HELPER_FILES)
all-local: helper

# Wine's loader knows its own DLLs by these words, behind the header of a DOS program.
wwsio.dll: $(top_srcdir)/dlls/wwsio/helper.c
	$(AM_V_CCLD)$(CC) $(AM_CFLAGS) $(CFLAGS) -shared -static-libgcc -o $@.tmp $<
	$(AM_V_at)printf 'Wine builtin DLL\0' | dd of=$@.tmp bs=1 seek=64 conv=notrunc status=none && mv $@.tmp $@

wine/$(HELPER_WINDOWS)/wwsio.dll: wwsio.dll
	$(AM_V_GEN)$(MKDIR_P) $(@D) && cp wwsio.dll $@

wine/x86_64-unix/wwsio.so: $(top_srcdir)/dlls/wwsio/unix.c $(top_srcdir)/dlls/wwsio/wwsio.h
	$(AM_V_CCLD)$(MKDIR_P) $(@D) && $(BUILD_CC) -std=gnu11 -O2 -g $(WARNINGS) -shared -fPIC -o $@ $<
else
helper:
endif
.PHONY: helper
CLEANFILES += $(HELPER_FILES)
