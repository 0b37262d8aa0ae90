-- title: Where was what came from this snapshot loaded, and is it gone there too?
-- why: ISO/IEC 27001 A.8.33; GDPR Art. 30(1)(d)
-- param: snapshot: its uid
WITH RECURSIVE family (id, depth) AS (
  SELECT id, 0 FROM snapshot WHERE uid = :snapshot
  UNION SELECT l.child_id, f.depth + 1 FROM family f JOIN lineage l ON l.parent_id = f.id)
SELECT min(f.depth) AS depth, s.uid AS deployment, s.source, l.namespace, c.name,
       strftime('%Y-%m-%dT%H:%M:%SZ', c.created_ms / 1000, 'unixepoch') AS loaded,
       strftime('%Y-%m-%dT%H:%M:%SZ', t.verified_ms / 1000, 'unixepoch') AS gone
  FROM family f CROSS JOIN snapshot s ON s.id = f.id JOIN copy c ON c.snapshot_id = s.id
  JOIN location l ON l.id = c.location_id LEFT JOIN tombstone t ON t.copy_id = c.id
 WHERE s.kind = 'deployment' GROUP BY c.id ORDER BY 1, c.id;
