-- title: Which sanitized snapshots are out without every check passed?
-- why: ISO/IEC 27001 A.8.33; SOC 2 CC8.1
WITH wanted (name) AS (
  VALUES ('every-key-stays'), ('every-shape-stays'), ('every-clock-stays'), ('distinct-stays-distinct'), ('nothing-leaks'))
SELECT s.uid AS snapshot, s.source, strftime('%Y-%m-%dT%H:%M:%SZ', s.registered_ms / 1000, 'unixepoch') AS registered,
       group_concat(w.name || ' (' || coalesce(k.outcome, 'not checked') || ')', ', ') AS not_passed
  FROM snapshot s CROSS JOIN wanted w
  LEFT JOIN check_result k ON k.id = (
       SELECT max(id) FROM check_result WHERE snapshot_id = s.id AND name = w.name)
 WHERE s.kind = 'sanitized' AND k.outcome IS NOT 'pass' GROUP BY s.id ORDER BY s.id;
