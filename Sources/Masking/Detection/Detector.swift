/// Finds out which kind a value is, from its bytes alone.
///
/// Shapes are decided by pattern first (which characters stand where) and by value only where the shape needs it
/// (an octet up to 255, a month up to 12), so that a masked value is found to be of the same kind again.
enum Detector {
    /// The longest e-mail address (RFC 5321: a path of 256 bytes, of which two are angle brackets).
    private static let longestEmail = 254

    /// The kind of a value; never ``Kind/keep``, ``Kind/detect``, ``Kind/structural`` or ``Kind/text``.
    static func kind(of text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Kind {
        let count = range.count
        guard count > 0 else { return .opaque }
        let first = text[range.lowerBound]
        if first == 0x7B || first == 0x5B, JSONDocument.isOne(text, range) { return .json }
        let classes = ByteClass.of(text, range)
        if classes.contains(.control) {
            return HyperLogLog.isOne(text, range) ? .hyperloglog : .binary
        }
        if classes.contains(.high) { return UTF8Scalar.isValid(text, range) ? .opaque : .binary }
        if classes == .digit { return DecimalText.canonicalInteger(text, range) == nil ? .digits : .integer }
        if MaskedTokenForm.of(text, range) != nil { return .token }
        if classes.isSubset(of: .letter) { return .opaque }
        if classes.isSuperset(of: [.colon, .slash]), URLKind.parse(text, range) != nil { return .url }
        if classes.contains(.at) { return count <= longestEmail && EmailKind.isOne(text, range) ? .email : .opaque }
        if first == 0x65, classes.contains(.dot), JWTKind.parse(text, range) != nil { return .jwt }
        guard classes.contains(.digit) else {
            // Hexadecimal digits may all be letters.
            return count <= 64 && classes.contains(.colon) && IPv6Kind.parse(text, range) != nil ? .ipv6 : .opaque
        }
        if count >= 8, classes == [.digit, .hexLower] || classes == [.digit, .hexUpper] { return .hex }
        if count <= 64, let kind = shortKind(of: text, range, classes) { return kind }
        return isBase64(text, range, classes) ? .base64 : .opaque
    }

    /// The kind of a value of up to 64 bytes that is made of digits and others, when it has a shape that is short.
    private static func shortKind(
        of text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, _ classes: ByteClass
    ) -> Kind? {
        let count = range.count
        let hexadecimal: ByteClass = [.digit, .hexLower, .hexUpper, .colon, .dot]
        if classes.contains(.colon), classes.isSubset(of: hexadecimal) || classes.contains(.otherPunctuation),
            IPv6Kind.parse(text, range) != nil
        {
            return .ipv6
        }
        if count == 17 || count == 14, MACKind.isOne(text, range) { return .mac }
        if classes.isSubset(of: [.digit, .dash, .space]), CardKind.isEvident(text, range) { return .card }
        if classes.isSubset(of: [.digit, .upper, .space]), IBANKind.isEvident(text, range) { return .iban }
        if classes == [.digit, .dash], DecimalText.canonicalInteger(text, range) != nil { return .integer }
        if count == 36, classes.contains(.dash), UUIDKind.isOne(text, range, classes) { return .uuid }
        if classes == [.digit, .dot], IPv4Kind.parse(text, range) != nil { return .ipv4 }
        if classes.contains(.dot), DecimalKind.isOne(text, range) { return .decimal }
        if count >= 10, classes.contains(.dash), DateKind.parse(text, range) != nil { return .date }
        return PhoneKind.isOne(text, range, classes) ? .phone : nil
    }

    /// Whole groups of four, with digits, letters of both cases, and a mark of base64: padding, `+` or `/`.
    private static func isBase64(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, _ classes: ByteClass
    ) -> Bool {
        guard range.count >= 16, range.count % 4 == 0,
            classes.isSubset(of: [.alphanumeric, .plus, .slash, .equals]),
            !classes.isDisjoint(with: [.plus, .slash, .equals]),
            !classes.isDisjoint(with: .upper), !classes.isDisjoint(with: .lower)
        else { return false }
        return Base64Kind.parse(text, range) != nil
    }
}
