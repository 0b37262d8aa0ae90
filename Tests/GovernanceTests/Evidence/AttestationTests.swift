import Foundation
@testable import Governance
import Testing

@Suite struct AttestationTests {
    let key = SigningKey.random()

    private func envelope(_ payload: String, as type: String = EvidenceURI.payloadType) -> Envelope {
        Envelope(signing: Data(payload.utf8), as: type, with: key)
    }

    private func statement(_ type: String = EvidenceURI.statement, subject: String? = nil) -> String {
        let subject = subject ?? "[{\"digest\": {\"sha256\": \"ab\"}}]"
        return "{\"_type\": \"\(type)\", \"subject\": \(subject), \"predicateType\": \"p\", \"predicate\": {}}"
    }

    @Test func `a statement that a trusted key has signed holds`() throws {
        var attestation = Attestation(envelope(statement()), trusting: [key.verifyingKey])
        attestation.mustBeAbout(sha256: "ab")
        #expect(attestation.isGood && attestation.faults == [])
        #expect(attestation.statement?.predicateType == "p")
        #expect(attestation.signers == [key.verifyingKey])
    }

    @Test func `a payload that nobody trusted has signed is not read`() {
        let attestation = Attestation(envelope(statement()), trusting: [SigningKey.random().verifyingKey])
        #expect(attestation.faults == [.signature])
        #expect(attestation.statement == nil)
        #expect(Attestation(envelope(statement()), trusting: []).faults == [.signature])
    }

    @Test func `another payload type does not hold`() {
        let attestation = Attestation(envelope(statement(), as: "application/json"), trusting: [key.verifyingKey])
        #expect(attestation.faults == [.payloadType])
    }

    @Test func `what is no statement does not hold`() {
        let texts = [
            "", "{}", "[]", statement("https://in-toto.io/Statement/v0.1"), statement(subject: "[]"),
            statement(subject: "[{}]"), statement(subject: "[{\"digest\": {}}]"), statement(subject: "{}"),
        ]
        for text in texts {
            #expect(Attestation(envelope(text), trusting: [key.verifyingKey]).faults == [.statement], "\(text)")
        }
    }

    @Test func `a file with another digest is not what it is about`() {
        var attestation = Attestation(envelope(statement()), trusting: [key.verifyingKey])
        attestation.mustBeAbout(sha256: "abab")
        #expect(attestation.faults == [.subject])
    }

    @Test func `a file that is no envelope ends with 65, none with 66`() throws {
        let scratch = try Scratch()
        try scratch.write("{}", "a.json")
        let damaged = #expect(throws: RunError.self) { try Attestation(file: scratch.file("a.json"), trusting: []) }
        #expect(damaged?.status == .badData)
        let absent = #expect(throws: RunError.self) { try Attestation(file: scratch.file("b.json"), trusting: []) }
        #expect(absent?.status == .noInput)
    }
}
