import Catalog
import Foundation
import Masking
import RedisDump
import Rules
public import Sanitizing

/// What a run did, for people and for machines.
public struct SanitizeReport: Encodable, Sendable {
    /// One side of a run.
    public struct Side: Encodable, Sendable {
        /// Path, `-`, or nil for a dry run.
        public var name: String?
        /// SHA-256 of the bytes as they lie there.
        public var sha256: String
        /// How many bytes.
        public var bytes: UInt64
        /// As in the header: `REDIS0011`.
        public var rdbVersion = ""
        /// Its uid in the catalog.
        public var snapshotID: String?
        /// When it expires, and why then.
        public var retention: Retention?
        /// The running server it came from.
        public var server: ServerOrigin?

        enum CodingKeys: String, CodingKey {
            case name, sha256, bytes, retention, server
            case rdbVersion = "rdb_version"
            case snapshotID = "snapshot_id"
        }
    }

    /// When a snapshot expires.
    public struct Retention: Encodable, Sendable {
        /// The moment: `2026-11-25T04:16:28Z`.
        public var expires: String
        /// Why then.
        public var reason: String

        init(moment: Int64, reason: String) {
            expires = Moments.moment(moment)
            self.reason = reason
        }

        init(_ resolved: ResolvedExpiry) { self.init(moment: resolved.moment, reason: resolved.reason) }
    }

    /// Keys in all databases and in each.
    public struct Keys: Encodable, Sendable {
        /// In all databases.
        public var total: Int
        /// By database number.
        public var db: [String: Int]
    }

    /// What one rule did.
    public struct RuleCount: Encodable, Sendable {
        /// The rule's id.
        public var id: String
        /// The pack it is from.
        public var pack: String
        /// Its sensitivity label.
        public var sensitivity: String?
        /// Keys it took.
        public var keys: Int
        /// Strings and numbers it masked.
        public var values: Int
        /// Bytes of these.
        public var bytes: Int
        /// `mask` or `keep`.
        public var treatment: String
        /// Why it keeps.
        public var because: String?

        enum CodingKeys: String, CodingKey {
            case id, pack, keys, values, bytes, treatment, because
            case sensitivity = "class"
        }
    }

    /// One pack of the run.
    public struct Pack: Encodable, Sendable {
        /// Its name.
        public var name: String
        /// Its version.
        public var version: String
        /// What was chosen, or is the standard, for each of its parameters.
        public var parameters: [String: String]
    }

    /// What was done to the values of one codec.
    public struct CodecCount: Encodable, Sendable {
        /// Opened, and masked leaf by leaf.
        public var masked: Int
        /// Of these, archives with leaves of few different letters, so that they fit into their length.
        public var filled: Int
        /// Masked as a whole.
        public var opaque: Int
    }

    /// The snapshot.
    public var input: Side
    /// The result.
    public var output: Side
    /// Keys.
    public var keys: Keys
    /// Keys that expire.
    public var expires: Int
    /// Bytes of names and values that were masked: of values that were treated all, of names of keys those that changed.
    public var maskedBytes: Int
    /// Bytes of names and values that were passed on: values that are kept, and in names of keys what did not change.
    public var keptBytes: Int
    /// How far values were changed.
    public var profile: String
    /// The packs, in the order in which they were asked.
    public var packs: [Pack]
    /// What `--rules auto` took; nil where it was not asked.
    public var choice: PackChoice?
    /// Every rule, in order.
    public var rules: [RuleCount]
    /// Keys that no rule took: the default policy masked them.
    public var unmatchedKeys: Int
    /// Values of these that were masked.
    var unmatchedValues: Int
    /// Bytes of these.
    var unmatchedBytes: Int
    /// Keys that were left out.
    public var droppedKeys = 0
    /// Documents and encoded values, by codec.
    public var codecs: [String: CodecCount]
    /// How many records look alike; nil unless the profile is `anonymize`.
    public var anonymity: Anonymity?
    /// Everything beside keys and values, and what was done with it.
    public var extras: [String: Int]
    /// SHA-256 of the rules, the built-in vocabulary and the options that change the output.
    public var ruleDigest: String
    /// Which masking key it was.
    public var keyFingerprint: String
    /// What the checksum of the snapshot said.
    public var checksum: String
    /// Whether nothing was written.
    public var isDryRun: Bool
    /// Wall time.
    public var seconds: Double
    /// The path of the catalog it is recorded in; nil when it is recorded nowhere.
    public var catalog: String?
    /// The uid of the run in the catalog.
    public var runID: String?
    /// What comparing the result with the snapshot found, where that was asked for.
    public var checks: [Check] = []
    /// What else somebody should know.
    public var notes: [String] = []

    enum CodingKeys: String, CodingKey {
        case input, output, keys, expires, rules, codecs, extras, checksum, seconds, catalog, checks, notes, profile,
            packs, anonymity
        case choice = "auto"
        case runID = "run_id"
        case maskedBytes = "masked_bytes"
        case keptBytes = "kept_bytes"
        case unmatchedKeys = "unmatched_keys"
        case droppedKeys = "dropped_keys"
        case ruleDigest = "rule_digest"
        case keyFingerprint = "key_fingerprint"
        case isDryRun = "dry_run"
    }

    init(options: SanitizeOptions, result: SanitizeResult, input: Side, output: Side, duration: Duration) {
        self.input = input
        self.input.rdbVersion = result.header.text
        self.output = output
        self.output.rdbVersion = result.header.text
        let tally = result.tally
        keys = Keys(
            total: tally.keyCount,
            db: Dictionary(uniqueKeysWithValues: tally.keys.map { (String($0.key), $0.value) }))
        expires = tally.expiringKeys
        maskedBytes = tally.maskedBytes
        keptBytes = tally.keptBytes
        profile = options.profile.rawValue
        notes = options.profile.notes + SlotNote.lines(options.keptSlots, tally)
        packs = options.rules.packs.map { pack in
            Pack(
                name: pack.name, version: pack.version,
                parameters: Dictionary(uniqueKeysWithValues: pack.parameters.map { ($0.name, $0.value) }))
        }
        rules = zip(options.rules.rules, tally.rules).map { rule, count in
            RuleCount(
                id: rule.id, pack: rule.pack, sensitivity: rule.sensitivity, keys: count.keys, values: count.values,
                bytes: count.bytes,
                treatment: rule.treatment.keepsValue ? "keep" : "mask", because: rule.because)
        }
        unmatchedKeys = tally.unmatched.keys
        unmatchedValues = tally.unmatched.values
        unmatchedBytes = tally.unmatched.bytes
        codecs = tally.codecs.byName.mapValues { CodecCount(masked: $0.masked, filled: $0.filled, opaque: $0.opaque) }
        anonymity = options.profile == .anonymize ? Anonymity(tally.records, options.rules) : nil
        notes += anonymity?.notes ?? []
        extras = Dictionary(uniqueKeysWithValues: tally.extras.map { ($0.key.rawValue, $0.value) })
        ruleDigest = RuleDigest.of(options)
        keyFingerprint = options.key.fingerprint
        checksum = result.trailer.checksum.rawValue
        isDryRun = output.name == nil
        seconds = duration.inSeconds
    }
}

/// The digest of everything that decides what is masked and how, the key apart.
public enum RuleDigest {
    /// SHA-256 in hexadecimal.
    public static func of(_ options: SanitizeOptions) -> String {
        let digest = SHA256Digest()
        func add(_ text: String) {
            let bytes = Array((text + "\n").utf8)
            digest.update(bytes.span)
        }
        digest.update(options.rules.canonicalText.span)
        add("vocabulary " + Masker.vocabularyVersion)
        if let kept = options.keptSlots { add("slots \(kept.ranges ?? "each")") }
        if options.profile != .pseudonymize { add("profile \(options.profile.rawValue)") }
        add(
            "code \(options.code.rawValue) modules \(options.modules.rawValue) identifiers \(options.identifiers.rawValue)"
        )
        return Data(digest.finalize()).hexadecimal
    }
}
