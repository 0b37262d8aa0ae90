/// One pass over a text: what is known at the place it is at, and what was found.
///
/// The loop goes from word to word, a word being a run of ASCII letters and digits. A word is looked at by what it is made
/// of, marks between words by what they begin or join. Whatever looks at a place returns where to go on, never before it,
/// so that the cost is that of the bytes, plus some bytes of looking ahead.
struct ScanPass {
    let tables: ScanTables
    var context = ScanContext()
    var findings: [Finding]
    /// Findings before this one are the caller's.
    let first: Int

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
        // The name is not what is searched.
        findings.removeLast(findings.count - first)
    }

    /// Looks at a whole text as the value of the name that was read.
    mutating func scanValue(_ text: ScanText) {
        let value = NamedSecretScan.Value(range: 0..<text.count, isQuoted: true, isApart: false)
        scan(text, from: secret(text, value, context.named) ?? 0)
    }

    /// Adds a finding; what was found inside of it is dropped. Returns where to go on.
    mutating func add(_ finding: Finding) -> Int {
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
    mutating func token(_ text: ScanText, at start: Int) -> Int? {
        if text.has("eyJ", at: start) { return IdentifierScan.jsonWebToken(text, at: start).map { add($0) } }
        return tables.prefixes.token(text, at: start).map { add($0) }
    }

    /// The words of a name in one word: `homePhone2` is `home` and `Phone`.
    mutating func splitWord(_ text: ScanText, _ range: Range<Int>) {
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
    mutating func hexadecimal(_ text: ScanText, _ range: Range<Int>) -> Int? {
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
}
