extension RegexNode {
    /// A string that the expression accepts, of bytes that are preferred where there is a choice; nil where no automaton can
    /// say so.
    func sample(preferring bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .empty, .start, .end: return []
        case .literal(let set), .oneOf(let set, _):
            return (bytes.first(where: set.contains) ?? (0...255).first(where: set.contains)).map { [$0] }
        case .sequence(let nodes):
            var result: [UInt8] = []
            for node in nodes {
                guard let part = node.sample(preferring: bytes) else { return nil }
                result += part
            }
            return result
        case .alternation(let branches, _): return branches.last?.sample(preferring: bytes)
        case .repetition(let node, let least, let most):
            guard let part = node.sample(preferring: bytes) else { return nil }
            let count = min(max(least, 1), most ?? .max)
            return (0..<count).flatMap { _ in part }
        case .group(let node, _, _, _): return node.sample(preferring: bytes)
        case .assertion, .unknown: return nil
        }
    }
}
