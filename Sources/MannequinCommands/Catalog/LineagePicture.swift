import Catalog

/// Pictures of where snapshots came from.
enum LineagePicture {
    /// A tree for a terminal. A snapshot with two parents stands below both.
    static func tree(_ graph: LineageGraph) -> String {
        let nodes = Dictionary(graph.nodes.map { ($0.uid, $0) }, uniquingKeysWith: { first, _ in first })
        let children = Dictionary(grouping: graph.edges, by: \.parent)
        var lines: [String] = []
        // Depth first by hand: a family may be deep.
        var pending = graph.roots.reversed().map { (uid: $0.uid, indent: "", branch: "", relation: "") }
        while let (uid, indent, branch, relation) = pending.popLast() {
            guard let node = nodes[uid] else { continue }
            lines.append(indent + branch + relation + text(node, isFocus: uid == graph.focus))
            let below = indent + (branch.isEmpty ? "" : branch == "└─ " ? "   " : "│  ")
            let edges = children[uid] ?? []
            for (index, edge) in edges.enumerated().reversed() {
                pending.append((edge.child, below, index == edges.count - 1 ? "└─ " : "├─ ", "\(edge.relation) → "))
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func text(_ node: LineageGraph.Node, isFocus: Bool) -> String {
        let state: String =
            if let gone = node.gone { "× gone \(gone)" } else if node.holds > 0 { "on hold" } else {
                "expires \(node.expires ?? "?")"
            }
        return "\(node.kind) \(node.uid)  \(state)  \(node.source)" + (isFocus ? "  ◀" : "")
    }

    /// A graph for Graphviz, from left to right; what is gone is dashed.
    static func dot(_ graph: LineageGraph) -> String {
        var lines = ["digraph lineage {", "  rankdir=LR;", "  node [shape=box, fontname=\"sans-serif\"];"]
        for node in graph.nodes {
            let label =
                "\(node.kind)\\n\(quoted(node.source))\\n\(node.gone.map { "gone \($0)" } ?? "expires \(node.expires ?? "?")")"
            var style = node.gone == nil ? "" : ", style=dashed"
            if node.uid == graph.focus { style += ", penwidth=2" }
            lines.append("  \"\(node.uid)\" [label=\"\(label)\"\(style)];")
        }
        for edge in graph.edges {
            lines.append("  \"\(edge.parent)\" -> \"\(edge.child)\" [label=\"\(edge.relation)\"];")
        }
        return (lines + ["}"]).joined(separator: "\n")
    }

    private static func quoted(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
}
