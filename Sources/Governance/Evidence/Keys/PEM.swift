import Foundation

/// Bytes between two lines that say what they are (RFC 7468).
struct PEM {
    /// Such as `PUBLIC KEY`.
    var label: String
    /// What is between the lines.
    var content: Data

    init(label: String, content: Data) {
        self.label = label
        self.content = content
    }

    /// Reads the only block of a text; nil for anything else. Text around the block is allowed, as `openssl` writes it.
    init?(_ text: String) {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        guard let begin = lines.firstIndex(where: { $0.hasPrefix("-----BEGIN ") && $0.hasSuffix("-----") }) else {
            return nil
        }
        let label = String(lines[begin].dropFirst("-----BEGIN ".count).dropLast("-----".count))
        guard let end = lines[begin...].firstIndex(of: "-----END \(label)-----"),
            !lines[(end + 1)...].contains(where: { $0.hasPrefix("-----BEGIN ") }),
            let content = Data(base64Encoded: lines[(begin + 1)..<end].joined())
        else { return nil }
        self.label = label
        self.content = content
    }

    /// The text, with a newline at its end.
    var text: String {
        var lines = ["-----BEGIN \(label)-----"]
        var rest = Substring(content.base64EncodedString())
        while !rest.isEmpty {
            lines.append(String(rest.prefix(64)))
            rest = rest.dropFirst(64)
        }
        return (lines + ["-----END \(label)-----", ""]).joined(separator: "\n")
    }
}
