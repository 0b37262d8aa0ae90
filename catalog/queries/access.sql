-- title: Who read or loaded snapshots in a period?
-- why: HIPAA 164.312(b); PCI DSS 10.2.1; ISO/IEC 27001 A.8.15
-- param: from = 1970-01-01: a date or date-time, UTC
-- param: to = now: a date or date-time, UTC
-- param: kind = raw: raw, sanitized or deployment
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', e.at_ms / 1000, 'unixepoch') AS at, e.type, e.actor, e.host, e.subject AS snapshot,
       s.kind, s.source, e.run, e.detail, e.seq
  FROM event e CROSS JOIN snapshot s ON s.uid = e.subject
 WHERE e.type IN ('access.read', 'access.load') AND s.kind = :kind
   AND e.at_ms >= strftime('%s', :from) * 1000 AND e.at_ms <= strftime('%s', :to) * 1000 ORDER BY e.seq;
