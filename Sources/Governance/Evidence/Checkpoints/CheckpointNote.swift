public import Catalog
public import Foundation

/// A signed statement about the head of a catalog's log: event number N has this hash, and so every event before it is as
/// it was. Kept outside, it shows when the log was written anew.
///
///     mannequin.dev/catalog/0123456789abcdef
///     head of a hash chain, not the root of a Merkle tree
///     event 4711
///     sha256 9f86d081…
///     time 2026-10-21T04:00:00.000Z
///
///     — mannequin.dev/catalog/0123456789abcdef base64
///
/// The first line names the catalog by the hash of its first event.
public struct CheckpointNote: Sendable, Equatable {
    /// Which catalog it is about.
    public let origin: String
    /// The number of the event.
    public let seq: Int64
    /// Its hash.
    public let head: Data
    /// When it was signed, in RFC 3339.
    public let time: String
    private let note: SignedNote

    private static let kind = "head of a hash chain, not the root of a Merkle tree"

    /// The name of the catalog whose log begins with an event of this hash.
    public static func origin(firstHash: Data) -> String {
        "mannequin.dev/catalog/\(firstHash.hexadecimal.prefix(16))"
    }

    /// Signs the head of a log.
    public init(origin: String, seq: Int64, head: Data, atMs: Int64, key: SigningKey) {
        self.origin = origin
        self.seq = seq
        self.head = head
        time = Timestamp.text(atMs)
        let text = "\(origin)\n\(Self.kind)\nevent \(seq)\nsha256 \(head.hexadecimal)\ntime \(time)\n"
        note = SignedNote(signing: text, as: origin, with: key)
    }

    private init?(_ note: SignedNote) {
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 6, lines[1] == Self.kind, lines[2].hasPrefix("event "), lines[3].hasPrefix("sha256 "),
            lines[4].hasPrefix("time "), let seq = Int64(lines[2].dropFirst("event ".count)), seq > 0,
            let head = Data(hexadecimal: String(lines[3].dropFirst("sha256 ".count))), head.count == 32
        else { return nil }
        origin = lines[0]
        self.seq = seq
        self.head = head
        time = String(lines[4].dropFirst("time ".count))
        self.note = note
    }

    /// Reads the notes of a file, oldest first; nil where it holds anything else, or nothing.
    public static func parse(_ content: Data) -> [CheckpointNote]? {
        guard let notes = SignedNote.all(in: content) else { return nil }
        let checkpoints = notes.compactMap(CheckpointNote.init)
        return checkpoints.count == notes.count ? checkpoints : nil
    }

    /// Reads the notes of a file (exit 65 where it holds anything else).
    public static func read(_ path: String) throws(RunError) -> [CheckpointNote] {
        let content = try SmallFile.read(path, limit: EvidenceStore.sizeLimit)
        guard let notes = parse(content) else { throw RunError(.badData, "\(path): this is no checkpoint") }
        return notes
    }

    /// Which of the keys has signed it; nil where none has.
    public func verify(trusting keys: [VerifyingKey]) -> VerifyingKey? { note.signer(origin, among: keys) }

    /// The note as a file.
    public var content: Data { Data(note.content.utf8) }

    /// The key for the tools of others that read signed notes.
    public func verifierKey(_ key: VerifyingKey) -> String { SignedNote.verifierKey(origin, key) }
}

extension CheckpointNote {
    /// What the checkpoints in a file vouch for, for ``Catalog/verify(against:isFull:progress:)``.
    ///
    /// Checkpoints of other catalogs are left out. Throws with 65 where the file holds anything else, with 1 where a
    /// checkpoint of this catalog is signed by none of the keys, and where there is none: whoever writes a log anew from
    /// its first event on gives it another name.
    public static func anchors(
        in path: String, trusting keys: [VerifyingKey], of catalog: Catalog
    ) throws -> [ChainVerification.Anchor] {
        let origin = origin(firstHash: try catalog.logHead().firstHash)
        let notes = try read(path).filter { $0.origin == origin }
        guard !notes.isEmpty else {
            throw RunError(.checkFailed, "\(path): no checkpoint in it is about this catalog, \(origin)")
        }
        return try notes.map { note in
            guard let signer = note.verify(trusting: keys) else {
                throw RunError(
                    .checkFailed, "\(path): the checkpoint at event \(note.seq) is signed by none of the keys given")
            }
            return ChainVerification.Anchor(
                seq: note.seq, head: note.head.hexadecimal,
                source: "the checkpoint of \(note.time), signed by \(signer.fingerprint),")
        }
    }
}
