-- title: A version of a rule pack was faulty: what was made with it, and what of that is still there?
-- why: GDPR Art. 33; ISO/IEC 27001 A.5.26
-- param: pack: its name
-- param: version: its version
WITH RECURSIVE family (id) AS (
  SELECT s.id FROM rule_pack p JOIN run_pack x ON x.rule_pack_id = p.id JOIN snapshot s ON s.run_id = x.run_id
   WHERE p.name = :pack AND p.version = :version
  UNION SELECT l.child_id FROM family f JOIN lineage l ON l.parent_id = f.id)
SELECT s.kind, count(DISTINCT s.id) AS made, count(DISTINCT CASE WHEN t.id IS NULL THEN s.id END) AS still_there,
       count(c.id) - count(t.id) AS copies_left
  FROM family f CROSS JOIN snapshot s ON s.id = f.id LEFT JOIN copy c ON c.snapshot_id = s.id
  LEFT JOIN tombstone t ON t.copy_id = c.id GROUP BY 1 ORDER BY 1;
