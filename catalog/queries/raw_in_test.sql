-- title: Was a raw snapshot loaded anywhere without being sanitized?
-- why: ISO/IEC 27001 A.8.33; PCI DSS 6.5.5
SELECT c.uid AS deployment, c.source AS target, p.uid AS raw_snapshot, p.source,
       strftime('%Y-%m-%dT%H:%M:%SZ', c.registered_ms / 1000, 'unixepoch') AS loaded, r.actor
  FROM snapshot c JOIN lineage l ON l.child_id = c.id JOIN snapshot p ON p.id = l.parent_id JOIN run r ON r.id = l.run_id
 WHERE c.kind = 'deployment' AND p.kind = 'raw' ORDER BY c.id;
