import Catalog
import Foundation
import Masking
public import Sanitizing

/// Findings of `verify` that somebody has looked at and accepted.
///
/// Each is an HMAC-SHA256 of its kind and text under a salt of the file, with who accepted it, when and why. The text itself is not
/// in it, and nothing of a place: the same finding is the same one in tomorrow's snapshot. Who has the file can try guesses,
/// so that it deserves the care of the sanitized snapshot that the finding stands in.
public struct AcceptedFindings: Codable, Sendable {
    /// One accepted finding.
    public struct Entry: Codable, Sendable, Equatable {
        /// HMAC-SHA256, in hexadecimal.
        public var fingerprint: String
        /// `token` or `canary`.
        public var kind: String
        /// Why it may stay.
        public var reason: String
        /// Who says so.
        public var acceptedBy: String
        /// The day: `2026-11-25`.
        public var acceptedOn: String

        enum CodingKeys: String, CodingKey {
            case fingerprint, kind, reason
            case acceptedBy = "accepted_by"
            case acceptedOn = "accepted_on"
        }
    }

    private static let largestByteCount = 16 << 20

    /// The form of this file.
    public var version = 1
    /// In hexadecimal.
    public var salt: String
    /// All entries, in the order in which they were accepted.
    public var accepted: [Entry] = []

    /// An empty baseline with a salt of its own.
    public init() throws(RunError) {
        guard let salt = KeyedDigest.salt() else {
            throw RunError(.unavailable, "the system has no random bytes for the salt of a baseline")
        }
        self.salt = Data(salt).hexadecimal
    }

    /// Reads a baseline (exit 66 where there is none, 78 where it is no baseline).
    public init(path: String) throws {
        let content = try SmallFile.read(path, limit: Self.largestByteCount)
        guard let baseline = try? JSONDecoder().decode(Self.self, from: content), baseline.version == 1,
            !baseline.salt.isEmpty
        else { throw RunError(.badConfiguration, "\(path): this is no baseline of verify") }
        self = baseline
    }

    /// Writes it, in the place of an earlier one.
    public func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try SmallFile.write(try encoder.encode(self) + Data("\n".utf8), to: path, mode: 0o600, collision: .replace)
    }

    /// The digest of a finding.
    public func fingerprint(_ finding: LeakFinding) -> String {
        Data(KeyedDigest.of(Array("\(finding.kind.rawValue)\n".utf8) + finding.text, salt: Array(salt.utf8)))
            .hexadecimal
    }

    /// The digests of all entries.
    public var fingerprints: Set<String> { Set(accepted.map(\.fingerprint)) }

    /// Accepts findings that are not accepted yet.
    public mutating func accept(_ findings: [LeakFinding], reason: String, by name: String, on day: String) {
        var known = fingerprints
        for finding in findings {
            let fingerprint = fingerprint(finding)
            guard known.insert(fingerprint).inserted else { continue }
            accepted.append(
                Entry(
                    fingerprint: fingerprint, kind: finding.kind.rawValue, reason: reason, acceptedBy: name,
                    acceptedOn: day))
        }
    }
}
