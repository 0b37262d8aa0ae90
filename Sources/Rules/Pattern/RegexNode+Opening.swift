extension RegexNode {
    /// The bytes that everything it accepts begins with, as far as they are written out.
    var opening: [UInt8] {
        var bytes: [UInt8] = []
        _ = appendOpening(to: &bytes)
        return bytes
    }

    /// Appends the bytes; true when what follows this node is still written out.
    private func appendOpening(to bytes: inout [UInt8]) -> Bool {
        switch self {
        case .empty, .start, .end, .assertion: return true
        case .literal(let set), .oneOf(let set, _):
            guard set.count == 1, let byte = (0...255).first(where: set.contains) else { return false }
            bytes.append(byte)
            return true
        case .sequence(let nodes): return nodes.allSatisfy { $0.appendOpening(to: &bytes) }
        case .group(let node, _, _, _): return node.appendOpening(to: &bytes)
        case .alternation, .repetition, .unknown: return false
        }
    }

    /// Whether a string can begin with both openings.
    static func agree(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        for index in 0..<min(one.count, other.count) where one[index] != other[index] { return false }
        return true
    }
}
