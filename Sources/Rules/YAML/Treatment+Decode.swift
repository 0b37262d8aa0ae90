import Masking
import Yams

/// What a kind is asked to mask.
enum KindPlace {
    case keyPart
    case name
    case member
    case value
    case field
    case leaf

    var mustStayDistinct: Bool {
        switch self {
        case .keyPart, .name, .member: true
        case .value, .field, .leaf: false
        }
    }
}

extension RuleReader {
    /// A kind that can be used at a place. Keeping a whole value, all members or all names needs a reason.
    mutating func kind(_ node: Node, _ what: String, at place: KindPlace, hasReason: Bool) -> Kind? {
        guard let kind = word(node, "kind", among: Kind.allCases.map { ($0.name, $0) }) else { return nil }
        if let problem = Self.problem(of: kind, at: place) {
            error("\(what) \(problem)", at: node)
            return nil
        }
        if kind == .keep, !hasReason, place != .field, place != .leaf {
            error("\(what) is kept, which needs `because:` with the reason", at: node)
        }
        return kind
    }

    static func problem(of kind: Kind, at place: KindPlace) -> String? {
        if place.mustStayDistinct, !kind.isInjective {
            return "cannot be `\(kind.name)`: two different values could be masked alike, and one would be lost"
        }
        switch (kind, place) {
        case (.json, .keyPart), (.json, .name): return "cannot be `json`: a name is not a document"
        case (.hyperloglog, .value): return nil
        case (.hyperloglog, _): return "cannot be `hyperloglog`: only a whole string is one"
        default: return nil
        }
    }

    /// A kind, a chain of codecs as in `gzip > json`, or `{ CODEC: ... }` with paths or with the treatment of what is inside.
    mutating func treatment(_ node: Node, _ what: String, at place: KindPlace, hasReason: Bool) -> Treatment {
        let result = readTreatment(node, what, at: place, hasReason: hasReason)
        if case .kind = result { return result }
        if let problem = Self.problem(of: result, at: place) { error("\(what) \(problem)", at: node) }
        return result
    }

    private static func problem(of treatment: Treatment, at place: KindPlace) -> String? {
        guard place.mustStayDistinct, !treatment.isInjective else { return nil }
        return "cannot be `\(treatment.name)`: two different values could be masked alike, and one would be lost"
    }

    private mutating func readTreatment(
        _ node: Node, _ what: String, at place: KindPlace, hasReason: Bool
    ) -> Treatment {
        guard let mapping = node.mapping else {
            if let text = node.scalar?.string, text.contains(">") || Kind(named: text) == nil && Codec(text) != nil {
                return chain(node, text)
            }
            return kind(node, what, at: place, hasReason: hasReason).map(Treatment.kind) ?? .detect
        }
        if mapping.isEmpty { error("\(what) says nothing; write a kind or a codec such as `json:`", at: node) }
        guard let entry = entries(of: node, what, allowed: Codec.names)?.first else { return .detect }
        if mapping.count > 1 {
            error("\(what) can begin with one codec only; what is inside of it stands under it", at: node)
        }
        switch Codec(entry.key) {
        case .document(let format):
            return .document(format, documentPaths(entry, at: place, hasReason: hasReason))
        case .encoding(let encoding):
            // What is inside of an encoding is a value of its own, but for what must stay distinct.
            let inside: KindPlace = place == .leaf || place == .field ? .value : place
            let inner = treatment(entry.value, "`\(entry.key)` in \(what)", at: inside, hasReason: hasReason)
            return .encoded(encoding, inner)
        case nil: return .detect
        }
    }

    /// `gzip > json`: codecs from the outside to the inside. Leaves are masked as what they are found to be.
    private mutating func chain(_ node: Node, _ text: String) -> Treatment {
        var codecs: [Codec] = []
        var offset = 0
        for part in text.split(separator: ">", omittingEmptySubsequences: false) {
            let name = part.trimmingPrefix { $0 == " " }.reversed().drop { $0 == " " }.reversed()
            let word = String(name)
            let place = mark(node, offset: offset + part.prefix { $0 == " " }.utf8.count)
            offset += part.utf8.count + 1
            guard let codec = Codec(word) else {
                error("there is no codec `\(word)`", at: place, suggestion: nearest(to: word, among: Codec.names))
                return .detect
            }
            codecs.append(codec)
        }
        return codecs.reversed().reduce(.detect) { $1.around($0) }
    }

    /// Treatments by field name; `"*"` stands for all others.
    mutating func fields(_ node: Node, _ what: String, hasReason: Bool) -> FieldTreatments {
        var listed: [(name: [UInt8], treatment: Treatment)] = []
        var other = Treatment.detect
        for entry in entries(of: node, what) ?? [] {
            if entry.key == "*" {
                other = treatment(entry.value, "`*` in \(what)", at: .field, hasReason: hasReason)
                if other == .keep, !hasReason {
                    error("`*` in \(what) is kept, which needs `because:` with the reason", at: entry.value)
                }
                continue
            }
            if entry.key.contains("*") {
                warning("names of fields are literal: `\(entry.key)` is the field of just that name", at: entry.keyNode)
            }
            let treatment = treatment(entry.value, "field `\(entry.key)`", at: .field, hasReason: hasReason)
            listed.append((Array(entry.key.utf8), treatment))
        }
        return FieldTreatments(listed, other: other)
    }

    private mutating func documentPaths(_ entry: Entry, at place: KindPlace, hasReason: Bool) -> DocumentPaths {
        // `{ msgpack: detect }` says no more than `msgpack`.
        if entry.value.scalar != nil, entry.value.mapping == nil {
            let treatment = treatment(entry.value, "`\(entry.key)`", at: .leaf, hasReason: hasReason)
            if treatment.isKept, !hasReason {
                error("`\(entry.key)` is kept, which needs `because:` with the reason", at: entry.value)
            }
            return DocumentPaths(everywhere: treatment)
        }
        var paths: [DocumentPaths.Path] = []
        var other: [DocumentPaths.Path] = []
        for path in entries(of: entry.value, "`\(entry.key)`") ?? [] {
            let treatment = treatment(path.value, "path `\(path.key)`", at: .leaf, hasReason: hasReason)
            if let problem = Self.problem(of: treatment, at: place) {
                error("path `\(path.key)` \(problem)", at: path.value)
            }
            // Whatever it stands between, a lone star is for what nothing else reaches.
            if path.key == "*" {
                if treatment.isKept, !hasReason {
                    error("path `*` is kept, which needs `because:` with the reason", at: path.value)
                }
                other = DocumentPaths(everywhere: treatment).paths
                continue
            }
            guard let steps = steps(path) else { continue }
            paths.append(DocumentPaths.Path(steps: steps, treatment: treatment))
        }
        return DocumentPaths(paths + other)
    }

    private mutating func steps(_ entry: Entry) -> [DocumentPaths.Path.Step]? {
        var steps: [DocumentPaths.Path.Step] = []
        for part in entry.key.split(separator: ".", omittingEmptySubsequences: false) {
            var name = part
            var elements = 0
            while name.hasSuffix("[*]") {
                name = name.dropLast(3)
                elements += 1
            }
            guard !name.contains("["), !name.contains("]"), !name.isEmpty || (elements > 0 && steps.isEmpty) else {
                error("path `\(entry.key)` is not made of names, `*`, `**` and `[*]` joined by dots", at: entry.keyNode)
                return nil
            }
            switch name {
            case "": break
            case "*": steps.append(.any)
            case "**": steps.append(.deep)
            default: steps.append(.name(Array(name.utf8)))
            }
            steps += Array(repeating: .element, count: elements)
        }
        return steps
    }
}
