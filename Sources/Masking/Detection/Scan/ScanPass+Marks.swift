/// What stands between words: marks that join or begin something, names that end, characters beyond ASCII.
extension ScanPass {
    mutating func mark(_ text: ScanText, at index: Int) -> Int {
        switch text[index] {
        case 0x40: return email(text, at: index)
        case 0x3A, 0x3D: return separator(text, at: index)
        case 0x3E:
            if context.nameEnd == index, context.isTag(in: text) { return separator(text, at: index) }
            return index + 1
        case 0x2D:
            guard text[index + 1] == 0x2D, text[index + 2] == 0x2D else { return index + 1 }
            return PEMScan.privateKey(text, at: index).map { add($0) } ?? dashesEnd(text, from: index)
        case 0x7B, 0x7D, 0x5B, 0x5D:
            context.bracket(text[index], at: index)
            return index + 1
        case 0x5C: return escape(text, at: index)
        default: return beyondASCII(text, from: index)
        }
    }

    /// An address; what stands before the `@` of a URL is none.
    private mutating func email(_ text: ScanText, at index: Int) -> Int {
        if findings.count > first, let last = findings.last, last.kind == .urlCredentials,
            last.range.upperBound == index
        {
            return index + 1
        }
        return EmailScan.find(text, at: index).map { add($0) } ?? index + 1
    }

    /// Dashes up to the five before which a block can begin.
    private func dashesEnd(_ text: ScanText, from start: Int) -> Int {
        var index = start + 1
        while text[index] == 0x2D, text[index + 5] == 0x2D { index += 1 }
        return index
    }

    /// A colon or an equals sign: the end of a name, or part of a URL or an address.
    private mutating func separator(_ text: ScanText, at index: Int) -> Int {
        if text[index] == 0x3A {
            if text[index + 1] == 0x3A, !text[index - 1].isAlphanumeric, let finding = AddressScan.ipv6(text, at: index)
            {
                return add(finding)
            }
            if text[index + 1] == 0x2F, let finding = URLScan.credentials(text, atColon: index) { return add(finding) }
        }
        guard context.isAdjacent(to: index, in: text) else { return index + 1 }
        return endName(text, at: index)
    }

    /// The end of a name before a separator, of which this is the last byte: what follows may be secret.
    private mutating func endName(_ text: ScanText, at index: Int) -> Int {
        context.endName(at: index)
        let topics = context.named
        guard !topics.isDisjoint(with: [.secret, .token, .code]),
            let value = NamedSecretScan.value(text, behind: index, topics)
        else { return index + 1 }
        return secret(text, value, topics) ?? index + 1
    }

    /// The value of something secret: a token of a known form, or a password.
    mutating func secret(_ text: ScanText, _ value: NamedSecretScan.Value, _ topics: ScanTopics) -> Int? {
        guard !topics.isDisjoint(with: [.secret, .token, .code]), !topics.contains(.structural) else { return nil }
        let start = value.range.lowerBound
        if text[start].isAlphanumeric {
            if tables.prefixes.mayBegin(text.bytes, at: start), let end = token(text, at: start) { return end }
            if let finding = IdentifierScan.uuid(text, at: start) { return add(finding) }
        }
        if text.has("-----BEGIN ", at: start) { return PEMScan.privateKey(text, at: start).map { add($0) } }
        // A token can be in a URL, which is no secret by itself.
        if text.has("://", at: text.end(of: .base62, from: start, limit: 8)) { return nil }
        // "Bearer" and the like: the word is looked at when it comes.
        let schemeEnd = text.end(of: .base62, from: start, limit: 16)
        if text[schemeEnd] == 0x20, text[schemeEnd + 1] > 0x20,
            tables.keywords.topics(of: text.bytes, start..<min(schemeEnd, text.count)).contains(.scheme)
        {
            return nil
        }
        return NamedSecretScan.finding(text, value, topics).map { add($0) }
    }

    /// What follows `Bearer` or `Basic`.
    mutating func credentials(_ text: ScanText, behind end: Int) -> Int? {
        guard text[end] == 0x20, text[end + 1] > 0x20 else { return nil }
        let start = end + 1
        if tables.prefixes.mayBegin(text.bytes, at: start), let end = token(text, at: start) { return end }
        var last = start
        while last < text.count, ByteAlphabet.base64.contains(text[last]) || text[last] == 0x2E || text[last] == 0x7E {
            last += 1
        }
        while last > start, text[last - 1] == 0x2E { last -= 1 }
        guard last - start >= 12, text.distinctCount(start..<last) > 5, isNoWord(text, start..<last) else { return nil }
        return add(Finding(.authorization, start..<last, .high, .nearbyName))
    }

    /// Whether there is a digit, or a capital behind a small letter.
    private func isNoWord(_ text: ScanText, _ range: Range<Int>) -> Bool {
        var last: UInt8 = 0
        for index in range {
            let byte = text[index]
            if byte.isDigit || (byte.isUpper && last.isLetter && !last.isUpper) { return true }
            last = byte
        }
        return false
    }

    /// A backslash: the letter behind it belongs to an escape of JSON, or to a character beyond ASCII.
    private mutating func escape(_ text: ScanText, at index: Int) -> Int {
        switch text[index + 1] {
        case 0x6E, 0x72, 0x74, 0x62, 0x66: return index + 2
        case 0x75:
            if let (topics, end) = WideKeyword.find(text, at: index) {
                context.add(topics, index..<end, in: text)
                return end
            }
            return text.end(of: .hex, from: index + 2, limit: 4)
        default: return index + 1
        }
    }

    /// Characters beyond ASCII: words of other scripts that say something about what follows.
    mutating func beyondASCII(_ text: ScanText, from start: Int) -> Int {
        var index = start
        while text[index] >= 0x80 {
            if let (topics, end) = WideKeyword.find(text, at: index) {
                context.add(topics, index..<end, in: text)
                index = end
            } else {
                index += 1
            }
        }
        // A full-width colon ends a name as a colon does.
        if text.has("：", at: index - 3), context.isAdjacent(to: index - 3, in: text) {
            return endName(text, at: index - 1)
        }
        return index
    }
}
