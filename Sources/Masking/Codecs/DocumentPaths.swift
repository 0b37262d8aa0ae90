/// Paths into a document with a treatment for the leaves each one reaches, compiled to one automaton.
///
/// A path is names joined by dots: `user.email`, `cart[*].sku` for every element of an array, `**.token` for a
/// name at any depth, `*` for any one name. The first path of the list that reaches a leaf decides. A path that
/// reaches an object or array decides for the leaves inside that no path reaches; every other leaf is masked
/// as ``Kind/detect``.
public struct DocumentPaths: Sendable, Equatable {
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
        /// What is done with the leaves it reaches.
        public var treatment: Treatment

        /// A path made of steps.
        public init(steps: [Step], treatment: Treatment) {
            self.steps = steps
            self.treatment = treatment
        }
    }

    /// What is done with a leaf, in a form that copies without counting references.
    enum Leaf: Sendable, Equatable {
        /// What the container around it says.
        case inherited
        case kind(Kind)
        /// The treatment of this number in ``nested``.
        case nested(Int)
    }

    /// One place in a document, as far as the paths can tell places apart.
    struct State: Sendable {
        var leaf: Leaf
        var names: [(name: [UInt8], state: Int)] = []
        var otherName = 0
        var element = 0
    }

    /// The compiled form, shared by copies: a treatment is handed on with every value.
    private final class Automaton: Sendable {
        let paths: [Path]
        /// State 0 is where no path leads.
        let states: [State]
        let nested: [Treatment]

        init(_ paths: [Path]) {
            var builder = DocumentPathsBuilder(paths)
            states = builder.build()
            nested = builder.nested
            self.paths = paths
        }
    }

    /// No paths: every leaf is masked as what it is found to be.
    public static let none = DocumentPaths([])

    /// The state of a document's root.
    static let root = 1

    private let automaton: Automaton
    /// The paths in order of precedence.
    public var paths: [Path] { automaton.paths }
    /// Treatments that are more than a kind.
    var nested: [Treatment] { automaton.nested }

    /// Compiles the paths.
    public init(_ paths: [Path]) { automaton = Automaton(paths) }

    /// Two lists are the same when their paths are.
    public static func == (left: DocumentPaths, right: DocumentPaths) -> Bool { left.paths == right.paths }

    /// What is done with the leaves at a state.
    func leaf(at state: Int) -> Leaf { automaton.states[state].leaf }

    /// The state of the elements of the array at a state.
    func element(of state: Int) -> Int { automaton.states[state].element }

    /// The state of a member of the object at a state, and whether a path names it.
    func member(of state: Int, named name: Span<UInt8>) -> (state: Int, isNamed: Bool) {
        search: for candidate in automaton.states[state].names where candidate.name.count == name.count {
            for place in 0..<name.count where candidate.name[place] != name[place] { continue search }
            return (candidate.state, true)
        }
        return (automaton.states[state].otherName, false)
    }
}

/// Subset construction over the steps of all paths.
private struct DocumentPathsBuilder {
    struct Position: Hashable, Comparable {
        var path: Int
        var step: Int
        static func < (left: Position, right: Position) -> Bool { (left.path, left.step) < (right.path, right.step) }
    }

    let paths: [DocumentPaths.Path]
    private var states = [DocumentPaths.State(leaf: .inherited)]
    private var numbers: [[Position]: Int] = [:]
    private var pending: [[Position]] = []
    private(set) var nested: [Treatment] = []

    init(_ paths: [DocumentPaths.Path]) { self.paths = paths }

    mutating func build() -> [DocumentPaths.State] {
        // The root has a state of its own, even when there are no paths.
        let root = number(paths.indices.map { Position(path: $0, step: 0) })
        precondition(root == DocumentPaths.root, "the root is the first state that is made")
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
        states.append(DocumentPaths.State(leaf: accepted.map { leaf(paths[$0.path].treatment) } ?? .inherited))
        pending.append(sorted)
        return number
    }

    private mutating func leaf(_ treatment: Treatment) -> DocumentPaths.Leaf {
        if case .kind(let kind) = treatment { return .kind(kind) }
        nested.append(treatment)
        return .nested(nested.count - 1)
    }

    private mutating func expand(_ positions: [Position]) {
        guard let number = numbers[positions] else { return }
        func step(_ position: Position) -> DocumentPaths.Path.Step? {
            position.step < paths[position.path].steps.count ? paths[position.path].steps[position.step] : nil
        }
        func moved(_ matches: (DocumentPaths.Path.Step) -> Bool) -> [Position] {
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
