public import Masking
public import Rules

/// What a run does, beyond the rules.
public struct SanitizeOptions: Sendable {
    /// What happens to code of functions and scripts.
    public enum Code: String, Sendable, CaseIterable {
        /// Replaced by a stub of the same length that the server loads.
        case replace
        /// Passed on unchanged.
        case keep
        /// The snapshot is refused.
        case refuse
    }

    /// What happens to module data that no built-in rule understands: keys of unknown module types, data outside keys,
    /// metadata of keys.
    public enum Modules: String, Sendable, CaseIterable {
        /// The snapshot is refused, unless a rule keeps the key.
        case refuse
        /// Passed on unchanged.
        case keep
    }

    /// What happens to the replication ID, to aux fields that are not known, and to names of slot imports.
    public enum Identifiers: String, Sendable, CaseIterable {
        /// Masked as what they are found to be.
        case mask
        /// Passed on unchanged.
        case keep
    }

    /// How far values are changed.
    public enum Profile: String, Sendable, CaseIterable {
        /// Values become others of their kind; what the rules keep apart stays apart.
        case pseudonymize
        /// What is left of dates and places is coarse, and nothing can be linked to another run.
        case anonymize
    }

    /// The masking key.
    public var key: MaskingKey
    /// The rules; ``RuleSet/empty`` is the default policy alone.
    public var rules: RuleSet
    /// How far values are changed; ``Profile/anonymize`` needs rules that are coarsened.
    public var profile = Profile.pseudonymize
    /// Functions and scripts.
    public var code = Code.replace
    /// Modules.
    public var modules = Modules.refuse
    /// Identifiers beside keys and values.
    public var identifiers = Identifiers.mask
    /// Unix ms of now: all expiries move by the time since the snapshot was taken. Nil: expiries stay.
    public var rebasesExpiriesTo: Int64?
    /// When the snapshot was taken, Unix seconds, for files that do not say so themselves.
    public var takenAt: Int64?
    /// Where keys stay in a cluster; nil: they go to any slot.
    public var keptSlots: KeptSlots?
    /// Worker threads.
    public var jobs = 2
    /// Bytes of a chunk. Memory is about four times this for each worker.
    public var chunkByteCount = usualChunkByteCount

    /// Bytes of a chunk where nobody says otherwise. Larger ones are no faster.
    public static let usualChunkByteCount = 1 << 18

    /// Options for a key and rules.
    public init(key: MaskingKey, rules: RuleSet) {
        self.key = key
        self.rules = rules
    }
}
