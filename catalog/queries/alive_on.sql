-- title: Which snapshots were alive on a date, where, and who could read them?
-- why: ISO/IEC 27001 A.5.9 and A.8.10; GDPR Art. 30(1)(f)
-- date: date: a date or date-time
-- param: kind = raw: raw, sanitized or deployment
WITH asked (ms) AS (VALUES (round((julianday(:date) - 2440587.5) * 86400000)))
SELECT c.snapshot, c.kind, s.source, c.location_kind, c.namespace, c.name, c.region, c.created, c.gone,
       (SELECT p.readers FROM location_probe p JOIN location l ON l.id = p.location_id
         WHERE l.namespace = c.namespace AND p.at_ms <= ms ORDER BY p.id DESC LIMIT 1) AS readers
  FROM asked CROSS JOIN copies c JOIN snapshot s ON s.uid = c.snapshot
 WHERE c.kind = :kind AND c.created_ms <= ms AND (c.gone_ms IS NULL OR c.gone_ms > ms)
 ORDER BY c.created_ms, c.snapshot, c.uid;
