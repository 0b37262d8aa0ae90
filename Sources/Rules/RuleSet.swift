public import Masking

/// The rules of several packs, stacked and compiled. The first rule that takes a key decides.
public struct RuleSet: Sendable {
    /// No rules: every key is unmatched, and masked.
    public static let empty = RuleSet(unchecked: [])

    /// The packs, first asked first.
    public let packs: [RulePack]
    /// All rules in the order in which they are asked.
    public let rules: [Rule]
    /// What happens to keys that no rule takes: `refuse` if any pack says so.
    public let unmatched: Unmatched
    /// What was found that does not prevent their use.
    public let warnings: [Diagnostic]

    /// What names of fields and members say of their values, where no rule says anything.
    public let named: NamedKinds

    let automaton: NFA
    /// Whether a rule has a variable part that is not kept.
    let hasMaskedParts: [Bool]

    /// Stacks packs, those that are asked first in front.
    ///
    /// Refused are two packs or rules of one name, and rules that can never take a key because those before them in
    /// their pack take all of it. That an earlier pack takes all keys of a rule is a warning, since that is how a pack
    /// overrides another.
    public init(packs: [RulePack]) throws(RuleError) {
        var diagnostics = packs.flatMap(\.warnings)
        diagnostics += Self.repeatedNames(packs)
        let rules = packs.flatMap(\.rules)
        diagnostics += Self.shadowedRules(rules)
        guard !diagnostics.hasErrors else { throw RuleError(diagnostics) }

        self.init(packs, rules, warnings: diagnostics.inFileOrder)
    }

    /// Rules taken as they are: none at all, or those of a test of matching.
    init(unchecked rules: [Rule]) {
        self.init([], rules, warnings: [])
    }

    /// Rules that differ from checked ones in their treatments alone.
    init(coarsening rules: RuleSet, _ packs: [RulePack]) {
        self.init(packs, packs.flatMap(\.rules), warnings: rules.warnings)
    }

    private init(_ packs: [RulePack], _ rules: [Rule], warnings: [Diagnostic]) {
        self.packs = packs
        self.rules = rules
        self.warnings = warnings
        named = NamedKinds(packs.flatMap(\.names))
        unmatched = packs.contains { $0.unmatched == .refuse } ? .refuse : .mask
        var automaton = NFA()
        for rule in rules { automaton.add(rule.key) }
        self.automaton = automaton
        hasMaskedParts = rules.map { $0.key.variables.contains { $0.kind != .keep } }
    }

    private static func repeatedNames(_ packs: [RulePack]) -> [Diagnostic] {
        var result: [Diagnostic] = []
        var packMarks: [String: SourceMark] = [:]
        var ruleMarks: [String: SourceMark] = [:]
        for pack in packs {
            if let first = packMarks.updateValue(pack.mark, forKey: pack.name) {
                let message = "the pack `\(pack.name)` is given twice, first at \(first.file):\(first.line)"
                result.append(Diagnostic(severity: .error, mark: pack.mark, message: message))
            }
            for rule in pack.rules {
                if let first = ruleMarks.updateValue(rule.mark, forKey: rule.id) {
                    let message = "another rule has the id `\(rule.id)`, at \(first.file):\(first.line)"
                    result.append(Diagnostic(severity: .error, mark: rule.mark, message: message))
                }
            }
        }
        return result
    }
}
