/// National identifiers, by the table of ``IdentifierForms``.
enum IdentifierKind {
    /// Whether a string has one of the layouts of a kind.
    static func isOne(_ kind: Kind, _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard let forms = IdentifierForms.of(kind) else { return false }
        for form in forms where form.read(text, range) != nil { return true }
        return false
    }
}

extension Masker {
    /// Separators, date class and rightness stay; everything else is permuted.
    mutating func maskIdentifier(_ kind: Kind, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let forms = IdentifierForms.of(kind) else { return }
        for form in forms {
            guard var compact = form.read(text, range) else { continue }
            form.mask(&compact, by: identifiers)
            return compact.store(into: &text, range)
        }
    }
}
