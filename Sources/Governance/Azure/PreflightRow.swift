/// One thing that was looked at before a service is asked.
public struct PreflightRow: Codable, Sendable, Equatable {
    /// What came of it.
    public enum Level: String, Codable, Sendable {
        /// Nothing stands in the way.
        case ok
        /// It may go wrong, or is less than somebody may expect.
        case warning
        /// It would go wrong, or do harm.
        case stop
        /// It cannot be seen from here.
        case notChecked = "not-checked"
    }

    /// What was looked at, in a word: `resource`, `rdb-version`.
    public var check: String
    /// What came of it.
    public var status: Level
    /// What was found, and what to do.
    public var sentence: String
    /// How a run that is stopped by it ends.
    var exit = ExitStatus.notAllowed

    enum CodingKeys: String, CodingKey { case check, status, sentence }

    init(_ check: String, _ status: Level, _ sentence: String, exit: ExitStatus = .notAllowed) {
        self.check = check
        self.status = status
        self.sentence = sentence
        self.exit = exit
    }

    static func stop(_ check: String, _ sentence: String, _ exit: ExitStatus) -> PreflightRow {
        PreflightRow(check, .stop, sentence, exit: exit)
    }
}

extension [PreflightRow] {
    /// What stops a run, in one error; nil where nothing does.
    var stop: RunError? {
        let stops = filter { $0.status == .stop }
        guard let first = stops.first else { return nil }
        return RunError(first.exit, stops.map { "\($0.check): \($0.sentence)" }.joined(separator: "; "))
    }
}
