import BlobServiceStandIn
import Foundation
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// A request as a stand-in sees it.
struct StandInRequest: Sendable {
    var method: String
    /// The path as it was sent, and the query, decoded.
    var path: String, query: [String: String]
    /// Names in lower case.
    var headers: [String: String]
    var body: [UInt8]
}

/// An answer of a stand-in.
struct StandInAnswer: Sendable {
    var status: Int
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    /// Whether the connection breaks before it is sent.
    var isLost = false

    /// A JSON document.
    static func json(_ status: Int, _ object: Any, _ headers: [String: String] = [:]) -> StandInAnswer {
        let body = (try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])) ?? Data()
        return StandInAnswer(
            status: status, headers: ["Content-Type": "application/json; charset=utf-8"].merging(headers) { $1 },
            body: Array(body))
    }

    /// A failure as Azure Resource Manager writes it.
    static func error(_ status: Int, _ code: String, _ message: String, _ headers: [String: String] = [:])
        -> StandInAnswer
    {
        json(status, ["error": ["code": code, "message": message]], headers)
    }
}

/// A server on the loopback interface that stays until the program ends.
final class LoopbackServer: Sendable {
    private let port = Mutex(0)

    init(_ respond: @escaping @Sendable (StandInRequest) async -> StandInAnswer) async throws {
        let (ports, found) = AsyncStream<Int>.makeStream()
        let server = Server(
            childChannelSetup: HTTP1Channel { request, writer, _ in
                try await Self.send(await respond(try await Self.parse(request)), writer)
            },
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "stand-in") { _ in SwiftLogNoOpLogHandler() })
        Task(executorPreference: QueueExecutor()) { try await server.run() }
        for await number in ports {
            port.withLock { $0 = number }
            break
        }
    }

    /// `http://127.0.0.1:PORT`.
    var address: String { "http://127.0.0.1:\(port.withLock { $0 })" }

    private static func parse(_ request: Request) async throws -> StandInRequest {
        let parts = (request.head.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var query: [String: String] = [:]
        for item in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
            let halves = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            query[halves[0]] = halves.count > 1 ? halves[1].removingPercentEncoding ?? "" : ""
        }
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        let body = try await request.body.collect(upTo: 1 << 20)
        return StandInRequest(
            method: request.method.rawValue, path: String(parts[0]), query: query, headers: headers,
            body: Array(body.readableBytesView))
    }

    /// Ends a connection before its answer.
    private struct ConnectionCut: Error {}

    private static func send(_ answer: StandInAnswer, _ writer: consuming ResponseWriter) async throws {
        guard !answer.isLost else { throw ConnectionCut() }
        var head = HTTPResponse(status: .init(code: answer.status))
        for (name, value) in answer.headers {
            guard let name = HTTPField.Name(name) else { continue }
            head.headerFields.append(HTTPField(name: name, value: value))
        }
        if answer.status != 204 { head.headerFields[.contentLength] = "\(answer.body.count)" }
        var bodyWriter = try await writer.writeHead(head)
        if !answer.body.isEmpty { try await bodyWriter.write(ByteBuffer(bytes: answer.body)) }
        try await bodyWriter.finish(nil)
    }
}
