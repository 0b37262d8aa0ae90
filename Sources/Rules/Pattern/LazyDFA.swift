/// A deterministic automaton whose states are built when a key first needs them.
///
/// It never has more than `stateLimit` states: when it is full it forgets them all and goes on. A key that meets
/// only known states costs one table look-up a byte and allocates nothing.
struct LazyDFA {
    static let dead = 0

    let nfa: NFA
    let classes: ByteClasses
    let stateLimit: Int
    /// How often it was full.
    private(set) var resetCount = 0

    private let shift: Int
    /// The next state for each state and class of bytes; -1 if it is not known yet.
    private var table: [Int32] = []
    /// The `take` steps a state stands for, ascending.
    private var takes: [[Int32]] = []
    /// Where each state's accepted patterns begin in `accepted`, and one more for the end.
    private var acceptStarts: [Int] = [0]
    private var accepted: [Int32] = []
    private var numbers: [[Int32]: Int] = [:]
    private(set) var start = 0

    private var stamps: [UInt32]
    private var stamp: UInt32 = 0
    private var pending: [Int32] = []

    init(_ nfa: NFA, stateLimit: Int = 8_192) {
        self.nfa = nfa
        self.stateLimit = max(4, stateLimit)
        classes = ByteClasses(of: nfa.sets)
        shift = Int.bitWidth - max(0, classes.count - 1).leadingZeroBitCount
        stamps = [UInt32](repeating: 0, count: nfa.steps.count)
        rebuild()
    }

    var stateCount: Int { takes.count }

    /// The state after all bytes of the key, ``dead`` if no pattern can accept it any more.
    mutating func run(_ key: Span<UInt8>) -> Int {
        var state = start
        var index = 0
        let count = key.count
        while index < count {
            let byteClass = Int(classes.classOf[Int(key[index])])
            let next = Int(table[state << shift | byteClass])
            if next == Self.dead { return Self.dead }
            state = next > 0 ? next : successor(of: state, byteClass)
            index += 1
        }
        return state
    }

    /// The range of the patterns a state accepts, for ``pattern(at:)``.
    func patterns(acceptedIn state: Int) -> Range<Int> {
        acceptStarts[state]..<acceptStarts[state + 1]
    }

    /// An accepted pattern; within the range of one state they ascend.
    func pattern(at index: Int) -> Int { Int(accepted[index]) }

    /// Whether a state may still accept a pattern whose steps begin here or later.
    func isAlive(_ state: Int, from begin: Int) -> Bool {
        (takes[state].last.map(Int.init) ?? -1) >= begin
    }

    /// The state after one more byte of a class, built if need be.
    mutating func successor(of state: Int, _ byteClass: Int) -> Int {
        let known = Int(table[state << shift | byteClass])
        if known >= 0 { return known }
        let sample = classes.samples[byteClass]
        var roots: [Int32] = []
        for step in takes[state] {
            if case .take(let set, let next) = nfa.steps[Int(step)], nfa.sets[Int(set)].contains(sample) {
                roots.append(next)
            }
        }
        let resets = resetCount
        let next = number(ofClosure: roots, atStart: false)
        // After a reset the state that was left has no row any more.
        if resets == resetCount { table[state << shift | byteClass] = Int32(next) }
        return next
    }

    private mutating func rebuild() {
        table.removeAll(keepingCapacity: true)
        takes.removeAll(keepingCapacity: true)
        acceptStarts.removeAll(keepingCapacity: true)
        acceptStarts.append(0)
        accepted.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
        insert([], [])
        for byteClass in 0..<classes.count { table[byteClass] = Int32(Self.dead) }
        start = number(ofClosure: nfa.entries, atStart: true)
    }

    private mutating func number(ofClosure roots: [Int32], atStart: Bool) -> Int {
        let (takes, accepts) = closure(of: roots, atStart: atStart)
        if let known = numbers[takes + [-1] + accepts] { return known }
        // The start state has to survive a reset, so it is made first and never causes one.
        if stateCount >= stateLimit {
            resetCount += 1
            rebuild()
            if let known = numbers[takes + [-1] + accepts] { return known }
        }
        return insert(takes, accepts)
    }

    @discardableResult
    private mutating func insert(_ takes: [Int32], _ accepts: [Int32]) -> Int {
        let number = stateCount
        numbers[takes + [-1] + accepts] = number
        self.takes.append(takes)
        accepted += accepts
        acceptStarts.append(accepted.count)
        table += repeatElement(-1, count: 1 << shift)
        return number
    }

    /// What can be reached without taking a byte: the `take` steps, and what is accepted if the key ends here.
    private mutating func closure(of roots: [Int32], atStart: Bool) -> (takes: [Int32], accepts: [Int32]) {
        stamp &+= 1
        if stamp == 0 {
            for index in stamps.indices { stamps[index] = 0 }
            stamp = 1
        }
        var takes: [Int32] = []
        var accepts: [Int32] = []
        var ends: [Int32] = []
        follow(roots, atStart: atStart) { step, number in
            switch step {
            case .take: takes.append(number)
            case .accept(let pattern): accepts.append(pattern)
            case .end(let next): ends.append(next)
            default: break
            }
        }
        follow(ends, atStart: atStart, atEnd: true) { step, _ in
            if case .accept(let pattern) = step { accepts.append(pattern) }
        }
        return (takes.sorted(), accepts.sorted())
    }

    private mutating func follow(
        _ roots: [Int32], atStart: Bool, atEnd: Bool = false, visit: (NFA.Step, Int32) -> Void
    ) {
        pending.append(contentsOf: roots)
        while let number = pending.popLast() {
            guard stamps[Int(number)] != stamp else { continue }
            stamps[Int(number)] = stamp
            let step = nfa.steps[Int(number)]
            visit(step, number)
            switch step {
            case .fork(let one, let other):
                pending.append(other)
                pending.append(one)
            case .start(let next) where atStart: pending.append(next)
            case .end(let next) where atEnd: pending.append(next)
            default: break
            }
        }
    }
}
