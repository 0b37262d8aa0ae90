/// One pass over a text: what is known at the place it is at, and what was found.
///
/// The loop goes from word to word, a word being a run of ASCII letters and digits. A word is looked at by what it is made
/// of, marks between words by what they begin or join. Whatever looks at a place returns where to go on, never before it,
/// so that the cost is that of the bytes, plus some bytes of looking ahead.
struct ScanPass {
    private let tables: ScanTables
    private var context = ScanContext()
    var findings: [Finding]
    /// Findings before this one are the caller's.
    private let first: Int

    init(_ tables: ScanTables, findings: consuming [Finding]) {
        self.tables = tables
        first = findings.count
        self.findings = findings
    }

    // MARK: The loop

    mutating func scan(_ text: ScanText, from start: Int = 0) {
        let bytes = text.bytes
        let table = tables.bytes
        let classes = table.span
        var index = start
        while index < bytes.count {
            let first = classes[Int(bytes[index])]
            if first & ScanByte.alphanumeric == 0 {
                index = first == 0 ? index + 1 : mark(text, at: index)
                continue
            }
            let start = index
            var rest: UInt8 = 0
            index += 1
            while index < bytes.count {
                let next = classes[Int(bytes[index])]
                if next & ScanByte.alphanumeric == 0 { break }
                rest |= next
                index += 1
            }
            index = word(text, start..<index, first, rest)
        }
    }

    /// Takes a name that stands before the text, such as that of a hash field.
    mutating func readName(_ text: ScanText) {
        var index = 0
        while index < text.count {
            let end = text.end(of: .base62, from: index)
            if end > index { splitWord(text, index..<end) }
            index = text[end] >= 0x80 ? beyondASCII(text, from: end) : end + 1
        }
        context.endName(at: -1)
    }

    /// Looks at a whole text as the value of the name that was read.
    mutating func scanValue(_ text: ScanText) {
        let value = NamedSecretScan.Value(range: 0..<text.count, isQuoted: true, isApart: false)
        scan(text, from: secret(text, value, context.named) ?? 0)
    }

    /// Adds a finding; what was found inside of it is dropped. Returns where to go on.
    private mutating func add(_ finding: Finding) -> Int {
        while findings.count > first, let last = findings.last, last.range.upperBound > finding.range.lowerBound {
            findings.removeLast()
        }
        findings.append(finding)
        context.extend(over: finding.range)
        return finding.range.upperBound
    }

    // MARK: Words

    @inline(__always)
    private mutating func word(_ text: ScanText, _ range: Range<Int>, _ first: UInt8, _ rest: UInt8) -> Int {
        if tables.prefixes.mayBegin(text.bytes, at: range.lowerBound), let end = token(text, at: range.lowerBound) {
            return end
        }
        let bits = first | rest
        if bits & ScanByte.digit == 0 {
            let isSplit = rest & ScanByte.upper != 0 && bits & ScanByte.lower != 0
            if isSplit {
                splitWord(text, range)
            } else {
                let topics = tables.keywords.topics(of: text.bytes, range)
                context.add(topics, range, in: text)
                if topics.contains(.scheme), let end = credentials(text, behind: range.upperBound) { return end }
            }
            if bits & (ScanByte.otherLower | ScanByte.otherUpper) == 0 {
                return hexadecimal(text, range) ?? range.upperBound
            }
            return range.upperBound
        }
        return bits == ScanByte.digit ? number(text, range) : mixed(text, range, first, bits)
    }

    /// A token of a known form, if one begins at a place.
    private mutating func token(_ text: ScanText, at start: Int) -> Int? {
        if text.has("eyJ", at: start) { return IdentifierScan.jsonWebToken(text, at: start).map { add($0) } }
        return tables.prefixes.token(text, at: start).map { add($0) }
    }

    /// The words of a name in one word: `homePhone2` is `home` and `Phone`.
    private mutating func splitWord(_ text: ScanText, _ range: Range<Int>) {
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            let byte = text[index]
            index += 1
            let next = index < range.upperBound ? text[index] : 0
            let isEnd = !next.isLetter || (next.isUpper && (!byte.isUpper || isSmall(text, index + 1, range)))
            guard isEnd else { continue }
            let part = start..<index
            if byte.isLetter {
                context.add(tables.keywords.topics(of: text.bytes, part), part, in: text)
            } else {
                context.addDigits(part)
            }
            start = index
        }
    }

    private func isSmall(_ text: ScanText, _ index: Int, _ range: Range<Int>) -> Bool {
        index < range.upperBound && text[index].isLetter && !text[index].isUpper
    }

    /// A word that may be the first group of an identifier or an address.
    private mutating func hexadecimal(_ text: ScanText, _ range: Range<Int>) -> Int? {
        let next = text[range.upperBound]
        switch (range.count, next) {
        case (8, 0x2D): return IdentifierScan.uuid(text, at: range.lowerBound).map { add($0) }
        case (2, 0x2D), (4, 0x2E): return AddressScan.hardware(text, at: range.lowerBound).map { add($0) }
        case (1...4, 0x3A):
            if range.count == 2, let finding = AddressScan.hardware(text, at: range.lowerBound) { return add(finding) }
            guard text[range.upperBound + 1].isHexDigit || text[range.upperBound + 1] == 0x3A else { return nil }
            return AddressScan.ipv6(text, at: range.lowerBound).map { add($0) }
        default: return nil
        }
    }

    /// A word of letters and digits.
    private mutating func mixed(_ text: ScanText, _ range: Range<Int>, _ first: UInt8, _ bits: UInt8) -> Int {
        if bits & (ScanByte.otherLower | ScanByte.otherUpper) == 0 {
            if let end = hexadecimal(text, range) { return end }
            if let finding = RandomRunScan.hex(range, bits) { return add(finding) }
        }
        if range.count >= 4, first & ScanByte.letter != 0, text[range.lowerBound + 2].isDigit,
            let finding = IBANScan.find(text, at: range.lowerBound)
        {
            return add(finding)
        }
        if range.count >= 8, bits & ScanByte.upper != 0, bits & ScanByte.lower != 0 {
            let floor = findings.count > self.first ? findings.last?.range.upperBound ?? 0 : 0
            if let finding = RandomRunScan.base64(text, range, notBefore: floor) { return add(finding) }
        }
        if first & ScanByte.digit != 0 { return extendedNumber(text, range) ?? range.upperBound }
        if range.count <= 24 { splitWord(text, range) }
        return range.upperBound
    }

    // MARK: Numbers

    private mutating func number(_ text: ScanText, _ range: Range<Int>) -> Int {
        let (start, end) = (range.lowerBound, range.upperBound)
        let next = text[end]
        let goesOn = next == 0x20 || next == 0x28 || next == 0x29 || (next &- 0x2D < 3)
        if !goesOn {
            if next == 0x3A || next == 0x2D, range.count <= 8, let found = hexadecimal(text, range) { return found }
            if range.count < 7 { return end }
        }
        // Behind a point: the rest of a fraction.
        if text[start - 1] == 0x2E, text[start - 2].isDigit { return end }
        let topics = context.current(at: start)
        if goesOn {
            if next == 0x2D || next == 0x2F, range.count == 4 || topics.contains(.birth),
                let finding = DateScan.find(text, at: start, topics)
            {
                return add(finding)
            }
            if next == 0x2D || next == 0x2E, let found = hexadecimal(text, range) { return found }
            if next == 0x2E, let found = dotted(text, range, topics) { return found }
        } else if range.count < 12, topics.isEmpty, text[start - 1] != 0x2B {
            return end
        }
        return groups(text, range, topics) ?? end
    }

    /// A number with a point behind it.
    private mutating func dotted(_ text: ScanText, _ range: Range<Int>, _ topics: ScanTopics) -> Int? {
        guard range.count <= 3 else { return nil }
        if let finding = AddressScan.ipv4(text, at: range.lowerBound, topics) { return add(finding) }
        if topics.contains(.birth), let finding = DateScan.find(text, at: range.lowerBound, topics) {
            return add(finding)
        }
        return CoordinateScan.find(text, at: range.lowerBound, topics).map { add($0) }
    }

    /// Whatever is written as groups of digits.
    private mutating func groups(_ text: ScanText, _ range: Range<Int>, _ topics: ScanTopics) -> Int? {
        let groups = DigitGroups(text, at: range.lowerBound)
        guard groups.groupCount > 0, groups.totals[groups.groupCount - 1] > 6 else { return nil }
        if text[range.lowerBound - 1] == 0x2B {
            return PhoneScan.find(text, groups, topics, isNamedBehind: false).map { add($0) }
        }
        if let finding = SocialSecurityScan.find(text, groups, topics) { return add(finding) }
        if !topics.contains(.phone) || topics.contains(.card), let finding = CardScan.find(text, groups, topics) {
            return add(finding)
        }
        let isNamedBehind = !topics.contains(.structural) && isNamedPhone(text, behind: groups)
        return PhoneScan.find(text, groups, topics, isNamedBehind: isNamedBehind).map { add($0) }
    }

    /// `555 1234 (mobile)`, `555 1234-Fax`: a word behind the last group says what it is.
    private func isNamedPhone(_ text: ScanText, behind groups: DigitGroups) -> Bool {
        var start = groups.ends[groups.groupCount - 1]
        let limit = start + 2
        while start < limit, text[start] == 0x20 || text[start] == 0x2D || text[start] == 0x28 { start += 1 }
        let end = text.end(of: .base62, from: start, limit: 12)
        guard end > start, text[start - 1].isDigit == false else { return false }
        return tables.keywords.topics(of: text.bytes, start..<end).contains(.phone)
    }

    /// Digits that an extension follows at once: `5551234567x89`.
    private mutating func extendedNumber(_ text: ScanText, _ range: Range<Int>) -> Int? {
        let end = text.end(of: .digits, from: range.lowerBound, limit: 16)
        guard end - range.lowerBound >= 7, text[end] | 0x20 == 0x78 else { return nil }
        return groups(text, range, context.current(at: range.lowerBound))
    }

    // MARK: Marks

    private mutating func mark(_ text: ScanText, at index: Int) -> Int {
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
    private mutating func secret(_ text: ScanText, _ value: NamedSecretScan.Value, _ topics: ScanTopics) -> Int? {
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
    private mutating func credentials(_ text: ScanText, behind end: Int) -> Int? {
        guard text[end] == 0x20, text[end + 1] > 0x20 else { return nil }
        let start = end + 1
        if tables.prefixes.mayBegin(text.bytes, at: start), let end = token(text, at: start) { return end }
        var last = start
        while last < text.count, ByteAlphabet.base64.contains(text[last]) || text[last] == 0x2E || text[last] == 0x7E {
            last += 1
        }
        while last > start, text[last - 1] == 0x2E { last -= 1 }
        guard last - start >= 12, text.distinctCount(start..<last) > 5, hasDigitOrBothCases(text, start..<last) else {
            return nil
        }
        return add(Finding(.authorization, start..<last, .high, .nearbyName))
    }

    private func hasDigitOrBothCases(_ text: ScanText, _ range: Range<Int>) -> Bool {
        var seen: UInt8 = 0
        for index in range { seen |= tables.bytes[Int(text[index])] }
        return seen & ScanByte.digit != 0 || (seen & ScanByte.upper != 0 && seen & ScanByte.lower != 0)
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
    private mutating func beyondASCII(_ text: ScanText, from start: Int) -> Int {
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
