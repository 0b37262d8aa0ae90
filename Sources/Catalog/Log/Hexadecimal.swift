public import Foundation

extension Data {
    /// The bytes as lower-case hexadecimal digits.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(count * 2)
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether lower-case hexadecimal digits are those of the bytes.
    func isWritten(as digits: Data) -> Bool {
        guard digits.count == count * 2 else { return false }
        func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 0x30 : value + 0x57 }
        var place = digits.startIndex
        for byte in self {
            guard digits[place] == digit(byte >> 4), digits[place + 1] == digit(byte & 15) else { return false }
            place += 2
        }
        return true
    }

    /// The bytes that hexadecimal digits stand for; nil for anything else.
    public init?(hexadecimal text: String) {
        let digits = text.utf8.map { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") ? $0 - 48 : ($0 | 32) &- 87 }
        guard digits.count % 2 == 0, text.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else {
            return nil
        }
        self = Data(stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }
}
