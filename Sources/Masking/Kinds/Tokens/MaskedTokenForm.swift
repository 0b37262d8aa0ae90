/// The secrets of vendors that keep their form when they are masked: a table. Others are found too (``TokenForm``), and masked as
/// what their characters are.
struct MaskedTokenForm: Sendable {
    /// What the characters behind the prefix are.
    enum Body: Sendable {
        /// Letters and digits; dashes, underscores and dots among them stay.
        case base62
        /// Letters and digits, the last six of them the CRC-32 of the others.
        case base62WithChecksum
        /// `A` to `Z` and `2` to `7`.
        case base32
        /// Small hexadecimal digits.
        case hex
        /// Parts of digits and of letters, each character in its class.
        case classes
    }

    let prefix: [UInt8]
    /// What the prefix becomes, of the same length: where a vendor has keys for tests, a key becomes one of these.
    let maskedPrefix: [UInt8]
    let body: Body
    /// How many characters the body has.
    let counts: ClosedRange<Int>

    private init(_ prefix: String, _ body: Body, _ counts: ClosedRange<Int>, becomes maskedPrefix: String? = nil) {
        self.prefix = Array(prefix.utf8)
        self.maskedPrefix = Array((maskedPrefix ?? prefix).utf8)
        self.body = body
        self.counts = counts
    }

    /// From the vendors' documentation of their token formats.
    static let all: [MaskedTokenForm] = [
        MaskedTokenForm("ghp_", .base62WithChecksum, 36...36),
        MaskedTokenForm("gho_", .base62WithChecksum, 36...36),
        MaskedTokenForm("ghu_", .base62WithChecksum, 36...36),
        MaskedTokenForm("ghs_", .base62WithChecksum, 36...36),
        MaskedTokenForm("ghr_", .base62WithChecksum, 36...36),
        MaskedTokenForm("github_pat_", .base62, 82...82),
        MaskedTokenForm("npm_", .base62WithChecksum, 36...36),
        MaskedTokenForm("glpat-", .base62, 20...20),
        MaskedTokenForm("xoxb-", .classes, 20...100),
        MaskedTokenForm("xoxp-", .classes, 20...100),
        MaskedTokenForm("xoxa-", .classes, 20...100),
        MaskedTokenForm("xoxr-", .classes, 20...100),
        MaskedTokenForm("xoxs-", .classes, 20...100),
        MaskedTokenForm("sk_live_", .base62, 24...120, becomes: "sk_test_"),
        MaskedTokenForm("sk_test_", .base62, 24...120),
        MaskedTokenForm("pk_live_", .base62, 24...120, becomes: "pk_test_"),
        MaskedTokenForm("pk_test_", .base62, 24...120),
        MaskedTokenForm("rk_live_", .base62, 24...120, becomes: "rk_test_"),
        MaskedTokenForm("rk_test_", .base62, 24...120),
        MaskedTokenForm("AKIA", .base32, 16...16),
        MaskedTokenForm("ASIA", .base32, 16...16),
        MaskedTokenForm("AIza", .base62, 35...35),
        MaskedTokenForm("SG.", .base62, 66...66),
        MaskedTokenForm("shpat_", .hex, 32...32),
        MaskedTokenForm("shpss_", .hex, 32...32),
        MaskedTokenForm("dop_v1_", .hex, 64...64),
        MaskedTokenForm("doo_v1_", .hex, 64...64),
        MaskedTokenForm("hf_", .base62, 34...37),
        MaskedTokenForm("whsec_", .base62, 32...64),
    ]

    /// The form of a token, or nil.
    static func of(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> MaskedTokenForm? {
        guard range.count >= 20, range.count <= 130 else { return nil }
        let first = text[range.lowerBound]
        guard firstBytes[Int(first)] else { return nil }
        for form in all where form.prefix[0] == first && form.isOne(text, range) { return form }
        return nil
    }

    private static let firstBytes: [Bool] = (0...255).map { byte in all.contains { Int($0.prefix[0]) == byte } }

    private func isOne(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count > prefix.count, counts.contains(range.count - prefix.count) else { return false }
        for place in prefix.indices where text[range.lowerBound + place] != prefix[place] { return false }
        let classes = ByteClass.of(text, range.lowerBound + prefix.count..<range.upperBound)
        switch body {
        case .base62: return classes.isSubset(of: [.alphanumeric, .dash, .underscore, .dot])
        case .classes: return classes.isSubset(of: [.alphanumeric, .dash])
        case .base62WithChecksum: return classes.isSubset(of: .alphanumeric)
        case .hex: return classes.isSubset(of: [.digit, .hexLower])
        case .base32:
            for index in range.lowerBound + prefix.count..<range.upperBound
            where Base32Digit.value(text[index]) == nil { return false }
            return true
        }
    }
}

/// The digits of base 32 (RFC 4648, section 6).
enum Base32Digit {
    static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x41...0x5A: character - 0x41
        case 0x32...0x37: character - 0x32 + 26
        default: nil
        }
    }

    static func character(_ value: UInt8) -> UInt8 { value < 26 ? 0x41 + value : 0x32 + value - 26 }
}

extension Masker {
    /// The prefix says what it is and stays, or becomes that of a test key; all of the rest is drawn anew, and a right
    /// checksum stays right.
    mutating func maskToken(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let form = MaskedTokenForm.of(text, range) else { return }
        let body = range.lowerBound + form.prefix.count..<range.upperBound
        let tweak = form.prefix.reduce(Kind.token.tweak) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        switch form.body {
        case .base62: maskBase62(&text, body, tweak: tweak)
        case .base62WithChecksum: maskChecksummed(&text, body, tweak)
        case .hex: maskHex(&text, body)
        case .classes:
            removeSlots()
            for index in body { addSlot(text, index) }
            maskSlots(&text, body, tweak: tweak)
        case .base32:
            var rank = MixedRank()
            for index in body { _ = rank.append(UInt64(Base32Digit.value(text[index]) ?? 0), below: 32) }
            rank.permute(by: identifiers, tweak: tweak)
            for index in body.reversed() {
                text[index] = Base32Digit.character(UInt8(truncatingIfNeeded: rank.removeLast(below: 32)))
            }
        }
        for place in form.maskedPrefix.indices { text[range.lowerBound + place] = form.maskedPrefix[place] }
    }

    private mutating func maskChecksummed(_ text: inout MutableSpan<UInt8>, _ body: Range<Int>, _ tweak: UInt64) {
        let content = body.lowerBound..<body.upperBound - 6
        let isValid = Self.hasChecksum(text, body)
        maskBase62(&text, isValid ? content : body, tweak: tweak)
        if isValid {
            let checksum = CRC32.checksum(text.span.extracting(content))
            for place in 0..<6 { text[content.upperBound + place] = CRC32.base62Digit(place, of: checksum) }
        }
    }

    static func hasChecksum(_ text: borrowing MutableSpan<UInt8>, _ body: Range<Int>) -> Bool {
        let content = body.lowerBound..<body.upperBound - 6
        let checksum = CRC32.checksum(text.span.extracting(content))
        for place in 0..<6 where text[content.upperBound + place] != CRC32.base62Digit(place, of: checksum) {
            return false
        }
        return true
    }
}
