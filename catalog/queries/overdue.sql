-- title: Which snapshots are past their expiry and not gone, how late, and why?
-- why: PCI DSS 3.2.1; GDPR Art. 5(1)(e)
-- date: now = now: the moment to ask for
WITH asked (ms) AS (VALUES (round((julianday(:now) - 2440587.5) * 86400000)))
SELECT s.uid AS snapshot, s.kind, s.source,
       strftime('%Y-%m-%dT%H:%M:%SZ', e.expires_ms / 1000, 'unixepoch') AS expired,
       round((ms - e.expires_ms) / 3600000.0, 1) AS hours_late, c.uid AS copy, l.namespace, c.name,
       d.phase, d.attempts, d.detail
  FROM asked CROSS JOIN copy c LEFT JOIN tombstone t ON t.copy_id = c.id JOIN snapshot s ON s.id = c.snapshot_id
  JOIN location l ON l.id = c.location_id
  JOIN expiry e ON e.id = (SELECT max(id) FROM expiry WHERE snapshot_id = s.id)
  LEFT JOIN deletion_state d ON d.id = (
       SELECT x.id FROM deletion x JOIN deletion_step y ON y.deletion_id = x.id WHERE x.copy_id = c.id
        ORDER BY y.id DESC LIMIT 1)
 WHERE t.id IS NULL AND e.expires_ms <= ms
   AND NOT EXISTS (SELECT 1 FROM hold h LEFT JOIN hold_release r ON r.hold_id = h.id
                    WHERE h.snapshot_id = s.id AND r.id IS NULL)
 ORDER BY e.expires_ms, c.id;
