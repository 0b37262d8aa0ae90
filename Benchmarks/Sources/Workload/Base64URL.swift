/// Base64 for URLs, without padding, as tokens have it (RFC 4648, section 5).
enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func text(of bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var word = 0
        var bitCount = 0
        for byte in bytes {
            word = (word << 8 | Int(byte)) & 0xFFFF
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(alphabet[word >> bitCount & 63])
            }
        }
        if bitCount > 0 { text.append(alphabet[word << (6 - bitCount) & 63]) }
        return String(decoding: text, as: UTF8.self)
    }
}
