import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1

/// Sends all requests of the stores: bounded in number, repeated as the table says, with messages that hold no secret.
package struct HTTPExecutor: Sendable {
    /// Adds what signs a request at a moment.
    typealias Signer = @Sendable (inout HTTPDraft, Date) async throws -> Void

    /// When to repeat.
    package var retry = RetryPolicy()
    /// The longest time for one request, with its body.
    var timeoutInSeconds: Int64 = 300
    let clock: ServiceClock
    /// How the service tells what went wrong.
    var dialect = ServiceDialect.storage
    private let gate: RequestGate
    private let sign: Signer
    /// Each attempt, at the level `debug`: nothing of a query, a header of ours or a body.
    private let log = Logger(label: "mannequin.requests")

    init(concurrency: Int = 8, clock: ServiceClock = ServiceClock(), sign: @escaping Signer) {
        gate = RequestGate(limit: concurrency)
        self.clock = clock
        self.sign = sign
    }

    /// One client for the program, which ends with it. Redirects are not followed: they would carry signatures elsewhere.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.httpVersion = .http1Only
        configuration.timeout = .init(connect: .seconds(15), read: .seconds(90))
        // Repeating is done here, by one rule for all.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 32
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Sends a request until it is answered; throws ``BlobError`` for each answer that is none of `accepted`.
    ///
    /// `isRepeatable` is false for what must not be done twice: then it is repeated only when the service has said that
    /// it did not do it.
    package func send(_ draft: HTTPDraft, accepting accepted: Set<Int> = [200], isRepeatable: Bool = true) async throws
        -> HTTPReply
    {
        var number = 1
        var hasMovedClock = false
        while true {
            var body: [UInt8] = []
            let failure: Failure
            do {
                let reply = try await attempt(draft, into: &body)
                if accepted.contains(reply.status) { return reply }
                failure = fault(reply, draft)
                if clock.notice(reply.headers["date"]), failure.error.code == .credentials, !hasMovedClock {
                    hasMovedClock = true
                    continue
                }
            } catch let error as BlobError {
                throw error
            } catch {
                try Task.checkCancellation()
                failure = Failure(broken(draft, error), mayHaveBeenDone: true)
            }
            guard failure.error.isRetryable, isRepeatable || !failure.mayHaveBeenDone, number < retry.attempts else {
                throw failure.error
            }
            try await pause(before: number, failure.retryAfter)
            number += 1
        }
    }

    /// The bytes of a range: what arrived before a connection broke is kept, and the rest asked for. `draft` makes the
    /// request for a range; `check` looks at each answer before it counts.
    func collect(
        _ range: Range<Int64>, draft: (Range<Int64>) -> HTTPDraft, check: (HTTPReply, Range<Int64>) throws -> Void
    ) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var failures = 0
        while bytes.count < range.count {
            let rest = range.lowerBound + Int64(bytes.count)..<range.upperBound
            let request = draft(rest)
            var part: [UInt8] = []
            let failure: Failure
            do {
                let reply = try await attempt(request, into: &part)
                if reply.status == 206 || (reply.status == 200 && rest.lowerBound == 0) {
                    try check(HTTPReply(status: reply.status, headers: reply.headers, body: part), rest)
                    guard part.count == rest.count else {
                        throw BlobError(
                            .damaged, request.place, "the service sent \(part.count) bytes for \(rest.count)")
                    }
                    bytes += part
                    return bytes
                }
                failure = fault(HTTPReply(status: reply.status, headers: reply.headers, body: part), request)
            } catch let error as BlobError {
                failure = Failure(error, mayHaveBeenDone: false)
            } catch {
                try Task.checkCancellation()
                if part.count < rest.count { bytes += part }
                if !part.isEmpty { failures = 0 }
                failure = Failure(broken(request, error), mayHaveBeenDone: true)
            }
            failures += 1
            guard failure.error.isRetryable, failures < retry.attempts else { throw failure.error }
            try await pause(before: failures, failure.retryAfter)
        }
        return bytes
    }

    /// Sends a request once. What has arrived of a successful body stays in `body` when the connection breaks.
    private func attempt(_ draft: HTTPDraft, into body: inout [UInt8]) async throws -> HTTPReply {
        var draft = draft
        try await sign(&draft, clock.moment)
        await gate.enter()
        do {
            let reply = try await exchange(draft, into: &body)
            await gate.leave()
            note(draft, "\(reply.status)", reply.requestID)
            return reply
        } catch {
            await gate.leave()
            note(draft, "no answer (\(type(of: error)))", nil)
            throw error
        }
    }

    private func note(_ draft: HTTPDraft, _ outcome: String, _ requestID: String?) {
        log.debug(
            "\(draft.verb): \(draft.method) \(draft.target.authority)\(draft.target.path): \(outcome)",
            metadata: requestID.map { ["request": "\($0)"] })
    }

    private func exchange(_ draft: HTTPDraft, into body: inout [UInt8]) async throws -> HTTPReply {
        var request = HTTPClientRequest(url: draft.target.url)
        request.method = HTTPMethod(rawValue: draft.method)
        for header in draft.headers where header.name != "content-length" {
            request.headers.add(name: header.name, value: header.value)
        }
        if !draft.body.isEmpty { request.body = .bytes(ByteBuffer(bytes: draft.body)) }
        let response = try await Self.client.execute(request, timeout: .seconds(timeoutInSeconds))
        var headers: [String: String] = [:]
        for header in response.headers { headers[header.name.lowercased()] = header.value }
        let status = Int(response.status.code)
        // What went wrong is told in a few lines; more than that is no answer of a service.
        let limit = (200..<300).contains(status) ? Int.max : 1 << 20
        for try await chunk in response.body {
            body += chunk.readableBytesView
            guard body.count <= limit else { break }
        }
        return HTTPReply(status: status, headers: headers, body: body)
    }

    private func pause(before number: Int, _ retryAfter: Duration?) async throws {
        let wait = retry.wait(before: number, retryAfter: retryAfter, chance: .random(in: 0..<1))
        log.debug("waiting \(wait) before repetition \(number)")
        try await Task.sleep(for: wait)
    }
}

extension HTTPExecutor {
    /// Why an attempt did not do.
    struct Failure {
        var error: BlobError
        /// Whether the service may have done it all the same.
        var mayHaveBeenDone: Bool
        var retryAfter: Duration?

        init(_ error: BlobError, mayHaveBeenDone: Bool, retryAfter: Duration? = nil) {
            self.error = error
            self.mayHaveBeenDone = mayHaveBeenDone
            self.retryAfter = retryAfter
        }
    }

    /// What an answer means that is no success.
    func fault(_ reply: HTTPReply, _ draft: HTTPDraft) -> Failure {
        let told = dialect.read(reply)
        var error = BlobError(
            told.row.code, draft.place, "\(draft.verb) failed: \(told.sentence)", isRetryable: told.row.isRetryable)
        error.status = reply.status
        error.serviceCode = told.code
        error.requestID = reply.requestID
        return Failure(
            error, mayHaveBeenDone: reply.status == 500 || reply.status == 502 || reply.status == 504,
            retryAfter: RetryPolicy.retryAfter(reply.headers["retry-after"], serverDate: reply.headers["date"]))
    }

    /// The connection could not be made, or broke.
    private func broken(_ draft: HTTPDraft, _ error: any Error) -> BlobError {
        BlobError(
            .unavailable, draft.place,
            "\(draft.verb) failed: no answer of \(draft.target.authority) (\(type(of: error)): \(error))",
            isRetryable: true)
    }
}
