/// What walking the whole log and every row found.
public struct ChainVerification: Encodable, Sendable {
    /// Something that is not as it was written.
    public struct Problem: Encodable, Sendable, Equatable {
        /// The event concerned.
        public var seq: Int64?
        /// The table concerned.
        public var table: String?
        /// The row concerned.
        public var row: Int64?
        /// What is wrong with it.
        public var message: String
    }

    /// A statement from outside about the log: this event has this hash.
    public struct Anchor: Sendable {
        /// The number of the event.
        public var seq: Int64
        /// Its hash, in hexadecimal.
        public var head: String
        /// Where the statement is from.
        public var source: String

        /// A statement.
        public init(seq: Int64, head: String, source: String) {
            self.seq = seq
            self.head = head
            self.source = source
        }
    }

    /// At most this many problems are kept.
    public static let problemLimit = 100

    /// How many events there are.
    public internal(set) var events: Int64 = 0
    /// How many rows they vouch for.
    public internal(set) var rows: Int64 = 0
    /// The hash of the last event, in hexadecimal.
    public internal(set) var head = ""
    /// How many statements from outside were compared.
    public internal(set) var anchors = 0
    /// How many problems there are.
    public internal(set) var problemCount = 0
    /// The first of them, in the order of the log.
    public internal(set) var problems: [Problem] = []

    /// Whether all is as it was written.
    public var isGood: Bool { problemCount == 0 }

    mutating func add(seq: Int64? = nil, table: String? = nil, row: Int64? = nil, _ message: String) {
        problemCount += 1
        if problems.count < Self.problemLimit {
            problems.append(Problem(seq: seq, table: table, row: row, message: message))
        }
    }
}
