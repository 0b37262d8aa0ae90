import Foundation
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// A blob service on the loopback interface, for tests. A stand-in: no test against it proves anything about Azure
/// itself. It stays until the program ends, for a server that is cancelled while a connection comes in takes the program
/// with it.
public final class BlobServiceStandIn: Sendable {
    private let model: Mutex<ServiceModel>
    private let received = Mutex<[String]>([])
    private let mishaps = Mutex(Mishaps())
    private let silence = Mutex<Silence?>(nil)
    private let port = Mutex(0)

    /// Starts to listen.
    public init(_ settings: ServiceSettings = ServiceSettings()) async throws {
        model = Mutex(ServiceModel(settings))
        let (ports, found) = AsyncStream<Int>.makeStream()
        let server = Server(
            childChannelSetup: HTTP1Channel { [self] request, writer, _ in try await respond(to: request, writer) },
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "stand-in") { _ in
                SwiftLogNoOpLogHandler()
            })
        Task(executorPreference: QueueExecutor()) { try await server.run() }
        for await number in ports {
            port.withLock { $0 = number }
            break
        }
    }

    /// `http://127.0.0.1:PORT/account`.
    public var endpoint: String { "http://127.0.0.1:\(port.withLock { $0 })/\(settings.account)" }

    /// As portals and emulators give it.
    public var connectionString: String {
        "DefaultEndpointsProtocol=http;AccountName=\(settings.account);AccountKey=\(settings.key);BlobEndpoint=\(endpoint)"
    }

    /// How the account is set up.
    public var settings: ServiceSettings { model.withLock { $0.settings } }

    /// Sets the account up anew.
    public func update(_ body: (inout ServiceSettings) -> Void) { model.withLock { body(&$0.settings) } }

    /// Makes a container.
    public func makeContainer(_ name: String) { model.withLock { $0.containers[name] = $0.containers[name] ?? [:] } }

    /// Puts a blob there without asking anybody; a page blob is filled up to a multiple of 512.
    public func put(_ bytes: [UInt8], as name: String, in container: String, isPageBlob: Bool = false) {
        model.withLock { model in
            let padding = isPageBlob ? (512 - bytes.count % 512) % 512 : 0
            var blob = StoredBlob(etag: model.freshETag(), modified: model.now)
            blob.bytes = bytes + [UInt8](repeating: 0, count: padding)
            blob.type = isPageBlob ? "PageBlob" : "BlockBlob"
            blob.version = model.settings.keepsVersions ? model.stamp() : nil
            model.containers[container, default: [:]][name] = [blob]
        }
    }

    /// The bytes that a name leads to.
    public func bytes(of name: String, in container: String) -> [UInt8]? {
        model.withLock { $0.containers[container]?[name]?.first { $0.isCurrent && !$0.isDeleted }?.bytes }
    }

    /// The bytes of all contents of a name, deleted ones too.
    public func allContents(of name: String, in container: String) -> [[UInt8]] {
        model.withLock { $0.containers[container]?[name]?.map(\.bytes) ?? [] }
    }

    /// Takes a blob away, with all of its contents.
    public func remove(_ name: String, in container: String) {
        model.withLock { $0.containers[container]?[name] = nil }
    }

    /// Protects the contents of a name.
    public func protect(_ name: String, in container: String, _ body: (inout BlobProtection) -> Void) {
        var protection = BlobProtection()
        body(&protection)
        model.withLock { model in
            guard let contents = model.containers[container]?[name] else { return }
            model.containers[container]?[name] = contents.map { protection.applied(to: $0) }
        }
    }

    /// A signature for a container, for an hour.
    public func signature(for container: String, permissions: String) -> String {
        let settings = settings
        return Admission(settings: settings, now: Date()).signature(container: container, permissions: permissions)
    }

    /// How many blocks are staged in a container.
    public func stagedBlocks(in container: String) -> Int {
        model.withLock { model in
            model.staged.filter { $0.key.hasPrefix("\(container)/") }.values.map(\.count).reduce(0, +)
        }
    }

    /// Forgets the blocks that are staged in a container, as the service does after a week.
    public func dropStaged(in container: String) {
        model.withLock { model in model.staged = model.staged.filter { !$0.key.hasPrefix("\(container)/") } }
    }

    /// The tags of a blob.
    public func tags(of name: String, in container: String) -> [String: String] {
        model.withLock { model in
            let tags = model.containers[container]?[name]?.first { $0.isCurrent && !$0.isDeleted }?.tags ?? []
            return Dictionary(tags.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// The metadata of a blob.
    public func metadata(of name: String, in container: String) -> [String: String] {
        model.withLock { model in
            let items = model.containers[container]?[name]?.first { $0.isCurrent && !$0.isDeleted }?.metadata ?? []
            return Dictionary(items.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Who has a lease on a blob.
    public func lease(on name: String, in container: String) -> String? {
        model.withLock { model in
            model.containers[container]?[name]?.first { $0.isCurrent && $0.isLeased(at: model.now) }?.lease?.id
        }
    }

    /// The names in a container.
    public func names(in container: String) -> [String] {
        model.withLock { $0.containers[container]?.keys.sorted() ?? [] }
    }

    /// Answers no more from a moment on.
    public func fallSilent(_ moment: Silence) { silence.withLock { $0 = moment } }

    /// Whether that moment has come.
    public var isSilent: Bool { silence.withLock { $0?.hasBegun ?? false } }

    /// Answers again.
    public func speak() { silence.withLock { $0 = nil } }

    /// The requests so far, each as its method and what it was sent to, without the query's values.
    public var requests: [String] { received.withLock { $0 } }

    /// What has gone wrong so far.
    public var trouble: Mishaps { mishaps.withLock { $0 } }

    private func respond(to request: Request, _ writer: consuming ResponseWriter) async throws {
        let cutPerMille = settings.cutPerMille
        if request.method == .put, request.headers[.contentLength].flatMap({ Int($0) }) ?? 0 > 1 << 16,
            Self.isUnlucky(cutPerMille)
        {
            // The sender is in the middle of the body by then.
            mishaps.withLock { $0.cut += 1 }
            throw ConnectionCut()
        }
        let parsed = try await parse(request)
        received.withLock { log in
            log.append("\(parsed.method) \(parsed.path)?\(parsed.query.map(\.name).joined(separator: "&"))")
        }
        let heard = silence.withLock { $0?.notice(parsed) } ?? (isCarriedOut: true, isAnswered: true)
        guard heard.isCarriedOut else { throw ConnectionCut() }
        let (answer, cut, isLost) = model.withLock { model in
            let answer = Self.answer(parsed, &model)
            return (answer, Self.cut(answer, parsed, &model), Self.takes(&model.settings.lostAnswers, parsed))
        }
        mishaps.withLock { $0.notice(parsed, answer, isCut: cut != nil) }
        if isLost || !heard.isAnswered { throw ConnectionCut() }
        var head = HTTPResponse(status: .init(code: answer.status))
        for header in answer.headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            head.headerFields.append(HTTPField(name: name, value: header.value))
        }
        let body = parsed.method == "HEAD" ? [] : answer.body
        if answer.status != 204 { head.headerFields[.contentLength] = "\(answer.statedLength ?? body.count)" }
        var bodyWriter = try await writer.writeHead(head)
        if let cut {
            try await bodyWriter.write(ByteBuffer(bytes: body.prefix(cut)))
            throw ConnectionCut()
        }
        if !body.isEmpty { try await bodyWriter.write(ByteBuffer(bytes: body)) }
        try await bodyWriter.finish(nil)
    }

    private func parse(_ request: Request) async throws -> ServiceRequest {
        let parts = (request.head.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        let body = try await request.body.collect(upTo: 256 << 20)
        var parsed = ServiceRequest(
            method: request.method.rawValue, path: String(parts[0]),
            query: try ServiceText.form(parts.count > 1 ? String(parts[1]) : ""), headers: headers,
            body: Array(body.readableBytesView))
        let names = parsed.path.split(separator: "/", maxSplits: 2).map { String($0).removingPercentEncoding ?? "" }
        parsed.container = names.count > 1 ? names[1] : ""
        parsed.blob = names.count > 2 ? names[2] : ""
        return parsed
    }

    private static func answer(_ request: ServiceRequest, _ model: inout ServiceModel) -> ServiceAnswer {
        var answer: ServiceAnswer
        do {
            if takes(&model.settings.throttledRequests, request) || isUnlucky(model.settings.throttledPerMille) {
                throw ServiceRefusal(503, "ServerBusy")
            }
            let isFailing = isUnlucky(model.settings.failingPerMille)
            let isCarriedOut = !isFailing || Bool.random()
            guard isCarriedOut else { throw ServiceRefusal(500, "InternalError") }
            try Admission(settings: model.settings, now: model.now).check(request)
            answer = try model.answer(request)
            if isFailing {
                answer = ServiceAnswer(status: 500, wasCarriedOut: answer.status < 300)
                answer.headers.append(("x-ms-error-code", "OperationTimedOut"))
            }
        } catch let refusal as ServiceRefusal {
            answer = .xml("<Error><Code>\(refusal.code)</Code><Message>no</Message></Error>", status: refusal.status)
            answer.headers.append(("x-ms-error-code", refusal.code))
            if refusal.status == 503 {
                answer.headers.append(("Retry-After", "\(model.settings.retryAfterSeconds)"))
            }
        } catch {
            answer = ServiceAnswer(status: 500)
        }
        answer.headers.append(("x-ms-request-id", UUID().uuidString.lowercased()))
        answer.headers.append(("x-ms-version", request.headers["x-ms-version"] ?? ""))
        answer.headers.append(("Date", ServiceText.http(model.now)))
        if let id = request.headers["x-ms-client-request-id"] { answer.headers.append(("x-ms-client-request-id", id)) }
        return answer
    }

    private static func takes(_ count: inout Int, _ request: ServiceRequest) -> Bool {
        guard count > 0 else { return false }
        count -= 1
        return true
    }

    private static func cut(_ answer: ServiceAnswer, _ request: ServiceRequest, _ model: inout ServiceModel) -> Int? {
        guard request.method == "GET", request.component == nil, answer.status < 300, answer.body.count > 1 else {
            return nil
        }
        guard takes(&model.settings.cutDownloads, request) || isUnlucky(model.settings.cutPerMille) else { return nil }
        return answer.body.count / 2
    }

    private static func isUnlucky(_ perMille: Int) -> Bool { perMille > 0 && Int.random(in: 0..<1000) < perMille }
}

/// Ends a connection in the middle.
private struct ConnectionCut: Error {}
