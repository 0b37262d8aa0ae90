import CCrypto
import Foundation

/// How the service writes times, XML and forms: read anew here from its documentation, not shared with the client.
enum ServiceText {
    static func http(_ date: Date) -> String { formatter("EEE, dd MMM yyyy HH:mm:ss 'GMT'").string(from: date) }
    static func http(_ text: String) -> Date? { formatter("EEE, dd MMM yyyy HH:mm:ss zzz").date(from: text) }
    static func iso(_ date: Date) -> String { formatter("yyyy-MM-dd'T'HH:mm:ss'Z'").string(from: date) }
    static func iso(_ text: String) -> Date? {
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd"].lazy
            .compactMap { formatter($0).date(from: text) }.first
    }

    private static func formatter(_ format: String) -> DateFormatter {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = format
        return formatter
    }

    static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: ">", with: "&gt;")
    }

    static func unescaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
            .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
    }

    /// The texts of all elements of some names, in order.
    static func elements(_ names: Set<String>, in document: [UInt8]) -> [String] {
        var texts: [String] = []
        var name: Substring?
        for piece in String(decoding: document, as: UTF8.self).split(separator: "<") {
            let parts = piece.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let tag = parts.first?.split(separator: " ").first else { continue }
            if names.contains(String(tag)) {
                name = tag
                texts.append(String(parts[1]))
            } else if let open = name, tag == "/\(open)" {
                name = nil
            }
        }
        return texts
    }

    /// `a=b&c=d`, percent-encoded.
    static func form(_ text: String) throws -> [(name: String, value: String)] {
        try text.split(separator: "&").map { item in
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = String(pair[0]).removingPercentEncoding,
                let value = (pair.count > 1 ? String(pair[1]) : "").removingPercentEncoding
            else { throw ServiceRefusal(400, "InvalidQueryParameterValue") }
            return (name, value)
        }
    }
}

/// MD5 and HMAC by libcrypto.
enum ServiceDigest {
    static func md5(_ bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 16)
        unsafe EVP_Digest(bytes, bytes.count, &digest, nil, EVP_md5(), nil)
        return Data(digest).base64EncodedString()
    }

    static func hmac(_ key: [UInt8], _ text: String) -> String {
        var code = [UInt8](repeating: 0, count: 32)
        var count = 0
        let message = Array(text.utf8)
        unsafe EVP_Q_mac(nil, "HMAC", nil, "SHA256", nil, key, key.count, message, message.count, &code, 32, &count)
        return Data(code).base64EncodedString()
    }
}
