/// Takes secrets out of text that people or files are going to see.
///
/// Messages are made without them in the first place; this is the net below. It knows how signatures, keys and tokens are
/// named in URLs, headers, forms and connection strings, and covers what follows the name; and the password in
/// `scheme://user:password@host`.
package enum Redaction {
    /// Names before a secret, in lower case, with the sign that parts the two. A longer name may end in one of them.
    private static let names = [
        "sig=", "x-amz-credential=", "awsaccesskeyid=", "signature=", "accountkey=", "sharedaccesskey=",
        "client_assertion=",
        "secret=", "token=", "\"access_token\":", "\"accesstoken\":", "password=", "bearer ", "sharedkey ",
        "x-identity-header: ", "%3fsig%3d", "sig%3d",
    ].map { Array($0.utf8) }
    /// Which bytes a name or the sign before a user begins with.
    private static let isBeginning: [Bool] = {
        var isBeginning = [Bool](repeating: false, count: 256)
        for name in names { isBeginning[Int(name[0])] = true }
        isBeginning[0x3A] = true
        return isBeginning
    }()
    private static let mark = Array("://".utf8)

    /// The text with what is secret covered by `cover`.
    package static func redacted(_ text: String, cover: String = "…") -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard isBeginning[Int(lower(bytes[index]))] else {
                result.append(bytes[index])
                index += 1
                continue
            }
            if bytes[index] == 0x3A {
                let secret = password(in: bytes, at: index)
                let start = secret?.lowerBound ?? index + 1
                result += bytes[index..<start]
                if secret != nil { result += cover.utf8 }
                index = secret?.upperBound ?? start
            } else if let name = names.first(where: { isName($0, in: bytes, at: index) }) {
                result += bytes[index..<index + name.count]
                index += name.count
                var end = index
                while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x22 { end += 1 }
                let start = end
                while end < bytes.count, !isEnd(bytes[end]) { end += 1 }
                // The colon behind a location that is wrong is part of the message.
                if end > start, bytes[end - 1] == 0x3A, end < bytes.count { end -= 1 }
                guard end > start else { continue }
                result += cover.utf8
                index = end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    private static func isName(_ name: [UInt8], in bytes: [UInt8], at index: Int) -> Bool {
        guard index + name.count <= bytes.count else { return false }
        return name.indices.allSatisfy { lower(bytes[index + $0]) == name[$0] }
    }

    /// Blank, quote, `&`, `;`, `,`, `<`, `>`, or a line's end.
    private static func isEnd(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x22 || byte == 0x26 || byte == 0x3B || byte == 0x2C || byte == 0x3C || byte == 0x3E
            || byte == 0x27
    }

    /// The password behind `://`, where there is one.
    ///
    /// It may hold characters that should have been encoded: so it goes up to the last `@` of the word. A colon before a port
    /// begins no password, and an `@` in a path ends none; nor is there one in `wasbs://container@account`.
    private static func password(in bytes: [UInt8], at index: Int) -> Range<Int>? {
        guard isName(mark, in: bytes, at: index) else { return nil }
        let start = index + mark.count
        let word = bytes[start...].prefix { $0 > 0x20 && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E }
        guard let colon = word.firstIndex(of: 0x3A), let at = word.lastIndex(of: 0x40),
            let firstAt = word.firstIndex(of: 0x40), colon < firstAt, at > colon + 1
        else { return nil }
        let authority = word.prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
        guard colon < authority.endIndex else { return nil }
        let port = authority[(colon + 1)...]
        let isPort = authority.first == 0x5B || port.allSatisfy { $0 &- 0x30 < 10 }
        guard authority.contains(0x40) || !isPort || isServer(bytes[..<index]) else { return nil }
        return colon + 1..<at
    }

    /// Whether a scheme is one of Redis: its addresses have no `@` in their paths.
    private static func isServer(_ text: ArraySlice<UInt8>) -> Bool {
        let scheme = text.reversed().prefix { lower($0) &- 0x61 < 26 || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
        let name = String(decoding: scheme.reversed().map(lower), as: UTF8.self)
        return name.contains("redis") || name.contains("valkey")
    }
}
