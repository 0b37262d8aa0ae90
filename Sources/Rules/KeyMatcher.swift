public import Masking

/// Says which rule takes a key. It keeps what it learns, so each thread has its own.
///
/// One automaton over all patterns names the candidates in the order of the rules; PCRE2 is asked where a pattern
/// is not regular, and for the variable parts of the winner. After the first few keys nothing is allocated.
public struct KeyMatcher: ~Copyable {
    /// No rule takes the key.
    public static let unmatched = -1
    /// A rule could not be decided within PCRE2's limits: the run must end, since nothing is known of the key.
    public static let undecided = -2

    private let rules: RuleSet
    private let conditions: [Conditions]
    private let hasConditions: [Bool]
    private var automaton: LazyDFA
    private let workspace = PCRE2Workspace()
    private var patterns: [PCRE2Pattern?]
    private var found: [(range: Range<Int>, kind: Kind)] = []

    /// A matcher for these rules.
    public init(_ rules: RuleSet) {
        self.init(rules, stateLimit: 8_192)
    }

    init(_ rules: RuleSet, stateLimit: Int) {
        self.rules = rules
        conditions = rules.rules.map(\.conditions)
        hasConditions = conditions.map { !$0.isEmpty }
        automaton = LazyDFA(rules.automaton, stateLimit: stateLimit)
        patterns = Array(repeating: nil, count: rules.rules.count)
        found.reserveCapacity(16)
    }

    /// How often the automaton was full and began anew.
    var resetCount: Int { automaton.resetCount }

    /// The index of the first rule whose pattern and conditions the key meets, or ``unmatched``, or ``undecided``.
    public mutating func match(_ key: Span<UInt8>, _ facts: KeyFacts) -> Int {
        let state = automaton.run(key)
        for index in automaton.patterns(acceptedIn: state) {
            let rule = automaton.pattern(at: index)
            if hasConditions[rule], !conditions[rule].hold(facts) { continue }
            if automaton.nfa.isExact[rule] { return rule }
            switch confirm(rule, key) {
            case .match: return rule
            case .noMatch: continue
            case .undecided: return Self.undecided
            }
        }
        return Self.unmatched
    }

    /// The indices of all rules whose patterns match the key, whatever their conditions, in order; nil if one could
    /// not be decided. For explanations: it allocates.
    mutating func candidates(for key: Span<UInt8>) -> [Int]? {
        let state = automaton.run(key)
        var result: [Int] = []
        for index in automaton.patterns(acceptedIn: state) {
            let rule = automaton.pattern(at: index)
            switch automaton.nfa.isExact[rule] ? .match : confirm(rule, key) {
            case .match: result.append(rule)
            case .noMatch: continue
            case .undecided: return nil
            }
        }
        return result
    }

    /// The index of the first rule whose pattern matches the key and that is wanted; one that could not be decided is none.
    mutating func firstCandidate(for key: Span<UInt8>, where isWanted: (Int) -> Bool) -> Int? {
        let state = automaton.run(key)
        for index in automaton.patterns(acceptedIn: state) {
            let rule = automaton.pattern(at: index)
            if isWanted(rule), automaton.nfa.isExact[rule] || confirm(rule, key) == .match { return rule }
        }
        return nil
    }

    /// Finds the parts of the key that have to be masked, to be read with ``capture(_:)``.
    ///
    /// Returns their number, or ``undecided``. They ascend and do not overlap; parts that are kept, and empty ones,
    /// are left out. For ``unmatched`` the whole key is one `structural` part.
    public mutating func captures(of rule: Int, in key: Span<UInt8>) -> Int {
        found.removeAll(keepingCapacity: true)
        guard rule != Self.undecided else { return Self.undecided }
        guard rule >= 0 else {
            if !key.isEmpty { found.append((0..<key.count, .structural)) }
            return found.count
        }
        guard rules.hasMaskedParts[rule] else { return 0 }
        guard case .match = confirm(rule, key), let pattern = patterns[rule] else { return Self.undecided }
        var end = 0
        for variable in rules.rules[rule].key.variables {
            guard let range = pattern.group(variable.group) else { continue }
            guard range.lowerBound >= end, range.upperBound <= key.count else { return Self.undecided }
            end = range.upperBound
            if variable.kind != .keep, !range.isEmpty { found.append((range, variable.kind)) }
        }
        return found.count
    }

    /// The part with this index of those that ``captures(of:in:)`` found last.
    public func capture(_ index: Int) -> (range: Range<Int>, kind: Kind) { found[index] }

    private mutating func confirm(_ rule: Int, _ key: Span<UInt8>) -> PCRE2Pattern.Outcome {
        if let pattern = patterns[rule] { return pattern.match(key) }
        // It compiled when the rules were read, so only want of memory can be the reason to fail here.
        guard let pattern = try? PCRE2Pattern(rules.rules[rule].key.pattern, workspace) else { return .undecided }
        patterns[rule] = pattern
        return pattern.match(key)
    }
}
