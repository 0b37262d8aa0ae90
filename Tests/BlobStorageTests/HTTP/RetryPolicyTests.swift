import Testing

@testable import BlobStorage

@Suite struct RetryPolicyTests {
    let policy = RetryPolicy(attempts: 6, first: .milliseconds(400), longest: .seconds(30))

    @Test func `the wait doubles, and chance takes up to half of it`() {
        #expect(policy.wait(before: 1, retryAfter: nil, chance: 0) == .milliseconds(200))
        #expect(policy.wait(before: 2, retryAfter: nil, chance: 0) == .milliseconds(400))
        #expect(policy.wait(before: 3, retryAfter: nil, chance: 0.5) == .milliseconds(1200))
        #expect(policy.wait(before: 60, retryAfter: nil, chance: 0) == .seconds(15))
    }

    @Test func `what the service asks for is waited at least`() {
        #expect(policy.wait(before: 1, retryAfter: .seconds(7), chance: 0) == .seconds(7))
        #expect(policy.wait(before: 1, retryAfter: .seconds(8), chance: 0.5) == .seconds(9))
        #expect(policy.wait(before: 1, retryAfter: .seconds(9999), chance: 0) == .seconds(120))
    }

    @Test func `Retry-After is a number of seconds or a moment`() {
        #expect(RetryPolicy.retryAfter("5", serverDate: nil) == .seconds(5))
        #expect(
            RetryPolicy.retryAfter("Sun, 22 Nov 2026 18:00:30 GMT", serverDate: "Sun, 22 Nov 2026 18:00:00 GMT")
                == .seconds(30))
        for wrong in ["-1", "soon", "", "99999999999999999999"] {
            #expect(RetryPolicy.retryAfter(wrong, serverDate: "Sun, 22 Nov 2026 18:00:00 GMT") == nil)
        }
    }
}

@Suite struct ServiceFaultTests {
    @Test(arguments: ServiceFault.rows.map(\.serviceCode))
    func `each code has a sentence and is there once`(_ code: String) {
        #expect(ServiceFault.rows.filter { $0.serviceCode == code }.count == 1)
        let row = ServiceFault.row(code)
        #expect((row?.sentence.count ?? 0) > 10)
        // What may be repeated is out of reach for a moment, or arrived damaged: nothing else.
        if row?.isRetryable == true { #expect(row?.code == .unavailable || row?.code == .damaged) }
    }

    @Test(arguments: 300..<600)
    func `each status means something`(_ status: Int) {
        #expect(!ServiceFault.ofStatus(status).sentence.isEmpty)
        #expect(ServiceFault.ofStatus(status).isRetryable == [408, 429, 500, 502, 503, 504].contains(status))
    }
}
