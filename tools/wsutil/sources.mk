# wsutil: native program, and PE where libxml2 for the host is found.
WSUTIL_FRONT = tools/wsutil/catalogue.c tools/wsutil/compile.c tools/wsutil/compile.h tools/wsutil/documents.c tools/wsutil/emit.c \
	tools/wsutil/emit.h tools/wsutil/emit_client.c tools/wsutil/emit_descriptions.c tools/wsutil/emit_policy.c \
	tools/wsutil/emit_service.c tools/wsutil/emit_types.c tools/wsutil/memory.c tools/wsutil/memory.h \
	tools/wsutil/model.h tools/wsutil/names.c tools/wsutil/options.c tools/wsutil/options.h \
	tools/wsutil/parameters.c tools/wsutil/policy.c tools/wsutil/report.c tools/wsutil/report.h \
	tools/wsutil/schema.c tools/wsutil/schema_simple.c tools/wsutil/schema_types.c tools/wsutil/service.c tools/wsutil/taken.inc
if HAVE_LIBXML2
bin_PROGRAMS += wsutil
wsutil_SOURCES = $(WSUTIL_FRONT) tools/wsutil/main.c
wsutil_CPPFLAGS = $(LIBXML2_CFLAGS)
wsutil_LDADD = $(LIBXML2_LIBS) -lm
endif
