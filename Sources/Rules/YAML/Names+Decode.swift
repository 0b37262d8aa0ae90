import Masking
import Yams

extension RuleReader {
    /// Reads `names:`, kinds with the names of the fields and members whose values they mask.
    mutating func names(_ node: Node) -> [(name: String, kind: Kind)] {
        var result: [(name: String, kind: Kind)] = []
        var kinds: [[UInt8]: String] = [:]
        for entry in entries(of: node, "`names`") ?? [] {
            guard let kind = word(entry.keyNode, "kind", among: Kind.allCases.map { ($0.name, $0) }) else { continue }
            switch kind {
            case .keep, .detect, .structural, .json, .hyperloglog:
                error("`names` cannot be `\(kind.name)`: a name says what its value is masked as", at: entry.keyNode)
                continue
            default: break
            }
            for node in oneOrMore(entry.value, "`\(entry.key)`") {
                guard let name = text(node, "a name") else { continue }
                let compared = NamedKinds.compared(name)
                if let other = kinds.updateValue(entry.key, forKey: compared) {
                    error("`\(name)` is listed twice, for `\(other)` and for `\(entry.key)`", at: node)
                }
                result.append((name, kind))
            }
        }
        return result
    }
}
