import Secrecy

/// What became of runs that were killed.
public struct ResumeReport: Encodable, Sendable {
    /// How it went with a run.
    public enum Outcome: String, Encodable, Sendable, CaseIterable {
        /// It was done again, and its result is there.
        case finished
        /// What was staged and recorded was committed.
        case committed
        /// Its result was there already; now its end is on record, too.
        case completed
        /// Its result never came to be, and is not on record any more.
        case withdrawn
        /// It was given up.
        case abandoned
        /// It had ended, and only its journal was left.
        case forgotten
        /// It could not be finished, which is on record.
        case failed
        /// It could not be taken up now; all is as it was.
        case left
        /// A process is at it.
        case running
        /// A dry run says what would be done.
        case planned
    }

    /// One run.
    public struct Item: Encodable, Sendable {
        /// Its uid.
        public var run: String
        /// What it reads and writes.
        public var input: String, output: String
        /// How it went, and in words.
        public var outcome: Outcome, detail: String
        /// The run that does it anew, where its key was gone.
        public var anew: String?
        /// Parts that were staged before, and not sent again.
        public var keptParts: Int?
        /// What went wrong, as an exit status.
        var failure: ExitStatus = .done

        /// Whether the run has not come to a good end.
        public var isTrouble: Bool { failure != .done }

        enum CodingKeys: String, CodingKey {
            case run, input, output, outcome, detail, anew
            case keptParts = "kept_parts"
        }
    }

    /// Each run, oldest first.
    public var items: [Item] = []

    /// 0 when every run came to its end; else what the first that did not would have ended with.
    public var status: ExitStatus { items.first { $0.failure != .done }?.failure ?? .done }

    enum CodingKeys: String, CodingKey { case items }
}

extension ResumeReport.Item {
    init(
        _ journal: RunJournal, _ outcome: ResumeReport.Outcome, _ detail: String, _ failure: ExitStatus = .done
    ) {
        self.init(
            run: journal.run, input: journal.input.name, output: journal.output.name, outcome: outcome,
            detail: Redaction.redacted(detail),
            failure: failure)
    }

    init(unread uid: String, _ error: RunError) {
        self.init(
            run: uid, input: "", output: "", outcome: .left, detail: Redaction.redacted(error.description),
            failure: error.status)
    }
}
