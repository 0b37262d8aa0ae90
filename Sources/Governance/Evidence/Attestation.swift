import Catalog
import Foundation
import RedisDump

/// A signed statement that is checked without any catalog.
public struct Attestation: Sendable {
    /// Why it does not hold.
    public enum Fault: String, Sendable, CaseIterable {
        /// None of the keys has signed it.
        case signature
        /// The payload is called something else than an in-toto statement.
        case payloadType = "payload-type"
        /// The payload is no in-toto statement of version 1 with a subject and its digest.
        case statement
        /// The file that was given is not what it is about.
        case subject

        /// For people.
        public var sentence: String {
            switch self {
            case .signature: "none of the keys given has signed it"
            case .payloadType: "its payload is not said to be \(EvidenceURI.payloadType)"
            case .statement: "its payload is no in-toto statement of version 1 about a file with a digest"
            case .subject: "it is not about the file given"
            }
        }
    }

    /// The envelope as it was read.
    public let envelope: Envelope
    /// The keys that have signed it, of those that are trusted.
    public let signers: [VerifyingKey]
    /// What is said; nil where no trusted key has signed it, or it is no statement.
    public let statement: StatementOutline?
    /// Why it does not hold; empty where it does.
    public private(set) var faults: [Fault]

    /// Whether it holds.
    public var isGood: Bool { faults.isEmpty }

    /// Checks an envelope against keys that are trusted. A payload that none of them has signed is not read.
    public init(_ envelope: Envelope, trusting keys: [VerifyingKey]) {
        self.envelope = envelope
        signers = envelope.signers(among: keys)
        faults = []
        guard !signers.isEmpty else {
            statement = nil
            faults.append(.signature)
            return
        }
        statement = try? JSONDecoder().decode(StatementOutline.self, from: envelope.payload)
        if envelope.payloadType != EvidenceURI.payloadType { faults.append(.payloadType) }
        if statement == nil { faults.append(.statement) }
    }

    /// Reads a file and checks it. Throws `RunError` with 65 when it is no envelope.
    public init(file path: String, trusting keys: [VerifyingKey]) throws(RunError) {
        let bytes = try SmallFile.read(path, limit: EvidenceStore.sizeLimit)
        guard let envelope = Envelope(bytes) else {
            throw RunError(.badData, "\(path): this is no DSSE envelope")
        }
        self.init(envelope, trusting: keys)
    }

    /// Checks that it is about a file, which is read as a whole.
    public mutating func mustBeAbout(file path: String) throws {
        let source = try SnapshotFile(path)
        var buffer = ByteBuffer(capacity: 1 << 20)
        while try source.read(into: &buffer, upTo: 1 << 20) > 0 { buffer.removeAll() }
        mustBeAbout(sha256: source.finishDigest())
    }

    /// Checks that it is about a file with this SHA-256, in hexadecimal.
    mutating func mustBeAbout(sha256: String) {
        guard let statement, !statement.subject.contains(where: { $0.digest["sha256"] == sha256 }) else { return }
        faults.append(.subject)
    }
}
