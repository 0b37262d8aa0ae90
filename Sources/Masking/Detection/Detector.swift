/// Finds out which kind a value is, from its bytes alone.
///
/// Shapes are decided by pattern first (which characters stand where) and by value only where the shape needs it
/// (an octet up to 255, a month up to 12), so that a masked value is found to be of the same kind again.
enum Detector {
    /// The kind of a value; never ``Kind/keep``, ``Kind/detect`` or ``Kind/structural``.
    static func kind(of text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Kind {
        let count = range.count
        guard count > 0 else { return .opaque }
        let first = text[range.lowerBound]
        if first == 0x7B || first == 0x5B, JSONMasking.looksLikeDocument(text, range) { return .json }
        let classes = ByteClass.of(text, range)
        if classes.contains(.control) {
            return HyperLogLog.isOne(text, range) ? .hyperloglog : .binary
        }
        if classes.contains(.high) { return isUTF8(text, range) ? .opaque : .binary }
        if classes == .digit { return DecimalText.canonicalInteger(text, range) == nil ? .digits : .integer }
        if count <= 64 { return shortKind(of: text, range, classes) }
        if isHex(classes) { return .hex }
        return isBase64(text, range, classes) ? .base64 : .opaque
    }

    private static func shortKind(
        of text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, _ classes: ByteClass
    ) -> Kind {
        let count = range.count
        if classes.isSubset(of: [.digit, .dash]), DecimalText.canonicalInteger(text, range) != nil { return .integer }
        if count >= 8, isHex(classes) { return .hex }
        if classes.contains(.at) { return EmailKind.isOne(text, range) ? .email : .opaque }
        if classes.contains(.digit) {
            if count == 36, classes.contains(.dash), UUIDKind.isOne(text, range, classes) { return .uuid }
            if classes == [.digit, .dot], IPv4Kind.parse(text, range) != nil { return .ipv4 }
            if classes.contains(.dot), DecimalKind.isOne(text, range) { return .decimal }
            if count >= 10, DateKind.parse(text, range) != nil { return .date }
            if PhoneKind.isOne(text, range, classes) { return .phone }
            if isBase64(text, range, classes) { return .base64 }
        }
        return .opaque
    }

    /// Digits and letters a to f of one case, some of each.
    private static func isHex(_ classes: ByteClass) -> Bool {
        classes == [.digit, .hexLower] || classes == [.digit, .hexUpper]
    }

    /// Padded base64: whole groups of four, with letters of both cases and digits.
    private static func isBase64(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, _ classes: ByteClass
    ) -> Bool {
        guard range.count >= 16, range.count % 4 == 0,
            classes.isSubset(of: [.alphanumeric, .plus, .slash, .equals]),
            classes.contains(.digit), !classes.isDisjoint(with: .upper), !classes.isDisjoint(with: .lower)
        else { return false }
        return Base64Kind.parse(text, range) != nil
    }

    static func isUTF8(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            if text[index] < 0x80 {
                index += 1
                continue
            }
            guard let scalar = UTF8Scalar.decode(text, at: index, end: range.upperBound) else { return false }
            index += scalar.count
        }
        return true
    }
}
