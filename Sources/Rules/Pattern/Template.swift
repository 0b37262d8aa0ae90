import Masking

/// A key template: literals, `{name:kind}`, `*`, and `{{` `}}` for braces.
///
/// It is translated to a PCRE2 pattern with one group for each variable part, so templates and regular expressions
/// are one thing from there on.
struct Template {
    struct Failure: Error {
        var message: String
        var suggestion: String?
        /// In UTF-8 bytes from the start of the template.
        var offset: Int
    }

    enum Part: Equatable {
        case literal([UInt8])
        case placeholder(name: String, kind: Kind)
        case star
    }

    let parts: [Part]

    init(_ text: String) throws(Failure) {
        let bytes = Array(text.utf8)
        var parts: [Part] = []
        var literal: [UInt8] = []
        var position = 0
        func flush() {
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = []
        }
        while position < bytes.count {
            let byte = bytes[position]
            let isDoubled = position + 1 < bytes.count && bytes[position + 1] == byte
            switch byte {
            case UInt8(ascii: "{") where isDoubled, UInt8(ascii: "}") where isDoubled:
                literal.append(byte)
                position += 2
            case UInt8(ascii: "{"):
                flush()
                let close = bytes[position...].firstIndex(of: UInt8(ascii: "}"))
                guard let close else {
                    throw Failure(message: "this `{` is not closed; write `{{` for a literal one", offset: position)
                }
                parts.append(try Self.placeholder(bytes[(position + 1)..<close], at: position))
                position = close + 1
            case UInt8(ascii: "}"):
                throw Failure(message: "this `}` closes nothing; write `}}` for a literal one", offset: position)
            case UInt8(ascii: "*"):
                guard !isDoubled else { throw Failure(message: "write one `*`, not two", offset: position) }
                flush()
                parts.append(.star)
                position += 1
            default:
                literal.append(byte)
                position += 1
            }
        }
        flush()
        guard !parts.isEmpty else { throw Failure(message: "the template is empty", offset: 0) }
        self.parts = parts
    }

    private static func placeholder(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(Failure) -> Part {
        let allowed = ByteSet.word.union(ByteSet("-"))
        let halves = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty, halves[0].allSatisfy(allowed.contains) else {
            throw Failure(message: "write a variable part as {name:kind}", offset: offset)
        }
        let written = String(decoding: halves[1], as: UTF8.self)
        guard let kind = Kind(named: written) else {
            let names = Kind.allCases.map(\.name)
            throw Failure(
                message: "there is no kind `\(written)`", suggestion: nearest(to: written, among: names),
                offset: halves[1].startIndex)
        }
        return .placeholder(name: String(decoding: halves[0], as: UTF8.self), kind: kind)
    }

    /// The variable parts in order; a `*` is `structural`.
    var variables: [(name: String, kind: Kind)] {
        parts.compactMap { part in
            switch part {
            case .literal: nil
            case .placeholder(let name, let kind): (name, kind)
            case .star: ("*", .structural)
            }
        }
    }

    /// The same as a PCRE2 pattern, in which group n is the n-th variable part.
    var pattern: String {
        var text = ""
        for (index, part) in parts.enumerated() {
            switch part {
            case .literal(let bytes):
                for byte in bytes {
                    let hex = String(byte, radix: 16)
                    text +=
                        ByteSet.word.contains(byte)
                        ? String(Unicode.Scalar(byte)) : #"\x"# + (hex.count == 1 ? "0" + hex : hex)
                }
            case .placeholder(_, let kind): text += "(\(Self.shape(of: kind, isLast: index == parts.count - 1)))"
            case .star: text += "(.*)"
            }
        }
        return text
    }

    /// What a placeholder matches. What has no shape of its own ends at a colon, unless nothing follows it; a part
    /// that is kept always ends there, so that it cannot pass on more than its author saw.
    private static func shape(of kind: Kind, isLast: Bool) -> String {
        switch kind {
        case .digits: "[0-9]+"
        case .integer: "-?[0-9]+"
        case .decimal: #"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"#
        case .hex: "[0-9a-fA-F]+"
        case .uuid: "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
        case .email: #"[^\x00-\x20:]+@[^\x00-\x20:]+"#
        case .ipv4: #"[0-9]{1,3}(?:\.[0-9]{1,3}){3}"#
        case .date: "[0-9][0-9T:.Z+-]*"
        case .base64: "[A-Za-z0-9+/_=-]+"
        case .phone: "[+0-9(][0-9 ().x+-]*"
        case .card: "[0-9][0-9 -]+"
        case .iban: "[A-Z]{2}[0-9]{2}[A-Z0-9 ]+"
        case .ipv6: "[0-9a-fA-F:.]+(?:%[A-Za-z0-9._-]+)?"
        case .mac: "[0-9a-fA-F]{2}(?:[:.-]?[0-9a-fA-F]{2}){5}"
        case .jwt: #"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"#
        case .url: #"[a-zA-Z][a-zA-Z0-9+.-]*://[^\x00-\x20]+"#
        case .token: "[A-Za-z0-9._-]+"
        case .base62: "[A-Za-z0-9]+"
        case .epoch: #"[0-9]+(?:\.[0-9]+)?"#
        case .dateShift: "[0-9][0-9T:.Z+-]*"
        case .keep: "[^:]+"
        default: isLast ? ".+" : "[^:]+"
        }
    }
}
