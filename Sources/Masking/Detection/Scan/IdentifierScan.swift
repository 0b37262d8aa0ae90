/// Identifiers that name themselves by their form: UUIDs and JSON web tokens.
enum IdentifierScan {
    /// 8-4-4-4-12 hexadecimal digits (RFC 9562, section 4).
    static func uuid(_ text: ScanText, at start: Int) -> Finding? {
        let end = start + 36
        guard end <= text.count, !text[end].isAlphanumeric else { return nil }
        for place in 0..<36 {
            let byte = text[start + place]
            switch place {
            case 8, 13, 18, 23: guard byte == 0x2D else { return nil }
            default: guard byte.isHexDigit else { return nil }
            }
        }
        // The nil and the max UUID.
        let isNobodys = text.distinctCount(start..<end) == 2
        return Finding(.uuid, start..<end, isNobodys ? .publicTest : .medium, .form)
    }

    /// Three parts (RFC 7515), or five when it is encrypted (RFC 7516), of which the first begins with `{"`. A JSON object
    /// in base64 that is no token is found as one of random characters, since nothing else is known of it.
    static func jsonWebToken(_ text: ScanText, at start: Int) -> Finding? {
        var end = text.end(of: .base64URL, from: start)
        guard end - start >= 12 else { return nil }
        let payload = end + 1
        var partCount = 1
        while partCount < 5, text[end] == 0x2E {
            let partEnd = text.end(of: .base64URL, from: end + 1)
            // Of signed ones, the signature alone can be missing; of encrypted ones, the key.
            guard partEnd > end + 1 || partCount == 2 || (partCount == 1 && text[partEnd] == 0x2E) else { break }
            end = partEnd
            partCount += 1
        }
        if partCount == 3 || partCount == 5 || (partCount == 2 && text.has("eyJ", at: payload)) {
            return Finding(.jwt, start..<end, isExample(text, payload) ? .publicTest : .high, .form)
        }
        end = text.end(of: .base64, from: start)
        guard partCount == 1, end - start >= 40 else { return nil }
        return Finding(.base64Token, start..<end, .medium, .form)
    }

    /// The token that every introduction shows: `{"sub":"1234567890"`.
    private static func isExample(_ text: ScanText, _ payload: Int) -> Bool {
        text.has("eyJzdWIiOiIxMjM0NTY3ODkw", at: payload)
    }
}
