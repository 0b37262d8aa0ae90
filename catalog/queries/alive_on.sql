-- title: Which snapshots were alive on a date, where, and who could read them?
-- why: ISO/IEC 27001 A.5.9 and A.8.10; GDPR Art. 30(1)(f)
-- param: date: a date or date-time, UTC
-- param: kind = raw: raw, sanitized or deployment
SELECT c.snapshot, c.kind, s.source, c.location_kind, c.namespace, c.name, c.region, c.created, c.gone, c.readers
  FROM copies c JOIN snapshot s ON s.uid = c.snapshot
 WHERE c.kind = :kind AND c.created_ms <= strftime('%s', :date) * 1000
   AND (c.gone_ms IS NULL OR c.gone_ms > strftime('%s', :date) * 1000)
 ORDER BY c.created_ms, c.snapshot;
