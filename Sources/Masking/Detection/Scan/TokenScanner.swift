/// Finds what is sensitive in a text: addresses, numbers of people and accounts, keys, tokens and passwords.
///
/// It reads the bytes once, without regular expressions, and tells candidates by their form, their check digits, their
/// prefixes, and the names and words before them. A text can be a value, a JSON document, a line of a log, a name of a key;
/// it need not be valid UTF-8. No value is copied, and nothing is allocated but room in the caller's array.
public struct TokenScanner: Sendable {
    private let tables = ScanTables.shared

    /// A scanner; all are alike.
    public init() {}

    /// Appends what is found, in the order of the text. Findings do not overlap.
    public func scan(_ text: Span<UInt8>, into findings: inout [Finding]) {
        var pass = ScanPass(tables, findings: take(&findings))
        pass.scan(ScanText(text))
        findings = pass.findings
    }

    /// Appends what is found in the value of something that has a name, such as a field of a hash.
    public func scan(_ text: Span<UInt8>, named name: Span<UInt8>, into findings: inout [Finding]) {
        var pass = ScanPass(tables, findings: take(&findings))
        pass.readName(ScanText(name))
        pass.scanValue(ScanText(text))
        findings = pass.findings
    }

    /// The caller's array, without a second owner: it keeps its room.
    private func take(_ findings: inout [Finding]) -> [Finding] {
        var taken: [Finding] = []
        swap(&taken, &findings)
        return taken
    }
}
