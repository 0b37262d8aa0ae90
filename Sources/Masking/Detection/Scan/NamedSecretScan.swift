/// Values of what is named like a password, a secret or a token: `password=…`, `"api_key": "…"`, `Authorization: Basic …`.
enum NamedSecretScan {
    /// The longest value; a code of a few digits is not looked for in more.
    private static let longest = 4096
    private static let longestCode = 16

    /// A value, and how it is written.
    struct Value {
        var range: Range<Int>
        var isQuoted: Bool
        /// Whether something stands between the name's separator and the value.
        var isApart: Bool
    }

    /// The value behind a separator: what is in quotes, or runs to a space or a delimiter.
    static func value(_ text: ScanText, behind separator: Int, _ topics: ScanTopics) -> Value? {
        let longest = topics.contains(.code) ? longestCode : longest
        var index = separator + 1
        // => and :=
        if text[index] == 0x3E || (text[index] == 0x3D && text[separator] == 0x3A) { index += 1 }
        let first = index
        while text[index] == 0x20, index - first < 8 { index += 1 }
        let isApart = index > first
        let isEscaped = text[index] == 0x5C
        if isEscaped { index += 1 }
        let quote = text[index]
        guard quote == 0x22 || quote == 0x27 || quote == 0x60 else {
            guard !isEscaped, let end = bareEnd(text, from: index, longest) else { return nil }
            return Value(range: index..<end, isQuoted: false, isApart: isApart)
        }
        let start = index + 1
        index = start
        while index < text.count, index - start < longest, text[index] != quote, text[index] != 0x0A {
            if text[index] == 0x5C {
                if isEscaped, text[index + 1] == quote { break }
                index += 1
            }
            index += 1
        }
        return Value(range: start..<min(index, text.count), isQuoted: true, isApart: isApart)
    }

    /// Where a value without quotes ends; nil for what is no value but code or a structure.
    private static func bareEnd(_ text: ScanText, from start: Int, _ longest: Int) -> Int? {
        var index = start
        scan: while index - start < longest {
            switch text[index] {
            case 0...0x20, 0x22, 0x26, 0x27, 0x29, 0x2C, 0x3B, 0x3C, 0x3E, 0x5C, 0x5D, 0x60, 0x7D: break scan
            case 0x28, 0x5B, 0x7B:
                // A call, an element, an object.
                if index == start || text[index - 1].isLetter { return nil }
                index += 1
            default: index += 1
            }
        }
        // A full stop belongs to the sentence.
        if index > start, text[index - 1] == 0x2E { index -= 1 }
        return index
    }

    /// Whether a value can be what its name says, and what it then is.
    static func finding(_ text: ScanText, _ value: Value, _ topics: ScanTopics) -> Finding? {
        let range = value.range
        guard !range.isEmpty, !isPlaceholder(text, range) else { return nil }
        if topics.contains(.code) {
            let isCode =
                (3...8).contains(range.count) && text.end(of: .digits, from: range.lowerBound) == range.upperBound
            return isCode ? Finding(.password, range, .medium, .nearbyName) : nil
        }
        if let finding = cloudKey(text, range, topics) { return finding }
        if topics.contains(.secret) {
            guard range.count >= 4, value.isQuoted || !isCode(text, value) else { return nil }
            return Finding(.password, range, .high, .nearbyName)
        }
        guard range.count >= 8, hasDigit(text, range) || range.count >= 20, !hasSpace(text, range) else { return nil }
        guard value.isQuoted || !isCode(text, value), text.distinctCount(range) > 4 else { return nil }
        return Finding(.password, range, .medium, .nearbyName)
    }

    /// Keys of which the name says more than the form: AWS's secret keys, Azure's account keys and signatures.
    private static func cloudKey(_ text: ScanText, _ range: Range<Int>, _ topics: ScanTopics) -> Finding? {
        let end = text.end(of: .base64, from: range.lowerBound)
        if range.count == 40, end == range.upperBound, !topics.isDisjoint(with: [.aws, .qualifier]),
            topics.contains(.secret), isMixed(text, range)
        {
            let isExample = text.has("EXAMPLEKEY", at: range.upperBound - 10)
            return Finding(.cloudKey, range, isExample ? .publicTest : .high, .nearbyName)
        }
        // 64 bytes, and 32 bytes that are percent-encoded or not.
        let isAccountKey = range.count == 88 && end == range.upperBound && topics.contains([.secret, .qualifier])
        let isSignature =
            (44...80).contains(range.count) && text.has("sig", at: range.lowerBound - 4)
            && (text.has("%3D", at: range.upperBound - 3) || text[range.upperBound - 1] == 0x3D)
        return isAccountKey || isSignature ? Finding(.cloudKey, range, .high, .nearbyName) : nil
    }

    /// Whether a value without quotes looks like code or a sentence: `user.password`, `Value`, `UInt64`.
    private static func isCode(_ text: ScanText, _ value: Value) -> Bool {
        var isWord = true
        var isPath = false
        for index in value.range {
            let byte = text[index]
            let joins = byte == 0x2E || byte == 0x5F
            isWord = isWord && (byte.isLetter || joins)
            isPath = isPath || joins
        }
        if isWord { return isPath || value.isApart }
        // The name of a type.
        let start = value.range.lowerBound
        return value.isApart && value.range.count < 8 && text[start].isUpper
            && text.end(of: .base62, from: start) >= value.range.upperBound
    }

    private static func hasDigit(_ text: ScanText, _ range: Range<Int>) -> Bool {
        for index in range where text[index].isDigit { return true }
        return false
    }

    /// Whether there is a digit, or letters of both cases, or something that words do not have.
    private static func isMixed(_ text: ScanText, _ range: Range<Int>) -> Bool {
        var (hasDigit, hasLower, hasUpper, hasOther) = (false, false, false, false)
        for index in range {
            let byte = text[index]
            if byte.isDigit {
                hasDigit = true
            } else if byte.isUpper {
                // A capital at the beginning is a sentence's.
                hasUpper = hasUpper || index > range.lowerBound
            } else if byte.isLetter {
                hasLower = true
            } else if byte != 0x2E, byte != 0x5F, byte != 0x2D, byte != 0x2F, byte != 0x3A, byte != 0x20 {
                hasOther = true
            }
        }
        return hasDigit || hasOther || (hasLower && hasUpper)
    }

    private static func hasSpace(_ text: ScanText, _ range: Range<Int>) -> Bool {
        for index in range where text[index] == 0x20 { return true }
        return false
    }

    /// What stands where a secret would: a variable, a template, asterisks, a word of code.
    private static func isPlaceholder(_ text: ScanText, _ range: Range<Int>) -> Bool {
        let first = text[range.lowerBound]
        let (second, last) = (text[range.lowerBound + 1], text[range.upperBound - 1])
        switch first {
        case 0x24: if second == 0x7B || second == 0x28 || isVariable(text, range.dropFirst()) { return true }
        case 0x25:
            if range.count <= 3 || (last == 0x25 && isVariable(text, range.dropFirst().dropLast())) { return true }
        case 0x3C: if last == 0x3E { return true }
        case 0x7B: if last == 0x7D { return true }
        case 0x5B: if last == 0x5D { return true }
        default: break
        }
        if range.count > 2, text.distinctCount(range) == 1, first == 0x2A || first == 0x2E || first | 0x20 == 0x78 {
            return true
        }
        guard range.count <= PackedWord.longest else { return false }
        var word = PackedWord()
        for index in range { word.append(text[index] | 0x20) }
        return placeholders.contains(word)
    }

    /// `PASSWORD`, as in `$PASSWORD` and `%PASSWORD%`.
    private static func isVariable(_ text: ScanText, _ range: Range<Int>) -> Bool {
        for index in range where !(text[index].isLetter || text[index] == 0x5F) { return false }
        return true
    }

    private static let placeholders: WordTable = {
        let words = """
            null true false none nil undefined yes no string str text varchar bool boolean int integer any bearer basic
            redacted hidden masked required optional missing empty unknown invalid valid filtered removed secret password
            expired wrong incorrect
            """.utf8.split(whereSeparator: { !$0.isAlphanumeric })
        var table = WordTable(capacity: words.count)
        for word in words {
            var packed = PackedWord()
            for byte in word { packed.append(byte) }
            table.insert(packed)
        }
        return table
    }()
}
