@testable import Catalog
import Testing

/// What a cloud service was asked for, and the steps behind it.
@Suite struct ServiceOperationTests {
    private func facts(_ resource: String = "/subscriptions/s/cart") -> ServiceOperationFacts {
        ServiceOperationFacts(
            kind: "export", resource: resource, region: "West US", sku: "Premium P1", redisVersion: nil, places: "[]",
            signedWith: "given", permissions: "r", signedFromMs: nil, signedUntilMs: nil, checks: "[]")
    }

    @Test(arguments: [ServiceAnswerFacts.Phase.succeeded, .failed, .refused]) func `nothing follows an end`(
        _ end: ServiceAnswerFacts.Phase
    ) throws {
        let history = try History()
        let run = try history.run("export")
        let operation = try history.write { try $0.ask(facts(), run: run) }
        try history.write { try $0.note(.init(.accepted, detail: "taken"), of: operation, run: run) }
        try history.write { try $0.note(.init(end, detail: "ended"), of: operation, run: run) }
        #expect(end.isEnd)
        for phase in [ServiceAnswerFacts.Phase.accepted, .succeeded, .unknown, .left] {
            #expect(throws: (any Error).self) {
                try history.write { try $0.note(.init(phase, detail: "again"), of: operation, run: run) }
            }
        }
        #expect(try history.problems() == [])
    }

    @Test(arguments: [ServiceAnswerFacts.Phase.unknown, .left])
    func `what nobody knew the end of may be found out later`(
        _ open: ServiceAnswerFacts.Phase
    ) throws {
        let history = try History()
        let run = try history.run("export")
        let operation = try history.write { try $0.ask(facts(), run: run) }
        try history.write { try $0.note(.init(open, detail: "nobody knows"), of: operation, run: run) }
        try history.write { try $0.note(.init(.succeeded, detail: "done"), of: operation, run: run) }
        #expect(!open.isEnd)
        #expect(try history.problems() == [])
    }

    @Test func `a signature does not get in, whatever it comes in`() throws {
        let history = try History()
        let run = try history.run("export")
        try history.write { log in
            let operation = try log.ask(facts("https://x.blob/c?sv=1&sig=planted"), run: run)
            var answer = ServiceAnswerFacts(.failed, requestIDs: ["sig=planted"], detail: "at https://x/?sig=planted")
            answer.code = "code sig=planted"
            answer.operation = "https://x/op?s=planted"
            try log.note(answer, of: operation, run: run)
        }
        #expect(try !RawDatabase(history.path, readOnly: true).dump().contains { $0.contains("planted") })
    }
}
