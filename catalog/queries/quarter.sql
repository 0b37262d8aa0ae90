-- title: Quarter by quarter: how many snapshots were due, deleted in time, late, or are still there?
-- why: PCI DSS 3.2.1 (at least every three months)
-- date: now = now: the moment to ask for
WITH asked (ms) AS (VALUES (round((julianday(:now) - 2440587.5) * 86400000))),
last AS (
  SELECT snapshot_id, max(id) AS id FROM expiry GROUP BY snapshot_id),
left_over AS (
  SELECT c.snapshot_id, count(*) AS copies, count(t.id) AS tombstones, max(t.verified_ms) AS verified_ms
    FROM copy c LEFT JOIN tombstone t ON t.copy_id = c.id GROUP BY c.snapshot_id),
due AS (
  SELECT s.kind, e.expires_ms, CASE WHEN o.copies = o.tombstones THEN o.verified_ms END AS gone_ms,
         EXISTS (SELECT 1 FROM hold h LEFT JOIN hold_release r ON r.hold_id = h.id
                  WHERE h.snapshot_id = s.id AND r.id IS NULL) AS held, ms
    FROM asked CROSS JOIN last JOIN expiry e ON e.id = last.id JOIN snapshot s ON s.id = e.snapshot_id
    JOIN left_over o ON o.snapshot_id = s.id
   WHERE e.expires_ms <= ms)
SELECT strftime('%Y', expires_ms / 1000, 'unixepoch') || '-Q'
         || ((strftime('%m', expires_ms / 1000, 'unixepoch') + 2) / 3) AS quarter, kind, count(*) AS due,
       coalesce(sum(gone_ms <= expires_ms + 86400000), 0) AS within_24h,
       coalesce(sum(gone_ms > expires_ms + 86400000), 0) AS late,
       sum(gone_ms IS NULL AND NOT held) AS still_there, sum(gone_ms IS NULL AND held) AS on_hold,
       round(max(CASE WHEN gone_ms IS NOT NULL THEN gone_ms WHEN NOT held THEN ms END - expires_ms) / 3600000.0, 1)
         AS worst_hours
  FROM due GROUP BY 1, 2 ORDER BY 1 DESC, 2;
