public import Catalog
import Foundation

/// Writes what a catalog says as statements that are signed, and records them in it.
///
/// A statement's file is on the disk before its row is written. A second call about the same thing does nothing, so
/// whatever a crash left undone is done by ``writeMissing(in:limit:)``; a file without a row does no harm.
public struct EvidenceWriter: Sendable {
    /// Where the files go.
    public let store: EvidenceStore
    private let key: SigningKey

    /// A writer that signs with this key.
    public init(store: EvidenceStore, key: SigningKey) {
        self.store = store
        self.key = key
    }

    /// Within a transaction: signs how a sanitized snapshot was made. To be called when its rule counts, checks and
    /// the end of its run are recorded. Nil where such a statement is there already.
    @discardableResult
    public func provenance(of snapshotUID: String, in log: EventLog) throws -> Evidence? {
        guard try log.evidence(about: snapshotUID, predicate: EvidenceURI.provenance) == nil else { return nil }
        let dossiers = try log.dossiers(ofSnapshot: snapshotUID)
        guard let run = dossiers.run, run.run.ruleDigest != nil, run.end?.outcome != "failed" else {
            throw CatalogError(
                .refused, "snapshot \(snapshotUID) was made by no run that is on record and did not fail")
        }
        let statement = try Statement.provenance(of: dossiers.snapshot, madeBy: run)
        return try write(statement, about: snapshotUID, run: run.run.uid, in: log)
    }

    /// Within a transaction: signs how a copy was deleted. To be called when its tombstone is recorded. Nil where such a
    /// statement is there already, or the copy is not gone.
    @discardableResult
    public func deletion(ofCopy copyUID: String, in log: EventLog) throws -> Evidence? {
        guard let dossier = try log.deletionDossier(ofCopy: copyUID),
            try log.evidence(about: dossier.deletion.uid, predicate: EvidenceURI.deletion) == nil
        else { return nil }
        return try write(
            Statement.deletion(dossier), about: dossier.deletion.uid, run: dossier.run.uid, in: log)
    }

    /// Signs how a sanitized snapshot was made, in a transaction of its own.
    @discardableResult
    public func provenance(of snapshotUID: String, in catalog: Catalog) throws(CatalogError) -> Evidence? {
        try catalog.write { try provenance(of: snapshotUID, in: $0) }
    }

    /// Signs how a copy was deleted, in a transaction of its own.
    @discardableResult
    public func deletion(ofCopy copyUID: String, in catalog: Catalog) throws(CatalogError) -> Evidence? {
        try catalog.write { try deletion(ofCopy: copyUID, in: $0) }
    }

    /// Signs what has no statement yet: at most so many snapshots and as many deletions. Returns how many it wrote.
    @discardableResult
    public func writeMissing(in catalog: Catalog, limit: Int = 100_000) throws(CatalogError) -> Int {
        let missing = try catalog.missingEvidence(
            provenance: EvidenceURI.provenance, deletion: EvidenceURI.deletion, limit: limit)
        var count = 0
        // Some at a time, so that others who want to write need not wait long.
        for batch in Self.batches(missing.snapshots) {
            count += try catalog.write { log in try batch.compactMap { try provenance(of: $0, in: log) }.count }
        }
        for batch in Self.batches(missing.copies) {
            count += try catalog.write { log in try batch.compactMap { try deletion(ofCopy: $0, in: log) }.count }
        }
        return count
    }

    private static func batches(_ uids: [String]) -> [ArraySlice<String>] {
        stride(from: 0, to: uids.count, by: 32).map { uids[$0..<min($0 + 32, uids.count)] }
    }

    private func write(
        _ statement: Statement, about subject: String, run: String, in log: EventLog
    ) throws -> Evidence {
        let envelope = Envelope(signing: try statement.bytes(), as: EvidenceURI.payloadType, with: key)
        let file: (digest: Data, byteCount: Int64)
        do {
            file = try store.put(envelope)
        } catch let error as RunError {
            throw CatalogError(.notWritable, error.description)
        }
        return try log.record(
            .evidenceWritten, run: run, subject: subject,
            detail: "\(statement.predicateType), signed with key \(key.fingerprint)"
        ) { rows in
            try rows.insert(
                Evidence(
                    sha256: file.digest, predicate: statement.predicateType, subject: subject, bytes: file.byteCount))
        }
    }
}
