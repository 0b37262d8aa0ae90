/// Why there is no masking key.
///
/// Carries nothing of the key: it is safe to print.
public struct KeyError: Error, Sendable, Equatable {
    /// What was wrong. New codes may be added.
    public struct Code: Sendable, Equatable {
        let rawValue: UInt8
        /// The key does not have 32 bytes.
        public static let wrongLength = Code(rawValue: 1)
        /// The text does not begin with the mark of a key file.
        public static let notAKey = Code(rawValue: 2)
        /// The text after the mark holds something other than hexadecimal digits.
        public static let badDigit = Code(rawValue: 3)
        /// The random generator of the system gave no bytes.
        public static let noRandomness = Code(rawValue: 4)
    }

    /// What was wrong.
    public var code: Code
    /// How many bytes, or digits, were found where the number matters.
    public var found: Int?

    init(_ code: Code, found: Int? = nil) {
        self.code = code
        self.found = found
    }

    /// Equality of the code.
    public static func == (left: KeyError, right: KeyError) -> Bool { left.code == right.code }
}

extension KeyError: CustomStringConvertible {
    /// One sentence for a person, without anything of the key.
    public var description: String {
        let number = found.map { ", found \($0)" } ?? ""
        return switch code {
        case .wrongLength: "a masking key has 32 bytes, written as 64 hexadecimal digits\(number)"
        case .notAKey: "a key file is one line that begins with \"\(MaskingKey.mark)\""
        case .badDigit: "a masking key is written in hexadecimal digits only"
        case .noRandomness: "the random generator of the system gave no bytes; try again"
        default: "the masking key cannot be used"
        }
    }
}
