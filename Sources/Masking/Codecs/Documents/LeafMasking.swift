/// Masks the leaves of documents, each in its form.
extension Masker {
    /// Masks what a parser found in a document.
    mutating func mask(_ found: borrowing LeafCollector, _ paths: DocumentPaths?, _ text: inout MutableSpan<UInt8>) {
        for number in found.leaves.indices {
            let leaf = found.leaves[number]
            if found.isPosition(leaf) { continue }
            guard let object = leaf.object, paths != nil || !named.isEmpty else {
                mask(leaf, paths, &text)
                continue
            }
            // No masked name becomes one that a path or the table names. Some writings bring names together, so the walk has an end.
            for _ in 0..<Self.longestWalk {
                mask(leaf, paths, &text)
                let name = text.span.extracting(leaf.range)
                if leaf.container != nil || !isNamed(name, paths, object) { break }
            }
        }
    }

    private static let longestWalk = 1000

    private func isNamed(_ name: Span<UInt8>, _ paths: DocumentPaths?, _ object: Int) -> Bool {
        paths?.member(of: object, named: name).isNamed ?? false || named.kind(of: name) != nil
    }

    private mutating func mask(_ leaf: DocumentLeaf, _ paths: DocumentPaths?, _ text: inout MutableSpan<UInt8>) {
        switch leaf.form {
        case .text: maskText(leaf.leaf, paths, &text, leaf.range)
        case .bytes: mask(leaf.leaf, paths, &text, leaf.range)
        case .number: maskNumber(leaf.leaf, &text, leaf.range)
        case .javaText: maskRewritten(JavaText.self, leaf.leaf, paths, &text, leaf.range)
        case .markup: maskRewritten(MarkupText.self, leaf.leaf, paths, &text, leaf.range)
        case .pickleText: maskRewritten(PickleText.self, leaf.leaf, paths, &text, leaf.range)
        case .latinText: maskRewritten(LatinText.self, leaf.leaf, paths, &text, leaf.range)
        case .pickleLatinText: maskRewritten(PickleLatinText.self, leaf.leaf, paths, &text, leaf.range)
        case .calendarText(false): maskCalendar(LatinText.self, &text, leaf.range)
        case .calendarText(true): maskCalendar(PickleLatinText.self, &text, leaf.range)
        case .formText: maskRewritten(PercentText.self, leaf.leaf, paths, &text, leaf.range)
        case .wideText: maskRewritten(WideText.self, leaf.leaf, paths, &text, leaf.range)
        case .calendar(let form): maskCalendar(&text, leaf.range, form)
        case .packed: maskPacked(&text, leaf.range)
        case .float(let order): maskFloat(&text, leaf.range, order)
        case .decimal128: maskDecimal128(&text, leaf.range)
        case .objectID: maskBits(&text, leaf.range)
        case .unsigned, .signed, .complement, .immediate, .immediateComplement, .varint, .fixnum, .negativeMagnitude:
            maskInteger(leaf.leaf, &text, leaf.range, leaf.form)
        }
    }

    /// Masks bytes as a leaf's treatment says.
    mutating func mask(
        _ leaf: DocumentPaths.Leaf, _ paths: DocumentPaths?, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>
    ) {
        switch leaf {
        case .inherited: mask(Kind.detect, &text, range)
        case .kind(let kind): mask(kind, &text, range)
        case .nested(let number):
            guard let paths else { return mask(Kind.detect, &text, range) }
            mask(paths.nested[number], &text, range)
        }
    }

    /// Masks characters that must stay characters.
    mutating func maskText(
        _ leaf: DocumentPaths.Leaf, _ paths: DocumentPaths?, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>
    ) {
        let outer = nesting.context
        nesting.context.insert(.staysText)
        defer { nesting.context = outer }
        mask(leaf == .kind(.binary) ? .kind(.opaque) : leaf, paths, &text, range)
    }

    /// Masks what characters in another writing stand for.
    private mutating func maskRewritten<Writing: TextWriting>(
        _ writing: Writing.Type, _ leaf: DocumentPaths.Leaf, _ paths: DocumentPaths?,
        _ text: inout MutableSpan<UInt8>, _ range: Range<Int>
    ) {
        guard writing.isUsed(text.span, range) else { return maskText(leaf, paths, &text, range) }
        var plain = json.takeBuffer()
        writing.read(text.span, range, into: &plain)
        maskText(leaf, paths, &plain)
        var original = json.takeBuffer()
        writing.read(text.span, range, into: &original)
        if !TextPattern.isSame(plain.span, original.span) {
            // What was inside was written anew, and that may not fit what is written here.
            maskPattern(&original)
            swap(&plain, &original)
        }
        writing.write(plain.span, over: &text, range)
        json.giveBack(plain)
        json.giveBack(original)
    }

    /// Masks a whole buffer of characters that must stay characters.
    mutating func maskText(_ leaf: DocumentPaths.Leaf, _ paths: DocumentPaths?, _ plain: inout [UInt8]) {
        var span = plain.mutableSpan
        maskText(leaf, paths, &span, 0..<span.count)
    }

    /// Masks a whole buffer so that every character stays in its class and length.
    mutating func maskPattern(_ plain: inout [UInt8]) {
        var span = plain.mutableSpan
        _ = maskOpaque(&span, 0..<span.count, tweak: 0)
    }

    /// Masks a decimal number as text, by a kind that is made for numbers, or as digits.
    mutating func maskNumber(
        _ leaf: DocumentPaths.Leaf, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>
    ) {
        if fillsNext() { return Filling.fill(&text, range) }
        if case .kind(let kind) = leaf, kind.masksIntegers || kind.masksFractions {
            let isInteger = DecimalText.canonicalInteger(text, range) != nil
            if isInteger || kind.masksFractions && Self.shape(kind, text, range) == kind {
                return mask(kind, &text, range)
            }
        }
        maskDecimal(&text, range)
    }

    // MARK: Integers

    private mutating func maskInteger(
        _ leaf: DocumentPaths.Leaf, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>, _ form: LeafForm
    ) {
        let width = IntegerForm(form, byteCount: range.count)
        let bits = width.read(text.span, range)
        guard let value = width.value(bits) else { return maskLargeInteger(&text, range, width, bits) }
        let values = width.values(like: value)
        if fillsNext() {
            let least = max(IntegerLadder.interval(of: value).lower, values.lowerBound)
            return width.write(width.bits(least), over: &text, range)
        }
        var masked = value
        // The ladder has the limits of almost every encoding; the others are walked over.
        // Only a permutation is sure to come back.
        if case .kind(let kind) = leaf, kind.isInjective {
            repeat { masked = self.masked(masked, as: kind) } while !values.contains(masked)
        } else {
            repeat { masked = self.masked(masked) } while !values.contains(masked)
        }
        width.write(width.bits(masked), over: &text, range)
    }

    /// An integer without a sign that is no 64-bit integer with one, as ``maskDigits(_:_:)`` masks its digits.
    private mutating func maskLargeInteger(
        _ text: inout MutableSpan<UInt8>, _ range: Range<Int>, _ width: IntegerForm, _ bits: UInt64
    ) {
        let border = UInt64(10_000_000_000_000_000_000)
        let (lower, end) = bits < border ? (UInt128(1) << 63, UInt128(border)) : (UInt128(border), UInt128(border) * 10)
        var masked = UInt128(bits)
        repeat {
            masked = lower + digits.permuted(masked - lower, below: end - lower)
        } while masked > UInt128(UInt64.max)
        width.write(UInt64(truncatingIfNeeded: masked), over: &text, range)
    }

    // MARK: Other numbers

    /// A floating-point number, as its shortest decimal form is masked; so it masks as it does in JSON.
    private mutating func maskFloat(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>, _ order: ByteOrder) {
        let form = FloatForm(byteCount: range.count)
        let integers = IntegerForm(.unsigned(order), byteCount: range.count)
        let bits = integers.read(text.span, range)
        if fillsNext() { return integers.write(form.filled(bits), over: &text, range) }
        integers.write(masked(bits, form), over: &text, range)
    }

    private mutating func masked(_ bits: UInt64, _ form: FloatForm) -> UInt64 {
        // What a NaN's other bits say is nobody's business; infinity and zero say nothing.
        if form.isNaN(bits) { return form.quietNaN(bits) }
        if !form.isFinite(bits) || form.isZero(bits) { return bits }
        if let whole = form.integer(bits) {
            if let result = form.bits(masked(whole)) { return result }
        } else {
            var decimal = form.decimal(bits)
            var span = decimal.mutableSpan
            maskDecimal(&span, 0..<span.count)
            if let result = form.bits(decimal) { return result }
        }
        let mantissa = self.bits.permuted(UInt128(form.mantissa(bits)), bits: form.mantissaBits)
        return bits & ~form.mantissaMask | UInt64(truncatingIfNeeded: mantissa)
    }

    /// IEEE 754 decimal128 in its binary encoding: sign, exponent and the size of the coefficient stay.
    private mutating func maskDecimal128(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        let words = IntegerForm(.unsigned(.little), byteCount: 8)
        let middle = range.lowerBound + 8
        let (low, high) = (
            words.read(text.span, range.lowerBound..<middle), words.read(text.span, middle..<range.upperBound)
        )
        let field = UInt128(1) << 113 - 1
        let all = UInt128(high) << 64 | UInt128(low)
        // Infinity and NaN begin with four ones.
        guard high >> 59 & 15 != 15, all & field != 0 else { return }
        let free = 127 - (all & field).leadingZeroBitCount
        guard free > 0 else { return }
        let mask = UInt128(1) << UInt128(free) - 1
        let masked = all & ~mask | bits.permuted(all & mask, bits: free, tweak: 3)
        words.write(UInt64(truncatingIfNeeded: masked), over: &text, range.lowerBound..<middle)
        words.write(UInt64(truncatingIfNeeded: masked >> 64), over: &text, middle..<range.upperBound)
    }

    /// Up to 16 bytes, as hexadecimal digits of them are masked.
    private mutating func maskBits(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var rank: UInt128 = 0
        for index in range { rank = rank << 8 | UInt128(text[index]) }
        rank = bits.permuted(rank, bits: range.count * 8)
        for index in range.reversed() {
            text[index] = UInt8(truncatingIfNeeded: rank)
            rank >>= 8
        }
    }

    /// Bytes without a schema: as varints they stay varints of the same lengths.
    private mutating func maskPacked(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        let tag = prf.tag(of: text.span.extracting(range))
        letters.encryptCounters(under: tag, blockCount: (range.count + 15) / 16, by: stream)
        for place in 0..<range.count {
            let index = range.lowerBound + place
            text[index] = text[index] & 0x80 | letters.blocks[place] & 0x7F
        }
    }
}

/// Characters written with escapes of some sort, which are written back as they were.
protocol TextWriting {
    /// Whether there is an escape at all.
    static func isUsed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool
    /// Appends the characters in UTF-8. What has no form in UTF-8 is replaced by a character of the same length there that
    /// no kind changes.
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, into plain: inout [UInt8])
    /// Writes characters over those that were read, of the same lengths in UTF-8.
    static func write(_ plain: Span<UInt8>, over text: inout MutableSpan<UInt8>, _ range: Range<Int>)
}

/// The pattern of a text: which of its bytes are letters or digits, and where characters of several bytes lie.
enum TextPattern {
    /// Whether two texts have one pattern, and the same characters where there are no letters and digits.
    static func isSame(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        var index = 0
        while index < left.count {
            if left[index] < 0x80 {
                guard left[index] == right[index] || isAlphanumeric(left[index]) && isAlphanumeric(right[index]) else {
                    return false
                }
                index += 1
                continue
            }
            let count = UTF8Scalar.count(left, at: index, end: left.count)
            guard right[index] >= 0x80, count == UTF8Scalar.count(right, at: index, end: right.count) else {
                return false
            }
            index += count ?? 1
        }
        return true
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 }
}
