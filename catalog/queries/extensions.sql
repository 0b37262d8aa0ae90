-- title: Who extended the life of snapshots, by how much, why, and who approved?
-- why: SOC 2 CC6.1; ISO/IEC 27001 A.5.33
-- date: since = 1970-01-01: a date or date-time
WITH asked (ms) AS (VALUES (round((julianday(:since) - 2440587.5) * 86400000)))
SELECT snapshot, kind, source, actor, before, expires, days, reason, approved_by, at
  FROM expiries CROSS JOIN asked WHERE basis = 'extension' AND at_ms >= ms ORDER BY event_seq DESC;
