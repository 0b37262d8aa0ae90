-- title: What lies in storage that the catalog does not know, and the other way round?
-- why: ISO/IEC 27001 A.5.9; PCI DSS 3.2.1
SELECT uid, kind, namespace, object, copy, bytes, found FROM findings WHERE resolved IS NULL ORDER BY found, uid;
