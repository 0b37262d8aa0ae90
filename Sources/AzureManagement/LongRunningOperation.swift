package import BlobStorage
import Foundation

/// An operation that goes on at the service after it was accepted. Pure: answers come in, what to do next comes out.
///
/// The service gives URLs to ask at, and with each answer new ones; the newest is followed, `Azure-AsyncOperation` before
/// `Location`. They hold signatures and are up to some kilobytes long: nothing of them but the id is ever shown.
package struct LongRunningOperation: Sendable {
    /// What the operation is known by at the service, where an answer said so.
    package private(set) var id: String?
    /// When it began and ended by the service's clock, as the service writes it.
    package private(set) var started: String?, ended: String?
    /// The share that is done, where the service says so.
    package private(set) var percent: Double?
    /// Under which ids the service logged our requests.
    package private(set) var requestIDs: [String] = []
    private let place: String
    private var next: URLToAsk?

    /// What to do next.
    package enum Step: Sendable {
        /// Ask at this target, after a wait; nil where the service does not say how long.
        case ask(HTTPDraft.Target, after: Duration?)
        /// It is done.
        case succeeded
        /// It is not going to be done.
        case failed(ManagementFailure)
    }

    private struct URLToAsk {
        var target: HTTPDraft.Target
        /// Whether it is answered with a document that has a status; else the HTTP status tells.
        var hasStatus: Bool
    }

    /// The longest URL that is followed.
    static let longestURL = 16_384

    /// An operation of a resource.
    package init(at place: String) { self.place = place }

    /// Takes in the answer to the request that began it, or to a question after it.
    ///
    /// Throws ``BlobError`` when the answer leaves no way to go on: accepted, and nowhere to ask.
    package mutating func received(_ reply: HTTPReply, mayAsk: (HTTPDraft.Target) -> Bool) throws -> Step {
        if let id = reply[header: "x-ms-request-id"], requestIDs.count < 100 { requestIDs.append(id) }
        let asked = next
        try takeURLs(reply, mayAsk)
        let document = try? JSONDecoder().decode(Document.self, from: Data(reply.body))
        note(document)
        switch (document?.status ?? "").lowercased() {
        case "succeeded": return .succeeded
        case "failed", "canceled", "cancelled":
            return .failed(
                ManagementFailure(document: reply.body)
                    ?? ManagementFailure(code: document?.status ?? "Failed", message: ""))
        case "" where isDone(reply, asked): return .succeeded
        default: break
        }
        guard let next else {
            throw BlobError(
                .damaged, place,
                "accepted but untrackable: the service gave no URL to ask at; look at the container and at the resource "
                    + "before it is tried again")
        }
        let wait = RetryPolicy.retryAfter(reply[header: "retry-after"], serverDate: reply[header: "date"])
        return .ask(next.target, after: wait)
    }

    /// Whether an answer without a status says by itself that it is done.
    private func isDone(_ reply: HTTPReply, _ asked: URLToAsk?) -> Bool {
        if let asked { return !asked.hasStatus && (reply.status == 200 || reply.status == 204) }
        return (reply.status == 200 || reply.status == 204) && next == nil
    }

    private mutating func takeURLs(_ reply: HTTPReply, _ mayAsk: (HTTPDraft.Target) -> Bool) throws {
        let given =
            reply[header: "azure-asyncoperation"].map { ($0, true) }
            ?? reply[header: "location"].map { ($0, false) }
        guard let (text, hasStatus) = given else { return }
        guard text.utf8.count <= Self.longestURL, let target = HTTPDraft.Target(signedURL: text), mayAsk(target) else {
            throw BlobError(
                .damaged, place,
                "accepted but untrackable: the service gave a URL to ask at that is not its own or too long")
        }
        next = URLToAsk(target: target, hasStatus: hasStatus)
        if id == nil { id = target.path.split(separator: "/").last.map { String($0.prefix(100)) } }
    }

    private mutating func note(_ document: Document?) {
        guard let document else { return }
        if let name = document.name, !name.isEmpty, name.count <= 100 { id = name }
        started = document.startTime ?? started
        ended = document.endTime ?? ended
        percent = document.percentComplete ?? percent
    }

    private struct Document: Decodable {
        var name: String?, status: String?, startTime: String?, endTime: String?, percentComplete: Double?
    }
}
