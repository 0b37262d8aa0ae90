import Testing

@testable import Governance

/// Every state that a kill can leave leads to one that may be.
@Suite struct ResumeDecisionTests {
    private static let states: [(ResumeDecision.Blob, ResumeDecision.Record, Bool, Bool)] = {
        let blobs: [ResumeDecision.Blob] = [.absent, .ours, .another, .hidden]
        let records: [ResumeDecision.Record] = [.none, .living, .gone]
        return blobs.flatMap { blob in
            records.flatMap { record in
                [(false, false), (false, true), (true, false), (true, true)].map { (blob, record, $0.0, $0.1) }
            }
        }
    }()

    @Test func `a living record ends with its blob, or not at all`() {
        for (blob, record, isSealed, hasEnded) in Self.states where record == .living {
            let decision = ResumeDecision(blob: blob, record: record, isSealed: isSealed, hasEnded: hasEnded)
            switch blob {
            case .ours: #expect(decision == (hasEnded ? .forget : .complete))
            case .hidden: #expect(decision.isLeft)
            case .another: #expect(decision.isWithdrawn)
            case .absent: #expect(decision.isWithdrawn || (decision == .commit && isSealed && !hasEnded))
            }
        }
    }

    @Test func `a blob that nobody recorded is never called done`() {
        for (blob, record, isSealed, hasEnded) in Self.states where blob == .ours && record != .living {
            #expect(ResumeDecision(blob: blob, record: record, isSealed: isSealed, hasEnded: hasEnded).isLeft)
            #expect(ResumeDecision(abandoning: blob, record: record, hasEnded: hasEnded).isLeft)
        }
    }

    @Test func `what has ended is not done again, and what is given up is not either`() {
        for (blob, record, isSealed, hasEnded) in Self.states {
            let decision = ResumeDecision(blob: blob, record: record, isSealed: isSealed, hasEnded: hasEnded)
            #expect(decision != .again || (record == .none && !hasEnded))
            let abandoned = ResumeDecision(abandoning: blob, record: record, hasEnded: hasEnded)
            #expect(abandoned != .again && abandoned != .commit)
        }
    }
}

extension ResumeDecision {
    fileprivate var isLeft: Bool { if case .leave = self { true } else { false } }
    fileprivate var isWithdrawn: Bool { if case .withdraw = self { true } else { false } }
}
