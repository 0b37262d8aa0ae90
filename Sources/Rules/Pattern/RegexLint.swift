/// Finds what in a regular expression would let part of a key pass unseen: the parts of a key outside the masked
/// groups stay as they are, so they have to be written out in the rule.
struct RegexLint {
    struct Finding: Equatable {
        var message: String
        var offset: Int
    }

    private(set) var findings: [Finding] = []
    private let listed: Set<String>
    private var hasLiteral = false

    private struct Place {
        var isListed = false
        var isRepeated = false
        var isAsserted = false
    }

    /// Checks a regular expression whose `mask:` lists these groups.
    static func findings(in node: RegexNode, listing listed: Set<String>, length: Int) -> [Finding] {
        var lint = RegexLint(listed: listed)
        if !node.startsAnchored {
            lint.findings.append(
                Finding(message: "begin the regex with `^`: it has to speak of the whole key", offset: 0))
        }
        if !node.endsAnchored {
            lint.findings.append(
                Finding(message: "end the regex with `$`: it has to speak of the whole key", offset: max(0, length - 1))
            )
        }
        lint.walk(node, Place())
        if !lint.hasLiteral {
            lint.findings.append(
                Finding(message: "the regex matches by shape only; give it a literal outside of the groups", offset: 0))
        }
        return lint.findings
    }

    private init(listed: Set<String>) { self.listed = listed }

    private mutating func walk(_ node: RegexNode, _ place: Place) {
        switch node {
        case .empty, .start, .end: break
        case .literal: if !place.isListed && !place.isAsserted { hasLiteral = true }
        case .oneOf(_, let offset), .unknown(let offset): refuseOutside(place, offset)
        case .sequence(let nodes): for node in nodes { walk(node, place) }
        case .alternation(let branches, let offset):
            if place.isRepeated { refuseOutside(place, offset) }
            for branch in branches { walk(branch, place) }
        case .repetition(let node, _, let most):
            var place = place
            place.isRepeated = place.isRepeated || most.map { $0 > 1 } ?? true
            walk(node, place)
        case .assertion(let node):
            var place = place
            place.isAsserted = true
            walk(node, place)
        case .group(let node, _, let name, let offset): walkGroup(node, name, offset, place)
        }
    }

    private mutating func walkGroup(_ node: RegexNode, _ name: String?, _ offset: Int, _ place: Place) {
        var inner = place
        if let name, listed.contains(name) {
            if place.isListed { add("the group `\(name)` is inside another group that `mask` lists", offset) }
            if place.isRepeated {
                add("the group `\(name)` is repeated, and only its last turn would be masked", offset)
            }
            if place.isAsserted { add("the group `\(name)` is inside a look-around", offset) }
            inner.isListed = true
        }
        walk(node, inner)
    }

    private mutating func refuseOutside(_ place: Place, _ offset: Int) {
        guard !place.isListed, !place.isAsserted else { return }
        add("this part of the key is neither written out nor in a group that `mask` lists", offset)
    }

    private mutating func add(_ message: String, _ offset: Int) {
        findings.append(Finding(message: message, offset: offset))
    }
}
