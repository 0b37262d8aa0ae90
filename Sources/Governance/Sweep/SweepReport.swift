import Catalog

/// What a sweep did.
public struct SweepReport: Encodable, Sendable {
    /// How it went with a copy.
    public enum Outcome: String, Encodable, Sendable, CaseIterable {
        /// Deleted, and looked for again.
        case gone
        /// It was not there any more.
        case alreadyAbsent = "already-absent"
        /// Deleted, but the service can bring it back for a time.
        case recoverable
        /// Deleted earlier; the service had kept it, and now has it no more.
        case expunged
        /// Deleted earlier, and still kept by the service although its time to bring it back is over.
        case lingering
        /// It may not be deleted.
        case blocked
        /// Tried, and to be tried again.
        case failed
        /// Not due any more when its turn came, or another sweep was at it.
        case skipped
        /// It lies where this program cannot get at it: on another host.
        case elsewhere
    }

    /// One copy.
    public struct Item: Encodable, Sendable {
        /// uids of the copy and its snapshot, and the snapshot's kind.
        public var copy: String, snapshot: String, kind: String
        /// Where it lay.
        public var namespace: String, name: String
        /// How it went, and in words.
        public var outcome: Outcome, detail: String
        /// Until when it is blocked or recoverable, or when it is tried again.
        public var until: String?
    }

    /// The uid of the run.
    public var run: String
    /// Each copy that was due, and each that a service has kept and can keep no longer.
    public var items: [Item] = []
    /// How many statements were signed: about these copies, and about what an earlier run has left.
    public var signed = 0
    /// Why statements could not be signed; the next sweep tries again.
    public var unsigned: String?

    enum CodingKeys: String, CodingKey { case run, items, counts, signed, unsigned }

    /// Writes the items, and how many there are of each outcome.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(run, forKey: .run)
        try container.encode(items, forKey: .items)
        let counts = Dictionary(grouping: items, by: \.outcome.rawValue).mapValues(\.count)
        try container.encode(counts, forKey: .counts)
        try container.encode(signed, forKey: .signed)
        try container.encodeIfPresent(unsigned, forKey: .unsigned)
    }

    /// 0 when all is done, 77 when something is blocked, 75 when something is to be tried again.
    public var status: ExitStatus {
        if items.contains(where: { $0.outcome == .blocked }) { return .notAllowed }
        return unsigned != nil || items.contains { [.failed, .lingering].contains($0.outcome) } ? .tryAgain : .done
    }
}

extension SweepReport.Item {
    init(_ due: DueCopy, _ outcome: SweepReport.Outcome, _ detail: String, until: Int64? = nil) {
        self.init(
            copy: due.copy.uid, snapshot: due.snapshotUID, kind: due.kind, namespace: due.place.namespace,
            name: due.place.name, outcome: outcome, detail: detail, until: until.map(Moments.moment))
    }

    init(_ due: DueCopy, _ outcome: DeletionOutcome) {
        switch outcome {
        case .gone(let method, let seen): self.init(due, .gone, "\(method); \(seen)")
        case .alreadyAbsent(let seen): self.init(due, .alreadyAbsent, seen)
        case .recoverable(let until, let method, let seen):
            self.init(due, .recoverable, "\(method); \(seen)", until: until)
        case .blocked(let until, let reason): self.init(due, .blocked, reason, until: until)
        case .failed(let reason): self.init(due, .failed, reason)
        }
    }

    init(_ past: PastRecovery, _ outcome: SweepReport.Outcome, _ detail: String) {
        self.init(
            copy: past.copy.uid, snapshot: past.snapshotUID, kind: past.kind, namespace: past.place.namespace,
            name: past.place.name, outcome: outcome, detail: detail)
    }
}
