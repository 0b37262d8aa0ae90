/// What is to be done about a run that was killed, from what is found. Decides only.
enum ResumeDecision: Sendable, Equatable {
    /// Do it again, without what is staged already.
    case again
    /// Commit what is staged and recorded.
    case commit
    /// The blob is there: record the end of the run, and sign.
    case complete
    /// The record is of nothing: withdraw it.
    case withdraw(String)
    /// The run cannot be finished: record that.
    case fail(String)
    /// It has ended, and only its journal is left.
    case forget
    /// It cannot be told what is there: leave all as it is.
    case leave(String)

    /// What is found under the name of the result.
    enum Blob: Sendable, Equatable {
        /// Nothing.
        case absent
        /// The result, by its mark.
        case ours
        /// Something else.
        case another
        /// These credentials may not look.
        case hidden
    }

    /// What the catalog says of the result.
    enum Record: Sendable, Equatable {
        /// Nothing.
        case none
        /// It is there, or about to be.
        case living
        /// It is gone.
        case gone
    }

    /// How a run goes on.
    init(blob: Blob, record: Record, isSealed: Bool, hasEnded: Bool) {
        self =
            switch (record, blob) {
            case (.living, .ours): hasEnded ? .forget : .complete
            case (.living, .absent) where isSealed && !hasEnded: .commit
            case (.living, .absent): .withdraw("it never got its name")
            case (.living, .another): .withdraw("it never got its name, which another blob has")
            case (.living, .hidden):
                .leave("these credentials may not look whether the result is there; give them the right to read")
            case (.none, .ours), (.gone, .ours):
                .leave("the result is there, and is not on record as that; `mannequin reconcile` finds such blobs")
            case _ where hasEnded: .forget
            case (.none, _): .again
            case (.gone, _): .fail("its result was deleted before it got its name")
            }
    }

    /// How a run is given up: what is committed stays, and is on record.
    init(abandoning blob: Blob, record: Record, hasEnded: Bool) {
        self =
            switch (record, blob) {
            case (.living, .ours): hasEnded ? .forget : .complete
            case (.living, .hidden), (.none, .ours), (.gone, .ours):
                ResumeDecision(blob: blob, record: record, isSealed: false, hasEnded: hasEnded)
            case (.living, _): .withdraw("the run was given up")
            default: hasEnded ? .forget : .fail("it was given up")
            }
    }
}
