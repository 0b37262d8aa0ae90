/// Raw bytes as `redis-cli` prints them, without the quotes: what is not printable ASCII becomes `\n`, `\x1b`.
///
/// A terminal never sees a control character of a snapshot.
enum PrintableName {
    static func text(_ bytes: Span<UInt8>) -> String {
        var text = ""
        for index in bytes.indices { append(bytes[index], to: &text) }
        return text
    }

    /// The name of a function library: `#!lua name=library`, on the first line of its code.
    static func ofLibrary(_ code: Span<UInt8>) -> String {
        let mark = Array("name=".utf8)
        var start = 0
        while start + mark.count <= code.count, code[start] != 0x0A {
            if mark.indices.allSatisfy({ code[start + $0] == mark[$0] }) {
                var end = start + mark.count
                while end < code.count, code[end] > 0x20 { end += 1 }
                return text(code.extracting(start + mark.count..<end))
            }
            start += 1
        }
        return ""
    }

    private static func append(_ byte: UInt8, to text: inout String) {
        switch byte {
        case 0x07: text += "\\a"
        case 0x08: text += "\\b"
        case 0x09: text += "\\t"
        case 0x0A: text += "\\n"
        case 0x0D: text += "\\r"
        case 0x22, 0x5C:
            text += "\\"
            text.unicodeScalars.append(Unicode.Scalar(byte))
        case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            let digits = String(byte, radix: 16)
            text += digits.utf8.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
        }
    }
}
