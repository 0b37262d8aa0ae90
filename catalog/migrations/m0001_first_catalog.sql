-- The first catalog. SQLite 3.38 or newer.
--
-- Every table is append-only: a row is written once, together with the event that `event_seq` names, in one
-- transaction. What changes (an expiry, a hold, the progress of a deletion) is a new row; the views tell the state.
-- Times are milliseconds since 1970-01-01T00:00:00Z. SHA-256 digests are 32-byte blobs. No key name, no value, no
-- masking key and no credential of anything is ever stored.

CREATE TABLE event (                     -- the log; `hash` chains it
  seq     INTEGER PRIMARY KEY,
  at_ms   INTEGER NOT NULL,
  type    TEXT NOT NULL CHECK (type GLOB '[a-z]*.[a-z]*'),
  actor   TEXT NOT NULL,                 -- who: the user of the operating system
  host    TEXT NOT NULL,                 -- on which machine
  run     TEXT,                          -- uid of a run
  subject TEXT,                          -- uid of a snapshot, copy, hold, deletion ...
  detail  TEXT NOT NULL,                 -- one sentence for people
  rows    TEXT NOT NULL,                 -- for each row written with it: table, space, SHA-256 of the row, semicolon
  hash    BLOB NOT NULL CHECK (length(hash) = 32),  -- SHA-256(hash of the event before || event_header.header)
  CHECK (instr(type || actor || host || coalesce(run, '') || coalesce(subject, '') || detail || rows, char(10)) = 0),
  CHECK (run <> '' AND subject <> '')    -- the header says nothing for NULL: so nothing else may look like it
) STRICT;
CREATE INDEX event_of_subject ON event (subject, seq);
CREATE INDEX event_of_type ON event (type, at_ms);

-- 1. What there is ---------------------------------------------------------------------------------------------

CREATE TABLE policy (                    -- a version of a retention policy
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  applies TEXT NOT NULL CHECK (applies IN ('raw', 'sanitized', 'deployment')),
  keep_ms INTEGER NOT NULL CHECK (keep_ms > 0),
  counts_from TEXT NOT NULL CHECK (counts_from IN ('registered', 'taken')),
  ceiling_ms INTEGER NOT NULL CHECK (ceiling_ms >= keep_ms),   -- from the same moment, extensions included
  extensions INTEGER NOT NULL CHECK (extensions >= 0),         -- how often one may be granted
  free_extensions INTEGER NOT NULL CHECK (free_extensions >= 0), -- how many of these need no second person
  cascade TEXT NOT NULL CHECK (cascade IN ('independent', 'with-parent')),
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (name, version)
) STRICT;

CREATE TABLE rule_pack (                 -- a rule file as it was read, so that a run can be repeated
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  content TEXT NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE masking_key (               -- a fingerprint; the key itself never comes here
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  is_ephemeral INTEGER NOT NULL CHECK (is_ephemeral IN (0, 1)),  -- made for one run and forgotten with it
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE masking_key_destruction (
  id INTEGER PRIMARY KEY,
  masking_key_id INTEGER NOT NULL UNIQUE REFERENCES masking_key (id),
  at_ms INTEGER NOT NULL,
  reason TEXT NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  job TEXT NOT NULL,                     -- sanitize, verify, sweep, reconcile, register, export, import
  started_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  tool TEXT NOT NULL,                    -- mannequin and its version
  rule_digest TEXT,                      -- of all rules and of the options that change the result
  masking_key_id INTEGER REFERENCES masking_key (id),
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX run_of_key ON run (masking_key_id);

CREATE TABLE run_pack (                  -- the packs of a run, in order of precedence
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run (id),
  rule_pack_id INTEGER NOT NULL REFERENCES rule_pack (id),
  position INTEGER NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX run_pack_of_run ON run_pack (run_id);
CREATE INDEX run_pack_of_pack ON run_pack (rule_pack_id);

CREATE TABLE run_end (                   -- a run without one is still going, or was killed
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL UNIQUE REFERENCES run (id),
  ended_ms INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('complete', 'failed', 'aborted')),
  error TEXT,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE snapshot (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('raw', 'sanitized', 'deployment')),  -- deployment: loaded into a server
  sha256 BLOB CHECK (length(sha256) = 32),
  bytes INTEGER CHECK (bytes >= 0),
  keys INTEGER CHECK (keys >= 0),
  rdb_version TEXT,                      -- as in the header: REDIS0011
  source TEXT NOT NULL,                  -- where from, such as prod/eu/cart-cache, or its location
  taken_ms INTEGER NOT NULL,             -- by the file's own clock (aux ctime), else when registered
  registered_ms INTEGER NOT NULL,
  run_id INTEGER REFERENCES run (id),    -- that made it
  policy_id INTEGER NOT NULL REFERENCES policy (id),
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX snapshot_of_sha256 ON snapshot (sha256);
CREATE INDEX snapshot_of_run ON snapshot (run_id);
CREATE INDEX snapshot_of_kind ON snapshot (kind, registered_ms);

CREATE TABLE lineage (                   -- what was made from what
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES snapshot (id),
  child_id INTEGER NOT NULL REFERENCES snapshot (id),
  run_id INTEGER NOT NULL REFERENCES run (id),
  relation TEXT NOT NULL CHECK (relation IN ('sanitized', 'copied', 'loaded')),
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (parent_id, child_id),
  CHECK (parent_id < child_id)           -- a child is registered after its parent: no cycles
) STRICT;
CREATE INDEX lineage_up ON lineage (child_id, parent_id);

CREATE TABLE location (                  -- a directory, a container, a server
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'azure-blob', 's3', 'redis')),
  namespace TEXT NOT NULL UNIQUE,        -- as OpenLineage names it: file://host/directory, wasbs://container@account...
  region TEXT,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE location_probe (            -- what a location said about itself at a time
  id INTEGER PRIMARY KEY,
  location_id INTEGER NOT NULL REFERENCES location (id),
  at_ms INTEGER NOT NULL,
  readers TEXT NOT NULL,                 -- who can read it, as far as it was seen
  keeps_versions INTEGER NOT NULL CHECK (keeps_versions IN (0, 1)),
  soft_delete_days INTEGER NOT NULL CHECK (soft_delete_days >= 0),
  immutability TEXT NOT NULL CHECK (immutability IN ('none', 'unlocked', 'locked')),
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX location_probe_of_location ON location_probe (location_id, id);

CREATE TABLE copy (                      -- one place where the bytes of a snapshot lie or have lain
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  snapshot_id INTEGER NOT NULL REFERENCES snapshot (id),
  location_id INTEGER NOT NULL REFERENCES location (id),
  name TEXT NOT NULL,                    -- of the file or blob in its location
  version TEXT NOT NULL DEFAULT '',      -- of a blob
  identity TEXT NOT NULL DEFAULT '',     -- file: device:inode; blob: ETag
  created_ms INTEGER NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX copy_of_snapshot ON copy (snapshot_id);
CREATE INDEX copy_of_name ON copy (location_id, name);

-- 2. What was found out about it -------------------------------------------------------------------------------

CREATE TABLE rule_count (                -- what a rule did in a run: numbers, never names
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run (id),
  snapshot_id INTEGER NOT NULL REFERENCES snapshot (id),   -- the sanitized one
  rule TEXT NOT NULL,                    -- id of the rule; (default) for the keys that no rule took
  pack TEXT NOT NULL,
  class TEXT,                            -- sensitivity label
  treatment TEXT NOT NULL,               -- mask, keep, drop
  because TEXT,                          -- why it keeps
  keys INTEGER NOT NULL,
  masked_values INTEGER NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX rule_count_of_snapshot ON rule_count (snapshot_id);

CREATE TABLE check_result (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run (id),
  snapshot_id INTEGER NOT NULL REFERENCES snapshot (id),
  name TEXT NOT NULL,                    -- checksum, every-key-stays, every-shape-stays ...
  outcome TEXT NOT NULL CHECK (outcome IN ('pass', 'fail', 'skip')),
  detail TEXT NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX check_result_of_snapshot ON check_result (snapshot_id, name);

CREATE TABLE evidence (                  -- signed statements, files beside the catalog that are found by digest
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  predicate TEXT NOT NULL,               -- predicate type of the in-toto statement
  subject TEXT NOT NULL,                 -- uid of the snapshot or deletion it is about
  bytes INTEGER NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX evidence_of_subject ON evidence (subject);

-- 3. How long it may live --------------------------------------------------------------------------------------

CREATE TABLE approval (                  -- a wish that needs a second person
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  snapshot_id INTEGER NOT NULL REFERENCES snapshot (id),
  wish TEXT NOT NULL CHECK (wish IN ('extend')),
  expires_ms INTEGER NOT NULL,
  reason TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_ms INTEGER NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE approval_decision (
  id INTEGER PRIMARY KEY,
  approval_id INTEGER NOT NULL UNIQUE REFERENCES approval (id),
  decision TEXT NOT NULL CHECK (decision IN ('approved', 'denied')),
  decided_by TEXT NOT NULL,
  decided_ms INTEGER NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE expiry (                    -- the last one of a snapshot counts
  id INTEGER PRIMARY KEY,
  snapshot_id INTEGER NOT NULL REFERENCES snapshot (id),
  expires_ms INTEGER NOT NULL,           -- always a moment, whatever it was resolved from
  previous_ms INTEGER,
  basis TEXT NOT NULL CHECK (basis IN ('policy', 'relative', 'absolute', 'parent', 'extension', 'now')),
  reason TEXT NOT NULL CHECK (length(trim(reason)) >= 3),
  actor TEXT NOT NULL,                   -- who wished it; the one who approved it is in approval_decision
  approval_id INTEGER REFERENCES approval (id),
  at_ms INTEGER NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX expiry_of_snapshot ON expiry (snapshot_id, id, expires_ms);

CREATE TABLE hold (                      -- legal hold: beats every expiry
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  snapshot_id INTEGER NOT NULL REFERENCES snapshot (id),
  reason TEXT NOT NULL CHECK (length(trim(reason)) >= 3),
  placed_by TEXT NOT NULL,
  placed_ms INTEGER NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX hold_of_snapshot ON hold (snapshot_id);

CREATE TABLE hold_release (
  id INTEGER PRIMARY KEY,
  hold_id INTEGER NOT NULL UNIQUE REFERENCES hold (id),
  reason TEXT NOT NULL CHECK (length(trim(reason)) >= 3),
  released_by TEXT NOT NULL,
  released_ms INTEGER NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- 4. How it went away ------------------------------------------------------------------------------------------

CREATE TABLE deletion (                  -- of one copy, for one reason; a failed one is taken up again
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  copy_id INTEGER NOT NULL REFERENCES copy (id),
  why TEXT NOT NULL CHECK (why IN ('expired', 'replaced', 'withdrawn')), -- replaced by another file of its name;
                                                                         -- withdrawn: it was never published
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX deletion_of_copy ON deletion (copy_id, id);

CREATE TABLE deletion_step (             -- the last one tells the state; claimed > (gone | blocked | failed > claimed ...)
  id INTEGER PRIMARY KEY,
  deletion_id INTEGER NOT NULL REFERENCES deletion (id),
  phase TEXT NOT NULL CHECK (phase IN ('claimed', 'gone', 'blocked', 'failed')),
  at_ms INTEGER NOT NULL,                -- by our clock
  run_id INTEGER NOT NULL REFERENCES run (id),
  until_ms INTEGER,                      -- claimed: end of the lease; failed: next try; blocked: when it may go
  status INTEGER,                        -- what the service answered: HTTP status
  request_id TEXT,                       -- joins the service's own log
  server_ms INTEGER,                     -- the service's clock
  detail TEXT NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX deletion_step_of_deletion ON deletion_step (deletion_id, id);

CREATE TABLE tombstone (                 -- one for each copy that is gone: the proof
  id INTEGER PRIMARY KEY,
  copy_id INTEGER NOT NULL UNIQUE REFERENCES copy (id),
  deletion_id INTEGER NOT NULL UNIQUE REFERENCES deletion (id),
  deleted_ms INTEGER NOT NULL,
  verified_ms INTEGER NOT NULL CHECK (verified_ms >= deleted_ms),
  method TEXT NOT NULL,                  -- unlink, delete with all versions, found absent ...
  verified_how TEXT NOT NULL,            -- what was looked at again
  recoverable_until_ms INTEGER,          -- until then the service could bring it back (soft delete)
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE finding (                   -- where storage and catalog do not agree
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  run_id INTEGER NOT NULL REFERENCES run (id),
  location_id INTEGER NOT NULL REFERENCES location (id),
  copy_id INTEGER REFERENCES copy (id),
  kind TEXT NOT NULL CHECK (kind IN ('orphan', 'missing', 'changed', 'undead', 'old-version', 'soft-deleted')),
  object TEXT NOT NULL,                  -- 16 hexadecimal digits of the SHA-256 of its name: an orphan's name may tell
  bytes INTEGER,
  found_ms INTEGER NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX finding_of_object ON finding (location_id, object);

CREATE TABLE finding_resolution (
  id INTEGER PRIMARY KEY,
  finding_id INTEGER NOT NULL UNIQUE REFERENCES finding (id),
  resolution TEXT NOT NULL CHECK (resolution IN ('adopted', 'deleted', 'ignored', 'no-longer-so')),
  reason TEXT NOT NULL,
  resolved_by TEXT NOT NULL,
  resolved_ms INTEGER NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE checkpoint (                -- a signed statement about the head of the log, for an outside place
  id INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL,                  -- of the event it vouches for
  head BLOB NOT NULL CHECK (length(head) = 32),   -- that event's hash
  at_ms INTEGER NOT NULL,
  signer TEXT NOT NULL,                  -- fingerprint of the public key
  written_to TEXT NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- 5. Guards that no program that writes here can forget ----------------------------------------------------------

CREATE TRIGGER event_follows BEFORE INSERT ON event
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'event: seq must follow the last one'); END;

-- Bytes that are about to go are neither on hold nor before their time, and nobody else is at them.
CREATE TRIGGER claim_guard BEFORE INSERT ON deletion_step WHEN NEW.phase = 'claimed' BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM deletion d JOIN copy c ON c.id = d.copy_id JOIN hold h ON h.snapshot_id = c.snapshot_id
                 LEFT JOIN hold_release r ON r.hold_id = h.id WHERE d.id = NEW.deletion_id AND r.id IS NULL)
      THEN RAISE(ABORT, 'claim: the snapshot is on hold')
    WHEN coalesce((SELECT e.expires_ms FROM deletion d JOIN copy c ON c.id = d.copy_id
                   JOIN expiry e ON e.snapshot_id = c.snapshot_id WHERE d.id = NEW.deletion_id
                   ORDER BY e.id DESC LIMIT 1), 9000000000000000) > NEW.at_ms
         AND (SELECT why FROM deletion WHERE id = NEW.deletion_id) = 'expired'
      THEN RAISE(ABORT, 'claim: the snapshot has not expired')
    WHEN EXISTS (SELECT 1 FROM deletion d JOIN tombstone t ON t.copy_id = d.copy_id WHERE d.id = NEW.deletion_id)
      THEN RAISE(ABORT, 'claim: the copy is gone already')
    WHEN NEW.until_ms IS NULL THEN RAISE(ABORT, 'claim: a lease needs an end')
    -- Whatever the reason: two deletions of one copy are never at it together.
    WHEN EXISTS (SELECT 1 FROM deletion d JOIN deletion other ON other.copy_id = d.copy_id
                 JOIN deletion_step s ON s.id = (SELECT max(id) FROM deletion_step WHERE deletion_id = other.id)
                 WHERE d.id = NEW.deletion_id AND s.phase = 'claimed' AND s.run_id <> NEW.run_id
                   AND s.until_ms > NEW.at_ms)
      THEN RAISE(ABORT, 'claim: another run is at it') END;
END;

-- What came of a claim is told by the run that has it; that it failed, also by the one that found that run dead.
CREATE TRIGGER outcome_guard BEFORE INSERT ON deletion_step
WHEN NEW.phase <> 'claimed' AND NOT EXISTS (
  SELECT 1 FROM deletion_step s WHERE s.id = (SELECT max(id) FROM deletion_step WHERE deletion_id = NEW.deletion_id)
     AND s.phase = 'claimed' AND (s.run_id = NEW.run_id OR NEW.phase = 'failed'))
BEGIN SELECT RAISE(ABORT, 'deletion: this run has no claim on the copy'); END;

CREATE TRIGGER hold_guard BEFORE INSERT ON hold
WHEN EXISTS (SELECT 1 FROM copy c JOIN deletion d ON d.copy_id = c.id JOIN deletion_step s ON s.id = (
               SELECT max(id) FROM deletion_step WHERE deletion_id = d.id)
             WHERE c.snapshot_id = NEW.snapshot_id AND s.phase = 'claimed')
BEGIN SELECT RAISE(ABORT, 'hold: too late, the deletion of a copy has begun'); END;

CREATE TRIGGER extension_guard BEFORE INSERT ON expiry
WHEN NEW.basis = 'extension' AND EXISTS (
  SELECT 1 FROM copy c JOIN deletion d ON d.copy_id = c.id JOIN deletion_step s ON s.id = (
           SELECT max(id) FROM deletion_step WHERE deletion_id = d.id)
   WHERE c.snapshot_id = NEW.snapshot_id AND s.phase = 'claimed')
BEGIN SELECT RAISE(ABORT, 'extension: too late, the deletion of a copy has begun'); END;

CREATE TRIGGER tombstone_guard BEFORE INSERT ON tombstone
WHEN NOT EXISTS (SELECT 1 FROM deletion d JOIN deletion_step s ON s.id = (
                   SELECT max(id) FROM deletion_step WHERE deletion_id = d.id)
                 WHERE d.id = NEW.deletion_id AND d.copy_id = NEW.copy_id AND s.phase = 'gone')
BEGIN SELECT RAISE(ABORT, 'tombstone: nobody has seen that the copy is gone'); END;

CREATE TRIGGER approval_needs_two BEFORE INSERT ON approval_decision
WHEN NEW.decided_by = (SELECT asked_by FROM approval WHERE id = NEW.approval_id)
BEGIN SELECT RAISE(ABORT, 'approval: a second person has to decide'); END;

-- 6. Append-only ------------------------------------------------------------------------------------------------
-- No row is changed or removed, and none is put in another's place: INSERT OR REPLACE fires no delete trigger, so a
-- second row with the same key is refused before it could. A row is written before its event, in its transaction.

CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER policy_no_update BEFORE UPDATE ON policy BEGIN SELECT RAISE(ABORT, 'policy is append-only'); END;
CREATE TRIGGER policy_no_delete BEFORE DELETE ON policy BEGIN SELECT RAISE(ABORT, 'policy is append-only'); END;
CREATE TRIGGER policy_appends BEFORE INSERT ON policy
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM policy)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM policy WHERE name = NEW.name AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'policy: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER rule_pack_no_update BEFORE UPDATE ON rule_pack BEGIN SELECT RAISE(ABORT, 'rule_pack is append-only'); END;
CREATE TRIGGER rule_pack_no_delete BEFORE DELETE ON rule_pack BEGIN SELECT RAISE(ABORT, 'rule_pack is append-only'); END;
CREATE TRIGGER rule_pack_appends BEFORE INSERT ON rule_pack
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM rule_pack)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM rule_pack WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'rule_pack: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER masking_key_no_update BEFORE UPDATE ON masking_key BEGIN SELECT RAISE(ABORT, 'masking_key is append-only'); END;
CREATE TRIGGER masking_key_no_delete BEFORE DELETE ON masking_key BEGIN SELECT RAISE(ABORT, 'masking_key is append-only'); END;
CREATE TRIGGER masking_key_appends BEFORE INSERT ON masking_key
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM masking_key)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM masking_key WHERE fingerprint = NEW.fingerprint)
BEGIN SELECT RAISE(ABORT, 'masking_key: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER masking_key_destruction_no_update BEFORE UPDATE ON masking_key_destruction BEGIN SELECT RAISE(ABORT, 'masking_key_destruction is append-only'); END;
CREATE TRIGGER masking_key_destruction_no_delete BEFORE DELETE ON masking_key_destruction BEGIN SELECT RAISE(ABORT, 'masking_key_destruction is append-only'); END;
CREATE TRIGGER masking_key_destruction_appends BEFORE INSERT ON masking_key_destruction
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM masking_key_destruction)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM masking_key_destruction WHERE masking_key_id = NEW.masking_key_id)
BEGIN SELECT RAISE(ABORT, 'masking_key_destruction: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER run_no_update BEFORE UPDATE ON run BEGIN SELECT RAISE(ABORT, 'run is append-only'); END;
CREATE TRIGGER run_no_delete BEFORE DELETE ON run BEGIN SELECT RAISE(ABORT, 'run is append-only'); END;
CREATE TRIGGER run_appends BEFORE INSERT ON run
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM run)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM run WHERE uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'run: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER run_pack_no_update BEFORE UPDATE ON run_pack BEGIN SELECT RAISE(ABORT, 'run_pack is append-only'); END;
CREATE TRIGGER run_pack_no_delete BEFORE DELETE ON run_pack BEGIN SELECT RAISE(ABORT, 'run_pack is append-only'); END;
CREATE TRIGGER run_pack_appends BEFORE INSERT ON run_pack
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM run_pack)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'run_pack: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER run_end_no_update BEFORE UPDATE ON run_end BEGIN SELECT RAISE(ABORT, 'run_end is append-only'); END;
CREATE TRIGGER run_end_no_delete BEFORE DELETE ON run_end BEGIN SELECT RAISE(ABORT, 'run_end is append-only'); END;
CREATE TRIGGER run_end_appends BEFORE INSERT ON run_end
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM run_end)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM run_end WHERE run_id = NEW.run_id)
BEGIN SELECT RAISE(ABORT, 'run_end: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER snapshot_no_update BEFORE UPDATE ON snapshot BEGIN SELECT RAISE(ABORT, 'snapshot is append-only'); END;
CREATE TRIGGER snapshot_no_delete BEFORE DELETE ON snapshot BEGIN SELECT RAISE(ABORT, 'snapshot is append-only'); END;
CREATE TRIGGER snapshot_appends BEFORE INSERT ON snapshot
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM snapshot)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM snapshot WHERE uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'snapshot: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER lineage_no_update BEFORE UPDATE ON lineage BEGIN SELECT RAISE(ABORT, 'lineage is append-only'); END;
CREATE TRIGGER lineage_no_delete BEFORE DELETE ON lineage BEGIN SELECT RAISE(ABORT, 'lineage is append-only'); END;
CREATE TRIGGER lineage_appends BEFORE INSERT ON lineage
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM lineage)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM lineage WHERE parent_id = NEW.parent_id AND child_id = NEW.child_id)
BEGIN SELECT RAISE(ABORT, 'lineage: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER location_no_update BEFORE UPDATE ON location BEGIN SELECT RAISE(ABORT, 'location is append-only'); END;
CREATE TRIGGER location_no_delete BEFORE DELETE ON location BEGIN SELECT RAISE(ABORT, 'location is append-only'); END;
CREATE TRIGGER location_appends BEFORE INSERT ON location
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM location)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM location WHERE namespace = NEW.namespace)
BEGIN SELECT RAISE(ABORT, 'location: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER location_probe_no_update BEFORE UPDATE ON location_probe BEGIN SELECT RAISE(ABORT, 'location_probe is append-only'); END;
CREATE TRIGGER location_probe_no_delete BEFORE DELETE ON location_probe BEGIN SELECT RAISE(ABORT, 'location_probe is append-only'); END;
CREATE TRIGGER location_probe_appends BEFORE INSERT ON location_probe
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM location_probe)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'location_probe: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER copy_no_update BEFORE UPDATE ON copy BEGIN SELECT RAISE(ABORT, 'copy is append-only'); END;
CREATE TRIGGER copy_no_delete BEFORE DELETE ON copy BEGIN SELECT RAISE(ABORT, 'copy is append-only'); END;
CREATE TRIGGER copy_appends BEFORE INSERT ON copy
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM copy)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM copy WHERE uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'copy: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER rule_count_no_update BEFORE UPDATE ON rule_count BEGIN SELECT RAISE(ABORT, 'rule_count is append-only'); END;
CREATE TRIGGER rule_count_no_delete BEFORE DELETE ON rule_count BEGIN SELECT RAISE(ABORT, 'rule_count is append-only'); END;
CREATE TRIGGER rule_count_appends BEFORE INSERT ON rule_count
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM rule_count)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'rule_count: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER check_result_no_update BEFORE UPDATE ON check_result BEGIN SELECT RAISE(ABORT, 'check_result is append-only'); END;
CREATE TRIGGER check_result_no_delete BEFORE DELETE ON check_result BEGIN SELECT RAISE(ABORT, 'check_result is append-only'); END;
CREATE TRIGGER check_result_appends BEFORE INSERT ON check_result
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM check_result)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'check_result: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER evidence_appends BEFORE INSERT ON evidence
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM evidence)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM evidence WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'evidence: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER approval_no_update BEFORE UPDATE ON approval BEGIN SELECT RAISE(ABORT, 'approval is append-only'); END;
CREATE TRIGGER approval_no_delete BEFORE DELETE ON approval BEGIN SELECT RAISE(ABORT, 'approval is append-only'); END;
CREATE TRIGGER approval_appends BEFORE INSERT ON approval
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM approval)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM approval WHERE uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'approval: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER approval_decision_no_update BEFORE UPDATE ON approval_decision BEGIN SELECT RAISE(ABORT, 'approval_decision is append-only'); END;
CREATE TRIGGER approval_decision_no_delete BEFORE DELETE ON approval_decision BEGIN SELECT RAISE(ABORT, 'approval_decision is append-only'); END;
CREATE TRIGGER approval_decision_appends BEFORE INSERT ON approval_decision
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM approval_decision)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM approval_decision WHERE approval_id = NEW.approval_id)
BEGIN SELECT RAISE(ABORT, 'approval_decision: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER expiry_no_update BEFORE UPDATE ON expiry BEGIN SELECT RAISE(ABORT, 'expiry is append-only'); END;
CREATE TRIGGER expiry_no_delete BEFORE DELETE ON expiry BEGIN SELECT RAISE(ABORT, 'expiry is append-only'); END;
CREATE TRIGGER expiry_appends BEFORE INSERT ON expiry
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM expiry)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'expiry: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER hold_no_update BEFORE UPDATE ON hold BEGIN SELECT RAISE(ABORT, 'hold is append-only'); END;
CREATE TRIGGER hold_no_delete BEFORE DELETE ON hold BEGIN SELECT RAISE(ABORT, 'hold is append-only'); END;
CREATE TRIGGER hold_appends BEFORE INSERT ON hold
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM hold)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM hold WHERE uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'hold: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER hold_release_no_update BEFORE UPDATE ON hold_release BEGIN SELECT RAISE(ABORT, 'hold_release is append-only'); END;
CREATE TRIGGER hold_release_no_delete BEFORE DELETE ON hold_release BEGIN SELECT RAISE(ABORT, 'hold_release is append-only'); END;
CREATE TRIGGER hold_release_appends BEFORE INSERT ON hold_release
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM hold_release)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM hold_release WHERE hold_id = NEW.hold_id)
BEGIN SELECT RAISE(ABORT, 'hold_release: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER deletion_no_update BEFORE UPDATE ON deletion BEGIN SELECT RAISE(ABORT, 'deletion is append-only'); END;
CREATE TRIGGER deletion_no_delete BEFORE DELETE ON deletion BEGIN SELECT RAISE(ABORT, 'deletion is append-only'); END;
CREATE TRIGGER deletion_appends BEFORE INSERT ON deletion
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM deletion)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM deletion WHERE uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'deletion: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER deletion_step_no_update BEFORE UPDATE ON deletion_step BEGIN SELECT RAISE(ABORT, 'deletion_step is append-only'); END;
CREATE TRIGGER deletion_step_no_delete BEFORE DELETE ON deletion_step BEGIN SELECT RAISE(ABORT, 'deletion_step is append-only'); END;
CREATE TRIGGER deletion_step_appends BEFORE INSERT ON deletion_step
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM deletion_step)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'deletion_step: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER tombstone_no_update BEFORE UPDATE ON tombstone BEGIN SELECT RAISE(ABORT, 'tombstone is append-only'); END;
CREATE TRIGGER tombstone_no_delete BEFORE DELETE ON tombstone BEGIN SELECT RAISE(ABORT, 'tombstone is append-only'); END;
CREATE TRIGGER tombstone_appends BEFORE INSERT ON tombstone
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM tombstone)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM tombstone WHERE copy_id = NEW.copy_id)
  OR EXISTS (SELECT 1 FROM tombstone WHERE deletion_id = NEW.deletion_id)
BEGIN SELECT RAISE(ABORT, 'tombstone: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER finding_no_update BEFORE UPDATE ON finding BEGIN SELECT RAISE(ABORT, 'finding is append-only'); END;
CREATE TRIGGER finding_no_delete BEFORE DELETE ON finding BEGIN SELECT RAISE(ABORT, 'finding is append-only'); END;
CREATE TRIGGER finding_appends BEFORE INSERT ON finding
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM finding)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM finding WHERE uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'finding: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER finding_resolution_no_update BEFORE UPDATE ON finding_resolution BEGIN SELECT RAISE(ABORT, 'finding_resolution is append-only'); END;
CREATE TRIGGER finding_resolution_no_delete BEFORE DELETE ON finding_resolution BEGIN SELECT RAISE(ABORT, 'finding_resolution is append-only'); END;
CREATE TRIGGER finding_resolution_appends BEFORE INSERT ON finding_resolution
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM finding_resolution)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM finding_resolution WHERE finding_id = NEW.finding_id)
BEGIN SELECT RAISE(ABORT, 'finding_resolution: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END;
CREATE TRIGGER checkpoint_appends BEFORE INSERT ON checkpoint
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM checkpoint)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'checkpoint: a row is the next one, of the next event, without a twin'); END;
