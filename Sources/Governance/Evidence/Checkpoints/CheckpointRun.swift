public import Catalog
import Foundation

/// Signs the head of a catalog's log, puts the note where it is wanted, and records that.
public struct CheckpointRun: Sendable {
    /// The key that signs.
    public var key: SigningKey
    /// Where the note goes.
    public var destination: CheckpointDestination
    /// The environment git gets.
    public var environment: [String: String]

    /// A run.
    public init(key: SigningKey, destination: CheckpointDestination, environment: [String: String]) {
        self.key = key
        self.destination = destination
        self.environment = environment
    }

    /// What a run did.
    public struct Report: Encodable, Sendable {
        /// Which catalog it is about.
        public var origin: String
        /// The event it vouches for.
        public var event: Int64
        /// The hash of that event.
        public var sha256: String
        /// The fingerprint of the key.
        public var signer: String
        /// The key for the tools of others that read signed notes.
        public var verifierKey: String
        /// Where the note is.
        public var writtenTo: String

        enum CodingKeys: String, CodingKey {
            case origin, event, sha256, signer
            case verifierKey = "verifier_key"
            case writtenTo = "written_to"
        }
    }

    /// Runs at a moment, in ms since 1970. Throws with 1 when the log no longer agrees with what was signed before:
    /// nothing is signed then.
    public func run(_ catalog: Catalog, atMs: Int64) throws -> Report {
        do {
            let head = try catalog.logHead()
            let note = CheckpointNote(
                origin: CheckpointNote.origin(firstHash: head.firstHash), seq: head.seq, head: head.hash, atMs: atMs,
                key: key)
            if let (statement, hashNow) = head.checkpoint, statement.head != hashNow {
                throw disagreement(catalog, seq: statement.seq, "the catalog's last checkpoint")
            }
            let earlier = try destination.earlier(note.origin)
            for other in earlier where other.origin == note.origin {
                guard other.verify(trusting: [key.verifyingKey]) != nil else { continue }
                if try catalog.hash(ofEvent: other.seq) != other.head {
                    throw disagreement(catalog, seq: other.seq, destination.path(note.origin) ?? "a checkpoint")
                }
            }
            // First where it is wanted, then on record: a record without its note would be a lie, a note without its
            // record is none.
            let writtenTo = try destination.put(note, isFirst: earlier.isEmpty, environment: environment)
            try catalog.write { log in
                try log.record(
                    .checkpointSigned, detail: "the log up to event \(note.seq), signed with key \(key.fingerprint)"
                ) { rows in
                    _ = try rows.insert(
                        Checkpoint(
                            seq: note.seq, head: note.head, atMs: atMs, signer: key.fingerprint, writtenTo: writtenTo))
                }
            }
            return Report(
                origin: note.origin, event: note.seq, sha256: note.head.hexadecimal, signer: key.fingerprint,
                verifierKey: note.verifierKey(key.verifyingKey), writtenTo: writtenTo)
        } catch let error as CatalogError {
            throw RunError(error)
        }
    }

    private func disagreement(_ catalog: Catalog, seq: Int64, _ witness: String) -> RunError {
        RunError(
            .checkFailed,
            "\(catalog.path): event \(seq) is not the one that \(witness) vouches for; nothing was signed. "
                + "`mannequin catalog verify` says more")
    }
}
