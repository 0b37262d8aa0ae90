-- title: Which deletions failed or are blocked, since when, and until when?
-- why: PCI DSS 3.2.1; GDPR Art. 17
SELECT snapshot, kind, copy, namespace, name, phase, attempts, at, until, detail FROM deletions
 WHERE phase IN ('failed', 'blocked') AND copy NOT IN (SELECT c.uid FROM tombstone t JOIN copy c ON c.id = t.copy_id)
 ORDER BY at, uid;
