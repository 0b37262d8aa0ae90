@testable import Masking

/// A finding as a test reads it: what, which text, how sure.
struct ScannedValue: Equatable, CustomStringConvertible {
    var kind: SensitiveKind
    var text: String
    var confidence: Confidence

    var description: String { "\(kind.name) \"\(text)\" \(confidence.name)" }
}

/// What is found in a text.
func scanned(_ text: String, named name: String? = nil) -> [ScannedValue] {
    let bytes = Array(text.utf8)
    return findings(bytes, named: name.map { Array($0.utf8) }).map { finding in
        ScannedValue(
            kind: finding.kind, text: String(decoding: bytes[finding.range], as: UTF8.self),
            confidence: finding.confidence)
    }
}

/// The kinds found in a text.
func scannedKinds(_ text: String, named name: String? = nil) -> [SensitiveKind] {
    scanned(text, named: name).map(\.kind)
}

/// The findings of bytes.
func findings(_ bytes: [UInt8], named name: [UInt8]? = nil) -> [Finding] {
    var findings: [Finding] = []
    if let name {
        TokenScanner().scan(bytes.span, named: name.span, into: &findings)
    } else {
        TokenScanner().scan(bytes.span, into: &findings)
    }
    return findings
}
