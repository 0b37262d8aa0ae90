-- What a cloud service was asked to do with a cache or database: exports and imports.
--
-- Azure keeps no log of them that outlives the resource, and for some tiers none at all. Signatures never come here: only
-- what they allowed, and until when.

CREATE TABLE service_operation (         -- one export or import, as it was asked for
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  run_id INTEGER NOT NULL REFERENCES run (id),
  kind TEXT NOT NULL CHECK (kind IN ('export', 'import')),
  resource TEXT NOT NULL,                -- its id at the service
  region TEXT NOT NULL,
  sku TEXT NOT NULL,
  redis_version TEXT,
  places TEXT NOT NULL CHECK (places GLOB '[[]*[]]'),  -- the container, or the blobs: a JSON array of addresses
  signed_with TEXT NOT NULL CHECK (signed_with IN ('account-key', 'user-delegation', 'given', 'managed-identity')),
  permissions TEXT NOT NULL,             -- letters of the signature
  signed_from_ms INTEGER,                -- where the signature says so
  signed_until_ms INTEGER,
  checks TEXT NOT NULL CHECK (checks GLOB '[[]*[]]'),  -- what was found before it: a JSON array of check, status, sentence
  asked_ms INTEGER NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX service_operation_of_run ON service_operation (run_id);
CREATE INDEX service_operation_of_event ON service_operation (event_seq);

CREATE TABLE service_operation_step (    -- the last one tells the state; accepted > (succeeded | failed | unknown | left), or refused
  id INTEGER PRIMARY KEY,
  service_operation_id INTEGER NOT NULL REFERENCES service_operation (id),
  phase TEXT NOT NULL CHECK (phase IN ('accepted', 'succeeded', 'failed', 'refused', 'unknown', 'left')),
  at_ms INTEGER NOT NULL,                -- by our clock
  operation TEXT,                        -- the service's id of it
  service_started TEXT,                  -- by the service's clock, as it writes it
  service_ended TEXT,
  code TEXT,                             -- the service's, of a failure
  request_ids TEXT NOT NULL,             -- join the service's own logs
  detail TEXT NOT NULL,
  event_seq INTEGER NOT NULL REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX service_operation_step_of_operation ON service_operation_step (service_operation_id, id);
CREATE INDEX service_operation_step_of_event ON service_operation_step (event_seq);

CREATE TRIGGER service_operation_ends BEFORE INSERT ON service_operation_step
WHEN (SELECT phase FROM service_operation_step WHERE service_operation_id = NEW.service_operation_id ORDER BY id DESC LIMIT 1)
     IN ('succeeded', 'failed', 'refused')
BEGIN SELECT RAISE(ABORT, 'the operation has ended'); END;

CREATE TRIGGER service_operation_no_update BEFORE UPDATE ON service_operation BEGIN SELECT RAISE(ABORT, 'service_operation is append-only'); END;
CREATE TRIGGER service_operation_no_delete BEFORE DELETE ON service_operation BEGIN SELECT RAISE(ABORT, 'service_operation is append-only'); END;
CREATE TRIGGER service_operation_appends BEFORE INSERT ON service_operation
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM service_operation)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM service_operation WHERE uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'service_operation: a row is the next one, of the next event, without a twin'); END;
CREATE TRIGGER service_operation_step_no_update BEFORE UPDATE ON service_operation_step BEGIN SELECT RAISE(ABORT, 'service_operation_step is append-only'); END;
CREATE TRIGGER service_operation_step_no_delete BEFORE DELETE ON service_operation_step BEGIN SELECT RAISE(ABORT, 'service_operation_step is append-only'); END;
CREATE TRIGGER service_operation_step_appends BEFORE INSERT ON service_operation_step
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM service_operation_step)
  OR NEW.event_seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'service_operation_step: a row is the next one, of the next event, without a twin'); END;
