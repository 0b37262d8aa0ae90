-- title: Who read or loaded snapshots in a period?
-- why: HIPAA 164.312(b); PCI DSS 10.2.1; ISO/IEC 27001 A.8.15
-- date: from = 1970-01-01: a date or date-time
-- date: to = now: a date or date-time
-- param: kind = raw: raw, sanitized or deployment
WITH asked (start, stop) AS (
  VALUES (round((julianday(:from) - 2440587.5) * 86400000), round((julianday(:to) - 2440587.5) * 86400000)))
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', e.at_ms / 1000, 'unixepoch') AS at, e.type, e.actor, e.host,
       e.subject AS snapshot, s.kind, s.source, e.run, e.detail, e.seq
  FROM asked CROSS JOIN event e CROSS JOIN snapshot s ON s.uid = e.subject
 WHERE e.type IN ('access.read', 'access.load') AND s.kind = :kind AND e.at_ms BETWEEN start AND stop ORDER BY e.seq;
