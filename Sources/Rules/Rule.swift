public import Masking

/// One rule: which keys it takes, and what is done with them.
public struct Rule: Sendable {
    /// Keys that show what a rule is meant to take.
    public struct Example: Sendable, Equatable {
        /// A key.
        public var key: [UInt8]
        /// Whether the rule should take it.
        public var isMatch: Bool
        /// Where it stands.
        public var mark: SourceMark
    }

    /// The name, unique among all rules in use.
    public var id: String
    /// The name of the pack it is from.
    public var pack: String
    /// The sensitivity label (`class`) that ends up in the catalog.
    public var sensitivity: String?
    /// The names of the keys it takes.
    public var key: KeyPattern
    /// What else has to be true of a key.
    public var conditions: Conditions
    /// Whether the run ends with an error at the first key that it takes.
    public var refuses = false
    /// What is done with the value.
    public var treatment: KeyTreatment
    /// The reason why something is kept.
    public var because: String?
    /// Keys it should take and keys it should not.
    public var examples: [Example]
    /// Where it begins.
    public var mark: SourceMark
}

/// What happens to a key that no rule takes.
public enum Unmatched: String, Sendable, CaseIterable {
    /// Its name is masked as `structural` and its value as `detect`.
    case mask
    /// The run ends with an error.
    case refuse
}

/// The rules of one YAML file, checked, as plain data.
public struct RulePack: Sendable {
    /// The name of the pack.
    public var name: String
    /// Its version, as written.
    public var version: String
    /// What it is for.
    public var purpose: String?
    /// What happens to keys that no rule takes.
    public var unmatched: Unmatched
    /// The rules in the order in which they are asked.
    public var rules: [Rule]
    /// What was found that does not prevent its use.
    public var warnings: [Diagnostic]
    /// Where it begins.
    public var mark: SourceMark
    /// What can be chosen.
    public var parameters: [PackParameter] = []
    /// How it is told that a snapshot has keys for it.
    public var applies = Applies.asked
    /// What names of fields and members say of their values.
    public var names: [(name: String, kind: Kind)] = []
    /// Keys with their values, and what has to become of them.
    public var examples: [PackExample] = []
    /// The YAML it was read from, and what was chosen.
    public internal(set) var text = ""

    /// When `--rules auto` takes a pack.
    public enum Applies: Sendable, Equatable {
        /// Never: it has to be named.
        case asked
        /// Always.
        case always
        /// When one of these rules takes a key.
        case rules([String])
    }
}
