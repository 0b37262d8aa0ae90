import GRDB

extension EventLog {
    /// Records that a masking key is destroyed: from then on nobody can test guesses with it. Returns whether the catalog
    /// knows it; one that was used with no recorded run is noted in the log alone.
    ///
    /// Throws ``CatalogError/Code/refused`` without a reason, and when its destruction is on record.
    public func recordDestruction(ofKey fingerprint: String, because reason: String) throws -> Bool {
        try Self.refuseNoReason(reason)
        let detail = "the masking key \(fingerprint) is destroyed: \(reason)"
        guard
            let key = try MaskingKeyRecord.fetchOne(
                database, sql: "SELECT * FROM masking_key WHERE fingerprint = ?", arguments: [fingerprint])
        else {
            try record(.maskingKeyDestroyed, detail: detail)
            return false
        }
        let isRecorded =
            try Int64.fetchOne(
                database, sql: "SELECT id FROM masking_key_destruction WHERE masking_key_id = ?", arguments: [key.id])
            != nil
        guard !isRecorded else { throw CatalogError(.refused, "the destruction of this key is on record") }
        try record(.maskingKeyDestroyed, detail: detail) { rows in
            _ = try rows.insert(
                MaskingKeyDestruction(maskingKeyId: key.id, atMs: now, reason: Self.oneLine(reason)))
        }
        return true
    }
}
