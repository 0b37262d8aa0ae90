extension RulePack {
    /// The same packs; one that stands there again with other parameters gets a name of its own, as do its rules:
    /// `bullmq:prefix=b`. What is the same pack with the same parameters keeps its name, and is refused as before.
    public static func toldApart(_ packs: [RulePack]) -> [RulePack] {
        var seen: [String: [[String]]] = [:]
        return packs.map { pack in
            let chosen = pack.parameters.map { "\($0.name)=\($0.value)" }
            let known = seen[pack.name, default: []]
            seen[pack.name, default: []].append(chosen)
            guard !known.isEmpty, !known.contains(chosen) else { return pack }
            return pack.renamed(by: ":" + chosen.joined(separator: ","))
        }
    }

    private func renamed(by ending: String) -> RulePack {
        var result = self
        result.name += ending
        for index in rules.indices {
            result.rules[index].id += ending
            result.rules[index].pack += ending
        }
        for index in examples.indices { result.examples[index].rule = examples[index].rule.map { $0 + ending } }
        if case .rules(let ids) = applies { result.applies = .rules(ids.map { $0 + ending }) }
        return result
    }
}
