/// Why a snapshot was not sanitized although it could be read.
///
/// Names a place, never a key or value.
public struct SanitizeError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of reason it is. New codes may be added.
    public struct Code: Sendable, Equatable {
        let rawValue: UInt8
        /// The snapshot holds something that the program does not understand well enough to pass on or to mask.
        public static let refused = Code(rawValue: 1)
        /// The rules say that a key no rule takes ends the run.
        public static let unmatchedKey = Code(rawValue: 2)
        /// A rule says that the keys it takes end the run.
        public static let refusedKey = Code(rawValue: 4)
        /// A rule's regex hit its limits, so it is not known whether it takes a key.
        public static let undecidedRule = Code(rawValue: 3)
    }

    /// What kind of reason it is.
    public var code: Code
    /// Bytes from the beginning of the RDB file.
    public var offset: UInt64
    /// What was found, and what to do.
    public var message: String

    /// An error at a place.
    public init(_ code: Code, at offset: UInt64, _ message: String) {
        self.code = code
        self.offset = offset
        self.message = message
    }

    /// One line for a person.
    public var description: String { "offset \(offset): \(message)" }
}
