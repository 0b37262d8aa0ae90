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
        case (.json, .leaf): return "cannot be `json`: it is a leaf of a document"
        case (.hyperloglog, .value): return nil
        case (.hyperloglog, _): return "cannot be `hyperloglog`: only a whole string is one"
        default: return nil
        }
    }

    /// A kind, or `{ json: { path: kind } }`.
    mutating func treatment(_ node: Node, _ what: String, at place: KindPlace, hasReason: Bool) -> Treatment {
        guard let mapping = node.mapping else {
            return kind(node, what, at: place, hasReason: hasReason).map(Treatment.kind) ?? .detect
        }
        let later = ["msgpack", "php", "pickle", "base64", "gzip"]
        if let name = mapping.first?.key.scalar?.string, later.contains(name) {
            error("`\(name):` is not supported yet; only `json:` is", at: node)
            return .detect
        }
        guard let entry = entries(of: node, what, allowed: ["json"])?.first else {
            if mapping.isEmpty { error("\(what) says nothing; write a kind or `json:`", at: node) }
            return .detect
        }
        return .json(jsonPaths(entry.value, at: place, hasReason: hasReason))
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

    private mutating func jsonPaths(_ node: Node, at place: KindPlace, hasReason: Bool) -> JSONPaths {
        var paths: [JSONPaths.Path] = []
        var other: [JSONPaths.Path] = []
        for entry in entries(of: node, "`json`") ?? [] {
            guard let kind = kind(entry.value, "path `\(entry.key)`", at: .leaf, hasReason: hasReason) else { continue }
            if place.mustStayDistinct, !kind.isInjective {
                error("path `\(entry.key)` \(Self.problem(of: kind, at: place) ?? "")", at: entry.value)
            }
            // Whatever it stands between, a lone star is for what nothing else reaches.
            if entry.key == "*" {
                if kind == .keep, !hasReason {
                    error("path `*` is kept, which needs `because:` with the reason", at: entry.value)
                }
                other = [JSONPaths.Path(steps: [.deep, .any], kind: kind)]
                continue
            }
            guard let steps = jsonSteps(entry) else { continue }
            paths.append(JSONPaths.Path(steps: steps, kind: kind))
        }
        return JSONPaths(paths + other)
    }

    private mutating func jsonSteps(_ entry: Entry) -> [JSONPaths.Path.Step]? {
        var steps: [JSONPaths.Path.Step] = []
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
