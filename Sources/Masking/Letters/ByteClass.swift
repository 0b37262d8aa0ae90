/// What a byte can be part of; the bits of all bytes of a string, or'ed, tell which shapes it can have.
struct ByteClass: OptionSet, Sendable {
    let rawValue: UInt32

    static let digit = ByteClass(rawValue: 1 << 0)
    /// a to f.
    static let hexLower = ByteClass(rawValue: 1 << 1)
    /// g to z.
    static let otherLower = ByteClass(rawValue: 1 << 2)
    /// A to F.
    static let hexUpper = ByteClass(rawValue: 1 << 3)
    /// G to Z.
    static let otherUpper = ByteClass(rawValue: 1 << 4)
    static let at = ByteClass(rawValue: 1 << 5)
    static let dot = ByteClass(rawValue: 1 << 6)
    static let dash = ByteClass(rawValue: 1 << 7)
    static let plus = ByteClass(rawValue: 1 << 8)
    static let slash = ByteClass(rawValue: 1 << 9)
    static let equals = ByteClass(rawValue: 1 << 10)
    static let colon = ByteClass(rawValue: 1 << 11)
    static let parenthesis = ByteClass(rawValue: 1 << 12)
    static let underscore = ByteClass(rawValue: 1 << 13)
    /// Space, tab, line feed, carriage return.
    static let space = ByteClass(rawValue: 1 << 14)
    static let otherPunctuation = ByteClass(rawValue: 1 << 15)
    /// 0x80 and above: part of UTF-8, or binary.
    static let high = ByteClass(rawValue: 1 << 16)
    /// Control bytes that no text holds. Delete (0x7F) is not among them: JSON strings hold it as it is.
    static let control = ByteClass(rawValue: 1 << 17)

    static let lower: ByteClass = [.hexLower, .otherLower]
    static let upper: ByteClass = [.hexUpper, .otherUpper]
    static let letter: ByteClass = [.lower, .upper]
    static let alphanumeric: ByteClass = [.digit, .letter]

    /// The class of every byte. An array: an `InlineArray` would be copied, a kilobyte for each value.
    static let table: [UInt32] = (0...255).map { ByteClass(UInt8($0)).rawValue }

    private init(_ byte: UInt8) {
        switch byte {
        case 0x30...0x39: self = .digit
        case 0x61...0x66: self = .hexLower
        case 0x67...0x7A: self = .otherLower
        case 0x41...0x46: self = .hexUpper
        case 0x47...0x5A: self = .otherUpper
        case 0x40: self = .at
        case 0x2E: self = .dot
        case 0x2D: self = .dash
        case 0x2B: self = .plus
        case 0x2F: self = .slash
        case 0x3D: self = .equals
        case 0x3A: self = .colon
        case 0x28, 0x29: self = .parenthesis
        case 0x5F: self = .underscore
        case 0x20, 0x09, 0x0A, 0x0D: self = .space
        case 0x80...0xFF: self = .high
        case 0x00...0x1F: self = .control
        default: self = .otherPunctuation
        }
    }

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The classes of all bytes of a range together.
    static func of(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> ByteClass {
        let table = Self.table
        var bits: UInt32 = 0
        for index in range { bits |= table[Int(text[index])] }
        return ByteClass(rawValue: bits)
    }
}
