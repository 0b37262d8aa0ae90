import Testing

@testable import BlobStorage

/// What Azure Resource Manager says went wrong.
@Suite struct ManagementFaultTests {
    private func told(_ status: Int, _ body: String, _ headers: [String: String] = [:]) -> ServiceDialect.Told {
        ServiceDialect.management.read(HTTPReply(status: status, headers: headers, body: Array(body.utf8)))
    }

    @Test func `each code has one row and a sentence without a full stop`() {
        let codes = ServiceFault.management.map(\.serviceCode)
        #expect(Set(codes).count == codes.count)
        for row in ServiceFault.management { #expect(!row.sentence.isEmpty && !row.sentence.hasSuffix(".")) }
    }

    @Test func `a conflict means three things`() {
        let silent = told(409, #"{"error":{"code":"Conflict","message":""}}"#)
        #expect(silent.row.code == .refused && silent.sentence.contains("lacks letters"))
        let busy = told(409, #"{"error":{"code":"Conflict","message":"x is busy processing a previous update"}}"#)
        #expect(busy.row.code == .unavailable && !busy.row.isRetryable)
        let other = told(409, #"{"error":{"code":"Conflict","message":"the cache is linked"}}"#)
        #expect(other.row.code == .refused && other.sentence.contains("the cache is linked"))
    }

    @Test func `without a code the status tells, and with a strange one too`() {
        #expect(told(404, "").row.code == .absent)
        #expect(told(403, "<html>").row.code == .notAllowed)
        #expect(told(429, #"{"error":{"code":"Strange","message":"x"}}"#).row.isRetryable)
        #expect(told(503, #"{"error":"no object"}"#).row.isRetryable)
    }

    @Test func `a message has one line, an end, and no secret`() {
        let long = String(repeating: "x", count: 5000)
        let failure = ManagementFailure(code: "A\nB", message: "see https://a/?sig=abc%3D&b\nand \(long)")
        #expect(failure.code == "A B")
        #expect(failure.message.count <= 600 && !failure.message.contains("abc") && !failure.message.contains("\n"))
    }

    @Test(arguments: [404, 410, 429, 500, 503]) func `a service for tokens that is away is asked again`(_ status: Int) {
        let reply = HTTPReply(status: status, headers: [:], body: [])
        #expect(ServiceDialect.identity.read(reply).row.isRetryable)
    }
}
