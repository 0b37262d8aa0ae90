import Masking

/// What a rule names where it says how a value is written: a format of documents or an encoding.
enum Codec {
    case document(DocumentFormat)
    case encoding(Masking.Encoding)

    /// Every name.
    static let names = DocumentFormat.allCases.map(\.rawValue) + Masking.Encoding.allCases.map(\.rawValue)

    /// The codec of a name.
    init?(_ name: String) {
        if let format = DocumentFormat(rawValue: name) {
            self = .document(format)
        } else if let encoding = Masking.Encoding(rawValue: name) {
            self = .encoding(encoding)
        } else {
            return nil
        }
    }

    /// A treatment that opens this codec, with one for everything inside.
    func around(_ inner: Treatment) -> Treatment {
        switch self {
        case .document(let format): .document(format, inner == .detect ? .none : DocumentPaths(everywhere: inner))
        case .encoding(let encoding): .encoded(encoding, inner)
        }
    }
}

extension DocumentPaths {
    /// One treatment for every leaf.
    init(everywhere treatment: Treatment) { self.init([Path(steps: [.deep, .any], treatment: treatment)]) }
}

extension Treatment {
    /// As a rule could write it on one line: `gzip > json { user.email: email }`.
    var name: String {
        switch self {
        case .kind(let kind): kind.name
        case .document(let format, let paths):
            format.rawValue
                + (paths.paths.isEmpty
                    ? "" : " { \(paths.paths.map { "\(written($0)): \($0.treatment.name)" }.joined(separator: ", ")) }")
        case .encoded(let encoding, let inner): "\(encoding.rawValue) > \(inner.name)"
        }
    }
}

/// A path as a rule writes it.
func written(_ path: DocumentPaths.Path) -> String {
    if path.steps == [.deep, .any] { return "*" }
    var text = ""
    for step in path.steps {
        let name =
            switch step {
            case .name(let bytes): printable(bytes)
            case .any: "*"
            case .deep: "**"
            case .element: "[*]"
            }
        text += (text.isEmpty || step == .element ? "" : ".") + name
    }
    return text
}
