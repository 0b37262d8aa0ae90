-- title: Which rules and which masking key made this snapshot, and what did each rule do?
-- why: ISO/IEC 27001 A.8.11 and A.8.33; HIPAA 164.514(b)
-- param: snapshot: its uid
SELECT s.uid AS snapshot, r.uid AS run, r.tool, r.rule_digest, k.fingerprint AS masking_key, c.pack, p.version,
       nullif(lower(hex(p.sha256)), '') AS pack_sha256, c.rule, c.class, c.treatment, c.because, c.keys, c.masked_values
  FROM snapshot s JOIN run r ON r.id = s.run_id LEFT JOIN masking_key k ON k.id = r.masking_key_id
  LEFT JOIN rule_count c ON c.snapshot_id = s.id AND c.run_id = r.id
  LEFT JOIN run_pack x ON x.run_id = r.id
   AND (SELECT name FROM rule_pack WHERE id = x.rule_pack_id) = c.pack
  LEFT JOIN rule_pack p ON p.id = x.rule_pack_id
 WHERE s.uid = :snapshot ORDER BY c.id;
