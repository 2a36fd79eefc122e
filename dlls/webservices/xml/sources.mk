# Sources of xml/ (pure): also built natively.
include dlls/webservices/xml/values.mk
include dlls/webservices/xml/reader.mk
include dlls/webservices/xml/writer.mk
