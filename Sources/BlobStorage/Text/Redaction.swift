/// Takes secrets out of text that people or files are going to see.
///
/// Messages are made without them in the first place; this is the net below. It knows how signatures, keys and tokens are
/// named in URLs, headers, forms and connection strings, and covers what follows the name.
enum Redaction {
    /// Names before a secret, in lower case, with the sign that parts the two.
    private static let names = [
        "sig=", "x-amz-signature=", "x-amz-credential=", "x-amz-security-token=", "awsaccesskeyid=", "signature=",
        "accountkey=", "sharedaccesssignature=", "client_secret=", "client_assertion=", "access_token=",
        "\"access_token\":", "\"accesstoken\":", "refresh_token=", "password=", "bearer ", "sharedkey ",
        "x-identity-header: ",
        "%3fsig%3d", "sig%3d",
    ].map { Array($0.utf8) }
    private static let covered = Array("…".utf8)

    static func redacted(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard let name = names.first(where: { isName($0, in: bytes, at: index) }) else {
                result.append(bytes[index])
                index += 1
                continue
            }
            result += bytes[index..<index + name.count]
            index += name.count
            while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x22 { index += 1 }
            while index < bytes.count, !isEnd(bytes[index]) { index += 1 }
            result += covered
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isName(_ name: [UInt8], in bytes: [UInt8], at index: Int) -> Bool {
        guard index + name.count <= bytes.count else { return false }
        return name.indices.allSatisfy { offset in
            let byte = bytes[index + offset]
            return (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == name[offset]
        }
    }

    /// Blank, quote, `&`, `;`, `,`, `<`, `>`, or a line's end.
    private static func isEnd(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x22 || byte == 0x26 || byte == 0x3B || byte == 0x2C || byte == 0x3C || byte == 0x3E
            || byte == 0x27
    }
}
