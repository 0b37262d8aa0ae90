public import Masking

/// What one run did, in numbers; the sums of all workers are the same however the work was cut.
public struct Tally: Sendable, Equatable {
    /// What was done for one rule.
    public struct Rule: Sendable, Equatable {
        /// Keys the rule took.
        public var keys = 0
        /// Strings and numbers of their values that were masked.
        public var values = 0
        /// Bytes of these.
        public var bytes = 0
    }

    /// What there is in a snapshot beside keys and values, and what was done with it.
    public enum Extra: String, Sendable, CaseIterable {
        /// Fields of the server's own bookkeeping, kept.
        case auxFieldsKept = "aux-fields-kept"
        /// The replication ID and aux fields that are not known, masked.
        case auxFieldsMasked = "aux-fields-masked"
        /// Lua scripts, replaced by a comment of the same length.
        case scriptsReplaced = "scripts-replaced"
        /// Lua scripts, kept.
        case scriptsKept = "scripts-kept"
        /// Function libraries, replaced by a stub of the same length.
        case functionsReplaced = "functions-replaced"
        /// Function libraries, kept.
        case functionsKept = "functions-kept"
        /// Names of consumer groups and consumers, masked.
        case streamNamesMasked = "stream-names-masked"
        /// IDs of idempotent producers and messages, masked.
        case producerIDsMasked = "producer-ids-masked"
        /// Stream nodes whose entry IDs are kept.
        case streamIDsKept = "stream-ids-kept"
        /// Scores of sorted sets, kept.
        case scoresKept = "scores-kept"
        /// Vectors, turned by one secret rotation.
        case vectorsRotated = "vectors-rotated"
        /// Elements and attributes of vector sets, masked.
        case vectorSetStringsMasked = "vector-set-strings-masked"
        /// JSON documents of RedisJSON, masked.
        case moduleDocumentsMasked = "module-documents-masked"
        /// Module values and module data outside keys, kept.
        case moduleDataKept = "module-data-kept"
        /// Metadata of kept keys, kept.
        case keyMetadataKept = "key-metadata-kept"
        /// Names of slot import jobs, masked.
        case slotImportsMasked = "slot-imports-masked"
        /// Descriptions of cluster slots, kept: they are hints and speak of the slots of the original names.
        case slotInfoKept = "slot-info-kept"
        /// Keys that were masked again because their first result would have met another class of keys.
        case keysWalked = "keys-walked"
        /// Keys whose names have too few forms to stay in their slots, and that went to others.
        case keysLeftSlot = "keys-left-slot"
    }

    /// Keys by database.
    public var keys: [UInt64: Int] = [:]
    /// Keys that expire.
    public var expiringKeys = 0
    /// By the number of the rule.
    public var rules: [Rule]
    /// For the keys that no rule takes.
    public var unmatched = Rule()
    /// Bytes of names and values that were masked: of values that were treated all, of names of keys those that changed.
    public var maskedBytes = 0
    /// Bytes of names and values that were passed on: values that are kept, and in names of keys what did not change.
    public var keptBytes = 0
    /// Documents and encoded values, by codec.
    public var codecs = CodecCounts()
    /// Records that look alike; under ``SanitizeOptions/Profile/anonymize`` alone.
    public var records = RecordGroups()
    /// Everything else.
    public var extras: [Extra: Int] = [:]

    /// Nothing done for a number of rules.
    public init(ruleCount: Int) { rules = Array(repeating: Rule(), count: ruleCount) }

    /// Keys in all databases.
    public var keyCount: Int { keys.values.reduce(0, +) }

    mutating func add(_ extra: Extra, _ count: Int = 1) { extras[extra, default: 0] += count }

    /// Adds what another worker did.
    mutating func add(_ other: Tally) {
        keys.merge(other.keys, uniquingKeysWith: +)
        expiringKeys += other.expiringKeys
        for index in rules.indices { rules[index] += other.rules[index] }
        unmatched += other.unmatched
        maskedBytes += other.maskedBytes
        keptBytes += other.keptBytes
        codecs.add(other.codecs)
        records.add(other.records)
        extras.merge(other.extras, uniquingKeysWith: +)
    }
}

extension Tally.Rule {
    static func += (left: inout Tally.Rule, right: Tally.Rule) {
        left.keys += right.keys
        left.values += right.values
        left.bytes += right.bytes
    }
}
