-- title: Prove that a snapshot, and all that was derived from it, was deleted by a date.
-- why: GDPR Art. 17 and 5(2); PCI DSS 3.2.1; SOC 2 C1.2 and CC6.5; ISO/IEC 27001 A.8.10
-- param: snapshot: its uid
-- date: by = now: a date or date-time
WITH RECURSIVE asked (ms) AS (VALUES (round((julianday(:by) - 2440587.5) * 86400000))),
family (id, depth) AS (
  SELECT id, 0 FROM snapshot WHERE uid = :snapshot
  UNION SELECT l.child_id, f.depth + 1 FROM family f JOIN lineage l ON l.parent_id = f.id)
SELECT min(f.depth) AS depth, s.uid AS snapshot, s.kind, c.uid AS copy, l.namespace, c.name,
       CASE WHEN ms IS NULL THEN 'NO SUCH DATE' WHEN c.id IS NULL THEN 'NO COPY KNOWN'
            WHEN t.id IS NULL THEN 'STILL PRESENT' WHEN t.verified_ms > ms THEN 'LATE'
            WHEN t.recoverable_until_ms > ms THEN 'RECOVERABLE'
            WHEN t.recoverable_until_ms IS NOT NULL AND NOT EXISTS (
                   SELECT 1 FROM event k WHERE k.subject = d.uid AND k.type = 'deletion.checked' AND k.at_ms <= ms)
            THEN 'UNCHECKED' ELSE 'PROVED' END AS verdict,
       strftime('%Y-%m-%dT%H:%M:%SZ', t.deleted_ms / 1000, 'unixepoch') AS deleted,
       strftime('%Y-%m-%dT%H:%M:%SZ', t.verified_ms / 1000, 'unixepoch') AS verified, t.method, t.verified_how,
       strftime('%Y-%m-%dT%H:%M:%SZ', t.recoverable_until_ms / 1000, 'unixepoch') AS recoverable_until,
       (SELECT k.detail FROM event k WHERE k.subject = d.uid AND k.type = 'deletion.checked'
         ORDER BY k.seq DESC LIMIT 1) AS looked_again,
       t.event_seq, nullif(lower(hex(e.hash)), '') AS event_hash
  FROM asked CROSS JOIN family f CROSS JOIN snapshot s ON s.id = f.id LEFT JOIN copy c ON c.snapshot_id = s.id
  LEFT JOIN location l ON l.id = c.location_id LEFT JOIN tombstone t ON t.copy_id = c.id
  LEFT JOIN deletion d ON d.id = t.deletion_id
  LEFT JOIN event e ON e.seq = t.event_seq
 GROUP BY s.id, c.id ORDER BY 1, s.id, c.id;
