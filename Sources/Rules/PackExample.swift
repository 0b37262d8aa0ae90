/// A key with its value, and what has to become of both: proves that a pack does what it says.
public struct PackExample: Sendable, Equatable {
    /// The key.
    public var key: [UInt8]
    /// The type of its value.
    public var type = KeyType.string
    /// Its value: one string of a string, elements and members of others, fields and values by turns.
    public var strings: [[UInt8]] = []
    /// The rule that has to take it; nil when none may.
    public var rule: String?
    /// Texts that have to be in the result.
    public var stays: [[UInt8]] = []
    /// Texts that must not be in the result, at whatever depth it is opened.
    public var gone: [[UInt8]] = []
    /// Codecs that have to be opened.
    public var opens: [String] = []
    /// Where it stands.
    public var mark: SourceMark
}
