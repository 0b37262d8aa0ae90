-- title: Which deletions failed or are blocked, since when, and until when?
-- why: PCI DSS 3.2.1; GDPR Art. 17
SELECT snapshot, kind, copy, namespace, name, phase, attempts, at, until, detail FROM deletions
 WHERE phase IN ('failed', 'blocked') ORDER BY at, uid;
