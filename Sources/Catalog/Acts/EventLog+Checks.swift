import GRDB

/// What one rule did in a run.
public struct RuleOutcome: Sendable {
    /// The rule, its pack, class and treatment, and why it keeps.
    public var rule: String, pack: String, sensitivity: String?, treatment: String, because: String?
    /// Keys it took, and values it masked.
    public var keys: Int, maskedValues: Int

    /// A count.
    public init(
        rule: String, pack: String, sensitivity: String?, treatment: String, because: String?, keys: Int,
        maskedValues: Int
    ) {
        self.rule = rule
        self.pack = pack
        self.sensitivity = sensitivity
        self.treatment = treatment
        self.because = because
        self.keys = keys
        self.maskedValues = maskedValues
    }
}

/// The outcome of a check.
public struct CheckOutcome: Sendable {
    /// Which check, and what it found.
    public var name: String, passed: Bool, detail: String

    /// An outcome.
    public init(name: String, passed: Bool, detail: String) {
        self.name = name
        self.passed = passed
        self.detail = detail
    }
}

extension EventLog {
    /// Records what each rule did.
    public func recordCounts(_ counts: [RuleOutcome], of snapshot: Snapshot, run: Run) throws {
        try record(
            .checksRecorded, run: run.uid, subject: snapshot.uid, detail: "what \(counts.count) rules did"
        ) { rows in
            for count in counts {
                _ = try rows.insert(
                    RuleCount(
                        runId: run.id, snapshotId: snapshot.id, rule: count.rule, pack: count.pack,
                        class: count.sensitivity, treatment: count.treatment, because: count.because.map(Self.oneLine),
                        keys: Int64(count.keys), maskedValues: Int64(count.maskedValues)))
            }
        }
    }

    /// Records the outcomes of checks.
    public func recordChecks(_ checks: [CheckOutcome], of snapshot: Snapshot, run: Run) throws {
        let failed = checks.filter { !$0.passed }.count
        try record(
            .checksRecorded, run: run.uid, subject: snapshot.uid, detail: "\(checks.count) checks, \(failed) not passed"
        ) { rows in
            for check in checks {
                _ = try rows.insert(
                    CheckResult(
                        runId: run.id, snapshotId: snapshot.id, name: check.name,
                        outcome: check.passed ? "pass" : "fail",
                        detail: Self.oneLine(check.detail)))
            }
        }
    }
}
