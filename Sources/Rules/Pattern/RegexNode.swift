/// A regular expression as a tree. Offsets (`at`) are bytes into its text.
///
/// Greedy and lazy repetitions are not told apart: they accept the same strings, and what a group captures is for
/// PCRE2 to say.
indirect enum RegexNode: Sendable {
    /// The empty string.
    case empty
    /// A byte that is written out; both cases of it under `(?i)`.
    case literal(ByteSet)
    /// Any byte of a class.
    case oneOf(ByteSet, at: Int)
    /// One after the other.
    case sequence([RegexNode])
    /// One or the other.
    case alternation([RegexNode], at: Int)
    /// From `least` to `most` times, without an upper limit if that is nil.
    case repetition(RegexNode, least: Int, most: Int?)
    /// A capturing group.
    case group(RegexNode, number: Int, name: String?, at: Int)
    /// The start of the key.
    case start
    /// The end of the key.
    case end
    /// A condition that takes no bytes and that no automaton decides: a look-around, `\b`.
    case assertion(RegexNode)
    /// Bytes that no automaton can describe: a back-reference, a recursion.
    case unknown(at: Int)

    /// Whether every string it matches begins at the start of the key.
    var startsAnchored: Bool {
        switch self {
        case .start: true
        case .sequence(let nodes): (nodes.first { !$0.isEmpty })?.startsAnchored ?? false
        case .alternation(let branches, _): branches.allSatisfy(\.startsAnchored)
        case .group(let node, _, _, _): node.startsAnchored
        case .repetition(let node, let least, _): least > 0 && node.startsAnchored
        default: false
        }
    }

    /// Whether every string it matches ends at the end of the key.
    var endsAnchored: Bool {
        switch self {
        case .end: true
        case .sequence(let nodes): (nodes.last { !$0.isEmpty })?.endsAnchored ?? false
        case .alternation(let branches, _): branches.allSatisfy(\.endsAnchored)
        case .group(let node, _, _, _): node.endsAnchored
        case .repetition(let node, let least, _): least > 0 && node.endsAnchored
        default: false
        }
    }

    private var isEmpty: Bool {
        switch self {
        case .empty, .assertion: true
        case .sequence(let nodes): nodes.allSatisfy(\.isEmpty)
        default: false
        }
    }
}
