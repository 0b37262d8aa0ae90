/// What a byte is to the scanner's loop, one bit each.
enum ScanByte {
    static let digit: UInt8 = 1 << 0
    static let hexLower: UInt8 = 1 << 1
    static let otherLower: UInt8 = 1 << 2
    static let hexUpper: UInt8 = 1 << 3
    static let otherUpper: UInt8 = 1 << 4
    /// A byte that the loop stops at: `@ : = > - \ { } [ ]`.
    static let mark: UInt8 = 1 << 5
    /// Part of a character beyond ASCII.
    static let high: UInt8 = 1 << 6

    static let lower = hexLower | otherLower
    static let upper = hexUpper | otherUpper
    static let letter = lower | upper
    static let alphanumeric = digit | letter

    fileprivate static func bits(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x30...0x39: digit
        case 0x61...0x66: hexLower
        case 0x67...0x7A: otherLower
        case 0x41...0x46: hexUpper
        case 0x47...0x5A: otherUpper
        case 0x40, 0x3A, 0x3D, 0x3E, 0x2D, 0x7B, 0x7D, 0x5B, 0x5D, 0x5C: mark
        case 0x80...0xFF: high
        default: 0
        }
    }
}

/// The tables of the scanner, made once.
struct ScanTables: Sendable {
    static let shared = ScanTables()

    let bytes = (0...255).map { ScanByte.bits(UInt8($0)) }
    let keywords = KeywordTable()
    let prefixes = TokenPrefixes()
}
