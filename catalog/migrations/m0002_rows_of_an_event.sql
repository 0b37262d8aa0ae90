-- The rows of an event are found at once.
--
-- A row is written before the event that it refers to. So when an event is written, SQLite looks in every table for rows that
-- wait for it; without these indexes it reads all of each, and the catalog is slower with every row in it.

CREATE INDEX policy_of_event ON policy (event_seq);
CREATE INDEX rule_pack_of_event ON rule_pack (event_seq);
CREATE INDEX masking_key_of_event ON masking_key (event_seq);
CREATE INDEX masking_key_destruction_of_event ON masking_key_destruction (event_seq);
CREATE INDEX run_of_event ON run (event_seq);
CREATE INDEX run_pack_of_event ON run_pack (event_seq);
CREATE INDEX run_end_of_event ON run_end (event_seq);
CREATE INDEX snapshot_of_event ON snapshot (event_seq);
CREATE INDEX lineage_of_event ON lineage (event_seq);
CREATE INDEX location_of_event ON location (event_seq);
CREATE INDEX location_probe_of_event ON location_probe (event_seq);
CREATE INDEX copy_of_event ON copy (event_seq);
CREATE INDEX rule_count_of_event ON rule_count (event_seq);
CREATE INDEX check_result_of_event ON check_result (event_seq);
CREATE INDEX evidence_of_event ON evidence (event_seq);
CREATE INDEX approval_of_event ON approval (event_seq);
CREATE INDEX approval_decision_of_event ON approval_decision (event_seq);
CREATE INDEX expiry_of_event ON expiry (event_seq);
CREATE INDEX hold_of_event ON hold (event_seq);
CREATE INDEX hold_release_of_event ON hold_release (event_seq);
CREATE INDEX deletion_of_event ON deletion (event_seq);
CREATE INDEX deletion_step_of_event ON deletion_step (event_seq);
CREATE INDEX tombstone_of_event ON tombstone (event_seq);
CREATE INDEX finding_of_event ON finding (event_seq);
CREATE INDEX finding_resolution_of_event ON finding_resolution (event_seq);
CREATE INDEX checkpoint_of_event ON checkpoint (event_seq);
