extension RuleSet {
    /// The most states looked at for one rule; a rule that needs more is taken to be fine.
    private static let shadowStateLimit = 2_000

    /// Finds the rules that can never take a key.
    static func shadowedRules(_ rules: [Rule]) -> [Diagnostic] {
        let openings = rules.map(\.key.node.opening)
        return rules.indices.compactMap { index in
            let rule = rules[index]
            // Only rules that take whatever this one's conditions allow can leave it nothing. Those whose keys begin
            // otherwise take none of its keys, and are left out: an automaton of all would be built for each rule.
            let earlier = rules.indices[..<index].filter { RegexNode.agree(openings[$0], openings[index]) }
                .map { rules[$0] }.filter { $0.key.isExact && $0.conditions.cover(rule.conditions) }
            switch cover(of: rule, by: earlier) {
            case .none: return nil
            case .some(let covering) where covering.isEmpty:
                return Diagnostic(severity: .error, mark: rule.mark, message: "the key of `\(rule.id)` matches nothing")
            case .some(let covering):
                let names = covering.map { "`\($0.id)` (\($0.mark.file):\($0.mark.line))" }
                let isOverridden = covering.contains { $0.pack != rule.pack }
                return Diagnostic(
                    severity: isOverridden ? .warning : .error, mark: rule.mark,
                    message: "`\(rule.id)` never takes a key: \(names.joined(separator: ", ")) "
                        + "\(names.count == 1 ? "takes" : "together take") every one of them first")
            }
        }
    }

    /// The rules that together take every key of `rule`, one if one does; nil if there is a key left, or if that
    /// could not be found out. It walks the automaton of all of them, looking for a key that only `rule` accepts.
    private static func cover(of rule: Rule, by earlier: [Rule]) -> [Rule]? {
        var nfa = NFA()
        for rule in earlier { nfa.add(rule.key) }
        nfa.add(rule.key)
        let own = earlier.count
        let begin = nfa.begins[own]
        var automaton = LazyDFA(nfa, stateLimit: .max)
        // Most rules have an ordinary key that no other rule takes: then there is nothing to search.
        for filler in ["q", "7", "f", "%", "\u{1}"] {
            guard let sample = rule.key.node.sample(preferring: Array(filler.utf8)) else { break }
            let state = automaton.run(sample.span)
            let accepted = automaton.patterns(acceptedIn: state).map { automaton.pattern(at: $0) }
            if accepted.last == own, !accepted.dropLast().contains(where: { nfa.isExact[$0] }) { return nil }
        }
        var isSeen: Set<Int> = [automaton.start]
        var pending = [automaton.start]
        var next = 0
        var common: Set<Int>?
        var used: Set<Int> = []
        while next < pending.count {
            let state = pending[next]
            next += 1
            let accepted = automaton.patterns(acceptedIn: state).map { automaton.pattern(at: $0) }
            if accepted.last == own {
                let others = accepted.dropLast().filter { nfa.isExact[$0] }
                guard let first = others.first else { return nil }
                used.insert(first)
                common = common?.intersection(others) ?? Set(others)
            }
            for byteClass in 0..<automaton.classes.count {
                let successor = automaton.successor(of: state, byteClass)
                guard successor != LazyDFA.dead, isSeen.insert(successor).inserted else { continue }
                let isAccepting = automaton.patterns(acceptedIn: successor).last.map(automaton.pattern(at:)) == own
                if isAccepting || automaton.isAlive(successor, from: begin) { pending.append(successor) }
            }
            guard automaton.stateCount <= shadowStateLimit else { return nil }
        }
        if let single = common?.min() { return [earlier[single]] }
        return used.sorted().map { earlier[$0] }
    }
}
