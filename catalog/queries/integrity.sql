-- title: How long is the log, how much of it does the last checkpoint vouch for, did the clock step back?
-- why: SOC 2 CC7.2; PCI DSS 10.3.4; ISO/IEC 27001 A.8.15
SELECT (SELECT max(seq) FROM event) AS events, c.seq AS checkpoint_at, nullif(lower(hex(c.head)), '') AS head,
       strftime('%Y-%m-%dT%H:%M:%SZ', c.at_ms / 1000, 'unixepoch') AS checkpoint_time, c.signer, c.written_to,
       (SELECT max(seq) FROM event) - coalesce(c.seq, 0) AS events_since,
       (SELECT count(*) FROM event e JOIN event n ON n.seq = e.seq + 1 WHERE n.at_ms < e.at_ms) AS clock_steps_back
  FROM (SELECT 1) LEFT JOIN checkpoint c ON c.id = (SELECT max(id) FROM checkpoint);
