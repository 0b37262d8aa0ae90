import Masking
import Yams

extension RuleReader {
    private static let ruleKeys = [
        "id", "class", "key", "type", "db", "encoding", "ttl", "size", "value", "fields", "field-names", "members",
        "scores", "entries", "keep", "refuse", "because", "drop", "examples",
    ]
    private static let valueKeys: Set = ["value", "fields", "field-names", "members", "scores", "entries"]

    /// Reads one rule; `lines` holds the lines of the ids seen so far.
    mutating func rule(_ node: Node, pack: String, lines: inout [String: Int]) -> Rule? {
        guard let entries = entries(of: node, "a rule", allowed: Self.ruleKeys) else { return nil }
        let because = entries.first { $0.key == "because" }.flatMap { text($0.value, "`because`") }
        var id: String?
        var key: KeyPattern?
        var sensitivity: String?
        var conditions = Conditions()
        var refuses = false
        var examples: [Rule.Example] = []
        for entry in entries {
            switch entry.key {
            case "refuse":
                refuses = flag(entry.value, "`refuse`") ?? false
                if refuses, because == nil {
                    error("`refuse: true` needs `because:` with what has to be done", at: entry.keyNode)
                }
            case "id":
                id = text(entry.value, "`id`")
                if let id, let line = lines.updateValue(mark(entry.value).line, forKey: id) {
                    error("another rule has the id `\(id)`, on line \(line)", at: entry.value)
                }
            case "class": sensitivity = text(entry.value, "`class`")
            case "key": key = keyPattern(entry.value, hasReason: because != nil)
            case "type", "db", "encoding", "ttl", "size": read(entry, into: &conditions)
            case "examples": examples = self.examples(entry.value)
            case "drop":
                if flag(entry.value, "`drop`") == true {
                    error("`drop` is not supported yet; without it the key is masked", at: entry.keyNode)
                }
            default: break
            }
        }
        let treatment = treatment(entries, hasReason: because != nil)
        warnAboutUseless(entries, types: conditions.types)
        for required in ["id", "key"] where !entries.contains(where: { $0.key == required }) {
            error("the rule has no `\(required)`", at: node)
        }
        guard let id, let key else { return nil }
        return Rule(
            id: id, pack: pack, sensitivity: sensitivity, key: treatment.keepsValue ? key.keepingStars() : key,
            conditions: conditions, refuses: refuses, treatment: treatment,
            because: because, examples: examples, mark: mark(node))
    }

    private mutating func examples(_ node: Node) -> [Rule.Example] {
        var result: [Rule.Example] = []
        for entry in entries(of: node, "`examples`", allowed: ["match", "miss"]) ?? [] {
            for node in oneOrMore(entry.value, "`\(entry.key)`") {
                guard let key = node.scalar?.string else {
                    error("an example has to be a key", at: node)
                    continue
                }
                result.append(
                    Rule.Example(key: Array(key.utf8), isMatch: entry.key == "match", mark: mark(node)))
            }
        }
        return result
    }

    private mutating func treatment(_ entries: [Entry], hasReason: Bool) -> KeyTreatment {
        var result = KeyTreatment()
        var members: Treatment?
        var streamEntries: FieldTreatments?
        for entry in entries {
            let what = "`\(entry.key)`"
            switch entry.key {
            case "keep":
                result.keepsValue = flag(entry.value, what) ?? false
                if result.keepsValue, !hasReason {
                    error("`keep: true` needs `because:` with the reason", at: entry.keyNode)
                }
            case "value":
                result.value = treatment(entry.value, what, at: .value, hasReason: hasReason)
            case "members":
                members = treatment(entry.value, what, at: .member, hasReason: hasReason)
            case "fields": result.fields = fields(entry.value, what, hasReason: hasReason)
            case "entries": streamEntries = fields(entry.value, what, hasReason: hasReason)
            case "field-names":
                if let kind = kind(entry.value, what, at: .name, hasReason: hasReason) { result.fieldNames = kind }
            case "scores": checkScores(entry.value)
            default: break
            }
        }
        if result.keepsValue {
            for entry in entries where Self.valueKeys.contains(entry.key) {
                error("`keep: true` keeps the whole value, so `\(entry.key)` has nothing to say", at: entry.keyNode)
            }
        }
        result.members = members ?? result.members
        result.elements = members ?? result.value
        result.entries = streamEntries ?? result.fields
        return result
    }

    private mutating func checkScores(_ node: Node) {
        let words = [("keep", true), ("jitter", false), ("geo", false)]
        guard word(node, "treatment of scores", among: words) == false else { return }
        error("`scores: \(node.scalar?.string ?? "")` is not supported yet; scores can only be kept", at: node)
    }

    private mutating func warnAboutUseless(_ entries: [Entry], types: UInt8) {
        let users: [String: [KeyType]] = [
            "value": [.string, .list], "fields": [.hash, .stream], "field-names": [.hash, .stream],
            "members": [.set, .zset, .list], "scores": [.zset], "entries": [.stream],
        ]
        for entry in entries {
            guard let users = users[entry.key], !users.contains(where: { types & (1 << $0.rawValue) != 0 }) else {
                continue
            }
            warning("`\(entry.key)` has no use for keys of this `type`", at: entry.keyNode)
        }
    }
}
