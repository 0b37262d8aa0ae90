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
    /// The YAML it was read from.
    public internal(set) var text = ""
}
