import Foundation

/// Ways to write a text inside of another one.
enum Written: String, CaseIterable, Sendable {
    case base64, base64InText, hex, percent, escapes, wide, gzip, gzipInBase64, gzipInList, twiceEscaped

    func bytes(_ text: String) -> [UInt8] {
        let plain = Array(text.utf8)
        switch self {
        case .base64: return Self.base64(plain)
        // The slash is of the alphabet, so the run begins one character before the base64.
        case .base64InText: return Array("/".utf8) + Self.base64(plain) + Array(", and more".utf8)
        case .hex: return Self.hex(plain)
        case .percent: return plain.flatMap { [0x25] + Self.hex([$0]) }
        case .escapes: return Self.escapes(plain)
        case .wide: return plain.flatMap { [$0, 0] }
        case .gzip: return Self.gzip(plain)
        case .gzipInBase64: return Self.base64(Self.gzip(plain))
        case .gzipInList: return [0x93, 0x01, 0xC4, UInt8(Self.gzip(plain).count)] + Self.gzip(plain) + [0x02]
        case .twiceEscaped: return Array(#"{"a":"{\"b\":\"\\u004d\#(text)\"}"}"#.utf8)
        }
    }

    private static func base64(_ bytes: [UInt8]) -> [UInt8] { Array(Data(bytes).base64EncodedString().utf8) }

    private static func hex(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { Array(String($0 >> 4, radix: 16).utf8) + Array(String($0 & 15, radix: 16).utf8) }
    }

    private static func escapes(_ bytes: [UInt8]) -> [UInt8] { bytes.flatMap { Array("\\u00".utf8) + hex([$0]) } }

    /// One stored block (RFC 1951, section 3.2.4) in a member of gzip.
    private static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        let count = UInt16(bytes.count)
        let lengths = [count, ~count].flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + lengths + bytes + [UInt8](repeating: 0, count: 8)
    }
}
