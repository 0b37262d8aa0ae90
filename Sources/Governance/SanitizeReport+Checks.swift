import Catalog
public import Sanitizing

extension SanitizeReport {
    /// The outcome of one check of the result.
    public struct Check: Encodable, Sendable {
        /// Which promise: `every-key-stays`.
        public var name: String
        /// Whether it holds.
        public var passed: Bool
        /// In words.
        public var detail: String
    }

    /// What the catalog keeps of the rules: numbers, never names of keys.
    var ruleCounts: [RuleOutcome] {
        rules.map { rule in
            RuleOutcome(
                rule: rule.id, pack: rule.pack, sensitivity: rule.sensitivity, treatment: rule.treatment,
                because: rule.because, keys: rule.keys, maskedValues: rule.values)
        } + [
            RuleOutcome(
                rule: "(default)", pack: "(built in)", sensitivity: nil, treatment: "mask", because: nil,
                keys: unmatchedKeys, maskedValues: unmatchedValues)
        ]
    }

    /// What the catalog keeps of the checks.
    var checkResults: [CheckOutcome] {
        [CheckOutcome(name: "checksum", passed: true, detail: "the checksum of the snapshot: \(checksum)")]
            + checks.map { CheckOutcome(name: $0.name, passed: $0.passed, detail: $0.detail) }
    }
}

extension Verification {
    /// Each promise with its outcome, as the catalog and the report name it.
    var checks: [SanitizeReport.Check] {
        Promise.allCases.map { promise in
            SanitizeReport.Check(name: promise.name, passed: holds(promise), detail: promise.sentence)
        }
    }
}

extension Verification.Promise {
    /// The name in the catalog.
    public var name: String {
        switch self {
        case .everyKeyStays: "every-key-stays"
        case .everyShapeStays: "every-shape-stays"
        case .everyClockStays: "every-clock-stays"
        case .distinctStaysDistinct: "distinct-stays-distinct"
        case .nothingLeaks: "nothing-leaks"
        }
    }
}
