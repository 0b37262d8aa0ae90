extension Array where Element == UInt8 {
    /// The bytes that hexadecimal digits write, as published vectors have them.
    init(hexDigits: String) {
        let digits = hexDigits.compactMap(\.hexDigitValue)
        self = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// The bytes in hexadecimal digits.
    var hexDigits: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
