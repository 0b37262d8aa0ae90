-- title: Who extended the life of snapshots, by how much, why, and who approved?
-- why: SOC 2 CC6.1; ISO/IEC 27001 A.5.33
-- param: since = 1970-01-01: a date or date-time, UTC
SELECT snapshot, kind, source, actor, before, expires, days, reason, approved_by, at
  FROM expiries WHERE basis = 'extension' AND at_ms >= strftime('%s', :since) * 1000 ORDER BY event_seq DESC;
