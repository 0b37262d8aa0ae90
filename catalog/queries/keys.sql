-- title: Which masking keys were used, how much was made with each, which are destroyed?
-- why: ISO/IEC 27001 A.8.24; GDPR Art. 4(5)
WITH made AS (
  SELECT r.masking_key_id AS id, count(*) AS snapshots FROM run r JOIN snapshot s ON s.run_id = r.id
   WHERE s.kind = 'sanitized' GROUP BY 1)
SELECT k.fingerprint, CASE k.is_ephemeral WHEN 1 THEN 'of one run' ELSE 'kept' END AS life,
       strftime('%Y-%m-%dT%H:%M:%SZ', e.at_ms / 1000, 'unixepoch') AS first_used,
       strftime('%Y-%m-%dT%H:%M:%SZ', d.at_ms / 1000, 'unixepoch') AS destroyed, coalesce(m.snapshots, 0) AS snapshots
  FROM masking_key k JOIN event e ON e.seq = k.event_seq LEFT JOIN masking_key_destruction d ON d.masking_key_id = k.id
  LEFT JOIN made m ON m.id = k.id ORDER BY k.id;
