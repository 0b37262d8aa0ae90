import Foundation

/// Identifiers that sort by the time they were made (RFC 9562, section 5.7): new rows go to the end of each index.
enum UUIDv7 {
    /// An identifier for a moment, in ms since 1970.
    static func make(at milliseconds: Int64) -> String {
        var bytes = randomBytes()
        for index in 0..<6 { bytes[index] = UInt8(truncatingIfNeeded: milliseconds >> (8 * (5 - index))) }
        bytes[6] = bytes[6] & 0x0F | 0x70
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Data(bytes).hexadecimal)
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }

    private static func randomBytes() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
