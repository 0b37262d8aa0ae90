/// Private keys in PEM blocks (RFC 7468), also within a JSON string, where line feeds are `\n`.
enum PEMScan {
    private static let longest = 32 << 10

    /// A block that begins with the dashes at a place: to its end, or as far as one can go where the end is missing.
    static func privateKey(_ text: ScanText, at start: Int) -> Finding? {
        guard text.has("-----BEGIN ", at: start) else { return nil }
        let labelStart = start + 11
        var index = labelStart
        while index - labelStart < 48, text[index].isUpper || text[index] == 0x20 || text[index].isDigit { index += 1 }
        guard text.has("-----", at: index), isPrivate(text, labelStart..<index) else { return nil }
        return Finding(.privateKey, start..<end(text, from: index + 5), .high, .prefix)
    }

    private static func isPrivate(_ text: ScanText, _ label: Range<Int>) -> Bool {
        text.has("PRIVATE KEY", at: label.upperBound - 11) || text.has("PRIVATE KEY BLOCK", at: label.upperBound - 17)
    }

    private static func end(_ text: ScanText, from start: Int) -> Int {
        let last = min(text.count, start + longest)
        var index = start
        while index < last {
            let byte = text[index]
            if byte == 0x2D, text.has("-----END ", at: index) {
                var end = index + 9
                while end < last, text[end] != 0x2D { end += 1 }
                while end < last, text[end] == 0x2D { end += 1 }
                return end
            }
            // What can stand in a block: base64, line feeds, their escapes, headers such as `Proc-Type: 4,ENCRYPTED`.
            guard
                ByteAlphabet.base64.contains(byte) || byte == 0x0A || byte == 0x0D || byte == 0x5C || byte == 0x20
                    || byte == 0x3A || byte == 0x2C || byte == 0x28 || byte == 0x29 || byte == 0x2E
            else { break }
            index += 1
        }
        return index
    }
}
