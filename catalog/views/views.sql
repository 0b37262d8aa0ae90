-- Views for people and for queries. Their columns are documented in docs/catalog.md and only ever grow.
-- Those named *_state are for programs (milliseconds); the others show times as ISO 8601 and digests as hexadecimal.

CREATE VIEW event_header AS              -- what an event's hash covers, beside the hash before
SELECT seq, 'mannequin/event/1' || char(10) || seq || char(10) || at_ms || char(10) || type || char(10) || actor || char(10)
       || host || char(10) || coalesce(run, '') || char(10) || coalesce(subject, '') || char(10) || detail || char(10)
       || rows || char(10) AS header
  FROM event;

CREATE VIEW snapshot_state AS            -- a snapshot with what its later rows make of it
SELECT s.*,
       (SELECT e.expires_ms FROM expiry e WHERE e.snapshot_id = s.id ORDER BY e.id DESC LIMIT 1) AS expires_ms,
       (SELECT count(*) FROM hold h LEFT JOIN hold_release r ON r.hold_id = h.id
         WHERE h.snapshot_id = s.id AND r.id IS NULL) AS holds,
       (SELECT count(*) FROM copy c WHERE c.snapshot_id = s.id) AS copies,
       (SELECT count(*) FROM copy c LEFT JOIN tombstone t ON t.copy_id = c.id
         WHERE c.snapshot_id = s.id AND t.id IS NULL) AS copies_left,
       (SELECT CASE WHEN count(*) = count(t.id) THEN max(t.verified_ms) END FROM copy c
          LEFT JOIN tombstone t ON t.copy_id = c.id WHERE c.snapshot_id = s.id) AS gone_ms
  FROM snapshot s;

CREATE VIEW deletion_state AS            -- a deletion with its last step
SELECT d.id, d.uid, d.copy_id, d.why, s.phase, s.at_ms, s.until_ms, s.run_id, s.detail,
       (SELECT count(*) FROM deletion_step x WHERE x.deletion_id = d.id AND x.phase = 'claimed') AS attempts
  FROM deletion d LEFT JOIN deletion_step s ON s.id = (SELECT max(id) FROM deletion_step WHERE deletion_id = d.id);

CREATE VIEW snapshots AS
SELECT s.uid, s.kind,
       CASE WHEN s.gone_ms IS NOT NULL THEN 'gone' WHEN s.copies = 0 THEN 'no-copy' WHEN s.holds > 0 THEN 'on-hold'
            WHEN s.expires_ms <= CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) THEN 'overdue'
            ELSE 'alive' END AS state,
       s.source, nullif(lower(hex(s.sha256)), '') AS sha256, s.bytes, s.keys, s.rdb_version,
       strftime('%Y-%m-%dT%H:%M:%SZ', s.taken_ms / 1000, 'unixepoch') AS taken,
       strftime('%Y-%m-%dT%H:%M:%SZ', s.registered_ms / 1000, 'unixepoch') AS registered,
       strftime('%Y-%m-%dT%H:%M:%SZ', s.expires_ms / 1000, 'unixepoch') AS expires,
       strftime('%Y-%m-%dT%H:%M:%SZ', s.gone_ms / 1000, 'unixepoch') AS gone,
       s.copies_left, s.holds, p.name || ' v' || p.version AS policy, r.uid AS run, r.job, r.tool
  FROM snapshot_state s JOIN policy p ON p.id = s.policy_id LEFT JOIN run r ON r.id = s.run_id;

CREATE VIEW copies AS
SELECT c.uid, s.uid AS snapshot, s.kind, l.kind AS location_kind, l.namespace, l.region, c.name, c.version, c.identity,
       strftime('%Y-%m-%dT%H:%M:%SZ', c.created_ms / 1000, 'unixepoch') AS created,
       strftime('%Y-%m-%dT%H:%M:%SZ', t.verified_ms / 1000, 'unixepoch') AS gone,
       (SELECT p.readers FROM location_probe p WHERE p.location_id = l.id ORDER BY p.id DESC LIMIT 1) AS readers,
       c.created_ms, t.verified_ms AS gone_ms
  FROM copy c JOIN snapshot s ON s.id = c.snapshot_id JOIN location l ON l.id = c.location_id
  LEFT JOIN tombstone t ON t.copy_id = c.id;

CREATE VIEW lineages AS
SELECT p.uid AS parent, p.kind AS parent_kind, c.uid AS child, c.kind AS child_kind, l.relation, r.uid AS run, r.job,
       r.tool, r.rule_digest, k.fingerprint AS masking_key
  FROM lineage l JOIN snapshot p ON p.id = l.parent_id JOIN snapshot c ON c.id = l.child_id
  JOIN run r ON r.id = l.run_id LEFT JOIN masking_key k ON k.id = r.masking_key_id;

CREATE VIEW expiries AS
SELECT s.uid AS snapshot, s.kind, s.source, e.basis,
       strftime('%Y-%m-%dT%H:%M:%SZ', e.previous_ms / 1000, 'unixepoch') AS before,
       strftime('%Y-%m-%dT%H:%M:%SZ', e.expires_ms / 1000, 'unixepoch') AS expires,
       round((e.expires_ms - e.previous_ms) / 86400000.0, 2) AS days, e.reason, e.actor, d.decided_by AS approved_by,
       strftime('%Y-%m-%dT%H:%M:%SZ', e.at_ms / 1000, 'unixepoch') AS at, e.at_ms, e.event_seq
  FROM expiry e JOIN snapshot s ON s.id = e.snapshot_id
  LEFT JOIN approval_decision d ON d.approval_id = e.approval_id AND d.decision = 'approved';

CREATE VIEW holds AS
SELECT h.uid, s.uid AS snapshot, s.kind, s.source, h.reason, h.placed_by,
       strftime('%Y-%m-%dT%H:%M:%SZ', h.placed_ms / 1000, 'unixepoch') AS placed,
       r.released_by, strftime('%Y-%m-%dT%H:%M:%SZ', r.released_ms / 1000, 'unixepoch') AS released,
       r.reason AS release_reason
  FROM hold h JOIN snapshot s ON s.id = h.snapshot_id LEFT JOIN hold_release r ON r.hold_id = h.id;

CREATE VIEW deletions AS                 -- one line for each copy whose deletion was begun
SELECT d.uid, s.uid AS snapshot, s.kind, c.uid AS copy, l.namespace, c.name, d.why, d.phase, d.attempts,
       strftime('%Y-%m-%dT%H:%M:%SZ', d.at_ms / 1000, 'unixepoch') AS at,
       strftime('%Y-%m-%dT%H:%M:%SZ', d.until_ms / 1000, 'unixepoch') AS until, d.detail, t.method, t.verified_how,
       strftime('%Y-%m-%dT%H:%M:%SZ', t.deleted_ms / 1000, 'unixepoch') AS deleted,
       strftime('%Y-%m-%dT%H:%M:%SZ', t.verified_ms / 1000, 'unixepoch') AS verified,
       strftime('%Y-%m-%dT%H:%M:%SZ', t.recoverable_until_ms / 1000, 'unixepoch') AS recoverable_until, t.event_seq
  FROM deletion_state d JOIN copy c ON c.id = d.copy_id JOIN snapshot s ON s.id = c.snapshot_id
  JOIN location l ON l.id = c.location_id LEFT JOIN tombstone t ON t.deletion_id = d.id;

CREATE VIEW findings AS
SELECT f.uid, f.kind, l.namespace, f.object, c.uid AS copy, f.bytes,
       strftime('%Y-%m-%dT%H:%M:%SZ', f.found_ms / 1000, 'unixepoch') AS found, x.resolution, x.reason, x.resolved_by,
       strftime('%Y-%m-%dT%H:%M:%SZ', x.resolved_ms / 1000, 'unixepoch') AS resolved
  FROM finding f JOIN location l ON l.id = f.location_id LEFT JOIN copy c ON c.id = f.copy_id
  LEFT JOIN finding_resolution x ON x.finding_id = f.id;

CREATE VIEW runs AS
SELECT r.uid, r.job, strftime('%Y-%m-%dT%H:%M:%SZ', r.started_ms / 1000, 'unixepoch') AS started,
       strftime('%Y-%m-%dT%H:%M:%SZ', e.ended_ms / 1000, 'unixepoch') AS ended, coalesce(e.outcome, 'no end') AS outcome,
       e.error, r.actor, r.host, r.pid, r.tool, r.rule_digest, k.fingerprint AS masking_key,
       (SELECT group_concat(p.name || ' ' || p.version, ', ') FROM run_pack x JOIN rule_pack p ON p.id = x.rule_pack_id
         WHERE x.run_id = r.id) AS packs
  FROM run r LEFT JOIN run_end e ON e.run_id = r.id LEFT JOIN masking_key k ON k.id = r.masking_key_id;

CREATE VIEW events AS
SELECT seq, strftime('%Y-%m-%dT%H:%M:%fZ', at_ms / 1000.0, 'unixepoch') AS at, type, subject, run, actor, host, detail,
       lower(hex(hash)) AS hash
  FROM event;

CREATE VIEW service_operations AS        -- an export or import with its last step
SELECT o.uid, o.kind, o.resource, o.region, o.sku, o.redis_version, o.places, r.actor, r.host,
       strftime('%Y-%m-%dT%H:%M:%SZ', o.asked_ms / 1000, 'unixepoch') AS asked, coalesce(s.phase, 'asked') AS result,
       strftime('%Y-%m-%dT%H:%M:%SZ', s.at_ms / 1000, 'unixepoch') AS at, s.operation, s.service_started, s.service_ended,
       s.code, s.detail, s.request_ids, o.signed_with, o.permissions,
       strftime('%Y-%m-%dT%H:%M:%SZ', o.signed_from_ms / 1000, 'unixepoch') AS signed_from,
       strftime('%Y-%m-%dT%H:%M:%SZ', o.signed_until_ms / 1000, 'unixepoch') AS signed_until, o.checks, r.uid AS run
  FROM service_operation o JOIN run r ON r.id = o.run_id
  LEFT JOIN service_operation_step s
    ON s.id = (SELECT max(id) FROM service_operation_step WHERE service_operation_id = o.id);
