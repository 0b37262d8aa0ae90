import BlobStorage
import Foundation
import Testing

@testable import AzureManagement

/// How answers are understood: those of the published examples and of the recording, and wrong ones.
@Suite struct LongRunningOperationTests {
    private static let host = "https://management.azure.com"

    private func reply(_ status: Int, _ headers: [String: String] = [:], _ body: String = "") -> HTTPReply {
        HTTPReply(status: status, headers: headers, body: Array(body.utf8))
    }

    private func mayAsk(_ target: HTTPDraft.Target) -> Bool { target.authority == "management.azure.com" }

    /// The target to ask at next; nil when it has ended.
    private func target(_ step: LongRunningOperation.Step) -> String? {
        guard case .ask(let target, _) = step else { return nil }
        return target.url
    }

    @Test func `the newest URL is followed, up to kilobytes long, and the status header goes first`() throws {
        var operation = LongRunningOperation(at: "a cache")
        let long = "\(Self.host)/providers/x/op-1?c=\(String(repeating: "M", count: 8000))&s=secret"
        let first = try operation.received(
            reply(202, ["azure-asyncoperation": long, "location": "\(Self.host)/other"]), mayAsk: mayAsk)
        #expect(target(first) == long)
        #expect(operation.id == "op-1")
        let newer = "\(Self.host)/providers/x/op-1?s=newer"
        let running = #"{"id":"x","name":"op-1","status":"InProgress","percentComplete":12.5}"#
        let second = try operation.received(reply(202, ["azure-asyncoperation": newer], running), mayAsk: mayAsk)
        #expect(target(second) == newer)
        #expect(operation.percent == 12.5)
        // No URL in an answer: the last one stays.
        #expect(target(try operation.received(reply(200, [:], running), mayAsk: mayAsk)) == newer)
        let done = try operation.received(reply(200, [:], #"{"status":"sUcceeded"}"#), mayAsk: mayAsk)
        guard case .succeeded = done else {
            Issue.record("\(done)")
            return
        }
    }

    @Test func `an answer with a moment to come back says how long to wait, one without does not`() throws {
        var operation = LongRunningOperation(at: "a cache")
        let headers = ["location": "\(Self.host)/a", "retry-after": "17"]
        guard case .ask(_, let wait) = try operation.received(reply(202, headers), mayAsk: mayAsk),
            case .ask(_, let none) = try operation.received(reply(202), mayAsk: mayAsk)
        else {
            Issue.record("it has to go on")
            return
        }
        #expect(wait == .seconds(17))
        #expect(none == nil)
    }

    @Test func `accepted without a URL is an error, and so is a URL of somebody else`() {
        for headers in [[:], ["location": "https://example.com/op"], ["location": "no url"], ["location": ""]] {
            var operation = LongRunningOperation(at: "a cache")
            #expect {
                try operation.received(reply(202, headers), mayAsk: mayAsk)
            } throws: {
                "\($0)".contains("accepted but untrackable")
            }
        }
    }

    @Test(arguments: [200, 204]) func `a request that is done at once has succeeded`(_ status: Int) throws {
        var operation = LongRunningOperation(at: "a cache")
        guard case .succeeded = try operation.received(reply(status), mayAsk: mayAsk) else {
            Issue.record("\(status)")
            return
        }
    }

    @Test func `at a Location the status tells, at a status URL only the document does`() throws {
        var plain = LongRunningOperation(at: "a cache")
        _ = try plain.received(reply(202, ["location": "\(Self.host)/a"]), mayAsk: mayAsk)
        guard case .succeeded = try plain.received(reply(200), mayAsk: mayAsk) else {
            Issue.record("a Location that answers 200 is done")
            return
        }
        var status = LongRunningOperation(at: "a cache")
        _ = try status.received(reply(202, ["azure-asyncoperation": "\(Self.host)/a"]), mayAsk: mayAsk)
        #expect(target(try status.received(reply(200), mayAsk: mayAsk)) != nil)
    }

    @Test(arguments: ["Failed", "canceled", "Canceled"]) func `a failure has the service's code and message`(
        _ state: String
    ) throws {
        var operation = LongRunningOperation(at: "a cache")
        let body = #"{"status":"\#(state)","error":{"code":"AuthorizationFailure","message":"no ?sig=abc%3D&x"}}"#
        let headers = ["location": "\(Self.host)/a"]
        guard case .failed(let failure) = try operation.received(reply(200, headers, body), mayAsk: mayAsk) else {
            Issue.record("it has failed")
            return
        }
        #expect(failure.code == "AuthorizationFailure")
        #expect(failure.sentence.contains("firewall"))
        #expect(!failure.message.contains("abc"))
    }

    @Test func `published and recorded documents are understood`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/azure")
        for name in ["RedisCacheAsyncOperationStatus", "OperationsStatusGet"] {
            let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
            let root = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
            let answer = try #require((root["responses"] as? [String: [String: Any]])?["200"]?["body"])
            let body = try JSONSerialization.data(withJSONObject: answer)
            var operation = LongRunningOperation(at: "a cache")
            _ = try operation.received(reply(202, ["location": "\(Self.host)/a"]), mayAsk: mayAsk)
            let step = try operation.received(
                HTTPReply(status: 200, headers: [:], body: Array(body)), mayAsk: mayAsk)
            guard case .succeeded = step else {
                Issue.record("\(name): \(step)")
                return
            }
        }
    }
}
