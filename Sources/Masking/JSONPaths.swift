/// Paths into a JSON document with the kind for the leaves each one reaches, compiled to one automaton.
///
/// A path is names joined by dots: `user.email`, `cart[*].sku` for every element of an array, `**.token` for a
/// name at any depth, `*` for any one name. The first path of the list that reaches a leaf decides. A path that
/// reaches an object or array decides for the leaves inside that no path reaches; every other leaf is masked
/// as ``Kind/detect``.
public struct JSONPaths: Sendable, Equatable {
    /// One path of a rule.
    public struct Path: Sendable, Equatable {
        /// One step of a path.
        public enum Step: Sendable, Equatable {
            /// A member of an object with this name.
            case name([UInt8])
            /// Any member of an object, or any element of an array.
            case any
            /// Any element of an array (`[*]`).
            case element
            /// Any number of steps, none included (`**`).
            case deep
        }
        /// The steps from the document's root.
        public var steps: [Step]
        /// The kind of the leaves it reaches; never ``Kind/json``.
        public var kind: Kind

        /// A path made of steps.
        public init(steps: [Step], kind: Kind) {
            self.steps = steps
            self.kind = kind
        }
    }

    /// One place in a document, as far as the paths can tell places apart.
    struct State: Sendable {
        var kind: Kind?
        var names: [(name: [UInt8], state: Int)] = []
        var otherName = 0
        var element = 0
    }

    /// The state of a document's root.
    static let root = 1

    /// The paths in order of precedence.
    public let paths: [Path]
    /// The automaton; state 0 is where no path leads.
    let states: [State]

    /// Compiles the paths.
    public init(_ paths: [Path]) {
        self.paths = paths
        var builder = JSONPathsBuilder(paths)
        states = builder.build()
    }

    /// Two lists are the same when their paths are.
    public static func == (left: JSONPaths, right: JSONPaths) -> Bool { left.paths == right.paths }

    /// The state of a member of the object at a state, and whether a path names it.
    func member(of state: Int, named name: Span<UInt8>) -> (state: Int, isNamed: Bool) {
        search: for candidate in states[state].names where candidate.name.count == name.count {
            for place in 0..<name.count where candidate.name[place] != name[place] { continue search }
            return (candidate.state, true)
        }
        return (states[state].otherName, false)
    }
}

/// Subset construction over the steps of all paths.
private struct JSONPathsBuilder {
    struct Position: Hashable, Comparable {
        var path: Int
        var step: Int
        static func < (left: Position, right: Position) -> Bool { (left.path, left.step) < (right.path, right.step) }
    }

    let paths: [JSONPaths.Path]
    private var states = [JSONPaths.State()]
    private var numbers: [[Position]: Int] = [:]
    private var pending: [[Position]] = []

    init(_ paths: [JSONPaths.Path]) { self.paths = paths }

    mutating func build() -> [JSONPaths.State] {
        // The root has a state of its own, even when there are no paths.
        let root = number(paths.indices.map { Position(path: $0, step: 0) })
        precondition(root == JSONPaths.root, "the root is the first state that is made")
        numbers[[]] = 0
        while let positions = pending.popLast() { expand(positions) }
        return states
    }

    /// The number of the state of these positions, which is made when it is new.
    private mutating func number(_ positions: [Position]) -> Int {
        var closed = Set(positions)
        for position in positions {
            var next = position
            while next.step < paths[next.path].steps.count, paths[next.path].steps[next.step] == .deep {
                next.step += 1
                closed.insert(next)
            }
        }
        let sorted = closed.sorted()
        if let number = numbers[sorted] { return number }
        let number = states.count
        numbers[sorted] = number
        let accepted = sorted.first { $0.step == paths[$0.path].steps.count }
        states.append(JSONPaths.State(kind: accepted.map { paths[$0.path].kind }))
        pending.append(sorted)
        return number
    }

    private mutating func expand(_ positions: [Position]) {
        guard let number = numbers[positions] else { return }
        func step(_ position: Position) -> JSONPaths.Path.Step? {
            position.step < paths[position.path].steps.count ? paths[position.path].steps[position.step] : nil
        }
        func moved(_ matches: (JSONPaths.Path.Step) -> Bool) -> [Position] {
            positions.flatMap { position -> [Position] in
                guard let step = step(position) else { return [] }
                if step == .deep { return [position] }
                return matches(step) ? [Position(path: position.path, step: position.step + 1)] : []
            }
        }
        var names: [[UInt8]] = []
        for position in positions {
            if case .name(let name) = step(position), !names.contains(name) { names.append(name) }
        }
        states[number].otherName = self.number(moved { $0 == .any })
        states[number].element = self.number(moved { $0 == .any || $0 == .element })
        for name in names {
            let state = self.number(moved { $0 == .any || $0 == .name(name) })
            states[number].names.append((name, state))
        }
    }
}
