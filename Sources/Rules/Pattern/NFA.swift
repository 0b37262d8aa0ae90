/// A nondeterministic automaton over many patterns, built as Thompson described (CACM, June 1968).
struct NFA: Sendable {
    enum Step: Sendable, Equatable {
        /// Takes a byte of `sets[set]`.
        case take(set: Int32, next: Int32)
        /// Goes both ways without taking a byte.
        case fork(Int32, Int32)
        /// Goes on at the start of the key only.
        case start(next: Int32)
        /// Goes on at the end of the key only.
        case end(next: Int32)
        /// Accepts, at the end of the key, for the pattern with this number.
        case accept(pattern: Int32)
    }

    /// A pattern that would need too many steps.
    struct TooLarge: Error {}

    /// The most steps of one pattern; a larger one, as `(a{1,1000}){1,1000}` is, goes to PCRE2 alone.
    static let stepLimit = 8_000

    private(set) var steps: [Step] = []
    private(set) var sets: [ByteSet] = []
    private(set) var entries: [Int32] = []
    /// The first step of each pattern.
    private(set) var begins: [Int] = []
    /// Whether each pattern is accepted exactly; the others accept keys that PCRE2 may still turn down.
    private(set) var isExact: [Bool] = []
    private var setNumbers: [ByteSet: Int32] = [:]
    private var limit = 0

    init() {}

    /// Adds a pattern; they are numbered in the order of addition.
    mutating func add(_ pattern: KeyPattern) {
        let begin = steps.count
        begins.append(begin)
        limit = begin + Self.stepLimit
        let number = Int32(isExact.count)
        do {
            let accept = try add(.accept(pattern: number))
            entries.append(try compile(pattern.node, then: accept))
            isExact.append(pattern.isExact)
        } catch {
            // Everything is a candidate, and PCRE2 decides.
            steps.removeSubrange(begin...)
            limit = .max
            steps.append(.accept(pattern: number))
            steps.append(.fork(Int32(begin), Int32(begin) + 2))
            steps.append(.take(set: setNumber(.all), next: Int32(begin) + 1))
            entries.append(Int32(begin) + 1)
            isExact.append(false)
        }
    }

    private mutating func add(_ step: Step) throws(TooLarge) -> Int32 {
        guard steps.count < limit else { throw TooLarge() }
        steps.append(step)
        return Int32(steps.count - 1)
    }

    private mutating func setNumber(_ set: ByteSet) -> Int32 {
        if let number = setNumbers[set] { return number }
        let number = Int32(sets.count)
        sets.append(set)
        setNumbers[set] = number
        return number
    }

    /// Compiles from the back: returns the step to begin with in order to match `node` and go on to `next`.
    private mutating func compile(_ node: RegexNode, then next: Int32) throws(TooLarge) -> Int32 {
        switch node {
        case .empty, .assertion: return next
        case .literal(let set), .oneOf(let set, _): return try add(.take(set: setNumber(set), next: next))
        case .start: return try add(.start(next: next))
        case .end: return try add(.end(next: next))
        case .group(let node, _, _, _): return try compile(node, then: next)
        case .unknown(let offset):
            return try compile(.repetition(.oneOf(.all, at: offset), least: 0, most: nil), then: next)
        case .sequence(let nodes):
            var next = next
            for node in nodes.reversed() { next = try compile(node, then: next) }
            return next
        case .alternation(let branches, _):
            var result = try compile(branches[branches.count - 1], then: next)
            for branch in branches.dropLast().reversed() {
                result = try add(.fork(try compile(branch, then: next), result))
            }
            return result
        case .repetition(let node, let least, let most):
            return try compile(node, least: least, most: most, then: next)
        }
    }

    private mutating func compile(_ node: RegexNode, least: Int, most: Int?, then next: Int32) throws(TooLarge) -> Int32
    {
        var result = next
        if let most {
            for _ in least..<most { result = try add(.fork(try compile(node, then: result), next)) }
        } else {
            let loop = try add(.fork(next, next))
            steps[Int(loop)] = .fork(try compile(node, then: loop), next)
            result = loop
        }
        for _ in 0..<least { result = try compile(node, then: result) }
        return result
    }
}
